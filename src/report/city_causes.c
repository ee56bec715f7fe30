/* Causes that more than one section gives in the same words. Nobody sorts them into kinds: what is said otherwise stays apart. */
#include "city_private.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"

/* A plan by its cause: the number of its like. */
struct said {
	uint32_t words;
	size_t plan, unit;
};

static size_t words_of(const struct said *said)
{
	return said->words;
}

static size_t unit_of(const struct said *said)
{
	return said->unit;
}

/* By a number below `below`; what has the same stays as it stood. */
static void sort_by(size_t (*number)(const struct said *said), size_t below, struct said *said, size_t count)
{
	size_t *places = mem_new(below + 1, sizeof *places);
	struct said *sorted = mem_new(count + 1, sizeof *sorted);

	for (size_t i = 0; i < count; i++)
		places[number(&said[i]) + 1]++;
	for (size_t i = 1; i <= below; i++)
		places[i] += places[i - 1];
	for (size_t i = 0; i < count; i++)
		sorted[places[number(&said[i])]++] = said[i];
	memcpy(said, sorted, count * sizeof *said);
	free(places);
	free(sorted);
}

/* What is 疑 has no cause yet: somebody is to find out. */
static bool counts_here(const struct city_plan *plan)
{
	return plan->answer != ANSWER_UNSURE;
}

static size_t fold(struct said *said, struct city_causes *causes, const struct city_input *input)
{
	struct city_alike alike;
	size_t count = 0;

	city_alike_init(&alike);
	for (size_t i = 0; i < input->plans_count; i++) {
		const struct city_plan *plan = &input->plans[i];

		if (!counts_here(plan))
			continue;
		causes->plans++;
		uint32_t words = city_alike_add(&alike, plan->cause);
		if (*city_alike_words(&alike, words))
			said[count++] = (struct said){words, i, plan->unit};
		else
			causes->none++;
	}
	/* By words, then by unit, then as the plans stand. */
	sort_by(unit_of, input->units_count, said, count);
	sort_by(words_of, alike.count, said, count);
	city_alike_release(&alike);
	return count;
}

/* --- what the plans of a cause are about --- */

static int compare_sizes(const void *left, const void *right)
{
	size_t a = *(const size_t *)left, b = *(const size_t *)right;

	return (a > b) - (a < b);
}

/* What stands twice is left once. */
static void keep_each(size_t *items, size_t *count)
{
	size_t kept = 0;

	if (*count)
		qsort(items, *count, sizeof *items, compare_sizes);
	for (size_t i = 0; i < *count; i++) {
		if (kept == 0 || items[kept - 1] != items[i])
			items[kept++] = items[i];
	}
	*count = kept;
}

static bool has_text(const char *const *texts, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(texts[i], text) == 0)
			return true;
	}
	return false;
}

/* Where the pack has a question. Many plans are about one, and mostly its id is the very same text: then it need not be looked for. */
struct known_questions {
	struct known_question {
		const char *id;
		size_t place;
	} items[1024];
};

static size_t find_question(struct known_questions *known, const struct pack *pack, const char *id)
{
	struct known_question *question =
	        &known->items[((uintptr_t)id >> 4) % (sizeof known->items / sizeof *known->items)];

	if (question->id != id)
		*question = (struct known_question){id, pack_find_question(pack, id)};
	return question->place;
}

/* In the pack's order, and behind them those that it no longer has. */
static void take_questions(struct city_cause *cause, const struct city_input *input, struct known_questions *known)
{
	size_t *places = NULL, count = 0;
	bool *taken = mem_new(input->pack->questions_count + 1, sizeof *taken);
	const char **gone = NULL;
	size_t gone_count = 0;

	for (size_t i = 0; i < cause->plans_count; i++) {
		const char *id = input->plans[cause->plans[i]].question;
		size_t place = find_question(known, input->pack, id);

		if (place != SIZE_MAX && !taken[place])
			*MEM_PUSH(places, count) = place;
		else if (place == SIZE_MAX && !has_text((const char *const *)gone, gone_count, id))
			*MEM_PUSH(gone, gone_count) = id;
		if (place != SIZE_MAX)
			taken[place] = true;
	}
	free(taken);
	keep_each(places, &count);
	for (size_t i = 0; i < count; i++) {
		*MEM_PUSH(cause->questions, cause->questions_count) = input->pack->questions[places[i]].id;
		*MEM_PUSH(cause->chapters, cause->chapters_count) = input->pack->questions[places[i]].chapter;
	}
	for (size_t i = 0; i < gone_count; i++)
		*MEM_PUSH(cause->questions, cause->questions_count) = gone[i];
	keep_each(cause->chapters, &cause->chapters_count);
	free(places);
	free(gone);
}

static void take_cause(struct city_causes *causes, const struct city_input *input, const struct said *said,
                       size_t count, struct known_questions *known)
{
	struct city_cause *cause = MEM_PUSH(causes->items, causes->count);

	cause->text = input->plans[said[0].plan].cause;
	for (size_t i = 0; i < count; i++) {
		*MEM_PUSH(cause->plans, cause->plans_count) = said[i].plan;
		if (i == 0 || said[i].unit != said[i - 1].unit)
			*MEM_PUSH(cause->units, cause->units_count) = said[i].unit;
	}
	take_questions(cause, input, known);
	causes->shared += count;
}

/* By units, then by plans; those that are alike stay as they stood, by their words. */
static int compare_causes(const void *left, const void *right)
{
	const struct city_cause *a = left, *b = right;

	if (a->units_count != b->units_count)
		return a->units_count > b->units_count ? -1 : 1;
	if (a->plans_count != b->plans_count)
		return a->plans_count > b->plans_count ? -1 : 1;
	return strcmp(a->text, b->text);
}

void city_count_causes(struct city_causes *causes, const struct city_input *input)
{
	struct said *said = mem_new(input->plans_count + 1, sizeof *said);
	struct known_questions *known = mem_new(1, sizeof *known);
	size_t count = fold(said, causes, input);

	for (size_t first = 0, end; first < count; first = end) {
		for (end = first + 1; end < count && said[end].words == said[first].words;)
			end++;
		if (said[end - 1].unit == said[first].unit)
			causes->alone += end - first;
		else
			take_cause(causes, input, said + first, end - first, known);
	}
	if (causes->count)
		qsort(causes->items, causes->count, sizeof *causes->items, compare_causes);
	free(known);
	free(said);
}

void city_release_causes(struct city_causes *causes)
{
	for (size_t i = 0; i < causes->count; i++) {
		free(causes->items[i].plans);
		free(causes->items[i].units);
		free(causes->items[i].questions);
		free(causes->items[i].chapters);
	}
	free(causes->items);
}
