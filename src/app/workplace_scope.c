/* Keeping up to date what follows from profile, registers and answers: scopes, derived answers, contradictions, counts. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ledger_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

struct circumstances workplace_circumstances(const struct workplace *workplace, const struct checklist *checklist)
{
	return (struct circumstances){
	        .pack = workplace->pack,
	        .profile = &workplace->effective,
	        .facts = workplace->ledger.facts.firsts ? &workplace->ledger.facts : NULL,
	        .record = checklist ? checklist->record : SIZE_MAX,
	        .today = workplace->today,
	};
}

/* --- what the checklist is about --- */

/* "system:s1": the register and the id. */
static size_t find_subject(const struct workplace *workplace, const char *subject)
{
	if (!subject || !workplace->ledger.facts.firsts)
		return SIZE_MAX;
	return facts_find(&workplace->ledger.facts, workplace->pack, SIZE_MAX, subject, NULL);
}

static bool is_called_alike(const struct facts *facts, const struct pack *pack, size_t record)
{
	const struct record *named = &facts->records[record];
	const size_t end = facts->firsts[named->owner + 1];
	for (size_t i = facts->firsts[named->owner]; i < end; i++)
		if (i != record && str_equal(record_name(&facts->records[i], pack), record_name(named, pack)))
			return true;
	return false;
}

/* The record's name, with the id behind it where another is called alike; without one what stands behind "system:". Caller frees. */
static char *name_of_subject(const struct workplace *workplace, const struct checklist *checklist)
{
	const char *subject = checklist->assessment.subject, *colon = subject ? strchr(subject, ':') : NULL;
	const struct facts *facts = &workplace->ledger.facts;
	if (checklist->record == SIZE_MAX)
		return colon ? mem_strdup(colon + 1) : subject ? mem_strdup(subject) : NULL;
	const struct record *record = &facts->records[checklist->record];
	const char *name = record_name(record, workplace->pack);
	return is_called_alike(facts, workplace->pack, checklist->record) ? str_format("%s %s", name, record->id)
	                                                                  : mem_strdup(name);
}

/* --- standings --- */

static void explain_reason(const struct workplace *workplace, struct entry *entry)
{
	struct strbuf text = STRBUF_INIT;
	const struct verdicts *verdicts = &workplace->ledger.verdicts;
	if (verdicts->items[entry->derivation.verdicts[0]].code != VERDICT_EXPLAIN)
		return;
	derivation_explain(&text, &entry->derivation, verdicts, 3);
	str_assign(&entry->standing.response.reason, text.text);
	strbuf_release(&text);
}

/* 例 that a person answered. The record that permitted it may have expired since: then nobody knows whether things are in order, until it
 * is renewed or the question answered anew. What she answered stays stored. */
static void look_for_exception(const struct workplace *workplace, const struct checklist *checklist, size_t item)
{
	struct entry *entry = &checklist->entries[item];
	struct standing *standing = &entry->standing;
	const struct question *question = checklist_question(checklist, item);
	size_t expired;
	standing->exception = exception_permits(workplace->pack, &workplace->ledger.facts, workplace->today, question,
	                                        checklist->record, &entry->exception);
	if (standing->exception == TRUTH_TRUE)
		return;
	expired = exception_expired(workplace->pack, &workplace->ledger.facts, workplace->today, question, checklist->record);
	if (expired == SIZE_MAX)
		return;
	standing->lapsed = true;
	standing->response.answer = ANSWER_UNSURE;
	if (entry->exception == SIZE_MAX)
		entry->exception = expired;
}

