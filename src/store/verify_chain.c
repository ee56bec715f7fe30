#include <string.h>

#include "sql.h"
#include "tenken/base/date.h"
#include "tenken/base/i18n.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "verify_private.h"

/* Adds `columns` columns of the row as they lie in the table: a number as a number, a text as a text. */
static void add_columns(struct chain_fields *fields, const struct query *query, int columns)
{
	for (int i = 0; i < columns; i++) {
		if (sqlite3_column_type(query->stmt, i) == SQLITE_INTEGER)
			chain_add_int(fields, query_get_int(query, i));
		else
			chain_add_text(fields, query_get_text(query, i));
	}
}

/* --- chains --- */

struct chain_kind {
	const char *name;
	const char *sql; /* the covered columns, then prev and hash */
	int columns;
	bool (*check_values)(const struct query *query);
};

static bool answer_values(const struct query *query)
{
	struct error why = {0};
	struct answer_event event;
	bool ok = answer_row_read(query, &event, &why);

	if (ok)
		answer_event_release(&event);
	error_release(&why);
	return ok;
}

static bool fact_values(const struct query *query)
{
	enum { FACT = 2, VALUE = 4, ACTED_FOR = 6, AT = 7 };
	enum truth value;

	for (int i = FACT; i <= ACTED_FOR; i++) {
		const char *text = query_get_text(query, i);
		if (!text_is_utf8(text, strlen(text), NULL))
			return false;
	}
	return truth_parse(&value, query_get_text(query, VALUE)) && datetime_is_valid(query_get_text(query, AT));
}

static bool record_values(const struct query *query)
{
	enum { OWNER = 1, KIND = 4, ACTED_FOR = 7, AT = 8 };
	enum record_event_kind kind;

	for (int i = OWNER; i <= ACTED_FOR; i++) {
		const char *text = query_get_text(query, i);

		if (!text_is_utf8(text, strlen(text), NULL))
			return false;
	}
	return record_event_kind_parse(&kind, query_get_text(query, KIND)) &&
	       datetime_is_valid(query_get_text(query, AT));
}

static bool exchange_values(const struct query *query)
{
	enum { UNIT = 2, KIND = 3, ACTED_FOR = 8, AT = 9 };
	enum exchange_kind kind;

	for (int i = UNIT; i <= ACTED_FOR; i++) {
		const char *text = query_get_text(query, i);

		if (!text_is_utf8(text, strlen(text), NULL))
			return false;
	}
	return exchange_kind_parse(&kind, query_get_text(query, KIND)) && datetime_is_valid(query_get_text(query, AT));
}

/* One event: its place, its link to the one before, its hash, its values. Moves `head` on to what the row says of
 * itself, so that one changed event is reported once and not as the end of the chain. */
static void check_event(struct verify *verify, const struct chain_kind *kind, const struct query *query,
                        struct chain_head *head)
{
	const char *previous = query_get_text(query, kind->columns);
	const char *hash = query_get_text(query, kind->columns + 1);
	long long seq = query_get_int(query, 0);
	struct chain_fields fields;
	char expected[CHAIN_HEX + 1];

	chain_fields_init(&fields);
	chain_add_text(&fields, kind->name);
	add_columns(&fields, query, kind->columns);
	chain_hash(&fields, previous, expected);
	chain_fields_release(&fields);

	if (seq != head->count + 1)
		verify_problem(verify, _("Chain \"%s\": where event %lld should stand there is event %lld."),
		               kind->name, (long long)head->count + 1, seq);
	if (!str_equal(previous, head->hash))
		verify_problem(verify, _("Chain \"%s\": event %lld does not follow the event before it."), kind->name,
		               seq);
	if (!str_equal(hash, expected))
		verify_problem(verify, _("Chain \"%s\": event %lld is not as it was written."), kind->name, seq);
	if (!kind->check_values(query))
		verify_problem(verify, _("Chain \"%s\": event %lld holds a value that cannot be read."), kind->name,
		               seq);
	head->count = seq;
	memcpy(head->hash, expected, sizeof head->hash);
	if (strlen(hash) == CHAIN_HEX)
		memcpy(head->hash, hash, sizeof head->hash);
	verify->report->events++;
}

