/* The header of a bundle: which keys it has, what each may hold, and what goes together. */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "bundle_private.h"
#include "crypto.h"
#include "tenken/base/date.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"
#include "tenken/exchange/canonical.h"

enum { ID_BYTES_MAX = 64, YEAR_MIN = 1869, YEAR_MAX = 9998 };
#define WHOLE_MAX 9007199254740991 /* 2^53 - 1: from there on JSON's numbers are not exact */

static const char *const kind_ids[] = {
        [BUNDLE_CAMPAIGN] = "campaign", [BUNDLE_SUBMISSION] = "submission",
        [BUNDLE_RETURN] = "return",     [BUNDLE_HANDOVER] = "handover",
        [BUNDLE_PUSH] = "push",         [BUNDLE_COMMON] = "common",
};
static_assert(sizeof kind_ids / sizeof *kind_ids == BUNDLE_KINDS, "every kind has its word");

/* What the kinds ask of a header. */
enum need { NEVER, MAYBE, ALWAYS };
static const struct {
	enum need unit, recipient, sender_key, enrol;
} needs[] = {
        [BUNDLE_CAMPAIGN] = {NEVER, NEVER, ALWAYS, NEVER}, [BUNDLE_SUBMISSION] = {ALWAYS, ALWAYS, MAYBE, MAYBE},
        [BUNDLE_RETURN] = {ALWAYS, ALWAYS, NEVER, NEVER},  [BUNDLE_HANDOVER] = {ALWAYS, ALWAYS, NEVER, NEVER},
        [BUNDLE_PUSH] = {ALWAYS, ALWAYS, NEVER, NEVER},    [BUNDLE_COMMON] = {MAYBE, MAYBE, NEVER, NEVER},
};
static_assert(sizeof needs / sizeof *needs == BUNDLE_KINDS, "every kind says what it needs");

const char *bundle_kind_id(enum bundle_kind kind)
{
	return (unsigned)kind < BUNDLE_KINDS ? kind_ids[kind] : "";
}

static bool find_kind(const char *id, enum bundle_kind *kind)
{
	for (int i = 0; i < BUNDLE_KINDS; i++) {
		if (strcmp(kind_ids[i], id) == 0) {
			*kind = (enum bundle_kind)i;
			return true;
		}
	}
	return false;
}

/* --- what a text may be --- */

static bool is_id(const char *text)
{
	size_t len_bytes = strlen(text);

	return len_bytes > 0 && len_bytes <= ID_BYTES_MAX &&
	       strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == len_bytes;
}

static bool is_unit(const char *text)
{
	return strlen(text) <= ID_BYTES_MAX && text_is_safe(text, TEXT_SAFE_LINE) && (!*text || !str_is_blank(text));
}

static bool is_kind(const char *text)
{
	enum bundle_kind kind;

	return find_kind(text, &kind);
}

static bool is_hash(const char *text)
{
	return crypto_is_hex(text, BUNDLE_HASH_HEX);
}

static bool is_hash_or_none(const char *text)
{
	return !*text || is_hash(text);
}

static bool is_key_id(const char *text)
{
	return crypto_is_hex(text, KEY_ID_HEX);
}

static bool is_key_id_or_none(const char *text)
{
	return !*text || is_key_id(text);
}

static bool is_key(const char *text)
{
	struct public_key key;
	struct error ignored = {0};
	bool ok = public_key_parse(&key, text, &ignored);

	error_release(&ignored);
	return ok;
}

/* --- the keys, in their order --- */

/* A text that `holds` judges, or, without that, a whole number from `least` to `most`. */
struct field {
	const char *key;
	size_t at; /* in struct bundle_header */
	bool (*holds)(const char *text);
	int64_t least, most;
	bool optional; /* left out instead of "" */
};

#define TEXT_FIELD(name, judge)     .key = #name, .at = offsetof(struct bundle_header, name), .holds = judge
#define WHOLE_FIELD(name, from, to) .key = #name, .at = offsetof(struct bundle_header, name), .least = from, .most = to

