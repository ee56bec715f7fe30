#include "tenken/store/rejected.h"

#include <stdlib.h>

#include "db_private.h"
#include "sql.h"
#include "tenken/base/mem.h"

bool rejected_keep(struct db *db, int64_t unit, const char *file, const char *reason, const char *at, struct error *err)
{
	struct query query;
	bool own, ok;

	if (!db_join(db, &own, err))
		return false;
	ok = query_begin(&query, db, SQL_REJECTED_KEEP, err);
	if (ok) {
		query_int(&query, unit);
		query_text(&query, file);
		query_text(&query, reason);
		query_text(&query, at);
		ok = query_run(&query, err);
	}
	return db_leave(db, own, ok, err);
}

bool rejected_forget(struct db *db, int64_t unit, struct error *err)
{
	struct query query;
	bool own, ok;

	if (!db_join(db, &own, err))
		return false;
	ok = query_begin(&query, db, SQL_REJECTED_FORGET, err);
	if (ok) {
		query_int(&query, unit);
		ok = query_run(&query, err);
	}
	return db_leave(db, own, ok, err);
}

bool rejected_load(struct db *db, int64_t cycle, struct rejected_files *files, struct error *err)
{
	struct query query;
	enum query_step step;

	*files = (struct rejected_files){0};
	if (!query_begin(&query, db, SQL_REJECTED_LOAD, err))
		return false;
	query_int(&query, cycle);
	while ((step = query_next(&query, err)) == QUERY_ROW)
		*MEM_PUSH(files->items, files->count) = (struct rejected_file){.unit = query_get_int(&query, 0),
		                                                               .file = query_take_text(&query, 1),
		                                                               .reason = query_take_text(&query, 2),
		                                                               .at = query_take_text(&query, 3)};
	query_end(&query);
	if (step == QUERY_FAILED)
		rejected_files_release(files);
	return step == QUERY_DONE;
}

void rejected_files_release(struct rejected_files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		free(files->items[i].file);
		free(files->items[i].reason);
		free(files->items[i].at);
	}
	free(files->items);
	*files = (struct rejected_files){0};
}
