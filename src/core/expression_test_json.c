/* Reading what is asked of one field: the operand, and one of the tests below. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "expression_json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool same_operand(const struct operand *a, const struct operand *b)
{
	return a->kind == b->kind && a->ref == b->ref && a->owner == b->owner && a->field == b->field &&
	       a->from == b->from && a->values == b->values && a->setting == b->setting;
}

size_t operands_add(struct operands *operands, struct operand operand)
{
	for (size_t i = 0; i < operands->count; i++) {
		if (same_operand(&operands->items[i], &operand))
			return i;
	}
	if (operands->count == OPERANDS_MAX)
		return SIZE_MAX;
	*MEM_PUSH(operands->items, operands->count) = operand;
	return operands->count - 1;
}

size_t add_operand(struct cursor at, const struct expression_context *context, struct operand operand)
{
	size_t index = operands_add(context->operands, operand);

	if (index == SIZE_MAX)
		problem_at(at, _("This reads too much: a rule reads at most %d different things."), OPERANDS_MAX);
	return index;
}

size_t read_path(struct cursor value, const struct expression_context *context, const struct field **field)
{
	struct field_path path;

	if (!read_field_path(value, context->subject, &path))
		return SIZE_MAX;
	*field = &value.reader->pack->registers->items[path.owner].fields[path.field];
	return add_operand(value, context,
	                   (struct operand){.kind = OPERAND_FIELD, .ref = path.ref, .owner = path.owner, .field = path.field});
}

bool field_wants(struct cursor at, const struct field *field, enum value_type type)
{
	if (field->type == type)
		return true;
	problem_at(at, _("The field \"%s\" has the type %s; this asks for the type %s."), field->id,
	           value_type_code(field->type), value_type_code(type));
	return false;
}

uint32_t read_named_values(struct cursor value, const struct field *field)
{
	const char *names[VALUES_MAX];
	uint32_t bits = 0;

	if (field->type == VALUE_BOOL) {
		if (json_type(value.node) == JSON_BOOL)
			return json_bool(value.node) ? 2 : 1;
		problem_at(value, _("Either true or false is expected here; what stands here is %s."),
		           json_type_name(json_type(value.node)));
		return 0;
	}
	for (size_t i = 0; i < field->values_count; i++)
		names[i] = field->values[i].id;
	if (json_type(value.node) != JSON_ARRAY)
		return UINT32_C(1) << read_choice(value, names, field->values_count);
	for (struct cursor one = cursor_first(value); one.node; one = cursor_next(one))
		bits |= UINT32_C(1) << read_choice(one, names, field->values_count);
	if (!bits)
		problem_at(value, _("This list is empty. It needs at least one entry."));
	return bits;
}

/* The period of pack.json that a setting is about, or SIZE_MAX after a problem. */
static size_t find_period(struct cursor value, const char *id)
{
	const struct pack *pack = value.reader->pack;
	struct id_list list = {0};
	const char *near;

	for (size_t i = 0; i < pack->periods_count; i++) {
		if (str_equal(pack->periods[i].id, id))
			return i;
	}
	if (value.reader->periods_lost)
		return SIZE_MAX;
	for (size_t i = 0; i < pack->periods_count; i++)
		id_list_add(&list, pack->periods[i].id, i);
	near = id_list_near(&list, id);
	if (near)
		problem_at(value, _("pack.json holds no period \"%s\". \"%s\" may be meant."), CLIP(id), near);
	else
		problem_at(value, _("pack.json holds no period \"%s\"."), CLIP(id));
	id_list_release(&list);
	return SIZE_MAX;
}

static size_t add_setting(struct cursor value, const struct expression_context *context, const char *path)
{
	struct rules *rules = value.reader->pack->rules;
	bool apart = !str_starts_with(path, "settings.periods.");
	size_t period = find_period(value, path + strlen(apart ? "settings." : "settings.periods."));
	size_t at = 0;

	if (period == SIZE_MAX)
		return SIZE_MAX;
	if (!rules) { /* a field's "when", which is read before the rules */
		problem_at(value, _("Only a rule may read a setting."));
		return SIZE_MAX;
	}
	while (at < rules->settings_count && !str_equal(rules->settings[at].path, path))
		at++;
	if (at == rules->settings_count)
		*MEM_PUSH(rules->settings, rules->settings_count) =
		        (struct setting){.path = mem_strdup(path), .period = period, .apart = apart};
	return add_operand(value, context, (struct operand){.kind = OPERAND_SETTING, .ref = SIZE_MAX, .setting = at});
}

static bool read_period(struct cursor value, const struct expression_context *context, struct expression *into)
{
	const char *text = json_string(value.node);

	if (text && period_parse(&into->period, text))
		return true;
	if (text && str_starts_with(text, "settings.")) {
		into->other = add_setting(value, context, text);
		return into->other != SIZE_MAX;
	}
	problem_at(value, _("A period is expected here: one as P6M, or the path of a setting as settings.periods.ID."));
	return false;
}

static bool read_other(struct cursor value, const struct expression_context *context, enum value_type type,
                       struct expression *into)
{
	const struct field *field;

	if (into->kind == EXPRESSION_BEFORE && str_equal(json_string(value.node), "today"))
		return true;
	into->other = read_path(value, context, &field);
	return into->other != SIZE_MAX && field_wants(value, field, type);
}

