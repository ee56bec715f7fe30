#!/usr/bin/python3
"""What the report on a city costs; printed, never asserted (but that the figures agree with SQL's).

usage: city_report.py TENKEN MAKE_CITY CITY_FIGURES XLSX_ROWS [UNITS [YEARS]]

UNITS sections (1,000) of some 300 answers that have handed in for YEARS (10) years: the figures of one year against GROUP BY over the rows
of all, the trend and the texts against a bare scan (city_figures.c), the texts also some days later. Then each format of the report, with
the time of the processor and the largest resident set, beside those of a tenth of the sections; and the Excel file beside `zip -6` of the
XML that is in it.
"""
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

TENKEN, MAKE_CITY, CITY_FIGURES, XLSX_ROWS = map(os.path.abspath, sys.argv[1:5])
UNITS = int(sys.argv[5]) if len(sys.argv) > 5 else 1000
YEARS = int(sys.argv[6]) if len(sys.argv) > 6 else 10
FIRST = 2016
DAY = "%d-12-10" % (FIRST + YEARS - 1)


def measured(folder, *arguments):
    """Seconds of the processor, MiB, bytes that were written."""
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "TENKEN_LANG": "ja", "TENKEN_DATE": DAY}
    path = os.path.join(folder, "out")
    with open(path, "wb") as out:
        child = subprocess.Popen([TENKEN, "--db", os.path.join(folder, "office.db"), *arguments], env=environment, stdout=out)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit("tenken %s: exit %d" % (arguments[0], child.returncode))
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.path.getsize(path)


def make(folder, units, years):
    subprocess.run([MAKE_CITY, folder, "--units", str(units), "--systems", "2", "--whole", "--first-year", str(FIRST), "--years", str(years)],
                   check=True)
    last = os.path.join(folder, str(FIRST + years - 1), "in")
    measured(folder, "collect", last, "--passphrase-file", os.path.join(folder, "passphrase.txt"))
    shutil.rmtree(last)


def main():
    folder = tempfile.mkdtemp(prefix="tenken-city-")
    large, small = os.path.join(folder, "large"), os.path.join(folder, "small")
    make(large, UNITS, YEARS)
    make(small, max(UNITS // 10, 1), YEARS)
    figures = subprocess.run([CITY_FIGURES, os.path.join(large, "office.db"), DAY], check=False)
    later(large)
    for form in ("csv", "text", "json", "html", "xlsx"):
        few, many = (measured(city, "report", "--format", form) for city in (small, large))
        print("%s: %d sections %.2f s, %.0f MiB, %.1f MB written; %d sections %.2f s, %.0f MiB, %.1f MB" %
              (form, UNITS, *many[:2], many[2] / 1e6, max(UNITS // 10, 1), *few[:2], few[2] / 1e6), flush=True)
        if form == "xlsx":
            beside_zip(large, many[0])
    memory = [int(subprocess.run([XLSX_ROWS, os.path.join(folder, "rows.xlsx"), rows], check=True, capture_output=True).stdout)
              for rows in ("1000", "300000")]
    print("the writer alone: 1,000 rows %.1f MiB, 300,000 rows %.1f MiB; ratio %.2f" %
          (memory[0] / 1024, memory[1] / 1024, memory[1] / memory[0]))
    shutil.rmtree(folder)
    return figures.returncode


def later(city):
    """The same when days have gone by on which nothing was collected and no report was made."""
    for days in (1, 10, 30):
        day = datetime.date.fromisoformat(DAY) + datetime.timedelta(days)
        done = subprocess.run([CITY_FIGURES, os.path.join(city, "office.db"), str(day)], check=True, capture_output=True, text=True)
        for line in done.stdout.splitlines():
            if line.startswith("reading and writing"):
                print("%d days later, %s" % (days, line), flush=True)


def beside_zip(city, took):
    """The time of the Excel file, of which the last one lies in `out`, against that of packing the same parts."""
    parts = os.path.join(city, "parts")
    with zipfile.ZipFile(os.path.join(city, "out")) as archive:
        archive.extractall(parts)
    child = subprocess.Popen(["zip", "-6", "-q", "-r", "../packed.zip", "."], cwd=parts)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit("zip failed")
    size = sum(os.path.getsize(os.path.join(where, name)) for where, _, names in os.walk(parts) for name in names)
    packing = used.ru_utime + used.ru_stime
    print("xlsx: %.2f s; zip -6 of its %.0f MB of XML: %.2f s; ratio %.2f" % (took, size / 1e6, packing, took / packing), flush=True)


sys.exit(main())
