#!/usr/bin/python3
"""The shipped pack with one thing wrong, many times over: lint must find each, where it stands, and name what was meant.

usage: mutations.py TENKEN CHECKLISTS

Each mutation changes the text of one file. `tenken pack lint --json` must end with 1, and one of its errors stand in this file,
at this line and (where the text is still JSON) at this path, and say what is expected. The same mutations every time. Files that
a pack may have are taken in when they are there.
"""
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from json_places import Document, misspell  # noqa: E402

TENKEN, PACK = os.path.abspath(sys.argv[1]), os.path.join(os.path.abspath(sys.argv[2]), "kobe-5.10")
LEAST = 200
RANDOM = random.Random(510)

# `lines`: any of these will do. `path` None: what is no JSON has no paths.
Mutation = namedtuple("Mutation", "what name text lines path says")

NAMES = sorted(os.path.relpath(path, PACK) for path in glob.glob(PACK + "/**/*.json", recursive=True))
TEXTS = {}
for NAME in NAMES:
    with open(os.path.join(PACK, NAME), encoding="utf-8", newline="") as file:
        TEXTS[NAME] = file.read()
DOCUMENTS = {name: Document(text) for name, text in TEXTS.items()}
QUESTIONS = [name for name in NAMES if name.startswith("questions/")]


def pick(candidates, count=1):
    """Some of them, spread over all."""
    candidates = list(candidates)
    return RANDOM.sample(candidates, min(count, len(candidates)))


def nodes(name, test):
    return [node for node in DOCUMENTS[name].nodes.values() if test(node)]


def everywhere(names, test, count=1):
    """`count` nodes of these files taken together: (name, node)."""
    return pick([(name, node) for name in names for node in nodes(name, test)], count)


def ids(name, path):
    """The ids of a list in a file."""
    return [entry["id"] for entry in DOCUMENTS[name].nodes[path].value]


def value_at(what, name, node, by, *says):
    """Another value, which is wrong where it stands."""
    document = DOCUMENTS[name]
    return Mutation(what, name, document.with_value(node, by), {document.line(node.start)}, node.path, says)


def told_at(what, name, text, node, *says):
    """A change that is told at a node that stands where it stood."""
    return Mutation(what, name, text, {DOCUMENTS[name].line(node.start)}, node.path, says)


# --- what is wrong in any file ---

def one_of_each_key(names):
    """One member for each key that the files have, wherever it stands."""
    seen = {}
    for name in names:
        for node in nodes(name, lambda node: node.key is not None):
            seen.setdefault((node.key, "when" in node.path or "applies" in node.path), []).append((name, node))
    return [pick(found)[0] for found in seen.values()]


def misspelt_keys(names):
    keys = {node.key for name in names for node in nodes(name, lambda node: node.key is not None)}
    for name, node in one_of_each_key(names):
        document, slip = DOCUMENTS[name], misspell(node.key, keys)
        yield Mutation("key misspelt", name, document.with_key(node, slip), {document.line(node.key_start)},
                       node.parent.path + "/" + slip, ['"%s"' % node.key])


def other_types(names):
    for name, node in one_of_each_key(names):
        value = node.value
        if isinstance(value, bool) or isinstance(value, int):
            yield value_at("a text for a number or a truth", name, node, '"often"')
        elif isinstance(value, str):
            yield value_at("a number for a text", name, node, "7")
        elif value is not None:
            yield value_at("a list for an object, an object for a list", name, node, "{}" if isinstance(value, list) else "[]")


def unknown_keys(name):
    for node in pick(nodes(name, lambda node: DOCUMENTS[name].text[node.start] == "{" and node.children), 3):
        document = DOCUMENTS[name]
        yield Mutation("key unknown", name, document.with_member(node, '"colour": "red"'), {document.line(node.start)},
                       node.path + "/colour", ["colour"])


def languages(name):
    document = DOCUMENTS[name]
    for key, language in (("ja", "Japanese"), ("en", "English")):
        for node in pick(nodes(name, lambda node: node.key == key and len(node.parent.children) == 2), 2):
            yield told_at("language missing", name, document.without(node), node.parent, language)
            yield value_at("blank text", name, node, RANDOM.choice(['""', '" "', '"　"', '"\\t"']), "blank")
            hidden = RANDOM.choice(["\u200b", "\u202e", "\u2066", "\ufeff", "\\u0007", "\U000e0041"])
            half = (node.start + node.end) // 2
            while document.text[half - 1] == "\\":
                half += 1
            yield told_at("invisible character", name, document.replace(half, half, hidden), node, "cannot be seen")


