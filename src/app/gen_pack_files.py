"""Writes down of which files the built-in pack was made: gen_pack_files.py OUTPUT FOLDER NAME…"""
import hashlib
import pathlib
import sys

output, folder, names = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
rows = []
for name in names:
    text = (folder / name).read_bytes()
    rows.append(f'{{"{name}", {len(text)}, "{hashlib.blake2b(text, digest_size=16).hexdigest()}"}},\n')
pathlib.Path(output).write_text("".join(rows), encoding="ascii")
