/* records.h — every entry that was ever made in the registers (台帳), as events that are only added.
 *
 * An event is a whole picture of one record: its fields as one JSON object, which this floor does not look into (the pack says
 * what they mean). Records belong to the workplace, not to a year: a system stays what it is in April. Numbered by revision
 * within (register, record); that a number is taken is the conflict, as with answers (answers.h). */
#ifndef TENKEN_STORE_RECORDS_H
#define TENKEN_STORE_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/error.h"

struct db;

enum record_event_kind {
	RECORD_SET,    /* the record is there, with these fields */
	RECORD_REMOVE, /* it is no longer there; its fields are the last ones */
	RECORD_EVENT_KINDS
};
const char *record_event_kind_code(enum record_event_kind kind); /* "set", "remove" */

struct record_event {
	int64_t seq;    /* given by the database */
	char *owner;    /* register id; may be one that the pack no longer has */
	char *record;   /* record id */
	int revision;   /* from 1 */
	enum record_event_kind kind;
	char *fields;   /* a JSON object without the id */
	char *actor;    /* title of who acted */
	char *acted_for;
	char *at;       /* "2026-10-01T14:03:21+09:00" */
};
void record_event_release(struct record_event *event); /* zeroed is fine */

struct record_events {
	struct record_event *items;
	size_t count;
};
void record_events_release(struct record_events *events);

/* Appends `event` (its revision must be the current one + 1; 1 for the first), sets event->seq, and commits unless a
 * transaction is open. Errors: ERROR_CONFLICT when the revision is taken or would leave a gap; ERROR_INPUT for what could not
 * be read back; ERROR_REFUSED: read-only; ERROR_STORAGE. */
bool records_append(struct db *db, struct record_event *event, struct error *err);

/* The last event of every record, removed ones too, in the order in which the records were first entered. */
bool records_load(struct db *db, struct record_events *events, struct error *err);
/* All events of one record, oldest first. */
bool records_history(struct db *db, const char *owner, const char *record, struct record_events *events,
                     struct error *err);

#endif
