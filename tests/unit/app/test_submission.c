/* All that a section hands in, as one document; the section that is made from it; and documents that are none. */
#include "fixture.h"
#include "tenken/app/plans.h"
#include "tenken/app/submission.h"
#include "tenken/core/register.h"

static const char moment[] = "2026-10-02T09:00:00+09:00";

/* Facts, registers, and one answer of each kind. */
static void fill(struct workplace *workplace)
{
	struct checklist *checklist = &workplace->checklists[0];
	struct response response;
	size_t item;

	for (size_t i = 0; i < workplace->pack->facts_count; i++)
		if (workplace_asks_fact(workplace, i))
			assert_done(workplace_set_fact(workplace, i, i % 3 ? TRUTH_FALSE : TRUTH_TRUE, &err));
	workplace_set_fact(workplace, 0, TRUTH_UNKNOWN, &err);
	error_release(&err);
	assert_done(add(workplace, "asset", "a1", "name=住民名簿|confidentiality=3A|contains=personal|labelled=no", &err));
	assert_done(add(workplace, "asset", "a2", "name=\"引用\"と改行|labelled=yes", &err));
	assert_done(add(workplace, "system", "s1", "name=住民記録", &err));
	assert_done(change(workplace, "s1", "zone=lgwan", &err));
	assert_done(complete(workplace, "asset", true, &err));
	for (size_t i = 0; i < checklist->scope.count; i++) {
		char *decided = checklist_why_decided(workplace, checklist, i);
		bool open = !decided && scope_asks(&checklist->scope.items[i]);
		free(decided);
		if (!open)
			continue;
		if (i % 5 == 0)
			continue; /* unanswered */
		assert_done(workplace_answer(workplace, checklist, i, i % 7 ? ANSWER_IMPLEMENTED : ANSWER_NOT_APPLICABLE, &err));
	}
	item = any_item(checklist, "7.4.3-length");
	response_init(&response);
	response.answer = ANSWER_NOT_IMPLEMENTED;
	str_assign(&response.note, "備考 \"x\" \\ 終");
	str_assign(&response.plan.cause, "手順がない");
	str_assign(&response.plan.measure, "手順を作る");
	str_assign(&response.plan.person, "係長");
	response.plan.due = (struct date){2027, 1, 31};
	response.plan.preventive = true;
	assert_done(workplace_record(workplace, checklist, item, &response, &err));
	response_release(&response);
}

static struct json *body_of(const struct workplace *workplace)
{
	struct json *body = submission_body(workplace, "市民課長", moment, &err);

	if (!body)
		fail_msg("%s", err.message);
	return body;
}

static char *text_of(const struct json *node)
{
	struct strbuf out = STRBUF_INIT;

	json_write(&out, node, false);
	return strbuf_take(&out);
}

/* What a person would see: profile, standing of each question, what is missing. */
static char *picture(const struct workplace *workplace)
{
	struct strbuf out = STRBUF_INIT;

	strbuf_addf(&out, "%s %s %s %d %s\n", workplace->unit.code, workplace->unit.bureau, workplace->unit.name,
	            workplace->cycle.fiscal_year, workplace->pack->id);
	for (size_t i = 0; i < workplace->pack->facts_count; i++)
		strbuf_addf(&out, "%s=%s\n", workplace->pack->facts[i].id, truth_code(workplace->answered.facts[i]));
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		strbuf_addf(&out, "%s %zu\n", checklist->assessment.checklist, checklist->lacks.count);
		for (size_t i = 0; i < checklist->scope.count; i++) {
			const struct standing *standing = &checklist->entries[i].standing;
			const struct response *response = &standing->response;
			strbuf_addf(&out, "%s %d %s %s|%s|%s|%s|%s|%d|%d|%d\n", checklist_question(checklist, i)->id,
			            scope_asks(&checklist->scope.items[i]), answer_code(response->answer),
			            basis_code(standing->basis), response->note, response->reason, response->plan.cause,
			            response->plan.person, response->plan.due.year, response->plan.preventive,
			            response->plan.done);
		}
		for (size_t i = 0; i < checklist->lacks.count; i++)
			strbuf_addf(&out, "%s %zu\n", lack_code(checklist->lacks.items[i].kind), checklist->lacks.items[i].item);
	}
	return strbuf_take(&out);
}

