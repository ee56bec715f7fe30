/* Opening a campaign: a dialogue with all that it lays down, and the faults of a roster. */
#include <stdlib.h>

#include "tenken/app/office.h"
#include "tenken/app/packs.h"
#include "tenken/app/roster_file.h"
#include "tenken/base/mem.h"
#include "view_form.h"
#include "view_office.h"

enum { FIELD_ROSTER, FIELD_YEAR, FIELD_DUE, FIELD_KIND, FIELD_EXCHANGE, FIELD_PERIODS };

static const char ordinary[] = "ordinary", extra[] = "extra", sealed[] = "sealed", external[] = "external", open_period[] = "none";

static const struct form_choice kinds[] = {
        {ordinary, N_("The year's regular check")},
        {extra, N_("An extra check in between")},
};
static const struct form_choice exchanges[] = {
        {sealed, N_("Sealed: only the office can open what sections hand in")},
        {external, N_("Not sealed: the city's own tool encrypts it")},
};
static const struct form_choice periods[] = {
        {open_period, N_("Left open")},
        {"P1M", N_("Every month")},
        {"P3M", N_("3 months")},
        {"P6M", N_("6 months")},
        {"P12M", N_("12 months")},
};
enum { KINDS = sizeof kinds / sizeof *kinds, EXCHANGES = sizeof exchanges / sizeof *exchanges, PERIODS = sizeof periods / sizeof *periods };

static size_t periods_of(const struct pack *pack)
{
	size_t most = FORM_FIELDS_MAX - FIELD_PERIODS;
	return pack->periods_count < most ? pack->periods_count : most;
}

/* --- a roster with faults --- */

static char *faults_text(const char *path, const struct roster_faults *faults)
{
	struct strbuf out = STRBUF_INIT;
	size_t all = faults->count + faults->more;
	strbuf_addf(&out, P_("The roster has %zu fault. No campaign was opened. Mend it, and open the campaign again.",
	                     "The roster has %zu faults. No campaign was opened. Mend them, and open the campaign again.", all),
	            all);
	strbuf_addf(&out, "\n  %s\n", path);
	for (size_t i = 0; i < faults->count; i++)
		strbuf_addf(&out, _("\n  Line %zu: %s"), faults->items[i].line, faults->items[i].text);
	if (faults->more)
		strbuf_addf(&out, _("\n  … and %zu more"), faults->more);
	return strbuf_take(&out);
}

/* All that is wrong is shown on a page of its own. */
static bool is_good_roster(struct shell *shell, const char *path, const struct pack *pack, struct error *err)
{
	struct roster roster;
	struct roster_faults faults;
	bool ok = roster_file_check(&roster, path, pack, &faults, err);
	if (!ok && faults.count) {
		size_t all = faults.count + faults.more;
		error_set(err, ERROR_INPUT, P_("It has %zu fault.", "It has %zu faults.", all), all);
		shell_push(shell, view_text_new(mem_strdup(_("Faults of the roster")), faults_text(path, &faults)));
	}
	roster_faults_release(&faults);
	roster_release(&roster);
	return ok;
}

/* --- opening --- */

/* "KEY=P12M" for each that is not left open. */
static void take_periods(struct campaign_new *campaign, const struct pack *pack, char *const *texts)
{
	char **settings = NULL;
	for (size_t i = 0; i < periods_of(pack); i++)
		if (!str_equal(texts[FIELD_PERIODS + i], open_period))
			*MEM_PUSH(settings, campaign->periods_count) =
			        str_format("%s=%s", pack->periods[i].id, texts[FIELD_PERIODS + i]);
	campaign->periods = (const char *const *)settings;
}

static bool open_campaign(struct shell *shell, const struct pack *pack, char *const *texts, struct campaign_new *campaign,
                          struct error *err)
{
	take_periods(campaign, pack, texts);
	bool ok = campaign_open(shell->office, campaign, err);
	for (size_t i = 0; i < campaign->periods_count; i++)
		free((char *)campaign->periods[i]);
	free((char **)campaign->periods);
	return ok;
}

