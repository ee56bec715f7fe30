#include "fixture.h"
#include "tenken/core/check.h"

/* Five questions; by their indices in the scope of info_manager, with everything asked. */
enum { LIFECYCLE, SHARE, LENGTH, TAKEOUT, CONTRACT, QUESTIONS };

static struct pack *pack;
static struct scope scope;
static struct standing standings[QUESTIONS];

static int set_up(void **state)
{
	struct profile profile;
	struct circumstances circumstances = {.profile = &profile, .record = SIZE_MAX};
	struct error err = {0};

	(void)state;
	pack = fixture_pack();
	profile_init(&profile, pack->facts_count);
	assert_true(scope_compute(&scope, pack, "info_manager", &circumstances, &err));
	assert_int_equal(scope.count, QUESTIONS);
	profile_release(&profile);
	for (size_t i = 0; i < QUESTIONS; i++) {
		response_init(&standings[i].response);
		standings[i].response.answer = ANSWER_IMPLEMENTED;
	}
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < QUESTIONS; i++)
		response_release(&standings[i].response);
	scope_release(&scope);
	pack_free(pack);
	return 0;
}

static void expect_nothing(void)
{
	struct lacks lacks;

	check_compute(&lacks, &scope, standings, NULL, NULL);
	assert_int_equal(lacks.count, 0);
	lacks_release(&lacks);
}

static void expect_lack(size_t item, enum lack_kind kind, const char *text)
{
	struct lacks lacks;

	check_compute(&lacks, &scope, standings, NULL, NULL);
	assert_int_equal(lacks.count, 1);
	assert_int_equal(lacks.items[0].kind, kind);
	assert_int_equal(lacks.items[0].item, item);
	assert_string_equal(lacks.items[0].text, text);
	lacks_release(&lacks);
	lacks_release(&lacks);
}

static void test_codes(void **state)
{
	static const char *const codes[] = {"unanswered", "plan", "reason", "exception", "contradiction", "unsure"};

	(void)state;
	for (int i = 0; i < LACKS; i++)
		assert_string_equal(lack_code((enum lack_kind)i), codes[i]);
}

static void test_complete(void **state)
{
	(void)state;
	expect_nothing();
}

static void test_unanswered(void **state)
{
	struct lacks lacks;

	(void)state;
	standings[TAKEOUT].response.answer = ANSWER_NONE;
	expect_lack(TAKEOUT, LACK_UNANSWERED, "Not answered yet");
	standings[LENGTH].response.answer = ANSWER_NONE;
	check_compute(&lacks, &scope, standings, NULL, NULL);
	assert_int_equal(lacks.count, 2);
	assert_int_equal(lacks.items[0].item, LENGTH); /* in the order of the scope */
	assert_int_equal(lacks.items[1].item, TAKEOUT);
	lacks_release(&lacks);
}

static void test_half_answered_elements(void **state)
{
	struct response *response = &standings[CONTRACT].response;

	(void)state;
	response->answer = ANSWER_NONE;
	expect_lack(CONTRACT, LACK_UNANSWERED, "Not answered yet");
	response->elements[0] = ELEMENT_YES;
	expect_lack(CONTRACT, LACK_UNANSWERED, "2 items of the list are not answered yet");
	response->elements[2] = ELEMENT_NA;
	expect_lack(CONTRACT, LACK_UNANSWERED, "1 item of the list is not answered yet");
}

static void test_plan(void **state)
{
	struct response *response = &standings[LIFECYCLE].response;

	(void)state;
	response->answer = ANSWER_NOT_IMPLEMENTED;
	expect_lack(LIFECYCLE, LACK_PLAN,
	            "The improvement plan is not complete. Missing: cause, measure, person in charge, due date");
	str_assign(&response->plan.cause, "人手");
	expect_lack(LIFECYCLE, LACK_PLAN,
	            "The improvement plan is not complete. Missing: measure, person in charge, due date");
	str_assign(&response->plan.person, "係長");
	response->plan.due = (struct date){2026, 12, 1};
	str_assign(&response->plan.measure, "　");
	expect_lack(LIFECYCLE, LACK_PLAN, "The improvement plan is not complete. Missing: measure");
	str_assign(&response->plan.measure, "台帳を作る");
	expect_nothing();
	response->answer = ANSWER_PARTIAL;
	expect_nothing();
	response->plan.due = (struct date){0};
	expect_lack(LIFECYCLE, LACK_PLAN, "The improvement plan is not complete. Missing: due date");
	str_assign(&response->reason, "理由"); /* no 原則: a reason excuses nothing */
	expect_lack(LIFECYCLE, LACK_PLAN, "The improvement plan is not complete. Missing: due date");
}

