"""What the tests of the rules share: the program, the pack, a day, other systems to point at."""
import itertools
import json
import os
import subprocess
import tempfile

DAY = "2026-10-01"
SETTINGS = {"periods": {"maintenance": "P12M", "offsite_check": "P12M", "antivirus": "P7D", "backup": "P1D",
                        "device_check": "P12M", "contract_check": "P12M"}, "about_six_months": "P7M"}
# What a case may point at as "@id".
OTHERS = [{"id": "my", "zone": "mynumber"}, {"id": "lgwan", "zone": "lgwan"}, {"id": "inet", "zone": "internet"}, {"id": "open"}]


class Program:
    def __init__(self, tenken, checklists):
        self.tenken = os.path.abspath(tenken)
        self.pack = os.path.join(os.path.abspath(checklists), "kobe-5.10")
        self.folder = tempfile.TemporaryDirectory(prefix="tenken-rules-")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.folder.name, "TENKEN_LANG": "en", "TENKEN_DATE": "2020-01-01"}
        for key, value in os.environ.items():
            if key.endswith("SAN_OPTIONS"):
                self.env[key] = value
        self.rules = self.load("rules.json")["rules"]
        self.registers = {kind["id"]: {field["id"]: field for field in kind["fields"]}
                          for kind in self.load("registers.json")["registers"]}
        self.numbers = itertools.count()

    def load(self, name):
        with open(os.path.join(self.pack, name), encoding="utf-8") as file:
            return json.load(file)

    def run(self, facts, *arguments):
        """Runs evaluate on the facts (a tree, or text)."""
        path = os.path.join(self.folder.name, "facts-%d.json" % next(self.numbers))
        with open(path, "w", encoding="utf-8") as file:
            file.write(facts if isinstance(facts, str) else json.dumps(facts, ensure_ascii=False))
        done = subprocess.run([self.tenken, "evaluate", path, "--pack", self.pack, *arguments], env=self.env,
                              capture_output=True, stdin=subprocess.DEVNULL, timeout=120, check=False)
        os.unlink(path)
        return done

    def verdicts(self, facts, *arguments):
        done = self.run(facts, "--json", "--all", *arguments)
        if done.returncode:
            raise AssertionError(done.stderr.decode())
        return json.loads(done.stdout)["verdicts"]


def point(value):
    return value[1:] if isinstance(value, str) and value.startswith("@") else value


def tree(rule, subject, more=None, settings=None, complete=(), date=DAY):
    """A facts file with one record "x" of the rule's register."""
    registers = {"system": list(OTHERS)}
    for name, records in (more or {}).items():
        registers.setdefault(name, []).extend(records)
    record = {"id": "x", "name": "対象"}
    record.update({key: point(value) for key, value in subject.items()})
    registers.setdefault(rule["register"], []).insert(0, record)
    return {"date": date, "settings": SETTINGS if settings is None else settings, "complete": list(complete),
            "registers": registers}


def without_setting(settings, path):
    copy = json.loads(json.dumps(settings))
    names = path.split(".")[1:]
    place = copy
    for name in names[:-1]:
        place = place[name]
    del place[names[-1]]
    return copy
