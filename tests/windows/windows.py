#!/usr/bin/python3
"""The program for Windows, run under wine beside the native one: what it is, what it prints, files that either writes and the other
reads, the same screens. Skipped where there is no wine or no .exe.

usage: windows.py TENKEN SOURCE EXE PROGRAM [TEST…]

PROGRAM starts the .exe (wrapper.py); shared.py makes it, and plays the scenes and what tests the command line elsewhere.

wine is not Windows: docs/windows.md says what only a person at a real PC can check.
"""
import hashlib
import json
import os
import pty
import re
import select
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

import wrapper

TENKEN, SOURCE, EXE, PROGRAM = map(os.path.abspath, sys.argv[1:5])
HERE = os.path.dirname(os.path.abspath(__file__))
CHECKLISTS = os.path.join(SOURCE, "checklists")
HARD = "髙﨑①～𠮷"  # extensions of CP932, a character that maps otherwise elsewhere, one of two UTF-16 units
LIMIT_BYTES = 5_000_000
ALWAYS_THERE = {"kernel32.dll", "advapi32.dll", "msvcrt.dll"}
DEADLINE = float(os.environ.get("TENKEN_TEST_DEADLINE_MS", 60000)) / 1000

os.environ.update({"WINEPREFIX": wrapper.wine_prefix(), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=",
                   "TENKEN_EXE": PROGRAM, "TENKEN_NATIVE": TENKEN})


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-windows-")
        self.db = os.path.join(self.folder, HARD, HARD + ".db")

    def tearDown(self):
        shutil.rmtree(self.folder)

    def env(self, **more):
        kept = {key: os.environ[key] for key in ("PATH", "WINEPREFIX", "WINEDEBUG", "WINEDLLOVERRIDES")}
        return {**kept, "HOME": self.folder, "TENKEN_LANG": "ja", "TENKEN_DATE": "2026-10-01",
                "TENKEN_NOW": "2026-10-01T14:03:21+09:00", "TENKEN_DB": self.db, **more}

    def run_it(self, program, *arguments, typed=b"", **more):
        return subprocess.run([*program, *arguments], env=self.env(**more), cwd=self.folder, capture_output=True, input=typed,
                              timeout=DEADLINE, check=False)

    def good(self, program, *arguments, **more):
        done = self.run_it(program, *arguments, **more)
        self.assertEqual(done.returncode, 0, (arguments, done.stdout.decode(), done.stderr.decode()))
        return done.stdout

    def exe(self, *arguments, **more):
        return self.good([PROGRAM], *arguments, **more)

    def native(self, *arguments, **more):
        return self.good([TENKEN], *arguments, **more)

    def both(self, *arguments, **more):
        """Prints the same, byte for byte."""
        printed = self.exe(*arguments, **more)
        self.assertEqual(printed, self.native(*arguments, **more), arguments)
        self.assertNotIn(b"\r", printed)
        return printed.decode()

    def integrity(self, path=None):
        db = sqlite3.connect(path or self.db)
        try:
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        finally:
            db.close()


