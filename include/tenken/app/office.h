/* office.h — the security manager's side: keys, a campaign, what comes in, and what is said of it.
 *
 * An office is one database of its own. Its key is kept locked under a passphrase; only what signs or opens needs it. A campaign is
 * opened from a roster, published as one file for all and one code for each unit; submissions are collected from files, each of
 * which ends as imported, unchanged or rejected with its reason; a unit's submission is opened as a workplace to look at,
 * accepted, or returned with comments. All of it is recorded as events (store/exchanges.h).
 * Sources: process.md, storage.md "Bundles"; 対策基準 11.2.2, 9.7. */
#ifndef TENKEN_APP_OFFICE_H
#define TENKEN_APP_OFFICE_H

#include "tenken/app/plans.h"
#include "tenken/base/json.h"
#include "tenken/exchange/key.h"
#include "tenken/store/exchanges.h"

struct office {
	struct db *db;
	char *name;              /* what the office is called */
	char *own_unit;          /* code of the unit that it belongs to itself, or "" */
	struct public_key key;
	bool has_escrow;
	struct public_key escrow;
	char *locked;            /* the secret key, locked */
	int64_t wanted_cycle; /* of office_use_campaign(); 0: the newest */
	/* The newest campaign, or the one that is wanted; campaign NULL: there is none yet. */
	struct cycle cycle;
	struct json *campaign;   /* {"id", "exchange", "due", "periods", …} */
	bool handed_out;         /* it, at least once */
	struct roster roster;
	struct exchange_events standing; /* where each unit that handed in stands */
	int64_t foreign_commits;         /* when that was read */
	struct date today;
	char *pack; /* id or folder by which submissions are looked at; NULL: that of the campaign */
	struct kept_packs *packs; /* that were read for looking at submissions */
	char *actor, *acted_for;
	bool readonly;
};

/* Makes the database and the key. `own_unit`: NULL or the code of the office's own unit, whose submissions the chief reviews.
 * Errors: ERROR_CONFLICT when there is a database; ERROR_REFUSED for a passphrase that is easy to guess. */
bool office_create(const char *path, const char *name, const char *own_unit, const char *passphrase, struct error *err);
/* Whether office_create() and office_escrow() would take the passphrase: screens ask before it is typed a second time.
 * Errors: ERROR_REFUSED, with what is wrong. */
bool office_passphrase_fits(const char *name, const char *own_unit, const char *passphrase, struct error *err);
/* Whether the database at `path` is an office's. */
bool office_is_at(const char *path);
/* Opens; on error `office` is empty and may be closed. Errors: ERROR_REFUSED when it is a section's database. */
bool office_open(struct office *office, const struct workplace_options *options, struct error *err);
void office_close(struct office *office);
/* Reads the newest campaign, the roster and where each unit stands anew: another program may have written. */
bool office_reload(struct office *office, struct error *err);

/* All campaigns, the newest first; release with cycles_release(). */
bool office_campaigns(const struct office *office, struct cycles *campaigns, struct error *err);
/* Whether a campaign (its cycle's id) was handed out. One that nobody has got may be opened anew, and is then no year's self-check. */
bool office_handed_out(const struct office *office, int64_t campaign, bool *handed_out, struct error *err);
/* Whether a campaign of this fiscal year is the present one and nobody has got it: a new one then stands in its place. */
bool office_may_replace(const struct office *office, int fiscal_year);
/* Turns to another campaign, to follow up what it left: `which` is its number (cycle.id) behind "#", or a fiscal year as it is typed,
 * of which it is the newest. Errors: ERROR_USAGE when there is none. */
bool office_use_campaign(struct office *office, const char *which, struct error *err);

/* What was typed and not yet sent, by key, as workplace_keep_draft() and workplace_load_draft(). */
bool office_keep_draft(struct office *office, const char *key, const char *text);
char *office_load_draft(const struct office *office, const char *key);

