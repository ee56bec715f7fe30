/* oscal_reports.h — the OSCAL documents that need more of the database than its report says: everything that is to be done, and the
 * official wording that the office has added. */
#ifndef TENKEN_APP_OSCAL_REPORTS_H
#define TENKEN_APP_OSCAL_REPORTS_H

#include "tenken/app/oscal_work.h"

/* Each appends the document to `out`. Errors: those of office_oscal_work(); of wording_load(). */
bool oscal_section_poam_of(struct strbuf *out, const struct workplace *workplace, const struct report_input *input,
                           struct error *err);
bool oscal_city_poam_of(struct strbuf *out, const struct office *office, const struct city_input *input,
                        struct error *err);
bool oscal_section_catalog_of(struct strbuf *out, const struct workplace *workplace, const struct report_input *input,
                              struct error *err);
bool oscal_city_catalog_of(struct strbuf *out, const struct office *office, const struct city_input *input,
                           struct error *err);

#endif
