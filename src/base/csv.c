#include "tenken/base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/cp932.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"

#define BOM            "\xEF\xBB\xBF"
#define TEXT_MAX_BYTES ((size_t)64 << 20)
#define ROWS_MAX       ((size_t)1 << 20) /* what a sheet of Excel holds */
#define CELLS_MAX      ((size_t)1000)
#define CELL_MAX_BYTES ((size_t)64 << 10)

bool csv_would_run(const char *text)
{
	static const char *const signs[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};

	if (*text == '\t' || *text == '\r')
		return true;
	for (;;) {
		if (*text == ' ' || *text == '\'' || *text == '\n')
			text++;
		else if (strncmp(text, "\xE3\x80\x80", 3) == 0)
			text += 3;
		else
			break;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (strncmp(text, signs[i], strlen(signs[i])) == 0)
			return true;
	}
	return false;
}

const char *csv_without_guard(const char *text)
{
	return *text == '\'' && csv_would_run(text + 1) ? text + 1 : text;
}

struct reader {
	struct csv *csv;
	const char *at;
	const char *end;
	const char *cell_ends; /* the separator, then the ends of a line */
	size_t line;     /* of `at` */
	size_t row_line; /* where the row begins */
	size_t number;   /* of the row */
	struct csv_row row;
	struct strbuf cell;
	bool quoted;    /* whether this cell is, or begins to be */
	bool row_blank; /* whether no cell so far holds more than white space, nor is quoted */
};

static void end_cell(struct reader *reader)
{
	const char *text = reader->cell.text;
	char **cell = MEM_PUSH(reader->row.cells, reader->row.count);

	if (reader->quoted || !str_is_blank(text))
		reader->row_blank = false;
	*cell = mem_strdup(csv_without_guard(text));
	strbuf_reset(&reader->cell);
	reader->quoted = false;
}

static void row_release(struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		free(row->cells[i]);
	free(row->cells);
	*row = (struct csv_row){0};
}

static void end_row(struct reader *reader)
{
	end_cell(reader);
	reader->number++;
	if (reader->row_blank) {
		row_release(&reader->row);
	} else {
		reader->row.line = reader->row_line;
		reader->row.number = reader->number;
		*MEM_PUSH(reader->csv->rows, reader->csv->count) = reader->row;
		reader->row = (struct csv_row){0};
	}
	reader->row_line = reader->line;
	reader->row_blank = true;
}

