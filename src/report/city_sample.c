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

/* An answer that may be drawn, and which one it is of those that stand where it does. */
struct candidate {
	uint64_t hash;
	uint32_t answer, rank;
};

static int compare_hashes(const struct candidate *a, const struct candidate *b)
{
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->answer > b->answer) - (a->answer < b->answer);
}

static int compare_in_group(const void *left, const void *right)
{
	return compare_hashes(left, right);
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

/* What the sample is spread over: a bureau, or in a bureau's report a unit. Whoever comes behind as many as are wanted
 * there cannot be drawn, so that no more need be kept, and sorted. */
struct group {
	struct candidate *items;
	size_t count;
	uint64_t last; /* the hash of the last that was kept when it was sorted */
	bool full;     /* so many that what comes behind `last` is not drawn */
};

static void sort_group(struct group *group, size_t wanted)
{
	if (group->count)
		qsort(group->items, group->count, sizeof *group->items, compare_in_group);
	if (group->count < wanted)
		return;
	group->count = wanted;
	group->last = group->items[wanted - 1].hash;
	group->full = true;
}

static void add(struct group *group, struct candidate candidate, size_t wanted)
{
	enum { SPARE = 256 };

	if (group->full && candidate.hash > group->last)
		return;
	*MEM_PUSH(group->items, group->count) = candidate;
	if (group->count / 2 > wanted && group->count - wanted > SPARE)
		sort_group(group, wanted);
}

static bool may_be_drawn(const struct city_input *input, const struct city_answer *answer)
{
	return city_is_received(input, answer) && city_is_declared(answer) && answer->answer == ANSWER_IMPLEMENTED;
}

/* Returns how many there are to draw from. Those of a unit and checklist stand together: what they begin with is hashed once. */
static size_t find(struct group *groups, const struct city_input *input, const size_t *bureaus)
{
	uint64_t campaign = add_text(fnv_basis, input->campaign ? input->campaign : ""), begun = 0;
	const struct city_answer *last = NULL;
	size_t count = 0;

	for (size_t i = 0; i < input->answers_count; i++) {
		const struct city_answer *answer = &input->answers[i];

		if (!may_be_drawn(input, answer))
			continue;
		if (!last || last->unit != answer->unit || last->checklist != answer->checklist)
			begun = add_text(add_text(campaign, input->units[answer->unit].code),
			                 input->checklists[answer->checklist].id);
		last = answer;
		size_t group = input->bureau ? answer->unit : bureaus[answer->unit];
		add(&groups[group],
		    (struct candidate){.hash = mix(add_text(begun, input->questions[answer->question].id)),
		                       .answer = (uint32_t)i},
		    input->sample);
		count++;
	}
	return count;
}

/* The first of every group, then the second of every group, and so on. Caller frees. */
static struct candidate *rank(struct group *groups, size_t groups_count, size_t wanted, size_t *count)
{
	struct candidate *ranked = NULL;

	*count = 0;
	for (size_t i = 0; i < groups_count; i++) {
		sort_group(&groups[i], wanted);
		for (size_t k = 0; k < groups[i].count; k++) {
			struct candidate *candidate = MEM_PUSH(ranked, *count);

			*candidate = groups[i].items[k];
			candidate->rank = (uint32_t)k;
		}
	}
	if (*count)
		qsort(ranked, *count, sizeof *ranked, compare_ranks);
	return ranked;
}

void city_draw_sample(struct city_counts *counts, const struct city_input *input, const size_t *bureaus)
{
	size_t groups_count = input->bureau ? input->units_count : counts->bureaus_count, ranked_count;

	if (!input->sample)
		return;
	struct group *groups = mem_new(groups_count + 1, sizeof *groups);
	counts->sample_from = find(groups, input, bureaus);
	struct candidate *ranked = rank(groups, groups_count, input->sample, &ranked_count);
	for (size_t i = 0; i < ranked_count && i < input->sample; i++)
		*MEM_PUSH(counts->sample, counts->sample_count) =
		        (struct city_sampled){ranked[i].answer, ranked[i].hash};
	if (counts->sample_count)
		qsort(counts->sample, counts->sample_count, sizeof *counts->sample, compare_answers);
	for (size_t i = 0; i < groups_count; i++)
		free(groups[i].items);
	free(groups);
	free(ranked);
}
