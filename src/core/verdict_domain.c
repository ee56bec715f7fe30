/* What a missing thing may be.
 *
 * A bool, a choice, a member of a multi have few values. Of dates, numbers and texts a rule asks only how they stand to
 * others, so a few stand for all: for dates each day that the rule compares with and, between two such days, as many as there
 * are missing dates, so that these can lie in every order. */
#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "verdict_search.h"

enum { DATES_MAX = 256 };

/* What the rule's expressions compare with. */
struct hints {
	struct date dates[DATES_MAX];
	size_t dates_count;
	int64_t numbers[DATES_MAX];
	size_t numbers_count;
	const char *texts[OPERANDS_MAX * 2];
	size_t texts_count;
};

static void add_date(struct hints *hints, struct date date)
{
	size_t at = hints->dates_count;

	if (!date_is_set(date) || at == DATES_MAX)
		return;
	while (at > 0 && date_compare(hints->dates[at - 1], date) > 0)
		at--;
	if (at > 0 && date_compare(hints->dates[at - 1], date) == 0)
		return;
	for (size_t i = hints->dates_count; i > at; i--)
		hints->dates[i] = hints->dates[i - 1];
	hints->dates[at] = date;
	hints->dates_count++;
}

static void collect(struct hints *hints, const struct expression *expression, struct date today)
{
	if (!expression)
		return;
	for (size_t i = 0; i < expression->parts_count; i++)
		collect(hints, &expression->parts[i], today);
	switch (expression->kind) {
	case EXPRESSION_AT_LEAST:
		if (hints->numbers_count < DATES_MAX)
			hints->numbers[hints->numbers_count++] = expression->number;
		break;
	case EXPRESSION_WITHIN:
	case EXPRESSION_OLDER:
		if (expression->other == SIZE_MAX)
			add_date(hints, date_before(today, expression->period));
		break;
	case EXPRESSION_IN_DOMAIN:
		if (hints->texts_count < OPERANDS_MAX)
			hints->texts[hints->texts_count++] = expression->text;
		break;
	default:
		break;
	}
}

static void collect_all(struct hints *hints, const struct matter *matter)
{
	const struct rule *rule = matter->rule;

	add_date(hints, matter->today);
	collect(hints, rule->applies, matter->today);
	for (size_t i = 0; i < rule->outcomes_count; i++) {
		collect(hints, rule->outcomes[i].guard, matter->today);
		collect(hints, rule->outcomes[i].when, matter->today);
	}
	for (size_t i = 0; i < rule->operands.count; i++) {
		const struct value *value = matter->slots[i].value;

		if (!value)
			continue;
		add_date(hints, value->date);
		if (value->text)
			hints->texts[hints->texts_count++] = value->text;
	}
}

static struct value *add_value(struct variable *variable)
{
	struct value *value = MEM_PUSH(variable->domain, variable->domain_count);

	value->known = true;
	return value;
}

static void add_numbers(struct variable *variable, size_t count)
{
	variable->domain = mem_new(count + 1, sizeof *variable->domain);
	variable->domain_count = count;
	for (size_t i = 0; i < count; i++)
		variable->domain[i] = (struct value){.known = true, .number = (int64_t)i};
}

/* `missing`: how many dates are not known. */
static void add_dates(struct variable *variable, const struct hints *hints, struct date today, int missing,
                      bool setting)
{
	for (size_t i = 0; i < hints->dates_count; i++) {
		struct date date = hints->dates[i];

		for (int k = missing; i == 0 && k > 0; k--)
			add_value(variable)->date = date_add_days(date, -k);
		if (setting && date_compare(date, today) > 0)
			return;
		add_value(variable)->date = date;
		for (int k = 1; k <= missing; k++) {
			struct date between = date_add_days(date, k);

			if (i + 1 < hints->dates_count && date_compare(between, hints->dates[i + 1]) >= 0)
				break;
			if (!setting || date_compare(between, today) <= 0)
				add_value(variable)->date = between;
		}
	}
	if (!setting)
		add_value(variable); /* it has not happened */
}

