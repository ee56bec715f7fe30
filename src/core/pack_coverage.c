#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/pack.h"
#include "tenken/core/rule.h"

/* Bits of the duties that must be asked one by one: `may` and `define` are none. */
static unsigned single_duties(const struct clause *clause)
{
	unsigned bits = 0;

	for (size_t i = 0; i < clause->duties_count; i++) {
		if (clause->duties[i] != MODALITY_MAY && clause->duties[i] != MODALITY_DEFINE)
			bits |= 1U << i;
	}
	return bits;
}

static size_t count_bits(unsigned bits)
{
	size_t count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

static enum coverage_state state_of(const struct clause *clause, const struct clause_coverage *found)
{
	unsigned wanted = single_duties(clause), asked = found->asked;

	if (!clause_is_duty(clause))
		return COVERAGE_NO_DUTY;
	if (asked && (wanted & ~asked) == 0)
		return found->declared ? COVERAGE_ASKED : COVERAGE_DECIDED;
	if (!str_is_blank(clause->excuse.ja) || !str_is_blank(clause->excuse.en))
		return COVERAGE_EXCUSED;
	return asked ? COVERAGE_PARTLY : COVERAGE_MISSING;
}

static void count_clause(struct coverage *coverage, const struct clause *clause, const struct clause_coverage *found)
{
	unsigned wanted = single_duties(clause);

	if (found->state == COVERAGE_NO_DUTY)
		return;
	coverage->duties++;
	coverage->single_duties += count_bits(wanted);
	coverage->single_asked += count_bits(wanted & found->asked);
	if (found->state == COVERAGE_ASKED)
		coverage->asked++;
	else if (found->state == COVERAGE_DECIDED)
		coverage->decided++;
	else if (found->state == COVERAGE_EXCUSED)
		coverage->excused++;
	else
		coverage->missing++;
}

void coverage_compute(struct coverage *coverage, const struct pack *pack)
{
	*coverage = (struct coverage){
	        .clauses = mem_new(pack->clauses_count, sizeof *coverage->clauses),
	        .count = pack->clauses_count,
	};
	for (size_t i = 0; i < pack->questions_count; i++) {
		const struct question *question = &pack->questions[i];

		for (size_t j = 0; j < question->duties_count; j++) {
			struct clause_coverage *found = &coverage->clauses[question->duties[j].clause];

			found->asked |= question->duties[j].numbers;
			if (question->kind != QUESTION_DERIVED || !question->rules_count)
				found->declared |= question->duties[j].numbers;
			*MEM_PUSH(found->questions, found->questions_count) = i;
		}
	}
	for (size_t i = 0; pack->rules && i < pack->rules->count; i++) {
		const struct rule *rule = &pack->rules->items[i];

		for (size_t j = 0; j < rule->clauses_count; j++) {
			struct clause_coverage *found = &coverage->clauses[rule->clauses[j]];

			*MEM_PUSH(found->rules, found->rules_count) = i;
		}
	}
	for (size_t i = 0; i < pack->clauses_count; i++) {
		coverage->clauses[i].state = state_of(&pack->clauses[i], &coverage->clauses[i]);
		count_clause(coverage, &pack->clauses[i], &coverage->clauses[i]);
	}
}

void coverage_release(struct coverage *coverage)
{
	for (size_t i = 0; i < coverage->count; i++) {
		free(coverage->clauses[i].questions);
		free(coverage->clauses[i].rules);
	}
	free(coverage->clauses);
	*coverage = (struct coverage){0};
}