static bool is_true(struct cursor value, bool *negated)
{
	if (json_type(value.node) != JSON_BOOL) {
		problem_at(value, _("Either true or false is expected here; what stands here is %s."),
		           json_type_name(json_type(value.node)));
		return false;
	}
	*negated = !json_bool(value.node);
	return true;
}

static bool read_number(struct cursor value, struct expression *into)
{
	if (json_int(value.node, &into->number) && into->number >= 0)
		return true;
	problem_at(value, _("A whole number of 0 or more is expected here."));
	return false;
}

static const struct test {
	const char *key;
	enum expression_kind kind;
	enum value_type type;
} tests[] = {
        {"is", EXPRESSION_IS, VALUE_CHOICE},
        {"has", EXPRESSION_HAS, VALUE_MULTI},
        {"has_any", EXPRESSION_HAS_ANY, VALUE_MULTI},
        {"count_at_least", EXPRESSION_COUNT, VALUE_MULTI},
        {"at_least", EXPRESSION_AT_LEAST, VALUE_INT},
        {"given", EXPRESSION_GIVEN, VALUE_TEXT},
        {"in_domain", EXPRESSION_IN_DOMAIN, VALUE_TEXT},
        {"same_as", EXPRESSION_SAME_AS, VALUE_TEXT},
        {"set", EXPRESSION_SET, VALUE_DATE},
        {"none", EXPRESSION_NONE, VALUE_DATE},
        {"within", EXPRESSION_WITHIN, VALUE_DATE},
        {"older_than", EXPRESSION_OLDER, VALUE_DATE},
        {"not_after", EXPRESSION_NOT_AFTER, VALUE_DATE},
        {"before", EXPRESSION_BEFORE, VALUE_DATE},
        {"covers", EXPRESSION_HOLDS, VALUE_CHOICE},
};

/* "covers": the field of the same register by which other records refer here. */
static bool read_covers(struct cursor value, const struct expression_context *context, struct expression *into)
{
	struct operand operand = context->operands->items[into->operand];

	operand.kind = OPERAND_COVERS;
	operand.ref = read_field_ref(value, context->subject);
	if (operand.ref == SIZE_MAX)
		return false;
	into->operand = add_operand(value, context, operand);
	return into->operand != SIZE_MAX;
}

/* A class that is at least another: any of those up to it. */
static bool read_at_least(struct cursor value, const struct field *field, struct expression *into)
{
	uint32_t bit;

	if (field->type != VALUE_CHOICE || !field->ordered)
		return field_wants(value, field, VALUE_INT) && read_number(value, into);
	bit = read_named_values(value, field);
	into->kind = EXPRESSION_IS;
	into->values = bit | (bit - 1);
	return true;
}

static bool read_test(struct cursor at, struct cursor value, const struct test *test,
                      const struct expression_context *context, const struct field *field, struct expression *into,
                      bool *negated)
{
	into->kind = test->kind;
	if (str_equal(test->key, "at_least"))
		return read_at_least(value, field, into);
	if (str_equal(test->key, "is") && field->type == VALUE_BOOL) {
		into->values = read_named_values(value, field);
		return into->values != 0;
	}
	if (str_equal(test->key, "covers") && !field->ordered) {
		problem_at(at, _("Only values that are ordered can cover others."));
		return false;
	}
	if (!field_wants(at, field, test->type))
		return false;
	switch (test->kind) {
	case EXPRESSION_IS:
	case EXPRESSION_HAS:
	case EXPRESSION_HAS_ANY:
		into->values = read_named_values(value, field);
		return into->values != 0;
	case EXPRESSION_COUNT:
		into->values =
		        field->values_count == VALUES_MAX ? UINT32_MAX : (UINT32_C(1) << field->values_count) - 1;
		return read_number(value, into);
	case EXPRESSION_IN_DOMAIN:
		into->text = read_text(value);
		return into->text != NULL;
	case EXPRESSION_WITHIN:
	case EXPRESSION_OLDER:
		return read_period(value, context, into);
	case EXPRESSION_SAME_AS:
	case EXPRESSION_NOT_AFTER:
	case EXPRESSION_BEFORE:
		return read_other(value, context, test->type, into);
	case EXPRESSION_HOLDS:
		return read_covers(value, context, into);
	default:
		return is_true(value, negated);
	}
}

static void negate(struct expression *expression)
{
	struct expression inner = *expression;

	*expression = (struct expression){.kind = EXPRESSION_NOT, .other = SIZE_MAX};
	*MEM_PUSH(expression->parts, expression->parts_count) = inner;
}

bool read_field_test(struct cursor at, const struct expression_context *context, struct expression *into)
{
	const struct field *field = NULL;
	const struct test *test = NULL;
	struct cursor value = {0};
	bool negated = false;

	for (size_t i = 0; i < COUNT(tests); i++) {
		struct cursor member = cursor_get(at, tests[i].key);

		if (member.node && !test) {
			test = &tests[i];
			value = member;
		} else if (member.node) {
			problem_at_key(member, _("One test is enough: \"%s\" stands here already."), test->key);
			return false;
		}
	}
	into->operand = read_path(cursor_get(at, "field"), context, &field);
	if (into->operand == SIZE_MAX)
		return false;
	if (!test) {
		problem_at(at, _("The test of the field is missing: \"is\", \"has\", \"at_least\", \"given\", \"set\", "
		                 "\"within\" or another."));
		return false;
	}
	if (!read_test(at, value, test, context, field, into, &negated))
		return false;
	if (negated)
		negate(into);
	return true;
}
