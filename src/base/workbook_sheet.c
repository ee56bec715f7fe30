/* A sheet of a workbook: its rows and cells. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "workbook_private.h"

#define ROWS_MAX       ((size_t)1 << 20) /* what a sheet of Excel holds */
#define COLUMNS_MAX    ((size_t)1000)    /* as in csv.c */
#define EXCEL_COLUMNS  ((size_t)16384)
#define CELLS_MAX      ((size_t)2000000)
#define TEXT_MAX_BYTES ((size_t)64 << 20)
#define MERGES_MAX     ((size_t)100000)

enum cell_kind { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOL, CELL_DAY };

struct cell {
	enum cell_kind kind;
	size_t style;
	bool has_formula, has_value;
};

struct sheet {
	const struct sheet_source *source;
	struct csv *csv;
	struct csv_row row;
	size_t line, column; /* of the row and the cell that are read, or were last; from 1 */
	size_t cells, text_bytes;
	bool in_data, in_row, in_cell, in_value;
	struct cell cell;
	struct runs runs; /* of an inline string */
	struct strbuf value;
	bool said_where; /* an error names the cell */
};

void workbook_cell_name(struct strbuf *out, size_t column, size_t row)
{
	char letters[16];
	size_t at = sizeof letters - 1;
	letters[at] = '\0';
	for (size_t n = column + 1; n > 0 && at > 0; n = (n - 1) / 26)
		letters[--at] = (char)('A' + (n - 1) % 26);
	strbuf_addf(out, "%s%zu", letters + at, row);
}

/* Puts the place before the message. */
static bool at_cell(struct sheet *sheet, struct error *err)
{
	struct strbuf cell = STRBUF_INIT;
	sheet->said_where = true;
	workbook_cell_name(&cell, sheet->column - 1, sheet->line);
	error_at(err, _("%s, sheet \"%s\", cell %s"), sheet->source->name, sheet->source->sheet, cell.text);
	strbuf_release(&cell);
	return false;
}

/* --- where a cell is --- */

/* "C12" or, for a row, "12": the letters' column (0: none) and the number. */
static bool parse_reference(const char *text, size_t *column, size_t *line)
{
	*column = *line = 0;
	for (; *text >= 'A' && *text <= 'Z' && *column <= EXCEL_COLUMNS; text++)
		*column = *column * 26 + (size_t)(*text - 'A' + 1);
	if (*text < '1' || *text > '9')
		return false;
	for (; *text >= '0' && *text <= '9' && *line <= ROWS_MAX; text++)
		*line = *line * 10 + (size_t)(*text - '0');
	return !*text && *column <= EXCEL_COLUMNS && *line <= ROWS_MAX;
}

static bool no_place(struct sheet *sheet, const char *reference, struct error *err)
{
	error_set(
	        err, ERROR_INPUT,
	        _("\"%s\" is no place in a sheet, or stands in the wrong order: the file is damaged. Open it in Excel "
	          "and save it again."),
	        reference);
	sheet->said_where = true;
	return error_at(err, _("%s, sheet \"%s\""), sheet->source->name, sheet->source->sheet);
}

/* "G31:G35", or one cell. */
static bool parse_range(const char *text, struct workbook_merge *range)
{
	char first[16] = "";
	const char *colon = strchr(text, ':'), *last = colon ? colon + 1 : text;
	size_t bytes = colon ? (size_t)(colon - text) : strlen(text);
	if (bytes >= sizeof first)
		return false;
	memcpy(first, text, bytes);
	if (!parse_reference(first, &range->column, &range->row) || !range->column ||
	    !parse_reference(last, &range->last_column, &range->last_row) || range->last_column < range->column ||
	    range->last_row < range->row)
		return false;
	range->column--;
	range->last_column--;
	return true;
}

static bool add_merge(struct sheet *sheet, const char **attributes, struct error *err)
{
	struct workbook_merges *merges = sheet->source->merges;
	const char *reference = xml_attribute(attributes, "ref");
	struct workbook_merge merge;
	if (!parse_range(reference ? reference : "", &merge))
		return no_place(sheet, reference ? reference : "", err);
	if (merges->count == MERGES_MAX) {
		error_set(err, ERROR_INPUT, _("More cells are merged than a table needs. Unmerge them."));
		sheet->said_where = true;
		return error_at(err, _("%s, sheet \"%s\""), sheet->source->name, sheet->source->sheet);
	}
	*MEM_PUSH(merges->items, merges->count) = merge;
	return true;
}

