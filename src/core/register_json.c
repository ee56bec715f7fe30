/* registers.json: registers, fields, values, and when a form shows a field. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rule_json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

enum { REGISTERS_MAX = 64 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

size_t read_register_ref(struct cursor value)
{
	const struct registers *registers = value.reader->pack->registers;
	char *id = read_id(value);
	struct id_list list = {0};
	const char *near;
	size_t at;

	if (!id)
		return SIZE_MAX;
	at = registers_find(registers, id);
	if (at == SIZE_MAX && !value.reader->registers_lost) {
		for (size_t i = 0; registers && i < registers->count; i++)
			id_list_add(&list, registers->items[i].id, i);
		near = id_list_near(&list, id);
		if (near)
			problem_at(value, _("There is no register \"%s\". \"%s\" may be meant."), id, near);
		else
			problem_at(value, _("There is no register \"%s\"."), id);
		id_list_release(&list);
	}
	free(id);
	return at;
}

size_t find_field(struct cursor value, const char *id, size_t owner)
{
	const struct register_kind *kind = &value.reader->pack->registers->items[owner];
	size_t at = register_find_field(kind, id);
	struct id_list list = {0};
	const char *near;

	if (at != SIZE_MAX)
		return at;
	for (size_t i = 0; i < kind->fields_count; i++)
		id_list_add(&list, kind->fields[i].id, i);
	near = id_list_near(&list, id);
	if (near)
		problem_at(value, _("The register \"%s\" has no field \"%s\". \"%s\" may be meant."), kind->id, CLIP(id),
		           near);
	else
		problem_at(value, _("The register \"%s\" has no field \"%s\"."), kind->id, CLIP(id));
	id_list_release(&list);
	return SIZE_MAX;
}

size_t read_field_ref(struct cursor value, size_t owner)
{
	char *id = read_id(value);
	size_t at = id ? find_field(value, id, owner) : SIZE_MAX;

	free(id);
	return at;
}

bool read_field_path(struct cursor value, size_t owner, struct field_path *path)
{
	char *text = read_id(value);
	char *dot = text ? strchr(text, '.') : NULL;

	*path = (struct field_path){.ref = SIZE_MAX, .owner = owner, .field = SIZE_MAX};
	if (!text)
		return false;
	if (dot) {
		*dot = '\0';
		path->ref = find_field(value, text, owner);
		path->owner = path->ref == SIZE_MAX
		                      ? SIZE_MAX
		                      : value.reader->pack->registers->items[owner].fields[path->ref].target;
		if (path->ref != SIZE_MAX && path->owner == SIZE_MAX)
			problem_at(value, _("\"%s\" leads to no field of another record."), CLIP(json_string(value.node)));
	}
	if (path->owner != SIZE_MAX)
		path->field = find_field(value, dot ? dot + 1 : text, path->owner);
	free(text);
	return path->field != SIZE_MAX;
}

static void read_field_value(struct cursor at, struct field *field)
{
	static const char *const keys[] = {"id", "label"};
	struct field_value value = {0};

	if (field->values_count == VALUES_MAX) {
		problem_at(at, _("A field has at most %d values."), VALUES_MAX);
		return;
	}
	if (!read_object(at, keys, COUNT(keys)))
		return;
	value.id = read_member_id(at, "id");
	read_member_bilingual(at, "label", &value.label);
	if (field_find_value(field, value.id) != SIZE_MAX)
		problem_at(cursor_get(at, "id"), _("The value \"%s\" stands here twice. Remove one."), value.id);
	if (value.id)
		*MEM_PUSH(field->values, field->values_count) = value;
	else /* nothing can name it, and who looks for a near name reads them all */
		bilingual_release(&value.label);
}

