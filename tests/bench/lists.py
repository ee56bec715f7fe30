#!/usr/bin/python3
"""How long lists go on the screen, as ratios within one run; printed, never asserted.

usage: lists.py TENKEN

A page down, until the last byte of the frame, in a register of 5,000 records against one of 50, in turn.
"""
import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

PAGES = 40


def register(tenken, folder, count, environment):
    """A database with so many devices, of which half of the fields are known."""
    path = os.path.join(folder, f"{count}.db")
    table = os.path.join(folder, f"{count}.csv")
    with open(table, "w", encoding="utf-8") as out:
        out.write("id,名称,種類,機密性,市の支給品\n")
        for i in range(count):
            out.write(f"d{i:05},端末{i:05},terminal,2,はい\n")
    for words in (["init", "--bureau", "市民局", "--unit", "市民課"], ["register", "device", "import", table]):
        subprocess.run([tenken, "--db", path, *words], check=True, env=environment, stdout=subprocess.DEVNULL)
    return path


class Screen:
    def __init__(self, arguments, environment):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.execve(arguments[0], arguments, environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def read_until(self, wanted, limit=20.0):
        got, deadline = b"", time.monotonic() + limit
        while wanted not in got:
            if not select.select([self.terminal], [], [], max(0, deadline - time.monotonic()))[0]:
                raise SystemExit(f"nothing more came: {got[-400:]!r}")
            data = os.read(self.terminal, 65536)
            for _ in range(data.count(b"\x1b[6n")):
                os.write(self.terminal, b"\x1b[2;2R")
            got += data
        return got

    def drain(self, quiet=0.1):
        while select.select([self.terminal], [], [], quiet)[0]:
            os.read(self.terminal, 65536)

    def key(self, key):
        """The time until the last byte of what the key draws; nothing is drawn twice, so that 20 ms of silence are its end."""
        started = time.perf_counter()
        os.write(self.terminal, key)
        last = started
        while select.select([self.terminal], [], [], 2.0 if last == started else 0.02)[0]:
            os.read(self.terminal, 65536)
            last = time.perf_counter()
        return last - started

    def end(self):
        os.kill(self.child, 15)
        while select.select([self.terminal], [], [], 0.2)[0]:
            try:
                os.read(self.terminal, 65536)
            except OSError:
                break
        os.close(self.terminal)
        os.waitpid(self.child, 0)


def open_register(tenken, path, environment):
    screen = Screen([tenken, "--db", path], environment)
    screen.read_until("次にすること".encode())
    screen.drain()
    os.write(screen.terminal, b"t")
    screen.read_until("端末・媒体台帳".encode())
    screen.drain()
    for _ in range(3):
        screen.key(b"j")
    screen.key(b"\r")
    return screen


def main():
    tenken = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="tenken-bench-")
    environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": folder, "PATH": os.environ["PATH"],
                   "TENKEN_DATE": "2026-10-01", "TENKEN_LANG": "ja"}
    few, many = (open_register(tenken, register(tenken, folder, count, environment), environment) for count in (50, 5000))
    times = {few: [], many: []}
    for i in range(PAGES):
        for screen in (few, many):
            times[screen].append(screen.key(b" "))
            if i % 2:
                screen.key(b"g")
    few_time, many_time = statistics.median(times[few]), statistics.median(times[many])
    ratio = statistics.median(b / a for a, b in zip(times[few], times[many]))
    print(f"page down in 50 records: {few_time * 1e3:.2f} ms; in 5,000: {many_time * 1e3:.2f} ms; ratio {ratio:.2f}")
    few.end()
    many.end()
    shutil.rmtree(folder)


main()
