#include "tenken/core/record.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record_internal.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static void release_ids(struct record_ids *ids)
{
	if (!ids)
		return;
	id_list_release(&ids->all);
	for (size_t i = 0; i < ids->registers_count; i++)
		id_list_release(&ids->by_register[i]);
	free(ids->by_register);
	free(ids);
}

void record_release(struct record *record)
{
	for (size_t i = 0; i < record->values_count; i++)
		value_release(&record->values[i]);
	free(record->values);
	free(record->id);
}

void facts_release(struct facts *facts)
{
	for (size_t i = 0; i < facts->records_count; i++)
		record_release(&facts->records[i]);
	free(facts->records);
	for (size_t i = 0; i < facts->settings_count; i++)
		free(facts->settings[i].text);
	free(facts->settings);
	profile_release(&facts->profile);
	free(facts->complete);
	free(facts->firsts);
	free(facts->referrers);
	release_ids(facts->ids);
	*facts = (struct facts){0};
}

void facts_index(struct facts *facts, const struct pack *pack)
{
	size_t registers_count = pack->registers ? pack->registers->count : 0;
	struct record_ids *ids = mem_new(1, sizeof *ids);

	ids->by_register = mem_new(registers_count, sizeof *ids->by_register);
	ids->registers_count = registers_count;
	for (size_t i = 0; i < facts->records_count; i++) {
		id_list_add(&ids->all, facts->records[i].id, i);
		id_list_add(&ids->by_register[facts->records[i].owner], facts->records[i].id, i);
	}
	id_list_sort(&ids->all);
	for (size_t i = 0; i < registers_count; i++)
		id_list_sort(&ids->by_register[i]);
	facts->ids = ids;
}

void facts_link(struct facts *facts, const struct pack *pack)
{
	for (size_t i = 0; i < facts->records_count; i++)
		facts->records[i].first_referrer = SIZE_MAX;
	/* From the last to the first, so that those who refer to a record come in the order in which they are written. */
	for (size_t i = facts->records_count; i-- > 0;) {
		const struct record *record = &facts->records[i];

		for (size_t f = record->values_count; f-- > 0;) {
			const struct value *value = &record->values[f];
			struct record *to;

			if (pack->registers->items[record->owner].fields[f].type != VALUE_REF || !value->known)
				continue;
			to = &facts->records[value->record];
			*MEM_PUSH(facts->referrers, facts->referrers_count) =
			        (struct referrer){.record = i, .field = f, .next = to->first_referrer};
			to->first_referrer = facts->referrers_count - 1;
		}
	}
}

static size_t find_in(const struct facts *facts, size_t owner, const char *id)
{
	return id_list_find(&facts->ids->by_register[owner], id);
}

/* `register:id`; `owner` SIZE_MAX: of whichever register is named. */
static size_t find_qualified(const struct facts *facts, const struct pack *pack, size_t owner, const char *id)
{
	const char *colon = strchr(id, ':');
	char *name = colon ? mem_strndup(id, (size_t)(colon - id)) : NULL;
	size_t named = registers_find(pack->registers, name);

	free(name);
	if (named == SIZE_MAX || (owner != SIZE_MAX && owner != named))
		return SIZE_MAX;
	return find_in(facts, named, colon + 1);
}

size_t facts_find(const struct facts *facts, const struct pack *pack, size_t owner, const char *id, bool *ambiguous)
{
	size_t found = SIZE_MAX, count = 0;

	if (ambiguous)
		*ambiguous = false;
	if (owner != SIZE_MAX) {
		found = find_in(facts, owner, id);
		return found != SIZE_MAX ? found : find_qualified(facts, pack, owner, id);
	}
	for (size_t i = 0; i < facts->ids->registers_count; i++) {
		size_t at = find_in(facts, i, id);

		if (at == SIZE_MAX)
			continue;
		found = at;
		count++;
	}
	if (count > 1 && ambiguous)
		*ambiguous = true;
	if (count)
		return count == 1 ? found : SIZE_MAX;
	return find_qualified(facts, pack, owner, id);
}

const char *record_name(const struct record *record, const struct pack *pack)
{
	size_t name = register_find_field(&pack->registers->items[record->owner], "name");

	if (name != SIZE_MAX && record->values[name].known && !str_is_blank(record->values[name].text))
		return record->values[name].text;
	return record->id;
}
