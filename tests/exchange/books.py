#!/usr/bin/python3
"""The Excel files and CSV tables that reports are written as: what two other programs read in them is what the JSON report says.

Read by openpyxl and, where it is there, by LibreOffice. Nothing that a person typed is a formula; the same input gives the same bytes;
what cannot be written whole leaves the old file.

usage: books.py TENKEN CHECKLISTS
"""
import csv
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import unittest
import zipfile

import jsonschema
import openpyxl
from openpyxl.utils.escape import unescape

from city import PACKS, TENKEN, Case, main

MARKS = {"implemented": "○", "partial": "△", "not_implemented": "×", "not_applicable": "－", "exception": "例外", "unsure": "要確認",
         None: "未回答"}
ODD = ["=1+1", "＝HYPERLINK(\"x\")", "@SUM(A1)", "-2", "+3", "　全角の空白　", "一行目\n二行目", "_x0041_", "<b>&amp;", "a\tb\u200bc\u202ed",
       "髙﨑①～", "'引用", "長" * 3000]


def value_of(cell):
    """What Excel shows: _x005F_ stands for the underscore that a person typed where a code would begin."""
    return unescape(cell.value) if isinstance(cell.value, str) else cell.value


def rows_of(sheet):
    """The table of a sheet as dictionaries: its headings stand in the row of the filter."""
    head = openpyxl.utils.range_boundaries(sheet.auto_filter.ref)[1]
    titles = [cell.value for cell in sheet[head]]
    return [dict(zip(titles, (value_of(cell) for cell in row))) for row in sheet.iter_rows(min_row=head + 1, max_row=last_row(sheet))]


def last_row(sheet):
    return openpyxl.utils.range_boundaries(sheet.auto_filter.ref)[3]


