/* city.h — the report on a whole city, or on one bureau of it: what came in, what is missing, and where the weaknesses lie.
 *
 * The caller (app) describes the roster and how each unit answered in what it handed in last; what follows from that is counted
 * here, once, and each format is one function that appends to a string. Same input, same bytes. A unit that handed in nothing is
 * in no count but those of the roster: it is shown as missing, never as zero. No score is invented.
 * Sources: process.md "Figures", "Conventions"; 対策基準 11.2.2.イ, 11.2.3.イ, 4.1.1. */
#ifndef TENKEN_REPORT_CITY_H
#define TENKEN_REPORT_CITY_H

#include <stdint.h>

#include "tenken/core/score.h"
#include "tenken/core/verdict.h"

/* --- what the caller describes: all texts are borrowed --- */

/* Where a unit stands; the order is that of the reconciliation. */
enum city_state { CITY_CLOSED, CITY_ACCEPTED, CITY_RETURNED, CITY_SUBMITTED, CITY_NOT_RECEIVED, CITY_STATES };

struct city_unit {
	const char *code, *bureau, *name;
	const char *contact; /* "" when there is none */
	enum city_state state;
	bool overdue;
	size_t plans, plans_done, plans_overdue; /* as tally_add() counts them */
	const char *rejected; /* of one that handed in nothing: why a file that says it is theirs was not taken in; NULL: none came */
};
struct city_checklist {
	const char *id;
	size_t role; /* index in the pack's roles; SIZE_MAX: the pack has no such role */
};
struct city_question {
	const char *id;
	size_t question; /* index in the pack's questions; SIZE_MAX: the pack no longer has it */
};
/* One answer of a last submission: indices in the arrays of the input. Those of a unit stand together, by checklist and question.
 * There are some hundred thousands of them: hence so narrow. */
struct city_answer {
	uint32_t unit, checklist, question;
	uint8_t answer; /* enum answer */
	uint8_t basis;  /* enum basis */
	bool grounds;   /* the remark or the reason says something; of a declared answer, where bodies are known */
	uint32_t remark; /* index in the input's remarks, + 1; 0: there is none */
	uint32_t moment; /* when it was answered: datetime_seconds(); 0: not known */
};
/* An improvement plan that was handed in, or of 疑: who finds out, and by when. */
struct city_plan {
	size_t unit;
	const char *checklist, *question;
	enum answer answer;
	const char *cause, *measure, *person, *evidence; /* "" where nothing is said */
	struct date due, first_due;                      /* may be unset; the second is the earliest that the office was told */
	bool preventive, done, overdue;
};
/* An exception on record. */
struct city_exception {
	size_t unit;
	const char *id, *name, *clauses, *applicant;
	const char *state, *state_code; /* label in the current language; code */
	bool needs_action;
	struct date expires_on; /* may be unset */
	bool endless;           /* it is said that it has no term */
};
/* A record of a unit's registers, and what the rules say of one today. */
struct city_record {
	size_t unit, owner; /* owner: its register, an index in the pack's registers */
	const char *id, *name;
};
struct city_verdict {
	uint32_t rule, record; /* indices in the pack's rules and in the input's records */
	enum verdict_code code;
	const struct bilingual *because; /* of a fail; else NULL */
};
/* An earlier campaign, as it stands in the office's database; those of a bureau's report are of the units that were of it then. */
struct city_year_question {
	const char *id;
	size_t by_answer[ANSWERS];
};
struct city_year {
	int fiscal_year;
	bool extra;
	const char *pack_id;
	const struct pack *pack; /* exactly that of the campaign; NULL: it is not at hand, and nothing can be compared */
	size_t units, received;  /* on its roster, and those of them that handed in */
	const struct city_year_question *questions;
	size_t questions_count;
};

enum { CITY_SAMPLE_DEFAULT = 30 };

