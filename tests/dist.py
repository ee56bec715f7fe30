#!/usr/bin/python3
"""What `./run --dist linux` made, as it is handed out, beside the program built for this machine.

usage: dist.py FOLDER NATIVE CHECKLISTS [TEST…]

FOLDER is the one that was handed out, with its .zip beside it. It must be whole, name nothing of the machine that it was built
on, run in an empty chroot, from a folder and with rights that allow nothing, and share databases and bundles with NATIVE.
"""
import hashlib
import json
import os
import pathlib
import pty
import re
import select
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
import zipfile

STAGE, NATIVE, CHECKLISTS = (pathlib.Path(os.path.abspath(argument)) for argument in sys.argv[1:4])
HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = STAGE / "tenken"
NOBODY = 65534
DAY = {"TENKEN_DATE": "2026-10-01", "TENKEN_NOW": "2026-10-01T14:03:21+09:00"}
root_only = unittest.skipUnless(os.geteuid() == 0, "needs root, for chroot and for another user")


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def licences_in(text):
    return set(re.findall(r"[A-Z][A-Za-z0-9.+-]*", text))


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tenken-dist-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def good(self, *command, **more):
        done = subprocess.run([str(part) for part in command], capture_output=True, stdin=subprocess.DEVNULL, timeout=120, check=False,
                              **{"env": {**DAY, "HOME": str(self.folder)}, **more})
        self.assertEqual(done.returncode, 0, (command, done.stdout.decode(), done.stderr.decode()))
        return done.stdout.decode()


class HandedOut(Case):
    def test_every_file_is_listed(self):
        listed = dict(reversed(line.split("  ", 1)) for line in (STAGE / "SHA256SUMS.txt").read_text(encoding="utf-8").splitlines())
        there = {path.relative_to(STAGE).as_posix(): sha256(path) for path in STAGE.rglob("*") if path.is_file()}
        del there["SHA256SUMS.txt"]
        self.assertEqual(listed, there)

    def test_the_archive_holds_the_same(self):
        with zipfile.ZipFile(f"{STAGE}.zip") as archive:
            held = {entry.filename: (hashlib.sha256(archive.read(entry)).hexdigest(), entry.external_attr >> 16)
                    for entry in archive.infolist()}
            self.assertEqual(list(held), sorted(held, key=lambda name: pathlib.PurePath(name)))
            self.assertEqual(len({entry.date_time for entry in archive.infolist()}), 1)
        there = {f"{STAGE.name}/{path.relative_to(STAGE).as_posix()}": (sha256(path), path.stat().st_mode)
                 for path in STAGE.rglob("*") if path.is_file()}
        self.assertEqual(held, there)

    def test_one_small_static_file(self):
        self.assertLessEqual(PROGRAM.stat().st_size, 5 * 1024 * 1024)
        headers = subprocess.run(["readelf", "--program-headers", "--dynamic", str(PROGRAM)], capture_output=True, text=True, check=True)
        self.assertNotIn("INTERP", headers.stdout)
        self.assertNotIn("NEEDED", headers.stdout)

    def test_nothing_of_the_machine_that_built_it(self):
        source = HERE.parent
        for path in STAGE.rglob("*"):
            if path.is_file():
                self.assertNotIn(str(source).encode() + b"/", path.read_bytes(), path)
        self.assertNotIn(b"build-packaging", PROGRAM.read_bytes())

    def test_texts_are_filled_in(self):
        for name in ("お読みください.txt", "ソフトウェア利用申請.txt"):
            text = (STAGE / name).read_bytes()
            self.assertTrue(text.startswith(b"\xef\xbb\xbf"))
            self.assertEqual(text.count(b"\n"), text.count(b"\r\n"))
            self.assertNotIn("$", text.decode(), name)
        form = (STAGE / "ソフトウェア利用申請.txt").read_text(encoding="utf-8-sig")
        self.assertIn(sha256(PROGRAM), form)
        self.assertIn(self.good(PROGRAM, "--version").split()[1], form)
        about = json.loads(self.good(PROGRAM, "about", "--json"))
        for part in about["libraries"]:
            row = re.search(rf"(?m)^  {re.escape(part['name'])} \d\S*?（(.*)）: ", form)
            self.assertTrue(row, part)
            self.assertEqual(licences_in(row[1]), licences_in(part["licence"]), part)

    def test_documents_lead_to_what_is_there(self):
        for document in STAGE.rglob("*.md"):
            for link in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
                self.assertTrue((document.parent / link).exists(), (document, link))

    def test_documents_are_for_those_who_use_it(self):
        """How it is built stands in what is not handed out."""
        self.assertEqual(list(STAGE.rglob("README.ja.md")) + [STAGE / "README.md"] * (STAGE / "README.md").exists(), [])
        for document in [*STAGE.glob("*.txt"), *(STAGE / "docs").iterdir()]:
            self.assertNotIn("./run", document.read_text(encoding="utf-8"), document)

    def test_the_readme_names_what_is_there(self):
        readme = (STAGE / "お読みください.txt").read_text(encoding="utf-8-sig")
        listed = re.search(r"■ 入っているもの\n(.*?)\n\n", readme, re.S)[1]
        for name in re.findall(r"(?m)^  (\S+)", listed):
            self.assertTrue((STAGE / name).exists(), name)
        self.assertIn(f"{STAGE.name}.zip", readme)

    def test_man_pages_can_be_read_without_man(self):
        for name, word in (("commands.txt", "■ OPTIONS"), ("commands.ja.txt", "■ オプション")):
            text = (STAGE / "docs" / name).read_text(encoding="utf-8-sig")
            self.assertIn(word, text)
            self.assertIn("\n--db ", text)
            self.assertNotRegex(text, r"[*\\]|(?m:^#)|(?<!\w)_\w")

    def test_a_licence_for_each_part(self):
        licences = {path.stem for path in (STAGE / "licences").iterdir()}
        for package in re.findall(r"^(\w+) \S+ [0-9a-f]{64}$", (HERE.parent / "packaging" / "versions").read_text(), re.M):
            if package not in ("cmocka", "libvterm"): # of the tests alone
                self.assertIn(package, licences)
        self.assertLessEqual({"tenken", "musl", "libgcc"}, licences)


