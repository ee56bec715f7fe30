/* What is known of each thing that a rule reads, and how it is called. */
#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "verdict_internal.h"

void field_names_add(struct field_names *names, const char *name, const char *ja, const char *en)
{
	struct field_name *added;

	for (size_t i = 0; i < names->count; i++) {
		if (str_equal(names->items[i].name, name))
			return;
	}
	added = MEM_PUSH(names->items, names->count);
	added->name = mem_strdup(name);
	added->label = (struct bilingual){.ja = mem_strdup(ja), .en = mem_strdup(en)};
}

void field_names_add_all(struct field_names *names, const struct field_names *more)
{
	for (size_t i = 0; i < more->count; i++)
		field_names_add(names, more->items[i].name, more->items[i].label.ja, more->items[i].label.en);
}

void field_names_release(struct field_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		free(names->items[i].name);
		bilingual_release(&names->items[i].label);
	}
	free(names->items);
	*names = (struct field_names){0};
}

static const struct register_kind *kind_of(const struct matter *matter, size_t owner)
{
	return &matter->pack->registers->items[owner];
}

static void set_value(struct matter *matter, size_t i, const struct value *value, const struct field *field)
{
	matter->homes[i] = value;
	matter->fields[i] = field;
	if (!value->known)
		return;
	matter->slots[i].value = value;
	matter->slots[i].members = UINT32_MAX;
	matter->slots[i].members_in = value->members;
}

/* A field that is another record's where a ref leads there: that record's, even where it is not known. */
static void set_field(struct matter *matter, size_t i)
{
	const struct operand *operand = &matter->operands->items[i];
	const struct record *record = matter->record;
	const struct field *field = &kind_of(matter, operand->owner)->fields[operand->field];

	if (operand->ref != SIZE_MAX) {
		const struct value *ref = &record->values[operand->ref];

		if (!ref->known) {
			matter->fields[i] = field;
			matter->astray[i] = true;
			return;
		}
		record = &matter->facts->records[ref->record];
	}
	if (field->via_ref != SIZE_MAX && record->values[field->via_ref].known) {
		record = &matter->facts->records[record->values[field->via_ref].record];
		matter->via[i] = true;
		set_value(matter, i, &record->values[field->via_field],
		          &kind_of(matter, record->owner)->fields[field->via_field]);
		return;
	}
	set_value(matter, i, &record->values[operand->field], field);
}

static void set_truth(struct matter *matter, size_t i, enum truth truth, unsigned flags)
{
	matter->flags[i] = flags;
	matter->made[i] = (struct value){.known = truth != TRUTH_UNKNOWN, .number = truth == TRUTH_TRUE};
	if (truth != TRUTH_UNKNOWN)
		matter->slots[i].value = &matter->made[i];
}

static void set_setting(struct matter *matter, size_t i)
{
	const struct setting_value *setting = &matter->facts->settings[matter->operands->items[i].setting];

	if (!setting->known)
		return;
	matter->made[i] = (struct value){.known = true, .date = date_before(matter->today, setting->period)};
	matter->slots[i].value = &matter->made[i];
}

/* --- links --- */

/* What the link says of its other end: true where that is one of the values looked for; *flag is what it hangs on. */
static enum truth far_end(const struct matter *matter, const struct operand *operand, const struct record *link,
                          unsigned *flag)
{
	const struct field *field = &kind_of(matter, operand->owner)->fields[operand->field];
	const struct value *via = &link->values[field->via_ref];
	const struct value *value = &link->values[operand->field];

	*flag = via->known ? LINK_VIA : LINK_VALUE;
	if (via->known)
		value = &matter->facts->records[via->record].values[field->via_field];
	if (!value->known)
		return TRUTH_UNKNOWN;
	return operand->values & UINT32_C(1) << value->number ? TRUTH_TRUE : TRUTH_FALSE;
}

/* What the record at its near end is. */
static enum truth near_end(const struct matter *matter, const struct operand *operand, const struct record *link,
                           unsigned *flag)
{
	const struct field *field = &kind_of(matter, operand->owner)->fields[operand->field];
	const struct value *from = &link->values[operand->from];
	const struct value *value;

	*flag = from->known ? LINK_NEAR : LINK_FROM;
	if (!from->known)
		return TRUTH_UNKNOWN;
	value = &matter->facts->records[from->record].values[field->via_field];
	if (!value->known)
		return TRUTH_UNKNOWN;
	return operand->values & UINT32_C(1) << value->number ? TRUTH_TRUE : TRUTH_FALSE;
}

/* Links of which an end is not known may end anywhere, also here. */
static struct link_gaps find_gaps(const struct matter *matter, const struct operand *operand)
{
	const struct field *field = &kind_of(matter, operand->owner)->fields[operand->field];
	struct link_gaps gaps = {.found = true};
	unsigned ignored;

	for (size_t i = matter->facts->firsts[operand->owner]; i < matter->facts->firsts[operand->owner + 1]; i++) {
		const struct record *link = &matter->facts->records[i];

		if (!link->values[operand->from].known && far_end(matter, operand, link, &ignored) != TRUTH_FALSE)
			gaps.flags |= LINK_FROM;
		if (!link->values[field->via_ref].known && !link->values[operand->field].known &&
		    near_end(matter, operand, link, &ignored) != TRUTH_FALSE)
			gaps.flags |= LINK_TO;
	}
	return gaps;
}

