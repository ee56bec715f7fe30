#!/usr/bin/python3
"""Handing in, collecting, returning and receiving, killed or failed at a system call: nothing that was acknowledged is lost,
nothing is taken in by half, no number is given twice, and the next call goes on.

Each command is run under strace once to count its calls that change a disk; then again and again, each time killed at one of
them (SIGKILL), or with one of them failing (ENOSPC, EIO).

usage: exchange.py TENKEN CHECKLISTS [--every]         at every such call, not only at some of them
       exchange.py TENKEN CHECKLISTS [--self-check]    puts the database of before back: the loss must be seen
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "exchange"))
from city import HEADS, TENKEN, UNITS, Case, template  # noqa: E402 (the path first)

SKIPPED = 77
TRIALS = 16  # of each kind a command, spread over all its calls
CHANGES = ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "openat", "ftruncate", "fchmod", "close")
FAILING = {"ENOSPC": ("write", "pwrite64", "openat"), "EIO": ("write", "pwrite64", "fsync", "fdatasync", "rename", "close")}


def strace_works():
    try:
        return subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


class Trial(Case):
    """A copy of the city, in which one command is to be disturbed."""

    def runTest(self):
        pass

    def strace(self, options, db, *arguments):
        return subprocess.run(["strace", "-f", "-o", self.path("trace"), *options, TENKEN, "--db", self.path(db), *arguments],
                              env=self.environment(), cwd=self.folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
                              check=False)

    def count(self, names, db, *arguments):
        """How often the command makes each of these calls."""
        done = self.strace(["-e", "trace=" + ",".join(names)], db, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.path("trace"), encoding="utf-8", errors="replace") as file:
            calls = re.findall(r"^\d+ +(\w+)\(", file.read(), re.M)
        return {name: calls.count(name) for name in names}


class Submit(Trial):
    command = ("0101.db", "submit", "--confirmed-by", HEADS["0101"], "-o", "drop")

    def prepare(self):
        pass

    def check(self, done):
        acknowledged = done.returncode == 0
        files = [name for name in os.listdir(self.path("drop")) if name.endswith(".tenken") and not name.startswith(".")]
        if acknowledged:
            self.assertEqual(len(files), 1, "acknowledged, and there is no file")
            self.assertIn(files[0], done.stdout.decode())
            self.assertEqual(self.section_state("0101"), {"submitted"}, "acknowledged, and lost")
        self.assertLessEqual(len(files), 1)
        self.good("0101.db", "verify")
        if files:  # whole, and what the office can use
            self.assertEqual(self.collect(self.path("drop", files[0]))[files[0]]["result"], "imported")
        name = self.submit("0101")
        self.assertEqual(self.collect(self.path("drop", name))[name]["result"], "imported")
        self.good("0101.db", "verify")


class Collect(Trial):
    command = ("office.db", "collect", "drop", "--passphrase-file", "pw", "--json")

    def prepare(self):
        for unit in UNITS:
            self.submit(unit)

    def check(self, done):
        acknowledged = 0
        if done.stdout.startswith(b"{") and done.stdout.rstrip().endswith(b"}"):
            acknowledged = done.stdout.count(b'"imported"')
        kept = self.query("office.db", "SELECT count(*) FROM exchange_event WHERE kind = 'submit'")[0][0]
        self.assertGreaterEqual(kept, acknowledged, "acknowledged, and lost")
        self.assertEqual(kept, self.query("office.db", "SELECT count(*) FROM exchange_event WHERE kind = 'key'")[0][0])
        self.good("office.db", "verify")
        results = sorted(file["result"] for file in self.collect().values())
        self.assertEqual(results, ["imported"] * (3 - kept) + ["unchanged"] * kept)
        self.assertEqual(self.states(), dict.fromkeys(UNITS, "submitted"))
        self.good("office.db", "verify")


class Return(Trial):
    command = ("office.db", "return", "0101", "--comment", "台帳", "-o", "ret", "--passphrase-file", "pw")

    def prepare(self):
        self.submit("0101")
        self.collect()

    def check(self, done):
        files = [name for name in os.listdir(self.path("ret")) if name.endswith(".tenken") and not name.startswith(".")]
        if done.returncode == 0:
            self.assertEqual(len(files), 1, "acknowledged, and there is no file")
            self.assertEqual(self.states()["0101"], "returned")
        self.good("office.db", "verify")
        for name in files:
            self.good("0101.db", "receive", self.path("ret", name))
        self.good("0101.db", "receive", self.return_to("0101"))
        self.assertEqual(self.states()["0101"], "returned")


class Receive(Trial):
    command = ("0101.db", "receive", "back")

    def prepare(self):
        self.submit("0101")
        self.collect()
        shutil.copy(self.return_to("0101"), self.path("back"))

    def check(self, done):
        taken = self.section_state("0101") == {"returned"}
        if done.returncode == 0:
            self.assertTrue(taken, "acknowledged, and lost")
        self.good("0101.db", "verify")
        self.assertEqual(self.run_tenken("0101.db", "receive", "back").returncode, 4 if taken else 0)
        self.assertEqual(self.section_state("0101"), {"returned"})
        self.good("0101.db", "verify")


class Handover(Trial):
    """Last year's answers for a successor: many rows, all of them or none."""
    command = ("new.db", "receive", "handed")

    def prepare(self):
        self.submit("0101")
        self.collect()
        self.good("office.db", "accept", "0101")
        self.good("office.db", "campaign", "new", "--fiscal-year", "R9", "--roster", self.path("roster.csv"), "--due", "R9.12.25")
        self.office("campaign", "publish", "-o", self.new_folder("pub9"))
        self.join("0101", folder="pub9", db="new.db")
        self.office("handover", "0101", "-o", self.new_folder("hand"))
        shutil.copy(self.path("hand", os.listdir(self.path("hand"))[0]), self.path("handed"))

    def check(self, done):
        answers, = self.query("new.db", "SELECT count(*) FROM answer_event")[0]
        taken, = self.query("new.db", "SELECT count(*) FROM exchange_event WHERE kind = 'handover'")[0]
        if done.returncode == 0:
            self.assertEqual(taken, 1, "acknowledged, and lost")
        self.assertEqual(answers > 0, taken == 1, "taken in by half")
        self.good("new.db", "verify")
        self.assertEqual(self.run_tenken("new.db", "receive", "handed").returncode, 4 if taken else 0)
        self.assertEqual(self.query("new.db", "SELECT count(*) FROM answer_event")[0][0],
                         self.query("0101.db", "SELECT count(DISTINCT question) FROM answer_event")[0][0])
        self.good("new.db", "verify")


