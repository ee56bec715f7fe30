/* The levels of the city's figures: what may be counted by what, where a row leads, what is found again after all was read anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "figures.h"
#include "tenken/base/i18n.h"

#define TEXT(text) ((char *)(text)) /* the pack's texts are only read here */

static struct role roles[] = {{.id = TEXT("head"), .title = {.ja = TEXT("課長"), .en = TEXT("Head")}}};
static struct chapter chapters[] = {{.id = TEXT("4")}, {.id = TEXT("7")}};
static struct clause clauses[] = {{.id = TEXT("4.2.ア"), .label = TEXT("4.2 ア")}, {.id = TEXT("7.1.ア"), .label = TEXT("7.1 ア")}};
static size_t of_clause[] = {0, 1};
static struct question asked[] = {
        {.id = TEXT("4-a"), .chapter = 0, .clauses = &of_clause[0], .clauses_count = 1, .text = {.ja = TEXT("守る。"), .en = TEXT("It is kept.")}},
        {.id = TEXT("7-b"), .chapter = 1, .clauses = &of_clause[1], .clauses_count = 1, .text = {.ja = TEXT("見る。"), .en = TEXT("It is seen.")}},
};
static struct pack pack = {.roles = roles,
                           .roles_count = 1,
                           .chapters = chapters,
                           .chapters_count = 2,
                           .clauses = clauses,
                           .clauses_count = 2,
                           .questions = asked,
                           .questions_count = 2};

static const struct city_unit units[] = {
        {"0101", "市民局", "市民課", "", CITY_SUBMITTED, false, 0, 0, 0, NULL},
        {"0102", "市民局", "区政課", "", CITY_NOT_RECEIVED, true, 0, 0, 0, NULL},
        {"0201", "", "危機管理室", "", CITY_SUBMITTED, false, 0, 0, 0, NULL},
};
static const struct city_checklist lists[] = {{"head", 0}, {"gone:s1", SIZE_MAX}};
static const struct city_question questions[] = {{"4-a", 0}, {"7-b", 1}, {"9-gone", SIZE_MAX}};
static const struct city_answer answers[] = {
        {.unit = 0, .checklist = 0, .question = 0, .answer = ANSWER_IMPLEMENTED, .basis = BASIS_DECLARED},
        {.unit = 0, .checklist = 0, .question = 1, .answer = ANSWER_NOT_IMPLEMENTED, .basis = BASIS_DECLARED},
        {.unit = 2, .checklist = 1, .question = 2, .answer = ANSWER_PARTIAL, .basis = BASIS_DECLARED},
};
static const struct city_input input = {.pack = &pack,
                                        .units = units,
                                        .units_count = 3,
                                        .checklists = lists,
                                        .checklists_count = 2,
                                        .questions = questions,
                                        .questions_count = 3,
                                        .answers = answers,
                                        .answers_count = 3};

static struct figures_level level;
static struct city_table table;

static int set_up(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	figures_level_release(&level);
	city_table_release(&table);
	return 0;
}

static void count(void)
{
	struct city_choice choice;
	assert_true(figures_resolve(&level, &input, &choice));
	city_table_release(&table);
	city_table_count(&table, &input, &choice, (enum city_by)level.by);
	city_table_sort(&table, level.order);
}

/* Goes from the present level to the one behind its row. */
static void unfold(size_t row)
{
	struct figures_level next;
	count();
	assert_true(row < table.count);
	assert_true(figures_unfold(&next, &level, &input, &table.rows[row]));
	figures_level_release(&level);
	level = next;
	count();
}

static void assert_ways(const char *expected)
{
	int ways[FIGURES_BYS];
	size_t found = figures_ways(&level, ways);
	char text[FIGURES_BYS + 1] = "";
	for (size_t i = 0; i < found; i++)
		text[i] = "BURCLQArcly"[ways[i]]; /* bureaus, units, roles, chapters, clauses, questions, answers; rules, causes, looks, years */
	assert_string_equal(text, expected);
}