/* The registers say the same when no workplace is made of them. */
static void expect_judged(const struct workplace *seen, const struct json *body, const struct json *periods)
{
	struct workplace judged;
	const struct verdicts *wanted = &seen->ledger.verdicts, *got = &judged.ledger.verdicts;

	submission_judge(&judged, body, seen->pack, periods, seen->today);
	assert_true(wanted->count > 0);
	assert_int_equal(got->count, wanted->count);
	for (size_t i = 0; i < wanted->count; i++) {
		assert_int_equal(got->items[i].rule, wanted->items[i].rule);
		assert_int_equal(got->items[i].record, wanted->items[i].record);
		assert_int_equal(got->items[i].code, wanted->items[i].code);
		assert_string_equal(got->items[i].because.ja, wanted->items[i].because.ja);
	}
	assert_memory_equal(judged.ledger.facts.complete, seen->ledger.facts.complete,
	                    seen->pack->registers->count * sizeof *seen->ledger.facts.complete);
	assert_int_equal(judged.ledger.facts.settings_count, seen->ledger.facts.settings_count);
	for (size_t i = 0; i < seen->ledger.facts.settings_count; i++)
		assert_int_equal(judged.ledger.facts.settings[i].known, seen->ledger.facts.settings[i].known);
	workplace_close(&judged);
}

/* Briefly they say the same, and why only of what is not kept. */
static void expect_judged_briefly(const struct workplace *seen, const struct json *body, const struct json *periods)
{
	struct workplace judged;
	const struct verdicts *wanted = &seen->ledger.verdicts, *got = &judged.ledger.verdicts;
	struct date last;
	size_t fails = 0;

	submission_judge_briefly(&judged, body, seen->pack, periods, seen->today, &last);
	assert_int_equal(got->count, wanted->count);
	for (size_t i = 0; i < wanted->count; i++) {
		bool fail = wanted->items[i].code == VERDICT_FAIL;

		assert_int_equal(got->items[i].rule, wanted->items[i].rule);
		assert_int_equal(got->items[i].record, wanted->items[i].record);
		assert_int_equal(got->items[i].code, wanted->items[i].code);
		assert_int_equal(got->items[i].exception, wanted->items[i].exception);
		assert_int_equal(got->items[i].fields_count, fail ? wanted->items[i].fields_count : 0);
		if (fail)
			assert_string_equal(got->items[i].because.ja, wanted->items[i].because.ja);
		else
			assert_null(got->items[i].because.ja);
		fails += fail;
	}
	assert_true(fails > 0 && fails < wanted->count);
	workplace_close(&judged);
}

static void test_round_trip(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace, seen;
	struct json *body, *again;
	char *ours, *theirs, *first, *second;

	fill(workplace);
	assert_done(workplace_add_checklist(workplace, "system_manager", "system:s1", &err));
	open_again(place);
	body = body_of(workplace);
	assert_done(submission_check(body, &err));
	assert_done(submission_open(&seen, body, "kobe-5.10", NULL, place->options.today, &err));
	ours = picture(workplace);
	theirs = picture(&seen);
	assert_string_equal(ours, theirs);
	assert_true(seen.readonly);
	assert_int_equal(seen.checklists_count, 2);
	assert_string_equal(seen.checklists[1].assessment.subject, "system:s1");
	expect_field(&seen, "a2", "name", "\"引用\"と改行");
	expect_field(&seen, "s1", "zone", "lgwan");
	expect_judged(&seen, body, NULL);
	expect_judged_briefly(&seen, body, NULL);

	/* To look only. */
	assert_fails(workplace_answer(&seen, &seen.checklists[0], any_item(&seen.checklists[0], "7.4.3-length"),
	                              ANSWER_IMPLEMENTED, &err), ERROR_REFUSED, "");
	assert_fails(workplace_set_fact(&seen, 0, TRUTH_TRUE, &err), ERROR_REFUSED, "");

	/* What it would hand in is what was handed in, but for numbers of revisions that are not kept. */
	again = body_of(&seen);
	first = text_of(body);
	second = text_of(again);
	for (char *text = first;; text = second) {
		for (char *at = text; (at = strstr(at, "\"revision\":")) != NULL;)
			for (at += strlen("\"revision\":"); *at >= '0' && *at <= '9'; at++)
				*at = '#';
		if (text == second)
			break;
	}
	assert_string_equal(first, second);
	free(ours);
	free(theirs);
	free(first);
	free(second);
	json_free(body);
	json_free(again);
	workplace_close(&seen);
}

