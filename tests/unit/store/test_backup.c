#include "fixture.h"
#include "tenken/store/backup.h"
#include "tenken/store/migrate.h"

/* The rows of a database file, opened for reading. */
static char *dump_of(const char *path)
{
	struct error err = {0};
	struct db *db = db_open(path, DB_READONLY, &err);

	if (!db)
		fail_msg("%s", err.message);
	char *text = dump(db);
	assert_non_null(text);
	db_close(db);
	return text;
}

static void assert_same_rows(const char *path, const char *wanted)
{
	char *found = dump_of(path);
	assert_string_equal(found, wanted);
	free(found);
}

static void test_backup_is_whole(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct stat info;
	char *path = in_folder(fixture, "backup.db");

	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "in the WAL still");
	char *wanted = dump(fixture->db);
	assert_done(backup_to(fixture->db, path, &err), &err);
	append(fixture->db, fixture->assessment, "q", ANSWER_PARTIAL, "later");
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_same_rows(path, wanted);
	/* One file, nothing beside it, neither now nor from making it. */
	assert_int_equal(count_names(fixture, "backup.db"), 1);
	assert_int_equal(count_names(fixture, ".new-"), 0);
	free(wanted);
	free(path);
}

static void test_backup_refuses(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	char *path = in_folder(fixture, "backup.db"), *nowhere = in_folder(fixture, "no/backup.db");
	char *dangling = in_folder(fixture, "dangling.db");
	struct strbuf bytes = STRBUF_INIT;

	write_all(path, "precious", 8);
	assert_fails(backup_to(fixture->db, path, &err), &err, ERROR_CONFLICT);
	read_all(&bytes, path);
	assert_string_equal(bytes.text, "precious");
	strbuf_release(&bytes);
	assert_int_equal(symlink("/nowhere", dangling), 0);
	assert_fails(backup_to(fixture->db, dangling, &err), &err, ERROR_CONFLICT);
	assert_fails(backup_to(fixture->db, fixture->path, &err), &err, ERROR_CONFLICT);
	assert_fails(backup_to(fixture->db, nowhere, &err), &err, ERROR_NOT_FOUND);
	assert_fails(backup_to(fixture->db, "/", &err), &err, ERROR_USAGE);
	assert_done(db_begin(fixture->db, &err), &err);
	unlink(path);
	assert_fails(backup_to(fixture->db, path, &err), &err, ERROR_REFUSED);
	db_rollback(fixture->db);
	assert_int_equal(count_names(fixture, "backup.db"), 0);
	assert_int_equal(count_names(fixture, ".new-"), 0);
	free(path);
	free(nowhere);
	free(dangling);
}

static void test_backup_beside_a_writer(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db *other = db_open(fixture->path, DB_OPEN, &err);
	char *path = in_folder(fixture, "backup.db"), *wanted = dump(fixture->db);

	assert_non_null(other);
	assert_done(db_begin(other, &err), &err);
	append(other, fixture->assessment, "q", ANSWER_IMPLEMENTED, "not committed");
	assert_done(backup_to(fixture->db, path, &err), &err);
	assert_done(db_commit(other, &err), &err);
	assert_same_rows(path, wanted);
	db_close(other);
	free(path);
	free(wanted);
}

/* --- restoring --- */

static void test_restore(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	char *path = in_folder(fixture, "backup.db"), *kept = NULL;

	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "before");
	char *before = dump(fixture->db);
	assert_done(backup_to(fixture->db, path, &err), &err);
	append(fixture->db, fixture->assessment, "q", ANSWER_PARTIAL, "after");
	char *after = dump(fixture->db);
	db_close(fixture->db);
	fixture->db = NULL;
	assert_done(backup_restore(path, fixture->path, moment, &kept, &err), &err);
	assert_non_null(kept);
	assert_string_equal(path_base(kept), "tenken.db.before-restore-20261001140321");
	assert_same_rows(fixture->path, before);
	assert_same_rows(kept, after);
	assert_same_rows(path, before);
	free(kept);
	/* In the same second again: what was kept stays. */
	assert_done(backup_restore(path, fixture->path, moment, &kept, &err), &err);
	assert_string_equal(path_base(kept), "tenken.db.before-restore-20261001140321-2");
	free(kept);
	assert_int_equal(count_names(fixture, ".new-"), 0);
	reopen(fixture);
	append(fixture->db, fixture->assessment, "q", ANSWER_PARTIAL, "and on");
	free(before);
	free(after);
	free(path);
}

