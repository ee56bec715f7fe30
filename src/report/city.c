/* Counting over a city: units, bureaus, roles; the other rooms count the rest. */
#include "city_private.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const char *const states[] = {
        [CITY_CLOSED] = "closed",       [CITY_ACCEPTED] = "accepted",         [CITY_RETURNED] = "returned",
        [CITY_SUBMITTED] = "submitted", [CITY_NOT_RECEIVED] = "not_received",
};
static_assert(sizeof states / sizeof *states == CITY_STATES, "a code for every state");

const char *city_state_code(enum city_state state)
{
	return states[state];
}

static const char *const plan_states[] = {
        [CITY_PLAN_OVERDUE] = "overdue", [CITY_PLAN_OPEN] = "open", [CITY_PLAN_DONE] = "done"};
static_assert(sizeof plan_states / sizeof *plan_states == CITY_PLAN_STATES, "a code for every state");

enum city_plan_state city_plan_state(const struct city_plan *plan)
{
	return plan->done ? CITY_PLAN_DONE : plan->overdue ? CITY_PLAN_OVERDUE : CITY_PLAN_OPEN;
}

const char *city_plan_state_code(enum city_plan_state state)
{
	return plan_states[state];
}

size_t city_misses(const struct tally *tally)
{
	return tally->by_answer[ANSWER_PARTIAL] + tally->by_answer[ANSWER_NOT_IMPLEMENTED];
}

struct ratio city_submission_rate(const struct city_counts *counts)
{
	return (struct ratio){counts->received, counts->total};
}

struct ratio city_acceptance_rate(const struct city_counts *counts)
{
	return (struct ratio){counts->by_state[CITY_ACCEPTED] + counts->by_state[CITY_CLOSED], counts->total};
}

void city_tally_add(struct tally *tally, const struct city_answer *answer)
{
	bool answered = answer->answer != ANSWER_NONE;

	tally->applicable++;
	tally->by_answer[answer->answer]++;
	tally->answered += answered;
	tally->declared += answered && answer->basis == BASIS_DECLARED;
	tally->derived += answered && answer->basis == BASIS_DERIVED;
}

bool city_is_received(const struct city_input *input, const struct city_answer *answer)
{
	return input->units[answer->unit].state != CITY_NOT_RECEIVED;
}

bool city_is_declared(const struct city_answer *answer)
{
	return answer->answer != ANSWER_NONE && answer->basis == BASIS_DECLARED;
}

size_t *city_marks(size_t count)
{
	size_t *marks = mem_new(count + 1, sizeof *marks);

	for (size_t i = 0; i <= count; i++)
		marks[i] = SIZE_MAX;
	return marks;
}

static void add_plans(struct tally *tally, const struct city_unit *unit)
{
	tally->plans += unit->plans;
	tally->plans_done += unit->plans_done;
	tally->plans_overdue += unit->plans_overdue;
}

/* --- units and bureaus --- */

static size_t bureau_of(struct city_counts *counts, const struct city_input *input, const char *name)
{
	struct city_bureau *bureau;

	for (size_t i = 0; i < counts->bureaus_count; i++) {
		if (str_equal(counts->bureaus[i].name, name))
			return i;
	}
	bureau = MEM_PUSH(counts->bureaus, counts->bureaus_count);
	*bureau = (struct city_bureau){.name = name,
	                               .chapters = mem_new(input->pack->chapters_count + 1, sizeof *bureau->chapters)};
	return counts->bureaus_count - 1;
}

/* Says in `bureaus` to which each unit belongs. */
static void count_units(struct city_counts *counts, const struct city_input *input, size_t *bureaus)
{
	for (size_t i = 0; i < input->units_count; i++) {
		const struct city_unit *unit = &input->units[i];
		struct city_bureau *bureau;

		bureaus[i] = bureau_of(counts, input, unit->bureau);
		bureau = &counts->bureaus[bureaus[i]];
		bureau->units++;
		counts->total++;
		counts->by_state[unit->state]++;
		counts->rejected += unit->state == CITY_NOT_RECEIVED && unit->rejected;
		if (unit->state == CITY_NOT_RECEIVED)
			continue;
		bureau->received++;
		counts->received++;
		add_plans(&bureau->tally, unit);
		add_plans(&counts->all, unit);
	}
}

