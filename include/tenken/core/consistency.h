/* consistency.h — contradictions between answers, profile and registers.
 *
 * They are data, consistency.json: a condition under which two things cannot both be so, and what to tell the person. One is
 * shown only when its condition is *true*: what is not known contradicts nothing. A contradiction stands at the questions
 * that it names; where the checklist asks none of them it stands for itself. It must be resolved, or explained by a reason
 * at its question, before submission. */
#ifndef TENKEN_CORE_CONSISTENCY_H
#define TENKEN_CORE_CONSISTENCY_H

#include "tenken/core/derive.h"
#include "tenken/core/score.h"

enum contradiction_check {
	CHECK_CONDITION,             /* `when` is true */
	CHECK_DECLARED_AGAINST_RULE, /* 適 by a person's word where a rule says that it fails */
	CHECK_EXCEPTION_UNRECORDED,  /* 例, and no valid exception on record */
	CHECK_SAME_REMARK,           /* the same remark under `least` questions or more */
	CONTRADICTION_CHECKS
};

struct contradiction {
	char *id;
	enum contradiction_check check;
	size_t *questions; /* indices in the pack's questions */
	size_t questions_count;
	struct condition *when; /* CHECK_CONDITION */
	int64_t least;          /* CHECK_SAME_REMARK */
	struct bilingual text;  /* what contradicts what */
	struct bilingual hint;  /* what to do about it */
};

struct contradictions {
	struct contradiction *items;
	size_t count;
};
void contradictions_free(struct contradictions *contradictions); /* NULL is fine */

/* One that was found. */
struct conflict {
	size_t contradiction; /* index in the pack's contradictions */
	size_t item;          /* of the scope, or SIZE_MAX: it stands at no question */
	size_t verdict;       /* DECLARED_AGAINST_RULE: which one; else SIZE_MAX */
	size_t count;         /* SAME_REMARK: how many questions; else 0 */
};
struct conflicts {
	struct conflict *items; /* by item of the scope, those without one last */
	size_t count;
};

/* Finds the contradictions of one checklist. `standings` has one for each item of the scope. In `circumstances` answers and
 * verdicts are set; `verdicts` are those over its facts. A contradiction that stands at no question is found only with
 * `whole`: in one checklist of a section, not in each. Release with conflicts_release(). */
void conflicts_find(struct conflicts *conflicts, const struct scope *scope, const struct standing *standings,
                    const struct circumstances *circumstances, const struct verdicts *verdicts, bool whole);
void conflicts_release(struct conflicts *conflicts);

/* What it says, in the current language; caller frees. */
char *conflict_text(const struct conflict *conflict, const struct pack *pack, const struct verdicts *verdicts);

#endif
