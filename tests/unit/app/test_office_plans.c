/* Improvement plans of all units: by when they are due they add up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sum)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
