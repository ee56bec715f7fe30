/* workplace.h — a section's side: what its people can do, in the words of the process.
 *
 * A workplace is one database opened with its pack, for one year, by one who acts. The doors (screens, command line) read
 * its fields freely and change nothing in them: every change goes through a function here, is committed when the function
 * returns true, and the fields then show it. On failure nothing is changed, in the database or here. */
#ifndef TENKEN_APP_WORKPLACE_H
#define TENKEN_APP_WORKPLACE_H

#include "tenken/core/check.h"
#include "tenken/store/answers.h"
#include "tenken/store/unit.h"

/* What stands beside one question of a checklist. */
struct entry {
	struct standing standing;  /* what is answered now; answer ANSWER_NONE while open */
	struct response stored;    /* what a person answered: it stands, unless registers decide the answer */
	struct derivation derivation; /* of a question of the kind `derived` */
	size_t exception;          /* 例: the record that permits it, may, or has expired; index in the ledger's facts, or SIZE_MAX */
	int revision;              /* of the current event; 0: none yet */
	char *actor, *acted_for;   /* of the current event, or NULL */
	char *at;                  /* when, or NULL */
	bool confirmed;            /* the current answer is last year's, confirmed (再確認) */
	bool has_previous;         /* last year has an answer to the same question id */
	struct response previous;  /* last year's picture */
	bool overdue;              /* its plan to improve should have been carried out by today */
	bool previous_stale;       /* the standard has changed here since, or it cannot be told whether it has */
};

enum checklist_state { STATE_NOT_STARTED, STATE_IN_PROGRESS, STATE_READY, STATE_SUBMITTED, STATE_RETURNED, STATE_ACCEPTED,
                       STATE_CLOSED, CHECKLIST_STATES };
const char *checklist_state_code(enum checklist_state state);  /* "in_progress" … */
const char *checklist_state_label(enum checklist_state state); /* 回答中 …, current language */

struct checklist {
	struct assessment assessment;
	const struct role *role; /* of the pack */
	struct scope scope;
	struct entry *entries;   /* one for each item of the scope, in its order */
	size_t record;           /* what it is about: index in the ledger's facts; SIZE_MAX: the section, or no record yet */
	char *about;             /* what people call that; NULL: the section */
	struct tally tally;
	struct conflicts conflicts; /* contradictions, explained or not */
	struct lacks lacks;      /* what is missing before submission, up to date */
	enum checklist_state state;
};

/* The registers, and what follows from them: registers.h changes them. */
struct ledger_record {
	int revision;
	char *actor, *at; /* who changed it last, and when */
	/* Counted once, for lists of thousands. */
	size_t verdicts[VERDICT_CODES]; /* how many of each the rules give it */
	size_t open;                    /* fields that are asked and not filled in */
};
struct ledger {
	struct facts facts;            /* what the pack no longer knows is left unknown */
	struct ledger_record *records; /* one for each of the facts' records */
	struct verdicts verdicts;      /* of today's rules */
	struct pack_problems stale;    /* what no longer fits the pack */
};
/* What went between the section and the office in this year: correspondence.h. */
struct with_office {
	struct json *campaign;      /* what was joined; NULL: none */
	enum checklist_state state; /* STATE_SUBMITTED … STATE_CLOSED; STATE_NOT_STARTED: nothing was handed in */
	int64_t events;             /* that stood in the database then */
	char *submitted;            /* hash of the file that was handed in last; NULL: nothing was */
	struct json *said;          /* by the office, when that was the last that happened; NULL: nothing */
	struct json *pushes;        /* a list of what it asked anew: "question", "text", "at", "looked" (revisions by checklist) */
	struct json *common;        /* a list of what is answered centrally; NULL: none was taken in */
	struct json *dissents;      /* a list of objections that stand: "question", "text", "actor", "acted_for", "at" */
	struct json *received;      /* a list of hashes: the office's files that were taken in */
	bool objected;              /* an objection was made or taken back since it was handed in last */
};
struct workplace_texts; /* workplace_wording() in wording.h */

struct workplace {
	struct db *db;
	struct pack *pack;
	char *pack_folder;
	bool borrows_pack; /* it is somebody else's, who keeps it as long as this is open */
	struct unit unit;
	struct cycle cycle;
	struct profile answered;  /* as answered */
	bool *said_unknown;       /* of each fact: somebody said that it is not known; NULL: nobody looked */
	struct profile effective; /* as conditions see it */
	bool *facts;              /* one for each fact of the pack: whether a question of the checklists hangs on it */
	struct ledger ledger;
	struct with_office with_office;
	struct checklist *checklists;
	size_t checklists_count;
	struct date today;
	char *actor, *acted_for;
	bool readonly;
	int64_t foreign_commits;  /* of the database when it was last read */
	char *notice;             /* a sentence to show once on opening, or NULL */
	struct workplace_texts *texts; /* NULL until they are asked for */
};

