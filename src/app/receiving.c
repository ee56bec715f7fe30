/* Taking in what the office sends: its word on a submission, a question that it asks anew, what is answered centrally; and objecting
 * to that. Last year's answers for a successor are taken in by succession.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/file.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

/* --- for whom, from whom --- */

static bool is_for_us(const struct workplace *workplace, const struct bundle *bundle, struct error *err)
{
	const struct bundle_header *header = &bundle->header;
	if (header->kind == BUNDLE_CAMPAIGN)
		return error_set(err, ERROR_REFUSED, _("This is a campaign file: join with it (tenken join)."));
	if (header->kind == BUNDLE_SUBMISSION)
		return error_set(err, ERROR_REFUSED, _("This is nothing that an office sends back (%s)."),
		                 bundle_kind_id(header->kind));
	if (!str_equal(header->campaign, body_text(workplace->with_office.campaign, "id")))
		return error_set(err, ERROR_REFUSED, _("It belongs to another campaign."));
	if (header->kind != BUNDLE_COMMON && !str_equal(header->unit, workplace->unit.code))
		return error_set(err, ERROR_REFUSED, _("It is for another section (unit code %s)."), header->unit);
	return true;
}

/* The office's key, or the one that takes its place when it is lost. */
static bool is_from_office(const struct workplace *workplace, struct bundle *bundle, struct error *err)
{
	const struct json *campaign = workplace->with_office.campaign;
	struct public_key office, escrow;
	char id[KEY_ID_HEX + 1];
	const char *text = body_text(campaign, "escrow");
	if (!public_key_parse(&office, body_text(campaign, "office_key"), err) ||
	    (*text && !public_key_parse(&escrow, text, err)))
		return false;
	if (*text) {
		public_key_id(&escrow, id);
		if (str_equal(id, bundle->header.sender))
			return bundle_check(bundle, &escrow, err);
	}
	return bundle_check(bundle, &office, err);
}

/* --- its word --- */

static bool check_said(const struct json *body, struct error *err)
{
	const struct json *list = json_get(body, "on");
	bool ok = json_string(json_get(body, "result")) && json_string(json_get(body, "comment")) &&
	          json_string(json_get(body, "submission")) && json_type(list) == JSON_ARRAY &&
	          (str_equal(body_text(body, "result"), "returned") || str_equal(body_text(body, "result"), "accepted"));
	for (const struct json *node = json_first(list); ok && node; node = json_next(node))
		ok = json_string(json_get(node, "question")) && json_string(json_get(node, "text"));
	return ok || error_set(err, ERROR_INPUT, _("The file does not say what an office says. Ask the office for it again."));
}

/* Both were on their way at once. What the office wrote is said all the same: it may hold for what was handed in since. */
static bool refuse_crossing(const struct json *body, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	if (!str_is_blank(body_text(body, "comment")))
		strbuf_addf(&text, "\n%s", body_text(body, "comment"));
	for (const struct json *node = json_first(json_get(body, "on")); node; node = json_next(node))
		strbuf_addf(&text, "\n%s: %s", body_text(node, "question"), body_text(node, "text"));
	if (text.len_bytes)
		error_set(err, ERROR_CONFLICT,
		          _("It is about an earlier submission than the one handed in last, and is not taken in. What the office says in it:%s"),
		          text.text);
	else
		error_set(err, ERROR_CONFLICT, _("It is about something else than what was handed in last."));
	strbuf_release(&text);
	return false;
}

/* Newer than what was taken in, and about what was handed in last. */
static bool is_current(const struct workplace *workplace, const struct bundle *bundle, const struct json *body, struct error *err)
{
	struct exchange_event last = {0};
	bool ok = true;
	int64_t counter = 0;
	const enum exchange_kind kinds[] = {EXCHANGE_RETURN, EXCHANGE_ACCEPT};
	for (size_t i = 0; ok && i < sizeof kinds / sizeof *kinds; i++) {
		ok = exchanges_last(workplace->db, workplace->cycle.id, workplace->unit.code, kinds[i], &last, err);
		if (ok && last.counter > counter)
			counter = last.counter;
		exchange_event_release(&last);
	}
	if (ok && bundle->header.counter <= counter)
		ok = error_set(err, ERROR_CONFLICT, _("It was taken in already, or a newer one was (number %lld)."),
		               (long long)counter);
	if (ok && !str_equal(body_text(body, "submission"), workplace->with_office.submitted))
		ok = refuse_crossing(body, err);
	return ok;
}

