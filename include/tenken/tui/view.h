/* view.h — a screen is a small table of operations; a new screen is one new file.
 *
 * The shell (shell.c) keeps a stack of views, reads events, asks the action table what they mean, hands the action to the top
 * view, and redraws: erase, title row, rule, the view's body, message row, key bar, cursor, flush. */
#ifndef TENKEN_TUI_VIEW_H
#define TENKEN_TUI_VIEW_H

#include "tenken/app/office.h"
#include "tenken/app/workplace.h"
#include "tenken/tui/action.h"
#include "tenken/tui/draw.h"

struct shell;
struct tour;

struct view;
struct view_ops {
	enum context context;
	/* The breadcrumb (left) and what stands at the right of the title row; both appended, in the current language. */
	void (*title)(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right);
	/* Draws the body into rows [top, top + rows) and sets the cursor (term_cursor). */
	void (*draw)(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows);
	/* Does the action; false when it does not know it (then the shell does: help, quit, back). */
	bool (*act)(struct view *view, struct shell *shell, enum action_id action);
	/* NULL when the action can be done now, else why not, in the current language. May itself be NULL. */
	const char *(*why_not)(struct view *view, struct shell *shell, enum action_id action);
	/* What the key bar writes for the action here, where the table's will not do: sets *keys, *label, or neither. May be NULL. */
	void (*name)(struct view *view, enum action_id action, const char **keys, const char **label);
	/* An event that is no action: text, paste, click, wheel. May be NULL. */
	void (*event)(struct view *view, struct shell *shell, const struct term_event *event);
	/* The fields of the workplace were read anew, or the view came to the top again. May be NULL. */
	void (*refresh)(struct view *view, struct shell *shell);
	/* The program is about to end (q, hang-up), with this view somewhere on the stack: save the place. May be NULL. */
	void (*leave)(struct view *view, struct shell *shell);
	/* What prompts opened on this view are about (checklist and question id): what was typed in a cancelled prompt comes
	 * back only for the same subject. Appended to `out`, in no language. NULL: nothing by which drafts would differ. */
	void (*subject)(struct view *view, struct shell *shell, struct strbuf *out);
	void (*free)(struct view *view);
};

struct view { /* every view begins with this */
	const struct view_ops *ops;
};

struct shell {
	struct workplace *workplace;
	struct term *term;
	bool ascii;
	const struct workplace_options *options; /* with which the database is opened; NULL: it is not known */
	struct office *office; /* the database is an office's; `workplace` is then the unit that is looked at, or NULL */
	size_t unit;           /* which that is: its index on the roster */
	int64_t submission;    /* which of what it handed in: office_submission.seq */
	struct tour *tour;     /* this is a practice, and leads through it (tour.h in src/tui); NULL: it is not */
	bool reopen;           /* the program is left only to open the database anew, by shell_reopen() */
	/* Private to shell.c: stack, message, … */
	struct shell_private *private;
};

/* Borrows both until shell_release(). `workplace` may be NULL while there is none (first start): prompts work without one
 * and without a view. */
void shell_init(struct shell *shell, struct workplace *workplace, struct term *term, bool ascii);
void shell_release(struct shell *shell); /* frees the views; not the workplace, not the terminal */
/* Reads and does events until the program is left: the stack is empty, shell_leave(), or hang-up. */
void shell_run(struct shell *shell);
bool shell_is_leaving(const struct shell *shell); /* also after a hang-up in a prompt */

void shell_push(struct shell *shell, struct view *view); /* takes it over */
/* Frees the top view (once the event at hand is done); the last one leaves the program. */
void shell_pop(struct shell *shell);
void shell_leave(struct shell *shell);
/* Leaves, for the database to be opened again: more has changed in it than the screens can follow. */
void shell_reopen(struct shell *shell);
/* A message on the message row until the next action: what was done (STYLE_SAVED), a warning, an error. */
void shell_say(struct shell *shell, enum style style, const char *fmt, ...) TENKEN_PRINTF(3, 4);
/* Shows the error and releases it. */
void shell_fail(struct shell *shell, struct error *err);
/* Shows at once that what follows takes its time, until the screen is drawn again. */
void shell_say_busy(struct shell *shell);
/* "保存済 14:03:21": only after a commit returned. */
void shell_say_saved(struct shell *shell, const char *at);

