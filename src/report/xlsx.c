/* Tables as an Excel file, by libxlsxwriter in constant memory: a row is written out as soon as the next one begins.
 *
 * The library does not look whether what it puts into its temporary files arrives there; hence they are asked before the file is
 * closed, and the file is read again behind it (base/workbook_check.h). Text has been made safe before it comes here: of bytes that are
 * no UTF-8 the library would make a broken file without saying so. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/text.h"
#include "tenken/base/workbook_check.h"
#include "tenken/core/answer.h"
#include "xlsx.h"

enum {
	LIST_BYTES_MAX = 255,   /* of a list to drop down */
	MARGIN_BYTES_MAX = 255, /* of a header or footer */
	LINE_POINTS = 18,       /* of a line above the headings */
	CELL_POINTS = 16,       /* of a line in a cell */
	ROW_POINTS_MAX = 409,
	PAPER_A4 = 9,
	PAGE_COLS_MAX = 300, /* what is wider is not shrunk into a page, where nobody could read it */
	WIDE_SCALE = 65,
};

static struct xlsx *of(struct table *table)
{
	return (struct xlsx *)table;
}

void xlsx_note(struct xlsx *self, lxw_error error)
{
	if (self->failed == LXW_NO_ERROR)
		self->failed = error;
}

/* --- sheets --- */

static size_t paper_columns(const struct table_sheet *about)
{
	return about->paper_columns ? about->paper_columns : about->columns_count;
}

static int paper_cols(const struct table_sheet *about)
{
	int cols = 0;

	for (size_t i = 0; i < paper_columns(about); i++)
		cols += about->columns[i].hidden ? 0 : about->columns[i].width_cols + 1;
	return cols;
}

static void set_up_paper(struct xlsx *self, const struct table_sheet *about)
{
	struct strbuf text = STRBUF_INIT;

	worksheet_set_paper(self->sheet, PAPER_A4);
	if (about->landscape)
		worksheet_set_landscape(self->sheet);
	if (paper_cols(about) <= PAGE_COLS_MAX) {
		worksheet_fit_to_pages(self->sheet, 1, 0);
	} else {
		worksheet_set_print_scale(self->sheet, WIDE_SCALE);
		if (about->frozen)
			worksheet_repeat_columns(self->sheet, 0, (lxw_col_t)about->frozen - 1);
	}
	worksheet_set_margins(self->sheet, 0.5, 0.5, 0.75, 0.75);
	worksheet_gridlines(self->sheet, LXW_HIDE_ALL_GRIDLINES);
	strbuf_addf(&text, "&L&9%s&R&B%s", self->left, self->class);
	xlsx_note(self, worksheet_set_header(self->sheet, text.text));
	strbuf_reset(&text);
	strbuf_addf(&text, "&L&B%s&R&P / &N", self->class);
	xlsx_note(self, worksheet_set_footer(self->sheet, text.text));
	strbuf_release(&text);
}

static void begin(struct table *table)
{
	struct xlsx *self = of(table);
	const struct table_sheet *about = table->sheet;

	self->sheet = NULL;
	if (self->stopped.message)
		return;
	self->sheet = workbook_add_worksheet(self->book, excel_names_add(&self->names, about->name));
	if (!self->sheet) {
		xlsx_note(self, LXW_ERROR_SHEETNAME_ALREADY_USED);
		return;
	}
	self->row = self->heading_row = self->chart_rows = 0;
	set_up_paper(self, about);
	for (size_t i = 0; i < about->columns_count; i++) {
		lxw_row_col_options hidden = {.hidden = about->columns[i].hidden};
		worksheet_set_column_opt(self->sheet, (lxw_col_t)i, (lxw_col_t)i, about->columns[i].width_cols + 1,
		                         NULL, &hidden);
	}
}

