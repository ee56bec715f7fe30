/* expression_json.h — what the two halves of the reading of expressions share. */
#ifndef TENKEN_CORE_EXPRESSION_JSON_H
#define TENKEN_CORE_EXPRESSION_JSON_H

#include "rule_json.h"

struct expression_context {
	size_t subject; /* the register whose records are asked */
	struct operands *operands;
};

/* The operand, added unless it is there: which one it is, or SIZE_MAX after a problem. */
size_t add_operand(struct cursor at, const struct expression_context *context, struct operand operand);
/* FIELD or REF.FIELD; *field is the field that is meant. */
size_t read_path(struct cursor value, const struct expression_context *context, const struct field **field);
/* Whether the field has the type; reports otherwise. */
bool field_wants(struct cursor at, const struct field *field, enum value_type type);
/* The values that are named: bits. 0 after a problem. */
uint32_t read_named_values(struct cursor value, const struct field *field);
/* An object with "field" and one test. `into` is prepared and stays releasable. */
bool read_field_test(struct cursor at, const struct expression_context *context, struct expression *into);

#endif
