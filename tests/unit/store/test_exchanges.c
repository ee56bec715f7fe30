/* What went between a section and the office: events that are only added, in one chain; the roster; what is told of the rest. */
#include "fixture.h"
#include "tenken/store/exchanges.h"
#include "tenken/store/migrate.h"
#include "tenken/store/verify.h"

static struct exchange_event event_of(int64_t cycle, const char *unit, enum exchange_kind kind, int64_t counter,
                                      const char *hash, const char *body)
{
	return (struct exchange_event){.cycle = cycle,
	                               .unit = (char *)unit,
	                               .kind = kind,
	                               .counter = counter,
	                               .file_hash = (char *)hash,
	                               .body = (char *)body,
	                               .actor = (char *)"情報課長",
	                               .acted_for = (char *)"",
	                               .at = (char *)moment};
}

static void put(struct fixture *fixture, const char *unit, enum exchange_kind kind, int64_t counter, const char *hash,
                const char *body)
{
	struct error err = {0};
	struct exchange_event event = event_of(fixture->cycle, unit, kind, counter, hash, body);

	assert_done(exchanges_append(fixture->db, &event, &err), &err);
}

static void assert_sound(struct db *db, size_t events)
{
	struct error err = {0};
	struct verify_report report;

	assert_done(verify(db, &report, &err), &err);
	for (size_t i = 0; i < report.count; i++)
		print_message("# problem: %s\n", report.problems[i]);
	assert_int_equal(report.count, 0);
	assert_int_equal(report.events, events);
	verify_report_release(&report);
}

/* "unit kind counter hash body;" for each. */
static void expect(struct exchange_events *events, const char *expected)
{
	struct strbuf found = STRBUF_INIT;

	for (size_t i = 0; i < events->count; i++) {
		const struct exchange_event *event = &events->items[i];
		strbuf_addf(&found, "%s %s %d %s %s;", event->unit, exchange_kind_code(event->kind), (int)event->counter,
		            event->file_hash, event->body);
	}
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	exchange_events_release(events);
	exchange_events_release(events);
}

static void expect_unit(struct fixture *fixture, int64_t cycle, const char *unit, const char *expected)
{
	struct error err = {0};
	struct exchange_events events;

	assert_done(exchanges_load(fixture->db, cycle, unit, &events, &err), &err);
	expect(&events, expected);
}

static void expect_standing(struct fixture *fixture, const char *expected)
{
	struct error err = {0};
	struct exchange_events events;

	assert_done(exchanges_standing(fixture->db, fixture->cycle, &events, &err), &err);
	expect(&events, expected);
}

static int64_t other_cycle(struct fixture *fixture)
{
	struct error err = {0};
	struct cycle cycle = {.fiscal_year = 2027, .pack = (char *)"kobe-5.10", .due = (char *)""};

	assert_done(cycle_add(fixture->db, &cycle, &err), &err);
	return cycle.id;
}

static void test_append_and_load(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct exchange_event event = event_of(fixture->cycle, "0101", EXCHANGE_SUBMIT, 1, "aa", "{\"n\":1}");
	struct exchange_events events;
	int64_t other = other_cycle(fixture);

	expect_unit(fixture, fixture->cycle, "0101", "");
	event.acted_for = (char *)"部長";
	assert_done(exchanges_append(fixture->db, &event, &err), &err);
	assert_int_equal(event.seq, 1);
	put(fixture, "0102", EXCHANGE_CODE, 0, "", "");
	put(fixture, "0101", EXCHANGE_RETURN, 1, "bb", "");
	event = event_of(other, "0101", EXCHANGE_CAMPAIGN, 0, "", "{}");
	assert_done(exchanges_append(fixture->db, &event, &err), &err);
	assert_int_equal(event.seq, 4);
	reopen(fixture);
	expect_unit(fixture, fixture->cycle, "0101", "0101 submit 1 aa {\"n\":1};0101 return 1 bb ;");
	expect_unit(fixture, other, "0101", "0101 campaign 0  {};");
	expect_unit(fixture, fixture->cycle, "", "");
	assert_done(exchanges_load(fixture->db, fixture->cycle, "0101", &events, &err), &err);
	assert_int_equal(events.items[0].seq, 1);
	assert_int_equal(events.items[0].cycle, fixture->cycle);
	assert_string_equal(events.items[0].actor, "情報課長");
	assert_string_equal(events.items[0].acted_for, "部長");
	assert_string_equal(events.items[0].at, moment);
	exchange_events_release(&events);
	assert_sound(fixture->db, 4);
}

