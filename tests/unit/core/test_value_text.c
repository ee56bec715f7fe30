/* Values of registers as people type them, and as they are shown and written. */
#include "ledger_fixture.h"
#include "tenken/core/pack_builtin.h"
#include "tenken/core/value_text.h"

/* What `text` is read as, in JSON; "null": not known. */
static void expect(struct ledger_fixture *fixture, const char *owner, const char *field, const char *text,
                   const char *expected)
{
	struct json *value = (struct json *)fixture;
	struct strbuf found = STRBUF_INIT;
	struct error err = {0};

	if (!value_from_text(&value, ledger_field(fixture, owner, field), text, &err))
		fail_msg("%s=%s: %s", field, text, err.message);
	if (value)
		json_write(&found, value, false);
	else
		strbuf_add(&found, "null");
	if (!str_equal(found.text, expected))
		fail_msg("%s=%s: read as %s, not %s", field, text, found.text, expected);
	json_free(value);
	strbuf_release(&found);
}

static void expect_bad(struct ledger_fixture *fixture, const char *field, const char *text, const char *says)
{
	struct json *value = NULL;
	struct error err = {0};

	if (value_from_text(&value, ledger_field(fixture, "system", field), text, &err))
		fail_msg("%s=%s was taken", field, text);
	assert_null(value);
	assert_int_equal(err.code, ERROR_INPUT);
	if (!strstr(err.message, says))
		fail_msg("%s=%s: %s", field, text, err.message);
	assert_non_null(strstr(err.message, field)); /* names the field */
	error_release(&err);
}

static void test_bool(void **state)
{
	static const char *const yes[] = {"yes", "YES", "ｙｅｓ", "true", "はい", "ハイ", "1", "１", "○", " yes　"};
	static const char *const no[] = {"no", "No", "ｎｏ", "false", "いいえ", "0", "×"};

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		expect(*state, "system", "kept", yes[i], "true");
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		expect(*state, "system", "kept", no[i], "false");
	expect(*state, "system", "kept", "", "null");
	expect_bad(*state, "kept", "perhaps", "yes or no");
	expect_bad(*state, "kept", "2", "yes or no");
}

static void test_int(void **state)
{
	expect(*state, "system", "people", "12", "12");
	expect(*state, "system", "people", "１２", "12");
	expect(*state, "system", "people", "0", "0");
	expect(*state, "system", "people", " 007 ", "7");
	expect(*state, "system", "people", "999999999", "999999999");
	expect(*state, "system", "people", "", "null");
	expect_bad(*state, "people", "-1", "whole number");
	expect_bad(*state, "people", "1.5", "whole number");
	expect_bad(*state, "people", "9999999999", "whole number");
	expect_bad(*state, "people", "8人", "whole number");
}

static void test_date(void **state)
{
	static const char *const same[] = {"2026-10-31", "2026/10/31", "R8.10.31",   "r8.10.31",
	                                   "令和8年10月31日", "Ｒ８．１０．３１", "　2026-10-31"};
	static const char *const not_done[] = {"none", "None", "していない", "未実施", "なし", ""};

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		expect(*state, "system", "checked_on", same[i], "\"2026-10-31\"");
	for (size_t i = 0; i < sizeof not_done / sizeof *not_done; i++)
		expect(*state, "system", "checked_on", not_done[i], "\"none\"");
	expect_bad(*state, "checked_on", "2026-02-30", "2026-02-30");
	expect_bad(*state, "checked_on", "R8.13.1", "");
	expect_bad(*state, "checked_on", "tomorrow", "");
}

static void test_text(void **state)
{
	expect(*state, "system", "name", "住民記録", "\"住民記録\"");
	expect(*state, "system", "name", "　住民 記録 ", "\"住民 記録\"");
	expect(*state, "system", "name", "", "\"\"");
	expect(*state, "system", "name", " 　", "\"\"");
	expect(*state, "system", "name", "なし", "\"\"");
	expect(*state, "system", "name", "None", "\"\"");
	expect(*state, "system", "name", "なしの木", "\"なしの木\"");
	expect(*state, "system", "name", "0012", "\"0012\"");
}

static void test_choice(void **state)
{
	static const char *const same[] = {"inner", "INNER", "ｉｎｎｅｒ", "内側", "inner zone", "Inner Zone"};

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		expect(*state, "system", "zone", same[i], "\"inner\"");
	expect(*state, "system", "level", "３Ａ", "\"3A\"");
	expect(*state, "system", "level", "3a", "\"3A\"");
	expect(*state, "system", "zone", "", "null");
	expect_bad(*state, "zone", "innner", "\"inner\" may be meant");
	expect_bad(*state, "zone", "elsewhere", "Allowed are: inner, outer");
}

