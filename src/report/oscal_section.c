#include "oscal_section.h"

#include <stdio.h>
#include <stdlib.h>

#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"

/* --- the head --- */

void oscal_section_begin(struct oscal_section *section, const struct report_input *input, const char *model,
                         const char *title)
{
	char uuid[UUID_TEXT_BYTES], day[11];
	struct strbuf text = STRBUF_INIT;
	struct json *party;

	*section = (struct oscal_section){.doc = {.pack = input->pack, .today = input->today}, .input = input};
	oscal_set_year(&section->doc, input->fiscal_year, input->extra, input->campaign);
	oscal_unit_uuid(section->unit, input->pack, input->code, input->bureau, input->unit);
	OSCAL_UUID(uuid, model, section->unit, section->doc.round, date_format_iso(input->today, day));
	strbuf_addf(&text, "%s ", title);
	date_format_fiscal_year(&text, input->fiscal_year);
	strbuf_addf(&text, " %s", input->unit ? input->unit : "");
	oscal_begin(&section->doc, model, uuid, text.text, NULL);
	oscal_prop(section->doc.metadata, "document-number", input->document_number);
	for (size_t i = 0; i < input->checklists_count; i++)
		free(oscal_role(&section->doc, input->checklists[i].role));
	oscal_person_in_charge(&section->doc);
	party = oscal_organization(&section->doc, section->unit, input->unit);
	oscal_prop(party, "code", input->code);
	oscal_prop(party, "bureau", input->bureau);
	strbuf_release(&text);
}

/* --- what it is about --- */

static void tool_uuid(const struct oscal_section *section, char uuid[UUID_TEXT_BYTES],
                      const struct report_checklist *checklist)
{
	OSCAL_UUID(uuid, "tool", section->unit, section->doc.round, checklist->id);
}

void oscal_section_components(struct oscal_section *section, struct json *components,
                              const struct report_checklist *checklist)
{
	char uuid[UUID_TEXT_BYTES];
	struct strbuf text = STRBUF_INIT;

	tool_uuid(section, uuid, checklist);
	oscal_component(components, uuid, "software", "tenken", NULL,
	                _("Decides answers from registers, by the rules of the standard."));
	if (!checklist->subject)
		return;
	oscal_subject_uuid(&section->doc, uuid, section->unit, checklist->id);
	sheet_add_checklist(&text, checklist);
	oscal_prop(oscal_component(components, uuid, oscal_subject_type(checklist->role), checklist->subject,
	                           checklist->id, text.text),
	           "checklist", checklist->id);
	strbuf_release(&text);
}

static void put_subject(struct oscal_section *section, struct json *observation,
                        const struct report_checklist *checklist)
{
	struct json *subject = json_put_object(oscal_list(observation, "subjects"), NULL);
	char uuid[UUID_TEXT_BYTES];

	oscal_subject_uuid(&section->doc, uuid, section->unit, checklist->id);
	json_put_string(subject, "subject-uuid", checklist->subject ? uuid : section->unit);
	json_put_string(subject, "type", checklist->subject ? "component" : "party");
}

/* --- observations --- */

static void put_evidence(struct json *observation, const char *kind, const char *text)
{
	struct json *evidence;

	if (str_is_blank(text))
		return;
	evidence = json_put_object(oscal_list(observation, "relevant-evidence"), NULL);
	oscal_put_prose(evidence, "description", text, sheet_missing());
	oscal_prop(evidence, "kind", kind);
}

/* What the registers say: the verdicts that decided. */
static void put_verdicts(struct oscal_section *section, struct json *observation, const struct report_entry *entry)
{
	const struct derivation *derivation = entry->derivation;
	const struct report_input *input = section->input;

	for (size_t i = 0;
	     derivation && derivation->state == DERIVATION_DECIDED && input->verdicts && i < derivation->worst; i++) {
		const struct verdict *verdict = &input->verdicts->items[derivation->verdicts[i]];
		const struct record *record = &input->facts->records[verdict->record];
		struct json *evidence = json_put_object(oscal_list(observation, "relevant-evidence"), NULL);

		oscal_put_prose(evidence, "description", bilingual_text(&verdict->because), sheet_missing());
		oscal_prop(evidence, "kind", "verdict");
		oscal_prop(evidence, "rule", input->pack->rules->items[verdict->rule].id);
		oscal_prop(evidence, "verdict", verdict_code_name(verdict->code));
		oscal_prop_of(evidence, "record", input->pack->registers->items[record->owner].id, record->id);
	}
}

/* The answer in words, and of a list each of its points. */
static void add_description(struct strbuf *out, const struct question *question, const struct response *response)
{
	strbuf_add(out, answer_label(response ? response->answer : ANSWER_NONE));
	for (size_t i = 0; i < question->elements_count && i < ELEMENTS_MAX; i++)
		strbuf_addf(out, "\n%s: %s", bilingual_text(&question->elements[i].text),
		            sheet_element_label(response ? response->elements[i] : ELEMENT_NONE));
}

