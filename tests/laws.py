"""The laws of the house that can be read off the sources.

1. Floors: what a floor may include; headers that have one room.
2. One place for each thing: SQL in store/sql.h, keys in tui/action, colours in tui/theme, English that people see in _().
3. core is pure: no files, clock, environment, globals.
And: files that fit in the head, no marks of unfinished work, no path outside the project.

usage: laws.py [--self-check] SOURCE-FOLDER

With --self-check, violations are planted in a copy, each of which must be found.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

LINES_MAX = 700

# What each floor may include. The doors (cli, tui) act through app and read what it hands them; they know no store.
FLOORS = {
    "base": {"base"},
    "core": {"core", "base"},
    "store": {"store", "core", "base"},
    "exchange": {"exchange", "core", "base"},
    "report": {"report", "core", "base"},
    "app": {"app", "store", "exchange", "report", "core", "base"},
    "cli": {"cli", "app", "report", "core", "base"},
    "tui": {"tui", "app", "report", "core", "base"},
}

# Headers that belong in one room, and where that is.
ROOMS = [
    (r"n?curses\w*(/\w+)?\.h|term(info)?\.h|panel\.h", r"src/tui/term_ncurses\.c"),
    (r"sqlite3\w*\.h", r"src/store/[^/]+"),
    (r"(cjson/)?cJSON\.h", r"src/base/json_node\.h"),
    (r"sodium(/\w+)?\.h", r"src/(exchange/[^/]+|store/chain\.c)"),
    (r"xlsxwriter(/\w+)?\.h", r"src/report/xlsx\w*\.[ch]"),
    (r"(un)?zip\.h|expat\.h", r"src/base/workbook\w*\.c"),
    (r"zlib\.h", r"src/app/packs_builtin\.c"),
    (r"utf8proc\.h", r"src/base/text\w*\.c"),
    # What only one system has.
    (r"(dirent|dlfcn|fcntl|glob|io|langinfo|libgen|locale|mntent|netdb|ntsecapi|poll|pwd|signal|spawn|strings|syslog|termios|unistd|utime|"
     r"wchar|windows|winternl|sys/\w+)\.h", r"src/(base/platform_\w+|tui/(term_(ncurses|posix|win32\w*)|wcwidth))\.[ch]"),
]

SQL = re.compile(r"\b(SELECT|INSERT (INTO|OR)|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX|TRIGGER|VIEW)|DROP TABLE|ALTER TABLE|"
                 r"PRAGMA|COMMIT|ROLLBACK|SAVEPOINT|BEGIN (IMMEDIATE|EXCLUSIVE|DEFERRED)|VACUUM|ATTACH DATABASE)\b|"
                 r"(?i:\b(pragma \w+ ?=|insert into \w+ \(|select [\w*, ]+ from \w+ where|create table \w+))")
SQL_ROOM = "src/store/sql.h"

KEYS = re.compile(r"codepoint\s*[=!]=\s*'|case\s+'|\bKEY_[A-Z]|\bCONTROL\(")
KEY_ROOMS = re.compile(r"src/tui/(action|editor|prompt|term)\w*\.[ch]|include/tenken/tui/(action|term)\.h")

COLOURS = re.compile(r"\bTERM_(BLACK|RED|GREEN|YELLOW|BLUE|MAGENTA|CYAN|WHITE)\b|\bCOLOR_(BLACK|RED|GREEN|YELLOW|BLUE|MAGENTA|CYAN|WHITE)\b")
COLOUR_ROOMS = re.compile(r"src/tui/(theme|term_\w+)\.c|include/tenken/tui/term\.h")
ESCAPES = re.compile(r"\\(033|x1b|e)\[")
ESCAPE_ROOMS = re.compile(r"src/tui/term_\w+\.c")

SYSTEMS = re.compile(r"^\s*#.*\b(_WIN32|_WIN64|__MINGW\w*|__linux__|__unix__|__APPLE__|_MSC_VER)\b")
SYSTEM_ROOMS = re.compile(r"src/(base/platform|tui/term)_\w+\.[ch]")

IMPURE = re.compile(r"\b(fopen|open|read|write|printf|fprintf|puts|getenv|setenv|time|clock|clock_gettime|gettimeofday|localtime\w*|"
                    r"gmtime\w*|mktime|strftime|setlocale|rand|random|exit|system|platform_\w+|file_\w+)\s*\(")
IMPURE_HEADERS = re.compile(r"(stdio|time|sys/\w+|unistd|fcntl|locale|wchar|signal)\.h")
GLOBAL = re.compile(r"^(static\s+)?(?!const\b|typedef\b|struct \w+;|extern const\b)[a-z][\w ]*[ *]\w+(\[[^]]*\])*\s*(=[^;]*)?;$")

# Functions whose text is read by people: which argument it is (from 0; several where there are several).
SAYS = {"error_set": [2], "error_at": [1], "shell_say": [2], "prompt_line": [2, 3], "prompt_text": [2, 3], "prompt_choice": [1],
        "print_line": [0]}
TRANSLATES = {"_", "N_", "P_", "C_", "i18n_text", "i18n_text_in", "i18n_plural", "i18n_context"}
FORMAT = re.compile(r"%[-+ #0']*(\d+\$)?(\*|\d+)?(\.(\*|\d+))?(hh?|ll?|[jztL])?[a-zA-Z%]")
NAMES = re.compile(r"--[a-z-]+|\btenken\b|\bSHA-256\b")  # the same in every language
WORD = re.compile(r"[A-Za-z]{3,}")
SENTENCE = re.compile(r"[A-Z][a-z]+(,? [a-z']+){2,}|[a-z']+ [a-z']+ [a-z']+ [a-z']+")

UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
OUTSIDE = re.compile(r"\.\./sha" + r"red\b|(?<![\w.])sha" + r"red/(design|standard|conformance|hooks)|(?<![\w.])/(wo" + r"rk|ro" + r"ot)/\w")

TOKEN = re.compile(r"""(?P<comment>/\*.*?\*/|//[^\n]*)
    |(?P<string>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")
    |(?P<char>[uUL]?'(?:\\.|[^'\\\n])+')
    |(?P<word>[A-Za-z_]\w*)
    |(?P<other>[^\s])""", re.S | re.X)


def without_comments(text):
    """The text with comments and the insides of strings blanked, line by line as it was."""
    def blank(found):
        if found["comment"]:
            return re.sub(r"[^\n]", " ", found[0])
        return '"' + " " * (len(found[0]) - 2) + '"' if found["string"] else found[0]
    return TOKEN.sub(blank, text)


def strings(text):
    """Yields (line, string, calls) for each literal, neighbours joined; `calls` are the (name, argument) it stands in."""
    calls, before, pending = [], "", None
    line, at = 1, 0
    for found in TOKEN.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        if found["comment"]:
            continue
        if found["string"]:
            literal = found[0][found[0].index('"') + 1:-1]
            pending = (pending[0], pending[1] + literal, pending[2]) if pending else (line, literal, list(calls))
            continue
        if pending and found["word"] is None:
            yield pending
            pending = None
        if found[0] == "(":
            calls.append([before, 0])
        elif found[0] in "[{":
            calls.append(["", 0])
        elif found[0] in ")]}" and calls:
            calls.pop()
        elif found[0] == "," and calls:
            calls[-1][1] += 1
        if found[0] != "*":
            before = found["word"] or ""
        if pending and found["word"]:  # "…" PRIu64 "…"
            pending = (pending[0], pending[1] + "%s", pending[2])
    if pending:
        yield pending


class Laws:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.found = []

    def say(self, path, line, what):
        self.found.append("%s:%d: %s" % (path, line, what))

    def check(self):
        for path in sorted(self.files()):
            name = path.relative_to(self.root).as_posix()
            if name.startswith(("tests/fuzz/corpus/", "tests/fuzz/found/")):  # nobody wrote these
                continue
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            self.check_any(name, text)
            if re.match(r"(src|include)/.*\.[ch]$", name):
                self.check_source(name, text)
        return self.found

    def files(self):
        """What is in the project: known to git, or as it lies there."""
        try:
            listed = subprocess.run(["git", "-C", str(self.root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                    capture_output=True, check=True, encoding="utf-8").stdout.split("\0")
            return [self.root / name for name in listed if name and (self.root / name).is_file()]
        except (OSError, subprocess.CalledProcessError):
            return [pathlib.Path(folder) / name for folder, folders, names in os.walk(self.root) for name in names
                    if not re.search(r"/(\.git|build[^/]*|dist|__pycache__)(/|$)", folder[len(str(self.root)):])]

    def check_any(self, name, text):
        for number, line in enumerate(text.splitlines(), 1):
            if UNFINISHED.search(line):
                self.say(name, number, "a mark of unfinished work")
            if not name.startswith(".ci/") and OUTSIDE.search(line):
                self.say(name, number, "a path outside the project")

    def check_source(self, name, text):
        count = text.count("\n")
        if count > LINES_MAX:
            self.say(name, count, "more than %d lines" % LINES_MAX)
        parts = name.split("/")
        floor = parts[1] if parts[0] == "src" and len(parts) > 2 else parts[2] if parts[0] == "include" and len(parts) > 3 else None
        code = without_comments(text)
        self.check_includes(name, text, floor)
        for number, line in enumerate(code.splitlines(), 1):
            self.check_line(name, number, line, floor)
            if SYSTEMS.search(line) and not SYSTEM_ROOMS.fullmatch(name):
                self.say(name, number, "a system is asked for outside platform_* and term_*")
        self.check_strings(name, text)

    def check_includes(self, name, text, floor):
        for number, line in enumerate(text.splitlines(), 1):
            include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not include:
                continue
            kind, header = include[1], include[2]
            for pattern, room in ROOMS:
                if re.fullmatch(pattern, header) and not re.fullmatch(room, name):
                    if kind == "<" or not (self.root / name).with_name(header).exists():
                        self.say(name, number, "<%s> outside its room" % header)
            if floor == "core" and kind == "<" and IMPURE_HEADERS.fullmatch(header):
                self.say(name, number, "core is pure: <%s>" % header)
            ours = re.match(r"tenken/(\w+)/", header)
            if ours and floor and ours[1] not in FLOORS.get(floor, {floor}):
                self.say(name, number, "%s may not use %s" % (floor, ours[1]))
            if kind == '"' and ".." in header.split("/"):
                self.say(name, number, "includes across rooms go through include/")

    def check_line(self, name, number, line, floor):
        if floor == "tui" and KEYS.search(line) and not KEY_ROOMS.fullmatch(name):
            self.say(name, number, "a key outside tui/action")
        if COLOURS.search(line) and not COLOUR_ROOMS.fullmatch(name):
            self.say(name, number, "a colour outside tui/theme")
        if floor == "core":
            impure = IMPURE.search(line)
            if impure:
                self.say(name, number, "core is pure: %s()" % impure[1])
            if name.endswith(".c") and GLOBAL.match(line) and "(" not in line and "const " not in line.split("=")[0]:
                self.say(name, number, "core is pure: a global that changes")

    def check_strings(self, name, text):
        for line, literal, calls in strings(text):
            if name != SQL_ROOM and SQL.search(literal):
                self.say(name, line, "SQL outside store/sql.h")
            if ESCAPES.search(literal) and not ESCAPE_ROOMS.fullmatch(name):
                self.say(name, line, "an escape sequence outside the terminal's back-end")
            names = [call[0] for call in calls]
            if TRANSLATES.intersection(names) or "static_assert" in names or name == SQL_ROOM:
                continue
            plain = NAMES.sub("", FORMAT.sub("", literal.replace("\\n", " ")))
            says = next((call for call in reversed(calls) if call[0]), None)
            told = says and says[0] in SAYS and says[1] in SAYS[says[0]] and WORD.search(plain)
            if told or (SENTENCE.search(plain) and not re.match(r"\s*[<.#@-]|.*[<{;]", plain)):
                self.say(name, line, 'not in _(): "%s"' % literal[:60])


PLANTED = [
    ("src/core/planted_floor.c", '#include "tenken/store/db.h"\n', "core may not use store"),
    ("src/store/planted_side.c", '#include "tenken/report/model.h"\n', "store may not use report"),
    ("src/tui/planted_door.c", '#include "tenken/store/db.h"\n', "tui may not use store"),
    ("include/tenken/base/planted.h", '#include "tenken/core/pack.h"\n', "base may not use core"),
    ("src/app/planted_across.c", '#include "../store/sql.h"\n', "includes across rooms"),
    ("src/tui/planted_curses.c", "#include <ncursesw/curses.h>\n", "outside its room"),
    ("src/app/planted_sqlite.c", "#include <sqlite3.h>\n", "outside its room"),
    ("src/core/planted_json.c", "#include <cjson/cJSON.h>\n", "outside its room"),
    ("src/store/planted_sodium.c", "#include <sodium.h>\n", "outside its room"),
    ("src/store/planted_sql.c", 'const char *sql = "SELECT " "name FROM unit";\n', "SQL outside store/sql.h"),
    ("src/app/planted_pragma.c", 'const char *sql = "pragma synchronous = off";\n', "SQL outside store/sql.h"),
    ("src/tui/planted_key.c", "bool is_n(unsigned codepoint)\n{\n\treturn codepoint == 'n';\n}\n", "a key outside tui/action"),
    ("src/tui/planted_colour.c", "int colour = TERM_RED;\n", "a colour outside tui/theme"),
    ("src/cli/planted_escape.c", 'const char *red = "\\033[31m";\n', "an escape sequence"),
    ("src/app/planted_error.c", 'bool f(struct error *err)\n{\n\treturn error_set(err, ERROR_INPUT, "No such thing: %s", g(1, 2));\n}\n',
     "not in _()"),
    ("src/tui/planted_say.c", 'void f(struct shell *shell)\n{\n\tshell_say(shell, STYLE_SAVED, "Saved");\n}\n', "not in _()"),
    ("src/cli/planted_text.c", 'const char *text = "The database is " /* not yet */ "not there yet.";\n', "not in _()"),
    ("src/app/planted_posix.c", "#include <unistd.h>\n", "outside its room"),
    ("src/store/planted_stat.c", "#include <sys/stat.h>\n", "outside its room"),
    ("src/cli/planted_windows.c", "#include <windows.h>\n", "outside its room"),
    ("src/app/planted_ifdef.c", "#ifdef _WIN32\n#endif\n", "a system is asked for"),
    ("src/core/planted_stdio.c", "#include <stdio.h>\n", "core is pure: <stdio.h>"),
    ("src/core/planted_clock.c", "long f(void)\n{\n\treturn time(NULL);\n}\n", "core is pure: time()"),
    ("src/core/planted_env.c", 'const char *f(void)\n{\n\treturn getenv("HOME");\n}\n', "core is pure: getenv()"),
    ("src/core/planted_global.c", "static int counter;\n", "core is pure: a global"),
    ("src/core/planted_long.c", "int f(void);\n" * (LINES_MAX + 1), "more than %d lines" % LINES_MAX),
    ("tests/planted_mark.c", "/* TO" + "DO: more */\n", "unfinished work"),
    ("docs/planted.md", "see ../sha" + "red/design\n", "outside the project"),
]

# What looks like a violation and is none.
INNOCENT = [
    ("src/core/innocent.c", '/* SELECT time( "Not a text at all" */\n#include <string.h>\nstatic const int three = 3;\n'),
    ("src/app/innocent.c", 'bool f(struct error *err)\n{\n\treturn error_set(err, ERROR_INPUT, _("No such thing: "\n\t\t"%s is not there."), x);\n}\n'),
    ("src/app/innocent_at.c", 'bool f(struct error *err)\n{\n\treturn error_at(err, "%s:%d", name, line);\n}\n'),
]


def self_check(source):
    failed = 0
    with tempfile.TemporaryDirectory(prefix="tenken-laws-") as folder:
        copy = pathlib.Path(folder) / "copy"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns(".git", "build*", "dist", "__pycache__"))
        before = set(Laws(copy).check())
        for name, text, *_ in PLANTED + INNOCENT:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_text(text, encoding="utf-8")
        found = [line for line in Laws(copy).check() if line not in before]
    for name, _, wanted in PLANTED:
        if not any(line.startswith(name + ":") and wanted in line for line in found):
            print("%s: was not found: %s" % (name, wanted))
            failed = 1
    for name, _ in INNOCENT:
        for line in found:
            if line.startswith(name + ":"):
                print("found where there is nothing: " + line)
                failed = 1
    print("%d violations planted" % len(PLANTED))
    return failed


def main(arguments):
    if arguments[:1] == ["--self-check"]:
        return self_check(arguments[1])
    found = Laws(arguments[0]).check()
    for line in found:
        print(line)
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))
