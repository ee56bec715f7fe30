#!/usr/bin/python3
"""Collecting a campaign's submissions, against reading as many workbooks with openpyxl; printed, never asserted.

usage: collect.py TENKEN [UNITS]

An office and UNITS sections (1,000) are made through the command line, each answering all that is asked of an information manager and
of one system, and handing in. Then `tenken collect` takes the files in, and a program of openpyxl reads the same answers out of one
workbook a section and writes them into one: the way of today. Time is that of the processor, memory the largest
resident set, both as the kernel counts them for the whole program.
"""
import concurrent.futures
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

TENKEN = os.path.abspath(sys.argv[1])
UNITS = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
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


def tenken(folder, *arguments, db):
    env = {"PATH": os.environ["PATH"], "HOME": folder, "TENKEN_DB": os.path.join(folder, db), "TENKEN_DATE": "2026-10-01",
           "TENKEN_LANG": "ja"}
    return subprocess.run([TENKEN, *arguments], env=env, capture_output=True, text=True, check=True, cwd=folder).stdout


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


def make_template(folder):
    """A section that has answered everything; how many answers it holds, and rows for a workbook."""
    tenken(folder, "init", "--bureau", "局", "--unit", "課", "--role", "info_manager", db="template.db")
    tenken(folder, "register", "system", "add", "s1", "name=窓口", "zone=lgwan", db="template.db")
    tenken(folder, "checklist", "add", "--role", "system_manager", "--subject", "system:s1", db="template.db")
    rows = []
    for checklist in ("info_manager", "system_manager:s1"):
        questions = json.loads(tenken(folder, "checklist", "show", checklist, "--json", db="template.db"))["questions"]
        rows += [(checklist, question["id"], question["text"]["ja"], "not_applicable", "", f"{question['id']}は業務にない")
                 for question in questions if question["applies"] is not False]
    with open(os.path.join(folder, "answers.csv"), "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("checklist", "question", "answer", "note", "reason"))
        table.writerows((row[0], row[1], *row[3:]) for row in rows)
    tenken(folder, "answer", "--file", "answers.csv", db="template.db")
    return rows


def make_unit(folder, code, join_code):
    name = f"{code}.db"
    shutil.copy(os.path.join(folder, "template.db"), os.path.join(folder, name))
    tenken(folder, "join", "out/campaign.tenken", "--unit-code", code, "--join-code", join_code, db=name)
    tenken(folder, "submit", "--confirmed-by", "課長", "-o", "in", db=name)
    os.remove(os.path.join(folder, name))


def make_workbook(folder, code, rows):
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(os.path.join(folder, "books", f"{code}.xlsx"))


def main():
    folder = tempfile.mkdtemp(prefix="tenken-collect-")
    for name in ("out", "in", "books"):
        os.mkdir(os.path.join(folder, name))
    with open(os.path.join(folder, "pass"), "w", encoding="utf-8") as file:
        file.write("seven brown owls, counted twice\n")
    with open(os.path.join(folder, "roster.csv"), "w", encoding="utf-8") as file:
        file.write("code,bureau,unit,roles\n" + "".join(f"{i:04},局,課,info_manager\n" for i in range(UNITS)))
    key = ("--passphrase-file", "pass")
    tenken(folder, "office", "init", *key, db="office.db")
    tenken(folder, "campaign", "new", "--fiscal-year", "2026", "--roster", "roster.csv", "--due", "2026-12-25", db="office.db")
    tenken(folder, "campaign", "publish", "-o", "out", *key, db="office.db")
    with open(os.path.join(folder, "out", "codes.csv"), encoding="utf-8-sig", newline="") as file:
        codes = {row["code"]: row["join_code"] for row in csv.DictReader(file)}
    rows = make_template(folder)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(lambda item: make_unit(folder, *item), codes.items()):
            pass
    for code in codes:
        make_workbook(folder, code, rows)
    ours, our_memory = measured(
        [TENKEN, "--db", os.path.join(folder, "office.db"), "collect", os.path.join(folder, "in"), "--passphrase-file",
         os.path.join(folder, "pass")], {"PATH": os.environ["PATH"], "HOME": folder, "TENKEN_LANG": "ja"})
    theirs, their_memory = measured([sys.executable, "-c", MERGE, os.path.join(folder, "books"),
                                     os.path.join(folder, "all.xlsx")])
    taken = json.loads(tenken(folder, "roster", "--json", db="office.db"))["roster"]["submitted"]
    print(f"{UNITS} sections of {len(rows)} answers, {taken} taken in")
    print(f"tenken collect: {ours:.2f} s, {our_memory:.0f} MiB")
    print(f"openpyxl:       {theirs:.2f} s, {their_memory:.0f} MiB")
    print(f"as fast: {theirs / ours:.1f} times; memory: {our_memory / their_memory:.2f} of it")
    shutil.rmtree(folder)


main()
