/* Tables of a city: what a choice leaves, what the rows are, and in which order they stand. Counted by hand; and that every way of
 * cutting the city adds up to what the report says of it. */
#include "fixture.h"

#include "tenken/report/city_table.h"

enum { CITIZENS, WARDS, PARKS, CRISIS, ROADS, UNITS };
enum { LIST_HEAD, LIST_SYSTEM, LIST_UNKNOWN, LISTS };
enum { Q_LABEL, Q_LENGTH, Q_KEYS, Q_GONE, CITY_QUESTIONS };

static const struct city_checklist lists[LISTS] = {
        {"info_manager", 0}, {"system_manager:s1", 1}, {"old_role", SIZE_MAX}};
static const struct city_question questions[CITY_QUESTIONS] = {
        {"4.2-label", ASK_LABEL}, {"7.4.3-length", ASK_LENGTH}, {"7.1.1-keys", ASK_KEYS}, {"9.9-gone", SIZE_MAX}};
static const struct city_answer answers[] = {
        {.unit = CITIZENS, .checklist = LIST_HEAD, .question = Q_LABEL, .answer = ANSWER_IMPLEMENTED, .basis = BASIS_DECLARED},
        {.unit = CITIZENS, .checklist = LIST_HEAD, .question = Q_LENGTH, .answer = ANSWER_IMPLEMENTED, .basis = BASIS_DERIVED},
        {.unit = CITIZENS, .checklist = LIST_HEAD, .question = Q_KEYS, .answer = ANSWER_NOT_APPLICABLE, .basis = BASIS_DECLARED},
        {.unit = CITIZENS, .checklist = LIST_SYSTEM, .question = Q_LENGTH, .answer = ANSWER_NOT_IMPLEMENTED, .basis = BASIS_DECLARED},
        {.unit = WARDS, .checklist = LIST_HEAD, .question = Q_LABEL, .answer = ANSWER_PARTIAL, .basis = BASIS_DECLARED},
        {.unit = WARDS, .checklist = LIST_HEAD, .question = Q_LENGTH, .answer = ANSWER_NOT_IMPLEMENTED, .basis = BASIS_DECLARED},
        {.unit = WARDS, .checklist = LIST_HEAD, .question = Q_GONE, .answer = ANSWER_PARTIAL, .basis = BASIS_DECLARED},
        {.unit = WARDS, .checklist = LIST_UNKNOWN, .question = Q_LABEL, .answer = ANSWER_EXCEPTION, .basis = BASIS_DECLARED},
        {.unit = PARKS, .checklist = LIST_HEAD, .question = Q_LABEL, .answer = ANSWER_IMPLEMENTED, .basis = BASIS_DECLARED}, /* of a unit that stands as not received: not counted */
        {.unit = CRISIS, .checklist = LIST_HEAD, .question = Q_LENGTH, .answer = ANSWER_UNSURE, .basis = BASIS_DECLARED},
        {.unit = CRISIS, .checklist = LIST_HEAD, .question = Q_KEYS, .answer = ANSWER_NONE, .basis = BASIS_NONE},
};
static const struct city_unit units[UNITS] = {
        [CITIZENS] = {"0101", "市民局", "市民課", "", CITY_CLOSED, false, 2, 2, 0, NULL},
        [WARDS] = {"0102", "市民局", "区政課", "", CITY_RETURNED, true, 3, 1, 1, NULL},
        [PARKS] = {"0201", "建設局", "公園課", "", CITY_NOT_RECEIVED, true, 0, 0, 0, NULL},
        [CRISIS] = {"0301", "", "危機管理室", "", CITY_SUBMITTED, false, 0, 0, 0, NULL},
        [ROADS] = {"0202", "建設局", "道路課", "", CITY_NOT_RECEIVED, false, 0, 0, 0, NULL},
};

static struct fixture base;
static struct city_input input;
static struct city_table table;

