/* Until when verdicts stay as they are, though days go by.
 *
 * Of the day a rule asks only how dates stand to marks: today, and the days that lie one of its periods before today. Marks move on from
 * day to day and never back, so a verdict stays the same until a mark meets a date that its rule reads. Where dates are missing, what
 * is tried in their place (verdict_domain.c) hangs also on how many days lie between a date and a mark, but only as far as missing
 * dates would fit in between: there a mark counts as meeting a date that many days before and after. */
#include <stdlib.h>

#include "verdict_internal.h"

enum {
	FAR_DAYS = 400,  /* further ahead is not looked */
	UNEVEN_DAYS = 8, /* by so much two periods of fixed length may lie apart on one day and not on another */
};

void until_init(struct until *until, struct date today)
{
	*until = (struct until){.today = today, .last = date_add_days(today, FAR_DAYS)};
}

static void add_mark(struct until *until, struct period period)
{
	for (size_t i = 0; i < until->marks_count; i++)
		if (until->marks[i].months == period.months && until->marks[i].days == period.days)
			return;
	if (until->marks_count == UNTIL_MARKS_MAX)
		until->last = until->today; /* no rule of use has so many */
	else
		until->marks[until->marks_count++] = period;
}

static void add_periods(struct until *until, const struct expression *expression)
{
	if (!expression)
		return;
	for (size_t i = 0; i < expression->parts_count; i++)
		add_periods(until, &expression->parts[i]);
	if ((expression->kind == EXPRESSION_WITHIN || expression->kind == EXPRESSION_OLDER) &&
	    expression->other == SIZE_MAX)
		add_mark(until, expression->period);
}

void until_set_rule(struct until *until, const struct matter *matter)
{
	const struct rule *rule = matter->rule;

	until->marks_count = 0;
	add_mark(until, (struct period){0});
	add_periods(until, rule->applies);
	for (size_t i = 0; i < rule->outcomes_count; i++) {
		add_periods(until, rule->outcomes[i].guard);
		add_periods(until, rule->outcomes[i].when);
	}
	for (size_t i = 0; i < matter->operands->count; i++) {
		const struct operand *operand = &matter->operands->items[i];

		if (operand->kind == OPERAND_SETTING && matter->facts->settings[operand->setting].known)
			add_mark(until, matter->facts->settings[operand->setting].period);
	}
}

/* The date is not met by the mark before the day after `last`. */
static bool is_ahead(struct date date, struct period mark, struct date last)
{
	return date_compare(date_before(last, mark), date) < 0;
}

static void meet(struct until *until, struct date date, struct period mark, int near_days)
{
	struct date met = date_before(until->today, mark), begins = date_add_days(date, -near_days);
	int low = 0, high = FAR_DAYS;

	if (date_compare(date_add_days(date, near_days), met) < 0 || is_ahead(begins, mark, until->last))
		return;
	if (date_compare(begins, met) <= 0) {
		until->last = until->today;
		return;
	}
	while (high - low > 1) { /* today it is ahead; in so many days it may not be */
		int middle = low + (high - low) / 2;

		if (is_ahead(begins, mark, date_add_days(until->today, middle)))
			low = middle;
		else
			high = middle;
	}
	until->last = date_add_days(until->today, low);
}

/* Two marks between which as many days lie on every day, or so many that it does not matter. */
static bool stand_fast(const struct until *until, struct period a, struct period b, int near_days)
{
	int days = date_days_between(date_before(until->today, a), date_before(until->today, b));

	return abs(days) > near_days + UNEVEN_DAYS || (a.months == b.months && a.days == b.days) ||
	       (!a.months && !b.months);
}

static void meet_marks(struct until *until, int near_days)
{
	for (size_t i = 0; i < until->marks_count; i++)
		for (size_t k = 0; k < i; k++)
			if (!stand_fast(until, until->marks[i], until->marks[k], near_days))
				until->last = until->today;
}

void until_note(struct until *until, const struct matter *matter)
{
	int missing = 0;

	for (size_t i = 0; i < matter->operands->count; i++)
		missing += !matter_is_known(matter, i) && matter_is_date(matter, i);
	if (missing)
		meet_marks(until, missing);
	for (size_t i = 0; i < matter->operands->count && date_compare(until->last, until->today) > 0; i++) {
		const struct value *value = matter->slots[i].value;

		if (!value || !matter->fields[i] || matter->fields[i]->type != VALUE_DATE || !date_is_set(value->date))
			continue;
		for (size_t k = 0; k < until->marks_count; k++)
			meet(until, value->date, until->marks[k], missing);
	}
}
