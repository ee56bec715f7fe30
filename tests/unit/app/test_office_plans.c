/* Improvement plans of all units: by when they are due they add up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "tenken/app/office.h"

static void test_sum(void **state)
{
	struct office_plan items[] = {
	        {.due = {2026, 12, 31}},
	        {.due = {2027, 1, 1}},
	        {.due = {2026, 12, 1}},
	        {.due = {2026, 12, 9}, .done = true},
	        {.due = {2026, 11, 1}, .overdue = true},
	        {.due = {0}},
	        {.due = {2025, 12, 5}},
	};
	const struct office_plans plans = {.items = items, .count = sizeof items / sizeof *items};
	struct office_plans_sum sum;
	size_t all;
	(void)state;
	office_plans_add_up(&plans, &sum);
	assert_int_equal(sum.done, 1);
	assert_int_equal(sum.overdue, 1);
	assert_int_equal(sum.dateless, 1);
	assert_int_equal(sum.months_count, 3);
	assert_int_equal(date_compare(sum.months[0].first, (struct date){2025, 12, 1}), 0);
	assert_int_equal(date_compare(sum.months[1].first, (struct date){2026, 12, 1}), 0);
	assert_int_equal(sum.months[1].count, 2);
	assert_int_equal(sum.months[2].count, 1);
	all = sum.done + sum.overdue + sum.dateless;
	for (size_t i = 0; i < sum.months_count; i++)
		all += sum.months[i].count;
	assert_int_equal(all, plans.count);
	office_plans_sum_release(&sum);
	office_plans_add_up(&(struct office_plans){0}, &sum);
	assert_int_equal(sum.months_count, 0);
	office_plans_sum_release(&sum);
}

static void assert_about(const struct json *submission, const char *subject, const char *wanted)
{
	char *about = office_about(submission, subject);
	assert_string_equal(about, wanted);
	free(about);
}

/* By the unit's own registers: the name, the id only where there is none, both where two are called alike. */
static void test_about(void **state)
{
	static const char body[] =
	        "{\"records\": ["
	        "{\"register\": \"system\", \"record\": {\"id\": \"s1\", \"name\": \"住民記録\"}},"
	        "{\"register\": \"system\", \"record\": {\"id\": \"s2\", \"name\": \"予約\"}},"
	        "{\"register\": \"system\", \"record\": {\"id\": \"s3\", \"name\": \"予約\"}},"
	        "{\"register\": \"system\", \"record\": {\"id\": \"s4\"}},"
	        "{\"register\": \"contract\", \"record\": {\"id\": \"s1\", \"name\": \"住民記録\"}}]}";
	struct error err = {0};
	struct json_doc *doc = json_read(body, strlen(body), "body", &json_limits_outside, &err);
	(void)state;
	assert_non_null(doc);
	assert_about(json_root(doc), NULL, "");
	assert_about(json_root(doc), "system:s1", "住民記録");
	assert_about(json_root(doc), "contract:s1", "住民記録");
	assert_about(json_root(doc), "system:s2", "予約 s2");
	assert_about(json_root(doc), "system:s3", "予約 s3");
	assert_about(json_root(doc), "system:s4", "s4");
	assert_about(json_root(doc), "system:s5", "s5");
	json_doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sum), cmocka_unit_test(test_about)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