class Program(Case):
    def test_size(self):
        self.assertLessEqual(os.path.getsize(EXE), LIMIT_BYTES)

    def test_imports(self):
        with open(EXE, "rb") as file:
            names = {name.decode().lower() for name in re.findall(rb"\0([\w-]+\.(?i:dll))\0", file.read())}
        # The names that are asked for at run time stand there too: SQLite and libsodium ask for none but these.
        self.assertLessEqual(names, ALWAYS_THERE)

    def test_manifest(self):
        with open(EXE, "rb") as file:
            whole = file.read()
        for wanted in (b"asInvoker", b">UTF-8</activeCodePage>", b">true</longPathAware>", "情報セキュリティ自己点検".encode("utf-16le")):
            self.assertIn(wanted, whole)

    def test_every_file_is_listed(self):
        folder = os.path.dirname(EXE)
        with open(os.path.join(folder, "SHA256SUMS.txt"), encoding="utf-8") as file:
            listed = dict(reversed(line.rstrip("\n").split("  ", 1)) for line in file)
        there = {}
        for place, _, names in os.walk(folder):
            for name in names:
                with open(os.path.join(place, name), "rb") as file:
                    there[os.path.relpath(os.path.join(place, name), folder)] = hashlib.sha256(file.read()).hexdigest()
        del there["SHA256SUMS.txt"]
        self.assertEqual(listed, there)
        self.assertIn("お読みください.txt", there)
        self.assertIn("licences/sqlite3.txt", there)
        self.assertIn("docs/commands.ja.txt", there)
        self.assertNotIn("README.md", there)  # nor what else is for those who build it
        for name in there:
            if name.startswith("docs/"):
                with open(os.path.join(folder, name), encoding="utf-8-sig") as file:
                    self.assertNotIn("./run", file.read(), name)

    def test_about_names_what_is_inside(self):
        """The same as the form by which the use of the program is applied for, and as the licences."""
        named = {part["name"] for part in json.loads(self.exe("about", "--json"))["libraries"]}
        with open(os.path.join(os.path.dirname(EXE), "ソフトウェア利用申請.txt"), encoding="utf-8-sig") as file:
            form = file.read()
        for name in named:
            self.assertRegex(form, r"(?m)^  %s \d" % re.escape(name))
        self.assertEqual(len(named), len(os.listdir(os.path.join(os.path.dirname(EXE), "licences"))) - 1)  # and its own
        self.assertNotIn("ncurses", named)

    def test_no_folder_of_the_builder(self):
        with open(EXE, "rb") as file:
            self.assertNotIn(SOURCE.encode() + b"/src", file.read())


class Commands(Case):
    def test_made_here_read_there(self):
        said = self.exe("init", "--bureau", "市民局", "--unit", HARD + "課", "--actor", HARD).decode()
        self.assertIn(HARD + "課", said)
        self.integrity()
        self.native("answer", "7.4.3-secret", "implemented", "--note", HARD)
        self.exe("answer", "7.4.3-habits", "--elements", "a=yes,b=na,c=no,d=yes", "--note", "〜－∥ｶﾞ")
        self.native("profile", "set", "uses_cloud", "yes")
        self.exe("profile", "set", "owns_system", "no")
        for program in (self.exe, self.native):
            program("verify")
            self.integrity()
        self.assertIn(HARD, self.both("status"))
        shown = json.loads(self.both("checklist", "show", "--json"))
        notes = {one["id"]: one["note"] for one in shown["questions"]}
        self.assertEqual((notes["7.4.3-secret"], notes["7.4.3-habits"]), (HARD, "〜－∥ｶﾞ"))
        self.both("history", "7.4.3-habits")
        self.both("report", "--format", "json")
        self.both("report", "--format", "text")
        self.both("profile", "show")
        self.both("help")

    def test_made_there_read_here(self):
        self.native("init", "--bureau", "市民局", "--unit", HARD)
        self.exe("answer", "7.4.3-secret", "implemented")
        self.integrity()
        self.assertIn(HARD, self.both("status"))

    def test_files(self):
        """Reports and sheets, by their bytes; a sheet written by either is read by the other."""
        self.exe("init", "--bureau", "市民局", "--unit", HARD)
        for name, words in (("r.html", ["report", "--format", "html"]), ("r.json", ["report", "--format", "json"]),
                            ("表.csv", ["report", "--format", "csv"])):
            path = os.path.join(self.folder, HARD, name)
            written = []
            for program in (self.exe, self.native):
                done = program(*words, "-o", path)
                with open(path, "rb") as file:
                    written.append((done, file.read()))
                os.unlink(path)
            self.assertEqual(*written)
        for writer, reader in ((self.exe, self.native), (self.native, self.exe)):
            sheet = os.path.join(self.folder, HARD, "点検表.xlsx")
            writer("sheet", "export", "-o", sheet)
            said = reader("sheet", "import", "--dry-run", sheet).decode()
            self.assertTrue(said)
            os.unlink(sheet)

    def test_backup_and_restore(self):
        self.exe("init", "--bureau", "市民局", "--unit", HARD)
        copy = os.path.join(self.folder, "写し①.db")
        self.exe("backup", copy)
        self.integrity(copy)
        self.native("answer", "7.4.3-secret", "implemented")
        self.exe("restore", copy)
        self.assertIn("0/", self.both("status"))
        kept = [name for name in os.listdir(os.path.dirname(self.db)) if ".before-restore-" in name]
        self.assertEqual(len(kept), 1)

    def test_backslashes(self):
        self.db = "z:" + self.db.replace("/", "\\")
        self.exe("init", "--bureau", "市民局", "--unit", HARD)
        self.integrity(self.db[2:].replace("\\", "/"))

    def test_messages(self):
        """Statuses as everywhere, and what is wrong on standard error."""
        program = [PROGRAM]
        done = self.run_it(program, "status")
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn(HARD, done.stderr.decode())
        done = self.run_it(program, "no-such-command")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.exe("init", "--bureau", "市民局", "--unit", HARD)
        done = self.run_it(program, "init", "--bureau", "市民局", "--unit", HARD)
        self.assertEqual(done.returncode, 4, done.stderr)

    def test_no_terminal(self):
        """Where there is no console, --plain is offered by name, and serves."""
        program = [PROGRAM]
        self.exe("init", "--bureau", "市民局", "--unit", HARD)
        done = self.run_it(program)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--plain", done.stderr.decode())
        typed = "u\r\n" * 24 + "g 7.4.3-secret\r\n1\r\ne %s\r\nq\r\n" % HARD
        self.exe("--plain", typed=typed.encode())
        shown = json.loads(self.both("checklist", "show", "--json"))
        secret = next(one for one in shown["questions"] if one["id"] == "7.4.3-secret")
        self.assertEqual((secret["answer"], secret["note"]), ("implemented", HARD))