static void read_values(struct cursor at, struct field *field)
{
	bool listed = field->type == VALUE_CHOICE || field->type == VALUE_MULTI;
	struct cursor values = cursor_get(at, "values");

	if (listed)
		values = read_array(at, "values", 1, true);
	else if (values.node)
		problem_at(values, _("Only a field of the type choice or multi has values."));
	if (!listed)
		return;
	for (struct cursor value = cursor_first(values); value.node && field->values_count <= VALUES_MAX;
	     value = cursor_next(value))
		read_field_value(value, field);
	field->ordered = read_member_bool(at, "ordered", false);
}

static void read_field(struct cursor at, struct register_kind *kind)
{
	static const char *const keys[] = {"id",      "type",    "label",    "hint", "required", "values",
	                                   "ordered", "default", "register", "via",  "when"};
	const char *codes[VALUE_TYPES];
	struct field *field = MEM_PUSH(kind->fields, kind->fields_count);
	char *id;

	for (size_t i = 0; i < VALUE_TYPES; i++)
		codes[i] = value_type_code((enum value_type)i);
	field->target = field->via_ref = field->via_field = SIZE_MAX;
	if (!read_object(at, keys, COUNT(keys)))
		return;
	id = read_member_id(at, "id");
	if (str_equal(id, "id"))
		problem_at(cursor_get(at, "id"), _("Every record has an \"id\"; it is not listed among the fields."));
	if (register_find_field(kind, id) != SIZE_MAX)
		problem_taken(cursor_get(at, "id"), N_("The field \"%s\" stands in this register twice. Remove one."), id);
	field->id = id;
	field->type = (enum value_type)read_member_choice(at, "type", codes, VALUE_TYPES);
	read_member_bilingual(at, "label", &field->label);
	read_member_bilingual(at, "hint", &field->hint);
	field->required = read_member_bool(at, "required", false);
	read_values(at, field);
	if (cursor_get(at, "default").node)
		read_value(cursor_get(at, "default"), field, &field->standard);
}

static struct register_kind *add_register(struct cursor at)
{
	struct registers *registers = at.reader->pack->registers;
	struct register_kind *kind;
	char *id = read_member_id(at, "id");

	if (registers_find(registers, id) != SIZE_MAX && at.source->layer > 0)
		problem_at(cursor_get(at, "id"),
		           _("There is a register \"%s\" already. To add fields to that of the base write \"extends\": true, "
		             "and leave out its title and hint."),
		           id);
	else if (registers_find(registers, id) != SIZE_MAX)
		problem_at(cursor_get(at, "id"), _("The register \"%s\" stands here twice. Remove one."), id);
	kind = MEM_PUSH(registers->items, registers->count);
	kind->id = id;
	read_member_bilingual(at, "title", &kind->title);
	read_member_bilingual(at, "hint", &kind->hint);
	return kind;
}

/* In an overlay: fields are added to a register of its base. */
static struct register_kind *extend_register(struct cursor at)
{
	static const char *const keys[] = {"id", "extends", "fields"};
	size_t owner;

	if (at.source->layer == 0) {
		problem_at_key(cursor_get(at, "extends"), _("Only an overlay extends a register, one of its base."));
		return NULL;
	}
	read_object(at, keys, COUNT(keys));
	owner = read_register_ref(read_member(at, "id"));
	return owner == SIZE_MAX ? NULL : &at.reader->pack->registers->items[owner];
}

/* Which register the entry of the file is (SIZE_MAX: none that is known), and where its own fields begin there. */
struct entry {
	size_t owner, first;
};

static void read_register(struct cursor at, struct entry *entry)
{
	static const char *const keys[] = {"id", "title", "hint", "fields", "extends"};
	struct registers *registers = at.reader->pack->registers;
	struct register_kind *kind;
	struct cursor fields;

	entry->owner = SIZE_MAX;
	if (!read_object(at, keys, COUNT(keys)))
		return;
	kind = read_member_bool(at, "extends", false) ? extend_register(at) : add_register(at);
	if (!kind)
		return;
	*entry = (struct entry){.owner = (size_t)(kind - registers->items), .first = kind->fields_count};
	fields = read_array(at, "fields", 1, true);
	for (struct cursor field = cursor_first(fields); field.node; field = cursor_next(field)) {
		if (kind->fields_count == REGISTER_FIELDS_MAX) {
			problem_at(field, _("A register has at most %d fields."), REGISTER_FIELDS_MAX);
			break;
		}
		read_field(field, kind);
	}
}

