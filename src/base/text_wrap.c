#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "tenken/base/mem.h"
#include "tenken/base/text.h"

#define REPLACEMENT "\xEF\xBF\xBD"

/* 行頭禁則 and 行末禁則: JIS X 4051 with what Japanese word processors add. */
static const char no_line_begins_with[] =
        "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー’”）〕］｝〉》」』】〙〗〟｠»"
        "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
        "…‥‐–〜～゠°′″℃¢％‰｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"
        "!%),.:;?]}\"'";
static const char no_line_ends_with[] = "‘“（〔［｛〈《「『【〘〖〝｟«｢￥＄￡＃€£¥$([{\"'";
/* These are not torn from their like. */
static const char inseparable[] = "…‥―—";

/* The line that is being filled. */
struct filling {
	size_t start;    /* first byte */
	size_t fits_to;  /* behind the last cluster that fits */
	int cols;        /* so far, white space at the end included */
	bool can_break;  /* whether a place to break has been seen, and then: */
	size_t break_at; /* where the line would end */
	size_t resume;   /* where the next one would begin */
};

/* A character, also as a string to look up in the sets. */
struct character {
	uint32_t codepoint; /* 0: none */
	char bytes[5];
};

static struct character character_at(const char *text, size_t len_bytes)
{
	struct character character = {0};
	size_t taken = text_decode(text, len_bytes, &character.codepoint);

	if (taken == 1 && character.codepoint > 0x7F)
		strcpy(character.bytes, REPLACEMENT); /* a bad byte by itself might be found within another character */
	else
		memcpy(character.bytes, text, taken);
	return character;
}

static bool is_among(const char *set, const struct character *character)
{
	return character->codepoint != 0 && strstr(set, character->bytes) != NULL;
}

static bool is_space(uint32_t codepoint)
{
	return codepoint == ' ' || codepoint == '\t' || codepoint == 0x3000;
}

/* Written without spaces, so that a line may break on either side: all that is wide, half-width katakana, and the
 * symbols whose width is ambiguous because Japanese text uses them (○ ① → ─). */
static bool is_japanese(uint32_t codepoint)
{
	utf8proc_category_t category;

	if (codepoint < 0x80)
		return false;
	if (text_codepoint_cols(codepoint, 1) == 2 || (codepoint >= 0xFF61 && codepoint <= 0xFF9F))
		return true;
	if (text_codepoint_cols(codepoint, 2) != 2)
		return false;
	category = utf8proc_category((utf8proc_int32_t)codepoint);
	return category == UTF8PROC_CATEGORY_SO || category == UTF8PROC_CATEGORY_SM ||
	       category == UTF8PROC_CATEGORY_NO || category == UTF8PROC_CATEGORY_NL;
}

/* Whether the rules let a line end behind `before` and the next begin with `after`. */
static bool is_proper_break(const struct character *before, const struct character *after)
{
	if (before->codepoint == after->codepoint && is_among(inseparable, before))
		return false;
	return !is_among(no_line_ends_with, before) && !is_among(no_line_begins_with, after);
}

static bool may_break(const struct character *before, const struct character *after)
{
	return (is_japanese(before->codepoint) || is_japanese(after->codepoint)) && is_proper_break(before, after);
}

/* The same, white space standing between them: there, marks of Latin script need no care. */
static bool may_break_at_space(const struct character *before, const struct character *after)
{
	return (before->codepoint < 0x80 || !is_among(no_line_ends_with, before)) &&
	       (after->codepoint < 0x80 || !is_among(no_line_begins_with, after));
}

static void add_line(struct text_lines *lines, size_t start, size_t end)
{
	struct text_line *line = MEM_PUSH(lines->lines, lines->count);

	line->start_byte = start;
	line->len_bytes = end - start;
}

/* The last place up to `at` where a line that has nowhere to break may be torn: between clusters, and if it can be
 * without breaking a rule. */
static size_t tear_place(const char *text, size_t start, size_t at)
{
	struct character before = {0};
	size_t place = at;
	bool proper = false;

	for (size_t here = start; here <= at;) {
		size_t len_bytes = text_cluster_bytes(text + here);
		struct character after = character_at(text + here, len_bytes);
		if (here > start && is_proper_break(&before, &after)) {
			place = here;
			proper = true;
		}
		before = after;
		here += len_bytes;
	}
	return proper ? place : at;
}

/* Ends the line that the cluster at `at` overflows, at its best place; returns where to go on. */
static size_t break_line(struct text_lines *lines, const char *text, struct filling *line, size_t at)
{
	size_t end = line->break_at, resume = line->resume;

	if (!line->can_break) {
		resume = tear_place(text, line->start, at);
		end = resume < line->fits_to ? resume : line->fits_to;
	}
	add_line(lines, line->start, end);
	*line = (struct filling){.start = resume, .fits_to = resume};
	return resume;
}

/* Breaks text[start, end), which holds no newline. */
static void wrap_paragraph(struct text_lines *lines, const char *text, size_t start, size_t end, int width_cols,
                           int ambiguous_cols)
{
	struct filling line = {.start = start, .fits_to = start};
	struct character before = {0}; /* the last one of the line that is no white space */
	size_t word_end = start;       /* behind it */

	for (size_t at = start, next; at < end; at = next) {
		int cols;
		struct character here;

		next = at + text_cluster(text + at, ambiguous_cols, &cols);
		here = character_at(text + at, next - at);
		if (is_space(here.codepoint)) {
			line.cols += cols;
			if (line.cols <= width_cols)
				line.fits_to = next;
			continue;
		}
		if (before.codepoint &&
		    (word_end < at ? may_break_at_space(&before, &here) : may_break(&before, &here))) {
			line.can_break = true;
			line.break_at = word_end;
			line.resume = at;
		}
		if (line.cols + cols > width_cols && at > line.start) {
			next = break_line(lines, text, &line, at);
			before = (struct character){0};
			word_end = next;
			continue;
		}
		line.cols += cols;
		line.fits_to = word_end = next;
		before = here;
	}
	add_line(lines, line.start, line.fits_to);
}

void text_wrap(struct text_lines *lines, const char *text, int width_cols, int ambiguous_cols)
{
	size_t start = 0;
	const char *newline;

	text_lines_release(lines);
	if (width_cols < 1)
		width_cols = 1;
	while ((newline = strchr(text + start, '\n')) != NULL) {
		size_t end = (size_t)(newline - text);
		size_t next = end + 1;
		if (end > start && text[end - 1] == '\r')
			end--;
		wrap_paragraph(lines, text, start, end, width_cols, ambiguous_cols);
		start = next;
	}
	wrap_paragraph(lines, text, start, start + strlen(text + start), width_cols, ambiguous_cols);
}

void text_lines_release(struct text_lines *lines)
{
	free(lines->lines);
	*lines = (struct text_lines){0};
}