static void test_last(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct exchange_event last;

	assert_done(exchanges_last(fixture->db, fixture->cycle, "0101", EXCHANGE_SUBMIT, &last, &err), &err);
	assert_int_equal(last.seq, 0);
	assert_int_equal(last.counter, 0);
	assert_string_equal(last.file_hash, "");
	assert_string_equal(last.body, "");
	exchange_event_release(&last);
	exchange_event_release(&last);
	put(fixture, "0101", EXCHANGE_SUBMIT, 7, "aa", "a");
	put(fixture, "0101", EXCHANGE_SUBMIT, 1, "bb", "b"); /* after a new code: the last is the last that came */
	put(fixture, "0102", EXCHANGE_SUBMIT, 2, "cc", "c");
	put(fixture, "0101", EXCHANGE_ACCEPT, 0, "", "d");
	assert_done(exchanges_last(fixture->db, fixture->cycle, "0101", EXCHANGE_SUBMIT, &last, &err), &err);
	assert_int_equal(last.counter, 1);
	assert_string_equal(last.body, "b");
	exchange_event_release(&last);
	assert_done(exchanges_last(fixture->db, other_cycle(fixture), "0101", EXCHANGE_SUBMIT, &last, &err), &err);
	assert_int_equal(last.seq, 0);
	exchange_event_release(&last);
}

/* What is issued or pinned does not change where a unit stands. */
static void test_standing(void **state)
{
	struct fixture *fixture = *state;

	expect_standing(fixture, "");
	put(fixture, "", EXCHANGE_CAMPAIGN, 0, "", "{}");
	put(fixture, "0102", EXCHANGE_CODE, 0, "", "x");
	put(fixture, "0101", EXCHANGE_CODE, 0, "", "x");
	put(fixture, "0102", EXCHANGE_KEY, 0, "", "x");
	expect_standing(fixture, "");
	put(fixture, "0102", EXCHANGE_SUBMIT, 1, "aa", "large");
	put(fixture, "0101", EXCHANGE_SUBMIT, 1, "bb", "large");
	expect_standing(fixture, "0101 submit 1 bb ;0102 submit 1 aa ;");
	put(fixture, "0102", EXCHANGE_RETURN, 1, "cc", "said");
	put(fixture, "0101", EXCHANGE_ACCEPT, 0, "", "{\"open_plans\":0}");
	put(fixture, "0101", EXCHANGE_CODE, 0, "", "x");
	expect_standing(fixture, "0101 accept 0  {\"open_plans\":0};0102 return 1 cc ;");
	put(fixture, "0102", EXCHANGE_SUBMIT, 2, "dd", "large");
	fixture->cycle = other_cycle(fixture);
	expect_standing(fixture, "");
}

static void test_known_files(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	bool known;
	char *unit;

	put(fixture, "0101", EXCHANGE_SUBMIT, 1, "aa", "");
	put(fixture, "0102", EXCHANGE_CODE, 0, "", "");
	assert_done(exchanges_know_file(fixture->db, "aa", &known, &unit, &err), &err);
	assert_true(known);
	assert_string_equal(unit, "0101");
	free(unit);
	assert_done(exchanges_know_file(fixture->db, "aa", &known, NULL, &err), &err);
	assert_true(known);
	for (size_t i = 0; i < 3; i++) { /* none is the file of events that have none */
		assert_done(exchanges_know_file(fixture->db, (const char *const[]){"", "a", "AA"}[i], &known, &unit, &err), &err);
		assert_false(known);
		assert_null(unit);
	}
}

