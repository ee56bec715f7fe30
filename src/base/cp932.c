#include "tenken/base/cp932.h"

#include <stdint.h>
#include <string.h>

#include "cp932_table.h"
#include "tenken/base/text.h"

#define ROW_CELLS 188u

/* User-defined characters (外字): ten whole rows, in the order of Unicode's private use area. */
#define USER_LEAD_FIRST  0xF0u
#define USER_LEAD_LAST   0xF9u
#define USER_POINT_FIRST 0xE000u
#define USER_POINT_LAST  0xE757u

/* Half-width katakana: one byte. */
#define KANA_BYTE_FIRST  0xA1u
#define KANA_BYTE_LAST   0xDFu
#define KANA_POINT_FIRST 0xFF61u
#define KANA_POINT_LAST  0xFF9Fu

/* The cell of a trail byte in its row, ROW_CELLS when it is none. 0x7F is left out. */
static unsigned cell_of_trail(unsigned trail)
{
	if (trail < 0x40 || trail == 0x7F || trail > 0xFC)
		return ROW_CELLS;
	return trail - 0x40 - (trail > 0x7F);
}

static unsigned trail_of_cell(unsigned cell)
{
	return cell + 0x40 + (cell >= 0x3F);
}

/* The code point of two bytes, 0 when there is none. */
static uint32_t point_of_pair(unsigned lead, unsigned trail)
{
	unsigned cell = cell_of_trail(trail);

	if (cell == ROW_CELLS)
		return 0;
	if (lead >= USER_LEAD_FIRST && lead <= USER_LEAD_LAST)
		return USER_POINT_FIRST + (lead - USER_LEAD_FIRST) * ROW_CELLS + cell;
	if (cp932_row_of_lead[lead] == 0)
		return 0;
	return cp932_cells[(cp932_row_of_lead[lead] - 1) * ROW_CELLS + cell];
}

bool cp932_to_utf8(struct strbuf *out, const char *bytes, size_t len_bytes, size_t *bad_byte)
{
	for (size_t at = 0; at < len_bytes;) {
		unsigned lead = (unsigned char)bytes[at];
		size_t taken = 1;
		uint32_t point = 0;

		if (lead < 0x80) {
			strbuf_add_char(out, (char)lead);
			at++;
			continue;
		}
		if (lead >= KANA_BYTE_FIRST && lead <= KANA_BYTE_LAST) {
			point = KANA_POINT_FIRST + (lead - KANA_BYTE_FIRST);
		} else if (at + 1 < len_bytes) {
			point = point_of_pair(lead, (unsigned char)bytes[at + 1]);
			taken = 2;
		}
		if (point == 0) {
			*bad_byte = at;
			return false;
		}
		text_encode(out, point);
		at += taken;
	}
	return true;
}

static unsigned lead_of_row(unsigned row)
{
	unsigned lead = 0;

	while (cp932_row_of_lead[lead] != row)
		lead++;
	return lead;
}

/* The two bytes of a code point, lead << 8 | trail; 0 when there are none. */
static unsigned pair_of_point(uint32_t point)
{
	size_t low = 0, high = sizeof cp932_by_unicode / sizeof *cp932_by_unicode;

	if (point >= USER_POINT_FIRST && point <= USER_POINT_LAST) {
		unsigned cell = point - USER_POINT_FIRST;
		return (USER_LEAD_FIRST + cell / ROW_CELLS) << 8 | trail_of_cell(cell % ROW_CELLS);
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		unsigned cell = cp932_by_unicode[middle];
		if (cp932_cells[cell] == point)
			return lead_of_row(cell / ROW_CELLS + 1) << 8 | trail_of_cell(cell % ROW_CELLS);
		if (cp932_cells[cell] < point)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = 0; i < sizeof cp932_one_way / sizeof *cp932_one_way; i++) {
		if (cp932_one_way[i].point == point)
			return cp932_one_way[i].code;
	}
	return 0;
}

void cp932_from_utf8(struct strbuf *out, const char *text, size_t *lost)
{
	size_t lost_count = 0, len_bytes = strlen(text);

	for (size_t at = 0; at < len_bytes;) {
		uint32_t point;
		unsigned pair;

		at += text_decode(text + at, len_bytes - at, &point);
		if (point < 0x80) {
			strbuf_add_char(out, (char)point);
		} else if (point >= KANA_POINT_FIRST && point <= KANA_POINT_LAST) {
			strbuf_add_char(out, (char)(point - KANA_POINT_FIRST + KANA_BYTE_FIRST));
		} else if ((pair = pair_of_point(point)) != 0) {
			strbuf_add_char(out, (char)(pair >> 8));
			strbuf_add_char(out, (char)(pair & 0xFF));
		} else {
			strbuf_add_char(out, '?');
			lost_count++;
		}
	}
	if (lost)
		*lost = lost_count;
}
