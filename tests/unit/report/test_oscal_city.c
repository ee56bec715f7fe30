#include "fixture.h"

#include "tenken/base/json.h"
#include "tenken/base/text.h"
#include "tenken/report/oscal.h"

/* A city of three units, of which one handed in nothing. */
enum { CITIZENS, WARDS, PARKS, UNITS };
enum { LIST_HEAD, LIST_SYSTEM, LIST_OTHER_SYSTEM, LIST_UNKNOWN, LISTS };
enum { Q_LABEL, Q_LENGTH, Q_GONE, CITY_QUESTIONS };

static const struct city_checklist lists[LISTS] = {
        {"info_manager", 0}, {"system_manager:s1", 1}, {"system_manager:s2", 1}, {"old_role", SIZE_MAX}};
static const struct city_question questions[CITY_QUESTIONS] = {
        {"4.2-label", ASK_LABEL}, {"7.4.3-length", ASK_LENGTH}, {"9.9-gone", SIZE_MAX}};
static const struct city_answer answers[] = {
        {CITIZENS, LIST_HEAD, Q_LABEL, ANSWER_IMPLEMENTED, BASIS_DECLARED, false, 0, 0},
        {CITIZENS, LIST_SYSTEM, Q_LENGTH, ANSWER_IMPLEMENTED, BASIS_DERIVED, false, 0, 0},
        {CITIZENS, LIST_OTHER_SYSTEM, Q_LENGTH, ANSWER_IMPLEMENTED, BASIS_DERIVED, false, 0, 0},
        {WARDS, LIST_HEAD, Q_LABEL, ANSWER_IMPLEMENTED, BASIS_DECLARED, false, 0, 0},
        {WARDS, LIST_HEAD, Q_LENGTH, ANSWER_NOT_IMPLEMENTED, BASIS_DECLARED, false, 0, 0},
        {WARDS, LIST_UNKNOWN, Q_GONE, ANSWER_PARTIAL, BASIS_DECLARED, false, 0, 0},
};

struct city_fixture {
	struct fixture base;
	struct city_unit units[UNITS];
	struct city_plan late;
	struct city_exception open;
	struct city_input input;
};

static void city_init(struct city_fixture *f)
{
	*f = (struct city_fixture){0};
	i18n_set_language(LANGUAGE_JA);
	fixture_pack(&f->base);
	fixture_questions(&f->base);
	f->units[CITIZENS] =
	        (struct city_unit){.code = "0101", .bureau = "市民局", .name = "市民課", .state = CITY_CLOSED};
	f->units[WARDS] =
	        (struct city_unit){.code = "0102", .bureau = "市民局", .name = "区政課", .state = CITY_RETURNED};
	f->units[PARKS] =
	        (struct city_unit){.code = "0201", .bureau = "建設局", .name = "公園課", .state = CITY_NOT_RECEIVED};
	f->late = (struct city_plan){.unit = WARDS,
	                             .checklist = "info_manager",
	                             .question = "7.4.3-length",
	                             .answer = ANSWER_NOT_IMPLEMENTED,
	                             .measure = "設定を変える",
	                             .person = "係長",
	                             .due = {2026, 9, 30},
	                             .overdue = true};
	f->open = (struct city_exception){.unit = WARDS,
	                                  .id = "e1",
	                                  .name = "古い端末",
	                                  .clauses = "7.4.3.ウ",
	                                  .applicant = "課長",
	                                  .state = "期限切れ",
	                                  .state_code = "expired",
	                                  .needs_action = true,
	                                  .expires_on = {2026, 9, 1}};
	f->input = (struct city_input){.pack = &f->base.pack,
	                               .office = "情報セキュリティ課",
	                               .fiscal_year = 2026,
	                               .today = {2026, 10, 2},
	                               .units = f->units,
	                               .units_count = UNITS,
	                               .checklists = lists,
	                               .checklists_count = LISTS,
	                               .questions = questions,
	                               .questions_count = CITY_QUESTIONS,
	                               .answers = answers,
	                               .answers_count = COUNT(answers),
	                               .plans = &f->late,
	                               .plans_count = 1,
	                               .exceptions = &f->open,
	                               .exceptions_count = 1};
}

