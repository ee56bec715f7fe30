/* ledger_private.h — what the files about registers share. */
#ifndef TENKEN_APP_LEDGER_PRIVATE_H
#define TENKEN_APP_LEDGER_PRIVATE_H

#include "tenken/app/registers.h"
#include "tenken/store/records.h"
#include "workplace_private.h"

/* That a register is complete is a fact about the section in this year, kept among the facts under this name and its id. */
extern const char ledger_complete_prefix[];

/* What the ledger is made from, as the database has it. */
struct ledger_sources {
	struct record_events events;
	struct fact_events facts;
	struct cycle_periods periods;
};
bool ledger_sources_load(struct ledger_sources *sources, const struct workplace *workplace, struct error *err);
void ledger_sources_release(struct ledger_sources *sources);
/* What is kept of the record last, also when it was removed, or NULL. */
const struct record_event *ledger_event(const struct record_events *events, const char *owner, const char *id);

/* All of it as one facts document (without a date). Caller frees. */
struct json *ledger_document(const struct workplace *workplace, const struct ledger_sources *sources);
/* One record of it: the id, then what `fields`, a JSON object, holds. Caller frees. */
struct json *ledger_record_json(const char *id, const char *fields);

/* Reads the sources as the workplace's ledger, in the place of the one there is, and judges it. */
void ledger_judge(struct workplace *workplace, const struct ledger_sources *sources);
/* Of a workplace that has none yet: as verdicts_compute_briefly(), without what does not fit (ledger.stale) and what is noted of each
 * record (ledger.records). The records stand in `registers`, as in a facts document, instead of among the events; it is handed over. */
void ledger_judge_briefly(struct workplace *workplace, const struct ledger_sources *sources, struct json *registers,
                          struct date *last);
/* Reads the ledger anew from the database and judges it. On error it is as it was. */
bool ledger_load(struct workplace *workplace, struct error *err);
void ledger_release(struct ledger *ledger);

/* The fields as they will be once `edits` (NULL: none) are made to `present` (may hold the id; NULL: nothing), in the order of
 * the register, without the id; what is not known is left out. Caller frees. */
struct json *ledger_picture(const struct register_kind *kind, const struct json *present,
                            const struct field_edits *edits);
/* Puts such a picture into the sources, in the place of what is kept there or behind it; returns where (borrowed). */
struct record_event *ledger_sources_put(struct ledger_sources *sources, const struct pack *pack, size_t register_at,
                                        const char *id, const struct json *fields);
/* Whether a text can be the id of a record. Errors: ERROR_USAGE. */
bool record_id_fits(const char *id, struct error *err);
/* Whether the texts in the picture have a length that a report can bear. Errors: ERROR_INPUT. */
bool record_texts_fit(const struct json *fields, const struct register_kind *kind, struct error *err);

/* Whether the problem came about by a change: it is of a record, and does not stand in the ledger already. What fitted an
 * earlier pack and no longer fits must not keep people from changing something else. */
bool ledger_problem_is_new(const struct workplace *workplace, const struct pack_problem *problem);
/* The record that a problem of a facts document is about ("/registers/system/0/zone"), in `facts`; SIZE_MAX: of none. *field
 * (NULL: does not matter) is the key behind it, or "": caller frees. */
size_t ledger_problem_record(const struct pack *pack, const struct facts *facts, const struct pack_problem *problem,
                             char **field);

/* Appends one event about a record by who acts, now. Nothing is reckoned anew. */
bool ledger_append(struct workplace *workplace, const char *owner, const char *id, int revision,
                   enum record_event_kind kind, const char *fields, struct error *err);

/* How many fields of a record are asked and not filled in. */
size_t ledger_count_open(const struct workplace *workplace, size_t record);
/* After the registers were changed: reads them, and reckons everything that follows. */
bool ledger_changed(struct workplace *workplace, struct error *err);

#endif
