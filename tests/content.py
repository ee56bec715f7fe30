#!/usr/bin/python3
"""Holds the pack that is shipped against its schemas, and, where it is at hand, against the standard itself.

usage: content.py CHECKLISTS [STANDARD]

STANDARD is the folder with clauses.tsv (environment variable TENKEN_STANDARD); without it that half says `skipped`. Checked
there: ids, labels, headings, kinds, duties, roles and digests carry over; every duty of every row is asked; and no question, hint, element or summary holds a run of 16 characters of any clause's text
(names of laws, ordinances and offices apart).
"""
import glob
import hashlib
import json
import os
import re
import sys
import unicodedata

import jsonschema

RUN = 16
ROLES = {"情報管理者": "info_manager", "業務システム管理者": "system_manager", "情報基盤管理者": "platform_manager",
         "情報セキュリティ管理者": "security_manager", "統括責任者": "security_chief", "CISO": "ciso",
         "監査統括責任者": "audit_chief", "CSIRT": "csirt", "業務システム責任者": "system_owner", "情報責任者": "info_owner",
         "委託": "contractor", "職員等": "staff", "市": "city"}
# Proper names that cannot be said in other words.
NAMES = ["神戸市個人情報保護法の施行等に関する条例", "神戸市会の個人情報の保護に関する条例施行規則",
         "神戸市会の個人情報の保護に関する条例", "行政手続における特定の個人を識別するための番号の利用等に関する法律",
         "情報セキュリティ統括責任者", "情報セキュリティ監査統括責任者", "情報セキュリティ管理者", "情報セキュリティポリシー",
         "情報基盤管理者", "業務システム管理者", "業務システム責任者", "不正アクセス行為の禁止等に関する法律",
         "会計年度任用職員", "サイバーセキュリティ基本法", "個人情報の保護に関する法律",
         "行政文書の管理に関するガイドライン"]
problems = []


def problem(text):
    problems.append(text)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def squeeze(text):
    """Letters and figures alone: punctuation and white space hide no copying."""
    text = unicodedata.normalize("NFKC", text)
    for name in NAMES:
        text = text.replace(unicodedata.normalize("NFKC", name), "\n")
    return re.sub(r"[^\w\n]+", "", text)


def digest(text):
    return hashlib.blake2b(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).encode(), digest_size=16).hexdigest()


