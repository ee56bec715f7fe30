/* Where an exception stands, by its record and what the pack's rules say of it; the report of one made in an emergency. */
#include "tenken/app/exceptions.h"

#include <assert.h>
#include <stdlib.h>

#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/report/emergency.h"

static const struct {
	const char *code, *label;
	bool action;
} states[] = {
        [EXCEPTION_UNREPORTED] = {"unreported", N_("Emergency, not reported"), true},
        [EXCEPTION_EXPIRED] = {"expired", N_("Expired"), true},
        [EXCEPTION_WAITING] = {"waiting", N_("Not permitted yet"), true},
        [EXCEPTION_UNCLEAR] = {"unclear", N_("To be checked"), true},
        [EXCEPTION_VALID] = {"valid", N_("In force"), false},
        [EXCEPTION_REPORTED] = {"reported", N_("Emergency, reported"), false},
};
static_assert(sizeof states / sizeof *states == EXCEPTION_STATES, "a name for every state");

const char *exception_state_code(enum exception_state state)
{
	return states[state].code;
}

const char *exception_state_label(enum exception_state state)
{
	return _(states[state].label);
}

bool exception_needs_action(enum exception_state state)
{
	return states[state].action;
}

void exception_release(struct exception *exception)
{
	free(exception->id);
	free(exception->name);
	free(exception->clauses);
	free(exception->subject);
	free(exception->reason);
	free(exception->applicant);
	free(exception->approver);
	free(exception->approver_role);
	free(exception->because);
	json_free(exception->fields);
	*exception = (struct exception){0};
}

/* --- fields --- */

struct reading {
	const struct workplace *workplace;
	const struct record *record;
	const struct register_kind *kind;
};

/* NULL: the pack has no such field. */
static const struct value *value_of(const struct reading *reading, const char *id)
{
	size_t field = register_find_field(reading->kind, id);
	return field == SIZE_MAX ? NULL : &reading->record->values[field];
}

static char *text_of(const struct reading *reading, const char *id)
{
	struct strbuf out = STRBUF_INIT;
	size_t field = register_find_field(reading->kind, id);
	if (field != SIZE_MAX)
		value_show(&out, &reading->record->values[field], &reading->kind->fields[field], reading->workplace->pack,
		           &reading->workplace->ledger.facts);
	return strbuf_take(&out);
}

static struct date date_of(const struct reading *reading, const char *id)
{
	const struct value *value = value_of(reading, id);
	return value && value->known ? value->date : (struct date){0};
}

static bool is_yes(const struct reading *reading, const char *id)
{
	const struct value *value = value_of(reading, id);
	return value && value->known && value->number;
}

static struct json *fields_json(const struct reading *reading)
{
	struct json *node = json_new_object();
	json_put_string(node, "id", reading->record->id);
	for (size_t i = 0; i < reading->kind->fields_count; i++) {
		struct json *value = value_json(&reading->record->values[i], &reading->kind->fields[i], reading->workplace->pack,
		                                &reading->workplace->ledger.facts);
		if (value)
			json_put(node, reading->kind->fields[i].id, value);
		else
			json_put_null(node, reading->kind->fields[i].id);
	}
	return node;
}

/* --- what the rules say --- */

static const char permit_rule[] = "exception-permit";

static void judge(struct exception *exception, const struct workplace *workplace, size_t record, enum truth *valid)
{
	const struct verdicts *verdicts = &workplace->ledger.verdicts;
	struct strbuf because = STRBUF_INIT;
	exception->permitted = TRUTH_UNKNOWN;
	*valid = TRUTH_TRUE;
	for (size_t i = 0; i < verdicts->count; i++) {
		const struct verdict *verdict = &verdicts->items[i];
		enum truth truth = verdict->code == VERDICT_FAIL      ? TRUTH_FALSE
		                   : verdict->code == VERDICT_UNKNOWN ? TRUTH_UNKNOWN
		                                                      : TRUTH_TRUE;
		if (verdict->record != record || verdict->code == VERDICT_NOT_APPLICABLE)
			continue;
		if (str_equal(workplace->pack->rules->items[verdict->rule].id, permit_rule))
			exception->permitted = truth;
		*valid = truth_and(*valid, truth);
		if (truth != TRUTH_TRUE)
			strbuf_addf(&because, "%s%s", because.len_bytes ? "\n" : "", bilingual_text(&verdict->because));
	}
	exception->because = strbuf_take(&because);
}

