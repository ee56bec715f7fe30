"""Writes a compiled message catalogue as a C header: gen_catalogue.py JA.po JA.mo OUTPUT

What is looked up is known by 64 bits of it, so the originals need not lie in the program once more: the program says in its own words
what it looks for. Translations stand in the order of the .po, that is by the file they are used in: what is shown together lies together.
"""
import ast
import struct
import sys


def key_of(text):
    """FNV-1a, as catalogue_key() in src/base/catalogue.c."""
    key = 0xCBF29CE484222325
    for byte in text:
        key = (key ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return key


def read_mo(data):
    """Original (of a plural: its singular) to translation (its first form)."""
    _, _, count, originals, translations = struct.unpack_from("<5I", data)
    found = {}
    for i in range(count):
        pair = []
        for table in (originals, translations):
            length, offset = struct.unpack_from("<2I", data, table + 8 * i)
            pair.append(data[offset:offset + length].split(b"\0")[0])
        found[pair[0]] = pair[1]
    del found[b""]  # the header
    return found


def order_of(text):
    """The originals of a .po as they stand there."""
    order, parts, into = [], {"msgctxt": "", "msgid": ""}, None
    for line in text.splitlines() + [""]:
        word = line.split(" ", 1)[0]
        if word in parts:
            parts[word], into, line = "", word, line[len(word) + 1:]
        elif word.startswith("msg") or not line:
            into = None
        if into and line.startswith('"'):
            parts[into] += ast.literal_eval(line)
        if not line and parts["msgid"]:
            order.append((parts["msgctxt"] + "\4" if parts["msgctxt"] else "") + parts["msgid"])
            parts = {"msgctxt": "", "msgid": ""}
    return [original.encode() for original in order]


def numbers(values):
    values = list(map(str, values))
    return "".join("\t" + ",".join(values[start:start + 24]) + ",\n" for start in range(0, len(values), 24))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        order = {original: at for at, original in reversed(list(enumerate(order_of(file.read()))))}
    with open(sys.argv[2], "rb") as file:
        messages = read_mo(file.read())
    texts, offsets = b"", {}
    for original, translation in sorted(messages.items(), key=lambda message: (order.get(message[0], len(order)), message[0])):
        offsets[key_of(original)] = len(texts)
        texts += translation + b"\0"
    if len(offsets) != len(messages):
        sys.exit("gen_catalogue.py: two messages have one key: word one of them in another way")
    keys = sorted(offsets)
    with open(sys.argv[3], "w", encoding="ascii") as out:
        out.write("/* Made from po/ja.po. */\n")
        out.write("static const uint64_t catalogue_keys[] = {\n%s};\n" % numbers(f"UINT64_C({key})" for key in keys))
        out.write("static const uint32_t catalogue_offsets[] = {\n%s};\n" % numbers(offsets[key] for key in keys))
        out.write("static const unsigned char catalogue_texts[] = {\n%s};\n" % numbers(texts))


main()
