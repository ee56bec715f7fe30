#include "progress.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tenken/base/i18n.h"
#include "tenken/base/platform.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

static struct {
	struct progress_clock clock;
	int shown_cols; /* of the line that stands there */
	struct sigaction before;
	bool catching;
} present;

/* Only while something is being done that can be stopped: elsewhere the second Ctrl-C, and the first, do what they always do. */
static void catch_interrupt(void)
{
	struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND};

	if (present.catching)
		return;
	sigemptyset(&action.sa_mask);
	interrupted = 0;
	present.catching = sigaction(SIGINT, &action, &present.before) == 0;
}

/* Over the line before, of which nothing may be left. */
static void show(const char *text)
{
	int cols = text_cols(text, 2), left = present.shown_cols - cols;

	fprintf(stderr, "\r%s%*s\r%s", text, left > 0 ? left : 0, "", text);
	fflush(stderr);
	present.shown_cols = cols;
}

static void clear(void)
{
	if (present.shown_cols)
		show("");
	if (present.catching)
		sigaction(SIGINT, &present.before, NULL);
	present.catching = false;
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
	catch_interrupt();
	if (progress_is_due(&present.clock, platform_ticks_ms(), done, total)) {
		progress_format(&line, what, done, total);
		strbuf_addf(&line, "  %s", _("Ctrl-C: stop"));
		strbuf_cut(&line, text_cut(line.text, platform_terminal_cols() - 1, 2, NULL));
		show(line.text);
		strbuf_release(&line);
	}
	return !interrupted;
}

void cli_progress_begin(bool plain)
{
	const char *term = getenv("TERM");

	if (!plain && term && strcmp(term, "dumb") != 0 && platform_is_terminal(STDERR_FILENO))
		progress_set(watch, NULL);
}

void cli_progress_end(void)
{
	clear();
	progress_set(NULL, NULL);
}
