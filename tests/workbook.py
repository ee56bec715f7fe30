#!/usr/bin/python3
"""What is read from workbooks that openpyxl and LibreOffice wrote: the same as they were given.

usage: workbook.py READ_WORKBOOK
"""
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

READ = os.path.abspath(sys.argv[1])
DAY, NOON = datetime.date(2026, 10, 31), datetime.datetime(2026, 10, 31, 12, 30)
# What is written, its format, and what is to be read.
CELLS = [("点検", None, "点検"), (12, None, "12"), (-2.5, None, "-2.5"), (0.1 + 0.2, None, "0.3"), (1e300, None, "1e+300"),
         (123456789012345, None, "123456789012345"), (True, None, "TRUE"), (False, None, "FALSE"), (DAY, None, "2026-10-31"),
         (DAY, '[$-411]ggge"年"m"月"d"日"', "2026-10-31"), (DAY, "yyyy/m/d", "2026-10-31"), (DAY, "m/d", "2026-10-31"),
         (NOON, "yyyy-mm-dd hh:mm", "2026-10-31 12:30:00"), (NOON, "yyyy-mm-dd", "2026-10-31"), (datetime.time(9, 30), "h:mm", "09:30:00"),
         (101, "0000", "0101"), (0.5, "0%", "0.5"), (1234.5, "#,##0.00", "1234.5"), ("0101", "@", "0101"), ("一\n二", None, "一\n二"),
         ("<&>\"' ", None, "<&>\"' "), ("𠮷 e\u0301", None, "𠮷 e\u0301"), ("_x0041_", None, None), ("あ" * 5000, None, "あ" * 5000)]


class Workbooks(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-workbook-")

    def tearDown(self):
        shutil.rmtree(self.folder)

    def at(self, name):
        return os.path.join(self.folder, name)

    def read(self, path, *sheet):
        done = subprocess.run([READ, path, *sheet], capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return [(row["row"], row["cells"]) for row in json.loads(done.stdout)]

    def office(self, path, form):
        out = self.at("office")
        subprocess.run(["soffice", "-env:UserInstallation=file://" + self.at("profile"), "--headless", "--convert-to", form, "--outdir", out,
                        path], check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": self.folder})
        return os.path.join(out, os.path.basename(path).rsplit(".", 1)[0] + ".xlsx")

    def make(self, name, epoch=None):
        book = openpyxl.Workbook()
        if epoch:
            book.epoch = epoch
        sheet = book.active
        for at, (value, form, _) in enumerate(CELLS, 1):
            cell = sheet.cell(at * 2, 3, value)
            if form:
                cell.number_format = form
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.merge_cells("E2:F3")
        sheet["E2"] = "joined"
        book.create_sheet("二枚目", 0).append(["two"])
        book["二枚目"].sheet_state = "hidden"
        book.active = 1
        book.save(self.at(name))
        return self.at(name)

    def check(self, path):
        rows = dict(self.read(path))
        for at, (value, form, expected) in enumerate(CELLS, 1):
            cells = rows[at * 2]
            self.assertEqual(cells[:2], ["", ""])
            if expected is not None:
                self.assertEqual(cells[2], expected, (value, form))
        self.assertEqual(rows[2][3:], ["", "joined"])
        self.assertEqual(self.read(path, "二枚目"), [(1, ["two"])])

    def test_openpyxl(self):
        self.check(self.make("a.xlsx"))

    def test_days_since_1904(self):
        self.check(self.make("b.xlsx", CALENDAR_MAC_1904))

    @unittest.skipIf(os.environ.get("TENKEN_EVERY", "1") != "1", "what LibreOffice does is the same however the program was built")
    def test_libreoffice(self):
        self.check(self.office(self.make("c.xlsx"), "xlsx:Calc MS Excel 2007 XML"))

    def test_formulas(self):
        """By their last result: LibreOffice reckons it, openpyxl leaves it out."""
        book = openpyxl.Workbook()
        book.active.append(["=1+1", '="a"&"b"', "=1/0", "=TRUE()"])
        book.save(self.at("d.xlsx"))
        done = subprocess.run([READ, self.at("d.xlsx")], capture_output=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("A1", done.stderr.decode())
        self.assertEqual(self.read(self.office(self.at("d.xlsx"), "xlsx:Calc MS Excel 2007 XML")), [(1, ["2", "ab", "#DIV/0!", "TRUE"])])

    def test_a_sheet_that_is_not_there(self):
        done = subprocess.run([READ, self.make("e.xlsx"), "三枚目"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("二枚目", done.stderr.decode())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
