#!/usr/bin/python3
"""Last year's answers for whoever keeps a section now: on a new PC, renamed, split, or merged with another.

usage: succession.py TENKEN CHECKLISTS
"""
import os

from city import Case, main

LENGTH = "7.4.3-length"
NEXT = {"TENKEN_DATE": "2027-04-20", "TENKEN_NOW": "2027-04-20T09:00:00+09:00"}


class Succession(Case):
    def first_year(self, units=("0101", "0102")):
        for unit in ("0101", "0102"):
            self.good(unit + ".db", "profile", "set", "owns_system", "yes")
            self.answer_all(unit)
        self.improve("0102")
        self.good("0101.db", "answer", LENGTH, "implemented", "--note", "手順書3ページ")
        self.good("0101.db", "register", "system", "add", "s1", "name=窓口システム")
        self.good("0102.db", "register", "system", "add", "s1", "name=住民記録")
        self.good("0102.db", "register", "connection", "add", "c1", "name=連携", "from=s1")
        self.good("0102.db", "register", "system", "add", "s2", "name=受付")
        self.good("0101.db", "profile", "set", "uses_cloud", "no")
        for unit in units:
            self.submit(unit)
        self.collect()
        for unit in units:
            self.good("office.db", "accept", unit)

    def second_year(self, rows):
        self.write("next.csv", "code,bureau,unit,roles,predecessor\n" + rows)
        self.good("office.db", "campaign", "new", "--fiscal-year", "R9", "--roster", self.path("next.csv"), "--due", "R9.12.25",
                  **NEXT)
        self.office("campaign", "publish", "-o", self.new_folder("pub9"), **NEXT)

    def handover(self, unit):
        before = set(os.listdir(self.path("ret")))
        self.office("handover", unit, "-o", self.path("ret"), **NEXT)
        new = set(os.listdir(self.path("ret"))) - before
        self.assertEqual(len(new), 1)
        return self.path("ret", new.pop())

    def waiting(self, db, checklist="info_manager"):
        return [question["id"] for question in
                self.data(db, "checklist", "show", checklist, "--filter", "carried", **NEXT)["questions"]]

    def test_new_pc(self):
        self.first_year()
        self.second_year("0101,市民局,市民課,info_manager,\n0102,市民局,区政課,info_manager;system_manager,\n")
        file = self.handover("0101")
        self.join("0101", folder="pub9", db="new.db", **NEXT)
        self.assertEqual(self.waiting("new.db"), [])
        said = self.data("new.db", "receive", file, **NEXT)
        self.assertEqual((said["kind"], said["fiscal_year"], said["records"]), ("handover", 2026, 1))
        self.assertIn(LENGTH, self.waiting("new.db"))
        self.assertEqual(self.data("new.db", "status", **NEXT)["checklists"][0]["answered"], 0)
        self.good("new.db", "confirm", LENGTH, **NEXT)
        answers = {one["id"]: one for one in self.data("new.db", "checklist", "show", **NEXT)["questions"]}
        self.assertEqual((answers[LENGTH]["answer"], answers[LENGTH]["note"]), ("implemented", "手順書3ページ"))
        self.assertIn("窓口システム", self.good("new.db", "register", "system", "list", **NEXT))
        facts = {one["id"]: one["value"] for one in self.data("new.db", "profile", **NEXT)["profile"]}
        self.assertIs(facts["uses_cloud"], False)
        self.bad(4, "new.db", "receive", file, says="taken in before", **NEXT)
        self.bad(4, "new.db", "receive", self.handover("0101"), says="earlier year already", **NEXT)
        self.good("new.db", "verify", **NEXT)
        # The office sees that it arrived.
        self.answer_all_of("new.db")
        self.good("new.db", "submit", "--confirmed-by", "市民課長", "-o", self.path("drop"), **NEXT)
        self.collect(status=0)
        sent = self.data("office.db", "show", "0101", **NEXT)["sent"]
        self.assertEqual([(one["kind"], one["received"]) for one in sent], [("handover", True), ("handover", False)])
        # Whoever kept the database has it all there, and no need of the file.
        self.join("0101", folder="pub9", **NEXT)
        self.assertIn(LENGTH, self.waiting("0101.db"))
        self.bad(4, "0101.db", "receive", file, **NEXT)

    def answer_all_of(self, db):
        for fact in self.data(db, "profile", **NEXT)["profile"]:
            if fact["value"] is None:
                self.good(db, "profile", "set", fact["id"], "no", **NEXT)
        rows = ["question,answer"]
        rows += [question["id"] + ",implemented" for question in self.data(db, "checklist", "show", **NEXT)["questions"]
                 if question["applies"] is not False and question["basis"] != "derived"]
        self.good(db, "answer", "--file", self.write("answers.csv", "\n".join(rows)), **NEXT)

    def test_merged(self):
        """Of two sections one: the worse answer stands, and the remark says what each answered."""
        self.first_year()
        self.second_year("0201,市民局,窓口課,info_manager;system_manager,0101;0102\n")
        self.join("0201", folder="pub9", db="new.db", **NEXT)
        said = self.data("new.db", "receive", self.handover("0201"), **NEXT)
        self.assertEqual(said["records"], 4)
        entry = self.good("new.db", "history", LENGTH, "--checklist", "info_manager", **NEXT)
        self.assertNotIn("implemented", entry)
        self.good("new.db", "confirm", LENGTH, "--checklist", "info_manager", **NEXT)
        answers = {one["id"]: one for one in self.data("new.db", "checklist", "show", "info_manager", **NEXT)["questions"]}
        self.assertEqual(answers[LENGTH]["answer"], "not_implemented")
        self.assertEqual(answers[LENGTH]["note"].split("\n"), ["市民課: ○ 手順書3ページ", "区政課: ×"])
        systems = {one["id"]: one for one in self.data("new.db", "register", "system", "list", **NEXT)["records"]}
        self.assertEqual({id: one["name"] for id, one in systems.items()},
                         {"s1": "窓口システム", "s1-0102": "住民記録", "s2": "受付"})
        links = {one["id"]: one for one in self.data("new.db", "register", "connection", "list", **NEXT)["records"]}
        self.assertIn(links["c1"]["from"], ("s1-0102", "system:s1-0102"))
        self.assertEqual([one["id"] for one in self.data("new.db", "status", **NEXT)["checklists"]],
                         ["info_manager", "system_manager"])
        self.good("new.db", "verify", **NEXT)

    def test_split(self):
        """Both halves get what the whole had; each goes on alone."""
        self.first_year(units=("0101",))
        self.second_year("0401,市民局,住民課,info_manager,0101\n0402,市民局,窓口課,info_manager,0101\n")
        for unit in ("0401", "0402"):
            self.join(unit, folder="pub9", db=unit + ".db", **NEXT)
            self.good(unit + ".db", "receive", self.handover(unit), **NEXT)
            self.assertIn(LENGTH, self.waiting(unit + ".db"))
        self.good("0401.db", "confirm", LENGTH, **NEXT)
        self.assertIn(LENGTH, self.waiting("0402.db"))

    def test_renamed(self):
        """In the database of the section that it was, the new one goes on."""
        self.first_year()
        self.second_year("0301,市民局,住民課,info_manager,0101\n0302,市民局,庶務課,info_manager,\n")
        self.bad(4, "0101.db", "join", self.path("pub9", "campaign.tenken"), "--unit-code", "0302", "--join-code",
                 self.code("0302", "pub9"), says="belongs to", **NEXT)
        self.join("0301", folder="pub9", db="0101.db", **NEXT)
        self.assertEqual(self.data("0101.db", "status", **NEXT)["unit"]["name"], "住民課")
        self.assertIn(LENGTH, self.waiting("0101.db"))
        self.bad(4, "office.db", "handover", "0302", "-o", "ret", "--passphrase-file", "pw", says="earlier year", **NEXT)

    def test_refused(self):
        self.first_year(units=("0101",))
        self.bad(4, "office.db", "handover", "0101", "-o", "ret", "--passphrase-file", "pw", says="earlier year")
        self.second_year("0101,市民局,市民課,info_manager,\n0102,市民局,区政課,info_manager,\n")
        self.bad(4, "office.db", "handover", "0102", "-o", "ret", "--passphrase-file", "pw", says="earlier year", **NEXT)
        self.bad(2, "office.db", "handover", "0109", "-o", "ret", "--passphrase-file", "pw", says="Did you mean", **NEXT)
        self.bad(2, "office.db", "handover", "0101", "-o", "nowhere", "--passphrase-file", "pw", says="no folder", **NEXT)
        file = self.handover("0101")
        self.join("0102", folder="pub9", db="other.db", **NEXT)
        self.bad(4, "other.db", "receive", file, says="sealed for somebody else", **NEXT)


if __name__ == "__main__":
    main()
