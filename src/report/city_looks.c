/* Sections that need a look. Each list is a rule with its numbers, which are printed beside it; that a section stands in one says
 * where to look and nothing of what is found there. */
#include "city_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/text.h"

/* Whether `part` is at least so many per cent of `all`. */
static bool reaches(size_t part, size_t all, size_t percent)
{
	return part * 100 >= all * percent;
}

/* --- no grounds given --- */

static void count_groundless(struct city_looks *looks, const struct city_input *input)
{
	struct city_groundless *units = mem_new(input->units_count + 1, sizeof *units);

	for (size_t i = 0; i < input->answers_count; i++) {
		const struct city_answer *answer = &input->answers[i];

		if (!city_is_received(input, answer) || !city_is_declared(answer))
			continue;
		units[answer->unit].declared++;
		units[answer->unit].without += !answer->grounds;
	}
	for (size_t i = 0; i < input->units_count; i++) {
		units[i].unit = i;
		looks->declared += units[i].declared;
		looks->without += units[i].without;
		if (units[i].declared >= CITY_GROUNDLESS_ANSWERS &&
		    reaches(units[i].without, units[i].declared, CITY_GROUNDLESS_PERCENT))
			*MEM_PUSH(looks->groundless, looks->groundless_count) = units[i];
	}
	free(units);
}

/* --- identical remarks --- */

struct remark {
	uint32_t question, words, unit, remark; /* words: the number of its like */
};

static int compare_remarks(const void *left, const void *right)
{
	const struct remark *a = left, *b = right;

	if (a->question != b->question)
		return a->question < b->question ? -1 : 1;
	if (a->words != b->words)
		return a->words < b->words ? -1 : 1;
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	return (a->remark > b->remark) - (a->remark < b->remark);
}

static bool is_long_enough(const char *words)
{
	size_t len_bytes = strlen(words), characters = 0;
	uint32_t codepoint;

	for (size_t at = 0; at < len_bytes && characters < CITY_SAME_CHARACTERS; characters++)
		at += text_decode(words + at, len_bytes - at, &codepoint);
	return characters == CITY_SAME_CHARACTERS;
}

/* What is said fewer times than matters is left out before anything is kept of it; that some go on with it that share a hash with others
 * does no harm. */
struct sieve {
	uint64_t *hashes; /* of each remark */
	uint8_t *times;   /* by hash; no more than matters is counted */
};
enum { SIEVE_PLACES = 1 << 18 };

static bool says(const struct city_input *input, const struct city_answer *answer)
{
	return answer->remark && city_is_received(input, answer);
}

static void sieve_init(struct sieve *sieve, const struct city_input *input)
{
	struct strbuf scratch = STRBUF_INIT;

	sieve->hashes = mem_new(input->remarks_count + 1, sizeof *sieve->hashes);
	sieve->times = mem_new(SIEVE_PLACES, sizeof *sieve->times);
	for (size_t i = 0; i < input->answers_count; i++) {
		if (!says(input, &input->answers[i]))
			continue;
		size_t remark = input->answers[i].remark - 1;
		uint64_t hash = city_alike_hash(&scratch, input->remarks[remark]) % SIEVE_PLACES;

		sieve->hashes[remark] = hash;
		if (sieve->times[hash] < CITY_SAME_UNITS)
			sieve->times[hash]++;
	}
	strbuf_release(&scratch);
}

static bool passes(const struct sieve *sieve, size_t remark)
{
	return sieve->times[sieve->hashes[remark]] >= CITY_SAME_UNITS;
}

static void sieve_release(struct sieve *sieve)
{
	free(sieve->hashes);
	free(sieve->times);
}

static struct remark *number_remarks(struct city_alike *alike, size_t *count, const struct city_input *input)
{
	struct remark *remarks = mem_new(input->remarks_count + 1, sizeof *remarks);
	struct sieve sieve;

