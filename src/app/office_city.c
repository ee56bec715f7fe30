/* What the city's report is made of: the roster, every answer of the last submissions, plans and exceptions. */
#include "tenken/app/office_city.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "office_private.h"
#include "tenken/app/exceptions.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* What the input points into. The input stands first, so that it can be released by itself. */
struct city {
	struct city_input input;
	char *office, *bureau;
	size_t *places; /* of each unit on the roster in the input; SIZE_MAX: left out */
	struct city_unit *units;
	size_t units_count;
	struct city_checklist *checklists;
	size_t checklists_count;
	struct city_question *questions;
	size_t questions_count;
	struct city_answer *answers;
	size_t answers_count;
	struct city_plan *plans;
	size_t plans_count;
	struct city_exception *exceptions;
	size_t exceptions_count;
	struct office_plans late;
	struct exceptions_list open;
};

static const enum city_state states[] = {
        [UNIT_NOT_RECEIVED] = CITY_NOT_RECEIVED, [UNIT_SUBMITTED] = CITY_SUBMITTED, [UNIT_RETURNED] = CITY_RETURNED,
        [UNIT_ACCEPTED] = CITY_ACCEPTED,         [UNIT_CLOSED] = CITY_CLOSED,
};
static_assert(sizeof states / sizeof *states == UNIT_STATES, "every state has its like");

/* --- units --- */

static bool has_bureau(const struct office *office, const char *bureau, struct error *err)
{
	const char **names = mem_new(office->roster.count + 1, sizeof *names);
	bool found = false;
	for (size_t i = 0; i < office->roster.count; i++) {
		names[i] = office->roster.items[i].bureau;
		found = found || str_equal(names[i], bureau);
	}
	const char *near = found ? NULL : text_nearest(bureau, names, office->roster.count);
	if (near)
		error_set(err, ERROR_USAGE, _("There is no bureau \"%s\" on the roster. Did you mean \"%s\"?"), bureau, near);
	else if (!found)
		error_set(err, ERROR_USAGE, _("There is no bureau \"%s\" on the roster."), bureau);
	free(names);
	return found;
}

static void take_units(struct city *city, const struct office *office)
{
	city->places = mem_new(office->roster.count + 1, sizeof *city->places);
	for (size_t i = 0; i < office->roster.count; i++) {
		const struct roster_unit *unit = &office->roster.items[i];
		city->places[i] = SIZE_MAX;
		if (city->bureau && !str_equal(unit->bureau, city->bureau))
			continue;
		city->places[i] = city->units_count;
		*MEM_PUSH(city->units, city->units_count) = (struct city_unit){.code = mem_strdup(unit->code),
		                                                               .bureau = mem_strdup(unit->bureau),
		                                                               .name = mem_strdup(unit->name),
		                                                               .contact = mem_strdup(unit->contact),
		                                                               .state = states[office_unit_state(office, i)],
		                                                               .overdue = office_unit_overdue(office, i)};
	}
}

static bool take_plan_counts(struct city *city, const struct office *office, struct error *err)
{
	struct plans_count *counts = office_plans_count(office, err);
	for (size_t i = 0; counts && i < office->roster.count; i++) {
		if (city->places[i] == SIZE_MAX)
			continue;
		struct city_unit *unit = &city->units[city->places[i]];
		unit->plans = counts[i].plans;
		unit->plans_done = counts[i].done;
		unit->plans_overdue = counts[i].overdue;
	}
	free(counts);
	return counts != NULL;
}

/* --- their order: that in which files were collected must not show --- */

static int compare_checklists(const void *left, const void *right)
{
	const struct city_checklist *a = left, *b = right;
	if (a->role != b->role)
		return a->role < b->role ? -1 : 1;
	return strcmp(a->id, b->id);
}

static int compare_questions(const void *left, const void *right)
{
	const struct city_question *a = left, *b = right;
	if (a->question != b->question)
		return a->question < b->question ? -1 : 1;
	return strcmp(a->id, b->id);
}

static int compare_answers(const void *left, const void *right)
{
	const struct city_answer *a = left, *b = right;
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->checklist != b->checklist)
		return a->checklist < b->checklist ? -1 : 1;
	return (a->question > b->question) - (a->question < b->question);
}

/* Sorts `items`, whose ids stand first in them, and says where each has come to stand. Caller frees. */
static size_t *sort_named(void *items, size_t count, size_t size_bytes, int (*compare)(const void *, const void *))
{
	size_t *places = mem_new(count + 1, sizeof *places);
	const char **before = mem_new(count + 1, sizeof *before);
	char *bytes = items;
	for (size_t i = 0; i < count; i++)
		memcpy(&before[i], bytes + i * size_bytes, sizeof *before);
	if (count)
		qsort(items, count, size_bytes, compare);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++)
			if (memcmp(&before[i], bytes + k * size_bytes, sizeof *before) == 0)
				places[i] = k;
	free(before);
	return places;
}
static_assert(offsetof(struct city_checklist, id) == 0 && offsetof(struct city_question, id) == 0, "ids stand first");

