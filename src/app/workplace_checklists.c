/* Checklists that come and go: adding one, and taking one out of the year without losing what was answered in it. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/store/answers.h"
#include "workplace_private.h"

/* That a checklist was removed is an event among the facts of the year, as everything else that people decide: who, when, and the way
 * back. The row of the checklist and the events that hang on it stay. */
const char checklist_removed_prefix[] = "removed_checklist:";

static bool record_removal(struct workplace *workplace, const char *id, enum truth removed, struct error *err)
{
	char now[26];
	char *fact = str_format("%s%s", checklist_removed_prefix, id);
	const struct checklist *first = workplace->checklists_count ? &workplace->checklists[0] : NULL;
	bool ok = facts_append(workplace->db, workplace->cycle.id, fact, removed, workplace_actor(workplace, first),
	                       workplace->acted_for ? workplace->acted_for : "", platform_now(now), err);
	free(fact);
	return ok;
}

bool checklist_removed_in(const struct fact_events *facts, const char *id)
{
	size_t prefix_bytes = strlen(checklist_removed_prefix);
	for (size_t i = 0; i < facts->count; i++)
		if (str_starts_with(facts->items[i].fact, checklist_removed_prefix) &&
		    str_equal(facts->items[i].fact + prefix_bytes, id))
			return facts->items[i].value == TRUTH_TRUE;
	return false;
}

bool checklist_is_removed(const struct workplace *workplace, const char *id, bool *removed, struct error *err)
{
	struct fact_events facts = {0};
	if (!facts_load(workplace->db, workplace->cycle.id, &facts, err))
		return false;
	*removed = checklist_removed_in(&facts, id);
	fact_events_release(&facts);
	return true;
}

static bool load_again(struct workplace *workplace, struct error *err)
{
	workplace_unload(workplace);
	return workplace_load(workplace, err);
}

/* --- adding --- */

bool workplace_add_checklist(struct workplace *workplace, const char *role, const char *subject, struct error *err)
{
	if (!workplace_may_write(workplace, err))
		return false;
	if (!pack_keeps_checklist(workplace->pack, role, err))
		return false;
	const struct role *found = pack_require_role(workplace->pack, role, err);
	if (!found)
		return false;
	if (subject && found->subject == SUBJECT_SECTION)
		return error_set(err, ERROR_USAGE, _("The checklist of %s is about the section: leave out --subject."),
		                 bilingual_text(&found->title));
	if (subject && !(str_starts_with(subject, subject_code(found->subject)) &&
	                 subject[strlen(subject_code(found->subject))] == ':' &&
	                 subject[strlen(subject_code(found->subject)) + 1]))
		return error_set(err, ERROR_USAGE, _("\"%s\" names no %s: write %s:ID."), subject,
		                 subject_code(found->subject), subject_code(found->subject));
	if (subject && !workplace_valid_name(subject, _("subject"), err))
		return false;
	char *id = subject ? str_format("%s:%s", role, strchr(subject, ':') + 1) : mem_strdup(role);
	struct assessment assessment = {
	        .cycle = workplace->cycle.id, .checklist = id, .role = (char *)role, .subject = (char *)subject};
	bool removed = false, ok = checklist_is_removed(workplace, id, &removed, err);
	if (ok && removed)
		ok = record_removal(workplace, id, TRUTH_FALSE, err);
	else if (ok)
		ok = assessment_add(workplace->db, &assessment, err);
	free(id);
	return ok && load_again(workplace, err);
}

/* --- removing --- */

size_t checklist_answered(const struct checklist *checklist)
{
	size_t count = 0;
	for (size_t i = 0; i < checklist->scope.count; i++)
		count += checklist->entries[i].revision > 0;
	return count;
}

bool checklist_is_expected(const struct workplace *workplace, const struct checklist *checklist)
{
	return workplace->with_office.campaign && str_is_blank(checklist->assessment.subject);
}

bool workplace_remove_checklist(struct workplace *workplace, const char *id, bool even_so, struct error *err)
{
	if (!workplace_may_write(workplace, err))
		return false;
	const struct checklist *checklist = workplace_checklist(workplace, id, err);
	if (!checklist)
		return false;
	size_t answered = checklist_answered(checklist);
	if (workplace->checklists_count == 1)
		return error_set(err, ERROR_REFUSED, _("\"%s\" is the only checklist: a self-check has one at least."),
		                 id);
	if (answered && !even_so)
		return error_set(
		        err, ERROR_REFUSED,
		        P_("In the checklist \"%s\" %zu question was answered. With --force it is removed all the "
		           "same; its answers stay in the history, and stand again when it is added again.",
		           "In the checklist \"%s\" %zu questions were answered. With --force it is removed all the "
		           "same; its answers stay in the history, and stand again when it is added again.",
		           answered),
		        id, answered);
	if (checklist_is_expected(workplace, checklist) && !even_so)
		return error_set(err, ERROR_REFUSED,
		                 _("The office may expect the checklist \"%s\": it is that of a role, in a campaign "
		                   "that was joined. With --force it is "
		                   "removed all the same."),
		                 id);
	char *removed = mem_strdup(checklist->assessment.checklist);
	bool ok = record_removal(workplace, removed, TRUTH_TRUE, err) && load_again(workplace, err);
	free(removed);
	return ok;
}
