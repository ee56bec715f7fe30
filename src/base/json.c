/* Reading JSON, and looking at what was read. */
#include "tenken/base/json.h"

#include <assert.h>
#include <float.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "json_node.h"
#include "json_place.h"
#include "json_scan.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"

enum { BLOCK_BYTES = 64 * 1024, ALIGNED_TO = _Alignof(max_align_t) };

const struct json_limits json_limits_outside = {.size_bytes = (size_t)16 * 1024 * 1024, .depth = 16};

/* What cJSON builds when it reads is never taken apart again, only given back as a whole: hence it lies in blocks. */
struct block {
	struct block *next;
	size_t used_bytes, room_bytes;
	_Alignas(max_align_t) char bytes[];
};

struct json_doc {
	cJSON *root;
	struct block *blocks;
	const char *text; /* borrowed */
	size_t len_bytes;
	struct json_limits limits;
	struct json_places *places; /* NULL until somebody asks where something stands, which only errors do */
};

/* The document that this thread is reading; NULL: none. */
static _Thread_local struct json_doc *reading;

static void *allocate_in_blocks(size_t len_bytes)
{
	size_t rounded = (len_bytes + ALIGNED_TO - 1) / ALIGNED_TO * ALIGNED_TO;
	struct block *block = reading->blocks;

	if (!block || rounded > block->room_bytes - block->used_bytes) {
		size_t room_bytes = rounded > BLOCK_BYTES ? rounded : BLOCK_BYTES;

		/* Not zeroed: cJSON sets all of a node. */
		block = mem_resize(NULL, 1, offsetof(struct block, bytes) + room_bytes);
		block->used_bytes = 0;
		block->room_bytes = room_bytes;
		block->next = reading->blocks;
		reading->blocks = block;
	}
	block->used_bytes += rounded;
	return block->bytes + block->used_bytes - rounded;
}

static void free_blocks(struct block *block)
{
	while (block) {
		struct block *next = block->next;

		free(block);
		block = next;
	}
}

static void *allocate(size_t len_bytes)
{
	return reading ? allocate_in_blocks(len_bytes) : mem_new(len_bytes, 1);
}

/* What was read goes with its blocks. */
static void release(void *memory)
{
	if (!reading)
		free(memory);
}

/* The hooks are the same for every thread, and each finds its own document. */
void json_use_our_memory(void)
{
	static bool done;

	if (!done)
		cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = allocate, .free_fn = release});
	done = true;
}

static cJSON *parse_into(struct json_doc *doc, const char *text, size_t len_bytes)
{
	reading = doc;
	cJSON *root = cJSON_ParseWithLength(text, len_bytes);
	reading = NULL;
	return root;
}

void json_place_release(struct json_place *place)
{
	if (!place)
		return;
	free(place->path);
	*place = (struct json_place){0};
}

/* JSON has no bound for numbers, a double has: what became infinite was not read as it was written. */
static const cJSON *find_infinite(const cJSON *node)
{
	if (cJSON_IsNumber(node) && !(node->valuedouble <= DBL_MAX && node->valuedouble >= -DBL_MAX))
		return node;
	for (const cJSON *child = node->child; child; child = child->next) {
		const cJSON *found = find_infinite(child);

		if (found)
			return found;
	}
	return NULL;
}

/* The places of the document, found when they are first asked for. */
static struct json_places *places_of(struct json_doc *doc, struct json_spot *wrong, struct error *err)
{
	struct json_scan scan;

	if (doc->places)
		return doc->places;
	if (json_scan(&scan, doc->text, doc->len_bytes, &doc->limits, true, err))
		doc->places = json_places_new(json_outside(doc->root), &scan, doc->text, wrong, err);
	json_scan_release(&scan);
	return doc->places;
}

static bool build(struct json_doc *doc, struct json_spot *wrong, struct error *err)
{
	const cJSON *infinite;

	json_use_our_memory();
	doc->root = parse_into(doc, doc->text, doc->len_bytes);
	if (!doc->root) {
		/* Older releases of cJSON cannot read a number of more than 63 digits; nothing else is known. */
		*wrong = (struct json_spot){0};
		return error_set(err, ERROR_INPUT,
		                 _("The text is correct JSON, but a number in it has too many digits to be read."));
	}
	if (json_has_duplicate(json_outside(doc->root)) && !places_of(doc, wrong, err))
		return false;
	infinite = find_infinite(doc->root);
	if (!infinite || !places_of(doc, wrong, err))
		return !infinite;
	wrong->at = json_places_at(doc->places, (const struct json *)infinite);
	return error_set(err, ERROR_INPUT, _("This number is too large. Write it as a text, in quotation marks."));
}

struct json_doc *json_read_at(const char *text, size_t len_bytes, const struct json_limits *limits,
                              struct json_place *place, struct error *err)
{
	struct json_doc *doc = mem_new(1, sizeof *doc);
	struct json_scan scan;

	*doc = (struct json_doc){.text = text, .len_bytes = len_bytes, .limits = *limits};
	bool ok = json_scan(&scan, text, len_bytes, limits, false, err) && build(doc, &scan.wrong, err);

	*place = (struct json_place){0};
	if (!ok)
		json_spot_locate(text, scan.wrong.at, &place->line, &place->column);
	json_scan_release(&scan);
	if (ok)
		return doc;
	json_doc_free(doc);
	return NULL;
}

