#!/usr/bin/python3
"""A revised standard: what "pack diff" shows of it, and what of last year can then be confirmed.

usage: revision.py TENKEN CHECKLISTS
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

TENKEN = os.path.abspath(sys.argv[1])
PACK = os.path.join(os.path.abspath(sys.argv[2]), "kobe-5.10")
CHANGED_CLAUSE, CHANGED, REWORDED = "7.4.3.ウ", "7.4.3-length", "7.4.3-remember"


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-revision-")
        self.revised = os.path.join(self.folder, "data", "tenken", "packs", "kobe-5.11")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.folder, "XDG_DATA_HOME": os.path.join(self.folder, "data"),
                    "TENKEN_DB": os.path.join(self.folder, "t.db"), "TENKEN_LANG": "en", "TENKEN_DATE": "2026-10-01"}
        for key, value in os.environ.items():
            if key.endswith("SAN_OPTIONS"):
                self.env[key] = value
        self.questions = []
        self.revise()

    def tearDown(self):
        shutil.rmtree(self.folder)

    def run_tenken(self, *arguments):
        return subprocess.run([TENKEN, *arguments], env=self.env, capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
                              check=False)

    def good(self, *arguments):
        done = self.run_tenken(*arguments)
        self.assertEqual(done.returncode, 0, (arguments, done.stderr.decode()))
        return done.stdout.decode()

    def edit(self, name, change):
        path = os.path.join(self.revised, name)
        with open(path, encoding="utf-8") as file:
            tree = json.load(file)
        change(tree)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(tree, file, ensure_ascii=False)

    def revise(self):
        """A copy with another text of one clause, one question gone and one worded otherwise."""
        shutil.copytree(PACK, self.revised)
        new_digest = "0123456789abcdef"

        def head(tree):
            tree["id"] = "kobe-5.11"
            tree["predecessor"] = "kobe-5.10"

        def clauses(tree):
            for clause in tree["clauses"]:
                if clause["id"] == CHANGED_CLAUSE:
                    clause["digest"] = new_digest + clause["digest"][len(new_digest):]
                    self.digest = clause["digest"]

        def questions(tree):
            for question in tree["questions"]:
                if CHANGED_CLAUSE in question["clauses"]:
                    self.questions.append(question["id"])
                    at = question["clauses"].index(CHANGED_CLAUSE)
                    digests = question["digest"].split("-")
                    digests[at] = self.digest[:len(digests[at])]
                    question["digest"] = "-".join(digests)
                if question["id"] == REWORDED:
                    question["text"]["ja"] += "（例外はない）"

        self.edit("pack.json", head)
        self.edit("clauses.json", clauses)
        for name in sorted(os.listdir(os.path.join(self.revised, "questions"))):
            self.edit(os.path.join("questions", name), questions)
        self.good("pack", "lint", self.revised)

    def test_difference(self):
        diff = json.loads(self.good("pack", "diff", "kobe-5.10", "kobe-5.11", "--json"))
        self.assertEqual(list(diff), ["from", "to", "clauses", "questions"])
        self.assertEqual(diff["clauses"], {"added": [], "removed": [], "changed": [CHANGED_CLAUSE]})
        self.assertEqual(diff["questions"]["changed"], self.questions)
        self.assertEqual(diff["questions"]["reworded"], [REWORDED])
        self.assertEqual(diff["questions"]["added"] + diff["questions"]["removed"], [])

    def test_no_difference(self):
        diff = json.loads(self.good("pack", "diff", "kobe-5.10", "kobe-5.10", "--json"))
        self.assertEqual([*diff["clauses"].values(), *diff["questions"].values()], [[]] * 7)

    def test_words(self):
        text = self.good("pack", "diff", "kobe-5.10", "kobe-5.11")
        self.assertIn(f"changed  {CHANGED}", text)
        self.assertIn(f"worded otherwise  {REWORDED}", text)

    def test_misuse(self):
        self.assertEqual(self.run_tenken("pack", "diff", "kobe-5.10").returncode, 2)
        self.assertEqual(self.run_tenken("pack", "diff", "kobe-5.10", "kobe-9").returncode, 2)

    def test_asked_anew(self):
        """What the revision changed cannot be confirmed; what is only worded otherwise, or the same, can."""
        self.good("init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2025")
        for question in (CHANGED, REWORDED):
            self.good("answer", question, "implemented")
        self.good("--pack", "kobe-5.11", "init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2026")
        refused = self.run_tenken("confirm", CHANGED)
        self.assertEqual(refused.returncode, 4)
        self.assertIn("The standard has changed here", refused.stderr.decode())
        self.good("confirm", REWORDED)
        carried = json.loads(self.good("checklist", "show", "--filter", "carried", "--json"))["questions"]
        self.assertEqual([question["id"] for question in carried], [])
        self.good("answer", CHANGED, "implemented")

    def test_pack_is_gone(self):
        """Where nobody can tell any more what was asked, everything is asked anew."""
        self.good("--pack", "kobe-5.11", "init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2025")
        self.good("answer", REWORDED, "implemented")
        self.good("--pack", "kobe-5.10", "init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2026")
        shutil.rmtree(self.revised)
        self.assertEqual(self.run_tenken("confirm", REWORDED).returncode, 4)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
