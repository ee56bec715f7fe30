/* answer.h — the six answers, and a response: what a person said to one question.
 *
 * A response is a whole picture: answer, elements, remark, reason, evidence and corrective action plan. Storing whole
 * pictures, one an event, makes undo, history and comparison simple. Sources: process.md "Answers"; 対策基準 11.2. */
#ifndef TENKEN_CORE_ANSWER_H
#define TENKEN_CORE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/date.h"
#include "tenken/base/str.h"

enum answer {
	ANSWER_NONE,            /* 未 unanswered */
	ANSWER_IMPLEMENTED,     /* 適 ○ */
	ANSWER_PARTIAL,         /* 部 △ */
	ANSWER_NOT_IMPLEMENTED, /* 否 × */
	ANSWER_NOT_APPLICABLE,  /* 外 － */
	ANSWER_EXCEPTION,       /* 例 例外 */
	ANSWER_UNSURE,          /* 疑 要確認 */
	ANSWERS
};

/* "implemented" …; "" for none. */
const char *answer_code(enum answer answer);
/* Reads a code ("" is no code). */
bool answer_parse(enum answer *answer, const char *code);
/* One kanji for screens: 未適部否外例疑. The same in every language. */
const char *answer_kanji(enum answer answer);
/* ASCII letter for --ascii and narrow English screens: - Y P N X E ?. */
char answer_letter(enum answer answer);
/* The mark for print: 未回答 ○ △ × － 例外 要確認. */
const char *answer_mark(enum answer answer);
/* A short name in the current language: "できている" / "Done". */
const char *answer_label(enum answer answer);

enum element_answer { ELEMENT_NONE, ELEMENT_YES, ELEMENT_NO, ELEMENT_NA, ELEMENT_ANSWERS };
const char *element_answer_code(enum element_answer answer); /* "", "yes", "no", "na" */
/* Reads a code; "" is ELEMENT_NONE, so that what was written can be read. */
bool element_answer_parse(enum element_answer *answer, const char *code);

/* What the elements amount to: ANSWER_NONE while one is open; all yes (na left out) → implemented; some → partial; none →
 * not_implemented; all na → not_applicable. */
enum answer answer_from_elements(const enum element_answer *elements, size_t count);

enum basis { BASIS_NONE, BASIS_DECLARED, BASIS_DERIVED };
const char *basis_code(enum basis basis); /* "", "declared", "derived" */

/* Corrective (是正: remove the cause) or preventive (予防: the same kind elsewhere) action. All strings owned, never NULL
 * after plan_init(). For `unsure`: who finds out (person) and by when (due). */
struct plan {
	char *cause;
	char *measure;
	char *person;
	struct date due;
	struct date first_due; /* the day that was set first, kept for ever; not said by a person, so plan_equal() leaves it out */
	bool preventive;
	bool done;
	char *evidence; /* of being done */
};
void plan_init(struct plan *plan);
void plan_release(struct plan *plan);
void plan_copy(struct plan *to, const struct plan *from); /* `to` initialised or zeroed */
bool plan_equal(const struct plan *a, const struct plan *b);
/* Whether nothing is said in it: every text blank, no day, not done. (`preventive` alone says nothing.) */
bool plan_is_empty(const struct plan *plan);
/* Whether it should have been carried out by now. */
bool plan_is_overdue(const struct plan *plan, struct date today);
/* Whether setting the due date to `due` moves one that was set before: then a reason is needed. One that is still that of 疑 (by when
 * it is found out), of which this plan was made, may be replaced without. */
bool plan_moves_due(const struct plan *plan, struct date due);
/* The due date, and beside it the first one where it was moved since: 令和8年12月31日 (当初 令和8年10月31日). In the current language,
 * appended; nothing where there never was one. */
void plan_format_due(struct strbuf *out, const struct plan *plan);
/* That alone which stands behind the date: " (当初 令和8年10月31日)", or nothing. */
void plan_format_first_due(struct strbuf *out, const struct plan *plan);

enum { ELEMENTS_MAX = 32 };

struct response {
	enum answer answer;
	enum element_answer elements[ELEMENTS_MAX]; /* in the order of the question's elements */
	char *note;                                 /* 備考, also evidence; never NULL after response_init() */
	char *reason; /* why 外; why a 原則 is not kept; what explains a contradiction */
	struct plan plan;
};
void response_init(struct response *response);
void response_release(struct response *response);                     /* zeroed is fine */
void response_copy(struct response *to, const struct response *from); /* `to` initialised or zeroed */
bool response_equal(const struct response *a, const struct response *b);
/* Whether there is a plan to follow up: of improving, or of finding out. One that has been carried out counts on when the answer has become
 * 適 since; what was written before a 否 was corrected to 適 does not. */
bool response_has_plan(const struct response *response);

#endif
