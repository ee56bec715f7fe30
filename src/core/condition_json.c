/* Reading conditions: facts of the profile, the record that a checklist is about, records in registers, and for
 * contradictions answers and verdicts, joined by all, any and not. */
#include <stdint.h>
#include <stdlib.h>

#include "pack_internal.h"
#include "rule_json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/formula.h"
#include "tenken/core/verdict.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool read_condition(struct cursor value, const struct condition_scope *scope, int depth,
                           struct condition *condition);

static bool read_parts(struct cursor array, const struct condition_scope *scope, int depth,
                       struct condition *condition)
{
	bool good = json_first(array.node) != NULL;

	for (struct cursor part = cursor_first(array); part.node; part = cursor_next(part)) {
		struct condition read = {0};

		if (condition->parts_count >= CONDITION_PARTS_MAX) {
			problem_at(part, _("This list is too long: it holds more than %d conditions."),
			           CONDITION_PARTS_MAX);
			return false;
		}
		if (read_condition(part, scope, depth, &read))
			*MEM_PUSH(condition->parts, condition->parts_count) = read;
		else
			good = false;
	}
	return good;
}

/* Takes what was read over into a formula about records of the register `owner`. NULL after a problem. */
static struct formula *read_formula(struct cursor value, size_t owner)
{
	struct formula *formula = mem_new(1, sizeof *formula);
	struct expression *expression = read_expression(value, owner, &formula->operands);

	if (!expression) {
		formula_free(formula);
		return NULL;
	}
	formula->expression = *expression;
	free(expression);
	return formula;
}

/* About the record of the system or contract that the checklist is about. */
static bool read_record_condition(struct cursor value, const struct condition_scope *scope,
                                  struct condition *condition)
{
	*condition = (struct condition){.kind = CONDITION_RECORD, .owner = scope->subject};
	if (scope->subject == SIZE_MAX && value.reader->registers_lost)
		return false;
	if (scope->subject == SIZE_MAX) {
		problem_at(value, _("A field can be asked only where the question is about a system or a contract, and "
		                    "the pack has a register of them."));
		return false;
	}
	condition->formula = read_formula(value, scope->subject);
	return condition->formula != NULL;
}

static bool read_some(struct cursor object, struct condition *condition)
{
	struct cursor where = cursor_get(object, "where");

	*condition = (struct condition){.kind = CONDITION_SOME};
	condition->owner = read_register_ref(cursor_get(object, "some"));
	if (condition->owner == SIZE_MAX)
		return false;
	if (where.node)
		condition->formula = read_formula(where, condition->owner);
	return !where.node || condition->formula;
}

/* "is": one or several of `codes`, as bits. */
static unsigned read_codes(struct cursor object, const char *const *codes, size_t count)
{
	struct cursor list = read_array(object, "is", 1, true);
	unsigned bits = 0;

	for (struct cursor at = cursor_first(list); at.node; at = cursor_next(at))
		bits |= 1U << read_choice(at, codes, count);
	return bits;
}

static bool read_answer(struct cursor object, struct condition *condition)
{
	const char *codes[ANSWERS];

	codes[ANSWER_NONE] = "unanswered";
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++)
		codes[i] = answer_code((enum answer)i);
	*condition = (struct condition){.kind = CONDITION_ANSWER};
	condition->question = read_question_ref(cursor_get(object, "answer"));
	condition->codes = read_codes(object, codes, ANSWERS);
	return condition->question != SIZE_MAX && condition->codes;
}

static bool read_verdict(struct cursor object, struct condition *condition)
{
	const char *codes[VERDICT_CODES];

	for (int i = 0; i < VERDICT_CODES; i++)
		codes[i] = verdict_code_name((enum verdict_code)i);
	*condition = (struct condition){.kind = CONDITION_VERDICT};
	condition->rule = read_rule_ref(cursor_get(object, "verdict"));
	condition->codes = read_codes(object, codes, VERDICT_CODES);
	return condition->rule != SIZE_MAX && condition->codes;
}

static bool read_by_key(struct cursor object, const char *key, const struct condition_scope *scope, int depth,
                        struct condition *condition)
{
	struct cursor member = cursor_get(object, key), array;

