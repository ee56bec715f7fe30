/* What the whole house stands on: error, mem, str. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tenken/base/error.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static void test_error_set(void **state)
{
	struct error err;

	(void)state;
	error_init(&err);
	assert_int_equal(err.code, ERROR_NONE);
	assert_null(err.message);
	assert_false(error_set(&err, ERROR_INPUT, "%s has %d lines", "list.csv", 3));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_string_equal(err.message, "list.csv has 3 lines");
	/* the old message may be quoted in the new one */
	assert_false(error_set(&err, ERROR_REFUSED, "no: %s", err.message));
	assert_int_equal(err.code, ERROR_REFUSED);
	assert_string_equal(err.message, "no: list.csv has 3 lines");
	error_release(&err);
	assert_int_equal(err.code, ERROR_NONE);
	assert_null(err.message);
	error_release(&err);
	error_release(NULL);
}

static void test_error_is_safe(void **state)
{
	struct error err = {0};

	(void)state;
	error_set(&err, ERROR_INPUT, "name %s", "a\033[2Jb\xE2\x80\xAE");
	assert_string_equal(err.message, "name a<U+001B>[2Jb<U+202E>");
	error_set(&err, ERROR_INPUT, "one\ntwo %s", "\xFF");
	assert_string_equal(err.message, "one\ntwo <0xFF>");
	error_at(&err, "dir/%s", "\033\n");
	assert_string_equal(err.message, "dir/<U+001B><U+000A>: one\ntwo <0xFF>");
	error_release(&err);
}

static void test_error_at(void **state)
{
	struct error err = {0};

	(void)state;
	assert_false(error_at(&err, "nowhere"));
	assert_int_equal(err.code, ERROR_NONE);
	assert_null(err.message);
	error_set(&err, ERROR_NOT_FOUND, "question 7.4.3");
	assert_false(error_at(&err, "%s:%d", "07.json", 12));
	assert_false(error_at(&err, "kobe"));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	assert_string_equal(err.message, "kobe: 07.json:12: question 7.4.3");
	error_release(&err);
}

static void test_error_move(void **state)
{
	struct error to = {0};
	struct error from = {0};

	(void)state;
	error_set(&to, ERROR_USAGE, "old");
	error_set(&from, ERROR_STORAGE, "new");
	error_move(&to, &from);
	assert_int_equal(to.code, ERROR_STORAGE);
	assert_string_equal(to.message, "new");
	assert_int_equal(from.code, ERROR_NONE);
	assert_null(from.message);
	error_move(&to, &to);
	assert_string_equal(to.message, "new");
	error_move(&to, &from);
	assert_int_equal(to.code, ERROR_NONE);
	assert_null(to.message);
}

static void test_exit_status(void **state)
{
	(void)state;
	assert_int_equal(error_exit_status(ERROR_NONE), 0);
	assert_int_equal(error_exit_status(ERROR_USAGE), 2);
	assert_int_equal(error_exit_status(ERROR_NOT_FOUND), 2);
	assert_int_equal(error_exit_status(ERROR_INPUT), 3);
	assert_int_equal(error_exit_status(ERROR_CONFLICT), 4);
	assert_int_equal(error_exit_status(ERROR_REFUSED), 4);
	assert_int_equal(error_exit_status(ERROR_STORAGE), 5);
	assert_int_equal(error_exit_status(ERROR_SYSTEM), 5);
	assert_int_equal(error_exit_status(ERROR_CODES), 5);
}

static void test_mem(void **state)
{
	char *zeroed = mem_new(3, 5);
	char *copy;

	(void)state;
	for (int i = 0; i < 15; i++)
		assert_int_equal(zeroed[i], 0);
	memcpy(zeroed, "abc", 4);
	zeroed = mem_resize(zeroed, 100, 100);
	assert_string_equal(zeroed, "abc");
	zeroed = mem_resize(zeroed, 0, 8);
	assert_non_null(zeroed);
	free(zeroed);
	zeroed = mem_new(0, 0);
	assert_non_null(zeroed);
	free(zeroed);
	assert_null(mem_strdup(NULL));
	assert_null(mem_strndup(NULL, 3));
	copy = mem_strdup("点検");
	assert_string_equal(copy, "点検");
	free(copy);
	copy = mem_strndup("abcdef", 3);
	assert_string_equal(copy, "abc");
	free(copy);
	copy = mem_strndup("", 0);
	assert_string_equal(copy, "");
	free(copy);
}

static void test_push(void **state)
{
	struct pair {
		int number;
		const char *name;
	} *pairs = NULL;
	size_t count = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct pair *pair = MEM_PUSH(pairs, count);

		assert_ptr_equal(pair, &pairs[i]);
		assert_int_equal(pair->number, 0);
		assert_null(pair->name);
		*pair = (struct pair){.number = i, .name = "x"};
	}
	assert_int_equal(count, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(pairs[i].number, i);
	/* after the count has fallen, also to nothing */
	for (size_t fallen = 0; fallen < 20; fallen++) {
		count = fallen;
		assert_int_equal(MEM_PUSH(pairs, count)->number, 0);
		assert_int_equal(count, fallen + 1);
		while (count < 20)
			MEM_PUSH(pairs, count)->number = 7;
	}
	free(pairs);
}

static int hook_pipe;

static void hook(void)
{
	ssize_t put = write(hook_pipe, "h", 1);

	(void)put;
}

static void ask_new(void)
{
	free(mem_new(SIZE_MAX / 2, 3));
}

static void ask_resize(void)
{
	free(mem_resize(NULL, SIZE_MAX / 4, 8));
}