void entry_stand(const struct workplace *workplace, const struct checklist *checklist, size_t item)
{
	struct entry *entry = &checklist->entries[item];
	struct standing *standing = &entry->standing;
	response_copy(&standing->response, &entry->stored);
	standing->basis = standing->response.answer == ANSWER_NONE ? BASIS_NONE : BASIS_DECLARED;
	standing->exception = TRUTH_FALSE;
	standing->lapsed = false;
	entry->exception = SIZE_MAX;
	if (entry->derivation.state == DERIVATION_DECIDED) {
		standing->response.answer = entry->derivation.answer;
		standing->basis = BASIS_DERIVED;
		explain_reason(workplace, entry);
	}
	if (standing->response.answer != ANSWER_EXCEPTION)
		return;
	if (standing->basis == BASIS_DERIVED) {
		standing->exception = TRUTH_TRUE;
		entry->exception = workplace->ledger.verdicts.items[entry->derivation.verdicts[0]].exception;
	} else {
		look_for_exception(workplace, checklist, item);
	}
}

const struct response *entry_response(const struct entry *entry)
{
	return entry->standing.lapsed ? &entry->stored : &entry->standing.response;
}

struct standing *checklist_standings(const struct checklist *checklist)
{
	struct standing *standings = mem_new(checklist->scope.count + 1, sizeof *standings);
	for (size_t i = 0; i < checklist->scope.count; i++)
		standings[i] = checklist->entries[i].standing;
	return standings;
}

/* --- counting --- */

static enum checklist_state state_of(const struct checklist *checklist)
{
	if (checklist->tally.answered == 0)
		return STATE_NOT_STARTED;
	return checklist->lacks.count == 0 ? STATE_READY : STATE_IN_PROGRESS;
}

/* The answers to every question of the pack: this checklist's own, and of the others what they have. */
static enum answer *answers_seen_from(const struct workplace *workplace, const struct checklist *own)
{
	enum answer *answers = mem_new(workplace->pack->questions_count + 1, sizeof *answers);
	for (size_t c = 0; c <= workplace->checklists_count; c++) {
		const struct checklist *checklist = c < workplace->checklists_count ? &workplace->checklists[c] : own;
		for (size_t i = 0; checklist->entries && i < checklist->scope.count; i++)
			if (scope_asks(&checklist->scope.items[i]))
				answers[checklist->scope.items[i].question] =
				        checklist->entries[i].standing.response.answer;
	}
	return answers;
}

/* It is about a system or contract of which there is no record: what the registers say is about others. */
static bool lacks_record(const struct checklist *checklist)
{
	return !str_is_blank(checklist->assessment.subject) && checklist->record == SIZE_MAX;
}

static void find_conflicts(const struct workplace *workplace, struct checklist *checklist,
                           const struct standing *standings)
{
	size_t rules = workplace->pack->rules ? workplace->pack->rules->count : 0;
	unsigned *bits = mem_new(rules + 1, sizeof *bits);
	enum answer *answers = answers_seen_from(workplace, checklist);
	struct circumstances circumstances = workplace_circumstances(workplace, checklist);
	const struct verdicts none = {0}, *verdicts = lacks_record(checklist) ? &none : &workplace->ledger.verdicts;
	verdicts_bits(verdicts, workplace->pack, &workplace->ledger.facts, checklist->record, bits);
	circumstances.answers = answers;
	circumstances.verdicts = bits;
	conflicts_release(&checklist->conflicts);
	conflicts_find(&checklist->conflicts, &checklist->scope, standings, &circumstances, verdicts,
	               checklist == workplace->checklists);
	free(answers);
	free(bits);
}

void checklist_recount(const struct workplace *workplace, struct checklist *checklist)
{
	checklist->tally = (struct tally){0};
	for (size_t i = 0; i < checklist->scope.count; i++) {
		struct entry *entry = &checklist->entries[i];
		size_t before = checklist->tally.plans_overdue;
		if (scope_asks(&checklist->scope.items[i]))
			tally_add(&checklist->tally, checklist_question(checklist, i), &entry->standing, workplace->today);
		entry->overdue = checklist->tally.plans_overdue > before; /* by the rule of the figure itself */
	}
	struct standing *standings = checklist_standings(checklist);
	find_conflicts(workplace, checklist, standings);
	lacks_release(&checklist->lacks);
	check_compute(&checklist->lacks, &checklist->scope, standings, &checklist->conflicts,
	              &workplace->ledger.verdicts);
	correspondence_add_lacks(workplace, checklist);
	free(standings);
	checklist->state = with_office_state(workplace, state_of(checklist));
}

