#include "fixture.h"
#include "tenken/base/progress.h"
#include "tenken/store/verify.h"

enum { RECORD_EVENTS = 123 };

/* Ten records twelve times each, one of them long, then one that is removed and one in another register. */
static void populate_registers(struct fixture *fixture)
{
	struct error err = {0};

	for (int i = 0; i < 120; i++) {
		char *id = str_format("s%d", i % 10), *fields;
		char name[1400];

		memset(name, 'a' + i % 26, sizeof name - 1);
		name[i * 37 % 1399] = '\0';
		fields = str_format("{\"name\":\"%s\",\"zone\":\"lgwan\"}", name);
		append_record(fixture->db, "system", id, i / 10 + 1, RECORD_SET, fields);
		free(id);
		free(fields);
	}
	append_record(fixture->db, "system", "s9", 13, RECORD_REMOVE, "{}");
	append_record(fixture->db, "asset", "s1", 1, RECORD_SET, "{}");
	append_record(fixture->db, "system", "s8", 13, RECORD_SET, "{\"name\":\"last\"}");
	assert_done(cycle_period_save(fixture->db, fixture->cycle, "maintenance", "P12M", &err), &err);
}

static void populate(struct fixture *fixture)
{
	struct error err = {0};
	static const char *const questions[] = {"7.1.1-a", "7.4.3-length", "8.1.18-mail", "9.4-report"};
	struct assessment second = {.cycle = fixture->cycle,
	                            .checklist = (char *)"system_manager:s1",
	                            .role = (char *)"system_manager",
	                            .subject = (char *)"system:s1"};

	assert_done(assessment_add(fixture->db, &second, &err), &err);
	assert_done(db_begin(fixture->db, &err), &err);
	for (int i = 0; i < 120; i++) {
		char note[1200];
		/* Some of them longer than a page of the file together with the rest. */
		memset(note, 'a' + i % 26, sizeof note - 1);
		note[i * 10 % 1200] = '\0';
		note[1199] = '\0';
		append(fixture->db, i % 3 ? fixture->assessment : second.id, questions[i % 4],
		       (enum answer)(i % ANSWERS), note);
		if (i % 7 == 0)
			assert_done(facts_append(fixture->db, fixture->cycle, i % 2 ? "cloud" : "wifi",
			                         (enum truth)(i % 3), "課長", "", moment, &err),
			            &err);
	}
	char *large = mem_new(9001, 1);
	memset(large, 'L', 9000);
	append(fixture->db, fixture->assessment, "9.9-long", ANSWER_PARTIAL, large);
	free(large);
	assert_done(setting_save(fixture->db, "place", "7.4.3", &err), &err);
	populate_registers(fixture);
	assert_done(db_commit(fixture->db, &err), &err);
}

static int set_up_full(void **state)
{
	if (set_up(state) != 0)
		return -1;
	populate(*state);
	return 0;
}

static size_t problems(struct db *db, const char *word)
{
	struct error err = {0};
	struct verify_report report;
	bool found = false;

	assert_done(verify(db, &report, &err), &err);
	for (size_t i = 0; i < report.count; i++)
		found = found || strstr(report.problems[i], word);
	size_t count = report.count;
	if (count && !found)
		for (size_t i = 0; i < report.count; i++)
			print_message("# problem: %s\n", report.problems[i]);
	verify_report_release(&report);
	verify_report_release(&report);
	assert_true(!count || found);
	return count;
}

static void test_sound(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct verify_report report;

	assert_done(verify(fixture->db, &report, &err), &err);
	for (size_t i = 0; i < report.count; i++)
		print_message("# problem: %s\n", report.problems[i]);
	assert_int_equal(report.count, 0);
	assert_int_equal(report.events, 121 + 18 + RECORD_EVENTS);
	verify_report_release(&report);
	/* Also while writing, and when one may only read. */
	assert_done(db_begin(fixture->db, &err), &err);
	assert_int_equal(problems(fixture->db, ""), 0);
	assert_done(db_commit(fixture->db, &err), &err);
	db_close(fixture->db);
	fixture->db = db_open(fixture->path, DB_READONLY, &err);
	assert_int_equal(problems(fixture->db, ""), 0);
}

static void test_empty(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(problems(fixture->db, ""), 0);
}

/* --- somebody with a tool of his own --- */

static const char free_hands[] = "DROP TRIGGER answer_event_no_update; DROP TRIGGER answer_event_no_delete;"
                                 "DROP TRIGGER fact_event_no_update; DROP TRIGGER fact_event_no_delete;"
                                 "DROP TRIGGER record_event_no_update; DROP TRIGGER record_event_no_delete;"
                                 "PRAGMA foreign_keys = OFF;";
