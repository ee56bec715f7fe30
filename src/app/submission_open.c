/* Reading the body of a submission: its shape, and a workplace in memory made from it. */
#include <stdlib.h>
#include <string.h>

#include "ledger_private.h"
#include "tenken/app/packs.h"
#include "tenken/app/submission.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

enum { FORMAT = 1, LIST_MAX = 20000 };

/* --- shape --- */

/* A member that has to be there, and of what type. */
struct member {
	const char *key;
	enum json_type type;
	bool null; /* may be null */
	bool absent; /* may be absent: older programs wrote none */
};

static bool wrong(const char *where, const char *key, struct error *err)
{
	return error_set(err, ERROR_INPUT, _("The contents are not those of a submission: %s/%s is missing or is something else."),
	                 where, key);
}

static bool check_members(const struct json *node, const char *where, const struct member *members, size_t count,
                          struct error *err)
{
	size_t known = 0;
	if (json_type(node) != JSON_OBJECT)
		return wrong(where, "", err);
	for (size_t i = 0; i < count; i++) {
		const struct json *member = json_get(node, members[i].key);
		bool null = member && json_type(member) == JSON_NULL && members[i].null;
		known += member != NULL;
		if (member ? !null && json_type(member) != members[i].type : !members[i].absent)
			return wrong(where, members[i].key, err);
	}
	return json_size(node) == known || wrong(where, "", err);
}

#define CHECK_MEMBERS(node, where, members, err)                                                                               \
	check_members((node), (where), (members), sizeof(members) / sizeof *(members), (err))

static bool check_list(const struct json *list, const char *where, bool (*check)(const struct json *node, struct error *err),
                       struct error *err)
{
	if (json_size(list) > LIST_MAX)
		return wrong(where, "", err);
	for (const struct json *node = json_first(list); node; node = json_next(node))
		if (!check(node, err))
			return false;
	return true;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What stands in a list twice would be refused by the database only when somebody wants to look at it. `first` is a member that
 * must be there, `second` (may be NULL) one that belongs to the name as well. */
static bool check_once(const struct json *list, const char *where, const char *first, const char *second, struct error *err)
{
	char **names = mem_new(json_size(list) + 1, sizeof *names);
	size_t count = 0;
	bool twice = false;
	for (const struct json *node = json_first(list); node; node = json_next(node)) {
		const char *id = second ? json_string(json_get(json_get(node, second), "id")) : "";
		names[count++] = str_format("%s\n%s", json_string(json_get(node, first)), id);
	}
	qsort(names, count, sizeof *names, compare_texts);
	for (size_t i = 1; i < count; i++)
		twice = twice || str_equal(names[i - 1], names[i]);
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return !twice || wrong(where, first, err);
}

static bool is_moment(const struct json *node, const char *where, struct error *err)
{
	return datetime_is_valid(json_string(json_get(node, "at"))) || wrong(where, "at", err);
}

static bool is_day(const char *text)
{
	struct date day;
	return !*text || date_parse_iso(&day, text);
}

static bool check_note(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {.key = "text", .type = JSON_STRING},      {.key = "due", .type = JSON_STRING},
	        {.key = "actor", .type = JSON_STRING},     {.key = "acted_for", .type = JSON_STRING},
	        {.key = "at", .type = JSON_STRING},
	};
	if (!CHECK_MEMBERS(node, "progress", members, err) || !is_moment(node, "progress", err))
		return false;
	if (str_is_blank(json_string(json_get(node, "text"))))
		return wrong("progress", "text", err);
	const char *due = json_string(json_get(node, "due"));
	return is_day(due) || str_equal(due, SUBMISSION_DUE_NONE) || wrong("progress", "due", err);
}

static bool check_plan(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {.key = "cause", .type = JSON_STRING},     {.key = "measure", .type = JSON_STRING},
	        {.key = "person", .type = JSON_STRING},    {.key = "due", .type = JSON_STRING},
	        {.key = "preventive", .type = JSON_BOOL},  {.key = "done", .type = JSON_BOOL},
	        {.key = "evidence", .type = JSON_STRING},  {.key = "first_due", .type = JSON_STRING, .absent = true},
	        {.key = "progress", .type = JSON_ARRAY, .absent = true},
	};
	if (!CHECK_MEMBERS(node, "plan", members, err))
		return false;
	if (!is_day(json_string(json_get(node, "due"))))
		return wrong("plan", "due", err);
	const char *first = json_string(json_get(node, "first_due"));
	return ((!first || is_day(first)) || wrong("plan", "first_due", err)) &&
	       check_list(json_get(node, "progress"), "progress", check_note, err);
}

static bool check_answer(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {.key = "question", .type = JSON_STRING}, {.key = "answer", .type = JSON_STRING},   {.key = "elements", .type = JSON_STRING},
	        {.key = "note", .type = JSON_STRING},     {.key = "reason", .type = JSON_STRING},   {.key = "plan", .type = JSON_OBJECT},
	        {.key = "confirmed", .type = JSON_BOOL},  {.key = "revision", .type = JSON_NUMBER}, {.key = "actor", .type = JSON_STRING},
	        {.key = "acted_for", .type = JSON_STRING}, {.key = "at", .type = JSON_STRING},
	};
	enum answer answer;
	if (!CHECK_MEMBERS(node, "answers", members, err) || !check_plan(json_get(node, "plan"), err) ||
	    !is_moment(node, "answers", err))
		return false;
	const char *code = json_string(json_get(node, "answer"));
	return !*code || answer_parse(&answer, code) || wrong("answers", "answer", err);
}

