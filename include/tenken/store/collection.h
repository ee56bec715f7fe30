/* collection.h — how all units of the office answered, in rows that are quickly counted.
 *
 * The office keeps each submission whole, as the body of an event (exchanges.h). To count over a city without reading those, it
 * also keeps for each unit on a roster one narrow row for each question that the unit's last submission answers, and beside it what
 * reports on the city need: when it was answered, whether it says why, its remark, its plan, and what the registers are judged by.
 * What the rules say of these changes with the day and is kept for one at most. Whoever takes a submission in replaces the unit's rows in the
 * same transaction. Nothing stands here that does not follow from the bodies; this floor does not look into them, so that who calls
 * says what is in them, and whether it is so is checked above (verify.h).
 *
 * A cycle is read in one scan and counted in C: GROUP BY would take several times as long.
 * Source: docs/formats.md "Bodies", `standing`. */
#ifndef TENKEN_STORE_COLLECTION_H
#define TENKEN_STORE_COLLECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/date.h"
#include "tenken/base/error.h"
#include "tenken/core/answer.h"

struct db;

/* A plan of the city's ledger of improvement. The texts are borrowed; "" where nothing is said. */
struct collected_plan {
	const char *cause, *measure, *person, *evidence;
	struct date due, first_due; /* may be unset; the second is the earliest that the office was told */
	bool preventive, done;
};

/* What stands for one question. The texts are borrowed. */
struct collected_answer {
	const char *checklist, *question; /* their ids */
	enum answer answer;
	enum basis basis;
	/* Of a declared answer. */
	uint32_t moment;                   /* when it was given: datetime_seconds(); 0: not known */
	bool grounds;                      /* its remark or its reason says something */
	const char *remark;                /* NULL: it has none */
	const struct collected_plan *plan; /* NULL: the ledger has none of it */
	/* Where rows are read: numbers of both ids, the same for the same id, and each below some thousands; 0: not numbered. */
	uint32_t checklist_number, question_number;
};

/* All of a unit. */
struct collected_unit_rows {
	const struct collected_answer *answers;
	size_t count;
	const char *
	        registers; /* what its registers are judged by, as a document that is this floor's to keep; NULL: it has none */
};

/* Puts these in the place of all that was there of the unit (`unit`: roster_unit.id) in the cycle; it is then no longer due. Of
 * what is named twice the last counts. Commits unless a transaction is open. Errors: ERROR_REFUSED: read-only; ERROR_STORAGE. */
bool collection_replace(struct db *db, int64_t cycle, int64_t unit, const struct collected_unit_rows *rows,
                        struct error *err);

/* Calls `each` for every row of the cycle, unit by unit in the order of their ids; the texts live until it returns, those of the ids
 * until all are read. `unit`: of this one alone (0: of all).
 * Errors: ERROR_STORAGE, also for a row that cannot be read; what was called before that is then worth nothing. */
typedef void collection_each(void *context, int64_t unit, const struct collected_answer *answer);
bool collection_fold(struct db *db, int64_t cycle, int64_t unit, collection_each *each, void *context,
                     struct error *err);
/* The same for remarks, and for plans: nothing else is set in the answer that `each` is called with. */
bool collection_fold_remarks(struct db *db, int64_t cycle, int64_t unit, collection_each *each, void *context,
                             struct error *err);
bool collection_fold_plans(struct db *db, int64_t cycle, int64_t unit, collection_each *each, void *context,
                           struct error *err);
/* And for what registers are judged by, once for each unit that has some. */
typedef void collection_registers(void *context, int64_t unit, const char *registers);
bool collection_fold_registers(struct db *db, int64_t cycle, int64_t unit, collection_registers *each, void *context,
                               struct error *err);

/* Keeps what the rules say of the unit's registers, in a form that is this floor's to keep, in the place of what was kept, until
 * the unit's rows are replaced; `key` names all that it hangs on. Commits unless a transaction is open. Errors: ERROR_REFUSED: read-only;
 * ERROR_STORAGE. */
bool collection_keep_judged(struct db *db, int64_t cycle, int64_t unit, const char *key, const char *judged,
                            struct error *err);
/* Calls `each` for what is kept under this key. Errors: ERROR_STORAGE. */
bool collection_fold_judged(struct db *db, int64_t cycle, const char *key, collection_registers *each, void *context,
                            struct error *err);

/* --- counting --- */

struct collected_count {
	int64_t unit;   /* by unit: its id; by question: 0 */
	char *question; /* by question: its id; by unit: NULL */
	size_t by_answer[ANSWERS];
};
struct collected_counts {
	struct collected_count *items;
	size_t count;
};
void collected_counts_release(struct collected_counts *counts); /* zeroed is fine */
/* For each unit with rows in the cycle, by its id; for each question (in whichever checklists), by its text. */
bool collection_count_units(struct db *db, int64_t cycle, struct collected_counts *counts, struct error *err);
bool collection_count_questions(struct db *db, int64_t cycle, struct collected_counts *counts, struct error *err);

/* The same over those units alone for which `wants` says so; it is asked once for each. */
typedef bool collection_wants(void *context, int64_t unit);
bool collection_count_questions_of(struct db *db, int64_t cycle, collection_wants *wants, void *context,
                                   struct collected_counts *counts, struct error *err);

/* --- which units there are --- */

struct collected_unit {
	int64_t cycle, unit;
	char *code;
	bool due; /* it handed in before there was this table, and is still to be folded in */
};
struct collected_units {
	struct collected_unit *items;
	size_t count;
};
void collected_units_release(struct collected_units *units); /* zeroed is fine */
/* All units on the rosters of all cycles, or only those that are due. */
bool collection_units(struct db *db, bool due, struct collected_units *units, struct error *err);
/* How many rows there are over all cycles, of every kind, also such as belong to no unit. */
bool collection_rows(struct db *db, int64_t *rows, struct error *err);

#endif
