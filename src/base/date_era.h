/* date_era.h — the eras of the Japanese calendar, shared by the files of the room `date`. */
#ifndef TENKEN_SRC_BASE_DATE_ERA_H
#define TENKEN_SRC_BASE_DATE_ERA_H

#include "tenken/base/date.h"

struct era {
	const char *name;   /* 令和 */
	const char *letter; /* r: folded */
	struct date first, last;
};

enum { ERAS = 5 };
extern const struct era eras[ERAS]; /* the latest first */

/* The era that holds `date`, NULL before Meiji. */
const struct era *era_of(struct date date);
/* The era that names a fiscal year: that of its 1 May, so that the one that began in Heisei is 令和元年度, as the
 * government has it. NULL before Meiji. */
const struct era *era_of_fiscal_year(int fiscal_year);

int date_days_in_month(int year, int month); /* month 1 to 12 */

#endif
