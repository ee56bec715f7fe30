#include "fixture.h"

#include "tenken/base/text.h"

static char *text_of(const struct fixture *f, int width_cols)
{
	struct strbuf out = STRBUF_INIT;

	report_text(&out, &f->input, width_cols);
	return strbuf_take(&out);
}

/* Every line within the width, none with white space at its end, the last one ended. */
static void assert_lines(const char *text, int width_cols)
{
	char *copy = mem_strdup(text), *rest = copy;

	assert_true(str_ends_with(text, "\n"));
	while (*rest) {
		char *line = rest, *end = strchr(rest, '\n');

		*end = '\0';
		rest = end + 1;
		if (text_cols(line, 2) > width_cols)
			fail_msg("%d columns, not %d: %s", text_cols(line, 2), width_cols, line);
		if (str_ends_with(line, " ") || str_ends_with(line, "\xE3\x80\x80"))
			fail_msg("white space at the end: \"%s\"", line);
	}
	free(copy);
}

static void test_width(void **state)
{
	static const int widths[] = {24, 25, 31, 40, 79, 80, 132};

	(void)state;
	for (int language = 0; language < LANGUAGES; language++) {
		struct fixture f;

		fixture_init(&f, (enum language)language);
		str_assign(&f.standings[ASK_LABEL].response.note,
		           "tail \nwide\xE3\x80\x80\n\nAverylongwordthatdoesnotfitintoanyofthesecolumns ○△×①→ 、、、");
		for (size_t i = 0; i < COUNT(widths); i++) {
			char *text = text_of(&f, widths[i]);
			assert_lines(text, widths[i]);
			free(text);
		}
		fixture_make_hostile(&f);
		for (size_t i = 0; i < COUNT(widths); i++) {
			char *text = text_of(&f, widths[i]);
			assert_lines(text, widths[i]);
			free(text);
		}
		fixture_release(&f);
	}
}

static void test_less_than_the_least_width(void **state)
{
	struct fixture f;
	char *least, *less;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	least = text_of(&f, 24);
	less = text_of(&f, -3);
	assert_string_equal(least, less);
	free(least);
	free(less);
	fixture_release(&f);
}

static void test_class_at_head_and_foot_and_each_checklist(void **state)
{
	struct fixture f;
	char *text, *first;

	(void)state;
	for (int language = 0; language < LANGUAGES; language++) {
		const char *class = language == LANGUAGE_JA ? "機密性3C" : "Confidentiality 3C";

		fixture_init(&f, (enum language)language);
		text = text_of(&f, 80);
		first = mem_strndup(text, strcspn(text, "\n"));
		assert_has(first, class);
		text[strlen(text) - 1] = '\0';
		assert_true(str_ends_with(text, class));
		assert_int_equal(count_of(text, class), 2 + CHECKLISTS);
		free(first);
		free(text);
		fixture_release(&f);
	}
}

static void test_japanese(void **state)
{
	struct fixture f;
	char *text;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	text = text_of(&f, 80);
	assert_has(text, "情報セキュリティ自己点検票\n");
	assert_has(text, "令和8年度\n");
	assert_has(text, "市民局 市民課\n");
	assert_has(text, "この点検票は未完成です。");
	assert_has(text, "令和8年8月31日  [期限超過 12日]");
	assert_has(text, "業務システム管理者（subject-two）");
	assert_has(text, "問1  ×  4.2 イ");
	assert_has(text, "7.1.1 ア、ウ / 8.1.23 ア");
	assert_has(text, "10.1.3 ア(1)、(2)");
	assert_has(text, "[いいえ] 持ち出しがあった\n");
	assert_has(text, "[未回答] クラウドを使う");
	assert_has(text, "actor-label（chief-labelの代行）  令和8年9月3日");
	free(text);
	fixture_release(&f);
}

static void test_english(void **state)
{
	struct fixture f;
	char *text;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	text = text_of(&f, 80);
	assert_has(text, "Information security self-check sheet\n");
	assert_has(text, "FY2026\n");
	assert_has(text, "Submitted to: Security manager\n");
	assert_has(text, "*** This self-check sheet is not complete. ***");
	assert_has(text, "31 August 2026  [overdue by 12 days]");
	assert_has(text, "31 July 2026  [done]");
	assert_has(text, "Evidence of completion: evidence-two");
	assert_has(text, "Remark: first line …\n");
	assert_has(text, "[No] Things were carried out\n");
	assert_has(text, "[Not answered] Cloud services are used\n");
	assert_has(text, "[Not asked: does not arise] There is a log of it\n");
	assert_has(text, "Why: \"Things were carried out\": no\n");
	assert_has(text, "May not apply: \"Cloud services are used\": not known yet\n");
	assert_has_not(text, "未回答");
	assert_has_not(text, "要確認");
	free(text);
	fixture_release(&f);
}

