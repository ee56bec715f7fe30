/* check_sheet.h — the check sheet, which goes round where no terminal is: handing it out, and taking in what came back.
 *
 * What comes back is held against what stood when it was handed out and against what stands now, field by field. A cell that was left
 * as it was, or is empty, changes nothing; one that was changed is taken, unless somebody has changed the same field since: that is a
 * conflict, and is only overwritten when it is asked for. All or nothing: first the whole sheet is read, every defect with its cell;
 * then all is written in one transaction. Format: docs/formats.md "Check sheet". */
#ifndef TENKEN_APP_CHECK_SHEET_H
#define TENKEN_APP_CHECK_SHEET_H

#include "tenken/app/workplace.h"

/* Writes the checklist to `path` as an Excel sheet (0600); what stood there before stays when it fails. Errors: ERROR_STORAGE. */
bool check_sheet_export(struct workplace *workplace, const struct checklist *checklist, const char *path,
                        struct error *err);

/* The name that the program proposes: 点検シート_令和8年度_市民課_機密性3C.xlsx. Caller frees. */
char *check_sheet_name(const struct workplace *workplace, const struct checklist *checklist);

enum check_result {
	CHECK_SAME,     /* what stands already, or nothing was filled in */
	CHECK_NEW,      /* nothing stood there */
	CHECK_CHANGED,  /* differs from what stands, which is still what was handed out */
	CHECK_CONFLICT, /* differs from what stands, and that has been changed since the sheet was handed out */
	CHECK_RESULTS
};
const char *check_result_code(enum check_result result);  /* "same" … */
const char *check_result_label(enum check_result result); /* in the current language */

struct check_change {
	char *field;     /* "answer", "note", "elements.a", "due" … */
	char *label;     /* what the sheet calls it, in the current language */
	char *from, *to; /* as the sheet shows them; "" for nothing */
	bool conflicts;
};
/* One question. */
struct check_row {
	size_t number; /* of its row in the sheet, as Excel counts */
	struct checklist *checklist;
	size_t item;
	int revision; /* of what stands, which it was held against */
	enum check_result result;
	struct check_change *changes;
	size_t changes_count;
	char *from_sheet;         /* the file by whose taking in what stands was written, or NULL */
	char *note;               /* why something in it was not taken; NULL: all was */
	struct response response; /* as it will stand */
	char *why_moved;          /* why its due date moves, or NULL */
};
struct check_sheet {
	char *name;             /* of the file */
	struct check_row *rows; /* in the order of the sheet */
	size_t count;
	size_t counts[CHECK_RESULTS];
};
void check_sheet_release(struct check_sheet *sheet); /* zeroed is fine */

/* Reads a sheet that came back: .xlsx, or saved as CSV in UTF-8 or CP932. It stays bound to the workplace. Errors: ERROR_INPUT, one
 * line for each defect, with its cell; those of file_read(). On error `sheet` is empty. */
bool check_sheet_read(struct check_sheet *sheet, struct workplace *workplace, const char *path, struct error *err);

/* What would be written, in the current language: for each row that is not the same, what it changes, and by whom and when that was written
 * which stands; then how many there are of each. Appended, a line each. */
void check_sheet_describe(struct strbuf *out, const struct check_sheet *sheet);

/* Writes all that is new or changed. Errors: ERROR_CONFLICT when there are conflicts and not `replace`, or somebody has answered since the
 * sheet was read; those of workplace_record(). Nothing is changed then. */
bool check_sheet_write(struct check_sheet *sheet, struct workplace *workplace, bool replace, struct error *err);

#endif
