"""Writes the table of the characters that Unicode calls ambiguous in width, for a terminal that gives them two columns."""
import sys
import unicodedata


def is_ambiguous(code):
    char = chr(code)
    return unicodedata.east_asian_width(char) == "A" and unicodedata.category(char) not in ("Mn", "Me", "Cf", "Cn")


def main(path):
    ranges = []
    for code in range(sys.maxunicode + 1):
        if not is_ambiguous(code):
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    with open(path, "w", encoding="ascii") as out:
        out.write("static const uint32_t ambiguous[][2] = {\n")
        for first, last in ranges:
            out.write("\t{0x%X, 0x%X},\n" % (first, last))
        out.write("};\n")


main(sys.argv[1])