static int set_up(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	memset(&base, 0, sizeof base);
	fixture_pack(&base);
	fixture_questions(&base);
	input = (struct city_input){.pack = &base.pack,
	                            .units = units,
	                            .units_count = UNITS,
	                            .checklists = lists,
	                            .checklists_count = LISTS,
	                            .questions = questions,
	                            .questions_count = CITY_QUESTIONS,
	                            .answers = answers,
	                            .answers_count = COUNT(answers)};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	city_table_release(&table);
	i18n_set_language(LANGUAGE_JA);
	return 0;
}

static void count(struct city_choice choice, enum city_by by)
{
	city_table_release(&table);
	city_table_count(&table, &input, &choice, by);
}

static void assert_row(size_t at, size_t what, size_t applicable, size_t misses)
{
	assert_true(at < table.count);
	assert_int_equal(table.rows[at].what, what);
	assert_int_equal(table.rows[at].tally.applicable, applicable);
	assert_int_equal(city_misses(&table.rows[at].tally), misses);
}

static void test_bureaus(void **state)
{
	(void)state;
	count(city_choose_all, CITY_BY_BUREAU);
	assert_int_equal(table.count, 3);
	assert_row(0, CITIZENS, 8, 4);
	assert_row(1, PARKS, 0, 0);
	assert_row(2, CRISIS, 2, 0);
	assert_int_equal(table.rows[0].units, 2);
	assert_int_equal(table.rows[0].missed, 2);
	assert_int_equal(table.rows[0].tally.plans, 5);
	assert_int_equal(table.rows[1].units, 2);
	assert_int_equal(table.rows[1].received, 0);
	assert_int_equal(table.total.units, UNITS);
	assert_int_equal(table.total.received, 3);
	assert_int_equal(table.total.asked, 3);
	assert_int_equal(table.by_state[CITY_NOT_RECEIVED], 2);
}

/* Who handed in nothing has a row, and nothing in it. */
static void test_units_of_a_bureau(void **state)
{
	struct city_choice choice = city_choose_all;

	(void)state;
	choice.bureau = "建設局";
	count(choice, CITY_BY_UNIT);
	assert_int_equal(table.count, 2);
	assert_row(0, PARKS, 0, 0);
	assert_row(1, ROADS, 0, 0);
	assert_int_equal(table.rows[0].received, 0);
	assert_int_equal(tally_implementation_rate(&table.total.tally).denominator, 0);
	assert_int_equal(table.by_state[CITY_NOT_RECEIVED], 2);
	choice.bureau = "市民局";
	count(choice, CITY_BY_UNIT);
	assert_row(0, CITIZENS, 4, 1);
	assert_row(1, WARDS, 4, 3);
	assert_int_equal(table.total.tally.plans_overdue, 1);
}

/* What the pack does not have is shown apart, never dropped. */
static void test_roles_and_chapters(void **state)
{
	(void)state;
	count(city_choose_all, CITY_BY_ROLE);
	assert_row(0, 0, 8, 3);
	assert_row(1, 1, 1, 1);
	assert_row(2, CITY_GONE, 1, 0);
	assert_int_equal(table.rows[0].asked, 3);
	assert_int_equal(table.rows[0].tally.plans, 0);
	count(city_choose_all, CITY_BY_CHAPTER);
	size_t sum = 0;
	for (size_t i = 0; i < table.count; i++)
		sum += table.rows[i].tally.applicable;
	assert_int_equal(sum, 10);
	assert_row(table.count - 1, CITY_GONE, 1, 1);
}

static void test_clauses(void **state)
{
	struct city_choice choice = city_choose_all;
	const struct question *length = &base.pack.questions[ASK_LENGTH];

	(void)state;
	count(choice, CITY_BY_CLAUSE);
	assert_int_equal(table.total.tally.applicable, 10);
	assert_row(table.count - 1, CITY_GONE, 1, 1);
	choice.clause = length->clauses[0];
	count(choice, CITY_BY_QUESTION);
	assert_row(0, Q_LENGTH, 4, 2);
	choice.clause = CITY_GONE;
	count(choice, CITY_BY_QUESTION);
	assert_int_equal(table.count, 1);
	assert_row(0, Q_GONE, 1, 1);
}

