#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/str.h"
#include "term_input.h"

static struct term_input input;

static int set_up(void **state)
{
	(void)state;
	term_input_init(&input, true);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	term_input_release(&input);
	return 0;
}

static void feed(const char *bytes)
{
	term_input_add(&input, bytes, strlen(bytes));
}

static struct term_event next(void)
{
	struct term_event event = {0};

	assert_int_equal(term_input_next(&input, false, &event), INPUT_EVENT);
	return event;
}

static void assert_nothing(void)
{
	struct term_event event;

	assert_int_equal(term_input_next(&input, false, &event), INPUT_NONE);
	assert_int_equal(input.len_bytes, 0);
}

static void assert_waits(int patience_ms)
{
	struct term_event event;

	assert_int_equal(term_input_next(&input, false, &event), INPUT_WAITS);
	assert_int_equal(term_input_patience_ms(&input), patience_ms);
}

static void assert_key(enum key key, bool alt, bool ctrl)
{
	struct term_event event = next();

	assert_int_equal(event.kind, TERM_KEY);
	assert_int_equal(event.key, key);
	assert_int_equal(event.alt, alt);
	assert_int_equal(event.ctrl, ctrl);
}

static void assert_typed(uint32_t codepoint, bool alt)
{
	struct term_event event = next();

	assert_int_equal(event.kind, TERM_TEXT);
	assert_int_equal(event.codepoint, codepoint);
	assert_int_equal(event.alt, alt);
}

static void test_characters(void **state)
{
	(void)state;
	feed("a適\U00020BB7\x12\r\n\t\x7f\b");
	assert_typed('a', false);
	assert_typed(0x9069, false);
	assert_typed(0x20bb7, false);
	assert_typed(0x12, false);
	assert_key(KEY_RETURN, false, false);
	assert_key(KEY_RETURN, false, false);
	assert_key(KEY_TABULATOR, false, false);
	assert_key(KEY_BACKSPACE_, false, false);
	assert_key(KEY_BACKSPACE_, false, false);
	assert_nothing();
}

static void test_character_in_pieces(void **state)
{
	struct term_event event;

	(void)state;
	feed("\xe9");
	assert_waits(SEQUENCE_PATIENCE_MS);
	feed("\x81");
	assert_waits(SEQUENCE_PATIENCE_MS);
	feed("\xa9");
	assert_typed(0x9069, false);
	feed("\xe9\x81"); /* its rest never comes */
	assert_waits(SEQUENCE_PATIENCE_MS);
	assert_int_equal(term_input_next(&input, true, &event), INPUT_NONE);
	assert_int_equal(input.len_bytes, 0);
}

static void test_bad_bytes_are_dropped(void **state)
{
	(void)state;
	feed("\x80\xff\xc0\xaf\xed\xa0\x80\xe9z\xc2\x9b"
	     "a");
	assert_typed('z', false);
	assert_typed('a', false);
	assert_nothing();
	input.utf8 = false;
	feed("\xe9\x81\xa9"
	     "1");
	assert_typed('1', false);
	assert_nothing();
}

