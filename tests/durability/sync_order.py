"""Nothing is said to be saved before it is on the disk.

Answers questions on a terminal under strace, and checks for each answer that the write-ahead log had been written and that
its fsync or fdatasync had returned before the bytes of 保存済 were written to the terminal. Then does the same with a program
built with synchronous=OFF (option `synchronous_off`), for which the check must fail: so it is known that it can.

usage: sync_order.py SCENE-PROGRAM PROGRAM SOURCE-FOLDER
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ANSWERS = 5
DEADLINE_SECONDS = 60
SKIPPED = 77
SAVED = "保存済".encode()

SCENE = """
env TENKEN_LANG=ja
no-verify
setup --db $DB init --bureau 市民局 --unit 市民課
run --db $DB
wait 次にすること
key n
wait-not 次にすること
""" + """
key 1
wait 保存済
key Enter
wait-not 保存済
""" * ANSWERS

# The program forbids others to look into it (prctl); for a tracer that is not root this must not take effect, or the paths of
# its files could not be told.
STRACE = ["strace", "-D", "-f", "-y", "-xx", "-s", "1000000", "-e", "trace=write,writev,pwrite64,pwritev,fsync,fdatasync,prctl",
          "-e", "inject=prctl:retval=0"]


def strace_works():
    try:
        return subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def unescape(text):
    return bytes(int(pair, 16) for pair in re.findall(r"\\x([0-9a-f]{2})", text))


def calls(trace):
    """Yields (name, path, bytes, result) of each call in the order in which they returned."""
    unfinished = {}
    for line in trace.splitlines():
        process, _, text = line.partition(" ")
        text = text.strip()
        if text.endswith("<unfinished ...>"):
            unfinished[process] = text[:-len("<unfinished ...>")]
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", text)
        if resumed:
            text = unfinished.pop(process, "") + resumed[1]
        call = re.match(r'(\w+)\(\d+<([^>]*)>(.*)= (-?\d+)', text)
        if call:
            path = unescape(call[2]).decode() or call[2]
            yield call[1], path, unescape("".join(re.findall(r'"([^"]*)"', call[3]))), int(call[4])


def judge(trace):
    """How many answers were shown as saved, and what was wrong with each of those that were shown too early."""
    shown, early = 0, []
    written = synced = False
    tail = b""
    for name, path, data, result in calls(trace):
        if path.endswith("-wal"):
            if name in ("fsync", "fdatasync"):
                synced = result == 0
            else:
                written, synced = True, False
        elif path.startswith("/dev/") and name in ("write", "writev"):
            tail += data
            while SAVED in tail:
                tail = tail[tail.index(SAVED) + len(SAVED):]
                shown += 1
                if not written or not synced:
                    early.append("answer %d: %s" % (shown, "the log was not written" if not written else "no fsync before"))
                written = synced = False
            tail = tail[-len(SAVED):]
    return shown, early


def trace_of(scene_program, program):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tenken-sync-"))
    try:
        pipe, trace = folder / "pipe", folder / "trace"
        wrapper, script = folder / "program", folder / "answers.scene"
        os.mkfifo(pipe)
        # Only the program on the terminal is traced: the others never say 保存済.
        wrapper.write_text('#!/bin/sh\ncase "$*" in *init*) exec "%s" "$@" ;; esac\nexec %s -o "%s" "%s" "$@"\n'
                           % (program, " ".join(STRACE), pipe, program), encoding="utf-8")
        wrapper.chmod(0o700)
        script.write_text(SCENE, encoding="utf-8")
        with open(trace, "wb") as out, subprocess.Popen(["cat", str(pipe)], stdout=out) as reader:
            played = subprocess.run([scene_program, "--binary", str(wrapper), str(script)], check=False)
            if played.returncode:
                reader.kill()
                sys.exit("the questions could not be answered")
            reader.wait(DEADLINE_SECONDS)  # the tracer may end a moment after the program
        return trace.read_text(encoding="utf-8")
    finally:
        shutil.rmtree(folder)


def build_without_sync(source):
    build = source / "build-sync-off"
    steps = [["ninja", "-C", str(build), "src/tenken"]]
    if not (build / "build.ninja").exists():
        steps.insert(0, ["meson", "setup", str(build), str(source), "-Dsynchronous_off=true", "-Dtests=false"])
    for step in steps:
        done = subprocess.run(step, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        if done.returncode:
            sys.exit("%s\n%s" % (" ".join(step), done.stdout))
    return build / "src" / "tenken"


def main(scene_program, program, source):
    if not strace_works():
        print("skipped: strace cannot trace here")
        return SKIPPED
    shown, early = judge(trace_of(scene_program, program))
    print("%d answers shown as saved, %d of them before they were on the disk" % (shown, len(early)))
    for line in early:
        print(line)
    unsafe_shown, unsafe_early = judge(trace_of(scene_program, build_without_sync(pathlib.Path(source))))
    print("with synchronous=OFF: %d answers shown as saved, %d of them before they were on the disk"
          % (unsafe_shown, len(unsafe_early)))
    if shown != ANSWERS or unsafe_shown != ANSWERS:
        print("%d were expected" % ANSWERS)
        return 1
    if len(unsafe_early) != ANSWERS:
        print("The check does not see what it is there for.")
        return 1
    return 1 if early else 0


sys.exit(main(*map(os.path.abspath, sys.argv[1:])))
