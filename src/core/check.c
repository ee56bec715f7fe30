#include "tenken/core/check.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const char *const lack_codes[] = {
        [LACK_UNANSWERED] = "unanswered",
        [LACK_PLAN] = "plan",
        [LACK_REASON] = "reason",
        [LACK_EXCEPTION] = "exception",
        [LACK_CONTRADICTION] = "contradiction",
        [LACK_UNSURE] = "unsure",
};
static_assert(sizeof lack_codes / sizeof *lack_codes == LACKS, "every kind of lack has a code");

const char *lack_code(enum lack_kind kind)
{
	return lack_codes[kind];
}

bool response_is_excused(const struct question *question, const struct response *response)
{
	return question->principle && response->answer == ANSWER_PARTIAL && !str_is_blank(response->reason);
}

bool response_needs_plan(const struct question *question, const struct response *response)
{
	if (response->answer == ANSWER_NOT_IMPLEMENTED)
		return true;
	return response->answer == ANSWER_PARTIAL && !response_is_excused(question, response);
}

static bool plan_is_complete(const struct plan *plan)
{
	return !str_is_blank(plan->cause) && !str_is_blank(plan->measure) && !str_is_blank(plan->person) &&
	       date_is_set(plan->due);
}

bool response_shows_reason(const struct question *question, const struct response *response)
{
	bool is_departure = response->answer == ANSWER_PARTIAL || response->answer == ANSWER_NOT_IMPLEMENTED;

	return !str_is_blank(response->reason) &&
	       (response->answer == ANSWER_NOT_APPLICABLE || response->answer == ANSWER_EXCEPTION ||
	        (question->principle && is_departure));
}

enum need response_need(const struct question *question, const struct response *response)
{
	switch (response->answer) {
	case ANSWER_PARTIAL:
		if (question->principle && str_is_blank(response->reason) && plan_is_empty(&response->plan))
			return NEED_REASON;
		if (response_is_excused(question, response))
			return NEED_NOTHING;
		return plan_is_complete(&response->plan) ? NEED_NOTHING : NEED_PLAN;
	case ANSWER_NOT_IMPLEMENTED:
		return plan_is_complete(&response->plan) ? NEED_NOTHING : NEED_PLAN;
	case ANSWER_NOT_APPLICABLE:
		return str_is_blank(response->reason) ? NEED_REASON : NEED_NOTHING;
	case ANSWER_UNSURE:
		return str_is_blank(response->plan.person) || !date_is_set(response->plan.due) ? NEED_WHO_FINDS_OUT
		                                                                               : NEED_NOTHING;
	default:
		return NEED_NOTHING;
	}
}

static void lack_add(struct lacks *lacks, enum lack_kind kind, size_t item, char *text)
{
	*MEM_PUSH(lacks->items, lacks->count) = (struct lack){.kind = kind, .item = item, .text = text};
}

/* A list of elements may be half answered: then how many are open is the more helpful thing to say. */
static char *unanswered_text(const struct question *question, const struct response *response)
{
	size_t open = 0;

	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++)
		open += response->elements[i] == ELEMENT_NONE;
	if (question->kind != QUESTION_ELEMENTS || open == question->elements_count || open == 0)
		return mem_strdup(_("Not answered yet"));
	return str_format(
	        P_("%zu item of the list is not answered yet", "%zu items of the list are not answered yet", open),
	        open);
}

static void add_missing(struct strbuf *out, bool missing, const char *name)
{
	if (!missing)
		return;
	if (out->len_bytes)
		strbuf_add(out, C_("between two things that are missing", ", "));
	strbuf_add(out, name);
}

char *plan_missing_text(const struct question *question, const struct response *response)
{
	const struct plan *plan = &response->plan;
	bool reason_would_do = question->principle && response->answer == ANSWER_PARTIAL;
	struct strbuf names = STRBUF_INIT;
	char *text = NULL;

	add_missing(&names, str_is_blank(plan->cause), _("cause"));
	add_missing(&names, str_is_blank(plan->measure), _("measure"));
	add_missing(&names, str_is_blank(plan->person), _("person in charge"));
	add_missing(&names, !date_is_set(plan->due), _("due date"));
	if (names.len_bytes)
		text = str_format(reason_would_do
		                          ? _("The improvement plan is not complete (a reason for departing from "
		                              "the principle would do instead). Missing: %s")
		                          : _("The improvement plan is not complete. Missing: %s"),
		                  names.text);
	strbuf_release(&names);
	return text;
}

