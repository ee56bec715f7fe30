#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_term.h"
#include "tenken/base/i18n.h"
#include "tenken/tui/view.h"

static struct term *term;
static struct shell shell;

static int set_up(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	term = fake_term_new(24, 80, 1);
	shell_init(&shell, NULL, term, false);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	shell_release(&shell);
	term_close(term);
	return 0;
}

static void assert_secret(const char *expected)
{
	char *secret = prompt_secret(&shell, "Passphrase", "not shown");
	if (expected)
		assert_string_equal(secret, expected);
	else
		assert_null(secret);
	secret_free(secret);
}

static void test_nothing_of_it_is_shown(void **state)
{
	(void)state;
	fake_term_type(term, "k3 花\n");
	assert_secret("k3 花");
	assert_true(fake_term_showed(term, "> ****"));
	assert_false(fake_term_showed(term, "k3"));
	assert_false(fake_term_showed(term, "花"));
}

static void test_whole_characters_are_taken_back(void **state)
{
	(void)state;
	fake_term_type(term, "a花𠮷é");
	for (int i = 0; i < 3; i++)
		fake_term_key(term, KEY_BACKSPACE_);
	fake_term_type(term, "b\n");
	assert_secret("ab");
	fake_term_key(term, KEY_BACKSPACE_);
	fake_term_type(term, "c\n");
	assert_secret("c");
}

static void test_line_is_emptied(void **state)
{
	(void)state;
	fake_term_type(term, "wrong\x15right\n");
	assert_secret("right");
}

static void test_paste_ends_with_its_line(void **state)
{
	(void)state;
	fake_term_paste(term, "花 correct\nsecond");
	fake_term_type(term, "\n");
	assert_secret("花 correct");
	assert_true(fake_term_showed(term, "> *********"));
}

/* An empty one is none; Enter then waits for more. */
static void test_left_without_one(void **state)
{
	(void)state;
	fake_term_type(term, "\n");
	fake_term_key(term, KEY_ESCAPE);
	assert_secret(NULL);
	fake_term_type(term, "abc");
	fake_term_key(term, KEY_ESCAPE);
	assert_secret(NULL);
	fake_term_type(term, "d\n"); /* nothing of what was typed before comes back */
	assert_secret("d");
}

static void test_length_is_limited(void **state)
{
	char many[1101];
	(void)state;
	memset(many, 'x', sizeof many - 1);
	many[sizeof many - 1] = '\0';
	fake_term_type(term, many);
	fake_term_type(term, "\n");
	char *secret = prompt_secret(&shell, "Passphrase", "not shown");
	assert_int_equal(strlen(secret), 1024);
	secret_free(secret);
	fake_term_paste(term, many); /* part of a passphrase would be worse than none */
	fake_term_type(term, "y\n");
	assert_secret("y");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(test_nothing_of_it_is_shown), TEST(test_whole_characters_are_taken_back),
	        TEST(test_line_is_emptied),        TEST(test_paste_ends_with_its_line),
	        TEST(test_left_without_one),       TEST(test_length_is_limited),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
