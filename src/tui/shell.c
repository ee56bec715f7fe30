#include "shell.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tour.h"

enum { WHEEL_STEPS = 3 };

void shell_init(struct shell *shell, struct workplace *workplace, struct term *term, bool ascii)
{
	*shell = (struct shell){.workplace = workplace, .term = term, .ascii = ascii};
	shell->private = mem_new(1, sizeof *shell->private);
	shell->private->bar_row = -1;
	progress_set(shell_watch, shell);
}

static void free_view(struct view *view)
{
	if (view->ops->free)
		view->ops->free(view);
}

static void free_gone(struct shell_private *private)
{
	while (private->gone_count)
		free_view(private->gone[--private->gone_count]);
}

void shell_release(struct shell *shell)
{
	struct shell_private *private = shell->private;

	if (!private)
		return;
	progress_set(NULL, NULL);
	while (private->views_count)
		free_view(private->views[--private->views_count]);
	free_gone(private);
	for (size_t i = 0; i < private->drafts_count; i++) {
		free(private->drafts[i].key);
		free(private->drafts[i].text);
	}
	free(private->views);
	free(private->gone);
	free(private->drafts);
	free(private->message);
	free(private->why);
	free(private);
	*shell = (struct shell){0};
}

/* --- the stack --- */

struct view *shell_top(const struct shell *shell)
{
	const struct shell_private *private = shell->private;

	return private->views_count ? private->views[private->views_count - 1] : NULL;
}

void shell_push(struct shell *shell, struct view *view)
{
	*MEM_PUSH(shell->private->views, shell->private->views_count) = view;
}

static void refresh_view(struct shell *shell, struct view *view)
{
	if (view->ops->refresh)
		view->ops->refresh(view, shell);
}

void shell_pop(struct shell *shell)
{
	struct shell_private *private = shell->private;
	struct view *view = shell_top(shell);

	if (!view)
		return;
	if (private->views_count == 1) { /* it stays until shell_release(), to be asked for its place like all others */
		private->leaving = true;
		return;
	}
	private->views_count--;
	if (private->help == view)
		private->help = NULL;
	*MEM_PUSH(private->gone, private->gone_count) = view;
	if (private->views_count)
		refresh_view(shell, shell_top(shell));
}

void shell_leave(struct shell *shell)
{
	shell->private->leaving = true;
}

void shell_reopen(struct shell *shell)
{
	shell->reopen = true;
	shell_leave(shell);
}

bool shell_is_leaving(const struct shell *shell)
{
	return shell->private->leaving;
}

/* --- messages --- */

void shell_clear_message(struct shell *shell)
{
	free(shell->private->message);
	shell->private->message = NULL;
}

void shell_say(struct shell *shell, enum style style, const char *fmt, ...)
{
	struct strbuf message = STRBUF_INIT;
	va_list args;

	va_start(args, fmt);
	strbuf_addv(&message, fmt, args);
	va_end(args);
	shell_clear_message(shell);
	shell->private->message = strbuf_take(&message);
	shell->private->message_style = style;
}

void shell_fail(struct shell *shell, struct error *err)
{
	bool mishap = err->code == ERROR_STORAGE || err->code == ERROR_SYSTEM;

	shell_say(shell, mishap ? STYLE_ERROR : STYLE_WARNING, "%s", err->message ? err->message : "");
	error_release(err);
}

void shell_say_busy(struct shell *shell)
{
	struct canvas canvas;
	int panel_top;

	shell_say(shell, STYLE_DIM, "%s", _("Please wait."));
	shell_frame(shell, &canvas, 0, &panel_top);
	term_flush(shell->term);
	shell_clear_message(shell);
}

void shell_say_saved(struct shell *shell, const char *at)
{
	struct strbuf time = STRBUF_INIT;

	datetime_format_time(&time, at);
	shell_say(shell, STYLE_SAVED, _("Saved %s"), time.text);
	strbuf_release(&time);
}

/* --- actions --- */

const char *shell_why_not(struct shell *shell, enum action_id action)
{
	struct view *view = shell_top(shell);
	const char *why = shell->tour ? tour_why_not(shell, action) : NULL;

	if (why)
		return why;
	return view && view->ops->why_not ? view->ops->why_not(view, shell, action) : NULL;
}

static void toggle_help(struct shell *shell, enum context context)
{
	struct view *help;

	if (shell->private->help) {
		if (shell->private->help == shell_top(shell))
			shell_pop(shell);
		return;
	}
	help = view_help_new(shell, context);
	shell_push(shell, help);
	shell->private->help = help;
}

