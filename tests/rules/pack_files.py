#!/usr/bin/python3
"""The files of a pack that speak of registers, rules, classes and contradictions, and what questions ask of them, read as a
compiler would: a pack without them is sound, and each defect is found.

usage: pack_files.py TENKEN CHECKLISTS
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

TENKEN, CHECKLISTS = (os.path.abspath(path) for path in sys.argv[1:3])


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = os.path.join(tempfile.mkdtemp(prefix="tenken-pack-"), "kobe-5.10")
        shutil.copytree(os.path.join(CHECKLISTS, "kobe-5.10"), self.folder)

    def tearDown(self):
        shutil.rmtree(os.path.dirname(self.folder))

    def lint(self):
        done = subprocess.run([TENKEN, "--lang", "en", "pack", "lint", self.folder, "--json"], capture_output=True, check=False)
        return done.returncode, json.loads(done.stdout)["errors"]

    def change(self, name, change):
        path = os.path.join(self.folder, name)
        with open(path, encoding="utf-8") as file:
            tree = json.load(file)
        change(tree)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(tree, file)

    def change_questions(self, change):
        for name in os.listdir(os.path.join(self.folder, "questions")):
            self.change(os.path.join("questions", name), lambda tree: [change(question) for question in tree["questions"]])

    def do_without_rules(self):
        self.change_questions(lambda question: question.pop("rules", None))
        os.unlink(os.path.join(self.folder, "rules.json"))

    def do_without_registers(self):
        def change(question):
            if re.search('"(field|some)":', json.dumps(question.get("when"))):
                del question["when"]
        self.change_questions(change)
        os.unlink(os.path.join(self.folder, "registers.json"))

    def test_a_pack_may_do_without(self):
        for name in ("classification.json", "consistency.json"):
            os.unlink(os.path.join(self.folder, name))
            self.assertEqual(self.lint(), (0, []))
        self.do_without_rules()
        self.assertEqual(self.lint(), (0, []))
        self.do_without_registers()
        self.assertEqual(self.lint(), (0, []))

    def test_rules_need_registers(self):
        os.unlink(os.path.join(self.folder, "consistency.json"))
        self.change_questions(lambda question: question.pop("rules", None))
        self.do_without_registers()
        status, errors = self.lint()
        self.assertEqual((status, [error["file"] for error in errors]), (1, ["rules.json"]))

    def test_what_is_asked_of_registers_needs_them(self):
        self.do_without_rules()
        self.do_without_registers()
        status, errors = self.lint()
        self.assertEqual((status, {error["file"] for error in errors}), (1, {"consistency.json"}))

    def test_a_file_that_is_no_json_is_the_only_defect(self):
        """What refers to what it would hold is not called dangling: that would bury the defect."""
        for name in ("pack.json", "clauses.json", "profile.json", "registers.json", "rules.json", "classification.json",
                     "consistency.json", os.path.join("questions", "04.json")):
            with self.subTest(name=name):
                path = os.path.join(self.folder, name)
                with open(path, encoding="utf-8") as file:
                    text = file.read()
                comma = text.index(",\n", len(text) // 2)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text[:comma] + text[comma + 1:])
                status, errors = self.lint()
                self.assertEqual((status, [error["file"] for error in errors]), (1, [name]))
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
        self.assertEqual(self.lint(), (0, []))

    def test_links_join_records_of_one_register(self):
        """A link from a system to a contract says nothing of systems that are joined."""
        texts = {"label": {"ja": "あ", "en": "a"}, "hint": {"ja": "あ", "en": "a"}}

        def lead_elsewhere(tree):
            contract = next(kind for kind in tree["registers"] if kind["id"] == "contract")
            system = next(kind for kind in tree["registers"] if kind["id"] == "system")
            connection = next(kind for kind in tree["registers"] if kind["id"] == "connection")
            zone = next(field for field in system["fields"] if field["id"] == "zone")
            contract["fields"].append({**zone, "id": "place"})
            connection["fields"].append({"id": "under", "type": "ref", "register": "contract", **texts})
            connection["fields"].append({**zone, "id": "place", "via": "under.place"})
        self.change("registers.json", lead_elsewhere)
        self.assertEqual(self.lint(), (0, []))
        linked = {"linked": {"register": "connection", "from": "from", "field": "place", "is": "lgwan"}}
        self.change("rules.json", lambda tree: next(rule for rule in tree["rules"] if rule["register"] == "system")
                    .update(applies=linked))
        status, errors = self.lint()
        self.assertEqual((status, len(errors)), (1, 1))
        self.assertIn("too", errors[0]["message"])

    def check(self, name, change, path, says):
        with open(os.path.join(CHECKLISTS, "kobe-5.10", name), encoding="utf-8") as file:
            shutil.copy(file.name, os.path.join(self.folder, name))
        self.change(name, change)
        status, errors = self.lint()
        self.assertEqual(status, 1, path)
        self.assertTrue(any(error["path"].startswith(path) and says in error["message"] and error["file"] == name
                            for error in errors), (path, says, errors))

    def test_rules(self):
        def rule(**changes):
            return lambda tree: tree["rules"][0].update(changes)

        def when(expression):
            return rule(applies=expression)
        sentence = {"ja": "{record}", "en": "{record}"}
        for change, path, says in [
                (rule(id="credentials"), "/rules", "twice"), (rule(clauses=["5.1.ア", "5.1.ン"]), "/rules/0/clauses/1", "clause"),
                (rule(clauses=[]), "/rules/0/clauses", "empty"), (rule(register="conection"), "/rules/0/register", '"connection"'),
                (rule(text={"ja": "あ"}), "/rules/0/text", "English"), (rule(aplies=True), "/rules/0/aplies", '"applies"'),
                (rule(outcomes=[]), "/rules/0/outcomes", "empty"),
                (rule(outcomes=[{"verdict": "pass"}, {"verdict": "pass"}]), "/rules/0/outcomes/0", "never be reached"),
                (rule(outcomes=[{"verdict": "pass", "when": "port_limited"}]), "/rules/0/outcomes/0", "what remains"),
                (rule(outcomes=[{"verdict": "fail"}]), "/rules/0/outcomes/0", '"because"'),
                (rule(outcomes=[{"verdict": "unknown"}]), "/rules/0/outcomes/0/verdict", "judgement"),
                (rule(outcomes=[{"verdict": "fail", "because": {**sentence, "ja": "あ"}}]), "/rules/0/outcomes/0/because", "{record}"),
                (rule(outcomes=[{"verdict": "fail", "because": {**sentence, "en": "{record} {x}"}}]), "/rules/0/outcomes/0", "{x}"),
                (when("port_limted"), "/rules/0/applies", '"port_limited"'), (when("agreed_on"), "/rules/0/applies", "type"),
                (when({"field": "to_zone"}), "/rules/0/applies", "test"), (when({"all": []}), "/rules/0/applies/all", "empty"),
                (when({"field": "to_zone", "is": "lgwn"}), "/rules/0/applies/is", '"lgwan"'),
                (when({"field": "to_zone", "has": ["lgwan"]}), "/rules/0/applies", "type"),
                (when({"field": "agreed_on", "within": "6M"}), "/rules/0/applies/within", "period"),
                (when({"field": "agreed_on", "within": "settings.periods.x"}), "/rules/0/applies/within", "period"),
                (when({"field": "from.zoen", "is": "lgwan"}), "/rules/0/applies/field", '"zone"'),
                (when({"field": "form.zone", "is": "lgwan"}), "/rules/0/applies/field", '"from"'),
                (when({"field": "name.zone", "is": "lgwan"}), "/rules/0/applies/field", "another record"),
                (when({"field": "to_zone", "is": "lgwan", "has": []}), "/rules/0/applies/has", "enough"),
                (when({"not": "port_limited", "any": []}), "/rules/0/applies", "beside"),
                (when({"linked": {"register": "system", "from": "zone", "field": "zone", "is": "lgwan"}}), "/rules/0/applies", "via"),
                (rule(outcomes=[{"verdict": "fail", "because": {**sentence, "en": "{record} {missing:port_limited}"}}]),
                 "/rules/0/outcomes/0/because", "multi"),
                (when(3), "/rules/0/applies", "braces")]:
            with self.subTest(path=path, says=says):
                self.check("rules.json", change, path, says)

    def test_questions(self):
        with open(os.path.join(self.folder, "questions", "10.json"), encoding="utf-8") as file:
            questions = json.load(file)["questions"]
        section, system = (next(i for i, question in enumerate(questions) if question["subject"] == subject)
                           for subject in ("section", "system"))

        def question(at, **changes):
            return lambda tree: tree["questions"][at].update(changes)
        for at, changes, path, says in [
                (system, {"when": {"field": "placment", "is": "city"}}, "/when/field", '"placement"'),
                (system, {"when": {"field": "placement", "in": ["city"]}}, "/when/in", "not known"),
                (system, {"when": {"field": "placement", "is": "other_clod"}}, "/when/is", '"other_cloud"'),
                (system, {"when": "outsorced"}, "/when", '"outsourced"'),
                (section, {"when": "outsourced"}, "/when", "system or a contract"),
                (section, {"when": {"some": "contrat"}}, "/when/some", '"contract"'),
                (section, {"when": {"some": "contract", "where": "importnt_information"}}, "/when/where",
                 '"important_information"'),
                (section, {"when": {"some": "contract", "were": "important_information"}}, "/when/were", '"where"'),
                (section, {"when": {"fact": "outsourcing", "where": "outsourced"}}, "/when/where", "beside"),
                (section, {"when": {"answer": "10.1.2-nda", "is": ["implemented"]}}, "/when/answer", "consistency.json"),
                (system, {"rules": ["vendor-mfaa"]}, "/rules/0", '"vendor-mfa"'), (system, {"rules": []}, "/rules", "empty")]:
            with self.subTest(path=path, says=says):
                self.check("questions/10.json", question(at, **changes), "/questions/%d%s" % (at, path), says)

    def test_contradictions(self):
        def one(at, **changes):
            return lambda tree: tree["contradictions"][at].update(changes)
        verdict = {"verdict": "mfa-mynumber", "is": ["fail"]}
        for change, path, says in [
                (one(0, id="same-remark"), "/contradictions/2/id", "twice"), (one(0, chek="x"), "/contradictions/0/chek", '"check"'),
                (one(0, check="same_remrk"), "/contradictions/0/check", '"same_remark"'),
                (one(2, least=1), "/contradictions/2/least", "2 or more"),
                (one(0, when=verdict), "/contradictions/0/when", "beside"),
                (one(3, questions=["4.2-transprt"]), "/contradictions/3/questions/0", '"4.2-transport"'),
                (one(3, when={**verdict, "verdict": "mfa-mynumbr"}), "/contradictions/3/when/verdict", '"mfa-mynumber"'),
                (one(3, when={**verdict, "is": ["failed"]}), "/contradictions/3/when/is/0", '"fail"'),
                (one(3, when={"answer": "4.2-transport", "is": []}), "/contradictions/3/when/is", "empty"),
                (one(3, when={"field": "zone", "is": "mynumber"}), "/contradictions/3/when", "field"),
                (lambda tree: tree["contradictions"][3].pop("when"), "/contradictions/3", '"check"')]:
            with self.subTest(path=path, says=says):
                self.check("consistency.json", change, path, says)

    def test_registers(self):
        def field(**changes):
            return lambda tree: tree["registers"][2]["fields"][3].update(changes)  # connection to_zone

        def add(**made):
            texts = {"label": {"ja": "あ", "en": "a"}, "hint": {"ja": "あ", "en": "a"}}
            return lambda tree: tree["registers"][2]["fields"].append({**texts, **made})
        at = "/registers/2/fields"
        for change, path, says in [
                (field(via="to.zones"), at + "/3/via", '"zone"'), (field(via="to.name"), at + "/3/via", "REF.FIELD"), (field(via="zone"), at + "/3/via", "REF.FIELD"),
                (field(type="date"), at + "/3/values", "choice"), (field(type="choise"), at + "/3/type", '"choice"'),
                (field(values=[]), at + "/3/values", "empty"), (field(when="viaa_lgwan"), at + "/3/when", '"via_lgwan"'),
                (field(hint={"en": "a"}), at + "/3/hint", "Japanese"), (field(register="system"), at + "/3/register", "ref"),
                (add(id="to_zone", type="text"), at, "twice"), (add(id="id", type="text"), at, "Every record"),
                (add(id="new", type="ref", register="sistem"), at, '"system"'),
                (add(id="new", type="bool", default="yes"), at, "true or false"),
                (lambda tree: tree["registers"].append(tree["registers"][0]), "/registers", "twice")]:
            with self.subTest(path=path, says=says):
                self.check("registers.json", change, path, says)

    def test_classification(self):
        """Its other defects are in the unit tests."""
        def level(**changes):
            return lambda tree: tree["axes"][0]["levels"][3].update(changes)

        def handling(**changes):
            return lambda tree: tree["handling"][0].update(changes)
        at = "/axes/0/levels"
        for change, path, says in [
                (level(id="4"), at, "3A, 3B, 3C, 2, 1"), (level(clauses=["4.1.9"]), at + "/3/clauses/0", '"4.1.9"'),
                (level(quesitons=[]), at + "/3/quesitons", '"questions"'), (level(questions=[]), at + "/3/questions", "never"),
                (lambda tree: tree["axes"][0]["levels"].reverse(), at, "never"),
                (handling(levels=[{"axis": "confidentialty", "at_least": "2"}]), "/handling/0/levels/0/axis", '"confidentiality"'),
                (handling(levels=[{"axis": "integrity", "at_least": "3A"}]), "/handling/0/levels/0/at_least", '"3A"'),
                (handling(topic="label"), "/handling/0/topic", '"labelling"')]:
            with self.subTest(path=path, says=says):
                self.check("classification.json", change, path, says)

    def test_levels_follow_the_register(self):
        for change, says in [(lambda field: field["values"].pop(), "3A, 3B, 3C, 2. "),
                             (lambda field: field["values"].reverse(), "1, 2, 3C, 3B, 3A"),
                             (lambda field: field.pop("ordered"), "ordered")]:
            with self.subTest(says=says):
                shutil.copy(os.path.join(CHECKLISTS, "kobe-5.10", "registers.json"), self.folder)
                self.change("registers.json", lambda tree: change(tree["registers"][0]["fields"][2]))
                _, errors = self.lint()
                self.assertTrue(any(error["file"] == "classification.json" and error["path"] == "/axes/0/levels" and
                                    says in error["message"] for error in errors), errors)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
