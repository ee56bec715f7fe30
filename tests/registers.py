#!/usr/bin/python3
"""Registers from outside: records, what they decide, files, and every misuse, which changes nothing.

usage: registers.py TENKEN CHECKLISTS
"""
import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

TENKEN = os.path.abspath(sys.argv[1])
PACK = os.path.join(os.path.abspath(sys.argv[2]), "kobe-5.10")
TABLES = ("record_event", "current_record", "fact_event", "answer_event", "assessment")
PERMITTED = ("reason=更新待ち", "applicant=係長", "approver=CISO", "approver_role=ciso", "permitted_on=2026-04-01")


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-registers-")
        self.db = os.path.join(self.folder, "t.db")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.folder, "TENKEN_DB": self.db, "TENKEN_LANG": "en",
                    "TENKEN_DATE": "2026-10-01", "TENKEN_NOW": "2026-10-01T14:03:21+09:00"}
        for key, value in os.environ.items():
            if key.endswith("SAN_OPTIONS"):
                self.env[key] = value
        self.good("init", "--bureau", "市民局", "--unit", "市民課")

    def tearDown(self):
        shutil.rmtree(self.folder)

    def run_tenken(self, *arguments, db=None):
        env = {**self.env, "TENKEN_DB": db or self.db}
        return subprocess.run([TENKEN, *arguments], env=env, capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
                              check=False)

    def good(self, *arguments, **extra):
        done = self.run_tenken(*arguments, **extra)
        self.assertEqual(done.returncode, 0, (arguments, done.stderr.decode()))
        return done.stdout.decode()

    def bad(self, status, *arguments, says=()):
        """It ends so, says so on standard error and nothing elsewhere, and stores nothing."""
        before = self.stored()
        done = self.run_tenken(*arguments)
        self.assertEqual(done.returncode, status, (arguments, done.stdout, done.stderr))
        self.assertEqual(done.stdout, b"")
        for text in [says] if isinstance(says, str) else says:
            self.assertIn(text, done.stderr.decode())
        self.assertEqual(self.stored(), before)
        return done.stderr.decode()

    def stored(self):
        with sqlite3.connect(self.db) as db:
            return [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES]

    def data(self, *arguments, **extra):
        return json.loads(self.good(*arguments, "--json", **extra))

    def record(self, register, record):
        return next(one for one in self.data("register", register, "list")["records"] if one["id"] == record)

    def question(self, question, checklist=None):
        shown = self.data("checklist", "show", *([checklist] if checklist else []))
        return next(one for one in shown["questions"] if one["id"] == question)

    def missing(self, question, checklist="info_manager"):
        rows = json.loads(self.run_tenken("check", "--json").stdout)["missing"]
        return [row["kind"] for row in rows if row["question"] == question and row["checklist"] == checklist]

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return path


