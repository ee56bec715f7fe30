#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/platform.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

static struct {
	struct progress_clock clock;
	int shown_cols; /* of the line that stands there */
} present;

/* Over the line before, of which nothing may be left. */
static void show(const char *text)
{
	int cols = text_cols(text, 2), left = present.shown_cols - cols;

	platform_print(stderr, "\r%s%*s\r%s", text, left > 0 ? left : 0, "", text);
	present.shown_cols = cols;
}

static void clear(void)
{
	if (present.shown_cols)
		show("");
	platform_release_interrupt();
	present.clock = (struct progress_clock){0};
}

static bool watch(void *context, const char *what, size_t done, size_t total)
{
	struct strbuf line = STRBUF_INIT;

	(void)context;
	if (total && done >= total) {
		clear();
		return true;
	}
	/* Only while something is being done that can be stopped: elsewhere the second Ctrl-C, and the first, do what they always do. */
	platform_catch_interrupt();
	if (progress_is_due(&present.clock, platform_ticks_ms(), done, total)) {
		progress_format(&line, what, done, total);
		strbuf_addf(&line, "  %s", _("Ctrl-C: stop"));
		strbuf_cut(&line, text_cut(line.text, platform_terminal_cols() - 1, 2, NULL));
		show(line.text);
		strbuf_release(&line);
	}
	return !platform_interrupted();
}

void cli_progress_begin(bool plain)
{
	if (!plain && !platform_terminal_is_dumb() && platform_is_terminal(2))
		progress_set(watch, NULL);
}

void cli_progress_end(void)
{
	clear();
	progress_set(NULL, NULL);
}
