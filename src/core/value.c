#include "tenken/core/value.h"

#include <assert.h>
#include <stdlib.h>

static const char *const type_codes[] = {
        [VALUE_BOOL] = "bool",     [VALUE_INT] = "int",     [VALUE_DATE] = "date", [VALUE_TEXT] = "text",
        [VALUE_CHOICE] = "choice", [VALUE_MULTI] = "multi", [VALUE_REF] = "ref",   [VALUE_CLAUSES] = "clauses",
};
static_assert(sizeof type_codes / sizeof *type_codes == VALUE_TYPES, "every type has a code");

const char *value_type_code(enum value_type type)
{
	return type_codes[type];
}

void value_release(struct value *value)
{
	free(value->text);
	free(value->clauses);
	*value = (struct value){0};
}
