#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "editor.h"
#include "tenken/base/mem.h"

static void type(struct editor *editor, const char *text)
{
	uint32_t codepoint;

	while (*text) {
		text += text_decode(text, strlen(text), &codepoint);
		if (codepoint == '\n')
			editor_event(editor, &(struct term_event){.kind = TERM_KEY, .key = KEY_RETURN});
		else
			editor_event(editor, &(struct term_event){.kind = TERM_TEXT, .codepoint = codepoint});
	}
}

static bool press(struct editor *editor, enum key key)
{
	return editor_event(editor, &(struct term_event){.kind = TERM_KEY, .key = key});
}

static bool press_ctrl(struct editor *editor, enum key key)
{
	return editor_event(editor, &(struct term_event){.kind = TERM_KEY, .key = key, .ctrl = true});
}

static bool control(struct editor *editor, char letter)
{
	return editor_event(editor, &(struct term_event){.kind = TERM_TEXT, .codepoint = (uint32_t)letter & 0x1f});
}

static bool alt(struct editor *editor, char letter)
{
	return editor_event(editor,
	                    &(struct term_event){.kind = TERM_TEXT, .codepoint = (uint32_t)letter, .alt = true});
}

static void paste(struct editor *editor, const char *text)
{
	editor_event(editor, &(struct term_event){.kind = TERM_PASTE, .paste = text});
}

static void assert_text(const struct editor *editor, const char *text, const char *before_cursor)
{
	assert_string_equal(editor->text.text, text);
	assert_int_equal(editor->cursor_byte, strlen(before_cursor));
	assert_memory_equal(editor->text.text, before_cursor, strlen(before_cursor));
}

static void assert_cursor(const struct editor *editor, size_t row, int col)
{
	struct text_lines rows = {0};
	size_t at_row;
	int at_col;

	editor_layout(editor, &rows, &at_row, &at_col);
	text_lines_release(&rows);
	assert_int_equal(at_row, row);
	assert_int_equal(at_col, col);
}

static void test_typing(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, NULL, false);
	assert_text(&editor, "", "");
	assert_false(editor.changed);
	type(&editor, "端末 PC");
	assert_text(&editor, "端末 PC", "端末 PC");
	assert_true(editor.changed);
	assert_false(press(&editor, KEY_RETURN)); /* one line */
	assert_false(press(&editor, KEY_ESCAPE));
	assert_false(press(&editor, KEY_F2_));
	assert_false(press(&editor, KEY_TABULATOR));
	assert_false(press(&editor, KEY_ARROW_UP));
	assert_text(&editor, "端末 PC", "端末 PC");
	for (int i = 0; i < 9; i++)
		press(&editor, KEY_BACKSPACE_);
	assert_text(&editor, "", "");
	assert_false(editor.changed); /* as it began */
	editor_release(&editor);
	editor_release(NULL);
}

static void test_moving_by_clusters(void **state)
{
	static const char text[] = "a葛\U000E0100か\u3099b"; /* a variation selector; か with a combining mark */
	struct editor editor;

	(void)state;
	editor_init(&editor, text, false);
	assert_string_equal(editor.text.text, text);
	press(&editor, KEY_ARROW_LEFT);
	assert_text(&editor, text, "a葛\U000E0100か\u3099");
	press(&editor, KEY_ARROW_LEFT);
	assert_text(&editor, text, "a葛\U000E0100");
	control(&editor, 'B');
	assert_text(&editor, text, "a");
	press(&editor, KEY_HOME_);
	press(&editor, KEY_ARROW_LEFT);
	assert_text(&editor, text, "");
	control(&editor, 'F');
	press(&editor, KEY_DELETE_);
	assert_text(&editor, "aか\u3099b", "a");
	press(&editor, KEY_END_);
	press(&editor, KEY_ARROW_RIGHT);
	press(&editor, KEY_DELETE_);
	press(&editor, KEY_BACKSPACE_);
	press(&editor, KEY_BACKSPACE_);
	assert_text(&editor, "a", "a");
	editor_release(&editor);
}

