/* table.h — rows of cells under headings, whatever they are written into.
 *
 * What a report has to say in tables is described once, and written as an Excel file or as CSV: a table is begun, gets its lines above
 * the headings, its headings and its rows from left to right, and is ended. What a writer has no place for (colours, drop-downs, charts,
 * further sheets in CSV) it leaves out. Text of others goes through text_safe() here; no text ever becomes a formula. Nothing is kept but
 * the row at hand, so that the number of rows costs no memory.
 * Sources: process.md "Conventions" (Excel, ids as text, class in header and footer). */
#ifndef TENKEN_REPORT_TABLE_H
#define TENKEN_REPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/date.h"
#include "tenken/base/error.h"
#include "tenken/base/str.h"
#include "tenken/core/score.h"

/* All texts are borrowed, and live until table_end(). */
struct table_column {
	const char *title;
	int width_cols; /* in half-width characters */
	bool wraps;     /* holds long text */
	bool marks;     /* holds marks of answers: those that need a look stand out */
	bool heat;      /* holds shares: the lower, the darker */
	bool open;      /* may be written in although the sheet is protected */
	bool hidden;
	const char *const *choices; /* what may be put in, to drop down; NULL: anything */
	size_t choices_count;
	bool days; /* takes dates */
};
struct table_sheet {
	const char *name; /* of the sheet; what Excel refuses in it is replaced */
	const struct table_column *columns;
	size_t columns_count;
	size_t head_column;   /* which one names the row */
	size_t paper_columns; /* how many are printed, the first ones; 0: all */
	size_t frozen;        /* columns that stay when one scrolls to the right */
	bool landscape;
	bool guarded; /* protected, without a password: against mistakes, not against people */
};

/* A line above the headings. */
enum table_line { TABLE_TITLE, TABLE_NOTE };

/* A heat map is drawn where the cells themselves take no colour. */
enum table_chart_kind { TABLE_BARS, TABLE_STACKED, TABLE_CURVE, TABLE_HEAT };
/* A chart of what stands in the table's columns. */
struct table_chart {
	enum table_chart_kind kind;
	const char *title;
	size_t labels;        /* column */
	const size_t *values; /* columns */
	size_t values_count;
	size_t first_row, rows_count; /* of the rows, from 0 */
	bool share;                   /* the values are shares */
};

/* One writer. */
struct table;
struct table_ops {
	void (*begin)(struct table *table);
	void (*line)(struct table *table, const char *text, enum table_line kind);
	void (*head)(struct table *table);
	void (*text)(struct table *table, const char *text); /* safe; "": nothing */
	void (*count)(struct table *table, size_t count);
	void (*share)(struct table *table, struct ratio ratio); /* the denominator is not 0 */
	void (*day)(struct table *table, struct date date);     /* is set */
	void (*end_row)(struct table *table);
	void (*chart)(struct table *table, const struct table_chart *chart);
	void (*end)(struct table *table);
};
struct table {
	const struct table_ops *ops;
	const struct table_sheet *sheet;
	size_t column; /* of the next cell */
	size_t rows;   /* that were ended since the headings */
	bool locked;   /* the next cell, though its column is open */
	const char *const *choices; /* of the next cell, in place of its column's; NULL: it has none of its own */
	size_t choices_count;
};

void table_begin(struct table *table, const struct table_sheet *sheet);
void table_add_line(struct table *table, enum table_line kind, const char *text);
void table_head(struct table *table);
/* What is particular to the next cell: that it is locked, though its column is open; and, unless NULL, what drops down in it alone. */
void table_next(struct table *table, bool locked, const char *const *choices, size_t choices_count);
/* One cell each, in the next column; more of them than columns are dropped. */
void table_text(struct table *table, const char *text);    /* with its own lines where the column wraps; NULL: empty */
void table_take(struct table *table, struct strbuf *cell); /* what the buffer holds, which is emptied */
void table_count(struct table *table, size_t count);
void table_share(struct table *table, struct ratio ratio); /* ― for a zero denominator */
void table_day(struct table *table, struct date date);     /* empty where it is not set */
void table_empty(struct table *table);
void table_end_row(struct table *table);
/* To be called behind the last row. */
void table_add_chart(struct table *table, const struct table_chart *chart);
void table_end(struct table *table);

/* --- the writers --- */

/* What stands on every page of a book, and in its properties. Borrowed until it is closed. */
struct table_book {
	const char *title;   /* what it is */
	const char *running; /* of whom, for when */
	const char *class;   /* 機密性3C */
	struct date date;    /* when it was made */
};

/* An Excel file at `path`, which is replaced. NULL on error: ERROR_STORAGE. */
struct table *table_xlsx_open(const char *path, const struct table_book *book, struct error *err);
/* Writes what is left and frees the table. What could not be written whole is an error, and `path` is then worth nothing. Errors:
 * ERROR_STORAGE; ERROR_INPUT for what Excel cannot hold (rows); ERROR_STOPPED (progress.h). */
bool table_xlsx_close(struct table *table, struct error *err);

/* CSV (csv.h) of the first sheet alone; its lines above the headings, hidden columns and charts are left out. Free with table_csv_free(). */
struct table *table_csv_new(struct strbuf *out);
void table_csv_free(struct table *table);

/* A self-contained HTML file, each table with its charts before it; it reads without scripts, sorts with a small one. Always freed by
 * table_html_close(), which writes its end. */
struct table *table_html_open(struct strbuf *out, const struct table_book *book);
void table_html_close(struct table *table);

#endif
