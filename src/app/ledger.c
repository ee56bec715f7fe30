/* Reading the registers from the database, and what follows from them: verdicts, derived answers, contradictions. */
#include <stdlib.h>
#include <string.h>

#include "ledger_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/store/records.h"

const char ledger_complete_prefix[] = "complete:";

void ledger_release(struct ledger *ledger)
{
	for (size_t i = 0; ledger->records && i < ledger->facts.records_count; i++) {
		free(ledger->records[i].actor);
		free(ledger->records[i].at);
	}
	free(ledger->records);
	verdicts_release(&ledger->verdicts);
	facts_release(&ledger->facts);
	pack_problems_release(&ledger->stale);
	*ledger = (struct ledger){0};
}

/* --- the document --- */

void ledger_sources_release(struct ledger_sources *sources)
{
	record_events_release(&sources->events);
	fact_events_release(&sources->facts);
	cycle_periods_release(&sources->periods);
}

bool ledger_sources_load(struct ledger_sources *sources, const struct workplace *workplace, struct error *err)
{
	*sources = (struct ledger_sources){0};
	if (records_load(workplace->db, &sources->events, err) &&
	    facts_load(workplace->db, workplace->cycle.id, &sources->facts, err) &&
	    cycle_periods_load(workplace->db, workplace->cycle.id, &sources->periods, err))
		return true;
	ledger_sources_release(sources);
	return false;
}

/* Which periods stand in `settings` itself is for the rules to say. */
static bool stands_apart(const struct pack *pack, const char *period)
{
	for (size_t i = 0; pack->rules && i < pack->rules->settings_count; i++)
		if (pack->rules->settings[i].apart &&
		    str_equal(pack->periods[pack->rules->settings[i].period].id, period))
			return true;
	return false;
}

static struct json *settings_json(const struct pack *pack, const struct cycle_periods *periods)
{
	struct json *settings = json_new_object(), *list = json_new_object();
	for (size_t i = 0; i < periods->count; i++)
		json_put_string(stands_apart(pack, periods->items[i].period) ? settings : list, periods->items[i].period,
		                periods->items[i].value);
	json_put(settings, "periods", list);
	return settings;
}

static struct json *profile_json(const struct pack *pack, const struct profile *profile)
{
	struct json *node = json_new_object();
	for (size_t i = 0; i < pack->facts_count && i < profile->count; i++)
		if (profile->facts[i] != TRUTH_UNKNOWN)
			json_put_bool(node, pack->facts[i].id, profile->facts[i] == TRUTH_TRUE);
	return node;
}

static struct json *complete_json(const struct fact_events *facts)
{
	struct json *list = json_new_array();
	for (size_t i = 0; i < facts->count; i++)
		if (str_starts_with(facts->items[i].fact, ledger_complete_prefix) && facts->items[i].value == TRUTH_TRUE)
			json_put_string(list, NULL, facts->items[i].fact + strlen(ledger_complete_prefix));
	return list;
}

struct json *ledger_record_json(const char *id, const char *fields)
{
	struct json *node = json_new_object();
	struct error ignored = {0};
	struct json_doc *doc = json_read(fields, strlen(fields), "", &json_limits_outside, &ignored);
	json_put_string(node, "id", id);
	for (const struct json *member = doc ? json_first(json_root(doc)) : NULL; member; member = json_next(member))
		if (!str_equal(json_key(member), "id"))
			json_put(node, json_key(member), json_copy(member));
	json_doc_free(doc);
	error_release(&ignored);
	return node;
}

static bool has_member(const struct json *node, const char *key)
{
	return json_get(node, key) != NULL;
}

/* Records in the order in which they were entered, by register. */
static struct json *records_json(const struct pack *pack, const struct record_events *events)
{
	struct json *registers = json_new_object();
	size_t count = pack->registers ? pack->registers->count : 0;
	for (size_t r = 0; r < count; r++) {
		const char *owner = pack->registers->items[r].id;
		struct json *list = NULL;
		for (size_t i = 0; i < events->count; i++) {
			const struct record_event *event = &events->items[i];
			if (event->kind == RECORD_REMOVE || !str_equal(event->owner, owner))
				continue;
			if (!list)
				list = json_put_array(registers, owner);
			json_put(list, NULL, ledger_record_json(event->record, event->fields));
		}
	}
	/* Of registers that the pack no longer has: the reader lists them as such. */
	for (size_t i = 0; i < events->count; i++)
		if (events->items[i].kind != RECORD_REMOVE && !has_member(registers, events->items[i].owner))
			json_put_array(registers, events->items[i].owner);
	return registers;
}

