#!/usr/bin/python3
"""The check sheet that goes round where no terminal is: handed out, filled in by other programs, and taken in again; and tables for
registers and rosters as Excel files.

usage: sheet.py TENKEN CHECKLISTS
"""
import csv
import datetime
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import zipfile

import openpyxl

from lib.system import not_on_windows

TENKEN = os.path.abspath(sys.argv[1])
PACK = os.path.join(os.path.abspath(sys.argv[2]), "kobe-5.10")
TABLES = ("record_event", "current_record", "fact_event", "answer_event", "assessment")
SINGLE, OTHER, THIRD = "3.2.6-equipment", "3.2.10-two-persons", "4.1-classified"
ITEMS = "4.2-lifecycle"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def questions_of_pack():
    found = {}
    for name in os.listdir(os.path.join(PACK, "questions")):
        with open(os.path.join(PACK, "questions", name), encoding="utf-8") as file:
            found.update((question["id"], question) for question in json.load(file)["questions"])
    return found


QUESTIONS = questions_of_pack()


class Sheet:
    """The file opened by openpyxl; cells by what stands above and by question."""

    def __init__(self, path):
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book.active
        self.head = next(row for row in range(1, 20) if self.sheet.cell(row, 1).value in ("No.", "番号"))
        self.columns = {self.sheet.cell(self.head, at).value: at for at in range(1, self.sheet.max_column + 1)}

    def row(self, question, element=None):
        for row in range(self.head + 1, self.sheet.max_row + 1):
            if (self.value(row, "tenken:question"), self.value(row, "tenken:element")) == (question, element):
                return row
        raise KeyError((question, element))

    def value(self, row, column):
        return self.sheet.cell(row, self.columns[column]).value

    def cell(self, column, question, element=None):
        return self.sheet.cell(self.row(question, element), self.columns[column])

    def name(self, column, question, element=None):
        return self.cell(column, question, element).coordinate

    def put(self, question, element=None, **values):
        for column, value in values.items():
            self.cell(column.replace("_", " "), question, element).value = value

    def save(self, path=None):
        self.book.save(path or self.path)
        return path or self.path

    def choices(self, cell):
        return [rule.formula1.strip('"').split(",") for rule in self.sheet.data_validations.dataValidation if cell.coordinate in rule.sqref]


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-sheet-")
        self.db = self.at("t.db")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.folder, "TENKEN_DB": self.db, "TENKEN_LANG": "en",
                    "TENKEN_DATE": "2026-10-01", "TENKEN_NOW": "2026-10-01T14:03:21+09:00"}
        for key, value in os.environ.items():
            if key.endswith("SAN_OPTIONS"):
                self.env[key] = value
        self.good("init", "--bureau", "市民局", "--unit", "市民課", "--code", "0101", "--pack", PACK)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def at(self, name):
        return os.path.join(self.folder, name)

    def run_tenken(self, *arguments, **env):
        return subprocess.run([TENKEN, *arguments], env={**self.env, **env}, capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
                              check=False)

    def good(self, *arguments, **env):
        done = self.run_tenken(*arguments, **env)
        self.assertEqual(done.returncode, 0, (arguments, done.stdout.decode(), done.stderr.decode()))
        return done.stdout.decode()

    def read(self, *arguments, **env):
        return json.loads(self.good(*arguments, "--json", **env))

    def bad(self, status, *arguments, says=(), prints=False, **env):
        """It ends so, says so on standard error, and stores nothing."""
        before = self.stored()
        done = self.run_tenken(*arguments, **env)
        self.assertEqual(done.returncode, status, (arguments, done.stdout.decode(), done.stderr.decode()))
        if not prints:
            self.assertEqual(done.stdout, b"")
        for text in [says] if isinstance(says, str) else says:
            self.assertIn(text, done.stderr.decode())
        self.assertEqual(self.stored(), before)
        return done.stderr.decode() if not prints else done.stdout.decode()

    def stored(self):
        with sqlite3.connect(self.db) as db:
            return [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES]

    def export(self, name="s.xlsx", *more):
        path = self.at(name)
        self.good("sheet", "export", "-o", path, *more)
        return Sheet(path)

    def shown(self, question):
        return next(one for one in self.read("checklist", "show")["questions"] if one["id"] == question)

    def last(self, question):
        return self.read("history", question)["events"][-1]

    def office(self, path, form):
        """The file as LibreOffice saves it."""
        out = self.at("office")
        subprocess.run(["soffice", "-env:UserInstallation=file://" + self.at("profile"), "--headless", "--convert-to", form, "--outdir", out,
                        path], check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": self.folder})
        return os.path.join(out, os.path.basename(path).rsplit(".", 1)[0] + "." + form.split(":")[0])


class HandingOut(Case):
    def test_a_row_for_each_question_and_item(self):
        sheet = self.export()
        asked = [one for one in self.read("checklist", "show")["questions"] if one["applies"] is not False]
        rows = [(sheet.value(row, "tenken:question"), sheet.value(row, "tenken:element"))
                for row in range(sheet.head + 1, sheet.sheet.max_row + 1)]
        expected = [(one["id"], element) for one in asked for element in [None] + [item["id"] for item in one["elements"]]]
        self.assertEqual(rows, expected)
        for one in asked:
            self.assertEqual(sheet.cell("Statement", one["id"]).value, one["text"]["en"])
        self.assertEqual({sheet.value(row, "tenken:checklist") for row in range(sheet.head + 1, sheet.sheet.max_row + 1)}, {"info_manager"})

    def test_open_cells_are_those_to_be_filled_in(self):
        sheet = self.export()
        self.assertTrue(sheet.sheet.protection.sheet)
        filled_in = {"Answer", "Remark", "Reason", "Cause", "Measure", "Person in charge", "Due", "Corrective or preventive",
                     "Why the due date was moved"}
        for column in sheet.columns:
            self.assertEqual(sheet.cell(column, SINGLE).protection.locked, column not in filled_in, column)
            item = QUESTIONS[ITEMS]["elements"][0]["id"]
            self.assertEqual(sheet.cell(column, ITEMS, item).protection.locked, column != "Answer", column)

    def test_drop_downs(self):
        sheet = self.export("s.xlsx", "--lang", "ja")
        item = QUESTIONS[ITEMS]["elements"][0]["id"]
        self.assertEqual(sheet.choices(sheet.cell("回答", SINGLE)), [["○", "△", "×", "－", "例外", "要確認"]])
        self.assertEqual(sheet.choices(sheet.cell("回答", ITEMS)), [["○", "－", "例外", "要確認"]])
        self.assertEqual(sheet.choices(sheet.cell("回答", ITEMS, item)), [["○", "×", "－"]])
        self.assertEqual(sheet.choices(sheet.cell("種別", SINGLE)), [["是正措置", "予防措置"]])
        self.assertEqual(sheet.choices(sheet.cell("備考", SINGLE)), [])

    def test_hidden_columns_and_paper(self):
        sheet = self.export()
        for column, at in sheet.columns.items():
            letter = openpyxl.utils.get_column_letter(at)
            hidden = any(about.hidden and about.min <= at <= about.max for about in sheet.sheet.column_dimensions.values())
            self.assertEqual(hidden, column.startswith("tenken:"), letter)
        self.assertEqual((sheet.sheet.page_setup.paperSize, sheet.sheet.page_setup.orientation), (9, "landscape"))
        self.assertIn("3C", sheet.sheet.oddHeader.right.text)

    @not_on_windows("a file has the rights of its folder there")
    def test_it_is_its_owners(self):
        self.assertEqual(os.stat(self.export().path).st_mode & 0o777, 0o600)

    def test_what_registers_decide_is_locked(self):
        self.good("register", "asset", "add", "a1", "name=住民名簿", "confidentiality=3A", "labelled=no")
        self.good("register", "asset", "complete", "yes")
        decided = [one["id"] for one in self.read("checklist", "show")["questions"] if one["basis"] == "derived"]
        self.assertTrue(decided)
        sheet = self.export()
        for question in decided:
            self.assertTrue(sheet.cell("Answer", question).protection.locked)
            self.assertTrue(sheet.cell("Answer", question).value)
            self.assertFalse(sheet.cell("Remark", question).protection.locked)
        # Written nevertheless it is not taken, and that is said.
        sheet.put(decided[0], Answer="○", Remark="見た")
        said = self.good("sheet", "import", sheet.save())
        self.assertIn("what the sheet says is not taken", said)
        self.assertEqual(self.shown(decided[0])["basis"], "derived")
        self.assertEqual(self.last(decided[0])["note"], "見た")

    def test_nothing_becomes_a_formula(self):
        texts = ["=1+1", "'=1+1", "+1", "@x", "''-1", "'quoted", "\t =1\u3000x\u202e \r\n", " '=1\ufeff", "=HYPERLINK(\"x\")\nsecond", "_x0041_"]
        questions = [one["id"] for one in self.read("checklist", "show")["questions"]][:len(texts)]
        for question, text in zip(questions, texts):
            self.good("answer", question, "unsure", "--note", text)
        sheet = self.export()
        for question in questions:
            self.assertEqual(sheet.cell("Remark", question).data_type, "s")
        total = len(self.read("checklist", "show")["questions"])
        for path in (sheet.path, self.office(sheet.path, "csv:Text - txt - csv (StarCalc):44,34,76,1"),
                     self.office(sheet.path, "xlsx:Calc MS Excel 2007 XML")):
            self.assertEqual(self.read("sheet", "import", path, "--dry-run")["same"], total, path)

    def test_the_old_file_stays(self):
        path = self.at("s.xlsx")
        with open(path, "w", encoding="utf-8") as file:
            file.write("old")
        self.bad(2, "sheet", "export", "-o", path, "--checklist", "x", says="x")
        self.bad(2, "sheet", "export", says="-o")
        self.bad(5, "sheet", "export", "-o", self.at("none/s.xlsx"))
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "old")

    def test_the_same_bytes_twice(self):
        self.good("answer", SINGLE, "implemented", "--note", "x")
        first, second = self.export("a.xlsx"), self.export("b.xlsx")
        with open(first.path, "rb") as one, open(second.path, "rb") as other:
            self.assertEqual(one.read(), other.read())

    def test_last_year_stands_beside(self):
        self.good("answer", SINGLE, "partial")
        self.good("answer", ITEMS, "implemented")
        self.good("init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2027")
        sheet = self.export()
        item = QUESTIONS[ITEMS]["elements"][0]["id"]
        for column, expected in (("Last year", ["△", "○", "○"]), ("Answer", [None] * 3)):
            self.assertEqual([sheet.cell(column, SINGLE).value, sheet.cell(column, ITEMS).value, sheet.cell(column, ITEMS, item).value],
                             expected)
        # Put beside the question it is no answer, and nothing that was changed since.
        sheet.put(SINGLE, Answer="○")
        self.assertEqual(self.read("sheet", "import", sheet.save())["new"], 1)


