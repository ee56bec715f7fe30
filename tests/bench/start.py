#!/usr/bin/python3
"""The start of one build of the program against that of another, as a ratio within one run: to the first screen, and of a command.

usage: start.py PROGRAM OTHER MAKE_CITY

Each pair starts both right after one another; the median of the ratios is printed, never asserted.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

import figures


def main():
    program, other, make_city = map(os.path.abspath, sys.argv[1:4])
    folder = tempfile.mkdtemp(prefix="tenken-bench-")
    environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": folder, "TENKEN_DATE": "2026-10-01", "TENKEN_LANG": "ja"}
    db = os.path.join(folder, "10.db")
    subprocess.run([make_city, "--section", db, "--years", "10"], check=True)

    def screen(binary):
        return figures.first_frame([binary, "--db", db], environment, ["点検".encode(), "市民課".encode(), "次にすること".encode()])

    def command(binary):
        started = time.perf_counter()
        subprocess.run([binary, "--db", db, "status"], env=environment, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    for name, measure in (("first frame", screen), ("status", command)):
        ours, theirs, ratio = figures.paired(lambda: measure(program), lambda: measure(other))
        print(f"{name}, 10 years: {ours * 1e3:.1f} ms; other build: {theirs * 1e3:.1f} ms; ratio {ratio:.2f}")
    shutil.rmtree(folder)


main()