struct workplace_options {
	const char *db;        /* path; never NULL */
	const char *pack;      /* id or folder, or NULL: the database's own, else the default */
	const char *actor;     /* title, or NULL: the title of the checklist's role */
	const char *acted_for; /* or NULL */
	struct date today;
	bool readonly;
};

/* Whether a section can choose the role at the first start: the pack asks it something, and no other role answers for it. */
bool workplace_role_answers(const struct pack *pack, const struct role *role);

struct workplace_new {
	const char *bureau, *unit; /* must not be blank */
	const char *code;          /* or NULL */
	int fiscal_year;           /* 0: that of today */
	const char *const *roles;  /* role ids; count 0: info_manager */
	size_t roles_count;
	bool extra;                /* 随時点検 */
	const char *due;           /* ISO date, or NULL */
};

/* The path of the database: `option`, else $TENKEN_DB, else the data folder's. Caller frees. */
char *workplace_default_path(const char *option, struct error *err);

/* Whether a database may be made where `options` say: asked before a person is asked anything. Errors: ERROR_STORAGE, with where it
 * might stand. `err` comes empty. */
bool workplace_may_be_made(const struct workplace_options *options, struct error *err);
/* Makes the database and the checklists of the roles. Errors: ERROR_CONFLICT when there is one; ERROR_USAGE; ERROR_REFUSED:
 * read-only. */
bool workplace_create(const struct workplace_options *options, const struct workplace_new *new_place, struct error *err);

/* Opens; on error `workplace` is empty and may be closed. */
bool workplace_open(struct workplace *workplace, const struct workplace_options *options, struct error *err);
void workplace_close(struct workplace *workplace);

/* Opens the next year's round in the same database: the same checklists with `pack` (id or folder: the standard was revised;
 * NULL: the one it has), last year's answers beside the questions, the standing facts of the profile carried over; those about
 * the year are open again. Errors: ERROR_REFUSED when `fiscal_year` is not later than the present one; those of packs_find() and
 * packs_read(); ERROR_USAGE or ERROR_NOT_FOUND when the pack asks a role nothing that has a checklist. The workplace then shows
 * the new year. */
bool workplace_new_year(struct workplace *workplace, int fiscal_year, const char *pack, struct error *err);

/* Mends what bureau and section are called, and the section's code; NULL leaves one as it is. What was handed out keeps what it says.
 * Check sheets of this year's round that it was handed out under stay its own. Errors: ERROR_USAGE for a name or a code that does not do,
 * and when it is called so already; ERROR_CONFLICT in a campaign, where the office's roster says what they are called;
 * ERROR_REFUSED where nothing may be written; those of unit_save(). */
bool workplace_rename(struct workplace *workplace, const char *bureau, const char *name, const char *code, struct error *err);

/* Reads answers and profile anew if another process has written since; *changed says whether. Checklists stay where they
 * are in memory; one that another process has added is seen at the next opening. */
bool workplace_refresh(struct workplace *workplace, bool *changed, struct error *err);
/* After the language was changed: what is kept in words (what is missing, what no longer fits the pack) is worded anew. */
bool workplace_reword(struct workplace *workplace, struct error *err);

/* --- the profile --- */
bool workplace_set_fact(struct workplace *workplace, size_t fact, enum truth value, struct error *err);
/* Whether the fact is to be asked: a question of the checklists hangs on it, and its own `when` is not false. */
bool workplace_asks_fact(const struct workplace *workplace, size_t fact);
size_t workplace_open_facts(const struct workplace *workplace); /* asked and still unknown */
/* How many of these somebody has looked at and does not know yet. */
size_t workplace_unsure_facts(const struct workplace *workplace);
/* Whether the fact is one of them. */
bool workplace_is_unsure_fact(const struct workplace *workplace, size_t fact);

/* --- checklists --- */
/* `subject`: "system:ID", or NULL. There may be no record of it yet: then what its fields say is unknown. */
bool workplace_add_checklist(struct workplace *workplace, const char *role, const char *subject, struct error *err);
/* The checklist with this id; with id NULL the only one. Errors: ERROR_USAGE with a near name, or which there are. */
/* Takes the checklist out of this year, by an event: its answers stay in the history, and stand again when it is added again. With what was
 * borrowed of the checklists it is as after adding one. Errors: ERROR_REFUSED for the only one, and unless `even_so` when something was
 * answered in it or the office may expect it. */
