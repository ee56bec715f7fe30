"""The program for Windows as one that can be started like any other: on a terminal behind pipes (../scenes/bridge.py), else as it is."""
import os
import shlex
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BRIDGE = os.path.join(HERE, "..", "scenes", "bridge.py")

# Programs of tests make an environment of their own: what wine needs stands in the wrapper. Words of the command line reach it in the
# encoding of LC_CTYPE, which the program itself does not look at. Each time it starts, wine looks for the time zone among those that it
# knows: the second is found soon, and no test hangs on it. Its server is found by way of TMPDIR, which tests set: with another value a second
# server would write to the same prefix, and programs of the first would end without a word. The .exe then asks TEMP.
WRAPPER = """#!/bin/sh
unset TMPDIR
export WINEPREFIX={prefix} WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= LC_CTYPE=C.UTF-8 TZ=Asia/Kabul
export XDG_DATA_HOME="${{XDG_DATA_HOME:-z:$HOME/.local/share}}"
if [ -t 0 ] && [ -t 1 ]; then
\texec {python} {bridge} wine {exe} "$@"
fi
exec wine {exe} "$@"
"""


def wine_prefix():
    return os.environ.get("WINEPREFIX") or os.path.join(tempfile.gettempdir(), "tenken-wine-%d" % os.getuid())


def make(folder, exe, tests=None, prefix=None):
    """Writes it as FOLDER/src/tenken, and returns that. `tests`: the folder of the build that tests look for beside the program's. `prefix`:
    the folder of the Windows in which it runs."""
    os.mkdir(os.path.join(folder, "src"))
    if tests:
        os.symlink(tests, os.path.join(folder, "tests"))
    path = os.path.join(folder, "src", "tenken")
    words = {"prefix": prefix or wine_prefix(), "python": sys.executable, "bridge": BRIDGE, "exe": exe}
    with open(path, "w", encoding="utf-8") as file:
        file.write(WRAPPER.format(**{name: shlex.quote(word) for name, word in words.items()}))
    os.chmod(path, 0o755)
    return path