static void test_multi(void **state)
{
	expect(*state, "system", "factors", "knowledge", "[\"knowledge\"]");
	expect(*state, "system", "factors", "knowledge,possession", "[\"knowledge\",\"possession\"]");
	/* In whatever order and however parted: the same members are the same value. */
	expect(*state, "system", "factors", "possession、知識", "[\"knowledge\",\"possession\"]");
	expect(*state, "system", "factors", " 生体 ； knowledge ;;", "[\"knowledge\",\"inherence\"]");
	expect(*state, "system", "factors", "knowledge,Knowledge,知識", "[\"knowledge\"]");
	expect(*state, "system", "factors", "", "[]");
	expect(*state, "system", "factors", "なし", "[]");
	expect(*state, "system", "factors", ",", "[]");
	expect_bad(*state, "factors", "knowledge,posession", "\"possession\" may be meant");
}

static void test_refs_and_clauses(void **state)
{
	expect(*state, "system", "peer", "s1", "\"s1\"");
	expect(*state, "exception", "subject", "system:s1", "\"system:s1\"");
	expect(*state, "system", "peer", "", "null");
	expect(*state, "system", "peer", "なし", "null");
	expect(*state, "exception", "clauses", "7.4.3.ウ、4.2.ア.1", "[\"7.4.3.ウ\",\"4.2.ア.1\"]");
	expect(*state, "exception", "clauses", "", "[]");
}

static void test_not_known(void **state)
{
	static const char *const fields[] = {"name", "zone", "kept", "factors", "people", "checked_on", "peer"};
	static const char *const words[] = {"?", "？", " ? ", "unknown", "不明", "わからない"};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			expect(*state, "system", fields[i], words[k], "null");
	}
}

/* --- showing and writing --- */

static const char records[] =
        "{'registers': {'system': ["
        "{'id': 's', 'name': '=住民、記録', 'zone': 'outer', 'level': '3A', 'kept': true, 'excuse': '', "
        "'factors': ['inherence', 'knowledge'], 'people': 12, 'checked_on': '2026-04-01', 'peer': 't'},"
        "{'id': 't', 'name': '', 'kept': false, 'factors': [], 'people': 0, 'checked_on': 'none', 'open': false},"
        "{'id': 'both'}, {'id': 'v', 'name': '？印', 'excuse': 'none of it', 'peer': 'both'}],"
        "'link': [{'id': 'both', 'from': 'both'}],"
        "'exception': [{'id': 'x', 'clauses': ['7.4.3.ウ', '4.2.ア.1'], 'subject': 'link:both'}, "
        "{'id': 'y', 'clauses': []}]}}";

static void expect_shown(const struct ledger_fixture *fixture, const char *record, const char *field, const char *shown,
                         const char *written)
{
	const struct record *found = &fixture->facts.records[ledger_record(fixture, record)];
	const struct register_kind *kind = &fixture->pack->registers->items[found->owner];
	size_t at = register_find_field(kind, field);
	struct strbuf out = STRBUF_INIT;

	value_show(&out, &found->values[at], &kind->fields[at], fixture->pack, &fixture->facts);
	assert_string_equal(out.text, shown);
	strbuf_reset(&out);
	value_write(&out, &found->values[at], &kind->fields[at], fixture->pack, &fixture->facts);
	assert_string_equal(out.text, written);
	strbuf_release(&out);
}

static void test_shown(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, records);
	expect_shown(fixture, "s", "name", "=住民、記録", "=住民、記録");
	expect_shown(fixture, "s", "zone", "outer zone", "outer");
	expect_shown(fixture, "s", "kept", "yes", "yes");
	expect_shown(fixture, "s", "excuse", "none", "none");
	expect_shown(fixture, "s", "factors", "knowledge, inherence", "knowledge,inherence");
	expect_shown(fixture, "s", "people", "12", "12");
	expect_shown(fixture, "s", "checked_on", "1 April 2026", "2026-04-01");
	expect_shown(fixture, "s", "peer", "t", "t"); /* it has no name: its id */
	expect_shown(fixture, "t", "factors", "none", "none");
	expect_shown(fixture, "t", "checked_on", "not done", "none");
	expect_shown(fixture, "t", "zone", "", "");
	expect_shown(fixture, "x", "clauses", "7.4.3 ウ, 4.2 ア(1)", "7.4.3.ウ,4.2.ア.1");
	expect_shown(fixture, "x", "subject", "both", "link:both");
	i18n_set_language(LANGUAGE_JA);
	expect_shown(fixture, "s", "zone", "外側", "outer");
	expect_shown(fixture, "s", "checked_on", "令和8年4月1日", "2026-04-01");
}

