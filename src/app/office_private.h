/* office_private.h — what the files of both sides of the exchange share. */
#ifndef TENKEN_APP_OFFICE_PRIVATE_H
#define TENKEN_APP_OFFICE_PRIVATE_H

#include "tenken/app/correspondence.h"
#include "tenken/app/exceptions.h"
#include "tenken/app/office.h"
#include "tenken/exchange/bundle.h"
#include "workplace_private.h"

/* What is handed out to all goes through folders that others read; so does what is sealed, see bundle_mode(). */
enum { PUBLIC_MODE = 0644, SECRET_MODE = 0600 };
/* Whether files of the campaign are sealed; else the city's own tool encrypts them. */
bool campaign_seals(const struct json *campaign);
/* The rights of a file from section to office or back: what is not sealed is for its owner alone until it is encrypted. */
unsigned bundle_mode(const struct json *campaign);

/* A text of an object, "" where there is none. Borrowed. */
const char *body_text(const struct json *node, const char *key);
/* The object that a canonical text holds, as a tree of its own (caller frees); NULL when it cannot be read. */
struct json *body_read(const char *text);
/* The same only to look through, which takes half the time: nothing of it outlives json_doc_free(). The root of none is NULL. */
struct json_doc *body_open(const char *text);
const struct json *body_root(const struct json_doc *doc);
char *body_write(const struct json *node); /* canonical; caller frees */

/* The setting that holds the number of a submission that is recorded and whose file is not yet known to be written; "" for none. */
extern const char exchange_unwritten_setting[];
/* The key with which the section signs; where there is none yet, a new one is made and kept, if `make`. NULL on error. */
struct secret_key *correspondence_key(struct db *db, bool make, struct error *err);
/* The key that follows from the code with which the section joined last; NULL when there is none. */
extern const char exchange_code_key_setting[];
struct secret_key *correspondence_code_key(struct db *db);
/* Errors: ERROR_REFUSED when no campaign was joined. */
bool correspondence_joined(const struct workplace *workplace, struct error *err);
/* Appends an event by whoever acts in the section, now: alone and committed; or, between _begin() and _end() (`ok`: commits, else
 * takes back), with more. What was looked up before must still be so: two who act at once must not give one number twice.
 * Errors: ERROR_CONFLICT when another process has written since the workplace was read. */
bool correspondence_record(struct workplace *workplace, enum exchange_kind kind, int64_t counter, const char *hash,
                           const char *body, struct error *err);
bool correspondence_begin(struct workplace *workplace, struct error *err);
bool correspondence_append(struct workplace *workplace, enum exchange_kind kind, int64_t counter, const char *hash,
                           const char *body, struct error *err);
bool correspondence_end(struct workplace *workplace, bool ok, struct error *err);
/* What happened changes where all checklists stand. */
bool correspondence_reload(struct workplace *workplace, struct error *err);
/* Takes last year's answers in, out of the office's file (checked, for this section). */
bool correspondence_succeed(struct workplace *workplace, const struct bundle *bundle, const struct json *body, const char *hash,
                            struct received *received, struct error *err);
/* Errors: ERROR_REFUSED when no campaign was opened. */
bool campaign_exists(const struct office *office, struct error *err);
/* Appends an event by whoever acts at the office, now. */
bool office_record(struct office *office, const char *unit, enum exchange_kind kind, int64_t counter, const char *file_hash,
                   const char *body, struct error *err);
/* The same for what was decided after looking. Errors: ERROR_CONFLICT when another process has written since office_reload(). */
bool office_decide(struct office *office, const char *unit, enum exchange_kind kind, int64_t counter, const char *file_hash,
                   const char *body, struct error *err);
/* The key that is pinned for the unit's present code, or false. */
bool office_pinned(const struct office *office, const char *unit, struct public_key *key, struct error *err);
/* The key that follows from the unit's present code. */
bool office_code_key(const struct office *office, const char *unit, struct public_key *key, struct error *err);
/* For which key the unit can be sent something: the pinned one, or, while none is, that of its code. */
bool office_reach(const struct office *office, const char *unit, struct public_key *key, struct error *err);
/* The number of the office's next bundle to the unit. */
bool office_next_counter(const struct office *office, const char *unit, int64_t *counter, char previous[65],
                         struct error *err);