def check_schemas(checklists, pack):
    files = {"pack": ["pack.json"], "clauses": ["clauses.json"], "profile": ["profile.json"],
             "registers": ["registers.json"], "rules": ["rules.json"], "consistency": ["consistency.json"], "classification": ["classification.json"],
             "questions": sorted(glob.glob("questions/*.json", root_dir=pack))}
    for name, paths in files.items():
        schema = load(os.path.join(checklists, "schema", name + ".schema.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for path in paths:
            for error in validator.iter_errors(load(os.path.join(pack, path))):
                problem(f"{path}: {'/'.join(map(str, error.path))}: {error.message}")


def texts(pack):
    """Every Japanese sentence of ours, with where it stands."""
    for path in sorted(glob.glob(os.path.join(pack, "questions", "*.json"))):
        for question in load(path)["questions"]:
            yield question["id"], question["text"]["ja"]
            yield question["id"] + " hint", question["hint"]["ja"]
            for measure in question.get("measures", []):
                yield question["id"] + " measure", measure["ja"]
            for element in question.get("elements", []):
                yield question["id"] + " " + element["id"], element["text"]["ja"]
    for clause in load(os.path.join(pack, "clauses.json"))["clauses"]:
        if "summary" in clause:
            yield clause["id"] + " summary", clause["summary"]["ja"]
    for fact in load(os.path.join(pack, "profile.json"))["facts"]:
        yield fact["id"], fact["text"]["ja"]
        yield fact["id"] + " hint", fact["hint"]["ja"]
    for kind in load(os.path.join(pack, "registers.json"))["registers"]:
        yield kind["id"], kind["title"]["ja"] + "\n" + kind["hint"]["ja"]
        for field in kind["fields"]:
            labels = [field["label"], field["hint"], *[value["label"] for value in field.get("values", [])]]
            yield "%s %s" % (kind["id"], field["id"]), "\n".join(label["ja"] for label in labels)
    for rule in load(os.path.join(pack, "rules.json"))["rules"]:
        yield rule["id"], rule["text"]["ja"]
        for outcome in rule["outcomes"]:
            if "because" in outcome:
                yield rule["id"] + " because", outcome["because"]["ja"]
    for one in load(os.path.join(pack, "consistency.json"))["contradictions"]:
        yield one["id"], one["text"]["ja"]
        yield one["id"] + " hint", one["hint"]["ja"]
    yield from class_texts(load(os.path.join(pack, "classification.json")))


def class_texts(tree):
    for axis in tree["axes"]:
        for level in axis["levels"]:
            yield f"{axis['id']} {level['id']}", level["title"]["ja"] + "\n" + level["summary"]["ja"]
            for question in level["questions"]:
                yield question["id"], question["text"]["ja"]
                yield question["id"] + " hint", question["hint"]["ja"]
    for handling in tree["handling"]:
        yield handling["id"], handling["text"]["ja"]
        for item in handling.get("items", []):
            yield handling["id"] + " item", item["ja"]


def read_standard(folder):
    with open(os.path.join(folder, "clauses.tsv"), encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def split_roles(text):
    named, implied = [], []
    for word in filter(None, text.split(";")):
        (implied if word.endswith("?") else named).append(ROLES[word.rstrip("?")])
    return named, implied


def check_clauses(rows, pack):
    ours = {clause["id"]: clause for clause in load(os.path.join(pack, "clauses.json"))["clauses"]}
    if [row["id"] for row in rows] != list(ours):
        problem("clauses.json: the ids or their order differ from the standard's")
    for row in rows:
        clause = ours.get(row["id"])
        if not clause:
            problem(f"{row['id']}: not in clauses.json")
            continue
        named, implied = split_roles(row["roles"])
        expected = {"label": row["label"], "heading": row["heading"], "kind": row["kind"],
                    "duties": [word for word in row["duties"].split(",") if word], "roles": named,
                    "implied_roles": implied, "digest": digest(row["text"])}
        for key, value in expected.items():
            if clause[key] != value:
                problem(f"{row['id']}: {key} is {clause[key]!r}, the standard has {value!r}")


def check_asked(rows, pack):
    asked = {}
    for path in glob.glob(os.path.join(pack, "questions", "*.json")):
        for question in load(path)["questions"]:
            for part in question.get("elements") or [question]:
                some = {duty["clause"]: duty["numbers"] for duty in part.get("duties", [])}
                for clause in part["clauses"]:
                    asked.setdefault(clause, set()).update(some.get(clause, range(1, 9)))
    count = 0
    for row in rows:
        if row["kind"] not in ("norm", "element"):
            continue
        count += 1
        for number, modality in enumerate(filter(None, row["duties"].split(",")), 1):
            if modality != "define" and number not in asked.get(row["id"], ()):
                problem(f"{row['id']}: duty {number} ({modality}) is asked by no question")
    print(f"{count} duty rows are held against the questions")


def fields_in(condition, register):
    """Each field that a condition or an expression asks for, with the register in which it stands."""
    if isinstance(condition, str):
        yield register, condition
    elif isinstance(condition, dict):
        for key in ("field", "same_as", "not_after", "before", "covers", "referred"):
            if key in condition and condition[key] != "today":
                yield register, condition[key]
        for key in ("all", "any"):
            for part in condition.get(key, []):
                yield from fields_in(part, register)
        yield from fields_in(condition.get("not"), register)
        yield from fields_in(condition.get("where"), condition.get("some"))
        if "linked" in condition:
            yield condition["linked"]["register"], condition["linked"]["from"]
            yield condition["linked"]["register"], condition["linked"]["field"]


def check_fields(pack):
    """What a condition asks of a record is a field of its register, and the rules that a question names are there."""
    registers = {register["id"]: {field["id"]: field for field in register["fields"]}
                 for register in load(os.path.join(pack, "registers.json"))["registers"]}
    rules = {rule["id"] for rule in load(os.path.join(pack, "rules.json"))["rules"]}
    conditions = [(fact["id"], fact.get("when"), None) for fact in load(os.path.join(pack, "profile.json"))["facts"]]
    conditions += [(one["id"], one.get("when"), None)
                   for one in load(os.path.join(pack, "consistency.json"))["contradictions"]]
    for path in sorted(glob.glob(os.path.join(pack, "questions", "*.json"))):
        for question in load(path)["questions"]:
            conditions.append((question["id"], question.get("when"), question["subject"]))
            for rule in set(question.get("rules", [])) - rules:
                problem(f"{question['id']}: there is no rule {rule}")
    count = 0
    for name, condition, subject in conditions:
        for register, path in fields_in(condition, subject):
            count += 1
            for step in path.split("."):
                field = registers.get(register, {}).get(step)
                if not field:
                    problem(f"{name}: there is no field {step} in {register}")
                    break
                register = field.get("register")
    print(f"{count} fields that conditions ask for are there")


def check_named_fields(pack):
    """「…」欄: a field that a hint sends people to is on the forms under this name."""
    registers = load(os.path.join(pack, "registers.json"))["registers"]
    labels = {field["label"]["ja"] for register in registers for field in register["fields"]}
    labels |= {register["title"]["ja"] for register in registers}
    count = 0
    for where, sentence in texts(pack):
        for named in re.findall(r"((?:「[^」]+」)+)の?欄", sentence):
            for label in re.findall(r"「([^」]+)」", named):
                count += 1
                if label not in labels:
                    problem(f"{where}: there is no field 「{label}」")
    print(f"{count} fields that people are sent to are there")


def check_own_words(rows, pack):
    runs = {}
    for row in rows:
        text = squeeze(row["text"])
        for start in range(len(text) - RUN + 1):
            if "\n" not in text[start:start + RUN]:
                runs.setdefault(text[start:start + RUN], row["id"])
    count = 0
    for where, sentence in texts(pack):
        count += 1
        text = squeeze(sentence)
        for start in range(len(text) - RUN + 1):
            if text[start:start + RUN] in runs:
                problem(f"{where}: 「{text[start:start + RUN]}」 stands in {runs[text[start:start + RUN]]}")
                break
    print(f"{count} sentences are in our own words")


def main():
    checklists = sys.argv[1]
    standard = sys.argv[2] if len(sys.argv) > 2 else os.environ.get("TENKEN_STANDARD")
    pack = os.path.join(checklists, "kobe-5.10")
    check_schemas(checklists, pack)
    check_fields(pack)
    check_named_fields(pack)
    if standard and os.path.exists(os.path.join(standard, "clauses.tsv")):
        rows = read_standard(standard)
        check_clauses(rows, pack)
        check_asked(rows, pack)
        check_own_words(rows, pack)
    else:
        print("skipped: the standard is not at hand (TENKEN_STANDARD)")
    for text in problems:
        print(text)
    return 1 if problems else 0


sys.exit(main())
