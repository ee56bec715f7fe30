#!/usr/bin/python3
"""The OSCAL documents: valid by NIST's schemas, true to the JSON reports, the same bytes each time.

usage: oscal.py TENKEN CHECKLISTS
The validator is oscal/validate.py in the folder that the environment variable TENKEN_CONFORMANCE names; without it nothing here can
be shown, and the test is skipped.
"""
import json
import os
import subprocess
import sys
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "exchange"))
from city import PACKS, Case, main  # noqa: E402

CONFORMANCE = os.environ.get("TENKEN_CONFORMANCE")
SLOW = os.environ.get("TENKEN_EVERY", "1") != "1"
VALIDATOR = os.path.join(CONFORMANCE or "", "oscal", "validate.py")
FORMATS = {"oscal-ar": "assessment-results", "oscal-poam": "plan-of-action-and-milestones", "oscal-catalog": "catalog"}
OURS = "urn:uuid:a8e8f73a-1acc-4c51-b36d-859c21cdad12"
SIX = ["implemented", "partial", "not_implemented", "not_applicable", "exception", "unsure"]
MISSED = ("partial", "not_implemented")
# White space at both ends, newlines, control characters, bidi, a mark on nothing, Markdown, what looks like a parameter, very much.
ODD = ["\u3000\u3000全角の空白\u3000", "一行目\r\n二行目\n\n\n三行目\n", "\x1b[31m赤\x07\x7f", "\u202e逆\u2066\u200b", "\u0301結合", "\u00a0\u2003\u00a0",
       "# 見出し\n- 項目\n1. 番号\n> 引用", "*a* _b_ `c` ~d~ ^e^ [f](g) ![h](i) {{ insert: param, x }} <script>alert(1)</script> \\ \"q\" a|b",
       "葛\U000e0100 👨‍👩‍👧 e\u0301", "長" * 20000, "=1+1", "\u3000", "\ufeff先頭", "\t\n \t"]


