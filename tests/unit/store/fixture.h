/* fixture.h — what the tests of this floor begin with: a folder of their own with a small database in it. */
#ifndef TENKEN_TESTS_STORE_FIXTURE_H
#define TENKEN_TESTS_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db_private.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/store/records.h"
#include "tenken/store/unit.h"

static const char moment[] = "2026-10-01T14:03:21+09:00";

/* The call succeeded / failed with `wanted`; the message is shown when not. */
#define assert_done(call, err)                                                                                         \
	do {                                                                                                           \
		if (!(call))                                                                                           \
			fail_msg("%s: %s", #call, (err)->message ? (err)->message : "no message");                     \
	} while (0)
#define assert_fails(call, err, wanted)                                                                                \
	do {                                                                                                           \
		if (call)                                                                                              \
			fail_msg("%s: should have failed", #call);                                                     \
		if ((err)->code != (wanted))                                                                           \
			fail_msg("%s: code %d, message %s", #call, (err)->code,                                        \
			         (err)->message ? (err)->message : "none");                                            \
		assert_non_null((err)->message);                                                                       \
		assert_true(strlen((err)->message) > 20);                                                              \
		error_release(err);                                                                                    \
	} while (0)

struct fixture {
	char folder[64];
	char *path; /* of the database */
	struct db *db;
	int64_t cycle;
	int64_t assessment;
};

static inline int remove_entry(const char *path, const struct stat *info, int flag, struct FTW *place)
{
	(void)info, (void)flag, (void)place;
	return remove(path);
}

static inline void remove_tree(const char *folder)
{
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* FOLDER/name; the caller frees. */
static inline char *in_folder(const struct fixture *fixture, const char *name)
{
	return path_join(fixture->folder, name);
}

/* Unit, one cycle, one checklist. */
static inline void fill(struct fixture *fixture)
{
	struct error err = {0};
	struct unit unit = {.code = (char *)"0012", .bureau = (char *)"総務局", .name = (char *)"情報課"};
	struct cycle cycle = {.fiscal_year = 2026, .pack = (char *)"kobe-5.10", .due = (char *)"2026-12-25"};
	struct assessment assessment = {.checklist = (char *)"info_manager", .role = (char *)"info_manager"};

	assert_done(unit_save(fixture->db, &unit, &err), &err);
	assert_done(cycle_add(fixture->db, &cycle, &err), &err);
	assessment.cycle = cycle.id;
	assert_done(assessment_add(fixture->db, &assessment, &err), &err);
	fixture->cycle = cycle.id;
	fixture->assessment = assessment.id;
}

/* Only the folder. */
static inline int set_up_folder(void **state)
{
	struct fixture *fixture = mem_new(1, sizeof *fixture);

	i18n_set_language(LANGUAGE_EN);
	snprintf(fixture->folder, sizeof fixture->folder, "/tmp/tenken-store-XXXXXX");
	if (!mkdtemp(fixture->folder))
		return -1;
	fixture->path = in_folder(fixture, "tenken.db");
	*state = fixture;
	return 0;
}

static inline int set_up(void **state)
{
	struct error err = {0};
	struct fixture *fixture;

	if (set_up_folder(state) != 0)
		return -1;
	fixture = *state;
	fixture->db = db_open(fixture->path, DB_CREATE, &err);
	if (!fixture->db) {
		print_error("%s\n", err.message);
		error_release(&err);
		return -1;
	}
	fill(fixture);
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *fixture = *state;

	db_close(fixture->db);
	remove_tree(fixture->folder);
	free(fixture->path);
	free(fixture);
	return 0;
}

static inline void reopen(struct fixture *fixture)
{
	struct error err = {0};

	db_close(fixture->db);
	fixture->db = db_open(fixture->path, DB_OPEN, &err);
	if (!fixture->db)
		fail_msg("%s", err.message);
}

/* An event with everything set that must be. */
static inline struct answer_event make_event(int64_t assessment, const char *question, int revision, enum answer answer,
                                             const char *note)
{
	struct answer_event event;

	answer_event_init(&event);
	event.assessment = assessment;
	event.revision = revision;
	event.response.answer = answer;
	str_assign(&event.question, question);
	str_assign(&event.response.note, note);
	str_assign(&event.actor, "情報課長");
	str_assign(&event.at, moment);
	return event;
}

/* Appends the next revision of `question` by kind; returns its seq. */
static inline int64_t append_kind(struct db *db, int64_t assessment, const char *question, enum event_kind kind,
                                  enum answer answer, const char *note)
{
	struct error err = {0};
	struct answer_event current, event;
	int64_t seq;

	assert_done(answers_load_one(db, assessment, question, &current, &err), &err);
	event = make_event(assessment, question, current.revision + 1, answer, note);
	event.kind = kind;
	assert_done(answers_append(db, &event, &err), &err);
	seq = event.seq;
	answer_event_release(&current);
	answer_event_release(&event);
	return seq;
}

static inline int64_t append(struct db *db, int64_t assessment, const char *question, enum answer answer,
                             const char *note)
{
	return append_kind(db, assessment, question, EVENT_ANSWER, answer, note);
}

/* Appends the next revision of a record. */
static inline void append_record(struct db *db, const char *owner, const char *record, int revision,
                                 enum record_event_kind kind, const char *fields)
{
	struct error err = {0};
	struct record_event event = {.owner = (char *)owner,
	                             .record = (char *)record,
	                             .revision = revision,
	                             .kind = kind,
	                             .fields = (char *)fields,
	                             .actor = (char *)"情報課長",
	                             .acted_for = (char *)"",
	                             .at = (char *)moment};

	assert_done(records_append(db, &event, &err), &err);
}

/* Statements past all guards, as somebody with a tool of his own would run them. */
static inline void tamper(struct db *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db->handle, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
}

/* Every row of every table, with the type of each value; NULL when the file cannot be read. The caller frees. */
static inline char *dump_handle(sqlite3 *handle)
{
	struct strbuf out = STRBUF_INIT;
	sqlite3_stmt *tables = NULL;
	int code = sqlite3_prepare_v2(handle, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", -1,
	                              &tables, NULL);

	while (code == SQLITE_OK && (code = sqlite3_step(tables)) == SQLITE_ROW) {
		char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" NOT INDEXED", sqlite3_column_text(tables, 0));
		sqlite3_stmt *rows = NULL;

		strbuf_addf(&out, "%s\n", (const char *)sqlite3_column_text(tables, 0));
		code = sqlite3_prepare_v2(handle, sql, -1, &rows, NULL);
		while (code == SQLITE_OK && sqlite3_step(rows) == SQLITE_ROW) {
			for (int i = 0; i < sqlite3_column_count(rows); i++) {
				strbuf_addf(&out, "|%d:%d:", sqlite3_column_type(rows, i),
				            sqlite3_column_bytes(rows, i));
				strbuf_add_bytes(&out, sqlite3_column_blob(rows, i) ? sqlite3_column_blob(rows, i) : "",
				                 (size_t)sqlite3_column_bytes(rows, i));
			}
			strbuf_add(&out, "\n");
		}
		int done = sqlite3_finalize(rows);
		code = code == SQLITE_OK ? done : code;
		sqlite3_free(sql);
	}
	sqlite3_finalize(tables);
	if (code == SQLITE_DONE)
		return strbuf_take(&out);
	strbuf_release(&out);
	return NULL;
}

static inline char *dump(struct db *db)
{
	return dump_handle(db->handle);
}

/* The whole file; fails the test when there is none. */
static inline void read_all(struct strbuf *out, const char *path)
{
	struct error err = {0};
	assert_done(file_read(out, path, 64u << 20, &err), &err);
}

/* Over whatever stands there: file_write() would not write over a database. */
static inline void write_all(const char *path, const char *bytes, size_t len_bytes)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len_bytes, file), len_bytes);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0600), 0);
}

/* How many names in the folder contain `part`. */
static inline size_t count_names(const struct fixture *fixture, const char *part)
{
	struct error err = {0};
	struct file_names names = {0};
	size_t count = 0;

	assert_done(file_list(&names, fixture->folder, &err), &err);
	for (size_t i = 0; i < names.count; i++)
		count += strstr(names.names[i], part) != NULL;
	file_names_release(&names);
	return count;
}

/* Runs `work` in a child that may not do all (root gives its rights up); its result is the exit status. */
static inline int in_child(int (*work)(void *), void *data, bool as_nobody)
{
	int status = -1;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		if (as_nobody && geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(99);
		_exit(work(data));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
