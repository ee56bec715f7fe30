/* The registers of a submission, judged without making a workplace of it: that would take many times as long. */
#include <stdint.h>

#include "ledger_private.h"
#include "tenken/app/submission.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const char *text(const struct json *node, const char *key)
{
	const char *found = json_string(json_get(node, key));
	return found ? found : "";
}

/* Of what is said twice the last counts, as where it is kept. */
static struct fact_event *event_of(struct fact_events *facts, const char *fact)
{
	for (size_t i = 0; i < facts->count; i++)
		if (str_equal(facts->items[i].fact, fact))
			return &facts->items[i];
	struct fact_event *event = MEM_PUSH(facts->items, facts->count);
	event->fact = mem_strdup(fact);
	return event;
}

static void take_fact(struct fact_events *facts, struct workplace *workplace, const char *name, enum truth value)
{
	size_t fact = pack_find_fact(workplace->pack, name);
	if (fact != SIZE_MAX)
		workplace->answered.facts[fact] = value;
	else if (str_starts_with(name, ledger_complete_prefix))
		event_of(facts, name)->value = value;
}

static void take_facts(struct fact_events *facts, struct workplace *workplace, const struct json *body)
{
	for (const struct json *node = json_first(json_get(body, "facts")); node; node = json_next(node)) {
		enum truth value = TRUTH_UNKNOWN;
		truth_parse(&value, text(node, "value"));
		take_fact(facts, workplace, text(node, "fact"), value);
	}
}

static void take_records(struct record_events *events, const struct json *body)
{
	for (const struct json *node = json_first(json_get(body, "records")); node; node = json_next(node)) {
		struct strbuf fields = STRBUF_INIT;
		json_write(&fields, json_get(node, "record"), false);
		*MEM_PUSH(events->items, events->count) =
		        (struct record_event){.owner = mem_strdup(text(node, "register")),
		                              .record = mem_strdup(text(json_get(node, "record"), "id")),
		                              .revision = 1,
		                              .kind = RECORD_SET,
		                              .fields = strbuf_take(&fields),
		                              .actor = mem_strdup(text(node, "actor")),
		                              .acted_for = mem_strdup(text(node, "acted_for")),
		                              .at = mem_strdup(text(node, "at"))};
	}
}

/* The same as a facts document has them, in the order of the pack; they stay where they are. */
static struct json *registers_of(const struct pack *pack, const struct json *body)
{
	struct json *registers = json_new_object();
	for (size_t i = 0; pack->registers && i < pack->registers->count; i++) {
		const char *owner = pack->registers->items[i].id;
		struct json *list = NULL;
		for (const struct json *node = json_first(json_get(body, "records")); node; node = json_next(node)) {
			if (!str_equal(text(node, "register"), owner))
				continue;
			if (!list)
				list = json_put_array(registers, owner);
			if (json_get(node, "record"))
				json_put_borrowed(list, NULL, json_get(node, "record"));
		}
	}
	return registers;
}

static void take_periods(struct cycle_periods *periods, const struct json *from)
{
	for (const struct json *node = json_first(from); node; node = json_next(node))
		if (json_string(node))
			*MEM_PUSH(periods->items, periods->count) = (struct cycle_period){
			        .period = mem_strdup(json_key(node)), .value = mem_strdup(json_string(node))};
}

/* What `body` says without its records, as it would stand in a database. */
static void begin(struct workplace *workplace, struct ledger_sources *sources, const struct json *body, struct pack *pack,
                  const struct json *periods, struct date today)
{
	*sources = (struct ledger_sources){0};
	*workplace = (struct workplace){.today = today, .readonly = true, .pack = pack, .borrows_pack = true};
	profile_init(&workplace->answered, pack->facts_count);
	take_facts(&sources->facts, workplace, body);
	take_periods(&sources->periods, periods);
}

void submission_judge(struct workplace *workplace, const struct json *body, struct pack *pack,
                      const struct json *periods, struct date today)
{
	struct ledger_sources sources;
	begin(workplace, &sources, body, pack, periods, today);
	take_records(&sources.events, body);
	ledger_judge(workplace, &sources);
	ledger_sources_release(&sources);
}

void submission_judge_briefly(struct workplace *workplace, const struct json *body, struct pack *pack,
                              const struct json *periods, struct date today, struct date *last)
{
	struct ledger_sources sources;
	begin(workplace, &sources, body, pack, periods, today);
	ledger_judge_briefly(workplace, &sources, registers_of(pack, body), last);
	ledger_sources_release(&sources);
}
