/* The office's database and key: making, opening, escrow. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collection_private.h"
#include "office_private.h"
#include "workplace_private.h"
#include "tenken/base/date.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/platform_file.h"
#include "tenken/base/str.h"
#include "tenken/exchange/canonical.h"
#include "tenken/exchange/passphrase.h"
#include "tenken/store/db.h"

enum { KEY_FILE_BYTES_MAX = 64 * 1024 };

const char *body_text(const struct json *node, const char *key)
{
	const char *text = json_string(json_get(node, key));
	return text ? text : "";
}

bool campaign_seals(const struct json *campaign)
{
	return !str_equal(body_text(campaign, "exchange"), "external");
}

unsigned bundle_mode(const struct json *campaign)
{
	return campaign_seals(campaign) ? PUBLIC_MODE : SECRET_MODE;
}

struct json_doc *body_open(const char *text)
{
	struct error ignored = {0};
	/* Our own events hold what came from outside, some levels down. */
	static const struct json_limits limits = {.size_bytes = (size_t)64 << 20, .depth = 32};
	struct json_doc *doc = json_read(text, strlen(text), "", &limits, &ignored);
	error_release(&ignored);
	return doc;
}

const struct json *body_root(const struct json_doc *doc)
{
	return doc ? json_root(doc) : NULL;
}

struct json *body_read(const char *text)
{
	struct json_doc *doc = body_open(text);
	struct json *node = doc ? json_copy(json_root(doc)) : NULL;
	json_doc_free(doc);
	return node;
}

char *body_write(const struct json *node)
{
	struct strbuf text = STRBUF_INIT;
	struct error ignored = {0};
	canonical_write(&text, node, &ignored);
	error_release(&ignored);
	return strbuf_take(&text);
}

/* --- what is kept of the office itself --- */

static bool save_office(struct db *db, const char *name, const char *own_unit, const char *locked, const char *escrow,
                        struct error *err)
{
	struct json *node = json_new_object();
	json_put_string(node, "name", name);
	json_put_string(node, "own_unit", own_unit ? own_unit : "");
	json_put_string(node, "locked", locked);
	json_put_string(node, "escrow", escrow ? escrow : "");
	char *text = body_write(node);
	bool ok = setting_save(db, OFFICE_SETTING, text, err);
	free(text);
	json_free(node);
	return ok;
}

static bool take_office(struct office *office, const struct json *node, struct error *err)
{
	const char *escrow = body_text(node, "escrow");
	str_assign(&office->name, body_text(node, "name"));
	str_assign(&office->own_unit, body_text(node, "own_unit"));
	str_assign(&office->locked, body_text(node, "locked"));
	office->has_escrow = *escrow != '\0';
	return locked_key_public(&office->key, office->locked, strlen(office->locked), err) &&
	       (!office->has_escrow || public_key_parse(&office->escrow, escrow, err));
}

bool office_is_at(const char *path)
{
	struct error ignored = {0};
	/* Also one of an older version: it is migrated when it is opened for work. */
	struct db *db = file_exists(path) ? db_open(path, DB_LOOK, &ignored) : NULL;
	char *text = db ? setting_load(db, OFFICE_SETTING) : NULL;
	bool found = text && *text;
	free(text);
	db_close(db);
	error_release(&ignored);
	return found;
}

bool office_passphrase_fits(const char *name, const char *own_unit, const char *passphrase, struct error *err)
{
	const char *words[] = {name, own_unit ? own_unit : "", "tenken"};
	return passphrase_fits(passphrase, words, sizeof words / sizeof *words, err);
}

static char *lock(const struct secret_key *key, const char *passphrase, struct error *err)
{
	struct strbuf locked = STRBUF_INIT;
	if (secret_key_lock(&locked, key, passphrase, err))
		return strbuf_take(&locked);
	strbuf_release(&locked);
	return NULL;
}

static bool create_with(const char *path, const char *name, const char *own_unit, const char *locked, struct error *err)
{
	struct db *db = db_open(path, DB_CREATE, err);
	bool ok = db && save_office(db, name, own_unit, locked, NULL, err);
	db_close(db);
	if (db && !ok)
		platform_remove(path);
	return ok;
}

bool office_create(const char *path, const char *name, const char *own_unit, const char *passphrase, struct error *err)
{
	if (str_is_blank(name))
		return error_set(err, ERROR_USAGE, _("The %s must not be empty."), _("office's name"));
	if ((!str_is_blank(own_unit) && !unit_code_fits(own_unit, err)) || !office_passphrase_fits(name, own_unit, passphrase, err))
		return false;
	struct secret_key *key = secret_key_make();
	char *locked = lock(key, passphrase, err);
	bool ok = locked && create_with(path, name, own_unit, locked, err);
	free(locked);
	secret_key_free(key);
	return ok;
}

