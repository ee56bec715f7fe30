/* emergency.h — the sheet by which an exception that could not wait for permission is reported afterwards.
 *
 * What the register knows stands in it; what it does not (since when, what was done) is left to be written by hand. The class
 * stands at its head and foot. Source: 対策基準 9.7.2. */
#ifndef TENKEN_REPORT_EMERGENCY_H
#define TENKEN_REPORT_EMERGENCY_H

#include "tenken/core/pack.h"

/* All texts are borrowed; NULL and "" where nothing is known. */
struct emergency_report {
	const struct pack *pack;
	const char *recipient;
	const char *bureau, *unit, *code;
	struct date today;
	const char *name;
	const size_t *clauses; /* indices in the pack's clauses */
	size_t clauses_count;
	const char *subject, *reason, *applicant;
	struct date expires_on;
	bool endless; /* it is said that it has no term */
	struct date reported_on;
	const char *kept_by, *kept_at; /* who wrote the record last, and the moment */
};

/* Appends it as text, at most `width_cols` columns wide. */
void report_emergency(struct strbuf *out, const struct emergency_report *report, int width_cols);

#endif