/* Periods of the campaign count in the office's reckoning, too. */
static void test_periods(void **state)
{
	struct place *place = *state;
	struct workplace seen;
	struct json *body, *periods = json_new_object();

	assert_true(place->workplace.pack->periods_count > 0);
	json_put_string(periods, place->workplace.pack->periods[0].id, "P5M");
	fill(&place->workplace);
	body = body_of(&place->workplace);
	assert_done(submission_open(&seen, body, "kobe-5.10", periods, place->options.today, &err));
	expect_judged(&seen, body, periods);
	expect_judged_briefly(&seen, body, periods);
	workplace_close(&seen);
	assert_false(submission_open(&seen, body, "no-such-pack", periods, place->options.today, &err));
	error_release(&err);
	workplace_close(&seen);
	json_free(body);
	json_free(periods);
}

/* An empty section hands in an empty document of the right form. */
static void test_nothing_answered(void **state)
{
	struct place *place = *state;
	struct workplace seen;
	struct json *body = body_of(&place->workplace);

	assert_done(submission_check(body, &err));
	assert_int_equal(json_size(json_get(body, "facts")), 0);
	assert_int_equal(json_size(json_get(body, "records")), 0);
	assert_done(submission_open(&seen, body, "kobe-5.10", NULL, place->options.today, &err));
	assert_int_equal(seen.checklists[0].tally.answered, 0);
	workplace_close(&seen);
	json_free(body);
}

static struct checklist *first_of(struct workplace *workplace)
{
	return &workplace->checklists[0];
}

static void move_due(struct workplace *workplace, struct date due, const char *why)
{
	struct checklist *checklist = first_of(workplace);
	size_t item = any_item(checklist, "7.4.3-length");
	struct response response = {0};

	response_copy(&response, entry_response(&checklist->entries[item]));
	response.plan.due = due;
	assert_done(workplace_record_plan(workplace, checklist, item, &response, why, &err));
	response_release(&response);
}

static void expect_plan(const struct workplace *workplace, struct date due, struct date first)
{
	const struct checklist *checklist = &workplace->checklists[0];
	const struct plan *plan = &checklist->entries[any_item(checklist, "7.4.3-length")].standing.response.plan;

	assert_int_equal(date_compare(plan->due, due), 0);
	assert_int_equal(date_compare(plan->first_due, first), 0);
}

