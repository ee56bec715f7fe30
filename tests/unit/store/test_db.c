#include "fixture.h"

#include <signal.h>
#include <sys/resource.h>

#include "tenken/store/migrate.h"

static int64_t number(struct db *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t value = -1;

	assert_int_equal(sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		value = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return value;
}

static void assert_journal(struct db *db, const char *wanted)
{
	sqlite3_stmt *stmt = NULL;

	assert_int_equal(sqlite3_prepare_v2(db->handle, "PRAGMA journal_mode", -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(stmt, 0), wanted);
	sqlite3_finalize(stmt);
}

/* Opening fails with `code`, the message names the path and holds `word`. */
static void assert_refused(const char *path, enum db_mode mode, enum error_code code, const char *word)
{
	struct error err = {0};
	struct db *db = db_open(path, mode, &err);

	if (db)
		fail_msg("%s was opened", path);
	if (err.code != code || !strstr(err.message, path_base(path)) || !strstr(err.message, word))
		fail_msg("%s: code %d, %s", path, err.code, err.message);
	error_release(&err);
}

/* --- as it should be --- */

static void test_settings_of_the_connection(void **state)
{
	struct fixture *fixture = *state;
	struct db *db = fixture->db;

	assert_journal(db, "wal");
#ifdef TENKEN_SYNCHRONOUS_OFF
	assert_int_equal(number(db, "PRAGMA synchronous"), 0);
#else
	assert_int_equal(number(db, "PRAGMA synchronous"), 2);
#endif
	assert_int_equal(number(db, "PRAGMA foreign_keys"), 1);
	assert_int_equal(number(db, "PRAGMA recursive_triggers"), 1);
	assert_int_equal(number(db, "PRAGMA cell_size_check"), 1);
	assert_int_equal(number(db, "PRAGMA mmap_size"), 0);
	assert_int_equal(number(db, "PRAGMA temp_store"), 2);
	assert_int_equal(number(db, "PRAGMA busy_timeout"), 5000);
	assert_int_equal(number(db, "PRAGMA trusted_schema"), 0);
	assert_int_equal(number(db, "PRAGMA application_id"), DB_APPLICATION_ID);
	assert_int_equal(number(db, "PRAGMA user_version"), migrate_newest_version());
	assert_int_equal(sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, -1), 0);
	assert_int_not_equal(sqlite3_exec(db->handle, "ATTACH ':memory:' AS other", NULL, NULL, NULL), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db->handle, "SELECT \"no column\"", NULL, NULL, NULL), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db->handle, "SELECT load_extension('x')", NULL, NULL, NULL), SQLITE_OK);
	for (int option = SQLITE_DBCONFIG_DEFENSIVE, on = -1; option; option = 0) {
		sqlite3_db_config(db->handle, option, -1, &on);
		assert_int_equal(on, 1);
	}
	assert_null(db_notice(db));
	assert_false(db_is_readonly(db));
	assert_string_equal(path_base(db_path(db)), "tenken.db");
	/* Every table that can be STRICT is. */
	assert_int_equal(
	        number(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%'"), 0);
}

static void test_modes_of_what_is_made(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct stat info;
	char *folder = in_folder(fixture, "new"), *path = path_join(folder, "t.db");

	umask(0);
	fixture->db = db_open(path, DB_CREATE, &err);
	umask(077);
	assert_non_null(fixture->db);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(stat(folder, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	char *wal = path_join(folder, "t.db-wal");
	assert_int_equal(stat(wal, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	free(wal);
	free(path);
	free(folder);
}

static void test_close_leaves_one_file(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct strbuf bytes = STRBUF_INIT;
	struct answer_event event;

	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "in the file");
	db_close(fixture->db);
	fixture->db = NULL;
	assert_int_equal(count_names(fixture, ""), 1);
	read_all(&bytes, fixture->path);
	char *copy = in_folder(fixture, "copy.db");
	write_all(copy, bytes.text, bytes.len_bytes);
	fixture->db = db_open(copy, DB_OPEN, &err);
	assert_done(answers_load_one(fixture->db, fixture->assessment, "q", &event, &err), &err);
	assert_string_equal(event.response.note, "in the file");
	answer_event_release(&event);
	strbuf_release(&bytes);
	free(copy);
	db_close(NULL);
}

/* A linked folder (a linked /home) is fine, a linked file is not. */
static void test_links(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	char *folder = in_folder(fixture, "linked"), *through = path_join(folder, "tenken.db");
	char *file = in_folder(fixture, "link.db"), *dangling = in_folder(fixture, "dangling.db");

	assert_int_equal(symlink(fixture->folder, folder), 0);
	assert_int_equal(symlink(fixture->path, file), 0);
	assert_int_equal(symlink("/nowhere/at/all", dangling), 0);
	db_close(fixture->db);
	fixture->db = db_open(through, DB_OPEN, &err);
	assert_non_null(fixture->db);
	assert_refused(file, DB_OPEN, ERROR_STORAGE, "link");
	assert_refused(file, DB_READONLY, ERROR_STORAGE, "link");
	assert_refused(file, DB_CREATE, ERROR_CONFLICT, "already");
	assert_refused(dangling, DB_CREATE, ERROR_CONFLICT, "already");
	assert_false(file_exists("/nowhere/at/all"));
	free(folder);
	free(through);
	free(file);
	free(dangling);
}

/* --- what is refused --- */

static void make_foreign(const char *path)
{
	sqlite3 *foreign = NULL;

	assert_int_equal(sqlite3_open(path, &foreign), SQLITE_OK);
	assert_int_equal(sqlite3_exec(foreign,
	                              "PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1);"
	                              "PRAGMA wal_checkpoint; INSERT INTO t VALUES (2)",
	                              NULL, NULL, NULL),
	                 SQLITE_OK);
	/* As after a power cut: the WAL is left. */
	sqlite3_db_config(foreign, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_close(foreign);
}

static void test_what_is_no_database(void **state)
{
	struct fixture *fixture = *state;
	char *path = in_folder(fixture, "x.db"), *inside = path_join(path, "y.db");
	static const char text[] = "これはデータベースではない。\n";

	assert_refused(path, DB_OPEN, ERROR_NOT_FOUND, "tenken init");
	assert_refused(path, DB_READONLY, ERROR_NOT_FOUND, "tenken init");
	assert_refused(inside, DB_OPEN, ERROR_NOT_FOUND, "folder");
	write_all(path, "", 0);
	assert_refused(path, DB_OPEN, ERROR_STORAGE, "empty");
	assert_refused(path, DB_CREATE, ERROR_CONFLICT, "already");
	write_all(path, text, strlen(text));
	assert_refused(path, DB_OPEN, ERROR_STORAGE, "not a database");
	assert_refused(path, DB_READONLY, ERROR_STORAGE, "not a database");
	assert_refused(path, DB_CREATE, ERROR_CONFLICT, "already");
	assert_refused(inside, DB_OPEN, ERROR_NOT_FOUND, "folder");
	struct strbuf bytes = STRBUF_INIT;
	read_all(&bytes, path);
	assert_string_equal(bytes.text, text); /* refused, and left as it is */
	strbuf_release(&bytes);
	unlink(path);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_refused(path, DB_OPEN, ERROR_STORAGE, "folder");
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_refused(path, DB_OPEN, ERROR_STORAGE, "regular");
	assert_refused("/", DB_OPEN, ERROR_USAGE, "");
	assert_refused("/tmp/..", DB_OPEN, ERROR_USAGE, "..");
	free(path);
	free(inside);
}

static void test_foreign_database_is_left_alone(void **state)
{
	struct fixture *fixture = *state;
	char *path = in_folder(fixture, "foreign.db"), *wal = in_folder(fixture, "foreign.db-wal");
	struct strbuf before[2] = {STRBUF_INIT, STRBUF_INIT}, after[2] = {STRBUF_INIT, STRBUF_INIT};

	make_foreign(path);
	read_all(&before[0], path);
	read_all(&before[1], wal);
	assert_true(before[1].len_bytes > 0);
	assert_refused(path, DB_OPEN, ERROR_STORAGE, "another program");
	assert_refused(path, DB_READONLY, ERROR_STORAGE, "another program");
	read_all(&after[0], path);
	read_all(&after[1], wal);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(before[i].len_bytes, after[i].len_bytes);
		assert_memory_equal(before[i].text, after[i].text, before[i].len_bytes);
		strbuf_release(&before[i]);
		strbuf_release(&after[i]);
	}
	free(path);
	free(wal);
}

static void test_newer_version(void **state)
{
	struct fixture *fixture = *state;

	tamper(fixture->db, "PRAGMA user_version = 1000000");
	/* While the new number stands in the WAL alone, and after it is in the file. */
	assert_refused(fixture->path, DB_OPEN, ERROR_STORAGE, "newer");
	assert_refused(fixture->path, DB_READONLY, ERROR_STORAGE, "newer");
	db_close(fixture->db);
	fixture->db = NULL;
	assert_refused(fixture->path, DB_OPEN, ERROR_STORAGE, "newer");
	assert_refused(fixture->path, DB_READONLY, ERROR_STORAGE, "newer");
	assert_int_equal(count_names(fixture, ""), 1);
}

static void test_truncated(void **state)
{
	struct fixture *fixture = *state;
	struct strbuf bytes = STRBUF_INIT;

	db_close(fixture->db);
	fixture->db = NULL;
	read_all(&bytes, fixture->path);
	for (size_t len_bytes = 1; len_bytes < bytes.len_bytes; len_bytes = len_bytes * 3 + 11) {
		struct error err = {0};
		struct db *db;
		write_all(fixture->path, bytes.text, len_bytes);
		db = db_open(fixture->path, DB_OPEN, &err);
		assert_null(db);
		assert_int_equal(err.code, ERROR_STORAGE);
		error_release(&err);
	}
	strbuf_release(&bytes);
}

static void test_create_refuses_what_is_there(void **state)
{
	struct fixture *fixture = *state;
	char *before = dump(fixture->db);

	assert_refused(fixture->path, DB_CREATE, ERROR_CONFLICT, "already");
	char *after = dump(fixture->db);
	assert_string_equal(before, after);
	free(before);
	free(after);
}

/* --- reading only --- */

static void test_readonly(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct strbuf before = STRBUF_INIT, after = STRBUF_INIT;
	struct answer_event event;
	struct unit unit = {0};

	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "seen");
	db_close(fixture->db);
	read_all(&before, fixture->path);
	fixture->db = db_open(fixture->path, DB_READONLY, &err);
	assert_non_null(fixture->db);
	assert_true(db_is_readonly(fixture->db));
	assert_done(answers_load_one(fixture->db, fixture->assessment, "q", &event, &err), &err);
	assert_string_equal(event.response.note, "seen");
	event.revision++;
	assert_fails(answers_append(fixture->db, &event, &err), &err, ERROR_REFUSED);
	assert_fails(db_begin(fixture->db, &err), &err, ERROR_REFUSED);
	assert_fails(unit_save(fixture->db, &unit, &err), &err, ERROR_REFUSED);
	assert_fails(setting_save(fixture->db, "a", "b", &err), &err, ERROR_REFUSED);
	answer_event_release(&event);
	db_close(fixture->db);
	fixture->db = NULL;
	read_all(&after, fixture->path);
	assert_int_equal(before.len_bytes, after.len_bytes);
	assert_memory_equal(before.text, after.text, before.len_bytes);
	strbuf_release(&before);
	strbuf_release(&after);
}

/* Beside a writer, whose last commits stand in the WAL, the reader sees them. */
static void test_readonly_beside_a_writer(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db *reader = db_open(fixture->path, DB_READONLY, &err);
	struct answer_event event;

	assert_non_null(reader);
	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "fresh");
	assert_done(answers_load_one(reader, fixture->assessment, "q", &event, &err), &err);
	assert_string_equal(event.response.note, "fresh");
	answer_event_release(&event);
	db_close(reader);
}

/* The work of the children: 0 when all is as it should be. */
static int expect_message(const char *path, enum db_mode mode, const char *word)
{
	struct error err = {0};
	struct db *db = db_open(path, mode, &err);
	bool ok = !db && err.code == ERROR_STORAGE && strstr(err.message, word);

	if (!ok)
		fprintf(stderr, "%s\n", db ? "opened" : err.message);
	db_close(db);
	error_release(&err);
	return ok ? 0 : 1;
}

static int read_in_a_readonly_folder(void *data)
{
	struct fixture *fixture = data;
	struct error err = {0};
	struct db *db = db_open(fixture->path, DB_READONLY, &err);
	struct answer_event event;
	bool ok = db && answers_load_one(db, fixture->assessment, "q", &event, &err) &&
	          str_equal(event.response.note, "seen");

	if (!ok)
		fprintf(stderr, "%s\n", err.message);
	db_close(db);
	return ok ? expect_message(fixture->path, DB_OPEN, "--readonly") : 1;
}

static int fail_with_unfolded_changes(void *data)
{
	struct fixture *fixture = data;
	return expect_message(fixture->path, DB_READONLY, "Copy all files");
}

static int fail_to_read(void *data)
{
	struct fixture *fixture = data;
	return expect_message(fixture->path, DB_READONLY, "read it") ||
	       expect_message(fixture->path, DB_OPEN, "read it");
}

static int create_in_a_readonly_folder(void *data)
{
	struct fixture *fixture = data;
	char *path = in_folder(fixture, "new.db");
	char *deeper = path_join(path, "deeper/new.db");
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	int failures = expect_message(path, DB_CREATE, "--db FOLDER/tenken.db") + expect_message(deeper, DB_CREATE, fixture->folder);
	setenv("XDG_DATA_HOME", "/tmp", 1); /* where anybody may write */
	failures += expect_message(path, DB_CREATE, "--db /tmp/tenken/tenken.db");
	unsetenv("XDG_DATA_HOME");
	return failures;
}

static void test_where_nothing_may_be_written(void **state)
{
	struct fixture *fixture = *state;
	struct strbuf wal = STRBUF_INIT;
	char *wal_path = in_folder(fixture, "tenken.db-wal"), *odd = in_folder(fixture, "a b?c#%41ä.db");

	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "seen");
	read_all(&wal, wal_path);
	db_close(fixture->db);
	fixture->db = NULL;
	assert_int_equal(chmod(fixture->path, 0444), 0);
	assert_int_equal(chmod(fixture->folder, 0555), 0);
	assert_int_equal(in_child(read_in_a_readonly_folder, fixture, true), 0);
	assert_int_equal(in_child(create_in_a_readonly_folder, fixture, true), 0);

	/* A name that means something in a URI. */
	assert_int_equal(chmod(fixture->folder, 0755), 0);
	assert_int_equal(rename(fixture->path, odd), 0);
	free(fixture->path);
	fixture->path = odd;
	assert_int_equal(chmod(fixture->folder, 0555), 0);
	assert_int_equal(in_child(read_in_a_readonly_folder, fixture, true), 0);

	/* A WAL is left: what it holds must not be overlooked. */
	assert_int_equal(chmod(fixture->folder, 0755), 0);
	char *odd_wal = str_format("%s-wal", odd);
	write_all(odd_wal, wal.text, wal.len_bytes);
	assert_int_equal(chmod(odd_wal, 0444), 0);
	assert_int_equal(chmod(fixture->folder, 0555), 0);
	assert_int_equal(in_child(fail_with_unfolded_changes, fixture, true), 0);

	assert_int_equal(chmod(fixture->folder, 0755), 0);
	unlink(odd_wal);
	assert_int_equal(chmod(fixture->path, 0), 0);
	assert_int_equal(in_child(fail_to_read, fixture, true), 0);
	strbuf_release(&wal);
	free(wal_path);
	free(odd_wal);
}

/* --- transactions --- */

static void test_transactions(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	assert_fails(db_commit(fixture->db, &err), &err, ERROR_SYSTEM);
	assert_done(db_begin(fixture->db, &err), &err);
	assert_fails(db_begin(fixture->db, &err), &err, ERROR_SYSTEM);
	assert_done(setting_save(fixture->db, "a", "1", &err), &err);
	assert_done(db_commit(fixture->db, &err), &err);
	assert_done(db_begin(fixture->db, &err), &err);
	assert_done(setting_save(fixture->db, "a", "2", &err), &err);
	db_rollback(fixture->db);
	db_rollback(fixture->db);
	char *value = setting_load(fixture->db, "a");
	assert_string_equal(value, "1");
	free(value);
	/* Closed without a word: nothing of it stays. */
	assert_done(db_begin(fixture->db, &err), &err);
	assert_done(setting_save(fixture->db, "a", "3", &err), &err);
	reopen(fixture);
	value = setting_load(fixture->db, "a");
	assert_string_equal(value, "1");
	free(value);
}

/* What failed half way cannot be committed. */
static void test_failed_transaction(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	char *before = dump(fixture->db);

	assert_done(db_begin(fixture->db, &err), &err);
	assert_done(setting_save(fixture->db, "a", "1", &err), &err);
	assert_fails(db_execute(fixture->db, "INSERT INTO nowhere VALUES (1)", &err), &err, ERROR_STORAGE);
	assert_fails(db_commit(fixture->db, &err), &err, ERROR_STORAGE);
	char *after = dump(fixture->db);
	assert_string_equal(before, after);
	free(before);
	free(after);
	assert_done(setting_save(fixture->db, "a", "1", &err), &err);
}

static void test_another_writer_holds_the_lock(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db *other = db_open(fixture->path, DB_OPEN, &err);

	assert_non_null(other);
	sqlite3_busy_timeout(fixture->db->handle, 50);
	assert_done(db_begin(other, &err), &err);
	assert_fails(db_begin(fixture->db, &err), &err, ERROR_CONFLICT);
	assert_fails(setting_save(fixture->db, "a", "1", &err), &err, ERROR_CONFLICT);
	assert_done(db_commit(other, &err), &err);
	assert_done(setting_save(fixture->db, "a", "1", &err), &err);
	db_close(other);
}

static void test_foreign_commits(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct db *other = db_open(fixture->path, DB_OPEN, &err);
	int64_t version = db_foreign_commits(fixture->db);

	assert_non_null(other);
	assert_int_equal(db_foreign_commits(fixture->db), version);
	assert_done(setting_save(other, "a", "1", &err), &err);
	assert_true(db_foreign_commits(fixture->db) > version);
	version = db_foreign_commits(fixture->db);
	assert_int_equal(db_foreign_commits(fixture->db), version);
	assert_done(setting_save(fixture->db, "a", "2", &err), &err);
	assert_int_equal(db_foreign_commits(fixture->db), version); /* our own */
	assert_done(db_begin(fixture->db, &err), &err);
	assert_done(setting_save(fixture->db, "a", "3", &err), &err);
	db_rollback(fixture->db);
	assert_int_equal(db_foreign_commits(fixture->db), version);
	db_close(other);
}

/* --- the disk is full --- */

static void fill_until_it_fails(struct fixture *fixture, struct error *err)
{
	char *note = mem_new(4001, 1);

	memset(note, 'x', 4000);
	for (int revision = 1; revision < 2000 && err->code == ERROR_NONE; revision++) {
		struct answer_event event = make_event(fixture->assessment, "full", revision, ANSWER_PARTIAL, note);
		answers_append(fixture->db, &event, err);
		answer_event_release(&event);
	}
	free(note);
}

static void test_full_disk(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_event event;

	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "safe");
	tamper(fixture->db, "PRAGMA max_page_count = 60");
	fill_until_it_fails(fixture, &err);
	assert_int_equal(err.code, ERROR_STORAGE);
	assert_non_null(strstr(err.message, "The disk is full; what was saved before is safe"));
	error_release(&err);
	assert_done(answers_load_one(fixture->db, fixture->assessment, "q", &event, &err), &err);
	assert_string_equal(event.response.note, "safe");
	answer_event_release(&event);
	tamper(fixture->db, "PRAGMA max_page_count = 10000");
	append(fixture->db, fixture->assessment, "full", ANSWER_IMPLEMENTED, "there is room again");
	reopen(fixture);
	assert_done(answers_load_one(fixture->db, fixture->assessment, "full", &event, &err), &err);
	assert_string_equal(event.response.note, "there is room again");
	answer_event_release(&event);
}

