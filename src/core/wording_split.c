/* Cutting a published text into the smallest pieces that a clause can begin or end at.
 *
 * A cut too many costs a digest or two; a cut too few loses the clause. So what may be a mark is taken for one. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "wording_internal.h"

/* A line, or what is left of it. */
struct span {
	const char *at, *end;
};

static uint32_t peek(struct span span, size_t *step_bytes)
{
	uint32_t codepoint = 0;
	*step_bytes = span.at < span.end ? text_decode(span.at, (size_t)(span.end - span.at), &codepoint) : 0;
	return codepoint;
}

static bool is_one_of(uint32_t codepoint, const char *set)
{
	uint32_t member;
	for (size_t left = strlen(set), step; codepoint && left; set += step, left -= step) {
		step = text_decode(set, left, &member);
		if (member == codepoint)
			return true;
	}
	return false;
}

static bool is_space(uint32_t codepoint)
{
	return codepoint == ' ' || codepoint == '\t' || codepoint == 0xA0 || codepoint == 0x3000 ||
	       (codepoint >= 0x2000 && codepoint <= 0x200A);
}

static bool is_digit(uint32_t codepoint)
{
	return (codepoint >= '0' && codepoint <= '9') || (codepoint >= 0xFF10 && codepoint <= 0xFF19);
}

static bool is_letter(uint32_t codepoint)
{
	return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z') ||
	       (codepoint >= 0xFF21 && codepoint <= 0xFF3A) || (codepoint >= 0xFF41 && codepoint <= 0xFF5A);
}

/* ア to ン, also of half width. */
static bool is_kana(uint32_t codepoint)
{
	return (codepoint >= 0x30A2 && codepoint <= 0x30F3) || (codepoint >= 0xFF71 && codepoint <= 0xFF9D);
}

static bool is_circled(uint32_t codepoint)
{
	return (codepoint >= 0x2460 && codepoint <= 0x249B) || (codepoint >= 0x3251 && codepoint <= 0x325F) ||
	       (codepoint >= 0x32B1 && codepoint <= 0x32BF);
}

static size_t skip(struct span *span, bool (*is)(uint32_t codepoint))
{
	size_t step_bytes, count = 0;
	while (is(peek(*span, &step_bytes))) {
		span->at += step_bytes;
		count++;
	}
	return count;
}

static bool take(struct span *span, const char *set)
{
	size_t step_bytes;
	if (!is_one_of(peek(*span, &step_bytes), set))
		return false;
	span->at += step_bytes;
	return true;
}

static bool at_gap(struct span span)
{
	size_t step_bytes;
	return span.at == span.end || is_space(peek(span, &step_bytes));
}

/* --- marks: each leaves the span behind the mark, or returns false --- */

static bool take_circled(struct span *span)
{
	size_t step_bytes;
	if (!is_circled(peek(*span, &step_bytes)))
		return false;
	span->at += step_bytes;
	return true;
}

/* (1) （ア） (a), and 1) ア） with nothing before. */
static bool take_bracketed(struct span *span)
{
	struct span rest = *span;
	size_t step_bytes;
	take(&rest, "(（");
	skip(&rest, is_space);
	size_t digits = skip(&rest, is_digit);
	if (!digits && (is_kana(peek(rest, &step_bytes)) || is_letter(peek(rest, &step_bytes))))
		rest.at += step_bytes;
	else if (!digits || digits > 3)
		return false;
	skip(&rest, is_space);
	if (!take(&rest, ")）"))
		return false;
	*span = rest;
	return true;
}

/* 1. 3.2.1 10 : a figure alone only before a gap, for a sentence may begin with one. */
static bool take_figures(struct span *span)
{
	struct span rest = *span;
	bool dotted = false;
	size_t digits = skip(&rest, is_digit);
	if (!digits || digits > 3)
		return false;
	while (take(&rest, ".．")) {
		dotted = true;
		skip(&rest, is_digit);
	}
	if (!dotted && !at_gap(rest))
		return false;
	*span = rest;
	return true;
}

static bool take_kana(struct span *span)
{
	struct span rest = *span;
	size_t step_bytes;
	if (!is_kana(peek(rest, &step_bytes)))
		return false;
	rest.at += step_bytes;
	if (!take(&rest, ".．") && !at_gap(rest))
		return false;
	*span = rest;
	return true;
}

static bool is_counted(uint32_t codepoint)
{
	return is_digit(codepoint) || is_space(codepoint) || is_one_of(codepoint, "一二三四五六七八九十百の");
}

/* 第3条 第十二章 第 3 条の2 */
static bool take_article(struct span *span)
{
	struct span rest = *span;
	if (!take(&rest, "第") || !skip(&rest, is_counted) || !take(&rest, "章節条項款"))
		return false;
	struct span further = rest;
	if (take(&further, "の") && skip(&further, is_counted))
		rest = further;
	*span = rest;
	return true;
}

/* A hyphen is a list's sign only before a gap. */
static bool take_dash(struct span *span)
{
	struct span rest = *span;
	if (!take(&rest, "●○■□◆◇◎•") && !(take(&rest, "-‐–—―−－*＊") && at_gap(rest)))
		return false;
	*span = rest;
	return true;
}

