/* The program on a screen, from the first start to the last key. */
#include <stdio.h>
#include <stdlib.h>

#include "tenken/app/packs.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tour.h"
#include "view_office.h"
#include "view_start.h"

/* Only without the screen: behind term_close(), or before term_open(). */
static int fail(struct error *err)
{
	int status = error_exit_status(err->code);
	platform_print(stderr, "tenken: %s\n", err->message ? err->message : "");
	error_release(err);
	return status;
}

static bool create(const struct tui_options *options, const struct start *start, struct error *err)
{
	const char *const roles[] = {start->role->id};
	struct workplace_new new_place = {.bureau = start->bureau,
	                                  .unit = start->unit,
	                                  .fiscal_year = start->fiscal_year,
	                                  .roles = roles,
	                                  .roles_count = 1};
	return workplace_create(&options->workplace, &new_place, err);
}

/* Asks who and where one is until that could be saved, or is given up (*given_up; nothing is made then). *elsewhere: the database was
 * made by a dialogue: by joining the office's campaign, or by making an office. */
static void first_start(const struct tui_options *options, struct term *term, const struct pack *pack, bool *given_up, bool *elsewhere)
{
	struct error err = {0};
	struct start start;
	bool created = false;
	bool asked = false;
	start_init(&start, pack, options->workplace.today);
	do {
		struct shell shell;
		struct view *view = view_start_new(&start);
		start.confirmed = false;
		shell_init(&shell, NULL, term, options->term.ascii);
		shell.options = &options->workplace;
		shell_push(&shell, view);
		if (asked)
			shell_fail(&shell, &err);
		else
			view_start_ask(view, &shell);
		asked = true;
		if (!shell_is_leaving(&shell))
			shell_run(&shell);
		*elsewhere = shell.reopen;
		shell_release(&shell);
		created = *elsewhere || (start.confirmed && create(options, &start, &err));
	} while (start.confirmed && !created);
	*given_up = !created;
	start_release(&start);
}

enum opening { OPENING_AGAIN, OPENING_FIRST, OPENING_JOINED, OPENING_FIRST_JOINED };

/* Home, and above it the profile when this is the first start: it decides what is asked. True: the database is to be opened anew. */
static bool work(const struct tui_options *options, struct workplace *workplace, struct term *term, enum opening opening)
{
	struct shell shell;
	shell_init(&shell, workplace, term, options->term.ascii);
	shell.options = &options->workplace;
	shell_push(&shell, view_home_new(&shell));
	if (opening == OPENING_FIRST || opening == OPENING_FIRST_JOINED)
		shell_push(&shell, view_profile_new(&shell));
	if (workplace->notice)
		shell_say(&shell, STYLE_WARNING, "%s", workplace->notice);
	else if (opening == OPENING_FIRST)
		shell_say(&shell, STYLE_SAVED, "%s",
		          _("Saved. Now say what your section has and does: that decides which questions are asked."));
	else if (opening == OPENING_FIRST_JOINED)
		shell_say(&shell, STYLE_SAVED,
		          _("Joined the campaign of the office as %s %s. Now say what your section has and does: that decides which "
		            "questions are asked."),
		          workplace->unit.bureau, workplace->unit.name);
	else if (opening == OPENING_JOINED)
		shell_say(&shell, STYLE_SAVED, _("Joined the campaign of the office as %s %s."), workplace->unit.bureau,
		          workplace->unit.name);
	shell_run(&shell);
	bool reopen = shell.reopen;
	shell_release(&shell);
	return reopen;
}

/* Until the program is left. */
static bool work_on(const struct tui_options *options, struct term *term, enum opening opening, struct error *err)
{
	struct workplace workplace;
	bool again = true;
	while (again) {
		if (!workplace_open(&workplace, &options->workplace, err))
			return false;
		again = work(options, &workplace, term, opening);
		workplace_close(&workplace);
		opening = OPENING_JOINED;
	}
	return true;
}

/* `made`: just now. */
static void work_in_office(const struct tui_options *options, struct office *office, struct term *term, bool made)
{
	struct shell shell;
	shell_init(&shell, NULL, term, options->term.ascii);
	shell.options = &options->workplace;
	shell.office = office;
	shell_push(&shell, view_roster_new(&shell));
	if (made)
		shell_say(&shell, STYLE_SAVED, _("Created: the database and key of %s."), office->name);
	shell_run(&shell);
	shell_release(&shell);
}

static void begin_office(const struct tui_options *options, struct term *term, struct error *err)
{
	struct office office;
	if (!office_open(&office, &options->workplace, err))
		return;
	work_in_office(options, &office, term, true);
	office_close(&office);
}

static int run_first(const struct tui_options *options)
{
	struct error err = {0};
	bool given_up = true, elsewhere = false;
	if (!workplace_may_be_made(&options->workplace, &err))
		return fail(&err);
	char *folder = packs_find(options->workplace.pack, &err);
	struct pack *pack = folder ? packs_read(folder, NULL, &err) : NULL;
	struct term *term = pack ? term_open(&options->term, &err) : NULL;
	free(folder);
	if (!term) {
		pack_free(pack);
		return fail(&err);
	}
	first_start(options, term, pack, &given_up, &elsewhere);
	if (!given_up && office_is_at(options->workplace.db))
		begin_office(options, term, &err);
	else if (!given_up)
		work_on(options, term, elsewhere ? OPENING_FIRST_JOINED : OPENING_FIRST, &err);
	term_close(term);
	pack_free(pack);
	return err.code == ERROR_NONE ? 0 : fail(&err);
}

/* The workplace is opened before the screen, so that what is wrong with it can be read and copied. */
static int run_again(const struct tui_options *options)
{
	struct error err = {0};
	struct workplace workplace;
	bool again = false;
	if (!workplace_open(&workplace, &options->workplace, &err))
		return fail(&err);
	struct term *term = term_open(&options->term, &err);
	if (term)
		again = work(options, &workplace, term, OPENING_AGAIN);
	workplace_close(&workplace);
	if (again)
		work_on(options, term, OPENING_JOINED, &err);
	term_close(term);
	return err.code == ERROR_NONE ? 0 : fail(&err);
}

static int run_office(const struct tui_options *options)
{
	struct error err = {0};
	struct office office;
	if (!office_open(&office, &options->workplace, &err))
		return fail(&err);
	struct term *term = term_open(&options->term, &err);
	if (term)
		work_in_office(options, &office, term, false);
	term_close(term);
	office_close(&office);
	return err.code == ERROR_NONE ? 0 : fail(&err);
}

int tui_run(const struct tui_options *options)
{
	mem_set_exit_hook(term_emergency_close);
	if (office_is_at(options->workplace.db))
		return run_office(options);
	bool there = file_exists(options->workplace.db);
	return there || options->workplace.readonly ? run_again(options) : run_first(options);
}

int tui_tour(const struct tui_options *options)
{
	struct error err = {0};
	bool hung_up = false;
	mem_set_exit_hook(term_emergency_close);
	struct term *term = term_open(&options->term, &err);
	if (term)
		tour_go(&options->workplace, term, options->term.ascii, &hung_up, &err);
	term_close(term);
	if (err.code != ERROR_NONE)
		return fail(&err);
	if (!hung_up)
		platform_print(stdout, "%s\n", _("The practice is over, and nothing of it was kept."));
	return 0;
}