static void test_keys_of_all_terminals(void **state)
{
	static const struct {
		const char *bytes;
		enum key key;
		bool alt, ctrl;
	} keys[] = {
	        {"\033[A", KEY_ARROW_UP, 0, 0},
	        {"\033OB", KEY_ARROW_DOWN, 0, 0},
	        {"\033[C", KEY_ARROW_RIGHT, 0, 0},
	        {"\033OD", KEY_ARROW_LEFT, 0, 0},
	        {"\033[1;5D", KEY_ARROW_LEFT, 0, 1},
	        {"\033[1;3C", KEY_ARROW_RIGHT, 1, 0},
	        {"\033\033[D", KEY_ARROW_LEFT, 1, 0},
	        {"\033Od", KEY_ARROW_LEFT, 0, 1},
	        {"\033O5C", KEY_ARROW_RIGHT, 0, 1},
	        {"\033[H", KEY_HOME_, 0, 0},
	        {"\033[1~", KEY_HOME_, 0, 0},
	        {"\033[7~", KEY_HOME_, 0, 0},
	        {"\033OH", KEY_HOME_, 0, 0},
	        {"\033[F", KEY_END_, 0, 0},
	        {"\033[4~", KEY_END_, 0, 0},
	        {"\033[8~", KEY_END_, 0, 0},
	        {"\033[2~", KEY_INSERT_, 0, 0},
	        {"\033[3~", KEY_DELETE_, 0, 0},
	        {"\033[5~", KEY_PAGE_UP, 0, 0},
	        {"\033[6~", KEY_PAGE_DOWN, 0, 0},
	        {"\033OP", KEY_F1_, 0, 0},
	        {"\033[11~", KEY_F1_, 0, 0},
	        {"\033[[A", KEY_F1_, 0, 0},
	        {"\033[[E", KEY_F5_, 0, 0},
	        {"\033[15~", KEY_F5_, 0, 0},
	        {"\033[17~", KEY_F6_, 0, 0},
	        {"\033[21~", KEY_F10_, 0, 0},
	        {"\033[24~", KEY_F12_, 0, 0},
	        {"\033[1;2P", KEY_F1_, 0, 0},
	        {"\033OR", KEY_F3_, 0, 0},
	        {"\033[1;2R", KEY_F3_, 0, 0},
	        {"\033[Z", KEY_BACK_TABULATOR, 0, 0},
	        {"\033OM", KEY_RETURN, 0, 0},
	        {"\033\r", KEY_RETURN, 1, 0},
	        {"\033\x7f", KEY_BACKSPACE_, 1, 0},
	        {"\033[3;5~", KEY_DELETE_, 0, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		feed(keys[i].bytes);
		assert_key(keys[i].key, keys[i].alt, keys[i].ctrl);
		assert_nothing();
		for (size_t k = 1; k < strlen(keys[i].bytes); k++) { /* byte by byte */
			struct term_event event;

			term_input_add(&input, keys[i].bytes + k - 1, 1);
			assert_int_equal(term_input_next(&input, false, &event), INPUT_WAITS);
		}
		term_input_add(&input, keys[i].bytes + strlen(keys[i].bytes) - 1, 1);
		assert_key(keys[i].key, keys[i].alt, keys[i].ctrl);
		assert_nothing();
	}
}

static void test_lone_escape(void **state)
{
	struct term_event event;

	(void)state;
	feed("\033");
	assert_waits(ESCAPE_PATIENCE_MS);
	assert_int_equal(term_input_next(&input, true, &event), INPUT_EVENT);
	assert_int_equal(event.kind, TERM_KEY);
	assert_int_equal(event.key, KEY_ESCAPE);
	assert_false(event.alt);
	assert_nothing();
	feed("\033\033"); /* twice */
	assert_waits(ESCAPE_PATIENCE_MS);
	assert_int_equal(term_input_next(&input, true, &event), INPUT_EVENT);
	assert_int_equal(event.key, KEY_ESCAPE);
	assert_int_equal(term_input_next(&input, true, &event), INPUT_EVENT);
	assert_int_equal(event.key, KEY_ESCAPE);
	assert_nothing();
	feed("n");
	assert_typed('n', false);
}

static void test_escape_letter_is_alt(void **state)
{
	(void)state;
	feed("\033n\033適");
	assert_typed('n', true);
	assert_typed(0x9069, true);
	assert_nothing();
}

static void test_alt_bracket(void **state)
{
	struct term_event event;

	(void)state;
	feed("\033[");
	assert_waits(SEQUENCE_PATIENCE_MS);
	assert_int_equal(term_input_next(&input, true, &event), INPUT_EVENT);
	assert_int_equal(event.kind, TERM_TEXT);
	assert_int_equal(event.codepoint, '[');
	assert_true(event.alt);
}

/* No digit of a sequence may ever be taken for an answer. */
static void test_unknown_sequences_are_swallowed(void **state)
{
	static const char *const unknown[] = {
	        "\033[1;5X",  "\033[?1;2c",     "\033[200;1u",         "\033[I",
	        "\033[99~",   "\033[>0;276;0c", "\033[1;2;3;4;5;6;1m", "\033[0 q",
	        "\033[M\"!!", "\033[<35;1;1M",  "\033[<2;1;1M",        "\033[<0;5;5m",
	        "\033Oz",     "\033[[Z",        "\033[201~",           "\033[12345678901234567890A1"};

	(void)state;
	for (size_t i = 0; i + 1 < sizeof unknown / sizeof *unknown; i++) {
		feed(unknown[i]);
		assert_nothing();
	}
	feed(unknown[sizeof unknown / sizeof *unknown - 1]);
	assert_key(KEY_ARROW_UP, false, false);
	assert_typed('1', false);
}

static void test_unfinished_sequence_is_lost(void **state)
{
	struct term_event event;
	char endless[300];

	(void)state;
	feed("\033[1;");
	assert_waits(SEQUENCE_PATIENCE_MS);
	assert_int_equal(term_input_next(&input, true, &event), INPUT_NONE);
	assert_nothing();
	feed("\033[1\033[B"); /* torn by another */
	assert_key(KEY_ARROW_DOWN, false, false);
	memset(endless, ';', sizeof endless);
	memcpy(endless, "\033[", 2);
	endless[sizeof endless - 1] = '\0';
	feed(endless);
	while (term_input_next(&input, true, &event) == INPUT_EVENT)
		assert_int_equal(event.codepoint, ';');
	assert_int_equal(input.len_bytes, 0);
}

/* A slow line: Esc was reported, and then the rest of the arrow comes in one piece. */
static void test_torn_rest_behind_escape(void **state)
{
	struct term_event event;

	(void)state;
	feed("\033");
	assert_int_equal(term_input_next(&input, true, &event), INPUT_EVENT);
	feed("[1~1");
	assert_key(KEY_HOME_, false, false);
	assert_typed('1', false);
	feed("\033");
	assert_int_equal(term_input_next(&input, true, &event), INPUT_EVENT);
	feed("[1;");
	assert_waits(SEQUENCE_PATIENCE_MS);
	feed("5D");
	assert_key(KEY_ARROW_LEFT, false, true);
	feed("\033");
	assert_int_equal(term_input_next(&input, true, &event), INPUT_EVENT);
	feed("["); /* typed */
	assert_typed('[', false);
	feed("1");
	assert_typed('1', false);
}

static void test_mouse(void **state)
{
	struct term_event event;

	(void)state;
	feed("\033[<0;12;5M\033[<0;12;5m\033[<64;1;1M\033[<65;300;200M\033[M !\"");
	event = next();
	assert_int_equal(event.kind, TERM_CLICK);
	assert_int_equal(event.row, 4);
	assert_int_equal(event.col, 11);
	assert_int_equal(event.clicks, 1);
	event = next();
	assert_int_equal(event.kind, TERM_WHEEL);
	assert_int_equal(event.step, -1);
	event = next();
	assert_int_equal(event.kind, TERM_WHEEL);
	assert_int_equal(event.step, 1);
	assert_int_equal(event.row, 199);
	assert_int_equal(event.col, 299);
	event = next(); /* the mouse of old */
	assert_int_equal(event.kind, TERM_CLICK);
	assert_int_equal(event.row, 1);
	assert_int_equal(event.col, 0);
	assert_nothing();
	feed("\033[<0;0;0M");
	assert_nothing();
}

static void test_paste(void **state)
{
	struct term_event event;

	(void)state;
	feed("x\033[200~123\r\nq 適\033[A\033[201~y");
	assert_typed('x', false);
	event = next();
	assert_int_equal(event.kind, TERM_PASTE);
	assert_string_equal(event.paste, "123\r\nq 適\033[A");
	assert_typed('y', false);
	feed("\033[200~\033[201~");
	event = next();
	assert_int_equal(event.kind, TERM_PASTE);
	assert_string_equal(event.paste, "");
	assert_nothing();
}

static void test_paste_in_pieces(void **state)
{
	static const char bytes[] = "\033[200~一二\033[20三\033[201~z";
	struct term_event event = {0};

	(void)state;
	for (size_t i = 0; i + 2 < sizeof bytes; i++) {
		term_input_add(&input, bytes + i, 1);
		if (i + 3 < sizeof bytes)
			assert_int_equal(term_input_next(&input, false, &event), INPUT_WAITS);
	}
	event = next();
	assert_int_equal(event.kind, TERM_PASTE);
	assert_string_equal(event.paste, "一二\033[20三");
	feed("z");
	assert_typed('z', false);
}

static void test_paste_without_end(void **state)
{
	struct term_event event;

	(void)state;
	feed("\033[200~abc\033[2");
	assert_waits(PASTE_PATIENCE_MS);
	assert_int_equal(term_input_next(&input, true, &event), INPUT_EVENT);
	assert_int_equal(event.kind, TERM_PASTE);
	assert_string_equal(event.paste, "abc\033[2");
	feed("1");
	assert_typed('1', false);
}

static void test_huge_paste(void **state)
{
	char block[1000];
	struct term_event event;

	(void)state;
	memset(block, 'a', sizeof block);
	feed("\033[200~");
	for (int i = 0; i < 2000; i++) {
		assert_true(term_input_room_bytes(&input) >= sizeof block);
		term_input_add(&input, block, sizeof block);
		assert_int_equal(term_input_next(&input, false, &event), INPUT_WAITS);
	}
	feed("\033[201~");
	event = next();
	assert_int_equal(event.kind, TERM_PASTE);
	assert_int_equal(strlen(event.paste), PASTE_LIMIT_BYTES);
	assert_nothing();
}

static void test_report_among_keys(void **state)
{
	(void)state;
	assert_false(term_input_take_report(&input));
	feed("ab\033[A\033[2;3Rn\033");
	assert_true(term_input_take_report(&input));
	assert_int_equal(input.report_col, 3);
	assert_false(term_input_take_report(&input));
	assert_typed('a', false);
	assert_typed('b', false);
	assert_key(KEY_ARROW_UP, false, false);
	assert_typed('n', false);
	assert_waits(ESCAPE_PATIENCE_MS);
}

static void test_late_report_is_no_key(void **state)
{
	struct term_event event;

	(void)state;
	feed("\033[2;2");
	assert_false(term_input_take_report(&input));
	feed("R");
	assert_int_equal(term_input_next(&input, false, &event), INPUT_NONE);
	assert_true(input.reported);
	assert_int_equal(input.report_col, 2);
}

static void test_size_is_told_among_keys(void **state)
{
	(void)state;
	input.sizes = true;
	feed("a\033[48;12;40;0;0tb\033[8;60;");
	assert_typed('a', false);
	assert_int_equal(next().kind, TERM_RESIZE);
	assert_int_equal(input.rows, 12);
	assert_int_equal(input.cols, 40);
	assert_typed('b', false);
	assert_waits(SEQUENCE_PATIENCE_MS);
	feed("200t");
	assert_int_equal(next().kind, TERM_RESIZE);
	assert_int_equal(input.rows, 60);
	assert_int_equal(input.cols, 200);
}

/* Nor is what is no size: a part left out, nought, more than any terminal has, other reports of windows. */
static void test_size_that_was_not_asked_for_is_nothing(void **state)
{
	static const char *const wrong[] = {
	        "\033[48;12t",     "\033[48;0;40;0;0t", "\033[48;12;0;0;0t", "\033[48;1001;80t",
	        "\033[8;24;9999t", "\033[4;600;800t",   "\033[?48;12;40t",   "\033[t"};

	(void)state;
	feed("\033[48;12;40;0;0t");
	assert_nothing();
	assert_int_equal(input.rows, 0);
	input.sizes = true;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		feed(wrong[i]);
		assert_nothing();
		assert_int_equal(input.rows, 0);
	}
}

