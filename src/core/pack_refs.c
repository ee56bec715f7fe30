#include <stdint.h>
#include <stdlib.h>

#include "pack_reader.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* Looks the id up in `list`. If it is not there, says so with `near_fmt` (id, near name) or `none_fmt` (id),
 * which are translated only then: this runs for every reference of a pack. */
static size_t find_ref(struct cursor value, const struct id_list *list, const char *near_fmt, const char *none_fmt)
{
	const char *text = json_string(value.node);
	size_t at = text ? id_list_find(list, text) : SIZE_MAX;
	const char *near;

	if (at != SIZE_MAX) /* what is in the list has been checked as an id */
		return at;
	char *id = read_id(value);

	if (!id)
		return SIZE_MAX;
	if (at == SIZE_MAX && problems_wanted(value.reader)) {
		near = id_list_near(list, id);
		if (near)
			problem_at(value, _(near_fmt), id, near);
		else
			problem_at(value, _(none_fmt), id);
	}
	free(id);
	return at;
}

size_t read_clause_ref(struct cursor value)
{
	if (!value.reader->clauses_known)
		return SIZE_MAX;
	return find_ref(value, &value.reader->pack->index->clauses,
	                N_("clauses.json holds no clause \"%s\". \"%s\" may be meant."),
	                N_("clauses.json holds no clause \"%s\"."));
}

size_t read_fact_ref(struct cursor value)
{
	if (!value.reader->facts_known)
		return SIZE_MAX;
	return find_ref(value, &value.reader->pack->index->facts,
	                N_("profile.json holds no fact \"%s\". \"%s\" may be meant."),
	                N_("profile.json holds no fact \"%s\"."));
}

size_t read_role_ref(struct cursor value)
{
	if (!value.reader->roles_known)
		return SIZE_MAX;
	return find_ref(value, &value.reader->pack->index->roles,
	                N_("pack.json holds no role \"%s\". \"%s\" may be meant."),
	                N_("pack.json holds no role \"%s\"."));
}

static bool is_among(size_t wanted, const size_t *refs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (refs[i] == wanted)
			return true;
	}
	return false;
}

static bool read_refs(struct cursor array, size_t (*read_ref)(struct cursor value), size_t **refs, size_t *count)
{
	bool all_good = array.node != NULL;

	*refs = NULL;
	*count = 0;
	for (struct cursor value = cursor_first(array); value.node; value = cursor_next(value)) {
		size_t ref;

		if (*count >= REFS_MAX) {
			problem_at(value, _("This list is too long: it holds more than %d ids."), REFS_MAX);
			return false;
		}
		ref = read_ref(value);
		if (ref == SIZE_MAX) {
			all_good = false;
		} else if (is_among(ref, *refs, *count)) {
			problem_at(value, _("\"%s\" stands in this list twice. Remove one."),
			           CLIP(json_string(value.node)));
		} else {
			*MEM_PUSH(*refs, *count) = ref;
		}
	}
	return all_good;
}

bool read_clause_refs(struct cursor array, size_t **refs, size_t *count)
{
	return read_refs(array, read_clause_ref, refs, count);
}

void read_role_refs(struct cursor array, char ***roles, size_t *count)
{
	const struct pack *pack = array.reader->pack;
	size_t *refs;
	size_t refs_count;

	read_refs(array, read_role_ref, &refs, &refs_count);
	*roles = mem_new(refs_count, sizeof **roles);
	for (size_t i = 0; i < refs_count; i++)
		(*roles)[i] = mem_strdup(pack->roles[refs[i]].id);
	*count = refs_count;
	free(refs);
}

/* Reads a condition that stands at `depth`, from 1. On failure `condition` is left zeroed. */
static bool read_condition(struct cursor value, int depth, struct condition *condition);

static bool read_parts(struct cursor array, int depth, struct condition *condition)
{
	bool good = json_first(array.node) != NULL;

	for (struct cursor part = cursor_first(array); part.node; part = cursor_next(part)) {
		struct condition read = {0};

		if (condition->parts_count >= CONDITION_PARTS_MAX) {
			problem_at(part, _("This list is too long: it holds more than %d conditions."),
			           CONDITION_PARTS_MAX);
			return false;
		}
		if (read_condition(part, depth, &read))
			*MEM_PUSH(condition->parts, condition->parts_count) = read;
		else
			good = false;
	}
	return good;
}

