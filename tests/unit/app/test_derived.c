/* What the registers decide in a checklist, and what is lacking because of them. */
#include "fixture.h"

static struct checklist *first(struct workplace *workplace)
{
	return &workplace->checklists[0];
}

static void set_fact(struct workplace *workplace, const char *fact, enum truth value)
{
	assert_done(workplace_set_fact(workplace, pack_find_fact(workplace->pack, fact), value, &err));
}

#define LABEL "4.2-label"

static void test_open_then_decided(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	size_t asked, item = any_item(first(workplace), LABEL);
	char *why;

	/* Open: a person answers. */
	assert_done(add(workplace, "asset", "a1", "name=住民名簿|confidentiality=3A|contains=personal|labelled=no", &err));
	expect_standing(first(workplace), LABEL, "- -");
	assert_int_equal(first(workplace)->entries[item].derivation.state, DERIVATION_OPEN);
	assert_null(checklist_why_decided(workplace, first(workplace), item));
	answer(workplace, first(workplace), LABEL, ANSWER_IMPLEMENTED);
	expect_standing(first(workplace), LABEL, "implemented declared");
	expect_lacks(first(workplace), LABEL, "contradiction "); /* by the register it is not so */
	assert_int_equal(first(workplace)->tally.declared, 1);
	asked = first(workplace)->scope.asked;

	/* Declared complete: the register decides, and a person no longer can. */
	assert_done(complete(workplace, "asset", true, &err));
	expect_standing(first(workplace), LABEL, "not_implemented derived");
	expect_lacks(first(workplace), LABEL, "plan ");
	assert_true(first(workplace)->tally.derived >= 1);
	assert_fails(workplace_answer(workplace, first(workplace), item, ANSWER_IMPLEMENTED, &err), ERROR_REFUSED,
	             "Information assets");
	why = checklist_why_decided(workplace, first(workplace), item);
	assert_non_null(why);
	assert_non_null(strstr(why, LABEL));
	free(why);
	assert_int_equal(first(workplace)->entries[item].revision, 1);

	/* The record is changed: so is the answer, at once and after reopening. */
	assert_done(change(workplace, "a1", "labelled=yes", &err));
	expect_standing(first(workplace), LABEL, "implemented derived");
	expect_lacks(first(workplace), LABEL, "");
	assert_done(add(workplace, "asset", "a2", "confidentiality=2|labelled=no", &err));
	expect_standing(first(workplace), LABEL, "partial derived");
	open_again(place);
	expect_standing(first(workplace), LABEL, "partial derived");

	/* Taken back: what was declared stands again. */
	assert_done(complete(workplace, "asset", false, &err));
	expect_standing(first(workplace), LABEL, "implemented declared");
	assert_int_equal(first(workplace)->scope.asked, asked);
}

static void test_nothing_concerned(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct strbuf why = STRBUF_INIT;
	size_t asked = first(workplace)->scope.asked, applicable = first(workplace)->tally.applicable;

	answer(workplace, first(workplace), LABEL, ANSWER_PARTIAL);
	assert_done(complete(workplace, "asset", true, &err)); /* 該当なし */
	expect_standing(first(workplace), LABEL, "left out");
	expect_lacks(first(workplace), LABEL, "");
	assert_true(first(workplace)->scope.asked < asked);
	assert_int_equal(first(workplace)->tally.applicable, first(workplace)->scope.asked);
	assert_true(first(workplace)->tally.applicable < applicable);
	assert_int_equal(first(workplace)->tally.answered, 0);
	checklist_explain(workplace, first(workplace), any_item(first(workplace), LABEL), &why);
	assert_string_equal(why.text, "nothing in the registers is concerned");
	strbuf_release(&why);
	assert_fails(checklist_item(workplace, first(workplace), LABEL, &err) != SIZE_MAX, ERROR_USAGE, "concerned");
	/* A change of the profile does not bring it back; taking completeness back does. */
	set_fact(workplace, "uses_cloud", TRUTH_TRUE);
	expect_standing(first(workplace), LABEL, "left out");
	assert_done(complete(workplace, "asset", false, &err));
	expect_standing(first(workplace), LABEL, "partial declared");
}

