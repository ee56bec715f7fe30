#!/usr/bin/python3
"""Every screen of a section and of the office at every size, with text in it that would deceive a terminal; then keys at random.

usage: screens.py SCENE TENKEN SOURCE [KEYS [SEED]]

Each scene walks over all screens and then presses KEYS (60) keys by the seed (1). What scenes always look at is looked at after each
key: no row wider than the terminal, no character of two columns cut in half, the cursor on the row in focus, nothing raw. By hand:
`screens.py build/tests/scenes/scene build/src/tenken . 3000 $RANDOM`.
"""
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile

SCENE, TENKEN, SOURCE = map(os.path.abspath, sys.argv[1:4])
KEYS = int(sys.argv[4]) if len(sys.argv) > 4 else 60
SEED = int(sys.argv[5]) if len(sys.argv) > 5 else 1
EVERY = int(os.environ.get("TENKEN_EVERY", "1"))  # only each so many-th: for slow builds
EXCHANGE = os.path.join(SOURCE, "tests", "scenes", "exchange")
PASSPHRASE = os.path.join(EXCHANGE, "passphrase.txt")
SIZES = ((40, 12), (80, 24), (81, 25), (132, 43), (200, 60))
WAYS = (("ja", 1), ("ja", 2), ("en", 1), ("en", 2))
# Control characters of both kinds, bidi, zero-width, tags, a lone combining mark, a variation selector that a name needs.
HOSTILE = "\x1b[2J\x07\x9b31m\u202e逆\u2066\u200b零\u200d\ufeff\U000e0041札\u2028\u00ad\u0301\x7f葛\U000e0100城"
ENV = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "Asia/Tokyo", "TENKEN_LANG": "ja", "TENKEN_DATE": "2026-10-01",
       "TENKEN_NOW": "2026-10-01T14:03:21+09:00", "XDG_DATA_HOME": EXCHANGE,
       **{key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}}

# What is pressed on the first screen, and what the title then begins with (Japanese, 80 columns and more); behind "*": what a prompt asks or
# the message says, where the title stays as it was.
SECTION = (
    ("P", "課の状況"), ("L", "情報管理者"), ("L Enter", "情報管理者 > 3 組織体制 > 3.2.6 情報管理者"),
    ("L Down Down Enter", "情報管理者"), ("L f", "情報管理者"), ("L /", "情報管理者"),
    ("n", "情報管理者 > 3 組織体制 > 3.2.6 情報管理者"), ("n c", "条文"), ("n H", "回答の履歴"),
    ("n e", "情報管理者 > 3 組織体制 > 3.2.6 情報管理者"), ("n x", "情報管理者 > 3 組織体制 > 3.2.6 情報管理者"),
    ("n p", "情報管理者 > 3 組織体制 > 3.2.6 情報管理者"), ("n ?", "この画面のキー"), ("s", "情報管理者 > 足りないもの"),
    ("s Enter", "情報管理者 > 3 組織体制 > 3.2.6 情報管理者"), ("r", "報告書"), ("r Enter", "報告書"), ("X", "*点検シート（端末のない人のための"), ("t", "台帳"),
    ("t Enter", "台帳 > 情報資産台帳"), ("t Enter Enter", "情報資産台帳 > 書類"), ("t Enter Enter b", "情報資産台帳 > 書類"),
    ("t Enter Enter H", "記録の履歴"), ("t Down Enter Enter", "情報システム台帳 > 住民記録"),
    ("t Down Enter Enter G Enter", "判定"), ("t w", "つながり"), ("K", "*共通の回答はまだ取り込んで"), ("?", "この画面のキー"), (":", "*何をしますか"),
    ("J", "事務局の点検への参加"), ("S", "*まだ点検に参加していません"), ("R", "*まだ点検に参加していません"), ("Enter", "課の状況"),
)
# A section that has had its submission back.
RETURNED = (
    ("Enter", "事務局から返された設問"), ("Enter Enter", "課長 > 3 例外"), ("n", "*すべて回答しています"), ("L", "課長"),
    ("K", "*共通の回答はまだ取り込んで"), ("S", "事務局への提出"), ("R", "事務局からの受取り"), ("J", "事務局の点検への参加"), (":", "*何をしますか"),
)
OFFICE = (
    ("Enter", "名簿 > 0101 市民局 市民課"), ("Enter Enter", "0101 市民課 > 課長 > 2 端末"),
    ("Enter Enter Enter", "0101 市民課 > 課長 > 2 端末"), ("Enter Enter Enter C", "0101 市民課 > 課長 > 2 端末"),
    ("Enter Enter Enter c", "条文"), ("Enter a", "名簿 > 0101 市民局 市民課"), ("Enter r", "課への差戻し"), ("Enter t", "台帳"),
    ("Enter t Enter", "台帳 > 例外台帳"), ("Enter t Enter Enter", "0101 市民課 > 例外台帳 >"), ("s", "名簿 > 集計"),
    ("s 2", "名簿 > 集計"), ("s 3", "名簿 > 集計"), ("s 4", "名簿 > 集計"), ("s 5", "名簿 > 集計"), ("s 6", "名簿 > 集計"),
    ("s 7", "名簿 > 集計"), ("s 8", "名簿 > 集計"), ("s 9", "名簿 > 集計"), ("s 2 End Enter", "名簿 > 集計"),
    ("s 6 End Enter", "名簿 > 集計 > 3 ア"), ("s 6 End Enter End Enter", "0102 区政課 > 課長 > 3 例外"), ("s o", "名簿 > 集計"),
    ("s f", "名簿 > 集計"), ("s m", "名簿 > 集計 > 局と章"), ("s m Down m", "名簿 > 集計 > 課と章 > "), ("s m o", "*どの順に"), ("i", "名簿 > 改善策"), ("i Enter", "0101 市民課 > 課長 > 2 端末"), ("e", "名簿 > 例外"),
    ("e Enter", "0101 市民課 > 例外台帳 >"), ("p", "点検依頼の配布"), ("N", "点検を始める"), ("K", "*新しいコードを出しますか"), ("E", "予備の鍵"),
    ("R", "*予備の鍵がないので"), ("v", "他課に依頼"), ("m", "全課に配る共通の回答"), ("H", "後任への引継ぎ"), ("y", "*どの点検にしますか"), ("r", "名簿 > 報告書"),
    ("r Enter", "報告書"), ("c", "受取り"), ("f", "*どの課を表示しますか"), ("?", "この画面のキー"), (":", "*何をしますか"),
)