	*count = 0;
	sieve_init(&sieve, input);
	for (size_t i = 0; i < input->answers_count; i++) {
		const struct city_answer *answer = &input->answers[i];

		if (!says(input, answer) || !passes(&sieve, answer->remark - 1))
			continue;
		uint32_t words = city_alike_add(alike, input->remarks[answer->remark - 1]);
		if (is_long_enough(city_alike_words(alike, words)))
			remarks[(*count)++] = (struct remark){answer->question, words, answer->unit, answer->remark};
	}
	sieve_release(&sieve);
	if (*count)
		qsort(remarks, *count, sizeof *remarks, compare_remarks);
	return remarks;
}

static void take_same(struct city_looks *looks, const struct city_input *input, const struct remark *remarks,
                      size_t count)
{
	size_t *units = NULL, units_count = 0;

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || remarks[i].unit != remarks[i - 1].unit)
			*MEM_PUSH(units, units_count) = remarks[i].unit;
	}
	if (units_count >= CITY_SAME_UNITS)
		*MEM_PUSH(looks->same, looks->same_count) =
		        (struct city_same){remarks->question, input->remarks[remarks->remark - 1], units, units_count};
	else
		free(units);
}

/* By units; then by question, in the pack's order. */
static int compare_same(const void *left, const void *right)
{
	const struct city_same *a = left, *b = right;

	if (a->units_count != b->units_count)
		return a->units_count > b->units_count ? -1 : 1;
	if (a->question != b->question)
		return a->question < b->question ? -1 : 1;
	return strcmp(a->text, b->text);
}

static void count_same(struct city_looks *looks, const struct city_input *input)
{
	struct city_alike alike;
	size_t count;

	city_alike_init(&alike);
	struct remark *remarks = number_remarks(&alike, &count, input);
	for (size_t first = 0, end; first < count; first = end) {
		for (end = first + 1; end < count && remarks[end].question == remarks[first].question &&
		                      remarks[end].words == remarks[first].words;)
			end++;
		if (end - first >= CITY_SAME_UNITS)
			take_same(looks, input, remarks + first, end - first);
	}
	if (looks->same_count)
		qsort(looks->same, looks->same_count, sizeof *looks->same, compare_same);
	city_alike_release(&alike);
	free(remarks);
}

/* --- many at once --- */

struct given {
	uint32_t moment;
	bool implemented;
};

static int compare_given(const void *left, const void *right)
{
	const struct given *a = left, *b = right;

	return (a->moment > b->moment) - (a->moment < b->moment);
}

/* The longest run of answers within the time that are nearly all ○; of equally long ones the first. */
static struct city_rush find_rush(const struct given *given, size_t count)
{
	struct city_rush rush = {0};

	for (size_t first = 0; first < count; first++) {
		size_t implemented = 0;

		for (size_t i = first; i < count && given[i].moment - given[first].moment <= CITY_RUSH_SECONDS; i++) {
			size_t answers = i - first + 1;

			implemented += given[i].implemented;
			if (answers < CITY_RUSH_ANSWERS || answers <= rush.answers ||
			    !reaches(implemented, answers, CITY_RUSH_PERCENT))
				continue;
			rush = (struct city_rush){.answers = answers,
			                          .implemented = implemented,
			                          .seconds = given[i].moment - given[first].moment,
			                          .moment = given[first].moment};
		}
	}
	return rush;
}

/* Whether so many may lie within the time; false is certain. Two neighbouring spans of 64 seconds hold any 60 of them; spans that lie
 * far apart share a place, which can only make them look fuller. */
static bool may_rush(const struct given *given, size_t count)
{
	enum { SPAN = 64, PLACES = 1024 };
	uint16_t places[PLACES] = {0};

	static_assert((int)CITY_RUSH_SECONDS < (int)SPAN, "no run reaches into a third span");
	if (count < CITY_RUSH_ANSWERS || count > UINT16_MAX / 2)
		return count >= CITY_RUSH_ANSWERS;
	for (size_t i = 0; i < count; i++)
		places[given[i].moment / SPAN % PLACES]++;
	for (size_t i = 0; i < PLACES; i++)
		if (places[i] + places[(i + 1) % PLACES] >= CITY_RUSH_ANSWERS)
			return true;
	return false;
}

