/* heat.h — the implementation rate of every bureau in every chapter, or of every unit of one bureau, as a grid whose cells one can walk.
 *
 * The first row is the whole city or bureau, the first column all chapters; chapters in which nobody was asked there have no column. How
 * far a cell is from 100 % shows in a character behind its figure, the heavier the further, so that it is seen without colours, too. */
#ifndef TENKEN_TUI_HEAT_H
#define TENKEN_TUI_HEAT_H

#include "figures.h"

struct heat {
	const struct city_input *input; /* borrowed */
	char *bureau;                   /* NULL: the rows are bureaus, else its units */
	struct city_table *tables;      /* by column */
	size_t *chapters;               /* of each column but the first: index in the pack's chapters */
	size_t *order;                  /* which row of the tables stands in each row but the first */
	size_t rows, cols;
};
/* Counts; the rows stand as on the roster. */
void heat_init(struct heat *heat, const struct city_input *input, const char *bureau);
void heat_release(struct heat *heat); /* zeroed is fine */
/* Orders the rows but the first by a figure of one column, as city_table_sort() does. */
void heat_sort(struct heat *heat, enum city_order order, size_t col);

const struct city_row *heat_row(const struct heat *heat, size_t row, size_t col);
const struct tally *heat_tally(const struct heat *heat, size_t row, size_t col);
bool heat_knows(const struct heat *heat, size_t row); /* whether anything was handed in */
/* Of which bureau the row is; NULL for the whole city. Borrowed. */
const char *heat_bureau(const struct heat *heat, size_t row);
void heat_row_name(struct strbuf *out, const struct heat *heat, size_t row); /* appended */
/* ' ' for 100 %, then . : + #; ' ' where there is no rate. */
char heat_shade(struct ratio ratio);
/* What each character means, in the current language. Appended. */
void heat_legend(struct strbuf *out);
/* "83.3:" right-aligned in HEAT_CELL_COLS, a blank before it. */
enum { HEAT_CELL_COLS = 7 };
void heat_cell(struct strbuf *out, const struct heat *heat, size_t row, size_t col);
/* What is behind a cell: the bureau's units, a unit's chapters, or the questions of the chapter, there or in the whole. Release it. */
void heat_unfold(struct figures_level *level, const struct heat *heat, size_t row, size_t col);
/* Which columns but the first, which always stands there, are seen where there is room for `room` in all, moved as little as may be from
 * *left (1: the first chapter), so that `cursor` is among them. Returns how many. */
size_t heat_scroll(const struct heat *heat, size_t room, size_t cursor, size_t *left);

#endif
