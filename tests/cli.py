#!/usr/bin/python3
"""The command line, from outside: shapes, exit statuses, bad input that changes nothing.

usage: cli.py TENKEN CHECKLISTS
"""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from lib.system import name_of, not_on_windows, resolved

TENKEN = os.path.abspath(sys.argv[1])
PACK = os.path.join(os.path.abspath(sys.argv[2]), "kobe-5.10")


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-cli-")
        self.db = os.path.join(self.folder, "t.db")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.folder, "TENKEN_DB": self.db, "TENKEN_LANG": "en",
                    "TENKEN_DATE": "2026-10-01", "TENKEN_NOW": "2026-10-01T14:03:21+09:00"}
        for key, value in os.environ.items():
            if key.endswith("SAN_OPTIONS"):
                self.env[key] = value

    def tearDown(self):
        shutil.rmtree(self.folder)

    def run_tenken(self, *arguments, **extra):
        return subprocess.run([TENKEN, *arguments], env={**self.env, **extra.get("env", {})}, capture_output=True,
                              stdin=subprocess.DEVNULL, cwd=extra.get("cwd"), timeout=60, check=False)

    def good(self, *arguments, **extra):
        done = self.run_tenken(*arguments, **extra)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def bad(self, status, *arguments, says=None, **extra):
        done = self.run_tenken(*arguments, **extra)
        self.assertEqual(done.returncode, status, (arguments, done.stdout, done.stderr))
        self.assertEqual(done.stdout, b"")
        if says:
            self.assertIn(says, done.stderr.decode())
        return done.stderr.decode()

    def data(self, *arguments, **extra):
        return json.loads(self.good(*arguments, "--json", **extra))

    def init(self, *more):
        self.good("init", "--bureau", "市民局", "--unit", "市民課", *more)

    def content(self):
        with open(self.db, "rb") as file:
            return file.read()

    def events(self):
        with sqlite3.connect(self.db) as db:
            return db.execute("SELECT count(*) FROM answer_event").fetchone()[0]


