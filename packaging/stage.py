"""Puts together what is handed out: the folder, and the same as a ZIP file.

usage: stage.py TARGET PROGRAM FOLDER

In the folder: the program, the packs, the documents for those who use it, the licences of all that is inside, the form by which the use of software is
applied for (the standard's 8.1.19), filled with facts, and SHA256SUMS.txt over all of it. The texts are templates in
packaging/texts; a fact that does not hold (a program that could open a connection) ends the build.
"""
import hashlib
import os
import pathlib
import re
import shutil
import string
import subprocess
import sys
import time
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
SOURCES = ROOT / "build-packaging" / "sources"
SIZE_LIMIT_BYTES = 5 * 1024 * 1024

# What lies in the program: source package, name, licence of what is used of it, what for.
LIBRARIES = [
    ("sqlite3", "SQLite", "パブリックドメイン", "データベース"),
    ("ncurses", "ncurses", "X11 (MIT)", "画面"),
    ("cjson", "cJSON", "MIT", "JSONの読み書き"),
    ("utf8proc", "utf8proc", "MIT、Unicode", "文字"),
    ("libsodium", "libsodium", "ISC", "ハッシュ、署名、封"),
    ("libxlsxwriter", "libxlsxwriter", "BSD-2-Clause（一部 BSD-3-Clause、Zlib、MPL-2.0）", "Excelファイルを書く"),
    ("libxlsxwriter", "minizip", "Zlib", "Excelファイルを読む"),
    ("zlib", "zlib", "Zlib", "圧縮"),
    ("expat", "Expat", "MIT", "Excelファイルを読む"),
]

DOCUMENTS = ["manual.md", "manual.ja.md", "formats.md", "report.schema.json", "city-report.schema.json"]
MAN_PAGES = {"tenken.1.scd": "commands.txt", "tenken.ja.1.scd": "commands.ja.txt"}

TARGETS = {
    "linux": {
        "platform": "linux-x86_64",
        "program": "tenken",
        "strip": "strip",
        "without": set(),
        "documents": ["shared-host.md", "shared-host.ja.md"],
        # Debian packages whose code the linker puts in: name, package, file with its licence, licence, what for.
        "runtime": [
            ("musl", "musl-dev", "/usr/share/doc/musl-dev/copyright", "MIT", "Cライブラリ"),
            ("libgcc", "libgcc-12-dev", "/usr/share/doc/gcc-12-base/copyright", "GPL-3+（実行時ライブラリ例外）", "コンパイラーの補助関数"),
        ],
        "facts": {
            "runs_on": "Linux（x86-64）。配布版を問わない。ほかのソフトウェア、共有ライブラリ、ロケール、terminfoは要らない。\n"
                       "                  端末の文字コードはUTF-8",
            "default_db": "~/.local/share/tenken/tenken.db（XDG_DATA_HOMEがあればその下。--db か TENKEN_DB で指定できる）",
            "temporary": "TMPDIR、なければ /tmp",
            "rights": "ファイルは本人だけが読み書きできる権限（0600、フォルダは0700）で作る。\n"
                      "                  人に渡すファイル（.tenken）だけは、共有のフォルダを通るので0644",
            "data_folder": "~/.local/share/tenken/",
            "network_proof": "接続を開くシステムコール（socket、connectなど）を呼ぶコードを含まない（ビルド時に検査）",
        },
    },
    "windows": {
        "platform": "windows-x86_64",
        "program": "tenken.exe",
        "strip": "x86_64-w64-mingw32-strip",
        "without": {"ncurses"},
        "documents": ["windows.md", "windows.ja.md"],
        "runtime": [
            ("mingw-w64", "mingw-w64-x86-64-dev", "/usr/share/doc/mingw-w64-x86-64-dev/copyright", "ZPL-2.1、MIT、パブリックドメイン",
             "Windowsの関数の呼び出し、スレッド"),
            ("libgcc", "gcc-mingw-w64-x86-64-win32-runtime", "/usr/share/doc/gcc-mingw-w64-x86-64-win32-runtime/copyright",
             "GPL-3+（実行時ライブラリ例外）", "コンパイラーの補助関数"),
        ],
        "facts": {
            "runs_on": "Windows 10、11（x86-64）。使うDLLはWindowsのKERNEL32、ADVAPI32、msvcrtだけ。署名はない。\n"
                       "                  コンソールの文字コードは問わない（SSHなどで入るときの端末はUTF-8）",
            "default_db": "%LOCALAPPDATA%\\tenken\\tenken.db（--db か TENKEN_DB で指定できる）",
            "temporary": "%TEMP%",
            "rights": "ファイルの権限は、置いたフォルダの権限（ACL）を受け継ぐ。プログラムは変えない",
            "data_folder": "%LOCALAPPDATA%\\tenken\\",
            "network_proof": "通信のDLL（WS2_32、WININETなど）を読み込まない（ビルド時に検査）",
        },
    },
}


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def version():
    return re.search(r"^\s*version: '([^']+)'", (ROOT / "meson.build").read_text(encoding="utf-8"), re.M)[1]


def source_versions():
    lines = (HERE / "versions").read_text(encoding="utf-8").splitlines()
    return {line.split()[0]: line.split()[1] for line in lines if line.strip() and not line.startswith("#")}


def check_no_network(target, program):
    """The form says that the program opens no connection: then nothing in it may be able to."""
    if target == "linux":
        able = re.findall(r" [TtWwi] (socket|connect|bind|listen|accept|sendto|getaddrinfo)$", output_of("nm", str(program)), re.M)
        if able:
            raise SystemExit(f"stage.py: the program could open connections: {', '.join(sorted(set(able)))}")
    if target == "windows":
        named = re.findall(r"DLL Name: (\S+)", output_of("x86_64-w64-mingw32-objdump", "-p", str(program)))
        more = {name.lower() for name in named} - {"kernel32.dll", "advapi32.dll", "msvcrt.dll"}
        if more or not named:
            raise SystemExit(f"stage.py: the program needs other DLLs than the form says: {', '.join(sorted(more))}")


