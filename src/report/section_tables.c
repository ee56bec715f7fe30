/* The self-check sheet as tables: figures, chapters, every question, findings. */
#include "section_tables.h"

#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

void section_table_lines(struct table *table, const struct report_input *input, const char *title)
{
	struct strbuf text = STRBUF_INIT;

	table_add_line(table, TABLE_TITLE, title);
	date_format_fiscal_year(&text, input->fiscal_year);
	strbuf_add(&text, "  ");
	sheet_add_unit(&text, input);
	strbuf_add(&text, "  ");
	sheet_add_pack(&text, input->pack);
	strbuf_addf(&text, "  %s: ", _("Made on"));
	date_format_local(&text, input->today);
	table_add_line(table, TABLE_NOTE, text.text);
	strbuf_release(&text);
}

/* --- figures --- */

static void add_lacking(struct table *table, const struct report_input *input)
{
	size_t lacking = sheet_lacking(input);
	char *text;

	if (!lacking)
		return;
	text = sheet_lacking_text(input, lacking);
	table_add_line(table, TABLE_NOTE, text);
	free(text);
}

static void add_figure(struct table *table, const struct report_checklist *checklist, enum figure figure)
{
	struct ratio ratio = figure_ratio(figure, &checklist->tally);
	struct strbuf cell = STRBUF_INIT;

	sheet_add_checklist(&cell, checklist);
	table_take(table, &cell);
	table_text(table, figure_name(figure));
	table_share(table, ratio);
	table_count(table, ratio.numerator);
	table_count(table, ratio.denominator);
	table_text(table, figure_formula(figure));
	sheet_add_beside(&cell, figure, &checklist->tally);
	table_take(table, &cell);
	table_end_row(table);
	strbuf_release(&cell);
}