static void put_elements(struct json *observation, const struct question *question, const struct response *response)
{
	for (size_t i = 0; response && i < question->elements_count && i < ELEMENTS_MAX; i++) {
		enum element_answer answer = response->elements[i];
		const char *code = answer == ELEMENT_NONE ? "open" : element_answer_code(answer);
		char *text = str_format("%s=%s", question->elements[i].id, code);

		oscal_prop(observation, "element", text);
		free(text);
	}
}

static void put_method(struct json *observation, enum answer answer, enum basis basis)
{
	const char *method = answer == ANSWER_NONE ? "UNKNOWN" : basis == BASIS_DERIVED ? "EXAMINE" : "INTERVIEW";

	json_put_string(json_put_array(observation, "methods"), NULL, method);
	json_put_string(json_put_array(observation, "types"), NULL, "control-objective");
}

static void put_origin(struct oscal_section *section, struct json *observation,
                       const struct report_checklist *checklist, const struct report_entry *entry, enum basis basis)
{
	char uuid[UUID_TEXT_BYTES];
	char *role;

	if (basis == BASIS_DERIVED) {
		tool_uuid(section, uuid, checklist);
		oscal_origin(observation, "tool", uuid, NULL);
	} else if (!str_is_blank(entry->actor)) {
		role = oscal_role(&section->doc, checklist->role);
		oscal_person(&section->doc, uuid, section->unit, entry->actor);
		oscal_origin(observation, "party", uuid, role);
		free(role);
	}
}

static void put_collected(struct oscal_section *section, struct json *observation, const struct report_entry *entry,
                          enum answer answer, enum basis basis)
{
	bool by_person = answer != ANSWER_NONE && basis != BASIS_DERIVED;

	oscal_put_moment(observation, "collected", by_person ? entry->at : NULL, section->input->today);
}

static void put_props(struct oscal_section *section, struct json *observation, const struct report_checklist *checklist,
                      size_t item, enum answer answer)
{
	const struct question *question = sheet_question(checklist, item);
	const struct report_entry *entry = &checklist->entries[item];

	oscal_prop_question(observation, section->input->pack, checklist->id, question->id);
	oscal_prop(observation, "answer", oscal_answer(answer));
	if (answer != ANSWER_NONE)
		oscal_prop(observation, "basis", basis_code(entry->standing->basis));
	if (checklist->scope->items[item].applies == TRUTH_UNKNOWN)
		oscal_prop(observation, "applies", "unknown");
	if (entry->confirmed)
		oscal_prop(observation, "confirmed", "yes");
	oscal_prop(observation, "acted-for", entry->acted_for);
	put_elements(observation, question, sheet_response(checklist, item));
}

void oscal_section_observation(struct oscal_section *section, struct json *observations, char uuid[UUID_TEXT_BYTES],
                               const struct report_checklist *checklist, size_t item)
{
	const struct question *question = sheet_question(checklist, item);
	const struct report_entry *entry = &checklist->entries[item];
	const struct response *response = sheet_response(checklist, item);
	enum answer answer = sheet_answer(checklist, item);
	enum basis basis = entry->standing ? entry->standing->basis : BASIS_NONE;
	struct json *observation = json_put_object(observations, NULL);
	struct strbuf text = STRBUF_INIT;

	OSCAL_UUID(uuid, "observation", section->unit, section->doc.round, checklist->id, question->id);
	json_put_string(observation, "uuid", uuid);
	oscal_put_line(observation, "title", bilingual_text(&question->text), question->id);
	add_description(&text, question, response);
	oscal_put_prose(observation, "description", text.text, NULL);
	put_props(section, observation, checklist, item, answer);
	put_method(observation, answer, basis);
	put_origin(section, observation, checklist, entry, basis);
	put_subject(section, observation, checklist);
	put_evidence(observation, "note", response ? response->note : NULL);
	if (response && response_shows_reason(question, response))
		put_evidence(observation, "reason", response->reason);
	put_verdicts(section, observation, entry);
	put_collected(section, observation, entry, answer, basis);
	strbuf_reset(&text);
	sheet_add_conflicts(&text, section->input, checklist, item);
	oscal_put_prose(observation, "remarks", text.text, NULL);
	strbuf_release(&text);
}

/* --- plans --- */

bool oscal_section_plan(const struct oscal_section *section, struct city_plan *plan,
                        const struct report_checklist *checklist, size_t item)
{
	const struct response *response = sheet_response(checklist, item);

	if (!sheet_in_list(checklist, item, SHEET_FINDINGS) && !sheet_in_list(checklist, item, SHEET_UNSURE))
		return false;
	*plan = (struct city_plan){.checklist = checklist->id,
	                            .question = sheet_question(checklist, item)->id,
	                            .answer = response->answer,
	                            .cause = response->plan.cause,
	                            .measure = response->plan.measure,
	                            .person = response->plan.person,
	                            .evidence = response->plan.evidence,
	                            .due = response->plan.due,
	                            .first_due = response->plan.first_due,
	                            .preventive = response->plan.preventive,
	                            .done = response->plan.done,
	                            .overdue = sheet_is_overdue(section->input, &response->plan)};
	return true;
}
