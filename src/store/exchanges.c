#include "tenken/store/exchanges.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db_private.h"
#include "sql.h"
#include "tenken/base/date.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

static const char *const kinds[] = {
        [EXCHANGE_CAMPAIGN] = "campaign", [EXCHANGE_CODE] = "code",         [EXCHANGE_KEY] = "key",
        [EXCHANGE_SUBMIT] = "submit",     [EXCHANGE_ACCEPT] = "accept",     [EXCHANGE_RETURN] = "return",
        [EXCHANGE_PUSH] = "push",         [EXCHANGE_HANDOVER] = "handover", [EXCHANGE_COMMON] = "common",
        [EXCHANGE_DISSENT] = "dissent",
};
static_assert(sizeof kinds / sizeof *kinds == EXCHANGE_KINDS, "every kind has its code");

const char *exchange_kind_code(enum exchange_kind kind)
{
	return kinds[kind];
}

bool exchange_kind_parse(enum exchange_kind *kind, const char *code)
{
	for (int i = 0; i < EXCHANGE_KINDS; i++) {
		if (str_equal(kinds[i], code)) {
			*kind = (enum exchange_kind)i;
			return true;
		}
	}
	return false;
}

void exchange_event_release(struct exchange_event *event)
{
	free(event->unit);
	free(event->file_hash);
	free(event->body);
	free(event->actor);
	free(event->acted_for);
	free(event->at);
	*event = (struct exchange_event){0};
}

void exchange_events_release(struct exchange_events *events)
{
	for (size_t i = 0; i < events->count; i++)
		exchange_event_release(&events->items[i]);
	free(events->items);
	*events = (struct exchange_events){0};
}

/* --- appending --- */

static bool is_utf8(const char *text)
{
	return text && text_is_utf8(text, strlen(text), NULL);
}

static bool check(const struct exchange_event *event, struct error *err)
{
	if (!is_utf8(event->unit) || !is_utf8(event->file_hash) || !is_utf8(event->body) || !is_utf8(event->actor) ||
	    !is_utf8(event->acted_for) || !datetime_is_valid(event->at))
		return error_set(err, ERROR_INPUT,
		                 _("What is to be kept of the exchange with the office is incomplete."));
	return true;
}

static bool insert(struct db *db, const struct exchange_event *event, struct chain_head *head, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	struct chain_head next = {.count = event->seq};

	if (!query_begin(&query, db, SQL_EXCHANGE_INSERT, err))
		return false;
	chain_fields_init(&fields);
	chain_add_text(&fields, chain_exchanges);
	query.fields = &fields;
	query_int(&query, event->seq);
	query_int(&query, event->cycle);
	query_text(&query, event->unit);
	query_text(&query, kinds[event->kind]);
	query_int(&query, event->counter);
	query_text(&query, event->file_hash);
	query_text(&query, event->body);
	query_text(&query, event->actor);
	query_text(&query, event->acted_for);
	query_text(&query, event->at);
	query.fields = NULL;
	chain_hash(&fields, head->hash, next.hash);
	chain_fields_release(&fields);
	query_text(&query, head->hash);
	query_text(&query, next.hash);
	if (!query_run(&query, err)) /* what is bound must stand until then */
		return false;
	*head = next;
	return true;
}

bool exchanges_append(struct db *db, struct exchange_event *event, struct error *err)
{
	struct chain_head head;
	int64_t seq_before = event->seq;
	bool own, ok;

	if (!check(event, err) || !db_join(db, &own, err))
		return false;
	ok = chain_head_load(db, chain_exchanges, &head, err);
	if (ok) {
		event->seq = head.count + 1;
		ok = insert(db, event, &head, err) && chain_head_save(db, chain_exchanges, &head, err);
	}
	ok = db_leave(db, own, ok, err);
	if (!ok)
		event->seq = seq_before;
	return ok;
}

/* --- loading --- */

