#include "tenken/core/score.h"

#include <assert.h>
#include <stdint.h>

#include "tenken/base/str.h"
#include "tenken/core/check.h"

void tally_add(struct tally *tally, const struct question *question, const struct standing *standing, struct date today)
{
	const struct response *response = &standing->response;

	tally->applicable++;
	tally->by_answer[response->answer]++;
	if (response->answer != ANSWER_NONE) {
		tally->answered++;
		tally->declared += standing->basis == BASIS_DECLARED;
		tally->derived += standing->basis == BASIS_DERIVED;
	}
	tally->excused_partial += response_is_excused(question, response);
	/* What 疑 keeps in the same fields is no plan to improve. */
	if (!response_has_plan(response) || response->answer == ANSWER_UNSURE)
		return;
	tally->plans++;
	if (response->plan.done)
		tally->plans_done++;
	else if (plan_is_overdue(&response->plan, today))
		tally->plans_overdue++;
}

void tally_merge(struct tally *into, const struct tally *from)
{
	into->applicable += from->applicable;
	into->answered += from->answered;
	for (size_t i = 0; i < ANSWERS; i++)
		into->by_answer[i] += from->by_answer[i];
	into->declared += from->declared;
	into->derived += from->derived;
	into->excused_partial += from->excused_partial;
	into->plans += from->plans;
	into->plans_done += from->plans_done;
	into->plans_overdue += from->plans_overdue;
}

static size_t judged(const struct tally *tally)
{
	return tally->by_answer[ANSWER_IMPLEMENTED] + tally->by_answer[ANSWER_PARTIAL] +
	       tally->by_answer[ANSWER_NOT_IMPLEMENTED];
}

struct ratio tally_answer_rate(const struct tally *tally)
{
	return (struct ratio){tally->answered, tally->applicable};
}

struct ratio tally_known_rate(const struct tally *tally)
{
	size_t known = judged(tally) + tally->by_answer[ANSWER_EXCEPTION] + tally->by_answer[ANSWER_NOT_APPLICABLE];

	return (struct ratio){known, tally->applicable};
}

struct ratio tally_implementation_rate(const struct tally *tally)
{
	return (struct ratio){tally->by_answer[ANSWER_IMPLEMENTED], judged(tally)};
}

struct ratio tally_not_applicable_rate(const struct tally *tally)
{
	return (struct ratio){tally->by_answer[ANSWER_NOT_APPLICABLE], tally->applicable};
}

struct ratio tally_plan_rate(const struct tally *tally)
{
	return (struct ratio){tally->plans_done, tally->plans};
}

void ratio_format(struct strbuf *out, struct ratio ratio)
{
	uint64_t numerator = ratio.numerator, denominator = ratio.denominator, tenths;

	if (denominator == 0) {
		strbuf_add(out, "―");
		return;
	}
	while (numerator > UINT64_MAX / 4000 || denominator > UINT64_MAX / 4000) { /* keeps the products in range */
		numerator /= 2;
		denominator = denominator / 2 ? denominator / 2 : 1;
	}
	tenths = (2000 * numerator + denominator) / (2 * denominator); /* half away from zero */
	if (tenths == 0 && ratio.numerator > 0)
		tenths = 1;
	if (tenths == 1000 && ratio.numerator < ratio.denominator)
		tenths = 999;
	strbuf_addf(out, "%llu.%llu %%", (unsigned long long)(tenths / 10), (unsigned long long)(tenths % 10));
}

static const struct {
	const char *name;
	const char *formula;
	struct ratio (*ratio)(const struct tally *tally);
} figures[] = {
        [FIGURE_ANSWER_RATE] = {N_("Answer rate"), N_("answered ÷ applicable"), tally_answer_rate},
        [FIGURE_KNOWN_RATE] = {N_("Known rate"), N_("(○ + △ + × + exceptions + －) ÷ applicable"), tally_known_rate},
        [FIGURE_IMPLEMENTATION_RATE] = {N_("Implementation rate"), N_("○ ÷ (○ + △ + ×)"), tally_implementation_rate},
        [FIGURE_NOT_APPLICABLE_RATE] = {N_("Not-applicable rate"), N_("－ ÷ questions asked"),
                                        tally_not_applicable_rate},
        [FIGURE_PLAN_RATE] = {N_("Improvement completion rate"), N_("plans done ÷ plans"), tally_plan_rate},
};
static_assert(sizeof figures / sizeof *figures == FIGURES, "every figure has a name and a formula");

const char *figure_name(enum figure figure)
{
	return _(figures[figure].name);
}

const char *figure_formula(enum figure figure)
{
	return _(figures[figure].formula);
}

struct ratio figure_ratio(enum figure figure, const struct tally *tally)
{
	return figures[figure].ratio(tally);
}

void figure_beside(struct strbuf *out, enum figure figure, const struct tally *tally)
{
	if (figure == FIGURE_IMPLEMENTATION_RATE)
		strbuf_addf(out, _("Counted separately: exceptions %zu, not answered %zu, to be found out %zu"),
		            tally->by_answer[ANSWER_EXCEPTION], tally->by_answer[ANSWER_NONE],
		            tally->by_answer[ANSWER_UNSURE]);
	else if (figure == FIGURE_PLAN_RATE)
		strbuf_addf(out, _("Counted separately: overdue %zu"), tally->plans_overdue);
}
