/* pack.h — the standard as data: clauses, roles, facts, questions.
 *
 * A pack is read from texts that the caller has read from files (this floor opens none). It is complete and consistent, or
 * pack_read() says of every defect in which file, at which line, column and JSON path it stands, as a compiler would; lint
 * and loading are one and the same check. Once read, a pack does not change; everything in it is borrowed from it.
 * The format is described in checklists/README.md. */
#ifndef TENKEN_CORE_PACK_H
#define TENKEN_CORE_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/date.h"
#include "tenken/base/error.h"
#include "tenken/base/i18n.h"
#include "tenken/core/answer.h"
#include "tenken/core/condition.h"

enum subject { SUBJECT_SECTION, SUBJECT_SYSTEM, SUBJECT_CONTRACT, SUBJECTS };
const char *subject_code(enum subject subject); /* "section", "system", "contract" */

/* One who has duties. A role with `answered_by` keeps no checklist: its duties are asked in that role's. */
struct role {
	char *id;
	struct bilingual title;
	char *clause;      /* that appoints it, or NULL */
	char *answered_by; /* role id, or NULL */
	bool central;      /* runs or decides things for all sections: its accepted answers are handed down as 共通 */
	enum subject subject;
};

struct period_setting { /* a 定期的 that the standard leaves open: the campaign says how often */
	char *id;
	struct bilingual text;
	size_t *clauses; /* that leave it open: indices in the pack's clauses */
	size_t clauses_count;
	char *value; /* where the pack itself says how often ("P12M"), as an overlay may; NULL: the campaign says */
};

struct section { /* a heading of the standard: chapter 7, section 7.4, 7.4.3 */
	char *id;
	struct bilingual title;
};

enum clause_kind {
	CLAUSE_NORM,
	CLAUSE_ELEMENT,
	CLAUSE_CHAPEAU,
	CLAUSE_OPTION,
	CLAUSE_POWER,
	CLAUSE_DEFINITION,
	CLAUSE_KINDS
};
enum modality { MODALITY_MUST, MODALITY_MUST_NOT, MODALITY_SHOULD, MODALITY_MAY, MODALITY_DEFINE, MODALITIES };
enum { DUTIES_MAX = 8 };

struct clause {
	char *id;
	char *label;
	char *heading; /* as published: Japanese */
	enum clause_kind kind;
	enum modality duties[DUTIES_MAX]; /* in the order of the row; numbered from 1 elsewhere */
	size_t duties_count;
	char **roles; /* role ids that the text names */
	size_t roles_count;
	char **implied_roles; /* role ids that it implies and does not name */
	size_t implied_roles_count;
	char *digest;             /* of the official text */
	struct bilingual summary; /* in own words; both NULL when there is none */
	struct bilingual excuse;  /* why nobody can self-check the duty; both NULL when somebody can */
};
const char *clause_kind_code(enum clause_kind kind); /* "norm", "element", … */
const char *modality_code(enum modality modality);   /* "must", "must_not", … */
/* Whether the clause is a duty (norm or element). */
bool clause_is_duty(const struct clause *clause);

struct fact {
	char *id;
	struct bilingual text;
	struct bilingual hint;
	bool yearly;            /* about this fiscal year: asked anew each year */
	struct condition *when; /* asked only then; NULL: always. Where it is false the fact counts as no. */
};

/* Which duties of a clause something asks: bit n-1 for duty n. */
struct duty_ref {
	size_t clause; /* index in the pack's clauses */
	unsigned numbers;
};

struct element {
	char *id;
	struct duty_ref *duties;
	size_t duties_count;
	struct bilingual text;
};

enum question_kind { QUESTION_VERDICT, QUESTION_ELEMENTS, QUESTION_DERIVED, QUESTION_KINDS };
const char *question_kind_code(enum question_kind kind); /* "verdict", "elements", "derived" */

struct question {
	char *id;
	size_t chapter;  /* index in pack.chapters */
	size_t *clauses; /* indices in the pack's clauses, in the order written */
	size_t clauses_count;
	struct duty_ref *duties; /* all that it asks, also through its elements; one entry a clause */
	size_t duties_count;
	char **roles;
	size_t roles_count;
	enum subject subject;
	struct condition *when; /* NULL: always */
	enum question_kind kind;
	enum modality modality;
	bool principle; /* 原則: a "no" may carry a reason */
	bool common;    /* answered centrally, handed down as 共通 */
	struct bilingual text;
	struct bilingual hint;
	struct bilingual *measures;
	size_t measures_count;
	struct element *elements; /* at most ELEMENTS_MAX */
	size_t elements_count;
	size_t *rules; /* those that speak of the same duty, and decide it where it is DERIVED: indices in the pack's rules */
	size_t rules_count;
};

struct chapter { /* one file of questions */
	char *id;
	size_t first, count; /* its questions in pack.questions */
};

struct registers; /* register.h */
struct rules;     /* rule.h */
struct contradictions; /* consistency.h */
struct classification; /* classify.h */

