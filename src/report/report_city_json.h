/* report_city_json.h — what the files of the city's report as JSON share. Each function puts its key into the root; what nobody has looked
 * at is null. */
#ifndef TENKEN_REPORT_REPORT_CITY_JSON_H
#define TENKEN_REPORT_REPORT_CITY_JSON_H

#include "json_parts.h"
#include "tenken/report/city.h"

/* Code, bureau and name of a unit. */
void city_json_unit(struct json_open *into, const struct city_unit *unit);
/* The codes of units (indices in the input's). */
void city_json_codes(struct json_open *into, const char *key, const struct city_input *input, const size_t *units,
                     size_t count);
/* The counts that need no plans: whose these are is only known by unit. */
void city_json_tally(struct json_open *into, const struct tally *tally);
/* Of them the figures alone. */
void city_json_figures(struct json_open *into, const struct tally *tally);

/* Lists: units that handed in nothing, exceptions, plans, sections that need a look, the sample. */
void city_json_missing(struct json_open *root, const struct city_input *input);
void city_json_exceptions(struct json_open *root, const struct city_input *input);
void city_json_plans(struct json_open *root, const struct city_input *input);
void city_json_looks(struct json_open *root, const struct city_input *input, const struct city_counts *counts);
void city_json_sample(struct json_open *root, const struct city_input *input, const struct city_counts *counts);

/* Findings: questions, clauses, causes, rules; over the years. */
void city_json_questions(struct json_open *root, const struct city_input *input, const struct city_counts *counts);
void city_json_clauses(struct json_open *root, const struct city_input *input, const struct city_counts *counts);
void city_json_causes(struct json_open *root, const struct city_input *input, const struct city_counts *counts);
void city_json_rules(struct json_open *root, const struct city_input *input, const struct city_counts *counts);
void city_json_trend(struct json_open *root, const struct city_input *input, const struct city_counts *counts);

#endif
