"""Plays the scenes that must pass (*.scene) and those that must fail with the text of their first line (*.fails)."""
import os
import pathlib
import subprocess
import sys

scene, program = sys.argv[1:]
here = pathlib.Path(__file__).resolve().parent
failed = 0


def play(script, **environment):
    return subprocess.run([scene, "--binary", program, str(script)], env={**os.environ, **environment},
                          stderr=subprocess.PIPE, encoding="utf-8", check=False)


def judge(script, good, result):
    global failed
    print("%s %s" % ("ok" if good else "NOT OK", script.name))
    if not good:
        failed += 1
        print("ended with %d\n%s" % (result.returncode, result.stderr))


for script in sorted(here.glob("*.scene")):
    result = play(script)
    judge(script, result.returncode == 0, result)
for script in sorted(here.glob("*.fails")):
    wanted = script.read_text(encoding="utf-8").splitlines()[0].split("fails: ", 1)[1]
    result = play(script, TENKEN_TEST_DEADLINE_MS="1000", TENKEN_UPDATE="")
    judge(script, result.returncode == 1 and wanted in result.stderr, result)
sys.exit(1 if failed else 0)
