#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "editor.h"
#include "fake_term.h"
#include "shell.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/tui/view.h"

static struct term *term;
static struct shell shell;
static const char *subject; /* what the view below the prompt is about */
static const char *called;  /* the prompt's label */

static void view_title(struct view *view, struct shell *of, struct strbuf *left, struct strbuf *right)
{
	(void)view;
	(void)of;
	strbuf_add(left, "情報管理者 > 7 人的セキュリティ");
	strbuf_add(right, "1/2");
}

static void view_draw(struct view *view, struct shell *of, const struct canvas *canvas, int top, int rows)
{
	(void)view;
	(void)of;
	for (int row = 0; row < rows; row++)
		draw_text(canvas, top + row, 1, 40, "body", STYLE_PLAIN);
}

static void view_subject(struct view *view, struct shell *of, struct strbuf *out)
{
	(void)view;
	(void)of;
	strbuf_add(out, subject);
}

static const struct view_ops ops = {
        .context = CONTEXT_QUESTION, .title = view_title, .draw = view_draw, .subject = view_subject};
static struct view question = {.ops = &ops};

static int set_up(void **state)
{
	(void)state;
	subject = "7.4.3-length";
	called = "備考";
	term = fake_term_new(24, 80, 1);
	shell_init(&shell, NULL, term, false);
	shell_push(&shell, &question);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	shell_release(&shell);
	term_close(term);
	return 0;
}

static void assert_cursor(int row, int col)
{
	int at_row, at_col;
	bool visible;

	fake_term_cursor(term, &at_row, &at_col, &visible);
	assert_true(visible);
	assert_int_equal(at_row, row);
	assert_int_equal(at_col, col);
}

static bool line(const char *present, const char *expected)
{
	char *text = mem_strdup(present);
	bool done = prompt_line(&shell, "note", called, "証跡も", &text);

	if (expected)
		assert_string_equal(text, expected);
	else
		assert_null(text);
	free(text);
	return done;
}

static bool text_of(const char *present, const char *expected)
{
	char *text = mem_strdup(present);
	bool done = prompt_text(&shell, "note", called, "証跡も", &text);

	assert_string_equal(text, expected);
	free(text);
	return done;
}

static void test_line(void **state)
{
	(void)state;
	fake_term_type(term, "窓口 2 台\n");
	assert_true(line("", "窓口 2 台"));
	assert_true(fake_term_showed(term, " > 窓口 2 台"));
	assert_true(fake_term_find(term, "備考") >= 0);
	assert_true(fake_term_find(term, "証跡も") >= 0);
	assert_true(fake_term_find(term, "body") >= 0); /* the question stays in sight */
	assert_cursor(22, 3 + 9);
	fake_term_type(term, "\n");
	assert_true(line(NULL, "")); /* nothing typed, and still a text */
	fake_term_type(term, "\b\n");
	assert_true(line("あい", "あ"));
}

static void test_cancel_keeps_what_was_there(void **state)
{
	(void)state;
	fake_term_type(term, "x\033");
	assert_false(line("元", "元"));
	fake_term_type(term, "\003"); /* Ctrl-C */
	assert_false(line(NULL, NULL));
	assert_false(shell_is_leaving(&shell));
}

static void test_cancelled_text_comes_back(void **state)
{
	(void)state;
	fake_term_type(term, "長い文\033");
	assert_false(line("元", "元"));
	fake_term_type(term, "。\n");
	assert_true(line("元", "元長い文。"));
	assert_true(fake_term_showed(term, "did not save"));
	fake_term_type(term, "\n"); /* it was saved: gone from the drafts */
	assert_true(line("元", "元"));
}

static char *draft_then; /* the draft when the last pause began */
static int pauses;

static void look_at_the_draft(int timeout_ms)
{
	assert_in_range(timeout_ms, 1, 2000);
	free(draft_then);
	draft_then = shell_load_draft(&shell, "7.4.3-length\n#note");
	if (pauses++ == 0)
		fake_term_type(term, "の備考");
}