bool workplace_remove_checklist(struct workplace *workplace, const char *id, bool even_so, struct error *err);
/* How many of its questions somebody answered this year. */
size_t checklist_answered(const struct checklist *checklist);
/* Whether it may be one that the office's roster names: of a role, in a campaign that was joined. */
bool checklist_is_expected(const struct workplace *workplace, const struct checklist *checklist);
struct checklist *workplace_checklist(struct workplace *workplace, const char *id, struct error *err);
/* Index of the item that asks `question` (an id). SIZE_MAX with ERROR_USAGE: unknown (near name), of another role, or left
 * out by the profile (says why). */
size_t checklist_item(const struct workplace *workplace, const struct checklist *checklist, const char *question,
                      struct error *err);
const struct question *checklist_question(const struct checklist *checklist, size_t item);

/* Whether something contradicts the item's answer, explained or not. */
bool checklist_item_conflicts(const struct checklist *checklist, size_t item);

/* Last year's plan for this question that is not carried out, and has nothing in its place: the question is not answered this year.
 * NULL when there is none. Borrowed. */
const struct plan *entry_plan_left(const struct entry *entry);

enum filter { FILTER_ALL, FILTER_UNANSWERED, FILTER_OPEN /* 部 否 */, FILTER_UNSURE, FILTER_NOTED, FILTER_CARRIED
              /* last year's answer waits for confirmation */, FILTER_CHANGED /* differs from last year */,
              FILTER_LACKING /* check lists it */, FILTER_PLANS_LEFT /* entry_plan_left() */, FILTER_OVERDUE /* its plan to improve */, FILTERS };
const char *filter_code(enum filter filter);
const char *filter_label(enum filter filter);
bool filter_parse(enum filter *filter, const char *code);
/* Whether the item is shown: asked, passes the filter, and holds `search` (NULL or "": any) in text, hint, clause ids,
 * labels, summaries, or the remarks. */
bool checklist_shows(const struct checklist *checklist, size_t item, enum filter filter, const char *search);
/* Whether the question comes from the clause, or from one below it: 7.4 has 7.4.3.ウ below it. Written as people do: full-width or
 * not, with or without dot or space before the kana; the question's own id will do, too. */
bool question_is_of_clause(const struct pack *pack, const struct question *question, const char *clause);
/* Whether a clause of the question names the role (by id), or implies it where it names none. */
bool question_is_of_role(const struct pack *pack, const struct question *question, const char *role);
/* Which questions of the pack are meant by what a person writes: an id; or a clause, of which they come or what is below it; with `words`,
 * else what stands in their text. Indices in the pack's questions, in its order; NULL where *count is 0. Caller frees. */
size_t *pack_questions_meant(const struct pack *pack, const char *text, bool words, size_t *count);
/* The one that is meant, by its id or clause. SIZE_MAX, with ERROR_USAGE, when there is none, or several, which are named. */
size_t pack_question_meant(const struct pack *pack, const char *text, struct error *err);
/* The item that comes from the clause, as question_is_of_clause() understands it: one that is asked (*asked) where there is one;
 * SIZE_MAX when none comes from there. */
size_t checklist_find_clause(const struct checklist *checklist, const char *clause, bool *asked);
/* The next (step 1) or previous (step -1) item from `from` (exclusive; SIZE_MAX: from the edge), wrapping around, that is asked
 * and unanswered; SIZE_MAX when there is none. */
size_t checklist_next_open(const struct checklist *checklist, size_t from, int step);
/* The tally of one chapter of the pack. */
void checklist_chapter_tally(const struct workplace *workplace, const struct checklist *checklist, size_t chapter,
                             struct tally *tally);

/* All that conditions of the checklist are held against; NULL: of the whole section. Borrowed from the workplace. */
struct circumstances workplace_circumstances(const struct workplace *workplace, const struct checklist *checklist);
/* In the current language: why the item is asked or left out, by facts, record and rules. Appended; nothing when it always is. */
void checklist_explain(const struct workplace *workplace, const struct checklist *checklist, size_t item,
                       struct strbuf *out);
/* NULL, or why a person cannot answer the item: registers decide it. Caller frees. */
char *checklist_why_decided(const struct workplace *workplace, const struct checklist *checklist, size_t item);

/* --- answering --- each writes one event with the entry's revision + 1.
 * Errors: ERROR_CONFLICT: somebody else answered in between; the entry then shows theirs, and nothing of it is overwritten.
 * ERROR_REFUSED: read-only; elements where a single answer is asked; another program holds the database; ERROR_USAGE. */

/* Answers with one key. On a question of elements `implemented` says yes to all, `not_applicable` na to all, partial and
 * not_implemented are refused (answer the elements), exception and unsure leave them open. */
