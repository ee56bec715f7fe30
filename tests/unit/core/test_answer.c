#include "fixture.h"
#include "tenken/core/answer.h"

static void test_codes(void **state)
{
	static const char *const codes[] = {"",          "implemented", "partial", "not_implemented", "not_applicable",
	                                    "exception", "unsure"};
	static const char *const kanji[] = {"未", "適", "部", "否", "外", "例", "疑"};
	static const char *const marks[] = {"未回答", "○", "△", "×", "－", "例外", "要確認"};

	(void)state;
	for (int i = 0; i < ANSWERS; i++) {
		assert_string_equal(answer_code((enum answer)i), codes[i]);
		assert_string_equal(answer_kanji((enum answer)i), kanji[i]);
		assert_string_equal(answer_mark((enum answer)i), marks[i]);
		assert_int_equal(answer_letter((enum answer)i), "-YPNXE?"[i]);
		assert_false(str_is_blank(answer_label((enum answer)i)));
	}
}

static void test_parse(void **state)
{
	static const char *const wrong[] = {"", "none", "Implemented", "implemented ", "適", "imple"};
	enum answer answer;

	(void)state;
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++) {
		answer = ANSWER_NONE;
		assert_true(answer_parse(&answer, answer_code((enum answer)i)));
		assert_int_equal(answer, i);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		answer = ANSWER_UNSURE;
		assert_false(answer_parse(&answer, wrong[i]));
		assert_int_equal(answer, ANSWER_UNSURE);
	}
	assert_false(answer_parse(&answer, NULL));
}

static void test_element_and_basis_codes(void **state)
{
	enum element_answer element = ELEMENT_NA;

	(void)state;
	assert_string_equal(element_answer_code(ELEMENT_NONE), "");
	assert_string_equal(element_answer_code(ELEMENT_YES), "yes");
	assert_string_equal(element_answer_code(ELEMENT_NO), "no");
	assert_string_equal(element_answer_code(ELEMENT_NA), "na");
	for (int i = 0; i < ELEMENT_ANSWERS; i++) {
		assert_true(element_answer_parse(&element, element_answer_code((enum element_answer)i)));
		assert_int_equal(element, i);
	}
	assert_false(element_answer_parse(&element, "maybe"));
	assert_false(element_answer_parse(&element, NULL));
	assert_int_equal(element, ELEMENT_NA);
	assert_string_equal(basis_code(BASIS_NONE), "");
	assert_string_equal(basis_code(BASIS_DECLARED), "declared");
	assert_string_equal(basis_code(BASIS_DERIVED), "derived");
}

static enum answer from(const char *letters)
{
	enum element_answer elements[ELEMENTS_MAX] = {ELEMENT_NONE};
	size_t count = strlen(letters);

	for (size_t i = 0; i < count; i++)
		elements[i] = letters[i] == 'y'   ? ELEMENT_YES
		              : letters[i] == 'n' ? ELEMENT_NO
		              : letters[i] == 'x' ? ELEMENT_NA
		                                  : ELEMENT_NONE;
	return answer_from_elements(elements, count);
}

static void test_from_elements(void **state)
{
	(void)state;
	assert_int_equal(from(""), ANSWER_NONE);
	assert_int_equal(from("-"), ANSWER_NONE);
	assert_int_equal(from("yyy-"), ANSWER_NONE);
	assert_int_equal(from("-nnn"), ANSWER_NONE);
	assert_int_equal(from("y"), ANSWER_IMPLEMENTED);
	assert_int_equal(from("yxy"), ANSWER_IMPLEMENTED);
	assert_int_equal(from("yxn"), ANSWER_PARTIAL);
	assert_int_equal(from("nnnny"), ANSWER_PARTIAL);
	assert_int_equal(from("n"), ANSWER_NOT_IMPLEMENTED);
	assert_int_equal(from("xnx"), ANSWER_NOT_IMPLEMENTED);
	assert_int_equal(from("xx"), ANSWER_NOT_APPLICABLE);
}

static void expect_due(const struct plan *plan, const char *expected)
{
	struct strbuf text = STRBUF_INIT;

	plan_format_due(&text, plan);
	assert_string_equal(text.text, expected);
	strbuf_release(&text);
}

