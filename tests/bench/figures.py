#!/usr/bin/python3
"""Figures of the screens as ratios within one run against something real; printed, never asserted.

usage: figures.py TENKEN MAKE_CITY BARE_COMMIT

- first frame: from the start of the program to the last byte of its first screen, on a pty, real pack, 10 years of answers,
  against whiptail with a checklist of 400 items
- the same with 1 and with 25 years: start-up must not grow with the answers of earlier years
- an answer key: bytes sent to the terminal, and the time until 保存済 arrives, against one bare durable SQLite commit of the
  same number of bytes on the same file system
- Esc: from the key to the screen before, the wait for the rest of a longer key included
- memory of the first screen against that of tig on a repository of 400 commits: all that it occupies (RSS), the same with what others
  use as well by its share (PSS), and what is its own
"""
import fcntl
import os
import pty
import select
import shutil
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

RUNS = 15


def spawn(arguments, environment):
    child, terminal = pty.fork()
    if child == 0:
        os.execve(arguments[0], arguments, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return child, terminal


def read_until(terminal, wanted, limit=10.0):
    """Everything that arrives until all of `wanted` is in it."""
    got = b""
    deadline = time.monotonic() + limit
    while not all(part in got for part in wanted):
        ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise SystemExit(f"nothing more came: {got[-400:]!r}")
        data = os.read(terminal, 65536)
        # The program may ask where the cursor is, to learn how wide the terminal draws.
        for _ in range(data.count(b"\x1b[6n")):
            os.write(terminal, b"\x1b[2;2R")
        got += data
    return got


def drain(terminal, quiet=0.05):
    got = b""
    while select.select([terminal], [], [], quiet)[0]:
        try:
            got += os.read(terminal, 65536)
        except OSError:
            break
    return got


def end(child, terminal):
    os.kill(child, 15)
    drain(terminal)
    os.close(terminal)
    os.waitpid(child, 0)


def first_frame(arguments, environment, wanted):
    started = time.perf_counter()
    child, terminal = spawn(arguments, environment)
    read_until(terminal, wanted)
    took = time.perf_counter() - started
    end(child, terminal)
    return took


def paired(a, b):
    """Medians of two measures taken in turn, and the median of their ratios pair by pair."""
    a(), b()
    pairs = [(a(), b()) for _ in range(RUNS)]
    return (statistics.median(x for x, _ in pairs), statistics.median(y for _, y in pairs),
            statistics.median(x / y for x, y in pairs))


def main():
    tenken, make_city, bare_commit = map(os.path.abspath, sys.argv[1:4])
    folder = tempfile.mkdtemp(prefix="tenken-bench-")
    environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": folder, "PATH": os.environ["PATH"],
                   "TENKEN_DATE": "2026-10-01", "TENKEN_LANG": "ja"}
    home_screen = ["点検".encode(), "市民課".encode(), "次にすること".encode()]
    databases = {}
    for years in (1, 10, 25):
        databases[years] = os.path.join(folder, f"{years}.db")
        subprocess.run([make_city, "--section", databases[years], "--years", str(years)], check=True)

    def start(years):
        return lambda: first_frame([tenken, "--db", databases[years]], environment, home_screen)

    whiptail = shutil.which("whiptail")
    if whiptail:
        items = [word for i in range(400) for word in (str(i), f"項目 {i}", "off")]
        menu = [whiptail, "--checklist", "点検", "24", "78", "16", *items]
        ours, theirs, ratio = paired(start(10), lambda: first_frame(menu, environment, ["項目 0".encode(), b"Cancel"]))
        print(f"first frame, 10 years: {ours * 1e3:.1f} ms; whiptail, 400 items: {theirs * 1e3:.1f} ms; ratio {ratio:.2f}")
    else:
        print("first frame against whiptail: skipped, no whiptail here")
    few, many, ratio = paired(start(1), start(25))
    print(f"first frame, 1 year: {few * 1e3:.1f} ms; 25 years: {many * 1e3:.1f} ms; ratio 25 to 1: {1 / ratio:.2f}")

    answer_figures(tenken, bare_commit, databases[10], folder, environment, home_screen)
    escape_figures(tenken, databases[10], environment, home_screen)
    memory_figures(tenken, databases[10], folder, environment, home_screen)
    shutil.rmtree(folder)