class Backup(Trial):
    command = ("0101.db", "backup", "copy.db")

    def prepare(self):
        pass

    def check(self, done):
        if done.returncode == 0 or os.path.exists(self.path("copy.db")):
            self.good("copy.db", "verify")
            self.assertEqual(self.rows("copy.db"), self.rows("0101.db"), "acknowledged, and not the same")
        self.good("0101.db", "verify")
        self.good("0101.db", "backup", "again.db")
        self.assertEqual(self.rows("again.db"), self.rows("0101.db"))


class Prepared:
    """The folder as the command finds it, copied for each trial."""

    def __init__(self, kind):
        self.kind = kind
        self.folder = tempfile.mkdtemp(prefix="tenken-prepared-")
        shutil.rmtree(self.folder)
        shutil.copytree(template(), self.folder)
        trial = kind()
        trial.folder = self.folder
        trial.prepare()

    def trial(self):
        trial = self.kind()
        trial.folder = tempfile.mkdtemp(prefix="tenken-durable-")
        shutil.rmtree(trial.folder)
        shutil.copytree(self.folder, trial.folder)
        return trial

    def remove(self):
        shutil.rmtree(self.folder)


def disturbances(prepared):
    """(options for strace, in words), spread over all calls of the command."""
    trial = prepared.trial()
    counts = trial.count(CHANGES, *trial.command)
    trial.tearDown()
    kinds = {"signal=SIGKILL": CHANGES, **{"error=" + number: names for number, names in FAILING.items()}}
    for what, names in kinds.items():
        places = [(name, at) for name in names for at in range(1, counts[name] + 1)]
        step = 1 if "--every" in sys.argv else max(1, len(places) / TRIALS)
        for name, at in (places[int(i * step)] for i in range(int(len(places) / step))):
            yield ["-e", "trace=" + name, "-e", "inject=%s:%s:when=%d" % (name, what, at)], "%s at %s %d" % (what, name, at)


def run(kind):
    prepared = Prepared(kind)
    counts = {"done": 0, "failed": 0, "killed": 0}
    for options, words in disturbances(prepared):
        trial = prepared.trial()
        done = trial.strace(options, *trial.command)
        try:
            if "SIGKILL" in words:
                trial.assertIn(done.returncode, (-9, 137), words)
            else:
                # The loader's own calls are among them: it ends 127.
                trial.assertTrue(done.returncode in (0, 2, 3, 4, 5) or b"shared libraries" in done.stderr, words)
            trial.check(done)
        except AssertionError:
            print("%s: %s: exit %d\n%s%s\n(kept: %s)" % (kind.__name__, words, done.returncode, done.stdout.decode(),
                                                       done.stderr.decode(), trial.folder))
            raise
        counts["killed" if done.returncode in (-9, 137) else "done" if done.returncode == 0 else "failed"] += 1
        trial.tearDown()
    prepared.remove()
    print("%s: %d killed, %d failed and said so, %d went on all the same: nothing lost" %
          (kind.__name__, counts["killed"], counts["failed"], counts["done"]))


def loss_is_seen(kind, db):
    """Puts the database of before back after the command was acknowledged."""
    prepared = Prepared(kind)
    trial = prepared.trial()
    before = trial.read(db)
    done = trial.run_tenken(*trial.command)
    trial.assertEqual(done.returncode, 0)
    for name in os.listdir(trial.folder):
        if name.startswith(db + "-"):
            os.unlink(trial.path(name))
    trial.write(db, before)
    try:
        trial.check(done)
    except AssertionError as why:
        print("%s: the loss was seen: %s" % (kind.__name__, str(why).splitlines()[0]))
        return True
    finally:
        trial.tearDown()
        prepared.remove()
    print("%s: the loss was not seen" % kind.__name__)
    return False


def main():
    try:
        if "--self-check" in sys.argv:
            seen = [loss_is_seen(kind, db) for kind, db in ((Submit, "0101.db"), (Collect, "office.db"), (Return, "office.db"),
                                                            (Receive, "0101.db"), (Handover, "new.db"))]
            return 0 if all(seen) else 1
        if not strace_works():
            print("strace does not work here")
            return SKIPPED
        for kind in (Submit, Collect, Return, Receive, Handover, Backup):
            run(kind)
        return 0
    finally:
        shutil.rmtree(template())


if __name__ == "__main__":
    sys.exit(main())
