/* The years as rows: this campaign, those before it, and what changed between each of them and now. */
#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "views.h"

enum { RATE_TEXT_COLS = 7, BAR_COLS = 20 };

static void add_year(struct strbuf *out, int fiscal_year, bool extra)
{
	struct strbuf name = STRBUF_INIT;
	date_format_fiscal_year(&name, fiscal_year);
	strbuf_addf(out, extra ? C_("report", "%s (extra self-check)") : "%s", name.text);
	strbuf_release(&name);
}

static void add_rate(struct strbuf *out, struct ratio ratio)
{
	struct strbuf text = STRBUF_INIT;
	figures_ratio(&text, ratio);
	strbuf_addf(out, "%*s", RATE_TEXT_COLS, text.text);
	strbuf_release(&text);
}

/* One # for each 5 % that is full. */
static void add_bar(struct strbuf *out, struct ratio ratio)
{
	size_t full = ratio.denominator ? ratio.numerator * BAR_COLS / ratio.denominator : 0;
	strbuf_add(out, "  |");
	strbuf_add_repeat(out, "#", full);
	strbuf_add_repeat(out, ".", ratio.denominator ? BAR_COLS - full : 0);
	strbuf_add(out, "|");
}

/* Names of different lengths stand in columns of one width, so that the rates stand below each other. */
static char *row_text(const char *name, int name_cols, const struct tally *tally)
{
	struct strbuf text = STRBUF_INIT;
	struct ratio rate = tally_implementation_rate(tally);
	text_fit(&text, name, name_cols, 1);
	add_rate(&text, rate);
	add_bar(&text, rate);
	return strbuf_take(&text);
}

/* --- like with like --- */

/* "+1.5"; "-" where there is nothing to compare. */
static void add_points(struct strbuf *out, struct ratio then, struct ratio now)
{
	if (then.denominator && now.denominator)
		strbuf_addf(out, "%+.1f",
		            (double)now.numerator * 100 / (double)now.denominator -
		                    (double)then.numerator * 100 / (double)then.denominator);
	else
		strbuf_add_char(out, '-');
}

static void describe_comparison(struct strbuf *out, const struct city_trend_year *trend)
{
	struct ratio then = tally_implementation_rate(&trend->then), now = tally_implementation_rate(&trend->now);
	struct strbuf before = STRBUF_INIT, present = STRBUF_INIT, points = STRBUF_INIT;
	if (!trend->comparable) {
		strbuf_addf(out, _("Its checklists (%s) are not at hand as they were, so that nothing can be compared."),
		            trend->year->pack_id);
		return;
	}
	figures_fraction(&before, then);
	figures_fraction(&present, now);
	add_points(&points, then, now);
	strbuf_addf(out,
	            P_("Like with like, %zu question: then %s, now %s, difference %s points",
	               "Like with like, %zu questions: then %s, now %s, difference %s points", trend->same),
	            trend->same, before.text, present.text, points.text);
	strbuf_addf(out, "\n%s", _("Only questions that ask the same now as then are in it; the units need not be the same."));
	strbuf_release(&before);
	strbuf_release(&present);
	strbuf_release(&points);
}

static char *describe_year(const char *name, size_t received, size_t units, const struct tally *tally,
                           const struct city_trend_year *trend)
{
	struct strbuf out = STRBUF_INIT;
	strbuf_addf(&out, "%s  %s %zu/%zu  %s ", name, C_("column of figures", "Handed in"), received, units,
	            figure_name(FIGURE_IMPLEMENTATION_RATE));
	figures_fraction(&out, tally_implementation_rate(tally));
	strbuf_add(&out, "\n");
	if (trend)
		describe_comparison(&out, trend);
	else
		strbuf_add(&out, _("This campaign; Enter shows it by chapter."));
	return strbuf_take(&out);
}

/* --- what changed, behind a year --- */

static void add_changed_question(struct strbuf *out, const struct pack *pack, const char *id)
{
	size_t at = pack ? pack_find_question(pack, id) : SIZE_MAX;
	strbuf_addf(out, "  %s", id);
	if (at != SIZE_MAX) {
		strbuf_add(out, "  ");
		question_clauses(out, pack, &pack->questions[at], 1);
		strbuf_addf(out, "  %s", bilingual_text(&pack->questions[at].text));
	}
	strbuf_add_char(out, '\n');
}