/* Rows and cells that do not say where they are follow the one before. */
static bool begin_row(struct sheet *sheet, const char **attributes, struct error *err)
{
	const char *reference = xml_attribute(attributes, "r");
	size_t column, line = sheet->line + 1;
	sheet->column = 0;
	if (reference && (!parse_reference(reference, &column, &line) || column || line <= sheet->line))
		return no_place(sheet, reference, err);
	if (line > ROWS_MAX)
		return no_place(sheet, "", err);
	sheet->line = line;
	sheet->in_row = true;
	return true;
}

static bool place_cell(struct sheet *sheet, const char *reference, struct error *err)
{
	size_t column = sheet->column + 1, line = sheet->line;
	if (reference &&
	    (!parse_reference(reference, &column, &line) || line != sheet->line || column <= sheet->column))
		return no_place(sheet, reference, err);
	if (column > EXCEL_COLUMNS)
		return no_place(sheet, "", err);
	sheet->column = column;
	return true;
}

static enum cell_kind kind_of(const char *type)
{
	static const struct {
		const char *type;
		enum cell_kind kind;
	} kinds[] = {{"s", CELL_SHARED}, {"str", CELL_TEXT}, {"inlineStr", CELL_TEXT},
	             {"b", CELL_BOOL},   {"e", CELL_TEXT},   {"d", CELL_DAY}};
	for (size_t i = 0; type && i < sizeof kinds / sizeof *kinds; i++)
		if (str_equal(kinds[i].type, type))
			return kinds[i].kind;
	return CELL_NUMBER;
}

static bool begin_cell(struct sheet *sheet, const char **attributes, struct error *err)
{
	const char *style = xml_attribute(attributes, "s");
	if (!place_cell(sheet, xml_attribute(attributes, "r"), err))
		return false;
	sheet->cell = (struct cell){.kind = kind_of(xml_attribute(attributes, "t")),
	                            .style = style ? strtoul(style, NULL, 10) : 0};
	sheet->in_cell = true;
	strbuf_reset(&sheet->value);
	strbuf_reset(&sheet->runs.text);
	sheet->runs.phonetic = 0;
	return true;
}

/* --- what is in it --- */

static bool no_value(struct error *err)
{
	return error_set(err, ERROR_INPUT,
	                 _("What this cell holds cannot be read: the file is damaged. Open it in Excel and save it "
	                   "again."));
}

/* The text of the cell that has ended; appended. */
static bool cell_text(const struct sheet *sheet, struct strbuf *out, struct error *err)
{
	const struct sheet_source *source = sheet->source;
	const char *value = sheet->value.text;
	struct number_format format = {0};
	if (sheet->runs.text.len_bytes) {
		text_from_workbook(out, sheet->runs.text.text);
		return true;
	}
	if (!*value) {
		/* The result may be an empty text, never an empty number. */
		bool reckoned = !sheet->cell.has_formula || (sheet->cell.has_value && sheet->cell.kind == CELL_TEXT);
		return reckoned ||
		       error_set(err, ERROR_INPUT,
		                 _("The result of this cell's formula is not in the file. Open it in Excel and save it "
		                   "again, or write the value."));
	}
	switch (sheet->cell.kind) {
	case CELL_SHARED: {
		char *end;
		size_t at = strtoul(value, &end, 10);
		if (*end || *value < '0' || *value > '9' || at >= source->strings->count)
			return no_value(err);
		strbuf_add(out, source->strings->items[at]);
		return true;
	}
	case CELL_BOOL:
		strbuf_add(out, str_equal(value, "1") || str_equal(value, "true") ? "TRUE" : "FALSE");
		return true;
	case CELL_DAY: {
		const char *midnight = strstr(value, "T00:00:00");
		strbuf_add_bytes(out, value, midnight ? (size_t)(midnight - value) : strlen(value));
		return true;
	}
	case CELL_NUMBER:
		if (sheet->cell.style < source->formats->count)
			format = source->formats->styles[sheet->cell.style];
		return number_write(out, value, format, source->since_1904) || no_value(err);
	default:
		text_from_workbook(out, value);
		return true;
	}
}

static bool too_much(const struct sheet *sheet, struct error *err)
{
	if (sheet->column > COLUMNS_MAX)
		return !error_set(err, ERROR_INPUT,
		                  _("The row has more than %zu cells. Remove what does not belong there."),
		                  COLUMNS_MAX);
	if (sheet->cells > CELLS_MAX || sheet->text_bytes > TEXT_MAX_BYTES)
		return !error_set(err, ERROR_INPUT, _("The sheet holds more than a table needs. Divide it."));
	return false;
}

