#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "text_everyday.h"

static void width_of_code_points(void **state)
{
	(void)state;
	assert_int_equal(text_codepoint_cols('a', 1), 1);
	assert_int_equal(text_codepoint_cols(0x3042, 1), 2);  /* あ */
	assert_int_equal(text_codepoint_cols(0xFF71, 2), 1);  /* ｱ */
	assert_int_equal(text_codepoint_cols(0xFF21, 1), 2);  /* Ａ */
	assert_int_equal(text_codepoint_cols(0x20BB7, 1), 2); /* 𠮷 */
	assert_int_equal(text_codepoint_cols(0x1F600, 1), 2);
	assert_int_equal(text_codepoint_cols(0x3000, 1), 2);
	assert_int_equal(text_codepoint_cols(0x0378, 1), 1);  /* unassigned */
	assert_int_equal(text_codepoint_cols(0x2FA1F, 1), 2); /* unassigned, among ideographs */
	assert_int_equal(text_codepoint_cols(0x10FFFF, 1), 1);
	assert_int_equal(text_codepoint_cols(0x3000000, 1), 1);
}

static void ambiguous_width(void **state)
{
	static const uint32_t ambiguous[] = {0x25CB, 0x25B3, 0x2500, 0x2192, 0x2460, 0x00D7, 0x2026, 0x03B1, 0xE000};

	(void)state;
	for (size_t i = 0; i < sizeof ambiguous / sizeof *ambiguous; i++) {
		assert_int_equal(text_codepoint_cols(ambiguous[i], 1), 1);
		assert_int_equal(text_codepoint_cols(ambiguous[i], 2), 2);
	}
	assert_int_equal(text_codepoint_cols(0x0301, 2), 0); /* ambiguous, and combining */
}

static void zero_width(void **state)
{
	static const uint32_t zero[] = {0,      0x07,   '\n',   0x7F,   0x85,   0x0301,  0x20DD, 0x200B,
	                                0x200D, 0x2028, 0x2029, 0xFE0F, 0xFEFF, 0xE0100, 0x1161, 0x11A8};

	(void)state;
	for (size_t i = 0; i < sizeof zero / sizeof *zero; i++)
		assert_int_equal(text_codepoint_cols(zero[i], 2), 0);
}

static void decodes_only_well_formed(void **state)
{
	static const char *const bad[] = {"\x80",
	                                  "\xBF",
	                                  "\xC0\x80",
	                                  "\xC1\xBF",
	                                  "\xE0\x9F\xBF",
	                                  "\xED\xA0\x80",
	                                  "\xF0\x8F\xBF\xBF",
	                                  "\xF4\x90\x80\x80",
	                                  "\xF5\x80\x80\x80",
	                                  "\xFF",
	                                  "\xE3\x81",
	                                  "\xC3",
	                                  "\xE3\x28\xA1",
	                                  "\xF0\x9F\x98"};
	uint32_t codepoint;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		size_t bad_byte = 99;
		char *text = malloc(strlen(bad[i])); /* without NUL, so that reading past it is caught */
		memcpy(text, bad[i], strlen(bad[i]));
		assert_int_equal(text_decode(text, strlen(bad[i]), &codepoint), 1);
		assert_int_equal(codepoint, 0xFFFD);
		assert_false(text_is_utf8(text, strlen(bad[i]), &bad_byte));
		assert_int_equal(bad_byte, 0);
		free(text);
	}
	assert_int_equal(text_decode("\xF4\x8F\xBF\xBF", 4, &codepoint), 4);
	assert_int_equal(codepoint, 0x10FFFF);
	assert_int_equal(text_decode("あ", 3, &codepoint), 3);
	assert_int_equal(codepoint, 0x3042);
}

static void finds_the_bad_byte(void **state)
{
	size_t bad_byte = 0;

	(void)state;
	assert_true(text_is_utf8("", 0, &bad_byte));
	assert_true(text_is_utf8("aあ\0𠮷", 9, NULL));
	assert_false(text_is_utf8("aあ\xFF", 5, &bad_byte));
	assert_int_equal(bad_byte, 4);
	assert_false(text_is_utf8("aあ", 3, &bad_byte));
	assert_int_equal(bad_byte, 1);
}

