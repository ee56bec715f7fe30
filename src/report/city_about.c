/* What checklists of a city's units are about, as their people call it. */
#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/report/city.h"

/* The role of "system_manager:s1" is system_manager. */
static size_t role_of(const struct pack *pack, const char *checklist)
{
	char *role = mem_strndup(checklist, strcspn(checklist, ":"));
	size_t at = pack_find_role(pack, role);

	free(role);
	return at;
}

/* Records stand by unit: where those of this one begin. */
static size_t first_of(const struct city_input *input, size_t unit)
{
	size_t low = 0, high = input->records_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (input->records[middle].unit < unit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* How many records of the unit in the same register are called so. */
static size_t count_alike(const struct city_input *input, const struct city_record *record)
{
	size_t count = 0;

	for (size_t i = first_of(input, record->unit); i < input->records_count; i++) {
		const struct city_record *other = &input->records[i];

		if (other->unit != record->unit)
			break;
		count += other->owner == record->owner && str_equal(other->name, record->name);
	}
	return count;
}

static const struct city_record *find(const struct city_input *input, size_t unit, size_t owner, const char *id)
{
	for (size_t i = first_of(input, unit); i < input->records_count && input->records[i].unit == unit; i++) {
		if (input->records[i].owner == owner && str_equal(input->records[i].id, id))
			return &input->records[i];
	}
	return NULL;
}

void city_about(struct strbuf *out, const struct city_input *input, size_t unit, const char *checklist)
{
	const struct registers *registers = input->pack->registers;
	const char *colon = strchr(checklist, ':');
	const struct city_record *record = NULL;
	size_t role = colon ? role_of(input->pack, checklist) : SIZE_MAX;

	if (!colon)
		return;
	if (role != SIZE_MAX && registers) {
		size_t owner = registers_find(registers, subject_code(input->pack->roles[role].subject));

		record = owner == SIZE_MAX ? NULL : find(input, unit, owner, colon + 1);
	}
	sheet_add_line(out, record ? record->name : colon + 1);
	if (record && !str_equal(record->name, record->id) && count_alike(input, record) > 1) {
		strbuf_add_char(out, ' ');
		sheet_add_line(out, record->id);
	}
}

void city_checklist_name(struct strbuf *out, const struct city_input *input, size_t unit, const char *checklist)
{
	size_t role = role_of(input->pack, checklist);
	struct strbuf about = STRBUF_INIT;

	city_about(&about, input, unit, checklist);
	if (role == SIZE_MAX)
		sheet_add_line(out, checklist);
	else if (about.len_bytes)
		strbuf_addf(out, _("%s (%s)"), bilingual_text(&input->pack->roles[role].title), about.text);
	else
		strbuf_add(out, bilingual_text(&input->pack->roles[role].title));
	strbuf_release(&about);
}
