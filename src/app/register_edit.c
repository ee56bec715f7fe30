/* Adding, changing and removing records: each is checked as a facts file is, and written as one event. */
#include <stdlib.h>
#include <string.h>

#include "ledger_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/store/db.h"

enum { ID_BYTES_MAX = 64, TEXT_BYTES_MAX = 16000 };

void field_edits_add(struct field_edits *edits, size_t field, struct json *value)
{
	for (size_t i = 0; i < edits->count; i++) {
		if (edits->items[i].field == field) {
			json_free(edits->items[i].value);
			edits->items[i].value = value;
			return;
		}
	}
	*MEM_PUSH(edits->items, edits->count) = (struct field_edit){.field = field, .value = value};
}

void field_edits_enter(struct field_edits *edits, const struct workplace *workplace, size_t record, size_t field,
                       struct json *value)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	const struct register_kind *kind = &workplace->pack->registers->items[found->owner];
	for (size_t i = 0; value && i < kind->fields_count; i++)
		if (kind->fields[i].via_ref == field && found->values[i].known)
			field_edits_add(edits, i, NULL);
	field_edits_add(edits, field, value);
}

void field_edits_release(struct field_edits *edits)
{
	for (size_t i = 0; i < edits->count; i++)
		json_free(edits->items[i].value);
	free(edits->items);
	*edits = (struct field_edits){0};
}

/* --- the picture of a record --- */

static const struct field_edit *edit_of(const struct field_edits *edits, size_t field)
{
	for (size_t i = 0; edits && i < edits->count; i++)
		if (edits->items[i].field == field)
			return &edits->items[i];
	return NULL;
}

/* The fields as they will be, in the order of the register, what is not known left out. What the pack does not have and was
 * kept is kept. Caller frees. */
struct json *ledger_picture(const struct register_kind *kind, const struct json *present,
                            const struct field_edits *edits)
{
	struct json *node = json_new_object();
	for (size_t i = 0; i < kind->fields_count; i++) {
		const struct field_edit *edit = edit_of(edits, i);
		const struct json *kept = json_get(present, kind->fields[i].id);
		if (edit && edit->value)
			json_put(node, kind->fields[i].id, json_copy(edit->value));
		else if (!edit && kept && json_type(kept) != JSON_NULL)
			json_put(node, kind->fields[i].id, json_copy(kept));
	}
	for (const struct json *member = json_first(present); member; member = json_next(member))
		if (!str_equal(json_key(member), "id") && register_find_field(kind, json_key(member)) == SIZE_MAX)
			json_put(node, json_key(member), json_copy(member));
	return node;
}

/* --- checking --- */

bool ledger_problem_is_new(const struct workplace *workplace, const struct pack_problem *problem)
{
	const struct pack_problems *stale = &workplace->ledger.stale;
	for (size_t i = 0; i < stale->count; i++)
		if (str_equal(stale->items[i].message, problem->message))
			return false;
	return str_starts_with(problem->path, "/registers/");
}

size_t ledger_problem_record(const struct pack *pack, const struct facts *facts, const struct pack_problem *problem,
                             char **field)
{
	for (size_t r = 0; pack->registers && r < pack->registers->count; r++) {
		char *prefix = str_format("/registers/%s/", pack->registers->items[r].id);
		bool mine = str_starts_with(problem->path, prefix);
		char *rest = NULL;
		size_t at = mine ? facts->firsts[r] + strtoul(problem->path + strlen(prefix), &rest, 10) : SIZE_MAX;
		free(prefix);
		if (!mine || at >= facts->firsts[r + 1])
			continue;
		if (field)
			*field = *rest == '/' ? mem_strndup(rest + 1, strcspn(rest + 1, "/")) : mem_strdup("");
		return at;
	}
	return SIZE_MAX;
}