class Round(Case):
    """A whole round between an office and its sections, one side being the .exe's (tests/exchange/rounds.py)."""

    def round(self, windows):
        # What the tests of the exchange bring along is found beside the program's folder.
        os.symlink(os.path.join(os.path.dirname(TENKEN), "..", "tests"), os.path.join(self.folder, "tests"))
        os.mkdir(os.path.join(self.folder, "src"))
        mixed = os.path.join(self.folder, "src", "tenken")
        with open(mixed, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + "".join("export %s=%s\n" % (key, shlex.quote(os.environ[key])) for key in (
                "TENKEN_EXE", "TENKEN_NATIVE")))
            file.write("export TENKEN_WINDOWS_DB=%s\n" % shlex.quote(windows))
            file.write('exec %s %s "$@"\n' % (shlex.quote(sys.executable), shlex.quote(os.path.join(HERE, "mixed.py"))))
        os.chmod(mixed, 0o755)
        done = subprocess.run([sys.executable, os.path.join(SOURCE, "tests", "exchange", "rounds.py"), mixed, CHECKLISTS,
                               "Round.test_whole"], capture_output=True, timeout=1200, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def test_office_on_windows(self):
        self.round(r"^(office|copy)\.db$")

    def test_sections_on_windows(self):
        self.round(r"^\d+\.db$")


class Screens(Case):
    def test_console(self):
        """wine's own console, which knows no wide characters: nothing is said of columns. It starts, takes keys, and leaves."""
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execvpe("wine", ["wine", EXE, "--lang", "en"], self.env(TERM="xterm-256color"))
        got = b""

        def until(text):
            nonlocal got
            end = time.monotonic() + DEADLINE
            while text not in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", got):
                self.assertLess(time.monotonic(), end, got[-2000:])
                if select.select([terminal], [], [], 0.2)[0]:
                    got += os.read(terminal, 65536)
            got = b""

        try:
            until(b"How do you want to start?")
            os.write(terminal, b"1")
            until(b"Citizens' Bureau")
            os.write(terminal, b"Bureau\r")
            until(b"Residents Section")
            os.write(terminal, b"Section\r")
            until(b"Fiscal year")
            os.write(terminal, b"\x1b")
            time.sleep(1)
            os.write(terminal, b"q")
            until(b"") or time.sleep(1)
        finally:
            os.close(terminal)
            for _ in range(100):
                if os.waitpid(child, os.WNOHANG)[0]:
                    break
                time.sleep(0.1)
            else:
                os.kill(child, 9)
                os.waitpid(child, 0)
                self.fail("the program did not leave")


def main():
    missing = "there is no wine" if not shutil.which("wine") else "%s is not there: tests/windows/run builds it" % EXE \
        if not os.path.exists(EXE) else None
    if missing:
        print("skipped: " + missing)
        return 77
    del sys.argv[1:5]
    return unittest.main()


sys.exit(main())
