#include <string.h>

#include <utf8proc.h>

#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "text_everyday.h"
#include "width_table.h"

#define REPLACEMENT 0xFFFDu
#define ELLIPSIS    "\xE2\x80\xA6"

static bool in_ranges(const struct width_range *ranges, size_t count, uint32_t codepoint)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (codepoint > ranges[middle].last)
			low = middle + 1;
		else if (codepoint < ranges[middle].first)
			high = middle;
		else
			return true;
	}
	return false;
}

/* Visible characters that Unicode counts among the format controls: number signs that enclose digits, soft hyphen. */
static bool is_visible_format(uint32_t codepoint)
{
	return codepoint == 0xAD || (codepoint >= 0x600 && codepoint <= 0x605) || codepoint == 0x6DD ||
	       codepoint == 0x70F || codepoint == 0x890 || codepoint == 0x891 || codepoint == 0x8E2 ||
	       codepoint == 0x110BD || codepoint == 0x110CD;
}

static bool is_zero_width(uint32_t codepoint)
{
	/* Vowels and final consonants that join the Hangul syllable before them. */
	if ((codepoint >= 0x1160 && codepoint <= 0x11FF) || (codepoint >= 0xD7B0 && codepoint <= 0xD7FF))
		return true;
	switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	case UTF8PROC_CATEGORY_CF:
		return !is_visible_format(codepoint);
	default:
		return false;
	}
}

int text_codepoint_cols(uint32_t codepoint, int ambiguous_cols)
{
	if (codepoint >= 0x20 && codepoint < 0x7F)
		return 1;
	if (!text_stands_alone(codepoint) && is_zero_width(codepoint))
		return 0;
	if (in_ranges(width_wide, sizeof width_wide / sizeof *width_wide, codepoint))
		return 2;
	if (ambiguous_cols == 2 &&
	    in_ranges(width_ambiguous, sizeof width_ambiguous / sizeof *width_ambiguous, codepoint))
		return 2;
	return 1;
}

/* The bytes of the well-formed sequence at `bytes`, or 0. The second byte's range excludes overlong forms, surrogates
 * and what lies beyond U+10FFFF (Unicode, table 3-7). */
static inline size_t sequence_bytes(const unsigned char *bytes, size_t len_bytes)
{
	unsigned char lead = bytes[0], low = 0x80, high = 0xBF;
	size_t need;

	if (lead < 0x80)
		return 1;
	/* Kana and kanji first: they are most of what is read. */
	if (lead > 0xE0 && lead < 0xED && len_bytes >= 3)
		return (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80 ? 3 : 0;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	need = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	if (lead == 0xE0)
		low = 0xA0;
	else if (lead == 0xED)
		high = 0x9F;
	else if (lead == 0xF0)
		low = 0x90;
	else if (lead == 0xF4)
		high = 0x8F;
	if (len_bytes < need || bytes[1] < low || bytes[1] > high)
		return 0;
	for (size_t i = 2; i < need; i++) {
		if (bytes[i] < 0x80 || bytes[i] > 0xBF)
			return 0;
	}
	return need;
}

size_t text_decode(const char *text, size_t len_bytes, uint32_t *codepoint)
{
	static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	const unsigned char *bytes = (const unsigned char *)text;
	size_t taken = sequence_bytes(bytes, len_bytes);

	if (taken == 0) {
		*codepoint = REPLACEMENT;
		return 1;
	}
	*codepoint = bytes[0] & lead_bits[taken];
	for (size_t i = 1; i < taken; i++)
		*codepoint = *codepoint << 6 | (bytes[i] & 0x3F);
	return taken;
}

void text_encode(struct strbuf *out, uint32_t codepoint)
{
	unsigned char bytes[4];
	size_t count = 0;

	if (codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint <= 0xDFFF))
		codepoint = REPLACEMENT;
	if (codepoint < 0x80) {
		bytes[count++] = (unsigned char)codepoint;
	} else if (codepoint < 0x800) {
		bytes[count++] = (unsigned char)(0xC0 | codepoint >> 6);
	} else if (codepoint < 0x10000) {
		bytes[count++] = (unsigned char)(0xE0 | codepoint >> 12);
		bytes[count++] = (unsigned char)(0x80 | (codepoint >> 6 & 0x3F));
	} else {
		bytes[count++] = (unsigned char)(0xF0 | codepoint >> 18);
		bytes[count++] = (unsigned char)(0x80 | (codepoint >> 12 & 0x3F));
		bytes[count++] = (unsigned char)(0x80 | (codepoint >> 6 & 0x3F));
	}
	if (codepoint >= 0x80)
		bytes[count++] = (unsigned char)(0x80 | (codepoint & 0x3F));
	strbuf_add_bytes(out, (const char *)bytes, count);
}

/* How many bytes from here on are ASCII for certain, looked at eight at a time. */
static size_t ascii_bytes(const char *text, size_t len_bytes)
{
	size_t at = 0;
	uint64_t eight;

	while (len_bytes - at >= sizeof eight) {
		memcpy(&eight, text + at, sizeof eight);
		if (eight & UINT64_C(0x8080808080808080))
			break;
		at += sizeof eight;
	}
	while (at < len_bytes && (unsigned char)text[at] < 0x80)
		at++;
	return at;
}

