/* term_backend.h — what stands behind term.h: one table of operations for each kind of terminal.
 *
 * ncurses and the byte stream (VT sequences written by ourselves; for tests, and where nothing else is at hand) get bytes from the
 * terminal, which term_bytes.c reads; the console of Windows gets events. */
#ifndef TENKEN_TUI_TERM_BACKEND_H
#define TENKEN_TUI_TERM_BACKEND_H

#include <stdint.h>

#include "term_input.h"
#include "tenken/tui/term.h"

/* The head of every back-end's own struct. */
struct term {
	const struct term_backend *backend;
	int rows, cols;
	int ambiguous_cols;
	bool colour, mouse;
	int cursor_row, cursor_col;
	bool cursor_shown;
	/* of bytes only: */
	struct term_input input;
	int64_t last_input_ms;
	bool probing; /* the cursor report has not come yet; it may be late */
};

struct term_backend {
	struct term *(*open)(const struct term_options *options, struct error *err);
	void (*close)(struct term *term);
	void (*erase)(struct term *term);
	void (*put)(struct term *term, int row, int col, const char *text, struct term_style style);
	void (*flush)(struct term *term); /* the cursor is within the screen */
	void (*read)(struct term *term, struct term_event *event, int timeout_ms);
	/* of bytes only, called by term_bytes.c: */
	void (*leave)(struct term *term);       /* gives the terminal back for the time being */
	void (*enter)(struct term *term);       /* takes it again */
	void (*update_size)(struct term *term); /* and forgets what is on the screen: terminals lay it out anew */
	void (*set_ambiguous)(struct term *term, int ambiguous_cols); /* also forgets */
};

extern const struct term_backend term_ncurses, term_stream, term_console;

/* Prints ─ and asks where the cursor is then, to know how wide characters of ambiguous width are. */
void term_bytes_probe_ambiguous(struct term *term);
/* The operation `read`. */
void term_bytes_read(struct term *term, struct term_event *event, int timeout_ms);

/* ERROR_USAGE, with --plain as the way out. Returns NULL. */
struct term *term_refuse_no_terminal(struct error *err);

#endif
