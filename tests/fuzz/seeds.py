#!/usr/bin/python3
"""Where fuzzing starts: the tiny pack whole, the facts of tests/rules, every condition that the shipped pack uses,
the bundles of tests/vectors, and what sections that are asked by the tiny pack hand in.

usage: seeds.py FOLDER

Writes FOLDER/pack, FOLDER/facts, FOLDER/condition, FOLDER/bundle, FOLDER/submission and FOLDER/dictionary. They are made anew for
each run, so that they follow the formats; what fuzzing finds from there is kept in corpus/.
"""
import glob
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
SHIPPED = os.path.join(os.path.dirname(TESTS), "checklists", "kobe-5.10")
TINY, OVERLAY = os.path.join(HERE, "tiny"), os.path.join(HERE, "overlay")
# What a rule or a condition may say and the shipped pack does not, and what is refused.
CONDITIONS = ['{"fact": "more"}', '{"fact": "heer"}', '{"not": {"not": {"fact": "other"}}}', '{"field": "zone", "is": "in"}',
              '{"field": "zone", "is": ["in", "out"]}', '{"field": "kinds", "has": ["a"]}', '{"field": "class", "at_least": "2"}',
              '{"field": "on", "set": true}', '{"all": [{"fact": "here"}, {"any": [{"fact": "more"}, {"fact": "other"}]}]}',
              '"there"', '{"field": "there", "is": false}', '{"field": "kinds", "has": ["a", "b"]}',
              '{"field": "kinds", "has_any": ["b"]}', '{"field": "kinds", "count_at_least": 2}', '{"field": "many", "at_least": 3}',
              '{"field": "domain", "given": true}', '{"field": "domain", "same_as": "name"}',
              '{"field": "domain", "in_domain": "lg.jp"}', '{"field": "on", "set": false}', '{"field": "on", "none": true}',
              '{"field": "on", "within": "P6M"}', '{"field": "on", "older_than": "settings.about"}',
              '{"field": "on", "not_after": "until"}', '{"field": "on", "before": "today"}', '{"field": "class", "covers": "parent"}',
              '{"referred": "parent"}', '{"field": "parent.on", "within": "settings.periods.check"}',
              '{"linked": {"register": "link", "from": "from", "field": "to_zone", "is": ["out", "far"]}}',
              '{"some": "link"}', '{"some": "system", "where": {"field": "zone", "is": "in"}}',
              '{"answer": "2-a", "is": ["implemented", "unanswered"]}', '{"verdict": "others", "is": ["fail", "unknown"]}']


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def write(folder, texts):
    os.makedirs(folder, exist_ok=True)
    for number, text in enumerate(texts):
        with open(os.path.join(folder, "seed-%04d" % number), "w", encoding="utf-8") as file:
            file.write(text)


def packs():
    """The tiny pack: whole, in parts, and under an overlay."""
    names = sorted(os.path.relpath(path, TINY) for path in glob.glob(TINY + "/**/*.json", recursive=True))
    needed = [name for name in names if name in ("pack.json", "clauses.json", "profile.json") or name.startswith("questions/")]
    choices = [names, needed, needed + ["registers.json"]] + [[name] for name in names]
    choices += [[name for name in names if name != left_out] for left_out in names]
    return ["".join("== %s\n%s" % (name, read(TINY, name)) for name in chosen) for chosen in choices]


def facts():
    cases = json.loads(read(TESTS, "rules", "cases.json"))
    sys.path.insert(0, os.path.join(TESTS, "rules"))
    from facts import tree
    registers = {rule["id"]: rule for rule in json.loads(read(SHIPPED, "rules.json"))["rules"]}
    made = []
    for group in cases:
        for case in group["cases"][::3]:
            subject = {key: value for key, value in {**group["facts"], **case.get("with", {})}.items() if value is not None}
            made.append(tree(registers[group["rule"]], subject, {**group.get("more", {}), **case.get("more", {})}))
    return [json.dumps(one, ensure_ascii=False) for one in made]


