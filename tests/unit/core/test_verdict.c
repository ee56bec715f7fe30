/* What the pack that is shipped has no case of: correlated conditions, shared places, a rule too wide to try out, hostile
 * text. The rules of the pack are tested from outside, in tests/rules. */
#include "fixture.h"
#include "tenken/core/verdict.h"

static const char registers_text[] =
        "{'registers': [{'id': 'thing', 'title': {'ja': '物', 'en': 'things'}, 'hint': {'ja': '物', 'en': 'things'}, "
        "'fields': ["
        "{'id': 'name', 'type': 'text', 'label': {'ja': '名', 'en': 'name'}, 'hint': {'ja': '名', 'en': 'name'}},"
        "{'id': 'a', 'type': 'bool', 'label': {'ja': 'ア', 'en': 'a'}, 'hint': {'ja': 'ア', 'en': 'a'}},"
        "{'id': 'b', 'type': 'bool', 'label': {'ja': 'イ', 'en': 'b'}, 'hint': {'ja': 'イ', 'en': 'b'}},"
        "{'id': 'n', 'type': 'int', 'label': {'ja': '数', 'en': 'n'}, 'hint': {'ja': '数', 'en': 'n'}},"
        "{'id': 'd1', 'type': 'date', 'label': {'ja': '一', 'en': 'one'}, 'hint': {'ja': '一', 'en': 'one'}},"
        "{'id': 'd2', 'type': 'date', 'label': {'ja': '二', 'en': 'two'}, 'hint': {'ja': '二', 'en': 'two'}},"
        "{'id': 'd3', 'type': 'date', 'label': {'ja': '三', 'en': 'three'}, 'hint': {'ja': '三', 'en': 'three'}},"
        "{'id': 'd4', 'type': 'date', 'label': {'ja': '四', 'en': 'four'}, 'hint': {'ja': '四', 'en': 'four'}},"
        "{'id': 'd5', 'type': 'date', 'label': {'ja': '五', 'en': 'five'}, 'hint': {'ja': '五', 'en': 'five'}},"
        "{'id': 'd6', 'type': 'date', 'label': {'ja': '六', 'en': 'six'}, 'hint': {'ja': '六', 'en': 'six'}},"
        "{'id': 'r', 'type': 'ref', 'register': 'thing', 'label': {'ja': '先', 'en': 'r'}, 'hint': {'ja': '先', 'en': "
        "'r'}},"
        "{'id': 's', 'type': 'ref', 'register': 'thing', 'label': {'ja': '別', 'en': 's'}, 'hint': {'ja': '別', 'en': "
        "'s'}}"
        "]}]}";

/* The rule's `when` decides pass; everything else fails. */
static struct pack *make_pack(const char *when)
{
	struct pack_file files[FIXTURE_FILES + 2];
	char *texts[FIXTURE_FILES + 2];
	char *rules = str_format(
	        "{'rules': [{'id': 'rule', 'clauses': ['4.2.ア.1'], 'register': 'thing', 'text': {'ja': '文', "
	        "'en': 'text'}, 'outcomes': [{'when': %s, 'verdict': 'pass'}, {'verdict': 'fail', "
	        "'because': {'ja': '{record}', 'en': '{record}'}}]}]}",
	        when);
	struct pack_problems problems;
	struct pack *pack;

	for (int i = 0; i < FIXTURE_FILES + 2; i++) {
		texts[i] = fixture_json(i < FIXTURE_FILES    ? fixture_texts[i]
		                        : i == FIXTURE_FILES ? registers_text
		                                             : rules);
		files[i] = (struct pack_file){.name = i < FIXTURE_FILES    ? fixture_names[i]
		                                      : i == FIXTURE_FILES ? "registers.json"
		                                                           : "rules.json",
		                              .text = texts[i],
		                              .len_bytes = strlen(texts[i])};
	}
	pack = pack_read(files, FIXTURE_FILES + 2, &problems);
	fixture_print(&problems);
	assert_non_null(pack);
	pack_problems_release(&problems);
	for (int i = 0; i < FIXTURE_FILES + 2; i++)
		free(texts[i]);
	free(rules);
	return pack;
}

/* In brief the same is said, but for what is left out. */
static void expect_brief(const struct verdicts *all, const struct pack *pack, const struct facts *facts)
{
	struct verdicts brief;
	struct date last;
	size_t at = 0;

	verdicts_compute_briefly(&brief, pack, facts, (struct date){2026, 10, 1}, &last);
	assert_true(date_compare(last, (struct date){2026, 10, 1}) >= 0);
	for (size_t i = 0; i < all->count; i++) {
		const struct verdict *wanted = &all->items[i], *got = &brief.items[at];

		if (wanted->code == VERDICT_NOT_APPLICABLE)
			continue;
		assert_true(at++ < brief.count);
		assert_int_equal(got->rule, wanted->rule);
		assert_int_equal(got->record, wanted->record);
		assert_int_equal(got->code, wanted->code);
		assert_int_equal(got->judgement, wanted->judgement);
		assert_int_equal(got->fields_count, wanted->code == VERDICT_FAIL ? wanted->fields_count : 0);
		if (wanted->code == VERDICT_FAIL)
			assert_string_equal(got->because.ja, wanted->because.ja);
	}
	assert_int_equal(at, brief.count);
	verdicts_release(&brief);
}

