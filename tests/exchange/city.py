"""A small city for the tests of the exchange: an office with an escrow key and a campaign, three sections that have joined and
answered everything. It is made once a program and copied for each test.

0101 市民課, 0102 区政課 (two checklists), 0103 公園課 (the office's own section)
"""
import csv
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from lib.system import is_its_owners, not_on_windows  # noqa: E402,F401 (the folder must be named first; for the tests)

TENKEN = os.path.abspath(sys.argv[1])
LIGHT_KEY = os.path.join(os.path.dirname(TENKEN), "..", "tests", "light_key")
PACKS = os.path.abspath(sys.argv[2])
UNITS = ("0101", "0102", "0103")
HEADS = {"0101": "市民課長", "0102": "区政課長", "0103": "公園課長"}
PASSPHRASE = "correct horse 7 battery staple"
ESCROW = "seven lanterns over the grey harbour 4"
ROSTER = """コード,局,課,役割,連絡先
0101,市民局,市民課,info_manager,078-000-0001
0102,市民局,区政課,info_manager;system_manager,078-000-0002
0103,建設局,公園課,info_manager,078-000-0003
"""
COLLECTED = ["file", "result", "unit", "reason"]
RECONCILED = ["total", "closed", "accepted", "returned", "submitted", "not_received"]
TABLES = ("unit", "cycle", "cycle_period", "assessment", "setting", "answer_event", "fact_event", "record_event", "exchange_event",
          "roster_unit", "collected_answer", "collected_remark", "collected_plan", "collected_register")


