/* Keeping the registers: adding, changing, removing, declaring complete, looking ahead. */
#include "fixture.h"

static void test_add(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1",
	                "name=住民記録|zone=マイナンバー利用事務系|auth_factors=possession,knowledge|auth_items=２|maintained_on=R8.4.1",
	                &err));
	for (int again = 0; again < 2; again++) {
		expect_field(workplace, "s1", "name", "住民記録");
		expect_field(workplace, "s1", "zone", "mynumber");
		expect_field(workplace, "s1", "auth_factors", "knowledge,possession");
		expect_field(workplace, "s1", "auth_items", "2");
		expect_field(workplace, "s1", "maintained_on", "2026-04-01");
		expect_field(workplace, "s1", "backup_on", "");
		expect_field(workplace, "s1", "uses_passwords", "yes"); /* the standard value */
		assert_int_equal(workplace->ledger.records[0].revision, 1);
		assert_string_equal(workplace->ledger.records[0].actor, "情報管理者");
		assert_string_equal(workplace->ledger.records[0].at, "2026-10-01T14:03:21+09:00");
		assert_true(workplace->ledger.verdicts.count > 0);
		open_again(place);
	}
	expect_events(place, 1);
}

static void test_add_refused(void **state)
{
	static const char *const no_ids[] = {"",  " ",   "a b",  "a,b", "#1", "system:s1", "a/b", "a=b", "?", "\x1b[31m",
	                                     "\xff", "a\tb", "12345678901234567890123456789012345678901234567890123456789012345"};
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1", "zone=lgwan", &err));
	assert_fails(add(workplace, "system", "s1", "zone=other", &err), ERROR_CONFLICT, "s1");
	for (size_t i = 0; i < sizeof no_ids / sizeof *no_ids; i++)
		assert_fails(add(workplace, "system", no_ids[i], "", &err), ERROR_USAGE, "id");
	assert_fails(add(workplace, "connection", "c1", "from=s9", &err), ERROR_INPUT, "from");
	assert_fails(add(workplace, "connection", "c1", "from=s1|to=s2", &err), ERROR_INPUT, "\"s1\" may be meant");
	assert_fails(add(workplace, "connection", "c1", "to=s1|to_zone=internet", &err), ERROR_INPUT, "contradicts");
	assert_fails(add(workplace, "exception", "x1", "clauses=9.9.9", &err), ERROR_INPUT, "clauses");
	assert_fails(add(workplace, "system", "s2", "maintained_on=2026-02-30", &err), ERROR_INPUT, "2026-02-30");
	char *large = mem_new(16002, 1);
	memset(large, 'a', 16001);
	char *words = str_format("name=%s", large);
	assert_fails(add(workplace, "system", "s2", words, &err), ERROR_INPUT, "too long");
	free(words);
	free(large);
	expect_field(workplace, "s1", "zone", "lgwan");
	assert_int_equal(workplace->ledger.facts.records_count, 1);
	expect_events(place, 1);
	/* The same id in another register is another record. */
	assert_done(add(workplace, "asset", "s1", "", &err));
	expect_events(place, 2);
}

static void test_change(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1", "name=住民記録|zone=lgwan|redundant=yes|line_reason=なし", &err));
	assert_done(change(workplace, "s1", "zone=mynumber|redundant=?|log_plan=|maintained_on=", &err));
	expect_field(workplace, "s1", "name", "住民記録"); /* what is not edited stays */
	expect_field(workplace, "s1", "zone", "mynumber");
	expect_field(workplace, "s1", "redundant", "");
	expect_field(workplace, "s1", "log_plan", "none");
	expect_field(workplace, "s1", "maintained_on", "none");
	expect_field(workplace, "s1", "line_reason", "none");
	assert_int_equal(workplace->ledger.records[0].revision, 2);
	/* Nothing new, nothing written; also in another order or notation. */
	assert_done(change(workplace, "s1", "zone=マイナンバー利用事務系|redundant=?", &err));
	assert_done(change(workplace, "s1", "", &err));
	expect_events(place, 2);
	assert_fails(change(workplace, "s1", "maintained_on=2026-13-01", &err), ERROR_INPUT, "maintained_on");
	expect_events(place, 2);
	assert_done(change(workplace, "s1", "auth_factors=knowledge,possession", &err));
	assert_done(change(workplace, "s1", "auth_factors=possession,knowledge", &err));
	expect_events(place, 3);
	/* The edited twice: the last word counts. */
	assert_done(change(workplace, "s1", "zone=other|zone=internet", &err));
	expect_field(workplace, "s1", "zone", "internet");
}