static const char bound_hands[] = "CREATE TRIGGER answer_event_no_update BEFORE UPDATE ON answer_event"
                                  " BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"
                                  "CREATE TRIGGER answer_event_no_delete BEFORE DELETE ON answer_event"
                                  " BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"
                                  "CREATE TRIGGER fact_event_no_update BEFORE UPDATE ON fact_event"
                                  " BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"
                                  "CREATE TRIGGER fact_event_no_delete BEFORE DELETE ON fact_event"
                                  " BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"
                                  "CREATE TRIGGER record_event_no_update BEFORE UPDATE ON record_event"
                                  " BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"
                                  "CREATE TRIGGER record_event_no_delete BEFORE DELETE ON record_event"
                                  " BEGIN SELECT RAISE(ABORT, 'events are only added'); END;"
                                  "PRAGMA foreign_keys = ON;";

static const struct tampering {
	const char *sql;
	const char *word; /* in one of the sentences */
} tamperings[] = {
        {"UPDATE answer_event SET note = note || '.' WHERE seq = 40", "event 40 is not as it was written"},
        {"UPDATE answer_event SET seq = 4000 WHERE seq = 121", "event 4000"},
        {"UPDATE answer_event SET assessment = 3 - assessment, revision = revision + 1000 WHERE seq = 7", "event 7"},
        {"UPDATE answer_event SET target = 3 WHERE seq = 50", "event 50"},
        {"UPDATE answer_event SET done = 1 WHERE seq = 51", "event 51 is not as it was written"},
        {"UPDATE answer_event SET due = '2026-02-30' WHERE seq = 52", "event 52 holds a value that cannot be read"},
        {"UPDATE answer_event SET kind = 'shout' WHERE seq = 53", "event 53 holds a value that cannot be read"},
        {"UPDATE answer_event SET hash = prev WHERE seq = 54", "event 55 does not follow"},
        {"UPDATE answer_event SET prev = '' WHERE seq = 54", "event 54 does not follow"},
        {"DELETE FROM answer_event WHERE seq = 30", "where event 30 should stand there is event 31"},
        {"DELETE FROM answer_event WHERE seq = 121", "events were recorded"},
        {"DELETE FROM answer_event", "events were recorded"},
        {"INSERT INTO answer_event SELECT 122, assessment, 'new', 1, kind, answer, elements, note, reason, cause, "
         "measure,"
         " person, due, preventive, done, evidence, progress, target, actor, acted_for, at, hash, hash FROM "
         "answer_event"
         " WHERE seq = 121",
         "event 122"},
        {"UPDATE answer_event SET seq = CASE seq WHEN 10 THEN -11 ELSE -10 END WHERE seq IN (10, 11);"
         "UPDATE answer_event SET seq = -seq WHERE seq < 0",
         "event 10 "},
        {"UPDATE fact_event SET value = CASE value WHEN 'yes' THEN 'no' ELSE 'yes' END WHERE seq = 3",
         "event 3 is not as it was written"},
        {"DELETE FROM fact_event WHERE seq = 2", "where event 2 should stand"},
        {"UPDATE record_event SET fields = replace(fields, 'lgwan', 'other') WHERE seq = 20",
         "\"records\": event 20 is not as it was written"},
        {"UPDATE record_event SET record = 's0', revision = 1000 WHERE seq = 12", "\"records\": event 12"},
        {"UPDATE record_event SET owner = 'asset' WHERE seq = 13", "\"records\": event 13"},
        {"UPDATE record_event SET actor = '別の課長' WHERE seq = 14", "event 14 is not as it was written"},
        {"UPDATE record_event SET kind = 'lost' WHERE seq = 15", "event 15 holds a value that cannot be read"},
        {"UPDATE record_event SET at = '2026-10-01' WHERE seq = 16", "event 16 holds a value that cannot be read"},
        {"UPDATE record_event SET prev = '' WHERE seq = 17", "event 17 does not follow"},
        {"UPDATE record_event SET hash = prev WHERE seq = 18", "event 19 does not follow"},
        {"DELETE FROM record_event WHERE seq = 21", "where event 21 should stand there is event 22"},
        {"DELETE FROM record_event WHERE seq = 123", "123 events were recorded"},
        {"DELETE FROM record_event", "123 events were recorded"},
        {"UPDATE chain_head SET count = 0, hash = '' WHERE name = 'records'", "0 events were recorded"},
        {"DELETE FROM current_record WHERE record = 's3'", "Record s3"},
        {"UPDATE current_record SET event = event - 10 WHERE record = 's4'", "Record s4"},
        {"UPDATE current_record SET first = first + 1 WHERE record = 's5'", "Record s5"},
        {"INSERT INTO current_record VALUES ('system', 'never', 1, 1)", "Record never"},
        {"UPDATE cycle_period SET value = 'P99M'", "Table cycle_period"},
        {"UPDATE cycle_period SET period = 'backup'", "Table cycle_period"},
        {"DROP TABLE cycle_period", "cycle_period"},
        {"UPDATE chain_head SET count = count - 1 WHERE name = 'answers'", "120 events were recorded"},
        {"UPDATE chain_head SET hash = (SELECT prev FROM answer_event WHERE seq = 121) WHERE name = 'answers'",
         "recorded as its head"},
        {"INSERT INTO chain_head VALUES ('others', 0, '')", "others"},
        {"UPDATE current_answer SET event = event - 1 WHERE event = 121", "9.9-long"},
        {"DELETE FROM current_answer WHERE event = 121", "9.9-long"},
        {"INSERT INTO current_answer VALUES (1, 'never', 1)", "never"},
        {"DELETE FROM current_fact WHERE fact = 'cloud'", "cloud"},
        {"UPDATE unit SET name = '別の課'", "Table unit"},
        {"UPDATE cycle SET due = '2027-01-01'", "Table cycle"},
        {"UPDATE assessment SET subject = '' WHERE id = 2", "Table assessment"},
        {"UPDATE setting SET value = '1'", "Table setting"},
        {"DELETE FROM assessment WHERE id = 2", "points to a row"},
        {"DROP TRIGGER chain_head_no_delete", "chain_head_no_delete"},
        {"CREATE TRIGGER listening AFTER INSERT ON record_event BEGIN SELECT 1; END", "listening"},
        {"CREATE TRIGGER quiet AFTER INSERT ON answer_event BEGIN SELECT 1; END", "quiet"},
        {"DROP INDEX answer_event_by_assessment", "answer_event_by_assessment"},
        {"CREATE TABLE mine (x)", "mine"},
};

