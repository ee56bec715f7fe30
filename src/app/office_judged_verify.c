/* Whether what is kept of the rules' verdicts (office_judged.h) is what follows from what the units handed in. */
#include <stdio.h>
#include <stdlib.h>

#include "collection_private.h"
#include "office_judged.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/progress.h"
#include "tenken/base/str.h"

struct kept_rows {
	struct kept_row {
		int64_t unit;
		char *row;
	} * items;
	size_t count;
};

static void take_row(void *context, int64_t unit, const char *row)
{
	struct kept_rows *kept = context;
	*MEM_PUSH(kept->items, kept->count) = (struct kept_row){unit, mem_strdup(row)};
}

static void kept_rows_release(struct kept_rows *kept)
{
	for (size_t i = 0; i < kept->count; i++)
		free(kept->items[i].row);
	free(kept->items);
	*kept = (struct kept_rows){0};
}

static const char *code_of(const struct office *office, int64_t unit)
{
	for (size_t i = 0; i < office->roster.count; i++)
		if (office->roster.items[i].id == unit)
			return office->roster.items[i].code;
	return "?";
}

static bool compare_row(struct office *office, const struct kept_row *kept, struct verify_report *report,
                        struct error *err)
{
	office->today = judged_row_first(kept->row);
	char *wanted = date_is_set(office->today) ? judged_row_now(office, kept->unit, err) : mem_strdup("");
	if (!wanted)
		return false;
	if (!str_equal(wanted, kept->row))
		verify_report_add(report,
		                  _("Unit %s: what is kept of the rules' verdicts does not follow from its registers."),
		                  code_of(office, kept->unit));
	free(wanted);
	return true;
}

/* Of one campaign, as they are kept in the language of now. */
static bool compare_all(struct office *office, struct verify_report *report, struct error *err)
{
	struct error ignored = {0};
	struct kept_rows kept = {0};
	char *key = office->campaign ? judged_key(office, &ignored) : NULL;
	bool ok = !key || collection_fold_judged(office->db, office->cycle.id, key, take_row, &kept, err);
	for (size_t i = 0; ok && i < kept.count; i++)
		ok = progress_step(_("Comparing what the rules say"), i, kept.count, err) &&
		     compare_row(office, &kept.items[i], report, err);
	ok = ok && progress_step(_("Comparing what the rules say"), 1, 1, err);
	kept_rows_release(&kept);
	error_release(&ignored);
	free(key);
	return ok;
}

static bool compare_campaign(struct office *office, const struct cycle *campaign, struct verify_report *report,
                             struct error *err)
{
	enum language before = i18n_language();
	char which[24];
	snprintf(which, sizeof which, "#%lld", (long long)campaign->id);
	bool ok = office_use_campaign(office, which, err);
	for (enum language language = 0; ok && language < LANGUAGES; language++) {
		i18n_set_language(language);
		ok = compare_all(office, report, err);
	}
	i18n_set_language(before);
	return ok;
}

bool office_judged_verify(const char *path, struct verify_report *report, struct error *err)
{
	const struct workplace_options options = {.db = path, .readonly = true};
	struct office office;
	struct cycles campaigns = {0};
	if (!office_open(&office, &options, err))
		return false;
	bool ok = office_campaigns(&office, &campaigns, err);
	for (size_t i = 0; ok && i < campaigns.count; i++)
		ok = compare_campaign(&office, &campaigns.items[i], report, err);
	cycles_release(&campaigns);
	office_close(&office);
	return ok;
}
