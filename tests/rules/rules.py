#!/usr/bin/python3
"""Every rule of the pack against cases.json: pass, fail, not applicable, explain, advice, judgement; unknown for each thing
that it needs; and an exception over each fail.

usage: rules.py TENKEN CHECKLISTS

A case: `with` changes the rule's facts (null takes a field away, "@my" points at a system), `is` the verdict ("judgement":
unknown of this cause), `fields` exactly these, in any order, `says` part of the Japanese explanation, `needs` each of which,
taken away alone, makes it unknown, and is then what is named.
"""
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from facts import Program, SETTINGS, tree, without_setting  # noqa: E402

PROGRAM = Program(sys.argv[1], sys.argv[2])
RULES = {rule["id"]: rule for rule in PROGRAM.rules}
EVERY = int(os.environ.get("TENKEN_EVERY", "1"))  # only each so many-th case: for slow builds
NEVER_EXCEPTED = {"ai-article10", "exception-persons", "exception-permit", "exception-emergency", "exception-term"}
EXCEPTION = {"id": "e", "name": "例外の記録", "reason": "旧式", "applicant": "課長", "approver": "CISO",
             "approver_role": "ciso", "permitted_on": "2026-04-01", "expires_on": "none"}


def verdict_of(rule, facts):
    found = [v for v in PROGRAM.verdicts(facts) if v["rule"] == rule["id"] and v["subject"]["id"] == "x"]
    assert len(found) == 1, found
    return found[0]


def check_shape(rule, verdict, say):
    if list(verdict) != ["rule", "clauses", "subject", "verdict", "cause", "because", "fields"]:
        say("keys %s" % list(verdict))
    if verdict["clauses"] != rule["clauses"] or verdict["subject"] != {"register": rule["register"], "id": "x"}:
        say("clauses or subject: %s" % verdict)
    if (verdict["cause"] is None) != (verdict["verdict"] != "unknown"):
        say("cause %s of %s" % (verdict["cause"], verdict["verdict"]))
    for language in ("ja", "en"):
        if "対象" not in verdict["because"][language] or "{" in verdict["because"][language]:
            say("the explanation does not name the record: %s" % verdict["because"][language])
    if not verdict["fields"] and verdict["verdict"] != "notapplicable":
        say("no field is named: %s" % verdict)


def check_missing(rule, case, facts, needed, say):
    """Takes one thing away: unknown, naming it."""
    settings, subject = facts["settings"], dict(facts["subject"])
    if needed.startswith("settings."):
        settings = without_setting(settings, needed)
    elif subject.pop(needed, None) is None:
        say("needs %s, which is not there" % needed)
    verdict = verdict_of(rule, tree(rule, subject, facts["more"], settings, facts["complete"], facts["date"]))
    if (verdict["verdict"], verdict["cause"]) != ("unknown", "missing") or verdict["fields"] != [needed]:
        say("without %s: %s %s" % (needed, verdict["verdict"], verdict["fields"]))


def check_exceptions(rule, facts, say):
    """A fail under an exception for it, for another, for the section, and one that does not hold."""
    def under(**changes):
        record = {**EXCEPTION, "clauses": rule["clauses"], "subject": "x", **changes}
        more = json.loads(json.dumps(facts["more"]))
        more.setdefault("exception", []).append({key: value for key, value in record.items() if value is not None})
        return verdict_of(rule, tree(rule, facts["subject"], more, facts["settings"], facts["complete"], facts["date"]))

    never = rule["id"] in NEVER_EXCEPTED or any(clause.startswith(("特記", "約款")) for clause in rule["clauses"])
    expected = "fail" if never else "exception"
    for changes, wanted in [({}, expected), ({"subject": None}, expected), ({"subject": rule["register"] + ":x"}, expected),
                            ({"subject": "my"}, "fail"), ({"clauses": ["4.2.ア.1"]}, "fail"), ({"expires_on": "2026-06-30"}, "fail"),
                            ({"clauses": rule["clauses"][1:] + ["4.2.ア.1"]}, "fail"), ({"permitted_on": "none"}, "fail")]:
        verdict = under(**changes)
        if verdict["verdict"] != wanted:
            say("exception with %s: %s" % (changes, verdict["verdict"]))
    if never:
        return
    verdict = under(permitted_on=None)
    if verdict["verdict"] != "unknown" or verdict["fields"] != ["exception.permitted_on"]:
        say("exception that is unknown: %s %s" % (verdict["verdict"], verdict["fields"]))
    if "例外の記録" not in under()["because"]["ja"]:
        say("the exception is not named")


