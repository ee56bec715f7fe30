/* workplace_private.h — what the files of the workplace share. */
#ifndef TENKEN_APP_WORKPLACE_PRIVATE_H
#define TENKEN_APP_WORKPLACE_PRIVATE_H

#include "tenken/app/workplace.h"

/* Reads unit, cycle, profile and checklists from the database into an otherwise empty workplace. */
bool workplace_load(struct workplace *workplace, struct error *err);
/* Frees what workplace_load() filled. */
void workplace_unload(struct workplace *workplace);
/* Computes scope, tallies, lacks and states of every checklist anew after a change of the profile. */
bool workplace_rescope(struct workplace *workplace, struct error *err);
/* Computes tally, contradictions, lacks and state anew after an answer: of one checklist; of all, since an answer may contradict
 * what stands in another. */
void checklist_recount(const struct workplace *workplace, struct checklist *checklist);
void workplace_recount(struct workplace *workplace);
/* Computes the scope of one checklist; then what registers decide in it. */
bool checklist_scope(const struct workplace *workplace, struct checklist *checklist, struct error *err);
void checklist_derive(const struct workplace *workplace, struct checklist *checklist);
/* What stands for an item, from what a person answered and what registers decide. */
void entry_stand(const struct workplace *workplace, const struct checklist *checklist, size_t item);
/* Refuses with a sentence when registers decide the item. */
bool item_is_open(const struct workplace *workplace, const struct checklist *checklist, size_t item, struct error *err);
/* Whether a text is UTF-8 and not too long; `what` names it. */
bool answer_text_fits(const char *text, const char *what, struct error *err);
/* Fills the event with what a person answered, to be changed and appended. */
void answer_from_entry(struct answer_event *event, const struct checklist *checklist, size_t item);
/* Where registers decide the answer a remark or a plan may still be written: what a person answered before stays beneath it. */
void answer_keep_beneath(struct response *response, const struct entry *entry);
/* Appends `event` (response, kind, progress, target set) for the item and shows what then stands. */
bool answer_append(struct workplace *workplace, struct checklist *checklist, size_t item, struct answer_event *event,
                   struct error *err);
/* Reads the current event of one question anew into its entry. */
bool entry_reload(struct workplace *workplace, struct checklist *checklist, size_t item, struct error *err);
/* Who acts on this checklist: --actor, else the title of its role in the language of the pack's city. */
const char *workplace_actor(const struct workplace *workplace, const struct checklist *checklist);
/* Frees what an entry owns. */
void entry_release(struct entry *entry);
/* Standings of a checklist's entries as one array, for core; caller frees the array only. */
struct standing *checklist_standings(const struct checklist *checklist);
/* Whether the pack has the role, and a checklist for it. Errors: ERROR_USAGE, with a near name. */
bool pack_keeps_checklist(const struct pack *pack, const char *role, struct error *err);
/* Refuses with a sentence when the workplace is read-only. */
bool workplace_may_write(const struct workplace *workplace, struct error *err);
/* A round as a campaign opens it. */
struct year_new {
	int fiscal_year;
	bool extra;
	const char *due; /* ISO date, or NULL */
};
/* As workplace_new_year(), whatever year it is. */
bool workplace_open_year(struct workplace *workplace, const struct year_new *year, const char *pack, struct error *err);
/* The setting that only an office's database has: what is kept of the office itself. */
#define OFFICE_SETTING "office"
/* Reads what went between the section and the office this year. */
bool with_office_load(struct workplace *workplace, struct error *err);
void with_office_release(struct with_office *with_office);
/* Adds to its lacks what the office has asked anew and nobody has looked at since. */
void correspondence_add_lacks(const struct workplace *workplace, struct checklist *checklist);
/* Where a checklist stands, whose own state is `own`: what the office knows of it, unless something was changed since. */
enum checklist_state with_office_state(const struct workplace *workplace, enum checklist_state own);
/* Frees the official wording: the pack is about to go, or it is to be read anew. */
void workplace_forget_wording(struct workplace *workplace);

/* Texts that were typed and not yet saved, by key (NULL: forgets). False when it could not be kept. */
/* What every name of a place must be: "bureau" and the like; `what` says which it is. Errors: ERROR_USAGE. */
bool workplace_valid_name(const char *text, const char *what, struct error *err);
/* What a unit's code must be, on a roster too: at most 32 bytes, and nothing that would be more than a name in a path or a table. */
bool unit_code_is_good(const char *code);
bool unit_code_fits(const char *code, struct error *err); /* the same of one that is typed. Errors: ERROR_USAGE */
/* Saves what the section is called and keeps what it was called, as the round's: what was handed out under that is its own still. Within
 * the transaction that there is; `workplace` goes on to show the old. Errors: those of unit_save(). */
bool workplace_save_name(const struct workplace *workplace, const struct unit *unit, struct error *err);
/* What the section was called earlier in this year's round, the latest last. */
struct earlier_units {
	struct unit *items;
	size_t count;
};
void earlier_units_load(struct earlier_units *earlier, const struct workplace *workplace);
void earlier_units_release(struct earlier_units *earlier);
/* The fact that says, with the checklist's id behind it, that it was removed in its year. */
extern const char checklist_removed_prefix[];
bool checklist_removed_in(const struct fact_events *facts, const char *id);
bool checklist_is_removed(const struct workplace *workplace, const char *id, bool *removed, struct error *err);
bool draft_keep(struct db *db, const char *key, const char *text);
char *draft_load(struct db *db, const char *key); /* or NULL; caller frees */

#endif
