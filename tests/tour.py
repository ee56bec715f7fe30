#!/usr/bin/python3
"""The practice from outside: as a text where no screen can be, and on a terminal, of which nothing must be left.

usage: tour.py TENKEN CHECKLISTS
"""
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

TENKEN = os.path.abspath(sys.argv[1])
failures = []


def check(condition, what):
    if not condition:
        failures.append(what)


def environment(folder, **more):
    return {"PATH": os.environ["PATH"], "HOME": folder, "TMPDIR": os.path.join(folder, "tmp"), "LANG": "C.UTF-8",
            "TENKEN_DATE": "2026-10-01", "TENKEN_DB": os.path.join(folder, "own.db"), **more}


def left_in(folder):
    return sorted(os.path.relpath(os.path.join(where, name), folder)
                  for where, folders, files in os.walk(folder) for name in folders + files)


def with_folder(test):
    with tempfile.TemporaryDirectory(prefix="tenken-test-") as folder:
        os.mkdir(os.path.join(folder, "tmp"))
        test(folder)


# --- as a text ---

def texts(folder):
    env = environment(folder, TERM="dumb")
    for language, step, word in (("ja", "10. 報告書を見る", "練習の10の手順"), ("en", "10. Look at the report", "The ten steps")):
        for words in (["tour"], ["tour", "--plain"]):
            done = subprocess.run([TENKEN, "--lang", language, *words], capture_output=True, text=True, env=env, check=False,
                                  stdin=subprocess.DEVNULL)
            check(done.returncode == 0 and not done.stderr, f"{words}: ends with {done.returncode}, says {done.stderr}")
            check(step in done.stdout and done.stdout.startswith(word), f"{language} {words}: {done.stdout[:200]}")
            check(len(re.findall(r"^\d+\. ", done.stdout, re.M)) == 10, f"{language} {words}: not ten steps")
            check(not re.search(r"[{}]", done.stdout), f"{language} {words}: a key was not put in: {done.stdout}")
    wrong = subprocess.run([TENKEN, "tour", "now"], capture_output=True, text=True, env=env, check=False)
    check(wrong.returncode == 2, "a word too many is not refused")
    check(left_in(folder) == ["tmp"], f"the text leaves {left_in(folder)}")


# --- on a terminal ---

class Terminal:
    """Just enough of one: what was printed, as it came."""

    def __init__(self, folder, *words, **more):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(TENKEN, [TENKEN, *words], environment(folder, TERM="xterm", LINES="24", COLUMNS="80", **more))

    def wait(self, text, seconds=20):
        until = time.monotonic() + seconds
        while text not in self.seen and time.monotonic() < until:
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.fd, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        check(text in self.seen, f"waited for {text!r}")
        self.seen = ""

    def press(self, keys):
        os.write(self.fd, keys.encode())

    def end(self):
        try:
            while os.read(self.fd, 65536):
                pass
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def on_terminal(folder):
    screen = Terminal(folder, "--lang", "en", "tour")
    screen.wait("PRACTICE 1/10")
    made = left_in(os.path.join(folder, "tmp"))
    check(len(made) >= 2 and any(name.endswith("practice.db") for name in made), f"the practice stands in {made}")
    check(os.stat(os.path.join(folder, "tmp", made[0])).st_mode & 0o777 == 0o700, "others can look into it")
    screen.press("n")
    screen.wait("Then press")
    screen.press("1")
    screen.wait("2/10")
    screen.press("q")
    check(screen.end() == 0, "q ends with an error")
    check(left_in(folder) == ["tmp"], f"q leaves {left_in(folder)}")

    screen = Terminal(folder, "--lang", "en", "tour")
    screen.wait("PRACTICE 1/10")
    os.kill(screen.pid, signal.SIGTERM)
    screen.end()
    check(left_in(folder) == ["tmp"], f"a signal leaves {left_in(folder)}")

    # the person's own database is there: not a byte of it changes
    own = os.path.join(folder, "own.db")
    subprocess.run([TENKEN, "init", "--bureau", "B", "--unit", "U"], env=environment(folder), check=True, capture_output=True)
    before = open(own, "rb").read()
    screen = Terminal(folder, "--lang", "en", "tour", "--readonly")
    screen.wait("PRACTICE 1/10")
    screen.press("n")
    screen.wait("Then press")
    screen.press("1")
    screen.wait("2/10")
    screen.press("q")
    check(screen.end() == 0, "beside a database: q ends with an error")
    check(open(own, "rb").read() == before, "the own database was changed")
    check([name for name in left_in(folder) if "tmp/" in name] == [], f"beside a database: leaves {left_in(folder)}")

    # nowhere to put it
    nowhere = Terminal(folder, "--lang", "en", "tour", TMPDIR=os.path.join(folder, "none"))
    nowhere.wait("TMPDIR")
    check(nowhere.end() == 5, "no temporary folder: not a storage failure")


with_folder(texts)
with_folder(on_terminal)
print("\n".join(failures) if failures else "the practice leaves nothing behind")
sys.exit(1 if failures else 0)
