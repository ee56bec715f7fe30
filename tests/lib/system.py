"""What tests of the command line must know of the system that the program is for. TENKEN_TEST_WINDOWS says that it is the .exe, under wine
(tests/windows/run): what the systems do not have in common is left out there by name, with the reason."""
import os
import stat
import unittest

WINDOWS = bool(os.environ.get("TENKEN_TEST_WINDOWS"))


def not_on_windows(reason):
    """Before a test or a class. What is left out is printed, too."""
    def mark(tested):
        if WINDOWS:
            print(f"{tested.__qualname__}: skip on Windows: {reason}", flush=True)
        return unittest.skipIf(WINDOWS, "skip on Windows: " + reason)(tested)
    return mark


def is_its_owners(path):
    """Whether nobody but its owner may do anything with a file or folder. On Windows it has the rights of the folder that it is in, which
    the program leaves alone."""
    return WINDOWS or stat.S_IMODE(os.stat(path).st_mode) == (0o700 if os.path.isdir(path) else 0o600)


def resolved(path):
    """A path as messages have it that show where the program really looked."""
    return "Z:" + path.replace("/", "\\") if WINDOWS else path


def name_of(path):
    """The last name of a path that the program has printed."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1] if WINDOWS else os.path.basename(path)
    return name[:-4] if WINDOWS and name.endswith(".exe") else name
