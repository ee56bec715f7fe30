/* Undo and redo over a whole assessment, as walks backwards through its events. Nothing is kept beside the events: what
 * could be undone follows from them, also after the program was closed or somebody else wrote. */
#include <stdlib.h>

#include "db_private.h"
#include "sql.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* What the walk needs of an event. */
struct footprint {
	int64_t seq;
	char *question; /* owned */
	int revision;
	enum event_kind kind;
	int64_t target;
};

enum verdict { GO_ON, FOUND, NOTHING };

/* Looks at one event, newest first; `skip` is the walk's own counter. */
typedef enum verdict judge(const struct footprint *event, size_t *skip);

static bool is_edit(enum event_kind kind)
{
	return kind == EVENT_ANSWER || kind == EVENT_PROGRESS || kind == EVENT_CONFIRM;
}

/* An undo takes away one edit before it; a redo is an edit like any other. What was only carried over is none. */
static enum verdict judge_undo(const struct footprint *event, size_t *skip)
{
	if (event->kind == EVENT_UNDO) {
		++*skip;
		return GO_ON;
	}
	if (!is_edit(event->kind) && event->kind != EVENT_REDO)
		return GO_ON;
	if (!*skip)
		return FOUND;
	--*skip;
	return GO_ON;
}

/* The undone events since the last fresh edit form a stack; a redo has taken one from it. */
static enum verdict judge_redo(const struct footprint *event, size_t *skip)
{
	if (is_edit(event->kind))
		return NOTHING;
	if (event->kind == EVENT_REDO)
		++*skip;
	if (event->kind != EVENT_UNDO)
		return GO_ON;
	if (!*skip)
		return FOUND;
	--*skip;
	return GO_ON;
}

static bool read_footprint(const struct query *query, struct footprint *event, struct error *err)
{
	free(event->question);
	*event = (struct footprint){
	        .seq = query_get_int(query, 0),
	        .question = query_take_text(query, 1),
	        .revision = (int)query_get_int(query, 2),
	        .target = query_get_int(query, 4),
	};
	return event_kind_parse(&event->kind, query_get_text(query, 3)) ||
	       db_fail(query->db->handle, query->db->path, SQLITE_CORRUPT, err);
}

/* The event at which `judge` found what it looked for; its seq is 0 when there is none. Free found->question. */
static bool walk(struct db *db, int64_t assessment, judge *decide, struct footprint *found, struct error *err)
{
	struct query query;
	enum query_step step;
	enum verdict verdict = GO_ON;
	size_t skip = 0;
	bool ok;

	*found = (struct footprint){0};
	if (!query_begin(&query, db, SQL_ANSWERS_BACKWARDS, err))
		return false;
	query_int(&query, assessment);
	ok = true;
	while (ok && verdict == GO_ON && (step = query_next(&query, err)) != QUERY_DONE) {
		ok = step == QUERY_ROW && read_footprint(&query, found, err);
		if (ok)
			verdict = decide(found, &skip);
	}
	query_end(&query);
	if (!ok || verdict != FOUND) {
		free(found->question);
		*found = (struct footprint){0};
	}
	return ok;
}

/* The one event that `sql` finds by assessment and seq, or by assessment, question and revision. */
static bool take_row(struct query *query, struct answer_event *event, struct error *err)
{
	enum query_step step = query_next(query, err);
	bool ok = step == QUERY_ROW
	                  ? answer_row_read(query, event, err)
	                  : step == QUERY_DONE && db_fail(query->db->handle, query->db->path, SQLITE_CORRUPT, err);
	query_end(query);
	return ok;
}

static bool load_by_seq(struct db *db, int64_t assessment, int64_t seq, struct answer_event *event, struct error *err)
{
	struct query query;

	if (!query_begin(&query, db, SQL_ANSWERS_BY_SEQ, err))
		return false;
	query_int(&query, assessment);
	query_int(&query, seq);
	return take_row(&query, event, err);
}

/* The picture that revision `revision` left: the empty one before the first, and after a carrying over, which leaves
 * the answer open. */
static bool load_picture(struct db *db, int64_t assessment, const char *question, int revision,
                         struct answer_event *picture, struct error *err)
{
	struct query query;

	if (revision > 0) {
		if (!query_begin(&query, db, SQL_ANSWERS_REVISION, err))
			return false;
		query_int(&query, assessment);
		query_text(&query, question);
		query_int(&query, revision);
		if (!take_row(&query, picture, err))
			return false;
		if (picture->kind != EVENT_CARRIED)
			return true;
		answer_event_release(picture);
	}
	answer_event_init(picture);
	picture->assessment = assessment;
	str_assign(&picture->question, question);
	return true;
}

/* Makes `event`, which holds a picture of the past, one that is ready to append. */
static bool make_ready(struct db *db, struct answer_event *event, enum event_kind kind, int64_t target,
                       struct error *err)
{
	struct answer_event current;

	if (!answers_load_one(db, event->assessment, event->question, &current, err)) {
		answer_event_release(event);
		return false;
	}
	event->seq = 0;
	event->revision = current.revision + 1;
	event->kind = kind;
	event->target = target;
	str_assign(&event->progress, "");
	str_assign(&event->actor, "");
	str_assign(&event->acted_for, "");
	str_assign(&event->at, "");
	answer_event_release(&current);
	return true;
}

bool answers_undo_target(struct db *db, int64_t assessment, int64_t *target, struct answer_event *restored,
                         struct error *err)
{
	struct footprint found;
	bool ok;

	*target = 0;
	if (!walk(db, assessment, judge_undo, &found, err))
		return false;
	if (!found.seq) {
		answer_event_init(restored);
		return true;
	}
	ok = load_picture(db, assessment, found.question, found.revision - 1, restored, err) &&
	     make_ready(db, restored, EVENT_UNDO, found.seq, err);
	free(found.question);
	if (ok)
		*target = found.seq;
	return ok;
}

bool answers_redo_target(struct db *db, int64_t assessment, int64_t *target, struct answer_event *restored,
                         struct error *err)
{
	struct footprint found;
	bool ok;

	*target = 0;
	if (!walk(db, assessment, judge_redo, &found, err))
		return false;
	if (!found.seq) {
		answer_event_init(restored);
		return true;
	}
	ok = load_by_seq(db, assessment, found.target, restored, err) &&
	     make_ready(db, restored, EVENT_REDO, found.target, err);
	free(found.question);
	if (ok)
		*target = found.target;
	return ok;
}
