/* slips.h — the slips of paper by which sections get their codes: a page to print and cut.
 *
 * Whoever has a slip can hand in as the section. The page says so, and holds nothing else that is worth having. */
#ifndef TENKEN_REPORT_SLIPS_H
#define TENKEN_REPORT_SLIPS_H

#include "tenken/base/date.h"
#include "tenken/base/str.h"

/* All texts are borrowed. */
struct slip {
	const char *bureau, *unit;
	const char *unit_code, *join_code;
};
struct slip_page {
	const char *office; /* who hands them out */
	int fiscal_year;
	struct date due;
};

/* Appends the page up to the first slip; one slip; the end. */
void slips_begin(struct strbuf *out);
void slips_add(struct strbuf *out, const struct slip_page *page, const struct slip *slip);
void slips_end(struct strbuf *out);

#endif