/* Makes an escrow key, writes its secret half to the new file `path`, locked under `passphrase`, and names it in campaigns that are
 * opened from now on: whatever is sealed for the office can be opened with it, too. Errors: ERROR_CONFLICT when there is one, or a file at `path`;
 * ERROR_REFUSED for a passphrase that is easy to guess. */
bool office_escrow(struct office *office, const char *path, const char *passphrase, struct error *err);
/* Whether there is an escrow key beside the office's key: one that has taken its place is none any more. */
bool office_has_spare(const struct office *office);
/* Puts the escrow key in the office key's place, after the office's own was lost. Sections accept what it signs, because their
 * campaign names it. Errors: ERROR_REFUSED when it is not this office's escrow key, or the passphrase does not fit. */
bool office_restore(struct office *office, const char *path, const char *passphrase, struct error *err);

/* --- the campaign --- */

struct campaign_new {
	int fiscal_year;
	const char *roster; /* path of the roster's CSV */
	struct date due;
	bool external;            /* files are signed and not sealed: the city's own tool encrypts them */
	bool extra;               /* 随時点検 */
	const char *pack;         /* id or folder, or NULL */
	const char *const *periods; /* "KEY=P12M" */
	size_t periods_count;
};
/* Opens a campaign and issues a code to every unit. Nothing is made when anything is wrong. */
bool campaign_open(struct office *office, const struct campaign_new *new_campaign, struct error *err);
/* Writes campaign.tenken, codes.csv and slips.html into the folder. */
bool campaign_publish(struct office *office, const char *folder, const char *passphrase, struct error *err);
/* Issues a new code to a unit; its key of before no longer counts. `code` gets it as text. */
enum { CAMPAIGN_CODE_BYTES = 22 }; /* with the NUL */
bool campaign_reissue(struct office *office, const char *unit, char code[CAMPAIGN_CODE_BYTES], struct error *err);

/* --- collecting --- */

enum collect_result { COLLECT_IMPORTED, COLLECT_UNCHANGED, COLLECT_REJECTED };
struct collected_file {
	char *file; /* path, as it may be shown */
	enum collect_result result;
	char *unit;   /* code, or NULL */
	char *reason; /* why it was rejected, or what was noticed; or NULL */
};
struct collected {
	struct collected_file *items;
	size_t count;
	size_t left; /* not looked at, because it was stopped */
};
void collected_release(struct collected *collected);
/* Takes in files, or all regular files of folders (links, devices and what else lies there are not touched). One transaction a
 * file. `dry_run`: says what would happen. False only when nothing could be done at all (wrong passphrase, storage),
 * or with ERROR_STOPPED when it was stopped (progress.h): between two files, so that what was taken in by then stays, and the rest
 * (collected.left) is untouched. */
bool office_collect(struct office *office, const char *const *paths, size_t count, const char *passphrase, bool dry_run,
                    struct collected *collected, struct error *err);

/* --- review --- */

enum unit_state { UNIT_NOT_RECEIVED, UNIT_SUBMITTED, UNIT_RETURNED, UNIT_ACCEPTED, UNIT_CLOSED, UNIT_STATES };
const char *unit_state_code(enum unit_state state);  /* "not_received", … */
const char *unit_state_label(enum unit_state state); /* 未提出 …, current language */
/* Index on the roster, or SIZE_MAX with ERROR_USAGE and a near code. */
size_t office_unit(const struct office *office, const char *code, struct error *err);
enum unit_state office_unit_state(const struct office *office, size_t unit);
bool office_unit_overdue(const struct office *office, size_t unit);
/* For each unit on the roster why the last file that says it is theirs was not taken in, where nothing of them was; else NULL. NULL on
 * error (ERROR_STORAGE). Free with office_rejected_free(); `count` is how many units there were on the roster. */
char **office_rejected(const struct office *office, struct error *err);
void office_rejected_free(char **reasons, size_t count); /* NULL is fine */
struct reconciliation {
	size_t total, by_state[UNIT_STATES];
};
void office_reconcile(const struct office *office, struct reconciliation *reconciliation);

