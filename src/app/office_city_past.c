/* The campaigns before the one that is reported on: who handed in, and how the questions were answered. */
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "office_city_private.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"

/* The units of a campaign that belong to the report: by id, in order. */
struct members {
	int64_t *ids;
	size_t count;
};

static int compare_ids(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
	return (a > b) - (a < b);
}

static bool is_member(void *context, int64_t unit)
{
	const struct members *members = context;
	return members->count && bsearch(&unit, members->ids, members->count, sizeof unit, compare_ids);
}

static int compare_code(const void *code, const void *event)
{
	return strcmp(code, ((const struct exchange_event *)event)->unit);
}

/* By code, as they are read. */
static bool handed_in(const struct exchange_events *standing, const char *code)
{
	return standing->count && bsearch(code, standing->items, standing->count, sizeof *standing->items, compare_code);
}

static void count_units(struct city_year *year, struct members *members, const struct city *city, const struct roster *roster,
                        const struct exchange_events *standing)
{
	for (size_t i = 0; i < roster->count; i++) {
		const struct roster_unit *unit = &roster->items[i];
		if (city->bureau && !str_equal(unit->bureau, city->bureau))
			continue;
		*MEM_PUSH(members->ids, members->count) = unit->id;
		year->units++;
		year->received += handed_in(standing, unit->code);
	}
	if (members->count)
		qsort(members->ids, members->count, sizeof *members->ids, compare_ids);
}

static bool take_units(struct city_year *year, struct members *members, const struct city *city, const struct office *office,
                       int64_t cycle, struct error *err)
{
	struct roster roster = {0};
	struct exchange_events standing = {0};
	bool ok = roster_load(office->db, cycle, &roster, err) && exchanges_standing(office->db, cycle, &standing, err);
	if (ok)
		count_units(year, members, city, &roster, &standing);
	roster_release(&roster);
	exchange_events_release(&standing);
	return ok;
}

/* A pack of the same name that says something else is not the one that was asked by. */
static bool take_pack(struct city_year *year, const struct office *office, const struct cycle *cycle, struct error *err)
{
	struct exchange_event opened;
	if (!exchanges_last(office->db, cycle->id, "", EXCHANGE_CAMPAIGN, &opened, err))
		return false;
	struct json *campaign = *opened.body ? body_read(opened.body) : NULL;
	const struct kept_pack *kept = office_exact_pack(office, cycle->pack, body_text(campaign, "pack_sha256"));
	year->pack = kept ? kept->pack : NULL;
	json_free(campaign);
	exchange_event_release(&opened);
	return true;
}

static bool take_answers(struct city_year *year, struct members *members, const struct office *office, int64_t cycle,
                         struct error *err)
{
	struct collected_counts counts = {0};
	bool ok = collection_count_cycle(office, cycle, is_member, members, &counts, err);
	struct city_year_question *questions = mem_new(counts.count + 1, sizeof *questions);
	for (size_t i = 0; i < counts.count; i++) {
		questions[i].id = counts.items[i].question;
		counts.items[i].question = NULL;
		memcpy(questions[i].by_answer, counts.items[i].by_answer, sizeof questions[i].by_answer);
	}
	year->questions = questions;
	year->questions_count = counts.count;
	collected_counts_release(&counts);
	return ok;
}

static void release_year(const struct city_year *year)
{
	for (size_t k = 0; k < year->questions_count; k++)
		free((char *)year->questions[k].id);
	free((void *)year->questions);
	free((char *)year->pack_id);
}

/* One that was opened anew because its roster was wrong, say, was no self-check, and would stand there as a year in which nobody answered. */
static bool take_year(struct city *city, const struct office *office, const struct cycle *cycle, struct error *err)
{
	struct members members = {0};
	bool handed_out = false;
	struct city_year year = {.fiscal_year = cycle->fiscal_year, .extra = cycle->extra, .pack_id = mem_strdup(cycle->pack)};
	bool ok = office_handed_out(office, cycle->id, &handed_out, err) &&
	          take_units(&year, &members, city, office, cycle->id, err) && take_pack(&year, office, cycle, err) &&
	          take_answers(&year, &members, office, cycle->id, err);
	if (ok && (handed_out || year.received))
		*MEM_PUSH(city->years, city->years_count) = year;
	else
		release_year(&year);
	free(members.ids);
	return ok;
}

bool city_take_past(struct city *city, const struct office *office, struct error *err)
{
	struct cycles cycles; /* the newest first */
	size_t at = 0;
	if (!cycles_load(office->db, &cycles, err))
		return false;
	while (at < cycles.count && cycles.items[at].id != office->cycle.id)
		at++;
	bool ok = true;
	size_t first = ++at;
	for (; ok && at < cycles.count; at++)
		ok = progress_step(_("Reading earlier campaigns"), at - first, cycles.count - first, err) &&
		     take_year(city, office, &cycles.items[at], err);
	ok = ok && progress_step(_("Reading earlier campaigns"), 1, 1, err);
	cycles_release(&cycles);
	return ok;
}

void city_release_past(struct city *city)
{
	for (size_t i = 0; i < city->years_count; i++)
		release_year(&city->years[i]);
	free(city->years);
}
