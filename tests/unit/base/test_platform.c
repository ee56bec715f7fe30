/* The machine: locale, clock, folders, file systems, chance. */
#include <langinfo.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tenken/base/file.h"
#include "tenken/base/platform.h"

static int clear_locale(void **state)
{
	(void)state;
	unsetenv("LC_ALL");
	unsetenv("LC_CTYPE");
	unsetenv("LANG");
	setlocale(LC_CTYPE, "C");
	return 0;
}

static void assert_locale(const char *variable, const char *value, bool expected, const char *expected_encoding)
{
	const char *encoding = NULL;

	setlocale(LC_CTYPE, "C");
	if (variable)
		setenv(variable, value, 1);
	if (platform_set_locale(&encoding) != expected)
		fail_msg("%s=%s gave %s", variable ? variable : "nothing", value, encoding);
	assert_string_equal(encoding, expected_encoding);
	assert_true(platform_set_locale(NULL) == expected);
	if (variable)
		unsetenv(variable);
}

static void test_locale(void **state)
{
	static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	(void)state;
	assert_locale(NULL, "", true, "UTF-8");
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *variable = variables[i];

		assert_locale(variable, "", true, "UTF-8");
		assert_locale(variable, "C", true, "UTF-8");
		assert_locale(variable, "POSIX", true, "UTF-8");
		assert_locale(variable, "C.UTF-8", true, "UTF-8");
		assert_locale(variable, "ja_JP.UTF-8", true, "UTF-8");
		assert_locale(variable, "ja_JP.utf8@cjk", true, "UTF-8");
		assert_locale(variable, "xx_YY.UTF-8", true, "UTF-8"); /* installed nowhere */
		assert_locale(variable, "ja_JP.eucJP", false, "eucJP");
		assert_locale(variable, "ja_JP.SJIS", false, "SJIS");
		assert_locale(variable, "de_DE.ISO-8859-15@euro", false, "ISO-8859-15");
		assert_locale(variable, "C.an-encoding-with-a-name-far-longer-than-any", false,
		              "an-encoding-with-a-name-far-lon");
	}
}

/* LC_ALL before LC_CTYPE before LANG; an empty one counts as not set. */
static void test_locale_order(void **state)
{
	(void)state;
	setenv("LANG", "ja_JP.eucJP", 1);
	assert_locale("LC_ALL", "C.UTF-8", true, "UTF-8");
	assert_locale("LC_CTYPE", "C.UTF-8", true, "UTF-8");
	assert_locale("LC_ALL", "", false, "eucJP");
	setenv("LC_CTYPE", "ja_JP.SJIS", 1);
	assert_locale("LC_ALL", "", false, "SJIS");
	assert_locale("LC_ALL", "C", true, "UTF-8");
}

/* Where the system has a UTF-8 locale at all, the C library then agrees, as ncurses needs; numbers stay as they were. */
static void test_locale_library(void **state)
{
	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8")) {
		print_message("skipped: this system has no C.UTF-8\n");
		skip();
	}
	setlocale(LC_CTYPE, "C");
	assert_true(platform_set_locale(NULL));
	assert_string_equal(nl_langinfo(CODESET), "UTF-8");
	assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
	setenv("LANG", "ja_JP.eucJP", 1);
	assert_false(platform_set_locale(NULL));
	assert_string_equal(setlocale(LC_CTYPE, NULL), "C");
}

static void test_now(void **state)
{
	char now[26];

	(void)state;
	setenv("TENKEN_NOW", "2026-10-01T14:03:21+09:00", 1);
	assert_ptr_equal(platform_now(now), now);
	assert_string_equal(now, "2026-10-01T14:03:21+09:00");
	setenv("TENKEN_NOW", "2026-02-30T14:03:21+09:00", 1);
	assert_string_not_equal(platform_now(now), "2026-02-30T14:03:21+09:00");
	setenv("TENKEN_NOW", "2026-10-01", 1);
	assert_true(datetime_is_valid(platform_now(now)));
	unsetenv("TENKEN_NOW");
	assert_true(datetime_is_valid(platform_now(now)));
	assert_int_equal(strlen(now), 25);
}

static void test_now_zone(void **state)
{
	char now[26];
	char expected[26];
	time_t before;
	struct tm local;

	(void)state;
	setenv("TZ", "JST-9", 1);
	tzset();
	do { /* until both fell into one second */
		before = time(NULL);
		platform_now(now);
	} while (time(NULL) != before);
	before += 9 * 60 * 60;
	gmtime_r(&before, &local);
	strftime(expected, sizeof expected, "%Y-%m-%dT%H:%M:%S+09:00", &local);
	assert_string_equal(now, expected);
	setenv("TZ", "XXX3:30", 1);
	tzset();
	assert_string_equal(platform_now(now) + 19, "-03:30");
	setenv("TZ", "UTC0", 1);
	tzset();
	assert_string_equal(platform_now(now) + 19, "+00:00");
	unsetenv("TZ");
	tzset();
}

