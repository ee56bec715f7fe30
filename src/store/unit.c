#include "tenken/store/unit.h"

#include <stdlib.h>

#include "db_private.h"
#include "sql.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

/* --- the unit --- */

void unit_release(struct unit *unit)
{
	if (!unit)
		return;
	free(unit->code);
	free(unit->bureau);
	free(unit->name);
	*unit = (struct unit){0};
}

bool unit_save(struct db *db, const struct unit *unit, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	char sum[33];
	bool own;
	bool ok;

	if (!db_join(db, &own, err))
		return false;
	ok = query_begin(&query, db, SQL_UNIT_SAVE, err);
	if (ok) {
		row_sum_init(&fields, "unit");
		query.fields = &fields;
		query_int(&query, 1);
		query_text(&query, unit->code);
		query_text(&query, unit->bureau);
		query_text(&query, unit->name);
		row_sum_bind(&query, &fields, sum);
		ok = query_run(&query, err);
	}
	return db_leave(db, own, ok, err);
}

bool unit_load(struct db *db, struct unit *unit, struct error *err)
{
	struct query query;
	enum query_step step;

	*unit = (struct unit){0};
	if (!query_begin(&query, db, SQL_UNIT_LOAD, err))
		return false;
	step = query_next(&query, err);
	if (step == QUERY_ROW) {
		unit->code = query_take_text(&query, 0);
		unit->bureau = query_take_text(&query, 1);
		unit->name = query_take_text(&query, 2);
	}
	query_end(&query);
	if (step == QUERY_DONE)
		return error_set(err, ERROR_NOT_FOUND,
		                 _("%s does not say yet whose it is. Name bureau and section with \"tenken init\"."),
		                 db->path);
	return step == QUERY_ROW;
}

/* --- cycles --- */

void cycle_release(struct cycle *cycle)
{
	if (!cycle)
		return;
	free(cycle->pack);
	free(cycle->due);
	*cycle = (struct cycle){0};
}

static bool insert_cycle(struct db *db, const struct cycle *cycle, int64_t id, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	char sum[33];

	if (!query_begin(&query, db, SQL_CYCLE_ADD, err))
		return false;
	row_sum_init(&fields, "cycle");
	query.fields = &fields;
	query_int(&query, id);
	query_int(&query, cycle->fiscal_year);
	query_int(&query, cycle->extra);
	query_text(&query, cycle->pack);
	query_text(&query, cycle->due);
	row_sum_bind(&query, &fields, sum);
	return query_run(&query, err);
}

bool cycle_add(struct db *db, struct cycle *cycle, struct error *err)
{
	int64_t id = 0;
	bool own;
	bool ok;

	if (!db_join(db, &own, err))
		return false;
	ok = db_number(db, SQL_CYCLE_NEXT_ID, &id, err) && insert_cycle(db, cycle, id, err);
	if (!db_leave(db, own, ok, err))
		return false;
	cycle->id = id;
	return true;
}

static void read_cycle(const struct query *query, struct cycle *cycle)
{
	*cycle = (struct cycle){
	        .id = query_get_int(query, 0),
	        .fiscal_year = (int)query_get_int(query, 1),
	        .extra = query_get_int(query, 2) != 0,
	        .pack = query_take_text(query, 3),
	        .due = query_take_text(query, 4),
	};
}

void cycles_release(struct cycles *cycles)
{
	for (size_t i = 0; i < cycles->count; i++)
		cycle_release(&cycles->items[i]);
	free(cycles->items);
	*cycles = (struct cycles){0};
}

bool cycles_load(struct db *db, struct cycles *cycles, struct error *err)
{
	struct query query;
	enum query_step step;

	*cycles = (struct cycles){0};
	if (!query_begin(&query, db, SQL_CYCLES_LOAD, err))
		return false;
	while ((step = query_next(&query, err)) == QUERY_ROW)
		read_cycle(&query, MEM_PUSH(cycles->items, cycles->count));
	query_end(&query);
	if (step == QUERY_FAILED)
		cycles_release(cycles);
	return step == QUERY_DONE;
}

