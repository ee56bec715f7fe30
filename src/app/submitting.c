/* Handing in, and taking in what the office says of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/app/packs.h"
#include "tenken/app/submission.h"
#include "tenken/base/file.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/store/db.h"

static bool has_joined(const struct workplace *workplace, struct error *err)
{
	return workplace->with_office.campaign ||
	       error_set(err, ERROR_REFUSED, _("This section has not joined the office's campaign yet. Join with the campaign file and "
	                                       "the code on the slip: tenken join FILE --unit-code CODE --join-code CODE"));
}

/* Of a submission also that its file is not there yet. */
static bool append(struct workplace *workplace, struct exchange_event *event, struct error *err)
{
	char *number = str_format("%lld", (long long)event->counter);
	bool ok = exchanges_append(workplace->db, event, err) &&
	          (event->kind != EXCHANGE_SUBMIT || setting_save(workplace->db, exchange_unwritten_setting, number, err));
	free(number);
	return ok;
}

/* What was looked up before must still be so: two who hand in at once must not give one number twice. */
static bool record(struct workplace *workplace, enum exchange_kind kind, int64_t counter, const char *hash, const char *body,
                   struct error *err)
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
	if (!db_begin(workplace->db, err))
		return false;
	bool ok = db_foreign_commits(workplace->db) == workplace->foreign_commits ||
	          error_set(err, ERROR_CONFLICT, _("Somebody else has changed something in the meantime. Nothing was done; look at it "
	                                           "again."));
	if (ok && append(workplace, &event, err))
		return db_commit(workplace->db, err);
	db_rollback(workplace->db);
	return false;
}

/* What happened changes where all checklists stand. */
static bool reload(struct workplace *workplace, struct error *err)
{
	return with_office_load(workplace, err) && workplace_rescope(workplace, err);
}

/* --- handing in --- */

static bool is_complete(const struct workplace *workplace, struct error *err)
{
	size_t lacks = 0;
	for (size_t i = 0; i < workplace->checklists_count; i++)
		lacks += workplace->checklists[i].lacks.count;
	return !lacks || error_set(err, ERROR_REFUSED,
	                           P_("%zu thing is missing before it can be handed in; \"tenken check\" says what.",
	                              "%zu things are missing before it can be handed in; \"tenken check\" lists them.", lacks),
	                           lacks);
}

/* Everything that goes into the header, and what it is made from. */
struct handing_in {
	struct exchange_event last, proof;
	struct json *proof_body;
	struct secret_key *key;
	struct public_key recipients[2];
	size_t recipients_count;
	char hash_of_pack[65], head[65], recipient[KEY_ID_HEX + 1], now[26];
	int64_t events;
};

static bool take_recipients(struct handing_in *handing_in, const struct json *campaign, struct error *err)
{
	const char *escrow = body_text(campaign, "escrow");
	if (!public_key_parse(&handing_in->recipients[0], body_text(campaign, "office_key"), err))
		return false;
	public_key_id(&handing_in->recipients[0], handing_in->recipient);
	handing_in->recipients_count = 1;
	if (*escrow && !public_key_parse(&handing_in->recipients[1], escrow, err))
		return false;
	handing_in->recipients_count += *escrow != '\0';
	return true;
}

static bool prepare(struct handing_in *handing_in, const struct workplace *workplace, struct error *err)
{
	const char *unit = workplace->unit.code;
	platform_now(handing_in->now);
	if (!exchanges_last(workplace->db, workplace->cycle.id, unit, EXCHANGE_SUBMIT, &handing_in->last, err) ||
	    !exchanges_last(workplace->db, workplace->cycle.id, unit, EXCHANGE_KEY, &handing_in->proof, err))
		return false;
	handing_in->proof_body = body_read(handing_in->proof.body);
	handing_in->key = correspondence_key(workplace->db, false, err);
	return handing_in->key && chains_anchor(workplace->db, handing_in->head, &handing_in->events, err) &&
	       packs_fingerprint(workplace->pack_folder, handing_in->hash_of_pack, err) &&
	       take_recipients(handing_in, workplace->with_office.campaign, err);
}

static void handing_in_release(struct handing_in *handing_in)
{
	exchange_event_release(&handing_in->last);
	exchange_event_release(&handing_in->proof);
	json_free(handing_in->proof_body);
	secret_key_free(handing_in->key);
}

/* The first may get lost on its way, so each introduces the section's key. */
static bool seal(const struct handing_in *handing_in, const struct workplace *workplace, const char *body, struct strbuf *out,
                 struct error *err)
{
	const struct json *campaign = workplace->with_office.campaign;
	bool sealed = !str_equal(body_text(campaign, "exchange"), "external");
	struct bundle_header header = {.kind = BUNDLE_SUBMISSION,
	                               .campaign = body_text(campaign, "id"),
	                               .unit = workplace->unit.code,
	                               .recipient = handing_in->recipient,
	                               .pack = workplace->pack->id,
	                               .pack_sha256 = handing_in->hash_of_pack,
	                               .counter = handing_in->last.counter + 1,
	                               .previous = handing_in->last.file_hash,
	                               .chain_head = handing_in->head,
	                               .chain_count = handing_in->events,
	                               .created_at = handing_in->now,
	                               .fiscal_year = workplace->cycle.fiscal_year,
	                               .sender_key = body_text(handing_in->proof_body, "key"),
	                               .enrol = body_text(handing_in->proof_body, "enrol")};
	return bundle_write(out, &header, body, strlen(body), handing_in->key, handing_in->recipients,
	                    sealed ? handing_in->recipients_count : 0, err);
}

static char *submit_event(const struct handing_in *handing_in, const char *confirmed_by)
{
	struct json *node = json_new_object();
	json_put_string(node, "confirmed_by", confirmed_by);
	json_put_int(node, "events", handing_in->events);
	char *text = body_write(node);
	json_free(node);
	return text;
}

