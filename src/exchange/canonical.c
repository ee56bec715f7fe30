#include "tenken/exchange/canonical.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

static bool write_node(struct strbuf *out, const struct json *node, struct error *err);

static int by_key(const void *a, const void *b)
{
	const struct json *const *left = a, *const *right = b;

	return strcmp(json_key(*left), json_key(*right));
}

static void write_key(struct strbuf *out, const char *key)
{
	struct json *text = json_new_string(key);

	json_write(out, text, false);
	json_free(text);
	strbuf_add_char(out, ':');
}

static bool write_object(struct strbuf *out, const struct json *object, struct error *err)
{
	const struct json **members = NULL;
	size_t count = 0;
	bool ok = true;

	for (const struct json *member = json_first(object); member; member = json_next(member))
		*MEM_PUSH(members, count) = member;
	if (count)
		qsort(members, count, sizeof *members, by_key);
	strbuf_add_char(out, '{');
	for (size_t i = 0; ok && i < count; i++) {
		if (i)
			strbuf_add_char(out, ',');
		write_key(out, json_key(members[i]));
		ok = write_node(out, members[i], err);
	}
	strbuf_add_char(out, '}');
	free(members);
	return ok;
}

static bool write_array(struct strbuf *out, const struct json *array, struct error *err)
{
	strbuf_add_char(out, '[');
	for (const struct json *element = json_first(array); element; element = json_next(element)) {
		if (element != json_first(array))
			strbuf_add_char(out, ',');
		if (!write_node(out, element, err))
			return false;
	}
	strbuf_add_char(out, ']');
	return true;
}

static bool write_node(struct strbuf *out, const struct json *node, struct error *err)
{
	int64_t whole;

	switch (json_type(node)) {
	case JSON_OBJECT:
		return write_object(out, node, err);
	case JSON_ARRAY:
		return write_array(out, node, err);
	case JSON_NUMBER:
		if (!json_int(node, &whole))
			return error_set(
			        err, ERROR_INPUT,
			        _("A number is not whole or too large. Write it as a text, in quotation marks."));
		break;
	default:
		break;
	}
	json_write(out, node, false);
	return true;
}

bool canonical_write(struct strbuf *out, const struct json *node, struct error *err)
{
	size_t before_bytes = out->len_bytes;
	bool ok = write_node(out, node, err);

	if (!ok)
		strbuf_cut(out, before_bytes);
	return ok;
}

struct json_doc *canonical_read(const char *text, size_t len_bytes, const struct json_limits *limits, struct error *err)
{
	struct json_place place;
	struct json_doc *doc = json_read_at(text, len_bytes, limits, &place, err);
	struct strbuf again = STRBUF_INIT;
	bool ok = false;

	json_place_release(&place);
	if (!doc)
		return NULL;
	if (canonical_write(&again, json_root(doc), err)) {
		ok = again.len_bytes == len_bytes && memcmp(again.text, text, len_bytes) == 0;
		if (!ok)
			error_set(err, ERROR_INPUT,
			          _("The text is correct JSON, but not in the one form that is laid down."));
	}
	strbuf_release(&again);
	if (ok)
		return doc;
	json_doc_free(doc);
	return NULL;
}
