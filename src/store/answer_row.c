#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db_private.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

static const char *const kind_codes[] = {
        [EVENT_ANSWER] = "answer",   [EVENT_PROGRESS] = "progress", [EVENT_CARRIED] = "carried",
        [EVENT_CONFIRM] = "confirm", [EVENT_UNDO] = "undo",         [EVENT_REDO] = "redo",
};
static_assert(sizeof kind_codes / sizeof *kind_codes == EVENT_KINDS, "every kind of event has its code");

const char *event_kind_code(enum event_kind kind)
{
	return (unsigned)kind < EVENT_KINDS ? kind_codes[kind] : "";
}

bool event_kind_parse(enum event_kind *kind, const char *code)
{
	for (size_t i = 0; i < EVENT_KINDS; i++) {
		if (str_equal(kind_codes[i], code)) {
			*kind = (enum event_kind)i;
			return true;
		}
	}
	return false;
}

void answer_event_init(struct answer_event *event)
{
	*event = (struct answer_event){
	        .question = mem_strdup(""),
	        .elements = mem_strdup(""),
	        .progress = mem_strdup(""),
	        .actor = mem_strdup(""),
	        .acted_for = mem_strdup(""),
	        .at = mem_strdup(""),
	};
	response_init(&event->response);
}

void answer_event_release(struct answer_event *event)
{
	if (!event)
		return;
	free(event->question);
	free(event->elements);
	free(event->progress);
	free(event->actor);
	free(event->acted_for);
	free(event->at);
	response_release(&event->response);
	*event = (struct answer_event){0};
}

void answer_events_release(struct answer_events *events)
{
	if (!events)
		return;
	for (size_t i = 0; i < events->count; i++)
		answer_event_release(&events->items[i]);
	free(events->items);
	*events = (struct answer_events){0};
}

/* --- what may be stored --- */

/* "a=yes,b=no": ids without "," and "=", each with a code; open elements ("b=") may stand there. */
bool elements_are_sound(const char *text)
{
	while (*text) {
		size_t len_bytes = strcspn(text, ",");
		size_t id_bytes = strcspn(text, "=");
		enum element_answer answer;
		char *code;
		bool ok;

		if (id_bytes == 0 || id_bytes >= len_bytes)
			return false;
		code = mem_strndup(text + id_bytes + 1, len_bytes - id_bytes - 1);
		ok = !*code || element_answer_parse(&answer, code);
		free(code);
		if (!ok)
			return false;
		text += len_bytes;
		if (*text == ',' && !*++text)
			return false;
	}
	return true;
}

static bool text_is_sound(const char *text)
{
	return !text || text_is_utf8(text, strlen(text), NULL);
}

static bool texts_are_sound(const struct answer_event *event)
{
	const struct response *response = &event->response;
	const struct plan *plan = &response->plan;
	const char *const texts[] = {
	        event->question,  event->elements, event->progress, event->actor, event->acted_for, response->note,
	        response->reason, plan->cause,     plan->measure,   plan->person, plan->evidence,
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!text_is_sound(texts[i]))
			return false;
	return true;
}

bool answer_event_check(const struct answer_event *event, struct error *err)
{
	const char *question = event->question ? event->question : "";
	const struct date due = event->response.plan.due;
	bool points = event->kind == EVENT_UNDO || event->kind == EVENT_REDO;

	if (!texts_are_sound(event))
		return error_set(err, ERROR_INPUT, _("Question %s: a text is not valid UTF-8. Type it again."),
		                 question);
	if (!*question || event->revision < 1 || (unsigned)event->kind >= EVENT_KINDS ||
	    (unsigned)event->response.answer >= ANSWERS || points != (event->target > 0))
		return error_set(
		        err, ERROR_INPUT,
		        _("Question \"%s\": the record of the answer is incomplete (question, revision, kind, answer "
		          "or target)."),
		        question);
	if (!elements_are_sound(event->elements ? event->elements : ""))
		return error_set(err, ERROR_INPUT, _("Question %s: \"%s\" is no list of elements (\"a=yes,b=no\")."),
		                 question, event->elements);
	if (date_is_set(due) && !date_is_valid(due.year, due.month, due.day))
		return error_set(err, ERROR_INPUT, _("Question %s: the due date is no date of the calendar."),
		                 question);
	if (!datetime_is_valid(event->at ? event->at : ""))
		return error_set(err, ERROR_INPUT, _("Question %s: \"%s\" is no moment (2026-10-01T14:03:21+09:00)."),
		                 question, event->at ? event->at : "");
	return true;
}

