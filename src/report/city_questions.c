/* Which questions and which clauses are most often missed, and by whom. */
#include "city_private.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"

const unsigned city_reaches[CITY_REACHES] = {100, 95, 90};

static bool is_miss(const struct city_answer *answer)
{
	return answer->answer == ANSWER_PARTIAL || answer->answer == ANSWER_NOT_IMPLEMENTED;
}

/* A question or a clause while it is counted. The answers of a unit stand together, so that the last unit tells whether it is
 * counted already. */
struct counted {
	size_t asked, missed;
	size_t last_asked, last_missed;
	size_t *units;
	struct tally tally;
};

static struct counted *begin(size_t count)
{
	struct counted *counted = mem_new(count + 1, sizeof *counted);

	for (size_t i = 0; i < count; i++)
		counted[i].last_asked = counted[i].last_missed = SIZE_MAX;
	return counted;
}

static void count(struct counted *counted, const struct city_answer *answer)
{
	city_tally_add(&counted->tally, answer);
	counted->asked += counted->last_asked != answer->unit;
	counted->last_asked = answer->unit;
	if (!is_miss(answer) || counted->last_missed == answer->unit)
		return;
	counted->last_missed = answer->unit;
	*MEM_PUSH(counted->units, counted->missed) = answer->unit;
}

/* qsort() hands on no context, so that the place in the pack is put beside, and what tells apart what has none. */
struct placed {
	size_t index, misses, place;
	const char *id;
};

static int compare_placed(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	if (a->misses != b->misses)
		return a->misses > b->misses ? -1 : 1;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return strcmp(a->id, b->id);
}

static void sort(struct placed *placed, size_t count)
{
	if (count)
		qsort(placed, count, sizeof *placed, compare_placed);
}

/* --- questions --- */

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

void city_count_questions(struct city_counts *counts, const struct city_input *input)
{
	struct counted *counted = begin(input->questions_count);
	struct placed *placed = NULL;
	size_t placed_count = 0;

	for (size_t i = 0; i < input->answers_count; i++) {
		if (city_is_received(input, &input->answers[i]))
			count(&counted[input->answers[i].question], &input->answers[i]);
	}
	for (size_t i = 0; i < input->questions_count; i++) {
		if (counted[i].asked)
			*MEM_PUSH(placed, placed_count) =
			        (struct placed){i, city_misses(&counted[i].tally), input->questions[i].question,
			                        input->questions[i].id};
	}
	sort(placed, placed_count);
	for (size_t i = 0; i < placed_count; i++) {
		const struct counted *from = &counted[placed[i].index];

		*MEM_PUSH(counts->questions, counts->questions_count) =
		        (struct city_missed){placed[i].index, from->asked, from->missed, from->units, from->tally};
	}
	count_reaches(counts);
	free(placed);
	free(counted);
}

void city_release_questions(struct city_counts *counts)
{
	for (size_t i = 0; i < counts->questions_count; i++)
		free(counts->questions[i].units);
	free(counts->questions);
}

/* --- clauses --- */

static const struct question *question_of(const struct city_input *input, size_t question)
{
	size_t place = input->questions[question].question;

	return place == SIZE_MAX ? NULL : &input->pack->questions[place];
}

static void count_clauses(struct counted *counted, const struct city_input *input, const struct city_answer *answer)
{
	const struct question *question = question_of(input, answer->question);

	for (size_t i = 0; question && i < question->clauses_count; i++)
		count(&counted[question->clauses[i]], answer);
}

static size_t *count_asking(const struct city_counts *counts, const struct city_input *input)
{
	size_t *asking = mem_new(input->pack->clauses_count + 1, sizeof *asking);

	for (size_t i = 0; i < counts->questions_count; i++) {
		const struct question *question = question_of(input, counts->questions[i].question);

		for (size_t k = 0; question && k < question->clauses_count; k++)
			asking[question->clauses[k]]++;
	}
	return asking;
}

void city_count_clauses(struct city_counts *counts, const struct city_input *input)
{
	size_t clauses = input->pack->clauses_count, placed_count = 0;
	struct counted *counted = begin(clauses);
	size_t *asking = count_asking(counts, input);
	struct placed *placed = NULL;

	for (size_t i = 0; i < input->answers_count; i++) {
		if (city_is_received(input, &input->answers[i]))
			count_clauses(counted, input, &input->answers[i]);
	}
	for (size_t i = 0; i < clauses; i++) {
		if (counted[i].asked)
			*MEM_PUSH(placed, placed_count) =
			        (struct placed){i, city_misses(&counted[i].tally), i, input->pack->clauses[i].id};
	}
	sort(placed, placed_count);
	for (size_t i = 0; i < placed_count; i++) {
		const struct counted *from = &counted[placed[i].index];

		*MEM_PUSH(counts->clauses, counts->clauses_count) = (struct city_clause){
		        placed[i].index, asking[placed[i].index], from->asked, from->missed, from->units, from->tally};
	}
	free(placed);
	free(asking);
	free(counted);
}

void city_release_clauses(struct city_counts *counts)
{
	for (size_t i = 0; i < counts->clauses_count; i++)
		free(counts->clauses[i].units);
	free(counts->clauses);
}
