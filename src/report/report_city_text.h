/* report_city_text.h — what the files of the city's report as text share. */
#ifndef TENKEN_REPORT_REPORT_CITY_TEXT_H
#define TENKEN_REPORT_REPORT_CITY_TEXT_H

#include "tenken/report/city.h"
#include "text_page.h"

struct city_text {
	struct text_page page;
	const struct city_input *input;
	struct city_counts counts;
	int heading; /* number of the last one */
};

/* A numbered heading. */
void city_text_heading(struct city_text *text, const char *title);
/* Under a heading of what is counted: over whom. */
void city_text_reconciliation(struct city_text *text);
/* The tables: by bureau; by bureau and chapter; by role. */
void city_text_bureaus(struct city_text *text);
void city_text_chapters(struct city_text *text);
void city_text_roles(struct city_text *text);
/* The lists: questions most often missed; units that handed in nothing; exceptions; overdue plans; questions that the pack no
 * longer has (nothing where there are none). */
void city_text_missed(struct city_text *text);
void city_text_missing(struct city_text *text);
void city_text_exceptions(struct city_text *text);
void city_text_plans(struct city_text *text);
void city_text_gone(struct city_text *text);

#endif
