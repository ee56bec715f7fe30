#include "tenken/core/answer.h"

#include <assert.h>
#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

struct answer_words {
	const char *code;
	const char *kanji;
	char letter;
	const char *mark;
	const char *label;
};

static const struct answer_words answer_words[] = {
        [ANSWER_NONE] = {"", "未", '-', "未回答", N_("Not answered")},
        [ANSWER_IMPLEMENTED] = {"implemented", "適", 'Y', "○", N_("Done")},
        [ANSWER_PARTIAL] = {"partial", "部", 'P', "△", N_("Partly done")},
        [ANSWER_NOT_IMPLEMENTED] = {"not_implemented", "否", 'N', "×", N_("Not done")},
        [ANSWER_NOT_APPLICABLE] = {"not_applicable", "外", 'X', "－", N_("Not applicable")},
        [ANSWER_EXCEPTION] = {"exception", "例", 'E', "例外", N_("Exception on record")},
        [ANSWER_UNSURE] = {"unsure", "疑", '?', "要確認", N_("To be found out")},
};
static_assert(sizeof answer_words / sizeof *answer_words == ANSWERS, "every answer has its words");

static const char *const element_codes[] = {
        [ELEMENT_NONE] = "",
        [ELEMENT_YES] = "yes",
        [ELEMENT_NO] = "no",
        [ELEMENT_NA] = "na",
};
static_assert(sizeof element_codes / sizeof *element_codes == ELEMENT_ANSWERS, "every element answer has a code");

static const char *const basis_codes[] = {
        [BASIS_NONE] = "",
        [BASIS_DECLARED] = "declared",
        [BASIS_DERIVED] = "derived",
};
static_assert(sizeof basis_codes / sizeof *basis_codes == BASIS_DERIVED + 1, "every basis has a code");

const char *answer_code(enum answer answer)
{
	return answer_words[answer].code;
}

bool answer_parse(enum answer *answer, const char *code)
{
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++) {
		if (str_equal(answer_words[i].code, code)) {
			*answer = (enum answer)i;
			return true;
		}
	}
	return false;
}

const char *answer_kanji(enum answer answer)
{
	return answer_words[answer].kanji;
}

char answer_letter(enum answer answer)
{
	return answer_words[answer].letter;
}

const char *answer_mark(enum answer answer)
{
	return answer_words[answer].mark;
}

const char *answer_label(enum answer answer)
{
	return _(answer_words[answer].label);
}

const char *element_answer_code(enum element_answer answer)
{
	return element_codes[answer];
}

bool element_answer_parse(enum element_answer *answer, const char *code)
{
	for (int i = 0; i < ELEMENT_ANSWERS; i++) {
		if (str_equal(element_codes[i], code)) {
			*answer = (enum element_answer)i;
			return true;
		}
	}
	return false;
}

enum answer answer_from_elements(const enum element_answer *elements, size_t count)
{
	size_t yes = 0, no = 0;

	for (size_t i = 0; i < count; i++) {
		switch (elements[i]) {
		case ELEMENT_YES:
			yes++;
			break;
		case ELEMENT_NO:
			no++;
			break;
		case ELEMENT_NA:
			break;
		default:
			return ANSWER_NONE;
		}
	}
	if (count == 0)
		return ANSWER_NONE;
	if (yes == 0 && no == 0)
		return ANSWER_NOT_APPLICABLE;
	if (no == 0)
		return ANSWER_IMPLEMENTED;
	return yes == 0 ? ANSWER_NOT_IMPLEMENTED : ANSWER_PARTIAL;
}