def broken_grammar(name):
    """What is no JSON any more: told where it shows, in the line of the defect or of the token behind it."""
    document = DOCUMENTS[name]
    punctuation = {sign: [start for start, _ in document.tokens if document.text[start] == sign] for sign in '{}[],:"'}
    for sign, word in ((",", "comma"), ("}", "brace"), ("{", "brace"), ("]", "bracket"), ("[", "bracket"), (":", "colon")):
        for at in pick(punctuation[sign], 2 if sign == "," else 1):
            yield no_json(word + " lost", name, document.replace(at, at + 1, ""), at)
    start, end = pick([token for token in document.tokens if document.text[token[0]] == '"'])[0]
    yield no_json("quotation mark lost", name, document.replace(end - 1, end, ""), start)
    end = pick(nodes(name, lambda node: document.text[node.start] in "{[" and node.children))[0].end - 1
    yield no_json("comma too many", name, document.replace(end, end, ","), end)
    node = pick(nodes(name, lambda node: node.key is not None))[0]
    yield no_json("single quotation marks", name, document.replace(node.key_start, node.key_end, "'%s'" % node.key), node.key_start)
    yield no_json("a comment", name, document.replace(node.key_start, node.key_start, "// why\n"), node.key_start)
    text = document.with_member(node.parent, "%s: null" % document.text[node.key_start:node.key_end])
    yield Mutation("key twice", name, text, {document.line(node.key_start), document.line(node.parent.start)}, None, [])


def no_json(what, name, text, at):
    lines = {DOCUMENTS[name].line(at)}
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        lines.add(error.lineno)
    else:
        raise AssertionError(what)
    return Mutation(what, name, text, lines, None, [])