/* Blank, two that are unlike all others, and those that are asked for. */
static void add_texts(struct variable *variable, const struct hints *hints)
{
	static char blank[] = "", one[] = "\x01", two[] = "\x02";
	char *const usual[] = {blank, one, two};

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		add_value(variable)->text = usual[i];
	for (size_t i = 0; i < hints->texts_count; i++)
		add_value(variable)->text = (char *)hints->texts[i];
}

static void add_whole_numbers(struct variable *variable, const struct hints *hints)
{
	add_value(variable)->number = 0;
	for (size_t i = 0; i < hints->numbers_count; i++) {
		if (hints->numbers[i] > 1)
			add_value(variable)->number = hints->numbers[i] - 1;
		add_value(variable)->number = hints->numbers[i];
	}
}

bool matter_is_date(const struct matter *matter, size_t operand)
{
	return matter->operands->items[operand].kind == OPERAND_SETTING ||
	       (matter->fields[operand] && matter->fields[operand]->type == VALUE_DATE);
}

/* Whether what it may be hangs on what the rule compares with. */
static bool needs_hints(const struct matter *matter, const struct variable *variable)
{
	const struct field *field = matter->fields[variable->operand];

	return matter_is_date(matter, variable->operand) ||
	       (field && variable->member < 0 && field->type != VALUE_BOOL && field->type != VALUE_CHOICE);
}

static void fill(struct variable *variable, const struct matter *matter, const struct hints *hints, int missing_dates)
{
	const struct field *field = matter->fields[variable->operand];

	if (matter_is_date(matter, variable->operand)) {
		add_dates(variable, hints, matter->today, missing_dates, field == NULL);
		return;
	}
	if (!field || field->type == VALUE_BOOL || variable->member >= 0)
		add_numbers(variable, 2);
	else if (field->type == VALUE_CHOICE)
		add_numbers(variable, field->values_count);
	else if (field->type == VALUE_INT)
		add_whole_numbers(variable, hints);
	else
		add_texts(variable, hints);
}

/* Two operands that stand in the same place are one thing. */
static uint32_t shared_with(const struct matter *matter, size_t operand)
{
	uint32_t shared = UINT32_C(1) << operand;

	for (size_t i = 0; matter->homes[operand] && i < matter->operands->count; i++) {
		if (matter->homes[i] == matter->homes[operand])
			shared |= UINT32_C(1) << i;
	}
	return shared;
}

static void add_variable(struct variables *variables, size_t operand, uint32_t operands, int member)
{
	*MEM_PUSH(variables->items, variables->count) =
	        (struct variable){.operand = operand, .operands = operands, .member = member};
}

void variables_init(struct variables *variables, const struct matter *matter)
{
	uint32_t seen = 0;
	bool hints = false;

	*variables = (struct variables){0};
	for (size_t i = 0; i < matter->operands->count; i++) {
		const struct field *field = matter->fields[i];
		uint32_t operands = shared_with(matter, i);

		if (matter_is_known(matter, i) || seen & UINT32_C(1) << i)
			continue;
		seen |= operands;
		variables->missing_dates += matter_is_date(matter, i);
		if (!field || field->type != VALUE_MULTI)
			add_variable(variables, i, operands, -1);
		for (size_t k = 0; field && field->type == VALUE_MULTI && k < field->values_count; k++)
			add_variable(variables, i, operands, (int)k);
	}
	for (size_t i = 0; i < variables->count; i++)
		hints = hints || needs_hints(matter, &variables->items[i]);
	if (!hints)
		return;
	/* Now, while nothing is assumed: it holds what is known. */
	variables->hints =
	        mem_resize(NULL, 1, sizeof *variables->hints); /* some kilobytes, of which hardly any are used */
	variables->hints->dates_count = variables->hints->numbers_count = variables->hints->texts_count = 0;
	collect_all(variables->hints, matter);
}

const struct variable *variables_open(struct variables *variables, size_t at, const struct matter *matter)
{
	struct variable *variable = &variables->items[at];

	if (!variable->domain)
		fill(variable, matter, variables->hints, variables->missing_dates);
	return variable;
}

void variables_release(struct variables *variables)
{
	for (size_t i = 0; i < variables->count; i++)
		free(variables->items[i].domain);
	free(variables->items);
	free(variables->hints);
	*variables = (struct variables){0};
}
