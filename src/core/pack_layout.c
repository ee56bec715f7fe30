#include "pack_layout.h"

#include <stdint.h>
#include <string.h>

#include "pack_internal.h"
#include "tenken/core/classify.h"
#include "tenken/core/consistency.h"
#include "tenken/core/register.h"
#include "tenken/core/rule.h"

#define SIZE_OF(type, member) sizeof(((const type *)NULL)->member)
#define AT(type, member)      .name = #member, .offset = offsetof(type, member), .size_bytes = SIZE_OF(type, member)

/* A number takes its kind from its type: what is of no kind named here does not compile. */
#define NUMBER(type, member)                                                                                           \
	{                                                                                                              \
		AT(type, member), .kind = _Generic(((const type *)NULL)->member, int                                   \
		                                   : LAYOUT_SIGNED, int64_t                                            \
		                                   : LAYOUT_SIGNED, unsigned                                           \
		                                   : LAYOUT_UNSIGNED, bool                                             \
		                                   : LAYOUT_UNSIGNED, size_t                                           \
		                                   : LAYOUT_UNSIGNED)                                                  \
	}
#define TEXT(type, member)                                                                                             \
	{                                                                                                              \
		AT(type, member), .kind = LAYOUT_TEXT                                                                  \
	}
#define INSIDE(type, member, layout, number)                                                                           \
	{                                                                                                              \
		AT(type, member), .kind = LAYOUT_INSIDE, .of = &(layout), .times = (number)                            \
	}
#define BOTH(type, member) INSIDE(type, member, bilingual_layout, 1)
#define MANY(type, member, layout, number)                                                                             \
	{                                                                                                              \
		AT(type, member), .kind = LAYOUT_BEHIND, .of = &(layout), .count = offsetof(type, number)              \
	}
#define ONE(type, member, layout)                                                                                      \
	{                                                                                                              \
		AT(type, member), .kind = LAYOUT_BEHIND, .of = &(layout), .count = LAYOUT_ONE                          \
	}
#define INDICES(type, member) MANY(type, member, index_layout, member##_count)
#define LAYOUT(name, c_type, list)                                                                                     \
	const struct layout name = {                                                                                   \
	        .type = #c_type,                                                                                       \
	        .size_bytes = sizeof(c_type),                                                                          \
	        .members = list,                                                                                       \
	        .members_count = sizeof list / sizeof *list,                                                           \
	}

/* --- what others are made of --- */

/* An element that is no structure is one member without a name. */
static const struct layout_member index_members[] = {
        {.name = "", .kind = LAYOUT_UNSIGNED, .size_bytes = sizeof(size_t)}};
static LAYOUT(index_layout, size_t, index_members);

static const struct layout_member name_members[] = {{.name = "", .kind = LAYOUT_TEXT, .size_bytes = sizeof(char *)}};
static LAYOUT(name_layout, char *, name_members);

static const struct layout_member modality_members[] = {
        {.name = "", .kind = LAYOUT_UNSIGNED, .size_bytes = sizeof(enum modality)}};
static LAYOUT(modality_layout, enum modality, modality_members);

static const struct layout_member bilingual_members[] = {TEXT(struct bilingual, ja), TEXT(struct bilingual, en)};
static LAYOUT(bilingual_layout, struct bilingual, bilingual_members);

static const struct layout_member date_members[] = {NUMBER(struct date, year), NUMBER(struct date, month),
                                                    NUMBER(struct date, day)};
static LAYOUT(date_layout, struct date, date_members);

static const struct layout_member period_members[] = {NUMBER(struct period, months), NUMBER(struct period, days)};
static LAYOUT(period_layout, struct period, period_members);

static const struct layout_member value_members[] = {
        NUMBER(struct value, known),   NUMBER(struct value, number),   INSIDE(struct value, date, date_layout, 1),
        NUMBER(struct value, members), TEXT(struct value, text),       NUMBER(struct value, record),
        NUMBER(struct value, lost),    INDICES(struct value, clauses), NUMBER(struct value, clauses_count),
};
static LAYOUT(value_layout, struct value, value_members);

/* --- expressions and conditions --- */

static const struct layout_member operand_members[] = {
        NUMBER(struct operand, kind),    NUMBER(struct operand, ref),  NUMBER(struct operand, owner),
        NUMBER(struct operand, field),   NUMBER(struct operand, from), NUMBER(struct operand, values),
        NUMBER(struct operand, setting),
};
static LAYOUT(operand_layout, struct operand, operand_members);

static const struct layout_member operands_members[] = {
        MANY(struct operands, items, operand_layout, count),
        NUMBER(struct operands, count),
};
static LAYOUT(operands_layout, struct operands, operands_members);