/* Whatever bytes come, in whatever pieces: it ends, and never keeps bytes for ever. */
static void test_noise(void **state)
{
	static const char alphabet[] = "\033\033\033[[[O<;;0123456789MmRt~ABu\xe9\x81\xa9\x80 \r200~201~";
	unsigned seed = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct term_event event;
		char piece[8];
		size_t len_bytes;

		seed = seed * 1103515245u + 12345u;
		len_bytes = 1 + (seed >> 16) % sizeof piece;
		for (size_t k = 0; k < len_bytes; k++) {
			seed = seed * 1103515245u + 12345u;
			piece[k] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		term_input_add(&input, piece, len_bytes);
		while (term_input_next(&input, false, &event) == INPUT_EVENT)
			;
		if ((seed >> 8) % 7 == 0) {
			while (term_input_next(&input, true, &event) == INPUT_EVENT)
				;
			assert_int_equal(input.len_bytes, 0);
		}
		assert_true(input.len_bytes < 300);
	}
}

static int clicks_at(int row, int col, int64_t now_ms)
{
	struct term_event event = {.kind = TERM_CLICK, .row = row, .col = col, .clicks = 1};

	term_input_count_click(&input, &event, now_ms);
	return event.clicks;
}

static void test_second_click_on_a_spot(void **state)
{
	(void)state;
	assert_int_equal(clicks_at(0, 0, 0), 1); /* the first of all, wherever it is */
	assert_int_equal(clicks_at(0, 0, DOUBLE_CLICK_MS), 2);
	assert_int_equal(clicks_at(0, 0, DOUBLE_CLICK_MS + 1), 1); /* a third begins anew */
	assert_int_equal(clicks_at(0, 0, 2 * DOUBLE_CLICK_MS + 2), 1);
	assert_int_equal(clicks_at(0, 1, 2 * DOUBLE_CLICK_MS + 3), 1);
	assert_int_equal(clicks_at(1, 1, 2 * DOUBLE_CLICK_MS + 4), 1);
	assert_int_equal(clicks_at(1, 1, 2 * DOUBLE_CLICK_MS + 5), 2);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_characters),
	        TEST(test_character_in_pieces),
	        TEST(test_bad_bytes_are_dropped),
	        TEST(test_keys_of_all_terminals),
	        TEST(test_lone_escape),
	        TEST(test_escape_letter_is_alt),
	        TEST(test_alt_bracket),
	        TEST(test_unknown_sequences_are_swallowed),
	        TEST(test_unfinished_sequence_is_lost),
	        TEST(test_torn_rest_behind_escape),
	        TEST(test_mouse),
	        TEST(test_paste),
	        TEST(test_paste_in_pieces),
	        TEST(test_paste_without_end),
	        TEST(test_huge_paste),
	        TEST(test_report_among_keys),
	        TEST(test_late_report_is_no_key),
	        TEST(test_size_is_told_among_keys),
	        TEST(test_size_that_was_not_asked_for_is_nothing),
	        TEST(test_second_click_on_a_spot),
	        TEST(test_noise),
	};

	return cmocka_run_group_tests_name("term_input", tests, NULL, NULL);
}