/* --- opening --- */

/* The cycle that is wanted, or else the newest; none: its id stays 0. */
static bool find_cycle(struct office *office, struct error *err)
{
	struct cycles cycles;
	if (!cycles_load(office->db, &cycles, err))
		return false;
	size_t at = 0;
	while (office->wanted_cycle && at < cycles.count && cycles.items[at].id != office->wanted_cycle)
		at++;
	if (at < cycles.count) {
		office->cycle = cycles.items[at];
		cycles.items[at] = (struct cycle){0};
	}
	cycles_release(&cycles);
	return true;
}

static bool load_campaign(struct office *office, struct error *err)
{
	struct exchange_event event;
	if (!find_cycle(office, err))
		return false;
	if (!office->cycle.id) /* no campaign yet */
		return true;
	if (!exchanges_last(office->db, office->cycle.id, "", EXCHANGE_CAMPAIGN, &event, err))
		return false;
	office->campaign = *event.body ? body_read(event.body) : NULL;
	office->handed_out = event.counter > 0;
	exchange_event_release(&event);
	return roster_load(office->db, office->cycle.id, &office->roster, err) &&
	       exchanges_standing(office->db, office->cycle.id, &office->standing, err);
}

bool office_handed_out(const struct office *office, int64_t campaign, bool *handed_out, struct error *err)
{
	struct exchange_event event;
	if (!exchanges_last(office->db, campaign, "", EXCHANGE_CAMPAIGN, &event, err))
		return false;
	*handed_out = event.counter > 0; /* each handing out has its number */
	exchange_event_release(&event);
	return true;
}

bool office_may_replace(const struct office *office, int fiscal_year)
{
	return office->campaign && !office->handed_out && office->cycle.fiscal_year == fiscal_year;
}

static void unload_campaign(struct office *office)
{
	json_free(office->campaign);
	office->campaign = NULL;
	roster_release(&office->roster);
	exchange_events_release(&office->standing);
	cycle_release(&office->cycle);
}

bool office_reload(struct office *office, struct error *err)
{
	unload_campaign(office);
	office->foreign_commits = db_foreign_commits(office->db);
	return load_campaign(office, err);
}

bool office_open(struct office *office, const struct workplace_options *options, struct error *err)
{
	*office = (struct office){.today = options->today, .readonly = options->readonly, .packs = kept_packs_new()};
	office->db = db_open(options->db, options->readonly ? DB_READONLY : DB_OPEN, err);
	char *text = office->db ? setting_load(office->db, OFFICE_SETTING) : NULL;
	struct json *node = text && *text ? body_read(text) : NULL;
	bool ok = office->db != NULL;
	if (ok && !node)
		ok = error_set(err, ERROR_REFUSED, _("%s is not an office's database. Make one with \"tenken office init\", or name it "
		                                     "with --db."), options->db);
	str_assign(&office->pack, options->pack);
	str_assign(&office->actor, options->actor);
	str_assign(&office->acted_for, options->acted_for);
	ok = ok && take_office(office, node, err) && collection_catch_up(office->db, err) && office_reload(office, err);
	json_free(node);
	free(text);
	if (!ok)
		office_close(office);
	return ok;
}

bool office_campaigns(const struct office *office, struct cycles *campaigns, struct error *err)
{
	return cycles_load(office->db, campaigns, err);
}

static bool is_which(const struct cycle *cycle, const char *which, int fiscal_year)
{
	return *which == '#' ? cycle->id == strtoll(which + 1, NULL, 10) : cycle->fiscal_year == fiscal_year;
}

bool office_use_campaign(struct office *office, const char *which, struct error *err)
{
	struct cycles cycles;
	int fiscal_year = 0;
	if (*which != '#' && !date_parse_fiscal_year(&fiscal_year, which, err))
		return false;
	if (!cycles_load(office->db, &cycles, err))
		return false;
	int64_t found = 0;
	for (size_t i = 0; i < cycles.count && !found; i++)
		if (is_which(&cycles.items[i], which, fiscal_year))
			found = cycles.items[i].id;
	cycles_release(&cycles);
	if (!found)
		return error_set(err, ERROR_USAGE, _("There is no campaign \"%s\". \"tenken campaign list\" lists those that there are."), which);
	office->wanted_cycle = found;
	return office_reload(office, err);
}

void office_close(struct office *office)
{
	unload_campaign(office);
	free(office->name);
	free(office->own_unit);
	free(office->locked);
	free(office->pack);
	kept_packs_free(office->packs);
	free(office->actor);
	free(office->acted_for);
	db_close(office->db);
	*office = (struct office){0};
}

bool office_keep_draft(struct office *office, const char *key, const char *text)
{
	return !office->readonly && draft_keep(office->db, key, text);
}

