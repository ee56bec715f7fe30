/* The file in which an office's texts are kept. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/json.h"
#include "tenken/base/mem.h"
#include "wording_internal.h"

struct origin { /* to say where something is wrong */
	const struct json_doc *doc;
	const char *name;
	struct error *err;
};

static bool wrong(const struct origin *origin, const struct json *node, const char *message)
{
	struct json_place place = {0};
	json_where(origin->doc, node, &place);
	error_set(origin->err, ERROR_INPUT, "%s:%zu:%zu: %s", origin->name, place.line, place.column, message);
	json_place_release(&place);
	return false;
}

/* Whether `node` is an object of exactly these members. */
static bool has_members(const struct origin *origin, const struct json *node, const char *const *keys, size_t count)
{
	if (json_type(node) != JSON_OBJECT || json_size(node) != count)
		return wrong(origin, node, _("This is not what the program wrote."));
	for (size_t i = 0; i < count; i++)
		if (!json_get(node, keys[i]))
			return wrong(origin, node, _("This is not what the program wrote."));
	return true;
}

static bool is_digest(const char *text)
{
	return text && strlen(text) == WORDING_DIGEST_HEX && strspn(text, "0123456789abcdef") == WORDING_DIGEST_HEX;
}

/* Clauses that the pack has no longer are compared one by one: there are few. */
static bool is_there(const struct wording *wording, const char *id)
{
	size_t clause = pack_find_clause(wording->pack, id);
	if (clause != SIZE_MAX)
		return wording->of_clause[clause] != SIZE_MAX;
	for (size_t i = 0; i < wording->count; i++)
		if (str_equal(wording->texts[i].id, id))
			return true;
	return false;
}

static bool read_text(struct wording *wording, const struct origin *origin, const struct json *node, wording_digest *digest)
{
	static const char *const keys[] = {"id", "digest", "text"};
	if (!has_members(origin, node, keys, 3))
		return false;
	const char *id = json_string(json_get(node, "id"));
	const char *hex = json_string(json_get(node, "digest"));
	const char *text = json_string(json_get(node, "text"));
	if (!id || !*id || strlen(id) > PACK_ID_BYTES_MAX || !is_digest(hex) || !text || strlen(text) > WORDING_TEXT_BYTES_MAX)
		return wrong(origin, node, _("This is not what the program wrote."));
	if (is_there(wording, id))
		return wrong(origin, node, _("This clause stands here twice."));
	struct wording_text *slot = wording_add(wording, id);
	size_t clause = pack_find_clause(wording->pack, id);
	slot->digest = mem_strdup(hex);
	slot->text = mem_strdup(text);
	slot->fits = clause != SIZE_MAX && wording_fits(text, wording->pack->clauses[clause].digest, digest);
	return true;
}

static bool read_root(struct wording *wording, const struct origin *origin, wording_digest *digest)
{
	static const char *const keys[] = {"pack", "texts"};
	const struct json *root = json_root(origin->doc);
	if (!has_members(origin, root, keys, 2))
		return false;
	if (!str_equal(json_string(json_get(root, "pack")), wording->pack->id))
		return wrong(origin, json_get(root, "pack"), _("These are the texts of another pack."));
	const struct json *texts = json_get(root, "texts");
	if (json_type(texts) != JSON_ARRAY)
		return wrong(origin, texts, _("This is not what the program wrote."));
	for (const struct json *node = json_first(texts); node; node = json_next(node))
		if (!read_text(wording, origin, node, digest))
			return false;
	return true;
}

bool wording_read(struct wording *wording, const struct pack *pack, const char *json, size_t len_bytes, const char *name,
                  wording_digest *digest, struct error *err)
{
	wording_init(wording, pack);
	struct json_doc *doc = json_read(json, len_bytes, name, &json_limits_outside, err);
	if (!doc)
		return false;
	struct origin origin = {.doc = doc, .name = name, .err = err};
	bool ok = read_root(wording, &origin, digest);
	json_doc_free(doc);
	if (!ok) {
		wording_release(wording);
		wording_init(wording, pack);
	}
	return ok;
}

static void put_text(struct json *list, const struct wording_text *text)
{
	struct json *node = json_put_object(list, NULL);
	json_put_string(node, "id", text->id);
	json_put_string(node, "digest", text->digest);
	json_put_string(node, "text", text->text);
}

void wording_write(struct strbuf *out, const struct wording *wording)
{
	struct json *root = json_new_object();
	json_put_string(root, "pack", wording->pack->id);
	struct json *list = json_put_array(root, "texts");
	for (size_t i = 0; i < wording->pack->clauses_count; i++)
		if (wording->of_clause[i] != SIZE_MAX)
			put_text(list, &wording->texts[wording->of_clause[i]]);
	for (size_t i = 0; i < wording->count; i++)
		if (pack_find_clause(wording->pack, wording->texts[i].id) == SIZE_MAX)
			put_text(list, &wording->texts[i]);
	json_write(out, root, true);
	json_free(root);
}
