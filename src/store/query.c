#include <assert.h>
#include <stdlib.h>

#include "db_private.h"
#include "tenken/base/mem.h"

/* The statement for `sql`, prepared once. Constants are known by their address: where the compiler keeps two copies of
 * one text, both are prepared, and nothing else is different. */
static sqlite3_stmt *find_statement(struct db *db, const char *sql, int *code)
{
	sqlite3_stmt *stmt = NULL;

	for (size_t i = 0; i < db->statements_count; i++)
		if (db->statements[i].sql == sql)
			return db->statements[i].stmt;
	*code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
	if (*code != SQLITE_OK)
		return NULL;
	*MEM_PUSH(db->statements, db->statements_count) = (struct statement){.sql = sql, .stmt = stmt};
	return stmt;
}

void query_finalize(struct db *db)
{
	for (size_t i = 0; i < db->statements_count; i++)
		sqlite3_finalize(db->statements[i].stmt);
	free(db->statements);
	db->statements = NULL;
	db->statements_count = 0;
}

static bool fail(struct query *query, int code, struct error *err)
{
	struct db *db = query->db;

	query->code = code;
	db->failed = db->in_transaction;
	return db_fail(db->handle, db->path, code, err);
}

bool query_begin(struct query *query, struct db *db, const char *sql, struct error *err)
{
	int code = SQLITE_OK;

	*query = (struct query){.db = db};
	query->stmt = find_statement(db, sql, &code);
	if (!query->stmt)
		return fail(query, code, err);
	assert(!sqlite3_stmt_busy(query->stmt)); /* two readers of one statement would read each other's rows */
	return true;
}

static void bound(struct query *query, int code)
{
	if (query->code == SQLITE_OK)
		query->code = code;
}

void query_int(struct query *query, int64_t value)
{
	bound(query, sqlite3_bind_int64(query->stmt, ++query->parameters, value));
	if (query->fields)
		chain_add_int(query->fields, value);
}

void query_text(struct query *query, const char *text)
{
	bound(query, sqlite3_bind_text(query->stmt, ++query->parameters, text ? text : "", -1, SQLITE_STATIC));
	if (query->fields)
		chain_add_text(query->fields, text);
}

enum query_step query_next(struct query *query, struct error *err)
{
	int code = query->code;

	if (code == SQLITE_OK)
		code = sqlite3_step(query->stmt);
	if (code == SQLITE_ROW)
		return QUERY_ROW;
	if (code == SQLITE_DONE)
		return QUERY_DONE;
	fail(query, code, err);
	return QUERY_FAILED;
}

int64_t query_get_int(const struct query *query, int column)
{
	return sqlite3_column_int64(query->stmt, column);
}

const char *query_get_text(const struct query *query, int column)
{
	const char *text = (const char *)sqlite3_column_text(query->stmt, column);
	return text ? text : "";
}

char *query_take_text(const struct query *query, int column)
{
	return mem_strdup(query_get_text(query, column));
}

void query_end(struct query *query)
{
	if (!query->stmt)
		return;
	sqlite3_reset(query->stmt);
	sqlite3_clear_bindings(query->stmt);
	query->stmt = NULL;
}

bool query_run(struct query *query, struct error *err)
{
	enum query_step step;

	do
		step = query_next(query, err);
	while (step == QUERY_ROW);
	query_end(query);
	return step == QUERY_DONE;
}

bool query_is_duplicate(const struct query *query)
{
	return query->code == SQLITE_CONSTRAINT_UNIQUE;
}

void query_forgive(struct query *query)
{
	query->db->failed = false;
}
