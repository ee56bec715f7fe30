/* exchanges.h — what went to and fro between a section and the office, as events that are only added.
 *
 * The same table serves both sides: in a section's database `unit` is the section's own code, in the office's that of the unit
 * the event is about ("" for what concerns all). A submission, a return, an acceptance, a join code that was issued, a key that
 * was pinned: each is an event with its actor, time and hash (chain.h), so that who decided what can be shown for ever. The
 * bodies are canonical JSON, which this floor does not look into. */
#ifndef TENKEN_STORE_EXCHANGES_H
#define TENKEN_STORE_EXCHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/error.h"

struct db;

enum exchange_kind {
	EXCHANGE_CAMPAIGN, /* the campaign was opened (office) or joined (section) */
	EXCHANGE_CODE,     /* a join code was issued to the unit */
	EXCHANGE_KEY,      /* the unit's key was pinned (office) or made (section) */
	EXCHANGE_SUBMIT,   /* a submission was made or received */
	EXCHANGE_ACCEPT,   /* the office accepted it */
	EXCHANGE_RETURN,   /* the office returned it with comments */
	EXCHANGE_PUSH,     /* the office asked a question anew, for preventive action */
	EXCHANGE_HANDOVER, /* last year's answers were handed to a successor */
	EXCHANGE_COMMON,   /* central answers were published (office) or taken in (section) */
	EXCHANGE_DISSENT,  /* the section objects to a central answer, or takes that back */
	EXCHANGE_KINDS
};
const char *exchange_kind_code(enum exchange_kind kind); /* "campaign", "code", … */

struct exchange_event {
	int64_t seq;     /* given by the database */
	int64_t cycle;
	char *unit;
	enum exchange_kind kind;
	int64_t counter; /* of the bundle, by its sender; 0 where there is none */
	char *file_hash; /* of the bundle's file; "" where there is none */
	char *body;
	char *actor, *acted_for, *at;
};
void exchange_event_release(struct exchange_event *event); /* zeroed is fine */

struct exchange_events {
	struct exchange_event *items;
	size_t count;
};
void exchange_events_release(struct exchange_events *events);

/* Appends, sets event->seq, and commits unless a transaction is open. Errors: ERROR_INPUT for what could not be read back,
 * ERROR_REFUSED: read-only; ERROR_STORAGE. */
bool exchanges_append(struct db *db, struct exchange_event *event, struct error *err);
/* All events of a unit in a cycle, oldest first. */
bool exchanges_load(struct db *db, int64_t cycle, const char *unit, struct exchange_events *events, struct error *err);
/* The last event of the kind; seq 0 and empty texts when there is none. */
bool exchanges_last(struct db *db, int64_t cycle, const char *unit, enum exchange_kind kind,
                    struct exchange_event *event, struct error *err);
/* The unit's last event of the kind in a fiscal year before `fiscal_year`; seq 0 and empty texts when there is none. */
bool exchanges_last_before(struct db *db, int fiscal_year, const char *unit, enum exchange_kind kind,
                           struct exchange_event *event, struct error *err);
/* The submission whose file has this hash; seq 0 and empty texts when there is none. */
bool exchanges_submission(struct db *db, const char *file_hash, struct exchange_event *event, struct error *err);
/* For each unit its last submission, acceptance or return: where it stands; the body only of an acceptance, and of none who acted, and
 * when. By unit. */
bool exchanges_standing(struct db *db, int64_t cycle, struct exchange_events *events, struct error *err);
/* Whether a file with this hash has been taken in, or handed out, before. *unit (may be NULL): whose it is, or NULL; caller frees. */
bool exchanges_know_file(struct db *db, const char *file_hash, bool *known, char **unit, struct error *err);

/* What stands in the database of answers, facts and records: how many events, and one hash over the heads of their chains ("" while
 * there are none). Whoever was told it can see later whether something was taken back. */
bool chains_anchor(struct db *db, char head[65], int64_t *count, struct error *err);

/* A unit on the roster of a campaign. All strings are owned, "" where nothing is said. */
struct roster_unit {
	int64_t id;
	char *code, *bureau, *name;
	char *roles;       /* role ids, joined by ";" */
	char *contact;
	char *predecessor; /* codes, joined by ";" */
};
struct roster {
	struct roster_unit *items;
	size_t count;
};
void roster_release(struct roster *roster);
/* Errors: ERROR_CONFLICT when the code is on the roster already. Sets unit->id. */
bool roster_add(struct db *db, int64_t cycle, struct roster_unit *unit, struct error *err);
/* By code. */
bool roster_load(struct db *db, int64_t cycle, struct roster *roster, struct error *err);

#endif
