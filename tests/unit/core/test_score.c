#include "fixture.h"
#include "tenken/core/score.h"

static const struct date today = {2026, 10, 1};
static const struct question plain, principle = {.principle = true};

static void add(struct tally *tally, const struct question *question, enum answer answer, enum basis basis,
                const char *reason, const char *measure, struct date due, bool done)
{
	struct standing standing = {.basis = basis};

	response_init(&standing.response);
	standing.response.answer = answer;
	str_assign(&standing.response.reason, reason);
	str_assign(&standing.response.plan.measure, measure);
	standing.response.plan.due = due;
	standing.response.plan.done = done;
	tally_add(tally, question, &standing, today);
	response_release(&standing.response);
}

static void add_answer(struct tally *tally, enum answer answer)
{
	add(tally, &plain, answer, answer ? BASIS_DECLARED : BASIS_NONE, "", "", (struct date){0}, false);
}

static void test_counts(void **state)
{
	struct tally tally = {0}, sum = {0};
	struct ratio ratio;

	(void)state;
	for (int i = 0; i < ANSWERS; i++)
		add_answer(&tally, (enum answer)i);
	add(&tally, &plain, ANSWER_IMPLEMENTED, BASIS_DERIVED, "", "", (struct date){0}, false);
	assert_int_equal(tally.applicable, ANSWERS + 1);
	assert_int_equal(tally.answered, ANSWERS);
	assert_int_equal(tally.by_answer[ANSWER_IMPLEMENTED], 2);
	assert_int_equal(tally.by_answer[ANSWER_NONE], 1);
	assert_int_equal(tally.declared, 6);
	assert_int_equal(tally.derived, 1);
	ratio = tally_answer_rate(&tally);
	assert_int_equal(ratio.numerator, 7);
	assert_int_equal(ratio.denominator, 8);
	ratio = tally_known_rate(&tally); /* without 未 and 疑 */
	assert_int_equal(ratio.numerator, 6);
	assert_int_equal(ratio.denominator, 8);
	ratio = tally_implementation_rate(&tally); /* 外, 例, 疑 and 未 are left out */
	assert_int_equal(ratio.numerator, 2);
	assert_int_equal(ratio.denominator, 4);
	ratio = tally_not_applicable_rate(&tally);
	assert_int_equal(ratio.numerator, 1);
	assert_int_equal(ratio.denominator, 8);
	tally_merge(&sum, &tally);
	tally_merge(&sum, &tally);
	assert_int_equal(sum.applicable, 16);
	assert_int_equal(sum.answered, 14);
	assert_int_equal(sum.by_answer[ANSWER_UNSURE], 2);
	assert_int_equal(sum.declared, 12);
	assert_int_equal(sum.derived, 2);
}

static void test_excused(void **state)
{
	struct tally tally = {0}, sum = {0};

	(void)state;
	add(&tally, &principle, ANSWER_PARTIAL, BASIS_DECLARED, "古い装置", "", (struct date){0}, false);
	assert_int_equal(tally.excused_partial, 1);
	add(&tally, &principle, ANSWER_PARTIAL, BASIS_DECLARED, "　", "", (struct date){0}, false);
	add(&tally, &plain, ANSWER_PARTIAL, BASIS_DECLARED, "古い装置", "", (struct date){0}, false);
	add(&tally, &principle, ANSWER_NOT_IMPLEMENTED, BASIS_DECLARED, "古い装置", "", (struct date){0}, false);
	assert_int_equal(tally.excused_partial, 1);
	assert_int_equal(tally.plans, 0); /* none of them says anything of a plan */
	tally_merge(&sum, &tally);
	assert_int_equal(sum.excused_partial, 1);
}