def write_bundles(folder):
    os.makedirs(folder, exist_ok=True)
    for path in glob.glob(os.path.join(TESTS, "vectors", "*.hex")):
        with open(os.path.join(folder, os.path.basename(path)[:-4]), "wb") as file:
            file.write(bytes.fromhex(read(path)))


def by(**more):
    return {**more, "actor": "課長", "acted_for": "", "at": "2026-10-01T09:00:00+09:00"}


def answer(question, answer, elements="", **plan):
    return by(question=question, answer=answer, elements=elements, note="", reason="", confirmed=False, revision=1,
              plan={**{key: "" for key in ("cause", "measure", "person", "due", "evidence")}, "preventive": False, "done": False, **plan})


def submission(answers, records=(), **more):
    return {"format": 1, "unit": {"code": "0101", "bureau": "局", "name": "課"}, "fiscal_year": 2026, "extra": False, "pack": "tiny",
            "confirmed_by": "課長", "confirmed_at": "2026-10-01T09:00:00+09:00",
            "facts": [by(fact="here", value="yes"), by(fact="complete:system", value="no")],
            "records": [by(register=register, record=record) for register, record in records],
            "checklists": [{"id": "head", "role": "head", "subject": None, "answers": answers,
                            "standing": [{"question": one["question"], "answer": one["answer"], "basis": "declared"} for one in answers]},
                           {"id": "admin:a", "role": "admin", "subject": "system:a", "answers": [], "standing": []}], **more}


def submissions():
    answers = [answer("2-a", "implemented"), answer("2-b", "partial", cause="原因", measure="改善", person="係長", due="2026-12-31",
                                                    first_due="2026-11-30", progress=[by(text="延びた", due="2026-12-31")]),
               answer("2-c", "unsure", person="係長", due="2026-10-31"), answer("2-d", "exception")]
    records = [("system", {"id": "a", "name": "系", "zone": "in", "parent": "b"}), ("system", {"id": "b", "kinds": ["a"]}),
               ("link", {"id": "l", "from": "a", "to": "system:b"}),
               ("exception", {"id": "e", "clauses": ["2.ア"], "subject": "system:a", "until": "none"})]
    more = {"dissents": [by(question="2-a", text="違う")], "received": ["00" * 32]}
    made = [submission([]), submission(answers), submission(answers, records, **more), submission([], records), submission([], **more)]
    return [json.dumps(one, ensure_ascii=False) for one in made]


def conditions_of(node, found):
    if isinstance(node, dict):
        found.update(json.dumps(value, ensure_ascii=False) for key, value in node.items() if key in ("when", "if", "applies"))
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        conditions_of(part, found)
    return found


def words_of(node, found):
    """Keys, and texts that look like an id."""
    if isinstance(node, dict):
        found.update(node)
    elif isinstance(node, str) and node.isascii() and len(node) < 24 and " " not in node:
        found.add(node)
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        words_of(part, found)
    return found


def dictionary():
    words = {"true", "false", "null", "none", "today", "P6M", "P0D", "P1Y", "settings.", "settings.periods."}
    for path in glob.glob(TINY + "/**/*.json", recursive=True):
        words_of(json.loads(read(path)), words)
    words_of(json.loads(read(SHIPPED, "registers.json")), words)
    for condition in CONDITIONS:
        words_of(json.loads(condition), words)
    return "".join('"\\"%s\\""\n' % word for word in sorted(words) if word.replace("_", "").replace(".", "").replace("-", "").isalnum())


def main(folder):
    write(os.path.join(folder, "pack"), packs())
    write(os.path.join(folder, "facts"), facts())
    write_bundles(os.path.join(folder, "bundle"))
    write(os.path.join(folder, "submission"), submissions())
    shipped = set()
    for path in sorted(glob.glob(SHIPPED + "/**/*.json", recursive=True)):
        conditions_of(json.loads(read(path)), shipped)
    write(os.path.join(folder, "condition"), CONDITIONS + sorted(shipped))
    with open(os.path.join(folder, "dictionary"), "w", encoding="utf-8") as file:
        file.write(dictionary())


main(sys.argv[1])