/* A fail needs its plan; the plan is kept under whatever the register decides next. */
static void test_plan_beneath(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct checklist *checklist = first(workplace);
	size_t item = any_item(checklist, LABEL);
	struct response response;

	answer(workplace, checklist, LABEL, ANSWER_IMPLEMENTED);
	assert_done(add(workplace, "asset", "a1", "confidentiality=3A|labelled=no", &err));
	assert_done(complete(workplace, "asset", true, &err));
	response_init(&response);
	response_copy(&response, &checklist->entries[item].standing.response);
	str_assign(&response.plan.cause, "ラベルがない");
	str_assign(&response.plan.measure, "ラベルを貼る");
	str_assign(&response.plan.person, "庶務係長");
	response.plan.due = (struct date){2026, 12, 1};
	assert_done(workplace_record(workplace, checklist, item, &response, &err));
	expect_standing(checklist, LABEL, "not_implemented derived");
	expect_lacks(checklist, LABEL, "");
	assert_int_equal(checklist->tally.plans, 1);
	/* The answer itself is not a person's to give. */
	response.answer = ANSWER_PARTIAL;
	assert_fails(workplace_record(workplace, checklist, item, &response, &err), ERROR_REFUSED, "Information assets");
	response_release(&response);
	assert_done(workplace_plan_progress(workplace, checklist, item, "注文した", &err));
	open_again(place);
	checklist = first(workplace);
	expect_lacks(checklist, LABEL, "");
	assert_string_equal(checklist->entries[item].standing.response.plan.person, "庶務係長");
	/* Beneath it the person's own answer is still there, and is what stands when the register no longer decides. */
	assert_int_equal(checklist->entries[item].stored.answer, ANSWER_IMPLEMENTED);
	assert_done(complete(workplace, "asset", false, &err));
	expect_standing(checklist, LABEL, "implemented declared");
	assert_string_equal(checklist->entries[item].standing.response.plan.measure, "ラベルを貼る");
}

/* Undo goes back in what people answered; what the register decides stays. */
static void test_undo_beneath(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	size_t item;

	answer(workplace, first(workplace), LABEL, ANSWER_IMPLEMENTED);
	assert_done(add(workplace, "asset", "a1", "confidentiality=3A|labelled=no", &err));
	assert_done(complete(workplace, "asset", true, &err));
	assert_done(workplace_undo(workplace, first(workplace), &item, &err));
	assert_int_equal(item, any_item(first(workplace), LABEL));
	expect_standing(first(workplace), LABEL, "not_implemented derived");
	assert_done(complete(workplace, "asset", false, &err));
	expect_standing(first(workplace), LABEL, "- -");
}

static void test_unknown_is_unsure(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct checklist *checklist = first(workplace);
	size_t item = any_item(checklist, LABEL);
	struct response response;

	assert_done(add(workplace, "asset", "a1", "confidentiality=3A", &err));
	assert_done(complete(workplace, "asset", true, &err));
	expect_standing(checklist, LABEL, "unsure derived");
	expect_lacks(checklist, LABEL, "unsure ");
	response_init(&response);
	response_copy(&response, &checklist->entries[item].standing.response);
	str_assign(&response.plan.person, "庶務係長");
	assert_done(workplace_record(workplace, checklist, item, &response, &err));
	expect_lacks(checklist, LABEL, "unsure ");
	response.plan.due = (struct date){2026, 11, 1};
	assert_done(workplace_record(workplace, checklist, item, &response, &err));
	expect_lacks(checklist, LABEL, "");
	expect_standing(checklist, LABEL, "unsure derived");
	response_release(&response);
	assert_int_equal(checklist->entries[item].stored.answer, ANSWER_NONE);
}

/* A principle that is not kept for a reason on record: partly, with the reason shown, and no plan. */
static void test_explain(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct checklist *checklist = first(workplace);
	const struct response *response;

	set_fact(workplace, "owns_system", TRUTH_TRUE);
	assert_done(add(workplace, "system", "s1", "name=旧受付|support_ends_on=2026-03-31|support_reason=更新は来年度", &err));
	assert_done(complete(workplace, "system", true, &err));
	expect_standing(checklist, "8.4.1-supported", "partial derived");
	expect_lacks(checklist, "8.4.1-supported", "");
	response = &checklist->entries[any_item(checklist, "8.4.1-supported")].standing.response;
	assert_non_null(strstr(response->reason, "旧受付"));
	assert_int_equal(checklist->tally.excused_partial, 1);
	/* Without a reason it is a fail like any other. */
	assert_done(change(workplace, "s1", "support_reason=", &err));
	expect_standing(checklist, "8.4.1-supported", "not_implemented derived");
	expect_lacks(checklist, "8.4.1-supported", "plan ");
	assert_string_equal(response->reason, "");
}

#define PERMITTED "reason=更新待ち|applicant=係長|approver=CISO|approver_role=ciso|permitted_on=2026-04-01"

