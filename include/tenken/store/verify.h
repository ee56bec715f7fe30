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
	bool older;      /* of an earlier version: its file and its tables were checked, and no event recomputed */
};
void verify_report_release(struct verify_report *report);
/* Adds one sentence, made safe, unless the report is full. */
void verify_report_add(struct verify_report *report, const char *fmt, ...) TENKEN_PRINTF(2, 3);

/* Runs SQLite's integrity and foreign-key checks, recomputes every chain up to its recorded head and count, recomputes
 * the tables of current events from the events, and checks that every stored value parses. Damage is listed (at most
 * 100), not an error. Errors: ERROR_STORAGE when the database cannot be read at all; ERROR_STOPPED (progress.h). */
bool verify(struct db *db, struct verify_report *report, struct error *err);

/* The same, and behind it `more` (may be NULL): what only a floor above can recompute, because it knows what the bodies of events
 * say. It is called inside the same transaction, for databases of this version only, and adds what it finds to the report. When it
 * returns false with ERROR_STORAGE, that is a finding, too. */
typedef bool verify_more(struct db *db, struct verify_report *report, struct error *err);
bool verify_with(struct db *db, verify_more *more, struct verify_report *report, struct error *err);

#endif