class Records(Case):
    def test_shapes(self):
        registers = self.data("register")["registers"]
        self.assertTrue(all(list(one) == ["id", "title", "records", "complete"] for one in registers))
        self.assertEqual({"asset", "system", "connection", "device", "contract", "exception", "delivery", "disposal",
                          "account", "training", "incident"}, {one["id"] for one in registers})
        self.assertTrue(all(one["records"] == 0 and one["complete"] is False for one in registers))
        self.good("register", "system", "add", "s1", "name=住民記録", "zone=マイナンバー利用事務系", "auth_items=２",
                  "auth_factors=possession,knowledge", "maintained_on=R8.4.1", "backup_on=していない", "redundant=はい")
        listed = self.data("register", "system", "list")
        self.assertEqual(list(listed), ["register", "complete", "records", "verdicts"])
        self.assertEqual((listed["register"], listed["complete"]), ("system", False))
        record = listed["records"][0]
        with open(os.path.join(PACK, "registers.json"), encoding="utf-8") as file:
            kinds = {kind["id"]: kind for kind in json.load(file)["registers"]}
        self.assertEqual(list(record), ["id"] + [field["id"] for field in kinds["system"]["fields"]])
        wanted = {"id": "s1", "name": "住民記録", "zone": "mynumber", "auth_items": 2, "redundant": True,
                  "auth_factors": ["knowledge", "possession"], "maintained_on": "2026-04-01", "backup_on": "none",
                  "uses_passwords": True, "placement": None, "log_plan": None}
        self.assertEqual({key: record[key] for key in wanted}, wanted)
        verdicts = {one["rule"]: one for one in listed["verdicts"]}
        self.assertEqual(list(verdicts["mfa-mynumber"]),
                         ["rule", "clauses", "subject", "verdict", "cause", "because", "fields"])
        self.assertEqual(verdicts["mfa-mynumber"]["verdict"], "pass")
        self.assertEqual(verdicts["mfa-mynumber"]["subject"], {"register": "system", "id": "s1"})
        self.assertEqual(verdicts["backup"]["verdict"], "unknown")
        self.assertEqual([one["records"] for one in self.data("register", "list")["registers"] if one["id"] == "system"], [1])

    def test_whatever_is_shown_is_shown_as_json(self):
        self.good("register", "system", "add", "s1", "name=住民記録", "zone=mynumber", "--for", "市民課長")
        self.good("register", "connection", "add", "c1", "from=s1", "to_zone=other")
        self.good("register", "connection", "add", "c2", "to=s1")
        self.good("register", "system", "set", "s1", "zone=?")
        history = self.data("register", "system", "history", "s1")
        self.assertEqual((list(history), history["register"], history["id"]), (["register", "id", "events"], "system", "s1"))
        self.assertEqual([list(event) for event in history["events"]],
                         2 * [["revision", "kind", "fields", "actor", "acted_for", "at"]])
        self.assertEqual([(event["revision"], event["kind"], event["fields"], event["acted_for"]) for event in history["events"]],
                         [(1, "set", {"name": "住民記録", "zone": "mynumber"}, "市民課長"), (2, "set", {"name": "住民記録"}, None)])
        self.good("register", "system", "set", "s1", "zone=mynumber")
        self.assertEqual(self.data("register", "network"), {
            "systems": [{"id": "s1", "name": "住民記録", "zone": "mynumber"}],
            "connections": [
                {"id": "c1", "name": "c1", "from": "s1", "to": None, "to_zone": "other", "verdict": "fail"},
                {"id": "c2", "name": "c2", "from": None, "to": "s1", "to_zone": "mynumber", "verdict": "unknown"}]})
        table = self.write("f.csv", "id,name\ns1,税\ns2,新\n")
        wanted = {"dry_run": True, "added": 1, "changed": 1, "unchanged": 0, "records": [
            {"register": "system", "id": "s1", "result": "changed"}, {"register": "system", "id": "s2", "result": "added"}]}
        self.assertEqual(self.data("register", "system", "import", table, "--dry-run"), wanted)
        path = self.write("f.json", '{"registers": {"system": [{"id": "s1", "name": "住民記録", "zone": "mynumber"}]}}')
        self.assertEqual(self.data("register", "import", path),
                         {"dry_run": False, "added": 0, "changed": 0, "unchanged": 1, "records": []})

    def test_list_names_clause_and_rule(self):
        self.good("register", "system", "add", "s1", "auth_items=1")
        self.assertIn("[6.4.2.ア] credentials", self.good("register", "system"))

    def test_fields_and_registers_by_what_they_are_called(self):
        self.good("register", "情報システム台帳", "add", "s1", "名称=住民記録", "ネットワーク=マイナンバー利用事務系")
        record = self.record("system", "s1")
        self.assertEqual((record["name"], record["zone"]), ("住民記録", "mynumber"))
        self.bad(2, "register", "system", "set", "s1", "名称=a", "name=b", says="given twice")
        self.bad(2, "register", "system", "set", "s1", "名前でない=a", says="template")

    def test_report_names_before_ids(self):
        """The id stands in brackets behind the name, once where there is no name, and behind what a question is about."""
        self.good("register", "system", "add", "s1", "name=住民記録")
        self.good("register", "connection", "add", "c1", "from=system:s1", "to_zone=lgwan")
        for format, named, alone in (("text", "住民記録 (s1)", "\n  c1\n"),
                                     ("html", '住民記録<span class="clauses">s1</span>', ">c1</th>")):
            report = self.good("report", "--format", format)
            self.assertIn(named, report)
            self.assertIn(alone, report)
        self.assertIn("  [3.2.6-equipment]\n", self.good("report"))

    def test_a_checklist_may_come_before_its_record(self):
        said = self.good("checklist", "add", "--role", "system_manager", "--subject", "system:s1")
        self.assertIn('no record "system:s1" yet', said)
        self.good("register", "system", "add", "s2")
        self.assertNotIn("yet", self.good("checklist", "add", "--role", "system_manager", "--subject", "system:s2"))

    def test_set_and_empty(self):
        self.good("register", "system", "add", "s1", "name=住民記録", "zone=lgwan", "log_plan=items,loss", "backup_on=2026-09-01")
        said = self.good("register", "system", "set", "s1", "name=", "zone=", "log_plan=", "backup_on=")
        self.assertIn("Changed", said)
        record = self.record("system", "s1")
        self.assertEqual((record["name"], record["zone"], record["log_plan"], record["backup_on"]), ("", None, [], "none"))
        self.good("register", "system", "set", "s1", "name=?", "log_plan=不明", "backup_on=？")
        record = self.record("system", "s1")
        self.assertEqual((record["name"], record["log_plan"], record["backup_on"]), (None, None, None))
        self.good("register", "system", "set", "s1", "name=a=b, c")  # only the first = parts
        self.assertEqual(self.record("system", "s1")["name"], "a=b, c")
        history = self.good("register", "system", "history", "s1")
        self.assertEqual(len(history.strip().splitlines()), 4)
        self.good("register", "system", "remove", "s1")
        self.assertEqual(self.data("register", "system")["records"], [])
        self.good("verify")

    def test_actors(self):
        self.good("register", "system", "add", "s1", "--actor", "庶務係長", "--for", "市民課長")
        with sqlite3.connect(self.db) as db:
            self.assertEqual(db.execute("SELECT actor, acted_for, at FROM record_event").fetchall(),
                             [("庶務係長", "市民課長", "2026-10-01T14:03:21+09:00")])
        self.assertIn("庶務係長 for 市民課長", self.good("register", "system", "history", "s1"))

    def test_text(self):
        """In the language asked for, and nothing of a record reaches the terminal as it is."""
        self.good("register", "system", "add", "s1", "name=住民\x1b[31m記録\u202e", "zone=mynumber", "auth_factors=knowledge")
        for language in ("en", "ja"):
            for command in (("register",), ("register", "system"), ("register", "network"), ("register", "system", "history", "s1"),
                            ("register", "system", "template")):
                shown = self.good(*command, "--lang", language)
                self.assertFalse(set(shown) & {"\x1b", "\u202e"}, command)
        self.assertIn("not declared complete", self.good("register", "system"))
        self.assertTrue(self.good("register", "network", "--ascii", "--lang", "en").splitlines()[1].startswith(" * "))

    def test_exceptions(self):
        self.good("exception", "add", "x1", "clauses=4.4,7.1.1.エ", "expires_on=none", *PERMITTED)
        self.assertEqual(self.data("exception", "list")["records"][0]["clauses"], ["4.4", "7.1.1.エ"])
        self.assertEqual(self.data("exception")["records"], self.data("register", "exception")["records"])
        self.good("exception", "set", "x1", "expires_on=令和9年3月31日")
        self.assertEqual(self.record("exception", "x1")["expires_on"], "2027-03-31")
        self.good("answer", "4.4-records", "exception")
        self.assertEqual(self.missing("4.4-records"), [])
        self.good("exception", "set", "x1", "expires_on=2026-09-30")
        self.assertEqual(self.missing("4.4-records"), ["exception"])
        self.bad(3, "exception", "add", "x2", "clauses=4.9", says=("clauses", "4.9"))
        self.bad(3, "exception", "add", "x2", "subject=s1", says="s1")


