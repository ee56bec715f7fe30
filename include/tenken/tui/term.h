/* term.h — the terminal, as small as screens need it.
 *
 * Open, size, put text at a cell, cursor, flush, read an event with a time limit, close. The back-end behind it is chosen at
 * build time (term_ncurses.c today; Windows' console and a byte stream later), and no curses header is seen outside it.
 * Rows and columns are counted from 0. What is drawn goes into a picture that term_flush() compares with the one on the
 * screen, so drawing everything anew costs only what changed. Text must have gone through text_safe(). */
#ifndef TENKEN_TUI_TERM_H
#define TENKEN_TUI_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "tenken/base/error.h"

struct term;

enum key {
	KEY_NOTHING, KEY_RETURN, KEY_ESCAPE, KEY_TABULATOR, KEY_BACK_TABULATOR, KEY_BACKSPACE_, KEY_DELETE_, KEY_INSERT_,
	KEY_ARROW_UP, KEY_ARROW_DOWN, KEY_ARROW_LEFT, KEY_ARROW_RIGHT, KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_HOME_, KEY_END_,
	KEY_F1_, KEY_F2_, KEY_F3_, KEY_F4_, KEY_F5_, KEY_F6_, KEY_F7_, KEY_F8_, KEY_F9_, KEY_F10_, KEY_F11_, KEY_F12_,
	KEY_KINDS
};

enum term_event_kind {
	TERM_TIMEOUT, /* nothing came within the limit */
	TERM_KEY,     /* `key` */
	TERM_TEXT,    /* `codepoint`; control letters as such: Ctrl-R is 0x12 */
	TERM_PASTE,   /* `paste`: the pasted text (bracketed paste), valid until the next event */
	TERM_RESIZE,  /* the size has changed: ask term_size() and draw everything */
	TERM_CLICK,   /* `row`, `col`; `clicks` 1 or 2 */
	TERM_WHEEL,   /* `step` -1 up, 1 down; `row`, `col` */
	TERM_HANGUP,  /* SIGHUP, SIGTERM, or the terminal is gone: leave */
};

struct term_event {
	enum term_event_kind kind;
	enum key key;
	bool alt;  /* with Alt, or ESC directly before */
	bool ctrl; /* of a TERM_KEY: with Ctrl (Ctrl-Left …); a control letter is a TERM_TEXT of its own */
	uint32_t codepoint;
	const char *paste;
	int row, col, clicks, step;
};

enum term_colour { TERM_DEFAULT, TERM_BLACK, TERM_RED, TERM_GREEN, TERM_YELLOW, TERM_BLUE, TERM_MAGENTA, TERM_CYAN, TERM_WHITE };

struct term_style {
	enum term_colour colour; /* of the text; the background stays the terminal's */
	bool bold, underline, reverse, dim;
};

struct term_options {
	bool colour;         /* false for --no-color, NO_COLOR */
	bool mouse;
	bool ascii;          /* no line drawing: the caller draws with - and | */
	int ambiguous_cols;  /* 1, 2, or 0: measure at opening by printing ─ and asking for the cursor; no answer: 1 */
};

/* Takes the terminal of standard input and output. Errors: ERROR_USAGE, when there is none, TERM is unknown or "dumb"; the
 * message offers --plain and the commands. term_close() gives the terminal back, also after a signal; NULL is fine. */
struct term *term_open(const struct term_options *options, struct error *err);
/* Whether term_open() has something to open: there is a terminal that can do more than print lines, or a stream of bytes is asked for. */
bool term_may_open(void);
void term_close(struct term *term);
/* For mem_set_exit_hook() and crashes: gives back whatever terminal is open; allocates nothing. */
void term_emergency_close(void);

void term_size(const struct term *term, int *rows, int *cols);
int term_ambiguous_cols(const struct term *term);
bool term_has_colour(const struct term *term);

/* Empties the picture (the screen changes at the next flush only where it differs). */
void term_erase(struct term *term);
/* Puts `text` (one line) at row and column, cut at the right edge by whole clusters; what would begin outside is left out. */
void term_put(struct term *term, int row, int col, const char *text, struct term_style style);
/* Where the real cursor stands after the flush (screen readers, IME): on the focused row. Visible always, or hidden. */
void term_cursor(struct term *term, int row, int col, bool visible);
/* Sends what changed. */
void term_flush(struct term *term);

/* Waits for the next event, at most `timeout_ms` (-1: for ever). A lone Esc is reported within 30 ms. */
void term_read(struct term *term, struct term_event *event, int timeout_ms);

#endif
