/* The city's report as text, over the years: like with like, and what is left out of that. */
#include "report_city_text.h"

#include <stdlib.h>

#include "sheet.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

enum { IDS_SHOWN = 12 };

static char *year_name(const struct city_year *year)
{
	struct strbuf name = STRBUF_INIT;

	date_format_fiscal_year(&name, year->fiscal_year);
	return strbuf_take(&name);
}

static void head(struct city_text *text)
{
	struct strbuf row = STRBUF_INIT;

	city_row_begin(text, &row, C_("column of figures", "Year"), CITY_NAME_COLS);
	city_row_text(&row, C_("column of figures", "All"), 6);
	city_row_text(&row, C_("column of figures", "In"), 6);
	city_row_figure_heads(&row);
	city_row_text(&row, C_("column of figures", "Same"), 6);
	city_row_text(&row, C_("column of figures", "Then"), CITY_RATE_COLS);
	city_row_text(&row, C_("column of figures", "Now"), CITY_RATE_COLS);
	city_row_end(text, &row);
	strbuf_release(&row);
}

static void add_this_year(struct city_text *text)
{
	struct strbuf row = STRBUF_INIT, name = STRBUF_INIT;

	date_format_fiscal_year(&name, text->input->fiscal_year);
	city_row_begin(text, &row, name.text, CITY_NAME_COLS);
	city_row_size(&row, text->counts.total, 6);
	city_row_size(&row, text->counts.received, 6);
	city_row_figures(&row, &text->counts.all);
	city_row_end(text, &row);
	strbuf_release(&row);
	strbuf_release(&name);
}

static void add_year(struct city_text *text, const struct city_trend_year *trend)
{
	struct strbuf row = STRBUF_INIT;
	char *name = year_name(trend->year);

	city_row_begin(text, &row, name, CITY_NAME_COLS);
	city_row_size(&row, trend->year->units, 6);
	city_row_size(&row, trend->year->received, 6);
	city_row_figures(&row, &trend->tally);
	city_row_count(&row, trend->same, trend->comparable, 6);
	city_row_rate(&row, tally_implementation_rate(&trend->then));
	city_row_rate(&row, tally_implementation_rate(&trend->now));
	city_row_end(text, &row);
	free(name);
	strbuf_release(&row);
}

/* --- what is left out --- */

/* Where the two kinds stand in one list. */
static char *full_name(const struct city_year *year)
{
	char *name = year_name(year), *full;

	if (!year->extra)
		return name;
	full = str_format(C_("report", "%s (extra self-check)"), name);
	free(name);
	return full;
}

static void add_ids(struct city_text *text, const char *label, const char *const *ids, size_t count)
{
	struct strbuf line = STRBUF_INIT;

	if (!count)
		return;
	strbuf_addf(&line, "%zu:", count);
	for (size_t i = 0; i < count && i < IDS_SHOWN; i++) {
		strbuf_add(&line, "  ");
		sheet_add_line(&line, ids[i]);
	}
	strbuf_add(&line, count > IDS_SHOWN ? "  …" : "");
	text_page_pair(&text->page, 4, label, line.text);
	strbuf_release(&line);
}

static void add_changes(struct city_text *text, const struct city_trend_year *trend)
{
	char *name = full_name(trend->year);
	struct strbuf line = STRBUF_INIT;

	if (!trend->comparable) {
		char *pack = text_safe_dup(trend->year->pack_id, TEXT_SAFE_LINE);

		strbuf_addf(&line,
		            _("%s: its checklists (%s) are not at hand as they were, so that nothing can be compared."),
		            name, pack);
		city_text_end_line(text, 2, &line);
		free(pack);
	} else if (trend->changed_count + trend->added_count + trend->removed_count + trend->clauses_count) {
		strbuf_addf(&line, _("%s: left out of the comparison, because they have changed since:"), name);
		city_text_end_line(text, 2, &line);
		add_ids(text, _("Questions that ask something else"), trend->changed, trend->changed_count);
		add_ids(text, _("Questions that came"), trend->added, trend->added_count);
		add_ids(text, _("Questions that went"), trend->removed, trend->removed_count);
		add_ids(text, _("Clauses that changed, came or went"), trend->clauses, trend->clauses_count);
	}
	strbuf_release(&line);
	free(name);
}

/* Yearly self-checks, or extra ones, which are no year's figures. */
static size_t add_years(struct city_text *text, bool extra)
{
	size_t count = 0;

	for (size_t i = 0; i < text->counts.years_count; i++) {
		if (text->counts.years[i].year->extra != extra)
			continue;
		if (extra && !count) {
			text_page_gap(&text->page);
			text_page_add(&text->page, 2, 2, _("Extra self-checks, apart from the years:"));
			head(text);
		}
		add_year(text, &text->counts.years[i]);
		count++;
	}
	return count;
}

void city_text_years(struct city_text *text)
{
	city_text_heading(text, _("Over the years"));
	city_text_reconciliation(text);
	if (!text->counts.years_count) {
		text_page_add(&text->page, 2, 2, _("There is no earlier campaign in this database."));
		return;
	}
	text_page_add(
	        &text->page, 2, 2,
	        _("All: units on the roster of that year; In: of them handed in. Then the rates in per cent over all "
	          "that was handed in. "
	          "Like with like: Same: questions that ask the same now as then; Then and Now: the "
	          "implementation rate over these "
	          "alone, in that year and in this one. The units need not be the same."));
	text_page_gap(&text->page);
	head(text);
	add_this_year(text);
	add_years(text, false);
	add_years(text, true);
	for (size_t i = 0; i < text->counts.years_count; i++)
		add_changes(text, &text->counts.years[i]);
}
