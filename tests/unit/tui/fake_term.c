#include "fake_term.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

struct cell {
	char text[64];
	bool covered; /* by the wide character to its left */
	struct term_style style;
};

struct queued {
	struct term_event event;
	char *paste;
	int rows, cols; /* TERM_RESIZE */
};

struct term {
	int rows, cols, ambiguous_cols;
	struct cell *cells, *shown;
	int cursor_row, cursor_col;
	bool cursor_shown;
	struct queued *queue;
	size_t queue_count, queue_next;
	struct strbuf row;
	struct strbuf all; /* every picture, row by row */
	int flushes;
	void (*look_late)(int timeout_ms);
};

struct term *fake_term_new(int rows, int cols, int ambiguous_cols)
{
	struct term *term = mem_new(1, sizeof *term);

	*term = (struct term){.rows = rows, .cols = cols, .ambiguous_cols = ambiguous_cols};
	term->cells = mem_new((size_t)(rows * cols), sizeof *term->cells);
	term->shown = mem_new((size_t)(rows * cols), sizeof *term->shown);
	strbuf_init(&term->row);
	strbuf_init(&term->all);
	return term;
}

struct term *term_open(const struct term_options *options, struct error *err)
{
	(void)err;
	return fake_term_new(24, 80, options->ambiguous_cols ? options->ambiguous_cols : 1);
}

void term_close(struct term *term)
{
	if (!term)
		return;
	for (size_t i = 0; i < term->queue_count; i++)
		free(term->queue[i].paste);
	free(term->queue);
	free(term->cells);
	free(term->shown);
	strbuf_release(&term->row);
	strbuf_release(&term->all);
	free(term);
}

void term_emergency_close(void)
{
}

/* --- events --- */

void fake_term_event(struct term *term, const struct term_event *event)
{
	*MEM_PUSH(term->queue, term->queue_count) = (struct queued){.event = *event};
}

void fake_term_key(struct term *term, enum key key)
{
	fake_term_event(term, &(struct term_event){.kind = TERM_KEY, .key = key});
}

void fake_term_type(struct term *term, const char *text)
{
	uint32_t codepoint;

	while (*text) {
		text += text_decode(text, strlen(text), &codepoint);
		if (codepoint == '\n')
			fake_term_key(term, KEY_RETURN);
		else if (codepoint == '\t')
			fake_term_key(term, KEY_TABULATOR);
		else if (codepoint == '\b')
			fake_term_key(term, KEY_BACKSPACE_);
		else if (codepoint == 033)
			fake_term_key(term, KEY_ESCAPE);
		else
			fake_term_event(term, &(struct term_event){.kind = TERM_TEXT, .codepoint = codepoint});
	}
}

void fake_term_paste(struct term *term, const char *text)
{
	fake_term_event(term, &(struct term_event){.kind = TERM_PASTE});
	term->queue[term->queue_count - 1].paste = mem_strdup(text);
}

void fake_term_click(struct term *term, int row, int col)
{
	fake_term_event(term, &(struct term_event){.kind = TERM_CLICK, .row = row, .col = col, .clicks = 1});
}

void fake_term_wheel(struct term *term, int step, int row, int col)
{
	fake_term_event(term, &(struct term_event){.kind = TERM_WHEEL, .row = row, .col = col, .step = step});
}

void fake_term_resize(struct term *term, int rows, int cols)
{
	fake_term_event(term, &(struct term_event){.kind = TERM_RESIZE});
	term->queue[term->queue_count - 1].rows = rows;
	term->queue[term->queue_count - 1].cols = cols;
}

void fake_term_when_late(struct term *term, void (*look)(int timeout_ms))
{
	term->look_late = look;
}

