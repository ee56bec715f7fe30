/* Parts of a string, bytes within bytes, texts that flow away as they grow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/mem.h"
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

static void keep(void *context, const char *bytes, size_t len_bytes)
{
	strbuf_add_bytes(context, bytes, len_bytes);
}

/* What flows through a drain is the same as what is kept, and little of it is held. */
static void test_drain(void **state)
{
	struct strbuf all = STRBUF_INIT, kept = STRBUF_INIT;
	const struct strbuf_drain drain = {keep, &all};
	struct strbuf out = {.drain = &drain};
	size_t most = 0;

	(void)state;
	for (int i = 0; i < 50000; i++) {
		struct strbuf *const both[] = {&out, &kept};
		for (size_t k = 0; k < 2; k++) {
			strbuf_addf(both[k], "%d", i);
			strbuf_add_char(both[k], ',');
			memcpy(strbuf_extend(both[k], 3), "abc", 3);
			strbuf_add_repeat(both[k], "d", 2);
		}
		most = out.len_bytes > most ? out.len_bytes : most;
	}
	assert_true(most < 200000 && kept.len_bytes > 400000);
	assert_true(all.len_bytes < kept.len_bytes);
	strbuf_flush(&out);
	strbuf_flush(&out);
	assert_int_equal(out.len_bytes, 0);
	assert_string_equal(all.text, kept.text);
	strbuf_flush(&kept); /* which has none */
	assert_string_equal(all.text, kept.text);
	strbuf_release(&out);
	strbuf_release(&kept);
	strbuf_release(&all);
}

/* Pieces of every size stay as they were until all are given back. */
static void test_pool(void **state)
{
	struct mem_pool pool = {0};
	char *pieces[400], *large = mem_new(200000, 1);

	(void)state;
	memset(large, 'x', 200000);
	for (size_t i = 0; i < 400; i++) {
		large[0] = (char)('a' + i % 26);
		pieces[i] = mem_pool_copy(&pool, large, i == 200 ? 200000 : i * 7 % 1000 + 1);
	}
	for (size_t i = 0; i < 400; i++) {
		size_t len_bytes = i == 200 ? 200000 : i * 7 % 1000 + 1;
		assert_int_equal(pieces[i][0], 'a' + i % 26);
		assert_memory_equal(pieces[i] + 1, large + 1, len_bytes - 1);
	}
	mem_pool_release(&pool);
	assert_null(pool.blocks);
	mem_pool_release(&pool);
	free(large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts), cmocka_unit_test(test_bytes),
	                                   cmocka_unit_test(test_drain), cmocka_unit_test(test_pool)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
