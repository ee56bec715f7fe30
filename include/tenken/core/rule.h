/* rule.h — the rules of a pack: which verdict follows from a record.
 *
 * A rule is a list of outcomes; the first whose conditions hold decides. They are data, rules.json, held here once they are
 * read (pack.h); verdict.h evaluates them. */
#ifndef TENKEN_CORE_RULE_H
#define TENKEN_CORE_RULE_H

#include "tenken/base/i18n.h"
#include "tenken/core/expression.h"

/* What a rule may say of a record, all facts being known. */
enum finding {
	FINDING_PASS,
	FINDING_FAIL,
	FINDING_JUDGEMENT, /* the text itself leaves it to a person */
	FINDING_EXPLAIN,   /* a 原則 is not kept, and a reason stands */
	FINDING_ADVICE,    /* a "should" is not met */
	FINDING_NOT_APPLICABLE,
	FINDING_EXCEPTION, /* never written in a rule: a fail that an exception covers */
	FINDINGS
};

struct outcome {
	struct expression
	        *guard; /* where it is false this outcome is passed over, and what it asks counts for nothing */
	struct expression *when; /* NULL: always */
	enum finding finding;
	struct bilingual because; /* template; both NULL: the usual sentence */
};

struct rule {
	char *id;
	size_t *clauses; /* indices in the pack's clauses */
	size_t clauses_count;
	size_t subject;        /* the register whose records it judges */
	struct bilingual text; /* what is demanded: a statement that is true when all is well */
	bool exceptable;
	struct operands operands;
	struct expression *applies; /* NULL: to every record */
	struct outcome *outcomes;   /* the last one has neither guard nor when */
	size_t outcomes_count;
};

/* A period that rules ask for, where the standard leaves it open. */
struct setting {
	char *path;    /* as it is named to people: "settings.periods.maintenance" */
	size_t period; /* index in the pack's periods */
	bool apart;    /* stands in `settings` itself, not in `settings.periods` */
};

struct rules {
	struct rule *items;
	size_t count;
	struct setting *settings;
	size_t settings_count;
};
void rules_free(struct rules *rules);                         /* NULL is fine */
size_t rules_find(const struct rules *rules, const char *id); /* index, or SIZE_MAX; `rules` may be NULL */

#endif