static bool read_row(const struct query *query, struct exchange_event *event, struct error *err)
{
	*event = (struct exchange_event){
	        .seq = query_get_int(query, 0),
	        .cycle = query_get_int(query, 1),
	        .unit = query_take_text(query, 2),
	        .counter = query_get_int(query, 4),
	        .file_hash = query_take_text(query, 5),
	        .body = query_take_text(query, 6),
	        .actor = query_take_text(query, 7),
	        .acted_for = query_take_text(query, 8),
	        .at = query_take_text(query, 9),
	};
	if (exchange_kind_parse(&event->kind, query_get_text(query, 3)))
		return true;
	exchange_event_release(event);
	return db_fail(query->db->handle, query->db->path, SQLITE_CORRUPT, err);
}

/* Takes all rows of a query whose parameters are bound, and ends it. */
static bool take_rows(struct query *query, struct exchange_events *events, struct error *err)
{
	enum query_step step;
	bool ok = true;

	while (ok && (step = query_next(query, err)) != QUERY_DONE) {
		struct exchange_event event;

		ok = step == QUERY_ROW && read_row(query, &event, err);
		if (ok)
			*MEM_PUSH(events->items, events->count) = event;
	}
	query_end(query);
	if (!ok)
		exchange_events_release(events);
	return ok;
}

bool exchanges_load(struct db *db, int64_t cycle, const char *unit, struct exchange_events *events, struct error *err)
{
	struct query query;

	*events = (struct exchange_events){0};
	if (!query_begin(&query, db, SQL_EXCHANGES_LOAD, err))
		return false;
	query_int(&query, cycle);
	query_text(&query, unit);
	return take_rows(&query, events, err);
}

/* The one row of a query whose parameters are bound, or an empty event of the unit; ends it. */
static bool take_row(struct query *query, const char *unit, struct exchange_event *event, struct error *err)
{
	enum query_step step = query_next(query, err);
	bool ok = step == QUERY_ROW ? read_row(query, event, err) : step == QUERY_DONE;

	query_end(query);
	if (step == QUERY_DONE)
		*event = (struct exchange_event){.unit = mem_strdup(unit),
		                                 .file_hash = mem_strdup(""),
		                                 .body = mem_strdup(""),
		                                 .actor = mem_strdup(""),
		                                 .acted_for = mem_strdup(""),
		                                 .at = mem_strdup("")};
	return ok;
}

bool exchanges_last(struct db *db, int64_t cycle, const char *unit, enum exchange_kind kind,
                    struct exchange_event *event, struct error *err)
{
	struct query query;

	*event = (struct exchange_event){0};
	if (!query_begin(&query, db, SQL_EXCHANGE_LAST, err))
		return false;
	query_int(&query, cycle);
	query_text(&query, unit);
	query_text(&query, kinds[kind]);
	return take_row(&query, unit, event, err);
}

bool exchanges_last_before(struct db *db, int fiscal_year, const char *unit, enum exchange_kind kind,
                           struct exchange_event *event, struct error *err)
{
	struct query query;

	*event = (struct exchange_event){0};
	if (!query_begin(&query, db, SQL_EXCHANGE_LAST_BEFORE, err))
		return false;
	query_text(&query, unit);
	query_text(&query, kinds[kind]);
	query_int(&query, fiscal_year);
	return take_row(&query, unit, event, err);
}

bool exchanges_submission(struct db *db, const char *file_hash, struct exchange_event *event, struct error *err)
{
	struct query query;

	*event = (struct exchange_event){0};
	if (!query_begin(&query, db, SQL_EXCHANGE_BY_FILE, err))
		return false;
	query_text(&query, file_hash);
	query_text(&query, kinds[EXCHANGE_SUBMIT]);
	return take_row(&query, "", event, err);
}

bool exchanges_standing(struct db *db, int64_t cycle, struct exchange_events *events, struct error *err)
{
	struct query query;

	*events = (struct exchange_events){0};
	if (!query_begin(&query, db, SQL_EXCHANGES_STANDING, err))
		return false;
	query_int(&query, cycle);
	query_text(&query, kinds[EXCHANGE_SUBMIT]);
	query_text(&query, kinds[EXCHANGE_ACCEPT]);
	query_text(&query, kinds[EXCHANGE_RETURN]);
	return take_rows(&query, events, err);
}

