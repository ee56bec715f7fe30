#include "tenken/app/custody.h"

#include "collection_private.h"
#include "office_judged.h"
#include "tenken/app/office.h"
#include "tenken/base/file.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/store/backup.h"
#include "tenken/store/chain.h"
#include "tenken/store/db.h"
#include "tenken/store/exchanges.h"
#include "tenken/store/unit.h"

enum { HASHED_LIMIT_BYTES = 256 * 1024 * 1024 };

bool custody_verify(const char *path, struct verify_report *report, struct error *err)
{
	*report = (struct verify_report){0};
	/* Also one of an earlier version, as a copy from before an update is: it is looked at as it is. */
	enum db_advice before = db_advise(DB_ADVICE_RESTORE);
	struct db *db = db_open(path, DB_LOOK, err);
	bool ok = db && verify_with(db, collection_verify, report, err);
	db_close(db);
	db_advise(before);
	/* A database that is damaged need not open as an office's. */
	if (ok && !report->older && !report->count && office_is_at(path) && !office_judged_verify(path, report, err)) {
		verify_report_release(report);
		ok = false;
	}
	return ok;
}

bool custody_backup(const char *path, const char *to, struct error *err)
{
	struct db *db = db_open(path, DB_READONLY, err);
	bool ok = db && backup_to(db, to, err);
	db_close(db);
	return ok;
}

/* A section's backup in the place of the office's database, or the other way round, is a slip. What cannot be opened there is what
 * a backup is for: it is no objection. */
static bool same_sort(const char *from, const char *path, struct error *err)
{
	struct error ignored = {0};
	struct db *there = db_open(path, DB_LOOK, &ignored);
	bool opens = there != NULL;
	db_close(there);
	error_release(&ignored);
	if (!opens || office_is_at(path) == office_is_at(from))
		return true;
	if (office_is_at(path))
		return error_set(err, ERROR_REFUSED, _("%s is the office's database, and %s is no backup of one. Name the database to "
		                                       "restore with --db. Nothing was changed."), path, from);
	return error_set(err, ERROR_REFUSED, _("%s is a section's database, and %s is a backup of an office's. Name the database to "
	                                       "restore with --db. Nothing was changed."), path, from);
}

bool custody_restore(const char *from, const char *path, char **kept, struct error *err)
{
	char now[26];
	*kept = NULL;
	if (!file_exists(from))
		return error_set(err, ERROR_NOT_FOUND, _("There is no backup %s. Nothing was changed."), from);
	return same_sort(from, path, err) && backup_restore(from, path, platform_now(now), kept, err);
}

bool custody_takes_part(const char *path)
{
	struct error ignored = {0};
	struct cycle cycle = {0};
	struct exchange_event event = {0};
	struct unit unit = {0};
	struct db *db = office_is_at(path) ? NULL : db_open(path, DB_READONLY, &ignored);
	bool found = db && unit_load(db, &unit, &ignored) && cycle_current(db, &cycle, &ignored) &&
	             exchanges_last(db, cycle.id, unit.code, EXCHANGE_CAMPAIGN, &event, &ignored) && event.seq;
	exchange_event_release(&event);
	cycle_release(&cycle);
	unit_release(&unit);
	db_close(db);
	error_release(&ignored);
	return found;
}

bool custody_file_hash(const char *path, char hex[65], struct error *err)
{
	struct strbuf bytes = STRBUF_INIT;
	bool ok = file_read(&bytes, path, HASHED_LIMIT_BYTES, err);
	if (ok)
		chain_sha256(bytes.text, bytes.len_bytes, hex);
	strbuf_release(&bytes);
	return ok;
}
