/* What a section has to do: its plans, what it has to find out, its exceptions. */
#include <stdint.h>

#include "oscal_section.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"

/* The record on which 例 stands, or stood before it expired; NULL: none. */
static const char *exception_of(const struct report_input *input, const struct report_checklist *checklist, size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	size_t which = SIZE_MAX;

	if (!input->facts)
		return NULL;
	exception_permits(input->pack, input->facts, input->today, question, checklist->record, &which);
	if (which == SIZE_MAX)
		which = exception_expired(input->pack, input->facts, input->today, question, checklist->record);
	return which == SIZE_MAX ? NULL : input->facts->records[which].id;
}

static struct json *risks_of(struct oscal_section *section)
{
	return oscal_list(section->doc.model, "risks");
}

static struct json *observations_of(struct oscal_section *section)
{
	return oscal_list(section->doc.model, "observations");
}

static void put_plan(struct oscal_section *section, const struct report_checklist *checklist, size_t item,
                     const struct city_plan *plan)
{
	char observation[UUID_TEXT_BYTES], risk[UUID_TEXT_BYTES];
	const char *text = bilingual_text(&sheet_question(checklist, item)->text);
	struct json *object;

	oscal_section_observation(section, observations_of(section), observation, checklist, item);
	oscal_plan_risk(&section->doc, risks_of(section), risk, section->unit, plan, observation);
	object = oscal_poam_item(&section->doc, section->unit, risk, text,
	                         str_is_blank(plan->measure) ? text : plan->measure);
	oscal_prop(object, "checklist", checklist->id);
	oscal_prop(object, "question", plan->question);
	oscal_prop(object, "done", plan->done ? "yes" : "no");
	oscal_refer(object, "related-observations", "observation-uuid", observation);
}

/* 例 without a record that permits it: as open as any other. */
static void put_unrecorded(struct oscal_section *section, const struct report_checklist *checklist, size_t item)
{
	const struct response *response = sheet_response(checklist, item);
	const struct city_plan plan = {.checklist = checklist->id,
	                                .question = sheet_question(checklist, item)->id,
	                                .answer = ANSWER_EXCEPTION,
	                                .cause = response->reason};

	put_plan(section, checklist, item, &plan);
}

static void put_items(struct oscal_section *section)
{
	const struct report_input *input = section->input;

	for (size_t i = 0; i < input->checklists_count; i++) {
		const struct report_checklist *checklist = &input->checklists[i];

		for (size_t item = 0; item < checklist->scope->count; item++) {
			struct city_plan plan;

			if (oscal_section_plan(section, &plan, checklist, item))
				put_plan(section, checklist, item, &plan);
			else if (sheet_in_list(checklist, item, SHEET_EXCEPTIONS) &&
			         !exception_of(input, checklist, item))
				put_unrecorded(section, checklist, item);
		}
	}
}

/* The answers that stand on the record. */
static void relate(struct oscal_section *section, const struct oscal_exception *exception, struct json *risk,
                   struct json *object)
{
	const struct report_input *input = section->input;
	char observation[UUID_TEXT_BYTES];

	for (size_t i = 0; i < input->checklists_count; i++) {
		const struct report_checklist *checklist = &input->checklists[i];

		for (size_t item = 0; item < checklist->scope->count; item++) {
			if (!sheet_in_list(checklist, item, SHEET_EXCEPTIONS) ||
			    !str_equal(exception_of(input, checklist, item), exception->id))
				continue;
			oscal_section_observation(section, observations_of(section), observation, checklist, item);
			oscal_refer(risk, "related-observations", "observation-uuid", observation);
			oscal_refer(object, "related-observations", "observation-uuid", observation);
		}
	}
}

static void put_exception(struct oscal_section *section, const struct oscal_exception *exception)
{
	char uuid[UUID_TEXT_BYTES];
	struct json *risk = oscal_exception_risk(risks_of(section), uuid, section->unit, exception);
	struct json *object =
	        oscal_poam_item(&section->doc, section->unit, uuid,
	                        str_is_blank(exception->name) ? exception->id : exception->name, exception->reason);

	oscal_prop(object, "exception", exception->id);
	oscal_prop(object, "exception-state", exception->state_code);
	relate(section, exception, risk, object);
}

void oscal_poam(struct strbuf *out, const struct report_input *input, const struct oscal_work *work)
{
	struct oscal_section section;
	struct json *system, *components;

	oscal_section_begin(&section, input, "plan-of-action-and-milestones", _("Improvement plans and exceptions"));
	system = json_put_object(section.doc.model, "system-id");
	json_put_string(system, "identifier-type", "https://ietf.org/rfc/rfc4122");
	json_put_string(system, "id", section.unit);
	components = json_put_array(json_put_object(section.doc.model, "local-definitions"), "components");
	for (size_t i = 0; i < input->checklists_count; i++)
		oscal_section_components(&section, components, &input->checklists[i]);
	put_items(&section);
	for (size_t i = 0; i < work->exceptions_count; i++)
		put_exception(&section, &work->exceptions[i]);
	oscal_poam_close(&section.doc, section.unit);
	oscal_end(&section.doc, out, true);
}
