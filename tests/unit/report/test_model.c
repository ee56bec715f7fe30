#include "fixture.h"

#include "tenken/base/text.h"

static void test_class(void **state)
{
	struct pack pack = {.results_class = TEXT("3C")};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	i18n_set_language(LANGUAGE_JA);
	report_class(&out, &pack);
	assert_string_equal(out.text, "機密性3C");
	strbuf_reset(&out);
	i18n_set_language(LANGUAGE_EN);
	report_class(&out, &pack);
	assert_string_equal(out.text, "Confidentiality 3C");
	strbuf_release(&out);
	i18n_set_language(LANGUAGE_JA);
}

static void test_class_that_is_not_set_is_said(void **state)
{
	struct pack pack = {0};
	struct strbuf out = STRBUF_INIT;

	(void)state;
	i18n_set_language(LANGUAGE_EN);
	report_class(&out, &pack);
	assert_string_equal(out.text, "Confidentiality not set");
	pack.results_class = TEXT(" ");
	strbuf_reset(&out);
	report_class(&out, &pack);
	assert_string_equal(out.text, "Confidentiality not set");
	strbuf_release(&out);
	i18n_set_language(LANGUAGE_JA);
}

static void test_file_name(void **state)
{
	struct fixture f;
	char *name;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	name = report_file_name(&f.input, "html");
	assert_string_equal(name, "自己点検票_令和8年度_市民課_機密性3C.html");
	free(name);
	i18n_set_language(LANGUAGE_EN);
	name = report_file_name(&f.input, "json");
	assert_string_equal(name, "self-check-sheet_FY2026_市民課_Confidentiality_3C.json");
	free(name);
	fixture_release(&f);
}

static void test_file_name_of_a_hostile_section(void **state)
{
	static const char *const units[] = {
	        "../../etc/passwd", "a\\b:c*d?e\"f<g>h|i", "line\nbreak", "\xE2\x80\xAEtxt", "\xFF", "-rf /"};
	struct fixture f;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	for (size_t i = 0; i < COUNT(units); i++) {
		char *name;

		f.input.unit = units[i];
		name = report_file_name(&f.input, "html");
		assert_null(strpbrk(name, "/\\:*?\"<>| \n\x1B"));
		assert_null(strstr(name, "\xE2\x80\xAE"));
		assert_true(text_is_utf8(name, strlen(name), NULL));
		assert_true(str_starts_with(name, "自己点検票_令和8年度_"));
		assert_true(str_ends_with(name, "_機密性3C.html"));
		free(name);
	}
	f.input.unit = "a/b";
	char *name = report_file_name(&f.input, "html");
	assert_string_equal(name, "自己点検票_令和8年度_a_b_機密性3C.html");
	free(name);
	fixture_release(&f);
}

static void test_file_name_is_never_too_long(void **state)
{
	struct strbuf unit = STRBUF_INIT;
	struct fixture f;
	char *name;

	(void)state;
	fixture_init(&f, LANGUAGE_JA);
	strbuf_add_repeat(&unit, "課", 300);
	f.input.unit = unit.text;
	name = report_file_name(&f.input, "html");
	assert_in_range(strlen(name), 200, 255);
	assert_true(text_is_utf8(name, strlen(name), NULL));
	assert_true(str_ends_with(name, "課_機密性3C.html"));
	free(name);
	f.input.unit = NULL;
	name = report_file_name(&f.input, "html");
	assert_string_equal(name, "自己点検票_令和8年度__機密性3C.html");
	free(name);
	strbuf_release(&unit);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_class),
	        cmocka_unit_test(test_class_that_is_not_set_is_said),
	        cmocka_unit_test(test_file_name),
	        cmocka_unit_test(test_file_name_of_a_hostile_section),
	        cmocka_unit_test(test_file_name_is_never_too_long),
	};

	return cmocka_run_group_tests_name("report/model", tests, NULL, NULL);
}
