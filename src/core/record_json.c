/* Reading facts: what is wrong is said with its place, all of it, and then nothing is evaluated. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record_internal.h"
#include "rule_json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct facts_reader {
	struct facts *facts;
	const struct pack *pack;
	struct origins origins; /* of the records */
	/* Records without an id that can be one: no part of the facts, read so that every defect in them is said. */
	struct record *nameless;
	size_t nameless_count;
	struct origins nameless_origins;
};

static bool is_null(struct cursor at)
{
	return !at.node || json_type(at.node) == JSON_NULL;
}

/* Reports keys that none of `names` is. */
static void check_keys(struct cursor object, const char *const *names, size_t count)
{
	read_object(object, names, count);
}

static void read_day(struct cursor root, struct facts *facts)
{
	struct cursor at = cursor_get(root, "date");

	if (is_null(at))
		return;
	if (!json_string(at.node) || !date_parse_iso(&facts->date, json_string(at.node)))
		problem_at(at, _("This is no day that there is. Write it as \"YYYY-MM-DD\"."));
}

static void read_setting(struct cursor at, const struct facts_reader *reading, const char *path)
{
	const struct rules *rules = reading->pack->rules;
	const char *text = json_string(at.node);
	struct period period;

	if (is_null(at))
		return;
	if (!text || !period_parse(&period, text)) {
		problem_at(at, _("A period is expected here, such as \"P12M\", \"P7D\" or \"P1Y\"."));
		return;
	}
	for (size_t i = 0; rules && i < rules->settings_count; i++) {
		if (str_equal(rules->settings[i].path, path))
			reading->facts->settings[i] =
			        (struct setting_value){.known = true, .text = mem_strdup(text), .period = period};
	}
}

/* Which periods stand in `settings` itself is for the rules to say; the rest stand in `settings.periods`. */
static bool stands_apart(const struct pack *pack, size_t period)
{
	for (size_t i = 0; pack->rules && i < pack->rules->settings_count; i++) {
		if (pack->rules->settings[i].period == period && pack->rules->settings[i].apart)
			return true;
	}
	return false;
}

static void read_settings_at(struct cursor object, const struct facts_reader *reading, bool apart)
{
	const struct pack *pack = reading->pack;
	const char **names = mem_new(pack->periods_count + 1, sizeof *names);
	size_t count = 0;

	for (size_t i = 0; i < pack->periods_count; i++) {
		if (stands_apart(pack, i) == apart)
			names[count++] = pack->periods[i].id;
	}
	if (apart)
		names[count++] = "periods";
	check_keys(object, names, count);
	for (size_t i = 0; i < count; i++) {
		char *path = str_format(apart ? "settings.%s" : "settings.periods.%s", names[i]);

		if (!str_equal(names[i], "periods") || !apart)
			read_setting(cursor_get(object, names[i]), reading, path);
		free(path);
	}
	free(names);
}

/* Where the campaign says nothing, a pack may (an overlay of the city's own). */
static void take_values_of_pack(const struct facts_reader *reading)
{
	for (size_t i = 0; i < reading->facts->settings_count; i++) {
		struct setting_value *setting = &reading->facts->settings[i];
		const char *text = reading->pack->periods[reading->pack->rules->settings[i].period].value;

		if (setting->known || !text)
			continue;
		setting->known = period_parse(&setting->period, text);
		setting->text = mem_strdup(text);
	}
}

static void read_settings(struct cursor root, const struct facts_reader *reading)
{
	struct cursor settings = cursor_get(root, "settings");

	reading->facts->settings_count = reading->pack->rules ? reading->pack->rules->settings_count : 0;
	reading->facts->settings = mem_new(reading->facts->settings_count, sizeof *reading->facts->settings);
	if (!is_null(settings))
		read_settings_at(settings, reading, true);
	if (!is_null(settings) && !is_null(cursor_get(settings, "periods")))
		read_settings_at(cursor_get(settings, "periods"), reading, false);
	take_values_of_pack(reading);
}