class Alone(Case):
    """The program and nothing else."""

    def chroot(self, env, *arguments):
        """Runs the program in an empty root with one folder that can be written to."""
        if not (self.folder / "tenken").exists():
            shutil.copy(PROGRAM, self.folder / "tenken")
            (self.folder / "w").mkdir()
        return self.good("/tenken", *arguments, env=env, preexec_fn=lambda: (os.chroot(self.folder), os.chdir("/")))

    @root_only
    def test_in_an_empty_root_without_any_environment(self):
        self.chroot({}, "--db", "/w/a.db", "init", "--bureau", "市民局", "--unit", "市民課")
        self.chroot({}, "--db", "/w/a.db", "answer", "7.4.3-secret", "implemented")
        self.assertIn("市民局 市民課", self.chroot({}, "--db", "/w/a.db", "status")) # in Japanese, and in UTF-8
        self.assertIn("builtin:/kobe-5.10", self.chroot({}, "pack", "list"))
        self.assertEqual(json.loads(self.chroot({}, "pack", "coverage", "--json"))["missing"], 0)
        self.assertEqual(json.loads(self.chroot({}, "--db", "/w/a.db", "verify", "--json"))["problems"], [])
        self.chroot({"TMPDIR": "/w"}, "--db", "/w/a.db", "report", "--format", "xlsx", "-o", "/w/a.xlsx")
        with zipfile.ZipFile(self.folder / "w" / "a.xlsx") as book:
            self.assertIsNone(book.testzip())
        about = json.loads(self.chroot({}, "about", "--json"))
        self.assertEqual({row["file"]: row["sha256"] for row in about["files"]}["/tenken"], sha256(PROGRAM))
        self.assertEqual(sorted(path.name for path in (self.folder / "w").iterdir()), ["a.db", "a.xlsx"])
        self.assertEqual(stat.S_IMODE((self.folder / "w" / "a.db").stat().st_mode), 0o600)

    @root_only
    def test_an_overlay_finds_its_base_in_the_program(self):
        self.chroot({}, "--version")
        pack = self.folder / "w" / "ours"
        pack.mkdir()
        head = json.loads((CHECKLISTS / "kobe-5.10" / "pack.json").read_text(encoding="utf-8"))
        (pack / "pack.json").write_text(json.dumps({
            **{key: head[key] for key in ("format", "title", "version", "effective", "issuer")}, "id": "ours", "base": "kobe-5.10",
            "periods": []}), encoding="utf-8")
        shown = json.loads(self.chroot({}, "pack", "show", "/w/ours", "--json"))
        self.assertEqual((shown["id"], shown["base"]), ("ours", "kobe-5.10"))
        self.assertGreater(shown["questions"], 100)

    @root_only
    def test_screens_in_an_empty_root(self):
        """No description of any terminal stands there, no locale either."""
        for terminal in ("xterm-256color", "linux", "screen", "tmux-256color", "vt100", "putty", "teraterm", "alacritty"):
            with self.subTest(terminal=terminal):
                self.chroot({}, "--version")
                (self.folder / "w" / "a.db").unlink(missing_ok=True)
                self.chroot({}, "--db", "/w/a.db", "init", "--bureau", "市民局", "--unit", "市民課")
                self.assertIn("市民局 市民課", self.first_screen(terminal, ["次にすること", "市民局 市民課"]))

    def first_screen(self, terminal, wanted):
        child, screen = pty.fork()
        if child == 0:
            os.chroot(self.folder)
            os.chdir("/")
            os.execve("/tenken", ["/tenken", "--db", "/w/a.db"], {"TERM": terminal, **DAY})
        got = b""
        while not all(text.encode() in got for text in wanted) and select.select([screen], [], [], 10)[0]:
            try:
                data = os.read(screen, 65536)
            except OSError: # it has ended
                break
            for _ in range(data.count(b"\x1b[6n")):
                os.write(screen, b"\x1b[2;2R")
            got += data
        os.kill(child, 15)
        os.close(screen)
        os.waitpid(child, 0)
        return got.decode("utf-8", "replace")

    def test_from_a_folder_in_which_nothing_may_be_written(self):
        place, work = self.folder / "program", self.folder / "work"
        shutil.copytree(STAGE, place)
        work.mkdir()
        for path in place.rglob("*"):
            path.chmod(0o555 if path.is_dir() or path.name == "tenken" else 0o444)
        place.chmod(0o555)
        as_nobody = {}
        if os.geteuid() == 0: # whom no rights hold back
            os.chown(work, NOBODY, NOBODY)
            self.folder.chmod(0o711)
            as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        before = sorted(place.rglob("*"))
        db = work / "a.db"
        self.good(place / "tenken", "--db", db, "init", "--bureau", "b", "--unit", "u", cwd=place, **as_nobody)
        self.assertIn("program/checklists/kobe-5.10", self.good(place / "tenken", "pack", "list", cwd=place, **as_nobody))
        self.good(place / "tenken", "--db", db, "verify", cwd=place, **as_nobody)
        self.assertEqual(sorted(place.rglob("*")), before)
        for path in [place, *place.rglob("*")]:
            path.chmod(0o755)


