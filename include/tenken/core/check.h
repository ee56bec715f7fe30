/* check.h — what a checklist still lacks before it can be submitted.
 *
 * process.md: every applicable question answered; each 否/部 with cause, measure, person, due date (unless a 原則 is not kept
 * for a reason); each 疑 with who finds out and by when; each 外 with a reason; each 例 with a valid exception record; each
 * contradiction resolved or explained. */
#ifndef TENKEN_CORE_CHECK_H
#define TENKEN_CORE_CHECK_H

#include "tenken/core/consistency.h"

enum lack_kind { LACK_UNANSWERED, LACK_PLAN, LACK_REASON, LACK_EXCEPTION, LACK_CONTRADICTION, LACK_UNSURE, LACKS };
const char *lack_code(enum lack_kind kind); /* "unanswered", "plan", … */

struct lack {
	enum lack_kind kind;
	size_t item; /* index in the scope's items; SIZE_MAX: of profile and registers, at no question */
	char *text;  /* what is missing, in the current language; owned */
};
struct lacks {
	struct lack *items;
	size_t count;
};

/* Whether `response` to `question` needs a plan (否, or 部 not excused) / is excused (原則 with a reason). */
bool response_needs_plan(const struct question *question, const struct response *response);
bool response_is_excused(const struct question *question, const struct response *response);
/* Whether the reason that is written belongs to the answer as it stands (外, a 原則 not kept, 例); one that was written for an
 * earlier answer is kept, and not shown. */
bool response_shows_reason(const struct question *question, const struct response *response);
/* The field that is needed next after an answer, for the door to open it. 部 to a 原則 of which nothing more is said yet
 * asks for the reason first: only without one is a plan needed. */
enum need { NEED_NOTHING, NEED_PLAN, NEED_REASON, NEED_WHO_FINDS_OUT };
enum need response_need(const struct question *question, const struct response *response);
/* What of the plan is missing, by name, for an answer that needs one; NULL: nothing. In the current language; caller frees. */
char *plan_missing_text(const struct question *question, const struct response *response);
/* The same of what has to be found out: who does it, or by when. NULL: nothing. Not to be freed. */
const char *unsure_missing_text(const struct plan *plan);

/* Lists everything that is missing. `standings` has one for each item of the scope, in its order; `conflicts` are those of
 * the same checklist, over `verdicts` (both NULL: none). One that a reason at its question explains is not listed. Release
 * with lacks_release(). */
void check_compute(struct lacks *lacks, const struct scope *scope, const struct standing *standings,
                   const struct conflicts *conflicts, const struct verdicts *verdicts);
void lacks_release(struct lacks *lacks);
/* Adds one that is known elsewhere, behind those of the same item. Takes `text` over. */
void lacks_insert(struct lacks *lacks, enum lack_kind kind, size_t item, char *text);

#endif