static void sort_answers(struct city *city)
{
	size_t *checklists = sort_named(city->checklists, city->checklists_count, sizeof *city->checklists, compare_checklists);
	size_t *questions = sort_named(city->questions, city->questions_count, sizeof *city->questions, compare_questions);
	for (size_t i = 0; i < city->answers_count; i++) {
		city->answers[i].checklist = checklists[city->answers[i].checklist];
		city->answers[i].question = questions[city->answers[i].question];
	}
	if (city->answers_count)
		qsort(city->answers, city->answers_count, sizeof *city->answers, compare_answers);
	free(checklists);
	free(questions);
}

/* --- answers --- */

struct collecting {
	struct city *city;
	const struct office *office;
	size_t unit; /* on the roster, where the last row belonged */
	size_t checklist, question; /* those of the last row */
	size_t *by_place; /* for each of the pack's questions: its index in the city's, or SIZE_MAX */
};

/* Rows come unit by unit, in the order of their ids, which need not be that of the roster. */
static size_t unit_of(struct collecting *collecting, int64_t id)
{
	const struct roster *roster = &collecting->office->roster;
	if (collecting->unit < roster->count && roster->items[collecting->unit].id == id)
		return collecting->unit;
	for (size_t i = 0; i < roster->count; i++)
		if (roster->items[i].id == id)
			return collecting->unit = i;
	return SIZE_MAX;
}

/* The role of "system_manager:s1" is system_manager. */
static size_t role_of(const struct pack *pack, const char *checklist)
{
	char *role = mem_strndup(checklist, strcspn(checklist, ":"));
	size_t at = pack_find_role(pack, role);
	free(role);
	return at;
}

/* All checklists of systems that are called alike are one: what tells them apart is the unit. */
static size_t checklist_of(struct collecting *collecting, const char *id)
{
	struct city *city = collecting->city;
	if (collecting->checklist < city->checklists_count && str_equal(city->checklists[collecting->checklist].id, id))
		return collecting->checklist;
	for (size_t i = 0; i < city->checklists_count; i++)
		if (str_equal(city->checklists[i].id, id))
			return i;
	*MEM_PUSH(city->checklists, city->checklists_count) =
	        (struct city_checklist){.id = mem_strdup(id), .role = role_of(city->input.pack, id)};
	return city->checklists_count - 1;
}

static size_t add_question(struct city *city, const char *id, size_t place)
{
	*MEM_PUSH(city->questions, city->questions_count) = (struct city_question){.id = mem_strdup(id), .question = place};
	return city->questions_count - 1;
}

static size_t question_of(struct collecting *collecting, const char *id)
{
	struct city *city = collecting->city;
	size_t place = pack_find_question(city->input.pack, id);
	if (place != SIZE_MAX) {
		if (collecting->by_place[place] == SIZE_MAX)
			collecting->by_place[place] = add_question(city, id, place);
		return collecting->by_place[place];
	}
	for (size_t i = 0; i < city->questions_count; i++) /* few, if any */
		if (city->questions[i].question == SIZE_MAX && str_equal(city->questions[i].id, id))
			return i;
	return add_question(city, id, SIZE_MAX);
}

static void take_answer(void *context, int64_t id, const struct collected_answer *answer)
{
	struct collecting *collecting = context;
	struct city *city = collecting->city;
	size_t unit = unit_of(collecting, id);
	if (unit == SIZE_MAX || city->places[unit] == SIZE_MAX)
		return;
	collecting->checklist = checklist_of(collecting, answer->checklist);
	collecting->question = question_of(collecting, answer->question);
	*MEM_PUSH(city->answers, city->answers_count) = (struct city_answer){.unit = city->places[unit],
	                                                                     .checklist = collecting->checklist,
	                                                                     .question = collecting->question,
	                                                                     .answer = answer->answer,
	                                                                     .basis = answer->basis};
}

static bool take_answers(struct city *city, const struct office *office, struct error *err)
{
	size_t count = city->input.pack->questions_count;
	struct collecting collecting = {.city = city,
	                                .office = office,
	                                .unit = SIZE_MAX,
	                                .checklist = SIZE_MAX,
	                                .by_place = mem_new(count + 1, sizeof *collecting.by_place)};
	for (size_t i = 0; i < count; i++)
		collecting.by_place[i] = SIZE_MAX;
	bool ok = collection_fold_office(office, take_answer, &collecting, err);
	free(collecting.by_place);
	if (ok)
		sort_answers(city);
	return ok;
}

