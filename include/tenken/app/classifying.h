/* classifying.h — the class of an information asset: from answers, or from what its record says.
 *
 * The pack's classification (core/classify.h) turns yes/no answers into levels and handling. Here they are put into words, and
 * tied to the register of assets: what a record `contains` answers those questions that have the same name. */
#ifndef TENKEN_APP_CLASSIFYING_H
#define TENKEN_APP_CLASSIFYING_H

#include "tenken/app/registers.h"
#include "tenken/core/classify.h"

/* Classes, reasons and handling as lines of at most 78 columns, in the current language. Caller frees. `results`: one for each
 * axis of the pack's classification; `recorded`: which of them stand in the register and were not found by answers (NULL:
 * none). */
char *classification_text(const struct pack *pack, const struct class_result *results, const bool *recorded);

/* The register of assets, and its field for what they contain; SIZE_MAX where the pack has none. */
size_t assets_register(const struct pack *pack);

/* One answer for each question of the classification, from what the record contains: yes or no for those that are among the
 * field's values, unknown for the others, and for all while nothing is written there. */
void asset_answers(const struct workplace *workplace, size_t record, enum truth *answers);

/* What is recorded on an axis: the level, or SIZE_MAX. */
size_t asset_recorded_level(const struct workplace *workplace, size_t record, size_t axis);

/* The results of a record: where a level is recorded it stands (`recorded`), else what its contents say. Both have room for
 * all axes; each result is released with class_result_release(). *too_low: how many axes are recorded lower than their
 * contents demand. */
void asset_results(const struct workplace *workplace, size_t record, struct class_result *results, bool *recorded,
                   size_t *too_low);

/* The edits that write the outcome of a dialogue into a record: the levels that are known, and what it contains. Release with
 * field_edits_release(). */
void asset_edits(const struct workplace *workplace, size_t owner, const enum truth *answers,
                 const struct class_result *results, struct field_edits *edits);

#endif
