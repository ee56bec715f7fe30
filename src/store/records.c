#include "tenken/store/records.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db_private.h"
#include "sql.h"
#include "tenken/base/date.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

static const char *const kinds[] = {[RECORD_SET] = "set", [RECORD_REMOVE] = "remove"};
static_assert(sizeof kinds / sizeof *kinds == RECORD_EVENT_KINDS, "every kind has its code");

const char *record_event_kind_code(enum record_event_kind kind)
{
	return kinds[kind];
}

bool record_event_kind_parse(enum record_event_kind *kind, const char *code)
{
	for (int i = 0; i < RECORD_EVENT_KINDS; i++) {
		if (str_equal(kinds[i], code)) {
			*kind = (enum record_event_kind)i;
			return true;
		}
	}
	return false;
}

void record_event_release(struct record_event *event)
{
	free(event->owner);
	free(event->record);
	free(event->fields);
	free(event->actor);
	free(event->acted_for);
	free(event->at);
	*event = (struct record_event){0};
}

void record_events_release(struct record_events *events)
{
	for (size_t i = 0; i < events->count; i++)
		record_event_release(&events->items[i]);
	free(events->items);
	*events = (struct record_events){0};
}

/* --- appending --- */

static bool is_utf8(const char *text)
{
	return text && text_is_utf8(text, strlen(text), NULL);
}

static bool check(const struct record_event *event, struct error *err)
{
	if (!is_utf8(event->owner) || !is_utf8(event->record) || !*event->owner || !*event->record ||
	    !is_utf8(event->fields) || !is_utf8(event->actor) || !is_utf8(event->acted_for))
		return error_set(err, ERROR_INPUT,
		                 _("The entry in the register is incomplete, or a text is not valid UTF-8."));
	if (!datetime_is_valid(event->at))
		return error_set(err, ERROR_INPUT, _("\"%s\" is no moment (2026-10-01T14:03:21+09:00)."),
		                 event->at ? event->at : "");
	return true;
}

static bool conflict(const struct record_event *event, struct error *err)
{
	return error_set(err, ERROR_CONFLICT,
	                 _("The record %s was changed by somebody else in the meantime. Your change was not saved and "
	                   "theirs was not overwritten: look at it, then change it again."),
	                 event->record);
}

static bool follows_predecessor(struct db *db, const struct record_event *event, struct error *err)
{
	struct query query;
	enum query_step step;
	int last;

	if (!query_begin(&query, db, SQL_RECORD_REVISION, err))
		return false;
	query_text(&query, event->owner);
	query_text(&query, event->record);
	step = query_next(&query, err);
	last = step == QUERY_ROW ? (int)query_get_int(&query, 0) : 0;
	query_end(&query);
	if (step == QUERY_FAILED)
		return false;
	return last == event->revision - 1 || conflict(event, err);
}

/* Inserts the event behind `head` and moves the head on, in memory. */
static bool insert(struct db *db, const struct record_event *event, struct chain_head *head, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	struct chain_head next = {.count = event->seq};

	if (!query_begin(&query, db, SQL_RECORD_INSERT, err))
		return false;
	chain_fields_init(&fields);
	chain_add_text(&fields, chain_records);
	query.fields = &fields;
	query_int(&query, event->seq);
	query_text(&query, event->owner);
	query_text(&query, event->record);
	query_int(&query, event->revision);
	query_text(&query, kinds[event->kind]);
	query_text(&query, event->fields);
	query_text(&query, event->actor);
	query_text(&query, event->acted_for);
	query_text(&query, event->at);
	query.fields = NULL;
	chain_hash(&fields, head->hash, next.hash);
	chain_fields_release(&fields);
	query_text(&query, head->hash);
	query_text(&query, next.hash);
	if (query_run(&query, err)) { /* what is bound must stand until then */
		*head = next;
		return true;
	}
	if (!query_is_duplicate(&query))
		return false;
	query_forgive(&query);
	return conflict(event, err);
}

static bool save_current(struct db *db, const struct record_event *event, struct error *err)
{
	struct query query;

	if (!query_begin(&query, db, SQL_RECORD_CURRENT_SAVE, err))
		return false;
	query_text(&query, event->owner);
	query_text(&query, event->record);
	query_int(&query, event->seq);
	query_int(&query, event->seq);
	return query_run(&query, err);
}

bool records_append(struct db *db, struct record_event *event, struct error *err)
{
	struct chain_head head;
	int64_t seq_before = event->seq;
	bool own, ok;

	if (!check(event, err) || !db_join(db, &own, err))
		return false;
	ok = chain_head_load(db, chain_records, &head, err) && follows_predecessor(db, event, err);
	if (ok) {
		event->seq = head.count + 1;
		ok = insert(db, event, &head, err) && save_current(db, event, err) &&
		     chain_head_save(db, chain_records, &head, err);
	}
	ok = db_leave(db, own, ok, err);
	if (!ok)
		event->seq = seq_before;
	return ok;
}

/* --- loading --- */

static bool read_row(const struct query *query, struct record_event *event, struct error *err)
{
	*event = (struct record_event){
	        .seq = query_get_int(query, 0),
	        .owner = query_take_text(query, 1),
	        .record = query_take_text(query, 2),
	        .revision = (int)query_get_int(query, 3),
	        .fields = query_take_text(query, 5),
	        .actor = query_take_text(query, 6),
	        .acted_for = query_take_text(query, 7),
	        .at = query_take_text(query, 8),
	};
	if (record_event_kind_parse(&event->kind, query_get_text(query, 4)))
		return true;
	record_event_release(event);
	return db_fail(query->db->handle, query->db->path, SQLITE_CORRUPT, err);
}

/* Takes all rows of a query whose parameters are bound, and ends it. */
static bool take_rows(struct query *query, struct record_events *events, struct error *err)
{
	enum query_step step;
	bool ok = true;

	while (ok && (step = query_next(query, err)) != QUERY_DONE) {
		struct record_event event;

		ok = step == QUERY_ROW && read_row(query, &event, err);
		if (ok)
			*MEM_PUSH(events->items, events->count) = event;
	}
	query_end(query);
	if (!ok)
		record_events_release(events);
	return ok;
}

bool records_load(struct db *db, struct record_events *events, struct error *err)
{
	struct query query;

	*events = (struct record_events){0};
	return query_begin(&query, db, SQL_RECORDS_LOAD, err) && take_rows(&query, events, err);
}

bool records_history(struct db *db, const char *owner, const char *record, struct record_events *events,
                     struct error *err)
{
	struct query query;

	*events = (struct record_events){0};
	if (!query_begin(&query, db, SQL_RECORD_HISTORY, err))
		return false;
	query_text(&query, owner);
	query_text(&query, record);
	return take_rows(&query, events, err);
}
