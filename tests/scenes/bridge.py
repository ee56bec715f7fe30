#!/usr/bin/python3
"""Runs a program behind pipes, on the terminal at hand: its byte-stream back-end (TENKEN_TERMINAL=stream) reads and writes them. What a
pipe has no room for is told among the bytes: that the terminal's size has changed, and by their end that it is gone.

usage: bridge.py COMMAND [ARGUMENT…]
"""
import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import tty

FAREWELL_S = 20


def size():
    rows, cols, _, _ = struct.unpack("HHHH", fcntl.ioctl(1, termios.TIOCGWINSZ, b"\0" * 8))
    return rows, cols


class Bridge:
    def __init__(self, command):
        rows, cols = size()
        env = {**os.environ, "TENKEN_TERMINAL": "stream", "TENKEN_TERM_SIZE": "%dx%d" % (cols, rows)}
        # A session of its own, and no stream that is a terminal: of what happens to it the program knows only what is told.
        self.child = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0,
                                      start_new_session=True)
        self.keys = self.child.stdin.fileno()
        self.resized = self.leaving = False

    def on_signal(self, number, _):
        if number == signal.SIGWINCH:
            self.resized = True
        else:
            self.leaving = True

    def tell(self, told):
        try:
            os.write(self.keys, told)
        except OSError:
            self.leaving = True

    def hand_on_keys(self):
        try:
            typed = os.read(0, 4096)
        except OSError:
            typed = b""
        if typed:
            self.tell(typed)
        else:
            self.leaving = True

    def hand_on_picture(self):
        """False at its end."""
        drawn = os.read(self.child.stdout.fileno(), 65536)
        left = drawn
        try:
            while left:
                left = left[os.write(1, left):]
        except OSError:
            self.leaving = True
        return bool(drawn)

    def pump(self):
        """Until the program has closed its output."""
        woken, waker = os.pipe()
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker)
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGWINCH):
            signal.signal(number, self.on_signal)
        while True:
            if self.resized:
                self.resized = False
                self.tell(b"\033[48;%d;%d;0;0t" % size())
            if self.leaving and self.keys is not None:
                self.child.stdin.close()
                self.keys = None
            ready, _, _ = select.select([self.child.stdout, woken] + ([0] if self.keys is not None else []), [], [])
            if woken in ready:
                os.read(woken, 64)
            if 0 in ready and self.keys is not None:
                self.hand_on_keys()
            if self.child.stdout in ready and not self.hand_on_picture():
                return

    def run(self):
        self.pump()
        try:
            return self.child.wait(FAREWELL_S)
        except subprocess.TimeoutExpired:
            self.child.kill()
            return 1


def main(command):
    if not os.isatty(0) or not os.isatty(1):
        os.execvp(command[0], command)
    before = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        return Bridge(command).run()
    finally:
        try:
            termios.tcsetattr(0, termios.TCSADRAIN, before)
        except termios.error:
            pass


sys.exit(main(sys.argv[1:]))
