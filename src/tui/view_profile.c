/* What the section has and does: the facts that decide which questions are asked. */
#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "views.h"

struct view_profile {
	struct view view;
	size_t *facts; /* those that are asked, in the pack's order */
	struct list list;
	struct page page;
	size_t from;
};

static void rebuild(struct view_profile *self, const struct workplace *workplace)
{
	size_t present = self->list.cursor < self->list.count ? self->facts[self->list.cursor] : SIZE_MAX;
	size_t count = 0, cursor = 0;
	free(self->facts);
	self->facts = mem_new(workplace->pack->facts_count, sizeof *self->facts);
	for (size_t i = 0; i < workplace->pack->facts_count; i++) {
		if (!workplace_asks_fact(workplace, i))
			continue;
		if (present != SIZE_MAX && i <= present)
			cursor = count;
		self->facts[count++] = i;
	}
	list_set_count(&self->list, count);
	list_go(&self->list, cursor);
}

static void profile_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_profile *self = (const struct view_profile *)view;
	size_t unsure = workplace_unsure_facts(shell->workplace),
	       open = workplace_open_facts(shell->workplace) - unsure;
	strbuf_add(left, _("About the section"));
	strbuf_addf(right, "%zu/%zu", self->list.count - (open < self->list.count ? open : self->list.count),
	            self->list.count);
	if (unsure)
		strbuf_addf(right, _(" (%zu not known)"), unsure);
}

/* --- drawing --- */

static void draw_result(const struct workplace *workplace, const struct canvas *canvas, int row)
{
	size_t asked = 0, left_out = 0;
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		asked += workplace->checklists[i].scope.asked;
		left_out += workplace->checklists[i].scope.count - workplace->checklists[i].scope.asked;
	}
	char *text =
	        str_format(P_("%zu question applies (left out: %zu).", "%zu questions apply (left out: %zu).", asked),
	                   asked, left_out);
	draw_text(canvas, row, 1, canvas->cols - 1, text, STYLE_LABEL);
	free(text);
}

static int word_cols(const struct canvas *canvas)
{
	int cols = 0;
	for (int truth = TRUTH_FALSE; truth <= TRUTH_UNKNOWN; truth++) {
		int own = text_cols(truth_label((enum truth)truth), canvas->ambiguous_cols);
		cols = own > cols ? own : cols;
	}
	int open = text_cols(_("Unanswered"), canvas->ambiguous_cols);
	return open > cols ? open : cols;
}

static void compose_fact(struct page *page, const struct view_profile *self, const struct workplace *workplace,
                         size_t at, int text_col)
{
	const struct fact *fact = &workplace->pack->facts[self->facts[at]];
	enum truth truth = workplace->answered.facts[self->facts[at]];
	bool focused = self->list.cursor == at;
	page->tag = (int)at;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, 3, truth == TRUTH_UNKNOWN ? STYLE_WARNING : STYLE_LABEL,
	         truth != TRUTH_UNKNOWN || workplace_is_unsure_fact(workplace, self->facts[at]) ? truth_label(truth)
	                                                                                        : _("Unanswered"));
	page_put(page, text_col, focused ? STYLE_FOCUS : STYLE_PLAIN, bilingual_text(&fact->text));
	if (focused)
		page_set_focus(page, page->count - 1);
	page->tag = PAGE_NO_TAG;
}

static void compose(struct view_profile *self, const struct workplace *workplace, const struct canvas *canvas)
{
	struct page *page = &self->page;
	int text_col = word_cols(canvas) + 5;
	page_begin(page, canvas);
	for (size_t i = 0; i < self->list.count; i++) {
		bool yearly = workplace->pack->facts[self->facts[i]].yearly;
		bool before = i && workplace->pack->facts[self->facts[i - 1]].yearly;
		if (i == 0 || yearly != before) {
			page_row(page);
			page_put(page, 1, STYLE_TITLE, yearly ? _("In this fiscal year") : _("In general"));
		}
		compose_fact(page, self, workplace, i, text_col);
	}
}

/* The whole statement of the fact in focus, and how to tell. */
static void draw_detail(const struct view_profile *self, const struct workplace *workplace, const struct canvas *canvas,
                        int top, int rows)
{
	if (rows < 2 || self->list.cursor >= self->list.count)
		return;
	const struct fact *fact = &workplace->pack->facts[self->facts[self->list.cursor]];
	draw_rule(canvas, top);
	int used = 1 + draw_paragraph(canvas, top + 1, 1, canvas->cols - 1, rows - 1, 0, bilingual_text(&fact->text),
	                              STYLE_STATEMENT);
	draw_paragraph(canvas, top + used, 1, canvas->cols - 1, rows - used, 0, bilingual_text(&fact->hint),
	               STYLE_PLAIN);
}

