/* Registers as files: facts files, tables, and what was kept under another version of the pack. */
#include "fixture.h"
#include "tenken/base/cp932.h"

/* --- facts files --- */

static char *export(const struct place *place)
{
	struct strbuf text = STRBUF_INIT;

	registers_export(&place->workplace, &text);
	return strbuf_take(&text);
}

static bool import_text(struct place *place, const char *text, bool dry_run, struct import_result *result, struct error *why)
{
	char *path = write_file(place, "in.json", text, strlen(text));
	bool ok = registers_import(&place->workplace, path, dry_run, result, why);

	free(path);
	return ok;
}

static void expect_import(struct place *place, const char *text, bool dry_run, const char *expected)
{
	struct import_result result;
	char *found;

	if (!import_text(place, text, dry_run, &result, &err))
		fail_msg("%s", err.message);
	found = str_format("%zu %zu %zu: %s", result.added, result.changed, result.unchanged, result.text);
	assert_string_equal(found, expected);
	free(found);
	import_result_release(&result);
	import_result_release(&result);
}

static void expect_defects(struct place *place, const char *text, const char *const *says)
{
	struct import_result result;

	if (import_text(place, text, false, &result, &err))
		fail_msg("taken: %s", text);
	assert_int_equal(err.code, ERROR_INPUT);
	for (; *says; says++) {
		if (!strstr(err.message, *says))
			fail_msg("%s: not in: %s", *says, err.message);
	}
	import_result_release(&result);
	error_release(&err);
}
#define EXPECT_DEFECTS(place, text, ...) expect_defects((place), (text), (const char *const[]){__VA_ARGS__, NULL})

static const char two_systems[] =
        "{\"complete\": [\"system\"], \"registers\": {\"system\": ["
        "{\"id\": \"s1\", \"name\": \"住民記録\", \"zone\": \"mynumber\", \"auth_factors\": [\"possession\", \"knowledge\"],"
        " \"maintained_on\": \"none\", \"redundant\": null},"
        "{\"id\": \"s2\", \"name\": \"\", \"log_plan\": []}],"
        "\"connection\": [{\"id\": \"c1\", \"from\": \"s1\", \"to\": \"system:s2\"}]}}";

static void test_import(void **state)
{
	struct place *place = *state;

	expect_import(place, two_systems, true, "3 0 0: system:s1  added\nsystem:s2  added\nconnection:c1  added");
	assert_int_equal(place->workplace.ledger.facts.records_count, 0);
	expect_events(place, 0);
	expect_import(place, two_systems, false, "3 0 0: system:s1  added\nsystem:s2  added\nconnection:c1  added");
	expect_field(&place->workplace, "s1", "zone", "mynumber");
	expect_field(&place->workplace, "s1", "auth_factors", "knowledge,possession");
	expect_field(&place->workplace, "s1", "maintained_on", "none");
	expect_field(&place->workplace, "s1", "redundant", "");
	expect_field(&place->workplace, "s2", "name", "none");
	expect_field(&place->workplace, "s2", "log_plan", "none");
	assert_true(place->workplace.ledger.facts.complete[owner_of(&place->workplace, "system")]);
	assert_false(place->workplace.ledger.facts.complete[owner_of(&place->workplace, "connection")]);
	expect_events(place, 3);
	expect_import(place, two_systems, false, "0 0 3: ");
	expect_events(place, 3);
	/* What it names becomes what it says; what it does not name stays. */
	expect_import(place, "{\"registers\": {\"system\": [{\"id\": \"s1\", \"zone\": \"lgwan\"}]}}", false,
	              "0 1 0: system:s1  changed");
	expect_field(&place->workplace, "s1", "name", "");
	expect_field(&place->workplace, "s2", "name", "none");
	assert_true(place->workplace.ledger.facts.complete[owner_of(&place->workplace, "system")]);
	/* A reference to what the ledger has, and the file has not. */
	expect_import(place, "{\"registers\": {\"connection\": [{\"id\": \"c2\", \"from\": \"s2\"}]}}", false,
	              "1 0 0: connection:c2  added");
	open_again(place);
	expect_field(&place->workplace, "c2", "from", "s2");
}

