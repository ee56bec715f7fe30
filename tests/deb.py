#!/usr/bin/python3
"""The Debian package: builds it, has lintian look at it, unpacks it beside the system and runs what is in it.

usage: deb.py
"""
import gzip
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parent.parent
NOBODY, OFFICE, OTHER = 65534, 65533, 65532


def output_of(*command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **more)
    if done.returncode:
        raise AssertionError((command, done.returncode, done.stdout, done.stderr))
    return done.stdout


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="tenken-deb-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.deb = output_of(SOURCE / "run", "--dist", "deb", cls.folder / "out").strip()
        cls.root = cls.folder / "root"
        output_of("dpkg-deb", "--extract", cls.deb, cls.root)
        cls.program = cls.root / "usr/bin/tenken"

    def tenken(self, *arguments):
        return output_of(self.program, *arguments, env={"HOME": str(self.folder)})

    def test_lintian(self):
        if not shutil.which("lintian"):
            self.skipTest("no lintian here")
        output_of("lintian", "--allow-root", "--fail-on", "error,warning,info", self.deb)

    def test_runs(self):
        db = self.folder / "a.db"
        self.tenken("--db", db, "init", "--bureau", "市民局", "--unit", "市民課")
        self.assertIn("市民課", self.tenken("--db", db, "status"))
        pack = self.root / "usr/share/tenken/checklists/kobe-5.10"
        self.assertEqual(json.loads(self.tenken("--pack", pack, "pack", "coverage", "--json"))["missing"], 0)

    def test_looks_for_packs_where_they_are_installed_and_not_where_it_was_built(self):
        done = subprocess.run([self.program, "pack", "show", "none"], capture_output=True, text=True, check=False, env={"HOME": "/none"})
        looked = re.findall(r"^  (/.*)$", done.stderr, re.M)
        self.assertIn("/usr/share/tenken/checklists", looked)
        self.assertEqual([path for path in looked if not path.startswith(("/usr/share/", "/none/", str(self.root)))], [])

    def test_nothing_runs_as_another(self):
        for path in self.root.rglob("*"):
            self.assertFalse(path.lstat().st_mode & (stat.S_ISUID | stat.S_ISGID), path)
            self.assertFalse(path.lstat().st_mode & stat.S_IWOTH, path)

    def test_man_pages(self):
        for page, word in (("man1", "NAME"), ("ja/man1", "名前")):
            with gzip.open(self.root / f"usr/share/man/{page}/tenken.1.gz", "rt", encoding="utf-8") as file:
                self.assertIn(word, file.read())

    def test_completion(self):
        script = self.root / "usr/share/bash-completion/completions/tenken"
        words = output_of("bash", "-c", f". '{script}'; COMP_WORDS=(tenken sta); COMP_CWORD=1; $(complete -p tenken | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); "
                          'echo "${COMPREPLY[*]}"')
        self.assertEqual(words.split(), ["status"])

    def test_documents(self):
        documents = {path.name for path in (self.root / "usr/share/doc/tenken").iterdir()}
        self.assertLessEqual({"copyright", "manual.ja.md", "manual.md", "shared-host.ja.md", "shared-host.md"}, documents)

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to be other users")
    def test_folders_between_sections_and_the_office(self):
        """As docs/shared-host.md sets them up: a section writes, the office reads and clears away, another section does neither."""
        came_from, went_to, home = (self.folder / name for name in ("from", "to", "home"))
        for place, owner, group, mode in ((came_from, NOBODY, OFFICE, 0o2770), (went_to, OFFICE, NOBODY, 0o750), (home, NOBODY, NOBODY, 0o700)):
            place.mkdir()
            os.chown(place, owner, group)
            place.chmod(mode)
        self.folder.chmod(0o711)

        def account(number):
            return {"user": number, "group": number, "extra_groups": [], "env": {"HOME": str(home)}, "cwd": "/"}

        section, office, other = account(NOBODY), account(OFFICE), account(OTHER)
        output_of(self.program, "init", "--bureau", "b", "--unit", "u", **section)
        output_of(self.program, "report", "-o", came_from / "a.txt", **section)
        self.assertEqual((came_from / "a.txt").stat().st_gid, OFFICE)
        for who, command, done in ((other, ["ls", came_from], False), (other, ["ls", went_to], False),
                                   (other, ["touch", came_from / "b"], False), (section, ["touch", went_to / "b"], False),
                                   (office, ["touch", went_to / "b"], True), (section, ["cat", went_to / "b"], True),
                                   (office, ["rm", "-f", came_from / "a.txt"], True)):
            got = subprocess.run([str(part) for part in command], capture_output=True, check=False, **who)
            self.assertEqual(got.returncode == 0, done, (command, got.stderr))
        self.assertEqual(list(came_from.iterdir()), [])
        self.assertEqual(stat.S_IMODE((home / ".local/share/tenken/tenken.db").stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE((home / ".local/share/tenken").stat().st_mode), 0o700)


if __name__ == "__main__":
    unittest.main()
