/* The results of a section: for each checklist what was answered, what that comes to by clause, and what is done about it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "oscal_section.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* One checklist on its way into a result. */
struct making {
	struct oscal_section *section;
	const struct report_checklist *checklist;
	struct json *result;
	struct oscal_clause *clauses; /* one for each of the pack's */
};

static void count_item(struct making *making, size_t item)
{
	static const struct standing nothing;
	const struct question *question = sheet_question(making->checklist, item);
	const struct standing *standing = making->checklist->entries[item].standing;
	const struct response *response = sheet_response(making->checklist, item);

	for (size_t i = 0; i < question->clauses_count; i++) {
		struct oscal_clause *clause = &making->clauses[question->clauses[i]];

		tally_add(&clause->tally, question, standing ? standing : &nothing, making->section->input->today);
		clause->excused += response && response_is_excused(question, response);
		clause->planned +=
		        response && response->answer == ANSWER_NOT_IMPLEMENTED && !str_is_blank(response->plan.measure);
	}
}

static void put_item(struct making *making, size_t item)
{
	char observation[UUID_TEXT_BYTES], risk[UUID_TEXT_BYTES];
	struct city_plan plan;

	oscal_section_observation(making->section, oscal_list(making->result, "observations"), observation,
	                          making->checklist, item);
	if (oscal_section_plan(making->section, &plan, making->checklist, item))
		oscal_plan_risk(&making->section->doc, oscal_list(making->result, "risks"), risk, making->section->unit,
		                &plan, observation);
	count_item(making, item);
}

static void put_finding(struct making *making, const struct oscal_clause *clause)
{
	const struct oscal *doc = &making->section->doc;
	const char *unit = making->section->unit, *checklist = making->checklist->id;
	char uuid[UUID_TEXT_BYTES];
	struct city_plan plan;
	struct json *finding;

	OSCAL_UUID(uuid, "finding", unit, doc->round, checklist, doc->pack->clauses[clause->clause].id);
	finding = oscal_finding(&making->section->doc, oscal_list(making->result, "findings"), uuid, clause);
	for (size_t i = 0; i < making->checklist->scope->count; i++) {
		const struct question *question = sheet_question(making->checklist, i);

		if (!sheet_asks(making->checklist, i) || !oscal_asks(question, clause->clause))
			continue;
		OSCAL_UUID(uuid, "observation", unit, doc->round, checklist, question->id);
		oscal_refer(finding, "related-observations", "observation-uuid", uuid);
		if (!oscal_section_plan(making->section, &plan, making->checklist, i))
			continue;
		oscal_plan_risk_uuid(doc, uuid, unit, checklist, question->id);
		oscal_refer(finding, "related-risks", "risk-uuid", uuid);
	}
}

/* The first moment that was answered: all of one section's are of the same zone, so that the texts compare. */
static const char *beginning_of(const struct report_checklist *checklist)
{
	const char *first = NULL;

	for (size_t i = 0; i < checklist->scope->count; i++) {
		const char *at = checklist->entries[i].at;

		if (sheet_answer(checklist, i) != ANSWER_NONE && datetime_is_valid(at) &&
		    (!first || strcmp(at, first) < 0))
			first = at;
	}
	return first;
}

static void put_head(struct making *making)
{
	const struct report_checklist *checklist = making->checklist;
	struct json *result = making->result;
	char uuid[UUID_TEXT_BYTES];
	struct strbuf text = STRBUF_INIT;

	OSCAL_UUID(uuid, "result", making->section->unit, making->section->doc.round, checklist->id);
	json_put_string(result, "uuid", uuid);
	sheet_add_checklist(&text, checklist);
	oscal_put_line(result, "title", text.text, checklist->id);
	strbuf_reset(&text);
	strbuf_addf(&text, _("Self-check by the section; state: %s"),
	            checklist->state ? checklist->state : sheet_missing());
	oscal_put_prose(result, "description", text.text, NULL);
	oscal_put_moment(result, "start", beginning_of(checklist), making->section->input->today);
	oscal_prop(result, "checklist", checklist->id);
	oscal_prop(result, "role", checklist->role->id);
	oscal_prop(result, "state", checklist->state_code);
	oscal_prop_count(result, "applicable", NULL, checklist->tally.applicable);
	oscal_prop_answers(result, &checklist->tally);
	oscal_section_components(making->section,
	                         json_put_array(json_put_object(result, "local-definitions"), "components"), checklist);
	strbuf_release(&text);
}

static void put_result(struct oscal_section *section, struct json *results, const struct report_checklist *checklist)
{
	const struct pack *pack = section->input->pack;
	struct making making = {.section = section,
	                        .checklist = checklist,
	                        .result = json_put_object(results, NULL),
	                        .clauses = mem_new(pack->clauses_count + 1, sizeof *making.clauses)};

	for (size_t i = 0; i < pack->clauses_count; i++)
		making.clauses[i].clause = i;
	put_head(&making);
	for (size_t i = 0; i < checklist->scope->count; i++) {
		if (sheet_asks(checklist, i))
			put_item(&making, i);
	}
	oscal_reviewed(&section->doc, making.result, making.clauses, pack->clauses_count);
	for (size_t i = 0; i < pack->clauses_count; i++) {
		if (making.clauses[i].tally.applicable)
			put_finding(&making, &making.clauses[i]);
	}
	free(making.clauses);
}

void oscal_results(struct strbuf *out, const struct report_input *input)
{
	struct oscal_section section;
	struct json *results;

	oscal_section_begin(&section, input, "assessment-results", _("Results of the self-check"));
	oscal_import_plan(&section.doc);
	results = json_put_array(section.doc.model, "results");
	for (size_t i = 0; i < input->checklists_count; i++)
		put_result(&section, results, &input->checklists[i]);
	oscal_end(&section.doc, out, true);
}
