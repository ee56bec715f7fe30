#include "json_place.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

struct json_placed {
	const struct json *node;
	const struct json *parent; /* NULL for the root */
	uint32_t position;         /* among its siblings, from 0 */
	struct json_spot spot;
};

struct json_places {
	struct json_placed *items;
	size_t count;
	bool sorted;      /* by the address of the node */
	const char *text; /* borrowed */
};

enum { SMALL_OBJECT = 32 }; /* members: up to here comparing each with each is cheaper than sorting */

struct member {
	const char *key;
	size_t index; /* of its spot: later in the text is larger */
};

struct walk {
	struct json_places *places;
	const struct json_scan *scan;
	size_t duplicate; /* index of the first member whose key was there before; SIZE_MAX for none */
	const char *duplicate_key;
};

static int compare_members(const void *left, const void *right)
{
	const struct member *a = left;
	const struct member *b = right;
	int order = strcmp(a->key, b->key);

	return order ? order : (a->index > b->index) - (a->index < b->index);
}

static void found_twice(struct walk *walk, const char *key, size_t index)
{
	if (index < walk->duplicate) {
		walk->duplicate = index;
		walk->duplicate_key = key;
	}
}

/* Sorted, so that an object of a million members costs no more than its reading. */
static void find_duplicate(struct walk *walk, struct member *members, size_t count)
{
	if (count < 2)
		return;
	qsort(members, count, sizeof *members, compare_members);
	for (size_t i = 1; i < count; i++)
		if (strcmp(members[i].key, members[i - 1].key) == 0)
			found_twice(walk, members[i].key, members[i].index);
}

/* Whether a member before `child` has its key: for the small objects that nearly all are. */
static bool was_before(const struct json *node, const struct json *child)
{
	for (const struct json *other = json_first(node); other != child; other = json_next(other))
		if (strcmp(json_key(other), json_key(child)) == 0)
			return true;
	return false;
}

static int compare_keys(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Sorted, so that an object of a million members costs no more than its reading. */
static bool has_duplicate_key(const struct json *object, size_t count)
{
	const char **keys = mem_new(count, sizeof *keys);
	size_t at = 0;
	bool found = false;

	for (const struct json *child = json_first(object); child; child = json_next(child))
		keys[at++] = json_key(child);
	qsort(keys, count, sizeof *keys, compare_keys);
	for (size_t i = 1; i < count && !found; i++)
		found = strcmp(keys[i], keys[i - 1]) == 0;
	free(keys);
	return found;
}

bool json_has_duplicate(const struct json *root)
{
	size_t count = 0;

	for (const struct json *child = json_first(root); child; child = json_next(child)) {
		if ((json_key(child) && ++count <= SMALL_OBJECT && was_before(root, child)) ||
		    json_has_duplicate(child))
			return true;
	}
	return count > SMALL_OBJECT && has_duplicate_key(root, count);
}

static void walk_node(struct walk *walk, const struct json *node, const struct json *parent, uint32_t position)
{
	struct json_places *places = walk->places;
	struct member *members = NULL;
	size_t count = 0;
	uint32_t child_position = 0;

	assert(places->count < walk->scan->count); /* scanner and cJSON read the same values, or one has a defect */
	places->items[places->count] = (struct json_placed){
	        .node = node, .parent = parent, .position = position, .spot = walk->scan->spots[places->count]};
	places->count++;
	bool is_large = json_type(node) == JSON_OBJECT && json_size(node) > SMALL_OBJECT;
	for (const struct json *child = json_first(node); child; child = json_next(child)) {
		if (json_key(child) && is_large)
			*MEM_PUSH(members, count) = (struct member){.key = json_key(child), .index = places->count};
		else if (json_key(child) && was_before(node, child))
			found_twice(walk, json_key(child), places->count);
		walk_node(walk, child, node, child_position++);
	}
	find_duplicate(walk, members, count);
	free(members);
}

static int compare_nodes(const void *left, const void *right)
{
	uintptr_t a = (uintptr_t)((const struct json_placed *)left)->node;
	uintptr_t b = (uintptr_t)((const struct json_placed *)right)->node;

	return (a > b) - (a < b);
}

struct json_places *json_places_new(const struct json *root, const struct json_scan *scan, const char *text,
                                    struct json_spot *wrong, struct error *err)
{
	struct json_places *places = mem_new(1, sizeof *places);
	struct walk walk = {.places = places, .scan = scan, .duplicate = SIZE_MAX};

	places->items = mem_new(scan->count, sizeof *places->items);
	walk_node(&walk, root, NULL, 0);
	if (walk.duplicate == SIZE_MAX) {
		places->text = text;
		return places;
	}
	const struct json_spot *spot = &scan->spots[walk.duplicate];

	*wrong = (struct json_spot){.at = spot->key_at, .key_at = spot->key_at};
	error_set(err, ERROR_INPUT,
	          _("The member \"%s\" stands here for the second time in the same object; remove one of the two."),
	          walk.duplicate_key);
	json_places_free(places);
	return NULL;
}

void json_places_free(struct json_places *places)
{
	if (!places)
		return;
	free(places->items);
	free(places);
}

static const struct json_placed *find(const struct json_places *places, const struct json *node)
{
	struct json_placed wanted = {.node = node};

	return places->count ? bsearch(&wanted, places->items, places->count, sizeof wanted, compare_nodes) : NULL;
}

/* Appends one step of a JSON pointer (RFC 6901): `~` and `/` within a key are escaped. */
static void add_step(struct strbuf *path, const struct json_placed *placed)
{
	const char *key = json_key(placed->node);

	strbuf_add_char(path, '/');
	if (!key) {
		strbuf_addf(path, "%lu", (unsigned long)placed->position);
		return;
	}
	for (; *key; key++) {
		if (*key == '~')
			strbuf_add(path, "~0");
		else if (*key == '/')
			strbuf_add(path, "~1");
		else
			strbuf_add_char(path, *key);
	}
}

static void add_path(struct strbuf *path, const struct json_places *places, const struct json_placed *placed)
{
	if (!placed || !placed->parent)
		return;
	add_path(path, places, find(places, placed->parent));
	add_step(path, placed);
}

static void sort_places(struct json_places *places)
{
	if (!places->sorted)
		qsort(places->items, places->count, sizeof *places->items, compare_nodes);
	places->sorted = true;
}

uint32_t json_places_at(struct json_places *places, const struct json *node)
{
	sort_places(places);
	const struct json_placed *placed = find(places, node);

	return placed ? placed->spot.at : 0;
}

void json_places_find(struct json_places *places, const struct json *node, bool of_key, struct json_place *place)
{
	struct strbuf path = STRBUF_INIT;

	sort_places(places);
	const struct json_placed *placed = find(places, node);
	*place = (struct json_place){0};
	if (placed) {
		json_spot_locate(places->text, of_key ? placed->spot.key_at : placed->spot.at, &place->line,
		                 &place->column);
	}
	add_path(&path, places, placed);
	place->path = strbuf_take(&path);
}
