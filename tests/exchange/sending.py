#!/usr/bin/python3
"""What the office sends of its own accord: questions for preventive action, and what is answered centrally.

usage: sending.py TENKEN CHECKLISTS
"""
import os

from city import Case, main

QUESTION = "7.4.3-length"


class Push(Case):
    def push(self, to, question=QUESTION, text="よその課で6文字の共用パスワードが見つかりました", folder="ret"):
        """The paths of the files that were written, by unit."""
        before = set(os.listdir(self.path(folder)))
        self.office("push", question, "--to", to, "--text", text, "-o", self.path(folder))
        new = set(os.listdir(self.path(folder))) - before
        return {name.split("_")[3]: self.path(folder, name) for name in new}

    def missing(self, unit):
        done = self.run_tenken(unit + ".db", "check", "--json")
        self.assertIn(done.returncode, (0, 1))
        return __import__("json").loads(done.stdout)["missing"]

    def test_whole(self):
        """To units that have handed in and to one that has not, whose key the office does not know yet."""
        self.submit("0101")
        self.collect()
        self.good("office.db", "accept", "0101")
        files = self.push("0101,0102;0101")
        self.assertEqual(set(files), {"0101", "0102"})
        self.assertEqual(os.path.basename(files["0102"]),
                         "preventive_FY2026_区政課_0102_001_confidentiality-3C.tenken")
        for unit, file in files.items():
            with open(file, "rb") as bundle:
                self.assertEqual(bundle.read(8), b"TNKSEAL1")
            self.assertEqual(self.missing(unit), [])
            self.assertEqual(self.data(unit + ".db", "receive", file), {"kind": "push", "question": QUESTION})
            self.bad(4, unit + ".db", "receive", file, says="taken in before")
            missing = [one for one in self.missing(unit) if one["checklist"] == "info_manager"]
            self.assertEqual([(one["kind"], one["question"]) for one in missing], [("unanswered", QUESTION)])
            self.assertIn("6文字の共用パスワード", missing[0]["text"])
            self.bad(4, unit + ".db", "submit", "--confirmed-by", "課長", "-o", self.path("drop"), says="missing")
        sent = self.data("office.db", "show", "0101")["sent"]
        self.assertEqual([(one["kind"], one["question"], one["received"]) for one in sent], [("push", QUESTION, False)])

        # The same answer again says that somebody has looked.
        self.good("0101.db", "answer", QUESTION, "implemented")
        self.assertEqual(self.missing("0101"), [])
        self.good("0102.db", "answer", QUESTION, "not_implemented", "--checklist", "info_manager")
        self.good("0102.db", "plan", "set", QUESTION, "--checklist", "info_manager", "--cause", "点検していない", "--measure",
                  "設定を変える", "--person", "係長", "--due", "2027-01-31", "--preventive")
        for unit in files:
            self.submit(unit)
        self.collect()
        for unit in files:
            self.assertEqual([one["received"] for one in self.data("office.db", "show", unit)["sent"]], [True])
        self.assertIn("looked at", self.good("office.db", "show", "0101"))
        plans = self.data("office.db", "plan", "list")["plans"]
        self.assertEqual([(plan["unit"], plan["preventive"]) for plan in plans], [("0102", True)])
        for db in ("office.db", "0101.db", "0102.db"):
            self.good(db, "verify")

    def test_numbers(self):
        """A return after a push is newer than the return before it, and an older push may come in late."""
        self.submit("0101")
        self.collect()
        first, second = self.push("0101")["0101"], self.push("0101", question="7.4.3-habits")["0101"]
        self.assertEqual(self.section_state("0101"), {"submitted"})
        self.good("0101.db", "receive", second)
        self.assertEqual(self.section_state("0101"), {"in_progress"})
        returned = self.return_to("0101")
        self.assertEqual(os.path.basename(returned).split("_")[4], "003")
        self.good("0101.db", "receive", returned)
        self.good("0101.db", "receive", first)
        self.assertEqual(self.section_state("0101"), {"returned"})
        self.assertEqual({one["question"] for one in self.missing("0101")}, {QUESTION, "7.4.3-habits"})

    def test_everybody(self):
        self.assertEqual(set(self.push("all")), {"0101", "0102", "0103"})
        self.assertEqual(set(self.push("bureau:市民局")), {"0101", "0102"})

    def test_by_its_clause(self):
        (file,) = self.push("0101", "３．２．６ イ").values()
        self.assertEqual(self.data("0101.db", "receive", file), {"kind": "push", "question": "3.2.6-equipment"})

    def test_refused(self):
        self.bad(2, "office.db", "push", QUESTION, "--to", "0104", "--text", "x", "-o", "ret", "--passphrase-file", "pw",
                 says="Did you mean")
        # A clause will do where one question comes from it; of several it names them.
        self.bad(2, "office.db", "push", "7.4.3ウ", "--to", "0101", "--text", "x", "-o", "ret", "--passphrase-file", "pw",
                 says=QUESTION)
        self.bad(2, "office.db", "push", "99.9", "--to", "0101", "--text", "x", "-o", "ret", "--passphrase-file", "pw")
        self.bad(2, "office.db", "push", QUESTION, "--to", "bureau:水道局", "--text", "x", "-o", "ret", "--passphrase-file", "pw",
                 says="no bureau")
        self.bad(2, "office.db", "push", "7.4.3-lenght", "--to", "0101", "--text", "x", "-o", "ret", "--passphrase-file", "pw",
                 says="7.4.3-length")
        self.bad(2, "office.db", "push", QUESTION, "--to", "0101", "--text", " ", "-o", "ret", "--passphrase-file", "pw",
                 says="--text")
        self.bad(2, "office.db", "push", QUESTION, "--to", "0101", "--text", "x", "-o", "nowhere", "--passphrase-file", "pw",
                 says="no folder")
        self.bad(2, "office.db", "push", QUESTION, "--to", " ,", "--text", "x", "-o", "ret", "--passphrase-file", "pw",
                 says="all")
        files = self.push("0101")
        self.bad(4, "0102.db", "receive", files["0101"], says="sealed for somebody else")

    def test_new_code(self):
        """What was sealed for the code of before is not for whoever joins with the new one; what is sent anew is."""
        before = self.push("0101")["0101"]
        self.good("office.db", "campaign", "code", "0101")
        self.office("campaign", "publish", "-o", self.new_folder("pub2"))
        self.join("0101", folder="pub2", db="new.db")
        self.bad(4, "new.db", "receive", before)
        self.good("new.db", "receive", self.push("0101")["0101"])


