#include "city_fixture.h"

#include "tenken/base/csv.h"
#include "tenken/base/file.h"
#include "tenken/base/json.h"
#include "tenken/base/text.h"

static void test_roster(void **state)
{
	struct city_fixture f;
	struct city_counts counts;
	const size_t by_state[CITY_STATES] = {[CITY_CLOSED] = 1,
	                                      [CITY_ACCEPTED] = 0,
	                                      [CITY_RETURNED] = 1,
	                                      [CITY_SUBMITTED] = 1,
	                                      [CITY_NOT_RECEIVED] = 2};

	(void)state;
	city_init(&f, LANGUAGE_EN);
	city_count(&counts, &f.input);
	assert_int_equal(counts.total, 5);
	assert_int_equal(counts.received, 3);
	assert_memory_equal(counts.by_state, by_state, sizeof by_state);
	assert_ratio(city_submission_rate(&counts), 3, 5);
	assert_ratio(city_acceptance_rate(&counts), 1, 5);
	city_counts_release(&counts);
	city_release();
}

static void test_figures(void **state)
{
	struct city_fixture f;
	struct city_counts counts;
	const size_t by_answer[ANSWERS] = {
	        [ANSWER_NONE] = 1,           [ANSWER_IMPLEMENTED] = 3,
	        [ANSWER_PARTIAL] = 2,        [ANSWER_NOT_IMPLEMENTED] = 2,
	        [ANSWER_NOT_APPLICABLE] = 2, [ANSWER_EXCEPTION] = 1,
	        [ANSWER_UNSURE] = 1,
	};

	(void)state;
	city_init(&f, LANGUAGE_EN);
	city_count(&counts, &f.input);
	assert_memory_equal(counts.all.by_answer, by_answer, sizeof by_answer);
	assert_ratio(figure_ratio(FIGURE_ANSWER_RATE, &counts.all), 11, 12);
	assert_ratio(figure_ratio(FIGURE_KNOWN_RATE, &counts.all), 10, 12);
	assert_ratio(figure_ratio(FIGURE_IMPLEMENTATION_RATE, &counts.all), 3, 7);
	assert_ratio(figure_ratio(FIGURE_NOT_APPLICABLE_RATE, &counts.all), 2, 12);
	assert_ratio(figure_ratio(FIGURE_PLAN_RATE, &counts.all), 3, 5);
	assert_int_equal(counts.all.plans_overdue, 1);
	assert_int_equal(counts.all.declared, 10);
	assert_int_equal(counts.all.derived, 1);
	city_counts_release(&counts);
	city_release();
}

static void test_bureaus(void **state)
{
	struct city_fixture f;
	struct city_counts counts;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	city_count(&counts, &f.input);
	assert_int_equal(counts.bureaus_count, 3); /* 建設局 once, though another stands between its units */
	assert_string_equal(counts.bureaus[0].name, "市民局");
	assert_int_equal(counts.bureaus[0].units, 2);
	assert_int_equal(counts.bureaus[0].received, 2);
	assert_int_equal(counts.bureaus[0].tally.applicable, 9);
	assert_ratio(tally_implementation_rate(&counts.bureaus[0].tally), 2, 6);
	assert_ratio(tally_implementation_rate(&counts.bureaus[0].chapters[0]), 1, 2);
	assert_ratio(tally_implementation_rate(&counts.bureaus[0].chapters[1]), 1, 3);
	assert_int_equal(counts.bureaus[1].units, 2);
	assert_int_equal(counts.bureaus[1].received, 0);
	assert_int_equal(counts.bureaus[1].tally.applicable, 0);
	assert_int_equal(counts.bureaus[2].units, 1);
	assert_ratio(tally_implementation_rate(&counts.bureaus[2].chapters[0]), 1, 1);
	assert_ratio(tally_implementation_rate(&counts.bureaus[2].chapters[1]), 0, 0);
	city_counts_release(&counts);
	city_release();
}

