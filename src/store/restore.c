/* The way back from a backup. At every moment of it either the old database or the new one stands at the path, and the old
 * one is never deleted. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db_private.h"
#include "place.h"
#include "sql.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/store/backup.h"
#include "tenken/store/verify.h"

/* The backup, opened and found whole. NULL on error. */
static struct db *open_backup(const char *from, struct error *err)
{
	static const struct db_options options = {.keep_older = true};
	struct verify_report report = {0};
	struct db *backup = db_open_as(from, DB_READONLY, &options, err);
	bool ok = backup && verify(backup, &report, err);

	/* What is wrong with a file that was handed in is bad input, not a failure of this machine's storage. */
	if (!ok && err->code == ERROR_STORAGE)
		err->code = ERROR_INPUT;
	if (ok && report.count) {
		error_set(err, ERROR_INPUT,
		          _("%s is damaged and is not put in the place of anything. First of what is wrong: %s Choose another "
		            "backup."),
		          from, report.problems[0]);
		ok = false;
	}
	verify_report_release(&report);
	if (ok)
		return backup;
	db_close(backup);
	return NULL;
}

/* "2026-10-01T14:03:21+09:00" → ".before-restore-20261001140321" */
static char *kept_suffix(const char *now)
{
	char digits[15] = "";
	size_t count = 0;

	for (const char *at = now; *at && count < sizeof digits - 1; at++)
		if (isdigit((unsigned char)*at))
			digits[count++] = *at;
	return place_beside(".before-restore-", digits);
}

/* Folds the old database's WAL or journal into its file and makes sure that nobody has it open. A damaged one, which cannot
 * be folded, is left as it is (true): its files are kept side by side. */
static bool settle_old(const char *path, struct error *err)
{
	static const struct db_options options = {.keep_older = true};
	struct error why = {0};
	struct db *old = db_open_as(path, DB_OPEN, &options, &why);
	bool ok = old && db_execute(old, SQL_LOCK_EXCLUSIVE, &why) && db_execute(old, SQL_JOURNAL_DELETE, &why) &&
	          db_execute(old, SQL_BEGIN_EXCLUSIVE, &why) && db_execute(old, SQL_ROLLBACK, &why);

	if (!ok && why.code == ERROR_CONFLICT)
		error_set(err, ERROR_CONFLICT,
		          _("%s is open in another program. Close it there, then restore again; nothing was changed."), path);
	else
		ok = true;
	error_release(&why);
	db_close(old);
	return ok;
}

static bool move_if_there(const char *path, const char *kept, const char *suffix, struct error *err)
{
	char *from = place_beside(path, suffix);
	char *to = place_beside(kept, suffix);
	bool ok = rename(from, to) == 0 || errno == ENOENT || place_fail(from, errno, err);

	free(from);
	free(to);
	return ok;
}

/* Gives what stands at `path` the further name `kept`, its left-overs of an interrupted saving with it: they must be gone
 * before another database stands there, or SQLite would fold them into that. */
static bool keep_old(const char *path, const char *kept, struct error *err)
{
	if (!move_if_there(path, kept, "-wal", err) || !move_if_there(path, kept, "-journal", err) ||
	    !move_if_there(path, kept, "-shm", err))
		return false;
	if (link(path, kept) == 0 || rename(path, kept) == 0)
		return place_sync_folder(path, err);
	return place_fail(kept, errno, err);
}

/* Puts `temporary` at `path`, in one move. */
static bool replace(const char *temporary, const char *path, const char *now, char **kept, struct error *err)
{
	bool is_there = place_exists(path);
	char *suffix, *name;
	bool ok = true;

	if (is_there && !settle_old(path, err))
		return false;
	if (is_there) {
		suffix = kept_suffix(now);
		name = place_free_name(path, suffix);
		ok = keep_old(path, name, err);
		free(suffix);
		if (ok)
			*kept = name;
		else
			free(name);
	}
	if (ok && rename(temporary, path) != 0)
		ok = place_fail(path, errno, err);
	return ok && place_sync_folder(path, err);
}

static bool restore_into(struct db *backup, const char *path, const char *now, char **kept, struct error *err)
{
	char *temporary = place_temporary(path);
	bool ok = backup_copy(backup, temporary, err);

	if (ok) {
		ok = replace(temporary, path, now, kept, err);
		if (!ok)
			place_remove(temporary);
	}
	free(temporary);
	return ok;
}

bool backup_restore(const char *from, const char *path, const char *now, char **kept, struct error *err)
{
	struct db *backup;
	char *folder = path_folder(path);
	char *full = file_make_folder(folder, err) ? place_resolve(path, err) : NULL;
	bool ok = full != NULL;

	*kept = NULL;
	free(folder);
	if (ok && !datetime_is_valid(now))
		ok = error_set(err, ERROR_USAGE, _("\"%s\" is no moment (2026-10-01T14:03:21+09:00)."), now);
	if (ok && place_is_same(from, full))
		ok = error_set(err, ERROR_USAGE, _("%s is the database itself. Name a backup."), from);
	if (ok && place_exists(full) && !place_is_regular(full))
		ok = error_set(err, ERROR_STORAGE, _("%s is a folder, a link or a device. Name a database file."), full);
	backup = ok ? open_backup(from, err) : NULL;
	ok = backup && restore_into(backup, full, now, kept, err);
	db_close(backup);
	if (!ok) {
		free(*kept);
		*kept = NULL;
	}
	free(full);
	return ok;
}