static void read_profile_facts(struct cursor root, const struct facts_reader *reading)
{
	struct cursor profile = cursor_get(root, "profile");
	const struct pack *pack = reading->pack;
	const char **names = mem_new(pack->facts_count, sizeof *names);

	profile_init(&reading->facts->profile, pack->facts_count);
	for (size_t i = 0; i < pack->facts_count; i++)
		names[i] = pack->facts[i].id;
	if (!is_null(profile))
		check_keys(profile, names, pack->facts_count);
	for (size_t i = 0; i < pack->facts_count; i++) {
		struct cursor at = cursor_get(profile, names[i]);

		if (is_null(at))
			continue;
		if (json_type(at.node) != JSON_BOOL)
			problem_at(at, _("Either true or false is expected here; what stands here is %s."),
			           json_type_name(json_type(at.node)));
		reading->facts->profile.facts[i] = json_bool(at.node) ? TRUTH_TRUE : TRUTH_FALSE;
	}
	free(names);
}

static void read_complete(struct cursor root, const struct facts_reader *reading)
{
	size_t registers_count = reading->pack->registers ? reading->pack->registers->count : 0;
	struct cursor list;

	reading->facts->complete = mem_new(registers_count, sizeof *reading->facts->complete);
	if (is_null(cursor_get(root, "complete")))
		return;
	list = read_array(root, "complete", 0, false);
	for (struct cursor at = cursor_first(list); at.node; at = cursor_next(at)) {
		size_t owner = read_register_ref(at);

		if (owner != SIZE_MAX)
			reading->facts->complete[owner] = true;
	}
}

/* The members of a record by field. They mostly stand in the order of the fields, so each is looked for behind the one before. False: it is
 * no object; what no field has for a name is reported. */
static bool find_members(struct cursor at, const struct register_kind *kind, struct cursor *values)
{
	size_t next = 0, strangers = 0;

	memset(values, 0, kind->fields_count * sizeof *values);
	for (struct cursor member = cursor_first(at); member.node; member = cursor_next(member)) {
		const char *key = json_key(member.node);
		size_t tried = 0;

		if (!key || str_equal(key, "id"))
			continue;
		for (; tried < kind->fields_count && !str_equal(kind->fields[next].id, key); tried++)
			next = next + 1 < kind->fields_count ? next + 1 : 0;
		if (tried < kind->fields_count)
			values[next] = member;
		else
			strangers++;
	}
	if (strangers || json_type(at.node) != JSON_OBJECT) {
		const char *names[1 + REGISTER_FIELDS_MAX];

		names[0] = "id";
		for (size_t i = 0; i < kind->fields_count; i++)
			names[1 + i] = kind->fields[i].id;
		return read_object(at, names, 1 + kind->fields_count);
	}
	return true;
}

static void read_fields(const struct cursor *values, const struct facts_reader *reading, struct record *record)
{
	const struct register_kind *kind = &reading->pack->registers->items[record->owner];

	for (size_t i = 0; i < kind->fields_count; i++) {
		struct cursor value = values[i];

		if (!is_null(value) && kind->fields[i].type != VALUE_REF)
			read_value(value, &kind->fields[i], &record->values[i]);
		else if (is_null(value) && kind->fields[i].standard.known) {
			record->values[i] = kind->fields[i].standard;
			record->values[i].text = mem_strdup(kind->fields[i].standard.text);
		}
	}
}

static void read_record(struct cursor at, struct facts_reader *reading, size_t owner)
{
	const struct register_kind *kind = &reading->pack->registers->items[owner];
	struct cursor values[REGISTER_FIELDS_MAX];
	struct record *record;
	char *id;

	if (!find_members(at, kind, values))
		return;
	id = read_member_text(at, "id");
	record = id ? MEM_PUSH(reading->facts->records, reading->facts->records_count)
	            : MEM_PUSH(reading->nameless, reading->nameless_count);
	origins_add(id ? &reading->origins : &reading->nameless_origins, at);
	*record = (struct record){.owner = owner, .id = id, .first_referrer = SIZE_MAX};
	record->values = mem_new(kind->fields_count, sizeof *record->values);
	record->values_count = kind->fields_count;
	read_fields(values, reading, record);
}

