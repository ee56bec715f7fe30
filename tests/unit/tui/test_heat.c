/* Bureaus by chapters, and the years: what stands in the cells, where they lead, and what is in sight. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "heat.h"
#include "tenken/base/i18n.h"

#define TEXT(text) ((char *)(text)) /* the pack's texts are only read here */

static struct chapter chapters[] = {{.id = TEXT("4")}, {.id = TEXT("5")}, {.id = TEXT("7")}};
static struct question asked[] = {
        {.id = TEXT("4-a"), .text = {.ja = TEXT("守る。"), .en = TEXT("It is kept.")}},
        {.id = TEXT("7-b"), .chapter = 2, .text = {.ja = TEXT("見る。"), .en = TEXT("It is seen.")}}};
static struct pack pack = {.chapters = chapters, .chapters_count = 3, .questions = asked, .questions_count = 2};
static const struct city_unit units[] = {
        {"0101", "市民局", "市民課", "", CITY_SUBMITTED, false, 0, 0, 0, NULL},
        {"0102", "市民局", "区政課", "", CITY_SUBMITTED, false, 0, 0, 0, NULL},
        {"0201", "建設局", "公園課", "", CITY_NOT_RECEIVED, true, 0, 0, 0, NULL},
};
static const struct city_checklist lists[] = {{"head", SIZE_MAX}};
static const struct city_question questions[] = {{"4-a", 0}, {"7-b", 1}};
static const struct city_answer answers[] = {
        {.unit = 0, .question = 0, .answer = ANSWER_IMPLEMENTED},
        {.unit = 0, .question = 1, .answer = ANSWER_NOT_IMPLEMENTED},
        {.unit = 1, .question = 0, .answer = ANSWER_IMPLEMENTED},
        {.unit = 1, .question = 1, .answer = ANSWER_IMPLEMENTED},
};
static const struct city_year_question before[] = {
        {"4-a", {[ANSWER_IMPLEMENTED] = 1, [ANSWER_NOT_IMPLEMENTED] = 3}},
};
static const struct city_year years[] = {
        {.fiscal_year = 2025,
         .pack_id = "p",
         .pack = &pack,
         .units = 3,
         .received = 2,
         .questions = before,
         .questions_count = 1},
        {.fiscal_year = 2024, .pack_id = "lost", .units = 3, .received = 0},
};
static const struct city_input input = {.pack = &pack,
                                        .office = "o",
                                        .campaign = "c",
                                        .fiscal_year = 2026,
                                        .units = units,
                                        .units_count = 3,
                                        .checklists = lists,
                                        .checklists_count = 1,
                                        .questions = questions,
                                        .questions_count = 2,
                                        .answers = answers,
                                        .answers_count = 4,
                                        .past = true,
                                        .years = years,
                                        .years_count = 2};

static struct city_counts counts;
static struct heat heat;

static int set_up(void **state)
{
	(void)state;
	i18n_set_language(LANGUAGE_EN);
	city_count(&counts, &input);
	heat_init(&heat, &input, NULL);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	heat_release(&heat);
	city_counts_release(&counts);
	return 0;
}

static void assert_cell(size_t row, size_t col, const char *expected)
{
	struct strbuf cell = STRBUF_INIT;
	heat_cell(&cell, &heat, row, col);
	assert_string_equal(cell.text, expected);
	assert_int_equal(cell.len_bytes, HEAT_CELL_COLS);
	strbuf_release(&cell);
}

/* Chapter 5 is asked of nobody; a bureau that handed in nothing has its row, without a rate. */
static void test_cells(void **state)
{
	(void)state;
	assert_int_equal(heat.rows, 3);
	assert_int_equal(heat.cols, 3);
	assert_cell(0, 0, "  75.0:");
	assert_cell(0, 1, " 100.0 ");
	assert_cell(0, 2, "  50.0+");
	assert_cell(1, 0, "  75.0:");
	assert_cell(1, 2, "  50.0+");
	assert_cell(2, 0, "     - ");
	assert_cell(2, 1, "     - ");
}

