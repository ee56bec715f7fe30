/* What the earlier campaigns say beside this one, like with like. */
#include "city_private.h"

#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/core/pack_diff.h"

static void add_answers(struct tally *tally, const size_t by_answer[ANSWERS])
{
	for (int i = 0; i < ANSWERS; i++) {
		tally->by_answer[i] += by_answer[i];
		tally->applicable += by_answer[i];
		tally->answered += i == ANSWER_NONE ? 0 : by_answer[i];
	}
}

/* --- like with like --- */

/* For each of this pack's questions whether the year's asks the same. Caller frees. */
static bool *find_same(struct city_trend_year *trend, const struct pack *from, const struct pack *to)
{
	bool *same = mem_new(to->questions_count + 1, sizeof *same);

	for (size_t i = 0; i < to->questions_count; i++) {
		same[i] = pack_asks_same(from, to, i);
		trend->same += same[i];
	}
	return same;
}

static void compare(struct city_trend_year *trend, const struct city_counts *counts, const struct city_input *input)
{
	const struct city_year *year = trend->year;
	bool *same = find_same(trend, year->pack, input->pack);

	for (size_t i = 0; i < year->questions_count; i++) {
		size_t place = pack_find_question(input->pack, year->questions[i].id);

		if (place != SIZE_MAX && same[place])
			add_answers(&trend->then, year->questions[i].by_answer);
	}
	for (size_t i = 0; i < counts->questions_count; i++) {
		size_t place = input->questions[counts->questions[i].question].question;

		if (place != SIZE_MAX && same[place])
			tally_merge(&trend->now, &counts->questions[i].tally);
	}
	free(same);
}

/* --- what changed --- */

static void take_question(struct city_trend_year *trend, const struct pack_difference *difference)
{
	switch (difference->change) {
	case PACK_ADDED:
		*MEM_PUSH(trend->added, trend->added_count) = difference->id;
		break;
	case PACK_REMOVED:
		*MEM_PUSH(trend->removed, trend->removed_count) = difference->id;
		break;
	case PACK_CHANGED:
		*MEM_PUSH(trend->changed, trend->changed_count) = difference->id;
		break;
	default: /* only worded otherwise: it asks the same */
		break;
	}
}

static void mark_changes(struct city_trend_year *trend, const struct pack *to)
{
	struct pack_diff diff;

	pack_diff_compute(&diff, trend->year->pack, to);
	for (size_t i = 0; i < diff.questions_count; i++)
		take_question(trend, &diff.questions[i]);
	for (size_t i = 0; i < diff.clauses_count; i++)
		*MEM_PUSH(trend->clauses, trend->clauses_count) = diff.clauses[i].id;
	pack_diff_release(&diff);
}

void city_count_trend(struct city_counts *counts, const struct city_input *input)
{
	for (size_t i = 0; i < input->years_count; i++) {
		struct city_trend_year *trend = MEM_PUSH(counts->years, counts->years_count);
		const struct city_year *year = &input->years[i];

		trend->year = year;
		trend->comparable = year->pack != NULL;
		for (size_t k = 0; k < year->questions_count; k++)
			add_answers(&trend->tally, year->questions[k].by_answer);
		if (!trend->comparable)
			continue;
		compare(trend, counts, input);
		if (year->pack != input->pack)
			mark_changes(trend, input->pack);
	}
}

void city_release_trend(struct city_counts *counts)
{
	for (size_t i = 0; i < counts->years_count; i++) {
		free(counts->years[i].changed);
		free(counts->years[i].added);
		free(counts->years[i].removed);
		free(counts->years[i].clauses);
	}
	free(counts->years);
}