/* --- answers --- */

/* While counting: one for each of the pack's roles, and behind them one for those it does not have. */
struct counting {
	const size_t *bureaus;
	struct city_role *roles;
	size_t *role_units;      /* the unit that was last seen with the role */
	size_t *checklist_units; /* likewise, by checklist */
};

static void count_role(struct counting *counting, const struct city_input *input, const struct city_answer *answer)
{
	size_t role = input->checklists[answer->checklist].role;
	size_t at = role == SIZE_MAX ? input->pack->roles_count : role;
	struct city_role *counted = &counting->roles[at];

	counted->role = role;
	city_tally_add(&counted->tally, answer);
	if (counting->checklist_units[answer->checklist] != answer->unit)
		counted->checklists++;
	if (counting->role_units[at] != answer->unit)
		counted->units++;
	counting->checklist_units[answer->checklist] = counting->role_units[at] = answer->unit;
}

static void count_answer(struct city_counts *counts, struct counting *counting, const struct city_input *input,
                         const struct city_answer *answer)
{
	struct city_bureau *bureau = &counts->bureaus[counting->bureaus[answer->unit]];
	size_t question = input->questions[answer->question].question;

	city_tally_add(&counts->all, answer);
	city_tally_add(&bureau->tally, answer);
	if (question != SIZE_MAX)
		city_tally_add(&bureau->chapters[input->pack->questions[question].chapter], answer);
	count_role(counting, input, answer);
}

static void take_roles(struct city_counts *counts, const struct counting *counting, const struct city_input *input)
{
	for (size_t i = 0; i <= input->pack->roles_count; i++) {
		if (counting->roles[i].checklists)
			*MEM_PUSH(counts->roles, counts->roles_count) = counting->roles[i];
	}
}

static void count_answers(struct city_counts *counts, const struct city_input *input, const size_t *bureaus)
{
	struct counting counting = {.bureaus = bureaus,
	                            .roles = mem_new(input->pack->roles_count + 1, sizeof *counting.roles),
	                            .role_units = city_marks(input->pack->roles_count + 1),
	                            .checklist_units = city_marks(input->checklists_count)};

	for (size_t i = 0; i < input->answers_count; i++) {
		if (city_is_received(input, &input->answers[i]))
			count_answer(counts, &counting, input, &input->answers[i]);
	}
	take_roles(counts, &counting, input);
	free(counting.roles);
	free(counting.role_units);
	free(counting.checklist_units);
}

/* --- all of it --- */

void city_count(struct city_counts *counts, const struct city_input *input)
{
	size_t *bureaus = mem_new(input->units_count + 1, sizeof *bureaus);

	*counts = (struct city_counts){0};
	count_units(counts, input, bureaus);
	count_answers(counts, input, bureaus);
	city_count_questions(counts, input);
	city_count_clauses(counts, input);
	city_count_causes(&counts->causes, input);
	city_count_rules(counts, input);
	city_count_looks(&counts->looks, input);
	city_count_trend(counts, input);
	city_draw_sample(counts, input, bureaus);
	free(bureaus);
}

void city_counts_release(struct city_counts *counts)
{
	for (size_t i = 0; i < counts->bureaus_count; i++)
		free(counts->bureaus[i].chapters);
	free(counts->bureaus);
	free(counts->roles);
	city_release_questions(counts);
	city_release_clauses(counts);
	city_release_causes(&counts->causes);
	city_release_rules(counts);
	city_release_looks(&counts->looks);
	city_release_trend(counts);
	free(counts->sample);
	*counts = (struct city_counts){0};
}
