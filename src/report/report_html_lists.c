/* Findings and their plans, what is still to be found out, and the reasons that were given. */
#include <stdlib.h>

#include "report_html.h"
#include "tenken/base/i18n.h"

/* 問12, its clauses and its duty: the first column of every list. */
static void add_question_head(struct html_sheet *sheet, struct html_table *table,
                              const struct report_checklist *checklist, size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	struct strbuf clauses = STRBUF_INIT;

	html_row_head_begin(table, "q");
	html_sheet_question_link(sheet, checklist, item);
	sheet_add_clauses(&clauses, sheet->input->pack, question, "\n");
	strbuf_add(sheet->out, "<span class=\"clauses\">");
	html_lines(sheet->out, clauses.text);
	strbuf_add(sheet->out, "</span>");
	html_row_head_end(table);
	strbuf_release(&clauses);
}

/* That no valid record of an exception is known, where it is so. */
static void add_missing_record(struct html_sheet *sheet, const struct report_checklist *checklist, size_t item)
{
	const char *text = sheet_lack_text(checklist, item, LACK_EXCEPTION);

	if (!text)
		return;
	strbuf_add(sheet->out, "<p>");
	html_element(sheet->out, "b", "open long", text);
	strbuf_add(sheet->out, "</p>");
}

/* Of a question of several items those that the list is about: without them nobody knows what is amiss. */
static void add_named_elements(struct html_sheet *sheet, const struct report_checklist *checklist, size_t item,
                               enum sheet_list list)
{
	const struct question *question = sheet_question(checklist, item);
	bool begun = false;

	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++) {
		if (!sheet_names_element(checklist, item, i, list))
			continue;
		if (!begun)
			strbuf_add(sheet->out, "<ul class=\"elements\">");
		begun = true;
		html_sheet_element(sheet, question, i, sheet_response(checklist, item)->elements[i]);
	}
	if (begun)
		strbuf_add(sheet->out, "</ul>");
}

/* The statement, and below it what was remarked. */
static void add_statement(struct html_sheet *sheet, struct html_table *table, const struct report_checklist *checklist,
                          size_t item, enum sheet_list list)
{
	const struct response *response = sheet_response(checklist, item);
	struct strbuf remark = STRBUF_INIT;

	html_cell_begin(table, "s");
	strbuf_add(sheet->out, "<p>");
	html_lines(sheet->out, bilingual_text(&sheet_question(checklist, item)->text));
	strbuf_add(sheet->out, "</p>");
	add_named_elements(sheet, checklist, item, list);
	sheet_add_first_line(&remark, response->note);
	html_sheet_pair(sheet, C_("sheet", "Remark"), &remark);
	if (checklist->entries[item].standing->lapsed)
		add_missing_record(sheet, checklist, item);
	html_cell_end(table);
	strbuf_release(&remark);
}

static void add_mark(struct html_sheet *sheet, struct html_table *table, enum answer answer)
{
	html_cell_begin(table, "mark");
	html_sheet_mark(sheet, answer);
	html_cell_end(table);
}

static void add_labelled(struct html_sheet *sheet, const char *label, const char *text)
{
	strbuf_add(sheet->out, "<p>");
	html_element(sheet->out, "span", "k", label);
	strbuf_add_char(sheet->out, ' ');
	html_sheet_or_missing(sheet, text);
	strbuf_add(sheet->out, "</p>");
}

static void add_person_and_due(struct html_sheet *sheet, struct html_table *table, const struct plan *plan)
{
	struct strbuf part = STRBUF_INIT;

	html_cell_begin(table, "who");
	strbuf_add(sheet->out, "<p>");
	html_sheet_or_missing(sheet, plan->person);
	strbuf_add(sheet->out, "</p><p>");
	sheet_add_plan_due(&part, plan);
	html_sheet_or_missing(sheet, part.text);
	strbuf_add(sheet->out, "</p>");
	strbuf_reset(&part);
	sheet_add_plan_state(&part, sheet->input, plan);
	if (part.len_bytes > 0) {
		strbuf_add(sheet->out, "<p>");
		html_element(sheet->out, sheet_is_overdue(sheet->input, plan) ? "b" : "span",
		             sheet_is_overdue(sheet->input, plan) ? "late" : NULL, part.text);
		strbuf_add(sheet->out, "</p>");
	}
	html_cell_end(table);
	strbuf_release(&part);
}