/* Screens compose their words when they are drawn or refreshed; texts, which do not, give way (view_text.c). */
static void change_language(struct shell *shell)
{
	enum language language = i18n_language() == LANGUAGE_JA ? LANGUAGE_EN : LANGUAGE_JA;
	struct error err = {0};
	char key[16];

	if (language == LANGUAGE_JA && !platform_shows_unicode()) {
		shell_say(shell, STYLE_WARNING, "%s", _("This terminal cannot show Japanese: its encoding is not UTF-8."));
		return;
	}
	i18n_set_language(language);
	if (shell->workplace && !workplace_reword(shell->workplace, &err)) {
		shell_fail(shell, &err);
		return;
	}
	for (size_t i = 0; i < shell->private->views_count; i++)
		refresh_view(shell, shell->private->views[i]);
	shell_say(shell, STYLE_PLAIN, _("The screens are in English now. %s changes the language again."),
	          action_key_name(ACTION_LANGUAGE, key));
}

/* What was typed and not saved is kept in the database. Where that cannot be written to, it is in memory alone, and gone with the program. */
static bool may_leave(struct shell *shell)
{
	const char *const choices[] = {_("Stay, and make room or close the other program first"), _("Leave: what was written is lost")};
	bool writes = shell->office ? !shell->office->readonly : shell->workplace && !shell->workplace->readonly;

	if (!writes || shell->tour || shell_drafts_are_kept(shell))
		return true;
	return prompt_choice(shell, _("There is text that could not be stored: the database cannot be written to. It would be lost."), choices,
	                     sizeof choices / sizeof *choices, NULL, 0) == 1;
}

/* What every screen has, where the view leaves it to the shell. */
static void do_common_action(struct shell *shell, enum context context, enum action_id action)
{
	char key[16];

	switch (action) {
	case ACTION_HELP:
		toggle_help(shell, context);
		break;
	case ACTION_QUIT:
		if (context == CONTEXT_TEXT || context == CONTEXT_FORM || context == CONTEXT_PLAN || context == CONTEXT_CHECK)
			shell_pop(shell);
		else if (may_leave(shell))
			shell_leave(shell);
		break;
	case ACTION_BACK:
		if (shell->private->views_count > 1)
			shell_pop(shell);
		else if (shell->tour)
			tour_back(shell);
		else
			shell_say(shell, STYLE_PLAIN, _("Everything is saved. %s leaves the program."),
			          action_key_name(ACTION_QUIT, key));
		break;
	case ACTION_PROFILE:
		if (context != CONTEXT_PROFILE)
			shell_push(shell, view_profile_new(shell));
		break;
	case ACTION_LANGUAGE:
		change_language(shell);
		break;
	case ACTION_TOUR:
		tour_open(shell);
		break;
	case ACTION_UP: /* nowhere to go: that is seen */
	case ACTION_DOWN:
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
	case ACTION_FIRST:
	case ACTION_LAST:
		break;
	default:
		shell_say(shell, STYLE_WARNING, "%s", _("There is nothing here with which that could be done."));
		break;
	}
}

void shell_do(struct shell *shell, enum action_id action)
{
	struct view *view = shell_top(shell);
	const char *why;

	shell_clear_message(shell);
	if (action == ACTION_PALETTE)
		action = prompt_action(shell, view->ops->context);
	if (action == ACTION_NONE)
		return;
	why = shell_why_not(shell, action);
	if (why)
		shell_say(shell, STYLE_WARNING, "%s", why);
	else if (shell->tour && action == ACTION_QUIT) /* a practice is left from wherever one is */
		shell_leave(shell);
	else if (!view->ops->act || !view->ops->act(view, shell, action))
		do_common_action(shell, view->ops->context, action);
}

static enum action_id bar_action(const struct shell *shell, const struct term_event *event)
{
	const struct shell_private *private = shell->private;

	if (event->kind != TERM_CLICK || event->row != private->bar_row)
		return ACTION_NONE;
	for (size_t i = 0; i < private->bar_count; i++) {
		if (event->col >= private->bar[i].first_col && event->col < private->bar[i].end_col)
			return private->bar[i].id;
	}
	return ACTION_NONE;
}

/* Whether it was composed by an input method: no key of ours, of whatever width, is kana or kanji. */
static bool is_composed(uint32_t codepoint)
{
	return action_half_width(codepoint) >= 0x2e80;
}

