#!/usr/bin/python3
"""Whole rounds between an office and its sections, from outside.

usage: rounds.py TENKEN CHECKLISTS
"""
import os
import shutil

from city import HEADS, ROSTER, UNITS, Case, is_its_owners, main


class Round(Case):
    def test_whole(self):
        for unit in UNITS:
            self.assertEqual(self.section_state(unit), {"ready"})
        self.improve("0102")
        names = {unit: self.submit(unit) for unit in UNITS}
        self.assertEqual(names["0101"], "self-check_FY2026_市民課_0101_001_confidentiality-3C.tenken")
        for unit in UNITS:
            self.assertEqual(self.section_state(unit), {"submitted"})
            self.assertEqual(os.stat(self.path("drop", names[unit])).st_mode & 0o777, 0o644)
        files = self.collect()
        self.assertEqual({name: (file["result"], file["unit"]) for name, file in files.items()},
                         {names[unit]: ("imported", unit) for unit in UNITS})
        self.assertEqual(self.states(), dict.fromkeys(UNITS, "submitted"))

        # The office looks, accepts one, returns another.
        shown = self.data("office.db", "show", "0102")
        self.assertEqual(list(shown), ["unit", "state", "checklists", "sent", "dissents"])
        self.assertEqual(shown["unit"], {"code": "0102", "name": "区政課", "bureau": "市民局"})
        self.assertEqual([one["id"] for one in shown["checklists"]], ["info_manager", "system_manager"])
        answers = {one["question"]: one for one in shown["checklists"][0]["answers"]}
        self.assertEqual(list(answers["7.4.3-length"]), ["question", "answer", "basis", "note", "reason"])
        self.assertEqual(answers["7.4.3-length"]["answer"], "not_implemented")
        self.assertIn("Plan: 手順を作る (係長, by 31 January 2027)\n", self.good("office.db", "show", "0102"))
        self.assertIn("by 31 January 2027)  overdue\n", self.good("office.db", "show", "0102", "--date", "2027-02-01"))
        self.good("office.db", "accept", "0101")
        file = self.return_to("0102", on=["7.4.3-length=いつまでですか"])
        self.assertEqual(os.stat(file).st_mode & 0o777, 0o644)
        self.assertEqual(self.states(), {"0101": "closed", "0102": "returned", "0103": "submitted"})
        # What it was returned for stands there when it calls, or hands in again.
        said = self.good("office.db", "show", "0102")
        self.assertRegex(said, r"\nReturned 1 October 2026[^\n]*: 台帳を確かめてください\n7\.4\.3-length: いつまでですか\n")
        self.assertNotIn("\nReturned ", self.good("office.db", "show", "0101"))

        # The section sees what was said, mends, hands in again.
        said = self.data("0102.db", "receive", file)
        self.assertEqual((said["result"], said["comment"], said["on"]),
                         ("returned", "台帳を確かめてください", [{"question": "7.4.3-length", "text": "いつまでですか"}]))
        self.assertEqual(self.section_state("0102"), {"returned"})
        self.good("0102.db", "plan", "set", "7.4.3-length", "--checklist", "info_manager", "--cause", "手順がない", "--measure",
                  "手順を作る", "--person", "係長", "--due", "2026-12-31", "--reason", "急ぐ")
        self.assertEqual(self.section_state("0102"), {"ready"})
        again = self.submit("0102")
        self.assertEqual(again.split("_")[4], "002")
        files = self.collect()
        self.assertEqual({name: file["result"] for name, file in files.items()},
                         {**{name: "unchanged" for name in names.values()}, again: "imported"})
        self.good("office.db", "accept", "0102")
        self.good("office.db", "accept", "0103", "--actor", "情報セキュリティ統括責任者")
        self.assertEqual(self.states(), {"0101": "closed", "0102": "accepted", "0103": "closed"})

        # The plan done, it is handed in once more and closed.
        self.good("0102.db", "plan", "done", "7.4.3-length", "--checklist", "info_manager", "--evidence", "手順書 第1版")
        self.submit("0102")
        self.collect()
        self.assertEqual(self.states()["0102"], "submitted")
        self.good("office.db", "accept", "0102")
        self.assertEqual(set(self.states().values()), {"closed"})
        for db in ("office.db", *(unit + ".db" for unit in UNITS)):
            self.good(db, "verify")
        self.good("office.db", "backup", self.path("copy.db"))
        self.assertEqual(self.states("copy.db"), self.states())

    def test_receipt_again(self):
        """The first receipt could not be written, or was lost: the next tells the same."""
        self.submit("0101")
        self.collect()
        self.good("office.db", "accept", "0101")
        self.bad(4, "office.db", "accept", "0101", says="nothing of")
        files = []
        for _ in range(2):
            said = self.office("accept", "0101", "-o", self.path("ret"))
            self.assertIn("accepted before", said)
            files.append(said.splitlines()[1].split()[1].rstrip("."))
        self.assertEqual([os.path.basename(name).split("_")[4] for name in files], ["001", "002"])
        self.assertEqual(self.data("0101.db", "receive", files[1])["result"], "accepted")
        self.bad(4, "0101.db", "receive", files[0], says="newer one")
        self.assertEqual(self.section_state("0101"), {"closed"})
        self.assertEqual(self.states()["0101"], "closed")

    def test_clean_ones(self):
        self.improve("0102")
        for unit in UNITS:
            self.submit(unit)
        self.collect()
        said = self.good("office.db", "accept", "--clean", "--actor", "情報セキュリティ課長")
        self.assertIn("0102 市民局 区政課 needs a look", said)
        self.assertIn('1 is left: look at it with "tenken show CODE"', said)
        self.assertIn("公園課 is the office's own section", said)
        self.assertEqual(self.states(), {"0101": "closed", "0102": "submitted", "0103": "submitted"})
        self.good("office.db", "accept", "--clean", "--for", "情報セキュリティ統括責任者", "--actor", "係長")
        self.assertEqual(self.states(), {"0101": "closed", "0102": "submitted", "0103": "closed"})

    def test_roster(self):
        self.submit("0101")
        self.collect()
        listed = self.data("office.db", "roster", "--state", "not_received")
        self.assertEqual([unit["code"] for unit in listed["units"]], ["0102", "0103"])
        self.assertEqual(list(listed["units"][0]), ["code", "bureau", "unit", "state", "overdue", "contact", "answers"])
        self.assertFalse(any(unit["overdue"] for unit in listed["units"]))
        late = self.data("office.db", "roster", "--overdue", "--date", "2026-12-26")["units"]
        self.assertEqual([unit["code"] for unit in late], ["0102", "0103"])
        self.assertEqual(self.data("office.db", "roster", "--overdue", "--date", "2026-12-25")["units"], [])
        self.assertIn("078-000-0002", self.good("office.db", "roster", "--overdue", "--date", "R8.12.26"))
        self.assertIn("Roster 3 = closed 0 + accepted 0 + returned 0 + submitted 1 + not handed in 2",
                      self.good("office.db", "roster"))
        self.assertEqual(self.data("office.db", "campaign", "show")["units"], 3)

    def test_rename(self):
        """Whoever takes part is called as the roster says."""
        self.bad(4, "0101.db", "rename", "--unit", "別の課", says="roster")

    def test_dry_run(self):
        name = self.submit("0101")
        self.write("drop/junk", "junk")
        before = self.state()
        files = self.collect(status=3, more=["--dry-run"])
        self.assertEqual((files[name]["result"], files["junk"]["result"]), ("imported", "rejected"))
        done = self.run_tenken("office.db", "collect", "drop", "--dry-run", "--passphrase-file", "pw")
        self.assertIn("Nothing was changed", done.stdout.decode())
        # What was rejected stands last, whatever it is called.
        self.write("drop/a-junk", "junk")
        done = self.run_tenken("office.db", "collect", "drop", "--dry-run", "--passphrase-file", "pw")
        self.assertEqual([": rejected" in line for line in done.stdout.decode().splitlines()[:3]], [False, True, True])
        os.unlink(self.path("drop", "a-junk"))
        self.assertEqual(self.state(), before)
        self.assertEqual(self.collect(status=3)[name]["result"], "imported")

    def test_lost_on_its_way(self):
        """The first file never arrives: the second says so and counts; the first is then too old."""
        first, second = self.submit("0101"), self.submit("0101")
        os.rename(self.path("drop", first), self.path("late.tenken"))
        self.assertIn("did not arrive", self.collect()[second]["reason"])
        self.rejects("late.tenken", says="older", unit="0101")
        self.submit("0101")
        self.collect()
        os.unlink(self.path("drop", self.submit("0101")))
        fifth = self.submit("0101")
        self.assertIn("did not arrive", self.collect()[fifth]["reason"])

    def test_returned_again(self):
        """A return whose file was lost is written anew; the section takes the newer one only."""
        self.submit("0101")
        self.collect()
        first = self.return_to("0101")
        second = self.return_to("0101", comment="もう一度")
        self.assertEqual(self.states()["0101"], "returned")
        self.good("0101.db", "receive", second)
        self.bad(4, "0101.db", "receive", first, says="newer")

    def test_crossing(self):
        """A return of what the section has replaced meanwhile is no longer about what stands; what the office wrote is read all the same."""
        self.submit("0101")
        self.collect()
        file = self.return_to("0101", comment="意見です", on=["7.4.3-length=いつまでですか"])
        self.good("0101.db", "answer", "7.4.3-length", "implemented", "--note", "別の手順書")
        self.submit("0101")
        self.bad(4, "0101.db", "receive", file, says=("earlier submission", "意見です", "7.4.3-length: いつまでですか"))
        self.assertEqual(self.section_state("0101"), {"submitted"})

    def test_write_fails(self):
        """What could not be written is written by the next call, and no number is given twice."""
        nowhere = "/proc/self"  # a folder in which nobody can make a file
        done = self.run_tenken("0101.db", "submit", "--confirmed-by", "市民課長", "-o", nowhere)
        self.assertEqual((done.returncode, done.stdout), (5, b""))
        self.assertEqual(self.submit("0101").split("_")[4], "002")
        self.collect()
        done = self.run_tenken("office.db", "return", "0101", "--comment", "x", "-o", nowhere, "--passphrase-file", "pw")
        self.assertEqual((done.returncode, done.stdout), (5, b""))
        file = self.return_to("0101")
        self.assertEqual(os.path.basename(file).split("_")[4], "002")
        self.good("0101.db", "receive", file)


