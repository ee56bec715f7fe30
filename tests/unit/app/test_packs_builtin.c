/* The built-in pack stands for the files from which it was made and for no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "packs_private.h"
#include "tenken/base/file.h"
#include "tenken/base/str.h"
#include "tenken/core/pack_builtin.h"

static char *original, *folder, *copy;

static void run(const char *format, const char *from, const char *to)
{
	char *command = str_format(format, from, to);

	assert_int_equal(system(command), 0);
	free(command);
}

static int set_up(void **state)
{
	char template[] = "/tmp/tenken-packs-XXXXXX";

	(void)state;
	original = str_format("%s/checklists/kobe-5.10", getenv("TENKEN_SOURCE_ROOT"));
	folder = str_format("%s", mkdtemp(template));
	copy = str_format("%s/copy", folder);
	run("cp -r '%s' '%s'", original, copy);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	run("rm -r '%s'%s", folder, "");
	free(original);
	free(folder);
	free(copy);
	return 0;
}

static void test_the_same_files(void **state)
{
	(void)state;
	assert_ptr_equal(packs_builtin(original), &pack_builtin);
	assert_ptr_equal(packs_builtin(copy), &pack_builtin);
}

static void test_one_byte(void **state)
{
	(void)state;
	run("sed -i '$s/}/ /' '%s'/%s", copy, "questions/07.json");
	assert_null(packs_builtin(copy));
}

static void test_one_byte_more(void **state)
{
	(void)state;
	run("echo >> '%s'/%s", copy, "rules.json");
	assert_null(packs_builtin(copy));
}

static void test_a_file_less(void **state)
{
	(void)state;
	run("rm '%s'/%s", copy, "classification.json");
	assert_null(packs_builtin(copy));
}

static void test_a_file_more(void **state)
{
	(void)state;
	run("echo '{}' > '%s'/%s", copy, "questions/14.json");
	assert_null(packs_builtin(copy));
}

static void test_no_folder(void **state)
{
	(void)state;
	assert_null(packs_builtin("/nowhere"));
}

/* What is read from such a folder is read from its files, and says what they say. */
static void test_what_differs_is_read(void **state)
{
	struct error err = {0};

	(void)state;
	run("sed -i 's/\"version\": \"[^\"]*\"/\"version\": \"9.9\"/' '%s'/%s", copy, "pack.json");
	struct pack *pack = packs_read(copy, NULL, &err);
	assert_non_null(pack);
	assert_string_equal(pack->version, "9.9");
	assert_false(pack->constant);
	pack_free(pack);
	pack = packs_read(original, NULL, &err);
	assert_true(pack->constant);
	assert_string_not_equal(pack->version, "9.9");
	pack_free(pack);
}

/* Where no folder holds it, the program's own files stand for it: the same ones, by each byte. */
static void test_inside(void **state)
{
	static const char inside[] = "builtin:/kobe-5.10";
	struct error err = {0};
	struct file_names names = {0};
	char hash_inside[65], hash_outside[65];

	(void)state;
	assert_true(packs_is_inside(inside));
	assert_false(packs_is_inside("builtin:/another"));
	assert_false(packs_is_inside(original));
	assert_ptr_equal(packs_read(inside, NULL, &err), &pack_builtin);
	assert_true(packs_fingerprint(inside, hash_inside, &err));
	assert_true(packs_fingerprint(original, hash_outside, &err));
	assert_string_equal(hash_inside, hash_outside);
	assert_true(packs_list_questions(&names, inside, &err));
	assert_true(names.count > 5);
	for (size_t i = 1; i < names.count; i++)
		assert_true(strcmp(names.names[i - 1], names.names[i]) < 0);
	file_names_release(&names);
	struct strbuf text = STRBUF_INIT;
	assert_false(packs_read_file(&text, inside, "nothing.json", 1000, &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	error_release(&err);
	strbuf_release(&text);
}

/* An overlay finds its base in the program as well. */
static void test_overlay_on_what_is_inside(void **state)
{
	struct error err = {0};
	char *found = packs_find_in(PACKS_INSIDE, "kobe-5.10");

	(void)state;
	assert_string_equal(found, "builtin:/kobe-5.10");
	free(found);
	assert_null(packs_find_in(PACKS_INSIDE, "another"));
	found = packs_find("builtin:/kobe-5.10", &err);
	assert_string_equal(found, "builtin:/kobe-5.10");
	free(found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_the_same_files, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_one_byte, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_one_byte_more, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_a_file_less, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_a_file_more, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_no_folder, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_what_differs_is_read, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_inside, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_overlay_on_what_is_inside, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
