/* condition.h — three-valued conditions that explain themselves.
 *
 * True, false or unknown by Kleene: unknown only when what is missing could change the outcome (false and unknown is
 * false, true or unknown is true). What the program does not know is unknown, never "fine". */
#ifndef TENKEN_CORE_CONDITION_H
#define TENKEN_CORE_CONDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/date.h"
#include "tenken/core/answer.h"

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

enum truth truth_not(enum truth a);
enum truth truth_and(enum truth a, enum truth b);
enum truth truth_or(enum truth a, enum truth b);
const char *truth_code(enum truth truth); /* "yes", "no", "unknown" */
bool truth_parse(enum truth *truth, const char *code);

enum condition_kind {
	CONDITION_FACT, /* a fact of the profile */
	CONDITION_NOT,
	CONDITION_ALL,
	CONDITION_ANY,
	CONDITION_RECORD,  /* an expression about the record that the checklist is about (a system, a contract) */
	CONDITION_SOME,    /* a record in a register, for which an expression holds */
	CONDITION_ANSWER,  /* what a question was answered; in consistency.json alone */
	CONDITION_VERDICT, /* what a rule says of some record; likewise */
};

struct formula; /* expression.h */
struct pack;
struct facts;

struct condition {
	enum condition_kind kind;
	size_t fact;             /* FACT: index in the pack's facts */
	struct condition *parts; /* NOT (one), ALL, ANY: owned */
	size_t parts_count;
	size_t owner;            /* RECORD, SOME: the register whose records are looked at */
	struct formula *formula; /* RECORD; SOME: NULL, any record. Owned */
	size_t question, rule;   /* ANSWER, VERDICT: indices in the pack */
	unsigned codes;          /* likewise: bits of enum answer, of enum verdict_code */
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

/* All that a condition is held against. */
struct circumstances {
	const struct pack *pack;
	const struct profile *profile; /* as conditions see it: profile_effective() */
	const struct facts *facts;     /* the registers; NULL: nothing is known of them */
	size_t record;                 /* what the checklist is about: index in the facts' records, or SIZE_MAX */
	struct date today;
	/* Only where contradictions are looked for, else NULL, and what hangs on them is unknown: */
	const enum answer *answers; /* one for each of the pack's questions */
	const unsigned *verdicts;   /* one for each of its rules: bits of the verdicts that it gives */
};

/* NULL (no condition) is true. What is asked of a record that is not there is unknown. */
enum truth condition_evaluate(const struct condition *condition, const struct circumstances *circumstances);

/* Whether a part of this kind stands anywhere in it. */
bool condition_has(const struct condition *condition, enum condition_kind kind);

/* The facts that decided (true or false), or for unknown those that are missing and matter: indices, each once, in order of
 * appearance. `facts` has room for `room`; returns how many there are. */
size_t condition_explain(const struct condition *condition, const struct circumstances *circumstances, size_t *facts,
                         size_t room);

/* Calls `tell` with each part that decided, or for unknown is open and matters, in order of appearance. */
void condition_each_reason(const struct condition *condition, const struct circumstances *circumstances,
                           void (*tell)(const struct condition *part, void *data), void *data);

#endif
