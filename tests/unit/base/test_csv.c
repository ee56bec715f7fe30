#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/csv.h"
#include "tenken/base/i18n.h"

static int speak_english(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	return 0;
}

/* `expected`: each row as LINE:cell|cell|, one after another. */
static void assert_reads_bytes(const char *bytes, size_t len_bytes, const char *expected)
{
	struct csv csv;
	struct error err = {0};
	struct strbuf got = STRBUF_INIT;

	assert_true(csv_read(&csv, bytes, len_bytes, "t.csv", &err));
	for (size_t i = 0; i < csv.count; i++) {
		strbuf_addf(&got, "%zu:", csv.rows[i].line);
		for (size_t j = 0; j < csv.rows[i].count; j++)
			strbuf_addf(&got, "%s|", csv.rows[i].cells[j]);
	}
	assert_string_equal(got.text, expected);
	strbuf_release(&got);
	csv_release(&csv);
	error_release(&err);
}

static void assert_reads(const char *text, const char *expected)
{
	assert_reads_bytes(text, strlen(text), expected);
}

static void assert_refused_bytes(const char *bytes, size_t len_bytes, const char *place, const char *part)
{
	struct csv csv;
	struct error err = {0};
	struct strbuf beginning = STRBUF_INIT;

	assert_false(csv_read(&csv, bytes, len_bytes, "t.csv", &err));
	assert_int_equal(err.code, ERROR_INPUT);
	strbuf_addf(&beginning, "t.csv%s: ", place);
	if (!str_starts_with(err.message, beginning.text) || !strstr(err.message, part))
		fail_msg("\"%s\" is not \"%s…%s\"", err.message, beginning.text, part);
	assert_int_equal(csv.count, 0);
	assert_null(csv.rows);
	strbuf_release(&beginning);
	error_release(&err);
}

static void assert_refused(const char *text, const char *place, const char *part)
{
	assert_refused_bytes(text, strlen(text), place, part);
}

static void rows_and_cells(void **state)
{
	(void)state;
	assert_reads("", "");
	assert_reads("a", "1:a|");
	assert_reads("a,b\nc,d\n", "1:a|b|2:c|d|");
	assert_reads("a,b\r\nc,d\r\n", "1:a|b|2:c|d|");
	assert_reads("a\rb\r", "1:a|2:b|");
	assert_reads("a,\n,b\n", "1:a||2:|b|");
	assert_reads("a,", "1:a||");
	assert_reads("a\n,", "1:a|");
	assert_reads("a,b,\"c\",", "1:a|b|c||");
	assert_reads(" a , b ", "1: a | b |");
	assert_reads("4.1,0012", "1:4.1|0012|");
}

static void quotes(void **state)
{
	(void)state;
	assert_reads("\"a,b\",\"c\"\"d\"\n", "1:a,b|c\"d|");
	assert_reads("\"a\nb\r\nc\",d\ne\n", "1:a\nb\nc|d|4:e|");
	assert_reads("\"\",a\n", "1:|a|");
	assert_reads("\"\"\n", "1:|");
	assert_reads("\"a\"", "1:a|");
	assert_reads("5\" disk,a\"b\"", "1:5\" disk|a\"b\"|");
}

static void blank_lines_are_left_out(void **state)
{
	(void)state;
	assert_reads("\n\na\n\n  \n,,,\r\n　\nb\n", "3:a|8:b|");
	assert_reads("\n", "");
	assert_reads("\xEF\xBB\xBF", "");
}

