/* The standard as a catalog: headings are groups, clauses controls, questions objectives of the clauses they ask.
 *
 * The published text is the city's: of a clause nothing stands here but our own summary, unless the office has added the official
 * wording itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "oscal.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* The groups are found by walking the headings; what stands under none is at the top. */
struct making {
	struct oscal doc;
	const struct wording *wording;
	size_t *sections; /* of each clause: index in the pack's sections; SIZE_MAX: none */
};

/* --- parts of a control --- */

static struct json *put_part(struct json *owner, const char *name, const char *id, const char *prose)
{
	struct json *part = json_put_object(oscal_list(owner, "parts"), NULL);

	if (id)
		json_put_string(part, "id", id);
	json_put_string(part, "name", name);
	oscal_put_prose(part, "prose", prose, NULL);
	return part;
}

/* The official wording where it is there, else our summary, else the place for it. */
static void put_statement(struct making *making, struct json *control, size_t at)
{
	const struct clause *clause = &making->doc.pack->clauses[at];
	const char *official = making->wording ? wording_of(making->wording, at) : NULL;
	char *id = oscal_statement_id(clause);
	struct json *part = put_part(control, "statement", id, official ? official : bilingual_text(&clause->summary));

	oscal_prop(part, "wording", official ? "official" : clause->summary.ja ? "summary" : "none");
	free(id);
}

static void put_question(struct making *making, struct json *control, const char *control_id,
                         const struct question *question)
{
	char *token = oscal_token("q-", question->id), *id = str_format("%s_obj.%s", control_id, token);
	struct json *part = put_part(control, "assessment-objective", id, bilingual_text(&question->text));

	oscal_prop(part, "question", question->id);
	oscal_prop(part, "kind", question_kind_code(question->kind));
	oscal_prop(part, "modality", modality_code(question->modality));
	if (question->principle)
		oscal_prop(part, "principle", "yes");
	for (size_t i = 0; i < question->roles_count; i++)
		oscal_prop(part, "role", question->roles[i]);
	for (size_t i = 0; i < question->rules_count; i++)
		oscal_prop(part, "rule", making->doc.pack->rules->items[question->rules[i]].id);
	for (size_t i = 0; i < question->elements_count; i++)
		oscal_prop(put_part(part, "assessment-objective", NULL, bilingual_text(&question->elements[i].text)),
		           "element", question->elements[i].id);
	if (!str_is_blank(bilingual_text(&question->hint)))
		put_part(part, "guidance", NULL, bilingual_text(&question->hint));
	free(token);
	free(id);
}

static void put_duties(struct json *control, const struct clause *clause)
{
	oscal_prop(control, "kind", clause_kind_code(clause->kind));
	for (size_t i = 0; i < clause->duties_count; i++)
		oscal_prop(control, "duty", modality_code(clause->duties[i]));
	for (size_t i = 0; i < clause->roles_count; i++)
		oscal_prop_of(control, "role", "named", clause->roles[i]);
	for (size_t i = 0; i < clause->implied_roles_count; i++)
		oscal_prop_of(control, "role", "implied", clause->implied_roles[i]);
	oscal_prop(control, "digest", clause->digest);
}

/* By OSCAL's own name: what the clause is called in print. */
static void put_label(struct json *control, const char *label)
{
	struct json *prop;

	if (str_is_blank(label))
		return;
	prop = json_put_object(oscal_list(control, "props"), NULL);
	json_put_string(prop, "name", "label");
	oscal_put_value(prop, "value", label, "-");
}

static void put_control(struct making *making, struct json *owner, size_t at)
{
	const struct pack *pack = making->doc.pack;
	const struct clause *clause = &pack->clauses[at];
	struct json *control = json_put_object(oscal_list(owner, "controls"), NULL);
	char *id = oscal_control_id(clause), *title;

	title = str_format("%s %s", clause->label ? clause->label : "", clause->heading ? clause->heading : "");
	json_put_string(control, "id", id);
	json_put_string(control, "class", clause_kind_code(clause->kind));
	oscal_put_line(control, "title", title, id);
	put_label(control, clause->label);
	oscal_prop(control, "clause", clause->id);
	put_duties(control, clause);
	put_statement(making, control, at);
	for (size_t i = 0; i < pack->questions_count; i++) {
		if (oscal_asks(&pack->questions[i], at))
			put_question(making, control, id, &pack->questions[i]);
	}
	if (clause->excuse.ja)
		oscal_prop(put_part(control, "guidance", NULL, bilingual_text(&clause->excuse)), "kind",
		           "not-self-checked");
	free(title);
	free(id);
}

/* --- groups --- */

