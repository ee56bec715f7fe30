/* What all units have laid down to be improved, by due date; what is late comes first. */
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "view_office.h"

struct view_office_plans {
	struct view view;
	struct office_plans plans;
	size_t *shown; /* those that are listed: all, or what is late */
	bool late_only;
	struct list list;
	struct page page;
	size_t from;
};

static const struct office_plan *under_cursor(const struct view_office_plans *self)
{
	return self->list.cursor < self->list.count ? &self->plans.items[self->shown[self->list.cursor]] : NULL;
}

static size_t late_count(const struct office_plans *plans)
{
	size_t count = 0;
	for (size_t i = 0; i < plans->count; i++)
		count += plans->items[i].overdue;
	return count;
}

static void filter(struct view_office_plans *self)
{
	size_t count = 0;
	free(self->shown);
	self->shown = mem_new(self->plans.count + 1, sizeof *self->shown);
	for (size_t i = 0; i < self->plans.count; i++)
		if (!self->late_only || self->plans.items[i].overdue)
			self->shown[count++] = i;
	list_set_count(&self->list, count);
}

static bool load(struct view_office_plans *self, const struct office *office, struct error *err)
{
	/* What was listed is by the roster as it was: it goes, whatever comes in its place. */
	office_plans_release(&self->plans);
	bool ok = office_plans_load(office, false, &self->plans, err);
	if (ok)
		office_plans_sort(&self->plans);
	else
		self->plans = (struct office_plans){0};
	filter(self);
	return ok;
}

static void empty(struct view_office_plans *self)
{
	office_plans_release(&self->plans);
	filter(self);
}

/* --- drawing --- */

static void plans_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_office_plans *self = (const struct view_office_plans *)view;
	(void)shell;
	strbuf_addf(left, "%s > %s", _("Roster"), _("Improvement plans"));
	if (self->list.count)
		strbuf_addf(right, "%zu/%zu", self->list.cursor + 1, self->list.count);
}

static const char *state_text(const struct office_plan *plan)
{
	return plan->overdue ? _("overdue") : plan->done ? _("carried out") : "";
}

static int state_cols(const struct canvas *canvas)
{
	int late = text_cols(_("overdue"), canvas->ambiguous_cols), done = text_cols(_("carried out"), canvas->ambiguous_cols);
	return late > done ? late : done;
}

static void compose_plan(struct page *page, const struct office *office, const struct office_plan *plan, bool focused)
{
	const struct roster_unit *unit = &office->roster.items[plan->unit];
	struct strbuf due = STRBUF_INIT;
	if (date_is_set(plan->due))
		date_format_local(&due, plan->due);
	else
		strbuf_add(&due, C_("of a due date", "not set"));
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, 3, plan->overdue ? STYLE_WARNING : STYLE_SAVED, state_text(plan));
	char *text = str_format("%s %s  %s", unit->code, unit->name, str_is_blank(plan->measure) ? plan->person : plan->measure);
	office_put_dated(page, 3 + state_cols(page->canvas) + 2, focused ? STYLE_FOCUS : STYLE_PLAIN, due.text, text);
	if (focused)
		page_set_focus(page, page->count - 1);
	free(text);
	strbuf_release(&due);
}

/* All of the plan under the cursor, below the list. */
static void describe(struct strbuf *out, const struct office *office, const struct office_plan *plan)
{
	const struct roster_unit *unit = &office->roster.items[plan->unit];
	const struct plan described = {.measure = plan->measure,
	                               .person = plan->person,
	                               .due = plan->due,
	                               .first_due = plan->first_due};
	strbuf_addf(out, "%s %s (%s)  %s\n%s  ", unit->bureau, unit->name, unit->code, unit->contact, plan->question);
	plan_describe(out, &described);
	if (plan->done)
		strbuf_addf(out, _("\nYes. Shown by: %s"), plan->evidence);
	if (plan->notes.count) {
		strbuf_add_char(out, '\n');
		plan_note_format(out, &plan->notes.items[plan->notes.count - 1]);
	}
}

static void compose(struct view_office_plans *self, const struct office *office, const struct canvas *canvas)
{
	struct page *page = &self->page;
	page_begin(page, canvas);
	for (size_t i = 0; i < self->list.count; i++) {
		page->tag = (int)i;
		compose_plan(page, office, &self->plans.items[self->shown[i]], self->list.cursor == i);
	}
	page->tag = PAGE_NO_TAG;
	if (!self->list.count) {
		page_row(page);
		page_wrap(page, 1, STYLE_PLAIN, self->late_only ? _("No plan is overdue.") : _("There are no plans."));
	}
}

static void plans_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_office_plans *self = (struct view_office_plans *)view;
	const struct office_plan *plan = under_cursor(self);
	struct strbuf foot = STRBUF_INIT;
	size_t late = late_count(&self->plans);
	char *head = self->late_only ? str_format(_("Filter: %s"), _("Past the due date"))
	                             : str_format(_("Plans: %zu, overdue: %zu"), self->plans.count, late);
	if (plan)
		describe(&foot, shell->office, plan);
	head = office_list_head(head, shell->office);
	compose(self, shell->office, canvas);
	office_draw_list(&self->page, &self->list, &self->from, head, late ? STYLE_WARNING : STYLE_PLAIN, foot.text, top, rows);
	strbuf_release(&foot);
	free(head);
}

/* --- actions --- */

static void open_row(struct view_office_plans *self, struct shell *shell)
{
	const struct office_plan *plan = under_cursor(self);
	if (plan)
		office_open_question(shell, plan->unit, plan->checklist, plan->question);
}

static bool plans_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_office_plans *self = (struct view_office_plans *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_FILTER_URGENT:
		self->late_only = !self->late_only;
		filter(self);
		return true;
	default:
		return false;
	}
}

static void plans_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_office_plans *self = (struct view_office_plans *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

/* Another program may have collected meanwhile. */
static void plans_refresh(struct view *view, struct shell *shell)
{
	struct view_office_plans *self = (struct view_office_plans *)view;
	struct error err = {0};
	if (office_reload(shell->office, &err) && load(self, shell->office, &err))
		return;
	empty(self);
	shell_fail(shell, &err);
}

static void plans_free(struct view *view)
{
	struct view_office_plans *self = (struct view_office_plans *)view;
	office_plans_release(&self->plans);
	free(self->shown);
	page_release(&self->page);
	free(self);
}

static const struct view_ops plans_ops = {
        .context = CONTEXT_PLANS,
        .title = plans_title,
        .draw = plans_draw,
        .act = plans_act,
        .event = plans_event,
        .refresh = plans_refresh,
        .free = plans_free,
};

void view_office_plans_open(struct shell *shell)
{
	struct view_office_plans *self = mem_new(1, sizeof *self);
	struct error err = {0};
	self->view.ops = &plans_ops;
	if (load(self, shell->office, &err)) {
		shell_push(shell, &self->view);
		return;
	}
	shell_fail(shell, &err);
	plans_free(&self->view);
}
