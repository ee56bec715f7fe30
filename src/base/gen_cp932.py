"""Writes the table of Windows' code page 932 from Python's codec.

Only the two-byte characters with a place of their own in Unicode stand in the table, a row of 188 cells for each lead
byte. ASCII, half-width katakana and the user-defined rows F0-F9 are reckoned in cp932.c."""
import sys

TRAILS = [trail for trail in range(0x40, 0xFD) if trail != 0x7F]
LEADS = [lead for lead in range(0x81, 0xFD) if not 0xA0 <= lead <= 0xDF and not 0xF0 <= lead <= 0xF9]
SELECTED_LEADS = (0xED, 0xEE)


def decode(code):
    """The code point of a two-byte code, 0 when it has none."""
    try:
        text = code.decode("cp932")
    except UnicodeDecodeError:
        return 0
    return ord(text) if len(text) == 1 else 0


def encode(point):
    """The two bytes of a code point as a number, None when it has none, or a place of its own outside the table."""
    try:
        code = chr(point).encode("cp932")
    except UnicodeEncodeError:
        return None
    return int.from_bytes(code, "big") if len(code) == 2 and not 0xF0 <= code[0] <= 0xF9 else None


def lines(values, form, per_line):
    for start in range(0, len(values), per_line):
        yield "\t" + ", ".join(form % value for value in values[start:start + per_line]) + ",\n"


def main(path):
    rows = {lead: [decode(bytes([lead, trail])) for trail in TRAILS] for lead in LEADS}
    rows = {lead: row for lead, row in rows.items() if any(row)}
    row_of_lead = {lead: number + 1 for number, lead in enumerate(rows)}
    cells = [point for row in rows.values() for point in row]

    # Some characters have several codes. Windows writes the first one, but never one of NEC's selection of IBM's
    # extensions (lead bytes ED and EE), which stand among IBM's own, too.
    leads, written = list(rows), {}
    for cell, point in enumerate(cells):
        if point and leads[cell // len(TRAILS)] not in SELECTED_LEADS:
            written.setdefault(point, cell)
    by_unicode = [written[point] for point in sorted(written)]
    one_way = [(point, code) for point in range(0x80, 0x10000)
               if point not in written and (code := encode(point)) is not None]

    with open(path, "w", encoding="ascii") as out:
        out.write("/* Made by gen_cp932.py. */\n")
        out.write("/* The row of a lead byte, from 1; 0: none. */\nstatic const uint8_t cp932_row_of_lead[256] = {\n")
        out.writelines(lines([row_of_lead.get(lead, 0) for lead in range(256)], "%d", 32))
        out.write("};\n/* The code point of each cell, row by row; 0: none. */\n"
                  "static const uint16_t cp932_cells[] = {\n")
        out.writelines(lines(cells, "0x%04X", 16))
        out.write("};\n/* The cells that are written, by code point. */\n"
                  "static const uint16_t cp932_by_unicode[] = {\n")
        out.writelines(lines(by_unicode, "%d", 20))
        out.write("};\n/* Code points that are written as a cell that reads as another one. */\n"
                  "static const struct cp932_one_way {\n\tuint16_t point, code;\n} cp932_one_way[] = {\n")
        out.writelines(lines(one_way, "{0x%04X, 0x%04X}", 8))
        out.write("};\n")


main(sys.argv[1])