bool exchanges_know_file(struct db *db, const char *file_hash, bool *known, char **unit, struct error *err)
{
	struct query query;
	enum query_step step;

	*known = false;
	if (!query_begin(&query, db, SQL_EXCHANGE_KNOWS_FILE, err))
		return false;
	query_text(&query, file_hash);
	step = query_next(&query, err);
	*known = step == QUERY_ROW;
	if (unit)
		*unit = *known ? query_take_text(&query, 0) : NULL;
	query_end(&query);
	return step != QUERY_FAILED;
}

bool chains_anchor(struct db *db, char head[65], int64_t *count, struct error *err)
{
	const char *const names[] = {chain_answers, chain_facts, chain_records};
	struct chain_fields fields;
	bool ok = true;

	*count = 0;
	*head = '\0';
	chain_fields_init(&fields);
	for (size_t i = 0; ok && i < sizeof names / sizeof *names; i++) {
		struct chain_head chain;

		ok = chain_head_load(db, names[i], &chain, err);
		if (!ok)
			break;
		chain_add_text(&fields, names[i]);
		chain_add_int(&fields, chain.count);
		chain_add_text(&fields, chain.hash);
		*count += chain.count;
	}
	if (ok && *count)
		chain_hash(&fields, "", head);
	chain_fields_release(&fields);
	return ok;
}

/* --- the roster --- */

static void roster_unit_release(struct roster_unit *unit)
{
	free(unit->code);
	free(unit->bureau);
	free(unit->name);
	free(unit->roles);
	free(unit->contact);
	free(unit->predecessor);
}

void roster_release(struct roster *roster)
{
	for (size_t i = 0; i < roster->count; i++)
		roster_unit_release(&roster->items[i]);
	free(roster->items);
	*roster = (struct roster){0};
}

static bool insert_unit(struct db *db, int64_t cycle, const struct roster_unit *unit, int64_t id, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	char sum[33];

	if (!query_begin(&query, db, SQL_ROSTER_ADD, err))
		return false;
	row_sum_init(&fields, "roster_unit");
	query.fields = &fields;
	query_int(&query, id);
	query_int(&query, cycle);
	query_text(&query, unit->code);
	query_text(&query, unit->bureau);
	query_text(&query, unit->name);
	query_text(&query, unit->roles);
	query_text(&query, unit->contact);
	query_text(&query, unit->predecessor);
	row_sum_bind(&query, &fields, sum);
	if (query_run(&query, err))
		return true;
	if (query_is_duplicate(&query)) {
		query_forgive(&query);
		error_set(err, ERROR_CONFLICT, _("The unit code \"%s\" is on the roster already."), unit->code);
	}
	return false;
}

bool roster_add(struct db *db, int64_t cycle, struct roster_unit *unit, struct error *err)
{
	int64_t id = 0;
	bool own, ok;

	if (!db_join(db, &own, err))
		return false;
	ok = db_number(db, SQL_ROSTER_NEXT_ID, &id, err) && insert_unit(db, cycle, unit, id, err);
	if (!db_leave(db, own, ok, err))
		return false;
	unit->id = id;
	return true;
}

bool roster_load(struct db *db, int64_t cycle, struct roster *roster, struct error *err)
{
	struct query query;
	enum query_step step;

	*roster = (struct roster){0};
	if (!query_begin(&query, db, SQL_ROSTER_LOAD, err))
		return false;
	query_int(&query, cycle);
	while ((step = query_next(&query, err)) == QUERY_ROW)
		*MEM_PUSH(roster->items, roster->count) = (struct roster_unit){
		        .id = query_get_int(&query, 0),
		        .code = query_take_text(&query, 1),
		        .bureau = query_take_text(&query, 2),
		        .name = query_take_text(&query, 3),
		        .roles = query_take_text(&query, 4),
		        .contact = query_take_text(&query, 5),
		        .predecessor = query_take_text(&query, 6),
		};
	query_end(&query);
	if (step == QUERY_FAILED)
		roster_release(roster);
	return step == QUERY_DONE;
}