/* The first problem that the change of this record makes: of a field that is edited, or a new one, also of another record. */
static bool say_problem(const struct workplace *workplace, const struct facts *facts,
                        const struct pack_problems *problems, size_t record, const struct field_edits *edits,
                        struct error *err)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct pack_problem *problem = &problems->items[i];
		char *id = NULL;
		size_t at = ledger_problem_record(workplace->pack, facts, problem, &id);
		const struct register_kind *kind =
		        at == SIZE_MAX ? NULL : &workplace->pack->registers->items[facts->records[at].owner];
		size_t field = kind ? register_find_field(kind, id) : SIZE_MAX;
		bool edited = at == record && field != SIZE_MAX && edit_of(edits, field);
		bool wanted = at != SIZE_MAX && (edited || ledger_problem_is_new(workplace, problem));
		if (wanted && at == record)
			error_set(err, ERROR_INPUT, "%s (%s): %s",
			          field == SIZE_MAX ? id : bilingual_text(&kind->fields[field].label), id,
			          problem->message);
		else if (wanted)
			error_set(err, ERROR_INPUT, _("\"%s\" in the register \"%s\" would no longer fit (%s): %s Mend that record first."),
			          record_name(&facts->records[at], workplace->pack), bilingual_text(&kind->title),
			          field == SIZE_MAX ? id : bilingual_text(&kind->fields[field].label), problem->message);
		free(id);
		if (wanted)
			return true;
	}
	return false;
}

struct record_event *ledger_sources_put(struct ledger_sources *sources, const struct pack *pack, size_t register_at,
                                        const char *id, const struct json *fields)
{
	const char *owner = pack->registers->items[register_at].id;
	struct strbuf text = STRBUF_INIT;
	struct record_event *event = (struct record_event *)ledger_event(&sources->events, owner, id);
	json_write(&text, fields, false);
	if (!event) {
		event = MEM_PUSH(sources->events.items, sources->events.count);
		*event = (struct record_event){.owner = mem_strdup(owner),
		                               .record = mem_strdup(id),
		                               .actor = mem_strdup(""),
		                               .acted_for = mem_strdup(""),
		                               .at = mem_strdup("")};
	}
	event->kind = RECORD_SET;
	free(event->fields);
	event->fields = strbuf_take(&text);
	return event;
}

/* Reads the ledger with the picture in it. On success `facts` holds it (release it). */
static bool check_picture(const struct workplace *workplace, struct ledger_sources *sources, size_t owner,
                          const char *id, const struct json *fields, const struct field_edits *edits,
                          struct facts *facts, struct error *err)
{
	struct pack_problems problems = {0};
	struct strbuf text = STRBUF_INIT;
	ledger_sources_put(sources, workplace->pack, owner, id, fields);
	struct json *document = ledger_document(workplace, sources);
	json_write(&text, document, false);
	bool ok = facts_read_kept(facts, workplace->pack, "registers", text.text, text.len_bytes, &problems);
	if (!ok)
		error_set(err, ERROR_INPUT, "%s", problems.count ? problems.items[0].message : "");
	else if (say_problem(workplace, facts, &problems, facts_find(facts, workplace->pack, owner, id, NULL), edits,
	                     err))
		ok = false;
	if (!ok)
		facts_release(facts);
	json_free(document);
	strbuf_release(&text);
	pack_problems_release(&problems);
	return ok;
}

bool record_id_fits(const char *id, struct error *err)
{
	bool safe = text_is_utf8(id, strlen(id), NULL) && text_is_safe(id, TEXT_SAFE_LINE);
	if (!*id || str_is_blank(id) || strlen(id) > ID_BYTES_MAX || !safe || strpbrk(id, " \t\n,;:#?/="))
		return error_set(err, ERROR_USAGE,
		                 _("\"%s\" can be no id: up to %d bytes, without spaces and without , ; : # ? / ="), id,
		                 ID_BYTES_MAX);
	return true;
}

/* So that a pasted file does not end up in a report. */
bool record_texts_fit(const struct json *fields, const struct register_kind *kind, struct error *err)
{
	for (const struct json *member = json_first(fields); member; member = json_next(member)) {
		const char *text = json_string(member);
		size_t field = register_find_field(kind, json_key(member));
		if (text && field != SIZE_MAX && strlen(text) > TEXT_BYTES_MAX)
			return error_set(err, ERROR_INPUT, _("The text for \"%s\" is too long: %zu bytes, %d at most."),
			                 bilingual_text(&kind->fields[field].label), strlen(text), TEXT_BYTES_MAX);
	}
	return true;
}

/* --- writing --- */