void shell_unknown_key(struct shell *shell, const struct term_event *event)
{
	const struct view *view = shell_top(shell);
	enum context rows = CONTEXT_START | CONTEXT_FORM | CONTEXT_PLAN | CONTEXT_RECORD;
	char key[16], open[16];

	if (event->kind != TERM_TEXT || event->alt || (event->codepoint <= ' ' && event->codepoint != ('Z' & 0x1f)))
		return;
	action_key_name(ACTION_HELP, key);
	if (view && (view->ops->context & rows) && event->codepoint > ' ')
		shell_say(shell, STYLE_WARNING, _("Press %s on the row first, then type. %s shows the keys."),
		          action_key_name(ACTION_OPEN, open), key);
	else if (is_composed(event->codepoint))
		shell_say(shell, STYLE_WARNING,
		          _("Only keys are taken here, and Japanese input is on: switch to half-width letters (the 半角/全角 key). %s shows the keys."),
		          key);
	else if (event->codepoint == ('Z' & 0x1f))
		shell_say(shell, STYLE_WARNING,
		          _("Undo takes back answers and plans, at the question and in the list. Here, enter anew what was there. %s shows the keys."),
		          key);
	else
		shell_say(shell, STYLE_PLAIN, _("This key does nothing here. %s shows the keys."), key);
}

/* What is no action goes to the view; the wheel moves a view that does not care for events. */
static void do_other_event(struct shell *shell, struct view *view, const struct term_event *event)
{
	if (event->kind == TERM_TEXT) /* a digit opens a row in many lists: what was said before it is over */
		shell_clear_message(shell);
	if (view->ops->event) {
		view->ops->event(view, shell, event);
	} else if (event->kind == TERM_WHEEL && view->ops->act) {
		for (int i = 0; i < WHEEL_STEPS; i++)
			view->ops->act(view, shell, event->step < 0 ? ACTION_UP : ACTION_DOWN);
	} else {
		shell_unknown_key(shell, event);
	}
}

static bool is_too_small(const struct shell *shell)
{
	int rows, cols;

	term_size(shell->term, &rows, &cols);
	return rows < CANVAS_MIN_ROWS || cols < CANVAS_MIN_COLS;
}

static void hang_up(struct shell *shell)
{
	shell->private->hung_up = true;
	shell_leave(shell);
}

static void do_event(struct shell *shell, const struct term_event *event)
{
	struct view *view = shell_top(shell);
	enum action_id action = action_of(event, view->ops->context);

	if (event->kind == TERM_HANGUP)
		hang_up(shell);
	if (event->kind == TERM_HANGUP || event->kind == TERM_RESIZE || event->kind == TERM_TIMEOUT)
		return;
	if (is_too_small(shell)) { /* nothing is done that cannot be seen */
		if (action == ACTION_QUIT)
			shell_leave(shell);
		return;
	}
	if (action == ACTION_NONE)
		action = bar_action(shell, event);
	if (action != ACTION_NONE)
		shell_do(shell, action);
	else
		do_other_event(shell, view, event);
}

/* --- the loop --- */

/* Behind the event, not before it: an answer is given to what was on the screen, and if somebody else has answered
 * meanwhile, the workplace must see it as the conflict that it is. */
static void refresh(struct shell *shell)
{
	struct error err = {0};
	bool changed = false;

	if (!shell->workplace || !shell->workplace->db)
		return;
	if (!workplace_refresh(shell->workplace, &changed, &err))
		shell_fail(shell, &err);
	for (size_t i = 0; changed && i < shell->private->views_count; i++)
		refresh_view(shell, shell->private->views[i]);
}

bool shell_next_event_within(struct shell *shell, struct term_event *event, int timeout_ms)
{
	term_read(shell->term, event, timeout_ms);
	if (event->kind == TERM_HANGUP)
		hang_up(shell);
	return event->kind != TERM_HANGUP;
}

bool shell_next_event(struct shell *shell, struct term_event *event)
{
	return shell_next_event_within(shell, event, -1);
}

void shell_run(struct shell *shell)
{
	struct shell_private *private = shell->private;
	struct term_event event;
	struct canvas canvas;
	int panel_top;

	while (!private->leaving && private->views_count) {
		shell_frame(shell, &canvas, 0, &panel_top);
		term_flush(shell->term);
		term_read(shell->term, &event, -1);
		do_event(shell, &event);
		free_gone(private);
		if (!private->leaving)
			refresh(shell);
		free_gone(private);
		if (shell->tour && !private->leaving)
			tour_look(shell);
	}
	for (size_t i = private->views_count; i-- > 0;) {
		if (private->views[i]->ops->leave)
			private->views[i]->ops->leave(private->views[i], shell);
	}
}
