/* fake_term.h — term.h over a grid in memory: what was drawn can be looked at, and events are handed in beforehand.
 *
 * It takes the place of the back-end at linking. When no event is left, term_read() says TERM_HANGUP (TERM_TIMEOUT with a
 * time limit), so that loops end. */
#ifndef TENKEN_TESTS_FAKE_TERM_H
#define TENKEN_TESTS_FAKE_TERM_H

#include "tenken/tui/term.h"

/* Free with term_close(). */
struct term *fake_term_new(int rows, int cols, int ambiguous_cols);

/* Events, in the order in which they will be read. In typed text \n is Enter, \t Tab, \b Backspace and \033 Esc. */
void fake_term_key(struct term *term, enum key key);
void fake_term_type(struct term *term, const char *text);
void fake_term_paste(struct term *term, const char *text);
void fake_term_click(struct term *term, int row, int col);
void fake_term_wheel(struct term *term, int step, int row, int col);
void fake_term_resize(struct term *term, int rows, int cols); /* takes effect when it is read */
void fake_term_event(struct term *term, const struct term_event *event);
/* Called each time a time limit passes without an event; NULL: nothing is. */
void fake_term_when_late(struct term *term, void (*look)(int timeout_ms));

/* The picture as of the last flush. A row's text ends with its last character; valid until the next call. */
const char *fake_term_row(struct term *term, int row);
struct term_style fake_term_style(const struct term *term, int row, int col);
void fake_term_cursor(const struct term *term, int *row, int *col, bool *visible);
/* Row in which `text` stands, or -1. */
int fake_term_find(struct term *term, const char *text);
/* How many pictures were flushed; whether `text` stood in one row of any of them. */
int fake_term_flushes(const struct term *term);
bool fake_term_showed(const struct term *term, const char *text);

#endif
