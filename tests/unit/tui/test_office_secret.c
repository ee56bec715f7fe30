/* A new passphrase: refused before it is typed twice, the same both times, never shown; and a code as it is read out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_term.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "view_office.h"

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

static void assert_asks(const char *typed, const char *expected)
{
	fake_term_type(term, typed);
	char *passphrase = office_ask_new_passphrase(&shell, "New one", "Civic Hall", "0101");
	if (expected)
		assert_string_equal(passphrase, expected);
	else
		assert_null(passphrase);
	secret_free(passphrase);
}

static void test_twice_the_same(void **state)
{
	(void)state;
	assert_asks("blue 9 pencil\nblue 9 pencil\n", "blue 9 pencil");
	assert_true(fake_term_showed(term, "once more"));
	assert_false(fake_term_showed(term, "pencil"));
}

static void test_two_that_differ(void **state)
{
	(void)state;
	assert_asks("blue 9 pencil\nblue 9 pencik\nred 7 basket\nred 7 basket\n", "red 7 basket");
	assert_true(fake_term_showed(term, "not the same"));
}

/* What is wrong is said, and asked anew at once: the second of these is no confirmation of the first. */
static void test_easy_ones(void **state)
{
	(void)state;
	assert_asks("short\nCIVIC HALL\npassword1\nblue 9 pencil\nblue 9 pencil\n", "blue 9 pencil");
	assert_true(fake_term_showed(term, "needs at least 8"));
	assert_true(fake_term_showed(term, "belongs to this office"));
	assert_true(fake_term_showed(term, "tried first"));
	assert_true(fake_term_showed(term, "At least 8 characters and hard to guess"));
}

static void test_given_up(void **state)
{
	(void)state;
	assert_asks("blue 9\033", NULL);
	assert_asks("blue 9 pencil\n\033", NULL);
	assert_false(shell_is_leaving(&shell));
	assert_asks("blue 9 pencil\n", NULL); /* hang-up */
	assert_true(shell_is_leaving(&shell));
}

static void test_code_is_spread(void **state)
{
	struct strbuf out = STRBUF_INIT;
	(void)state;
	office_code_spread(&out, "7QK4-0M2X-T");
	assert_string_equal(out.text, "7   Q   K   4\n0   M   2   X\nT");
	strbuf_release(&out);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_twice_the_same), TEST(test_two_that_differ), TEST(test_easy_ones), TEST(test_given_up), TEST(test_code_is_spread),
	};
	return cmocka_run_group_tests_name("office_secret", tests, NULL, NULL);
}
