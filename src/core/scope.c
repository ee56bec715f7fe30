#include "tenken/core/scope.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static bool has_role(const struct question *question, const char *role)
{
	for (size_t i = 0; i < question->roles_count; i++) {
		if (str_equal(question->roles[i], role))
			return true;
	}
	return false;
}

bool scope_compute(struct scope *scope, const struct pack *pack, const char *role, const struct profile *profile,
                   struct error *err)
{
	const struct role *found;
	struct profile effective;

	*scope = (struct scope){0};
	found = pack_require_role(pack, role, err);
	if (!found)
		return false;
	if (found->answered_by)
		return error_set(
		        err, ERROR_USAGE,
		        _("The role \"%s\" keeps no checklist of its own: its duties are asked in that of \"%s\"."),
		        role, found->answered_by);
	scope->pack = pack;
	profile_effective(&effective, pack, profile);
	for (size_t i = 0; i < pack->questions_count; i++) {
		struct scope_item *item;

		if (!has_role(&pack->questions[i], role))
			continue;
		item = MEM_PUSH(scope->items, scope->count);
		item->question = i;
		item->applies = condition_evaluate(pack->questions[i].when, &effective);
		if (scope_asks(item))
			scope->asked++;
	}
	profile_release(&effective);
	return true;
}

void scope_release(struct scope *scope)
{
	free(scope->items);
	*scope = (struct scope){0};
}

bool scope_asks(const struct scope_item *item)
{
	return item->applies != TRUTH_FALSE;
}

/* A marked fact has been followed, which also ends the descent where facts hang on each other in a ring. */
static void mark_facts(const struct condition *condition, const struct pack *pack, bool *facts)
{
	if (!condition)
		return;
	if (condition->kind == CONDITION_FACT && condition->fact < pack->facts_count && !facts[condition->fact]) {
		facts[condition->fact] = true;
		mark_facts(pack->facts[condition->fact].when, pack, facts);
	}
	for (size_t i = 0; i < condition->parts_count; i++)
		mark_facts(&condition->parts[i], pack, facts);
}

void scope_facts(const struct scope *scope, bool *facts)
{
	for (size_t i = 0; i < scope->count; i++)
		mark_facts(scope->pack->questions[scope->items[i].question].when, scope->pack, facts);
}

/* A fact may hang on a fact that hangs on another. A pack that was read has no cycle among them; `settled` also ends the
 * descent in one that was put together and has. */
static void settle(struct profile *effective, const struct pack *pack, size_t fact, bool *settled);

static void settle_facts_of(const struct condition *condition, struct profile *effective, const struct pack *pack,
                            bool *settled)
{
	if (condition->kind == CONDITION_FACT) {
		settle(effective, pack, condition->fact, settled);
		return;
	}
	for (size_t i = 0; i < condition->parts_count; i++)
		settle_facts_of(&condition->parts[i], effective, pack, settled);
}

static void settle(struct profile *effective, const struct pack *pack, size_t fact, bool *settled)
{
	const struct condition *when;

	if (fact >= pack->facts_count || settled[fact])
		return;
	settled[fact] = true;
	when = pack->facts[fact].when;
	if (!when)
		return;
	settle_facts_of(when, effective, pack, settled);
	if (condition_evaluate(when, effective) == TRUTH_FALSE)
		effective->facts[fact] = TRUTH_FALSE;
}

void profile_effective(struct profile *effective, const struct pack *pack, const struct profile *answered)
{
	bool *settled = mem_new(pack->facts_count, sizeof *settled);

	profile_init(effective, pack->facts_count);
	for (size_t i = 0; i < effective->count && i < answered->count; i++)
		effective->facts[i] = answered->facts[i];
	for (size_t i = 0; i < effective->count; i++)
		settle(effective, pack, i, settled);
	free(settled);
}

struct explanation {
	struct strbuf *out;
	const struct pack *pack;
	const struct profile *effective;
	bool *told; /* one for each fact; ends a cycle too */
	bool begun;
};

static const char *fact_format(enum truth truth)
{
	switch (truth) {
	case TRUTH_TRUE:
		return _("\"%s\": yes");
	case TRUTH_FALSE:
		return _("\"%s\": no");
	default:
		return _("\"%s\": not known yet");
	}
}

static void explain_facts(struct explanation *explanation, const struct condition *condition);

static void explain_fact(struct explanation *explanation, size_t at)
{
	const struct fact *fact;

	if (at >= explanation->pack->facts_count || explanation->told[at])
		return;
	fact = &explanation->pack->facts[at];
	explanation->told[at] = true;
	if (fact->when && condition_evaluate(fact->when, explanation->effective) == TRUTH_FALSE) {
		explain_facts(explanation, fact->when);
		return;
	}
	if (explanation->begun)
		strbuf_add(explanation->out, C_("between two facts", "; "));
	explanation->begun = true;
	strbuf_addf(explanation->out, fact_format(explanation->effective->facts[at]), bilingual_text(&fact->text));
}

static void explain_facts(struct explanation *explanation, const struct condition *condition)
{
	size_t room = explanation->pack->facts_count;
	size_t *facts = mem_new(room, sizeof *facts);
	size_t count = condition_explain(condition, explanation->effective, facts, room);

	for (size_t i = 0; i < count && i < room; i++)
		explain_fact(explanation, facts[i]);
	free(facts);
}

void scope_explain(struct strbuf *out, const struct pack *pack, const struct question *question,
                   const struct profile *profile)
{
	struct profile effective;
	struct explanation explanation = {.out = out, .pack = pack, .effective = &effective};

	if (!question->when)
		return;
	profile_effective(&effective, pack, profile);
	explanation.told = mem_new(pack->facts_count, sizeof *explanation.told);
	explain_facts(&explanation, question->when);
	free(explanation.told);
	profile_release(&effective);
}