/* Those that went are named by the pack that had them. */
static void add_changed(struct strbuf *out, const char *label, const struct pack *pack, const char *const *ids,
                        size_t count)
{
	if (!count)
		return;
	strbuf_addf(out, "\n%s: %zu\n", label, count);
	for (size_t i = 0; i < count; i++)
		add_changed_question(out, pack, ids[i]);
}

static void add_clauses(struct strbuf *out, const struct city_trend_year *trend)
{
	if (!trend->clauses_count)
		return;
	strbuf_addf(out, "\n%s: %zu\n ", _("Clauses that changed, came or went"), trend->clauses_count);
	for (size_t i = 0; i < trend->clauses_count; i++)
		strbuf_addf(out, " %s", trend->clauses[i]);
	strbuf_add_char(out, '\n');
}

static char *changes_text(const struct city_trend_year *trend, const struct city_input *input)
{
	struct strbuf out = STRBUF_INIT;
	describe_comparison(&out, trend);
	strbuf_add_char(&out, '\n');
	if (trend->comparable &&
	    !(trend->changed_count + trend->added_count + trend->removed_count + trend->clauses_count))
		strbuf_addf(&out, "\n%s\n", _("No question and no clause has changed since."));
	add_changed(&out, _("Questions that ask something else"), input->pack, trend->changed, trend->changed_count);
	add_changed(&out, _("Questions that came"), input->pack, trend->added, trend->added_count);
	add_changed(&out, _("Questions that went"), trend->year->pack, trend->removed, trend->removed_count);
	add_clauses(&out, trend);
	return strbuf_take(&out);
}

/* --- the rows --- */

static char *year_name(int fiscal_year, bool extra)
{
	struct strbuf name = STRBUF_INIT;
	add_year(&name, fiscal_year, extra);
	return strbuf_take(&name);
}

static int widest_name(const struct city_input *input)
{
	char *own = year_name(input->fiscal_year, input->extra);
	int cols = text_cols(own, 1);
	free(own);
	for (size_t i = 0; i < input->years_count; i++) {
		char *name = year_name(input->years[i].fiscal_year, input->years[i].extra);
		cols = text_cols(name, 1) > cols ? text_cols(name, 1) : cols;
		free(name);
	}
	return cols;
}

static void list_this_year(struct figures_items *items, const struct figures_level *level,
                           const struct city_input *input, const struct city_counts *counts, int name_cols)
{
	char *name = year_name(input->fiscal_year, input->extra);
	struct figures_item *item = MEM_PUSH(items->items, items->count);
	*item = (struct figures_item){.kind = ITEM_LEVEL,
	                              .text = row_text(name, name_cols, &counts->all),
	                              .detail =
	                                      describe_year(name, counts->received, counts->total, &counts->all, NULL),
	                              .level = figures_level_copy(level)};
	item->level.by = CITY_BY_CHAPTER;
	free(name);
}

static void list_year(struct figures_items *items, const struct city_input *input, const struct city_trend_year *trend,
                      int name_cols)
{
	const struct city_year *year = trend->year;
	char *name = year_name(year->fiscal_year, year->extra);
	struct figures_item *item = MEM_PUSH(items->items, items->count);
	*item = (struct figures_item){.kind = ITEM_TEXT,
	                              .text = row_text(name, name_cols, &trend->tally),
	                              .detail = describe_year(name, year->received, year->units, &trend->tally, trend),
	                              .title = str_format(_("Changed since %s"), name),
	                              .behind = changes_text(trend, input)};
	free(name);
}

void figures_list_years(struct figures_items *items, const struct figures_level *level, const struct city_input *input,
                        const struct city_counts *counts)
{
	int name_cols = widest_name(input);
	list_this_year(items, level, input, counts, name_cols);
	for (size_t i = 0; i < counts->years_count; i++)
		list_year(items, input, &counts->years[i], name_cols);
}