class Misuse(Case):
    def setUp(self):
        super().setUp()
        self.good("register", "system", "add", "juki", "zone=lgwan", "name=住民記録")

    def test_usage(self):
        for arguments, says in (
                (("register", "sistem"), '"system"'),
                (("register", "zzzzzzzzz"), "asset"),
                (("register", "sistem", "add", "s1"), '"system"'),
                (("register", "system", "ad", "s1"), "add"),
                (("register", "system", "list", "more"), "more"),
                (("register", "system", "add"), "ID"),
                (("register", "system", "add", "s1", "zon=lgwan"), '"zone"'),
                (("register", "system", "add", "s1", "zone"), "FIELD=VALUE"),
                (("register", "system", "add", "s1", "zone=lgwan", "zone=other"), ("zone", "twice")),
                (("register", "system", "set", "juki", "name=a", "zone=lgwan", "name="), ("name", "twice")),
                (("register", "system", "add", "a b"), "a b"),
                (("register", "system", "add", ""), "id"),
                (("register", "system", "add", "#1"), "#1"),
                (("register", "system", "set", "juki"), "FIELD=VALUE"),
                (("register", "system", "set", "jukl", "zone=other"), '"juki"'),
                (("register", "system", "set", "juki", "zonne=other"), '"zone"'),
                (("register", "system", "remove", "jukl"), '"juki"'),
                (("register", "system", "remove"), "ID"),
                (("register", "system", "history", "jukl"), '"juki"'),
                (("register", "system", "complete"), "yes"),
                (("register", "system", "complete", "perhaps"), "perhaps"),
                (("register", "system", "complete", "unknown"), "unknown"),
                (("register", "system", "import"), "F.csv"),
                (("register", "import"), "F.json"),
                (("register", "export", "more"), "more"),
                (("exception", "ad", "x1"), "add"),
        ):
            with self.subTest(arguments=arguments):
                self.bad(2, *arguments, says=says)

    def test_bad_values(self):
        for arguments, says in (
                (("system", "add", "s1", "maintained_on=2026-02-30"), ("maintained_on", "2026-02-30")),
                (("system", "add", "s1", "maintained_on=R8.13.1"), "maintained_on"),
                (("system", "add", "s1", "zone=lgwam"), ("zone", '"lgwan" may be meant')),
                (("system", "add", "s1", "auth_factors=knowledge,posession"), ("auth_factors", "possession")),
                (("system", "add", "s1", "auth_items=two"), "auth_items"),
                (("system", "add", "s1", "auth_items=-1"), "auth_items"),
                (("system", "add", "s1", "redundant=perhaps"), "redundant"),
                (("system", "set", "juki", "zone=other", "maintained_on=2026-02-30"), "maintained_on"),
                (("connection", "add", "c1", "from=jukl"), ("from", '"juki" may be meant')),
                (("connection", "add", "c1", "to=juki", "to_zone=internet"), ("to_zone", "contradicts")),
                (("asset", "add", "a1", "stored_on=juki"), "stored_on"),
        ):
            with self.subTest(arguments=arguments):
                self.bad(3, "register", *arguments, says=says)

    def test_conflicts(self):
        self.bad(4, "register", "system", "add", "juki", "zone=other", says="juki")
        self.good("register", "connection", "add", "c1", "name=基幹連携", "from=juki")
        self.bad(4, "register", "system", "remove", "juki", says="基幹連携")
        self.good("register", "connection", "remove", "c1")
        self.good("checklist", "add", "--role", "system_manager", "--subject", "system:juki")
        self.bad(4, "register", "system", "remove", "juki", says="system_manager:juki")
        for command in (("add", "s1"), ("set", "juki", "zone=other"), ("remove", "juki"), ("complete", "yes")):
            self.bad(4, "--readonly", "register", "system", *command)
        self.bad(3, "register", "connection", "add", "c2", "to=juki", "to_zone=other")

    def test_remove_what_refers_to_itself(self):
        """It goes as a whole; what another record refers to stays."""
        self.good("exception", "add", "x1")
        self.good("exception", "set", "x1", "subject=x1")
        self.good("exception", "add", "x2", "subject=x1", "name=例外の二")
        self.bad(4, "exception", "remove", "x1", says="例外の二")
        self.good("exception", "remove", "x2")
        self.good("exception", "remove", "x1")
        self.assertEqual(self.data("exception")["records"], [])

    def test_break_another(self):
        """What would make another record impossible is refused, so that the export can always be read."""
        self.good("register", "connection", "add", "c1", "name=基幹連携", "to=juki", "to_zone=lgwan")
        self.bad(3, "register", "system", "set", "juki", "zone=internet", says="基幹連携")
        self.good("exception", "add", "x1", "subject=juki", "name=例外の一")
        self.bad(3, "register", "asset", "add", "juki", says=("例外の一", "Several registers"))