bool cycle_current(struct db *db, struct cycle *cycle, struct error *err)
{
	struct query query;
	enum query_step step;

	*cycle = (struct cycle){0};
	if (!query_begin(&query, db, SQL_CYCLE_CURRENT, err))
		return false;
	step = query_next(&query, err);
	if (step == QUERY_ROW)
		read_cycle(&query, cycle);
	query_end(&query);
	if (step == QUERY_DONE)
		return error_set(err, ERROR_NOT_FOUND, _("%s holds no self-check yet. Begin one with \"tenken init\"."),
		                 db->path);
	return step == QUERY_ROW;
}

/* --- checklists --- */

static void assessment_release(struct assessment *assessment)
{
	free(assessment->checklist);
	free(assessment->role);
	free(assessment->subject);
}

void assessments_release(struct assessments *list)
{
	if (!list)
		return;
	for (size_t i = 0; i < list->count; i++)
		assessment_release(&list->items[i]);
	free(list->items);
	*list = (struct assessments){0};
}

static bool insert_assessment(struct db *db, const struct assessment *assessment, int64_t id, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	char sum[33];

	if (!query_begin(&query, db, SQL_ASSESSMENT_ADD, err))
		return false;
	row_sum_init(&fields, "assessment");
	query.fields = &fields;
	query_int(&query, id);
	query_int(&query, assessment->cycle);
	query_text(&query, assessment->checklist);
	query_text(&query, assessment->role);
	query_text(&query, assessment->subject); /* "" for none: NULL cannot be told from it by a digest */
	row_sum_bind(&query, &fields, sum);
	if (query_run(&query, err))
		return true;
	if (query_is_duplicate(&query)) {
		query_forgive(&query);
		error_set(err, ERROR_CONFLICT, _("The checklist \"%s\" is there already in this self-check."),
		          assessment->checklist);
	} else if (query.code == SQLITE_CONSTRAINT_FOREIGNKEY) {
		query_forgive(&query);
		error_set(err, ERROR_NOT_FOUND, _("There is no self-check number %lld in %s."),
		          (long long)assessment->cycle, db->path);
	}
	return false;
}

bool assessment_add(struct db *db, struct assessment *assessment, struct error *err)
{
	int64_t id = 0;
	bool own;
	bool ok;

	if (!db_join(db, &own, err))
		return false;
	ok = db_number(db, SQL_ASSESSMENT_NEXT_ID, &id, err) && insert_assessment(db, assessment, id, err);
	if (!db_leave(db, own, ok, err))
		return false;
	assessment->id = id;
	return true;
}

bool assessments_load(struct db *db, int64_t cycle, struct assessments *list, struct error *err)
{
	struct query query;
	enum query_step step;

	*list = (struct assessments){0};
	if (!query_begin(&query, db, SQL_ASSESSMENTS_LOAD, err))
		return false;
	query_int(&query, cycle);
	while ((step = query_next(&query, err)) == QUERY_ROW)
		*MEM_PUSH(list->items, list->count) = (struct assessment){
		        .id = query_get_int(&query, 0),
		        .cycle = query_get_int(&query, 1),
		        .checklist = query_take_text(&query, 2),
		        .role = query_take_text(&query, 3),
		        .subject = *query_get_text(&query, 4) ? query_take_text(&query, 4) : NULL,
		};
	query_end(&query);
	if (step == QUERY_FAILED)
		assessments_release(list);
	return step == QUERY_DONE;
}

bool assessment_previous(struct db *db, const struct assessment *assessment, int64_t *previous, char **pack,
                         struct error *err)
{
	struct query query;
	enum query_step step;

