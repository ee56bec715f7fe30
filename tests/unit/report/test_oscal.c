#include "fixture.h"

#include <stdio.h>

#include "oscal.h"
#include "tenken/base/json.h"
#include "tenken/base/text.h"

/* White space at the ends, newlines, escape sequences, bidi, a mark on nothing, Markdown, bad bytes, nothing at all. */
static const char *const odd[] = {"",
                                  " ",
                                  "\xE3\x80\x80",
                                  "\xC2\xA0\xE2\x80\x83",
                                  "\xE3\x80\x80課\xE3\x80\x80",
                                  "\n\r\n",
                                  "a\r\n b\n\n\nc\n",
                                  "\x1B[31m",
                                  "\xE2\x80\xAE逆",
                                  "\xCC\x81結合",
                                  "\xFF\xFE",
                                  "# a\n- b\n12. c\n> d\n---",
                                  "*a* _b_ `c` ~d~ ^e^ [f](g) {{ insert: param, x }} <b> \\ \"q\" |",
                                  HOSTILE};

/* --- texts --- */

static char *text_of(void (*put)(struct json *, const char *, const char *, const char *), const char *text,
                     const char *otherwise)
{
	struct json *object = json_new_object();
	const char *value;
	char *copy;

	put(object, "key", text, otherwise);
	value = json_string(json_get(object, "key"));
	copy = value ? mem_strdup(value) : NULL;
	json_free(object);
	return copy;
}

static void assert_put(void (*put)(struct json *, const char *, const char *, const char *), const char *text,
                       const char *expected)
{
	char *got = text_of(put, text, NULL);

	if (expected)
		assert_string_equal(got, expected);
	else
		assert_null(got);
	free(got);
}

static void test_values(void **state)
{
	(void)state;
	assert_put(oscal_put_value, "課", "課");
	assert_put(oscal_put_value, "\xE3\x80\x80 課\xE3\x80\x80長 \xC2\xA0", "課\xE3\x80\x80長");
	assert_put(oscal_put_value, " a \r\n\n b\n", "a b");
	assert_put(oscal_put_value, "\xE3\x80\x80\xC2\xA0\n", NULL);
	assert_put(oscal_put_value, NULL, NULL);
	assert_put(oscal_put_value, "*a* \xE2\x80\xAE", "*a* <U+202E>");
}

static void test_markup(void **state)
{
	(void)state;
	assert_put(oscal_put_line, "a\nb", "a b");
	assert_put(oscal_put_line, "*a* [b](c) {{ d }} <e> \\ \"f\"",
	           "\\*a\\* \\[b\\](c) \\{\\{ d \\}\\} \\<e\\> \\\\ \\\"f\\\"");
	assert_put(oscal_put_prose, "a\r\n\n b", "a\n\nb");
	assert_put(oscal_put_prose, "# a\n#a\n- b\n-b\n---\n+ c\n12. d\n12.5 e\n3) f\n2026",
	           "\\# a\n\n#a\n\n\\- b\n\n-b\n\n\\---\n\n\\+ c\n\n12\\. d\n\n12.5 e\n\n3\\) f\n\n2026");
	assert_put(oscal_put_line, "3.1 体制", "3.1 体制");
	assert_put(oscal_put_line, "3.", "3\\.");
	assert_put(oscal_put_line, "\n", NULL);
}

/* What is asked for is there, whatever the text. */
static void test_otherwise(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		char *line = text_of(oscal_put_line, odd[i], "none"), *value = text_of(oscal_put_value, odd[i], "none"),
		     *prose = text_of(oscal_put_prose, odd[i], "none");

		assert_non_null(line);
		assert_non_null(value);
		assert_non_null(prose);
		assert_true(*line && *value && *prose);
		assert_null(strchr(line, '\n'));
		assert_null(strchr(value, '\n'));
		assert_true(text_is_safe(value, TEXT_SAFE_LINE));
		assert_true(text_is_safe(prose, TEXT_SAFE_MULTILINE));
		free(line);
		free(value);
		free(prose);
	}
}

static void assert_token(const char *prefix, const char *id, const char *expected)
{
	char *token = oscal_token(prefix, id);

	assert_string_equal(token, expected);
	free(token);
}

