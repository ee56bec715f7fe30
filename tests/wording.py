#!/usr/bin/python3
"""The official wording of clauses, from outside: importing, the table to fill in, what is shown.

usage: wording.py TENKEN CHECKLISTS [--standard]

Works on a copy of the pack into which digests of our own sentences are put. With --standard the published text itself is
imported, from the folder that the environment variable TENKEN_STANDARD names (clauses.tsv and published.txt); without the
variable that says `skipped` and ends with 77.
"""
import csv
import glob
import hashlib
import io
import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import unittest

from lib.system import is_its_owners, not_on_windows

TENKEN, CHECKLISTS = (os.path.abspath(path) for path in sys.argv[1:3])
FOUND = 649      # clauses whose wording is in the published text: all but those of the contract's general terms
LOST_932 = 1     # of them, with a character that CP932 does not have

# Our own sentences in the place of some clauses' wording.
OURS = {
    "3.2.6.ア": "傘の置き場は、毎朝、当番が片付ける。",
    "3.2.6.イ": "傘立ての傘は、持ち主が分かるように札を付ける。",
    "4.2.ア.1": "長靴は、(A) 乾かし、\n(B) 棚に戻す。",
    "7.4.1.イ": "=雨の日の当番は、次のとおりとする。",
    "8.4.2": "=雨の日の当番は、次のとおりとする。",
}
PUBLISHED = """3.2.6 当番

- ア 傘の置き場は、毎朝、当番が
片付ける。
- イ 傘立ての傘は、持ち主が分かるように札を付ける。

4.2 長靴

- (1) 長靴は、(A) 乾かし、
(B) 棚に戻す。

=雨の日の当番は、次のとおりとする。
"""


def squeeze(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def digest(text):
    return hashlib.blake2b(squeeze(text).encode(), digest_size=16).hexdigest()


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def store(path, tree):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(tree, file, ensure_ascii=False)


def make_pack(folder):
    """A copy of the pack with the digests of OURS, in its questions, too."""
    shutil.copytree(os.path.join(CHECKLISTS, "kobe-5.10"), folder)
    clauses = load(os.path.join(folder, "clauses.json"))
    for clause in clauses["clauses"]:
        if clause["id"] in OURS:
            clause["digest"] = digest(OURS[clause["id"]])
    store(os.path.join(folder, "clauses.json"), clauses)
    digests = {clause["id"]: clause["digest"][:8] for clause in clauses["clauses"]}
    for path in glob.glob(os.path.join(folder, "questions", "*.json")):
        chapter = load(path)
        for question in chapter["questions"]:
            question["digest"] = "-".join(digests[clause] for clause in question["clauses"])
        store(path, chapter)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-wording-")
        self.kept = os.path.join(self.folder, "data", "tenken", "texts", "kobe-5.10.json")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.folder, "XDG_DATA_HOME": os.path.join(self.folder, "data"),
                    "TENKEN_LANG": "en", "TENKEN_NOW": "2026-10-01T14:03:21+09:00",
                    **{key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}}
        self.pack = os.path.join(CHECKLISTS, "kobe-5.10")

    def tearDown(self):
        shutil.rmtree(self.folder)

    def run_tenken(self, *arguments, status=0, says=None):
        done = subprocess.run([TENKEN, "--pack", self.pack, *arguments], env=self.env, capture_output=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=120)
        self.assertEqual(done.returncode, status, (arguments, done.stdout, done.stderr))
        if says:
            self.assertIn(says, done.stderr.decode())
        return done.stdout.decode()

    def text(self, *arguments, **wanted):
        return self.run_tenken("pack", "text", *arguments, **wanted)

    def data(self, *arguments, **wanted):
        return json.loads(self.text(*arguments, "--json", **wanted))

    def file(self, content, name="in.txt"):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def texts(self):
        return {text["id"]: text["text"] for text in load(self.kept)["texts"]}


