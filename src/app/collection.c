/* What stands in the submissions, in the office's table of answers: folding it in, counting it, holding it against the bodies. */
#include "collection_private.h"

#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

/* --- out of a body --- */

/* What stands in a submission, as it says it. The texts belong to the body. */
struct stated {
	struct collected_answer *items;
	size_t count;
};

static enum basis read_basis(const char *code)
{
	for (int i = BASIS_NONE; i <= BASIS_DERIVED; i++)
		if (str_equal(basis_code((enum basis)i), code))
			return (enum basis)i;
	return BASIS_NONE;
}

static void read_stated(struct stated *stated, const struct json *submission)
{
	const struct json *lists = json_get(submission, "checklists");
	*stated = (struct stated){0};
	for (const struct json *checklist = json_first(lists); checklist; checklist = json_next(checklist)) {
		const struct json *standing = json_get(checklist, "standing");
		for (const struct json *node = json_first(standing); node; node = json_next(node)) {
			struct collected_answer *answer = MEM_PUSH(stated->items, stated->count);
			answer->checklist = body_text(checklist, "id");
			answer->question = body_text(node, "question");
			answer->basis = read_basis(body_text(node, "basis"));
			if (!answer_parse(&answer->answer, body_text(node, "answer")))
				answer->answer = ANSWER_NONE;
		}
	}
}

bool collection_take(struct db *db, int64_t cycle, int64_t unit, const struct json *submission, struct error *err)
{
	struct stated stated;
	read_stated(&stated, submission);
	bool ok = collection_replace(db, cycle, unit, stated.items, stated.count, err);
	free(stated.items);
	return ok;
}

/* What the unit handed in last, or NULL when there is nothing, or nothing that can be read; *received tells these apart. */
static struct json *last_body(struct db *db, const struct collected_unit *unit, bool *received, struct error *err)
{
	struct exchange_event event;
	*received = false;
	if (!exchanges_last(db, unit->cycle, unit->code, EXCHANGE_SUBMIT, &event, err))
		return NULL;
	*received = event.seq != 0;
	struct json *node = *received ? body_read(event.body) : NULL;
	exchange_event_release(&event);
	return node;
}

/* --- what was handed in before there was the table --- */

static bool take_due(struct db *db, const struct collected_unit *unit, struct error *err)
{
	bool received;
	struct json *node = last_body(db, unit, &received, err);
	bool ok = !err->message && collection_take(db, unit->cycle, unit->unit, json_get(node, "submission"), err);
	json_free(node);
	return ok;
}

/* Two programs may open it at once: which units are due is asked again when nobody else can write. */
static bool take_all_due(struct db *db, struct error *err)
{
	struct collected_units due;
	if (!db_begin(db, err))
		return false;
	bool ok = collection_units(db, true, &due, err);
	for (size_t i = 0; ok && i < due.count; i++)
		ok = take_due(db, &due.items[i], err);
	collected_units_release(&due);
	if (ok)
		return db_commit(db, err);
	db_rollback(db);
	return false;
}

bool collection_catch_up(struct db *db, struct error *err)
{
	struct collected_units due;
	if (db_is_readonly(db))
		return true;
	if (!collection_units(db, true, &due, err))
		return false;
	bool none = due.count == 0;
	collected_units_release(&due);
	return none || take_all_due(db, err);
}

/* --- counting --- */

static void count_answer(void *context, int64_t unit, const struct collected_answer *answer)
{
	size_t *by_answer = context;
	(void)unit;
	by_answer[answer->answer]++;
}

static size_t unit_by_id(const struct office *office, int64_t id)
{
	for (size_t i = 0; i < office->roster.count; i++)
		if (office->roster.items[i].id == id)
			return i;
	return SIZE_MAX;
}

