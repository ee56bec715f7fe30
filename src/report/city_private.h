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

/* Texts that are alike once width, case, spaces and punctuation are folded: each has the number of its like. There may be one for every
 * answer of a city, so they are compared by their numbers afterwards. Zeroed is empty. */
struct city_alike {
	struct strbuf words; /* of each, folded, with its NUL */
	struct city_alike_text {
		size_t at, len_bytes; /* in `words` */
		uint64_t hash;
	} * texts;
	size_t count;
	uint32_t *table; /* of `table_size` places: a number + 1 where its hash leads; 0: free */
	size_t table_size;
};
void city_alike_init(struct city_alike *alike);
/* Its number, from 0; a new one for what is like none before. */
uint32_t city_alike_add(struct city_alike *alike, const char *text);
/* The same for all that are alike, and mostly another for others; `scratch` is any buffer. */
uint64_t city_alike_hash(struct strbuf *scratch, const char *text);
const char *city_alike_words(const struct city_alike *alike,
                             uint32_t number); /* "" where nothing is said; borrowed until the next _add() */
void city_alike_release(struct city_alike *alike);

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