/* A day that is known to be none: what is then said hangs on what the day is. */
static void test_no_date(void **state)
{
	static const char *const says[][2] = {{"expires_on", "no end"},    {"support_ends_on", "no end"},
	                                      {"planned_until", "no end"}, {"starts_on", "not decided"},
	                                      {"reported_on", "not done"}, {"held_on", "not done"}};
	const struct ledger_fixture *fixture = *state;
	const struct value none = {.known = true};

	for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
		struct field field = {.id = (char *)says[i][0],
		                      .type = VALUE_DATE,
		                      .label = {.en = (char *)"Day", .ja = (char *)"日"}};
		struct strbuf out = STRBUF_INIT;
		struct error err = {0};
		struct json *value = NULL;

		value_show(&out, &none, &field, fixture->pack, &fixture->facts);
		assert_string_equal(out.text, says[i][1]);
		assert_true(value_from_text(&value, &field, out.text, &err));
		assert_string_equal(json_string(value), "none");
		json_free(value);
		strbuf_release(&out);
	}
}

static void test_reference(void **state)
{
	struct ledger_fixture *fixture = *state;
	char *clear, *clashing;

	ledger_set(fixture, records);
	clear = record_reference(&fixture->facts, fixture->pack, ledger_record(fixture, "s"));
	clashing = record_reference(&fixture->facts, fixture->pack, ledger_record(fixture, "system:both"));
	assert_string_equal(clear, "s");
	assert_string_equal(clashing, "system:both");
	free(clear);
	free(clashing);
}

/* What is written is read as the same, field by field, in both languages. */
static void test_round_trip(void **state)
{
	struct ledger_fixture *fixture = *state;

	ledger_set(fixture, records);
	for (int language = 0; language < 2; language++) {
		i18n_set_language(language ? LANGUAGE_JA : LANGUAGE_EN);
		for (size_t i = 0; i < fixture->facts.records_count; i++) {
			const struct record *record = &fixture->facts.records[i];
			const struct register_kind *kind = &fixture->pack->registers->items[record->owner];

			for (size_t f = 0; f < kind->fields_count; f++) {
				struct strbuf text = STRBUF_INIT, before = STRBUF_INIT, after = STRBUF_INIT;
				struct json *was = value_json(&record->values[f], &kind->fields[f], fixture->pack,
				                              &fixture->facts),
				            *is = NULL;
				struct error err = {0};

				value_write(&text, &record->values[f], &kind->fields[f], fixture->pack,
				            &fixture->facts);
				/* An empty cell says nothing at all: the door does not read it. */
				assert_int_equal(was == NULL, text.len_bytes == 0);
				if (was) {
					assert_true(value_from_text(&is, &kind->fields[f], text.text, &err));
					json_write(&before, was, false);
					json_write(&after, is ? is : NULL, false);
					if (!str_equal(before.text, after.text))
						fail_msg("%s.%s: %s became %s (written as %s)", record->id,
						         kind->fields[f].id, before.text, after.text, text.text);
				}
				json_free(was);
				json_free(is);
				strbuf_release(&text);
				strbuf_release(&before);
				strbuf_release(&after);
			}
		}
	}
}

/* A hint that says what to choose where there is no day names it as the form does. */
static void test_hints_name_no_date(void **state)
{
	static const char *const words[] = {"not done", "no end", "not decided"};
	const struct registers *registers = pack_builtin.registers;
	size_t named = 0;

	(void)state;
	for (size_t r = 0; r < registers->count; r++) {
		for (size_t f = 0; f < registers->items[r].fields_count; f++) {
			const struct field *field = &registers->items[r].fields[f];

			for (size_t i = 0; field->type == VALUE_DATE && i < sizeof words / sizeof *words; i++) {
				char *quoted = str_format("「%s」", i18n_text_in(LANGUAGE_JA, words[i]));
				char *english = str_format("\"%s\"", words[i]);
				bool own = str_equal(words[i], field_none(field));

				named += own && strstr(field->hint.ja, quoted);
				if (!own && (strstr(field->hint.ja, quoted) || strstr(field->hint.en, english)))
					fail_msg("%s.%s: no day is called %s", registers->items[r].id, field->id, field_none(field));
				free(quoted);
				free(english);
			}
		}
	}
	assert_true(named > 5);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, ledger_set_up, ledger_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_bool),
	        TEST(test_int),
	        TEST(test_date),
	        TEST(test_text),
	        TEST(test_choice),
	        TEST(test_multi),
	        TEST(test_refs_and_clauses),
	        TEST(test_not_known),
	        TEST(test_shown),
	        TEST(test_no_date),
	        TEST(test_reference),
	        TEST(test_round_trip),
	        cmocka_unit_test(test_hints_name_no_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
