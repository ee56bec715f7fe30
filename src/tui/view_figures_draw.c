/* A screen of figures: what is added up above the rows, and below them all of the row under the cursor. */
#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "view_figures.h"
#include "view_office.h"

/* --- above the rows --- */

/* In full where there is room for it: cut, it would seem to add up. */
static void reconcile(struct strbuf *out, const struct city_table *table, const struct canvas *canvas, int max_rows)
{
	const size_t *by = table->by_state;
	strbuf_addf(out, _("Roster %zu = closed %zu + accepted %zu + returned %zu + submitted %zu + not handed in %zu"), table->total.units,
	            by[CITY_CLOSED], by[CITY_ACCEPTED], by[CITY_RETURNED], by[CITY_SUBMITTED], by[CITY_NOT_RECEIVED]);
	if (draw_paragraph_rows(canvas, canvas->cols - 2, out->text) <= max_rows)
		return;
	strbuf_reset(out);
	strbuf_addf(out, _("Roster %zu, not handed in %zu"), table->total.units, by[CITY_NOT_RECEIVED]);
}

/* One unit needs no adding up. */
static void describe_unit(struct strbuf *out, const struct view_figures *self)
{
	const struct city_input *input = self->city->input;
	struct city_choice choice;
	if (!figures_resolve(&self->level, input, &choice))
		return;
	const struct city_unit *unit = &input->units[choice.unit];
	strbuf_addf(out, "%s %s (%s)  %s  %s", unit->bureau, unit->name, unit->code, view_figures_state(unit->state), unit->contact);
}

/* What the rows may be, each with its digit; what they are stands in brackets. Where there is no room for all, that alone. */
static void describe_ways(struct strbuf *out, struct view_figures *self, const struct canvas *canvas, int max_rows)
{
	int ways[FIGURES_BYS], col = 1, gap_cols = canvas->cols < FIGURES_NARROW_COLS ? 1 : 2, rows = 1;
	size_t count = figures_ways(&self->level, ways), at = 0;
	for (size_t i = 0; i < count; i++) {
		char *way = str_format(ways[i] == self->level.by ? "[%zu %s]" : "%zu %s", (i + 1) % FIGURES_LAST_DIGIT, figures_way_label(ways[i]));
		int own_cols = text_cols(way, canvas->ambiguous_cols);
		at = ways[i] == self->level.by ? i : at;
		if (i && col + gap_cols + own_cols > canvas->cols - 1) { /* not within one of them */
			strbuf_add_char(out, '\n');
			col = 1;
			rows++;
		} else if (i) {
			strbuf_add_repeat(out, " ", (size_t)gap_cols);
			col += gap_cols;
		}
		strbuf_add(out, way);
		col += own_cols;
		self->ways_end_cols[i] = col;
		free(way);
	}
	self->ways_row = rows == 1 ? 0 : -1;
	if (rows <= max_rows)
		return;
	strbuf_reset(out);
	strbuf_addf(out, "[%zu %s] 1-%zu%s", (at + 1) % FIGURES_LAST_DIGIT, figures_way_label(self->level.by),
	            count < FIGURES_LAST_DIGIT ? count : FIGURES_LAST_DIGIT - 1, count < FIGURES_LAST_DIGIT ? "" : " 0");
}

static void describe_order(struct strbuf *out, const struct view_figures *self)
{
	if (self->narrowed)
		strbuf_addf(out, _("Filter: %s"), str_is_blank(self->level.bureau) ? C_("report", "(no bureau)") : self->level.bureau);
	if (self->level.order == figures_first_order(self->level.by))
		return;
	strbuf_addf(out, _("%sOrder: %s"), out->len_bytes ? "   " : "", figures_order_label(self->level.order));
}

static int draw_line(const struct canvas *canvas, int row, int max_rows, const char *text, enum style style)
{
	return *text ? draw_paragraph(canvas, row, 1, canvas->cols - 2, max_rows, 0, text, style) : 0;
}

