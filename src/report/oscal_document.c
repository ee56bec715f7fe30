/* The head of a document: what it is, whose it is, and who had a hand in it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oscal.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const char oscal_version[] = "1.2.1";
/* What a pack calls a role begins with "role-". */
static const char in_charge_token[] = "person-in-charge";

/* --- what is in the head already --- */

/* UUIDs are spread evenly: their first figures say where to look. */
static size_t place_of(const struct oscal *doc, const char *uuid)
{
	size_t place = (size_t)strtoul(uuid, NULL, 16) % doc->room;

	while (doc->seen[place][0] && strcmp(doc->seen[place], uuid) != 0)
		place = (place + 1) % doc->room;
	return place;
}

static void make_room(struct oscal *doc)
{
	struct oscal wider = {.room = doc->room ? doc->room * 2 : 64};

	wider.seen = mem_new(wider.room, sizeof *wider.seen);
	for (size_t i = 0; i < doc->room; i++) {
		if (doc->seen[i][0])
			memcpy(wider.seen[place_of(&wider, doc->seen[i])], doc->seen[i], UUID_TEXT_BYTES);
	}
	free(doc->seen);
	doc->seen = wider.seen;
	doc->room = wider.room;
}

bool oscal_is_new(struct oscal *doc, const char *uuid)
{
	size_t place;

	if (doc->seen_count * 2 >= doc->room)
		make_room(doc);
	place = place_of(doc, uuid);
	if (doc->seen[place][0])
		return false;
	memcpy(doc->seen[place], uuid, UUID_TEXT_BYTES);
	doc->seen_count++;
	return true;
}

/* --- beginning and end --- */

static void put_marking(const struct oscal *doc)
{
	struct json *prop = json_put_object(oscal_list(doc->metadata, "props"), NULL);
	struct strbuf class = STRBUF_INIT;

	report_class(&class, doc->pack);
	json_put_string(prop, "name", "marking"); /* a name of OSCAL's own, hence without a namespace */
	oscal_put_value(prop, "value", class.text, NULL);
	strbuf_release(&class);
}

void oscal_set_year(struct oscal *doc, int fiscal_year, bool extra, const char *campaign)
{
	snprintf(doc->year, sizeof doc->year, "%d", fiscal_year);
	if (!extra)
		snprintf(doc->round, sizeof doc->round, "%d", fiscal_year);
	else if (str_is_blank(campaign))
		snprintf(doc->round, sizeof doc->round, "%d-extra", fiscal_year);
	else
		snprintf(doc->round, sizeof doc->round, "%d-extra-%s", fiscal_year, campaign);
}

void oscal_begin(struct oscal *doc, const char *model, const char *uuid, const char *title, const char *version)
{
	char day[11];

	doc->root = json_new_object();
	doc->model = json_put_object(doc->root, model);
	json_put_string(doc->model, "uuid", uuid);
	doc->metadata = json_put_object(doc->model, "metadata");
	oscal_put_line(doc->metadata, "title", title, model);
	oscal_put_day(doc->metadata, "last-modified", doc->today);
	oscal_put_value(doc->metadata, "version", version, date_format_iso(doc->today, day));
	json_put_string(doc->metadata, "oscal-version", oscal_version);
	put_marking(doc);
	oscal_prop(doc->metadata, "pack", doc->pack->id);
	oscal_prop(doc->metadata, "fiscal-year", doc->year);
}

void oscal_end(struct oscal *doc, struct strbuf *out, bool pretty)
{
	json_write(out, doc->root, pretty);
	json_free(doc->root);
	free(doc->seen);
	*doc = (struct oscal){0};
}

void oscal_import_plan(struct oscal *doc)
{
	char uuid[UUID_TEXT_BYTES], catalog[UUID_TEXT_BYTES], *href;
	struct json *resource, *import;
	struct strbuf title = STRBUF_INIT;

	OSCAL_UUID(uuid, "assessment-plan", doc->pack->id, doc->round);
	href = str_format("#%s", uuid);
	import = json_put_object(doc->model, "import-ap");
	json_put_string(import, "href", href);
	resource = json_put_object(oscal_list(json_put_object(doc->model, "back-matter"), "resources"), NULL);
	json_put_string(resource, "uuid", uuid);
	strbuf_addf(&title, _("The yearly self-check by %s %s"), bilingual_text(&doc->pack->title), doc->pack->version);
	oscal_put_line(resource, "title", title.text, doc->pack->id);
	oscal_put_prose(resource, "description",
	                _("There is no assessment plan in OSCAL: each section answers the questions of the catalog "
	                  "that concern it."),
	                NULL);
	oscal_prop(resource, "pack", doc->pack->id);
	oscal_catalog_uuid(catalog, doc->pack);
	oscal_prop(resource, "catalog-uuid", catalog);
	strbuf_release(&title);
	free(href);
}

