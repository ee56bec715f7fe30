/* Taking in what sections hand in. Files are looked at from the outside in: what a step refuses, the next never sees. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "office_judged.h"
#include "office_private.h"
#include "tenken/app/submission.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/exchange/enrol.h"
#include "tenken/store/db.h"
#include "tenken/store/rejected.h"

struct collecting {
	struct office *office;
	const struct secret_key *key;
	struct collected *collected;
	bool dry_run;
	size_t files; /* how many there are to look at */
	int64_t home; /* the cycle that the office was turned to */
};

/* One file on its way in. */
struct incoming {
	struct bundle bundle;
	char hash[BUNDLE_HASH_HEX + 1];
	char *known_unit;           /* whose it is, when it was taken in before */
	size_t unit;                /* on the roster */
	struct exchange_event last; /* the unit's last submission */
	struct public_key sender;
	bool enrols;             /* its key is new and has to be pinned */
	int64_t foreign_commits; /* when it was begun to look at it */
	struct strbuf noticed;
};

void collected_release(struct collected *collected)
{
	for (size_t i = 0; i < collected->count; i++) {
		free(collected->items[i].file);
		free(collected->items[i].unit);
		free(collected->items[i].reason);
	}
	free(collected->items);
	*collected = (struct collected){0};
}

/* --- who it is from, and for what --- */

static bool is_ours(const struct office *office, const char *recipient)
{
	struct public_key key;
	struct error ignored = {0};
	const char *const texts[] = {body_text(office->campaign, "office_key"), body_text(office->campaign, "escrow")};
	bool found = false;
	char own[KEY_ID_HEX + 1];
	/* The key of now is named in campaign files that were published since it took the place of the first. */
	public_key_id(&office->key, own);
	if (str_equal(own, recipient))
		return true;
	for (size_t i = 0; !found && i < sizeof texts / sizeof *texts; i++) {
		char id[KEY_ID_HEX + 1];
		if (!*texts[i] || !public_key_parse(&key, texts[i], &ignored))
			continue;
		public_key_id(&key, id);
		found = str_equal(id, recipient);
	}
	error_release(&ignored);
	return found;
}

/* A file of an earlier campaign (progress on its plans, or one that was late) is taken into that. */
static bool turn_to_campaign(struct office *office, const struct bundle_header *header, struct error *err)
{
	struct cycles cycles;
	if (str_equal(header->campaign, body_text(office->campaign, "id")))
		return true;
	if (!cycles_load(office->db, &cycles, err))
		return false;
	bool ok = true, found = false;
	for (size_t i = 0; ok && !found && i < cycles.count; i++) {
		struct exchange_event event;
		ok = exchanges_last(office->db, cycles.items[i].id, "", EXCHANGE_CAMPAIGN, &event, err);
		struct json *campaign = ok ? body_read(event.body) : NULL;
		found = campaign && str_equal(body_text(campaign, "id"), header->campaign);
		if (found)
			office->wanted_cycle = cycles.items[i].id;
		json_free(campaign);
		if (ok)
			exchange_event_release(&event);
	}
	cycles_release(&cycles);
	return ok && (!found || office_reload(office, err));
}

static bool check_campaign(struct office *office, struct incoming *incoming, struct error *err)
{
	const struct bundle_header *header = &incoming->bundle.header;
	if (header->kind == BUNDLE_SUBMISSION && !turn_to_campaign(office, header, err))
		return false;
	if (header->kind != BUNDLE_SUBMISSION)
		return error_set(err, ERROR_REFUSED, _("It is no submission (%s)."), bundle_kind_id(header->kind));
	if (!str_equal(header->campaign, body_text(office->campaign, "id")) ||
	    header->fiscal_year != office->cycle.fiscal_year)
		return error_set(err, ERROR_REFUSED,
		                 _("It belongs to another campaign (of fiscal year %d). Ask the section for its file of this one."),
		                 (int)header->fiscal_year);
	if (!is_ours(office, header->recipient))
		return error_set(err, ERROR_REFUSED, _("It is addressed to another office."));
	incoming->unit = 0;
	while (incoming->unit < office->roster.count &&
	       !str_equal(office->roster.items[incoming->unit].code, header->unit))
		incoming->unit++;
	if (incoming->unit == office->roster.count)
		return error_set(err, ERROR_REFUSED, _("The unit \"%s\" is not on the roster."), header->unit);
	if (!str_equal(header->pack, body_text(office->campaign, "pack")) ||
	    !str_equal(header->pack_sha256, body_text(office->campaign, "pack_sha256")))
		return error_set(
		        err, ERROR_REFUSED,
		        _("It was answered with another pack than that of the campaign. The section needs the same "
		          "version of the program and its checklists."));
	return true;
}

