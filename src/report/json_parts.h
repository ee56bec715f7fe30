/* json_parts.h — how reports write into JSON what they have in common. What is not known is null. */
#ifndef TENKEN_REPORT_JSON_PARTS_H
#define TENKEN_REPORT_JSON_PARTS_H

#include "tenken/base/json.h"
#include "tenken/core/score.h"

/* A text of others, made safe. NULL and "" stay what they are: not known, and known to be nothing. */
void json_parts_text(struct json_open *into, const char *key, const char *text);
/* Where an empty text says that nothing is known. */
void json_parts_known(struct json_open *into, const char *key, const char *text);
void json_parts_bilingual(struct json_open *into, const char *key, const struct bilingual *text);
void json_parts_date(struct json_open *into, const char *key, struct date date);
void json_parts_size(struct json_open *into, const char *key, size_t size);
/* The code of an answer; null for none. */
void json_parts_answer(struct json_open *into, const char *key, enum answer answer);
/* "answers": how many of each; "figures": numerator and denominator of each. */
void json_parts_counts(struct json_open *into, const struct tally *tally);
void json_parts_figures(struct json_open *into, const struct tally *tally);
void json_parts_ratio(struct json_open *into, const char *key, struct ratio ratio);
void json_parts_pack(struct json_open *into, const struct pack *pack);

/* "registers": each with its records, as they were handed in, and what the rules say of them (report_json_registers.c). */
struct report_input;
void json_parts_registers(struct json_open *into, const struct report_input *input);

#endif