bool ledger_append(struct workplace *workplace, const char *owner, const char *id, int revision,
                   enum record_event_kind kind, const char *fields, struct error *err)
{
	char now[26];
	const struct checklist *first = workplace->checklists_count ? &workplace->checklists[0] : NULL;
	struct record_event event = {.owner = (char *)owner,
	                             .record = (char *)id,
	                             .revision = revision,
	                             .kind = kind,
	                             .fields = (char *)fields,
	                             .actor = (char *)workplace_actor(workplace, first),
	                             .acted_for = workplace->acted_for ? workplace->acted_for : (char *)"",
	                             .at = platform_now(now)};
	return records_append(workplace->db, &event, err);
}

static bool write_picture(struct workplace *workplace, const char *owner, const char *id, int revision,
                          const struct json *fields, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	struct error reload = {0};
	json_write(&text, fields, false);
	bool ok = ledger_append(workplace, owner, id, revision, RECORD_SET, text.text, err);
	/* Saved, or somebody else was first: either way what stands is shown. */
	if ((ok || err->code == ERROR_CONFLICT) && !ledger_changed(workplace, &reload) && ok)
		error_move(err, &reload);
	error_release(&reload);
	strbuf_release(&text);
	return ok;
}

bool register_add(struct workplace *workplace, size_t owner, const char *id, const struct field_edits *edits,
                  struct error *err)
{
	const struct register_kind *kind = &workplace->pack->registers->items[owner];
	struct ledger_sources sources;
	struct facts facts;
	if (!workplace_may_write(workplace, err) || !record_id_fits(id, err) ||
	    !ledger_sources_load(&sources, workplace, err))
		return false;
	const struct record_event *event = ledger_event(&sources.events, kind->id, id);
	int revision = event ? event->revision : 0;
	struct json *fields = ledger_picture(kind, NULL, edits);
	bool ok = !event || event->kind == RECORD_REMOVE ||
	          error_set(err, ERROR_CONFLICT, _("The register already has a record \"%s\"."), id);
	if (ok && record_texts_fit(fields, kind, err) &&
	    check_picture(workplace, &sources, owner, id, fields, edits, &facts, err)) {
		facts_release(&facts);
		ok = write_picture(workplace, kind->id, id, revision + 1, fields, err);
	} else {
		ok = false;
	}
	json_free(fields);
	ledger_sources_release(&sources);
	return ok;
}

bool register_change(struct workplace *workplace, size_t record, const struct field_edits *edits, struct error *err)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	const struct register_kind *kind = &workplace->pack->registers->items[found->owner];
	size_t owner = found->owner;
	int revision = workplace->ledger.records[record].revision;
	char *id = mem_strdup(found->id);
	struct ledger_sources sources = {0};
	struct json *present = NULL, *fields = NULL;
	struct strbuf before = STRBUF_INIT, after = STRBUF_INIT;
	struct facts facts;
	bool ok = workplace_may_write(workplace, err) && ledger_sources_load(&sources, workplace, err);
	const struct record_event *event = ok ? ledger_event(&sources.events, kind->id, id) : NULL;
	if (ok) {
		present = ledger_record_json(id, event && event->kind == RECORD_SET ? event->fields : "{}");
		fields = ledger_picture(kind, present, edits);
		struct json *as_it_is = ledger_picture(kind, present, NULL);
		json_write(&before, as_it_is, false);
		json_write(&after, fields, false);
		json_free(as_it_is);
		ok = record_texts_fit(fields, kind, err) &&
		     check_picture(workplace, &sources, owner, id, fields, edits, &facts, err);
		if (ok)
			facts_release(&facts);
	}
	/* Written where something changes, or where somebody else has written: then the conflict is said. */
	if (ok && (!str_equal(before.text, after.text) || !event || event->revision != revision))
		ok = write_picture(workplace, kind->id, id, revision + 1, fields, err);
	strbuf_release(&before);
	strbuf_release(&after);
	json_free(present);
	json_free(fields);
	ledger_sources_release(&sources);
	free(id);
	return ok;
}

/* --- removing --- */

