/* The next year in the same database. */
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"
#include "workplace_private.h"

/* Standing facts (a section with a cloud service has it in April too) are carried over as answered; those about a fiscal
 * year say nothing about the next one. */
static bool carry_facts(struct workplace *workplace, int64_t cycle, struct error *err)
{
	char now[26];
	const struct checklist *first = workplace->checklists_count ? &workplace->checklists[0] : NULL;
	for (size_t i = 0; i < workplace->pack->facts_count; i++) {
		const struct fact *fact = &workplace->pack->facts[i];
		if (fact->yearly || workplace->answered.facts[i] == TRUTH_UNKNOWN)
			continue;
		if (!facts_append(workplace->db, cycle, fact->id, workplace->answered.facts[i],
		                  workplace_actor(workplace, first), workplace->acted_for ? workplace->acted_for : "",
		                  platform_now(now), err))
			return false;
	}
	return true;
}

static bool add_year(struct workplace *workplace, int fiscal_year, struct error *err)
{
	struct cycle cycle = {.fiscal_year = fiscal_year, .pack = workplace->pack->id, .due = (char *)""};
	if (!cycle_add(workplace->db, &cycle, err) || !carry_facts(workplace, cycle.id, err))
		return false;
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		struct assessment assessment = workplace->checklists[i].assessment;
		assessment.cycle = cycle.id;
		if (!assessment_add(workplace->db, &assessment, err))
			return false;
	}
	return true;
}

bool workplace_new_year(struct workplace *workplace, int fiscal_year, struct error *err)
{
	if (!workplace_may_write(workplace, err))
		return false;
	if (fiscal_year <= workplace->cycle.fiscal_year || fiscal_year > 2999)
		return error_set(err, ERROR_REFUSED, _("The self-check of fiscal year %d is already there; a new one must be later."),
		                 workplace->cycle.fiscal_year);
	if (!db_begin(workplace->db, err))
		return false;
	if (!add_year(workplace, fiscal_year, err)) {
		db_rollback(workplace->db);
		return false;
	}
	if (!db_commit(workplace->db, err))
		return false;
	workplace_unload(workplace);
	return workplace_load(workplace, err);
}
