#include "term_cells.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

enum { SHORT_GAP_COLS = 4 /* drawing over so much costs less than going to where it ends */ };

static const struct cell blank = {.text = {' '}};

static size_t size(const struct cells *cells)
{
	return (size_t)cells->rows * (size_t)cells->cols;
}

static struct cell *cell_at(const struct cells *cells, struct cell *picture, int row, int col)
{
	return picture + (size_t)row * (size_t)cells->cols + (size_t)col;
}

void cells_init(struct cells *cells, int rows, int cols)
{
	*cells = (struct cells){.rows = rows > 0 ? rows : 1, .cols = cols > 0 ? cols : 1, .unknown = true};
	cells->next = mem_new(size(cells), sizeof *cells->next);
	cells->shown = mem_new(size(cells), sizeof *cells->shown);
	cells_erase(cells);
	for (size_t i = 0; i < size(cells); i++)
		cells->shown[i] = blank;
}

void cells_release(struct cells *cells)
{
	free(cells->next);
	free(cells->shown);
	*cells = (struct cells){0};
}

void cells_erase(struct cells *cells)
{
	for (size_t i = 0; i < size(cells); i++)
		cells->next[i] = blank;
}

/* --- putting --- */

static bool is_right_half(const struct cell *cell)
{
	return cell->text[0] == 0;
}

static void make_blank(struct cell *cell)
{
	cell->text[0] = ' ';
	memset(cell->text + 1, 0, sizeof cell->text - sizeof *cell->text);
}

/* Half of a character cannot stand. */
static void clear_way(struct cells *cells, int row, int col, int cols)
{
	if (is_right_half(cell_at(cells, cells->next, row, col)))
		make_blank(cell_at(cells, cells->next, row, col - 1));
	if (col + cols < cells->cols && is_right_half(cell_at(cells, cells->next, row, col + cols)))
		make_blank(cell_at(cells, cells->next, row, col + cols));
}

/* Puts one cluster that is known to fit; each of its characters that has a width takes a cell, marks go along. */
static int put_cluster(struct cells *cells, int row, int col, const char *cluster, size_t len_bytes, struct term_style style,
                       int ambiguous_cols)
{
	size_t at = 0, taken_bytes;
	uint32_t codepoint;

	while (at < len_bytes) {
		struct cell cell = {.style = style};
		size_t count = 0;
		int cols;

		at += text_decode(cluster + at, len_bytes - at, &codepoint);
		cols = text_codepoint_cols(codepoint, ambiguous_cols);
		if (cols == 0)
			continue; /* a mark on nothing */
		cell.text[count++] = codepoint;
		while (at < len_bytes) {
			taken_bytes = text_decode(cluster + at, len_bytes - at, &codepoint);
			if (text_codepoint_cols(codepoint, ambiguous_cols) != 0)
				break;
			at += taken_bytes;
			if (count < CELL_CODEPOINTS)
				cell.text[count++] = codepoint;
		}
		if (col + cols > cells->cols)
			return col;
		clear_way(cells, row, col, cols);
		*cell_at(cells, cells->next, row, col) = cell;
		if (cols == 2)
			*cell_at(cells, cells->next, row, col + 1) = (struct cell){.style = style};
		col += cols;
	}
	return col;
}

void cells_put(struct cells *cells, int row, int col, const char *text, struct term_style style, int ambiguous_cols)
{
	while (*text) {
		size_t len_bytes = text_cluster_bytes(text);
		char *cluster = mem_strndup(text, len_bytes);
		int cols = text_cols(cluster, ambiguous_cols);

		free(cluster);
		if (col + cols > cells->cols)
			return;
		col = put_cluster(cells, row, col, text, len_bytes, style, ambiguous_cols);
		text += len_bytes;
	}
}

/* --- drawing --- */

static bool same_style(const struct term_style *a, const struct term_style *b)
{
	return a->colour == b->colour && a->bold == b->bold && a->underline == b->underline && a->reverse == b->reverse &&
	       a->dim == b->dim;
}

static bool same(const struct cell *a, const struct cell *b)
{
	return memcmp(a->text, b->text, sizeof a->text) == 0 && same_style(&a->style, &b->style);
}

static bool is_blank(const struct cell *cell)
{
	return same(cell, &blank);
}

/* Where the row's text ends, so that what is behind it can be erased in one go. */
static int end_of_text(const struct cells *cells, int row)
{
	int end = cells->cols;

	while (end > 0 && is_blank(cell_at(cells, cells->next, row, end - 1)))
		end--;
	return end;
}

static bool differs(const struct cells *cells, int row, int col)
{
	return cells->unknown || !same(cell_at(cells, cells->next, row, col), cell_at(cells, cells->shown, row, col));
}

/* The end of the run that begins at `col`: one style, no gap of what is on the screen already that is worth a jump. */
static int end_of_run(const struct cells *cells, int row, int col, int limit)
{
	const struct term_style *style = &cell_at(cells, cells->next, row, col)->style;
	int end = col + 1;

	for (int at = end; at < limit && at - end < SHORT_GAP_COLS; at++) {
		if (!same_style(style, &cell_at(cells, cells->next, row, at)->style))
			break;
		if (differs(cells, row, at))
			end = at + 1;
	}
	while (end < limit && is_right_half(cell_at(cells, cells->next, row, end)))
		end++;
	return end;
}

static void draw_run(const struct cells *cells, int row, int col, int end, struct strbuf *text,
                     void (*draw)(void *context, const struct cells_run *run), void *context)
{
	struct cells_run run = {.row = row, .col = col, .cols = end - col, .style = cell_at(cells, cells->next, row, col)->style};

	strbuf_reset(text);
	for (int at = col; at < end; at++) {
		const struct cell *cell = cell_at(cells, cells->next, row, at);

		for (size_t i = 0; i < CELL_CODEPOINTS && cell->text[i]; i++)
			text_encode(text, cell->text[i]);
	}
	run.text = text->text;
	run.len_bytes = text->len_bytes;
	draw(context, &run);
}

static void draw_row(const struct cells *cells, int row, struct strbuf *text,
                     void (*draw)(void *context, const struct cells_run *run), void *context)
{
	int text_end = end_of_text(cells, row), col = 0;

	while (col < text_end) {
		int end;

		if (!differs(cells, row, col)) {
			col++;
			continue;
		}
		while (is_right_half(cell_at(cells, cells->next, row, col)))
			col--; /* a character is drawn whole */
		end = end_of_run(cells, row, col, text_end);
		draw_run(cells, row, col, end, text, draw, context);
		col = end;
	}
	while (col < cells->cols && !differs(cells, row, col))
		col++;
	if (col < cells->cols)
		draw(context, &(struct cells_run){
		                      .row = row, .col = col, .cols = cells->cols - col, .text = "", .rest_blank = true});
}

void cells_draw(struct cells *cells, void (*draw)(void *context, const struct cells_run *run), void *context)
{
	struct strbuf text = STRBUF_INIT;

	for (int row = 0; row < cells->rows; row++)
		draw_row(cells, row, &text, draw, context);
	strbuf_release(&text);
	memcpy(cells->shown, cells->next, size(cells) * sizeof *cells->next);
	cells->unknown = false;
}
