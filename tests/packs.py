#!/usr/bin/python3
"""Packs from elsewhere: the one that the README writes out, overlays and their bases, folders that are not to be trusted.

usage: packs.py TENKEN CHECKLISTS
"""
import copy
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import jsonschema

from lib.system import WINDOWS, not_on_windows

TENKEN, CHECKLISTS = (os.path.abspath(path) for path in sys.argv[1:3])
SCHEMAS = ("pack", "clauses", "profile", "registers", "rules", "classification", "consistency", "questions")
MIB = 1024 * 1024


def load(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return json.load(file)


def readme():
    with open(os.path.join(CHECKLISTS, "README.md"), encoding="utf-8") as file:
        return file.read()


def files_in(text):
    """The files that it writes out, by name."""
    return dict(re.findall(r"^\*\*`([\w./-]+)`\*\*\n\n```\w+\n(.*?)^```$", text, re.M | re.S))


def sessions_in(text):
    """Commands, each with what it prints."""
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S):
        yield from re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M)


def schema_of(name):
    return "questions" if name.startswith("questions/") else name[:-len(".json")]


def validator(name):
    schema = load(CHECKLISTS, "schema", name + ".schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-packs-")
        self.env = {"PATH": os.path.dirname(TENKEN) + ":" + os.environ["PATH"], "HOME": self.folder, "TENKEN_LANG": "en",
                    "TENKEN_DATE": "2026-10-01", "TENKEN_NOW": "2026-10-01T14:03:21+09:00"}
        for key, value in os.environ.items():
            if key.endswith("SAN_OPTIONS"):
                self.env[key] = value
        for name, text in files_in(readme()).items():
            self.write(name, text)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))

    def run_tenken(self, *arguments, stdin=None):
        return subprocess.run([TENKEN, *arguments], env=self.env, capture_output=True, cwd=self.folder, timeout=60,
                              input=stdin, **({} if stdin is not None else {"stdin": subprocess.DEVNULL}), check=False)

    def good(self, *arguments, stdin=None):
        done = self.run_tenken(*arguments, stdin=stdin)
        self.assertEqual(done.returncode, 0, (done.stdout + done.stderr).decode())
        return done.stdout.decode()

    def lint(self, folder):
        done = self.run_tenken("pack", "lint", folder, "--json")
        self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        errors = json.loads(done.stdout)["errors"]
        self.assertEqual(done.returncode, 1 if errors else 0)
        return errors

    def cannot_be_read(self, folder, *says):
        """What cannot be read is no list of defects: exit 3, nothing on standard output."""
        done = self.run_tenken("pack", "lint", folder)
        self.assertEqual((done.returncode, done.stdout), (3, b""), done.stderr.decode())
        for text in says:
            self.assertIn(text, done.stderr.decode())

    def verdicts(self, facts, pack):
        self.write("tried.json", facts)
        found = json.loads(self.good("evaluate", "tried.json", "--pack", pack, "--all", "--json"))["verdicts"]
        return {(one["rule"], one["subject"]["id"]): one["verdict"] for one in found}


