"""Runs some tests of a test program that takes no names: TENKEN_TEST_ONLY="Class.test …" only.py PROGRAM ARGUMENT…"""
import os
import runpy
import sys
import unittest

MAIN = unittest.main

sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(sys.argv[0])
unittest.main = lambda *_, **__: MAIN(argv=[sys.argv[0], *os.environ["TENKEN_TEST_ONLY"].split()])
runpy.run_path(sys.argv[0], run_name="__main__")
