/* verdict.h — what the rules say of the records, and why.
 *
 * Of all verdicts that the missing facts still allow, one alone is the verdict; not applicable with pass gives pass; anything
 * else is unknown. That is decided by trying what the missing facts may be (verdict_search.c), not by propagating "unknown",
 * which would say "unknown" too often where one missing fact is asked twice. A verdict names the fields that decided, or
 * those that are missing and matter, and says so in both languages. */
#ifndef TENKEN_CORE_VERDICT_H
#define TENKEN_CORE_VERDICT_H

#include "tenken/core/record.h"

enum verdict_code {
	VERDICT_PASS,
	VERDICT_FAIL,
	VERDICT_UNKNOWN,
	VERDICT_EXCEPTION, /* a fail that an exception covers */
	VERDICT_EXPLAIN,   /* a 原則 is not kept, and a reason stands */
	VERDICT_ADVICE,    /* a "should" is not met */
	VERDICT_NOT_APPLICABLE,
	VERDICT_CODES
};
const char *verdict_code_name(enum verdict_code code); /* "pass", …, "notapplicable" */
const char *verdict_label(enum verdict_code code);     /* in the current language */

struct verdict {
	size_t rule;   /* index in the pack's rules */
	size_t record; /* index in the facts' records */
	enum verdict_code code;
	bool judgement; /* of unknown: nothing is missing, the text leaves it to a person */
	char **fields;  /* owned */
	size_t fields_count;
	struct bilingual because; /* owned, and safe to show */
	size_t exception;         /* the record of the exception that covers it, or SIZE_MAX */
};
struct verdicts {
	struct verdict *items; /* by rule, and for each rule in the order of the records */
	size_t count;
};

/* Judges every record by every rule of the pack. With `all` also those that a rule does not apply to. `today`: the day of
 * evaluation. Release with verdicts_release(). */
void verdicts_compute(struct verdicts *verdicts, const struct pack *pack, const struct facts *facts, struct date today,
                      bool all);
/* The same for who counts over many: without those that a rule does not apply to, and of what is no fail neither the fields nor why.
 * *last: the last day, not before `today`, up to which the same facts would be judged so (perhaps also beyond it). */
void verdicts_compute_briefly(struct verdicts *verdicts, const struct pack *pack, const struct facts *facts,
                              struct date today, struct date *last);
void verdicts_release(struct verdicts *verdicts); /* zeroed is fine */

/* Whether an exception on record permits that `question` is not kept: one that names every clause of it (itself, or the
 * sentence over its list), that is about `record` (SIZE_MAX: the section) or about the whole section, and that is itself in
 * order. *which: its index in the facts' records where that is true, or may be; else SIZE_MAX. What rules may not be
 * excepted from cannot be permitted. Source: 対策基準 9.7. */
enum truth exception_permits(const struct pack *pack, const struct facts *facts, struct date today,
                             const struct question *question, size_t record, size_t *which);
/* The record that would permit it and is past its term on `today`; SIZE_MAX: none. */
size_t exception_expired(const struct pack *pack, const struct facts *facts, struct date today,
                         const struct question *question, size_t record);

#endif