/* Only to look at, and not yet folded in: out of the body. */
static bool fold_due(struct db *db, int64_t cycle, collection_each *each, void *context, struct error *err)
{
	struct collected_units due;
	bool ok = collection_units(db, true, &due, err);
	for (size_t i = 0; ok && i < due.count; i++) {
		bool received;
		if (due.items[i].cycle != cycle)
			continue;
		struct json *node = last_body(db, &due.items[i], &received, err);
		struct stated stated;
		read_stated(&stated, json_get(node, "submission"));
		for (size_t k = 0; k < stated.count; k++)
			each(context, due.items[i].unit, &stated.items[k]);
		free(stated.items);
		json_free(node);
		ok = !err->message;
	}
	collected_units_release(&due);
	return ok;
}

bool collection_fold_office(const struct office *office, collection_each *each, void *context, struct error *err)
{
	return !office->campaign ||
	       (collection_fold(office->db, office->cycle.id, each, context, err) &&
	        fold_due(office->db, office->cycle.id, each, context, err));
}

struct counting_due {
	struct collected_counts *counts;
	collection_wants *wants;
	void *context;
};

static void count_due_question(void *context, int64_t unit, const struct collected_answer *answer)
{
	struct counting_due *due = context;
	struct collected_counts *counts = due->counts;
	size_t at = 0;
	if (!due->wants(due->context, unit))
		return;
	while (at < counts->count && !str_equal(counts->items[at].question, answer->question))
		at++;
	if (at == counts->count)
		*MEM_PUSH(counts->items, counts->count) = (struct collected_count){.question = mem_strdup(answer->question)};
	counts->items[at].by_answer[answer->answer]++;
}

bool collection_count_cycle(const struct office *office, int64_t cycle, collection_wants *wants, void *context,
                            struct collected_counts *counts, struct error *err)
{
	struct counting_due due = {.counts = counts, .wants = wants, .context = context};
	return collection_count_questions_of(office->db, cycle, wants, context, counts, err) &&
	       fold_due(office->db, cycle, count_due_question, &due, err);
}

struct counting {
	const struct office *office;
	struct unit_answers *answers;
};

static void count_due(void *context, int64_t id, const struct collected_answer *answer)
{
	const struct counting *counting = context;
	size_t unit = unit_by_id(counting->office, id);
	if (unit != SIZE_MAX)
		counting->answers[unit].by_answer[answer->answer]++;
}

struct unit_answers *office_answers(const struct office *office, struct error *err)
{
	struct unit_answers *answers = mem_new(office->roster.count + 1, sizeof *answers);
	struct collected_counts counts = {0};
	struct counting counting = {.office = office, .answers = answers};
	bool ok = !office->campaign || (collection_count_units(office->db, office->cycle.id, &counts, err) &&
	                                fold_due(office->db, office->cycle.id, count_due, &counting, err));
	for (size_t i = 0; ok && i < counts.count; i++) {
		size_t unit = unit_by_id(office, counts.items[i].unit);
		if (unit != SIZE_MAX)
			memcpy(answers[unit].by_answer, counts.items[i].by_answer, sizeof answers[unit].by_answer);
	}
	for (size_t i = 0; ok && i < office->roster.count; i++)
		answers[i].received = office_unit_state(office, i) != UNIT_NOT_RECEIVED;
	collected_counts_release(&counts);
	if (ok)
		return answers;
	free(answers);
	return NULL;
}

void answers_total_add(struct answers_total *total, const struct unit_answers *answers)
{
	if (!answers->received)
		return;
	total->units++;
	for (int i = 0; i < ANSWERS; i++)
		total->by_answer[i] += answers->by_answer[i];
}

/* What stands for the answer; `letter` gives a letter its place. */
static const char *answer_sign(enum answer answer, bool ascii, char letter[2])
{
	letter[0] = answer_letter(answer);
	letter[1] = '\0';
	return ascii ? letter : answer_kanji(answer);
}