static void test_exception_covers(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct checklist *checklist = first(workplace);
	size_t item = any_item(checklist, LABEL);

	assert_done(add(workplace, "asset", "a1", "confidentiality=3A|labelled=no", &err));
	assert_done(complete(workplace, "asset", true, &err));
	assert_done(add(workplace, "exception", "x1", "clauses=4.2.イ|subject=a1|expires_on=none|" PERMITTED, &err));
	expect_standing(checklist, LABEL, "exception derived");
	expect_lacks(checklist, LABEL, "");
	assert_int_equal(checklist->entries[item].exception, record_of(workplace, "x1"));
	assert_done(change(workplace, "x1", "expires_on=2026-09-30", &err));
	expect_standing(checklist, LABEL, "not_implemented derived");
	assert_int_equal(checklist->entries[item].exception, SIZE_MAX);
}

/* 例 by a person's word: only with a record that is in order. */
static void test_exception_on_record(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct checklist *checklist = first(workplace);
	size_t item = any_item(checklist, "4.4-records");

	answer(workplace, checklist, "4.4-records", ANSWER_EXCEPTION);
	expect_lacks(checklist, "4.4-records", "exception ");
	assert_int_equal(checklist->entries[item].exception, SIZE_MAX);
	assert_done(add(workplace, "exception", "x1", "clauses=4.4|reason=更新待ち", &err));
	expect_lacks(checklist, "4.4-records", "exception ");
	assert_int_equal(checklist->entries[item].exception, record_of(workplace, "x1"));
	assert_int_equal(checklist->entries[item].standing.exception, TRUTH_UNKNOWN);
	assert_done(change(workplace, "x1", "expires_on=2027-03-31|" PERMITTED, &err));
	expect_lacks(checklist, "4.4-records", "");
	assert_int_equal(checklist->entries[item].standing.exception, TRUTH_TRUE);
	open_again(place);
	expect_lacks(first(workplace), "4.4-records", "");
	/* The applicant has permitted it: out of order. */
	assert_done(change(workplace, "x1", "applicant=CISO|same_person_reason=", &err));
	expect_lacks(first(workplace), "4.4-records", "exception ");
	assert_done(change(workplace, "x1", "applicant=係長", &err));
	expect_lacks(first(workplace), "4.4-records", "");
	/* One day after its term. */
	place->options.today = (struct date){2027, 4, 1};
	open_again(place);
	expect_lacks(first(workplace), "4.4-records", "exception ");
	assert_done(register_remove(workplace, record_of(workplace, "x1"), &err));
	expect_lacks(first(workplace), "4.4-records", "exception ");
	assert_int_equal(first(workplace)->entries[item].exception, SIZE_MAX);
}

/* --- contradictions --- */

static void test_contradictions(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct checklist *checklist = first(workplace);
	size_t item;
	struct response response;

	/* Of the section: between profile and registers, at no question. */
	assert_done(add(workplace, "asset", "a1", "confidentiality=2", &err));
	expect_lacks(checklist, NULL, "");
	set_fact(workplace, "handles_class2", TRUTH_FALSE);
	expect_lacks(checklist, NULL, "contradiction ");
	assert_done(change(workplace, "a1", "confidentiality=1", &err));
	expect_lacks(checklist, NULL, "");
	/* At its question: 適, and a device that says otherwise. A reason explains it. */
	set_fact(workplace, "carried_out", TRUTH_TRUE);
	answer(workplace, checklist, "7.1.1-takeout", ANSWER_IMPLEMENTED);
	expect_lacks(checklist, "7.1.1-takeout", "");
	assert_done(add(workplace, "device", "d1", "name=ノート1|kind=mobile|taken_out=yes|takeout_permitted=no", &err));
	expect_lacks(checklist, "7.1.1-takeout", "contradiction ");
	item = any_item(checklist, "7.1.1-takeout");
	response_init(&response);
	response_copy(&response, &checklist->entries[item].standing.response);
	str_assign(&response.reason, "記録は前任者のもの");
	assert_done(workplace_record(workplace, checklist, item, &response, &err));
	expect_lacks(checklist, "7.1.1-takeout", "");
	assert_true(checklist->conflicts.count > 0); /* explained, and still shown */
	response_release(&response);
}

/* What stands at no question is listed once in a section, not in every checklist. */
static void test_contradiction_of_the_section_once(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1", "confidentiality=3A", &err));
	assert_done(workplace_add_checklist(workplace, "system_manager", "system:s1", &err));
	set_fact(workplace, "handles_class2", TRUTH_FALSE);
	expect_lacks(checklist_of(workplace, "info_manager"), NULL, "contradiction ");
	expect_lacks(checklist_of(workplace, "system_manager:s1"), NULL, "");
}

/* --- checklists about a system --- */