bool text_is_utf8(const char *text, size_t len_bytes, size_t *bad_byte)
{
	for (size_t at = 0; at < len_bytes;) {
		size_t ascii = ascii_bytes(text + at, len_bytes - at);

		if (ascii) {
			at += ascii;
			continue;
		}
		size_t taken = sequence_bytes((const unsigned char *)text + at, len_bytes - at);
		if (taken == 0) {
			if (bad_byte)
				*bad_byte = at;
			return false;
		}
		at += taken;
	}
	return true;
}

/* How many bytes text_decode() may look at: no sequence is longer than four, and none goes past the NUL. */
static size_t reach_bytes(const char *text)
{
	size_t reach = 0;

	while (reach < 4 && text[reach])
		reach++;
	return reach;
}

/* As text_decode() on a NUL-terminated text that is not at its end; *cols gets the width, one for a bad byte. */
static size_t decode_cols(const char *text, uint32_t *codepoint, int ambiguous_cols, int *cols)
{
	size_t taken = text_decode(text, reach_bytes(text), codepoint);
	bool bad = *codepoint == REPLACEMENT && taken == 1;

	*cols = bad ? 1 : text_codepoint_cols(*codepoint, ambiguous_cols);
	return taken;
}

size_t text_cluster(const char *text, int ambiguous_cols, int *cols)
{
	utf8proc_int32_t state = 0;
	uint32_t before, codepoint;
	size_t len_bytes;

	*cols = 0;
	if (!*text)
		return 0;
	len_bytes = decode_cols(text, &before, ambiguous_cols, cols);
	while (text[len_bytes]) {
		int more_cols;
		size_t taken = decode_cols(text + len_bytes, &codepoint, ambiguous_cols, &more_cols);
		if (!state && text_stands_alone(before) && text_stands_alone(codepoint))
			break;
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)codepoint, &state))
			break;
		len_bytes += taken;
		*cols += more_cols;
		before = codepoint;
	}
	return len_bytes;
}

size_t text_cluster_bytes(const char *text)
{
	int cols;

	return text_cluster(text, 1, &cols);
}

size_t text_previous_cluster(const char *text, size_t at_byte)
{
	size_t end = strnlen(text, at_byte), start = end, before;

	/* No cluster reaches over a newline: from the one before, only this line need be walked. */
	while (start > 1 && text[start - 2] != '\n')
		start--;
	if (start == 1)
		start = 0;
	else if (start > 1)
		start--;
	for (before = start; start < end; start += text_cluster_bytes(text + start))
		before = start;
	return before;
}

int text_cols(const char *text, int ambiguous_cols)
{
	int total_cols = 0, cols;
	uint32_t codepoint;

	while (*text) {
		text += decode_cols(text, &codepoint, ambiguous_cols, &cols);
		total_cols += cols;
	}
	return total_cols;
}

size_t text_cut(const char *text, int width_cols, int ambiguous_cols, int *used_cols)
{
	size_t at = 0;
	int total_cols = 0;

	while (text[at]) {
		int cols;
		size_t taken = text_cluster(text + at, ambiguous_cols, &cols);
		if (total_cols + cols > width_cols)
			break;
		total_cols += cols;
		at += taken;
	}
	if (used_cols)
		*used_cols = total_cols;
	return at;
}

static void fit(struct strbuf *out, const char *text, int width_cols, int ambiguous_cols, bool right)
{
	int ellipsis_cols = ambiguous_cols == 2 ? 2 : 1, used_cols;
	bool cut;
	size_t len_bytes;

	if (width_cols <= 0)
		return;
	len_bytes = text_cut(text, width_cols, ambiguous_cols, &used_cols);
	cut = text[len_bytes] != '\0';
	if (cut) {
		len_bytes = text_cut(text, width_cols - ellipsis_cols, ambiguous_cols, &used_cols);
		if (width_cols >= ellipsis_cols)
			used_cols += ellipsis_cols;
	}
	if (right)
		strbuf_add_repeat(out, " ", (size_t)(width_cols - used_cols));
	strbuf_add_bytes(out, text, len_bytes);
	if (cut && width_cols >= ellipsis_cols)
		strbuf_add(out, ELLIPSIS);
	if (!right)
		strbuf_add_repeat(out, " ", (size_t)(width_cols - used_cols));
}

void text_fit(struct strbuf *out, const char *text, int width_cols, int ambiguous_cols)
{
	fit(out, text, width_cols, ambiguous_cols, false);
}

void text_fit_right(struct strbuf *out, const char *text, int width_cols, int ambiguous_cols)
{
	fit(out, text, width_cols, ambiguous_cols, true);
}

bool text_is_white(uint32_t codepoint)
{
	utf8proc_category_t category;

	if ((codepoint >= 0x09 && codepoint <= 0x0D) || (codepoint >= 0x1C && codepoint <= 0x20) || codepoint == 0x85)
		return true;
	category = utf8proc_category((utf8proc_int32_t)codepoint);
	return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

bool text_is_letter(uint32_t codepoint)
{
	switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return true;
	default:
		return false;
	}
}

bool text_is_number(uint32_t codepoint)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);

	return category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL || category == UTF8PROC_CATEGORY_NO;
}
