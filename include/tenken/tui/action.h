/* action.h — **the** action table: what a key does, where, and what it is called.
 *
 * Dispatch, key bar, help screen and palette come from this one table. Letters first, F-keys as aliases.
 * A full-width letter typed with the IME on acts as the key. A disabled action says why. */
#ifndef TENKEN_TUI_ACTION_H
#define TENKEN_TUI_ACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/tui/term.h"

enum context {
	CONTEXT_HOME = 1 << 0,
	CONTEXT_PROFILE = 1 << 1,
	CONTEXT_LIST = 1 << 2,
	CONTEXT_QUESTION = 1 << 3,
	CONTEXT_TEXT = 1 << 4, /* a scrolled text: help, clause, history, check, report */
	CONTEXT_REGISTERS = 1 << 5, /* the registers there are */
	CONTEXT_RECORDS = 1 << 6,   /* the records of one */
	CONTEXT_RECORD = 1 << 7,    /* the form of one record */
	CONTEXT_START = 1 << 8,     /* who and where one is, before there is a database */
	CONTEXT_FORM = 1 << 9,      /* rows to open on one page: ways of reporting, dialogues */
	CONTEXT_CHECK = 1 << 10,    /* what is missing */
	CONTEXT_ROSTER = 1 << 11,   /* the office's units */
	CONTEXT_UNIT = 1 << 12,     /* what one of them handed in */
	CONTEXT_OFFICE_LIST = 1 << 13, /* what all of them have: plans, exceptions */
	CONTEXT_FIGURES = 1 << 14,    /* their figures, and what is behind those */
	CONTEXT_COMMON = 1 << 15,     /* what is answered centrally */
	CONTEXT_HEAT = 1 << 16,       /* the figures as a grid of cells, which one walks in both directions */
	CONTEXT_NETWORK = 1 << 17,    /* the picture of the network */
	CONTEXT_PLAN = 1 << 18,       /* an improvement plan: rows to open, examples by their digits, undo */
	CONTEXT_ALL = (1 << 19) - 1,
};

enum action_id {
	ACTION_NONE,
	ACTION_UP,
	ACTION_DOWN,
	ACTION_OPEN,
	ACTION_PAGE_UP,
	ACTION_PAGE_DOWN,
	ACTION_FIRST,
	ACTION_LAST,
	ACTION_BACK,
	ACTION_NEXT_OPEN,
	ACTION_PREVIOUS_OPEN,
	ACTION_NEXT,
	ACTION_PREVIOUS,
	ACTION_ANSWER_IMPLEMENTED,
	ACTION_ANSWER_PARTIAL,
	ACTION_ANSWER_NOT_IMPLEMENTED,
	ACTION_ANSWER_NOT_APPLICABLE,
	ACTION_ANSWER_EXCEPTION,
	ACTION_ANSWER_UNSURE,
	ACTION_YES,
	ACTION_NO,
	ACTION_UNKNOWN,
	ACTION_ELEMENT_YES,
	ACTION_ELEMENT_NO,
	ACTION_ELEMENT_NA, /* of the focused element of a question: o, b, m */
	ACTION_NOTE,
	ACTION_REASON,
	ACTION_PLAN,
	ACTION_CLAUSE,
	ACTION_HISTORY,
	ACTION_CONFIRM_PREVIOUS,
	ACTION_UNDO,
	ACTION_REDO,
	ACTION_SEARCH,
	ACTION_JUMP,
	ACTION_FILTER,
	ACTION_PROFILE,
	ACTION_LIST,
	ACTION_CHECK,
	ACTION_REPORT,
	ACTION_CHECK_SHEET,
	ACTION_REGISTERS,
	ACTION_RENAME,
	ACTION_ADD_CHECKLIST,
	ACTION_REMOVE_CHECKLIST,
	ACTION_ADD,
	ACTION_REMOVE,
	ACTION_COMPLETE,
	ACTION_NETWORK,
	ACTION_CLASSIFY,
	ACTION_MISSING,
	ACTION_SUBMIT,
	ACTION_RECEIVE,
	ACTION_JOIN,
	ACTION_COMMON,
	ACTION_DISSENT, /* the section's side of the exchange with the office */
	ACTION_COLLECT,
	ACTION_FILTER_UNITS,
	ACTION_FIGURES,
	ACTION_ACCEPT_CLEAN,
	ACTION_PUBLISH,
	ACTION_CAMPAIGN,
	ACTION_NEW_CODE,
	ACTION_ESCROW,
	ACTION_RESTORE,
	ACTION_CHOOSE_CAMPAIGN,
	ACTION_CELL_LEFT,
	ACTION_CELL_RIGHT,
	ACTION_ROWS,
	ACTION_ROWS_BEFORE,
	ACTION_ORDER,
	ACTION_FILTER_BUREAU,
	ACTION_HANDED_IN,
	ACTION_HEAT_MAP,
	ACTION_OFFICE_REPORT, /* the city's figures */
	ACTION_OFFICE_PLANS,
	ACTION_OFFICE_EXCEPTIONS,
	ACTION_FILTER_URGENT,
	ACTION_ACCEPT,
	ACTION_RETURN, /* the office's */
	ACTION_COMMENT,
	ACTION_PUSH,
	ACTION_PUBLISH_COMMON,
	ACTION_HANDOVER,
	ACTION_LANGUAGE,
	ACTION_TOUR,
	ACTION_PALETTE,
	ACTION_HELP,
	ACTION_QUIT,
	ACTIONS
};