def run(folder, *words):
    done = subprocess.run([TENKEN, *words], cwd=folder, env={**ENV, "HOME": folder}, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"{words}: {done.stderr.decode()}")


def make_section(folder):
    """With a year behind it, answers of all kinds, plans, records."""
    def tenken(*words):
        run(folder, "--db", "section.db", *words)
    tenken("init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2025")
    tenken("answer", "3.2.6-equipment", "partial", "--note", "昨年" + HOSTILE)
    tenken("init", "--bureau", "市民局", "--unit", "市民課", "--fiscal-year", "2026")
    tenken("answer", "3.2.10-two-persons", "not_implemented", "--note", HOSTILE * 8)
    tenken("plan", "set", "3.2.10-two-persons", "--cause", HOSTILE, "--measure", HOSTILE, "--person", HOSTILE, "--due", "R8.10.31")
    tenken("plan", "progress", "3.2.10-two-persons", "--note", HOSTILE)
    tenken("answer", "9.5-deputy", "not_applicable", "--reason", HOSTILE)
    tenken("register", "asset", "add", "a1", "name=書類" + HOSTILE, "kind=document")
    tenken("register", "system", "add", "s1", "name=住民記録" + HOSTILE, "zone=mynumber", "uses_passwords=yes", "password_min_length=6")
    tenken("register", "system", "add", "s2", "name=" + HOSTILE * 4, "zone=lgwan")
    tenken("register", "connection", "add", "c1", "name=連携" + HOSTILE, "from=s1", "to=s2")
    tenken("checklist", "add", "--role", "system_manager", "--subject", "system:s1")


def make_office(folder):
    """With a campaign in which two units of three have handed in."""
    office = ("--db", "office.db")
    secret = ("--passphrase-file", PASSPHRASE)
    run(folder, *office, "office", "init", "--name", "情報セキュリティ課", *secret)
    run(folder, *office, "--pack", "unfold", "campaign", "new", "--fiscal-year", "R8", "--roster", os.path.join(EXCHANGE, "roster.csv"), "--due", "R8.12.25")
    run(folder, *office, "campaign", "publish", "-o", ".", *secret)
    with open(os.path.join(folder, "codes.csv"), encoding="utf-8-sig") as file:
        codes = {line.split(",")[0]: line.strip().split(",")[-1] for line in file}
    for unit in ("0101", "0102"):
        def section(*words, unit=unit):
            run(folder, "--db", unit + ".db", *words)
        section("join", "campaign.tenken", "--unit-code", unit, "--join-code", codes[unit])
        section("answer", "2-lock", "not_implemented", "--note", HOSTILE)
        section("plan", "set", "2-lock", "--cause", "鍵" + HOSTILE, "--measure", HOSTILE, "--person", HOSTILE, "--due", "2026-09-30")
        section("answer", "2-old", "implemented", "--note", HOSTILE)
        section("answer", "3-permit", "implemented")
        if unit == "0101":
            section("exception", "add", "e1", "name=" + HOSTILE, "clauses=2.2", "reason=" + HOSTILE, "applicant=課長", "approver=課長",
                    "approver_role=ciso", "permitted_on=2026-04-01", "expires_on=2026-09-30", "emergency=no", "same_person_reason=none")
            section("exception", "complete", "yes")
            section("plan", "set", "4-record", "--cause", HOSTILE, "--measure", HOSTILE, "--person", "課長", "--due", "2026-11-30")
        else:
            section("answer", "4-record", "implemented")
        os.mkdir(os.path.join(folder, "out" + unit))
        section("submit", "--confirmed-by", "課長" + HOSTILE, "-o", "out" + unit)
    run(folder, *office, "collect", "out0101", "out0102", *secret)
    os.mkdir(os.path.join(folder, "back"))
    run(folder, *office, "return", "0102", "--comment", "見直し" + HOSTILE, "--on", "3-permit=" + HOSTILE * 3, "-o", "back", *secret)
    run(folder, "--db", "0102.db", "receive", os.path.join("back", os.listdir(os.path.join(folder, "back"))[0]))
    shutil.copy(os.path.join(folder, "0102.db"), os.path.join(folder, "returned.db"))


