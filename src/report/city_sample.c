/* A sample of answers to verify on the spot. It follows from the collection alone, so that whoever draws it again draws the same, and
 * nobody can choose. */
#include "city_private.h"

#include <stdlib.h>

#include "tenken/base/mem.h"

/* FNV-1a, 64 bits. */
static const uint64_t fnv_basis = 0xcbf29ce484222325, fnv_prime = 0x100000001b3;

/* The text and a line feed. */
static uint64_t add_text(uint64_t hash, const char *text)
{
	for (const char *at = text; *at; at++)
		hash = (hash ^ (unsigned char)*at) * fnv_prime;
	return (hash ^ '\n') * fnv_prime;
}

/* Texts that differ in their last characters alone would stand side by side without that: MurmurHash3's last step. */
static uint64_t mix(uint64_t hash)
{
	hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
	hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
	return hash ^ (hash >> 33);
}

/* An answer that may be drawn: what it is spread over, and which one it is there. */
struct candidate {
	uint64_t hash;
	uint32_t answer, group, rank;
};

static int compare_hashes(const struct candidate *a, const struct candidate *b)
{
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->answer > b->answer) - (a->answer < b->answer);
}

static int compare_in_groups(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return compare_hashes(a, b);
}

static int compare_ranks(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return compare_hashes(a, b);
}

static int compare_answers(const void *left, const void *right)
{
	const struct city_sampled *a = left, *b = right;

	return (a->answer > b->answer) - (a->answer < b->answer);
}

/* Spread over bureaus; in a bureau's report, over its units. */
static struct candidate *find(size_t *count, const struct city_input *input, const size_t *bureaus)
{
	struct candidate *candidates = NULL;
	uint64_t campaign = add_text(fnv_basis, input->campaign ? input->campaign : "");

	*count = 0;
	for (size_t i = 0; i < input->answers_count; i++) {
		const struct city_answer *answer = &input->answers[i];
		uint64_t hash;

		if (!city_is_received(input, answer) || !city_is_declared(answer) ||
		    answer->answer != ANSWER_IMPLEMENTED)
			continue;
		hash = add_text(campaign, input->units[answer->unit].code);
		hash = add_text(hash, input->checklists[answer->checklist].id);
		hash = add_text(hash, input->questions[answer->question].id);
		*MEM_PUSH(candidates, *count) =
		        (struct candidate){.hash = mix(hash),
		                           .answer = (uint32_t)i,
		                           .group = input->bureau ? answer->unit : (uint32_t)bureaus[answer->unit]};
	}
	return candidates;
}

/* The first of every bureau, then the second of every bureau, and so on. */
static void rank(struct candidate *candidates, size_t count)
{
	qsort(candidates, count, sizeof *candidates, compare_in_groups);
	for (size_t i = 1; i < count; i++) {
		if (candidates[i].group == candidates[i - 1].group)
			candidates[i].rank = candidates[i - 1].rank + 1;
	}
	qsort(candidates, count, sizeof *candidates, compare_ranks);
}

void city_draw_sample(struct city_counts *counts, const struct city_input *input, const size_t *bureaus)
{
	struct candidate *candidates;

	if (!input->sample)
		return;
	candidates = find(&counts->sample_from, input, bureaus);
	if (counts->sample_from)
		rank(candidates, counts->sample_from);
	for (size_t i = 0; i < counts->sample_from && i < input->sample; i++)
		*MEM_PUSH(counts->sample, counts->sample_count) =
		        (struct city_sampled){candidates[i].answer, candidates[i].hash};
	if (counts->sample_count)
		qsort(counts->sample, counts->sample_count, sizeof *counts->sample, compare_answers);
	free(candidates);
}
