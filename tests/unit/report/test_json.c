#include "fixture.h"

#include <stdio.h>

#include "tenken/base/file.h"
#include "tenken/base/json.h"

static struct json_doc *doc_of(const struct fixture *f)
{
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};
	struct json_doc *doc;

	report_json(&out, &f->input);
	doc = json_read(out.text, out.len_bytes, "report", &json_limits_outside, &err);
	if (!doc)
		fail_msg("%s", err.message);
	strbuf_release(&out);
	return doc;
}

static void assert_text(const struct json *node, const char *key, const char *expected)
{
	const struct json *value = json_get(node, key);

	assert_non_null(value);
	assert_int_equal(json_type(value), JSON_STRING);
	assert_string_equal(json_string(value), expected);
}

static void assert_null_at(const struct json *node, const char *key)
{
	assert_non_null(json_get(node, key)); /* never left out */
	assert_int_equal(json_type(json_get(node, key)), JSON_NULL);
}

static void assert_number(const struct json *node, const char *key, int64_t expected)
{
	int64_t value = -1;

	assert_non_null(json_get(node, key));
	assert_true(json_int(json_get(node, key), &value));
	assert_int_equal(value, expected);
}

static void assert_bool(const struct json *node, const char *key, bool expected)
{
	assert_non_null(json_get(node, key));
	assert_int_equal(json_type(json_get(node, key)), JSON_BOOL);
	assert_int_equal(json_bool(json_get(node, key)), expected);
}

static const struct json *element(const struct json *array, size_t at)
{
	const struct json *node = json_first(array);

	while (at--)
		node = json_next(node);
	assert_non_null(node);
	return node;
}

static const struct json *checklist_at(const struct json_doc *doc, size_t at)
{
	return element(json_get(json_root(doc), "checklists"), at);
}

static const struct json *question_at(const struct json_doc *doc, size_t at)
{
	return element(json_get(checklist_at(doc, 0), "questions"), at);
}

static void test_head(void **state)
{
	struct fixture f;
	struct json_doc *doc;
	const struct json *root;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	doc = doc_of(&f);
	root = json_root(doc);
	assert_number(root, "format", 1);
	assert_text(root, "class", "3C");
	assert_text(json_get(root, "unit"), "code", "0101");
	assert_text(json_get(root, "unit"), "name", "市民課");
	assert_text(json_get(root, "unit"), "bureau", "市民局");
	assert_number(root, "fiscal_year", 2026);
	assert_text(root, "due", "2026-09-30");
	assert_text(root, "date", "2026-09-12");
	assert_null_at(root, "document_number");
	assert_text(json_get(root, "pack"), "id", "made-up");
	assert_text(json_get(root, "pack"), "version", "1.0");
	assert_text(json_get(root, "pack"), "effective", "2025-04-01");
	assert_text(json_get(json_get(root, "pack"), "title"), "en", "Standard of a made-up city");
	json_doc_free(doc);
	fixture_release(&f);
}

static void test_unknown_is_null(void **state)
{
	struct fixture f;
	struct json_doc *doc;
	const struct json *root, *profile;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	f.input.due = "";
	f.input.code = NULL;
	f.pack.results_class = NULL;
	doc = doc_of(&f);
	root = json_root(doc);
	assert_null_at(root, "due");
	assert_null_at(root, "class");
	assert_null_at(json_get(root, "unit"), "code");
	profile = json_get(root, "profile");
	assert_int_equal(json_size(profile), FACTS);
	assert_text(element(profile, FACT_CARRIED), "id", "carried");
	assert_bool(element(profile, FACT_CARRIED), "value", false);
	assert_bool(element(profile, FACT_CARRIED), "asked", true);
	assert_null_at(element(profile, FACT_CLOUD), "value");
	assert_bool(element(profile, FACT_LOG), "asked", false);
	assert_bool(element(profile, FACT_CLOUD), "asked", true);
	assert_bool(element(profile, FACT_LOG), "value", false);
	json_doc_free(doc);
	fixture_release(&f);
}

/* What no checklist here hangs on is not asked, as on the screens. */
static void test_fact_of_no_concern(void **state)
{
	static const bool concerned[FACTS] = {[FACT_CARRIED] = true};
	struct fixture f;
	struct json_doc *doc;
	const struct json *profile;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	f.input.concerned = concerned;
	doc = doc_of(&f);
	profile = json_get(json_root(doc), "profile");
	assert_bool(element(profile, FACT_CARRIED), "asked", true);
	assert_bool(element(profile, FACT_CLOUD), "asked", false);
	json_doc_free(doc);
	fixture_release(&f);
}

