#include "fixture.h"

#include "tenken/base/text.h"

static char *html_of(const struct fixture *f)
{
	struct strbuf out = STRBUF_INIT;

	report_html(&out, &f->input);
	return strbuf_take(&out);
}

static bool is_void(const char *tag)
{
	return str_equal(tag, "meta") || str_equal(tag, "br") || str_equal(tag, "rect") || str_equal(tag, "path") ||
	       str_equal(tag, "circle");
}

/* Elements close in the order in which they opened. The reader is simple because what is written is: attributes in double
 * quotes, no bare < or > in text. */
static void assert_well_formed(const char *html)
{
	char *open[64];
	size_t depth = 0;
	const char *at = html;

	while ((at = strchr(at, '<'))) {
		const char *end = strchr(at, '>');
		bool closes = at[1] == '/';
		char *tag;

		assert_non_null(end);
		assert_null(memchr(at + 1, '<', (size_t)(end - at - 1)));
		tag = mem_strndup(at + 1 + closes, strcspn(at + 1 + closes, " >/\n"));
		at = end;
		if (closes) {
			assert_true(depth > 0);
			assert_string_equal(open[depth - 1], tag);
			free(open[--depth]);
		} else if (tag[0] != '!' && !is_void(tag)) {
			assert_true(depth < COUNT(open));
			open[depth++] = tag;
			continue;
		}
		free(tag);
	}
	assert_int_equal(depth, 0);
}

/* The value of each attribute `name`, through `check`. */
static void each_attribute(const char *html, const char *name, void (*check)(const char *html, const char *value))
{
	char *start = str_format(" %s=\"", name);

	for (const char *at = strstr(html, start); at; at = strstr(at + 1, start)) {
		const char *value = at + strlen(start);
		char *copy = mem_strndup(value, strcspn(value, "\""));

		check(html, copy);
		free(copy);
	}
	free(start);
}

static void assert_unique_id(const char *html, const char *id)
{
	char *attribute = str_format(" id=\"%s\"", id);

	if (count_of(html, attribute) != 1)
		fail_msg("%s stands %zu times", attribute, count_of(html, attribute));
	free(attribute);
}

static void assert_target(const char *html, const char *href)
{
	assert_int_equal(href[0], '#');
	assert_unique_id(html, href + 1);
}

static void assert_targets(const char *html, const char *ids)
{
	char *copy = mem_strdup(ids), *rest = copy, *id;

	while ((id = strtok_r(rest, " ", &rest)))
		assert_unique_id(html, id);
	free(copy);
}

static void test_structure(void **state)
{
	(void)state;
	for (int language = 0; language < LANGUAGES; language++) {
		struct fixture f;
		char *html;

		fixture_init(&f, (enum language)language);
		html = html_of(&f);
		assert_true(str_starts_with(html, "<!DOCTYPE html>\n"));
		assert_has(html, language == LANGUAGE_JA ? "<html lang=\"ja\">" : "<html lang=\"en\">");
		assert_well_formed(html);
		each_attribute(html, "id", assert_unique_id);
		each_attribute(html, "href", assert_target);
		each_attribute(html, "aria-labelledby", assert_targets);
		assert_has(html, "<a class=\"skip\" href=\"#main\">");
		assert_int_equal(count_of(html, "<main "), 1);
		assert_int_equal(count_of(html, "<h1>"), 1);
		free(html);
		fixture_release(&f);
	}
}

static void test_headings_leave_no_level_out(void **state)
{
	struct fixture f;
	char *html;
	int level = 0;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	html = html_of(&f);
	for (const char *at = strstr(html, "<h"); at; at = strstr(at + 1, "<h")) {
		int next = at[2] - '0';

		if (next < 1 || next > 6)
			continue;
		assert_in_range(next, 1, level + 1);
		level = next;
	}
	assert_true(level > 0);
	free(html);
	fixture_release(&f);
}

static void test_nothing_from_outside(void **state)
{
	struct fixture f;
	char *html;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	html = html_of(&f);
	assert_has_not(html, "<script");
	assert_has_not(html, "<link");
	assert_has_not(html, "<img");
	assert_has_not(html, "src=");
	assert_has_not(html, "http:");
	assert_has_not(html, "https:");
	assert_has_not(html, "@import");
	assert_has_not(html, "javascript:");
	assert_has(html, "default-src 'none'");
	assert_int_equal(count_of(html, "url("), count_of(html, "url(#p-"));
	free(html);
	fixture_release(&f);
}

