#!/usr/bin/python3
"""What comes after a submission, from outside: due dates that move, progress until a unit is closed, and the ledger of exceptions.

usage: improving.py TENKEN CHECKLISTS
"""
import json
import os
import subprocess

from city import TENKEN, Case, is_its_owners, main

QUESTION = "7.4.3-length"
CLAUSES = "7.4.3.ウ"


class Due(Case):
    """The section's side, in one database of its own."""

    def setUp(self):
        super().setUp()
        self.improve("0101")

    def plan(self, db="0101.db", **more):
        return next(one for one in self.data(db, "plan", "list", **more)["plans"] if one["question"] == QUESTION)

    def test_is_moved_for_a_reason_only(self):
        self.assertEqual((self.plan()["due"], self.plan()["first_due"]), ("2027-01-31", "2027-01-31"))
        self.bad(2, "0101.db", "plan", "set", QUESTION, "--due", "2027-03-31", says=("--reason", "31 January 2027"))
        self.bad(2, "0101.db", "plan", "set", QUESTION, "--due", "2027-03-31", "--reason", " 　", says="--reason")
        self.bad(2, "0101.db", "plan", "set", QUESTION, "--reason", "予算", says="--due")
        # The same day needs none, however it is written; nor does anything else of the plan.
        self.good("0101.db", "plan", "set", QUESTION, "--due", "令和9年1月31日")
        self.good("0101.db", "plan", "set", QUESTION, "--person", "庶務係長")
        said = self.good("0101.db", "plan", "set", QUESTION, "--due", "2027-03-31", "--reason", "予算がつかない")
        self.assertIn("31 March 2027 (first 31 January 2027)", said)
        self.assertIn("予算がつかない", said)
        plan = self.plan()
        self.assertEqual((plan["due"], plan["first_due"], plan["person"]), ("2027-03-31", "2027-01-31", "庶務係長"))
        self.assertEqual([(one["text"], one["moves_due"], one["due"]) for one in plan["progress"]],
                         [("予算がつかない", True, "2027-03-31")])
        events = self.data("0101.db", "history", QUESTION)["events"]
        self.assertEqual(events[-1]["progress"], "予算がつかない")
        self.assertIn("予算がつかない", self.good("0101.db", "history", QUESTION))
        # Back to the first day it needs one, too.
        self.bad(2, "0101.db", "plan", "set", QUESTION, "--due", "2027-01-31", says="--reason")
        for form in ("text", "html"):
            self.assertIn("(first 31 January 2027)", self.good("0101.db", "report", "--format", form))
        self.assertIn("令和9年3月31日", self.good("0101.db", "report", TENKEN_LANG="ja"))
        report = self.data("0101.db", "report")
        plans = [one["plan"] for one in report["checklists"][0]["questions"] if one["id"] == QUESTION]
        self.assertEqual((plans[0]["due"], plans[0]["first_due"]), ("2027-03-31", "2027-01-31"))
        self.good("0101.db", "verify")

    def test_undo(self):
        self.good("0101.db", "plan", "set", QUESTION, "--due", "2027-03-31", "--reason", "予算がつかない")
        self.good("0101.db", "undo")
        self.assertEqual((self.plan()["due"], self.plan()["progress"]), ("2027-01-31", []))
        self.good("0101.db", "redo")
        self.assertEqual((self.plan()["due"], self.plan()["first_due"]), ("2027-03-31", "2027-01-31"))
        self.assertEqual(self.plan()["progress"][0]["text"], "予算がつかない")
        self.assertEqual(self.data("0101.db", "history", QUESTION)["events"][2]["plan"]["due"], "2027-01-31")

    def test_of_what_has_to_be_found_out(self):
        db = "0103.db"
        self.good(db, "answer", QUESTION, "unsure")
        self.good(db, "plan", "set", QUESTION, "--person", "係長", "--due", "2026-10-31")
        self.bad(2, db, "plan", "set", QUESTION, "--due", "2026-11-30", says="--reason")
        self.good(db, "plan", "set", QUESTION, "--due", "2026-11-30", "--reason", "担当者が不在")
        self.assertEqual(self.plan(db)["first_due"], "2026-10-31")
        # Once it is known, the day of the plan is another thing and is set for the first time.
        self.good(db, "answer", QUESTION, "not_implemented")
        self.assertIsNone(self.plan(db)["first_due"])
        self.good(db, "plan", "set", QUESTION, "--cause", "c", "--measure", "m", "--due", "2027-02-28")
        self.assertEqual(self.plan(db)["first_due"], "2027-02-28")
        self.bad(2, db, "plan", "set", QUESTION, "--due", "2027-03-31", says="--reason")

    def test_without_a_screen(self):
        plain = "p\n\n\n\nR9.3.31\n\nq\n"
        done = self.typed(plain)
        self.assertIn("stays as it was", done)
        self.assertEqual(self.plan()["due"], "2027-01-31")
        self.typed("p\n\n\n\nR9.3.31\n予算がつかない\nq\n")
        self.assertEqual((self.plan()["due"], self.plan()["progress"][0]["text"]), ("2027-03-31", "予算がつかない"))

    def typed(self, text):
        text = "g " + QUESTION + "\n" + text
        done = subprocess.run([TENKEN, "--db", self.path("0101.db"), "--plain"], env=self.environment(), cwd=self.folder,
                              input=text.encode(), capture_output=True, timeout=60, check=False)
        return done.stdout.decode() + done.stderr.decode()