static void test_selector_typed_apart_joins(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "", false);
	type(&editor, "葛\U000E0100");
	assert_text(&editor, "葛\U000E0100", "葛\U000E0100");
	assert_false(editor.cleaned);
	press(&editor, KEY_BACKSPACE_);
	assert_text(&editor, "", "");
	type(&editor, "a\U000E0100"); /* leans on nothing that it may lean on */
	assert_text(&editor, "a", "a");
	assert_true(editor.cleaned);
	editor_release(&editor);
}

static void test_words(void **state)
{
	static const char text[] = "foo_1  端末のパスワード、6文字";
	static const char *const stops[] = {"foo_1  端末のパスワード、6",
	                                    "foo_1  端末のパスワード、",
	                                    "foo_1  端末の",
	                                    "foo_1  端末",
	                                    "foo_1  ",
	                                    "",
	                                    ""};
	struct editor editor;

	(void)state;
	editor_init(&editor, text, false);
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
		alt(&editor, 'b');
		assert_text(&editor, text, stops[i]);
	}
	alt(&editor, 'f');
	assert_text(&editor, text, "foo_1");
	press_ctrl(&editor, KEY_ARROW_RIGHT);
	assert_text(&editor, text, "foo_1  端末");
	press_ctrl(&editor, KEY_ARROW_LEFT);
	assert_text(&editor, text, "foo_1  ");
	assert_false(alt(&editor, '1')); /* Alt with a letter types nothing */
	assert_string_equal(editor.text.text, text);
	editor_release(&editor);
}

static void test_killing_and_yanking(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "窓口端末 二台", false);
	control(&editor, 'W');
	assert_text(&editor, "窓口端末 ", "窓口端末 ");
	control(&editor, 'W'); /* follows: one piece */
	assert_text(&editor, "", "");
	control(&editor, 'Y');
	assert_text(&editor, "窓口端末 二台", "窓口端末 二台");
	control(&editor, 'A');
	press(&editor, KEY_ARROW_RIGHT);
	control(&editor, 'K');
	assert_text(&editor, "窓", "窓");
	control(&editor, 'U');
	assert_text(&editor, "", ""); /* cut right after the other: both come back */
	control(&editor, 'Y');
	control(&editor, 'Y');
	assert_string_equal(editor.text.text, "窓口端末 二台窓口端末 二台");
	control(&editor, 'U');
	press(&editor, KEY_HOME_); /* not a cut: the next one is kept alone */
	type(&editor, "ab");
	control(&editor, 'U');
	control(&editor, 'Y');
	assert_string_equal(editor.text.text, "ab");
	editor_release(&editor);
}

static void test_killing_in_lines(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "一行\n二行\n三行", true);
	press_ctrl(&editor, KEY_HOME_);
	press(&editor, KEY_ARROW_DOWN);
	assert_text(&editor, "一行\n二行\n三行", "一行\n");
	control(&editor, 'K');
	assert_text(&editor, "一行\n\n三行", "一行\n");
	control(&editor, 'K'); /* an empty line: the newline */
	assert_text(&editor, "一行\n三行", "一行\n");
	control(&editor, 'Y');
	assert_text(&editor, "一行\n二行\n三行", "一行\n二行\n");
	press(&editor, KEY_ARROW_RIGHT);
	control(&editor, 'U'); /* the line around the cursor */
	assert_text(&editor, "一行\n二行\n", "一行\n二行\n");
	editor_event(&editor, &(struct term_event){.kind = TERM_KEY, .key = KEY_BACKSPACE_, .alt = true});
	assert_text(&editor, "一行\n", "一行\n");
	editor_release(&editor);
}

static void test_undo(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "元", false);
	type(&editor, "abc def");
	press(&editor, KEY_BACKSPACE_);
	press(&editor, KEY_BACKSPACE_);
	assert_string_equal(editor.text.text, "元abc d");
	control(&editor, 'Z');
	assert_text(&editor, "元abc def", "元abc def");
	control(&editor, '_');
	assert_text(&editor, "元abc ", "元abc "); /* a word is a step */
	control(&editor, 'Z');
	assert_text(&editor, "元", "元");
	assert_false(editor.changed);
	control(&editor, 'Z'); /* nothing left */
	assert_text(&editor, "元", "元");
	editor_replace(&editor, "別");
	assert_true(editor.changed);
	control(&editor, 'Z');
	assert_text(&editor, "元", "元");
	editor_release(&editor);
}