class Ours(Case):
    def setUp(self):
        super().setUp()
        self.pack = os.path.join(self.folder, "kobe-5.10")
        make_pack(self.pack)

    def refused(self, content, says=None, status=3, name="in.txt"):
        """Nothing is printed, nothing is written or changed."""
        before = os.path.exists(self.kept) and load(self.kept)
        path = self.file(content, name)
        self.assertEqual(self.text("import", path, status=status, says=says), "")
        self.assertEqual(os.path.exists(self.kept) and load(self.kept), before)

    def test_published(self):
        for content in (PUBLISHED, "\ufeff" + PUBLISHED, PUBLISHED.replace("\n", "\r\n"), PUBLISHED.encode("cp932")):
            found = self.data("import", self.file(content))
            self.assertEqual((found["found"], found["with_wording"], found["clauses"], found["rejected"]), (5, 5, 663, []))
            self.assertEqual(len(found["missing"]), 658)
            self.assertEqual({key: squeeze(text) for key, text in self.texts().items()},
                             {key: squeeze(text) for key, text in OURS.items()})
        self.assertEqual(self.texts()["3.2.6.ア"], OURS["3.2.6.ア"])
        self.assertEqual([text["digest"] for text in load(self.kept)["texts"]], [digest(OURS[key]) for key in self.texts()])
        self.assertTrue(is_its_owners(self.kept))
        self.assertTrue(is_its_owners(os.path.dirname(self.kept)))
        self.assertEqual(os.listdir(os.path.dirname(self.kept)), ["kobe-5.10.json"])

    def test_said(self):
        said = self.text("import", self.file(PUBLISHED))
        self.assertIn("in.txt holds the wording of 5 clauses; 5 of them had none.", said)
        self.assertIn("5 of 663 clauses have their wording now.\nStill without wording:\n  3.1 3.1.1 ", said)
        self.assertLessEqual(max(len(line) for line in said.split("\n")), 80)
        self.assertIn("5 clauses; 0 of them had none.", self.text("import", self.file(PUBLISHED)))

    def test_dry_run_and_readonly_write_nothing(self):
        path = self.file(PUBLISHED)
        self.assertIn("5 of 663 clauses would have their wording.", self.text("import", path, "--dry-run"))
        self.assertEqual(self.text("import", path, "--readonly", status=4), "")
        self.assertFalse(os.path.exists(os.path.dirname(self.kept)))

    def test_tables(self):
        rows = [["id", "text"], ["3.2.6.ア", OURS["3.2.6.ア"]], ["4.2.ア.1", "(1) " + OURS["4.2.ア.1"]]]
        comma, tab = io.StringIO(), "\n".join("\t".join(row).replace("\n", " ") for row in rows)
        csv.writer(comma).writerows(rows)
        japanese = comma.getvalue().replace("id,text", "条文番号,条文")
        for content in (comma.getvalue(), "\ufeff" + japanese, comma.getvalue().encode("cp932"), tab, tab.encode("cp932"),
                        "\n" + tab.replace("\n", "\r\n")):
            found = self.data("import", self.file(content))
            self.assertEqual((found["found"], found["rejected"]), (2, []), content)
            os.unlink(self.kept)

    def test_what_was_found_stays(self):
        self.text("import", self.file("id,text\n3.2.6.ア,%s\n" % OURS["3.2.6.ア"]))
        self.text("import", self.file("id,text\n3.2.6.イ,%s\n" % OURS["3.2.6.イ"]))
        self.assertEqual(sorted(self.texts()), ["3.2.6.ア", "3.2.6.イ"])
        self.text("import", self.file("id,text\n3.2.6.ア,%s\n" % OURS["3.2.6.ア"].replace("、", "、 ")))
        self.assertIn("、 ", self.texts()["3.2.6.ア"])
        self.assertEqual(sorted(self.texts()), ["3.2.6.ア", "3.2.6.イ"])

    def test_rows_that_do_not_fit(self):
        table = "id,text\n3.2.6.ア,%s\n3.2.6.イ,別の文。\n3.2.6.ｱﾞ,何か。\nzzzzzzzz,何か。\n4.2.ア.1,\n" % OURS["3.2.6.ア"]
        found = self.data("import", self.file(table, "t.csv"), status=1)
        self.assertEqual(found["found"], 1)
        self.assertEqual([(row["line"], row["id"], row["problem"]) for row in found["rejected"]],
                         [(3, "3.2.6.イ", "other_text"), (4, "3.2.6.ｱﾞ", "unknown_id"), (5, "zzzzzzzz", "unknown_id")])
        self.assertIsNone(found["rejected"][2]["near"])
        self.text("import", self.file(table, "t.csv"), status=1,
                  says='t.csv:3: this is not the wording of the clause "3.2.6.イ" that the pack knows.')
        self.text("import", self.file(table, "t.csv"), status=1, says='t.csv:5: there is no clause "zzzzzzzz".')
        self.text("import", self.file("id,text\n3.2.6-ア,x\n", "t.csv"), status=3, says='Did you mean "3.2.6.ア"?')

    def test_bad_files(self):
        for _ in range(2):  # without texts, and with some that must stay
            self.refused(b"", "Nothing in in.txt")
            self.refused("別の文書である。\n\n1. 何もない。\n", "Nothing in in.txt")
            self.refused(bytes(range(256)) * 40, "no text in UTF-8 or CP932")
            self.refused(b"\x81\xff\xff" * 99, "no text in UTF-8 or CP932")
            self.refused("%PDF-1.7\n" + PUBLISHED, "no text in UTF-8 or CP932")
            self.refused(PUBLISHED.encode("utf-16"), "no text in UTF-8 or CP932")
            self.refused(b"\xef\xbb\xbf" + PUBLISHED.encode("cp932"), "no text in UTF-8 or CP932")
            self.refused('id,text\n3.2.6.ア,"傘の置き場は、毎朝', "never closed")
            self.refused("id,text\n", "No row of in.txt")
            self.refused("id,text\n3.2.6.ア,\n", "No row of in.txt")
            self.refused("id,text\n9.9.9.ン,%s\n" % OURS["3.2.6.ア"], "no clause")
            self.refused("id,text\n3.2.6.イ,%s\n" % OURS["3.2.6.ア"], "not the wording")
            self.refused(b" " * 20_000_000)
            self.refused("傘。\n" * 40000, "too long to be a standard")
            self.text("import", os.path.join(self.folder, "nowhere.txt"), status=2)
            self.text("import", self.folder, status=3)
            self.text("import", self.file(PUBLISHED))
        self.text("import", status=2)
        self.text("import", self.file(PUBLISHED), "more", status=2)
        self.text(status=2)
        self.text("improt", status=2, says='Did you mean "import"?')

    def test_control_characters_are_left_out(self):
        dirty = PUBLISHED.replace("毎朝", "\x1b\x07毎\u200b朝\u202e").replace("棚", "\x9b棚")
        self.assertEqual(self.data("import", self.file(dirty))["found"], 5)
        self.assertEqual(self.texts()["3.2.6.ア"], OURS["3.2.6.ア"])

    def test_template(self):
        self.text("import", self.file(PUBLISHED))
        raw = subprocess.run([TENKEN, "--pack", self.pack, "pack", "text", "template"], env=self.env, capture_output=True,
                             check=True).stdout
        self.assertTrue(raw.startswith(b"\xef\xbb\xbfid,label,heading,text\r\n"))
        path = os.path.join(self.folder, "t.csv")
        self.text("template", "-o", path)
        self.assertTrue(is_its_owners(path))
        with open(path, "rb") as file:
            self.assertEqual(file.read(), raw)
        self.assertEqual(self.text("template", "-o", "-").encode(), raw)
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
        self.assertEqual((len(rows), sum(1 for row in rows if row["text"])), (663, 5))
        # A cell that a spreadsheet would run is written so that it does not, and comes back.
        self.assertEqual(next(row["text"] for row in rows if row["id"] == "8.4.2"), "'" + OURS["8.4.2"])
        before = self.texts()
        os.unlink(self.kept)
        self.assertEqual(self.data("import", path)["found"], 5)
        self.assertEqual(self.texts(), before)

    def test_template_overwrites_nothing(self):
        path = self.file("typed by hand", "t.csv")
        self.assertEqual(self.text("template", "-o", path, status=4, says="not overwritten"), "")
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "typed by hand")
        self.text("template", "-o", os.path.join(self.folder, "no", "such", "t.csv"), status=5)

    def test_show(self):
        shown = self.data("show", "3.2.6.ア")
        self.assertEqual(list(shown), ["id", "label", "heading", "summary", "text", "revised"])
        self.assertEqual((shown["text"], shown["revised"]), (None, False))
        self.assertIn("has not been added", self.text("show", "3.2.6.ア"))
        self.text("import", self.file(PUBLISHED))
        self.assertEqual(self.data("show", "3.2.6 ア")["text"], OURS["3.2.6.ア"])
        self.assertTrue(self.text("show", "3.2.6.ア").endswith("\nOfficial wording\n%s\n" % OURS["3.2.6.ア"]))
        self.text("show", "3.2.6-ア", status=2, says='Did you mean "3.2.6.ア"?')
        self.text("show", status=2)

    def test_revised(self):
        self.text("import", self.file(PUBLISHED))
        kept = self.texts()
        self.pack = os.path.join(CHECKLISTS, "kobe-5.10")
        shown = self.data("show", "3.2.6.ア")
        self.assertEqual((shown["text"], shown["revised"]), (None, True))
        self.assertIn("it has been revised", self.text("show", "3.2.6.ア"))
        self.assertEqual(self.texts(), kept)

    def test_damaged(self):
        self.text("import", self.file(PUBLISHED))
        with open(self.kept, "rb") as file:
            whole = file.read()
        path = self.file(PUBLISHED)
        for damaged in (b"", b"{}", whole[:len(whole) // 2], whole.replace(b'"texts"', b'"text"'), b"\xff\xfe" + whole):
            with open(self.kept, "wb") as file:
                file.write(damaged)
            said = self.text("show", "3.2.6.ア", status=3, says="kobe-5.10.json:")
            self.assertIn("3.2.6 ア", said)
            self.text("import", path, status=3, says="Move that file away")
            self.text("template", status=3)
            with open(self.kept, "rb") as file:
                self.assertEqual(file.read(), damaged)
        # A text that was changed by hand is not the clause's any more.
        with open(self.kept, "wb") as file:
            file.write(whole.replace("毎朝".encode(), "毎晩".encode()))
        self.assertIsNone(self.data("show", "3.2.6.ア")["text"])
        self.assertIsNotNone(self.data("show", "3.2.6.イ")["text"])

    def test_a_pack_id_leads_nowhere_else(self):
        tree = load(os.path.join(self.pack, "pack.json"))
        tree["id"] = "../../x/.y"
        store(os.path.join(self.pack, "pack.json"), tree)
        self.text("import", self.file(PUBLISHED))
        self.assertEqual(os.listdir(os.path.dirname(self.kept)), ["%2E.%2F..%2Fx%2F.y.json"])
        self.assertEqual(self.data("show", "3.2.6.ア")["text"], OURS["3.2.6.ア"])

    def screen(self, *keys):
        """What the program writes to a terminal until it shows each text and is sent the key behind it."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(TENKEN, [TENKEN, "--db", os.path.join(self.folder, "t.db"), "--pack", self.pack],
                      {**self.env, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LINES": "60", "COLUMNS": "100"})
        seen = b""
        try:
            for wanted, key in keys:
                since = time.monotonic()
                while wanted.encode() not in seen:
                    self.assertLess(time.monotonic() - since, 20, (wanted, seen.decode(errors="replace")))
                    if select.select([terminal], [], [], 0.2)[0]:
                        seen += os.read(terminal, 65536)
                if key:
                    seen = b""
                    os.write(terminal, key)
            return seen.decode(errors="replace")
        finally:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
            os.close(terminal)

    @not_on_windows("the bytes that ncurses sends are looked at; scenes look at the pictures")
    def test_on_the_screen(self):
        self.run_tenken("--db", os.path.join(self.folder, "t.db"), "init", "--bureau", "B", "--unit", "U")
        question = [("What to do next", b"n"), ("3.2.6", b"c")]
        self.screen(*question, ("tenken pack text import FILE", None))
        self.text("import", self.file(PUBLISHED))
        self.assertIn("Official wording", self.screen(*question, (OURS["3.2.6.イ"], None)))
        with open(self.kept, "wb") as file:
            file.write(b"{")
        self.screen(*question, ("Move that file away", None))


class Standard(Case):
    def setUp(self):
        super().setUp()
        standard = os.environ["TENKEN_STANDARD"]
        self.published = os.path.join(standard, "published.txt")
        with open(os.path.join(standard, "clauses.tsv"), encoding="utf-8") as file:
            lines = [line.rstrip("\n").split("\t") for line in file]
        self.rows = {row[0]: dict(zip(lines[0], row))["text"] for row in lines[1:]}
        self.table = os.path.join(standard, "clauses.tsv")

    def check_texts(self, path, at_least):
        found = self.data("import", path)
        self.assertGreaterEqual(found["found"], at_least)
        self.assertEqual(found["found"] + len(found["missing"]), len(self.rows))
        texts = self.texts()
        self.assertEqual(len(texts), found["found"])
        for key, text in texts.items():
            self.assertEqual(squeeze(text), squeeze(self.rows[key]), key)
        self.assertFalse({text for text in texts.values() if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)})
        os.unlink(self.kept)
        return found

    def test_published(self):
        found = self.check_texts(self.published, FOUND)
        self.assertEqual([key for key in found["missing"] if not key.startswith("約款.")], [])

    def test_cp932(self):
        with open(self.published, encoding="utf-8") as file:
            text = file.read()
        self.check_texts(self.file(text.encode("cp932", "replace")), FOUND - LOST_932)

    def test_as_pages_are_copied(self):
        """Lines broken anywhere, page numbers and form feeds between them."""
        with open(self.published, encoding="utf-8") as file:
            lines = [line[at:at + 37] for line in file.read().split("\n") for at in range(0, max(len(line), 1), 37)]
        for page, at in enumerate(range(30, len(lines), 31)):
            lines.insert(at, "- %d -\f" % page)
        self.check_texts(self.file("\r\n".join(lines)), FOUND)

    def test_table(self):
        found = self.check_texts(self.table, len(self.rows))
        self.assertEqual((found["missing"], found["rejected"]), ([], []))


if __name__ == "__main__":
    standard = "--standard" in sys.argv
    if standard and not os.environ.get("TENKEN_STANDARD"):
        print("skipped: the standard is not at hand (TENKEN_STANDARD)")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1], defaultTest="Standard" if standard else "Ours")
