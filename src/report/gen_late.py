#!/usr/bin/python3
"""Prints the name under which a program loads libxlsxwriter ("libxlsxwriter.so.4").

usage: gen_late.py CC…
"""
import subprocess
import sys

path = subprocess.run([*sys.argv[1:], "-print-file-name=libxlsxwriter.so"], check=True, capture_output=True, text=True).stdout.strip()
dynamic = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, text=True).stdout
print(next(line.split("[")[1].split("]")[0] for line in dynamic.splitlines() if "(SONAME)" in line))
