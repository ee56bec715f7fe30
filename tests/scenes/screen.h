/* screen.h — what a person would see: the terminal of libvterm, fed with a program's bytes.
 *
 * Rows and columns are counted from 0. Besides the picture it keeps watch over what no screen may show: raw control, bidi and
 * zero-width characters, bytes that are no UTF-8 (screen_trouble()), and characters of two columns cut in half.
 *
 * Widths are those of libvterm's own table. With `ambiguous_cols` 2, the characters that Unicode calls ambiguous take two
 * columns instead of one, as in many East Asian terminals; the table of those is made from Unicode's data, not from the
 * program's. One screen at a time in a process: the setting is libvterm's, not the screen's. */
#ifndef TENKEN_TESTS_SCREEN_H
#define TENKEN_TESTS_SCREEN_H

#include <stdbool.h>
#include <stdio.h>
#include <vterm.h>

/* What the terminal sends to the program: keys, mouse, paste, answers to questions. */
typedef void screen_sink(const char *bytes, size_t len_bytes, void *user);

struct screen {
	VTerm *vterm;
	VTermScreen *cells;
	int rows, cols;
	screen_sink *sink;
	void *user;
	bool answers; /* whether it answers questions such as ESC [ 6 n */
	bool feeding;
	bool foreign; /* the program writes in another encoding than UTF-8: rows are not measured */
	bool alternate, cursor_visible;
	int mouse;
	char trouble[160];              /* the first thing that no screen may show; "" for none */
	unsigned long codepoint, least; /* a character of which `missing` bytes have still to come */
	int missing;
	char sequence; /* within a control sequence: ESC, '[' (until its last byte), '(' (one more), ']' (until BEL); 0: in text */
};

enum screen_attribute { SCREEN_BOLD, SCREEN_UNDERLINE, SCREEN_REVERSE, SCREEN_COLOUR };

void screen_open(struct screen *screen, int rows, int cols, int ambiguous_cols, screen_sink *sink, void *user);
void screen_close(struct screen *screen);
void screen_feed(struct screen *screen, const char *bytes, size_t len_bytes);
void screen_resize(struct screen *screen, int rows, int cols);

/* The text of a row without the blanks at its end. Caller frees. */
char *screen_row(const struct screen *screen, int row);
/* Where `text` stands first, or in `only_row` when that is not -1. False when nowhere. */
bool screen_find(const struct screen *screen, const char *text, int only_row, int *row, int *col);
/* Whether all characters of the first `text` have the attribute (SCREEN_COLOUR: another colour than the default). */
bool screen_has_attribute(const struct screen *screen, const char *text, enum screen_attribute attribute);
/* Where a colour other than the default is used; false when nowhere. */
bool screen_find_colour(const struct screen *screen, int *row, int *col);
void screen_cursor(const struct screen *screen, int *row, int *col);
/* Whether the cursor stands where the mark of the focus (">" at the left edge) is, on a screen with a line under its title; true
 * where no row bears it, and where something is written under a line further down. */
bool screen_cursor_on_focus(const struct screen *screen);

/* The rows, and where the cursor stands, as text. Caller frees. */
char *screen_picture(const struct screen *screen);
/* The same for a person, with row numbers. */
void screen_dump(const struct screen *screen, FILE *out);

/* What is wrong with the picture as it is now (a character cut in half, something raw), or NULL. Borrowed. */
const char *screen_wrong(struct screen *screen);
/* What the program has left switched on, of what a shell's terminal has off; NULL for nothing. Borrowed. */
const char *screen_left_on(struct screen *screen);

/* Sends a key by its name: Enter, Esc, Up … F12, Ctrl-X, Alt-x, or one character. False when there is no such key. */
bool screen_key(struct screen *screen, const char *name);
/* Sends text as typed. */
void screen_type(struct screen *screen, const char *text);
/* Sends text as pasted: in brackets where the program asked for them. */
void screen_paste(struct screen *screen, const char *text);
/* Presses and lets go the first button. False when the program has not asked for the mouse. */
bool screen_click(struct screen *screen, int row, int col);
/* Turns the wheel by one step, up (-1) or down (1). */
bool screen_wheel(struct screen *screen, int row, int col, int step);

#endif