static void test_plans(void **state)
{
	struct date before = {2026, 9, 30}, after = {2026, 10, 2}, none = {0};
	struct tally tally = {0}, sum = {0};
	struct ratio ratio;

	(void)state;
	add(&tally, &plain, ANSWER_NOT_IMPLEMENTED, BASIS_DECLARED, "", "直す", before, false);
	assert_int_equal(tally.plans_overdue, 1);
	add(&tally, &plain, ANSWER_NOT_IMPLEMENTED, BASIS_DECLARED, "", "直す", today, false); /* due today: not yet */
	add(&tally, &plain, ANSWER_PARTIAL, BASIS_DECLARED, "", "直す", after, false);
	add(&tally, &plain, ANSWER_PARTIAL, BASIS_DECLARED, "", "直す", none, false);
	assert_int_equal(tally.plans, 4);
	assert_int_equal(tally.plans_overdue, 1);
	assert_int_equal(tally.plans_done, 0);
	add(&tally, &plain, ANSWER_PARTIAL, BASIS_DECLARED, "", "直した", before, true); /* done: not overdue */
	add(&tally, &plain, ANSWER_IMPLEMENTED, BASIS_DECLARED, "", "直した", before, true);
	assert_int_equal(tally.plans, 6);
	assert_int_equal(tally.plans_done, 2);
	assert_int_equal(tally.plans_overdue, 1);
	add(&tally, &plain, ANSWER_IMPLEMENTED, BASIS_DECLARED, "", "誤って書いた", before, false);
	add(&tally, &plain, ANSWER_UNSURE, BASIS_DECLARED, "", "尋ねる", before, false);
	add(&tally, &plain, ANSWER_NOT_APPLICABLE, BASIS_DECLARED, "", "x", before, true);
	assert_int_equal(tally.plans, 6);
	assert_int_equal(tally.plans_overdue, 1);
	ratio = tally_plan_rate(&tally);
	assert_int_equal(ratio.numerator, 2);
	assert_int_equal(ratio.denominator, 6);
	tally_merge(&sum, &tally);
	assert_int_equal(sum.plans, 6);
	assert_int_equal(sum.plans_done, 2);
	assert_int_equal(sum.plans_overdue, 1);
}

static void expect_format(size_t numerator, size_t denominator, const char *text)
{
	struct strbuf out = STRBUF_INIT;

	ratio_format(&out, (struct ratio){numerator, denominator});
	assert_string_equal(out.text, text);
	strbuf_release(&out);
}

static void test_format(void **state)
{
	(void)state;
	expect_format(0, 0, "―");
	expect_format(3, 0, "―");
	expect_format(0, 7, "0.0 %");
	expect_format(7, 7, "100.0 %");
	expect_format(5, 6, "83.3 %");
	expect_format(2, 3, "66.7 %");
	expect_format(1, 2, "50.0 %");
	expect_format(1, 16, "6.3 %");  /* 6.25: half goes away from zero */
	expect_format(3, 16, "18.8 %"); /* 18.75 */
	expect_format(1, 2000, "0.1 %");
	expect_format(1, 2001, "0.1 %"); /* never none unless it is none */
	expect_format(1, 1000000, "0.1 %");
	expect_format(1999, 2000, "99.9 %"); /* 99.95: never all unless it is all */
	expect_format(999999, 1000000, "99.9 %");
	expect_format(9994, 10000, "99.9 %");
	expect_format(0, SIZE_MAX, "0.0 %");
	expect_format(SIZE_MAX, SIZE_MAX, "100.0 %");
	expect_format(SIZE_MAX - 1, SIZE_MAX, "99.9 %");
	expect_format(SIZE_MAX / 2, SIZE_MAX, "50.0 %");
}

static void test_figures(void **state)
{
	struct tally tally = {0};

	(void)state;
	add_answer(&tally, ANSWER_IMPLEMENTED);
	add_answer(&tally, ANSWER_NOT_APPLICABLE);
	add_answer(&tally, ANSWER_NONE);
	for (int i = 0; i < FIGURES; i++) {
		assert_false(str_is_blank(figure_name((enum figure)i)));
		assert_non_null(strstr(figure_formula((enum figure)i), "÷"));
	}
	assert_int_equal(figure_ratio(FIGURE_ANSWER_RATE, &tally).numerator, 2);
	assert_int_equal(figure_ratio(FIGURE_KNOWN_RATE, &tally).numerator, 2);
	assert_int_equal(figure_ratio(FIGURE_IMPLEMENTATION_RATE, &tally).denominator, 1);
	assert_int_equal(figure_ratio(FIGURE_NOT_APPLICABLE_RATE, &tally).denominator, 3);
	assert_int_equal(figure_ratio(FIGURE_PLAN_RATE, &tally).denominator, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_counts), cmocka_unit_test(test_excused), cmocka_unit_test(test_plans),
	        cmocka_unit_test(test_format), cmocka_unit_test(test_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
