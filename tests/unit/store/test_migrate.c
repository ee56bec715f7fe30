#include "fixture.h"
#include "tenken/store/migrate.h"
#include "tenken/store/unit.h"
#include "tenken/store/verify.h"

/* A history of three versions, apart from the program's own. */
static const char *const steps[] = {
        "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;",
        "ALTER TABLE note ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody';",
        "CREATE INDEX note_by_author ON note (author);",
};
static const char *const failing_steps[] = {
        "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;",
        "ALTER TABLE note ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody'; INSERT INTO nowhere VALUES (1);",
};

/* A database of ours that no step has been run on. */
static struct db *open_version_0(struct fixture *fixture)
{
	struct error err = {0};
	struct db_options options = {.keep_older = true};
	struct db *db = db_open_as(fixture->path, DB_CREATE, &options, &err);

	if (!db)
		fail_msg("%s", err.message);
	return db;
}

static struct db *open_older(struct fixture *fixture)
{
	struct error err = {0};
	struct db_options options = {.keep_older = true};
	struct db *db = db_open_as(fixture->path, DB_OPEN, &options, &err);

	assert_non_null(db);
	return db;
}

static int version_of(struct db *db)
{
	struct error err = {0};
	int version = -1;

	assert_done(db_user_version(db, &version, &err), &err);
	return version;
}

static void test_new_database_runs_all_steps(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	fixture->db = open_version_0(fixture);
	assert_int_equal(version_of(fixture->db), 0);
	assert_done(migrate_run(fixture->db, steps, 3, &err), &err);
	assert_int_equal(version_of(fixture->db), 3);
	assert_int_equal(count_names(fixture, ".before-"), 0); /* there was nothing to lose */
	assert_done(migrate_run(fixture->db, steps, 3, &err), &err);
	assert_int_equal(count_names(fixture, ".before-"), 0);
}

static void test_older_database(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db_options options = {.keep_older = true};

	fixture->db = open_version_0(fixture);
	assert_done(migrate_run(fixture->db, steps, 1, &err), &err);
	tamper(fixture->db, "INSERT INTO note (text) VALUES ('kept')");
	char *old = dump(fixture->db);
	assert_done(migrate_run(fixture->db, steps, 3, &err), &err);
	tamper(fixture->db, "INSERT INTO note (text, author) VALUES ('new', 'me')");
	assert_int_equal(version_of(fixture->db), 3);

	/* The backup is as it was, and is kept when there is another. */
	char *path = in_folder(fixture, "tenken.db.before-v3");
	struct db *backup = db_open_as(path, DB_READONLY, &options, &err);
	if (!backup)
		fail_msg("%s", err.message);
	char *kept = dump(backup);
	assert_string_equal(kept, old);
	db_close(backup);
	free(path);
	free(kept);
	free(old);
}

static void test_failing_step(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	fixture->db = open_version_0(fixture);
	assert_done(migrate_run(fixture->db, failing_steps, 1, &err), &err);
	tamper(fixture->db, "INSERT INTO note (text) VALUES ('kept')");
	char *before = dump(fixture->db);
	for (size_t attempt = 1; attempt <= 2; attempt++) {
		assert_fails(migrate_run(fixture->db, failing_steps, 2, &err), &err, ERROR_STORAGE);
		assert_int_equal(version_of(fixture->db), 1);
		char *after = dump(fixture->db);
		assert_string_equal(before, after);
		free(after);
		assert_int_equal(count_names(fixture, ".before-v2"), attempt); /* no backup is overwritten */
	}
	free(before);
	assert_done(migrate_run(fixture->db, steps, 3, &err), &err);
}

static void test_newer_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	fixture->db = open_version_0(fixture);
	assert_done(migrate_run(fixture->db, steps, 3, &err), &err);
	assert_fails(migrate_run(fixture->db, steps, 2, &err), &err, ERROR_STORAGE);
	assert_int_equal(version_of(fixture->db), 3);
}

static void test_programs_at_once(void **state)
{
	enum { PROGRAMS = 4 };
	struct fixture *fixture = *state;
	struct error err = {0};
	pid_t children[PROGRAMS];
	int status;

	db_close(open_version_0(fixture));
	for (int i = 0; i < PROGRAMS; i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0) {
			struct db *db = db_open(fixture->path, DB_OPEN, &err);
			bool ok = db && version_of(db) == migrate_newest_version();
			if (!ok)
				fprintf(stderr, "%s\n", err.message ? err.message : "of another version");
			db_close(db);
			_exit(ok ? 0 : 1);
		}
	}
	for (int i = 0; i < PROGRAMS; i++) {
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	fixture->db = db_open(fixture->path, DB_OPEN, &err);
	assert_non_null(fixture->db);
}

static void test_own_steps(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	fixture->db = open_version_0(fixture);
	assert_done(migrate_to(fixture->db, 0, &err), &err);
	assert_int_equal(version_of(fixture->db), 0);
	for (int version = 1; version <= migrate_newest_version(); version++) {
		assert_done(migrate_to(fixture->db, version, &err), &err);
		assert_int_equal(version_of(fixture->db), version);
	}
	assert_done(migrate(fixture->db, &err), &err);

	/* Step by step or at once: the same tables. */
	struct db *fresh = db_open_memory(&err);
	assert_non_null(fresh);
	assert_done(migrate(fresh, &err), &err);
	char *a = dump(fixture->db), *b = dump(fresh);
	assert_string_equal(a, b);
	free(a);
	free(b);
	db_close(fresh);
}