static void test_principle(void **state)
{
	struct response *response = &standings[LENGTH].response;

	(void)state;
	response->answer = ANSWER_PARTIAL;
	expect_lack(
	        LENGTH, LACK_PLAN,
	        "The improvement plan is not complete (a reason for departing from the principle would do instead). "
	        "Missing: cause, measure, person in charge, due date");
	str_assign(&response->reason, "古い装置は6文字まで");
	expect_nothing();
	response->answer = ANSWER_NOT_IMPLEMENTED; /* 否 needs a plan whatever the reason */
	expect_lack(LENGTH, LACK_PLAN,
	            "The improvement plan is not complete. Missing: cause, measure, person in charge, due date");
}

static void test_other_answers(void **state)
{
	struct response *response = &standings[SHARE].response;

	(void)state;
	response->answer = ANSWER_NOT_APPLICABLE;
	expect_lack(SHARE, LACK_REASON, "The reason why this does not apply is missing");
	str_assign(&response->reason, "外に出す情報がない");
	expect_nothing();
	response->answer = ANSWER_EXCEPTION;
	expect_lack(SHARE, LACK_EXCEPTION, "No valid exception record is known for this question");
	response->answer = ANSWER_UNSURE;
	standings[SHARE].lapsed = true; /* not who finds out is missing, but a new permission */
	expect_lack(SHARE, LACK_EXCEPTION,
	            "The exception for this question has expired: have it renewed, or answer the question anew");
	standings[SHARE].exception = TRUTH_UNKNOWN;
	expect_lack(SHARE, LACK_EXCEPTION, "The exception record for this question is not complete");
	standings[SHARE].exception = TRUTH_FALSE;
	standings[SHARE].lapsed = false;
	expect_lack(SHARE, LACK_UNSURE, "Who finds out, and by when, is missing");
	str_assign(&response->plan.person, "係長");
	expect_lack(SHARE, LACK_UNSURE, "By when it is found out is missing");
	response->plan.due = (struct date){2026, 12, 1};
	expect_nothing();
	str_assign(&response->plan.person, "");
	expect_lack(SHARE, LACK_UNSURE, "Who finds out is missing");
}

static void test_what_is_not_asked_lacks_nothing(void **state)
{
	(void)state;
	standings[CONTRACT].response.answer = ANSWER_NONE;
	scope.items[CONTRACT].applies = TRUTH_FALSE;
	expect_nothing();
	scope.items[CONTRACT].applies = TRUTH_UNKNOWN;
	expect_lack(CONTRACT, LACK_UNANSWERED, "Not answered yet");
}

static void test_need(void **state)
{
	const struct question plain = {0}, principle = {.principle = true};
	struct response response;

	(void)state;
	response_init(&response);
	for (int i = 0; i < ANSWERS; i++) {
		static const enum need needs[] = {NEED_NOTHING, NEED_NOTHING, NEED_PLAN,         NEED_PLAN,
		                                  NEED_REASON,  NEED_NOTHING, NEED_WHO_FINDS_OUT};

		response.answer = (enum answer)i;
		assert_int_equal(response_need(&plain, &response), needs[i]);
		assert_int_equal(response_needs_plan(&plain, &response),
		                 i == ANSWER_PARTIAL || i == ANSWER_NOT_IMPLEMENTED);
		assert_false(response_is_excused(&principle, &response));
	}
	response.answer = ANSWER_PARTIAL;
	assert_int_equal(response_need(&principle, &response), NEED_REASON);
	str_assign(&response.plan.cause, "人手");
	assert_int_equal(response_need(&principle, &response), NEED_PLAN); /* has chosen to plan */
	str_assign(&response.reason, "理由");
	assert_int_equal(response_need(&principle, &response), NEED_NOTHING);
	assert_true(response_is_excused(&principle, &response));
	assert_false(response_is_excused(&plain, &response));
	assert_false(response_needs_plan(&principle, &response));
	assert_true(response_needs_plan(&plain, &response));
	response.answer = ANSWER_NOT_APPLICABLE;
	assert_int_equal(response_need(&plain, &response), NEED_NOTHING);
	response.answer = ANSWER_NOT_IMPLEMENTED;
	assert_int_equal(response_need(&principle, &response), NEED_PLAN);
	str_assign(&response.plan.measure, "直す");
	str_assign(&response.plan.person, "係長");
	response.plan.due = (struct date){2026, 12, 1};
	assert_int_equal(response_need(&plain, &response), NEED_NOTHING);
	response.answer = ANSWER_UNSURE;
	assert_int_equal(response_need(&plain, &response), NEED_NOTHING);
	response_release(&response);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_codes),
	        TEST(test_complete),
	        TEST(test_unanswered),
	        TEST(test_half_answered_elements),
	        TEST(test_plan),
	        TEST(test_principle),
	        TEST(test_other_answers),
	        TEST(test_what_is_not_asked_lacks_nothing),
	        cmocka_unit_test(test_need),
	};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