static bool check_standing(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {.key = "question", .type = JSON_STRING}, {.key = "answer", .type = JSON_STRING}, {.key = "basis", .type = JSON_STRING}};
	enum answer answer;
	if (!CHECK_MEMBERS(node, "standing", members, err))
		return false;
	const char *code = json_string(json_get(node, "answer"));
	return !*code || answer_parse(&answer, code) || wrong("standing", "answer", err);
}

static bool check_checklist(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {.key = "id", .type = JSON_STRING},     {.key = "role", .type = JSON_STRING},    {.key = "subject", .type = JSON_STRING, .null = true},
	        {.key = "answers", .type = JSON_ARRAY}, {.key = "standing", .type = JSON_ARRAY},
	};
	return CHECK_MEMBERS(node, "checklists", members, err) &&
	       check_list(json_get(node, "answers"), "answers", check_answer, err) &&
	       check_once(json_get(node, "answers"), "answers", "question", NULL, err) &&
	       check_list(json_get(node, "standing"), "standing", check_standing, err);
}

static bool check_record(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {.key = "register", .type = JSON_STRING},  {.key = "record", .type = JSON_OBJECT}, {.key = "actor", .type = JSON_STRING},
	        {.key = "acted_for", .type = JSON_STRING}, {.key = "at", .type = JSON_STRING},
	};
	const char *id;
	if (!CHECK_MEMBERS(node, "records", members, err) || !is_moment(node, "records", err))
		return false;
	id = json_string(json_get(json_get(node, "record"), "id"));
	return (id && *id) || wrong("records", "record/id", err);
}

static bool check_fact(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {.key = "fact", .type = JSON_STRING},      {.key = "value", .type = JSON_STRING}, {.key = "actor", .type = JSON_STRING},
	        {.key = "acted_for", .type = JSON_STRING}, {.key = "at", .type = JSON_STRING},
	};
	enum truth truth;
	if (!CHECK_MEMBERS(node, "facts", members, err) || !is_moment(node, "facts", err))
		return false;
	return truth_parse(&truth, json_string(json_get(node, "value"))) || wrong("facts", "value", err);
}

bool submission_check(const struct json *body, struct error *err)
{
	static const struct member members[] = {
	        {.key = "format", .type = JSON_NUMBER},       {.key = "unit", .type = JSON_OBJECT},   {.key = "fiscal_year", .type = JSON_NUMBER},
	        {.key = "extra", .type = JSON_BOOL},          {.key = "pack", .type = JSON_STRING},   {.key = "confirmed_by", .type = JSON_STRING},
	        {.key = "confirmed_at", .type = JSON_STRING}, {.key = "facts", .type = JSON_ARRAY},   {.key = "records", .type = JSON_ARRAY},
	        {.key = "checklists", .type = JSON_ARRAY},
	};
	static const struct member unit[] = {
	        {.key = "code", .type = JSON_STRING}, {.key = "bureau", .type = JSON_STRING}, {.key = "name", .type = JSON_STRING}};
	int64_t format;
	if (!CHECK_MEMBERS(body, "", members, err))
		return false;
	if (!json_int(json_get(body, "format"), &format) || format != FORMAT)
		return error_set(err, ERROR_INPUT, _("This submission has a form that this program does not know. A newer tenken may "
		                                     "read it."));
	return CHECK_MEMBERS(json_get(body, "unit"), "unit", unit, err) &&
	       (datetime_is_valid(json_string(json_get(body, "confirmed_at"))) || wrong("", "confirmed_at", err)) &&
	       check_list(json_get(body, "facts"), "facts", check_fact, err) &&
	       check_list(json_get(body, "records"), "records", check_record, err) &&
	       check_once(json_get(body, "records"), "records", "register", "record", err) &&
	       check_list(json_get(body, "checklists"), "checklists", check_checklist, err) &&
	       check_once(json_get(body, "checklists"), "checklists", "id", NULL, err);
}

/* --- a workplace in memory --- */

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

static bool put_facts(struct db *db, const struct json *body, int64_t cycle, struct error *err)
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

static bool put_records(struct db *db, const struct json *body, struct error *err)
{
	for (const struct json *node = json_first(json_get(body, "records")); node; node = json_next(node)) {
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
		if (!ok)
			return false;
	}
	return true;
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

static bool put_checklists(struct db *db, const struct json *body, int64_t cycle, struct error *err)
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
	if (put_unit(db, body, &cycle, err) && put_facts(db, body, cycle.id, err) &&
	    put_periods(db, periods, cycle.id, err) && put_records(db, body, err) &&
	    put_checklists(db, body, cycle.id, err))
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

bool submission_open(struct workplace *workplace, const struct json *body, const char *pack, const struct json *periods,
                     struct date today, struct error *err)
{
	*workplace = (struct workplace){.today = today, .readonly = true};
	workplace->db = db_open_scratch(err);
	workplace->pack_folder = workplace->db ? packs_find(pack, err) : NULL;
	workplace->pack = workplace->pack_folder ? packs_read(workplace->pack_folder, NULL, err) : NULL;
	if (workplace->pack && submission_check(body, err) && fill(workplace->db, body, periods, err) &&
	    workplace_load(workplace, err)) {
		take_first_dues(workplace, body);
		return true;
	}
	workplace_close(workplace);
	return false;
}
