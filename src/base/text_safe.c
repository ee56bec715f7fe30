#include <string.h>

#include <utf8proc.h>

#include "tenken/base/text.h"
#include "text_everyday.h"

/* More marks than any orthography puts on one letter: what goes beyond climbs over the lines above. */
#define MARKS_MAX 8

/* What went before the character at hand. */
struct base_char {
	bool present;   /* something that a mark may stand on */
	bool ideograph; /* and nothing after it yet */
	int marks;
};

static bool is_ideograph(uint32_t codepoint)
{
	return codepoint == 0x3006 || codepoint == 0x3007 || (codepoint >= 0x3400 && codepoint <= 0x4DBF) ||
	       (codepoint >= 0x4E00 && codepoint <= 0x9FFF) || (codepoint >= 0xF900 && codepoint <= 0xFAFF) ||
	       (codepoint >= 0x20000 && codepoint <= 0x3FFFF);
}

static bool is_variation_selector(uint32_t codepoint)
{
	return (codepoint >= 0xFE00 && codepoint <= 0xFE0F) || (codepoint >= 0xE0100 && codepoint <= 0xE01EF);
}

/* Characters of no picture that their category does not give away: fillers, joiners, blanks, those to come. */
static bool is_blank_picture(uint32_t codepoint)
{
	return codepoint == 0x034F || codepoint == 0x115F || codepoint == 0x1160 || codepoint == 0x17B4 ||
	       codepoint == 0x17B5 || (codepoint >= 0x180B && codepoint <= 0x180F) || codepoint == 0x2065 ||
	       codepoint == 0x2800 || codepoint == 0x3164 || codepoint == 0xFFA0 ||
	       (codepoint >= 0xFFF0 && codepoint <= 0xFFFB) || codepoint == 0x16FE4 || codepoint == 0x1D159 ||
	       (codepoint >= 0xE0000 && codepoint <= 0xE0FFF);
}

static bool is_noncharacter(uint32_t codepoint)
{
	return (codepoint & 0xFFFE) == 0xFFFE || (codepoint >= 0xFDD0 && codepoint <= 0xFDEF);
}

static bool is_dangerous(uint32_t codepoint)
{
	switch (utf8proc_category((utf8proc_int32_t)codepoint)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return is_blank_picture(codepoint) || is_noncharacter(codepoint) || is_variation_selector(codepoint);
	}
}

/* Takes no place of its own but that of the character before it: combining marks, the tail of a Hangul syllable. */
static bool is_mark(uint32_t codepoint)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);

	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
	       category == UTF8PROC_CATEGORY_ME || (codepoint >= 0x1160 && codepoint <= 0x11FF) ||
	       (codepoint >= 0xD7B0 && codepoint <= 0xD7FF);
}

/* Whether `codepoint` may pass after `base`, which is brought up to date. */
static bool passes(uint32_t codepoint, struct base_char *base)
{
	bool was_ideograph = base->ideograph;

	if (text_is_everyday(codepoint)) {
		*base = (struct base_char){.present = true, .ideograph = is_ideograph(codepoint)};
		return true;
	}

	base->ideograph = false;
	if (is_variation_selector(codepoint) && was_ideograph)
		return true;
	if (is_dangerous(codepoint)) {
		*base = (struct base_char){0};
		return false;
	}
	if (is_mark(codepoint))
		return base->present && base->marks++ < MARKS_MAX;
	*base = (struct base_char){.present = true, .ideograph = is_ideograph(codepoint)};
	return true;
}

/* In a text of several lines: the newlines and tabs it may have. Returns the bytes taken, 0 when none stands here. */
static size_t add_layout(struct strbuf *out, const char *text, size_t len_bytes, struct base_char *base)
{
	size_t taken = len_bytes > 1 && text[0] == '\r' && text[1] == '\n' ? 2 : 1;

	if (taken == 2 || text[0] == '\n') {
		strbuf_add_char(out, '\n');
		*base = (struct base_char){0};
		return taken;
	}
	if (text[0] == '\t') {
		strbuf_add_char(out, ' ');
		*base = (struct base_char){.present = true};
		return taken;
	}
	return 0;
}

