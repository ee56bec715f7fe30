/* What the rules say of the records of all registers, rule by rule. */
#include "city_private.h"

#include <stdlib.h>

#include "tenken/base/mem.h"

static void add(struct city_rule *rule, const struct city_input *input, size_t at)
{
	const struct city_verdict *verdict = &input->verdicts[at];
	size_t unit = input->records[verdict->record].unit;

	rule->judged++;
	rule->by_code[verdict->code]++;
	if (verdict->code != VERDICT_FAIL)
		return;
	*MEM_PUSH(rule->fails, rule->fails_count) = at;
	if (rule->units_count == 0 || rule->units[rule->units_count - 1] != unit)
		*MEM_PUSH(rule->units, rule->units_count) = unit;
}

static int compare(const void *left, const void *right)
{
	const struct city_rule *a = left, *b = right;

	if (a->units_count != b->units_count)
		return a->units_count > b->units_count ? -1 : 1;
	return (a->rule > b->rule) - (a->rule < b->rule);
}

/* The records of a unit stand together. */
void city_count_rules(struct city_counts *counts, const struct city_input *input)
{
	size_t count = input->pack->rules ? input->pack->rules->count : 0;
	struct city_rule *rules = mem_new(count + 1, sizeof *rules);

	for (size_t i = 0; i < input->verdicts_count; i++) {
		const struct city_record *record = &input->records[input->verdicts[i].record];

		if (input->units[record->unit].state != CITY_NOT_RECEIVED)
			add(&rules[input->verdicts[i].rule], input, i);
	}
	for (size_t i = 0; i < count; i++) {
		rules[i].rule = i;
		if (rules[i].judged)
			*MEM_PUSH(counts->rules, counts->rules_count) = rules[i];
	}
	if (counts->rules_count)
		qsort(counts->rules, counts->rules_count, sizeof *counts->rules, compare);
	free(rules);
}

void city_release_rules(struct city_counts *counts)
{
	for (size_t i = 0; i < counts->rules_count; i++) {
		free(counts->rules[i].units);
		free(counts->rules[i].fails);
	}
	free(counts->rules);
}
