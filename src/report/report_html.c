/* The self-check sheet as HTML: the document, the order of its parts, and what they share. */
#include "report_html.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tenken/base/i18n.h"

void html_sheet_heading(struct html_sheet *sheet, const char *title, char id[HTML_ID_BYTES])
{
	snprintf(id, HTML_ID_BYTES, "c%zu-h%d", sheet->checklist + 1, ++sheet->heading);
	strbuf_addf(sheet->out, "<h3 id=\"%s\"><span class=\"n\">%d</span> ", id, sheet->heading);
	html_text(sheet->out, title);
	strbuf_add(sheet->out, "</h3>\n");
}

void html_sheet_question_id(const struct html_sheet *sheet, size_t number, char id[HTML_ID_BYTES])
{
	snprintf(id, HTML_ID_BYTES, "c%zu-q%zu", sheet->checklist + 1, number);
}

void html_sheet_question_link(struct html_sheet *sheet, const struct report_checklist *checklist, size_t item)
{
	char id[HTML_ID_BYTES];
	char *number = sheet_number_text(checklist, item);

	if (item == SIZE_MAX) { /* of the registers: there is no question to lead to */
		html_text(sheet->out, number);
		free(number);
		return;
	}
	html_sheet_question_id(sheet, sheet_number(checklist, item), id);
	strbuf_addf(sheet->out, "<a href=\"#%s\">", id);
	html_text(sheet->out, number);
	strbuf_add(sheet->out, "</a>");
	free(number);
}

void html_sheet_mark(struct html_sheet *sheet, enum answer answer)
{
	static const char *const classes[ANSWERS] = {
	        [ANSWER_NONE] = "m open",           [ANSWER_IMPLEMENTED] = "m",    [ANSWER_PARTIAL] = "m bad",
	        [ANSWER_NOT_IMPLEMENTED] = "m bad", [ANSWER_NOT_APPLICABLE] = "m", [ANSWER_EXCEPTION] = "m word",
	        [ANSWER_UNSURE] = "m word",
	};

	strbuf_addf(sheet->out, "<span class=\"%s\" aria-hidden=\"true\">", classes[answer]);
	html_text(sheet->out, sheet_mark(answer));
	strbuf_add(sheet->out, "</span>");
	html_element(sheet->out, "span", "vh", answer_label(answer));
}

void html_sheet_legend(struct html_sheet *sheet, bool swatches)
{
	strbuf_add(sheet->out, "<ul class=\"legend\">");
	for (int i = 1; i <= ANSWERS; i++) {
		enum answer answer = i < ANSWERS ? (enum answer)i : ANSWER_NONE; /* unanswered last */

		strbuf_add(sheet->out, "<li>");
		if (swatches)
			svg_swatch(sheet->out, answer);
		html_element(sheet->out, "b", NULL, sheet_mark(answer));
		strbuf_add_char(sheet->out, ' ');
		html_text(sheet->out, answer_label(answer));
		strbuf_add(sheet->out, "</li>");
	}
	strbuf_add(sheet->out, "</ul>\n");
}

void html_sheet_pair(struct html_sheet *sheet, const char *label, struct strbuf *part)
{
	if (part->len_bytes > 0) {
		strbuf_add(sheet->out, "<p>");
		html_element(sheet->out, "span", "k", label);
		strbuf_add_char(sheet->out, ' ');
		html_lines(sheet->out, part->text);
		strbuf_add(sheet->out, "</p>");
	}
	strbuf_reset(part);
}

void html_sheet_or_missing(struct html_sheet *sheet, const char *text)
{
	struct strbuf lines = STRBUF_INIT;

	if (str_is_blank(text)) {
		html_element(sheet->out, "b", "open", sheet_missing());
		return;
	}
	sheet_add_lines(&lines, text);
	html_lines(sheet->out, lines.text);
	strbuf_release(&lines);
}

