/* What the office sends: sealed, numbered, recorded and written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/exchange/enrol.h"
#include "tenken/store/db.h"

enum { NAME_PART_BYTES_MAX = 100 };

/* --- for whom --- */

bool office_pinned(const struct office *office, const char *unit, struct public_key *key, struct error *err)
{
	struct exchange_event code, pinned;
	struct error ignored = {0};
	bool found = false;
	if (!exchanges_last(office->db, office->cycle.id, unit, EXCHANGE_CODE, &code, err))
		return false;
	if (exchanges_last(office->db, office->cycle.id, unit, EXCHANGE_KEY, &pinned, err)) {
		/* A code issued since does away with the key of before. */
		found = pinned.seq > code.seq && public_key_parse(key, pinned.body, &ignored);
		exchange_event_release(&pinned);
	}
	error_release(&ignored);
	exchange_event_release(&code);
	return found;
}

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

/* --- numbers and names --- */

/* What goes out to one unit is numbered in one row, whatever it is. */
static bool is_sent(enum exchange_kind kind)
{
	return kind == EXCHANGE_RETURN || kind == EXCHANGE_ACCEPT || kind == EXCHANGE_PUSH || kind == EXCHANGE_HANDOVER;
}

bool office_next_counter(const struct office *office, const char *unit, int64_t *counter, char previous[65],
                         struct error *err)
{
	struct exchange_events events;
	*counter = 1;
	*previous = '\0';
	if (!exchanges_load(office->db, office->cycle.id, unit, &events, err))
		return false;
	for (size_t i = 0; i < events.count; i++) {
		const struct exchange_event *event = &events.items[i];
		if (!is_sent(event->kind) || event->counter < *counter)
			continue;
		*counter = event->counter + 1;
		snprintf(previous, 65, "%s", event->file_hash);
	}
	exchange_events_release(&events);
	return true;
}

/* What file systems refuse becomes "_", and what is long is cut: a name may have 255 bytes. */
static void add_part(struct strbuf *out, const char *part)
{
	size_t len_bytes = strlen(part);
	if (len_bytes > NAME_PART_BYTES_MAX) {
		for (len_bytes = NAME_PART_BYTES_MAX; ((unsigned char)part[len_bytes] & 0xC0) == 0x80;)
			len_bytes--;
	}
	if (out->len_bytes)
		strbuf_add_char(out, '_');
	for (const char *end = part + len_bytes; part < end; part++)
		strbuf_add_char(out, strchr("/\\:*?\"<>|", *part) || (unsigned char)*part < ' ' ? '_' : *part);
}

char *bundle_file_name(const char *what, const struct pack *pack, int fiscal_year, const char *unit_name,
                       const char *unit_code, int64_t counter)
{
	struct strbuf out = STRBUF_INIT, part = STRBUF_INIT;
	add_part(&out, what);
	date_format_fiscal_year(&part, fiscal_year);
	add_part(&out, part.text);
	if (*unit_name)
		add_part(&out, unit_name);
	if (*unit_code)
		add_part(&out, unit_code);
	strbuf_reset(&part);
	strbuf_addf(&part, "%03lld", (long long)counter);
	add_part(&out, part.text);
	strbuf_reset(&part);
	if (pack->results_class)
		strbuf_addf(&part, _("confidentiality-%s"), pack->results_class);
	add_part(&out, part.text);
	strbuf_add(&out, ".tenken");
	strbuf_release(&part);
	return strbuf_take(&out);
}

bool bundle_path_is_free(const char *path, struct error *err)
{
	return !file_exists(path) ||
	       error_set(err, ERROR_CONFLICT, _("%s is there already and is not replaced. Name another folder, or take that file away "
	                                        "first."), path);
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
	return bundle_write(out, &header, outgoing->body, strlen(outgoing->body), key, to,
	                    campaign_seals(office->campaign) ? to_count : 0, err);
}

/* Records it, and only then writes it: no number is ever given twice. *written: the path; caller frees. */
static bool record_and_write(struct office *office, const struct outgoing *outgoing, const struct dispatch *dispatch,
                             const struct strbuf *file, char *path, char **written, struct error *err)
{
	char hash[BUNDLE_HASH_HEX + 1];
	bundle_file_hash(file->text, file->len_bytes, hash);
	bool ok = office_decide(office, outgoing->unit, dispatch->event, outgoing->counter, hash,
	                        dispatch->kept ? dispatch->kept : dispatch->body, err) &&
	          file_write(path, file->text, file->len_bytes, bundle_mode(office->campaign), err);
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
