/* Reading pack.json, clauses.json and profile.json. */
#include "pack_json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { FORMAT = 1, DIGEST_DIGITS = 32 };

static const char *const levels[] = {"3A", "3B", "3C", "2", "1"};

static void read_format(struct cursor head)
{
	struct cursor format = read_member(head, "format");
	int64_t value;

	if (!format.node)
		return;
	if (!json_int(format.node, &value))
		problem_at(format, _("The number of the format is expected here: %d."), FORMAT);
	else if (value != FORMAT)
		problem_at(format, _("This program reads packs of format %d. A newer tenken may read this one."),
		           FORMAT);
}

static void read_effective(struct cursor head)
{
	struct cursor member = read_member(head, "effective");
	char *text = read_text(member);

	if (text && !date_parse_iso(&head.reader->pack->effective, text))
		problem_at(member, _("\"%s\" is no day of the calendar. Write it like this: 2025-04-01."), CLIP(text));
	free(text);
}

static void read_results_class(struct cursor head)
{
	struct cursor member = read_member(head, "results_class");

	if (member.node)
		head.reader->pack->results_class = mem_strdup(levels[read_choice(member, levels, COUNT(levels))]);
}

static void read_role(struct cursor at)
{
	static const char *const keys[] = {"id", "title", "clause", "subject", "answered_by", "central"};
	struct pack *pack = at.reader->pack;
	struct role *role = MEM_PUSH(pack->roles, pack->roles_count);

	origins_add(&at.reader->roles, at);
	if (!read_object(at, keys, COUNT(keys)))
		return;
	role->id = read_member_id(at, "id");
	read_member_bilingual(at, "title", &role->title);
	role->clause = read_optional_id(at, "clause");
	role->answered_by = read_optional_id(at, "answered_by");
	role->central = read_member_bool(at, "central", false);
	/* A role without a checklist has nothing that the checklist could be about. */
	if (!role->answered_by || cursor_get(at, "subject").node)
		role->subject = (enum subject)read_member_choice(at, "subject", subject_codes, SUBJECTS);
}

static void read_period_value(struct cursor at, struct period_setting *period)
{
	struct cursor member = cursor_get(at, "value");
	struct period read;
	char *text;

	if (!member.node)
		return;
	text = read_text(member);
	if (text && !period_parse(&read, text))
		problem_at(member, _("A period is expected here, such as \"P12M\", \"P7D\" or \"P1Y\"."));
	free(period->value);
	period->value = text;
}

static void read_period(struct cursor at)
{
	static const char *const keys[] = {"id", "text", "clauses", "value"};
	struct pack *pack = at.reader->pack;
	struct period_setting *period = MEM_PUSH(pack->periods, pack->periods_count);

	origins_add(&at.reader->periods, at);
	if (!read_object(at, keys, COUNT(keys)))
		return;
	period->id = read_member_id(at, "id");
	read_member_bilingual(at, "text", &period->text);
	read_period_value(at, period);
}

static size_t read_period_ref(struct cursor value)
{
	const struct pack *pack = value.reader->pack;
	struct id_list list = {0};
	char *id = read_id(value);
	size_t found;

	for (size_t i = 0; i < pack->periods_count; i++)
		id_list_add(&list, pack->periods[i].id, i);
	id_list_sort(&list);
	found = id_list_find(&list, id);
	if (id && found == SIZE_MAX) {
		const char *near = id_list_near(&list, id);

		if (near)
			problem_at(value, _("The base has no period \"%s\". \"%s\" may be meant."), id, near);
		else
			problem_at(value, _("The base has no period \"%s\". One of your own has a \"text\" and \"clauses\"."),
			           id);
	}
	id_list_release(&list);
	free(id);
	return found;
}

/* In an overlay: a period of its own, or {"id", "value"}, which says of one of its base's how often. */
static void read_overlay_period(struct cursor at)
{
	static const char *const keys[] = {"id", "value"};
	struct pack *pack = at.reader->pack;
	size_t found;

	if (json_type(at.node) != JSON_OBJECT || cursor_get(at, "text").node || cursor_get(at, "clauses").node) {
		read_period(at);
		return;
	}
	read_object(at, keys, COUNT(keys));
	found = read_period_ref(read_member(at, "id"));
	if (!read_member(at, "value").node || found == SIZE_MAX)
		return;
	if (pack->periods[found].value)
		problem_at(cursor_get(at, "value"),
		           _("How often \"%s\" is has been said already (%s). An overlay only adds: remove this."),
		           pack->periods[found].id, pack->periods[found].value);
	else
		read_period_value(at, &pack->periods[found]);
}

