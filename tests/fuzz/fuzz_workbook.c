/* fuzz_workbook — sheets of Excel workbooks. Bytes that begin as an archive does are read as one; others are the parts of a workbook one
 * after the other, each behind a line "== PATH", and are made an archive first, so that what stands in them is reached. Where the first
 * byte says so its parts are packed; "== SHEET" with nothing behind it asks for the sheet of that name. */
#include <string.h>

#include "../lib/package.h"
#include "fuzz.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "tenken/base/workbook.h"

enum { PARTS_MAX = 16, CELL_MAX_BYTES = 65536 };

struct parts {
	struct part items[PARTS_MAX];
	size_t count;
};

static const char *find_header(const char *at, const char *end)
{
	while (at && end - at >= 3 && memcmp(at, "== ", 3) != 0) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : end;
	}
	return at && end - at >= 3 ? at : NULL;
}

static void split(struct parts *parts, const char *bytes, size_t len_bytes)
{
	const char *end = bytes + len_bytes, *header = find_header(bytes, end);

	while (header && parts->count < PARTS_MAX) {
		const char *line_end = memchr(header, '\n', (size_t)(end - header));
		const char *text = line_end ? line_end + 1 : end, *next = find_header(text, end);
		size_t text_bytes = (size_t)((next ? next : end) - text);

		parts->items[parts->count++] = (struct part){
		        .path = mem_strndup(header + 3, (size_t)((line_end ? line_end : end) - header - 3)),
		        .text = fuzz_copy(text, text_bytes),
		        .len_bytes = text_bytes};
		header = next;
	}
}

static void release(struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		free((char *)parts->items[i].path);
		free((char *)parts->items[i].text);
	}
}

/* Rows in order, none of them blank, cells within their limits. */
static void check_table(const struct csv *csv)
{
	size_t line = 0;

	for (size_t i = 0; i < csv->count; i++) {
		const struct csv_row *row = &csv->rows[i];
		bool blank = true;

		fuzz_check(row->line > line && row->line <= (1 << 20) && row->count <= 1000);
		line = row->line;
		for (size_t k = 0; k < row->count; k++) {
			fuzz_check(strlen(row->cells[k]) <= CELL_MAX_BYTES &&
			           text_is_utf8(row->cells[k], strlen(row->cells[k]), NULL));
			blank = blank && str_is_blank(row->cells[k]);
		}
		fuzz_check(!blank);
	}
}

static void check_merges(const struct workbook_merges *merges)
{
	for (size_t i = 0; i < merges->count; i++) {
		const struct workbook_merge *merge = &merges->items[i];

		fuzz_check(merge->row > 0 && merge->row <= merge->last_row && merge->last_row <= (1 << 20));
		fuzz_check(merge->column <= merge->last_column && merge->last_column < 16384);
	}
}

static void look(const char *bytes, size_t len_bytes, const char *sheet)
{
	struct error err = {0};
	struct workbook_merges merges;
	struct csv csv;
	bool ok = workbook_read_merges(&csv, &merges, bytes, len_bytes, sheet, "f.xlsx", &err);

	fuzz_check(ok == (err.code == ERROR_NONE));
	fuzz_check(ok ? err.message == NULL : str_starts_with(err.message, "f.xlsx") && csv.count == 0);
	fuzz_check(ok || err.code == ERROR_INPUT || (sheet && err.code == ERROR_NOT_FOUND));
	fuzz_check(ok || merges.count == 0);
	check_table(&csv);
	check_merges(&merges);
	workbook_merges_release(&merges);
	csv_release(&csv);
	error_release(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = fuzz_copy(data, size);
	struct strbuf archive = STRBUF_INIT;
	struct parts parts = {0};

	if (workbook_is(bytes, size)) {
		look(bytes, size, NULL);
	} else {
		split(&parts, bytes, size);
		const char *sheet = parts.count && !parts.items[parts.count - 1].len_bytes
		                            ? parts.items[parts.count - 1].path
		                            : NULL;
		if (package_make(&archive, parts.items, parts.count - (sheet ? 1 : 0), size && bytes[0] == 'z'))
			look(archive.text, archive.len_bytes, sheet);
		release(&parts);
	}
	strbuf_release(&archive);
	free(bytes);
	return 0;
}
