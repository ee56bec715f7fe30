/* What the section's database says about the exchange with the office. */
#include "tenken/app/correspondence.h"

#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

static const char key_setting[] = "exchange_key";
const char exchange_code_key_setting[] = "exchange_code_key";
const char exchange_unwritten_setting[] = "exchange_unwritten";

struct secret_key *correspondence_key(struct db *db, bool make, struct error *err)
{
	char *text = setting_load(db, key_setting);
	struct secret_key *key = NULL;
	if (text && *text) {
		key = secret_key_parse(text, err);
	} else if (make) {
		char fresh[SECRET_KEY_TEXT_BYTES + 1];
		key = secret_key_make();
		secret_key_format(key, fresh);
		if (!setting_save(db, key_setting, fresh, err)) {
			secret_key_free(key);
			key = NULL;
		}
		secret_text_wipe(fresh, sizeof fresh);
	} else {
		error_set(err, ERROR_REFUSED, _("This database has no key yet: join the office's campaign first (tenken join)."));
	}
	if (text)
		secret_text_wipe(text, strlen(text));
	free(text);
	return key;
}

struct secret_key *correspondence_code_key(struct db *db)
{
	char *text = setting_load(db, exchange_code_key_setting);
	struct error ignored = {0};
	struct secret_key *key = text && *text ? secret_key_parse(text, &ignored) : NULL;
	if (text)
		secret_text_wipe(text, strlen(text));
	free(text);
	error_release(&ignored);
	return key;
}

/* --- recording --- */

bool correspondence_joined(const struct workplace *workplace, struct error *err)
{
	return workplace->with_office.campaign ||
	       error_set(err, ERROR_REFUSED, _("This section has not joined the office's campaign yet. Join with the campaign file and "
	                                       "the code on the slip: tenken join FILE --unit-code CODE --join-code CODE"));
}

bool correspondence_append(struct workplace *workplace, enum exchange_kind kind, int64_t counter, const char *hash,
                           const char *body, struct error *err)
{
	char now[26];
	struct exchange_event event = {
	        .cycle = workplace->cycle.id,
	        .unit = workplace->unit.code,
	        .kind = kind,
	        .counter = counter,
	        .file_hash = (char *)hash,
	        .body = (char *)body,
	        .actor = (char *)workplace_actor(workplace, workplace->checklists_count ? &workplace->checklists[0] : NULL),
	        .acted_for = workplace->acted_for ? workplace->acted_for : (char *)"",
	        .at = platform_now(now)};
	return exchanges_append(workplace->db, &event, err);
}

bool correspondence_begin(struct workplace *workplace, struct error *err)
{
	if (!db_begin(workplace->db, err))
		return false;
	if (db_foreign_commits(workplace->db) == workplace->foreign_commits)
		return true;
	db_rollback(workplace->db);
	return error_set(err, ERROR_CONFLICT, _("Somebody else has changed something in the meantime. Nothing was done; look at it "
	                                        "again."));
}

bool correspondence_end(struct workplace *workplace, bool ok, struct error *err)
{
	if (ok)
		return db_commit(workplace->db, err);
	db_rollback(workplace->db);
	return false;
}

bool correspondence_record(struct workplace *workplace, enum exchange_kind kind, int64_t counter, const char *hash,
                           const char *body, struct error *err)
{
	return correspondence_begin(workplace, err) &&
	       correspondence_end(workplace, correspondence_append(workplace, kind, counter, hash, body, err), err);
}

bool correspondence_reload(struct workplace *workplace, struct error *err)
{
	return with_office_load(workplace, err) && workplace_rescope(workplace, err);
}

/* --- where it stands --- */

void with_office_release(struct with_office *with_office)
{
	json_free(with_office->campaign);
	json_free(with_office->said);
	json_free(with_office->pushes);
	json_free(with_office->common);
	json_free(with_office->dissents);
	json_free(with_office->received);
	free(with_office->submitted);
	*with_office = (struct with_office){0};
}

