#include "ledger_fixture.h"
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

/* What the profile alone says. */
static enum truth evaluate(const struct condition *condition, const struct profile *profile)
{
	return condition_evaluate(condition, &(struct circumstances){.profile = profile, .record = SIZE_MAX});
}

static void test_evaluate_all_assignments(void **state)
{
	struct condition condition = nested();
	struct profile profile;

	(void)state;
	profile_init(&profile, 3);
	assert_int_equal(evaluate(&condition, &profile), TRUTH_UNKNOWN);
	for (int a = 0; a < 3; a++) {
		for (int b = 0; b < 3; b++) {
			for (int c = 0; c < 3; c++) {
				enum truth expected =
				        truth_or((enum truth)a, truth_and((enum truth)b, truth_not((enum truth)c)));

				set(&profile, a, b, c);
				assert_int_equal(evaluate(&condition, &profile), expected);
			}
		}
	}
	assert_int_equal(evaluate(NULL, &profile), TRUTH_TRUE);
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
	assert_int_equal(evaluate(&condition, &profile), TRUTH_UNKNOWN);
	profile_init(&profile, 0);
	assert_int_equal(evaluate(&condition, &profile), TRUTH_UNKNOWN);
	profile_release(&profile);
}

static void expect(const struct condition *condition, const struct profile *profile, const char *wanted)
{
	char got[8] = "";
	const struct circumstances circumstances = {.profile = profile, .record = SIZE_MAX};
	size_t facts[4];
	size_t count = condition_explain(condition, &circumstances, facts, 4);

	assert_true(count <= 4);
	for (size_t i = 0; i < count; i++)
		got[i] = (char)('0' + facts[i]);
	assert_string_equal(got, wanted);
}

static void test_explain(void **state)
{
	struct condition condition = nested();
	struct profile profile;
	const struct circumstances circumstances = {.profile = &profile, .record = SIZE_MAX};
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
	assert_int_equal(condition_explain(&condition, &circumstances, one, 1), 3);
	assert_int_equal(one[0], 0);
	assert_int_equal(condition_explain(&condition, &circumstances, NULL, 0), 3);
	profile_release(&profile);
	condition_release(&condition);
}

/* --- registers, answers, verdicts --- */

static struct condition *when_of(const struct ledger_fixture *fixture, const char *question)
{
	return ledger_question(fixture, question)->when;
}

/* Of the record that the checklist is about: {'field': 'zone', 'is': 'inner'}. */
static void test_record(void **state)
{
	struct ledger_fixture *fixture = *state;
	const struct condition *when = when_of(fixture, "s-kept");
	struct circumstances circumstances;

	assert_int_equal(when->kind, CONDITION_RECORD);
	ledger_set(fixture, "{'registers': {'system': [{'id': 'i', 'zone': 'inner'}, {'id': 'o', 'zone': 'outer'}, "
	                    "{'id': 'u'}], 'link': [{'id': 'l'}]}}");
	circumstances = ledger_circumstances(fixture, "i");
	assert_int_equal(condition_evaluate(when, &circumstances), TRUTH_TRUE);
	circumstances = ledger_circumstances(fixture, "o");
	assert_int_equal(condition_evaluate(when, &circumstances), TRUTH_FALSE);
	circumstances = ledger_circumstances(fixture, "u");
	assert_int_equal(condition_evaluate(when, &circumstances), TRUTH_UNKNOWN);
	/* No record yet, a record of another register, no registers at all: not known. */
	circumstances = ledger_circumstances(fixture, NULL);
	assert_int_equal(condition_evaluate(when, &circumstances), TRUTH_UNKNOWN);
	circumstances = ledger_circumstances(fixture, "l");
	assert_int_equal(condition_evaluate(when, &circumstances), TRUTH_UNKNOWN);
	circumstances.facts = NULL;
	assert_int_equal(condition_evaluate(when, &circumstances), TRUTH_UNKNOWN);
	assert_true(condition_has(when, CONDITION_RECORD));
	assert_false(condition_has(when, CONDITION_SOME));
	assert_false(condition_has(NULL, CONDITION_RECORD));
}

static void expect_some(struct ledger_fixture *fixture, const char *facts, enum truth wanted)
{
	struct circumstances circumstances;

	ledger_set(fixture, facts);
	circumstances = ledger_circumstances(fixture, NULL);
	assert_int_equal(condition_evaluate(when_of(fixture, "v-some"), &circumstances), wanted);
}

