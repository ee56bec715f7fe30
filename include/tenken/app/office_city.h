/* office_city.h — the office's campaign as the report on a city wants it described (report/city.h). */
#ifndef TENKEN_APP_OFFICE_CITY_H
#define TENKEN_APP_OFFICE_CITY_H

#include "tenken/app/office.h"
#include "tenken/report/city.h"

/* Of the newest campaign; `bureau`: of this one alone (NULL: of all units on the roster). It borrows from the office, which must be
 * neither reloaded nor closed before it is released. NULL on error: ERROR_USAGE for a bureau that is not on the roster, with a near
 * one; ERROR_REFUSED when there is no campaign, or no pack by which to look at it. */
struct city_input *office_city(const struct office *office, const char *bureau, struct error *err);
void office_city_release(struct city_input *input); /* NULL is fine */

#endif
