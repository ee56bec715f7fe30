#include <stdlib.h>
#include <string.h>

#include "db_private.h"
#include "sql.h"
#include "tenken/base/date.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

void fact_events_release(struct fact_events *events)
{
	if (!events)
		return;
	for (size_t i = 0; i < events->count; i++) {
		struct fact_event *event = &events->items[i];
		free(event->fact);
		free(event->actor);
		free(event->acted_for);
		free(event->at);
	}
	free(events->items);
	*events = (struct fact_events){0};
}

/* --- appending --- */

static bool is_utf8(const char *text)
{
	return !text || text_is_utf8(text, strlen(text), NULL);
}

static bool check(const char *fact, enum truth value, const char *actor, const char *acted_for, const char *at,
                  struct error *err)
{
	if (!fact || !*fact || (unsigned)value > TRUTH_UNKNOWN || !is_utf8(fact) || !is_utf8(actor) ||
	    !is_utf8(acted_for))
		return error_set(err, ERROR_INPUT,
		                 _("Fact \"%s\": the record is incomplete, or a text is not valid UTF-8."),
		                 fact ? fact : "");
	if (!datetime_is_valid(at ? at : ""))
		return error_set(err, ERROR_INPUT, _("Fact %s: \"%s\" is no moment (2026-10-01T14:03:21+09:00)."), fact,
		                 at ? at : "");
	return true;
}

static bool last_revision(struct db *db, int64_t cycle, const char *fact, int *revision, struct error *err)
{
	struct query query;
	enum query_step step;

	if (!query_begin(&query, db, SQL_FACT_REVISION, err))
		return false;
	query_int(&query, cycle);
	query_text(&query, fact);
	step = query_next(&query, err);
	*revision = step == QUERY_ROW ? (int)query_get_int(&query, 0) : 0;
	query_end(&query);
	return step == QUERY_ROW;
}

struct record {
	int64_t cycle;
	int revision;
	enum truth value;
	const char *fact, *actor, *acted_for, *at;
};

/* Inserts the fact behind `head` and moves the head on, in memory. */
static bool insert(struct db *db, const struct record *record, struct chain_head *head, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	struct chain_head next = {.count = head->count + 1};

	if (!query_begin(&query, db, SQL_FACT_INSERT, err))
		return false;
	chain_fields_init(&fields);
	chain_add_text(&fields, chain_facts);
	query.fields = &fields;
	query_int(&query, next.count);
	query_int(&query, record->cycle);
	query_text(&query, record->fact);
	query_int(&query, record->revision);
	query_text(&query, truth_code(record->value));
	query_text(&query, record->actor);
	query_text(&query, record->acted_for);
	query_text(&query, record->at);
	query.fields = NULL;
	chain_hash(&fields, head->hash, next.hash);
	chain_fields_release(&fields);
	query_text(&query, head->hash);
	query_text(&query, next.hash);
	if (!query_run(&query, err)) {
		if (query.code != SQLITE_CONSTRAINT_FOREIGNKEY)
			return false;
		query_forgive(&query);
		return error_set(err, ERROR_NOT_FOUND, _("There is no self-check number %lld in %s."),
		                 (long long)record->cycle, db->path);
	}
	*head = next;
	return true;
}

static bool save_current(struct db *db, const struct record *record, int64_t seq, struct error *err)
{
	struct query query;

	if (!query_begin(&query, db, SQL_FACT_CURRENT_SAVE, err))
		return false;
	query_int(&query, record->cycle);
	query_text(&query, record->fact);
	query_int(&query, seq);
	return query_run(&query, err);
}

bool facts_append(struct db *db, int64_t cycle, const char *fact, enum truth value, const char *actor,
                  const char *acted_for, const char *at, struct error *err)
{
	struct record record = {
	        .cycle = cycle, .value = value, .fact = fact, .actor = actor, .acted_for = acted_for, .at = at};
	struct chain_head head;
	bool own;
	bool ok;

	if (!check(fact, value, actor, acted_for, at, err) || !db_join(db, &own, err))
		return false;
	ok = last_revision(db, cycle, fact, &record.revision, err) && chain_head_load(db, chain_facts, &head, err);
	record.revision++;
	ok = ok && insert(db, &record, &head, err) && save_current(db, &record, head.count, err) &&
	     chain_head_save(db, chain_facts, &head, err);
	return db_leave(db, own, ok, err);
}

/* --- loading --- */

static bool read_row(const struct query *query, struct fact_events *events, struct error *err)
{
	enum truth value;

	if (!truth_parse(&value, query_get_text(query, 1)))
		return db_fail(query->db->handle, query->db->path, SQLITE_CORRUPT, err);
	*MEM_PUSH(events->items, events->count) = (struct fact_event){
	        .fact = query_take_text(query, 0),
	        .value = value,
	        .revision = (int)query_get_int(query, 2),
	        .actor = query_take_text(query, 3),
	        .acted_for = query_take_text(query, 4),
	        .at = query_take_text(query, 5),
	};
	return true;
}

bool facts_load(struct db *db, int64_t cycle, struct fact_events *events, struct error *err)
{
	struct query query;
	enum query_step step;
	bool ok = true;

	*events = (struct fact_events){0};
	if (!query_begin(&query, db, SQL_FACTS_LOAD, err))
		return false;
	query_int(&query, cycle);
	while (ok && (step = query_next(&query, err)) != QUERY_DONE)
		ok = step == QUERY_ROW && read_row(&query, events, err);
	query_end(&query);
	if (!ok)
		fact_events_release(events);
	return ok;
}
