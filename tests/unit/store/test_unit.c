#include "fixture.h"

static void test_unit(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct unit unit;

	assert_done(unit_load(fixture->db, &unit, &err), &err);
	assert_string_equal(unit.code, "0012");
	assert_string_equal(unit.bureau, "総務局");
	assert_string_equal(unit.name, "情報課");
	str_assign(&unit.name, "デジタル課");
	str_assign(&unit.code, NULL);
	assert_done(unit_save(fixture->db, &unit, &err), &err);
	unit_release(&unit);
	unit_release(&unit);
	unit_release(NULL);
	reopen(fixture);
	assert_done(unit_load(fixture->db, &unit, &err), &err);
	assert_string_equal(unit.name, "デジタル課");
	assert_string_equal(unit.code, "");
	unit_release(&unit);
}

static void test_empty_database(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct unit unit;
	struct cycle cycle;
	struct assessments list;

	fixture->db = db_open(fixture->path, DB_CREATE, &err);
	assert_non_null(fixture->db);
	assert_fails(unit_load(fixture->db, &unit, &err), &err, ERROR_NOT_FOUND);
	assert_null(unit.name);
	assert_fails(cycle_current(fixture->db, &cycle, &err), &err, ERROR_NOT_FOUND);
	assert_done(assessments_load(fixture->db, 1, &list, &err), &err);
	assert_int_equal(list.count, 0);
	assert_null(setting_load(fixture->db, "place"));
}

static int64_t add_cycle(struct fixture *fixture, int fiscal_year, bool extra)
{
	struct error err = {0};
	struct cycle cycle = {
	        .fiscal_year = fiscal_year, .extra = extra, .pack = (char *)"kobe-5.10", .due = (char *)""};

	assert_done(cycle_add(fixture->db, &cycle, &err), &err);
	return cycle.id;
}

static int64_t add_checklist(struct fixture *fixture, int64_t cycle, const char *checklist, const char *subject)
{
	struct error err = {0};
	struct assessment assessment = {.cycle = cycle,
	                                .checklist = (char *)checklist,
	                                .role = (char *)"system_manager",
	                                .subject = (char *)subject};

	assert_done(assessment_add(fixture->db, &assessment, &err), &err);
	return assessment.id;
}

static void test_newest_cycle(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct cycle cycle;
	int64_t extra = add_cycle(fixture, 2026, true);

	add_cycle(fixture, 2024, false);
	assert_done(cycle_current(fixture->db, &cycle, &err), &err);
	assert_int_equal(cycle.id, extra);
	assert_int_equal(cycle.fiscal_year, 2026);
	assert_true(cycle.extra);
	assert_string_equal(cycle.pack, "kobe-5.10");
	assert_string_equal(cycle.due, "");
	cycle_release(&cycle);
	cycle_release(&cycle);
}

static void test_checklists(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct assessments list;
	struct assessment again = {
	        .cycle = fixture->cycle, .checklist = (char *)"info_manager", .role = (char *)"info_manager"};
	struct assessment nowhere = {.cycle = 99, .checklist = (char *)"x", .role = (char *)"x"};

	add_checklist(fixture, fixture->cycle, "system_manager:s1", "system:s1");
	assert_fails(assessment_add(fixture->db, &again, &err), &err, ERROR_CONFLICT);
	assert_int_equal(again.id, 0);
	assert_fails(assessment_add(fixture->db, &nowhere, &err), &err, ERROR_NOT_FOUND);
	assert_done(assessments_load(fixture->db, fixture->cycle, &list, &err), &err);
	assert_int_equal(list.count, 2);
	assert_string_equal(list.items[0].checklist, "info_manager");
	assert_null(list.items[0].subject);
	assert_string_equal(list.items[1].subject, "system:s1");
	assert_int_equal(list.items[1].cycle, fixture->cycle);
	assessments_release(&list);
	assessments_release(&list);
}

static void test_previous_checklist(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	int64_t previous = -1;
	struct assessment now = {
	        .id = fixture->assessment, .cycle = fixture->cycle, .checklist = (char *)"info_manager"};

	char *pack;
	assert_done(assessment_previous(fixture->db, &now, &previous, &pack, &err), &err);
	assert_int_equal(previous, 0);
	assert_null(pack);
	/* The same year's extra check does not count; of last year's two the newer does; another checklist's is not
	 * ours. */
	add_checklist(fixture, add_cycle(fixture, 2026, true), "info_manager", NULL);
	add_checklist(fixture, add_cycle(fixture, 2024, false), "info_manager", NULL);
	add_checklist(fixture, add_cycle(fixture, 2025, false), "info_manager", NULL);
	int64_t wanted = add_checklist(fixture, add_cycle(fixture, 2025, true), "info_manager", NULL);
	add_checklist(fixture, add_cycle(fixture, 2025, true), "system_manager:s1", "system:s1");
	/* Where nothing was answered there is nothing to stand beside. */
	add_checklist(fixture, add_cycle(fixture, 2025, true), "info_manager", NULL);
	assert_done(assessment_previous(fixture->db, &now, &previous, &pack, &err), &err);
	assert_int_equal(previous, 0);
	append(fixture->db, wanted, "7.4.3-length", ANSWER_IMPLEMENTED, "");
	assert_done(assessment_previous(fixture->db, &now, &previous, &pack, &err), &err);
	assert_int_equal(previous, wanted);
	assert_string_equal(pack, "kobe-5.10");
	free(pack);
}

static void test_settings(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	assert_done(setting_save(fixture->db, "place", "7.4.3", &err), &err);
	assert_done(setting_save(fixture->db, "place", "7.4.4", &err), &err);
	reopen(fixture);
	char *value = setting_load(fixture->db, "place");
	assert_string_equal(value, "7.4.4");
	free(value);
	assert_null(setting_load(fixture->db, "Place"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_unit, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_empty_database, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_newest_cycle, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_checklists, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_previous_checklist, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_settings, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("unit", tests, NULL, NULL);
}
