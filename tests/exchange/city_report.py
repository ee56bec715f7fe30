#!/usr/bin/python3
"""The report on the city: its figures are those of what the units handed in, reckoned here again from `show` and `roster`.

usage: city_report.py TENKEN CHECKLISTS
"""
import csv
import io
import json
import os
import shutil
import subprocess
import unicodedata

from city import TENKEN, UNITS, Case, is_its_owners, main

SIX = ["implemented", "partial", "not_implemented", "not_applicable", "exception", "unsure"]
MARKS = {"implemented": "○", "partial": "△", "not_implemented": "×", "not_applicable": "'－", "exception": "Exc.", "unsure": "TBC"}
COLUMNS = ["Bureau", "Section code", "Section", "State", "Checklist", "Role", "Question", "Clauses", "Chapter", "Answer", "Mark",
           "Basis", "Class"]
MISSED = ("partial", "not_implemented")


def columns(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)


def ratio(numerator, denominator):
    return {"numerator": numerator, "denominator": denominator}


class Rows:
    """Answers, as (unit, checklist, question, answer, basis)."""

    def __init__(self, rows):
        self.rows = rows

    def count(self, *wanted):
        return sum(row[3] in wanted for row in self.rows)

    def answers(self):
        return {**{answer: self.count(answer) for answer in SIX}, "unanswered": self.count("")}

    def implementation(self):
        return ratio(self.count("implemented"), self.count("implemented", *MISSED))

    def figures(self):
        asked = len(self.rows)
        return {"answer_rate": ratio(self.count(*SIX), asked), "known_rate": ratio(self.count(*SIX[:5]), asked),
                "implementation_rate": self.implementation(), "not_applicable_rate": ratio(self.count("not_applicable"), asked)}

    def where(self, wanted):
        return Rows([row for row in self.rows if wanted(row)])


