/* custody.h — keeping the database safe: verify, backup, restore.
 *
 * The doors act through this room; what is done is said in store/verify.h and store/backup.h. */
#ifndef TENKEN_APP_CUSTODY_H
#define TENKEN_APP_CUSTODY_H

#include "tenken/store/verify.h"

/* Checks the database at `path`, in an office's also whether the table of answers is what the units handed in, and what is kept of
 * the rules' verdicts what follows from it; nothing is changed.
 * Errors: ERROR_NOT_FOUND, ERROR_STORAGE; damage is in the report. */
bool custody_verify(const char *path, struct verify_report *report, struct error *err);

/* Copies the database at `path` into the new file `to`. Errors: ERROR_CONFLICT when `to` is there. */
bool custody_backup(const char *path, const char *to, struct error *err);

/* Puts the backup `from` in the place of `path`. *kept: where what was there is kept (caller frees; NULL: there was none). */
bool custody_restore(const char *from, const char *path, char **kept, struct error *err);

/* Whether it is the database of a section that takes part in an office's campaign: what it handed in after a backup was made is unknown to
 * that backup, and the office refuses what does not follow from it. */
bool custody_takes_part(const char *path);

/* SHA-256 of a file as 64 hex digits and a NUL. Errors: as file_read(). */
bool custody_file_hash(const char *path, char hex[65], struct error *err);

#endif