/* `expected`: the verdict of the first record, and behind a blank each of its fields. */
static void expect(const char *when, const char *records, const char *expected)
{
	struct pack *pack = make_pack(when);
	char *source = str_format("{'registers': {'thing': [%s]}}", records);
	char *text = fixture_json(source);
	struct pack_problems problems;
	struct verdicts verdicts;
	struct strbuf found = STRBUF_INIT;
	struct facts facts;
	bool read = facts_read(&facts, pack, "facts.json", text, strlen(text), &problems);

	fixture_print(&problems);
	assert_true(read);
	verdicts_compute(&verdicts, pack, &facts, (struct date){2026, 10, 1}, true);
	strbuf_add(&found, verdict_code_name(verdicts.items[0].code));
	for (size_t i = 0; i < verdicts.items[0].fields_count; i++)
		strbuf_addf(&found, " %s", verdicts.items[0].fields[i]);
	assert_string_equal(found.text, expected);
	expect_brief(&verdicts, pack, &facts);
	strbuf_release(&found);
	verdicts_release(&verdicts);
	facts_release(&facts);
	pack_problems_release(&problems);
	pack_free(pack);
	free(source);
	free(text);
}

/* One missing thing that is asked twice is one thing: here Kleene's logic would say unknown. */
static void test_correlated(void **state)
{
	(void)state;
	expect("{'any': ['a', {'not': 'a'}]}", "{'id': 'x'}", "pass");
	expect("{'all': ['a', {'not': 'a'}]}", "{'id': 'x'}", "fail");
	expect("{'any': [{'all': ['a', 'b']}, {'all': [{'not': 'a'}, 'b']}]}", "{'id': 'x'}", "unknown b");
	expect("{'any': [{'all': ['a', 'b']}, {'all': [{'not': 'a'}, 'b']}]}", "{'id': 'x', 'b': true}", "pass b");
	expect("{'any': [{'all': ['a', 'b']}, {'all': [{'not': 'a'}, {'not': 'b'}]}]}", "{'id': 'x'}", "unknown a b");
	expect("{'any': [{'field': 'n', 'at_least': 3}, {'not': {'field': 'n', 'at_least': 3}}]}", "{'id': 'x'}",
	       "pass");
	expect("{'any': [{'field': 'n', 'at_least': 3}, {'not': {'field': 'n', 'at_least': 4}}]}", "{'id': 'x'}",
	       "pass");
	expect("{'all': [{'field': 'n', 'at_least': 3}, {'not': {'field': 'n', 'at_least': 4}}]}", "{'id': 'x'}",
	       "unknown n");
}

/* Dates that are not known can lie in every order, but not in an impossible one. */
static void test_orders(void **state)
{
	(void)state;
	expect("{'all': [{'field': 'd1', 'before': 'd2'}, {'field': 'd2', 'before': 'd3'}]}", "{'id': 'x'}",
	       "unknown d1 d2 d3");
	expect("{'all': [{'field': 'd1', 'before': 'd2'}, {'field': 'd2', 'before': 'd1'}]}", "{'id': 'x'}", "fail");
	expect("{'all': [{'field': 'd1', 'before': 'd2'}, {'field': 'd2', 'before': 'd3'}, {'field': 'd3', 'before': "
	       "'d1'}]}",
	       "{'id': 'x'}", "fail");
	/* No day lies between yesterday and today. */
	expect("{'all': [{'field': 'd2', 'before': 'd1'}, {'field': 'd1', 'before': 'today'}]}",
	       "{'id': 'x', 'd2': '2026-09-30'}", "fail d2");
	expect("{'all': [{'field': 'd2', 'before': 'd1'}, {'field': 'd1', 'before': 'today'}]}",
	       "{'id': 'x', 'd2': '2026-09-29'}", "unknown d1");
	expect("{'any': [{'field': 'd1', 'within': 'P1M'}, {'field': 'd1', 'older_than': 'P1M'}]}",
	       "{'id': 'x', 'd1': 'none'}", "fail d1");
}

/* Two ways to the same place. */
static void test_shared(void **state)
{
	static const char both[] = "{'all': ['r.a', {'not': 's.a'}]}";

	(void)state;
	expect(both, "{'id': 'x', 'r': 'y', 's': 'y'}, {'id': 'y'}", "fail");
	expect(both, "{'id': 'x', 'r': 'y', 's': 'z'}, {'id': 'y'}, {'id': 'z'}", "unknown r.a s.a");
	expect(both, "{'id': 'x', 'r': 'y'}, {'id': 'y', 'a': true}", "unknown s");
	expect(both, "{'id': 'x'}", "unknown r s");
	expect("{'any': ['a', {'not': 'r.a'}]}", "{'id': 'x', 'r': 'x'}", "pass");
}

/* What is too much to be tried is unknown: never wrong, and soon. */
static void test_too_wide(void **state)
{
	(void)state;
	expect("{'any': [{'all': [{'field': 'd1', 'before': 'd2'}, {'field': 'd3', 'before': 'd4'}, {'field': 'd5', "
	       "'before': 'd6'}]},"
	       "{'all': [{'field': 'd2', 'before': 'd3'}, {'field': 'd4', 'before': 'd5'}, {'field': 'd6', 'before': "
	       "'d1'}]}]}",
	       "{'id': 'x'}", "unknown d1 d2 d3 d4 d5 d6");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_correlated),
	        cmocka_unit_test(test_orders),
	        cmocka_unit_test(test_shared),
	        cmocka_unit_test(test_too_wide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