/* A change here must not make a record elsewhere impossible without a word. */
static void test_change_breaks_another(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	struct strbuf text = STRBUF_INIT;
	struct pack_problems problems;
	struct facts facts;

	assert_done(add(workplace, "system", "s1", "zone=mynumber", &err));
	assert_done(add(workplace, "system", "s2", "zone=lgwan", &err));
	assert_done(add(workplace, "connection", "c1", "name=基幹連携|from=s1|to=s2|to_zone=lgwan", &err));
	assert_fails(change(workplace, "s2", "zone=internet", &err), ERROR_INPUT, "基幹連携");
	assert_done(add(workplace, "exception", "x1", "clauses=6.1.2|subject=s1", &err));
	assert_fails(add(workplace, "asset", "s1", "", &err), ERROR_INPUT, "Several registers");
	assert_done(change(workplace, "x1", "subject=system:s1", &err));
	assert_done(add(workplace, "asset", "s1", "", &err));
	expect_field(workplace, "x1", "subject", "system:s1");
	/* So what is exported can always be read. */
	registers_export(workplace, &text);
	assert_true(facts_read(&facts, workplace->pack, "export", text.text, text.len_bytes, &problems));
	facts_release(&facts);
	pack_problems_release(&problems);
	strbuf_release(&text);
}

/* --- two at once --- */

static void test_conflict(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace, other;

	assert_done(add(workplace, "system", "s1", "zone=lgwan", &err));
	assert_done(workplace_open(&other, &place->options, &err));
	assert_done(change(&other, "s1", "zone=internet", &err));
	assert_fails(change(workplace, "s1", "zone=mynumber", &err), ERROR_CONFLICT, "s1");
	expect_field(workplace, "s1", "zone", "internet"); /* theirs is shown */
	assert_int_equal(workplace->ledger.records[0].revision, 2);
	assert_done(change(workplace, "s1", "zone=mynumber", &err)); /* looked at, then changed again */
	/* Also where the change alone would be none: somebody else has written. */
	assert_fails(change(&other, "s1", "zone=internet", &err), ERROR_CONFLICT, "s1");
	assert_done(add(&other, "system", "s2", "", &err));
	assert_fails(add(workplace, "system", "s2", "", &err), ERROR_CONFLICT, "s2");
	assert_done(register_remove(&other, record_of(&other, "s1"), &err));
	assert_fails(change(workplace, "s1", "zone=other", &err), ERROR_CONFLICT, "s1");
	assert_false(has_record(workplace, "s1"));
	workplace_close(&other);
	expect_events(place, 5);
}

static void test_refresh(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace, other;
	bool changed;

	/* A question that the registers decide, and then lose all that they say of it: nothing is read past the end. */
	assert_done(complete(workplace, "asset", true, &err));
	assert_done(add(workplace, "asset", "a1", "confidentiality=3A|contains=personal|labelled=no|name=名簿", &err));
	expect_standing(&workplace->checklists[0], "4.2-label", "not_implemented derived");
	answer(workplace, &workplace->checklists[0], "9.5-deputy", ANSWER_IMPLEMENTED);
	assert_done(workplace_open(&other, &place->options, &err));
	assert_done(complete(&other, "asset", false, &err));
	answer(&other, &other.checklists[0], "4.2-label", ANSWER_PARTIAL);
	assert_done(complete(&other, "asset", true, &err));
	assert_done(register_remove(&other, record_of(&other, "a1"), &err));
	assert_done(workplace_refresh(workplace, &changed, &err));
	assert_true(changed);
	expect_standing(&workplace->checklists[0], "4.2-label", "left out");
	assert_int_equal(workplace->ledger.facts.records_count, 0);
	assert_done(workplace_refresh(workplace, &changed, &err));
	assert_false(changed);
	assert_done(complete(&other, "asset", false, &err));
	assert_done(workplace_refresh(workplace, &changed, &err));
	expect_standing(&workplace->checklists[0], "4.2-label", "partial declared");
	workplace_close(&other);
}

/* --- removing --- */