class Decided(Case):
    def test_decides(self):
        self.good("register", "asset", "add", "a1", "name=住民名簿", "confidentiality=3A", "contains=personal", "labelled=no")
        before = self.data("status")["checklists"][0]
        question = self.question("4.2-label")
        self.assertEqual((question["kind"], question["applies"], question["answer"], question["basis"]),
                         ("derived", True, None, None))
        self.good("answer", "4.2-label", "implemented")
        question = self.question("4.2-label")
        self.assertEqual((question["answer"], question["basis"], question["revision"]), ("implemented", "declared", 1))
        self.assertEqual(self.missing("4.2-label"), ["contradiction"])
        self.good("answer", "4.2-label", "implemented", "--reason", "台帳の更新待ち")
        self.assertEqual(self.missing("4.2-label"), [])
        self.good("register", "asset", "complete", "yes")
        question = self.question("4.2-label")
        self.assertEqual((question["applies"], question["answer"], question["basis"]), (True, "not_implemented", "derived"))
        self.assertEqual(self.missing("4.2-label"), ["plan"])
        self.bad(4, "answer", "4.2-label", "implemented", says=("4.2-label", "Information assets"))
        path = self.write("answers.json", json.dumps([{"question": "4.2-label", "answer": "implemented"}]))
        self.bad(4, "answer", "--file", path, says="4.2-label")
        self.good("plan", "set", "4.2-label", "--cause", "c", "--measure", "m", "--person", "p", "--due", "2026-12-01")
        self.assertEqual(self.missing("4.2-label"), [])
        status = self.data("status")["checklists"][0]
        self.assertEqual(status["answers"]["not_implemented"], 1)
        self.assertLess(status["applicable"], before["applicable"])  # 4.2-mixed-media: nothing is concerned
        self.assertIs(self.question("4.2-mixed-media")["applies"], False)
        self.bad(2, "answer", "4.2-mixed-media", "implemented", says="nothing in the registers")
        self.good("register", "asset", "set", "a1", "labelled=?")
        self.assertEqual(self.question("4.2-label")["answer"], "unsure")
        self.good("register", "asset", "set", "a1", "labelled=yes")
        self.assertEqual(self.question("4.2-label")["answer"], "implemented")
        self.good("register", "asset", "complete", "no")
        question = self.question("4.2-label")
        self.assertEqual((question["answer"], question["basis"]), ("implemented", "declared"))
        self.assertIsNotNone(self.question("4.2-mixed-media")["applies"])

    def test_nothing_there(self):
        self.good("register", "device", "complete", "yes")
        self.assertIs(self.question("8.1.21-network")["applies"], False)
        self.assertEqual(self.missing("8.1.21-network"), [])
        shown = {one["id"]: one["complete"] for one in self.data("register")["registers"]}
        self.assertTrue(shown["device"])
        self.assertFalse(shown["asset"])
        self.good("register", "device", "add", "d1", "kind=terminal", "issued=yes", "network=other")
        self.assertEqual(self.question("8.1.21-network")["answer"], "not_implemented")

    def test_subject(self):
        """The checklist of a system sees its record, and nobody else's."""
        self.good("register", "system", "add", "s1", "zone=mynumber", "auth_factors=knowledge", "auth_items=1")
        self.good("register", "system", "add", "s2", "zone=lgwan", "auth_items=2")
        for system in ("s1", "s2", "s9"):
            self.good("checklist", "add", "--role", "system_manager", "--subject", f"system:{system}")
        self.assertIs(self.question("5.1-mfa", "system_manager:s1")["applies"], True)
        self.assertIs(self.question("5.1-mfa", "system_manager:s2")["applies"], False)
        self.assertIsNone(self.question("5.1-mfa", "system_manager:s9")["applies"])
        self.good("register", "system", "set", "s2", "zone=?")
        self.assertIsNone(self.question("5.1-mfa", "system_manager:s2")["applies"])
        self.good("register", "system", "set", "s2", "zone=mynumber", "auth_factors=knowledge,inherence")
        self.assertIs(self.question("5.1-mfa", "system_manager:s2")["applies"], True)
        self.good("register", "system", "complete", "yes")
        self.assertEqual([self.question("5.1-mfa", f"system_manager:{one}")["answer"] for one in ("s1", "s2", "s9")],
                         ["not_implemented", "implemented", None])
        self.assertIsNone(self.question("6.4.2-credentials", "system_manager:s9")["basis"])
        self.bad(4, "answer", "5.1-mfa", "implemented", "--checklist", "system_manager:s1", says="Information systems")
        self.good("answer", "6.4.2-credentials", "implemented", "--checklist", "system_manager:s9")
        self.assertEqual(self.missing("6.4.2-credentials", "system_manager:s9"), [])

    def test_contradictions(self):
        self.good("register", "asset", "add", "a1", "confidentiality=3A")
        self.assertEqual(self.missing(None), [])
        self.good("profile", "set", "handles_class2", "no")
        self.assertEqual(self.missing(None), ["contradiction"])
        self.good("checklist", "add", "--role", "system_manager", "--subject", "system:s1")
        self.assertEqual(self.missing(None), ["contradiction"])
        self.assertEqual(self.missing(None, "system_manager:s1"), [])
        done = self.run_tenken("check")
        self.assertEqual((done.returncode, done.stderr), (1, b""))
        self.good("profile", "set", "handles_class2", "yes")
        self.assertEqual(self.missing(None), [])

    def test_report(self):
        self.good("register", "asset", "add", "a1", "name=住民名簿", "confidentiality=3A", "labelled=no")
        self.good("register", "asset", "complete", "yes")
        checklist = json.loads(self.good("report", "--format", "json"))["checklists"][0]
        question = next(one for one in checklist["questions"] if one["id"] == "4.2-label")
        self.assertEqual((question["answer"], question["basis"], question["actor"]), ("not_implemented", "derived", None))
        self.assertEqual([(one["rule"], one["subject"], one["verdict"]) for one in question["verdicts"]],
                         [("label", {"register": "asset", "id": "a1"}, "fail")])
        self.assertGreater(checklist["basis"]["derived"], 0)
        for form in ("text", "html", "csv"):
            done = self.run_tenken("report", "--format", form)
            if done.returncode == 0:
                self.assertIn("住民名簿", done.stdout.decode())


