#include "city_words.h"

#include <stdlib.h>

#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

char *city_words_roster(const struct city_counts *counts)
{
	const size_t *by = counts->by_state;

	return str_format(
	        _("Roster %zu = closed %zu + accepted %zu + returned %zu + submitted %zu + not handed in %zu"),
	        counts->total, by[CITY_CLOSED], by[CITY_ACCEPTED], by[CITY_RETURNED], by[CITY_SUBMITTED],
	        by[CITY_NOT_RECEIVED]);
}

char *city_words_expected(const struct city_counts *counts)
{
	return str_format(_("Expected %zu = imported %zu + rejected %zu + absent %zu"), counts->total, counts->received,
	                  counts->rejected, counts->by_state[CITY_NOT_RECEIVED] - counts->rejected);
}

/* Counts the ledger's rows with the answer 疑, or those with another. */
static char *add_up(const struct city_input *input, bool unsure, const char *format)
{
	size_t by_state[CITY_PLAN_STATES] = {0}, all = 0;

	for (size_t i = 0; i < input->plans_count; i++) {
		if ((input->plans[i].answer == ANSWER_UNSURE) != unsure)
			continue;
		all++;
		by_state[city_plan_state(&input->plans[i])]++;
	}
	return str_format(format, all, by_state[CITY_PLAN_OVERDUE], by_state[CITY_PLAN_OPEN], by_state[CITY_PLAN_DONE]);
}

char *city_words_plans(const struct city_input *input)
{
	return add_up(input, false, _("Improvement plans %zu = overdue %zu + open %zu + done %zu"));
}

char *city_words_unsure(const struct city_input *input)
{
	return add_up(input, true, _("Answers to be confirmed %zu = overdue %zu + open %zu + done %zu"));
}

char *city_words_look(enum city_look look)
{
	switch (look) {
	case CITY_LOOK_GROUNDLESS:
		return str_format(_("No grounds given: neither remark nor reason at %d %% or more of the answers that "
		                    "people gave "
		                    "(at least %d of them)."),
		                  CITY_GROUNDLESS_PERCENT, CITY_GROUNDLESS_ANSWERS);
	case CITY_LOOK_SAME:
		return str_format(_("The same remark in several units: in %d units or more, in the same words at the "
		                    "same question, "
		                    "of %d characters or more. There may be a common instruction behind it."),
		                  CITY_SAME_UNITS, CITY_SAME_CHARACTERS);
	case CITY_LOOK_RUSH:
		return str_format(
		        _("Many answers at once: %d or more within %d seconds, %d %% or more of them %s. They may have "
		          "been worked out on paper, or come from a file."),
		        CITY_RUSH_ANSWERS, CITY_RUSH_SECONDS, CITY_RUSH_PERCENT, sheet_mark(ANSWER_IMPLEMENTED));
	default:
		return str_format(
		        _("High not-applicable rate: at least %d times that of the other units with the same role, and "
		          "%d "
		          "percentage points above it (at least %d answers, and %d other units). Their work may be "
		          "another."),
		        CITY_ABSENT_TIMES, CITY_ABSENT_POINTS, CITY_ABSENT_ANSWERS, CITY_ABSENT_UNITS);
	}
}

char *city_words_sample(const struct city_counts *counts, const struct city_input *input)
{
	char *campaign = text_safe_dup(input->campaign, TEXT_SAFE_LINE);
	char *words = str_format(
	        _("%zu of the %zu answers %s that people gave, spread over %s. The same collection gives the same "
	          "sample: drawn is what has the smallest hash (FNV-1a of 64 bits over campaign, unit, checklist "
	          "and question, each with a line feed behind it, then the last step of MurmurHash3), from each "
	          "in turn. Campaign: %s"),
	        counts->sample_count, counts->sample_from, sheet_mark(ANSWER_IMPLEMENTED),
	        input->bureau ? C_("sample", "the units") : C_("sample", "the bureaus"), campaign);

	free(campaign);
	return words;
}
