#!/usr/bin/python3
"""Classes of information: what leads to which, what that demands, and that the rules for assets say the same.

usage: classify.py TENKEN CHECKLISTS
"""
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import unittest

TENKEN, CHECKLISTS = (os.path.abspath(path) for path in sys.argv[1:3])
PACK = os.path.join(CHECKLISTS, "kobe-5.10")


def load(name):
    with open(os.path.join(PACK, name), encoding="utf-8") as file:
        return json.load(file)


TREE = load("classification.json")
QUESTIONS = [question["id"] for axis in TREE["axes"] for level in axis["levels"] for question in level["questions"]]
CONTENTS = next([value["id"] for value in field["values"]] for kind in load("registers.json")["registers"] if kind["id"] == "asset"
                for field in kind["fields"] if field["id"] == "contains")
LEVELS = ["3A", "3B", "3C", "2", "1"]


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-classify-")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.folder, "TENKEN_LANG": "en", "TENKEN_DATE": "2026-10-01"}
        for key, value in os.environ.items():
            if key.endswith("SAN_OPTIONS"):
                self.env[key] = value

    def tearDown(self):
        self.assertEqual(os.listdir(self.folder), [])  # no database
        shutil.rmtree(self.folder)

    def run_tenken(self, *arguments, **extra):
        return subprocess.run([TENKEN, *arguments], env=self.env, capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
                              check=False, **extra)

    def text(self, *arguments):
        done = self.run_tenken(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def data(self, facts):
        return json.loads(self.text("classify", "--facts", facts, "--json", "--pack", PACK))

    def levels(self, facts):
        return [axis["level"] for axis in self.data(facts)["axes"]]

    def handling(self, facts):
        return [one["id"] for one in self.data(facts)["handling"]]


class Classes(Case):
    def test_each_question(self):
        for facts, *levels in [
                ("", "1", "1", "1"), ("secret_document", "3A", "1", "1"), ("specific_personal", "3B", "1", "1"),
                ("personal", "3B", "1", "1"), ("individual_harm", "3B", "1", "1"), ("statutory_secret", "3C", "1", "1"),
                ("corporate", "3C", "1", "1"), ("trust_damaging", "3C", "1", "1"), ("security_sensitive", "3C", "1", "1"),
                ("careful_handling", "3C", "1", "1"), ("not_yet_public", "2", "1", "1"), ("public_personal", "1", "1", "1"),
                ("integrity_harm", "1", "2", "1"), ("availability_harm", "1", "1", "2"),
                ("not_yet_public,corporate", "3C", "1", "1"), ("corporate,personal,public_personal", "3B", "1", "1"),
                ("personal,secret_document,integrity_harm,availability_harm", "3A", "2", "2")]:
            with self.subTest(facts=facts):
                self.assertEqual(self.levels(facts), levels)

    def test_reasons(self):
        axes = self.data("corporate,personal,specific_personal,integrity_harm")["axes"]
        self.assertEqual([axis["axis"] for axis in axes], ["confidentiality", "integrity", "availability"])
        self.assertEqual([[reason["id"] for reason in axis["because"]] for axis in axes],
                         [["specific_personal", "personal"], ["integrity_harm"], []])
        reason = axes[0]["because"][1]
        self.assertEqual(list(reason), ["id", "text", "clauses"])
        self.assertEqual(sorted(reason["text"]), ["en", "ja"])
        self.assertEqual(reason["clauses"], ["4.1.1"])

    def test_open_questions(self):
        axes = self.data("corporate,personal=?,individual_harm=?,not_yet_public=?")["axes"]
        self.assertEqual((axes[0]["level"], axes[0]["because"]), (None, []))
        self.assertEqual([question["id"] for question in axes[0]["missing"]], ["personal", "individual_harm"])
        self.assertEqual(self.levels("personal,corporate=?"), ["3B", "1", "1"])
        applies = {one["id"]: one["applies"] for one in self.data("not_yet_public=?")["handling"]}
        self.assertEqual((applies["carry_permission"], applies["label"], applies["lowest"], applies["publish"]),
                         (None, None, None, True))
        applies = {one["id"]: one["applies"] for one in self.data("corporate,personal=?")["handling"]}
        self.assertEqual((applies["carry_permission"], applies.get("lowest")), (True, None))
        self.assertNotIn("lowest", applies)
        shown = self.text("classify", "--facts", "corporate,personal=?,availability_harm=?")
        self.assertIn("Confidentiality not known (3C to 3B)", shown)
        self.assertIn("  ? ", shown)

    def test_against_the_file(self):
        dice = random.Random(1)
        for _ in range(40):
            facts = dice.sample(QUESTIONS, dice.randrange(len(QUESTIONS)))
            data, at = self.data(",".join(facts)), {}
            for axis, shown in zip(TREE["axes"], data["axes"]):
                found = [level for level in axis["levels"] if any(q["id"] in facts for q in level["questions"])]
                level = found[0] if found else axis["levels"][-1]
                at[axis["id"]] = axis["levels"].index(level)
                self.assertEqual(shown["level"], level["id"], facts)
                self.assertEqual([reason["id"] for reason in shown["because"]],
                                 [q["id"] for q in level["questions"] if q["id"] in facts])
            lowest = all(at[axis["id"]] == len(axis["levels"]) - 1 for axis in TREE["axes"])
            ids = {axis["id"]: [level["id"] for level in axis["levels"]] for axis in TREE["axes"]}
            expected = [one for one in TREE["handling"] if (lowest or not one.get("only_lowest")) and
                        any(at[t["axis"]] <= ids[t["axis"]].index(t["at_least"]) for t in one["levels"])]
            self.assertEqual([(one["id"], one["topic"], one["text"], one["items"], one["clauses"]) for one in data["handling"]],
                             [(one["id"], one["topic"], one["text"], one.get("items", []), one["clauses"]) for one in expected])


class Handling(Case):
    # What the clauses say of "confidentiality 2 or higher" alone.
    FROM_CONFIDENTIALITY_2 = {"authorised_only", "copy_permission", "encrypt_shared", "carry_permission", "carry_protect",
                              "carry_cloud", "carry_after", "provide_permission", "provide_encrypt", "provide_memorandum",
                              "print_outside", "social_media", "cloud_choice", "cloud_standard_terms", "systems"}
    ALWAYS = {"create_class", "receive_class", "mixed", "publish"}

    def test_from_which_level(self):
        confidential, intact = set(self.handling("not_yet_public")), set(self.handling("integrity_harm"))
        self.assertEqual(confidential - intact, self.FROM_CONFIDENTIALITY_2)
        self.assertEqual(set(self.handling("secret_document")), confidential)
        self.assertEqual(set(self.handling("availability_harm")) - set(self.handling("personal")),
                         {"redundancy", "social_media_website"})
        self.assertTrue({"label", "store", "users", "dispose_record", "covered"} <= intact)
        self.assertNotIn("lowest", confidential | intact)

    def test_lowest_on_all_axes(self):
        self.assertEqual(set(self.handling("")), self.ALWAYS | {"lowest"})
        shown = next(one for one in self.data("")["handling"] if one["id"] == "lowest")
        self.assertEqual(shown["clauses"], ["4.1.4.イ"])

    def test_memorandum(self):
        shown = next(one for one in self.data("personal")["handling"] if one["id"] == "provide_memorandum")
        self.assertEqual(len(shown["items"]), 10)
        self.assertEqual(shown["clauses"], ["4.2.ク.2"] + ["4.2.ク.2.%d" % n for n in range(1, 11)])

    def test_every_clause_on_handling_is_named(self):
        named = {clause for one in TREE["handling"] for clause in one["clauses"]}
        named |= {clause for axis in TREE["axes"] for level in axis["levels"] for clause in level["clauses"]}
        clauses = {clause["id"] for clause in load("clauses.json")["clauses"] if clause["id"].startswith(("4.1", "4.2"))}
        self.assertEqual(clauses - named, set())


class Rules(Case):
    """A class that is found out here, written in the register of assets, is what the rules ask for: no less, and no more."""

    def verdicts(self, assets):
        path = os.path.join(self.folder, "facts.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"date": "2026-10-01", "registers": {"asset": assets}}, file)
        found = {}
        for verdict in json.loads(self.text("evaluate", path, "--json", "--all", "--pack", PACK))["verdicts"]:
            if verdict["rule"].startswith("class-"):
                found.setdefault(verdict["subject"]["id"], set()).add(verdict["verdict"])
        os.unlink(path)
        return found

    def test_contents(self):
        self.assertEqual(set(CONTENTS) - set(QUESTIONS), {"public_personal"})
        assets, expected = [], {}
        mixtures = [some for n in (0, 1, 2) for some in itertools.combinations(CONTENTS, n)] + [tuple(CONTENTS)]
        for number, contents in enumerate(mixtures):
            level = self.levels(",".join(contents))[0]
            for lower in (0, 1):
                if LEVELS.index(level) + lower < len(LEVELS):
                    ident = "a%d-%d" % (number, lower)
                    assets.append({"id": ident, "contains": list(contents), "class_reason": "",
                                   "confidentiality": LEVELS[LEVELS.index(level) + lower]})
                    expected[ident] = {"pass"} if not lower else {"pass", "fail"}
        found = self.verdicts(assets)
        self.assertEqual(found, expected)
        self.assertGreater(len(assets), 60)


class Words(Case):
    def test_refused(self):
        for status, arguments, says in [
                (2, ["--facts", "persnal"], '"personal"'), (2, ["--facts", "personal,xyz"], '"xyz"'), (2, [], "--facts"),
                (2, ["--facts"], "--facts"), (2, ["--facts", "personal", "corporate"], '"corporate"'),
                (2, ["--facts", "personal", "--facts", "corporate"], "twice"), (2, ["--fact", "personal"], "--facts"),
                (2, ["--facts", "personal=no"], "personal=no"), (2, ["--facts", "=?"], '""'),
                (2, ["--facts", "\x1b[31m"], "<U+001B>"), (2, ["--facts", "p" * 30000], "called"),
                (2, ["--facts", "personal", "--pack", "no-such-pack"], "no-such-pack")]:
            with self.subTest(arguments=arguments):
                done = self.run_tenken("classify", *arguments)
                self.assertEqual(done.stdout, b"")
                self.assertIn(says, done.stderr.decode())
                self.assertEqual(done.returncode, status)

    def test_blanks_and_repeats(self):
        self.assertEqual(self.levels(" corporate , personal ,,personal,"), ["3B", "1", "1"])

    def test_a_pack_without(self):
        copy = os.path.join(self.folder, "kobe-5.10")
        shutil.copytree(PACK, copy)
        os.unlink(os.path.join(copy, "classification.json"))
        done = self.run_tenken("classify", "--facts", "", "--pack", copy)
        shutil.rmtree(copy)
        self.assertEqual((done.returncode, done.stdout), (3, b""))
        self.assertIn("classification.json", done.stderr.decode())

    def test_text(self):
        for language in ("ja", "en"):
            shown = self.text("classify", "--facts", "personal,availability_harm", "--lang", language, "--pack", PACK)
            texts = [TREE["axes"][0]["levels"][1]["title"], TREE["axes"][1]["levels"][1]["title"]]
            self.assertEqual(shown.split("\n")[0].split("  ")[:2], [text[language] for text in texts])
            flat = "".join(shown.split())
            for one in TREE["handling"]:
                wanted = one["id"] != "lowest"
                self.assertEqual("".join(one["text"][language].split()) in flat, wanted, one["id"])
                for item in one.get("items", []):
                    self.assertIn("".join(item[language].split()), flat)
            self.assertIn("[4.2 ク(2)]", shown)
            self.assertNotIn("4.2 ク(2)①", shown)
            for line in shown.split("\n"):
                columns = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
                self.assertLessEqual(columns, 78, line)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
