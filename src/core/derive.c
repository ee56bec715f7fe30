#include "tenken/core/derive.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/core/scope.h"

void derivation_release(struct derivation *derivation)
{
	free(derivation->verdicts);
	*derivation = (struct derivation){0};
}

bool record_concerns(const struct facts *facts, const struct pack *pack, size_t record, size_t subject)
{
	const struct record *found = &facts->records[record];
	const struct register_kind *kind = &pack->registers->items[found->owner];

	if (subject == SIZE_MAX || record == subject)
		return true;
	for (size_t i = 0; i < found->values_count; i++) {
		if (kind->fields[i].type == VALUE_REF && found->values[i].known && found->values[i].record == subject)
			return true;
	}
	return false;
}

void verdicts_bits(const struct verdicts *verdicts, const struct pack *pack, const struct facts *facts, size_t subject,
                   unsigned *bits)
{
	for (size_t i = 0; pack->rules && i < pack->rules->count; i++)
		bits[i] = 0;
	for (size_t i = 0; i < verdicts->count; i++) {
		if (record_concerns(facts, pack, verdicts->items[i].record, subject))
			bits[verdicts->items[i].rule] |= 1U << verdicts->items[i].code;
	}
}

static bool has_rule(const struct question *question, size_t rule)
{
	for (size_t i = 0; i < question->rules_count; i++) {
		if (question->rules[i] == rule)
			return true;
	}
	return false;
}

bool rule_checks_question(const struct pack *pack, size_t rule_at, const struct question *question)
{
	const struct rule *rule = &pack->rules->items[rule_at];

	if (has_rule(question, rule_at))
		return true;
	for (size_t i = 0; i < pack->questions_count; i++) {
		if (has_rule(&pack->questions[i], rule_at))
			return false;
	}
	for (size_t i = 0; i < rule->clauses_count; i++) {
		bool found = false;

		for (size_t k = 0; k < question->clauses_count && !found; k++)
			found = question->clauses[k] == rule->clauses[i];
		if (!found)
			return false;
	}
	return true;
}

/* The first of the registers that the question's rules judge which nobody has declared complete; SIZE_MAX: all are. */
static size_t open_register(const struct pack *pack, const struct question *question, const struct facts *facts)
{
	for (size_t i = 0; i < question->rules_count; i++) {
		size_t owner = pack->rules->items[question->rules[i]].subject;

		if (!facts->complete[owner])
			return owner;
	}
	return SIZE_MAX;
}

/* How bad a verdict is; what is not applicable does not count. */
static int badness(enum verdict_code code)
{
	static const int of_code[] = {
	        [VERDICT_FAIL] = 6,      [VERDICT_UNKNOWN] = 5, [VERDICT_EXPLAIN] = 4,        [VERDICT_EXCEPTION] = 3,
	        [VERDICT_ADVICE] = 2,    [VERDICT_PASS] = 1,    [VERDICT_NOT_APPLICABLE] = 0,
	};

	return of_code[code];
}

/* Keeps the worst first, and what is equally bad in the order of the verdicts. */
static void insert(struct derivation *derivation, const struct verdicts *verdicts, size_t verdict)
{
	size_t at = derivation->count;

	MEM_PUSH(derivation->verdicts, derivation->count);
	while (at > 0 && badness(verdicts->items[derivation->verdicts[at - 1]].code) <
	                         badness(verdicts->items[verdict].code))
		at--;
	memmove(&derivation->verdicts[at + 1], &derivation->verdicts[at],
	        (derivation->count - 1 - at) * sizeof *derivation->verdicts);
	derivation->verdicts[at] = verdict;
}

/* Whether some record is in order by all rules that apply to it. */
static bool some_record_passes(const struct derivation *derivation, const struct verdicts *verdicts)
{
	for (size_t i = 0; i < derivation->count; i++) {
		size_t record = verdicts->items[derivation->verdicts[i]].record;
		int worst = 0;

		for (size_t k = 0; k < derivation->count; k++) {
			const struct verdict *other = &verdicts->items[derivation->verdicts[k]];

			if (other->record == record && badness(other->code) > worst)
				worst = badness(other->code);
		}
		if (worst == badness(VERDICT_PASS) || worst == badness(VERDICT_ADVICE))
			return true;
	}
	return false;
}

static enum answer answer_of(const struct derivation *derivation, const struct verdicts *verdicts)
{
	switch (verdicts->items[derivation->verdicts[0]].code) {
	case VERDICT_FAIL:
		return some_record_passes(derivation, verdicts) ? ANSWER_PARTIAL : ANSWER_NOT_IMPLEMENTED;
	case VERDICT_UNKNOWN:
		return ANSWER_UNSURE;
	case VERDICT_EXPLAIN:
		return ANSWER_PARTIAL;
	case VERDICT_EXCEPTION:
		return ANSWER_EXCEPTION;
	default:
		return ANSWER_IMPLEMENTED;
	}
}

void derivation_compute(struct derivation *derivation, const struct pack *pack, const struct question *question,
                        const struct facts *facts, const struct verdicts *verdicts, size_t record)
{
	enum verdict_code worst;

	*derivation = (struct derivation){.open_register = SIZE_MAX};
	if (question->kind != QUESTION_DERIVED || !question->rules_count)
		return;
	for (size_t i = 0; i < verdicts->count; i++) {
		if (verdicts->items[i].code != VERDICT_NOT_APPLICABLE && has_rule(question, verdicts->items[i].rule) &&
		    record_concerns(facts, pack, verdicts->items[i].record, record))
			insert(derivation, verdicts, i);
	}
	derivation->open_register = open_register(pack, question, facts);
	if (derivation->open_register != SIZE_MAX) {
		derivation->state = DERIVATION_OPEN;
		return;
	}
	derivation->state = derivation->count ? DERIVATION_DECIDED : DERIVATION_NOTHING;
	if (!derivation->count)
		return;
	derivation->answer = answer_of(derivation, verdicts);
	worst = verdicts->items[derivation->verdicts[0]].code;
	while (derivation->worst < derivation->count &&
	       verdicts->items[derivation->verdicts[derivation->worst]].code == worst)
		derivation->worst++;
}

void derivation_explain(struct strbuf *out, const struct derivation *derivation, const struct verdicts *verdicts,
                        size_t most)
{
	size_t shown = derivation->worst < most ? derivation->worst : most;

	for (size_t i = 0; i < shown; i++)
		strbuf_addf(out, "%s%s", i ? "\n" : "",
		            bilingual_text(&verdicts->items[derivation->verdicts[i]].because));
	if (derivation->worst > shown)
		strbuf_addf(out, P_("\n(and %zu more)", "\n(and %zu more)", derivation->worst - shown),
		            derivation->worst - shown);
}

void question_explain(struct strbuf *out, const struct question *question, const struct derivation *derivation,
                      const struct circumstances *circumstances)
{
	if (derivation && derivation->state == DERIVATION_NOTHING)
		strbuf_add(out, _("nothing in the registers is concerned"));
	else
		scope_explain(out, question, circumstances);
}