static bool is_past(struct date date, struct date today)
{
	return date_is_set(date) && date_compare(date, today) < 0;
}

static bool has_come(struct date date, struct date today)
{
	return date_is_set(date) && date_compare(date, today) <= 0;
}

static enum exception_state state_of(const struct exception *exception, enum truth valid, struct date today)
{
	if (exception->emergency && !has_come(exception->reported_on, today))
		return EXCEPTION_UNREPORTED;
	if (is_past(exception->expires_on, today))
		return EXCEPTION_EXPIRED;
	if (!exception->emergency && exception->permitted != TRUTH_TRUE)
		return EXCEPTION_WAITING;
	if (valid != TRUTH_TRUE)
		return EXCEPTION_UNCLEAR;
	return exception->emergency ? EXCEPTION_REPORTED : EXCEPTION_VALID;
}

void exception_describe(struct exception *exception, const struct workplace *workplace, size_t record)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	const struct reading reading = {workplace, found, &workplace->pack->registers->items[found->owner]};
	const struct value *expires = value_of(&reading, "expires_on");
	enum truth valid;
	*exception = (struct exception){.id = mem_strdup(found->id),
	                                .name = mem_strdup(record_name(found, workplace->pack)),
	                                .clauses = text_of(&reading, "clauses"),
	                                .subject = text_of(&reading, "subject"),
	                                .reason = text_of(&reading, "reason"),
	                                .applicant = text_of(&reading, "applicant"),
	                                .approver = text_of(&reading, "approver"),
	                                .approver_role = text_of(&reading, "approver_role"),
	                                .permitted_on = date_of(&reading, "permitted_on"),
	                                .expires_on = date_of(&reading, "expires_on"),
	                                .reported_on = date_of(&reading, "reported_on"),
	                                .endless = expires && expires->known && !date_is_set(expires->date),
	                                .emergency = is_yes(&reading, "emergency"),
	                                .fields = fields_json(&reading)};
	judge(exception, workplace, record, &valid);
	exception->state = state_of(exception, valid, workplace->today);
}

/* --- the report --- */

static const char *title_of(const struct pack *pack, const char *role)
{
	size_t at = pack_find_role(pack, role);
	return at == SIZE_MAX ? NULL : bilingual_text(&pack->roles[at].title);
}

static void write_report(const struct workplace *workplace, size_t record, const struct exception *exception, struct strbuf *out)
{
	const struct record *found = &workplace->ledger.facts.records[record];
	const struct register_kind *kind = &workplace->pack->registers->items[found->owner];
	size_t clauses = register_find_field(kind, "clauses");
	const struct value *listed = clauses == SIZE_MAX ? NULL : &found->values[clauses];
	const struct ledger_record *kept = &workplace->ledger.records[record];
	const struct emergency_report report = {.pack = workplace->pack,
	                                        .recipient = title_of(workplace->pack, "ciso"),
	                                        .bureau = workplace->unit.bureau,
	                                        .unit = workplace->unit.name,
	                                        .code = workplace->unit.code,
	                                        .today = workplace->today,
	                                        .name = exception->name,
	                                        .clauses = listed && listed->known ? listed->clauses : NULL,
	                                        .clauses_count = listed && listed->known ? listed->clauses_count : 0,
	                                        .subject = exception->subject,
	                                        .reason = exception->reason,
	                                        .applicant = exception->applicant,
	                                        .expires_on = exception->expires_on,
	                                        .endless = exception->endless,
	                                        .reported_on = exception->reported_on,
	                                        .kept_by = kept->actor,
	                                        .kept_at = kept->at};
	report_emergency(out, &report, 80);
}

bool exception_report(const struct workplace *workplace, const char *id, struct strbuf *out, struct error *err)
{
	struct exception exception;
	size_t owner = registers_require(workplace, "exception", err);
	size_t record = owner == SIZE_MAX ? SIZE_MAX : register_require_record(workplace, owner, id, err);
	if (record == SIZE_MAX)
		return false;
	exception_describe(&exception, workplace, record);
	bool emergency = exception.emergency;
	if (emergency)
		write_report(workplace, record, &exception, out);
	else
		error_set(err, ERROR_REFUSED, _("\"%s\" is no exception that was made in an emergency: it needs permission, and no report "
		                                "afterwards. If it was one, say so first: tenken exception set %s emergency=yes"), id, id);
	exception_release(&exception);
	return emergency;
}
