/* Parts of a string, and bytes within bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/str.h"

static void test_parts(void **state)
{
	char text[] = "a,,bc;", *rest = text;

	(void)state;
	assert_string_equal(str_next_part(&rest, ",;"), "a");
	assert_string_equal(str_next_part(&rest, ",;"), "");
	assert_string_equal(str_next_part(&rest, ",;"), "bc");
	assert_string_equal(str_next_part(&rest, ",;"), ""); /* behind the last separator */
	assert_null(str_next_part(&rest, ",;"));
	assert_null(str_next_part(&rest, ",;"));
	rest = strcpy(text, "");
	assert_string_equal(str_next_part(&rest, ","), "");
	assert_null(str_next_part(&rest, ","));
}

static void test_bytes(void **state)
{
	static const char bytes[] = "aab\0aabx";
	const size_t len_bytes = sizeof bytes - 1;

	(void)state;
	assert_ptr_equal(bytes_find(bytes, len_bytes, "aab", 3), bytes);
	assert_ptr_equal(bytes_find(bytes + 1, len_bytes - 1, "aab", 3), bytes + 4);
	assert_ptr_equal(bytes_find(bytes, len_bytes, "bx", 2), bytes + 6);
	assert_ptr_equal(bytes_find(bytes, len_bytes, "b\0a", 3), bytes + 2);
	assert_null(bytes_find(bytes, len_bytes - 1, "bx", 2)); /* the last byte is not looked at */
	assert_null(bytes_find(bytes, len_bytes, "aac", 3));
	assert_null(bytes_find(bytes, 2, "aab", 3));
	assert_ptr_equal(bytes_find(bytes, 0, "", 0), bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts), cmocka_unit_test(test_bytes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