def values(node, key):
    """Everything that stands under the key, anywhere."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield value
            yield from values(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from values(value, key)


def props(node, name, kind=None):
    return [prop["value"] for prop in node.get("props", []) if prop["name"] == name and prop.get("ns") == OURS and
            (kind is None or prop.get("class") == kind)]


def prop(node, name, kind=None):
    found = props(node, name, kind)
    assert len(found) == 1, (name, found)
    return found[0]


def counted(node):
    found = {answer: props(node, "count", answer) for answer in SIX + ["unanswered"]}
    assert "0" not in sum(found.values(), [])
    return {answer: sum(map(int, counts)) for answer, counts in found.items()}


class Oscal(Case):
    def document(self, db, format, *more, **env):
        """The document, after all that must be true of any has been shown."""
        path = self.path(format + ".json")
        self.good(db, "report", "--format", format, "-o", path, *more, **env)
        with open(path, "rb") as file:
            text = file.read()
        self.assertEqual(self.good(db, "report", "--format", format, *more, **env).encode(), text)
        if not SLOW:  # the same documents are validated where the program is not slowed down
            done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        whole = json.loads(text)
        self.assertEqual(list(whole), [FORMATS[format]])
        self.check_references(whole)
        self.check_texts(whole)
        model = whole[FORMATS[format]]
        self.assertIn("3C", next(one["value"] for one in model["metadata"]["props"] if one["name"] == "marking"))
        self.assertEqual(model["metadata"]["last-modified"], env.get("TENKEN_DATE", "2026-10-01") + "T00:00:00+09:00")
        return model

    def check_references(self, whole):
        """What has a UUID has it alone; what is referred to is there."""
        named = list(values(whole, "uuid"))
        self.assertEqual(len(named), len(set(named)))
        for one in named:
            self.assertEqual(uuid.UUID(one).version, 5)
        referred = []
        for key in ("actor-uuid", "subject-uuid", "observation-uuid", "risk-uuid", "finding-uuid", "component-uuid", "party-uuid"):
            referred += values(whole, key)
        for key in ("party-uuids", "member-of-organizations"):
            referred += [one for many in values(whole, key) for one in many]
        referred += [one[1:] for one in values(whole, "href")]
        self.assertEqual([one for one in referred if one not in set(named)], [])
        roles = [role["id"] for many in values(whole, "roles") for role in many]
        self.assertEqual(len(roles), len(set(roles)))
        self.assertLessEqual(set(values(whole, "role-id")), set(roles))
        for part in ("controls", "groups"):
            for one in values(whole, part):
                self.assertTrue(one)

    def check_texts(self, whole):
        def walk(node):
            if isinstance(node, dict):
                for value in node.values():
                    walk(value)
            elif isinstance(node, list):
                self.assertTrue(node)
                for value in node:
                    walk(value)
            elif isinstance(node, str):
                self.assertTrue(node)
                self.assertEqual(node, node.strip())
                self.assertFalse([c for c in node if c in "\u202e\u2066\u200b\ufeff\u0007\u001b\r\t"], node[:80])
        walk(whole)

    def catalog_ids(self, db):
        catalog = self.document(db, "oscal-catalog")
        return {part["id"] for many in values(catalog, "parts") for part in many if part["name"] == "statement"}

    # --- the catalog ---

    def test_catalog(self):
        mine, theirs = self.document("0102.db", "oscal-catalog"), self.document("office.db", "oscal-catalog")
        self.assertEqual(mine, theirs)
        with open(os.path.join(PACKS, "kobe-5.10", "clauses.json"), encoding="utf-8") as file:
            clauses = {clause["id"]: clause for clause in json.load(file)["clauses"]}
        controls = [control for many in values(mine, "controls") for control in many]
        self.assertEqual(sorted(prop(control, "clause") for control in controls), sorted(clauses))
        self.assertEqual(len({control["id"] for control in controls}), len(controls))
        parts = [part["id"] for many in values(mine, "parts") for part in many if "id" in part]
        self.assertEqual(len(parts), len(set(parts)))
        questions = {}
        for name in os.listdir(os.path.join(PACKS, "kobe-5.10", "questions")):
            with open(os.path.join(PACKS, "kobe-5.10", "questions", name), encoding="utf-8") as file:
                questions.update({question["id"]: question for question in json.load(file)["questions"]})
        asked = {clause: {one for one, question in questions.items() if clause in question["clauses"]} for clause in clauses}
        for control in controls:
            clause = clauses[prop(control, "clause")]
            self.assertEqual(control["title"].split(" ")[0], clause["label"].split(" ")[0])
            self.assertEqual(control["class"], clause["kind"])
            self.assertEqual(props(control, "duty"), clause["duties"])
            self.assertEqual(props(control, "role", "named"), clause["roles"])
            self.assertEqual(prop(control, "digest"), clause["digest"])
            objectives = [part for part in control["parts"] if part["name"] == "assessment-objective"]
            self.assertEqual({prop(part, "question") for part in objectives}, asked[clause["id"]])
            statement = next(part for part in control["parts"] if part["name"] == "statement")
            self.assertEqual(prop(statement, "wording"), "summary" if clause.get("summary") else "none")
        # Headings that have both clauses and headings under them.
        for group in [group for many in values(mine, "groups") for group in many]:
            self.assertFalse("groups" in group and "controls" in group)
        ja = self.document("0102.db", "oscal-catalog", TENKEN_LANG="ja")
        self.assertEqual(list(values(ja, "uuid")), list(values(mine, "uuid")))
        self.assertEqual(ja["metadata"]["title"], json.loads(self.good("0102.db", "report", "--json"))["pack"]["title"]["ja"])

    def test_official_wording(self):
        """With wording of our own: a pack whose digest is that of a sentence that the office adds."""
        sentence = "課の机の上に、秘密の書類を置いたままにしない。"
        digest = self.good("0101.db", "pack", "digest", self.write("one.txt", sentence)).split()[0]
        folder = self.path("packs", "kobe-5.10")
        os.mkdir(self.path("packs"))
        subprocess.run(["cp", "-r", os.path.join(PACKS, "kobe-5.10"), folder], check=True)
        with open(os.path.join(folder, "clauses.json"), encoding="utf-8") as file:
            pack = json.load(file)
        clause = pack["clauses"][40]
        clause["digest"] = digest
        with open(os.path.join(folder, "clauses.json"), "w", encoding="utf-8") as file:
            json.dump(pack, file, ensure_ascii=False)
        table = self.write("texts.csv", "id,text\n%s,%s\n" % (clause["id"], sentence))
        self.good("0101.db", "--pack", folder, "pack", "text", "import", table)
        catalog = self.document("0101.db", "oscal-catalog", "--pack", folder)
        found = {}
        for control in [control for many in values(catalog, "controls") for control in many]:
            statement = next(part for part in control["parts"] if part["name"] == "statement")
            found.setdefault(prop(statement, "wording"), []).append((prop(control, "clause"), statement.get("prose")))
        self.assertEqual(found["official"], [(clause["id"], sentence)])

    # --- a section ---

    def section(self):
        """0102 with every answer, plans, registers, exceptions, and all of the odd texts somewhere."""
        db, n = "0102.db", iter(range(10000))
        asked = [question["id"] for question in self.data(db, "checklist", "show", "info_manager")["questions"]
                 if question["applies"] is not False and question["basis"] != "derived" and not question.get("elements")]
        self.questions = iter(asked)
        for text in ODD:
            question = next(self.questions)
            self.good(db, "answer", question, "not_implemented", "--note", "x", "--checklist", "info_manager")
            self.good(db, "plan", "set", question, "--cause", "x", "--measure", "x", "--person", "x", "--due", "2026-12-%02d" % (next(n) + 1),
                      "--checklist", "info_manager")
            self.force(db, "answer_event", "UPDATE answer_event SET note = ?, reason = ?, cause = ?, measure = ?, person = ?, evidence = ?, "
                       "actor = ? WHERE question = ?", *[text] * 7, question)
        question = next(self.questions)
        self.good(db, "answer", question, "unsure", "--checklist", "info_manager")
        self.good(db, "plan", "set", question, "--person", "主査", "--due", "2026-09-01", "--checklist", "info_manager")
        self.good(db, "answer", next(self.questions), "unsure", "--checklist", "info_manager")
        question = next(self.questions)
        self.good(db, "answer", question, "not_applicable", "--reason", "ない", "--checklist", "info_manager")
        question = next(self.questions)
        self.good(db, "answer", question, "not_implemented", "--checklist", "info_manager")
        self.good(db, "plan", "set", question, "--cause", "手順がない", "--measure", "手順を作る", "--person", "係長", "--due", "2026-09-30",
                  "--preventive", "--checklist", "info_manager")
        self.good(db, "plan", "done", question, "--evidence", "手順書", "--checklist", "info_manager")
        self.good(db, "answer", question, "implemented", "--checklist", "info_manager")
        self.good(db, "exception", "add", "e1", "name=旧端末", "clauses=7.4.3.ウ", "expires_on=2026-12-31", "permitted_on=2026-04-01",
                  "approver=統括責任者", "approver_role=chief", "minor=yes", "emergency=no", "applicant=区政課長", "reason=x")
        self.good(db, "answer", "7.4.3-length", "exception", "--checklist", "info_manager")
        self.good(db, "exception", "add", "1番目", "name=y")
        self.good(db, "register", "system", "add", "9-system", "name=z", "zone=mynumber", "auth_factors=knowledge")
        self.good(db, "checklist", "add", "--role", "system_manager", "--subject", "system:9-system")
        for old, new in (("x", 7), ("y", 1), ("z", 6)):
            self.force(db, "record_event", "UPDATE record_event SET fields = replace(fields, ?, ?)", json.dumps(old), json.dumps(ODD[new]))

    def force(self, db, table, sql, *given):
        """What no door lets in, and a database from elsewhere may hold all the same."""
        guards = self.query(db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", table)
        for name, _ in guards:
            self.query(db, "DROP TRIGGER " + name)
        self.query(db, sql, *given)
        for _, made in guards:
            self.query(db, made)

    def test_section_results(self):
        self.section()
        said = self.data("0102.db", "report")
        results = self.document("0102.db", "oscal-ar")
        self.compare_results(said, results, self.catalog_ids("0102.db"))
        for lang in ("ja", "en"):
            again = self.document("0102.db", "oscal-ar", TENKEN_LANG=lang)
            self.assertEqual(list(values(again, "uuid")), list(values(results, "uuid")))

    def compare_results(self, said, results, statements):
        self.assertEqual([prop(result, "checklist") for result in results["results"]], [one["id"] for one in said["checklists"]])
        for result, checklist in zip(results["results"], said["checklists"]):
            self.assertEqual(counted(result), checklist["answers"])
            self.assertEqual(int(prop(result, "applicable")), checklist["applicable"])
            asked = [question for question in checklist["questions"] if question["applies"] is not False]
            self.assertEqual([prop(one, "question") for one in result["observations"]], [question["id"] for question in asked])
            for observation, question in zip(result["observations"], asked):
                self.compare_observation(observation, question)
            self.compare_findings(result, asked, statements)
            self.compare_risks(result.get("risks", []), asked)

    def compare_observation(self, observation, question):
        self.assertEqual(prop(observation, "answer"), question["answer"] or "unanswered")
        method = "UNKNOWN" if not question["answer"] else "EXAMINE" if question["basis"] == "derived" else "INTERVIEW"
        self.assertEqual(observation["methods"], [method])
        self.assertEqual(observation["collected"],
                         question["at"] if method == "INTERVIEW" and question["at"] else "2026-10-01T00:00:00+09:00")
        kinds = [prop(one, "kind") for one in observation.get("relevant-evidence", [])]
        self.assertEqual("note" in kinds, bool(question["note"].strip()), (question["note"][:40], kinds))
        belongs = question["answer"] in ("not_applicable", "exception") or (question["principle"] and question["answer"] in MISSED)
        self.assertEqual("reason" in kinds, belongs and bool(question["reason"].strip()))
        self.assertEqual([one.split("=")[0] for one in props(observation, "element")], [one["id"] for one in question["elements"]])

    def compare_findings(self, result, asked, statements):
        by_clause = {}
        for question in asked:
            for clause in question["clauses"]:
                by_clause.setdefault(clause, []).append(question)
        self.assertEqual({prop(finding, "clause") for finding in result["findings"]}, set(by_clause))
        self.assertEqual(len(result["findings"]), len(by_clause))
        reviewed = [one["control-id"] for one in result["reviewed-controls"]["control-selections"][0]["include-controls"]]
        self.assertEqual(reviewed, [prop(finding, "control") for finding in result["findings"]])
        uuids = {prop(one, "question"): one["uuid"] for one in result["observations"]}
        for finding in result["findings"]:
            questions = by_clause[prop(finding, "clause")]
            answers = [question["answer"] for question in questions]
            target = finding["target"]
            self.assertIn(target["target-id"], statements)
            self.assertEqual(target["status"]["state"],
                             "satisfied" if set(answers) <= {"implemented", "not_applicable"} else "not-satisfied")
            self.assertEqual(counted(finding), {**{answer: answers.count(answer) for answer in SIX}, "unanswered": answers.count(None)})
            self.assertEqual([one["observation-uuid"] for one in finding["related-observations"]],
                             [uuids[question["id"]] for question in questions])
            self.compare_implementation(target, set(answers))

    def compare_implementation(self, target, answers):
        state = target.get("implementation-status", {}).get("state")
        if answers == {"implemented"}:
            self.assertEqual((state, target["status"]["reason"]), ("implemented", "pass"))
        if answers == {"not_applicable"}:
            self.assertEqual((state, target["status"]["reason"]), ("not-applicable", "other"))
        if answers == {"exception"}:
            self.assertEqual((state, target["status"]["reason"]), ("alternative", "other"))
        if answers in ({"unsure"}, {None}, {"unsure", None}):
            self.assertEqual((state, target["status"]["reason"]), (None, "other"))
        if answers == {"partial"}:
            self.assertEqual(state, "partial")

    def work(self, asked):
        """The questions at which something is to be done, or was."""
        return [question for question in asked if question["answer"] == "unsure" or question["answer"] == "not_implemented" or
                (question["answer"] == "partial" and not (question["principle"] and question["reason"])) or
                (question["answer"] == "implemented" and (question["plan"] or {}).get("done"))]

    def compare_risks(self, risks, asked):
        work = self.work(asked)
        self.assertEqual([prop(risk, "question") for risk in risks], [question["id"] for question in work])
        for risk, question in zip(risks, work):
            self.compare_risk(risk, question["plan"] or {}, question["answer"])

    def compare_risk(self, risk, plan, answer):
        due = plan.get("due")
        self.assertEqual(risk.get("deadline"), due and due + "T23:59:59+09:00")
        self.assertEqual(risk["status"], "closed" if plan.get("done") else "investigating" if answer == "unsure" else
                         "remediating" if (plan.get("measure") or "").strip() else "open")
        self.assertEqual(props(risk, "overdue"), ["yes"] if plan.get("overdue") else [])
        person = (plan.get("person") or "").strip()
        self.assertEqual(len(list(values(risk, "party-uuids"))), bool(person))

    def test_section_plan(self):
        self.section()
        said, plan = self.data("0102.db", "report"), self.document("0102.db", "oscal-poam")
        work = [(one["id"], question) for one in said["checklists"]
                for question in self.work([question for question in one["questions"] if question["applies"] is not False])]
        exceptions = self.data("0102.db", "register", "exception")["records"]
        self.assertEqual(len(exceptions), 2)
        items = plan["poam-items"]
        self.assertEqual([(prop(item, "checklist"), prop(item, "question")) for item in items if props(item, "question")],
                         [(checklist, question["id"]) for checklist, question in work])
        self.assertEqual(sorted(one for item in items for one in props(item, "exception")), sorted(one["id"] for one in exceptions))
        self.assertEqual(len(items), len(work) + len(exceptions))
        risks = {risk["uuid"]: risk for risk in plan["risks"]}
        for item in items:
            risk = risks[item["related-risks"][0]["risk-uuid"]]
            if props(item, "question"):
                question = next(question for checklist, question in work
                                if (checklist, question["id"]) == (prop(item, "checklist"), prop(item, "question")))
                self.compare_risk(risk, question["plan"] or {}, question["answer"])
                self.assertEqual(len(item["related-observations"]), 1)
        permitted = next(risk for risk in plan["risks"] if props(risk, "exception") == ["e1"])
        self.assertEqual(permitted["status"], "deviation-approved")
        self.assertEqual(prop(permitted, "risk-accepted"), "yes")
        self.assertEqual(permitted["deadline"], "2026-12-31T23:59:59+09:00")
        self.assertEqual(len(permitted["related-observations"]), 1)
        # The same risk has the same name in the results.
        results = self.document("0102.db", "oscal-ar")
        self.assertEqual({risk["uuid"] for result in results["results"] for risk in result.get("risks", [])},
                         {risk["uuid"] for risk in plan["risks"] if props(risk, "question")})

    def test_nothing_to_do(self):
        """OSCAL has no plan without an item."""
        plan = self.document("0101.db", "oscal-poam")
        self.assertEqual([props(item, "empty") for item in plan["poam-items"]], [["yes"]])
        self.assertNotIn("risks", plan)

    def test_nothing_answered(self):
        """A section of its own, that has answered nothing yet: nothing is satisfied."""
        self.good("new.db", "init", "--unit", "新しい課", "--bureau", "局")
        results = self.document("new.db", "oscal-ar")
        states = [one["target"]["status"] for one in results["results"][0]["findings"]]
        self.assertEqual({(one["state"], one["reason"]) for one in states}, {("not-satisfied", "other")})
        self.document("new.db", "oscal-poam")
        self.document("new.db", "oscal-catalog")

    def test_days(self):
        """Days that OSCAL has no name for."""
        self.improve("0101")
        self.good("0101.db", "plan", "set", "7.4.3-length", "--due", "9999-12-31", "--reason", "延期", "--checklist", "info_manager")
        plan = self.document("0101.db", "oscal-poam")
        self.assertEqual(plan["risks"][0]["deadline"], "2999-12-31T23:59:59+09:00")
        self.assertEqual(prop(plan["risks"][0], "due"), "9999-12-31")
        self.assertEqual(prop(plan["risks"][0], "first-due"), "2027-01-31")

    # --- the city ---

    def city(self):
        self.good("0102.db", "register", "system", "add", "s1", "name=窓口")
        self.good("0102.db", "checklist", "add", "--role", "system_manager", "--subject", "system:s1")
        self.good("0102.db", "profile", "set", "owns_system", "yes")
        self.answer_all("0102")
        self.improve("0102")
        self.improve("0102", "4.2-label")
        self.good("0102.db", "plan", "done", "7.4.3-length", "--evidence", "手順書", "--checklist", "info_manager")
        self.good("0102.db", "answer", "4.2-access", "unsure", "--checklist", "info_manager")
        self.good("0102.db", "plan", "set", "4.2-access", "--person", ODD[0], "--due", "2026-12-01", "--checklist", "info_manager")
        self.good("0102.db", "plan", "set", "4.2-label", "--cause", ODD[7], "--measure", ODD[6], "--checklist", "info_manager")
        self.good("0101.db", "exception", "add", "e1", "name=" + ODD[1], "clauses=7.4.3.ウ", "expires_on=2026-12-31")
        self.good("0101.db", "answer", "4.2-copies", "not_applicable", "--reason", "ない", "--checklist", "info_manager")
        for unit in ("0101", "0102"):
            self.submit(unit)
        self.collect()

    def test_city_results(self):
        self.city()
        for scope, units in (((), ("0101", "0102", "0103")), (("--scope", "bureau:市民局"), ("0101", "0102"))):
            for date in ("2026-10-01", "2027-03-01"):
                said = self.data("office.db", "report", *scope, "--date", date)
                results = self.document("office.db", "oscal-ar", *scope, TENKEN_DATE=date)
                self.compare_city(said, results, units)

    def compare_city(self, said, results, units):
        result, = results["results"]
        roster = {state: int(prop(result, "roster", state)) for state in said["roster"]}
        self.assertEqual(roster, said["roster"])
        parties = {one["uuid"]: prop(one, "code") for one in results["metadata"]["parties"] if props(one, "code")}
        self.assertEqual(sorted(parties.values()), sorted(units))
        answered = [one for one in result["observations"] if prop(one, "answer") != "not-received"]
        missing = [one for one in result["observations"] if prop(one, "answer") == "not-received"]
        self.assertEqual(sorted(parties[one["subject-uuid"]] for many in missing for one in many["subjects"]),
                         [one["code"] for one in said["missing_units"]])
        for question in said["questions"]:
            mine = [one for one in answered if prop(one, "question") == question["question"]]
            got = {answer: sum(len(one["subjects"]) for one in mine if prop(one, "answer") == answer) for answer in SIX + ["unanswered"]}
            self.assertEqual(got, question["answers"])
            for one in mine:
                self.assertEqual(int(prop(one, "count")), len(one["subjects"]))
        self.assertEqual({prop(one, "question") for one in answered}, {one["question"] for one in said["questions"]})
        for finding in result["findings"]:
            counts = {answer: sum(one["answers"][answer] for one in said["questions"] if prop(finding, "clause") in one["clauses"])
                      for answer in SIX + ["unanswered"]}
            self.assertEqual(counted(finding), counts)
            well = not missing and counts["implemented"] + counts["not_applicable"] == sum(counts.values())
            self.assertEqual(finding["target"]["status"]["state"], "satisfied" if well else "not-satisfied")
        risks = result.get("risks", [])
        late = [one["question"] for one in said["improvement"] if one["state"] == "overdue"]
        self.assertEqual({prop(risk, "question"): int(prop(risk, "overdue-plans")) for risk in risks if props(risk, "question")},
                         {question: late.count(question) for question in late})
        self.compare_components(result, parties)
        self.assertEqual(sum(bool(props(risk, "exception")) for risk in risks), sum(one["needs_action"] for one in said["exceptions"]))

    def compare_components(self, result, parties):
        """What a checklist is about has the name that the section's own results give it."""
        components = {one["uuid"]: (prop(one, "unit"), prop(one, "checklist")) for one in result["local-definitions"]["components"]}
        own = self.document("0102.db", "oscal-ar")["results"]
        about = {one["uuid"]: ("0102", prop(one, "checklist")) for many in own for one in many["local-definitions"]["components"]
                 if one["type"] == "system"}
        self.assertEqual(components, about)
        self.assertEqual(len(about), 1)
        for observation in result["observations"]:
            for one in observation["subjects"]:
                self.assertIn(one["subject-uuid"], components if one["type"] == "component" else parties)

    def test_city_plan(self):
        self.city()
        plan, own = self.document("office.db", "oscal-poam"), self.document("0102.db", "oscal-poam")
        listed = self.data("office.db", "plan", "list")["plans"]
        exceptions = self.data("office.db", "exception", "list")["exceptions"]
        items = plan["poam-items"]
        self.assertEqual(sorted((prop(item, "unit"), prop(item, "checklist"), prop(item, "question")) for item in items if props(item, "question")),
                         sorted((one["unit"], one["checklist"], one["question"]) for one in listed))
        self.assertEqual([(prop(item, "unit"), prop(item, "exception")) for item in items if props(item, "exception")],
                         [(one["unit"], one["id"]) for one in exceptions])
        self.assertEqual(len(items), len(listed) + len(exceptions))
        self.assertEqual(prop(plan["metadata"], "not-received"), "1")
        # Section and office call the same thing by the same name.
        self.assertEqual({risk["uuid"] for risk in plan["risks"] if props(risk, "question")},
                         {risk["uuid"] for risk in own["risks"] if props(risk, "question")})
        bureau = self.document("office.db", "oscal-poam", "--scope", "bureau:建設局")
        self.assertEqual([props(item, "empty") for item in bureau["poam-items"]], [["yes"]])

    def test_nobody_handed_in(self):
        results = self.document("office.db", "oscal-ar")
        result, = results["results"]
        self.assertNotIn("findings", result)
        self.assertEqual(prop(result["reviewed-controls"]["control-selections"][0], "reviewed"), "none")
        self.assertEqual([prop(one, "count") for one in result["observations"]], ["3"])
        self.document("office.db", "oscal-poam")

    def test_collected_in_any_order(self):
        self.city()
        before = self.document("office.db", "oscal-ar")
        self.submit("0101")
        self.collect()
        self.assertEqual(self.document("office.db", "oscal-ar"), before)


if __name__ == "__main__":
    if not CONFORMANCE:
        print("skipped: TENKEN_CONFORMANCE names no folder with oscal/validate.py")
        sys.exit(77)
    main()
