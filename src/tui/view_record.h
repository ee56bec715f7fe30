/* view_record.h — what the files of a record's form share. */
#ifndef TENKEN_TUI_VIEW_RECORD_H
#define TENKEN_TUI_VIEW_RECORD_H

#include "tenken/app/registers.h"
#include "views.h"

/* Rows of the form: fields by their index; behind them the verdicts, ROW_VERDICT + index in the ledger's verdicts. */
enum { RECORD_ROW_VERDICT = 1000 };

struct view_record {
	struct view view;
	size_t owner;
	char *id; /* the record is found by it: indices change when others write */
	size_t *rows;
	struct list list;
	struct page page;
	size_t from;
};

/* Index in the ledger's facts; SIZE_MAX: somebody has removed it. */
size_t view_record_index(const struct view_record *self, const struct shell *shell);
const struct register_kind *view_record_kind(const struct view_record *self, const struct shell *shell);
/* The field under the cursor, or SIZE_MAX. */
size_t view_record_field(const struct view_record *self);
void view_record_rebuild(struct view_record *self, const struct shell *shell);

/* view_record_draw.c */
void view_record_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right);
void view_record_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows);

/* view_record_verdict.c: unfolds a verdict, by its index in the ledger's: record, fields, values, clauses. */
void view_record_open_verdict(struct shell *shell, size_t at);

/* view_record_edit.c: asks for the value of the field; sets it to yes, no (not done, none) or unknown. */
void view_record_edit(struct view_record *self, struct shell *shell, size_t field);
void view_record_set(struct view_record *self, struct shell *shell, size_t field, enum truth truth);
/* view_record_classify.c: a dialogue of yes/no questions that finds the classes of an information asset, shows what handling they
 * demand, and writes them into the record. */
void view_record_classify(struct view_record *self, struct shell *shell);
/* Why not, or NULL. */
const char *view_record_why_not_classify(const struct view_record *self, const struct shell *shell);
/* Saves one value (taken over; NULL: not known) and says so. */
bool view_record_save(struct view_record *self, struct shell *shell, size_t field, struct json *value);

#endif
