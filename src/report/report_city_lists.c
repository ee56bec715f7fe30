/* The lists of the city's report as text. */
#include <stdint.h>
#include <stdlib.h>

#include "report_city_text.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

enum { MISSED_SHOWN = 20 };

static void add_unit(struct strbuf *out, const struct city_unit *unit)
{
	sheet_add_line(out, unit->code);
	strbuf_add_char(out, ' ');
	if (!str_is_blank(unit->bureau)) {
		sheet_add_line(out, unit->bureau);
		strbuf_add_char(out, ' ');
	}
	sheet_add_line(out, unit->name);
}

static void end_line(struct city_text *text, int indent_cols, struct strbuf *line)
{
	text_page_add(&text->page, indent_cols, indent_cols + 4, line->text);
	strbuf_reset(line);
}

/* --- questions --- */

static void add_missed(struct city_text *text, size_t number, const struct city_missed *missed)
{
	const struct city_question *asked = &text->input->questions[missed->question];
	const struct question *question =
	        asked->question == SIZE_MAX ? NULL : &text->input->pack->questions[asked->question];
	const size_t *by = missed->tally.by_answer;
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "%2zu  %s %zu  %s %zu  ", number, sheet_mark(ANSWER_NOT_IMPLEMENTED),
	            by[ANSWER_NOT_IMPLEMENTED], sheet_mark(ANSWER_PARTIAL), by[ANSWER_PARTIAL]);
	strbuf_addf(&line, P_("(%zu of %zu unit)", "(%zu of %zu units)", missed->asked), missed->missed, missed->asked);
	strbuf_add(&line, "  ");
	sheet_add_line(&line, asked->id);
	end_line(text, 1, &line);
	if (question) {
		sheet_add_clauses(&line, text->input->pack, question, "  ");
		text_page_pair(&text->page, 5, C_("report", "Clauses"), line.text);
		strbuf_reset(&line);
		sheet_add_line(&line, bilingual_text(&question->text));
		text_page_add(&text->page, 5, 5, line.text);
	} else {
		text_page_add(&text->page, 5, 5, _("The standard no longer has this question."));
	}
	strbuf_release(&line);
}

static size_t count_missed(const struct city_counts *counts)
{
	size_t count = 0;

	while (count < counts->questions_count && city_misses(&counts->questions[count].tally))
		count++;
	return count;
}

void city_text_missed(struct city_text *text)
{
	size_t count = count_missed(&text->counts);

	city_text_heading(text, _("Questions most often missed (× and △)"));
	city_text_reconciliation(text);
	if (!text->counts.received)
		text_page_add(&text->page, 2, 2, _("Nothing has been handed in yet."));
	else if (!count)
		text_page_add(&text->page, 2, 2, _("No question is answered × or △."));
	for (size_t i = 0; i < count && i < MISSED_SHOWN; i++)
		add_missed(text, i + 1, &text->counts.questions[i]);
	if (count > MISSED_SHOWN) {
		char *more = str_format(P_("%zu more question is in the JSON and CSV reports.",
		                           "%zu more questions are in the JSON and CSV reports.", count - MISSED_SHOWN),
		                        count - MISSED_SHOWN);
		text_page_add(&text->page, 1, 1, more);
		free(more);
	}
}

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
		end_line(text, 2, &line);
	}
	strbuf_release(&line);
}

/* --- units --- */

void city_text_missing(struct city_text *text)
{
	struct strbuf line = STRBUF_INIT;

	city_text_heading(text, _("Units that handed in nothing"));
	if (!text->counts.by_state[CITY_NOT_RECEIVED])
		text_page_add(&text->page, 2, 2, _("None."));
	for (size_t i = 0; i < text->input->units_count; i++) {
		const struct city_unit *unit = &text->input->units[i];

		if (unit->state != CITY_NOT_RECEIVED)
			continue;
		add_unit(&line, unit);
		if (unit->overdue) {
			strbuf_add(&line, "  ");
			strbuf_add(&line, _("overdue"));
		}
		if (!str_is_blank(unit->contact)) {
			strbuf_add(&line, "  ");
			sheet_add_line(&line, unit->contact);
		}
		end_line(text, 2, &line);
	}
	strbuf_release(&line);
}

/* --- exceptions and plans --- */

static void add_exception(struct city_text *text, const struct city_exception *exception)
{
	struct strbuf line = STRBUF_INIT;

	if (date_is_set(exception->expires_on))
		date_format_local(&line, exception->expires_on);
	else
		strbuf_add(&line, exception->endless ? C_("of an exception", "No term") : _("Term not known"));
	strbuf_addf(&line, "  %s  ", exception->state);
	add_unit(&line, &text->input->units[exception->unit]);
	end_line(text, 2, &line);
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

void city_text_exceptions(struct city_text *text)
{
	city_text_heading(text, _("Exceptions that need action, by expiry"));
	if (!text->input->exceptions_count)
		text_page_add(&text->page, 2, 2,
		              text->counts.received ? _("None.") : _("Nothing has been handed in yet."));
	for (size_t i = 0; i < text->input->exceptions_count; i++)
		add_exception(text, &text->input->exceptions[i]);
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

static void add_plan(struct city_text *text, const struct city_plan *plan)
{
	const struct plan dues = {.due = plan->due, .first_due = plan->first_due};
	struct strbuf line = STRBUF_INIT;
	int days = date_days_between(plan->due, text->input->today);

	plan_format_due(&line, &dues);
	strbuf_add(&line, "  ");
	strbuf_addf(&line, P_("overdue by %d day", "overdue by %d days", (unsigned long)days), days);
	strbuf_add(&line, "  ");
	add_unit(&line, &text->input->units[plan->unit]);
	end_line(text, 2, &line);
	strbuf_addf(&line, "%s ", sheet_mark(plan->answer));
	sheet_add_line(&line, plan->question);
	strbuf_add(&line, "  ");
	add_measure(&line, plan);
	text_page_add(&text->page, 6, 6, line.text);
	strbuf_release(&line);
}

static void count_plans(struct city_text *text)
{
	size_t unsure = 0;
	char *line;

	for (size_t i = 0; i < text->input->plans_count; i++)
		unsure += text->input->plans[i].answer == ANSWER_UNSURE;
	line = str_format(_("Improvement plans %zu, answers to be confirmed %zu"), text->input->plans_count - unsure,
	                  unsure);
	text_page_add(&text->page, 2, 2, line);
	free(line);
}

void city_text_plans(struct city_text *text)
{
	city_text_heading(text, _("Overdue plans"));
	if (!text->input->plans_count)
		text_page_add(&text->page, 2, 2,
		              text->counts.received ? _("None.") : _("Nothing has been handed in yet."));
	else
		count_plans(text);
	for (size_t i = 0; i < text->input->plans_count; i++)
		add_plan(text, &text->input->plans[i]);
}