enum { LOW_ROWS = 12 };

static int draw_above(struct view_figures *self, const struct canvas *canvas, int top, int rows)
{
	struct strbuf text = STRBUF_INIT;
	int max_rows = rows < LOW_ROWS ? 1 : 2;
	if (self->level.unit)
		describe_unit(&text, self);
	else
		reconcile(&text, &self->table, canvas, max_rows);
	int used = draw_line(canvas, top, max_rows, text.text, self->table.by_state[CITY_NOT_RECEIVED] ? STYLE_WARNING : STYLE_PLAIN);
	strbuf_reset(&text);
	describe_ways(&text, self, canvas, max_rows);
	if (self->ways_row == 0)
		self->ways_row = top + used;
	used += draw_line(canvas, top + used, max_rows, text.text, STYLE_LABEL);
	strbuf_reset(&text);
	describe_order(&text, self);
	used += draw_line(canvas, top + used, 1, text.text, STYLE_WARNING);
	strbuf_release(&text);
	return used;
}

/* --- below the rows: all of the row under the cursor --- */

static void describe_figure(struct strbuf *out, enum figures_rate rate, const struct tally *tally, bool ascii)
{
	struct strbuf beside = STRBUF_INIT;
	strbuf_addf(out, "\n%s ", figures_rate_name(rate));
	figures_fraction(out, figure_ratio((enum figure)(rate - RATE_FIGURE), tally));
	strbuf_add(out, " = ");
	figures_rate_formula(out, rate, ascii);
	figures_rate_beside(&beside, rate, tally);
	if (beside.len_bytes)
		strbuf_addf(out, "  %s", beside.text);
	strbuf_release(&beside);
}

/* That of what is done first: where there is little room the others are left out. */
void view_figures_describe_tally(struct strbuf *out, const struct tally *tally, bool ascii)
{
	describe_figure(out, RATE_FIGURE + FIGURE_IMPLEMENTATION_RATE, tally, ascii);
	for (int i = 0; i < FIGURES; i++)
		if (i != FIGURE_IMPLEMENTATION_RATE && (i != FIGURE_PLAN_RATE || tally->plans))
			describe_figure(out, (enum figures_rate)(RATE_FIGURE + i), tally, ascii);
}

static size_t count_rateless(const struct city_table *questions)
{
	size_t count = 0;
	for (size_t i = 0; i < questions->count; i++)
		count += !tally_implementation_rate(&questions->rows[i].tally).denominator;
	return count;
}

static void describe_reach(struct strbuf *out, const struct city_table *questions)
{
	for (int i = 0; i < CITY_REACHES; i++) {
		strbuf_addf(out, C_("reach", "%u %% or more: "), city_reaches[i]);
		figures_fraction(out, city_table_reach(questions, city_reaches[i]));
		strbuf_add(out, i + 1 < CITY_REACHES ? "  " : "\n");
	}
	strbuf_addf(out, _("Counted separately: questions without an implementation rate %zu"),
	            count_rateless(questions));
}

static void describe_rate(struct strbuf *out, const struct view_figures *self, enum figures_rate rate, bool ascii)
{
	struct strbuf beside = STRBUF_INIT;
	strbuf_add(out, figures_rate_name(rate));
	if (rate != RATE_REACH) {
		strbuf_add_char(out, ' ');
		figures_rate_value(out, rate, &self->table, &self->questions, false);
	}
	strbuf_add(out, " = ");
	figures_rate_formula(out, rate, ascii);
	figures_rate_beside(&beside, rate, &self->table.total.tally);
	if (rate == RATE_REACH)
		describe_reach(&beside, &self->questions);
	if (beside.len_bytes)
		strbuf_addf(out, "\n%s", beside.text);
	if (rate >= RATE_FIGURE)
		strbuf_addf(out, "\n%s", _("Counted over what each unit handed in last; units that handed in nothing are not in it."));
	strbuf_release(&beside);
}

