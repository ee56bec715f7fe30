#include "text_page.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

#define AMBIGUOUS_COLS 2

static void add_spaces(struct strbuf *out, int cols)
{
	if (cols > 0)
		strbuf_add_repeat(out, " ", (size_t)cols);
}

/* Ends the line that begins at `start_byte` of the page: without white space at its end, U+3000 neither. */
static void end_line(struct text_page *page, size_t start_byte)
{
	struct strbuf *out = page->out;
	size_t end = out->len_bytes;

	for (;;) {
		if (end > start_byte && (out->text[end - 1] == ' ' || out->text[end - 1] == '\t'))
			end--;
		else if (end >= start_byte + 3 && memcmp(out->text + end - 3, "\xE3\x80\x80", 3) == 0)
			end -= 3;
		else
			break;
	}
	strbuf_cut(out, end);
	strbuf_add_char(out, '\n');
}

void text_page_gap(struct text_page *page)
{
	strbuf_add_char(page->out, '\n');
}

void text_page_rule(struct text_page *page, char character)
{
	const char rule[] = {character, '\0'};

	strbuf_add_repeat(page->out, rule, (size_t)page->width_cols);
	strbuf_add_char(page->out, '\n');
}

/* `first` (may be NULL) stands before the first line, which begins at column `first_cols`, in which it is counted. */
static void add_wrapped(struct text_page *page, const char *first, int first_cols, int rest_cols, const char *text)
{
	struct text_lines lines = {0};
	int wider_cols = first_cols > rest_cols ? first_cols : rest_cols;
	size_t start_byte;

	text_wrap(&lines, text, page->width_cols - wider_cols, AMBIGUOUS_COLS);
	for (size_t i = 0; i < lines.count; i++) {
		start_byte = page->out->len_bytes;
		if (i == 0 && first)
			strbuf_add(page->out, first);
		else
			add_spaces(page->out, i == 0 ? first_cols : rest_cols);
		strbuf_add_bytes(page->out, text + lines.lines[i].start_byte, lines.lines[i].len_bytes);
		end_line(page, start_byte);
	}
	text_lines_release(&lines);
}

void text_page_add(struct text_page *page, int first_cols, int rest_cols, const char *text)
{
	if (*text)
		add_wrapped(page, NULL, first_cols, rest_cols, text);
}

void text_page_pair(struct text_page *page, int indent_cols, const char *label, const char *text)
{
	struct strbuf first = STRBUF_INIT;
	int first_cols;

	add_spaces(&first, indent_cols);
	strbuf_addf(&first, C_("label before a text", "%s: "), label);
	first_cols = text_cols(first.text, AMBIGUOUS_COLS);
	if (first_cols <= page->width_cols / 2) {
		add_wrapped(page, first.text, first_cols, first_cols, text);
	} else {
		text_page_add(page, indent_cols, indent_cols, first.text + indent_cols);
		text_page_add(page, indent_cols + 2, indent_cols + 2, text);
	}
	strbuf_release(&first);
}

static int space_left_of(const struct text_page *page, const char *text)
{
	return page->width_cols - text_cols(text, AMBIGUOUS_COLS);
}

void text_page_centre(struct text_page *page, const char *text)
{
	int left_cols = space_left_of(page, text) / 2;

	text_page_add(page, left_cols > 0 ? left_cols : 0, 0, text);
}

void text_page_right(struct text_page *page, const char *text)
{
	int left_cols = space_left_of(page, text);

	text_page_add(page, left_cols > 0 ? left_cols : 0, 0, text);
}

void text_row_begin(struct text_row *row, struct text_page *page, int indent_cols)
{
	*row = (struct text_row){.page = page, .indent_cols = indent_cols};
	strbuf_init(&row->line);
}

static void flush_row(struct text_row *row)
{
	text_page_add(row->page, row->indent_cols, row->indent_cols, row->line.text);
	strbuf_reset(&row->line);
}

void text_row_add(struct text_row *row, const char *text)
{
	int used_cols = row->indent_cols + text_cols(row->line.text, AMBIGUOUS_COLS);

	if (row->line.len_bytes > 0 && used_cols + 2 + text_cols(text, AMBIGUOUS_COLS) > row->page->width_cols)
		flush_row(row);
	if (row->line.len_bytes > 0)
		strbuf_add(&row->line, "  ");
	strbuf_add(&row->line, text);
}

void text_row_end(struct text_row *row)
{
	flush_row(row);
	strbuf_release(&row->line);
}
