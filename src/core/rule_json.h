/* rule_json.h — the parts of the reading of registers.json and rules.json. */
#ifndef TENKEN_CORE_RULE_JSON_H
#define TENKEN_CORE_RULE_JSON_H

#include "pack_reader.h"
#include "tenken/core/register.h"
#include "tenken/core/rule.h"

/* `root` is the root of the file. */
void read_registers(struct cursor root);
void read_rules(struct cursor root);

/* Reads an expression about records of the register `subject`; NULL after a problem. What it reads is added to
 * `operands`. Caller frees. */
struct expression *read_expression(struct cursor value, size_t subject, struct operands *operands);
/* Member `key`, NULL when it is not there either. */
struct expression *read_member_expression(struct cursor object, const char *key, size_t subject,
                                          struct operands *operands);

/* Adds the operand unless it is there: which one it is. */
size_t operands_add(struct operands *operands, struct operand operand);

/* A field id of the register as a text: its index, or SIZE_MAX after a problem. */
size_t read_field_ref(struct cursor value, size_t owner);
/* The same of an id that is part of what stands at `value`. */
size_t find_field(struct cursor value, const char *id, size_t owner);

/* What "FIELD" or "REF.FIELD" leads to. */
struct field_path {
	size_t ref;          /* a field of the register, or SIZE_MAX: none stands there */
	size_t owner, field; /* the field in question, and the register that it belongs to */
};
/* False after a problem. */
bool read_field_path(struct cursor value, size_t owner, struct field_path *path);
size_t read_register_ref(struct cursor value);

/* A date, "none", bool, number, text or list as the field has it; false after a problem. Refs are left to the caller. */
bool read_value(struct cursor value, const struct field *field, struct value *into);

#endif