def bare_commit_time(bare):
    started = time.perf_counter()
    bare.stdin.write(b"x")
    bare.stdout.read(1)
    return time.perf_counter() - started


def answer_figures(tenken, bare_commit, database, folder, environment, home_screen):
    with sqlite3.connect(database) as db:
        row = int(db.execute("SELECT avg(length(note) + length(reason) + length(question) + 300) FROM answer_event").fetchone()[0])
    bare = subprocess.Popen([bare_commit, os.path.join(folder, "bare.db"), str(row)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, bufsize=0)
    child, terminal = spawn([tenken, "--db", database], environment)
    read_until(terminal, home_screen)
    drain(terminal)
    os.write(terminal, b"n")
    drain(terminal, 0.2)
    sizes, times, ratios = [], [], []
    for _ in range(60):
        started = time.perf_counter()
        os.write(terminal, b"1")
        got = read_until(terminal, ["保存済".encode()])
        times.append(time.perf_counter() - started)
        sizes.append(len(got + drain(terminal)))
        ratios.append(times[-1] / bare_commit_time(bare))
        os.write(terminal, b"n")
        drain(terminal)
    end(child, terminal)
    bare.stdin.close()
    bare.wait()
    print(f"an answer key: {statistics.median(sizes):.0f} bytes to the terminal (most {max(sizes)})")
    print(f"an answer key until 保存済: {statistics.median(times) * 1e6:.0f} µs; a bare commit of {row} bytes, in turn with it: "
          f"ratio {statistics.median(ratios):.2f}")


def key_time(terminal, key, wanted):
    """From the key to the last byte of what it brings; what is still to come is read away."""
    started = time.perf_counter()
    os.write(terminal, key)
    read_until(terminal, wanted)
    took = time.perf_counter() - started
    drain(terminal)
    return took


def escape_figures(tenken, database, environment, home_screen):
    child, terminal = spawn([tenken, "--db", database], environment)
    read_until(terminal, home_screen)
    drain(terminal)
    times = []
    for _ in range(30):
        os.write(terminal, b"r")
        drain(terminal)
        times.append(key_time(terminal, b"\x1b", ["次にすること".encode()]))
    end(child, terminal)
    print(f"Esc: {statistics.median(times) * 1e3:.1f} ms (most {max(times) * 1e3:.1f})")


MEMORY = {"what it occupies": "Rss", "its share of that": "Pss", "its own, which no file holds": "Private_Dirty"}


def share(child):
    """In kilobytes: all pages that are mapped; those that others map as well by their share; those that were written to."""
    with open(f"/proc/{child}/smaps_rollup", encoding="ascii") as file:
        parts = {line.split(":")[0]: int(line.split()[1]) for line in list(file)[1:]}
    return [parts[name] for name in MEMORY.values()]


def memory_of(arguments, environment, wanted):
    child, terminal = spawn(arguments, environment)
    read_until(terminal, wanted)
    drain(terminal, 0.3)
    kilobytes = share(child)
    end(child, terminal)
    return kilobytes


def make_repository(folder, git):
    commits = "".join(f"commit refs/heads/main\ncommitter a <a@example.org> {1700000000 + i} +0900\ndata 8\n変更{i % 10:2}\n"
                      f"M 100644 inline f{i}\ndata 2\nx\n" for i in range(400))
    subprocess.run([git, "init", "-q", "-b", "main", folder], check=True, capture_output=True)
    subprocess.run([git, "-C", folder, "fast-import", "--quiet"], input=commits.encode(), check=True, capture_output=True)


def memory_figures(tenken, database, folder, environment, home_screen):
    tig, git = shutil.which("tig"), shutil.which("git")
    ours = memory_of([tenken, "--db", database], environment, home_screen)
    if not tig or not git:
        print(f"memory: {ours[0]} kB, {ours[2]} of it its own; against tig: skipped, no tig or git here")
        return
    repository = os.path.join(folder, "repository")
    make_repository(repository, git)
    theirs = memory_of(["/bin/sh", "-c", f"cd {repository} && exec {tig}"], environment, ["変更".encode()])
    for what, own, other in zip(MEMORY, ours, theirs):
        print(f"memory, {what}: {own} kB; tig: {other} kB; ratio {own / other:.2f}")


if __name__ == "__main__":
    main()
