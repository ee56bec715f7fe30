/* The door: the command line if a command is named, else the screens, or with --plain lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/app/workplace.h"
#include "tenken/base/i18n.h"
#include "tenken/base/platform.h"
#include "tenken/cli/cli.h"
#include "tenken/cli/plain.h"
#include "tenken/tui/term.h"
#include "tenken/tui/view.h"

static int open_screens(const struct cli_globals *globals)
{
	struct error err = {0};
	char *path = workplace_default_path(globals->db, &err);
	if (!path) {
		platform_print(stderr, "tenken: %s\n", err.message);
		int status = error_exit_status(err.code);
		error_release(&err);
		return status;
	}
	struct tui_options options = {
	        .workplace = {.db = path,
	                      .pack = globals->pack,
	                      .actor = globals->actor,
	                      .acted_for = globals->acted_for,
	                      .today = date_is_set(globals->date) ? globals->date : platform_today(),
	                      .readonly = globals->readonly},
	        .term = {.colour = !globals->no_color,
	                 .mouse = !globals->no_mouse,
	                 .ascii = globals->ascii,
	                 .ambiguous_cols = globals->ambiguous_cols}};
	int status = tui_run(&options);
	free(path);
	return status;
}

/* Where there is no terminal, or none that can show screens, the steps are printed. */
static int open_tour(const struct cli_globals *globals)
{
	struct tui_options options = {
		.workplace = {.pack = globals->pack, .today = date_is_set(globals->date) ? globals->date : platform_today()},
		.term = {.colour = !globals->no_color, .mouse = !globals->no_mouse, .ascii = globals->ascii, .ambiguous_cols = globals->ambiguous_cols}};
	struct strbuf text = STRBUF_INIT;
	if (!globals->plain && term_may_open())
		return tui_tour(&options);
	tui_tour_text(&text);
	platform_put(stdout, text.text, text.len_bytes);
	strbuf_release(&text);
	return fflush(stdout) == 0 ? 0 : error_exit_status(ERROR_STORAGE);
}

int main(int argc, char **argv)
{
	struct cli_globals globals;
	int status = 0;
	platform_harden();
	platform_arguments(&argc, &argv);
	if (cli_main(argc, argv, &globals, &status)) {
		if (status != 0)
			platform_hold_window();
		return status;
	}
	if (globals.tour)
		status = open_tour(&globals);
	else
		status = globals.plain ? plain_run(&globals) : open_screens(&globals);
	if (status != 0)
		platform_hold_window();
	return status;
}