class Key(Case):
    def test_lost(self):
        """The office's key is lost; the escrow key takes its place, for what was sealed before, too."""
        before = self.submit("0101")
        self.bad(4, "office.db", "office", "restore", "escrow.key", "--passphrase-file", "pw")
        self.office("office", "restore", self.path("escrow.key"), key="pw2")
        self.bad(4, "office.db", "collect", "drop", "--passphrase-file", "pw")
        after = self.submit("0102")
        files = self.collect(key="pw2")
        self.assertEqual({files[name]["result"] for name in (before, after)}, {"imported"})
        said = self.data("0101.db", "receive", self.return_to("0101", key="pw2"))
        self.assertEqual(said["result"], "returned")
        again = self.submit("0101")
        self.assertEqual(self.collect(key="pw2")[again]["result"], "imported")
        # Who joins from now on knows the new key.
        self.new_folder("pub2")
        self.office("campaign", "publish", "-o", self.path("pub2"), key="pw2")
        os.unlink(self.path("0103.db"))
        self.join("0103", folder="pub2")
        self.answer_all("0103")
        name = self.submit("0103")
        self.assertEqual(self.collect(key="pw2")[name]["result"], "imported")
        self.good("office.db", "verify")
        # So does the next campaign; and what has become the office's key is no escrow key any more, so another is made.
        self.office("office", "escrow", "-o", self.path("second.key"))
        self.bad(4, "office.db", "office", "escrow", "-o", self.path("third.key"), "--passphrase-file", "pw", says="already")
        self.good("office.db", "campaign", "new", "--fiscal-year", "R9", "--roster", "roster.csv", "--due", "R9.12.25")
        self.new_folder("pub3")
        self.office("campaign", "publish", "-o", self.path("pub3"), key="pw2")
        self.join("0103", folder="pub3")
        self.answer_all("0103")
        name = self.submit("0103")
        self.assertEqual(self.collect(self.path("drop", name), key="pw2")[name]["result"], "imported")
        self.office("office", "restore", self.path("second.key"))
        self.good("0103.db", "answer", "7.4.3-length", "implemented", "--checklist", "info_manager", "--note", "再点検")
        name = self.submit("0103")
        self.assertEqual(self.collect(self.path("drop", name))[name]["result"], "imported")

    def test_new_code(self):
        """After a new code the old key no longer counts; the section joins again, in the same database or a new one."""
        first = self.submit("0101")
        self.collect()
        before = self.submit("0101")  # made before the new code, with what the old one vouched for
        said = self.data("office.db", "campaign", "code", "0101")
        self.assertEqual(list(said), ["unit", "join_code"])
        self.assertNotEqual(said["join_code"], self.code("0101"))
        self.rejects(self.path("drop", before), says="", unit="0101")
        self.bad(4, "office.db", "return", "0101", "--comment", "x", "-o", "ret", "--passphrase-file", "pw")
        self.new_folder("pub2")
        self.office("campaign", "publish", "-o", self.path("pub2"))
        self.assertEqual(self.code("0101", "pub2"), said["join_code"])
        self.assertEqual(self.code("0102", "pub2"), self.code("0102"))
        self.bad(4, "0101.db", "join", "pub2/campaign.tenken", "--unit-code", "0101", "--join-code", self.code("0101"))
        self.bad(4, "0101.db", "join", "pub/campaign.tenken", "--unit-code", "0101", "--join-code", said["join_code"])
        self.join("0101", folder="pub2")
        self.assertEqual(self.submit("0101").split("_")[4], "003")
        files = self.collect(status=3)
        self.assertEqual(sorted(file["result"] for file in files.values()), ["imported", "rejected", "unchanged"])
        self.assertEqual(files[first]["result"], "unchanged")
        self.good("0101.db", "receive", self.return_to("0101"))

    def test_restored_backup(self):
        """A section that went back to an older backup is refused until it has a new code."""
        self.good("0101.db", "backup", self.path("old.db"))
        self.submit("0101")
        self.collect()
        self.good("0101.db", "backup", self.path("newer.db"))
        self.good("0101.db", "answer", "7.4.3-length", "implemented", "--note", "手順書")
        self.submit("0101")
        self.collect()
        self.assertIn("join again", self.good("restored.db", "restore", self.path("old.db")))
        self.assertNotIn("join again", self.good("office2.db", "restore", self.path("office.db")))
        self.new_folder("drop2")
        self.new_folder("drop3")
        for name, folder in (("old.db", "drop2"), ("newer.db", "drop3")):
            for _ in range(2):
                self.submit("0101", db=name, folder=folder)
        reasons = sorted(file["reason"] for file in self.rejects("drop2", says="", unit="0101").values())
        self.assertIn("does not follow", reasons[0])  # number 2 once more
        self.assertIn("It is older", reasons[1])  # number 1, where 2 is here
        self.rejects("drop3", says="does not follow", unit="0101")
        shutil.rmtree(self.path("drop2"))
        self.new_folder("drop2")
        name = self.submit("0101", db="newer.db", folder="drop2")  # a number beyond what is here, but fewer events
        self.rejects("drop2", says="gone back", unit="0101")
        os.unlink(self.path("drop2", name))
        self.data("office.db", "campaign", "code", "0101")
        self.new_folder("pub2")
        self.office("campaign", "publish", "-o", self.path("pub2"))
        self.join("0101", folder="pub2", db="old.db")
        name = self.submit("0101", db="old.db", folder="drop2")
        self.assertEqual(self.collect(self.path("drop2", name))[name]["result"], "imported")
        self.rejects(self.path("drop", self.submit("0101")), says="", unit="0101")  # the other copy no longer counts
        self.good("office.db", "verify")

    def test_new_computer(self):
        """With a new code also a fresh database counts, from number 1 on."""
        self.submit("0101")
        self.collect()
        self.data("office.db", "campaign", "code", "0101")
        self.new_folder("pub2")
        self.office("campaign", "publish", "-o", self.path("pub2"))
        self.join("0101", folder="pub2", db="new.db")
        self.answer_all("0101", db="new.db")
        self.new_folder("drop2")
        name = self.submit("0101", db="new.db", folder="drop2")
        self.assertEqual(self.collect("drop2")[name]["result"], "imported")
        second = self.submit("0101", db="new.db", folder="drop2")
        self.assertEqual(self.collect("drop2")[second]["result"], "imported")


