/* view_plan.h — what the files of the improvement plan's form share. */
#ifndef TENKEN_TUI_VIEW_PLAN_H
#define TENKEN_TUI_VIEW_PLAN_H

#include "views.h"

enum plan_field {
	FIELD_REASON,
	FIELD_CAUSE,
	FIELD_MEASURE,
	FIELD_PERSON,
	FIELD_DUE,
	FIELD_KIND,
	FIELD_PROGRESS,
	FIELD_DONE,
	FIELDS
};

/* Rows of the form: fields, and behind them the examples of measures as ROW_EXAMPLE + index. */
enum { ROW_EXAMPLE = FIELDS, PROGRESS_SHOWN = 3 };

#define view_plan_due_reason "due moved" /* the id under which it is asked why the due date was moved */

struct view_plan {
	struct view view;
	struct checklist *checklist;
	size_t item;
	int *rows;
	struct list list;
	struct page page;
	size_t from;
	char *unsaved[FIELDS]; /* what was typed and could not be saved */
	char *progress;        /* the last notes, newest first; "" when there is none */
};

const struct question *view_plan_question(const struct view_plan *self);
const struct response *view_plan_response(const struct view_plan *self);
/* 疑: only who finds out, and by when. */
bool view_plan_is_unsure(const struct view_plan *self);
/* The field whose prompts keep what is typed under this id, FIELDS for none; and what it is called, of whatever answer. */
enum plan_field view_plan_find_field(const char *id);
const char *view_plan_field_label(enum plan_field field);
/* Puts the cursor on a field of the form, which is on top, and asks for its text. */
void view_plan_write(struct view *view, struct shell *shell, enum plan_field field);
/* Under which prompt_line() keeps what is typed into it. */
const char *view_plan_field_id(enum plan_field field);
const char *view_plan_label(const struct view_plan *self, enum plan_field field);
const char *view_plan_hint(const struct view_plan *self, enum plan_field field); /* or NULL */
/* The text of a field in a response; NULL for those that are no texts. */
char **view_plan_text(struct response *response, enum plan_field field);
/* Whether the form has the field; whether it is still needed. */
bool view_plan_has(const struct view_plan *self, enum plan_field field);
bool view_plan_misses(const struct view_plan *self, enum plan_field field);
/* Puts the cursor on the first field that is still needed; false when none is. */
bool view_plan_go_missing(struct view_plan *self);
/* Reads the last notes of progress from the history. */
void view_plan_read_progress(struct view_plan *self, struct shell *shell);

/* view_plan_draw.c */
void view_plan_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right);
void view_plan_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows);

/* view_plan_edit.c: the row under the cursor; an example of a measure. */
void view_plan_edit(struct view_plan *self, struct shell *shell);
void view_plan_take_example(struct view_plan *self, struct shell *shell, size_t example);

#endif
