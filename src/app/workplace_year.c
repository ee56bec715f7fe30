/* The next year in the same database. */
#include <stdlib.h>

#include "tenken/app/packs.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"
#include "workplace_private.h"

/* Standing facts (a section with a cloud service has it in April too) are carried over as answered; those about a fiscal
 * year say nothing about the next one. */
static bool carry_facts(struct workplace *workplace, const struct pack *pack, int64_t cycle, struct error *err)
{
	char now[26];
	const struct checklist *first = workplace->checklists_count ? &workplace->checklists[0] : NULL;
	for (size_t i = 0; i < pack->facts_count; i++) {
		const struct fact *fact = &pack->facts[i];
		size_t before = pack_find_fact(workplace->pack, fact->id);
		if (fact->yearly || before == SIZE_MAX || workplace->answered.facts[before] == TRUTH_UNKNOWN)
			continue;
		if (!facts_append(workplace->db, cycle, fact->id, workplace->answered.facts[before],
		                  workplace_actor(workplace, first), workplace->acted_for ? workplace->acted_for : "",
		                  platform_now(now), err))
			return false;
	}
	return true;
}

static bool add_year(struct workplace *workplace, const struct pack *pack, const struct year_new *year, struct error *err)
{
	struct cycle cycle = {.fiscal_year = year->fiscal_year,
	                      .extra = year->extra,
	                      .pack = pack->id,
	                      .due = (char *)(year->due ? year->due : "")};
	if (!cycle_add(workplace->db, &cycle, err) || !carry_facts(workplace, pack, cycle.id, err))
		return false;
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		struct assessment assessment = workplace->checklists[i].assessment;
		assessment.cycle = cycle.id;
		if (!assessment_add(workplace->db, &assessment, err))
			return false;
	}
	return true;
}

static bool write_year(struct workplace *workplace, const struct pack *pack, const struct year_new *year,
                       struct error *err)
{
	if (!db_begin(workplace->db, err))
		return false;
	if (add_year(workplace, pack, year, err))
		return db_commit(workplace->db, err);
	db_rollback(workplace->db);
	return false;
}

/* A revised standard must still ask every role that has a checklist here. */
static bool asks_all_roles(const struct workplace *workplace, const struct pack *pack, struct error *err)
{
	for (size_t i = 0; i < workplace->checklists_count; i++)
		if (!pack_keeps_checklist(pack, workplace->checklists[i].assessment.role, err))
			return false;
	return true;
}

/* Takes both over. */
static void change_pack(struct workplace *workplace, char *folder, struct pack *pack)
{
	workplace_forget_wording(workplace);
	pack_free(workplace->pack);
	free(workplace->pack_folder);
	workplace->pack = pack;
	workplace->pack_folder = folder;
}

bool workplace_open_year(struct workplace *workplace, const struct year_new *year, const char *pack, struct error *err)
{
	char *folder = packs_find(pack ? pack : workplace->pack_folder, err);
	struct pack *next = folder ? packs_read(folder, NULL, err) : NULL;
	if (!next || !asks_all_roles(workplace, next, err) || !write_year(workplace, next, year, err)) {
		pack_free(next);
		free(folder);
		return false;
	}
	workplace_unload(workplace);
	change_pack(workplace, folder, next);
	return workplace_load(workplace, err);
}

bool workplace_new_year(struct workplace *workplace, int fiscal_year, const char *pack, struct error *err)
{
	if (!workplace_may_write(workplace, err))
		return false;
	if (fiscal_year <= workplace->cycle.fiscal_year || fiscal_year > 2999)
		return error_set(err, ERROR_REFUSED, _("The self-check of fiscal year %d is already there; a new one must be later."),
		                 workplace->cycle.fiscal_year);
	return workplace_open_year(workplace, &(struct year_new){.fiscal_year = fiscal_year}, pack, err);
}