static void profile_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_profile *self = (struct view_profile *)view;
	int head = rows >= 10 ? 1 : 0;
	int detail = rows >= 16 ? 6 : rows >= 12 ? 5 : 4;
	int body = rows - head - detail;
	if (body < 1)
		body = 1;
	if (head)
		draw_result(shell->workplace, canvas, top);
	compose(self, shell->workplace, canvas);
	list_set_rows(&self->list, body);
	page_draw(&self->page, top + head, body, &self->from, true);
	draw_detail(self, shell->workplace, canvas, top + head + body, detail);
}

/* --- actions --- */

static void set(struct view_profile *self, struct shell *shell, enum truth truth)
{
	struct error err = {0};
	char now[26];
	if (self->list.cursor >= self->list.count)
		return;
	size_t fact = self->facts[self->list.cursor];
	bool changes = shell->workplace->answered.facts[fact] != truth ||
	               (truth == TRUTH_UNKNOWN && !workplace_is_unsure_fact(shell->workplace, fact));
	if (!workplace_set_fact(shell->workplace, fact, truth, &err)) {
		shell_fail(shell, &err);
		return;
	}
	rebuild(self, shell->workplace);
	if (changes)
		shell_say_saved(shell, platform_now(now));
	if (self->list.cursor + 1 < self->list.count)
		list_go(&self->list, self->list.cursor + 1);
	else if (!workplace_open_facts(shell->workplace))
		shell_say(shell, STYLE_SAVED, "%s", _("Saved. Nothing is open here any more; Esc goes back."));
	else if (workplace_open_facts(shell->workplace) == workplace_unsure_facts(shell->workplace))
		shell_say(shell, STYLE_SAVED,
		          P_("Saved. All is answered; %zu point is still to be found out. Esc goes back.",
		             "Saved. All is answered; %zu points are still to be found out. Esc goes back.",
		             workplace_unsure_facts(shell->workplace)),
		          workplace_unsure_facts(shell->workplace));
}

static bool profile_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_profile *self = (struct view_profile *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_YES:
		set(self, shell, TRUTH_TRUE);
		return true;
	case ACTION_NO:
		set(self, shell, TRUTH_FALSE);
		return true;
	case ACTION_UNKNOWN:
		set(self, shell, TRUTH_UNKNOWN);
		return true;
	case ACTION_OPEN: {
		char yes[16], no[16], unknown[16];
		shell_say(shell, STYLE_PLAIN, _("Answer with a key: %s yes, %s no, %s not known."),
		          action_key_name(ACTION_YES, yes), action_key_name(ACTION_NO, no),
		          action_key_name(ACTION_UNKNOWN, unknown));
		return true;
	}
	default:
		return false;
	}
}

static const char *profile_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	(void)view;
	return action == ACTION_YES || action == ACTION_NO || action == ACTION_UNKNOWN ? views_why_readonly(shell)
	                                                                               : NULL;
}

static void profile_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_profile *self = (struct view_profile *)view;
	bool again;
	if (!event_wheel(&self->list, event) && !event_click(&self->list, &self->page, event, &again))
		views_unknown_key(shell, event);
}

static void profile_refresh(struct view *view, struct shell *shell)
{
	rebuild((struct view_profile *)view, shell->workplace);
}

static void profile_free(struct view *view)
{
	struct view_profile *self = (struct view_profile *)view;
	free(self->facts);
	page_release(&self->page);
	free(self);
}

static const struct view_ops profile_ops = {
        .context = CONTEXT_PROFILE,
        .title = profile_title,
        .draw = profile_draw,
        .act = profile_act,
        .why_not = profile_why_not,
        .event = profile_event,
        .refresh = profile_refresh,
        .free = profile_free,
};

/* The first of which nothing was said, or of which it was said that it is not known; SIZE_MAX: there is none. */
static size_t first_open(const struct view_profile *self, const struct workplace *workplace, bool unsure)
{
	for (size_t i = 0; i < self->list.count; i++)
		if (workplace->answered.facts[self->facts[i]] == TRUTH_UNKNOWN &&
		    workplace_is_unsure_fact(workplace, self->facts[i]) == unsure)
			return i;
	return SIZE_MAX;
}

/* The cursor begins on the first fact that is open. */
struct view *view_profile_new(struct shell *shell)
{
	struct view_profile *self = mem_new(1, sizeof *self);
	self->view.ops = &profile_ops;
	rebuild(self, shell->workplace);
	size_t open = first_open(self, shell->workplace, false);
	if (open == SIZE_MAX)
		open = first_open(self, shell->workplace, true);
	if (open != SIZE_MAX)
		list_go(&self->list, open);
	return &self->view;
}
