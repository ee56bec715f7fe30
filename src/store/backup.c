#include "tenken/store/backup.h"

#include <stdlib.h>

#include "db_private.h"
#include "place.h"
#include "sql.h"
#include "tenken/base/i18n.h"
#include "tenken/base/progress.h"

enum { PAGES_AT_ONCE = 256, WAIT_MS = 5000 };

static size_t pages_done(sqlite3_backup *backup)
{
	return (size_t)(sqlite3_backup_pagecount(backup) - sqlite3_backup_remaining(backup));
}

/* SQLITE_DONE, what is wrong, or SQLITE_INTERRUPT: the person stopped it, which is in `err`. */
static int copy_steps(sqlite3_backup *backup, struct error *err)
{
	int code;

	while ((code = sqlite3_backup_step(backup, PAGES_AT_ONCE)) == SQLITE_OK) {
		if (!progress_step(_("Copying"), pages_done(backup), (size_t)sqlite3_backup_pagecount(backup), err))
			return SQLITE_INTERRUPT;
	}
	if (code == SQLITE_DONE)
		progress_step(_("Copying"), 1, 1, err);
	return code;
}

/* A full disk is that of the copy; damage and locks are those of the source. */
static bool copy_fails(struct db *db, sqlite3 *copy, const char *path, int code, struct error *err)
{
	int primary = code & 0xff;
	bool is_source = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_BUSY;

	return code != SQLITE_INTERRUPT &&
	       db_fail(is_source ? db->handle : copy, is_source ? db->path : path, code, err);
}

/* All pages as of one moment: the transaction for reading (BEGIN alone does not read yet) keeps it, whoever writes in between. The copy
 * is put in rollback mode, so that it is one file which can also be read where nothing may be written; opening it as a database sets
 * WAL again. */
static bool copy_pages(struct db *db, sqlite3 *copy, const char *path, struct error *err)
{
	sqlite3_backup *backup;
	int version, code;

	if (!db_execute(db, SQL_BEGIN_READ, err))
		return false;
	backup = db_user_version(db, &version, err) ? sqlite3_backup_init(copy, "main", db->handle, "main") : NULL;
	code = backup ? copy_steps(backup, err) : sqlite3_extended_errcode(copy);
	sqlite3_backup_finish(backup);
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, SQL_ROLLBACK, NULL, NULL, NULL);
	if (code != SQLITE_DONE)
		return err->message ? false : copy_fails(db, copy, path, code, err);
	code = sqlite3_exec(copy, SQL_JOURNAL_DELETE, NULL, NULL, NULL);
	return code == SQLITE_OK || db_fail(copy, path, code, err);
}

bool backup_copy(struct db *db, const char *path, struct error *err)
{
	sqlite3 *copy = NULL;
	int code;
	bool ok;

	if (!place_create(path, err))
		return false;
	code = sqlite3_open_v2(
	        path, &copy,
	        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE, NULL);
	sqlite3_busy_timeout(copy, WAIT_MS);
	ok = code == SQLITE_OK ? copy_pages(db, copy, path, err) : db_fail(copy, path, code, err);
	sqlite3_close(copy);
	ok = ok && place_sync(path, err);
	if (!ok)
		place_remove(path);
	return ok;
}

bool backup_to(struct db *db, const char *path, struct error *err)
{
	char *full, *temporary;
	bool ok;

	if (db->in_transaction)
		return error_set(
		        err, ERROR_REFUSED,
		        _("%s: A change is not finished yet, so no backup can be made of it. Try again afterwards."),
		        db->path);
	full = place_resolve(path, err);
	if (!full)
		return false;
	temporary = place_temporary(full);
	ok = place_is_free(full, err) && backup_copy(db, temporary, err);
	if (ok) {
		ok = place_put(temporary, full, err);
		if (!ok)
			place_remove(temporary);
	}
	free(temporary);
	free(full);
	return ok;
}