/* --- rows --- */

enum column {
	COLUMN_SEQ,
	COLUMN_ASSESSMENT,
	COLUMN_QUESTION,
	COLUMN_REVISION,
	COLUMN_KIND,
	COLUMN_ANSWER,
	COLUMN_ELEMENTS,
	COLUMN_NOTE,
	COLUMN_REASON,
	COLUMN_CAUSE,
	COLUMN_MEASURE,
	COLUMN_PERSON,
	COLUMN_DUE,
	COLUMN_PREVENTIVE,
	COLUMN_DONE,
	COLUMN_EVIDENCE,
	COLUMN_PROGRESS,
	COLUMN_TARGET,
	COLUMN_ACTOR,
	COLUMN_ACTED_FOR,
	COLUMN_AT,
};

void answer_row_bind(struct query *query, const struct answer_event *event, char due[11])
{
	const struct response *response = &event->response;
	const struct plan *plan = &response->plan;

	query_int(query, event->seq);
	query_int(query, event->assessment);
	query_text(query, event->question);
	query_int(query, event->revision);
	query_text(query, event_kind_code(event->kind));
	query_text(query, answer_code(response->answer));
	query_text(query, event->elements);
	query_text(query, response->note);
	query_text(query, response->reason);
	query_text(query, plan->cause);
	query_text(query, plan->measure);
	query_text(query, plan->person);
	query_text(query, date_format_iso(plan->due, due));
	query_int(query, plan->preventive);
	query_int(query, plan->done);
	query_text(query, plan->evidence);
	query_text(query, event->progress);
	query_int(query, event->target);
	query_text(query, event->actor);
	query_text(query, event->acted_for);
	query_text(query, event->at);
}

static void read_response(const struct query *query, struct response *response)
{
	struct plan *plan = &response->plan;

	str_assign(&response->note, query_get_text(query, COLUMN_NOTE));
	str_assign(&response->reason, query_get_text(query, COLUMN_REASON));
	str_assign(&plan->cause, query_get_text(query, COLUMN_CAUSE));
	str_assign(&plan->measure, query_get_text(query, COLUMN_MEASURE));
	str_assign(&plan->person, query_get_text(query, COLUMN_PERSON));
	str_assign(&plan->evidence, query_get_text(query, COLUMN_EVIDENCE));
	plan->preventive = query_get_int(query, COLUMN_PREVENTIVE) != 0;
	plan->done = query_get_int(query, COLUMN_DONE) != 0;
}

static bool read_codes(const struct query *query, struct answer_event *event)
{
	struct response *response = &event->response;
	const char *answer = query_get_text(query, COLUMN_ANSWER);
	const char *due = query_get_text(query, COLUMN_DUE);

	return event_kind_parse(&event->kind, query_get_text(query, COLUMN_KIND)) &&
	       (!*answer || answer_parse(&response->answer, answer)) &&
	       (!*due || date_parse_iso(&response->plan.due, due));
}

bool answer_row_read(const struct query *query, struct answer_event *event, struct error *err)
{
	struct error why = {0};

	answer_event_init(event);
	event->seq = query_get_int(query, COLUMN_SEQ);
	event->assessment = query_get_int(query, COLUMN_ASSESSMENT);
	event->revision = (int)query_get_int(query, COLUMN_REVISION);
	event->target = query_get_int(query, COLUMN_TARGET);
	str_assign(&event->question, query_get_text(query, COLUMN_QUESTION));
	str_assign(&event->elements, query_get_text(query, COLUMN_ELEMENTS));
	str_assign(&event->progress, query_get_text(query, COLUMN_PROGRESS));
	str_assign(&event->actor, query_get_text(query, COLUMN_ACTOR));
	str_assign(&event->acted_for, query_get_text(query, COLUMN_ACTED_FOR));
	str_assign(&event->at, query_get_text(query, COLUMN_AT));
	read_response(query, &event->response);
	if (read_codes(query, event) && answer_event_check(event, &why))
		return true;
	error_set(err, ERROR_STORAGE, _("%s is damaged: event %lld cannot be read.%s"), query->db->path,
	          (long long)event->seq, db_advice());
	error_release(&why);
	answer_event_release(event);
	return false;
}