/* From one workplace into a fresh one: the same bytes. Entered as people type, in any order and notation. */
static void test_export_comes_back(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	void *other;

	assert_done(add(workplace, "system", "s1", "zone=other|name=住民　記録|auth_factors=possession、knowledge", &err));
	assert_done(add(workplace, "connection", "c1", "to=s1|route_limits=ip,mac|agreed_on=", &err));
	assert_done(add(workplace, "asset", "a1", "contains=personal,secret_document|class_reason=なし", &err));
	assert_done(add(workplace, "exception", "x1", "subject=system:s1|clauses=6.1.2,5.1.ア|reason=\"引用\"\\と	符", &err));
	assert_done(add(workplace, "exception", "x2", "subject=s1|clauses=", &err));
	assert_done(change(workplace, "s1", "zone=lgwan|separated=no", &err));
	assert_done(add(workplace, "asset", "a2", "", &err));
	assert_done(register_remove(workplace, record_of(workplace, "a2"), &err));
	assert_done(complete(workplace, "asset", true, &err));
	assert_done(complete(workplace, "system", true, &err));
	char *first = export(place);
	set_up(&other);
	expect_import(other, first, false, "5 0 0: asset:a1  added\nsystem:s1  added\nconnection:c1  added\n"
	                                   "exception:x1  added\nexception:x2  added");
	char *second = export(other);
	assert_string_equal(first, second);
	expect_import(other, second, false, "0 0 5: ");
	/* And into the one it came from: nothing is new there. */
	expect_import(place, second, false, "0 0 5: ");
	tear_down(&other);
	free(first);
	free(second);
}

static void test_import_refused(void **state)
{
	struct place *place = *state;
	struct import_result result;

	assert_done(add(&place->workplace, "system", "s1", "zone=lgwan", &err));
	EXPECT_DEFECTS(place, "{", "in.json:1:", "");
	EXPECT_DEFECTS(place, "[]", "in.json:1:1");
	EXPECT_DEFECTS(place, "{\"registers\": {\"sistem\": []}}", "in.json:1:16: /registers/sistem", "\"system\" may be meant");
	/* Every defect with its place, and nothing of the rest is taken. */
	EXPECT_DEFECTS(place,
	               "{\"registers\": {\"system\": [\n{\"id\": \"s2\", \"zon\": \"lgwan\"},\n{\"id\": \"s3\", \"maintained_on\": "
	               "\"2026-02-30\"},\n{\"id\": \"s2\"}],\n\"connection\": [{\"id\": \"c1\", \"to\": \"s9\"}]}}",
	               "in.json:2:14: /registers/system/0/zon", "in.json:3:", "/registers/system/1/maintained_on",
	               "in.json:4:8: /registers/system/2/id", "in.json:5:", "/registers/connection/0/to", "Nothing was changed.");
	EXPECT_DEFECTS(place, "{\"registers\": {\"system\": [{\"id\": \"a b\"}]}}", "in.json:1:34: /registers/system/0/id",
	               "\"a b\" can be no id");
	EXPECT_DEFECTS(place, "{\"registers\": {\"system\": [{\"id\": \"#1\"}]}}", "#1");
	EXPECT_DEFECTS(place, "{\"complete\": [\"sistem\"], \"registers\": {}}", "in.json:1:15: /complete/0");
	/* Only together with what is kept does it show: the link's other end is in another zone. */
	EXPECT_DEFECTS(place, "{\"registers\": {\"connection\": [{\"id\": \"c1\", \"to\": \"s1\", \"to_zone\": \"internet\"}]}}",
	               "to_zone", "contradicts");
	assert_int_equal(place->workplace.ledger.facts.records_count, 1);
	expect_events(place, 1);
	assert_done(add(&place->workplace, "connection", "c1", "to=s1|to_zone=lgwan", &err));
	EXPECT_DEFECTS(place, "{\"registers\": {\"system\": [{\"id\": \"s1\", \"zone\": \"internet\"}]}}", "c1", "contradicts");
	assert_fails(registers_import(&place->workplace, "/nowhere/f.json", false, &result, &err), ERROR_NOT_FOUND, "f.json");
	expect_events(place, 2);
	/* Read-only one may look what would be done, and no more. */
	place->options.readonly = true;
	open_again(place);
	expect_import(place, two_systems, true, "1 2 0: system:s1  changed\nsystem:s2  added\nconnection:c1  changed");
	assert_fails(import_text(place, two_systems, false, &result, &err), ERROR_REFUSED, "");
	import_result_release(&result);
}