/* Over all columns, as high as it needs: Excel makes no room by itself in cells that are joined. */
static void line(struct table *table, const char *text, enum table_line kind)
{
	struct xlsx *self = of(table);
	lxw_format *format = kind == TABLE_TITLE ? self->title : self->note;
	lxw_col_t last = (lxw_col_t)(paper_columns(table->sheet) - 1);
	struct text_lines lines = {0};

	if (!self->sheet)
		return;
	text_wrap(&lines, text, kind == TABLE_TITLE ? paper_cols(table->sheet) * 7 / 10 : paper_cols(table->sheet), 2);
	worksheet_set_row(self->sheet, self->row, (double)lines.count * (kind == TABLE_TITLE ? 1.4 : 1) * LINE_POINTS,
	                  NULL);
	text_lines_release(&lines);
	xlsx_note(self, last ? worksheet_merge_range(self->sheet, self->row, 0, self->row, last, text, format)
	                     : worksheet_write_string(self->sheet, self->row, 0, text, format));
	self->row++;
}

static void head(struct table *table)
{
	struct xlsx *self = of(table);

	if (!self->sheet)
		return;
	self->heading_row = self->row++;
	for (size_t i = 0; i < table->sheet->columns_count; i++)
		xlsx_note(self, worksheet_write_string(self->sheet, self->heading_row, (lxw_col_t)i,
		                                       table->sheet->columns[i].title, self->heading));
	worksheet_freeze_panes(self->sheet, self->heading_row + 1, (lxw_col_t)table->sheet->frozen);
	worksheet_repeat_rows(self->sheet, self->heading_row, self->heading_row);
}

/* --- cells --- */

static const struct table_column *column_of(const struct table *table)
{
	return &table->sheet->columns[table->column];
}

static lxw_format *look_of(const struct xlsx *self, enum look look)
{
	return self->looks[look][column_of(&self->table)->open && !self->table.locked];
}

/* What drops down in the column's cells from one row to another. */
static void let_choose(struct xlsx *self, lxw_row_t first, lxw_row_t last, lxw_col_t at, const char *const *choices,
                       size_t count)
{
	const char **list = mem_new(count + 1, sizeof *list);
	lxw_data_validation choice = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = (char **)list};
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++) {
		list[i] = choices[i];
		bytes += strlen(list[i]) + 1;
	}
	choice.error_title = (char *)_("Not in the list");
	choice.error_message = (char *)_("Please choose one from the list.");
	if (bytes <= LIST_BYTES_MAX)
		xlsx_note(self, worksheet_data_validation_range(self->sheet, first, at, last, at, &choice));
	free(list);
}

/* Not every program makes rows as high as their text by itself. What people write does not count: it is not there yet. */
static void make_room(struct xlsx *self, const char *value, int width_cols)
{
	const struct table_column *column = column_of(&self->table);
	struct text_lines lines = {0};

	if (column->hidden || (self->table.sheet->guarded && column->open) ||
	    (!strchr(value, '\n') && (strlen(value) <= (size_t)width_cols || text_cols(value, 2) <= width_cols)))
		return; /* no character has more columns than bytes */
	text_wrap(&lines, value, width_cols, 2);
	self->lines = lines.count > self->lines ? lines.count : self->lines;
	text_lines_release(&lines);
}

static void text(struct table *table, const char *value)
{
	struct xlsx *self = of(table);
	const struct table_column *column = column_of(table);
	enum look look = column->marks ? LOOK_MARK : column->days ? LOOK_DAY : column->wraps ? LOOK_LINES : LOOK_TEXT;
	char *escaped = excel_escape(value), *cut = NULL;
	size_t bytes;

	value = escaped ? escaped : value;
	bytes = strlen(value);
	if (!self->sheet) {
		free(escaped);
		return;
	}
	if (table->choices)
		let_choose(self, self->row, self->row, (lxw_col_t)table->column, table->choices, table->choices_count);
	if (bytes > EXCEL_CELL_UNITS && (bytes = excel_cut(value, EXCEL_CELL_UNITS)) < strlen(value)) {
		cut = mem_strndup(value, excel_cut(value, EXCEL_CELL_UNITS - 2));
		value = cut;
	}
	make_room(self, value, column->width_cols);
	if (*value)
		xlsx_note(self, worksheet_write_string(self->sheet, self->row, (lxw_col_t)table->column, value,
		                                       look_of(self, look)));
	else
		xlsx_note(self,
		          worksheet_write_blank(self->sheet, self->row, (lxw_col_t)table->column, look_of(self, look)));
	free(cut);
	free(escaped);
}