/* The power may fail before the prompt is left. */
static void test_kept_in_a_pause(void **state)
{
	(void)state;
	pauses = 0;
	fake_term_when_late(term, look_at_the_draft);
	fake_term_type(term, "書きかけ");
	assert_false(line("", "")); /* two pauses, and then the line drops */
	assert_int_equal(pauses, 2);
	assert_string_equal(draft_then, "書きかけ");
	free(draft_then);
	draft_then = NULL;
}

/* Whoever types without a pause does not wait for one. */
static void test_kept_while_typing(void **state)
{
	(void)state;
	pauses = 1;
	fake_term_when_late(term, look_at_the_draft);
	for (int i = 0; i < 100; i++)
		fake_term_type(term, "a");
	assert_false(line("", ""));
	assert_non_null(draft_then);
	assert_true(strlen(draft_then) >= 60);
	free(draft_then);
	draft_then = NULL;
}

/* Finished, but it could not be saved. */
static void test_kept_text_comes_back(void **state)
{
	(void)state;
	prompt_keep(&shell, "note", "長い文");
	fake_term_type(term, "\033"); /* looked at and left: it stays */
	assert_false(line("元", "元"));
	fake_term_type(term, "。\n");
	assert_true(line("元", "長い文。"));
	assert_true(fake_term_showed(term, "did not save"));
	prompt_keep(&shell, "note", "長い文");
	prompt_keep(&shell, "note", NULL);
	fake_term_type(term, "\n");
	assert_true(line("元", "元"));
}

static void test_draft_belongs_to_its_subject(void **state)
{
	char *text = NULL;

	(void)state;
	fake_term_type(term, "甲\033");
	assert_false(line("", ""));
	subject = "7.4.3-sharing";
	fake_term_type(term, "\n");
	assert_true(line("", ""));
	subject = "7.4.3-length";
	fake_term_type(term, "\n");
	assert_true(prompt_line(&shell, "reason", "備考", NULL, &text)); /* another field */
	assert_string_equal(text, "");
	free(text);
	fake_term_type(term, "\032\n"); /* Ctrl-Z: what is saved */
	assert_true(line("", ""));
	fake_term_type(term, "乙\033");
	assert_false(line("", ""));
	fake_term_type(term, "\025\033"); /* emptied and left: nothing to keep */
	assert_false(line("", ""));
	fake_term_type(term, "\n");
	assert_true(line("", ""));
}

/* W in between: the label reads otherwise. */
static void test_draft_is_of_no_language(void **state)
{
	(void)state;
	fake_term_type(term, "長い文\033");
	assert_false(line("元", "元"));
	called = "Remark";
	fake_term_type(term, "。\n");
	assert_true(line("元", "元長い文。"));
	called = "備考";
	fake_term_type(term, "\n");
	assert_true(line("元", "元"));
}

/* Kept by an earlier version, under what the prompt was called; it is there until it was saved or given up, and then nowhere. */
static void test_draft_under_its_old_key(void **state)
{
	(void)state;
	shell_keep_draft(&shell, "7.4.3-length\n備考", "長い文");
	fake_term_type(term, "\033"); /* looked at and left: it stays, now under the id */
	assert_false(line("元", "元"));
	assert_null(shell_load_draft(&shell, "7.4.3-length\n備考"));
	called = "Remark";
	fake_term_type(term, "。\n");
	assert_true(line("元", "長い文。"));
	fake_term_type(term, "\n");
	assert_true(line("元", "元"));
}

static void test_hang_up(void **state)
{
	(void)state;
	fake_term_type(term, "途中");
	assert_false(line("元", "元"));
	assert_true(shell_is_leaving(&shell));
}