struct action_key {
	enum key key;       /* KEY_NOTHING: `codepoint` */
	uint32_t codepoint;
	unsigned except;    /* contexts in which it is another's: the keys to left and right, where there is something to walk over */
};

struct action {
	enum action_id id;
	const char *name;       /* stable English id: "next-open" */
	struct action_key keys[4]; /* the first is shown */
	unsigned contexts;      /* where it works */
	unsigned bar;           /* in which contexts it stands in the key bar (help last; 7 are shown at most) */
	const char *label;      /* N_(): short, for the key bar */
	const char *help;       /* N_(): one sentence, for the help screen */
	const char *shown;      /* what the key bar shows in place of the first key ("1-5 0"), or NULL */
};

extern const struct action actions[ACTIONS];

/* The action that `event` means in `context`; ACTION_NONE for none. Full-width letters and digits count as theirs. */
enum action_id action_of(const struct term_event *event, enum context context);
/* The half-width letter of a full-width one (ｎ → n, １ → 1, ideographic space → space); others unchanged. */
uint32_t action_half_width(uint32_t codepoint);
/* The name of its first key as shown: "n", "Enter", "Ctrl-R"; into `buf`. "" when it has none. */
const char *action_key_name(enum action_id id, char buf[16]);
/* The name of its key number `key` (from 0); "" when it has not so many. */
const char *action_nth_key_name(enum action_id id, size_t key, char buf[16]);

enum action_fit { ACTION_FITS_NOT, ACTION_FITS_OTHERWISE, ACTION_FITS_LABEL, ACTION_FITS_KEY };
/* Whether `typed` may mean the action: part of its label or sentence in any language, of its id, or of the other words for it, in
 * kanji, kana or romaji of any spelling from the beginning of a word (shu, syu); or its key. What fits its key fits best, then
 * what fits its label in the current language. */
enum action_fit action_fits(enum action_id id, const char *typed);

/* How many may stand in a key bar, some of which cannot be done at the time; how many are shown. */
enum { ACTION_BAR_MAX = 12, ACTION_BAR_SHOWN_MAX = 7 };
/* The actions of the key bar of `context` in the order in which they stand there, help last; returns how many. */
size_t action_bar(enum context context, enum action_id ids[ACTION_BAR_MAX]);

#endif
