/* What base/platform makes of Windows: names, folders, rights, paths, time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/date.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/platform_file.h"
#include "tenken/base/scratch.h"

#define HARD "髙﨑①～𠮷"

static char *folder;

static int make(void **state)
{
	struct error err = {0};

	(void)state;
	folder = scratch_make(&err);
	return folder ? 0 : -1;
}

static int unmake(void **state)
{
	(void)state;
	scratch_remove(folder);
	free(folder);
	return 0;
}

static void test_paths(void **state)
{
	static const struct {
		const char *path, *folder, *base;
	} cases[] = {
	        {"C:\\a\\b.db", "C:\\a", "b.db"},       {"C:/a/b.db", "C:/a", "b.db"},       {"C:\\b", "C:\\", "b"},
	        {"C:b", "C:", "b"},                     {"b", ".", "b"},                     {"a\\b", "a", "b"},
	        {"\\\\pc\\share\\b", "\\\\pc\\share\\", "b"}, {"\\\\pc\\share\\a\\b", "\\\\pc\\share\\a", "b"}, {"\\b", "\\", "b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *above = path_folder(cases[i].path), *joined = path_join(cases[i].folder, cases[i].base);

		assert_string_equal(above, cases[i].folder);
		assert_string_equal(path_base(cases[i].path), cases[i].base);
		if (strpbrk(cases[i].folder, "/\\")) /* what has no separator yet gets a slash */
			assert_string_equal(joined, cases[i].path);
		free(above);
		free(joined);
	}
}

static void test_files(void **state)
{
	char *path = path_join(folder, HARD), *second = path_join(folder, "2");
	struct strbuf text = STRBUF_INIT;
	struct file_names names;
	struct error err = {0};

	(void)state;
	assert_true(file_write(path, "one\r\n", 5, 0600, &err));
	assert_true(file_write(path, "two\n", 4, 0600, &err)); /* replaced */
	assert_true(file_read(&text, path, 100, &err));
	assert_string_equal(text.text, "two\n");
	assert_true(file_list(&names, folder, &err));
	assert_int_equal(names.count, 1);
	assert_string_equal(names.names[0], HARD);
	file_names_release(&names);
	assert_true(platform_link(path, second));
	assert_false(platform_link(path, second));
	assert_true(platform_remove(second));
	assert_false(platform_remove(second));
	assert_false(file_read(&text, folder, 100, &err));
	assert_int_equal(err.code, ERROR_INPUT); /* a folder */
	assert_false(file_read(&text, second, 100, &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	error_release(&err);
	strbuf_release(&text);
	free(path);
	free(second);
}

/* Whether the name of a file that somebody reads can be given to another depends on the system: it is done, or nothing is changed. */
static void test_replaced_while_read(void **state)
{
	char *path = path_join(folder, "open");
	struct strbuf text = STRBUF_INIT;
	struct file_names names;
	struct error err = {0};
	bool replaced;
	int fd;

	(void)state;
	assert_true(file_write(path, "one", 3, 0600, &err));
	fd = platform_file_open(path);
	assert_true(fd >= 0);
	assert_true(platform_file_is_regular(fd));
	replaced = file_write(path, "two", 3, 0600, &err);
	assert_true(replaced || err.code == ERROR_STORAGE);
	assert_true(platform_file_close(fd));
	assert_true(file_read(&text, path, 100, &err));
	assert_string_equal(text.text, replaced ? "two" : "one");
	assert_true(file_list(&names, folder, &err));
	assert_int_equal(names.count, 2); /* and that of the test before */
	file_names_release(&names);
	strbuf_release(&text);
	error_release(&err);
	free(path);
}

static void test_long_path(void **state)
{
	char *path = mem_strdup(folder), *parts[8];
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		parts[i] = path;
		path = path_join(path, "a-folder-with-a-name-of-some-length-" HARD);
	}
	assert_true(strlen(path) > 300);
	assert_true(file_make_folder(path, &err));
	assert_true(file_is_folder(path));
	assert_true(platform_remove_folder(path));
	for (size_t i = 8; i-- > 1;)
		assert_true(platform_remove_folder(parts[i]));
	for (size_t i = 0; i < 8; i++)
		free(parts[i]);
	free(path);
	error_release(&err);
}

static void test_now(void **state)
{
	char now[26];

	(void)state;
	platform_now(now);
	assert_true(datetime_is_valid(now));
}

static void test_random(void **state)
{
	uint64_t one = 0, two = 0;

	(void)state;
	platform_random(&one, sizeof one);
	platform_random(&two, sizeof two);
	assert_true(one != two);
}

static void test_places(void **state)
{
	struct error err = {0};
	char *program = platform_program(), *present = platform_present_folder(), *host = platform_host(), *data = platform_data_folder(&err);

	(void)state;
	assert_non_null(program);
	assert_true(file_exists(program));
	assert_true(file_is_folder(present));
	assert_true(*host);
	assert_non_null(data);
	assert_string_equal(path_base(data), "tenken");
	assert_true(platform_is_network_path("\\\\pc\\share\\a.db"));
	assert_false(platform_is_network_path("C:\\windows"));
	free(program);
	free(present);
	free(host);
	free(data);
}

/* However many are asked for, what was handed out stays. */
static void test_environment(void **state)
{
	enum { MANY = 200 };
	const char *root = platform_env("SystemRoot");
	char name[32];

	(void)state;
	assert_non_null(root);
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "TENKEN_NOT_SET_%d", i);
		assert_null(platform_env(name));
	}
	snprintf(name, sizeof name, "SystemRoot");
	assert_ptr_equal(platform_env(name), root);
	assert_true(file_is_folder(root));
}

static void test_names(void **state)
{
	static const char *const none[] = {"con", "NUL.xlsx", "Com1.txt", "lpt9", "a<b>.txt", "what?.txt", "a:b", "end.", "end "};
	static const char *const names[] = {"console.txt", "com.txt", "com0", "con1", HARD ".html", ".config", "a b.txt"};
	struct error err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		char *path = path_join(folder, none[i]);

		assert_false(platform_is_file_name(none[i]));
		assert_false(file_write(path, "report", 6, 0600, &err));
		assert_int_equal(err.code, ERROR_USAGE);
		error_release(&err);
		free(path);
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_true(platform_is_file_name(names[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_paths),     cmocka_unit_test(test_files), cmocka_unit_test(test_replaced_while_read),
	        cmocka_unit_test(test_long_path), cmocka_unit_test(test_now),   cmocka_unit_test(test_random),
	        cmocka_unit_test(test_places),    cmocka_unit_test(test_environment), cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