static void test_long_line_scrolls(void **state)
{
	char *text = mem_new(601, 1), *kept;
	int row, col;
	bool visible;

	(void)state;
	for (int i = 0; i < 100; i++)
		memcpy(text + 6 * i, "漢字", 6);
	kept = mem_strdup(text);
	fake_term_type(term, "終\n");
	assert_true(prompt_line(&shell, "note", "備考", NULL, &text));
	fake_term_cursor(term, &row, &col, &visible);
	assert_int_equal(row, 22);
	assert_in_range(col, 20, 78);
	assert_true(strstr(fake_term_row(term, 22), "終") != NULL);
	assert_true(strncmp(fake_term_row(term, 22), " <", 2) == 0);
	for (int i = 0; i < 201; i++)
		fake_term_key(term, KEY_ARROW_LEFT);
	fake_term_type(term, "\n");
	assert_true(prompt_line(&shell, "note", "備考", NULL, &text));
	assert_cursor(22, 3);
	assert_true(strncmp(fake_term_row(term, 22), " > 漢字", strlen(" > 漢字")) == 0);
	free(text);
	free(kept);
}

static void test_text(void **state)
{
	(void)state;
	fake_term_type(term, "一行目\n二行目\023"); /* Ctrl-S */
	assert_true(text_of("", "一行目\n二行目"));
	assert_true(fake_term_find(term, "一行目") >= 0);
	assert_cursor(fake_term_find(term, "二行目"), 7);
	fake_term_paste(term, "三\r\n四");
	fake_term_key(term, KEY_F2_);
	assert_true(text_of("", "三\n四"));
}

/* At each key, before Enter: why it will not do, or which day it is. */
static void test_date_is_understood_as_one_types(void **state)
{
	char *text = mem_strdup("");

	(void)state;
	fake_term_type(term, "R8.10.\n");
	assert_true(prompt_line_checked(&shell, "due", "期限", "例：R8.10.31", &text, prompt_understands_date, NULL));
	assert_string_equal(text, "R8.10."); /* it is the caller who refuses */
	assert_true(fake_term_find(term, "例：R8.10.31") < 0);
	assert_true(fake_term_find(term, "R is Reiwa") >= 0);
	fake_term_type(term, "31\n");
	assert_true(prompt_line_checked(&shell, "due", "期限", "例：R8.10.31", &text, prompt_understands_date, NULL));
	assert_true(fake_term_showed(term, "31 October 2026"));
	fake_term_type(term, "\025\n"); /* Ctrl-U: nothing to be understood */
	assert_true(prompt_line_checked(&shell, "due", "期限", "例：R8.10.31", &text, prompt_understands_date, NULL));
	assert_true(fake_term_find(term, "例：R8.10.31") >= 0);
	free(text);
}

static void test_leaving_a_text(void **state)
{
	(void)state;
	fake_term_type(term, "\033"); /* unchanged: no question */
	assert_false(text_of("元", "元"));
	assert_false(fake_term_showed(term, "has been changed"));
	fake_term_type(term, "x\0331"); /* 1: save */
	assert_true(text_of("元", "元x"));
	assert_true(fake_term_showed(term, "has been changed"));
	fake_term_type(term, "y\0332"); /* 2: leave */
	assert_false(text_of("元", "元"));
	fake_term_type(term, "\0333z\023"); /* what was written is back; 3: go on */
	assert_true(text_of("元", "元yz"));
	fake_term_type(term, "y\033\033\023"); /* Esc at the question: go on */
	assert_true(text_of("元", "元y"));
}

static void test_long_text_scrolls(void **state)
{
	struct strbuf text = STRBUF_INIT;
	char *taken;
	int row, col;
	bool visible;

	(void)state;
	for (int i = 0; i < 50; i++)
		strbuf_addf(&text, "%s行%d", i ? "\n" : "", i);
	taken = strbuf_take(&text);
	fake_term_type(term, "!\023");
	assert_true(prompt_text(&shell, "note", "備考", NULL, &taken));
	row = fake_term_find(term, "行49!");
	assert_true(row > 0);
	assert_cursor(row, 1 + 5);
	for (int i = 0; i < 60; i++)
		fake_term_key(term, KEY_ARROW_UP);
	fake_term_resize(term, 12, 40);
	fake_term_key(term, KEY_F2_);
	assert_true(prompt_text(&shell, "note", "備考", NULL, &taken));
	assert_true(fake_term_find(term, "行0") > 0);
	fake_term_cursor(term, &row, &col, &visible);
	assert_int_equal(row, fake_term_find(term, "行0"));
	free(taken);
}