static void test_tokens(void **state)
{
	char *one = oscal_token("c-", "a b"), *other = oscal_token("c-", "a_b"), *third = oscal_token("c-", "a/b");

	(void)state;
	assert_token("c-", "7.4.3.ウ", "c-7.4.3.ウ");
	assert_token("c-", "特記.ー々", "c-特記.ー々");
	assert_token("role-", "info_manager", "role-info_manager");
	assert_true(str_starts_with(one, "c-a_b_"));
	assert_string_equal(other, "c-a_b");
	assert_true(str_starts_with(third, "c-a_b_"));
	assert_string_not_equal(one, third);
	free(one);
	free(other);
	free(third);
	one = oscal_token("", "1");
	assert_true(str_starts_with(one, "__"));
	free(one);
	one = oscal_token("", "\xE2\x80\xAE\xCC\x81\xFF");
	assert_true(str_starts_with(one, "____"));
	free(one);
}

/* --- days --- */

static void assert_day(void (*put)(struct json *, const char *, struct date), struct date day, const char *expected)
{
	struct json *object = json_new_object();

	put(object, "key", day);
	assert_string_equal(json_string(json_get(object, "key")), expected);
	json_free(object);
}

static void assert_moment(const char *moment, const char *expected)
{
	struct json *object = json_new_object();

	oscal_put_moment(object, "key", moment, (struct date){2026, 9, 12});
	assert_string_equal(json_string(json_get(object, "key")), expected);
	json_free(object);
}

static void test_days(void **state)
{
	(void)state;
	assert_day(oscal_put_day, (struct date){2026, 9, 12}, "2026-09-12T00:00:00+09:00");
	assert_day(oscal_put_end_of_day, (struct date){2028, 2, 29}, "2028-02-29T23:59:59+09:00");
	assert_day(oscal_put_day, (struct date){9999, 12, 31}, "2999-12-31T00:00:00+09:00");
	assert_day(oscal_put_day, (struct date){1868, 9, 8}, "1900-01-01T00:00:00+09:00");
	assert_day(oscal_put_day, (struct date){1996, 2, 29}, "1996-02-28T00:00:00+09:00");
	assert_moment("2026-10-01T14:03:21+09:00", "2026-10-01T14:03:21+09:00");
	assert_moment("2026-10-01T14:03:21Z", "2026-10-01T14:03:21Z");
	assert_moment("2026-10-01T14:03:21-05:00", "2026-10-01T14:03:21-05:00");
	assert_moment("2026-10-01T14:03:21+13:59", "2026-10-01T00:00:00+09:00"); /* no zone that OSCAL knows */
	assert_moment("9998-10-01T14:03:21+09:00", "2999-12-31T00:00:00+09:00");
	assert_moment("yesterday", "2026-09-12T00:00:00+09:00");
	assert_moment(NULL, "2026-09-12T00:00:00+09:00");
}

/* --- names --- */

/* Written down: files that were made before are known by them. */
static void test_uuids(void **state)
{
	char one[UUID_TEXT_BYTES], other[UUID_TEXT_BYTES];
	struct pack pack = {.issuer = BOTH("神戸市", "City of Kobe")};

	(void)state;
	OSCAL_UUID(one, "kind", "a", "bc");
	OSCAL_UUID(other, "kind", "ab", "c");
	assert_string_not_equal(one, other);
	assert_string_equal(one, "12693e51-4891-52af-b3cd-ca4f4dc8ceea");
	oscal_unit_uuid(one, &pack, "0101", "市民局", "市民課");
	oscal_unit_uuid(other, &pack, "0101", "建設局", "renamed");
	assert_string_equal(one, other);
	assert_string_equal(one, "86919cb6-73fb-5e4e-9e8e-cec665043bf5");
	oscal_unit_uuid(other, &pack, " ", "市民局", "市民課");
	assert_string_not_equal(one, other);
}

/* --- findings --- */

static struct oscal_clause counted(size_t implemented, size_t partial, size_t not_implemented, size_t not_applicable,
                                   size_t exception, size_t unsure, size_t unanswered)
{
	struct oscal_clause clause = {.tally.by_answer = {[ANSWER_IMPLEMENTED] = implemented,
	                                                  [ANSWER_PARTIAL] = partial,
	                                                  [ANSWER_NOT_IMPLEMENTED] = not_implemented,
	                                                  [ANSWER_NOT_APPLICABLE] = not_applicable,
	                                                  [ANSWER_EXCEPTION] = exception,
	                                                  [ANSWER_UNSURE] = unsure,
	                                                  [ANSWER_NONE] = unanswered}};

	return clause;
}

