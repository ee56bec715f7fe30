/* Reading a workplace from its database, and keeping what follows from it (scopes, tallies, lacks, states) up to date. */
#include <stdlib.h>
#include <string.h>

#include "tenken/app/packs.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/core/pack_diff.h"
#include "tenken/store/db.h"
#include "ledger_private.h"

void entry_release(struct entry *entry)
{
	response_release(&entry->standing.response);
	response_release(&entry->stored);
	derivation_release(&entry->derivation);
	response_release(&entry->previous);
	free(entry->actor);
	free(entry->acted_for);
	free(entry->at);
	*entry = (struct entry){0};
}

static void entries_free(struct entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		entry_release(&entries[i]);
	free(entries);
}

static void checklist_release(struct checklist *checklist)
{
	entries_free(checklist->entries, checklist->scope.count);
	lacks_release(&checklist->lacks);
	conflicts_release(&checklist->conflicts);
	scope_release(&checklist->scope);
	free(checklist->about);
	free(checklist->assessment.checklist);
	free(checklist->assessment.role);
	free(checklist->assessment.subject);
	*checklist = (struct checklist){0};
}

void workplace_unload(struct workplace *workplace)
{
	for (size_t i = 0; i < workplace->checklists_count; i++)
		checklist_release(&workplace->checklists[i]);
	free(workplace->checklists);
	workplace->checklists = NULL;
	workplace->checklists_count = 0;
	ledger_release(&workplace->ledger);
	with_office_release(&workplace->with_office);
	profile_release(&workplace->answered);
	free(workplace->said_unknown);
	workplace->said_unknown = NULL;
	profile_release(&workplace->effective);
	free(workplace->facts);
	workplace->facts = NULL;
	cycle_release(&workplace->cycle);
	unit_release(&workplace->unit);
}

/* --- reading --- */

static size_t find_item(const struct checklist *checklist, const char *question)
{
	for (size_t i = 0; i < checklist->scope.count; i++)
		if (str_equal(checklist_question(checklist, i)->id, question))
			return i;
	return SIZE_MAX;
}

/* A stored element list that no longer fits the pack's elements keeps what still does: the rest is open again, and with it the
 * answer, unless what is left still amounts to it. An exception, and what is to be found out, are said of the whole. */
static void take_elements(const struct question *question, const char *text, struct response *response)
{
	enum answer answer = response->answer;
	memset(response->elements, 0, sizeof response->elements);
	if (question->kind != QUESTION_ELEMENTS)
		return;
	char *copy = mem_strdup(text);
	char *rest = copy;
	while (rest && *rest) {
		struct error ignored = {0};
		elements_parse(question, str_next_part(&rest, ","), response, &ignored);
		error_release(&ignored);
	}
	free(copy);
	bool of_the_whole = answer == ANSWER_EXCEPTION || answer == ANSWER_UNSURE;
	bool amounts_to_it = answer_from_elements(response->elements, question->elements_count) == answer;
	response->answer = of_the_whole || amounts_to_it ? answer : ANSWER_NONE;
}

/* Only where there is something to follow: whoever simply does a thing never set a day for it. */
static bool take_first_due(const struct workplace *workplace, const struct checklist *checklist, size_t item, struct error *err)
{
	struct response *stored = &checklist->entries[item].stored;
	bool unsure = stored->answer == ANSWER_UNSURE;
	bool followed = unsure || stored->answer == ANSWER_PARTIAL || stored->answer == ANSWER_NOT_IMPLEMENTED ||
	                !plan_is_empty(&stored->plan);
	stored->plan.first_due = (struct date){0};
	return !followed || answers_first_due(workplace->db, checklist->assessment.id, checklist_question(checklist, item)->id,
	                                      unsure, &stored->plan.first_due, err);
}

