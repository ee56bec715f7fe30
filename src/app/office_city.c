/* What the city's report is made of: the roster, every answer of the last submissions, plans and exceptions. */
#include "office_city_private.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/store/rejected.h"

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
		error_set(err, ERROR_USAGE, _("There is no bureau \"%s\" on the roster. Did you mean \"%s\"?"), bureau,
		          near);
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
		*MEM_PUSH(city->units, city->units_count) =
		        (struct city_unit){.code = mem_strdup(unit->code),
		                           .bureau = mem_strdup(unit->bureau),
		                           .name = mem_strdup(unit->name),
		                           .contact = mem_strdup(unit->contact),
		                           .state = states[office_unit_state(office, i)],
		                           .overdue = office_unit_overdue(office, i)};
	}
}

/* Of what came and was rejected: why, at the units that it says it is of. */
static bool take_rejected(struct city *city, const struct office *office, struct error *err)
{
	char **reasons = office_rejected(office, err);
	for (size_t i = 0; reasons && i < office->roster.count; i++)
		if (reasons[i] && city->places[i] != SIZE_MAX)
			str_assign((char **)&city->units[city->places[i]].rejected, reasons[i]);
	office_rejected_free(reasons, office->roster.count);
	return reasons != NULL;
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

static size_t unit_key(const struct city_answer *answer)
{
	return answer->unit;
}

static size_t checklist_key(const struct city_answer *answer)
{
	return answer->checklist;
}

static size_t question_key(const struct city_answer *answer)
{
	return answer->question;
}

/* Into `to`, by a key below `keys`; what has the same key stays in its order. `places`: room for keys + 1. */
static void sort_by(struct city_answer *to, const struct city_answer *from, size_t count,
                    size_t (*key)(const struct city_answer *), size_t keys, size_t *places)
{
	memset(places, 0, (keys + 1) * sizeof *places);
	for (size_t i = 0; i < count; i++)
		places[key(&from[i]) + 1]++;
	for (size_t i = 1; i <= keys; i++)
		places[i] += places[i - 1];
	for (size_t i = 0; i < count; i++)
		to[places[key(&from[i])]++] = from[i];
}

static bool stand_by_unit(const struct city *city)
{
	for (size_t i = 1; i < city->answers_count; i++)
		if (city->answers[i - 1].unit > city->answers[i].unit)
			return false;
	return true;
}

/* There are few keys and very many answers: each is put where it belongs instead of compared; those of one unit, which fit into the
 * processor's cache, at a time. */
static void sort_by_keys(struct city *city)
{
	size_t most = city->units_count > city->questions_count ? city->units_count : city->questions_count;
	size_t *places = mem_new((most > city->checklists_count ? most : city->checklists_count) + 1, sizeof *places);
	struct city_answer *other = mem_resize(NULL, city->answers_count + 1, sizeof *other), *all = city->answers;
	if (!stand_by_unit(city)) {
		sort_by(other, all, city->answers_count, unit_key, city->units_count, places);
		city->answers = other;
		other = all;
		all = city->answers;
	}
	for (size_t first = 0, end; first < city->answers_count; first = end) {
		for (end = first + 1; end < city->answers_count && all[end].unit == all[first].unit;)
			end++;
		sort_by(other, all + first, end - first, question_key, city->questions_count, places);
		sort_by(all + first, other, end - first, checklist_key, city->checklists_count, places);
	}
	free(other);
	free(places);
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
	size_t *checklists =
	        sort_named(city->checklists, city->checklists_count, sizeof *city->checklists, compare_checklists);
	size_t *questions =
	        sort_named(city->questions, city->questions_count, sizeof *city->questions, compare_questions);
	for (size_t i = 0; i < city->answers_count; i++) {
		city->answers[i].checklist = (uint32_t)checklists[city->answers[i].checklist];
		city->answers[i].question = (uint32_t)questions[city->answers[i].question];
	}
	sort_by_keys(city);
	free(checklists);
	free(questions);
}

/* --- answers --- */

size_t *numbered_place(struct numbered *numbered, uint32_t number)
{
	if (!number)
		return NULL;
	while (numbered->count <= number)
		*MEM_PUSH(numbered->places, numbered->count) = SIZE_MAX;
	return &numbered->places[number];
}

void numbered_release(struct numbered *numbered)
{
	free(numbered->places);
	*numbered = (struct numbered){0};
}

struct collecting {
	struct city *city;
	const struct office *office;
	size_t unit;      /* on the roster, where the last row belonged */
	size_t checklist; /* that of the last row */
	size_t *by_place; /* for each of the pack's questions: its index in the city's, or SIZE_MAX */
	struct numbered by_number;
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
	*MEM_PUSH(city->questions, city->questions_count) =
	        (struct city_question){.id = mem_strdup(id), .question = place};
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

/* To ask the pack for each of some hundred thousand rows would take longer than to read them. */
static size_t question_of_row(struct collecting *collecting, const struct collected_answer *answer)
{
	size_t *known = numbered_place(&collecting->by_number, answer->question_number);
	if (!known)
		return question_of(collecting, answer->question);
	if (*known == SIZE_MAX)
		*known = question_of(collecting, answer->question);
	return *known;
}

static void take_answer(void *context, int64_t id, const struct collected_answer *answer)
{
	struct collecting *collecting = context;
	struct city *city = collecting->city;
	size_t unit = unit_of(collecting, id);
	if (unit == SIZE_MAX || city->places[unit] == SIZE_MAX)
		return;
	collecting->checklist = checklist_of(collecting, answer->checklist);
	*MEM_PUSH(city->answers, city->answers_count) =
	        (struct city_answer){.unit = (uint32_t)city->places[unit],
	                             .checklist = (uint32_t)collecting->checklist,
	                             .question = (uint32_t)question_of_row(collecting, answer),
	                             .answer = (uint8_t)answer->answer,
	                             .basis = (uint8_t)answer->basis,
	                             .grounds = answer->grounds,
	                             .moment = answer->moment};
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
	numbered_release(&collecting.by_number);
	if (ok)
		sort_answers(city);
	return ok;
}

/* --- all of it --- */

static void describe(struct city *city, const struct office *office, unsigned wants)
{
	struct city_input *input = &city->input;
	input->office = city->office;
	input->campaign = city->campaign;
	input->bureau = city->bureau;
	input->fiscal_year = office->cycle.fiscal_year;
	input->extra = office->cycle.extra;
	if (!date_parse_iso(&input->due, office->cycle.due))
		input->due = (struct date){0};
	input->today = office->today;
	input->sample = CITY_SAMPLE_DEFAULT;
	input->bodies = (wants & CITY_WANTS_BODIES) != 0;
	input->past = (wants & CITY_WANTS_PAST) != 0;
}

static void point(struct city *city)
{
	struct city_input *input = &city->input;
	input->units = city->units;
	input->units_count = city->units_count;
	input->checklists = city->checklists;
	input->checklists_count = city->checklists_count;
	input->questions = city->questions;
	input->questions_count = city->questions_count;
	input->answers = city->answers;
	input->answers_count = city->answers_count;
	input->remarks = (const char *const *)city->remarks;
	input->remarks_count = city->remarks_count;
	input->plans = city->plans;
	input->plans_count = city->plans_count;
	input->exceptions = city->exceptions;
	input->exceptions_count = city->exceptions_count;
	input->records = city->records;
	input->records_count = city->records_count;
	input->verdicts = city->verdicts;
	input->verdicts_count = city->verdicts_count;
	input->years = city->years;
	input->years_count = city->years_count;
}

struct city_input *office_city(const struct office *office, const char *bureau, unsigned wants, struct error *err)
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
	str_assign(&city->campaign, body_text(office->campaign, "id"));
	take_units(city, office);
	bool ok = take_rejected(city, office, err) && take_answers(city, office, err) &&
	          (!(wants & CITY_WANTS_BODIES) || city_take_bodies(city, office, err)) &&
	          (!(wants & CITY_WANTS_PAST) || city_take_past(city, office, err));
	describe(city, office, wants);
	point(city);
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
		free((char *)city->units[i].rejected);
	}
	for (size_t i = 0; i < city->checklists_count; i++)
		free((char *)city->checklists[i].id);
	for (size_t i = 0; i < city->questions_count; i++)
		free((char *)city->questions[i].id);
	city_release_bodies(city);
	city_release_past(city);
	free(city->answers);
	free(city->questions);
	free(city->checklists);
	free(city->units);
	free(city->places);
	free(city->office);
	free(city->bureau);
	free(city->campaign);
	free(city);
}
