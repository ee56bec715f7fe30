/* What was typed and not saved: kept under a key, and found again by what it is about. */
#include <stdlib.h>
#include <string.h>

#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "workplace_private.h"

#define PREFIX "draft "

bool draft_keep(struct db *db, const char *key, const char *text)
{
	char *name = str_format(PREFIX "%s", key);
	char *present = setting_load(db, name);
	struct error ignored = {0};
	/* An empty setting counts as none: most prompts end without a draft, and then nothing is written. */
	bool ok = str_equal(present ? present : "", text ? text : "") ||
	          setting_save(db, name, text ? text : "", &ignored);
	error_release(&ignored);
	free(present);
	free(name);
	return ok;
}

char *draft_load(struct db *db, const char *key)
{
	char *name = str_format(PREFIX "%s", key);
	char *text = setting_load(db, name);
	free(name);
	if (text && !*text) {
		free(text);
		text = NULL;
	}
	return text;
}

bool workplace_keep_draft(struct workplace *workplace, const char *key, const char *text)
{
	return !workplace->readonly && draft_keep(workplace->db, key, text);
}

char *workplace_load_draft(const struct workplace *workplace, const char *key)
{
	return draft_load(workplace->db, key);
}

/* --- what they are about --- */

void workplace_drafts_release(struct workplace_drafts *drafts)
{
	for (size_t i = 0; i < drafts->count; i++)
		free(drafts->items[i].field);
	free(drafts->items);
	*drafts = (struct workplace_drafts){0};
}

/* "CHECKLIST QUESTION": false when that is not asked here. */
static bool find_question(const struct workplace *workplace, const char *subject, struct workplace_draft *draft)
{
	const char *space = strchr(subject, ' ');
	for (size_t c = 0; space && c < workplace->checklists_count; c++) {
		struct checklist *checklist = &workplace->checklists[c];
		const char *id = checklist->assessment.checklist;
		if (strlen(id) != (size_t)(space - subject) || !str_starts_with(subject, id))
			continue;
		for (size_t i = 0; i < checklist->scope.count; i++) {
			if (!scope_asks(&checklist->scope.items[i]) ||
			    !str_equal(checklist_question(checklist, i)->id, space + 1))
				continue;
			draft->checklist = checklist;
			draft->item = i;
			return true;
		}
	}
	return false;
}

/* "REGISTER:ID". */
static bool find_record(const struct workplace *workplace, const char *subject, struct workplace_draft *draft)
{
	const char *colon = strchr(subject, ':');
	if (!colon || !workplace->pack->registers || !workplace->ledger.facts.firsts)
		return false;
	char *register_id = mem_strndup(subject, (size_t)(colon - subject));
	size_t owner = registers_find(workplace->pack->registers, register_id);
	free(register_id);
	draft->record = owner == SIZE_MAX
	                        ? SIZE_MAX
	                        : facts_find(&workplace->ledger.facts, workplace->pack, owner, colon + 1, NULL);
	return draft->record != SIZE_MAX;
}

/* A draft's key is its subject, and behind a line break '#' and the id of the field. */
static void take(const struct workplace *workplace, const char *key, struct workplace_drafts *drafts)
{
	const char *behind = strchr(key, '\n');
	struct workplace_draft draft = {.record = SIZE_MAX};
	if (!behind || behind[1] != '#')
		return;
	char *subject = mem_strndup(key, (size_t)(behind - key));
	if (find_question(workplace, subject, &draft) || find_record(workplace, subject, &draft)) {
		draft.field = mem_strdup(behind + 2);
		*MEM_PUSH(drafts->items, drafts->count) = draft;
	}
	free(subject);
}

void workplace_drafts_load(const struct workplace *workplace, struct workplace_drafts *drafts)
{
	struct kept_settings settings = {0};
	struct error ignored = {0};
	*drafts = (struct workplace_drafts){0};
	if (!workplace->db || !settings_load(workplace->db, PREFIX, &settings, &ignored))
		error_release(&ignored);
	for (size_t i = 0; i < settings.count; i++)
		take(workplace, settings.items[i].key + strlen(PREFIX), drafts);
	settings_release(&settings);
}
