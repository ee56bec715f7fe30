#!/usr/bin/python3
"""How judging records by the rules grows with their number; printed, never asserted.

usage: growth.py TENKEN CHECKLISTS

A section of 200 assets, 40 systems, 200 connections, 300 devices and 60 contracts, then twice, four and eight times that, is
judged by `tenken evaluate`. Time (of the processor) and memory are those of the whole program, as the kernel counts them. The time that a
file without records takes is the load of the pack, and is taken off. The rest is to grow no faster than what is in the file:
records, and links from one to another.
"""
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile

RUNS = 9
SIZES = (1, 2, 4, 8)
ALLOWED = 1.3  # times linear
SECTION = {"asset": 200, "system": 40, "connection": 200, "device": 300, "contract": 60, "exception": 12}
SETTINGS = {"periods": {"maintenance": "P12M", "offsite_check": "P12M", "antivirus": "P7D", "backup": "P1D",
                        "device_check": "P12M", "contract_check": "P12M"}, "about_six_months": "P7M"}
TEXTS = ["", "代わりの手段がないため", "更新を来年度に予定している", "業務の期限のため"]
WORDS = {"asset": "台帳", "system": "システム", "connection": "接続", "device": "端末", "contract": "委託", "exception": "例外"}


class Maker:
    """Records with every field of the pack's registers filled, but for one in twelve that nobody has looked up."""

    def __init__(self, checklists, times):
        self.random = random.Random(20261001)
        self.pack = os.path.join(checklists, "kobe-5.10")
        self.kinds = {kind["id"]: kind["fields"] for kind in self.load("registers.json")["registers"]}
        self.clauses = [rule["clauses"] for rule in self.load("rules.json")["rules"]]
        self.counts = {name: count * times for name, count in SECTION.items()}
        self.links = 0

    def load(self, name):
        with open(os.path.join(self.pack, name), encoding="utf-8") as file:
            return json.load(file)

    def day(self):
        return self.random.choice(["none"] + ["%d-%02d-%02d" % (self.random.choice((2024, 2025, 2026, 2026)), self.random.randint(1, 12),
                                                                 self.random.randint(1, 28))] * 9)

    def point(self, field, register, number):
        """Mostly at some record; of the assets one in four lies on one before it."""
        target = field.get("register") or self.random.choice(("system", "device", "contract"))
        if register == target and (number == 0 or self.random.random() > 0.25):
            return None
        self.links += 1
        return "%s-%d" % (target, self.random.randrange(number if register == target else self.counts[target]))

    def value(self, field, register, number):
        kind = field["type"]
        if field["id"] == "name":
            return "%s%d" % (WORDS[register], number)
        if kind == "ref":
            return self.point(field, register, number)
        if kind == "clauses":
            return self.random.choice(self.clauses)
        if "via" in field or self.random.random() < 1 / 12:
            return None
        if kind == "bool":
            return self.random.random() < 0.7
        if kind == "int":
            return self.random.choice((1, 2, 8, 8, 10, 12))
        if kind == "date":
            return self.day()
        if kind == "text":
            return "www.city.lg.jp" if field["id"] == "domain" else self.random.choice(TEXTS)
        values = [value["id"] for value in field["values"]]
        return self.random.choice(values) if kind == "choice" else self.random.sample(values, self.random.randint(0, len(values)))

    def record(self, register, number):
        made = {field["id"]: self.value(field, register, number) for field in self.kinds[register]}
        return {"id": "%s-%d" % (register, number), **{key: value for key, value in made.items() if value is not None}}

    def facts(self):
        registers = {name: [self.record(name, number) for number in range(count)] for name, count in self.counts.items()}
        return {"date": "2026-10-01", "settings": SETTINGS, "complete": list(registers), "registers": registers}


def measure(tenken, pack, path):
    """Median of several runs: seconds of the processor, and the most memory in MB."""
    seconds, memory = [], 0
    for _ in range(RUNS):
        child = subprocess.Popen([tenken, "evaluate", path, "--pack", pack, "--json"], stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit("tenken evaluate: exit %d" % child.returncode)
        seconds.append(used.ru_utime + used.ru_stime)
        memory = max(memory, used.ru_maxrss / 1024)
    return statistics.median(seconds), memory


def main():
    tenken, checklists = map(os.path.abspath, sys.argv[1:3])
    pack = os.path.join(checklists, "kobe-5.10")
    with tempfile.TemporaryDirectory(prefix="tenken-growth-") as folder:
        path = os.path.join(folder, "facts.json")

        def cost(facts):
            with open(path, "w", encoding="utf-8") as file:
                json.dump(facts, file, ensure_ascii=False)
            return measure(tenken, pack, path)

        load, memory = cost({"registers": {}})
        print("the pack alone: %.1f ms, %.1f MB" % (load * 1e3, memory))
        figures = []
        for times in SIZES:
            maker = Maker(checklists, times)
            seconds, memory = cost(maker.facts())
            records = sum(maker.counts.values())
            figures.append((seconds - load, records + maker.links))
            print("×%d: %d records, %d links: %.1f ms more, %.1f MB in all" % (times, records, maker.links, (seconds - load) * 1e3, memory))
    (first, few), (last, many) = figures[0], figures[-1]
    linear, grown = many / few, last / first
    print("×%d against ×1: records and links %.2f times, time %.2f times: ratio %.2f, at most %.1f%s" %
          (SIZES[-1], linear, grown, grown / linear, ALLOWED, "" if grown <= ALLOWED * linear else ": TOO MUCH"))


main()
