/* migrate.h — how a database comes to be of this program's version.
 *
 * A table of steps, indexed by user_version, each run in one transaction; a new database runs the same steps. Before
 * the first step on a database that holds data a backup `PATH.before-vN` is made beside it. A newer database is
 * refused, a failed step leaves the database as it was; nothing is ever deleted. */
#ifndef TENKEN_STORE_MIGRATE_H
#define TENKEN_STORE_MIGRATE_H

#include <stdbool.h>

#include "tenken/base/error.h"

struct db;

enum { DB_APPLICATION_ID = 0x54454e4b /* "TENK" */ };

/* The version that this program writes. */
int migrate_newest_version(void);

/* Runs the missing steps. Errors: ERROR_STORAGE. */
bool migrate(struct db *db, struct error *err);

#endif
