/* db.h — the one database file of a workplace: opening, transactions, closing.
 *
 * SQLite in WAL with synchronous=FULL; a commit that has returned is on the disk. On a network file system it is opened
 * in DELETE/EXTRA with an exclusive lock, because WAL needs shared memory: db_notice() then holds one sentence for the
 * person. Writers begin IMMEDIATE. Everything of SQLite stays on this floor; every statement stands in sql.h. */
#ifndef TENKEN_STORE_DB_H
#define TENKEN_STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "tenken/base/error.h"

struct db;

enum db_mode {
	DB_OPEN,     /* must exist */
	DB_CREATE,   /* must not exist; its folder is made (0700), the file is 0600 */
	DB_READONLY, /* must exist; nothing is written, not even a migration */
	DB_LOOK,     /* the same, also of an older version: only for what every version has (settings) */
};

/* Opens the database at `path` and brings it to the newest version (backup first, see migrate.h).
 * Errors: ERROR_NOT_FOUND (none there), ERROR_CONFLICT (DB_CREATE and one is there; in use by somebody on a network
 * drive), ERROR_STORAGE: not ours, of a newer version, damaged, read-only folder, full disk; the message says what to
 * do. On error NULL, and what was there is as it was. Close with db_close(). */
struct db *db_open(const char *path, enum db_mode mode, struct error *err);
/* Whether a new database may stand at `path`, as far as that can be told without making anything. Errors: ERROR_STORAGE: its folder, or
 * the nearest there is above it, takes no files; the message says where it might stand. `err` comes empty. */
bool db_may_be_made(const char *path, struct error *err);
/* An empty database in memory, with this program's tables: for what is only looked at. On error NULL. */
struct db *db_open_scratch(struct error *err);
/* Checkpoints, so that one file can be copied, and closes. NULL is fine. */
void db_close(struct db *db);

const char *db_path(const struct db *db);   /* borrowed */
const char *db_notice(const struct db *db); /* a sentence to show once, or NULL; borrowed */
bool db_is_readonly(const struct db *db);

/* A write transaction. Every begin is followed by exactly one commit or rollback. Functions that write in other rooms
 * of this floor join a transaction that is open, or make one of their own.
 * Errors: ERROR_STORAGE; ERROR_CONFLICT when another process holds the lock longer than 5 s; ERROR_REFUSED when
 * read-only. */
bool db_begin(struct db *db, struct error *err);
/* When it returns true the data is on the disk. On failure the transaction is rolled back. */
bool db_commit(struct db *db, struct error *err);
void db_rollback(struct db *db);

/* A number that rises when somebody else has written: every commit through another handle or by another process, never one of
 * our own. By it a screen sees that it must read anew. */
int64_t db_foreign_commits(struct db *db);

/* What messages on damage advise: to verify and then restore; where that is being done already, to restore, or to choose another backup;
 * in a list of what is wrong, nothing. Returns what was advised until then. */
enum db_advice { DB_ADVICE_VERIFY, DB_ADVICE_RESTORE, DB_ADVICE_OTHER_BACKUP, DB_ADVICE_NONE };
enum db_advice db_advise(enum db_advice advice);

#endif
