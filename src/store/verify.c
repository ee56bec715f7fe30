#include "tenken/store/verify.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sql.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/store/migrate.h"
#include "verify_private.h"

void verify_report_release(struct verify_report *report)
{
	if (!report)
		return;
	for (size_t i = 0; i < report->count; i++)
		free(report->problems[i]);
	free(report->problems);
	*report = (struct verify_report){0};
}

static void add_problem(struct verify_report *report, const char *fmt, va_list args)
{
	struct strbuf text = STRBUF_INIT;

	if (report->count >= VERIFY_PROBLEMS_MAX)
		return;
	strbuf_addv(&text, fmt, args);
	char *safe = text_safe_dup(text.text, TEXT_SAFE_LINE);
	strbuf_release(&text);
	/* Where the file cannot be read every part finds the same. */
	for (size_t i = 0; i < report->count; i++) {
		if (strcmp(report->problems[i], safe) == 0) {
			free(safe);
			return;
		}
	}
	*MEM_PUSH(report->problems, report->count) = safe;
}

void verify_problem(struct verify *verify, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add_problem(verify->report, fmt, args);
	va_end(args);
}

void verify_report_add(struct verify_report *report, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add_problem(report, fmt, args);
	va_end(args);
}

bool verify_failed(struct verify *verify, struct error *err)
{
	if (err->code != ERROR_STORAGE)
		return false;
	verify_problem(verify, "%s", err->message);
	error_release(err);
	return true;
}

/* --- SQLite's own checks --- */

/* SQLite is asked to go on every so many of its own instructions: some hundred times a second. */
enum { INSTRUCTIONS_AT_ONCE = 20000 };

struct watch {
	size_t pieces;
	struct error stopped;
};

static int on_instructions(void *data)
{
	struct watch *watch = data;

	return !progress_step(_("Checking the file"), ++watch->pieces, 0, &watch->stopped);
}

/* Runs one of SQLite's checks, which go over the whole file in one step, so that it can be stopped. */
static bool watched(struct verify *verify, bool (*check)(struct verify *verify, struct error *err), struct error *err)
{
	struct watch watch = {0};
	bool ok;

	sqlite3_progress_handler(verify->db->handle, INSTRUCTIONS_AT_ONCE, on_instructions, &watch);
	ok = check(verify, err);
	sqlite3_progress_handler(verify->db->handle, 0, NULL, NULL);
	if (watch.stopped.code == ERROR_NONE)
		return ok && progress_step(_("Checking the file"), 1, 1, err);
	/* To SQLite it is a failure like others, which may already stand in the report: nothing of that is so. */
	error_release(err);
	*err = watch.stopped;
	return false;
}

/* SQLite says up to a hundred lines in one: the first says where it is, the second what. Caller frees. */
static char *first_lines(const char *text)
{
	const char *end = strchr(text, '\n'), *second = end ? strchr(end + 1, '\n') : NULL;
	char *lines = second ? mem_strndup(text, (size_t)(second - text)) : mem_strdup(text);

	if (end)
		lines[end - text] = ' ';
	return lines;
}

static bool check_integrity(struct verify *verify, struct error *err)
{
	struct query query;
	enum query_step step;

	if (!query_begin(&query, verify->db, SQL_INTEGRITY_CHECK, err))
		return verify_failed(verify, err);
	while ((step = query_next(&query, err)) == QUERY_ROW) {
		char *said = first_lines(query_get_text(&query, 0));

		if (!str_equal(said, "ok"))
			verify_problem(verify, _("SQLite finds the file damaged: %s"), said);
		free(said);
	}
	query_end(&query);
	return step == QUERY_DONE || verify_failed(verify, err);
}

static bool check_foreign_keys(struct verify *verify, struct error *err)
{
	struct query query;
	enum query_step step;

	if (!query_begin(&query, verify->db, SQL_FOREIGN_KEY_CHECK, err))
		return verify_failed(verify, err);
	while ((step = query_next(&query, err)) == QUERY_ROW)
		verify_problem(verify, _("Row %lld of table %s points to a row of table %s that is not there."),
		               (long long)query_get_int(&query, 1), query_get_text(&query, 0),
		               query_get_text(&query, 2));
	query_end(&query);
	return step == QUERY_DONE || verify_failed(verify, err);
}

/* --- the schema, held against one freshly made --- */

struct schema {
	struct schema_entry {
		char *name;
		char *all; /* type, name, table and text */
	} * items;
	size_t count;
};

static void schema_release(struct schema *schema)
{
	for (size_t i = 0; i < schema->count; i++) {
		free(schema->items[i].name);
		free(schema->items[i].all);
	}
	free(schema->items);
	*schema = (struct schema){0};
}

