#!/usr/bin/python3
"""Plays with the program for Windows what the other builds are tested with: the scenes, and the programs that test the command line; and
what is asked of it alone (windows.py). Several at a time.

usage: shared.py TENKEN SCENE SOURCE EXE [NAME…]

NAME: a scene, a program without .py, or one of the jobs of windows.py ("windows Commands"); without, all of them. What is left out says
so, by name and with the reason, in the scene (not-on-windows) or the program (../lib/system.py).
"""
import concurrent.futures
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time

import wrapper

TENKEN, SCENE, SOURCE, EXE = map(os.path.abspath, sys.argv[1:5])
HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(SOURCE, "tests")
MAKE_CITY = os.path.join(os.path.dirname(os.path.dirname(TENKEN)), "tests", "bench", "make_city")
CHECKLISTS = os.path.join(SOURCE, "checklists")
LIMIT_S = 1500
SKIPPED = 77

# The longest first, so that at the end nobody waits for one of them.
PROGRAMS = ("exchange/rounds", "exchange/refused", "cli", "exchange/sending", "exchange/pages", "transcripts", "registers", "packs", "sheet",
            "plain", "exchange/improving", "exchange/succession", "exchange/city_report", "exchange/collection", "exchange/lessons",
            "exchange/rosters", "exchange/books", "exchange/at_once", "exchange/city_findings", "exchange/city_years", "oscal", "wording",
            "revision", "rules/rules", "rules/facts_file", "rules/pack_files", "rules/classify", "rules/sections")
WINDOWS = ("Round.test_office_on_windows", "Round.test_sections_on_windows", "Commands", "Program", "Screens")
LONG_SCENES = ("figures_wander", "tour_wander", "figures_map", "figures_map_en", "tour_en")


def jobs(program):
    """Names and commands."""
    def test(name, *words):
        return name, [sys.executable, os.path.join(TESTS, name + ".py"), program, *words]

    found = []
    words = {"transcripts": (SCENE, SOURCE), "exchange/city_findings": (MAKE_CITY, CHECKLISTS), "exchange/city_years": (MAKE_CITY,)}
    for name in PROGRAMS:
        found.append(test(name, *words.get(name, (CHECKLISTS,))))
    for name in WINDOWS:
        found.append(("windows " + name, [sys.executable, os.path.join(HERE, "windows.py"), TENKEN, SOURCE, EXE, program, name]))
    scenes = sorted(name[:-6] for name in os.listdir(os.path.join(TESTS, "scenes")) if name.endswith(".scene"))
    for name in sorted(scenes, key=lambda name: (name not in LONG_SCENES, name)):
        found.append((name, [SCENE, "--binary", program, "--source", SOURCE, os.path.join(TESTS, "scenes", name + ".scene")]))
    return found


class Wine:
    """A Windows of its own: jobs that share one wait for one another, and a screen never seems to rest as long as others work."""

    def __init__(self, number):
        self.prefix = wrapper.wine_prefix() + "-%d" % number
        self.folder = tempfile.mkdtemp(prefix="tenken-windows-")
        self.environment = {**os.environ, "WINEPREFIX": self.prefix, "TENKEN_TEST_TOGETHER_GIVEN": "WINEPREFIX=" + self.prefix}
        self.environment.pop("TMPDIR", None)  # as the wrapper
        program = wrapper.make(self.folder, EXE, os.path.join(os.path.dirname(os.path.dirname(TENKEN)), "tests"), self.prefix)
        self.jobs = jobs(program)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": self.environment}
        subprocess.run(["wine", "cmd", "/c", "exit"], stdin=subprocess.DEVNULL, check=False, **quiet)
        # As long as one program runs, what wine starts for the first one stays for the next ones: this one waits for its input to end.
        self.held = subprocess.Popen(["wine", "cmd"], stdin=subprocess.PIPE, **quiet)

    def end(self):
        self.held.stdin.close()
        self.held.wait()
        shutil.rmtree(self.folder)


def play(job, environment):
    """Its name, status, seconds, and what it said."""
    name, command = job
    begun = time.monotonic()
    # A program behind pipes and the emulator rests when all of them do: its server, and what it asks of drives.
    env = {**environment, "TENKEN_TEST_WINDOWS": "1", "TENKEN_TEST_TOGETHER": "wineserver64 wineserver winedevice.exe",
           "TENKEN_TEST_DEADLINE_MS": os.environ.get("TENKEN_TEST_DEADLINE_MS", "60000"), "TENKEN_EVERY": os.environ.get("TENKEN_EVERY", "10")}
    try:
        done = subprocess.run(command, env=env, cwd=SOURCE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=LIMIT_S, check=False)
        status, said = done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired as late:
        status, said = 1, "it took longer than %d s\n" % LIMIT_S + (late.stdout or b"").decode(errors="replace")
    return name, status, time.monotonic() - begun, said


def play_in_one(number, wines):
    """In whichever Windows is free."""
    wine = wines.get()
    try:
        return play(wine.jobs[number], wine.environment)
    finally:
        wines.put(wine)


def main():
    wanted = sys.argv[5:]
    wines = queue.Queue()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for wine in pool.map(Wine, range(os.cpu_count() or 1)):
            wines.put(wine)
    names = [name for name, _ in wine.jobs]
    # By number: a scene may be called as a program is.
    todo = [number for number, name in enumerate(names) if not wanted or name in wanted]
    for name in wanted:
        if name not in names:
            sys.exit("shared.py: there is no %s" % name)
    failed = []
    with concurrent.futures.ThreadPoolExecutor(wines.qsize()) as pool:
        for played in concurrent.futures.as_completed([pool.submit(play_in_one, number, wines) for number in todo]):
            name, status, seconds, said = played.result()
            print("%-40s %-7s %6.1f s" % (name, {0: "ok", SKIPPED: "skipped"}.get(status, "FAILED"), seconds), flush=True)
            for line in said.split("\n"):
                if "skip on Windows: " in line:
                    print("  " + line.replace(TESTS + os.sep, ""), flush=True)
            if status not in (0, SKIPPED):
                failed.append(name)
                print(said, flush=True)
    while not wines.empty():
        wines.get().end()
    print("%d played, %d failed%s" % (len(todo), len(failed), "".join("\n  " + name for name in failed)))
    return 1 if failed else 0


sys.exit(main())