/* A submission, or the office's word on it. */
static void take_word(struct with_office *with_office, const struct exchange_event *event, const struct json *body)
{
	/* An acceptance is of what was handed in: what was changed before it arrived is not in it. */
	if (event->kind != EXCHANGE_ACCEPT) {
		with_office->events = 0;
		json_int(json_get(body, "events"), &with_office->events);
	}
	json_free(with_office->said);
	with_office->said = json_copy(json_get(body, "said"));
	if (event->kind == EXCHANGE_ACCEPT)
		with_office->state = json_bool(json_get(json_get(body, "said"), "closed")) ? STATE_CLOSED : STATE_ACCEPTED;
	else
		with_office->state = event->kind == EXCHANGE_SUBMIT ? STATE_SUBMITTED : STATE_RETURNED;
	with_office->objected = with_office->objected && event->kind != EXCHANGE_SUBMIT;
	if (event->kind == EXCHANGE_SUBMIT)
		str_assign(&with_office->submitted, event->file_hash);
}

static void take_push(struct with_office *with_office, const struct exchange_event *event, const struct json *body)
{
	struct json *node = json_put_object(with_office->pushes, NULL);
	json_put_string(node, "question", body_text(body, "question"));
	json_put_string(node, "text", body_text(body, "text"));
	json_put_string(node, "at", event->at);
	json_put(node, "looked", json_copy(json_get(body, "looked")));
}

/* The objection takes the place of an earlier one to the same question; an empty text takes it back. */
static void take_dissent(struct with_office *with_office, const struct exchange_event *event, const struct json *body)
{
	struct json *list = json_new_array();
	const char *question = body_text(body, "question");
	for (const struct json *node = json_first(with_office->dissents); node; node = json_next(node))
		if (!str_equal(body_text(node, "question"), question))
			json_put(list, NULL, json_copy(node));
	if (*body_text(body, "text")) {
		struct json *node = json_put_object(list, NULL);
		json_put_string(node, "question", question);
		json_put_string(node, "text", body_text(body, "text"));
		json_put_string(node, "actor", event->actor);
		json_put_string(node, "acted_for", event->acted_for);
		json_put_string(node, "at", event->at);
	}
	json_free(with_office->dissents);
	with_office->dissents = list;
	with_office->objected = true;
}

static void take_event(struct with_office *with_office, const struct exchange_event *event)
{
	struct json *body = body_read(event->body);
	switch (event->kind) {
	case EXCHANGE_CAMPAIGN:
		json_free(with_office->campaign);
		with_office->campaign = json_copy(body);
		break;
	case EXCHANGE_SUBMIT:
	case EXCHANGE_RETURN:
	case EXCHANGE_ACCEPT:
		take_word(with_office, event, body);
		break;
	case EXCHANGE_PUSH:
		take_push(with_office, event, body);
		break;
	case EXCHANGE_COMMON:
		json_free(with_office->common);
		with_office->common = json_copy(json_get(body, "answers"));
		break;
	case EXCHANGE_DISSENT:
		take_dissent(with_office, event, body);
		break;
	default:
		break;
	}
	if (event->kind != EXCHANGE_SUBMIT && *event->file_hash)
		json_put_string(with_office->received, NULL, event->file_hash);
	json_free(body);
}

/* A submission whose file was never written was not handed in, whatever its number. */
static bool is_unwritten(const struct exchange_event *event, const char *unwritten)
{
	return event->kind == EXCHANGE_SUBMIT && !str_is_blank(unwritten) && event->counter == strtoll(unwritten, NULL, 10);
}

bool with_office_load(struct workplace *workplace, struct error *err)
{
	struct with_office *with_office = &workplace->with_office;
	struct exchange_events events;
	with_office_release(with_office);
	if (!exchanges_load(workplace->db, workplace->cycle.id, workplace->unit.code, &events, err))
		return false;
	with_office->pushes = json_new_array();
	with_office->dissents = json_new_array();
	with_office->received = json_new_array();
	char *unwritten = setting_load(workplace->db, exchange_unwritten_setting);
	for (size_t i = 0; i < events.count; i++)
		if (!is_unwritten(&events.items[i], unwritten))
			take_event(with_office, &events.items[i]);
	free(unwritten);
	exchange_events_release(&events);
	if (with_office->campaign)
		str_assign(&workplace->cycle.due, body_text(with_office->campaign, "due"));
	return true;
}