class Case(unittest.TestCase):
    """One test's folder. `begin` says what is in it: a copy of the city, or nothing."""
    begin = "city"

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-exchange-")
        if self.begin == "city":
            shutil.rmtree(self.folder)
            shutil.copytree(template(), self.folder)

    def tearDown(self):
        shutil.rmtree(self.folder)

    # --- files ---

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        with open(self.path(name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return self.path(name)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def new_folder(self, name):
        os.mkdir(self.path(name))
        return self.path(name)

    # --- the program ---

    def environment(self, **more):
        env = {"PATH": os.environ["PATH"], "HOME": self.folder, "TENKEN_LANG": "en", "TENKEN_DATE": "2026-10-01",
               "TENKEN_NOW": "2026-10-01T14:03:21+09:00"}
        env.update({key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")})
        return {**env, **more}

    def run_tenken(self, db, *arguments, **more):
        return subprocess.run([TENKEN, "--db", self.path(db), *arguments], env=self.environment(**more), cwd=self.folder,
                              capture_output=True, stdin=subprocess.DEVNULL, timeout=120, check=False)

    def good(self, db, *arguments, **more):
        done = self.run_tenken(db, *arguments, **more)
        self.assertEqual(done.returncode, 0, (arguments, done.stdout.decode(), done.stderr.decode()))
        return done.stdout.decode()

    def data(self, db, *arguments, **more):
        return json.loads(self.good(db, *arguments, "--json", **more))

    def bad(self, status, db, *arguments, says=(), silent=True, **more):
        """It ends so, says so on standard error (and nothing elsewhere), and nothing anywhere is changed."""
        before = self.state()
        done = self.run_tenken(db, *arguments, **more)
        said = done.stderr.decode()
        self.assertEqual(done.returncode, status, (arguments, done.stdout.decode(), said))
        self.assertTrue(said)
        if silent:
            self.assertEqual(done.stdout, b"", arguments)
        for text in [says] if isinstance(says, str) else says:
            self.assertIn(text, said)
        self.assertEqual(self.state(), before, arguments)
        return said

    def state(self):
        """All databases' rows and all other files."""
        found = {}
        for folder, folders, names in os.walk(self.folder):
            for name in sorted(names + folders):
                path = os.path.join(folder, name)
                if re.search(r"\.db-(wal|shm)$", name):
                    continue
                if os.path.islink(path) or not os.path.isfile(path) or os.path.getsize(path) > 1 << 24:
                    found[path] = os.lstat(path).st_mode
                elif name.endswith(".db"):
                    found[path] = self.rows(path)
                else:
                    with open(path, "rb") as file:
                        found[path] = hashlib.sha256(file.read()).hexdigest()
        return found

    def rows(self, path):
        db = sqlite3.connect(self.path(path))
        try:
            return [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES]
        finally:
            db.close()

    def query(self, path, sql, *values):
        db = sqlite3.connect(self.path(path))
        try:
            with db:
                return db.execute(sql, values).fetchall()
        finally:
            db.close()

    # --- the office ---

    def office(self, *arguments, key="pw", db="office.db", **more):
        return self.good(db, *arguments, "--passphrase-file", self.path(key), **more)

    def collect(self, *paths, status=0, key="pw", db="office.db", more=()):
        """What became of each file, by its base name."""
        done = self.run_tenken(db, "collect", *(paths or ["drop"]), "--passphrase-file", self.path(key), "--json", *more)
        self.assertEqual(done.returncode, status, (done.stdout.decode(), done.stderr.decode()))
        return self.understand(done)

    def understand(self, done):
        said = json.loads(done.stdout)
        self.assertEqual(list(said), ["files", "roster"])
        self.assertEqual(list(said["roster"]), RECONCILED)
        self.assertEqual(said["roster"]["total"], sum(list(said["roster"].values())[1:]))
        for file in said["files"]:
            self.assertEqual(list(file), COLLECTED)
            self.assertIn(file["result"], ("imported", "unchanged", "rejected"))
            if file["reason"] == "The office made this file itself.":
                continue
            self.assertEqual(file["reason"] is None, file["result"] == "unchanged" or
                             (file["result"] == "imported" and file["reason"] is None))
        return {os.path.basename(file["file"]): file for file in said["files"]}

    def rejects(self, *paths, says, unit=None, **more):
        """All of it is rejected, for this reason, and nothing is changed."""
        before = self.state()
        files = self.collect(*paths, status=3, **more)
        for file in files.values():
            self.assertEqual(file["result"], "rejected", file)
            self.assertIn(says, file["reason"])
            if unit:
                self.assertEqual(file["unit"], unit)
        self.assertEqual(self.state(), before)
        return files

    def states(self, db="office.db"):
        return {unit["code"]: unit["state"] for unit in self.data(db, "roster")["units"]}

    def code(self, unit, folder="pub"):
        with open(self.path(folder, "codes.csv"), encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(list(rows[0]), ["code", "bureau", "unit", "join_code"])
        return next(re.sub(r'^="(.*)"$', r"\1", row["join_code"]) for row in rows if row["code"].strip('="') == unit)

    # --- a section ---

    def join(self, unit, folder="pub", db=None, code=None, **more):
        return self.good(db or unit + ".db", "join", self.path(folder, "campaign.tenken"), "--unit-code", unit, "--join-code",
                         code or self.code(unit, folder), **more)

    def submit(self, unit, db=None, folder="drop", more=(), **env):
        """The name of the file that was written."""
        before = set(os.listdir(self.path(folder)))
        said = self.good(db or unit + ".db", "submit", "--confirmed-by", HEADS[unit], "-o", self.path(folder), *more, **env)
        new = set(os.listdir(self.path(folder))) - before
        self.assertEqual(len(new), 1, said)
        name = new.pop()
        self.assertIn(name, said)
        return name

    def answer_all(self, unit, db=None):
        db = db or unit + ".db"
        for fact in self.data(db, "profile")["profile"]:
            if fact["value"] is None:
                self.good(db, "profile", "set", fact["id"], "no")
        rows = ["checklist,question,answer,note,reason"]
        for checklist in self.data(db, "status")["checklists"]:
            for question in self.data(db, "checklist", "show", checklist["id"])["questions"]:
                if question["applies"] is not False and question["basis"] != "derived":
                    rows.append("%s,%s,implemented,," % (checklist["id"], question["id"]))
        self.good(db, "answer", "--file", self.write("answers.csv", "\n".join(rows)))
        os.unlink(self.path("answers.csv"))

    def section_state(self, unit, db=None):
        return {one["state"] for one in self.data(db or unit + ".db", "status")["checklists"]}

    def improve(self, unit, question="7.4.3-length", db=None):
        """One answer that needs a plan, with one."""
        db = db or unit + ".db"
        self.good(db, "answer", question, "not_implemented", "--checklist", "info_manager")
        self.good(db, "plan", "set", question, "--checklist", "info_manager", "--cause", "手順がない", "--measure", "手順を作る",
                  "--person", "係長", "--due", "2027-01-31")

    def return_to(self, unit, key="pw", comment="台帳を確かめてください", on=(), folder="ret", more=()):
        """The path of the file that was written."""
        before = set(os.listdir(self.path(folder)))
        self.office("return", unit, "--comment", comment, "-o", self.path(folder), *more,
                    *(word for one in on for word in ("--on", one)), key=key)
        new = set(os.listdir(self.path(folder))) - before
        self.assertEqual(len(new), 1)
        return self.path(folder, new.pop())

    # --- making the city ---

    def lighten(self, name, key):
        """What a passphrase costs is right for people, and most of what the tests here would take: see light_key.c."""
        subprocess.run([LIGHT_KEY, self.path(key), self.path(name)], env=self.environment(), check=True)

    def make_office(self, db="office.db", name="情報セキュリティ課", escrow=True, exchange=None, year="R8"):
        self.office("office", "init", "--name", name, "--own-unit", "0103", db=db)
        self.lighten(db, "pw")
        if escrow:
            self.office("office", "escrow", "-o", self.path("escrow.key"), key="pw2", db=db)
            self.lighten("escrow.key", "pw2")
        self.good(db, "campaign", "new", "--fiscal-year", year, "--roster", self.path("roster.csv"), "--due", "R8.12.25",
                  *(["--exchange", exchange] if exchange else []))

    def make_city(self):
        self.write("pw", PASSPHRASE + "\n")
        self.write("pw2", ESCROW + "\n")
        self.write("roster.csv", ROSTER)
        for name in ("pub", "drop", "ret"):
            self.new_folder(name)
        self.make_office()
        self.office("campaign", "publish", "-o", self.path("pub"))
        for unit in UNITS:
            self.join(unit)
            self.answer_all(unit)


MADE = []


def template():
    if not MADE:
        case = Case()
        case.folder = tempfile.mkdtemp(prefix="tenken-city-")
        MADE.append(case.folder)
        case.make_city()
    return MADE[0]


def main():
    try:
        unittest.main(argv=sys.argv[:1] + sys.argv[3:])
    finally:
        for folder in MADE:
            shutil.rmtree(folder)