bool workplace_answer(struct workplace *workplace, struct checklist *checklist, size_t item, enum answer answer,
                      struct error *err);
/* Answers one element; the answer follows from all of them. */
bool workplace_answer_element(struct workplace *workplace, struct checklist *checklist, size_t item, size_t element,
                              enum element_answer answer, struct error *err);
/* What a person changes when she writes to the question: what stands, but below 要確認 for an exception that has expired her 例. */
const struct response *entry_response(const struct entry *entry);
/* Writes a whole picture (answer, elements, note, reason, plan at once) made from entry_response(); where it equals that nothing is
 * written. Errors: ERROR_USAGE when it moves the due date of a plan: that is workplace_record_plan()'s (plans.h). */
bool workplace_record(struct workplace *workplace, struct checklist *checklist, size_t item, const struct response *response,
                      struct error *err);
/* A progress note on the plan. Errors: ERROR_REFUSED when there is no plan. */
bool workplace_plan_progress(struct workplace *workplace, struct checklist *checklist, size_t item, const char *note,
                             struct error *err);
/* The plan is carried out; `evidence` must not be blank. */
bool workplace_plan_done(struct workplace *workplace, struct checklist *checklist, size_t item, const char *evidence,
                         struct error *err);
/* Takes last year's answer, its remark and reason as this year's, as a confirmation. Errors: ERROR_REFUSED when there is none, or the
 * standard has changed here since. */
bool workplace_confirm(struct workplace *workplace, struct checklist *checklist, size_t item, struct error *err);
/* *item: which question it was, SIZE_MAX when it is no longer in the scope. Errors: ERROR_REFUSED when there is nothing. */
bool workplace_undo(struct workplace *workplace, struct checklist *checklist, size_t *item, struct error *err);
bool workplace_redo(struct workplace *workplace, struct checklist *checklist, size_t *item, struct error *err);
bool workplace_history(struct workplace *workplace, const struct checklist *checklist, const char *question,
                       struct answer_events *events, struct error *err);

/* Sets the answer of `response` as one key does (workplace_answer()), elements and all, without writing anything. */
bool response_set_answer(struct response *response, const struct question *question, enum answer answer, struct error *err);
/* Reads an answer's code. Errors: ERROR_USAGE with a near one and which there are. */
bool answer_parse_near(enum answer *answer, const char *code, struct error *err);

/* Both as they are typed; either may be NULL. Together the answer comes first ("yes to all", then the items that differ), and
 * what follows from the items must be that answer: nothing that was given is dropped. Errors: ERROR_USAGE, ERROR_REFUSED. */
bool response_set_words(struct response *response, const struct question *question, const char *answer,
                        const char *elements, struct error *err);
/* Reads "a=yes,b=no,c=na" for `question` into response->elements; the answer follows from all of them. Errors: ERROR_USAGE,
 * with which elements there are; `response` is then as it was. */
bool elements_parse(const struct question *question, const char *text, struct response *response, struct error *err);
/* The same form; caller frees. */
char *elements_format(const struct question *question, const struct response *response);

/* --- coming back to the same place --- */
bool workplace_save_place(struct workplace *workplace, const struct checklist *checklist, size_t item);
/* The item one left, SIZE_MAX when there is none. */
size_t workplace_load_place(const struct workplace *workplace, struct checklist **checklist);

/* --- what was typed and not yet saved: nothing typed is ever lost --- `key` names the field. */
/* Keeps `text` for the next time the field is opened, also after a restart; NULL forgets it. False when it could not be kept:
 * read-only, or the database cannot be written. */
bool workplace_keep_draft(struct workplace *workplace, const char *key, const char *text);
/* The text, or NULL when there is none; caller frees. */
char *workplace_load_draft(const struct workplace *workplace, const char *key);
/* Those that are about a question that is asked, or about a record: where they go on. */
struct workplace_draft {
	struct checklist *checklist; /* NULL: about a record */
	size_t item, record;         /* of the checklist; index in the ledger's facts, or SIZE_MAX */
	char *field;                 /* id of the field, or of the prompt, in which it was typed */
};
struct workplace_drafts {
	struct workplace_draft *items;
	size_t count;
};
/* What cannot be read counts as none. It borrows from the workplace. */
void workplace_drafts_load(const struct workplace *workplace, struct workplace_drafts *drafts);
void workplace_drafts_release(struct workplace_drafts *drafts);

/* --- reports --- */
struct report_input;
/* Describes the workplace for the report floor; borrowed from the workplace, release with workplace_report_release(). */
struct report_input *workplace_report(struct workplace *workplace);
void workplace_report_release(struct report_input *input);

#endif
