/* derive.h — answers that follow from the registers.
 *
 * A question of the kind `derived` is decided by rules once every register that they judge has been declared complete; until
 * then a person answers it. Worst wins over what it is about: fail > unknown > explain > exception > advice > pass. Where
 * nothing applies the question is out of scope. Source: pack.md "An answer's basis". */
#ifndef TENKEN_CORE_DERIVE_H
#define TENKEN_CORE_DERIVE_H

#include "tenken/core/verdict.h"

enum derivation_state {
	DERIVATION_NONE,    /* no question that rules decide */
	DERIVATION_OPEN,    /* a register is not declared complete: a person answers */
	DERIVATION_NOTHING, /* the rules apply to nothing */
	DERIVATION_DECIDED,
};

struct derivation {
	enum derivation_state state;
	size_t open_register; /* OPEN: the first that is not complete */
	enum answer answer;   /* DECIDED */
	size_t *verdicts;     /* those of its rules about its subject, the worst first: indices in the verdicts; owned */
	size_t count;
	size_t worst; /* how many of them, at the head, are of the verdict that decided */
};

/* What the verdicts (of verdicts_compute() without `all`, over `facts`) say to `question`. `record` is what the checklist is
 * about, SIZE_MAX the whole section. Release with derivation_release(). */
void derivation_compute(struct derivation *derivation, const struct pack *pack, const struct question *question,
                        const struct facts *facts, const struct verdicts *verdicts, size_t record);
void derivation_release(struct derivation *derivation); /* zeroed is fine */

/* Why, in the current language: the sentences of the verdicts that decided, a line each; where they are more than `most`, how
 * many more. Appended. */
void derivation_explain(struct strbuf *out, const struct derivation *derivation, const struct verdicts *verdicts,
                        size_t most);

/* Appends, in the current language, why the question is asked or left out: that its rules apply to nothing, or what
 * scope_explain() says. */
void question_explain(struct strbuf *out, const struct question *question, const struct derivation *derivation,
                      const struct circumstances *circumstances);

/* Whether what is said of `subject` (index in the facts' records; SIZE_MAX: the whole section) concerns `record`: it is it, or
 * refers to it. */
bool record_concerns(const struct facts *facts, const struct pack *pack, size_t record, size_t subject);

/* For each of the pack's rules the verdicts, as bits, that it gives about `subject`. `bits` has room for all rules. */
void verdicts_bits(const struct verdicts *verdicts, const struct pack *pack, const struct facts *facts, size_t subject,
                   unsigned *bits);

/* Whether the rule (an index) speaks of the question's duty: the question names it; or no question does, and it checks nothing
 * but clauses of this one. */
bool rule_checks_question(const struct pack *pack, size_t rule, const struct question *question);

#endif
