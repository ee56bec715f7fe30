#include "oscal_city.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static void put_units(struct oscal_city *city)
{
	const struct city_input *input = city->input;

	city->units = mem_new(input->units_count + 1, sizeof *city->units);
	for (size_t i = 0; i < input->units_count; i++) {
		const struct city_unit *unit = &input->units[i];
		struct json *party;

		oscal_unit_uuid(city->units[i], input->pack, unit->code, unit->bureau, unit->name);
		party = oscal_organization(&city->doc, city->units[i], unit->name);
		if (!party)
			continue;
		oscal_prop(party, "code", unit->code);
		oscal_prop(party, "bureau", unit->bureau);
		oscal_prop(party, "contact", unit->contact);
		oscal_prop(party, "state", city_state_code(unit->state));
		if (unit->overdue)
			oscal_prop(party, "overdue", "yes");
	}
}

static void put_roles(struct oscal_city *city)
{
	const struct city_input *input = city->input;

	for (size_t i = 0; i < input->checklists_count; i++) {
		if (input->checklists[i].role != SIZE_MAX)
			free(oscal_role(&city->doc, &input->pack->roles[input->checklists[i].role]));
	}
	oscal_person_in_charge(&city->doc);
}

void oscal_city_begin(struct oscal_city *city, const struct city_input *input, const char *model, const char *title)
{
	const char *issuer = input->pack->issuer.ja;
	char uuid[UUID_TEXT_BYTES], day[11];
	struct strbuf text = STRBUF_INIT;

	*city = (struct oscal_city){.doc = {.pack = input->pack, .today = input->today}, .input = input};
	oscal_set_year(&city->doc, input->fiscal_year, input->extra, input->campaign);
	OSCAL_UUID(city->scope, "scope", issuer, input->bureau ? "bureau" : "city", input->bureau,
	           input->extra ? "extra" : "");
	OSCAL_UUID(city->office, "office", issuer, input->office);
	OSCAL_UUID(uuid, model, city->scope, city->doc.round, date_format_iso(input->today, day));
	strbuf_addf(&text, "%s ", title);
	date_format_fiscal_year(&text, input->fiscal_year);
	strbuf_addf(&text, " %s", input->bureau ? input->bureau : bilingual_text(&input->pack->issuer));
	oscal_begin(&city->doc, model, uuid, text.text, NULL);
	oscal_prop(city->doc.metadata, "scope", input->bureau ? "bureau" : "city");
	oscal_prop(city->doc.metadata, "bureau", input->bureau);
	if (input->extra)
		oscal_prop(city->doc.metadata, "extra", "yes");
	oscal_organization(&city->doc, city->office, input->office);
	put_units(city);
	put_roles(city);
	strbuf_release(&text);
}

void oscal_city_end(struct oscal_city *city, struct strbuf *out, bool pretty)
{
	oscal_end(&city->doc, out, pretty);
	free(city->units);
	*city = (struct oscal_city){0};
}