/* Takes a line's end (\n, \r\n, or a lone \r as old spreadsheets write it) if one stands here. */
static bool take_newline(struct reader *reader)
{
	if (reader->at == reader->end || (*reader->at != '\n' && *reader->at != '\r'))
		return false;
	if (*reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n')
		reader->at++;
	reader->at++;
	reader->line++;
	return true;
}

/* The inside of a quoted cell, up to and with the closing quote. */
static bool read_quoted(struct reader *reader, struct error *err)
{
	size_t opened_line = reader->line;

	reader->quoted = true;
	reader->at++;
	while (reader->at < reader->end) {
		if (take_newline(reader)) {
			strbuf_add_char(&reader->cell, '\n');
		} else if (*reader->at != '"') {
			strbuf_add_char(&reader->cell, *reader->at++);
		} else if (reader->at + 1 < reader->end && reader->at[1] == '"') {
			strbuf_add_char(&reader->cell, '"');
			reader->at += 2;
		} else {
			reader->at++;
			return true;
		}
		if (reader->cell.len_bytes > CELL_MAX_BYTES)
			break;
	}
	if (reader->at < reader->end)
		return true; /* too long: the caller says so */
	reader->line = opened_line;
	return error_set(err, ERROR_INPUT,
	                 _("The quotation mark that opens this cell is never closed. Close it, or save "
	                   "the table again with a spreadsheet."));
}

/* One cell, up to the separator, the line's end or the text's. */
static bool read_cell(struct reader *reader, struct error *err)
{
	if (reader->row.count == CELLS_MAX)
		return error_set(err, ERROR_INPUT,
		                 _("The row has more than %zu cells. Remove what does not belong there."), CELLS_MAX);
	if (reader->at < reader->end && *reader->at == '"') {
		if (!read_quoted(reader, err))
			return false;
		if (reader->cell.len_bytes <= CELL_MAX_BYTES && reader->at < reader->end &&
		    !strchr(reader->cell_ends, *reader->at))
			return error_set(err, ERROR_INPUT,
			                 _("Text follows the closing quotation mark of a cell. Write a quotation mark "
			                   "within a cell twice, or save the table again with a spreadsheet."));
	}
	while (reader->at < reader->end && !strchr(reader->cell_ends, *reader->at) && reader->cell.len_bytes <= CELL_MAX_BYTES)
		strbuf_add_char(&reader->cell, *reader->at++);
	if (reader->cell.len_bytes > CELL_MAX_BYTES)
		return error_set(err, ERROR_INPUT, _("The cell holds more than %zu bytes. Shorten it."),
		                 CELL_MAX_BYTES);
	return true;
}

static bool read_rows(struct reader *reader, struct error *err)
{
	/* Cells of a row that has not ended: the text ends with a separator, and one more cell, an empty one, is to come. */
	while (reader->at < reader->end || reader->row.count > 0) {
		if (!read_cell(reader, err))
			return false;
		if (reader->at < reader->end && *reader->at == reader->cell_ends[0]) {
			reader->at++;
			end_cell(reader);
			continue;
		}
		if (reader->csv->count == ROWS_MAX)
			return error_set(err, ERROR_INPUT, _("The table has more than %zu rows. Divide it."), ROWS_MAX);
		take_newline(reader);
		end_row(reader);
	}
	return true;
}

/* Line and column (cell) of the byte `at_byte`. Commas, quotes and newlines are no part of a character in CP932
 * either. */
static void find_place(const char *bytes, size_t at_byte, char separator, size_t *line, size_t *column)
{
	bool quoted = false;

	*line = *column = 1;
	for (size_t i = 0; i < at_byte; i++) {
		if (bytes[i] == '"')
			quoted = !quoted;
		else if (bytes[i] == '\n')
			++*line;
		if (!quoted && bytes[i] == separator)
			++*column;
		else if (!quoted && bytes[i] == '\n')
			*column = 1;
	}
}

static bool at_place(struct error *err, const char *name, size_t line, size_t column)
{
	return error_at(err, _("%s, line %zu, column %zu"), name, line, column);
}

static bool refuse_encoding(const char *bytes, size_t bad_byte, bool has_bom, char separator, const char *name,
                            struct error *err)
{
	size_t line, column;

	find_place(bytes, bad_byte, separator, &line, &column);
	if (has_bom)
		error_set(err, ERROR_INPUT,
		          _("The file says that it is UTF-8, but here it is not. Save it again as "
		            "\"CSV UTF-8\"."));
	else
		error_set(err, ERROR_INPUT,
		          _("The file is neither UTF-8 nor Windows' Japanese encoding (CP932). Save it "
		            "again as \"CSV UTF-8\"."));
	return at_place(err, name, line, column);
}

/* Makes *bytes and *len_bytes the text in UTF-8 without BOM; `converted` holds it where it had to be converted. */
static bool decode(const char **bytes, size_t *len_bytes, struct strbuf *converted, char separator, const char *name,
                   struct error *err)
{
	bool has_bom = *len_bytes >= 3 && memcmp(*bytes, BOM, 3) == 0;
	size_t bad_utf8, bad_cp932;
	const char *nul;

	if (*len_bytes >= 2 && (memcmp(*bytes, "\xFF\xFE", 2) == 0 || memcmp(*bytes, "\xFE\xFF", 2) == 0)) {
		error_set(err, ERROR_INPUT,
		          _("The file is UTF-16 (\"Unicode text\"). Save it again as \"CSV UTF-8\"."));
		return error_at(err, "%s", name);
	}
	if (has_bom) {
		*bytes += 3;
		*len_bytes -= 3;
	}
	if (*len_bytes > 0 && (nul = memchr(*bytes, '\0', *len_bytes)) != NULL) {
		size_t line, column;
		find_place(*bytes, (size_t)(nul - *bytes), separator, &line, &column);
		error_set(err, ERROR_INPUT,
		          _("A NUL byte stands here, so this is no table in text form. Save it again as "
		            "\"CSV UTF-8\"."));
		return at_place(err, name, line, column);
	}
	if (text_is_utf8(*bytes, *len_bytes, &bad_utf8))
		return true;
	if (has_bom)
		return refuse_encoding(*bytes, bad_utf8, true, separator, name, err);
	/* When it is neither, the encoding that went farther is the likelier one. */
	if (!cp932_to_utf8(converted, *bytes, *len_bytes, &bad_cp932))
		return refuse_encoding(*bytes, bad_utf8 > bad_cp932 ? bad_utf8 : bad_cp932, false, separator, name, err);
	*bytes = converted->text;
	*len_bytes = converted->len_bytes;
	return true;
}

static bool read_table(struct csv *csv, const char *bytes, size_t len_bytes, const char *cell_ends, const char *name,
                       struct error *err)
{
	struct strbuf converted = STRBUF_INIT;
	struct reader reader = {.csv = csv,
	                        .cell_ends = cell_ends,
	                        .line = 1,
	                        .row_line = 1,
	                        .cell = STRBUF_INIT,
	                        .row_blank = true};
	bool ok;

	*csv = (struct csv){0};
	if (len_bytes > TEXT_MAX_BYTES) {
		error_set(err, ERROR_INPUT, _("The file is larger than 64 MiB. Divide the table."));
		return error_at(err, "%s", name);
	}
	ok = decode(&bytes, &len_bytes, &converted, cell_ends[0], name, err);
	if (ok) {
		reader.at = bytes;
		reader.end = bytes + len_bytes;
		ok = read_rows(&reader, err);
		if (!ok)
			at_place(err, name, reader.line, reader.row.count + 1);
	}
	if (!ok) {
		row_release(&reader.row);
		csv_release(csv);
	}
	strbuf_release(&reader.cell);
	strbuf_release(&converted);
	return ok;
}

bool csv_read(struct csv *csv, const char *bytes, size_t len_bytes, const char *name, struct error *err)
{
	return read_table(csv, bytes, len_bytes, ",\r\n", name, err);
}

bool csv_read_tabs(struct csv *csv, const char *bytes, size_t len_bytes, const char *name, struct error *err)
{
	return read_table(csv, bytes, len_bytes, "\t\r\n", name, err);
}

void csv_release(struct csv *csv)
{
	for (size_t i = 0; i < csv->count; i++)
		row_release(&csv->rows[i]);
	free(csv->rows);
	*csv = (struct csv){0};
}

/* `name` folded, without the white space at its ends. */
static char *fold_heading(const char *name)
{
	char *folded = text_fold(name);
	size_t start = strspn(folded, " \t\n"), end = strlen(folded);

	while (end > start && strchr(" \t\n", folded[end - 1]))
		end--;
	memmove(folded, folded + start, end - start);
	folded[end - start] = '\0';
	return folded;
}

int csv_column(const struct csv *csv, const char *name)
{
	char *wanted = fold_heading(name);
	int column = -1;

	for (size_t i = 0; csv->count > 0 && i < csv->rows[0].count && column < 0; i++) {
		char *heading = fold_heading(csv->rows[0].cells[i]);
		if (strcmp(heading, wanted) == 0)
			column = (int)i;
		free(heading);
	}
	free(wanted);
	return column;
}

void csv_begin(struct strbuf *out)
{
	strbuf_add(out, BOM);
}

void csv_cell(struct strbuf *out, const char *value, bool first)
{
	struct strbuf safe = STRBUF_INIT;

	if (!first)
		strbuf_add_char(out, ',');
	if (!value)
		return;
	if (csv_would_run(value))
		strbuf_add_char(&safe, '\'');
	text_safe(&safe, value, TEXT_SAFE_MULTILINE);
	if (!strpbrk(safe.text, ",\"\n")) {
		strbuf_add(out, safe.text);
	} else {
		strbuf_add_char(out, '"');
		for (const char *at = safe.text; *at; at++) {
			if (*at == '"')
				strbuf_add_char(out, '"');
			strbuf_add_char(out, *at);
		}
		strbuf_add_char(out, '"');
	}
	strbuf_release(&safe);
}

void csv_end_row(struct strbuf *out)
{
	strbuf_add(out, "\r\n");
}