/* A due date is moved for a reason only; the first one, the reason and the notes go to the office, what was undone does not. */
static void test_a_plan_that_is_followed(void **state)
{
	static const struct date first = {2027, 1, 31}, second = {2027, 3, 31}, third = {2027, 5, 31};
	struct place *place = *state;
	struct workplace *workplace = &place->workplace, seen;
	struct plan_notes notes;
	struct json *body;
	size_t item;

	fill(workplace);
	item = any_item(first_of(workplace), "7.4.3-length");
	expect_plan(workplace, first, first);
	struct response response = {0};
	response_copy(&response, entry_response(&first_of(workplace)->entries[item]));
	response.plan.due = second;
	assert_fails(workplace_record(workplace, first_of(workplace), item, &response, &err), ERROR_USAGE, "--reason");
	response_release(&response);
	expect_plan(workplace, first, first);
	move_due(workplace, second, "予算がつかない");
	assert_done(workplace_plan_progress(workplace, first_of(workplace), item, "見積りを取った", &err));
	move_due(workplace, third, "間違い");
	assert_done(workplace_undo(workplace, first_of(workplace), &item, &err));
	expect_plan(workplace, second, first);
	open_again(place);
	expect_plan(workplace, second, first);

	body = body_of(workplace);
	assert_done(submission_check(body, &err));
	assert_done(submission_open(&seen, body, "kobe-5.10", NULL, place->options.today, &err));
	expect_plan(&seen, second, first);
	assert_done(plan_notes_load(&seen, &seen.checklists[0], "7.4.3-length", &notes, &err));
	assert_int_equal(notes.count, 2);
	assert_true(notes.items[0].moves);
	assert_int_equal(date_compare(notes.items[0].due, second), 0);
	assert_string_equal(notes.items[0].text, "予算がつかない");
	assert_false(notes.items[1].moves);
	assert_string_equal(notes.items[1].text, "見積りを取った");
	assert_string_equal(notes.items[1].actor, "情報管理者");
	plan_notes_release(&notes);
	submission_set_first_due(&seen, seen.checklists[0].assessment.checklist, "7.4.3-length", (struct date){2026, 12, 1});
	expect_plan(&seen, second, (struct date){2026, 12, 1});
	workplace_close(&seen);
	json_free(body);
}

/* What older programs handed in has neither first day nor notes. */
static void test_of_an_older_program(void **state)
{
	struct place *place = *state;
	struct workplace seen;
	struct json *body;
	char *text, *at;

	fill(&place->workplace);
	body = body_of(&place->workplace);
	text = text_of(body);
	json_free(body);
	for (const char *const *part = (const char *const[]){",\"first_due\":\"\"", ",\"first_due\":\"2027-01-31\"", ",\"progress\":[]", NULL};
	     *part; part++)
		while ((at = strstr(text, *part)) != NULL)
			memmove(at, at + strlen(*part), strlen(at + strlen(*part)) + 1);
	assert_null(strstr(text, "first_due"));
	struct json_doc *doc = json_read(text, strlen(text), "", &json_limits_outside, &err);
	assert_non_null(doc);
	assert_done(submission_check(json_root(doc), &err));
	assert_done(submission_open(&seen, json_root(doc), "kobe-5.10", NULL, place->options.today, &err));
	expect_plan(&seen, (struct date){2027, 1, 31}, (struct date){2027, 1, 31});
	workplace_close(&seen);
	json_doc_free(doc);
	free(text);
}

/* --- what is none --- */

static void refuses_text(const char *text, const char *what)
{
	struct json_doc *doc = json_read(text, strlen(text), "", &json_limits_outside, &err);

	if (!doc)
		fail_msg("%s: %s", what, err.message);
	if (submission_check(json_root(doc), &err))
		fail_msg("%s: should have been refused", what);
	assert_int_equal(err.code, ERROR_INPUT);
	assert_non_null(err.message);
	error_release(&err);
	json_doc_free(doc);
}

