#!/usr/bin/python3
"""Rosters as offices make them, and every fault in one: each is listed with its line, and nothing is made.

usage: rosters.py TENKEN CHECKLISTS
"""
import os

from city import ROSTER, Case, main, not_on_windows

HEAD = "code,bureau,unit,roles,contact,predecessor\n"


class Rosters(Case):
    begin = "nothing"

    def setUp(self):
        super().setUp()
        self.write("pw", "correct horse 7 battery staple\n")
        self.office("office", "init", "--name", "情報セキュリティ課")

    def arguments(self, text):
        return ("campaign", "new", "--fiscal-year", "R8", "--roster", self.write("r.csv", text), "--due", "R8.12.25")

    def reads(self, text):
        self.good("office.db", *self.arguments(text))
        return [tuple(row) for row in self.query("office.db", "SELECT code, bureau, name, roles, contact, predecessor FROM roster_unit"
                                                 " ORDER BY code")]

    def refuses(self, text, *lines, status=3):
        said = self.bad_roster(text, status)
        for line in lines:
            self.assertIn(line, said)
        return said

    def bad_roster(self, text, status=3):
        arguments = self.arguments(text)
        said = self.bad(status, "office.db", *arguments)
        self.assertEqual(self.query("office.db", "SELECT count(*) FROM cycle"), [(0,)])
        return said

    def test_encodings(self):
        wanted = [("0101", "市民局", "市民課", "info_manager", "078-000-0001", ""),
                  ("0102", "市民局", "区政課", "info_manager;system_manager", "078-000-0002", ""),
                  ("0103", "建設局", "公園課", "info_manager", "078-000-0003", "")]
        for text in (ROSTER.encode(), b"\xef\xbb\xbf" + ROSTER.replace("\n", "\r\n").encode(), ROSTER.encode("cp932"),
                     ROSTER.replace("\n", "\r\n").encode("cp932")):
            self.assertEqual(self.reads(text), wanted)
            self.tearDown()
            self.setUp()

    def test_columns(self):
        """In any order, in either language; what may be absent, and what is unknown, is no fault."""
        self.assertEqual(self.reads("役割,課,メモ,コード,局\n,市民課,x,0101,市民局\n"),
                         [("0101", "市民局", "市民課", "info_manager", "", "")])

    def test_all_columns(self):
        self.assertEqual(self.reads(HEAD + '0101,市民局,市民課, system_manager ; info_manager ;,"内線 1, 2",0991;0992\n\n'),
                         [("0101", "市民局", "市民課", "system_manager;info_manager", "内線 1, 2", "0991;0992")])

    def test_own_unit(self):
        """It is a code as those of the roster are; nothing else would ever be found there."""
        self.bad(2, "new.db", "office", "init", "--name", "別の課", "--own-unit", "a b/../c", "--passphrase-file", self.path("pw"),
                 says="unit code")
        self.good("new.db", "office", "init", "--name", "別の課", "--own-unit", "0103", "--passphrase-file", self.path("pw"))

    def test_names_of_columns(self):
        self.assertEqual(self.reads("課コード,局名,課名,役割,電話番号,前身の課\n0101,市民局,市民課,,078,0091\n"),
                         [("0101", "市民局", "市民課", "info_manager", "078", "0091")])

    def test_more_cells_than_columns(self):
        """Predecessors with commas between them: the second would be lost."""
        self.refuses(HEAD + "0101,市民局,市民課,,078,0091,0092\n", 'r.csv:2: "0092"', '";"')
        self.tearDown()
        self.setUp()
        self.assertEqual(len(self.reads(HEAD + "0101,市民局,市民課,,078,0091,,\n")), 1)  # Excel leaves empty ones behind

    def test_no_columns(self):
        self.refuses("unit\n市民課\n", 'r.csv:1: The first row must name the column "code".', '"bureau"', '"roles"')
        self.refuses("0101,市民局,市民課,\n0102,市民局,区政課,\n", "r.csv:1", '"code"')

    def test_empty(self):
        self.refuses("", "r.csv")
        self.refuses(HEAD, "names no unit")
        self.refuses("\n\n\n")

    def test_every_fault(self):
        said = self.refuses(HEAD + "0101,市民局,市民課,info_manager,,\n"
                            ",市民局,無番課,,,\n"             # 3
                            "0101,市民局,重複課,,,\n"         # 4
                            "0104,,無局課,,,\n"               # 5
                            "0105,市民局,,,,\n"               # 6
                            "0106,市民局,役割課,info_manger,,\n"  # 7
                            "01 07,市民局,空白課,,,\n"        # 8
                            + "c" * 33 + ",市民局,長い課,,,\n"  # 9
                            "0110,市民局,\x1b[2J課,,,\n"       # 10
                            "0111,市民局," + "課" * 67 + ",,,\n"  # 11
                            "0112,市民局,\u202e課,,,\n"        # 12
                            "0113,市民局,良い課,csirt;nobody,,\n")  # 13
        for line in range(3, 14):
            self.assertIn("r.csv:%d: " % line, said)
        self.assertNotIn("r.csv:2: ", said)
        self.assertIn("Nothing was changed", said)
        self.assertNotIn("\x1b", said)
        self.assertNotIn("\u202e", said)
        self.assertIn("info_manager", said)  # the role that was meant

    def test_many_faults(self):
        said = self.refuses(HEAD + "".join("%04d,市民局,,,,\n" % i for i in range(200)), "r.csv:2: ", "r.csv:51: ")
        self.assertIn("150 more", said)
        self.assertNotIn("r.csv:52: ", said)

    def test_bytes(self):
        self.refuses(HEAD.encode() + b"0101,\xfa\xff\xff,x,,,\n", "r.csv")
        self.refuses(HEAD.encode() + b"0101,a\0b,x,,,\n")
        self.refuses(HEAD + '0101,"市民局,x,,,\n')
        self.refuses(b"PK\x03\x04" + bytes(range(256)) * 4)

    def test_predecessors(self):
        for bad in ("09 91", "0991;;0/2", "x" * 33):
            self.refuses(HEAD + "0101,市民局,市民課,,,%s\n" % bad, "r.csv:2")

    def test_no_file(self):
        arguments = ("campaign", "new", "--fiscal-year", "R8", "--due", "R8.12.25", "--roster")
        self.bad(2, "office.db", *arguments, "missing.csv")
        for path in ("/dev/zero", self.folder):
            done = self.run_tenken("office.db", *arguments, path)
            self.assertIn(done.returncode, (2, 3, 4))
        with open(self.path("huge.csv"), "wb") as file:
            file.truncate(1 << 25)
        self.bad(3, "office.db", *arguments, "huge.csv", says="larger")

    def test_formulas(self):
        """A name that Excel would reckon stays a name in codes.csv."""
        self.reads(HEAD + "=1+1,市民局,=2+3,,,\n-1,＝局,＠課,,,\n")
        self.new_folder("pub")
        self.office("campaign", "publish", "-o", self.path("pub"))
        for line in self.read("pub/codes.csv").decode("utf-8-sig").splitlines()[1:]:
            for cell in line.split(","):
                self.assertNotIn(cell.strip('"')[:1], ("-", "@", "＝", "＠"), line)
        self.assertNotIn("<script", self.read("pub/slips.html").decode())

    def test_html(self):
        self.reads(HEAD + "0101,<script>x</script>,\"a\"\"b & c\",,,\n")
        self.new_folder("pub")
        self.office("campaign", "publish", "-o", self.path("pub"))
        page = self.read("pub/slips.html").decode()
        self.assertNotIn("<script", page)
        self.assertIn("&lt;script&gt;", page)

    @not_on_windows("a file has the rights of its folder there")
    def test_rights(self):
        self.reads(HEAD + "0101,市民局,市民課,,,\n")
        self.new_folder("pub")
        self.office("campaign", "publish", "-o", self.path("pub"))
        for name, mode in (("slips.html", 0o600), ("codes.csv", 0o600), ("campaign.tenken", 0o644)):
            self.assertEqual(os.stat(self.path("pub", name)).st_mode & 0o777, mode)

    def test_many_units(self):
        self.assertEqual(len(self.reads(HEAD + "".join("%04d,市民局,第%d課,,,\n" % (i, i) for i in range(1500)))), 1500)
        self.new_folder("pub")
        self.office("campaign", "publish", "-o", self.path("pub"))
        self.join("1499", db="s.db")


if __name__ == "__main__":
    main()