/* Most sections take their time: those need not be sorted. */
static void take_rush(struct city_looks *looks, size_t unit, struct given *given, size_t count)
{
	struct city_rush rush;

	if (!may_rush(given, count))
		return;
	qsort(given, count, sizeof *given, compare_given);
	rush = find_rush(given, count);
	rush.unit = unit;
	if (rush.answers)
		*MEM_PUSH(looks->rushes, looks->rushes_count) = rush;
}

static void count_rushes(struct city_looks *looks, const struct city_input *input)
{
	struct given *given = mem_new(input->answers_count + 1, sizeof *given);

	for (size_t i = 0; i < input->answers_count;) {
		size_t unit = input->answers[i].unit, count = 0;

		for (; i < input->answers_count && input->answers[i].unit == unit; i++) {
			const struct city_answer *answer = &input->answers[i];

			if (answer->moment && city_is_declared(answer) && city_is_received(input, answer))
				given[count++] = (struct given){answer->moment, answer->answer == ANSWER_IMPLEMENTED};
		}
		take_rush(looks, unit, given, count);
	}
	free(given);
}

/* --- high 該当なし率 --- */

/* Far above: at least so many times the others' rate, and so many percentage points above it. All in whole numbers. */
static bool is_far_above(struct ratio own, struct ratio others)
{
	uint64_t left = (uint64_t)own.numerator * others.denominator,
	         right = (uint64_t)others.numerator * own.denominator;

	return left >= CITY_ABSENT_TIMES * right &&
	       100 * left >= 100 * right + CITY_ABSENT_POINTS * (uint64_t)own.denominator * others.denominator;
}

static void count_absent(struct city_looks *looks, const struct city_input *input)
{
	size_t roles = input->pack->roles_count;
	struct ratio *own = mem_new(input->units_count * roles + 1, sizeof *own);
	struct ratio *all = mem_new(roles + 1, sizeof *all);
	size_t *units = mem_new(roles + 1, sizeof *units);

	for (size_t i = 0; i < input->answers_count; i++) {
		const struct city_answer *answer = &input->answers[i];
		size_t role = input->checklists[answer->checklist].role;
		struct ratio *ratio = role == SIZE_MAX ? NULL : &own[answer->unit * roles + role];

		if (!ratio || !city_is_received(input, answer))
			continue;
		units[role] += ratio->denominator == 0;
		ratio->denominator++;
		all[role].denominator++;
		ratio->numerator += answer->answer == ANSWER_NOT_APPLICABLE;
		all[role].numerator += answer->answer == ANSWER_NOT_APPLICABLE;
	}
	for (size_t i = 0; i < input->units_count * roles; i++) {
		size_t role = i % roles;
		struct ratio others = {all[role].numerator - own[i].numerator,
		                       all[role].denominator - own[i].denominator};

		if (own[i].denominator >= CITY_ABSENT_ANSWERS && units[role] > CITY_ABSENT_UNITS &&
		    is_far_above(own[i], others))
			*MEM_PUSH(looks->absent, looks->absent_count) =
			        (struct city_absent){i / roles, role, own[i], others};
	}
	free(own);
	free(all);
	free(units);
}

void city_count_looks(struct city_looks *looks, const struct city_input *input)
{
	if (input->bodies) {
		count_groundless(looks, input);
		count_same(looks, input);
		count_rushes(looks, input);
	}
	count_absent(looks, input);
}

void city_release_looks(struct city_looks *looks)
{
	for (size_t i = 0; i < looks->same_count; i++)
		free(looks->same[i].units);
	free(looks->groundless);
	free(looks->same);
	free(looks->rushes);
	free(looks->absent);
}