static const struct field fields[] = {
        {TEXT_FIELD(campaign, is_id)},
        {WHOLE_FIELD(chain_count, 0, WHOLE_MAX)},
        {TEXT_FIELD(chain_head, is_hash_or_none)},
        {WHOLE_FIELD(counter, 1, WHOLE_MAX)},
        {TEXT_FIELD(created_at, datetime_is_valid)},
        {TEXT_FIELD(enrol, is_hash), .optional = true},
        {WHOLE_FIELD(fiscal_year, YEAR_MIN, YEAR_MAX)},
        {TEXT_FIELD(kind, is_kind)},
        {TEXT_FIELD(pack, is_id)},
        {TEXT_FIELD(pack_sha256, is_hash)},
        {TEXT_FIELD(previous, is_hash_or_none)},
        {TEXT_FIELD(recipient, is_key_id_or_none)},
        {TEXT_FIELD(sender, is_key_id)},
        {TEXT_FIELD(sender_key, is_key), .optional = true},
        {TEXT_FIELD(unit, is_unit)},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const char **text_slot(struct bundle_header *header, const struct field *field)
{
	return (const char **)(void *)((char *)header + field->at);
}

static int64_t *whole_slot(struct bundle_header *header, const struct field *field)
{
	return (int64_t *)(void *)((char *)header + field->at);
}

void bundle_header_write(struct strbuf *out, const struct bundle_header *header)
{
	struct bundle_header copy = *header;
	struct json *root = json_new_object();
	struct error ignored = {0};

	for (size_t i = 0; i < FIELDS; i++) {
		const struct field *field = &fields[i];

		if (field->holds == is_kind)
			json_put_string(root, field->key, bundle_kind_id(header->kind));
		else if (!field->holds)
			json_put_int(root, field->key, *whole_slot(&copy, field));
		else if (!field->optional || **text_slot(&copy, field))
			json_put_string(root, field->key, *text_slot(&copy, field));
	}
	canonical_write(out, root, &ignored);
	json_free(root);
	error_release(&ignored);
}

/* Refuses the header with a whole sentence about one of its keys. */
static bool wrong(struct bundle *bundle, struct error *err, const char *sentence, const char *key)
{
	bundle->fault = BUNDLE_BAD_HEADER;
	return error_set(err, ERROR_INPUT, sentence, key);
}

static bool wrong_value(struct bundle *bundle, struct error *err, const char *key)
{
	return wrong(
	        bundle, err,
	        _("The header of this file holds something impossible (%s). Ask the sender to make the file again."),
	        key);
}

static bool read_field(struct bundle *bundle, const struct field *field, const struct json *node, struct error *err)
{
	const char *text = json_string(node);
	int64_t whole;

	if (!node && field->optional) {
		*text_slot(&bundle->header, field) = "";
		return true;
	}
	if (!node)
		return wrong(bundle, err,
		             _("The header of this file is not complete (%s). Ask the sender to make the file again."),
		             field->key);
	if (field->holds) {
		if (!text || !field->holds(text))
			return wrong_value(bundle, err, field->key);
		if (field->holds == is_kind)
			find_kind(text, &bundle->header.kind);
		else
			*text_slot(&bundle->header, field) = text;
		return true;
	}
	if (!json_int(node, &whole) || whole < field->least || whole > field->most)
		return wrong_value(bundle, err, field->key);
	*whole_slot(&bundle->header, field) = whole;
	return true;
}

static bool is_known(const char *key)
{
	for (size_t i = 0; i < FIELDS; i++) {
		if (strcmp(fields[i].key, key) == 0)
			return true;
	}
	return false;
}

static bool read_fields(struct bundle *bundle, struct error *err)
{
	const struct json *root = json_root(bundle->header_doc);

	for (const struct json *member = json_first(root); member; member = json_next(member)) {
		if (!is_known(json_key(member)))
			return wrong(bundle, err,
			             _("The header of this file holds something unknown (%s). Ask the sender to make "
			               "the file again."),
			             json_key(member));
	}
	for (size_t i = 0; i < FIELDS; i++) {
		if (!read_field(bundle, &fields[i], json_get(root, fields[i].key), err))
			return false;
	}
	return true;
}

static bool meets(enum need need, const char *text)
{
	return need == MAYBE || (need == ALWAYS) == (*text != '\0');
}

/* What each value says by itself is right: whether they go together. */
static bool agrees(struct bundle *bundle, struct error *err)
{
	const struct bundle_header *header = &bundle->header;
	struct public_key key;
	char id[KEY_ID_HEX + 1];

	if (!meets(needs[header->kind].unit, header->unit))
		return wrong_value(bundle, err, "unit");
	if (!meets(needs[header->kind].recipient, header->recipient))
		return wrong_value(bundle, err, "recipient");
	if (!meets(needs[header->kind].sender_key, header->sender_key))
		return wrong_value(bundle, err, "sender_key");
	/* A unit's key is introduced together with the proof that it is the unit's. */
	if (!meets(needs[header->kind].enrol, header->enrol) ||
	    (header->kind == BUNDLE_SUBMISSION && !*header->enrol != !*header->sender_key))
		return wrong_value(bundle, err, "enrol");
	if (header->counter == 1 && *header->previous)
		return wrong_value(bundle, err, "previous");
	if ((header->chain_count == 0) != !*header->chain_head)
		return wrong_value(bundle, err, "chain_head");
	if (bundle_introduces(bundle, &key)) {
		public_key_id(&key, id);
		if (strcmp(id, header->sender) != 0)
			return wrong_value(bundle, err, "sender");
	}
	return true;
}

bool bundle_header_read(struct bundle *bundle, const char *text, size_t len_bytes, struct error *err)
{
	struct json_limits limits = {.size_bytes = BUNDLE_HEADER_BYTES_MAX, .depth = 1};
	struct error why = {0};

	bundle->header_doc = canonical_read(text, len_bytes, &limits, &why);
	if (!bundle->header_doc || json_type(json_root(bundle->header_doc)) != JSON_OBJECT) {
		error_release(&why);
		return bundle_refuse(
		        bundle, BUNDLE_BAD_HEADER, err,
		        _("The header of this file cannot be read: it was changed on its way, or damaged. Ask the "
		          "sender for it again."));
	}
	return read_fields(bundle, err) && agrees(bundle, err);
}
