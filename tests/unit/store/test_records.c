/* What is kept of the registers: events that are only added, numbered by record, in one chain. */
#include "fixture.h"
#include "tenken/store/verify.h"

static struct record_event event_of(const char *owner, const char *record, int revision, const char *fields)
{
	return (struct record_event){.owner = (char *)owner,
	                             .record = (char *)record,
	                             .revision = revision,
	                             .kind = RECORD_SET,
	                             .fields = (char *)fields,
	                             .actor = (char *)"情報課長",
	                             .acted_for = (char *)"",
	                             .at = (char *)moment};
}

static void put(struct db *db, const char *owner, const char *record, int revision, const char *fields)
{
	append_record(db, owner, record, revision, RECORD_SET, fields);
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

/* "system/s1 2 set {…};" for each of the events. */
static void expect(struct record_events *events, const char *expected)
{
	struct strbuf found = STRBUF_INIT;

	for (size_t i = 0; i < events->count; i++)
		strbuf_addf(&found, "%s/%s %d %s %s;", events->items[i].owner, events->items[i].record,
		            events->items[i].revision, record_event_kind_code(events->items[i].kind),
		            events->items[i].fields);
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	record_events_release(events);
	record_events_release(events);
}

static void expect_current(struct db *db, const char *expected)
{
	struct error err = {0};
	struct record_events events;

	assert_done(records_load(db, &events, &err), &err);
	expect(&events, expected);
}

static void test_append_and_load(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct record_event event = event_of("system", "s1", 1, "{\"name\":\"住民記録\"}");
	struct record_events events;

	expect_current(fixture->db, "");
	event.acted_for = (char *)"部長";
	assert_done(records_append(fixture->db, &event, &err), &err);
	assert_int_equal(event.seq, 1);
	assert_done(records_load(fixture->db, &events, &err), &err);
	assert_int_equal(events.count, 1);
	assert_int_equal(events.items[0].seq, 1);
	assert_string_equal(events.items[0].actor, "情報課長");
	assert_string_equal(events.items[0].acted_for, "部長");
	assert_string_equal(events.items[0].at, moment);
	expect(&events, "system/s1 1 set {\"name\":\"住民記録\"};");
	reopen(fixture);
	expect_current(fixture->db, "system/s1 1 set {\"name\":\"住民記録\"};");
	assert_sound(fixture->db, 1);
}

/* The last event of each, in the order in which the records were first entered; removed ones too. */
static void test_order_and_history(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct record_event removal = event_of("system", "b", 2, "{\"n\":1}");
	struct record_events events;

	put(fixture->db, "system", "b", 1, "{\"n\":1}");
	put(fixture->db, "asset", "a", 1, "{}");
	put(fixture->db, "system", "a", 1, "{\"n\":2}"); /* the same id in another register is another record */
	removal.kind = RECORD_REMOVE;
	assert_done(records_append(fixture->db, &removal, &err), &err);
	put(fixture->db, "system", "a", 2, "{\"n\":3}");
	expect_current(fixture->db, "system/b 2 remove {\"n\":1};asset/a 1 set {};system/a 2 set {\"n\":3};");
	/* Removed and entered again: its number goes on, and its place is the old one. */
	put(fixture->db, "system", "b", 3, "{\"n\":9}");
	expect_current(fixture->db, "system/b 3 set {\"n\":9};asset/a 1 set {};system/a 2 set {\"n\":3};");
	assert_done(records_history(fixture->db, "system", "b", &events, &err), &err);
	expect(&events, "system/b 1 set {\"n\":1};system/b 2 remove {\"n\":1};system/b 3 set {\"n\":9};");
	assert_done(records_history(fixture->db, "system", "never", &events, &err), &err);
	expect(&events, "");
	assert_done(records_history(fixture->db, "device", "a", &events, &err), &err);
	expect(&events, "");
	assert_sound(fixture->db, 6);
}

static void test_conflict(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct record_event first = event_of("system", "s1", 1, "{\"n\":1}"), gap = event_of("system", "s1", 3, "{}"),
	                    zero = event_of("system", "s1", 0, "{}"), new_gap = event_of("system", "s2", 2, "{}");

	put(fixture->db, "system", "s1", 1, "{\"n\":0}");
	assert_fails(records_append(fixture->db, &first, &err), &err, ERROR_CONFLICT);
	assert_int_equal(first.seq, 0);
	assert_fails(records_append(fixture->db, &gap, &err), &err, ERROR_CONFLICT);
	assert_fails(records_append(fixture->db, &zero, &err), &err, ERROR_CONFLICT);
	assert_fails(records_append(fixture->db, &new_gap, &err), &err, ERROR_CONFLICT);
	expect_current(fixture->db, "system/s1 1 set {\"n\":0};");
	assert_sound(fixture->db, 1);
}

/* Two who hold the same revision: the second is told, and the first one's entry stands. */
static void test_two_at_once(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db *other = db_open(fixture->path, DB_OPEN, &err);
	struct record_event late = event_of("system", "s1", 2, "{\"n\":\"late\"}");

	assert_non_null(other);
	put(fixture->db, "system", "s1", 1, "{}");
	put(other, "system", "s1", 2, "{\"n\":\"first\"}");
	assert_fails(records_append(fixture->db, &late, &err), &err, ERROR_CONFLICT);
	put(other, "system", "s2", 1, "{}");
	put(fixture->db, "system", "s3", 1, "{}"); /* other records are nobody's concern */
	expect_current(other, "system/s1 2 set {\"n\":\"first\"};system/s2 1 set {};system/s3 1 set {};");
	db_close(other);
	assert_sound(fixture->db, 4);
}

static void test_bad_events(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	const struct record_event good = event_of("system", "s1", 1, "{}");
	struct record_event bad[8];

	for (size_t i = 0; i < 8; i++)
		bad[i] = good;
	bad[0].owner = (char *)"";
	bad[1].record = NULL;
	bad[2].record = (char *)"";
	bad[3].fields = (char *)"{\"n\":\"\xff\"}";
	bad[4].fields = NULL;
	bad[5].actor = (char *)"\xe3\x81";
	bad[6].at = (char *)"today";
	bad[7].at = NULL;
	for (size_t i = 0; i < 8; i++)
		assert_fails(records_append(fixture->db, &bad[i], &err), &err, ERROR_INPUT);
	expect_current(fixture->db, "");
	assert_sound(fixture->db, 0);
}

/* Within a transaction nothing stands before it is committed. */
static void test_transaction(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct record_event late = event_of("system", "s1", 1, "{}");

	assert_done(db_begin(fixture->db, &err), &err);
	put(fixture->db, "system", "s1", 1, "{}");
	put(fixture->db, "system", "s2", 1, "{}");
	/* A conflict inside does not undo what stood before it. */
	assert_fails(records_append(fixture->db, &late, &err), &err, ERROR_CONFLICT);
	db_rollback(fixture->db);
	expect_current(fixture->db, "");
	assert_done(db_begin(fixture->db, &err), &err);
	put(fixture->db, "system", "s1", 1, "{}");
	assert_done(db_commit(fixture->db, &err), &err);
	expect_current(fixture->db, "system/s1 1 set {};");
	assert_sound(fixture->db, 1);
}

static void test_readonly(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct record_event event = event_of("system", "s1", 2, "{}");

	put(fixture->db, "system", "s1", 1, "{}");
	db_close(fixture->db);
	fixture->db = db_open(fixture->path, DB_READONLY, &err);
	assert_non_null(fixture->db);
	assert_fails(records_append(fixture->db, &event, &err), &err, ERROR_REFUSED);
	expect_current(fixture->db, "system/s1 1 set {};");
}

/* Events are only added, also by statements past the program. */
static void test_append_only(void **state)
{
	static const char *const refused[] = {
	        "UPDATE record_event SET fields = '{}'",
	        "DELETE FROM record_event",
	        ("INSERT OR REPLACE INTO record_event SELECT seq, owner, record, revision, kind, '{}', actor, acted_for, at,"
	         " prev, hash FROM record_event WHERE seq = 1"),
	};
	struct fixture *fixture = *state;

	put(fixture->db, "system", "s1", 1, "{\"n\":1}");
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_int_not_equal(sqlite3_exec(fixture->db->handle, refused[i], NULL, NULL, NULL), SQLITE_OK);
	expect_current(fixture->db, "system/s1 1 set {\"n\":1};");
}

/* --- periods --- */

static void test_periods(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct cycle next = {.fiscal_year = 2027, .pack = (char *)"kobe-5.10", .due = (char *)""};
	struct cycle_periods periods;

	assert_done(cycle_periods_load(fixture->db, fixture->cycle, &periods, &err), &err);
	assert_int_equal(periods.count, 0);
	cycle_periods_release(&periods);
	assert_done(cycle_period_save(fixture->db, fixture->cycle, "maintenance", "P12M", &err), &err);
	assert_done(cycle_period_save(fixture->db, fixture->cycle, "backup", "P1M", &err), &err);
	assert_done(cycle_period_save(fixture->db, fixture->cycle, "maintenance", "P6M", &err), &err);
	assert_done(cycle_add(fixture->db, &next, &err), &err);
	assert_done(cycle_period_save(fixture->db, next.id, "backup", "P2M", &err), &err);
	reopen(fixture);
	assert_done(cycle_periods_load(fixture->db, fixture->cycle, &periods, &err), &err);
	assert_int_equal(periods.count, 2);
	assert_string_equal(periods.items[0].period, "backup");
	assert_string_equal(periods.items[0].value, "P1M");
	assert_string_equal(periods.items[1].period, "maintenance");
	assert_string_equal(periods.items[1].value, "P6M");
	cycle_periods_release(&periods);
	cycle_periods_release(&periods);
	assert_sound(fixture->db, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_append_and_load), TEST(test_order_and_history), TEST(test_conflict), TEST(test_two_at_once),
	        TEST(test_bad_events),      TEST(test_transaction),       TEST(test_readonly), TEST(test_append_only),
	        TEST(test_periods),
	};
	return cmocka_run_group_tests_name("records", tests, NULL, NULL);
}