/* Prompts on top of the present screen; each runs until answered. They return false on Esc (nothing is lost: what was typed
 * in a cancelled prompt comes back when the same prompt is opened again) and on hang-up. */
/* One line. `id` names the field among those of the view's subject, in no language, so that the draft is found after the language was
 * switched; where the view has no subject, among all. *text (owned, replaced) holds the present value and then the new one. */
bool prompt_line(struct shell *shell, const char *id, const char *label, const char *hint, char **text);
/* The same, and says below the field, as one types, what `understands` says of it: why it will not do (false), or as what it is
 * understood. It is not asked about a blank text. Enter ends it in either case: what will not do is the caller's to refuse. */
bool prompt_line_checked(struct shell *shell, const char *id, const char *label, const char *hint, char **text,
                         bool (*understands)(const void *data, const char *typed, struct strbuf *says), const void *data);
/* For it: a day, as date_parse() takes it, a fiscal year, as date_parse_fiscal_year() does; they say which that is. `data` is not
 * used. */
bool prompt_understands_date(const void *data, const char *typed, struct strbuf *says);
bool prompt_understands_year(const void *data, const char *typed, struct strbuf *says);
/* Several lines: the editor; Ctrl-S or F2 finishes, Esc asks only if something changed. */
bool prompt_text(struct shell *shell, const char *id, const char *label, const char *hint, char **text);
/* After a prompt was finished and its text could not be saved: keeps it, as if the prompt had been cancelled; NULL forgets it.
 * With the view that asked still on top. */
void prompt_keep(struct shell *shell, const char *id, const char *text);
/* One line that is not shown and not kept: a passphrase. NULL on Esc and on hang-up. Free with secret_free(), which wipes it. */
char *prompt_secret(struct shell *shell, const char *label, const char *hint);
/* The same after what was typed was wrong: says why, as a warning. */
char *prompt_secret_again(struct shell *shell, const char *label, const char *wrong);
void secret_free(char *secret);
/* One of several, by key, arrows or mouse; returns its index, or -1. `keys`: one character a choice, NULL: 1, 2, 3 … */
int prompt_choice(struct shell *shell, const char *label, const char *const *choices, size_t count, const char *keys,
                  int present);

/* The screens. */
struct view *view_home_new(struct shell *shell);
struct view *view_profile_new(struct shell *shell);
struct view *view_list_new(struct shell *shell, struct checklist *checklist);
struct view *view_question_new(struct shell *shell, struct checklist *checklist, size_t item);
/* A scrolled text (help, clause, history, report); takes both strings over. */
struct view *view_text_new(char *title, char *text);
struct view *view_check_new(struct shell *shell, struct checklist *checklist);
struct view *view_plan_new(struct shell *shell, struct checklist *checklist, size_t item);
struct view *view_report_new(struct shell *shell);
struct view *view_registers_new(struct shell *shell);
struct view *view_records_new(struct shell *shell, size_t owner);
/* `record`: index in the ledger's facts. */
struct view *view_record_new(struct shell *shell, size_t record);

/* The whole program on a screen: first start when there is no database, then home. Returns the exit status. */
struct tui_options {
	struct workplace_options workplace;
	struct term_options term;
};
int tui_run(const struct tui_options *options);
/* The practice in a made-up section: of `options` the pack and the day are used, no database is looked for. Returns the exit
 * status. */
int tui_tour(const struct tui_options *options);
/* Appends what it leads through as a text, in the current language. */
void tui_tour_text(struct strbuf *out);

#endif