class Files(Case):
    def fill(self):
        self.good("register", "system", "add", "s1", "zone=mynumber", "name=住民　記録", "auth_factors=possession,knowledge")
        self.good("register", "system", "add", "s2", "zone=lgwan", "redundant=no", "log_plan=")
        self.good("register", "connection", "add", "c1", "from=s1", "to=system:s2", "route_limits=ip,mac")
        self.good("register", "device", "add", "d1", "kind=mobile", "issued=yes", "checked_on=R8.4.1", "wireless=no")
        self.good("register", "asset", "add", "a1", "contains=personal,secret_document", "confidentiality=3A", 'class_reason="引用"\\')
        self.good("exception", "add", "x1", "clauses=5.1.イ.1,6.4.2.イ", "subject=s1", "expires_on=", *PERMITTED)
        self.good("register", "device", "complete", "yes")

    def test_export_and_back(self):
        self.fill()
        path, again = os.path.join(self.folder, "f.json"), os.path.join(self.folder, "again.json")
        fresh = os.path.join(self.folder, "fresh.db")
        self.good("register", "export", "-o", path)
        with open(path, "rb") as file:
            exported = file.read()
        self.assertEqual(self.good("register", "export").encode(), exported)
        document = json.loads(exported)
        self.assertEqual(list(document), ["date", "settings", "profile", "complete", "registers"])
        self.assertEqual((document["date"], document["complete"]), ("2026-10-01", ["device"]))
        self.assertEqual(document["registers"]["system"][0], {
            "id": "s1", "name": "住民　記録", "zone": "mynumber", "auth_factors": ["knowledge", "possession"]})
        self.good("init", "--bureau", "市民局", "--unit", "市民課", db=fresh)
        said = self.good("register", "import", path, "--dry-run", db=fresh)
        self.assertIn("Would be added: 6, changed: 0, unchanged: 0", said)
        self.assertEqual(sum(one["records"] for one in self.data("register", db=fresh)["registers"]), 0)
        self.assertIn("Added: 6, changed: 0, unchanged: 0", self.good("register", "import", path, db=fresh))
        self.good("register", "export", "-o", again, db=fresh)
        with open(again, "rb") as file:
            self.assertEqual(file.read(), exported)
        self.assertIn("Added: 0, changed: 0, unchanged: 6", self.good("register", "import", path))
        self.good("verify", db=fresh)

    def test_evaluate_says_the_same(self):
        self.fill()
        path = os.path.join(self.folder, "f.json")
        self.good("register", "export", "-o", path)
        evaluated = json.loads(self.good("evaluate", path, "--json"))
        self.assertEqual(evaluated["date"], "2026-10-01")
        listed = [verdict for one in self.data("register")["registers"]
                  for verdict in self.data("register", one["id"])["verdicts"]]

        def key(verdict):
            return verdict["rule"], verdict["subject"]["register"], verdict["subject"]["id"]

        self.assertTrue(listed)
        self.assertEqual(sorted(listed, key=key), sorted(evaluated["verdicts"], key=key))
        by_rule = {verdict["rule"]: verdict["verdict"] for verdict in listed if verdict["subject"]["id"] in ("s1", "c1")}
        self.assertEqual((by_rule["mfa-mynumber"], by_rule["mynumber-link"]), ("pass", "fail"))

    def test_bad_files(self):
        self.good("register", "system", "add", "s1", "zone=lgwan")
        path = self.write("f.json", '{"registers": {"system": [\n{"id": "s2", "zon": "lgwan"},\n'
                                    '{"id": "s3", "maintained_on": "2026-02-30"}],\n"connection": [{"id": "c1", "to": "s9"}]}}')
        self.bad(3, "register", "import", path, says=(
            "f.json:2:14: /registers/system/0/zon", '"zone" may be meant', "f.json:3:", "/registers/system/1/maintained_on",
            "f.json:4:", "/registers/connection/0/to", "Nothing was changed"))
        for text in ("", "{", "[]", "{}", '{"registers": []}', '{"registers": {"sistem": []}}', '{"registers": {}, "more": 1}',
                     '{"registers": {"system": [{}]}}', '{"registers": {"system": [{"id": ""}]}}',
                     '{"registers": {"system": [{"id": "x"}, {"id": "x"}]}}', '{"registers": {"system": [{"id": "a b"}]}}',
                     '{"registers": {}, "complete": ["sistem"]}', '{"registers": {}, "date": "2026-02-30"}'):
            with self.subTest(text=text):
                self.bad(3, "register", "import", self.write("f.json", text), says="f.json")
        table = self.write("f.csv", "id,name,zone,maintained_on\ns2,good,lgwan,R8.4.1\ns3,bad,lgwam,2026-02-30\n")
        self.bad(3, "register", "system", "import", table, says=("f.csv:C3:", '"lgwan" may be meant', "f.csv:D3:",
                                                                 "Nothing was changed"))
        self.bad(3, "register", "system", "import", self.write("f.csv", "id,zon\ns2,lgwan\n"), says=("f.csv:B1:", "zone"))
        self.bad(3, "register", "connection", "import", self.write("f.csv", "id,to\nc1,s9\n"), says=("f.csv:B2:", "s9"))
        self.bad(3, "register", "system", "import", self.write("f.csv", "id,name\ns2,half,a name\n"), says=("f.csv:C2:", "more"))
        self.good("register", "system", "import", self.write("f.csv", "id,,name\ns1,memo,good, ,\n"), "--dry-run")
        self.assertIn(self.run_tenken("register", "import", "/nowhere.json").returncode, (2, 3))
        self.assertIn(self.run_tenken("register", "system", "import", "/nowhere.csv").returncode, (2, 3))
        with open(os.path.join(self.folder, "there"), "wb"):
            pass
        self.assertNotEqual(self.run_tenken("register", "export", "-o", "/nowhere/f.json").returncode, 0)

    def test_tables(self):
        self.fill()
        path = os.path.join(self.folder, "f.csv")
        for language in ("en", "ja"):
            for register in ("system", "connection", "device", "asset", "exception"):
                self.good("register", register, "template", "-o", path, "--lang", language)
                with open(path, "rb") as file:
                    text = file.read()
                self.assertTrue(text.startswith(b"\xef\xbb\xbf"))
                rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
                self.assertEqual({len(row) for row in rows}, {len(rows[0])})
                self.assertEqual(rows[0][0], "id")
                self.assertTrue(rows[1][0].startswith("#"))
                said = self.good("register", register, "import", path)
                self.assertIn("Added: 0, changed: 0", said, (register, language))
        before = self.stored()
        table = self.write("f.csv", "名称,id,区分の説明,zone\n".replace(",区分の説明", "") + "課税,s2,インターネット接続系\n新,s3,?\n")
        said = self.good("register", "system", "import", table, "--dry-run")
        self.assertIn("Would be added: 1, changed: 1, unchanged: 0. Nothing was written.", said)
        self.assertEqual(self.stored(), before)
        with open(table, "rb") as file:
            text = file.read().decode()
        said = self.good("register", "system", "import", self.write("f.csv", text.encode("cp932")))
        self.assertIn("system:s2  changed", said)
        record = self.record("system", "s2")
        self.assertEqual((record["name"], record["zone"], record["redundant"]), ("課税", "internet", False))
        self.good("verify")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