static void test_remove(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1", "name=住民記録|zone=lgwan", &err));
	assert_done(add(workplace, "system", "s2", "", &err));
	assert_done(add(workplace, "connection", "c1", "name=連携|from=s1|to=s2", &err));
	assert_fails(register_remove(workplace, record_of(workplace, "s1"), &err), ERROR_REFUSED, "連携");
	assert_done(register_remove(workplace, record_of(workplace, "c1"), &err));
	assert_done(register_remove(workplace, record_of(workplace, "s1"), &err));
	assert_false(has_record(workplace, "s1"));
	assert_true(has_record(workplace, "s2"));
	open_again(place);
	assert_int_equal(workplace->ledger.facts.records_count, 1);
	/* Entered again it begins empty, and its history goes on. */
	assert_done(add(workplace, "system", "s1", "name=新しい住民記録", &err));
	expect_field(workplace, "s1", "zone", "");
	assert_int_equal(workplace->ledger.records[record_of(workplace, "s1")].revision, 3);
	char *history = record_history_text(workplace, record_of(workplace, "s1"), &err);
	assert_non_null(history);
	assert_non_null(strstr(history, "住民記録"));
	assert_non_null(strstr(history, ": removed\n"));
	assert_non_null(strstr(history, "新しい住民記録"));
	assert_non_null(strstr(history, "情報管理者"));
	/* In words, and only what changed. */
	assert_non_null(strstr(history, ": Name: 住民記録; Network zone: LGWAN zone\n"));
	assert_null(strstr(history, "lgwan"));
	assert_null(strstr(history, "{"));
	free(history);
	expect_events(place, 6);
}

static void test_remove_with_checklist(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1", "", &err));
	assert_done(workplace_add_checklist(workplace, "system_manager", "system:s1", &err));
	assert_fails(register_remove(workplace, record_of(workplace, "s1"), &err), ERROR_REFUSED, "system_manager:s1");
	assert_true(has_record(workplace, "s1"));
}

/* What somebody else has just entered may refer to it. */
static void test_remove_beside_another(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace, other;

	assert_done(add(workplace, "system", "s1", "", &err));
	assert_done(add(workplace, "system", "s2", "", &err));
	assert_done(workplace_open(&other, &place->options, &err));
	assert_done(add(&other, "connection", "c1", "from=s1", &err));
	assert_fails(register_remove(workplace, record_of(workplace, "s1"), &err), ERROR_REFUSED, "c1");
	assert_done(change(&other, "s2", "zone=lgwan", &err));
	assert_fails(register_remove(workplace, record_of(workplace, "s2"), &err), ERROR_CONFLICT, "s2");
	assert_true(has_record(workplace, "s2"));
	assert_done(register_remove(workplace, record_of(workplace, "s2"), &err));
	workplace_close(&other);
}

/* --- completeness --- */

static void test_complete(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	size_t owner = owner_of(workplace, "system");

	assert_false(workplace->ledger.facts.complete[owner]);
	assert_done(complete(workplace, "system", true, &err));
	assert_true(workplace->ledger.facts.complete[owner]);
	assert_done(complete(workplace, "system", true, &err)); /* nothing new */
	open_again(place);
	assert_true(workplace->ledger.facts.complete[owner]);
	assert_false(workplace->ledger.facts.complete[owner_of(workplace, "asset")]);
	/* It does not show among the facts that people are asked. */
	assert_int_equal(workplace->answered.count, workplace->pack->facts_count);
	assert_done(complete(workplace, "system", false, &err));
	assert_false(workplace->ledger.facts.complete[owner]);
	/* It is declared for a year; records stay. */
	assert_done(complete(workplace, "system", true, &err));
	assert_done(add(workplace, "system", "s1", "", &err));
	assert_done(workplace_new_year(workplace, 2027, NULL, &err));
	assert_false(workplace->ledger.facts.complete[owner]);
	assert_true(has_record(workplace, "s1"));
}

static void test_readonly(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;

	assert_done(add(workplace, "system", "s1", "zone=lgwan", &err));
	place->options.readonly = true;
	open_again(place);
	expect_field(workplace, "s1", "zone", "lgwan");
	assert_fails(add(workplace, "system", "s2", "", &err), ERROR_REFUSED, "");
	assert_fails(change(workplace, "s1", "zone=other", &err), ERROR_REFUSED, "");
	assert_fails(register_remove(workplace, record_of(workplace, "s1"), &err), ERROR_REFUSED, "");
	assert_fails(complete(workplace, "system", true, &err), ERROR_REFUSED, "");
	expect_field(workplace, "s1", "zone", "lgwan");
}

