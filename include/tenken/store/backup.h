/* backup.h — a copy that is whole, and the way back. */
#ifndef TENKEN_STORE_BACKUP_H
#define TENKEN_STORE_BACKUP_H

#include <stdbool.h>

#include "tenken/base/error.h"

struct db;

/* Copies the database, as of one moment, into a new file (0600) by SQLite's backup interface; written beside, synced,
 * renamed. Errors: ERROR_CONFLICT when `path` exists (nothing is overwritten); ERROR_NOT_FOUND when its folder does
 * not; ERROR_REFUSED while a transaction is open; ERROR_STOPPED (progress.h), and then there is no file; ERROR_STORAGE. */
bool backup_to(struct db *db, const char *path, struct error *err);

/* Puts the backup `from` in the place of the database `path`: checks first that it is ours, whole, and not newer; keeps
 * what was there as PATH.before-restore-YYYYMMDDhhmmss (*kept, caller frees; NULL if there was none). No handle on
 * `path` may be open. A backup of an older version is migrated when it is next opened. Errors: ERROR_INPUT (no backup
 * of ours, damaged, newer), ERROR_NOT_FOUND (no such backup), ERROR_CONFLICT (another program has `path` open),
 * ERROR_USAGE (both are one file; `now` is no moment), ERROR_STORAGE. On error the database is as it was. */
bool backup_restore(const char *from, const char *path, const char *now, char **kept, struct error *err);

#endif