static void set_linked(struct matter *matter, size_t i)
{
	const struct operand *operand = &matter->operands->items[i];
	const struct field *field = &kind_of(matter, operand->owner)->fields[operand->field];
	unsigned missing = matter->gaps[i].flags;
	size_t at = matter->record->first_referrer;

	for (; at != SIZE_MAX; at = matter->facts->referrers[at].next) {
		const struct referrer *referrer = &matter->facts->referrers[at];
		const struct record *link = &matter->facts->records[referrer->record];
		enum truth truth = TRUTH_FALSE;
		unsigned flag = 0;

		if (link->owner != operand->owner)
			continue;
		if (referrer->field == operand->from)
			truth = far_end(matter, operand, link, &flag);
		else if (referrer->field == field->via_ref)
			truth = near_end(matter, operand, link, &flag);
		if (truth == TRUTH_TRUE) {
			set_truth(matter, i, TRUTH_TRUE, flag);
			return;
		}
		if (truth == TRUTH_UNKNOWN)
			missing |= flag;
	}
	if (!matter->facts->complete[operand->owner])
		missing |= LINK_COMPLETE;
	set_truth(matter, i, missing ? TRUTH_UNKNOWN : TRUTH_FALSE, missing ? missing : LINK_COMPLETE);
}

/* --- those that refer here --- */

static void set_referred(struct matter *matter, size_t i)
{
	const struct operand *operand = &matter->operands->items[i];
	size_t at = matter->record->first_referrer;

	while (at != SIZE_MAX && (matter->facts->referrers[at].field != operand->ref ||
	                          matter->facts->records[matter->facts->referrers[at].record].owner != operand->owner))
		at = matter->facts->referrers[at].next;
	set_truth(matter, i, at != SIZE_MAX ? TRUTH_TRUE : TRUTH_FALSE, COVERS_OTHERS);
}

/* Values are ordered from the highest, 0, to the lowest. */
static void set_covers(struct matter *matter, size_t i)
{
	const struct operand *operand = &matter->operands->items[i];
	const struct value *own = &matter->record->values[operand->field];
	int64_t lowest = (int64_t)kind_of(matter, operand->owner)->fields[operand->field].values_count - 1;
	int64_t highest = lowest;
	bool open = false;
	size_t at = matter->record->first_referrer;

	for (; at != SIZE_MAX; at = matter->facts->referrers[at].next) {
		const struct referrer *referrer = &matter->facts->referrers[at];
		const struct value *value;

		if (referrer->field != operand->ref || matter->facts->records[referrer->record].owner != operand->owner)
			continue;
		value = &matter->facts->records[referrer->record].values[operand->field];
		if (!value->known)
			open = true;
		else if (value->number < highest)
			highest = value->number;
	}
	if (own->known && own->number > highest)
		set_truth(matter, i, TRUTH_FALSE, COVERS_OWN | COVERS_OTHERS);
	else if (own->known ? !open || own->number == 0 : !open && highest == lowest)
		set_truth(matter, i, TRUTH_TRUE, COVERS_OWN | COVERS_OTHERS);
	else
		set_truth(matter, i, TRUTH_UNKNOWN,
		          (own->known ? 0U : COVERS_OWN) | (open && highest > 0 ? COVERS_OTHERS : 0U));
}

/* --- the whole --- */

void matter_set_operands(struct matter *matter, const struct operands *operands, size_t owner)
{
	matter->rule = NULL;
	matter->operands = operands;
	matter->owner = owner;
	for (size_t i = 0; i < operands->count; i++) {
		matter->gaps[i] = (struct link_gaps){0};
		if (operands->items[i].kind == OPERAND_LINKED)
			matter->gaps[i] = find_gaps(matter, &operands->items[i]);
	}
}

void matter_set_rule(struct matter *matter, const struct rule *rule)
{
	matter_set_operands(matter, &rule->operands, rule->subject);
	matter->rule = rule;
}

void matter_set_record(struct matter *matter, size_t record)
{
	matter->record_index = record;
	matter->record = &matter->facts->records[record];
	for (size_t i = 0; i < matter->operands->count; i++) {
		matter->slots[i] = (struct slot){0};
		matter->homes[i] = NULL;
		matter->fields[i] = NULL;
		matter->astray[i] = matter->via[i] = false;
		matter->flags[i] = 0;
		switch (matter->operands->items[i].kind) {
		case OPERAND_FIELD:
			set_field(matter, i);
			break;
		case OPERAND_SETTING:
			set_setting(matter, i);
			break;
		case OPERAND_LINKED:
			set_linked(matter, i);
			break;
		case OPERAND_COVERS:
			set_covers(matter, i);
			break;
		case OPERAND_REFERRED:
			set_referred(matter, i);
			break;
		}
	}
}

bool matter_is_known(const struct matter *matter, size_t operand)
{
	return matter->slots[operand].value != NULL;
}
