/* How far something is: what is said when, and what is stopped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tenken/base/i18n.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"

static size_t seen_done, seen_total;

static bool goes_on(void *context, const char *what, size_t done, size_t total)
{
	assert_string_equal(what, "Files");
	seen_done = done;
	seen_total = total;
	return *(bool *)context;
}

static void test_nobody_watches(void **state)
{
	struct error err = {0};
	(void)state;
	assert_true(progress_step("Files", 3, 10, &err));
	assert_null(err.message);
}

static void test_watcher_stops(void **state)
{
	struct error err = {0};
	bool on = true;
	(void)state;
	progress_set(goes_on, &on);
	assert_true(progress_step("Files", 3, 10, &err));
	assert_int_equal(seen_done, 3);
	assert_int_equal(seen_total, 10);
	on = false;
	assert_false(progress_step("Files", 4, 10, &err));
	assert_int_equal(err.code, ERROR_STOPPED);
	assert_int_equal(error_exit_status(err.code), 4);
	error_release(&err);
	assert_false(progress_step("Files", 4, 0, &err));
	error_release(&err);
	/* Nothing is left to stop. */
	assert_true(progress_step("Files", 10, 10, &err));
	assert_int_equal(seen_done, 10);
	progress_set(NULL, NULL);
	assert_true(progress_step("Files", 5, 10, &err));
	assert_int_equal(seen_done, 10);
}

/* Silent at first, then not too often; a new piece of work begins anew, and so does one behind another's end. */
static void test_when_it_is_shown(void **state)
{
	struct progress_clock clock = {0};
	long long t = 1000;
	(void)state;
	assert_false(progress_is_due(&clock, t, 0, 10));
	assert_false(progress_is_due(&clock, t + PROGRESS_SILENT_MS - 1, 1, 10));
	assert_true(progress_is_due(&clock, t + PROGRESS_SILENT_MS, 2, 10));
	assert_false(progress_is_due(&clock, t + PROGRESS_SILENT_MS + PROGRESS_SHOW_MS - 1, 3, 10));
	assert_true(progress_is_due(&clock, t + PROGRESS_SILENT_MS + PROGRESS_SHOW_MS, 4, 10));
	assert_false(progress_is_due(&clock, t + 2000, 10, 10));
	assert_int_equal(clock.begun_ms, 0);
	assert_int_equal(clock.shown_ms, 0);
	assert_false(progress_is_due(&clock, t + 9000, 512, 0));
	assert_true(progress_is_due(&clock, t + 9000 + PROGRESS_SILENT_MS, 1024, 0));
	assert_false(progress_is_due(&clock, t + 20000, 0, 5));
}

static void test_words(void **state)
{
	struct strbuf out = STRBUF_INIT;
	(void)state;
	progress_format(&out, "Files", 340, 1000);
	assert_string_equal(out.text, "Files 340/1000 (34 %)");
	strbuf_reset(&out);
	progress_format(&out, "Rows", 512, 0);
	assert_string_equal(out.text, "Rows 512");
	strbuf_reset(&out);
	progress_format(&out, "Rows", 0, 0);
	assert_string_equal(out.text, "Rows");
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_nobody_watches), cmocka_unit_test(test_watcher_stops),
	                                   cmocka_unit_test(test_when_it_is_shown), cmocka_unit_test(test_words)};
	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
