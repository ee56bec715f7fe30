/* A terminal as a plain stream of bytes: the picture is a buffer of cells, what differs is written as VT sequences to standard
 * output, keys come as bytes from standard input, and so does the size: the terminal is asked to tell it whenever it changes (mode
 * 2048: ESC [ 48 ; rows ; columns ; height ; width t), because pipes have none and no signal tells of it. With $TENKEN_TERMINAL=stream it is there on every system, also through pipes: it is how
 * the program for Windows is driven by tests. */
#include <stdio.h>
#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "term_backend.h"
#include "term_cells.h"
#include "term_machine.h"

enum { STDIN = 0, STDOUT = 1 };

#define ENTER "\033[?1049h\033[0m\033[H\033[2J\033[?2004h\033[?2048h"
#define LEAVE "\033[?2048l\033[?1006l\033[?1000l\033[?2004l\033[0m\033[?25h\033[?1049l"
#define MOUSE "\033[?1000h\033[?1006h"

struct stream {
	struct term term;
	struct cells cells;
	/* of the frame that is being written: */
	struct strbuf out;
	struct term_style style;
	int row, col; /* where the cursor stands; row -1: nobody knows */
	bool cursor_hidden;
};

static struct stream *of(struct term *term)
{
	return (struct stream *)term;
}

/* --- size --- */

/* $TENKEN_TERM_SIZE, "80x24", for pipes, which have no size, until one is told. */
static bool size_of_environment(int *rows, int *cols)
{
	const char *text = platform_env("TENKEN_TERM_SIZE");

	return text && sscanf(text, "%dx%d", cols, rows) == 2 && *cols > 0 && *rows > 0 && *cols <= SIDE_MAX && *rows <= SIDE_MAX;
}

static void forget(struct stream *self)
{
	cells_release(&self->cells);
	cells_init(&self->cells, self->term.rows, self->term.cols);
	self->row = -1;
}

/* What has been told last. A terminal that can be asked has the same to say, and says it at once. */
static bool size_told(const struct term *term, int *rows, int *cols)
{
	if (term->input.rows == 0)
		return false;
	*rows = term->input.rows;
	*cols = term->input.cols;
	return true;
}

static void update_size(struct term *term)
{
	if (!size_told(term, &term->rows, &term->cols) && !size_of_environment(&term->rows, &term->cols) &&
	    !term_machine_size(STDOUT, &term->rows, &term->cols) && term->rows == 0) {
		term->rows = 24;
		term->cols = 80;
	}
	forget(of(term));
}

static void set_ambiguous(struct term *term, int ambiguous_cols)
{
	term->ambiguous_cols = ambiguous_cols == 2 ? 2 : 1;
	of(term)->cells.unknown = true;
}

/* --- taking and giving back --- */

static void enter(struct term *term)
{
	term_machine_raw(STDIN);
	term_machine_write(STDOUT, ENTER);
	if (term->mouse)
		term_machine_write(STDOUT, MOUSE);
	of(term)->style = (struct term_style){0};
	of(term)->cursor_hidden = false;
	of(term)->row = -1;
}

static void leave(struct term *term)
{
	(void)term;
	term_machine_give_back();
}

static struct term *open_stream(const struct term_options *options, struct error *err)
{
	struct stream *self = mem_new(1, sizeof *self);

	(void)err;
	self->term = (struct term){.backend = &term_stream, .mouse = options->mouse, .colour = options->colour};
	term_input_init(&self->term.input, true);
	self->term.input.sizes = true;
	term_machine_open(STDIN);
	term_machine_set_restore(LEAVE);
	mem_set_exit_hook(term_emergency_close);
	enter(&self->term);
	update_size(&self->term);
	if (options->ambiguous_cols)
		set_ambiguous(&self->term, options->ambiguous_cols);
	else
		term_bytes_probe_ambiguous(&self->term);
	update_size(&self->term);
	return &self->term;
}

static void close_stream(struct term *term)
{
	struct stream *self = of(term);

	leave(term);
	term_machine_close();
	mem_set_exit_hook(NULL);
	term_input_release(&term->input);
	cells_release(&self->cells);
	strbuf_release(&self->out);
	free(self);
}

/* --- drawing --- */

static void erase(struct term *term)
{
	cells_erase(&of(term)->cells);
}

static void put(struct term *term, int row, int col, const char *text, struct term_style style)
{
	if (!term->colour)
		style.colour = TERM_DEFAULT;
	cells_put(&of(term)->cells, row, col, text, style, term->ambiguous_cols);
}

static void go_to(struct stream *self, int row, int col)
{
	if (row == self->row && col == self->col)
		return;
	strbuf_addf(&self->out, "\033[%d;%dH", row + 1, col + 1);
	self->row = row;
	self->col = col;
}

static void set_style(struct stream *self, const struct term_style *style)
{
	const struct term_style *now = &self->style;

	if (style->colour == now->colour && style->bold == now->bold && style->underline == now->underline &&
	    style->reverse == now->reverse && style->dim == now->dim)
		return;
	self->style = *style;
	strbuf_add(&self->out, "\033[0");
	if (style->bold)
		strbuf_add(&self->out, ";1");
	if (style->dim)
		strbuf_add(&self->out, ";2");
	if (style->underline)
		strbuf_add(&self->out, ";4");
	if (style->reverse)
		strbuf_add(&self->out, ";7");
	if (style->colour != TERM_DEFAULT)
		strbuf_addf(&self->out, ";%d", 30 + (style->colour - TERM_BLACK));
	strbuf_add_char(&self->out, 'm');
}

static void draw(void *context, const struct cells_run *run)
{
	struct stream *self = context;

	go_to(self, run->row, run->col);
	set_style(self, &run->style);
	if (run->rest_blank) {
		strbuf_add(&self->out, "\033[K");
		return;
	}
	strbuf_add_bytes(&self->out, run->text, run->len_bytes);
	self->col += run->cols;
	if (self->col >= self->term.cols)
		self->row = -1; /* at the edge terminals differ in where the cursor is then */
}

static void flush(struct term *term)
{
	struct stream *self = of(term);

	strbuf_reset(&self->out);
	cells_draw(&self->cells, draw, self);
	go_to(self, term->cursor_row, term->cursor_col);
	if (self->cursor_hidden == term->cursor_shown)
		strbuf_add(&self->out, term->cursor_shown ? "\033[?25h" : "\033[?25l");
	self->cursor_hidden = !term->cursor_shown;
	term_machine_write(STDOUT, self->out.text);
}

const struct term_backend term_stream = {
        .open = open_stream,
        .close = close_stream,
        .erase = erase,
        .put = put,
        .flush = flush,
        .read = term_bytes_read,
        .leave = leave,
        .enter = enter,
        .update_size = update_size,
        .set_ambiguous = set_ambiguous,
};