/* {'some': 'system', 'where': {'field': 'level', 'at_least': '2'}} */
static void test_some(void **state)
{
	struct ledger_fixture *fixture = *state;
	struct condition not_some = group(CONDITION_NOT, NULL, 0), any_record = {.kind = CONDITION_SOME};
	struct circumstances circumstances;

	expect_some(fixture, "{'registers': {}}", TRUTH_UNKNOWN);
	expect_some(fixture, "{'complete': ['system'], 'registers': {}}", TRUTH_FALSE);
	expect_some(fixture, "{'registers': {'system': [{'id': 'a', 'level': '1'}]}}", TRUTH_UNKNOWN);
	expect_some(fixture, "{'complete': ['system'], 'registers': {'system': [{'id': 'a', 'level': '1'}]}}", TRUTH_FALSE);
	expect_some(fixture, "{'complete': ['system'], 'registers': {'system': [{'id': 'a', 'level': '1'}, {'id': 'b'}]}}",
	            TRUTH_UNKNOWN);
	expect_some(fixture, "{'registers': {'system': [{'id': 'b'}, {'id': 'a', 'level': '3A'}]}}", TRUTH_TRUE);
	expect_some(fixture, "{'registers': {'system': [{'id': 'a', 'level': '2'}]}}", TRUTH_TRUE);
	/* Another register's completeness says nothing. */
	expect_some(fixture, "{'complete': ['link'], 'registers': {}}", TRUTH_UNKNOWN);

	/* Without "where" any record will do; and what is not known stays so under "not". */
	any_record.owner = registers_find(fixture->pack->registers, "system");
	*MEM_PUSH(not_some.parts, not_some.parts_count) = any_record;
	circumstances = ledger_circumstances(fixture, NULL);
	assert_int_equal(condition_evaluate(&any_record, &circumstances), TRUTH_UNKNOWN);
	assert_int_equal(condition_evaluate(&not_some, &circumstances), TRUTH_UNKNOWN);
	ledger_set(fixture, "{'registers': {'system': [{'id': 'b'}]}}");
	assert_int_equal(condition_evaluate(&any_record, &circumstances), TRUTH_TRUE);
	assert_int_equal(condition_evaluate(&not_some, &circumstances), TRUTH_FALSE);
	circumstances.facts = NULL;
	assert_int_equal(condition_evaluate(&any_record, &circumstances), TRUTH_UNKNOWN);
	assert_true(condition_has(&not_some, CONDITION_SOME));
	condition_release(&not_some);
}

static void test_answer_and_verdict(void **state)
{
	const struct condition answer = {.kind = CONDITION_ANSWER,
	                                 .question = 1,
	                                 .codes = 1U << ANSWER_NONE | 1U << ANSWER_PARTIAL};
	const struct condition verdict = {.kind = CONDITION_VERDICT,
	                                  .rule = 1,
	                                  .codes = 1U << VERDICT_FAIL | 1U << VERDICT_EXPLAIN};
	enum answer answers[] = {ANSWER_PARTIAL, ANSWER_NONE};
	unsigned verdicts[] = {1U << VERDICT_FAIL, 0};
	struct circumstances circumstances = {.record = SIZE_MAX};

	(void)state;
	/* Outside of contradictions nobody has looked. */
	assert_int_equal(condition_evaluate(&answer, &circumstances), TRUTH_UNKNOWN);
	assert_int_equal(condition_evaluate(&verdict, &circumstances), TRUTH_UNKNOWN);
	circumstances.answers = answers;
	circumstances.verdicts = verdicts;
	assert_int_equal(condition_evaluate(&answer, &circumstances), TRUTH_TRUE);
	answers[1] = ANSWER_IMPLEMENTED;
	assert_int_equal(condition_evaluate(&answer, &circumstances), TRUTH_FALSE);
	assert_int_equal(condition_evaluate(&verdict, &circumstances), TRUTH_FALSE); /* the rule says nothing of anything */
	verdicts[1] = 1U << VERDICT_PASS | 1U << VERDICT_EXPLAIN;
	assert_int_equal(condition_evaluate(&verdict, &circumstances), TRUTH_TRUE);
	verdicts[1] = 1U << VERDICT_PASS;
	assert_int_equal(condition_evaluate(&verdict, &circumstances), TRUTH_FALSE);
}

/* Kleene across the kinds: what cannot change the outcome does not make it unknown. */
static void test_mixed(void **state)
{
	struct ledger_fixture *fixture = *state;
	struct condition some = {.kind = CONDITION_SOME, .owner = registers_find(fixture->pack->registers, "system")};
	struct condition all = group(CONDITION_ALL, (struct condition[]){fact(0), some}, 2);
	struct condition any = group(CONDITION_ANY, (struct condition[]){fact(0), some}, 2);
	struct circumstances circumstances = ledger_circumstances(fixture, NULL);

	assert_int_equal(condition_evaluate(&some, &circumstances), TRUTH_UNKNOWN);
	fixture->profile.facts[0] = TRUTH_FALSE;
	assert_int_equal(condition_evaluate(&all, &circumstances), TRUTH_FALSE);
	assert_int_equal(condition_evaluate(&any, &circumstances), TRUTH_UNKNOWN);
	fixture->profile.facts[0] = TRUTH_TRUE;
	assert_int_equal(condition_evaluate(&all, &circumstances), TRUTH_UNKNOWN);
	assert_int_equal(condition_evaluate(&any, &circumstances), TRUTH_TRUE);
	condition_release(&all);
	condition_release(&any);
}

#define LEDGER(f) cmocka_unit_test_setup_teardown(f, ledger_set_up, ledger_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_kleene),
	        cmocka_unit_test(test_codes),
	        cmocka_unit_test(test_evaluate_all_assignments),
	        cmocka_unit_test(test_short_profile_is_unknown),
	        cmocka_unit_test(test_explain),
	        LEDGER(test_record),
	        LEDGER(test_some),
	        cmocka_unit_test(test_answer_and_verdict),
	        LEDGER(test_mixed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
