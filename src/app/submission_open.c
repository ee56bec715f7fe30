/* A workplace in memory, made from the body of a submission. */
#include <stdlib.h>
#include <string.h>

#include "ledger_private.h"
#include "submission_private.h"
#include "tenken/app/packs.h"
#include "tenken/app/submission.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

static const char *text(const struct json *node, const char *key)
{
	const char *found = json_string(json_get(node, key));
	return found ? found : "";
}

static bool put_unit(struct db *db, const struct json *body, struct cycle *cycle, struct error *err)
{
	const struct json *from = json_get(body, "unit");
	struct unit unit = {.code = (char *)text(from, "code"),
	                    .bureau = (char *)text(from, "bureau"),
	                    .name = (char *)text(from, "name")};
	int64_t year = 0;
	json_int(json_get(body, "fiscal_year"), &year);
	*cycle = (struct cycle){.fiscal_year = (int)year,
	                        .extra = json_bool(json_get(body, "extra")),
	                        .pack = (char *)text(body, "pack"),
	                        .due = (char *)""};
	return unit_save(db, &unit, err) && cycle_add(db, cycle, err);
}

bool submission_put_facts(struct db *db, const struct json *body, int64_t cycle, struct error *err)
{
	for (const struct json *node = json_first(json_get(body, "facts")); node; node = json_next(node)) {
		enum truth value = TRUTH_UNKNOWN;
		truth_parse(&value, text(node, "value"));
		if (!facts_append(db, cycle, text(node, "fact"), value, text(node, "actor"), text(node, "acted_for"),
		                  text(node, "at"), err))
			return false;
	}
	return true;
}

static bool put_periods(struct db *db, const struct json *periods, int64_t cycle, struct error *err)
{
	for (const struct json *node = json_first(periods); node; node = json_next(node))
		if (json_string(node) && !cycle_period_save(db, cycle, json_key(node), json_string(node), err))
			return false;
	return true;
}

bool submission_put_record(struct db *db, const struct json *node, struct error *err)
{
	struct strbuf fields = STRBUF_INIT;
	json_write(&fields, json_get(node, "record"), false);
	struct record_event event = {.owner = (char *)text(node, "register"),
	                             .record = (char *)text(json_get(node, "record"), "id"),
	                             .revision = 1,
	                             .kind = RECORD_SET,
	                             .fields = fields.text,
	                             .actor = (char *)text(node, "actor"),
	                             .acted_for = (char *)text(node, "acted_for"),
	                             .at = (char *)text(node, "at")};
	bool ok = records_append(db, &event, err);
	strbuf_release(&fields);
	return ok;
}

static bool put_records(struct db *db, const struct json *body, struct error *err)
{
	bool ok = true;
	for (const struct json *node = json_first(json_get(body, "records")); ok && node; node = json_next(node))
		ok = submission_put_record(db, node, err);
	return ok;
}

static void take_plan(struct plan *plan, const struct json *from)
{
	str_assign(&plan->cause, text(from, "cause"));
	str_assign(&plan->measure, text(from, "measure"));
	str_assign(&plan->person, text(from, "person"));
	str_assign(&plan->evidence, text(from, "evidence"));
	plan->preventive = json_bool(json_get(from, "preventive"));
	plan->done = json_bool(json_get(from, "done"));
	if (!date_parse_iso(&plan->due, text(from, "due")))
		plan->due = (struct date){0};
}

/* What was noted of the plan stands before the answer itself, as in the section's own history: of each note no more than it says. */
static bool put_note(struct db *db, int64_t assessment, int revision, const struct json *answer, const struct json *from,
                     struct error *err)
{
	struct answer_event event;
	const char *due = text(from, "due");
	answer_event_init(&event);
	event.assessment = assessment;
	event.revision = revision;
	event.kind = *due ? EVENT_ANSWER : EVENT_PROGRESS;
	str_assign(&event.question, text(answer, "question"));
	if (*text(answer, "answer"))
		answer_parse(&event.response.answer, text(answer, "answer"));
	if (*due && !date_parse_iso(&event.response.plan.due, due))
		event.response.plan.due = (struct date){0};
	str_assign(&event.progress, text(from, "text"));
	str_assign(&event.actor, text(from, "actor"));
	str_assign(&event.acted_for, text(from, "acted_for"));
	str_assign(&event.at, text(from, "at"));
	bool ok = answers_append(db, &event, err);
	answer_event_release(&event);
	return ok;
}

