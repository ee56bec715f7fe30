/* verdict_search.h — what is tried for what is missing. */
#ifndef TENKEN_CORE_VERDICT_SEARCH_H
#define TENKEN_CORE_VERDICT_SEARCH_H

#include "verdict_internal.h"

/* One missing thing: a field, a setting, or one member of a multi. */
struct variable {
	size_t operand;       /* the first that reads it */
	uint32_t operands;    /* all that do: bits */
	int member;           /* of a multi; -1 for the others */
	struct value *domain; /* what it may be; the texts are borrowed; NULL: nobody asked yet */
	size_t domain_count;
};
struct variables {
	struct variable *items; /* in the order in which the rule reads them */
	size_t count;
	struct hints *hints;    /* what the rule compares with, where one of them is a date, a number, or a text */
	int missing_dates;      /* how many of them are dates */
};
/* Before anything is assumed. */
void variables_init(struct variables *variables, const struct matter *matter);
/* The variable, its domain filled. Borrowed. */
const struct variable *variables_open(struct variables *variables, size_t at, const struct matter *matter);
void variables_release(struct variables *variables);

#endif