static bool take_mark(struct span *span, enum piece_kind *kind)
{
	if (take_dash(span))
		*kind = PIECE_DASH;
	else if (take(span, "・･"))
		*kind = PIECE_DOT;
	else if (take_circled(span) || take_bracketed(span) || take_figures(span) || take_kana(span) || take_article(span))
		*kind = PIECE_NUMBER;
	else
		return false;
	return true;
}

/* --- pieces --- */

static void push(struct pieces *pieces, enum piece_kind kind, enum piece_gap gap, const char *text, const char *end)
{
	static const char wide[] = "\xE3\x80\x80";
	for (;;) {
		if (end > text && end[-1] == ' ')
			end--;
		else if (end - text >= 3 && memcmp(end - 3, wide, 3) == 0)
			end -= 3;
		else
			break;
	}
	char *copy = mem_strndup(text, (size_t)(end - text));
	char *squeezed = text_squeeze(copy);
	free(copy);
	if (!*squeezed) { /* white space of another kind */
		free(squeezed);
		return;
	}
	*MEM_PUSH(pieces->items, pieces->count) = (struct piece){.kind = kind,
	                                                         .gap = gap,
	                                                         .text = text,
	                                                         .len_bytes = (size_t)(end - text),
	                                                         .squeezed = squeezed,
	                                                         .squeezed_bytes = strlen(squeezed)};
}

/* Whether a mark stands here within a line, or, behind `before`, a sentence may begin: a heading and what it stands over are
 * parted by a gap where a text was copied without its lines, and Japanese has none within a sentence. */
static bool begins_anew(struct span span, uint32_t before)
{
	size_t step_bytes;
	struct span rest = span;
	return (before >= 0x3000 && peek(span, &step_bytes) >= 0x3000) || take_circled(&rest) || take_bracketed(&rest) ||
	       take(&rest, "・");
}

/* Moves the span behind the sentence that begins at it: behind its 。 (not when a bracket closes there), to a gap behind which
 * something begins anew, or to the end. */
static void pass_sentence(struct span *span)
{
	uint32_t before = 0;
	size_t step_bytes;
	while (span->at < span->end) {
		const char *here = span->at;
		uint32_t codepoint = peek(*span, &step_bytes);
		span->at += step_bytes;
		if (codepoint == 0x3002 && !is_one_of(peek(*span, &step_bytes), ")）」』"))
			return;
		if (is_space(codepoint) && begins_anew(*span, before)) {
			span->at = here;
			return;
		}
		before = codepoint;
	}
}

static void cut_cell(struct pieces *pieces, struct span cell, enum piece_gap gap)
{
	bool at_start = true;
	for (;;) {
		if (skip(&cell, is_space) && !at_start)
			gap = GAP_SPACE;
		if (cell.at == cell.end)
			return;
		const char *start = cell.at;
		enum piece_kind kind = PIECE_TEXT;
		if (!take_mark(&cell, &kind))
			pass_sentence(&cell);
		push(pieces, kind, gap, start, cell.at);
		gap = GAP_NONE;
		at_start = false;
	}
}

/* "12", "- 12 -", "12/60", "p. 12", "12ページ". */
static bool is_page_number(struct span line)
{
	size_t step_bytes, digits = 0, all = 0;
	while (line.at < line.end) {
		uint32_t codepoint = peek(line, &step_bytes);
		if (is_digit(codepoint))
			digits++;
		else if (!is_space(codepoint) && !is_one_of(codepoint, "-‐–—―−－/／pPページ頁."))
			return false;
		line.at += step_bytes;
		all++;
	}
	return digits > 0 && digits <= 8 && all <= 20;
}

/* Returns whether the line is the row of a table. */
static bool cut_line(struct pieces *pieces, struct span line, bool after_row)
{
	bool is_row = memchr(line.at, '\t', (size_t)(line.end - line.at)) != NULL;
	enum piece_gap gap = is_row || after_row ? GAP_ROW : GAP_LINE;
	if (is_page_number(line)) {
		push(pieces, PIECE_PAGE, gap, line.at, line.end);
		return after_row;
	}
	while (line.at < line.end) {
		const char *tab = memchr(line.at, '\t', (size_t)(line.end - line.at));
		struct span cell = {line.at, tab ? tab : line.end};
		cut_cell(pieces, cell, gap);
		line.at = tab ? tab + 1 : line.end;
		gap = GAP_CELL;
	}
	return is_row;
}

void pieces_cut(struct pieces *pieces, const char *text, size_t limit)
{
	*pieces = (struct pieces){0};
	for (bool row = false; *text && pieces->count <= limit;) {
		const char *end = text + strcspn(text, "\n");
		row = cut_line(pieces, (struct span){text, end}, row);
		text = end + (*end == '\n');
	}
}

void pieces_release(struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->count; i++)
		free(pieces->items[i].squeezed);
	free(pieces->items);
	*pieces = (struct pieces){0};
}