/* The file system itself says so, in the middle of writing the WAL. */
static int write_under_a_quota(void *data)
{
	struct fixture *fixture = data;
	struct error err = {0};
	struct rlimit limit = {.rlim_cur = 300000, .rlim_max = 300000};
	struct answer_event event;

	signal(SIGXFSZ, SIG_IGN);
	fixture->db = db_open(fixture->path, DB_OPEN, &err);
	if (!fixture->db || setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 1;
	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "safe");
	fill_until_it_fails(fixture, &err);
	if (err.code != ERROR_STORAGE || !strstr(err.message, "The disk is full; what was saved before is safe")) {
		fprintf(stderr, "%s\n", err.message ? err.message : "it never failed");
		return 1;
	}
	error_release(&err);
	if (!answers_load_one(fixture->db, fixture->assessment, "q", &event, &err) ||
	    !str_equal(event.response.note, "safe"))
		return 1;
	return 0;
}

static void test_quota(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_events events;

	db_close(fixture->db);
	fixture->db = NULL;
	assert_int_equal(in_child(write_under_a_quota, fixture, false), 0);
	reopen(fixture);
	assert_done(answers_all(fixture->db, fixture->assessment, 0, &events, &err), &err);
	assert_true(events.count > 2);
	assert_int_equal(events.items[events.count - 1].seq, events.count);
	answer_events_release(&events);
}

