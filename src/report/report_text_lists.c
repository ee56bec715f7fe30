/* The lists of the text report: findings and reasons, every question, what was left out, the profile. */
#include <stdlib.h>
#include <string.h>

#include "report_text.h"
#include "tenken/base/i18n.h"

/* 問12  ×  7.4.3 ウ  必須, and `id`, by which the command line knows it (NULL: not said). */
static void add_question_line(struct text_sheet *sheet, const struct report_checklist *checklist, size_t item,
                              const char *id)
{
	const struct question *question = sheet_question(checklist, item);
	struct strbuf clauses = STRBUF_INIT;
	char *number = sheet_number_text(checklist, item);
	struct text_row row;

	sheet_add_clauses(&clauses, sheet->input->pack, question, " / ");
	text_row_begin(&row, &sheet->page, 0);
	text_row_add(&row, number);
	text_row_add(&row, sheet_mark(sheet_answer(checklist, item)));
	text_row_add(&row, clauses.text);
	text_row_add(&row, sheet_duty(question));
	strbuf_reset(&clauses);
	strbuf_add_char(&clauses, '[');
	sheet_add_line(&clauses, id);
	strbuf_add_char(&clauses, ']');
	if (id)
		text_row_add(&row, clauses.text);
	text_row_end(&row);
	strbuf_release(&clauses);
	free(number);
}

static void add_statement(struct text_sheet *sheet, const struct question *question)
{
	struct strbuf text = STRBUF_INIT;

	sheet_add_lines(&text, bilingual_text(&question->text));
	text_page_add(&sheet->page, 4, 4, text.text);
	strbuf_release(&text);
}

/* The due date and, in words, how the plan stands. */
static void add_due(struct text_sheet *sheet, const char *label, const struct plan *plan)
{
	struct strbuf due = STRBUF_INIT, state = STRBUF_INIT;

	sheet_add_plan_due(&due, plan);
	if (due.len_bytes == 0)
		strbuf_add(&due, sheet_missing());
	sheet_add_plan_state(&state, sheet->input, plan);
	if (state.len_bytes > 0)
		strbuf_addf(&due, "  [%s]", state.text);
	text_sheet_pair(sheet, 4, label, &due);
	strbuf_release(&due);
	strbuf_release(&state);
}

static void add_plan(struct text_sheet *sheet, const struct plan *plan)
{
	struct strbuf part = STRBUF_INIT;

	sheet_add_or_missing(&part, plan->cause);
	text_sheet_pair(sheet, 4, C_("sheet", "Cause"), &part);
	sheet_add_or_missing(&part, plan->measure);
	text_sheet_pair(sheet, 4, plan->preventive ? _("Preventive measure") : _("Corrective measure"), &part);
	sheet_add_or_missing(&part, plan->person);
	text_sheet_pair(sheet, 4, _("Person in charge"), &part);
	add_due(sheet, C_("of a plan", "Due"), plan);
	sheet_add_lines(&part, plan->evidence);
	text_sheet_pair(sheet, 4, _("Evidence of completion"), &part);
	strbuf_release(&part);
}

static void add_finding_out(struct text_sheet *sheet, const struct plan *plan)
{
	struct strbuf part = STRBUF_INIT;

	sheet_add_or_missing(&part, plan->person);
	text_sheet_pair(sheet, 4, _("Who finds out"), &part);
	add_due(sheet, C_("sheet", "By when"), plan);
	strbuf_release(&part);
}

/* Of a question of several items those that the list is about: without them nobody knows what is amiss. */
static void add_named_elements(struct text_sheet *sheet, const struct report_checklist *checklist, size_t item,
                               enum sheet_list list)
{
	const struct question *question = sheet_question(checklist, item);
	struct strbuf line = STRBUF_INIT;

	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++) {
		if (!sheet_names_element(checklist, item, i, list))
			continue;
		strbuf_reset(&line);
		strbuf_addf(&line, "%s ", sheet_element_mark(sheet_response(checklist, item)->elements[i]));
		sheet_add_line(&line, bilingual_text(&question->elements[i].text));
		text_page_add(&sheet->page, 6, 9, line.text);
	}
	strbuf_release(&line);
}

static void add_list_item(struct text_sheet *sheet, const struct report_checklist *checklist, size_t item,
                          enum sheet_list list)
{
	const struct response *response = sheet_response(checklist, item);
	struct strbuf part = STRBUF_INIT;

