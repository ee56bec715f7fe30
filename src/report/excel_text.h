/* excel_text.h — text as Excel counts and takes it: names of sheets, what fits into a cell, into a header or footer.
 *
 * Excel counts in UTF-16. What it refuses it does not refuse by a message: it calls the file damaged. */
#ifndef TENKEN_REPORT_EXCEL_TEXT_H
#define TENKEN_REPORT_EXCEL_TEXT_H

#include <stddef.h>

enum { EXCEL_CELL_UNITS = 32767 };

/* Bytes of the longest start of `text`, in whole clusters, of at most `most_units` UTF-16 units. */
size_t excel_cut(const char *text, size_t most_units);

/* `text` so that Excel shows it as it is: it would take a "_x0041_" that somebody typed for an A. NULL where it
 * stays as it is; caller frees. */
char *excel_escape(const char *text);

/* Names of the sheets of one book. Zeroed it is empty. */
struct excel_names {
	char **items;
	size_t count;
};
/* The name by which the sheet can go: safe, without what Excel refuses, short enough, and unlike all before it. Borrowed. */
const char *excel_names_add(struct excel_names *names, const char *wanted);
const char *excel_names_last(const struct excel_names *names);
void excel_names_release(struct excel_names *names);

/* `text` for a header or footer: on one line, with & doubled, at most `most_bytes` long. Caller frees. */
char *excel_margin(const char *text, size_t most_bytes);

#endif
