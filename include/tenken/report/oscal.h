/* oscal.h — the standard, the results and the plans as OSCAL 1.2.1 (NIST), for other programs.
 *
 * Three documents: a catalog of the standard's clauses, the results of the self-check (assessment-results), and what is to be done
 * (plan-of-action-and-milestones), each for a section and, the last two, for the city. OSCAL knows two states of a finding; partly
 * done, not applicable, permitted and not known are said beside it, and only ○ and － are "satisfied". Same input, same bytes: UUIDs
 * follow from what they name, and the day of the input is the only clock. docs/formats.md "OSCAL" says what stands where. */
#ifndef TENKEN_REPORT_OSCAL_H
#define TENKEN_REPORT_OSCAL_H

#include "tenken/core/wording.h"
#include "tenken/report/city.h"
#include "tenken/report/model.h"

/* A record of the register of exceptions. All texts are borrowed; NULL and "" where nothing is written. */
struct oscal_exception {
	size_t unit;
	const char *id, *name, *clauses, *subject, *reason, *applicant, *approver;
	const char *state, *state_code; /* label in the current language; code (docs/formats.md "Exceptions JSON") */
	struct date permitted_on, expires_on;
	bool endless, in_order; /* it is said to have no term; nothing needs to be done about it */
};
/* What there is to be done. */
struct oscal_work {
	const struct city_plan *plans; /* of a city, whose they are; a section's stand in its report_input */
	size_t plans_count;
	const struct oscal_exception *exceptions;
	size_t exceptions_count;
};

/* The standard as a catalog: the same for sections and office. `wording`: the official wording, as far as the office has added it,
 * or NULL. */
void oscal_catalog(struct strbuf *out, const struct pack *pack, const struct wording *wording, struct date today);
/* The results of a section: one result a checklist. */
void oscal_results(struct strbuf *out, const struct report_input *input);
/* What a section has to do. */
void oscal_poam(struct strbuf *out, const struct report_input *input, const struct oscal_work *work);
/* The results of a city, or of a bureau: one result, which says of each question which units answered how. */
void oscal_city_results(struct strbuf *out, const struct city_input *input);
/* What is to be done in the units of the city or bureau. */
void oscal_city_poam(struct strbuf *out, const struct city_input *input, const struct oscal_work *work);

#endif
