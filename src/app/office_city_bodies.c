/* What the city's report says beside the answers: remarks, plans, and what the rules say of the registers. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "office_city_private.h"
#include "tenken/app/submission.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"

struct reading {
	struct city *city;
	const struct office *office;
	size_t *firsts;   /* of each unit of the city: where its answers begin; and behind the last one their end */
	size_t *by_place; /* for each of the pack's questions: its index in the city's, or SIZE_MAX */
	uint32_t
	        *offsets; /* by checklist and question: how far behind its unit's first an answer stood the last time */
	struct numbered checklists, questions;
	int64_t last_id; /* of the last row's unit, and where that stands */
	size_t last_place;
};

/* --- whose it is --- */

/* On the roster; SIZE_MAX: not at all, or left out of this city. */
static size_t place_of(struct reading *reading, int64_t id)
{
	const struct roster *roster = &reading->office->roster;
	if (reading->last_id == id)
		return reading->last_place;
	reading->last_id = id;
	reading->last_place = SIZE_MAX;
	for (size_t i = 0; i < roster->count; i++)
		if (roster->items[i].id == id && reading->city->places[i] != SIZE_MAX &&
		    reading->city->units[reading->city->places[i]].state != CITY_NOT_RECEIVED)
			reading->last_place = i;
	return reading->last_place;
}

static size_t *find_firsts(const struct city *city)
{
	size_t *firsts = mem_new(city->units_count + 1, sizeof *firsts), unit = 0;
	for (size_t i = 0; i < city->answers_count; i++)
		while (unit <= city->answers[i].unit)
			firsts[unit++] = i;
	while (unit <= city->units_count)
		firsts[unit++] = city->answers_count;
	return firsts;
}

static size_t *index_questions(const struct city *city)
{
	size_t count = city->input.pack->questions_count;
	size_t *by_place = mem_new(count + 1, sizeof *by_place);
	for (size_t i = 0; i < count; i++)
		by_place[i] = SIZE_MAX;
	for (size_t i = 0; i < city->questions_count; i++)
		if (city->questions[i].question != SIZE_MAX)
			by_place[city->questions[i].question] = i;
	return by_place;
}

static size_t find_question(const struct reading *reading, const char *id)
{
	const struct city *city = reading->city;
	size_t place = pack_find_question(city->input.pack, id);
	if (place != SIZE_MAX)
		return reading->by_place[place];
	for (size_t i = 0; i < city->questions_count; i++) /* few, if any */
		if (city->questions[i].question == SIZE_MAX && str_equal(city->questions[i].id, id))
			return i;
	return SIZE_MAX;
}

static size_t find_checklist(const struct city *city, const char *id)
{
	for (size_t i = 0; i < city->checklists_count; i++)
		if (str_equal(city->checklists[i].id, id))
			return i;
	return SIZE_MAX;
}

static struct city_answer *search_unit(const struct reading *reading, size_t unit, size_t checklist, size_t question)
{
	size_t first = reading->firsts[unit], end = reading->firsts[unit + 1];
	while (first < end) {
		size_t middle = first + (end - first) / 2;
		struct city_answer *answer = &reading->city->answers[middle];
		if (answer->checklist == checklist && answer->question == question)
			return answer;
		if (answer->checklist < checklist || (answer->checklist == checklist && answer->question < question))
			first = middle + 1;
		else
			end = middle;
	}
	return NULL;
}

/* Those of a unit stand by checklist and question, and units are asked much the same: it is looked where it stood in the one before. */
static struct city_answer *find_in_unit(const struct reading *reading, size_t unit, size_t checklist, size_t question)
{
	const struct city *city = reading->city;
	if (checklist >= city->checklists_count || question >= city->questions_count)
		return NULL;
	size_t first = reading->firsts[unit], end = reading->firsts[unit + 1];
	uint32_t *offset = &reading->offsets[checklist * city->questions_count + question];
	struct city_answer *answer = *offset < end - first ? &city->answers[first + *offset] : NULL;
	if (!answer || answer->checklist != checklist || answer->question != question)
		answer = search_unit(reading, unit, checklist, question);
	if (answer)
		*offset = (uint32_t)(answer - &city->answers[first]);
	return answer;
}

/* The city's answer that the row is about; NULL: it has none. */
static struct city_answer *find_answer(struct reading *reading, int64_t id, const struct collected_answer *row)
{
	const struct city *city = reading->city;
	size_t place = place_of(reading, id);
	if (place == SIZE_MAX)
		return NULL;
	size_t *checklist = numbered_place(&reading->checklists, row->checklist_number),
	       *question = numbered_place(&reading->questions, row->question_number), by_name[2] = {SIZE_MAX, SIZE_MAX};
	if (!checklist || !question) {
		checklist = &by_name[0];
		question = &by_name[1];
	}
	if (*checklist == SIZE_MAX)
		*checklist = find_checklist(city, row->checklist);
	if (*question == SIZE_MAX)
		*question = find_question(reading, row->question);
	return find_in_unit(reading, city->places[place], *checklist, *question);
}

/* --- remarks --- */

static char *take_text(struct city *city, const char *text)
{
	return mem_pool_copy(&city->texts, text, strlen(text) + 1);
}

static void take_remark(void *context, int64_t id, const struct collected_answer *row)
{
	struct reading *reading = context;
	struct city *city = reading->city;
	struct city_answer *answer = find_answer(reading, id, row);
	if (!answer)
		return;
	*MEM_PUSH(city->remarks, city->remarks_count) = take_text(city, row->remark);
	answer->remark = (uint32_t)city->remarks_count;
}

