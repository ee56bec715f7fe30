#include <stdint.h>
#include <stdlib.h>

#include "pack_reader.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/rule.h"

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

size_t read_question_ref(struct cursor value)
{
	if (!value.reader->questions_known)
		return SIZE_MAX;
	return find_ref(value, &value.reader->pack->index->questions,
	                N_("The pack has no question \"%s\". \"%s\" may be meant."),
	                N_("The pack has no question \"%s\"."));
}

size_t read_rule_ref(struct cursor value)
{
	const struct rules *rules = value.reader->pack->rules;
	struct id_list list = {0};
	size_t at;

	if (value.reader->rules_lost)
		return SIZE_MAX;
	for (size_t i = 0; rules && i < rules->count; i++)
		id_list_add(&list, rules->items[i].id, i);
	id_list_sort(&list);
	at = find_ref(value, &list, N_("rules.json holds no rule \"%s\". \"%s\" may be meant."),
	              N_("rules.json holds no rule \"%s\"."));
	id_list_release(&list);
	return at;
}

bool read_rule_refs(struct cursor array, size_t **refs, size_t *count)
{
	return read_refs(array, read_rule_ref, refs, count);
}

bool read_question_refs(struct cursor array, size_t **refs, size_t *count)
{
	return read_refs(array, read_question_ref, refs, count);
}
