/* collection_private.h — the office's table of answers (store/collection.h), as it follows from the bodies of submissions. */
#ifndef TENKEN_APP_COLLECTION_PRIVATE_H
#define TENKEN_APP_COLLECTION_PRIVATE_H

#include "tenken/app/office.h"
#include "tenken/store/collection.h"
#include "tenken/store/verify.h"

/* Puts what stands in the submission in the place of what the unit (roster_unit.id) handed in before. To be called in the
 * transaction in which the submission is recorded. Errors: ERROR_STORAGE. */
bool collection_take(struct db *db, int64_t cycle, int64_t unit, const struct json *submission, struct error *err);
/* Folds in what was handed in before there was the table; nothing when the database is read-only. */
bool collection_catch_up(struct db *db, struct error *err);
/* Whether the unit itself says of anything but 適 and 外. Not to be found does not mean that there is nothing. */
bool collection_has_findings(const struct office *office, size_t unit, bool *found, struct error *err);
/* Recomputes the table from the last submission of each unit: a verify_more. */
verify_more collection_verify;

/* Calls `each` for every answer of the newest campaign's last submissions, unit by unit, also where they are not folded in yet. Errors:
 * ERROR_STORAGE, as collection_fold(). */
bool collection_fold_office(const struct office *office, collection_each *each, void *context, struct error *err);
/* Counts another cycle by question, over the units that are wanted, also those that are not folded in yet. Release the counts in any
 * case. Errors: ERROR_STORAGE. */
bool collection_count_cycle(const struct office *office, int64_t cycle, collection_wants *wants, void *context,
                            struct collected_counts *counts, struct error *err);

#endif
