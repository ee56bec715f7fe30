/* Handing in. */
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
	                    campaign_seals(campaign) ? handing_in->recipients_count : 0, err);
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

/* With it that the file is not there yet. */
static bool record(struct workplace *workplace, int64_t counter, const char *hash, const char *event, struct error *err)
{
	char *number = str_format("%lld", (long long)counter);
	bool ok = correspondence_begin(workplace, err);
	if (ok)
		ok = correspondence_end(workplace,
		                        correspondence_append(workplace, EXCHANGE_SUBMIT, counter, hash, event, err) &&
		                                setting_save(workplace->db, exchange_unwritten_setting, number, err),
		                        err);
	free(number);
	return ok;
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
		ok = record(workplace, handing_in->last.counter + 1, hash, event, err) &&
		     file_write(path, file.text, file.len_bytes, bundle_mode(workplace->with_office.campaign), err) &&
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
		return error_set(err, ERROR_USAGE, _("There is no folder %s. Make it first, or name another with -o."), folder);
	if (!workplace_may_write(workplace, err) || !correspondence_joined(workplace, err) || !is_complete(workplace, err))
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
	ok = correspondence_reload(workplace, ok ? err : &ignored) && ok;
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
