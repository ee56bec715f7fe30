/* oscal_city.h — what the results and the plan of a city share: the office, and the units it asks. */
#ifndef TENKEN_REPORT_OSCAL_CITY_H
#define TENKEN_REPORT_OSCAL_CITY_H

#include "oscal.h"

struct oscal_city {
	struct oscal doc;
	const struct city_input *input;
	char scope[UUID_TEXT_BYTES]; /* of the city, or of the bureau, in this kind of self-check */
	char office[UUID_TEXT_BYTES];
	char (*units)[UUID_TEXT_BYTES]; /* of each of the input's units: its party */
};

/* Begins the document: its head, the office, all units in the scope with where they stand, the roles. */
void oscal_city_begin(struct oscal_city *city, const struct city_input *input, const char *model, const char *title);
void oscal_city_end(struct oscal_city *city, struct strbuf *out, bool pretty);

#endif