static struct json_doc *read_back(const struct strbuf *out)
{
	struct error err = {0};
	struct json_doc *doc = json_read(out->text, out->len_bytes, "oscal", &json_limits_outside, &err);

	if (!doc)
		fail_msg("%s", err.message);
	assert_true(text_is_safe(out->text, TEXT_SAFE_MULTILINE));
	return doc;
}

/* The value of the property, or NULL. */
static const char *prop(const struct json *node, const char *name)
{
	for (const struct json *one = json_first(json_get(node, "props")); one; one = json_next(one)) {
		if (str_equal(json_string(json_get(one, "name")), name))
			return json_string(json_get(one, "value"));
	}
	return NULL;
}

/* The one of the list whose properties are these; `other` may be NULL. */
static const struct json *the(const struct json *list, const char *name, const char *value, const char *other,
                              const char *second)
{
	const struct json *match = NULL;

	for (const struct json *one = json_first(list); one; one = json_next(one)) {
		if (!str_equal(prop(one, name), value) || (other && !str_equal(prop(one, other), second)))
			continue;
		assert_null(match);
		match = one;
	}
	assert_non_null(match);
	return match;
}

static const char *state_of(const struct json *findings, const char *clause)
{
	const struct json *target = json_get(the(findings, "clause", clause, NULL, NULL), "target");

	return json_string(json_get(json_get(target, "status"), "state"));
}

static void test_results(void **state)
{
	struct city_fixture f;
	struct strbuf out = STRBUF_INIT;
	struct json_doc *doc;
	const struct json *result, *observations, *one;

	(void)state;
	city_init(&f);
	oscal_city_results(&out, &f.input);
	doc = read_back(&out);
	result = json_first(json_get(json_get(json_root(doc), "assessment-results"), "results"));
	assert_non_null(result);
	assert_null(json_next(result));
	observations = json_get(result, "observations");
	assert_int_equal(json_size(observations), 5); /* four groups, and who is missing */
	one = the(observations, "question", "4.2-label", NULL, NULL);
	assert_int_equal(json_size(json_get(one, "subjects")), 2);
	assert_string_equal(json_string(json_get(json_first(json_get(one, "subjects")), "type")), "party");
	one = the(observations, "question", "7.4.3-length", "answer", "implemented");
	assert_string_equal(prop(one, "basis"), "derived");
	assert_string_equal(json_string(json_get(json_first(json_get(one, "subjects")), "type")), "component");
	assert_int_equal(json_size(json_get(json_get(result, "local-definitions"), "components")), 2);
	one = the(observations, "answer", "not-received", NULL, NULL);
	assert_int_equal(json_size(json_get(one, "subjects")), 1);
	assert_int_equal(json_size(json_get(result, "risks")), 2); /* of the question whose plan is late, and the exception */
	assert_int_equal(json_size(json_get(result, "findings")), 2); /* what the pack no longer has asks no clause */
	assert_string_equal(state_of(json_get(result, "findings"), "4.2.イ"), "not-satisfied"); /* one is missing */
	assert_string_equal(state_of(json_get(result, "findings"), "7.1.1.ア"), "not-satisfied");
	json_doc_free(doc);
	strbuf_release(&out);

	f.input.units_count = PARKS; /* all that were asked handed in */
	oscal_city_results(&out, &f.input);
	doc = read_back(&out);
	result = json_first(json_get(json_get(json_root(doc), "assessment-results"), "results"));
	assert_string_equal(state_of(json_get(result, "findings"), "4.2.イ"), "satisfied");
	assert_string_equal(state_of(json_get(result, "findings"), "7.1.1.ア"), "not-satisfied");
	json_doc_free(doc);
	strbuf_release(&out);
}