char *office_load_draft(const struct office *office, const char *key)
{
	return draft_load(office->db, key);
}

struct secret_key *office_unlock(const struct office *office, const char *passphrase, struct error *err)
{
	return secret_key_unlock(office->locked, strlen(office->locked), passphrase, err);
}

void office_lock(struct secret_key *key)
{
	secret_key_free(key);
}

bool office_record(struct office *office, const char *unit, enum exchange_kind kind, int64_t counter, const char *file_hash,
                   const char *body, struct error *err)
{
	char now[26];
	struct exchange_event event = {.cycle = office->cycle.id,
	                               .unit = (char *)unit,
	                               .kind = kind,
	                               .counter = counter,
	                               .file_hash = (char *)file_hash,
	                               .body = (char *)body,
	                               .actor = office->actor ? office->actor : office->name,
	                               .acted_for = office->acted_for ? office->acted_for : (char *)"",
	                               .at = platform_now(now)};
	return exchanges_append(office->db, &event, err);
}

bool office_decide(struct office *office, const char *unit, enum exchange_kind kind, int64_t counter, const char *file_hash,
                   const char *body, struct error *err)
{
	if (!db_begin(office->db, err))
		return false;
	bool ok = db_foreign_commits(office->db) == office->foreign_commits ||
	          error_set(err, ERROR_CONFLICT, _("Somebody else has changed something in the meantime. Nothing was done; look at it "
	                                           "again."));
	ok = ok && office_record(office, unit, kind, counter, file_hash, body, err);
	if (ok)
		return db_commit(office->db, err);
	db_rollback(office->db);
	return false;
}

/* --- escrow --- */

bool office_has_spare(const struct office *office)
{
	return office->has_escrow && !public_key_equal(&office->key, &office->escrow);
}

bool office_escrow(struct office *office, const char *path, const char *passphrase, struct error *err)
{
	char text[PUBLIC_KEY_TEXT_BYTES + 1];
	if (office_has_spare(office))
		return error_set(err, ERROR_CONFLICT, _("This office has an escrow key already."));
	if (file_exists(path))
		return error_set(err, ERROR_CONFLICT, _("%s is there already. Name a new file."), path);
	if (!office_passphrase_fits(office->name, office->own_unit, passphrase, err))
		return false;
	struct secret_key *key = secret_key_make();
	char *locked = lock(key, passphrase, err);
	public_key_format(secret_key_public(key), text);
	/* First the file, then its name in the database: an escrow key that nobody can find again must not be named. */
	bool ok = locked && file_write(path, locked, strlen(locked), SECRET_MODE, err) &&
	          save_office(office->db, office->name, office->own_unit, office->locked, text, err);
	if (ok) {
		office->has_escrow = true;
		office->escrow = *secret_key_public(key);
	}
	free(locked);
	secret_key_free(key);
	return ok;
}

bool office_restore(struct office *office, const char *path, const char *passphrase, struct error *err)
{
	struct strbuf text = STRBUF_INIT;
	char escrow[PUBLIC_KEY_TEXT_BYTES + 1];
	struct secret_key *key = NULL;
	bool ok = file_read(&text, path, KEY_FILE_BYTES_MAX, err);
	if (ok)
		key = secret_key_unlock(text.text, text.len_bytes, passphrase, err);
	ok = key != NULL;
	if (ok && (!office->has_escrow || !public_key_equal(secret_key_public(key), &office->escrow)))
		ok = error_set(err, ERROR_REFUSED, _("This is not the escrow key of this office."));
	if (ok) {
		public_key_format(&office->escrow, escrow);
		ok = save_office(office->db, office->name, office->own_unit, text.text, escrow, err);
	}
	if (ok) {
		str_assign(&office->locked, text.text);
		office->key = office->escrow;
	}
	secret_key_free(key);
	strbuf_release(&text);
	return ok;
}

/* --- small things --- */

bool office_submission(const struct office *office, size_t unit, struct office_submission *submission, struct error *err)
{
	struct exchange_event event;
	*submission = (struct office_submission){0};
	if (!exchanges_last(office->db, office->cycle.id, office->roster.items[unit].code, EXCHANGE_SUBMIT, &event, err))
		return false;
	struct json *node = event.seq ? body_read(event.body) : NULL;
	*submission = (struct office_submission){.seq = event.seq, .number = event.counter};
	str_assign(&submission->confirmed_by, body_text(json_get(node, "submission"), "confirmed_by"));
	str_assign(&submission->at, event.at);
	json_free(node);
	exchange_event_release(&event);
	return true;
}

void office_submission_release(struct office_submission *submission)
{
	free(submission->confirmed_by);
	free(submission->at);
	*submission = (struct office_submission){0};
}