static void compare_heads(struct verify *verify, const struct chain_kind *kind, const struct chain_head *found,
                          const struct chain_head *recorded)
{
	if (found->count != recorded->count)
		verify_problem(verify, _("Chain \"%s\": %lld events were recorded, and the last one found is %lld."),
		               kind->name, (long long)recorded->count, (long long)found->count);
	else if (!str_equal(found->hash, recorded->hash))
		verify_problem(verify, _("Chain \"%s\": the last event is not the one that was recorded as its head."),
		               kind->name);
}

enum { EVENTS_AT_ONCE = 64 };

static bool is_to_go_on(size_t done, const struct chain_head *recorded, struct error *err)
{
	size_t total = recorded->count > 0 ? (size_t)recorded->count : 0;

	return done % EVENTS_AT_ONCE || progress_step(_("Recomputing events"), done, done < total ? total : 0, err);
}

static bool check_chain(struct verify *verify, const struct chain_kind *kind, struct error *err)
{
	struct chain_head found = {0}, recorded;
	struct query query;
	enum query_step step;
	size_t begun = verify->report->events;

	if (!chain_head_load(verify->db, kind->name, &recorded, err))
		return verify_failed(verify, err);
	if (!query_begin(&query, verify->db, kind->sql, err))
		return verify_failed(verify, err);
	while ((step = query_next(&query, err)) == QUERY_ROW &&
	       is_to_go_on(verify->report->events - begun, &recorded, err))
		check_event(verify, kind, &query, &found);
	query_end(&query);
	if (step != QUERY_DONE)
		return verify_failed(verify, err);
	compare_heads(verify, kind, &found, &recorded);
	return true;
}

bool verify_chains(struct verify *verify, struct error *err)
{
	const struct chain_kind kinds[] = {
	        {chain_answers, SQL_VERIFY_ANSWERS, 21, answer_values},
	        {chain_facts, SQL_VERIFY_FACTS, 8, fact_values},
	        {chain_records, SQL_VERIFY_RECORDS, 9, record_values},
	        {chain_exchanges, SQL_VERIFY_EXCHANGES, 10, exchange_values},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!check_chain(verify, &kinds[i], err))
			return false;
	return true;
}

/* --- sums --- */

struct sum_kind {
	const char *table;
	const char *sql; /* the covered columns, then sum */
	int columns;
	int date_column; /* an ISO date or "", or -1 */
};

static void check_row(struct verify *verify, const struct sum_kind *kind, const struct query *query)
{
	struct chain_fields fields;
	char expected[33];
	bool readable = true;

	row_sum_init(&fields, kind->table);
	add_columns(&fields, query, kind->columns);
	chain_digest(fields.bytes.text, fields.bytes.len_bytes, expected);
	chain_fields_release(&fields);
	if (!str_equal(query_get_text(query, kind->columns), expected))
		verify_problem(verify, _("Table %s: row \"%s\" is not as it was written."), kind->table,
		               query_get_text(query, 0));
	for (int i = 0; i < kind->columns; i++) {
		const char *text = query_get_text(query, i);
		struct date date;
		if (!text_is_utf8(text, strlen(text), NULL) ||
		    (i == kind->date_column && *text && !date_parse_iso(&date, text)))
			readable = false;
	}
	if (!readable)
		verify_problem(verify, _("Table %s: row \"%s\" holds a value that cannot be read."), kind->table,
		               query_get_text(query, 0));
}

bool verify_sums(struct verify *verify, struct error *err)
{
	static const struct sum_kind kinds[] = {
	        {"unit", SQL_VERIFY_UNIT, 4, -1},
	        {"cycle", SQL_VERIFY_CYCLE, 5, 4},
	        {"assessment", SQL_VERIFY_ASSESSMENT, 5, -1},
	        {"setting", SQL_VERIFY_SETTING, 2, -1},
	        {"cycle_period", SQL_VERIFY_PERIOD, 3, -1},
	        {"roster_unit", SQL_VERIFY_ROSTER, 8, -1},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct query query;
		enum query_step step;

		if (!query_begin(&query, verify->db, kinds[i].sql, err)) {
			if (!verify_failed(verify, err))
				return false;
			continue;
		}
		while ((step = query_next(&query, err)) == QUERY_ROW)
			check_row(verify, &kinds[i], &query);
		query_end(&query);
		if (step == QUERY_FAILED && !verify_failed(verify, err))
			return false;
	}
	return true;
}
