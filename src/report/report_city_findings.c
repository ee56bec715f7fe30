/* What was found, as text: by question, clause, cause and rule. */
#include "report_city_text.h"

#include <stdint.h>
#include <stdlib.h>

#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/core/register.h"

/* So many of each list are shown; all are in the Excel report, but for the records that fail: they are in the JSON report. */
enum { MISSED_SHOWN = 20, CLAUSES_SHOWN = 20, CAUSES_SHOWN = 20, FAILS_SHOWN = 10 };

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
	city_text_end_line(text, 1, &line);
	if (question) {
		sheet_add_clauses(&line, text->input->pack, question, "  ");
		text_page_pair(&text->page, 5, C_("report", "Clauses"), line.text);
		strbuf_reset(&line);
		sheet_add_line(&line, bilingual_text(&question->text));
		text_page_add(&text->page, 5, 5, line.text);
	} else {
		text_page_add(&text->page, 5, 5, _("The standard no longer has this question."));
	}
	city_text_units(text, 5, missed->units, missed->missed);
	strbuf_release(&line);
}

void city_text_missed(struct city_text *text)
{
	size_t count = 0;

	city_text_heading(text, _("Questions most often missed (× and △)"));
	city_text_reconciliation(text);
	while (count < text->counts.questions_count && text->counts.questions[count].missed)
		count++;
	if (!count)
		city_text_none(text, _("No question is answered × or △."));
	for (size_t i = 0; i < count && i < MISSED_SHOWN; i++)
		add_missed(text, i + 1, &text->counts.questions[i]);
	city_text_more(text, 1, count > MISSED_SHOWN ? count - MISSED_SHOWN : 0);
}

/* --- clauses --- */

enum { CLAUSE_COLS = 20 };

static void head_clauses(struct city_text *text)
{
	struct strbuf row = STRBUF_INIT;

	city_row_begin(text, &row, C_("column of figures", "Clause"), CLAUSE_COLS);
	city_row_text(&row, C_("column of figures", "Qs"), 6);
	city_row_text(&row, C_("column of figures", "Asked"), 8);
	city_row_text(&row, C_("column of figures", "Missed"), 8);
	city_row_text(&row, sheet_mark(ANSWER_NOT_IMPLEMENTED), 8);
	city_row_text(&row, sheet_mark(ANSWER_PARTIAL), 8);
	city_row_text(&row, C_("column of figures", "Impl."), CITY_RATE_COLS);
	city_row_end(text, &row);
	strbuf_release(&row);
}

static void add_clause(struct city_text *text, const struct city_clause *clause)
{
	struct strbuf row = STRBUF_INIT;

	city_row_begin(text, &row, text->input->pack->clauses[clause->clause].id, CLAUSE_COLS);
	city_row_size(&row, clause->questions, 6);
	city_row_size(&row, clause->asked, 8);
	city_row_size(&row, clause->missed, 8);
	city_row_size(&row, clause->tally.by_answer[ANSWER_NOT_IMPLEMENTED], 8);
	city_row_size(&row, clause->tally.by_answer[ANSWER_PARTIAL], 8);
	city_row_rate(&row, tally_implementation_rate(&clause->tally));
	city_row_end(text, &row);
	city_text_units(text, 5, clause->units, clause->missed);
	strbuf_release(&row);
}

void city_text_clauses(struct city_text *text)
{
	const struct city_counts *counts = &text->counts;
	size_t count = 0;
	char *line;

	city_text_heading(text, _("Clauses most often missed"));
	city_text_reconciliation(text);
	text_page_add(&text->page, 2, 2,
	              _("Qs: questions that ask the clause; Asked: units that were asked one of them; Missed: of them "
	                "with × or △; then "
	                "how often × and △, and the implementation rate in %. An answer counts for every clause that "
	                "its question asks."));
	while (count < counts->clauses_count && counts->clauses[count].missed)
		count++;
	line = str_format(_("Clauses asked %zu; of them missed by anybody %zu"), counts->clauses_count, count);
	text_page_add(&text->page, 2, 2, line);
	free(line);
	if (!count)
		return;
	text_page_gap(&text->page);
	head_clauses(text);
	for (size_t i = 0; i < count && i < CLAUSES_SHOWN; i++)
		add_clause(text, &counts->clauses[i]);
	city_text_more(text, 1, count > CLAUSES_SHOWN ? count - CLAUSES_SHOWN : 0);
}

/* --- causes --- */

static void add_listed(struct strbuf *line, const char *word)
{
	if (line->len_bytes)
		strbuf_add(line, "  ");
	sheet_add_line(line, word);
}

enum { QUESTIONS_SHOWN = 8 };

static void add_cause_questions(struct city_text *text, const struct city_cause *cause)
{
	struct strbuf line = STRBUF_INIT;

	for (size_t i = 0; i < cause->questions_count && i < QUESTIONS_SHOWN; i++)
		add_listed(&line, cause->questions[i]);
	if (cause->questions_count > QUESTIONS_SHOWN) {
		size_t more = cause->questions_count - QUESTIONS_SHOWN;

		strbuf_add(&line, "  ");
		strbuf_addf(&line, P_("and %zu more question", "and %zu more questions", more), more);
	}
	text_page_pair(&text->page, 5, C_("report", "Questions"), line.text);
	strbuf_reset(&line);
	for (size_t i = 0; i < cause->chapters_count; i++)
		add_listed(&line, text->input->pack->chapters[cause->chapters[i]].id);
	if (line.len_bytes)
		text_page_pair(&text->page, 5, C_("report", "Chapters"), line.text);
	strbuf_release(&line);
}