static char *opened_text(const struct office *office, bool replaces)
{
	char key[16];
	struct strbuf out = STRBUF_INIT;
	if (replaces)
		strbuf_addf(&out, "%s\n", _("The campaign of this fiscal year that stood here was not handed out: the new one stands in its place."));
	strbuf_addf(&out,
	            P_("The campaign is opened for %zu unit. Next hand it out, with %s on the roster.",
	               "The campaign is opened for %zu units. Next hand it out, with %s on the roster.", office->roster.count),
	            office->roster.count, action_key_name(ACTION_PUBLISH, key));
	return strbuf_take(&out);
}

static bool run_campaign(struct shell *shell, char *const *texts, size_t *wrong, char **told, struct error *err)
{
	const struct pack *pack = form_data(shell);
	struct campaign_new campaign = {.roster = texts[FIELD_ROSTER],
	                                .pack = shell->options->pack,
	                                .extra = str_equal(texts[FIELD_KIND], extra),
	                                .external = str_equal(texts[FIELD_EXCHANGE], external)};
	*wrong = FIELD_YEAR;
	if (!date_parse_fiscal_year(&campaign.fiscal_year, texts[FIELD_YEAR], err))
		return false;
	*wrong = FIELD_DUE;
	if (!date_parse(&campaign.due, texts[FIELD_DUE], err))
		return false;
	*wrong = FIELD_ROSTER;
	if (!is_good_roster(shell, texts[FIELD_ROSTER], pack, err))
		return false;
	bool replaces = office_may_replace(shell->office, campaign.fiscal_year);
	if (!open_campaign(shell, pack, texts, &campaign, err)) {
		*wrong = err->code == ERROR_CONFLICT ? FIELD_KIND : FORM_WHOLE;
		return false;
	}
	*told = opened_text(shell->office, replaces);
	return true;
}

/* --- the dialogue --- */

/* As it is understood, or as it was typed. */
static void describe_year(struct strbuf *out, const char *text)
{
	struct error ignored = {0};
	int year;
	if (date_parse_fiscal_year(&year, text, &ignored))
		date_format_fiscal_year(out, year);
	else
		strbuf_add(out, text);
	error_release(&ignored);
}

static void describe_day(struct strbuf *out, const char *text)
{
	struct error ignored = {0};
	struct date day;
	if (date_parse(&day, text, &ignored))
		date_format_local(out, day);
	else
		strbuf_add(out, text);
	error_release(&ignored);
}

static void add_period_field(struct form *form, const struct period_setting *period)
{
	bool first = form->fields_count == FIELD_PERIODS;
	form->fields[form->fields_count++] = (struct form_field){
	        .label = bilingual_text(&period->text),
	        .hint = _("E.g. 18 months, 2 weeks, 1 year, or P18M."),
	        .behind = true,
	        .heading = first ? _("How often, where the standard says \"regularly\"") : NULL,
	        .choices = periods,
	        .choices_count = PERIODS,
	        .other = _("Another length of time …"),
	        .understand = period_parse_words,
	        .describe = period_format_words,
	};
}

/* As the pack lays it down, or as it was in the campaign before. */
static const char *proposed_period(const struct office *office, const struct period_setting *period)
{
	const char *before = json_string(json_get(json_get(office->campaign, "periods"), period->id));
	return before ? before : period->value ? period->value : open_period;
}

static void free_pack(void *data)
{
	pack_free(data);
}

static struct pack *read_pack(struct shell *shell)
{
	struct error err = {0};
	char *folder = packs_find(shell->options->pack, &err);
	struct pack *pack = folder ? packs_read(folder, NULL, &err) : NULL;
	free(folder);
	if (!pack)
		shell_fail(shell, &err);
	return pack;
}