/* Between two headings, so that a thing is looked for where it has to stand. */
static char *part_of(const char *text, const char *from, const char *to)
{
	const char *start = strstr(text, from), *end;

	assert_non_null(start);
	end = strstr(start + 1, to);
	assert_non_null(end);
	return mem_strndup(start, (size_t)(end - start));
}

static void test_lists(void **state)
{
	struct fixture f;
	char *text, *part;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	text = text_of(&f, 80);
	part = part_of(text, "Findings and improvement plans", "What is still to be found out");
	assert_has(part, "Cause: cause-one\n");
	assert_has(part, "Corrective measure: measure-one\n");
	assert_has(part, "Person in charge: person-one\n");
	assert_has(part, "Papers bear their class.");
	assert_has(part, "Screens are locked.");
	assert_has(part, "Cause: Not filled in\n");
	assert_has(part, "Due: Not filled in\n");
	assert_has_not(part, "Passwords have");
	free(part);
	part = part_of(text, "What is still to be found out", "Principles not kept");
	assert_has(part, "Who finds out: person-cloud\n");
	assert_has(part, "By when: Not filled in\n");
	free(part);
	part = part_of(text, "Principles not kept", "Permitted exceptions");
	assert_has(part, "Reason: reason-length\n");
	free(part);
	part = part_of(text, "Permitted exceptions", "Why questions do not apply");
	assert_has(part, "Missing: No valid exception record is known for this question\n");
	assert_has(part, "Remark: exception-note\n");
	free(part);
	part = part_of(text, "Why questions do not apply", "All questions and answers");
	assert_has(part, "Reason: Not filled in\n");
	free(part);
	free(text);
	fixture_release(&f);
}

static void test_every_question_and_what_is_unanswered(void **state)
{
	struct fixture f;
	char *text, *part;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	text = text_of(&f, 80);
	part = part_of(text, "All questions and answers", "Left out because");
	for (size_t i = 0; i < QUESTIONS; i++) {
		if (i == ASK_CARRY)
			assert_has_not(part, f.questions[i].text.en);
		else
			assert_has(part, f.questions[i].text.en);
	}
	assert_has(part, "Q4  Open  10.1.3 ア(1), (2)");
	assert_has(part, "○ Secrecy\n");
	assert_has(part, "× Subcontracting\n");
	assert_has(part, "Open Reporting of incidents\n");
	assert_has(part, "Last year: △\n");
	assert_has(part, "Last year: none\n");
	assert_has(part, "first line\n");
	assert_has(part, "second line\n");
	free(part);
	free(text);
	fixture_release(&f);
}

static void test_figures_and_zero_denominators(void **state)
{
	struct fixture f;
	char *text, *part;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	text = text_of(&f, 80);
	assert_true(strstr(text, "○ = Done") && strstr(text, "○ = Done") < strstr(text, "Answer rate: ")); /* before they are used */
	assert_has(text, "Answer rate: 87.5 %  (7/8)  = answered ÷ applicable\n");
	assert_has(text, "Implementation rate: 25.0 %  (1/4)  = ○ ÷ (○ + △ + ×)\n");
	assert_has(text, "Counted separately: exceptions 1, not answered 1, to be found out 1\n");
	assert_has(text, "Counted separately: overdue 1\n");
	assert_has(text, "Declared 6 (85.7 %)  From the register 1 (14.3 %)");
	part = part_of(text, "subject-two", "The section's profile");
	assert_int_equal(count_of(part, "―  (0/0)"), FIGURES);
	assert_has(part, "Declared 0 (―)");
	assert_has(part, "No question of the role applies.");
	assert_has_not(part, "0.0 %");
	assert_has_not(part, "100.0 %");
	free(part);
	free(text);
	fixture_release(&f);
}

static void test_complete_sheet_says_nothing_of_missing(void **state)
{
	struct fixture f;
	char *text;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	for (size_t i = 0; i < QUESTIONS; i++) {
		response_release(&f.standings[i].response);
		response_init(&f.standings[i].response);
		fixture_answer(&f, i, ANSWER_IMPLEMENTED);
	}
	f.answered.facts[FACT_CLOUD] = TRUTH_TRUE;
	fixture_reckon(&f);
	text = text_of(&f, 80);
	assert_has_not(text, "not complete");
	assert_has_not(text, "Missing");
	assert_has_not(text, "not known yet");
	assert_has(text, "No findings.\n");
	free(text);
	fixture_release(&f);
}

