/* rejected.h — files that the office did not take in: of each unit that has handed in nothing else, the last one and why.
 *
 * Without it a section whose file was damaged on its way looks like one that never sent any. Nothing of the file is believed: whose it
 * is is what it says of itself. */
#ifndef TENKEN_STORE_REJECTED_H
#define TENKEN_STORE_REJECTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/error.h"

struct db;

struct rejected_file {
	int64_t unit; /* roster_unit.id */
	char *file, *reason, *at;
};
struct rejected_files {
	struct rejected_file *items; /* by unit */
	size_t count;
};

/* Puts it in the place of what was kept of the unit. Commits unless a transaction is open. Errors: ERROR_REFUSED: read-only;
 * ERROR_STORAGE. */
bool rejected_keep(struct db *db, int64_t unit, const char *file, const char *reason, const char *at, struct error *err);
/* When something of the unit was taken in. */
bool rejected_forget(struct db *db, int64_t unit, struct error *err);
/* Of the roster of a cycle. Errors: ERROR_STORAGE. */
bool rejected_load(struct db *db, int64_t cycle, struct rejected_files *files, struct error *err);
void rejected_files_release(struct rejected_files *files); /* zeroed is fine */

#endif