void section_table_summary(struct table *table, const struct report_input *input)
{
	const struct table_column columns[] = {
	        {.title = C_("sheet", "Checklist"), .width_cols = 24},
	        {.title = C_("sheet", "Figure"), .width_cols = 14},
	        {.title = C_("sheet", "Share"), .width_cols = 9},
	        {.title = C_("column", "Numerator"), .width_cols = 8},
	        {.title = C_("column", "Denominator"), .width_cols = 8},
	        {.title = C_("sheet", "Formula"), .width_cols = 46, .wraps = true},
	        {.title = C_("column", "Beside it"), .width_cols = 24, .wraps = true},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Summary"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .landscape = true};

	table_begin(table, &sheet);
	section_table_lines(table, input, _("Information security self-check sheet"));
	add_lacking(table, input);
	table_head(table);
	for (size_t i = 0; i < input->checklists_count; i++)
		for (int figure = 0; figure < FIGURES; figure++)
			add_figure(table, &input->checklists[i], (enum figure)figure);
	table_end(table);
}

/* --- chapters --- */

enum { CHAPTER_FIXED = 2, CHAPTER_COLUMNS = CHAPTER_FIXED + 3 + ANSWERS };

static void add_chapter(struct table *table, const struct report_input *input, const struct report_checklist *checklist,
                        size_t chapter)
{
	struct tally tally;
	struct strbuf cell = STRBUF_INIT;

	if (!sheet_chapter_tally(&tally, input, checklist, chapter))
		return;
	sheet_add_checklist(&cell, checklist);
	table_take(table, &cell);
	sheet_add_chapter(&cell, input->pack, chapter);
	table_take(table, &cell);
	table_count(table, tally.applicable);
	table_count(table, tally.answered);
	for (int i = 1; i <= ANSWERS; i++)
		table_count(table, tally.by_answer[i < ANSWERS ? i : ANSWER_NONE]);
	table_share(table, tally_implementation_rate(&tally));
	table_end_row(table);
	strbuf_release(&cell);
}

static void add_chapter_chart(struct table *table, const struct report_checklist *checklist, size_t first_row,
                              size_t rows)
{
	size_t values[ANSWERS];
	struct strbuf title = STRBUF_INIT;

	for (size_t i = 0; i < ANSWERS; i++)
		values[i] = CHAPTER_FIXED + 2 + i;
	strbuf_addf(&title, "%s: ", _("Answers by chapter"));
	sheet_add_checklist(&title, checklist);
	table_add_chart(table, &(struct table_chart){.kind = TABLE_STACKED,
	                                             .title = title.text,
	                                             .labels = 1,
	                                             .values = values,
	                                             .values_count = ANSWERS,
	                                             .first_row = first_row,
	                                             .rows_count = rows});
	strbuf_release(&title);
}

void section_table_chapters(struct table *table, const struct report_input *input)
{
	struct table_column columns[CHAPTER_COLUMNS] = {
	        {.title = C_("sheet", "Checklist"), .width_cols = 24},
	        {.title = C_("sheet", "Chapter"), .width_cols = 34},
	        {.title = C_("column of counts", "Applicable"), .width_cols = 7},
	        {.title = C_("column of counts", "Answered"), .width_cols = 7},
	};
	size_t *firsts = mem_new(input->checklists_count + 1, sizeof *firsts);
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Chapters"),
	                                  .columns = columns,
	                                  .columns_count = CHAPTER_COLUMNS,
	                                  .landscape = true};

	for (int i = 1; i <= ANSWERS; i++)
		columns[CHAPTER_FIXED + 1 + i] = (struct table_column){
		        .title = sheet_mark(i < ANSWERS ? (enum answer)i : ANSWER_NONE), .width_cols = 7};
	columns[CHAPTER_COLUMNS - 1] =
	        (struct table_column){.title = figure_name(FIGURE_IMPLEMENTATION_RATE), .width_cols = 9, .heat = true};
	table_begin(table, &sheet);
	section_table_lines(table, input, _("Answers by chapter"));
	table_add_line(table, TABLE_NOTE, figure_formula(FIGURE_IMPLEMENTATION_RATE));
	table_head(table);
	for (size_t i = 0; i < input->checklists_count; i++) {
		firsts[i] = table->rows;
		for (size_t chapter = 0; chapter < input->pack->chapters_count; chapter++)
			add_chapter(table, input, &input->checklists[i], chapter);
	}
	firsts[input->checklists_count] = table->rows;
	for (size_t i = 0; i < input->checklists_count; i++)
		add_chapter_chart(table, &input->checklists[i], firsts[i], firsts[i + 1] - firsts[i]);
	free(firsts);
	table_end(table);
}

/* --- questions --- */

/* Elements as people tick them: ○ text, a line each. */
static void add_elements(struct strbuf *out, const struct question *question, const struct response *response)
{
	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++) {
		enum element_answer answer = response ? response->elements[i] : ELEMENT_NONE;

		strbuf_addf(out, "%s%s ", i ? "\n" : "", sheet_element_mark(answer));
		sheet_add_line(out, bilingual_text(&question->elements[i].text));
	}
}

/* Why the answer is what it is, or why there is none to give. */
static void add_grounds(struct strbuf *out, const struct report_input *input, const struct report_checklist *checklist,
                        size_t item)
{
	struct strbuf conflicts = STRBUF_INIT;

	if (!sheet_asks(checklist, item))
		sheet_explain(out, input, checklist, item);
	else
		sheet_add_derived(out, input, &checklist->entries[item]);
	sheet_add_conflicts(&conflicts, input, checklist, item);
	if (out->len_bytes && conflicts.len_bytes)
		strbuf_add_char(out, '\n');
	strbuf_add(out, conflicts.text);
	strbuf_release(&conflicts);
}