/* Shows what may not pass as it is. Returns the bytes taken. */
static size_t add_shown(struct strbuf *out, const char *bytes, size_t len_bytes, enum text_safe_mode mode,
                        struct base_char *base)
{
	uint32_t codepoint;
	size_t taken = mode == TEXT_SAFE_MULTILINE ? add_layout(out, bytes, len_bytes, base) : 0;

	if (taken > 0)
		return taken;
	*base = (struct base_char){0};
	taken = text_decode(bytes, len_bytes, &codepoint);
	if (taken == 1 && codepoint > 0x7F)
		strbuf_addf(out, "<0x%02X>", (unsigned char)*bytes);
	else
		strbuf_addf(out, "<U+%04X>", (unsigned)codepoint);
	return taken;
}

void text_safe_bytes(struct strbuf *out, const char *bytes, size_t len_bytes, enum text_safe_mode mode)
{
	struct base_char base = {0};
	size_t run = 0; /* where what passes, and is not added yet, begins */

	for (size_t at = 0; at < len_bytes;) {
		uint32_t codepoint;
		size_t taken = text_decode(bytes + at, len_bytes - at, &codepoint);
		bool is_bad = taken == 1 && codepoint > 0x7F;

		if (!is_bad && passes(codepoint, &base)) {
			at += taken;
			continue;
		}
		strbuf_add_bytes(out, bytes + run, at - run);
		at += add_shown(out, bytes + at, len_bytes - at, mode, &base);
		run = at;
	}
	strbuf_add_bytes(out, bytes + run, len_bytes - run);
}

/* Over kana, kanji and ASCII: the bytes that may all pass, in which `base` ends at the last character. */
static size_t everyday_bytes(const char *text, struct base_char *base)
{
	const unsigned char *at = (const unsigned char *)text, *last = at;

	for (;;) {
		size_t taken = 1;

		if (*at >= 0xE3 && *at <= 0xE9 && (at[1] & 0xC0) == 0x80 && (at[2] & 0xC0) == 0x80) {
			taken = 3; /* E5 to E8: U+5000 to U+8FFF, all kanji */
			if ((*at < 0xE5 || *at > 0xE8) &&
			    !text_is_everyday((uint32_t)(*at & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 |
			                      (at[2] & 0x3F)))
				break;
		} else if (*at < 0x20 || *at >= 0x7F || !text_is_everyday(*at)) {
			break;
		}
		last = at;
		at += taken;
	}
	if (at != (const unsigned char *)text) {
		uint32_t codepoint;
		text_decode((const char *)last, (size_t)(at - last), &codepoint);
		*base = (struct base_char){.present = true, .ideograph = is_ideograph(codepoint)};
	}
	return (size_t)(at - (const unsigned char *)text);
}

bool text_is_safe(const char *text, enum text_safe_mode mode)
{
	struct base_char base = {0};

	for (size_t left_bytes = strlen(text);;) {
		size_t everyday = everyday_bytes(text, &base);

		text += everyday;
		left_bytes -= everyday;
		if (!left_bytes)
			return true;
		uint32_t codepoint;
		size_t taken = text_decode(text, left_bytes, &codepoint);
		bool is_newline = mode == TEXT_SAFE_MULTILINE && *text == '\n';

		if (is_newline)
			base = (struct base_char){0};
		else if ((taken == 1 && codepoint > 0x7F) || !passes(codepoint, &base))
			return false;
		text += taken;
		left_bytes -= taken;
	}
}

void text_safe(struct strbuf *out, const char *text, enum text_safe_mode mode)
{
	text_safe_bytes(out, text, strlen(text), mode);
}

char *text_safe_dup(const char *text, enum text_safe_mode mode)
{
	struct strbuf out = STRBUF_INIT;

	if (text)
		text_safe(&out, text, mode);
	return strbuf_take(&out);
}
