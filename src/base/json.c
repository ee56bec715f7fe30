#include "tenken/base/json.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <float.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "json_place.h"
#include "json_scan.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"

/* The whole numbers below which every one is a double: from here on a number in a text may be another one in memory. */
#define EXACT_BELOW 9007199254740992 /* 2^53 */

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

/* A `struct json` is a cJSON seen from outside; it is never looked into as such. */
static const cJSON *inside(const struct json *node)
{
	return (const cJSON *)node;
}

static struct json *outside(cJSON *node)
{
	return (struct json *)node;
}

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

/* Before every entry into cJSON that allocates, so that none of its results can be NULL for want of memory. The hooks are the
 * same for every thread, and each finds its own document. */
static void use_our_memory(void)
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
		doc->places = json_places_new(outside(doc->root), &scan, doc->text, wrong, err);
	json_scan_release(&scan);
	return doc->places;
}

static bool build(struct json_doc *doc, struct json_spot *wrong, struct error *err)
{
	const cJSON *infinite;

	use_our_memory();
	doc->root = parse_into(doc, doc->text, doc->len_bytes);
	if (!doc->root) {
		/* Older releases of cJSON cannot read a number of more than 63 digits; nothing else is known. */
		*wrong = (struct json_spot){0};
		return error_set(err, ERROR_INPUT,
		                 _("The text is correct JSON, but a number in it has too many digits to be read."));
	}
	if (json_has_duplicate(outside(doc->root)) && !places_of(doc, wrong, err))
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
	use_our_memory();
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
	return outside(doc->root);
}

static void find_place(const struct json_doc *doc, const struct json *node, bool of_key, struct json_place *place)
{
	struct json_spot wrong;
	struct error err = {0};
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
	switch (inside(node)->type & 0xFF) { /* the bits above are flags */
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
	return is_container(node) ? outside(inside(node)->child) : NULL;
}

const struct json *json_next(const struct json *node)
{
	return node ? outside(inside(node)->next) : NULL;
}

const char *json_key(const struct json *node)
{
	return node ? inside(node)->string : NULL;
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
	return json_type(node) == JSON_STRING ? inside(node)->valuestring : NULL;
}

bool json_bool(const struct json *node)
{
	return node && (inside(node)->type & 0xFF) == cJSON_True;
}

double json_number(const struct json *node)
{
	return json_type(node) == JSON_NUMBER ? inside(node)->valuedouble : 0;
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

struct json *json_new_object(void)
{
	use_our_memory();
	return outside(cJSON_CreateObject());
}

struct json *json_new_array(void)
{
	use_our_memory();
	return outside(cJSON_CreateArray());
}

void json_free(struct json *node)
{
	cJSON_Delete((cJSON *)node);
}

/* `text` with U+FFFD for every byte that is no UTF-8; caller frees. */
static char *utf8_dup(const char *text)
{
	struct strbuf out = STRBUF_INIT;
	size_t len_bytes = strlen(text);
	uint32_t codepoint;

	if (text_is_utf8(text, len_bytes, NULL))
		return mem_strdup(text);
	for (size_t at = 0; at < len_bytes;) {
		at += text_decode(text + at, len_bytes - at, &codepoint);
		text_encode(&out, codepoint);
	}
	return strbuf_take(&out);
}

struct json *json_new_string(const char *value)
{
	char *clean;
	struct json *node;

	use_our_memory();
	clean = utf8_dup(value ? value : "");
	node = outside(cJSON_CreateString(clean));
	free(clean);
	return node;
}

struct json *json_new_bool(bool value)
{
	use_our_memory();
	return outside(cJSON_CreateBool(value));
}

struct json *json_new_int(int64_t value)
{
	use_our_memory();
	return outside(cJSON_CreateNumber((double)value));
}

struct json *json_copy(const struct json *node)
{
	use_our_memory();
	return node ? outside(cJSON_Duplicate(inside(node), true)) : outside(cJSON_CreateNull());
}

static struct json *put(struct json *into, const char *key, cJSON *item)
{
	char *clean_key;

	if (!key) {
		assert(json_type(into) == JSON_ARRAY);
		cJSON_AddItemToArray((cJSON *)into, item);
		return outside(item);
	}
	assert(json_type(into) == JSON_OBJECT);
	clean_key = utf8_dup(key);
	cJSON_AddItemToObject((cJSON *)into, clean_key, item);
	free(clean_key);
	return outside(item);
}

void json_put(struct json *into, const char *key, struct json *node)
{
	put(into, key, (cJSON *)node);
}

struct json *json_put_object(struct json *into, const char *key)
{
	use_our_memory();
	return put(into, key, cJSON_CreateObject());
}

struct json *json_put_array(struct json *into, const char *key)
{
	use_our_memory();
	return put(into, key, cJSON_CreateArray());
}

void json_put_string(struct json *into, const char *key, const char *value)
{
	char *clean;

	if (!value) {
		json_put_null(into, key);
		return;
	}
	use_our_memory();
	clean = utf8_dup(value);
	put(into, key, cJSON_CreateString(clean));
	free(clean);
}

void json_put_int(struct json *into, const char *key, int64_t value)
{
	assert(value >= -EXACT_BELOW && value <= EXACT_BELOW);
	json_put_number(into, key, (double)value);
}

void json_put_number(struct json *into, const char *key, double value)
{
	if (!(value >= -DBL_MAX && value <= DBL_MAX)) {
		json_put_null(into, key);
		return;
	}
	use_our_memory();
	put(into, key, cJSON_CreateNumber(value));
}

void json_put_bool(struct json *into, const char *key, bool value)
{
	use_our_memory();
	put(into, key, cJSON_CreateBool(value));
}

void json_put_null(struct json *into, const char *key)
{
	use_our_memory();
	put(into, key, cJSON_CreateNull());
}