static char *received_event(const struct workplace *workplace, const struct json *body, struct error *err)
{
	struct json *node = json_new_object();
	char head[65];
	int64_t events;
	char *text = NULL;
	if (chains_anchor(workplace->db, head, &events, err)) {
		json_put_int(node, "events", events);
		json_put(node, "said", json_copy(body));
		text = body_write(node);
	}
	json_free(node);
	return text;
}

static bool take_word(struct workplace *workplace, const struct bundle *bundle, const struct json *body, const char *hash,
                      struct received *received, struct error *err)
{
	(void)received;
	if (!check_said(body, err) || !is_current(workplace, bundle, body, err))
		return false;
	bool accepted = str_equal(body_text(body, "result"), "accepted");
	char *event = received_event(workplace, body, err);
	bool ok = event && correspondence_record(workplace, accepted ? EXCHANGE_ACCEPT : EXCHANGE_RETURN, bundle->header.counter, hash,
	                                         event, err);
	free(event);
	return ok;
}

/* --- a question that is asked anew --- */

static bool nothing_of_an_office(struct error *err)
{
	return error_set(err, ERROR_INPUT, _("The file does not say what an office says. Ask the office for it again."));
}

/* How often each checklist has answered it by now: an answer after that says that somebody has looked. */
static struct json *looked(const struct workplace *workplace, const char *question)
{
	struct json *node = json_new_object();
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		const struct checklist *checklist = &workplace->checklists[c];
		for (size_t i = 0; i < checklist->scope.count; i++)
			if (str_equal(checklist_question(checklist, i)->id, question))
				json_put_int(node, checklist->assessment.checklist, checklist->entries[i].revision);
	}
	return node;
}

static bool take_push(struct workplace *workplace, const struct bundle *bundle, const struct json *body, const char *hash,
                      struct received *received, struct error *err)
{
	const char *question = body_text(body, "question"), *text = body_text(body, "text");
	int64_t format = 0;
	if (json_size(body) != 3 || !json_int(json_get(body, "format"), &format) || format != 1 ||
	    pack_find_question(workplace->pack, question) == SIZE_MAX || str_is_blank(text))
		return nothing_of_an_office(err);
	snprintf(received->question, sizeof received->question, "%s", question);
	struct json *node = json_new_object();
	json_put_string(node, "question", question);
	json_put_string(node, "text", text);
	json_put(node, "looked", looked(workplace, question));
	char *event = body_write(node);
	bool ok = correspondence_record(workplace, EXCHANGE_PUSH, bundle->header.counter, hash, event, err);
	free(event);
	json_free(node);
	return ok;
}

/* --- what is answered centrally --- */

static bool check_common(const struct json *body, const struct pack *pack, struct error *err)
{
	static const char *const texts[] = {"question", "answer", "note", "role", "unit", "bureau", "name", "accepted_at"};
	enum { TEXTS = sizeof texts / sizeof *texts };
	int64_t format = 0;
	if (json_size(body) != 2 || !json_int(json_get(body, "format"), &format) || format != 1 ||
	    json_type(json_get(body, "answers")) != JSON_ARRAY)
		return nothing_of_an_office(err);
	for (const struct json *node = json_first(json_get(body, "answers")); node; node = json_next(node)) {
		enum answer answer;
		bool ok = json_type(node) == JSON_OBJECT && json_size(node) == TEXTS;
		for (size_t i = 0; ok && i < TEXTS; i++)
			ok = json_string(json_get(node, texts[i])) != NULL;
		if (!ok || !answer_parse(&answer, body_text(node, "answer")) ||
		    pack_find_question(pack, body_text(node, "question")) == SIZE_MAX)
			return nothing_of_an_office(err);
	}
	return true;
}

static bool take_common(struct workplace *workplace, const struct bundle *bundle, const struct json *body, const char *hash,
                        struct received *received, struct error *err)
{
	(void)received;
	struct exchange_event last = {0};
	if (!check_common(body, workplace->pack, err) ||
	    !exchanges_last(workplace->db, workplace->cycle.id, workplace->unit.code, EXCHANGE_COMMON, &last, err))
		return false;
	bool ok = bundle->header.counter > last.counter ||
	          error_set(err, ERROR_CONFLICT, _("It was taken in already, or a newer one was (number %lld)."),
	                    (long long)last.counter);
	if (ok) {
		char *event = body_write(body);
		ok = correspondence_record(workplace, EXCHANGE_COMMON, bundle->header.counter, hash, event, err);
		free(event);
	}
	exchange_event_release(&last);
	return ok;
}

/* --- the whole --- */

static bool same_pack(const struct workplace *workplace, const struct bundle *bundle, struct error *err)
{
	return str_equal(bundle->header.pack, workplace->pack->id) ||
	       error_set(err, ERROR_REFUSED, _("It is about other checklists (%s) than those of this self-check."), bundle->header.pack);
}