/* What every pack says of itself; an overlay says it anew. */
static void read_identity(struct cursor root)
{
	struct pack *pack = root.reader->pack;

	read_format(root);
	free(pack->id);
	pack->id = read_member_id(root, "id");
	bilingual_release(&pack->title);
	read_member_bilingual(root, "title", &pack->title);
	bilingual_release(&pack->issuer);
	read_member_bilingual(root, "issuer", &pack->issuer);
	free(pack->version);
	pack->version = read_member_text(root, "version");
	read_effective(root);
	free(pack->predecessor);
	pack->predecessor = read_optional_id(root, "predecessor");
}

void read_overlay_head(struct cursor root)
{
	static const char *const keys[] = {"format",    "id",          "base",  "title",  "issuer", "version",
	                                   "effective", "predecessor", "roles", "periods"};
	struct pack *pack = root.reader->pack;
	struct cursor base;

	if (!read_object(root, keys, COUNT(keys)))
		return;
	base = read_member(root, "base");
	if (base.node && pack->id && !str_equal(json_string(base.node), pack->id))
		problem_at(base, _("This overlay was read together with the pack \"%s\", which is not its base."),
		           pack->id);
	free(pack->base);
	pack->base = mem_strdup(pack->id);
	read_identity(root);
	for (struct cursor at = cursor_first(read_array(root, "roles", 0, false)); at.node; at = cursor_next(at))
		read_role(at);
	for (struct cursor at = cursor_first(read_array(root, "periods", 0, false)); at.node; at = cursor_next(at))
		read_overlay_period(at);
	pack_index_roles(pack);
}

void read_head(struct cursor root)
{
	static const char *const keys[] = {"format",    "id",          "title",         "issuer", "version",
	                                   "effective", "predecessor", "results_class", "roles",  "periods"};
	struct pack *pack = root.reader->pack;
	struct cursor roles, periods, base = cursor_get(root, "base");

	if (base.node) {
		char *id = read_id(base); /* says what is wrong with it */

		if (id)
			problem_at_key(base, _("The base of this overlay was not found beside it."));
		free(id);
		root.reader->base_lost = true;
		return;
	}
	if (!read_object(root, keys, COUNT(keys)))
		return;
	read_identity(root);
	read_results_class(root);
	roles = read_array(root, "roles", 1, true);
	root.reader->roles_known = roles.node != NULL;
	for (struct cursor at = cursor_first(roles); at.node; at = cursor_next(at))
		read_role(at);
	periods = read_array(root, "periods", 0, true);
	for (struct cursor at = cursor_first(periods); at.node; at = cursor_next(at))
		read_period(at);
	pack_index_roles(pack);
}

void link_periods(struct reader *reader)
{
	for (size_t i = 0; i < reader->periods.count; i++) {
		struct period_setting *period = &reader->pack->periods[i];
		struct cursor at = cursor_at_origin(reader, reader->periods.items[i]);

		if (json_type(at.node) == JSON_OBJECT)
			read_clause_refs(read_array(at, "clauses", 1, true), &period->clauses, &period->clauses_count);
	}
}

static void read_section(struct cursor at)
{
	static const char *const keys[] = {"id", "title"};
	struct pack *pack = at.reader->pack;
	struct section *section = MEM_PUSH(pack->sections, pack->sections_count);

	origins_add(&at.reader->sections, at);
	if (!read_object(at, keys, COUNT(keys)))
		return;
	section->id = read_member_id(at, "id");
	read_member_bilingual(at, "title", &section->title);
}

static void read_duties(struct cursor object, struct clause *clause)
{
	struct cursor array = read_array(object, "duties", 0, true);

	for (struct cursor at = cursor_first(array); at.node; at = cursor_next(at)) {
		if (clause->duties_count == DUTIES_MAX) {
			problem_at(at, _("A clause holds at most %d duties. Split it."), DUTIES_MAX);
			return;
		}
		clause->duties[clause->duties_count++] = (enum modality)read_choice(at, modality_codes, MODALITIES);
	}
	if (array.node && clause->duties_count == 0 && clause_is_duty(clause) &&
	    member_is(object, "kind", clause_kind_code(clause->kind)))
		problem_at(array, _("A clause of the kind \"%s\" is a duty, so at least one must be named here."),
		           clause_kind_code(clause->kind));
}

