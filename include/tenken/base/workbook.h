/* workbook.h — a sheet of an Excel workbook (.xlsx), read into the rows that base/csv.h reads from text.
 *
 * What comes out is what Excel would save as CSV, but that nothing hangs on how wide a column is: texts without their furigana,
 * numbers as they were typed (0012 where the cell's format is 0000), dates as 2026-10-31 however they are shown, times as
 * 14:30:00, TRUE and FALSE, errors such as #N/A as text, of a formula its last result. Of merged cells the first holds the text.
 * An apostrophe before what looks like a formula is taken off, as in CSV. Hidden rows, columns and sheets are read like all others.
 * Macros, links and pictures are not looked at.
 *
 * The file comes from outside: the archive may have 4,096 entries, a part of it 128 MiB, all that is read 256 MiB, and none of it
 * may have been packed to less than a 200th; a DOCTYPE, a password, a part that is there twice and a cell that is there twice or
 * out of order are refused. Only src/base/workbook*.c knows ZIP and XML. */
#ifndef TENKEN_BASE_WORKBOOK_H
#define TENKEN_BASE_WORKBOOK_H

#include "tenken/base/csv.h"

/* Whether the bytes are a workbook's and no text's: a ZIP archive, or the container of old Excel files and of those with a
 * password, which workbook_read() refuses with what to do. */
bool workbook_is(const char *bytes, size_t len_bytes);

/* Reads one sheet: the one called `sheet`, or, with NULL, the first that is not hidden. row.line is Excel's number of the row. `name`
 * is what errors call the file. Limits as in csv_read(), and 2,000,000 cells. What was in `csv` before is not released. Errors:
 * ERROR_INPUT with name, sheet and cell; ERROR_NOT_FOUND when there is no such sheet, with those that there are. On error `csv` is
 * empty. */
bool workbook_read(struct csv *csv, const char *bytes, size_t len_bytes, const char *sheet, const char *name,
                   struct error *err);

/* Cells that are merged: columns from 0, rows from 1, the last ones included. */
struct workbook_merge {
	size_t column, row, last_column, last_row;
};
struct workbook_merges {
	struct workbook_merge *items;
	size_t count;
};
void workbook_merges_release(struct workbook_merges *merges); /* zeroed is fine */
/* The same, and which cells are merged, at most 100,000 times. On error `merges` is empty. */
bool workbook_read_merges(struct csv *csv, struct workbook_merges *merges, const char *bytes, size_t len_bytes, const char *sheet,
                          const char *name, struct error *err);

/* A table that may be either: the first sheet of a workbook, or csv_read(). */
bool workbook_or_csv_read(struct csv *csv, const char *bytes, size_t len_bytes, const char *name, struct error *err);

/* Appends "C12" for column 2 (from 0) of row 12 (from 1). */
void workbook_cell_name(struct strbuf *out, size_t column, size_t row);

#endif
