/* score.h — the figures of a checklist, each with its formula.
 *
 * The standard has no score and no pass mark, and none is invented. A zero denominator has no ratio: it prints ―.
 * Formulas: process.md "Figures". */
#ifndef TENKEN_CORE_SCORE_H
#define TENKEN_CORE_SCORE_H

#include "tenken/core/scope.h"

/* What stands for one question of the scope. */
struct standing {
	struct response response;
	enum basis basis;
	bool lapsed; /* 例 was answered, and the exception has expired: it stands as 要確認 */
	enum truth exception; /* whether a valid exception on record permits it (TRUTH_FALSE where nobody looked) */
};

struct tally {
	size_t applicable; /* questions asked */
	size_t answered;   /* with any answer */
	size_t by_answer[ANSWERS];
	size_t declared, derived;
	size_t excused_partial; /* 部 marked 理由あり: a 原則 not kept for a reason */
	/* Plans with anything in them, under 否 and 部; under 適 those that are done. */
	size_t plans, plans_done, plans_overdue;
};

/* Adds one question that is asked to the tally. `today` decides what is overdue. */
void tally_add(struct tally *tally, const struct question *question, const struct standing *standing,
               struct date today);
void tally_merge(struct tally *into, const struct tally *from);

struct ratio {
	size_t numerator, denominator;
};
struct ratio tally_answer_rate(const struct tally *tally);         /* 回答率 answered ÷ applicable */
struct ratio tally_known_rate(const struct tally *tally);          /* 把握率 (○+△+×+例+－) ÷ applicable */
struct ratio tally_implementation_rate(const struct tally *tally); /* 実施率 ○ ÷ (○+△+×) */
struct ratio tally_not_applicable_rate(const struct tally *tally); /* 該当なし率 － ÷ asked */
struct ratio tally_plan_rate(const struct tally *tally);           /* 改善完了率 done ÷ plans */
/* "83.3 %" (one decimal, rounded half away from zero), "―" for a zero denominator. Never "100.0 %" unless it is all,
 * nor "0.0 %" unless it is none. */
void ratio_format(struct strbuf *out, struct ratio ratio);

enum figure {
	FIGURE_ANSWER_RATE,
	FIGURE_KNOWN_RATE,
	FIGURE_IMPLEMENTATION_RATE,
	FIGURE_NOT_APPLICABLE_RATE,
	FIGURE_PLAN_RATE,
	FIGURES
};
const char *figure_name(enum figure figure);    /* 回答率 / Answer rate, current language */
const char *figure_formula(enum figure figure); /* 回答済 ÷ 適用 …, current language */
struct ratio figure_ratio(enum figure figure, const struct tally *tally);
/* Appends what stands beside the figure and is not folded in: exceptions and what is open, overdue plans; nothing for others. */
void figure_beside(struct strbuf *out, enum figure figure, const struct tally *tally);

#endif