void office_open_campaign(struct shell *shell)
{
	const struct office *office = shell->office;
	struct pack *pack = read_pack(shell);
	if (!pack)
		return;
	struct form form = {
	        .id = "campaign",
	        .title = _("New campaign"),
	        .introduction = office_has_spare(office)
	                                ? _("Opens a self-check for all units on the roster. Nothing is created until "
	                                    "every entry is right.")
	                                : _("Opens a self-check for all units on the roster. Nothing is created until "
	                                    "every entry is right. There is no escrow key yet: it counts only if it is "
	                                    "made before the campaign is opened."),
	        .finish = _("Open the campaign"),
	        .fields =
	                {[FIELD_ROSTER] =
	                         {.label = _("Roster"),
	                          .path = true,
	                          .hint = _(
	                                  "A CSV or Excel file with the columns code, bureau, unit, roles, contact.")},
	                 [FIELD_YEAR] = {.label = _("Fiscal year"),
	                                 .hint = _("The year in which it begins (April), e.g. 2026 or R8."),
	                                 .understands = prompt_understands_year,
	                                 .describe = describe_year},
	                 [FIELD_DUE] = {.label = _("Due date"),
	                                .hint = _("E.g. 2026-10-31 or R8.10.31."),
	                                .understands = prompt_understands_date,
	                                .describe = describe_day},
	                 [FIELD_KIND] = {.label = _("Kind"), .choices = kinds, .choices_count = KINDS},
	                 [FIELD_EXCHANGE] = {.label = _("Exchange"), .choices = exchanges, .choices_count = EXCHANGES}},
	        .fields_count = FIELD_PERIODS,
	        .run = run_campaign,
	        .data = pack,
	        .free_data = free_pack};
	int year = date_fiscal_year(office->today);
	char *typed_year = str_format("%d", year);
	bool again = office->campaign && office->cycle.fiscal_year == year && !office_may_replace(office, year);
	bool was_external = str_equal(json_string(json_get(office->campaign, "exchange")), external);
	const char *proposals[FORM_FIELDS_MAX] = {[FIELD_YEAR] = typed_year,
	                                          [FIELD_KIND] = again ? extra : ordinary,
	                                          [FIELD_EXCHANGE] = was_external ? external : sealed};
	for (size_t i = 0; i < periods_of(pack); i++) {
		proposals[FIELD_PERIODS + i] = proposed_period(office, &pack->periods[i]);
		add_period_field(&form, &pack->periods[i]);
	}
	view_form_open(shell, &form, NULL, proposals);
	free(typed_year);
}

/* --- turning to another --- */

static char *campaign_name(const struct cycle *campaign)
{
	struct strbuf out = STRBUF_INIT, year = STRBUF_INIT;
	date_format_fiscal_year(&year, campaign->fiscal_year);
	strbuf_addf(&out, campaign->extra ? _("%s (extra)") : "%s", year.text);
	strbuf_addf(&out, "  #%lld", (long long)campaign->id);
	strbuf_release(&year);
	return strbuf_take(&out);
}

static int ask_campaign(struct shell *shell, const struct cycles *campaigns)
{
	char **names = mem_new(campaigns->count + 1, sizeof *names);
	size_t present = 0;
	for (size_t i = 0; i < campaigns->count; i++) {
		names[i] = campaign_name(&campaigns->items[i]);
		if (campaigns->items[i].id == shell->office->cycle.id)
			present = i;
	}
	int chosen = prompt_choice(shell, _("Which campaign? What an earlier one has left is followed up there."),
	                           (const char *const *)names, campaigns->count, NULL, (int)present);
	for (size_t i = 0; i < campaigns->count; i++)
		free(names[i]);
	free(names);
	return chosen;
}

bool office_choose_campaign(struct shell *shell)
{
	struct cycles campaigns;
	struct error err = {0};
	if (!office_campaigns(shell->office, &campaigns, &err)) {
		shell_fail(shell, &err);
		return false;
	}
	int chosen = ask_campaign(shell, &campaigns);
	bool ok = chosen >= 0;
	if (ok) {
		char *which = str_format("#%lld", (long long)campaigns.items[chosen].id);
		ok = office_use_campaign(shell->office, which, &err);
		if (!ok)
			shell_fail(shell, &err);
		free(which);
	}
	cycles_release(&campaigns);
	return ok;
}