static bool take_current(const struct workplace *workplace, struct checklist *checklist, size_t item,
                         const struct answer_event *event, struct error *err)
{
	struct entry *entry = &checklist->entries[item];
	const struct question *question = checklist_question(checklist, item);
	entry->revision = event->revision;
	entry->confirmed = event->kind == EVENT_CONFIRM;
	str_assign(&entry->actor, event->revision ? event->actor : NULL);
	str_assign(&entry->acted_for, event->revision ? event->acted_for : NULL);
	str_assign(&entry->at, event->revision ? event->at : NULL);
	response_copy(&entry->stored, &event->response);
	take_elements(question, event->elements, &entry->stored);
	bool ok = take_first_due(workplace, checklist, item, err);
	entry_stand(workplace, checklist, item);
	return ok;
}

bool entry_reload(struct workplace *workplace, struct checklist *checklist, size_t item, struct error *err)
{
	struct answer_event event;
	if (!answers_load_one(workplace->db, checklist->assessment.id, checklist_question(checklist, item)->id, &event, err))
		return false;
	bool ok = take_current(workplace, checklist, item, &event, err);
	answer_event_release(&event);
	return ok;
}

static bool load_current(struct workplace *workplace, struct checklist *checklist, struct error *err)
{
	struct answer_events events = {0};
	if (!answers_load(workplace->db, checklist->assessment.id, &events, err))
		return false;
	bool ok = true;
	for (size_t i = 0; ok && i < events.count; i++) {
		size_t item = find_item(checklist, events.items[i].question);
		ok = item == SIZE_MAX || take_current(workplace, checklist, item, &events.items[i], err);
	}
	answer_events_release(&events);
	return ok;
}

/* Last year's pack, for a checklist that was answered with another than this year's; NULL when it cannot be found any more. */
static struct pack *previous_pack(const char *id)
{
	struct error ignored = {0};
	char *folder = packs_find(id, &ignored);
	struct pack *pack = folder ? packs_read(folder, NULL, &ignored) : NULL;
	free(folder);
	error_release(&ignored);
	return pack;
}

/* What a revision has changed is asked anew: last year's answer says nothing about it. */
static void mark_stale(const struct workplace *workplace, struct checklist *checklist, const char *pack_id)
{
	if (str_equal(pack_id, workplace->pack->id))
		return;
	struct pack *before = previous_pack(pack_id);
	for (size_t i = 0; i < checklist->scope.count; i++) {
		struct entry *entry = &checklist->entries[i];
		entry->previous_stale = entry->has_previous &&
		                        (!before || !pack_asks_same(before, workplace->pack, checklist->scope.items[i].question));
	}
	pack_free(before);
}

static bool load_previous(struct workplace *workplace, struct checklist *checklist, struct error *err)
{
	int64_t previous = 0;
	struct answer_events events = {0};
	char *pack_id;
	if (!assessment_previous(workplace->db, &checklist->assessment, &previous, &pack_id, err))
		return false;
	if (!previous)
		return true;
	if (!answers_load(workplace->db, previous, &events, err)) {
		free(pack_id);
		return false;
	}
	for (size_t i = 0; i < events.count; i++) {
		size_t item = find_item(checklist, events.items[i].question);
		if (item == SIZE_MAX || events.items[i].response.answer == ANSWER_NONE)
			continue;
		struct entry *entry = &checklist->entries[item];
		entry->has_previous = true;
		response_copy(&entry->previous, &events.items[i].response);
		take_elements(checklist_question(checklist, item), events.items[i].elements, &entry->previous);
	}
	mark_stale(workplace, checklist, pack_id);
	free(pack_id);
	answer_events_release(&events);
	return true;
}

static bool load_checklist(struct workplace *workplace, struct checklist *checklist, const struct assessment *assessment,
                           struct error *err)
{
	*checklist = (struct checklist){.assessment = {.id = assessment->id,
	                                               .cycle = assessment->cycle,
	                                               .checklist = mem_strdup(assessment->checklist),
	                                               .role = mem_strdup(assessment->role),
	                                               .subject = mem_strdup(assessment->subject)}};
	checklist->role = pack_require_role(workplace->pack, assessment->role, err);
	if (!checklist->role || !checklist_scope(workplace, checklist, err))
		return false;
	checklist->entries = mem_new(checklist->scope.count + 1, sizeof *checklist->entries);
	for (size_t i = 0; i < checklist->scope.count; i++) {
		response_init(&checklist->entries[i].standing.response);
		response_init(&checklist->entries[i].stored);
		response_init(&checklist->entries[i].previous);
	}
	checklist_derive(workplace, checklist);
	return load_current(workplace, checklist, err) && load_previous(workplace, checklist, err);
}