class Example(Case):
    """The small pack and its overlay in checklists/README.md."""

    def test_as_printed(self):
        sessions = list(sessions_in(readme()))
        self.assertGreaterEqual(len(sessions), 9)
        for command, printed in sessions:
            done = subprocess.run(command, shell=True, env=self.env, cwd=self.folder, capture_output=True, text=True,
                                  stdin=subprocess.DEVNULL, timeout=60, check=False)
            with self.subTest(command=command):
                self.assertEqual(done.stdout + done.stderr, printed)
                self.assertEqual(done.returncode, 0)

    def test_sound_and_covered(self):
        for pack, duties in (("midori-1.0", 7), ("midori-water-1.0", 8)):
            self.assertEqual(self.lint(pack), [])
            coverage = json.loads(self.good("--pack", pack, "pack", "coverage", "--json"))
            self.assertEqual((coverage["missing"], coverage["duties"]), (0, duties))

    def test_used(self):
        self.good("--pack", "midori-water-1.0", "init", "--bureau", "水道局", "--unit", "浄水課", "--role", "head")
        self.good("--pack", "midori-water-1.0", "register", "import", "facts.json")
        shown = json.loads(self.good("--pack", "midori-water-1.0", "checklist", "show", "--json"))["questions"]
        answers = {question["id"]: (question["answer"], question["basis"]) for question in shown}
        self.assertEqual(answers["2-encrypted"], ("not_implemented", "derived"))
        self.assertIn("water-offline", answers)
        self.good("--pack", "midori-water-1.0", "profile", "set", "takes_out", "no")
        missing = json.loads(self.run_tenken("--pack", "midori-water-1.0", "check", "--json").stdout)["missing"]
        self.assertTrue(any("the register holds one that is" in row["text"] or row["kind"] == "contradiction"
                            for row in missing), missing)

    def test_digests(self):
        """Those in the README are those of the texts there; white space and width make no difference."""
        clauses = {clause["id"]: clause["digest"] for clause in load(self.path("midori-1.0/clauses.json"))["clauses"]}
        with open(self.path("texts.csv"), encoding="utf-8") as file:
            rows = [line.rstrip("\n").split(",") for line in file][1:]
        self.assertEqual([row[0] for row in rows], list(clauses))
        for clause, text in rows:
            self.assertEqual(self.good("pack", "digest", "-", stdin=text.encode()), clauses[clause] + "\n")
            spaced = "\ufeff" + text.replace("、", "、\r\n\u3000 ").replace("1", "１")
            self.write("text", spaced)
            self.assertEqual(json.loads(self.good("pack", "digest", "text", "--json")), {"digest": clauses[clause]})
            self.assertEqual(self.good("pack", "digest", "-", stdin=text.encode("cp932")), clauses[clause] + "\n")
        for name, content, says in (("-", b" \n", "no text"), ("-", b"%PDF-1.7", "Standard input is no text"), ("no", b"", "no ")):
            done = self.run_tenken("pack", "digest", name, stdin=content)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(says, done.stderr.decode())


