#include <errno.h>

#include "db_private.h"
#include "place.h"
#include "tenken/base/i18n.h"

static bool fail_busy(const char *path, struct error *err)
{
	return error_set(err, ERROR_CONFLICT,
	                 _("%s: Another program holds the database and has not let go of it for 5 seconds; nothing was "
	                   "saved. Wait a little and try again; if it stays so, close tenken where else it is open."),
	                 path);
}

static enum db_advice advised = DB_ADVICE_VERIFY;

enum db_advice db_advise(enum db_advice advice)
{
	enum db_advice before = advised;

	advised = advice;
	return before;
}

const char *db_advice(void)
{
	switch (advised) {
	case DB_ADVICE_VERIFY:
		return _(" See what is wrong with \"tenken verify\", and go back to a backup with \"tenken restore\".");
	case DB_ADVICE_OTHER_BACKUP:
		return _(" It is not put in the place of anything: choose another backup.");
	case DB_ADVICE_RESTORE:
		return _(" Keep it as it is and put the last backup in its place: \"tenken restore FILE\".");
	default:
		return "";
	}
}

static bool fail_damaged(const char *path, struct error *err)
{
	return error_set(err, ERROR_STORAGE, _("%s is damaged: SQLite cannot read all of it.%s"), path, db_advice());
}

static bool fail_readonly(const char *path, int code, struct error *err)
{
	if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY)
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s: Saving was interrupted the last time. Open it once without --readonly, so that what was "
		          "left half done can be put right."),
		        path);
	return error_set(
	        err, ERROR_STORAGE,
	        _("%s: The database or its folder cannot be written to. Ask for the right to write there, or open it "
	          "with --readonly."),
	        path);
}

static int last_number(sqlite3_file *file)
{
	int number = 0;

	if (file && file->pMethods)
		file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number);
	return number;
}

/* SQLite knows of one way in which a disk is full, ENOSPC; a quota or a limit of the file's size is the same to a
 * person. Its sqlite3_system_errno() does not hear of what fails within COMMIT, so the files are asked, too. */
static bool is_disk_full(sqlite3 *handle, int code)
{
	int primary = code & 0xff;
	sqlite3_file *main_file = NULL, *journal = NULL;

	if (primary == SQLITE_FULL)
		return true;
	if (!handle || (primary != SQLITE_IOERR && primary != SQLITE_CANTOPEN))
		return false;
	if (place_is_disk_full(sqlite3_system_errno(handle)))
		return true;
	sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &main_file);
	sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
	return place_is_disk_full(last_number(main_file)) || place_is_disk_full(last_number(journal));
}

bool db_fail(sqlite3 *handle, const char *path, int code, struct error *err)
{
	if (is_disk_full(handle, code))
		return place_fail(path, ENOSPC, err);
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return fail_busy(path, err);
	case SQLITE_READONLY:
		return fail_readonly(path, code, err);
	case SQLITE_CORRUPT:
		return fail_damaged(path, err);
	case SQLITE_NOTADB:
		return error_set(
		        err, ERROR_STORAGE, _("%s is not a database of tenken, or its beginning is damaged.%s"), path,
		        advised == DB_ADVICE_NONE || advised == DB_ADVICE_OTHER_BACKUP
		                ? db_advice()
		                : _(" Name another file with --db, or go back to a backup with \"tenken restore\"."));
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return error_set(err, ERROR_STORAGE,
		                 _("%s: The database or a file beside it cannot be opened. Check that you may read and "
		                   "write the file and its folder, or open it with --readonly."),
		                 path);
	case SQLITE_IOERR:
		return error_set(
		        err, ERROR_STORAGE,
		        _("%s: The disk or the network reported an error (%d/%d); what was saved before is safe. Check "
		          "that the drive is there and has room, then try again."),
		        path, code, handle ? sqlite3_system_errno(handle) : 0);
	default:
		return error_set(err, ERROR_STORAGE, _("%s: The database could not be used (SQLite: %s)."), path,
		                 handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
	}
}
