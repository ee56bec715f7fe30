/* Which answers came from a sheet: one that comes back corrected is held against them, and nobody here has changed them. */
#include <stdlib.h>
#include <string.h>

#include "check_sheet_private.h"
#include "tenken/base/mem.h"

static char *key_of(const struct check_row *row)
{
	return str_format("sheet-in.%lld.%s", (long long)row->checklist->assessment.id, checklist_question(row->checklist, row->item)->id);
}

/* "3 FILE": the revision that was written. */
bool check_keep_taken(const struct check_row *row, const struct workplace *workplace, const char *file, struct error *err)
{
	char *key = key_of(row), *value = str_format("%d %s", row->checklist->entries[row->item].revision, file);
	bool ok = setting_save(workplace->db, key, value, err);
	free(key);
	free(value);
	return ok;
}

char *check_taken_from(const struct check_row *row, const struct workplace *workplace)
{
	char *key = key_of(row), *value = setting_load(workplace->db, key), *name = NULL;
	const char *space = value ? strchr(value, ' ') : NULL;
	if (space && atoi(value) == row->checklist->entries[row->item].revision)
		name = mem_strdup(space + 1);
	free(key);
	free(value);
	return name;
}