static const struct layout expression_layout;
static const struct layout_member expression_members[] = {
        NUMBER(struct expression, kind),
        NUMBER(struct expression, operand),
        NUMBER(struct expression, other),
        NUMBER(struct expression, values),
        NUMBER(struct expression, number),
        TEXT(struct expression, text),
        INSIDE(struct expression, period, period_layout, 1),
        MANY(struct expression, parts, expression_layout, parts_count),
        NUMBER(struct expression, parts_count),
};
static LAYOUT(expression_layout, struct expression, expression_members);

static const struct layout_member formula_members[] = {
        INSIDE(struct formula, operands, operands_layout, 1),
        INSIDE(struct formula, expression, expression_layout, 1),
};
static LAYOUT(formula_layout, struct formula, formula_members);

static const struct layout condition_layout;
static const struct layout_member condition_members[] = {
        NUMBER(struct condition, kind),
        NUMBER(struct condition, fact),
        MANY(struct condition, parts, condition_layout, parts_count),
        NUMBER(struct condition, parts_count),
        NUMBER(struct condition, owner),
        ONE(struct condition, formula, formula_layout),
        NUMBER(struct condition, question),
        NUMBER(struct condition, rule),
        NUMBER(struct condition, codes),
};
static LAYOUT(condition_layout, struct condition, condition_members);

/* --- head, clauses, profile --- */

static const struct layout_member role_members[] = {
        TEXT(struct role, id),          BOTH(struct role, title),     TEXT(struct role, clause),
        TEXT(struct role, answered_by), NUMBER(struct role, central), NUMBER(struct role, subject),
};
static LAYOUT(role_layout, struct role, role_members);

static const struct layout_member setting_members[] = {
        TEXT(struct period_setting, id),         BOTH(struct period_setting, text),
        INDICES(struct period_setting, clauses), NUMBER(struct period_setting, clauses_count),
        TEXT(struct period_setting, value),
};
static LAYOUT(period_setting_layout, struct period_setting, setting_members);

static const struct layout_member section_members[] = {TEXT(struct section, id), BOTH(struct section, title)};
static LAYOUT(section_layout, struct section, section_members);

static const struct layout_member clause_members[] = {
        TEXT(struct clause, id),
        TEXT(struct clause, label),
        TEXT(struct clause, heading),
        NUMBER(struct clause, kind),
        INSIDE(struct clause, duties, modality_layout, DUTIES_MAX),
        NUMBER(struct clause, duties_count),
        MANY(struct clause, roles, name_layout, roles_count),
        NUMBER(struct clause, roles_count),
        MANY(struct clause, implied_roles, name_layout, implied_roles_count),
        NUMBER(struct clause, implied_roles_count),
        TEXT(struct clause, digest),
        BOTH(struct clause, summary),
        BOTH(struct clause, excuse),
};
static LAYOUT(clause_layout, struct clause, clause_members);

static const struct layout_member fact_members[] = {
        TEXT(struct fact, id),
        BOTH(struct fact, text),
        BOTH(struct fact, hint),
        NUMBER(struct fact, yearly),
        ONE(struct fact, when, condition_layout),
};
static LAYOUT(fact_layout, struct fact, fact_members);

/* --- questions --- */

static const struct layout_member duty_ref_members[] = {NUMBER(struct duty_ref, clause),
                                                        NUMBER(struct duty_ref, numbers)};
static LAYOUT(duty_ref_layout, struct duty_ref, duty_ref_members);

static const struct layout_member element_members[] = {
        TEXT(struct element, id),
        MANY(struct element, duties, duty_ref_layout, duties_count),
        NUMBER(struct element, duties_count),
        BOTH(struct element, text),
};
static LAYOUT(element_layout, struct element, element_members);

static const struct layout_member question_members[] = {
        TEXT(struct question, id),
        NUMBER(struct question, chapter),
        INDICES(struct question, clauses),
        NUMBER(struct question, clauses_count),
        MANY(struct question, duties, duty_ref_layout, duties_count),
        NUMBER(struct question, duties_count),
        MANY(struct question, roles, name_layout, roles_count),
        NUMBER(struct question, roles_count),
        NUMBER(struct question, subject),
        ONE(struct question, when, condition_layout),
        NUMBER(struct question, kind),
        NUMBER(struct question, modality),
        NUMBER(struct question, principle),
        NUMBER(struct question, common),
        BOTH(struct question, text),
        BOTH(struct question, hint),
        MANY(struct question, measures, bilingual_layout, measures_count),
        NUMBER(struct question, measures_count),
        MANY(struct question, elements, element_layout, elements_count),
        NUMBER(struct question, elements_count),
        INDICES(struct question, rules),
        NUMBER(struct question, rules_count),
};
static LAYOUT(question_layout, struct question, question_members);

