/* draw.h — rows of text, laid out for any width; the words in which screens are drawn.
 *
 * A canvas is the terminal with its measures. Every function cuts by columns, never splits a character, and sends text
 * through text_safe(). Nothing is drawn to the right of free text, and there are no right-hand borders, so that a terminal
 * with other widths cannot break the picture. */
#ifndef TENKEN_TUI_DRAW_H
#define TENKEN_TUI_DRAW_H

#include "tenken/base/text.h"
#include "tenken/tui/theme.h"

enum { CANVAS_MIN_ROWS = 12, CANVAS_MIN_COLS = 40 };

struct canvas {
	struct term *term;
	int rows, cols;
	int ambiguous_cols;
	bool ascii;
};
void canvas_init(struct canvas *canvas, struct term *term, bool ascii); /* takes the present size */

/* Draws `text` from (row, col), at most `width_cols` (cut with …). Returns the columns used. */
int draw_text(const struct canvas *canvas, int row, int col, int width_cols, const char *text, enum style style);
/* The same, right-aligned in [col, col + width_cols). */
int draw_right(const struct canvas *canvas, int row, int col, int width_cols, const char *text, enum style style);
/* Wraps `text` (禁則) into at most `max_rows` rows from `row`, the last of which ends with … where its sentence would go on; returns
 * the rows used. `skip_rows` leaves out the first. */
int draw_paragraph(const struct canvas *canvas, int row, int col, int width_cols, int max_rows, int skip_rows,
                   const char *text, enum style style);
/* How many rows draw_paragraph() would use. */
int draw_paragraph_rows(const struct canvas *canvas, int width_cols, const char *text);
/* A full-width rule ─ (or - in ASCII). */
void draw_rule(const struct canvas *canvas, int row);
/* The answer's kanji (or letter with --ascii): 2 columns, in its style. */
void draw_answer(const struct canvas *canvas, int row, int col, enum answer answer);
/* Draws `text` as draw_text() with every occurrence of `search` (folded) in STYLE_MATCH. */
int draw_matches(const struct canvas *canvas, int row, int col, int width_cols, const char *text, const char *search,
                 enum style style);

#endif
