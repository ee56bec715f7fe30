/* The file of a check sheet as a table: where its headings stand, which column is which, and what would be lost in it. */
#include <stdlib.h>

#include "check_sheet_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/workbook.h"

const char *check_cell(const struct check_table *table, const struct csv_row *row, enum check_column column)
{
	int at = table->columns[column];
	return at >= 0 && (size_t)at < row->count ? row->cells[at] : "";
}

/* --- the headings --- */

/* The row with the headings is the one that names the questions' column. */
static bool find_head(struct check_table *table, struct error *err)
{
	for (size_t i = 0; i < table->csv.count; i++) {
		table->rows = (struct csv){.rows = table->csv.rows + i, .count = table->csv.count - i};
		if (csv_column(&table->rows, check_column_title(CHECK_QUESTION, LANGUAGE_EN)) >= 0)
			return true;
	}
	return error_set(
	        err, ERROR_INPUT,
	        _("%s: this is no check sheet, or its hidden columns are gone. Use the file that \"tenken sheet "
	          "export\" wrote."),
	        table->name);
}

/* Whether a column behind this one is headed so too, in either language; only one of them would be read. */
static bool stands_twice(const struct check_table *table, enum check_column column, struct error *err)
{
	const struct csv_row *head = &table->rows.rows[0];
	size_t from = (size_t)table->columns[column] + 1;
	struct csv_row behind = {.cells = head->cells + from, .count = head->count - from};
	for (int language = 0; language < LANGUAGES; language++) {
		int at = csv_column(&(struct csv){.rows = &behind, .count = 1}, check_column_title(column, (enum language)language));
		if (at < 0)
			continue;
		struct strbuf place = STRBUF_INIT;
		workbook_cell_name(&place, from + (size_t)at, head->number);
		error_set(err, ERROR_INPUT, _("%s:%s: a second column is called \"%s\". Put what it holds into the first one, and remove it."),
		          table->name, place.text, head->cells[from + (size_t)at]);
		strbuf_release(&place);
		return true;
	}
	return false;
}

static bool find_columns(struct check_table *table, struct error *err)
{
	for (int c = 0; c < CHECK_COLUMNS; c++) {
		table->columns[c] = -1;
		for (int language = 0; language < LANGUAGES; language++) {
			int at = csv_column(&table->rows, check_column_title((enum check_column)c, (enum language)language));
			if (at >= 0 && (table->columns[c] < 0 || at < table->columns[c]))
				table->columns[c] = at;
		}
		if (table->columns[c] < 0 && (c == CHECK_ANSWER || c >= CHECK_CHECKLIST))
			return error_set(err, ERROR_INPUT,
			                 _("%s:%zu: the column \"%s\" is gone. Use the file that \"tenken sheet "
			                   "export\" wrote."),
			                 table->name, table->rows.rows[0].number,
			                 check_column_title((enum check_column)c, i18n_language()));
		if (table->columns[c] >= 0 && (c == CHECK_STATEMENT || c >= CHECK_ANSWER) &&
		    stands_twice(table, (enum check_column)c, err))
			return false;
	}
	return true;
}

/* --- merged cells --- */

/* Numbers of rows, rising. */
struct row_numbers {
	size_t *items, count;
};

static bool covers_two(const struct workbook_merge *merge, const struct row_numbers *rows)
{
	size_t low = 0, high = rows->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (rows->items[middle] < merge->row)
			low = middle + 1;
		else
			high = middle;
	}
	return low + 1 < rows->count && rows->items[low + 1] <= merge->last_row;
}

static bool is_within(const struct check_table *table, enum check_column column, const struct workbook_merge *merge)
{
	return table->columns[column] >= 0 && (size_t)table->columns[column] >= merge->column &&
	       (size_t)table->columns[column] <= merge->last_column;
}

/* Of a merge only the first row holds what is shown for all. An item takes no remark: that may run from its question down. */
static bool loses_rows(const struct check_table *table, const struct workbook_merge *merge, const struct row_numbers *all,
                       const struct row_numbers *questions)
{
	bool texts = false;
	for (int c = CHECK_NOTE; c < CHECK_CHECKLIST; c++)
		texts = texts || is_within(table, (enum check_column)c, merge);
	return (is_within(table, CHECK_ANSWER, merge) && covers_two(merge, all)) || (texts && covers_two(merge, questions));
}

static void find_takers(const struct check_table *table, struct row_numbers *all, struct row_numbers *questions)
{
	for (size_t i = 1; i < table->rows.count && table->merges.count; i++) {
		const struct csv_row *row = &table->rows.rows[i];
		if (str_is_blank(check_cell(table, row, CHECK_QUESTION)))
			continue;
		*MEM_PUSH(all->items, all->count) = row->number;
		if (str_is_blank(check_cell(table, row, CHECK_ELEMENT)))
			*MEM_PUSH(questions->items, questions->count) = row->number;
	}
}

static bool check_merges(const struct check_table *table, struct error *err)
{
	enum { NAMED = 20 };
	struct strbuf ranges = STRBUF_INIT;
	struct row_numbers all = {0}, questions = {0};
	size_t count = 0;
	find_takers(table, &all, &questions);
	for (size_t i = 0; i < table->merges.count && count < NAMED; i++) {
		const struct workbook_merge *merge = &table->merges.items[i];
		if (!loses_rows(table, merge, &all, &questions))
			continue;
		strbuf_add(&ranges, count++ ? _(", ") : "");
		workbook_cell_name(&ranges, merge->column, merge->row);
		strbuf_add_char(&ranges, ':');
		workbook_cell_name(&ranges, merge->last_column, merge->last_row);
	}
	if (count)
		error_set(err, ERROR_INPUT, _("%s:%s: these cells are merged, and only the first row would count. Unmerge them, and write into each row."),
		          table->name, ranges.text);
	strbuf_release(&ranges);
	free(all.items);
	free(questions.items);
	return !count;
}

/* --- the file --- */

/* The sheet that is called as it was handed out, wherever it stands; else the first one. */
static bool read_sheet(struct check_table *table, const char *bytes, size_t len_bytes, struct error *err)
{
	for (int language = 0; language < LANGUAGES; language++) {
		const char *sheet = check_sheet_title((enum language)language);
		if (workbook_read_merges(&table->csv, &table->merges, bytes, len_bytes, sheet, table->name, err))
			return true;
		if (err->code != ERROR_NOT_FOUND)
			return false;
		error_release(err);
	}
	return workbook_read_merges(&table->csv, &table->merges, bytes, len_bytes, NULL, table->name, err);
}

bool check_table_read(struct check_table *table, const char *bytes, size_t len_bytes, const char *name, struct error *err)
{
	*table = (struct check_table){.name = name};
	bool ok = workbook_is(bytes, len_bytes) ? read_sheet(table, bytes, len_bytes, err)
	                                        : csv_read(&table->csv, bytes, len_bytes, name, err);
	return ok && find_head(table, err) && find_columns(table, err) && check_merges(table, err);
}

void check_table_release(struct check_table *table)
{
	csv_release(&table->csv);
	workbook_merges_release(&table->merges);
	*table = (struct check_table){0};
}