static void read_digest(struct cursor object, struct clause *clause)
{
	struct cursor member = read_member(object, "digest");
	char *text = read_text(member);

	if (text && (strlen(text) != DIGEST_DIGITS || strspn(text, "0123456789abcdef") != DIGEST_DIGITS))
		problem_at(member, _("The digest of a clause is %d digits of 0 to 9 and a to f; \"%s\" is not."),
		           DIGEST_DIGITS, CLIP(text));
	clause->digest = text;
}

/* Absent and null: the pack has no such text for this clause. */
static void read_optional_bilingual(struct cursor object, const char *key, struct bilingual *text)
{
	struct cursor member = cursor_get(object, key);

	if (member.node && json_type(member.node) != JSON_NULL)
		read_bilingual(member, text);
}

static void read_clause(struct cursor at)
{
	static const char *const keys[] = {"id",    "label",         "heading", "kind",    "duties",
	                                   "roles", "implied_roles", "digest",  "summary", "excuse"};
	struct pack *pack = at.reader->pack;
	struct clause *clause = MEM_PUSH(pack->clauses, pack->clauses_count);

	origins_add(&at.reader->clauses, at);
	if (!read_object(at, keys, COUNT(keys)))
		return;
	clause->id = read_member_id(at, "id");
	clause->label = read_member_text(at, "label");
	clause->heading = read_member_text(at, "heading");
	clause->kind = (enum clause_kind)read_member_choice(at, "kind", clause_kind_codes, CLAUSE_KINDS);
	read_duties(at, clause);
	read_role_refs(read_array(at, "roles", 0, true), &clause->roles, &clause->roles_count);
	read_role_refs(read_array(at, "implied_roles", 0, false), &clause->implied_roles, &clause->implied_roles_count);
	read_digest(at, clause);
	read_optional_bilingual(at, "summary", &clause->summary);
	read_optional_bilingual(at, "excuse", &clause->excuse);
}

void read_clauses(struct cursor root)
{
	static const char *const keys[] = {"sections", "clauses"};
	struct cursor sections, clauses;

	if (!read_object(root, keys, COUNT(keys)))
		return;
	bool more = root.reader->clauses_known; /* an overlay adds to what its base has */
	sections = read_array(root, "sections", 0, !more);
	for (struct cursor at = cursor_first(sections); at.node; at = cursor_next(at))
		read_section(at);
	clauses = read_array(root, "clauses", more ? 0 : 1, !more);
	root.reader->clauses_known = more || clauses.node != NULL;
	for (struct cursor at = cursor_first(clauses); at.node; at = cursor_next(at))
		read_clause(at);
	pack_index_clauses(root.reader->pack);
}

static void read_fact(struct cursor at)
{
	static const char *const keys[] = {"id", "text", "hint", "when", "yearly"};
	struct pack *pack = at.reader->pack;
	struct fact *fact = MEM_PUSH(pack->facts, pack->facts_count);

	origins_add(&at.reader->facts, at);
	if (!read_object(at, keys, COUNT(keys)))
		return;
	fact->id = read_member_id(at, "id");
	read_member_bilingual(at, "text", &fact->text);
	read_member_bilingual(at, "hint", &fact->hint);
	fact->yearly = read_member_bool(at, "yearly", true);
}

void read_profile(struct cursor root)
{
	static const char *const keys[] = {"facts"};
	struct pack *pack = root.reader->pack;
	size_t before = pack->facts_count;
	struct cursor facts;

	if (!read_object(root, keys, COUNT(keys)))
		return;
	facts = read_array(root, "facts", 0, true);
	root.reader->facts_known = root.reader->facts_known || facts.node != NULL;
	for (struct cursor at = cursor_first(facts); at.node; at = cursor_next(at)) {
		if (pack->facts_count == FACTS_MAX) {
			problem_at(at, _("A profile holds at most %d facts."), FACTS_MAX);
			break;
		}
		read_fact(at);
	}
	pack_index_facts(pack);
	/* A fact may name one that is written further down. */
	for (size_t i = before; i < pack->facts_count; i++) {
		if (json_type(root.reader->facts.items[i].node) == JSON_OBJECT)
			pack->facts[i].when = read_when(cursor_at_origin(root.reader, root.reader->facts.items[i]),
			                                &(struct condition_scope){.subject = SIZE_MAX});
	}
}
