/* read_workbook FILE [SHEET] — what base/workbook reads, as JSON: for the tests that hold it against other programs. */
#include <stdio.h>

#include "tenken/base/file.h"
#include "tenken/base/json.h"
#include "tenken/base/workbook.h"

enum { FILE_LIMIT_BYTES = 64 << 20 };

static void print_rows(const struct csv *csv)
{
	struct json *rows = json_new_array();
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < csv->count; i++) {
		struct json *row = json_put_object(rows, NULL);
		json_put_int(row, "row", (int64_t)csv->rows[i].line);
		struct json *cells = json_put_array(row, "cells");
		for (size_t k = 0; k < csv->rows[i].count; k++)
			json_put_string(cells, NULL, csv->rows[i].cells[k]);
	}
	json_write(&out, rows, false);
	puts(out.text);
	strbuf_release(&out);
	json_free(rows);
}

int main(int argc, char **argv)
{
	struct strbuf bytes = STRBUF_INIT;
	struct error err = {0};
	struct csv csv = {0};
	bool ok = argc >= 2 && file_read(&bytes, argv[1], FILE_LIMIT_BYTES, &err) &&
	          workbook_read(&csv, bytes.text, bytes.len_bytes, argc > 2 ? argv[2] : NULL, "workbook", &err);

	if (ok)
		print_rows(&csv);
	else
		fprintf(stderr, "%s\n", err.message ? err.message : "usage: read_workbook FILE [SHEET]");
	csv_release(&csv);
	strbuf_release(&bytes);
	error_release(&err);
	return ok ? 0 : 1;
}
