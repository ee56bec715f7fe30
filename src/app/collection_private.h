/* collection_private.h — the office's tables of answers (store/collection.h), as they follow from the bodies of submissions. */
#ifndef TENKEN_APP_COLLECTION_PRIVATE_H
#define TENKEN_APP_COLLECTION_PRIVATE_H

#include "office_private.h"
#include "tenken/store/collection.h"
#include "tenken/store/verify.h"

/* What is to stand there of a unit. The texts belong to the body, the rest to this. */
struct stated {
	struct collected_answer *items;
	size_t count;
	struct collected_plan *plans; /* of as many; where an item has one it is that at its place */
	char *registers;              /* NULL: there are no records */
};
/* collection_body.c: out of a submission. `seen`: the first due dates of all that the unit handed in, with this one. */
void stated_read(struct stated *stated, const struct json *submission, const struct seen_dues *seen);
void stated_release(struct stated *stated);
/* collection.c: out of all that the unit handed in. Keep *last until `stated` is released, and then free it; *received tells whether
 * it handed in anything, which may be such that it cannot be read (*last without a root). */
bool stated_load(struct stated *stated, struct json_doc **last, bool *received, struct db *db,
                 const struct collected_unit *unit, struct error *err);

/* Puts what stands in the submission in the place of what the unit handed in before. To be called in the transaction in which the
 * submission is recorded. `seen`: as stated_read(). Errors: ERROR_STORAGE. */
bool collection_take(struct db *db, int64_t cycle, int64_t unit, const struct json *submission,
                     const struct seen_dues *seen, struct error *err);
/* Folds in what was handed in before there were these tables; nothing when the database is read-only. Stopping takes it back. */
bool collection_catch_up(struct db *db, struct error *err);
/* Whether the unit itself says of anything but 適 and 外. Not to be found does not mean that there is nothing. */
bool collection_has_findings(const struct office *office, size_t unit, bool *found, struct error *err);
/* Recomputes the table from the last submission of each unit: a verify_more. */
verify_more collection_verify;

/* Calls `each` for every answer of the newest campaign's last submissions, unit by unit, also where they are not folded in yet. Errors:
 * ERROR_STORAGE, as collection_fold(). */
bool collection_fold_office(const struct office *office, collection_each *each, void *context, struct error *err);
/* The same for remarks and plans. */
bool collection_fold_office_remarks(const struct office *office, collection_each *each, void *context,
                                    struct error *err);
bool collection_fold_office_plans(const struct office *office, collection_each *each, void *context, struct error *err);
/* What the registers of each unit are judged by, in the order of the roster (of each a document or NULL, and a NULL behind them all);
 * release it in any case. submission_judge() takes the root of such a document. */
bool collection_registers_load(const struct office *office, char ***documents, struct error *err);
void collection_registers_release(const struct office *office, char **documents);
/* The same of one unit (its id). Caller frees; NULL: it has none. */
bool collection_registers_of(const struct office *office, int64_t unit, char **document, struct error *err);
/* Counts another cycle by question, over the units that are wanted, also those that are not folded in yet. Release the counts in any
 * case. Errors: ERROR_STORAGE. */
bool collection_count_cycle(const struct office *office, int64_t cycle, collection_wants *wants, void *context,
                            struct collected_counts *counts, struct error *err);

#endif