/* --- plans --- */

/* By the rule of tally_add(): these of the ledger count, but for those of 疑. */
static void count_plan(struct city_unit *unit, const struct city_plan *plan)
{
	if (plan->answer == ANSWER_UNSURE)
		return;
	unit->plans++;
	unit->plans_done += plan->done;
	unit->plans_overdue += plan->overdue;
}

static void take_plan(void *context, int64_t id, const struct collected_answer *row)
{
	struct reading *reading = context;
	struct city *city = reading->city;
	const struct city_answer *answer = find_answer(reading, id, row);
	const struct collected_plan *from = row->plan;
	if (!answer)
		return;
	struct city_plan *plan = MEM_PUSH(city->plans, city->plans_count);
	*plan = (struct city_plan){.unit = answer->unit,
	                           .checklist = city->checklists[answer->checklist].id,
	                           .question = city->questions[answer->question].id,
	                           .answer = (enum answer)answer->answer,
	                           .due = from->due,
	                           .first_due = from->first_due,
	                           .preventive = from->preventive,
	                           .done = from->done,
	                           .overdue = !from->done && date_is_set(from->due) &&
	                                      date_compare(from->due, reading->office->today) < 0};
	plan->cause = take_text(city, from->cause);
	plan->measure = take_text(city, from->measure);
	plan->person = take_text(city, from->person);
	plan->evidence = take_text(city, from->evidence);
	count_plan(&city->units[plan->unit], plan);
}

/* Late ones first, done ones last; else by their day, those without one behind. */
static int urgency(const struct city_plan *plan)
{
	return plan->overdue ? 0 : plan->done ? 3 : date_is_set(plan->due) ? 1 : 2;
}

static int compare_plans(const void *left, const void *right)
{
	const struct city_plan *a = left, *b = right;
	int order = urgency(a) - urgency(b);
	if (!order)
		order = date_compare(a->due, b->due);
	if (!order)
		order = (a->unit > b->unit) - (a->unit < b->unit);
	if (!order)
		order = strcmp(a->question, b->question);
	return order ? order : strcmp(a->checklist, b->checklist);
}

/* --- exceptions --- */

static int compare_exceptions(const void *left, const void *right)
{
	const struct city_exception *a = left, *b = right;
	if (date_is_set(a->expires_on) != date_is_set(b->expires_on))
		return date_is_set(a->expires_on) ? -1 : 1;
	int order = date_compare(a->expires_on, b->expires_on);
	if (!order)
		order = (a->unit > b->unit) - (a->unit < b->unit);
	return order ? order : strcmp(a->id, b->id);
}

static void take_exceptions(struct city *city)
{
	for (size_t i = 0; i < city->kept_exceptions.count; i++) {
		const struct exception *exception = &city->kept_exceptions.items[i];
		*MEM_PUSH(city->exceptions, city->exceptions_count) =
		        (struct city_exception){.unit = city->places[exception->unit],
		                                .id = exception->id,
		                                .name = exception->name,
		                                .clauses = exception->clauses,
		                                .applicant = exception->applicant,
		                                .state = exception_state_label(exception->state),
		                                .state_code = exception_state_code(exception->state),
		                                .needs_action = exception_needs_action(exception->state),
		                                .expires_on = exception->expires_on,
		                                .endless = exception->endless};
	}
	if (city->exceptions_count)
		qsort(city->exceptions, city->exceptions_count, sizeof *city->exceptions, compare_exceptions);
}

/* --- all of it --- */

bool city_take_bodies(struct city *city, const struct office *office, struct error *err)
{
	struct reading reading = {
	        .city = city,
	        .office = office,
	        .firsts = find_firsts(city),
	        .by_place = index_questions(city),
	        .offsets = mem_new(city->checklists_count * city->questions_count + 1, sizeof *reading.offsets),
	        .last_place = SIZE_MAX};
	bool ok = collection_fold_office_remarks(office, take_remark, &reading, err) &&
	          collection_fold_office_plans(office, take_plan, &reading, err) &&
	          city_take_registers(city, office, err);
	free(reading.firsts);
	free(reading.by_place);
	free(reading.offsets);
	numbered_release(&reading.checklists);
	numbered_release(&reading.questions);
	if (!ok)
		return false;
	if (city->plans_count)
		qsort(city->plans, city->plans_count, sizeof *city->plans, compare_plans);
	take_exceptions(city);
	return true;
}

/* From these counts on. */
void city_forget_bodies(struct city *city, size_t records, size_t verdicts, size_t exceptions)
{
	for (size_t i = records; i < city->records_count; i++) {
		free((char *)city->records[i].id);
		free((char *)city->records[i].name);
	}
	for (size_t i = verdicts; i < city->verdicts_count; i++) {
		struct bilingual *because = (struct bilingual *)city->verdicts[i].because;
		if (because)
			bilingual_release(because);
		free(because);
	}
	for (size_t i = exceptions; i < city->kept_exceptions.count; i++)
		exception_release(&city->kept_exceptions.items[i]);
	city->records_count = records;
	city->verdicts_count = verdicts;
	city->kept_exceptions.count = exceptions;
}

void city_release_bodies(struct city *city)
{
	city_forget_bodies(city, 0, 0, 0);
	exceptions_list_release(&city->kept_exceptions);
	mem_pool_release(&city->texts);
	free(city->remarks);
	free(city->records);
	free(city->verdicts);
	free(city->plans);
	free(city->exceptions);
}