class Shapes(Case):
    def test_status(self):
        self.init("--code", "0101")
        self.good("answer", "7.4.3-secret", "implemented")
        status = self.data("status")
        self.assertEqual(list(status), ["unit", "fiscal_year", "checklists"])
        self.assertEqual(status["unit"], {"code": "0101", "name": "市民課", "bureau": "市民局"})
        self.assertEqual(status["fiscal_year"], 2026)
        checklist = status["checklists"][0]
        self.assertEqual(list(checklist), ["id", "role", "subject", "state", "applicable", "answered", "answers"])
        self.assertEqual((checklist["id"], checklist["role"], checklist["subject"], checklist["state"]),
                         ("info_manager", "info_manager", None, "in_progress"))
        self.assertEqual(list(checklist["answers"]), ["implemented", "partial", "not_implemented", "not_applicable",
                                                      "exception", "unsure"])
        self.assertEqual((checklist["answered"], checklist["answers"]["implemented"]), (1, 1))

    def test_profile(self):
        self.init()
        facts = self.data("profile", "show")["profile"]
        self.assertTrue(all(list(fact) == ["id", "value", "text"] for fact in facts))
        self.assertTrue(all(fact["value"] is None for fact in facts))
        self.good("profile", "set", "uses_cloud", "yes")
        self.good("profile", "set", "owns_system", "no")
        values = {fact["id"]: fact["value"] for fact in self.data("profile")["profile"]}
        self.assertIs(values["uses_cloud"], True)
        self.assertIs(values["owns_system"], False)
        self.good("profile", "set", "uses_cloud", "unknown")
        values = {fact["id"]: fact["value"] for fact in self.data("profile")["profile"]}
        self.assertIsNone(values["uses_cloud"])

    def test_checklist(self):
        self.init()
        self.good("profile", "set", "uses_cloud", "no")
        self.good("answer", "7.4.3-habits", "--elements", "a=yes,b=na,c=no,d=yes", "--note", "見た")
        shown = self.data("checklist", "show")
        self.assertEqual(shown["checklist"], "info_manager")
        by_id = {question["id"]: question for question in shown["questions"]}
        question = by_id["7.4.3-habits"]
        self.assertEqual(list(question), ["id", "clauses", "kind", "text", "elements", "applies", "answer", "basis", "note",
                                          "revision"])
        self.assertEqual((question["kind"], question["answer"], question["basis"], question["note"], question["revision"]),
                         ("elements", "partial", "declared", "見た", 1))
        self.assertEqual([element["answer"] for element in question["elements"]], ["yes", "na", "no", "yes"])
        self.assertIs(by_id["10.3.1-criteria"]["applies"], False)
        self.assertIsNone(by_id["7.1.1-takeout"]["applies"])
        self.assertIs(by_id["7.4.3-secret"]["applies"], True)
        for name, wanted in (("open", {"7.4.3-habits"}), ("noted", {"7.4.3-habits"}), ("unsure", set())):
            found = self.data("checklist", "show", "--filter", name)["questions"]
            self.assertEqual({question["id"] for question in found}, wanted)
        unanswered = self.data("checklist", "show", "info_manager", "--filter", "unanswered")["questions"]
        self.assertNotIn("7.4.3-habits", {question["id"] for question in unanswered})

    def test_check(self):
        self.init()
        done = self.run_tenken("check", "--json")
        self.assertEqual(done.returncode, 1)
        missing = json.loads(done.stdout)["missing"]
        self.assertTrue(all(list(row) == ["kind", "checklist", "question", "text"] for row in missing))
        self.assertEqual({row["kind"] for row in missing}, {"unanswered"})
        for question, answer, kind in (("7.4.3-secret", "not_implemented", "plan"), ("7.4.3-length", "unsure", "unsure"),
                                       ("9.5-deputy", "not_applicable", "reason"), ("4.4-records", "exception", "exception")):
            self.good("answer", question, answer)
            missing = json.loads(self.run_tenken("check", "--json").stdout)["missing"]
            self.assertEqual([row["kind"] for row in missing if row["question"] == question], [kind])
        self.good("plan", "set", "7.4.3-secret", "--cause", "c", "--measure", "m", "--person", "p", "--due", "R8.10.31")
        self.good("plan", "set", "7.4.3-length", "--person", "p", "--due", "2026-11-01")
        self.good("answer", "9.5-deputy", "not_applicable", "--reason", "課長補佐がいない")
        missing = {row["question"] for row in json.loads(self.run_tenken("check", "--json").stdout)["missing"]}
        self.assertFalse(missing & {"7.4.3-secret", "7.4.3-length", "9.5-deputy"})

    def test_whole_way(self):
        """Everything answered: check ends with 0, and the state is ready."""
        self.init()
        for question in self.data("checklist", "show", "--filter", "unanswered")["questions"]:
            self.good("answer", question["id"], "implemented")
        self.assertEqual(self.data("check"), {"missing": []})
        self.assertEqual(self.data("status")["checklists"][0]["state"], "ready")

    def test_plans(self):
        self.init()
        self.bad(4, "plan", "set", "7.4.3-secret", "--cause", "c")
        self.good("answer", "7.4.3-secret", "partial")
        self.bad(4, "plan", "progress", "7.4.3-secret", "--note", "n")
        self.bad(2, "plan", "set", "7.4.3-secret", "--due", "2026-02-30", says="2026-02-30")
        self.good("plan", "set", "7.4.3-secret", "--cause", "c", "--measure", "m", "--person", "p", "--due", "令和8年9月1日",
                  "--preventive")
        plan = self.data("plan", "list", "--overdue")["plans"][0]
        self.assertEqual((plan["due"], plan["preventive"], plan["done"]), ("2026-09-01", True, False))
        self.good("plan", "progress", "7.4.3-secret", "--note", "始めた")
        self.bad(2, "plan", "done", "7.4.3-secret", says="evidence")
        self.good("plan", "done", "7.4.3-secret", "--evidence", "記録簿")
        self.assertEqual(self.data("plan", "list", "--overdue")["plans"], [])
        self.assertTrue(self.data("plan")["plans"][0]["done"])

    def test_history(self):
        self.init()
        self.good("answer", "7.4.3-secret", "partial", "--actor", "庶務係長", "--for", "課長")
        self.good("undo")
        self.good("redo")
        self.bad(4, "redo")
        events = self.data("history", "7.4.3-secret")["events"]
        self.assertEqual([event["kind"] for event in events], ["answer", "undo", "redo"])
        self.assertEqual([event["answer"] for event in events], ["partial", None, "partial"])
        self.assertEqual((events[0]["actor"], events[0]["acted_for"]), ("庶務係長", "課長"))
        self.assertEqual(events[0]["at"], "2026-10-01T14:03:21+09:00")

    def test_rename(self):
        self.init("--code", "0101")
        self.bad(2, "rename", says="--bureau")
        self.bad(2, "rename", "--unit", "　")
        self.bad(2, "rename", "--unit", "市\x1b民課")
        self.bad(4, "--readonly", "rename", "--unit", "住民課", says="--readonly")
        self.assertEqual(self.data("status")["unit"], {"code": "0101", "name": "市民課", "bureau": "市民局"})
        self.good("rename", "--unit", "住民課")
        self.assertEqual(self.data("status")["unit"], {"code": "0101", "name": "住民課", "bureau": "市民局"})
        self.assertEqual(self.good("rename", "--code", "0102"), "The section's code is now 0102.\n")
        self.bad(2, "rename", "--code", "a/..", says="unit code")
        self.good("rename", "--bureau", "地域局", "--code", "")
        self.assertEqual(self.data("status")["unit"], {"code": None, "name": "住民課", "bureau": "地域局"})
        self.good("verify")
        self.bad(4, "init", "--bureau", "市民局", "--unit", "市民課", says="rename")

    def test_next_year(self):
        self.init()
        self.good("answer", "7.4.3-secret", "implemented", "--note", "見た")
        self.bad(4, "init", "--bureau", "市民局", "--unit", "市民課")
        self.bad(4, "init", "--bureau", "市民局", "--unit", "税務課", "--fiscal-year", "2027")
        self.init("--fiscal-year", "令和9年度")
        self.assertEqual(self.data("status")["fiscal_year"], 2027)
        self.assertEqual(self.data("status")["checklists"][0]["answered"], 0)
        carried = self.data("checklist", "show", "--filter", "carried")["questions"]
        self.assertEqual([question["id"] for question in carried], ["7.4.3-secret"])
        self.good("confirm", "7.4.3-secret")
        self.assertEqual(self.data("history", "7.4.3-secret")["events"][0]["kind"], "confirm")
        self.bad(4, "confirm", "7.4.3-length")

    def test_next_year_with_revised_standard(self):
        revised = os.path.join(self.folder, "packs", "kobe-5.11")
        shutil.copytree(PACK, revised)
        path = os.path.join(revised, "pack.json")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace('"kobe-5.10"', '"kobe-5.11"', 1))
        self.init()
        self.good("profile", "set", "uses_cloud", "no")
        self.good("answer", "7.4.3-secret", "implemented")
        self.bad(4, "--pack", revised, "status")
        self.bad(2, "--pack", "kobe-5.12", "init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2027")
        self.init("--fiscal-year", "2027", "--pack", revised)
        status = self.data("status", "--pack", revised)
        self.assertEqual((status["fiscal_year"], status["checklists"][0]["answered"]), (2027, 0))
        self.bad(2, "status", says="kobe-5.11")
        facts = {fact["id"]: fact["value"] for fact in self.data("profile", "--pack", revised)["profile"]}
        self.assertIs(facts["uses_cloud"], False)
        self.good("--pack", revised, "confirm", "7.4.3-secret")
        self.good("verify")

    def test_pack(self):
        coverage = self.data("pack", "coverage")
        self.assertEqual(list(coverage), ["pack", "duties", "asked", "decided", "excused", "missing", "clauses"])
        self.assertEqual((coverage["pack"], coverage["duties"], len(coverage["clauses"])), ("kobe-5.10", 588, 588))
        self.assertGreaterEqual(coverage["asked"], 204)
        by_id = {clause["id"]: clause for clause in coverage["clauses"]}
        self.assertIn("7.4.3-length", by_id["7.4.3.ウ"]["questions"])
        self.assertEqual(self.data("pack", "lint", PACK), {"errors": []})
        self.assertIn("kobe-5.10", [pack["id"] for pack in self.data("pack", "list")["packs"]])
        self.assertEqual(self.data("pack", "show", PACK)["id"], "kobe-5.10")

    def test_report(self):
        self.init()
        self.good("answer", "7.4.3-secret", "implemented", "--note", "=1+1 <script>alert(1)</script>\x1b[31m")
        text = self.good("report")
        self.assertIn("3C", text)
        self.assertNotIn("\x1b", text)
        html = self.good("report", "--format", "html")
        self.assertNotIn("<script", html)
        self.assertEqual(html, self.good("report", "--format", "html"))
        path = os.path.join(self.folder, "r.html")
        self.good("report", "--format", "html", "-o", path, "--no-approval")
        self.assertEqual(json.loads(self.good("report", "--format", "json"))["fiscal_year"], 2026)
        for words in (("report",), ("report", "--format", "xlsx"), ("sheet", "export")):
            self.bad(4, *words, "-o", self.db, says="is a database")
            self.bad(4, *words, "-o", self.db + "-wal", says="database beside it")
        self.assertIn("1/", self.good("status"))

    def test_excel_without_its_library(self):
        """It is loaded when a file is written: without it there is a message, and no file."""
        self.init()
        path, libraries = os.path.join(self.folder, "r.xlsx"), os.path.join(self.folder, "libraries")
        os.mkdir(libraries)
        for version in range(20):
            with open(os.path.join(libraries, f"libxlsxwriter.so.{version}"), "w", encoding="ascii") as file:
                file.write("no library")
        words = ("report", "--format", "xlsx", "-o", path)
        if self.run_tenken(*words, env={"LD_LIBRARY_PATH": libraries}).returncode == 0:
            self.skipTest("this program has the library inside")
        self.bad(5, *words, says="libxlsxwriter", env={"LD_LIBRARY_PATH": libraries})
        self.assertFalse(os.path.exists(path))
        self.good(*words)
        self.assertTrue(os.path.exists(path))

    @not_on_windows("a file has the rights of its folder there")
    def test_files_are_their_owners(self):
        self.init()
        path = os.path.join(self.folder, "r.html")
        self.good("report", "--format", "html", "-o", path)
        for made in (path, self.db):
            self.assertEqual(os.stat(made).st_mode & 0o777, 0o600)

    def test_languages(self):
        self.init()
        japanese = self.good("status", "--lang", "ja")
        self.assertIn("未着手", japanese)
        self.assertIn("令和8年度", japanese)
        self.assertIn("FY2026", self.good("status", env={"TENKEN_LANG": "en"}))
        self.assertIn("令和8年度", self.good("status", env={"TENKEN_LANG": "", "LANG": "C"}))
        self.assertIn("令和8年度", self.good("status", env={"TENKEN_LANG": "", "LC_ALL": "C.UTF-8"}))
        self.assertIn("FY2026", self.good("status", env={"TENKEN_LANG": "", "LC_ALL": "en_US.UTF-8"}))

    @not_on_windows("its console is written in UTF-16, and no variable says otherwise")
    def test_another_encoding(self):
        self.init()
        other = self.run_tenken("status", env={"TENKEN_LANG": "ja", "LC_ALL": "ja_JP.eucJP"})
        self.assertIn(b"eucJP", other.stderr)
        self.assertIn(b"FY2026", other.stdout)

    def test_help(self):
        listed = re.findall(r"^  ([a-z]+) ", self.good("help"), re.M)
        self.assertIn("answer", listed)
        for command in listed:
            self.assertIn("tenken " + command, self.good("help", command))
            self.assertIn("tenken " + command, self.good(command, "--help"))
        self.assertRegex(self.good("--version"), r"^tenken \d")
        self.assertEqual(self.good("--help"), self.good("help"))

    def test_about(self):
        about = self.data("about")
        files = {name_of(row["file"]): row["sha256"] for row in about["files"]}
        self.assertRegex(files["pack.json"], "^[0-9a-f]{64}$")
        self.assertIn("tenken", files)
        self.assertIn("SQLite", [part["name"] for part in about["libraries"]])

    def test_custody(self):
        self.init()
        self.good("answer", "7.4.3-secret", "implemented")
        copy = os.path.join(self.folder, "copy.db")
        self.good("backup", copy)
        self.bad(4, "backup", copy)
        self.good("answer", "7.4.3-secret", "partial")
        office = os.path.join(self.folder, "office.db")
        passphrase = os.path.join(self.folder, "passphrase")
        with open(passphrase, "w", encoding="utf-8") as file:
            file.write("seven green bicycles under a roof\n")
        self.good("--db", office, "office", "init", "--name", "Office", "--passphrase-file", passphrase)
        self.bad(4, "--db", office, "restore", copy, says="office's database")
        self.good("--db", office, "backup", office + ".copy")
        self.bad(4, "restore", office + ".copy", says="section's database")
        self.bad(2, "restore", os.path.join(self.folder, "none.db"), says="no backup")
        self.good("restore", copy)
        self.assertEqual(self.data("status")["checklists"][0]["answers"]["implemented"], 1)
        self.assertEqual(self.data("verify")["problems"], [])

    def test_from_any_folder(self):
        self.good("init", "--bureau", "b", "--unit", "u", cwd="/")
        self.assertEqual(self.data("pack", "coverage", cwd="/")["pack"], "kobe-5.10")

    def test_options_stand_anywhere(self):
        self.init()
        other = os.path.join(self.folder, "other.db")
        self.good("--db", other, "init", "--bureau", "b", "--unit", "u")
        self.assertEqual(self.data("status", "--db=" + other)["unit"]["name"], "u")
        self.assertEqual(json.loads(self.good("--json", "status", "--db", other))["unit"]["name"], "u")