/* First the record, then the file: a number that was given is never given again, whatever happens to the file. Only when that is
 * written was anything handed in. */
static bool hand_in(struct workplace *workplace, const struct handing_in *handing_in, const char *body, const char *confirmed_by,
                    const char *path, struct error *err)
{
	struct strbuf file = STRBUF_INIT;
	char hash[BUNDLE_HASH_HEX + 1];
	bool ok = seal(handing_in, workplace, body, &file, err);
	if (ok) {
		char *event = submit_event(handing_in, confirmed_by);
		bundle_file_hash(file.text, file.len_bytes, hash);
		ok = record(workplace, EXCHANGE_SUBMIT, handing_in->last.counter + 1, hash, event, err) &&
		     file_write(path, file.text, file.len_bytes, BUNDLE_MODE, err) &&
		     setting_save(workplace->db, exchange_unwritten_setting, "", err);
		free(event);
	}
	strbuf_release(&file);
	return ok;
}

bool correspondence_submit(struct workplace *workplace, const char *confirmed_by, const char *folder, char **written,
                           struct error *err)
{
	struct handing_in handing_in = {0};
	*written = NULL;
	if (str_is_blank(confirmed_by))
		return error_set(err, ERROR_USAGE, _("Say with --confirmed-by who has confirmed it: the title of the head."));
	if (!file_is_folder(folder))
		return error_set(err, ERROR_USAGE, _("%s is no folder. Name one with -o."), folder);
	if (!workplace_may_write(workplace, err) || !has_joined(workplace, err) || !is_complete(workplace, err))
		return false;
	struct json *node = NULL;
	if (prepare(&handing_in, workplace, err))
		node = submission_body(workplace, confirmed_by, handing_in.now, err);
	char *body = node ? body_write(node) : NULL;
	char *name = bundle_file_name(_("self-check"), workplace->pack, workplace->cycle.fiscal_year, workplace->unit.name,
	                              workplace->unit.code, handing_in.last.counter + 1);
	char *path = path_join(folder, name);
	bool ok = body && bundle_path_is_free(path, err) && hand_in(workplace, &handing_in, body, confirmed_by, path, err);
	/* Also where the file could not be written: the number is given. */
	struct error ignored = {0};
	ok = reload(workplace, ok ? err : &ignored) && ok;
	error_release(&ignored);
	if (ok) {
		*written = path;
		path = NULL;
	}
	free(path);
	free(name);
	free(body);
	json_free(node);
	handing_in_release(&handing_in);
	return ok;
}

/* --- taking in --- */

static bool is_for_us(const struct workplace *workplace, const struct bundle *bundle, struct error *err)
{
	const struct bundle_header *header = &bundle->header;
	if (header->kind == BUNDLE_CAMPAIGN)
		return error_set(err, ERROR_REFUSED, _("This is a campaign file: join with it (tenken join)."));
	if (header->kind != BUNDLE_RETURN)
		return error_set(err, ERROR_REFUSED, _("This is nothing that an office sends back (%s)."),
		                 bundle_kind_id(header->kind));
	if (!str_equal(header->campaign, body_text(workplace->with_office.campaign, "id")))
		return error_set(err, ERROR_REFUSED, _("It belongs to another campaign."));
	if (!str_equal(header->unit, workplace->unit.code))
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

/* Newer than what was taken in, and about what was handed in last. */
static bool is_current(const struct workplace *workplace, const struct bundle *bundle, const struct json *body, struct error *err)
{
	struct exchange_event last = {0}, sent = {0};
	bool ok = exchanges_last(workplace->db, workplace->cycle.id, workplace->unit.code, EXCHANGE_SUBMIT, &sent, err);
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
	if (ok && !str_equal(body_text(body, "submission"), sent.file_hash))
		ok = error_set(err, ERROR_CONFLICT, _("It is about something else than what was handed in last."));
	exchange_event_release(&sent);
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

static bool take_in(struct workplace *workplace, struct bundle *bundle, const char *hash, struct error *err)
{
	const struct json *body = bundle_body(bundle, err);
	if (!body || !check_said(body, err) || !is_current(workplace, bundle, body, err))
		return false;
	bool accepted = str_equal(body_text(body, "result"), "accepted");
	char *event = received_event(workplace, body, err);
	bool ok = event && record(workplace, accepted ? EXCHANGE_ACCEPT : EXCHANGE_RETURN, bundle->header.counter, hash, event, err);
	free(event);
	return ok && reload(workplace, err);
}

bool correspondence_receive(struct workplace *workplace, const char *file, struct error *err)
{
	struct strbuf bytes = STRBUF_INIT;
	struct bundle bundle = {0};
	char hash[BUNDLE_HASH_HEX + 1];
	if (!workplace_may_write(workplace, err) || !has_joined(workplace, err))
		return false;
	struct secret_key *key = correspondence_key(workplace->db, false, err);
	bool known = false;
	bool ok = key && file_read(&bytes, file, BUNDLE_BYTES_MAX, err);
	if (ok) {
		bundle_file_hash(bytes.text, bytes.len_bytes, hash);
		ok = exchanges_know_file(workplace->db, hash, &known, NULL, err) &&
		     (!known || error_set(err, ERROR_CONFLICT, _("This file was taken in before.")));
	}
	ok = ok && bundle_open(&bundle, bytes.text, bytes.len_bytes, key, err) && is_for_us(workplace, &bundle, err) &&
	     is_from_office(workplace, &bundle, err) && take_in(workplace, &bundle, hash, err);
	bundle_release(&bundle);
	strbuf_release(&bytes);
	secret_key_free(key);
	return ok;
}
