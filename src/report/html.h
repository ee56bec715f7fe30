/* html.h — escaping and tables for the HTML report.
 *
 * Everything that is not markup of ours goes through html_text() or html_lines(); there is no other way in. Tables carry
 * their roles in so many words, because on a phone their rows become blocks, and a browser then forgets that they were
 * tables. A cell names its column in an attribute, which that layout shows before it. */
#ifndef TENKEN_REPORT_HTML_H
#define TENKEN_REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/str.h"

/* Safe, on one line, escaped for content and for attributes in double quotes. NULL adds nothing. */
void html_text(struct strbuf *out, const char *text);
/* The same with its own lines, as <br>. */
void html_lines(struct strbuf *out, const char *text);
/* `text` in a CSS string, without its quotes: every character that CSS or HTML could take for more is written as its number. */
void html_css_string(struct strbuf *out, const char *text);
/* <tag class="class">text</tag>; `class` NULL: none. */
void html_element(struct strbuf *out, const char *tag, const char *class, const char *text);

/* Up to the first lines of <head>. `policy`: what more than styles the document may use, as a policy of its own names it; NULL: nothing. */
void html_document_begin(struct strbuf *out, const char *policy);
/* What every printed page bears in its margins: of whom, the class, page n/N. The first page has its own head, so that there the class
 * stands once. `size`: "A4 portrait". To be called within <style>. */
void html_page_style(struct strbuf *out, const char *size, const char *running, const char *class);

/* <table class="class" aria-labelledby="labelled_by"> with its head. `columns` are borrowed. */
struct html_table {
	struct strbuf *out;
	const char *const *columns;
	size_t count;
	size_t next; /* the column of the next cell */
};
void html_table_begin(struct html_table *table, struct strbuf *out, const char *class, const char *labelled_by,
                      const char *const *columns, size_t count);
void html_table_end(struct html_table *table);
/* `id` of the row, or NULL. */
void html_row_begin(struct html_table *table, const char *id);
void html_row_end(struct html_table *table);
/* A cell; the caller writes its content. `class` NULL: none. The head of a row is one, too. */
void html_cell_begin(struct html_table *table, const char *class);
void html_cell_end(struct html_table *table);
void html_row_head_begin(struct html_table *table, const char *class);
void html_row_head_end(struct html_table *table);
/* A whole cell. */
void html_cell(struct html_table *table, const char *class, const char *text);

#endif