const char *unsure_missing_text(const struct plan *plan)
{
	bool nobody = str_is_blank(plan->person);
	bool never = !date_is_set(plan->due);

	if (nobody && never)
		return _("Who finds out, and by when, is missing");
	if (nobody)
		return _("Who finds out is missing");
	return never ? _("By when it is found out is missing") : NULL;
}

static const char *exception_text(const struct standing *standing)
{
	if (standing->exception == TRUTH_UNKNOWN)
		return _("The exception record for this question is not complete");
	return standing->lapsed ? _("The exception for this question has expired: have it renewed, or answer the question anew")
	                        : _("No valid exception record is known for this question");
}

static void check_item(struct lacks *lacks, size_t item, const struct question *question,
                       const struct standing *standing)
{
	const struct response *response = &standing->response;
	char *text;

	if (response->answer == ANSWER_NONE)
		lack_add(lacks, LACK_UNANSWERED, item, unanswered_text(question, response));
	if (response_needs_plan(question, response)) {
		text = plan_missing_text(question, response);
		if (text)
			lack_add(lacks, LACK_PLAN, item, text);
	}
	if (response->answer == ANSWER_NOT_APPLICABLE && str_is_blank(response->reason))
		lack_add(lacks, LACK_REASON, item, mem_strdup(_("The reason why this does not apply is missing")));
	if (standing->lapsed || (response->answer == ANSWER_EXCEPTION && standing->exception != TRUTH_TRUE))
		lack_add(lacks, LACK_EXCEPTION, item, mem_strdup(exception_text(standing)));
	if (response->answer == ANSWER_UNSURE && !standing->lapsed && unsure_missing_text(&response->plan))
		lack_add(lacks, LACK_UNSURE, item,
		         mem_strdup(standing->basis == BASIS_DERIVED
		                            ? _("The register does not say enough to decide: fill it in, or say who finds "
		                                "out and by when")
		                            : unsure_missing_text(&response->plan)));
}

/* An exception without a record is listed as such already. */
static void check_conflict(struct lacks *lacks, const struct conflict *conflict, const struct pack *pack,
                           const struct standing *standings, const struct verdicts *verdicts)
{
	bool explained = conflict->item != SIZE_MAX && !str_is_blank(standings[conflict->item].response.reason);

	if (!explained &&
	    pack->contradictions->items[conflict->contradiction].check != CHECK_EXCEPTION_UNRECORDED)
		lack_add(lacks, LACK_CONTRADICTION, conflict->item, conflict_text(conflict, pack, verdicts));
}

void check_compute(struct lacks *lacks, const struct scope *scope, const struct standing *standings,
                   const struct conflicts *conflicts, const struct verdicts *verdicts)
{
	size_t next = 0, count = conflicts ? conflicts->count : 0;

	*lacks = (struct lacks){0};
	for (size_t i = 0; i < scope->count; i++) {
		const struct scope_item *item = &scope->items[i];

		if (scope_asks(item))
			check_item(lacks, i, &scope->pack->questions[item->question], &standings[i]);
		for (; next < count && conflicts->items[next].item == i; next++)
			check_conflict(lacks, &conflicts->items[next], scope->pack, standings, verdicts);
	}
	for (; next < count; next++)
		check_conflict(lacks, &conflicts->items[next], scope->pack, standings, verdicts);
}

void lacks_insert(struct lacks *lacks, enum lack_kind kind, size_t item, char *text)
{
	size_t at = lacks->count;

	lack_add(lacks, kind, item, text);
	for (; at > 0 && lacks->items[at - 1].item > item; at--) {
		struct lack moved = lacks->items[at];

		lacks->items[at] = lacks->items[at - 1];
		lacks->items[at - 1] = moved;
	}
}

void lacks_release(struct lacks *lacks)
{
	for (size_t i = 0; i < lacks->count; i++)
		free(lacks->items[i].text);
	free(lacks->items);
	*lacks = (struct lacks){0};
}
