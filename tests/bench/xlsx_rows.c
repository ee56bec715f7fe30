/* What a row of an Excel file costs in memory: writes ROWS rows of eleven cells and prints the largest resident set in KiB.
 *
 * usage: xlsx_rows FILE ROWS */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "tenken/report/table.h"

static void write_rows(struct table *table, size_t rows)
{
	struct table_column columns[11] = {0};
	const struct table_sheet sheet = {.name = "rows", .columns = columns, .columns_count = 11, .frozen = 1};
	char id[32];

	for (size_t i = 0; i < 11; i++)
		columns[i] = (struct table_column){.title = "列", .width_cols = 16};
	table_begin(table, &sheet);
	table_head(table);
	for (size_t row = 0; row < rows; row++) {
		snprintf(id, sizeof id, "%04zu", row);
		table_text(table, id);
		for (size_t i = 1; i < 9; i++)
			table_text(table, "情報セキュリティ課");
		table_count(table, row);
		table_share(table, (struct ratio){row, rows});
		table_end_row(table);
	}
	table_end(table);
}

int main(int argc, char **argv)
{
	const struct table_book book = {.title = "t", .running = "r", .class = "3C", .date = {2026, 10, 1}};
	struct error err = {0};
	struct rusage used;
	struct table *table = argc == 3 ? table_xlsx_open(argv[1], &book, &err) : NULL;

	if (table)
		write_rows(table, strtoul(argv[2], NULL, 10));
	if (!table || !table_xlsx_close(table, &err) || getrusage(RUSAGE_SELF, &used) != 0) {
		fprintf(stderr, "xlsx_rows FILE ROWS: %s\n", err.message ? err.message : "");
		return 1;
	}
	printf("%ld\n", used.ru_maxrss);
	return 0;
}
