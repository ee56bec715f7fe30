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
};

static bool wrong(const char *where, const char *key, struct error *err)
{
	return error_set(err, ERROR_INPUT, _("The contents are not those of a submission: %s/%s is missing or is something else."),
	                 where, key);
}

static bool check_members(const struct json *node, const char *where, const struct member *members, size_t count,
                          struct error *err)
{
	if (json_type(node) != JSON_OBJECT || json_size(node) != count)
		return wrong(where, "", err);
	for (size_t i = 0; i < count; i++) {
		const struct json *member = json_get(node, members[i].key);
		bool null = member && json_type(member) == JSON_NULL && members[i].null;
		if (!member || (!null && json_type(member) != members[i].type))
			return wrong(where, members[i].key, err);
	}
	return true;
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

static bool check_plan(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {"cause", JSON_STRING, false},    {"measure", JSON_STRING, false}, {"person", JSON_STRING, false},
	        {"due", JSON_STRING, false},      {"preventive", JSON_BOOL, false}, {"done", JSON_BOOL, false},
	        {"evidence", JSON_STRING, false},
	};
	struct date due;
	const char *text = json_string(json_get(node, "due"));
	if (!CHECK_MEMBERS(node, "plan", members, err))
		return false;
	return !*text || date_parse_iso(&due, text) || wrong("plan", "due", err);
}

static bool check_answer(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {"question", JSON_STRING, false}, {"answer", JSON_STRING, false},   {"elements", JSON_STRING, false},
	        {"note", JSON_STRING, false},     {"reason", JSON_STRING, false},   {"plan", JSON_OBJECT, false},
	        {"confirmed", JSON_BOOL, false},  {"revision", JSON_NUMBER, false}, {"actor", JSON_STRING, false},
	        {"acted_for", JSON_STRING, false}, {"at", JSON_STRING, false},
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
	        {"question", JSON_STRING, false}, {"answer", JSON_STRING, false}, {"basis", JSON_STRING, false}};
	enum answer answer;
	if (!CHECK_MEMBERS(node, "standing", members, err))
		return false;
	const char *code = json_string(json_get(node, "answer"));
	return !*code || answer_parse(&answer, code) || wrong("standing", "answer", err);
}

static bool check_checklist(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {"id", JSON_STRING, false},     {"role", JSON_STRING, false},    {"subject", JSON_STRING, true},
	        {"answers", JSON_ARRAY, false}, {"standing", JSON_ARRAY, false},
	};
	return CHECK_MEMBERS(node, "checklists", members, err) &&
	       check_list(json_get(node, "answers"), "answers", check_answer, err) &&
	       check_once(json_get(node, "answers"), "answers", "question", NULL, err) &&
	       check_list(json_get(node, "standing"), "standing", check_standing, err) &&
	       check_once(json_get(node, "standing"), "standing", "question", NULL, err);
}

static bool check_record(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {"register", JSON_STRING, false},  {"record", JSON_OBJECT, false}, {"actor", JSON_STRING, false},
	        {"acted_for", JSON_STRING, false}, {"at", JSON_STRING, false},
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
	        {"fact", JSON_STRING, false},      {"value", JSON_STRING, false}, {"actor", JSON_STRING, false},
	        {"acted_for", JSON_STRING, false}, {"at", JSON_STRING, false},
	};
	enum truth truth;
	if (!CHECK_MEMBERS(node, "facts", members, err) || !is_moment(node, "facts", err))
		return false;
	return truth_parse(&truth, json_string(json_get(node, "value"))) || wrong("facts", "value", err);
}

bool submission_check(const struct json *body, struct error *err)
{
	static const struct member members[] = {
	        {"format", JSON_NUMBER, false},       {"unit", JSON_OBJECT, false},   {"fiscal_year", JSON_NUMBER, false},
	        {"extra", JSON_BOOL, false},          {"pack", JSON_STRING, false},   {"confirmed_by", JSON_STRING, false},
	        {"confirmed_at", JSON_STRING, false}, {"facts", JSON_ARRAY, false},   {"records", JSON_ARRAY, false},
	        {"checklists", JSON_ARRAY, false},
	};
	static const struct member unit[] = {
	        {"code", JSON_STRING, false}, {"bureau", JSON_STRING, false}, {"name", JSON_STRING, false}};
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

static bool put_answer(struct db *db, int64_t assessment, const struct json *from, struct error *err)
{
	struct answer_event event;
	answer_event_init(&event);
	event.assessment = assessment;
	event.revision = 1;
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

bool submission_open(struct workplace *workplace, const struct json *body, const char *pack, const struct json *periods,
                     struct date today, struct error *err)
{
	*workplace = (struct workplace){.today = today, .readonly = true};
	workplace->db = db_open_scratch(err);
	workplace->pack_folder = workplace->db ? packs_find(pack, err) : NULL;
	workplace->pack = workplace->pack_folder ? packs_read(workplace->pack_folder, NULL, err) : NULL;
	if (workplace->pack && submission_check(body, err) && fill(workplace->db, body, periods, err) &&
	    workplace_load(workplace, err))
		return true;
	workplace_close(workplace);
	return false;
}
