/* The self-check sheet as an Excel file, and its table of questions as CSV. */
#include "section_tables.h"
#include "tenken/base/i18n.h"

static void add_sheets(struct table *table, const struct report_input *input)
{
	section_table_summary(table, input);
	section_table_chapters(table, input);
	section_table_questions(table, input);
	section_table_findings(table, input);
	section_table_profile(table, input);
	for (size_t i = 0; input->facts && input->pack->registers && i < input->pack->registers->count; i++)
		section_table_register(table, input, i);
}

bool report_xlsx(const char *path, const struct report_input *input, struct error *err)
{
	struct strbuf class = STRBUF_INIT, running = STRBUF_INIT;
	struct table_book book = {.title = _("Information security self-check sheet"), .date = input->today};
	struct table *table;

	report_class(&class, input->pack);
	sheet_add_unit(&running, input);
	strbuf_add_char(&running, ' ');
	date_format_fiscal_year(&running, input->fiscal_year);
	strbuf_addf(&running, " %s", book.title);
	book.class = class.text;
	book.running = running.text;
	table = table_xlsx_open(path, &book, err);
	if (table)
		add_sheets(table, input);
	strbuf_release(&class);
	strbuf_release(&running);
	return table && table_xlsx_close(table, err);
}

void report_csv(struct strbuf *out, const struct report_input *input)
{
	struct table *table = table_csv_new(out);

	section_table_questions(table, input);
	table_csv_free(table);
}
