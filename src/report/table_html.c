/* Tables as one HTML document: contents first, then each table with what is said above it and its charts. */
#include "table_html.h"

#include <stdio.h>
#include <stdlib.h>

#include "report_html.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"

struct html_tables {
	struct table table;
	struct strbuf *out;
	char *title, *running, *class;
	struct strbuf contents, body;      /* of the document */
	struct strbuf above, rows, charts; /* of the table at hand */
	struct html_table cells;
	const char **columns;
	struct html_value *values;
	size_t values_count;
	size_t tables, charts_count;
	char id[16]; /* of the table's heading */
};

enum { WIDE_COLS = 130, UNBROKEN_COLS = 8, WORDS_COLS = 32 };

static struct html_tables *of(struct table *table)
{
	return (struct html_tables *)table;
}

static size_t shown(const struct table_sheet *sheet)
{
	return sheet->paper_columns ? sheet->paper_columns : sheet->columns_count;
}

/* --- above the table --- */

static void begin(struct table *table)
{
	struct html_tables *self = of(table);

	snprintf(self->id, sizeof self->id, "t%zu", ++self->tables);
	strbuf_reset(&self->above);
	strbuf_reset(&self->rows);
	strbuf_reset(&self->charts);
	self->charts_count = 0;
}

static void line(struct table *table, const char *text, enum table_line kind)
{
	struct html_tables *self = of(table);

	if (kind == TABLE_NOTE) {
		strbuf_add(&self->above, "<p class=\"over\">");
		html_lines(&self->above, text);
		strbuf_add(&self->above, "</p>\n");
		return;
	}
	strbuf_addf(&self->above, "<h2 id=\"%s\">", self->id);
	html_text(&self->above, text);
	strbuf_add(&self->above, "</h2>\n");
	strbuf_addf(&self->contents, "<li><a href=\"#%s\">", self->id);
	html_text(&self->contents, text);
	strbuf_add(&self->contents, "</a></li>\n");
}

static bool is_wide(const struct table_sheet *sheet)
{
	int cols = 0;

	for (size_t i = 0; i < shown(sheet); i++)
		cols += sheet->columns[i].hidden ? 0 : sheet->columns[i].width_cols;
	return cols > WIDE_COLS;
}

static void head(struct table *table)
{
	struct html_tables *self = of(table);
	const struct table_sheet *sheet = table->sheet;
	size_t count = 0;

	free(self->columns);
	self->columns = mem_new(sheet->columns_count + 1, sizeof *self->columns);
	for (size_t i = 0; i < shown(sheet); i++)
		if (!sheet->columns[i].hidden)
			self->columns[count++] = sheet->columns[i].title;
	html_table_begin(&self->cells, &self->rows, is_wide(sheet) ? "stack sorts wide" : "stack sorts", self->id,
	                 self->columns, count);
}

/* --- cells --- */

static void keep(struct html_tables *self, const char *text, struct ratio share)
{
	*MEM_PUSH(self->values, self->values_count) = (struct html_value){.text = mem_strdup(text), .share = share};
}

static void begin_row_if_first(struct html_tables *self)
{
	if (self->table.column == 0)
		html_row_begin(&self->cells, NULL);
}

static void add_cell(struct html_tables *self, const char *class, const char *text, struct ratio share)
{
	const struct table_sheet *sheet = self->table.sheet;
	size_t column = self->table.column;
	bool is_head = column == sheet->head_column;

	begin_row_if_first(self);
	keep(self, text, share);
	if (sheet->columns[column].hidden || column >= shown(sheet))
		return;
	if (is_head)
		html_row_head_begin(&self->cells, class);
	else
		html_cell_begin(&self->cells, class);
	html_lines(&self->rows, text);
	if (is_head)
		html_row_head_end(&self->cells);
	else
		html_cell_end(&self->cells);
}

static const char *mark_class(const char *text)
{
	static const enum answer marks[] = {ANSWER_PARTIAL, ANSWER_NOT_IMPLEMENTED, ANSWER_EXCEPTION, ANSWER_UNSURE,
	                                    ANSWER_NONE};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_equal(text, sheet_mark(marks[i])))
			return i < 2 ? "mark bad" : "mark word";
	return "mark";
}

/* Codes and short words stay in one line, and words stay whole, beside columns of sentences that would take all the room. */
static const char *text_class(const struct table_column *column, const char *value)
{
	int cols = value ? text_cols(value, 2) : 0;

	if (column->marks)
		return mark_class(value);
	if (column->wraps || cols > WORDS_COLS)
		return NULL;
	return cols > UNBROKEN_COLS ? "wd" : "nw";
}

static void text(struct table *table, const char *value)
{
	add_cell(of(table), text_class(&table->sheet->columns[table->column], value), value, (struct ratio){0});
}

