/* oscal_work.h — what there is to be done, as the plan of action wants it described (report/oscal.h). */
#ifndef TENKEN_APP_OSCAL_WORK_H
#define TENKEN_APP_OSCAL_WORK_H

#include "tenken/app/office.h"
#include "tenken/report/oscal.h"

/* The exceptions of a section; its plans stand in its report. Release with oscal_work_release(). */
struct oscal_work *workplace_oscal_work(const struct workplace *workplace);
/* All plans and exceptions of the units that are in `city` (made by office_city() with what stands in the bodies, and borrowed from), by
 * what each handed in last. NULL on error. */
struct oscal_work *office_oscal_work(const struct office *office, const struct city_input *city, struct error *err);
void oscal_work_release(struct oscal_work *work); /* NULL is fine */

#endif