static void encodes_what_it_decodes(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	for (uint32_t codepoint = 1; codepoint <= 0x10FFFF; codepoint++) {
		uint32_t again;
		if (codepoint >= 0xD800 && codepoint <= 0xDFFF)
			continue;
		strbuf_reset(&out);
		text_encode(&out, codepoint);
		assert_int_equal(text_decode(out.text, out.len_bytes, &again), out.len_bytes);
		assert_int_equal(again, codepoint);
	}
	strbuf_reset(&out);
	text_encode(&out, 0xD800);
	text_encode(&out, 0x110000);
	assert_string_equal(out.text, "\xEF\xBF\xBD\xEF\xBF\xBD");
	strbuf_release(&out);
}

static void walks_clusters(void **state)
{
	/* か with a combining dakuten, 葛 with VS17, a family, a flag, a bad byte, CR LF. */
	static const char text[] = "a"
	                           "か\u3099"
	                           "葛\U000E0100"
	                           "\U0001F468\u200D\U0001F469"
	                           "\U0001F1EF\U0001F1F5"
	                           "\xFF"
	                           "\r\n";
	static const size_t steps[] = {1, 6, 7, 11, 8, 1, 2};
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		assert_int_equal(text_cluster_bytes(text + at), steps[i]);
		assert_int_equal(text_previous_cluster(text, at + steps[i]), at);
		at += steps[i];
	}
	assert_int_equal(text_cluster_bytes(text + at), 0);
	assert_int_equal(text_previous_cluster(text, 0), 0);
	assert_int_equal(text_previous_cluster(text, 1000), at - 2);
	assert_int_equal(text_previous_cluster("", 0), 0);
}

static void steps_back_over_lines(void **state)
{
	static const char text[] = "\nあ\n\nい\u3099";

	(void)state;
	assert_int_equal(text_previous_cluster(text, 12), 6);
	assert_int_equal(text_previous_cluster(text, 6), 5);
	assert_int_equal(text_previous_cluster(text, 5), 4);
	assert_int_equal(text_previous_cluster(text, 4), 1);
	assert_int_equal(text_previous_cluster(text, 1), 0);
}

static void counts_columns(void **state)
{
	int cols;

	(void)state;
	assert_int_equal(text_cols("", 1), 0);
	assert_int_equal(text_cols("abc点検", 1), 7);
	assert_int_equal(text_cols("か\u3099ｶﾞ", 1), 4);
	assert_int_equal(text_cols("○×", 1), 2);
	assert_int_equal(text_cols("○×", 2), 4);
	assert_int_equal(text_cols("a\nb", 1), 2);
	assert_int_equal(text_cols("\xFF\xE3\x81", 2), 3); /* bad bytes: one each, whatever the setting */
	assert_int_equal(text_cluster("葛\U000E0100飾", 1, &cols), 7);
	assert_int_equal(cols, 2);
}

static void cuts_whole_clusters(void **state)
{
	int used_cols;

	(void)state;
	assert_int_equal(text_cut("点検する", 5, 1, &used_cols), 6);
	assert_int_equal(used_cols, 4);
	assert_int_equal(text_cut("か\u3099き", 2, 1, &used_cols), 6);
	assert_int_equal(used_cols, 2);
	assert_int_equal(text_cut("点", 1, 1, &used_cols), 0);
	assert_int_equal(used_cols, 0);
	assert_int_equal(text_cut("abc", 99, 1, NULL), 3);
	assert_int_equal(text_cut("abc", -1, 1, NULL), 0);
}

static void assert_fits(const char *text, int width_cols, int ambiguous_cols, const char *left, const char *right)
{
	struct strbuf out = STRBUF_INIT;

	text_fit(&out, text, width_cols, ambiguous_cols);
	assert_string_equal(out.text, left);
	strbuf_reset(&out);
	text_fit_right(&out, text, width_cols, ambiguous_cols);
	assert_string_equal(out.text, right);
	strbuf_release(&out);
}