static bool put_answer(struct db *db, int64_t assessment, const struct json *from, struct error *err)
{
	struct answer_event event;
	int revision = 1;
	const struct json *notes = json_get(json_get(from, "plan"), "progress");
	for (const struct json *note = json_first(notes); note; note = json_next(note))
		if (!put_note(db, assessment, revision++, from, note, err))
			return false;
	answer_event_init(&event);
	event.assessment = assessment;
	event.revision = revision;
	event.kind = json_bool(json_get(from, "confirmed")) ? EVENT_CONFIRM : EVENT_ANSWER;
	str_assign(&event.question, text(from, "question"));
	if (*text(from, "answer"))
		answer_parse(&event.response.answer, text(from, "answer"));
	str_assign(&event.elements, text(from, "elements"));
	str_assign(&event.response.note, text(from, "note"));
	str_assign(&event.response.reason, text(from, "reason"));
	take_plan(&event.response.plan, json_get(from, "plan"));
	str_assign(&event.actor, text(from, "actor"));
	str_assign(&event.acted_for, text(from, "acted_for"));
	str_assign(&event.at, text(from, "at"));
	bool ok = answers_append(db, &event, err);
	answer_event_release(&event);
	return ok;
}

bool submission_put_checklists(struct db *db, const struct json *body, int64_t cycle, struct error *err)
{
	for (const struct json *node = json_first(json_get(body, "checklists")); node; node = json_next(node)) {
		struct assessment assessment = {.cycle = cycle,
		                                .checklist = (char *)text(node, "id"),
		                                .role = (char *)text(node, "role"),
		                                .subject = (char *)json_string(json_get(node, "subject"))};
		if (!assessment_add(db, &assessment, err))
			return false;
		for (const struct json *answer = json_first(json_get(node, "answers")); answer; answer = json_next(answer))
			if (!put_answer(db, assessment.id, answer, err))
				return false;
	}
	return true;
}

static bool fill(struct db *db, const struct json *body, const struct json *periods, struct error *err)
{
	struct cycle cycle;
	if (!db_begin(db, err))
		return false;
	if (put_unit(db, body, &cycle, err) && submission_put_facts(db, body, cycle.id, err) &&
	    put_periods(db, periods, cycle.id, err) && put_records(db, body, err) &&
	    submission_put_checklists(db, body, cycle.id, err))
		return db_commit(db, err);
	db_rollback(db);
	return false;
}

/* The first due dates as the section says them: in the history that was made here the plan stands as it is now. */
static void take_first_dues(struct workplace *workplace, const struct json *body)
{
	for (const struct json *node = json_first(json_get(body, "checklists")); node; node = json_next(node)) {
		const struct json *answers = json_get(node, "answers");
		for (const struct json *answer = json_first(answers); answer; answer = json_next(answer)) {
			struct date first;
			const struct json *plan = json_get(answer, "plan");
			if (json_get(plan, "first_due")) {
				if (!date_parse_iso(&first, text(plan, "first_due")))
					first = (struct date){0};
				submission_set_first_due(workplace, text(node, "id"), text(answer, "question"), first);
			}
		}
	}
}

void submission_set_first_due(struct workplace *workplace, const char *checklist, const char *question, struct date first)
{
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		struct checklist *found = &workplace->checklists[c];
		if (!str_equal(found->assessment.checklist, checklist))
			continue;
		for (size_t i = 0; i < found->scope.count; i++) {
			if (!str_equal(checklist_question(found, i)->id, question))
				continue;
			found->entries[i].stored.plan.first_due = first;
			found->entries[i].standing.response.plan.first_due = first;
		}
	}
}

static bool open_with(struct workplace *workplace, const struct json *body, const struct json *periods, struct error *err)
{
	if (submission_check(body, err) && fill(workplace->db, body, periods, err) && workplace_load(workplace, err)) {
		take_first_dues(workplace, body);
		return true;
	}
	workplace_close(workplace);
	return false;
}

bool submission_open(struct workplace *workplace, const struct json *body, const char *pack, const struct json *periods,
                     struct date today, struct error *err)
{
	*workplace = (struct workplace){.today = today, .readonly = true};
	workplace->db = db_open_scratch(err);
	workplace->pack_folder = workplace->db ? packs_find(pack, err) : NULL;
	workplace->pack = workplace->pack_folder ? packs_read(workplace->pack_folder, NULL, err) : NULL;
	if (workplace->pack)
		return open_with(workplace, body, periods, err);
	workplace_close(workplace);
	return false;
}

bool submission_open_with(struct workplace *workplace, const struct json *body, const char *folder, struct pack *pack,
                          const struct json *periods, struct date today, struct error *err)
{
	*workplace = (struct workplace){.today = today,
	                                .readonly = true,
	                                .pack = pack,
	                                .borrows_pack = true,
	                                .pack_folder = mem_strdup(folder),
	                                .db = db_open_scratch(err)};
	if (workplace->db)
		return open_with(workplace, body, periods, err);
	workplace_close(workplace);
	return false;
}