static void read_records(struct cursor root, struct facts_reader *reading)
{
	const struct registers *registers = reading->pack->registers;
	size_t registers_count = registers ? registers->count : 0;
	const char **names = mem_new(registers_count, sizeof *names);
	struct cursor object = read_member(root, "registers");

	reading->facts->firsts = mem_new(registers_count + 1, sizeof *reading->facts->firsts);
	for (size_t i = 0; i < registers_count; i++)
		names[i] = registers->items[i].id;
	check_keys(object, names, registers_count);
	for (size_t i = 0; i < registers_count; i++) {
		reading->facts->firsts[i] = reading->facts->records_count;
		if (is_null(cursor_get(object, names[i])))
			continue;
		for (struct cursor at = cursor_first(read_array(object, names[i], 0, false)); at.node;
		     at = cursor_next(at))
			read_record(at, reading, i);
	}
	reading->facts->firsts[registers_count] = reading->facts->records_count;
	free(names);
}

static void check_duplicates(struct cursor root, const struct facts_reader *reading)
{
	const struct record_ids *ids = reading->facts->ids;

	for (size_t r = 0; r < ids->registers_count; r++) {
		const struct id_list *list = &ids->by_register[r];

		for (size_t i = 1; i < list->count; i++) {
			struct cursor at;

			if (!str_equal(list->entries[i - 1].id, list->entries[i].id))
				continue;
			at = cursor_at_origin(root.reader, reading->origins.items[list->entries[i].at]);
			problem_at(cursor_get(at, "id"), _("The id \"%s\" stands in the register \"%s\" already."),
			           CLIP(list->entries[i].id), reading->pack->registers->items[r].id);
		}
	}
}

static void read_ref(struct cursor value, const struct facts_reader *reading, const struct field *field,
                     struct value *into)
{
	const char *id = json_string(value.node);
	bool ambiguous = false;
	const char *near;

	if (!id) {
		problem_at(value, _("The id of a record is expected here; what stands here is %s."),
		           json_type_name(json_type(value.node)));
		return;
	}
	into->record = facts_find(reading->facts, reading->pack, field->target, id, &ambiguous);
	into->known = into->record != SIZE_MAX;
	into->lost = !into->known;
	if (into->known || !problems_wanted(value.reader))
		return;
	near = id_list_near(field->target == SIZE_MAX ? &reading->facts->ids->all
	                                              : &reading->facts->ids->by_register[field->target],
	                    id);
	if (ambiguous)
		problem_at(value, _("Several registers have the id \"%s\". Write it as REGISTER:%s."), CLIP(id),
		           CLIP(id));
	else if (near)
		problem_at(value, _("There is no record \"%s\" for this to refer to. \"%s\" may be meant."), CLIP(id),
		           CLIP(near));
	else
		problem_at(value, _("There is no record \"%s\" for this to refer to."), CLIP(id));
}

/* What a field says must not contradict the record that the field's ref leads to. */
static void check_via(struct cursor value, const struct facts_reader *reading, const struct record *record,
                      const struct field *field, const struct value *own)
{
	const struct registers *registers = reading->pack->registers;
	const struct value *ref, *far;
	const struct record *other;
	const struct field *far_field;

	ref = &record->values[field->via_ref];
	if (!own->known || !ref->known)
		return;
	other = &reading->facts->records[ref->record];
	far = &other->values[field->via_field];
	far_field = &registers->items[other->owner].fields[field->via_field];
	if (far->known && far->number == own->number)
		return;
	/* What is none of the other's values cannot be its value, known or not. */
	if (!far->known && own->number < (int64_t)far_field->values_count)
		return;
	problem_at(value, _("This contradicts \"%s\": the record \"%s\" says otherwise of its field \"%s\"."),
	           registers->items[record->owner].fields[field->via_ref].id, CLIP(other->id), far_field->id);
}

static void read_refs_of(struct cursor at, const struct facts_reader *reading, struct record *record)
{
	const struct register_kind *kind = &reading->pack->registers->items[record->owner];

	for (size_t f = 0; f < kind->fields_count; f++) {
		struct cursor value;

		if (kind->fields[f].type != VALUE_REF)
			continue;
		value = cursor_get(at, kind->fields[f].id);
		if (!is_null(value))
			read_ref(value, reading, &kind->fields[f], &record->values[f]);
	}
}

static void check_vias_of(struct cursor at, const struct facts_reader *reading, const struct record *record)
{
	const struct register_kind *kind = &reading->pack->registers->items[record->owner];

	for (size_t f = 0; f < kind->fields_count; f++) {
		if (kind->fields[f].via_ref != SIZE_MAX)
			check_via(cursor_get(at, kind->fields[f].id), reading, record, &kind->fields[f],
			          &record->values[f]);
	}
}

