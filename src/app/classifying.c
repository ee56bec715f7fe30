#include "tenken/app/classifying.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

size_t assets_register(const struct pack *pack)
{
	return pack->classification ? registers_find(pack->registers, "asset") : SIZE_MAX;
}

static const struct field *contents_field(const struct pack *pack, size_t owner, size_t *at)
{
	const struct register_kind *kind = &pack->registers->items[owner];
	*at = register_find_field(kind, "contains");
	return *at != SIZE_MAX && kind->fields[*at].type == VALUE_MULTI ? &kind->fields[*at] : NULL;
}

void asset_answers(const struct workplace *workplace, size_t record, enum truth *answers)
{
	const struct classification *classification = workplace->pack->classification;
	const struct record *found = &workplace->ledger.facts.records[record];
	size_t at;
	const struct field *contents = contents_field(workplace->pack, found->owner, &at);
	for (size_t i = 0; i < classification->questions_count; i++) {
		size_t value = contents ? field_find_value(contents, classification->questions[i].id) : SIZE_MAX;
		answers[i] = TRUTH_UNKNOWN;
		if (value != SIZE_MAX && found->values[at].known)
			answers[i] = found->values[at].members & UINT32_C(1) << value ? TRUTH_TRUE : TRUTH_FALSE;
	}
}

size_t asset_recorded_level(const struct workplace *workplace, size_t record, size_t axis)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	const struct register_kind *kind = &workplace->pack->registers->items[found->owner];
	size_t field = register_find_field(kind, workplace->pack->classification->axes[axis].id);
	/* That its values are the levels, in their order, lint has made sure of. */
	return field == SIZE_MAX || !found->values[field].known ? SIZE_MAX : (size_t)found->values[field].number;
}

void asset_results(const struct workplace *workplace, size_t record, struct class_result *results, bool *recorded,
                   size_t *too_low)
{
	const struct classification *classification = workplace->pack->classification;
	enum truth *answers = mem_new(classification->questions_count + 1, sizeof *answers);
	*too_low = 0;
	asset_answers(workplace, record, answers);
	for (size_t i = 0; i < classification->axes_count; i++) {
		size_t level = asset_recorded_level(workplace, record, i);
		classify_axis(&results[i], classification, i, answers);
		recorded[i] = level != SIZE_MAX;
		if (!recorded[i])
			continue;
		/* Levels run from the highest, 0: what is recorded below the lowest that it may be is too low. */
		*too_low += level > results[i].level;
		results[i].known = true;
		results[i].level = results[i].ceiling = level;
	}
	free(answers);
}

void asset_edits(const struct workplace *workplace, size_t owner, const enum truth *answers,
                 const struct class_result *results, struct field_edits *edits)
{
	const struct classification *classification = workplace->pack->classification;
	const struct register_kind *kind = &workplace->pack->registers->items[owner];
	struct json *members = json_new_array();
	bool all_answered = true;
	size_t at;
	const struct field *contents = contents_field(workplace->pack, owner, &at);
	for (size_t i = 0; i < classification->axes_count; i++) {
		size_t field = register_find_field(kind, classification->axes[i].id);
		if (field != SIZE_MAX && results[i].known)
			field_edits_add(edits, field,
			                json_new_string(classification->axes[i].levels[results[i].level].id));
	}
	for (size_t i = 0; contents && i < classification->questions_count; i++) {
		if (field_find_value(contents, classification->questions[i].id) == SIZE_MAX)
			continue;
		all_answered = all_answered && answers[i] != TRUTH_UNKNOWN;
		if (answers[i] == TRUTH_TRUE)
			json_put_string(members, NULL, classification->questions[i].id);
	}
	if (contents && all_answered)
		field_edits_add(edits, at, members);
	else
		json_free(members);
}
