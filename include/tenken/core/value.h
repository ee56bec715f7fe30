/* value.h — one value of a register: typed, and known or not.
 *
 * What is not known is neither false nor empty. Known emptiness is said: a date that has not happened, a blank text, a
 * list of nothing. */
#ifndef TENKEN_CORE_VALUE_H
#define TENKEN_CORE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/date.h"

enum value_type {
	VALUE_BOOL,
	VALUE_INT,
	VALUE_DATE,
	VALUE_TEXT,
	VALUE_CHOICE,  /* one of the field's values */
	VALUE_MULTI,   /* some of them */
	VALUE_REF,     /* another record */
	VALUE_CLAUSES, /* a list of clauses */
	VALUE_TYPES
};
const char *value_type_code(enum value_type type); /* "bool", "int", … */

/* How many values a choice or multi may have. */
enum { VALUES_MAX = 32 };

struct value {
	bool known;       /* the rest counts only then */
	int64_t number;   /* int; bool: 0 or 1; choice: which of the field's values */
	struct date date; /* date; no date: known not to have happened ("none") */
	uint32_t members; /* multi: bit n for the field's n-th value */
	char *text;       /* text: owned */
	size_t record;    /* ref: index in the facts' records */
	bool lost;        /* ref, not known: something is written that leads to no record, which is not the same as nothing */
	size_t *clauses;  /* clauses: indices in the pack's clauses; owned */
	size_t clauses_count;
};
/* Frees what it owns and makes it unknown. Zeroed is fine. */
void value_release(struct value *value);

#endif