static void add_cause(struct city_text *text, const struct city_cause *cause)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, P_("%zu unit", "%zu units", cause->units_count), cause->units_count);
	strbuf_add(&line, ", ");
	strbuf_addf(&line, P_("%zu plan", "%zu plans", cause->plans_count), cause->plans_count);
	strbuf_add(&line, "  ");
	sheet_add_first_line(&line, cause->text);
	city_text_end_line(text, 2, &line);
	city_text_units(text, 5, cause->units, cause->units_count);
	add_cause_questions(text, cause);
	strbuf_release(&line);
}

void city_text_causes(struct city_text *text)
{
	const struct city_causes *causes = &text->counts.causes;
	char *line;

	city_text_heading(text, _("Causes that several units give"));
	city_text_reconciliation(text);
	text_page_add(&text->page, 2, 2,
	              _("Plans of several units that give the cause in the same words; width, case, spaces and "
	                "punctuation make no "
	                "difference. Nothing was sorted into kinds."));
	line = str_format(
	        _("Improvement plans %zu = no cause given %zu + given by that unit alone %zu + by several %zu"),
	        causes->plans, causes->none, causes->alone, causes->shared);
	text_page_add(&text->page, 2, 4, line);
	free(line);
	if (!causes->count)
		city_text_none(text, _("No cause is given by several units in the same words."));
	for (size_t i = 0; i < causes->count && i < CAUSES_SHOWN; i++)
		add_cause(text, &causes->items[i]);
	city_text_more(text, 2, causes->count > CAUSES_SHOWN ? causes->count - CAUSES_SHOWN : 0);
}

/* --- rules --- */

static void add_fail(struct city_text *text, const struct city_verdict *verdict)
{
	const struct city_record *record = &text->input->records[verdict->record];
	struct strbuf line = STRBUF_INIT;

	city_text_add_unit(&line, &text->input->units[record->unit]);
	strbuf_add(&line, "  ");
	sheet_add_line(&line, record->id);
	strbuf_add(&line, "  ");
	sheet_add_line(&line, record->name);
	city_text_end_line(text, 5, &line);
	sheet_add_line(&line, bilingual_text(verdict->because));
	text_page_add(&text->page, 9, 9, line.text);
	strbuf_release(&line);
}

static void add_verdicts(struct city_text *text, const struct city_rule *rule)
{
	struct text_row row;

	text_row_begin(&row, &text->page, 5);
	for (int code = 0; code < VERDICT_NOT_APPLICABLE; code++) {
		char *count = str_format("%s %zu", verdict_label((enum verdict_code)code), rule->by_code[code]);

		text_row_add(&row, count);
		free(count);
	}
	text_row_end(&row);
}

static void add_rule(struct city_text *text, const struct city_rule *found)
{
	const struct pack *pack = text->input->pack;
	const struct rule *rule = &pack->rules->items[found->rule];
	struct strbuf line = STRBUF_INIT;

	sheet_add_line(&line, rule->id);
	for (size_t i = 0; i < rule->clauses_count; i++) {
		strbuf_add(&line, "  ");
		sheet_add_line(&line, pack->clauses[rule->clauses[i]].id);
	}
	city_text_end_line(text, 2, &line);
	sheet_add_line(&line, bilingual_text(&rule->text));
	text_page_add(&text->page, 5, 5, line.text);
	strbuf_reset(&line);
	strbuf_addf(&line, P_("%zu record judged", "%zu records judged", found->judged), found->judged);
	strbuf_add(&line, "; ");
	strbuf_addf(&line, P_("fails in %zu unit", "fails in %zu units", found->units_count), found->units_count);
	city_text_end_line(text, 5, &line);
	add_verdicts(text, found);
	for (size_t i = 0; i < found->fails_count && i < FAILS_SHOWN; i++)
		add_fail(text, &text->input->verdicts[found->fails[i]]);
	if (found->fails_count > FAILS_SHOWN) {
		size_t count = found->fails_count - FAILS_SHOWN;
		char *more = str_format(
		        P_("%zu more is in the JSON report.", "%zu more are in the JSON report.", count), count);

		text_page_add(&text->page, 5, 5, more);
		free(more);
	}
	strbuf_release(&line);
}

/* Rules without a fail stand behind, and are only counted. */
void city_text_rules(struct city_text *text)
{
	const struct city_counts *counts = &text->counts;
	size_t failing = 0, unknown = 0;
	char *line;

	city_text_heading(text, _("What the rules say of the registers"));
	city_text_reconciliation(text);
	while (failing < counts->rules_count && counts->rules[failing].units_count)
		failing++;
	for (size_t i = 0; i < counts->rules_count; i++)
		unknown += counts->rules[i].by_code[VERDICT_UNKNOWN];
	line = str_format(_("Rules that judged a record %zu; of them with fails %zu; verdicts still unknown %zu"),
	                  counts->rules_count, failing, unknown);
	text_page_add(&text->page, 2, 2, line);
	free(line);
	for (size_t i = 0; i < failing; i++)
		add_rule(text, &counts->rules[i]);
}