/* --- looking things up --- */

static void test_require(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	size_t system = owner_of(workplace, "system");

	assert_done(add(workplace, "system", "juki", "", &err));
	assert_int_equal(registers_require(workplace, "system", &err), system);
	assert_int_equal(register_require_record(workplace, system, "juki", &err), record_of(workplace, "juki"));
	assert_fails(registers_require(workplace, "sistem", &err) != SIZE_MAX, ERROR_USAGE, "\"system\"");
	assert_fails(registers_require(workplace, "zzzzzzzz", &err) != SIZE_MAX, ERROR_USAGE, "asset");
	assert_fails(registers_require(workplace, "", &err) != SIZE_MAX, ERROR_USAGE, "");
	assert_fails(register_require_field(workplace, system, "zon", &err) != SIZE_MAX, ERROR_USAGE, "\"zone\"");
	assert_fails(register_require_field(workplace, system, "qqqqqqqqqq", &err) != SIZE_MAX, ERROR_USAGE, "template");
	assert_fails(register_require_record(workplace, system, "jukl", &err) != SIZE_MAX, ERROR_USAGE, "\"juki\"");
	assert_fails(register_require_record(workplace, owner_of(workplace, "asset"), "juki", &err) != SIZE_MAX,
	             ERROR_USAGE, "juki");
}

static void test_new_id(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	char *first = register_new_id(workplace, owner_of(workplace, "system")), *next;

	assert_string_equal(first, "system-1");
	assert_done(add(workplace, "system", first, "", &err));
	assert_done(add(workplace, "asset", "system-2", "", &err)); /* taken in another register: not free either */
	next = register_new_id(workplace, owner_of(workplace, "system"));
	assert_string_equal(next, "system-3");
	free(first);
	free(next);
}

static void test_beside_a_record(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	const struct register_kind *system = &workplace->pack->registers->items[owner_of(workplace, "system")];
	size_t count, open;

	assert_done(add(workplace, "system", "s1", "zone=mynumber", &err));
	open = record_open_fields(workplace, 0);
	assert_true(open > 0);
	assert_done(change(workplace, "s1", "name=住民記録", &err));
	assert_int_equal(record_open_fields(workplace, 0), open - 1);
	assert_int_equal(record_worst_verdict(workplace, 0, &count), VERDICT_UNKNOWN);
	assert_done(change(workplace, "s1", "auth_factors=knowledge", &err));
	assert_int_equal(record_worst_verdict(workplace, 0, &count), VERDICT_FAIL);
	assert_int_equal(count, 1);
	/* A form hides what its condition rules out, and shows what it leaves open. */
	for (size_t i = 0; i < system->fields_count; i++) {
		if (!system->fields[i].when)
			assert_true(record_shows_field(workplace, 0, i));
	}
	assert_done(change(workplace, "s1", "zone=other", &err));
	assert_false(record_shows_field(workplace, 0, register_find_field(system, "dedicated_terminals")));
	assert_done(change(workplace, "s1", "zone=?", &err));
	assert_true(record_shows_field(workplace, 0, register_find_field(system, "dedicated_terminals")));
	assert_done(add(workplace, "training", "t1", "", &err));
	assert_int_equal(record_worst_verdict(workplace, record_of(workplace, "t1"), &count), VERDICT_NOT_APPLICABLE);
}

/* --- looking ahead --- */

static enum verdict_code verdict_in(const struct workplace *workplace, const struct preview *preview, const char *rule)
{
	for (size_t i = 0; i < preview->verdicts.count; i++) {
		if (preview->verdicts.items[i].record == preview->record &&
		    preview->verdicts.items[i].rule == rules_find(workplace->pack->rules, rule))
			return preview->verdicts.items[i].code;
	}
	return VERDICT_NOT_APPLICABLE;
}

