/* heat.h — the implementation rate of every bureau in every chapter, as a grid whose cells one can walk.
 *
 * The first row is the whole city, the first column all chapters; chapters in which nobody was asked have no column. How far a cell is from
 * 100 % shows in a character behind its figure, the heavier the further, so that it is seen without colours, too. */
#ifndef TENKEN_TUI_HEAT_H
#define TENKEN_TUI_HEAT_H

#include "figures.h"

struct heat {
	const struct city_input *input; /* borrowed, as are the counts */
	const struct city_counts *counts;
	struct tally *city; /* of the whole city, by column */
	size_t *chapters;   /* of each column but the first: index in the pack's chapters */
	size_t rows, cols;
};
void heat_init(struct heat *heat, const struct city_input *input, const struct city_counts *counts);
void heat_release(struct heat *heat); /* zeroed is fine */

const struct tally *heat_tally(const struct heat *heat, size_t row, size_t col);
/* NULL for the whole city. */
const struct city_bureau *heat_bureau(const struct heat *heat, size_t row);
/* ' ' for 100 %, then . : + #; ' ' where there is no rate. */
char heat_shade(struct ratio ratio);
/* What each character means, in the current language. Appended. */
void heat_legend(struct strbuf *out);
/* "83.3:" right-aligned in HEAT_CELL_COLS, a blank before it. */
enum { HEAT_CELL_COLS = 7 };
void heat_cell(struct strbuf *out, const struct heat *heat, size_t row, size_t col);
/* What is behind a cell: the bureau's units, or the questions of the chapter, there or in the whole city. Release it. */
void heat_unfold(struct figures_level *level, const struct heat *heat, size_t row, size_t col);
/* Which columns but the first, which always stands there, are seen where there is room for `room` in all, moved as little as may be from
 * *left (1: the first chapter), so that `cursor` is among them. Returns how many. */
size_t heat_scroll(const struct heat *heat, size_t room, size_t cursor, size_t *left);

#endif