class CityReport(Case):
    def pack(self):
        """Chapter and clauses of each question, in the pack's order."""
        folder = os.path.join(os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..")), "checklists", "kobe-5.10", "questions")
        found = {}
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                for question in json.load(file)["questions"]:
                    found[question["id"]] = (name[:-5].lstrip("0"), question)
        return found

    def shown(self, *units):
        return Rows([(unit, one["id"], answer["question"], answer["answer"], answer["basis"]) for unit in units
                     for one in self.data("office.db", "show", unit)["checklists"] for answer in one["answers"]])

    def hand_in(self, *units):
        for unit in units:
            self.submit(unit)
        self.collect()

    def city(self):
        """Two of three have handed in, not all of it well; one was returned."""
        self.improve("0102")
        self.good("0102.db", "plan", "done", "7.4.3-length", "--evidence", "手順書", "--checklist", "info_manager")
        self.improve("0102", "4.2-label")
        self.good("0102.db", "answer", "4.2-copies", "not_applicable", "--reason", "ない", "--checklist", "info_manager")
        self.good("0102.db", "answer", "4.2-access", "unsure", "--checklist", "info_manager")
        self.good("0102.db", "plan", "set", "4.2-access", "--person", "主査", "--due", "2026-12-01", "--checklist", "info_manager")
        self.improve("0101")
        self.hand_in("0101", "0102")
        self.office("return", "0101", "--comment", "見直してください", "-o", self.path("ret"))

    def report(self, *more, **env):
        return self.data("office.db", "report", *more, **env)

    def compare(self, said, rows, units):
        """`rows`: what those of `units` handed in that are in the scope."""
        states = self.states()
        self.assertEqual(said["roster"]["total"], len(units))
        for state in ("closed", "accepted", "returned", "submitted", "not_received"):
            self.assertEqual(said["roster"][state], sum(states[unit] == state for unit in units))
        self.assertEqual(said["roster"]["total"], sum(list(said["roster"].values())[1:]))
        missing = [unit for unit in units if states[unit] == "not_received"]
        self.assertEqual(said["submission_rate"], ratio(len(units) - len(missing), len(units)))
        self.assertEqual([unit["code"] for unit in said["missing_units"]], missing)
        self.assertEqual(said["applicable"], len(rows.rows))
        self.assertEqual(said["answers"], rows.answers())
        self.assertEqual({key: value for key, value in said["figures"].items() if key != "plan_rate"}, rows.figures())
        self.assertEqual(said["basis"]["derived"], sum(row[4] == "derived" for row in rows.rows))
        self.compare_questions(said, rows)

    def compare_questions(self, said, rows):
        pack, order = self.pack(), {}
        for place, question in enumerate(self.pack()):
            order[question] = place
        asked = sorted({row[2] for row in rows.rows}, key=lambda one: (-rows.where(lambda row: row[2] == one).count(*MISSED), order[one]))
        self.assertEqual([one["question"] for one in said["questions"]], asked)
        reached = {100: 0, 95: 0, 90: 0}
        for one in said["questions"]:
            mine = rows.where(lambda row, one=one: row[2] == one["question"])
            self.assertEqual(one["answers"], mine.answers())
            self.assertEqual(one["units"], len({row[0] for row in mine.rows}))
            self.assertEqual(one["units_missing"], len({row[0] for row in mine.rows if row[3] in MISSED}))
            self.assertEqual(one["text"], pack[one["question"]][1]["text"])
            rate = mine.implementation()
            for percent in reached:
                reached[percent] += bool(rate["denominator"]) and rate["numerator"] * 100 >= percent * rate["denominator"]
        self.assertEqual({one["percent"]: one["numerator"] for one in said["reach"]}, reached)
        self.assertEqual({one["denominator"] for one in said["reach"]}, {len(asked)})

    def test_figures(self):
        self.city()
        said, rows = self.report(), self.shown("0101", "0102")
        self.compare(said, rows, UNITS)
        self.assertEqual(said["scope"], {"kind": "city", "bureau": None})
        self.assertEqual(said["class"], "3C")
        # 7.4.3-length of both, 4.2-label of one; one of the three is done.
        self.assertEqual(said["figures"]["plan_rate"], ratio(1, 3))
        self.assertEqual(said["plans"], {"count": 3, "done": 1, "overdue": 0})
        self.assertEqual([(one["bureau"], one["units"], one["received"]) for one in said["bureaus"]], [("市民局", 2, 2), ("建設局", 1, 0)])
        citizens, works = said["bureaus"]
        self.assertEqual(citizens["answers"], rows.answers())
        self.assertEqual((works["answers"], works["figures"], works["chapters"]), (None, None, []))
        chapters = self.pack()
        for chapter in citizens["chapters"]:
            mine = rows.where(lambda row, chapter=chapter: chapters[row[2]][0] == chapter["id"])
            if chapter["id"].isdigit():
                self.assertEqual(chapter["implementation_rate"], mine.implementation(), chapter["id"])
        self.assertEqual([(one["role"], one["units"], one["checklists"]) for one in said["roles"]],
                         [("info_manager", 2, 2), ("system_manager", 1, 1)])
        for role in said["roles"]:
            self.assertEqual(role["answers"], rows.where(lambda row, role=role: row[1].split(":")[0] == role["role"]).answers())
        self.assertEqual(said["questions"][0]["question"], "7.4.3-length")
        self.assertEqual(said["questions"][0]["clauses"], ["7.4.3.ウ"])
        self.assertEqual([(one["code"], one["question"], one["state"]) for one in said["improvement"]],
                         [("0102", "4.2-access", "open"), ("0101", "7.4.3-length", "open"), ("0102", "4.2-label", "open"),
                          ("0102", "7.4.3-length", "done")])

    def test_overdue(self):
        self.city()
        late = self.report("--date", "2027-03-01")
        self.assertEqual(late["plans"], {"count": 3, "done": 1, "overdue": 2})
        self.assertEqual([(one["code"], one["question"], one["answer"], one["due"]) for one in late["improvement"] if one["state"] == "overdue"],
                         [("0102", "4.2-access", "unsure", "2026-12-01"), ("0101", "7.4.3-length", "not_implemented", "2027-01-31"),
                          ("0102", "4.2-label", "not_implemented", "2027-01-31")])
        self.assertEqual([unit["overdue"] for unit in late["missing_units"]], [True])
        text = self.good("office.db", "report", "--date", "2027-03-01")
        self.assertIn("Counted separately: overdue 2\n", text)
        self.assertIn("Improvement plans 3 = overdue 2 + open 0 + done 1\n", text)
        self.assertIn("Answers to be confirmed 1 = overdue 1 + open 0 + done 0\n", text)
        self.assertIn("  0103 建設局 公園課  overdue  078-000-0003\n", text)

        # One that was carried out counts on when the answer has been mended since; one that was not does not.
        self.good("0102.db", "answer", "7.4.3-length", "implemented", "--checklist", "info_manager")
        self.good("0102.db", "answer", "4.2-label", "implemented", "--checklist", "info_manager")
        self.hand_in("0102")
        self.assertEqual(self.report("--date", "2027-03-01")["plans"], {"count": 2, "done": 1, "overdue": 1})

    def give_reasons(self, *units):
        for unit in units:
            done = self.run_tenken(unit + ".db", "check", "--json")
            for lack in filter(lambda one: one["question"], json.loads(done.stdout)["missing"]):
                self.good(unit + ".db", "answer", lack["question"], "--reason", "確かめた", "--checklist", lack["checklist"])

    def test_exceptions(self):
        self.good("0101.db", "exception", "add", "e1", "name=旧端末", "clauses=7.4.3.ウ", "expires_on=2026-12-31")
        self.give_reasons("0101", "0102")
        self.hand_in("0101", "0102")
        said = self.report()["exceptions"]
        listed = self.data("office.db", "exception", "list", "--open")["exceptions"]
        self.assertEqual([(one["code"], one["id"], one["state"], one["expires_on"]) for one in said],
                         [("0101", one["id"], one["state"], "2026-12-31") for one in listed])
        self.assertEqual(len(said), 1)
        self.assertIn("  e1  旧端末\n", self.good("office.db", "report"))
        self.assertEqual(self.report("--scope", "bureau:建設局")["exceptions"], [])

    def kept(self):
        return self.query("office.db", "SELECT unit, key, judged FROM collected_judged ORDER BY unit")

    def test_rules_are_worked_out_once(self):
        """What the rules say of registers is worked out when they come in, and counts as long as all is as it was."""
        self.improve("0101")
        self.good("0102.db", "exception", "add", "x1", "name=旧端末", "clauses=7.4.3.ウ", "expires_on=2026-12-31")
        self.give_reasons("0102")
        self.hand_in("0101", "0102")
        rows = self.kept()
        self.assertEqual(len(rows), 2)
        first = self.report()
        self.assertEqual([exception["id"] for exception in first["exceptions"]], ["x1"])
        self.assertEqual(self.report(), first)
        self.assertEqual(self.kept(), rows)
        # It is read from there, but for what cannot be read; verify says of both that it does not follow.
        days = "".join(rows[1][2].split(";", 6)[k] + ";" for k in range(6))
        for damaged in ("", "1;", "0;0;0;x", days, days + "0;0;0;x", days + "1;0;2;s8", days + "1;0;99999999999999999999999;",
                        days + "0;1;0;0;0;0;", "１;"):
            self.query("office.db", "UPDATE collected_judged SET judged = ?", damaged)
            self.assertEqual(self.report(), first, damaged)
            self.assertEqual(self.kept(), rows)
        self.query("office.db", "UPDATE collected_judged SET judged = ? WHERE judged LIKE '%x1%'", days + "0;0;0;")
        self.assertEqual(self.report()["exceptions"], [])
        done = self.run_tenken("office.db", "verify")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Unit 0102: what is kept of the rules' verdicts", done.stdout.decode())
        self.assertNotIn("Unit 0101", done.stdout.decode())
        # Only to look, nothing is written; another language has its own.
        self.query("office.db", "DELETE FROM collected_judged")
        self.assertEqual(self.report("--readonly"), first)
        self.assertEqual(self.kept(), [])
        self.report(TENKEN_LANG="ja")
        self.assertNotEqual({row[1] for row in self.kept()}, {row[1] for row in rows})
        self.good("office.db", "verify")
        self.assertEqual(self.report(), first)
        # What is handed in anew is looked at anew.
        self.good("0102.db", "exception", "remove", "x1")
        self.hand_in("0102")
        self.assertEqual(len(self.kept()), 2)
        self.assertEqual(self.report()["exceptions"], [])

    def test_rules_until_a_day_comes(self):
        """A day on which nothing changes is not reckoned for; one on which a term ends is, and an earlier one."""
        self.improve("0101")
        self.good("0102.db", "exception", "add", "x1", "name=旧端末", "clauses=7.4.3.ウ", "expires_on=2026-12-31")
        self.give_reasons("0102")
        self.hand_in("0101", "0102")
        rows = self.kept()
        first = self.report()
        self.assertEqual(self.report(TENKEN_DATE="2026-12-30")["exceptions"], first["exceptions"])
        self.assertEqual(self.kept(), rows)
        ended = self.report(TENKEN_DATE="2027-01-01")
        self.assertNotEqual(ended["exceptions"], first["exceptions"])
        self.assertEqual([row[0] for row in self.kept() if row not in rows], [rows[1][0]])
        self.assertEqual(self.report(), first)
        self.assertEqual(self.report("--readonly", TENKEN_DATE="2027-01-01"), ended)
        # On every day it is as if nothing had been kept.
        for day in ("2026-11-20", "2026-12-30", "2026-12-31", "2027-01-01", "2027-03-31", "2027-10-02", "2028-01-01"):
            kept = self.report(TENKEN_DATE=day)
            self.good("office.db", "verify")
            self.query("office.db", "DELETE FROM collected_judged")
            self.assertEqual(self.report(TENKEN_DATE=day), kept, day)

    def test_bureau(self):
        self.city()
        said = self.report("--scope", "bureau:市民局")
        self.compare(said, self.shown("0101", "0102"), ("0101", "0102"))
        self.assertEqual(said["scope"], {"kind": "bureau", "bureau": "市民局"})
        said = self.report("--scope", "bureau:建設局")
        self.assertEqual(said["roster"]["total"], 1)
        self.assertIsNone(said["answers"])
        self.assertEqual(self.report("--scope", "city"), self.report())
        self.bad(2, "office.db", "report", "--scope", "bureau:市民", says="\"市民局\"")
        self.bad(2, "office.db", "report", "--scope", "bureau:", says="no bureau")
        self.bad(2, "office.db", "report", "--scope", "section", says="tenken show UNIT")
        self.bad(2, "office.db", "report", "--scope", "town", says="city or bureau:NAME")
        self.bad(2, "office.db", "report", "--format", "pdf", says="There are: text, ")
        self.bad(2, "office.db", "report", "--format", "cvs", says="\"csv\"")
        self.bad(2, "office.db", "report", "--no-approval", says="approval")
        for scope in ("city", "bureau:市民局"):
            self.bad(2, "0101.db", "report", "--scope", scope, says="office's database")
        self.bad(2, "0101.db", "report", "--format", "pdf", says="There are: text, html")
        self.good("0101.db", "report", "--scope", "section")

    def test_rejected(self):
        """A file that came and was not taken is not as if none had come; once one is taken, it is forgotten."""
        self.submit("0101")
        self.submit("0103")
        name = next(name for name in os.listdir(self.path("drop")) if "0103" in name)
        whole = self.read(os.path.join("drop", name))
        self.write(os.path.join("drop", name), whole[:-40] + bytes(40))
        self.write(os.path.join("drop", "zz_0101_again.tenken"), whole[:100])  # of a unit that is taken in just before
        self.collect(status=3)
        self.assertEqual(self.query("office.db", "SELECT r.code FROM rejected_file j JOIN roster_unit r ON r.id = j.unit"), [("0103",)])
        said = self.report()
        self.assertEqual(said["expected"], {"total": 3, "imported": 1, "rejected": 1, "absent": 1})
        missing = {one["code"]: one["rejected"] for one in said["missing_units"]}
        self.assertIsNone(missing["0102"])
        self.assertTrue(missing["0103"])
        text = self.good("office.db", "report")
        self.assertIn("Expected 3 = imported 1 + rejected 1 + absent 1", text)
        self.assertIn("A file came and was rejected", text)
        self.bad(4, "office.db", "show", "0103", says="A file came, and was rejected")
        self.bad(4, "office.db", "show", "0102", says="has not handed in anything yet")
        os.remove(self.path("drop", "zz_0101_again.tenken"))
        self.write(os.path.join("drop", name), whole)
        self.collect()
        self.assertEqual(self.report()["expected"], {"total": 3, "imported": 2, "rejected": 0, "absent": 1})

    def test_nothing_received(self):
        for language, unit in (("en", "All units on the roster"), ("ja", "")):
            text = self.good("office.db", "report", TENKEN_LANG=language)
            self.assertIn(unit, text)
            self.assertIn("―", text)
            self.assertEqual(text.count("0.0 %"), 2)  # handed in and accepted: of three none, which is known
        said = self.report()
        self.assertEqual(said["roster"]["not_received"], 3)
        for key in ("applicable", "answered", "answers", "figures", "basis", "plans"):
            self.assertIsNone(said[key])
        self.assertEqual((said["questions"], said["roles"]), ([], []))
        rows = list(csv.reader(io.StringIO(self.good("office.db", "report", "--format", "csv").lstrip("\ufeff"))))
        self.assertEqual([row[3:12] for row in rows[1:]], [["not_received"] + [""] * 8] * 3)

    def test_text(self):
        self.city()
        for language in ("ja", "en"):
            text = self.good("office.db", "report", TENKEN_LANG=language)
            for line in text.splitlines():
                self.assertLessEqual(columns(line), 80, line)
                self.assertEqual(line, line.rstrip())
            self.assertIn("3C", text.splitlines()[0])
            self.assertIn("3C", text.splitlines()[-1])
            self.assertGreaterEqual(text.count("= closed 0" if language == "en" else "＝ 完了 0"), 5)
        self.assertIn("Roster 3 = closed 0 + accepted 0 + returned 1 + submitted 1 + not handed in 1 ", " ".join(text.split()))
        # Who has to hand in: also the one that got it back.
        missing = text[text.index("Units that handed in nothing"):]
        self.assertIn("0103 建設局 公園課", missing[:missing.index("Returned, and not handed in again")])
        self.assertIn("0101 市民局 市民課", missing[missing.index("Returned, and not handed in again"):])

    def test_first_page(self):
        """What was checked, and by when; the ledger's numbers are the same in every format."""
        self.city()
        text, page = (self.good("office.db", "report", "--format", form) for form in ("text", "html"))
        head = page[page.index("<h2"):page.index("<table")]
        self.assertIn(">Summary</h2>", head)
        self.assertIn("City of Kobe Information Security Standard", head)
        self.assertIn("Due date: 25 December 2026", head)
        self.assertIn("Not handed in (1 unit): 0103 建設局 公園課<", head)
        self.assertIn("Returned (1 unit): 0101 市民局 市民課<", head)
        for line in ("Improvement plans 3 = overdue 0 + open 2 + done 1", "Answers to be confirmed 1 = overdue 0 + open 1 + done 0"):
            self.assertIn(line, text)
            self.assertIn(line, page)
        # The same row where plans are listed and where the unit is shown: who does what, and by when.
        self.assertIn("4.2-access  found out by: 主査  1 December 2026\n", self.good("office.db", "plan", "list"))
        self.assertIn("Plan: 主査 finds out by 1 December 2026\n", self.good("office.db", "show", "0102"))

    def test_large_counts(self):
        """The table of the bureaus is a table with large counts, too: each row is one line."""
        self.city()
        self.query("office.db", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
                                "INSERT INTO collected_name SELECT (SELECT max(id) FROM collected_name) + i, 'gone-' || i FROM n")
        self.query("office.db", "INSERT INTO collected_answer SELECT a.cycle, a.unit, a.checklist, n.id, 6, a.basis, a.moment, a.grounds "
                                "FROM collected_name n, (SELECT * FROM collected_answer LIMIT 1) a WHERE n.text LIKE 'gone-%'")
        lines = self.good("office.db", "report").splitlines()
        rows = [line.split() for line in lines if line.startswith((" Total", " 市民局  ", " Information manager  "))]
        self.assertEqual([row[-2:] if row[0] != "Information" else row[-1:] for row in rows if "1201" in row],
                         [["1201", "0"], ["1201", "0"], ["1201"]])

    def test_same_bytes(self):
        """Twice the same; and the same in whichever order it came in."""
        self.improve("0102")
        for unit in ("0101", "0102"):
            self.submit(unit)
        files = sorted(os.listdir(self.path("drop")))
        shutil.copy(self.path("office.db"), self.path("other.db"))
        for name in files:
            self.collect(self.path("drop", name))
        for name in reversed(files):
            self.collect(self.path("drop", name), db="other.db")
        for form in ("text", "json", "csv"):
            once = self.good("office.db", "report", "--format", form)
            self.assertEqual(once, self.good("office.db", "report", "--format", form), form)
            self.assertEqual(once, self.good("other.db", "report", "--format", form), form)
            self.assertEqual(once, self.good("office.db", "report", "--format", form, "--readonly"), form)

    def test_csv(self):
        self.city()
        done = self.run_tenken("office.db", "report", "--format", "csv")
        self.assertTrue(done.stdout.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"), newline="")))
        self.assertEqual(list(rows[0]), COLUMNS)
        shown, states, pack = self.shown("0101", "0102"), self.states(), self.pack()
        self.assertEqual(len(rows), len(shown.rows) + 1)
        self.assertEqual({(row["Section code"], row["Checklist"], row["Question"], row["Answer"], row["Basis"]) for row in rows[:-1]},
                         set(shown.rows))
        for row in rows:
            self.assertEqual(row["State"], states[row["Section code"]])
            self.assertEqual(row["Class"], "Confidentiality 3C")
        for row in rows[:-1]:
            self.assertEqual(row["Mark"], MARKS[row["Answer"]])
            self.assertEqual(row["Role"], row["Checklist"].split(":")[0])
            self.assertEqual(row["Clauses"].split(), pack[row["Question"]][1]["clauses"])
        self.assertEqual([row["Section code"] for row in rows], sorted(row["Section code"] for row in rows))
        self.assertEqual([rows[-1][key] for key in COLUMNS[:5]], ["建設局", "0103", "公園課", "not_received", ""])

    def test_gone_question(self):
        """One that the pack does not have is counted under its id, and said to be so."""
        self.hand_in("0101")
        self.query("office.db", "UPDATE collected_name SET text = '9.9-gone' WHERE text = '7.4.3-length'")
        said = self.report()
        gone = [one for one in said["questions"] if not one["in_pack"]]
        self.assertEqual([(one["question"], one["chapter"], one["clauses"], one["answers"]["implemented"]) for one in gone],
                         [("9.9-gone", None, [], 1)])
        self.assertEqual(said["answers"]["implemented"], self.shown("0101").count("implemented"))
        self.assertIn("Questions that the standard no longer has", self.good("office.db", "report"))
        self.assertIn("9.9-gone,,,implemented", self.good("office.db", "report", "--format", "csv"))

    def test_output(self):
        self.city()
        self.assertIn("Wrote ", self.good("office.db", "report", "--format", "json", "-o", self.path("city.json")))
        self.assertEqual(self.read("city.json").decode(), self.good("office.db", "report", "--format", "json"))
        self.assertTrue(is_its_owners(self.path("city.json")))
        folder = self.new_folder("kept")
        self.write("kept/city.txt", "old")
        self.assertNotEqual(self.run_tenken("office.db", "report", "-o", self.path("none", "city.txt")).returncode, 0)
        os.mkdir(self.path("kept", "city.csv"))
        self.bad(5, "office.db", "report", "-o", self.path("kept", "city.csv"))
        self.bad(2, "office.db", "report", "--scope", "bureau:市役所", "-o", self.path("kept", "city.txt"))
        if os.geteuid():
            os.chmod(folder, 0o500)
            self.bad(5, "office.db", "report", "-o", self.path("kept", "city.txt"))
            os.chmod(folder, 0o700)
        self.assertEqual(self.read("kept/city.txt"), b"old")
        # A disk that is full: enough for SQLite's index of its log, and not for the report.
        done = subprocess.run(["sh", "-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\"", TENKEN, "--db", self.path("office.db"),
                               "--readonly", "report", "--format", "json", "-o", self.path("kept", "city.txt")],
                              env=self.environment(), capture_output=True, check=False)
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertEqual(self.read("kept/city.txt"), b"old")
        self.assertEqual(sorted(os.listdir(folder)), ["city.csv", "city.txt"])


class Hostile(Case):
    """Names that are formulas, or wider than a page."""
    begin = "nothing"

    def test_names(self):
        long = "情報化推進及び業務改革並びに情報セキュリティ対策推進担当課（①②）"
        self.write("pw", "correct horse 7 battery staple\n")
        rows = ["code,bureau,unit,roles,contact", "0101,=HYPERLINK(x),+cmd,info_manager,@SUM(1)",
                f"0102,{long},{long},info_manager,", "0103,＝1+1,-2,info_manager,"]
        self.write("roster.csv", "\n".join(rows) + "\n")
        self.good("office.db", "office", "init", "--name", "事務局", "--passphrase-file", self.path("pw"))
        self.good("office.db", "campaign", "new", "--fiscal-year", "R8", "--roster", self.path("roster.csv"), "--due", "R8.12.25")
        cells = [row for row in csv.reader(io.StringIO(self.good("office.db", "report", "--format", "csv").lstrip("\ufeff")))]
        self.assertEqual([row[0] for row in cells[1:]], ["'=HYPERLINK(x)", long, "'＝1+1"])
        self.assertEqual([row[2] for row in cells[1:]], ["'+cmd", long, "'-2"])
        for language in ("ja", "en"):
            for scope in ("city", "bureau:" + long):
                for line in self.good("office.db", "report", "--scope", scope, TENKEN_LANG=language).splitlines():
                    self.assertLessEqual(columns(line), 80, line)

    def test_no_campaign(self):
        self.write("pw", "correct horse 7 battery staple\n")
        self.good("office.db", "office", "init", "--name", "事務局", "--passphrase-file", self.path("pw"))
        self.bad(4, "office.db", "report", says="campaign")


if __name__ == "__main__":
    main()