/* Whether the code that the unit was given last vouches for the key that the file brings. */
static bool enrols(const struct office *office, struct incoming *incoming, struct error *err)
{
	const struct bundle_header *header = &incoming->bundle.header;
	struct exchange_event event;
	struct join_code code;
	if (!exchanges_last(office->db, office->cycle.id, header->unit, EXCHANGE_CODE, &event, err))
		return false;
	bool ok = join_code_parse(&code, event.body, err) &&
	          enrol_mac_check(header->enrol, &code, &incoming->sender, header->campaign, header->unit, err);
	join_code_wipe(&code);
	secret_text_wipe(event.body, strlen(event.body));
	exchange_event_release(&event);
	return ok;
}

static bool check_sender(const struct office *office, struct incoming *incoming, struct error *err)
{
	struct public_key pinned;
	bool introduces = bundle_introduces(&incoming->bundle, &incoming->sender);
	if (office_pinned(office, incoming->bundle.header.unit, &pinned, err)) {
		incoming->sender = pinned;
		return bundle_check(&incoming->bundle, &pinned, err);
	}
	if (err->message)
		return false;
	if (!introduces)
		return error_set(err, ERROR_REFUSED,
		                 _("The section's key is not known, and the file does not introduce it. The "
		                   "section has to join again."));
	incoming->enrols = true;
	return bundle_check(&incoming->bundle, &incoming->sender, err) && enrols(office, incoming, err);
}

/* That it is newer than what is there, and follows from it. */
static bool check_order(struct incoming *incoming, struct error *err)
{
	const struct bundle_header *header = &incoming->bundle.header;
	const struct exchange_event *last = &incoming->last;
	struct json *before = *last->body ? body_read(last->body) : NULL;
	int64_t events = 0;
	bool ok = true;
	json_int(json_get(json_get(before, "header"), "chain_count"), &events);
	if (incoming->enrols || !last->seq) {
		/* A key of its own begins anew; what the section handed in before was with another. */
		if (last->seq)
			strbuf_addf(&incoming->noticed,
			            _("The section has joined anew; number %lld was handed in before that."),
			            (long long)last->counter);
		else if (header->counter > 1)
			strbuf_addf(&incoming->noticed, _("Its number is %lld; those before did not arrive."),
			            (long long)header->counter);
	} else if (header->counter < last->counter) {
		ok = error_set(err, ERROR_REFUSED,
		               _("It is older than what was handed in already (number %lld; number %lld is here)."),
		               (long long)header->counter, (long long)last->counter);
	} else if (header->counter == last->counter ||
	           (header->counter == last->counter + 1 && !str_equal(header->previous, last->file_hash))) {
		ok = error_set(err, ERROR_REFUSED,
		               _("It does not follow from what was handed in last: the section's database is a "
		                 "copy or an older one. Issue a new code with \"tenken campaign code %s\"."),
		               header->unit);
	} else if (header->chain_count < events) {
		ok = error_set(err, ERROR_REFUSED,
		               _("The section's database has gone back behind what was handed in last: it is an "
		                 "older backup. Issue a new code with \"tenken campaign code %s\"."),
		               header->unit);
	} else if (header->counter > last->counter + 1) {
		strbuf_addf(&incoming->noticed, _("Between number %lld and number %lld something did not arrive."),
		            (long long)last->counter, (long long)header->counter);
	}
	json_free(before);
	return ok;
}

/* What could not be looked at later would stand in the way of everything. Where the campaign's pack is not at hand it cannot be told. */
static bool can_be_opened(const struct office *office, const struct json *body, struct error *err)
{
	struct error ignored = {0};
	const struct kept_pack *kept = office_kept_pack(office, &ignored);
	error_release(&ignored);
	return !kept || !str_equal(kept->hash, body_text(office->campaign, "pack_sha256")) ||
	       submission_fits(body, kept->pack, err);
}

