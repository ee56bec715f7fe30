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
NOBODY = 65534


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

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to be another user")
    def test_a_drop_folder_that_sections_cannot_look_into(self):
        """As docs/shared-host.md sets it up: files can be put there, and that is all."""
        drop, home = self.folder / "drop", self.folder / "home"
        for place in (drop, home):
            place.mkdir()
        self.folder.chmod(0o711)
        os.chown(drop, 0, NOBODY)
        drop.chmod(0o1730)
        os.chown(home, NOBODY, NOBODY)
        section = {"user": NOBODY, "group": NOBODY, "extra_groups": [], "env": {"HOME": str(home)}, "cwd": "/"}
        output_of(self.program, "init", "--bureau", "b", "--unit", "u", **section)
        output_of(self.program, "report", "-o", drop / "a.txt", **section)
        self.assertEqual([path.name for path in drop.iterdir()], ["a.txt"])
        self.assertEqual(subprocess.run(["ls", str(drop)], capture_output=True, check=False, **section).returncode, 2)
        self.assertEqual(stat.S_IMODE((home / ".local/share/tenken/tenken.db").stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE((home / ".local/share/tenken").stat().st_mode), 0o700)


if __name__ == "__main__":
    unittest.main()