static void test_preview(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	size_t system = owner_of(workplace, "system");
	struct field_edits edits;
	struct preview preview;

	assert_done(add(workplace, "system", "s1", "zone=mynumber|auth_factors=knowledge", &err));
	assert_true(edits_read(workplace, system, "auth_factors=knowledge,possession", &edits, &err));
	assert_done(register_preview(workplace, system, 0, &edits, &preview, &err));
	assert_int_equal(verdict_in(workplace, &preview, "mfa-mynumber"), VERDICT_PASS);
	preview_release(&preview);
	field_edits_release(&edits);
	/* A record that is not there yet. */
	assert_true(edits_read(workplace, system, "zone=mynumber|auth_factors=", &edits, &err));
	assert_done(register_preview(workplace, system, SIZE_MAX, &edits, &preview, &err));
	assert_int_equal(preview.facts.records_count, 2);
	assert_int_equal(verdict_in(workplace, &preview, "mfa-mynumber"), VERDICT_FAIL);
	preview_release(&preview);
	field_edits_release(&edits);
	/* What does not fit is said, and nothing is filled. */
	system = owner_of(workplace, "connection");
	assert_true(edits_read(workplace, system, "from=s9", &edits, &err));
	assert_fails(register_preview(workplace, system, SIZE_MAX, &edits, &preview, &err), ERROR_INPUT, "from");
	assert_int_equal(preview.verdicts.count, 0);
	preview_release(&preview);
	field_edits_release(&edits);
	/* Nothing of all that was saved. */
	expect_field(workplace, "s1", "auth_factors", "knowledge");
	assert_int_equal(workplace->ledger.facts.records_count, 1);
	expect_events(place, 1);
}

/* --- the network --- */

static void test_network(void **state)
{
	struct place *place = *state;
	struct workplace *workplace = &place->workplace;
	char *text = registers_network_text(workplace, true, NULL);

	assert_string_equal(text, "No system stands in the register yet.");
	free(text);
	assert_done(add(workplace, "system", "s1", "name=住民記録|zone=mynumber", &err));
	assert_done(add(workplace, "system", "s2", "name=グループウェア|zone=lgwan", &err));
	assert_done(add(workplace, "system", "s3", "name=謎", &err));
	assert_done(add(workplace, "connection", "c1", "name=禁止の線|from=s1|to=s2", &err));
	assert_done(add(workplace, "connection", "c2", "name=外への線|from=s2|to_zone=external", &err));
	assert_done(add(workplace, "connection", "c3", "name=どこかの線|to=s3", &err));
	text = registers_network_text(workplace, true, NULL);
	assert_non_null(strstr(text, "My Number zone\n * 住民記録\n   X --> グループウェア [LGWAN zone]  (禁止の線)\n"));
	assert_non_null(strstr(text, "LGWAN zone\n * グループウェア\n   X <-- 住民記録 [My Number zone]  (禁止の線)\n"));
	assert_non_null(strstr(text, "--> [external]  (外への線)"));
	assert_non_null(strstr(text, "Zone not known\n * 謎\n"));
	assert_non_null(strstr(text, "Links of which it is not known where they begin"));
	assert_non_null(strstr(text, "X not kept"));
	assert_null(strstr(text, "──"));
	/* Not kept by which clause, and because of which values; counted once, at whichever ends it stands. */
	assert_non_null(strstr(text, "not kept (5.1 ア)"));
	assert_non_null(strstr(text, "LGWAN zone"));
	assert_non_null(strstr(text, "Systems 3, links 3; of these: not kept 1, to be checked 2"));
	free(text);
	struct network_places places = {0};
	const char *const wanted[] = {" * 住民記録", "   X --> グループウェア", " * グループウェア"};
	text = registers_network_text(workplace, true, &places);
	assert_int_equal(places.count, 8); /* three systems, two links at both ends, one of which no end is known, and its other end */
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_int_equal(strncmp(text + places.items[i].at_byte, wanted[i], strlen(wanted[i])), 0);
	for (size_t i = 0; i < places.count; i++)
		assert_true(places.items[i].record < workplace->ledger.facts.records_count);
	network_places_release(&places);
	free(text);
	text = registers_network_text(workplace, false, NULL);
	assert_non_null(strstr(text, " ■ 住民記録\n   × ──> グループウェア"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_add),
	        TEST(test_add_refused),
	        TEST(test_change),
	        TEST(test_change_breaks_another),
	        TEST(test_conflict),
	        TEST(test_refresh),
	        TEST(test_remove),
	        TEST(test_remove_with_checklist),
	        TEST(test_remove_beside_another),
	        TEST(test_complete),
	        TEST(test_readonly),
	        TEST(test_require),
	        TEST(test_new_id),
	        TEST(test_beside_a_record),
	        TEST(test_preview),
	        TEST(test_network),
	};
	return cmocka_run_group_tests_name("registers", tests, NULL, NULL);
}