static void assert_today(int year, int month, int day)
{
	struct date today = platform_today();

	assert_int_equal(today.year, year);
	assert_int_equal(today.month, month);
	assert_int_equal(today.day, day);
}

static void test_today(void **state)
{
	(void)state;
	setenv("TENKEN_NOW", "2026-10-01T00:30:00+09:00", 1);
	unsetenv("TENKEN_DATE");
	assert_today(2026, 10, 1); /* the day there, not in UTC */
	setenv("TENKEN_DATE", "2027-03-31", 1);
	assert_today(2027, 3, 31);
	setenv("TENKEN_DATE", "tomorrow", 1);
	assert_today(2026, 10, 1);
	unsetenv("TENKEN_DATE");
	unsetenv("TENKEN_NOW");
	assert_true(date_is_set(platform_today()));
}

static void assert_data_folder(const char *data, const char *home, const char *expected)
{
	struct error err = {0};
	char *folder;

	data ? setenv("XDG_DATA_HOME", data, 1) : unsetenv("XDG_DATA_HOME");
	home ? setenv("HOME", home, 1) : unsetenv("HOME");
	folder = platform_data_folder(&err);
	if (expected) {
		assert_string_equal(folder, expected);
		assert_int_equal(err.code, ERROR_NONE);
	} else {
		assert_null(folder);
		assert_int_equal(err.code, ERROR_SYSTEM);
		assert_non_null(strstr(err.message, "HOME"));
	}
	free(folder);
	error_release(&err);
}

static void test_data_folder(void **state)
{
	char *old_home = getenv("HOME") ? strdup(getenv("HOME")) : NULL;

	(void)state;
	assert_data_folder("/data", "/home/x", "/data/tenken");
	assert_data_folder("/data/", NULL, "/data/tenken");
	assert_data_folder("", "/home/x", "/home/x/.local/share/tenken");
	assert_data_folder("relative", "/home/x", "/home/x/.local/share/tenken");
	assert_data_folder(NULL, "/home/x/", "/home/x/.local/share/tenken");
	assert_data_folder(NULL, NULL, NULL);
	assert_data_folder("relative", "", NULL);
	if (old_home)
		setenv("HOME", old_home, 1);
	free(old_home);
}

static void test_program_folder(void **state)
{
	char *folder = platform_program_folder();
	char *program = realpath("/proc/self/exe", NULL);
	char *expected = path_folder(program);

	(void)state;
	assert_string_equal(folder, expected);
	assert_true(file_is_folder(folder));
	free(expected);
	free(program);
	free(folder);
}

static void test_network(void **state)
{
	(void)state;
	assert_false(platform_is_network_path("/proc/self/status"));
	assert_false(platform_is_network_path("/dev/null"));
	/* what is not there yet lies where its nearest folder lies */
	assert_false(platform_is_network_path("/proc/none/none"));
	assert_true(platform_is_network_path("none/none/none") == platform_is_network_path("."));
	assert_true(platform_is_network_path("") == platform_is_network_path("."));
}

static void test_random(void **state)
{
	unsigned char bytes[1000] = {0};
	unsigned char again[1000] = {0};
	size_t zeros = 0;

	(void)state;
	platform_random(bytes, sizeof bytes);
	platform_random(again, sizeof again - 1);
	assert_memory_not_equal(bytes, again, 999);
	assert_int_equal(again[999], 0); /* nothing behind the end */
	for (size_t i = 0; i < sizeof bytes; i++)
		zeros += bytes[i] == 0;
	assert_true(zeros < 50); /* 4 are to be expected */
	platform_random(NULL, 0);
}

/* Standard output of a test is a pipe or a file as often as a terminal: in a child it is made a pipe. */
static void test_terminal(void **state)
{
	int ends[2];
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		_Exit(platform_is_terminal(STDOUT_FILENO) ? 1 : platform_terminal_cols());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 80);
	close(ends[0]);
	close(ends[1]);
	assert_false(platform_is_terminal(-1));
}

static void test_harden(void **state)
{
	int status;
	pid_t child;

	(void)state;
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct rlimit core;

		platform_harden();
		if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0 || core.rlim_max != 0)
			_Exit(1);
		_Exit(umask(0) == 077 && platform_program_folder() ? 42 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(test_locale, clear_locale),
	        cmocka_unit_test_setup(test_locale_order, clear_locale),
	        cmocka_unit_test_setup(test_locale_library, clear_locale),
	        cmocka_unit_test(test_now),
	        cmocka_unit_test(test_now_zone),
	        cmocka_unit_test(test_today),
	        cmocka_unit_test(test_data_folder),
	        cmocka_unit_test(test_program_folder),
	        cmocka_unit_test(test_network),
	        cmocka_unit_test(test_random),
	        cmocka_unit_test(test_terminal),
	        cmocka_unit_test(test_harden),
	};

	return cmocka_run_group_tests_name("platform", tests, NULL, NULL);
}