static void test_figures(void **state)
{
	struct fixture f;
	struct json_doc *doc;
	const struct json *checklist, *figures;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	doc = doc_of(&f);
	checklist = checklist_at(doc, 0);
	assert_text(checklist, "id", "info_manager");
	assert_text(checklist, "role", "info_manager");
	assert_null_at(checklist, "subject");
	assert_text(checklist, "state", "in_progress");
	assert_number(checklist, "applicable", 8);
	assert_number(checklist, "answered", 7);
	assert_number(json_get(checklist, "answers"), "implemented", 1);
	assert_number(json_get(checklist, "answers"), "partial", 2);
	assert_number(json_get(checklist, "answers"), "unanswered", 1);
	assert_int_equal(json_size(json_get(checklist, "answers")), ANSWERS);
	figures = json_get(checklist, "figures");
	assert_int_equal(json_size(figures), FIGURES);
	assert_number(json_get(figures, "implementation_rate"), "numerator", 1);
	assert_number(json_get(figures, "implementation_rate"), "denominator", 4);
	assert_number(json_get(figures, "known_rate"), "numerator", 6);
	assert_number(json_get(figures, "known_rate"), "denominator", 8);
	assert_number(json_get(figures, "plan_rate"), "numerator", 1);
	assert_number(json_get(figures, "plan_rate"), "denominator", 2);
	assert_number(json_get(checklist, "basis"), "declared", 6);
	assert_number(json_get(checklist, "basis"), "derived", 1);
	assert_number(checklist, "excused", 1);
	assert_number(json_get(checklist, "plans"), "overdue", 1);
	assert_int_equal(json_size(json_get(checklist, "chapters")), 2);
	assert_number(element(json_get(checklist, "chapters"), 1), "applicable", 7);

	checklist = checklist_at(doc, 1);
	assert_text(checklist, "subject", "subject-two");
	assert_null_at(checklist, "state");
	assert_number(json_get(json_get(checklist, "figures"), "answer_rate"), "denominator", 0);
	assert_int_equal(json_size(json_get(checklist, "questions")), 0);
	assert_int_equal(json_size(json_get(checklist, "missing")), 0);
	json_doc_free(doc);
	fixture_release(&f);
}

static void test_an_answered_question(void **state)
{
	struct fixture f;
	struct json_doc *doc;
	const struct json *question, *plan;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	doc = doc_of(&f);
	question = question_at(doc, ASK_LABEL);
	assert_text(question, "id", "4.2-label");
	assert_text(question, "chapter", "4");
	assert_string_equal(json_string(element(json_get(question, "clauses"), 0)), "4.2.イ");
	assert_text(question, "kind", "verdict");
	assert_text(question, "modality", "must");
	assert_bool(question, "principle", false);
	assert_bool(question, "applies", true);
	assert_null_at(question, "because");
	assert_text(question, "answer", "not_implemented");
	assert_text(question, "basis", "declared");
	assert_bool(question, "confirmed", false);
	assert_text(question, "note", "first line\nsecond line");
	assert_text(question, "reason", "");
	plan = json_get(question, "plan");
	assert_text(plan, "cause", "cause-one");
	assert_text(plan, "due", "2026-08-31");
	assert_bool(plan, "overdue", true);
	assert_bool(plan, "done", false);
	assert_null_at(plan, "evidence");
	assert_text(json_get(question, "previous"), "answer", "partial");
	assert_text(json_get(question, "previous"), "note", "last year's note");
	assert_null_at(json_get(question, "previous"), "plan");
	assert_text(question, "actor", "actor-label");
	assert_text(question, "acted_for", "chief-label");
	assert_text(question, "at", "2026-09-03T10:12:00+09:00");
	json_doc_free(doc);
	fixture_release(&f);
}