class Campaigns(Case):
    def test_external(self):
        """Signed, not sealed: whoever has the file can read it, nobody can change it."""
        self.make_office(db="external.db", escrow=False, exchange="external")
        self.new_folder("pub2")
        self.office("campaign", "publish", "-o", self.path("pub2"), db="external.db")
        self.join("0101", folder="pub2", db="e.db")
        self.answer_all("0101", db="e.db")
        self.good("e.db", "answer", "7.4.3-length", "implemented", "--note", "読める備考")
        name = self.submit("0101", db="e.db")
        whole = self.read("drop/" + name)
        self.assertTrue(is_its_owners(self.path("drop", name)))
        self.assertIn("読める備考".encode(), whole)
        self.write("drop/changed.tenken", whole.replace("読める備考".encode(), "変えた備考".encode()))
        files = self.collect(status=3, db="external.db")
        self.assertEqual((files[name]["result"], files["changed.tenken"]["result"]), ("imported", "rejected"))
        self.office("return", "0101", "--comment", "読める意見", "-o", self.path("ret"), db="external.db")
        returned = self.path("ret", os.listdir(self.path("ret"))[0])
        self.assertIn("読める意見".encode(), self.read(returned))
        self.good("e.db", "receive", returned)
        self.good("external.db", "verify")

    def next_campaign(self, *more):
        self.good("office.db", "campaign", "new", "--roster", "roster.csv", *more)
        folder = "pub%d" % len(os.listdir(self.folder))
        self.new_folder(folder)
        self.office("campaign", "publish", "-o", self.path(folder))
        return folder

    def test_extra(self):
        old = self.submit("0101")
        self.collect()
        for _ in range(2):  # as often as needed in a year
            folder = self.next_campaign("--fiscal-year", "R8", "--due", "R9.2.1", "--extra")
            self.assertEqual(set(self.states().values()), {"not_received"})
            self.join("0101", folder=folder)
            self.assertEqual(self.section_state("0101"), {"not_started"})
            self.answer_all("0101")
            self.new_folder(folder + "drop")
            name = self.submit("0101", folder=folder + "drop")
            self.assertEqual(name.split("_")[4], "001")
            self.assertEqual(self.collect(folder + "drop")[name]["result"], "imported")
            self.assertEqual(self.states()["0101"], "submitted")
        self.assertEqual(self.collect()[old]["result"], "unchanged")  # known from before
        self.bad(4, "0101.db", "join", "pub/campaign.tenken", "--unit-code", "0101", "--join-code", self.code("0101"))
        # What comes late is taken into the campaign that it belongs to, which is followed up there.
        late = self.submit("0102")
        self.assertIn("(#1)", self.collect()[late]["reason"])
        self.assertEqual(set(self.states().values()), {"submitted", "not_received"})
        campaigns = self.data("office.db", "campaign", "list")["campaigns"]
        self.assertEqual([(one["campaign"], one["extra"]) for one in campaigns], [("#3", True), ("#2", True), ("#1", False)])
        first = {unit["code"]: unit["state"] for unit in self.data("office.db", "roster", "--campaign", "#1")["units"]}
        self.assertEqual(first, {"0101": "submitted", "0102": "submitted", "0103": "not_received"})
        self.good("office.db", "accept", "0102", "--campaign", "#1")
        self.bad(2, "office.db", "roster", "--campaign", "#9", says="campaign list")
        self.bad(2, "office.db", "roster", "--campaign", "R5", says="campaign list")
        self.bad(2, "0101.db", "status", "--campaign", "#1", says="office")

    def test_opened_anew(self):
        """What nobody has got yet may be opened anew; what was handed out not."""
        self.office("office", "init", "--name", "別の課", db="new.db")
        self.write("wrong.csv", ROSTER.replace("info_manager;system_manager", "情報管理者; 業務システム管理者"))
        for said in (False, True):
            out = self.good("new.db", "campaign", "new", "--fiscal-year", "R8", "--roster", self.path("wrong.csv"), "--due", "R8.12.25")
            self.assertEqual("stands in its place" in out, said)
        self.office("campaign", "publish", "-o", self.new_folder("pub-new"), db="new.db")
        self.bad(4, "new.db", "campaign", "new", "--fiscal-year", "R8", "--roster", self.path("wrong.csv"), "--due", "R8.12.25",
                 says="--extra")
        campaigns = self.data("new.db", "campaign", "list")["campaigns"]
        self.assertEqual([(one["campaign"], one["handed_out"]) for one in campaigns], [("#2", True), ("#1", False)])
        self.assertIn("not handed out", self.good("new.db", "campaign", "list").splitlines()[1])
        # It is no year of its own either.
        self.assertNotIn("stands in", self.good("new.db", "campaign", "new", "--fiscal-year", "R9", "--roster", self.path("wrong.csv"),
                                                "--due", "R9.12.25"))
        years = self.data("new.db", "report", "--format", "json")["years"]
        self.assertEqual([one["fiscal_year"] for one in years], [2026])
        self.write("odd.csv", ROSTER.replace("system_manager", "システム係"))
        self.bad(3, "new.db", "campaign", "new", "--fiscal-year", "R9", "--roster", self.path("odd.csv"), "--due", "R9.12.25",
                 says="Information manager")

    def test_next_year(self):
        self.submit("0101")
        self.collect()
        self.good("office.db", "accept", "0101")
        self.bad(4, "office.db", "campaign", "new", "--roster", "roster.csv", "--fiscal-year", "R8", "--due", "R8.12.25",
                 says="--extra")
        folder = self.next_campaign("--fiscal-year", "R9", "--due", "R9.12.24")
        self.bad(4, "office.db", "campaign", "new", "--roster", "roster.csv", "--fiscal-year", "R8", "--due", "R8.12.25", "--extra")
        self.assertEqual(self.states(), dict.fromkeys(UNITS, "not_received"))
        self.join("0101", folder=folder)
        self.assertEqual(self.data("0101.db", "status")["fiscal_year"], 2027)
        self.good("0101.db", "answer", "7.4.3-length", "implemented")
        self.answer_all("0101")
        name = self.submit("0101")
        self.assertIn("_FY2027_", name)
        self.assertEqual(self.collect(self.path("drop", name))[name]["result"], "imported")
        self.assertEqual(self.states()["0101"], "submitted")
        self.good("0101.db", "receive", self.return_to("0101"))
        for db in ("office.db", "0101.db"):
            self.good(db, "verify")

    def test_joins_what_is_there(self):
        """A section that began by itself joins with what it has."""
        self.good("own.db", "init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "R8")
        self.answer_all("0101", db="own.db")
        self.join("0101", db="own.db")
        self.assertEqual(self.section_state("0101", db="own.db"), {"ready"})
        name = self.submit("0101", db="own.db")
        self.assertEqual(self.collect()[name]["result"], "imported")
        self.join("0101", db="own.db")  # again: nothing is lost
        name = self.submit("0101", db="own.db")
        self.assertEqual(self.collect()[name]["result"], "imported")

    def test_periods(self):
        new = ("campaign", "new", "--roster", "roster.csv", "--fiscal-year", "R9", "--due", "R9.12.24")
        said = self.bad(2, "office.db", *new, "--period", "nonsense", says="is no period")
        period = said.split("write it as ")[1].split("=")[0]
        self.bad(2, "office.db", *new, "--period", period + "=monthly")
        self.bad(2, "office.db", *new, "--period", period[:-1] + "=P6M", says=period)
        self.bad(2, "office.db", *new, "--period", period + "=P6M", "--period", period + "=P1Y", says="twice")
        folder = self.next_campaign(*new[4:], "--period", period + "=P6M")
        self.join("0101", folder=folder)
        self.assertEqual(self.query("0101.db", "SELECT period, value FROM cycle_period"), [(period, "P6M")])


class Names(Case):
    def test_japanese(self):
        name = self.submit("0101", TENKEN_LANG="ja")
        self.assertEqual(name.split("_")[1:5], ["令和8年度", "市民課", "0101", "001"])

    def test_long(self):
        """The longest names that a roster may hold make file names that can be written."""
        code, name = "c" * 32, "課" * 66
        self.write("roster.csv", "code,bureau,unit,roles\n%s,%s,%s,\n" % (code, "局" * 66, name))
        self.good("office.db", "campaign", "new", "--fiscal-year", "R9", "--roster", "roster.csv", "--due", "R9.12.25")
        self.office("campaign", "publish", "-o", self.path("pub"))
        self.join(code, db="long.db")
        self.answer_all(code, db="long.db")
        for language in ("ja", "en"):
            self.new_folder(language)
            self.good("long.db", "submit", "--confirmed-by", "課長", "-o", language, TENKEN_LANG=language)
            self.assertEqual({file["result"] for file in self.collect(language).values()}, {"imported"})
        self.return_to(code)

    def test_not_replaced(self):
        """Two databases of one unit in one folder: neither replaces what the other has put there."""
        shutil.copy(self.path("0101.db"), self.path("copy.db"))
        self.submit("0101")
        self.bad(4, "copy.db", "submit", "--confirmed-by", "市民課長", "-o", "drop", says="not replaced")

    def test_who(self):
        """The events name who acted, and for whom."""
        self.submit("0101", more=["--actor", "庶務係長", "--for", "市民課長"])
        self.collect(more=["--actor", "主査"])
        self.good("office.db", "accept", "0101", "--actor", "課長補佐", "--for", "情報セキュリティ課長")
        self.assertEqual(self.query("office.db", "SELECT actor, acted_for FROM exchange_event WHERE kind = 'accept'"),
                         [("課長補佐", "情報セキュリティ課長")])
        self.assertEqual(self.query("0101.db", "SELECT actor, acted_for FROM exchange_event WHERE kind = 'submit'"),
                         [("庶務係長", "市民課長")])
        self.assertIn(HEADS["0101"], self.query("office.db", "SELECT body FROM exchange_event WHERE kind = 'submit'")[0][0])


if __name__ == "__main__":
    main()
