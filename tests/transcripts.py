#!/usr/bin/python3
"""The same work through the three doors (screens, --plain, command line) leaves the same in the database.

usage: transcripts.py TENKEN SCENE SOURCE

SCENE plays the keys on a terminal of its own (tests/scenes/README.md). Every step below says what is done in three languages; after
all of them the tables of events are compared. Set aside is what cannot be the same: hashes, keys and what is sealed by them.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

TENKEN, SCENE, SOURCE = map(os.path.abspath, sys.argv[1:4])
EXCHANGE = os.path.join(SOURCE, "tests", "scenes", "exchange")
PASSPHRASE = os.path.join(EXCHANGE, "passphrase.txt")
HOME = "key Esc Esc Esc Esc Esc Esc\nwait 次にすること\n"
TABLES = {
    "unit": "code, bureau, name",
    "cycle": "id, fiscal_year, extra, pack, due",
    "assessment": "id, cycle, checklist, role, subject",
    "answer_event": "seq, assessment, question, revision, kind, answer, elements, note, reason, cause, measure, person, due, "
                    "preventive, done, evidence, progress, actor, acted_for, at",
    "fact_event": "seq, cycle, fact, revision, value, actor, acted_for, at",
    "record_event": "seq, owner, record, revision, kind, fields, actor, acted_for, at",
    "exchange_event": "seq, cycle, unit, kind, counter, actor, acted_for, at",
}


def text_of(question):
    for name in sorted(os.listdir(os.path.join(SOURCE, "checklists", "kobe-5.10", "questions"))):
        with open(os.path.join(SOURCE, "checklists", "kobe-5.10", "questions", name), encoding="utf-8") as file:
            for one in json.load(file)["questions"]:
                if one["id"] == question:
                    return one["text"]["ja"]
    raise KeyError(question)


def open_question(question):
    """Keys from the first screen to a question, found by the beginning of its text."""
    return f"key /\nwait 検索\ntype {text_of(question)[:22]}\nkey Enter\nwait 検索:\nkey Enter\nwait 確かめ方\n"


def fill(text, end="Ctrl-S"):
    """A field that is opened by Enter, or stands open."""
    return f"wait {'Ctrl-S' if end == 'Ctrl-S' else 'Ctrl-U'}\nkey Ctrl-U\ntype {text}\nkey {end}\nwait {text}\n"


# What is done, as keys, as lines, as commands.
STEPS = [
    ("a fact of the profile is changed",
     "key P\nwait 課の状況\nkey Home n\nwait 保存済\n" + HOME,
     "P\n1\nn\n\n",
     [["profile", "set", "FIRST-FACT", "no"]]),
    ("not met, with a plan, field by field, and a remark",
     open_question("7.4.3-secret") + "key 3\nwait 原因\nkey Enter\n" + fill("応援が多い") + "key Enter\n" + fill("個人IDを配る") +
     "key Enter\n" + fill("係長", "Enter") + "key Enter\n" + "wait R8.10.31\ntype R8.10.31\nkey Enter\nwait 令和8年10月31日\nkey Esc\n"
     "wait 確かめ方\nkey e\n" + fill("2台で見た") + HOME,
     "g 7.4.3-secret\n3\n応援が多い\n個人IDを配る\n係長\nR8.10.31\ne 2台で見た\n",
     [["answer", "7.4.3-secret", "not_implemented"], ["plan", "set", "7.4.3-secret", "--cause", "応援が多い"],
      ["plan", "set", "7.4.3-secret", "--measure", "個人IDを配る"], ["plan", "set", "7.4.3-secret", "--person", "係長"],
      ["plan", "set", "7.4.3-secret", "--due", "R8.10.31"], ["answer", "7.4.3-secret", "not_implemented", "--note", "2台で見た"]]),
    ("elements, one by one",
     open_question("7.4.1-ids") + "key o\nwait 保存済\nkey o o m\nwait 適\n" + HOME,
     "g 7.4.1-ids\ni a=yes\ni b=yes\ni c=yes\ni d=na\n",
     [["answer", "7.4.1-ids", "--elements", part] for part in ("a=yes", "b=yes", "c=yes", "d=na")]),
    ("does not apply, for a reason",
     open_question("9.5-deputy") + "key 4\n" + fill("補佐がいない") + HOME,
     "g 9.5-deputy\n4\n補佐がいない\n",
     [["answer", "9.5-deputy", "not_applicable"], ["answer", "9.5-deputy", "not_applicable", "--reason", "補佐がいない"]]),
    ("to be found out, by whom and when",
     open_question("7.4.3-length") + "key 0\nwait 確認する人\nkey Enter\n" + fill("係員", "Enter") +
     "key Enter\nwait R8.10.31\ntype 2026-11-01\nkey Enter\nwait 令和8年11月1日\n" + HOME,
     "g 7.4.3-length\n0\n係員\n2026-11-01\n",
     [["answer", "7.4.3-length", "unsure"], ["plan", "set", "7.4.3-length", "--person", "係員"],
      ["plan", "set", "7.4.3-length", "--due", "2026-11-01"]]),
    ("answered, taken back, done again",
     open_question("3.2.10-two-persons") + "key 1\nwait 保存済\nkey u\nwait 取り消しました\nkey Ctrl-R\nwait やり直しました\n" + HOME,
     "g 3.2.10-two-persons\n1\nu\nr\n",
     [["answer", "3.2.10-two-persons", "implemented"], ["undo"], ["redo"]]),
    ("last year's answer is confirmed",
     open_question("3.2.6-equipment") + "wait 昨年\nkey y\nwait 保存済\n" + HOME,
     "g 3.2.6-equipment\ny\n",
     [["confirm", "3.2.6-equipment"]]),
    ("a record, its fields, the register complete",
     "key t\nwait 情報資産台帳\nkey Home Down Enter\nwait まだ何も書かれていません\nkey a\nwait 名称\ntype 住民記録\nkey Enter\nwait 保存済\n"
     "key Down Enter\nwait マイナンバー利用事務系\nkey 1\nwait-not ―\nkey Down Down Down Down Down Down\nexpect-cursor-row 認証の要素\n"
     "key Enter\nwait [ ] 知識\nkey 1\nwait [x] 知識\nkey Esc\nwait 保存済\nkey Esc\nwait まだ記入完了\nkey C\n"
     "wait 今年度の記入完了\n" + HOME,
     "t\n2\na\n住民記録\n2\na\n8\na\n\nC\n\n\n",
     [["register", "system", "add", "system-1", "name=住民記録"], ["register", "system", "set", "system-1", "ZONE"],
      ["register", "system", "set", "system-1", "FACTORS"], ["register", "system", "complete", "yes"]]),
]


class Doors(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tenken-transcripts-")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.folder, "TENKEN_LANG": "ja", "LANG": "C.UTF-8", "TZ": "Asia/Tokyo",
                    "TENKEN_DATE": "2026-10-01", "TENKEN_NOW": "2026-10-01T14:03:21+09:00"}
        for key, value in os.environ.items():
            if key.endswith("SAN_OPTIONS"):
                self.env[key] = value

    def tearDown(self):
        shutil.rmtree(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def command(self, db, *words, cwd=None, **env):
        done = subprocess.run([TENKEN, "--db", self.path(db), *words], env={**self.env, **env}, capture_output=True, cwd=cwd or self.folder,
                              stdin=subprocess.DEVNULL, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, (words, done.stdout.decode(), done.stderr.decode()))
        return done.stdout.decode()

    def lines(self, db, text, cwd=None, **env):
        done = subprocess.run([TENKEN, "--db", self.path(db), "--plain"], env={**self.env, **env}, capture_output=True, cwd=cwd or self.folder,
                              input=text.encode(), timeout=120, check=False)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""), done.stdout.decode())
        self.assertNotIn(b"\x1b", done.stdout)
        self.assertNotIn(b"\r", done.stdout)
        return done.stdout.decode()

    def keys(self, db, text, setup="", **env):
        script = self.path(db + ".scene")
        with open(script, "w", encoding="utf-8") as file:
            file.write(f"size 80 24\nenv TENKEN_LANG=ja\nenv TENKEN_DB={self.path(db)}\n")
            file.writelines(f"env {name}={value}\n" for name, value in env.items())
            file.write(setup + "run\n" + text + "key q\nwait-exit 0\n")
        done = subprocess.run([SCENE, "--binary", TENKEN, "--source", SOURCE, script], env=os.environ, capture_output=True,
                              timeout=300, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def dump(self, db):
        """Table by table, row by row."""
        self.command(db, "verify")
        with sqlite3.connect(self.path(db)) as connection:
            columns = {table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} for table in TABLES}
            return {table: connection.execute(
                        f"SELECT {', '.join(name for name in names.split(', ') if name in columns[table])} FROM {table} ORDER BY 1").fetchall()
                    for table, names in TABLES.items()}

    def assert_same(self, *names):
        first = self.dump(names[0])
        for name in names[1:]:
            other = self.dump(name)
            for table, rows in first.items():
                self.assertEqual(rows, other[table], f"{table}: {names[0]} and {name}")
        return first

    def section(self):
        """A section with a year behind it and a profile, three times over."""
        self.command("base.db", "init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2025")
        self.command("base.db", "answer", "3.2.6-equipment", "implemented", "--note", "台帳と突き合わせた")
        self.command("base.db", "init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2026")
        facts = [fact["id"] for fact in json.loads(self.command("base.db", "profile", "--json"))["profile"]]
        for fact in facts:
            self.command("base.db", "profile", "set", fact, "yes")
        for door in ("keys.db", "lines.db", "words.db"):
            shutil.copy(self.path("base.db"), self.path(door))
        return facts

    def values(self):
        """The first values of two fields, as the numbers and letters of the other doors choose them."""
        with open(os.path.join(SOURCE, "checklists", "kobe-5.10", "registers.json"), encoding="utf-8") as file:
            system = [register for register in json.load(file)["registers"] if register["id"] == "system"][0]
        fields = {field["id"]: field for field in system["fields"]}
        found = {}
        for name, label in (("ZONE", "ネットワーク"), ("FACTORS", "認証の要素")):
            field = [field for field in fields.values() if field["label"]["ja"] == label][0]
            found[name] = f"{field['id']}={field['values'][0]['id']}"
        return found

    def test_section(self):
        first_fact = self.section()[0]
        named = {"FIRST-FACT": first_fact, **self.values()}
        self.keys("keys.db", "wait 次にすること\n" + "".join(keys for _, keys, _, _ in STEPS))
        said = self.lines("lines.db", "".join(lines for _, _, lines, _ in STEPS) + "q\n")
        for _, _, _, commands in STEPS:
            for words in commands:
                self.command("words.db", *[named.get(word, word) for word in words])
        dump = self.assert_same("words.db", "lines.db", "keys.db")
        self.assertEqual(len(dump["record_event"]), 3)
        self.assertEqual(len(dump["answer_event"]), 20)
        # What follows from the register is said as soon as it stands there.
        self.assertIn("種類の違う2つ以上の認証", said)

    def test_first_start(self):
        self.keys("keys.db", "wait どの立場\nkey Enter\nwait 例：市民局\ntype 市民局\nkey Enter\nwait 市民局\ntype 市民課\nkey Enter\nwait 年度\n"
                             "key Enter\nwait どの役割\nkey Enter\nwait この内容で始める\nkey Enter\nwait 課の状況\nkey Esc\nwait 次にすること\n")
        self.lines("lines.db", "市民局\n市民課\n\n\n\n")
        self.command("words.db", "init", "--bureau", "市民局", "--unit", "市民課")
        self.assert_same("words.db", "lines.db", "keys.db")

    def test_first_start_of_another_year_and_role(self):
        self.keys("keys.db", "wait どの立場\nkey Enter\nwait 例：市民局\ntype 市民局\nkey Enter\nwait 市民局\ntype 市民課\nkey Enter\nwait 年度\n"
                             "key Ctrl-U\ntype R9\nkey Enter\nwait どの役割\nkey 2\nwait この内容で始める\nkey Enter\nwait 課の状況\nkey Esc\nwait 次にすること\n")
        # What is not understood is asked again.
        said = self.lines("lines.db", "市民局\n市民課\n昨年\nR9\nx\n99\n２\ny\n")
        self.assertIn("年度", said)
        self.command("words.db", "init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "R9", "--role", "system_manager")
        self.assert_same("words.db", "lines.db", "keys.db")

    def office(self):
        """An office for each door, from one campaign: what it answers is sealed for that door's key."""
        env = {"XDG_DATA_HOME": EXCHANGE}
        self.command("office.db", "office", "init", "--name", "情報セキュリティ課", "--passphrase-file", PASSPHRASE, **env)
        self.command("office.db", "--pack", "tiny", "campaign", "new", "--fiscal-year", "R8", "--roster", os.path.join(EXCHANGE, "roster.csv"),
                     "--due", "R8.12.25", **env)
        self.command("office.db", "campaign", "publish", "-o", ".", "--passphrase-file", PASSPHRASE, **env)
        with open(self.path("codes.csv"), encoding="utf-8-sig") as file:
            code = [line.strip().split(",")[-1] for line in file if line.startswith("0101,")][0]
        for door in ("keys", "lines", "words"):
            os.mkdir(self.path(door))
            shutil.copy(self.path("office.db"), self.path(door + "-office.db"))
        return code, env

    def returned(self, door, env):
        """The office of this door takes in what was handed in, and returns it."""
        handed = [name for name in os.listdir(self.path(door)) if name.endswith(".tenken")]
        self.assertEqual(len(handed), 1, door)
        self.command(door + "-office.db", "collect", os.path.join(self.path(door), handed[0]), "--passphrase-file", PASSPHRASE, **env)
        self.command(door + "-office.db", "return", "0101", "--comment", "答え直してください。", "--on", "2-c=根拠を書いてください。", "-o",
                     self.path(door), "--passphrase-file", PASSPHRASE, **env)
        back = [name for name in os.listdir(self.path(door)) if name not in handed][0]
        shutil.move(os.path.join(self.path(door), back), os.path.join(self.path(door), "back"))
        return os.path.join(self.path(door), "back")

    def test_exchange(self):
        code, env = self.office()
        campaign = self.path("campaign.tenken")
        self.keys("keys.db", f"wait どの立場\nkey 2\nwait 場所\ntype {campaign}\nkey Enter\nwait 用紙のとおり\ntype 0101\nkey Enter\n"
                             f"wait 参加コード\ntype {code}\nkey Enter\nwait > 参加\nkey Enter\nwait として点検に参加しました\nkey Esc\nwait 未提出\n",
                  **env)
        self.lines("lines.db", f"J\n{campaign}\n0101\n{code}\n\n\n\n", **env)
        self.command("words.db", "join", campaign, "--unit-code", "0101", "--join-code", code, **env)
        for db in ("keys.db", "lines.db", "words.db"):
            for words in (["profile", "set", "here", "no"], ["profile", "set", "other", "no"], ["answer", "2-b", "implemented"],
                          ["answer", "2-c", "implemented"]):
                self.command(db, *words, **env)
        self.assert_same("words.db", "lines.db", "keys.db")
        self.keys("keys.db", "wait 事務局に提出する\nkey S\nwait 職名\ntype 市民課長\nkey Enter\nwait-not Ctrl-U\nkey Up Enter\nwait Ctrl-U\n"
                             f"key Ctrl-U\ntype {self.path('keys')}\nkey Enter\nwait-not Ctrl-U\nkey Enter\nwait 渡すファイルを作りました\nkey Esc\n"
                             "wait 提出済\n", **env)
        self.lines("lines.db", f"S\n市民課長\n{self.path('lines')}\n", **env)
        self.command("words.db", "submit", "--confirmed-by", "市民課長", "-o", self.path("words"), **env)
        self.assert_same("words.db", "lines.db", "keys.db")
        back = {door: self.returned(door, env) for door in ("keys", "lines", "words")}
        self.keys("keys.db", f"wait 提出済\nkey R\nwait 末尾\ntype {back['keys']}\nkey Enter\nwait-not Ctrl-U\nkey Enter\nwait 差戻しです\n", **env)
        said = self.lines("lines.db", f"R\n{back['lines']}\n", **env)
        self.assertIn("根拠を書いてください。", said)
        self.command("words.db", "receive", back["words"], **env)
        dump = self.assert_same("words.db", "lines.db", "keys.db")
        self.assertEqual(len(dump["exchange_event"]), 4)

    def test_readonly(self):
        """Whoever only looks changes nothing, whatever is typed."""
        self.section()
        before = self.dump("lines.db")
        done = subprocess.run([TENKEN, "--db", self.path("lines.db"), "--plain", "--readonly"], env=self.env, capture_output=True, timeout=120,
                              input="".join(lines for _, _, lines, _ in STEPS).encode() +
                              b":answer 3.2.6-equipment implemented\nJ\nx\ny\nz\nS\na\nb\nR\nc\n", check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(before, self.dump("lines.db"))

    def test_any_command(self):
        """What has no letter of its own has a word; afterwards one stands at the same question."""
        self.section()
        said = self.lines("lines.db", "g 3.2.10-two-persons\n:register device add d1 \"name=窓口の 端末\"\n:regster\nH\nK\nl\nf open\n１\nf\nc\n")
        self.assertIn("register", said)
        self.command("words.db", "register", "device", "add", "d1", "name=窓口の 端末")
        self.command("words.db", "answer", "3.2.10-two-persons", "implemented")
        self.assert_same("words.db", "lines.db")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
