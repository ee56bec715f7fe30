/* Every question by chapter, what the profile left out, and the profile itself. */
#include <stdio.h>
#include <stdlib.h>

#include "report_html.h"
#include "tenken/base/i18n.h"

static void add_question_head(struct html_sheet *sheet, struct html_table *table,
                              const struct report_checklist *checklist, size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	struct strbuf clauses = STRBUF_INIT;
	char *number = sheet_number_text(checklist, item);

	html_row_head_begin(table, "q");
	html_text(sheet->out, number);
	strbuf_add(sheet->out, " <span class=\"duty\">");
	html_text(sheet->out, sheet_duty(question));
	strbuf_add(sheet->out, "</span><span class=\"clauses\">");
	sheet_add_clauses(&clauses, sheet->input->pack, question, "\n");
	html_lines(sheet->out, clauses.text);
	strbuf_add(sheet->out, "</span>");
	html_row_head_end(table);
	strbuf_release(&clauses);
	free(number);
}

void html_sheet_element(struct html_sheet *sheet, const struct question *question, size_t element,
                        enum element_answer answer)
{
	strbuf_add(sheet->out, "<li>");
	strbuf_addf(sheet->out, "<span class=\"%s\" aria-hidden=\"true\">", answer == ELEMENT_NONE ? "e open" : "e");
	html_text(sheet->out, sheet_element_mark(answer));
	strbuf_add(sheet->out, "</span> ");
	html_element(sheet->out, "span", "vh", sheet_element_label(answer));
	html_text(sheet->out, bilingual_text(&question->elements[element].text));
	strbuf_add(sheet->out, "</li>");
}

static void add_elements(struct html_sheet *sheet, const struct question *question, const struct response *response)
{
	if (question->elements_count == 0)
		return;
	strbuf_add(sheet->out, "<ul class=\"elements\">");
	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++)
		html_sheet_element(sheet, question, i, response ? response->elements[i] : ELEMENT_NONE);
	strbuf_add(sheet->out, "</ul>");
}

static void add_statement(struct html_sheet *sheet, struct html_table *table, const struct report_checklist *checklist,
                          size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	struct strbuf why = STRBUF_INIT;

	html_cell_begin(table, "s");
	strbuf_add(sheet->out, "<p>");
	html_lines(sheet->out, bilingual_text(&question->text));
	strbuf_add(sheet->out, "</p>");
	add_elements(sheet, question, sheet_response(checklist, item));
	if (checklist->scope->items[item].applies == TRUTH_UNKNOWN) {
		sheet_explain(&why, sheet->input, checklist, item);
		html_sheet_pair(sheet, _("May not apply"), &why);
	}
	html_cell_end(table);
	strbuf_release(&why);
}

static void add_previous(struct html_sheet *sheet, struct html_table *table, const struct report_entry *entry)
{
	html_cell_begin(table, "mark");
	if (entry->previous) {
		html_sheet_mark(sheet, entry->previous->answer);
	} else {
		strbuf_add(sheet->out, "<span class=\"m\" aria-hidden=\"true\">―</span>");
		html_element(sheet->out, "span", "vh", _("No answer last year"));
	}
	html_cell_end(table);
}

static void add_remark(struct html_sheet *sheet, struct html_table *table, const struct report_checklist *checklist,
                       size_t item)
{
	const struct response *response = sheet_response(checklist, item);
	struct strbuf part = STRBUF_INIT;

	html_cell_begin(table, "r");
	if (response) {
		sheet_add_lines(&part, response->note);
		if (part.len_bytes > 0) {
			strbuf_add(sheet->out, "<p>");
			html_lines(sheet->out, part.text);
			strbuf_add(sheet->out, "</p>");
		}
		strbuf_reset(&part);
		if (response_shows_reason(sheet_question(checklist, item), response))
			sheet_add_lines(&part, response->reason);
		html_sheet_pair(sheet, C_("sheet", "Reason"), &part);
	}
	strbuf_reset(&part);
	sheet_add_derived(&part, sheet->input, &checklist->entries[item]);
	html_sheet_pair(sheet, _("By the register"), &part);
	strbuf_reset(&part);
	sheet_add_conflicts(&part, sheet->input, checklist, item);
	html_sheet_pair(sheet, _("Contradiction"), &part);
	html_cell_end(table);
	strbuf_release(&part);
}

static void add_who(struct html_sheet *sheet, struct html_table *table, const struct report_entry *entry)
{
	struct strbuf part = STRBUF_INIT;

	html_cell_begin(table, "who");
	if (entry->standing && entry->standing->response.answer != ANSWER_NONE) {
		/* What registers decide nobody has answered. */
		if (entry->standing->basis != BASIS_DERIVED) {
			sheet_add_actor(&part, entry);
			html_element(sheet->out, "span", NULL,
			             part.len_bytes > 0 ? part.text : C_("sheet", "not known"));
			strbuf_reset(&part);
			sheet_add_day(&part, entry);
			html_element(sheet->out, "span", "d", part.text);
		}
		html_element(sheet->out, "span", "basis", sheet_basis(entry));
	}
	html_cell_end(table);
	strbuf_release(&part);
}