/* While questions are open, "no findings" would say more than is known. */
static void test_no_findings_so_far(void **state)
{
	struct fixture f;
	char *text;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	for (size_t i = 0; i < QUESTIONS; i++) {
		response_release(&f.standings[i].response);
		response_init(&f.standings[i].response);
	}
	f.input.checklists_count = 1;
	fixture_reckon(&f);
	text = text_of(&f, 80);
	assert_has(text, "None so far; 8 questions are not answered yet.\n");
	assert_has_not(text, "No findings.");
	assert_has(text, "Implementation rate: ―  (0/0)");
	free(text);
	fixture_release(&f);
}

static void test_hostile_text_is_shown_and_harmless(void **state)
{
	struct fixture f;
	char *text;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	fixture_make_hostile(&f);
	text = text_of(&f, 200);
	assert_true(text_is_utf8(text, strlen(text), NULL));
	assert_has(text, "<U+202E>");
	assert_has_not(text, "\xE2\x80\xAE");
	assert_has_not(text, "\x1B");
	free(text);
	fixture_release(&f);
}

static void test_approval_boxes_and_past_due(void **state)
{
	struct fixture f;
	char *text;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	text = text_of(&f, 80);
	assert_has(text, "Approval:  Section head [        ]");
	assert_has(text, "Due date: 30 September 2026\n");
	free(text);
	f.input.approval_boxes = false;
	f.input.today = (struct date){2026, 10, 1};
	f.input.document_number = "No. 12";
	text = text_of(&f, 80);
	assert_has_not(text, "Approval");
	assert_has(text, "Due date: 30 September 2026 (past; not complete)\n");
	assert_has(text, "Document number: No. 12\n");
	free(text);
	/* What has come to be missing since is nobody's lateness. */
	f.checklists[0].state_code = "accepted";
	text = text_of(&f, 80);
	assert_has(text, "Due date: 30 September 2026\n");
	assert_has(text, "*** Since it was handed in, something has come to be missing. ***");
	assert_has(text, "missing today that were not when it was handed in.");
	assert_has_not(text, "sheet is not complete");
	free(text);
	f.checklists[0].state_code = "in_progress";
	f.input.due = "";
	text = text_of(&f, 80);
	assert_has(text, "Due date: Not set\n");
	free(text);
	fixture_release(&f);
}

/* What is not done of several items stands with the finding; with what is to be found out also what is open. */
static void test_lists_name_the_items(void **state)
{
	struct fixture f;
	char *text;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	fixture_answer(&f, ASK_CONTRACT, ANSWER_PARTIAL)->elements[2] = ELEMENT_YES;
	text = text_of(&f, 80);
	assert_int_equal(count_of(text, "秘密を守る定め"), 1);
	assert_int_equal(count_of(text, "再委託の定め"), 2);
	assert_int_equal(count_of(text, "事故の報告の定め"), 1);
	free(text);
	fixture_answer(&f, ASK_CONTRACT, ANSWER_UNSURE)->elements[2] = ELEMENT_NONE;
	text = text_of(&f, 80);
	assert_int_equal(count_of(text, "秘密を守る定め"), 1);
	assert_int_equal(count_of(text, "再委託の定め"), 2);
	assert_int_equal(count_of(text, "事故の報告の定め"), 2);
	free(text);
	fixture_release(&f);
}

static void test_same_bytes_twice(void **state)
{
	struct fixture f;
	char *once, *twice;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	once = text_of(&f, 80);
	twice = text_of(&f, 80);
	assert_string_equal(once, twice);
	free(once);
	free(twice);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_width),
	        cmocka_unit_test(test_less_than_the_least_width),
	        cmocka_unit_test(test_class_at_head_and_foot_and_each_checklist),
	        cmocka_unit_test(test_japanese),
	        cmocka_unit_test(test_english),
	        cmocka_unit_test(test_lists),
	        cmocka_unit_test(test_every_question_and_what_is_unanswered),
	        cmocka_unit_test(test_figures_and_zero_denominators),
	        cmocka_unit_test(test_complete_sheet_says_nothing_of_missing),
	        cmocka_unit_test(test_no_findings_so_far),
	        cmocka_unit_test(test_hostile_text_is_shown_and_harmless),
	        cmocka_unit_test(test_approval_boxes_and_past_due),
	        cmocka_unit_test(test_lists_name_the_items),
	        cmocka_unit_test(test_same_bytes_twice),
	};

	return cmocka_run_group_tests_name("report/text", tests, NULL, NULL);
}