/* Takes the place of the profile there is; on error that stays. */
static bool load_profile(struct workplace *workplace, struct error *err)
{
	struct fact_events events = {0};
	if (!facts_load(workplace->db, workplace->cycle.id, &events, err))
		return false;
	profile_release(&workplace->answered);
	free(workplace->said_unknown);
	workplace->said_unknown = NULL;
	profile_release(&workplace->effective);
	profile_init(&workplace->answered, workplace->pack->facts_count);
	workplace->said_unknown = mem_new(workplace->pack->facts_count + 1, sizeof *workplace->said_unknown);
	for (size_t i = 0; i < events.count; i++) {
		size_t fact = pack_find_fact(workplace->pack, events.items[i].fact);
		if (fact == SIZE_MAX)
			continue;
		workplace->answered.facts[fact] = events.items[i].value;
		workplace->said_unknown[fact] = events.items[i].value == TRUTH_UNKNOWN;
	}
	fact_events_release(&events);
	profile_effective(&workplace->effective, workplace->pack, &workplace->answered);
	return true;
}

static bool load_checklists(struct workplace *workplace, const struct assessments *list, struct error *err)
{
	struct fact_events facts = {0};
	bool ok = facts_load(workplace->db, workplace->cycle.id, &facts, err);
	workplace->checklists = mem_new(list->count + 1, sizeof *workplace->checklists);
	for (size_t i = 0; ok && i < list->count; i++)
		if (!checklist_removed_in(&facts, list->items[i].checklist))
			ok = load_checklist(workplace, &workplace->checklists[workplace->checklists_count++],
			                    &list->items[i], err);
	fact_events_release(&facts);
	return ok;
}

bool workplace_load(struct workplace *workplace, struct error *err)
{
	struct assessments list = {0};
	/* First, so that what somebody writes while we read is seen at the next refresh. */
	workplace->foreign_commits = db_foreign_commits(workplace->db);
	if (!unit_load(workplace->db, &workplace->unit, err) || !cycle_current(workplace->db, &workplace->cycle, err) ||
	    !load_profile(workplace, err) || !ledger_load(workplace, err) || !with_office_load(workplace, err) ||
	    !assessments_load(workplace->db, workplace->cycle.id, &list, err))
		return false;
	bool ok = load_checklists(workplace, &list, err);
	assessments_release(&list);
	if (ok)
		workplace_recount(workplace);
	workplace->facts = mem_new(workplace->pack->facts_count + 1, sizeof *workplace->facts);
	for (size_t i = 0; ok && i < workplace->checklists_count; i++)
		scope_facts(&workplace->checklists[i].scope, workplace->facts);
	return ok;
}

/* --- somebody else wrote --- */

/* Screens hold pointers to checklists: they are refilled where they stand. */
bool workplace_refresh(struct workplace *workplace, bool *changed, struct error *err)
{
	int64_t commits = db_foreign_commits(workplace->db);
	*changed = commits != workplace->foreign_commits;
	if (!*changed)
		return true;
	/* Registers first: what they decide stands over what was answered. */
	bool ok = load_profile(workplace, err) && with_office_load(workplace, err) && ledger_changed(workplace, err);
	for (size_t i = 0; ok && i < workplace->checklists_count; i++)
		ok = load_current(workplace, &workplace->checklists[i], err);
	/* Counts and lacks follow what was read even if that came to an end half way. */
	struct error ignored = {0};
	if (!workplace_rescope(workplace, ok ? err : &ignored))
		ok = false;
	error_release(&ignored);
	/* What could not be read is tried again the next time. */
	if (ok)
		workplace->foreign_commits = commits;
	return ok;
}

/* A unit's workplace at the office has no database of its own: nothing is changed there, so that nothing hangs on the words of
 * what no longer fits. */
bool workplace_reword(struct workplace *workplace, struct error *err)
{
	return workplace->db ? ledger_changed(workplace, err) : workplace_rescope(workplace, err);
}
