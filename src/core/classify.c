#include "tenken/core/classify.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/core/register.h"

static const struct {
	const char *code, *label;
} topics[] = {
        [TOPIC_SCOPE] = {"scope", N_("Scope")},
        [TOPIC_MANAGING] = {"managing", N_("Managing")},
        [TOPIC_CREATING] = {"creating", N_("Creating")},
        [TOPIC_RECEIVING] = {"receiving", N_("Receiving")},
        [TOPIC_LABELLING] = {"labelling", N_("Labelling")},
        [TOPIC_USING] = {"using", N_("Using")},
        [TOPIC_ACCESS] = {"access", N_("Access")},
        [TOPIC_PERMISSION] = {"permission", N_("Permission")},
        [TOPIC_ENCRYPTION] = {"encryption", N_("Encryption")},
        [TOPIC_STORAGE] = {"storage", N_("Storage")},
        [TOPIC_CONTINUITY] = {"continuity", N_("Continuity")},
        [TOPIC_CARRYING] = {"carrying", N_("Carrying")},
        [TOPIC_PROVIDING] = {"providing", N_("Providing")},
        [TOPIC_PUBLISHING] = {"publishing", N_("Publishing")},
        [TOPIC_CLOUD] = {"cloud", N_("Cloud")},
        [TOPIC_SYSTEMS] = {"systems", N_("Systems")},
        [TOPIC_DISPOSAL] = {"disposal", N_("Disposal")},
};
static_assert(sizeof topics / sizeof *topics == TOPICS, "every topic has a code and a label");

const char *handling_topic_code(enum handling_topic topic)
{
	return topics[topic].code;
}

const char *handling_topic_label(enum handling_topic topic)
{
	return _(topics[topic].label);
}

static void release_axis(struct class_axis *axis)
{
	free(axis->id);
	bilingual_release(&axis->title);
	for (size_t i = 0; i < axis->levels_count; i++) {
		free(axis->levels[i].id);
		bilingual_release(&axis->levels[i].title);
		bilingual_release(&axis->levels[i].summary);
		free(axis->levels[i].clauses);
	}
	free(axis->levels);
}

static void release_handling(struct handling *handling)
{
	free(handling->id);
	free(handling->thresholds);
	bilingual_release(&handling->text);
	for (size_t i = 0; i < handling->items_count; i++)
		bilingual_release(&handling->items[i]);
	free(handling->items);
	free(handling->clauses);
}

void classification_free(struct classification *classification)
{
	if (!classification)
		return;
	for (size_t i = 0; i < classification->axes_count; i++)
		release_axis(&classification->axes[i]);
	free(classification->axes);
	for (size_t i = 0; i < classification->questions_count; i++) {
		free(classification->questions[i].id);
		bilingual_release(&classification->questions[i].text);
		bilingual_release(&classification->questions[i].hint);
		free(classification->questions[i].clauses);
	}
	free(classification->questions);
	for (size_t i = 0; i < classification->handlings_count; i++)
		release_handling(&classification->handlings[i]);
	free(classification->handlings);
	free(classification);
}

size_t classification_find_axis(const struct classification *classification, const char *id)
{
	for (size_t i = 0; i < classification->axes_count; i++) {
		if (id && str_equal(classification->axes[i].id, id))
			return i;
	}
	return SIZE_MAX;
}

size_t classification_find_question(const struct classification *classification, const char *id)
{
	for (size_t i = 0; i < classification->questions_count; i++) {
		if (id && str_equal(classification->questions[i].id, id))
			return i;
	}
	return SIZE_MAX;
}

size_t class_axis_find_level(const struct class_axis *axis, const char *id)
{
	for (size_t i = 0; i < axis->levels_count; i++) {
		if (id && str_equal(axis->levels[i].id, id))
			return i;
	}
	return SIZE_MAX;
}

