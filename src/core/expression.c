#include "tenken/core/expression.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/str.h"

static_assert(OPERANDS_MAX <= 32, "a set of operands fits into 32 bits");

void expression_release(struct expression *expression)
{
	for (size_t i = 0; i < expression->parts_count; i++)
		expression_release(&expression->parts[i]);
	free(expression->parts);
	free(expression->text);
	*expression = (struct expression){0};
}

static enum truth truth_of(bool yes)
{
	return yes ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth has(const struct slot *slot, uint32_t wanted)
{
	if (wanted & slot->members & ~slot->members_in)
		return TRUTH_FALSE;
	return (wanted & ~slot->members) == 0 ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

static enum truth has_any(const struct slot *slot, uint32_t wanted)
{
	if (wanted & slot->members & slot->members_in)
		return TRUTH_TRUE;
	return (wanted & ~slot->members) == 0 ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static int count_bits(uint32_t bits)
{
	int count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

/* `values` are all that there are. */
static enum truth count_at_least(const struct slot *slot, uint32_t values, int64_t wanted)
{
	if (count_bits(slot->members & slot->members_in) >= wanted)
		return TRUTH_TRUE;
	return count_bits(values & (slot->members_in | ~slot->members)) < wanted ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

/* Whether the host in `address` (a bare name or a URL) is the domain or stands below it. */
static bool in_domain(const char *address, const char *domain)
{
	const char *start = strstr(address, "://");
	size_t len_bytes, domain_bytes = strlen(domain);

	start = start ? start + strlen("://") : address;
	while (*start == ' ')
		start++;
	len_bytes = strcspn(start, "/:?# ");
	if (len_bytes && start[len_bytes - 1] == '.')
		len_bytes--;
	if (len_bytes < domain_bytes)
		return false;
	for (size_t i = 0; i < domain_bytes; i++) {
		if (tolower((unsigned char)start[len_bytes - domain_bytes + i]) != tolower((unsigned char)domain[i]))
			return false;
	}
	return len_bytes == domain_bytes || start[len_bytes - domain_bytes - 1] == '.';
}

/* The first day of the period up to today: false when it is not known. */
static bool period_start(const struct expression *expression, const struct slot *slots, struct date today,
                         struct date *start)
{
	const struct value *value;

	if (expression->other == SIZE_MAX) {
		*start = date_before(today, expression->period);
		return true;
	}
	value = slots[expression->other].value;
	if (value)
		*start = value->date;
	return value != NULL;
}

static enum truth in_period(const struct expression *expression, const struct value *value, const struct slot *slots,
                            struct date today)
{
	struct date start;
	bool within = expression->kind == EXPRESSION_WITHIN;

	if (value && !date_is_set(value->date))
		return TRUTH_FALSE;
	if (value && date_compare(value->date, today) > 0)
		return TRUTH_FALSE;
	if (value && date_compare(value->date, today) == 0) /* a period ends today, however long it is */
		return truth_of(within);
	if (!value || !period_start(expression, slots, today, &start))
		return TRUTH_UNKNOWN;
	return truth_of((date_compare(value->date, start) >= 0) == within);
}

static enum truth compare_dates(const struct expression *expression, const struct value *value,
                                const struct slot *slots, struct date today)
{
	const struct value now = {.known = true, .date = today};
	const struct value *other = expression->other == SIZE_MAX ? &now : slots[expression->other].value;
	int order;

	if ((value && !date_is_set(value->date)) || (other && !date_is_set(other->date)))
		return TRUTH_FALSE;
	if (!value || !other)
		return TRUTH_UNKNOWN;
	order = date_compare(value->date, other->date);
	return truth_of(expression->kind == EXPRESSION_NOT_AFTER ? order <= 0 : order < 0);
}

static enum truth same_text(const struct value *a, const struct value *b)
{
	if ((a && str_is_blank(a->text)) || (b && str_is_blank(b->text)))
		return TRUTH_FALSE;
	if (!a || !b)
		return TRUTH_UNKNOWN;
	return truth_of(str_equal(a->text, b->text));
}

/* What asks a single value. */
static enum truth evaluate_atom(const struct expression *expression, const struct slot *slots, struct date today)
{
	const struct slot *slot = &slots[expression->operand];
	const struct value *value = slot->value;

	switch (expression->kind) {
	case EXPRESSION_HAS:
		return has(slot, expression->values);
	case EXPRESSION_HAS_ANY:
		return has_any(slot, expression->values);
	case EXPRESSION_COUNT:
		return count_at_least(slot, expression->values, expression->number);
	case EXPRESSION_SAME_AS:
		return same_text(value, slots[expression->other].value);
	case EXPRESSION_WITHIN:
	case EXPRESSION_OLDER:
		return in_period(expression, value, slots, today);
	case EXPRESSION_NOT_AFTER:
	case EXPRESSION_BEFORE:
		return compare_dates(expression, value, slots, today);
	default:
		break;
	}
	if (!value)
		return TRUTH_UNKNOWN;
	switch (expression->kind) {
	case EXPRESSION_IS:
		return truth_of(expression->values & UINT32_C(1) << value->number);
	case EXPRESSION_AT_LEAST:
		return truth_of(value->number >= expression->number);
	case EXPRESSION_GIVEN:
		return truth_of(!str_is_blank(value->text));
	case EXPRESSION_IN_DOMAIN:
		return truth_of(in_domain(value->text, expression->text));
	case EXPRESSION_SET:
		return truth_of(date_is_set(value->date) && date_compare(value->date, today) <= 0);
	case EXPRESSION_NONE:
		return truth_of(!date_is_set(value->date));
	default:
		return truth_of(value->number != 0);
	}
}

enum truth expression_evaluate(const struct expression *expression, const struct slot *slots, struct date today)
{
	enum truth truth;

	if (!expression)
		return TRUTH_TRUE;
	switch (expression->kind) {
	case EXPRESSION_NOT:
		return truth_not(expression_evaluate(expression->parts, slots, today));
	case EXPRESSION_ALL:
		truth = TRUTH_TRUE;
		for (size_t i = 0; i < expression->parts_count && truth != TRUTH_FALSE; i++)
			truth = truth_and(truth, expression_evaluate(&expression->parts[i], slots, today));
		return truth;
	case EXPRESSION_ANY:
		truth = TRUTH_FALSE;
		for (size_t i = 0; i < expression->parts_count && truth != TRUTH_TRUE; i++)
			truth = truth_or(truth, expression_evaluate(&expression->parts[i], slots, today));
		return truth;
	default:
		return evaluate_atom(expression, slots, today);
	}
}

/* The operands of an atom. A comparison that a date decided alone, because it has not happened or lies today or later,
 * does not hang on what it was to be compared with. */
static uint32_t atom_operands(const struct expression *expression, const struct slot *slots, struct date today)
{
	uint32_t own = UINT32_C(1) << expression->operand;
	struct slot alone[OPERANDS_MAX];

	if (expression->other == SIZE_MAX)
		return own;
	memset(alone, 0, sizeof alone);
	alone[expression->operand] = slots[expression->operand];
	if (evaluate_atom(expression, alone, today) != TRUTH_UNKNOWN)
		return own;
	alone[expression->operand] = (struct slot){0};
	alone[expression->other] = slots[expression->other];
	if (evaluate_atom(expression, alone, today) != TRUTH_UNKNOWN)
		return UINT32_C(1) << expression->other;
	return own | UINT32_C(1) << expression->other;
}

uint32_t expression_explain(const struct expression *expression, const struct slot *slots, struct date today)
{
	enum truth truth;
	uint32_t operands = 0;

	if (!expression)
		return 0;
	switch (expression->kind) {
	case EXPRESSION_NOT:
		return expression_explain(expression->parts, slots, today);
	case EXPRESSION_ALL:
	case EXPRESSION_ANY:
		truth = expression_evaluate(expression, slots, today);
		for (size_t i = 0; i < expression->parts_count; i++) {
			if (expression_evaluate(&expression->parts[i], slots, today) == truth)
				operands |= expression_explain(&expression->parts[i], slots, today);
		}
		return operands;
	default:
		return atom_operands(expression, slots, today);
	}
}

uint32_t expression_open(const struct expression *expression, const struct slot *slots, struct date today,
                         uint32_t members[OPERANDS_MAX])
{
	uint32_t operands = 0;

	if (!expression || expression_evaluate(expression, slots, today) != TRUTH_UNKNOWN)
		return 0;
	for (size_t i = 0; i < expression->parts_count; i++)
		operands |= expression_open(&expression->parts[i], slots, today, members);
	if (expression->parts_count)
		return operands;
	operands = UINT32_C(1) << expression->operand;
	members[expression->operand] |= expression->values & ~slots[expression->operand].members;
	if (expression->other != SIZE_MAX)
		operands |= UINT32_C(1) << expression->other;
	return operands;
}
