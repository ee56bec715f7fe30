/* What is asked of whom: reckoned by the product itself, once for each kind of unit. */
#include <stdlib.h>

#include "city.h"
#include "tenken/app/packs.h"
#include "tenken/app/submission.h"
#include "tenken/base/json.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

static const char pack_id[] = "kobe-5.10";

/* Facts of which the profile says no; the others are yes. None of them makes a contradiction with another. */
static const char *const denied[PROFILES][16] = {
        {"violation", NULL},
        {"uses_sns", "uses_gen_ai", "transported", "provided_outside", "provided_outside_city", "incident", "violation", "audited",
         "runs_controlled_area", "attacked", "grave_incident", NULL},
        {"uses_sns", "uses_gen_ai", "transported", "provided_outside", "provided_outside_city", "incident", "violation", "audited",
         "runs_controlled_area", "attacked", "grave_incident", "outsourcing", "nonregular_staff", "uses_mobile", "repaired", NULL},
};

static struct {
	bool made;
	struct kind kind;
} kinds[PROFILES][SYSTEMS_MAX + 1];
static struct pack *pack;

const struct pack *city_pack(void)
{
	struct error err = {0};
	char *folder = pack ? NULL : packs_find(pack_id, &err);
	if (folder)
		pack = packs_read(folder, NULL, &err);
	if (!pack)
		city_die(&err);
	free(folder);
	return pack;
}

/* --- profile and registers --- */

static bool is_denied(const char *fact, int profile, int systems)
{
	if (str_equal(fact, "owns_system") && !systems)
		return true;
	for (size_t i = 0; denied[profile][i]; i++)
		if (str_equal(denied[profile][i], fact))
			return true;
	return false;
}

static void put_by(struct json *node, const char *actor, const char *at)
{
	json_put_string(node, "actor", actor);
	json_put_string(node, "acted_for", "");
	json_put_string(node, "at", at);
}

void city_put_facts(struct json *body, int profile, int systems, const char *actor, const char *at)
{
	struct json *list = json_put_array(body, "facts");
	for (size_t i = 0; i < city_pack()->facts_count; i++) {
		const char *id = pack->facts[i].id;
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "fact", id);
		json_put_string(node, "value", is_denied(id, profile, systems) ? "no" : "yes");
		put_by(node, actor, at);
	}
}

static struct json *put_record(struct json *list, const char *in, const char *actor, const char *at)
{
	struct json *node = json_put_object(list, NULL), *record;
	json_put_string(node, "register", in);
	record = json_put_object(node, "record");
	put_by(node, actor, at);
	return record;
}

/* A system of which all is known that decides what is asked about it, and most of that is no. */
static void put_small_system(struct json *record)
{
	static const char *const no[] = {"in_development", "outsourced",      "own_network",           "website",
	                                 "mobile_access",  "external_link",   "special_devices",       "issues_terminals",
	                                 "procured",       "control_software", "remote_access",        "external_users",
	                                 "mail_server",    "web_application", "inbound_from_internet"};
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		json_put_bool(record, no[i], false);
	json_put_string(record, "placement", "on_premises");
	json_put_string(record, "generative_ai", "none");
}

static void put_day(struct json *record, const char *field, struct date day)
{
	char text[11];
	json_put_string(record, field, date_format_iso(day, text));
}

/* Days of which the rules ask how long ago they are, or whether they have come: spread over the time in which they matter. */
static void put_days(struct json *record, const char *at, unsigned spread)
{
	struct date day = datetime_date(at);
	put_day(record, "privileged_password_changed_on", date_add_days(day, -(int)(spread % 240)));
	put_day(record, "maintained_on", date_add_days(day, -(int)(spread * 3 % 365)));
	put_day(record, "backup_on", date_add_days(day, -(int)(spread % 30)));
	put_day(record, "support_ends_on", date_add_days(day, (int)(spread * 7 % 2000)));
}

struct json *city_put_records(struct json *body, int systems, const char *actor, const char *at, unsigned spread)
{
	static const char *const names[SYSTEMS_MAX] = {"窓口受付", "台帳管理", "予約受付", "文書保管"};
	static const char *const zones[SYSTEMS_MAX] = {"lgwan", "internet", "lgwan", "internet"};
	struct json *list = json_put_array(body, "records");
	for (int i = 0; i < systems; i++) {
		struct json *record = put_record(list, "system", actor, at);
		char *id = str_format("s%d", i + 1);
		json_put_string(record, "id", id);
		json_put_string(record, "name", names[i]);
		json_put_string(record, "zone", zones[i]);
		put_days(record, at, spread + 101U * (unsigned)i);
		if (i % 2)
			put_small_system(record);
		free(id);
	}
	return list;
}