static void test_every_head_of_a_table_has_its_scope(void **state)
{
	struct fixture f;
	char *html;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	html = html_of(&f);
	assert_true(count_of(html, "<th ") > 20);
	assert_int_equal(count_of(html, "<th "),
	                 count_of(html, "<th scope=\"col\"") + count_of(html, "<th scope=\"row\""));
	assert_has_not(html, "<th>");
	free(html);
	fixture_release(&f);
}

/* Its picture has a name and a description, and the same figures stand in a table. */
static void test_bars(void **state)
{
	struct fixture f;
	char *html;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	html = html_of(&f);
	assert_int_equal(count_of(html, "role=\"img\""), 1); /* nothing applies in the other checklist */
	assert_has(html, "aria-labelledby=\"c1-chart-title c1-chart-desc\"");
	assert_has(html, "<title id=\"c1-chart-title\">Answers by chapter</title>");
	assert_has(html,
	           "Done 1; Partly done 2; Not done 1; Not applicable 1; Exception on record 1; To be found out 1; "
	           "Not answered 1; The table below");
	assert_has(html, "<rect x=\"0.00%\" width=\"14.28%\"");
	assert_has(html, ">7 People</th><td role=\"cell\" class=\"num\" data-l=\"Applicable\">7</td>");
	for (int i = 0; i < ANSWERS; i++)
		assert_true(count_of(html, "<pattern ") == ANSWERS);
	free(html);
	fixture_release(&f);
}

static void test_class(void **state)
{
	struct fixture f;
	char *html;

	(void)state;
	for (int language = 0; language < LANGUAGES; language++) {
		const char *class = language == LANGUAGE_JA ? "機密性3C" : "Confidentiality 3C";
		char *expected;

		fixture_init(&f, (enum language)language);
		html = html_of(&f);
		expected = str_format("<header class=\"class\"><span>%s</span></header>", class);
		assert_has(html, expected);
		free(expected);
		expected = str_format("<footer class=\"class\"><span>%s</span></footer>", class);
		assert_has(html, expected);
		free(expected);
		expected = str_format("<title>%s ", class);
		assert_has(html, expected);
		free(expected);
		expected = str_format("@top-right{content:\"%s\"}", class);
		assert_has(html, expected);
		free(expected);
		expected = str_format("@bottom-left{content:\"%s\"}", class);
		assert_has(html, expected);
		free(expected);
		/* At the head of the second checklist, which begins a page. */
		expected = str_format("aria-labelledby=\"c2\">\n<p class=\"class\"><span>%s</span></p>", class);
		assert_has(html, expected);
		free(expected);
		assert_has(html, "counter(page) \" / \" counter(pages)");
		free(html);
		fixture_release(&f);
	}
}

static void test_content_in_japanese(void **state)
{
	struct fixture f;
	char *html;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	html = html_of(&f);
	assert_has(html, "<h1>情報セキュリティ自己点検票</h1>");
	assert_has(html, "<strong>この点検票は未完成です。</strong>");
	assert_has_not(html, "提出した後に");
	assert_has(html, "令和8年8月31日");
	assert_has(html, "<b class=\"late\">期限超過 12日</b>");
	assert_has(html, "<caption>決裁</caption>");
	assert_has(html, ">課長</th>");
	assert_has(html,
	           ">持ち出しがあった</th><td role=\"cell\" class=\"truth\" data-l=\"回答\"><span>いいえ</span></td>");
	assert_has(html, "<b class=\"open\">未回答</b>");
	assert_has(html, "<span class=\"m open\" aria-hidden=\"true\">未回答</span>");
	assert_has(html, "7.1.1 ア、ウ<br>8.1.23 ア");
	free(html);
	fixture_release(&f);
}

static void test_content_in_english(void **state)
{
	struct fixture f;
	char *html;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	html = html_of(&f);
	assert_has(html, "Counted separately: exceptions 1, not answered 1, to be found out 1");
	assert_has(html, ">25.0 %</td>");
	assert_has(html, ">1/4</td>");
	assert_has(html, "○ ÷ (○ + △ + ×)");
	assert_has(html, "cause-one");
	assert_has(html, "<b class=\"open\">Not filled in</b>");
	assert_has(html, "evidence-two");
	assert_has(html, "first line …");
	assert_has(html, "first line<br>second line");
	assert_has(html, "reason-length");
	assert_has(html, "exception-note");
	assert_has(html, "<b class=\"open long\">No valid exception record is known for this question</b>");
	assert_has(html, "actor-label (for chief-label)");
	assert_has(html, "3 September 2026");
	assert_has(html, "<span class=\"tag\">for a reason</span>");
	assert_has(html, "No question of the role applies.");
	assert_has(html, "Not asked: does not arise");
	assert_has_not(html, "未回答");
	assert_has_not(html, "要確認");
	free(html);
	fixture_release(&f);
}