static void test_shades(void **state)
{
	(void)state;
	assert_int_equal(heat_shade((struct ratio){0, 0}), ' ');
	assert_int_equal(heat_shade((struct ratio){0, 9}), '#');
	assert_int_equal(heat_shade((struct ratio){49, 100}), '#');
	assert_int_equal(heat_shade((struct ratio){50, 100}), '+');
	assert_int_equal(heat_shade((struct ratio){3, 4}), ':');
	assert_int_equal(heat_shade((struct ratio){9, 10}), '.');
	assert_int_equal(heat_shade((struct ratio){9999, 10000}), '.');
	assert_int_equal(heat_shade((struct ratio){7, 7}), ' ');
}

static void assert_leads(size_t row, size_t col, const char *bureau, const char *chapter, int by)
{
	struct figures_level level;
	struct city_choice choice;
	heat_unfold(&level, &heat, row, col);
	assert_int_equal(level.by, by);
	assert_true(bureau ? level.bureau && !strcmp(level.bureau, bureau) : !level.bureau);
	assert_true(chapter ? level.chapter && !strcmp(level.chapter, chapter) : !level.chapter);
	assert_true(figures_resolve(&level, &input, &choice));
	if (level.by == CITY_BY_QUESTION && heat_tally(&heat, row, col)->applicable) {
		struct city_table table; /* what is behind it adds up to what stands in it */
		city_table_count(&table, &input, &choice, (enum city_by)level.by);
		assert_int_equal(table.total.tally.applicable, heat_tally(&heat, row, col)->applicable);
		city_table_release(&table);
	}
	figures_level_release(&level);
}

static void test_behind_cells(void **state)
{
	(void)state;
	assert_leads(0, 0, NULL, NULL, CITY_BY_BUREAU);
	assert_leads(0, 2, NULL, "7", CITY_BY_QUESTION);
	assert_leads(1, 0, "市民局", NULL, CITY_BY_UNIT);
	assert_leads(1, 1, "市民局", "4", CITY_BY_QUESTION);
	assert_leads(2, 2, "建設局", "7", CITY_BY_QUESTION);
}

/* The units of one bureau; one of another has no row. */
static void test_units_of_a_bureau(void **state)
{
	struct strbuf name = STRBUF_INIT;
	(void)state;
	heat_release(&heat);
	heat_init(&heat, &input, "市民局");
	assert_int_equal(heat.rows, 3);
	assert_int_equal(heat.cols, 3);
	assert_cell(0, 0, "  75.0:");
	assert_cell(1, 0, "  50.0+");
	assert_cell(1, 2, "   0.0#");
	assert_cell(2, 2, " 100.0 ");
	heat_row_name(&name, &heat, 0);
	assert_string_equal(name.text, "市民局");
	strbuf_reset(&name);
	heat_row_name(&name, &heat, 1);
	assert_non_null(strstr(name.text, "市民課"));
	strbuf_release(&name);
	assert_leads(0, 0, "市民局", NULL, CITY_BY_UNIT);
	assert_leads(0, 2, "市民局", "7", CITY_BY_QUESTION);
	assert_leads(1, 0, "市民局", NULL, CITY_BY_CHAPTER);
	assert_leads(2, 2, "市民局", "7", CITY_BY_QUESTION);
	heat_release(&heat);
	heat_init(&heat, &input, "建設局"); /* nothing was handed in */
	assert_int_equal(heat.rows, 2);
	assert_int_equal(heat.cols, 1);
	assert_false(heat_knows(&heat, 1));
	heat_release(&heat);
	heat_init(&heat, &input, "なくなった局");
	assert_int_equal(heat.rows, 1);
	heat_release(&heat);
	heat_init(&heat, &input, NULL);
}