const char *basis_code(enum basis basis)
{
	return basis_codes[basis];
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* A zeroed picture and an initialised one say the same. */
static bool same_text(const char *a, const char *b)
{
	return str_equal(or_empty(a), or_empty(b));
}

void plan_init(struct plan *plan)
{
	*plan = (struct plan){
	        .cause = mem_strdup(""),
	        .measure = mem_strdup(""),
	        .person = mem_strdup(""),
	        .evidence = mem_strdup(""),
	};
}

void plan_release(struct plan *plan)
{
	free(plan->cause);
	free(plan->measure);
	free(plan->person);
	free(plan->evidence);
	*plan = (struct plan){0};
}

void plan_copy(struct plan *to, const struct plan *from)
{
	if (to == from)
		return;
	str_assign(&to->cause, or_empty(from->cause));
	str_assign(&to->measure, or_empty(from->measure));
	str_assign(&to->person, or_empty(from->person));
	str_assign(&to->evidence, or_empty(from->evidence));
	to->due = from->due;
	to->first_due = from->first_due;
	to->preventive = from->preventive;
	to->done = from->done;
}

bool plan_equal(const struct plan *a, const struct plan *b)
{
	return same_text(a->cause, b->cause) && same_text(a->measure, b->measure) && same_text(a->person, b->person) &&
	       same_text(a->evidence, b->evidence) && date_compare(a->due, b->due) == 0 &&
	       a->preventive == b->preventive && a->done == b->done;
}

bool plan_is_empty(const struct plan *plan)
{
	return str_is_blank(plan->cause) && str_is_blank(plan->measure) && str_is_blank(plan->person) &&
	       str_is_blank(plan->evidence) && !date_is_set(plan->due) && !plan->done;
}

bool plan_is_overdue(const struct plan *plan, struct date today)
{
	return !plan->done && date_is_set(plan->due) && date_compare(plan->due, today) < 0;
}

bool response_has_plan(const struct response *response)
{
	if (plan_is_empty(&response->plan))
		return false;
	return response->answer == ANSWER_NOT_IMPLEMENTED || response->answer == ANSWER_PARTIAL ||
	       response->answer == ANSWER_UNSURE || (response->answer == ANSWER_IMPLEMENTED && response->plan.done);
}

bool plan_moves_due(const struct plan *plan, struct date due)
{
	struct date present = date_is_set(plan->due) ? plan->due : plan->first_due;

	return date_is_set(plan->first_due) && date_compare(due, present) != 0 && date_compare(due, plan->due) != 0;
}

void plan_format_first_due(struct strbuf *out, const struct plan *plan)
{
	struct strbuf first = STRBUF_INIT;

	if (!date_is_set(plan->first_due) || date_compare(plan->due, plan->first_due) == 0)
		return;
	date_format_local(&first, plan->first_due);
	strbuf_addf(out, _(" (first %s)"), first.text);
	strbuf_release(&first);
}

void plan_format_due(struct strbuf *out, const struct plan *plan)
{
	if (date_is_set(plan->due))
		date_format_local(out, plan->due);
	else if (date_is_set(plan->first_due))
		strbuf_add(out, C_("of a due date", "not set"));
	plan_format_first_due(out, plan);
}

void response_init(struct response *response)
{
	*response = (struct response){.note = mem_strdup(""), .reason = mem_strdup("")};
	plan_init(&response->plan);
}

void response_release(struct response *response)
{
	free(response->note);
	free(response->reason);
	plan_release(&response->plan);
	*response = (struct response){0};
}

void response_copy(struct response *to, const struct response *from)
{
	if (to == from)
		return;
	to->answer = from->answer;
	for (size_t i = 0; i < ELEMENTS_MAX; i++)
		to->elements[i] = from->elements[i];
	str_assign(&to->note, or_empty(from->note));
	str_assign(&to->reason, or_empty(from->reason));
	plan_copy(&to->plan, &from->plan);
}

bool response_equal(const struct response *a, const struct response *b)
{
	for (size_t i = 0; i < ELEMENTS_MAX; i++) {
		if (a->elements[i] != b->elements[i])
			return false;
	}
	return a->answer == b->answer && same_text(a->note, b->note) && same_text(a->reason, b->reason) &&
	       plan_equal(&a->plan, &b->plan);
}