static const struct layout_member chapter_members[] = {TEXT(struct chapter, id), NUMBER(struct chapter, first),
                                                       NUMBER(struct chapter, count)};
static LAYOUT(chapter_layout, struct chapter, chapter_members);

/* --- registers --- */

static const struct layout_member field_value_members[] = {TEXT(struct field_value, id),
                                                           BOTH(struct field_value, label)};
static LAYOUT(field_value_layout, struct field_value, field_value_members);

static const struct layout_member field_members[] = {
        TEXT(struct field, id),
        NUMBER(struct field, type),
        BOTH(struct field, label),
        BOTH(struct field, hint),
        NUMBER(struct field, required),
        MANY(struct field, values, field_value_layout, values_count),
        NUMBER(struct field, values_count),
        NUMBER(struct field, ordered),
        INSIDE(struct field, standard, value_layout, 1),
        NUMBER(struct field, target),
        NUMBER(struct field, via_ref),
        NUMBER(struct field, via_field),
        ONE(struct field, when, formula_layout),
};
static LAYOUT(field_layout, struct field, field_members);

static const struct layout_member register_kind_members[] = {
        TEXT(struct register_kind, id),
        BOTH(struct register_kind, title),
        BOTH(struct register_kind, hint),
        MANY(struct register_kind, fields, field_layout, fields_count),
        NUMBER(struct register_kind, fields_count),
};
static LAYOUT(register_kind_layout, struct register_kind, register_kind_members);

static const struct layout_member registers_members[] = {
        MANY(struct registers, items, register_kind_layout, count),
        NUMBER(struct registers, count),
};
static LAYOUT(registers_layout, struct registers, registers_members);

/* --- rules --- */

static const struct layout_member outcome_members[] = {
        ONE(struct outcome, guard, expression_layout),
        ONE(struct outcome, when, expression_layout),
        NUMBER(struct outcome, finding),
        BOTH(struct outcome, because),
};
static LAYOUT(outcome_layout, struct outcome, outcome_members);

static const struct layout_member rule_members[] = {
        TEXT(struct rule, id),
        INDICES(struct rule, clauses),
        NUMBER(struct rule, clauses_count),
        NUMBER(struct rule, subject),
        BOTH(struct rule, text),
        NUMBER(struct rule, exceptable),
        INSIDE(struct rule, operands, operands_layout, 1),
        ONE(struct rule, applies, expression_layout),
        MANY(struct rule, outcomes, outcome_layout, outcomes_count),
        NUMBER(struct rule, outcomes_count),
};
static LAYOUT(rule_layout, struct rule, rule_members);

static const struct layout_member rule_setting_members[] = {TEXT(struct setting, path), NUMBER(struct setting, period),
                                                            NUMBER(struct setting, apart)};
static LAYOUT(rule_setting_layout, struct setting, rule_setting_members);

static const struct layout_member rules_members[] = {
        MANY(struct rules, items, rule_layout, count),
        NUMBER(struct rules, count),
        MANY(struct rules, settings, rule_setting_layout, settings_count),
        NUMBER(struct rules, settings_count),
};
static LAYOUT(rules_layout, struct rules, rules_members);

/* --- contradictions --- */

static const struct layout_member contradiction_members[] = {
        TEXT(struct contradiction, id),
        NUMBER(struct contradiction, check),
        INDICES(struct contradiction, questions),
        NUMBER(struct contradiction, questions_count),
        ONE(struct contradiction, when, condition_layout),
        NUMBER(struct contradiction, least),
        BOTH(struct contradiction, text),
        BOTH(struct contradiction, hint),
};
static LAYOUT(contradiction_layout, struct contradiction, contradiction_members);

static const struct layout_member contradictions_members[] = {
        MANY(struct contradictions, items, contradiction_layout, count),
        NUMBER(struct contradictions, count),
};
static LAYOUT(contradictions_layout, struct contradictions, contradictions_members);

/* --- classification --- */

static const struct layout_member class_question_members[] = {
        TEXT(struct class_question, id),
        BOTH(struct class_question, text),
        BOTH(struct class_question, hint),
        INDICES(struct class_question, clauses),
        NUMBER(struct class_question, clauses_count),
};
static LAYOUT(class_question_layout, struct class_question, class_question_members);