size_t classification_require_question(const struct classification *classification, const char *id, struct error *err)
{
	size_t found = classification_find_question(classification, id);
	const char **ids;
	const char *near;

	if (found != SIZE_MAX)
		return found;
	ids = mem_new(classification->questions_count, sizeof *ids);
	for (size_t i = 0; i < classification->questions_count; i++)
		ids[i] = classification->questions[i].id;
	near = text_nearest(id, ids, classification->questions_count);
	if (near)
		error_set(err, ERROR_USAGE,
		          _("No question of the classification is called \"%s\". Did you mean \"%s\"?"), id, near);
	else
		error_set(err, ERROR_USAGE, _("No question of the classification is called \"%s\"."), id);
	free(ids);
	return SIZE_MAX;
}

/* Whether one of the field's values is a question: then the field says what information contains. */
static bool says_contents(const struct field *field, const struct classification *classification)
{
	for (size_t i = 0; field->type == VALUE_MULTI && i < field->values_count; i++) {
		if (classification_find_question(classification, field->values[i].id) != SIZE_MAX)
			return true;
	}
	return false;
}

bool classification_is_neutral(const struct pack *pack, const char *id)
{
	size_t at = registers_find(pack->registers, "asset");
	const struct register_kind *kind = at == SIZE_MAX ? NULL : &pack->registers->items[at];

	if (classification_find_question(pack->classification, id) != SIZE_MAX)
		return false;
	for (size_t i = 0; kind && i < kind->fields_count; i++) {
		if (field_find_value(&kind->fields[i], id) != SIZE_MAX &&
		    says_contents(&kind->fields[i], pack->classification))
			return true;
	}
	return false;
}

/* Adds the level's questions with this answer; whether there are any. */
static bool add_questions(struct class_result *result, const struct class_level *level, const enum truth *answers,
                          enum truth wanted)
{
	size_t before = result->because_count;

	for (size_t i = level->questions; i < level->questions + level->questions_count; i++) {
		if (answers[i] == wanted)
			*MEM_PUSH(result->because, result->because_count) = i;
	}
	return result->because_count > before;
}

void classify_axis(struct class_result *result, const struct classification *classification, size_t axis,
                   const enum truth *answers)
{
	const struct class_axis *of = &classification->axes[axis];
	struct class_result reached = {0};

	*result = (struct class_result){.ceiling = SIZE_MAX};
	while (result->level + 1 < of->levels_count &&
	       !add_questions(&reached, &of->levels[result->level], answers, TRUTH_TRUE)) {
		/* Nothing leads here for certain; an open question may. */
		if (add_questions(result, &of->levels[result->level], answers, TRUTH_UNKNOWN) &&
		    result->ceiling == SIZE_MAX)
			result->ceiling = result->level;
		result->level++;
	}
	result->known = result->ceiling == SIZE_MAX;
	if (result->known) {
		result->ceiling = result->level;
		result->because = reached.because;
		result->because_count = reached.because_count;
	} else {
		class_result_release(&reached);
	}
}

void class_result_release(struct class_result *result)
{
	free(result->because);
	*result = (struct class_result){0};
}

/* Levels are counted from the highest, so a higher one has a smaller number. */
static enum truth reaches(const struct class_result *result, size_t level)
{
	if (result->level <= level)
		return TRUTH_TRUE;
	return result->ceiling <= level ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

static enum truth all_lowest(const struct classification *classification, const struct class_result *results)
{
	enum truth truth = TRUTH_TRUE;

	for (size_t i = 0; i < classification->axes_count; i++) {
		size_t lowest = classification->axes[i].levels_count - 1;

		truth = truth_and(truth, truth_not(reaches(&results[i], lowest - 1)));
	}
	return truth;
}

enum truth classify_handling(const struct classification *classification, size_t handling,
                             const struct class_result *results)
{
	const struct handling *of = &classification->handlings[handling];
	enum truth truth = TRUTH_FALSE;

	for (size_t i = 0; i < of->thresholds_count; i++)
		truth = truth_or(truth, reaches(&results[of->thresholds[i].axis], of->thresholds[i].level));
	return of->only_lowest ? truth_and(truth, all_lowest(classification, results)) : truth;
}
