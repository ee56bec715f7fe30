#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_term.h"
#include "tenken/tui/draw.h"

static struct term *term;
static struct canvas canvas;

static void begin(int rows, int cols, int ambiguous_cols, bool ascii)
{
	term_close(term);
	term = fake_term_new(rows, cols, ambiguous_cols);
	canvas_init(&canvas, term, ascii);
}

static int set_up(void **state)
{
	(void)state;
	begin(6, 20, 1, false);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	term_close(term);
	term = NULL;
	return 0;
}

static const char *row(int at)
{
	term_flush(term);
	return fake_term_row(term, at);
}

static bool same_style(struct term_style style, enum style expected)
{
	struct term_style other = theme_style(expected);

	return style.colour == other.colour && style.bold == other.bold && style.underline == other.underline &&
	       style.reverse == other.reverse && style.dim == other.dim;
}

static void test_canvas(void **state)
{
	(void)state;
	begin(5, 33, 2, true);
	assert_int_equal(canvas.rows, 5);
	assert_int_equal(canvas.cols, 33);
	assert_int_equal(canvas.ambiguous_cols, 2);
	assert_true(canvas.ascii);
}

static void test_text(void **state)
{
	(void)state;
	assert_int_equal(draw_text(&canvas, 0, 1, 10, "点検 abc", STYLE_TITLE), 8);
	assert_string_equal(row(0), " 点検 abc");
	assert_true(same_style(fake_term_style(term, 0, 1), STYLE_TITLE));
	assert_int_equal(draw_text(&canvas, 1, 0, 10, "", STYLE_PLAIN), 0);
	assert_int_equal(draw_text(&canvas, 1, 0, 10, NULL, STYLE_PLAIN), 0);
	assert_int_equal(draw_text(&canvas, 1, 0, 0, "abc", STYLE_PLAIN), 0);
	assert_int_equal(draw_text(&canvas, 1, 0, -3, "abc", STYLE_PLAIN), 0);
	assert_string_equal(row(1), "");
}

static void test_text_is_cut_by_clusters(void **state)
{
	(void)state;
	assert_int_equal(draw_text(&canvas, 0, 0, 7, "情報管理者", STYLE_PLAIN), 7);
	assert_string_equal(row(0), "情報管…");
	assert_int_equal(draw_text(&canvas, 1, 0, 8, "情報管理者", STYLE_PLAIN), 7); /* no half of a character */
	assert_string_equal(row(1), "情報管…");
	assert_int_equal(draw_text(&canvas, 2, 0, 10, "情報管理者", STYLE_PLAIN), 10);
	assert_string_equal(row(2), "情報管理者");
	draw_text(&canvas, 3, 0, 1, "漢字", STYLE_PLAIN);
	assert_string_equal(row(3), "");
	draw_text(&canvas, 4, 0, 3, "葛\U000E0100城市", STYLE_PLAIN);
	assert_string_equal(row(4), "葛\U000E0100…");
	begin(2, 20, 2, false); /* there … takes two columns */
	assert_int_equal(draw_text(&canvas, 0, 0, 7, "情報管理者", STYLE_PLAIN), 6);
	assert_string_equal(row(0), "情報…");
	begin(2, 20, 1, true);
	draw_text(&canvas, 0, 0, 7, "abcdefghij", STYLE_PLAIN);
	assert_string_equal(row(0), "abcde..");
}

static void test_nothing_outside(void **state)
{
	(void)state;
	assert_int_equal(draw_text(&canvas, -1, 0, 10, "abc", STYLE_PLAIN), 0);
	assert_int_equal(draw_text(&canvas, 6, 0, 10, "abc", STYLE_PLAIN), 0);
	assert_int_equal(draw_text(&canvas, 0, 20, 10, "abc", STYLE_PLAIN), 0);
	assert_int_equal(draw_text(&canvas, 0, -1, 10, "abc", STYLE_PLAIN), 0);
	assert_int_equal(draw_right(&canvas, 6, 0, 10, "abc", STYLE_PLAIN), 0);
	assert_int_equal(draw_matches(&canvas, 6, 0, 10, "abc", "b", STYLE_PLAIN), 0);
	draw_rule(&canvas, 6);
	draw_rule(&canvas, -1);
	draw_answer(&canvas, 0, 19, ANSWER_PARTIAL);
	assert_int_equal(draw_text(&canvas, 0, 15, 100, "abcdefgh", STYLE_PLAIN), 5);
	assert_string_equal(row(0), "               abcd…");
	assert_string_equal(row(5), "");
}

