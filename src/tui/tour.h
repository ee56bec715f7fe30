/* tour.h — the practice: ten steps through the real screens, in a made-up section (practice.h).
 *
 * A tour is a shell of its own with the practice's workplace. The shell asks it three things and nothing else: how many rows it
 * takes below the title and to draw them (tour_rows(), tour_draw()), after each event whether something was done
 * (tour_look()), and what is not for practising (tour_why_not()). The screens do not know of it. What the steps are, what they
 * say on which screen, and how it is seen that one is done stands in tour_steps.c, as data. */
#ifndef TENKEN_TUI_TOUR_H
#define TENKEN_TUI_TOUR_H

#include "shell.h"
#include "tenken/app/practice.h"

enum { TOUR_CUES_MAX = 6 };

/* Where one is, as far as it matters to what is to be said: a context, or one of these. */
enum {
	TOUR_LINE = 1 << 26,     /* a prompt is open: one line is typed */
	TOUR_TEXT = 1 << 27,     /* a text of several lines is, in which Enter ends nothing */
	TOUR_CHOICE = 1 << 28,   /* something is chosen */
	TOUR_ANSWERED = 1 << 29, /* on a question that was answered before the step */
	TOUR_NEW = 1 << 30,      /* on a question, and in this step one was answered */
};

/* What is said where. In the texts `{next-open}` stands for the key of that action, `{register}` `{record}` `{field}` for what
 * the practice's record is called. */
struct tour_cue {
	unsigned contexts; /* and the like */
	const char *text;  /* N_() */
};

struct tour {
	struct practice practice;
	size_t step;              /* of tour_steps; tour_steps_count: all are done */
	size_t verdicts;          /* that were decided when it began */
	size_t answered;          /* questions that were when the step began */
	const struct view *left;  /* the screen on which the step before was done, until it is left */
	int asked;                /* for how many events more it is known that Esc ends it */
	bool done_now;            /* the last event did it */
};

struct tour_step {
	const char *title; /* N_() */
	const char *way;   /* N_(): all of it in a sentence or two, for where there is no screen */
	const char *line;  /* what does the same without a screen; not translated */
	struct tour_cue cues[TOUR_CUES_MAX];
	bool (*done)(const struct tour *tour, const struct shell *shell);
	bool needs_record; /* left out where the practice has none */
};
extern const struct tour_step tour_steps[];
extern const size_t tour_steps_count;

/* How many verdicts of the registers are decided. */
size_t tour_decided(const struct workplace *workplace);
/* Where one is; `prompt`: in a prompt. */
unsigned tour_place(const struct tour *tour, const struct shell *shell, bool prompt);
/* What the step says there. Borrowed; never NULL. */
const char *tour_cue(const struct tour_step *step, unsigned place);
/* Appends `text` with keys and names for what stands in braces; `tour` may be NULL, then the names of the record stay general. */
void tour_fill(struct strbuf *out, const struct tour *tour, const char *text);

/* --- what the shell asks --- */

/* The rows that it takes when a prompt takes `panel_rows` (0: there is none). */
int tour_rows(const struct shell *shell, const struct canvas *canvas, int panel_rows);
void tour_draw(const struct shell *shell, const struct canvas *canvas, int top, int rows, int panel_rows);
void tour_look(struct shell *shell);
/* There is no screen to go back to: the second time in a row it ends. */
void tour_back(struct shell *shell);
/* NULL, or why the action is not for practising, in the current language. */
const char *tour_why_not(const struct shell *shell, enum action_id action);

/* --- going through it --- */

/* On `term`, until it is left; of `options` only the pack and the day are used. *hung_up: the terminal was lost. Errors: those of
 * practice_begin(). */
bool tour_go(const struct workplace_options *options, struct term *term, bool ascii, bool *hung_up, struct error *err);
/* On top of what `shell` shows; says that it is over, or what went wrong. */
void tour_open(struct shell *shell);

#endif
