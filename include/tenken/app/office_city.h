/* office_city.h — the office's campaign as the report on a city wants it described (report/city.h). */
#ifndef TENKEN_APP_OFFICE_CITY_H
#define TENKEN_APP_OFFICE_CITY_H

#include "tenken/app/office.h"
#include "tenken/report/city.h"

/* What is wanted of it: the answers always; the rest takes its time, since all bodies have to be read. */
enum {
	CITY_WANTS_ANSWERS = 0,
	CITY_WANTS_BODIES = 1, /* plans, exceptions, remarks, records and what the rules say of them */
	CITY_WANTS_PAST = 2,   /* the earlier campaigns */
	CITY_WANTS_ALL = CITY_WANTS_BODIES | CITY_WANTS_PAST,
};

/* Of the newest campaign, or the one that the office has turned to; `bureau`: of this one alone (NULL: of all units on the roster);
 * `wants`: of the above. The sample is of CITY_SAMPLE_DEFAULT answers: the caller may set another number. It borrows the pack from
 * the office, which must not be closed before it is released, and may be reloaded. NULL on error: ERROR_USAGE for a bureau that is not on the roster,
 * with a near one; ERROR_REFUSED when there is no campaign, or no pack by which to look at it. */
struct city_input *office_city(const struct office *office, const char *bureau, unsigned wants, struct error *err);
void office_city_release(struct city_input *input); /* NULL is fine */
/* Another number as soon as what office_city() describes may have changed since the office was last reloaded: as long as it is the
 * same, nothing need be read anew. */
uint64_t office_city_stamp(const struct office *office);

#endif