static void read_refs(struct cursor root, const struct facts_reader *reading)
{
	struct facts *facts = reading->facts;

	for (size_t i = 0; i < facts->records_count; i++)
		read_refs_of(cursor_at_origin(root.reader, reading->origins.items[i]), reading, &facts->records[i]);
	for (size_t i = 0; i < facts->records_count; i++)
		check_vias_of(cursor_at_origin(root.reader, reading->origins.items[i]), reading, &facts->records[i]);
	for (size_t i = 0; i < reading->nameless_count; i++) {
		struct cursor at = cursor_at_origin(root.reader, reading->nameless_origins.items[i]);

		read_refs_of(at, reading, &reading->nameless[i]);
		check_vias_of(at, reading, &reading->nameless[i]);
	}
}

static void read_all(struct cursor root, struct facts_reader *reading)
{
	static const char *const keys[] = {"date", "settings", "profile", "complete", "registers"};

	if (!read_object(root, keys, COUNT(keys)))
		return;
	read_day(root, reading->facts);
	read_settings(root, reading);
	read_profile_facts(root, reading);
	read_complete(root, reading);
	read_records(root, reading);
	facts_index(reading->facts, reading->pack);
	check_duplicates(root, reading);
	read_refs(root, reading);
}

static void read_tree(struct facts *facts, const struct pack *pack, const struct pack_source *source,
                      const struct json *root, struct pack_problems *problems)
{
	/* The readers of values look things up in the pack; they do not change it. */
	struct reader reader = {.pack = (struct pack *)pack, .problems = problems, .clauses_known = true};
	struct facts_reader reading = {.facts = facts, .pack = pack};

	read_all((struct cursor){.reader = &reader, .source = source, .node = root}, &reading);
	for (size_t i = 0; i < reading.nameless_count; i++)
		record_release(&reading.nameless[i]);
	free(reading.nameless);
	origins_release(&reading.nameless_origins);
	origins_release(&reading.origins);
}

/* False when the text is no JSON. */
static bool read_text_into(struct facts *facts, const struct pack *pack, const char *name, const char *text,
                           size_t len_bytes, struct pack_problems *problems)
{
	struct reader reader = {.pack = (struct pack *)pack, .problems = problems};
	struct pack_source source = {.name = name};
	struct json_place place = {0};
	struct error err = {0};
	bool is_json;

	*facts = (struct facts){0};
	*problems = (struct pack_problems){0};
	source.doc = json_read_at(text, len_bytes, &json_limits_outside, &place, &err);
	is_json = source.doc && json_type(json_root(source.doc)) == JSON_OBJECT;
	if (source.doc)
		read_tree(facts, pack, &source, json_root(source.doc), problems);
	else
		problem_in_file(&reader, name, place.line, place.column, "%s", err.message);
	json_place_release(&place);
	error_release(&err);
	json_doc_free(source.doc);
	problems_sort(problems);
	return is_json;
}

bool facts_read(struct facts *facts, const struct pack *pack, const char *name, const char *text, size_t len_bytes,
                struct pack_problems *problems)
{
	read_text_into(facts, pack, name, text, len_bytes, problems);
	if (problems->count)
		facts_release(facts);
	else
		facts_link(facts, pack);
	return problems->count == 0;
}

bool facts_read_kept(struct facts *facts, const struct pack *pack, const char *name, const char *text, size_t len_bytes,
                     struct pack_problems *problems)
{
	if (!read_text_into(facts, pack, name, text, len_bytes, problems)) {
		facts_release(facts);
		return false;
	}
	facts_link(facts, pack);
	return true;
}

void facts_take_kept(struct facts *facts, const struct pack *pack, const struct json *root)
{
	const struct pack_source source = {.name = ""};
	struct pack_problems ignored = {0};

	*facts = (struct facts){0};
	read_tree(facts, pack, &source, root, &ignored);
	pack_problems_release(&ignored);
	facts_link(facts, pack);
}

void facts_init(struct facts *facts, const struct pack *pack)
{
	static const char nothing[] = "{\"registers\":{}}";
	struct pack_problems none;

	facts_read(facts, pack, "", nothing, sizeof nothing - 1, &none);
	pack_problems_release(&none);
}
