/* Which questions of a checklist are shown, and which comes next. */
#include <assert.h>

#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "workplace_private.h"

static const struct {
	const char *code, *label;
} filters[] = {
	[FILTER_ALL] = {"all", N_("All")},
	[FILTER_UNANSWERED] = {"unanswered", N_("Unanswered")},
	[FILTER_OPEN] = {"open", N_("Not or partly met")},
	[FILTER_UNSURE] = {"unsure", N_("To be found out")},
	[FILTER_NOTED] = {"noted", N_("With a remark")},
	[FILTER_CARRIED] = {"carried", N_("Last year's answer waiting")},
	[FILTER_CHANGED] = {"changed", N_("Changed since last year")},
	[FILTER_LACKING] = {"lacking", N_("Something is missing")},
	[FILTER_PLANS_LEFT] = {"plans-left", N_("Last year's plan not carried out")},
	[FILTER_OVERDUE] = {"overdue", N_("Improvement plan past its due date")},
};
static_assert(sizeof filters / sizeof *filters == FILTERS, "a name for every filter");

const char *filter_code(enum filter filter)
{
	return filters[filter].code;
}

const char *filter_label(enum filter filter)
{
	return _(filters[filter].label);
}

bool filter_parse(enum filter *filter, const char *code)
{
	for (int i = 0; i < FILTERS; i++) {
		if (str_equal(filters[i].code, code)) {
			*filter = (enum filter)i;
			return true;
		}
	}
	return false;
}

static bool lacks_something(const struct checklist *checklist, size_t item)
{
	for (size_t i = 0; i < checklist->lacks.count; i++)
		if (checklist->lacks.items[i].item == item)
			return true;
	return false;
}

bool checklist_item_conflicts(const struct checklist *checklist, size_t item)
{
	for (size_t i = 0; i < checklist->conflicts.count; i++)
		if (checklist->conflicts.items[i].item == item)
			return true;
	return false;
}

const struct plan *entry_plan_left(const struct entry *entry)
{
	const struct plan *plan = &entry->previous.plan;
	bool left = entry->has_previous && response_has_plan(&entry->previous) && !plan->done &&
	            entry->standing.response.answer == ANSWER_NONE;
	return left ? plan : NULL;
}

static bool passes(const struct checklist *checklist, size_t item, enum filter filter)
{
	const struct entry *entry = &checklist->entries[item];
	enum answer answer = entry->standing.response.answer;
	switch (filter) {
	case FILTER_UNANSWERED:
		return answer == ANSWER_NONE;
	case FILTER_OPEN:
		return answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED;
	case FILTER_UNSURE:
		return answer == ANSWER_UNSURE;
	case FILTER_NOTED:
		return !str_is_blank(entry->standing.response.note);
	case FILTER_CARRIED:
		return entry->has_previous && !entry->previous_stale && answer == ANSWER_NONE;
	case FILTER_CHANGED:
		return entry->has_previous && answer != ANSWER_NONE && answer != entry->previous.answer;
	case FILTER_LACKING:
		return lacks_something(checklist, item);
	case FILTER_PLANS_LEFT:
		return entry_plan_left(entry) != NULL;
	case FILTER_OVERDUE:
		return entry->overdue;
	default:
		return true;
	}
}

static bool bilingual_holds(const struct bilingual *text, const char *search)
{
	return text_contains(bilingual_text(text), search);
}

static bool clause_holds(const struct clause *clause, const char *search)
{
	return text_contains(clause->id, search) || text_contains(clause->label, search) ||
	       text_contains(clause->heading, search) || bilingual_holds(&clause->summary, search);
}

static bool response_holds(const struct response *response, const char *search)
{
	return text_contains(response->note, search) || text_contains(response->reason, search) ||
	       text_contains(response->plan.cause, search) || text_contains(response->plan.measure, search) ||
	       text_contains(response->plan.person, search) || text_contains(response->plan.evidence, search);
}

static bool holds(const struct checklist *checklist, size_t item, const char *search)
{
	const struct question *question = checklist_question(checklist, item);
	const struct pack *pack = checklist->scope.pack;
	if (text_contains(question->id, search) || bilingual_holds(&question->text, search) ||
	    bilingual_holds(&question->hint, search) ||
	    response_holds(&checklist->entries[item].standing.response, search))
		return true;
	for (size_t i = 0; i < question->elements_count; i++)
		if (bilingual_holds(&question->elements[i].text, search))
			return true;
	for (size_t i = 0; i < question->clauses_count; i++)
		if (clause_holds(&pack->clauses[question->clauses[i]], search))
			return true;
	return false;
}

bool checklist_shows(const struct checklist *checklist, size_t item, enum filter filter, const char *search)
{
	return scope_asks(&checklist->scope.items[item]) && passes(checklist, item, filter) &&
	       (str_is_blank(search) || holds(checklist, item, search));
}

size_t checklist_next_open(const struct checklist *checklist, size_t from, int step)
{
	size_t count = checklist->scope.count;
	size_t at = from == SIZE_MAX ? (step > 0 ? count - 1 : 0) : from;
	for (size_t i = 0; i < count; i++) {
		at = step > 0 ? (at + 1) % count : (at + count - 1) % count;
		if (checklist_shows(checklist, at, FILTER_UNANSWERED, NULL))
			return at;
	}
	return SIZE_MAX;
}
