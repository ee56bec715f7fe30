/* What the office sends: sealed, numbered, recorded and written. */
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/exchange/enrol.h"
#include "tenken/store/db.h"

/* --- for whom --- */

bool office_code_key(const struct office *office, const char *unit, struct public_key *key, struct error *err)
{
	struct exchange_event event;
	struct join_code code;
	if (!exchanges_last(office->db, office->cycle.id, unit, EXCHANGE_CODE, &event, err))
		return false;
	bool ok = join_code_parse(&code, event.body, err);
	if (ok) {
		struct secret_key *secret = code_key(&code, body_text(office->campaign, "id"), unit);
		*key = *secret_key_public(secret);
		secret_key_free(secret);
		join_code_wipe(&code);
	}
	secret_text_wipe(event.body, strlen(event.body));
	exchange_event_release(&event);
	return ok;
}

bool office_reach(const struct office *office, const char *unit, struct public_key *key, struct error *err)
{
	if (office_pinned(office, unit, key, err))
		return true;
	return !err->message && office_code_key(office, unit, key, err);
}

/* --- sealing --- */

struct outgoing {
	enum bundle_kind kind;
	const char *unit;      /* "": for all */
	const char *recipient; /* key id; "": for all */
	int64_t counter;
	char previous[BUNDLE_HASH_HEX + 1];
	const char *body;
};

static bool seal(const struct office *office, const struct outgoing *outgoing, const struct secret_key *key,
                 const struct public_key *to, size_t to_count, struct strbuf *out, struct error *err)
{
	char head[65], now[26];
	int64_t count;
	if (!chains_anchor(office->db, head, &count, err))
		return false;
	struct bundle_header header = {.kind = outgoing->kind,
	                               .campaign = body_text(office->campaign, "id"),
	                               .unit = outgoing->unit,
	                               .recipient = outgoing->recipient,
	                               .pack = body_text(office->campaign, "pack"),
	                               .pack_sha256 = body_text(office->campaign, "pack_sha256"),
	                               .counter = outgoing->counter,
	                               .previous = outgoing->previous,
	                               .chain_head = head,
	                               .chain_count = count,
	                               .created_at = platform_now(now),
	                               .fiscal_year = office->cycle.fiscal_year,
	                               .sender_key = "",
	                               .enrol = ""};
	bool sealed = str_equal(body_text(office->campaign, "exchange"), "sealed");
	return bundle_write(out, &header, outgoing->body, strlen(outgoing->body), key, to, sealed ? to_count : 0, err);
}

/* Records it, and only then writes it: no number is ever given twice. *written: the path; caller frees. */
static bool record_and_write(struct office *office, const struct outgoing *outgoing, const struct dispatch *dispatch,
                             const struct strbuf *file, char *path, char **written, struct error *err)
{
	char hash[BUNDLE_HASH_HEX + 1];
	bundle_file_hash(file->text, file->len_bytes, hash);
	bool ok = office_decide(office, outgoing->unit, dispatch->event, outgoing->counter, hash,
	                        dispatch->kept ? dispatch->kept : dispatch->body, err) &&
	          file_write(path, file->text, file->len_bytes, BUNDLE_MODE, err);
	if (ok) {
		*written = path;
		return true;
	}
	free(path);
	return false;
}

static bool deliver(struct office *office, const struct outgoing *outgoing, const struct dispatch *dispatch,
                    const char *unit_name, const struct public_key *to, size_t to_count, const struct secret_key *key,
                    char **written, struct error *err)
{
	struct strbuf file = STRBUF_INIT;
	char *name = bundle_file_name(dispatch->what, dispatch->pack, office->cycle.fiscal_year, unit_name, outgoing->unit,
	                              outgoing->counter);
	char *path = path_join(dispatch->folder, name);
	bool ok = bundle_path_is_free(path, err) && seal(office, outgoing, key, to, to_count, &file, err);
	if (ok)
		ok = record_and_write(office, outgoing, dispatch, &file, path, written, err);
	else
		free(path);
	free(name);
	strbuf_release(&file);
	return ok;
}

bool office_send(struct office *office, size_t unit, const struct dispatch *dispatch, const struct secret_key *key,
                 char **written, struct error *err)
{
	const struct roster_unit *on_roster = &office->roster.items[unit];
	struct outgoing outgoing = {.kind = dispatch->kind, .unit = on_roster->code, .body = dispatch->body};
	struct public_key to;
	char recipient[KEY_ID_HEX + 1];
	/* A word on a submission is for whoever made that. */
	bool known = dispatch->kind == BUNDLE_RETURN ? office_pinned(office, on_roster->code, &to, err)
	                                             : office_reach(office, on_roster->code, &to, err);
	if (!known)
		return err->message ? false
		                    : error_set(err, ERROR_REFUSED, _("A new code was issued to %s: it has to join and hand in "
		                                                      "before anything can be sealed for it."), on_roster->name);
	public_key_id(&to, recipient);
	outgoing.recipient = recipient;
	return office_next_counter(office, on_roster->code, &outgoing.counter, outgoing.previous, err) &&
	       deliver(office, &outgoing, dispatch, on_roster->name, &to, 1, key, written, err);
}

bool office_send_all(struct office *office, const struct dispatch *dispatch, const struct secret_key *key, char **written,
                     struct error *err)
{
	struct outgoing outgoing = {.kind = dispatch->kind, .unit = "", .recipient = "", .body = dispatch->body};
	struct public_key *to = mem_new(office->roster.count + 1, sizeof *to);
	struct exchange_event last = {0};
	bool ok = office->roster.count <= BUNDLE_RECIPIENTS_MAX ||
	          error_set(err, ERROR_REFUSED, _("A file can be sealed for %d units at most; the roster has %zu."),
	                    BUNDLE_RECIPIENTS_MAX, office->roster.count);
	for (size_t i = 0; ok && i < office->roster.count; i++)
		ok = office_reach(office, office->roster.items[i].code, &to[i], err);
	ok = ok && exchanges_last(office->db, office->cycle.id, "", dispatch->event, &last, err);
	if (ok) {
		outgoing.counter = last.counter + 1;
		memcpy(outgoing.previous, last.file_hash, strlen(last.file_hash) + 1);
		ok = deliver(office, &outgoing, dispatch, "", to, office->roster.count, key, written, err);
	}
	exchange_event_release(&last);
	free(to);
	return ok;
}
