/* Contradictions between answers, profile and registers. */
#include "ledger_fixture.h"
#include "tenken/core/check.h"

/* The questions of info_manager in the fixture. */
enum { ITEMS_MAX = 16 };

struct place {
	struct ledger_fixture *ledger;
	struct scope scope;
	struct standing standings[ITEMS_MAX];
	enum answer *answers;
	unsigned verdicts[8];
};

static int set_up(void **state)
{
	struct place *place = mem_new(1, sizeof *place);
	void *ledger;

	ledger_set_up(&ledger);
	place->ledger = ledger;
	place->answers = mem_new(place->ledger->pack->questions_count, sizeof *place->answers);
	for (size_t i = 0; i < ITEMS_MAX; i++)
		response_init(&place->standings[i].response);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	void *ledger = place->ledger;

	for (size_t i = 0; i < ITEMS_MAX; i++)
		response_release(&place->standings[i].response);
	scope_release(&place->scope);
	free(place->answers);
	ledger_tear_down(&ledger);
	free(place);
	return 0;
}

static struct circumstances reckon(struct place *place)
{
	struct circumstances circumstances = ledger_circumstances(place->ledger, NULL);
	struct error err = {0};

	scope_release(&place->scope);
	assert_true(scope_compute(&place->scope, place->ledger->pack, "info_manager", &circumstances, &err));
	assert_true(place->scope.count <= ITEMS_MAX);
	for (size_t i = 0; i < place->scope.count; i++)
		place->answers[place->scope.items[i].question] = place->standings[i].response.answer;
	verdicts_bits(&place->ledger->verdicts, place->ledger->pack, &place->ledger->facts, SIZE_MAX, place->verdicts);
	circumstances.answers = place->answers;
	circumstances.verdicts = place->verdicts;
	return circumstances;
}

static struct standing *standing_of(struct place *place, const char *question)
{
	reckon(place);
	for (size_t i = 0; i < place->scope.count; i++) {
		if (place->scope.items[i].question == pack_find_question(place->ledger->pack, question))
			return &place->standings[i];
	}
	fail_msg("%s is not asked", question);
	return NULL;
}

static struct standing *say(struct place *place, const char *question, enum answer answer, const char *note)
{
	struct standing *standing = standing_of(place, question);

	standing->response.answer = answer;
	standing->basis = BASIS_DECLARED;
	str_assign(&standing->response.note, note);
	return standing;
}

/* What is found, as "contradiction@question ", and "-" for one that stands at none. */
static void expect_found(struct place *place, bool whole, const char *expected)
{
	const struct pack *pack = place->ledger->pack;
	struct circumstances circumstances = reckon(place);
	struct strbuf found = STRBUF_INIT;
	struct conflicts conflicts;

	conflicts_find(&conflicts, &place->scope, place->standings, &circumstances, &place->ledger->verdicts, whole);
	for (size_t i = 0; i < conflicts.count; i++) {
		size_t item = conflicts.items[i].item;

		strbuf_addf(&found, "%s@%s ", pack->contradictions->items[conflicts.items[i].contradiction].id,
		            item == SIZE_MAX ? "-" : pack->questions[place->scope.items[item].question].id);
	}
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	conflicts_release(&conflicts);
	conflicts_release(&conflicts);
}

/* What is listed as missing because of contradictions, a line each. */
static void expect_lacks(struct place *place, const char *expected)
{
	struct circumstances circumstances = reckon(place);
	struct strbuf found = STRBUF_INIT;
	struct conflicts conflicts;
	struct lacks lacks;

	conflicts_find(&conflicts, &place->scope, place->standings, &circumstances, &place->ledger->verdicts, true);
	check_compute(&lacks, &place->scope, place->standings, &conflicts, &place->ledger->verdicts);
	for (size_t i = 0; i < lacks.count; i++) {
		if (lacks.items[i].kind == LACK_CONTRADICTION || lacks.items[i].kind == LACK_EXCEPTION)
			strbuf_addf(&found, "%s: %s\n", lack_code(lacks.items[i].kind), lacks.items[i].text);
	}
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	lacks_release(&lacks);
	conflicts_release(&conflicts);
}