/* Which files were collected first does not show. */
static void test_order(void **state)
{
	struct city_fixture f;
	struct strbuf one = STRBUF_INIT, other = STRBUF_INIT;
	struct city_answer turned[COUNT(answers)];

	(void)state;
	city_init(&f);
	oscal_city_results(&one, &f.input);
	oscal_city_results(&other, &f.input);
	assert_string_equal(one.text, other.text);
	strbuf_release(&other);
	/* Of one unit its questions in another order: the groups stand by question all the same. */
	memcpy(turned, answers, sizeof turned);
	turned[0] = answers[2];
	turned[2] = answers[0];
	f.input.answers = turned;
	oscal_city_results(&other, &f.input);
	assert_int_equal(one.len_bytes, other.len_bytes);
	strbuf_release(&one);
	strbuf_release(&other);
}

static void test_plan(void **state)
{
	const struct city_plan plans[] = {{.unit = WARDS,
	                                    .checklist = "info_manager",
	                                    .question = "7.4.3-length",
	                                    .answer = ANSWER_NOT_IMPLEMENTED,
	                                    .cause = "手順がない",
	                                    .measure = "設定を変える",
	                                    .person = "係長",
	                                    .due = {2026, 9, 30},
	                                    .overdue = true},
	                                   {.unit = CITIZENS,
	                                    .checklist = "info_manager",
	                                    .question = "9.9-gone",
	                                    .answer = ANSWER_UNSURE,
	                                    .person = HOSTILE,
	                                    .due = {2026, 12, 1}}};
	const struct oscal_exception exception = {.unit = WARDS, .id = "e1", .name = HOSTILE, .state_code = "expired"};
	const struct oscal_work work = {plans, COUNT(plans), &exception, 1}, none = {0};
	struct city_fixture f;
	struct strbuf out = STRBUF_INIT;
	struct json_doc *doc;
	const struct json *model;

	(void)state;
	city_init(&f);
	oscal_city_poam(&out, &f.input, &work);
	doc = read_back(&out);
	model = json_get(json_root(doc), "plan-of-action-and-milestones");
	assert_int_equal(json_size(json_get(model, "poam-items")), 3);
	assert_string_equal(prop(the(json_get(model, "risks"), "question", "7.4.3-length", NULL, NULL), "overdue"),
	                    "yes");
	assert_string_equal(
	        json_string(json_get(the(json_get(model, "risks"), "question", "9.9-gone", NULL, NULL), "status")),
	        "investigating");
	assert_string_equal(prop(json_get(model, "metadata"), "not-received"), "1");
	json_doc_free(doc);
	strbuf_release(&out);
	oscal_city_poam(&out, &f.input, &none);
	doc = read_back(&out);
	model = json_get(json_root(doc), "plan-of-action-and-milestones");
	assert_int_equal(json_size(json_get(model, "poam-items")), 1);
	assert_string_equal(prop(json_first(json_get(model, "poam-items")), "empty"), "yes");
	json_doc_free(doc);
	strbuf_release(&out);
}

/* Whatever stands on the roster and in the plans. */
static void test_hostile(void **state)
{
	const struct city_plan plan = {.unit = WARDS,
	                                .checklist = HOSTILE,
	                                .question = HOSTILE,
	                                .answer = ANSWER_PARTIAL,
	                                .cause = HOSTILE,
	                                .measure = HOSTILE,
	                                .person = HOSTILE,
	                                .evidence = HOSTILE};
	const struct oscal_work work = {.plans = &plan, .plans_count = 1};
	struct city_fixture f;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	city_init(&f);
	for (size_t i = 0; i < UNITS; i++)
		f.units[i].name = f.units[i].bureau = f.units[i].contact = HOSTILE;
	f.units[WARDS].code = HOSTILE;
	f.input.office = f.input.bureau = HOSTILE;
	f.late.measure = f.late.person = f.open.name = f.open.clauses = HOSTILE;
	f.base.pack.title.ja = f.base.pack.id = f.base.pack.version = f.base.pack.issuer.ja = TEXT(HOSTILE);
	oscal_city_results(&out, &f.input);
	json_doc_free(read_back(&out));
	strbuf_release(&out);
	oscal_city_poam(&out, &f.input, &work);
	json_doc_free(read_back(&out));
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_results),
	        cmocka_unit_test(test_order),
	        cmocka_unit_test(test_plan),
	        cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
