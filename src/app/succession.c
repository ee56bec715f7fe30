/* Taking last year over from whoever kept the section before, out of the office's file: what was answered stands beside the questions
 * as last year's and counts only when it is confirmed; what the registers do not have yet is entered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger_private.h"
#include "office_private.h"
#include "submission_private.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"

enum { SOURCES_MAX = 32 };

/* --- the file --- */

static bool wrong(struct error *err)
{
	return error_set(err, ERROR_INPUT, _("The file holds something that no handover does. Ask the office for it again."));
}

static bool check_source(const struct json *source, int64_t *fiscal_year, struct error *err)
{
	static const char *const texts[] = {"code", "bureau", "name", "accepted_at"};
	const struct json *body = json_get(source, "submission");
	int64_t year = 0;
	if (json_type(source) != JSON_OBJECT || json_size(source) != sizeof texts / sizeof *texts + 1)
		return wrong(err);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!json_string(json_get(source, texts[i])))
			return wrong(err);
	if (!submission_check(body, err) || !json_int(json_get(body, "fiscal_year"), &year))
		return false;
	if (*fiscal_year && *fiscal_year != year)
		return wrong(err);
	*fiscal_year = year;
	return true;
}

static bool check(const struct json *body, int64_t *fiscal_year, struct error *err)
{
	const struct json *from = json_get(body, "from");
	int64_t format = 0;
	for (const struct json *node = json_first(json_get(body, "missing")); node; node = json_next(node))
		if (!json_string(node))
			return wrong(err);
	if (json_size(body) != 3 || json_type(json_get(body, "missing")) != JSON_ARRAY || !json_int(json_get(body, "format"), &format) || format != 1 ||
	    json_type(from) != JSON_ARRAY || !json_size(from) || json_size(from) > SOURCES_MAX)
		return wrong(err);
	for (const struct json *source = json_first(from); source; source = json_next(source))
		if (!check_source(source, fiscal_year, err))
			return false;
	return true;
}

/* What is here already is never written over. */
static bool has_no_past(struct workplace *workplace, struct error *err)
{
	for (size_t i = 0; i < workplace->checklists_count; i++) {
		int64_t previous = 0;
		char *pack = NULL;
		if (!assessment_previous(workplace->db, &workplace->checklists[i].assessment, &previous, &pack, err))
			return false;
		free(pack);
		if (previous)
			return error_set(err, ERROR_CONFLICT,
			                 _("This database holds an earlier year already, and nothing of it is replaced. To bring several "
			                   "sections together join in a new database (--db) and take the file in there."));
	}
	return true;
}

/* --- writing it --- */

/* Standing facts that nobody has answered yet are carried over, as from one year to the next. */
static bool carry_facts(struct workplace *workplace, const struct json *past, struct error *err)
{
	char now[26];
	const struct checklist *first = workplace->checklists_count ? &workplace->checklists[0] : NULL;
	for (const struct json *node = json_first(json_get(past, "facts")); node; node = json_next(node)) {
		size_t fact = pack_find_fact(workplace->pack, body_text(node, "fact"));
		enum truth value = TRUTH_UNKNOWN;
		if (fact == SIZE_MAX || workplace->pack->facts[fact].yearly || workplace->answered.facts[fact] != TRUTH_UNKNOWN ||
		    !truth_parse(&value, body_text(node, "value")))
			continue;
		if (!facts_append(workplace->db, workplace->cycle.id, body_text(node, "fact"), value,
		                  workplace_actor(workplace, first), workplace->acted_for ? workplace->acted_for : "",
		                  platform_now(now), err))
			return false;
	}
	return true;
}

static bool put_records(struct workplace *workplace, const struct json *past, struct received *received, struct error *err)
{
	struct record_events events = {0};
	if (!records_load(workplace->db, &events, err))
		return false;
	bool ok = true;
	for (const struct json *node = json_first(json_get(past, "records")); ok && node; node = json_next(node)) {
		if (ledger_event(&events, body_text(node, "register"), body_text(json_get(node, "record"), "id")))
			continue;
		ok = submission_put_record(workplace->db, node, err);
		received->records += ok;
	}
	record_events_release(&events);
	return ok;
}