/* How a unit answered in what it handed in last, by its own word: whoever reviews reckons anew (office_open_unit()). */
struct unit_answers {
	bool received; /* without that nothing is known of it: the counts mean nothing */
	size_t by_answer[ANSWERS];
};
/* For each unit on the roster, in one scan; caller frees. NULL on error: ERROR_STORAGE. */
struct unit_answers *office_answers(const struct office *office, struct error *err);
/* All of them together, of those that are shown. */
struct answers_total {
	size_t units; /* that handed in */
	size_t by_answer[ANSWERS];
};
void answers_total_add(struct answers_total *total, const struct unit_answers *answers);
/* Appends "Answers 193 (2 units) = 適 182 + 部 4 + …", which adds up; nothing where nobody handed in. `ascii`: letters for the
 * kanji. */
void answers_total_text(struct strbuf *out, const struct answers_total *total, bool ascii);

/* Improvement over all units, from what each handed in last. */
struct office_plan {
	size_t unit; /* on the roster */
	char *checklist, *question, *answer, *cause, *measure, *person, *evidence;
	char *about; /* of a checklist about a system or contract: what the unit's registers call that, as office_about(); else "" */
	struct date due; /* may be unset */
	struct date first_due; /* the earliest that the office was ever told; may be unset */
	bool preventive, done, overdue;
	struct plan_notes notes;
};
struct office_plans {
	struct office_plan *items;
	size_t count;
};
/* `overdue`: only those that are late today. Release with office_plans_release(). */
bool office_plans_load(const struct office *office, bool overdue, struct office_plans *plans, struct error *err);
void office_plans_release(struct office_plans *plans);
/* What "system:s1" is called in the registers that were handed in (`submission`): the record's name, with the id behind it where another
 * is called alike, or the id. "" for NULL. Caller frees. */
char *office_about(const struct json *submission, const char *subject);
/* By due date: those that are late first, those that are done last. */
void office_plans_sort(struct office_plans *plans);
/* How many there are by when they are due: overdue + months + dateless + done = all. */
struct office_plans_month {
	struct date first; /* day of the month */
	size_t count;
};
struct office_plans_sum {
	size_t overdue, dateless, done;
	struct office_plans_month *months; /* of what is neither late nor done: in their order */
	size_t months_count;
};
/* Of plans in any order. Release with office_plans_sum_release(). */
void office_plans_add_up(const struct office_plans *plans, struct office_plans_sum *sum);
void office_plans_sum_release(struct office_plans_sum *sum);

/* What the unit handed in last: its number, who confirmed it, and when it was taken in; number 0: nothing yet. */
struct office_submission {
	int64_t seq; /* of its event: a section that has joined anew gives its numbers anew */
	int64_t number;
	char *confirmed_by, *at;
};
bool office_submission(const struct office *office, size_t unit, struct office_submission *submission, struct error *err);
void office_submission_release(struct office_submission *submission);
/* What sections object to in the central answers, from what each handed in last. */
struct office_dissent {
	size_t unit; /* on the roster */
	char *question, *text, *actor, *at;
	char *against; /* codes of the units that answered it centrally, joined by ";": the finding is theirs to mend */
};
struct office_dissents {
	struct office_dissent *items;
	size_t count;
};
/* Of one unit, or with SIZE_MAX of all. Release with office_dissents_release(). */
bool office_dissents_load(const struct office *office, size_t unit, struct office_dissents *dissents, struct error *err);
void office_dissents_release(struct office_dissents *dissents);

/* What was sent to the unit besides its returns and receipts, the oldest first. */
struct office_sent {
	enum office_sent_kind { OFFICE_SENT_PUSH, OFFICE_SENT_HANDOVER, OFFICE_SENT_COMMON } kind;
	char *question, *text; /* of a push; else "" */
	char *at;
	bool received; /* what the unit handed in last says that it had taken it in; of a push: that it was looked at */
	bool asked;    /* of a push: what it handed in last answers the question at all */
};
struct office_sents {
	struct office_sent *items;
	size_t count;
};
bool office_sents_load(const struct office *office, size_t unit, struct office_sents *sents, struct error *err);
void office_sents_release(struct office_sents *sents);

