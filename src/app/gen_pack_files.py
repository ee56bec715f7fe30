"""Writes down the files from which the built-in pack was made, packed: gen_pack_files.py OUTPUT FOLDER NAME…"""
import hashlib
import pathlib
import sys
import zlib

output, folder, names = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
arrays, rows = [], []
for number, name in enumerate(names):
    text = (folder / name).read_bytes()
    packed = zlib.compress(text, 9)
    digest = hashlib.blake2b(text, digest_size=16).hexdigest()
    arrays.append(f"static const unsigned char packed_{number}[] = {{{','.join(map(str, packed))}}};\n")
    rows.append(f'\t{{"{name}", {len(text)}, "{digest}", packed_{number}, sizeof packed_{number}}},\n')
with open(output, "w", encoding="ascii") as out:
    out.write("/* Made from the files of the pack. */\n" + "".join(arrays))
    out.write("static const struct built_in_file made_of[] = {\n" + "".join(rows) + "};\n")