static void assert_path(const char *expected)
{
	struct strbuf path = STRBUF_INIT;
	figures_path(&path, &level, &input);
	assert_string_equal(path.text, expected);
	strbuf_release(&path);
}

static void test_down_to_the_answer(void **state)
{
	struct figures_level none;
	(void)state;
	level.by = CITY_BY_BUREAU;
	assert_ways("BURCLQrcly");
	unfold(0);
	assert_string_equal(level.bureau, "市民局");
	assert_int_equal(level.by, CITY_BY_UNIT);
	assert_ways("URCLQrcl");
	unfold(0);
	assert_string_equal(level.unit, "0101");
	assert_int_equal(level.by, CITY_BY_ANSWER);
	assert_ways("RCLA");
	assert_path(" > 市民局 > 0101 市民課");
	/* What is not done comes first, and behind it is the answer itself. */
	assert_int_equal(table.count, 2);
	assert_int_equal(table.rows[0].what, 1);
	assert_false(figures_unfold(&none, &level, &input, &table.rows[0]));
}

static void test_from_the_question(void **state)
{
	(void)state;
	level.by = CITY_BY_QUESTION;
	level.order = figures_first_order(CITY_BY_QUESTION);
	unfold(0);
	assert_string_equal(level.question, "7-b");
	assert_int_equal(level.by, CITY_BY_ANSWER);
	assert_ways("BURA");
	assert_path(" > 7.1 ア");
	assert_int_equal(table.count, 1);
}

static void test_by_role_and_chapter(void **state)
{
	(void)state;
	level.by = CITY_BY_ROLE;
	unfold(0);
	assert_string_equal(level.role, "head");
	assert_int_equal(level.by, CITY_BY_QUESTION);
	assert_ways("BUCLQ");
	level.by = CITY_BY_CHAPTER;
	level.order = CITY_AS_LISTED;
	unfold(1);
	assert_string_equal(level.chapter, "7");
	assert_ways("BULQ");
	level.by = CITY_BY_CLAUSE;
	level.order = CITY_AS_LISTED;
	unfold(0);
	assert_string_equal(level.clause, "7.1.ア");
	assert_ways("BUQ");
	assert_path(" > Head > 7 > 7.1 ア");
	/* Of one unit its questions are its answers. */
	level.by = CITY_BY_UNIT;
	unfold(0);
	level.by = CITY_BY_ANSWER;
	assert_ways("A");
}

/* What the standard does not have has its place, too. */
static void test_what_is_gone(void **state)
{
	struct strbuf name = STRBUF_INIT;
	(void)state;
	level.by = CITY_BY_ROLE;
	unfold(1);
	assert_string_equal(level.role, "");
	assert_int_equal(table.count, 1);
	figures_row_name(&name, CITY_BY_QUESTION, &input, &table.rows[0]);
	assert_string_equal(name.text, "9-gone  The standard no longer has this question.");
	strbuf_release(&name);
	figures_level_release(&level);
	level.by = CITY_BY_CHAPTER;
	count();
	assert_int_equal(table.rows[table.count - 1].what, CITY_GONE);
	unfold(table.count - 1);
	assert_int_equal(table.count, 1);
	/* Units of no bureau are a bureau. */
	figures_level_release(&level);
	level.by = CITY_BY_BUREAU;
	unfold(1);
	assert_string_equal(level.bureau, "");
	assert_int_equal(table.count, 1);
	assert_path(" > (no bureau)");
}

static void test_what_is_no_longer_there(void **state)
{
	struct city_choice choice;
	(void)state;
	str_assign(&level.unit, "0999");
	assert_false(figures_resolve(&level, &input, &choice));
	str_assign(&level.unit, NULL);
	str_assign(&level.question, "unknown");
	assert_false(figures_resolve(&level, &input, &choice));
	assert_path(" > unknown");
}