struct city_input {
	const struct pack *pack;
	const char *office;
	const char *campaign; /* its id */
	const char *bureau;   /* the report is on it alone; NULL: on the whole roster */
	int fiscal_year;
	bool extra;        /* 随時点検 */
	struct date due;   /* may be unset */
	struct date today; /* the day it is reckoned for and printed with */
	size_t sample;     /* how many answers to draw for looking at on the spot; 0: none */
	const struct city_unit *units;
	size_t units_count;
	const struct city_checklist *checklists;
	size_t checklists_count;
	const struct city_question *questions;
	size_t questions_count;
	const struct city_answer *answers;
	size_t answers_count;
	/* From the bodies of the submissions. Without `bodies` nobody looked: what is empty then is not known to be nothing. */
	bool bodies;
	const char *const *remarks; /* as they were written */
	size_t remarks_count;
	const struct city_plan *plans; /* all: the late ones first, the done ones last; else by their day */
	size_t plans_count;
	const struct city_exception *exceptions; /* all: by expiry, those without a term last */
	size_t exceptions_count;
	const struct city_record *records; /* by unit */
	size_t records_count;
	const struct city_verdict *verdicts; /* without those that do not apply */
	size_t verdicts_count;
	/* The earlier campaigns, the newest first. Without `past` nobody looked. */
	bool past;
	const struct city_year *years;
	size_t years_count;
};

/* Appends what a unit's checklist is about, as its people call it: 住民記録 of "system_manager:s1"; the id behind it where another of
 * the register is called alike, and alone where the registers (or bodies) do not name it. Nothing of a checklist about the section. */
void city_about(struct strbuf *out, const struct city_input *input, size_t unit, const char *checklist);
/* Appends "業務システム管理者 (住民記録)", current language; the id where the pack does not have its role. */
void city_checklist_name(struct strbuf *out, const struct city_input *input, size_t unit, const char *checklist);

/* --- what follows from it --- */

struct city_bureau {
	const char *name; /* borrowed; "" for units of none */
	size_t units, received;
	struct tally tally;
	struct tally *chapters; /* one for each of the pack's */
};
struct city_role {
	size_t role; /* index in the pack's roles, or SIZE_MAX: checklists of roles that the pack does not have */
	size_t checklists, units; /* how many were handed in, and by how many units */
	struct tally tally;       /* without plans: these are counted by unit */
};
struct city_missed {
	size_t question;      /* index in the input's questions */
	size_t asked, missed; /* units that were asked, and those of them with △ or × in any of their checklists */
	size_t *units;        /* these: indices in the input's units */
	struct tally tally;
};
/* The same by clause: over the questions that ask it. An answer to a question of two clauses counts for both. */
struct city_clause {
	size_t clause;    /* index in the pack's clauses */
	size_t questions; /* how many that ask it were asked */
	size_t asked, missed;
	size_t *units;
	struct tally tally;
};
/* A cause that plans of more than one unit give in the same words, once width, case, spaces and punctuation are folded. */
struct city_cause {
	const char *text;           /* as the first of them wrote it; borrowed */
	size_t *plans, plans_count; /* indices in the input's plans, by unit */
	size_t *units, units_count; /* indices in the input's units */
	const char **questions;     /* their ids, in the pack's order; borrowed */
	size_t questions_count;
	size_t *chapters, chapters_count; /* indices in the pack's chapters */
};
struct city_causes {
	struct city_cause *items; /* what most units give first; then by plans, then by text */
	size_t count;
	size_t plans;               /* of △ and ×, and of ○ that were carried out = none + alone + shared */
	size_t none, alone, shared; /* give no cause; one that no other unit gives; one of the above */
};
/* What a rule says of the records of all registers. */
struct city_rule {
	size_t rule; /* index in the pack's rules */
	size_t judged, by_code[VERDICT_CODES];
	size_t *units, units_count; /* with a fail: indices in the input's units */
	size_t *fails, fails_count; /* indices in the input's verdicts */
};

/* --- sections that need a look: city_looks.c says the rules, docs/formats.md why they are what they are --- */

enum {
	CITY_GROUNDLESS_ANSWERS = 20,  /* fewer declared answers say nothing */
	CITY_GROUNDLESS_PERCENT = 90,  /* of them without remark and reason */
	CITY_SAME_CHARACTERS = 8,      /* of a folded remark: shorter ones are alike by themselves */
	CITY_SAME_UNITS = 3,           /* that write it at the same question */
	CITY_RUSH_ANSWERS = 20,        /* declared within … */
	CITY_RUSH_SECONDS = 60,
	CITY_RUSH_PERCENT = 95,        /* of them ○ */
	CITY_ABSENT_ANSWERS = 20,      /* asked in the role; fewer say nothing */
	CITY_ABSENT_UNITS = 3,         /* others with the role; fewer are no measure */
	CITY_ABSENT_TIMES = 2,         /* the others' rate, and … */
	CITY_ABSENT_POINTS = 20,       /* percentage points above it */
};
struct city_groundless {
	size_t unit, declared, without;
};
struct city_same {
	size_t question; /* index in the input's questions */
	const char *text; /* as the first of them wrote it; borrowed */
	size_t *units, units_count;
};
struct city_rush {
	size_t unit, answers, implemented;
	uint32_t seconds, moment; /* from the first of them to the last; when the first was given: datetime_seconds() */
};
struct city_absent {
	size_t unit, role; /* role: index in the pack's roles */
	struct ratio own, others;
};
struct city_looks {
	size_t declared, without;           /* over all units */
	struct city_groundless *groundless; /* each list in the order of the units */
	size_t groundless_count;
	struct city_same *same; /* what most units write first */
	size_t same_count;
	struct city_rush *rushes; /* of each unit that with the most answers */
	size_t rushes_count;
	struct city_absent *absent;
	size_t absent_count;
};

