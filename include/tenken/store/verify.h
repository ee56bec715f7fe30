/* verify.h — whether the database is what was written. */
#ifndef TENKEN_STORE_VERIFY_H
#define TENKEN_STORE_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/error.h"

struct db;

struct verify_report {
	char **problems; /* one sentence each, in the current language */
	size_t count;
	size_t events;   /* how many events were recomputed */
};
void verify_report_release(struct verify_report *report);

/* Runs SQLite's integrity and foreign-key checks, recomputes every chain up to its recorded head and count, recomputes
 * the tables of current events from the events, and checks that every stored value parses. Damage is listed (at most
 * 100), not an error. Errors: ERROR_STORAGE when the database cannot be read at all. */
bool verify(struct db *db, struct verify_report *report, struct error *err);

#endif