def licence_text(path):
    """A copyright file of Debian's, with the texts that it only refers to."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    for name in sorted(set(re.findall(r"/usr/share/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9])", text))):
        common = pathlib.Path("/usr/share/common-licenses") / name
        if common.exists():
            text += f"\n\n{'=' * 78}\n{common.name}\n{'=' * 78}\n\n" + common.read_text(encoding="utf-8")
    return text


def installed_version(package):
    return output_of("dpkg-query", "--show", "--showformat", "${Version}", package)


def write_text(path, text):
    """As people open it: with the marks that old editors on Windows need to see that it is UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())


def copy(source, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, path)


def man_page_as_text(path):
    """A page as scdoc reads it, without its marks: what stands in it, line by line, with blanks for tabs."""
    text = re.sub(r"(?<![\\\w])_(\S|\S.*?\S)_(?!\w)", r"\1", path.read_text(encoding="utf-8"))  # no mark within a word
    text = re.sub(r"(?<!\\)\*(.+?)\*", r"\1", text)
    text = re.sub(r"^# ", "■ ", re.sub(r"^```\n", "", text, flags=re.M), flags=re.M)
    return re.sub(r"\\(.)", r"\1", text).expandtabs(4)


def copy_documents(target, stage):
    """What people need who have the program; README.md and the rest are for those who build it."""
    for name in [*DOCUMENTS, *TARGETS[target]["documents"]]:
        copy(ROOT / "docs" / name, stage / "docs" / name)
    for page, name in MAN_PAGES.items():
        write_text(stage / "docs" / name, man_page_as_text(ROOT / "docs" / page))
    for path in sorted((ROOT / "checklists").rglob("*")):
        if path.is_file() and path.suffix in (".json", ".md"):
            copy(path, stage / "checklists" / path.relative_to(ROOT / "checklists"))


def write_licences(target, stage):
    """Returns the components as rows of the form."""
    rows, versions = [], source_versions()
    copy(ROOT / "LICENSE", stage / "licences" / "tenken.txt")
    for package, name, licence, use in LIBRARIES:
        if package in TARGETS[target]["without"]:
            continue
        text = (f"{name}: from Debian's source package {package} {versions[package]}, unchanged, as it can be had from\n"
                f"https://tracker.debian.org/pkg/{package}\n\n" + licence_text(SOURCES / package / "debian" / "copyright"))
        path = stage / "licences" / f"{package}.txt"
        if path.exists():  # two components come from one package
            path = stage / "licences" / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        rows.append((name, versions[package], licence, use))
    for name, package, path, licence, use in TARGETS[target]["runtime"]:
        (stage / "licences" / f"{name}.txt").write_text(licence_text(path), encoding="utf-8")
        rows.append((name, installed_version(package), licence, use))
    return rows


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fill(name, facts):
    return string.Template((HERE / "texts" / name).read_text(encoding="utf-8")).substitute(facts)


def facts_of(target, stage, rows):
    program = stage / TARGETS[target]["program"]
    components = "\n".join(f"  {name} {number}（{licence}）: {use}" for name, number, licence, use in rows)
    return {
        "version": version(), "zip": f"{stage.name}.zip", "program": program.name, "program_sha256": sha256(program), "program_bytes": f"{program.stat().st_size:,}",
        "maker": re.search(r"^Copyright \(c\) \d+ (.+)$", (ROOT / "LICENSE").read_text(encoding="utf-8"), re.M)[1],
        "components": components, **TARGETS[target]["facts"],
    }


def write_sums(stage):
    files = sorted(path for path in stage.rglob("*") if path.is_file())
    lines = [f"{sha256(path)}  {path.relative_to(stage).as_posix()}\n" for path in files]
    (stage / "SHA256SUMS.txt").write_text("".join(lines), encoding="utf-8")


def set_times(stage, program, seconds):
    for path in [stage, *stage.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or path == program else 0o644)
        os.utime(path, (seconds, seconds))


def write_zip(stage, archive, program, seconds):
    """Sorted, with the same day and rights for all, so that the same files give the same bytes."""
    day = max(time.gmtime(seconds)[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted(stage.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{stage.name}/{path.relative_to(stage).as_posix()}", day)
                entry.create_system = 3
                entry.external_attr = (0o100755 if path == program else 0o100644) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(entry, path.read_bytes(), compresslevel=9)


def main():
    target, built, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    seconds = int(os.environ["SOURCE_DATE_EPOCH"])
    stage = out / f"tenken-{version()}-{TARGETS[target]['platform']}"
    program = stage / TARGETS[target]["program"]

    check_no_network(target, built)
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    subprocess.run([TARGETS[target]["strip"], "--strip-all", "--remove-section=.comment", "-o", str(program), str(built)], check=True)
    if program.stat().st_size > SIZE_LIMIT_BYTES:
        raise SystemExit(f"stage.py: {program.name} has {program.stat().st_size} bytes, more than {SIZE_LIMIT_BYTES}")
    copy_documents(target, stage)
    rows = write_licences(target, stage)
    facts = facts_of(target, stage, rows)
    write_text(stage / "お読みください.txt", fill(f"readme-{target}.ja.txt", facts))
    write_text(stage / "ソフトウェア利用申請.txt", fill("application.ja.txt", facts))
    write_sums(stage)
    set_times(stage, program, seconds)
    write_zip(stage, out / f"{stage.name}.zip", program, seconds)
    print(out / f"{stage.name}.zip")


main()
