/* Joining a campaign: nothing of the file is believed before the code has vouched for it, and nothing is written before all of
 * it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/app/packs.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/platform_file.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/exchange/enrol.h"
#include "tenken/store/db.h"

enum { ROLES_MAX = 32 };

struct joining {
	const struct workplace_options *options;
	struct bundle bundle;
	struct join_code code;
	struct public_key office;
	const struct json *body, *unit; /* the unit's row in it */
	int fiscal_year;
	char *roles[ROLES_MAX];
	size_t roles_count;
	enum join_part part; /* that is being looked at */
};

/* --- believing the file --- */

static bool wrong(const char *what, struct error *err)
{
	return error_set(err, ERROR_INPUT, _("The campaign file holds something that no campaign does (%s). Ask the office for it "
	                                     "again."), what);
}

static bool check_units(const struct json *units, struct error *err)
{
	static const char *const texts[] = {"code", "bureau", "name", "roles", "predecessor", "mac"};
	if (json_type(units) != JSON_ARRAY)
		return wrong("units", err);
	for (const struct json *unit = json_first(units); unit; unit = json_next(unit))
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
			const char *text = json_string(json_get(unit, texts[i]));
			if (!text || !text_is_safe(text, TEXT_SAFE_LINE))
				return wrong(texts[i], err);
		}
	return true;
}

static bool check_periods(const struct json *periods, struct error *err)
{
	struct period period;
	if (json_type(periods) != JSON_OBJECT)
		return wrong("periods", err);
	for (const struct json *node = json_first(periods); node; node = json_next(node))
		if (!json_string(node) || !period_parse(&period, json_string(node)))
			return wrong("periods", err);
	return true;
}

static bool check_body(struct joining *joining, struct error *err)
{
	static const char *const texts[] = {"id", "due", "exchange", "pack", "pack_sha256", "office", "office_key", "escrow"};
	const struct json *body = joining->body = bundle_body(&joining->bundle, err);
	struct date due;
	int64_t year = 0;
	if (!body)
		return false;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!json_string(json_get(body, texts[i])))
			return wrong(texts[i], err);
	if (!json_int(json_get(body, "fiscal_year"), &year) || year != joining->bundle.header.fiscal_year || year < 2000 ||
	    year > 2999)
		return wrong("fiscal_year", err);
	if (!str_equal(body_text(body, "id"), joining->bundle.header.campaign) ||
	    !str_equal(body_text(body, "pack_sha256"), joining->bundle.header.pack_sha256))
		return wrong("id", err);
	if (!date_parse_iso(&due, body_text(body, "due")))
		return wrong("due", err);
	struct public_key named;
	if (!public_key_parse(&named, body_text(body, "office_key"), err) || !public_key_equal(&named, &joining->office))
		return wrong("office_key", err);
	if (*body_text(body, "escrow") && !public_key_parse(&named, body_text(body, "escrow"), err))
		return wrong("escrow", err);
	joining->fiscal_year = (int)year;
	return check_periods(json_get(body, "periods"), err) && check_units(json_get(body, "units"), err);
}

/* The unit whose code it is, written as on the roster, or else in another width or case: whoever types a slip's Japanese names has
 * the full-width keys on. NULL: none, or several. */
static const struct json *unit_of_code(const struct json *units, const char *unit_code)
{
	const struct json *found = NULL;
	size_t count = 0;
	for (const struct json *unit = json_first(units); unit; unit = json_next(unit))
		if (str_equal(body_text(unit, "code"), unit_code))
			return unit;
	char *typed = text_fold_words(unit_code);
	for (const struct json *unit = json_first(units); unit; unit = json_next(unit)) {
		char *code = text_fold_words(body_text(unit, "code"));
		if (str_equal(code, typed)) {
			found = unit;
			count++;
		}
		free(code);
	}
	free(typed);
	return count == 1 ? found : NULL;
}