void oscal_catalog_uuid(char uuid[UUID_TEXT_BYTES], const struct pack *pack)
{
	OSCAL_UUID(uuid, "catalog", pack->id, pack->version);
}

/* --- roles and parties --- */

char *oscal_role(struct oscal *doc, const struct role *role)
{
	char uuid[UUID_TEXT_BYTES], *token = oscal_token("role-", role->id);
	struct json *object;

	OSCAL_UUID(uuid, "role", role->id);
	if (!oscal_is_new(doc, uuid))
		return token;
	object = json_put_object(oscal_list(doc->metadata, "roles"), NULL);
	json_put_string(object, "id", token);
	oscal_put_line(object, "title", bilingual_text(&role->title), token);
	oscal_prop(object, "role", role->id);
	oscal_prop(object, "answered-by", role->answered_by);
	return token;
}

const char *oscal_person_in_charge(struct oscal *doc)
{
	char uuid[UUID_TEXT_BYTES];
	struct json *object;

	OSCAL_UUID(uuid, "role-in-charge", "");
	if (!oscal_is_new(doc, uuid))
		return in_charge_token;
	object = json_put_object(oscal_list(doc->metadata, "roles"), NULL);
	json_put_string(object, "id", in_charge_token);
	oscal_put_line(object, "title", _("Person in charge of an improvement"), NULL);
	return in_charge_token;
}

void oscal_unit_uuid(char uuid[UUID_TEXT_BYTES], const struct pack *pack, const char *code, const char *bureau,
                     const char *name)
{
	if (str_is_blank(code))
		OSCAL_UUID(uuid, "unit", pack->issuer.ja, "", bureau, name);
	else
		OSCAL_UUID(uuid, "unit", pack->issuer.ja, code);
}

static struct json *put_party(struct oscal *doc, const char *uuid, const char *type, const char *name,
                              const char *otherwise)
{
	struct json *party;

	if (!oscal_is_new(doc, uuid))
		return NULL;
	party = json_put_object(oscal_list(doc->metadata, "parties"), NULL);
	json_put_string(party, "uuid", uuid);
	json_put_string(party, "type", type);
	oscal_put_value(party, "name", name, otherwise);
	return party;
}

struct json *oscal_organization(struct oscal *doc, const char *uuid, const char *name)
{
	return put_party(doc, uuid, "organization", name, _("No name"));
}

void oscal_person(struct oscal *doc, char uuid[UUID_TEXT_BYTES], const char *unit, const char *title)
{
	struct json *party;

	OSCAL_UUID(uuid, "person", unit, title);
	party = put_party(doc, uuid, "person", title, _("No name"));
	if (party)
		json_put_string(json_put_array(party, "member-of-organizations"), NULL, unit);
}

void oscal_origin(struct json *owner, const char *type, const char *actor, const char *role)
{
	struct json *origin = json_put_object(oscal_list(owner, "origins"), NULL);
	struct json *object = json_put_object(json_put_array(origin, "actors"), NULL);

	json_put_string(object, "type", type);
	json_put_string(object, "actor-uuid", actor);
	if (role)
		json_put_string(object, "role-id", role);
}

/* --- what it is about --- */

void oscal_subject_uuid(const struct oscal *doc, char uuid[UUID_TEXT_BYTES], const char *unit, const char *checklist)
{
	OSCAL_UUID(uuid, "subject", unit, doc->round, checklist);
}

const char *oscal_subject_type(const struct role *role)
{
	return role && role->subject == SUBJECT_CONTRACT ? "service" : "system";
}

struct json *oscal_component(struct json *components, const char *uuid, const char *type, const char *title,
                             const char *otherwise, const char *description)
{
	struct json *component = json_put_object(components, NULL);

	json_put_string(component, "uuid", uuid);
	json_put_string(component, "type", type);
	oscal_put_line(component, "title", title, otherwise);
	oscal_put_prose(component, "description", description, otherwise);
	json_put_string(json_put_object(component, "status"), "state", "operational");
	return component;
}

void oscal_prop_question(struct json *owner, const struct pack *pack, const char *checklist, const char *question)
{
	size_t at = pack_find_question(pack, question);

	oscal_prop(owner, "checklist", checklist);
	oscal_prop(owner, "question", question);
	for (size_t i = 0; at != SIZE_MAX && i < pack->questions[at].clauses_count; i++) {
		char *control = oscal_control_id(&pack->clauses[pack->questions[at].clauses[i]]);

		oscal_prop(owner, "control", control);
		free(control);
	}
}
