#include "tenken/core/register.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/str.h"
#include "tenken/core/formula.h"

static void release_field(struct field *field)
{
	free(field->id);
	bilingual_release(&field->label);
	bilingual_release(&field->hint);
	for (size_t i = 0; i < field->values_count; i++) {
		free(field->values[i].id);
		bilingual_release(&field->values[i].label);
	}
	free(field->values);
	value_release(&field->standard);
	formula_free(field->when);
}

void registers_free(struct registers *registers)
{
	if (!registers)
		return;
	for (size_t i = 0; i < registers->count; i++) {
		struct register_kind *kind = &registers->items[i];

		free(kind->id);
		bilingual_release(&kind->title);
		bilingual_release(&kind->hint);
		for (size_t k = 0; k < kind->fields_count; k++)
			release_field(&kind->fields[k]);
		free(kind->fields);
	}
	free(registers->items);
	free(registers);
}

size_t registers_find(const struct registers *registers, const char *id)
{
	for (size_t i = 0; registers && i < registers->count; i++) {
		if (id && str_equal(registers->items[i].id, id))
			return i;
	}
	return SIZE_MAX;
}

size_t register_find_field(const struct register_kind *kind, const char *id)
{
	for (size_t i = 0; i < kind->fields_count; i++) {
		if (id && str_equal(kind->fields[i].id, id))
			return i;
	}
	return SIZE_MAX;
}

size_t field_find_value(const struct field *field, const char *id)
{
	for (size_t i = 0; i < field->values_count; i++) {
		if (id && str_equal(field->values[i].id, id))
			return i;
	}
	return SIZE_MAX;
}
