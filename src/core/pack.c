#include "tenken/core/pack.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack_internal.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/core/consistency.h"
#include "tenken/core/classify.h"
#include "tenken/core/register.h"
#include "tenken/core/rule.h"

const char *const clause_kind_codes[] = {
        [CLAUSE_NORM] = "norm",     [CLAUSE_ELEMENT] = "element", [CLAUSE_CHAPEAU] = "chapeau",
        [CLAUSE_OPTION] = "option", [CLAUSE_POWER] = "power",     [CLAUSE_DEFINITION] = "definition",
};
static_assert(sizeof clause_kind_codes / sizeof *clause_kind_codes == CLAUSE_KINDS, "every kind has a code");

const char *const modality_codes[] = {
        [MODALITY_MUST] = "must", [MODALITY_MUST_NOT] = "must_not", [MODALITY_SHOULD] = "should",
        [MODALITY_MAY] = "may",   [MODALITY_DEFINE] = "define",
};
static_assert(sizeof modality_codes / sizeof *modality_codes == MODALITIES, "every modality has a code");

const char *const question_kind_codes[] = {
        [QUESTION_VERDICT] = "verdict",
        [QUESTION_ELEMENTS] = "elements",
        [QUESTION_DERIVED] = "derived",
};
static_assert(sizeof question_kind_codes / sizeof *question_kind_codes == QUESTION_KINDS, "every kind has a code");

const char *const subject_codes[] = {
        [SUBJECT_SECTION] = "section",
        [SUBJECT_SYSTEM] = "system",
        [SUBJECT_CONTRACT] = "contract",
};
static_assert(sizeof subject_codes / sizeof *subject_codes == SUBJECTS, "every subject has a code");

const char *subject_code(enum subject subject)
{
	return subject_codes[subject];
}

const char *clause_kind_code(enum clause_kind kind)
{
	return clause_kind_codes[kind];
}

const char *modality_code(enum modality modality)
{
	return modality_codes[modality];
}

const char *question_kind_code(enum question_kind kind)
{
	return question_kind_codes[kind];
}

bool clause_is_duty(const struct clause *clause)
{
	return clause->kind == CLAUSE_NORM || clause->kind == CLAUSE_ELEMENT;
}

static void free_strings(char **strings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(strings[i]);
	free(strings);
}

static void free_condition(struct condition *condition)
{
	if (condition)
		condition_release(condition);
	free(condition);
}

static void release_clause(struct clause *clause)
{
	free(clause->id);
	free(clause->label);
	free(clause->heading);
	free_strings(clause->roles, clause->roles_count);
	free_strings(clause->implied_roles, clause->implied_roles_count);
	free(clause->digest);
	bilingual_release(&clause->summary);
	bilingual_release(&clause->excuse);
}

static void release_question(struct question *question)
{
	free(question->id);
	free(question->clauses);
	free(question->duties);
	free_strings(question->roles, question->roles_count);
	free_condition(question->when);
	bilingual_release(&question->text);
	bilingual_release(&question->hint);
	for (size_t i = 0; i < question->measures_count; i++)
		bilingual_release(&question->measures[i]);
	free(question->measures);
	for (size_t i = 0; i < question->elements_count; i++) {
		free(question->elements[i].id);
		free(question->elements[i].duties);
		bilingual_release(&question->elements[i].text);
	}
	free(question->elements);
	free(question->rules);
}

static void release_head(struct pack *pack)
{
	free(pack->id);
	free(pack->base);
	bilingual_release(&pack->title);
	bilingual_release(&pack->issuer);
	free(pack->version);
	free(pack->predecessor);
	free(pack->results_class);
	for (size_t i = 0; i < pack->roles_count; i++) {
		free(pack->roles[i].id);
		bilingual_release(&pack->roles[i].title);
		free(pack->roles[i].clause);
		free(pack->roles[i].answered_by);
	}
	free(pack->roles);
	for (size_t i = 0; i < pack->periods_count; i++) {
		free(pack->periods[i].id);
		bilingual_release(&pack->periods[i].text);
		free(pack->periods[i].clauses);
		free(pack->periods[i].value);
	}
	free(pack->periods);
}

void pack_free(struct pack *pack)
{
	if (!pack || pack->constant)
		return;
	release_head(pack);
	for (size_t i = 0; i < pack->sections_count; i++) {
		free(pack->sections[i].id);
		bilingual_release(&pack->sections[i].title);
	}
	free(pack->sections);
	for (size_t i = 0; i < pack->clauses_count; i++)
		release_clause(&pack->clauses[i]);
	free(pack->clauses);
	for (size_t i = 0; i < pack->facts_count; i++) {
		free(pack->facts[i].id);
		bilingual_release(&pack->facts[i].text);
		bilingual_release(&pack->facts[i].hint);
		free_condition(pack->facts[i].when);
	}
	free(pack->facts);
	for (size_t i = 0; i < pack->chapters_count; i++)
		free(pack->chapters[i].id);
	free(pack->chapters);
	for (size_t i = 0; i < pack->questions_count; i++)
		release_question(&pack->questions[i]);
	free(pack->questions);
	classification_free(pack->classification);
	rules_free(pack->rules);
	contradictions_free(pack->contradictions);
	registers_free(pack->registers);
	if (pack->index) {
		id_list_release(&pack->index->roles);
		id_list_release(&pack->index->clauses);
		id_list_release(&pack->index->facts);
		id_list_release(&pack->index->questions);
		free(pack->index);
	}
	free(pack);
}

void pack_problems_release(struct pack_problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		free(problems->items[i].file);
		free(problems->items[i].path);
		free(problems->items[i].message);
	}
	free(problems->items);
	*problems = (struct pack_problems){0};
}

const struct section *pack_section_of(const struct pack *pack, const char *clause_id)
{
	const struct section *best = NULL;
	size_t best_bytes = 0;

	for (size_t i = 0; i < pack->sections_count; i++) {
		const struct section *section = &pack->sections[i];
		size_t len_bytes = strlen(section->id);

		if (len_bytes <= best_bytes || !str_starts_with(clause_id, section->id))
			continue;
		if (clause_id[len_bytes] == '.' || clause_id[len_bytes] == '\0') {
			best = section;
			best_bytes = len_bytes;
		}
	}
	return best;
}