/* --- over the years --- */

struct city_trend_year {
	const struct city_year *year; /* borrowed */
	struct tally tally;           /* over all that was handed in; without plans */
	bool comparable;              /* its pack is at hand */
	/* Like with like: over the questions that ask the same by both packs (pack_asks_same()). */
	size_t same;
	struct tally then, now;
	/* Left out of it: what became of questions and clauses from its pack to this one; ids borrowed from the packs. */
	const char **changed, **added, **removed; /* questions */
	size_t changed_count, added_count, removed_count;
	const char **clauses; /* clauses that changed, came or went */
	size_t clauses_count;
};

/* --- a sample --- */

struct city_sampled {
	size_t answer; /* index in the input's answers */
	uint64_t hash;
};

enum { CITY_REACHES = 3 };
extern const unsigned city_reaches[CITY_REACHES]; /* 100, 95, 90 */

struct city_counts {
	size_t by_state[CITY_STATES], total, received;
	size_t rejected; /* of those that handed in nothing: of whom a file came and was rejected */
	struct tally all;
	struct city_bureau *bureaus; /* in the order of the units */
	size_t bureaus_count;
	struct city_role *roles; /* those with checklists, in the pack's order */
	size_t roles_count;
	struct city_missed *questions; /* all that were asked: most often △ or × first, then in the pack's order */
	size_t questions_count;
	struct city_clause *clauses; /* all that were asked, likewise */
	size_t clauses_count;
	size_t reached[CITY_REACHES]; /* questions whose 実施率 is at least so many per cent */
	size_t rateless;              /* questions without a 実施率 */
	struct city_causes causes;
	struct city_rule *rules; /* that judged anything: most units with fails first, then in the pack's order */
	size_t rules_count;
	struct city_looks looks;
	struct city_trend_year *years; /* as in the input */
	size_t years_count;
	struct city_sampled *sample; /* in the order of the answers; at most as many as are wanted */
	size_t sample_count;
	size_t sample_from; /* of how many it was drawn */
};
void city_count(struct city_counts *counts, const struct city_input *input);
void city_counts_release(struct city_counts *counts);
struct ratio city_submission_rate(const struct city_counts *counts); /* 提出率 */
struct ratio city_acceptance_rate(const struct city_counts *counts); /* 受理率 */
/* △ and ×. */
size_t city_misses(const struct tally *tally);
const char *city_state_code(enum city_state state); /* "closed", … */
/* Where a plan stands: done, late, or neither. */
enum city_plan_state { CITY_PLAN_OVERDUE, CITY_PLAN_OPEN, CITY_PLAN_DONE, CITY_PLAN_STATES };
enum city_plan_state city_plan_state(const struct city_plan *plan);
const char *city_plan_state_code(enum city_plan_state state); /* "overdue", … */

/* --- the formats --- */

/* As text, at most `width_cols` columns wide (ambiguous characters counted as two; less than 60 count as 60). */
void city_report_text(struct strbuf *out, const struct city_input *input, int width_cols);
/* As JSON (docs/formats.md "City report JSON"). */
void city_report_json(struct strbuf *out, const struct city_input *input);
/* As a table for a spreadsheet: a row for each unit, checklist and question, and one for each unit that handed in nothing
 * (docs/formats.md "City report CSV"). */
void city_report_csv(struct strbuf *out, const struct city_input *input);
/* As an Excel file with everything: figures, lists, charts, every answer. `path` is replaced. Errors: as table_xlsx_close(). */
bool city_report_xlsx(const char *path, const struct city_input *input, struct error *err);
/* The same without every answer as one self-contained HTML file, to read and to print on A4. */
void city_report_html(struct strbuf *out, const struct city_input *input);

#endif