static void add_finding(struct html_sheet *sheet, struct html_table *table, const struct report_checklist *checklist,
                        size_t item)
{
	const struct plan *plan = &sheet_response(checklist, item)->plan;
	struct strbuf part = STRBUF_INIT;

	html_row_begin(table, NULL);
	add_question_head(sheet, table, checklist, item);
	add_mark(sheet, table, sheet_answer(checklist, item));
	add_statement(sheet, table, checklist, item, SHEET_FINDINGS);
	html_cell_begin(table, "plan");
	add_labelled(sheet, C_("sheet", "Cause"), plan->cause);
	add_labelled(sheet, plan->preventive ? _("Preventive measure") : _("Corrective measure"), plan->measure);
	sheet_add_lines(&part, plan->evidence);
	html_sheet_pair(sheet, _("Evidence of completion"), &part);
	html_cell_end(table);
	add_person_and_due(sheet, table, plan);
	html_row_end(table);
	strbuf_release(&part);
}

static void add_findings(struct html_sheet *sheet, const struct report_checklist *checklist, const char *id)
{
	const char *const columns[] = {C_("sheet", "Question"), C_("sheet", "Answer"), C_("sheet", "Statement"),
	                               _("Cause and measure"), _("Person in charge and due date")};
	struct html_table table;

	html_table_begin(&table, sheet->out, "findings stack", id, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < checklist->scope->count; i++) {
		if (sheet_in_list(checklist, i, SHEET_FINDINGS))
			add_finding(sheet, &table, checklist, i);
	}
	html_table_end(&table);
}

static void add_unsure(struct html_sheet *sheet, const struct report_checklist *checklist, const char *id)
{
	const char *const columns[] = {C_("sheet", "Question"), C_("sheet", "Statement"),
	                               _("Who finds out and by when")};
	struct html_table table;

	html_table_begin(&table, sheet->out, "unsure stack", id, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < checklist->scope->count; i++) {
		if (!sheet_in_list(checklist, i, SHEET_UNSURE))
			continue;
		html_row_begin(&table, NULL);
		add_question_head(sheet, &table, checklist, i);
		add_statement(sheet, &table, checklist, i, SHEET_UNSURE);
		add_person_and_due(sheet, &table, &sheet_response(checklist, i)->plan);
		html_row_end(&table);
	}
	html_table_end(&table);
}

/* An exception's ground stands in its record; a reason beside it is shown, none is no gap. */
static void add_reasons(struct html_sheet *sheet, const struct report_checklist *checklist, enum sheet_list list,
                        const char *id)
{
	const char *const columns[] = {C_("sheet", "Question"), C_("sheet", "Statement"), C_("sheet", "Reason")};
	struct html_table table;

	html_table_begin(&table, sheet->out, "reasons stack", id, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < checklist->scope->count; i++) {
		const struct response *response = sheet_response(checklist, i);

		if (!sheet_in_list(checklist, i, list))
			continue;
		html_row_begin(&table, NULL);
		add_question_head(sheet, &table, checklist, i);
		add_statement(sheet, &table, checklist, i, list);
		html_cell_begin(&table, NULL);
		if (list != SHEET_EXCEPTIONS || !str_is_blank(response->reason))
			html_sheet_or_missing(sheet, response->reason);
		add_missing_record(sheet, checklist, i);
		html_cell_end(&table);
		html_row_end(&table);
	}
	html_table_end(&table);
}

/* Findings and what is to be found out are always said, also that there are none; the other lists only where they hold
 * something. */
void html_sheet_list(struct html_sheet *sheet, const struct report_checklist *checklist, enum sheet_list list)
{
	bool always = list == SHEET_FINDINGS || list == SHEET_UNSURE;
	char id[HTML_ID_BYTES];

	if (sheet_list_count(checklist, list) == 0) {
		char *empty = sheet_list_empty(list, checklist);

		if (always) {
			html_sheet_heading(sheet, sheet_list_title(list), id);
			html_element(sheet->out, "p", "none", empty);
			strbuf_add_char(sheet->out, '\n');
		}
		free(empty);
		return;
	}
	html_sheet_heading(sheet, sheet_list_title(list), id);
	if (list == SHEET_FINDINGS)
		add_findings(sheet, checklist, id);
	else if (list == SHEET_UNSURE)
		add_unsure(sheet, checklist, id);
	else
		add_reasons(sheet, checklist, list, id);
}
