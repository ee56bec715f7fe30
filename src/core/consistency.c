#include "tenken/core/consistency.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

void contradictions_free(struct contradictions *contradictions)
{
	if (!contradictions)
		return;
	for (size_t i = 0; i < contradictions->count; i++) {
		struct contradiction *one = &contradictions->items[i];

		free(one->id);
		free(one->questions);
		if (one->when)
			condition_release(one->when);
		free(one->when);
		bilingual_release(&one->text);
		bilingual_release(&one->hint);
	}
	free(contradictions->items);
	free(contradictions);
}

struct search {
	struct conflicts *conflicts;
	const struct scope *scope;
	const struct standing *standings;
	const struct circumstances *circumstances;
	const struct verdicts *verdicts;
	bool whole;
};

static struct conflict *add(const struct search *search, size_t contradiction, size_t item)
{
	struct conflict *conflict = MEM_PUSH(search->conflicts->items, search->conflicts->count);

	*conflict = (struct conflict){.contradiction = contradiction, .item = item, .verdict = SIZE_MAX};
	return conflict;
}

static size_t item_of(const struct scope *scope, size_t question)
{
	for (size_t i = 0; i < scope->count; i++) {
		if (scope->items[i].question == question)
			return scope_asks(&scope->items[i]) ? i : SIZE_MAX;
	}
	return SIZE_MAX;
}

/* It stands at each of its questions that is asked here; with none of them, once for the whole section. */
static void find_condition(const struct search *search, size_t at, const struct contradiction *one)
{
	bool placed = false;

	if (condition_evaluate(one->when, search->circumstances) != TRUTH_TRUE)
		return;
	for (size_t i = 0; i < one->questions_count; i++) {
		size_t item = item_of(search->scope, one->questions[i]);

		if (item == SIZE_MAX)
			continue;
		add(search, at, item);
		placed = true;
	}
	/* What hangs on answers is of the checklist that has them. */
	if (!placed && search->whole && !condition_has(one->when, CONDITION_ANSWER))
		add(search, at, SIZE_MAX);
}

/* The first fail of a rule that speaks of the same duty, or SIZE_MAX. */
static size_t failing_verdict(const struct search *search, const struct question *question)
{
	const struct circumstances *circumstances = search->circumstances;

	for (size_t i = 0; i < search->verdicts->count; i++) {
		const struct verdict *verdict = &search->verdicts->items[i];

		if (verdict->code == VERDICT_FAIL &&
		    rule_checks_question(circumstances->pack, verdict->rule, question) &&
		    record_concerns(circumstances->facts, circumstances->pack, verdict->record, circumstances->record))
			return i;
	}
	return SIZE_MAX;
}

static void find_against_rule(const struct search *search, size_t at)
{
	for (size_t i = 0; i < search->scope->count; i++) {
		const struct standing *standing = &search->standings[i];
		size_t verdict;

		if (!scope_asks(&search->scope->items[i]) || standing->basis != BASIS_DECLARED ||
		    standing->response.answer != ANSWER_IMPLEMENTED)
			continue;
		verdict = failing_verdict(search, &search->scope->pack->questions[search->scope->items[i].question]);
		if (verdict != SIZE_MAX)
			add(search, at, i)->verdict = verdict;
	}
}

static void find_unrecorded(const struct search *search, size_t at)
{
	for (size_t i = 0; i < search->scope->count; i++) {
		if (scope_asks(&search->scope->items[i]) &&
		    search->standings[i].response.answer == ANSWER_EXCEPTION &&
		    search->standings[i].exception != TRUTH_TRUE)
			add(search, at, i);
	}
}

static bool has_remark(const struct search *search, size_t item)
{
	return scope_asks(&search->scope->items[item]) && !str_is_blank(search->standings[item].response.note);
}

/* It stands at the first of the questions that share the remark. */
static void find_same_remark(const struct search *search, size_t at, int64_t least)
{
	for (size_t i = 0; i < search->scope->count; i++) {
		size_t count = 0;
		bool first = true;

		if (!has_remark(search, i))
			continue;
		for (size_t k = 0; k < search->scope->count; k++) {
			if (!has_remark(search, k) ||
			    !str_equal(search->standings[i].response.note, search->standings[k].response.note))
				continue;
			first = first && k >= i;
			count++;
		}
		if (first && (int64_t)count >= least)
			add(search, at, i)->count = count;
	}
}

static int compare(const void *left, const void *right)
{
	const struct conflict *a = left, *b = right;

	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return a->contradiction < b->contradiction ? -1 : a->contradiction > b->contradiction;
}

void conflicts_find(struct conflicts *conflicts, const struct scope *scope, const struct standing *standings,
                    const struct circumstances *circumstances, const struct verdicts *verdicts, bool whole)
{
	const struct contradictions *all = scope->pack->contradictions;
	const struct search search = {
	        .conflicts = conflicts,
	        .scope = scope,
	        .standings = standings,
	        .circumstances = circumstances,
	        .verdicts = verdicts,
	        .whole = whole,
	};

	*conflicts = (struct conflicts){0};
	for (size_t i = 0; all && i < all->count; i++) {
		switch (all->items[i].check) {
		case CHECK_DECLARED_AGAINST_RULE:
			find_against_rule(&search, i);
			break;
		case CHECK_EXCEPTION_UNRECORDED:
			find_unrecorded(&search, i);
			break;
		case CHECK_SAME_REMARK:
			find_same_remark(&search, i, all->items[i].least);
			break;
		default:
			find_condition(&search, i, &all->items[i]);
		}
	}
	if (conflicts->count)
		qsort(conflicts->items, conflicts->count, sizeof *conflicts->items, compare);
}

void conflicts_release(struct conflicts *conflicts)
{
	free(conflicts->items);
	*conflicts = (struct conflicts){0};
}

char *conflict_text(const struct conflict *conflict, const struct pack *pack, const struct verdicts *verdicts)
{
	const char *text = bilingual_text(&pack->contradictions->items[conflict->contradiction].text);

	if (conflict->verdict != SIZE_MAX)
		return str_format(_("%s (%s)"), text, bilingual_text(&verdicts->items[conflict->verdict].because));
	if (conflict->count)
		return str_format(P_("%s (%zu question)", "%s (%zu questions)", conflict->count), text,
		                  conflict->count);
	return mem_strdup(text);
}
