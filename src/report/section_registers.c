/* The section itself as tables: its profile and its registers, with what the rules say of each record. */
#include <stdlib.h>

#include "section_tables.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/core/value_text.h"

void section_table_profile(struct table *table, const struct report_input *input)
{
	const struct table_column columns[] = {
	        {.title = C_("column", "The section"), .width_cols = 70, .wraps = true},
	        {.title = C_("sheet", "Answer"), .width_cols = 24, .wraps = true},
	};
	const struct table_sheet sheet = {
	        .name = C_("name of a sheet", "Profile"), .columns = columns, .columns_count = 2};

	table_begin(table, &sheet);
	section_table_lines(table, input, _("The section's profile"));
	table_head(table);
	for (size_t i = 0; i < input->pack->facts_count; i++) {
		struct strbuf answer = STRBUF_INIT;

		sheet_add_fact_answer(&answer, input, i);
		table_text(table, bilingual_text(&input->pack->facts[i].text));
		table_text(table, answer.text);
		table_end_row(table);
		strbuf_release(&answer);
	}
	table_end(table);
}

/* A verdict that somebody has to look at, a line each: "不適合: …". */
static void add_verdicts(struct strbuf *out, const struct report_input *input, size_t record)
{
	for (size_t i = 0; input->verdicts && i < input->verdicts->count; i++) {
		const struct verdict *verdict = &input->verdicts->items[i];

		if (verdict->record != record || verdict->code == VERDICT_PASS ||
		    verdict->code == VERDICT_NOT_APPLICABLE)
			continue;
		strbuf_addf(out, "%s%s: ", out->len_bytes ? "\n" : "", verdict_label(verdict->code));
		sheet_add_line(out, bilingual_text(&verdict->because));
	}
}

static void add_record(struct table *table, const struct report_input *input, size_t at)
{
	const struct record *record = &input->facts->records[at];
	const struct register_kind *kind = &input->pack->registers->items[record->owner];
	struct strbuf verdicts = STRBUF_INIT;

	table_text(table, record->id);
	for (size_t i = 0; i < kind->fields_count; i++) {
		struct strbuf value = STRBUF_INIT;

		value_show(&value, &record->values[i], &kind->fields[i], input->pack, input->facts);
		table_text(table, value.text);
		strbuf_release(&value);
	}
	add_verdicts(&verdicts, input, at);
	table_text(table, verdicts.text);
	table_end_row(table);
	strbuf_release(&verdicts);
}

/* The id, every field, what the rules say. Caller frees. */
static struct table_column *columns_of(const struct register_kind *kind)
{
	struct table_column *columns = mem_new(kind->fields_count + 2, sizeof *columns);

	columns[0] = (struct table_column){.title = C_("column", "Id"), .width_cols = 12};
	for (size_t i = 0; i < kind->fields_count; i++)
		columns[i + 1] = (struct table_column){
		        .title = bilingual_text(&kind->fields[i].label), .width_cols = i == 0 ? 24 : 16, .wraps = true};
	columns[kind->fields_count + 1] =
	        (struct table_column){.title = C_("column", "What the rules say"), .width_cols = 50, .wraps = true};
	return columns;
}

void section_table_register(struct table *table, const struct report_input *input, size_t owner)
{
	const struct register_kind *kind = &input->pack->registers->items[owner];
	const size_t *firsts = input->facts->firsts;
	bool complete = input->facts->complete[owner];
	struct table_column *columns;
	struct table_sheet sheet = {.name = bilingual_text(&kind->title),
	                            .columns_count = kind->fields_count + 2,
	                            .frozen = 2,
	                            .landscape = true};

	if (firsts[owner] == firsts[owner + 1] && !complete)
		return;
	sheet.columns = columns = columns_of(kind);
	table_begin(table, &sheet);
	section_table_lines(table, input, bilingual_text(&kind->title));
	table_add_line(table, TABLE_NOTE,
	               complete ? _("Declared complete: everything there is stands here.")
	                        : _("Not declared complete: there may be more than stands here."));
	table_head(table);
	for (size_t i = firsts[owner]; i < firsts[owner + 1]; i++)
		add_record(table, input, i);
	table_end(table);
	free(columns);
}
