#!/usr/bin/python3
"""What the report on a city finds, reckoned here again from the bodies that were handed in: clauses, causes, rules, plans, exceptions,
the years, where to look, and the sample.

usage: city_findings.py TENKEN MAKE_CITY CHECKLISTS
"""
import collections
import datetime
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import unittest

import jsonschema

TENKEN, MAKE_CITY, CHECKLISTS = map(os.path.abspath, sys.argv[1:4])
PACK = os.path.join(CHECKLISTS, "kobe-5.10")
SCHEMA = os.path.join(os.path.dirname(CHECKLISTS), "docs", "city-report.schema.json")
UNITS, YEARS, FIRST = 30, 3, 2024
LAST = FIRST + YEARS - 1
DAY = "%d-12-10" % LAST
SIX = ["implemented", "partial", "not_implemented", "not_applicable", "exception", "unsure"]
MISSED = ("partial", "not_implemented")
SAID = "台帳と現物を、一つずつ見比べた。"


def ratio(numerator, denominator):
    return {"numerator": numerator, "denominator": denominator}


def read(*names):
    with open(os.path.join(*names), encoding="utf-8") as file:
        return json.load(file)


def words(text):
    """Width, case, spaces and punctuation folded. (What is written here has no katakana that differs from its hiragana.)"""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] not in "PZ" and not sign.isspace())


class Pack:
    def __init__(self, folder):
        self.questions = {}
        for name in sorted(os.listdir(os.path.join(folder, "questions"))):
            for question in read(folder, "questions", name)["questions"]:
                self.questions[question["id"]] = {**question, "chapter": name[:-5].lstrip("0")}
        self.order = {question: place for place, question in enumerate(self.questions)}
        self.clauses = [clause["id"] for clause in read(folder, "clauses.json")["clauses"]]
        self.rules = {rule["id"]: rule for rule in read(folder, "rules.json")["rules"]}


class Handed:
    """What stands in the bodies of one campaign: of each unit what it handed in last."""

    def __init__(self, db, cycle, bureau=None):
        self.roster = [row for row in db.execute("SELECT code, bureau, name FROM roster_unit WHERE cycle = ? ORDER BY code", (cycle,))
                       if bureau is None or row[1] == bureau]
        self.bodies, self.first_dues = {}, {}
        for code, _, _ in self.roster:
            for (body,) in db.execute("SELECT body FROM exchange_event WHERE cycle = ? AND unit = ? AND kind = 'submit' ORDER BY seq",
                                      (cycle, code)):
                self.bodies[code] = json.loads(body)["submission"]
                self.see(code, self.bodies[code])

    def see(self, code, body):
        for key, answer in self.answers(body):
            due = answer["plan"]["due"]
            if due:
                where = (code, *key, answer["answer"] == "unsure")
                self.first_dues[where] = min(due, self.first_dues.get(where, due))

    @staticmethod
    def answers(body):
        for checklist in body["checklists"]:
            for answer in checklist["answers"]:
                yield (checklist["id"], answer["question"]), answer

    def standing(self, code):
        """(checklist, question): (answer, basis)."""
        return {(checklist["id"], node["question"]): (node["answer"], node["basis"])
                for checklist in self.bodies[code]["checklists"] for node in checklist["standing"]}

    def rows(self):
        """(unit, checklist, question, answer, basis) of all."""
        return [(code, *key, *stands) for code in self.bodies for key, stands in self.standing(code).items()]

    def declared(self):
        """(unit, checklist, question, answer, how it was answered) of what people answered."""
        for code, body in self.bodies.items():
            given, standing = dict(self.answers(body)), self.standing(code)
            for key, (answer, basis) in standing.items():
                if answer and basis == "declared":
                    yield (code, *key, answer, given.get(key))

    def ledger(self):
        for code, body in self.bodies.items():
            standing = self.standing(code)
            for key, given in self.answers(body):
                plan, answer = given["plan"], standing.get(key, ("", ""))[0]
                says = any(plan[part].strip() for part in ("cause", "measure", "person", "due", "evidence")) or plan["done"]
                if says and (answer in MISSED or answer == "unsure" or (answer == "implemented" and plan["done"])):
                    yield code, key, given, answer, plan


