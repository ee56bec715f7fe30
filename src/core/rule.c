#include "tenken/core/rule.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/str.h"

static void free_expression(struct expression *expression)
{
	if (expression)
		expression_release(expression);
	free(expression);
}

static void release_rule(struct rule *rule)
{
	free(rule->id);
	free(rule->clauses);
	bilingual_release(&rule->text);
	free(rule->operands.items);
	free_expression(rule->applies);
	for (size_t i = 0; i < rule->outcomes_count; i++) {
		free_expression(rule->outcomes[i].guard);
		free_expression(rule->outcomes[i].when);
		bilingual_release(&rule->outcomes[i].because);
	}
	free(rule->outcomes);
}

void rules_free(struct rules *rules)
{
	if (!rules)
		return;
	for (size_t i = 0; i < rules->count; i++)
		release_rule(&rules->items[i]);
	free(rules->items);
	for (size_t i = 0; i < rules->settings_count; i++)
		free(rules->settings[i].path);
	free(rules->settings);
	free(rules);
}

size_t rules_find(const struct rules *rules, const char *id)
{
	for (size_t i = 0; rules && i < rules->count; i++) {
		if (id && str_equal(rules->items[i].id, id))
			return i;
	}
	return SIZE_MAX;
}
