/* The figures of a checklist, its chapters, and what it lacks. */
#include <stdlib.h>

#include "report_html.h"
#include "tenken/base/i18n.h"

static void add_figure(struct html_sheet *sheet, struct html_table *table, enum figure figure,
                       const struct tally *tally)
{
	struct ratio ratio = figure_ratio(figure, tally);
	struct strbuf part = STRBUF_INIT;

	html_row_begin(table, NULL);
	html_row_head_begin(table, NULL);
	html_text(sheet->out, figure_name(figure));
	html_row_head_end(table);
	ratio_format(&part, ratio);
	html_cell(table, "num big", part.text);
	strbuf_reset(&part);
	sheet_add_fraction(&part, ratio);
	html_cell(table, "num", part.text);
	html_cell_begin(table, NULL);
	html_text(sheet->out, figure_formula(figure));
	strbuf_reset(&part);
	sheet_add_beside(&part, figure, tally);
	if (part.len_bytes > 0)
		html_element(sheet->out, "span", "beside", part.text);
	html_cell_end(table);
	html_row_end(table);
	strbuf_release(&part);
}

static void add_number(struct html_table *table, size_t number)
{
	char *text = str_format("%zu", number);

	html_cell(table, "num", text);
	free(text);
}

/* A row of counts; the head of the row has been written. */
static void add_counts(struct html_table *table, const struct tally *tally)
{
	for (int i = 1; i <= ANSWERS; i++)
		add_number(table, tally->by_answer[i < ANSWERS ? i : ANSWER_NONE]);
}

static void add_basis(struct html_sheet *sheet, const struct tally *tally)
{
	const struct {
		const char *name;
		size_t count;
	} bases[] = {{C_("basis", "Declared"), tally->declared}, {C_("basis", "From the register"), tally->derived}};
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
		if (i > 0)
			strbuf_add(&text, C_("between two bases", ", "));
		strbuf_addf(&text, "%s %zu/%zu (", bases[i].name, bases[i].count, tally->answered);
		ratio_format(&text, (struct ratio){bases[i].count, tally->answered});
		strbuf_add_char(&text, ')');
	}
	html_sheet_pair(sheet, _("Basis of the answers"), &text);
	strbuf_add_char(sheet->out, '\n');
	strbuf_release(&text);
}

void html_sheet_figures(struct html_sheet *sheet, const struct report_checklist *checklist)
{
	const char *const columns[] = {C_("sheet", "Figure"), C_("sheet", "Share"), C_("sheet", "Questions"),
	                               C_("sheet", "Formula")};
	char id[HTML_ID_BYTES];
	struct html_table table;

	html_sheet_heading(sheet, C_("sheet", "Figures"), id);
	html_table_begin(&table, sheet->out, "figures stack", id, columns, sizeof columns / sizeof *columns);
	for (int i = 0; i < FIGURES; i++)
		add_figure(sheet, &table, (enum figure)i, &checklist->tally);
	html_table_end(&table);
	add_basis(sheet, &checklist->tally);
}

enum { COUNT_COLUMNS = 3 + ANSWERS };

static void name_columns(const char *columns[COUNT_COLUMNS])
{
	columns[0] = C_("sheet", "Chapter");
	columns[1] = C_("column of counts", "Applicable");
	columns[2] = C_("column of counts", "Answered");
	for (int i = 1; i <= ANSWERS; i++)
		columns[2 + i] = sheet_mark(i < ANSWERS ? (enum answer)i : ANSWER_NONE);
}

static void add_chapter_row(struct html_sheet *sheet, struct html_table *table, const char *name, const char *class,
                            const struct tally *tally)
{
	html_row_begin(table, NULL);
	html_row_head_begin(table, class);
	html_text(sheet->out, name);
	html_row_head_end(table);
	add_number(table, tally->applicable);
	add_number(table, tally->answered);
	add_counts(table, tally);
	html_row_end(table);
}

void html_sheet_chapters(struct html_sheet *sheet, const struct report_checklist *checklist)
{
	const char *columns[COUNT_COLUMNS];
	char id[HTML_ID_BYTES];
	struct html_table table;
	struct tally tally;

	html_sheet_heading(sheet, _("Answers by chapter"), id);
	svg_chapters(sheet->out, sheet->input, checklist, sheet->checklist + 1);
	html_sheet_legend(sheet, true);
	name_columns(columns);
	html_table_begin(&table, sheet->out, "grid", id, columns, COUNT_COLUMNS);
	for (size_t i = 0; i < sheet->input->pack->chapters_count; i++) {
		struct strbuf name = STRBUF_INIT;

		if (!sheet_chapter_tally(&tally, sheet->input, checklist, i))
			continue;
		sheet_add_chapter(&name, sheet->input->pack, i);
		add_chapter_row(sheet, &table, name.text, NULL, &tally);
		strbuf_release(&name);
	}
	add_chapter_row(sheet, &table, C_("sheet", "Total"), "total", &checklist->tally);
	html_table_end(&table);
}

static void add_lack(struct html_sheet *sheet, struct html_table *table, const struct report_checklist *checklist,
                     const struct sheet_lack *group)
{
	struct strbuf text = STRBUF_INIT;

	html_row_begin(table, NULL);
	html_row_head_begin(table, NULL);
	html_text(sheet->out, group->text);
	html_row_head_end(table);
	add_number(table, group->count);
	html_cell_begin(table, "links");
	for (size_t i = 0; i < group->count; i++) {
		if (i > 0)
			strbuf_add_char(sheet->out, ' ');
		html_sheet_question_link(sheet, checklist, group->items[i]);
	}
	html_cell_end(table);
	html_row_end(table);
	strbuf_release(&text);
}

void html_sheet_lacks(struct html_sheet *sheet, const struct report_checklist *checklist)
{
	const char *const columns[] = {_("What is missing"), C_("how many", "Count"), C_("sheet", "Question")};
	char id[HTML_ID_BYTES];
	struct sheet_lacks groups;
	struct html_table table;

	if (checklist->lacks->count == 0)
		return;
	html_sheet_heading(sheet, _("Missing before submission"), id);
	sheet_group_lacks(&groups, checklist);
	html_table_begin(&table, sheet->out, "lacks stack", id, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < groups.count; i++)
		add_lack(sheet, &table, checklist, &groups.groups[i]);
	html_table_end(&table);
	sheet_lacks_release(&groups);
}
