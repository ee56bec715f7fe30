"""The Japanese is complete: every text of the sources stands in po/ja.po, translated, with the same formats, and no other.

usage: po.py [--self-check] SOURCE-FOLDER
"""
import ast
import pathlib
import re
import subprocess
import sys
import tempfile

KEYWORDS = ["--keyword", "--keyword=_", "--keyword=N_", "--keyword=P_:1,2", "--keyword=C_:1c,2"]
FORMAT = re.compile(r"%(?:(\d+)\$)?[-+ #0']*(\*|\d+)?(?:\.(\*|\d+))?((?:hh?|ll?|[jztL])?[diouxXeEfgGcspn])|%%")


def entries(text):
    """Yields a dictionary for each entry: its strings by keyword, its flags, its place."""
    entry, keyword = {}, None
    for number, line in enumerate(text.splitlines() + [""], 1):
        start = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) (".*")$', line)
        if start:
            keyword = start[1]
            entry[keyword] = ast.literal_eval(start[2])
            entry.setdefault("line", number)
        elif line.startswith('"'):
            entry[keyword] += ast.literal_eval(line)
        elif line.startswith("#,"):
            entry["flags"] = line
        elif line.startswith("#:"):
            entry["from"] = (entry.get("from", "") + " " + line[2:].strip()).strip()
        elif line.startswith("#~"):
            entry["obsolete"] = True
            entry.setdefault("line", number)
        elif not line:
            if "msgid" in entry or "obsolete" in entry:
                yield entry
            entry, keyword = {}, None


def key(entry):
    return entry.get("msgctxt"), entry["msgid"]


def conversions(text):
    """What a format takes, in the order of the arguments."""
    taken = {}
    for found in FORMAT.finditer(text):
        if found[0] == "%%":
            continue
        for star in (found[2], found[3]):
            if star == "*":
                taken[len(taken) + 1] = "*"
        taken[int(found[1]) if found[1] else len(taken) + 1] = found[4].replace("i", "d")
    return [taken[place] for place in sorted(taken)]


def check_entry(wanted, entry, say):
    shown = wanted["msgid"][:70].replace("\n", "\\n")
    if "fuzzy" in entry.get("flags", ""):
        say(entry, "fuzzy: %s" % shown)
    if entry.get("msgid_plural") != wanted.get("msgid_plural"):
        say(entry, "another plural: %s" % shown)
    translations = [value for keyword, value in entry.items() if keyword.startswith("msgstr")]
    for translation in translations:
        if not translation:
            say(entry, "not translated: %s" % shown)
        # A plural's text may leave out a number that its singular does not name.
        elif conversions(translation) not in [conversions(entry[name]) for name in ("msgid", "msgid_plural") if name in entry]:
            say(entry, "another format: %s: %s" % (shown, translation[:70]))
        elif translation.endswith("\n") != entry["msgid"].endswith("\n"):
            say(entry, "newline at the end: %s" % shown)


def check(root):
    root, found = pathlib.Path(root), []
    files = sorted(str(path.relative_to(root)) for folder in ("src", "include") for path in (root / folder).rglob("*.[ch]"))
    template = subprocess.run(["xgettext", "--language=C", "--from-code=UTF-8", "--output=-", "--add-location=file", "--no-wrap",
                               *KEYWORDS, *files], cwd=root, capture_output=True, encoding="utf-8", check=False)
    if template.returncode:
        return [template.stderr]
    wanted = {key(entry): entry for entry in entries(template.stdout) if entry["msgid"]}
    catalogue = root / "po" / "ja.po"
    known = {}
    for entry in entries(catalogue.read_text(encoding="utf-8")):
        if "obsolete" in entry and "msgid" not in entry:
            found.append("po/ja.po:%d: no longer used, remove it" % entry["line"])
        elif entry["msgid"]:
            known[key(entry)] = entry

    def say(entry, what):
        found.append("po/ja.po:%d: %s" % (entry["line"], what))

    for name, entry in wanted.items():
        if name not in known:
            found.append("%s: not in po/ja.po: %s" % (entry.get("from", "?"), entry["msgid"][:70].replace("\n", "\\n")))
        else:
            check_entry(entry, known[name], say)
    for name, entry in known.items():
        if name not in wanted:
            say(entry, "no source has this text: %s" % entry["msgid"][:70])
    compiled = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", str(catalogue)], capture_output=True,
                              encoding="utf-8", check=False)
    if compiled.returncode:
        found.append(compiled.stderr)
    return found


HEADER = 'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
SOURCE = 'void f(void)\n{\n\ta(_("One %s, "\n\t    "two %d."));\n\ta(P_("%d file", "%d files", n));\n\ta(C_("verb", "Open"));\n}\n'
GOOD = [
    'msgid "One %s, two %d."\nmsgstr "%2$d が二つ、%1$s が一つ。"\n',
    'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d 件"\n',
    'msgctxt "verb"\nmsgid "Open"\nmsgstr "開く"\n',
]
BAD = [
    ("not in po/ja.po: One", ["", GOOD[1], GOOD[2]]),
    ("not translated", [GOOD[0].replace("%2$d が二つ、%1$s が一つ。", ""), GOOD[1], GOOD[2]]),
    ("fuzzy", ["#, fuzzy\n" + GOOD[0], GOOD[1], GOOD[2]]),
    ("another format", [GOOD[0].replace("%2$d", "%2$s"), GOOD[1], GOOD[2]]),
    ("another format", [GOOD[0].replace("%2$d が二つ、", ""), GOOD[1], GOOD[2]]),
    ("another format", [GOOD[0], GOOD[1].replace("%d 件", "%s 件"), GOOD[2]]),
    ("not in po/ja.po: Open", [GOOD[0], GOOD[1], GOOD[2].replace("verb", "noun")]),
    ("no source has this text", [*GOOD, 'msgid "Old"\nmsgstr "古い"\n']),
    ("no longer used", [*GOOD, '#~ msgid "Old"\n#~ msgstr "古い"\n']),
]


def self_check():
    failed = 0
    with tempfile.TemporaryDirectory(prefix="tenken-po-") as folder:
        root = pathlib.Path(folder)
        for name in ("src", "include", "po"):
            (root / name).mkdir()
        (root / "src" / "a.c").write_text(SOURCE, encoding="utf-8")
        for wanted, parts in [(None, GOOD), *BAD]:
            (root / "po" / "ja.po").write_text(HEADER + "\n".join(parts), encoding="utf-8")
            found = check(root)
            if (wanted is None and found) or (wanted and not any(wanted in line for line in found)):
                print("wanted: %s, found: %s" % (wanted, found))
                failed = 1
    return failed


def main(arguments):
    if arguments[:1] == ["--self-check"]:
        return self_check()
    found = check(arguments[0])
    for line in found:
        print(line)
    print("%d texts are missing or wrong" % len(found))
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))