static bool find_unit(struct joining *joining, const char *unit_code, struct error *err)
{
	joining->unit = unit_of_code(json_get(joining->body, "units"), unit_code);
	return joining->unit || error_set(err, ERROR_REFUSED, _("The unit \"%s\" is not on the roster of this campaign. Look at the "
	                                                        "slip, or ask the office."), unit_code);
}

static bool believe(struct joining *joining, const char *file, const char *unit_code, struct error *err)
{
	struct strbuf bytes = STRBUF_INIT;
	joining->part = JOIN_FILE;
	bool ok = file_read(&bytes, file, BUNDLE_BYTES_MAX, err) &&
	          bundle_open(&joining->bundle, bytes.text, bytes.len_bytes, NULL, err);
	strbuf_release(&bytes);
	if (ok && joining->bundle.header.kind != BUNDLE_CAMPAIGN)
		ok = error_set(err, ERROR_REFUSED, _("%s is no campaign file (%s)."), file,
		               bundle_kind_id(joining->bundle.header.kind));
	if (!ok || !bundle_introduces(&joining->bundle, &joining->office) ||
	    !bundle_check(&joining->bundle, &joining->office, err) || !check_body(joining, err))
		return false;
	joining->part = JOIN_UNIT;
	if (!find_unit(joining, unit_code, err))
		return false;
	joining->part = JOIN_CODE;
	return campaign_mac_check(body_text(joining->unit, "mac"), &joining->code, &joining->office,
	                          joining->bundle.header.campaign, body_text(joining->unit, "code"), err);
}

/* Both sides have to ask the same. */
static bool same_pack(const struct joining *joining, struct error *err)
{
	const char *wanted = joining->options->pack ? joining->options->pack : joining->bundle.header.pack;
	char *folder = packs_find(wanted, err);
	char hash[65];
	bool ok = folder && packs_fingerprint(folder, hash, err);
	free(folder);
	if (ok && !str_equal(hash, joining->bundle.header.pack_sha256))
		ok = error_set(err, ERROR_REFUSED, _("The checklists here are not the same version as the office's (%s). Ask the office "
		                                     "for the program that goes with this campaign."),
		               joining->bundle.header.pack);
	return ok;
}

static bool take_roles(struct joining *joining, struct error *err)
{
	const char *text = body_text(joining->unit, "roles");
	while (*text) {
		size_t len_bytes = strcspn(text, ";");
		if (joining->roles_count == ROLES_MAX)
			return wrong("roles", err);
		joining->roles[joining->roles_count++] = mem_strndup(text, len_bytes);
		text += len_bytes + (text[len_bytes] == ';');
	}
	return true;
}

/* --- the database --- */

static bool make_database(const struct joining *joining, struct error *err)
{
	struct workplace_options options = *joining->options;
	struct workplace_new place = {.bureau = body_text(joining->unit, "bureau"),
	                              .unit = body_text(joining->unit, "name"),
	                              .code = body_text(joining->unit, "code"),
	                              .fiscal_year = joining->fiscal_year,
	                              .roles = (const char *const *)joining->roles,
	                              .roles_count = joining->roles_count,
	                              .extra = json_bool(json_get(joining->body, "extra")),
	                              .due = body_text(joining->body, "due")};
	if (!options.pack)
		options.pack = joining->bundle.header.pack;
	return workplace_create(&options, &place, err);
}

/* Whether the unit came from the one with this code: renamed, or split off, or merged with others. */
static bool came_from(const struct json *unit, const char *code)
{
	const char *text = body_text(unit, "predecessor");
	while (*text) {
		size_t len_bytes = strcspn(text, ";");
		if (strlen(code) == len_bytes && strncmp(text, code, len_bytes) == 0)
			return true;
		text += len_bytes + (text[len_bytes] == ';');
	}
	return false;
}

