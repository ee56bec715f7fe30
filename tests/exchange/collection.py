#!/usr/bin/python3
"""The office's table of answers: it is what the units handed in last, it says so on the roster, and verify sees when it is not.

usage: collection.py TENKEN CHECKLISTS
"""
import calendar
import json
import os
import shutil
import sqlite3
import time

from city import UNITS, Case, main

SIX = ["implemented", "partial", "not_implemented", "not_applicable", "exception", "unsure"]
ROWS = ("SELECT r.code, c.text, q.text, a.answer, a.basis FROM collected_answer a JOIN roster_unit r ON r.id = a.unit"
        " JOIN collected_name c ON c.id = a.checklist JOIN collected_name q ON q.id = a.question WHERE r.code = ?")


ONE_REMARK = " WHERE unit = (SELECT id FROM roster_unit WHERE code = '0102')"
ANSWER_5 = ("CREATE TABLE collected_answer ( cycle INTEGER NOT NULL, unit INTEGER NOT NULL, checklist INTEGER NOT NULL,"
            " question INTEGER NOT NULL, answer INTEGER NOT NULL, basis INTEGER NOT NULL,"
            " PRIMARY KEY (cycle, unit, checklist, question)) STRICT, WITHOUT ROWID;")
# All that is folded out of bodies: it must be the same in whichever way it came to be there.
TABLES = {
    "answer": "SELECT cycle, unit, c.text, q.text, answer, basis, moment, grounds FROM collected_answer a",
    "remark": "SELECT cycle, unit, c.text, q.text, a.text FROM collected_remark a",
    "plan": "SELECT cycle, unit, c.text, q.text, cause, measure, person, evidence, due, first_due, preventive, done FROM collected_plan a",
}
NAMES = " JOIN collected_name c ON c.id = a.checklist JOIN collected_name q ON q.id = a.question ORDER BY 1, 2, 3, 4"


def given(body):
    """(checklist, answer) of all."""
    return [(checklist["id"], answer) for checklist in body["checklists"] for answer in checklist["answers"]]


