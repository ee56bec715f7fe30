/* Tables and what they are written into: the same rows as an Excel file, as CSV and as HTML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "excel_text.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/workbook.h"
#include "tenken/base/workbook_check.h"
#include "tenken/report/table.h"

/* What a hostile person would type: a formula, an escape sequence, a right-to-left override, a byte that is no UTF-8, markup. */
#define HOSTILE "=1+1\x1B[31m\xE2\x80\xAE\xFF<script>"

static char folder[] = "/tmp/tenken-table-XXXXXX";

static int set_up(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	unlink("t.xlsx");
	unlink("half.xlsx");
	return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static const struct table_book book = {
        .title = "Title & more", .running = "Section & co", .class = "3C", .date = {2026, 10, 1}};

static void write_sheet(struct table *table, const char *name, size_t rows)
{
	const struct table_column columns[] = {{.title = "id", .width_cols = 8},
	                                       {.title = "text", .width_cols = 20, .wraps = true},
	                                       {.title = "hidden", .width_cols = 5, .hidden = true},
	                                       {.title = "count", .width_cols = 5},
	                                       {.title = "share", .width_cols = 8, .heat = true},
	                                       {.title = "day", .width_cols = 12, .days = true},
	                                       {.title = "mark", .width_cols = 6, .marks = true}};
	const struct table_sheet sheet = {.name = name, .columns = columns, .columns_count = 7, .frozen = 1};
	const size_t share = 4;

	table_begin(table, &sheet);
	table_add_line(table, TABLE_TITLE, name);
	table_add_line(table, TABLE_NOTE, HOSTILE);
	table_head(table);
	for (size_t i = 0; i < rows; i++) {
		table_text(table, "0012");
		table_text(table, HOSTILE);
		table_text(table, "secret");
		table_count(table, i);
		table_share(table, (struct ratio){i, i ? i + 1 : 0});
		table_day(table, i ? (struct date){2026, 12, 25} : (struct date){0});
		table_text(table, "×");
		table_text(table, "one too many");
		table_end_row(table);
	}
	table_add_chart(table, &(struct table_chart){.kind = TABLE_BARS,
	                                             .title = "Chart",
	                                             .values = &share,
	                                             .values_count = 1,
	                                             .rows_count = rows,
	                                             .share = true});
	table_end(table);
}

static void write_book(const char *path, size_t rows)
{
	struct error err = {0};
	struct table *table = table_xlsx_open(path, &book, &err);

	assert_non_null(table);
	write_sheet(table, "A/B:[x]", rows);
	write_sheet(table, "a_b__x_", rows); /* to Excel the same name */
	assert_true(table_xlsx_close(table, &err));
}

static void read_sheet(struct csv *csv, const char *name)
{
	struct strbuf bytes = STRBUF_INIT;
	struct error err = {0};

	assert_true(file_read(&bytes, "t.xlsx", SIZE_MAX, &err));
	assert_true(workbook_read(csv, bytes.text, bytes.len_bytes, name, "t.xlsx", &err));
	strbuf_release(&bytes);
}

static void test_xlsx(void **state)
{
	struct csv csv;

	(void)state;
	write_book("t.xlsx", 3);
	assert_true(workbook_is_whole("t.xlsx", 2 * (3 + 3)));
	assert_false(workbook_is_whole("t.xlsx", 2 * (3 + 3) + 1)); /* a row has got lost */
	read_sheet(&csv, "A_B__x_");
	assert_int_equal(csv.count, 2 + 1 + 3);
	assert_string_equal(csv.rows[2].cells[1], "text");
	assert_string_equal(csv.rows[3].cells[0], "0012");
	assert_string_equal(csv.rows[3].cells[1], "=1+1<U+001B>[31m<U+202E><0xFF><script>");
	assert_string_equal(csv.rows[3].cells[4], "―");
	assert_string_equal(csv.rows[3].cells[5], "");
	assert_string_equal(csv.rows[4].cells[3], "1");
	assert_string_equal(csv.rows[4].cells[4], "0.5");
	assert_string_equal(csv.rows[4].cells[5], "2026-12-25");
	assert_int_equal(csv.rows[4].count, 7);
	csv_release(&csv);
	read_sheet(&csv, "a_b__x_ 2");
	csv_release(&csv);
}

/* Every file that lacks something is told from one that is whole. */
static void test_whole(void **state)
{
	struct strbuf bytes = STRBUF_INIT;
	struct error err = {0};

	(void)state;
	write_book("t.xlsx", 200);
	assert_true(file_read(&bytes, "t.xlsx", SIZE_MAX, &err));
	for (size_t cut = 1; cut < 20; cut++) {
		assert_true(file_write("half.xlsx", bytes.text, bytes.len_bytes * cut / 20, 0600, &err));
		assert_false(workbook_is_whole("half.xlsx", 2 * (3 + 200)));
	}
	/* Within the packed bytes of the first part, which stand behind its header, its name and what more there is of that. */
	const unsigned char *header = (const unsigned char *)bytes.text;
	size_t packed = 30u + header[26] + 256u * header[27] + header[28] + 256u * header[29];
	for (size_t at = packed; at < packed + 20; at++) {
		bytes.text[at] ^= 0x55;
		assert_true(file_write("half.xlsx", bytes.text, bytes.len_bytes, 0600, &err));
		assert_false(workbook_is_whole("half.xlsx", 2 * (3 + 200)));
		bytes.text[at] ^= 0x55;
	}
	assert_false(workbook_is_whole("nowhere.xlsx", 0));
	strbuf_release(&bytes);
}

static void test_xlsx_fails(void **state)
{
	struct error err = {0};
	struct table *table = table_xlsx_open("nowhere/t.xlsx", &book, &err);

	(void)state;
	if (table) { /* the library opens the file when it closes the book */
		write_sheet(table, "x", 1);
		assert_false(table_xlsx_close(table, &err));
	}
	assert_int_equal(err.code, ERROR_STORAGE);
	error_release(&err);
}

static void test_csv(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct table *table = table_csv_new(&out);

	(void)state;
	write_sheet(table, "first", 2);
	write_sheet(table, "second", 2);
	table_csv_free(table);
	assert_string_equal(out.text, "\xEF\xBB\xBFid,text,count,share,day,mark\r\n"
	                              "0012,'=1+1<U+001B>[31m<U+202E><0xFF><script>,0,―,,×\r\n"
	                              "0012,'=1+1<U+001B>[31m<U+202E><0xFF><script>,1,50.0 %,2026-12-25,×\r\n");
	strbuf_release(&out);
}

static size_t occurrences(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
		count++;
	return count;
}

static void test_html(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct table *table = table_html_open(&out, &book);

	(void)state;
	write_sheet(table, "first", 3);
	write_sheet(table, "second", 0);
	table_html_close(table);
	assert_int_equal(occurrences(out.text, "<script>"), 1); /* ours */
	assert_int_equal(occurrences(out.text, "&lt;script&gt;"), 3 + 2);
	assert_int_equal(occurrences(out.text, "secret"), 0);
	assert_int_equal(occurrences(out.text, "<svg"), 1);             /* nothing is drawn of no rows */
	assert_int_equal(occurrences(out.text, "class=\"num h4\""), 1); /* 50 % */
	assert_non_null(strstr(out.text, "Section \\000026 co"));
	strbuf_release(&out);
}

static void test_excel_text(void **state)
{
	struct excel_names names = {0};
	char *margin;

	(void)state;
	assert_int_equal(excel_cut("abc", 2), 2);
	assert_int_equal(excel_cut("\xF0\xA0\xAE\xB7x", 1), 0); /* 𠮷 takes two units */
	assert_int_equal(excel_cut("\xF0\xA0\xAE\xB7x", 2), 4);
	assert_int_equal(excel_cut("が", 1), strlen("が"));
	assert_string_equal(excel_names_add(&names, ""), "_");
	assert_string_equal(excel_names_add(&names, "情報システム台帳"), "情報システム台帳");
	assert_string_equal(excel_names_add(&names, "情報システム台帳"), "情報システム台帳 2");
	assert_string_equal(
	        excel_names_add(&names, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"),
	        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一");
	assert_string_equal(
	        excel_names_add(&names, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"),
	        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九 2");
	excel_names_release(&names);
	assert_null(excel_escape("_x00 _X0041_ x0041_"));
	margin = excel_escape("a_x0041_b_xAbCd_");
	assert_string_equal(margin, "a_x005F_x0041_b_x005F_xAbCd_");
	free(margin);
	margin = excel_margin("a&bcd", 5);
	assert_string_equal(margin, "a&&b");
	free(margin);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_xlsx), cmocka_unit_test(test_whole), cmocka_unit_test(test_xlsx_fails),
	        cmocka_unit_test(test_csv),  cmocka_unit_test(test_html),  cmocka_unit_test(test_excel_text),
	};

	return cmocka_run_group_tests_name("table", tests, set_up, tear_down);
}