/* By a figure of one column; what has none stands at the end, and the whole stays on top. */
static void test_order(void **state)
{
	(void)state;
	heat_release(&heat);
	heat_init(&heat, &input, "市民局");
	heat_sort(&heat, CITY_LEAST_IMPLEMENTED, 2);
	assert_string_equal(input.units[heat_row(&heat, 1, 0)->what].code, "0101");
	heat_sort(&heat, CITY_AS_LISTED, 0);
	assert_string_equal(input.units[heat_row(&heat, 1, 0)->what].code, "0101");
	heat_release(&heat);
	heat_init(&heat, &input, NULL);
	heat_sort(&heat, CITY_LEAST_RECEIVED, 0);
	assert_string_equal(heat_bureau(&heat, 0) ? "" : "city", "city");
	assert_string_equal(heat_bureau(&heat, 1), "建設局");
	assert_cell(2, 2, "  50.0+");
	heat_sort(&heat, CITY_LEAST_IMPLEMENTED, 2);
	assert_string_equal(heat_bureau(&heat, 1), "市民局");
	heat_sort(&heat, CITY_AS_LISTED, 0);
	assert_string_equal(heat_bureau(&heat, 1), "市民局");
}

/* Of ten chapters as many as there is room for, the cursor always among them. */
static void test_scrolling(void **state)
{
	const struct heat wide = {.rows = 1, .cols = 11};
	size_t left = 1;
	(void)state;
	assert_int_equal(heat_scroll(&wide, 20, 10, &left), 10);
	assert_int_equal(left, 1);
	assert_int_equal(heat_scroll(&wide, 4, 0, &left), 3);
	assert_int_equal(left, 1);
	heat_scroll(&wide, 4, 3, &left);
	assert_int_equal(left, 1);
	heat_scroll(&wide, 4, 4, &left);
	assert_int_equal(left, 2);
	heat_scroll(&wide, 4, 10, &left);
	assert_int_equal(left, 8);
	heat_scroll(&wide, 4, 0, &left); /* all chapters together are always in sight */
	assert_int_equal(left, 8);
	heat_scroll(&wide, 4, 7, &left);
	assert_int_equal(left, 7);
	heat_scroll(&wide, 8, 7, &left); /* wider: no room is left empty */
	assert_int_equal(left, 4);
	assert_int_equal(heat_scroll(&wide, 0, 5, &left), 1);
	assert_int_equal(left, 5);
	assert_int_equal(heat_scroll(&(struct heat){.rows = 1, .cols = 1}, 4, 0, &left), 0);
}

static void test_years(void **state)
{
	struct figures_items items = {0};
	const struct figures_level level = {.by = FIGURES_YEARS};
	(void)state;
	figures_list_years(&items, &level, &input, &counts);
	assert_int_equal(items.count, 3);
	assert_string_equal(items.items[0].text, "FY2026 75.0 %  |###############.....|");
	assert_int_equal(items.items[0].kind, ITEM_LEVEL);
	assert_int_equal(items.items[0].level.by, CITY_BY_CHAPTER);
	assert_string_equal(items.items[1].text, "FY2025 25.0 %  |#####...............|");
	assert_int_equal(items.items[1].kind, ITEM_TEXT);
	assert_non_null(strstr(items.items[1].detail, "2/3"));
	assert_non_null(strstr(items.items[1].detail, "then 25.0 % (1/4), now 75.0 % (3/4), difference +50.0 points"));
	assert_non_null(strstr(items.items[1].behind, "No question and no clause has changed since."));
	/* What is not at hand is not compared; nothing handed in is no zero. */
	assert_string_equal(items.items[2].text, "FY2024      -  ||");
	assert_non_null(strstr(items.items[2].behind, "nothing can be compared"));
	figures_items_release(&items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_cells), cmocka_unit_test(test_shades),
	                                   cmocka_unit_test(test_behind_cells), cmocka_unit_test(test_scrolling),
	                                   cmocka_unit_test(test_years),
	                                   cmocka_unit_test(test_units_of_a_bureau), cmocka_unit_test(test_order)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
