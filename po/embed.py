"""Writes a compiled message catalogue as a C array."""
import sys

data = open(sys.argv[1], "rb").read()
with open(sys.argv[2], "w", encoding="ascii") as out:
    out.write("/* Made from po/ja.po. */\nstatic const unsigned char catalogue_ja[] = {\n")
    for start in range(0, len(data), 24):
        out.write("\t" + ",".join(str(byte) for byte in data[start:start + 24]) + ",\n")
    out.write("};\n")
