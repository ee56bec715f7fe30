#!/usr/bin/python3
"""A small city over three years: all that it hands in is taken in, all that is bad is rejected, and the counts agree.

Two office processes that collect a year at once share it: no file is lost, none counts twice. TENKEN_ROUNDS=50 does so many
rounds of that instead of three, and says what came of them.

usage: city_years.py TENKEN MAKE_CITY
"""
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

TENKEN, MAKE_CITY = map(os.path.abspath, sys.argv[1:3])
UNITS, YEARS, FIRST = 30, 3, 2024
ROUNDS = int(os.environ.get("TENKEN_ROUNDS", "3"))
SIX = ["implemented", "partial", "not_implemented", "not_applicable", "exception", "unsure"]
REASONS = ("damaged or not complete", "another campaign", "not on the roster", "another office", "older than what", "does not follow from",
           "no file that tenken", "not sealed for")


def make(folder, *more, years=YEARS):
    subprocess.run([MAKE_CITY, folder, "--units", str(UNITS), "--years", str(years), "--first-year", str(FIRST), *more], check=True)


class Years(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="tenken-years-")
        cls.city = os.path.join(cls.folder, "city")
        make(cls.city, "--rows", "--check")
        shutil.copy(cls.path("office.db"), cls.path("before.db"))
        cls.collected = cls.run_tenken("collect", cls.path(str(FIRST + YEARS - 1), "in"), "--passphrase-file", cls.path("passphrase.txt"),
                                       "--json")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def path(cls, *names):
        return os.path.join(cls.city, *names)

    @classmethod
    def start(cls, *arguments, db="office.db"):
        environment = {"PATH": os.environ["PATH"], "HOME": cls.folder, "TENKEN_LANG": "en", "TENKEN_DATE": "2026-12-01"}
        environment.update({key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")})
        return subprocess.Popen([TENKEN, "--db", cls.path(db), *arguments], env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    @staticmethod
    def finish(process):
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    @classmethod
    def run_tenken(cls, *arguments):
        return cls.finish(cls.start(*arguments))

    def data(self, *arguments):
        done = self.run_tenken(*arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return json.loads(done.stdout)

    def expected(self, year):
        with open(self.path(str(year), "expected.json"), encoding="utf-8") as file:
            return json.load(file)

    def query(self, sql, name="office.db"):
        db = sqlite3.connect(self.path(name))
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    def test_last_year(self):
        expected = self.expected(FIRST + YEARS - 1)
        self.assertEqual(self.collected.returncode, 3 if expected["rejected"] else 0, self.collected.stderr.decode())
        files = json.loads(self.collected.stdout)["files"]
        self.assertEqual(len(files), expected["files"])
        for result in ("imported", "rejected"):
            self.assertEqual(sum(file["result"] == result for file in files), expected[result])
        for file in files:
            if file["result"] == "rejected":
                self.assertTrue(any(reason in file["reason"] for reason in REASONS), file)
        said = self.data("roster")
        self.assertEqual(said["answers"], expected["answers"])
        self.assertEqual((said["roster"]["total"], said["roster"]["submitted"]), (UNITS, expected["submitted"]))
        self.assertEqual(sum(unit["answers"] is not None for unit in said["units"]), expected["submitted"])
        # Once more: nothing changes.
        again = self.run_tenken("collect", self.path(str(FIRST + YEARS - 1), "in"), "--passphrase-file", self.path("passphrase.txt"),
                                "--json")
        self.assertEqual(sum(file["result"] == "unchanged" for file in json.loads(again.stdout)["files"]), expected["imported"])
        self.assertEqual(self.data("roster"), said)

    def test_all_years(self):
        """Those of before stand as they were taken in; and everything is what was handed in."""
        for year in range(FIRST, FIRST + YEARS):
            found = dict(self.query("SELECT a.answer, count(*) FROM collected_answer a JOIN cycle c ON c.id = a.cycle"
                                    " WHERE c.fiscal_year = %d GROUP BY a.answer" % year))
            self.assertEqual({key: found.get(i + 1, 0) for i, key in enumerate(SIX)}, self.expected(year)["answers"], year)
        self.assertEqual(self.run_tenken("verify").returncode, 0)

    def test_reckoned_anew(self):
        """What a unit says of itself is what the office finds when it looks."""
        for unit in self.data("roster")["units"]:
            if unit["answers"] is None:
                continue
            found = dict.fromkeys(SIX, 0)
            for checklist in self.data("show", unit["code"])["checklists"]:
                for answer in checklist["answers"]:
                    found[answer["answer"]] += 1
            self.assertEqual(found, unit["answers"], unit["code"])

    def one_round(self, expected):
        """How many files each of the two took in."""
        for name in os.listdir(self.city):
            if name.startswith("round.db"):
                os.unlink(self.path(name))
        shutil.copy(self.path("before.db"), self.path("round.db"))
        started = [self.start("collect", self.path(str(FIRST + YEARS - 1), "in"), "--passphrase-file", self.path("passphrase.txt"),
                              "--json", db="round.db") for _ in range(2)]
        taken, share = [], []
        for done in map(self.finish, started):
            files = json.loads(done.stdout)["files"]
            self.assertEqual(len(files), expected["files"], done.stderr.decode())
            self.assertEqual(sum(file["result"] == "rejected" for file in files), expected["rejected"])
            mine = [file["file"] for file in files if file["result"] == "imported"]
            taken += mine
            share.append(len(mine))
        self.assertEqual(len(taken), len(set(taken)))
        self.assertEqual(len(taken), expected["imported"])
        last = "(SELECT max(id) FROM cycle)"
        self.assertEqual(self.query("SELECT count(*), count(DISTINCT file_hash) FROM exchange_event WHERE kind = 'submit'"
                                    " AND cycle = " + last, "round.db"), [(expected["imported"],) * 2])
        self.assertEqual(self.query("SELECT count(*) FROM collected_answer WHERE cycle = " + last, "round.db"),
                         [(sum(expected["answers"].values()),)])
        self.assertEqual(self.finish(self.start("verify", db="round.db")).returncode, 0)
        return share

    def test_at_once(self):
        expected = self.expected(FIRST + YEARS - 1)
        shares = [self.one_round(expected) for _ in range(ROUNDS)]
        if "TENKEN_ROUNDS" in os.environ:
            print("%d rounds of two collectors over %d files: %d taken in, none lost, none twice; in %d rounds both took some in" %
                  (ROUNDS, expected["files"], sum(map(sum, shares)), sum(min(share) > 0 for share in shares)), flush=True)

    def test_same_again(self):
        """The same seed gives the same; years may be added one by one; more units change nothing of the others."""
        def digests(folder):
            found = []
            for year in range(FIRST, FIRST + YEARS):
                for name in ("rows.csv", "expected.json"):
                    with open(os.path.join(folder, str(year), name), "rb") as file:
                        found.append(hashlib.sha256(file.read()).hexdigest())
            return found
        other = os.path.join(self.folder, "other")
        for _ in range(YEARS):
            make(other, "--rows", years=1)
        self.assertEqual(digests(other), digests(self.city))
        third = os.path.join(self.folder, "third")
        make(third, "--rows", "--units", str(UNITS + 5), years=1)
        with open(os.path.join(third, str(FIRST), "rows.csv"), "rb") as file:
            more = file.read()
        with open(self.path(str(FIRST), "rows.csv"), "rb") as file:
            self.assertTrue(more.startswith(file.read()))
        fourth = os.path.join(self.folder, "fourth")
        make(fourth, "--rows", "--seed", "7", years=1)
        with open(os.path.join(fourth, str(FIRST), "rows.csv"), "rb") as file:
            self.assertFalse(more.startswith(file.read()))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
