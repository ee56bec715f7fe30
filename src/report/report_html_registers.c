/* The registers: what is written in each record, and what the rules say of it. */
#include <stdio.h>

#include "report_html.h"
#include "tenken/base/i18n.h"

static void add_record(struct html_sheet *sheet, struct html_table *table, size_t at)
{
	const struct report_input *input = sheet->input;
	const struct record *record = &input->facts->records[at];
	struct strbuf lines = STRBUF_INIT;

	html_row_begin(table, NULL);
	html_row_head_begin(table, NULL);
	html_text(sheet->out, record_name(record, input->pack));
	if (!str_equal(record_name(record, input->pack), record->id))
		html_element(sheet->out, "span", "clauses", record->id);
	html_row_head_end(table);
	sheet_add_record(&lines, input, at);
	html_cell_begin(table, NULL);
	html_lines(sheet->out, lines.text);
	html_cell_end(table);
	strbuf_reset(&lines);
	sheet_add_verdicts(&lines, input, at);
	html_cell_begin(table, NULL);
	html_lines(sheet->out, lines.text);
	html_cell_end(table);
	html_row_end(table);
	strbuf_release(&lines);
}

static void add_register(struct html_sheet *sheet, size_t owner)
{
	const char *const columns[] = {C_("column", "Record"), C_("column", "What is written"),
	                               C_("column", "What the rules say")};
	const struct report_input *input = sheet->input;
	const struct register_kind *kind = &input->pack->registers->items[owner];
	struct html_table table;
	char id[HTML_ID_BYTES];

	snprintf(id, sizeof id, "r%zu", owner + 1);
	strbuf_addf(sheet->out, "<h3 id=\"%s\">", id);
	html_text(sheet->out, bilingual_text(&kind->title));
	strbuf_add(sheet->out, "</h3>\n");
	html_element(sheet->out, "p", NULL, sheet_register_state(input, owner));
	strbuf_add_char(sheet->out, '\n');
	if (input->facts->firsts[owner] == input->facts->firsts[owner + 1])
		return;
	html_table_begin(&table, sheet->out, "records stack", id, columns, sizeof columns / sizeof *columns);
	for (size_t i = input->facts->firsts[owner]; i < input->facts->firsts[owner + 1]; i++)
		add_record(sheet, &table, i);
	html_table_end(&table);
}

void html_sheet_registers(struct html_sheet *sheet)
{
	size_t shown = 0;

	for (size_t i = 0; i < sheet_registers(sheet->input); i++)
		shown += sheet_shows_register(sheet->input, i);
	if (!shown)
		return;
	strbuf_add(sheet->out, "<section class=\"part\" aria-labelledby=\"registers\">\n<h2 id=\"registers\">");
	html_text(sheet->out, C_("sheet", "Registers"));
	strbuf_add(sheet->out, "</h2>\n");
	for (size_t i = 0; i < sheet_registers(sheet->input); i++)
		if (sheet_shows_register(sheet->input, i))
			add_register(sheet, i);
	strbuf_add(sheet->out, "</section>\n");
}