static void add_title(struct html_sheet *sheet)
{
	struct strbuf title = STRBUF_INIT;

	report_class(&title, sheet->input->pack);
	strbuf_add_char(&title, ' ');
	strbuf_add(&title, _("Information security self-check sheet"));
	strbuf_add_char(&title, ' ');
	date_format_fiscal_year(&title, sheet->input->fiscal_year);
	strbuf_add_char(&title, ' ');
	sheet_add_unit(&title, sheet->input);
	html_element(sheet->out, "title", NULL, title.text);
	strbuf_add_char(sheet->out, '\n');
	strbuf_release(&title);
}

/* What every printed page bears in its margins. */
static void add_page_style(struct html_sheet *sheet)
{
	struct strbuf class = STRBUF_INIT, running = STRBUF_INIT;

	report_class(&class, sheet->input->pack);
	sheet_add_unit(&running, sheet->input);
	strbuf_add_char(&running, ' ');
	date_format_fiscal_year(&running, sheet->input->fiscal_year);
	strbuf_add_char(&running, ' ');
	strbuf_add(&running, _("Information security self-check sheet"));
	html_page_style(sheet->out, "A4 portrait", running.text, class.text);
	strbuf_release(&class);
	strbuf_release(&running);
}

static void add_document_head(struct html_sheet *sheet)
{
	html_document_begin(sheet->out, NULL);
	add_title(sheet);
	strbuf_add(sheet->out, "<style>\n");
	for (const char *const *part = html_style; *part; part++)
		strbuf_add(sheet->out, *part);
	add_page_style(sheet);
	strbuf_add(sheet->out, "</style>\n</head>\n<body>\n");
	strbuf_add(sheet->out, "<a class=\"skip\" href=\"#main\">");
	html_text(sheet->out, _("Skip to the sheet"));
	strbuf_add(sheet->out, "</a>\n");
}

static void add_class(struct html_sheet *sheet, const char *tag)
{
	struct strbuf class = STRBUF_INIT;

	report_class(&class, sheet->input->pack);
	strbuf_addf(sheet->out, "<%s class=\"class\">", tag);
	html_element(sheet->out, "span", NULL, class.text);
	strbuf_addf(sheet->out, "</%s>\n", tag);
	strbuf_release(&class);
}

static void add_checklist_title(struct html_sheet *sheet, const struct report_checklist *checklist)
{
	struct strbuf title = STRBUF_INIT;

	strbuf_addf(sheet->out, "<h2 id=\"c%zu\">", sheet->checklist + 1);
	html_element(sheet->out, "span", "k", C_("sheet", "Checklist"));
	strbuf_add_char(sheet->out, ' ');
	sheet_add_checklist(&title, checklist);
	html_text(sheet->out, title.text);
	strbuf_add(sheet->out, " <span class=\"state\">");
	html_text(sheet->out, checklist->state);
	strbuf_add(sheet->out, "</span></h2>\n");
	strbuf_release(&title);
}

static void add_checklist(struct html_sheet *sheet, const struct report_checklist *checklist)
{
	strbuf_addf(sheet->out, "<section class=\"part\" aria-labelledby=\"c%zu\">\n", sheet->checklist + 1);
	if (sheet->checklist > 0)
		add_class(sheet, "p");
	add_checklist_title(sheet, checklist);
	sheet->heading = 0;
	html_sheet_figures(sheet, checklist);
	html_sheet_chapters(sheet, checklist);
	html_sheet_lacks(sheet, checklist);
	for (int i = 0; i < SHEET_LISTS; i++)
		html_sheet_list(sheet, checklist, (enum sheet_list)i);
	html_sheet_questions(sheet, checklist);
	html_sheet_left_out(sheet, checklist);
	strbuf_add(sheet->out, "</section>\n");
}

void report_html(struct strbuf *out, const struct report_input *input)
{
	struct html_sheet sheet = {.out = out, .input = input};

	add_document_head(&sheet);
	svg_patterns(out);
	add_class(&sheet, "header");
	strbuf_add(out, "<main id=\"main\">\n");
	html_sheet_head(&sheet);
	for (; sheet.checklist < input->checklists_count; sheet.checklist++)
		add_checklist(&sheet, &input->checklists[sheet.checklist]);
	html_sheet_profile(&sheet);
	html_sheet_registers(&sheet);
	strbuf_add(out, "</main>\n");
	add_class(&sheet, "footer");
	strbuf_add(out, "</body>\n</html>\n");
}
