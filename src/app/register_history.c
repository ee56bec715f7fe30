/* The history of a record: what each change made of its fields, in words; every state, as JSON. */
#include <stdlib.h>

#include "ledger_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static void show_text(struct strbuf *out, const struct workplace *workplace, const struct field *field, const char *text)
{
	const struct facts *facts = &workplace->ledger.facts;
	size_t at = field->type == VALUE_REF ? facts_find(facts, workplace->pack, field->target, text, NULL)
	                                     : field_find_value(field, text);
	struct date day;
	if (field->type == VALUE_DATE && date_parse_iso(&day, text))
		date_format_local(out, day);
	else if (field->type == VALUE_DATE)
		strbuf_add(out, _(field_none(field)));
	else if (field->type == VALUE_REF && at != SIZE_MAX)
		strbuf_add(out, record_name(&facts->records[at], workplace->pack));
	else if (field->type != VALUE_REF && at != SIZE_MAX)
		strbuf_add(out, bilingual_text(&field->values[at].label));
	else
		strbuf_add(out, str_is_blank(text) ? _("none") : text); /* also what this pack no longer has */
}

/* A value as it was kept. Not all of it need fit the present pack: what does not is shown as it stands. */
static void show_kept(struct strbuf *out, const struct workplace *workplace, const struct field *field,
                      const struct json *value)
{
	size_t from = out->len_bytes;
	switch (json_type(value)) {
	case JSON_BOOL:
		strbuf_add(out, json_bool(value) ? _("yes") : _("no"));
		break;
	case JSON_STRING:
		show_text(out, workplace, field, json_string(value));
		break;
	case JSON_ARRAY:
		for (const struct json *one = json_first(value); one; one = json_next(one)) {
			if (out->len_bytes > from)
				strbuf_add(out, _(", "));
			show_kept(out, workplace, field, one);
		}
		if (!json_size(value))
			strbuf_add(out, _("none"));
		break;
	default:
		json_write(out, value, false);
	}
}

static bool is_same(const struct json *a, const struct json *b)
{
	struct strbuf left = STRBUF_INIT, right = STRBUF_INIT;
	if (a)
		json_write(&left, a, false);
	if (b)
		json_write(&right, b, false);
	bool same = str_equal(left.text, right.text);
	strbuf_release(&left);
	strbuf_release(&right);
	return same;
}

/* The fields that the event made different from what stood `before` (NULL: nothing). */
static void add_changes(struct strbuf *out, const struct workplace *workplace, const struct register_kind *kind,
                        const struct json *before, const struct json *after)
{
	size_t from = out->len_bytes;
	for (size_t i = 0; i < kind->fields_count; i++) {
		const struct field *field = &kind->fields[i];
		const struct json *value = json_get(after, field->id);
		if (is_same(json_get(before, field->id), value))
			continue;
		if (out->len_bytes > from)
			strbuf_add(out, C_("between changed fields", "; "));
		strbuf_addf(out, C_("field and value", "%s: "), bilingual_text(&field->label));
		if (value)
			show_kept(out, workplace, field, value);
		else
			strbuf_add(out, _("not known yet"));
	}
	if (out->len_bytes == from)
		strbuf_add(out, before ? _("nothing changed") : _("added, nothing filled in"));
}

static void describe_event(struct strbuf *out, const struct record_event *event)
{
	struct strbuf when = STRBUF_INIT;
	datetime_format_local(&when, event->at);
	if (*event->acted_for)
		strbuf_addf(out, _("%s, %s for %s"), when.text, event->actor, event->acted_for);
	else
		strbuf_addf(out, _("%s, %s"), when.text, event->actor);
	strbuf_add(out, ": ");
	strbuf_release(&when);
}

char *record_history_text(const struct workplace *workplace, size_t record, struct error *err)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	const struct register_kind *kind = &workplace->pack->registers->items[found->owner];
	struct record_events events = {0};
	struct strbuf out = STRBUF_INIT;
	struct json *before = NULL;
	if (!records_history(workplace->db, kind->id, found->id, &events, err))
		return NULL;
	for (size_t i = 0; i < events.count; i++) {
		const struct record_event *event = &events.items[i];
		bool removed = event->kind == RECORD_REMOVE;
		struct json *after = removed ? NULL : ledger_record_json(found->id, event->fields);
		describe_event(&out, event);
		if (removed)
			strbuf_add(&out, _("removed"));
		else
			add_changes(&out, workplace, kind, before, after);
		strbuf_add_char(&out, '\n');
		json_free(before);
		before = after;
	}
	json_free(before);
	record_events_release(&events);
	return strbuf_take(&out);
}

/* --- as JSON --- */

static void put_event(struct json *list, const struct record_event *event)
{
	struct json *node = json_put_object(list, NULL);
	struct json *kept = ledger_record_json("", event->fields);
	json_put_int(node, "revision", event->revision);
	json_put_string(node, "kind", record_event_kind_code(event->kind));
	struct json *fields = json_put_object(node, "fields");
	for (const struct json *member = json_first(kept); member; member = json_next(member))
		if (!str_equal(json_key(member), "id"))
			json_put(fields, json_key(member), json_copy(member));
	json_put_string(node, "actor", event->actor);
	json_put_string(node, "acted_for", *event->acted_for ? event->acted_for : NULL);
	json_put_string(node, "at", event->at);
	json_free(kept);
}

struct json *record_history_json(const struct workplace *workplace, size_t record, struct error *err)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	const char *owner = workplace->pack->registers->items[found->owner].id;
	struct record_events events = {0};
	if (!records_history(workplace->db, owner, found->id, &events, err))
		return NULL;
	struct json *root = json_new_object();
	json_put_string(root, "register", owner);
	json_put_string(root, "id", found->id);
	struct json *list = json_put_array(root, "events");
	for (size_t i = 0; i < events.count; i++)
		put_event(list, &events.items[i]);
	record_events_release(&events);
	return root;
}