static bool is_referred_to(const struct workplace *workplace, size_t record, struct error *err)
{
	const struct facts *facts = &workplace->ledger.facts;
	size_t at = facts->records[record].first_referrer;
	while (at != SIZE_MAX && facts->referrers[at].record == record) /* a record that refers to itself goes as a whole */
		at = facts->referrers[at].next;
	if (at != SIZE_MAX) {
		const struct record *other = &facts->records[facts->referrers[at].record];
		return !error_set(err, ERROR_REFUSED, _("\"%s\" in the register \"%s\" refers to this record: change it first."),
		                  record_name(other, workplace->pack),
		                  bilingual_text(&workplace->pack->registers->items[other->owner].title));
	}
	for (size_t i = 0; i < workplace->checklists_count; i++)
		if (workplace->checklists[i].record == record)
			return !error_set(err, ERROR_REFUSED, _("The checklist \"%s\" is about this record, so it stays."),
			                  workplace->checklists[i].assessment.checklist);
	return false;
}

bool register_remove(struct workplace *workplace, size_t record, struct error *err)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	size_t register_at = found->owner;
	const char *owner = workplace->pack->registers->items[register_at].id;
	int revision = workplace->ledger.records[record].revision;
	char *id = mem_strdup(found->id);
	struct record_events events = {0};
	struct error reload = {0};
	bool changed, ok = workplace_may_write(workplace, err) && workplace_refresh(workplace, &changed, err);
	/* What somebody else has written since may refer to it. The revision stays the one that was seen. */
	size_t now = ok ? facts_find(&workplace->ledger.facts, workplace->pack, register_at, id, NULL) : SIZE_MAX;
	ok = ok && (now == SIZE_MAX || !is_referred_to(workplace, now, err)) &&
	     records_history(workplace->db, owner, id, &events, err);
	const char *fields = events.count ? events.items[events.count - 1].fields : "{}";
	ok = ok && ledger_append(workplace, owner, id, revision + 1, RECORD_REMOVE, fields, err);
	if ((ok || err->code == ERROR_CONFLICT) && !ledger_changed(workplace, &reload) && ok)
		error_move(err, &reload);
	error_release(&reload);
	record_events_release(&events);
	free(id);
	return ok;
}

/* --- completeness --- */

bool register_set_complete(struct workplace *workplace, size_t owner, bool complete, struct error *err)
{
	char now[26];
	const struct checklist *first = workplace->checklists_count ? &workplace->checklists[0] : NULL;
	if (!workplace_may_write(workplace, err))
		return false;
	if (workplace->ledger.facts.complete[owner] == complete)
		return true;
	char *fact = str_format("%s%s", ledger_complete_prefix, workplace->pack->registers->items[owner].id);
	bool ok = facts_append(workplace->db, workplace->cycle.id, fact, complete ? TRUTH_TRUE : TRUTH_FALSE,
	                       workplace_actor(workplace, first), workplace->acted_for ? workplace->acted_for : "",
	                       platform_now(now), err) &&
	          ledger_changed(workplace, err);
	free(fact);
	return ok;
}

/* --- preview --- */

bool register_preview(const struct workplace *workplace, size_t owner, size_t record, const struct field_edits *edits,
                      struct preview *preview, struct error *err)
{
	const struct register_kind *kind = &workplace->pack->registers->items[owner];
	const char *id = record == SIZE_MAX ? "?" : workplace->ledger.facts.records[record].id;
	struct ledger_sources sources;
	*preview = (struct preview){0};
	if (!ledger_sources_load(&sources, workplace, err))
		return false;
	const struct record_event *event = ledger_event(&sources.events, kind->id, id);
	struct json *present = ledger_record_json(id, event && event->kind == RECORD_SET ? event->fields : "{}");
	struct json *fields = ledger_picture(kind, present, edits);
	bool ok = check_picture(workplace, &sources, owner, id, fields, edits, &preview->facts, err);
	if (ok) {
		preview->record = facts_find(&preview->facts, workplace->pack, owner, id, NULL);
		verdicts_compute(&preview->verdicts, workplace->pack, &preview->facts, workplace->today, false);
	}
	json_free(present);
	json_free(fields);
	ledger_sources_release(&sources);
	return ok;
}

void preview_release(struct preview *preview)
{
	verdicts_release(&preview->verdicts);
	facts_release(&preview->facts);
	*preview = (struct preview){0};
}