static void test_orders(void **state)
{
	enum city_order orders[CITY_ORDERS];
	(void)state;
	for (int by = 0; by < CITY_BYS; by++) {
		size_t found = figures_orders((enum city_by)by, orders);
		bool has_first = false;
		for (size_t i = 0; i < found; i++)
			has_first = has_first || orders[i] == figures_first_order((enum city_by)by);
		assert_true(has_first);
	}
	assert_int_equal(figures_orders(CITY_BY_ANSWER, orders), 2);
}

static void assert_formula(enum figures_rate rate, bool ascii, const char *expected)
{
	struct strbuf text = STRBUF_INIT;
	figures_rate_formula(&text, rate, ascii);
	assert_string_equal(text.text, expected);
	strbuf_release(&text);
}

static void test_figures(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct city_table by_question;
	(void)state;
	level.by = CITY_BY_BUREAU;
	count();
	city_table_count(&by_question, &input, &city_choose_all, CITY_BY_QUESTION);
	figures_rate_value(&text, RATE_SUBMISSION, &table, &by_question, false);
	assert_string_equal(text.text, "66.7 % (2/3)");
	strbuf_reset(&text);
	figures_rate_value(&text, RATE_FIGURE + FIGURE_PLAN_RATE, &table, &by_question, false);
	assert_string_equal(text.text, "- (0/0)");
	strbuf_reset(&text);
	figures_rate_value(&text, RATE_REACH, &table, &by_question, true);
	assert_string_equal(text.text, "33.3 % / 33.3 % / 33.3 %");
	assert_formula(RATE_FIGURE + FIGURE_IMPLEMENTATION_RATE, false, "適 / (適 + 部 + 否)");
	assert_formula(RATE_FIGURE + FIGURE_IMPLEMENTATION_RATE, true, "Y / (Y + P + N)");
	assert_formula(RATE_ACCEPTANCE, true, "(accepted + closed) / units on the roster");
	strbuf_release(&text);
	city_table_release(&by_question);
}

/* Every figure leads somewhere, and there what it is about stands first. */
static void test_every_figure_unfolds(void **state)
{
	(void)state;
	for (int rate = 0; rate < RATES; rate++) {
		struct figures_level from = {.by = CITY_BY_BUREAU};
		enum city_order orders[CITY_ORDERS];
		bool may = false;
		figures_rate_unfold(&level, &from, (enum figures_rate)rate);
		for (size_t i = 0; i < figures_orders(level.by, orders); i++)
			may = may || orders[i] == level.order;
		assert_true(may);
		assert_int_not_equal(level.order, CITY_AS_LISTED);
		count();
		assert_true(table.count > 0);
		figures_level_release(&level);
	}
	level.by = CITY_BY_BUREAU;
	figures_rate_unfold(&level, &level, RATE_SUBMISSION);
	count();
	assert_string_equal(units[table.rows[0].what].code, "0102");
}

/* Where to look: twenty answers without any grounds, given at once. What was found of another bureau is not in this one's list. */
static void test_looks(void **state)
{
	enum { MANY = 20 };
	struct city_question many[MANY];
	struct city_answer given[MANY];
	struct city_input looked = input;
	struct figures_city city = {.users = 1, .input = &looked};
	struct figures_items items = {0};
	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		many[i] = (struct city_question){"9-gone", SIZE_MAX};
		given[i] = (struct city_answer){.unit = 0, .question = i, .answer = ANSWER_IMPLEMENTED, .basis = BASIS_DECLARED, .moment = 1000 + i};
	}
	looked.questions = many;
	looked.questions_count = looked.answers_count = MANY;
	looked.answers = given;
	looked.bodies = true;
	level.by = FIGURES_LOOKS;
	figures_list(&items, &level, &city);
	assert_int_equal(items.count, 2);
	for (size_t i = 0; i < items.count; i++) {
		assert_int_equal(items.items[i].kind, ITEM_LEVEL);
		assert_string_equal(items.items[i].level.unit, "0101");
		assert_int_equal(items.items[i].level.by, CITY_BY_ANSWER);
		assert_non_null(strstr(items.items[i].detail, "no fault"));
	}
	assert_string_equal(items.items[0].text, "0101 市民局 市民課  no grounds 100.0 % (20/20)");
	str_assign(&level.bureau, "建設局");
	figures_list(&items, &level, &city);
	assert_int_equal(items.count, 0);
	figures_items_release(&items);
	city_counts_release(&city.counts);
}

