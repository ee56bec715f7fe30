/* Writing whole pictures, and with them plans: a due date that was set is moved for a reason only. */
#include <stdlib.h>

#include "tenken/app/correspondence.h"
#include "tenken/app/plans.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "workplace_private.h"

/* --- writing a picture --- */

static bool may_move(const struct question *question, const struct plan *stands, const struct plan *plan, const char *why,
                     struct error *err)
{
	struct strbuf first = STRBUF_INIT;
	bool moves = plan_moves_due(stands, plan->due);
	if (!moves || !str_is_blank(why))
		return !moves || answer_text_fits(why, _("Reason"), err);
	date_format_local(&first, date_is_set(stands->due) ? stands->due : stands->first_due);
	error_set(err, ERROR_USAGE, _("The due date of \"%s\" is set already (%s). Say why it is moved: add --reason TEXT. Nothing was "
	                              "changed."), question->id, first.text);
	strbuf_release(&first);
	return false;
}

bool workplace_record_plan(struct workplace *workplace, struct checklist *checklist, size_t item, const struct response *response,
                           const char *why, struct error *err)
{
	const struct entry *entry = &checklist->entries[item];
	const struct response *present = entry_response(entry);
	const struct question *question = checklist_question(checklist, item);
	/* The same answer again says that somebody has looked, where the office has asked for that. */
	if (response_equal(response, present) && !correspondence_push(workplace, checklist, item))
		return true;
	if (response->answer != present->answer && !item_is_open(workplace, checklist, item, err))
		return false;
	if (!may_move(question, &present->plan, &response->plan, why, err))
		return false;
	struct answer_event event;
	answer_event_init(&event);
	event.kind = EVENT_ANSWER;
	response_copy(&event.response, response);
	answer_keep_beneath(&event.response, entry);
	if (plan_moves_due(&present->plan, response->plan.due))
		str_assign(&event.progress, why);
	bool ok = answer_append(workplace, checklist, item, &event, err);
	answer_event_release(&event);
	return ok;
}

bool workplace_record(struct workplace *workplace, struct checklist *checklist, size_t item, const struct response *response,
                      struct error *err)
{
	return workplace_record_plan(workplace, checklist, item, response, NULL, err);
}

/* --- carrying a plan out --- */

static bool must_have_plan(const struct checklist *checklist, size_t item, struct error *err)
{
	const struct response *response = &checklist->entries[item].standing.response;
	if (!plan_is_empty(&response->plan))
		return true;
	return error_set(err, ERROR_REFUSED, _("There is no plan for \"%s\" yet: first say cause, measure, person in charge and "
	                                       "due date."),
	                 checklist_question(checklist, item)->id);
}

bool workplace_plan_progress(struct workplace *workplace, struct checklist *checklist, size_t item, const char *note,
                             struct error *err)
{
	if (str_is_blank(note))
		return error_set(err, ERROR_USAGE, _("The progress note must not be empty."));
	if (!must_have_plan(checklist, item, err) || !answer_text_fits(note, _("Progress"), err))
		return false;
	struct answer_event event;
	answer_from_entry(&event, checklist, item);
	event.kind = EVENT_PROGRESS;
	str_assign(&event.progress, note);
	bool ok = answer_append(workplace, checklist, item, &event, err);
	answer_event_release(&event);
	return ok;
}

bool workplace_plan_done(struct workplace *workplace, struct checklist *checklist, size_t item, const char *evidence,
                         struct error *err)
{
	if (str_is_blank(evidence))
		return error_set(err, ERROR_USAGE, _("Say by what one can see that the measure is done (evidence)."));
	if (!must_have_plan(checklist, item, err))
		return false;
	struct answer_event event;
	answer_from_entry(&event, checklist, item);
	event.response.plan.done = true;
	str_assign(&event.response.plan.evidence, evidence);
	bool ok = answer_append(workplace, checklist, item, &event, err);
	answer_event_release(&event);
	return ok;
}

/* --- what was noted --- */

void plan_notes_release(struct plan_notes *notes)
{
	for (size_t i = 0; i < notes->count; i++) {
		free(notes->items[i].text);
		free(notes->items[i].actor);
		free(notes->items[i].acted_for);
		free(notes->items[i].at);
	}
	free(notes->items);
	*notes = (struct plan_notes){0};
}

static bool is_undone(const struct answer_events *events, size_t at)
{
	bool undone = false;
	for (size_t i = at + 1; i < events->count; i++)
		if (events->items[i].target == events->items[at].seq)
			undone = events->items[i].kind == EVENT_UNDO;
	return undone;
}

bool plan_notes_load(const struct workplace *workplace, const struct checklist *checklist, const char *question,
                     struct plan_notes *notes, struct error *err)
{
	struct answer_events events;
	*notes = (struct plan_notes){0};
	if (!workplace_history((struct workplace *)workplace, checklist, question, &events, err))
		return false;
	for (size_t i = 0; i < events.count; i++) {
		const struct answer_event *event = &events.items[i];
		if (str_is_blank(event->progress) || is_undone(&events, i))
			continue;
		bool moves = event->kind != EVENT_PROGRESS;
		*MEM_PUSH(notes->items, notes->count) = (struct plan_note){.text = mem_strdup(event->progress),
		                                                           .actor = mem_strdup(event->actor),
		                                                           .acted_for = mem_strdup(event->acted_for),
		                                                           .at = mem_strdup(event->at),
		                                                           .moves = moves,
		                                                           .due = moves ? event->response.plan.due
		                                                                        : (struct date){0}};
	}
	answer_events_release(&events);
	return true;
}

void plan_note_format(struct strbuf *out, const struct plan_note *note)
{
	struct strbuf when = STRBUF_INIT, due = STRBUF_INIT;
	date_format_local(&when, datetime_date(note->at));
	if (date_is_set(note->due))
		date_format_local(&due, note->due);
	if (!note->moves)
		strbuf_addf(out, _("%s: %s"), when.text, note->text);
	else if (due.len_bytes)
		strbuf_addf(out, _("%s: due date moved to %s: %s"), when.text, due.text, note->text);
	else
		strbuf_addf(out, _("%s: due date taken away: %s"), when.text, note->text);
	strbuf_release(&when);
	strbuf_release(&due);
}