static void fits_exactly(void **state)
{
	(void)state;
	assert_fits("点検", 6, 1, "点検  ", "  点検");
	assert_fits("点検", 4, 1, "点検", "点検");
	assert_fits("点検", 3, 1, "点…", "点…");
	assert_fits("点検表", 4, 1, "点… ", " 点…");
	assert_fits("点検表", 4, 2, "点…", "点…");
	assert_fits("点検", 1, 1, "…", "…");
	assert_fits("点検", 1, 2, " ", " ");
	assert_fits("点検", 0, 1, "", "");
	assert_fits("点検", -3, 1, "", "");
	assert_fits("", 2, 1, "  ", "  ");
}

static void assert_folds(const char *text, const char *folded)
{
	char *got = text_fold(text);

	assert_string_equal(got, folded);
	free(got);
}

static void assert_squeezes(const char *text, const char *squeezed)
{
	char *got = text_squeeze(text);

	assert_string_equal(got, squeezed);
	free(got);
}

static void squeezes(void **state)
{
	(void)state;
	assert_squeezes("", "");
	assert_squeezes(" \t\r\n\x1c\x1f\v\f", "");
	assert_squeezes("\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\xC2\x85", "");
	assert_squeezes("ＡＢＣ Abc", "ABCAbc");
	assert_squeezes("ﾃﾝｹﾝ（１）①", "テンケン(1)1");
	assert_squeezes("か\u3099", "が");
	/* Not white space. */
	assert_squeezes("a\u200bb\ufeffc", "a\u200bb\ufeffc");
	assert_squeezes("a\xFF"
	                "b",
	                "a\uFFFDb");
}

/* A letter that has a way of its own is folded as all others are: behind a wide A the whole goes the long way. */
static void folds_alike(void **state)
{
	(void)state;
	for (uint32_t codepoint = 0x20; codepoint < 0xA000; codepoint++) {
		struct strbuf text = STRBUF_INIT;
		char *shortly, *at_length;

		text_encode(&text, codepoint);
		shortly = text_fold(text.text);
		strbuf_add(&text, "Ａ");
		at_length = text_fold(text.text);
		assert_int_equal(at_length[strlen(at_length) - 1], 'a');
		at_length[strlen(at_length) - 1] = '\0';
		assert_string_equal(shortly, at_length);
		free(shortly);
		free(at_length);
		strbuf_release(&text);
	}
}

static void folds(void **state)
{
	(void)state;
	assert_folds("ＡＢＣ Abc", "abc abc");
	assert_folds("ﾃﾝｹﾝ テンケン", "てんけん てんけん");
	assert_folds("ｶﾞヴヾー", "がゔゞー");
	assert_folds("か\u3099", "が");
	assert_folds("①㈱　", "1(株) ");
	assert_folds("葛\U000E0100", "葛");
	assert_folds("a\xFF", "a\xEF\xBF\xBD");
	assert_folds("", "");
}

static void assert_words(const char *text, const char *words)
{
	char *got = text_fold_words(text);

	assert_string_equal(got, words);
	free(got);
}

/* So are words: among letters, behind a wide A, and appended to what is there. */
static void folds_to_words_alike(void **state)
{
	(void)state;
	for (uint32_t codepoint = 0x20; codepoint < 0xA000; codepoint++) {
		struct strbuf text = STRBUF_INIT, shortly = STRBUF_INIT, at_length = STRBUF_INIT;

		strbuf_add(&text, "x点");
		text_encode(&text, codepoint);
		strbuf_add(&text, "イy");
		text_add_folded_words(&shortly, text.text);
		strbuf_add(&text, "Ａ");
		strbuf_add(&at_length, "-");
		text_add_folded_words(&at_length, text.text);
		strbuf_cut(&at_length, at_length.len_bytes - 1);
		assert_string_equal(shortly.text, at_length.text + 1);
		strbuf_release(&text);
		strbuf_release(&shortly);
		strbuf_release(&at_length);
	}
}

static void folds_to_words(void **state)
{
	(void)state;
	assert_words("手順が、書かれていない。", "手順が書かれていない");
	assert_words(" 手順が\n書かれて　いない！", "手順が書かれていない");
	assert_words("ＵＳＢ-メモリ（私物）", "usbめもり私物");
	assert_words("A_B・C…\t", "abc");
	assert_words("10%＋1", "10+1"); /* signs are no punctuation */
	assert_words("。、 ", "");
	assert_words("", "");
}

