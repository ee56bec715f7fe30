/* office, campaign: the security manager's key and campaigns. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "sending.h"
#include "passphrase.h"
#include "tenken/app/office.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"

enum { PERIODS_MAX = 64 };

bool open_office(struct cli *cli, struct office *office, struct error *err)
{
	char *path = database_path(cli, err);
	if (!path)
		return false;
	struct workplace_options options = {.db = path,
	                                    .pack = cli->globals.pack,
	                                    .actor = cli->globals.actor,
	                                    .acted_for = cli->globals.acted_for,
	                                    .today = cli->today,
	                                    .readonly = cli->globals.readonly};
	bool ok = office_open(office, &options, err);
	free(path);
	if (!ok || !cli->globals.campaign || office_use_campaign(office, cli->globals.campaign, err))
		return ok;
	office_close(office);
	return false;
}

bool is_office(const struct cli *cli)
{
	struct error ignored = {0};
	char *path = database_path(cli, &ignored);
	bool is = path && office_is_at(path);
	free(path);
	error_release(&ignored);
	return is;
}

/* --- office --- */

static int init(struct cli *cli, struct args *args, struct error *err)
{
	const char *name = NULL, *unit = NULL;
	if (!args_option(args, "--name", &name, err) || !args_option(args, "--own-unit", &unit, err))
		return failed(err);
	char *path = database_path(cli, err);
	char *passphrase = path ? take_passphrase(cli, args, true, err) : NULL;
	bool ok = passphrase && args_done(args, err);
	if (ok && cli->globals.readonly)
		ok = error_set(err, ERROR_REFUSED, _("This was opened to look only (--readonly): nothing can be changed."));
	ok = ok && office_create(path, name ? name : _("Information security office"), unit, passphrase, err);
	if (ok)
		print_line(_("Made %s with the office's key. Without its passphrase nothing that sections hand in can be read: make an "
		             "escrow key as well (tenken office escrow -o FILE) and keep it elsewhere."), path);
	passphrase_free(passphrase);
	free(path);
	return ok ? 0 : failed(err);
}

static int escrow(struct cli *cli, struct args *args, struct error *err)
{
	const char *path = NULL;
	struct office office;
	if (!args_option(args, "-o", &path, err))
		return failed(err);
	if (!path) {
		error_set(err, ERROR_USAGE, _("%s is missing."), "-o");
		return failed(err);
	}
	char *passphrase = take_passphrase(cli, args, true, err);
	bool ok = passphrase && args_done(args, err) && open_office(cli, &office, err);
	if (ok) {
		ok = office_escrow(&office, path, passphrase, err);
		office_close(&office);
	}
	if (ok)
		print_line(_("Wrote the escrow key to %s. Keep it on a medium of its own, and its passphrase apart from it. It counts for "
		             "campaigns that are opened from now on."), path);
	passphrase_free(passphrase);
	return ok ? 0 : failed(err);
}

static int restore(struct cli *cli, struct args *args, struct error *err)
{
	const char *path;
	struct office office;
	char *passphrase = take_passphrase(cli, args, false, err);
	bool ok = passphrase && args_require(args, "FILE", &path, err) && args_done(args, err) && open_office(cli, &office, err);
	if (ok) {
		ok = office_restore(&office, path, passphrase, err);
		office_close(&office);
	}
	if (ok)
		print_line(_("The escrow key is the office's key now, under the passphrase of its file."));
	passphrase_free(passphrase);
	return ok ? 0 : failed(err);
}

int command_office(struct cli *cli, struct args *args, struct error *err)
{
	static const char *const names[] = {"init", "escrow", "restore"};
	static int (*const run[])(struct cli *, struct args *, struct error *) = {init, escrow, restore};
	int what = take_subcommand(args, names, 3, -1, err);
	return what < 0 ? failed(err) : run[what](cli, args, err);
}

/* --- campaign --- */

struct new_words {
	const char *year, *roster, *due, *exchange;
	const char *periods[PERIODS_MAX];
	size_t periods_count;
};

