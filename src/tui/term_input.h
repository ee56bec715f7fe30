/* term_input.h — what a terminal sends, read byte by byte into events.
 *
 * Pure: bytes go in, events come out; it knows no terminal and no clock. One table serves every terminal that is supported:
 * their sequences do not contradict each other. A sequence that is not known is swallowed whole, because its digits, taken
 * for keys, would answer questions. Keys of which only the first bytes have come wait for the rest: a lone Esc
 * ESCAPE_PATIENCE_MS, anything that has more than Esc longer, so that a slow line does not tear it. */
#ifndef TENKEN_TUI_TERM_INPUT_H
#define TENKEN_TUI_TERM_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/str.h"
#include "tenken/tui/term.h"

enum {
	INPUT_BYTES = 4096,
	ESCAPE_PATIENCE_MS = 10, /* a terminal writes a key in one go; of what a slow line tears, the rest is understood */
	SEQUENCE_PATIENCE_MS = 300,
	PASTE_PATIENCE_MS = 2000,
	DOUBLE_CLICK_MS = 400,
	SIDE_MAX = 1000, /* rows or columns of the largest terminal that is believed in */
	PASTE_LIMIT_BYTES = 1 << 18, /* more than any text may hold; the rest of such a paste is left out */
};

struct term_input {
	bool utf8; /* false: bytes over 0x7f are left out */
	bool sizes; /* set by whoever has asked the terminal to tell its size among the bytes; else what looks so is nothing */
	char bytes[INPUT_BYTES];
	size_t len_bytes;
	bool pasting;
	struct strbuf paste;
	bool after_escape; /* the last event was an Esc for want of more: what follows may be its torn rest */
	bool reported;     /* a cursor report has come: */
	int report_col;    /* from 1 */
	int rows, cols;    /* the size that was told last; 0 before */
	int64_t last_click_ms;
	int last_click_row, last_click_col;
};

void term_input_init(struct term_input *input, bool utf8);
void term_input_release(struct term_input *input);

/* Room for more bytes; never 0 after term_input_next() has said INPUT_NONE or INPUT_WAITS. */
size_t term_input_room_bytes(const struct term_input *input);
/* Appends at most as many bytes as there is room for. */
void term_input_add(struct term_input *input, const char *bytes, size_t len_bytes);

enum input_state {
	INPUT_NONE,  /* nothing there */
	INPUT_WAITS, /* something has begun: wait term_input_patience_ms() for more */
	INPUT_EVENT, /* *event is set; TERM_RESIZE: rows and cols are new */
};
/* The next event. `no_more`: the waiting is over, what is there is all there is. event->paste is valid until the next call. */
enum input_state term_input_next(struct term_input *input, bool no_more, struct term_event *event);
int term_input_patience_ms(const struct term_input *input);

/* Sets event->clicks to 2 when the TERM_CLICK *event, come at `now_ms` of a clock that only goes forward, is the second on its spot
 * within DOUBLE_CLICK_MS. */
void term_input_count_click(struct term_input *input, struct term_event *event, int64_t now_ms);

/* Takes a cursor report (ESC [ row ; col R) out from wherever it stands among the bytes, leaving the keys around it. */
bool term_input_take_report(struct term_input *input);

#endif
