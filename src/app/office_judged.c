/* What the rules say of each unit's registers (office_judged.h): rows are found where they are kept, else worked out and kept. */
#include "office_judged.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "tenken/app/submission.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

/* Another number whenever the rules are worked out in another way, or the rows look otherwise. */
enum { JUDGED_FORMAT = 2 };

char *judged_key(const struct office *office, struct error *err)
{
	const struct kept_pack *kept = office_kept_pack(office, err);
	struct strbuf key = STRBUF_INIT;
	if (!kept)
		return NULL;
	strbuf_addf(&key, "%d %s %s %s ", JUDGED_FORMAT, TENKEN_VERSION, kept->hash, i18n_code(i18n_language()));
	json_write(&key, json_get(office->campaign, "periods"), false);
	return strbuf_take(&key);
}

static void take_kept(void *context, int64_t id, const char *row)
{
	struct judging *judging = context;
	const struct roster *roster = &judging->office->roster;
	if (!judged_row_holds(row, judging->office->today))
		return;
	for (size_t i = 0; i < roster->count; i++)
		if (roster->items[i].id == id)
			str_assign(&judging->units[i].row, row);
}

bool judging_begin(struct judging *judging, const struct office *office, struct error *err)
{
	*judging = (struct judging){.office = office, .key = judged_key(office, err)};
	if (!judging->key)
		return false;
	judging->units = mem_new(office->roster.count + 1, sizeof *judging->units);
	return collection_fold_judged(office->db, office->cycle.id, judging->key, take_kept, judging, err);
}

void judging_end(struct judging *judging)
{
	for (size_t i = 0; judging->units && i < judging->office->roster.count; i++)
		free(judging->units[i].row);
	free(judging->units);
	free(judging->key);
	*judging = (struct judging){0};
}

static char *work_out(const struct office *office, struct pack *pack, const struct json *body)
{
	struct workplace workplace;
	struct date last;
	submission_judge_briefly(&workplace, body, pack, json_get(office->campaign, "periods"), office->today, &last);
	char *row = judged_row(&workplace, last);
	workplace_close(&workplace);
	return row;
}

char *judged_row_now(const struct office *office, int64_t unit, struct error *err)
{
	const struct kept_pack *kept = office_kept_pack(office, err);
	char *text;
	if (!kept || !collection_registers_of(office, unit, &text, err))
		return NULL;
	struct json_doc *document = text ? body_open(text) : NULL;
	char *row = document ? work_out(office, kept->pack, body_root(document)) : judged_row_of_nothing();
	json_doc_free(document);
	free(text);
	return row;
}

bool judging_work_out(struct judging *judging, size_t place, struct error *err)
{
	struct judged *unit = &judging->units[place];
	free(unit->row);
	unit->row = judged_row_now(judging->office, judging->office->roster.items[place].id, err);
	unit->fresh = unit->row != NULL;
	return unit->fresh;
}

void judging_keep(const struct judging *judging)
{
	const struct office *office = judging->office;
	struct error ignored = {0};
	size_t fresh = 0;
	bool ok = true;
	for (size_t i = 0; i < office->roster.count; i++)
		fresh += judging->units[i].fresh;
	if (!fresh || office->readonly || db_is_readonly(office->db))
		return;
	if (db_begin(office->db, &ignored)) {
		for (size_t i = 0; ok && i < office->roster.count; i++)
			ok = !judging->units[i].fresh ||
			     collection_keep_judged(office->db, office->cycle.id, office->roster.items[i].id,
			                            judging->key, judging->units[i].row, &ignored);
		if (!ok || !db_commit(office->db, &ignored))
			db_rollback(office->db);
	}
	error_release(&ignored);
}

void office_judge_collected(const struct office *office)
{
	struct judging judging;
	struct error ignored = {0};
	size_t count = office->roster.count;
	bool ok = judging_begin(&judging, office, &ignored);
	for (size_t i = 0; ok && i < count; i++)
		ok = judging.units[i].row || office_unit_state(office, i) == UNIT_NOT_RECEIVED ||
		     (progress_step(_("Looking at the registers"), i, count, &ignored) &&
		      judging_work_out(&judging, i, &ignored));
	if (judging.units)
		judging_keep(&judging); /* also what was worked out before it was stopped */
	progress_step("", 1, 1, &ignored);
	judging_end(&judging);
	error_release(&ignored);
}

/* --- into the city --- */

static bool is_wanted(const struct city *city, size_t place)
{
	return city->places[place] != SIZE_MAX && city->units[city->places[place]].state != CITY_NOT_RECEIVED;
}

/* In the order of the roster: that in which they were collected must not show. */
static bool take_all(struct city *city, struct judging *judging, struct error *err)
{
	size_t count = judging->office->roster.count;
	for (size_t i = 0; i < count; i++) {
		if (!progress_step(_("Reading what was handed in"), i, count, err))
			return false;
		if (!is_wanted(city, i))
			continue;
		const struct judged *unit = &judging->units[i];
		if (unit->row && city_take_judged(city, i, unit->row))
			continue;
		if (!judging_work_out(judging, i, err))
			return false;
		bool is_taken = city_take_judged(city, i, unit->row);
		assert(is_taken); /* what was written just now can be read */
		(void)is_taken;
	}
	return progress_step(_("Reading what was handed in"), 1, 1, err);
}

bool city_take_registers(struct city *city, const struct office *office, struct error *err)
{
	struct judging judging;
	bool ok = judging_begin(&judging, office, err) && take_all(city, &judging, err);
	if (ok)
		judging_keep(&judging);
	judging_end(&judging);
	return ok;
}