class Plain(Case):
    """--plain: the same work line by line, and the same in the database as by commands."""

    def plain(self, text, *arguments):
        done = subprocess.run([TENKEN, "--plain", *arguments], env=self.env, input=text.encode(), capture_output=True,
                              timeout=60, check=False)
        return done.returncode, done.stdout.decode()

    def snapshot(self):
        with sqlite3.connect(self.db) as db:
            return db.execute("SELECT answer_event.question, answer, elements, note, reason, cause, measure, person, due FROM "
                              "answer_event JOIN current_answer ON current_answer.event = answer_event.seq "
                              "ORDER BY answer_event.question").fetchall()

    def test_first_start(self):
        status, shown = self.plain("市民局\n市民課\n\n\n\n" + "n\n" * 24 + "1\nq\n")
        self.assertEqual(status, 0, shown)
        self.assertIn("3.2.6-equipment", shown)
        self.assertIn("Saved 14:03:21", shown)
        self.assertEqual(self.data("status")["checklists"][0]["answered"], 1)
        status, shown = self.plain("q\n")
        self.assertIn("[1/", shown)

    def test_same_as_commands(self):
        self.init()
        for fact in self.data("profile")["profile"]:
            self.good("profile", "set", fact["id"], "yes")
        shutil.copy(self.db, self.db + ".0")
        status, shown = self.plain("g 7.4.3-secret\n3\n応援\n個人ID\n係長\n32 October\nR8.10.31\ne 見た\n"
                                   "g 7.4.1-ids\ni\nyes\nyes\nno\nna\n\n\n\n\n"
                                   "g 9.5-deputy\n4\n補佐がいない\ng 7.4.3-length\n0\n係員\n2026-11-01\n1\nu\n")
        self.assertEqual(status, 0, shown)
        by_lines = self.snapshot()
        shutil.move(self.db + ".0", self.db)
        self.good("answer", "7.4.3-secret", "not_implemented", "--note", "見た")
        self.good("plan", "set", "7.4.3-secret", "--cause", "応援", "--measure", "個人ID", "--person", "係長", "--due", "R8.10.31")
        self.good("answer", "7.4.1-ids", "--elements", "a=yes,b=yes,c=no,d=na")
        self.good("answer", "9.5-deputy", "not_applicable", "--reason", "補佐がいない")
        self.good("answer", "7.4.3-length", "unsure")
        self.good("plan", "set", "7.4.3-length", "--person", "係員", "--due", "2026-11-01")
        self.assertEqual(by_lines, self.snapshot())

    def test_nothing_is_said_to_be_saved(self):
        self.init()
        for fact in self.data("profile")["profile"]:
            self.good("profile", "set", fact["id"], "yes")
        status, shown = self.plain("g 7.4.3-secret\ni\ni a=yes\ng 7.4.3-habits\ni q=yes\n")
        self.assertEqual(status, 0, shown)
        self.assertNotIn("Saved", shown)
        self.assertEqual(self.events(), 0)
        self.good("answer", "7.4.3-habits", "implemented")
        self.plain("g 7.4.3-habits\ni a=no,q=yes\n")
        self.assertEqual(self.events(), 1)
        self.plain("g 7.4.3-secret\ne " + "長" * 6000 + "\n")
        self.assertEqual(self.events(), 1)

    def test_no_database_and_no_questions(self):
        for option in ("--no-input", "--readonly"):
            status, shown = self.plain("市民局\n市民課\n", option)
            self.assertEqual((status, shown), (5, ""))
            self.assertFalse(os.path.exists(self.db))

    def test_wrong_lines(self):
        self.init()
        for fact in self.data("profile")["profile"]:
            self.good("profile", "set", fact["id"], "yes")
        status, shown = self.plain("7\nhello\ng 7.4.3-lengt\nu\ng 7.4.1-ids\n2\ni q=yes\n/ パスワード\ns\n")
        self.assertEqual(status, 0, shown)
        self.assertIn("7.4.3-length", shown)
        self.assertEqual(self.events(), 0)


