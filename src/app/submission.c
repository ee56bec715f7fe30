/* Writing the body of a submission. */
#include "tenken/app/submission.h"

#include <stdlib.h>
#include <string.h>

#include "ledger_private.h"
#include "tenken/app/plans.h"
#include "tenken/base/str.h"

enum { FORMAT = 1 };

static struct json *unit_json(const struct unit *unit)
{
	struct json *node = json_new_object();
	json_put_string(node, "code", unit->code);
	json_put_string(node, "bureau", unit->bureau);
	json_put_string(node, "name", unit->name);
	return node;
}

static void put_notes(struct json *list, const struct plan_notes *notes)
{
	for (size_t i = 0; i < notes->count; i++) {
		const struct plan_note *note = &notes->items[i];
		struct json *node = json_put_object(list, NULL);
		char due[11];
		json_put_string(node, "text", note->text);
		json_put_string(node, "due",
		                !note->moves ? "" : date_is_set(note->due) ? date_format_iso(note->due, due) : SUBMISSION_DUE_NONE);
		json_put_string(node, "actor", note->actor);
		json_put_string(node, "acted_for", note->acted_for);
		json_put_string(node, "at", note->at);
	}
}

static struct json *plan_json(const struct plan *plan, struct date first_due, const struct plan_notes *notes)
{
	struct json *node = json_new_object();
	char due[11];
	json_put_string(node, "cause", plan->cause);
	json_put_string(node, "measure", plan->measure);
	json_put_string(node, "person", plan->person);
	json_put_string(node, "due", date_is_set(plan->due) ? date_format_iso(plan->due, due) : "");
	json_put_string(node, "first_due", date_is_set(first_due) ? date_format_iso(first_due, due) : "");
	json_put_bool(node, "preventive", plan->preventive);
	json_put_bool(node, "done", plan->done);
	json_put_string(node, "evidence", plan->evidence);
	put_notes(json_put_array(node, "progress"), notes);
	return node;
}

/* One question's current picture, as the database has it. */
static bool put_answer(struct json *list, const struct workplace *workplace, const struct checklist *checklist,
                       const struct answer_event *event, struct error *err)
{
	struct json *node = json_put_object(list, NULL);
	struct plan_notes notes;
	struct date first_due;
	if (!answers_first_due(workplace->db, event->assessment, event->question, event->response.answer == ANSWER_UNSURE,
	                       &first_due, err) ||
	    !plan_notes_load(workplace, checklist, event->question, &notes, err))
		return false;
	json_put_string(node, "question", event->question);
	json_put_string(node, "answer", answer_code(event->response.answer));
	json_put_string(node, "elements", event->elements);
	json_put_string(node, "note", event->response.note);
	json_put_string(node, "reason", event->response.reason);
	json_put(node, "plan", plan_json(&event->response.plan, first_due, &notes));
	json_put_bool(node, "confirmed", event->kind == EVENT_CONFIRM);
	json_put_int(node, "revision", event->revision);
	json_put_string(node, "actor", event->actor);
	json_put_string(node, "acted_for", event->acted_for);
	json_put_string(node, "at", event->at);
	plan_notes_release(&notes);
	return true;
}

/* What stands for each question that is asked: the answer and its basis. By these the office counts without reckoning anew. */
static struct json *standing_json(const struct checklist *checklist)
{
	struct json *list = json_new_array();
	for (size_t i = 0; i < checklist->scope.count; i++) {
		const struct standing *standing = &checklist->entries[i].standing;
		struct json *node;
		if (!scope_asks(&checklist->scope.items[i]))
			continue;
		node = json_put_object(list, NULL);
		json_put_string(node, "question", checklist_question(checklist, i)->id);
		json_put_string(node, "answer", answer_code(standing->response.answer));
		json_put_string(node, "basis", basis_code(standing->basis));
	}
	return list;
}

static bool put_checklist(struct json *list, const struct workplace *workplace, const struct checklist *checklist,
                          struct error *err)
{
	struct answer_events events = {0};
	struct json *node = json_put_object(list, NULL), *answers;
	if (!answers_load(workplace->db, checklist->assessment.id, &events, err))
		return false;
	json_put_string(node, "id", checklist->assessment.checklist);
	json_put_string(node, "role", checklist->assessment.role);
	json_put_string(node, "subject", checklist->assessment.subject);
	answers = json_put_array(node, "answers");
	bool ok = true;
	for (size_t i = 0; ok && i < events.count; i++)
		ok = put_answer(answers, workplace, checklist, &events.items[i], err);
	json_put(node, "standing", standing_json(checklist));
	answer_events_release(&events);
	return ok;
}

static void put_records(struct json *list, const struct record_events *events)
{
	for (size_t i = 0; i < events->count; i++) {
		const struct record_event *event = &events->items[i];
		struct json *node;
		if (event->kind == RECORD_REMOVE)
			continue;
		node = json_put_object(list, NULL);
		json_put_string(node, "register", event->owner);
		json_put(node, "record", ledger_record_json(event->record, event->fields));
		json_put_string(node, "actor", event->actor);
		json_put_string(node, "acted_for", event->acted_for);
		json_put_string(node, "at", event->at);
	}
}

/* The profile and what is declared complete: facts of this year, as answered. */
static void put_facts(struct json *list, const struct fact_events *events)
{
	for (size_t i = 0; i < events->count; i++) {
		const struct fact_event *event = &events->items[i];
		struct json *node;
		if (event->value == TRUTH_UNKNOWN || str_starts_with(event->fact, checklist_removed_prefix))
			continue; /* what is removed is not handed in */
		node = json_put_object(list, NULL);
		json_put_string(node, "fact", event->fact);
		json_put_string(node, "value", truth_code(event->value));
		json_put_string(node, "actor", event->actor);
		json_put_string(node, "acted_for", event->acted_for);
		json_put_string(node, "at", event->at);
	}
}

struct json *submission_body(const struct workplace *workplace, const char *confirmed_by, const char *at, struct error *err)
{
	struct ledger_sources sources;
	struct json *body, *checklists;
	bool ok = true;
	if (!ledger_sources_load(&sources, workplace, err))
		return NULL;
	body = json_new_object();
	json_put_int(body, "format", FORMAT);
	json_put(body, "unit", unit_json(&workplace->unit));
	json_put_int(body, "fiscal_year", workplace->cycle.fiscal_year);
	json_put_bool(body, "extra", workplace->cycle.extra);
	json_put_string(body, "pack", workplace->pack->id);
	json_put_string(body, "confirmed_by", confirmed_by);
	json_put_string(body, "confirmed_at", at);
	put_facts(json_put_array(body, "facts"), &sources.facts);
	put_records(json_put_array(body, "records"), &sources.events);
	checklists = json_put_array(body, "checklists");
	for (size_t i = 0; ok && i < workplace->checklists_count; i++)
		ok = put_checklist(checklists, workplace, &workplace->checklists[i], err);
	json_put(body, "dissents", json_copy(workplace->with_office.dissents));
	json_put(body, "received", json_copy(workplace->with_office.received));
	ledger_sources_release(&sources);
	if (ok)
		return body;
	json_free(body);
	return NULL;
}