static void add_value(struct condition *condition, char *value)
{
	if (value)
		*MEM_PUSH(condition->values, condition->values_count) = value;
}

/* What the field is held against: a list for "in", true or false where the field may be one, else an id. */
static void read_field_values(struct cursor object, struct cursor member, struct condition *condition)
{
	bool may_be_bool = condition->test == FIELD_IS || condition->test == FIELD_SET;

	if (condition->test == FIELD_IN) {
		struct cursor array = read_array(object, "in", 1, true);
		for (struct cursor part = cursor_first(array); part.node; part = cursor_next(part))
			add_value(condition, read_id(part));
	} else if (may_be_bool && json_type(member.node) == JSON_BOOL) {
		add_value(condition, mem_strdup(json_bool(member.node) ? "true" : "false"));
	} else if (condition->test == FIELD_SET) {
		problem_at(member, _("true or false is expected here; what stands here is %s."),
		           json_type_name(json_type(member.node)));
	} else {
		add_value(condition, read_id(member));
	}
}

/* {"field": NAME} with one test beside it. */
static bool read_field_condition(struct cursor object, struct cursor member, struct condition *condition)
{
	struct cursor found = {0};
	size_t count = 0;

	*condition = (struct condition){.kind = CONDITION_FIELD, .field = read_id(member)};
	for (int test = 0; test < FIELD_TESTS; test++) {
		struct cursor beside = cursor_get(object, field_test_code((enum field_test)test));

		if (beside.node) {
			found = beside;
			condition->test = (enum field_test)test;
			count++;
		}
	}
	if (count != 1) {
		problem_at(object,
		           _("A condition on a field holds exactly one of \"is\", \"in\", \"has\", \"at_least\" and "
		             "\"set\"; this one holds %zu of them."),
		           count);
		return false;
	}
	read_field_values(object, found, condition);
	return condition->field && condition->values_count;
}

static bool read_condition_member(struct cursor object, struct cursor member, int depth, struct condition *condition)
{
	const char *key = json_key(member.node);
	struct cursor array;

	if (str_equal(key, "field"))
		return read_field_condition(object, member, condition);

	if (str_equal(key, "fact")) {
		*condition = (struct condition){.kind = CONDITION_FACT, .fact = read_fact_ref(member)};
		return condition->fact != SIZE_MAX;
	}
	if (str_equal(key, "not")) {
		struct condition read = {0};

		*condition = (struct condition){.kind = CONDITION_NOT};
		if (!read_condition(member, depth + 1, &read))
			return false;
		*MEM_PUSH(condition->parts, condition->parts_count) = read;
		return true;
	}
	*condition = (struct condition){.kind = str_equal(key, "all") ? CONDITION_ALL : CONDITION_ANY};
	array = read_array(object, key, 1, true);
	return array.node && read_parts(array, depth + 1, condition);
}

static bool read_condition(struct cursor value, int depth, struct condition *condition)
{
	static const char *const keys[] = {"fact", "not", "all", "any", "field", "is", "in", "has", "at_least", "set"};
	const size_t kinds = 5; /* those behind belong to "field" */
	struct cursor found = {0};
	size_t count = 0;

	if (depth > CONDITION_DEPTH_MAX) {
		problem_at(value, _("This condition is nested too deeply: at most %d levels are allowed."),
		           CONDITION_DEPTH_MAX);
		return false;
	}
	if (!read_object(value, keys, sizeof keys / sizeof *keys))
		return false;
	for (size_t i = 0; i < kinds; i++) {
		struct cursor member = cursor_get(value, keys[i]);

		if (member.node) {
			found = member;
			count++;
		}
	}
	if (count == 0 && json_first(value.node))
		return false; /* its strange keys have been reported */
	if (count != 1) {
		problem_at(value,
		           _("A condition holds exactly one of \"fact\", \"not\", \"all\", \"any\" and \"field\"; this one "
		             "holds %zu of them."),
		           count);
		return false;
	}
	if (read_condition_member(value, found, depth, condition))
		return true;
	condition_release(condition);
	return false;
}

struct condition *read_when(struct cursor object)
{
	struct cursor member = cursor_get(object, "when");
	struct condition *condition;

	if (!member.node)
		return NULL;
	condition = mem_new(1, sizeof *condition);
	if (read_condition(member, 1, condition))
		return condition;
	free(condition);
	return NULL;
}
