/* check_sheet.h — the check sheet, which goes round where no terminal is: a checklist as an Excel sheet to be filled in.
 *
 * One row a question, and below a question of items one row an item. What is to be filled in is open, all else is protected; behind
 * what people see stand hidden columns by which a row comes back to its place, also when the sheet was sorted or saved as CSV.
 * app/check_sheet.h reads it; docs/formats.md "Check sheet" describes it. Source: 対策基準 11.2.1. */
#ifndef TENKEN_REPORT_CHECK_SHEET_H
#define TENKEN_REPORT_CHECK_SHEET_H

#include "tenken/base/i18n.h"
#include "tenken/report/model.h"

enum check_column {
	CHECK_NUMBER,
	CHECK_CLAUSE,
	CHECK_DUTY,
	CHECK_STATEMENT,
	CHECK_HINT,
	CHECK_PREVIOUS,
	CHECK_ANSWER,
	CHECK_NOTE,
	CHECK_REASON,
	CHECK_CAUSE,
	CHECK_MEASURE,
	CHECK_PERSON,
	CHECK_DUE,
	CHECK_PREVENTIVE,
	CHECK_WHY_MOVED,
	/* hidden: */
	CHECK_CHECKLIST,
	CHECK_QUESTION,
	CHECK_ELEMENT,
	CHECK_REVISION,
	CHECK_PACK,
	CHECK_YEAR,
	CHECK_CODE,
	CHECK_UNIT,
	CHECK_COLUMNS
};
/* What the sheet is called within its file. Borrowed. */
const char *check_sheet_title(enum language language);
/* What stands above the column. Those of hidden columns are the same in every language. Borrowed. */
const char *check_column_title(enum check_column column, enum language language);

/* By which number a question goes on the sheet, from 1. */
size_t check_number(const struct scope *scope, size_t item);
/* The same as the sheet shows it, 問5, and with what it asks, "問5  4.2 ア(1)". Appended. */
void check_add_number(struct strbuf *out, const struct scope *scope, size_t item);
void check_add_place(struct strbuf *out, const struct scope *scope, size_t item);

/* What stands for an answer, for that of an item, for preventive and corrective action; in the current language. */
const char *check_answer_mark(enum answer answer);
const char *check_element_mark(enum element_answer answer);
const char *check_preventive_mark(bool preventive);

/* What a question's row holds beside the report's entry. */
struct check_entry {
	const struct response *response; /* what is to be changed; of a decided question what stands */
	int revision;
	bool decided; /* by registers: its answer is locked */
};
/* Writes the checklist to `path`. `entries`: one for each item of its scope. `round`: the year's round, as CHECK_YEAR holds it. Errors: as
 * table_xlsx_close(). */
bool report_check_sheet(const char *path, const struct report_input *input, const struct report_checklist *checklist,
                        const struct check_entry *entries, const char *round, struct error *err);

#endif
