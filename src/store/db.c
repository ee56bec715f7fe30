#include <stdlib.h>

#include "db_private.h"
#include "sql.h"
#include "tenken/base/i18n.h"

const char *db_path(const struct db *db)
{
	return db->path;
}

const char *db_notice(const struct db *db)
{
	return db->notice;
}

bool db_is_readonly(const struct db *db)
{
	return db->readonly;
}

bool db_execute(struct db *db, const char *sql, struct error *err)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	if (code == SQLITE_OK)
		return true;
	db->failed = db->in_transaction;
	return db_fail(db->handle, db->path, code, err);
}

bool db_number(struct db *db, const char *sql, int64_t *value, struct error *err)
{
	struct query query;
	enum query_step step;

	if (!query_begin(&query, db, sql, err))
		return false;
	step = query_next(&query, err);
	*value = step == QUERY_ROW ? query_get_int(&query, 0) : 0;
	query_end(&query);
	return step != QUERY_FAILED;
}

bool db_user_version(struct db *db, int *version, struct error *err)
{
	int64_t value = 0;

	if (!db_number(db, SQL_GET_USER_VERSION, &value, err))
		return false;
	*version = (int)value;
	return true;
}

/* --- transactions --- */

static bool run(struct db *db, const char *sql, struct error *err)
{
	struct query query;
	return query_begin(&query, db, sql, err) && query_run(&query, err);
}

bool db_begin(struct db *db, struct error *err)
{
	if (db->readonly)
		return error_set(err, ERROR_REFUSED,
		                 _("%s is open for reading only: nothing can be changed. Open it without --readonly."),
		                 db->path);
	if (db->in_transaction)
		return error_set(err, ERROR_SYSTEM, _("%s: A transaction is open already; this is a defect of tenken."),
		                 db->path);
	if (!run(db, SQL_BEGIN_WRITE, err))
		return false;
	db->in_transaction = true;
	db->failed = false;
	return true;
}

bool db_commit(struct db *db, struct error *err)
{
	bool ok;

	if (!db->in_transaction)
		return error_set(err, ERROR_SYSTEM, _("%s: No transaction is open; this is a defect of tenken."),
		                 db->path);
	/* What failed half way, or was rolled back by SQLite itself (a full disk), must not be said to be saved. */
	if (db->failed || sqlite3_get_autocommit(db->handle))
		ok = error_set(err, ERROR_STORAGE,
		               _("%s: Not all of it could be written, so nothing of it was saved. Try again."),
		               db->path);
	else
		ok = run(db, SQL_COMMIT, err);
	if (!ok) {
		db_rollback(db);
		return false;
	}
	db->in_transaction = false;
	return true;
}

void db_rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, SQL_ROLLBACK, NULL, NULL, NULL);
	db->in_transaction = false;
	db->failed = false;
}

bool db_join(struct db *db, bool *own, struct error *err)
{
	*own = !db->in_transaction;
	return *own ? db_begin(db, err) : true;
}

bool db_leave(struct db *db, bool own, bool ok, struct error *err)
{
	if (!own)
		return ok;
	if (ok)
		return db_commit(db, err);
	db_rollback(db);
	return false;
}

int64_t db_foreign_commits(struct db *db)
{
	struct error ignored = {0};
	int64_t version = db->seen_version;

	/* SQLite's number changes with the commits of others alone, but it may also fall: only that it differs counts. */
	if (db_number(db, SQL_GET_DATA_VERSION, &version, &ignored) && version != db->seen_version) {
		db->seen_version = version;
		db->foreign_commits++;
	}
	error_release(&ignored);
	return db->foreign_commits;
}
