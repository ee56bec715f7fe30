/* Reading expressions. One is a text (a bool field that is true), an object with "all", "any" or "not", or one with "field"
 * and a test (expression_test_json.c), or with "linked" or "referred". */
#include <stdint.h>
#include <stdlib.h>

#include "expression_json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

enum { PARTS_MAX = 32, DEPTH_MAX = 8 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool read_one(struct cursor value, const struct expression_context *context, int depth, struct expression *into);

/* Whether links lead from one record of `subject` to another: `field` is what the other one says of itself. */
static bool joins(const struct register_kind *links, const struct field *from, const struct field *field, size_t subject)
{
	return from->target == subject && field->via_ref != SIZE_MAX && links->fields[field->via_ref].target == subject &&
	       (field->type == VALUE_BOOL || field->type == VALUE_CHOICE);
}

/* A record of the register `owner`, at one end of which this one stands, has `values` at the other. */
static bool read_linked(struct cursor at, const struct expression_context *context, struct expression *into)
{
	static const char *const keys[] = {"register", "from", "field", "is"};
	const struct registers *registers = at.reader->pack->registers;
	struct operand operand = {.kind = OPERAND_LINKED, .ref = SIZE_MAX};
	const struct field *field;

	if (!read_object(at, keys, COUNT(keys)))
		return false;
	operand.owner = read_register_ref(read_member(at, "register"));
	if (operand.owner == SIZE_MAX)
		return false;
	operand.from = read_field_ref(read_member(at, "from"), operand.owner);
	operand.field = read_field_ref(read_member(at, "field"), operand.owner);
	if (operand.from == SIZE_MAX || operand.field == SIZE_MAX)
		return false;
	field = &registers->items[operand.owner].fields[operand.field];
	if (!joins(&registers->items[operand.owner], &registers->items[operand.owner].fields[operand.from], field,
	           context->subject)) {
		problem_at(at, _("Expected here are a \"from\" that leads to this register, and a \"field\", true or false or "
		                 "a choice, whose \"via\" leads to this register, too."));
		return false;
	}
	operand.values = read_named_values(read_member(at, "is"), field);
	into->kind = EXPRESSION_HOLDS;
	into->operand = add_operand(at, context, operand);
	return operand.values != 0 && into->operand != SIZE_MAX;
}

static bool read_referred(struct cursor value, const struct expression_context *context, struct expression *into)
{
	struct operand operand = {.kind = OPERAND_REFERRED, .owner = context->subject};

	operand.ref = read_field_ref(value, context->subject);
	if (operand.ref == SIZE_MAX)
		return false;
	into->kind = EXPRESSION_HOLDS;
	into->operand = add_operand(value, context, operand);
	return into->operand != SIZE_MAX;
}

static bool read_bool_field(struct cursor value, const struct expression_context *context, struct expression *into)
{
	const struct field *field;

	into->kind = EXPRESSION_IS;
	into->values = 2;
	into->operand = read_path(value, context, &field);
	return into->operand != SIZE_MAX && field_wants(value, field, VALUE_BOOL);
}

static bool read_parts(struct cursor list, const struct expression_context *context, int depth, struct expression *into)
{
	bool good = true;

	for (struct cursor at = cursor_first(list); at.node; at = cursor_next(at)) {
		struct expression part = {0};

		if (into->parts_count == PARTS_MAX) {
			problem_at(at, _("This list is too long: it holds more than %d conditions."), PARTS_MAX);
			return false;
		}
		if (read_one(at, context, depth, &part))
			*MEM_PUSH(into->parts, into->parts_count) = part;
		else
			good = false;
	}
	return good && into->parts_count > 0;
}

static bool read_by_key(struct cursor value, const struct expression_context *context, int depth,
                        struct expression *into)
{
	static const char *const whole[] = {"all", "any", "not", "field", "linked", "referred"};
	struct cursor member = {0};
	const char *key = NULL;

	for (size_t i = 0; i < COUNT(whole) && !key; i++) {
		member = cursor_get(value, whole[i]);
		key = member.node ? whole[i] : NULL;
	}
	if (!key) {
		problem_at(value,
		           _("A condition holds \"all\", \"any\", \"not\", \"field\", \"linked\" or \"referred\"."));
		return false;
	}
	if (str_equal(key, "field"))
		return read_field_test(value, context, into);
	if (json_size(value.node) != 1) {
		problem_at(value, _("Nothing else may stand beside \"%s\"."), key);
		return false;
	}
	if (str_equal(key, "linked"))
		return read_linked(member, context, into);
	if (str_equal(key, "referred"))
		return read_referred(member, context, into);
	if (str_equal(key, "not")) {
		struct expression part = {0};

		into->kind = EXPRESSION_NOT;
		if (!read_one(member, context, depth + 1, &part))
			return false;
		*MEM_PUSH(into->parts, into->parts_count) = part;
		return true;
	}
	into->kind = str_equal(key, "all") ? EXPRESSION_ALL : EXPRESSION_ANY;
	return read_parts(read_array(value, key, 1, true), context, depth + 1, into);
}

static bool read_one(struct cursor value, const struct expression_context *context, int depth, struct expression *into)
{
	static const char *const keys[] = {"all",      "any",    "not",        "field",     "linked",
	                                   "referred", "is",     "has",        "has_any",   "count_at_least",
	                                   "at_least", "given",  "in_domain",  "same_as",   "set",
	                                   "none",     "within", "older_than", "not_after", "before",
	                                   "covers"};
	bool good;

	*into = (struct expression){.other = SIZE_MAX};
	if (depth > DEPTH_MAX) {
		problem_at(value, _("This condition is nested too deeply: at most %d levels are allowed."), DEPTH_MAX);
		return false;
	}
	if (json_type(value.node) == JSON_STRING)
		good = read_bool_field(value, context, into);
	else
		good = read_object(value, keys, COUNT(keys)) && read_by_key(value, context, depth, into);
	if (!good)
		expression_release(into);
	return good;
}

struct expression *read_expression(struct cursor value, size_t subject, struct operands *operands)
{
	const struct expression_context context = {.subject = subject, .operands = operands};
	struct expression *expression = mem_new(1, sizeof *expression);

	if (read_one(value, &context, 1, expression))
		return expression;
	free(expression);
	return NULL;
}

struct expression *read_member_expression(struct cursor object, const char *key, size_t subject,
                                          struct operands *operands)
{
	struct cursor member = cursor_get(object, key);

	return member.node ? read_expression(member, subject, operands) : NULL;
}
