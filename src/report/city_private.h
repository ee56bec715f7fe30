/* city_private.h — what the files that count over a city share. Each room fills its part of the counts, which are zeroed before, and
 * releases it. Answers of a unit that is not received are in none of them. */
#ifndef TENKEN_REPORT_CITY_PRIVATE_H
#define TENKEN_REPORT_CITY_PRIVATE_H

#include "tenken/report/city.h"

/* Plans are not looked at: of an answer in the office's table nothing but itself is known. */
void city_tally_add(struct tally *tally, const struct city_answer *answer);
bool city_is_received(const struct city_input *input, const struct city_answer *answer);
/* Whether somebody answered it, not a register. */
bool city_is_declared(const struct city_answer *answer);
/* `count` marks for units, and one more: none is marked yet. Caller frees. */
size_t *city_marks(size_t count);

/* Questions and clauses, by how often they are missed. */
void city_count_questions(struct city_counts *counts, const struct city_input *input);
void city_release_questions(struct city_counts *counts);
void city_count_clauses(struct city_counts *counts, const struct city_input *input);
void city_release_clauses(struct city_counts *counts);

void city_count_causes(struct city_causes *causes, const struct city_input *input);
void city_release_causes(struct city_causes *causes);

void city_count_rules(struct city_counts *counts, const struct city_input *input);
void city_release_rules(struct city_counts *counts);

void city_count_looks(struct city_looks *looks, const struct city_input *input);
void city_release_looks(struct city_looks *looks);

/* To be called when the questions are counted. */
void city_count_trend(struct city_counts *counts, const struct city_input *input);
void city_release_trend(struct city_counts *counts);

/* `bureaus`: to which of the counts' bureaus each unit belongs. */
void city_draw_sample(struct city_counts *counts, const struct city_input *input, const size_t *bureaus);

#endif