static void test_subject(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1", "zone=mynumber|auth_factors=knowledge,possession|auth_items=2", &err));
	assert_done(add(workplace, "system", "s2", "zone=mynumber|auth_factors=knowledge|auth_items=1", &err));
	assert_done(add(workplace, "system", "s3", "zone=lgwan|auth_items=2", &err));
	assert_done(workplace_add_checklist(workplace, "system_manager", "system:s1", &err));
	assert_done(workplace_add_checklist(workplace, "system_manager", "system:s2", &err));
	assert_done(workplace_add_checklist(workplace, "system_manager", "system:s3", &err));
	expect_standing(checklist_of(workplace, "system_manager:s1"), "5.1-mfa", "- -");
	expect_standing(checklist_of(workplace, "system_manager:s3"), "5.1-mfa", "left out");
	assert_done(complete(workplace, "system", true, &err));
	expect_standing(checklist_of(workplace, "system_manager:s1"), "5.1-mfa", "implemented derived");
	expect_standing(checklist_of(workplace, "system_manager:s2"), "5.1-mfa", "not_implemented derived");
	expect_standing(checklist_of(workplace, "system_manager:s3"), "5.1-mfa", "left out");
	expect_standing(checklist_of(workplace, "system_manager:s1"), "6.4.2-credentials", "implemented derived");
	expect_standing(checklist_of(workplace, "system_manager:s2"), "6.4.2-credentials", "not_implemented derived");
	/* The zone decides what is asked, and follows the record. */
	assert_done(change(workplace, "s3", "zone=mynumber", &err));
	expect_standing(checklist_of(workplace, "system_manager:s3"), "5.1-mfa", "unsure derived");
	assert_done(change(workplace, "s3", "zone=?", &err));
	expect_standing(checklist_of(workplace, "system_manager:s3"), "5.1-mfa", "unsure derived");
}

/* A system of which there is no record: what the register says of others decides nothing about it. */
static void test_subject_without_record(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct checklist *checklist;

	assert_done(add(workplace, "system", "s1", "zone=mynumber|auth_factors=knowledge|auth_items=1|log_plan=", &err));
	assert_done(complete(workplace, "system", true, &err));
	assert_done(workplace_add_checklist(workplace, "system_manager", "system:s9", &err));
	checklist = checklist_of(workplace, "system_manager:s9");
	expect_standing(checklist, "6.4.2-credentials", "- -");
	expect_standing(checklist, "5.1-mfa", "- -"); /* asked: its zone is not known */
	answer(workplace, checklist, "6.4.2-credentials", ANSWER_IMPLEMENTED);
	expect_standing(checklist, "6.4.2-credentials", "implemented declared");
	expect_lacks(checklist, "6.4.2-credentials", "");
	/* Entered: its own record decides. */
	assert_done(add(workplace, "system", "s9", "zone=lgwan|auth_items=2", &err));
	checklist = checklist_of(workplace, "system_manager:s9");
	expect_standing(checklist, "6.4.2-credentials", "implemented derived");
	expect_standing(checklist, "5.1-mfa", "left out");
}

/* By its name; two that are called alike are told apart. */
static void test_what_a_subject_is_called(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1", "name=住民記録", &err));
	assert_done(add(workplace, "system", "s2", "name=窓口予約", &err));
	assert_done(add(workplace, "system", "s3", "zone=lgwan", &err));
	for (int i = 1; i <= 4; i++) {
		char *subject = str_format("system:s%d", i);
		assert_done(workplace_add_checklist(workplace, "system_manager", subject, &err));
		free(subject);
	}
	assert_string_equal(checklist_of(workplace, "system_manager:s1")->about, "住民記録");
	assert_string_equal(checklist_of(workplace, "system_manager:s2")->about, "窓口予約");
	assert_string_equal(checklist_of(workplace, "system_manager:s3")->about, "s3");
	assert_string_equal(checklist_of(workplace, "system_manager:s4")->about, "s4");
	assert_done(change(workplace, "s1", "name=窓口予約", &err));
	assert_string_equal(checklist_of(workplace, "system_manager:s1")->about, "窓口予約 s1");
	assert_string_equal(checklist_of(workplace, "system_manager:s2")->about, "窓口予約 s2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_open_then_decided),
	        TEST(test_nothing_concerned),
	        TEST(test_plan_beneath),
	        TEST(test_undo_beneath),
	        TEST(test_unknown_is_unsure),
	        TEST(test_explain),
	        TEST(test_exception_covers),
	        TEST(test_exception_on_record),
	        TEST(test_contradictions),
	        TEST(test_contradiction_of_the_section_once),
	        TEST(test_subject),
	        TEST(test_subject_without_record),
	        TEST(test_what_a_subject_is_called),
	};
	return cmocka_run_group_tests_name("derived", tests, NULL, NULL);
}