static void test_text_is_safe(void **state)
{
	(void)state;
	draw_text(&canvas, 0, 0, 20, "a\033[2Jb", STYLE_PLAIN);
	assert_string_equal(row(0), "a<U+001B>[2Jb");
	draw_text(&canvas, 1, 0, 20, "一\n二\t三", STYLE_PLAIN);
	assert_string_equal(row(1), "一 二 三");
	draw_paragraph(&canvas, 2, 0, 20, 2, 0, "a\u202Eb", STYLE_PLAIN);
	assert_string_equal(row(2), "a<U+202E>b");
	draw_matches(&canvas, 3, 0, 20, "a\u200Bb", "a", STYLE_PLAIN);
	assert_string_equal(row(3), "a<U+200B>b");
}

static void test_right(void **state)
{
	(void)state;
	assert_int_equal(draw_right(&canvas, 0, 2, 10, "12/98", STYLE_PLAIN), 5);
	assert_string_equal(row(0), "       12/98");
	assert_int_equal(draw_right(&canvas, 1, 2, 4, "情報管理者", STYLE_PLAIN), 3);
	assert_string_equal(row(1), "   情…");
	draw_right(&canvas, 2, 15, 50, "ab", STYLE_PLAIN);
	assert_string_equal(row(2), "                  ab");
}

static void test_paragraph(void **state)
{
	static const char text[] = "課で使うパスワードは、8文字以上にしている。";

	(void)state;
	assert_int_equal(draw_paragraph_rows(&canvas, 12, text), 4);
	assert_int_equal(draw_paragraph(&canvas, 0, 1, 12, 10, 0, text, STYLE_STATEMENT), 4);
	assert_string_equal(row(0), " 課で使うパス");
	assert_string_equal(row(3), " ている。");
	assert_true(same_style(fake_term_style(term, 3, 1), STYLE_STATEMENT));
	term_erase(term);
	assert_int_equal(draw_paragraph(&canvas, 0, 0, 12, 2, 1, text, STYLE_PLAIN), 2);
	assert_string_equal(row(0), "ワードは、8");
	assert_string_equal(row(1), "文字以上に…"); /* it goes on, and there is no room */
	assert_string_equal(row(2), "");
	term_erase(term);
	draw_paragraph(&canvas, 0, 0, 12, 1, 0, "一\n\n", STYLE_PLAIN);
	assert_string_equal(row(0), "一"); /* nothing is cut off */
	draw_paragraph(&canvas, 0, 0, 12, 1, 0, "一\n二", STYLE_PLAIN);
	assert_string_equal(row(0), "一");
	term_erase(term);
	assert_int_equal(draw_paragraph(&canvas, 0, 0, 8, 9, 0, "ああああ、い", STYLE_PLAIN), 2);
	assert_string_equal(row(1), "あ、い"); /* no row begins with 、 */
	assert_int_equal(draw_paragraph(&canvas, 0, 0, 12, 2, 9, text, STYLE_PLAIN), 0);
	assert_int_equal(draw_paragraph(&canvas, 0, 0, 12, 0, 0, text, STYLE_PLAIN), 0);
	term_erase(term);
	assert_int_equal(draw_paragraph(&canvas, 0, 0, 12, 9, 0, "一\n\n二", STYLE_PLAIN), 3);
	assert_string_equal(row(0), "一");
	assert_string_equal(row(1), "");
	assert_string_equal(row(2), "二");
	assert_int_equal(draw_paragraph_rows(&canvas, 0, "あい"), 2); /* whatever the width, it ends */
}

static void test_rule(void **state)
{
	char rule[64] = "";

	(void)state;
	for (int i = 0; i < 20; i++)
		strcat(rule, "─");
	draw_rule(&canvas, 1);
	assert_string_equal(row(1), rule);
	assert_true(same_style(fake_term_style(term, 1, 0), STYLE_RULE));
	begin(3, 21, 2, false);
	draw_rule(&canvas, 0);
	assert_string_equal(row(0), "──────────"); /* ten of two columns; half a one is left out */
	begin(3, 10, 2, true);
	draw_rule(&canvas, 0);
	assert_string_equal(row(0), "----------");
}

