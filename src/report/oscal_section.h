/* oscal_section.h — what the results and the plan of one section share: who it is, and what was answered. */
#ifndef TENKEN_REPORT_OSCAL_SECTION_H
#define TENKEN_REPORT_OSCAL_SECTION_H

#include "oscal.h"

struct oscal_section {
	struct oscal doc;
	const struct report_input *input;
	char unit[UUID_TEXT_BYTES];
};

/* Begins the document: its head, the section, the roles of its checklists. `kind`: what of its UUID. */
void oscal_section_begin(struct oscal_section *section, const struct report_input *input, const char *model,
                         const char *title);
/* Adds to `components` what a checklist is about, where that is not the section itself, and the program, which judges registers. */
void oscal_section_components(struct oscal_section *section, struct json *components,
                              const struct report_checklist *checklist);
/* Adds what is answered to the item, and says in `uuid` as which observation. */
void oscal_section_observation(struct oscal_section *section, struct json *observations, char uuid[UUID_TEXT_BYTES],
                               const struct report_checklist *checklist, size_t item);
/* The plan at the item; true when there is something in it, or something has to be found out. */
bool oscal_section_plan(const struct oscal_section *section, struct city_plan *plan,
                        const struct report_checklist *checklist, size_t item);

#endif