/* `registers` is handed over. */
static struct json *document_of(const struct workplace *workplace, const struct ledger_sources *sources, struct json *registers)
{
	struct json *root = json_new_object();
	json_put(root, "settings", settings_json(workplace->pack, &sources->periods));
	json_put(root, "profile", profile_json(workplace->pack, &workplace->answered));
	json_put(root, "complete", complete_json(&sources->facts));
	json_put(root, "registers", registers);
	return root;
}

struct json *ledger_document(const struct workplace *workplace, const struct ledger_sources *sources)
{
	return document_of(workplace, sources, records_json(workplace->pack, &sources->events));
}

/* --- reading --- */

const struct record_event *ledger_event(const struct record_events *events, const char *owner, const char *id)
{
	for (size_t i = 0; i < events->count; i++)
		if (str_equal(events->items[i].record, id) && str_equal(events->items[i].owner, owner))
			return &events->items[i];
	return NULL;
}

static void note_records(struct ledger *ledger, const struct pack *pack, const struct record_events *events)
{
	ledger->records = mem_new(ledger->facts.records_count + 1, sizeof *ledger->records);
	/* Both stand in the same order within a register, so the search mostly ends at once. */
	for (size_t i = 0; i < ledger->facts.records_count; i++) {
		const struct record *record = &ledger->facts.records[i];
		const struct record_event *event =
		        ledger_event(events, pack->registers->items[record->owner].id, record->id);
		ledger->records[i] = (struct ledger_record){.revision = event ? event->revision : 0,
		                                            .actor = mem_strdup(event ? event->actor : ""),
		                                            .at = mem_strdup(event ? event->at : "")};
	}
}

/* Derived answers point into the verdicts: with new ones they have to be found anew. */
static void drop_derivations(struct workplace *workplace)
{
	for (size_t c = 0; c < workplace->checklists_count; c++)
		for (size_t i = 0; workplace->checklists[c].entries && i < workplace->checklists[c].scope.count; i++)
			derivation_release(&workplace->checklists[c].entries[i].derivation);
}

static void read_facts(struct ledger *ledger, const struct workplace *workplace, const struct ledger_sources *sources)
{
	struct strbuf text = STRBUF_INIT;
	struct json *document = ledger_document(workplace, sources);
	json_write(&text, document, false);
	if (!facts_read_kept(&ledger->facts, workplace->pack, "registers", text.text, text.len_bytes, &ledger->stale))
		facts_init(&ledger->facts, workplace->pack);
	json_free(document);
	strbuf_release(&text);
}

void ledger_judge(struct workplace *workplace, const struct ledger_sources *sources)
{
	struct ledger ledger = {0};
	read_facts(&ledger, workplace, sources);
	note_records(&ledger, workplace->pack, &sources->events);
	verdicts_compute(&ledger.verdicts, workplace->pack, &ledger.facts, workplace->today, false);
	for (size_t i = 0; i < ledger.verdicts.count; i++)
		if (ledger.verdicts.items[i].record < ledger.facts.records_count)
			ledger.records[ledger.verdicts.items[i].record].verdicts[ledger.verdicts.items[i].code]++;
	drop_derivations(workplace);
	ledger_release(&workplace->ledger);
	workplace->ledger = ledger;
	for (size_t i = 0; i < ledger.facts.records_count; i++)
		ledger.records[i].open = ledger_count_open(workplace, i);
}

void ledger_judge_briefly(struct workplace *workplace, const struct ledger_sources *sources, struct json *registers,
                          struct date *last)
{
	struct json *document = document_of(workplace, sources, registers);
	struct ledger *ledger = &workplace->ledger;
	facts_take_kept(&ledger->facts, workplace->pack, document);
	json_free(document);
	verdicts_compute_briefly(&ledger->verdicts, workplace->pack, &ledger->facts, workplace->today, last);
}

bool ledger_load(struct workplace *workplace, struct error *err)
{
	struct ledger_sources sources;
	if (!ledger_sources_load(&sources, workplace, err))
		return false;
	ledger_judge(workplace, &sources);
	ledger_sources_release(&sources);
	return true;
}