static bool take_in(struct workplace *workplace, struct bundle *bundle, const char *hash, struct received *received,
                    struct error *err)
{
	static const struct {
		enum received_kind kind;
		bool (*take)(struct workplace *workplace, const struct bundle *bundle, const struct json *body, const char *hash,
		             struct received *received, struct error *err);
	} kinds[BUNDLE_KINDS] = {
	        [BUNDLE_RETURN] = {RECEIVED_WORD, take_word},
	        [BUNDLE_PUSH] = {RECEIVED_PUSH, take_push},
	        [BUNDLE_COMMON] = {RECEIVED_COMMON, take_common},
	        [BUNDLE_HANDOVER] = {RECEIVED_HANDOVER, correspondence_succeed},
	};
	const struct json *body = bundle_body(bundle, err);
	received->kind = kinds[bundle->header.kind].kind;
	return body && same_pack(workplace, bundle, err) &&
	       kinds[bundle->header.kind].take(workplace, bundle, body, hash, received, err);
}

/* Sealed for the section's key or, before the office has learnt that, for the one that follows from the code. */
static bool open_file(struct bundle *bundle, const struct workplace *workplace, const struct strbuf *bytes, struct error *err)
{
	struct secret_key *key = correspondence_key(workplace->db, false, err), *from_code;
	if (!key)
		return false;
	bool ok = bundle_open(bundle, bytes->text, bytes->len_bytes, key, err);
	if (!ok && bundle->fault == BUNDLE_OTHER_RECIPIENT && (from_code = correspondence_code_key(workplace->db))) {
		bundle_release(bundle);
		error_release(err);
		ok = bundle_open(bundle, bytes->text, bytes->len_bytes, from_code, err);
		secret_key_free(from_code);
	}
	secret_key_free(key);
	return ok;
}

static size_t count_common(const struct workplace *workplace)
{
	size_t count = 0;
	for (const struct json *node = correspondence_common(workplace, NULL, NULL); node;
	     node = correspondence_common(workplace, NULL, node))
		count++;
	return count;
}

bool correspondence_receive(struct workplace *workplace, const char *file, struct received *received, struct error *err)
{
	struct strbuf bytes = STRBUF_INIT;
	struct bundle bundle = {0};
	char hash[BUNDLE_HASH_HEX + 1];
	bool known = false;
	*received = (struct received){0};
	if (!workplace_may_write(workplace, err) || !correspondence_joined(workplace, err))
		return false;
	bool ok = file_read(&bytes, file, BUNDLE_BYTES_MAX, err);
	if (ok) {
		bundle_file_hash(bytes.text, bytes.len_bytes, hash);
		ok = exchanges_know_file(workplace->db, hash, &known, NULL, err) &&
		     (!known || error_set(err, ERROR_CONFLICT, _("This file was taken in before.")));
	}
	ok = ok && open_file(&bundle, workplace, &bytes, err) && is_for_us(workplace, &bundle, err) &&
	     is_from_office(workplace, &bundle, err) && take_in(workplace, &bundle, hash, received, err);
	bundle_release(&bundle);
	strbuf_release(&bytes);
	if (!ok || received->kind == RECEIVED_HANDOVER)
		return ok;
	if (!correspondence_reload(workplace, err))
		return false;
	if (received->kind == RECEIVED_COMMON)
		received->count = count_common(workplace);
	return true;
}

/* --- objecting --- */

bool correspondence_object(struct workplace *workplace, const char *question, const char *text, struct error *err)
{
	if (!workplace_may_write(workplace, err) || !correspondence_joined(workplace, err) ||
	    pack_require_question(workplace->pack, question, err) == SIZE_MAX)
		return false;
	bool takes_back = str_is_blank(text);
	if (takes_back && !correspondence_dissent(workplace, question))
		return error_set(err, ERROR_REFUSED, _("There is no objection to \"%s\" that could be taken back."), question);
	if (!takes_back && !correspondence_common(workplace, question, NULL))
		return error_set(err, ERROR_REFUSED, _("No central answer to \"%s\" was taken in. \"tenken common\" lists those that were."),
		                 question);
	struct json *node = json_new_object();
	json_put_string(node, "question", question);
	json_put_string(node, "text", takes_back ? "" : text);
	char *event = body_write(node);
	bool ok = correspondence_record(workplace, EXCHANGE_DISSENT, 0, "", event, err) && correspondence_reload(workplace, err);
	free(event);
	json_free(node);
	return ok;
}