void term_read(struct term *term, struct term_event *event, int timeout_ms)
{
	const struct queued *queued;

	if (term->queue_next >= term->queue_count) {
		*event = (struct term_event){.kind = timeout_ms < 0 ? TERM_HANGUP : TERM_TIMEOUT};
		if (timeout_ms >= 0 && term->look_late)
			term->look_late(timeout_ms);
		return;
	}
	queued = &term->queue[term->queue_next++];
	*event = queued->event;
	event->paste = queued->paste;
	if (queued->rows) {
		term->rows = queued->rows;
		term->cols = queued->cols;
		free(term->cells);
		free(term->shown);
		term->cells = mem_new((size_t)(term->rows * term->cols), sizeof *term->cells);
		term->shown = mem_new((size_t)(term->rows * term->cols), sizeof *term->shown);
	}
}

/* --- drawing --- */

void term_size(const struct term *term, int *rows, int *cols)
{
	*rows = term->rows;
	*cols = term->cols;
}

int term_ambiguous_cols(const struct term *term)
{
	return term->ambiguous_cols;
}

bool term_has_colour(const struct term *term)
{
	(void)term;
	return true;
}

void term_erase(struct term *term)
{
	memset(term->cells, 0, (size_t)(term->rows * term->cols) * sizeof *term->cells);
}

/* Half a wide character that is written over leaves a space, as on a terminal. */
static void clear_cell(struct term *term, int row, int col)
{
	struct cell *cell = &term->cells[row * term->cols + col];

	if (cell->covered)
		cell[-1] = (struct cell){0};
	if (col + 1 < term->cols && cell[1].covered)
		cell[1] = (struct cell){0};
	*cell = (struct cell){0};
}

void term_put(struct term *term, int row, int col, const char *text, struct term_style style)
{
	size_t len_bytes;

	if (row < 0 || row >= term->rows || col < 0)
		return;
	for (; (len_bytes = text_cluster_bytes(text)) > 0; text += len_bytes) {
		char *cluster = mem_strndup(text, len_bytes);
		int cols = text_cols(cluster, term->ambiguous_cols);
		struct cell *cell = &term->cells[row * term->cols + col];

		if (col + cols > term->cols) {
			free(cluster);
			return;
		}
		for (int i = 0; i < cols; i++)
			clear_cell(term, row, col + i);
		if (cols > 0) {
			strncpy(cell->text, cluster, sizeof cell->text - 1);
			cell->style = style;
		}
		for (int i = 1; i < cols; i++)
			cell[i] = (struct cell){.covered = true, .style = style};
		free(cluster);
		col += cols;
	}
}

void term_cursor(struct term *term, int row, int col, bool visible)
{
	term->cursor_row = row;
	term->cursor_col = col;
	term->cursor_shown = visible;
}

void term_flush(struct term *term)
{
	memcpy(term->shown, term->cells, (size_t)(term->rows * term->cols) * sizeof *term->cells);
	term->flushes++;
	for (int row = 0; row < term->rows; row++) {
		strbuf_add(&term->all, fake_term_row(term, row));
		strbuf_add_char(&term->all, '\n');
	}
}

/* --- looking --- */

const char *fake_term_row(struct term *term, int row)
{
	size_t end = 0;

	strbuf_reset(&term->row);
	for (int col = 0; col < term->cols; col++) {
		const struct cell *cell = &term->shown[row * term->cols + col];

		if (cell->covered)
			continue;
		strbuf_add(&term->row, *cell->text ? cell->text : " ");
		if (*cell->text && *cell->text != ' ')
			end = term->row.len_bytes;
	}
	strbuf_cut(&term->row, end);
	return term->row.text;
}

struct term_style fake_term_style(const struct term *term, int row, int col)
{
	return term->shown[row * term->cols + col].style;
}

void fake_term_cursor(const struct term *term, int *row, int *col, bool *visible)
{
	*row = term->cursor_row;
	*col = term->cursor_col;
	*visible = term->cursor_shown;
}

int fake_term_find(struct term *term, const char *text)
{
	for (int row = 0; row < term->rows; row++) {
		if (strstr(fake_term_row(term, row), text))
			return row;
	}
	return -1;
}

int fake_term_flushes(const struct term *term)
{
	return term->flushes;
}

bool fake_term_showed(const struct term *term, const char *text)
{
	return strstr(term->all.text, text) != NULL;
}