/* Whether the values of `wide` begin with those of `narrow`, so that a value of the one is the same value of the other. */
static bool begins_with_values(const struct field *wide, const struct field *narrow)
{
	if (wide->type != narrow->type || wide->values_count < narrow->values_count)
		return false;
	for (size_t i = 0; i < narrow->values_count; i++) {
		if (!str_equal(wide->values[i].id, narrow->values[i].id))
			return false;
	}
	return true;
}

/* "via": "to.zone" — the field zone of the record that the field to leads to. */
static void link_via(struct cursor value, size_t owner, struct field *field)
{
	struct registers *registers = value.reader->pack->registers;
	const char *text = json_string(value.node);
	struct field_path path = {.ref = SIZE_MAX};

	/* Without a dot it is no such path, whether or not there is a field of the name. */
	if ((!text || strchr(text, '.')) && !read_field_path(value, owner, &path))
		return;
	if (path.ref != SIZE_MAX && begins_with_values(field, &registers->items[path.owner].fields[path.field])) {
		field->via_ref = path.ref;
		field->via_field = path.field;
	} else {
		problem_at(value,
		           _("Expected here is REF.FIELD: a field of this register that leads to another record, "
		             "and a field there whose type and values this one begins with."));
	}
}

/* What refers to other registers and fields: after all of them have been read. */
static void link_field(struct cursor at, size_t owner, struct field *field, bool when)
{
	struct cursor target = cursor_get(at, "register"), via = cursor_get(at, "via");

	if (!when) {
		if (field->type == VALUE_REF && target.node)
			field->target = read_register_ref(target);
		else if (target.node)
			problem_at(target, _("Only a field of the type ref leads to a register."));
		return;
	}
	if (via.node)
		link_via(via, owner, field);
	if (cursor_get(at, "when").node) {
		struct expression *read;

		field->when = mem_new(1, sizeof *field->when);
		read = read_member_expression(at, "when", owner, &field->when->operands);
		if (read)
			field->when->expression = *read;
		free(read);
	}
}

static void link_fields(struct cursor list, const struct entry *entries, bool when)
{
	struct registers *registers = list.reader->pack->registers;
	size_t n = 0;

	for (struct cursor at = cursor_first(list); at.node; at = cursor_next(at), n++) {
		struct register_kind *kind;
		size_t f = entries[n].first;

		if (entries[n].owner == SIZE_MAX) /* where the base's file cannot be read that was said already */
			continue;
		kind = &registers->items[entries[n].owner];
		for (struct cursor field = cursor_first(cursor_get(at, "fields"));
		     field.node && f < kind->fields_count; field = cursor_next(field), f++)
			link_field(field, entries[n].owner, &kind->fields[f], when);
	}
}

void read_registers(struct cursor root)
{
	static const char *const keys[] = {"registers"};
	struct pack *pack = root.reader->pack;
	struct entry entries[REGISTERS_MAX] = {{0}};
	size_t count = 0, problems = root.reader->problems->count;
	struct cursor list;

	if (!pack->registers)
		pack->registers = mem_new(1, sizeof *pack->registers);
	if (!read_object(root, keys, COUNT(keys)))
		return;
	list = read_array(root, "registers", 1, true);
	for (struct cursor at = cursor_first(list); at.node; at = cursor_next(at)) {
		if (pack->registers->count == REGISTERS_MAX || count == REGISTERS_MAX) {
			problem_at(at, _("A pack has at most %d registers."), REGISTERS_MAX);
			break;
		}
		read_register(at, &entries[count++]);
	}
	/* Where a register was no object, those behind it no longer stand where they were written. */
	if (root.reader->problems->count == problems && problems_wanted(root.reader)) {
		link_fields(list, entries, false);
		link_fields(list, entries, true);
	}
}