static void add_question(struct html_sheet *sheet, struct html_table *table, const struct report_checklist *checklist,
                         size_t item)
{
	const struct report_entry *entry = &checklist->entries[item];
	char id[HTML_ID_BYTES];

	html_sheet_question_id(sheet, sheet_number(checklist, item), id);
	html_row_begin(table, id);
	add_question_head(sheet, table, checklist, item);
	add_statement(sheet, table, checklist, item);
	html_cell_begin(table, "mark");
	html_sheet_mark(sheet, sheet_answer(checklist, item));
	if (sheet_in_list(checklist, item, SHEET_EXCUSED))
		html_element(sheet->out, "span", "tag", C_("a principle not kept", "for a reason"));
	html_cell_end(table);
	add_previous(sheet, table, entry);
	add_remark(sheet, table, checklist, item);
	add_who(sheet, table, entry);
	html_row_end(table);
}

static void add_chapter(struct html_sheet *sheet, const struct report_checklist *checklist, size_t chapter)
{
	const char *const columns[] = {C_("sheet", "Question"),  C_("sheet", "Statement"), C_("sheet", "Answer"),
	                               C_("sheet", "Last year"), C_("sheet", "Remark"),    _("Answered by")};
	struct strbuf name = STRBUF_INIT;
	char id[HTML_ID_BYTES];
	struct html_table table;

	snprintf(id, sizeof id, "c%zu-chapter%zu", sheet->checklist + 1, chapter + 1);
	sheet_add_chapter(&name, sheet->input->pack, chapter);
	strbuf_addf(sheet->out, "<h4 id=\"%s\">", id);
	html_text(sheet->out, name.text);
	strbuf_add(sheet->out, "</h4>\n");
	html_table_begin(&table, sheet->out, "questions stack", id, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < checklist->scope->count; i++) {
		if (sheet_asks(checklist, i) && sheet_question(checklist, i)->chapter == chapter)
			add_question(sheet, &table, checklist, i);
	}
	html_table_end(&table);
	strbuf_release(&name);
}

void html_sheet_questions(struct html_sheet *sheet, const struct report_checklist *checklist)
{
	char id[HTML_ID_BYTES];
	struct tally tally;

	html_sheet_heading(sheet, _("All questions and answers"), id);
	if (checklist->scope->asked == 0) {
		html_element(sheet->out, "p", "none", _("No question of the role applies."));
		strbuf_add_char(sheet->out, '\n');
		return;
	}
	html_sheet_legend(sheet, false);
	for (size_t i = 0; i < sheet->input->pack->chapters_count; i++) {
		if (sheet_chapter_tally(&tally, sheet->input, checklist, i))
			add_chapter(sheet, checklist, i);
	}
}

static void add_left_out(struct html_sheet *sheet, struct html_table *table, const struct report_checklist *checklist,
                         size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	struct strbuf part = STRBUF_INIT;

	html_row_begin(table, NULL);
	html_row_head_begin(table, "q");
	sheet_add_clauses(&part, sheet->input->pack, question, "\n");
	strbuf_add(sheet->out, "<span class=\"clauses\">");
	html_lines(sheet->out, part.text);
	strbuf_add(sheet->out, "</span>");
	html_row_head_end(table);
	html_cell_begin(table, NULL);
	html_lines(sheet->out, bilingual_text(&question->text));
	html_cell_end(table);
	strbuf_reset(&part);
	sheet_explain(&part, sheet->input, checklist, item);
	html_cell(table, NULL, part.text);
	html_row_end(table);
	strbuf_release(&part);
}

void html_sheet_left_out(struct html_sheet *sheet, const struct report_checklist *checklist)
{
	const char *const columns[] = {C_("sheet", "Clauses"), C_("sheet", "Statement"), C_("sheet", "Why")};
	char id[HTML_ID_BYTES];
	struct html_table table;

	html_sheet_heading(sheet, _("Left out because of the section's profile"), id);
	if (sheet_left_out(checklist) == 0) {
		html_element(sheet->out, "p", "none", _("None: every question of the role is asked."));
		strbuf_add_char(sheet->out, '\n');
		return;
	}
	html_table_begin(&table, sheet->out, "reasons stack", id, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < checklist->scope->count; i++) {
		if (!sheet_asks(checklist, i))
			add_left_out(sheet, &table, checklist, i);
	}
	html_table_end(&table);
}

static void add_fact(struct html_sheet *sheet, struct html_table *table, size_t at)
{
	const struct fact *fact = &sheet->input->pack->facts[at];
	bool known = at < sheet->input->effective->count && sheet->input->effective->facts[at] != TRUTH_UNKNOWN;
	struct strbuf answer = STRBUF_INIT;

	html_row_begin(table, NULL);
	html_row_head_begin(table, "fact");
	html_text(sheet->out, bilingual_text(&fact->text));
	html_row_head_end(table);
	html_cell_begin(table, "truth");
	sheet_add_fact_answer(&answer, sheet->input, at);
	html_element(sheet->out, known || !sheet_asks_fact(sheet->input, at) ? "span" : "b",
	             known || !sheet_asks_fact(sheet->input, at) ? NULL : "open", answer.text);
	html_cell_end(table);
	html_row_end(table);
	strbuf_release(&answer);
}

void html_sheet_profile(struct html_sheet *sheet)
{
	const char *const columns[] = {C_("sheet", "Fact"), C_("sheet", "Answer")};
	struct html_table table;

	strbuf_add(sheet->out, "<section class=\"profile\" aria-labelledby=\"profile\">\n<h2 id=\"profile\">");
	html_text(sheet->out, _("The section's profile"));
	strbuf_add(sheet->out, "</h2>\n");
	html_table_begin(&table, sheet->out, "facts", "profile", columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < sheet->input->pack->facts_count; i++)
		add_fact(sheet, &table, i);
	html_table_end(&table);
	strbuf_add(sheet->out, "</section>\n");
}
