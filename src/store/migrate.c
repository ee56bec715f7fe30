#include "tenken/store/migrate.h"

#include <stdlib.h>

#include "db_private.h"
#include "place.h"
#include "sql.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"
#include "tenken/store/backup.h"

/* steps[n] leads from version n to n + 1. */
static const char *const steps[] = {
        [0] = SQL_STEP_1, [1] = SQL_STEP_2, [2] = SQL_STEP_3, [3] = SQL_STEP_4,
        [4] = SQL_STEP_5, [5] = SQL_STEP_6, [6] = SQL_STEP_7,
};
enum { STEPS = sizeof steps / sizeof *steps };

int migrate_newest_version(void)
{
	return STEPS;
}

bool migrate_refuse_newer(const char *path, int version, struct error *err)
{
	return error_set(
	        err, ERROR_STORAGE,
	        _("%s was written by a newer version of tenken (its format is %d, this program knows %d) and is left "
	          "as it is. Open it with the newer program."),
	        path, version, migrate_newest_version());
}

static bool set_version(struct db *db, int version, struct error *err)
{
	char *sql = sqlite3_mprintf(SQL_SET_USER_VERSION, version);
	bool ok = db_execute(db, sql, err);
	sqlite3_free(sql);
	return ok;
}

/* One step in one transaction. The version is read again inside it: another program may have been faster. */
static bool run_step(struct db *db, const char *const *table, int from, struct error *err)
{
	int version = 0;
	bool ok;

	if (!db_begin(db, err))
		return false;
	ok = db_user_version(db, &version, err);
	if (ok && version == from)
		ok = db_execute(db, table[from], err) && set_version(db, from + 1, err);
	if (ok)
		return db_commit(db, err);
	db_rollback(db);
	return false;
}

enum { NAME_TRIES = 16 };

/* PATH.before-vN; an earlier attempt's backup is kept, and this one gets a number. Another program that opens the same database may
 * take the name that was free a moment ago: then the next one. */
static bool back_up(struct db *db, int version, struct error *err)
{
	char *suffix = str_format(".before-v%d", version);
	bool ok = false;

	for (int i = 0; i < NAME_TRIES; i++) {
		char *path = place_free_name(db->path, suffix);

		error_release(err);
		ok = backup_to(db, path, err);
		free(path);
		if (ok || err->code != ERROR_CONFLICT)
			break;
	}
	free(suffix);
	return ok;
}

bool migrate_run(struct db *db, const char *const *table, int count, struct error *err)
{
	int version = 0;

	if (!db_user_version(db, &version, err))
		return false;
	if (version > count)
		return migrate_refuse_newer(db->path, version, err);
	if (version > 0 && version < count && !back_up(db, count, err))
		return error_at(err, _("Before the database is brought up to date a backup is made, and that failed"));
	for (; version < count; version++)
		if (!run_step(db, table, version, err))
			return error_at(err, _("The database could not be brought up to date and is as it was"));
	return true;
}

bool migrate_to(struct db *db, int version, struct error *err)
{
	return migrate_run(db, steps, version, err);
}

bool migrate(struct db *db, struct error *err)
{
	return migrate_to(db, migrate_newest_version(), err);
}