static void assert_finding(struct oscal_clause clause, const char *state, const char *reason,
                           const char *implementation)
{
	struct fixture f;
	struct oscal doc;
	struct json *findings = json_new_array();
	const struct json *target;
	const char *got;

	fixture_init(&f, LANGUAGE_EN);
	doc = (struct oscal){.pack = &f.pack, .today = f.input.today};
	target = json_get(oscal_finding(&doc, findings, "uuid", &clause), "target");
	assert_string_equal(json_string(json_get(json_get(target, "status"), "state")), state);
	assert_string_equal(json_string(json_get(json_get(target, "status"), "reason")), reason);
	got = json_string(json_get(json_get(target, "implementation-status"), "state"));
	if (implementation)
		assert_string_equal(got, implementation);
	else
		assert_null(got);
	json_free(findings);
	fixture_release(&f);
}

static void test_findings(void **state)
{
	struct oscal_clause clause;

	(void)state;
	assert_finding(counted(2, 0, 0, 0, 0, 0, 0), "satisfied", "pass", "implemented");
	assert_finding(counted(2, 0, 0, 1, 0, 0, 0), "satisfied", "pass", "implemented");
	assert_finding(counted(0, 0, 0, 2, 0, 0, 0), "satisfied", "other", "not-applicable");
	assert_finding(counted(0, 1, 0, 0, 0, 0, 0), "not-satisfied", "fail", "partial");
	assert_finding(counted(1, 0, 1, 0, 0, 0, 0), "not-satisfied", "fail", "partial");
	assert_finding(counted(0, 0, 1, 0, 0, 0, 0), "not-satisfied", "fail", NULL);
	assert_finding(counted(1, 0, 0, 0, 1, 0, 0), "not-satisfied", "other", "alternative");
	assert_finding(counted(1, 0, 0, 0, 0, 1, 0), "not-satisfied", "other", NULL);
	assert_finding(counted(1, 0, 0, 0, 1, 0, 1), "not-satisfied", "other", NULL);
	assert_finding(counted(0, 0, 1, 0, 0, 0, 1), "not-satisfied", "fail", NULL);
	clause = counted(0, 0, 2, 0, 0, 0, 0);
	clause.planned = 2;
	assert_finding(clause, "not-satisfied", "fail", "planned");
	clause = counted(0, 1, 0, 0, 0, 0, 0);
	clause.excused = 1;
	assert_finding(clause, "not-satisfied", "other", "partial");
	clause = counted(5, 0, 0, 0, 0, 0, 0);
	clause.missing = 1;
	assert_finding(clause, "not-satisfied", "other", NULL);
}

/* --- documents --- */

static struct json_doc *read_back(const struct strbuf *out)
{
	const struct json_limits limits = json_limits_outside;
	struct error err = {0};
	struct json_doc *doc = json_read(out->text, out->len_bytes, "oscal", &limits, &err);

	if (!doc)
		fail_msg("%s", err.message);
	return doc;
}

static size_t size_at(const struct json *node, const char *key)
{
	return json_get(node, key) ? json_size(json_get(node, key)) : 0;
}

/* All strings that stand under `key`, anywhere in the tree, are handed to `see`. */
static void each(const struct json *node, const char *key, void (*see)(void *, const char *), void *context)
{
	for (const struct json *child = json_first(node); child; child = json_next(child)) {
		if (str_equal(json_key(child), key) && json_string(child))
			see(context, json_string(child));
		each(child, key, see, context);
	}
}

struct uuids {
	const char **items;
	size_t count;
};

static void take(void *context, const char *uuid)
{
	struct uuids *uuids = context;

	*MEM_PUSH(uuids->items, uuids->count) = uuid;
}

static size_t found(const struct uuids *uuids, const char *uuid)
{
	size_t count = 0;

	for (size_t i = 0; i < uuids->count; i++)
		count += str_equal(uuids->items[i], uuid);
	return count;
}

/* Each thing has its own UUID, and what is referred to is there. */
static void assert_references(const struct json *root)
{
	static const char *const keys[] = {"actor-uuid", "subject-uuid", "observation-uuid", "risk-uuid"};
	struct uuids named = {0}, referred = {0};

	each(root, "uuid", take, &named);
	for (size_t i = 0; i < named.count; i++)
		assert_int_equal(found(&named, named.items[i]), 1);
	for (size_t i = 0; i < COUNT(keys); i++)
		each(root, keys[i], take, &referred);
	for (size_t i = 0; i < referred.count; i++)
		assert_int_equal(found(&named, referred.items[i]), 1);
	free(named.items);
	free(referred.items);
}

