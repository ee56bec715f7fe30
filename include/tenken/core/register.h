/* register.h — the registers (台帳) of a pack: kinds of record and their typed fields.
 *
 * They are data, registers.json; this room holds them once they are read (pack.h). Everything in it is borrowed from the
 * pack. */
#ifndef TENKEN_CORE_REGISTER_H
#define TENKEN_CORE_REGISTER_H

#include "tenken/base/i18n.h"
#include "tenken/core/expression.h"
#include "tenken/core/value.h"

struct field_value {
	char *id;
	struct bilingual label;
};

struct field {
	char *id;
	enum value_type type;
	struct bilingual label;
	struct bilingual hint;
	bool required;              /* a form asks a person to fill it */
	struct field_value *values; /* choice, multi */
	size_t values_count;
	bool ordered;          /* choice: from the highest to the lowest */
	struct value standard; /* counts where nothing is written; not known: nothing does */
	size_t target;         /* ref: the register it leads to, or SIZE_MAX: any */
	size_t via_ref,
	        via_field;    /* where that ref is given, this field is that field of the other record; or SIZE_MAX */
	struct formula *when; /* a form shows it only then; NULL: always */
};

enum { REGISTER_FIELDS_MAX = 128 };

struct register_kind {
	char *id;
	struct bilingual title;
	struct bilingual hint;
	struct field *fields; /* all but the id, which every record has */
	size_t fields_count;
};

struct registers {
	struct register_kind *items;
	size_t count;
};
/* Frees all. NULL is fine. */
void registers_free(struct registers *registers);

/* Indices, or SIZE_MAX. `registers` may be NULL. */
size_t registers_find(const struct registers *registers, const char *id);
size_t register_find_field(const struct register_kind *kind, const char *id);
/* Which of a field's values it is, or SIZE_MAX. */
size_t field_find_value(const struct field *field, const char *id);

#endif