static void test_roles(void **state)
{
	struct city_fixture f;
	struct city_counts counts;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	city_count(&counts, &f.input);
	assert_int_equal(counts.roles_count, 3);
	assert_int_equal(counts.roles[0].role, 0);
	assert_int_equal(counts.roles[0].units, 3);
	assert_int_equal(counts.roles[0].checklists, 3);
	assert_int_equal(counts.roles[0].tally.applicable, 10);
	assert_int_equal(counts.roles[1].role, 1);
	assert_int_equal(counts.roles[1].tally.applicable, 1);
	assert_true(counts.roles[2].role == SIZE_MAX);
	assert_int_equal(counts.roles[2].units, 1);
	city_counts_release(&counts);
	city_release();
}

static void test_missed_questions(void **state)
{
	static const size_t order[] = {Q_LENGTH, Q_LABEL, Q_GONE, Q_KEYS};
	static const size_t asked[] = {3, 3, 1, 3}, missed[] = {2, 1, 1, 0}, misses[] = {2, 1, 1, 0};
	struct city_fixture f;
	struct city_counts counts;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	city_count(&counts, &f.input);
	assert_int_equal(counts.questions_count, COUNT(order));
	for (size_t i = 0; i < COUNT(order); i++) {
		assert_int_equal(counts.questions[i].question, order[i]);
		assert_int_equal(counts.questions[i].asked, asked[i]);
		assert_int_equal(counts.questions[i].missed, missed[i]);
		assert_int_equal(city_misses(&counts.questions[i].tally), misses[i]);
	}
	assert_int_equal(counts.reached[0] + counts.reached[1] + counts.reached[2], 0);
	assert_int_equal(counts.rateless, 1);
	city_counts_release(&counts);
	city_release();
}

/* 19 of 20 are 95 %, 18 of 20 are 90 %, 17 of 20 are less; 20 of 20 reach all. */
static void test_reach(void **state)
{
	enum { MANY = 20 };
	struct city_fixture f;
	struct city_counts counts;
	struct city_unit units[MANY];
	struct city_answer many[MANY * 4];

	(void)state;
	city_init(&f, LANGUAGE_EN);
	for (size_t i = 0; i < MANY; i++) {
		units[i] = f.units[CITIZENS];
		for (size_t q = 0; q < 4; q++)
			many[i * 4 + q] = (struct city_answer){.unit = (uint32_t)i,
			                                       .question = (uint32_t)q,
			                                       .answer = i < q ? ANSWER_PARTIAL : ANSWER_IMPLEMENTED,
			                                       .basis = BASIS_DECLARED};
	}
	f.input.units = units;
	f.input.units_count = MANY;
	f.input.answers = many;
	f.input.answers_count = COUNT(many);
	city_count(&counts, &f.input);
	assert_int_equal(counts.reached[0], 1);
	assert_int_equal(counts.reached[1], 2);
	assert_int_equal(counts.reached[2], 3);
	assert_int_equal(counts.questions_count, 4);
	assert_int_equal(counts.rateless, 0);
	city_counts_release(&counts);
	city_release();
}

/* --- text --- */

static void assert_page(const char *text, int width_cols)
{
	for (const char *at = text; *at;) {
		size_t len_bytes = strcspn(at, "\n");
		char *line = mem_strndup(at, len_bytes);

		if (text_cols(line, 2) > width_cols)
			fail_msg("%d columns: %s", text_cols(line, 2), line);
		assert_false(len_bytes > 0 && line[len_bytes - 1] == ' ');
		assert_true(text_is_safe(line, TEXT_SAFE_LINE));
		free(line);
		at += len_bytes + (at[len_bytes] == '\n');
	}
}

