/* The workplace as the report floor wants it described. Nothing is copied: the input borrows. */
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/report/model.h"
#include "workplace_private.h"

static void describe(struct report_checklist *to, const struct checklist *from)
{
	*to = (struct report_checklist){.id = from->assessment.checklist,
	                                .role = from->role,
	                                .subject = from->about,
	                                .state = checklist_state_label(from->state),
	                                .state_code = checklist_state_code(from->state),
	                                .scope = &from->scope,
	                                .tally = from->tally,
	                                .lacks = &from->lacks,
	                                .conflicts = &from->conflicts,
	                                .record = from->record};
	to->entries = mem_new(from->scope.count + 1, sizeof *to->entries);
	for (size_t i = 0; i < from->scope.count; i++) {
		const struct entry *entry = &from->entries[i];
		to->entries[i] = (struct report_entry){.standing = &entry->standing,
		                                       .previous = entry->has_previous ? &entry->previous : NULL,
		                                       .actor = entry->actor,
		                                       .acted_for = entry->acted_for,
		                                       .at = entry->at,
		                                       .confirmed = entry->confirmed,
		                                       .derivation = &entry->derivation};
	}
}

struct report_input *workplace_report(struct workplace *workplace)
{
	struct report_input *input = mem_new(1, sizeof *input);
	struct report_checklist *checklists = mem_new(workplace->checklists_count + 1, sizeof *checklists);
	for (size_t i = 0; i < workplace->checklists_count; i++)
		describe(&checklists[i], &workplace->checklists[i]);
	*input = (struct report_input){.pack = workplace->pack,
	                               .answered = &workplace->answered,
	                               .effective = &workplace->effective,
	                               .concerned = workplace->facts,
	                               .facts = &workplace->ledger.facts,
	                               .verdicts = &workplace->ledger.verdicts,
	                               .code = workplace->unit.code,
	                               .bureau = workplace->unit.bureau,
	                               .unit = workplace->unit.name,
	                               .fiscal_year = workplace->cycle.fiscal_year,
	                               .extra = workplace->cycle.extra,
	                               .campaign = json_string(json_get(workplace->with_office.campaign, "id")),
	                               .due = workplace->cycle.due,
	                               .today = workplace->today,
	                               .checklists = checklists,
	                               .checklists_count = workplace->checklists_count,
	                               .approval_boxes = true};
	return input;
}

void workplace_report_release(struct report_input *input)
{
	if (!input)
		return;
	for (size_t i = 0; i < input->checklists_count; i++)
		free(input->checklists[i].entries);
	free((void *)input->checklists);
	free(input);
}
