/* Risks: what a plan is to mend, what an exception permits; and the items of a plan of action. */
#include <stdint.h>
#include <stdlib.h>

#include "oscal.h"
#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"

/* --- plans --- */

void oscal_plan_risk_uuid(const struct oscal *doc, char uuid[UUID_TEXT_BYTES], const char *unit, const char *checklist,
                          const char *question)
{
	OSCAL_UUID(uuid, "risk", unit, doc->round, checklist, question);
}

/* OSCAL's words. A measure that is laid down is being taken; of what is not known somebody finds out. */
static const char *plan_status(const struct city_plan *plan)
{
	if (plan->done)
		return "closed";
	if (plan->answer == ANSWER_UNSURE)
		return "investigating";
	return str_is_blank(plan->measure) ? "open" : "remediating";
}

static void put_task(struct oscal *doc, struct json *remediation, const char *remediation_uuid, const char *unit,
                     const struct city_plan *plan, const char *title)
{
	char uuid[UUID_TEXT_BYTES], person[UUID_TEXT_BYTES];
	struct json *task = json_put_object(oscal_list(remediation, "tasks"), NULL), *role;

	OSCAL_UUID(uuid, "task", remediation_uuid);
	json_put_string(task, "uuid", uuid);
	json_put_string(task, "type", "action");
	json_put_string(task, "title", title);
	if (date_is_set(plan->due))
		oscal_put_end_of_day(json_put_object(json_put_object(task, "timing"), "on-date"), "date", plan->due);
	if (!str_is_blank(plan->person)) {
		oscal_person(doc, person, unit, plan->person);
		role = json_put_object(oscal_list(task, "responsible-roles"), NULL);
		json_put_string(role, "role-id", oscal_person_in_charge(doc));
		json_put_string(json_put_array(role, "party-uuids"), NULL, person);
	}
	oscal_put_prose(task, "remarks", plan->evidence, NULL);
}

static void put_remediation(struct oscal *doc, struct json *risk, const char *risk_uuid, const char *unit,
                            const struct city_plan *plan)
{
	const char *title = plan->answer == ANSWER_UNSURE ? _("To be found out") : _("Improvement");
	char uuid[UUID_TEXT_BYTES];
	struct json *remediation;

	if (str_is_blank(plan->measure) && str_is_blank(plan->person) && !date_is_set(plan->due))
		return;
	OSCAL_UUID(uuid, "remediation", risk_uuid);
	remediation = json_put_object(oscal_list(risk, "remediations"), NULL);
	json_put_string(remediation, "uuid", uuid);
	json_put_string(remediation, "lifecycle", plan->done ? "completed" : "planned");
	json_put_string(remediation, "title", title);
	oscal_put_prose(remediation, "description", plan->measure,
	                plan->answer == ANSWER_UNSURE ? title : sheet_missing());
	if (plan->answer != ANSWER_UNSURE)
		oscal_prop(remediation, "action", plan->preventive ? "preventive" : "corrective");
	put_task(doc, remediation, uuid, unit, plan, title);
}

/* What is demanded, as the question puts it. */
static const char *statement_of(const struct pack *pack, const char *question)
{
	size_t at = pack_find_question(pack, question);

	return at == SIZE_MAX ? question : bilingual_text(&pack->questions[at].text);
}

void oscal_plan_risk(struct oscal *doc, struct json *risks, char uuid[UUID_TEXT_BYTES], const char *unit,
                     const struct city_plan *plan, const char *observation)
{
	struct json *risk = json_put_object(risks, NULL);
	const char *statement = statement_of(doc->pack, plan->question);
	struct strbuf text = STRBUF_INIT;

	oscal_plan_risk_uuid(doc, uuid, unit, plan->checklist, plan->question);
	json_put_string(risk, "uuid", uuid);
	oscal_put_line(risk, "title", statement, plan->question);
	strbuf_addf(&text, "%s: %s", answer_label(plan->answer), statement);
	oscal_put_prose(risk, "description", text.text, NULL);
	strbuf_release(&text);
	oscal_put_prose(risk, "statement", plan->cause,
	                plan->answer == ANSWER_UNSURE ? _("It is not known.") : sheet_missing());
	oscal_prop_question(risk, doc->pack, plan->checklist, plan->question);
	oscal_prop(risk, "answer", oscal_answer(plan->answer));
	oscal_prop_day(risk, "due", plan->due);
	if (date_compare(plan->first_due, plan->due) != 0)
		oscal_prop_day(risk, "first-due", plan->first_due);
	if (plan->overdue)
		oscal_prop(risk, "overdue", "yes");
	json_put_string(risk, "status", plan_status(plan));
	oscal_origin(risk, "party", unit, NULL);
	if (date_is_set(plan->due))
		oscal_put_end_of_day(risk, "deadline", plan->due);
	put_remediation(doc, risk, uuid, unit, plan);
	if (observation)
		oscal_refer(risk, "related-observations", "observation-uuid", observation);
}