/* Whether the database that is there is this unit's, and at a year from which one gets to the campaign's. */
static bool fits(const struct joining *joining, const struct workplace *workplace, bool *new_year, struct error *err)
{
	const struct unit *unit = &workplace->unit;
	const char *code = body_text(joining->unit, "code");
	bool extra = json_bool(json_get(joining->body, "extra"));
	bool same_name = str_equal(unit->name, body_text(joining->unit, "name")) &&
	                 str_equal(unit->bureau, body_text(joining->unit, "bureau"));
	/* Also where the new year was begun alone, before the office's file came. */
	bool free_year = joining->fiscal_year > workplace->cycle.fiscal_year ||
	                 (joining->fiscal_year == workplace->cycle.fiscal_year && !workplace->with_office.campaign);
	bool inherits = *unit->code && free_year && came_from(joining->unit, unit->code);
	if (!inherits && (*unit->code ? !str_equal(unit->code, code) : !same_name))
		return error_set(err, ERROR_CONFLICT, _("This database belongs to %s %s. Name another one with --db."), unit->bureau,
		                 unit->name);
	const struct json *joined = workplace->with_office.campaign;
	bool same_round = workplace->cycle.fiscal_year == joining->fiscal_year && workplace->cycle.extra == extra;
	*new_year = !same_round || (joined && !str_equal(body_text(joined, "id"), body_text(joining->body, "id")));
	if (*new_year && (joining->fiscal_year < workplace->cycle.fiscal_year ||
	                  (joining->fiscal_year == workplace->cycle.fiscal_year && !extra)))
		return error_set(err, ERROR_CONFLICT, _("This database is already at the self-check of fiscal year %d; the campaign is "
		                                        "of fiscal year %d."),
		                 workplace->cycle.fiscal_year, joining->fiscal_year);
	return true;
}

static bool add_roles(const struct joining *joining, struct workplace *workplace, struct error *err)
{
	bool ok = true;
	for (size_t i = 0; ok && i < joining->roles_count; i++) {
		bool there = false;
		for (size_t c = 0; c < workplace->checklists_count; c++)
			there = there || str_equal(workplace->checklists[c].assessment.checklist, joining->roles[i]);
		ok = there || workplace_add_checklist(workplace, joining->roles[i], NULL, err);
	}
	return ok;
}

static bool append(struct workplace *workplace, const char *unit, enum exchange_kind kind, const struct json *node,
                   struct error *err)
{
	char now[26];
	char *body = body_write(node);
	struct exchange_event event = {
	        .cycle = workplace->cycle.id,
	        .unit = (char *)unit,
	        .kind = kind,
	        .file_hash = (char *)"",
	        .body = body,
	        .actor = (char *)workplace_actor(workplace, workplace->checklists_count ? &workplace->checklists[0] : NULL),
	        .acted_for = workplace->acted_for ? workplace->acted_for : (char *)"",
	        .at = platform_now(now)};
	bool ok = exchanges_append(workplace->db, &event, err);
	free(body);
	return ok;
}

/* What the section has to know of the campaign: not the other units. */
static struct json *kept_of(const struct joining *joining)
{
	struct json *node = json_new_object();
	for (const struct json *member = json_first(joining->body); member; member = json_next(member))
		if (!str_equal(json_key(member), "units"))
			json_put(node, json_key(member), json_copy(member));
	return node;
}

static struct json *key_and_proof(const struct joining *joining, const struct secret_key *key)
{
	struct json *node = json_new_object();
	char text[PUBLIC_KEY_TEXT_BYTES + 1], mac[CODE_MAC_HEX + 1];
	public_key_format(secret_key_public(key), text);
	enrol_mac(&joining->code, secret_key_public(key), joining->bundle.header.campaign, body_text(joining->unit, "code"), mac);
	json_put_string(node, "key", text);
	json_put_string(node, "enrol", mac);
	return node;
}