/* --- several at a time --- */

struct reading_all {
	struct json_source *sources;
	size_t count;
	const struct json_limits *limits;
	atomic_size_t next;
};

static void *read_what_is_left(void *all)
{
	struct reading_all *shared = all;
	size_t at;

	while ((at = atomic_fetch_add(&shared->next, 1)) < shared->count) {
		struct json_source *source = &shared->sources[at];

		source->doc =
		        json_read_at(source->text, source->len_bytes, shared->limits, &source->place, &source->err);
	}
	return NULL;
}

void json_read_all(struct json_source *sources, size_t count, const struct json_limits *limits)
{
	struct reading_all shared = {.sources = sources, .count = count, .limits = limits};
	pthread_t other;
	bool two;

	/* What is made on first use is made before there are two. */
	json_use_our_memory();
	i18n_text("");
	two = count > 1 && pthread_create(&other, NULL, read_what_is_left, &shared) == 0;
	read_what_is_left(&shared);
	if (two)
		pthread_join(other, NULL);
}

struct json_doc *json_read(const char *text, size_t len_bytes, const char *name, const struct json_limits *limits,
                           struct error *err)
{
	struct json_place place;
	struct json_doc *doc = json_read_at(text, len_bytes, limits, &place, err);

	if (!doc)
		error_at(err, "%s:%zu:%zu", name, place.line, place.column);
	return doc;
}

void json_doc_free(struct json_doc *doc)
{
	if (!doc)
		return;
	json_places_free(doc->places);
	free_blocks(doc->blocks);
	free(doc);
}

const struct json *json_root(const struct json_doc *doc)
{
	return json_outside(doc->root);
}

static void find_place(const struct json_doc *doc, const struct json *node, bool of_key, struct json_place *place)
{
	struct json_spot wrong;
	struct error err = {0};

	*place = (struct json_place){0};
	if (!doc)
		return;
	/* That places are found late is nobody's business outside: the document is what it was. */
	struct json_places *places = places_of((struct json_doc *)doc, &wrong, &err);

	assert(places); /* the text has been read before */
	json_places_find(places, node, of_key, place);
	error_release(&err);
}

void json_where(const struct json_doc *doc, const struct json *node, struct json_place *place)
{
	find_place(doc, node, false, place);
}

void json_where_key(const struct json_doc *doc, const struct json *node, struct json_place *place)
{
	find_place(doc, node, true, place);
}

enum json_type json_type(const struct json *node)
{
	if (!node)
		return JSON_NULL;
	switch (json_inside(node)->type & 0xFF) { /* the bits above are flags */
	case cJSON_False:
	case cJSON_True:
		return JSON_BOOL;
	case cJSON_Number:
		return JSON_NUMBER;
	case cJSON_String:
		return JSON_STRING;
	case cJSON_Array:
		return JSON_ARRAY;
	case cJSON_Object:
		return JSON_OBJECT;
	default:
		return JSON_NULL;
	}
}

const char *json_type_name(enum json_type type)
{
	static const char *const names[] = {
	        [JSON_NULL] = N_("null"),     [JSON_BOOL] = N_("true or false"), [JSON_NUMBER] = N_("a number"),
	        [JSON_STRING] = N_("a text"), [JSON_ARRAY] = N_("an array"),     [JSON_OBJECT] = N_("an object"),
	};
	static_assert(sizeof names / sizeof *names == JSON_OBJECT + 1, "every JSON type has its name");

	return _(names[type]);
}

static bool is_container(const struct json *node)
{
	return json_type(node) == JSON_ARRAY || json_type(node) == JSON_OBJECT;
}

size_t json_size(const struct json *node)
{
	size_t count = 0;

	for (const struct json *child = json_first(node); child; child = json_next(child))
		count++;
	return count;
}

const struct json *json_first(const struct json *node)
{
	return is_container(node) ? json_outside(json_inside(node)->child) : NULL;
}

const struct json *json_next(const struct json *node)
{
	return node ? json_outside(json_inside(node)->next) : NULL;
}

const char *json_key(const struct json *node)
{
	return node ? json_inside(node)->string : NULL;
}

const struct json *json_get(const struct json *object, const char *key)
{
	if (json_type(object) != JSON_OBJECT)
		return NULL;
	for (const struct json *child = json_first(object); child; child = json_next(child)) {
		if (strcmp(json_key(child), key) == 0)
			return child;
	}
	return NULL;
}

const char *json_string(const struct json *node)
{
	return json_type(node) == JSON_STRING ? json_inside(node)->valuestring : NULL;
}

bool json_bool(const struct json *node)
{
	return node && (json_inside(node)->type & 0xFF) == cJSON_True;
}

double json_number(const struct json *node)
{
	return json_type(node) == JSON_NUMBER ? json_inside(node)->valuedouble : 0;
}

bool json_int(const struct json *node, int64_t *value)
{
	double number = json_number(node);

	if (json_type(node) != JSON_NUMBER || number <= -(double)EXACT_BELOW || number >= (double)EXACT_BELOW)
		return false;
	if ((double)(int64_t)number != number)
		return false;
	*value = (int64_t)number;
	return true;
}