/* The text with one part replaced, which must be there. */
static char *replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	if (!at)
		fail_msg("%s is not in the document", from);
	return str_format("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void test_shapes(void **state)
{
	static const char *const cases[][2] = {
	        {"\"format\":1", "\"format\":2"},
	        {"\"format\":1", "\"format\":\"1\""},
	        {"\"format\":1", "\"format\":1.5"},
	        {"\"format\":1", "\"other\":1"},
	        {"{\"format\":1", "{\"more\":1,\"format\":1"},
	        {"\"code\":\"0101\"", "\"code\":101"},
	        {"\"code\":\"0101\",", ""},
	        {"\"fiscal_year\":2026", "\"fiscal_year\":\"2026\""},
	        {"\"extra\":false", "\"extra\":null"},
	        {"\"pack\":\"kobe-5.10\"", "\"pack\":[]"},
	        {"\"confirmed_by\":\"市民課長\"", "\"confirmed_by\":null"},
	        {"\"confirmed_at\":\"2026-10-02T09:00:00+09:00\"", "\"confirmed_at\":\"2026-10-02\""},
	        {"\"facts\":[", "\"facts\":[1,"},
	        {"\"facts\":[{", "\"facts\":[{\"more\":1,"},
	        {"\"value\":\"yes\"", "\"value\":\"perhaps\""},
	        {"\"value\":\"yes\"", "\"value\":true"},
	        {"\"records\":[", "\"records\":[[],"},
	        {"\"record\":{\"id\":\"a1\"", "\"record\":{\"id\":\"\""},
	        {"\"record\":{\"id\":\"a1\"", "\"record\":{\"id\":7"},
	        {"\"register\":\"asset\"", "\"register\":null"},
	        {"\"checklists\":[", "\"checklists\":[\"info_manager\","},
	        {"\"role\":\"info_manager\"", "\"role\":null"},
	        {"\"subject\":null", "\"subject\":false"},
	        {"\"answers\":[", "\"answers\":[{},"},
	        {"\"answer\":\"implemented\"", "\"answer\":\"done\""},
	        {"\"elements\":\"\"", "\"elements\":\"zzz\""},
	        {"\"id\":\"info_manager\"", "\"id\":\"\""},
	        {"\"register\":\"asset\"", "\"register\":\"\""},
	        {"\"answer\":\"implemented\"", "\"answer\":null"},
	        {"\"note\":\"\"", "\"note\":0"},
	        {"\"preventive\":false", "\"preventive\":\"no\""},
	        {"\"due\":\"2027-01-31\"", "\"due\":\"2027-02-31\""},
	        {"\"due\":\"2027-01-31\"", "\"due\":\"令和9年1月31日\""},
	        {"\"plan\":{", "\"plan\":{\"more\":1,"},
	        {"\"first_due\":\"\"", "\"first_due\":null"},
	        {"\"first_due\":\"2027-01-31\"", "\"first_due\":\"none\""},
	        {"\"progress\":[]", "\"progress\":{}"},
	        {"\"progress\":[]", "\"progress\":[{}]"},
	        {"\"progress\":[]", "\"progress\":[{\"text\":\" \",\"due\":\"\",\"actor\":\"\",\"acted_for\":\"\",\"at\":\"2026-10-01T14:03:21+09:00\"}]"},
	        {"\"progress\":[]", "\"progress\":[{\"text\":\"x\",\"due\":\"soon\",\"actor\":\"\",\"acted_for\":\"\",\"at\":\"2026-10-01T14:03:21+09:00\"}]"},
	        {"\"progress\":[]", "\"progress\":[{\"text\":\"x\",\"due\":\"\",\"actor\":\"\",\"acted_for\":\"\",\"at\":\"yesterday\"}]"},
	        {"\"confirmed\":false", "\"confirmed\":0"},
	        {"\"at\":\"2026-10-01T14:03:21+09:00\"", "\"at\":\"\""},
	        {"\"standing\":[", "\"standing\":[null,"},
	        {"\"standing\":[", "\"standing\":[{\"question\":\"q\",\"answer\":\"\",\"basis\":\"\"},"
	                           "{\"question\":\"q\",\"answer\":\"unsure\",\"basis\":\"declared\"},"},
	        {"\"basis\":\"declared\"", "\"basis\":1"},
	        {"\"dissents\":[]", "\"dissents\":{}"},
	        {"\"dissents\":[]", "\"dissents\":[{\"question\":\"7.4.3-length\"}]"},
	        {"\"received\":[]", "\"received\":[1]"},
	};
	struct place *place = *state;
	struct json *body;
	char *text;

	fill(&place->workplace);
	body = body_of(&place->workplace);
	text = text_of(body);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *changed = replaced(text, cases[i][0], cases[i][1]);
		refuses_text(changed, cases[i][1]);
		free(changed);
	}
	refuses_text("[]", "an array");
	refuses_text("{}", "an empty object");
	refuses_text("\"text\"", "a text");
	free(text);
	json_free(body);
}

