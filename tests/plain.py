#!/usr/bin/python3
"""--plain as it is heard: what is said, and that nobody is held up. (What it leaves in the database: transcripts.py, cli.py.)

usage: plain.py TENKEN
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

TENKEN = os.path.abspath(sys.argv[1])
PROMPT = "回答またはコマンド"


class Plain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """The section whose profile says yes to all is made once: most begin with it."""
        cls.base = tempfile.mkdtemp(prefix="tenken-plain-")
        made = cls("section")
        made.folder, made.db = cls.base, os.path.join(cls.base, "t.db")
        made.env = cls.environment(cls.base)
        made.section(profile="yes")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.base)

    @staticmethod
    def environment(folder):
        env = {"PATH": os.environ["PATH"], "HOME": folder, "TENKEN_DB": os.path.join(folder, "t.db"), "TENKEN_LANG": "ja", "LANG": "C.UTF-8",
               "TENKEN_DATE": "2026-10-01", "TENKEN_NOW": "2026-10-01T14:03:21+09:00"}
        return {**env, **{key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}}

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-plain-")
        self.db = os.path.join(self.folder, "t.db")
        self.env = self.environment(self.folder)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def command(self, *words):
        done = subprocess.run([TENKEN, *words], env=self.env, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def hear(self, *lines, status=0):
        done = subprocess.run([TENKEN, "--plain"], env=self.env, input="".join(line + "\n" for line in lines).encode(),
                              capture_output=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr.decode()), (status, ""), done.stdout.decode())
        return done.stdout.decode()

    def facts(self):
        return json.loads(self.command("profile", "--json"))["profile"]

    def section(self, profile=None):
        self.command("init", "--bureau", "市民局", "--unit", "市民課")
        for fact in self.facts() if profile else []:
            self.command("profile", "set", fact["id"], profile)

    def full_section(self):
        shutil.copy(os.path.join(self.base, "t.db"), self.db)

    def count(self, table):
        with sqlite3.connect(self.db) as db:
            return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    # --- the first start ---

    def test_first_start_makes_nothing_of_mistakes(self):
        said = self.hear("", "?", "市民局", "", "？", "市民課", "", "", "x", "n", "ｑ")
        self.assertEqual(said.count("名前を入れてください"), 2, said)
        self.assertIn("例：市民局", said)
        self.assertIn("例：市民課", said)
        self.assertIn("市民局 市民課  令和8年度  情報管理者\nこの内容で始めますか", said)
        self.assertIn("「x」は、ここでは使えません", said)
        self.assertTrue(said.endswith("何も作りませんでした。\n"), said)
        self.assertFalse(os.path.exists(self.db))

    def test_first_start_asks_again(self):
        self.hear("市民局", "市民化", "", "", "n", "市民局", "市民課", "", "", "y", "q")
        self.assertEqual(json.loads(self.command("status", "--json"))["unit"]["name"], "市民課")

    # --- about the section ---

    def test_profile_counts_explains_and_lets_go(self):
        self.section()
        said = self.hear("abc", "?", "y", "", "u", "n", "q", "1")
        self.assertRegex(said, r"\n\(1/\d\d\) ")
        self.assertIn("「abc」は、ここでは使えません", said)
        self.assertEqual(said.count("y はい、n いいえ、u わからない"), 2, said)
        self.assertIn("はい\n保存済 14:03:21\n", said)
        self.assertIn("そのままにします: 未回答", said)
        self.assertIn("わからない\n保存済 14:03:21\n", said)
        self.assertIn("(5/", said)
        self.assertTrue(said.endswith("回答は保存されています。次は、ここから続けられます。\n"), said)
        self.assertEqual((self.count("fact_event"), self.count("answer_event")), (3, 0))
        # it is not asked again, but called to mind
        said = self.hear("q")
        self.assertIn("課の状況に、不明か未回答のことが", said)
        self.assertNotIn("y、n、u", said)
        said = self.hear("P", "o", "a", "", "q")
        self.assertRegex(said, r"\(2/\d+\)")

    def test_profile_waits_for_who_wants_the_questions(self):
        self.section()
        said = self.hear("a", "1", "q")
        self.assertIn("適 できている", said)
        self.assertEqual((self.count("fact_event"), self.count("answer_event")), (0, 1))

    # --- a question ---

    def test_what_is_not_understood_takes_one_line(self):
        self.full_section()
        said = self.hear("はい", "m", "長" * 5000, "q")
        self.assertIn("「はい」は、ここでは使えません。? で、使えるものを示します。\n", said)
        self.assertNotIn("取り消し", said)
        self.assertNotIn("長長", said)
        listed = self.hear("？", "q")
        for wanted in (": report", "u: 取り消し", "q: 終了", "Enter か n"):
            self.assertIn(wanted, listed)

    def test_after_an_answer_it_is_said_what_leads_on(self):
        self.full_section()
        said = self.hear("1", "3", "q")
        self.assertIn("3.2.6-equipment: 適 できている\n保存済 14:03:21\nEnter か n で次の未回答の設問に移ります。あと", said)
        self.assertIn("前の回答は 適 できている でした。u で、一つずつ元に戻せます。", said)
        # q at the cause of it leaves: what was answered stands
        self.assertEqual(self.count("answer_event"), 2)
        self.assertTrue(said.endswith("次は、ここから続けられます。\n"), said)

    def test_texts_are_explained(self):
        self.full_section()
        said = self.hear("3", "?", "なぜ", "?", "対策", "?", "係長", "?", "R8.12.1", "e", "?", "見た", "q")
        for wanted in ("なぜできていないか。", "対策の例: ", "例：庶務係長。", "R8.10.31、2026-10-31。\n空のままEnter", "確かめた内容と人"):
            self.assertIn(wanted, said)
        with sqlite3.connect(self.db) as db:
            self.assertEqual(db.execute("SELECT cause, measure, person, due, note FROM answer_event ORDER BY seq DESC LIMIT 1").fetchone(),
                             ("なぜ", "対策", "係長", "2026-12-01", "見た"))

    def test_asking_what_is_meant_writes_nothing(self):
        self.full_section()
        said = self.hear("e ?", "", "x ？", "", "d ?", "p note ?", ": ?", "q")
        self.assertIn("確かめた内容と人", said)
        self.assertIn("「d ?」は、ここでは使えません", said)
        self.assertIn("「p note ?」は、ここでは使えません", said)
        self.assertIn("--readonly", said)
        self.assertEqual(self.count("answer_event"), 0)

    def test_items_in_people_s_words(self):
        self.full_section()
        said = self.hear("g 7.4.1-ids", "i", "ｎ", "x", "?", "はい", "o", "m", "", "", "", "", "q")
        self.assertNotRegex(said, r"yes|\bna\b")
        self.assertIn("「x」は、ここでは使えません", said)
        self.assertIn("m 該当しない", said)
        with sqlite3.connect(self.db) as db:
            self.assertEqual(db.execute("SELECT answer, elements FROM answer_event ORDER BY seq DESC LIMIT 1").fetchone(),
                             ("partial", "a=no,b=yes,c=yes,d=na"))
        self.assertIn("  d 該当しない: ", self.hear("g 7.4.1-ids", "q"))

    def test_items_until_one_leaves(self):
        self.full_section()
        self.hear("g 7.4.1-ids", "i", "y", "q", "n")
        with sqlite3.connect(self.db) as db:
            self.assertEqual(db.execute("SELECT elements FROM answer_event").fetchall(), [("a=yes",)])

    def test_a_plan_belongs_to_what_is_not_done(self):
        self.full_section()
        before = self.count("answer_event")
        said = self.hear("g 3.2.10-two-persons", "p", "p preventive", "1", "p", "p preventive", "q")
        self.assertEqual(said.count("先に回答してください"), 2, said)
        self.assertEqual(said.count("この回答には改善策は不要です"), 2, said)
        self.assertEqual(self.count("answer_event"), before + 1)

    def test_last_year_is_read_out_whole(self):
        self.full_section()
        self.command("answer", "3.2.10-two-persons", "partial", "--note", "様式を見た", "--reason", "")
        self.command("plan", "set", "3.2.10-two-persons", "--cause", "欄がない", "--measure", "欄を設ける", "--person", "係長",
                     "--due", "R8.11.30")
        self.command("init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2027")
        said = self.hear("g 3.2.10-two-persons", "y", "", "", "", "R9.12.1", "q")
        self.assertIn("昨年: 部 一部できていない   （y で今年も同じと確認）\n昨年の備考: 様式を見た\n昨年の改善策: ", said)
        self.assertIn("昨年の改善策: 欄がない / 欄を設ける / 係長 / 令和8年11月30日\n", said)
        self.command("answer", "3.2.6-equipment", "unsure")
        self.command("plan", "set", "3.2.6-equipment", "--person", "係長", "--due", "R9.12.1")
        self.assertIn("改善策: 係長 / 令和9年12月1日\n", self.hear("g 3.2.6-equipment", "q"))

    # --- registers ---

    def test_register_fields(self):
        self.full_section()
        said = self.hear("t", "s", ": report", "2", "r", "a", "住民記録", "x", "2", "?", "1", "ｂ", "2", "u", "2", "不明", "", "", "", "q")
        for typed in ("s", ": report", "r", "x"):
            self.assertIn(f"「{typed}」は、ここでは使えません", said)
        self.assertRegex(said, r"「1」は選べません。a から [a-z] までの文字で答えてください")
        self.assertNotRegex(said, r"\([a-z_]+\):")
        self.assertRegex(said, r"未記入の項目が\d+件あります")
        records = json.loads(self.command("register", "export"))["registers"]["system"]
        self.assertEqual(len(records), 1)
        self.assertIsNone(records[0].get("zone"))

    def test_an_empty_register_is_asked_about(self):
        """One stray C would say that the section has nothing of the kind."""
        self.section("yes")
        before = self.count("fact_event")
        self.hear("t", "2", "C", "", "", "", "q")
        self.hear("t", "2", "C", "n", "", "", "q")
        self.assertIn("該当するものは一つもない", self.hear("t", "2", "C", "x", "q"))
        self.assertEqual(self.count("fact_event"), before)
        self.hear("t", "2", "C", "y", "", "", "q")
        self.assertEqual(self.count("fact_event"), before + 1)
        said = self.hear("t", "2", "C", "", "", "q")  # taken back without a question
        self.assertNotIn("該当するものは一つもない", said)
        self.assertEqual(self.count("fact_event"), before + 2)

    def test_help_in_a_field_changes_nothing(self):
        self.full_section()
        self.hear("t", "2", "a", "住民記録", "2", "ａ", "2", "?", "", "8", "a、Ｂ", "q")
        record = json.loads(self.command("register", "export"))["registers"]["system"][0]
        self.assertIsNotNone(record["zone"])
        self.assertIn(2, [len(value) for value in record.values() if isinstance(value, list)])

    def test_nothing_to_refer_to(self):
        self.full_section()
        said = self.hear("t", "3", "a", "接続", "2", "1", "", "q")
        self.assertIn("選べる記録がまだありません", said)

    def test_what_another_record_says_is_not_asked(self):
        self.full_section()
        for arguments in (("system", "add", "s1", "name=住民記録", "zone=lgwan"), ("system", "add", "s2", "name=宛名管理"),
                          ("connection", "add", "c1", "name=宛名連携", "from=s1", "to_zone=mynumber")):
            self.command("register", *arguments)
        said = self.hear("t", "3", "1", "3", "2", "4", "v", "", "", "2", "2", "2", "c", "", "q")
        self.assertIn("「宛名管理」の記録で決まります", said)
        self.assertIn("接続先のネットワーク: まだわからない（「宛名管理」の記録による）", said)
        registers = json.loads(self.command("register", "export"))["registers"]
        self.assertNotIn("to_zone", registers["connection"][0])
        self.assertEqual(registers["system"][1]["zone"], "internet")

    def test_what_breaks_another_record_is_not_called_a_wrong_letter(self):
        self.full_section()
        for arguments in (("system", "add", "s1", "name=住民記録"),
                          ("connection", "add", "c1", "name=宛名連携", "to=s1", "to_zone=mynumber")):
            self.command("register", *arguments)
        said = self.hear("t", "2", "1", "2", "c", "z", "", "q")
        self.assertIn("「宛名連携」（台帳「接続台帳」）", said)
        self.assertNotIn("「c」は選べません", said)
        self.assertIn("「z」は選べません", said)

    # --- handing in ---

    def test_what_is_missing_is_told_by_its_text(self):
        self.full_section()
        said = self.hear("3", "", "", "", "", "s", "q")
        missing = said[said.index("提出までに足りないもの"):].splitlines()
        self.assertRegex(missing[1], r"^3\.2\.6-equipment  課のパソコンは、.*。  改善策が未完成です。足りないもの: 原因、")
        self.assertRegex(missing[2], r"^未回答の設問が\d+問あります")
        self.assertRegex(missing[3], r"^3\.2\.10-two-persons  情報セキュリティの申請を")

    def test_contradictions_are_called_so(self):
        self.section(profile="no")
        self.command("register", "device", "add", "d1", "name=USB", "kind=medium")
        said = self.hear("s", "q")
        self.assertRegex(said, r"\n食い違い（P と t で内容を見られます）: ")

    def test_a_contradiction_asks_why_both_are_right(self):
        self.section()
        self.command("profile", "set", "publishes", "no")
        self.command("profile", "set", "uses_sns", "yes")
        self.assertIn("どちらも正しい理由", self.hear("g 8.1.25-sns", "x", "?", "", "q"))

    def test_a_file_that_is_not_there_is_asked_again(self):
        said = self.hear("J", "nofile", "/", "", "q")
        self.assertIn("「nofile」というファイルはありません。", said)
        self.assertIn("「/」というファイルはありません。", said)
        self.assertEqual(said.count("点検依頼のファイル: "), 3, said)
        self.assertNotIn("課コード: ", said)

    def test_handing_in_asks_nothing_in_vain(self):
        self.full_section()
        said = self.hear("S", "R", "q")
        self.assertEqual(said.count("J で参加します"), 2, said)
        for word in ("確認した人", "フォルダ", "ファイル: ", "tenken join"):
            self.assertNotIn(word, said)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