static void test_bad_events(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	const struct exchange_event good = event_of(fixture->cycle, "0101", EXCHANGE_SUBMIT, 1, "aa", "{}");
	struct exchange_event bad[7];

	for (size_t i = 0; i < 7; i++)
		bad[i] = good;
	bad[0].at = (char *)"2026-10-01";
	bad[1].at = (char *)"";
	bad[2].body = (char *)"\xff";
	bad[3].unit = (char *)"\xc3";
	bad[4].actor = NULL;
	bad[5].file_hash = NULL;
	bad[6].acted_for = (char *)"\x80";
	for (size_t i = 0; i < 7; i++) {
		assert_fails(exchanges_append(fixture->db, &bad[i], &err), &err, ERROR_INPUT);
		assert_int_equal(bad[i].seq, 0);
	}
	bad[0] = good;
	bad[0].cycle = 99;
	assert_fails(exchanges_append(fixture->db, &bad[0], &err), &err, ERROR_STORAGE);
	bad[0] = good;
	bad[0].counter = -1;
	assert_fails(exchanges_append(fixture->db, &bad[0], &err), &err, ERROR_STORAGE);
	assert_sound(fixture->db, 0);
}

static void test_readonly(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct exchange_event event = event_of(fixture->cycle, "0101", EXCHANGE_SUBMIT, 1, "aa", "{}");
	struct roster_unit unit = {.code = (char *)"1", .bureau = (char *)"b", .name = (char *)"n", .roles = (char *)"",
	                           .contact = (char *)"", .predecessor = (char *)""};

	db_close(fixture->db);
	fixture->db = db_open(fixture->path, DB_READONLY, &err);
	assert_non_null(fixture->db);
	assert_fails(exchanges_append(fixture->db, &event, &err), &err, ERROR_REFUSED);
	assert_fails(roster_add(fixture->db, fixture->cycle, &unit, &err), &err, ERROR_REFUSED);
	expect_unit(fixture, fixture->cycle, "0101", "");
}

/* In a transaction of the caller's: all or nothing. */
static void test_transaction(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	assert_done(db_begin(fixture->db, &err), &err);
	put(fixture, "0101", EXCHANGE_KEY, 0, "", "k");
	put(fixture, "0101", EXCHANGE_SUBMIT, 1, "aa", "b");
	db_rollback(fixture->db);
	expect_unit(fixture, fixture->cycle, "0101", "");
	assert_done(db_begin(fixture->db, &err), &err);
	put(fixture, "0101", EXCHANGE_KEY, 0, "", "k");
	put(fixture, "0101", EXCHANGE_SUBMIT, 1, "aa", "b");
	assert_done(db_commit(fixture->db, &err), &err);
	reopen(fixture);
	expect_unit(fixture, fixture->cycle, "0101", "0101 key 0  k;0101 submit 1 aa b;");
	assert_sound(fixture->db, 2);
}

static void assert_aborts(struct db *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db->handle, sql, NULL, NULL, &message) == SQLITE_OK)
		fail_msg("%s: should have been refused", sql);
	sqlite3_free(message);
}

static void test_only_added(void **state)
{
	struct fixture *fixture = *state;

	put(fixture, "0101", EXCHANGE_SUBMIT, 1, "aa", "b");
	put(fixture, "0101", EXCHANGE_RETURN, 1, "bb", "c");
	assert_aborts(fixture->db, "UPDATE exchange_event SET body = 'x'");
	assert_aborts(fixture->db, "DELETE FROM exchange_event WHERE seq = 2");
	assert_aborts(fixture->db, "INSERT OR REPLACE INTO exchange_event SELECT seq, cycle, unit, kind, counter, file_hash, 'x',"
	                           " actor, acted_for, at, prev, hash FROM exchange_event WHERE seq = 1");
	expect_unit(fixture, fixture->cycle, "0101", "0101 submit 1 aa b;0101 return 1 bb c;");
	assert_sound(fixture->db, 2);
}

/* --- what verify finds --- */

static const char no_guards[] = "DROP TRIGGER exchange_event_no_update; DROP TRIGGER exchange_event_no_delete;";
static const char guards[] =
        "CREATE TRIGGER exchange_event_no_update BEFORE UPDATE ON exchange_event"
        " BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"
        "CREATE TRIGGER exchange_event_no_delete BEFORE DELETE ON exchange_event"
        " BEGIN SELECT RAISE(ABORT, 'events are only added'); END;";

static size_t problems(struct db *db)
{
	struct error err = {0};
	struct verify_report report;
	size_t count;

	assert_done(verify(db, &report, &err), &err);
	count = report.count;
	verify_report_release(&report);
	return count;
}

