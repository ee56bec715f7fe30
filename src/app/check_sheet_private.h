/* check_sheet_private.h — what the files of the check sheet share. */
#ifndef TENKEN_APP_CHECK_SHEET_PRIVATE_H
#define TENKEN_APP_CHECK_SHEET_PRIVATE_H

#include "tenken/app/check_sheet.h"
#include "tenken/base/csv.h"
#include "tenken/base/workbook.h"
#include "tenken/report/check_sheet.h"
#include "workplace_private.h"

/* --- check_sheet_table.c: the file as a table --- */

struct check_table {
	const char *name; /* of the file; borrowed */
	struct csv csv;
	struct csv rows; /* from the row of the headings on; borrowed from csv */
	struct workbook_merges merges;
	int columns[CHECK_COLUMNS]; /* -1: there is none */
};
/* Reads an Excel file or a CSV. Errors: ERROR_INPUT with the place: no check sheet, a column that is gone or stands there twice, cells of
 * several rows that are merged. In any case it is to be released. */
bool check_table_read(struct check_table *table, const char *bytes, size_t len_bytes, const char *name, struct error *err);
void check_table_release(struct check_table *table);
/* What stands there; "" for nothing. Borrowed. */
const char *check_cell(const struct check_table *table, const struct csv_row *row, enum check_column column);

/* --- check_sheet_words.c: what people write into the cells --- */

/* ○, 〇, 適, implemented, できている …, in any width. Errors: ERROR_INPUT with what there is. */
bool check_answer_parse(enum answer *answer, const char *cell, struct error *err);
bool check_element_parse(enum element_answer *answer, const char *cell, struct error *err);
bool check_preventive_parse(bool *preventive, const char *cell, struct error *err);

/* --- check_sheet_place.c: whether a row stands where it belongs --- */

/* Whether code and name are the section's, or what it was called earlier in this year's round. */
bool check_is_own(const struct workplace *workplace, const char *code, const char *unit);

/* Whether what stands visibly in the row is the question (or with `element` its item, else SIZE_MAX) that its hidden columns name. It is
 * when it is worded so in either language; where the wording was touched and is no other question's, when the number is the question's.
 * What is empty says nothing. */
bool check_shows_question(const struct check_row *row, size_t element, const char *number, const char *statement);

/* --- check_sheet_compare.c: what a question's rows change --- */

/* The cells of one question, and of its items. Borrowed; "" where there is nothing. */
struct check_cells {
	const char *of[CHECK_COLUMNS];
	const char *elements[ELEMENTS_MAX];
	size_t number, element_numbers[ELEMENTS_MAX]; /* of the rows; 0: there is none */
	const struct csv_row *element_rows[ELEMENTS_MAX];
	int revision;
};
/* Notes a defect of a cell. */
typedef void check_defect(void *reading, enum check_column column, size_t number, const char *message);
/* Fills result, changes, note, response and why_moved of the row, whose checklist and item are set. */
void check_row_compare(struct check_row *row, struct workplace *workplace, const struct check_cells *cells,
                       check_defect *defect, void *reading);

/* --- check_sheet_taken.c: which answers came from a sheet --- */

/* Keeps that what stands at the row's question came from the file. Within the transaction that there is. */
bool check_keep_taken(const struct check_row *row, const struct workplace *workplace, const char *file, struct error *err);
/* The file from which what stands there came, or NULL. Caller frees. */
char *check_taken_from(const struct check_row *row, const struct workplace *workplace);

/* --- check_sheet_text.c: the preview --- */

/* The beginning of a question's or an item's wording, by which one knows it again. Appended. */
void check_add_beginning(struct strbuf *out, const struct bilingual *text);

#endif