/* The way back: a question, the units that miss it, the answer. */
static void test_question_to_answer(void **state)
{
	struct city_choice choice = city_choose_all;

	(void)state;
	count(choice, CITY_BY_QUESTION);
	city_table_sort(&table, CITY_MOST_MISSED);
	assert_row(0, Q_LENGTH, 4, 2);
	assert_row(1, Q_LABEL, 3, 1);
	assert_row(2, Q_GONE, 1, 1);
	assert_row(3, Q_KEYS, 2, 0);
	choice.question = Q_LENGTH;
	count(choice, CITY_BY_ANSWER);
	city_table_sort(&table, CITY_WORST);
	assert_int_equal(table.count, 4);
	assert_int_equal(table.rows[0].what, 3);
	assert_int_equal(table.rows[1].what, 5);
	assert_int_equal(table.rows[2].what, 9);
	assert_int_equal(table.rows[3].what, 1);
	choice.unit = CITIZENS;
	count(choice, CITY_BY_ANSWER);
	assert_int_equal(table.count, 2);
	choice.role = 0;
	count(choice, CITY_BY_ANSWER);
	assert_int_equal(table.count, 1);
	assert_int_equal(table.rows[0].what, 1);
}

/* Without a rate a row stands at the end, whichever way it is ordered. */
static void test_order(void **state)
{
	(void)state;
	count(city_choose_all, CITY_BY_UNIT);
	city_table_sort(&table, CITY_LEAST_IMPLEMENTED);
	assert_int_equal(table.rows[0].what, WARDS);
	assert_int_equal(table.rows[1].what, CITIZENS);
	assert_int_equal(table.rows[2].what, PARKS);
	assert_int_equal(table.rows[4].what, ROADS);
	city_table_sort(&table, CITY_MOST_NOT_APPLICABLE);
	assert_int_equal(table.rows[0].what, CITIZENS);
	city_table_sort(&table, CITY_LEAST_RECEIVED);
	assert_int_equal(table.rows[0].what, PARKS);
	assert_int_equal(table.rows[1].what, ROADS);
	city_table_sort(&table, CITY_LEAST_IMPROVED);
	assert_int_equal(table.rows[0].what, WARDS);
	city_table_sort(&table, CITY_AS_LISTED);
	for (size_t i = 0; i < table.count; i++)
		assert_int_equal(table.rows[i].what, i);
}

/* However the city is cut, it is the city of the report. */
static void test_adds_up(void **state)
{
	struct city_counts counts;

	(void)state;
	city_count(&counts, &input);
	for (int by = 0; by < CITY_BYS; by++) {
		struct tally sum = {0};

		count(city_choose_all, (enum city_by)by);
		assert_memory_equal(&table.total.tally, &counts.all, sizeof counts.all);
		assert_memory_equal(table.by_state, counts.by_state, sizeof counts.by_state);
		for (size_t i = 0; i < table.count; i++)
			tally_merge(&sum, &table.rows[i].tally);
		if (by != CITY_BY_CLAUSE)
			assert_memory_equal(sum.by_answer, counts.all.by_answer, sizeof sum.by_answer);
	}
	count(city_choose_all, CITY_BY_QUESTION);
	for (int i = 0; i < CITY_REACHES; i++)
		assert_int_equal(city_table_reach(&table, city_reaches[i]).numerator, counts.reached[i]);
	assert_int_equal(city_table_reach(&table, 100).denominator, counts.questions_count);
	for (size_t i = 0; i < counts.questions_count; i++) {
		const struct city_missed *missed = &counts.questions[i];

		for (size_t k = 0; k < table.count; k++) {
			if (table.rows[k].what == missed->question) {
				assert_int_equal(table.rows[k].asked, missed->asked);
				assert_int_equal(table.rows[k].missed, missed->missed);
			}
		}
	}
	city_counts_release(&counts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_bureaus, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_units_of_a_bureau, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_roles_and_chapters, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_clauses, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_question_to_answer, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_adds_up, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