static void add_plan(struct table *table, const struct report_input *input, const struct plan *plan)
{
	bool some = plan && !plan_is_empty(plan);
	struct strbuf cell = STRBUF_INIT;

	table_text(table, some ? plan->cause : NULL);
	table_text(table, some ? plan->measure : NULL);
	table_text(table, !some || str_is_blank(plan->measure) ? NULL
	                  : plan->preventive                   ? _("Preventive measure")
	                                                       : _("Corrective measure"));
	table_text(table, some ? plan->person : NULL);
	table_day(table, some ? plan->due : (struct date){0});
	table_day(table, some ? plan->first_due : (struct date){0});
	if (some)
		sheet_add_plan_state(&cell, input, plan);
	table_take(table, &cell);
	table_text(table, some ? plan->evidence : NULL);
	strbuf_release(&cell);
}

#define PLAN_COLUMNS                                                                                                   \
	{.title = C_("sheet", "Cause"), .width_cols = 24, .wraps = true},                                              \
	        {.title = C_("column", "Measure"), .width_cols = 30, .wraps = true},                                   \
	        {.title = C_("column", "Kind of measure"), .width_cols = 10},                                          \
	        {.title = C_("column", "Person in charge"), .width_cols = 14},                                         \
	        {.title = C_("column", "Due date"), .width_cols = 16, .days = true},                                   \
	        {.title = C_("column", "First due date"), .width_cols = 16, .days = true},                             \
	        {.title = C_("column", "How it stands"), .width_cols = 16, .wraps = true},                             \
	{                                                                                                              \
		.title = _("Evidence of completion"), .width_cols = 24, .wraps = true                                  \
	}

/* What both the table of all and that of the findings say first of a question. */
static void add_question(struct table *table, const struct report_input *input,
                         const struct report_checklist *checklist, size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	char *number = sheet_asks(checklist, item) ? sheet_number_text(checklist, item) : NULL;
	struct strbuf cell = STRBUF_INIT;

	sheet_add_checklist(&cell, checklist);
	table_take(table, &cell);
	table_text(table, number);
	sheet_add_clauses(&cell, input->pack, question, "\n");
	table_take(table, &cell);
	table_text(table, sheet_duty(question));
	table_text(table, bilingual_text(&question->text));
	table_text(table, sheet_asks(checklist, item) ? sheet_mark(sheet_answer(checklist, item))
	                                              : C_("in place of an answer", "Left out"));
	free(number);
	strbuf_release(&cell);
}

#define QUESTION_COLUMNS                                                                                               \
	{.title = C_("sheet", "Checklist"), .width_cols = 16, .wraps = true},                                          \
	        {.title = C_("column", "No."), .width_cols = 7},                                                       \
	        {.title = C_("column", "Clauses"), .width_cols = 13, .wraps = true},                                   \
	        {.title = C_("column", "Duty"), .width_cols = 7},                                                      \
	        {.title = C_("sheet", "Statement"), .width_cols = 46, .wraps = true},                                  \
	{                                                                                                              \
		.title = C_("sheet", "Answer"), .width_cols = 9, .marks = true                                         \
	}

static void add_whole_question(struct table *table, const struct report_input *input,
                               const struct report_checklist *checklist, size_t item)
{
	const struct report_entry *entry = &checklist->entries[item];
	const struct response *response = sheet_asks(checklist, item) ? sheet_response(checklist, item) : NULL;
	bool answered = response && response->answer != ANSWER_NONE;
	struct strbuf cell = STRBUF_INIT;

	add_question(table, input, checklist, item);
	add_elements(&cell, sheet_question(checklist, item), response);
	table_take(table, &cell);
	table_text(table, response ? response->note : NULL);
	table_text(table, response ? response->reason : NULL);
	add_grounds(&cell, input, checklist, item);
	table_take(table, &cell);
	table_text(table, answered ? sheet_basis(entry) : NULL);
	table_day(table, answered && entry->at ? datetime_date(entry->at) : (struct date){0});
	if (answered)
		sheet_add_actor(&cell, entry);
	table_take(table, &cell);
	table_text(table, entry->previous ? sheet_mark(entry->previous->answer) : NULL);
	add_plan(table, input, response ? &response->plan : NULL);
	table_text(table, checklist->id);
	table_text(table, sheet_question(checklist, item)->id);
	table_end_row(table);
	strbuf_release(&cell);
}

