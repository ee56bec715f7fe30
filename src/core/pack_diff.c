#include "tenken/core/pack_diff.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const char *const codes[] = {
        [PACK_ADDED] = "added",
        [PACK_REMOVED] = "removed",
        [PACK_CHANGED] = "changed",
        [PACK_REWORDED] = "reworded",
};
static_assert(sizeof codes / sizeof *codes == PACK_CHANGES, "a code for every change");

const char *pack_change_code(enum pack_change change)
{
	return codes[change];
}

void pack_diff_release(struct pack_diff *diff)
{
	free(diff->clauses);
	free(diff->questions);
	*diff = (struct pack_diff){0};
}

static bool same_clause(const struct clause *a, const struct clause *b)
{
	if (!str_equal(a->digest, b->digest) || a->kind != b->kind || a->duties_count != b->duties_count)
		return false;
	for (size_t i = 0; i < a->duties_count; i++) {
		if (a->duties[i] != b->duties[i])
			return false;
	}
	return true;
}

static bool has_clause(const struct question *question, size_t clause)
{
	for (size_t i = 0; i < question->clauses_count; i++) {
		if (question->clauses[i] == clause)
			return true;
	}
	return false;
}

bool pack_asks_same(const struct pack *from, const struct pack *to, size_t at)
{
	const struct question *question = &to->questions[at];
	size_t before = pack_find_question(from, question->id);

	if (before == SIZE_MAX || from->questions[before].clauses_count != question->clauses_count)
		return false;
	for (size_t i = 0; i < question->clauses_count; i++) {
		const struct clause *clause = &to->clauses[question->clauses[i]];
		size_t old = pack_find_clause(from, clause->id);

		if (old == SIZE_MAX || !has_clause(&from->questions[before], old) ||
		    !same_clause(&from->clauses[old], clause))
			return false;
	}
	return true;
}

static bool same_words(const struct question *a, const struct question *b)
{
	bool same = a->elements_count == b->elements_count;

	for (int i = 0; same && i < LANGUAGES; i++)
		same = str_equal(bilingual_in(&a->text, (enum language)i), bilingual_in(&b->text, (enum language)i));
	for (size_t k = 0; same && k < a->elements_count; k++) {
		same = str_equal(a->elements[k].id, b->elements[k].id);
		for (int i = 0; same && i < LANGUAGES; i++)
			same = str_equal(bilingual_in(&a->elements[k].text, (enum language)i),
			                 bilingual_in(&b->elements[k].text, (enum language)i));
	}
	return same;
}

static void add(struct pack_difference **list, size_t *count, enum pack_change change, const char *id)
{
	struct pack_difference *one = MEM_PUSH(*list, *count);

	*one = (struct pack_difference){.change = change, .id = id};
}

static void diff_clauses(struct pack_diff *diff, const struct pack *from, const struct pack *to)
{
	for (size_t i = 0; i < to->clauses_count; i++) {
		size_t before = pack_find_clause(from, to->clauses[i].id);

		if (before == SIZE_MAX)
			add(&diff->clauses, &diff->clauses_count, PACK_ADDED, to->clauses[i].id);
		else if (!same_clause(&from->clauses[before], &to->clauses[i]))
			add(&diff->clauses, &diff->clauses_count, PACK_CHANGED, to->clauses[i].id);
	}
	for (size_t i = 0; i < from->clauses_count; i++) {
		if (pack_find_clause(to, from->clauses[i].id) == SIZE_MAX)
			add(&diff->clauses, &diff->clauses_count, PACK_REMOVED, from->clauses[i].id);
	}
}

static void diff_questions(struct pack_diff *diff, const struct pack *from, const struct pack *to)
{
	for (size_t i = 0; i < to->questions_count; i++) {
		const struct question *question = &to->questions[i];
		size_t before = pack_find_question(from, question->id);

		if (before == SIZE_MAX)
			add(&diff->questions, &diff->questions_count, PACK_ADDED, question->id);
		else if (!pack_asks_same(from, to, i))
			add(&diff->questions, &diff->questions_count, PACK_CHANGED, question->id);
		else if (!same_words(&from->questions[before], question))
			add(&diff->questions, &diff->questions_count, PACK_REWORDED, question->id);
	}
	for (size_t i = 0; i < from->questions_count; i++) {
		if (pack_find_question(to, from->questions[i].id) == SIZE_MAX)
			add(&diff->questions, &diff->questions_count, PACK_REMOVED, from->questions[i].id);
	}
}

void pack_diff_compute(struct pack_diff *diff, const struct pack *from, const struct pack *to)
{
	*diff = (struct pack_diff){0};
	diff_clauses(diff, from, to);
	diff_questions(diff, from, to);
}