static void test_limit_is_announced(void **state)
{
	char *text = mem_new(EDITOR_LIMIT_CHARS + 1, 1);

	(void)state;
	memset(text, 'a', EDITOR_LIMIT_CHARS - EDITOR_WARN_CHARS - 1);
	fake_term_type(term, "b\023");
	assert_true(prompt_text(&shell, "note", called, "証跡も", &text));
	assert_true(fake_term_showed(term, "証跡も"));
	assert_true(fake_term_showed(term, "200 more characters fit"));
	fake_term_paste(term, text); /* more than fits */
	fake_term_type(term, "\023");
	assert_true(prompt_text(&shell, "note", called, "証跡も", &text));
	assert_true(fake_term_showed(term, "No more fits"));
	assert_int_equal(strlen(text), EDITOR_LIMIT_CHARS);
	free(text);
}

static void test_message_stays_above_the_prompt(void **state)
{
	int said, label;

	(void)state;
	shell_say(&shell, STYLE_WARNING, "%s", "日付を読めません");
	fake_term_type(term, "x");
	assert_false(line("", ""));
	said = fake_term_find(term, "日付を読めません");
	label = fake_term_find(term, "備考");
	assert_true(said > 0 && said < label);
}

static const char *const choices[] = {"できている", "一部できていない", "できていない"};

static int choose(const char *keys, int present)
{
	return prompt_choice(&shell, "どれですか", choices, 3, keys, present);
}

static void test_choice_by_key(void **state)
{
	(void)state;
	fake_term_type(term, "2");
	assert_int_equal(choose(NULL, 0), 1);
	assert_true(fake_term_find(term, "> 1 できている") > 0);
	fake_term_type(term, "9x3");
	assert_int_equal(choose(NULL, 0), 2);
	fake_term_type(term, "３"); /* full-width */
	assert_int_equal(choose(NULL, 0), 2);
	fake_term_type(term, "n");
	assert_int_equal(choose("ynu", -1), 1);
	fake_term_type(term, "j"); /* here a choice, not the cursor */
	assert_int_equal(choose("abj", 0), 2);
	fake_term_event(term, &(struct term_event){.kind = TERM_TEXT, .codepoint = '2', .alt = true});
	fake_term_type(term, "3");
	assert_int_equal(choose(NULL, 0), 2);
}

static void test_choice_by_cursor(void **state)
{
	(void)state;
	fake_term_type(term, "\n");
	assert_int_equal(choose(NULL, 1), 1);
	assert_cursor(fake_term_find(term, "> 2"), 1);
	fake_term_key(term, KEY_ARROW_DOWN);
	fake_term_type(term, "jk\n");
	assert_int_equal(choose(NULL, 0), 1);
	fake_term_key(term, KEY_END_);
	fake_term_type(term, "\n");
	assert_int_equal(choose(NULL, -1), 2);
	fake_term_type(term, "\n");
	assert_int_equal(choose(NULL, 99), 2);
}

static void test_choice_by_mouse(void **state)
{
	int row;

	(void)state;
	fake_term_type(term, "\033");
	assert_int_equal(choose(NULL, 0), -1);
	row = fake_term_find(term, "できていない");
	fake_term_click(term, row - 5, 3); /* not on a choice */
	fake_term_click(term, row, 3);
	assert_int_equal(choose(NULL, 0), 1);
}

static void test_choice_cancelled(void **state)
{
	(void)state;
	fake_term_type(term, "\033");
	assert_int_equal(choose(NULL, 1), -1);
	fake_term_type(term, "q");
	assert_int_equal(choose(NULL, 1), -1);
	assert_int_equal(prompt_choice(&shell, "無", choices, 0, NULL, 0), -1);
	assert_false(shell_is_leaving(&shell));
	assert_int_equal(choose(NULL, 1), -1); /* hang-up */
	assert_true(shell_is_leaving(&shell));
}

