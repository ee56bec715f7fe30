#!/usr/bin/python3
"""Whether the documents are still true.

usage: docs.py SOURCE TENKEN

- a block behind `<!-- screen NAME -->` is the screen tests/scenes/NAME.txt
- the README's map names every file of src/
- man pages and completion know every command that `tenken help` lists, and its options
- docs/questions.md holds the table that reading.py makes
- a link to a file of the checkout leads somewhere
"""
import glob
import os
import re
import subprocess
import sys

SOURCE, TENKEN = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
problems = []


def read(*path):
    with open(os.path.join(SOURCE, *path), encoding="utf-8") as file:
        return file.read()


def check_screens(document):
    if "<!-- screen" not in read(document):
        problems.append(f"{document}: shows no screen")
    for name, block in re.findall(r"<!-- screen (\w+) -->\n```\n(.*?)\n```\n", read(document), re.S):
        expected = [line for line in read("tests", "scenes", name + ".txt").split("\n") if not line.startswith("cursor:")]
        if "\n".join(expected).rstrip("\n") != block:
            problems.append(f"{document}: the screen {name} is not what tests/scenes/{name}.txt shows")


def check_map():
    named = set(re.findall(r"`(\w+)`", read("README.md").split("## Map of the source")[1].split("## Glossary")[0]))
    for path in glob.glob(os.path.join(SOURCE, "src", "**", "*.c"), recursive=True):
        name = os.path.basename(path)[:-2]
        if name not in named:
            problems.append(f"README.md: the map does not name {os.path.relpath(path, SOURCE)}")


def check_commands():
    def tenken(*words):
        return subprocess.run([TENKEN, "--lang", "en", *words], capture_output=True, text=True, check=True).stdout

    commands = re.findall(r"^  ([a-z]+) ", tenken("help"), re.M)
    for document in ("tenken.1.scd", "tenken.ja.1.scd"):
        text = read("docs", document)
        for command in commands:
            if not re.search(rf"^\*{command}\b|, \*{command}\b|、\*{command}\b", text, re.M):
                problems.append(f"docs/{document}: the command {command} is not described")
            for option in re.findall(r"--[a-z-]+", tenken("help", command)):
                if option not in text:
                    problems.append(f"docs/{document}: the option {option} of {command} is not described")
    completion = read("docs", "completion.bash")
    words = re.search(r'commands="([^"]*)"', completion).group(1).split()
    if sorted(words) != sorted(commands):
        problems.append(f"docs/completion.bash: commands differ: {sorted(set(words) ^ set(commands))}")
    for command in commands:
        for option in re.findall(r"--[a-z-]+", tenken("help", command)):
            if option not in completion:
                problems.append(f"docs/completion.bash: {option} of {command} is not offered")


def check_reading():
    made = subprocess.run([sys.executable, os.path.join(SOURCE, "tests", "reading.py"), TENKEN,
                           os.path.join(SOURCE, "docs", "questions.md")], capture_output=True, text=True, check=False)
    if made.returncode:
        problems.append("docs/questions.md: " + made.stdout + made.stderr)


def check_links():
    for document in glob.glob(os.path.join(SOURCE, "**", "*.md"), recursive=True):
        if os.path.relpath(document, SOURCE).startswith(("build", "dist" + os.sep)): # made, and tried elsewhere
            continue
        for link in re.findall(r"\]\(([^)#:]+)\)", read(document)):
            if not os.path.exists(os.path.join(os.path.dirname(document), link)):
                problems.append(f"{os.path.relpath(document, SOURCE)}: the link {link} leads nowhere")


for with_screens in ("README.md", "docs/README.ja.md", "docs/manual.md", "docs/manual.ja.md"):
    check_screens(with_screens)
check_map()
check_commands()
check_reading()
check_links()
print("\n".join(problems) if problems else "the documents are true")
sys.exit(1 if problems else 0)
