#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "list.h"

static struct list list_of(size_t count, int rows)
{
	struct list list = {0};

	list_set_count(&list, count);
	list_set_rows(&list, rows);
	return list;
}

static void assert_in_sight(const struct list *list)
{
	assert_true(list->cursor >= list->top);
	assert_true(list->count == 0 || list->cursor < list->top + list_seen(list));
	assert_true(list->top + list_seen(list) <= list->count);
}

static void test_empty(void **state)
{
	static const enum action_id moves[] = {ACTION_UP,        ACTION_DOWN,  ACTION_PAGE_UP,
	                                       ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST};
	struct list list = {0};

	(void)state;
	assert_int_equal(list_seen(&list), 0);
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		assert_true(list_act(&list, moves[i]));
		assert_int_equal(list.cursor, 0);
		assert_int_equal(list.top, 0);
	}
	list_wheel(&list, 1);
	list_wheel(&list, -1);
	list_go(&list, 7);
	assert_int_equal(list.cursor, 0);
	assert_false(list_click(&list, 0, 0));
}

static void test_steps(void **state)
{
	struct list list = list_of(30, 10);

	(void)state;
	assert_true(list_act(&list, ACTION_UP));
	assert_int_equal(list.cursor, 0);
	for (int i = 0; i < 9; i++)
		list_act(&list, ACTION_DOWN);
	assert_int_equal(list.cursor, 9);
	assert_int_equal(list.top, 0);
	list_act(&list, ACTION_DOWN);
	assert_int_equal(list.cursor, 10);
	assert_int_equal(list.top, 1);
	list_act(&list, ACTION_LAST);
	assert_int_equal(list.cursor, 29);
	assert_int_equal(list.top, 20);
	list_act(&list, ACTION_DOWN);
	assert_int_equal(list.cursor, 29);
	list_act(&list, ACTION_FIRST);
	assert_int_equal(list.cursor, 0);
	assert_int_equal(list.top, 0);
}

static void test_pages(void **state)
{
	struct list list = list_of(25, 10);

	(void)state;
	list_act(&list, ACTION_PAGE_DOWN);
	assert_int_equal(list.cursor, 9);
	list_act(&list, ACTION_PAGE_DOWN);
	assert_int_equal(list.cursor, 18);
	assert_in_sight(&list);
	list_act(&list, ACTION_PAGE_DOWN);
	assert_int_equal(list.cursor, 24);
	assert_int_equal(list.top, 15);
	list_act(&list, ACTION_PAGE_UP);
	assert_int_equal(list.cursor, 15);
	list_act(&list, ACTION_PAGE_UP);
	list_act(&list, ACTION_PAGE_UP);
	assert_int_equal(list.cursor, 0);
	assert_int_equal(list.top, 0);
}

static void test_other_actions_are_not_its(void **state)
{
	struct list list = list_of(5, 5);

	(void)state;
	assert_false(list_act(&list, ACTION_OPEN));
	assert_false(list_act(&list, ACTION_NONE));
	assert_int_equal(list.cursor, 0);
}

static void test_resize_keeps_focus(void **state)
{
	struct list list = list_of(100, 20);

	(void)state;
	list_go(&list, 50);
	for (int rows = 20; rows >= -1; rows--) {
		list_set_rows(&list, rows);
		assert_int_equal(list.cursor, 50);
		assert_in_sight(&list);
	}
	list_set_rows(&list, 200);
	assert_int_equal(list.cursor, 50);
	assert_int_equal(list.top, 0);
	assert_int_equal(list_seen(&list), 100);
}

static void test_rows_come_and_go(void **state)
{
	struct list list = list_of(100, 10);

	(void)state;
	list_act(&list, ACTION_LAST);
	list_set_count(&list, 40);
	assert_int_equal(list.cursor, 39);
	assert_int_equal(list.top, 30);
	list_set_count(&list, 3);
	assert_int_equal(list.cursor, 2);
	assert_int_equal(list.top, 0);
	assert_int_equal(list_seen(&list), 3);
	list_set_count(&list, 0);
	assert_int_equal(list.cursor, 0);
	assert_int_equal(list_seen(&list), 0);
	list_set_count(&list, 5);
	list_go(&list, SIZE_MAX);
	assert_int_equal(list.cursor, 4);
}

static void test_wheel(void **state)
{
	struct list list = list_of(30, 10);

	(void)state;
	list_go(&list, 5);
	list_wheel(&list, 1);
	assert_int_equal(list.top, 3);
	assert_int_equal(list.cursor, 5);
	list_wheel(&list, 1);
	assert_int_equal(list.top, 6);
	assert_int_equal(list.cursor, 6);
	for (int i = 0; i < 20; i++)
		list_wheel(&list, 1);
	assert_int_equal(list.top, 20);
	assert_int_equal(list.cursor, 20);
	list_act(&list, ACTION_LAST);
	for (int i = 0; i < 20; i++)
		list_wheel(&list, -1);
	assert_int_equal(list.top, 0);
	assert_int_equal(list.cursor, 9);
}

static void test_click(void **state)
{
	struct list list = list_of(30, 10);

	(void)state;
	list_go(&list, 15);
	assert_int_equal(list.top, 6);
	assert_true(list_click(&list, 4, 4));
	assert_int_equal(list.cursor, 6);
	assert_true(list_click(&list, 13, 4));
	assert_int_equal(list.cursor, 15);
	assert_false(list_click(&list, 14, 4));
	assert_false(list_click(&list, 3, 4));
	assert_int_equal(list.cursor, 15);
	list = list_of(2, 10);
	assert_false(list_click(&list, 6, 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_empty),
	        cmocka_unit_test(test_steps),
	        cmocka_unit_test(test_pages),
	        cmocka_unit_test(test_other_actions_are_not_its),
	        cmocka_unit_test(test_resize_keeps_focus),
	        cmocka_unit_test(test_rows_come_and_go),
	        cmocka_unit_test(test_wheel),
	        cmocka_unit_test(test_click),
	};

	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
