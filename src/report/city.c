/* Counting over a city: one pass over the answers, then what is sorted and compared. */
#include "tenken/report/city.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

const unsigned city_reaches[CITY_REACHES] = {100, 95, 90};

static const char *const states[] = {
        [CITY_CLOSED] = "closed",       [CITY_ACCEPTED] = "accepted",         [CITY_RETURNED] = "returned",
        [CITY_SUBMITTED] = "submitted", [CITY_NOT_RECEIVED] = "not_received",
};
static_assert(sizeof states / sizeof *states == CITY_STATES, "a code for every state");

const char *city_state_code(enum city_state state)
{
	return states[state];
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

/* Plans are not looked at: of an answer in the office's table nothing but itself is known. */
static void add_answer(struct tally *tally, const struct city_answer *answer)
{
	bool answered = answer->answer != ANSWER_NONE;

	tally->applicable++;
	tally->by_answer[answer->answer]++;
	tally->answered += answered;
	tally->declared += answered && answer->basis == BASIS_DECLARED;
	tally->derived += answered && answer->basis == BASIS_DERIVED;
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
	size_t *role_units;                    /* the unit that was last seen with the role */
	struct city_missed *questions;         /* one for each of the input's */
	size_t *question_units, *missed_units; /* the unit that was last counted as asked, and as missing it */
	size_t *checklist_units;               /* likewise, by checklist */
};

static void count_role(struct counting *counting, const struct city_input *input, const struct city_answer *answer)
{
	size_t role = input->checklists[answer->checklist].role;
	size_t at = role == SIZE_MAX ? input->pack->roles_count : role;
	struct city_role *counted = &counting->roles[at];

	counted->role = role;
	add_answer(&counted->tally, answer);
	if (counting->checklist_units[answer->checklist] != answer->unit)
		counted->checklists++;
	if (counting->role_units[at] != answer->unit)
		counted->units++;
	counting->checklist_units[answer->checklist] = counting->role_units[at] = answer->unit;
}

static void count_question(struct counting *counting, const struct city_answer *answer)
{
	struct city_missed *question = &counting->questions[answer->question];

	add_answer(&question->tally, answer);
	if (counting->question_units[answer->question] != answer->unit)
		question->asked++;
	counting->question_units[answer->question] = answer->unit;
	if (answer->answer != ANSWER_PARTIAL && answer->answer != ANSWER_NOT_IMPLEMENTED)
		return;
	if (counting->missed_units[answer->question] != answer->unit)
		question->missed++;
	counting->missed_units[answer->question] = answer->unit;
}

static void count_answer(struct city_counts *counts, struct counting *counting, const struct city_input *input,
                         const struct city_answer *answer)
{
	struct city_bureau *bureau = &counts->bureaus[counting->bureaus[answer->unit]];
	size_t question = input->questions[answer->question].question;

	add_answer(&counts->all, answer);
	add_answer(&bureau->tally, answer);
	if (question != SIZE_MAX)
		add_answer(&bureau->chapters[input->pack->questions[question].chapter], answer);
	count_role(counting, input, answer);
	count_question(counting, answer);
}

static void take_roles(struct city_counts *counts, const struct counting *counting, const struct city_input *input)
{
	for (size_t i = 0; i <= input->pack->roles_count; i++) {
		if (counting->roles[i].checklists)
			*MEM_PUSH(counts->roles, counts->roles_count) = counting->roles[i];
	}
}

static size_t *nobody_yet(size_t count)
{
	size_t *units = mem_new(count + 1, sizeof *units);

	for (size_t i = 0; i <= count; i++)
		units[i] = SIZE_MAX;
	return units;
}

static void count_answers(struct city_counts *counts, const struct city_input *input, const size_t *bureaus)
{
	struct counting counting = {.bureaus = bureaus,
	                            .roles = mem_new(input->pack->roles_count + 1, sizeof *counting.roles),
	                            .role_units = nobody_yet(input->pack->roles_count + 1),
	                            .questions = mem_new(input->questions_count + 1, sizeof *counting.questions),
	                            .question_units = nobody_yet(input->questions_count),
	                            .missed_units = nobody_yet(input->questions_count),
	                            .checklist_units = nobody_yet(input->checklists_count)};

	for (size_t i = 0; i < input->answers_count; i++) {
		if (input->units[input->answers[i].unit].state != CITY_NOT_RECEIVED)
			count_answer(counts, &counting, input, &input->answers[i]);
	}
	take_roles(counts, &counting, input);
	for (size_t i = 0; i < input->questions_count; i++) {
		counting.questions[i].question = i;
		if (counting.questions[i].tally.applicable)
			*MEM_PUSH(counts->questions, counts->questions_count) = counting.questions[i];
	}
	free(counting.roles);
	free(counting.role_units);
	free(counting.questions);
	free(counting.question_units);
	free(counting.missed_units);
	free(counting.checklist_units);
}

/* --- what follows --- */

static void count_reaches(struct city_counts *counts)
{
	for (size_t i = 0; i < counts->questions_count; i++) {
		struct ratio rate = tally_implementation_rate(&counts->questions[i].tally);

		if (rate.denominator == 0)
			counts->rateless++;
		for (size_t k = 0; k < CITY_REACHES; k++)
			counts->reached[k] +=
			        rate.denominator && rate.numerator * 100 >= rate.denominator * city_reaches[k];
	}
}

/* qsort() hands on no context, so that the places in the pack are put beside. */
struct placed {
	struct city_missed question;
	size_t place;
	const char *id;
};

static int compare_missed(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	size_t misses = city_misses(&a->question.tally), others = city_misses(&b->question.tally);

	if (misses != others)
		return misses > others ? -1 : 1;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return strcmp(a->id, b->id);
}

static void sort_questions(struct city_counts *counts, const struct city_input *input)
{
	struct placed *placed = mem_new(counts->questions_count + 1, sizeof *placed);

	for (size_t i = 0; i < counts->questions_count; i++) {
		const struct city_question *question = &input->questions[counts->questions[i].question];
		placed[i] = (struct placed){counts->questions[i], question->question, question->id};
	}
	qsort(placed, counts->questions_count, sizeof *placed, compare_missed);
	for (size_t i = 0; i < counts->questions_count; i++)
		counts->questions[i] = placed[i].question;
	free(placed);
}

void city_count(struct city_counts *counts, const struct city_input *input)
{
	size_t *bureaus = mem_new(input->units_count + 1, sizeof *bureaus);

	*counts = (struct city_counts){0};
	count_units(counts, input, bureaus);
	count_answers(counts, input, bureaus);
	count_reaches(counts);
	sort_questions(counts, input);
	free(bureaus);
}

void city_counts_release(struct city_counts *counts)
{
	for (size_t i = 0; i < counts->bureaus_count; i++)
		free(counts->bureaus[i].chapters);
	free(counts->bureaus);
	free(counts->roles);
	free(counts->questions);
	*counts = (struct city_counts){0};
}
