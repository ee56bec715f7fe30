/* classification.json: axes, levels, the questions that lead to them, and what handling they demand. */
#include "classify_json.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/register.h"

enum { ITEMS_MAX = 32, THRESHOLDS_MAX = 8 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void read_question(struct cursor at)
{
	static const char *const keys[] = {"id", "text", "hint", "clauses"};
	struct classification *classification = at.reader->pack->classification;
	struct class_question *question;
	char *id;

	if (!read_object(at, keys, COUNT(keys)))
		return;
	id = read_member_id(at, "id");
	if (classification_find_question(classification, id) != SIZE_MAX)
		problem_at(cursor_get(at, "id"), _("The question \"%s\" stands in this file twice. Rename one."), id);
	question = MEM_PUSH(classification->questions, classification->questions_count);
	question->id = id;
	read_member_bilingual(at, "text", &question->text);
	read_member_bilingual(at, "hint", &question->hint);
	read_clause_refs(read_array(at, "clauses", 1, true), &question->clauses, &question->clauses_count);
}

static void read_questions_of(struct cursor at, struct class_level *level, bool lowest)
{
	struct classification *classification = at.reader->pack->classification;
	struct cursor list = read_array(at, "questions", 0, true);
	size_t count = 0;

	level->questions = classification->questions_count;
	if (list.node && lowest && json_first(list.node))
		problem_at(list, _("The lowest level is what remains, so no question leads to it."));
	if (list.node && !lowest && !json_first(list.node))
		problem_at(list, _("Without a question this level is never reached."));
	for (struct cursor one = cursor_first(list); one.node; one = cursor_next(one)) {
		if (count++ == CLASS_QUESTIONS_MAX) {
			problem_at(one, _("A level has at most %d questions."), CLASS_QUESTIONS_MAX);
			break;
		}
		read_question(one);
	}
	level->questions_count = classification->questions_count - level->questions;
}

static void read_level(struct cursor at, struct class_axis *axis, bool lowest)
{
	static const char *const keys[] = {"id", "title", "summary", "clauses", "questions"};
	struct class_level *level;
	char *id;

	if (!read_object(at, keys, COUNT(keys)))
		return;
	id = read_member_id(at, "id");
	if (class_axis_find_level(axis, id) != SIZE_MAX)
		problem_at(cursor_get(at, "id"), _("The level \"%s\" stands on this axis twice. Remove one."), id);
	level = MEM_PUSH(axis->levels, axis->levels_count);
	level->id = id;
	read_member_bilingual(at, "title", &level->title);
	read_member_bilingual(at, "summary", &level->summary);
	read_clause_refs(read_array(at, "clauses", 1, true), &level->clauses, &level->clauses_count);
	read_questions_of(at, level, lowest);
}

/* The field of the register `asset` in which the class on this axis is recorded, or NULL. */
static const struct field *class_field(const struct pack *pack, const char *axis)
{
	size_t at = registers_find(pack->registers, "asset");
	const struct register_kind *kind = at == SIZE_MAX ? NULL : &pack->registers->items[at];
	size_t field = kind ? register_find_field(kind, axis) : SIZE_MAX;

	return field != SIZE_MAX && kind->fields[field].type == VALUE_CHOICE ? &kind->fields[field] : NULL;
}

static bool same_levels(const struct class_axis *axis, const struct field *field)
{
	if (axis->levels_count != field->values_count)
		return false;
	for (size_t i = 0; i < axis->levels_count; i++) {
		if (!str_equal(axis->levels[i].id, field->values[i].id))
			return false;
	}
	return true;
}

/* A class that is found out here is written there: so both mean the same levels. */
static void lint_field(struct cursor at, const struct class_axis *axis)
{
	const struct field *field = class_field(at.reader->pack, axis->id);
	struct strbuf values = STRBUF_INIT;

	if (field && !same_levels(axis, field)) {
		for (size_t i = 0; i < field->values_count; i++)
			strbuf_addf(&values, "%s%s", i ? ", " : "", field->values[i].id ? field->values[i].id : "?");
		problem_at(cursor_get(at, "levels"),
		           _("The field \"%s\" of the register \"asset\" has the values %s. The levels must be the "
		             "same, in the same order."),
		           axis->id, values.text);
	} else if (field && !field->ordered) {
		problem_at(
		        cursor_get(at, "levels"),
		        _("The levels stand in an order, but the field \"%s\" of the register \"asset\" is not marked "
		          "as ordered."),
		        axis->id);
	}
	strbuf_release(&values);
}

static void read_axis(struct cursor at)
{
	static const char *const keys[] = {"id", "title", "levels"};
	struct classification *classification = at.reader->pack->classification;
	size_t problems = at.reader->problems->count;
	struct class_axis *axis;
	struct cursor levels;
	char *id;

	if (!read_object(at, keys, COUNT(keys)))
		return;
	id = read_member_id(at, "id");
	if (classification_find_axis(classification, id) != SIZE_MAX)
		problem_at(cursor_get(at, "id"), _("The axis \"%s\" stands here twice. Remove one."), id);
	axis = MEM_PUSH(classification->axes, classification->axes_count);
	axis->id = id;
	read_member_bilingual(at, "title", &axis->title);
	levels = read_array(at, "levels", 0, true);
	if (levels.node && json_size(levels.node) < 2)
		problem_at(levels, _("An axis has at least two levels."));
	for (struct cursor level = cursor_first(levels); level.node; level = cursor_next(level)) {
		if (axis->levels_count == CLASS_LEVELS_MAX) {
			problem_at(level, _("An axis has at most %d levels."), CLASS_LEVELS_MAX);
			break;
		}
		read_level(level, axis, !cursor_next(level).node);
	}
	if (at.reader->problems->count == problems)
		lint_field(at, axis);
}

/* A member that names one of a list's ids: where it stands there, or SIZE_MAX after a problem. */
static size_t read_name(struct cursor value, const struct id_list *list, const char *near_fmt, const char *none_fmt)
{
	char *id = read_id(value);
	size_t at = id ? id_list_find(list, id) : SIZE_MAX;

	if (id && at == SIZE_MAX) {
		const char *near = id_list_near(list, id);

		if (near)
			problem_at(value, _(near_fmt), id, near);
		else
			problem_at(value, _(none_fmt), id);
	}
	free(id);
	return at;
}

static size_t read_axis_ref(struct cursor value)
{
	const struct classification *classification = value.reader->pack->classification;
	struct id_list list = {0};
	size_t at;

	for (size_t i = 0; i < classification->axes_count; i++)
		id_list_add(&list, classification->axes[i].id, i);
	id_list_sort(&list);
	at = read_name(value, &list, N_("There is no axis \"%s\". \"%s\" may be meant."),
	               N_("There is no axis \"%s\"."));
	id_list_release(&list);
	return at;
}

static size_t read_level_ref(struct cursor value, const struct class_axis *axis)
{
	struct id_list list = {0};
	size_t at;

	for (size_t i = 0; i < axis->levels_count; i++)
		id_list_add(&list, axis->levels[i].id, i);
	id_list_sort(&list);
	at = read_name(value, &list, N_("This axis has no level \"%s\". \"%s\" may be meant."),
	               N_("This axis has no level \"%s\"."));
	id_list_release(&list);
	return at;
}

static void read_threshold(struct cursor at, struct handling *handling)
{
	static const char *const keys[] = {"axis", "at_least"};
	const struct classification *classification = at.reader->pack->classification;
	struct class_threshold threshold;
	struct cursor level;

	if (!read_object(at, keys, COUNT(keys)))
		return;
	threshold.axis = read_axis_ref(read_member(at, "axis"));
	level = read_member(at, "at_least");
	if (threshold.axis == SIZE_MAX)
		return;
	threshold.level = read_level_ref(level, &classification->axes[threshold.axis]);
	if (threshold.level != SIZE_MAX)
		*MEM_PUSH(handling->thresholds, handling->thresholds_count) = threshold;
}

static void read_thresholds(struct cursor at, struct handling *handling)
{
	const struct classification *classification = at.reader->pack->classification;
	struct cursor list = read_array(at, "levels", 1, true);
	bool lowest = false;
	size_t count = 0;

	for (struct cursor one = cursor_first(list); one.node; one = cursor_next(one)) {
		if (count++ == THRESHOLDS_MAX) {
			problem_at(one, _("A handling names at most %d levels."), THRESHOLDS_MAX);
			break;
		}
		read_threshold(one, handling);
	}
	handling->only_lowest = read_member_bool(at, "only_lowest", false);
	for (size_t i = 0; i < handling->thresholds_count; i++) {
		struct class_threshold threshold = handling->thresholds[i];

		lowest = lowest || threshold.level + 1 == classification->axes[threshold.axis].levels_count;
	}
	if (handling->only_lowest && handling->thresholds_count && !lowest)
		problem_at(list, _("This never applies: with \"only_lowest\" one of these must be the lowest level."));
}

static void read_items(struct cursor at, struct handling *handling)
{
	struct cursor list = read_array(at, "items", 1, false);

	for (struct cursor one = cursor_first(list); one.node; one = cursor_next(one)) {
		if (handling->items_count == ITEMS_MAX) {
			problem_at(one, _("A handling has at most %d items."), ITEMS_MAX);
			return;
		}
		read_bilingual(one, MEM_PUSH(handling->items, handling->items_count));
	}
}

static bool has_handling(const struct classification *classification, const char *id)
{
	for (size_t i = 0; i < classification->handlings_count; i++) {
		if (id && str_equal(classification->handlings[i].id, id))
			return true;
	}
	return false;
}

static void read_handling(struct cursor at)
{
	static const char *const keys[] = {"id", "topic", "levels", "only_lowest", "text", "items", "clauses"};
	struct classification *classification = at.reader->pack->classification;
	const char *codes[TOPICS];
	struct handling *handling;
	char *id;

	if (!read_object(at, keys, COUNT(keys)))
		return;
	for (size_t i = 0; i < TOPICS; i++)
		codes[i] = handling_topic_code((enum handling_topic)i);
	id = read_member_id(at, "id");
	if (has_handling(classification, id))
		problem_at(cursor_get(at, "id"), _("The handling \"%s\" stands here twice. Remove one."), id);
	handling = MEM_PUSH(classification->handlings, classification->handlings_count);
	handling->id = id;
	handling->topic = (enum handling_topic)read_member_choice(at, "topic", codes, TOPICS);
	read_thresholds(at, handling);
	read_member_bilingual(at, "text", &handling->text);
	read_items(at, handling);
	read_clause_refs(read_array(at, "clauses", 1, true), &handling->clauses, &handling->clauses_count);
}

void read_classification(struct cursor root)
{
	static const char *const keys[] = {"axes", "handling"};
	struct cursor axes, handlings;

	if (root.reader->pack->classification) {
		problem_at(root, _("An overlay takes over the classification of its base: leave this file out."));
		return;
	}
	root.reader->pack->classification = mem_new(1, sizeof *root.reader->pack->classification);
	if (!read_object(root, keys, COUNT(keys)))
		return;
	axes = read_array(root, "axes", 1, true);
	for (struct cursor at = cursor_first(axes); at.node; at = cursor_next(at)) {
		if (root.reader->pack->classification->axes_count == CLASS_AXES_MAX) {
			problem_at(at, _("A classification has at most %d axes."), CLASS_AXES_MAX);
			break;
		}
		read_axis(at);
	}
	handlings = read_array(root, "handling", 0, true);
	/* Without axes, saying of each level that it is not there would only hide that. */
	for (struct cursor at = cursor_first(handlings); axes.node && at.node; at = cursor_next(at)) {
		if (root.reader->pack->classification->handlings_count == HANDLINGS_MAX) {
			problem_at(at, _("A classification has at most %d handlings."), HANDLINGS_MAX);
			break;
		}
		read_handling(at);
	}
}
