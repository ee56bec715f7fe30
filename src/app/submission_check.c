/* The shape of a submission's body. */
#include <stdlib.h>
#include <string.h>

#include "tenken/app/submission.h"
#include "tenken/base/date.h"
#include "tenken/store/answers.h"
#include "workplace_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

/* A checklist asks some hundreds of questions: more would only cost time. */
enum { FORMAT = 1, LIST_MAX = 20000, ANSWERS_MAX = 2000, CHECKLISTS_MAX = 200 };

/* --- shape --- */

/* A member, of what type it is, and whether it has to be there. */
struct member {
	const char *key;
	enum json_type type;
	enum { REQUIRED, NULLABLE, OPTIONAL /* left out by those who wrote before there was one */ } need;
};

static bool wrong(const char *where, const char *key, struct error *err)
{
	return error_set(err, ERROR_INPUT, _("The contents are not those of a submission: %s/%s is missing or is something else."),
	                 where, key);
}

static bool check_members(const struct json *node, const char *where, const struct member *members, size_t count,
                          struct error *err)
{
	size_t there = 0;
	if (json_type(node) != JSON_OBJECT)
		return wrong(where, "", err);
	for (size_t i = 0; i < count; i++) {
		const struct json *member = json_get(node, members[i].key);
		bool null = member && json_type(member) == JSON_NULL && members[i].need == NULLABLE;
		there += member != NULL;
		if (member ? !null && json_type(member) != members[i].type : members[i].need != OPTIONAL)
			return wrong(where, members[i].key, err);
	}
	return json_size(node) == there || wrong(where, "", err);
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
	        {"text", JSON_STRING, REQUIRED},      {"due", JSON_STRING, REQUIRED},
	        {"actor", JSON_STRING, REQUIRED},     {"acted_for", JSON_STRING, REQUIRED},
	        {"at", JSON_STRING, REQUIRED},
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
	        {"cause", JSON_STRING, REQUIRED},    {"measure", JSON_STRING, REQUIRED}, {"person", JSON_STRING, REQUIRED},
	        {"due", JSON_STRING, REQUIRED},      {"preventive", JSON_BOOL, REQUIRED}, {"done", JSON_BOOL, REQUIRED},
	        {"evidence", JSON_STRING, REQUIRED}, {"first_due", JSON_STRING, OPTIONAL},
	        {"progress", JSON_ARRAY, OPTIONAL},
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
	        {"question", JSON_STRING, REQUIRED}, {"answer", JSON_STRING, REQUIRED},   {"elements", JSON_STRING, REQUIRED},
	        {"note", JSON_STRING, REQUIRED},     {"reason", JSON_STRING, REQUIRED},   {"plan", JSON_OBJECT, REQUIRED},
	        {"confirmed", JSON_BOOL, REQUIRED},  {"revision", JSON_NUMBER, REQUIRED}, {"actor", JSON_STRING, REQUIRED},
	        {"acted_for", JSON_STRING, REQUIRED}, {"at", JSON_STRING, REQUIRED},
	};
	enum answer answer;
	if (!CHECK_MEMBERS(node, "answers", members, err) || !check_plan(json_get(node, "plan"), err) ||
	    !is_moment(node, "answers", err))
		return false;
	if (!*json_string(json_get(node, "question")))
		return wrong("answers", "question", err);
	if (!elements_are_sound(json_string(json_get(node, "elements"))))
		return wrong("answers", "elements", err);
	const char *code = json_string(json_get(node, "answer"));
	return !*code || answer_parse(&answer, code) || wrong("answers", "answer", err);
}

static bool check_standing(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {"question", JSON_STRING, REQUIRED}, {"answer", JSON_STRING, REQUIRED}, {"basis", JSON_STRING, REQUIRED}};
	enum answer answer;
	if (!CHECK_MEMBERS(node, "standing", members, err))
		return false;
	const char *code = json_string(json_get(node, "answer"));
	return !*code || answer_parse(&answer, code) || wrong("standing", "answer", err);
}

