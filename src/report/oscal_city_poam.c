/* What is to be done in the units of a city: every plan that was handed in, and every exception. */
#include <stdint.h>
#include <stdlib.h>

#include "oscal_city.h"
#include "tenken/base/i18n.h"
#include "tenken/base/str.h"

static void prop_unit(struct oscal_city *city, struct json *owner, size_t unit)
{
	oscal_prop(owner, "unit", city->input->units[unit].code);
}

static void put_plan(struct oscal_city *city, const struct city_plan *plan)
{
	const struct pack *pack = city->input->pack;
	size_t question = pack_find_question(pack, plan->question);
	const char *text = question == SIZE_MAX ? plan->question : bilingual_text(&pack->questions[question].text);
	const char *unit = city->units[plan->unit];
	char risk[UUID_TEXT_BYTES];
	struct json *item;

	oscal_plan_risk(&city->doc, oscal_list(city->doc.model, "risks"), risk, unit, plan, NULL);
	item = oscal_poam_item(&city->doc, unit, risk, text, str_is_blank(plan->measure) ? text : plan->measure);
	prop_unit(city, item, plan->unit);
	oscal_prop(item, "checklist", plan->checklist);
	oscal_prop(item, "question", plan->question);
	oscal_prop(item, "done", plan->done ? "yes" : "no");
}

static void put_exception(struct oscal_city *city, const struct oscal_exception *exception)
{
	const char *unit = city->units[exception->unit];
	char risk[UUID_TEXT_BYTES];
	struct json *item;

	oscal_exception_risk(oscal_list(city->doc.model, "risks"), risk, unit, exception);
	item = oscal_poam_item(&city->doc, unit, risk, str_is_blank(exception->name) ? exception->id : exception->name,
	                       exception->reason);
	prop_unit(city, item, exception->unit);
	oscal_prop(item, "exception", exception->id);
	oscal_prop(item, "exception-state", exception->state_code);
}

/* What is not known cannot be on the list: so much is said where it stands. */
static void put_missing(struct oscal_city *city)
{
	size_t missing = 0;

	for (size_t i = 0; i < city->input->units_count; i++)
		missing += city->input->units[i].state == CITY_NOT_RECEIVED;
	oscal_prop_count(city->doc.metadata, "not-received", NULL, missing);
	if (missing)
		oscal_put_prose(
		        city->doc.metadata, "remarks",
		        _("Units that handed in nothing are not in this list: what they have to do is not known."),
		        NULL);
}

void oscal_city_poam(struct strbuf *out, const struct city_input *input, const struct oscal_work *work)
{
	struct oscal_city city;
	struct json *system;

	oscal_city_begin(&city, input, "plan-of-action-and-milestones", _("Improvement plans and exceptions"));
	put_missing(&city);
	system = json_put_object(city.doc.model, "system-id");
	json_put_string(system, "identifier-type", "https://ietf.org/rfc/rfc4122");
	json_put_string(system, "id", city.scope);
	for (size_t i = 0; i < work->plans_count; i++)
		put_plan(&city, &work->plans[i]);
	for (size_t i = 0; i < work->exceptions_count; i++)
		put_exception(&city, &work->exceptions[i]);
	oscal_poam_close(&city.doc, city.scope);
	oscal_city_end(&city, out, false);
}