struct pack {
	bool constant; /* lies in the program itself (pack_builtin.h): pack_free() leaves it alone */
	char *id;
	char *base; /* of an overlay: the id of the pack that it adds to; else NULL */
	struct bilingual title, issuer;
	char *version;
	struct date effective;
	char *predecessor;
	char *results_class; /* confidentiality of what lists weaknesses: "3C" (対策基準 4.1.1) */
	struct role *roles;
	size_t roles_count;
	struct period_setting *periods;
	size_t periods_count;
	struct section *sections;
	size_t sections_count;
	struct clause *clauses;
	size_t clauses_count;
	struct fact *facts;
	size_t facts_count;
	struct chapter *chapters;
	size_t chapters_count;
	struct question *questions;
	size_t questions_count;
	struct registers *registers; /* NULL: the pack has none */
	struct rules *rules;         /* likewise */
	struct contradictions *contradictions; /* likewise */
	struct classification *classification; /* likewise */
	struct pack_index *index;    /* of the look-ups below; NULL: they search */
};

/* One file of a pack. `name` is relative to its folder: "questions/07.json". */
struct pack_file {
	const char *name;
	const char *text;
	size_t len_bytes;
	size_t layer;   /* 0, and above it 1, 2 … for overlays, each of which adds to those below */
	const char *of; /* how problems call the pack that it belongs to, where that is not the one that is read; or NULL */
};

struct pack_problem {
	char *file;
	size_t line, column; /* 0: the file as a whole */
	char *path;          /* JSON pointer, "" for the file as a whole */
	char *message;       /* a sentence in the current language */
};                           /* all strings are owned, never NULL and safe to show */
struct pack_problems {
	struct pack_problem *items;
	size_t count;
};
void pack_problems_release(struct pack_problems *problems);

enum { PACK_PROBLEMS_MAX = 200, PACK_ID_BYTES_MAX = 64 };

/* Reads a pack from its files (any order): pack.json, clauses.json, profile.json and at least one questions/NAME.json, and
 * registers.json, rules.json, consistency.json and classification.json where there are any; `files` holds no others. An overlay is read together
 * with the files of its base: it has a pack.json with "base", and of the others those with which it adds something. Returns
 * the pack (pack_free()), or NULL with every defect in `problems` (which is replaced; release it either way), at most
 * PACK_PROBLEMS_MAX, sorted by file, line and column. A pack comes back exactly when there is no problem. Questions stand in
 * the order of their files' names, then as written, those of a base first. */
struct pack *pack_read(const struct pack_file *files, size_t count, struct pack_problems *problems);
void pack_free(struct pack *pack);

/* Look-ups: an index, or SIZE_MAX. */
size_t pack_find_clause(const struct pack *pack, const char *id);
size_t pack_find_fact(const struct pack *pack, const char *id);
size_t pack_find_question(const struct pack *pack, const char *id);
size_t pack_find_role(const struct pack *pack, const char *id);
/* The heading that a clause stands under: the longest section id that is a prefix of it at a dot; NULL if none. */
const struct section *pack_section_of(const struct pack *pack, const char *clause_id);
/* The role, or ERROR_USAGE with a near name. */
const struct role *pack_require_role(const struct pack *pack, const char *id, struct error *err);
size_t pack_require_question(const struct pack *pack, const char *id, struct error *err); /* SIZE_MAX on error */
size_t pack_require_fact(const struct pack *pack, const char *id, struct error *err);

/* Where each clause is asked. `coverage` has one entry a clause. A duty row is covered when each of its single duties is
 * (a row of nothing but `may`, when any is: it is asked as a prohibition). It is then decided when questions of the kind
 * `derived` cover it alone, so that rules decide it where registers are kept, else asked. A row that is not covered is
 * excused when the pack says why nobody can self-check it; else missing, as a whole or (COVERAGE_PARTLY) in part. */
enum coverage_state {
	COVERAGE_NO_DUTY,
	COVERAGE_ASKED,
	COVERAGE_DECIDED,
	COVERAGE_PARTLY,
	COVERAGE_MISSING,
	COVERAGE_EXCUSED
};
struct clause_coverage {
	enum coverage_state state;
	unsigned asked;    /* bits of the duties that a question covers */
	unsigned declared; /* those of them that only people can answer */
	size_t *questions; /* indices; owned */
	size_t questions_count;
	size_t *rules; /* that check the clause: indices; owned */
	size_t rules_count;
};
struct coverage {
	struct clause_coverage *clauses;
	size_t count;
	/* Duty rows: duties = asked + decided + excused + missing; the partly asked are missing. */
	size_t duties, asked, decided, excused, missing;
	/* Single duties (a row may hold several); `may` and `define` left out. */
	size_t single_duties, single_asked;
};
void coverage_compute(struct coverage *coverage, const struct pack *pack);
void coverage_release(struct coverage *coverage);

#endif