static bool schema_load(struct schema *schema, struct db *db, struct error *err)
{
	struct query query;
	enum query_step step;

	*schema = (struct schema){0};
	if (!query_begin(&query, db, SQL_SCHEMA, err))
		return false;
	while ((step = query_next(&query, err)) == QUERY_ROW)
		*MEM_PUSH(schema->items, schema->count) = (struct schema_entry){
		        .name = query_take_text(&query, 0),
		        .all = str_format("%s %s %s %s", query_get_text(&query, 1), query_get_text(&query, 2),
		                          query_get_text(&query, 3), query_get_text(&query, 4)),
		};
	query_end(&query);
	if (step == QUERY_FAILED)
		schema_release(schema);
	return step == QUERY_DONE;
}

static bool schema_has(const struct schema *schema, const char *all)
{
	for (size_t i = 0; i < schema->count; i++)
		if (str_equal(schema->items[i].all, all))
			return true;
	return false;
}

static void compare_schemas(struct verify *verify, const struct schema *found, const struct schema *wanted)
{
	for (size_t i = 0; i < wanted->count; i++)
		if (!schema_has(found, wanted->items[i].all))
			verify_problem(verify, _("The table, index or trigger %s is missing or was changed."),
			               wanted->items[i].name);
	for (size_t i = 0; i < found->count; i++)
		if (!schema_has(wanted, found->items[i].all))
			verify_problem(verify, _("%s is no table, index or trigger that tenken made."),
			               found->items[i].name);
}

static bool check_schema(struct verify *verify, int version, struct error *err)
{
	struct schema found = {0}, wanted = {0};
	struct db *model = db_open_memory(err);
	bool ok = model && migrate_to(model, version, err) && schema_load(&wanted, model, err);

	if (ok) {
		if (schema_load(&found, verify->db, err))
			compare_schemas(verify, &found, &wanted);
		else
			ok = verify_failed(verify, err);
	}
	schema_release(&found);
	schema_release(&wanted);
	db_close(model);
	return ok;
}

/* --- what follows from the events --- */

/* Lists each row of `sql`, whose first column enters `format` as text. */
static bool check_none(struct verify *verify, const char *sql, const char *format, struct error *err)
{
	struct query query;
	enum query_step step;

	if (!query_begin(&query, verify->db, sql, err))
		return verify_failed(verify, err);
	if (sqlite3_bind_parameter_count(query.stmt) == 2) {
		query_text(&query, event_kind_code(EVENT_UNDO));
		query_text(&query, event_kind_code(EVENT_REDO));
	}
	while ((step = query_next(&query, err)) == QUERY_ROW)
		verify_problem(verify, format, query_get_text(&query, 0));
	query_end(&query);
	return step == QUERY_DONE || verify_failed(verify, err);
}

static bool check_consequences(struct verify *verify, struct error *err)
{
	return check_none(verify, SQL_VERIFY_CURRENT_ANSWERS,
	                  _("Question %s: the answer that is shown is not the last one that was given."), err) &&
	       check_none(verify, SQL_VERIFY_CURRENT_FACTS,
	                  _("Fact %s: the value that is shown is not the last one that was given."), err) &&
	       check_none(verify, SQL_VERIFY_CURRENT_RECORDS,
	                  _("Record %s: what is shown is not what was entered last."), err) &&
	       check_none(verify, SQL_VERIFY_REVISIONS,
	                  _("%s: the numbers of its revisions do not run from 1 without a gap."), err) &&
	       check_none(verify, SQL_VERIFY_TARGETS, _("Event %s undoes or repeats an event that does not fit."),
	                  err) &&
	       check_none(verify, SQL_VERIFY_CHAIN_NAMES, _("There is a chain \"%s\" that tenken does not know."), err);
}

static bool check_all(struct verify *verify, verify_more *more, struct error *err)
{
	int version = 0;

	if (!db_user_version(verify->db, &version, err) || !watched(verify, check_integrity, err) ||
	    !watched(verify, check_foreign_keys, err) || !check_schema(verify, version, err))
		return false;
	/* A backup from before a migration: the statements below speak of today's tables. */
	verify->report->older = version < migrate_newest_version();
	if (verify->report->older)
		return true;
	if (!verify_chains(verify, err) || !verify_sums(verify, err) || !check_consequences(verify, err))
		return false;
	return !more || more(verify->db, verify->report, err) || verify_failed(verify, err);
}

bool verify(struct db *db, struct verify_report *report, struct error *err)
{
	return verify_with(db, NULL, report, err);
}

bool verify_with(struct db *db, verify_more *more, struct verify_report *report, struct error *err)
{
	struct verify all = {.db = db, .report = report};
	bool own = !db->in_transaction;
	bool ok;

	*report = (struct verify_report){0};
	/* All of it as of one moment. */
	if (own && !db_execute(db, SQL_BEGIN_READ, err))
		return false;
	enum db_advice before = db_advise(DB_ADVICE_NONE);
	ok = check_all(&all, more, err);
	db_advise(before);
	if (own && !sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, SQL_ROLLBACK, NULL, NULL, NULL);
	if (!ok)
		verify_report_release(report);
	return ok;
}