/* --- from version 1, which had no registers --- */

static struct db *open_version_1(struct fixture *fixture)
{
	struct error err = {0};
	struct db *db = open_version_0(fixture);

	assert_done(migrate_to(db, 1, &err), &err);
	return db;
}

static size_t count_of(struct db *db, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	size_t count;

	assert_int_equal(sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	count = (size_t)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return count;
}

/* Answers and facts stay as they are; registers and periods begin empty, and go on from there. */
static void test_registers_are_added(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_event event;
	struct verify_report report;

	fixture->db = open_version_1(fixture);
	assert_int_equal(count_of(fixture->db, "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%record%'"), 0);
	fill(fixture);
	append(fixture->db, fixture->assessment, "q", ANSWER_PARTIAL, "kept");
	assert_done(facts_append(fixture->db, fixture->cycle, "uses_cloud", TRUTH_TRUE, "課長", "", moment, &err), &err);
	reopen(fixture);
	assert_int_equal(version_of(fixture->db), migrate_newest_version());
	assert_int_equal(count_names(fixture, "tenken.db.before-v7"), 1);
	assert_done(answers_load_one(fixture->db, fixture->assessment, "q", &event, &err), &err);
	assert_string_equal(event.response.note, "kept");
	answer_event_release(&event);
	assert_int_equal(count_of(fixture->db, "SELECT count(*) FROM record_event"), 0);
	assert_int_equal(count_of(fixture->db, "SELECT count(*) FROM chain_head WHERE name = 'records' AND count = 0"), 1);
	append_record(fixture->db, "system", "s1", 1, RECORD_SET, "{}");
	assert_done(cycle_period_save(fixture->db, fixture->cycle, "maintenance", "P12M", &err), &err);
	assert_done(verify(fixture->db, &report, &err), &err);
	assert_int_equal(report.count, 0);
	assert_int_equal(report.events, 3);
	verify_report_release(&report);

	/* The backup is what it was: of version 1, and sound. */
	char *path = in_folder(fixture, "tenken.db.before-v7");
	struct db_options options = {.keep_older = true};
	struct db *backup = db_open_as(path, DB_READONLY, &options, &err);
	assert_non_null(backup);
	assert_int_equal(version_of(backup), 1);
	assert_done(verify(backup, &report, &err), &err);
	assert_int_equal(report.count, 0);
	verify_report_release(&report);
	db_close(backup);
	free(path);
}

/* Read-only it cannot be brought up to date, and is not touched. */
static void test_older_readonly(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	fixture->db = open_version_1(fixture);
	fill(fixture);
	db_close(fixture->db);
	fixture->db = NULL;
	assert_null(db_open(fixture->path, DB_READONLY, &err));
	assert_int_equal(err.code, ERROR_STORAGE);
	assert_non_null(strstr(err.message, "--readonly"));
	error_release(&err);
	/* What kind of database it is can be told all the same; nothing is migrated for that. */
	fixture->db = db_open(fixture->path, DB_LOOK, &err);
	assert_non_null(fixture->db);
	assert_true(db_is_readonly(fixture->db));
	assert_int_equal(version_of(fixture->db), 1);
	free(setting_load(fixture->db, "office"));
	assert_false(db_begin(fixture->db, &err));
	error_release(&err);
	db_close(fixture->db);
	fixture->db = NULL;
	assert_int_equal(count_names(fixture, ".before-"), 0);
}

/* It is looked at as it is; damage is found in it, too. */
static void test_older_is_verified(void **state)
{
	struct fixture *fixture = *state;
	struct verify_report report;
	struct error err = {0};

	fixture->db = open_version_1(fixture);
	fill(fixture);
	db_close(fixture->db);
	fixture->db = db_open(fixture->path, DB_LOOK, &err);
	assert_done(verify(fixture->db, &report, &err), &err);
	assert_true(report.older);
	assert_int_equal(report.count, 0);
	assert_int_equal(report.events, 0);
	verify_report_release(&report);
	db_close(fixture->db);
	fixture->db = open_older(fixture);
	assert_int_equal(sqlite3_exec(fixture->db->handle, "DROP TABLE setting", NULL, NULL, NULL), SQLITE_OK);
	assert_done(verify(fixture->db, &report, &err), &err);
	assert_true(report.older);
	assert_int_equal(report.count, 1);
	assert_non_null(strstr(report.problems[0], "setting"));
	verify_report_release(&report);
}

/* What was interrupted before its first step is finished when it is next opened. */
static void test_opening_finishes(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	db_close(open_version_0(fixture));
	assert_null(db_open(fixture->path, DB_READONLY, &err));
	assert_int_equal(err.code, ERROR_STORAGE);
	assert_non_null(strstr(err.message, "--readonly"));
	error_release(&err);
	fixture->db = db_open(fixture->path, DB_OPEN, &err);
	assert_non_null(fixture->db);
	assert_int_equal(version_of(fixture->db), migrate_newest_version());
	fill(fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_new_database_runs_all_steps, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_older_database, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_failing_step, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_newer_is_refused, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_programs_at_once, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_own_steps, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_registers_are_added, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_older_readonly, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_older_is_verified, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_opening_finishes, set_up_folder, tear_down),
	};
	return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