class Collection(Case):
    def folded(self, db="office.db"):
        return {**{name: self.query(db, sql + NAMES) for name, sql in TABLES.items()},
                "register": self.query(db, "SELECT cycle, unit, document FROM collected_register ORDER BY 1, 2")}

    def expected(self, db="office.db"):
        """The same, reckoned here from the bodies."""
        found = {"answer": [], "remark": [], "plan": [], "register": []}
        for cycle, unit, code in self.query(db, "SELECT cycle, id, code FROM roster_unit"):
            bodies = [json.loads(body)["submission"] for (body,) in self.query(
                db, "SELECT body FROM exchange_event WHERE cycle = ? AND unit = ? AND kind = 'submit' ORDER BY seq", cycle, code)]
            first = {}
            for body in bodies:
                for checklist, answer in given(body):
                    dues = [day for day in (answer["plan"]["due"], answer["plan"].get("first_due", "")) if day]
                    place = (checklist, answer["question"], answer["answer"] == "unsure")
                    if dues:
                        first[place] = min([*dues, first.get(place, "9999")])
            if bodies:
                self.expect_unit(found, (cycle, unit), bodies[-1], first)
        return {name: sorted(rows) for name, rows in found.items()}

    @staticmethod
    def expect_unit(found, key, body, first):
        answers = {(checklist, answer["question"]): answer for checklist, answer in given(body)}
        for checklist in body["checklists"]:
            for stands in checklist["standing"]:
                place, answer = (checklist["id"], stands["question"]), answers.get((checklist["id"], stands["question"]))
                declared = answer is not None and stands["basis"] == "declared"
                grounds = declared and bool(answer["note"].strip() or answer["reason"].strip())
                # By the clock of whoever answered, wherever that stood.
                moment = calendar.timegm(time.strptime(answer["at"][:19], "%Y-%m-%dT%H:%M:%S")) if declared else 0
                found["answer"].append((*key, *place, ([""] + SIX).index(stands["answer"]),
                                        ["", "declared", "derived"].index(stands["basis"]), moment, int(grounds)))
                if declared and answer["note"].strip():
                    found["remark"].append((*key, *place, answer["note"]))
                plan = answer["plan"] if answer else {}
                says = plan and (plan["done"] or any(plan[part].strip() for part in ("cause", "measure", "person", "due", "evidence")))
                if says and (stands["answer"] in ("partial", "not_implemented", "unsure") or
                             (stands["answer"] == "implemented" and plan["done"])):
                    day = first.get((*place, answer["answer"] == "unsure"), "")
                    found["plan"].append((*key, *place, plan["cause"], plan["measure"], plan["person"], plan["evidence"],
                                          *(int(one.replace("-", "") or 0) for one in (plan["due"], day)), int(plan["preventive"]),
                                          int(plan["done"])))
        if body["records"]:
            document = {"facts": [{name: fact[name] for name in ("fact", "value")} for fact in body["facts"]],
                        "records": [{name: record[name] for name in ("register", "record")} for record in body["records"]]}
            found["register"].append((*key, json.dumps(document, ensure_ascii=False, separators=(",", ":"))))

    def check_folded(self):
        folded = self.folded()
        for name, rows in self.expected().items():
            self.assertEqual(folded[name], rows, name)
        self.good("office.db", "verify")
        return folded

    def shown(self, unit):
        """What stands when the unit's submission is reckoned anew."""
        return {(unit, one["id"], answer["question"], ([""] + SIX).index(answer["answer"]),
                 ["", "declared", "derived"].index(answer["basis"]))
                for one in self.data("office.db", "show", unit)["checklists"] for answer in one["answers"]}

    def counted(self, unit):
        found = dict.fromkeys(SIX, 0)
        for _, _, _, answer, _ in self.shown(unit):
            found[SIX[answer - 1]] += 1
        return found

    def roster(self, *more):
        said = self.data("office.db", "roster", *more)
        self.assertEqual(list(said), ["units", "roster", "answers"])
        return {unit["code"]: unit["answers"] for unit in said["units"]}, said["answers"]

    def hand_in(self, *units):
        for unit in units:
            self.submit(unit)
        self.collect()

    def test_roster(self):
        self.assertEqual(self.roster(), (dict.fromkeys(UNITS), None))
        self.assertNotIn("＝", self.good("office.db", "roster").split("\n", 1)[0])
        self.improve("0102")
        self.hand_in("0101", "0102")
        for unit in ("0101", "0102"):
            self.assertEqual(set(self.query("office.db", ROWS, unit)), self.shown(unit))
        units, total = self.roster()
        self.assertEqual(list(units["0101"]), SIX)
        self.assertEqual(units, {"0101": self.counted("0101"), "0102": self.counted("0102"), "0103": None})
        self.assertEqual(units["0102"]["not_implemented"], 1)
        self.assertEqual(total, {key: units["0101"][key] + units["0102"][key] for key in SIX})
        # The total is of the units that are listed.
        self.assertEqual(self.roster("--state", "not_received"), ({"0103": None}, None))
        said = self.good("office.db", "roster")
        self.assertIn("Answers %d (2 units) = 適 %d + 部 0 + 否 1 + " % (sum(total.values()), total["implemented"]), said)
        rows = said.splitlines()
        self.assertEqual(rows[0].split(), ["Code", "Bureau", "Section", "State", "適", "部", "否", "外", "例", "疑"])
        self.assertEqual([int(word) for word in rows[1].split()[4:10]], list(units["0101"].values()))
        self.assertEqual(rows[3].split(), ["0103", "建設局", "公園課", "Not", "handed", "in", "078-000-0003"])
        self.assertNotIn("Answers", self.good("office.db", "roster", "--state", "not_received"))

        # What is handed in anew takes its place.
        self.good("0102.db", "answer", "7.4.3-length", "implemented", "--checklist", "info_manager")
        self.hand_in("0102")
        self.assertEqual(self.roster()[0]["0102"], self.counted("0102"))
        self.assertEqual(self.roster()[0]["0102"]["not_implemented"], 0)
        self.assertEqual(set(self.query("office.db", ROWS, "0102")), self.shown("0102"))
        self.good("office.db", "verify")
        # Nothing is taken in by looking only.
        self.good("0103.db", "answer", "7.4.3-length", "implemented", "--checklist", "info_manager")
        self.submit("0103")
        self.office("collect", "drop", "--dry-run")
        self.assertIsNone(self.roster()[0]["0103"])

    def test_clean(self):
        """A unit that says itself that something is open needs a look, and is not opened for that; one that does not is."""
        self.improve("0102")
        self.hand_in("0102")
        shutil.copytree(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fuzz", "tiny"), self.path("other", "tiny"))
        said = self.good("office.db", "accept", "--clean", "--pack", self.path("other", "tiny"))
        self.assertIn("区政課 needs a look", said)
        self.hand_in("0101")
        self.bad(4, "office.db", "accept", "--clean", "--pack", self.path("other", "tiny"), says="not those of the campaign",
                 silent=False)
        self.good("office.db", "accept", "--clean")
        self.assertEqual(self.states(), {"0101": "closed", "0102": "submitted", "0103": "not_received"})
        # Its own word that all is well does not make it so.
        self.query("office.db", "UPDATE collected_answer SET answer = 1")
        self.assertIn("区政課 needs a look", self.good("office.db", "accept", "--clean"))
        # What is not answered stands in no column, and in the sum.
        self.query("office.db", "UPDATE collected_answer SET answer = 0 WHERE (unit, question) IN"
                                " (SELECT unit, max(question) FROM collected_answer GROUP BY unit)")
        self.assertIn(" + unanswered 2\n", self.good("office.db", "roster"))

    def test_verify(self):
        self.improve("0102")
        self.good("0102.db", "answer", "7.4.3-length", "not_implemented", "--note", "見比べた", "--checklist", "info_manager")
        self.good("0102.db", "register", "asset", "add", "a1", "name=住民の台帳")
        self.hand_in("0101", "0102")
        self.good("office.db", "verify")
        for damage, says in (
                ("UPDATE collected_answer SET answer = 1 WHERE answer = 3", "Unit 0102: 1 row"),
                ("UPDATE collected_answer SET basis = 2 WHERE answer = 3", "Unit 0102: 1 row"),
                ("UPDATE collected_answer SET question = (SELECT max(id) + 0 FROM collected_name) WHERE answer = 3", "Unit 0102"),
                ("DELETE FROM collected_answer WHERE answer = 3", "Unit 0102: 1 row"),
                ("DELETE FROM collected_answer WHERE unit = (SELECT id FROM roster_unit WHERE code = '0101')", "Unit 0101: "),
                ("INSERT INTO collected_answer SELECT cycle, (SELECT id FROM roster_unit WHERE code = '0103'), checklist, question,"
                 " answer, basis, moment, grounds FROM collected_answer WHERE answer = 3", "Unit 0103: 1 row"),
                ("INSERT INTO collected_answer SELECT cycle, 77, checklist, question, answer, basis, moment, grounds FROM collected_answer"
                 " WHERE answer = 3", "1 rows that belong to no unit"),
                ("INSERT INTO collected_answer SELECT 9, unit, checklist, question, answer, basis, moment, grounds FROM collected_answer"
                 " WHERE answer = 3", "1 rows that belong to no unit"),
                ("UPDATE collected_answer SET moment = moment + 1 WHERE answer = 3", "Unit 0102: 1 row"),
                ("UPDATE collected_answer SET grounds = 1 - grounds WHERE answer = 3", "Unit 0102: 1 row"),
                ("UPDATE collected_remark SET text = text || ' '" + ONE_REMARK, "Unit 0102: 1 row"),
                ("DELETE FROM collected_remark" + ONE_REMARK, "Unit 0102: 1 row"),
                ("INSERT INTO collected_remark SELECT cycle, (SELECT id FROM roster_unit WHERE code = '0101'), checklist, question, ''"
                 " FROM collected_answer WHERE answer = 3", "Unit 0101: 1 row"),
                *(("UPDATE collected_plan SET %s = %s || 'x'" % (column, column), "Unit 0102: 1 row")
                  for column in ("cause", "measure", "person", "evidence")),
                *(("UPDATE collected_plan SET %s = 20200101" % column, "Unit 0102: 1 row") for column in ("due", "first_due")),
                *(("UPDATE collected_plan SET %s = 1 - %s" % (column, column), "Unit 0102: 1 row") for column in ("preventive", "done")),
                ("DELETE FROM collected_plan", "Unit 0102: 1 row"),
                ("UPDATE collected_plan SET due = 20261399", "damaged"),
                ("UPDATE collected_register SET document = document || ' ' WHERE unit = (SELECT id FROM roster_unit WHERE code = '0102')",
                 "Unit 0102: 1 row"),
                ("DELETE FROM collected_register WHERE unit = (SELECT id FROM roster_unit WHERE code = '0102')", "Unit 0102: 1 row"),
                ("INSERT INTO collected_register VALUES (1, 77, '{}')", "1 rows that belong to no unit"),
                ("INSERT INTO collected_register SELECT cycle, id, '{}' FROM roster_unit WHERE code = '0103'", "Unit 0103: 1 row"),
                ("UPDATE collected_name SET text = 'x' || text WHERE id = 2", "in the table of answers"),
                ("UPDATE collected_answer SET answer = 9 WHERE answer = 3", "damaged"),
        ):
            for name in os.listdir(self.folder):
                if name.startswith("hurt.db"):
                    os.unlink(self.path(name))
            shutil.copy(self.path("office.db"), self.path("hurt.db"))
            self.query("hurt.db", damage)
            done = self.run_tenken("hurt.db", "verify")
            self.assertEqual(done.returncode, 1, (damage, done.stdout.decode(), done.stderr.decode()))
            self.assertIn(says, done.stdout.decode() + done.stderr.decode(), damage)

    def test_details(self):
        """What stands beside the answers follows from the last body, and the first due dates from all of them."""
        self.improve("0102")
        self.good("0102.db", "answer", "7.4.3-length", "not_implemented", "--note", " 台帳と\n見比べた ", "--checklist", "info_manager")
        self.good("0102.db", "register", "asset", "add", "a1", "name=住民の台帳")
        self.hand_in("0101", "0102")
        before = self.check_folded()
        self.assertTrue(before["plan"] and before["remark"] and before["register"])
        # Handed in anew: a later day, which does not become the first; a remark that is gone; a record that is gone.
        self.good("0102.db", "plan", "set", "7.4.3-length", "--due", "2027-03-01", "--reason", "様式を待つ", "--checklist", "info_manager")
        self.good("0102.db", "answer", "7.4.3-length", "partial", "--note", "", "--checklist", "info_manager")
        self.good("0102.db", "register", "asset", "remove", "a1")
        self.hand_in("0102")
        after = self.check_folded()
        self.assertNotEqual(before, after)
        (plan,) = after["plan"]
        self.assertEqual(plan[8], 20270301)
        self.assertEqual(plan[9], before["plan"][0][8])
        # And mended.
        self.good("0102.db", "answer", "7.4.3-length", "implemented", "--checklist", "info_manager")
        self.hand_in("0102")
        self.check_folded()

    def test_from_version_5(self):
        """A database from before anything stood beside the answers: what was folded then is folded anew, and says the same."""
        self.improve("0102")
        self.good("0102.db", "register", "asset", "add", "a1", "name=住民の台帳")
        self.hand_in("0101", "0102")
        folded = self.check_folded()
        reports = [self.good("office.db", "report", "--format", form) for form in ("json", "html", "text")]
        with sqlite3.connect(self.path("office.db")) as db:
            db.executescript("CREATE TABLE kept AS SELECT cycle, unit, checklist, question, answer, basis FROM collected_answer;"
                             "DROP TABLE collected_answer; DROP TABLE collected_remark; DROP TABLE collected_plan;"
                             "DROP TABLE collected_register; DROP TABLE collected_judged;" + ANSWER_5 +
                             "INSERT INTO collected_answer SELECT * FROM kept;"
                             "DROP TABLE kept; PRAGMA user_version = 5;")
        db.close()
        self.assertEqual(self.run_tenken("office.db", "roster", "--readonly").returncode, 5)
        self.good("office.db", "roster")
        self.assertTrue(os.path.exists(self.path("office.db.before-v7")))
        self.assertEqual(self.check_folded(), folded)
        self.assertEqual([self.good("office.db", "report", "--format", form) for form in ("json", "html", "text")], reports)

    def test_from_version_3(self):
        """A database with submissions in it from before there was the table."""
        self.improve("0102")
        self.hand_in("0101", "0102")
        self.good("0102.db", "answer", "7.4.3-length", "implemented", "--checklist", "info_manager")
        self.hand_in("0102")
        rows = [sorted(self.query("office.db", ROWS, unit)) for unit in UNITS]
        roster = self.roster()
        with sqlite3.connect(self.path("office.db")) as db:
            db.executescript("DROP TABLE collected_answer; DROP TABLE collected_due; DROP TABLE collected_name; DROP TABLE rejected_file;"
                             "DROP TABLE collected_remark; DROP TABLE collected_plan; DROP TABLE collected_register; DROP TABLE collected_judged;"
                             "PRAGMA user_version = 3;")
        db.close()
        self.assertEqual(self.run_tenken("office.db", "roster", "--readonly").returncode, 5)
        self.assertEqual(self.roster(), roster)
        self.assertTrue(os.path.exists(self.path("office.db.before-v7")))
        self.assertEqual([sorted(self.query("office.db", ROWS, unit)) for unit in UNITS], rows)
        self.assertEqual(self.query("office.db", "SELECT count(*) FROM collected_due"), [(0,)])
        self.good("office.db", "verify")

    def test_due(self):
        """Brought up to date, but not opened as an office's since: what is not folded in yet is read out of what was handed in."""
        self.improve("0102")
        self.hand_in("0101", "0102")
        roster = self.roster()
        self.query("office.db", "INSERT INTO collected_due SELECT r.id, max(e.seq) FROM roster_unit r JOIN exchange_event e"
                                " ON e.unit = r.code WHERE e.kind = 'submit' AND r.code = '0102'")
        for table in ("answer", "remark", "plan", "register"):
            self.query("office.db", "DELETE FROM collected_" + table + " WHERE unit = (SELECT id FROM roster_unit WHERE code = '0102')")
        self.good("office.db", "verify")
        before = self.state()
        self.assertEqual(self.roster("--readonly"), roster)
        self.assertEqual(self.state(), before)
        self.good("office.db", "roster")
        self.assertNotEqual(self.state(), before)
        self.assertEqual(self.roster("--readonly"), roster)
        self.good("office.db", "verify")


if __name__ == "__main__":
    main()