static void encodings(void **state)
{
	(void)state;
	assert_reads("\xEF\xBB\xBF点検,髙\n", "1:点検|髙|");
	assert_reads("点検,髙\n", "1:点検|髙|");
	assert_reads("\x93\x5F\x8C\x9F,\xFB\xFC\r\n\x87\x40,\"\x95\x5C,\"\r\n", "1:点検|髙|2:①|表,|");
	assert_refused("a,b\nc,\x93\x5F\xFF\n", ", line 2, column 2", "CP932");
	assert_refused("a,\"x,\n\",\x93\x5F\xFF\n", ", line 2, column 3", "CP932");
	assert_refused("点検,点検,\xFF\n", ", line 1, column 3", "neither UTF-8");
	assert_refused("\xEF\xBB\xBF"
	               "a\n\x93\x5F\n",
	               ", line 2, column 1", "not. Save");
	assert_refused_bytes("a,b\0c\n", 6, ", line 1, column 2", "NUL");
	assert_refused_bytes("\xFF\xFE"
	                     "a\0",
	                     4, "", "UTF-16");
}

static void broken_quotes(void **state)
{
	(void)state;
	assert_refused("a\nb,\"c\nd\n", ", line 2, column 2", "never closed");
	assert_refused("\"", ", line 1, column 1", "never closed");
	assert_refused("a,b\n\"c\"d,e\n", ", line 2, column 1", "follows the closing");
	assert_refused("\"a\" ,b", ", line 1, column 1", "follows the closing");
}

static void limits(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct csv csv;
	struct error err = {0};

	(void)state;
	strbuf_add_repeat(&text, ",", 999);
	strbuf_add(&text, "a");
	assert_true(csv_read(&csv, text.text, text.len_bytes, "t.csv", &err));
	assert_int_equal(csv.rows[0].count, 1000);
	csv_release(&csv);
	strbuf_add(&text, ",");
	assert_refused(text.text, ", line 1, column 1001", "1000 cells");
	strbuf_add(&text, "b");
	assert_refused(text.text, ", line 1, column 1001", "1000 cells");

	strbuf_reset(&text);
	strbuf_add_repeat(&text, "a", 64 << 10);
	assert_true(csv_read(&csv, text.text, text.len_bytes, "t.csv", &err));
	csv_release(&csv);
	strbuf_add(&text, "a");
	assert_refused(text.text, ", line 1, column 1", "65536 bytes");
	strbuf_reset(&text);
	strbuf_add(&text, "a,\"");
	strbuf_add_repeat(&text, "a", (64 << 10) + 1);
	strbuf_add(&text, "\"");
	assert_refused(text.text, ", line 1, column 2", "65536 bytes");

	strbuf_reset(&text);
	strbuf_add_repeat(&text, "\n", (64 << 20) + 1);
	assert_refused(text.text, "", "64 MiB");
	strbuf_reset(&text);
	strbuf_add_repeat(&text, "a\n", (1 << 20) + 1);
	assert_refused(text.text, ", line 1048577, column 1", "1048576 rows");
	strbuf_release(&text);
}

static void columns_by_heading(void **state)
{
	static const char text[] = " code ,所属　,ＵＮＩＴ,ｶﾅ,code\nunit,x\n";
	struct csv csv;
	struct error err = {0};

	(void)state;
	assert_true(csv_read(&csv, text, strlen(text), "t.csv", &err));
	assert_int_equal(csv_column(&csv, "code"), 0);
	assert_int_equal(csv_column(&csv, "所属"), 1);
	assert_int_equal(csv_column(&csv, "unit"), 2);
	assert_int_equal(csv_column(&csv, "カナ"), 3);
	assert_int_equal(csv_column(&csv, "x"), -1);
	assert_int_equal(csv_column(&csv, ""), -1);
	csv_release(&csv);
	assert_int_equal(csv_column(&csv, "code"), -1);
}

static void assert_writes(const char *value, const char *cell)
{
	struct strbuf out = STRBUF_INIT;

	csv_cell(&out, value, true);
	assert_string_equal(out.text, cell);
	strbuf_release(&out);
}

