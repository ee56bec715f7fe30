/* condition.h — three-valued conditions that explain themselves.
 *
 * True, false or unknown by Kleene: unknown only when what is missing could change the outcome (false and unknown is
 * false, true or unknown is true). What the program does not know is unknown, never "fine". */
#ifndef TENKEN_CORE_CONDITION_H
#define TENKEN_CORE_CONDITION_H

#include <stdbool.h>
#include <stddef.h>

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

enum truth truth_not(enum truth a);
enum truth truth_and(enum truth a, enum truth b);
enum truth truth_or(enum truth a, enum truth b);
const char *truth_code(enum truth truth); /* "yes", "no", "unknown" */
bool truth_parse(enum truth *truth, const char *code);

enum condition_kind { CONDITION_FACT, CONDITION_NOT, CONDITION_ALL, CONDITION_ANY, CONDITION_FIELD };

/* What a CONDITION_FIELD asks of a field of the subject's record (a system's, a contract's). */
enum field_test {
	FIELD_IS,       /* has this value; a bool is "true" or "false" */
	FIELD_IN,       /* has one of these */
	FIELD_HAS,      /* is a list that holds this */
	FIELD_AT_LEAST, /* is this class or a higher one */
	FIELD_SET,      /* is given: "true"; or known not to be: "false" */
	FIELD_TESTS
};
/* "is", "in", "has", "at_least", "set": the key in a pack. */
const char *field_test_code(enum field_test test);

struct condition {
	enum condition_kind kind;
	size_t fact;             /* CONDITION_FACT: index in the pack's facts */
	struct condition *parts; /* NOT (one), ALL, ANY: owned */
	size_t parts_count;
	char *field; /* CONDITION_FIELD: its name, owned */
	enum field_test test;
	char **values; /* what it is held against: owned */
	size_t values_count;
};
/* Frees what it owns, not `condition` itself. Zeroed is fine. */
void condition_release(struct condition *condition);

/* What a condition is held against. */
struct profile {
	enum truth *facts; /* one for each of the pack's facts, in its order; owned */
	size_t count;
};
void profile_init(struct profile *profile, size_t count); /* all unknown */
void profile_release(struct profile *profile);

/* NULL (no condition) is true. A condition on a field is unknown as long as no record is looked at: then it is asked. */
enum truth condition_evaluate(const struct condition *condition, const struct profile *profile);

/* The facts that decided (true or false), or for unknown those that are missing and matter: indices, each once, in order of
 * appearance. `facts` has room for `room`; returns how many there are. */
size_t condition_explain(const struct condition *condition, const struct profile *profile, size_t *facts, size_t room);

#endif
