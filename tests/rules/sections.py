"""Thirty whole sections, made up by readers who had the clauses and the vocabulary of the registers, and not the rules.

Each file in sections/ holds a section's facts and the verdicts that the reader expected from the clauses. Where the table of
rules settles a reading otherwise, `verdict` is what the table says, `first` what the reader had expected and `settled` why.
All rules are expected somewhere.

usage: sections.py TENKEN CHECKLISTS
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

TENKEN, CHECKLISTS = sys.argv[1:3]
FOLDER = pathlib.Path(__file__).parent / "sections"


def verdicts_of(facts):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8", delete=False) as file:
        json.dump(facts, file, ensure_ascii=False)
    try:
        run = subprocess.run([TENKEN, "evaluate", file.name, "--pack", os.path.join(CHECKLISTS, "kobe-5.10"), "--all",
                              "--json"], capture_output=True, text=True, check=False)
    finally:
        os.unlink(file.name)
    if run.returncode:
        raise AssertionError(run.stderr)
    return {(v["rule"], "%(register)s:%(id)s" % v["subject"]): v for v in json.loads(run.stdout)["verdicts"]}


class Sections(unittest.TestCase):
    def test_sections(self):
        files = sorted(FOLDER.glob("*.json"))
        self.assertGreaterEqual(len(files), 30)
        expected_rules = set()
        for path in files:
            section = json.loads(path.read_text(encoding="utf-8"))
            found = verdicts_of(section["facts"])
            for one in section["expected"]:
                expected_rules.add(one["rule"])
                with self.subTest(section=path.name, rule=one["rule"], subject=one["subject"]):
                    verdict = found[(one["rule"], one["subject"])]
                    self.assertEqual(verdict["verdict"], one["verdict"], "%s\n%s" % (one["why"], verdict["because"]["en"]))
        rules = json.loads(pathlib.Path(CHECKLISTS, "kobe-5.10", "rules.json").read_text(encoding="utf-8"))["rules"]
        self.assertEqual(expected_rules, {rule["id"] for rule in rules})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