/* The first day is kept, shown beside one that it was moved to, and is no part of what a person says. */
static void test_first_due(void **state)
{
	const struct date october = {2026, 10, 31}, december = {2026, 12, 31};
	struct plan plan = {0}, copy = {0};

	(void)state;
	i18n_set_language(LANGUAGE_EN);
	expect_due(&plan, "");
	assert_false(plan_moves_due(&plan, october)); /* set for the first time */
	plan.due = plan.first_due = october;
	expect_due(&plan, "31 October 2026");
	assert_false(plan_moves_due(&plan, october));
	assert_true(plan_moves_due(&plan, december));
	assert_true(plan_moves_due(&plan, (struct date){0})); /* taking it away */
	plan.due = december;
	expect_due(&plan, "31 December 2026 (first 31 October 2026)");
	assert_true(plan_moves_due(&plan, october));
	plan_copy(&copy, &plan);
	assert_int_equal(date_compare(copy.first_due, october), 0);
	plan.first_due = (struct date){0}; /* left over from who finds out */
	assert_true(plan_equal(&plan, &copy));
	assert_false(plan_moves_due(&plan, october));
	copy.due = (struct date){0};
	expect_due(&copy, "not set (first 31 October 2026)");
	assert_false(plan_moves_due(&copy, (struct date){0}));
	assert_false(plan_moves_due(&copy, october));
	assert_true(plan_moves_due(&copy, december));
	plan_release(&copy);
}

static void test_plan(void **state)
{
	struct plan plan, copy = {0};

	(void)state;
	plan_init(&plan);
	assert_non_null(plan.cause);
	assert_non_null(plan.measure);
	assert_non_null(plan.person);
	assert_non_null(plan.evidence);
	assert_true(plan_is_empty(&plan));
	assert_true(plan_equal(&plan, &copy)); /* zeroed says the same */
	plan.preventive = true;
	assert_true(plan_is_empty(&plan));
	assert_false(plan_equal(&plan, &copy));
	str_assign(&plan.cause, "　 ");
	assert_true(plan_is_empty(&plan));
	plan.due = (struct date){2026, 10, 31};
	assert_false(plan_is_empty(&plan));
	plan_copy(&copy, &plan);
	assert_true(plan_equal(&plan, &copy));
	str_assign(&copy.evidence, "写真");
	assert_false(plan_equal(&plan, &copy));
	plan_copy(&copy, &plan);
	copy.done = true;
	assert_false(plan_equal(&plan, &copy));
	plan_copy(&copy, &copy);
	assert_true(copy.done);
	plan_release(&copy);
	plan_release(&copy);
	plan_release(&plan);
	plan_copy(&plan, &copy); /* from zeroed to zeroed */
	assert_string_equal(plan.cause, "");
	plan_release(&plan);
}

static void test_response(void **state)
{
	struct response response, copy = {0};

	(void)state;
	response_init(&response);
	assert_int_equal(response.answer, ANSWER_NONE);
	assert_string_equal(response.note, "");
	assert_string_equal(response.reason, "");
	assert_string_equal(response.plan.person, "");
	assert_true(response_equal(&response, &copy));
	response.answer = ANSWER_PARTIAL;
	response.elements[ELEMENTS_MAX - 1] = ELEMENT_NO;
	str_assign(&response.note, "備考");
	str_assign(&response.reason, "理由");
	str_assign(&response.plan.person, "係長");
	assert_false(response_equal(&response, &copy));
	response_copy(&copy, &response);
	assert_true(response_equal(&response, &copy));
	assert_ptr_not_equal(copy.note, response.note);
	copy.elements[ELEMENTS_MAX - 1] = ELEMENT_YES;
	assert_false(response_equal(&response, &copy));
	response_copy(&copy, &response);
	str_assign(&copy.reason, "別の理由");
	assert_false(response_equal(&response, &copy));
	response_copy(&copy, &response);
	str_assign(&copy.plan.person, "課長");
	assert_false(response_equal(&response, &copy));
	response_copy(&copy, &response);
	copy.answer = ANSWER_NOT_IMPLEMENTED;
	assert_false(response_equal(&response, &copy));
	response_release(&copy);
	response_release(&copy);
	response_release(&response);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_codes),
	        cmocka_unit_test(test_parse),
	        cmocka_unit_test(test_element_and_basis_codes),
	        cmocka_unit_test(test_from_elements),
	        cmocka_unit_test(test_plan),
	        cmocka_unit_test(test_first_due),
	        cmocka_unit_test(test_response),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
