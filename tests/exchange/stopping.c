/* stopping MAKE_CITY — what takes its time is stopped at every place where it can be: nothing is left half done.
 *
 * A small city of two years is made by MAKE_CITY; the last one's files wait to be collected. Collecting keeps what was taken in and
 * leaves the rest untouched; collecting again takes in exactly that. Verify, backup, and every report of the city leave the database as it is
 * and no file behind. */
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

#include "tenken/app/custody.h"
#include "tenken/app/exceptions.h"
#include "tenken/app/office_city.h"
#include "tenken/app/reports.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"

enum { COUNTED_MAX = 100000 };

static const char *make_city;
static const char passphrase[] = "seven brown owls, counted twice";

struct city {
	char *folder, *db, *in;
	struct office office;
};

/* --- the watcher: goes on so often --- */

static size_t allowed, asked;

static bool watch(void *context, const char *what, size_t done, size_t total)
{
	(void)context;
	assert_non_null(what);
	if (total && done >= total)
		return true;
	return asked++ < allowed;
}

static void stop_after(size_t steps)
{
	allowed = steps;
	asked = 0;
}

/* --- the city --- */

static void run(const char *const *words)
{
	int status;
	pid_t child = fork();
	if (child == 0) {
		execv(words[0], (char *const *)words);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static int set_up(void **state)
{
	static struct city city;
	struct error err = {0};
	char template[] = "/tmp/tenken-stopping-XXXXXX";
	city.folder = strdup(mkdtemp(template));
	city.db = path_join(city.folder, "office.db");
	city.in = path_join(city.folder, "2026/in");
	const char *const words[] = {make_city, city.folder,    "--units", "12", "--years",
	                             "2",       "--first-year", "2025",    NULL};
	run(words);
	setenv("TENKEN_NOW", "2026-12-01T10:00:00+09:00", 1);
	struct workplace_options options = {.db = city.db, .today = {2026, 12, 1}};
	if (!office_open(&city.office, &options, &err))
		fail_msg("%s", err.message);
	progress_set(watch, NULL);
	*state = &city;
	return 0;
}

static int tear_down(void **state)
{
	struct city *city = *state;
	const char *const words[] = {"/bin/rm", "-r", city->folder, NULL};
	progress_set(NULL, NULL);
	office_close(&city->office);
	run(words);
	free(city->in);
	free(city->db);
	free(city->folder);
	return 0;
}

static size_t count_files(const char *folder)
{
	struct file_names names;
	struct error err = {0};
	assert_true(file_list(&names, folder, &err));
	size_t count = names.count;
	file_names_release(&names);
	return count;
}

static void assert_stopped(bool done, struct error *err)
{
	assert_false(done);
	assert_int_equal(err->code, ERROR_STOPPED);
	error_release(err);
}

static void assert_is_whole(const struct city *city)
{
	struct verify_report report;
	struct error err = {0};
	stop_after(SIZE_MAX);
	assert_true(custody_verify(city->db, &report, &err));
	assert_int_equal(report.count, 0);
	verify_report_release(&report);
}

static bool collect(struct city *city, struct collected *collected, size_t counts[3], struct error *err)
{
	const char *const paths[] = {city->in};
	bool ok = office_collect(&city->office, paths, 1, passphrase, false, collected, err);
	counts[COLLECT_IMPORTED] = counts[COLLECT_UNCHANGED] = counts[COLLECT_REJECTED] = 0;
	for (size_t i = 0; i < collected->count; i++)
		counts[collected->items[i].result]++;
	return ok;
}

/* --- the tests --- */

/* First before the first file, then after the fifth, then to the end: together it is what one run would have taken in. */
static void test_collect(void **state)
{
	struct city *city = *state;
	struct collected collected;
	struct error err = {0};
	size_t counts[3], files = count_files(city->in);

	stop_after(0);
	assert_stopped(collect(city, &collected, counts, &err), &err);
	assert_int_equal(collected.count, 0);
	assert_int_equal(collected.left, files);
	assert_int_equal(city->office.standing.count, 0);
	collected_release(&collected);

	stop_after(5);
	assert_stopped(collect(city, &collected, counts, &err), &err);
	assert_int_equal(collected.count, 5);
	assert_int_equal(collected.left, files - 5);
	size_t kept = counts[COLLECT_IMPORTED], refused = counts[COLLECT_REJECTED];
	assert_int_equal(kept + refused, 5);
	assert_true(kept > 0);
	assert_true(city->office.standing.count > 0 && city->office.standing.count <= kept);
	collected_release(&collected);
	assert_is_whole(city);

	stop_after(SIZE_MAX);
	assert_true(collect(city, &collected, counts, &err));
	assert_int_equal(collected.count, files);
	assert_int_equal(collected.left, 0);
	assert_int_equal(counts[COLLECT_UNCHANGED], kept);
	collected_release(&collected);
	assert_is_whole(city);
}

/* At each step in turn, until one is late enough for it to get to its end. */
static void test_verify(void **state)
{
	struct city *city = *state;
	struct verify_report report;
	struct error err = {0};
	size_t stops = 0;
	for (bool done = false; !done; stops++) {
		assert_true(stops < COUNTED_MAX);
		stop_after(stops);
		done = custody_verify(city->db, &report, &err);
		if (!done)
			assert_stopped(done, &err);
	}
	assert_int_equal(report.count, 0);
	assert_true(stops > 12); /* each unit of each year is a place where it can be stopped */
	verify_report_release(&report);
}

static void test_backup(void **state)
{
	struct city *city = *state;
	struct error err = {0};
	char *copy = path_join(city->folder, "copy.db");
	size_t files = count_files(city->folder), stops = 0;
	for (bool done = false; !done; stops++) {
		assert_true(stops < COUNTED_MAX);
		stop_after(stops);
		done = custody_backup(city->db, copy, &err);
		assert_int_equal(count_files(city->folder), files + done);
		if (!done)
			assert_stopped(done, &err);
	}
	assert_true(stops > 1);
	struct city copied = {.db = copy};
	assert_is_whole(&copied);
	free(copy);
}

static void test_figures(void **state)
{
	struct city *city = *state;
	struct error err = {0};
	struct city_input *input = NULL;
	size_t stops = 0;
	for (; !input; stops++) {
		assert_true(stops < COUNTED_MAX);
		stop_after(stops);
		input = office_city(&city->office, NULL, CITY_WANTS_ALL, &err);
		if (!input)
			assert_stopped(false, &err);
	}
	assert_true(stops > 10);
	assert_int_equal(input->units_count, 12);
	assert_int_equal(input->years_count, 1);
	office_city_release(input);
}

/* What is listed over all units is listed whole, or not at all. */
static void test_lists(void **state)
{
	struct city *city = *state;
	struct office_plans plans;
	struct exceptions_list exceptions;
	struct error err = {0};
	size_t units = city->office.roster.count;
	for (size_t stops = 0; stops < units; stops += 3) {
		stop_after(stops);
		assert_stopped(office_plans_load(&city->office, false, &plans, &err), &err);
		stop_after(stops);
		assert_stopped(office_exceptions_load(&city->office, false, &exceptions, &err), &err);
	}
	stop_after(units);
	assert_true(office_plans_load(&city->office, false, &plans, &err));
	assert_true(plans.count > 0);
	office_plans_release(&plans);
	stop_after(units);
	assert_true(office_exceptions_load(&city->office, false, &exceptions, &err));
	exceptions_list_release(&exceptions);
}

/* What stood there before stands there still. */
static void test_reports(void **state)
{
	struct city *city = *state;
	struct error err = {0};
	char *path = path_join(city->folder, "report");
	assert_true(file_write(path, "before", 6, 0600, &err));
	size_t files = count_files(city->folder);
	for (int format = REPORT_TEXT; format <= REPORT_JSON; format++) {
		const struct report_wish wish = {.format = (enum report_format)format, .sample = REPORT_SAMPLE};
		bool done = false;
		for (size_t stops = 0; !done; stops += stops < 20 ? 1 : 7) {
			struct strbuf bytes = STRBUF_INIT;
			stop_after(stops);
			done = report_city_make(&city->office, &wish, path, NULL, &err);
			assert_int_equal(count_files(city->folder), files);
			if (!done) {
				assert_stopped(done, &err);
				assert_true(file_read(&bytes, path, 1000, &err));
				assert_string_equal(bytes.text, "before");
			}
			strbuf_release(&bytes);
		}
		assert_true(file_write(path, "before", 6, 0600, &err));
	}
	free(path);
	assert_is_whole(city);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_collect), cmocka_unit_test(test_verify),
	                                   cmocka_unit_test(test_backup),  cmocka_unit_test(test_figures),
	                                   cmocka_unit_test(test_lists),   cmocka_unit_test(test_reports)};
	if (argc != 2)
		return 2;
	make_city = argv[1];
	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