void city_put_exception(struct json *records, const struct question *question, int number, int year, const char *actor,
                        const char *at)
{
	struct json *record = put_record(records, "exception", actor, at), *clauses;
	char *id = str_format("e%d", number), *day = str_format("%d-05-%02d", year, 1 + number % 28);
	json_put_string(record, "id", id);
	json_put_string(record, "name", "旧い機器の更新まで");
	clauses = json_put_array(record, "clauses");
	for (size_t i = 0; i < question->clauses_count; i++)
		json_put_string(clauses, NULL, city_pack()->clauses[question->clauses[i]].id);
	json_put_string(record, "reason", "更新の予算が来年度のため");
	json_put_string(record, "applicant", actor);
	json_put_string(record, "approver", "副市長");
	json_put_string(record, "approver_role", "ciso");
	json_put_string(record, "permitted_on", day);
	json_put_string(record, "expires_on", "none");
	json_put_bool(record, "minor", false);
	json_put_bool(record, "emergency", false);
	free(id);
	free(day);
}

/* --- questions --- */

static void put_checklist(struct json *list, const char *id, const char *role, const char *subject)
{
	struct json *node = json_put_object(list, NULL);
	json_put_string(node, "id", id);
	json_put_string(node, "role", role);
	json_put_string(node, "subject", subject);
	json_put_array(node, "answers");
	json_put_array(node, "standing");
}

/* A submission in which nothing is answered. */
static struct json *empty_submission(int profile, int systems)
{
	static const char at[] = "2026-10-01T09:00:00+09:00";
	struct json *body = json_new_object(), *unit, *list;
	json_put_int(body, "format", 1);
	unit = json_put_object(body, "unit");
	json_put_string(unit, "code", "0101");
	json_put_string(unit, "bureau", "局");
	json_put_string(unit, "name", "課");
	json_put_int(body, "fiscal_year", 2026);
	json_put_bool(body, "extra", false);
	json_put_string(body, "pack", pack_id);
	json_put_string(body, "confirmed_by", "課長");
	json_put_string(body, "confirmed_at", at);
	city_put_facts(body, profile, systems, "課長", at);
	city_put_records(body, systems, "課長", at, 0);
	list = json_put_array(body, "checklists");
	put_checklist(list, "info_manager", "info_manager", NULL);
	for (int i = 0; i < systems; i++) {
		char *id = str_format("system_manager:s%d", i + 1), *subject = str_format("system:s%d", i + 1);
		put_checklist(list, id, "system_manager", subject);
		free(id);
		free(subject);
	}
	return body;
}

static void take_checklist(struct kind *kind, const struct checklist *from)
{
	struct kind_checklist *checklist = &kind->checklists[kind->count++];
	*checklist = (struct kind_checklist){.id = mem_strdup(from->assessment.checklist),
	                                     .subject = mem_strdup(from->assessment.subject),
	                                     .role = from->assessment.subject ? "system_manager" : "info_manager",
	                                     .questions = mem_new(from->scope.count + 1, sizeof *checklist->questions)};
	for (size_t i = 0; i < from->scope.count; i++)
		if (scope_asks(&from->scope.items[i]))
			checklist->questions[checklist->count++] = &city_pack()->questions[from->scope.items[i].question];
}

static void make_kind(struct kind *kind, int profile, int systems)
{
	struct error err = {0};
	struct workplace workplace;
	struct json *body = empty_submission(profile, systems);
	if (!submission_open(&workplace, body, pack_id, NULL, (struct date){2026, 10, 1}, &err))
		city_die(&err);
	for (size_t i = 0; i < workplace.checklists_count; i++)
		take_checklist(kind, &workplace.checklists[i]);
	workplace_close(&workplace);
	json_free(body);
}

const struct kind *city_kind(int profile, int systems)
{
	if (!kinds[profile][systems].made)
		make_kind(&kinds[profile][systems].kind, profile, systems);
	kinds[profile][systems].made = true;
	return &kinds[profile][systems].kind;
}

void city_kinds_release(void)
{
	for (int profile = 0; profile < PROFILES; profile++) {
		for (int systems = 0; systems <= SYSTEMS_MAX; systems++) {
			struct kind *kind = &kinds[profile][systems].kind;
			for (size_t i = 0; i < kind->count; i++) {
				free(kind->checklists[i].id);
				free(kind->checklists[i].subject);
				free(kind->checklists[i].questions);
			}
		}
	}
	pack_free(pack);
	pack = NULL;
}