/* The cause that most units of the city give is not the one that most of a bureau's do. */
static void test_causes_of_a_bureau(void **state)
{
	static const struct city_unit four[] = {
	        {.code = "0101", .bureau = "市民局", .name = "市民課", .contact = "", .state = CITY_SUBMITTED},
	        {.code = "0102", .bureau = "市民局", .name = "区政課", .contact = "", .state = CITY_SUBMITTED},
	        {.code = "0201", .bureau = "建設局", .name = "公園課", .contact = "", .state = CITY_SUBMITTED},
	        {.code = "0202", .bureau = "建設局", .name = "道路課", .contact = "", .state = CITY_SUBMITTED},
	};
#define GIVEN(at, why)                                                                                                 \
	{                                                                                                              \
		.unit = (at), .checklist = "head", .question = "4-a", .answer = ANSWER_PARTIAL, .cause = (why),        \
		.measure = "", .person = "", .evidence = ""                                                            \
	}
	static const struct city_plan plans[] = {
	        GIVEN(0, "鍵が足りない"), GIVEN(0, "人が足りない"), GIVEN(1, "人が足りない"),
	        GIVEN(2, "鍵が足りない"), GIVEN(3, "鍵が足りない"),
	};
	struct city_input given = input;
	struct figures_city city = {.users = 1, .input = &given};
	struct figures_items items = {0};
	(void)state;
	given.units = four;
	given.units_count = 4;
	given.answers_count = 0;
	given.bodies = true;
	given.plans = plans;
	given.plans_count = sizeof plans / sizeof *plans;
	level.by = FIGURES_CAUSES;
	figures_list(&items, &level, &city);
	assert_int_equal(items.count, 2);
	assert_string_equal(items.items[0].text, "鍵が足りない");
	assert_int_equal(items.items[0].number, 3);
	str_assign(&level.bureau, "市民局");
	figures_list(&items, &level, &city);
	assert_int_equal(items.count, 2);
	assert_string_equal(items.items[0].text, "人が足りない");
	assert_int_equal(items.items[0].number, 2);
	assert_string_equal(items.items[1].text, "鍵が足りない");
	assert_int_equal(items.items[1].number, 1);
	assert_non_null(strstr(items.items[1].detail, "1 unit, 1 plan"));
	figures_items_release(&items);
	city_counts_release(&city.counts);
}

/* What was found is cut no further, and has no other order. */
static void test_lists(void **state)
{
	enum city_order orders[CITY_ORDERS];
	(void)state;
	level.by = FIGURES_CAUSES;
	assert_true(figures_is_list(&level));
	assert_ways("BURCLQrcly");
	assert_int_equal(figures_orders(level.by, orders), 1);
	str_assign(&level.cause, "鍵が足りない");
	level.by = FIGURES_PLANS;
	int ways[FIGURES_BYS];
	assert_int_equal(figures_ways(&level, ways), 1);
	assert_int_equal(ways[0], FIGURES_PLANS);
	assert_path(" > 鍵が足りない");
}

/* A row is found again by its name, not by its place. */
static void test_ids(void **state)
{
	char *id;
	(void)state;
	level.by = CITY_BY_ANSWER;
	str_assign(&level.unit, "0101");
	count();
	id = figures_row_id(CITY_BY_ANSWER, &input, &table.rows[0]);
	assert_string_equal(id, "0101 head 4-a");
	free(id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_down_to_the_answer, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_from_the_question, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_by_role_and_chapter, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_what_is_gone, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_what_is_no_longer_there, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_orders, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_figures, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_every_figure_unfolds, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_looks, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_causes_of_a_bureau, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_lists, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_ids, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
