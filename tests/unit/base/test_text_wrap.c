#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/text.h"

/* `expected`: the lines, each ended by '|'. */
static void assert_wraps(const char *text, int width_cols, const char *expected)
{
	struct text_lines lines = {0};
	struct strbuf got = STRBUF_INIT;

	text_wrap(&lines, text, width_cols, 1);
	for (size_t i = 0; i < lines.count; i++) {
		strbuf_add_bytes(&got, text + lines.lines[i].start_byte, lines.lines[i].len_bytes);
		strbuf_add_char(&got, '|');
	}
	assert_string_equal(got.text, expected);
	strbuf_release(&got);
	text_lines_release(&lines);
	assert_int_equal(lines.count, 0);
}

static void at_newlines(void **state)
{
	(void)state;
	assert_wraps("", 10, "|");
	assert_wraps("a\nb", 10, "a|b|");
	assert_wraps("a\r\nb\n", 10, "a|b||");
	assert_wraps("\n\n", 10, "|||");
	assert_wraps("\r\n", 10, "||");
}

static void between_words(void **state)
{
	(void)state;
	assert_wraps("one two three", 7, "one two|three|");
	assert_wraps("one two three", 6, "one|two|three|");
	assert_wraps("one   two", 4, "one|two|");
	assert_wraps("one two  ", 7, "one two|");
	assert_wraps("one two ", 8, "one two |");
	assert_wraps("  one", 10, "  one|");
	assert_wraps("    one", 3, "   |one|");
	assert_wraps("     ", 3, "   |");
	assert_wraps("say \"hello\" now", 8, "say|\"hello\"|now|");
}

static void long_words_are_torn(void **state)
{
	(void)state;
	assert_wraps("abcdefgh", 3, "abc|def|gh|");
	assert_wraps("a bcdefgh", 3, "a|bcd|efg|h|");
	assert_wraps("か\u3099か\u3099", 2, "か\u3099|か\u3099|");
}

static void between_japanese(void **state)
{
	(void)state;
	assert_wraps("情報資産の管理", 6, "情報資|産の管|理|");
	assert_wraps("情報資産の管理", 7, "情報資|産の管|理|");
	assert_wraps("USBメモリ", 5, "USBメ|モリ|");
	assert_wraps("課のUSB", 6, "課の|USB|");
	assert_wraps("ﾃﾝｹﾝ", 3, "ﾃﾝｹ|ﾝ|");
	assert_wraps("点検　結果", 5, "点検|結果|");
	assert_wraps("　点検結果", 6, "　点検|結果|");
	assert_wraps("回答①②③", 5, "回答①|②③|");
}

static void no_line_begins_with_marks(void **state)
{
	(void)state;
	assert_wraps("点検、結果", 4, "点|検、|結果|");
	assert_wraps("点検。」と", 4, "点|検。|」と|");
	assert_wraps("点検。」と", 6, "点|検。」|と|");
	assert_wraps("シャッター", 4, "シャ|ッ|ター|");
	assert_wraps("人々と", 2, "人|々|と|");
	assert_wraps("人々と", 4, "人々|と|");
	assert_wraps("了解…。", 4, "了|解…|。|");
	assert_wraps("約50%の", 4, "約|50%|の|");
	assert_wraps("abc、de", 3, "ab|c、|de|");
}

static void no_line_ends_with_openers(void **state)
{
	(void)state;
	assert_wraps("点検（例）", 6, "点検|（例）|");
	assert_wraps("あ「い」", 4, "あ|「い|」|");
	assert_wraps("あ「い」う", 6, "あ|「い」|う|");
	assert_wraps("点(abc)", 4, "点|(ab|c)|");
}

static void inseparable_marks(void **state)
{
	(void)state;
	assert_wraps("あ――い", 3, "あ|――|い|");
}

static void narrow_widths(void **state)
{
	(void)state;
	assert_wraps("点検", 1, "点|検|");
	assert_wraps("点検", 0, "点|検|");
	assert_wraps("a点b", -5, "a|点|b|");
	assert_wraps("、、、", 2, "、|、|、|");
	assert_wraps("a\xFF\xFE", 2, "a\xFF|\xFE|");
	assert_wraps("点検\x80", 4, "点検|\x80|");
}

static void ambiguous_counts(void **state)
{
	struct text_lines lines = {0};

	(void)state;
	text_wrap(&lines, "○○○○", 4, 1);
	assert_int_equal(lines.count, 1);
	text_wrap(&lines, "○○○○", 4, 2); /* replaces */
	assert_int_equal(lines.count, 2);
	text_lines_release(&lines);
}

/* Lines never overlap, lose nothing but white space and newlines, and keep to the width. */
static void keeps_everything(void **state)
{
	static const char *const pieces[] = {"点", "、", "「",       "」", "a",  "bc", " ", "　",
	                                     "\n", "ー", "か\u3099", "…",  "\"", "%",  "①", "ｱ"};
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[128] = "";
		struct text_lines lines = {0};
		size_t at = 0;
		int width_cols = 2 + round % 9;
		for (int i = 0; i < 16; i++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(text, pieces[seed >> 28]);
		}
		text_wrap(&lines, text, width_cols, 1);
		for (size_t i = 0; i <= lines.count; i++) {
			size_t start = i < lines.count ? lines.lines[i].start_byte : strlen(text);
			char line[128];
			assert_true(start >= at);
			for (; at < start; at++)
				assert_non_null(strchr(" \n\xE3\x80\x80", text[at]));
			if (i == lines.count)
				break;
			at += lines.lines[i].len_bytes;
			memcpy(line, text + start, lines.lines[i].len_bytes);
			line[lines.lines[i].len_bytes] = '\0';
			assert_true(text_cols(line, 1) <= width_cols);
		}
		text_lines_release(&lines);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(at_newlines),
	        cmocka_unit_test(between_words),
	        cmocka_unit_test(long_words_are_torn),
	        cmocka_unit_test(between_japanese),
	        cmocka_unit_test(no_line_begins_with_marks),
	        cmocka_unit_test(no_line_ends_with_openers),
	        cmocka_unit_test(inseparable_marks),
	        cmocka_unit_test(narrow_widths),
	        cmocka_unit_test(ambiguous_counts),
	        cmocka_unit_test(keeps_everything),
	};
	return cmocka_run_group_tests_name("text_wrap", tests, NULL, NULL);
}
