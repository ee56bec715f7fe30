#!/usr/bin/python3
"""Writes the linker script by which the functions that every start calls stand together in the program (src/first.ld).

usage: first_functions.py MAKE_CITY TENKEN… > src/first.ld

Each TENKEN (the native one and the one file of ./run --dist linux, which also names what it calls of its libraries) is started
under valgrind on a section's database, in Japanese and in English, until nothing more comes. Names that are gone do no harm, new ones
stand elsewhere until this is run again: it is worth it when the figure of memory (figures.py) has grown.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios

QUIET_SECONDS = 15  # valgrind is slow; the first screen may come in pieces
LINE = 130

HEAD = """/* The functions that every start calls, together: of a program in memory whole stretches of 64 KiB are mapped around whatever is
 * touched, so that, scattered, they draw in nearly all of it. Written by tests/bench/first_functions.py. */
SECTIONS
{
  .text_first :
  {
    *crt?.o(.text .text.*) *crtbegin*.o(.text .text.*) *libc_nonshared.a:*(.text .text.*) *(.text.startup .text.startup.*)
"""
TAIL = """  }
}
INSERT BEFORE .text;

/* And what few starts read: the pack's texts, its files as they are packed, the tables of CP932; texts of reports, commands, the
 * exchange, the office. */
SECTIONS
{
  .rodata_last :
  {
    *libexchange.a:*(.rodata .rodata.*) *libreport.a:*(.rodata .rodata.*) *migrate.c.o(.rodata .rodata.*)
    *office*.c.o(.rodata .rodata.*) *city*.c.o(.rodata .rodata.*) *command*.c.o(.rodata .rodata.*) *help.c.o(.rodata .rodata.*)
    *pack_builtin.c.o(.rodata.str*) *(.rodata.packed_*) *(.rodata.cp932_*)
  }
}
INSERT AFTER .rodata;
"""


def run(arguments, environment):
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(arguments[0], arguments, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    while select.select([terminal], [], [], QUIET_SECONDS)[0]:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        for _ in range(data.count(b"\x1b[6n")):
            os.write(terminal, b"\x1b[2;2R")
    os.kill(child, signal.SIGTERM)
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.close(terminal)
    os.waitpid(child, 0)


def functions_of(program, database, folder, language):
    profile = os.path.join(folder, "profile")
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "TERM": "xterm-256color", "LANG": "C.UTF-8", "TENKEN_LANG": language,
                   "TENKEN_DATE": "2026-10-01"}
    run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", program, "--db", database], environment)
    with open(profile, encoding="utf-8") as file:
        called = re.findall(r"^c?fn=\(\d+\) ([A-Za-z_][A-Za-z0-9_.]*)", file.read(), re.M)
    os.remove(profile)
    symbols = subprocess.run(["nm", "--defined-only", program], check=True, capture_output=True, text=True).stdout
    own = {line.split()[2] for line in symbols.splitlines() if len(line.split()) == 3 and line.split()[1] in "tTwW"}
    # What the compiler made of a function has an ending that changes from one version to the next.
    return {re.sub(r"\..*", ".*", name) for name in called if name in own}


def main():
    make_city, *programs = map(os.path.abspath, sys.argv[1:])
    names = set()
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "section.db")
        subprocess.run([make_city, "--section", database, "--years", "3"], check=True)
        for program in programs:
            for language in ("ja", "en"):
                names |= functions_of(program, database, folder, language)
    print(HEAD, end="")
    line = "   "
    for name in sorted(names):
        entry = f" *(.text.{name})"
        if len(line) + len(entry) > LINE:
            print(line)
            line = "   "
        line += entry
    print(line)
    print(TAIL, end="")


if __name__ == "__main__":
    main()
