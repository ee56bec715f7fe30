/* Reading the office's tables of answers in one scan, and counting them. */
#include <stdlib.h>
#include <string.h>

#include "collection_numbers.h"
#include "db_private.h"
#include "sql.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* --- names --- */

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

/* --- reading --- */

struct row {
	int64_t unit;
	struct collected_answer answer;
};

/* What to do with each row; names by which they are read. */
struct folding {
	struct names names;
	bool (*read)(struct collected_answer *answer, const struct query *query,
	             struct collected_plan *plan); /* what follows the key */
	void (*row)(struct folding *folding, const struct row *row);
	collection_each *each; /* where `row` is hand_on() */
	void *context;
};

static void hand_on(struct folding *folding, const struct row *row)
{
	folding->each(folding->context, row->unit, &row->answer);
}

enum { UNIT, CHECKLIST, QUESTION, REST };

static bool read_numbers(const struct query *query, int column, struct collected_answer *answer)
{
	int64_t value = query_get_int(query, column), basis = query_get_int(query, column + 1);
	bool found = false, founded = false;

	for (int i = 0; i < ANSWERS; i++) {
		if (collected_answer_numbers[i] == value) {
			answer->answer = (enum answer)i;
			found = true;
		}
	}
	for (size_t i = 0; i < COLLECTED_BASES; i++) {
		if (collected_basis_numbers[i] == basis) {
			answer->basis = (enum basis)i;
			founded = true;
		}
	}
	return found && founded;
}

static bool read_answer(struct collected_answer *answer, const struct query *query, struct collected_plan *plan)
{
	int64_t moment = query_get_int(query, REST + 2), grounds = query_get_int(query, REST + 3);

	(void)plan;
	answer->moment = (uint32_t)moment;
	answer->grounds = grounds == 1;
	return moment >= 0 && moment <= UINT32_MAX && (grounds == 0 || grounds == 1) &&
	       read_numbers(query, REST, answer);
}

static bool read_remark(struct collected_answer *answer, const struct query *query, struct collected_plan *plan)
{
	(void)plan;
	answer->remark = query_get_text(query, REST);
	return true;
}

static bool read_date(struct date *date, int64_t number)
{
	*date = (struct date){0};
	if (!number)
		return true;
	if (number < 0 || number > 99991231 ||
	    !date_is_valid((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100)))
		return false;
	*date = (struct date){(int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100)};
	return true;
}

static bool read_plan(struct collected_answer *answer, const struct query *query, struct collected_plan *plan)
{
	*plan = (struct collected_plan){.cause = query_get_text(query, REST),
	                                .measure = query_get_text(query, REST + 1),
	                                .person = query_get_text(query, REST + 2),
	                                .evidence = query_get_text(query, REST + 3),
	                                .preventive = query_get_int(query, REST + 6) != 0,
	                                .done = query_get_int(query, REST + 7) != 0};
	answer->plan = plan;
	return read_date(&plan->due, query_get_int(query, REST + 4)) &&
	       read_date(&plan->first_due, query_get_int(query, REST + 5));
}

static bool fold_row(struct folding *folding, const struct query *query, struct error *err)
{
	struct collected_plan plan;
	int64_t checklist = query_get_int(query, CHECKLIST), question = query_get_int(query, QUESTION);
	struct row row = {.unit = query_get_int(query, UNIT),
	                  .answer = {.checklist = name_of(&folding->names, checklist),
	                             .question = name_of(&folding->names, question),
	                             .checklist_number = (uint32_t)checklist,
	                             .question_number = (uint32_t)question}};

	if (!row.answer.checklist || !row.answer.question || !folding->read(&row.answer, query, &plan))
		return db_fail(query->db->handle, query->db->path, SQLITE_CORRUPT, err);
	folding->row(folding, &row);
	return true;
}