def check_case(rule, group, case, number):
    problems = []

    def say(text):
        problems.append("%s, case %d: %s" % (rule["id"], number, text))

    subject = {key: value for key, value in {**group["facts"], **case.get("with", {})}.items() if value is not None}
    facts = {"subject": subject, "more": case.get("more", group.get("more", {})), "settings": case.get("settings", SETTINGS),
             "complete": case.get("complete", []), "date": case.get("date", "2026-10-01")}
    verdict = verdict_of(rule, tree(rule, subject, facts["more"], facts["settings"], facts["complete"], facts["date"]))
    wanted = ("unknown", "judgement") if case["is"] == "judgement" else \
        ("unknown", "missing") if case["is"] == "unknown" else (case["is"], None)
    if (verdict["verdict"], verdict["cause"]) != wanted:
        say("%s (%s) %s, expected %s" % (verdict["verdict"], verdict["cause"], verdict["fields"], case["is"]))
    if "fields" in case and sorted(verdict["fields"]) != sorted(case["fields"]):
        say("fields %s, expected %s" % (verdict["fields"], case["fields"]))
    if case.get("says", "") not in verdict["because"]["ja"]:
        say("does not say %s: %s" % (case["says"], verdict["because"]["ja"]))
    check_shape(rule, verdict, say)
    for needed in case.get("needs", []):
        check_missing(rule, case, facts, needed, say)
    if case["is"] == "fail":
        check_exceptions(rule, facts, say)
    return problems


def operands(node, found):
    """The fields and settings that a rule reads."""
    if isinstance(node, str):
        found.add(node)
    elif isinstance(node, list):
        for part in node:
            operands(part, found)
    elif isinstance(node, dict):
        for key in ("all", "any", "not"):
            if key in node:
                operands(node[key], found)
        for key in ("field", "same_as", "not_after", "before", "within", "older_than"):
            if isinstance(node.get(key), str) and node[key] != "today" and not node[key].startswith("P"):
                found.add(node[key])
    return found


def check_coverage(rule, group):
    """Every kind of outcome, and everything that is read, has a case."""
    problems = []
    outcomes = {outcome["verdict"] for outcome in rule["outcomes"]} | ({"notapplicable"} if "applies" in rule else set())
    for missing in outcomes - {case["is"] for case in group["cases"]}:
        problems.append("%s: no case is %s" % (rule["id"], missing))
    read = set()
    for outcome in rule["outcomes"]:
        operands([outcome[key] for key in ("if", "when") if key in outcome], read)
    operands(rule.get("applies", []), read)
    needed = {name for case in group["cases"] for name in case.get("needs", [])}
    named = {name for case in group["cases"] if case["is"] == "unknown" for name in case["fields"]}
    defaults = {name for name, field in PROGRAM.registers[rule["register"]].items() if "default" in field}
    for name in read - needed - named - defaults:
        problems.append("%s: no case takes %s away" % (rule["id"], name))
    return problems


def main():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.json"), encoding="utf-8") as file:
        groups = json.load(file)
    problems, jobs, met = [], [], 0
    if sorted(RULES) != sorted(group["rule"] for group in groups):
        problems.append("not every rule has cases: %s" % sorted(set(RULES) ^ {group["rule"] for group in groups}))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for group in groups:
            rule = RULES[group["rule"]]
            problems += check_coverage(rule, group)
            for n, case in enumerate(group["cases"], 1):
                met += 1
                if met % EVERY == 0:
                    jobs.append(pool.submit(check_case, rule, group, case, n))
        for job in jobs:
            problems += job.result()
    print("\n".join(problems) if problems else "%d rules, %d cases" % (len(groups), len(jobs)))
    return 1 if problems else 0


sys.exit(main())
