#include <stdio.h>

#include "db_private.h"
#include "sql.h"
#include "tenken/base/i18n.h"

const char chain_answers[] = "answers";
const char chain_facts[] = "facts";
const char chain_records[] = "records";
const char chain_exchanges[] = "exchanges";

bool chain_head_load(struct db *db, const char *name, struct chain_head *head, struct error *err)
{
	struct query query;
	enum query_step step;

	*head = (struct chain_head){0};
	if (!query_begin(&query, db, SQL_CHAIN_HEAD, err))
		return false;
	query_text(&query, name);
	step = query_next(&query, err);
	if (step == QUERY_ROW) {
		head->count = query_get_int(&query, 0);
		snprintf(head->hash, sizeof head->hash, "%s", query_get_text(&query, 1));
	}
	query_end(&query);
	if (step == QUERY_DONE)
		return error_set(err, ERROR_STORAGE, _("%s is damaged: the head of its record is missing.%s"), db->path,
		                 db_advice());
	return step == QUERY_ROW;
}

bool chain_head_save(struct db *db, const char *name, const struct chain_head *head, struct error *err)
{
	struct query query;

	if (!query_begin(&query, db, SQL_CHAIN_ADVANCE, err))
		return false;
	query_int(&query, head->count);
	query_text(&query, head->hash);
	query_text(&query, name);
	return query_run(&query, err);
}

void row_sum_init(struct chain_fields *fields, const char *table)
{
	chain_fields_init(fields);
	chain_add_text(fields, table);
}

void row_sum_bind(struct query *query, struct chain_fields *fields, char hex[33])
{
	chain_digest(fields->bytes.text, fields->bytes.len_bytes, hex);
	query->fields = NULL;
	query_text(query, hex);
	chain_fields_release(fields);
}
