/* Opening a campaign from a roster, and handing it out. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "office_private.h"
#include "tenken/app/packs.h"
#include "tenken/app/roster_file.h"
#include "tenken/base/csv.h"
#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"
#include "tenken/exchange/enrol.h"
#include "tenken/report/slips.h"
#include "tenken/store/db.h"

enum { ID_BYTES = 16, FORMAT = 1 };

/* --- opening --- */

static bool take_period(struct json *into, const struct pack *pack, const char *setting, struct error *err)
{
	const char *equals = strchr(setting, '=');
	const char **ids = mem_new(pack->periods_count + 1, sizeof *ids);
	char *id = equals ? mem_strndup(setting, (size_t)(equals - setting)) : mem_strdup(setting);
	struct period period;
	size_t at = 0;
	for (size_t i = 0; i < pack->periods_count; i++)
		ids[i] = pack->periods[i].id;
	while (at < pack->periods_count && !str_equal(ids[at], id))
		at++;
	bool ok = true;
	if (!equals || !period_parse(&period, equals + 1)) {
		ok = error_set(err, ERROR_USAGE, _("\"%s\" is no period: write it as %s=P12M (every 12 months)."), setting,
		               pack->periods_count ? ids[0] : "KEY");
	} else if (at == pack->periods_count) {
		const char *near = text_nearest(id, ids, pack->periods_count);
		ok = near ? error_set(err, ERROR_USAGE, _("There is no period \"%s\". Did you mean \"%s\"?"), id, near)
		          : error_set(err, ERROR_USAGE, _("There is no period \"%s\"."), id);
	} else if (json_get(into, id)) {
		ok = error_set(err, ERROR_USAGE, _("The period \"%s\" is set twice."), id);
	}
	if (ok)
		json_put_string(into, id, equals + 1);
	free(id);
	free(ids);
	return ok;
}

