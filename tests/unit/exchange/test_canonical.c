/* One content, one text. */
#include "fixture.h"

#include "tenken/exchange/canonical.h"

static char *canonical(const char *text)
{
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};
	struct json_doc *doc = json_read(text, strlen(text), "t", &json_limits_outside, &err);

	assert_non_null(doc);
	assert_done(canonical_write(&out, json_root(doc), &err), &err);
	json_doc_free(doc);
	return strbuf_take(&out);
}

static void test_write(void **state)
{
	static const char *const pairs[][2] = {
	        {" { } ", "{}"},
	        {"[ 1 , 2 ]", "[1,2]"},
	        {"{\"b\":1,\"a\":{\"d\":null,\"c\":[true,false]}}", "{\"a\":{\"c\":[true,false],\"d\":null},\"b\":1}"},
	        {"{\"ab\":1,\"a\":2,\"B\":3,\"点\":4,\"\":5,\"あ\":6}",
	         "{\"\":5,\"B\":3,\"a\":2,\"ab\":1,\"あ\":6,\"点\":4}"},
	        {"[1.0,-0,1e3,-12,9007199254740991]", "[1,0,1000,-12,9007199254740991]"},
	        {"\"\\u70b9\\/\\u0001\\u007f\\ud83d\\ude00\\b\\f\\n\\r\\t\\\"\\\\\"",
	         "\"点/\\u0001\x7f😀\\b\\f\\n\\r\\t\\\"\\\\\""},
	        {"{\"a\\u0022\":1}", "{\"a\\\"\":1}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		char *text = canonical(pairs[i][0]), *again = canonical(text);

		assert_string_equal(text, pairs[i][1]);
		assert_string_equal(again, text);
		free(text);
		free(again);
	}
}

static void test_numbers(void **state)
{
	static const char *const bad[] = {"[0.5]", "{\"a\":9007199254740992}", "[[1e300]]", "-1e-3"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct strbuf out = STRBUF_INIT;
		struct error err = {0};
		struct json_doc *doc = json_read(bad[i], strlen(bad[i]), "t", &json_limits_outside, &err);

		assert_non_null(doc);
		strbuf_add(&out, "before");
		assert_fails(canonical_write(&out, json_root(doc), &err), &err, ERROR_INPUT);
		assert_string_equal(out.text, "before");
		json_doc_free(doc);
		strbuf_release(&out);
	}
}

static void test_read(void **state)
{
	static const char *const bad[] = {
	        " {}",     "{} ",         "{}\n",         "[1, 2]", "{\"b\":1,\"a\":2}", "[1.0]",
	        "[-0]",    "[1e3]",       "[0.5]",        "",       "{\"a\":1,\"a\":1}", "\"\\u70b9\"",
	        "\"\\/\"", "\"\\u000A\"", "[\"\\u001F\"]"};
	const char good[] = "{\"a\":[1,\"\\n\\u001f点\"],\"b\":{}}";
	struct error err = {0};
	struct json_doc *doc = canonical_read(good, strlen(good), &json_limits_outside, &err);

	(void)state;
	assert_non_null(doc);
	json_doc_free(doc);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		doc = canonical_read(bad[i], strlen(bad[i]), &json_limits_outside, &err);
		if (doc)
			fail_msg("taken: %s", bad[i]);
		assert_int_equal(err.code, ERROR_INPUT);
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_write), cmocka_unit_test(test_numbers),
	                                   cmocka_unit_test(test_read)};

	i18n_set_language(LANGUAGE_EN);
	return cmocka_run_group_tests_name("canonical", tests, NULL, NULL);
}