static bool check_checklist(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {"id", JSON_STRING, REQUIRED},     {"role", JSON_STRING, REQUIRED},    {"subject", JSON_STRING, NULLABLE},
	        {"answers", JSON_ARRAY, REQUIRED}, {"standing", JSON_ARRAY, REQUIRED},
	};
	return CHECK_MEMBERS(node, "checklists", members, err) &&
	       (*json_string(json_get(node, "id")) || wrong("checklists", "id", err)) &&
	       (json_size(json_get(node, "answers")) <= ANSWERS_MAX || wrong("checklists", "answers", err)) &&
	       (json_size(json_get(node, "standing")) <= ANSWERS_MAX || wrong("checklists", "standing", err)) &&
	       check_list(json_get(node, "answers"), "answers", check_answer, err) &&
	       check_once(json_get(node, "answers"), "answers", "question", NULL, err) &&
	       check_list(json_get(node, "standing"), "standing", check_standing, err) &&
	       check_once(json_get(node, "standing"), "standing", "question", NULL, err);
}

static bool check_record(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {"register", JSON_STRING, REQUIRED},  {"record", JSON_OBJECT, REQUIRED}, {"actor", JSON_STRING, REQUIRED},
	        {"acted_for", JSON_STRING, REQUIRED}, {"at", JSON_STRING, REQUIRED},
	};
	const char *id;
	if (!CHECK_MEMBERS(node, "records", members, err) || !is_moment(node, "records", err))
		return false;
	id = json_string(json_get(json_get(node, "record"), "id"));
	if (!*json_string(json_get(node, "register")))
		return wrong("records", "register", err);
	return (id && *id) || wrong("records", "record/id", err);
}

static bool check_fact(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {"fact", JSON_STRING, REQUIRED},      {"value", JSON_STRING, REQUIRED}, {"actor", JSON_STRING, REQUIRED},
	        {"acted_for", JSON_STRING, REQUIRED}, {"at", JSON_STRING, REQUIRED},
	};
	enum truth truth;
	if (!CHECK_MEMBERS(node, "facts", members, err) || !is_moment(node, "facts", err))
		return false;
	if (!*json_string(json_get(node, "fact")))
		return wrong("facts", "fact", err);
	return truth_parse(&truth, json_string(json_get(node, "value"))) || wrong("facts", "value", err);
}

static bool check_dissent(const struct json *node, struct error *err)
{
	static const struct member members[] = {
	        {"question", JSON_STRING, REQUIRED},  {"text", JSON_STRING, REQUIRED}, {"actor", JSON_STRING, REQUIRED},
	        {"acted_for", JSON_STRING, REQUIRED}, {"at", JSON_STRING, REQUIRED},
	};
	return CHECK_MEMBERS(node, "dissents", members, err) && is_moment(node, "dissents", err);
}

static bool check_received(const struct json *node, struct error *err)
{
	return json_type(node) == JSON_STRING || wrong("received", "", err);
}

bool submission_check(const struct json *body, struct error *err)
{
	static const struct member members[] = {
	        {"format", JSON_NUMBER, REQUIRED},       {"unit", JSON_OBJECT, REQUIRED},   {"fiscal_year", JSON_NUMBER, REQUIRED},
	        {"extra", JSON_BOOL, REQUIRED},          {"pack", JSON_STRING, REQUIRED},   {"confirmed_by", JSON_STRING, REQUIRED},
	        {"confirmed_at", JSON_STRING, REQUIRED}, {"facts", JSON_ARRAY, REQUIRED},   {"records", JSON_ARRAY, REQUIRED},
	        {"checklists", JSON_ARRAY, REQUIRED},    {"dissents", JSON_ARRAY, OPTIONAL},
	        {"received", JSON_ARRAY, OPTIONAL},
	};
	static const struct member unit[] = {
	        {"code", JSON_STRING, REQUIRED}, {"bureau", JSON_STRING, REQUIRED}, {"name", JSON_STRING, REQUIRED}};
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
	       (json_size(json_get(body, "checklists")) <= CHECKLISTS_MAX || wrong("", "checklists", err)) &&
	       check_list(json_get(body, "checklists"), "checklists", check_checklist, err) &&
	       check_once(json_get(body, "checklists"), "checklists", "id", NULL, err) &&
	       check_list(json_get(body, "dissents"), "dissents", check_dissent, err) &&
	       check_list(json_get(body, "received"), "received", check_received, err);
}

bool submission_fits(const struct json *body, const struct pack *pack, struct error *err)
{
	for (const struct json *node = json_first(json_get(body, "checklists")); node; node = json_next(node))
		if (!pack_keeps_checklist(pack, json_string(json_get(node, "role")), err))
			return false;
	return true;
}