static void count(struct table *table, size_t value)
{
	char *number = str_format("%zu", value);

	add_cell(of(table), "num", number, (struct ratio){value, 1});
	free(number);
}

static void share(struct table *table, struct ratio ratio)
{
	static const char *const heats[] = {"num", "num h1", "num h2", "num h3", "num h4"};
	struct strbuf value = STRBUF_INIT;

	ratio_format(&value, ratio);
	add_cell(of(table), table->sheet->columns[table->column].heat ? heats[table_heat(ratio)] : "num", value.text,
	         ratio);
	strbuf_release(&value);
}

static void day(struct table *table, struct date date)
{
	struct strbuf local = STRBUF_INIT;

	date_format_local(&local, date);
	add_cell(of(table), "nw", local.text, (struct ratio){0});
	strbuf_release(&local);
}

static void end_row(struct table *table)
{
	html_row_end(&of(table)->cells);
}

static void chart(struct table *table, const struct table_chart *about)
{
	struct html_tables *self = of(table);
	char id[40];

	snprintf(id, sizeof id, "%s-c%zu", self->id, ++self->charts_count);
	table_svg(&self->charts, about, table->sheet, self->values, id);
}

static void forget_values(struct html_tables *self)
{
	for (size_t i = 0; i < self->values_count; i++)
		free(self->values[i].text);
	free(self->values);
	self->values = NULL;
	self->values_count = 0;
}

static void end(struct table *table)
{
	struct html_tables *self = of(table);

	html_table_end(&self->cells);
	strbuf_addf(&self->body, "<section class=\"part\" aria-labelledby=\"%s\">\n", self->id);
	strbuf_add_bytes(&self->body, self->above.text, self->above.len_bytes);
	strbuf_add_bytes(&self->body, self->charts.text, self->charts.len_bytes);
	strbuf_add_bytes(&self->body, self->rows.text, self->rows.len_bytes);
	strbuf_add(&self->body, "</section>\n");
	forget_values(self);
}

/* --- the document --- */

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

struct table *table_html_open(struct strbuf *out, const struct table_book *book)
{
	struct html_tables *self = mem_new(1, sizeof *self);

	self->table.ops = &ops;
	self->out = out;
	self->title = mem_strdup(book->title);
	self->running = mem_strdup(book->running);
	self->class = mem_strdup(book->class);
	return &self->table;
}

static void add_head(const struct html_tables *self)
{
	struct strbuf policy = STRBUF_INIT;

	strbuf_addf(&policy, "script-src '%s'", table_html_script_digest);
	html_document_begin(self->out, policy.text);
	strbuf_add(self->out, "<title>");
	html_text(self->out, self->class);
	strbuf_add_char(self->out, ' ');
	html_text(self->out, self->running);
	strbuf_add(self->out, "</title>\n<style>\n");
	for (const char *const *part = html_style; *part; part++)
		strbuf_add(self->out, *part);
	strbuf_add(self->out, table_html_style);
	html_page_style(self->out, "A4 landscape", self->running, self->class);
	strbuf_add(self->out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
	html_text(self->out, _("Skip to the report"));
	strbuf_add(self->out, "</a>\n");
	strbuf_release(&policy);
}

static void add_class(const struct html_tables *self, const char *tag)
{
	strbuf_addf(self->out, "<%s class=\"class\">", tag);
	html_element(self->out, "span", NULL, self->class);
	strbuf_addf(self->out, "</%s>\n", tag);
}

static void add_body(const struct html_tables *self)
{
	strbuf_add(self->out, "<main id=\"main\" data-more=\"");
	html_text(self->out, _("Show # more rows")); /* the script puts the number there */
	strbuf_add(self->out, "\" data-less=\"");
	html_text(self->out, _("Show the first 20 rows only"));
	strbuf_add(self->out, "\">\n");
	html_element(self->out, "h1", NULL, self->title);
	strbuf_add(self->out, "\n<nav class=\"contents\" aria-label=\"");
	html_text(self->out, _("Contents"));
	strbuf_add(self->out, "\"><ol>\n");
	strbuf_add_bytes(self->out, self->contents.text, self->contents.len_bytes);
	strbuf_add(self->out, "</ol></nav>\n");
	strbuf_add_bytes(self->out, self->body.text, self->body.len_bytes);
	strbuf_add(self->out, "</main>\n");
}

void table_html_close(struct table *table)
{
	struct html_tables *self = of(table);

	add_head(self);
	add_class(self, "header");
	add_body(self);
	add_class(self, "footer");
	strbuf_addf(self->out, "<script>%s</script>\n</body>\n</html>\n", table_html_script);
	strbuf_release(&self->contents);
	strbuf_release(&self->body);
	strbuf_release(&self->above);
	strbuf_release(&self->rows);
	strbuf_release(&self->charts);
	forget_values(self);
	free(self->columns);
	free(self->title);
	free(self->running);
	free(self->class);
	free(self);
}