static void describe_answer(struct strbuf *out, const struct view_figures *self, const struct city_row *row, bool ascii)
{
	const struct city_input *input = self->city->input;
	const struct city_answer *answer = &input->answers[row->what];
	const struct city_unit *unit = &input->units[answer->unit];
	answer_describe(out, answer->answer, ascii);
	strbuf_addf(out, "  %s\n%s %s (%s)  ", answer->basis == BASIS_DERIVED ? _("Decided from a register.") : "", unit->bureau, unit->name,
	            unit->code);
	figures_checklist_name(out, input, answer);
	strbuf_add_char(out, '\n');
	figures_row_name(out, CITY_BY_ANSWER, input, row);
}

static void describe(struct strbuf *out, const struct view_figures *self, bool ascii)
{
	const struct city_row *row = view_figures_row(self);
	enum figures_rate rate = view_figures_rate(self);
	const struct figures_item *item = view_figures_item(self);
	if (rate != RATES) {
		describe_rate(out, self, rate, ascii);
		return;
	}
	if (figures_is_list(&self->level)) {
		strbuf_add(out, item ? item->detail : "");
		return;
	}
	if (row && self->table.by == CITY_BY_ANSWER) {
		describe_answer(out, self, row, ascii);
		return;
	}
	if (row)
		figures_row_name(out, self->table.by, self->city->input, row);
	else
		strbuf_add(out, C_("report", "Total"));
	if (row && view_figures_is_of_units(self->table.by) && !row->received)
		strbuf_addf(out, "\n%s", _("Nothing was handed in: how it stands there is not known."));
	else
		view_figures_describe_tally(out, row ? &row->tally : &self->table.total.tally, ascii);
}

/* --- all of it --- */

/* The heads of the columns stay in sight when the figures above them have gone. */
static int draw_stuck_head(struct view_figures *self, const struct figures_layout *layout, size_t head, int top, int body)
{
	const struct canvas *canvas = self->page.canvas;
	if (head == SIZE_MAX || page_settle(&self->page, self->from, body) <= head || self->list.cursor + 1 < view_figures_first_row(self))
		return 0;
	struct page stuck = {0};
	size_t from = 0;
	page_begin(&stuck, canvas);
	view_figures_compose_head(&stuck, layout, self);
	page_draw(&stuck, top, 1, &from, false);
	page_release(&stuck);
	return 1;
}

enum { FOOT_ROWS = 6, FOOT_ROWS_SHORT = 3, FOOT_ROWS_ANSWER = 4, FOOT_ROWS_LIST = 5, HIGH_ROWS = 30, LIST_ROWS_MIN = 3 };

/* The first level has the figures themselves above the rows. */
static int foot_rows(const struct view_figures *self, int rows)
{
	return figures_is_list(&self->level)         ? FOOT_ROWS_LIST
	       : self->table.by == CITY_BY_ANSWER              ? FOOT_ROWS_ANSWER
	       : view_figures_has_rates(self) && rows < HIGH_ROWS ? FOOT_ROWS_SHORT
	                                                     : FOOT_ROWS;
}

void view_figures_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_figures *self = (struct view_figures *)view;
	struct strbuf foot = STRBUF_INIT;
	struct figures_layout layout;
	(void)shell;
	if (!self->city->input)
		return;
	view_figures_lay_out(&layout, self, canvas);
	int above = draw_above(self, canvas, top, rows);
	size_t head = view_figures_compose(self, &layout, canvas);
	describe(&foot, self, canvas->ascii);
	/* As high as it ever gets, so that the rows do not move with the cursor. */
	int below = office_draw_foot(canvas, foot.text, foot_rows(self, rows), LIST_ROWS_MIN, top + above, rows - above);
	int body = rows - above - below;
	int stuck = draw_stuck_head(self, &layout, head, top + above, body);
	list_set_rows(&self->list, body - stuck);
	page_draw(&self->page, top + above + stuck, body - stuck, &self->from, true);
	strbuf_release(&foot);
}
