#!/usr/bin/python3
"""One program made of two: the databases that TENKEN_WINDOWS_DB matches are the .exe's, all others the native program's.

usage: mixed.py [ARGUMENT…], with TENKEN_EXE and TENKEN_NATIVE set
"""
import os
import re
import sys

arguments = sys.argv[1:]
db = next((arguments[i + 1] for i, word in enumerate(arguments[:-1]) if word == "--db"), "")
if re.search(os.environ["TENKEN_WINDOWS_DB"], os.path.basename(db)):
    program = os.environ["TENKEN_EXE"]
else:
    program = os.environ["TENKEN_NATIVE"]
os.execv(program, [program, *arguments])