static void test_what_was_undone_is_done_again(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "窓口", true);
	type(&editor, "端末 ");
	type(&editor, "2台");
	control(&editor, 'Z');
	assert_text(&editor, "窓口端末 ", "窓口端末 ");
	control(&editor, 'Z');
	assert_text(&editor, "窓口", "窓口");
	control(&editor, 'R');
	control(&editor, 'R');
	assert_text(&editor, "窓口端末 2台", "窓口端末 2台");
	control(&editor, 'R'); /* there is no more */
	assert_text(&editor, "窓口端末 2台", "窓口端末 2台");
	control(&editor, 'Z');
	type(&editor, "3"); /* another way was taken */
	control(&editor, 'R');
	assert_text(&editor, "窓口端末 3", "窓口端末 3");
	control(&editor, 'Z');
	assert_text(&editor, "窓口端末 ", "窓口端末 ");
	editor_release(&editor);
}

static void test_killing_the_word_behind(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "共用パスワード 6文字", false);
	press(&editor, KEY_HOME_);
	assert_true(alt(&editor, 'd'));
	assert_text(&editor, "パスワード 6文字", "");
	alt(&editor, 'd');
	assert_text(&editor, " 6文字", "");
	control(&editor, 'Y'); /* both, in their order */
	assert_text(&editor, "共用パスワード 6文字", "共用パスワード");
	editor_release(&editor);
}

/* 禁則: no row begins with 。 or 」, none ends with 「; and a character of two columns stands whole on the one side or the other,
 * whatever the width; the cursor never stands outside. */
static void test_rows_keep_the_rules_of_japanese_print(void **state)
{
	static const char text[] = "窓口の端末は「共用」であり、課長が、ﾊﾟｽﾜｰﾄﾞを変えた。「いつ。」と聞いた（10月。）。";
	static const char *const not_first[] = {"。", "、", "」", "）", "ー"}, *const not_last[] = {"「", "（"};
	struct editor editor;

	(void)state;
	editor_init(&editor, text, true);
	for (int width = 8; width <= 40; width++) {
		struct text_lines rows = {0};
		size_t cursor_row, at = 0;
		int cursor_col;

		editor_set_width(&editor, width, 1);
		editor_layout(&editor, &rows, &cursor_row, &cursor_col);
		assert_in_range(cursor_col, 0, width);
		for (size_t i = 0; i < rows.count; i++) {
			char *row = mem_strndup(text + rows.lines[i].start_byte, rows.lines[i].len_bytes);
			assert_int_equal(rows.lines[i].start_byte, at); /* nothing is lost between rows */
			assert_in_range(text_cols(row, 1), 0, width);
			for (size_t k = 0; i && k < sizeof not_first / sizeof *not_first; k++)
				assert_false(str_starts_with(row, not_first[k]));
			for (size_t k = 0; i + 1 < rows.count && k < sizeof not_last / sizeof *not_last; k++)
				assert_false(str_ends_with(row, not_last[k]));
			at += rows.lines[i].len_bytes;
			free(row);
		}
		assert_int_equal(at, strlen(text));
		text_lines_release(&rows);
	}
	editor_release(&editor);
}

/* Far more than there is room for: what fits stands there, nothing is cut within a character, and one step takes it back. */
static void test_pasting_more_than_fits(void **state)
{
	struct editor editor;
	struct strbuf pasted = STRBUF_INIT;

	(void)state;
	editor_init(&editor, "前", true);
	for (int i = 0; i < 4000; i++)
		strbuf_add(&pasted, i % 40 ? "端末が" : "端末\r\n");
	paste(&editor, pasted.text);
	assert_true(editor.refused);
	assert_int_equal(editor_chars(&editor), EDITOR_LIMIT_CHARS);
	assert_int_equal(editor_room_chars(&editor), 0);
	assert_true(text_is_utf8(editor.text.text, editor.text.len_bytes, NULL));
	assert_null(strchr(editor.text.text, '\r'));
	control(&editor, 'Z');
	assert_text(&editor, "前", "前");
	strbuf_release(&pasted);
	editor_release(&editor);
}

