#include "register_import.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

enum { DEFECTS_SHOWN = 50 };

void import_result_release(struct import_result *result)
{
	free(result->text);
	json_free(result->records);
	*result = (struct import_result){0};
}

bool import_begin(struct import *import, struct workplace *workplace, const char *path, struct error *err)
{
	size_t count = workplace->pack->registers ? workplace->pack->registers->count : 0;
	*import = (struct import){.workplace = workplace, .name = path_base(path), .defects = STRBUF_INIT};
	import->complete = mem_new(count + 1, sizeof *import->complete);
	return ledger_sources_load(&import->sources, workplace, err);
}

void import_end(struct import *import)
{
	for (size_t i = 0; i < import->count; i++) {
		free(import->items[i].id);
		json_free(import->items[i].fields);
	}
	free(import->items);
	free(import->complete);
	strbuf_release(&import->defects);
	ledger_sources_release(&import->sources);
	*import = (struct import){0};
}

void import_defect(struct import *import, const char *place, const char *message)
{
	if (import->defects_count++ < DEFECTS_SHOWN)
		strbuf_addf(&import->defects, "%s%s:%s: %s", import->defects.len_bytes ? "\n" : "", import->name, place,
		            message);
}

static const struct record_event *event_of(const struct import *import, size_t owner, const char *id)
{
	return ledger_event(&import->sources.events, import->workplace->pack->registers->items[owner].id, id);
}

struct json *import_present(const struct import *import, size_t owner, const char *id)
{
	const struct record_event *event = event_of(import, owner, id);
	return ledger_record_json(id, event && event->kind == RECORD_SET ? event->fields : "{}");
}

void import_put(struct import *import, size_t owner, const char *id, struct json *fields, size_t line)
{
	const struct record_event *event = event_of(import, owner, id);
	*MEM_PUSH(import->items, import->count) = (struct import_item){
	        .owner = owner,
	        .id = mem_strdup(id),
	        .fields = fields,
	        .line = line,
	        .what = event && event->kind == RECORD_SET ? ITEM_CHANGED : ITEM_ADDED,
	        .revision = event ? event->revision : 0,
	};
}

/* --- checking --- */

/* The whole ledger as it would be. */
static struct json *document_after(struct import *import)
{
	struct json *document = NULL;
	for (size_t i = 0; i < import->count; i++)
		ledger_sources_put(&import->sources, import->workplace->pack, import->items[i].owner,
		                   import->items[i].id, import->items[i].fields);
	document = ledger_document(import->workplace, &import->sources);
	return document;
}

/* The item that brings this record, or NULL. */
static const struct import_item *item_of(const struct import *import, const struct record *record)
{
	for (size_t i = 0; i < import->count; i++)
		if (import->items[i].owner == record->owner && str_equal(import->items[i].id, record->id))
			return &import->items[i];
	return NULL;
}

static char *text_of(const struct json *node)
{
	struct strbuf out = STRBUF_INIT;
	json_write(&out, node, false);
	return strbuf_take(&out);
}

/* Whether the file leaves the field of the record as it is kept. */
static bool leaves_field(const struct import_item *item, const struct record_events *kept, const char *kind,
                         const char *field)
{
	const struct record_event *event = ledger_event(kept, kind, item->id);
	if (!event || event->kind != RECORD_SET)
		return false;
	struct json *present = ledger_record_json(item->id, event->fields);
	char *before = text_of(json_get(present, field)), *after = text_of(json_get(item->fields, field));
	bool same = str_equal(before, after);
	free(before);
	free(after);
	json_free(present);
	return same;
}

/* What the import would bring about: in its own records, and in others that refer to them. What did not fit before, and is
 * left as it is, is not its doing. */