/* --- tables --- */

static bool import_table(struct place *place, const char *owner, const char *text, size_t len_bytes, bool dry_run,
                         struct import_result *result, struct error *why)
{
	char *path = write_file(place, "in.csv", text, len_bytes);
	bool ok = register_import_table(&place->workplace, owner_of(&place->workplace, owner), path, dry_run, result, why);

	free(path);
	return ok;
}

static void expect_table(struct place *place, const char *owner, const char *text, const char *expected)
{
	struct import_result result;
	char *found;

	if (!import_table(place, owner, text, strlen(text), false, &result, &err))
		fail_msg("%s", err.message);
	found = str_format("%zu %zu %zu: %s", result.added, result.changed, result.unchanged, result.text);
	assert_string_equal(found, expected);
	free(found);
	import_result_release(&result);
}

static void expect_bad_cells(struct place *place, const char *owner, const char *text, const char *const *says)
{
	struct import_result result;

	if (import_table(place, owner, text, strlen(text), false, &result, &err))
		fail_msg("taken: %s", text);
	assert_int_equal(err.code, ERROR_INPUT);
	for (; *says; says++) {
		if (!strstr(err.message, *says))
			fail_msg("%s: not in: %s", *says, err.message);
	}
	import_result_release(&result);
	error_release(&err);
}
#define EXPECT_BAD_CELLS(place, owner, text, ...)                                                                      \
	expect_bad_cells((place), (owner), (text), (const char *const[]){__VA_ARGS__, NULL})

static void test_table(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	/* Ids and labels in both languages, any order, columns without a name, notes and empty rows. */
	expect_table(place, "system",
	             "\xEF\xBB\xBF名称,id,zone,,maintained_on\r\n# 見出しの説明,#,x,y,z\r\n住民記録,s1,マイナンバー利用事務系,memo,R8.4.1\r\n"
	             "\"税,の\"\"正本\"\"\",s2,internet,,していない\r\n",
	             "2 0 0: system:s1  added\nsystem:s2  added");
	expect_field(workplace, "s1", "name", "住民記録");
	expect_field(workplace, "s1", "zone", "mynumber");
	expect_field(workplace, "s1", "maintained_on", "2026-04-01");
	expect_field(workplace, "s2", "name", "税,の\"正本\"");
	expect_field(workplace, "s2", "maintained_on", "none");
	/* An empty cell changes nothing, "?" makes it unknown, short rows are fine. */
	expect_table(place, "system", "id,zone,name\ns1,,新しい名\ns2,?\n", "0 2 0: system:s1  changed\nsystem:s2  changed");
	expect_field(workplace, "s1", "zone", "mynumber");
	expect_field(workplace, "s1", "name", "新しい名");
	expect_field(workplace, "s2", "zone", "");
	expect_field(workplace, "s2", "name", "税,の\"正本\"");
	expect_table(place, "system", "id,zone\ns1,\n", "0 0 1: ");
	expect_events(place, 4);
	/* Ids that look like numbers stay texts. */
	expect_table(place, "asset", "id,name\n0012,台帳\n4.10,原票\n", "2 0 0: asset:0012  added\nasset:4.10  added");
	assert_true(has_record(workplace, "0012"));
	assert_true(has_record(workplace, "4.10"));
}

static void test_table_in_cp932(void **state)
{
	static const char text[] = "id,名称,区分\r\ns1,住民記録（表示）,x\r\n", good[] = "id,名称\r\ns1,住民記録―表\r\n";
	struct place *place = *state;
	struct strbuf bytes = STRBUF_INIT;
	struct import_result result;

	cp932_from_utf8(&bytes, good, NULL);
	assert_done(import_table(place, "system", bytes.text, bytes.len_bytes, false, &result, &err));
	assert_int_equal(result.added, 1);
	import_result_release(&result);
	expect_field(&place->workplace, "s1", "name", "住民記録―表");
	strbuf_reset(&bytes);
	cp932_from_utf8(&bytes, text, NULL);
	assert_fails(import_table(place, "system", bytes.text, bytes.len_bytes, false, &result, &err), ERROR_INPUT, "区分");
	import_result_release(&result);
	strbuf_release(&bytes);
}