/* The pack of the campaign, or the one that was named in its place: read once, the office's. NULL on error. */
struct kept_pack {
	char *folder, hash[65]; /* as packs_fingerprint() has it */
	struct pack *pack;
};
const struct kept_pack *office_kept_pack(const struct office *office, struct error *err);
/* The pack with this fingerprint, if it is at hand; else NULL. */
const struct kept_pack *office_exact_pack(const struct office *office, const char *id, const char *hash);
struct kept_packs *kept_packs_new(void);
void kept_packs_free(struct kept_packs *packs); /* NULL is fine */
/* The campaign's pack and no other: the one at hand must say the same. NULL on error: ERROR_REFUSED when it does not. */
const struct kept_pack *office_campaign_pack(const struct office *office, struct error *err);
/* Opens a submission as it was taken in, to look at it: with the campaign's pack and no other. */
bool office_open_document(const struct office *office, const struct json *document, struct workplace *workplace,
                          struct error *err);
/* The submission that an acceptance is about; seq 0 when it is not here. */
bool office_accepted_submission(const struct office *office, const struct exchange_event *accepted, struct exchange_event *event,
                                struct error *err);
/* What is sent, and how it is recorded. All is borrowed. */
struct dispatch {
	enum bundle_kind kind;
	enum exchange_kind event;
	const char *what; /* first part of the file's name */
	const char *body;
	const struct pack *pack;
	const char *folder;
	const char *kept; /* recorded in place of the body; NULL: the body */
};
/* Seals it for the unit, records it, and writes it. *written: the path; caller frees. Errors: ERROR_CONFLICT when another process
 * has written since office_reload(), or there is a file of that name. */
bool office_send(struct office *office, size_t unit, const struct dispatch *dispatch, const struct secret_key *key,
                 char **written, struct error *err);
/* The same in one file for all units of the roster. */
bool office_send_all(struct office *office, const struct dispatch *dispatch, const struct secret_key *key, char **written,
                     struct error *err);
/* First due dates of a unit's plans: of each the earliest that it ever handed in, in this campaign. */
struct seen_due {
	char *checklist, *question;
	bool unsure; /* of who finds out, and by when */
	struct date first;
};
struct seen_dues {
	struct seen_due *items;
	size_t count;
};
/* From all that the unit handed in; *last: what it handed in last, as it was taken in (NULL: nothing, or nothing that can be read, which
 * *received tells apart; body_root()). Caller frees both. */
bool seen_dues_load(struct db *db, int64_t cycle, const char *unit, struct seen_dues *seen, struct json_doc **last,
                    bool *received, struct error *err);
/* From one submission alone, added to what was seen before. */
void seen_dues_add(struct seen_dues *seen, const struct json *submission);
void seen_dues_release(struct seen_dues *seen);
/* That of the plan to an answer of a submission; no date: there never was one. */
struct date seen_dues_first(const struct seen_dues *seen, const char *checklist, const struct json *answer);
/* Puts them into what the unit handed in last. */
bool office_amend_first_dues(const struct office *office, size_t unit, struct workplace *workplace, struct error *err);

/* Whether a plan of a submission (a member of an answer) is one of the city's ledger of improvement, with this answer standing for its
 * question: of those that tally_add() counts (under 否 and 部, and under 適 those that are done), or of who finds out what is 疑. */
bool office_plan_is_in_ledger(const struct json *plan, enum answer standing);
/* The exceptions of a unit, from its judged ledger, added to the list; `open`: only what needs action. */
void exceptions_take(const struct workplace *workplace, size_t unit, bool open, struct exceptions_list *list);

/* collect_files.c: how many files these paths are, with those in folders. */
size_t collect_count_files(const char *const *paths, size_t count);

/* 自己点検_令和8年度_市民課_0101_001_機密性3C.tenken: `what` comes first. Caller frees. */
char *bundle_file_name(const char *what, const struct pack *pack, int fiscal_year, const char *unit_name,
                       const char *unit_code, int64_t counter);
/* Whether nothing is at the path yet: a file that was not fetched yet must not be replaced by another database's of the same
 * number. Errors: ERROR_CONFLICT. */
bool bundle_path_is_free(const char *path, struct error *err);

#endif