static void test_open_questions(void **state)
{
	struct fixture f;
	struct json_doc *doc;
	const struct json *question;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	doc = doc_of(&f);
	assert_int_equal(json_size(json_get(checklist_at(doc, 0), "questions")), QUESTIONS); /* also what is left out */
	question = question_at(doc, ASK_CARRY);
	assert_bool(question, "applies", false);
	assert_text(question, "because", "\"Things were carried out\": no");
	question = question_at(doc, ASK_CLOUD);
	assert_null_at(question, "applies");
	assert_text(question, "answer", "unsure");
	assert_text(json_get(question, "plan"), "person", "person-cloud");
	assert_null_at(json_get(question, "plan"), "due");
	question = question_at(doc, ASK_CONTRACT);
	assert_null_at(question, "answer");
	assert_null_at(question, "basis");
	assert_null_at(question, "previous");
	assert_null_at(question, "plan");
	assert_null_at(question, "actor");
	assert_null_at(question, "at");
	assert_text(element(json_get(question, "elements"), 0), "answer", "yes");
	assert_text(element(json_get(question, "elements"), 1), "answer", "no");
	assert_null_at(element(json_get(question, "elements"), 2), "answer");
	json_doc_free(doc);
	fixture_release(&f);
}

static void test_missing(void **state)
{
	struct fixture f;
	struct json_doc *doc;
	const struct json *missing;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	doc = doc_of(&f);
	missing = json_get(checklist_at(doc, 0), "missing");
	assert_int_equal(json_size(missing), f.lacks[0].count);
	assert_true(json_size(missing) >= 5);
	for (size_t i = 0; i < json_size(missing); i++) {
		assert_text(element(missing, i), "kind", lack_code(f.lacks[0].items[i].kind));
		assert_text(element(missing, i), "text", f.lacks[0].items[i].text);
	}
	assert_text(element(missing, 0), "question", "10.1.3-contract");
	json_doc_free(doc);
	fixture_release(&f);
}

static void test_hostile_text(void **state)
{
	struct strbuf out = STRBUF_INIT;
	struct fixture f;
	struct json_doc *doc;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	fixture_make_hostile(&f);
	doc = doc_of(&f);
	assert_text(json_get(json_root(doc), "unit"), "name",
	            "</style><script>alert(1)</script>\"'&<U+202E><U+001B>[31m<0xFF>");
	json_doc_free(doc);
	report_json(&out, &f.input);
	assert_has_not(out.text, "\xE2\x80\xAE");
	assert_has_not(out.text, "\x1B");
	strbuf_release(&out);
	fixture_release(&f);
}

static void test_same_bytes_twice(void **state)
{
	struct strbuf once = STRBUF_INIT, twice = STRBUF_INIT;
	struct fixture f;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	report_json(&once, &f.input);
	report_json(&twice, &f.input);
	assert_string_equal(once.text, twice.text);
	strbuf_release(&once);
	strbuf_release(&twice);
	fixture_release(&f);
}

/* Every key stands in docs/formats.md in backticks, behind the heading of this format. */
static void assert_documented(const char *section, const struct json *node)
{
	for (const struct json *member = json_first(node); member; member = json_next(member)) {
		if (json_key(member)) {
			char *key = str_format("`%s`", json_key(member));

			if (!strstr(section, key))
				fail_msg("docs/formats.md does not describe %s", key);
			free(key);
		}
		assert_documented(section, member);
	}
}

static void test_every_key_is_documented(void **state)
{
	const char *root = getenv("TENKEN_SOURCE_ROOT");
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};
	struct fixture f;
	struct json_doc *doc;
	char *path, *section;
	const char *start, *end;

	(void)state;
	if (!root) {
		skip();
		return;
	}
	path = str_format("%s/docs/formats.md", root);
	assert_true(file_read(&text, path, 1 << 20, &err));
	start = strstr(text.text, "## Report JSON");
	assert_non_null(start);
	end = strstr(start + 3, "\n## ");
	section = mem_strndup(start, end ? (size_t)(end - start) : strlen(start));
	fixture_init(&f, LANGUAGE_JA);
	doc = doc_of(&f);
	assert_documented(section, json_root(doc));
	json_doc_free(doc);
	fixture_release(&f);
	free(section);
	free(path);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_head),
	        cmocka_unit_test(test_unknown_is_null),
	        cmocka_unit_test(test_fact_of_no_concern),
	        cmocka_unit_test(test_figures),
	        cmocka_unit_test(test_an_answered_question),
	        cmocka_unit_test(test_open_questions),
	        cmocka_unit_test(test_missing),
	        cmocka_unit_test(test_hostile_text),
	        cmocka_unit_test(test_same_bytes_twice),
	        cmocka_unit_test(test_every_key_is_documented),
	};

	return cmocka_run_group_tests_name("report/json", tests, NULL, NULL);
}