static void count(struct table *table, size_t value)
{
	struct xlsx *self = of(table);

	if (self->sheet)
		xlsx_note(self, worksheet_write_number(self->sheet, self->row, (lxw_col_t)table->column, (double)value,
		                                       look_of(self, LOOK_COUNT)));
}

/* The cell holds the share as it is, and is shown as ratio_format() writes it: not as all where it is not quite all. */
static void share(struct table *table, struct ratio ratio)
{
	struct xlsx *self = of(table);
	double value = (double)ratio.numerator / (double)ratio.denominator;
	enum look look = LOOK_SHARE;

	if (ratio.numerator != ratio.denominator && value >= 0.9995)
		look = LOOK_ALL_BUT;
	if (ratio.numerator && value < 0.0005)
		look = LOOK_NONE_BUT;
	if (self->sheet)
		xlsx_note(self, worksheet_write_number(self->sheet, self->row, (lxw_col_t)table->column, value,
		                                       look_of(self, look)));
}

static void day(struct table *table, struct date date)
{
	struct xlsx *self = of(table);
	lxw_datetime datetime = {.year = date.year, .month = date.month, .day = date.day};
	struct strbuf local = STRBUF_INIT;

	if (date.year >= 1901 && self->sheet) { /* Excel knows no day before 1900 */
		xlsx_note(self, worksheet_write_datetime(self->sheet, self->row, (lxw_col_t)table->column, &datetime,
		                                         look_of(self, LOOK_DAY)));
		return;
	}
	date_format_local(&local, date);
	text(table, local.text);
	strbuf_release(&local);
}

enum { ROWS_AT_ONCE = 256 };

static void end_row(struct table *table)
{
	struct xlsx *self = of(table);
	size_t points = self->lines * CELL_POINTS;

	if (self->sheet && self->lines > 1)
		worksheet_set_row(self->sheet, self->row, (double)(points < ROW_POINTS_MAX ? points : ROW_POINTS_MAX),
		                  NULL);
	self->lines = 0;
	self->row++;
	self->written++;
	if (self->sheet && self->written % ROWS_AT_ONCE == 0 &&
	    !progress_step(_("Writing rows of the Excel file"), self->written, 0, &self->stopped))
		self->sheet = NULL;
}

/* --- what is laid over the columns --- */

static void stand_out(struct xlsx *self, lxw_col_t column, const char *mark, lxw_format *format)
{
	char *quoted = str_format("\"%s\"", mark);
	lxw_conditional_format condition = {.type = LXW_CONDITIONAL_TYPE_CELL,
	                                    .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
	                                    .value_string = quoted,
	                                    .format = format};

	xlsx_note(self, worksheet_conditional_format_range(self->sheet, self->heading_row + 1, column, self->row - 1,
	                                                   column, &condition));
	free(quoted);
}

static void heat(struct xlsx *self, lxw_col_t column)
{
	lxw_conditional_format scale = {.type = LXW_CONDITIONAL_2_COLOR_SCALE,
	                                .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
	                                .min_value = 0.5,
	                                .min_color = xlsx_low,
	                                .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
	                                .max_value = 1,
	                                .max_color = xlsx_high};

	xlsx_note(self, worksheet_conditional_format_range(self->sheet, self->heading_row + 1, column, self->row - 1,
	                                                   column, &scale));
}

static void dress_column(struct xlsx *self, size_t i)
{
	const struct table_column *column = &self->table.sheet->columns[i];

	if (column->choices)
		let_choose(self, self->heading_row + 1, self->row - 1, (lxw_col_t)i, column->choices,
		           column->choices_count);
	if (column->heat)
		heat(self, (lxw_col_t)i);
	if (!column->marks)
		return;
	stand_out(self, (lxw_col_t)i, sheet_mark(ANSWER_NOT_IMPLEMENTED), self->bad);
	stand_out(self, (lxw_col_t)i, sheet_mark(ANSWER_PARTIAL), self->partial);
	stand_out(self, (lxw_col_t)i, sheet_mark(ANSWER_UNSURE), self->open);
}