static void test_text(void **state)
{
	struct city_fixture f;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	city_report_text(&out, &f.input, 100);
	assert_page(out.text, 100);
	assert_int_equal(count_of(out.text, "Confidentiality 3C\n"), 2);
	assert_int_equal(
	        count_of(out.text, "Roster 5 = closed 1 + accepted 0 + returned 1 + submitted 1 + not handed in 2"),
	        13);
	assert_has(out.text, "Submission rate: 60.0 %  (3/5)");
	assert_has(out.text, "Acceptance rate: 20.0 %  (1/5)");
	assert_has(out.text, "Implementation rate: 42.9 %  (3/7)");
	assert_has(out.text, "Counted separately: exceptions 1, not answered 1, to be found out 1");
	assert_has(out.text, "Improvement completion rate: 60.0 %  (3/5)");
	assert_has(out.text, "Counted separately: overdue 1");
	assert_has(out.text, "Reach (100 % or more): 0.0 %  (0/4)");
	assert_has(out.text, "without an implementation rate 1");
	assert_has(out.text, " 市民局              2    2  100.0  100.0   33.3   22.2   60.0   1    0   0    1\n");
	assert_has(out.text, " 建設局              2    0     ―     ―     ―     ―     ―  ―   ―  ―   ―\n");
	assert_has(out.text, " (no bureau)         1    1   66.7   33.3  100.0    0.0     ―   0    1   1    0\n");
	assert_has(out.text, " Total               5    3   91.7   83.3   42.9   16.7   60.0   1    1   1    1\n");
	assert_has(out.text, " 市民局             50.0   33.3\n");
	assert_has(out.text, " (no bureau)       100.0     ―\n");
	assert_has(out.text, "  1  × 2  △ 0  (2 of 3 units)  7.4.3-length\n");
	assert_has(out.text, "  3  × 0  △ 1  (1 of 1 unit)  9.9-gone\n     The standard no longer has this question.\n"
	                     "     Units:  0102 区政課\n");
	assert_has(out.text, "  0201 建設局 公園課  overdue  =1+1\n  0202 建設局 道路課\n");
	assert_has(out.text, "! 期限切れ  0102 市民局 区政課\n      e1  古い端末\n      Clauses: 7.4.3.ウ\n");
	assert_has(out.text, "No term  ! 未許可  0301 危機管理室\n      e2  Not filled in\n");
	assert_has(out.text,
	           "  Improvement plans 1 = overdue 1 + open 0 + done 0\n  Answers to be confirmed 1 = overdue 1");
	assert_has(out.text, "overdue by 2 days  0102 市民局 区政課\n      × 7.4.3-length  設定を変える (係長)\n");
	assert_has(out.text, "      TBC 7.4.3-length  found out by: 主査\n");
	assert_has(out.text, "  9.9-gone  ○ 0  △ 1  × 0  － 0  Exc. 0  TBC 0  Open 0\n");
	strbuf_release(&out);
	city_release();
}

static void test_nothing_received(void **state)
{
	struct city_fixture f;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	for (size_t i = 0; i < UNITS; i++)
		f.units[i].state = CITY_NOT_RECEIVED;
	f.input.plans_count = f.input.exceptions_count = 0;
	city_report_text(&out, &f.input, 80);
	assert_int_equal(count_of(out.text, "0.0 %"), 2); /* nothing of what is due: that is known */
	assert_has(out.text, "Submission rate: 0.0 %  (0/5)");
	assert_has(out.text, "Implementation rate: ―  (0/0)");
	assert_has_not(out.text, "Counted separately: exceptions");
	assert_has_not(out.text, "None.");
	strbuf_reset(&out);
	city_report_json(&out, &f.input);
	assert_has(out.text, "\n  \"answers\": null,");
	assert_has_not(out.text, "\"implemented\"");
	strbuf_release(&out);
	city_release();
}

static void test_nothing_wrong(void **state)
{
	static const struct city_answer one[] = {
	        SAID(CITIZENS, LIST_HEAD, Q_LABEL, ANSWER_IMPLEMENTED, BASIS_DECLARED)};
	struct city_fixture f;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	f.input.bureau = "市民局";
	f.input.extra = true;
	f.input.units_count = 1;
	f.input.answers = one;
	f.input.answers_count = 1;
	f.input.plans_count = f.input.exceptions_count = 0;
	city_report_text(&out, &f.input, 80);
	assert_has(out.text, "Scope: 市民局\n");
	assert_has(out.text, "Extra self-check\n");
	assert_has(out.text, "No question is answered × or △.\n");
	assert_int_equal(count_of(out.text, "None.\n"), 7);
	assert_has_not(out.text, "no longer has");
	assert_has_not(out.text, "Total");
	strbuf_release(&out);
	city_release();
}

static void make_hostile(struct city_fixture *f)
{
	for (size_t i = 0; i < UNITS; i++) {
		f->units[i].name = HOSTILE;
		f->units[i].bureau = i % 2 ? "とても長い名前の局とても長い名前の局とても長い名前の局とても長い名前の局"
		                             "とても長い名前の局"
		                           : HOSTILE;
		f->units[i].contact = HOSTILE;
		f->units[i].code = "①②③④⑤⑥⑦⑧⑨⑩①②③④⑤⑥⑦⑧⑨⑩①②③④⑤⑥⑦⑧⑨⑩①②③④⑤⑥⑦⑧⑨⑩";
	}
	f->plans[0].measure = f->plans[0].person = f->exceptions[0].name = f->exceptions[0].clauses = HOSTILE;
	f->plans[1].person = f->exceptions[0].id = HOSTILE;
	f->input.office = HOSTILE;
}

