#include "fixture.h"
#include "tenken/store/migrate.h"

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
	        cmocka_unit_test_setup_teardown(test_opening_finishes, set_up_folder, tear_down),
	};
	return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