class Together(Case):
    """Each call of the program is answered by the other of the two: what one writes the other reads."""

    def setUp(self):
        super().setUp()
        # It stands where the program stands in a folder of a build, beside the programs that tests use.
        (self.folder / "tests").symlink_to(NATIVE.parent.parent / "tests")
        (self.folder / "src").mkdir()
        self.in_turn = self.folder / "src" / "in_turn"
        count = self.folder / "count"
        self.in_turn.write_text(f"""#!/bin/bash
exec 9>>{count}
flock 9
echo >&9
calls=$(wc -l <{count})
exec 9>&-
if [ $((calls % 2)) = 0 ]; then exec {NATIVE} "$@"; else exec {PROGRAM} "$@"; fi
""", encoding="utf-8")
        self.in_turn.chmod(0o755)

    def test_section(self):
        db = self.folder / "a.db"
        for command in (["init", "--bureau", "b", "--unit", "u"], ["answer", "7.4.3-secret", "partial"],
                        ["answer", "7.4.3-secret", "implemented"], ["undo"], ["register", "system", "add", "s1", "name=住民記録"]):
            self.good(self.in_turn, "--db", db, *command)
        shown = [self.good(program, "--db", db, *command, "--json") for program in (PROGRAM, NATIVE)
                 for command in (["status"], ["verify"], ["checklist", "show"], ["report"])]
        self.assertEqual(shown[:4], shown[4:])
        self.assertEqual(json.loads(shown[1])["problems"], [])

    def test_office_and_sections(self):
        for name in ("rounds", "sending", "succession"):
            with self.subTest(name):
                done = subprocess.run([sys.executable, str(HERE / "exchange" / f"{name}.py"), str(self.in_turn), str(CHECKLISTS)],
                                      capture_output=True, text=True, check=False, timeout=900)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_both_take_part(self):
        """The script above does call both."""
        files = set()
        for _ in range(2):
            about = json.loads(self.good(self.in_turn, "about", "--json"))
            files |= {row["file"] for row in about["files"] if row["file"].endswith("/tenken")}
        self.assertEqual(files, {str(NATIVE), str(PROGRAM)})


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
