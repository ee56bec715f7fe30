/* The exceptions of all units, by expiry; what needs action comes first. */
#include <stdlib.h>

#include "office_list.h"
#include "tenken/app/exceptions.h"
#include "tenken/base/mem.h"

static bool load(void *data, const struct office *office, struct error *err)
{
	struct exceptions_list *exceptions = data;
	bool ok = office_exceptions_load(office, false, exceptions, err);
	if (!ok)
		*exceptions = (struct exceptions_list){0};
	return ok;
}

static void release(void *data)
{
	struct exceptions_list *exceptions = data;
	exceptions_list_release(exceptions);
	*exceptions = (struct exceptions_list){0};
}

static size_t count(const void *data)
{
	const struct exceptions_list *exceptions = data;
	return exceptions->count;
}

static const struct exception *exception_at(const void *data, size_t at)
{
	const struct exceptions_list *exceptions = data;
	return &exceptions->items[at];
}

static bool is_urgent(const void *data, size_t at)
{
	return exception_needs_action(exception_at(data, at)->state);
}

static char *head(const void *data, size_t all, size_t urgent)
{
	(void)data;
	return str_format(_("Exceptions: %zu, to be acted on: %zu"), all, urgent);
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

static void put_row(struct page *page, const struct office *office, const void *data, size_t at, enum style style)
{
	const struct exception *exception = exception_at(data, at);
	const struct roster_unit *unit = &office->roster.items[exception->unit];
	struct strbuf term = STRBUF_INIT;
	add_term(&term, exception);
	page_put(page, 3, exception_needs_action(exception->state) ? STYLE_WARNING : STYLE_SAVED, exception_state_label(exception->state));
	char *text = str_format("%s %s  %s", unit->code, unit->name, exception->name);
	office_put_dated(page, 3 + state_cols(page->canvas) + 2, style, term.text, text);
	free(text);
	strbuf_release(&term);
}

/* What is amiss first: below the list there is little room. */
static void describe(struct strbuf *out, const struct office *office, const void *data, size_t at)
{
	const struct exception *exception = exception_at(data, at);
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

/* The record, with all that the rules say of it. */
static void open_record(struct shell *shell, const void *data, size_t at)
{
	office_open_record(shell, exception_at(data, at)->unit, "exception", exception_at(data, at)->id);
}

static const struct office_list_ops ops = {
        .title = N_("Exceptions"),
        .data_bytes = sizeof(struct exceptions_list),
        .load = load,
        .release = release,
        .count = count,
        .is_urgent = is_urgent,
        .urgent = N_("Needs action"),
        .none = N_("There are no exceptions."),
        .none_urgent = N_("No exception needs action."),
        .head = head,
        .row = put_row,
        .describe = describe,
        .open = open_record,
};

void view_office_exceptions_open(struct shell *shell)
{
	office_list_open(shell, &ops);
}
