/* The way back from a backup. The old database is never deleted, and, where the file system allows a file two names, at
 * every moment either the old one or the new one stands at the path. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db_private.h"
#include "place.h"
#include "sql.h"
#include "tenken/base/file.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform_file.h"
#include "tenken/store/backup.h"
#include "tenken/store/verify.h"

/* The backup, opened and found whole. NULL on error. */
static struct db *open_backup(const char *from, struct error *err)
{
	static const struct db_options options = {.keep_older = true};
	struct verify_report report = {0};
	enum db_advice before = db_advise(DB_ADVICE_OTHER_BACKUP);
	struct db *backup = db_open_as(from, DB_READONLY, &options, err);
	bool ok = backup && verify(backup, &report, err);

	db_advise(before);

	/* What is wrong with a file that was handed in is bad input, not a failure of this machine's storage. */
	if (!ok && err->code == ERROR_STORAGE)
		err->code = ERROR_INPUT;
	if (ok && report.count) {
		error_set(err, ERROR_INPUT,
		          _("%s is damaged and is not put in the place of anything. First of what is wrong: %s Choose "
		            "another backup."),
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

/* Folds the old database's WAL or journal into its file and makes sure that nobody has it open. A damaged one, which
 * cannot be folded, is left as it is (true): its files are kept side by side. */
static bool settle_old(const char *path, struct error *err)
{
	static const struct db_options options = {.keep_older = true};
	struct error why = {0};
	struct db *old = db_open_as(path, DB_OPEN, &options, &why);
	bool ok = old && db_execute(old, SQL_LOCK_EXCLUSIVE, &why) && db_execute(old, SQL_JOURNAL_DELETE, &why) &&
	          db_execute(old, SQL_BEGIN_EXCLUSIVE, &why) && db_execute(old, SQL_ROLLBACK, &why);

	if (!ok && why.code == ERROR_CONFLICT)
		error_set(err, ERROR_CONFLICT,
		          _("%s is open in another program. Close it there, then restore again; nothing was changed."),
		          path);
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
	bool ok = platform_rename(from, to) || errno == ENOENT || place_fail(from, errno, err);

	free(from);
	free(to);
	return ok;
}

/* What an interrupted saving leaves beside a database. */
static const char *const left_overs[] = {"-wal", "-journal", "-shm"};
enum { LEFT_OVERS = sizeof left_overs / sizeof *left_overs };

/* Undoes keep_old(), also when that came to a stop half way. */
static void give_back(const char *path, const char *kept)
{
	struct error ignored = {0};

	if (place_is_same(path, kept))
		platform_remove(kept);
	else if (place_exists(kept) && !place_exists(path))
		platform_rename(kept, path);
	for (size_t i = 0; i < LEFT_OVERS; i++)
		move_if_there(kept, path, left_overs[i], &ignored);
	error_release(&ignored);
}

/* Gives what stands at `path` the further name `kept` (where the file system knows no further names: moves it), and its
 * left-overs with it: they must be gone before another database stands there, or SQLite would fold them into that. */
static bool keep_old(const char *path, const char *kept, struct error *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < LEFT_OVERS; i++)
		ok = move_if_there(path, kept, left_overs[i], err);
	if (ok && !platform_link(path, kept) && !platform_rename(path, kept))
		ok = place_fail(kept, errno, err);
	ok = ok && place_sync_folder(path, err);
	if (!ok)
		give_back(path, kept);
	return ok;
}

/* Puts `temporary` at `path`, in one move; *kept is what the old database is then called. */
static bool replace(const char *temporary, const char *path, const char *now, char **kept, struct error *err)
{
	char *suffix, *name = NULL;
	bool ok = true;

	if (place_exists(path)) {
		if (!settle_old(path, err))
			return false;
		suffix = kept_suffix(now);
		name = place_free_name(path, suffix);
		ok = keep_old(path, name, err);
		free(suffix);
	}
	if (ok && !platform_rename(temporary, path)) {
		ok = place_fail(path, errno, err);
		if (name)
			give_back(path, name);
	}
	if (ok)
		*kept = name;
	else
		free(name);
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
		ok = error_set(err, ERROR_STORAGE, _("%s is a folder, a link or a device. Name a database file."),
		               full);
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
