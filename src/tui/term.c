/* The door to the terminals: chooses the back-end and hands everything on. */
#include "term_backend.h"

#include "tenken/base/i18n.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "term_machine.h"

struct term *term_refuse_no_terminal(struct error *err)
{
	error_set(err, ERROR_USAGE,
	          _("The screens need a terminal, and standard input or output is none. Use `tenken --plain` to "
	            "answer line by line, or the commands (`tenken help`)."));
	return NULL;
}

static bool is_stream_named(void)
{
	return str_equal(platform_env("TENKEN_TERMINAL"), "stream");
}

bool term_may_open(void)
{
	return is_stream_named() ||
	       (platform_is_terminal(0) && platform_is_terminal(1) && !platform_terminal_is_dumb());
}

struct term *term_open(const struct term_options *options, struct error *err)
{
	const struct term_backend *backend = is_stream_named() ? &term_stream : term_machine_backend();

	return backend->open(options, err);
}

void term_close(struct term *term)
{
	if (term)
		term->backend->close(term);
}

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
	return term->colour;
}

void term_erase(struct term *term)
{
	term->backend->erase(term);
}

void term_put(struct term *term, int row, int col, const char *text, struct term_style style)
{
	if (row >= 0 && row < term->rows && col >= 0)
		term->backend->put(term, row, col, text, style);
}

void term_cursor(struct term *term, int row, int col, bool visible)
{
	term->cursor_row = row;
	term->cursor_col = col;
	term->cursor_shown = visible;
}

static int within(int value, int count)
{
	return value < 0 ? 0 : value >= count ? count - 1 : value;
}

void term_flush(struct term *term)
{
	term->cursor_row = within(term->cursor_row, term->rows);
	term->cursor_col = within(term->cursor_col, term->cols);
	term->backend->flush(term);
}

void term_read(struct term *term, struct term_event *event, int timeout_ms)
{
	term->backend->read(term, event, timeout_ms);
}
