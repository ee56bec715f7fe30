/* The head of the sheet: who reports what to whom, the boxes for approval, and whether anything is missing. */
#include <stdlib.h>

#include "report_html.h"
#include "tenken/base/i18n.h"

static void add_row(struct html_sheet *sheet, const char *label, const char *text)
{
	strbuf_add(sheet->out, "<tr><th scope=\"row\">");
	html_text(sheet->out, label);
	strbuf_add(sheet->out, "</th><td>");
	html_text(sheet->out, text);
	strbuf_add(sheet->out, "</td></tr>\n");
}

/* What the strbuf holds, which is emptied. */
static void add_row_of(struct html_sheet *sheet, const char *label, struct strbuf *part)
{
	add_row(sheet, label, part->text);
	strbuf_reset(part);
}

static void add_identity(struct html_sheet *sheet)
{
	const struct report_input *input = sheet->input;
	const struct role *recipient = sheet_recipient(input);
	struct strbuf part = STRBUF_INIT;

	strbuf_add(sheet->out, "<table class=\"id\"><tbody>\n");
	date_format_fiscal_year(&part, input->fiscal_year);
	add_row_of(sheet, C_("sheet", "Fiscal year"), &part);
	sheet_add_unit(&part, input);
	add_row_of(sheet, C_("sheet", "Section"), &part);
	add_row(sheet, C_("sheet", "Section code"), str_is_blank(input->code) ? C_("sheet", "Not set") : input->code);
	if (recipient)
		add_row(sheet, _("Submitted to"), bilingual_text(&recipient->title));
	sheet_add_pack(&part, input->pack);
	add_row_of(sheet, C_("sheet", "Standard"), &part);
	sheet_add_due(&part, input);
	add_row_of(sheet, C_("sheet", "Due date"), &part);
	strbuf_add(sheet->out, "</tbody></table>\n");
	strbuf_release(&part);
}

static void add_document_number(struct html_sheet *sheet)
{
	struct strbuf today = STRBUF_INIT;

	date_format_local(&today, sheet->input->today);
	strbuf_add(sheet->out, "<dl class=\"doc\"><div><dt>");
	html_text(sheet->out, _("Document number"));
	strbuf_add(sheet->out, "</dt><dd>");
	html_text(sheet->out, sheet->input->document_number);
	strbuf_add(sheet->out, "</dd></div><div><dt>");
	html_text(sheet->out, _("Made on"));
	strbuf_add(sheet->out, "</dt><dd>");
	html_text(sheet->out, today.text);
	strbuf_add(sheet->out, "</dd></div></dl>\n");
	strbuf_release(&today);
}

/* Empty boxes to be stamped or signed, the highest first. */
static void add_approval_boxes(struct html_sheet *sheet)
{
	const char *const boxes[] = {_("Section head"), _("Subsection head"), C_("sheet", "In charge")};
	size_t count = sizeof boxes / sizeof *boxes;

	strbuf_add(sheet->out, "<table class=\"seal\"><caption>");
	html_text(sheet->out, C_("sheet", "Approval"));
	strbuf_add(sheet->out, "</caption><thead><tr>");
	for (size_t i = 0; i < count; i++) {
		strbuf_add(sheet->out, "<th scope=\"col\">");
		html_text(sheet->out, boxes[i]);
		strbuf_add(sheet->out, "</th>");
	}
	strbuf_add(sheet->out, "</tr></thead><tbody><tr>");
	for (size_t i = 0; i < count; i++)
		strbuf_add(sheet->out, "<td></td>");
	strbuf_add(sheet->out, "</tr></tbody></table>\n");
}

static void add_notice(struct html_sheet *sheet)
{
	size_t lacking = sheet_lacking(sheet->input), open = sheet_open_facts(sheet->input);
	char *text;

	if (lacking > 0) {
		text = sheet_lacking_text(sheet->input, lacking);
		strbuf_add(sheet->out, "<p class=\"notice\">");
		html_element(sheet->out, "strong", NULL,
		             sheet_was_handed_in(sheet->input) ? _("Since it was handed in, something has come to be missing.")
		                                               : _("This self-check sheet is not complete."));
		strbuf_add_char(sheet->out, ' ');
		html_text(sheet->out, text);
		strbuf_add(sheet->out, "</p>\n");
		free(text);
	}
	if (open > 0) {
		text = str_format(P_("%zu fact about the section is not known yet; which questions apply may change.",
		                     "%zu facts about the section are not known yet; which questions apply may change.",
		                     open),
		                  open);
		html_element(sheet->out, "p", "notice thin", text);
		strbuf_add_char(sheet->out, '\n');
		free(text);
	}
}

/* Where there is more than one checklist: which, in what state, and how far. */
static void add_contents(struct html_sheet *sheet)
{
	const char *const columns[] = {C_("sheet", "Checklist"), C_("of a checklist", "State"), C_("sheet", "Answered"),
	                               C_("sheet", "Findings"), C_("sheet", "Missing")};
	struct html_table table;

	strbuf_add(sheet->out, "<h2 class=\"small\" id=\"contents\">");
	html_text(sheet->out, _("Checklists of this sheet"));
	strbuf_add(sheet->out, "</h2>\n");
	html_table_begin(&table, sheet->out, "grid contents", "contents", columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < sheet->input->checklists_count; i++) {
		const struct report_checklist *checklist = &sheet->input->checklists[i];
		struct strbuf part = STRBUF_INIT;

		html_row_begin(&table, NULL);
		html_row_head_begin(&table, NULL);
		sheet_add_checklist(&part, checklist);
		strbuf_addf(sheet->out, "<a href=\"#c%zu\">", i + 1);
		html_text(sheet->out, part.text);
		strbuf_add(sheet->out, "</a>");
		html_row_head_end(&table);
		html_cell(&table, NULL, checklist->state);
		strbuf_reset(&part);
		sheet_add_fraction(&part, tally_answer_rate(&checklist->tally));
		html_cell(&table, "num", part.text);
		strbuf_reset(&part);
		strbuf_addf(&part, "%zu", sheet_list_count(checklist, SHEET_FINDINGS));
		html_cell(&table, "num", part.text);
		strbuf_reset(&part);
		strbuf_addf(&part, "%zu", checklist->lacks->count);
		html_cell(&table, "num", part.text);
		html_row_end(&table);
		strbuf_release(&part);
	}
	html_table_end(&table);
}

void html_sheet_head(struct html_sheet *sheet)
{
	add_document_number(sheet);
	html_element(sheet->out, "h1", NULL, _("Information security self-check sheet"));
	strbuf_add(sheet->out, "\n<div class=\"head\">\n");
	add_identity(sheet);
	if (sheet->input->approval_boxes)
		add_approval_boxes(sheet);
	strbuf_add(sheet->out, "</div>\n");
	add_notice(sheet);
	if (sheet->input->checklists_count > 1)
		add_contents(sheet);
}