static void note_problems(struct import *import, const struct facts *facts, const struct pack_problems *problems,
                          const struct record_events *kept)
{
	const struct workplace *workplace = import->workplace;
	for (size_t i = 0; i < problems->count; i++) {
		const struct pack_problem *problem = &problems->items[i];
		char *field = NULL;
		struct strbuf place = STRBUF_INIT;
		size_t record = ledger_problem_record(workplace->pack, facts, problem, &field);
		const struct import_item *item = record == SIZE_MAX ? NULL : item_of(import, &facts->records[record]);
		bool is_new = record != SIZE_MAX && ledger_problem_is_new(workplace, problem);
		if (item && (is_new || !leaves_field(item, kept, workplace->pack->registers->items[item->owner].id, field))) {
			import->place(import, item, field, &place);
			import_defect(import, place.text, problem->message);
		} else if (!item && is_new) {
			strbuf_addf(&place, " %s", record_name(&facts->records[record], workplace->pack));
			import_defect(import, place.text, problem->message);
		}
		strbuf_release(&place);
		free(field);
	}
}

static void note_long_texts(struct import *import)
{
	for (size_t i = 0; i < import->count; i++) {
		struct strbuf place = STRBUF_INIT;
		struct error err = {0};
		if (!record_texts_fit(import->items[i].fields,
		                      &import->workplace->pack->registers->items[import->items[i].owner], &err)) {
			import->place(import, &import->items[i], "id", &place);
			import_defect(import, place.text, err.message);
		}
		strbuf_release(&place);
		error_release(&err);
	}
}

/* One field as it will be kept: a reference as it was written (`before`, where that means the same), since what is
 * unmistakable today need not be so tomorrow; and what the pack cannot read as it was. NULL: nothing. */
static struct json *field_kept(const struct json *given, const struct json *before, const struct value *value,
                               const struct field *field, const struct pack *pack, const struct facts *facts)
{
	if (json_type(given) == JSON_NULL)
		return NULL;
	if (field->type == VALUE_REF && value->known && json_string(before) &&
	    facts_find(facts, pack, field->target, json_string(before), NULL) == value->record)
		return json_copy(before);
	return field->type == VALUE_REF || !value->known ? json_copy(given) : value_json(value, field, pack, facts);
}

/* The fields of an item as they will be kept: in the order of the register, ids for labels and numbers, and behind them what the
 * pack does not have. `present`: as they are kept now. Caller frees. */
static struct json *fields_kept(const struct import_item *item, const struct json *present, const struct pack *pack,
                                const struct facts *facts)
{
	const struct register_kind *kind = &pack->registers->items[item->owner];
	const struct record *record = &facts->records[facts_find(facts, pack, item->owner, item->id, NULL)];
	struct json *clean = json_new_object();
	for (size_t f = 0; f < kind->fields_count; f++) {
		const struct field *field = &kind->fields[f];
		struct json *value = field_kept(json_get(item->fields, field->id), json_get(present, field->id),
		                                &record->values[f], field, pack, facts);
		if (value)
			json_put(clean, field->id, value);
	}
	for (const struct json *member = json_first(item->fields); member; member = json_next(member))
		if (register_find_field(kind, json_key(member)) == SIZE_MAX)
			json_put(clean, json_key(member), json_copy(member));
	return clean;
}

static void normalise(struct import *import, const struct facts *facts, const struct record_events *kept)
{
	const struct pack *pack = import->workplace->pack;
	for (size_t i = 0; i < import->count; i++) {
		struct import_item *item = &import->items[i];
		const struct record_event *event =
		        ledger_event(kept, pack->registers->items[item->owner].id, item->id);
		struct json *present =
		        ledger_record_json(item->id, event && event->kind == RECORD_SET ? event->fields : "{}");
		struct json *clean = fields_kept(item, present, pack, facts);
		json_free(present);
		json_free(item->fields);
		item->fields = clean;
	}
}

/* --- writing --- */

static bool is_kept(const struct import *import, const struct import_item *item, const struct record_events *kept)
{
	const char *kind = import->workplace->pack->registers->items[item->owner].id;
	const struct record_event *event = ledger_event(kept, kind, item->id);
	char *text = text_of(item->fields);
	bool same = event && event->kind == RECORD_SET && str_equal(event->fields, text);
	free(text);
	return same;
}