static void test_tampering(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct strbuf sound = STRBUF_INIT;

	db_close(fixture->db);
	fixture->db = NULL;
	read_all(&sound, fixture->path);
	for (size_t i = 0; i < sizeof tamperings / sizeof *tamperings; i++) {
		write_all(fixture->path, sound.text, sound.len_bytes);
		fixture->db = db_open(fixture->path, DB_OPEN, &err);
		assert_non_null(fixture->db);
		tamper(fixture->db, free_hands);
		tamper(fixture->db, tamperings[i].sql);
		tamper(fixture->db, bound_hands);
		if (problems(fixture->db, tamperings[i].word) == 0)
			fail_msg("not found: %s", tamperings[i].sql);
		db_close(fixture->db);
		fixture->db = NULL;
	}
	/* And that dropping and making the triggers alone is nothing. */
	write_all(fixture->path, sound.text, sound.len_bytes);
	fixture->db = db_open(fixture->path, DB_OPEN, &err);
	tamper(fixture->db, free_hands);
	tamper(fixture->db, bound_hands);
	assert_int_equal(problems(fixture->db, ""), 0);
	strbuf_release(&sound);
}

/* A gap in the revisions, and an undo of what does not fit, with a chain that is whole. */
static void test_whole_chain_of_nonsense(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_event event = make_event(fixture->assessment, "q", 1, ANSWER_PARTIAL, "");

	event.kind = EVENT_UNDO;
	event.target = 1; /* another question's */
	assert_done(answers_append(fixture->db, &event, &err), &err);
	assert_int_equal(problems(fixture->db, "Event 122 undoes"), 1);
	answer_event_release(&event);
}

static void test_report_is_limited(void **state)
{
	struct fixture *fixture = *state;

	tamper(fixture->db, free_hands);
	tamper(fixture->db, "UPDATE answer_event SET note = note || '.', at = 'never'");
	tamper(fixture->db, bound_hands);
	assert_int_equal(problems(fixture->db, "is not as it was written"), 100);
}

/* --- flipped bits --- */

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

enum outcome { REPORTED, REFUSED, HARMLESS, MISSED };

/* What becomes of a copy with one bit flipped. */
static enum outcome judge(const char *path, const char *sound_dump)
{
	struct error err = {0};
	struct verify_report report;
	struct db *db = db_open(path, DB_OPEN, &err);
	enum outcome outcome = REFUSED;

	if (db && verify(db, &report, &err)) {
		if (report.count) {
			outcome = REPORTED;
		} else {
			char *now = dump(db);
			outcome = now && str_equal(now, sound_dump) ? HARMLESS : MISSED;
			free(now);
		}
		verify_report_release(&report);
	} else {
		assert_int_equal(err.code, ERROR_STORAGE);
	}
	error_release(&err);
	db_close(db);
	return outcome;
}

/* Without waiting for the disk: thousands are written. */
static void write_flipped(const char *path, const struct strbuf *sound, size_t at, int bit)
{
	char byte = (char)(sound->text[at] ^ (1 << bit));
	FILE *file;

	unlink(path);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(sound->text, 1, sound->len_bytes, file), sound->len_bytes);
	assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
	assert_int_equal(fwrite(&byte, 1, 1, file), 1);
	assert_int_equal(fclose(file), 0);
}

