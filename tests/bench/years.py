#!/usr/bin/python3
"""What a year more costs an office that has collected many; printed, never asserted.

usage: years.py TENKEN MAKE_CITY [UNITS [YEARS]]

UNITS sections (1,000) of some 300 answers hand in year after year, and `tenken collect` takes each year into the same database; after
YEARS (10) years it holds some 3 million answers, and one year more is collected. That one is held against the first: time of
the processor, time by the clock (which hangs on the disk), the largest resident set. Likewise `tenken roster`, which folds one
year of the table of answers, when there is one year and when there are all.
"""
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

TENKEN, MAKE_CITY = map(os.path.abspath, sys.argv[1:3])
UNITS = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
YEARS = int(sys.argv[4]) if len(sys.argv) > 4 else 10
FIRST = 2016
RUNS = 9


class City:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-years-")
        self.city = os.path.join(self.folder, "city")
        self.database = os.path.join(self.city, "office.db")
        self.answers = 0

    def tenken(self, *arguments):
        """What it says; seconds of the processor, seconds by the clock, MiB."""
        environment = {"PATH": os.environ["PATH"], "HOME": self.folder, "TENKEN_LANG": "ja"}
        started = time.monotonic()
        child = subprocess.Popen([TENKEN, "--db", self.database, *arguments, "--json"], env=environment, stdout=subprocess.PIPE)
        said = child.stdout.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit("tenken %s: exit %d" % (arguments[0], child.returncode))
        return json.loads(said), used.ru_utime + used.ru_stime, time.monotonic() - started, used.ru_maxrss / 1024

    def make(self, year):
        subprocess.run([MAKE_CITY, self.city, "--units", str(UNITS), "--systems", "2", "--whole", "--first-year", str(FIRST)],
                       check=True)
        with open(os.path.join(self.city, str(year), "expected.json"), encoding="utf-8") as file:
            return json.load(file)

    def collect(self, year):
        expected = self.make(year)
        folder = os.path.join(self.city, str(year), "in")
        said, processor, clock, memory = self.tenken("collect", folder, "--passphrase-file",
                                                     os.path.join(self.city, "passphrase.txt"))
        if said["roster"]["submitted"] != UNITS:
            raise SystemExit("%d: %s" % (year, said["roster"]))
        self.answers += sum(expected["answers"].values())
        shutil.rmtree(folder)
        print("%d: %.2f s, by the clock %.2f s, %.0f MiB; %d answers, %.0f MiB on disk" %
              (year, processor, clock, memory, self.answers, os.path.getsize(self.database) / 2**20), flush=True)
        return processor, clock, memory

    def roster(self):
        runs = [self.tenken("roster") for _ in range(RUNS)]
        return statistics.median(run[1] for run in runs), max(run[3] for run in runs)

    def table(self):
        """Rows of the table of answers, and MiB that it takes of the file (nothing where SQLite cannot say)."""
        with sqlite3.connect(self.database) as db:
            rows = db.execute("SELECT count(*) FROM collected_answer").fetchone()[0]
            try:
                size = db.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'collected_answer'").fetchone()[0] / 2**20
            except sqlite3.OperationalError:
                size = float("nan")
        db.close()
        return rows, size


def main():
    city = City()
    first = city.collect(FIRST)
    first_roster = city.roster()
    for year in range(FIRST + 1, FIRST + YEARS):
        city.collect(year)
    last = city.collect(FIRST + YEARS)
    last_roster = city.roster()
    print("table of answers: %d rows, %.0f MiB" % city.table())
    print("collecting year %d against year 1: processor %.2f, clock %.2f, memory %.2f" %
          (YEARS + 1, *(last[i] / first[i] for i in range(3))))
    print("roster of one year, %d years collected against 1: %.1f ms against %.1f ms, ratio %.2f; memory %.2f" %
          (YEARS + 1, last_roster[0] * 1e3, first_roster[0] * 1e3, last_roster[0] / first_roster[0],
           last_roster[1] / first_roster[1]))
    shutil.rmtree(city.folder)


main()