static void test_table_refused(void **state)
{
	struct place *place = *state;
	struct import_result result;

	assert_done(add(&place->workplace, "system", "s1", "zone=lgwan", &err));
	EXPECT_BAD_CELLS(place, "system", "", "in.csv");
	EXPECT_BAD_CELLS(place, "system", "name,zone\nx,lgwan\n", "in.csv:A1:", "\"id\"");
	EXPECT_BAD_CELLS(place, "system", "id,zon\ns2,lgwan\n", "in.csv:B1:", "\"zone\" may be meant");
	EXPECT_BAD_CELLS(place, "system", "id,zone,Zone\ns2,lgwan,lgwan\n", "in.csv:C1:", "twice");
	/* Every cell that is wrong, by its name, and nothing is stored. */
	EXPECT_BAD_CELLS(place, "system",
	                 "id,name,zone,maintained_on,redundant\n"
	                 "s2,good,lgwan,,yes\n"
	                 "s3,bad,lgwam,2026-02-30,perhaps\n"
	                 "a b,x,,,\n"
	                 "s2,again,,,\n",
	                 "in.csv:C3:", "\"lgwan\" may be meant", "in.csv:D3:", "in.csv:E3:", "in.csv:A4:", "in.csv:A5:",
	                 "Nothing was changed.");
	/* What shows only in the whole: it names the cell, and the row where the column is not there. */
	EXPECT_BAD_CELLS(place, "connection", "id,to,from\nc1,s1,s1\nc2,s1,s9\n", "in.csv:C3:", "s9");
	EXPECT_BAD_CELLS(place, "exception", "name,id,clauses\nx,x1,9.9.9\n", "in.csv:C2:");
	assert_fails(register_import_table(&place->workplace, 0, "/nowhere/f.csv", false, &result, &err), ERROR_NOT_FOUND,
	             "f.csv");
	assert_int_equal(place->workplace.ledger.facts.records_count, 1);
	expect_events(place, 1);
	/* Behind column Z. */
	struct strbuf wide = STRBUF_INIT;
	strbuf_add(&wide, "id");
	for (int i = 0; i < 26; i++)
		strbuf_add(&wide, ",");
	strbuf_add(&wide, "zone\ns1");
	for (int i = 0; i < 26; i++)
		strbuf_add(&wide, ",");
	strbuf_add(&wide, "nowhere\n");
	EXPECT_BAD_CELLS(place, "system", wide.text, "in.csv:AA2:");
	strbuf_release(&wide);
}

/* What is written for Excel is read back as the same, in both languages; hostile cells stay texts. */
static void test_template_comes_back(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1", "name==1+1|zone=lgwan|auth_factors=|maintained_on=none|line_reason=なし", &err));
	assert_done(add(workplace, "system", "s2", "name=+81-78, \"本庁\"|auth_items=3|redundant=no|log_plan=loss,items", &err));
	assert_done(add(workplace, "connection", "c1", "from=s1|to=system:s2", &err));
	assert_done(add(workplace, "exception", "x1", "subject=s1|clauses=6.1.2,5.1.ア|expires_on=", &err));
	for (int language = 0; language < 2; language++) {
		static const char *const owners[] = {"system", "connection", "exception"};

		i18n_set_language(language ? LANGUAGE_JA : LANGUAGE_EN);
		for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
			struct strbuf text = STRBUF_INIT;
			struct import_result result;

			register_template(workplace, owner_of(workplace, owners[i]), &text);
			assert_true(str_starts_with(text.text, "\xEF\xBB\xBF"));
			assert_null(strstr(text.text, ",=1+1"));
			assert_done(import_table(place, owners[i], text.text, text.len_bytes, true, &result, &err));
			assert_int_equal(result.added, 0);
			if (result.changed)
				fail_msg("%s: %s\n%s", owners[i], result.text, text.text);
			import_result_release(&result);
			strbuf_release(&text);
		}
	}
	i18n_set_language(LANGUAGE_EN);
}

/* --- what was kept under another version of the pack --- */

static void keep(struct place *place, const char *owner, const char *id, const char *fields)
{
	struct record_event event = {.owner = (char *)owner,
	                             .record = (char *)id,
	                             .revision = 1,
	                             .kind = RECORD_SET,
	                             .fields = (char *)fields,
	                             .actor = (char *)"課長",
	                             .acted_for = (char *)"",
	                             .at = (char *)"2025-10-01T14:03:21+09:00"};

	assert_done(records_append(place->workplace.db, &event, &err));
}

