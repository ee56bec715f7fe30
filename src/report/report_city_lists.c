/* The lists of the city's report as text. */
#include <stdint.h>
#include <stdlib.h>

#include "report_city_text.h"
#include "city_words.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

void city_text_add_unit(struct strbuf *out, const struct city_unit *unit)
{
	sheet_add_line(out, unit->code);
	strbuf_add_char(out, ' ');
	if (!str_is_blank(unit->bureau)) {
		sheet_add_line(out, unit->bureau);
		strbuf_add_char(out, ' ');
	}
	sheet_add_line(out, unit->name);
}

void city_text_end_line(struct city_text *text, int indent_cols, struct strbuf *line)
{
	text_page_add(&text->page, indent_cols, indent_cols + 4, line->text);
	strbuf_reset(line);
}

enum { UNITS_SHOWN = 10 };

void city_text_units(struct city_text *text, int indent_cols, const size_t *units, size_t count)
{
	struct text_row row;
	struct strbuf unit = STRBUF_INIT;

	if (!count)
		return;
	text_row_begin(&row, &text->page, indent_cols);
	text_row_add(&row, C_("report", "Units:"));
	for (size_t i = 0; i < count && i < UNITS_SHOWN; i++) {
		sheet_add_line(&unit, text->input->units[units[i]].code);
		strbuf_add_char(&unit, ' ');
		sheet_add_line(&unit, text->input->units[units[i]].name);
		text_row_add(&row, unit.text);
		strbuf_reset(&unit);
	}
	if (count > UNITS_SHOWN) {
		strbuf_addf(&unit, P_("and %zu more unit", "and %zu more units", count - UNITS_SHOWN),
		            count - UNITS_SHOWN);
		text_row_add(&row, unit.text);
	}
	text_row_end(&row);
	strbuf_release(&unit);
}

void city_text_none(struct city_text *text, const char *none)
{
	text_page_add(&text->page, 2, 2, text->counts.received ? none : _("Nothing has been handed in yet."));
}

void city_text_more(struct city_text *text, int indent_cols, size_t count)
{
	char *more;

	if (!count)
		return;
	more = str_format(P_("%zu more is in the Excel report.", "%zu more are in the Excel report.", count), count);
	text_page_add(&text->page, indent_cols, indent_cols, more);
	free(more);
}

/* --- questions that are gone --- */

static bool is_gone(const struct city_text *text, size_t at)
{
	return text->input->questions[text->counts.questions[at].question].question == SIZE_MAX;
}

void city_text_gone(struct city_text *text)
{
	size_t shown = 0;
	struct strbuf line = STRBUF_INIT;

	for (size_t i = 0; i < text->counts.questions_count; i++) {
		const struct city_missed *missed = &text->counts.questions[i];

		if (!is_gone(text, i))
			continue;
		if (!shown++) {
			city_text_heading(text, _("Questions that the standard no longer has"));
			text_page_add(&text->page, 2, 2, _("They are in the figures, and in no chapter."));
		}
		sheet_add_line(&line, text->input->questions[missed->question].id);
		strbuf_add(&line, "  ");
		for (int k = 1; k <= ANSWERS; k++) {
			enum answer answer = k < ANSWERS ? (enum answer)k : ANSWER_NONE;
			strbuf_addf(&line, "%s%s %zu", k > 1 ? "  " : "", sheet_mark(answer),
			            missed->tally.by_answer[answer]);
		}
		city_text_end_line(text, 2, &line);
	}
	strbuf_release(&line);
}

/* --- units --- */

static void add_awaited(struct city_text *text, const struct city_unit *unit)
{
	struct strbuf line = STRBUF_INIT;

	city_text_add_unit(&line, unit);
	if (unit->overdue) {
		strbuf_add(&line, "  ");
		strbuf_add(&line, _("overdue"));
	}
	if (!str_is_blank(unit->contact)) {
		strbuf_add(&line, "  ");
		sheet_add_line(&line, unit->contact);
	}
	city_text_end_line(text, 2, &line);
	if (unit->rejected) {
		strbuf_add(&line, _("A file came and was rejected"));
		strbuf_add(&line, ": ");
		sheet_add_line(&line, unit->rejected);
		city_text_end_line(text, 6, &line);
	}
	strbuf_release(&line);
}

static void add_awaited_of(struct city_text *text, enum city_state state)
{
	for (size_t i = 0; i < text->input->units_count; i++)
		if (text->input->units[i].state == state)
			add_awaited(text, &text->input->units[i]);
}

/* Whom to ask for something: those of whom nothing came, and those who got it back and have to hand in again. */
void city_text_missing(struct city_text *text)
{
	city_text_heading(text, _("Units that handed in nothing"));
	if (!text->counts.by_state[CITY_NOT_RECEIVED])
		text_page_add(&text->page, 2, 2, _("None."));
	add_awaited_of(text, CITY_NOT_RECEIVED);
	if (!text->counts.by_state[CITY_RETURNED])
		return;
	text_page_gap(&text->page);
	text_page_add(&text->page, 2, 2, _("Returned, and not handed in again:"));
	add_awaited_of(text, CITY_RETURNED);
}

