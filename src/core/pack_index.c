#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack_internal.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

void id_list_add(struct id_list *list, const char *id, size_t at)
{
	if (id)
		*MEM_PUSH(list->entries, list->count) = (struct id_entry){.id = id, .at = at};
}

static int compare_entries(const void *left, const void *right)
{
	const struct id_entry *a = left, *b = right;
	int order = strcmp(a->id, b->id);

	if (order)
		return order;
	return (a->at > b->at) - (a->at < b->at);
}

void id_list_sort(struct id_list *list)
{
	if (list->count)
		qsort(list->entries, list->count, sizeof *list->entries, compare_entries);
}

size_t id_list_find(const struct id_list *list, const char *id)
{
	size_t low = 0, high = list->count;

	if (!id)
		return SIZE_MAX;
	while (low < high) { /* the first entry that is not less */
		size_t middle = low + (high - low) / 2;

		if (strcmp(list->entries[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < list->count && strcmp(list->entries[low].id, id) == 0)
		return list->entries[low].at;
	return SIZE_MAX;
}

const char *id_list_near(const struct id_list *list, const char *id)
{
	const char **names;
	const char *near;

	/* What is longer than any id is near none, and comparing it would take long. */
	if (!id || !*id || strlen(id) > PACK_ID_BYTES_MAX)
		return NULL;
	names = mem_new(list->count, sizeof *names);
	for (size_t i = 0; i < list->count; i++)
		names[i] = list->entries[i].id;
	near = text_nearest(id, names, list->count);
	free(names);
	return near;
}

void id_list_release(struct id_list *list)
{
	free(list->entries);
	*list = (struct id_list){0};
}

/* What is looked up by id. Its structures all begin with the id, so that one loop serves them. */
struct things {
	const void *items;
	size_t count, size_bytes;
};
static_assert(offsetof(struct role, id) == 0 && offsetof(struct clause, id) == 0, "the id comes first");
static_assert(offsetof(struct fact, id) == 0 && offsetof(struct question, id) == 0, "the id comes first");

#define THINGS(array, length) ((struct things){.items = (array), .count = (length), .size_bytes = sizeof *(array)})

static const char *thing_id(struct things things, size_t at)
{
	return *(char *const *)((const char *)things.items + at * things.size_bytes);
}

static void index_things(struct id_list *list, struct things things)
{
	id_list_release(list);
	for (size_t i = 0; i < things.count; i++)
		id_list_add(list, thing_id(things, i), i);
	id_list_sort(list);
}

static struct pack_index *index_of(struct pack *pack)
{
	if (!pack->index)
		pack->index = mem_new(1, sizeof *pack->index);
	return pack->index;
}

void pack_index_roles(struct pack *pack)
{
	index_things(&index_of(pack)->roles, THINGS(pack->roles, pack->roles_count));
}

void pack_index_clauses(struct pack *pack)
{
	index_things(&index_of(pack)->clauses, THINGS(pack->clauses, pack->clauses_count));
}

void pack_index_facts(struct pack *pack)
{
	index_things(&index_of(pack)->facts, THINGS(pack->facts, pack->facts_count));
}

void pack_index_questions(struct pack *pack)
{
	index_things(&index_of(pack)->questions, THINGS(pack->questions, pack->questions_count));
}

/* A pack that was not read but put together (by a test) has no index. */
static size_t find(const struct id_list *list, struct things things, const char *id)
{
	if (list)
		return id_list_find(list, id);
	for (size_t i = 0; id && i < things.count; i++) {
		if (str_equal(thing_id(things, i), id))
			return i;
	}
	return SIZE_MAX;
}

size_t pack_find_clause(const struct pack *pack, const char *id)
{
	return find(pack->index ? &pack->index->clauses : NULL, THINGS(pack->clauses, pack->clauses_count), id);
}

size_t pack_find_fact(const struct pack *pack, const char *id)
{
	return find(pack->index ? &pack->index->facts : NULL, THINGS(pack->facts, pack->facts_count), id);
}

size_t pack_find_question(const struct pack *pack, const char *id)
{
	return find(pack->index ? &pack->index->questions : NULL, THINGS(pack->questions, pack->questions_count), id);
}

size_t pack_find_role(const struct pack *pack, const char *id)
{
	return find(pack->index ? &pack->index->roles : NULL, THINGS(pack->roles, pack->roles_count), id);
}

/* Says that there is no such thing: with `near_fmt` (id, pack, near name) when something is called alike, else with
 * `none_fmt` (id, pack). */
static void refuse(const struct pack *pack, struct things things, const char *id, const char *near_fmt,
                   const char *none_fmt, struct error *err)
{
	struct id_list list = {0};
	const char *near;

	if (!id)
		id = "";
	for (size_t i = 0; i < things.count; i++)
		id_list_add(&list, thing_id(things, i), i);
	near = id_list_near(&list, id);
	if (near)
		error_set(err, ERROR_USAGE, near_fmt, id, pack->id, near);
	else
		error_set(err, ERROR_USAGE, none_fmt, id, pack->id);
	id_list_release(&list);
}

const struct role *pack_require_role(const struct pack *pack, const char *id, struct error *err)
{
	size_t at = pack_find_role(pack, id);

	if (at != SIZE_MAX)
		return &pack->roles[at];
	refuse(pack, THINGS(pack->roles, pack->roles_count), id,
	       _("There is no role \"%s\" in the pack %s. Did you mean \"%s\"?"),
	       _("There is no role \"%s\" in the pack %s. \"tenken pack show\" lists its roles."), err);
	return NULL;
}

size_t pack_require_question(const struct pack *pack, const char *id, struct error *err)
{
	size_t at = pack_find_question(pack, id);

	if (at == SIZE_MAX)
		refuse(pack, THINGS(pack->questions, pack->questions_count), id,
		       _("There is no question \"%s\" in the pack %s. Did you mean \"%s\"?"),
		       _("There is no question \"%s\" in the pack %s. \"tenken checklist show\" lists the questions."),
		       err);
	return at;
}

size_t pack_require_fact(const struct pack *pack, const char *id, struct error *err)
{
	size_t at = pack_find_fact(pack, id);

	if (at == SIZE_MAX)
		refuse(pack, THINGS(pack->facts, pack->facts_count), id,
		       _("There is no fact \"%s\" in the pack %s. Did you mean \"%s\"?"),
		       _("There is no fact \"%s\" in the pack %s. \"tenken profile show\" lists the facts."), err);
	return at;
}