static void writes(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	csv_begin(&out);
	csv_cell(&out, "a", true);
	csv_cell(&out, NULL, false);
	csv_cell(&out, "点検", false);
	csv_end_row(&out);
	assert_string_equal(out.text, "\xEF\xBB\xBF"
	                              "a,,点検\r\n");
	strbuf_release(&out);
	assert_writes("a,b", "\"a,b\"");
	assert_writes("a\"b", "\"a\"\"b\"");
	assert_writes("a\r\nb", "\"a\nb\"");
	assert_writes("a\x1B\u202E", "a<U+001B><U+202E>");
}

static void nothing_runs(void **state)
{
	(void)state;
	assert_writes("=1+1", "'=1+1");
	assert_writes("+81", "'+81");
	assert_writes("-", "'-");
	assert_writes("@SUM(A1)", "'@SUM(A1)");
	assert_writes("＝1", "'＝1");
	assert_writes("＋1", "'＋1");
	assert_writes("－1", "'－1");
	assert_writes("＠a", "'＠a");
	assert_writes("\t=1", "' =1");
	assert_writes("\ta", "' a");
	assert_writes("\ra", "'<U+000D>a");
	assert_writes(" 　=1", "' 　=1");
	assert_writes("\n=1", "\"'\n=1\"");
	assert_writes("'=1", "''=1");
	assert_writes("=\"a\"", "\"'=\"\"a\"\"\"");
	assert_writes("a=1", "a=1");
	assert_writes("'a", "'a");
	assert_writes("1-2", "1-2");
}

static void comes_back(void **state)
{
	static const char *const cells[] = {"a", "",   "a,b",  "\"",   "\"a\"\nb", "=1", "'=1",  "''=1", "'a",
	                                    "-", " x", "＝１", "点検", " - x",     "'",  "\n=1", "0012"};
	const size_t count = sizeof cells / sizeof *cells;
	struct strbuf out = STRBUF_INIT;
	struct csv csv;
	struct error err = {0};

	(void)state;
	csv_begin(&out);
	for (size_t i = 0; i < count; i++)
		csv_cell(&out, cells[i], i == 0);
	csv_end_row(&out);
	assert_true(csv_read(&csv, out.text, out.len_bytes, "t.csv", &err));
	assert_int_equal(csv.count, 1);
	assert_int_equal(csv.rows[0].count, count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(csv.rows[0].cells[i], cells[i]);
	csv_release(&csv);
	strbuf_release(&out);
}

static void tabs(void **state)
{
	static const char text[] = "id\ttext\n1\ta,b\"c\n2\t\"x\ty\"\n\n3\t'=1\n4\t\n";
	struct csv csv;
	struct error err = {0};

	(void)state;
	assert_true(csv_read_tabs(&csv, text, strlen(text), "t.tsv", &err));
	assert_int_equal(csv.count, 5);
	assert_int_equal(csv_column(&csv, "Text"), 1);
	assert_string_equal(csv.rows[1].cells[1], "a,b\"c");
	assert_string_equal(csv.rows[2].cells[1], "x\ty");
	assert_string_equal(csv.rows[3].cells[1], "=1");
	assert_int_equal(csv.rows[3].line, 5);
	assert_int_equal(csv.rows[4].count, 2);
	csv_release(&csv);
	assert_false(csv_read_tabs(&csv, "a\tb\n\t\xFF\xFF", 8, "t.tsv", &err));
	assert_non_null(strstr(err.message, "line 2, column 2"));
	error_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(rows_and_cells),
	        cmocka_unit_test(quotes),
	        cmocka_unit_test(blank_lines_are_left_out),
	        cmocka_unit_test(encodings),
	        cmocka_unit_test(broken_quotes),
	        cmocka_unit_test(limits),
	        cmocka_unit_test(columns_by_heading),
	        cmocka_unit_test(writes),
	        cmocka_unit_test(nothing_runs),
	        cmocka_unit_test(comes_back),
	        cmocka_unit_test(tabs),
	};
	return cmocka_run_group_tests_name("csv", tests, speak_english, NULL);
}