static void assert_nothing_empty(const struct json *node)
{
	enum json_type type = json_type(node);

	assert_true(type == JSON_OBJECT || type == JSON_ARRAY || type == JSON_STRING);
	if (type == JSON_ARRAY)
		assert_true(json_size(node) > 0);
	if (type == JSON_STRING) {
		assert_true(*json_string(node));
		assert_true(text_is_safe(json_string(node), TEXT_SAFE_MULTILINE));
	}
	for (const struct json *child = json_first(node); child; child = json_next(child))
		assert_nothing_empty(child);
}

static struct json_doc *results_of(const struct fixture *f)
{
	struct strbuf out = STRBUF_INIT, again = STRBUF_INIT;
	struct json_doc *doc;

	oscal_results(&out, &f->input);
	oscal_results(&again, &f->input);
	assert_string_equal(out.text, again.text);
	doc = read_back(&out);
	assert_references(json_root(doc));
	assert_nothing_empty(json_root(doc));
	strbuf_release(&out);
	strbuf_release(&again);
	return doc;
}

static struct json_doc *plan_of(const struct fixture *f, const struct oscal_work *work)
{
	struct strbuf out = STRBUF_INIT;
	struct json_doc *doc;

	oscal_poam(&out, &f->input, work);
	doc = read_back(&out);
	assert_references(json_root(doc));
	assert_nothing_empty(json_root(doc));
	strbuf_release(&out);
	return doc;
}

static void test_results(void **state)
{
	struct fixture f;
	struct json_doc *doc;
	const struct json *results, *first;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	doc = results_of(&f);
	results = json_get(json_get(json_root(doc), "assessment-results"), "results");
	assert_int_equal(json_size(results), CHECKLISTS);
	first = json_first(results);
	assert_int_equal(size_at(first, "observations"), f.checklists[0].scope->asked);
	/* ×, ○ by a plan that is done, △ without a plan, 疑. */
	assert_int_equal(size_at(first, "risks"), 4);
	assert_int_equal(size_at(json_next(first), "observations"), 0);
	assert_int_equal(size_at(json_next(first), "findings"), 0);
	assert_non_null(
	        json_get(json_first(json_get(json_get(json_next(first), "reviewed-controls"), "control-selections")),
	                 "include-all"));
	json_doc_free(doc);
	fixture_release(&f);
}

/* The UUIDs of what its first result lists. Caller frees the items. */
static struct uuids listed(const struct json_doc *doc, const char *list)
{
	const struct json *results = json_get(json_get(json_root(doc), "assessment-results"), "results");
	struct uuids uuids = {0};

	for (const struct json *each_of = json_first(json_get(json_first(results), list)); each_of; each_of = json_next(each_of))
		take(&uuids, json_string(json_get(each_of, "uuid")));
	return uuids;
}

/* The year's self-check and the extra ones of the same year are so many, whatever is the same in all of them. */
static void test_extra(void **state)
{
	static const char *const lists[] = {"observations", "risks", "findings"}, *const campaigns[] = {"c1", NULL, "c1", "c2"};
	enum { ROUNDS = sizeof campaigns / sizeof *campaigns };
	struct fixture f;
	struct json_doc *docs[ROUNDS];

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	for (size_t i = 0; i < ROUNDS; i++) {
		f.input.extra = i > 0;
		f.input.campaign = campaigns[i];
		docs[i] = results_of(&f);
	}
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct uuids uuids[ROUNDS];

		for (size_t k = 0; k < ROUNDS; k++)
			uuids[k] = listed(docs[k], lists[i]);
		assert_true(uuids[0].count > 0);
		for (size_t k = 1; k < ROUNDS; k++) {
			assert_int_equal(uuids[k].count, uuids[0].count);
			for (size_t before = 0; before < k; before++)
				for (size_t u = 0; u < uuids[k].count; u++)
					assert_int_equal(found(&uuids[before], uuids[k].items[u]), 0);
		}
		for (size_t k = 0; k < ROUNDS; k++)
			free(uuids[k].items);
	}
	for (size_t i = 0; i < ROUNDS; i++)
		json_doc_free(docs[i]);
	fixture_release(&f);
}