class FollowedUp(Case):
    """What the office sees of it."""

    def plans(self, *more, db="office.db", date=None):
        return self.data(db, "plan", "list", *more, *(["--date", date] if date else []))["plans"]

    def hand_in(self, unit="0101"):
        name = self.submit(unit)
        self.assertEqual(self.collect()[name]["result"], "imported")
        return name

    def accepted(self, unit="0101"):
        self.good("office.db", "accept", unit)
        return self.states()[unit]

    def test_until_it_is_closed(self):
        self.improve("0101")
        self.improve("0101", self.another())
        self.hand_in()
        self.assertEqual(self.accepted(), "accepted")
        # The section goes on; what it notes reaches the office with the next submission.
        self.good("0101.db", "plan", "progress", QUESTION, "--note", "見積りを取った", TENKEN_NOW="2026-11-05T09:00:00+09:00")
        self.good("0101.db", "plan", "set", QUESTION, "--due", "2027-03-31", "--reason", "予算がつかない")
        self.assertEqual(self.plans()[0]["progress"], [])
        self.hand_in()
        plan = next(one for one in self.plans() if one["question"] == QUESTION)
        self.assertEqual((plan["due"], plan["first_due"]), ("2027-03-31", "2027-01-31"))
        self.assertEqual([(one["text"], one["actor"], one["at"], one["due"]) for one in plan["progress"]],
                         [("見積りを取った", "情報管理者", "2026-11-05T09:00:00+09:00", None),
                          ("予算がつかない", "情報管理者", "2026-10-01T14:03:21+09:00", "2027-03-31")])
        said = self.good("office.db", "plan", "list")
        self.assertIn("31 March 2027 (first 31 January 2027)", said)
        self.assertIn("見積りを取った", said)
        self.assertEqual(self.accepted(), "accepted")

        # Late on both sides from the day after.
        for date, late in (("2027-01-31", 0), ("2027-02-01", 1), ("2027-03-31", 1), ("2027-04-01", 2)):
            for db in ("office.db", "0101.db"):
                self.assertEqual(len(self.plans("--overdue", db=db, date=date)), late, (db, date))
        self.assertIn("No plan is overdue", self.good("office.db", "plan", "list", "--overdue"))

        # Done one after the other.
        self.good("0101.db", "plan", "done", QUESTION, "--evidence", "手順書 第1版")
        self.hand_in()
        self.assertEqual(self.accepted(), "accepted")
        self.assertEqual(len(self.plans("--overdue", date="2027-04-01")), 1)
        other = next(one["question"] for one in self.plans() if not one["done"])
        self.good("0101.db", "plan", "done", other, "--evidence", "点検簿")
        self.hand_in()
        self.assertEqual(self.accepted(), "closed")
        self.assertEqual(self.plans("--overdue", date="2028-01-01"), [])
        self.assertEqual({one["evidence"] for one in self.plans()}, {"手順書 第1版", "点検簿"})
        for db in ("office.db", "0101.db"):
            self.good(db, "verify")

    def test_answers_that_were_mended(self):
        """A plan that was carried out counts on when the answer is 適 since; one that nobody carried out is then none. The list, the
        screen and the figures say the same of both."""
        other = self.another()
        self.improve("0101")
        self.improve("0101", other)
        self.good("0101.db", "plan", "done", QUESTION, "--evidence", "手順書 第1版")
        for question in (QUESTION, other):
            self.good("0101.db", "answer", question, "implemented")
        self.hand_in()
        for db in ("office.db", "0101.db"):
            self.assertEqual(self.plans("--overdue", db=db, date="2028-01-01"), [])
        self.assertEqual([(one["question"], one["answer"], one["done"]) for one in self.plans()], [(QUESTION, "implemented", True)])
        ledger = self.data("office.db", "report", "--format", "json")["improvement"]
        self.assertEqual([(one["question"], one["state"]) for one in ledger], [(QUESTION, "done")])

    def another(self):
        return next(one["id"] for one in self.data("0101.db", "checklist", "show")["questions"]
                    if one["applies"] is not False and one["kind"] == "verdict" and one["id"] != QUESTION)

    def test_a_first_day_that_was_rewritten(self):
        self.improve("0101")
        self.hand_in()
        # The section takes another database, in which the day was always the later one.
        self.good("0101.db", "undo")
        self.forge("2027-01-31", "2027-09-30")
        name = self.submit("0101")
        self.assertEqual(self.data("0101.db", "plan", "list")["plans"][0]["first_due"], "2027-09-30")
        self.assertEqual(self.collect()[name]["result"], "imported")
        plan = self.plans()[0]
        self.assertEqual((plan["due"], plan["first_due"]), ("2027-09-30", "2027-01-31"))

    def forge(self, before, after):
        """A day that was never set, whatever the database is meant to refuse."""
        triggers = self.query("0101.db", "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'answer_event'")
        for name, _ in triggers:
            self.query("0101.db", f"DROP TRIGGER {name}")
        self.query("0101.db", "UPDATE answer_event SET due = ? WHERE due = ?", after, before)
        for _, sql in triggers:
            self.query("0101.db", sql)
        self.good("0101.db", "redo")


