#include "tenken/store/collection.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db_private.h"
#include "sql.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* What the numbers in the table mean. They are on disks: a new answer gets a new number, and none is given a second meaning. */
static const int answer_numbers[] = {
        [ANSWER_NONE] = 0,           [ANSWER_IMPLEMENTED] = 1, [ANSWER_PARTIAL] = 2, [ANSWER_NOT_IMPLEMENTED] = 3,
        [ANSWER_NOT_APPLICABLE] = 4, [ANSWER_EXCEPTION] = 5,   [ANSWER_UNSURE] = 6,
};
static_assert(sizeof answer_numbers / sizeof *answer_numbers == ANSWERS, "every answer has its number");
static const int basis_numbers[] = {[BASIS_NONE] = 0, [BASIS_DECLARED] = 1, [BASIS_DERIVED] = 2};

static bool read_numbers(const struct query *query, int column, struct collected_answer *answer)
{
	int64_t value = query_get_int(query, column), basis = query_get_int(query, column + 1);
	bool found = false, founded = false;

	for (int i = 0; i < ANSWERS; i++) {
		if (answer_numbers[i] == value) {
			answer->answer = (enum answer)i;
			found = true;
		}
	}
	for (size_t i = 0; i < sizeof basis_numbers / sizeof *basis_numbers; i++) {
		if (basis_numbers[i] == basis) {
			answer->basis = (enum basis)i;
			founded = true;
		}
	}
	return found && founded;
}

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
	if (!db_number(db, SQL_COLLECTED_NAME_NEXT_ID, id, err) || !query_begin(&query, db, SQL_COLLECTED_NAME_ADD, err))
		return false;
	query_int(&query, *id);
	query_text(&query, text);
	return query_run(&query, err);
}

/* All of them, by their number; those in between are NULL. */
struct names {
	char **texts;
	size_t count;
};

static void names_release(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->texts[i]);
	free(names->texts);
	*names = (struct names){0};
}

/* Numbers run from 1 without a gap, since none is ever taken away. A larger one is damage: no row may refer to it. */
static bool names_load(struct names *names, struct db *db, struct error *err)
{
	struct query query;
	enum query_step step;

	*names = (struct names){0};
	if (!query_begin(&query, db, SQL_COLLECTED_NAMES, err))
		return false;
	*MEM_PUSH(names->texts, names->count) = NULL;
	while ((step = query_next(&query, err)) == QUERY_ROW && query_get_int(&query, 0) == (int64_t)names->count)
		*MEM_PUSH(names->texts, names->count) = query_take_text(&query, 1);
	query_end(&query);
	if (step == QUERY_FAILED)
		names_release(names);
	return step != QUERY_FAILED;
}

static const char *name_of(const struct names *names, int64_t id)
{
	return id >= 0 && (uint64_t)id < names->count ? names->texts[id] : NULL;
}

/* --- writing --- */

static bool clear(struct db *db, int64_t cycle, int64_t unit, struct error *err)
{
	struct query query;

	if (!query_begin(&query, db, SQL_COLLECTED_CLEAR, err))
		return false;
	query_int(&query, cycle);
	query_int(&query, unit);
	if (!query_run(&query, err) || !query_begin(&query, db, SQL_COLLECTED_NO_LONGER_DUE, err))
		return false;
	query_int(&query, unit);
	return query_run(&query, err);
}

static bool add(struct db *db, int64_t cycle, int64_t unit, int64_t checklist, const struct collected_answer *answer,
                struct error *err)
{
	struct query query;
	int64_t question;

	if (!number_of(db, answer->question, &question, err) || !query_begin(&query, db, SQL_COLLECTED_ADD, err))
		return false;
	query_int(&query, cycle);
	query_int(&query, unit);
	query_int(&query, checklist);
	query_int(&query, question);
	query_int(&query, answer_numbers[answer->answer]);
	query_int(&query, basis_numbers[answer->basis]);
	return query_run(&query, err);
}

bool collection_replace(struct db *db, int64_t cycle, int64_t unit, const struct collected_answer *answers, size_t count,
                        struct error *err)
{
	const char *last = NULL;
	int64_t checklist = 0;
	bool own, ok;

	if (!db_join(db, &own, err))
		return false;
	ok = clear(db, cycle, unit, err);
	for (size_t i = 0; ok && i < count; i++) {
		if (!str_equal(last, answers[i].checklist))
			ok = number_of(db, answers[i].checklist, &checklist, err);
		last = answers[i].checklist;
		ok = ok && add(db, cycle, unit, checklist, &answers[i], err);
	}
	return db_leave(db, own, ok, err);
}

/* --- reading --- */

struct row {
	int64_t unit;
	size_t question; /* its number */
	struct collected_answer answer;
};

/* What to do with each row; names by which they are read. */
struct folding {
	struct names names;
	void (*row)(struct folding *folding, const struct row *row);
	collection_each *each; /* where `row` is hand_on() */
	void *context;
};

static void hand_on(struct folding *folding, const struct row *row)
{
	folding->each(folding->context, row->unit, &row->answer);
}

