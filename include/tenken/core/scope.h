/* scope.h — which questions a checklist asks, and why the others are left out.
 *
 * A scope is computed from a pack, a role, the section's profile, its registers and what the checklist is about. It holds no
 * answer. It borrows the pack. */
#ifndef TENKEN_CORE_SCOPE_H
#define TENKEN_CORE_SCOPE_H

#include "tenken/base/str.h"
#include "tenken/core/pack.h"

struct scope_item {
	size_t question;    /* index in the pack's questions */
	enum truth applies; /* unknown is asked: what we do not know, we ask */
};

struct scope {
	const struct pack *pack;
	struct scope_item *items; /* every question of the role, in the pack's order; owned */
	size_t count;
	size_t asked; /* those that apply or may apply */
};

/* Fills `scope` with the questions that `role` (an id of the pack's) has under the circumstances, whose profile is that of
 * profile_effective(). What rules decide from registers is not looked at here: derive.h.
 * Errors: ERROR_USAGE when the pack has no such role, or the role keeps no checklist. On error `scope` is empty. */
bool scope_compute(struct scope *scope, const struct pack *pack, const char *role,
                   const struct circumstances *circumstances, struct error *err);
/* Sets whether the item applies, and counts what is asked anew. */
void scope_set_applies(struct scope *scope, size_t item, enum truth applies);
void scope_release(struct scope *scope);
/* Marks in `facts` (one for each of the pack's facts; what is marked already stays so) those on which the questions of the
 * scope hang, also through the conditions of other facts: nobody need be asked about the rest. */
void scope_facts(const struct scope *scope, bool *facts);

bool scope_asks(const struct scope_item *item); /* true or unknown */

/* In the current language: why the question is left out (or asked), or what is missing ("クラウドサービスを業務に
 * 使っている: いいえ"); several are joined. A fact that was never put to anybody, because its own condition is false, is
 * explained by that condition; a field of the record that the checklist is about by its value. Appends nothing for a
 * question without condition. */
void scope_explain(struct strbuf *out, const struct question *question, const struct circumstances *circumstances);

/* The value of a fact as conditions see it: a fact whose own `when` is false is false. Fills `effective` (initialised
 * here; release it) from what was answered. */
void profile_effective(struct profile *effective, const struct pack *pack, const struct profile *answered);

#endif