class Exceptions(Case):
    def add(self, db, name, *fields):
        self.good(db, "exception", "add", name, "name=旧端末" + name, "clauses=" + CLAUSES, *fields)

    def permitted(self, db="0101.db", name="e1", expires="2026-12-31", role="ciso"):
        self.add(db, name, "reason=更新まで使う", "applicant=市民課長", "approver=局長", "approver_role=" + role,
                 "permitted_on=2026-05-01", "expires_on=" + expires)

    def standing(self, db="0101.db", date="2026-10-01"):
        shown = self.data(db, "checklist", "show", "--date", date)["questions"]
        status = self.data(db, "status", "--date", date)["checklists"][0]["answers"]
        return next(one["answer"] for one in shown if one["id"] == QUESTION), status["exception"], status["unsure"]

    def missing(self, date, db="0101.db"):
        done = self.run_tenken(db, "check", "--json", "--date", date)
        return [(one["kind"], one["text"]) for one in json.loads(done.stdout)["missing"] if one["question"] == QUESTION]

    def test_an_expired_one_is_to_be_found_out(self):
        self.permitted()
        self.good("0101.db", "answer", QUESTION, "exception")
        for date in ("2026-10-01", "2026-12-31"):
            self.assertEqual(self.standing(date=date), ("exception", 1, 0))
            self.assertEqual(self.missing(date), [])
        self.assertEqual(self.standing(date="2027-01-01"), ("unsure", 0, 1))
        missing = self.missing("2027-01-01")
        self.assertEqual([kind for kind, _ in missing], ["exception"])
        self.assertIn("expired", missing[0][1])
        self.assertIn("expired", self.good("0101.db", "report", "--date", "2027-01-01"))
        self.assertIn("expired", self.good("0101.db", "report", "--format", "html", "--date", "2027-01-01"))
        self.bad(4, "0101.db", "submit", "--confirmed-by", "市民課長", "-o", self.path("drop"), "--date", "2027-01-01")
        # What was answered is stored as it was, also after a remark; renewed, it stands again.
        self.good("0101.db", "answer", QUESTION, "--note", "新端末は3月", "--date", "2027-01-01")
        self.assertEqual(self.data("0101.db", "history", QUESTION)["events"][-1]["answer"], "exception")
        self.assertEqual(self.standing(date="2027-01-01")[0], "unsure")
        self.good("0101.db", "exception", "set", "e1", "expires_on=2027-06-30")
        self.assertEqual(self.standing(date="2027-01-01"), ("exception", 1, 0))
        # A person may say herself that it is not known: then that is what is stored.
        self.good("0101.db", "answer", QUESTION, "unsure", "--date", "2027-07-01")
        self.assertEqual(self.data("0101.db", "history", QUESTION)["events"][-1]["answer"], "unsure")
        self.assertEqual([kind for kind, _ in self.missing("2027-07-01")], ["unsure"])

    def test_another_that_is_in_force(self):
        self.permitted()
        self.good("0101.db", "answer", QUESTION, "exception")
        self.permitted(name="e2", expires="2027-12-31")
        self.assertEqual(self.standing(date="2027-01-01"), ("exception", 1, 0))
        self.good("0101.db", "exception", "set", "e2", "clauses=7.4.2.ア")
        self.assertEqual(self.standing(date="2027-01-01"), ("unsure", 0, 1))
        # One that never was permitted is no exception that expired.
        self.good("0101.db", "exception", "set", "e1", "expires_on=?", "permitted_on=?")
        self.assertEqual(self.standing(date="2027-01-01")[0], "exception")
        self.assertEqual([kind for kind, _ in self.missing("2027-01-01")], ["exception"])

    def ledger(self, *more, date="2026-10-01"):
        return self.data("office.db", "exception", "list", *more, "--date", date)["exceptions"]

    def test_ledger(self):
        self.permitted()
        self.permitted("0103.db", "e1", expires="2026-10-31")
        self.permitted("0103.db", "chief", expires="2026-11-30", role="chief")
        self.permitted("0103.db", "minor", expires="none", role="chief")
        self.good("0103.db", "exception", "set", "minor", "minor=yes")
        self.permitted("0103.db", "same", expires="2027-05-31")
        self.good("0103.db", "exception", "set", "same", "applicant=局長")
        self.add("0103.db", "wait", "reason=未定", "applicant=公園課長", "approver=none", "permitted_on=none", "expires_on=none")
        self.add("0103.db", "told", "reason=停電", "applicant=公園課長", "emergency=yes", "reported_on=2026-09-02", "expires_on=2026-12-01")
        self.add("0103.db", "rush", "reason=停電", "applicant=公園課長", "emergency=yes", "reported_on=none", "expires_on=2027-02-01")
        self.assertEqual(self.ledger(), [])
        self.assertIn("There are no exceptions.", self.good("office.db", "exception", "list"))
        self.good("0103.db", "answer", "9.7-exceptions", "--reason", "許可を待っている")
        for unit in ("0101", "0103"):
            self.submit(unit)
        self.collect()
        found = self.ledger()
        self.assertEqual([(one["unit"], one["id"], one["state"], one["permitted"]) for one in found],
                         [("0103", "chief", "waiting", False), ("0103", "rush", "unreported", None), ("0103", "same", "unclear", True),
                          ("0103", "wait", "waiting", False), ("0103", "e1", "valid", True), ("0103", "told", "reported", None),
                          ("0101", "e1", "valid", True), ("0103", "minor", "valid", True)])
        self.assertEqual([one["id"] for one in self.ledger("--open")], ["chief", "rush", "same", "wait"])
        self.assertEqual(list(found[0])[:4], ["unit", "id", "name", "clauses"])
        self.assertEqual(found[0]["clauses"], [CLAUSES])
        self.assertEqual((found[6]["applicant"], found[6]["approver"], found[6]["approver_role"], found[6]["expires_on"]),
                         ("市民課長", "局長", "ciso", "2026-12-31"))
        self.assertTrue(found[0]["because"] and found[0]["needs_action"])
        self.assertEqual(found[4]["because"], "")
        # The day decides.
        self.assertEqual([(one["id"], one["state"]) for one in self.ledger("--open", date="2026-11-01")][0], ("e1", "expired"))
        said = self.good("office.db", "exception", "--lang", "ja")
        self.assertIn("0103", said)
        self.assertIn("局長 (security chief)", self.good("office.db", "exception", "list"))
        for words in (["add", "x", "name=x"], ["set", "e1", "name=x"], ["remove", "e1"], ["report", "e1"]):
            self.bad(4, "office.db", "exception", *words, says="sections'")
        self.bad(2, "office.db", "exception", "lst", says="list")

    def test_report_of_an_emergency(self):
        self.permitted()
        self.add("0101.db", "rush", "reason=停電\u202eのため", "applicant=市民課長", "emergency=yes", "reported_on=none",
                 "expires_on=2026-10-31")
        sheet = self.good("0101.db", "exception", "report", "rush")
        lines = [line for line in sheet.split("\n") if line]
        self.assertIn("3C", lines[0])
        self.assertIn("3C", lines[-1])
        for text in ("旧端末rush", "7.4.3 ウ", "停電<U+202E>のため", "市民課長", "31 October 2026", "市民局 市民課"):
            self.assertIn(text, sheet)
        self.assertTrue(all(len(line) <= 80 for line in lines))
        self.good("0101.db", "exception", "report", "rush", "-o", self.path("rush.txt"))
        self.assertEqual(self.read("rush.txt").decode(), sheet)
        self.assertTrue(is_its_owners(self.path("rush.txt")))
        self.bad(4, "0101.db", "exception", "report", "e1", says="emergency=yes")
        self.bad(2, "0101.db", "exception", "report", "rish", says="rush")
        self.bad(2, "0101.db", "exception", "report")


if __name__ == "__main__":
    main()