/* Takes all rows of the cycle, or of the unit in it (0: of all): `sql` is for the one, `sql_of_unit` for the other. */
static bool fold(struct folding *folding, struct db *db, const char *sql, const char *sql_of_unit, int64_t cycle,
                 int64_t unit, struct error *err)
{
	struct query query;
	enum query_step step;
	bool ok = true;

	if (!query_begin(&query, db, unit ? sql_of_unit : sql, err))
		return false;
	query_int(&query, cycle);
	if (unit)
		query_int(&query, unit);
	while (ok && (step = query_next(&query, err)) != QUERY_DONE)
		ok = step == QUERY_ROW && fold_row(folding, &query, err);
	query_end(&query);
	return ok;
}

static bool fold_named(struct folding *folding, struct db *db, const char *sql, const char *sql_of_unit, int64_t cycle,
                       int64_t unit, struct error *err)
{
	folding->row = hand_on;
	bool ok = names_load(&folding->names, db, err) && fold(folding, db, sql, sql_of_unit, cycle, unit, err);

	names_release(&folding->names);
	return ok;
}

bool collection_fold(struct db *db, int64_t cycle, int64_t unit, collection_each *each, void *context,
                     struct error *err)
{
	struct folding folding = {.read = read_answer, .each = each, .context = context};

	return fold_named(&folding, db, SQL_COLLECTED_CYCLE, SQL_COLLECTED_UNIT, cycle, unit, err);
}

bool collection_fold_remarks(struct db *db, int64_t cycle, int64_t unit, collection_each *each, void *context,
                             struct error *err)
{
	struct folding folding = {.read = read_remark, .each = each, .context = context};

	return fold_named(&folding, db, SQL_COLLECTED_REMARKS, SQL_COLLECTED_UNIT_REMARKS, cycle, unit, err);
}

bool collection_fold_plans(struct db *db, int64_t cycle, int64_t unit, collection_each *each, void *context,
                           struct error *err)
{
	struct folding folding = {.read = read_plan, .each = each, .context = context};

	return fold_named(&folding, db, SQL_COLLECTED_PLANS, SQL_COLLECTED_UNIT_PLANS, cycle, unit, err);
}

bool collection_fold_registers(struct db *db, int64_t cycle, int64_t unit, collection_registers *each, void *context,
                               struct error *err)
{
	struct query query;
	enum query_step step;

	if (!query_begin(&query, db, unit ? SQL_COLLECTED_UNIT_REGISTER : SQL_COLLECTED_REGISTERS, err))
		return false;
	query_int(&query, cycle);
	if (unit)
		query_int(&query, unit);
	while ((step = query_next(&query, err)) == QUERY_ROW)
		each(context, query_get_int(&query, 0), query_get_text(&query, 1));
	query_end(&query);
	return step == QUERY_DONE;
}

bool collection_fold_judged(struct db *db, int64_t cycle, const char *key, collection_registers *each, void *context,
                            struct error *err)
{
	struct query query;
	enum query_step step;

	if (!query_begin(&query, db, SQL_COLLECTED_JUDGED, err))
		return false;
	query_int(&query, cycle);
	query_text(&query, key);
	while ((step = query_next(&query, err)) == QUERY_ROW)
		each(context, query_get_int(&query, 0), query_get_text(&query, 1));
	query_end(&query);
	return step == QUERY_DONE;
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
	if (collection_fold(db, cycle, 0, count_for_unit, counts, err))
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
		counting->counts[row->answer.question_number].by_answer[row->answer.answer]++;
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

static void take_asked(const struct names *names, const struct collected_count *by_number,
                       struct collected_counts *counts)
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
	struct folding folding = {.read = read_answer, .row = count_for_question, .context = &counting};
	bool ok = names_load(&folding.names, db, err);

	*counts = (struct collected_counts){0};
	if (ok) {
		counting.counts = mem_new(folding.names.count, sizeof *counting.counts);
		ok = fold(&folding, db, SQL_COLLECTED_CYCLE, SQL_COLLECTED_UNIT, cycle, 0, err);
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
