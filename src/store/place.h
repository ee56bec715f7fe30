/* place.h — the database as a file: what stands at a path, and how a new file comes to stand there.
 *
 * A database that this process has open is never opened by any other way than SQLite's: closing a descriptor drops the
 * process's locks on the file, also those that SQLite counts on. Hence nothing here opens a file but a new one. */
#ifndef TENKEN_STORE_PLACE_H
#define TENKEN_STORE_PLACE_H

#include <stdbool.h>

#include "tenken/base/error.h"

/* What the machine's error number means for the person who uses `path`. Returns false. */
bool place_fail(const char *path, int number, struct error *err);
bool place_is_disk_full(int number);

/* The real path of the folder, and the last name as it was given (which may be a link: that is refused later). The
 * caller frees. Errors: ERROR_NOT_FOUND (no such folder), ERROR_USAGE (no file name). */
char *place_resolve(const char *path, struct error *err);
/* Whether something that can be a database stands there. Errors: ERROR_NOT_FOUND (nothing), ERROR_STORAGE (a folder, a
 * link, no regular file, empty). */
bool place_check(const char *path, struct error *err);
/* Whether the file may be written to, and its folder, which WAL needs. Errors: ERROR_STORAGE. */
/* Sets `err` for a file that may not be read: whose it is, and what can be done. Returns false. */
bool place_fail_unreadable(const char *path, struct error *err);
bool place_check_writable(const char *path, struct error *err);
/* Whether anything (also a broken link) has this name. */
bool place_exists(const char *path);
/* Whether it is a regular file, and no link to one. */
bool place_is_regular(const char *path);
/* Errors: ERROR_CONFLICT when something has this name. */
bool place_is_free(const char *path, struct error *err);
/* Whether there is a file with something in it. */
bool place_has_content(const char *path);
/* Whether both paths lead to the same file. */
bool place_is_same(const char *a, const char *b);

/* Makes an empty file, 0600. Errors: ERROR_CONFLICT (something is there), ERROR_STORAGE. */
bool place_create(const char *path, struct error *err);
/* Removes a database that this program has just made, with what SQLite puts beside it. */
void place_remove(const char *path);
/* PATH followed by `suffix`; the caller frees. */
char *place_beside(const char *path, const char *suffix);
/* A name beside `path` that nobody uses; the caller frees. */
char *place_temporary(const char *path);
/* The first of PATHSUFFIX, PATHSUFFIX-2, PATHSUFFIX-3 … that is free; the caller frees. */
char *place_free_name(const char *path, const char *suffix);
/* Gives the file `from` the name `to` in the same folder, where nothing may stand yet, and syncs the folder.
 * Errors: ERROR_CONFLICT, ERROR_STORAGE. */
bool place_put(const char *from, const char *to, struct error *err);
/* Waits until the file (the folder that holds it) is on the disk. Errors: ERROR_STORAGE. */
bool place_sync(const char *path, struct error *err);
bool place_sync_folder(const char *path, struct error *err);

/* Who uses this machine: "tanaka@pc-0123"; the caller frees. */
char *place_user(void);

#endif