	add_question_line(sheet, checklist, item, NULL);
	add_statement(sheet, sheet_question(checklist, item));
	add_named_elements(sheet, checklist, item, list);
	if (list == SHEET_FINDINGS) {
		add_plan(sheet, &response->plan);
	} else if (list == SHEET_UNSURE) {
		if (!checklist->entries[item].standing->lapsed || !plan_is_empty(&response->plan))
			add_finding_out(sheet, &response->plan);
		sheet_add_line(&part, sheet_lack_text(checklist, item, LACK_EXCEPTION));
		text_sheet_pair(sheet, 4, C_("sheet", "Missing"), &part);
	} else {
		if (list == SHEET_EXCEPTIONS)
			sheet_add_lines(&part, response->reason);
		else
			sheet_add_or_missing(&part, response->reason);
		text_sheet_pair(sheet, 4, C_("sheet", "Reason"), &part);
		sheet_add_line(&part, sheet_lack_text(checklist, item, LACK_EXCEPTION));
		text_sheet_pair(sheet, 4, C_("sheet", "Missing"), &part);
	}
	sheet_add_first_line(&part, response->note);
	text_sheet_pair(sheet, 4, C_("sheet", "Remark"), &part);
	strbuf_release(&part);
}

/* Findings and what is to be found out are always said, also that there are none; the other lists only where they hold
 * something. */
void text_sheet_list(struct text_sheet *sheet, const struct report_checklist *checklist, enum sheet_list list)
{
	bool begun = false;

	if (sheet_list_count(checklist, list) == 0) {
		char *empty = sheet_list_empty(list, checklist);

		if (list == SHEET_FINDINGS || list == SHEET_UNSURE) {
			text_sheet_heading(sheet, sheet_list_title(list));
			text_page_add(&sheet->page, 2, 2, empty);
		}
		free(empty);
		return;
	}
	text_sheet_heading(sheet, sheet_list_title(list));
	for (size_t i = 0; i < checklist->scope->count; i++) {
		if (!sheet_in_list(checklist, i, list))
			continue;
		if (begun)
			text_page_gap(&sheet->page);
		begun = true;
		add_list_item(sheet, checklist, i, list);
	}
}

static void add_elements(struct text_sheet *sheet, const struct question *question, const struct response *response)
{
	struct strbuf line = STRBUF_INIT;

	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++) {
		enum element_answer answer = response ? response->elements[i] : ELEMENT_NONE;

		strbuf_reset(&line);
		strbuf_addf(&line, "%s ", sheet_element_mark(answer));
		sheet_add_line(&line, bilingual_text(&question->elements[i].text));
		text_page_add(&sheet->page, 6, 9, line.text);
	}
	strbuf_release(&line);
}

static void add_who(struct text_sheet *sheet, const struct report_entry *entry)
{
	struct strbuf part = STRBUF_INIT;

	if (!entry->standing || entry->standing->response.answer == ANSWER_NONE)
		return;
	/* What registers decide nobody has answered. */
	if (entry->standing->basis != BASIS_DERIVED) {
		sheet_add_actor(&part, entry);
		if (part.len_bytes == 0)
			strbuf_add(&part, C_("sheet", "not known"));
		strbuf_add(&part, "  ");
		sheet_add_day(&part, entry);
		strbuf_add(&part, "  ");
	}
	strbuf_add(&part, sheet_basis(entry));
	text_sheet_pair(sheet, 4, _("Answered by"), &part);
	sheet_add_derived(&part, sheet->input, entry);
	text_sheet_pair(sheet, 4, _("By the register"), &part);
	strbuf_release(&part);
}

static void add_why(struct text_sheet *sheet, const char *label, const struct report_checklist *checklist, size_t item)
{
	struct strbuf why = STRBUF_INIT, part = STRBUF_INIT;

	sheet_explain(&why, sheet->input, checklist, item);
	sheet_add_line(&part, why.text);
	text_sheet_pair(sheet, 4, label, &part);
	strbuf_release(&why);
	strbuf_release(&part);
}

static void add_question(struct text_sheet *sheet, const struct report_checklist *checklist, size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	const struct report_entry *entry = &checklist->entries[item];
	const struct response *response = sheet_response(checklist, item);
	struct strbuf part = STRBUF_INIT;

	text_page_gap(&sheet->page);
	add_question_line(sheet, checklist, item, question->id);
	add_statement(sheet, question);
	add_elements(sheet, question, response);
	if (checklist->scope->items[item].applies == TRUTH_UNKNOWN)
		add_why(sheet, _("May not apply"), checklist, item);
	strbuf_add(&part, entry->previous ? sheet_mark(entry->previous->answer) : C_("sheet", "none"));
	text_sheet_pair(sheet, 4, C_("sheet", "Last year"), &part);
	if (response) {
		if (response_shows_reason(question, response))
			sheet_add_lines(&part, response->reason);
		text_sheet_pair(sheet, 4, C_("sheet", "Reason"), &part);
		sheet_add_lines(&part, response->note);
		text_sheet_pair(sheet, 4, C_("sheet", "Remark"), &part);
	}
	sheet_add_conflicts(&part, sheet->input, checklist, item);
	text_sheet_pair(sheet, 4, _("Contradiction"), &part);
	add_who(sheet, entry);
	strbuf_release(&part);
}