	if (str_equal(key, "fact")) {
		*condition = (struct condition){.kind = CONDITION_FACT, .fact = read_fact_ref(member)};
		return condition->fact != SIZE_MAX;
	}
	if (str_equal(key, "some"))
		return read_some(object, condition);
	if (str_equal(key, "answer") || str_equal(key, "verdict")) {
		if (scope->contradiction)
			return str_equal(key, "answer") ? read_answer(object, condition)
			                                : read_verdict(object, condition);
		problem_at_key(member, _("\"%s\" may be asked in consistency.json alone: what is asked of people must "
		                         "not hang on what they answered."),
		               key);
		return false;
	}
	if (str_equal(key, "not")) {
		struct condition read = {0};

		*condition = (struct condition){.kind = CONDITION_NOT};
		if (!read_condition(member, scope, depth + 1, &read))
			return false;
		*MEM_PUSH(condition->parts, condition->parts_count) = read;
		return true;
	}
	*condition = (struct condition){.kind = str_equal(key, "all") ? CONDITION_ALL : CONDITION_ANY};
	array = read_array(object, key, 1, true);
	return array.node && read_parts(array, scope, depth + 1, condition);
}

/* What stands beside the key that says of which kind the condition is. */
static bool stands_alone(struct cursor value, const char *key)
{
	static const struct {
		const char *key, *beside;
	} pairs[] = {{"where", "some"}, {"is", "answer"}, {"is", "verdict"}};

	for (struct cursor member = cursor_first(value); member.node; member = cursor_next(member)) {
		bool good = str_equal(json_key(member.node), key);

		for (size_t i = 0; i < COUNT(pairs); i++)
			good = good || (str_equal(json_key(member.node), pairs[i].key) &&
			                str_equal(key, pairs[i].beside));
		if (!good) {
			problem_at_key(member, _("\"%s\" does not belong beside \"%s\"."),
			               CLIP(json_key(member.node)), key);
			return false;
		}
	}
	return true;
}

static bool read_object_condition(struct cursor value, const struct condition_scope *scope, int depth,
                                  struct condition *condition)
{
	/* The first kinds say what it is; those behind belong to them, or to a field. */
	static const char *const keys[] = {"fact",  "not",      "all",       "any",        "some", "answer", "verdict",
	                                   "where", "is",       "field",     "linked",     "referred",
	                                   "has",   "has_any",  "at_least",  "set",        "none", "given",
	                                   "before", "not_after", "older_than", "within",   "in_domain",
	                                   "same_as", "covers", "count_at_least"};
	const size_t kinds = 7;
	const char *found = NULL;
	size_t count = 0;

	if (cursor_get(value, "field").node || cursor_get(value, "linked").node || cursor_get(value, "referred").node)
		return read_record_condition(value, scope, condition);
	if (!read_object(value, keys, COUNT(keys)))
		return false;
	for (size_t i = 0; i < kinds; i++) {
		if (cursor_get(value, keys[i]).node) {
			found = keys[i];
			count++;
		}
	}
	if (count == 0 && json_first(value.node) && value.reader->problems->count)
		return false; /* its strange keys have been reported */
	if (count != 1) {
		problem_at(value,
		           _("A condition holds exactly one of \"fact\", \"not\", \"all\", \"any\", \"some\" and "
		             "\"field\"; this one holds %zu of them."),
		           count);
		return false;
	}
	return stands_alone(value, found) && read_by_key(value, found, scope, depth, condition);
}

static bool read_condition(struct cursor value, const struct condition_scope *scope, int depth,
                           struct condition *condition)
{
	bool good;

	if (depth > CONDITION_DEPTH_MAX) {
		problem_at(value, _("This condition is nested too deeply: at most %d levels are allowed."),
		           CONDITION_DEPTH_MAX);
		return false;
	}
	if (json_type(value.node) == JSON_STRING)
		good = read_record_condition(value, scope, condition);
	else
		good = read_object_condition(value, scope, depth, condition);
	if (!good)
		condition_release(condition);
	return good;
}

struct condition *read_when(struct cursor object, const struct condition_scope *scope)
{
	struct cursor member = cursor_get(object, "when");
	struct condition *condition;

	if (!member.node)
		return NULL;
	condition = mem_new(1, sizeof *condition);
	if (read_condition(member, scope, 1, condition))
		return condition;
	free(condition);
	return NULL;
}