static bool fold_row(struct folding *folding, const struct query *query, struct error *err)
{
	enum { UNIT, CHECKLIST, QUESTION, ANSWER };
	struct row row = {.unit = query_get_int(query, UNIT),
	                  .question = (size_t)query_get_int(query, QUESTION),
	                  .answer = {.checklist = name_of(&folding->names, query_get_int(query, CHECKLIST)),
	                             .question = name_of(&folding->names, query_get_int(query, QUESTION))}};

	if (!row.answer.checklist || !row.answer.question || !read_numbers(query, ANSWER, &row.answer))
		return db_fail(query->db->handle, query->db->path, SQLITE_CORRUPT, err);
	folding->row(folding, &row);
	return true;
}

/* Takes all rows of the cycle, or of the unit in it (0: of all). */
static bool fold(struct folding *folding, struct db *db, int64_t cycle, int64_t unit, struct error *err)
{
	struct query query;
	enum query_step step;
	bool ok = true;

	if (!query_begin(&query, db, unit ? SQL_COLLECTED_UNIT : SQL_COLLECTED_CYCLE, err))
		return false;
	query_int(&query, cycle);
	if (unit)
		query_int(&query, unit);
	while (ok && (step = query_next(&query, err)) != QUERY_DONE)
		ok = step == QUERY_ROW && fold_row(folding, &query, err);
	query_end(&query);
	return ok;
}

static bool fold_each(struct db *db, int64_t cycle, int64_t unit, collection_each *each, void *context, struct error *err)
{
	struct folding folding = {.row = hand_on, .each = each, .context = context};
	bool ok = names_load(&folding.names, db, err) && fold(&folding, db, cycle, unit, err);

	names_release(&folding.names);
	return ok;
}

bool collection_fold(struct db *db, int64_t cycle, collection_each *each, void *context, struct error *err)
{
	return fold_each(db, cycle, 0, each, context, err);
}

bool collection_fold_unit(struct db *db, int64_t cycle, int64_t unit, collection_each *each, void *context, struct error *err)
{
	return fold_each(db, cycle, unit, each, context, err);
}

/* --- counting --- */

void collected_counts_release(struct collected_counts *counts)
{
	for (size_t i = 0; i < counts->count; i++)
		free(counts->items[i].question);
	free(counts->items);
	*counts = (struct collected_counts){0};
}

/* The rows of a unit stand together. */
static void count_for_unit(void *context, int64_t unit, const struct collected_answer *answer)
{
	struct collected_counts *counts = context;

	if (!counts->count || counts->items[counts->count - 1].unit != unit)
		*MEM_PUSH(counts->items, counts->count) = (struct collected_count){.unit = unit};
	counts->items[counts->count - 1].by_answer[answer->answer]++;
}

bool collection_count_units(struct db *db, int64_t cycle, struct collected_counts *counts, struct error *err)
{
	*counts = (struct collected_counts){0};
	if (collection_fold(db, cycle, count_for_unit, counts, err))
		return true;
	collected_counts_release(counts);
	return false;
}

struct counting {
	struct collected_count *counts; /* by the name's number */
	collection_wants *wants;
	void *context;
	int64_t unit; /* of the last row */
	bool wanted;  /* that one */
};

static void count_for_question(struct folding *folding, const struct row *row)
{
	struct counting *counting = folding->context;

	if (counting->wants && counting->unit != row->unit)
		counting->wanted = counting->wants(counting->context, row->unit);
	counting->unit = row->unit;
	if (counting->wanted)
		counting->counts[row->question].by_answer[row->answer.answer]++;
}

static int compare_questions(const void *a, const void *b)
{
	return strcmp(((const struct collected_count *)a)->question, ((const struct collected_count *)b)->question);
}

static size_t answers_in(const struct collected_count *count)
{
	size_t answers = 0;

	for (int i = 0; i < ANSWERS; i++)
		answers += count->by_answer[i];
	return answers;
}

static void take_asked(const struct names *names, const struct collected_count *by_number, struct collected_counts *counts)
{
	for (size_t i = 0; i < names->count; i++) {
		if (!answers_in(&by_number[i]))
			continue;
		struct collected_count *count = MEM_PUSH(counts->items, counts->count);
		*count = by_number[i];
		count->question = mem_strdup(names->texts[i]);
	}
	if (counts->count)
		qsort(counts->items, counts->count, sizeof *counts->items, compare_questions);
}

bool collection_count_questions_of(struct db *db, int64_t cycle, collection_wants *wants, void *context,
                                   struct collected_counts *counts, struct error *err)
{
	struct counting counting = {.wants = wants, .context = context, .unit = -1, .wanted = !wants};
	struct folding folding = {.row = count_for_question, .context = &counting};
	bool ok = names_load(&folding.names, db, err);

	*counts = (struct collected_counts){0};
	if (ok) {
		counting.counts = mem_new(folding.names.count, sizeof *counting.counts);
		ok = fold(&folding, db, cycle, 0, err);
	}
	if (ok)
		take_asked(&folding.names, counting.counts, counts);
	free(counting.counts);
	names_release(&folding.names);
	return ok;
}

bool collection_count_questions(struct db *db, int64_t cycle, struct collected_counts *counts, struct error *err)
{
	return collection_count_questions_of(db, cycle, NULL, NULL, counts, err);
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
