#!/usr/bin/python3
"""What went wrong once between office and sections, and must not again.

usage: lessons.py TENKEN CHECKLISTS
"""
import os

from city import ROSTER, Case, main

LENGTH = "7.4.3-length"
NEXT = {"TENKEN_DATE": "2027-04-20", "TENKEN_NOW": "2027-04-20T09:00:00+09:00"}


class Office(Case):
    def test_nothing_received_is_said(self):
        """No plans are known of those who have handed in nothing: the list says how many those are."""
        for command in (("plan", "list"), ("plan", "list", "--overdue"), ("exception", "list")):
            self.assertIn("not handed in 3", self.good("office.db", *command))
            self.assertEqual(self.data("office.db", *command)["roster"]["not_received"], 3)

    def test_forged_lines(self):
        """What a section has typed stands on its own line, whatever it holds."""
        self.good("0101.db", "answer", LENGTH, "not_implemented")
        self.good("0101.db", "plan", "set", LENGTH, "--cause", "x", "--measure", "直す\n建設局 公園課 (0103)\n  7.4.3-length  偽", "--person",
                  "係長", "--due", "2027-01-31")
        self.submit("0101")
        self.collect()
        for command in (("plan", "list"), ("show", "0101")):
            lines = self.good("office.db", *command).splitlines()
            self.assertFalse([line for line in lines if line.startswith("建設局")], lines)

    def test_joined_anew_is_said(self):
        self.submit("0101")
        self.collect()
        self.good("office.db", "campaign", "code", "0101")
        self.office("campaign", "publish", "-o", self.new_folder("pub2"))
        self.join("0101", folder="pub2", db="new.db")
        self.answer_all("0101", db="new.db")
        name = self.submit("0101", db="new.db", folder=self.new_folder("drop2"))
        self.assertIn("joined anew", self.collect("drop2")[name]["reason"])

    def test_published_after_restoring(self):
        """Whoever joins by a campaign file of after the restoration seals for the key of now."""
        self.write("roster.csv", ROSTER)
        self.office("office", "init", "--name", "別の課", db="other.db")
        self.good("other.db", "campaign", "new", "--fiscal-year", "R8", "--roster", self.path("roster.csv"), "--due", "R8.12.25")
        self.office("office", "escrow", "-o", self.path("late.key"), key="pw2", db="other.db")
        self.office("office", "restore", self.path("late.key"), key="pw2", db="other.db")
        self.office("campaign", "publish", "-o", self.new_folder("pub3"), key="pw2", db="other.db")
        self.join("0101", folder="pub3", db="late.db")
        self.answer_all("0101", db="late.db")
        name = self.submit("0101", db="late.db", folder=self.new_folder("drop3"))
        self.assertEqual(self.collect("drop3", key="pw2", db="other.db")[name]["result"], "imported")

    def test_predecessors(self):
        self.write("bad.csv", "code,bureau,unit,roles,predecessor\n0301,市民局,住民課,info_manager,0101;0101\n0302,市民局,庶務課,info_manager,%s\n"
                   % ";".join("%04d" % number for number in range(31)))
        said = self.bad(3, "office.db", "campaign", "new", "--fiscal-year", "R9", "--roster", self.path("bad.csv"), "--due", "R9.12.25",
                        **NEXT)
        self.assertIn("twice", said)
        self.assertIn("at most 30", said)


class Section(Case):
    def test_failed_submission(self):
        """A second submission that could not be written is none: the word on the first still counts."""
        self.submit("0101")
        self.collect()
        file = self.return_to("0101")
        done = self.run_tenken("0101.db", "submit", "--confirmed-by", "課長", "-o", "/proc/self")
        self.assertNotEqual(done.returncode, 0)
        self.good("0101.db", "receive", file)
        self.assertEqual(self.section_state("0101"), {"returned"})

    def test_unanswered_extra(self):
        """Another check in the same year, in which nothing was answered, does not hide the year's answers."""
        self.submit("0101")
        self.collect()
        self.good("office.db", "accept", "0101")
        self.good("office.db", "campaign", "new", "--fiscal-year", "R8", "--extra", "--roster", self.path("roster.csv"), "--due",
                  "R9.2.28")
        self.office("campaign", "publish", "-o", self.new_folder("pub-extra"))
        self.join("0101", folder="pub-extra")
        carried = self.data("0101.db", "checklist", "show", "--filter", "carried")["questions"]
        self.assertTrue(carried, "the year's answers stand beside the extra's questions")
        self.good("office.db", "campaign", "new", "--fiscal-year", "R9", "--roster", self.path("roster.csv"), "--due", "R9.12.25", **NEXT)
        self.office("campaign", "publish", "-o", self.new_folder("pub9"), **NEXT)
        self.join("0101", folder="pub9", **NEXT)
        again = self.data("0101.db", "checklist", "show", "--filter", "carried", **NEXT)["questions"]
        self.assertEqual([question["id"] for question in again], [question["id"] for question in carried])

    def test_missing_predecessor(self):
        """Of one of two merged sections nothing was accepted: that is said, and nothing is taken to hold for both."""
        self.good("0101.db", "profile", "set", "uses_cloud", "no")
        self.answer_all("0101")
        self.submit("0101")
        self.collect()
        self.good("office.db", "accept", "0101")
        self.write("next.csv", "code,bureau,unit,roles,predecessor\n0201,市民局,窓口課,info_manager,0101;0102\n")
        self.good("office.db", "campaign", "new", "--fiscal-year", "R9", "--roster", self.path("next.csv"), "--due", "R9.12.25", **NEXT)
        self.office("campaign", "publish", "-o", self.new_folder("pub9"), **NEXT)
        self.assertIn("Nothing of 0102", self.office("handover", "0201", "-o", self.path("ret"), **NEXT))
        self.join("0201", folder="pub9", db="new.db", **NEXT)
        file = self.path("ret", os.listdir(self.path("ret"))[0])
        self.assertIn("Nothing of 0102", self.good("new.db", "receive", file, **NEXT))
        facts = {one["id"]: one["value"] for one in self.data("new.db", "profile", **NEXT)["profile"]}
        self.assertIsNone(facts["uses_cloud"])

    def test_other_bureau(self):
        """A section that began alone is not taken for one of the same name in another bureau."""
        self.good("alone.db", "init", "--bureau", "水道局", "--unit", "市民課", "--fiscal-year", "R8")
        self.bad(4, "alone.db", "join", self.path("pub", "campaign.tenken"), "--unit-code", "0101", "--join-code", self.code("0101"),
                 says="belongs to")


if __name__ == "__main__":
    main()
