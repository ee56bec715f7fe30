#include "tenken/core/scope.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/formula.h"
#include "tenken/core/register.h"

static bool has_role(const struct question *question, const char *role)
{
	for (size_t i = 0; i < question->roles_count; i++) {
		if (str_equal(question->roles[i], role))
			return true;
	}
	return false;
}

bool scope_compute(struct scope *scope, const struct pack *pack, const char *role,
                   const struct circumstances *circumstances, struct error *err)
{
	const struct role *found;

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
	for (size_t i = 0; i < pack->questions_count; i++) {
		struct scope_item *item;

		if (!has_role(&pack->questions[i], role))
			continue;
		item = MEM_PUSH(scope->items, scope->count);
		item->question = i;
		item->applies = condition_evaluate(pack->questions[i].when, circumstances);
		if (scope_asks(item))
			scope->asked++;
	}
	return true;
}

void scope_set_applies(struct scope *scope, size_t item, enum truth applies)
{
	scope->asked -= scope_asks(&scope->items[item]);
	scope->items[item].applies = applies;
	scope->asked += scope_asks(&scope->items[item]);
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
	if (condition_evaluate(when, &(struct circumstances){.pack = pack, .profile = effective, .record = SIZE_MAX}) ==
	    TRUTH_FALSE)
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
	const struct circumstances *circumstances;
	bool *told; /* one for each fact; ends a cycle too */
	bool begun;
};

static void begin_reason(struct explanation *explanation)
{
	if (explanation->begun)
		strbuf_add(explanation->out, C_("between two facts", "; "));
	explanation->begun = true;
}

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

static void tell_reason(const struct condition *part, void *data);

static void explain_fact(struct explanation *explanation, size_t at)
{
	const struct circumstances *circumstances = explanation->circumstances;
	const struct fact *fact;

	if (at >= circumstances->pack->facts_count || explanation->told[at])
		return;
	fact = &circumstances->pack->facts[at];
	explanation->told[at] = true;
	if (fact->when && condition_evaluate(fact->when, circumstances) == TRUTH_FALSE) {
		condition_each_reason(fact->when, circumstances, tell_reason, explanation);
		return;
	}
	begin_reason(explanation);
	strbuf_addf(explanation->out, fact_format(circumstances->profile->facts[at]), bilingual_text(&fact->text));
}

/* A field of the record that the checklist is about; without a record, that there is none. */
static void explain_record(struct explanation *explanation, const struct condition *part)
{
	const struct circumstances *circumstances = explanation->circumstances;
	const struct register_kind *kind = &circumstances->pack->registers->items[part->owner];

	begin_reason(explanation);
	if (!circumstances->facts || circumstances->record == SIZE_MAX)
		strbuf_addf(explanation->out, _("not known yet: it has no record in the register \"%s\""),
		            bilingual_text(&kind->title));
	else
		formula_explain(explanation->out, part->formula, circumstances->pack, circumstances->facts,
		                circumstances->record, circumstances->today);
}

static void explain_some(struct explanation *explanation, const struct condition *part)
{
	const struct circumstances *circumstances = explanation->circumstances;
	const char *title = bilingual_text(&circumstances->pack->registers->items[part->owner].title);

	begin_reason(explanation);
	switch (condition_evaluate(part, circumstances)) {
	case TRUTH_TRUE:
		strbuf_addf(explanation->out, _("the register \"%s\" has such a record"), title);
		break;
	case TRUTH_FALSE:
		strbuf_addf(explanation->out, _("the register \"%s\" is complete and has no such record"), title);
		break;
	default:
		strbuf_addf(explanation->out,
		            circumstances->facts && circumstances->facts->complete[part->owner]
		                    ? _("not known yet: a record in the register \"%s\" is not filled in")
		                    : _("not known yet: the register \"%s\" is not complete"),
		            title);
	}
}

static void tell_reason(const struct condition *part, void *data)
{
	struct explanation *explanation = data;

	if (part->kind == CONDITION_FACT)
		explain_fact(explanation, part->fact);
	else if (part->kind == CONDITION_RECORD)
		explain_record(explanation, part);
	else if (part->kind == CONDITION_SOME)
		explain_some(explanation, part);
}

void scope_explain(struct strbuf *out, const struct question *question, const struct circumstances *circumstances)
{
	struct explanation explanation = {.out = out, .circumstances = circumstances};

	if (!question->when)
		return;
	explanation.told = mem_new(circumstances->pack->facts_count, sizeof *explanation.told);
	condition_each_reason(question->when, circumstances, tell_reason, &explanation);
	free(explanation.told);
}
