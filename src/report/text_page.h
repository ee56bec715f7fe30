/* text_page.h — lines of text that never get wider than the page.
 *
 * Characters of ambiguous width count as two columns, so that no terminal and no mail program shows a line wider than it
 * was meant. Rules are drawn in ASCII for the same reason. No line ends with white space. */
#ifndef TENKEN_REPORT_TEXT_PAGE_H
#define TENKEN_REPORT_TEXT_PAGE_H

#include <stddef.h>

#include "tenken/base/str.h"

struct text_page {
	struct strbuf *out;
	int width_cols;
};

/* One empty line. */
void text_page_gap(struct text_page *page);
/* A line of `character` across the page. */
void text_page_rule(struct text_page *page, char character);
/* `text`, wrapped: its first line begins at column `first_cols`, the others at `rest_cols`. Empty text writes nothing. */
void text_page_add(struct text_page *page, int first_cols, int rest_cols, const char *text);
/* "label: text", what wraps indented behind the label where that leaves room. Lines of `text` are kept. */
void text_page_pair(struct text_page *page, int indent_cols, const char *label, const char *text);
/* In the middle; to the right when `right`. Wider text is wrapped. */
void text_page_centre(struct text_page *page, const char *text);
void text_page_right(struct text_page *page, const char *text);

/* A row of short things, two spaces between them, none of them broken while it fits a line: begin, add each, end. */
struct text_row {
	struct text_page *page;
	struct strbuf line;
	int indent_cols;
};
void text_row_begin(struct text_row *row, struct text_page *page, int indent_cols);
void text_row_add(struct text_row *row, const char *text);
void text_row_end(struct text_row *row);

#endif