/* Puts the text where it belongs in the row; the cells before it that the file leaves out are empty. */
static bool put_cell(struct sheet *sheet, const struct strbuf *text, struct error *err)
{
	if (text->len_bytes > WORKBOOK_CELL_MAX_BYTES)
		return error_set(err, ERROR_INPUT, _("The cell holds more than %zu bytes. Shorten it."),
		                 (size_t)WORKBOOK_CELL_MAX_BYTES);
	sheet->cells += sheet->column - sheet->row.count;
	sheet->text_bytes += text->len_bytes;
	if (too_much(sheet, err))
		return false;
	while (sheet->row.count + 1 < sheet->column)
		*MEM_PUSH(sheet->row.cells, sheet->row.count) = mem_strdup("");
	*MEM_PUSH(sheet->row.cells, sheet->row.count) = mem_strdup(csv_without_guard(text->text));
	return true;
}

static bool end_cell(struct sheet *sheet, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	bool ok = cell_text(sheet, &text, err) && (!text.len_bytes || put_cell(sheet, &text, err));
	strbuf_release(&text);
	sheet->in_cell = false;
	return ok || at_cell(sheet, err);
}

static void drop_row(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->row.count; i++)
		free(sheet->row.cells[i]);
	free(sheet->row.cells);
	sheet->row = (struct csv_row){0};
}

static void end_row(struct sheet *sheet)
{
	bool blank = true;
	for (size_t i = 0; i < sheet->row.count; i++)
		blank = blank && str_is_blank(sheet->row.cells[i]);
	sheet->in_row = false;
	if (blank) {
		drop_row(sheet);
		return;
	}
	sheet->row.line = sheet->row.number = sheet->line;
	*MEM_PUSH(sheet->csv->rows, sheet->csv->count) = sheet->row;
	sheet->row = (struct csv_row){0};
}

/* --- the part --- */

static bool start(void *data, const char *element, const char **attributes, struct error *err)
{
	struct sheet *sheet = data;
	if (str_equal(element, "sheetData"))
		sheet->in_data = true;
	else if (sheet->in_data && !sheet->in_row && str_equal(element, "row"))
		return begin_row(sheet, attributes, err);
	else if (sheet->in_row && !sheet->in_cell && str_equal(element, "c"))
		return begin_cell(sheet, attributes, err);
	else if (!sheet->in_data && sheet->source->merges && str_equal(element, "mergeCell"))
		return add_merge(sheet, attributes, err);
	if (sheet->in_cell) {
		sheet->in_value = str_equal(element, "v");
		sheet->cell.has_value = sheet->cell.has_value || sheet->in_value;
		sheet->cell.has_formula = sheet->cell.has_formula || str_equal(element, "f");
		runs_start(&sheet->runs, element);
	}
	return true;
}

static bool end(void *data, const char *element, struct error *err)
{
	struct sheet *sheet = data;
	sheet->in_value = false;
	runs_end(&sheet->runs, element);
	if (sheet->in_cell && str_equal(element, "c"))
		return end_cell(sheet, err);
	if (sheet->in_row && !sheet->in_cell && str_equal(element, "row"))
		end_row(sheet);
	else if (!sheet->in_row && str_equal(element, "sheetData"))
		sheet->in_data = false;
	return true;
}

static bool text(void *data, const char *bytes, size_t len_bytes, struct error *err)
{
	struct sheet *sheet = data;
	(void)err;
	if (!sheet->in_cell)
		return true;
	if (sheet->in_value && sheet->value.len_bytes <= WORKBOOK_CELL_MAX_BYTES)
		strbuf_add_bytes(&sheet->value, bytes, len_bytes);
	else if (!sheet->in_value)
		runs_add(&sheet->runs, bytes, len_bytes);
	return true;
}

bool sheet_read(struct csv *csv, const struct sheet_source *source, struct error *err)
{
	static const struct xml_reader handlers = {.start = start, .end = end, .text = text};
	struct sheet sheet = {.source = source, .csv = csv, .runs = {.text = STRBUF_INIT}, .value = STRBUF_INIT};
	bool ok = xml_read(source->package, source->path, &handlers, &sheet, err);
	if (!ok && !sheet.said_where)
		error_at(err, "%s", source->name);
	drop_row(&sheet);
	strbuf_release(&sheet.runs.text);
	strbuf_release(&sheet.value);
	return ok;
}
