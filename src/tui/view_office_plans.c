/* What all units have laid down to be improved, by due date; what is late comes first. */
#include <stdlib.h>

#include "office_list.h"
#include "tenken/core/answer.h"

static bool load(void *data, const struct office *office, struct error *err)
{
	struct office_plans *plans = data;
	if (!office_plans_load(office, false, plans, err))
		return false;
	office_plans_sort(plans);
	return true;
}

static void release(void *data)
{
	office_plans_release(data);
}

static size_t count(const void *data)
{
	const struct office_plans *plans = data;
	return plans->count;
}

static const struct office_plan *plan_at(const void *data, size_t at)
{
	const struct office_plans *plans = data;
	return &plans->items[at];
}

static bool is_urgent(const void *data, size_t at)
{
	return plan_at(data, at)->overdue;
}

/* Of an answer 疑 nothing is to be improved yet: somebody finds out. Reports count these apart, too. */
static bool is_unsure(const struct office_plan *plan)
{
	return str_equal(plan->answer, answer_code(ANSWER_UNSURE));
}

static char *head(const void *data, size_t all, size_t urgent)
{
	size_t unsure = 0, late = 0;
	for (size_t i = 0; i < all; i++) {
		unsure += is_unsure(plan_at(data, i));
		late += is_unsure(plan_at(data, i)) && plan_at(data, i)->overdue;
	}
	if (unsure)
		return str_format(_("Plans: %zu (overdue %zu), to be confirmed: %zu (overdue %zu)"), all - unsure, urgent - late,
		                  unsure, late);
	return str_format(_("Plans: %zu, overdue: %zu"), all, urgent);
}

static char *sum_text(const void *data, size_t parts)
{
	const struct office_plans *plans = data;
	struct office_plans_sum sum;
	struct strbuf out = STRBUF_INIT;
	size_t later = 0;
	office_plans_add_up(plans, &sum);
	strbuf_addf(&out, C_("sum of plans", "All %zu = overdue %zu"), plans->count, sum.overdue);
	for (size_t i = 0; i < sum.months_count; i++) {
		if (i >= parts) {
			later += sum.months[i].count;
			continue;
		}
		strbuf_add(&out, " + ");
		date_format_month(&out, sum.months[i].first);
		strbuf_addf(&out, " %zu", sum.months[i].count);
	}
	if (later)
		strbuf_addf(&out, C_("sum of plans", " + later %zu"), later);
	if (sum.dateless)
		strbuf_addf(&out, C_("sum of plans", " + no due date %zu"), sum.dateless);
	if (sum.done)
		strbuf_addf(&out, C_("sum of plans", " + carried out %zu"), sum.done);
	office_plans_sum_release(&sum);
	return strbuf_take(&out);
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

static void put_row(struct page *page, const struct office *office, const void *data, size_t at, enum style style)
{
	const struct office_plan *plan = plan_at(data, at);
	const struct roster_unit *unit = &office->roster.items[plan->unit];
	struct strbuf due = STRBUF_INIT;
	if (date_is_set(plan->due))
		date_format_local(&due, plan->due);
	else
		strbuf_add(&due, C_("of a due date", "not set"));
	page_put(page, 3, plan->overdue ? STYLE_WARNING : STYLE_SAVED, state_text(plan));
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, "%s %s  %s%s", unit->code, unit->name, plan->about, *plan->about ? "  " : "");
	if (str_is_blank(plan->measure) && is_unsure(plan))
		strbuf_addf(&text, C_("plan", "found out by: %s"), plan->person);
	else
		strbuf_add(&text, str_is_blank(plan->measure) ? plan->person : plan->measure);
	office_put_dated(page, 3 + state_cols(page->canvas) + 2, style, due.text, text.text);
	strbuf_release(&text);
	strbuf_release(&due);
}

static void describe(struct strbuf *out, const struct office *office, const void *data, size_t at)
{
	const struct office_plan *plan = plan_at(data, at);
	const struct roster_unit *unit = &office->roster.items[plan->unit];
	const struct plan described = {.measure = plan->measure,
	                               .person = plan->person,
	                               .due = plan->due,
	                               .first_due = plan->first_due};
	strbuf_addf(out, "%s %s (%s)  %s\n%s%s%s  ", unit->bureau, unit->name, unit->code, unit->contact, plan->about,
	            *plan->about ? "  " : "", plan->question);
	if (str_is_blank(plan->measure) && is_unsure(plan) && date_is_set(plan->due)) {
		struct strbuf due = STRBUF_INIT;
		date_format_local(&due, plan->due);
		strbuf_addf(out, _("%s finds out by %s"), plan->person, due.text);
		strbuf_release(&due);
	} else {
		plan_describe(out, &described);
	}
	if (plan->done)
		strbuf_addf(out, _("\nYes. Shown by: %s"), plan->evidence);
	if (plan->notes.count) {
		strbuf_add_char(out, '\n');
		plan_note_format(out, &plan->notes.items[plan->notes.count - 1]);
	}
}

static void open_plan(struct shell *shell, const void *data, size_t at)
{
	const struct office_plan *plan = plan_at(data, at);
	office_open_question(shell, plan->unit, plan->checklist, plan->question);
}

static const struct office_list_ops ops = {
        .title = N_("Improvement plans"),
        .data_bytes = sizeof(struct office_plans),
        .load = load,
        .release = release,
        .count = count,
        .is_urgent = is_urgent,
        .urgent = N_("Past the due date"),
        .none = N_("There are no plans."),
        .none_urgent = N_("No plan is overdue."),
        .head = head,
        .sum = sum_text,
        .row = put_row,
        .describe = describe,
        .open = open_plan,
};

void view_office_plans_open(struct shell *shell)
{
	office_list_open(shell, &ops);
}