class Common(Case):
    begin = "nothing"

    def make(self, exchange=None):
        self.write("pw", "correct horse 7 battery staple\n")
        self.write("roster.csv", "code,bureau,unit,roles\n0101,市民局,市民課,info_manager;system_manager\n"
                                 "0103,企画局,情報基盤課,platform_manager\n")
        for name in ("pub", "drop", "ret"):
            self.new_folder(name)
        self.make_office(escrow=False, exchange=exchange)
        self.office("campaign", "publish", "-o", self.path("pub"))
        for unit in ("0101", "0103"):
            self.join(unit)
            self.answer_all(unit)

    def publish(self):
        before = set(os.listdir(self.path("ret")))
        self.office("campaign", "publish", "--common", "-o", self.path("ret"))
        new = set(os.listdir(self.path("ret"))) - before
        self.assertEqual(len(new), 1)
        return self.path("ret", new.pop())

    def test_whole(self):
        self.make()
        self.bad(4, "office.db", "campaign", "publish", "--common", "-o", "ret", "--passphrase-file", "pw",
                 says="no central answers")
        self.good("0103.db", "answer", "8.1.2-file-server", "implemented", "--note", "割当は月次で見ている")
        self.submit("0103")
        self.collect()
        self.bad(4, "office.db", "campaign", "publish", "--common", "-o", "ret", "--passphrase-file", "pw",
                 says="no central answers")
        self.good("office.db", "accept", "0103", "--actor", "情報セキュリティ統括責任者")
        file = self.publish()
        self.assertEqual(os.path.basename(file), "common_FY2026_001_confidentiality-3C.tenken")

        said = self.data("0101.db", "receive", file)
        self.assertEqual(said["kind"], "common")
        answers = {one["question"]: one for one in self.data("0101.db", "common")["answers"]}
        self.assertEqual(len(answers), said["answers"])
        self.assertEqual(list(answers["8.1.2-file-server"]), ["question", "answer", "note", "role", "unit", "bureau", "name",
                                                              "accepted_at", "dissent"])
        one = answers["8.1.2-file-server"]
        self.assertEqual((one["answer"], one["note"], one["role"], one["unit"], one["name"], one["dissent"]),
                         ("implemented", "割当は月次で見ている", "platform_manager", "0103", "情報基盤課", None))
        self.assertIn("情報基盤課", self.good("0101.db", "common"))
        self.bad(4, "0101.db", "receive", file, says="taken in before")

        # What sections are not asked about stays where it is.
        asked = {question["id"] for one in ("info_manager", "system_manager")
                 for question in self.data("0101.db", "checklist", "show", one)["questions"]}
        self.assertTrue(set(answers) & asked)
        platform = {question["id"] for question in self.data("0103.db", "checklist", "show")["questions"]
                    if question["applies"] is not False}
        self.assertTrue(platform - set(answers) or len(platform) == len(answers))

        # The section objects; the office sees it, and does not take the submission for clean.
        self.submit("0101")
        self.collect()
        self.assertEqual(self.section_state("0101"), {"submitted"})
        self.good("0101.db", "dissent", "8.1.2-file-server", "--text", "よその課のフォルダが開けます")
        self.assertEqual(self.section_state("0101"), {"ready"})
        self.submit("0101")
        self.collect()
        self.assertIn("needs a look", self.good("office.db", "accept", "--clean"))
        dissents = self.data("office.db", "show", "0101")["dissents"]
        self.assertEqual([(one["question"], one["text"]) for one in dissents],
                         [("8.1.2-file-server", "よその課のフォルダが開けます")])
        self.assertIn("よその課のフォルダが開けます", self.good("office.db", "show", "0101"))
        found = self.data("office.db", "plan", "list")["dissents"]
        self.assertEqual([(one["unit"], one["question"], one["against"]) for one in found],
                         [("0101", "8.1.2-file-server", ["0103"])])
        self.assertIn("よその課のフォルダが開けます", self.good("office.db", "plan", "list"))

        # Taken back, it is gone.
        self.good("0101.db", "dissent", "8.1.2-file-server", "--withdraw")
        self.submit("0101")
        self.collect()
        self.assertEqual(self.data("office.db", "show", "0101")["dissents"], [])
        self.good("office.db", "accept", "--clean")
        self.assertEqual(self.states()["0101"], "closed")

        # Published anew, the newest counts; an older file comes too late.
        newer, newest = self.publish(), self.publish()
        self.good("0101.db", "receive", newest)
        self.bad(4, "0101.db", "receive", newer, says="newer one")
        for db in ("office.db", "0101.db", "0103.db"):
            self.good(db, "verify")

    def test_refused(self):
        self.make(exchange="external")
        self.bad(4, "0101.db", "dissent", "8.1.2-file-server", "--text", "x", says="No central answer")
        self.bad(4, "0101.db", "dissent", "8.1.2-file-server", "--withdraw", says="no objection")
        self.bad(2, "0101.db", "dissent", "8.1.2-file-sever", "--text", "x", says="8.1.2-file-server")
        self.bad(2, "0101.db", "dissent", "8.1.2-file-server", says="--text")
        self.bad(2, "0101.db", "dissent", "8.1.2-file-server", "--text", "x", "--withdraw", says="--withdraw")
        self.submit("0103")
        self.collect()
        self.good("office.db", "accept", "0103", "--actor", "情報セキュリティ統括責任者")
        file = self.publish()
        with open(file, "rb") as bundle:
            whole = bytearray(bundle.read())
        self.assertEqual(bytes(whole[:8]), b"TNKSIGN1")
        at = whole.index(b'"answer":"implemented"')
        whole[at + 10] = ord("x")
        self.bad(3, "0101.db", "receive", self.write("forged.tenken", bytes(whole)), says="signature")
        self.good("0101.db", "receive", file)


if __name__ == "__main__":
    main()
