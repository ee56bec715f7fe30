/* oscal.h — what every OSCAL document of ours shares: what OSCAL allows in a text, a token, a date; names; the head.
 *
 * OSCAL 1.2.1 has no empty text and no empty array, no newline in a title, no white space at the ends of a value, tokens that begin
 * with a letter, years from 1900 to 2999. All of that is seen to here, and nowhere else: the functions take whatever people typed.
 * A part that would come out empty is left out, or, where OSCAL asks for it, said in other words.
 *
 * Texts are Markdown there; what people typed is none, and is escaped. A line of theirs becomes a paragraph.
 *
 * UUIDs follow from what they name (docs/formats.md "OSCAL"): a section and the office call the same thing by the same one. */
#ifndef TENKEN_REPORT_OSCAL_PRIVATE_H
#define TENKEN_REPORT_OSCAL_PRIVATE_H

#include "tenken/base/json.h"
#include "tenken/base/uuid.h"
#include "tenken/core/pack.h"
#include "tenken/core/score.h"
#include "tenken/report/oscal.h"

/* --- names --- */

/* `uuid` gets the UUID of a thing of this kind that is told from others by `parts`: texts of any kind; NULL is "". */
void oscal_uuid(char uuid[UUID_TEXT_BYTES], const char *kind, const char *const *parts, size_t count);
#define OSCAL_UUID(uuid, kind, ...)                                                                                    \
	oscal_uuid(uuid, kind, (const char *const[]){__VA_ARGS__},                                                     \
	           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* `prefix` (letters first) and `id` as a token. What a token may not hold becomes "_", and then the whole gets an end that follows
 * from the id, so that different ids have different tokens. Caller frees. */
char *oscal_token(const char *prefix, const char *id);
/* By what the catalog calls a clause, what it demands, and what a question asks of it. Caller frees. */
char *oscal_control_id(const struct clause *clause);
char *oscal_statement_id(const struct clause *clause);

/* --- parts of an object --- */

/* The array under `key`, made when it is first asked for. */
struct json *oscal_list(struct json *owner, const char *key);
/* A value on one line: left out where nothing is left of it, or `otherwise`, when that is not NULL. */
void oscal_put_value(struct json *into, const char *key, const char *text, const char *otherwise);
/* Markup on one line (titles); markup of several paragraphs. Likewise. */
void oscal_put_line(struct json *into, const char *key, const char *text, const char *otherwise);
void oscal_put_prose(struct json *into, const char *key, const char *text, const char *otherwise);
/* The first moment of the day; its last one, for what is due on it. A day that OSCAL cannot name: the nearest that it can. */
void oscal_put_day(struct json *into, const char *key, struct date day);
void oscal_put_end_of_day(struct json *into, const char *key, struct date day);
/* A moment as we keep them; where it is none, or none that OSCAL can name, the beginning of `day`. */
void oscal_put_moment(struct json *into, const char *key, const char *moment, struct date day);
/* Adds a property of our own namespace to "props", of a class if `class` is not NULL; nothing where the value is blank. */
void oscal_prop(struct json *owner, const char *name, const char *value);
void oscal_prop_of(struct json *owner, const char *name, const char *class, const char *value);
void oscal_prop_count(struct json *owner, const char *name, const char *class, size_t count);
void oscal_prop_day(struct json *owner, const char *name, struct date day);
/* How many of each answer that there is: properties "count", each of the class that oscal_answer() says. */
void oscal_prop_answers(struct json *owner, const struct tally *tally);
/* The answer's code, or "unanswered". */
const char *oscal_answer(enum answer answer);
/* Appends {key: uuid} to the list under `list`. */
void oscal_refer(struct json *owner, const char *list, const char *key, const char *uuid);

/* --- documents --- */

struct oscal {
	struct json *root, *model; /* the document, and what is under its one key */
	struct json *metadata;
	const struct pack *pack;
	char year[12];  /* the fiscal year; "" where there is none */
	/* For UUIDs: "2026"; "2026-extra" and the campaign's id for an extra self-check, of which a year may have several; "" where there is
	 * no year. */
	char round[64];
	struct date today;
	char (*seen)[UUID_TEXT_BYTES]; /* of oscal_is_new(): a hash table of `room` places */
	size_t seen_count, room;
};

/* Of which self-check the document is: before oscal_begin(). An extra one has UUIDs of its own, by the id of its campaign (NULL or "" where
 * none is joined). */
void oscal_set_year(struct oscal *doc, int fiscal_year, bool extra, const char *campaign);
/* Begins a document of the model (OSCAL's key) with its head. `version`: of its content; blank: the day. */
void oscal_begin(struct oscal *doc, const char *model, const char *uuid, const char *title, const char *version);
/* Appends it to `out` and frees all. */
void oscal_end(struct oscal *doc, struct strbuf *out, bool pretty);
/* Whether the UUID has not been asked for before: for what stands in a document once. */
bool oscal_is_new(struct oscal *doc, const char *uuid);
/* Puts a role of the pack into the head, once; returns its token, which the caller frees. */
char *oscal_role(struct oscal *doc, const struct role *role);
/* That of whoever is in charge of an improvement. */
const char *oscal_person_in_charge(struct oscal *doc);
/* The UUID of a unit: by its code, which the office gives; before it has one by bureau and name. */
void oscal_unit_uuid(char uuid[UUID_TEXT_BYTES], const struct pack *pack, const char *code, const char *bureau,
                     const char *name);
/* Puts an organization into the head; returns it for more to be said of it, or NULL when it is there already. */
struct json *oscal_organization(struct oscal *doc, const char *uuid, const char *name);
/* Puts somebody of the unit, by the title that was written, into the head, once. */
void oscal_person(struct oscal *doc, char uuid[UUID_TEXT_BYTES], const char *unit, const char *title);
/* Adds an origin with one actor: "party" or "tool"; `role` may be NULL. */
void oscal_origin(struct json *owner, const char *type, const char *actor, const char *role);
/* Says that there is no assessment plan in OSCAL, and what took its place. */
void oscal_import_plan(struct oscal *doc);
/* The UUID of the catalog that oscal_catalog() makes of the pack. */
void oscal_catalog_uuid(char uuid[UUID_TEXT_BYTES], const struct pack *pack);
/* What a checklist is about, where that is not the unit itself: a system or a contract. */
void oscal_subject_uuid(const struct oscal *doc, char uuid[UUID_TEXT_BYTES], const char *unit, const char *checklist);
/* Adds a component; returns it for more to be said. `otherwise` stands for a title or description that is blank. */
struct json *oscal_component(struct json *components, const char *uuid, const char *type, const char *title,
                             const char *otherwise, const char *description);
/* OSCAL's word for what a role's checklists are about; `role` NULL: not known. */
const char *oscal_subject_type(const struct role *role);
/* The properties that say which question of which checklist it is about. */
void oscal_prop_question(struct json *owner, const struct pack *pack, const char *checklist, const char *question);

/* --- risks --- */

/* Adds the risk that a plan answers to `risks`, and says in `uuid` which. `unit`: UUID of the unit; `observation`: of the answer,
 * or NULL. */
void oscal_plan_risk(struct oscal *doc, struct json *risks, char uuid[UUID_TEXT_BYTES], const char *unit,
                     const struct city_plan *plan, const char *observation);
void oscal_plan_risk_uuid(const struct oscal *doc, char uuid[UUID_TEXT_BYTES], const char *unit, const char *checklist,
                          const char *question);
/* Likewise of an exception. */
struct json *oscal_exception_risk(struct json *risks, char uuid[UUID_TEXT_BYTES], const char *unit,
                                  const struct oscal_exception *exception);
/* Adds an item to the plan of action. Returns it for more to be said. `title` and `description` as people know it. */
struct json *oscal_poam_item(struct oscal *doc, const char *unit, const char *risk, const char *title,
                             const char *description);
/* Where there is none: OSCAL wants one, which then says so. */
void oscal_poam_close(struct oscal *doc, const char *unit);

/* --- findings --- */

/* What the answers to all questions about one clause come to. */
struct oscal_clause {
	size_t clause;           /* index in the pack's clauses */
	struct tally tally;      /* of the answers */
	size_t excused, planned; /* △ with a reason to a 原則; × with a measure laid down */
	size_t missing;          /* units that handed in nothing: what they would say is not known */
};
/* Whether the question asks the clause (an index). */
bool oscal_asks(const struct question *question, size_t clause);
/* Whether all is well, for what is known and what is not: ○ and － alone. */
bool oscal_is_satisfied(const struct oscal_clause *clause);
/* Adds a finding about the clause, without what it is related to. */
struct json *oscal_finding(struct oscal *doc, struct json *findings, const char *uuid,
                           const struct oscal_clause *clause);
/* Says in "reviewed-controls" which clauses were looked at; `clauses` with an empty tally were not. Returns how many were. */
size_t oscal_reviewed(struct oscal *doc, struct json *result, const struct oscal_clause *clauses, size_t count);

#endif