/* The pack by which submissions are looked at; it stays until the office is closed. NULL with ERROR_NOT_FOUND or ERROR_INPUT when it
 * cannot be read. */
const struct pack *office_pack(const struct office *office, struct error *err);
/* Opens what the unit handed in last as a workplace, to look at. Errors: ERROR_REFUSED when nothing was handed in, or the pack here is
 * not that of the campaign. */
bool office_open_unit(const struct office *office, size_t unit, struct workplace *workplace, struct error *err);
/* Whether nothing in it needs a look: all is 適 or 外, nothing is missing, nothing contradicts. */
bool office_unit_is_clean(const struct office *office, size_t unit, bool *clean, struct error *err);
/* Whether office_accept() would accept it now. Errors: ERROR_REFUSED with the reason; ERROR_STORAGE. */
bool office_may_accept(const struct office *office, size_t unit, struct error *err);
/* The office's key, unlocked once for several steps. NULL on error; office_lock() wipes and frees it (NULL is fine). */
struct secret_key *office_unlock(const struct office *office, const char *passphrase, struct error *err);
void office_lock(struct secret_key *key);
/* With `key` a receipt for the unit is written into `folder`, *written is its path (caller frees), also of what was accepted before:
 * the first receipt may have been lost; without, all three are NULL and the acceptance is only recorded. Errors: ERROR_REFUSED when there is nothing to accept, or by the one who confirmed it. */
bool office_accept(struct office *office, size_t unit, const struct secret_key *key, const char *folder, char **written,
                   struct error *err);
/* Comments by question: "QUESTION=TEXT". Writes the file for the unit into `folder`; *written is its name (caller frees). What was
 * returned may be returned again, since the file may be lost on its way; the section takes the newest. Errors: ERROR_REFUSED as
 * above; ERROR_CONFLICT when there is a file of that name. */
bool office_return(struct office *office, size_t unit, const char *comment, const char *const *on, size_t on_count,
                   const char *folder, const char *passphrase, char **written, struct error *err);
/* When it was last returned, and what for, a line each: "Returned 1 October 2026: …", "QUESTION: …". NULL in *said when it never was;
 * caller frees. Errors: ERROR_STORAGE. */
bool office_returned_for(const struct office *office, size_t unit, char **said, struct error *err);

/* --- what the office sends of its own accord --- each writes one file or more into `folder`, sealed for whoever it is for: for the key
 * that is pinned for the unit, or, before the unit has handed in, for the one that follows from its code. *written is the path;
 * caller frees. */
/* Units as they are typed: codes with commas between them, "bureau:NAME", or "all". *units is the caller's to free: indices on the
 * roster, each once. Errors: ERROR_USAGE with a near code; nothing is then in it. */
bool office_units_parse(const struct office *office, const char *text, size_t **units, size_t *count, struct error *err);
/* Asks one unit to look at a question anew, and says why (予防措置, 11.2.4.イ). Errors: ERROR_USAGE for an unknown question. */
bool office_push(struct office *office, size_t unit, const char *question, const char *text, const char *folder,
                 const struct secret_key *key, char **written, struct error *err);
/* Hands the unit last year's accepted answers for a successor on a new PC: its own, or, where it came from others, theirs. *missing: of
 * which of them nothing is in it, or NULL; caller frees. Errors: ERROR_REFUSED when there are none. */
bool office_handover(struct office *office, size_t unit, const char *folder, const struct secret_key *key, char **written,
                     char **missing, struct error *err);
/* Publishes the accepted answers of central roles (共通) in one file for all units, as far as they touch what sections are asked;
 * *count: how many. Errors: ERROR_REFUSED when there are none. */
bool office_publish_common(struct office *office, const char *folder, const struct secret_key *key, size_t *count,
                           char **written, struct error *err);

#endif
