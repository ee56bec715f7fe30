/* city_words.h — sentences that the city's report says in every format, in the current language. The caller frees each. */
#ifndef TENKEN_REPORT_CITY_WORDS_H
#define TENKEN_REPORT_CITY_WORDS_H

#include "tenken/report/city.h"

/* The roster is the sum of its states; what was expected is the sum of what came and what did not. */
char *city_words_roster(const struct city_counts *counts);
char *city_words_expected(const struct city_counts *counts);

/* The improvement ledger is the sum of its states: the plans, and apart from them who finds out what is 疑. */
char *city_words_plans(const struct city_input *input);
char *city_words_unsure(const struct city_input *input);

/* By which rule a section is listed to be looked at, with its numbers. */
enum city_look { CITY_LOOK_GROUNDLESS, CITY_LOOK_SAME, CITY_LOOK_RUSH, CITY_LOOK_ABSENT, CITY_LOOKS };
char *city_words_look(enum city_look look);

/* Of how many the sample was drawn, and how. */
char *city_words_sample(const struct city_counts *counts, const struct city_input *input);

#endif