void answers_total_text(struct strbuf *out, const struct answers_total *total, bool ascii)
{
	const size_t *by = total->by_answer;
	size_t all = 0;
	char letters[ANSWERS][2];
	const char *sign[ANSWERS];
	if (!total->units)
		return;
	for (int i = 0; i < ANSWERS; i++) {
		sign[i] = answer_sign((enum answer)i, ascii, letters[i]);
		all += by[i];
	}
	strbuf_addf(out,
	            P_("Answers %zu (%zu unit) = %s %zu + %s %zu + %s %zu + %s %zu + %s %zu + %s %zu",
	               "Answers %zu (%zu units) = %s %zu + %s %zu + %s %zu + %s %zu + %s %zu + %s %zu", total->units),
	            all, total->units, sign[ANSWER_IMPLEMENTED], by[ANSWER_IMPLEMENTED], sign[ANSWER_PARTIAL], by[ANSWER_PARTIAL],
	            sign[ANSWER_NOT_IMPLEMENTED], by[ANSWER_NOT_IMPLEMENTED], sign[ANSWER_NOT_APPLICABLE],
	            by[ANSWER_NOT_APPLICABLE], sign[ANSWER_EXCEPTION], by[ANSWER_EXCEPTION], sign[ANSWER_UNSURE],
	            by[ANSWER_UNSURE]);
	if (by[ANSWER_NONE]) /* which no section of ours hands in */
		strbuf_addf(out, _(" + unanswered %zu"), by[ANSWER_NONE]);
}

bool collection_has_findings(const struct office *office, size_t unit, bool *found, struct error *err)
{
	size_t by_answer[ANSWERS] = {0};
	if (!collection_fold_unit(office->db, office->cycle.id, office->roster.items[unit].id, count_answer, by_answer, err))
		return false;
	*found = false;
	for (int i = 0; i < ANSWERS; i++)
		*found = *found || (i != ANSWER_IMPLEMENTED && i != ANSWER_NOT_APPLICABLE && by_answer[i]);
	return true;
}

/* --- verify --- */

/* By checklist and question; what is named twice in the order in which it stands. */
static int compare_answers(const void *a, const void *b)
{
	const struct collected_answer *one = *(struct collected_answer *const *)a, *other = *(struct collected_answer *const *)b;
	int order = strcmp(one->checklist, other->checklist);
	if (!order)
		order = strcmp(one->question, other->question);
	return order ? order : (one > other) - (one < other);
}

static bool same_place(const struct collected_answer *a, const struct collected_answer *b)
{
	return str_equal(a->checklist, b->checklist) && str_equal(a->question, b->question);
}

/* What is to stand in the table for a unit, in order; and how far the table's rows have been found in it. */
struct expected {
	const struct collected_answer **items;
	bool *found;
	size_t count;
	size_t wrong; /* rows that are not there, or say something else */
	int64_t rows;
};

static void expect(struct expected *expected, const struct stated *stated)
{
	*expected = (struct expected){.items = mem_new(stated->count + 1, sizeof *expected->items),
	                              .found = mem_new(stated->count + 1, sizeof *expected->found)};
	for (size_t i = 0; i < stated->count; i++)
		expected->items[i] = &stated->items[i];
	qsort(expected->items, stated->count, sizeof *expected->items, compare_answers);
	for (size_t i = 0; i < stated->count; i++) {
		bool again = i + 1 < stated->count && same_place(expected->items[i], expected->items[i + 1]);
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
	bool same = wanted && same_place(wanted, answer) && wanted->answer == answer->answer && wanted->basis == answer->basis;
	if (same)
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

/* Adds the unit's rows to *rows. */
static bool verify_unit(struct db *db, const struct collected_unit *unit, int64_t *rows, struct verify_report *report,
                        struct error *err)
{
	struct stated stated;
	struct expected expected;
	bool received;
	struct json *node = last_body(db, unit, &received, err);
	if (err->message)
		return false;
	read_stated(&stated, unit->due ? NULL : json_get(node, "submission"));
	expect(&expected, &stated);
	bool ok = collection_fold_unit(db, unit->cycle, unit->unit, compare_row, &expected, err);
	*rows += expected.rows;
	if (received && !node)
		verify_report_add(report, _("Unit %s: what it handed in last cannot be read."), unit->code);
	else if (ok && differences(&expected))
		verify_report_add(report,
		                  P_("Unit %s: %zu row in the table of answers is not as it handed in last.",
		                     "Unit %s: %zu rows in the table of answers are not as it handed in last.", differences(&expected)),
		                  unit->code, differences(&expected));
	expected_release(&expected);
	free(stated.items);
	json_free(node);
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