def tally(rows):
    found = collections.Counter(row[3] for row in rows)
    return {**{answer: found[answer] for answer in SIX}, "unanswered": found[""]}


def implementation(rows):
    found = tally(rows)
    return ratio(found["implemented"], found["implemented"] + sum(found[answer] for answer in MISSED))


class Findings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="tenken-findings-")
        cls.city = os.path.join(cls.folder, "city")
        cls.db = os.path.join(cls.city, "office.db")
        subprocess.run([MAKE_CITY, cls.city, "--units", str(UNITS), "--years", str(YEARS), "--first-year", str(FIRST)], check=True)
        cls.run_tenken("collect", os.path.join(cls.city, str(LAST), "in"), "--passphrase-file", os.path.join(cls.city, "passphrase.txt"))
        cls.doctor()
        cls.pack = Pack(PACK)
        db = sqlite3.connect(cls.db)
        cls.cycles = dict(db.execute("SELECT fiscal_year, id FROM cycle").fetchall())
        (campaign,) = db.execute("SELECT body FROM exchange_event WHERE kind = 'campaign' AND cycle = ? LIMIT 1", (cls.cycles[LAST],)).fetchone()
        cls.campaign = json.loads(campaign)["id"]
        cls.handed = Handed(db, cls.cycles[LAST])
        cls.bureau = next(bureau for code, bureau, _ in cls.handed.roster
                          if any(record["register"] == "system" for record in cls.handed.bodies.get(code, {}).get("records", [])))
        cls.of_bureau = Handed(db, cls.cycles[LAST], cls.bureau)
        db.close()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    # --- the city ---

    @classmethod
    def doctor(cls):
        """Some write the same, some answer all at once, some give no grounds, some find that nothing concerns them; some systems break
        rules. What stands is left as it is, but for those whom nothing concerns."""
        db = sqlite3.connect(cls.db)
        cycle = db.execute("SELECT max(id) FROM cycle").fetchone()[0]
        events = db.execute("SELECT max(seq), unit FROM exchange_event WHERE cycle = ? AND kind = 'submit' GROUP BY unit ORDER BY unit",
                            (cycle,)).fetchall()
        with db:
            db.execute("DROP TRIGGER exchange_event_no_update")
            for place, (seq, _) in enumerate(events):
                tree = json.loads(db.execute("SELECT body FROM exchange_event WHERE seq = ?", (seq,)).fetchone()[0])
                cls.change(place, tree["submission"])
                db.execute("UPDATE exchange_event SET body = ? WHERE seq = ?", (json.dumps(tree, ensure_ascii=False), seq))
            cls.unfold(db, "r.cycle = %d" % cycle)
        db.close()
        cls.run_tenken("roster")

    @staticmethod
    def change(place, body):
        given = [answer for _, answer in Handed.answers(body)]
        if place % 4 == 0:
            given[0]["note"] = (SAID, SAID.replace("、", " "), SAID.rstrip("。"))[place // 4 % 3]
        if place in (2, 3):
            for second, answer in enumerate(given[:40]):
                answer["at"] = "%d-10-05T10:00:%02d+09:00" % (LAST, second)
        if place == 5:
            for answer in given:
                answer["note"] = answer["reason"] = ""
        if place == 6:
            for checklist in body["checklists"]:
                for answer, stands in zip(checklist["answers"], checklist["standing"]):
                    answer["answer"] = stands["answer"] = "not_applicable"
        if place % 3 == 1:
            for answer in given:
                if answer["plan"]["cause"]:
                    answer["plan"]["cause"] = " " if place % 2 else "この課だけの事情 %d" % place
        for record in body["records"]:
            if record["register"] == "system":
                record["record"].update({"zone": "mynumber", "uses_passwords": True, "pin_only": False, "password_reason": "",
                                         "password_min_length": 4 + place % 8, "auth_factors": ["knowledge"]})

    @staticmethod
    def unfold(db, units):
        """Nothing is folded yet of the units for which the SQL says so: they are due."""
        for table in ("answer", "remark", "plan", "register"):
            db.execute("DELETE FROM collected_" + table + " WHERE unit IN (SELECT id FROM roster_unit r WHERE " + units + ")")
        db.execute("INSERT INTO collected_due (unit, event) SELECT r.id, max(e.seq) FROM roster_unit r JOIN exchange_event e"
                   " ON e.cycle = r.cycle AND e.unit = r.code WHERE e.kind = 'submit' AND " + units + " GROUP BY r.id")

    # --- the program ---

    @classmethod
    def run_tenken(cls, *arguments, db=None, language="en"):
        environment = {"PATH": os.environ["PATH"], "HOME": cls.folder, "TENKEN_LANG": language, "TENKEN_DATE": DAY,
                       "XDG_DATA_HOME": os.path.join(cls.folder, "data")}
        environment.update({key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")})
        return subprocess.run([TENKEN, "--db", db or cls.db, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=300, check=False)

    def good(self, *arguments, **more):
        done = self.run_tenken(*arguments, **more)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def report(self, *arguments, **more):
        said = json.loads(self.good("report", "--json", *arguments, **more))
        jsonschema.Draft202012Validator(read(SCHEMA)).validate(said)
        return said

    def both(self):
        """The city's report and a bureau's, each with what it is about."""
        yield self.report(), self.handed
        yield self.report("--scope", "bureau:" + self.bureau), self.of_bureau

    # --- questions and clauses ---

    def compare_missed(self, said, rows):
        self.assertEqual(said["answers"], tally(rows))
        self.assertEqual(said["units"], len({row[0] for row in rows}))
        missed = sorted({row[0] for row in rows if row[3] in MISSED})
        self.assertEqual((said["missed_by"], said["units_missing"]), (missed, len(missed)))
        self.assertEqual(said["figures"]["implementation_rate"], implementation(rows))

    def test_clauses(self):
        for said, handed in self.both():
            by_question, by_clause, asking = (collections.defaultdict(list) for _ in range(3))
            for row in handed.rows():
                by_question[row[2]].append(row)
            for question, rows in by_question.items():
                for clause in self.pack.questions[question]["clauses"]:
                    by_clause[clause] += rows
                    asking[clause].append(question)
            self.assertEqual({one["question"] for one in said["questions"]}, set(by_question))
            for one in said["questions"]:
                self.compare_missed(one, by_question[one["question"]])
            order = sorted(by_clause, key=lambda clause: (-sum(row[3] in MISSED for row in by_clause[clause]), self.pack.clauses.index(clause)))
            self.assertEqual([one["clause"] for one in said["clauses"]], order)
            for one in said["clauses"]:
                self.compare_missed(one, by_clause[one["clause"]])
                self.assertEqual(one["questions"], len(asking[one["clause"]]))

    # --- plans ---

    def test_ledger(self):
        names = {"overdue": 0, "open": 1, "done": 3}
        for said, handed in self.both():
            wanted = []
            for code, key, given, answer, plan in handed.ledger():
                late = not plan["done"] and plan["due"] and plan["due"] < DAY
                wanted.append((code, *key, answer, "done" if plan["done"] else "overdue" if late else "open", plan["cause"].strip() or None,
                               plan["measure"] or None, plan["person"] or None, plan["due"] or None,
                               handed.first_dues.get((code, *key, given["answer"] == "unsure"))))
            got = [tuple(one[key] for key in ("code", "checklist", "question", "answer", "state", "cause", "measure", "person", "due",
                                              "first_due")) for one in said["improvement"]]
            self.assertEqual(sorted(map(repr, got)), sorted(map(repr, wanted)))
            self.assertEqual([names[one[4]] for one in got], sorted(names[one[4]] for one in got))
            late = [one[8] for one in got if one[4] == "overdue"]
            self.assertTrue(late)
            self.assertEqual(late, sorted(late))
            plans = [one for one in wanted if one[3] != "unsure"]
            self.assertEqual(said["plans"], {"count": len(plans), "done": sum(one[4] == "done" for one in plans),
                                             "overdue": sum(one[4] == "overdue" for one in plans)})

    @staticmethod
    def about(body, checklist):
        """What the unit's registers call what a checklist is about."""
        found = next(one for one in body["checklists"] if one["id"] == checklist)
        if not found["subject"]:
            return None
        register, _, id = found["subject"].partition(":")
        names = {one["record"]["id"]: one["record"].get("name") for one in body["records"] if one["register"] == register}
        name = names.get(id)
        return f"{name} {id}" if name and list(names.values()).count(name) > 1 else name or id

    def test_what_checklists_are_about(self):
        named = 0
        for said, handed in self.both():
            for one in said["improvement"] + said["sample"]["answers"]:
                self.assertEqual(one["about"], self.about(handed.bodies[one["code"]], one["checklist"]))
                named += one["about"] not in (None, one["checklist"].partition(":")[2])
        self.assertTrue(named)

    def test_causes(self):
        for said, handed in self.both():
            groups, none, count = collections.defaultdict(list), 0, 0
            for code, key, _, answer, plan in handed.ledger():
                if answer == "unsure":
                    continue
                count += 1
                none += not words(plan["cause"])
                if words(plan["cause"]):
                    groups[words(plan["cause"])].append((code, key[1]))
            shared = {cause: plans for cause, plans in groups.items() if len({code for code, _ in plans}) > 1}
            alone = sum(len(plans) for cause, plans in groups.items() if cause not in shared)
            causes = said["causes"]
            self.assertEqual((causes["plans"], causes["none"], causes["alone"], causes["shared"]),
                             (count, none, alone, sum(map(len, shared.values()))))
            self.assertEqual(causes["plans"], causes["none"] + causes["alone"] + causes["shared"])
            self.assertEqual({words(one["text"]) for one in causes["causes"]}, set(shared))
            for one in causes["causes"]:
                plans = shared[words(one["text"])]
                self.assertEqual((one["plans"], one["units"]), (len(plans), sorted({code for code, _ in plans})))
                questions = sorted({question for _, question in plans}, key=self.pack.order.get)
                self.assertEqual(one["questions"], questions)
                self.assertEqual(set(one["chapters"]), {self.pack.questions[question]["chapter"] for question in questions})
            self.assertEqual([len(one["units"]) for one in causes["causes"]],
                             sorted((len(one["units"]) for one in causes["causes"]), reverse=True))
        self.assertTrue(none or self.report()["causes"]["none"])

    # --- registers ---

    def verdicts(self, handed):
        """Through another door: each unit's registers as a file of facts."""
        db = sqlite3.connect(self.db)
        (campaign,) = db.execute("SELECT body FROM exchange_event WHERE kind = 'campaign' AND cycle = ? LIMIT 1",
                                 (self.cycles[LAST],)).fetchone()
        db.close()
        for code, body in handed.bodies.items():
            registers = collections.defaultdict(list)
            for record in body["records"]:
                registers[record["register"]].append(record["record"])
            facts = {fact["fact"]: fact["value"] == "yes" for fact in body["facts"] if fact["value"] in ("yes", "no")}
            profile = {fact: value for fact, value in facts.items() if not fact.startswith("complete:")}
            periods = json.loads(campaign)["periods"]
            path = os.path.join(self.folder, "facts.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump({"date": DAY, "settings": {"periods": periods}, "profile": profile, "registers": registers,
                           "complete": [fact[9:] for fact, value in facts.items() if fact.startswith("complete:") and value]}, file)
            for verdict in json.loads(self.good("evaluate", path, "--json"))["verdicts"]:
                yield code, verdict

    def test_rules(self):
        for said, handed in self.both():
            found = collections.defaultdict(list)
            for code, verdict in self.verdicts(handed):
                found[verdict["rule"]].append((code, verdict["subject"]["id"], verdict["verdict"], verdict["because"]))
            self.assertEqual({one["rule"] for one in said["rules"]}, set(found))
            for one in said["rules"]:
                mine = found[one["rule"]]
                self.assertEqual(one["judged"], len(mine))
                for code in one["verdicts"]:
                    self.assertEqual(one["verdicts"][code], sum(verdict[2] == code for verdict in mine), one["rule"])
                self.assertEqual(sum(one["verdicts"].values()), one["judged"])
                fails = [verdict for verdict in mine if verdict[2] == "fail"]
                self.assertEqual(one["failed_by"], sorted({verdict[0] for verdict in fails}))
                self.assertEqual([(fail["code"], fail["id"], fail["because"]) for fail in one["fails"]],
                                 [(verdict[0], verdict[1], verdict[3]) for verdict in fails])
                self.assertEqual(one["clauses"], self.pack.rules[one["rule"]]["clauses"])
            self.assertTrue(said["rules"][0]["fails"])
            self.assertEqual([len(one["failed_by"]) for one in said["rules"]],
                             sorted((len(one["failed_by"]) for one in said["rules"]), reverse=True))

    def test_exceptions(self):
        listed = json.loads(self.good("exception", "list", "--json"))["exceptions"]
        for said, handed in self.both():
            self.assertEqual(sorted((one["code"], one["id"], one["state"], one["needs_action"]) for one in said["exceptions"]),
                             sorted((one["unit"], one["id"], one["state"], one["needs_action"]) for one in listed if one["unit"] in handed.bodies))
            expiry = [one["expires_on"] or "9999" for one in said["exceptions"]]
            self.assertEqual(expiry, sorted(expiry))

    # --- where to look ---

    def test_looks(self):
        for said, handed in self.both():
            looks, given = said["looks"], list(handed.declared())
            self.compare_groundless(looks["no_grounds"], given)
            self.compare_same(looks["same_remarks"], given)
            self.compare_at_once(looks["at_once"], given)
            self.compare_not_applicable(looks["not_applicable"], handed.rows())
        looks = self.report()["looks"]
        for found in (looks["no_grounds"]["units"], looks["same_remarks"]["remarks"], looks["at_once"]["units"], looks["not_applicable"]["units"]):
            self.assertTrue(found)

    def compare_groundless(self, said, given):
        declared, without = collections.Counter(), collections.Counter()
        for code, _, _, _, answer in given:
            declared[code] += 1
            without[code] += not answer or not (answer["note"].strip() or answer["reason"].strip())
        self.assertEqual((said["declared"], said["without"]), (sum(declared.values()), sum(without.values())))
        self.assertEqual([(one["code"], one["declared"], one["without"]) for one in said["units"]],
                         [(code, declared[code], without[code]) for code in sorted(declared)
                          if declared[code] >= said["answers_at_least"] and without[code] * 100 >= declared[code] * said["percent_at_least"]])

    def compare_same(self, said, given):
        found = collections.defaultdict(set)
        for code, _, question, _, answer in given:
            remark = words(answer["note"]) if answer else ""
            if len(remark) >= said["characters_at_least"]:
                found[question, remark].add(code)
        self.assertEqual({(one["question"], words(one["text"])): one["units"] for one in said["remarks"]},
                         {key: sorted(codes) for key, codes in found.items() if len(codes) >= said["units_at_least"]})

    def compare_at_once(self, said, given):
        moments = collections.defaultdict(list)
        for code, _, _, answer, how in given:
            if how:
                moments[code].append((datetime.datetime.fromisoformat(how["at"]).replace(tzinfo=None), answer == "implemented"))
        wanted = {}
        for code, answers in moments.items():
            answers.sort(key=lambda one: one[0])
            for first in range(len(answers)):
                for end in range(first + said["answers_at_least"], len(answers) + 1):
                    seconds = (answers[end - 1][0] - answers[first][0]).total_seconds()
                    good = sum(one[1] for one in answers[first:end])
                    if seconds > said["seconds_at_most"]:
                        break
                    if good * 100 >= said["percent_at_least"] * (end - first):
                        wanted[code] = max(wanted.get(code, 0), end - first)
        self.assertEqual({one["code"]: one["answers"] for one in said["units"]}, wanted)

    def compare_not_applicable(self, said, rows):
        own, roles, wanted = collections.defaultdict(lambda: [0, 0]), collections.defaultdict(lambda: [0, 0]), {}
        for code, checklist, _, answer, _ in rows:
            role = checklist.split(":")[0]
            for found in (own[code, role], roles[role]):
                found[0] += answer == "not_applicable"
                found[1] += 1
        for (code, role), (absent, asked) in own.items():
            others = roles[role][0] - absent, roles[role][1] - asked
            units = sum(key[1] == role for key in own) - 1
            if asked < said["answers_at_least"] or units < said["others_at_least"]:
                continue
            mine, theirs = absent / asked, others[0] / others[1]
            if mine >= said["times_at_least"] * theirs and 100 * (mine - theirs) >= said["points_at_least"]:
                wanted[code, role] = ratio(absent, asked), ratio(*others)
        self.assertEqual({(one["code"], one["role"]): (one["own"], one["others"]) for one in said["units"]}, wanted)

    # --- the sample ---

    def hash(self, *parts):
        found = 0xcbf29ce484222325
        for byte in "".join(part + "\n" for part in (self.campaign, *parts)).encode():
            found = (found ^ byte) * 0x100000001b3 % 2**64
        for factor in (0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53):
            found = (found ^ found >> 33) * factor % 2**64
        return found ^ found >> 33

    def test_sample(self):
        for said, handed in self.both():
            bureaus = {code: bureau for code, bureau, _ in handed.roster}
            groups = collections.defaultdict(list)
            for code, checklist, question, answer, basis in handed.rows():
                if answer == "implemented" and basis == "declared":
                    group = code if said["scope"]["bureau"] else bureaus[code]
                    groups[group].append((self.hash(code, checklist, question), code, checklist, question))
            ranked = sorted((rank, *one) for group in groups.values() for rank, one in enumerate(sorted(group)))
            self.assertEqual(said["sample"]["wanted"], 30)
            self.assertEqual(said["sample"]["drawn_from"], len(ranked))
            self.assertEqual(sorted((int(one["hash"], 16), one["code"], one["checklist"], one["question"]) for one in said["sample"]["answers"]),
                             sorted(one[1:] for one in ranked[:30]))

    # --- the years ---

    def past(self, year, bureau=None, db=None):
        db = sqlite3.connect(db or self.db)
        try:
            return Handed(db, self.cycles[year], bureau)
        finally:
            db.close()

    def compare_year(self, said, then, now, same):
        self.assertEqual((said["units"], said["received"]), (len(then.roster), len(then.bodies)))
        self.assertEqual(said["answers"], tally(then.rows()))
        self.assertEqual(said["figures"]["implementation_rate"], implementation(then.rows()))
        like = said["like_with_like"]
        self.assertEqual(like["questions"], len(same))
        self.assertEqual(like["then"], implementation([row for row in then.rows() if row[2] in same]))
        self.assertEqual(like["now"], implementation([row for row in now.rows() if row[2] in same]))

    def test_years(self):
        for said, handed in self.both():
            self.assertEqual([(one["fiscal_year"], one["extra"]) for one in said["years"]], [(LAST - 1, False), (LAST - 2, False)])
            for one in said["years"]:
                then = self.past(one["fiscal_year"], said["scope"]["bureau"])
                self.compare_year(one, then, handed, set(self.pack.questions))
                self.assertEqual(one["like_with_like"]["changed"] + one["like_with_like"]["clauses"], [])

    def test_revised(self):
        """A clause that changed takes its questions out; extra self-checks stand apart; a pack that is lost is said to be."""
        revised = os.path.join(self.folder, "revised")
        shutil.copytree(PACK, revised)
        clause, changed = "7.4.3.ウ", []
        for name in ["clauses.json"] + ["questions/" + name for name in sorted(os.listdir(os.path.join(revised, "questions")))]:
            path = os.path.join(revised, name)
            tree = read(path)
            for one in tree.get("clauses", []):
                if one["id"] == clause:
                    one["digest"] = digest = "0123456789abcdef" + one["digest"][16:]
            for one in tree.get("questions", []):
                if clause in one["clauses"]:
                    at = one["clauses"].index(clause)
                    parts = one["digest"].split("-")
                    parts[at] = digest[:len(parts[at])]
                    one["digest"] = "-".join(parts)
                    changed.append(one["id"])
            with open(path, "w", encoding="utf-8") as file:
                json.dump(tree, file, ensure_ascii=False)
        copy = os.path.join(self.city, "copy.db")
        shutil.copy(self.db, copy)
        db = sqlite3.connect(copy)
        with db:
            db.execute("UPDATE cycle SET pack = 'lost-1.0' WHERE fiscal_year = ?", (LAST - 2,))
            db.execute("UPDATE exchange_event SET body = replace(body, '\"pack_sha256\":\"', '\"pack_sha256\":\"0') WHERE kind = 'campaign'"
                       " AND cycle = ?", (self.cycles[LAST - 2],))
            db.execute("UPDATE cycle SET extra = 1 WHERE fiscal_year = ?", (LAST - 1,))
        db.close()
        said = self.report("--pack", revised, db=copy)
        last, lost = said["years"]
        self.assertTrue(changed)
        self.compare_year(last, self.past(LAST - 1), self.handed, set(self.pack.questions) - set(changed))
        self.assertEqual((last["extra"], last["comparable"], lost["extra"], lost["comparable"]), (True, True, False, False))
        self.assertEqual(last["like_with_like"]["changed"], changed)
        self.assertEqual(last["like_with_like"]["clauses"], [clause])
        self.assertEqual(lost["answers"], tally(self.past(LAST - 2).rows()))
        self.assertIsNone(lost["like_with_like"])
        text = self.good("report", "--pack", revised, db=copy)
        self.assertIn("(lost-1.0) are not at hand", text)
        self.assertLess(text.index(" FY%d " % (LAST - 2)), text.index("Extra self-checks, apart from the years"))

    # --- all together ---

    def test_not_folded_yet(self):
        """What is not in the table of answers yet is read from the bodies, in every year, also where nothing may be written."""
        copy = os.path.join(self.city, "due.db")
        shutil.copy(self.db, copy)
        db = sqlite3.connect(copy)
        with db:
            self.unfold(db, "r.id % 2 = 0")
        db.close()
        for asked in (("report", "--json"), ("report", "--format", "html"), ("exception", "list", "--json")):
            self.assertEqual(self.good(*asked, "--readonly", db=copy), self.good(*asked))
        self.assertIn('"state"', self.good("exception", "list", "--json"))

    def test_not_received(self):
        """A section of which nothing has come is in no finding."""
        missing = {code for code, _, _ in self.handed.roster} - set(self.handed.bodies)
        self.assertTrue(missing)
        said = self.report()
        self.assertEqual({one["code"] for one in said["missing_units"]}, missing)
        self.assertEqual(said["expected"], {"total": UNITS, "imported": UNITS - len(missing), "rejected": 0, "absent": len(missing)})

        def codes(node):
            if isinstance(node, dict):
                for key, value in node.items():
                    if key in ("units", "missed_by", "failed_by") and isinstance(value, list) and value and isinstance(value[0], str):
                        yield from value
                    elif key == "code":
                        yield value
                    else:
                        yield from codes(value)
            elif isinstance(node, list):
                for value in node:
                    yield from codes(value)
        self.assertFalse(missing & set(codes({key: value for key, value in said.items() if key != "missing_units"})))

    def test_same_bytes(self):
        for form in ("text", "json", "csv"):
            for language in ("ja", "en"):
                once = self.good("report", "--format", form, language=language)
                self.assertEqual(once, self.good("report", "--format", form, "--readonly", language=language))

    def test_text(self):
        for language in ("ja", "en"):
            for scope in ("city", "bureau:" + self.bureau):
                text = self.good("report", "--scope", scope, language=language)
                for line in text.splitlines():
                    width = sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
                    self.assertLessEqual(width, 80, line)

    def test_page(self):
        """On a page no cell holds so many questions that nobody reads them, and codes are not broken."""
        page = self.good("report", "--format", "html", language="en")
        begin = page.index('">Causes that several sections give</h2>')
        causes = page[begin:page.index("</section>", begin)]
        self.assertIn("3.2.6-equipment, ", causes)
        self.assertLessEqual(max(cell.count("-") for cell in re.findall(r"<td[^>]*>([^<]*)</td>", causes) if "3.2.6-equipment" in cell), 40)
        self.assertRegex(causes, r"3\.2\.6-equipment, [^<]* and \d+ more</td>")
        self.assertIn(' class="nw" data-l="Section code">0101</td>', page)

    def test_figures_of_the_table(self):
        """The figures of one year equal those that SQL reckons over the rows of all years."""
        db = sqlite3.connect(self.db)
        counts = db.execute("SELECT n.text, a.answer, count(*) FROM collected_answer a JOIN collected_name n ON n.id = a.question"
                            " WHERE a.cycle = ? GROUP BY a.question, a.answer", (self.cycles[LAST],)).fetchall()
        db.close()
        found = collections.defaultdict(collections.Counter)
        for question, answer, count in counts:
            found[question][answer] += count
        said = self.report()
        self.assertEqual({one["question"]: [one["answers"][answer] for answer in SIX] for one in said["questions"]},
                         {question: [answers[i + 1] for i in range(6)] for question, answers in found.items()})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:])
