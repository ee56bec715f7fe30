#include "tenken/store/answers.h"

#include "db_private.h"
#include "sql.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

/* --- appending --- */

static bool conflict(const struct answer_event *event, struct error *err)
{
	return error_set(
	        err, ERROR_CONFLICT,
	        _("Question %s was answered by somebody else in the meantime. Your answer was not saved and theirs was "
	          "not overwritten: compare the two, then answer again if it must change."),
	        event->question);
}

/* A revision may only follow its predecessor. That its number is free is left to the UNIQUE index. */
static bool follows_predecessor(struct db *db, const struct answer_event *event, struct error *err)
{
	struct query query;
	enum query_step step;

	if (event->revision == 1)
		return true;
	if (!query_begin(&query, db, SQL_ANSWER_HAS_REVISION, err))
		return false;
	query_int(&query, event->assessment);
	query_text(&query, event->question);
	query_int(&query, event->revision - 1);
	step = query_next(&query, err);
	query_end(&query);
	return step == QUERY_DONE ? conflict(event, err) : step == QUERY_ROW;
}

/* Inserts the event behind `head` and moves the head on, in memory. */
static bool insert(struct db *db, const struct answer_event *event, struct chain_head *head, struct error *err)
{
	struct query query;
	struct chain_fields fields;
	struct chain_head next = {.count = event->seq};
	char due[11];
	bool ok;

	if (!query_begin(&query, db, SQL_ANSWER_INSERT, err))
		return false;
	chain_fields_init(&fields);
	chain_add_text(&fields, chain_answers);
	query.fields = &fields;
	answer_row_bind(&query, event, due);
	query.fields = NULL;
	chain_hash(&fields, head->hash, next.hash);
	chain_fields_release(&fields);
	query_text(&query, head->hash);
	query_text(&query, next.hash);
	ok = query_run(&query, err);
	*head = next;
	if (ok)
		return true;
	switch (query.code) {
	case SQLITE_CONSTRAINT_UNIQUE:
		query_forgive(&query);
		return conflict(event, err);
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		query_forgive(&query);
		return error_set(err, ERROR_NOT_FOUND, _("There is no checklist number %lld in %s."),
		                 (long long)event->assessment, db->path);
	case SQLITE_CONSTRAINT_ROWID:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
		return db_fail(db->handle, db->path, SQLITE_CORRUPT, err); /* the head of the chain lags behind */
	default:
		return false;
	}
}

static bool save_current(struct db *db, const struct answer_event *event, struct error *err)
{
	struct query query;

	if (!query_begin(&query, db, SQL_ANSWER_CURRENT_SAVE, err))
		return false;
	query_int(&query, event->assessment);
	query_text(&query, event->question);
	query_int(&query, event->seq);
	return query_run(&query, err);
}

bool answers_append(struct db *db, struct answer_event *event, struct error *err)
{
	struct chain_head head;
	int64_t seq_before = event->seq;
	bool own;
	bool ok;

	if (!answer_event_check(event, err) || !db_join(db, &own, err))
		return false;
	ok = chain_head_load(db, chain_answers, &head, err) && follows_predecessor(db, event, err);
	if (ok) {
		event->seq = head.count + 1;
		ok = insert(db, event, &head, err) && save_current(db, event, err) &&
		     chain_head_save(db, chain_answers, &head, err);
	}
	ok = db_leave(db, own, ok, err);
	if (!ok)
		event->seq = seq_before;
	return ok;
}

/* --- loading --- */

/* Takes all rows of a query whose parameters are bound, and ends it. */
static bool take_rows(struct query *query, struct answer_events *events, struct error *err)
{
	enum query_step step;
	bool ok = true;

	while (ok && (step = query_next(query, err)) != QUERY_DONE) {
		struct answer_event event;
		ok = step == QUERY_ROW && answer_row_read(query, &event, err);
		if (ok)
			*MEM_PUSH(events->items, events->count) = event;
	}
	query_end(query);
	if (!ok)
		answer_events_release(events);
	return ok;
}

bool answers_load(struct db *db, int64_t assessment, struct answer_events *events, struct error *err)
{
	struct query query;

	*events = (struct answer_events){0};
	if (!query_begin(&query, db, SQL_ANSWERS_LOAD, err))
		return false;
	query_int(&query, assessment);
	return take_rows(&query, events, err);
}

bool answers_load_one(struct db *db, int64_t assessment, const char *question, struct answer_event *event,
                      struct error *err)
{
	struct query query;
	enum query_step step;
	bool ok;

	if (!query_begin(&query, db, SQL_ANSWERS_LOAD_ONE, err))
		return false;
	query_int(&query, assessment);
	query_text(&query, question);
	step = query_next(&query, err);
	ok = step == QUERY_ROW ? answer_row_read(&query, event, err) : step == QUERY_DONE;
	query_end(&query);
	if (step == QUERY_DONE) {
		answer_event_init(event);
		event->assessment = assessment;
		str_assign(&event->question, question);
	}
	return ok;
}

bool answers_history(struct db *db, int64_t assessment, const char *question, struct answer_events *events,
                     struct error *err)
{
	struct query query;

	*events = (struct answer_events){0};
	if (!query_begin(&query, db, SQL_ANSWERS_HISTORY, err))
		return false;
	query_int(&query, assessment);
	query_text(&query, question);
	return take_rows(&query, events, err);
}

bool answers_all(struct db *db, int64_t assessment, int64_t after_seq, struct answer_events *events, struct error *err)
{
	struct query query;

	*events = (struct answer_events){0};
	if (!query_begin(&query, db, SQL_ANSWERS_ALL, err))
		return false;
	query_int(&query, assessment);
	query_int(&query, after_seq);
	return take_rows(&query, events, err);
}

/* Reads the events of one question on, until one sets a day of its own. */
static enum query_step find_first_due(struct query *query, bool unsure, struct date *due, struct error *err)
{
	struct date last = {0}, inherited = {0};
	bool was_unsure = unsure;
	enum query_step step;

	while ((step = query_next(query, err)) == QUERY_ROW) {
		bool is_unsure = str_equal(query_get_text(query, 1), answer_code(ANSWER_UNSURE));
		struct date own;

		if (is_unsure != was_unsure)
			inherited = last;
		was_unsure = is_unsure;
		if (!date_parse_iso(&own, query_get_text(query, 0)))
			own = (struct date){0};
		last = own;
		if (is_unsure != unsure || !date_is_set(own) || date_compare(own, inherited) == 0)
			continue;
		*due = own;
		break;
	}
	return step;
}

bool answers_first_due(struct db *db, int64_t assessment, const char *question, bool unsure, struct date *due,
                       struct error *err)
{
	struct query query;
	enum query_step step;

	*due = (struct date){0};
	if (!query_begin(&query, db, SQL_ANSWERS_DUES, err))
		return false;
	query_int(&query, assessment);
	query_text(&query, question);
	query_text(&query, event_kind_code(EVENT_CARRIED)); /* last year's plan is not this year's */
	step = find_first_due(&query, unsure, due, err);
	query_end(&query);
	return step != QUERY_FAILED;
}