static int create_under_a_quota(void *data)
{
	struct fixture *fixture = data;
	struct error err = {0};
	struct rlimit limit = {.rlim_cur = 10000, .rlim_max = 10000};

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || db_open(fixture->path, DB_CREATE, &err))
		return 1;
	if (err.code == ERROR_STORAGE && strstr(err.message, "The disk is full"))
		return 0;
	fprintf(stderr, "%s\n", err.message);
	return 1;
}

static void test_failed_creation_leaves_nothing(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(in_child(create_under_a_quota, fixture, false), 0);
	assert_int_equal(count_names(fixture, ""), 0);
}

/* --- a network drive --- */

static const struct db_options network = {.network = true};

static int open_in_use(void *data)
{
	struct fixture *fixture = data;
	struct error err = {0};
	struct db_options impatient = {.network = true, .busy_ms = 50};

	for (int mode = 0; mode < 2; mode++) {
		struct db *db = db_open_as(fixture->path, mode ? DB_READONLY : DB_OPEN, &impatient, &err);
		if (db || err.code != ERROR_CONFLICT || !strstr(err.message, "open by kacho@")) {
			fprintf(stderr, "%s\n", db ? "opened" : err.message);
			return 1;
		}
		error_release(&err);
	}
	return 0;
}

static void test_network(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};
	struct answer_event event;

	append(fixture->db, fixture->assessment, "q", ANSWER_IMPLEMENTED, "local");
	db_close(fixture->db);
	setenv("LOGNAME", "kacho", 1);
	/* The file comes from a local drive, in WAL. */
	fixture->db = db_open_as(fixture->path, DB_OPEN, &network, &err);
	if (!fixture->db)
		fail_msg("%s", err.message);
	assert_non_null(db_notice(fixture->db));
	assert_journal(fixture->db, "delete");