static void test_undo_of_very_many_steps(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "", false);
	for (int i = 0; i < 1200; i++) {
		type(&editor, "x");
		press(&editor, KEY_END_);
	}
	for (int i = 0; i < 200; i++)
		control(&editor, 'Z');
	assert_int_equal(editor.text.len_bytes, 1000);
	editor_release(&editor);
}

static void test_pasting(void **state)
{
	struct editor line, lines;

	(void)state;
	editor_init(&line, "", false);
	paste(&line, "一\r\n二\t三\n四");
	assert_text(&line, "一 二 三 四", "一 二 三 四");
	assert_false(line.cleaned);
	editor_init(&lines, "", true);
	paste(&lines, "一\r\n二\t三\r四");
	assert_text(&lines, "一\n二 三\n四", "一\n二 三\n四");
	control(&lines, 'Z');
	assert_text(&lines, "", "");
	paste(&lines, "a\033[31mb\u202Ec\xff\u200Bd\u00ADe");
	assert_string_equal(lines.text.text, "a[31mbcde");
	assert_true(lines.cleaned);
	type(&lines, "x");
	assert_false(lines.cleaned);
	editor_release(&line);
	editor_release(&lines);
}

static void test_control_letters_do_not_get_in(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "a\033b\u202E", true);
	assert_string_equal(editor.text.text, "ab");
	assert_false(editor.changed);
	for (char c = '@'; c <= '_'; c++)
		control(&editor, c);
	for (const char *c = editor.text.text; *c; c++)
		assert_true((unsigned char)*c >= ' ');
	editor_release(&editor);
}

static void test_limit(void **state)
{
	char *full = mem_new(3 * EDITOR_LIMIT_CHARS + 1, 1);
	struct editor editor;

	(void)state;
	for (int i = 0; i < EDITOR_LIMIT_CHARS - 1; i++)
		strcat(full + 3 * i, "漢");
	editor_init(&editor, full, true);
	assert_int_equal(editor_chars(&editor), EDITOR_LIMIT_CHARS - 1);
	assert_int_equal(editor_room_chars(&editor), 1);
	paste(&editor, "字体");
	assert_true(editor.refused);
	assert_int_equal(editor_chars(&editor), EDITOR_LIMIT_CHARS);
	assert_string_equal(editor.text.text + 3 * (EDITOR_LIMIT_CHARS - 1), "字");
	type(&editor, "x");
	assert_true(editor.refused);
	type(&editor, "\n");
	assert_true(editor.refused);
	assert_int_equal(editor_chars(&editor), EDITOR_LIMIT_CHARS);
	press(&editor, KEY_BACKSPACE_);
	assert_false(editor.refused);
	type(&editor, "y");
	assert_false(editor.refused);
	editor_release(&editor);
	free(full);
}

/* A text that is longer already (from an older file) is kept whole; only nothing more gets in. */
static void test_longer_than_the_limit(void **state)
{
	char *text = mem_new(EDITOR_LIMIT_CHARS + 11, 1);
	struct editor editor;

	(void)state;
	memset(text, 'a', EDITOR_LIMIT_CHARS + 10);
	editor_init(&editor, text, false);
	assert_int_equal(editor_chars(&editor), EDITOR_LIMIT_CHARS + 10);
	assert_int_equal(editor_room_chars(&editor), 0);
	assert_false(editor.changed);
	type(&editor, "b");
	assert_true(editor.refused);
	assert_false(editor.changed);
	editor_release(&editor);
	free(text);
}

static void test_up_and_down_by_columns(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "あいうえおかきくけこ\n短\nabcdefghij", true);
	editor_set_width(&editor, 10, 1);
	/* あいうえお / かきくけこ / 短 / abcdefghij */
	assert_cursor(&editor, 3, 10);
	press(&editor, KEY_ARROW_UP);
	assert_cursor(&editor, 2, 2);
	press(&editor, KEY_ARROW_UP); /* aims at column 10 still */
	assert_cursor(&editor, 1, 10);
	press(&editor, KEY_ARROW_UP); /* behind お one would stand on the next row */
	assert_cursor(&editor, 0, 8);
	press(&editor, KEY_ARROW_UP);
	assert_cursor(&editor, 0, 8);
	press(&editor, KEY_ARROW_LEFT);
	assert_cursor(&editor, 0, 6);
	control(&editor, 'N');
	control(&editor, 'N');
	control(&editor, 'N');
	assert_cursor(&editor, 3, 6);
	press(&editor, KEY_PAGE_UP);
	assert_cursor(&editor, 0, 6);
	press(&editor, KEY_PAGE_DOWN);
	assert_cursor(&editor, 3, 6);
	control(&editor, 'P');
	press(&editor, KEY_HOME_);
	assert_cursor(&editor, 2, 0);
	editor_release(&editor);
}