static void sum_up(struct import *import, const struct record_events *kept, struct import_result *result)
{
	struct strbuf lines = STRBUF_INIT;
	result->records = json_new_array();
	for (size_t i = 0; i < import->count; i++) {
		struct import_item *item = &import->items[i];
		const char *kind = import->workplace->pack->registers->items[item->owner].id;
		if (is_kept(import, item, kept))
			item->what = ITEM_UNCHANGED;
		result->added += item->what == ITEM_ADDED;
		result->changed += item->what == ITEM_CHANGED;
		result->unchanged += item->what == ITEM_UNCHANGED;
		if (item->what == ITEM_UNCHANGED)
			continue;
		strbuf_addf(&lines, "%s%s:%s  %s", lines.len_bytes ? "\n" : "", kind, item->id,
		            item->what == ITEM_ADDED ? _("added") : _("changed"));
		struct json *node = json_put_object(result->records, NULL);
		json_put_string(node, "register", kind);
		json_put_string(node, "id", item->id);
		json_put_string(node, "result", item->what == ITEM_ADDED ? "added" : "changed");
	}
	result->text = strbuf_take(&lines);
}

static bool write_items(struct import *import, struct error *err)
{
	struct workplace *workplace = import->workplace;
	for (size_t i = 0; i < import->count; i++) {
		const struct import_item *item = &import->items[i];
		if (item->what == ITEM_UNCHANGED)
			continue;
		char *text = text_of(item->fields);
		bool ok = ledger_append(workplace, workplace->pack->registers->items[item->owner].id, item->id,
		                        item->revision + 1, RECORD_SET, text, err);
		free(text);
		if (!ok)
			return false;
	}
	return true;
}

static bool write_complete(struct import *import, struct error *err)
{
	struct workplace *workplace = import->workplace;
	char now[26];
	for (size_t i = 0; workplace->pack->registers && i < workplace->pack->registers->count; i++) {
		if (!import->complete[i] || workplace->ledger.facts.complete[i])
			continue;
		char *fact = str_format("%s%s", ledger_complete_prefix, workplace->pack->registers->items[i].id);
		bool ok = facts_append(workplace->db, workplace->cycle.id, fact, TRUTH_TRUE,
		                       workplace_actor(workplace, workplace->checklists_count ? workplace->checklists : NULL),
		                       workplace->acted_for ? workplace->acted_for : "", platform_now(now), err);
		free(fact);
		if (!ok)
			return false;
	}
	return true;
}

static bool write_all(struct import *import, struct error *err)
{
	struct db *db = import->workplace->db;
	if (!workplace_may_write(import->workplace, err) || !db_begin(db, err))
		return false;
	if (!write_items(import, err) || !write_complete(import, err)) {
		db_rollback(db);
		return false;
	}
	return db_commit(db, err) && ledger_changed(import->workplace, err);
}

bool import_finish(struct import *import, bool dry_run, struct import_result *result, struct error *err)
{
	struct pack_problems problems = {0};
	struct record_events kept = {0};
	struct strbuf text = STRBUF_INIT;
	struct facts facts = {0};
	if (!records_load(import->workplace->db, &kept, err))
		return false;
	struct json *document = document_after(import);
	json_write(&text, document, false);
	json_free(document);
	bool ok = facts_read_kept(&facts, import->workplace->pack, import->name, text.text, text.len_bytes, &problems);
	if (ok)
		note_problems(import, &facts, &problems, &kept);
	note_long_texts(import);
	if (import->defects_count > DEFECTS_SHOWN)
		strbuf_addf(&import->defects, _("\n… and %zu more"), import->defects_count - DEFECTS_SHOWN);
	if (!ok || import->defects_count)
		ok = error_set(err, ERROR_INPUT, _("%s\nNothing was changed."),
		               import->defects_count ? import->defects.text : problems.items[0].message);
	if (ok) {
		normalise(import, &facts, &kept);
		sum_up(import, &kept, result);
		ok = dry_run || write_all(import, err);
	}
	facts_release(&facts);
	strbuf_release(&text);
	record_events_release(&kept);
	pack_problems_release(&problems);
	return ok;
}
