/* editor.h — the text one is writing: a line, or several.
 *
 * The model behind prompts and forms: text, cursor, undo, and what the keys do to them; it draws nothing. The cursor stands
 * between grapheme clusters, so that 葛 with a variation selector or が as two code points is one step. What is typed or
 * pasted is cleaned: control characters and those that text_safe() would have to show as <U+202E> do not get in, so that
 * what is seen is what is written; \r\n becomes \n, and in one line \n and tab become a space.
 *
 * Keys: ← → Ctrl-B Ctrl-F; by words Ctrl-← Ctrl-→ Alt-B Alt-F; Home End Ctrl-A Ctrl-E; ↑ ↓ Ctrl-P Ctrl-N by columns of the
 * wrapped text; Backspace, Delete, Ctrl-D; Ctrl-W Alt-Backspace the word before, Alt-D the one behind; Ctrl-K to the end of
 * the line; Ctrl-U the whole line; Ctrl-Y what was cut last; Ctrl-Z Ctrl-_ undo, Ctrl-R what was undone. */
#ifndef TENKEN_TUI_EDITOR_H
#define TENKEN_TUI_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/tui/term.h"

enum { EDITOR_LIMIT_CHARS = 4000, EDITOR_WARN_CHARS = 200 };

struct editor_step { /* a state to which undo returns */
	char *text;
	size_t cursor_byte;
};

struct editor {
	struct strbuf text;
	size_t cursor_byte;
	bool multiline;
	bool changed;       /* since editor_init(): the text differs from what it began with */
	size_t limit_chars; /* code points */
	bool refused;       /* the last event would have passed the limit: what did not fit was left out */
	bool cleaned;       /* the last event held characters that were left out */
	int width_cols;     /* the text is wrapped into; set by editor_set_width() */
	int ambiguous_cols;
	/* private */
	char *first;   /* the text it began with, for `changed` */
	char *killed;  /* for Ctrl-Y */
	bool killing;  /* the last key cut: the next cut is added */
	int goal_cols; /* column that ↑ ↓ aim at; -1: none */
	int typing;    /* kind of the last edit, so that a word typed is one step of undo */
	struct editor_step *steps;
	size_t steps_count;
	struct editor_step *undone; /* to which Ctrl-R returns, until the next edit */
	size_t undone_count;
};

/* Begins with `text` (NULL: empty), the cursor at its end. Release with editor_release(). */
void editor_init(struct editor *editor, const char *text, bool multiline);
void editor_release(struct editor *editor);
/* The columns that the text is wrapped into (one more is needed for the cursor behind a full row); default 78 and 1. */
void editor_set_width(struct editor *editor, int width_cols, int ambiguous_cols);

/* Does what the event means; false when it means nothing here (Enter in one line, Esc, F-keys, Tab …). */
bool editor_event(struct editor *editor, const struct term_event *event);
/* Replaces the whole text as one step of undo. */
void editor_replace(struct editor *editor, const char *text);

/* Code points in the text; how many more fit. */
size_t editor_chars(const struct editor *editor);
size_t editor_room_chars(const struct editor *editor);

/* The text as rows of at most width_cols columns (one row, unwrapped, for a single line), and where the cursor stands among
 * them. A row's text is [start_byte, start_byte + len_bytes). Release with text_lines_release(). */
void editor_layout(const struct editor *editor, struct text_lines *rows, size_t *cursor_row, int *cursor_col);

#endif
