/* Reading one value as its field has it: the default in registers.json, and the facts of a file. */
#include <stdint.h>
#include <stdlib.h>

#include "rule_json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static bool read_bool(struct cursor value, struct value *into)
{
	if (json_type(value.node) != JSON_BOOL) {
		problem_at(value, _("Either true or false is expected here; what stands here is %s."),
		           json_type_name(json_type(value.node)));
		return false;
	}
	into->number = json_bool(value.node);
	return true;
}

static bool read_int(struct cursor value, struct value *into)
{
	if (json_int(value.node, &into->number) && into->number >= 0)
		return true;
	problem_at(value, _("A whole number of 0 or more is expected here."));
	return false;
}

static bool read_date(struct cursor value, struct value *into)
{
	const char *text = json_string(value.node);

	if (text && (str_equal(text, "none") || date_parse_iso(&into->date, text)))
		return true;
	if (text)
		problem_at(value,
		           _("\"%s\" is no day that there is. Write it as YYYY-MM-DD, or \"none\" for what has not "
		             "happened."),
		           CLIP(text));
	else
		problem_at(value,
		           _("A day is expected here, as a text YYYY-MM-DD or \"none\"; what stands here is %s."),
		           json_type_name(json_type(value.node)));
	return false;
}

static bool read_any_text(struct cursor value, struct value *into)
{
	const char *text = json_string(value.node);

	if (!text) {
		problem_at(value, _("A text in quotation marks is expected here; what stands here is %s."),
		           json_type_name(json_type(value.node)));
		return false;
	}
	into->text = mem_strdup(text);
	return true;
}

/* Which of the field's values stands there, or SIZE_MAX after a problem. The classes 2 and 1 look like numbers and are
 * taken as such, too. */
static size_t read_one(struct cursor value, const struct field *field)
{
	const char *names[VALUES_MAX];
	const char *text = json_string(value.node);
	int64_t number;
	char *digits = NULL;
	size_t at;

	if (!text && json_int(value.node, &number))
		text = digits = str_format("%lld", (long long)number);
	at = field_find_value(field, text);
	free(digits);
	if (at != SIZE_MAX)
		return at;
	for (size_t i = 0; i < field->values_count; i++)
		names[i] = field->values[i].id;
	if (json_type(value.node) == JSON_STRING && str_is_blank(text))
		problem_at(value, _("This text is blank."));
	else
		read_choice(value, names, field->values_count); /* says what is allowed */
	return SIZE_MAX;
}

static bool read_members(struct cursor value, const struct field *field, struct value *into)
{
	bool good = true;

	if (json_type(value.node) != JSON_ARRAY) {
		problem_at(value, _("A list in square brackets is expected here; what stands here is %s."),
		           json_type_name(json_type(value.node)));
		return false;
	}
	for (struct cursor one = cursor_first(value); one.node; one = cursor_next(one)) {
		size_t at = read_one(one, field);

		if (at == SIZE_MAX)
			good = false;
		else
			into->members |= UINT32_C(1) << at;
	}
	return good;
}

static bool read_clause_list(struct cursor value, struct value *into)
{
	if (json_type(value.node) != JSON_ARRAY) {
		problem_at(value, _("A list in square brackets is expected here; what stands here is %s."),
		           json_type_name(json_type(value.node)));
		return false;
	}
	return read_clause_refs(value, &into->clauses, &into->clauses_count);
}

static bool read_typed(struct cursor value, const struct field *field, struct value *into)
{
	size_t at;

	switch (field->type) {
	case VALUE_BOOL:
		return read_bool(value, into);
	case VALUE_INT:
		return read_int(value, into);
	case VALUE_DATE:
		return read_date(value, into);
	case VALUE_TEXT:
		return read_any_text(value, into);
	case VALUE_CHOICE:
		at = read_one(value, field);
		into->number = at == SIZE_MAX ? 0 : (int64_t)at;
		return at != SIZE_MAX;
	case VALUE_MULTI:
		return read_members(value, field, into);
	case VALUE_CLAUSES:
		return read_clause_list(value, into);
	default:
		return false;
	}
}

bool read_value(struct cursor value, const struct field *field, struct value *into)
{
	value_release(into);
	into->known = read_typed(value, field, into);
	if (!into->known)
		value_release(into);
	return into->known;
}