class TakingIn(Case):
    def fill(self, sheet):
        item = [element["id"] for element in QUESTIONS[ITEMS]["elements"]]
        sheet.put(SINGLE, Answer="○", Remark="一覧と\n現物を見た")
        sheet.put(OTHER, Answer="×", Cause="欄がない", Measure="欄を設ける", Person_in_charge="庶務係長", Due=datetime.date(2026, 12, 31),
                  Corrective_or_preventive="Preventive")
        sheet.put(THIRD, Answer="－", Reason="該当するものがない")
        sheet.put("4.1-lowest", Answer="要確認", Person_in_charge="係長", Due="令和8年11月30日")
        for element in item:
            sheet.put(ITEMS, element, Answer="○")
        sheet.put(ITEMS, item[0], Answer="×")
        return sheet.save()

    def check_filled(self):
        self.assertEqual(self.last(SINGLE)["answer"], "implemented")
        self.assertEqual(self.last(SINGLE)["note"], "一覧と\n現物を見た")
        plan = self.last(OTHER)["plan"]
        self.assertEqual(self.last(OTHER)["answer"], "not_implemented")
        self.assertEqual((plan["cause"], plan["measure"], plan["person"], plan["due"], plan["preventive"]),
                         ("欄がない", "欄を設ける", "庶務係長", "2026-12-31", True))
        self.assertEqual((self.last(THIRD)["answer"], self.last(THIRD)["reason"]), ("not_applicable", "該当するものがない"))
        self.assertEqual((self.last("4.1-lowest")["answer"], self.last("4.1-lowest")["plan"]["due"]), ("unsure", "2026-11-30"))
        self.assertEqual(self.shown(ITEMS)["answer"], "partial")
        self.assertEqual([element["answer"] for element in self.shown(ITEMS)["elements"]],
                         ["no"] + ["yes"] * (len(QUESTIONS[ITEMS]["elements"]) - 1))

    def test_round_by_openpyxl(self):
        path = self.fill(self.export())
        before = self.stored()
        preview = self.read("sheet", "import", path, "--dry-run")
        self.assertEqual(self.stored(), before)
        self.assertEqual((preview["new"], preview["changed"], preview["conflict"], preview["dry_run"], preview["written"]),
                         (5, 0, 0, True, False))
        row = next(row for row in preview["rows"] if row["question"] == OTHER)
        self.assertEqual({change["field"]: (change["from"], change["to"]) for change in row["changes"]},
                         {"answer": (None, "×"), "cause": (None, "欄がない"), "measure": (None, "欄を設ける"), "person": (None, "庶務係長"),
                          "due": (None, "31 December 2026"), "preventive": ("Corrective", "Preventive")})
        said = self.good("sheet", "import", path)
        self.assertIn("5 questions were written", said)
        self.check_filled()
        self.assertEqual(self.last(SINGLE)["actor"], "情報管理者")
        # Once more, and handed out again: nothing is new.
        for again in (path, self.export("again.xlsx").path):
            once_more = self.read("sheet", "import", again)
            self.assertEqual((once_more["new"], once_more["changed"], once_more["conflict"]), (0, 0, 0))
        self.good("verify")

    def test_the_preview_speaks_as_the_sheet(self):
        sheet = self.export("s.xlsx", "--lang", "ja")
        items = QUESTIONS[ITEMS]["elements"]
        sheet.put(SINGLE, 回答="○")
        for item in items[:2]:
            sheet.put(ITEMS, item["id"], 回答="○")
        said = self.good("sheet", "import", sheet.save(), "--dry-run", "--lang", "ja")
        for question in (SINGLE, ITEMS):
            number, clause = sheet.cell("番号", question).value, sheet.cell("条文", question).value.split("\n")[0]
            text = QUESTIONS[question]["text"]["ja"]
            line = next(line for line in said.splitlines() if line.startswith("%d行目  %s  %s" % (sheet.row(question), number, clause)))
            self.assertIn(text[:12], line)
            self.assertNotIn(question, said)
        for item in items[:2]:
            self.assertIn("    回答「" + item["text"]["ja"][:12], said)

    @unittest.skipIf(os.environ.get("TENKEN_EVERY", "1") != "1", "what LibreOffice does is the same however the program was built")
    def test_round_by_libreoffice(self):
        path = self.fill(self.export())
        forms = {"xlsx": self.office(path, "xlsx:Calc MS Excel 2007 XML"),
                 "csv": self.office(path, "csv:Text - txt - csv (StarCalc):44,34,76,1")}
        with open(forms["csv"], encoding="utf-8") as file:
            text = file.read()
        for name, encoding in (("bom", "utf-8-sig"), ("cp932", "cp932")):
            forms[name] = self.at(name + ".csv")
            with open(forms[name], "w", encoding=encoding, newline="") as file:
                file.write(text)
        shutil.copy(self.db, self.at("empty.db"))
        for name, form in forms.items():
            with self.subTest(name):
                shutil.copy(self.at("empty.db"), self.db)
                self.good("sheet", "import", form)
                self.check_filled()

    def test_filled_in_in_the_other_language(self):
        sheet = self.export("ja.xlsx", "--lang", "ja")
        sheet.put(SINGLE, 回答="例外", 備考="x")
        sheet.put(OTHER, 回答="要確認", 担当者="係長", 期限=datetime.date(2026, 11, 30), 種別="予防措置")
        self.good("sheet", "import", sheet.save(), "--lang", "en")
        self.assertEqual((self.last(SINGLE)["answer"], self.last(OTHER)["answer"], self.last(OTHER)["plan"]["preventive"]),
                         ("exception", "unsure", True))
        self.assertEqual(self.read("sheet", "import", sheet.path, "--lang", "en")["new"], 0)

    def test_sorted_and_cut(self):
        """Rows may stand in any order, and some be left out; so may lines above and columns that nobody needs."""
        sheet = self.export()
        sheet.put(OTHER, Answer="○")
        item = QUESTIONS[ITEMS]["elements"][0]["id"]
        sheet.put(ITEMS, item, Answer="○")
        wanted = [sheet.row(ITEMS, item), sheet.row(OTHER)]
        rows = [[cell.value for cell in sheet.sheet[row]] for row in [sheet.head] + wanted]
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row[3:])
        book.save(self.at("cut.xlsx"))
        self.good("sheet", "import", self.at("cut.xlsx"))
        self.assertEqual(self.shown(OTHER)["answer"], "implemented")
        self.assertEqual(self.shown(ITEMS)["elements"][0]["answer"], "yes")

    def swap(self, sheet, one, other, columns):
        """As who sorts or drags only those columns does."""
        for column in columns:
            first, second = sheet.sheet.cell(one, sheet.columns[column]), sheet.sheet.cell(other, sheet.columns[column])
            first.value, second.value = second.value, first.value

    def test_visible_columns_moved_alone(self):
        items = [element["id"] for element in QUESTIONS[ITEMS]["elements"]]
        for language, names in (("en", ("Answer", "Statement")), ("ja", ("回答", "内容"))):
            sheet = self.export("s.xlsx", "--lang", language)
            visible = [column for column in sheet.columns if not column.startswith("tenken:")]
            one, other = sheet.row(SINGLE), sheet.row(THIRD)
            sheet.sheet.cell(one, sheet.columns[names[0]]).value = "○"
            sheet.sheet.cell(other, sheet.columns[names[0]]).value = "×"
            self.swap(sheet, one, other, visible)
            self.swap(sheet, sheet.row(ITEMS, items[0]), sheet.row(ITEMS, items[1]), visible)
            cells = [sheet.sheet.cell(row, sheet.columns[names[1]]).coordinate
                     for row in (one, other, sheet.row(ITEMS, items[0]), sheet.row(ITEMS, items[1]))]
            says = ["s.xlsx:%s: What stands here is not the question" % cell for cell in cells]
            self.bad(3, "sheet", "import", sheet.save(), says=says)
            with open(self.at("s.csv"), "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([cell.value for cell in row] for row in sheet.sheet)
            self.bad(3, "sheet", "import", self.at("s.csv"), says=[text.replace(".xlsx", ".csv") for text in says])
            # The numbers stayed, the questions went.
            self.swap(sheet, one, other, visible[:1])
            self.bad(3, "sheet", "import", sheet.save(), says=says[:2])

    def test_touched_wording_is_no_moved_row(self):
        sheet = self.export("s.xlsx", "--lang", "ja")
        statement, item = sheet.cell("内容", SINGLE), sheet.cell("内容", ITEMS, QUESTIONS[ITEMS]["elements"][0]["id"])
        sheet.put(SINGLE, 回答="○")
        text = statement.value
        for value in (text[:10] + " \n　" + text[10:], text + "（確認済み）", None):
            statement.value, item.value = value, item.value + "！済"
            self.assertEqual(self.read("sheet", "import", sheet.save(), "--dry-run")["new"], 1, value)
        # Neither its wording nor its number is the question's.
        for statement.value in (text + "（確認済み）", None):
            sheet.cell("番号", SINGLE).value = "問99"
            self.bad(3, "sheet", "import", sheet.save(), says="What stands here is not the question")
        # The profile may have changed the numbers since.
        statement.value = text
        self.assertEqual(self.read("sheet", "import", sheet.save(), "--dry-run")["new"], 1)

    def test_what_people_write(self):
        words = {"implemented": "○ 〇 ◯ 適 implemented Ｏ できている Done".split(), "partial": "△ 部 partial ▲".split(),
                 "not_implemented": "× ✕ 否 ｘ Ｘ not_implemented".split(), "not_applicable": "－ - − ー 外 該当なし n/a".split(),
                 "exception": "例外 例 exception".split(), "unsure": "要確認 疑 ？ ? TBC unsure".split()}
        for answer, marks in words.items():
            for mark in marks:
                sheet = self.export()
                sheet.put(SINGLE, Answer=" %s　" % mark)
                preview = self.read("sheet", "import", sheet.save(), "--dry-run", TENKEN_LANG="ja" if mark == "できている" else "en")
                change = next(row for row in preview["rows"] if row["question"] == SINGLE)["changes"][0]
                self.assertEqual(change["field"], "answer", mark)
                self.assertEqual({"○": "implemented", "△": "partial", "×": "not_implemented", "－": "not_applicable", "Exc.": "exception",
                                  "TBC": "unsure"}[change["to"]], answer, mark)
        for day in ("2026-12-31", "令和8年12月31日", "R8.12.31", "Ｒ８／１２／３１", "2026/12/31"):
            sheet = self.export()
            sheet.put(SINGLE, Answer="×", Due=day)
            preview = self.read("sheet", "import", sheet.save(), "--dry-run", "--lang", "ja")
            row = next(row for row in preview["rows"] if row["question"] == SINGLE)
            self.assertEqual(row["changes"][1]["to"], "令和8年12月31日", day)

    def test_another_sheet_in_front(self):
        for language, answer in (("ja", "回答"), ("en", "Answer")):
            sheet = self.export("s.xlsx", "--lang", language)
            sheet.put(SINGLE, **{answer: "○"})
            sheet.book.create_sheet("送付状", 0).append(["よろしく"])
            sheet.book.active = 0
            self.assertEqual(self.read("sheet", "import", sheet.save(), "--dry-run")["new"], 1)
            # Called otherwise it is taken where it stands first.
            sheet.sheet.title = "x"
            self.bad(3, "sheet", "import", sheet.save(), says="this is no check sheet")
            sheet.book.move_sheet("x", -1)
            self.assertEqual(self.read("sheet", "import", sheet.save(), "--dry-run")["new"], 1)

    def test_items_all_at_once(self):
        sheet = self.export()
        sheet.put(ITEMS, Answer="－", Reason="ない")
        self.good("sheet", "import", sheet.save())
        self.assertEqual({element["answer"] for element in self.shown(ITEMS)["elements"]}, {"na"})
        # Items that differ from what is said of all of them are refused.
        sheet = self.export()
        sheet.put(ITEMS, Answer="○")
        sheet.put(ITEMS, QUESTIONS[ITEMS]["elements"][0]["id"], Answer="×")
        number = sheet.cell("No.", ITEMS).value
        self.bad(3, "sheet", "import", sheet.save(), says=["s.xlsx:" + sheet.name("Answer", ITEMS), f"The items of {number} do not amount to ○"])
        sheet.put(ITEMS, Answer="要確認")
        self.bad(3, "sheet", "import", sheet.save(), "--lang", "ja", says="問%sの項目の回答は「要確認」と合いません" % number[1:])
        # What only the items can amount to may stand there beside them.
        sheet.put(ITEMS, Answer="×")
        for element in QUESTIONS[ITEMS]["elements"]:
            sheet.put(ITEMS, element["id"], Answer="×")
        self.assertEqual(self.read("sheet", "import", sheet.save(), "--dry-run")["changed"], 1)


class Meanwhile(Case):
    """What was answered here while the sheet was under way."""

    def setUp(self):
        super().setUp()
        self.good("answer", SINGLE, "implemented", "--note", "先")
        self.good("answer", OTHER, "implemented")
        self.sheet = self.export()

    def test_what_nobody_touched_is_not_undone(self):
        self.good("answer", SINGLE, "not_implemented", "--actor", "課長補佐")
        self.good("answer", THIRD, "implemented")
        preview = self.read("sheet", "import", self.sheet.path)
        self.assertEqual((preview["new"], preview["changed"], preview["conflict"]), (0, 0, 0))
        self.assertEqual((self.shown(SINGLE)["answer"], self.shown(THIRD)["answer"]), ("not_implemented", "implemented"))

    def test_both_sides_come_together(self):
        self.good("answer", SINGLE, "partial")
        self.sheet.put(SINGLE, Remark="後")
        self.sheet.put(OTHER, Answer="△")
        preview = self.read("sheet", "import", self.sheet.save())
        self.assertEqual((preview["changed"], preview["conflict"]), (2, 0))
        self.assertEqual((self.last(SINGLE)["answer"], self.last(SINGLE)["note"]), ("partial", "後"))

    def test_a_conflict_is_shown_and_refused(self):
        self.good("answer", SINGLE, "not_implemented", "--actor", "課長補佐")
        self.sheet.put(SINGLE, Answer="△")
        self.sheet.put(OTHER, Answer="×")
        path = self.sheet.save()
        shown = self.bad(4, "sheet", "import", path, says="--replace", prints=True)
        self.assertIn("Answer: × → △  (changed here since)", shown)
        self.assertIn("what stands: 課長補佐, 1 October 2026 14:03", shown)
        self.assertIn("Answer: ○ → ×\n", shown)
        self.assertEqual(self.read("sheet", "import", path, "--dry-run")["conflict"], 1)
        self.good("sheet", "import", path, "--replace")
        self.assertEqual((self.shown(SINGLE)["answer"], self.shown(OTHER)["answer"]), ("partial", "not_implemented"))
        self.assertEqual([event["answer"] for event in self.read("history", SINGLE)["events"]],
                         ["implemented", "not_implemented", "partial"])

    def test_a_corrected_sheet(self):
        """What stands was changed since, but by taking in the sheet: that is said. Another's copy would look the same, so it is asked for."""
        self.sheet.put(SINGLE, Answer="△")
        self.sheet.put(THIRD, Answer="○")
        self.good("sheet", "import", self.sheet.save())
        self.good("answer", THIRD, "implemented", "--note", "x")
        self.sheet.put(SINGLE, Answer="×")
        self.sheet.put(THIRD, Answer="△")
        path = self.sheet.save()
        shown = self.bad(4, "sheet", "import", path, says="--replace", prints=True)
        self.assertEqual(shown.count("It came from a sheet that was taken in: s.xlsx\n"), 1)
        rows = {row["question"]: row["from_sheet"] for row in self.read("sheet", "import", path, "--dry-run")["rows"]}
        self.assertEqual((rows[SINGLE], rows[THIRD], rows[OTHER]), ("s.xlsx", None, None))
        self.good("sheet", "import", path, "--replace")
        self.assertEqual(self.shown(SINGLE)["answer"], "not_implemented")
        self.good("verify")

    def test_what_was_undone_counts(self):
        self.good("answer", SINGLE, "not_implemented")
        self.good("undo")
        self.sheet.put(SINGLE, Answer="△")
        self.assertEqual(self.read("sheet", "import", self.sheet.save())["changed"], 1)

    def test_items_too(self):
        items = [element["id"] for element in QUESTIONS[ITEMS]["elements"]]
        self.good("answer", ITEMS, "--elements", "%s=yes" % items[0])
        self.sheet.put(ITEMS, items[0], Answer="×")
        self.sheet.put(ITEMS, items[1], Answer="○")
        path = self.sheet.save()
        self.bad(4, "sheet", "import", path, prints=True, says="--replace")
        self.good("sheet", "import", path, "--replace")
        self.assertEqual([element["answer"] for element in self.shown(ITEMS)["elements"]][:2], ["no", "yes"])

    def test_a_due_date_is_moved_for_a_reason(self):
        self.sheet.put(SINGLE, Answer="×", Cause="a", Measure="b", Person_in_charge="c", Due=datetime.date(2026, 10, 31))
        self.good("sheet", "import", self.sheet.save())
        sheet = self.export()
        sheet.put(SINGLE, Due=datetime.date(2026, 12, 31))
        self.bad(3, "sheet", "import", sheet.save(), says=["s.xlsx:" + sheet.name("Due", SINGLE), "why it is moved"])
        sheet.put(SINGLE, Why_the_due_date_was_moved="あ" * 6000)
        self.bad(3, "sheet", "import", sheet.save(), says=["s.xlsx:" + sheet.name("Why the due date was moved", SINGLE), "too long"])
        sheet.put(SINGLE, Why_the_due_date_was_moved="業者の都合")
        self.assertIn("    Why the due date was moved: (nothing) → 業者の都合\n", self.good("sheet", "import", sheet.save(), "--dry-run"))
        self.good("sheet", "import", sheet.save())
        self.assertEqual(self.last(SINGLE)["plan"]["due"], "2026-12-31")
        self.assertEqual(self.last(SINGLE)["progress"], "業者の都合")
        self.assertEqual(self.read("sheet", "import", sheet.path)["changed"], 0)


class Renamed(Case):
    """Handed out before the section's name was mended."""

    def test_it_stays_the_sections_own(self):
        sheet = self.export()
        sheet.put(SINGLE, Answer="○")
        sheet.save()
        for words in (["--unit", "住民課"], ["--code", "0202"], ["--bureau", "地域局", "--code", "", "--unit", "戸籍課"]):
            self.good("rename", *words)
            self.assertEqual(self.read("sheet", "import", sheet.path, "--dry-run")["new"], 1, words)
        self.good("verify")
        # With no code here only the names tell, and those of an earlier round no longer do.
        without = self.export("w.xlsx")
        without.put(SINGLE, Answer="○")
        self.good("rename", "--unit", "市民課")
        self.assertEqual(self.read("sheet", "import", without.save(), "--dry-run")["new"], 1)
        self.good("init", "--bureau", "地域局", "--unit", "市民課", "--fiscal-year", "2027")
        for row in range(without.head + 1, without.sheet.max_row + 1):
            without.sheet.cell(row, without.columns["tenken:year"]).value = "2027"
        self.bad(3, "sheet", "import", without.save(), says="This sheet is of 地域局 戸籍課, not of this section.")

    def test_a_campaign_names_it(self):
        """From then on the office's roster says what the section is called."""
        sheet = self.export()
        sheet.put(SINGLE, Answer="○")
        sheet.save()
        with open(self.at("pass"), "w", encoding="utf-8") as file:
            file.write("correct horse battery staple bicycle\n")
        with open(self.at("roster.csv"), "w", encoding="utf-8") as file:
            file.write("code,bureau,unit,roles,contact,predecessor\n0202,地域局,住民課,info_manager,,0101\n")
        office, secret = {"TENKEN_DB": self.at("office.db")}, ["--passphrase-file", self.at("pass")]
        self.good("office", "init", *secret, **office)
        self.good("--pack", PACK, "campaign", "new", "--fiscal-year", "2026", "--roster", self.at("roster.csv"), "--due", "2027-01-31", *secret,
                  **office)
        self.good("campaign", "publish", "-o", self.folder, *secret, **office)
        with open(self.at("codes.csv"), encoding="utf-8-sig") as file:
            code = file.read().split(",")[-1].strip()
        self.good("join", self.at("campaign.tenken"), "--unit-code", "0202", "--join-code", code)
        self.assertEqual(self.read("status")["unit"], {"code": "0202", "name": "住民課", "bureau": "地域局"})
        self.assertEqual(self.read("sheet", "import", sheet.path, "--dry-run")["new"], 1)

    def test_names_that_do_not_do(self):
        self.bad(2, "rename", "--unit", "市民課", "--code", "0101", says="called already")
        for code in ("a/b", "a\\b", "..", "a b", "x" * 33):
            self.bad(2, "rename", "--code", code, says="can be no unit code")
            self.bad(2, "init", "--bureau", "市民局", "--unit", "市民課", "--code", code, says="can be no unit code", TENKEN_DB=self.at("n.db"))


class Refused(Case):
    def refused(self, change, *says):
        """One thing put into the sheet wrong."""
        sheet = self.export()
        where = change(sheet)
        sheet.save()
        for more in ([], ["--dry-run"], ["--replace"]):
            self.bad(3, "sheet", "import", sheet.path, *more, says=[*says] + (["s.xlsx:" + where] if where else []))

    def put(self, question, column, value, element=None):
        def change(sheet):
            sheet.cell(column, question, element).value = value
            return sheet.name(column, question, element)
        return change

    def test_cells(self):
        item = QUESTIONS[ITEMS]["elements"][0]["id"]
        self.refused(self.put(SINGLE, "Answer", "まあまあ"), 'There is no answer "まあまあ"')
        self.refused(self.put(SINGLE, "Answer", "#N/A"), 'There is no answer "#N/A"')
        self.refused(self.put(ITEMS, "Answer", "△", item), '"△" is no answer to an item')
        self.refused(self.put(SINGLE, "Due", "来月"), "来月")
        self.refused(self.put(SINGLE, "Corrective or preventive", "maybe"), '"maybe" is not known here')
        self.refused(self.put(SINGLE, "Cause", "x"), "nothing to plan yet")
        self.refused(self.put(SINGLE, "Remark", "あ" * 6000), "too long, with 6000 characters")
        self.refused(self.put(ITEMS, "Answer", "△"), "is answered item by item: leave this cell empty, and write ○, × or －")

    def test_beside_an_item(self):
        item = QUESTIONS[ITEMS]["elements"][1]["id"]
        for column, value in (("Remark", "x"), ("Reason", "x"), ("Cause", "x"), ("Measure", "x"), ("Person in charge", "x"), ("Due", "x"),
                              ("Corrective or preventive", "Preventive"), ("Why the due date was moved", "x")):
            where = self.export().name(column, ITEMS)
            self.refused(self.put(ITEMS, column, value, item), f'"{column}" is not written beside an item', f"in {where}.")

        def alone(sheet):
            sheet.cell("Remark", ITEMS, item).value = "x"
            where = sheet.name("Remark", ITEMS, item)
            for cell in sheet.sheet[sheet.row(ITEMS)]:
                cell.value = None
            return where
        self.refused(alone, "in the row of its question.")

    def test_merged_cells(self):
        def merged(first, last, column="Answer"):
            def change(sheet):
                cell = sheet.cell(column, *first)
                cell.value = "○"
                ends = cell.coordinate, sheet.cell(column, *last).coordinate
                sheet.sheet.merge_cells("%s:%s" % ends)
                return "%s:%s" % ends
            return change
        items = [element["id"] for element in QUESTIONS[ITEMS]["elements"]]
        self.refused(merged((ITEMS, items[0]), (ITEMS, items[-1])), "these cells are merged")
        self.refused(merged((SINGLE,), (OTHER,)), "these cells are merged")
        self.refused(merged((SINGLE,), (OTHER,), "Remark"), "these cells are merged")

        sheet = self.export()
        ranges = [merged((SINGLE,), (OTHER,))(sheet), merged((ITEMS,), (ITEMS, items[0]))(sheet)]
        self.bad(3, "sheet", "import", sheet.save(), says=ranges)
        # What takes nothing from any row: a remark from the question down its items, the lines above, columns that nobody reads.
        sheet = self.export()
        merged((ITEMS,), (ITEMS, items[-1]), "Remark")(sheet)
        sheet.sheet.merge_cells(start_row=sheet.row(SINGLE), end_row=sheet.row(SINGLE), start_column=sheet.columns["Answer"],
                                end_column=sheet.columns["Remark"])
        sheet.sheet.merge_cells("A1:H1")
        merged((SINGLE,), (OTHER,), "Clause")(sheet)
        sheet.put(ITEMS, Answer="要確認")
        self.assertEqual(self.read("sheet", "import", sheet.save(), "--dry-run")["new"], 1)

    def test_two_columns_of_one_name(self):
        for name in ("Answer", "回答", "ANSWER ", "tenken:question", "Remark"):
            def second(sheet, name=name):
                cell = sheet.sheet.cell(sheet.head, sheet.sheet.max_column + 1)
                cell.value = name
                return cell.coordinate
            self.refused(second, "a second column is called")

    def test_a_plan_that_nothing_needs(self):
        self.good("answer", SINGLE, "implemented")
        self.refused(self.put(SINGLE, "Measure", "x"), "take a plan")

    def test_places(self):
        def of_others(sheet):
            sheet.cell("tenken:code", SINGLE).value = "0202"
            return sheet.name("tenken:unit", SINGLE)
        self.refused(of_others, "not of this section")
        self.refused(self.put(SINGLE, "tenken:year", "2025"), "of the round 2025; now it is 2026")
        self.refused(self.put(SINGLE, "tenken:pack", "other"), 'by the standard "other"')
        for revision in ("7", "x", None):
            def of_another_database(sheet, value=revision):
                sheet.cell("tenken:revision", SINGLE).value = value
                return sheet.name("tenken:question", SINGLE)
            self.refused(of_another_database, "does not come from this database")

        def no_item(sheet):
            sheet.cell("tenken:element", ITEMS, QUESTIONS[ITEMS]["elements"][0]["id"]).value = "zz"
            return None
        self.refused(no_item, 'no item "zz"')

        def twice(sheet):
            sheet.cell("tenken:question", OTHER).value = SINGLE
            return None
        self.refused(twice, "stands in the sheet twice")

        def unknown(sheet):
            cell = sheet.cell("tenken:question", SINGLE)
            row = cell.row
            sheet.put(SINGLE, Answer="○")
            cell.value = "3.2.6-equipmnt"
            return sheet.sheet.cell(row, sheet.columns["Answer"]).coordinate
        self.refused(unknown, "3.2.6-equipment")

        def lost(sheet):
            cell = sheet.cell("tenken:question", SINGLE)
            sheet.put(SINGLE, Answer="○")
            cell.value = None
            return sheet.sheet.cell(cell.row, sheet.columns["Answer"]).coordinate
        self.refused(lost, "its hidden columns are empty")

        def column(sheet):
            sheet.sheet.cell(sheet.head, sheet.columns["tenken:revision"]).value = None
            return None
        self.refused(column, 'the column "tenken:revision" is gone')

    def test_lost_revisions_are_said_once(self):
        sheet = self.export()
        sheet.put(THIRD, Answer="a")
        for row in range(sheet.head + 1, sheet.sheet.max_row + 1):
            sheet.sheet.cell(row, sheet.columns["tenken:revision"]).value = None
        said = self.bad(3, "sheet", "import", sheet.save(), says="does not come from this database")
        self.assertEqual(said.count("does not come from this database"), 1)

    def test_all_at_once(self):
        sheet = self.export()
        sheet.put(SINGLE, Answer="a")
        sheet.put(OTHER, Answer="○", Due="b")
        sheet.put(THIRD, Answer="○")
        said = self.bad(3, "sheet", "import", sheet.save(), says="Nothing was changed.")
        self.assertEqual([line.split(": ")[1 if line.startswith("tenken") else 0] for line in said.splitlines()[:2]],
                         ["s.xlsx:" + sheet.name("Answer", SINGLE), "s.xlsx:" + sheet.name("Due", OTHER)])

    def test_cells_of_a_csv_are_those_of_the_sheet(self):
        self.good("answer", SINGLE, "implemented", "--note", "一\n二\n三")
        sheet = self.export()
        sheet.put(THIRD, Answer="?!")
        path = self.office(sheet.save(), "csv:Text - txt - csv (StarCalc):44,34,76,1")
        self.bad(3, "sheet", "import", path, says="s.csv:" + sheet.name("Answer", THIRD))

    def test_what_is_no_check_sheet(self):
        book = openpyxl.Workbook()
        book.active.append(["a", "b"])
        book.save(self.at("other.xlsx"))
        self.bad(3, "sheet", "import", self.at("other.xlsx"), says="other.xlsx: this is no check sheet")
        self.bad(2, "sheet", "import", self.at("none.xlsx"))
        self.bad(2, "sheet", "import", says="F.xlsx|F.csv")
        self.bad(2, "sheet", "imprt", says="import")

    def test_readonly(self):
        sheet = self.export()
        sheet.put(SINGLE, Answer="○")
        self.bad(4, "sheet", "import", sheet.save(), "--readonly", prints=True)

    def test_hostile_files(self):
        sheet = self.export()
        with zipfile.ZipFile(sheet.path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        rows = "xl/worksheets/sheet1.xml"

        def archive_of(changed, name="bad.xlsx", twice=False):
            with zipfile.ZipFile(self.at(name), "w", zipfile.ZIP_DEFLATED) as archive:
                for path, content in {**parts, **changed}.items():
                    archive.writestr(path, content)
                    if twice and path == rows:
                        archive.writestr(path, content)
            return self.at(name)
        bomb = parts[rows].replace(b"<sheetData>", b"<sheetData>" + b" " * (60 << 20))
        entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + parts[rows].split(b"?>", 1)[1]
        self.bad(3, "sheet", "import", archive_of({rows: bomb}), says="bad.xlsx: The file would unpack to far more")
        self.bad(3, "sheet", "import", archive_of({rows: entity}), says="DOCTYPE")
        with self.assertWarns(UserWarning):
            twice = archive_of({}, twice=True)
        self.bad(3, "sheet", "import", twice, says="twice")
        self.bad(3, "sheet", "import", archive_of({rows: parts[rows][:-200]}), says="damaged")
        with open(sheet.path, "rb") as file:
            whole = file.read()
        for name, content, says in (("cut.xlsx", whole[:-100], "no whole Excel file"),
                                    ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
                                    ("zero.csv", b"a,b\0c", "NUL")):
            with open(self.at(name), "wb") as file:
                file.write(content)
            self.bad(3, "sheet", "import", self.at(name), says=[name, says])
        # Links and macros beside it are nothing to us.
        harmless = archive_of({"xl/vbaProject.bin": b"\0" * 99, "xl/externalLinks/externalLink1.xml": b"<!DOCTYPE x>"}, "macro.xlsm")
        self.good("sheet", "import", harmless)


class OtherTables(Case):
    def test_registers_and_rosters_may_be_excel_files(self):
        book = openpyxl.Workbook()
        book.active.append(["id", "名称", "ネットワーク"])
        book.active.append(["s1", "住民記録", "マイナンバー利用事務系"])
        book.save(self.at("r.xlsx"))
        self.assertEqual(self.read("register", "system", "import", self.at("r.xlsx"))["added"], 1)
        book.active.append(["s2", "x", "どこか"])
        book.save(self.at("r.xlsx"))
        self.bad(3, "register", "system", "import", self.at("r.xlsx"), says="r.xlsx:C3")
        as_ods = self.office(self.at("r.xlsx"), "ods")
        self.bad(3, "register", "system", "import", as_ods, says=".ods")
        with open(self.at("pass"), "w", encoding="utf-8") as file:
            file.write("correct horse battery staple bicycle\n")
        office = {"TENKEN_DB": self.at("office.db")}
        self.good("office", "init", "--passphrase-file", self.at("pass"), **office)
        roster = openpyxl.Workbook()
        roster.active.append(["コード", "局", "課", "役割"])
        roster.active.append([101, "市民局", "市民課", "info_manager"])
        roster.active.cell(2, 1).number_format = "0000"
        roster.save(self.at("roster.xlsx"))
        self.good("campaign", "new", "--fiscal-year", "2026", "--roster", self.at("roster.xlsx"), "--due", "2027-01-31",
                  "--passphrase-file", self.at("pass"), **office)
        self.assertEqual([unit["code"] for unit in self.read("roster", **office)["units"]], ["0101"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