static void searches_folded(void **state)
{
	(void)state;
	assert_true(text_contains("情報セキュリティ点検", "せきゅりてぃ"));
	assert_true(text_contains("ＵＳＢメモリ", "usbﾒﾓﾘ"));
	assert_true(text_contains("abc", ""));
	assert_false(text_contains("", "a"));
	assert_false(text_contains("点検", "検点"));
}

static void finds_near_names(void **state)
{
	static const char *const names[] = {"answer", "register", "report", "sheet", "pack lint", "v"};
	const size_t count = sizeof names / sizeof *names;
	char longer[1000];

	(void)state;
	memset(longer, 'a', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	assert_string_equal(text_nearest("anwser", names, count), "answer");
	assert_string_equal(text_nearest("REGISTR", names, count), "register");
	assert_string_equal(text_nearest("ｓｈｅｅｔ", names, count), "sheet");
	assert_string_equal(text_nearest("lint", names, count), "pack lint");
	assert_ptr_equal(text_nearest("reports", names, count), names[2]);
	assert_null(text_nearest("xyzzy", names, count));
	assert_null(text_nearest("x", names, count)); /* one step from "v", but nothing in common */
	assert_null(text_nearest("", names, count));
	/* A part is near when it is more than a letter or two. */
	assert_null(text_nearest("id", (const char *const[]){"confidentiality"}, 1));
	assert_null(text_nearest("system:b", (const char *const[]){"b"}, 1));
	assert_string_equal(text_nearest("8.2.6", (const char *const[]){"7.1.1.エ", "8.2.6.ウ"}, 2), "8.2.6.ウ");
	assert_null(text_nearest("answer", names, 0));
	assert_null(text_nearest(longer, names, count));
	/* swapped neighbours are one step, two replacements would be too many */
	assert_string_equal(text_nearest("ba", (const char *const[]){"ab"}, 1), "ab");
}

static void assert_safe(const char *text, enum text_safe_mode mode, const char *safe)
{
	char *once = text_safe_dup(text, mode), *twice = text_safe_dup(once, mode);

	assert_string_equal(once, safe);
	assert_string_equal(twice, safe);
	if (text)
		assert_int_equal(text_is_safe(text, mode), strcmp(text, safe) == 0);
	free(once);
	free(twice);
}

static void shows_what_deceives(void **state)
{
	static const struct {
		uint32_t codepoint;
		const char *shown;
	} cases[] = {
	        {0x07, "<U+0007>"},       {0x1B, "<U+001B>"},     {0x7F, "<U+007F>"},   {0x9B, "<U+009B>"},
	        {0xAD, "<U+00AD>"},       {0x34F, "<U+034F>"},    {0x61C, "<U+061C>"},  {0x180E, "<U+180E>"},
	        {0x200B, "<U+200B>"},     {0x200D, "<U+200D>"},   {0x200E, "<U+200E>"}, {0x2028, "<U+2028>"},
	        {0x202E, "<U+202E>"},     {0x2060, "<U+2060>"},   {0x2066, "<U+2066>"}, {0x2800, "<U+2800>"},
	        {0x3164, "<U+3164>"},     {0xE000, "<U+E000>"},   {0xFDD0, "<U+FDD0>"}, {0xFEFF, "<U+FEFF>"},
	        {0xFFA0, "<U+FFA0>"},     {0xFFF9, "<U+FFF9>"},   {0xFFFE, "<U+FFFE>"}, {0xE0041, "<U+E0041>"},
	        {0x1FFFF, "<U+1FFFF>"},   {0xF0000, "<U+F0000>"}, {0x1160, "<U+1160>"}, {0xE01F0, "<U+E01F0>"},
	        {0x10FFFF, "<U+10FFFF>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf text = STRBUF_INIT, shown = STRBUF_INIT;
		strbuf_add_char(&text, 'a');
		text_encode(&text, cases[i].codepoint);
		strbuf_add_char(&text, 'b');
		strbuf_addf(&shown, "a%sb", cases[i].shown);
		assert_safe(text.text, TEXT_SAFE_LINE, shown.text);
		assert_safe(text.text, TEXT_SAFE_MULTILINE, shown.text);
		strbuf_release(&text);
		strbuf_release(&shown);
	}
}

static void lets_names_pass(void **state)
{
	static const char names[] = "髙橋 葛\U000E0100飾 辻\uFE00 神\U000E0101 か\u3099 ○△×①〜～￥𠮷 é e\u0301 ﾃﾝ 한글";

	(void)state;
	assert_safe(names, TEXT_SAFE_LINE, names);
	assert_safe(names, TEXT_SAFE_MULTILINE, names);
	assert_safe("\xEF\xBF\xBD", TEXT_SAFE_LINE, "\xEF\xBF\xBD");
}

static void selectors_only_after_ideographs(void **state)
{
	(void)state;
	assert_safe("a\uFE00", TEXT_SAFE_LINE, "a<U+FE00>");
	assert_safe("\uFE0F", TEXT_SAFE_LINE, "<U+FE0F>");
	assert_safe("葛\U000E0100\U000E0101", TEXT_SAFE_LINE, "葛\U000E0100<U+E0101>");
	assert_safe("葛\u0301\U000E0100", TEXT_SAFE_LINE, "葛\u0301<U+E0100>");
	assert_safe("あ\U000E0100", TEXT_SAFE_LINE, "あ<U+E0100>");
}

static void marks_have_a_limit(void **state)
{
	struct strbuf many = STRBUF_INIT, shown = STRBUF_INIT;

	(void)state;
	strbuf_add(&many, "a");
	strbuf_add_repeat(&many, "\u0301", 10);
	strbuf_add(&many, "b\u0301");
	strbuf_add(&shown, "a");
	strbuf_add_repeat(&shown, "\u0301", 8);
	strbuf_add(&shown, "<U+0301><U+0301>b\u0301");
	assert_safe(many.text, TEXT_SAFE_LINE, shown.text);
	strbuf_release(&many);
	strbuf_release(&shown);
	assert_safe("\u0301a", TEXT_SAFE_LINE, "<U+0301>a");
	assert_safe("a\n\u0301", TEXT_SAFE_MULTILINE, "a\n<U+0301>");
	assert_safe("\u200B\u0301", TEXT_SAFE_LINE, "<U+200B><U+0301>");
	assert_safe("\u1161", TEXT_SAFE_LINE, "<U+1161>");
	assert_safe("\u1100\u1161\u11A8", TEXT_SAFE_LINE, "\u1100\u1161\u11A8");
}

static void lines_and_layout(void **state)
{
	(void)state;
	assert_safe("a\nb\tc\r\nd\re", TEXT_SAFE_LINE, "a<U+000A>b<U+0009>c<U+000D><U+000A>d<U+000D>e");
	assert_safe("a\nb\tc\r\nd\re", TEXT_SAFE_MULTILINE, "a\nb c\nd<U+000D>e");
	assert_safe("\r", TEXT_SAFE_MULTILINE, "<U+000D>");
	assert_safe("", TEXT_SAFE_LINE, "");
	assert_safe(NULL, TEXT_SAFE_LINE, "");
}

static void bad_bytes_are_shown(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	assert_safe("a\xFF"
	            "b\xE3\x81",
	            TEXT_SAFE_LINE, "a<0xFF>b<0xE3><0x81>");
	assert_safe("\xED\xA0\x80\xC0\xAF", TEXT_SAFE_LINE, "<0xED><0xA0><0x80><0xC0><0xAF>");
	text_safe_bytes(&out, "a\0b", 3, TEXT_SAFE_LINE);
	assert_string_equal(out.text, "a<U+0000>b");
	strbuf_release(&out);
}

/* Whatever comes in: what goes out is UTF-8, has no control character, and is left alone the second time. */
static void safe_for_any_bytes(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		static const char *const pieces[] = {"\xE3",   "\x81",   "\x82",   "\u0301", "葛", "\U000E0100",
		                                     "\u202E", "\r",     "\n",     "\t",     "a",  "\xFF",
		                                     "\x1B",   "\u1161", "\u200D", "か"};
		char text[64] = "";
		for (int i = 0; i < 12; i++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(text, pieces[seed >> 28]);
		}
		for (int mode = TEXT_SAFE_LINE; mode <= TEXT_SAFE_MULTILINE; mode++) {
			char *once = text_safe_dup(text, (enum text_safe_mode)mode);
			char *twice = text_safe_dup(once, (enum text_safe_mode)mode);
			assert_string_equal(once, twice);
			assert_true(text_is_safe(once, (enum text_safe_mode)mode));
			assert_int_equal(text_is_safe(text, (enum text_safe_mode)mode), strcmp(once, text) == 0);
			assert_true(text_is_utf8(once, strlen(once), NULL));
			for (const char *at = once; *at; at++)
				assert_true((unsigned char)*at >= 0x20 || (*at == '\n' && mode == TEXT_SAFE_MULTILINE));
			free(once);
			free(twice);
		}
	}
}

static void test_kinds(void **state)
{
	(void)state;
	assert_true(text_is_white(' ') && text_is_white(0x3000) && text_is_white(0xA0) && text_is_white('\n'));
	assert_false(text_is_white('a') || text_is_white(0x200B) || text_is_white(0));
	assert_true(text_is_letter('a') && text_is_letter(0x30AB) && text_is_letter(0x30FC) && text_is_letter(0x6F22));
	assert_false(text_is_letter('_') || text_is_letter('1') || text_is_letter(0x301) || text_is_letter(0x3001));
	assert_true(text_is_number('7') && text_is_number(0xFF17) && text_is_number(0x2460) && text_is_number(0x2160));
	assert_false(text_is_number('a') || text_is_number('-') || text_is_number(0x4E00));
}

/* What is known of them without a table is what the tables say. */
static void test_everyday(void **state)
{
	static const uint32_t others[] = {'a',    ' ',    0x3042, 0x6F22,  0x2192, 0x2500, 0x301,
	                                  0x3099, 0x200D, 0xFE0F, 0x1F600, 0x1100, 0x0E33, '\n'};
	size_t alone = 0;

	(void)state;
	for (uint32_t codepoint = 1; codepoint < 0x11000; codepoint++) {
		utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);

		if (!text_stands_alone(codepoint))
			continue;
		alone++;
		assert_true(category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_CC &&
		            category != UTF8PROC_CATEGORY_CF && category != UTF8PROC_CATEGORY_MN &&
		            category != UTF8PROC_CATEGORY_ME && category != UTF8PROC_CATEGORY_MC &&
		            category != UTF8PROC_CATEGORY_ZL && category != UTF8PROC_CATEGORY_ZP);
		for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
			struct strbuf pair = STRBUF_INIT;
			utf8proc_int32_t broken = 0;
			int cols;

			text_encode(&pair, codepoint);
			size_t first_bytes = pair.len_bytes;
			text_encode(&pair, others[i]);
			bool breaks = utf8proc_grapheme_break_stateful((utf8proc_int32_t)codepoint,
			                                               (utf8proc_int32_t)others[i], &broken);
			assert_int_equal(text_cluster(pair.text, 1, &cols), breaks ? first_bytes : pair.len_bytes);
			strbuf_release(&pair);
		}
	}
	assert_true(alone > 21000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_kinds),
	        cmocka_unit_test(test_everyday),
	        cmocka_unit_test(width_of_code_points),
	        cmocka_unit_test(ambiguous_width),
	        cmocka_unit_test(zero_width),
	        cmocka_unit_test(decodes_only_well_formed),
	        cmocka_unit_test(finds_the_bad_byte),
	        cmocka_unit_test(encodes_what_it_decodes),
	        cmocka_unit_test(walks_clusters),
	        cmocka_unit_test(steps_back_over_lines),
	        cmocka_unit_test(counts_columns),
	        cmocka_unit_test(cuts_whole_clusters),
	        cmocka_unit_test(fits_exactly),
	        cmocka_unit_test(squeezes),
	        cmocka_unit_test(folds),
	        cmocka_unit_test(folds_alike),
	        cmocka_unit_test(folds_to_words),
	        cmocka_unit_test(folds_to_words_alike),
	        cmocka_unit_test(searches_folded),
	        cmocka_unit_test(finds_near_names),
	        cmocka_unit_test(shows_what_deceives),
	        cmocka_unit_test(lets_names_pass),
	        cmocka_unit_test(selectors_only_after_ideographs),
	        cmocka_unit_test(marks_have_a_limit),
	        cmocka_unit_test(lines_and_layout),
	        cmocka_unit_test(bad_bytes_are_shown),
	        cmocka_unit_test(safe_for_any_bytes),
	};
	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