class Schemas(Case):
    def test_fit(self):
        for name, text in files_in(readme()).items():
            if not name.startswith("midori") or not name.endswith(".json"):
                continue
            with self.subTest(name=name):
                errors = list(validator(schema_of(name.split("/", 1)[1])).iter_errors(json.loads(text)))
                self.assertEqual([(list(error.path), error.message) for error in errors], [])

    def samples(self, schema):
        for pack in ("midori-1.0", "midori-water-1.0", os.path.join(CHECKLISTS, "kobe-5.10")):
            for name in ([schema + ".json"] if schema != "questions" else ["questions/1.json", "questions/2.json",
                                                                           "questions/10.json"]):
                if os.path.exists(self.path(pack, name)):
                    yield load(self.path(pack, name))

    def objects(self, node, shape=()):
        """Each object, with its place without numbers."""
        if isinstance(node, dict):
            yield shape + tuple(sorted(node)), node
            for key, value in node.items():
                yield from self.objects(value, shape + (key,))
        elif isinstance(node, list):
            for value in node:
                yield from self.objects(value, shape)

    def test_misspelt_keys(self):
        """Wherever a key stands, one that is none is refused: one object of each shape."""
        for schema in SCHEMAS:
            check = validator(schema)
            seen = set()
            for tree in self.samples(schema):
                for shape, _ in list(self.objects(tree)):
                    if shape in seen or len(shape) > 14:
                        continue
                    seen.add(shape)
                    changed = copy.deepcopy(tree)
                    next(found for place, found in self.objects(changed) if place == shape)["misspelt"] = 1
                    self.assertFalse(check.is_valid(changed), (schema, shape))
            self.assertGreater(len(seen), 1, schema)

    def test_refused(self):
        sentence = {"ja": "あ", "en": "a"}
        question = load(self.path("midori-1.0/questions/2.json"))
        question["questions"] = question["questions"][1:2]

        def asked(**changes):
            tree = copy.deepcopy(question)
            tree["questions"][0].update(changes)
            return tree

        def contradiction(**keys):
            return {"contradictions": [{"id": "x", "text": sentence, "hint": sentence, **keys}]}
        base, overlay = load(self.path("midori-1.0/pack.json")), load(self.path("midori-water-1.0/pack.json"))
        registers = load(self.path("midori-1.0/registers.json"))["registers"]
        some = {"some": "terminal", "where": {"all": ["taken_out", {"field": "kind", "is": ["mobile"]}]}}
        for schema, fits, tree in [
                ("questions", True, question), ("questions", True, asked(when=some)), ("questions", True, asked(when="encrypted")),
                ("questions", True, asked(when={"any": [some, {"field": "kind", "is": "mobile"}]})),
                ("questions", True, asked(kind="verdict")), ("questions", False, asked(rules=[])),
                ("questions", False, asked(when={"field": "kind", "in": ["mobile"]})),
                ("questions", False, asked(when={"some": "terminal", "where": {"fact": "takes_out"}})),
                ("questions", False, asked(when={"answer": "1-report", "is": ["implemented"]})),
                ("questions", False, asked(when={"field": "kind"})), ("questions", False, asked(modality="may")),
                ("profile", False, {"facts": [{"id": "x", "text": sentence, "hint": sentence, "yearly": True, "when": "kind"}]}),
                ("profile", True, {"facts": [{"id": "x", "text": sentence, "hint": sentence, "yearly": True, "when": some}]}),
                ("consistency", True, contradiction(when={"answer": "1-report", "is": ["unanswered", "unsure"]})),
                ("consistency", True, contradiction(when={"not": {"verdict": "encrypted", "is": ["fail"]}})),
                ("consistency", False, contradiction(when={"verdict": "encrypted", "is": ["failed"]})),
                ("consistency", False, contradiction(when="taken_out")), ("consistency", False, contradiction()),
                ("consistency", False, contradiction(when=some, check="same_remark", least=5)),
                ("consistency", True, contradiction(check="same_remark", least=5)),
                ("consistency", False, contradiction(check="same_remark")),
                ("consistency", False, contradiction(check="exception_unrecorded", least=5)),
                ("pack", True, {**base, "periods": [{**base["periods"][0], "value": "P12M"}]}),
                ("pack", False, {**base, "periods": [{"id": "terminal_check", "value": "P6M"}]}),
                ("pack", False, {**base, "base": "kobe-5.10"}), ("pack", False, {**base, "roles": []}),
                ("pack", False, {key: value for key, value in base.items() if key != "periods"}),
                ("pack", True, {key: value for key, value in overlay.items() if key != "periods"}),
                ("pack", False, {**overlay, "periods": [{"id": "terminal_check", "value": "6M"}]}),
                ("registers", True, {"registers": [{"id": "x", "extends": True, "fields": registers[0]["fields"]}]}),
                ("registers", False, {"registers": [{**registers[0], "extends": True}]}),
                ("registers", False, {"registers": [{"id": "x", "fields": registers[0]["fields"]}]})]:
            with self.subTest(schema=schema, tree=tree):
                self.assertEqual(validator(schema).is_valid(tree), fits)