static bool take_periods(struct args *args, struct new_words *words, struct error *err)
{
	const char *period;
	for (;;) {
		if (!args_repeated(args, "--period", &period, err))
			return false;
		if (!period)
			return true;
		if (words->periods_count == PERIODS_MAX)
			return error_set(err, ERROR_USAGE, _("%s is given too often."), "--period");
		words->periods[words->periods_count++] = period;
	}
}

static bool understand(const struct new_words *words, struct campaign_new *campaign, struct error *err)
{
	const char *missing = !words->year ? "--fiscal-year" : !words->roster ? "--roster" : !words->due ? "--due" : NULL;
	if (missing)
		return error_set(err, ERROR_USAGE, _("%s is missing."), missing);
	if (words->exchange && !str_equal(words->exchange, "sealed") && !str_equal(words->exchange, "external"))
		return error_set(err, ERROR_USAGE, _("--exchange is \"sealed\" or \"external\", not \"%s\"."), words->exchange);
	campaign->external = str_equal(words->exchange, "external");
	campaign->roster = words->roster;
	campaign->periods = words->periods;
	campaign->periods_count = words->periods_count;
	return date_parse_fiscal_year(&campaign->fiscal_year, words->year, err) && date_parse(&campaign->due, words->due, err);
}

static int campaign_new(struct cli *cli, struct args *args, struct error *err)
{
	struct new_words words = {0};
	struct campaign_new campaign = {.pack = cli->globals.pack};
	struct office office;
	campaign.extra = args_flag(args, "--extra");
	if (!args_option(args, "--fiscal-year", &words.year, err) || !args_option(args, "--roster", &words.roster, err) ||
	    !args_option(args, "--due", &words.due, err) || !args_option(args, "--exchange", &words.exchange, err) ||
	    !take_periods(args, &words, err) || !args_done(args, err) || !understand(&words, &campaign, err) ||
	    !open_office(cli, &office, err))
		return failed(err);
	bool replaces = office_may_replace(&office, campaign.fiscal_year), ok = campaign_open(&office, &campaign, err);
	if (ok && replaces)
		print_line("%s", _("The campaign of this fiscal year that stood here was not handed out: the new one stands in its place."));
	if (ok)
		print_line(P_("Opened the campaign of fiscal year %d for %zu unit. Hand it out with \"tenken campaign publish -o FOLDER\".",
		              "Opened the campaign of fiscal year %d for %zu units. Hand it out with \"tenken campaign publish -o FOLDER\".",
		              office.roster.count), campaign.fiscal_year, office.roster.count);
	office_close(&office);
	return ok ? 0 : failed(err);
}

static int publish(struct cli *cli, struct args *args, struct error *err)
{
	const char *folder = NULL;
	struct office office;
	if (args_flag(args, "--common"))
		return publish_common(cli, args, err);
	if (!args_option(args, "-o", &folder, err))
		return failed(err);
	if (!folder) {
		error_set(err, ERROR_USAGE, _("%s is missing."), "-o");
		return failed(err);
	}
	char *passphrase = take_passphrase(cli, args, false, err);
	bool ok = passphrase && args_done(args, err) && open_office(cli, &office, err);
	if (ok) {
		ok = campaign_publish(&office, folder, passphrase, err);
		office_close(&office);
	}
	if (ok)
		print_line(_("Wrote campaign.tenken (for all), codes.csv and slips.html (secret: one slip for each unit, on paper) to %s."),
		           folder);
	passphrase_free(passphrase);
	return ok ? 0 : failed(err);
}

static void show_json(const struct office *office)
{
	struct json *root = office->campaign ? json_copy(office->campaign) : json_new_object();
	json_put_int(root, "units", (int64_t)office->roster.count);
	print_json(root);
}

