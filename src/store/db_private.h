/* db_private.h — what the rooms of this floor share and nobody above sees: the handle, statements, chains.
 *
 * A statement is prepared once a connection and kept (query_begin); a query that has been begun is always ended,
 * because one that is left half read holds back the checkpoint. All writing goes through db_join() and db_leave(), so
 * that a room need not know whether its caller has a transaction open. */
#ifndef TENKEN_STORE_DB_PRIVATE_H
#define TENKEN_STORE_DB_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "tenken/base/error.h"
#include "tenken/store/answers.h"
#include "tenken/store/chain.h"
#include "tenken/store/db.h"
#include "tenken/store/exchanges.h"
#include "tenken/store/records.h"

struct statement {
	const char *sql; /* a constant of sql.h, known by its address */
	sqlite3_stmt *stmt;
};

struct db {
	sqlite3 *handle;
	char *path;
	char *notice;
	char *user_note; /* network only: the file that says who has the database open; removed on closing */
	int busy_ms;
	bool readonly;
	bool network;
	bool in_transaction;
	bool failed; /* a statement of this transaction failed half way: it can no longer be committed */
	int64_t foreign_commits;
	int64_t seen_version; /* SQLite's data_version when last looked at */
	struct statement *statements;
	size_t statements_count;
};

/* --- db_open.c --- */

struct db_options {
	bool network;    /* open as on a network drive, also where there is none */
	bool keep_older; /* an older version is neither migrated nor refused */
	int busy_ms;     /* how long to wait for somebody else's lock; 0: 5 seconds */
};
/* db_open() with options; NULL: none. */
struct db *db_open_as(const char *path, enum db_mode mode, const struct db_options *options, struct error *err);
/* An empty database in memory, configured as all are, without tables: what the tests and verify() compare with. */
struct db *db_open_memory(struct error *err);

/* --- db_error.c --- */

/* Says what SQLite's `code` means for the person who uses the database at `path`. `handle` (may be NULL) gives the
 * details. Returns false. */
/* In the current language, to be put behind a sentence; "" for none. Borrowed for ever. */
const char *db_advice(void);
bool db_fail(sqlite3 *handle, const char *path, int code, struct error *err);

/* --- db.c --- */

/* Runs statements without parameters and without interest in their rows. */
bool db_execute(struct db *db, const char *sql, struct error *err);
/* One number, as most PRAGMAs answer. */
bool db_number(struct db *db, const char *sql, int64_t *value, struct error *err);
bool db_user_version(struct db *db, int *version, struct error *err);

/* Joins the transaction that is open (*own false) or begins one (*own true). */
bool db_join(struct db *db, bool *own, struct error *err);
/* Ends what db_join() began: commits when `ok`, else rolls back. A joined transaction is left to its owner. Returns
 * whether all went well. */
bool db_leave(struct db *db, bool own, bool ok, struct error *err);

/* --- query.c --- */

struct query {
	struct db *db;
	sqlite3_stmt *stmt;
	struct chain_fields *fields; /* when set, what is bound is added to it as well */
	int parameters;              /* bound so far */
	int code;                    /* of SQLite, extended; SQLITE_OK until something fails */
};
enum query_step { QUERY_ROW, QUERY_DONE, QUERY_FAILED };

bool query_begin(struct query *query, struct db *db, const char *sql, struct error *err);
/* Bind the next parameter. `text` is borrowed until query_end(); NULL counts as "". */
void query_int(struct query *query, int64_t value);
void query_text(struct query *query, const char *text);
/* The next row. On failure `err` is set and an open transaction can no longer be committed. */
enum query_step query_next(struct query *query, struct error *err);
int64_t query_get_int(const struct query *query, int column);
const char *query_get_text(const struct query *query, int column); /* never NULL; borrowed until the next step */
char *query_take_text(const struct query *query, int column);      /* a copy; the caller frees */
void query_end(struct query *query);
/* Runs a query that has no rows to its end and ends it. */
bool query_run(struct query *query, struct error *err);
/* Whether the query failed because a row with the same key is there. */
bool query_is_duplicate(const struct query *query);
/* A constraint refused the statement and SQLite has undone it alone: the transaction may still be committed. */
void query_forgive(struct query *query);
/* Closes all statements of the connection. */
void query_finalize(struct db *db);

/* --- chain_head.c --- */

/* What the chains are called in chain_head and in the hash. */
extern const char chain_answers[];
extern const char chain_facts[];
extern const char chain_records[];
extern const char chain_exchanges[];

struct chain_head {
	int64_t count;
	char hash[CHAIN_HEX + 1]; /* "" while count is 0 */
};
/* Read and moved on inside one transaction: another process may write in between otherwise. */
bool chain_head_load(struct db *db, const char *name, struct chain_head *head, struct error *err);
bool chain_head_save(struct db *db, const char *name, const struct chain_head *head, struct error *err);

/* The digest of a row that may be overwritten: begin, bind the row's columns with query->fields set, end. */
void row_sum_init(struct chain_fields *fields, const char *table);
/* Binds the digest as the next parameter; `hex` must live until query_end(). Releases `fields`. */
void row_sum_bind(struct query *query, struct chain_fields *fields, char hex[33]);

/* --- answer_row.c --- */

bool event_kind_parse(enum event_kind *kind, const char *code);
/* Whether everything in `event` can be stored and read back. Errors: ERROR_INPUT, which says what cannot. */
bool answer_event_check(const struct answer_event *event, struct error *err);
/* Binds all columns of SQL_ANSWER_COLUMNS. `due` must live until query_end(). */
void answer_row_bind(struct query *query, const struct answer_event *event, char due[11]);
/* Reads SQL_ANSWER_COLUMNS. `event` is initialised here; on error it holds nothing. */
bool answer_row_read(const struct query *query, struct answer_event *event, struct error *err);

/* --- records.c --- */

bool record_event_kind_parse(enum record_event_kind *kind, const char *code);

/* --- exchanges.c --- */

bool exchange_kind_parse(enum exchange_kind *kind, const char *code);

/* --- migrate.c --- */

/* Runs steps[user_version] … steps[count - 1], each in one transaction, after a backup when there is data. */
bool migrate_run(struct db *db, const char *const *steps, int count, struct error *err);
/* Runs this program's steps up to `version`. */
bool migrate_to(struct db *db, int version, struct error *err);
/* Says that the database is newer than the program; returns false. */
bool migrate_refuse_newer(const char *path, int version, struct error *err);

/* --- backup.c --- */

/* Copies the whole database into the new file `path` (0600), which is synced. On error there is no such file. */
bool backup_copy(struct db *db, const char *path, struct error *err);

#endif