static bool check_body(const struct office *office, struct incoming *incoming, struct error *err)
{
	const struct bundle_header *header = &incoming->bundle.header;
	const struct json *body = bundle_body(&incoming->bundle, err);
	int64_t year = 0;
	if (!body || !submission_check(body, err))
		return false;
	json_int(json_get(body, "fiscal_year"), &year);
	if (!str_equal(body_text(json_get(body, "unit"), "code"), header->unit) || year != header->fiscal_year ||
	    !str_equal(body_text(body, "pack"), header->pack))
		return error_set(err, ERROR_REFUSED, _("Its contents are about something else than its header says."));
	return can_be_opened(office, body, err);
}

/* --- keeping it --- */

/* The submission is canonical as it came, so its bytes go in as they are; "submission" is the last of the keys. */
static char *event_body(const struct incoming *incoming)
{
	const struct bundle *bundle = &incoming->bundle;
	const struct bundle_header *from = &bundle->header;
	struct json *node = json_new_object(), *header = json_put_object(node, "header");
	struct strbuf text = STRBUF_INIT;
	json_put_string(header, "sender", from->sender);
	json_put_string(header, "previous", from->previous);
	json_put_string(header, "chain_head", from->chain_head);
	json_put_int(header, "chain_count", from->chain_count);
	json_put_string(header, "created_at", from->created_at);
	json_put_string(node, "noticed", incoming->noticed.text);
	char *before = body_write(node);
	strbuf_add_bytes(&text, before, strlen(before) - 1);
	strbuf_add(&text, ",\"submission\":");
	strbuf_add_bytes(&text, (const char *)bundle->whole + bundle->body_at, bundle->body_bytes);
	strbuf_add(&text, "}");
	free(before);
	json_free(node);
	return strbuf_take(&text);
}

/* What is on its way to the disk is what came in. */
static bool reads_back(const struct office *office, const struct incoming *incoming, const char *body,
                       struct error *err)
{
	struct exchange_event event;
	if (!exchanges_last(office->db, office->cycle.id, incoming->bundle.header.unit, EXCHANGE_SUBMIT, &event, err))
		return false;
	bool same = str_equal(event.body, body) && str_equal(event.file_hash, incoming->hash);
	exchange_event_release(&event);
	return same ||
	       error_set(err, ERROR_STORAGE, _("What was written could not be read back. Nothing was taken in."));
}

/* A unit that has handed in before: of its plans the earliest due date counts that it ever said. */
static bool fold_in(const struct office *office, const struct incoming *incoming, const struct json *submission,
                    struct error *err)
{
	const struct roster_unit *unit = &office->roster.items[incoming->unit];
	struct seen_dues seen = {0};
	struct json_doc *last = NULL;
	bool received, ok = true;
	if (incoming->last.seq)
		ok = seen_dues_load(office->db, office->cycle.id, unit->code, &seen, &last, &received, err);
	else
		seen_dues_add(&seen, submission);
	ok = ok && collection_take(office->db, office->cycle.id, unit->id, submission, &seen, err);
	seen_dues_release(&seen);
	json_doc_free(last);
	return ok;
}

static bool write_event(struct office *office, struct incoming *incoming, const char *body, struct error *err)
{
	const struct bundle_header *header = &incoming->bundle.header;
	char key[PUBLIC_KEY_TEXT_BYTES + 1];
	public_key_format(&incoming->sender, key);
	const struct json *submission = bundle_body(&incoming->bundle, err);
	return submission &&
	       (!incoming->enrols || office_record(office, header->unit, EXCHANGE_KEY, 0, "", key, err)) &&
	       office_record(office, header->unit, EXCHANGE_SUBMIT, header->counter, incoming->hash, body, err) &&
	       reads_back(office, incoming, body, err) && fold_in(office, incoming, submission, err) &&
	       rejected_forget(office->db, office->roster.items[incoming->unit].id, err);
}

/* Whether it was kept. *again: not, because another process wrote while this one was looking: what was looked up may no longer
 * be so. */
static bool keep(struct office *office, struct incoming *incoming, bool *again, struct error *err)
{
	if (!db_begin(office->db, err))
		return false;
	*again = db_foreign_commits(office->db) != incoming->foreign_commits;
	char *body = *again ? NULL : event_body(incoming);
	bool ok = body && write_event(office, incoming, body, err);
	if (ok)
		ok = db_commit(office->db, err);
	else
		db_rollback(office->db);
	free(body);
	return ok;
}

/* --- one file --- */