static void make_id(char id[2 * ID_BYTES + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[ID_BYTES];
	platform_random(bytes, sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++) {
		id[2 * i] = digits[bytes[i] >> 4];
		id[2 * i + 1] = digits[bytes[i] & 15];
	}
	id[2 * ID_BYTES] = '\0';
}

/* What the campaign lays down, or NULL. */
static struct json *describe(const struct office *office, const struct campaign_new *new_campaign, const struct pack *pack,
                             const char *folder, struct error *err)
{
	struct json *node = json_new_object(), *periods;
	char id[2 * ID_BYTES + 1], hash[65], due[11], key[PUBLIC_KEY_TEXT_BYTES + 1];
	if (!packs_fingerprint(folder, hash, err)) {
		json_free(node);
		return NULL;
	}
	make_id(id);
	json_put_int(node, "format", FORMAT);
	json_put_string(node, "id", id);
	json_put_int(node, "fiscal_year", new_campaign->fiscal_year);
	json_put_bool(node, "extra", new_campaign->extra);
	json_put_string(node, "due", date_format_iso(new_campaign->due, due));
	json_put_string(node, "exchange", new_campaign->external ? "external" : "sealed");
	json_put_string(node, "pack", pack->id);
	json_put_string(node, "pack_sha256", hash);
	json_put_string(node, "office", office->name);
	public_key_format(&office->key, key);
	json_put_string(node, "office_key", key);
	if (office_has_spare(office))
		public_key_format(&office->escrow, key);
	json_put_string(node, "escrow", office_has_spare(office) ? key : "");
	periods = json_put_object(node, "periods");
	for (size_t i = 0; i < new_campaign->periods_count; i++) {
		if (take_period(periods, pack, new_campaign->periods[i], err))
			continue;
		json_free(node);
		return NULL;
	}
	return node;
}

static bool issue_code(struct office *office, const char *unit, char text[JOIN_CODE_TEXT_BYTES + 1], struct error *err)
{
	struct join_code code;
	join_code_make(&code);
	join_code_format(&code, text);
	join_code_wipe(&code);
	return office_record(office, unit, EXCHANGE_CODE, 0, "", text, err);
}

static bool write_campaign(struct office *office, const struct campaign_new *new_campaign, const char *pack,
                           const struct json *campaign, struct roster *roster, struct error *err)
{
	char due[11], code[JOIN_CODE_TEXT_BYTES + 1];
	struct cycle cycle = {.fiscal_year = new_campaign->fiscal_year,
	                      .extra = new_campaign->extra,
	                      .pack = (char *)pack,
	                      .due = date_format_iso(new_campaign->due, due)};
	int64_t before = office->cycle.id;
	if (!cycle_add(office->db, &cycle, err))
		return false;
	office->cycle.id = cycle.id; /* office_record() records into it */
	char *body = body_write(campaign);
	bool ok = office_record(office, "", EXCHANGE_CAMPAIGN, 0, "", body, err);
	for (size_t i = 0; ok && i < roster->count; i++)
		ok = roster_add(office->db, cycle.id, &roster->items[i], err) &&
		     issue_code(office, roster->items[i].code, code, err);
	secret_text_wipe(code, sizeof code);
	free(body);
	office->cycle.id = before;
	return ok;
}

static bool may_open(const struct office *office, const struct campaign_new *new_campaign, struct error *err)
{
	if (new_campaign->fiscal_year < 2000 || new_campaign->fiscal_year > 2999)
		return error_set(err, ERROR_USAGE, _("%d is no fiscal year that can be checked."), new_campaign->fiscal_year);
	if (office->campaign && new_campaign->fiscal_year < office->cycle.fiscal_year)
		return error_set(err, ERROR_CONFLICT, _("There is a campaign of the later fiscal year %d already."),
		                 office->cycle.fiscal_year);
	/* What nobody has got yet may be opened anew, when the roster was wrong. */
	if (office->campaign && office->handed_out && new_campaign->fiscal_year == office->cycle.fiscal_year && !new_campaign->extra)
		return error_set(err, ERROR_CONFLICT,
		                 _("There is a campaign of fiscal year %d already. For another check in the same year add --extra."),
		                 office->cycle.fiscal_year);
	return true;
}

bool campaign_open(struct office *office, const struct campaign_new *new_campaign, struct error *err)
{
	struct roster roster = {0};
	struct json *campaign = NULL;
	if (!may_open(office, new_campaign, err))
		return false;
	char *folder = packs_find(new_campaign->pack, err);
	struct pack *pack = folder ? packs_read(folder, NULL, err) : NULL;
	if (pack && roster_file_read(&roster, new_campaign->roster, pack, err))
		campaign = describe(office, new_campaign, pack, folder, err);
	bool ok = campaign && db_begin(office->db, err);
	if (ok && !write_campaign(office, new_campaign, pack->id, campaign, &roster, err)) {
		db_rollback(office->db);
		ok = false;
	} else if (ok) {
		office->wanted_cycle = 0; /* the new one is the newest */
		ok = db_commit(office->db, err) && office_reload(office, err);
	}
	json_free(campaign);
	roster_release(&roster);
	pack_free(pack);
	free(folder);
	return ok;
}

bool campaign_exists(const struct office *office, struct error *err)
{
	return office->campaign ||
	       error_set(err, ERROR_REFUSED, _("There is no campaign yet. Open one with \"tenken campaign new\"."));
}

static_assert(CAMPAIGN_CODE_BYTES == JOIN_CODE_TEXT_BYTES + 1, "a code fits");

bool campaign_reissue(struct office *office, const char *unit, char code[CAMPAIGN_CODE_BYTES], struct error *err)
{
	return campaign_exists(office, err) && office_unit(office, unit, err) != SIZE_MAX &&
	       issue_code(office, unit, code, err);
}

/* --- handing out --- */

/* The unit's code as it was issued last. */
static bool code_of(const struct office *office, const char *unit, struct join_code *code,
                    char text[JOIN_CODE_TEXT_BYTES + 1], struct error *err)
{
	struct exchange_event event;
	if (!exchanges_last(office->db, office->cycle.id, unit, EXCHANGE_CODE, &event, err))
		return false;
	bool ok = join_code_parse(code, event.body, err);
	if (ok)
		join_code_format(code, text);
	secret_text_wipe(event.body, strlen(event.body));
	exchange_event_release(&event);
	return ok;
}

struct handout {
	struct json *body;
	struct json *units;
	struct strbuf codes, slips;
};

static void add_slip(struct strbuf *out, const struct office *office, const struct roster_unit *unit, const char *code)
{
	struct slip_page page = {.office = office->name, .fiscal_year = office->cycle.fiscal_year};
	struct slip slip = {.bureau = unit->bureau, .unit = unit->name, .unit_code = unit->code, .join_code = code};
	if (!date_parse_iso(&page.due, office->cycle.due))
		page.due = (struct date){0};
	slips_add(out, &page, &slip);
}

static bool add_unit(struct handout *handout, const struct office *office, const struct roster_unit *unit, struct error *err)
{
	char text[JOIN_CODE_TEXT_BYTES + 1], mac[CODE_MAC_HEX + 1];
	struct join_code code;
	struct json *node;
	if (!code_of(office, unit->code, &code, text, err))
		return false;
	campaign_mac(&code, &office->key, body_text(office->campaign, "id"), unit->code, mac);
	join_code_wipe(&code);
	node = json_put_object(handout->units, NULL);
	json_put_string(node, "code", unit->code);
	json_put_string(node, "bureau", unit->bureau);
	json_put_string(node, "name", unit->name);
	json_put_string(node, "roles", unit->roles);
	json_put_string(node, "predecessor", unit->predecessor);
	json_put_string(node, "mac", mac);
	csv_cell(&handout->codes, unit->code, true);
	csv_cell(&handout->codes, unit->bureau, false);
	csv_cell(&handout->codes, unit->name, false);
	csv_cell(&handout->codes, text, false);
	csv_end_row(&handout->codes);
	add_slip(&handout->slips, office, unit, text);
	secret_text_wipe(text, sizeof text);
	return true;
}

static void begin_handout(struct handout *handout, const struct office *office)
{
	static const char *const columns[] = {"code", "bureau", "unit", "join_code"};
	char key[PUBLIC_KEY_TEXT_BYTES + 1];
	handout->body = json_new_object();
	/* The key of now: the escrow key may have taken the place of the one with which the campaign was opened. */
	for (const struct json *member = json_first(office->campaign); member; member = json_next(member))
		if (!str_equal(json_key(member), "office_key"))
			json_put(handout->body, json_key(member), json_copy(member));
	public_key_format(&office->key, key);
	json_put_string(handout->body, "office_key", key);
	handout->units = json_put_array(handout->body, "units");
	csv_begin(&handout->codes);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		csv_cell(&handout->codes, columns[i], i == 0);
	csv_end_row(&handout->codes);
	slips_begin(&handout->slips);
}

static bool write_file(const char *folder, const char *name, const char *bytes, size_t len_bytes, unsigned mode,
                       struct error *err)
{
	char *path = path_join(folder, name);
	bool ok = file_write(path, bytes, len_bytes, mode, err);
	free(path);
	return ok;
}

static bool seal_campaign(const struct office *office, const struct handout *handout, const struct secret_key *key,
                          int64_t counter, const char *previous, struct strbuf *out, struct error *err)
{
	char sender[PUBLIC_KEY_TEXT_BYTES + 1], head[65], now[26];
	int64_t count;
	if (!chains_anchor(office->db, head, &count, err))
		return false;
	public_key_format(secret_key_public(key), sender);
	struct bundle_header header = {.kind = BUNDLE_CAMPAIGN,
	                               .campaign = body_text(office->campaign, "id"),
	                               .unit = "",
	                               .recipient = "",
	                               .pack = body_text(office->campaign, "pack"),
	                               .pack_sha256 = body_text(office->campaign, "pack_sha256"),
	                               .counter = counter,
	                               .previous = previous,
	                               .chain_head = head,
	                               .chain_count = count,
	                               .created_at = platform_now(now),
	                               .fiscal_year = office->cycle.fiscal_year,
	                               .sender_key = sender,
	                               .enrol = ""};
	char *body = body_write(handout->body);
	bool ok = bundle_write(out, &header, body, strlen(body), key, NULL, 0, err);
	free(body);
	return ok;
}

static bool write_handout(struct office *office, const struct handout *handout, const char *folder,
                          const struct secret_key *key, struct error *err)
{
	struct exchange_event last;
	struct strbuf file = STRBUF_INIT;
	char hash[BUNDLE_HASH_HEX + 1];
	if (!exchanges_last(office->db, office->cycle.id, "", EXCHANGE_CAMPAIGN, &last, err))
		return false;
	bool ok = seal_campaign(office, handout, key, last.counter + 1, last.file_hash, &file, err);
	if (ok) {
		bundle_file_hash(file.text, file.len_bytes, hash);
		ok = office_decide(office, "", EXCHANGE_CAMPAIGN, last.counter + 1, hash, last.body, err) &&
		     write_file(folder, "campaign.tenken", file.text, file.len_bytes, PUBLIC_MODE, err) &&
		     write_file(folder, "codes.csv", handout->codes.text, handout->codes.len_bytes, SECRET_MODE, err) &&
		     write_file(folder, "slips.html", handout->slips.text, handout->slips.len_bytes, SECRET_MODE, err);
	}
	strbuf_release(&file);
	exchange_event_release(&last);
	return ok;
}

bool campaign_publish(struct office *office, const char *folder, const char *passphrase, struct error *err)
{
	struct handout handout = {.codes = STRBUF_INIT, .slips = STRBUF_INIT};
	if (!campaign_exists(office, err))
		return false;
	if (!file_is_folder(folder))
		return error_set(err, ERROR_USAGE, _("There is no folder %s. Make it first, or name another with -o."), folder);
	struct secret_key *key = office_unlock(office, passphrase, err);
	if (!key)
		return false;
	begin_handout(&handout, office);
	bool ok = true;
	for (size_t i = 0; ok && i < office->roster.count; i++)
		ok = add_unit(&handout, office, &office->roster.items[i], err);
	slips_end(&handout.slips);
	ok = ok && write_handout(office, &handout, folder, key, err);
	json_free(handout.body);
	secret_text_wipe(handout.codes.text, handout.codes.len_bytes);
	secret_text_wipe(handout.slips.text, handout.slips.len_bytes);
	strbuf_release(&handout.codes);
	strbuf_release(&handout.slips);
	secret_key_free(key);
	return ok && office_reload(office, err);
}
