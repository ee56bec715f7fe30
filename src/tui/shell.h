/* shell.h — what the files of the shell share: the stack, the frame around a view, and the drafts of prompts. */
#ifndef TENKEN_TUI_SHELL_H
#define TENKEN_TUI_SHELL_H

#include "tenken/base/progress.h"
#include "tenken/tui/view.h"

struct bar_place { /* of the key bar, for clicks */
	enum action_id id;
	int first_col, end_col;
};

struct draft { /* what was typed in a prompt that was cancelled */
	char *key;
	char *text;
};

struct shell_private {
	struct view **views; /* the top one last */
	size_t views_count;
	struct view **gone; /* popped while an event is being done: freed behind it */
	size_t gone_count;
	const struct view *help; /* the help screen, while it is open */
	enum style message_style;
	char *message; /* NULL: none */
	char *why;     /* what a why_not() composed last */
	bool leaving;
	bool hung_up; /* that is why */
	int bar_row;
	struct bar_place bar[ACTION_BAR_MAX];
	size_t bar_count;
	struct draft *drafts;
	size_t drafts_count;
	struct progress_clock progress;
	enum { TYPING_NOTHING, TYPING_LINE, TYPING_TEXT } typing; /* the prompt that is drawn takes letters as text, and ends by Enter or Ctrl-S */
};

/* shell_progress.c: a progress_watch; `context` is the shell. */
bool shell_watch(void *context, const char *what, size_t done, size_t total);

/* The top view, or NULL. */
struct view *shell_top(const struct shell *shell);
/* Why the action cannot be done now, or NULL. */
const char *shell_why_not(struct shell *shell, enum action_id action);
void shell_clear_message(struct shell *shell);
/* Of an event that means nothing on the top view: what to do instead, where something was typed. */
void shell_unknown_key(struct shell *shell, const struct term_event *event);

/* Draws a frame but for its last `panel_rows` rows, which a prompt draws (0: the key bar stands there), and leaves the flush
 * to the caller. *panel_top gets the panel's first row. False when the window is too small: then a notice has been drawn. */
bool shell_frame(struct shell *shell, struct canvas *canvas, int panel_rows, int *panel_top);
/* The next event for a prompt; false on hang-up (which the shell remembers). */
bool shell_next_event(struct shell *shell, struct term_event *event);
/* The same; a TERM_TIMEOUT when nothing came for `timeout_ms` (-1: for ever). */
bool shell_next_event_within(struct shell *shell, struct term_event *event, int timeout_ms);

/* prompt_choice.c: the keys of a prompt in the last row, as pairs of key and name. */
void prompt_draw_keys(const struct canvas *canvas, const char *const *pairs, size_t count);
/* Whether it is Enter or Esc itself: not one of the other keys that open and go back elsewhere. */
bool prompt_is_left(const struct term_event *event);
/* Whether it is Esc itself. */
bool prompt_is_stopped(const struct term_event *event);
/* prompt_action.c: one of the actions of `context`, found by its name; ACTION_NONE when it was left. */
enum action_id prompt_action(struct shell *shell, enum context context);

/* What was typed and not yet saved, by key, also after a restart; NULL when there is none. Caller frees. */
char *shell_load_draft(const struct shell *shell, const char *key);
/* Keeps `text` for the next time; NULL: forgets. In memory alone where the database is not there yet or cannot be written. */
void shell_keep_draft(struct shell *shell, const char *key, const char *text);
/* Tries again with those that are in memory alone; false when some still are. */
bool shell_drafts_are_kept(struct shell *shell);

/* Does the action on the top view, as its key does; or says why not. */
void shell_do(struct shell *shell, enum action_id action);
/* view_help.c: the keys of the screen `about`, of which the one that is picked is done on the view below. */
struct view *view_help_new(struct shell *shell, enum context about);

#endif
