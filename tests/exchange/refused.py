#!/usr/bin/python3
"""What the office, and the section, must refuse: each with its exit status and reason, and nothing changed.

usage: refused.py TENKEN CHECKLISTS
"""
import os
import shutil
import stat

from city import PACKS, UNITS, Case, main, not_on_windows

SAMPLES = 64


class Joining(Case):
    def refuses(self, status, *arguments, says="", db="new.db"):
        self.bad(status, db, "join", *arguments, says=says)
        if db == "new.db":
            self.assertFalse([name for name in os.listdir(self.folder) if name.startswith("new.db")])

    def test_code(self):
        file = "pub/campaign.tenken"
        good = self.code("0101")
        self.refuses(4, file, "--unit-code", "0101", "--join-code", self.code("0102"))
        self.refuses(4, file, "--unit-code", "0102", "--join-code", good)
        self.refuses(4, file, "--unit-code", "9999", "--join-code", good, says="9999")
        for code in ("", "x", good[:-1], good + "0", good.replace(good[0], "U" if good[0] != "U" else "V", 1), "課" * 17):
            done = self.run_tenken("new.db", "join", file, "--unit-code", "0101", "--join-code", code)
            self.assertIn(done.returncode, (2, 3, 4), code)
            self.assertFalse(os.path.exists(self.path("new.db")), code)
        self.refuses(2, file, "--unit-code", "0101", says="--join-code")
        self.refuses(2, file, "--join-code", good, says="--unit-code")
        self.refuses(4, file, "--unit-code", "0101", "--join-code", good, "--readonly")
        # What people make of a code when they type it.
        self.good("new.db", "join", file, "--unit-code", "０１０１", "--join-code", good.lower().replace("-", " "))
        self.assertEqual(self.query("new.db", "SELECT code FROM unit"), [("0101",)])

    def test_forged(self):
        """Another office, the same roster: its file convinces nobody who has the real code."""
        self.make_office(db="forged.db", escrow=False)
        self.new_folder("forged")
        self.office("campaign", "publish", "-o", self.path("forged"), db="forged.db")
        self.refuses(4, "forged/campaign.tenken", "--unit-code", "0101", "--join-code", self.code("0101"))
        self.refuses(4, "forged/campaign.tenken", "--unit-code", "0101", "--join-code", self.code("0101"), db="0101.db")
        self.refuses(4, "pub/campaign.tenken", "--unit-code", "0101", "--join-code", self.code("0101", "forged"))

    def test_no_campaign(self):
        code = self.code("0101")
        for name, status in ((self.write("junk", "junk"), 3), (self.write("empty", ""), 3), ("missing", 3), ("drop", 3),
                             (os.path.join("drop", self.submit("0102")), 4)):
            done = self.run_tenken("new.db", "join", name, "--unit-code", "0101", "--join-code", code)
            self.assertIn(done.returncode, (status, 2, 4), name)
            self.assertNotEqual(done.returncode, 0)
            self.assertFalse(os.path.exists(self.path("new.db")))

    def test_damaged(self):
        whole = self.read("pub/campaign.tenken")
        for i in range(SAMPLES // 2):
            at = len(whole) * i // (SAMPLES // 2)
            self.write("changed", whole[:at] + bytes([whole[at] ^ 1 << i % 8]) + whole[at + 1:])
            self.refuses(3, "changed", "--unit-code", "0101", "--join-code", self.code("0101"))
        for length in (0, 1, 8, len(whole) // 2, len(whole) - 1):
            self.write("cut", whole[:length])
            self.refuses(3, "cut", "--unit-code", "0101", "--join-code", self.code("0101"))
        self.write("longer", whole + b"\n")
        self.refuses(3, "longer", "--unit-code", "0101", "--join-code", self.code("0101"))

    def test_other_database(self):
        self.refuses(4, "pub/campaign.tenken", "--unit-code", "0102", "--join-code", self.code("0102"), db="0101.db", says="市民課")
        self.refuses(4, "pub/campaign.tenken", "--unit-code", "0101", "--join-code", self.code("0101"), db="office.db",
                     says="an office's database")
        self.bad(4, "office.db", "submit", "--confirmed-by", "課長", "-o", "drop", says="an office's database")
        self.bad(4, "office.db", "status", says="an office's database")
        self.write("text.db2", "no database")
        self.assertNotEqual(self.run_tenken("text.db2", "join", "pub/campaign.tenken", "--unit-code", "0101", "--join-code",
                                            self.code("0101")).returncode, 0)
        self.assertEqual(self.read("text.db2"), b"no database")

    def test_other_pack(self):
        self.refuses(4, "pub/campaign.tenken", "--unit-code", "0101", "--join-code", self.code("0101"), "--pack",
                     other_pack(self), says="not the same version")


def other_pack(case):
    """The pack, with one word changed."""
    folder = case.path("packs", "kobe-5.10")
    shutil.copytree(os.path.join(PACKS, "kobe-5.10"), folder)
    name = os.path.join(folder, "pack.json")
    with open(name, encoding="utf-8") as file:
        text = file.read()
    with open(name, "w", encoding="utf-8") as file:
        file.write(text.rstrip() + "\n\n")
    return folder


class Submitting(Case):
    def refuses(self, status, *arguments, db="0101.db", says=""):
        self.bad(status, db, "submit", *arguments, says=says)

    def test_usage(self):
        self.refuses(2, "-o", "drop", says="--confirmed-by")
        self.refuses(2, "--confirmed-by", "市民課長", says="-o")
        self.refuses(2, "--confirmed-by", " ", "-o", "drop", says="--confirmed-by")
        self.refuses(2, "--confirmed-by", "市民課長", "-o", "missing", says="no folder")
        self.refuses(2, "--confirmed-by", "市民課長", "-o", "pw", says="no folder")
        self.refuses(4, "--confirmed-by", "市民課長", "-o", "drop", "--readonly")

    def test_incomplete(self):
        self.good("0101.db", "answer", "7.4.3-length", "not_implemented")
        self.refuses(4, "--confirmed-by", "市民課長", "-o", "drop", says="1 thing is missing")
        self.join("0101", db="new.db")
        self.refuses(4, "--confirmed-by", "市民課長", "-o", "drop", db="new.db", says="things are missing")

    def test_not_written(self):
        """Where the file cannot be written nothing was handed in, and its number is not given again."""
        done = self.run_tenken("0101.db", "submit", "--confirmed-by", "市民課長", "-o", "/proc")
        self.assertEqual(done.returncode, 5, done.stderr.decode())
        self.assertEqual(self.section_state("0101"), {"ready"})
        self.assertIn("_002_", self.submit("0101"))
        self.assertEqual(self.section_state("0101"), {"submitted"})
        self.collect()
        self.assertEqual(self.states()["0101"], "submitted")

    def test_not_joined(self):
        self.good("own.db", "init", "--bureau", "市民局", "--unit", "市民課")
        self.refuses(4, "--confirmed-by", "市民課長", "-o", "drop", db="own.db", says="has not joined")
        self.bad(4, "own.db", "receive", "pub/campaign.tenken", says="has not joined")


class Looking(Case):
    def test_other_pack(self):
        """What a section answered is reckoned with the pack that it was asked with, or not at all."""
        self.submit("0101")
        self.collect()
        changed = other_pack(self)
        for command in (("show", "0101"), ("accept", "0101")):
            self.bad(4, "office.db", *command, "--pack", changed, says="not those of the campaign")
        self.good("office.db", "show", "0101", "--pack", os.path.join(PACKS, "kobe-5.10"))


class Collecting(Case):
    def test_damaged(self):
        name = self.submit("0101")
        whole = self.read("drop/" + name)
        os.unlink(self.path("drop", name))
        for i in range(SAMPLES):
            at = len(whole) * i // SAMPLES
            self.write("drop/bit%d" % i, whole[:at] + bytes([whole[at] ^ 1 << i % 8]) + whole[at + 1:])
            self.write("drop/cut%d" % i, whole[:at])
        self.write("drop/longer", whole + b"\0")
        self.write("drop/twice", whole + whole)
        self.assertEqual(len(self.rejects(says="")), 2 * SAMPLES + 2)
        self.write("drop/" + name, whole)
        self.assertEqual(self.collect(status=3)[name]["result"], "imported")

    def test_damaged_plain(self):
        """Signed and not sealed: each change is found by the signature alone."""
        self.make_office(db="external.db", escrow=False, exchange="external")
        self.office("campaign", "publish", "-o", self.path("pub"), db="external.db")
        os.unlink(self.path("0101.db"))
        self.join("0101")
        self.answer_all("0101")
        name = self.submit("0101")
        whole = self.read("drop/" + name)
        os.unlink(self.path("drop", name))
        for i in range(SAMPLES):
            at = len(whole) * i // SAMPLES
            self.write("drop/bit%d" % i, whole[:at] + bytes([whole[at] ^ 1 << i % 8]) + whole[at + 1:])
            self.write("drop/cut%d" % i, whole[:at])
        self.rejects(says="", db="external.db")

    def test_replay(self):
        """A file under another name is known; it changes nothing, then or later."""
        name = self.submit("0101")
        self.collect()
        shutil.copy(self.path("drop", name), self.path("drop", "again.tenken"))
        before = self.state()
        self.assertEqual({file["result"] for file in self.collect().values()}, {"unchanged"})
        self.assertEqual({file["unit"] for file in self.collect().values()}, {"0101"})
        self.assertEqual(self.state(), before)
        self.good("office.db", "accept", "0101")
        self.collect()
        self.assertEqual(self.states()["0101"], "closed")

    def test_older(self):
        first, second = self.submit("0101"), self.submit("0101")
        self.collect(self.path("drop", second))
        self.rejects(self.path("drop", first), says="It is older", unit="0101")

    def test_fork(self):
        """Two copies of a database: the one whose file came first counts, the other is told."""
        self.submit("0101")
        self.collect()
        shutil.copy(self.path("0101.db"), self.path("copy.db"))
        for db in ("0101.db", "copy.db"):
            self.good(db, "answer", "7.4.3-length", "implemented", "--note", db)
        self.submit("0101")
        self.collect()
        self.new_folder("drop2")
        same = self.submit("0101", db="copy.db", folder="drop2")
        next_one = self.submit("0101", db="copy.db", folder="drop2")
        files = self.rejects("drop2", says="", unit="0101")
        self.assertIn("older", files[same]["reason"])
        self.assertIn("does not follow", files[next_one]["reason"])
        self.assertIn("campaign code 0101", files[next_one]["reason"])

    def test_other_unit(self):
        """A section that signs what says it comes from another: its key is not that section's."""
        self.submit("0101")
        self.collect()
        self.tamper("0102.db", "UPDATE unit SET code = '0101', name = '市民課'",
                    "UPDATE exchange_event SET unit = '0101'")
        self.new_folder("drop2")
        self.submit("0101", db="0102.db", folder="drop2")
        self.rejects("drop2", says="", unit="0101")
        # Also when that one has handed in nothing yet.
        self.tamper("0102.db", "UPDATE unit SET code = '0103', name = '公園課'", "UPDATE exchange_event SET unit = '0103'")
        self.submit("0103", db="0102.db", folder="drop2")
        self.rejects("drop2", says="")

    def test_hostile_texts(self):
        """Signed by a section whose program is another: what it wrote is shown, and does nothing to the terminal or a table."""
        hostile = "\x1b[2J\u202e\r\n=1+1"
        text = "char(27) || '[2J' || char(8238) || char(13) || char(10) || '=1+1'"
        self.tamper("0101.db", "UPDATE answer_event SET answer = 'not_applicable', note = %s, reason = %s"
                    " WHERE question = '7.4.3-length'" % (text, text), "UPDATE unit SET bureau = " + text)
        self.good("0101.db", "submit", "--confirmed-by", hostile, "-o", "drop")
        self.collect()
        for arguments in (["show", "0101"], ["show", "0101", "--json"], ["roster"], ["accept", "--clean"],
                          ["accept", "0101", "--actor", hostile]):
            done = self.run_tenken("office.db", *arguments)
            self.assertNotIn(b"\x1b", done.stdout + done.stderr)
            if "--json" not in arguments:
                self.assertNotIn("\u202e".encode(), done.stdout + done.stderr)
                self.assertNotIn(b"\r", done.stdout + done.stderr)
            if arguments[0] == "show":
                self.assertIn(b"=1+1", done.stdout)

    def tamper(self, db, *statements):
        for trigger in self.query(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE '%_event'"):
            self.query(db, "DROP TRIGGER " + trigger[0])
        for statement in statements:
            self.query(db, statement)

    def test_not_on_roster(self):
        self.submit("0101")
        self.query("office.db", "DELETE FROM roster_unit WHERE code = '0101'")
        self.rejects(says='"0101" is not on the roster', unit="0101")

    def test_other_pack(self):
        self.submit("0101", more=["--pack", other_pack(self)])
        self.rejects(says="another pack", unit="0101")

    def test_other_office(self):
        self.make_office(db="other.db", escrow=False)
        self.submit("0101")
        self.rejects(says="", db="other.db")
        self.new_folder("theirs")
        self.office("campaign", "publish", "-o", self.path("theirs"), db="other.db")
        self.join("0101", folder="theirs", db="theirs.db")
        self.answer_all("0101", db="theirs.db")
        self.new_folder("drop2")
        self.submit("0101", db="theirs.db", folder="drop2")
        self.rejects("drop2", says="")

    def test_other_office_plain(self):
        """The same where files are not sealed: campaign and recipient in the header tell."""
        for name in ("a", "b"):
            self.make_office(db=name + "-office.db", escrow=False, exchange="external")
            self.new_folder(name)
            self.office("campaign", "publish", "-o", self.path(name), db=name + "-office.db")
            self.join("0101", folder=name, db=name + ".db")
            self.answer_all("0101", db=name + ".db")
        self.submit("0101", db="b.db")
        self.rejects(says="another campaign (of fiscal year 2026)", db="a-office.db")
        keys = [self.data(name + "-office.db", "campaign", "show")["office_key"] for name in ("a", "b")]
        self.tamper("a.db", "UPDATE exchange_event SET body = replace(body, '%s', '%s')" % tuple(keys))
        self.new_folder("drop2")
        self.submit("0101", db="a.db", folder="drop2")
        self.rejects("drop2", says="another office", db="a-office.db")

    def test_other_kinds(self):
        """What the office itself handed out is known; another's campaign is no submission."""
        self.submit("0101")
        self.collect()
        shutil.copy(self.return_to("0101"), self.path("drop", "return.tenken"))
        shutil.copy(self.path("pub", "campaign.tenken"), self.path("drop"))
        self.assertEqual({file["result"] for file in self.collect().values()}, {"unchanged"})
        self.make_office(db="other.db", escrow=False)
        self.new_folder("theirs")
        self.office("campaign", "publish", "-o", self.path("theirs"), db="other.db")
        self.rejects(self.path("theirs", "campaign.tenken"), says="no submission")

    @not_on_windows("links, pipes, devices and names that are no text are made by a system that has them")
    def test_hostile_folder(self):
        name = self.submit("0101")
        drop = self.path("drop").encode()
        os.rename(self.path("drop", name), self.path("aside"))
        os.symlink(self.path("aside"), self.path("drop", "link.tenken"))
        os.symlink("/etc/passwd", self.path("drop", "passwd"))
        os.symlink("nowhere", self.path("drop", "dangling"))
        os.mkfifo(self.path("drop", "fifo"))
        os.mkdir(self.path("drop", "sub"))
        shutil.copy(self.path("aside"), self.path("drop", "sub", name))
        self.write("drop/empty", "")
        self.write("drop/junk", os.urandom(5000))
        self.write("drop/~$book.xlsx", "PK\x03\x04")
        for hostile in ("\x1b[2J\u202e.tenken".encode(), b"\xff\xfe.tenken", b"a\nb.tenken", "\u200b\u2066x".encode()):
            with open(os.path.join(drop, hostile), "wb") as file:
                file.write(b"junk")
        with open(self.path("drop", "huge.tenken"), "wb") as file:
            file.truncate(1 << 34)
        count = 13
        try:
            os.mknod(self.path("drop", "device"), stat.S_IFCHR | 0o600, os.makedev(1, 5))
            count += 1
        except PermissionError:
            pass
        for more in ([], ["--dry-run"]):
            for form in ([], ["--json"]):
                done = self.run_tenken("office.db", "collect", "drop", "--passphrase-file", "pw", *form, *more)
                self.assertEqual(done.returncode, 3)
                for raw in (b"\x1b", "\u202e".encode(), b"\xff", b"a\nb", "\u2066".encode()):
                    self.assertNotIn(raw, done.stdout + done.stderr)
        files = self.rejects(says="")
        self.assertEqual(len(self.understand(self.run_tenken("office.db", "collect", "drop", "--passphrase-file", "pw",
                                                             "--json"))), count)
        self.assertIn("link", files["link.tenken"]["reason"])
        self.assertIn("larger", files["huge.tenken"]["reason"])
        os.rename(self.path("aside"), self.path("drop", name))
        files = self.collect(status=3)
        self.assertEqual([file["file"] for file in files.values() if file["result"] == "imported"], ["drop/" + name])

    def test_paths(self):
        self.submit("0101")
        for path in ("missing", "/dev/null", "/dev/zero", ""):
            self.rejects(path, says="")
        self.bad(2, "office.db", "collect", "--passphrase-file", "pw")
        os.mkdir(self.path("empty"))
        self.assertEqual(self.collect("empty"), {})
        self.assertEqual(len(self.collect("empty", "drop")), 1)


class Office(Case):
    def test_passphrase(self):
        for weak in ("short", "aaaaaaaaaaaaaaaaaaaaaaaa", "1234567890123456", "password1234", "tenkentenkentenken", ""):
            self.write("weak", weak + "\n")
            done = self.run_tenken("fresh.db", "office", "init", "--passphrase-file", "weak")
            self.assertIn(done.returncode, (3, 4), weak)
            self.assertEqual(done.stdout, b"")
            self.assertFalse(os.path.exists(self.path("fresh.db")), weak)
        self.write("two", "one line is fine 7 of it\nand another\n")
        self.bad(3, "fresh.db", "office", "init", "--passphrase-file", "two")
        self.bad(2, "fresh.db", "office", "init", "--no-input")
        self.bad(2, "fresh.db", "office", "init")
        self.bad(4, "fresh.db", "office", "init", "--passphrase-file", "pw", "--readonly")
        self.bad(4, "office.db", "office", "init", "--passphrase-file", "pw")
        self.bad(4, "0101.db", "office", "init", "--passphrase-file", "pw")
        self.make_office(db="plain.db", escrow=False)
        self.write("weak", "password1234\n")
        self.bad(4, "plain.db", "office", "escrow", "-o", "weak.key", "--passphrase-file", "weak")
        self.bad(4, "plain.db", "office", "escrow", "-o", "escrow.key", "--passphrase-file", "pw2", says="already")
        self.bad(4, "office.db", "office", "escrow", "-o", "second.key", "--passphrase-file", "pw2", says="already")

    def test_wrong_passphrase(self):
        self.submit("0101")
        self.new_folder("out")
        for arguments in (["collect", "drop"], ["campaign", "publish", "-o", "out"], ["office", "restore", "escrow.key"]):
            self.bad(4, "office.db", *arguments, "--passphrase-file", "pw2" if arguments[0] != "office" else "pw")
            self.bad(2, "office.db", *arguments, "--no-input", says="--passphrase-file")
            self.bad(2, "office.db", *arguments, says="--passphrase-file")
            self.bad(2, "office.db", *arguments, "--passphrase-file", "missing")
        self.collect()
        self.bad(4, "office.db", "return", "0101", "--comment", "x", "-o", "out", "--passphrase-file", "pw2")
        self.bad(2, "office.db", "return", "0101", "--comment", "x", "-o", "out", "--no-input")

    def test_restore(self):
        self.make_office(db="other.db", escrow=False)
        self.bad(4, "other.db", "office", "restore", "escrow.key", "--passphrase-file", "pw2", says="not the escrow key")
        self.write("junk.key", "junk")
        self.bad(3, "office.db", "office", "restore", "junk.key", "--passphrase-file", "pw2")

    def test_no_office(self):
        for arguments in (["campaign", "show"], ["roster"], ["show", "0101"], ["accept", "0101"], ["campaign", "code", "0101"]):
            self.bad(4, "0101.db", *arguments, says="not an office")
            self.assertNotEqual(self.run_tenken("nothing.db", *arguments).returncode, 0)
            self.assertFalse(os.path.exists(self.path("nothing.db")))
        self.office("office", "init", db="fresh.db")
        for arguments in (["campaign", "show"], ["campaign", "code", "0101"], ["collect", "drop", "--passphrase-file", "pw"],
                          ["campaign", "publish", "-o", "pub", "--passphrase-file", "pw"]):
            self.bad(4, "fresh.db", *arguments, says="no campaign yet")

    def test_campaign(self):
        new = ["campaign", "new", "--fiscal-year", "R9", "--roster", "roster.csv", "--due", "R9.12.25"]
        for at in (2, 4, 6):
            self.bad(2, "office.db", *new[:at], *new[at + 2:], says=new[at])
        self.bad(2, "office.db", *new, "--exchange", "open", says="external")
        self.bad(2, "office.db", *new[:3], "R99999", *new[4:])
        self.bad(2, "office.db", *new[:-1], "someday")
        self.bad(2, "office.db", *new, "--pack", "no-such-pack", silent=False)
        self.bad(4, "office.db", *new, "--readonly")
        self.bad(2, "office.db", "campaign", "publish", "--passphrase-file", "pw", says="-o")
        self.bad(2, "office.db", "campaign", "publish", "-o", "missing", "--passphrase-file", "pw", says="no folder")
        self.bad(2, "office.db", "campaign", "code", "0111", says="0101")

    def test_review(self):
        for unit in UNITS:
            self.bad(4, "office.db", "show", unit, says="not handed in")
            self.bad(4, "office.db", "accept", unit)
            self.submit(unit)
        self.collect()
        self.bad(2, "office.db", "accept")
        self.bad(2, "office.db", "accept", "0101", "--clean")
        self.bad(2, "office.db", "accept", "0111", says="0101")
        self.bad(2, "office.db", "accept", "0101", "0111", says="0101")  # nor the one before
        self.bad(2, "office.db", "show", "9999")
        self.bad(2, "office.db", "roster", "--state", "lost", says="not_received")
        for who in (["--actor", "市民課長"], ["--actor", "係長", "--for", "市民課長"]):
            self.bad(4, "office.db", "accept", "0101", *who, says="cannot review it")
            self.bad(4, "office.db", "return", "0101", "--comment", "x", "-o", "ret", "--passphrase-file", "pw", *who)
        self.bad(4, "office.db", "accept", "0103", says="security chief")
        self.bad(4, "office.db", "accept", "0103", "--actor", "公園課長")
        self.bad(4, "office.db", "accept", "0101", "--readonly")
        self.good("office.db", "accept", "0101")
        self.bad(4, "office.db", "accept", "0101", says="Closed")
        self.bad(4, "office.db", "return", "0101", "--comment", "x", "-o", "ret", "--passphrase-file", "pw")

    def test_return(self):
        self.submit("0101")
        self.collect()
        back = ["return", "0101", "--comment", "x", "-o", "ret", "--passphrase-file", "pw"]
        self.bad(2, "office.db", *back, "--on", "7.4.3-lenght=x", says="7.4.3-length")
        self.bad(2, "office.db", *back, "--on", "7.4.3-length", says="QUESTION=TEXT")
        self.bad(2, "office.db", *back, "--on", "7.4.3-length=")
        self.bad(2, "office.db", *back, "--on", self.not_asked() + "=x", says="is not asked")
        self.bad(2, "office.db", *back[:3], " ", *back[4:])
        self.bad(2, "office.db", *back[:2], *back[4:], says="--comment")
        self.bad(2, "office.db", *back[:4], *back[6:], says="-o")
        self.bad(2, "office.db", *back[:5], "missing", *back[6:], says="no folder")
        self.bad(2, "office.db", "return", "0111", *back[2:], says="0101")
        self.bad(4, "office.db", "return", "0102", *back[2:], says="not handed in")

    def not_asked(self):
        shown = self.data("0101.db", "checklist", "show")["questions"]
        return next(one["id"] for one in shown if one["applies"] is False)


class Receiving(Case):
    def test_wrong_files(self):
        for unit in ("0101", "0102"):
            self.submit(unit)
        self.collect()
        mine, theirs = self.return_to("0101"), self.return_to("0102")
        self.bad(4, "0101.db", "receive", theirs)
        self.bad(4, "0101.db", "receive", "pub/campaign.tenken", says="join")
        self.bad(4, "0101.db", "receive", os.path.join("drop", sorted(os.listdir(self.path("drop")))[0]))
        self.bad(3, "0101.db", "receive", self.write("junk", "junk"))
        self.bad(2, "0101.db", "receive", "missing")
        self.bad(4, "0101.db", "receive", mine, "--readonly")
        whole = self.read(mine)
        for i in range(SAMPLES // 2):
            at = len(whole) * i // (SAMPLES // 2)
            done = self.run_tenken("0101.db", "receive", self.write("changed", whole[:at] + bytes([whole[at] ^ 1 << i % 8]) +
                                                                    whole[at + 1:]))
            self.assertIn(done.returncode, (3, 4), (at, done.stderr))
            self.assertIn(self.run_tenken("0101.db", "receive", self.write("cut", whole[:at])).returncode, (3, 4))
        self.assertEqual(self.section_state("0101"), {"submitted"})
        self.good("0101.db", "receive", mine)
        self.bad(4, "0101.db", "receive", mine, says="taken in before")

    def test_other_office(self):
        self.make_office(db="other.db", escrow=False)
        self.new_folder("theirs")
        self.office("campaign", "publish", "-o", self.path("theirs"), db="other.db")
        self.join("0101", folder="theirs", db="theirs.db")
        self.answer_all("0101", db="theirs.db")
        self.new_folder("drop2")
        self.submit("0101", db="theirs.db", folder="drop2")
        self.collect("drop2", db="other.db")
        self.office("return", "0101", "--comment", "x", "-o", self.path("ret"), db="other.db")
        self.submit("0101")
        self.bad(4, "0101.db", "receive", self.path("ret", os.listdir(self.path("ret"))[0]))


if __name__ == "__main__":
    main()