/* Also one that was removed this year: that was decided here. */
static bool has_checklist(const struct workplace *workplace, const char *id)
{
	struct error ignored = {0};
	bool removed = false;
	if (!checklist_is_removed(workplace, id, &removed, &ignored))
		error_release(&ignored);
	if (removed)
		return true;
	for (size_t i = 0; i < workplace->checklists_count; i++)
		if (str_equal(workplace->checklists[i].assessment.checklist, id))
			return true;
	return false;
}

/* Last year's checklists, about a system for instance, are kept this year, too; but for roles that the standard no longer asks. */
static bool add_checklists(struct workplace *workplace, const struct json *past, struct error *err)
{
	for (const struct json *node = json_first(json_get(past, "checklists")); node; node = json_next(node)) {
		struct assessment assessment = {.cycle = workplace->cycle.id,
		                                .checklist = (char *)body_text(node, "id"),
		                                .role = (char *)body_text(node, "role"),
		                                .subject = (char *)json_string(json_get(node, "subject"))};
		struct error ignored = {0};
		bool keeps = pack_keeps_checklist(workplace->pack, assessment.role, &ignored);
		error_release(&ignored);
		if (keeps && !has_checklist(workplace, assessment.checklist) && !assessment_add(workplace->db, &assessment, err))
			return false;
	}
	return true;
}

static void count_answers(const struct json *past, struct received *received)
{
	for (const struct json *node = json_first(json_get(past, "checklists")); node; node = json_next(node))
		received->count += json_size(json_get(node, "answers"));
}

/* What was taken in, without its contents, which now stand in the database. */
static char *taken(const struct json *body, int64_t fiscal_year)
{
	struct json *node = json_new_object(), *list;
	json_put_int(node, "fiscal_year", fiscal_year);
	list = json_put_array(node, "from");
	for (const struct json *source = json_first(json_get(body, "from")); source; source = json_next(source))
		json_put_string(list, NULL, body_text(source, "code"));
	char *text = body_write(node);
	json_free(node);
	return text;
}

/* What only some of the merged sections have said is not known of the whole. */
static bool write_past(struct workplace *workplace, const struct json *past, struct received *received, struct error *err)
{
	struct cycle cycle = {.fiscal_year = received->fiscal_year,
	                      .extra = json_bool(json_get(past, "extra")),
	                      .pack = (char *)body_text(past, "pack"),
	                      .due = (char *)""};
	return cycle_add(workplace->db, &cycle, err) && submission_put_facts(workplace->db, past, cycle.id, err) &&
	       submission_put_checklists(workplace->db, past, cycle.id, err) && put_records(workplace, past, received, err) &&
	       (*received->missing || carry_facts(workplace, past, err)) && add_checklists(workplace, past, err);
}

static void name_missing(struct received *received, const struct json *body)
{
	struct strbuf out = STRBUF_INIT;
	for (const struct json *node = json_first(json_get(body, "missing")); node; node = json_next(node))
		strbuf_addf(&out, "%s%s", out.len_bytes ? _(", ") : "", json_string(node));
	snprintf(received->missing, sizeof received->missing, "%s", out.text);
	strbuf_release(&out);
}

bool correspondence_succeed(struct workplace *workplace, const struct bundle *bundle, const struct json *body, const char *hash,
                            struct received *received, struct error *err)
{
	int64_t fiscal_year = 0;
	if (!check(body, &fiscal_year, err))
		return false;
	if (fiscal_year >= workplace->cycle.fiscal_year)
		return error_set(err, ERROR_CONFLICT, _("It holds fiscal year %lld; this self-check is of fiscal year %d, for which that is "
		                                        "no earlier year."),
		                 (long long)fiscal_year, workplace->cycle.fiscal_year);
	if (!has_no_past(workplace, err))
		return false;
	received->fiscal_year = (int)fiscal_year;
	name_missing(received, body);
	struct json *past = succession_merge(json_get(body, "from"), workplace->pack);
	char *event = taken(body, fiscal_year);
	count_answers(past, received);
	bool ok = correspondence_begin(workplace, err);
	if (ok)
		ok = correspondence_end(workplace,
		                        write_past(workplace, past, received, err) &&
		                                correspondence_append(workplace, EXCHANGE_HANDOVER, bundle->header.counter, hash, event,
		                                                      err),
		                        err);
	free(event);
	json_free(past);
	if (!ok)
		return false;
	workplace_unload(workplace);
	return workplace_load(workplace, err);
}