static void incoming_release(struct incoming *incoming)
{
	free(incoming->known_unit);
	bundle_release(&incoming->bundle);
	exchange_event_release(&incoming->last);
	strbuf_release(&incoming->noticed);
	*incoming = (struct incoming){.noticed = STRBUF_INIT};
}

static bool is_known(const struct office *office, struct incoming *incoming, bool *known, struct error *err)
{
	struct exchange_event submission = {0};
	if (!exchanges_know_file(office->db, incoming->hash, known, &incoming->known_unit, err))
		return false;
	if (*known && !exchanges_submission(office->db, incoming->hash, &submission, err))
		return false;
	if (*known && !submission.seq)
		strbuf_add(&incoming->noticed, _("The office made this file itself."));
	exchange_event_release(&submission);
	return true;
}

static enum collect_result look_and_keep(const struct collecting *collecting, struct incoming *incoming,
                                         const struct strbuf *bytes, bool *again, struct error *err)
{
	struct office *office = collecting->office;
	bool known;
	incoming->foreign_commits = db_foreign_commits(office->db);
	bundle_file_hash(bytes->text, bytes->len_bytes, incoming->hash);
	if (!is_known(office, incoming, &known, err))
		return COLLECT_REJECTED;
	if (known)
		return COLLECT_UNCHANGED;
	bool ok = bundle_open(&incoming->bundle, bytes->text, bytes->len_bytes, collecting->key, err) &&
	          check_campaign(office, incoming, err) && check_sender(office, incoming, err) &&
	          exchanges_last(office->db, office->cycle.id, incoming->bundle.header.unit, EXCHANGE_SUBMIT,
	                         &incoming->last, err) &&
	          check_order(incoming, err) && check_body(office, incoming, err);
	if (ok && office->cycle.id != collecting->home)
		strbuf_addf(&incoming->noticed, _("%sIt belongs to the campaign of fiscal year %d (#%lld)."),
		            incoming->noticed.len_bytes ? " " : "", office->cycle.fiscal_year,
		            (long long)office->cycle.id);
	if (ok && !collecting->dry_run)
		ok = keep(office, incoming, again, err);
	/* Nor is anything refused by what may no longer be so: the other may have taken in this very file. */
	if (!ok && !*again)
		*again = db_foreign_commits(office->db) != incoming->foreign_commits;
	if (*again)
		error_release(err);
	return ok ? COLLECT_IMPORTED : COLLECT_REJECTED;
}

static enum collect_result take(const struct collecting *collecting, struct incoming *incoming,
                                const struct strbuf *bytes, struct error *err)
{
	for (;;) {
		bool again = false;
		enum collect_result result = look_and_keep(collecting, incoming, bytes, &again, err);
		if (!again)
			return result;
		incoming_release(incoming);
	}
}

static void note(struct collected *collected, const char *name, enum collect_result result, const char *unit,
                 const char *reason)
{
	*MEM_PUSH(collected->items, collected->count) =
	        (struct collected_file){.file = text_safe_dup(name, TEXT_SAFE_LINE),
	                                .result = result,
	                                .unit = unit && *unit ? text_safe_dup(unit, TEXT_SAFE_LINE) : NULL,
	                                .reason = reason && *reason ? text_safe_dup(reason, TEXT_SAFE_LINE) : NULL};
}

/* Which unit's the file is: as its header says, or, where it cannot be opened so far, by the one code that its name holds. SIZE_MAX:
 * nobody can tell. */
static size_t claimed_unit(const struct office *office, const struct incoming *incoming, const char *name)
{
	const char *code = incoming->bundle.header.unit, *base = path_base(name);
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < office->roster.count; i++) {
		const char *own = office->roster.items[i].code, *at = code ? NULL : strstr(base, own);
		bool apart = at && (at == base || !isalnum((unsigned char)at[-1])) &&
		             !isalnum((unsigned char)at[strlen(own)]);
		if (code ? !str_equal(code, own) : !apart)
			continue;
		if (found != SIZE_MAX)
			return SIZE_MAX;
		found = i;
	}
	return found;
}

