"""Writes down the files from which the built-in pack was made, packed: gen_pack_files.py OUTPUT FOLDER NAME…"""
import pathlib
import struct
import sys
import zlib


def sum_of(text):
    """As file_sum() in packs_builtin.c."""
    total = len(text)
    for (word,) in struct.iter_unpack("<Q", text + bytes(-len(text) % 8)):
        total = (total ^ word) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        total ^= total >> 32
    return total


output, folder, names = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
arrays, rows = [], []
for number, name in enumerate(names):
    text = (folder / name).read_bytes()
    packed = zlib.compress(text, 9)
    arrays.append(f"static const unsigned char packed_{number}[] = {{{','.join(map(str, packed))}}};\n")
    rows.append(f'\t{{"{name}", {len(text)}, UINT64_C({sum_of(text)}), packed_{number}, sizeof packed_{number}}},\n')
with open(output, "w", encoding="ascii") as out:
    out.write("/* Made from the files of the pack. */\n" + "".join(arrays))
    out.write("static const struct built_in_file made_of[] = {\n" + "".join(rows) + "};\n")
