#!/usr/bin/python3
"""Whether "unknown" is said exactly where it must be.

A record with some things missing is judged; then every record that it may turn out to be is written down and judged, too. Of
all their verdicts one alone is the verdict (not applicable with pass: pass), anything else is unknown; and of the missing
things those matter of which a change alone changes the verdict. Both must be what tenken said of the record itself.

usage: completions.py TENKEN CHECKLISTS [TRIALS [SEED]]
"""
import itertools
import os
import random
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from facts import Program, DAY  # noqa: E402

PROGRAM = Program(sys.argv[1], sys.argv[2])
TRIALS = int(sys.argv[3]) if len(sys.argv) > 3 else max(1, 4 // int(os.environ.get("TENKEN_EVERY", "1")))  # fewer in slow builds
SEED = sys.argv[4] if len(sys.argv) > 4 else "1"
COMPLETIONS_MAX = 1500
MISSING_MAX = 4
ZONES = ["mynumber", "lgwan", "internet", "other"]
# Days around all that the rules compare with, and some between.
DATES = ["none", "1900-01-01", "2019-01-01", "2025-09-30", "2025-10-01", "2025-10-02", "2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01",
         "2026-08-15", "2026-08-16", "2026-08-17", "2026-09-23", "2026-09-24", "2026-09-25", "2026-09-29", "2026-09-30", "2026-10-01",
         "2026-10-02", "2026-11-11", "2026-11-12", "2029-01-01"]
KNOWN_DATES = ["none", "2025-10-01", "2026-03-31", "2026-04-01", "2026-08-16", "2026-09-30", "2026-10-01", "2026-11-11"]
TEXTS = ["", "甲", "乙", "a.lg.jp"]
# The longest starts before all other days, the shortest after all but today.
PERIODS = ["P100Y", "P1Y", "P7M", "P6M", "P46D", "P45D", "P7D", "P1D", "P0D"]


def reads(node, found):
    """What an expression reads: fields (own or another's), settings; in order."""
    if isinstance(node, str):
        found.append(node)
    elif isinstance(node, list):
        for part in node:
            reads(part, found)
    elif isinstance(node, dict):
        for key in ("all", "any", "not"):
            if key in node:
                reads(node[key], found)
        for key in ("field", "same_as", "not_after", "before", "within", "older_than"):
            if isinstance(node.get(key), str) and node[key] != "today" and not node[key].startswith("P"):
                found.append(node[key])
    return found


def domain(rule, name):
    """What a thing may be, known to be or missing."""
    if name.startswith("settings."):
        return PERIODS
    if name.endswith(".zone"):
        return ZONES
    field = PROGRAM.registers["asset" if name.startswith("asset") else rule["register"]][name.split(".")[-1]]
    kind, values = field["type"], [value["id"] for value in field.get("values", [])]
    if kind == "bool":
        return [True, False]
    if kind == "int":
        return [0, 1, 2, 3, 7, 8, 9]
    if kind == "date":
        return DATES
    if kind == "text":
        return TEXTS
    if kind == "choice":
        return values
    if len(values) > 5:  # all, none, each alone, all but one
        return [values, []] + [[value] for value in values] + [[v for v in values if v != value] for value in values]
    return [list(some) for n in range(len(values) + 1) for some in itertools.combinations(values, n)]


def things(rule, dice):
    """The names of what the rule reads, as it calls them where they are missing."""
    found = list(dict.fromkeys(reads(rule.get("applies", []), []) +
                               reads([o.get(k, []) for o in rule["outcomes"] for k in ("if", "when")], [])))
    if rule["id"] == "medium-class":
        found += ["asset1.confidentiality", "asset2.confidentiality", "asset1.integrity", "asset2.availability"]
    if rule["id"] == "lgwan-cloud-link":
        found.append("far.zone")
    if "to_zone" in found and dice.random() < 0.5:  # the other end is a system of ours
        found[found.index("to_zone")] = "to.zone"
    return found


def said(name):
    if name.startswith("asset"):
        return "asset." + name.split(".")[1]
    return "connection.to.zone" if name == "far.zone" else name


def records(rule, values, n):
    """The record number n and those that it hangs together with: (register, record)."""
    subject, systems, more = {"id": "x%d" % n}, {}, {}
    for name, value in values.items():
        if value is None or name.startswith("settings."):
            continue
        if name in ("from.zone", "to.zone", "far.zone"):
            systems[name.split(".")[0]] = value
        elif name.startswith("asset") and "." in name:
            more.setdefault(name.split(".")[0], {})[name.split(".")[1]] = value
        else:
            subject[name] = value
    for end in ("from", "to"):
        if end + ".zone" in values:
            subject[end] = "%s%d" % (end, n)
            yield "system", {"id": subject[end], **({"zone": systems[end]} if end in systems else {})}
    if "far.zone" in values:
        yield "system", {"id": "far%d" % n, **({"zone": systems["far"]} if "far" in systems else {})}
        yield "connection", {"id": "k%d" % n, "from": subject["id"], "to": "far%d" % n}
    if rule["id"] == "medium-class":
        rest = {"confidentiality": "1", "integrity": "1", "availability": "1"}
        for name in ("asset1", "asset2"):
            known = {field: value for field, value in rest.items() if "%s.%s" % (name, field) not in values}
            yield "asset", {"id": "%s-%d" % (name, n), "stored_on": subject["id"], **known, **more.get(name, {})}
    yield rule["register"], subject


def judge(rule, many):
    """The verdicts of many records, that share their settings."""
    registers = {}
    settings = {"periods": {}}
    for name, value in many[0].items():
        if name.startswith("settings.periods.") and value:
            settings["periods"][name.split(".")[2]] = value
        elif name.startswith("settings.") and value:
            settings[name.split(".")[1]] = value
    for n, values in enumerate(many):
        for register, record in records(rule, values, n):
            registers.setdefault(register, []).append(record)
    verdicts = PROGRAM.verdicts({"date": DAY, "settings": settings, "complete": ["connection"], "registers": registers})
    mine = {v["subject"]["id"]: v for v in verdicts if v["rule"] == rule["id"] and v["subject"]["id"].startswith("x")}
    return [mine["x%d" % n] for n in range(len(many))]


def outcome(verdict):
    return verdict["cause"] if verdict["verdict"] == "unknown" else verdict["verdict"]


def merge(outcomes):
    if len(outcomes) == 1:
        return next(iter(outcomes))
    return "pass" if outcomes == {"pass", "notapplicable"} else "missing"


def choose(rule, dice):
    """A record with some things missing, and what these may be."""
    names = things(rule, dice)
    values, missing = {}, []
    size = 1
    for name in dice.sample(names, len(names)):
        may_be = domain(rule, name)
        if len(missing) < MISSING_MAX and size * len(may_be) <= COMPLETIONS_MAX and dice.random() < 0.6:
            missing.append(name)
            size *= len(may_be)
        known = KNOWN_DATES if may_be is DATES else may_be
        values[name] = None if name in missing else dice.choice(known)
    missing.sort(key=names.index)
    return {name: values[name] for name in names}, missing


def check(rule, dice):
    values, missing = choose(rule, dice)
    # Defaults fill what is missing, so that nothing is.
    missing = [name for name in missing if "default" not in PROGRAM.registers[rule["register"]].get(name, {})]
    verdict = judge(rule, [values])[0]
    may_be = [domain(rule, name) for name in missing]
    grid = list(itertools.product(*[range(len(some)) for some in may_be]))  # points by number: lists are no keys
    by_settings = {}
    for point in grid:
        completed = {**values, **{name: may_be[i][point[i]] for i, name in enumerate(missing)}}
        key = tuple(value for name, value in completed.items() if name.startswith("settings."))
        by_settings.setdefault(key, []).append((point, completed))
    found = {}
    for group in by_settings.values():
        for (point, _), one in zip(group, judge(rule, [completed for _, completed in group])):
            found[point] = outcome(one)
    expected = merge(set(found.values()))
    problems = []
    if outcome(verdict) != expected:
        problems.append("is %s, the completions give %s" % (outcome(verdict), expected))
    if expected == "missing":
        matter = set()
        for i, name in enumerate(missing):
            rest = {}
            for point, what in found.items():
                rest.setdefault(point[:i] + point[i + 1:], set()).add("pass" if what == "notapplicable" else what)
            if any(len(some) > 1 for some in rest.values()):
                matter.add(said(name))
        if set(verdict["fields"]) != matter:
            problems.append("names %s, what matters is %s" % (verdict["fields"], sorted(matter)))
    return ["%s %s: %s" % (rule["id"], values, problem) for problem in problems], len(grid)


def check_rule(rule):
    dice = random.Random(SEED + rule["id"])
    problems, count = [], 0
    for _ in range(TRIALS):
        found, points = check(rule, dice)
        problems += found
        count += points
    return problems, count


def main():
    problems, count = [], 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found, points in pool.map(check_rule, PROGRAM.rules):
            problems += found
            count += points
    print("\n".join(problems) if problems else "%d records, %d completions" % (TRIALS * len(PROGRAM.rules), count))
    return 1 if problems else 0


sys.exit(main())