static const struct layout_member class_level_members[] = {
        TEXT(struct class_level, id),
        BOTH(struct class_level, title),
        BOTH(struct class_level, summary),
        INDICES(struct class_level, clauses),
        NUMBER(struct class_level, clauses_count),
        NUMBER(struct class_level, questions),
        NUMBER(struct class_level, questions_count),
};
static LAYOUT(class_level_layout, struct class_level, class_level_members);

static const struct layout_member class_axis_members[] = {
        TEXT(struct class_axis, id),
        BOTH(struct class_axis, title),
        MANY(struct class_axis, levels, class_level_layout, levels_count),
        NUMBER(struct class_axis, levels_count),
};
static LAYOUT(class_axis_layout, struct class_axis, class_axis_members);

static const struct layout_member threshold_members[] = {NUMBER(struct class_threshold, axis),
                                                         NUMBER(struct class_threshold, level)};
static LAYOUT(threshold_layout, struct class_threshold, threshold_members);

static const struct layout_member handling_members[] = {
        TEXT(struct handling, id),
        NUMBER(struct handling, topic),
        MANY(struct handling, thresholds, threshold_layout, thresholds_count),
        NUMBER(struct handling, thresholds_count),
        NUMBER(struct handling, only_lowest),
        BOTH(struct handling, text),
        MANY(struct handling, items, bilingual_layout, items_count),
        NUMBER(struct handling, items_count),
        INDICES(struct handling, clauses),
        NUMBER(struct handling, clauses_count),
};
static LAYOUT(handling_layout, struct handling, handling_members);

static const struct layout_member classification_members[] = {
        MANY(struct classification, axes, class_axis_layout, axes_count),
        NUMBER(struct classification, axes_count),
        MANY(struct classification, questions, class_question_layout, questions_count),
        NUMBER(struct classification, questions_count),
        MANY(struct classification, handlings, handling_layout, handlings_count),
        NUMBER(struct classification, handlings_count),
};
static LAYOUT(classification_layout, struct classification, classification_members);

/* --- the whole --- */

static const struct layout_member id_entry_members[] = {TEXT(struct id_entry, id), NUMBER(struct id_entry, at)};
static LAYOUT(id_entry_layout, struct id_entry, id_entry_members);

static const struct layout_member id_list_members[] = {MANY(struct id_list, entries, id_entry_layout, count),
                                                       NUMBER(struct id_list, count)};
static LAYOUT(id_list_layout, struct id_list, id_list_members);

static const struct layout_member pack_index_members[] = {
        INSIDE(struct pack_index, roles, id_list_layout, 1),
        INSIDE(struct pack_index, clauses, id_list_layout, 1),
        INSIDE(struct pack_index, facts, id_list_layout, 1),
        INSIDE(struct pack_index, questions, id_list_layout, 1),
};
static LAYOUT(pack_index_layout, struct pack_index, pack_index_members);

static const struct layout_member pack_members[] = {
        NUMBER(struct pack, constant),
        TEXT(struct pack, id),
        TEXT(struct pack, base),
        BOTH(struct pack, title),
        BOTH(struct pack, issuer),
        TEXT(struct pack, version),
        INSIDE(struct pack, effective, date_layout, 1),
        TEXT(struct pack, predecessor),
        TEXT(struct pack, results_class),
        MANY(struct pack, roles, role_layout, roles_count),
        NUMBER(struct pack, roles_count),
        MANY(struct pack, periods, period_setting_layout, periods_count),
        NUMBER(struct pack, periods_count),
        MANY(struct pack, sections, section_layout, sections_count),
        NUMBER(struct pack, sections_count),
        MANY(struct pack, clauses, clause_layout, clauses_count),
        NUMBER(struct pack, clauses_count),
        MANY(struct pack, facts, fact_layout, facts_count),
        NUMBER(struct pack, facts_count),
        MANY(struct pack, chapters, chapter_layout, chapters_count),
        NUMBER(struct pack, chapters_count),
        MANY(struct pack, questions, question_layout, questions_count),
        NUMBER(struct pack, questions_count),
        ONE(struct pack, registers, registers_layout),
        ONE(struct pack, rules, rules_layout),
        ONE(struct pack, contradictions, contradictions_layout),
        ONE(struct pack, classification, classification_layout),
        ONE(struct pack, index, pack_index_layout),
};
LAYOUT(pack_layout, struct pack, pack_members);

size_t layout_count(const struct layout_member *member, const void *at)
{
	size_t count = 1;

	if (member->count != LAYOUT_ONE)
		memcpy(&count, (const char *)at + member->count, sizeof count);
	return count;
}

const void *layout_behind(const struct layout_member *member, const void *at)
{
	const void *behind;

	memcpy(&behind, (const char *)at + member->offset, sizeof behind);
	return behind;
}