static void test_restore_where_nothing_is(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	char *path = in_folder(fixture, "backup.db"), *new_path = in_folder(fixture, "new/place/tenken.db"),
	     *kept = NULL;
	struct stat info;

	char *wanted = dump(fixture->db);
	assert_done(backup_to(fixture->db, path, &err), &err);
	assert_done(backup_restore(path, new_path, moment, &kept, &err), &err);
	assert_null(kept);
	assert_int_equal(stat(new_path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_same_rows(new_path, wanted);
	free(wanted);
	free(new_path);
	free(path);
}

/* A crash has left a WAL: what it holds belongs to what is kept, and must not get into what is restored. */
static int crash(void *data)
{
	struct fixture *fixture = data;
	struct error err = {0};
	struct db *db = db_open(fixture->path, DB_OPEN, &err);

	if (!db)
		return 1;
	append(db, fixture->assessment, "q", ANSWER_PARTIAL, "only in the WAL");
	return 0;
}

static void test_restore_over_a_crashed_one(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db *db;
	struct answer_event event;
	char *path = in_folder(fixture, "backup.db"), *kept = NULL;

	char *wanted = dump(fixture->db);
	assert_done(backup_to(fixture->db, path, &err), &err);
	db_close(fixture->db);
	fixture->db = NULL;
	assert_int_equal(in_child(crash, fixture, false), 0);
	assert_int_equal(count_names(fixture, "-wal"), 1);
	assert_done(backup_restore(path, fixture->path, moment, &kept, &err), &err);
	assert_same_rows(fixture->path, wanted);
	db = db_open(kept, DB_OPEN, &err);
	assert_non_null(db);
	assert_done(answers_load_one(db, fixture->assessment, "q", &event, &err), &err);
	assert_string_equal(event.response.note, "only in the WAL");
	answer_event_release(&event);
	db_close(db);
	free(wanted);
	free(kept);
	free(path);
}

/* The reason for which one restores at all: what is there is damaged. */
static void test_restore_over_a_damaged_one(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct strbuf bytes = STRBUF_INIT;
	char *path = in_folder(fixture, "backup.db"), *wal = in_folder(fixture, "tenken.db-wal"), *kept = NULL;

	char *wanted = dump(fixture->db);
	assert_done(backup_to(fixture->db, path, &err), &err);
	db_close(fixture->db);
	fixture->db = NULL;
	write_all(fixture->path, "rubbish", 7);
	write_all(wal, "old WAL", 7);
	assert_done(backup_restore(path, fixture->path, moment, &kept, &err), &err);
	assert_same_rows(fixture->path, wanted);
	read_all(&bytes, kept);
	assert_string_equal(bytes.text, "rubbish");
	strbuf_reset(&bytes);
	char *kept_wal = str_format("%s-wal", kept);
	read_all(&bytes, kept_wal);
	assert_string_equal(bytes.text, "old WAL");
	strbuf_release(&bytes);
	free(kept_wal);
	free(wanted);
	free(kept);
	free(wal);
	free(path);
}

static void test_restore_refuses(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	char *path = in_folder(fixture, "backup.db"), *kept = (char *)"x";
	struct strbuf bytes = STRBUF_INIT;

	assert_done(backup_to(fixture->db, path, &err), &err);
	read_all(&bytes, path);
	char *before = dump(fixture->db);
	db_close(fixture->db);
	fixture->db = NULL;

	assert_fails(backup_restore(fixture->path, fixture->path, moment, &kept, &err), &err, ERROR_USAGE);
	assert_null(kept);
	assert_fails(backup_restore(path, fixture->path, "today", &kept, &err), &err, ERROR_USAGE);
	assert_fails(backup_restore(path, fixture->folder, moment, &kept, &err), &err, ERROR_STORAGE);
	char *missing = in_folder(fixture, "missing.db");
	assert_fails(backup_restore(missing, fixture->path, moment, &kept, &err), &err, ERROR_NOT_FOUND);
	free(missing);

	/* One bit of the unit's name; a page that is gone; no database at all. */
	char *name = memmem(bytes.text, bytes.len_bytes, "情報課", strlen("情報課"));
	assert_non_null(name);
	name[1] ^= 1;
	write_all(path, bytes.text, bytes.len_bytes);
	assert_fails(backup_restore(path, fixture->path, moment, &kept, &err), &err, ERROR_INPUT);
	name[1] ^= 1;
	write_all(path, bytes.text, bytes.len_bytes - 4096);
	assert_fails(backup_restore(path, fixture->path, moment, &kept, &err), &err, ERROR_INPUT);
	write_all(path, "not a database", 14);
	assert_fails(backup_restore(path, fixture->path, moment, &kept, &err), &err, ERROR_INPUT);
	bytes.text[63] = 99; /* the version: newer than the program */
	write_all(path, bytes.text, bytes.len_bytes);
	assert_fails(backup_restore(path, fixture->path, moment, &kept, &err), &err, ERROR_INPUT);

	assert_same_rows(fixture->path, before);
	assert_int_equal(count_names(fixture, ".before-"), 0);
	assert_int_equal(count_names(fixture, ".new-"), 0);
	strbuf_release(&bytes);
	free(before);
	free(path);
}

/* Somebody works in it: nothing is put in its place under his hands. */
static int restore_in_child(void *data)
{
	struct fixture *fixture = data;
	struct error err = {0};
	char *path = in_folder(fixture, "backup.db"), *kept = NULL;

	if (!backup_restore(path, fixture->path, moment, &kept, &err) && err.code == ERROR_CONFLICT)
		return 0;
	fprintf(stderr, "%s\n", err.message ? err.message : "restored");
	return 1;
}

static void test_restore_while_it_is_open(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	char *path = in_folder(fixture, "backup.db");

	append(fixture->db, fixture->assessment, "q", ANSWER_PARTIAL, "");
	assert_done(backup_to(fixture->db, path, &err), &err);
	assert_int_equal(in_child(restore_in_child, fixture, false), 0);
	append(fixture->db, fixture->assessment, "q", ANSWER_PARTIAL, "still working");
	reopen(fixture);
	assert_int_equal(count_names(fixture, ".before-"), 0);
	assert_int_equal(count_names(fixture, ".new-"), 0);
	free(path);
}

/* --- registers --- */

static void test_registers_come_back(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct strbuf bytes = STRBUF_INIT;
	char *path = in_folder(fixture, "backup.db"), *kept = NULL;

	append_record(fixture->db, "system", "s1", 1, RECORD_SET, "{\"name\":\"resident register\"}");
	append_record(fixture->db, "system", "s2", 1, RECORD_SET, "{}");
	append_record(fixture->db, "system", "s2", 2, RECORD_REMOVE, "{}");
	assert_done(cycle_period_save(fixture->db, fixture->cycle, "maintenance", "P12M", &err), &err);
	char *before = dump(fixture->db);
	assert_done(backup_to(fixture->db, path, &err), &err);
	assert_same_rows(path, before);
	append_record(fixture->db, "system", "s1", 2, RECORD_SET, "{\"name\":\"changed\"}");
	db_close(fixture->db);
	fixture->db = NULL;

	/* One bit in a record, and one in a period: not what was backed up. */
	read_all(&bytes, path);
	static const char *const places[] = {"resident register", "maintenance", "P12M"};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		char *at = memmem(bytes.text, bytes.len_bytes, places[i], strlen(places[i]));
		assert_non_null(at);
		at[1] ^= 1;
		write_all(path, bytes.text, bytes.len_bytes);
		assert_fails(backup_restore(path, fixture->path, moment, &kept, &err), &err, ERROR_INPUT);
		at[1] ^= 1;
	}
	write_all(path, bytes.text, bytes.len_bytes);
	assert_done(backup_restore(path, fixture->path, moment, &kept, &err), &err);
	assert_same_rows(fixture->path, before);
	reopen(fixture);
	append_record(fixture->db, "system", "s1", 2, RECORD_SET, "{}");
	strbuf_release(&bytes);
	free(before);
	free(kept);
	free(path);
}

/* A backup from before the registers: it comes back as it is, and is brought up to date when it is opened. */
static void test_restore_an_older_one(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db_options options = {.keep_older = true};
	char *path = in_folder(fixture, "old.db"), *kept = NULL;
	struct db *old = db_open_as(path, DB_CREATE, &options, &err), *present = fixture->db;
	int version = 0;

	assert_non_null(old);
	assert_done(migrate_to(old, 1, &err), &err);
	fixture->db = old;
	fill(fixture);
	append(old, fixture->assessment, "q", ANSWER_PARTIAL, "of version 1");
	db_close(old);
	db_close(present);
	fixture->db = NULL;
	assert_done(backup_restore(path, fixture->path, moment, &kept, &err), &err);
	reopen(fixture);
	assert_done(db_user_version(fixture->db, &version, &err), &err);
	assert_int_equal(version, migrate_newest_version());
	append_record(fixture->db, "system", "s1", 1, RECORD_SET, "{}");
	free(kept);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_backup_is_whole, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_backup_refuses, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_backup_beside_a_writer, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_restore, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_restore_where_nothing_is, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_restore_over_a_crashed_one, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_restore_over_a_damaged_one, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_restore_refuses, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_restore_while_it_is_open, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_registers_come_back, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_restore_an_older_one, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