void section_table_questions(struct table *table, const struct report_input *input)
{
	const struct table_column columns[] = {
	        QUESTION_COLUMNS,
	        {.title = C_("column", "Elements"), .width_cols = 34, .wraps = true},
	        {.title = C_("sheet", "Remark"), .width_cols = 28, .wraps = true},
	        {.title = C_("sheet", "Reason"), .width_cols = 24, .wraps = true},
	        {.title = C_("column", "What the registers say"), .width_cols = 34, .wraps = true},
	        {.title = C_("column", "Basis"), .width_cols = 12},
	        {.title = C_("column", "Answered on"), .width_cols = 16, .days = true},
	        {.title = C_("column", "Answered by"), .width_cols = 16},
	        {.title = C_("column", "Last year"), .width_cols = 9, .marks = true},
	        PLAN_COLUMNS,
	        {.title = C_("column", "Checklist id"), .width_cols = 16},
	        {.title = C_("column", "Question id"), .width_cols = 18},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Self-check sheet"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .paper_columns = 10,
	                                  .frozen = 3,
	                                  .landscape = true};

	table_begin(table, &sheet);
	section_table_lines(table, input, _("Information security self-check sheet"));
	table_head(table);
	for (size_t i = 0; i < input->checklists_count; i++)
		for (size_t item = 0; item < input->checklists[i].scope->count; item++)
			add_whole_question(table, input, &input->checklists[i], item);
	table_end(table);
}

/* --- findings --- */

static void add_findings(struct table *table, const struct report_input *input,
                         const struct report_checklist *checklist, enum sheet_list list)
{
	for (size_t item = 0; item < checklist->scope->count; item++) {
		if (!sheet_in_list(checklist, item, list))
			continue;
		add_question(table, input, checklist, item);
		table_text(table, sheet_response(checklist, item)->note);
		add_plan(table, input, &sheet_response(checklist, item)->plan);
		table_text(table, sheet_question(checklist, item)->id);
		table_end_row(table);
	}
}

void section_table_findings(struct table *table, const struct report_input *input)
{
	const struct table_column columns[] = {
	        QUESTION_COLUMNS,
	        {.title = C_("sheet", "Remark"), .width_cols = 24, .wraps = true},
	        PLAN_COLUMNS,
	        {.title = C_("column", "Question id"), .width_cols = 18},
	};
	const struct table_sheet sheet = {.name = C_("name of a sheet", "Findings and plans"),
	                                  .columns = columns,
	                                  .columns_count = sizeof columns / sizeof *columns,
	                                  .frozen = 3,
	                                  .landscape = true};

	table_begin(table, &sheet);
	section_table_lines(table, input, _("Findings and improvement plans, and what is still to be found out"));
	for (size_t i = 0; i < input->checklists_count; i++) {
		const struct report_checklist *checklist = &input->checklists[i];
		struct strbuf text = STRBUF_INIT;
		char *empty = sheet_list_empty(SHEET_FINDINGS, checklist);

		if (!sheet_list_count(checklist, SHEET_FINDINGS)) {
			sheet_add_checklist(&text, checklist);
			strbuf_addf(&text, ": %s", empty);
			table_add_line(table, TABLE_NOTE, text.text);
		}
		strbuf_release(&text);
		free(empty);
	}
	table_head(table);
	for (size_t i = 0; i < input->checklists_count; i++) {
		add_findings(table, input, &input->checklists[i], SHEET_FINDINGS);
		add_findings(table, input, &input->checklists[i], SHEET_UNSURE);
	}
	table_end(table);
}
