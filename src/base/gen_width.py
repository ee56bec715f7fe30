"""Writes the table of column widths (wide and ambiguous) from Unicode's data, as Python carries it."""
import sys
import unicodedata

# Code points that Unicode keeps for ideographs to come are wide already (UAX #11); other unassigned ones are not.
# Python before 3.12 says "F" for every unassigned code point, so that it is not asked about those.
IDEOGRAPHS_TO_COME = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD))


def width_class(code):
    char = chr(code)
    if unicodedata.category(char) == "Cn":
        return "W" if any(first <= code <= last for first, last in IDEOGRAPHS_TO_COME) else "N"
    return unicodedata.east_asian_width(char)


def ranges(classes, wanted):
    found = []
    for code, name in enumerate(classes):
        if name not in wanted:
            continue
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def write(out, name, found):
    out.write("static const struct width_range %s[] = {\n" % name)
    for start in range(0, len(found), 4):
        out.write("\t" + " ".join("{0x%X, 0x%X}," % (first, last) for first, last in found[start:start + 4]) + "\n")
    out.write("};\n")


def main(path):
    classes = [width_class(code) for code in range(sys.maxunicode + 1)]
    with open(path, "w", encoding="ascii") as out:
        out.write("/* Made by gen_width.py from Unicode %s. */\n" % unicodedata.unidata_version)
        out.write("struct width_range {\n\tuint32_t first, last;\n};\n")
        write(out, "width_wide", ranges(classes, "WF"))
        write(out, "width_ambiguous", ranges(classes, "A"))


main(sys.argv[1])