def scene(folder, place, size, way, number):
    """The text of one scene: all screens, then keys at random."""
    language, ambiguous = way
    walk = {"section": SECTION, "returned": RETURNED, "office": OFFICE}[place]
    db = os.path.join(folder, f"{place}-{number}.db")
    shutil.copy(os.path.join(folder, place + ".db"), db)
    lines = [f"size {size[0]} {size[1]}", f"ambiguous {ambiguous}", f"env TENKEN_LANG={language}", f"env TENKEN_DB={db}",
             f"env XDG_DATA_HOME={EXCHANGE}", "run"]
    for keys, title in walk:
        lines.append("key " + keys)
        if way == ("ja", 1) and size[0] >= 80:
            lines.append("wait " + title[1:] if title.startswith("*") else "wait-row 0 " + title)
        lines.append("key" + " Esc" * (len(keys.split()) + 1))
    if place == "section":
        lines += ["key /", "type 3.2.10", "key Enter Enter p", "wait-row 0 3.2.10", "key Enter Esc Esc Esc Esc Esc"]
    if place == "returned":
        # A file that is not there, by a name that nobody would give it.
        lines += ["key R", 'paste "nowhere\u202e\u200b.tenken"', "key Enter Enter Esc Esc Esc"]
    lines += [f"wander {KEYS} {SEED + number}", "no-verify"]
    return "\n".join(lines) + "\n"


def check_lines(folder):
    """Nothing raw without a screen either."""
    typed = "\n".join(["P", "", "l", "f noted", "/ 、", "g 3.2.10-two-persons", "H", "c", "s", "t", "2", "1", "v", "", "", "w", "1", "1", "",
                       "", "", "K", ":plan list", ":register list", ":status", ":report --format text", "R", "x\u202ey\x1b", "q"])
    done = subprocess.run([TENKEN, "--db", "section.db", "--plain", "--readonly"], cwd=folder, env={**ENV, "HOME": folder},
                          input=typed.encode() + b"\n", capture_output=True, check=False)
    for name, output in (("output", done.stdout), ("errors", done.stderr)):
        for character in output.decode():
            code = ord(character)
            if (code < 0x20 and character != "\n") or 0x7f <= code <= 0x9f or 0x200b <= code <= 0x200f or 0x2028 <= code <= 0x202e \
                    or 0x2060 <= code <= 0x206f or code == 0xfeff or 0xe0000 <= code <= 0xe007f:
                at = output.decode().index(character)
                sys.exit(f"--plain: raw {code:04X} in the {name}: {output.decode()[max(0, at - 60):at + 20]!r}")
    return done.returncode


def play(script):
    """What went wrong in it, or ""."""
    done = subprocess.run([SCENE, "--binary", TENKEN, "--source", SOURCE, script], capture_output=True, check=False)
    if not done.returncode:
        return ""
    said = done.stderr.decode()
    with open(script, encoding="utf-8") as file:
        lines = file.read().split("\n")
    at = said.split(".scene:")[1].split(":")[0] if ".scene:" in said else "1"
    return f"{os.path.basename(script)}:\n{said}   at: {lines[int(at) - 1]} (seed {SEED})"


def main():
    folder = tempfile.mkdtemp(prefix="tenken-screens-")
    failed = 0
    make_section(folder)
    make_office(folder)
    if check_lines(folder):
        print("--plain failed")
        failed += 1
    scripts = []
    for place in ("section", "returned", "office"):
        for size in SIZES:
            for way in WAYS:
                script = os.path.join(folder, f"{place}-{size[0]}x{size[1]}-{way[0]}-{way[1]}.scene")
                with open(script, "w", encoding="utf-8") as file:
                    file.write(scene(folder, place, size, way, len(scripts)))
                scripts.append(script)
    scripts = scripts[::EVERY]
    # Most of the time goes by in waiting for what may follow an Esc.
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for said in pool.map(play, scripts):
            failed += said != ""
            if said:
                print(said)
    print(f"{len(scripts)} scenes, {failed} failed")
    shutil.rmtree(folder)
    sys.exit(1 if failed else 0)


main()
