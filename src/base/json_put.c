/* Making JSON values: what json.h lets others build, piece by piece. */
#include <assert.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "json_node.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

struct json *json_new_object(void)
{
	json_use_our_memory();
	return json_outside(cJSON_CreateObject());
}

struct json *json_new_array(void)
{
	json_use_our_memory();
	return json_outside(cJSON_CreateArray());
}

void json_free(struct json *node)
{
	cJSON_Delete((cJSON *)node);
}

char *json_clean_text(const char *text)
{
	struct strbuf out = STRBUF_INIT;
	size_t len_bytes = strlen(text);
	uint32_t codepoint;

	if (text_is_utf8(text, len_bytes, NULL))
		return NULL;
	for (size_t at = 0; at < len_bytes;) {
		at += text_decode(text + at, len_bytes - at, &codepoint);
		text_encode(&out, codepoint);
	}
	return strbuf_take(&out);
}

static char *utf8_dup(const char *text)
{
	char *clean = json_clean_text(text);

	return clean ? clean : mem_strdup(text);
}

struct json *json_new_string(const char *value)
{
	char *clean;
	struct json *node;

	json_use_our_memory();
	clean = utf8_dup(value ? value : "");
	node = json_outside(cJSON_CreateString(clean));
	free(clean);
	return node;
}

struct json *json_new_bool(bool value)
{
	json_use_our_memory();
	return json_outside(cJSON_CreateBool(value));
}

struct json *json_new_int(int64_t value)
{
	json_use_our_memory();
	return json_outside(cJSON_CreateNumber((double)value));
}

struct json *json_copy(const struct json *node)
{
	json_use_our_memory();
	return node ? json_outside(cJSON_Duplicate(json_inside(node), true)) : json_outside(cJSON_CreateNull());
}

static struct json *put(struct json *into, const char *key, cJSON *item)
{
	char *clean_key;

	if (!key) {
		assert(json_type(into) == JSON_ARRAY);
		cJSON_AddItemToArray((cJSON *)into, item);
		return json_outside(item);
	}
	assert(json_type(into) == JSON_OBJECT);
	clean_key = utf8_dup(key);
	cJSON_AddItemToObject((cJSON *)into, clean_key, item);
	free(clean_key);
	return json_outside(item);
}

void json_put(struct json *into, const char *key, struct json *node)
{
	put(into, key, (cJSON *)node);
}

void json_put_borrowed(struct json *into, const char *key, const struct json *node)
{
	json_use_our_memory();
	cJSON *reference = cJSON_CreateNull();
	*reference = *json_inside(node);
	reference->type |= cJSON_IsReference;
	reference->string = NULL;
	reference->next = reference->prev = NULL;
	put(into, key, reference);
}

struct json *json_put_object(struct json *into, const char *key)
{
	json_use_our_memory();
	return put(into, key, cJSON_CreateObject());
}

struct json *json_put_array(struct json *into, const char *key)
{
	json_use_our_memory();
	return put(into, key, cJSON_CreateArray());
}

void json_put_string(struct json *into, const char *key, const char *value)
{
	char *clean;

	if (!value) {
		json_put_null(into, key);
		return;
	}
	json_use_our_memory();
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
	json_use_our_memory();
	put(into, key, cJSON_CreateNumber(value));
}

void json_put_bool(struct json *into, const char *key, bool value)
{
	json_use_our_memory();
	put(into, key, cJSON_CreateBool(value));
}

void json_put_null(struct json *into, const char *key)
{
	json_use_our_memory();
	put(into, key, cJSON_CreateNull());
}
