/* The exceptions of all units, by expiry; what needs action comes first. */
#include <stdlib.h>

#include "tenken/app/exceptions.h"
#include "tenken/base/mem.h"
#include "view_office.h"

struct view_office_exceptions {
	struct view view;
	struct exceptions_list exceptions;
	size_t *shown; /* those that are listed: all, or what needs action */
	bool open_only;
	struct list list;
	struct page page;
	size_t from;
};

static const struct exception *under_cursor(const struct view_office_exceptions *self)
{
	return self->list.cursor < self->list.count ? &self->exceptions.items[self->shown[self->list.cursor]] : NULL;
}

static size_t open_count(const struct exceptions_list *exceptions)
{
	size_t count = 0;
	for (size_t i = 0; i < exceptions->count; i++)
		count += exception_needs_action(exceptions->items[i].state);
	return count;
}

static void filter(struct view_office_exceptions *self)
{
	size_t count = 0;
	free(self->shown);
	self->shown = mem_new(self->exceptions.count + 1, sizeof *self->shown);
	for (size_t i = 0; i < self->exceptions.count; i++)
		if (!self->open_only || exception_needs_action(self->exceptions.items[i].state))
			self->shown[count++] = i;
	list_set_count(&self->list, count);
}

static bool load(struct view_office_exceptions *self, const struct office *office, struct error *err)
{
	/* What was listed is by the roster as it was: it goes, whatever comes in its place. */
	exceptions_list_release(&self->exceptions);
	self->exceptions = (struct exceptions_list){0};
	bool ok = office_exceptions_load(office, false, &self->exceptions, err);
	if (!ok)
		self->exceptions = (struct exceptions_list){0};
	filter(self);
	return ok;
}

static void empty(struct view_office_exceptions *self)
{
	exceptions_list_release(&self->exceptions);
	self->exceptions = (struct exceptions_list){0};
	filter(self);
}

/* --- drawing --- */

static void exceptions_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_office_exceptions *self = (const struct view_office_exceptions *)view;
	(void)shell;
	strbuf_addf(left, "%s > %s", _("Roster"), _("Exceptions"));
	if (self->list.count)
		strbuf_addf(right, "%zu/%zu", self->list.cursor + 1, self->list.count);
}

static int state_cols(const struct canvas *canvas)
{
	int cols = 0;
	for (int i = 0; i < EXCEPTION_STATES; i++) {
		int own = text_cols(exception_state_label((enum exception_state)i), canvas->ambiguous_cols);
		cols = own > cols ? own : cols;
	}
	return cols;
}

static void add_term(struct strbuf *out, const struct exception *exception)
{
	if (date_is_set(exception->expires_on))
		date_format_local(out, exception->expires_on);
	else
		strbuf_add(out, exception->endless ? C_("of an exception", "No term") : C_("of a due date", "not set"));
}

static void compose_exception(struct page *page, const struct office *office, const struct exception *exception, bool focused)
{
	struct strbuf text = STRBUF_INIT;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, 3, exception_needs_action(exception->state) ? STYLE_WARNING : STYLE_SAVED,
	         exception_state_label(exception->state));
	struct strbuf term = STRBUF_INIT;
	add_term(&term, exception);
	strbuf_addf(&text, "%s %s  %s", office->roster.items[exception->unit].code, office->roster.items[exception->unit].name,
	            exception->name);
	office_put_dated(page, 3 + state_cols(page->canvas) + 2, focused ? STYLE_FOCUS : STYLE_PLAIN, term.text, text.text);
	if (focused)
		page_set_focus(page, page->count - 1);
	strbuf_release(&term);
	strbuf_release(&text);
}

/* What is amiss first: below the list there is little room. */
static void describe(struct strbuf *out, const struct office *office, const struct exception *exception)
{
	const struct roster_unit *unit = &office->roster.items[exception->unit];
	strbuf_addf(out, "%s %s (%s)  %s", unit->bureau, unit->name, unit->code, unit->contact);
	if (!str_is_blank(exception->because))
		strbuf_addf(out, "\n%s", exception->because);
	strbuf_addf(out, "\n%s: %s", _("Clauses"), exception->clauses);
	if (!str_is_blank(exception->subject))
		strbuf_addf(out, "  %s: %s", _("What it is about"), exception->subject);
	if (!str_is_blank(exception->applicant))
		strbuf_addf(out, "  %s: %s", _("Applied for by"), exception->applicant);
	if (!str_is_blank(exception->approver))
		strbuf_addf(out, "  %s: %s", _("Permitted by"), exception->approver);
	if (!str_is_blank(exception->approver_role))
		strbuf_addf(out, " (%s)", exception->approver_role);
	if (!str_is_blank(exception->reason))
		strbuf_addf(out, "\n%s: %s", _("Reason"), exception->reason);
}

