#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include <cmocka.h>

#include "tenken/base/text.h"
#include "wcwidth.h"

static void test_agrees_with_text(void **state)
{
	(void)state;
	for (int ambiguous_cols = 1; ambiguous_cols <= 2; ambiguous_cols++) {
		wcwidth_set_ambiguous(ambiguous_cols);
		for (uint32_t c = 0xa0; c < 0x30000; c++)
			assert_int_equal(wcwidth((wchar_t)c), text_codepoint_cols(c, ambiguous_cols));
	}
}

static void test_ambiguous(void **state)
{
	(void)state;
	wcwidth_set_ambiguous(2);
	assert_int_equal(wcwidth(L'─'), 2);
	assert_int_equal(wcwidth(L'○'), 2);
	assert_int_equal(wcwidth(L'a'), 1);
	wcwidth_set_ambiguous(0); /* anything but 2 is 1 */
	assert_int_equal(wcwidth(L'─'), 1);
	assert_int_equal(wcwidth(L'漢'), 2);
	assert_int_equal(wcwidth(0x3099), 0);
}

static void test_control_letters(void **state)
{
	(void)state;
	assert_int_equal(wcwidth(0), 0);
	assert_int_equal(wcwidth(L'\n'), -1);
	assert_int_equal(wcwidth(0x1b), -1);
	assert_int_equal(wcwidth(0x7f), -1);
	assert_int_equal(wcwidth(0x9b), -1);
	assert_int_equal(wcwidth((wchar_t)0x110000), -1);
	assert_int_equal(wcwidth((wchar_t)-1), -1);
}

static void test_strings(void **state)
{
	(void)state;
	wcwidth_set_ambiguous(1);
	assert_int_equal(wcswidth(L"点検a", 10), 5);
	assert_int_equal(wcswidth(L"点検a", 2), 4);
	assert_int_equal(wcswidth(L"点\n検", 10), -1);
	assert_int_equal(wcswidth(L"", 10), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_agrees_with_text),
	        cmocka_unit_test(test_ambiguous),
	        cmocka_unit_test(test_control_letters),
	        cmocka_unit_test(test_strings),
	};

	return cmocka_run_group_tests_name("wcwidth", tests, NULL, NULL);
}
