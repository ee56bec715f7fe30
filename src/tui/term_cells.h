/* term_cells.h — the picture of a screen as cells, and what of it has to be drawn.
 *
 * Pure: it knows no terminal. Text is put into the picture as ncurses would put it: each character that has a width takes one or two
 * cells, marks go along with it, half of a character that is overwritten becomes a blank. cells_draw() hands out the runs in which
 * the picture differs from the one that was handed out last. */
#ifndef TENKEN_TUI_TERM_CELLS_H
#define TENKEN_TUI_TERM_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/tui/term.h"

enum { CELL_CODEPOINTS = 5 /* one that has a width, and marks: no more than a cell of ncurses holds */ };

struct cell {
	uint32_t text[CELL_CODEPOINTS]; /* text[0] 0: the right half of the cell before */
	struct term_style style;
};

struct cells {
	int rows, cols;
	struct cell *next, *shown;
	bool unknown; /* nothing is known of what is on the screen */
};

/* A picture of blanks, of which nothing is on the screen yet. At least one row and one column. */
void cells_init(struct cells *cells, int rows, int cols);
void cells_release(struct cells *cells);

void cells_erase(struct cells *cells);
/* Puts one line, cut at the right edge by whole clusters. `row` and `col` lie within. */
void cells_put(struct cells *cells, int row, int col, const char *text, struct term_style style, int ambiguous_cols);

/* A run of cells of one style in one row. */
struct cells_run {
	int row, col, cols;
	struct term_style style;
	const char *text; /* UTF-8 */
	size_t len_bytes;
	bool rest_blank; /* there is no text: from here to the edge all is blank */
};
/* Hands out what differs, from the top and from the left, and takes it for shown. */
void cells_draw(struct cells *cells, void (*draw)(void *context, const struct cells_run *run), void *context);

#endif