/* --- exceptions and plans --- */

static void add_exception(struct city_text *text, const struct city_exception *exception)
{
	struct strbuf line = STRBUF_INIT;

	if (date_is_set(exception->expires_on))
		date_format_local(&line, exception->expires_on);
	else
		strbuf_add(&line, exception->endless ? C_("of an exception", "No term") : _("Term not known"));
	strbuf_addf(&line, "  %s%s  ", exception->needs_action ? "! " : "", exception->state);
	city_text_add_unit(&line, &text->input->units[exception->unit]);
	city_text_end_line(text, 2, &line);
	sheet_add_line(&line, exception->id);
	strbuf_add(&line, "  ");
	sheet_add_or_missing(&line, exception->name);
	text_page_add(&text->page, 6, 6, line.text);
	strbuf_reset(&line);
	if (!str_is_blank(exception->clauses)) {
		sheet_add_line(&line, exception->clauses);
		text_page_pair(&text->page, 6, C_("report", "Clauses"), line.text);
	}
	strbuf_release(&line);
}

/* So many of what needs no action are shown; all are in the Excel report. */
enum { EXCEPTIONS_SHOWN = 50, PLANS_SHOWN = 50 };

void city_text_exceptions(struct city_text *text)
{
	size_t action = 0, others = 0;
	char *line;

	city_text_heading(text, _("Exceptions by expiry"));
	city_text_reconciliation(text);
	if (!text->input->exceptions_count) {
		city_text_none(text, _("None."));
		return;
	}
	for (size_t i = 0; i < text->input->exceptions_count; i++)
		action += text->input->exceptions[i].needs_action;
	line = str_format(_("On record %zu; of them need action (marked !) %zu"), text->input->exceptions_count,
	                  action);
	text_page_add(&text->page, 2, 2, line);
	free(line);
	for (size_t i = 0; i < text->input->exceptions_count; i++) {
		if (text->input->exceptions[i].needs_action || others++ < EXCEPTIONS_SHOWN)
			add_exception(text, &text->input->exceptions[i]);
	}
	city_text_more(text, 2, others > EXCEPTIONS_SHOWN ? others - EXCEPTIONS_SHOWN : 0);
}

/* Of 疑 there is no measure: it says who finds out. */
static void add_measure(struct strbuf *line, const struct city_plan *plan)
{
	char *person = text_safe_dup(str_is_blank(plan->person) ? sheet_missing() : plan->person, TEXT_SAFE_LINE);

	if (plan->answer == ANSWER_UNSURE) {
		strbuf_addf(line, C_("plan", "found out by: %s"), person);
	} else {
		sheet_add_or_missing(line, plan->measure);
		strbuf_addf(line, C_("plan", " (%s)"), person);
	}
	free(person);
}

/* How it stands: done, late by so many days, or nothing. */
static void add_plan_state(struct strbuf *line, const struct city_plan *plan, struct date today)
{
	int days = plan->overdue ? date_days_between(plan->due, today) : 0;

	if (plan->done)
		strbuf_add(line, C_("plan", "done"));
	else if (plan->overdue)
		strbuf_addf(line, P_("overdue by %d day", "overdue by %d days", (unsigned long)days), days);
	else
		strbuf_add(line, C_("plan", "open"));
}

static void add_plan(struct city_text *text, const struct city_plan *plan)
{
	const struct plan dues = {.due = plan->due, .first_due = plan->first_due};
	struct strbuf line = STRBUF_INIT;

	if (date_is_set(plan->due))
		plan_format_due(&line, &dues);
	else
		strbuf_add(&line, C_("plan", "no due date"));
	strbuf_add(&line, "  ");
	add_plan_state(&line, plan, text->input->today);
	strbuf_add(&line, "  ");
	city_text_add_unit(&line, &text->input->units[plan->unit]);
	city_text_end_line(text, 2, &line);
	city_about(&line, text->input, plan->unit, plan->checklist);
	if (line.len_bytes)
		strbuf_add(&line, "  ");
	strbuf_addf(&line, "%s ", sheet_mark(plan->answer));
	sheet_add_line(&line, plan->question);
	strbuf_add(&line, "  ");
	add_measure(&line, plan);
	text_page_add(&text->page, 6, 6, line.text);
	strbuf_release(&line);
}

/* Takes the line over. */
static void add_count(struct city_text *text, char *line)
{
	text_page_add(&text->page, 2, 4, line);
	free(line);
}

/* All that are late, and of the others the first. */
void city_text_plans(struct city_text *text)
{
	size_t others = 0;

	city_text_heading(text, _("Improvement: all plans, the overdue ones first"));
	city_text_reconciliation(text);
	if (!text->input->plans_count)
		city_text_none(text, _("None."));
	else
		add_count(text, city_words_plans(text->input));
	add_count(text, city_words_unsure(text->input));
	for (size_t i = 0; i < text->input->plans_count; i++) {
		const struct city_plan *plan = &text->input->plans[i];

		if (plan->overdue || others++ < PLANS_SHOWN)
			add_plan(text, plan);
	}
	city_text_more(text, 2, others > PLANS_SHOWN ? others - PLANS_SHOWN : 0);
}