static void ask_strndup(void)
{
	free(mem_strndup("x", SIZE_MAX));
}

/* In a child: more than there can be runs the hook once and ends with the status of ERROR_SYSTEM. */
static void assert_ends(void (*ask)(void))
{
	int ends[2];
	char bytes[8];
	int status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(STDERR_FILENO);
		hook_pipe = ends[1];
		mem_set_exit_hook(hook);
		ask();
		_Exit(0);
	}
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 5);
	assert_int_equal(read(ends[0], bytes, sizeof bytes), 1);
	close(ends[0]);
}

static void test_out_of_memory(void **state)
{
	(void)state;
	assert_ends(ask_new);
	assert_ends(ask_resize);
	assert_ends(ask_strndup);
}

static void test_strbuf(void **state)
{
	struct strbuf buf = STRBUF_INIT;
	char *taken;

	(void)state;
	assert_string_equal(buf.text, "");
	strbuf_reset(&buf);
	strbuf_cut(&buf, 0);
	strbuf_add(&buf, "");
	assert_string_equal(buf.text, "");
	strbuf_add(&buf, "ab");
	strbuf_add_char(&buf, 'c');
	strbuf_add_repeat(&buf, "de", 2);
	strbuf_add_repeat(&buf, "never", 0);
	strbuf_add_bytes(&buf, "f\0g", 3);
	assert_int_equal(buf.len_bytes, 10);
	assert_memory_equal(buf.text, "abcdedef\0g", 11);
	strbuf_cut(&buf, 100);
	assert_int_equal(buf.len_bytes, 10);
	strbuf_cut(&buf, 2);
	assert_string_equal(buf.text, "ab");
	assert_int_equal(buf.len_bytes, 2);
	strbuf_addf(&buf, "-%d-%s", 42, "x");
	strbuf_addf(&buf, "%s", "");
	assert_string_equal(buf.text, "ab-42-x");
	taken = strbuf_take(&buf);
	assert_string_equal(taken, "ab-42-x");
	assert_string_equal(buf.text, "");
	assert_int_equal(buf.len_bytes, 0);
	free(taken);
	taken = strbuf_take(&buf);
	assert_string_equal(taken, "");
	free(taken);
	strbuf_add(&buf, "again");
	strbuf_reset(&buf);
	assert_string_equal(buf.text, "");
	strbuf_release(&buf);
	assert_string_equal(buf.text, "");
	strbuf_release(&buf);
	strbuf_release(NULL);
}

static void test_strbuf_zeroed(void **state)
{
	struct strbuf buf = {0};

	(void)state;
	strbuf_release(&buf);
	buf = (struct strbuf){0};
	strbuf_reset(&buf);
	strbuf_addf(&buf, "%d", 1);
	assert_string_equal(buf.text, "1");
	strbuf_release(&buf);
}

static void test_strbuf_long(void **state)
{
	struct strbuf buf = STRBUF_INIT;
	char *text;

	(void)state;
	for (int i = 0; i < 10000; i++)
		strbuf_addf(&buf, "%d,", i % 10);
	assert_int_equal(buf.len_bytes, 20000);
	assert_int_equal(strlen(buf.text), 20000);
	assert_int_equal(buf.text[19998], '9');
	text = str_format("%s%s", buf.text, "end");
	assert_int_equal(strlen(text), 20003);
	assert_true(str_ends_with(text, "9,end"));
	free(text);
	strbuf_release(&buf);
}

static void test_str(void **state)
{
	char *slot = NULL;

	(void)state;
	assert_true(str_equal(NULL, NULL));
	assert_false(str_equal(NULL, ""));
	assert_false(str_equal("", NULL));
	assert_true(str_equal("a", "a"));
	assert_false(str_equal("a", "A"));
	assert_true(str_starts_with("tenken", "ten"));
	assert_true(str_starts_with("tenken", ""));
	assert_false(str_starts_with("ten", "tenken"));
	assert_true(str_ends_with("a.json", ".json"));
	assert_true(str_ends_with("a.json", ""));
	assert_false(str_ends_with("json", ".json"));
	assert_false(str_ends_with("a.jsox", ".json"));
	str_assign(&slot, "first");
	assert_string_equal(slot, "first");
	str_assign(&slot, slot + 2); /* from within itself */
	assert_string_equal(slot, "rst");
	str_assign(&slot, NULL);
	assert_null(slot);
}

static void test_blank(void **state)
{
	(void)state;
	assert_true(str_is_blank(NULL));
	assert_true(str_is_blank(""));
	assert_true(str_is_blank(" \t\r\n\v\f"));
	assert_true(str_is_blank("　")); /* U+3000 */
	assert_true(str_is_blank(" 　\xC2\xA0\xE2\x80\x83"));
	assert_false(str_is_blank("　a"));
	assert_false(str_is_blank("、"));
	assert_false(str_is_blank("\xE3\x80")); /* the beginning of a U+3000 */
	assert_false(str_is_blank("0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_error_set),   cmocka_unit_test(test_error_is_safe),
	        cmocka_unit_test(test_error_at),    cmocka_unit_test(test_error_move),
	        cmocka_unit_test(test_exit_status), cmocka_unit_test(test_mem),
	        cmocka_unit_test(test_push),        cmocka_unit_test(test_out_of_memory),
	        cmocka_unit_test(test_strbuf),      cmocka_unit_test(test_strbuf_zeroed),
	        cmocka_unit_test(test_strbuf_long), cmocka_unit_test(test_str),
	        cmocka_unit_test(test_blank),
	};

	return cmocka_run_group_tests_name("error, mem, str", tests, NULL, NULL);
}