void checklist_chapter_tally(const struct workplace *workplace, const struct checklist *checklist, size_t chapter,
                             struct tally *tally)
{
	*tally = (struct tally){0};
	for (size_t i = 0; i < checklist->scope.count; i++)
		if (scope_asks(&checklist->scope.items[i]) && checklist_question(checklist, i)->chapter == chapter)
			tally_add(tally, checklist_question(checklist, i), &checklist->entries[i].standing, workplace->today);
}

/* --- scopes --- */

bool checklist_scope(const struct workplace *workplace, struct checklist *checklist, struct error *err)
{
	struct scope scope = {0};
	checklist->record = find_subject(workplace, checklist->assessment.subject);
	free(checklist->about);
	checklist->about = name_of_subject(workplace, checklist);
	struct circumstances circumstances = workplace_circumstances(workplace, checklist);
	if (!scope_compute(&scope, workplace->pack, checklist->assessment.role, &circumstances, err))
		return false;
	/* A scope lists every question of the role in the pack's order, so the entries stay where they are. */
	scope_release(&checklist->scope);
	checklist->scope = scope;
	return true;
}

void checklist_derive(const struct workplace *workplace, struct checklist *checklist)
{
	for (size_t i = 0; i < checklist->scope.count; i++) {
		struct entry *entry = &checklist->entries[i];
		derivation_release(&entry->derivation);
		if (scope_asks(&checklist->scope.items[i]) && !lacks_record(checklist))
			derivation_compute(&entry->derivation, workplace->pack, checklist_question(checklist, i),
			                   &workplace->ledger.facts, &workplace->ledger.verdicts, checklist->record);
		if (entry->derivation.state == DERIVATION_NOTHING)
			scope_set_applies(&checklist->scope, i, TRUTH_FALSE);
		entry_stand(workplace, checklist, i);
	}
}

bool workplace_rescope(struct workplace *workplace, struct error *err)
{
	profile_release(&workplace->effective);
	profile_effective(&workplace->effective, workplace->pack, &workplace->answered);
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		if (!checklist_scope(workplace, &workplace->checklists[i], err))
			return false;
		checklist_derive(workplace, &workplace->checklists[i]);
	}
	workplace_recount(workplace);
	return true;
}

void workplace_recount(struct workplace *workplace)
{
	for (size_t i = 0; i < workplace->checklists_count; i++)
		checklist_recount(workplace, &workplace->checklists[i]);
}

bool ledger_changed(struct workplace *workplace, struct error *err)
{
	return ledger_load(workplace, err) && workplace_rescope(workplace, err);
}

/* --- why --- */

void checklist_explain(const struct workplace *workplace, const struct checklist *checklist, size_t item,
                       struct strbuf *out)
{
	struct circumstances circumstances = workplace_circumstances(workplace, checklist);
	question_explain(out, checklist_question(checklist, item), &checklist->entries[item].derivation,
	                 &circumstances);
}

char *checklist_why_decided(const struct workplace *workplace, const struct checklist *checklist, size_t item)
{
	const struct question *question = checklist_question(checklist, item);
	struct strbuf titles = STRBUF_INIT;
	if (checklist->entries[item].derivation.state != DERIVATION_DECIDED)
		return NULL;
	for (size_t i = 0; i < question->rules_count; i++) {
		const struct rules *rules = workplace->pack->rules;
		const char *title = bilingual_text(
		        &workplace->pack->registers->items[rules->items[question->rules[i]].subject].title);
		if (strstr(titles.text, title))
			continue;
		strbuf_addf(&titles, "%s%s", titles.len_bytes ? _(", ") : "", title);
	}
	char *why = str_format(_("The question \"%s\" is decided by the register (%s), which is declared complete. Change the "
	                         "record there, or take back that it is complete."),
	                       question->id, titles.text);
	strbuf_release(&titles);
	return why;
}