bool correspondence_is_changed(const struct workplace *workplace)
{
	struct error ignored = {0};
	char head[65];
	int64_t events = 0;
	bool known = chains_anchor(workplace->db, head, &events, &ignored);
	error_release(&ignored);
	return !known || events != workplace->with_office.events || workplace->with_office.objected;
}

enum checklist_state with_office_state(const struct workplace *workplace, enum checklist_state own)
{
	const struct with_office *with_office = &workplace->with_office;
	if (with_office->state == STATE_NOT_STARTED)
		return own;
	/* What was accepted stays so while its plans are worked on. */
	if (with_office->state == STATE_ACCEPTED || with_office->state == STATE_CLOSED)
		return with_office->state;
	/* What the office has asked anew since makes it incomplete again. */
	bool complete = with_office->state != STATE_SUBMITTED || own == STATE_READY;
	return complete && !correspondence_is_changed(workplace) ? with_office->state : own;
}

const char *correspondence_comment(const struct workplace *workplace, const char *question)
{
	const struct json *said = workplace->with_office.said;
	const char *text;
	if (!question) {
		text = body_text(said, "comment");
		return *text ? text : NULL;
	}
	for (const struct json *node = json_first(json_get(said, "on")); node; node = json_next(node))
		if (str_equal(body_text(node, "question"), question))
			return body_text(node, "text");
	return NULL;
}

/* --- what it asked anew, and what is answered centrally --- */

const char *correspondence_push(const struct workplace *workplace, const struct checklist *checklist, size_t item)
{
	const char *question = checklist_question(checklist, item)->id, *text = NULL;
	/* Where registers decide there is nothing that a person could answer anew. */
	if (!scope_asks(&checklist->scope.items[item]) || checklist->entries[item].standing.basis == BASIS_DERIVED)
		return NULL;
	for (const struct json *node = json_first(workplace->with_office.pushes); node; node = json_next(node)) {
		int64_t looked = 0;
		json_int(json_get(json_get(node, "looked"), checklist->assessment.checklist), &looked);
		if (str_equal(body_text(node, "question"), question) && checklist->entries[item].revision <= looked)
			text = body_text(node, "text");
	}
	return text;
}

void correspondence_add_lacks(const struct workplace *workplace, struct checklist *checklist)
{
	if (!json_size(workplace->with_office.pushes))
		return;
	for (size_t i = 0; i < checklist->scope.count; i++) {
		const char *text = correspondence_push(workplace, checklist, i);
		if (text && checklist->entries[i].standing.response.answer != ANSWER_NONE)
			lacks_insert(&checklist->lacks, LACK_UNANSWERED, i,
			             str_format(_("The office asks to look at this again: %s"), text));
	}
}

bool correspondence_touches(const struct workplace *workplace, const struct json *answer, const struct question *question)
{
	size_t at = pack_find_question(workplace->pack, body_text(answer, "question"));
	const struct question *central = at == SIZE_MAX ? NULL : &workplace->pack->questions[at];
	for (size_t i = 0; central && i < central->clauses_count; i++)
		for (size_t k = 0; k < question->clauses_count; k++)
			if (central->clauses[i] == question->clauses[k])
				return true;
	return central == question;
}

/* Whether the section is asked anything that it touches, or it is meant for all whatever they are asked. */
static bool concerns(const struct workplace *workplace, const struct json *answer)
{
	size_t at = pack_find_question(workplace->pack, body_text(answer, "question"));
	if (at != SIZE_MAX && workplace->pack->questions[at].common)
		return true;
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		for (size_t i = 0; i < checklist->scope.count; i++)
			if (scope_asks(&checklist->scope.items[i]) &&
			    correspondence_touches(workplace, answer, checklist_question(checklist, i)))
				return true;
	}
	return false;
}

const struct json *correspondence_common(const struct workplace *workplace, const char *question, const struct json *after)
{
	const struct json *node = after ? json_next(after) : json_first(workplace->with_office.common);
	while (node && (question ? !str_equal(body_text(node, "question"), question) : !concerns(workplace, node)))
		node = json_next(node);
	return node;
}

const char *correspondence_dissent(const struct workplace *workplace, const char *question)
{
	for (const struct json *node = json_first(workplace->with_office.dissents); node; node = json_next(node))
		if (str_equal(body_text(node, "question"), question))
			return body_text(node, "text");
	return NULL;
}