static void test_flipped_bits(void **state)
{
	enum { TRIALS = 500 };
	struct fixture *fixture = *state;
	struct error err = {0};
	struct strbuf sound = STRBUF_INIT;
	char *copy = in_folder(fixture, "flipped.db");
	char *sound_dump = dump(fixture->db);
	size_t outcomes[4] = {0};
	uint32_t seed = 2463534242u;
	const char *trials = getenv("TENKEN_TEST_TRIALS");
	int count = trials ? atoi(trials) : TRIALS;

	db_close(fixture->db);
	fixture->db = NULL;
	read_all(&sound, fixture->path);
	for (int i = 0; i < count; i++) {
		/* Every eighth in the header of the file and the schema, where a bit does most. */
		size_t area_bytes = i % 8 ? sound.len_bytes : 4096;
		size_t at = next_random(&seed) % area_bytes;
		int bit = (int)(next_random(&seed) % 8);
		write_flipped(copy, &sound, at, bit);
		enum outcome outcome = judge(copy, sound_dump);
		outcomes[outcome]++;
		if (outcome == MISSED)
			print_error("missed: bit %d of byte %zu (page %zu, offset %zu)\n", bit, at, at / 4096 + 1,
			            at % 4096);
	}
	print_message("# reported %zu, refused %zu, harmless %zu, missed %zu\n", outcomes[REPORTED], outcomes[REFUSED],
	              outcomes[HARMLESS], outcomes[MISSED]);
	assert_int_equal(outcomes[MISSED], 0);
	assert_true(outcomes[REPORTED] > (size_t)count / 2);
	error_release(&err);
	strbuf_release(&sound);
	free(copy);
	free(sound_dump);
}

/* Every bit of what a record says of itself, and of the row beside it. */
static void test_flipped_bits_in_records(void **state)
{
	static const char word[] = "\"zone\":\"lgwan\"";
	struct fixture *fixture = *state;
	struct strbuf sound = STRBUF_INIT;
	char *copy = in_folder(fixture, "flipped.db"), *sound_dump = dump(fixture->db);
	size_t places = 0;
	uint32_t seed = 88172645u;

	db_close(fixture->db);
	fixture->db = NULL;
	read_all(&sound, fixture->path);
	for (const char *at = sound.text; (at = memmem(at, (size_t)(sound.text + sound.len_bytes - at), word, sizeof word - 1));
	     at++) {
		/* Within the fields, the actor, the moment and the two hashes behind them. */
		size_t offset = (size_t)(at - sound.text) + next_random(&seed) % (sizeof word + 120);

		write_flipped(copy, &sound, offset, (int)(next_random(&seed) % 8));
		assert_int_equal(judge(copy, sound_dump), REPORTED);
		places++;
	}
	assert_true(places >= 120);
	strbuf_release(&sound);
	free(copy);
	free(sound_dump);
}

static bool stop_at_once(void *context, const char *what, size_t done, size_t total)
{
	size_t *steps = context;

	(void)what;
	++*steps;
	return total && done == total;
}

/* SQLite's own check of the file takes the longest with a large one, and is one step of it. */
static void test_stopped_within_the_check_of_the_file(void **state)
{
	struct fixture *fixture = *state;
	struct verify_report report;
	struct error err = {0};
	size_t steps = 0;

	assert_int_equal(sqlite3_exec(fixture->db->handle,
	                              "CREATE TABLE large AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) "
	                              "SELECT i, 'text' || i AS text FROM n",
	                              NULL, NULL, NULL),
	                 SQLITE_OK);
	progress_set(stop_at_once, &steps);
	assert_false(verify(fixture->db, &report, &err));
	progress_set(NULL, NULL);
	assert_int_equal(err.code, ERROR_STOPPED);
	assert_int_equal(steps, 1);
	assert_int_equal(report.count, 0);
	error_release(&err);
	/* The next one goes through, and finds the table that is not ours. */
	assert_done(verify(fixture->db, &report, &err), &err);
	assert_int_equal(report.count, 1);
	verify_report_release(&report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_sound, set_up_full, tear_down),
	        cmocka_unit_test_setup_teardown(test_empty, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_tampering, set_up_full, tear_down),
	        cmocka_unit_test_setup_teardown(test_whole_chain_of_nonsense, set_up_full, tear_down),
	        cmocka_unit_test_setup_teardown(test_report_is_limited, set_up_full, tear_down),
	        cmocka_unit_test_setup_teardown(test_flipped_bits, set_up_full, tear_down),
	        cmocka_unit_test_setup_teardown(test_flipped_bits_in_records, set_up_full, tear_down),
	        cmocka_unit_test_setup_teardown(test_stopped_within_the_check_of_the_file, set_up_full, tear_down),
	};
	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