static int show(struct cli *cli, struct args *args, struct error *err)
{
	struct office office;
	if (!args_done(args, err) || !open_office(cli, &office, err))
		return failed(err);
	bool ok = office.campaign != NULL;
	if (!ok) {
		error_set(err, ERROR_REFUSED, _("There is no campaign yet. Open one with \"tenken campaign new\"."));
	} else if (cli->globals.json) {
		show_json(&office);
	} else {
		struct strbuf due = STRBUF_INIT, year = STRBUF_INIT;
		struct date day;
		date_format_fiscal_year(&year, office.cycle.fiscal_year);
		if (date_parse_iso(&day, office.cycle.due))
			date_format_local(&due, day);
		print_line(_("%s: %s%s"), office.name, year.text, office.cycle.extra ? _(" (extra)") : "");
		print_line(_("Pack: %s"), office.cycle.pack);
		print_line(_("Due: %s"), due.text);
		print_line(_("Units: %zu"), office.roster.count);
		print_line(_("Exchange: %s"), json_string(json_get(office.campaign, "exchange")));
		const struct json *periods = json_get(office.campaign, "periods");
		for (const struct json *node = json_first(periods); node; node = json_next(node))
			print_line(_("Period: %s=%s"), json_key(node), json_string(node));
		strbuf_release(&due);
		strbuf_release(&year);
	}
	office_close(&office);
	return ok ? 0 : failed(err);
}

static void campaign_json(struct json *list, const struct cycle *campaign, bool handed_out)
{
	struct json *node = json_put_object(list, NULL);
	char *number = str_format("#%lld", (long long)campaign->id);
	json_put_string(node, "campaign", number);
	json_put_int(node, "fiscal_year", campaign->fiscal_year);
	json_put_bool(node, "extra", campaign->extra);
	json_put_string(node, "due", campaign->due);
	json_put_bool(node, "handed_out", handed_out);
	free(number);
}

static void campaign_text(const struct cycle *campaign, bool handed_out)
{
	struct strbuf year = STRBUF_INIT, due = STRBUF_INIT;
	struct date day;
	date_format_fiscal_year(&year, campaign->fiscal_year);
	if (date_parse_iso(&day, campaign->due))
		date_format_local(&due, day);
	print_line(_("#%lld  %s%s  due %s%s"), (long long)campaign->id, year.text, campaign->extra ? _(" (extra)") : "", due.text,
	           handed_out ? "" : _("  (not handed out)"));
	strbuf_release(&year);
	strbuf_release(&due);
}

static int list(struct cli *cli, struct args *args, struct error *err)
{
	struct office office;
	struct cycles campaigns = {0};
	if (!args_done(args, err) || !open_office(cli, &office, err))
		return failed(err);
	bool ok = office_campaigns(&office, &campaigns, err);
	struct json *root = json_new_object(), *nodes = json_put_array(root, "campaigns");
	for (size_t i = 0; ok && i < campaigns.count; i++) {
		bool handed_out = false;
		ok = office_handed_out(&office, campaigns.items[i].id, &handed_out, err);
		if (ok && cli->globals.json)
			campaign_json(nodes, &campaigns.items[i], handed_out);
		else if (ok)
			campaign_text(&campaigns.items[i], handed_out);
	}
	if (ok && cli->globals.json)
		print_json(root);
	else
		json_free(root);
	cycles_release(&campaigns);
	office_close(&office);
	return ok ? 0 : failed(err);
}

static int reissue(struct cli *cli, struct args *args, struct error *err)
{
	const char *unit;
	char code[CAMPAIGN_CODE_BYTES];
	struct office office;
	if (!args_require(args, "UNIT", &unit, err) || !args_done(args, err) || !open_office(cli, &office, err))
		return failed(err);
	bool ok = campaign_reissue(&office, unit, code, err);
	if (ok && cli->globals.json) {
		struct json *root = json_new_object();
		json_put_string(root, "unit", unit);
		json_put_string(root, "join_code", code);
		print_json(root);
	} else if (ok) {
		print_line(_("New code for %s: %s"), unit, code);
		print_line(_("The old one no longer counts. Publish the campaign again: the unit needs the new campaign file, too."));
	}
	office_close(&office);
	return ok ? 0 : failed(err);
}

int command_campaign(struct cli *cli, struct args *args, struct error *err)
{
	static const char *const names[] = {"new", "publish", "show", "code", "list"};
	static int (*const run[])(struct cli *, struct args *, struct error *) = {campaign_new, publish, show, reissue, list};
	int what = take_subcommand(args, names, 5, 2, err);
	return what < 0 ? failed(err) : run[what](cli, args, err);
}