class Overlays(Case):
    def setUp(self):
        super().setUp()
        self.head = load(self.path("midori-water-1.0/pack.json"))

    def change(self, name, change):
        tree = load(self.path(name))
        change(tree)
        self.write(name, tree)

    def one_error(self, folder="midori-water-1.0"):
        errors = self.lint(folder)
        self.assertEqual(len(errors), 1, errors)
        self.assertGreater(errors[0]["line"], 0)
        return errors[0]

    def refused(self, name, path, *says, folder="midori-water-1.0"):
        error = self.one_error(folder)
        self.assertEqual((error["file"], error["path"]), (name, path), error)
        for text in says:
            self.assertIn(text, error["message"])

    def test_only_a_head(self):
        self.write("small/pack.json", {**self.head, "id": "small"})
        self.assertEqual(self.lint("small"), [])
        for folder in (".", "./", "../small", self.path("small/")):
            done = subprocess.run([TENKEN, "pack", "lint", folder, "--json"], env=self.env, cwd=self.path("small"),
                                  capture_output=True, check=False)
            self.assertEqual((done.returncode, json.loads(done.stdout)), (0, {"errors": []}), folder)

    def test_shown(self):
        shown = json.loads(self.good("pack", "show", "midori-water-1.0", "--json"))
        self.assertEqual((shown["id"], shown["base"], shown["clauses"], shown["questions"]),
                         ("midori-water-1.0", "midori-1.0", 9, 6))
        self.assertIn("adds to midori-1.0", self.good("pack", "show", "midori-water-1.0"))
        self.assertIsNone(json.loads(self.good("pack", "show", "midori-1.0", "--json"))["base"])

    def test_found_by_id(self):
        """Beside the overlay first, then where packs are."""
        places = self.path(".local/share/tenken/packs")
        os.makedirs(places)
        os.rename(self.path("midori-1.0"), os.path.join(places, "midori-1.0"))
        self.assertEqual(self.lint("midori-water-1.0"), [])
        shutil.copytree(os.path.join(places, "midori-1.0"), self.path("midori-1.0"))
        self.change("midori-1.0/pack.json", lambda tree: tree.pop("version"))
        self.assertEqual(self.one_error()["file"], "midori-1.0/pack.json")
        shutil.rmtree(self.path("midori-1.0"))
        os.rename(self.path("midori-water-1.0"), os.path.join(places, "midori-water-1.0"))
        listed = {pack["id"] for pack in json.loads(self.good("pack", "list", "--json"))["packs"]}
        self.assertLessEqual({"midori-1.0", "midori-water-1.0"}, listed)
        self.good("--pack", "midori-water-1.0", "pack", "coverage")

    def test_on_what_is_shipped(self):
        self.write("small/pack.json", {**self.head, "id": "small", "base": "kobe-5.10", "periods": [{"id": "backup", "value": "P1D"}]})
        self.assertEqual(self.lint("small"), [])
        facts = {"date": "2026-10-01", "registers": {"system": [
            {"id": "s", "backup": "taken", "backup_on": "2026-09-30"}, {"id": "t", "backup": "taken", "backup_on": "2026-09-29"}]}}
        found = self.verdicts(facts, "small")
        self.assertEqual((found["backup", "s"], found["backup", "t"]), ("pass", "fail"))

    def test_period(self):
        """The pack's value counts where the facts file says nothing, and in derived answers."""
        facts = load(self.path("facts.json"))
        pcs = ("pc1", "pc2", "pc3")
        self.assertEqual([self.verdicts(facts, "midori-1.0")["counted", pc] for pc in pcs], ["unknown"] * 3)
        self.assertEqual([self.verdicts(facts, "midori-water-1.0")["counted", pc] for pc in pcs], ["pass", "pass", "fail"])
        facts["settings"] = {"periods": {"terminal_check": "P12M"}}
        self.assertEqual([self.verdicts(facts, "midori-water-1.0")["counted", pc] for pc in pcs], ["pass"] * 3)
        facts["settings"] = {"periods": {"terminal_check": None}}
        self.assertEqual(self.verdicts(facts, "midori-water-1.0")["counted", "pc3"], "fail")
        del facts["settings"]
        self.change("midori-water-1.0/questions/water.json", lambda tree: tree["questions"].append(
            {**load(self.path("midori-1.0/questions/2.json"))["questions"][2], "id": "water-counted", "kind": "derived"}))
        self.write("facts.json", facts)
        self.good("--pack", "midori-water-1.0", "init", "--bureau", "水道局", "--unit", "浄水課", "--role", "head")
        self.good("--pack", "midori-water-1.0", "register", "import", "facts.json")
        shown = json.loads(self.good("--pack", "midori-water-1.0", "checklist", "show", "--json"))["questions"]
        self.assertEqual([one["answer"] for one in shown if one["id"] == "water-counted"], ["partial"])

    def test_periods_refused(self):
        at = "/periods/0"
        for periods, path, says in [
                ([{"id": "terminal_chek", "value": "P6M"}], at + "/id", '"terminal_check"'),
                ([{"id": "other", "value": "P6M"}], at + "/id", "no period"),
                ([{"id": "terminal_check", "value": "6 months"}], at + "/value", "period"),
                ([{"id": "terminal_check", "value": 6}], at + "/value", "text"),
                ([{"id": "terminal_check"}], at, '"value"'), ([{"value": "P6M"}], at, '"id"'),
                ([{"id": "terminal_check", "vale": "P6M", "value": "P6M"}], at + "/vale", '"value"'),
                ([{"id": "terminal_check", "value": "P6M"}, {"id": "terminal_check", "value": "P1Y"}], "/periods/1/value",
                 "already (P6M)"),
                (["terminal_check"], at, "object")]:
            with self.subTest(path=path, says=says):
                self.write("midori-water-1.0/pack.json", {**self.head, "periods": periods})
                self.refused("pack.json", path, says)

    def test_what_the_base_has_set(self):
        self.change("midori-1.0/pack.json", lambda tree: tree["periods"][0].update(value="P1Y"))
        self.refused("pack.json", "/periods/0/value", "only adds")

    def test_only_adds(self):
        """What has an id of the base is refused where it stands, in the overlay."""
        base = {name: load(self.path("midori-1.0", name)) for name in
                ("pack.json", "clauses.json", "profile.json", "rules.json", "consistency.json", "questions/1.json")}
        fields = load(self.path("midori-1.0/registers.json"))["registers"][0]["fields"]

        def add(name, key, entry):
            tree = load(self.path("midori-water-1.0", name)) if os.path.exists(self.path("midori-water-1.0", name)) else {}
            tree.setdefault(key, []).append(entry)
            return name, tree, "/%s/%d" % (key, len(tree[key]) - 1)
        questions = add("questions/water.json", "questions", base["questions/1.json"]["questions"][0])
        water = load(self.path("midori-water-1.0/registers.json"))
        for (name, tree, path), says in [
                (add("pack.json", "roles", base["pack.json"]["roles"][0]), "taken already: see midori-1.0/pack.json, line"),
                (add("pack.json", "periods", base["pack.json"]["periods"][0]), "taken already: see midori-1.0/pack.json"),
                (add("clauses.json", "clauses", base["clauses.json"]["clauses"][0]), "taken already: see midori-1.0/clauses.json"),
                (add("clauses.json", "sections", base["clauses.json"]["sections"][0]), "taken already"),
                (add("profile.json", "facts", base["profile.json"]["facts"][0]), "taken already: see midori-1.0/profile.json"),
                (questions, "taken already: see midori-1.0/questions/1.json"),
                (add("rules.json", "rules", base["rules.json"]["rules"][0]), "only adds"),
                (add("consistency.json", "contradictions", base["consistency.json"]["contradictions"][0]), "only adds"),
                (("questions/water.json", {**load(self.path("midori-water-1.0/questions/water.json")), "chapter": "1"}, "/chapter"),
                 "taken already: see midori-1.0/questions/1.json"),
                (("registers.json", {"registers": [{**water["registers"][0], "fields": [*water["registers"][0]["fields"], fields[0]]}]},
                  "/registers/0/fields/2"), "only adds")]:
            with self.subTest(name=name, path=path):
                there = os.path.exists(self.path("midori-water-1.0", name))
                before = load(self.path("midori-water-1.0", name)) if there else None
                self.write("midori-water-1.0/" + name, tree)
                error = self.one_error()
                self.assertEqual(error["file"], name)
                self.assertTrue(error["path"].startswith(path), error)
                self.assertIn(says, error["message"])
                if there:
                    self.write("midori-water-1.0/" + name, before)
                else:
                    os.unlink(self.path("midori-water-1.0", name))

    def test_classes_are_the_base_s(self):
        classes = load(CHECKLISTS, "kobe-5.10", "classification.json")
        self.write("small/pack.json", {**self.head, "id": "small", "base": "kobe-5.10", "periods": []})
        self.write("small/classification.json", classes)
        self.refused("classification.json", "", "leave this file out", folder="small")

    def test_registers(self):
        water = load(self.path("midori-water-1.0/registers.json"))["registers"][0]
        texts = {"title": {"ja": "あ", "en": "a"}, "hint": {"ja": "あ", "en": "a"}}
        field = {"id": "f", "type": "ref", "register": "terminal", **{key: texts["hint"] for key in ("label", "hint")}}
        more = {"id": "more", **texts, "fields": [field]}
        for entry, path, says in [
                ({**water, "id": "termnal"}, "/registers/1/id", '"terminal"'),
                ({"id": "terminal", "extends": True, "fields": [field], "title": texts["title"]}, "/registers/1/title", "not known"),
                ({**more, "id": "terminal"}, "/registers/1/id", '"extends": true'),
                ({**more, "fields": [{**field, "register": "termnal"}]}, "/registers/1/fields/0/register", '"terminal"'),
                (more, None, None), ({"id": "terminal", "extends": True, "fields": [{**field, "when": "taken_out"}]}, None, None)]:
            with self.subTest(path=path, says=says):
                self.write("midori-water-1.0/registers.json", {"registers": [water, entry]})
                if path:
                    self.refused("registers.json", path, says)
                else:
                    self.assertEqual(self.lint("midori-water-1.0"), [])
        self.change("midori-1.0/registers.json", lambda tree: tree["registers"].append({**more, "extends": True}))
        self.assertTrue(any(error["path"] == "/registers/1/extends" and "Only an overlay" in error["message"]
                            for error in self.lint("midori-1.0")))

    def test_stricter_than_the_base(self):
        """A rule on a clause of the base decides the derived question there that names no rules."""
        self.change("midori-1.0/questions/2.json", lambda tree: tree["questions"][1].pop("rules"))
        self.change("midori-water-1.0/rules.json", lambda tree: tree["rules"].append(
            {**load(self.path("midori-1.0/rules.json"))["rules"][0], "id": "no-travel", "outcomes": [
                {"verdict": "fail", "because": {"ja": "{record}", "en": "{record}"}}]}))
        facts = {"date": "2026-10-01", "complete": ["terminal"], "registers": {
            "terminal": [{"id": "a", "taken_out": True, "encrypted": True}]}}
        self.write("facts.json", facts)
        for pack, answer in (("midori-1.0", "implemented"), ("midori-water-1.0", "not_implemented")):
            here = ("--pack", pack, "--db", pack + ".db")
            self.good(*here, "init", "--bureau", "水道局", "--unit", "浄水課", "--role", "head")
            self.good(*here, "register", "import", "facts.json")
            shown = json.loads(self.good(*here, "checklist", "show", "--json"))["questions"]
            self.assertEqual([one["answer"] for one in shown if one["id"] == "2-encrypted"], [answer])

    def test_defects_of_the_base(self):
        self.change("midori-1.0/questions/1.json", lambda tree: tree["questions"][1].update(clauses=["1.9"]))
        error = self.one_error()
        self.assertEqual((error["file"], error["path"]), ("midori-1.0/questions/1.json", "/questions/1/clauses/0"))
        done = self.run_tenken("--pack", "midori-water-1.0", "pack", "coverage")
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr.decode(), r"^tenken: \S*midori-1.0/questions/1.json:\d+:\d+: ")
        os.unlink(self.path("midori-1.0/clauses.json"))
        self.assertIn(("midori-1.0/clauses.json", 0), {(error["file"], error["line"]) for error in self.lint("midori-water-1.0")})
        self.write("midori-1.0/profile.json", "{")
        self.assertIn("midori-1.0/profile.json", {error["file"] for error in self.lint("midori-water-1.0")})

    def test_no_such_base(self):
        for base, says in [("midori-1.O", '"midori-1.0"'), ("something-else-altogether", "Put its folder beside"),
                           ("kobe-5.1", '"kobe-5.10"')]:
            with self.subTest(base=base):
                self.write("midori-water-1.0/pack.json", {**self.head, "base": base})
                self.refused("pack.json", "/base", says)
        done = self.run_tenken("--pack", "midori-water-1.0", "pack", "show")
        self.assertEqual(done.returncode, 3)
        self.assertIn("midori-water-1.0/pack.json:1:", done.stderr.decode())

    def test_not_by_path(self):
        os.makedirs(self.path("deep"))
        shutil.copytree(self.path("midori-1.0"), self.path("deep/midori-1.0"))
        for base in ("../midori-1.0", "deep/midori-1.0", self.path("midori-1.0"), "..", ".", "./midori-1.0", "midori-1.0/",
                     "a..b", "c:midori-1.0", "deep\\midori-1.0", "x" * 65, ""):
            with self.subTest(base=base):
                self.write("midori-water-1.0/pack.json", {**self.head, "base": base})
                self.refused("pack.json", "/base", "by its id")

    def test_no_id_at_all(self):
        """A head that is broken is for the reading to report."""
        for base in (5, None, ["midori-1.0"], {"id": "midori-1.0"}):
            self.write("midori-water-1.0/pack.json", {**self.head, "base": base})
            errors = self.lint("midori-water-1.0")
            self.assertIn("/base", [error["path"] for error in errors], base)
            # Files that only a base must have are not missed here.
            self.assertNotIn(0, [error["line"] for error in errors], errors)
        for text in ('{"base": "midori-1.0"', '[]', "", '{"base": "midori-1.0", "base": "midori-1.0"}'):
            self.write("midori-water-1.0/pack.json", text)
            self.assertIn("pack.json", [error["file"] for error in self.lint("midori-water-1.0")], text)

    def test_base_of_another_id(self):
        self.change("midori-1.0/pack.json", lambda tree: tree.update(id="midori-2.0"))
        self.refused("pack.json", "/base", '"midori-2.0"')

    def test_rings(self):
        def overlay(name, base):
            self.write(name + "/pack.json", {**self.head, "id": name, "base": base, "periods": []})
        overlay("a", "a")
        self.refused("pack.json", "/base", "circle: a → a.", folder="a")
        for name, base in (("a", "b"), ("b", "c"), ("c", "b")):
            overlay(name, base)
        self.refused("c/pack.json", "/base", "circle: b → c → b.", folder="a")
        overlay("c", "a")
        self.refused("c/pack.json", "/base", "circle: a → b → c → a.", folder="a")

    def test_depth(self):
        names = ["midori-1.0", "one", "two", "three", "four", "five"]
        for base, name in zip(names, names[1:]):
            self.write(name + "/pack.json", {**self.head, "id": name, "base": base, "periods": []})
        self.assertEqual(self.lint("four"), [])
        self.refused("one/pack.json", "/base", "more than 4", folder="five")

    def test_in_layers(self):
        """The third adds to what the second has added."""
        self.write("top/pack.json", {**self.head, "id": "top", "base": "midori-water-1.0", "periods": []})
        self.write("top/rules.json", {"rules": [{**load(self.path("midori-water-1.0/rules.json"))["rules"][0], "id": "again"}]})
        self.assertEqual(self.lint("top"), [])
        self.write("top/pack.json", {**self.head, "id": "top", "base": "midori-water-1.0"})
        self.refused("pack.json", "/periods/0/value", "already (P6M)", folder="top")
        self.write("top/pack.json", {**self.head, "id": "top", "base": "midori-water-1.0", "results_class": "1", "periods": []})
        self.refused("pack.json", "/results_class", "not known", folder="top")


