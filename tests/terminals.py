#!/usr/bin/python3
"""The screens on terminals of many kinds, and on one that shrinks to a single cell.

usage: terminals.py TENKEN

On a bare pty: what comes out is searched for texts and sequences, not shown.
"""
import contextlib
import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

TENKEN = os.path.abspath(sys.argv[1])
DEADLINE = float(os.environ.get("TENKEN_TEST_DEADLINE_MS", 20000)) / 1000
COLOUR = re.compile(rb"\x1b\[[0-9;]*(?<![0-9])3[0-7](?![0-9])[0-9;]*m")


class Terminal:
    def __init__(self, env, *words, rows=24, cols=80):
        self.got = b""
        self.child, self.fd = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            os.execve(TENKEN, ["tenken", *words], env)

    def read(self, seconds):
        ready, _, _ = select.select([self.fd], [], [], seconds)
        try:
            data = os.read(self.fd, 65536) if ready else b""
        except OSError:
            return False
        # Where the cursor is, is asked to learn how wide the terminal draws.
        for _ in range(data.count(b"\x1b[6n")):
            os.write(self.fd, b"\x1b[2;2R")
        self.got += data
        return bool(data)

    def until(self, text):
        """What has come since the last call, when `text` is in it."""
        end = time.monotonic() + DEADLINE
        while text.encode() not in self.got:
            if time.monotonic() > end:
                raise AssertionError(f"{text} did not come: {self.got[-300:]!r}")
            if not self.read(0.1) and self.ended():
                raise AssertionError(f"the program is gone: {self.got[-300:]!r}")
        got, self.got = self.got, b""
        return got

    def ended(self):
        try:
            return os.waitid(os.P_PID, self.child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        except ChildProcessError:
            return True

    def type(self, text):
        os.write(self.fd, text.encode())

    def resize(self, rows, cols):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def leave(self):
        """Waits for the end; the exit status, or minus the signal."""
        end = time.monotonic() + DEADLINE
        while not self.ended() and time.monotonic() < end:
            self.read(0.05)
        while self.read(0.05):
            pass
        if not self.ended():
            os.kill(self.child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        os.close(self.fd)
        return status


class Terminals(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-terminals-")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.folder, "TENKEN_DB": os.path.join(self.folder, "t.db"), "TENKEN_LANG": "ja",
                    "LANG": "C.UTF-8", "TERM": "xterm-256color", "TENKEN_DATE": "2026-10-01", "TENKEN_NOW": "2026-10-01T14:03:21+09:00",
                    **{key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}}
        subprocess.run([TENKEN, "init", "--bureau", "市民局", "--unit", "市民課"], env=self.env, check=True, capture_output=True)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def visit(self, env=None, *words):
        """Everything that reaches the terminal from the start over one answer to the end."""
        terminal = Terminal({**self.env, **(env or {})}, *words)
        got = terminal.until("ヘルプ")
        terminal.type("n")
        got += terminal.until("確かめ方")
        terminal.type("1")
        got += terminal.until("保存済")
        terminal.type("q")
        self.assertEqual(terminal.leave(), 0)
        return got

    def test_kinds(self):
        for kind in ("xterm-256color", "xterm", "linux", "screen-256color", "tmux-256color", "vt100", "putty"):
            with self.subTest(kind):
                got = self.visit({"TERM": kind})
                if kind == "vt100":
                    self.assertIsNone(COLOUR.search(got))

    def test_dumb(self):
        for kind in ("dumb", "no-such-terminal-1", ""):
            with self.subTest(kind):
                terminal = Terminal({**self.env, "TERM": kind})
                said = terminal.until("--plain")
                self.assertEqual(terminal.leave(), 2)
                self.assertNotIn(b"\x1b", said)
                terminal = Terminal({**self.env, "TERM": kind}, "--plain")
                for _ in range(60):
                    terminal.type("\n")
                said = terminal.until("確かめ方")
                terminal.type("q\n")
                self.assertEqual(terminal.leave(), 0)
                self.assertNotIn(b"\x1b", said)

    def test_options(self):
        self.assertIsNotNone(COLOUR.search(self.visit()))
        self.assertIsNone(COLOUR.search(self.visit(None, "--no-color")))
        self.assertIsNone(COLOUR.search(self.visit({"NO_COLOR": "1"})))
        self.assertIn(b"\x1b[?1000", self.visit())
        self.assertNotIn(b"\x1b[?1000h", self.visit(None, "--no-mouse"))
        self.assertIn("─".encode(), self.visit())
        got = self.visit(None, "--ascii", "--ambiguous", "1")
        self.assertNotIn("─".encode(), got)
        # Whoever says the width is not measured.
        self.assertNotIn(b"\x1b[6n", got)
        self.assertNotIn(b"\x1b[6n", self.visit({"TENKEN_AMBIGUOUS": "2"}))
        self.assertIn(b"\x1b[6n", self.visit({"TENKEN_AMBIGUOUS": "auto"}))
        for wrong in (("--ambiguous", "3"), ("--ambiguous",)):
            self.assertEqual(subprocess.run([TENKEN, *wrong], env=self.env, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode, 2)

    def test_other_encoding(self):
        """Nothing but ASCII, in English; no row as "repeat the last character", which not every terminal counts alike."""
        for locale in ("ja_JP.ISO-8859-1", "en_US.ISO-8859-15", "ja_JP.eucJP"):
            with self.subTest(locale):
                terminal = Terminal({**self.env, "LC_ALL": locale})
                got = terminal.until("What to do next")
                terminal.type("n")
                got += terminal.until("How to check")
                terminal.type("q")
                self.assertEqual(terminal.leave(), 0)
                self.assertTrue(got.isascii(), got)
                self.assertIn(b"-" * 80, got)
                self.assertIsNone(re.search(rb"\x1b\[[0-9]*b", got))

    def test_what_cannot_be_stored(self):
        """A remark is written while the database takes nothing, as on a full disk: leaving asks first, and nothing is lost when there is room
        again."""
        terminal = Terminal(self.env)
        terminal.until("ヘルプ")
        terminal.type("n")
        terminal.until("確かめ方")
        terminal.type("e")
        terminal.until("Ctrl-S")
        terminal.type("remark that took long")
        terminal.until("long")
        with contextlib.closing(sqlite3.connect(self.env["TENKEN_DB"], isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            terminal.type("\x1b")
            terminal.until("保存せずに戻る")
            terminal.type("2")  # from here on each step waits for the other for some seconds
            terminal.until("書きかけの内容")
            terminal.type("q")
            terminal.until("書き込めない")
            terminal.type("1")
            terminal.until("次の未回答")
            other.execute("ROLLBACK")
        terminal.type("q")
        self.assertEqual(terminal.leave(), 0)
        terminal = Terminal(self.env)
        terminal.until("ヘルプ")
        terminal.type("n")
        terminal.until("確かめ方")
        terminal.type("e")
        terminal.until("remark that took long")
        terminal.type("\x13")
        terminal.until("保存済")
        terminal.type("q")
        self.assertEqual(terminal.leave(), 0)

    def test_storm(self):
        """Sizes change faster than anybody could draw, down to one cell and back, on several screens: nothing is lost."""
        chance = random.Random(7)
        terminal = Terminal(self.env)
        terminal.until("ヘルプ")
        for keys in ("", "n", "1", "L", "t", "\r", "?"):
            terminal.type(keys)
            for _ in range(40):
                terminal.resize(chance.choice((1, 1, 2, 3, 11, 12, 24, 25, 43, 60)), chance.choice((1, 1, 2, 3, 39, 40, 80, 81, 132, 200)))
                terminal.read(chance.choice((0, 0, 0.003)))
            terminal.resize(1, 1)
            terminal.read(0.05)
            self.assertFalse(terminal.ended())
            terminal.resize(24, 80)
            terminal.read(0.1)
        for _ in range(6):
            terminal.type("\x1b")
            while terminal.read(0.2):  # until it rests: two Esc that come together are read as one
                pass
        terminal.got = b""
        terminal.resize(25, 81)
        terminal.until("次にすること")
        # Where a text is still open, q closes that first.
        for _ in range(10):
            if not terminal.ended():
                terminal.type("q")
            terminal.read(0.3)
        self.assertEqual(terminal.leave(), 0)
        subprocess.run([TENKEN, "verify"], env=self.env, check=True, capture_output=True)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