/* For what the office sends before it has learnt the section's own key. */
static bool keep_code_key(const struct joining *joining, struct db *db, struct error *err)
{
	char text[SECRET_KEY_TEXT_BYTES + 1];
	struct secret_key *key = code_key(&joining->code, joining->bundle.header.campaign, body_text(joining->unit, "code"));
	secret_key_format(key, text);
	bool ok = setting_save(db, exchange_code_key_setting, text, err);
	secret_text_wipe(text, sizeof text);
	secret_key_free(key);
	return ok;
}

static bool write_joined(const struct joining *joining, struct workplace *workplace, const struct secret_key *key,
                         struct error *err)
{
	const char *code = body_text(joining->unit, "code");
	struct unit unit = {.code = (char *)code,
	                    .bureau = (char *)body_text(joining->unit, "bureau"),
	                    .name = (char *)body_text(joining->unit, "name")};
	struct json *campaign = kept_of(joining), *proof = key_and_proof(joining, key);
	bool ok = workplace_save_name(workplace, &unit, err) && append(workplace, code, EXCHANGE_CAMPAIGN, campaign, err) &&
	          append(workplace, code, EXCHANGE_KEY, proof, err) && keep_code_key(joining, workplace->db, err);
	const struct json *periods = json_get(joining->body, "periods");
	for (const struct json *node = json_first(periods); ok && node; node = json_next(node))
		ok = cycle_period_save(workplace->db, workplace->cycle.id, json_key(node), json_string(node), err);
	json_free(campaign);
	json_free(proof);
	return ok;
}

static bool join_database(const struct joining *joining, struct workplace *workplace, struct error *err)
{
	struct year_new year = {.fiscal_year = joining->fiscal_year,
	                        .extra = json_bool(json_get(joining->body, "extra")),
	                        .due = body_text(joining->body, "due")};
	const char *pack = joining->options->pack ? joining->options->pack : joining->bundle.header.pack;
	bool new_year;
	if (!workplace_may_write(workplace, err) || !fits(joining, workplace, &new_year, err))
		return false;
	if (new_year && !workplace_open_year(workplace, &year, pack, err))
		return false;
	struct secret_key *key = add_roles(joining, workplace, err) ? correspondence_key(workplace->db, true, err) : NULL;
	bool ok = key && db_begin(workplace->db, err);
	if (ok && !write_joined(joining, workplace, key, err)) {
		db_rollback(workplace->db);
		ok = false;
	} else if (ok) {
		ok = db_commit(workplace->db, err);
	}
	secret_key_free(key);
	return ok;
}

/* --- the whole --- */

static bool join(const struct joining *joining, struct error *err)
{
	struct workplace_options options = *joining->options;
	struct workplace workplace = {0};
	bool made = !file_exists(options.db);
	if (made && !make_database(joining, err))
		return false;
	bool ok = workplace_open(&workplace, &options, err);
	if (!ok && !made && options.pack && err->code == ERROR_REFUSED) { /* --pack names that of the new year */
		error_release(err);
		options.pack = NULL;
		ok = workplace_open(&workplace, &options, err);
	}
	ok = ok && join_database(joining, &workplace, err);
	workplace_close(&workplace);
	if (!ok && made)
		platform_remove(options.db);
	return ok;
}

bool correspondence_join(const struct workplace_options *options, const char *file, const char *unit_code,
                         const char *join_code, enum join_part *wrong, struct error *err)
{
	struct joining joining = {.options = options, .part = JOIN_CODE};
	bool ok = join_code_parse(&joining.code, join_code, err) && believe(&joining, file, unit_code, err);
	if (ok) {
		joining.part = JOIN_WHOLE;
		ok = same_pack(&joining, err) && take_roles(&joining, err) && join(&joining, err);
	}
	if (wrong)
		*wrong = joining.part;
	for (size_t i = 0; i < joining.roles_count; i++)
		free(joining.roles[i]);
	join_code_wipe(&joining.code);
	bundle_release(&joining.bundle);
	return ok;
}
