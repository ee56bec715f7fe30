/* csv.h — tables as Excel saves and reads them.
 *
 * Reading: UTF-8, UTF-8 with BOM, or CP932 (tried in this order), commas, RFC 4180 quoting, \n or \r\n. Every cell
 * remembers its line, so that an error names line and column. Writing: UTF-8 with BOM, \r\n, and no cell that a
 * spreadsheet would run: one that begins with = + - @ (also full-width, also behind white space), tab or CR gets an
 * apostrophe before it. Reading takes such an apostrophe off again, so that a table comes back as it was written. */
#ifndef TENKEN_BASE_CSV_H
#define TENKEN_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/error.h"
#include "tenken/base/str.h"

struct csv_row {
	char **cells; /* count strings, never NULL */
	size_t count;
	size_t line;  /* where the row begins, from 1 */
	size_t number; /* of the row, as a spreadsheet counts: blank ones too, and no line within a cell */
};
struct csv {
	/* Blank lines are left out, also those of nothing but commas, which Excel leaves at a table's end. */
	struct csv_row *rows;
	size_t count;
};

/* Reads the whole text. `name` is what errors call it. Limits: 64 MiB, 1,048,576 rows, 1,000 cells a row, 64 KiB a
 * cell. A newline within a quoted cell becomes \n; a quotation mark inside an unquoted cell stands for itself; a lone
 * \r ends a line. What was in `csv` before is not released. Errors: ERROR_INPUT with name, line and column (the cell's
 * number in its row, from 1). On error `csv` is empty. */
bool csv_read(struct csv *csv, const char *bytes, size_t len_bytes, const char *name, struct error *err);
/* The same for a table whose cells are separated by tabs instead of commas. */
bool csv_read_tabs(struct csv *csv, const char *bytes, size_t len_bytes, const char *name, struct error *err);
void csv_release(struct csv *csv);

/* Index of the column headed `name` in the first row (white space at the ends, case and width folded), or -1. */
int csv_column(const struct csv *csv, const char *name);

/* Whether a spreadsheet would take the text for a formula. White space and apostrophes before the sign are looked through: the latter so
 * that taking off one apostrophe undoes putting it on. */
bool csv_would_run(const char *text);
/* The text without the apostrophe that keeps it from running, where it has one. Borrowed. */
const char *csv_without_guard(const char *text);

/* The BOM, once, before the first row. */
void csv_begin(struct strbuf *out);
/* One cell (NULL: an empty one); `first` in its row or a comma goes before it. Control characters but newline go
 * through text_safe(). */
void csv_cell(struct strbuf *out, const char *value, bool first);
void csv_end_row(struct strbuf *out);

#endif
