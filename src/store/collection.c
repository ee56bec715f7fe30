#include "tenken/store/collection.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "collection_numbers.h"
#include "db_private.h"
#include "sql.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* They are on disks: a new answer gets a new number, and none is given a second meaning. */
const int collected_answer_numbers[] = {
        [ANSWER_NONE] = 0,           [ANSWER_IMPLEMENTED] = 1, [ANSWER_PARTIAL] = 2, [ANSWER_NOT_IMPLEMENTED] = 3,
        [ANSWER_NOT_APPLICABLE] = 4, [ANSWER_EXCEPTION] = 5,   [ANSWER_UNSURE] = 6,
};
static_assert(sizeof collected_answer_numbers / sizeof *collected_answer_numbers == ANSWERS,
              "every answer has its number");
const int collected_basis_numbers[] = {[BASIS_NONE] = 0, [BASIS_DECLARED] = 1, [BASIS_DERIVED] = 2};
static_assert(sizeof collected_basis_numbers / sizeof *collected_basis_numbers == COLLECTED_BASES,
              "every basis has its number");

/* --- names --- */

/* The number by which the text stands in the rows; a new one where it has none. */
static bool number_of(struct db *db, const char *text, int64_t *id, struct error *err)
{
	struct query query;
	enum query_step step;

	if (!query_begin(&query, db, SQL_COLLECTED_NAME_ID, err))
		return false;
	query_text(&query, text);
	step = query_next(&query, err);
	if (step == QUERY_ROW)
		*id = query_get_int(&query, 0);
	query_end(&query);
	if (step != QUERY_DONE)
		return step == QUERY_ROW;
	if (!db_number(db, SQL_COLLECTED_NAME_NEXT_ID, id, err) ||
	    !query_begin(&query, db, SQL_COLLECTED_NAME_ADD, err))
		return false;
	query_int(&query, *id);
	query_text(&query, text);
	return query_run(&query, err);
}

/* --- writing --- */

static bool clear(struct db *db, int64_t cycle, int64_t unit, struct error *err)
{
	static const char *const statements[] = {SQL_COLLECTED_CLEAR, SQL_COLLECTED_CLEAR_REMARKS,
	                                         SQL_COLLECTED_CLEAR_PLANS, SQL_COLLECTED_CLEAR_REGISTER,
	                                         SQL_COLLECTED_CLEAR_JUDGED};
	struct query query;

	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
		if (!query_begin(&query, db, statements[i], err))
			return false;
		query_int(&query, cycle);
		query_int(&query, unit);
		if (!query_run(&query, err))
			return false;
	}
	if (!query_begin(&query, db, SQL_COLLECTED_NO_LONGER_DUE, err))
		return false;
	query_int(&query, unit);
	return query_run(&query, err);
}

/* The key of a row. */
struct place {
	int64_t cycle, unit, checklist, question;
};

static bool begin_at(struct query *query, struct db *db, const char *sql, const struct place *place, struct error *err)
{
	if (!query_begin(query, db, sql, err))
		return false;
	query_int(query, place->cycle);
	query_int(query, place->unit);
	query_int(query, place->checklist);
	query_int(query, place->question);
	return true;
}

static bool add_remark(struct db *db, const struct place *place, const char *remark, struct error *err)
{
	struct query query;

	if (!begin_at(&query, db, SQL_COLLECTED_ADD_REMARK, place, err))
		return false;
	query_text(&query, remark);
	return query_run(&query, err);
}

/* 20261224; 0: there is none. */
static int64_t number_of_date(struct date date)
{
	return date_is_set(date) ? date.year * 10000 + date.month * 100 + date.day : 0;
}

static bool add_plan(struct db *db, const struct place *place, const struct collected_plan *plan, struct error *err)
{
	struct query query;

	if (!begin_at(&query, db, SQL_COLLECTED_ADD_PLAN, place, err))
		return false;
	query_text(&query, plan->cause);
	query_text(&query, plan->measure);
	query_text(&query, plan->person);
	query_text(&query, plan->evidence);
	query_int(&query, number_of_date(plan->due));
	query_int(&query, number_of_date(plan->first_due));
	query_int(&query, plan->preventive);
	query_int(&query, plan->done);
	return query_run(&query, err);
}

static bool add(struct db *db, struct place *place, const struct collected_answer *answer, struct error *err)
{
	struct query query;

	if (!number_of(db, answer->question, &place->question, err) ||
	    !begin_at(&query, db, SQL_COLLECTED_ADD, place, err))
		return false;
	query_int(&query, collected_answer_numbers[answer->answer]);
	query_int(&query, collected_basis_numbers[answer->basis]);
	query_int(&query, answer->moment);
	query_int(&query, answer->grounds);
	return query_run(&query, err) && (!answer->remark || add_remark(db, place, answer->remark, err)) &&
	       (!answer->plan || add_plan(db, place, answer->plan, err));
}

static bool add_registers(struct db *db, int64_t cycle, int64_t unit, const char *registers, struct error *err)
{
	struct query query;

	if (!query_begin(&query, db, SQL_COLLECTED_ADD_REGISTER, err))
		return false;
	query_int(&query, cycle);
	query_int(&query, unit);
	query_text(&query, registers);
	return query_run(&query, err);
}

bool collection_keep_judged(struct db *db, int64_t cycle, int64_t unit, const char *key, const char *judged,
                            struct error *err)
{
	struct query query;

	if (!query_begin(&query, db, SQL_COLLECTED_KEEP_JUDGED, err))
		return false;
	query_int(&query, cycle);
	query_int(&query, unit);
	query_text(&query, key);
	query_text(&query, judged);
	return query_run(&query, err);
}

bool collection_replace(struct db *db, int64_t cycle, int64_t unit, const struct collected_unit_rows *rows,
                        struct error *err)
{
	struct place place = {.cycle = cycle, .unit = unit};
	const char *last = NULL;
	bool own, ok;

	if (!db_join(db, &own, err))
		return false;
	ok = clear(db, cycle, unit, err);
	for (size_t i = 0; ok && i < rows->count; i++) {
		if (!str_equal(last, rows->answers[i].checklist))
			ok = number_of(db, rows->answers[i].checklist, &place.checklist, err);
		last = rows->answers[i].checklist;
		ok = ok && add(db, &place, &rows->answers[i], err);
	}
	ok = ok && (!rows->registers || add_registers(db, cycle, unit, rows->registers, err));
	return db_leave(db, own, ok, err);
}

/* --- which units there are --- */

void collected_units_release(struct collected_units *units)
{
	for (size_t i = 0; i < units->count; i++)
		free(units->items[i].code);
	free(units->items);
	*units = (struct collected_units){0};
}

bool collection_units(struct db *db, bool due, struct collected_units *units, struct error *err)
{
	struct query query;
	enum query_step step;

	*units = (struct collected_units){0};
	if (!query_begin(&query, db, due ? SQL_COLLECTED_UNITS_DUE : SQL_COLLECTED_UNITS, err))
		return false;
	while ((step = query_next(&query, err)) == QUERY_ROW)
		*MEM_PUSH(units->items, units->count) = (struct collected_unit){
		        .cycle = query_get_int(&query, 0),
		        .unit = query_get_int(&query, 1),
		        .code = query_take_text(&query, 2),
		        .due = query_get_int(&query, 3) != 0,
		};
	query_end(&query);
	if (step == QUERY_FAILED)
		collected_units_release(units);
	return step == QUERY_DONE;
}

bool collection_rows(struct db *db, int64_t *rows, struct error *err)
{
	return db_number(db, SQL_COLLECTED_ROWS, rows, err);
}
