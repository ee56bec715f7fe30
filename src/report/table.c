#include "tenken/report/table.h"

#include <stdlib.h>

#include "sheet.h"
#include "tenken/base/text.h"

void table_begin(struct table *table, const struct table_sheet *sheet)
{
	table->sheet = sheet;
	table->column = table->rows = 0;
	table->ops->begin(table);
}

void table_add_line(struct table *table, enum table_line kind, const char *text)
{
	char *safe = text_safe_dup(text, TEXT_SAFE_MULTILINE);

	table->ops->line(table, safe, kind);
	free(safe);
}

void table_head(struct table *table)
{
	table->ops->head(table);
	table->column = table->rows = 0;
}

static bool has_room(const struct table *table)
{
	return table->column < table->sheet->columns_count;
}

void table_next(struct table *table, bool locked, const char *const *choices, size_t choices_count)
{
	table->locked = locked;
	table->choices = choices;
	table->choices_count = choices_count;
}

static void end_cell(struct table *table)
{
	table->column++;
	table_next(table, false, NULL, 0);
}

void table_text(struct table *table, const char *text)
{
	struct strbuf safe = STRBUF_INIT;

	if (!has_room(table))
		return;
	if (!text || (!table->sheet->columns[table->column].wraps && text_is_safe(text, TEXT_SAFE_LINE))) {
		table->ops->text(table, text ? text : ""); /* most cells, without a copy */
		end_cell(table);
		return;
	}
	if (table->sheet->columns[table->column].wraps)
		sheet_add_lines(&safe, text);
	else
		sheet_add_line(&safe, text);
	table->ops->text(table, safe.text);
	end_cell(table);
	strbuf_release(&safe);
}

void table_take(struct table *table, struct strbuf *cell)
{
	table_text(table, cell->text);
	strbuf_reset(cell);
}

void table_count(struct table *table, size_t count)
{
	if (!has_room(table))
		return;
	table->ops->count(table, count);
	end_cell(table);
}

void table_share(struct table *table, struct ratio ratio)
{
	struct strbuf none = STRBUF_INIT;

	if (!has_room(table))
		return;
	if (ratio.denominator) {
		table->ops->share(table, ratio);
	} else {
		ratio_format(&none, ratio);
		table->ops->text(table, none.text);
	}
	end_cell(table);
	strbuf_release(&none);
}

void table_day(struct table *table, struct date date)
{
	if (!has_room(table))
		return;
	if (date_is_set(date))
		table->ops->day(table, date);
	else
		table->ops->text(table, "");
	end_cell(table);
}

void table_empty(struct table *table)
{
	table_text(table, NULL);
}

void table_end_row(struct table *table)
{
	while (has_room(table))
		table_empty(table);
	table->ops->end_row(table);
	table->column = 0;
	table->rows++;
}

void table_add_chart(struct table *table, const struct table_chart *chart)
{
	if (chart->rows_count)
		table->ops->chart(table, chart);
}

void table_end(struct table *table)
{
	table->ops->end(table);
	table->sheet = NULL;
}