static void test_answers(void **state)
{
	(void)state;
	for (enum answer answer = ANSWER_NONE; answer < ANSWERS; answer++) {
		begin(2, 20, 1, false);
		draw_answer(&canvas, 0, 3, answer);
		draw_text(&canvas, 0, 5, 3, "x", STYLE_PLAIN);
		term_flush(term);
		assert_int_equal(fake_term_style(term, 0, 3).colour, theme_answer(answer).colour);
		assert_true(strstr(row(0), answer_kanji(answer)) != NULL);
		begin(2, 20, 1, true);
		draw_answer(&canvas, 0, 0, answer);
		assert_int_equal(row(0)[0], answer_letter(answer));
		assert_int_equal(strlen(row(0)), 1);
	}
}

/* Whatever a colour says, the kanji says too; and no two stand against each other as red and green do. */
static void test_theme_has_no_green(void **state)
{
	(void)state;
	for (enum style style = STYLE_PLAIN; style < STYLES; style++)
		assert_int_not_equal(theme_style(style).colour, TERM_GREEN);
	for (enum answer answer = ANSWER_NONE; answer < ANSWERS; answer++)
		assert_int_not_equal(theme_answer(answer).colour, TERM_GREEN);
}

static void assert_matched(int at, const char *marks)
{
	term_flush(term);
	for (int col = 0; marks[col]; col++) {
		bool marked = same_style(fake_term_style(term, at, col), STYLE_MATCH);

		if (marked != (marks[col] == '^'))
			fail_msg("row %d, column %d of \"%s\": %s", at, col, marks, marked ? "marked" : "not marked");
	}
}

static void test_matches(void **state)
{
	(void)state;
	assert_int_equal(draw_matches(&canvas, 0, 0, 20, "端末のPC端末", "端末", STYLE_LABEL), 12);
	assert_string_equal(row(0), "端末のPC端末");
	assert_matched(0, "^^^^    ^^^^ ");
	assert_true(same_style(fake_term_style(term, 0, 5), STYLE_LABEL));
	draw_matches(&canvas, 1, 0, 20, "Ｐｃ pc ﾊﾟｽ ぱす", "PC", STYLE_PLAIN); /* folded: width, case */
	assert_matched(1, "^^^^ ^^ ");
	draw_matches(&canvas, 2, 0, 20, "ﾊﾟｽ ぱす パズ", "パス", STYLE_PLAIN); /* half-width kana, two scripts */
	assert_matched(2, "^^^ ^^^^     ");
	draw_matches(&canvas, 3, 0, 20, "aaaa", "aa", STYLE_PLAIN);
	assert_matched(3, "^^^^ ");
	assert_int_equal(draw_matches(&canvas, 4, 0, 20, "abc", "", STYLE_PLAIN), 3);
	assert_matched(4, "   ");
	assert_int_equal(draw_matches(&canvas, 5, 0, 20, "abc", NULL, STYLE_PLAIN), 3);
	assert_string_equal(row(5), "abc");
}

static void test_matches_of_parts(void **state)
{
	(void)state;
	draw_matches(&canvas, 0, 0, 20, "a㈱b", "株", STYLE_PLAIN); /* folds to (株): the character that holds it */
	assert_matched(0, " ^^ ");
	draw_matches(&canvas, 1, 0, 20, "か\u3099き", "が", STYLE_PLAIN);
	assert_matched(1, "^^  ");
	draw_matches(&canvas, 2, 0, 8, "情報管理者の端末", "端末", STYLE_PLAIN); /* cut before the match */
	assert_string_equal(row(2), "情報管…");
	assert_matched(2, "        ");
	assert_int_equal(draw_matches(&canvas, 4, 0, 20, "a…b", ".", STYLE_PLAIN),
	                 3); /* three matches in one character */
	assert_string_equal(row(4), "a…b");
	assert_matched(4, " ^ ");
	draw_matches(&canvas, 3, 0, 20, "abc", "abcd", STYLE_PLAIN);
	assert_matched(3, "   ");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_canvas),
	        TEST(test_text),
	        TEST(test_text_is_cut_by_clusters),
	        TEST(test_nothing_outside),
	        TEST(test_text_is_safe),
	        TEST(test_right),
	        TEST(test_paragraph),
	        TEST(test_rule),
	        TEST(test_answers),
	        TEST(test_theme_has_no_green),
	        TEST(test_matches),
	        TEST(test_matches_of_parts),
	};

	return cmocka_run_group_tests_name("draw", tests, NULL, NULL);
}
