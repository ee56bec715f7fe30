/* answers.h — every answer that was ever given, as events that are only added.
 *
 * An event is a whole picture of the response to one question (answer, elements, remark, reason, plan), numbered by
 * revision within (assessment, question). The screen holds revision n and appends n+1: that the number is taken already
 * **is** the conflict, and nothing is overwritten. Undo and redo are events too. A table of current events, kept in the
 * same transaction, makes loading independent of how much history there is. Each event carries a hash over its fields
 * and the event before it (chain.h). */
#ifndef TENKEN_STORE_ANSWERS_H
#define TENKEN_STORE_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/error.h"
#include "tenken/core/answer.h"
#include "tenken/core/condition.h"

struct db;

enum event_kind {
	EVENT_ANSWER,   /* a person answered, remarked or planned */
	EVENT_PROGRESS, /* a progress note on a plan: `progress` */
	EVENT_CARRIED,  /* last year's picture set beside the question; the answer stays open */
	EVENT_CONFIRM,  /* last year's answer confirmed: 再確認 */
	EVENT_UNDO,
	EVENT_REDO,
	EVENT_KINDS
};
const char *event_kind_code(enum event_kind kind); /* "answer", … */

struct answer_event {
	int64_t seq;       /* given by the database */
	int64_t assessment;
	char *question;    /* question id; may be one that the pack no longer has */
	int revision;      /* from 1 */
	enum event_kind kind;
	struct response response; /* `response.elements` is not used on this floor: */
	char *elements;    /* element answers as "a=yes,b=no,c=na", in the question's order; "" for none */
	char *progress;    /* EVENT_PROGRESS: the note; EVENT_ANSWER that moves the due date of the plan: why; "" otherwise */
	int64_t target;    /* EVENT_UNDO/REDO: seq of the event undone or redone; else 0 */
	char *actor;       /* title of who acted */
	char *acted_for;   /* title of the one acted for (代行), or "" */
	char *at;          /* "2026-10-01T14:03:21+09:00" */
};
void answer_event_init(struct answer_event *event); /* empty strings, no answer */
void answer_event_release(struct answer_event *event);

struct answer_events {
	struct answer_event *items;
	size_t count;
};
void answer_events_release(struct answer_events *events);

/* Whether a text is of the form of `elements`. */
bool elements_are_sound(const char *text);

/* Appends `event` (its revision must be the current one + 1; 1 for the first), sets event->seq, and commits unless a
 * transaction is open. When it returns true outside a transaction, the event is on the disk.
 * Errors: ERROR_CONFLICT when the revision is taken (somebody else answered) or would leave a gap: nothing is written,
 * and a transaction that is open may go on. ERROR_INPUT for what could not be read back: text that is no UTF-8,
 * elements, due date or moment of another form, an undo without target. ERROR_NOT_FOUND: no such assessment.
 * ERROR_REFUSED: read-only. ERROR_STORAGE: an open transaction can only be rolled back. */
bool answers_append(struct db *db, struct answer_event *event, struct error *err);

/* The current events of an assessment: one a question, sorted by question id. */
bool answers_load(struct db *db, int64_t assessment, struct answer_events *events, struct error *err);
/* The current event of one question; revision 0 and empty when there is none. `event` is initialised here; on error it
 * holds nothing. */
bool answers_load_one(struct db *db, int64_t assessment, const char *question, struct answer_event *event,
                      struct error *err);
/* All events of one question, oldest first. */
bool answers_history(struct db *db, int64_t assessment, const char *question, struct answer_events *events,
                     struct error *err);
/* All events of an assessment, oldest first, from `after_seq` (exclusive). */
bool answers_all(struct db *db, int64_t assessment, int64_t after_seq, struct answer_events *events, struct error *err);

/* What undo (redo) would act on: *target is the seq of the newest event not yet undone (the undone event to redo), 0
 * when there is none. `restored` is initialised here to the picture that then stands for that question, ready to
 * append: kind, target, revision (current + 1) and response set; actor and time are the caller's to set.
 * The order is that of a common undo stack over the whole assessment: a fresh answer clears what could be redone. An
 * EVENT_CARRIED is no edit: it is passed over, and the picture that it leaves is the empty one, since the answer stays
 * open (what was carried is found in answers_history()). On error `restored` holds nothing. */
bool answers_undo_target(struct db *db, int64_t assessment, int64_t *target, struct answer_event *restored,
                         struct error *err);
bool answers_redo_target(struct db *db, int64_t assessment, int64_t *target, struct answer_event *restored,
                         struct error *err);

/* First due date that the plan of this question ever had, also one that was undone; no date when none. It is kept for ever.
 * `unsure`: of who finds out, and by when, which is another thing than a plan though it is kept in the same place: what the one
 * left there for the other does not count until it is changed. */
bool answers_first_due(struct db *db, int64_t assessment, const char *question, bool unsure, struct date *due,
                       struct error *err);

/* Profile facts: events too. One picture a fact. `fact` ids may be ones that the pack no longer has. */
struct fact_event {
	char *fact;
	enum truth value;
	int revision;
	char *actor, *acted_for, *at;
};
struct fact_events {
	struct fact_event *items;
	size_t count;
};
void fact_events_release(struct fact_events *events);
/* Appends; the revision is given by the database. Errors as of answers_append(). */
bool facts_append(struct db *db, int64_t cycle, const char *fact, enum truth value, const char *actor,
                  const char *acted_for, const char *at, struct error *err);
/* The current value of each fact that was ever answered in the cycle. */
bool facts_load(struct db *db, int64_t cycle, struct fact_events *events, struct error *err);

#endif
