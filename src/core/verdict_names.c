/* How the things that a rule reads are called: in a verdict's `fields`, and to people. */
#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/str.h"
#include "verdict_internal.h"

/* A name from two parts: another record's field, or a register's. */
static void add_pair(struct field_names *names, const char *first_id, const struct bilingual *first,
                     const char *second_id, const struct bilingual *second)
{
	char *name = str_format("%s.%s", first_id, second_id);
	char *ja = str_format(i18n_text_in(LANGUAGE_JA, N_("%s / %s")), first->ja, second->ja);
	char *en = str_format(i18n_text_in(LANGUAGE_EN, N_("%s / %s")), first->en, second->en);

	field_names_add(names, name, ja, en);
	free(name);
	free(ja);
	free(en);
}

static void add_field(const struct matter *matter, size_t i, struct field_names *names)
{
	const struct operand *operand = &matter->operands->items[i];
	const struct register_kind *own = &matter->pack->registers->items[matter->owner];
	const struct field *field = &matter->pack->registers->items[operand->owner].fields[operand->field];
	const struct field *ref = operand->ref == SIZE_MAX ? NULL : &own->fields[operand->ref];

	if (matter->astray[i])
		field_names_add(names, ref->id, ref->label.ja, ref->label.en);
	else if (matter->via[i] && !ref)
		add_pair(names, own->fields[field->via_ref].id, &own->fields[field->via_ref].label,
		         matter->fields[i]->id, &matter->fields[i]->label);
	else if (ref)
		add_pair(names, ref->id, &ref->label, matter->fields[i]->id, &matter->fields[i]->label);
	else
		field_names_add(names, field->id, field->label.ja, field->label.en);
}

/* Of a link: the register, and which of its fields. A path of three parts is put together as one of two. */
static void add_link(const struct matter *matter, size_t i, struct field_names *names)
{
	const struct operand *operand = &matter->operands->items[i];
	const struct register_kind *kind = &matter->pack->registers->items[operand->owner];
	const struct field *value = &kind->fields[operand->field];
	const struct field *from = &kind->fields[operand->from], *to = &kind->fields[value->via_ref];
	const struct field *own = &matter->pack->registers->items[matter->owner].fields[value->via_field];
	const struct {
		unsigned flag;
		const struct field *ref, *field;
	} parts[] = {
	        {LINK_FROM, NULL, from}, {LINK_NEAR, from, own},    {LINK_TO, NULL, to},
	        {LINK_VIA, to, own},     {LINK_VALUE, NULL, value},
	};

	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
		struct field_names inner = {0};

		if (!(matter->flags[i] & parts[k].flag))
			continue;
		if (parts[k].ref)
			add_pair(&inner, parts[k].ref->id, &parts[k].ref->label, parts[k].field->id,
			         &parts[k].field->label);
		else
			field_names_add(&inner, parts[k].field->id, parts[k].field->label.ja, parts[k].field->label.en);
		add_pair(names, kind->id, &kind->title, inner.items[0].name, &inner.items[0].label);
		field_names_release(&inner);
	}
	if (matter->flags[i] & LINK_COMPLETE) {
		char *name = str_format("complete.%s", kind->id);
		char *ja = str_format(i18n_text_in(LANGUAGE_JA, N_("whether everything is in the register \"%s\"")),
		                      kind->title.ja);
		char *en = str_format(i18n_text_in(LANGUAGE_EN, N_("whether everything is in the register \"%s\"")),
		                      kind->title.en);

		field_names_add(names, name, ja, en);
		free(name);
		free(ja);
		free(en);
	}
}

static void add_covers(const struct matter *matter, size_t i, struct field_names *names)
{
	const struct operand *operand = &matter->operands->items[i];
	const struct register_kind *kind = &matter->pack->registers->items[operand->owner];
	const struct field *field = &kind->fields[operand->kind == OPERAND_REFERRED ? operand->ref : operand->field];

	if (matter->flags[i] & COVERS_OWN)
		field_names_add(names, field->id, field->label.ja, field->label.en);
	if (matter->flags[i] & COVERS_OTHERS)
		add_pair(names, kind->id, &kind->title, field->id, &field->label);
}

void matter_names(const struct matter *matter, size_t operand, struct field_names *names)
{
	const struct operand *read = &matter->operands->items[operand];
	const struct setting *setting;

	switch (read->kind) {
	case OPERAND_FIELD:
		add_field(matter, operand, names);
		break;
	case OPERAND_SETTING:
		setting = &matter->pack->rules->settings[read->setting];
		field_names_add(names, setting->path, matter->pack->periods[setting->period].text.ja,
		                matter->pack->periods[setting->period].text.en);
		break;
	case OPERAND_LINKED:
		add_link(matter, operand, names);
		break;
	case OPERAND_COVERS:
	case OPERAND_REFERRED:
		add_covers(matter, operand, names);
		break;
	}
}
