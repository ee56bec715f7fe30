/* The lists of the city's report as JSON. */
#include "report_city_json.h"

#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

void city_json_unit(struct json_open *into, const struct city_unit *unit)
{
	json_parts_text(into, "code", unit->code);
	json_parts_text(into, "bureau", unit->bureau);
	json_parts_text(into, "unit", unit->name);
}

void city_json_codes(struct json_open *into, const char *key, const struct city_input *input, const size_t *units,
                     size_t count)
{
	struct json_open *list = json_add_array(into, key);

	for (size_t i = 0; i < count; i++)
		json_parts_text(list, NULL, input->units[units[i]].code);
}

void city_json_missing(struct json_open *root, const struct city_input *input)
{
	struct json_open *list = json_add_array(root, "missing_units");

	for (size_t i = 0; i < input->units_count; i++) {
		const struct city_unit *unit = &input->units[i];
		struct json_open *object;

		if (unit->state != CITY_NOT_RECEIVED)
			continue;
		object = json_add_object(list, NULL);
		city_json_unit(object, unit);
		json_parts_known(object, "contact", unit->contact);
		json_add_bool(object, "overdue", unit->overdue);
		json_parts_known(object, "rejected", unit->rejected);
	}
}

/* A list of what bodies say: null while nobody has looked into them. */
static struct json_open *put_list(struct json_open *root, const char *key, const struct city_input *input)
{
	if (input->bodies)
		return json_add_array(root, key);
	json_add_null(root, key);
	return NULL;
}

void city_json_exceptions(struct json_open *root, const struct city_input *input)
{
	struct json_open *list = put_list(root, "exceptions", input);

	for (size_t i = 0; list && i < input->exceptions_count; i++) {
		const struct city_exception *exception = &input->exceptions[i];
		struct json_open *object = json_add_object(list, NULL);

		city_json_unit(object, &input->units[exception->unit]);
		json_parts_text(object, "id", exception->id);
		json_parts_known(object, "name", exception->name);
		json_parts_known(object, "clauses", exception->clauses);
		json_parts_known(object, "applicant", exception->applicant);
		json_add_string(object, "state", exception->state_code);
		json_add_bool(object, "needs_action", exception->needs_action);
		json_parts_date(object, "expires_on", exception->expires_on);
		json_add_bool(object, "endless", exception->endless);
	}
}

/* --- plans --- */

/* null: the section. */
static void add_about(struct json_open *object, const struct city_input *input, size_t unit, const char *checklist)
{
	struct strbuf about = STRBUF_INIT;

	city_about(&about, input, unit, checklist);
	json_parts_known(object, "about", about.text);
	strbuf_release(&about);
}

/* Where a plan stands: of which section, in which checklist, about what. Many stand in one place. */
struct plan_place {
	const struct city_input *input;
	size_t unit;
	const char *checklist;
	struct strbuf written;
	struct plan_place *next; /* of the same section */
};

static void put_place(struct json_open *object, const void *about)
{
	const struct plan_place *place = about;

	city_json_unit(object, &place->input->units[place->unit]);
	json_parts_text(object, "checklist", place->checklist);
	add_about(object, place->input, place->unit, place->checklist);
}

static struct plan_place *find_place(struct plan_place **places, const struct city_input *input,
                                     const struct city_plan *plan)
{
	struct plan_place *place = places[plan->unit];

	while (place && !str_equal(place->checklist, plan->checklist))
		place = place->next;
	if (!place) {
		place = mem_new(1, sizeof *place);
		*place = (struct plan_place){input, plan->unit, plan->checklist, STRBUF_INIT, places[plan->unit]};
		places[plan->unit] = place;
	}
	return place;
}

static void put_plan(struct json_open *list, struct plan_place *place, const struct city_plan *plan)
{
	struct json_open *object = json_add_object(list, NULL);

	json_add_kept(object, &place->written, put_place, place);
	json_parts_text(object, "question", plan->question);
	json_parts_answer(object, "answer", plan->answer);
	json_add_clean(object, "state", city_plan_state_code(city_plan_state(plan)));
	json_parts_known(object, "cause", plan->cause);
	json_parts_known(object, "measure", plan->measure);
	json_parts_known(object, "person", plan->person);
	json_parts_date(object, "due", plan->due);
	json_parts_date(object, "first_due", plan->first_due);
	json_add_bool(object, "preventive", plan->preventive);
	json_parts_known(object, "evidence", plan->evidence);
}

void city_json_plans(struct json_open *root, const struct city_input *input)
{
	struct json_open *list = put_list(root, "improvement", input);
	struct plan_place **places = mem_new(input->units_count + 1, sizeof(struct plan_place *));

	for (size_t i = 0; list && i < input->plans_count; i++)
		put_plan(list, find_place(places, input, &input->plans[i]), &input->plans[i]);
	for (size_t i = 0; i < input->units_count; i++) {
		for (struct plan_place *place = places[i], *next; place; place = next) {
			next = place->next;
			strbuf_release(&place->written);
			free(place);
		}
	}
	free(places);
}

/* --- sections that need a look --- */

