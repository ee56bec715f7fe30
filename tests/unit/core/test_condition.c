#include "fixture.h"
#include "tenken/core/condition.h"

enum { F = TRUTH_FALSE, T = TRUTH_TRUE, U = TRUTH_UNKNOWN };

static void test_kleene(void **state)
{
	/* rows and columns in the order false, true, unknown */
	static const int and[3][3] = {{F, F, F}, {F, T, U}, {F, U, U}};
	static const int or [3][3] = {{F, T, U}, {T, T, T}, {U, T, U}};

	(void)state;
	for (int a = 0; a < 3; a++) {
		for (int b = 0; b < 3; b++) {
			assert_int_equal(truth_and((enum truth)a, (enum truth)b), and[a][b]);
			assert_int_equal(truth_or((enum truth)a, (enum truth)b), or [a][b]);
		}
	}
	assert_int_equal(truth_not(TRUTH_FALSE), TRUTH_TRUE);
	assert_int_equal(truth_not(TRUTH_TRUE), TRUTH_FALSE);
	assert_int_equal(truth_not(TRUTH_UNKNOWN), TRUTH_UNKNOWN);
}

static void test_codes(void **state)
{
	enum truth truth;

	(void)state;
	assert_string_equal(truth_code(TRUTH_FALSE), "no");
	assert_string_equal(truth_code(TRUTH_TRUE), "yes");
	assert_string_equal(truth_code(TRUTH_UNKNOWN), "unknown");
	for (int i = 0; i < 3; i++) {
		assert_true(truth_parse(&truth, truth_code((enum truth)i)));
		assert_int_equal(truth, i);
	}
	assert_false(truth_parse(&truth, "true"));
	assert_false(truth_parse(&truth, ""));
	assert_false(truth_parse(&truth, NULL));
}

static struct condition fact(size_t at)
{
	return (struct condition){.kind = CONDITION_FACT, .fact = at};
}

static struct condition group(enum condition_kind kind, const struct condition *parts, size_t count)
{
	struct condition condition = {.kind = kind};

	for (size_t i = 0; i < count; i++)
		*MEM_PUSH(condition.parts, condition.parts_count) = parts[i];
	return condition;
}

/* any(0, all(1, not(2), 1)) */
static struct condition nested(void)
{
	struct condition two = fact(2);
	struct condition not_two = group(CONDITION_NOT, &two, 1);
	struct condition all = group(CONDITION_ALL, (struct condition[]){fact(1), not_two, fact(1)}, 3);

	return group(CONDITION_ANY, (struct condition[]){fact(0), all}, 2);
}

static void set(struct profile *profile, int a, int b, int c)
{
	profile->facts[0] = (enum truth)a;
	profile->facts[1] = (enum truth)b;
	profile->facts[2] = (enum truth)c;
}

static void test_evaluate_all_assignments(void **state)
{
	struct condition condition = nested();
	struct profile profile;

	(void)state;
	profile_init(&profile, 3);
	assert_int_equal(condition_evaluate(&condition, &profile), TRUTH_UNKNOWN);
	for (int a = 0; a < 3; a++) {
		for (int b = 0; b < 3; b++) {
			for (int c = 0; c < 3; c++) {
				enum truth expected =
				        truth_or((enum truth)a, truth_and((enum truth)b, truth_not((enum truth)c)));

				set(&profile, a, b, c);
				assert_int_equal(condition_evaluate(&condition, &profile), expected);
			}
		}
	}
	assert_int_equal(condition_evaluate(NULL, &profile), TRUTH_TRUE);
	profile_release(&profile);
	profile_release(&profile);
	condition_release(&condition);
	condition_release(&condition);
}

static void test_short_profile_is_unknown(void **state)
{
	struct condition condition = fact(5);
	struct profile profile = {0};

	(void)state;
	assert_int_equal(condition_evaluate(&condition, &profile), TRUTH_UNKNOWN);
	profile_init(&profile, 0);
	assert_int_equal(condition_evaluate(&condition, &profile), TRUTH_UNKNOWN);
	profile_release(&profile);
}

static void expect(const struct condition *condition, const struct profile *profile, const char *wanted)
{
	char got[8] = "";
	size_t facts[4];
	size_t count = condition_explain(condition, profile, facts, 4);

	assert_true(count <= 4);
	for (size_t i = 0; i < count; i++)
		got[i] = (char)('0' + facts[i]);
	assert_string_equal(got, wanted);
}

static void test_explain(void **state)
{
	struct condition condition = nested();
	struct profile profile;
	size_t one[1];

	(void)state;
	profile_init(&profile, 3);
	expect(NULL, &profile, "");
	expect(&condition, &profile, "012"); /* all missing */
	set(&profile, T, U, U);
	expect(&condition, &profile, "0");
	set(&profile, F, F, F);
	expect(&condition, &profile, "01"); /* 2 speaks for it: it decided nothing */
	set(&profile, F, T, T);
	expect(&condition, &profile, "02");
	set(&profile, F, F, T);
	expect(&condition, &profile, "012");
	set(&profile, F, T, F);
	expect(&condition, &profile, "12");
	set(&profile, F, T, U);
	expect(&condition, &profile, "2"); /* what is missing and matters */
	set(&profile, F, F, U);
	expect(&condition, &profile, "01");
	set(&profile, U, F, U);
	expect(&condition, &profile, "0"); /* 2 is missing and does not matter */
	set(&profile, U, T, F);
	expect(&condition, &profile, "12");
	set(&profile, F, F, T);
	assert_int_equal(condition_explain(&condition, &profile, one, 1), 3);
	assert_int_equal(one[0], 0);
	assert_int_equal(condition_explain(&condition, &profile, NULL, 0), 3);
	profile_release(&profile);
	condition_release(&condition);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_kleene),
	        cmocka_unit_test(test_codes),
	        cmocka_unit_test(test_evaluate_all_assignments),
	        cmocka_unit_test(test_short_profile_is_unknown),
	        cmocka_unit_test(test_explain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
