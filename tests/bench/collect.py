#!/usr/bin/python3
"""Collecting a campaign's submissions, against reading as many workbooks with openpyxl; printed, never asserted.

usage: collect.py TENKEN MAKE_CITY [UNITS]

An office and UNITS sections (1,000) are made by make_city, each answering all that is asked of an information manager and of two
systems: some 300 answers. Then `tenken collect` takes the files in, and a program of openpyxl reads the same answers out of one
workbook a section and writes them into one: the way of today. Time is that of the processor, memory the largest resident set, both
as the kernel counts them for the whole program.
"""
import csv
import importlib.util
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile

TENKEN, MAKE_CITY = map(os.path.abspath, sys.argv[1:3])
UNITS = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
MERGE = """
import os, sys, openpyxl
folder, out = sys.argv[1:]
into = openpyxl.Workbook()
sheet = into.active
for name in sorted(os.listdir(folder)):
    book = openpyxl.load_workbook(os.path.join(folder, name))
    for row in book.active.iter_rows(values_only=True):
        sheet.append((name, *row))
into.save(out)
"""


def measured(command, env=None):
    """Seconds of the processor and MiB."""
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execvpe(command[0], command, env or os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"{command}: ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def make_workbook(path, rows):
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(path)


def make_workbooks(table, books):
    """One for each section; how many rows there are in all."""
    count = 0
    with open(table, encoding="utf-8-sig", newline="") as file:
        for code, rows in itertools.groupby(csv.reader(file), lambda row: row[0]):
            rows = [row[1:] for row in rows]
            count += len(rows)
            make_workbook(os.path.join(books, "%s.xlsx" % code), rows)
    return count


def main():
    if importlib.util.find_spec("openpyxl") is None:
        print("collecting against openpyxl: skipped, no openpyxl here")
        return
    folder = tempfile.mkdtemp(prefix="tenken-collect-")
    city, books = os.path.join(folder, "city"), os.path.join(folder, "books")
    os.mkdir(books)
    subprocess.run([MAKE_CITY, city, "--units", str(UNITS), "--systems", "2", "--whole", "--rows"], check=True)
    rows = make_workbooks(os.path.join(city, "2017", "rows.csv"), books)
    office = [TENKEN, "--db", os.path.join(city, "office.db")]
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "TENKEN_LANG": "ja"}
    ours, our_memory = measured([*office, "collect", os.path.join(city, "2017", "in"), "--passphrase-file",
                                 os.path.join(city, "passphrase.txt")], environment)
    theirs, their_memory = measured([sys.executable, "-c", MERGE, books, os.path.join(folder, "all.xlsx")])
    said = json.loads(subprocess.run([*office, "roster", "--json"], env=environment, capture_output=True, check=True).stdout)
    print(f"{UNITS} sections of {rows / UNITS:.0f} answers, {said['roster']['submitted']} taken in, "
          f"{sum(said['answers'].values())} of {rows} answers counted")
    print(f"tenken collect: {ours:.2f} s, {our_memory:.0f} MiB")
    print(f"openpyxl:       {theirs:.2f} s, {their_memory:.0f} MiB")
    print(f"as fast: {theirs / ours:.1f} times; memory: {our_memory / their_memory:.2f} of it")
    shutil.rmtree(folder)


main()