static void test_plan(void **state)
{
	const struct oscal_exception exceptions[] = {
	        {.id = "e1",
	         .name = "古い端末",
	         .state = "有効",
	         .state_code = "valid",
	         .expires_on = {2027, 3, 31},
	         .in_order = true},
	        {.id = "e2", .state = "未許可", .state_code = "waiting", .endless = true}};
	const struct oscal_work none = {0}, work = {.exceptions = exceptions, .exceptions_count = COUNT(exceptions)};
	struct fixture f;
	struct json_doc *doc;
	const struct json *model;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	doc = plan_of(&f, &none);
	model = json_get(json_root(doc), "plan-of-action-and-milestones");
	assert_int_equal(size_at(model, "poam-items"), 5); /* the four of above, and 例 that stands on no record */
	assert_int_equal(size_at(model, "risks"), 5);
	assert_int_equal(size_at(model, "observations"), 5);
	json_doc_free(doc);
	doc = plan_of(&f, &work);
	model = json_get(json_root(doc), "plan-of-action-and-milestones");
	assert_int_equal(size_at(model, "poam-items"), 7);
	json_doc_free(doc);
	fixture_release(&f);
}

static void test_catalog(void **state)
{
	struct fixture f;
	struct strbuf out = STRBUF_INIT;
	struct json_doc *doc;
	struct uuids controls = {0};

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	oscal_catalog(&out, &f.pack, NULL, f.input.today);
	doc = read_back(&out);
	assert_nothing_empty(json_root(doc));
	each(json_root(doc), "id", take, &controls);
	assert_int_equal(found(&controls, "c-4.2.イ"), 1);
	assert_int_equal(found(&controls, "c-10.1.3.ア.1"), 1); /* under no heading */
	assert_int_equal(found(&controls, "c-7.1.1.ア_obj.q-7.1.1-follow"), 1);
	assert_int_equal(found(&controls, "s-7"), 1);
	free(controls.items);
	json_doc_free(doc);
	strbuf_release(&out);
	fixture_release(&f);
}

static void test_hostile(void **state)
{
	struct fixture f;

	(void)state;
	for (int language = 0; language < LANGUAGES; language++) {
		const struct oscal_exception exception = {.id = HOSTILE,
		                                          .name = HOSTILE,
		                                          .clauses = HOSTILE,
		                                          .subject = HOSTILE,
		                                          .reason = HOSTILE,
		                                          .applicant = HOSTILE,
		                                          .approver = HOSTILE,
		                                          .state = HOSTILE,
		                                          .state_code = HOSTILE};
		const struct oscal_work work = {.exceptions = &exception, .exceptions_count = 1};
		struct strbuf out = STRBUF_INIT;

		fixture_init(&f, (enum language)language);
		fixture_make_hostile(&f);
		json_doc_free(results_of(&f));
		json_doc_free(plan_of(&f, &work));
		oscal_catalog(&out, &f.pack, NULL, f.input.today);
		assert_true(text_is_safe(out.text, TEXT_SAFE_MULTILINE));
		strbuf_release(&out);
		fixture_release(&f);
	}
}

/* Each odd text in every field that a person writes. */
static void test_odd_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		const struct oscal_exception exception = {
		        .id = "e", .name = odd[i], .clauses = odd[i], .reason = odd[i], .applicant = odd[i]};
		const struct oscal_work work = {.exceptions = &exception, .exceptions_count = 1};
		struct fixture f;
		struct response *response;

		fixture_init(&f, LANGUAGE_JA);
		response = fixture_answer(&f, ASK_LABEL, ANSWER_NOT_IMPLEMENTED);
		fixture_plan(&response->plan, odd[i], odd[i], odd[i], (struct date){2026, 8, 31});
		str_assign(&response->note, odd[i]);
		str_assign(&f.standings[ASK_KEYS].response.reason, odd[i]);
		f.entries[ASK_LABEL].actor = odd[i];
		f.input.unit = f.input.bureau = f.input.code = odd[i];
		f.checklists[1].subject = odd[i];
		fixture_reckon(&f);
		json_doc_free(results_of(&f));
		json_doc_free(plan_of(&f, &work));
		fixture_release(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_values),    cmocka_unit_test(test_markup),  cmocka_unit_test(test_otherwise),
	        cmocka_unit_test(test_tokens),    cmocka_unit_test(test_days),    cmocka_unit_test(test_uuids),
	        cmocka_unit_test(test_findings),  cmocka_unit_test(test_results), cmocka_unit_test(test_extra),
	        cmocka_unit_test(test_plan),      cmocka_unit_test(test_catalog), cmocka_unit_test(test_hostile),
	        cmocka_unit_test(test_odd_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