static void test_nothing_known_contradicts_nothing(void **state)
{
	struct place *place = *state;

	expect_found(place, true, "");
	ledger_set(place->ledger, "{'registers': {'system': [{'id': 's', 'zone': 'outer'}], 'link': [{'id': 'l'}]}}");
	expect_found(place, true, ""); /* the profile is not answered */
	place->ledger->profile.facts[0] = TRUTH_FALSE;
	ledger_set(place->ledger, "{'registers': {'system': [{'id': 's'}]}}");
	expect_found(place, true, ""); /* the zone is not known */
}

#define FAILING "{'registers': {'system': [{'id': 's', 'zone': 'inner', 'kept': false, 'excuse': ''}]}}"

static void test_against_rule(void **state)
{
	struct place *place = *state;
	struct standing *standing;

	ledger_set(place->ledger, FAILING);
	standing = say(place, "v-kept", ANSWER_IMPLEMENTED, "");
	expect_found(place, true, "against-rule@v-kept ");
	expect_lacks(place, "contradiction: The register differs (\"s\" is not kept (Kept: no, Excuse: blank))\n");
	str_assign(&standing->response.reason, "移行の途中"); /* explained at its question */
	expect_found(place, true, "against-rule@v-kept ");
	expect_lacks(place, "");
	standing->response.answer = ANSWER_NOT_IMPLEMENTED;
	expect_found(place, true, "");
	standing->response.answer = ANSWER_IMPLEMENTED;
	standing->basis = BASIS_DERIVED;
	expect_found(place, true, ""); /* not a person's word */
	standing->basis = BASIS_DECLARED;
	ledger_set(place->ledger, "{'registers': {'system': [{'id': 's', 'zone': 'inner', 'kept': false, 'excuse': 'e'}]}}");
	expect_found(place, true, "");
}

static void test_unrecorded(void **state)
{
	struct place *place = *state;
	struct standing *standing = say(place, "7.1.1-takeout", ANSWER_EXCEPTION, "");

	expect_found(place, true, "unrecorded@7.1.1-takeout ");
	/* Listed once, as the exception that is missing; and a reason does not replace it. */
	expect_lacks(place, "exception: No valid exception record is known for this question\n");
	str_assign(&standing->response.reason, "口頭で許可");
	expect_lacks(place, "exception: No valid exception record is known for this question\n");
	standing->exception = TRUTH_UNKNOWN;
	expect_lacks(place, "exception: The exception record for this question is not complete\n");
	standing->exception = TRUTH_TRUE;
	expect_found(place, true, "");
	expect_lacks(place, "");
}

static void test_same_remark(void **state)
{
	struct place *place = *state;
	struct circumstances circumstances;
	struct conflicts conflicts;
	char *text;

	say(place, "v-kept", ANSWER_IMPLEMENTED, "見た");
	say(place, "7.1.1-takeout", ANSWER_IMPLEMENTED, "見た");
	say(place, "7.4.3-length", ANSWER_IMPLEMENTED, "台帳で見た");
	say(place, "v-some", ANSWER_IMPLEMENTED, "　");
	say(place, "d-kept", ANSWER_IMPLEMENTED, "　");
	say(place, "d-both", ANSWER_IMPLEMENTED, "　");
	expect_found(place, true, ""); /* two; and blank ones are no remarks */
	say(place, "7.4.3-length", ANSWER_IMPLEMENTED, "見た");
	expect_found(place, true, "same@7.4.3-length "); /* once, at the first */
	expect_lacks(place, "contradiction: The same remark (3 questions)\n");
	circumstances = reckon(place);
	conflicts_find(&conflicts, &place->scope, place->standings, &circumstances, &place->ledger->verdicts, true);
	i18n_set_language(LANGUAGE_JA);
	text = conflict_text(&conflicts.items[0], place->ledger->pack, &place->ledger->verdicts);
	assert_true(str_starts_with(text, "同じ備考"));
	i18n_set_language(LANGUAGE_EN);
	free(text);
	conflicts_release(&conflicts);
	/* What is left out is not asked for a remark. */
	ledger_set(place->ledger, "{'complete': ['system'], 'registers': {}}");
	say(place, "7.4.3-length", ANSWER_IMPLEMENTED, "");
	standing_of(place, "v-some");
	str_assign(&standing_of(place, "v-some")->response.note, "見た");
	expect_found(place, true, "");
}

