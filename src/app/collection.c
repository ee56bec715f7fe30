/* What stands in the submissions, in the office's tables of answers: folding it in, counting it. */
#include "collection_private.h"

#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

/* --- out of bodies --- */

bool stated_load(struct stated *stated, struct json_doc **last, bool *received, struct db *db,
                 const struct collected_unit *unit, struct error *err)
{
	struct seen_dues seen;
	*stated = (struct stated){0};
	if (!seen_dues_load(db, unit->cycle, unit->code, &seen, last, received, err))
		return false;
	stated_read(stated, json_get(body_root(*last), "submission"), &seen);
	seen_dues_release(&seen);
	return true;
}

static bool put(struct db *db, int64_t cycle, int64_t unit, const struct stated *stated, struct error *err)
{
	const struct collected_unit_rows rows = {stated->items, stated->count, stated->registers};
	return collection_replace(db, cycle, unit, &rows, err);
}

bool collection_take(struct db *db, int64_t cycle, int64_t unit, const struct json *submission,
                     const struct seen_dues *seen, struct error *err)
{
	struct stated stated;
	stated_read(&stated, submission, seen);
	bool ok = put(db, cycle, unit, &stated, err);
	stated_release(&stated);
	return ok;
}

/* --- what was handed in before there were the tables --- */

static bool take_due(struct db *db, const struct collected_unit *unit, struct error *err)
{
	struct stated stated;
	struct json_doc *last;
	bool received;
	if (!stated_load(&stated, &last, &received, db, unit, err))
		return false;
	bool ok = put(db, unit->cycle, unit->unit, &stated, err);
	stated_release(&stated);
	json_doc_free(last);
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
		ok = progress_step(_("Reading what was handed in"), i, due.count, err) &&
		     take_due(db, &due.items[i], err);
	ok = ok && progress_step(_("Reading what was handed in"), 1, 1, err);
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

/* Only to look at, and not yet folded in: out of the body. Each of the two is called, if it is wanted. */
struct due_calls {
	collection_each *each;
	bool remarks, plans; /* only for answers with one */
	collection_registers *registers;
	void *context;
	int64_t unit; /* of this one alone; 0: of all */
};

static void call_due(const struct due_calls *calls, int64_t unit, const struct stated *stated)
{
	for (size_t i = 0; calls->each && i < stated->count; i++)
		if ((!calls->remarks || stated->items[i].remark) && (!calls->plans || stated->items[i].plan))
			calls->each(calls->context, unit, &stated->items[i]);
	if (calls->registers && stated->registers)
		calls->registers(calls->context, unit, stated->registers);
}

static bool fold_due_with(struct db *db, int64_t cycle, const struct due_calls *calls, struct error *err)
{
	struct collected_units due;
	bool ok = collection_units(db, true, &due, err);
	for (size_t i = 0; ok && i < due.count; i++) {
		struct stated stated;
		struct json_doc *last;
		bool received;
		if (due.items[i].cycle != cycle || (calls->unit && due.items[i].unit != calls->unit))
			continue;
		ok = stated_load(&stated, &last, &received, db, &due.items[i], err);
		if (!ok)
			break;
		call_due(calls, due.items[i].unit, &stated);
		stated_release(&stated);
		json_doc_free(last);
	}
	collected_units_release(&due);
	return ok;
}

static bool fold_due(struct db *db, int64_t cycle, collection_each *each, void *context, struct error *err)
{
	return fold_due_with(db, cycle, &(struct due_calls){.each = each, .context = context}, err);
}

bool collection_fold_office(const struct office *office, collection_each *each, void *context, struct error *err)
{
	return !office->campaign || (collection_fold(office->db, office->cycle.id, 0, each, context, err) &&
	                             fold_due(office->db, office->cycle.id, each, context, err));
}

bool collection_fold_office_remarks(const struct office *office, collection_each *each, void *context,
                                    struct error *err)
{
	const struct due_calls calls = {.each = each, .remarks = true, .context = context};
	return collection_fold_remarks(office->db, office->cycle.id, 0, each, context, err) &&
	       fold_due_with(office->db, office->cycle.id, &calls, err);
}

bool collection_fold_office_plans(const struct office *office, collection_each *each, void *context, struct error *err)
{
	const struct due_calls calls = {.each = each, .plans = true, .context = context};
	return collection_fold_plans(office->db, office->cycle.id, 0, each, context, err) &&
	       fold_due_with(office->db, office->cycle.id, &calls, err);
}

struct loading {
	const struct office *office;
	char **documents;
};

static void take_registers(void *context, int64_t unit, const char *registers)
{
	const struct loading *loading = context;
	size_t place = unit_by_id(loading->office, unit);
	if (place != SIZE_MAX)
		str_assign(&loading->documents[place], registers);
}

bool collection_registers_load(const struct office *office, char ***documents, struct error *err)
{
	*documents = mem_new(office->roster.count + 1, sizeof **documents);
	struct loading loading = {office, *documents};
	const struct due_calls calls = {.registers = take_registers, .context = &loading};
	return collection_fold_registers(office->db, office->cycle.id, 0, take_registers, &loading, err) &&
	       fold_due_with(office->db, office->cycle.id, &calls, err);
}

static void take_document(void *context, int64_t unit, const char *registers)
{
	char **document = context;
	(void)unit;
	str_assign(document, registers);
}

bool collection_registers_of(const struct office *office, int64_t unit, char **document, struct error *err)
{
	const struct due_calls calls = {.registers = take_document, .context = document, .unit = unit};
	*document = NULL;
	if (collection_fold_registers(office->db, office->cycle.id, unit, take_document, document, err) &&
	    (*document || fold_due_with(office->db, office->cycle.id, &calls, err)))
		return true;
	free(*document);
	*document = NULL;
	return false;
}

void collection_registers_release(const struct office *office, char **documents)
{
	for (size_t i = 0; i < office->roster.count; i++)
		free(documents[i]);
	free(documents);
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
	if (!collection_fold(office->db, office->cycle.id, office->roster.items[unit].id, count_answer, by_answer, err))
		return false;
	*found = false;
	for (int i = 0; i < ANSWERS; i++)
		*found = *found || (i != ANSWER_IMPLEMENTED && i != ANSWER_NOT_APPLICABLE && by_answer[i]);
	return true;
}
