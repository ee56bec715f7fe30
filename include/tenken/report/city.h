/* city.h — the report on a whole city, or on one bureau of it: what came in, what is missing, and where the weaknesses lie.
 *
 * The caller (app) describes the roster and how each unit answered in what it handed in last; what follows from that is counted
 * here, once, and each format is one function that appends to a string. Same input, same bytes. A unit that handed in nothing is
 * in no count but those of the roster: it is shown as missing, never as zero. No score is invented.
 * Sources: process.md "Figures", "Conventions"; 対策基準 11.2.2.イ, 11.2.3.イ, 4.1.1. */
#ifndef TENKEN_REPORT_CITY_H
#define TENKEN_REPORT_CITY_H

#include "tenken/core/score.h"

/* --- what the caller describes: all texts are borrowed --- */

/* Where a unit stands; the order is that of the reconciliation. */
enum city_state { CITY_CLOSED, CITY_ACCEPTED, CITY_RETURNED, CITY_SUBMITTED, CITY_NOT_RECEIVED, CITY_STATES };

struct city_unit {
	const char *code, *bureau, *name;
	const char *contact; /* "" when there is none */
	enum city_state state;
	bool overdue;
	size_t plans, plans_done, plans_overdue; /* as tally_add() counts them */
};
struct city_checklist {
	const char *id;
	size_t role; /* index in the pack's roles; SIZE_MAX: the pack has no such role */
};
struct city_question {
	const char *id;
	size_t question; /* index in the pack's questions; SIZE_MAX: the pack no longer has it */
};
/* One answer of a last submission: indices in the arrays of the input. Those of a unit stand together. */
struct city_answer {
	size_t unit, checklist, question;
	enum answer answer;
	enum basis basis;
};
/* A plan that is overdue; of 疑: who was to find out. */
struct city_plan {
	size_t unit;
	const char *checklist, *question;
	enum answer answer;
	const char *measure, *person;
	struct date due, first_due; /* first_due may be unset */
};
/* An exception that needs action. */
struct city_exception {
	size_t unit;
	const char *id, *name, *clauses, *applicant;
	const char *state, *state_code; /* label in the current language; code */
	struct date expires_on;         /* may be unset */
	bool endless;                   /* it is said that it has no term */
};

struct city_input {
	const struct pack *pack;
	const char *office;
	const char *bureau; /* the report is on it alone; NULL: on the whole roster */
	int fiscal_year;
	bool extra;        /* 随時点検 */
	struct date due;   /* may be unset */
	struct date today; /* the day it is reckoned for and printed with */
	const struct city_unit *units;
	size_t units_count;
	const struct city_checklist *checklists;
	size_t checklists_count;
	const struct city_question *questions;
	size_t questions_count;
	const struct city_answer *answers;
	size_t answers_count;
	const struct city_plan *plans;
	size_t plans_count;
	const struct city_exception *exceptions;
	size_t exceptions_count;
};

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
	struct tally tally;
};
enum { CITY_REACHES = 3 };
extern const unsigned city_reaches[CITY_REACHES]; /* 100, 95, 90 */

struct city_counts {
	size_t by_state[CITY_STATES], total, received;
	struct tally all;
	struct city_bureau *bureaus; /* in the order of the units */
	size_t bureaus_count;
	struct city_role *roles; /* those with checklists, in the pack's order */
	size_t roles_count;
	struct city_missed *questions; /* all that were asked: most often △ or × first, then in the pack's order */
	size_t questions_count;
	size_t reached[CITY_REACHES]; /* questions whose 実施率 is at least so many per cent */
	size_t rateless;              /* questions without a 実施率 */
};
void city_count(struct city_counts *counts, const struct city_input *input);
void city_counts_release(struct city_counts *counts);
struct ratio city_submission_rate(const struct city_counts *counts); /* 提出率 */
struct ratio city_acceptance_rate(const struct city_counts *counts); /* 受理率 */
/* △ and ×. */
size_t city_misses(const struct tally *tally);
const char *city_state_code(enum city_state state); /* "closed", … */

/* --- the formats --- */

/* As text, at most `width_cols` columns wide (ambiguous characters counted as two; less than 60 count as 60). */
void city_report_text(struct strbuf *out, const struct city_input *input, int width_cols);
/* As JSON (docs/formats.md "City report JSON"). */
void city_report_json(struct strbuf *out, const struct city_input *input);
/* As a table for a spreadsheet: a row for each unit, checklist and question, and one for each unit that handed in nothing
 * (docs/formats.md "City report CSV"). */
void city_report_csv(struct strbuf *out, const struct city_input *input);

#endif