/* A unit from which nothing else was taken in: that its file came, and why it was rejected, stays on record. */
static bool keep_rejected(const struct collecting *collecting, const struct incoming *incoming, const char *name,
                          const char *reason, struct error *err)
{
	const struct office *office = collecting->office;
	size_t unit = claimed_unit(office, incoming, name);
	struct exchange_event last = {0};
	if (collecting->dry_run || unit == SIZE_MAX)
		return true;
	/* Asked of the database: this very collection may have taken something in. */
	if (!exchanges_last(office->db, office->cycle.id, office->roster.items[unit].code, EXCHANGE_SUBMIT, &last, err))
		return false;
	bool received = last.seq != 0;
	exchange_event_release(&last);
	if (received)
		return true;
	char now[26], *file = text_safe_dup(path_base(name), TEXT_SAFE_LINE),
	              *why = text_safe_dup(reason, TEXT_SAFE_LINE);
	bool ok = rejected_keep(office->db, office->roster.items[unit].id, file, why, platform_now(now), err);
	free(file);
	free(why);
	return ok;
}

/* `folder` NULL: `name` is a path that a person named. */
static bool take_file(const struct collecting *collecting, const char *folder, const char *name, struct error *err)
{
	struct incoming incoming = {.noticed = STRBUF_INIT};
	struct strbuf bytes = STRBUF_INIT;
	struct error why = {0};
	enum collect_result result = COLLECT_REJECTED;
	char *path = folder ? path_join(folder, name) : NULL;
	bool read = folder ? file_read_inside(&bytes, folder, name, BUNDLE_BYTES_MAX, &why)
	                   : file_read(&bytes, name, BUNDLE_BYTES_MAX, &why);
	if (read)
		result = take(collecting, &incoming, &bytes, &why);
	bool storage = why.code == ERROR_STORAGE && read;
	if (!storage)
		note(collecting->collected, path ? path : name, result,
		     incoming.bundle.header.unit ? incoming.bundle.header.unit : incoming.known_unit,
		     result == COLLECT_REJECTED ? why.message : incoming.noticed.text);
	else
		error_set(err, why.code, "%s", why.message);
	bool kept = storage || result != COLLECT_REJECTED ||
	            keep_rejected(collecting, &incoming, path ? path : name, why.message, err);
	free(path);
	incoming_release(&incoming);
	strbuf_release(&bytes);
	error_release(&why);
	return !storage && kept;
}

/* Between files, where nothing is half done. */
static bool is_to_go_on(const struct collecting *collecting, struct error *err)
{
	size_t done = collecting->collected->count;
	if (progress_step(_("Collecting files"), done, collecting->files, err))
		return true;
	collecting->collected->left = collecting->files > done ? collecting->files - done : 0;
	return error_set(err, ERROR_STOPPED,
	                 P_("Stopped. What was taken in stays; %zu file was not looked at. Collecting again goes on with it.",
	                    "Stopped. What was taken in stays; %zu files were not looked at. Collecting again goes on with them.",
	                    collecting->collected->left),
	                 collecting->collected->left);
}

static bool take_folder(const struct collecting *collecting, const char *folder, struct error *err)
{
	struct file_names names;
	if (!file_list(&names, folder, err))
		return false;
	bool ok = true;
	for (size_t i = 0; ok && i < names.count; i++)
		ok = is_to_go_on(collecting, err) && take_file(collecting, folder, names.names[i], err);
	file_names_release(&names);
	return ok;
}

static bool took_any(const struct collected *collected)
{
	for (size_t i = 0; i < collected->count; i++)
		if (collected->items[i].result == COLLECT_IMPORTED)
			return true;
	return false;
}

bool office_collect(struct office *office, const char *const *paths, size_t count, const char *passphrase, bool dry_run,
                    struct collected *collected, struct error *err)
{
	*collected = (struct collected){0};
	if (!campaign_exists(office, err))
		return false;
	struct secret_key *key = office_unlock(office, passphrase, err);
	if (!key)
		return false;
	struct collecting collecting = {.office = office,
	                                .key = key,
	                                .collected = collected,
	                                .dry_run = dry_run,
	                                .files = collect_count_files(paths, count),
	                                .home = office->cycle.id};
	int64_t wanted = office->wanted_cycle;
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++)
		ok = file_is_folder(paths[i]) ? take_folder(&collecting, paths[i], err)
		                              : is_to_go_on(&collecting, err) && take_file(&collecting, NULL, paths[i], err);
	if (ok)
		progress_step("", 1, 1, err);
	secret_key_free(key);
	/* Also after it came to an end half way: what was taken in by then is shown. */
	struct error ignored = {0};
	office->wanted_cycle = wanted;
	ok = office_reload(office, ok ? err : &ignored) && ok;
	error_release(&ignored);
	if (ok && took_any(collected) && !dry_run)
		office_judge_collected(office);
	return ok;
}