/* Whether `inner` is a heading under `outer`, and no other stands between. */
static size_t parent_of(const struct pack *pack, size_t inner)
{
	const char *id = pack->sections[inner].id;
	size_t parent = SIZE_MAX, longest = 0;

	for (size_t i = 0; i < pack->sections_count; i++) {
		size_t len_bytes = strlen(pack->sections[i].id);

		if (i != inner && len_bytes > longest && len_bytes < strlen(id) && id[len_bytes] == '.' &&
		    strncmp(id, pack->sections[i].id, len_bytes) == 0) {
			parent = i;
			longest = len_bytes;
		}
	}
	return parent;
}

static struct json *begin_group(struct json *owner, const struct section *section, const char *prefix)
{
	struct json *group = json_put_object(oscal_list(owner, "groups"), NULL);
	char *id = oscal_token(prefix, section->id),
	     *title = str_format("%s %s", section->id, bilingual_text(&section->title));

	json_put_string(group, "id", id);
	oscal_put_line(group, "title", title, id);
	oscal_prop(group, "section", section->id);
	free(title);
	free(id);
	return group;
}

static void put_controls(struct making *making, struct json *owner, size_t section)
{
	for (size_t i = 0; i < making->doc.pack->clauses_count; i++) {
		if (making->sections[i] == section)
			put_control(making, owner, i);
	}
}

static bool has_controls(const struct making *making, size_t section)
{
	for (size_t i = 0; i < making->doc.pack->clauses_count; i++) {
		if (making->sections[i] == section)
			return true;
	}
	return false;
}

static bool has_groups(const struct pack *pack, size_t section)
{
	for (size_t i = 0; i < pack->sections_count; i++) {
		if (parent_of(pack, i) == section)
			return true;
	}
	return false;
}

/* The headings under `above`, which OSCAL allows either groups or controls of its own: clauses that stand beside further headings
 * get a group for themselves. Ids grow shorter towards the top, so that this ends. */
static void put_groups(struct making *making, struct json *owner, size_t above)
{
	const struct pack *pack = making->doc.pack;

	for (size_t i = 0; i < pack->sections_count; i++) {
		struct json *group;

		if (parent_of(pack, i) != above)
			continue;
		group = begin_group(owner, &pack->sections[i], "s-");
		if (has_groups(pack, i) && has_controls(making, i))
			put_controls(making, begin_group(group, &pack->sections[i], "own-"), i);
		else
			put_controls(making, group, i);
		put_groups(making, group, i);
	}
}

/* --- the whole --- */

static void find_sections(struct making *making)
{
	const struct pack *pack = making->doc.pack;

	making->sections = mem_new(pack->clauses_count + 1, sizeof *making->sections);
	for (size_t i = 0; i < pack->clauses_count; i++) {
		const struct section *section = pack_section_of(pack, pack->clauses[i].id);
		making->sections[i] = section ? (size_t)(section - pack->sections) : SIZE_MAX;
	}
}

/* As often as the standard leaves it to be said. */
static void put_periods(struct json *catalog, const struct pack *pack)
{
	for (size_t i = 0; i < pack->periods_count; i++) {
		const struct period_setting *period = &pack->periods[i];
		struct json *param = json_put_object(oscal_list(catalog, "params"), NULL);
		char *id = oscal_token("period-", period->id);

		json_put_string(param, "id", id);
		oscal_prop(param, "period", period->id);
		for (size_t k = 0; k < period->clauses_count; k++) {
			char *control = oscal_control_id(&pack->clauses[period->clauses[k]]);

			oscal_prop(param, "control", control);
			free(control);
		}
		oscal_put_line(param, "label", bilingual_text(&period->text), period->id);
		if (!str_is_blank(period->value))
			oscal_put_value(json_put_array(param, "values"), NULL, period->value, "-");
		free(id);
	}
}

static void put_head(struct making *making)
{
	const struct pack *pack = making->doc.pack;
	char uuid[UUID_TEXT_BYTES];

	oscal_catalog_uuid(uuid, pack);
	oscal_begin(&making->doc, "catalog", uuid, bilingual_text(&pack->title), pack->version);
	if (date_is_set(pack->effective))
		oscal_put_day(making->doc.metadata, "published", pack->effective);
	for (size_t i = 0; i < pack->roles_count; i++)
		free(oscal_role(&making->doc, &pack->roles[i]));
	OSCAL_UUID(uuid, "issuer", pack->issuer.ja);
	oscal_organization(&making->doc, uuid, bilingual_text(&pack->issuer));
}

void oscal_catalog(struct strbuf *out, const struct pack *pack, const struct wording *wording, struct date today)
{
	struct making making = {.doc = {.pack = pack, .today = today}, .wording = wording};

	find_sections(&making);
	put_head(&making);
	put_periods(making.doc.model, pack);
	put_controls(&making, making.doc.model, SIZE_MAX);
	put_groups(&making, making.doc.model, SIZE_MAX);
	free(making.sections);
	oscal_end(&making.doc, out, true);
}