/* What those who wrote before there was one have left out. */
static bool may_be_left_out(const struct json *member)
{
	return str_equal(json_key(member), "dissents") || str_equal(json_key(member), "received");
}

/* Each member taken away. */
static void test_members(void **state)
{
	struct place *place = *state;
	struct json *body;
	char *text;

	fill(&place->workplace);
	body = body_of(&place->workplace);
	text = text_of(body);
	for (const struct json *member = json_first(body); member; member = json_next(member)) {
		struct json *less = json_new_object();
		char *changed;
		for (const struct json *each = json_first(body); each; each = json_next(each))
			if (each != member)
				json_put(less, json_key(each), json_copy(each));
		changed = text_of(less);
		if (may_be_left_out(member))
			assert_done(submission_check(less, &err));
		else
			refuses_text(changed, json_key(member));
		free(changed);
		json_free(less);
	}
	free(text);
	json_free(body);
}

/* The body with the first of a list in it again at the end. */
static struct json *doubled(const struct json *body, const char *key)
{
	struct json *all = json_new_object();

	for (const struct json *member = json_first(body); member; member = json_next(member)) {
		struct json *copy = json_copy(member);
		if (strcmp(json_key(member), key) == 0)
			json_put(copy, NULL, json_copy(json_first(member)));
		json_put(all, json_key(member), copy);
	}
	return all;
}

/* What stands there twice could be taken in and never looked at. */
static void test_twice(void **state)
{
	static const char *const lists[] = {"records", "checklists"};
	struct place *place = *state;
	struct json *body;

	fill(&place->workplace);
	body = body_of(&place->workplace);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct json *twice = doubled(body, lists[i]);
		char *text = text_of(twice);
		refuses_text(text, lists[i]);
		free(text);
		json_free(twice);
	}
	json_free(body);
}

/* A form that is right, and contents that cannot be: an error, never a crash or half a workplace. */
static void test_contents(void **state)
{
	static const char *const cases[][2] = {
	        {"\"role\":\"info_manager\"", "\"role\":\"nobody\""},
	        {"\"pack\":\"kobe-5.10\"", "\"pack\":\"\""},
	        {"\"fiscal_year\":2026", "\"fiscal_year\":-7"},
	        {"\"fiscal_year\":2026", "\"fiscal_year\":9007199254740991"},
	        {"\"question\":\"7.4.3-length\"", "\"question\":\"no-such-question\""},
	        {"\"fact\":\"", "\"fact\":\"no_such_"},
	        {"\"register\":\"asset\"", "\"register\":\"nothing\""},
	        {"\"record\":{\"id\":\"a1\"", "\"record\":{\"id\":\"a2\""},
	        {"\"elements\":\"", "\"elements\":\"=,=;"},
	};
	struct place *place = *state;
	struct json *body;
	char *text;

	fill(&place->workplace);
	body = body_of(&place->workplace);
	text = text_of(body);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *changed = replaced(text, cases[i][0], cases[i][1]);
		struct json_doc *doc = json_read(changed, strlen(changed), "", &json_limits_outside, &err);
		struct workplace seen;
		assert_non_null(doc);
		if (submission_open(&seen, json_root(doc), "kobe-5.10", NULL, place->options.today, &err))
			free(picture(&seen));
		else
			assert_non_null(err.message);
		error_release(&err);
		workplace_close(&seen);
		json_doc_free(doc);
		free(changed);
	}
	free(text);
	json_free(body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_round_trip), TEST(test_periods), TEST(test_nothing_answered),
	        TEST(test_shapes),     TEST(test_members), TEST(test_twice),
	        TEST(test_contents),   TEST(test_a_plan_that_is_followed), TEST(test_of_an_older_program),
	};
	return cmocka_run_group_tests_name("submission", tests, NULL, NULL);
}