static void end(struct table *table)
{
	struct xlsx *self = of(table);
	lxw_protection allowed = {.format_columns = 1, .format_rows = 1, .sort = 1, .autofilter = 1};

	self->rows += self->row;
	if (!self->sheet || self->row <= self->heading_row + 1)
		return;
	xlsx_note(self, worksheet_autofilter(self->sheet, self->heading_row, 0, self->row - 1,
	                                     (lxw_col_t)(table->sheet->columns_count - 1)));
	for (size_t i = 0; i < table->sheet->columns_count; i++)
		dress_column(self, i);
	if (table->sheet->paper_columns)
		worksheet_print_area(self->sheet, 0, 0, self->row - 1, (lxw_col_t)(paper_columns(table->sheet) - 1));
	if (table->sheet->guarded)
		worksheet_protect(self->sheet, NULL, &allowed);
}

static void draw_chart(struct table *table, const struct table_chart *about)
{
	xlsx_chart(of(table), about);
}

/* --- the whole --- */

static const struct table_ops ops = {.begin = begin,
                                     .line = line,
                                     .head = head,
                                     .text = text,
                                     .count = count,
                                     .share = share,
                                     .day = day,
                                     .end_row = end_row,
                                     .chart = draw_chart,
                                     .end = end};

static void describe(struct xlsx *self, const struct table_book *book)
{
	char *title = text_safe_dup(book->title, TEXT_SAFE_LINE), *class = text_safe_dup(book->class, TEXT_SAFE_LINE);
	lxw_doc_properties properties = {
	        .title = title,
	        .subject = class,
	        .comments = (char *)"tenken",
	        /* noon, by which no time zone makes another day of it */
	        .created = (time_t)date_days_between((struct date){1970, 1, 1}, book->date) * 86400 + 43200};

	xlsx_note(self, workbook_set_properties(self->book, &properties));
	free(title);
	free(class);
	self->left = excel_margin(book->running, MARGIN_BYTES_MAX * 2 / 3);
	self->class = excel_margin(book->class, MARGIN_BYTES_MAX / 5);
}

struct table *table_xlsx_open(const char *path, const struct table_book *book, struct error *err)
{
	struct xlsx *self;
	char *folder;
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};

	if (!xlsx_late_load(err))
		return NULL;
	self = mem_new(1, sizeof *self);
	options.tmpdir = folder = path_folder(path);
	self->table.ops = &ops;
	self->path = mem_strdup(path);
	self->book = workbook_new_opt(path, &options);
	free(folder);
	if (!self->book) {
		free(self->path);
		free(self);
		error_set(err, ERROR_STORAGE, _("%s cannot be written."), path);
		return NULL;
	}
	describe(self, book);
	xlsx_make_looks(self);
	return &self->table;
}

/* Whether all rows have arrived in the temporary files. */
static bool rows_have_arrived(const struct xlsx *self)
{
	lxw_worksheet *sheet;
	bool arrived = true;

	STAILQ_FOREACH(sheet, self->book->worksheets, list_pointers)
	arrived = arrived && (!sheet->optimize_tmpfile ||
	                      (fflush(sheet->optimize_tmpfile) == 0 && !ferror(sheet->optimize_tmpfile)));
	return arrived;
}

static bool check_closed(struct xlsx *self, bool arrived, lxw_error closed, struct error *err)
{
	if (self->stopped.message) {
		error_move(err, &self->stopped);
		return false;
	}
	if (self->failed == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
		return error_set(
		        err, ERROR_INPUT,
		        _("This has more rows than an Excel sheet can hold. Use --format csv, or a bureau at a time."));
	if (arrived && closed == LXW_NO_ERROR && self->failed == LXW_NO_ERROR &&
	    workbook_is_whole(self->path, self->rows))
		return true;
	return error_set(err, ERROR_STORAGE,
	                 _("The Excel file could not be written whole: there may be no room left where it is to stand. "
	                   "Make room, or write "
	                   "it elsewhere."));
}

bool table_xlsx_close(struct table *table, struct error *err)
{
	struct xlsx *self = of(table);
	bool arrived = rows_have_arrived(self);
	bool ok = check_closed(self, arrived, workbook_close(self->book), err);

	excel_names_release(&self->names);
	free(self->left);
	free(self->class);
	free(self->path);
	free(self);
	return ok;
}