static void test_zero_denominators(void **state)
{
	struct fixture f;
	char *html;
	const char *second;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	html = html_of(&f);
	second = strstr(html, "<h2 id=\"c2\">");
	assert_non_null(second);
	assert_int_equal(count_of(second, ">―</td>"), FIGURES);
	assert_int_equal(count_of(second, ">0/0</td>"), FIGURES);
	assert_has_not(second, "100.0 %");
	assert_has_not(second, " 0.0 %");
	free(html);
	fixture_release(&f);
}

/* Whatever is typed, the tags are those that stand there when nothing hostile is typed, and no more; also in the style sheet,
 * where the section's name stands in a string. */
static void test_hostile_text_stays_text(void **state)
{
	struct fixture f;
	char *html, *style;
	const char *style_end;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	fixture_make_hostile(&f);
	html = html_of(&f);
	assert_true(text_is_utf8(html, strlen(html), NULL));
	assert_well_formed(html);
	each_attribute(html, "id", assert_unique_id);
	assert_has_not(html, "<script");
	assert_int_equal(count_of(html, "</style>"), 1);
	assert_has_not(html, "\xE2\x80\xAE");
	assert_has_not(html, "\x1B");
	assert_has(html, "&lt;/style&gt;&lt;script&gt;alert(1)&lt;/"
	                 "script&gt;&quot;&#39;&amp;&lt;U+202E&gt;&lt;U+001B&gt;[31m&lt;0xFF&gt;");
	style_end = strstr(html, "</style>");
	style = mem_strndup(strstr(html, "<style>") + 7, (size_t)(style_end - strstr(html, "<style>")) - 7);
	assert_has_not(style, "<");
	assert_has(style, "\\00003C\\00002Fstyle\\00003E");
	assert_int_equal(count_of(style, "{"), count_of(style, "}"));
	free(style);
	free(html);
	fixture_release(&f);
}

static void test_complete_sheet_has_no_notice(void **state)
{
	struct fixture f;
	char *html;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	for (size_t i = 0; i < QUESTIONS; i++) {
		response_release(&f.standings[i].response);
		response_init(&f.standings[i].response);
		fixture_answer(&f, i, ANSWER_IMPLEMENTED);
	}
	f.answered.facts[FACT_CLOUD] = TRUTH_TRUE;
	f.input.approval_boxes = false;
	f.input.checklists_count = 1;
	fixture_reckon(&f);
	html = html_of(&f);
	assert_well_formed(html);
	assert_has_not(html, "class=\"notice");
	assert_has_not(html, "Missing before submission");
	assert_has_not(html, "<caption>");
	assert_has_not(html, "Checklists of this sheet");
	assert_has(html, "<p class=\"none\">No findings.</p>");
	free(html);
	fixture_release(&f);
}

/* An entry that nothing stands for is an open question. */
static void test_missing_standing_is_unanswered(void **state)
{
	struct fixture f;
	char *html;

	(void)state;
	fixture_init(&f, LANGUAGE_EN);
	f.entries[ASK_FOLLOW].standing = NULL;
	html = html_of(&f);
	assert_well_formed(html);
	assert_has(html, "Instructions are followed.");
	assert_has_not(html, "evidence-two");
	free(html);
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
	text = html_of(&f);
	assert_int_equal(count_of(text, "秘密を守る定め"), 1);
	assert_int_equal(count_of(text, "再委託の定め"), 2);
	assert_int_equal(count_of(text, "事故の報告の定め"), 1);
	free(text);
	fixture_answer(&f, ASK_CONTRACT, ANSWER_UNSURE)->elements[2] = ELEMENT_NONE;
	text = html_of(&f);
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
	once = html_of(&f);
	twice = html_of(&f);
	assert_string_equal(once, twice);
	free(once);
	free(twice);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_structure),
	        cmocka_unit_test(test_headings_leave_no_level_out),
	        cmocka_unit_test(test_nothing_from_outside),
	        cmocka_unit_test(test_every_head_of_a_table_has_its_scope),
	        cmocka_unit_test(test_bars),
	        cmocka_unit_test(test_class),
	        cmocka_unit_test(test_content_in_japanese),
	        cmocka_unit_test(test_content_in_english),
	        cmocka_unit_test(test_zero_denominators),
	        cmocka_unit_test(test_hostile_text_stays_text),
	        cmocka_unit_test(test_complete_sheet_has_no_notice),
	        cmocka_unit_test(test_missing_standing_is_unanswered),
	        cmocka_unit_test(test_lists_name_the_items),
	        cmocka_unit_test(test_same_bytes_twice),
	};

	return cmocka_run_group_tests_name("report/html", tests, NULL, NULL);
}