static void test_tampering_is_found(void **state)
{
	static const char *const changes[] = {
	        "UPDATE exchange_event SET body = 'x' WHERE seq = 2",
	        "UPDATE exchange_event SET unit = '0102' WHERE seq = 2",
	        "UPDATE exchange_event SET kind = 'accept' WHERE seq = 2",
	        "UPDATE exchange_event SET counter = counter + 1 WHERE seq = 2",
	        "UPDATE exchange_event SET file_hash = 'ab' WHERE seq = 2",
	        "UPDATE exchange_event SET actor = 'x' WHERE seq = 2",
	        "UPDATE exchange_event SET acted_for = 'x' WHERE seq = 2",
	        "UPDATE exchange_event SET at = '2027-10-01T14:03:21+09:00' WHERE seq = 2",
	        "UPDATE exchange_event SET prev = hash WHERE seq = 2",
	        "UPDATE exchange_event SET kind = 'lost' WHERE seq = 3",
	        "DELETE FROM exchange_event WHERE seq = 2",
	        "DELETE FROM exchange_event WHERE seq = 3",
	        "DELETE FROM exchange_event",
	        "UPDATE exchange_event SET seq = 9 WHERE seq = 3",
	        "UPDATE chain_head SET count = 2 WHERE name = 'exchanges'",
	        "UPDATE chain_head SET hash = 'x' WHERE name = 'exchanges'",
	        "UPDATE roster_unit SET name = 'x'",
	        "UPDATE roster_unit SET code = '0109'",
	        "UPDATE roster_unit SET predecessor = '0109'",
	};
	struct fixture *fixture = *state;
	struct error err = {0};
	struct strbuf sound = STRBUF_INIT;
	struct roster_unit unit = {.code = (char *)"0101", .bureau = (char *)"局", .name = (char *)"課", .roles = (char *)"r",
	                           .contact = (char *)"1", .predecessor = (char *)""};

	assert_done(roster_add(fixture->db, fixture->cycle, &unit, &err), &err);
	put(fixture, "0101", EXCHANGE_CODE, 0, "", "x");
	put(fixture, "0101", EXCHANGE_SUBMIT, 1, "aa", "b");
	put(fixture, "0101", EXCHANGE_RETURN, 1, "bb", "c");
	assert_int_equal(problems(fixture->db), 0);
	db_close(fixture->db);
	read_all(&sound, fixture->path);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		write_all(fixture->path, sound.text, sound.len_bytes);
		fixture->db = db_open(fixture->path, DB_OPEN, &err);
		assert_non_null(fixture->db);
		tamper(fixture->db, no_guards);
		tamper(fixture->db, changes[i]);
		tamper(fixture->db, guards);
		if (problems(fixture->db) == 0)
			fail_msg("%s: not found", changes[i]);
		db_close(fixture->db);
	}
	write_all(fixture->path, sound.text, sound.len_bytes);
	strbuf_release(&sound);
	fixture->db = db_open(fixture->path, DB_OPEN, &err);
	tamper(fixture->db, no_guards);
	assert_int_not_equal(problems(fixture->db), 0); /* that the guards are gone is found, too */
	tamper(fixture->db, guards);
	assert_sound(fixture->db, 3);
}

/* --- what is told of the rest --- */

static void anchor(struct fixture *fixture, char head[65], int64_t *count)
{
	struct error err = {0};

	assert_done(chains_anchor(fixture->db, head, count, &err), &err);
}

/* Every answer, fact and record changes it; what goes to and fro does not. */
static void test_anchor(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	char heads[5][65];
	int64_t count;

	anchor(fixture, heads[0], &count);
	assert_int_equal(count, 0);
	assert_string_equal(heads[0], "");
	append(fixture->db, fixture->assessment, "q", ANSWER_PARTIAL, "");
	anchor(fixture, heads[1], &count);
	assert_int_equal(count, 1);
	assert_int_equal(strlen(heads[1]), 64);
	assert_done(facts_append(fixture->db, fixture->cycle, "uses_cloud", TRUTH_TRUE, "課長", "", moment, &err), &err);
	anchor(fixture, heads[2], &count);
	assert_int_equal(count, 2);
	append_record(fixture->db, "system", "s1", 1, RECORD_SET, "{}");
	anchor(fixture, heads[3], &count);
	assert_int_equal(count, 3);
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(heads[i], heads[j]);
	put(fixture, "0101", EXCHANGE_SUBMIT, 1, "aa", "b");
	reopen(fixture);
	anchor(fixture, heads[4], &count);
	assert_int_equal(count, 3);
	assert_string_equal(heads[4], heads[3]);
}

