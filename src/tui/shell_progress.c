/* What takes its time, on the screen: how far it is, and Esc, which stops it. */
#include "shell.h"

#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/platform.h"
#include "tenken/base/progress.h"

static void blank_row(const struct canvas *canvas, int row)
{
	struct strbuf blank = STRBUF_INIT;

	strbuf_add_repeat(&blank, " ", (size_t)canvas->cols);
	term_put(canvas->term, row, 0, blank.text, theme_style(STYLE_PLAIN));
	strbuf_release(&blank);
}

/* Over the picture that is on the screen: a view is not to draw itself while what it shows is being read anew. */
static void show(struct shell *shell, const char *what, size_t done, size_t total)
{
	struct strbuf said = STRBUF_INIT;
	struct canvas canvas;

	canvas_init(&canvas, shell->term, shell->ascii);
	if (canvas.rows < CANVAS_MIN_ROWS || canvas.cols < CANVAS_MIN_COLS)
		return;
	progress_format(&said, what, done, total);
	blank_row(&canvas, canvas.rows - 2);
	blank_row(&canvas, canvas.rows - 1);
	draw_text(&canvas, canvas.rows - 2, 1, canvas.cols - 2, said.text, STYLE_LABEL);
	int used_cols = draw_text(&canvas, canvas.rows - 1, 1, canvas.cols - 2, "Esc", STYLE_KEY);
	draw_text(&canvas, canvas.rows - 1, used_cols + 2, canvas.cols - used_cols - 3, C_("key", "Stop"), STYLE_PLAIN);
	term_cursor(shell->term, canvas.rows - 2, 1, true);
	term_flush(shell->term);
	strbuf_release(&said);
}

/* Other keys are let go: they were meant for what is not there yet. */
static bool is_stopped(struct shell *shell)
{
	struct term_event event;

	for (;;) {
		term_read(shell->term, &event, 0);
		if (event.kind == TERM_TIMEOUT)
			return false;
		if (event.kind == TERM_HANGUP)
			shell_leave(shell);
		if (event.kind == TERM_HANGUP || prompt_is_stopped(&event))
			return true;
	}
}

bool shell_watch(void *context, const char *what, size_t done, size_t total)
{
	struct shell *shell = context;

	if (!progress_is_due(&shell->private->progress, platform_ticks_ms(), done, total))
		return true;
	show(shell, what, done, total);
	return !is_stopped(shell);
}
