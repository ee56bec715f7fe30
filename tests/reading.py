#!/usr/bin/python3
"""How much a section head has to read: questions, elements and characters for three made-up sections.

usage: reading.py TENKEN [DOCUMENT]

Prints a table in Markdown, made through the command line as a user would. With DOCUMENT it is compared with the table that
stands there, so that the document stays true.
"""
import json
import os
import subprocess
import sys
import tempfile

PROFILES = [
    ("公園管理事務所: papers and a few terminals", {"handles_class2", "publishes", "nonregular_staff", "disposed", "staff_left"}),
    ("市民課: counters, outside work, contractors, no system, no cloud",
     {"handles_class2", "publishes", "nonregular_staff", "disposed", "staff_left", "uses_media", "uses_mobile",
      "works_outside", "carried_out", "transported", "provided_outside", "outsourcing", "web_meeting"}),
    ("情報政策課: everything", None),
]


def run(tenken, database, *arguments):
    environment = dict(os.environ, TENKEN_DB=database, TENKEN_DATE="2026-10-01", TENKEN_LANG="ja")
    return subprocess.run([tenken, *arguments], env=environment, capture_output=True, text=True, check=True).stdout


def count(tenken, folder, number, facts):
    database = os.path.join(folder, f"{number}.db")
    run(tenken, database, "init", "--bureau", "局", "--unit", "課")
    for fact in json.loads(run(tenken, database, "profile", "show", "--json"))["profile"]:
        answer = "yes" if facts is None or fact["id"] in facts else "no"
        run(tenken, database, "profile", "set", fact["id"], answer)
    shown = [question for question in json.loads(run(tenken, database, "checklist", "show", "--json"))["questions"]
             if question["applies"] is not False]
    elements = [element for question in shown for element in question["elements"]]
    clauses = {clause for question in shown for clause in question["clauses"]}
    return {language: sum(len(item["text"][language]) for item in shown + elements) for language in ("ja", "en")} | {
        "questions": len(shown), "elements": len(elements), "clauses": len(clauses)}


def table(tenken):
    lines = ["| section | questions | of these lists, items | clauses asked | characters ja | characters en |",
             "|---|---:|---:|---:|---:|---:|"]
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, facts) in enumerate(PROFILES):
            row = count(tenken, folder, number, facts)
            lines.append(f"| {name} | {row['questions']} | {row['elements']} | {row['clauses']} | {row['ja']:,} | {row['en']:,} |")
    return "\n".join(lines) + "\n"


def main():
    made = table(os.path.abspath(sys.argv[1]))
    print(made, end="")
    if len(sys.argv) > 2:
        with open(sys.argv[2], encoding="utf-8") as file:
            if made not in file.read():
                print(f"{sys.argv[2]} does not hold this table")
                return 1
    return 0


sys.exit(main())