static char *kept_fields(const struct place *place, const char *owner, const char *id)
{
	struct record_events events;
	char *fields;

	assert_done(records_history(place->workplace.db, owner, id, &events, &err));
	fields = mem_strdup(events.items[events.count - 1].fields);
	record_events_release(&events);
	return fields;
}

static void test_stale(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct strbuf text = STRBUF_INIT;
	struct import_result result;
	char *fields;

	keep(place, "system", "s1", "{\"name\":\"旧システム\",\"zone\":\"dmz\",\"colour\":\"blue\",\"auth_items\":2}");
	keep(place, "rooms", "r1", "{\"name\":\"電算室\"}");
	keep(place, "connection", "c1", "{\"from\":\"s1\",\"to\":\"s9\"}");
	open_again(place);
	/* What fits is there, what does not is not known, and is listed. */
	assert_int_equal(workplace->ledger.facts.records_count, 2);
	expect_field(workplace, "s1", "name", "旧システム");
	expect_field(workplace, "s1", "zone", "");
	expect_field(workplace, "s1", "auth_items", "2");
	expect_field(workplace, "c1", "from", "s1");
	expect_field(workplace, "c1", "to", "");
	assert_int_equal(workplace->ledger.stale.count, 4);
	/* It keeps nobody from changing the rest, and is not lost by that. */
	assert_done(change(workplace, "s1", "name=新しい名", &err));
	fields = kept_fields(place, "system", "s1");
	assert_non_null(strstr(fields, "\"dmz\""));
	assert_non_null(strstr(fields, "\"blue\""));
	free(fields);
	assert_done(add(workplace, "system", "s2", "zone=lgwan", &err));
	expect_table(place, "system", "id,auth_items\ns1,3\n", "0 1 0: system:s1  changed");
	fields = kept_fields(place, "system", "s1");
	assert_non_null(strstr(fields, "\"dmz\""));
	assert_non_null(strstr(fields, "\"blue\""));
	free(fields);
	/* Mended, it is no longer listed; a wrong value again is refused. */
	assert_fails(change(workplace, "c1", "to=s9", &err), ERROR_INPUT, "s9");
	EXPECT_BAD_CELLS(place, "connection", "id,to\nc1,s8\n", "in.csv:B2:", "s8");
	assert_done(change(workplace, "s1", "zone=lgwan", &err));
	assert_done(change(workplace, "c1", "to=s2", &err));
	expect_field(workplace, "s1", "zone", "lgwan");
	assert_int_equal(workplace->ledger.stale.count, 2);
	register_template(workplace, owner_of(workplace, "system"), &text);
	assert_done(import_table(place, "system", text.text, text.len_bytes, true, &result, &err));
	assert_int_equal(result.changed, 0);
	import_result_release(&result);
	strbuf_release(&text);
}

/* An exception for one system must not become one for the whole section when that system can no longer be found. */
static void test_stale_exception(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	size_t which;

	keep(place, "exception", "x1",
	     "{\"clauses\":[\"7.1.1.エ\",\"7.1.1.キ\"],\"subject\":\"rooms:r1\",\"reason\":\"r\",\"applicant\":\"a\",\"approver\":\"b\","
	     "\"approver_role\":\"ciso\",\"permitted_on\":\"2026-04-01\",\"expires_on\":\"none\"}");
	open_again(place);
	const struct question *question =
	        &workplace->pack->questions[pack_find_question(workplace->pack, "7.1.1-takeout")];
	assert_int_equal(exception_permits(workplace->pack, &workplace->ledger.facts, workplace->today, question, SIZE_MAX,
	                                   &which),
	                 TRUTH_FALSE);
	assert_done(add(workplace, "device", "d1", "kind=mobile|taken_out=yes|takeout_permitted=no", &err));
	size_t count;
	assert_int_equal(record_worst_verdict(workplace, record_of(workplace, "d1"), &count), VERDICT_FAIL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_import),
	        TEST(test_export_comes_back),
	        TEST(test_import_refused),
	        TEST(test_table),
	        TEST(test_table_in_cp932),
	        TEST(test_table_refused),
	        TEST(test_template_comes_back),
	        TEST(test_stale),
	        TEST(test_stale_exception),
	};
	return cmocka_run_group_tests_name("register files", tests, NULL, NULL);
}
