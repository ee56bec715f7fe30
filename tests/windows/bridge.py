#!/usr/bin/python3
"""Runs the program for Windows under wine, on the terminal at hand: bytes go through pipes, which the program's byte-stream back-end reads
and writes. Without a terminal it only runs it.

usage: bridge.py TENKEN.EXE [ARGUMENT…]
"""
import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import tty

FAREWELL_S = 20


def environment(rows=None, cols=None):
    env = dict(os.environ)
    env.setdefault("WINEDEBUG", "-all")
    if "HOME" in env:
        env.setdefault("XDG_DATA_HOME", "z:" + env["HOME"] + "/.local/share")
    if rows:
        env["TENKEN_TERMINAL"] = "stream"
        env["TENKEN_TERM_SIZE"] = "%dx%d" % (cols, rows)
    return env


def pump(child):
    """Until the program has closed its output."""
    keys = child.stdin.fileno()
    leaving = []
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda *_: leaving.append(True))
    while True:
        if leaving and keys is not None:
            child.stdin.close()  # as a console that is closed
            keys = None
        try:
            ready, _, _ = select.select([child.stdout] + ([0] if keys is not None else []), [], [], 0.2)
        except InterruptedError:
            continue
        if 0 in ready:
            try:
                typed = os.read(0, 4096)
                os.write(keys, typed) if typed else leaving.append(True)
            except OSError:
                leaving.append(True)
        if child.stdout in ready:
            drawn = os.read(child.stdout.fileno(), 65536)
            if not drawn:
                return
            try:
                while drawn:
                    drawn = drawn[os.write(1, drawn):]
            except OSError:
                leaving.append(True)


def on_terminal(command):
    rows, cols, _, _ = struct.unpack("HHHH", fcntl.ioctl(1, termios.TIOCGWINSZ, b"\0" * 8))
    before = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        with subprocess.Popen(command, env=environment(rows, cols), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
            pump(child)
            try:
                return child.wait(FAREWELL_S)
            except subprocess.TimeoutExpired:
                child.kill()
                return 1
    finally:
        try:
            termios.tcsetattr(0, termios.TCSADRAIN, before)
        except termios.error:
            pass


def main(arguments):
    command = ["wine", *arguments]
    if os.isatty(0) and os.isatty(1):
        return on_terminal(command)
    os.execvpe("wine", command, environment())


sys.exit(main(sys.argv[1:]))