static void test_never_wider(void **state)
{
	struct city_fixture f;
	struct chapter chapters[40];
	struct strbuf out = STRBUF_INIT;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	make_hostile(&f);
	for (size_t i = 0; i < COUNT(chapters); i++)
		chapters[i] = (struct chapter){.id = TEXT(i % 2 ? "遵守特記事項" : "10")};
	f.base.pack.chapters = chapters;
	f.base.pack.chapters_count = COUNT(chapters);
	for (int width_cols = 60; width_cols <= 80; width_cols += 20) {
		strbuf_reset(&out);
		city_report_text(&out, &f.input, width_cols);
		assert_page(out.text, width_cols);
	}
	strbuf_reset(&out);
	city_report_text(&out, &f.input, 1);
	assert_page(out.text, 60);
	strbuf_release(&out);
	city_release();
}

static void test_numbers_are_never_cut(void **state)
{
	struct city_fixture f;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	f.units[CITIZENS].plans_overdue = 12345677; /* and one of the wards */
	city_report_text(&out, &f.input, 80);
	assert_page(out.text, 80);
	assert_true(count_of(out.text, "12345678") >= 2);
	strbuf_release(&out);
	city_release();
}

/* --- CSV --- */

static void test_csv(void **state)
{
	struct city_fixture f;
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};
	struct csv csv;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	f.units[PARKS].name = "=cmd";
	city_report_csv(&out, &f.input);
	assert_true(str_starts_with(
	        out.text, "\xEF\xBB\xBF"
	                  "Bureau,Section code,Section,State,Checklist,Role,Question,Clauses,Chapter,Answer,Mark,"
	                  "Basis,Class\r\n"));
	assert_has(out.text,
	           "\r\n市民局,0101,市民課,closed,info_manager,info_manager,4.2-label,4.2.イ,4,implemented,○,declared,"
	           "Confidentiality 3C\r\n");
	assert_has(out.text,
	           "\r\n市民局,0102,区政課,returned,info_manager,info_manager,9.9-gone,,,partial,△,declared,");
	assert_has(out.text, "\r\n市民局,0102,区政課,returned,old_role,,4.2-label,4.2.イ,4,exception,Exc.,declared,");
	assert_has(out.text, "\r\n,0301,危機管理室,submitted,info_manager,info_manager,7.1.1-keys,7.1.1.ア,7,,Open,,");
	assert_has(out.text, "\r\n建設局,0201,'=cmd,not_received,,,,,,,,,Confidentiality 3C\r\n");
	assert_true(csv_read(&csv, out.text, out.len_bytes, "report", &err));
	assert_int_equal(csv.count, 1 + COUNT(answers) + 2);
	for (size_t i = 0; i < csv.count; i++)
		assert_int_equal(csv.rows[i].count, 13);
	csv_release(&csv);
	strbuf_release(&out);
	city_release();
}

/* --- JSON --- */

static const struct json *at(const struct json *list, size_t index)
{
	const struct json *node = json_first(list);

	while (index--)
		node = json_next(node);
	return node;
}

static int64_t number(const struct json *node, const char *key)
{
	int64_t value = -1;

	assert_true(json_int(json_get(node, key), &value));
	return value;
}

