#include "tenken/core/condition.h"

#include <assert.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

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

static const char *const field_test_codes[] = {
        [FIELD_IS] = "is", [FIELD_IN] = "in", [FIELD_HAS] = "has", [FIELD_AT_LEAST] = "at_least", [FIELD_SET] = "set",
};
static_assert(sizeof field_test_codes / sizeof *field_test_codes == FIELD_TESTS, "every test has its key");

const char *field_test_code(enum field_test test)
{
	return field_test_codes[test];
}

void condition_release(struct condition *condition)
{
	for (size_t i = 0; i < condition->values_count; i++)
		free(condition->values[i]);
	free(condition->values);
	free(condition->field);
	for (size_t i = 0; i < condition->parts_count; i++)
		condition_release(&condition->parts[i]);
	free(condition->parts);
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

enum truth condition_evaluate(const struct condition *condition, const struct profile *profile)
{
	enum truth truth;

	if (!condition)
		return TRUTH_TRUE;
	switch (condition->kind) {
	case CONDITION_FACT:
		return profile_fact(profile, condition->fact);
	case CONDITION_NOT:
		return truth_not(condition_evaluate(condition->parts, profile));
	case CONDITION_ALL:
		truth = TRUTH_TRUE;
		for (size_t i = 0; i < condition->parts_count; i++)
			truth = truth_and(truth, condition_evaluate(&condition->parts[i], profile));
		return truth;
	case CONDITION_ANY:
		truth = TRUTH_FALSE;
		for (size_t i = 0; i < condition->parts_count; i++)
			truth = truth_or(truth, condition_evaluate(&condition->parts[i], profile));
		return truth;
	case CONDITION_FIELD:
		return TRUTH_UNKNOWN;
	}
	return TRUTH_UNKNOWN;
}

struct found {
	size_t *facts;
	size_t count;
};

static void found_add(struct found *found, size_t fact)
{
	for (size_t i = 0; i < found->count; i++) {
		if (found->facts[i] == fact)
			return;
	}
	*MEM_PUSH(found->facts, found->count) = fact;
}

/* The parts that have the outcome of the whole are those that brought it about: for `all` that is true and `any` that is
 * false every part has it; otherwise the false ones (the true ones, the unknown ones) decided alone. */
static void explain(const struct condition *condition, const struct profile *profile, struct found *found)
{
	enum truth truth;

	switch (condition->kind) {
	case CONDITION_FACT:
		found_add(found, condition->fact);
		return;
	case CONDITION_NOT:
		explain(condition->parts, profile, found);
		return;
	case CONDITION_ALL:
	case CONDITION_ANY:
		truth = condition_evaluate(condition, profile);
		for (size_t i = 0; i < condition->parts_count; i++) {
			if (condition_evaluate(&condition->parts[i], profile) == truth)
				explain(&condition->parts[i], profile, found);
		}
		return;
	case CONDITION_FIELD:
		return;
	}
}

size_t condition_explain(const struct condition *condition, const struct profile *profile, size_t *facts, size_t room)
{
	struct found found = {0};

	if (!condition)
		return 0;
	explain(condition, profile, &found);
	for (size_t i = 0; i < found.count && i < room; i++)
		facts[i] = found.facts[i];
	free(found.facts);
	return found.count;
}