static void test_many_choices_scroll(void **state)
{
	const char *many[40];
	char words[40][32];

	(void)state;
	for (int i = 0; i < 40; i++) {
		snprintf(words[i], sizeof words[i], "choice %d", i);
		many[i] = words[i];
	}
	fake_term_resize(term, 12, 40);
	fake_term_key(term, KEY_END_);
	fake_term_type(term, "\n");
	assert_int_equal(prompt_choice(&shell, "どれですか", many, 40, NULL, 0), 39);
	assert_true(fake_term_find(term, "choice 39") > 0);
	assert_true(fake_term_find(term, "どれですか") > 0);
}

/* What cannot be seen is not written: keys are left out until the window is large enough again. */
static void test_many_choices_are_searched(void **state)
{
	const char *many[20];
	char names[20][16];

	(void)state;
	for (int i = 0; i < 20; i++) {
		snprintf(names[i], sizeof names[i], "%s%d", i % 9 == 7 ? "プリンタ" : "端末", i);
		many[i] = names[i];
	}
	fake_term_type(term, "/ﾌﾟﾘﾝﾀ\n/\n\n"); /* the first, then the next; Enter takes it */
	assert_int_equal(prompt_choice(&shell, "どれ", many, 20, NULL, 0), 16);
	fake_term_type(term, "/ない\n\033");
	assert_int_equal(prompt_choice(&shell, "どれ", many, 20, NULL, 3), -1);
	assert_true(fake_term_showed(term, "\"ない\" is not among the choices."));
	fake_term_type(term, "/\n"); /* few are all in sight: there is nothing to search */
	assert_int_equal(prompt_choice(&shell, "どれ", many, 3, NULL, 1), 1);
}

static void test_too_small(void **state)
{
	(void)state;
	fake_term_type(term, "あ");
	fake_term_resize(term, 5, 20);
	fake_term_type(term, "い\n\033");
	fake_term_resize(term, 24, 80);
	fake_term_type(term, "う\n");
	assert_true(line("", "あう"));
	assert_true(fake_term_showed(term, "The window is too"));
	fake_term_resize(term, 11, 80);
	fake_term_type(term, "2");
	fake_term_resize(term, 12, 40);
	fake_term_type(term, "3");
	assert_int_equal(choose(NULL, 0), 2);
}

/* First start: no view, no workplace. */
static void test_without_a_view(void **state)
{
	struct shell bare;
	char *text = NULL;

	(void)state;
	shell_init(&bare, NULL, term, false);
	fake_term_type(term, "市民課\n");
	assert_true(prompt_line(&bare, "unit", "課の名前", NULL, &text));
	assert_string_equal(text, "市民課");
	free(text);
	shell_release(&bare);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	/* What the screens say is tested in English. */
	i18n_set_language(LANGUAGE_EN);
	const struct CMUnitTest tests[] = {
	        TEST(test_line),
	        TEST(test_cancel_keeps_what_was_there),
	        TEST(test_cancelled_text_comes_back),
	        TEST(test_kept_text_comes_back),
	        TEST(test_kept_in_a_pause),
	        TEST(test_kept_while_typing),
	        TEST(test_draft_belongs_to_its_subject),
	        TEST(test_draft_is_of_no_language),
	        TEST(test_draft_under_its_old_key),
	        TEST(test_hang_up),
	        TEST(test_long_line_scrolls),
	        TEST(test_text),
	        TEST(test_date_is_understood_as_one_types),
	        TEST(test_leaving_a_text),
	        TEST(test_long_text_scrolls),
	        TEST(test_limit_is_announced),
	        TEST(test_message_stays_above_the_prompt),
	        TEST(test_choice_by_key),
	        TEST(test_choice_by_cursor),
	        TEST(test_choice_by_mouse),
	        TEST(test_choice_cancelled),
	        TEST(test_many_choices_scroll),
	        TEST(test_many_choices_are_searched),
	        TEST(test_too_small),
	        TEST(test_without_a_view),
	};

	return cmocka_run_group_tests_name("prompt", tests, NULL, NULL);
}
