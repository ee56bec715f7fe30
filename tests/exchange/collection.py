#!/usr/bin/python3
"""The office's table of answers: it is what the units handed in last, it says so on the roster, and verify sees when it is not.

usage: collection.py TENKEN CHECKLISTS
"""
import os
import shutil
import sqlite3

from city import UNITS, Case, main

SIX = ["implemented", "partial", "not_implemented", "not_applicable", "exception", "unsure"]
ROWS = ("SELECT r.code, c.text, q.text, a.answer, a.basis FROM collected_answer a JOIN roster_unit r ON r.id = a.unit"
        " JOIN collected_name c ON c.id = a.checklist JOIN collected_name q ON q.id = a.question WHERE r.code = ?")


class Collection(Case):
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
        self.hand_in("0101", "0102")
        self.good("office.db", "verify")
        for damage, says in (
                ("UPDATE collected_answer SET answer = 1 WHERE answer = 3", "Unit 0102: 1 row"),
                ("UPDATE collected_answer SET basis = 2 WHERE answer = 3", "Unit 0102: 1 row"),
                ("UPDATE collected_answer SET question = (SELECT max(id) + 0 FROM collected_name) WHERE answer = 3", "Unit 0102"),
                ("DELETE FROM collected_answer WHERE answer = 3", "Unit 0102: 1 row"),
                ("DELETE FROM collected_answer WHERE unit = (SELECT id FROM roster_unit WHERE code = '0101')", "Unit 0101: "),
                ("INSERT INTO collected_answer SELECT cycle, (SELECT id FROM roster_unit WHERE code = '0103'), checklist, question,"
                 " answer, basis FROM collected_answer WHERE answer = 3", "Unit 0103: 1 row"),
                ("INSERT INTO collected_answer SELECT cycle, 77, checklist, question, answer, basis FROM collected_answer"
                 " WHERE answer = 3", "1 rows that belong to no unit"),
                ("INSERT INTO collected_answer SELECT 9, unit, checklist, question, answer, basis FROM collected_answer"
                 " WHERE answer = 3", "1 rows that belong to no unit"),
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
                             "PRAGMA user_version = 3;")
        db.close()
        self.assertEqual(self.run_tenken("office.db", "roster", "--readonly").returncode, 5)
        self.assertEqual(self.roster(), roster)
        self.assertTrue(os.path.exists(self.path("office.db.before-v5")))
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
        self.query("office.db", "DELETE FROM collected_answer WHERE unit = (SELECT id FROM roster_unit WHERE code = '0102')")
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
