#include "tenken/core/condition.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/formula.h"

static const char *const truth_codes[] = {
        [TRUTH_FALSE] = "no",
        [TRUTH_TRUE] = "yes",
        [TRUTH_UNKNOWN] = "unknown",
};

enum truth truth_not(enum truth a)
{
	if (a == TRUTH_UNKNOWN)
		return TRUTH_UNKNOWN;
	return a == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
}

enum truth truth_and(enum truth a, enum truth b)
{
	if (a == TRUTH_FALSE || b == TRUTH_FALSE)
		return TRUTH_FALSE;
	return a == TRUTH_TRUE && b == TRUTH_TRUE ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

enum truth truth_or(enum truth a, enum truth b)
{
	return truth_not(truth_and(truth_not(a), truth_not(b)));
}

const char *truth_code(enum truth truth)
{
	return truth_codes[truth];
}

bool truth_parse(enum truth *truth, const char *code)
{
	for (size_t i = 0; i < sizeof truth_codes / sizeof *truth_codes; i++) {
		if (str_equal(truth_codes[i], code)) {
			*truth = (enum truth)i;
			return true;
		}
	}
	return false;
}

void condition_release(struct condition *condition)
{
	for (size_t i = 0; i < condition->parts_count; i++)
		condition_release(&condition->parts[i]);
	free(condition->parts);
	formula_free(condition->formula);
	*condition = (struct condition){0};
}

void profile_init(struct profile *profile, size_t count)
{
	*profile = (struct profile){.facts = mem_new(count, sizeof *profile->facts), .count = count};
	for (size_t i = 0; i < count; i++)
		profile->facts[i] = TRUTH_UNKNOWN;
}

void profile_release(struct profile *profile)
{
	free(profile->facts);
	*profile = (struct profile){0};
}

/* A profile shorter than the pack's facts knows nothing of the rest. */
static enum truth profile_fact(const struct profile *profile, size_t fact)
{
	return fact < profile->count ? profile->facts[fact] : TRUTH_UNKNOWN;
}

/* What a code is among those that are asked for. */
static enum truth one_of(unsigned codes, unsigned wanted)
{
	return codes & wanted ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth some_record(const struct condition *condition, const struct circumstances *circumstances)
{
	const struct facts *facts = circumstances->facts;
	enum truth truth = TRUTH_FALSE;

	if (!facts)
		return TRUTH_UNKNOWN;
	for (size_t i = facts->firsts[condition->owner]; i < facts->firsts[condition->owner + 1]; i++) {
		truth = truth_or(truth, formula_evaluate(condition->formula, circumstances->pack, facts, i,
		                                         circumstances->today));
		if (truth == TRUTH_TRUE)
			return truth;
	}
	/* A register that is not declared complete may lack the very record. */
	return facts->complete[condition->owner] ? truth : TRUTH_UNKNOWN;
}

static enum truth the_record(const struct condition *condition, const struct circumstances *circumstances)
{
	const struct facts *facts = circumstances->facts;

	if (!facts || circumstances->record == SIZE_MAX ||
	    facts->records[circumstances->record].owner != condition->owner)
		return TRUTH_UNKNOWN;
	return formula_evaluate(condition->formula, circumstances->pack, facts, circumstances->record,
	                        circumstances->today);
}

enum truth condition_evaluate(const struct condition *condition, const struct circumstances *circumstances)
{
	enum truth truth;

	if (!condition)
		return TRUTH_TRUE;
	switch (condition->kind) {
	case CONDITION_FACT:
		return profile_fact(circumstances->profile, condition->fact);
	case CONDITION_NOT:
		return truth_not(condition_evaluate(condition->parts, circumstances));
	case CONDITION_ALL:
		truth = TRUTH_TRUE;
		for (size_t i = 0; i < condition->parts_count; i++)
			truth = truth_and(truth, condition_evaluate(&condition->parts[i], circumstances));
		return truth;
	case CONDITION_ANY:
		truth = TRUTH_FALSE;
		for (size_t i = 0; i < condition->parts_count; i++)
			truth = truth_or(truth, condition_evaluate(&condition->parts[i], circumstances));
		return truth;
	case CONDITION_RECORD:
		return the_record(condition, circumstances);
	case CONDITION_SOME:
		return some_record(condition, circumstances);
	case CONDITION_ANSWER:
		return circumstances->answers
		               ? one_of(1U << circumstances->answers[condition->question], condition->codes)
		               : TRUTH_UNKNOWN;
	case CONDITION_VERDICT:
		return circumstances->verdicts ? one_of(circumstances->verdicts[condition->rule], condition->codes)
		                               : TRUTH_UNKNOWN;
	}
	return TRUTH_UNKNOWN;
}

bool condition_has(const struct condition *condition, enum condition_kind kind)
{
	if (!condition)
		return false;
	for (size_t i = 0; i < condition->parts_count; i++) {
		if (condition_has(&condition->parts[i], kind))
			return true;
	}
	return condition->kind == kind;
}

/* The parts that have the outcome of the whole are those that brought it about: for `all` that is true and `any` that is
 * false every part has it; otherwise the false ones (the true ones, the unknown ones) decided alone. */
void condition_each_reason(const struct condition *condition, const struct circumstances *circumstances,
                           void (*tell)(const struct condition *part, void *data), void *data)
{
	enum truth truth;

	switch (condition->kind) {
	case CONDITION_NOT:
		condition_each_reason(condition->parts, circumstances, tell, data);
		return;
	case CONDITION_ALL:
	case CONDITION_ANY:
		truth = condition_evaluate(condition, circumstances);
		for (size_t i = 0; i < condition->parts_count; i++) {
			if (condition_evaluate(&condition->parts[i], circumstances) == truth)
				condition_each_reason(&condition->parts[i], circumstances, tell, data);
		}
		return;
	default:
		tell(condition, data);
		return;
	}
}

struct found {
	size_t *facts;
	size_t count;
};

static void add_fact(const struct condition *part, void *data)
{
	struct found *found = data;

	if (part->kind != CONDITION_FACT)
		return;
	for (size_t i = 0; i < found->count; i++) {
		if (found->facts[i] == part->fact)
			return;
	}
	*MEM_PUSH(found->facts, found->count) = part->fact;
}

size_t condition_explain(const struct condition *condition, const struct circumstances *circumstances, size_t *facts,
                         size_t room)
{
	struct found found = {0};

	if (!condition)
		return 0;
	condition_each_reason(condition, circumstances, add_fact, &found);
	for (size_t i = 0; i < found.count && i < room; i++)
		facts[i] = found.facts[i];
	free(found.facts);
	return found.count;
}
