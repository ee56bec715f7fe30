#!/usr/bin/python3
"""The facts file: what is refused and where, what counts as what, exceptions, the day, the output.

usage: facts_file.py TENKEN CHECKLISTS
"""
import json
import os
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from facts import Program, SETTINGS  # noqa: E402

PROGRAM = Program(*sys.argv[1:3])


class Case(unittest.TestCase):
    def refused(self, facts, *says):
        done = PROGRAM.run(facts)
        self.assertEqual((done.returncode, done.stdout), (3, b""), (facts, done.stderr.decode()))
        for text in says:
            self.assertIn(text, done.stderr.decode())
        return done.stderr.decode()

    def of(self, facts, rule, record="x", *arguments):
        found = [v for v in PROGRAM.verdicts(facts, *arguments) if v["rule"] == rule and v["subject"]["id"] == record]
        self.assertEqual(len(found), 1)
        return found[0]


class Refused(Case):
    def test_one_defect_each(self):
        system = {"id": "x"}
        for facts, *says in [
                ("{", ":1:2:"), ("[]", "braces"), ({}, "registers"), ({"registers": []}, "braces"),
                ({"registers": {"sistem": []}}, "/registers/sistem", '"system" may be meant'),
                ({"registers": {}, "register": {}}, "/register"),
                ({"registers": {"system": {}}}, "/registers/system"),
                ({"registers": {"system": [1]}}, "/registers/system/0"),
                ({"registers": {"system": [{}]}}, '"id"'), ({"registers": {"system": [{"id": ""}]}}, "blank"),
                ({"registers": {"system": [{"id": 7}]}}, "/registers/system/0/id"),
                ({"registers": {"system": [{**system, "zon": "lgwan"}]}}, '"zone" may be meant'),
                ({"registers": {"system": [{**system, "zone": "lgwn"}]}}, "/registers/system/0/zone", '"lgwan" may be meant'),
                ({"registers": {"system": [{**system, "zone": ["lgwan"]}]}}, "/zone"),
                ({"registers": {"system": [{**system, "auth_factors": "knowledge"}]}}, "/auth_factors"),
                ({"registers": {"system": [{**system, "auth_factors": ["knowledge", "luck"]}]}}, "/auth_factors/1"),
                ({"registers": {"system": [{**system, "auth_items": 1.5}]}}, "/auth_items"),
                ({"registers": {"system": [{**system, "auth_items": -1}]}}, "/auth_items"),
                ({"registers": {"system": [{**system, "auth_items": "2"}]}}, "/auth_items"),
                ({"registers": {"system": [{**system, "redundant": "yes"}]}}, "/redundant"),
                ({"registers": {"system": [{**system, "backup_on": "2026-02-29"}]}}, "/backup_on", "2026-02-29"),
                ({"registers": {"system": [{**system, "backup_on": "2026-2-1"}]}}, "/backup_on"),
                ({"registers": {"system": [{**system, "backup_on": False}]}}, "/backup_on"),
                ({"registers": {"system": [{**system, "domain": 1}]}}, "/domain"),
                ({"registers": {"system": [{**system, "confidentiality": "4"}]}}, "/confidentiality"),
                ({"registers": {"system": [system, system]}}, "/registers/system/1/id", "already"),
                ({"registers": {"connection": [{"id": "c", "from": "x"}]}}, "/connection/0/from"),
                ({"registers": {"system": [system], "connection": [{"id": "c", "from": "X"}]}}, '"x" may be meant'),
                ({"registers": {"device": [system], "connection": [{"id": "c", "from": "x"}]}}, "/connection/0/from"),
                ({"registers": {"exception": [{"id": "e", "clauses": ["6.4.2.ン"]}]}}, "/exception/0/clauses/0"),
                ({"registers": {"exception": [{"id": "e", "subject": "y"}]}}, "/exception/0/subject"),
                ({"registers": {"asset": [{"id": "a", "stored_on": "y"}]}}, "/asset/0/stored_on"),
                ({"registers": {"system": [{**system, "zone": "lgwan"}],
                                "connection": [{"id": "c", "to": "x", "to_zone": "internet"}]}}, "/connection/0/to_zone"),
                ({"registers": {"system": [system], "connection": [{"id": "c", "to": "x", "to_zone": "external"}]}}, "/to_zone"),
                ({"date": "2026-09-31", "registers": {}}, "/date"), ({"date": "none", "registers": {}}, "/date"),
                ({"date": 2026, "registers": {}}, "/date"),
                ({"settings": {"periods": {"backup": "1D"}}, "registers": {}}, "/settings/periods/backup"),
                ({"settings": {"periods": {"bakup": "P1D"}}, "registers": {}}, '"backup" may be meant'),
                ({"settings": {"about_six_month": "P7M"}, "registers": {}}, '"about_six_months" may be meant'),
                ({"profile": {"uses_clouds": True}, "registers": {}}, '"uses_cloud" may be meant'),
                ({"profile": {"uses_cloud": "yes"}, "registers": {}}, "/profile/uses_cloud"),
                ({"complete": ["systems"], "registers": {}}, "/complete/0"), ({"complete": "system", "registers": {}}, "/complete")]:
            with self.subTest(facts=facts):
                self.refused(facts, *says)

    def test_all_defects_with_their_places(self):
        text = '{"date": "2026-13-01",\n "registers": {"system": [{"id": "x", "zone": "mars"},\n  {"id": "x", "backup_on": "never"}],\n' \
               ' "connection": [{"id": "c", "from": "nobody"}]}}\n'
        errors = self.refused(text)
        for place in (":1:10: /date:", ":2:47: /registers/system/0/zone:", ":3:10: /registers/system/1/id:",
                      ":3:28: /registers/system/1/backup_on:", ":4:37: /registers/connection/0/from:"):
            self.assertIn(place, errors)
        self.assertIn("5 defects", errors)

    def test_what_has_no_id_is_read_all_the_same(self):
        text = '{"registers": {"system": [{"id": 7, "zone": "mars"}, {"zone": "pluto"}, {"id": "s", "zone": "lgwan"}],\n' \
               ' "connection": [{"from": "nobody"}, {"id": null, "to": "s", "to_zone": "internet"}]}}\n'
        errors = self.refused(text)
        for place in ("/registers/system/0/id:", "/registers/system/0/zone:", "/registers/system/1:", "/registers/system/1/zone:",
                      "/registers/connection/0:", "/registers/connection/0/from:", "/registers/connection/1/id:",
                      "/registers/connection/1/to_zone:"):
            self.assertIn(place, errors)
        self.assertIn("8 defects", errors)

    def test_defects_of_the_whole_file_name_no_path(self):
        for text, says in (("", ":1:1: The text is empty"), ("{}", ":1:1: The key")):
            self.refused(text, says)

    def test_text_names_clauses_and_rules(self):
        out = PROGRAM.run({"registers": {"system": [{"id": "x", "zone": "mynumber", "auth_factors": []}]}}).stdout.decode()
        line = [line for line in out.splitlines() if "mfa-mynumber" in line][0]
        self.assertIn("[5.1.イ.1, 6.4.2.イ]", line)

    def test_wrong_usage(self):
        done = PROGRAM.run({"registers": {}}, "--al")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn("--all", done.stderr.decode())