/* At each of its questions that is asked; explained one by one. */
static void test_at_questions(void **state)
{
	struct place *place = *state;
	struct standing *standing;

	place->ledger->profile.facts[0] = TRUTH_FALSE;
	ledger_set(place->ledger, "{'registers': {'system': [{'id': 's', 'zone': 'outer'}]}}");
	expect_found(place, true, "cloud@7.1.1-takeout cloud@v-kept ");
	expect_found(place, false, "cloud@7.1.1-takeout cloud@v-kept ");
	standing = standing_of(place, "v-kept");
	str_assign(&standing->response.reason, "廃止予定");
	expect_lacks(place, "contradiction: One is outside\n");
	str_assign(&standing_of(place, "7.1.1-takeout")->response.reason, "廃止予定");
	expect_lacks(place, "");
	place->ledger->profile.facts[0] = TRUTH_TRUE;
	expect_found(place, true, "");
}

/* Of the section, not of a question: in one checklist alone, behind all others. */
static void test_at_none(void **state)
{
	struct place *place = *state;

	place->ledger->profile.facts[3] = TRUTH_FALSE;
	ledger_set(place->ledger, "{'registers': {'system': [{'id': 's', 'zone': 'inner', 'kept': false, 'excuse': ''}], "
	                          "'link': [{'id': 'l'}]}}");
	say(place, "v-kept", ANSWER_IMPLEMENTED, "");
	expect_found(place, true, "against-rule@v-kept nowhere@- ");
	expect_found(place, false, "against-rule@v-kept ");
	str_assign(&standing_of(place, "v-kept")->response.reason, "移行の途中");
	expect_lacks(place, "contradiction: There is a link\n");
}

/* What hangs on answers stands in the checklist that has its questions, and nowhere else. */
static void test_answers(void **state)
{
	struct place *place = *state;

	say(place, "4.2-lifecycle", ANSWER_IMPLEMENTED, "");
	expect_found(place, true, ""); /* its question, s-safe, is not this checklist's */
	ledger_set(place->ledger, "{'registers': {'system': [{'id': 's', 'zone': 'inner', 'kept': false, 'excuse': 'e'}]}}");
	say(place, "7.4.3-length", ANSWER_IMPLEMENTED, "");
	expect_found(place, true, "by-verdict@7.4.3-length ");
	say(place, "7.4.3-length", ANSWER_PARTIAL, "");
	expect_found(place, true, "");
}

/* A pack without them has none. */
static void test_no_contradictions(void **state)
{
	struct place *place = *state;
	struct pack *pack = place->ledger->pack;
	struct contradictions *kept = pack->contradictions;

	ledger_set(place->ledger, FAILING);
	say(place, "v-kept", ANSWER_IMPLEMENTED, "");
	pack->contradictions = NULL;
	expect_found(place, true, "");
	pack->contradictions = kept;
	contradictions_free(NULL);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_nothing_known_contradicts_nothing),
	        TEST(test_against_rule),
	        TEST(test_unrecorded),
	        TEST(test_same_remark),
	        TEST(test_at_questions),
	        TEST(test_at_none),
	        TEST(test_answers),
	        TEST(test_no_contradictions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