static void test_layout(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "", true);
	editor_set_width(&editor, 10, 1);
	assert_cursor(&editor, 0, 0);
	type(&editor, "ab\n");
	assert_cursor(&editor, 1, 0);
	type(&editor, "\n");
	assert_cursor(&editor, 2, 0);
	editor_replace(&editor, "one two            three"); /* the spaces at the break take no room */
	press_ctrl(&editor, KEY_HOME_);
	for (int i = 0; i < 15; i++)
		press(&editor, KEY_ARROW_RIGHT);
	assert_cursor(&editor, 0, 10);
	press(&editor, KEY_END_);
	assert_cursor(&editor, 1, 5);
	editor_replace(&editor, "→→"); /* of ambiguous width */
	assert_cursor(&editor, 0, 2);
	editor_set_width(&editor, 10, 2);
	assert_cursor(&editor, 0, 4);
	editor_release(&editor);
}

/* Every place can be reached and every row drawn within its width, whatever the text. */
static void test_layout_fits_everywhere(void **state)
{
	static const char text[] =
	        "（重要）窓口端末2台に、6文字の共用パスワードが残っている。\n\nWindows Update を「毎月」"
	        "行う…ーーー々々々   long-unbreakable-word-without-any-space 終。\n";
	struct editor editor;

	(void)state;
	editor_init(&editor, text, true);
	for (int width = 2; width < 60; width++) {
		struct text_lines rows = {0};
		size_t row, last_row = 0;
		int col;

		editor_set_width(&editor, width, 1);
		press_ctrl(&editor, KEY_HOME_);
		for (size_t before = SIZE_MAX; before != editor.cursor_byte;) {
			before = editor.cursor_byte;
			editor_layout(&editor, &rows, &row, &col);
			assert_in_range(col, 0, width);
			assert_true(row >= last_row);
			last_row = row;
			press(&editor, KEY_ARROW_RIGHT);
		}
		assert_int_equal(last_row, rows.count - 1);
		text_lines_release(&rows);
	}
	editor_release(&editor);
}

static void test_events_that_are_not_its(void **state)
{
	struct editor editor;

	(void)state;
	editor_init(&editor, "a", true);
	assert_false(editor_event(&editor, &(struct term_event){.kind = TERM_RESIZE}));
	assert_false(editor_event(&editor, &(struct term_event){.kind = TERM_CLICK}));
	assert_false(editor_event(&editor, &(struct term_event){.kind = TERM_HANGUP}));
	assert_false(control(&editor, 'Q'));
	assert_text(&editor, "a", "a");
	editor_release(&editor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_typing),
	        cmocka_unit_test(test_moving_by_clusters),
	        cmocka_unit_test(test_selector_typed_apart_joins),
	        cmocka_unit_test(test_words),
	        cmocka_unit_test(test_killing_and_yanking),
	        cmocka_unit_test(test_killing_in_lines),
	        cmocka_unit_test(test_undo),
	        cmocka_unit_test(test_what_was_undone_is_done_again),
	        cmocka_unit_test(test_killing_the_word_behind),
	        cmocka_unit_test(test_rows_keep_the_rules_of_japanese_print),
	        cmocka_unit_test(test_pasting_more_than_fits),
	        cmocka_unit_test(test_undo_of_very_many_steps),
	        cmocka_unit_test(test_pasting),
	        cmocka_unit_test(test_control_letters_do_not_get_in),
	        cmocka_unit_test(test_limit),
	        cmocka_unit_test(test_longer_than_the_limit),
	        cmocka_unit_test(test_up_and_down_by_columns),
	        cmocka_unit_test(test_layout),
	        cmocka_unit_test(test_layout_fits_everywhere),
	        cmocka_unit_test(test_events_that_are_not_its),
	};

	return cmocka_run_group_tests_name("editor", tests, NULL, NULL);
}