static void put_groundless(struct json_open *into, const struct city_input *input, const struct city_looks *looks)
{
	struct json_open *object = json_add_object(into, "no_grounds"), *list;

	json_parts_size(object, "answers_at_least", CITY_GROUNDLESS_ANSWERS);
	json_parts_size(object, "percent_at_least", CITY_GROUNDLESS_PERCENT);
	json_parts_size(object, "declared", looks->declared);
	json_parts_size(object, "without", looks->without);
	list = json_add_array(object, "units");
	for (size_t i = 0; i < looks->groundless_count; i++) {
		const struct city_groundless *found = &looks->groundless[i];
		struct json_open *unit = json_add_object(list, NULL);

		city_json_unit(unit, &input->units[found->unit]);
		json_parts_size(unit, "declared", found->declared);
		json_parts_size(unit, "without", found->without);
	}
}

static void put_same(struct json_open *into, const struct city_input *input, const struct city_looks *looks)
{
	struct json_open *object = json_add_object(into, "same_remarks"), *list;

	json_parts_size(object, "characters_at_least", CITY_SAME_CHARACTERS);
	json_parts_size(object, "units_at_least", CITY_SAME_UNITS);
	list = json_add_array(object, "remarks");
	for (size_t i = 0; i < looks->same_count; i++) {
		const struct city_same *found = &looks->same[i];
		struct json_open *remark = json_add_object(list, NULL);

		json_parts_text(remark, "question", input->questions[found->question].id);
		json_parts_text(remark, "text", found->text);
		city_json_codes(remark, "units", input, found->units, found->units_count);
	}
}

static void put_rushes(struct json_open *into, const struct city_input *input, const struct city_looks *looks)
{
	struct json_open *object = json_add_object(into, "at_once"), *list;
	char at[20];

	json_parts_size(object, "answers_at_least", CITY_RUSH_ANSWERS);
	json_parts_size(object, "seconds_at_most", CITY_RUSH_SECONDS);
	json_parts_size(object, "percent_at_least", CITY_RUSH_PERCENT);
	list = json_add_array(object, "units");
	for (size_t i = 0; i < looks->rushes_count; i++) {
		const struct city_rush *found = &looks->rushes[i];
		struct json_open *unit = json_add_object(list, NULL);

		city_json_unit(unit, &input->units[found->unit]);
		json_parts_size(unit, "answers", found->answers);
		json_parts_size(unit, "implemented", found->implemented);
		json_parts_size(unit, "seconds", found->seconds);
		json_add_string(unit, "from", datetime_format_seconds(found->moment, at));
	}
}

static void put_absent(struct json_open *into, const struct city_input *input, const struct city_looks *looks)
{
	struct json_open *object = json_add_object(into, "not_applicable"), *list;

	json_parts_size(object, "answers_at_least", CITY_ABSENT_ANSWERS);
	json_parts_size(object, "others_at_least", CITY_ABSENT_UNITS);
	json_parts_size(object, "times_at_least", CITY_ABSENT_TIMES);
	json_parts_size(object, "points_at_least", CITY_ABSENT_POINTS);
	list = json_add_array(object, "units");
	for (size_t i = 0; i < looks->absent_count; i++) {
		const struct city_absent *found = &looks->absent[i];
		struct json_open *unit = json_add_object(list, NULL);

		city_json_unit(unit, &input->units[found->unit]);
		json_parts_text(unit, "role", input->pack->roles[found->role].id);
		json_parts_ratio(unit, "own", found->own);
		json_parts_ratio(unit, "others", found->others);
	}
}

void city_json_looks(struct json_open *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json_open *looks;

	if (!input->bodies) {
		json_add_null(root, "looks");
		return;
	}
	looks = json_add_object(root, "looks");
	put_groundless(looks, input, &counts->looks);
	put_same(looks, input, &counts->looks);
	put_rushes(looks, input, &counts->looks);
	put_absent(looks, input, &counts->looks);
}

/* --- the sample --- */

void city_json_sample(struct json_open *root, const struct city_input *input, const struct city_counts *counts)
{
	struct json_open *sample = json_add_object(root, "sample"), *list;

	json_parts_size(sample, "wanted", input->sample);
	json_add_string(sample, "spread_over", input->bureau ? "units" : "bureaus");
	json_parts_text(sample, "campaign", input->campaign);
	if (input->sample)
		json_parts_size(sample, "drawn_from", counts->sample_from);
	else
		json_add_null(sample, "drawn_from");
	list = json_add_array(sample, "answers");
	for (size_t i = 0; i < counts->sample_count; i++) {
		const struct city_answer *answer = &input->answers[counts->sample[i].answer];
		struct json_open *object = json_add_object(list, NULL);
		char *hash = str_format("%016llx", (unsigned long long)counts->sample[i].hash);

		city_json_unit(object, &input->units[answer->unit]);
		json_parts_text(object, "checklist", input->checklists[answer->checklist].id);
		add_about(object, input, answer->unit, input->checklists[answer->checklist].id);
		json_parts_text(object, "question", input->questions[answer->question].id);
		json_add_string(object, "hash", hash);
		free(hash);
	}
}