static void test_json(void **state)
{
	struct city_fixture f;
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};
	struct json_doc *doc;
	const struct json *root, *node;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	city_report_json(&out, &f.input);
	doc = json_read(out.text, out.len_bytes, "report", &json_limits_outside, &err);
	assert_non_null(doc);
	root = json_root(doc);
	assert_string_equal(json_string(json_get(root, "class")), "3C");
	assert_string_equal(json_string(json_get(json_get(root, "scope"), "kind")), "city");
	assert_int_equal(json_type(json_get(json_get(root, "scope"), "bureau")), JSON_NULL);
	assert_int_equal(number(json_get(root, "roster"), "not_received"), 2);
	assert_int_equal(number(json_get(root, "submission_rate"), "numerator"), 3);
	assert_int_equal(number(json_get(json_get(root, "figures"), "implementation_rate"), "denominator"), 7);
	assert_int_equal(number(at(json_get(root, "reach"), 1), "percent"), 95);
	node = at(json_get(root, "bureaus"), 1);
	assert_int_equal(number(node, "received"), 0);
	assert_int_equal(json_type(json_get(node, "answers")), JSON_NULL);
	assert_int_equal(json_size(json_get(node, "chapters")), 0);
	node = at(json_get(root, "questions"), 2);
	assert_string_equal(json_string(json_get(node, "question")), "9.9-gone");
	assert_false(json_bool(json_get(node, "in_pack")));
	assert_int_equal(json_size(json_get(root, "missing_units")), 2);
	assert_string_equal(json_string(json_get(at(json_get(root, "exceptions"), 0), "expires_on")), "2026-09-01");
	node = at(json_get(root, "improvement"), 0);
	assert_string_equal(json_string(json_get(node, "first_due")), "2026-08-31");
	assert_string_equal(json_string(json_get(node, "state")), "overdue");
	assert_int_equal(json_type(json_get(node, "cause")), JSON_NULL);
	assert_int_equal(number(json_get(root, "expected"), "rejected"), 0);
	json_doc_free(doc);
	strbuf_release(&out);
	city_release();
}

/* Every key stands in docs/formats.md in backticks, behind the heading of this format. */
static void assert_documented(const char *section, const struct json *node)
{
	for (const struct json *member = json_first(node); member; member = json_next(member)) {
		if (json_key(member)) {
			char *key = str_format("`%s`", json_key(member));

			assert_has(section, key);
			free(key);
		}
		assert_documented(section, member);
	}
}

static void test_every_key_is_documented(void **state)
{
	const char *root = getenv("TENKEN_SOURCE_ROOT");
	struct strbuf out = STRBUF_INIT, text = STRBUF_INIT;
	struct error err = {0};
	struct city_fixture f;
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
	start = strstr(text.text, "## City report JSON");
	assert_non_null(start);
	end = strstr(start + 3, "\n## ");
	assert_non_null(end);
	section = mem_strndup(start, (size_t)(end - start));
	city_init(&f, LANGUAGE_EN);
	city_report_json(&out, &f.input);
	doc = json_read(out.text, out.len_bytes, "report", &json_limits_outside, &err);
	assert_non_null(doc);
	assert_documented(section, json_root(doc));
	json_doc_free(doc);
	free(section);
	free(path);
	strbuf_release(&out);
	strbuf_release(&text);
	city_release();
}

static void test_same_bytes_twice(void **state)
{
	void (*const writers[])(struct strbuf *, const struct city_input *) = {city_report_json, city_report_csv};
	struct city_fixture f;

	(void)state;
	city_init(&f, LANGUAGE_EN);
	make_hostile(&f);
	for (size_t i = 0; i < COUNT(writers); i++) {
		struct strbuf one = STRBUF_INIT, other = STRBUF_INIT;

		writers[i](&one, &f.input);
		writers[i](&other, &f.input);
		assert_string_equal(one.text, other.text);
		assert_has_not(one.text, "\x1B");
		assert_has_not(one.text, "\xE2\x80\xAE");
		strbuf_release(&one);
		strbuf_release(&other);
	}
	city_release();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_roster),
	        cmocka_unit_test(test_figures),
	        cmocka_unit_test(test_bureaus),
	        cmocka_unit_test(test_roles),
	        cmocka_unit_test(test_missed_questions),
	        cmocka_unit_test(test_reach),
	        cmocka_unit_test(test_text),
	        cmocka_unit_test(test_nothing_received),
	        cmocka_unit_test(test_nothing_wrong),
	        cmocka_unit_test(test_never_wider),
	        cmocka_unit_test(test_numbers_are_never_cut),
	        cmocka_unit_test(test_csv),
	        cmocka_unit_test(test_json),
	        cmocka_unit_test(test_every_key_is_documented),
	        cmocka_unit_test(test_same_bytes_twice),
	};

	return cmocka_run_group_tests_name("report/city", tests, NULL, NULL);
}