class Accepted(Case):
    def test_nothing(self):
        self.assertEqual(PROGRAM.verdicts({"registers": {}}), [])
        self.assertEqual(PROGRAM.verdicts({"date": None, "settings": None, "profile": None, "complete": None,
                                           "registers": {"system": None}}), [])
        done = PROGRAM.run({"registers": {}})
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_absent_and_null_are_the_same(self):
        for record in ({"id": "x"}, {"id": "x", "auth_items": None}):
            verdict = self.of({"registers": {"system": [record]}}, "credentials")
            self.assertEqual((verdict["verdict"], verdict["cause"], verdict["fields"]), ("unknown", "missing", ["auth_items"]))

    def test_defaults(self):
        for given in (None, True):
            facts = {"registers": {"system": [{"id": "x", "uses_passwords": given, "pin_only": None, "password_min_length": 8}]}}
            self.assertEqual(self.of(facts, "password-length")["verdict"], "pass")

    def test_several_registers_may_have_an_id(self):
        registers = {"system": [{"id": "x", "auth_items": 1}], "device": [{"id": "x", "kind": "mobile", "privacy_filter": False}]}
        exception = {"id": "e", "clauses": ["6.4.2.ア", "6.4.4.ウ"], "reason": "a", "applicant": "a", "approver": "b",
                     "approver_role": "ciso", "permitted_on": "2026-04-01", "expires_on": "none"}
        facts = {"date": "2026-10-01", "registers": {**registers, "exception": [{**exception, "subject": "device:x"}]}}
        self.assertEqual(self.of(facts, "credentials")["verdict"], "fail")
        self.assertEqual(self.of(facts, "mobile-filter")["verdict"], "exception")
        facts["registers"]["exception"][0]["subject"] = "x"
        self.refused(facts, "REGISTER:x")

    def test_order_of_records_does_not_matter(self):
        facts = {"registers": {"connection": [{"id": "x", "from": "b", "to": "a"}],
                               "system": [{"id": "a", "zone": "mynumber"}, {"id": "b", "zone": "lgwan"}]}}
        self.assertEqual(self.of(facts, "mynumber-link")["verdict"], "fail")

    def test_the_day(self):
        facts = {"settings": SETTINGS, "registers": {"system": [{"id": "x", "availability": "2", "placement": "on_premises",
                                                                   "maintained_on": "2019-06-01"}]}}
        def judge(*arguments):
            return self.of(facts, "maintenance", "x", *arguments)["verdict"]
        self.assertEqual(judge(), "pass")  # the environment says 2020-01-01
        facts["date"] = "2020-06-02"
        self.assertEqual(judge(), "fail")
        self.assertEqual(judge("--date", "2020-06-01"), "pass")
        output = json.loads(PROGRAM.run(facts, "--json", "--date", "2020-06-01").stdout)
        self.assertEqual((list(output), output["date"], output["pack"]), (["date", "pack", "verdicts"], "2020-06-01", "kobe-5.10"))

    def test_not_applicable_only_with_all(self):
        facts = {"registers": {"system": [{"id": "x", "zone": "lgwan"}]}}
        listed = json.loads(PROGRAM.run(facts, "--json").stdout)["verdicts"]
        self.assertNotIn("notapplicable", {verdict["verdict"] for verdict in listed})
        self.assertIn("notapplicable", {verdict["verdict"] for verdict in PROGRAM.verdicts(facts)})

    def test_text_in_the_language(self):
        facts = {"registers": {"system": [{"id": "x", "name": "住民\u202e記録", "auth_items": 1}]}}
        for language, word in (("ja", "2つ以上の情報"), ("en", "two or more items")):
            out = PROGRAM.run(facts, "--lang", language).stdout.decode()
            line = [line for line in out.splitlines() if "credentials" in line][0]
            self.assertIn(word, line)
            self.assertIn("住民<U+202E>記録", line)
        self.assertNotIn("\u202e", PROGRAM.run(facts, "--json").stdout.decode())