class Completion(Case):
    def complete(self, *words):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "completion.bash")
        command = ("source \"$1\"; shift; tenken() { \"$TENKEN\" \"$@\"; }; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
                   "_tenken; printf '%s\\n' \"${COMPREPLY[@]}\"")
        done = subprocess.run(["bash", "-c", command, "bash", script, *words], env={**self.env, "TENKEN": TENKEN},
                              capture_output=True, text=True, timeout=60, check=True)
        return done.stdout.split()

    def test_completion(self):
        self.init()
        self.good("answer", "7.4.3-secret", "partial")
        for words, wanted in ((("tenken", "st"), ["status"]), (("tenken", "profile", "set", "uses_cl"), ["uses_cloud"]),
                              (("tenken", "answer", "7.4.3-l"), ["7.4.3-length"]),
                              (("tenken", "answer", "7.4.3-length", "imp"), ["implemented"]),
                              (("tenken", "plan", "set", ""), ["7.4.3-secret"]),
                              (("tenken", "report", "--format", "h"), ["html"]),
                              (("tenken", "--db", "x", "backup", "--re"), [])):
            self.assertEqual(self.complete(*words), wanted, words)


class BadInput(Case):
    def test_near_names(self):
        self.init()
        self.bad(2, "answer", "7.4.3-lengt", "implemented", says="7.4.3-length")
        self.bad(2, "answer", "7.4.3-length", "implementd", says="implemented")
        self.bad(2, "profile", "set", "uses_clod", "no", says="uses_cloud")
        self.bad(2, "profile", "set", "uses_cloud", "nope")
        self.bad(2, "stauts", says="status")
        self.bad(2, "status", "--jsn", says="--json")
        self.bad(2, "checklist", "show", "--filter", "unanswerd", says="unanswered")
        self.bad(2, "checklist", "add", "--role", "platform_manger", says="platform_manager")
        self.bad(2, "checklist", "show", "info_manger", says="info_manager")
        self.bad(2, "report", "--format", "htm", says="html")
        self.bad(2, "report", "--scope", "city")
        self.bad(2, "--date", "tomorrow", "status")
        self.bad(2, "--lang", "fr", "status", says="fr")
        self.bad(2, "answer", "7.4.3-length", "implemented", "too", "many")
        self.bad(2, "answer", says="QUESTION")
        self.bad(2, "answer", "7.4.3-habits", "--elements", "q=yes")
        self.bad(2, "answer", "7.4.3-habits", "--elements", "a=yes,b=yes,a=no")
        self.bad(4, "answer", "7.4.3-habits", "partial")
        self.bad(2, "status", says="TENKEN_DATE", env={"TENKEN_DATE": "tomorrow"})
        self.bad(2, "--db", self.db, "--pack", "kobe-5.10", "--lang", "en", "--actor", "a", "--for", "b", "--date", "2026-10-01",
                 "plan", "set", "7.4.3-secret", "--cause", "c", "--measure", "m", "--persn", "p", says="--person")
        self.bad(2, "answer", "7.4.3-habits", "implemented", "--elements", "a=no")
        self.bad(2, "answer", "7.4.3-habits", "exception", "--elements", "a=yes,b=yes,c=yes,d=yes")
        self.bad(2, "init", "--bureau", "b")
        self.bad(2, "pack", "show", "kobe-5.11", says="kobe-5.10")
        self.assertEqual(self.events(), 0)

    def test_damage_advises_nothing_that_is_being_done(self):
        """verify does not send one to verify, nor restore to restore; what every part finds is said once."""
        self.init()
        self.good("answer", "7.4.3-length", "implemented")
        whole, pages, short = (os.path.join(self.folder, name) for name in ("whole.db", "pages.db", "short.db"))
        self.good("backup", whole)
        with open(whole, "rb") as file:
            content = bytearray(file.read())
        with open(short, "wb") as file:
            file.write(content[:5000])
        for at in range(20000, len(content), 37):
            content[at] ^= 0x55
        with open(pages, "wb") as file:
            file.write(content)
        found = self.run_tenken("--db", pages, "verify")
        lines = found.stdout.decode().splitlines()
        self.assertEqual(found.returncode, 1)
        self.assertEqual(len(lines), len(set(lines)))
        self.assertNotIn("tenken verify", found.stdout.decode())
        self.assertEqual(found.stdout.decode().count("tenken restore"), 1)
        said = self.bad(5, "--db", short, "verify", says="tenken restore FILE")
        self.assertNotIn("tenken verify", said)
        for damaged in (pages, short):
            said = self.bad(3, "restore", damaged, says="hoose another backup")
            self.assertNotIn("<U+000A>", said)
            self.assertNotIn("tenken restore", said)
            self.assertNotIn("tenken verify", said)
        self.bad(5, "--db", short, "status", says="tenken verify")

    def test_a_database_that_may_not_be_read(self):
        """Whose it is, and what can be done: it is no other's only because nobody may read it."""
        self.init()
        os.chmod(self.db, 0)
        user = {}
        if os.geteuid() == 0: # who may read everything
            user = {"user": 65534}
            os.chmod(self.folder, 0o755)
            os.chown(self.db, 65534, 65534)
            try:
                subprocess.run([TENKEN, "about"], env=self.env, check=True, capture_output=True, **user)
            except (OSError, subprocess.CalledProcessError):
                self.skipTest("nobody else may run the program here")
        for words in (["status"], ["verify"], ["--readonly", "status"]):
            done = subprocess.run([TENKEN, *words], env=self.env, capture_output=True, check=False, **user)
            self.assertEqual(done.returncode, 5)
            self.assertIn(f"{self.db} is yours", done.stderr.decode())
            self.assertIn(f"chmod 600 '{self.db}'", done.stderr.decode())
        if user:
            os.chown(self.db, 0, 0)
            done = subprocess.run([TENKEN, "status"], env=self.env, capture_output=True, check=False, **user)
            self.assertIn("another person's", done.stderr.decode())

    def test_remove_checklist(self):
        """Out of the year, by an event; nothing is lost, and what was removed is not handed on to the next year."""
        self.init()
        self.bad(4, "checklist", "remove", "info_manager", says="only checklist")
        self.bad(2, "checklist", "remove", says="ID")
        self.good("register", "system", "add", "s1", "name=住民記録")
        self.good("register", "system", "add", "s2", "name=税務")
        said = self.good("checklist", "add", "--role", "system_manager", "--subject", "system:s3")
        for part in ("s1  住民記録", "s2  税務", "checklist remove system_manager:s3"):
            self.assertIn(part, said)
        self.good("checklist", "remove", "system_manager:s3")
        self.bad(2, "checklist", "remove", "system_manager:s3", says="no checklist")
        said = self.good("checklist", "add", "--role", "system_manager", "--subject", "system:s1")
        self.assertNotIn("税務", said)
        question = next(one["id"] for one in self.data("checklist", "show", "system_manager:s1")["questions"]
                        if one["applies"] is not False and one["kind"] == "verdict")
        answer = ("answer", question, "implemented", "--checklist", "system_manager:s1")
        self.good(*answer)
        events = self.events()
        self.bad(4, "checklist", "remove", "system_manager:s1", says="--force")
        self.good("checklist", "remove", "system_manager:s1", "--force")
        self.assertEqual(self.events(), events)
        self.assertEqual([one["id"] for one in self.data("checklist", "list")["checklists"]], ["info_manager"])
        self.bad(2, *answer, says="system_manager:s1")
        self.good("verify")
        self.good("init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2027")
        self.assertEqual([one["id"] for one in self.data("checklist", "list")["checklists"]], ["info_manager"])

    def test_removed_checklist_comes_back(self):
        self.init()
        self.good("checklist", "add", "--role", "platform_manager")
        question = next(one["id"] for one in self.data("checklist", "show", "platform_manager")["questions"]
                        if one["applies"] is not False and one["kind"] == "verdict")
        self.good("answer", question, "unsure", "--note", "見ていない", "--checklist", "platform_manager")
        self.good("checklist", "remove", "platform_manager", "--force")
        self.good("checklist", "add", "--role", "platform_manager")
        shown = next(one for one in self.data("checklist", "show", "platform_manager")["questions"] if one["id"] == question)
        self.assertEqual((shown["answer"], shown["note"]), ("unsure", "見ていない"))
        self.bad(4, "checklist", "add", "--role", "platform_manager")
        self.good("verify")

    def test_left_out_question_says_why(self):
        self.init()
        self.good("profile", "set", "uses_cloud", "no")
        self.bad(2, "answer", "10.3.1-criteria", "implemented", says="cloud")

    def test_no_database(self):
        self.bad(5, "status", says="tenken init")
        self.assertFalse(os.path.exists(self.db))

    def test_other_files(self):
        for content in (b"", b"hello, this is not a database, and long enough to look at" * 50):
            with open(self.db, "wb") as file:
                file.write(content)
            self.bad(5, "status", says=resolved(self.db))
            with open(self.db, "rb") as file:
                self.assertEqual(file.read(), content)
        os.remove(self.db)
        with sqlite3.connect(self.db) as foreign:
            foreign.execute("CREATE TABLE t(a)")
        self.bad(5, "status", says=resolved(self.db))
        os.remove(self.db)
        os.mkdir(self.db)
        self.bad(5, "status", says=resolved(self.db))

    def test_newer_database(self):
        self.init()
        with sqlite3.connect(self.db) as db:
            db.execute("PRAGMA user_version = 999")
        before = self.content()
        self.bad(5, "status", says="newer")
        self.assertEqual(self.content(), before)

    def test_damaged_database(self):
        self.init()
        self.good("answer", "7.4.3-secret", "implemented", "--note", "marker-of-this-note")
        data = self.content()
        self.assertIn(b"marker-of-this-note", data)
        with open(self.db, "wb") as file:
            file.write(data.replace(b"marker-of-this-note", b"Marker-of-this-note"))
        done = self.run_tenken("verify")
        self.assertEqual(done.returncode, 1, done.stderr)

    def test_verify_of_an_older_database(self):
        """It is looked at as it is: no other command opens it without bringing it up to date."""
        self.init()
        with sqlite3.connect(self.db) as db:
            version, = db.execute("PRAGMA user_version").fetchone()
            db.execute(f"PRAGMA user_version = {version - 1}")
        before = self.content()
        done = self.run_tenken("verify", "--json")
        said = json.loads(done.stdout)
        self.assertEqual((done.returncode, said["older"], said["events"]), (1 if said["problems"] else 0, True, 0), done.stderr)
        self.assertEqual(self.content(), before)

    def test_answer_file(self):
        self.init()
        path = os.path.join(self.folder, "a.csv")
        with open(path, "w", encoding="cp932") as file:
            file.write("question,answer,note\n7.4.3-secret,implemented,髙﨑①～\n7.4.3-lenght,implemented,\n")
        self.bad(3, "answer", "--file", path, says="a.csv:3:")
        self.assertEqual(self.events(), 0)
        with open(path, "w", encoding="cp932") as file:
            file.write("question,answer,note\n7.4.3-secret,implemented,髙﨑①～\n")
        self.good("answer", "--file", path)
        noted = self.data("checklist", "show", "--filter", "noted")["questions"]
        self.assertEqual(noted[0]["note"], "髙﨑①～")
        self.bad(2, "answer", "--file", os.path.join(self.folder, "none.csv"))
        self.bad(2, "answer", "--file", path, "--note", "lost", says="--note")
        with open(path + "2", "w", encoding="utf-8") as file:
            file.write("question,answer,elements\n7.4.3-habits,exception,a=yes\n7.4.3-secret,nonsense,\n")
        self.bad(3, "answer", "--file", path + "2", says="a.csv2:2:")
        for text in ('[{"question":"7.4.3-secret","answer":"unsure"},]', '{"answers":1}', '[1]', '[{"qestion":"x"}]'):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            self.bad(3, "answer", "--file", path, says="a.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("question,answer,note\n7.4.3-secret,implemented,half,a remark\n")
        self.bad(3, "answer", "--file", path, says="a.csv:2:4:")
        self.assertEqual(self.events(), 1)
        with open(path, "w", encoding="utf-8-sig") as file:
            file.write('[{"question": "7.4.3-secret", "answer": "unsure"}]')
        self.good("answer", "--file", path)
        self.assertEqual(self.events(), 2)

    def test_readonly(self):
        self.init()
        self.bad(4, "--readonly", "answer", "7.4.3-secret", "implemented")
        self.bad(4, "--readonly", "profile", "set", "uses_cloud", "no")
        self.good("--readonly", "status")
        self.assertEqual(self.events(), 0)
        other = os.path.join(self.folder, "other.db")
        self.bad(4, "--readonly", "--db", other, "init", "--bureau", "b", "--unit", "u", says="--readonly")
        self.assertFalse(os.path.exists(other))

    def unprivileged(self, *arguments, typed=b""):
        """As root, permission bits stop nobody: an unprivileged user tries. The folder may be read by all and written to by nobody."""
        command = [TENKEN]
        if os.geteuid() == 0:
            prefix = shutil.which("setpriv")
            if not prefix:
                self.skipTest("no setpriv here")
            command = [prefix, "--reuid=65534", "--regid=65534", "--clear-groups", TENKEN]
        os.chmod(self.folder, 0o555)
        try:
            done = subprocess.run([*command, *arguments], env=self.env, input=typed, capture_output=True, check=False)
        finally:
            os.chmod(self.folder, 0o755)
        if b"Permission denied" in done.stderr and b"exec" in done.stderr:
            self.skipTest("the program cannot be run by another user here")
        return done

    @not_on_windows("who may write is said by lists (ACL), which wine does not keep for another user")
    def test_readonly_folder(self):
        self.init()
        os.chmod(self.db, 0o444)
        done = self.unprivileged("answer", "7.4.3-secret", "implemented")
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn(b"--readonly", done.stderr)
        self.assertEqual(self.unprivileged("--readonly", "status").returncode, 0)

    @not_on_windows("who may write is said by lists (ACL), which wine does not keep for another user")
    def test_first_start_in_a_readonly_folder(self):
        """Nobody is asked for what could then not be kept."""
        for words in ((), ("--plain",), ("--plain", "--db", os.path.join(self.folder, "new", "t.db"))):
            done = self.unprivileged(*words, typed="市民局\n市民課\n\n\n\n".encode())
            self.assertEqual((done.returncode, done.stdout), (5, b""), done.stderr)
            self.assertIn(self.folder.encode(), done.stderr)
            self.assertIn(b"--db", done.stderr)

    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        self.init()
        with open("/dev/full", "wb") as full:
            done = subprocess.run([TENKEN, "checklist", "show"], env=self.env, stdout=full, stderr=subprocess.PIPE,
                                  check=False)
        self.assertEqual(done.returncode, 5)

    def test_broken_packs(self):
        pack = os.path.join(self.folder, "kobe-5.10")
        shutil.copytree(PACK, pack)
        path = os.path.join(pack, "questions", "07.json")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for old, new, line in (('"7.4.3.ウ"', '"7.4.3.ヲ"', True), ('"kind": "verdict"', '"kind": "verdikt"', True),
                               ("{", "", True), ('"hint"', '"hnit"', True), ("}", "}}", True)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(old, new, 1))
            done = self.run_tenken("pack", "lint", pack, "--json")
            self.assertEqual(done.returncode, 1)
            error = json.loads(done.stdout)["errors"][0]
            self.assertEqual(list(error), ["file", "line", "column", "path", "message"])
            self.assertEqual(error["file"], "questions/07.json")
            self.assertGreater(error["line"], 0)
            self.assertGreater(error["column"], 0)
            self.bad(3, "init", "--pack", pack, "--bureau", "b", "--unit", "u", says="questions/07.json")
            self.assertFalse(os.path.exists(self.db))
        os.remove(os.path.join(pack, "profile.json"))
        self.assertEqual(self.run_tenken("pack", "lint", pack).returncode, 1)
        self.bad(2, "pack", "lint", self.folder + "/nothing")

    def test_elements_that_changed(self):
        """An item of another name is another item: what was said of the old one answers nothing."""
        pack = os.path.join(self.folder, "packs", "kobe-5.10")
        shutil.copytree(PACK, pack)
        path = os.path.join(pack, "questions", "07.json")
        self.env["TENKEN_DB"] = self.db
        self.good("--pack", pack, "init", "--bureau", "b", "--unit", "u")
        self.good("--pack", pack, "answer", "7.4.3-habits", "implemented", "--note", "見た")
        with open(path, encoding="utf-8") as file:
            questions = json.load(file)
        habits = next(question for question in questions["questions"] if question["id"] == "7.4.3-habits")
        habits["elements"][3]["id"] = "z"
        with open(path, "w", encoding="utf-8") as file:
            json.dump(questions, file)
        shown = self.data("--pack", pack, "checklist", "show")["questions"]
        habits = next(question for question in shown if question["id"] == "7.4.3-habits")
        self.assertEqual([element["answer"] for element in habits["elements"]], ["yes", "yes", "yes", None])
        self.assertIsNone(habits["answer"])
        self.assertEqual(habits["note"], "見た")

    def test_id_is_no_folder_by_chance(self):
        self.init()
        folder = os.path.join(self.folder, "w", "kobe-5.10")
        os.makedirs(folder)
        with open(os.path.join(folder, "pack.json"), "w", encoding="utf-8") as file:
            file.write("{}")
        self.good("status", cwd=os.path.dirname(folder))
        self.bad(3, "status", "--pack", "./kobe-5.10", cwd=os.path.dirname(folder))

    def test_hostile_names(self):
        self.bad(2, "init", "--bureau", "b", "--unit", "u\x1b]0;x\x07")
        self.bad(2, "init", "--bureau", "b", "--unit", "　")
        self.init()
        stderr = self.bad(2, "answer", "\x1b[31m7\u202e", "implemented")
        self.assertNotIn("\x1b", stderr)
        self.assertNotIn("\u202e", stderr)
        self.good("answer", "7.4.3-secret", "implemented", "--note", "a\u202eb\x07\nc")
        shown = self.good("checklist", "show")
        self.assertNotIn("\u202e", shown)
        self.assertIn("<U+202E>", shown)
        note = "\u200da\u202e\u009b31m\x7f葛󠄀か\u3099\U000e0041\n\t\"\\"
        self.good("answer", "7.4.3-secret", "implemented", "--note", note)
        raw = self.good("checklist", "show", "--filter", "noted", "--json")
        for character in "\u200d\u202e\u009b\x7f\U000e0041\t":
            self.assertNotIn(character, raw)
        self.assertIn("葛󠄀", raw)
        self.assertEqual(json.loads(raw)["questions"][0]["note"], note)
        self.bad(2, "checklist", "add", "--role", "system_manager", "--subject", "system:\x1b[31m")

    @not_on_windows("what is typed is Unicode there, and other bytes do not reach the program")
    def test_bytes_that_are_no_text(self):
        self.init()
        self.bad(2, "checklist", "add", "--role", "system_manager", "--subject", b"system:\xff")


if __name__ == "__main__":
    del sys.argv[1:]
    unittest.main(verbosity=1)