/* --- exceptions --- */

static void add_fact(struct strbuf *out, const char *label, const char *text)
{
	if (!str_is_blank(text))
		strbuf_addf(out, "%s%s: %s", out->len_bytes ? "\n" : "", label, text);
}

struct json *oscal_exception_risk(struct json *risks, char uuid[UUID_TEXT_BYTES], const char *unit,
                                  const struct oscal_exception *exception)
{
	struct json *risk = json_put_object(risks, NULL);
	struct strbuf text = STRBUF_INIT;

	OSCAL_UUID(uuid, "exception", unit, exception->id);
	json_put_string(risk, "uuid", uuid);
	oscal_put_line(risk, "title", exception->name, exception->id);
	add_fact(&text, _("State"), exception->state);
	add_fact(&text, _("Clauses"), exception->clauses);
	add_fact(&text, _("What it is about"), exception->subject);
	oscal_put_prose(risk, "description", text.text, sheet_missing());
	strbuf_release(&text);
	oscal_put_prose(risk, "statement", exception->reason, sheet_missing());
	oscal_prop(risk, "exception", exception->id);
	oscal_prop(risk, "exception-state", exception->state_code);
	oscal_prop(risk, "risk-accepted", exception->in_order ? "yes" : "no");
	oscal_prop(risk, "applicant", exception->applicant);
	oscal_prop(risk, "approver", exception->approver);
	oscal_prop_day(risk, "permitted-on", exception->permitted_on);
	oscal_prop_day(risk, "expires-on", exception->expires_on);
	if (exception->endless)
		oscal_prop(risk, "expires-on", "never");
	json_put_string(risk, "status", exception->in_order ? "deviation-approved" : "deviation-requested");
	oscal_origin(risk, "party", unit, NULL);
	if (date_is_set(exception->expires_on))
		oscal_put_end_of_day(risk, "deadline", exception->expires_on);
	return risk;
}

/* --- items of the plan of action --- */

struct json *oscal_poam_item(struct oscal *doc, const char *unit, const char *risk, const char *title,
                             const char *description)
{
	struct json *item = json_put_object(oscal_list(doc->model, "poam-items"), NULL);
	char uuid[UUID_TEXT_BYTES];

	OSCAL_UUID(uuid, "poam-item", risk);
	json_put_string(item, "uuid", uuid);
	oscal_put_line(item, "title", title, sheet_missing());
	oscal_put_prose(item, "description", description, sheet_missing());
	oscal_origin(item, "party", unit, NULL);
	oscal_refer(item, "related-risks", "risk-uuid", risk);
	return item;
}

void oscal_poam_close(struct oscal *doc, const char *unit)
{
	struct json *item;
	char uuid[UUID_TEXT_BYTES];

	if (json_get(doc->model, "poam-items"))
		return;
	item = json_put_object(oscal_list(doc->model, "poam-items"), NULL);
	OSCAL_UUID(uuid, "poam-empty", unit, doc->round);
	json_put_string(item, "uuid", uuid);
	oscal_put_line(item, "title", _("Nothing is laid down to be done"), NULL);
	oscal_put_prose(item, "description",
	                _("There is neither a plan nor an exception nor anything to be found out. What was not "
	                  "answered, and units "
	                  "that handed in nothing, are not said to be well by this."),
	                NULL);
	oscal_prop(item, "empty", "yes");
}
