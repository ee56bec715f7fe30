/* Whether the office's tables of answers are what the units handed in last: a verify_more. */
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"

/* --- one row against what is to stand there --- */

static bool same_answer(const struct collected_answer *wanted, const struct collected_answer *row)
{
	return wanted->answer == row->answer && wanted->basis == row->basis && wanted->moment == row->moment &&
	       wanted->grounds == row->grounds;
}

static bool same_remark(const struct collected_answer *wanted, const struct collected_answer *row)
{
	return str_equal(wanted->remark, row->remark);
}

static bool same_plan(const struct collected_answer *wanted, const struct collected_answer *row)
{
	const struct collected_plan *a = wanted->plan, *b = row->plan;
	return str_equal(a->cause, b->cause) && str_equal(a->measure, b->measure) && str_equal(a->person, b->person) &&
	       str_equal(a->evidence, b->evidence) && !date_compare(a->due, b->due) &&
	       !date_compare(a->first_due, b->first_due) && a->preventive == b->preventive && a->done == b->done;
}

static bool has_answer(const struct collected_answer *answer)
{
	return answer != NULL;
}

static bool has_remark(const struct collected_answer *answer)
{
	return answer->remark != NULL;
}

static bool has_plan(const struct collected_answer *answer)
{
	return answer->plan != NULL;
}

/* A kind of row: which answers have one, when two are the same, and how those of a unit are read. */
static const struct kind {
	bool (*has)(const struct collected_answer *answer);
	bool (*same)(const struct collected_answer *wanted, const struct collected_answer *row);
	bool (*fold)(struct db *db, int64_t cycle, int64_t unit, collection_each *each, void *context,
	             struct error *err);
} kinds[] = {{has_answer, same_answer, collection_fold},
             {has_remark, same_remark, collection_fold_remarks},
             {has_plan, same_plan, collection_fold_plans}};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* --- all rows of a unit --- */

/* By checklist and question; what is named twice in the order in which it stands. */
static int compare_answers(const void *a, const void *b)
{
	const struct collected_answer *one = *(struct collected_answer *const *)a,
	                              *other = *(struct collected_answer *const *)b;
	int order = strcmp(one->checklist, other->checklist);
	if (!order)
		order = strcmp(one->question, other->question);
	return order ? order : (one > other) - (one < other);
}

static bool same_place(const struct collected_answer *a, const struct collected_answer *b)
{
	return str_equal(a->checklist, b->checklist) && str_equal(a->question, b->question);
}

/* What is to stand in a table for a unit, in order; and how far the table's rows have been found in it. */
struct expected {
	const struct kind *kind;
	const struct collected_answer **items;
	bool *found;
	size_t count;
	size_t wrong; /* rows that are not there, or say something else */
	int64_t rows;
};

static void expect(struct expected *expected, const struct kind *kind, const struct stated *stated)
{
	size_t all = 0;
	*expected = (struct expected){.kind = kind,
	                              .items = mem_new(stated->count + 1, sizeof *expected->items),
	                              .found = mem_new(stated->count + 1, sizeof *expected->found)};
	for (size_t i = 0; i < stated->count; i++)
		if (kind->has(&stated->items[i]))
			expected->items[all++] = &stated->items[i];
	if (all)
		qsort(expected->items, all, sizeof *expected->items, compare_answers);
	for (size_t i = 0; i < all; i++) {
		bool again = i + 1 < all && same_place(expected->items[i], expected->items[i + 1]);
		if (!again) /* the last that is said of it counts */
			expected->items[expected->count++] = expected->items[i];
	}
}

static void expected_release(struct expected *expected)
{
	free(expected->items);
	free(expected->found);
}

static void compare_row(void *context, int64_t unit, const struct collected_answer *answer)
{
	struct expected *expected = context;
	size_t low = 0, high = expected->count;
	(void)unit;
	expected->rows++;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(expected->items[middle]->checklist, answer->checklist);
		if (!order)
			order = strcmp(expected->items[middle]->question, answer->question);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	const struct collected_answer *wanted = low < expected->count ? expected->items[low] : NULL;
	if (wanted && same_place(wanted, answer) && expected->kind->same(wanted, answer))
		expected->found[low] = true;
	else
		expected->wrong++;
}

/* A row that says something else is missing, too: that is one. */
static size_t differences(const struct expected *expected)
{
	size_t missing = 0;
	for (size_t i = 0; i < expected->count; i++)
		missing += !expected->found[i];
	return missing > expected->wrong ? missing : expected->wrong;
}

/* What registers are judged by is one row. */
struct expected_registers {
	const char *wanted; /* NULL: none */
	bool found;
	int64_t rows;
};

static void compare_registers(void *context, int64_t unit, const char *registers)
{
	struct expected_registers *expected = context;
	(void)unit;
	expected->rows++;
	expected->found = str_equal(expected->wanted, registers);
}

/* Adds to the number of rows, and of those that are wrong. */
static bool compare_unit(struct db *db, const struct collected_unit *unit, const struct stated *stated, int64_t *rows,
                         size_t *wrong, struct error *err)
{
	struct expected_registers registers = {.wanted = stated->registers, .found = !stated->registers};
	bool ok = true;
	for (size_t i = 0; ok && i < KINDS; i++) {
		struct expected expected;
		expect(&expected, &kinds[i], stated);
		ok = kinds[i].fold(db, unit->cycle, unit->unit, compare_row, &expected, err);
		*rows += expected.rows;
		*wrong += differences(&expected);
		expected_release(&expected);
	}
	ok = ok && collection_fold_registers(db, unit->cycle, unit->unit, compare_registers, &registers, err);
	*rows += registers.rows;
	*wrong += !registers.found;
	return ok;
}

/* Of a unit that is still to be folded in nothing stands there yet. Adds its rows to *rows. */
static bool verify_unit(struct db *db, const struct collected_unit *unit, int64_t *rows, struct verify_report *report,
                        struct error *err)
{
	static const struct stated nothing = {0};
	struct stated stated;
	struct json_doc *last;
	bool received;
	size_t wrong = 0;
	if (!stated_load(&stated, &last, &received, db, unit, err))
		return false;
	bool ok = compare_unit(db, unit, unit->due ? &nothing : &stated, rows, &wrong, err);
	if (received && !body_root(last))
		verify_report_add(report, _("Unit %s: what it handed in last cannot be read."), unit->code);
	else if (ok && wrong)
		verify_report_add(report,
		                  P_("Unit %s: %zu row in the table of answers is not as it handed in last.",
		                     "Unit %s: %zu rows in the table of answers are not as it handed in last.", wrong),
		                  unit->code, wrong);
	stated_release(&stated);
	json_doc_free(last);
	return ok;
}

bool collection_verify(struct db *db, struct verify_report *report, struct error *err)
{
	struct collected_units units;
	int64_t rows = 0, all = 0;
	if (!collection_units(db, false, &units, err))
		return false;
	bool ok = true;
	for (size_t i = 0; ok && i < units.count; i++)
		ok = progress_step(_("Comparing the table of answers"), i, units.count, err) &&
		     verify_unit(db, &units.items[i], &rows, report, err);
	ok = ok && progress_step(_("Comparing the table of answers"), 1, 1, err);
	ok = ok && collection_rows(db, &all, err);
	if (ok && all != rows)
		verify_report_add(report, _("The table of answers holds %lld rows that belong to no unit of a roster."),
		                  (long long)(all - rows));
	collected_units_release(&units);
	return ok;
}
