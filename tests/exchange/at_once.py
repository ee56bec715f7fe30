#!/usr/bin/python3
"""Two office processes that collect one folder at once: nothing is lost, and nothing counts twice.

usage: at_once.py TENKEN CHECKLISTS

TENKEN_ROUNDS=50 does so many rounds of each instead of ten, and says what came of them.
"""
import os
import shutil
import subprocess

from city import TENKEN, UNITS, Case, main

ROUNDS = int(os.environ.get("TENKEN_ROUNDS", "10"))


def say(text):
    if "TENKEN_ROUNDS" in os.environ:
        print(text, flush=True)


class AtOnce(Case):
    def both(self, *folders):
        started = [subprocess.Popen([TENKEN, "--db", self.path("round.db"), "collect", folder, "--passphrase-file", self.path("pw"),
                                     "--json"], env=self.environment(), cwd=self.folder, stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE) for folder in folders]
        done = []
        for process in started:
            out, err = process.communicate(timeout=120)
            done.append(subprocess.CompletedProcess(process.args, process.returncode, out, err))
        return done

    def test_submitting(self):
        """Two who hand in from one database at once: no number is given twice, and the office can use what there is."""
        for at in range(ROUNDS):
            folders = [self.new_folder("%s%d" % (side, at)) for side in "ab"]
            started = [subprocess.Popen([TENKEN, "--db", self.path("0101.db"), "submit", "--confirmed-by", "市民課長", "-o", folder],
                                        env=self.environment(), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE) for folder in folders]
            for process in started:
                process.communicate(timeout=120)
            self.assertIn(sorted(process.returncode for process in started), ([0, 0], [0, 4]))
            numbers = [name.split("_")[4] for folder in folders for name in os.listdir(folder)]
            self.assertEqual(len(numbers), len(set(numbers)), numbers)
            self.assertEqual(len(numbers), [process.returncode for process in started].count(0))
        given = [row[0] for row in self.query("0101.db", "SELECT counter FROM exchange_event WHERE kind = 'submit' ORDER BY seq")]
        self.assertEqual(given, list(range(1, len(given) + 1)))
        self.good("0101.db", "verify")
        say("%d rounds of two who hand in from one database: %d numbers, each given once" % (ROUNDS, len(given)))

    def new_round(self):
        for name in os.listdir(self.folder):
            if name.startswith("round.db"):
                os.unlink(self.path(name))
        shutil.copy(self.path("office.db"), self.path("round.db"))

    def test_same_folder(self):
        names = [self.submit(unit) for unit in UNITS for _ in range(3)]
        shares = []
        for _ in range(ROUNDS):
            self.new_round()
            imported = dict.fromkeys(names, 0)
            share = []
            for done in self.both("drop", "drop"):
                self.assertEqual(done.returncode, 0, (done.stdout.decode(), done.stderr.decode()))
                taken = [name for name, file in self.understand(done).items() if file["result"] == "imported"]
                share.append(len(taken))
                for name in taken:
                    imported[name] += 1
            self.assertEqual(imported, dict.fromkeys(names, 1))
            shares.append(share)
            self.assertEqual(self.query("round.db", "SELECT count(*), count(DISTINCT file_hash), count(DISTINCT unit)"
                                                    " FROM exchange_event WHERE kind = 'submit'"), [(9, 9, 3)])
            self.assertEqual(self.query("round.db", "SELECT count(*) FROM exchange_event WHERE kind = 'key'"), [(3,)])
            self.assertEqual(self.states("round.db"), dict.fromkeys(UNITS, "submitted"))
            self.good("round.db", "verify")
        say("%d rounds of two collectors over %d files: %d files taken in, none lost, none twice; in %d rounds both took some in" %
            (ROUNDS, len(names), sum(map(sum, shares)), sum(min(share) > 0 for share in shares)))

    def test_copies(self):
        """Two files with the same number from two copies of a database: one counts, whoever comes first."""
        for unit in UNITS:
            shutil.copy(self.path(unit + ".db"), self.path("copy.db"))
            self.good("copy.db", "answer", "7.4.3-length", "implemented", "--note", "写し", "--checklist", "info_manager")
            os.makedirs(self.path("drop2"), exist_ok=True)
            self.submit(unit)
            self.submit(unit, db="copy.db", folder="drop2")
        for _ in range(ROUNDS):
            self.new_round()
            files = [file for done in self.both("drop", "drop2") for file in self.understand(done).values()]
            self.assertEqual(sorted(file["result"] for file in files), ["imported"] * 3 + ["rejected"] * 3)
            self.assertEqual(sorted(file["unit"] for file in files if file["result"] == "imported"), list(UNITS))
            self.assertEqual(self.query("round.db", "SELECT count(*) FROM exchange_event WHERE kind = 'submit'"), [(3,)])
            self.good("round.db", "verify")
        say("%d rounds of two collectors over files with the same numbers: of each pair one was taken in" % ROUNDS)


if __name__ == "__main__":
    main()