	*previous = 0;
	*pack = NULL;
	if (!query_begin(&query, db, SQL_ASSESSMENT_PREVIOUS, err))
		return false;
	query_text(&query, assessment->checklist);
	query_int(&query, assessment->cycle);
	step = query_next(&query, err);
	if (step == QUERY_ROW) {
		*previous = query_get_int(&query, 0);
		*pack = query_take_text(&query, 1);
	}
	query_end(&query);
	return step != QUERY_FAILED;
}

/* --- settings --- */

bool setting_save(struct db *db, const char *key, const char *value, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	char sum[33];
	bool own;
	bool ok;

	if (!db_join(db, &own, err))
		return false;
	ok = query_begin(&query, db, SQL_SETTING_SAVE, err);
	if (ok) {
		row_sum_init(&fields, "setting");
		query.fields = &fields;
		query_text(&query, key);
		query_text(&query, value);
		row_sum_bind(&query, &fields, sum);
		ok = query_run(&query, err);
	}
	return db_leave(db, own, ok, err);
}

char *setting_load(struct db *db, const char *key)
{
	struct error ignored = {0};
	struct query query;
	char *value = NULL;

	if (query_begin(&query, db, SQL_SETTING_LOAD, &ignored)) {
		query_text(&query, key);
		if (query_next(&query, &ignored) == QUERY_ROW)
			value = query_take_text(&query, 0);
		query_end(&query);
	}
	error_release(&ignored);
	return value;
}

void settings_release(struct kept_settings *settings)
{
	for (size_t i = 0; i < settings->count; i++) {
		free(settings->items[i].key);
		free(settings->items[i].value);
	}
	free(settings->items);
	*settings = (struct kept_settings){0};
}

bool settings_load(struct db *db, const char *prefix, struct kept_settings *settings, struct error *err)
{
	struct query query;
	enum query_step step;

	*settings = (struct kept_settings){0};
	if (!query_begin(&query, db, SQL_SETTINGS_LOAD, err))
		return false;
	query_text(&query, prefix);
	query_text(&query, prefix);
	while ((step = query_next(&query, err)) == QUERY_ROW)
		*MEM_PUSH(settings->items, settings->count) =
		        (struct kept_setting){query_take_text(&query, 0), query_take_text(&query, 1)};
	query_end(&query);
	if (step == QUERY_DONE)
		return true;
	settings_release(settings);
	return false;
}

/* --- periods of a year --- */

void cycle_periods_release(struct cycle_periods *periods)
{
	for (size_t i = 0; i < periods->count; i++) {
		free(periods->items[i].period);
		free(periods->items[i].value);
	}
	free(periods->items);
	*periods = (struct cycle_periods){0};
}

bool cycle_period_save(struct db *db, int64_t cycle, const char *period, const char *value, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	char sum[33];
	bool own, ok;

	if (!db_join(db, &own, err))
		return false;
	ok = query_begin(&query, db, SQL_PERIOD_SAVE, err);
	if (ok) {
		row_sum_init(&fields, "cycle_period");
		query.fields = &fields;
		query_int(&query, cycle);
		query_text(&query, period);
		query_text(&query, value);
		row_sum_bind(&query, &fields, sum);
		ok = query_run(&query, err);
	}
	return db_leave(db, own, ok, err);
}

bool cycle_periods_load(struct db *db, int64_t cycle, struct cycle_periods *periods, struct error *err)
{
	struct query query;
	enum query_step step;

	*periods = (struct cycle_periods){0};
	if (!query_begin(&query, db, SQL_PERIODS_LOAD, err))
		return false;
	query_int(&query, cycle);
	while ((step = query_next(&query, err)) == QUERY_ROW)
		*MEM_PUSH(periods->items, periods->count) = (struct cycle_period){.period = query_take_text(&query, 0),
		                                                                  .value = query_take_text(&query, 1)};
	query_end(&query);
	if (step == QUERY_FAILED)
		cycle_periods_release(periods);
	return step == QUERY_DONE;
}