class Untrusted(Case):
    def pack(self, *name):
        return self.path("midori-1.0", *name)

    @not_on_windows("wine follows the links of its host, and the program does not see that they are")
    def test_linked_file(self):
        for name in ("pack.json", "rules.json", "consistency.json", "questions/1.json"):
            with self.subTest(name=name):
                os.rename(self.pack(name), self.path("outside.json"))
                os.symlink(self.path("outside.json"), self.pack(name))
                self.cannot_be_read("midori-1.0", name + " is a link")
                self.cannot_be_read("midori-water-1.0", name + " is a link")
                os.unlink(self.pack(name))
                os.rename(self.path("outside.json"), self.pack(name))
        os.symlink("/nowhere", self.pack("classification.json"))
        self.cannot_be_read("midori-1.0", "classification.json is a link")

    @not_on_windows("wine follows the links of its host, and the program does not see that they are")
    def test_linked_questions(self):
        os.rename(self.pack("questions"), self.path("outside"))
        os.symlink("../outside", self.pack("questions"))
        self.cannot_be_read("midori-1.0", "questions is a link")

    def test_the_folder_itself(self):
        """Where a person has put a pack is for that person to say."""
        os.symlink("midori-1.0", self.path("here"))
        self.assertEqual(self.lint("here"), [])

    def test_no_file(self):
        os.mkfifo(self.pack("classification.json"))
        self.cannot_be_read("midori-1.0", "classification.json is a folder or a device")
        os.unlink(self.pack("classification.json"))
        os.mkdir(self.pack("questions", "3.json"))
        self.cannot_be_read("midori-1.0", "questions/3.json is a folder")

    def test_other_files(self):
        """What is no file of a pack is not looked at."""
        os.mkfifo(self.pack("notes"))
        os.symlink("/dev/zero", self.pack("questions", "zero.txt"))
        self.assertEqual(self.lint("midori-1.0"), [])

    def grow(self, name, size):
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "a", encoding="utf-8") as file:
            file.write(" " * (size - os.path.getsize(name)))

    def test_size_of_one(self):
        self.grow(self.pack("rules.json"), 16 * MIB)
        self.assertEqual(self.lint("midori-1.0"), [])
        self.grow(self.pack("rules.json"), 16 * MIB + 1)
        self.cannot_be_read("midori-1.0", "rules.json is larger than")

    def test_size_of_all(self):
        for name in ("rules.json", "profile.json", "registers.json", "clauses.json"):
            self.grow(self.pack(name), 16 * MIB)
        self.cannot_be_read("midori-1.0", "larger than 64 MiB together")
        self.cannot_be_read("midori-water-1.0", "larger than 64 MiB together")

    def test_many_files(self):
        chapter = load(self.pack("questions", "1.json"))
        for number in range(3, 258):
            chapter["chapter"] = str(number)
            chapter["questions"] = [{**chapter["questions"][0], "id": "q%d" % number}]
            self.write("midori-1.0/questions/%d.json" % number, chapter)
        self.cannot_be_read("midori-1.0", "questions holds more than 256 files")
        os.unlink(self.pack("questions", "257.json"))
        self.assertEqual(self.lint("midori-1.0"), [])

    def test_names_that_deceive(self):
        name = "\u202e.json" if WINDOWS else "\x1b[2J\u202e.json"  # where names hold no control characters
        self.write("midori-1.0/questions/" + name, "{")
        done = self.run_tenken("pack", "lint", "midori-1.0")
        self.assertEqual(done.returncode, 1)
        self.assertNotIn(b"\x1b", done.stdout + done.stderr)
        self.assertNotIn("\u202e", (done.stdout + done.stderr).decode())
        os.unlink(self.path("midori-1.0/questions/" + name))
        os.symlink("/etc/passwd", self.path("midori-1.0/questions/" + name))
        done = self.run_tenken("pack", "lint", "midori-1.0")
        self.assertNotIn(b"\x1b", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