/* --- the roster --- */

static void add_unit(struct fixture *fixture, int64_t cycle, const char *code, const char *name)
{
	struct error err = {0};
	struct roster_unit unit = {.code = (char *)code, .bureau = (char *)"総務局", .name = (char *)name,
	                           .roles = (char *)"info_manager;csirt", .contact = (char *)"内線1",
	                           .predecessor = (char *)"0091;0092"};

	assert_done(roster_add(fixture->db, cycle, &unit, &err), &err);
	assert_true(unit.id > 0);
}

static void expect_roster(struct fixture *fixture, int64_t cycle, const char *expected)
{
	struct error err = {0};
	struct strbuf found = STRBUF_INIT;
	struct roster roster;

	assert_done(roster_load(fixture->db, cycle, &roster, &err), &err);
	for (size_t i = 0; i < roster.count; i++)
		strbuf_addf(&found, "%s %s;", roster.items[i].code, roster.items[i].name);
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	roster_release(&roster);
	roster_release(&roster);
}

static void test_roster(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct roster_unit again = {.code = (char *)"0012", .bureau = (char *)"b", .name = (char *)"n", .roles = (char *)"",
	                            .contact = (char *)"", .predecessor = (char *)""};
	struct roster roster;
	int64_t other = other_cycle(fixture);

	expect_roster(fixture, fixture->cycle, "");
	add_unit(fixture, fixture->cycle, "0102", "区政課");
	add_unit(fixture, fixture->cycle, "0012", "市民課");
	add_unit(fixture, other, "0012", "新市民課"); /* the same code in another year */
	assert_fails(roster_add(fixture->db, fixture->cycle, &again, &err), &err, ERROR_CONFLICT);
	assert_int_equal(again.id, 0);
	reopen(fixture);
	expect_roster(fixture, fixture->cycle, "0012 市民課;0102 区政課;");
	expect_roster(fixture, other, "0012 新市民課;");
	assert_done(roster_load(fixture->db, fixture->cycle, &roster, &err), &err);
	assert_string_equal(roster.items[1].bureau, "総務局");
	assert_string_equal(roster.items[1].roles, "info_manager;csirt");
	assert_string_equal(roster.items[1].contact, "内線1");
	assert_string_equal(roster.items[1].predecessor, "0091;0092");
	roster_release(&roster);
	assert_sound(fixture->db, 0);
}

/* --- from version 2, which knew nothing of it --- */

static void test_from_version_2(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db_options options = {.keep_older = true};
	struct verify_report report;
	char *path = in_folder(fixture, "tenken.db.before-v7"), *before;
	struct db *backup;
	int version;

	fixture->db = db_open_as(fixture->path, DB_CREATE, &options, &err);
	assert_non_null(fixture->db);
	assert_done(migrate_to(fixture->db, 2, &err), &err);
	fill(fixture);
	append(fixture->db, fixture->assessment, "q", ANSWER_PARTIAL, "kept");
	append_record(fixture->db, "system", "s1", 1, RECORD_SET, "{}");
	before = dump(fixture->db);
	reopen(fixture);
	assert_done(db_user_version(fixture->db, &version, &err), &err);
	assert_int_equal(version, migrate_newest_version());
	assert_sound(fixture->db, 2);
	put(fixture, "0012", EXCHANGE_SUBMIT, 1, "aa", "b");
	add_unit(fixture, fixture->cycle, "0012", "情報課");
	assert_sound(fixture->db, 3);

	backup = db_open_as(path, DB_READONLY, &options, &err);
	assert_non_null(backup);
	char *kept = dump(backup);
	assert_string_equal(kept, before);
	assert_done(verify(backup, &report, &err), &err);
	assert_int_equal(report.count, 0);
	verify_report_release(&report);
	db_close(backup);
	free(kept);
	free(before);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_append_and_load, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_last, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_standing, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_known_files, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_bad_events, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_readonly, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_transaction, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_only_added, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_tampering_is_found, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_anchor, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_roster, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_from_version_2, set_up_folder, tear_down),
	};
	return cmocka_run_group_tests_name("exchanges", tests, NULL, NULL);
}