/* --- what needs action --- */

static bool take_late_plans(struct city *city, const struct office *office, struct error *err)
{
	if (!office_plans_load(office, true, &city->late, err))
		return false;
	office_plans_sort(&city->late);
	for (size_t i = 0; i < city->late.count; i++) {
		const struct office_plan *plan = &city->late.items[i];
		enum answer answer;
		if (city->places[plan->unit] == SIZE_MAX || !answer_parse(&answer, plan->answer))
			continue;
		*MEM_PUSH(city->plans, city->plans_count) = (struct city_plan){.unit = city->places[plan->unit],
		                                                               .checklist = plan->checklist,
		                                                               .question = plan->question,
		                                                               .answer = answer,
		                                                               .measure = plan->measure,
		                                                               .person = plan->person,
		                                                               .due = plan->due,
		                                                               .first_due = plan->first_due};
	}
	return true;
}

static bool take_exceptions(struct city *city, const struct office *office, struct error *err)
{
	if (!office_exceptions_load(office, true, &city->open, err))
		return false;
	for (size_t i = 0; i < city->open.count; i++) {
		const struct exception *exception = &city->open.items[i];
		if (city->places[exception->unit] == SIZE_MAX)
			continue;
		*MEM_PUSH(city->exceptions, city->exceptions_count) =
		        (struct city_exception){.unit = city->places[exception->unit],
		                                .id = exception->id,
		                                .name = exception->name,
		                                .clauses = exception->clauses,
		                                .applicant = exception->applicant,
		                                .state = exception_state_label(exception->state),
		                                .state_code = exception_state_code(exception->state),
		                                .expires_on = exception->expires_on,
		                                .endless = exception->endless};
	}
	return true;
}

/* --- all of it --- */

static void describe(struct city *city, const struct office *office)
{
	struct city_input *input = &city->input;
	input->office = city->office;
	input->bureau = city->bureau;
	input->fiscal_year = office->cycle.fiscal_year;
	input->extra = office->cycle.extra;
	if (!date_parse_iso(&input->due, office->cycle.due))
		input->due = (struct date){0};
	input->today = office->today;
	input->units = city->units;
	input->units_count = city->units_count;
	input->checklists = city->checklists;
	input->checklists_count = city->checklists_count;
	input->questions = city->questions;
	input->questions_count = city->questions_count;
	input->answers = city->answers;
	input->answers_count = city->answers_count;
	input->plans = city->plans;
	input->plans_count = city->plans_count;
	input->exceptions = city->exceptions;
	input->exceptions_count = city->exceptions_count;
}

struct city_input *office_city(const struct office *office, const char *bureau, struct error *err)
{
	if (!campaign_exists(office, err) || (bureau && !has_bureau(office, bureau, err)))
		return NULL;
	const struct kept_pack *kept = office_kept_pack(office, err);
	if (!kept)
		return NULL;
	struct city *city = mem_new(1, sizeof *city);
	city->input.pack = kept->pack;
	str_assign(&city->office, office->name);
	str_assign(&city->bureau, bureau);
	take_units(city, office);
	bool ok = take_plan_counts(city, office, err) && take_answers(city, office, err) && take_late_plans(city, office, err) &&
	          take_exceptions(city, office, err);
	describe(city, office);
	if (ok)
		return &city->input;
	office_city_release(&city->input);
	return NULL;
}

uint64_t office_city_stamp(const struct office *office)
{
	uint64_t stamp = (uint64_t)office->cycle.id * 31 + (uint64_t)office->foreign_commits;
	for (size_t i = 0; i < office->standing.count; i++)
		stamp = stamp * 31 + (uint64_t)office->standing.items[i].seq;
	return stamp * 31 + office->roster.count;
}

void office_city_release(struct city_input *input)
{
	struct city *city = (struct city *)input;
	if (!city)
		return;
	for (size_t i = 0; i < city->units_count; i++) {
		free((char *)city->units[i].code);
		free((char *)city->units[i].bureau);
		free((char *)city->units[i].name);
		free((char *)city->units[i].contact);
	}
	for (size_t i = 0; i < city->checklists_count; i++)
		free((char *)city->checklists[i].id);
	for (size_t i = 0; i < city->questions_count; i++)
		free((char *)city->questions[i].id);
	office_plans_release(&city->late);
	exceptions_list_release(&city->open);
	free(city->exceptions);
	free(city->plans);
	free(city->answers);
	free(city->questions);
	free(city->checklists);
	free(city->units);
	free(city->places);
	free(city->office);
	free(city->bureau);
	free(city);
}