#ifndef TENKEN_SYNCHRONOUS_OFF
	assert_int_equal(number(fixture->db, "PRAGMA synchronous"), 3);
#endif
	assert_int_equal(count_names(fixture, "-wal"), 0);
	assert_int_equal(count_names(fixture, "-user"), 1);
	append(fixture->db, fixture->assessment, "r", ANSWER_IMPLEMENTED, "network");
	assert_int_equal(in_child(open_in_use, fixture, false), 0);
	db_close(fixture->db);
	assert_int_equal(count_names(fixture, ""), 1);

	fixture->db = db_open_as(fixture->path, DB_READONLY, &network, &err);
	assert_non_null(fixture->db);
	assert_null(db_notice(fixture->db));
	reopen(fixture);
	assert_journal(fixture->db, "wal");
	assert_done(answers_load_one(fixture->db, fixture->assessment, "r", &event, &err), &err);
	assert_string_equal(event.response.note, "network");
	answer_event_release(&event);
}

static void test_network_creation(void **state)
{
	struct fixture *fixture = *state;
	struct error err = {0};

	fixture->db = db_open_as(fixture->path, DB_CREATE, &network, &err);
	if (!fixture->db)
		fail_msg("%s", err.message);
	fill(fixture);
	assert_journal(fixture->db, "delete");
	struct db *again = db_open_as(fixture->path, DB_CREATE, &network, &err);
	assert_null(again);
	assert_non_null(strstr(err.message, "already"));
	error_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_settings_of_the_connection, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_modes_of_what_is_made, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_close_leaves_one_file, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_links, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_what_is_no_database, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_foreign_database_is_left_alone, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_newer_version, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_truncated, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_create_refuses_what_is_there, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_readonly, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_readonly_beside_a_writer, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_where_nothing_may_be_written, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_transactions, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_failed_transaction, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_another_writer_holds_the_lock, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_foreign_commits, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_full_disk, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_quota, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_failed_creation_leaves_nothing, set_up_folder, tear_down),
	        cmocka_unit_test_setup_teardown(test_network, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_network_creation, set_up_folder, tear_down),
	};
	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