class Exceptions(Case):
    good = {"id": "e", "clauses": ["6.4.2.ア"], "subject": "x", "reason": "旧式", "applicant": "課長", "approver": "CISO",
            "approver_role": "ciso", "permitted_on": "2026-04-01", "expires_on": "none"}

    def under(self, *exceptions):
        facts = {"date": "2026-10-01", "registers": {"system": [{"id": "x", "auth_items": 1}], "exception":
                 [{**self.good, "id": "e%d" % n, **changes} for n, changes in enumerate(exceptions)]}}
        verdict = self.of(facts, "credentials")
        return verdict["verdict"], verdict["fields"]

    def test_one_that_holds_is_enough(self):
        self.assertEqual(self.under({"expires_on": "2026-09-30"}, {"permitted_on": None}, {})[0], "exception")
        self.assertEqual(self.under({"subject": None}, {"expires_on": "2026-09-30"})[0], "exception")

    def test_unknown_ones(self):
        self.assertEqual(self.under({"expires_on": "2026-09-30"}, {"permitted_on": None, "approver_role": None}),
                         ("unknown", ["exception.permitted_on", "exception.approver_role"]))
        self.assertEqual(self.under({"clauses": None}), ("unknown", ["exception.clauses"]))
        # What fails for certain is none, whatever else is missing.
        self.assertEqual(self.under({"permitted_on": None, "expires_on": "2026-09-30"})[0], "fail")
        self.assertEqual(self.under({"clauses": None, "reason": ""})[0], "fail")

    def test_emergencies_and_one_person(self):
        emergency = {"emergency": True, "reported_on": "2026-04-02", "approver": None, "approver_role": None, "permitted_on": None}
        self.assertEqual(self.under(emergency)[0], "exception")
        self.assertEqual(self.under({**emergency, "reported_on": "none"})[0], "fail")
        self.assertEqual(self.under({"approver": "課長", "same_person_reason": "不在"})[0], "exception")
        self.assertEqual(self.under({"approver": "課長", "same_person_reason": ""})[0], "fail")
        self.assertEqual(self.under({"approver_role": "chief"})[0], "fail")
        self.assertEqual(self.under({"approver_role": "chief", "minor": True})[0], "exception")

    def test_the_sentence_over_a_list(self):
        facts = {"date": "2026-10-01", "registers": {"system": [{"id": "x", "antivirus_resident": False, "antivirus_reason": ""}],
                                                     "exception": [{**self.good, "clauses": ["8.4.1"]}]}}
        self.assertEqual(self.of(facts, "antivirus")["verdict"], "exception")
        facts["registers"]["exception"][0]["clauses"] = ["8.4.2"]
        self.assertEqual(self.of(facts, "antivirus")["verdict"], "fail")

    def test_an_unknown_under_an_exception(self):
        facts = {"date": "2026-10-01", "registers": {"system": [{"id": "x"}], "exception": [self.good]}}
        verdict = self.of(facts, "credentials")
        self.assertEqual((verdict["verdict"], verdict["fields"]), ("unknown", ["auth_items"]))


class Size(Case):
    def test_cost_grows_with_the_records(self):
        def facts(count):
            return {"date": "2026-10-01", "registers": {
                "system": [{"id": "s%d" % n} for n in range(count)],
                "contract": [{"id": "c%d" % n} for n in range(count)],
                "asset": [{"id": "a%d" % n, "stored_on": "a0"} for n in range(count)],
                "connection": [{"id": "l%d" % n, "from": "s0", "to": "s%d" % n} for n in range(count)],
                "exception": [{"id": "e%d" % n, "clauses": ["6.4.2.ア"]} for n in range(count)]}}

        def seconds(count):
            start = time.monotonic()
            done = PROGRAM.run(facts(count), "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            return time.monotonic() - start
        small, large = min(seconds(200), seconds(200)), seconds(1600)
        self.assertLess(large, 8 * 2.5 * small + 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
