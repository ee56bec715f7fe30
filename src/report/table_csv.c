/* The first table of a report as CSV. */
#include <stdlib.h>

#include "tenken/base/csv.h"
#include "tenken/base/mem.h"
#include "tenken/report/table.h"

struct csv_table {
	struct table table;
	struct strbuf *out;
	size_t sheets;
	bool started; /* the row has a cell */
};

static struct csv_table *of(struct table *table)
{
	return (struct csv_table *)table;
}

static void cell(struct csv_table *self, const char *text)
{
	if (self->sheets != 1 || self->table.sheet->columns[self->table.column].hidden)
		return;
	csv_cell(self->out, text, !self->started);
	self->started = true;
}

static void begin(struct table *table)
{
	if (++of(table)->sheets == 1)
		csv_begin(of(table)->out);
}

static void line(struct table *table, const char *text, enum table_line kind)
{
	(void)table;
	(void)text;
	(void)kind;
}

static void end_row(struct table *table)
{
	struct csv_table *self = of(table);

	if (self->started)
		csv_end_row(self->out);
	self->started = false;
}

static void head(struct table *table)
{
	for (table->column = 0; table->column < table->sheet->columns_count; table->column++)
		cell(of(table), table->sheet->columns[table->column].title);
	end_row(table);
}

static void text(struct table *table, const char *value)
{
	cell(of(table), value);
}

static void count(struct table *table, size_t value)
{
	char *number = str_format("%zu", value);

	cell(of(table), number);
	free(number);
}

static void share(struct table *table, struct ratio ratio)
{
	struct strbuf value = STRBUF_INIT;

	ratio_format(&value, ratio);
	cell(of(table), value.text);
	strbuf_release(&value);
}

static void day(struct table *table, struct date date)
{
	char iso[11];

	cell(of(table), date_format_iso(date, iso));
}

static void chart(struct table *table, const struct table_chart *about)
{
	(void)table;
	(void)about;
}

static void end(struct table *table)
{
	(void)table;
}

static const struct table_ops ops = {.begin = begin,
                                     .line = line,
                                     .head = head,
                                     .text = text,
                                     .count = count,
                                     .share = share,
                                     .day = day,
                                     .end_row = end_row,
                                     .chart = chart,
                                     .end = end};

struct table *table_csv_new(struct strbuf *out)
{
	struct csv_table *self = mem_new(1, sizeof *self);

	self->table.ops = &ops;
	self->out = out;
	return &self->table;
}

void table_csv_free(struct table *table)
{
	free(table);
}