static void compose(struct view_office_exceptions *self, const struct office *office, const struct canvas *canvas)
{
	struct page *page = &self->page;
	page_begin(page, canvas);
	for (size_t i = 0; i < self->list.count; i++) {
		page->tag = (int)i;
		compose_exception(page, office, &self->exceptions.items[self->shown[i]], self->list.cursor == i);
	}
	page->tag = PAGE_NO_TAG;
	if (!self->list.count) {
		page_row(page);
		page_wrap(page, 1, STYLE_PLAIN, self->open_only ? _("No exception needs action.") : _("There are no exceptions."));
	}
}

static void exceptions_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_office_exceptions *self = (struct view_office_exceptions *)view;
	const struct exception *exception = under_cursor(self);
	struct strbuf foot = STRBUF_INIT;
	size_t open = open_count(&self->exceptions);
	char *head = self->open_only ? str_format(_("Filter: %s"), _("Needs action"))
	                             : str_format(_("Exceptions: %zu, to be acted on: %zu"), self->exceptions.count, open);
	if (exception)
		describe(&foot, shell->office, exception);
	head = office_list_head(head, shell->office);
	compose(self, shell->office, canvas);
	office_draw_list(&self->page, &self->list, &self->from, head, open ? STYLE_WARNING : STYLE_PLAIN, foot.text, top, rows);
	strbuf_release(&foot);
	free(head);
}

/* --- actions --- */

/* The record, with all that the rules say of it. */
static void open_row(struct view_office_exceptions *self, struct shell *shell)
{
	const struct exception *exception = under_cursor(self);
	if (!exception)
		return;
	char *id = mem_strdup(exception->id);
	if (view_unit_open(shell, exception->unit)) {
		const struct workplace *workplace = shell->workplace;
		size_t owner = registers_find(workplace->pack->registers, "exception");
		size_t record = owner == SIZE_MAX ? SIZE_MAX : facts_find(&workplace->ledger.facts, workplace->pack, owner, id, NULL);
		if (record != SIZE_MAX)
			shell_push(shell, view_record_new(shell, record));
	}
	free(id);
}

static bool exceptions_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_office_exceptions *self = (struct view_office_exceptions *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_FILTER_URGENT:
		self->open_only = !self->open_only;
		filter(self);
		return true;
	default:
		return false;
	}
}

static void exceptions_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_office_exceptions *self = (struct view_office_exceptions *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

/* Another program may have collected meanwhile. */
static void exceptions_refresh(struct view *view, struct shell *shell)
{
	struct view_office_exceptions *self = (struct view_office_exceptions *)view;
	struct error err = {0};
	if (office_reload(shell->office, &err) && load(self, shell->office, &err))
		return;
	empty(self);
	shell_fail(shell, &err);
}

static void exceptions_free(struct view *view)
{
	struct view_office_exceptions *self = (struct view_office_exceptions *)view;
	exceptions_list_release(&self->exceptions);
	free(self->shown);
	page_release(&self->page);
	free(self);
}

static const struct view_ops exceptions_ops = {
        .context = CONTEXT_EXCEPTIONS,
        .title = exceptions_title,
        .draw = exceptions_draw,
        .act = exceptions_act,
        .event = exceptions_event,
        .refresh = exceptions_refresh,
        .free = exceptions_free,
};

void view_office_exceptions_open(struct shell *shell)
{
	struct view_office_exceptions *self = mem_new(1, sizeof *self);
	struct error err = {0};
	self->view.ops = &exceptions_ops;
	if (load(self, shell->office, &err)) {
		shell_push(shell, &self->view);
		return;
	}
	shell_fail(shell, &err);
	exceptions_free(&self->view);
}