void text_sheet_legend(struct text_sheet *sheet)
{
	struct text_row row;

	text_row_begin(&row, &sheet->page, 2);
	for (int i = 1; i <= ANSWERS; i++) {
		enum answer answer = i < ANSWERS ? (enum answer)i : ANSWER_NONE;
		char *words = str_format("%s = %s", sheet_mark(answer), answer_label(answer));

		text_row_add(&row, words);
		free(words);
	}
	text_row_end(&row);
}

void text_sheet_questions(struct text_sheet *sheet, const struct report_checklist *checklist)
{
	struct strbuf name = STRBUF_INIT;
	struct tally tally;

	text_sheet_heading(sheet, _("All questions and answers"));
	if (checklist->scope->asked == 0) {
		text_page_add(&sheet->page, 2, 2, _("No question of the role applies."));
		return;
	}
	text_sheet_legend(sheet);
	for (size_t i = 0; i < sheet->input->pack->chapters_count; i++) {
		if (!sheet_chapter_tally(&tally, sheet->input, checklist, i))
			continue;
		strbuf_reset(&name);
		strbuf_add(&name, "## ");
		sheet_add_chapter(&name, sheet->input->pack, i);
		text_page_gap(&sheet->page);
		text_page_add(&sheet->page, 0, 3, name.text);
		for (size_t j = 0; j < checklist->scope->count; j++) {
			if (sheet_asks(checklist, j) && sheet_question(checklist, j)->chapter == i)
				add_question(sheet, checklist, j);
		}
	}
	strbuf_release(&name);
}

void text_sheet_left_out(struct text_sheet *sheet, const struct report_checklist *checklist)
{
	struct strbuf clauses = STRBUF_INIT;

	text_sheet_heading(sheet, _("Left out because of the section's profile"));
	if (sheet_left_out(checklist) == 0)
		text_page_add(&sheet->page, 2, 2, _("None: every question of the role is asked."));
	for (size_t i = 0; i < checklist->scope->count; i++) {
		const struct question *question = sheet_question(checklist, i);

		if (sheet_asks(checklist, i))
			continue;
		strbuf_reset(&clauses);
		sheet_add_clauses(&clauses, sheet->input->pack, question, " / ");
		text_page_add(&sheet->page, 2, 2, clauses.text);
		add_statement(sheet, question);
		add_why(sheet, C_("sheet", "Why"), checklist, i);
	}
	strbuf_release(&clauses);
}

void text_sheet_profile(struct text_sheet *sheet)
{
	const struct pack *pack = sheet->input->pack;
	struct strbuf text = STRBUF_INIT;

	text_page_gap(&sheet->page);
	text_page_rule(&sheet->page, '=');
	sheet->heading = 0;
	text_page_add(&sheet->page, 0, 0, _("The section's profile"));
	text_page_rule(&sheet->page, '-');
	for (size_t i = 0; i < pack->facts_count; i++) {
		strbuf_reset(&text);
		strbuf_add_char(&text, '[');
		sheet_add_fact_answer(&text, sheet->input, i);
		strbuf_add(&text, "] ");
		sheet_add_line(&text, bilingual_text(&pack->facts[i].text));
		text_page_add(&sheet->page, 2, 4, text.text);
	}
	strbuf_release(&text);
}

/* --- registers --- */

static void add_record(struct text_sheet *sheet, size_t at)
{
	const struct report_input *input = sheet->input;
	const struct record *record = &input->facts->records[at];
	struct strbuf text = STRBUF_INIT;

	sheet_add_line(&text, record_name(record, input->pack));
	if (!str_equal(record_name(record, input->pack), record->id))
		strbuf_addf(&text, " (%s)", record->id);
	text_page_add(&sheet->page, 2, 4, text.text);
	strbuf_reset(&text);
	sheet_add_record(&text, input, at);
	for (char *line = text.text, *end; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		text_page_add(&sheet->page, 4, 6, line);
	}
	strbuf_reset(&text);
	sheet_add_verdicts(&text, input, at);
	if (text.len_bytes)
		text_sheet_pair(sheet, 4, C_("column", "What the rules say"), &text);
	strbuf_release(&text);
}

void text_sheet_registers(struct text_sheet *sheet)
{
	const struct report_input *input = sheet->input;

	for (size_t i = 0; i < sheet_registers(input); i++) {
		if (!sheet_shows_register(input, i))
			continue;
		text_page_gap(&sheet->page);
		text_page_rule(&sheet->page, '=');
		text_page_add(&sheet->page, 0, 0, bilingual_text(&input->pack->registers->items[i].title));
		text_page_rule(&sheet->page, '-');
		text_page_add(&sheet->page, 2, 2, sheet_register_state(input, i));
		for (size_t at = input->facts->firsts[i]; at < input->facts->firsts[i + 1]; at++)
			add_record(sheet, at);
	}
}