class Books(Case):
    def book(self, db, *arguments, name="report.xlsx"):
        self.good(db, "report", "--format", "xlsx", "-o", self.path(name), *arguments, TENKEN_LANG="ja")
        return openpyxl.load_workbook(self.path(name))

    def report(self, db, *arguments):
        return json.loads(self.good(db, "report", "--format", "json", *arguments, TENKEN_LANG="ja"))

    def no_formulas(self, book):
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f", (sheet.title, cell.coordinate, cell.value))

    def odd_section(self):
        """The section 0102 with odd text wherever a person can type, and records in its registers."""
        questions = [item["id"] for item in self.data("0102.db", "checklist", "show", "info_manager")["questions"]
                     if item["applies"] is not False and item["kind"] == "verdict"]
        lines = io.StringIO()
        table = csv.writer(lines)
        table.writerow(["checklist", "question", "answer", "note", "reason"])
        for question, text in zip(questions, ODD):
            table.writerow(["info_manager", question, "implemented", text, ""])
        for question, text in zip(questions[len(ODD):], ODD):
            table.writerow(["info_manager", question, "not_applicable", "", text])
        self.write("odd.csv", lines.getvalue())
        self.good("0102.db", "answer", "--file", self.path("odd.csv"))
        late = questions[2 * len(ODD)]
        self.good("0102.db", "answer", late, "not_implemented", "--checklist", "info_manager")
        self.good("0102.db", "plan", "set", late, "--cause", ODD[0], "--measure", ODD[6], "--person", ODD[2], "--due", "2026-09-01",
                  "--checklist", "info_manager")
        self.good("0102.db", "register", "system", "add", "s8", "name==住民記録", "zone=mynumber", "auth_factors=knowledge")
        return late

    # --- the section ---

    def test_section(self):
        late = self.odd_section()
        book, report = self.book("0102.db"), self.report("0102.db")
        self.no_formulas(book)
        self.assertEqual(book.sheetnames[:5], ["概要", "章別", "自己点検票", "指摘と改善策", "課の状況"])
        self.compare_questions(book["自己点検票"], report)
        self.compare_figures(book["概要"], report)
        findings = {row["設問ID"]: row for row in rows_of(book["指摘と改善策"])}
        self.assertEqual(findings[late]["期限"].date().isoformat(), "2026-09-01")
        self.assertEqual(findings[late]["原因"], ODD[0])
        self.assertIn("超過", findings[late]["進み具合"])
        self.compare_registers(book, report)
        for sheet in book:
            self.assertEqual(sheet.oddHeader.right.text, "&B機密性3C")
            self.assertEqual(sheet.oddFooter.left.text, "&B機密性3C")
            self.assertIn("&P", sheet.oddFooter.right.text.replace("&[Page]", "&P"))
            self.assertEqual(sheet.page_setup.paperSize, 9)
            self.assertTrue(sheet.freeze_panes)
            self.assertTrue(sheet.print_title_rows)

    def test_schema(self):
        """The JSON report is as docs/report.schema.json says, with odd text, in both languages, and when nothing is answered."""
        self.odd_section()
        with open(os.path.join(os.path.dirname(PACKS), "docs", "report.schema.json"), encoding="utf-8") as file:
            schema = jsonschema.Draft202012Validator(json.load(file))
        self.good("new.db", "init", "--bureau", "市民局", "--unit", "新しい課")
        for db in ("0101.db", "0102.db", "new.db"):
            for lang in ("ja", "en"):
                schema.validate(json.loads(self.good(db, "report", "--format", "json", TENKEN_LANG=lang)))
        report = self.report("0102.db")
        record = next(record for register in report["registers"] for record in register["records"] if record["id"] == "s8")
        self.assertEqual(record["fields"]["auth_factors"], ["knowledge"])
        self.assertIn("fail", {verdict["verdict"] for verdict in record["verdicts"]})
        for text in (self.good("0102.db", "report"), self.good("0102.db", "report", "--format", "html")):
            self.assertIn("=住民記録", text)

    def compare_questions(self, sheet, report):
        rows = {(row["点検票ID"], row["設問ID"]): row for row in rows_of(sheet)}
        asked = 0
        for checklist in report["checklists"]:
            for question in checklist["questions"]:
                row = rows.pop((checklist["id"], question["id"]))
                if question["applies"] is False:
                    self.assertEqual(row["回答"], "対象外")
                    continue
                asked += 1
                self.assertEqual(row["回答"], MARKS[question["answer"]], question["id"])
                self.assertEqual(row["点検内容"], question["text"]["ja"])
                self.assertEqual(row["備考"] or "", question["note"].strip("\n "))
                self.assertEqual(row["理由"] or "", question["reason"].strip("\n "))
                plan = question["plan"] or {}
                self.assertEqual(row["原因"], plan.get("cause"))
                self.assertEqual(row["担当者"], plan.get("person"))
                self.assertEqual(row["期限"] and row["期限"].date().isoformat(), plan.get("due"))
        self.assertEqual(rows, {})
        self.assertGreater(asked, 100)

    def compare_figures(self, sheet, report):
        names = {"回答率": "answer_rate", "把握率": "known_rate", "実施率": "implementation_rate", "該当なし率": "not_applicable_rate",
                 "改善完了率": "plan_rate"}
        rows = rows_of(sheet)
        self.assertEqual(len(rows), len(names) * len(report["checklists"]))
        for row, checklist in zip(rows, [one for one in report["checklists"] for _ in names]):
            ratio = checklist["figures"][names[row["指標"]]]
            self.assertEqual((row["分子"], row["分母"]), (ratio["numerator"], ratio["denominator"]))
            wanted = ratio["numerator"] / ratio["denominator"] if ratio["denominator"] else "―"
            self.assertEqual(row["割合"], wanted)
            self.assertTrue(row["計算式"])

    def compare_registers(self, book, report):
        rows = rows_of(book["情報システム台帳"])
        self.assertEqual({row["名称"] for row in rows} >= {"=住民記録"}, True)
        row = next(row for row in rows if row["ID"] == "s8")
        self.assertEqual(row["ネットワーク"], "マイナンバー利用事務系")
        self.assertIn("不適合", row["基準による判定"])
        self.assertTrue(report["checklists"])

    def test_section_csv(self):
        self.odd_section()
        text = self.good("0102.db", "report", "--format", "csv", TENKEN_LANG="ja")
        self.assertTrue(text.startswith("\ufeff"))
        rows = list(csv.DictReader(io.StringIO(text[1:])))
        book = rows_of(self.book("0102.db")["自己点検票"])
        self.assertEqual(len(rows), len(book))
        for one, other in zip(rows, book):
            self.assertEqual(one["設問ID"], other["設問ID"])
            note = one["備考"]
            self.assertFalse(note[:1] in "=+-@＝＋－＠" and note, note)
            self.assertEqual(note[1:] if note.startswith("'") else note, (other["備考"] or "").lstrip("'") if note.startswith("'")
                             else other["備考"] or "")

    # --- the city ---

    def hand_in(self):
        self.odd_section()
        self.good("0102.db", "undo", "--checklist", "info_manager")
        for unit in ("0101", "0103"):
            self.submit(unit)
        self.collect()

    def test_city(self):
        self.hand_in()
        book, report = self.book("office.db"), self.report("office.db")
        self.no_formulas(book)
        units = {row["課コード"]: row for row in rows_of(book["課別"])}
        self.assertEqual(len(units), report["roster"]["total"])
        self.assertEqual(units["0102"]["状態"], "未提出")
        self.assertIsNone(units["0102"]["適用"])
        self.assertEqual(sum(row["適用"] or 0 for row in units.values()), report["applicable"])
        bureaus = {row["局"]: row for row in rows_of(book["局別"])}
        for bureau in report["bureaus"]:
            row = bureaus[bureau["bureau"]]
            self.assertEqual((row["課数"], row["提出"]), (bureau["units"], bureau["received"]))
            if bureau["received"]:
                ratio = bureau["figures"]["implementation_rate"]
                self.assertAlmostEqual(row["実施率"], ratio["numerator"] / ratio["denominator"])
                self.assertEqual([row[mark] for mark in list(MARKS.values())[:6]],
                                 [bureau["answers"][code] for code in list(MARKS)[:6]])
                self.assertEqual((row["改善策"], row["うち完了"], row["うち期限超過"]),
                                 (bureau["plans"]["count"], bureau["plans"]["done"], bureau["plans"]["overdue"]))
        questions = rows_of(book["設問別"])
        self.assertEqual([row["設問"] for row in questions], [one["question"] for one in report["questions"]])
        self.assertEqual([(row["対象の課"], row["×・△の課"]) for row in questions],
                         [(one["units"], one["units_missing"]) for one in report["questions"]])
        answers = list(csv.DictReader(io.StringIO(self.good("office.db", "report", "--format", "csv")[1:])))
        everything = rows_of(book["全回答"])
        self.assertEqual([(row["課コード"], row["設問"], row["コード"] or "") for row in everything],
                         [(row["Section code"], row["Question"], row["Answer"]) for row in answers if row["Question"]])
        for sheet in book:
            self.assertIn("名簿 3 ＝", " ".join(str(sheet.cell(row, 1).value) for row in range(1, 5)), sheet.title)
        self.assertEqual(len(book["局別"]._charts), 1)
        self.assertEqual(len(book["推移"]._charts), 1)

    def test_bureau(self):
        self.hand_in()
        book = self.book("office.db", "--scope", "bureau:市民局")
        self.assertEqual({row["局"] for row in rows_of(book["課別"])}, {"市民局"})

    # --- what others read ---

    @unittest.skipIf(os.environ.get("TENKEN_EVERY", "1") != "1", "what LibreOffice does is the same however the program was built")
    def test_libreoffice(self):
        if not shutil.which("soffice"):
            self.skipTest("LibreOffice is not there")
        self.odd_section()
        book = self.book("0102.db")
        out = self.new_folder("csv")
        every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.path('lo')}", "--headless", "--convert-to", every_sheet,
                        "--outdir", out, self.path("report.xlsx")], check=True, capture_output=True, timeout=300)
        with open(os.path.join(out, "report-自己点検票.csv"), encoding="utf-8", newline="") as file:
            read = list(csv.reader(file))
        sheet = book["自己点検票"]
        head = openpyxl.utils.range_boundaries(sheet.auto_filter.ref)[1]
        plain = [index for index, cell in enumerate(sheet[head]) if cell.value not in ("回答日", "期限", "当初の期限")]
        for row in sheet.iter_rows(min_row=head, max_row=last_row(sheet)):
            there = read[row[0].row - 1]
            self.assertEqual([there[index] for index in plain],
                             ["" if row[index].value is None else str(value_of(row[index])) for index in plain])

    # --- the same bytes ---

    def test_same_bytes(self):
        self.hand_in()
        for db in ("0101.db", "office.db"):
            for form in ("xlsx", "csv", "html", "json", "text"):
                first = self.run_tenken(db, "report", "--format", form).stdout
                again = self.run_tenken(db, "report", "--format", form, TZ="America/New_York", LC_ALL="C").stdout
                self.assertTrue(first)
                self.assertEqual(first, again, (db, form))
            self.good(db, "report", "--format", "xlsx", "-o", self.path("file.xlsx"))
            self.assertEqual(self.read("file.xlsx"), self.run_tenken(db, "report", "--format", "xlsx").stdout)

    # --- what cannot be written ---

    def test_bad_output(self):
        self.write("old.xlsx", "old")
        self.bad(5, "0101.db", "report", "--format", "xlsx", "-o", self.path("nowhere", "a.xlsx"), says="nowhere")
        self.bad(5, "0101.db", "report", "--format", "xlsx", "-o", self.new_folder("folder"), says="folder")
        for limit in (33000, 45000, 60000):
            self.no_room("0101.db", "old.xlsx", limit)
            self.assertEqual(self.read("old.xlsx"), b"old")
        self.assertEqual([name for name in os.listdir(self.folder) if "tenken-" in name], [])

    def no_room(self, db, name, limit):
        """No file may get larger than `limit`: as on a disk that is full."""
        def restrict():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        done = subprocess.run([TENKEN, "--db", self.path(db), "report", "--format", "xlsx", "-o", self.path(name)],
                              env=self.environment(), cwd=self.folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
                              preexec_fn=restrict, check=False)
        self.assertEqual(done.returncode, 5, (limit, done.stdout, done.stderr))
        self.assertIn(b"could not be written whole", done.stderr)

    def test_whole_is_whole(self):
        """The parts of the file are XML to their end, and hold no stored date but the report's."""
        self.book("0101.db")
        with zipfile.ZipFile(self.path("report.xlsx")) as archive:
            self.assertIsNone(archive.testzip())
            self.assertIn(b"2026-10-01T", archive.read("docProps/core.xml"))


if __name__ == "__main__":
    main()