def broken_files():
    for name in NAMES:
        if "/" not in name or name == QUESTIONS[0]:
            text, last = TEXTS[name], DOCUMENTS[name].line(len(TEXTS[name].rstrip()))
            yield Mutation("byte order mark", name, "\ufeff" + text, {1}, None, [])
            yield Mutation("empty file", name, "", {1}, None, [])
            yield Mutation("cut off", name, text[:len(text) // 2], {text[:len(text) // 2].count("\n") + 1}, None, [])
            yield Mutation("something behind the end", name, text.rstrip() + " {}\n", {last}, None, [])
            yield Mutation("no object", name, "[]", {1}, "", ["object"])
    for name in ("pack.json", "clauses.json", "profile.json"):
        yield Mutation("file missing", name, None, {0}, None, ["missing"])


# --- ids ---

def twice(names):
    """An id that its neighbour has; told at the second."""
    def has_neighbour(node):
        before = node.parent and node.parent.parent and node.parent.parent.children
        return node.key == "id" and before and before[0] is not node.parent
    lists = {}
    for name in names:
        for node in nodes(name, has_neighbour):
            lists.setdefault((name.split("/")[0], node.parent.parent.name), []).append((name, node))
    for found in lists.values():
        name, node = pick(found)[0]
        first = node.parent.parent.children[0].get("id")
        yield value_at("id twice", name, node, DOCUMENTS[name].text[first.start:first.end])


def is_string(node):
    return node.text[node.start] == '"'


def dangling(names, test, known, what, count=1):
    """References to what there is not, one slip away from what there is."""
    for name, node in everywhere(names, lambda node: is_string(node) and test(node), count):
        slip = misspell(node.value, known)
        yield value_at("no such " + what, name, node, json.dumps(slip, ensure_ascii=False), '"%s"' % node.value)


def reference_mutations():
    clauses, roles = ids("clauses.json", "/clauses"), ids("pack.json", "/roles")
    facts = ids("profile.json", "/facts")
    for names, count in ((QUESTIONS, 6), (["pack.json"], 1), (["rules.json"], 3)):
        yield from dangling(names, lambda node: node.key is None and node.name == "clauses", clauses, "clause", count)
    yield from dangling(QUESTIONS + ["pack.json"], lambda node: node.key == "clause", clauses, "clause", 4)
    yield from dangling(QUESTIONS, lambda node: node.name == "roles", roles, "role", 3)
    yield from dangling(["clauses.json"], lambda node: node.name in ("roles", "implied_roles"), roles, "role", 3)
    yield from dangling(["pack.json"], lambda node: node.key == "answered_by", roles, "role", 2)
    yield from dangling(QUESTIONS + ["profile.json"], lambda node: node.key == "fact", facts, "fact", 5)
    for more in ("consistency.json", "classification.json"):
        if more in NAMES:
            yield from dangling([more], lambda node: node.key is None and node.name == "clauses", clauses, "clause", 2)
            yield from dangling([more], lambda node: node.key == "fact", facts, "fact", 2)


def choice_mutations():
    """Words of which there are few: kinds, types, verdicts."""
    for names, key in ((QUESTIONS, "kind"), (QUESTIONS, "subject"), (QUESTIONS, "modality"), (["clauses.json"], "kind"),
                       (["pack.json"], "subject"), (["registers.json"], "type"), (["rules.json"], "verdict")):
        known = {node.value for name in names for node in nodes(name, lambda node: node.key == key)}
        yield from dangling(names, lambda node: node.key == key, known, key)
    yield from dangling(["clauses.json"], lambda node: node.key is None and node.name == "duties", {"must", "may"}, "modality")
    yield value_at("no such class", "pack.json", DOCUMENTS["pack.json"].nodes["/results_class"], '"3D"', "3A, 3B, 3C, 2, 1")


# --- registers, rules, conditions ---

REGISTERS = {kind["id"]: {field["id"]: field for field in kind["fields"]}
             for kind in DOCUMENTS["registers.json"].nodes["/registers"].value} if "registers.json" in NAMES else {}


def owner_of(name, node):
    """The register whose records an expression at this node looks at, or None."""
    while node.parent and not (node.parent.key is None and node.parent.parent and node.parent.parent.name in ("rules", "registers",
                                                                                                                   "questions")):
        node = node.parent
    entry = node.parent
    while entry and entry.key is not None:
        entry = entry.parent
    key = {"rules.json": "register", "registers.json": "id"}.get(name, "subject")
    owner = entry and entry.get(key)
    return owner.value if owner and owner.value in REGISTERS else None


def expression_mutations():
    in_expressions = ["rules.json", "registers.json"] + QUESTIONS
    paths = ("/when", "/applies", "/if")

    def inside(node):
        return any(part in node.path for part in paths) and "linked" not in node.path
    for name in ("rules.json", "registers.json", "questions"):
        names = QUESTIONS if name == "questions" else [name]
        yield from field_mutations(names, inside)
        yield from value_mutations(names, inside)
    for name, node in everywhere(in_expressions, lambda node: inside(node) and node.key == "field" and "." in node.value, 2):
        ref, field = node.value.split(".")
        slip = misspell(field, {"zone", "domain", "name"})
        yield value_at("no such field of another record", name, node, '"%s.%s"' % (ref, slip), '"%s"' % field)
        slip = misspell(ref, REGISTERS[owner_of(name, node)])
        yield value_at("no such reference", name, node, '"%s.%s"' % (slip, field), '"%s"' % ref)
    for key, what in (("register", "register"), ("from", "field"), ("field", "field")):
        for name, node in everywhere(["rules.json"], lambda node: node.key == key and node.parent.key == "linked"):
            known = REGISTERS if key == "register" else REGISTERS[node.parent.get("register").value]
            yield value_at("no such %s in a link" % what, name, node, '"%s"' % misspell(node.value, known), '"%s"' % node.value)
    yield from dangling(["rules.json"], lambda node: node.key == "register", REGISTERS, "register", 2)
    yield from dangling(["registers.json"], lambda node: node.key == "register", REGISTERS, "register", 2)
    for name, node in everywhere(["rules.json"], lambda node: node.key in ("within", "older_than") and "settings." in node.value, 2):
        start, _, period = node.value.rpartition(".")
        slip = misspell(period, ids("pack.json", "/periods"))
        yield value_at("no such period", name, node, '"%s.%s"' % (start, slip), '"%s"' % period)
    for name, node in everywhere(["registers.json"], lambda node: node.key == "via"):
        yield value_at("no such field behind a reference", name, node, '"%s"' % node.value.replace("zone", "zoen"), "zone")


def field_mutations(names, inside):
    def names_field(node):
        alone = is_string(node) and (node.key in ("when", "applies", "if", "not") or (node.key is None and node.name in ("all", "any")))
        named = node.key in ("field", "same_as", "not_after", "before", "covers", "referred")
        return (alone or named) and node.value != "today" and "." not in node.value and owner_of(name, node)
    for name in names:
        for node in pick(nodes(name, lambda node: inside(node) and names_field(node)), 6 if len(names) == 1 else 1):
            slip = misspell(node.value, REGISTERS[owner_of(name, node)])
            yield value_at("no such field", name, node, '"%s"' % slip, '"%s"' % node.value)


def value_mutations(names, inside):
    def names_value(node):
        return inside(node) and is_string(node) and node.name in ("is", "in", "has", "has_any") and field_of(node)
    for name, node in everywhere(names, names_value, 5):
        known = [value["id"] for value in field_of(node)["values"]]
        yield value_at("no such value", name, node, '"%s"' % misspell(node.value, known))


def field_of(node):
    """The field with values that a test of a value is about."""
    test = node.parent if node.key is not None else node.parent.parent
    field = test.get("field").value if test.get("field") else ""
    return next((fields[field] for fields in REGISTERS.values() if fields.get(field, {}).get("values")), None)


def rule_mutations():
    name, document = "rules.json", DOCUMENTS["rules.json"]
    outcomes = nodes(name, lambda node: node.key == "outcomes")
    for rule in pick([node for node in outcomes if len(node.children) > 2], 3):
        first = rule.children[0]
        text = document.with_value(first, '{"verdict": "pass"}')
        yield told_at("outcomes that are never reached", name, text, first, "never be reached")
        last = rule.children[-1]
        yield told_at("nothing for what remains", name, document.with_member(last, '"when": {"all": []}'), last, "what remains")
        because = next(child.get("because") for child in rule.children if child.get("because"))
        yield told_at("no sentence", name, document.without(because), because.parent, '"because"')
        text = because.get("ja")
        yield told_at("no record in the sentence", name, document.with_value(text, '"だめである。"'), because, "{record}")
        yield told_at("a part that there is not", name, document.with_value(text, '"{record}は{name}。"'), because, "{name}")
        yield told_at("what is missing of no field", name, document.with_value(text, '"{record}は{missing:nothing}。"'), because, "nothing")
    for test, by in (("at_least", "-1"), ("at_least", "1.5"), ("within", '"6M"'), ("given", "1"), ("count_at_least", '"2"'), ("all", "[]"),
                     ("has", "[]"), ("is", "[]"), ("not", "null"), ("in_domain", '" "')):
        for node in pick(nodes(name, lambda node: node.key == test and "value" not in node.path)):
            yield value_at("a bad %s" % test, name, node, by)
    for node in pick(nodes(name, lambda node: node.key == "field" and node.parent.get("is") and "." not in node.value and node.parent.key != "linked"), 3):
        yield told_at("two tests", name, document.with_member(node.parent, '"given": true'), node.parent,
                      "One test")._replace(path=node.parent.path + "/given")
    for node in pick(nodes(name, lambda node: node.key == "field" and node.parent.get("set")), 2):
        test = node.parent.get("set")
        text = document.replace(test.key_start, test.end, '"given": true')
        yield told_at("a test for another type", name, text, node.parent, "type")


def condition_mutations():
    """Conditions on facts: circles, what can never be, too deep, two in one."""
    facts = DOCUMENTS["profile.json"].nodes["/facts"].children
    profile = DOCUMENTS["profile.json"]
    one, two = pick([fact for fact in facts if not fact.get("when")], 2)
    own = one.get("id").value
    text = profile.with_member(one, '"when": {"fact": "%s"}' % own)
    yield Mutation("a fact that hangs on itself", "profile.json", text, {profile.line(one.start)}, one.path + "/when", ["circle"])
    hanging = pick([fact for fact in facts if fact.get("when")])[0]
    above = next(fact for fact in facts if fact.get("id").value == hanging.get("when").get("fact").value)
    text = profile.with_member(above, '"when": {"not": {"fact": "%s"}}' % hanging.get("id").value)
    yield Mutation("a circle of two facts", "profile.json", text, {profile.line(above.start)}, above.path + "/when", ["circle"])
    never = '{"all": [{"fact": "%s"}, {"not": {"fact": "%s"}}]}' % (two.get("id").value, two.get("id").value)
    text = profile.with_member(one, '"when": ' + never)
    yield Mutation("a fact that is never asked", "profile.json", text, {profile.line(one.start)}, one.path + "/when", ["never asked"])
    deep = '{"not": ' * 12 + '{"fact": "%s"}' % own + "}" * 12
    for what, by, says in (("a question that is never asked", never, "never asked"), ("nested too deeply", deep, "deep"),
                           ("two in one", '{"fact": "%s", "not": {"fact": "%s"}}' % (own, own), ""), ("nothing", "{}", ""),
                           ("none of any", '{"any": []}', "")):
        for name, node in everywhere(QUESTIONS, lambda node: node.key == "when" and node.get("fact"), 2):
            mutation = value_at(what, name, node, by, says)
            yield mutation._replace(path=None) if what in ("nested too deeply", "none of any") else mutation


# --- packs, clauses, questions ---

def head_mutations():
    head = DOCUMENTS["pack.json"].nodes
    for path, by in (("/effective", '"2025-02-30"'), ("/effective", '"2025-4-1"'), ("/effective", '"R7.4.1"'), ("/format", "2"),
                     ("/format", "1.5"), ("/id", '"kobe 5.10"'), ("/id", '"%s"' % ("k" * 65)), ("/roles", "[]"), ("/periods/0/clauses", "[]")):
        yield value_at("bad head", "pack.json", head[path], by)
    answered = next(node for node in head.values() if node.key == "answered_by")
    yield value_at("answered by one who keeps no checklist", "pack.json", answered, '"city"', "keeps no checklist")


def clause_mutations():
    digests = nodes("clauses.json", lambda node: node.key == "digest")
    for by in ('"%s"' % ("a" * 31), '"%s"' % ("A" * 32), '"%s"' % ("a" * 33), '"none"'):
        yield value_at("bad digest", "clauses.json", pick(digests)[0], by, "digest")
    asked = {}
    for name in QUESTIONS:
        for question in nodes(name, lambda node: node.key == "digest"):
            for digest in question.value.split("-"):
                asked.setdefault(digest, (name, question))
    for node in pick([node for node in digests if node.value[:8] in asked], 2):
        changed = "0" * 32
        name, question = asked[node.value[:8]]
        yield told_at("clause revised", "clauses.json", DOCUMENTS["clauses.json"].with_value(node, '"%s"' % changed), question,
                      changed[:8])._replace(lines={DOCUMENTS[name].line(question.start)}, says=[name, changed[:8]])
    for node in pick(nodes("clauses.json", lambda node: node.key == "duties" and node.parent.get("kind").value == "norm"), 2):
        yield value_at("norm without a duty", "clauses.json", node, "[]", "at least one")


def question_mutations():
    required = ("id", "clauses", "roles", "subject", "kind", "modality", "text", "hint", "digest")
    for key in required:
        for name, node in everywhere(QUESTIONS, lambda node: node.key == key and node.parent.parent.name == "questions"):
            yield told_at("key missing", name, DOCUMENTS[name].without(node), node.parent, '"%s"' % key)
    for name, node in everywhere(QUESTIONS, lambda node: node.key == "digest", 4):
        other = "1" if node.value[0] == "0" else "0"
        yield value_at("digest of other clauses", name, node, '"%s"' % (other + node.value[1:]), node.value[:8])
    for name, node in everywhere(QUESTIONS, lambda node: node.key == "numbers", 2):
        for by in ("[0]", "[9]", "[1, 1]", "[1.5]"):
            yield value_at("no such duty", name, node, by)._replace(path=None)
    definitions = [entry["id"] for entry in DOCUMENTS["clauses.json"].nodes["/clauses"].value if entry["kind"] == "definition"]
    for name, node in everywhere(QUESTIONS, lambda node: node.key is None and node.name == "clauses" and "elements" not in node.path, 2):
        yield value_at("a clause without a duty", name, node, '"%s"' % pick(definitions)[0], "holds no duty")
        yield told_at("clause twice", name, DOCUMENTS[name].replace(node.start, node.start, '"%s", ' % node.value), node,
                      "twice")._replace(path=None)
    for name, node in everywhere(QUESTIONS, lambda node: node.key is None and node.name == "roles", 2):
        yield value_at("a role that keeps no checklist", name, node, '"staff"', "info_manager")
    for name, node in everywhere(QUESTIONS, lambda node: node.key == "id" and node.parent.parent.name == "questions", 2):
        yield value_at("a clause's id", name, node, '"%s"' % node.parent.get("clauses").value[0], "id of a clause")
    for name, node in everywhere(QUESTIONS, lambda node: node.key == "elements"):
        yield value_at("no elements", name, node, "[]", "empty")
        kind = node.parent.get("kind")
        yield Mutation("elements in a verdict", name, DOCUMENTS[name].with_value(kind, '"verdict"'),
                       {DOCUMENTS[name].line(node.key_start)}, node.path, ["elements"])
    for name, node in everywhere(QUESTIONS, lambda node: node.name == "clauses" and node.key is None and "elements" in node.path, 2):
        others = ids("clauses.json", "/clauses")
        yield value_at("an element that asks another clause", name, node, '"%s"' % others[0])
    for name, node in everywhere(QUESTIONS, lambda node: node.key == "kind" and node.value == "verdict"):
        yield told_at("no elements", name, DOCUMENTS[name].with_value(node, '"elements"'), node.parent, '"elements"')


def required_members(name, keys):
    """Of each, one that is left out: told at its object."""
    for key in keys:
        for node in pick(nodes(name, lambda node: node.key == key and "/linked" not in node.path)):
            yield told_at("key missing", name, DOCUMENTS[name].without(node), node.parent, '"%s"' % key)


def all_mutations():
    yield from broken_files()
    for name in NAMES:
        if name in QUESTIONS[2:]:
            continue
        yield from unknown_keys(name)
        yield from languages(name)
        yield from broken_grammar(name)
    for names in [[name] for name in NAMES if name not in QUESTIONS] + [QUESTIONS]:
        yield from misspelt_keys(names)
        yield from other_types(names)
    yield from twice(NAMES)
    yield from reference_mutations()
    yield from choice_mutations()
    yield from condition_mutations()
    yield from head_mutations()
    yield from clause_mutations()
    yield from question_mutations()
    yield from required_members("pack.json", ["format", "id", "title", "issuer", "version", "effective", "results_class", "roles", "periods"])
    yield from required_members("clauses.json", ["sections", "clauses", "label", "heading", "kind", "duties", "roles", "digest"])
    yield from required_members("profile.json", ["facts", "id", "text", "hint", "yearly"])
    if REGISTERS:
        yield from required_members("registers.json", ["title", "hint", "fields", "type", "label", "values"])
        yield from required_members("rules.json", ["clauses", "register", "text", "outcomes", "verdict"])
        yield from expression_mutations()
        yield from rule_mutations()


# --- judging ---

# A pack reads nothing through a symbolic link; hard links need one file system.
COPY = tempfile.TemporaryDirectory(prefix="tenken-mutations-")
shutil.copytree(PACK, COPY.name, dirs_exist_ok=True)


def lint(mutation):
    with tempfile.TemporaryDirectory(prefix="tenken-mutation-") as folder:
        os.mkdir(os.path.join(folder, "questions"))
        for name in NAMES:
            if name != mutation.name:
                os.link(os.path.join(COPY.name, name), os.path.join(folder, name))
        if mutation.text is not None:
            with open(os.path.join(folder, mutation.name), "w", encoding="utf-8", newline="") as file:
                file.write(mutation.text)
        done = subprocess.run([TENKEN, "--lang", "en", "pack", "lint", folder, "--json"], capture_output=True, check=False, timeout=60)
    return done


def misses(mutation):
    """What is wrong with lint's answer, or None."""
    done = lint(mutation)
    if done.returncode != 1:
        return "exit %d: %s" % (done.returncode, done.stderr.decode()[:300])
    errors = json.loads(done.stdout)["errors"]
    for error in errors:
        file = next((says for says in mutation.says if says in NAMES), mutation.name)
        if error["file"] == file and error["line"] in mutation.lines and mutation.path in (None, error["path"]) and \
                all(says in error["message"] for says in mutation.says if says not in NAMES):
            return None
    return json.dumps(errors[:4], ensure_ascii=False)


def main():
    every = int(os.environ.get("TENKEN_EVERY", "1"))  # only each so many-th: for slow builds
    mutations = list(all_mutations())
    enough = len(mutations) >= LEAST
    mutations = mutations[::every]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = list(pool.map(misses, mutations))
    for mutation, answer in zip(mutations, answers):
        if answer:
            print("%s in %s, line %s, path %s, %s: %s" % (mutation.what, mutation.name, sorted(mutation.lines), mutation.path,
                                                           list(mutation.says), answer))
    caught = answers.count(None)
    print("%d mutations, %d caught" % (len(mutations), caught))
    return 0 if caught == len(mutations) and enough else 1


sys.exit(main())
