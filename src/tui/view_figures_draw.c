/* How a table of figures is laid out: columns by what there is room for, all of the row under the cursor below. */
#include <assert.h>
#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "view_figures.h"
#include "view_office.h"

/* --- columns --- */

enum column {
	COLUMN_UNITS, /* handed in of all; a unit's state; units with △ or × of those asked */
	COLUMN_IMPLEMENTED,
	COLUMN_ANSWERED,
	COLUMN_KNOWN,
	COLUMN_NOT_APPLICABLE,
	COLUMN_IMPROVED,
	COLUMN_COUNT, /* of answers, by answer: those that are open last */
	COLUMNS = COLUMN_COUNT + ANSWERS
};
#define COLUMN_OF(answer) (COLUMN_COUNT + ((answer) + ANSWERS - 1) % ANSWERS)

enum { FIRST_COL = 3, RATE_COLS = 7, COUNT_COLS = 5, UNITS_COLS = 8, NARROW_COLS = 60, NAME_COLS_MIN = 14, NAME_COLS = 22, ANSWER_COLS = 4, ITEM_NUMBER_COLS = 9 };

/* What is worth its room most comes first. */
static const enum column worth[] = {
        COLUMN_IMPLEMENTED,
        COLUMN_OF(ANSWER_NOT_IMPLEMENTED),
        COLUMN_OF(ANSWER_PARTIAL),
        COLUMN_UNITS,
        COLUMN_ANSWERED,
        COLUMN_OF(ANSWER_UNSURE),
        COLUMN_OF(ANSWER_NONE),
        COLUMN_OF(ANSWER_EXCEPTION),
        COLUMN_KNOWN,
        COLUMN_OF(ANSWER_NOT_APPLICABLE),
        COLUMN_NOT_APPLICABLE,
        COLUMN_IMPROVED,
        COLUMN_OF(ANSWER_IMPLEMENTED),
};
static_assert(sizeof worth / sizeof *worth == COLUMNS, "every column is worth something");

struct layout {
	bool shown[COLUMNS];
	int cols[COLUMNS];
	int name_col;
};

static enum answer answer_of_column(int column)
{
	return (enum answer)((column - COLUMN_COUNT + 1) % ANSWERS);
}

static bool is_of_units(enum city_by by)
{
	return by == CITY_BY_BUREAU || by == CITY_BY_UNIT;
}

static const char *units_head(enum city_by by)
{
	return by == CITY_BY_BUREAU ? C_("column of figures", "Handed in")
	       : by == CITY_BY_UNIT ? _("State")
	                            : C_("column of figures", "Missed by");
}

static const char *rate_head(enum column column)
{
	switch (column) {
	case COLUMN_IMPLEMENTED:
		return C_("column of figures", "Impl.");
	case COLUMN_ANSWERED:
		return C_("column of figures", "Answ.");
	case COLUMN_KNOWN:
		return C_("column of figures", "Known");
	case COLUMN_NOT_APPLICABLE:
		return C_("column of figures", "N/A");
	default:
		return C_("column of figures", "Impr.");
	}
}

static int wider(int cols, const struct canvas *canvas, const char *text)
{
	int own = text_cols(text, canvas->ambiguous_cols) + 1;
	return own > cols ? own : cols;
}

static int units_cols(const struct view_figures *self, const struct canvas *canvas)
{
	int cols = wider(UNITS_COLS, canvas, units_head(self->table.by));
	for (int i = 0; self->table.by == CITY_BY_UNIT && i < UNIT_STATES; i++)
		cols = wider(cols, canvas, unit_state_label((enum unit_state)i));
	return cols;
}

static int count_cols(const struct view_figures *self, enum answer answer)
{
	char *widest = str_format("%zu", self->table.total.tally.by_answer[answer]);
	int cols = (int)text_cols(widest, 1) + 1;
	free(widest);
	return cols > COUNT_COLS ? cols : COUNT_COLS;
}

static void lay_out(struct layout *layout, const struct view_figures *self, const struct canvas *canvas)
{
	int room = canvas->cols - FIRST_COL - (canvas->cols < NARROW_COLS ? NAME_COLS_MIN : NAME_COLS);
	*layout = (struct layout){.name_col = FIRST_COL};
	for (size_t i = 0; i < COLUMNS; i++) {
		enum column column = worth[i];
		layout->cols[column] = column == COLUMN_UNITS   ? units_cols(self, canvas)
		                       : column < COLUMN_COUNT ? wider(RATE_COLS, canvas, rate_head(column))
		                                               : count_cols(self, answer_of_column(column));
		layout->shown[column] = layout->cols[column] + 1 <= room;
		if (!layout->shown[column])
			break; /* what is worth less does not take its room */
		room -= layout->cols[column];
		layout->name_col += layout->cols[column];
	}
	layout->name_col += layout->name_col > FIRST_COL ? 2 : 0;
}

static void compose_head(struct page *page, const struct layout *layout, const struct view_figures *self)
{
	int col = FIRST_COL, answer_cols = page->canvas->ascii ? 1 : 2;
	page_row(page);
	for (int i = 0; i < COLUMNS; i++) {
		if (!layout->shown[i])
			continue;
		if (i == COLUMN_UNITS && self->table.by == CITY_BY_UNIT)
			page_put(page, col, STYLE_DIM, units_head(self->table.by));
		else if (i < COLUMN_COUNT)
			page_put_right(page, col, layout->cols[i], STYLE_DIM, i == COLUMN_UNITS ? units_head(self->table.by) : rate_head((enum column)i));
		else
			page_put_answer(page, col + layout->cols[i] - answer_cols, answer_of_column(i));
		col += layout->cols[i];
	}
	page_put(page, layout->name_col, STYLE_DIM, figures_way_label(self->table.by));
}

/* --- rows --- */

/* In per cent, without the sign: there are many of them. */
static void put_ratio(struct page *page, int col, int cols, struct ratio ratio)
{
	struct strbuf text = STRBUF_INIT;
	figures_ratio(&text, ratio);
	if (str_ends_with(text.text, " %"))
		strbuf_cut(&text, text.len_bytes - 2);
	page_put_right(page, col, cols, ratio.denominator ? STYLE_PLAIN : STYLE_DIM, text.text);
	strbuf_release(&text);
}

static enum unit_state state_of(enum city_state state)
{
	static const enum unit_state states[CITY_STATES] = {
	        [CITY_CLOSED] = UNIT_CLOSED,       [CITY_ACCEPTED] = UNIT_ACCEPTED,         [CITY_RETURNED] = UNIT_RETURNED,
	        [CITY_SUBMITTED] = UNIT_SUBMITTED, [CITY_NOT_RECEIVED] = UNIT_NOT_RECEIVED,
	};
	return states[state];
}

static void put_units(struct page *page, int col, int cols, const struct view_figures *self, const struct city_row *row, bool total)
{
	if (self->table.by == CITY_BY_UNIT && !total) {
		enum city_state state = self->city->input->units[row->what].state;
		page_put(page, col, state == CITY_NOT_RECEIVED ? STYLE_WARNING : STYLE_PLAIN, unit_state_label(state_of(state)));
		return;
	}
	char *text = is_of_units(self->table.by) ? str_format("%zu/%zu", row->received, row->units)
	                                                  : str_format("%zu/%zu", row->missed, row->asked);
	page_put_right(page, col, cols, STYLE_PLAIN, text);
	free(text);
}

static void put_count(struct page *page, int col, int cols, const struct tally *tally, enum answer answer)
{
	char *text = tally->applicable ? str_format("%zu", tally->by_answer[answer]) : str_format("-");
	page_put_right(page, col, cols, tally->by_answer[answer] ? STYLE_PLAIN : STYLE_DIM, text);
	free(text);
}

static void put_columns(struct page *page, const struct layout *layout, const struct view_figures *self, const struct city_row *row,
                        bool total)
{
	int col = FIRST_COL;
	for (int i = 0; i < COLUMNS; i++) {
		int cols = layout->cols[i];
		if (!layout->shown[i])
			continue;
		if (i == COLUMN_UNITS)
			put_units(page, col, cols, self, row, total);
		else if (i == COLUMN_IMPLEMENTED)
			put_ratio(page, col, cols, tally_implementation_rate(&row->tally));
		else if (i == COLUMN_ANSWERED)
			put_ratio(page, col, cols, tally_answer_rate(&row->tally));
		else if (i == COLUMN_KNOWN)
			put_ratio(page, col, cols, tally_known_rate(&row->tally));
		else if (i == COLUMN_NOT_APPLICABLE)
			put_ratio(page, col, cols, tally_not_applicable_rate(&row->tally));
		else if (i == COLUMN_IMPROVED)
			put_ratio(page, col, cols, tally_plan_rate(&row->tally));
		else
			put_count(page, col, cols, &row->tally, answer_of_column(i));
		col += cols;
	}
}

static void begin_row(struct page *page, const struct view_figures *self, size_t at)
{
	page->tag = (int)at;
	page_row(page);
	page_put(page, 1, STYLE_KEY, self->list.cursor == at ? ">" : " ");
}

static void end_row(struct page *page, const struct view_figures *self, size_t at, int col, const char *text)
{
	page_put(page, col, self->list.cursor == at ? STYLE_FOCUS : STYLE_PLAIN, text);
	if (self->list.cursor == at)
		page_set_focus(page, page->count - 1);
}

static void compose_rate(struct page *page, const struct view_figures *self, enum figures_rate rate, int value_col)
{
	struct strbuf value = STRBUF_INIT;
	begin_row(page, self, rate);
	figures_rate_value(&value, rate, &self->table, &self->questions, page->canvas->cols < NARROW_COLS);
	page_put(page, value_col, STYLE_PLAIN, value.text);
	end_row(page, self, rate, FIRST_COL, figures_rate_name(rate));
	strbuf_release(&value);
}

/* What is chosen already is not said again. */
static void unit_name(struct strbuf *out, const struct view_figures *self, const struct city_unit *unit)
{
	if (self->level.bureau)
		strbuf_addf(out, "%s %s", unit->code, unit->name);
	else
		strbuf_addf(out, "%s %s %s", unit->code, unit->bureau, unit->name);
}

/* An answer is one question of one unit. */
static void answer_name(struct strbuf *out, const struct view_figures *self, const struct city_row *row)
{
	const struct city_input *input = self->city->input;
	const struct city_answer *answer = &input->answers[row->what];
	const struct city_unit *unit = &input->units[answer->unit];
	if (!self->level.unit)
		unit_name(out, self, unit);
	if (!self->level.question)
		figures_row_name(out, CITY_BY_ANSWER, input, row);
	if (!self->level.question)
		return;
	strbuf_add(out, out->len_bytes ? "  " : "");
	figures_checklist_name(out, input, answer->checklist);
}

static enum answer answer_of(const struct view_figures *self, const struct city_row *row)
{
	return self->city->input->answers[row->what].answer;
}

static void compose_row(struct page *page, const struct layout *layout, const struct view_figures *self, size_t index)
{
	const struct city_row *row = &self->table.rows[index];
	size_t at = view_figures_first_row(self) + index;
	struct strbuf name = STRBUF_INIT;
	begin_row(page, self, at);
	if (self->table.by == CITY_BY_ANSWER) {
		answer_name(&name, self, row);
		page_put_answer(page, FIRST_COL, answer_of(self, row));
		end_row(page, self, at, FIRST_COL + ANSWER_COLS, name.text);
	} else {
		if (self->table.by == CITY_BY_UNIT)
			unit_name(&name, self, &self->city->input->units[row->what]);
		else
			figures_row_name(&name, self->table.by, self->city->input, row);
		put_columns(page, layout, self, row, false);
		end_row(page, self, at, layout->name_col, name.text);
	}
	strbuf_release(&name);
}

static void compose_total(struct page *page, const struct layout *layout, const struct view_figures *self)
{
	size_t at = view_figures_first_row(self) - 1;
	begin_row(page, self, at);
	if (self->table.by == CITY_BY_ANSWER) {
		struct strbuf sum = STRBUF_INIT;
		struct answers_total total = {.units = self->table.total.asked};
		for (int i = 0; i < ANSWERS; i++)
			total.by_answer[i] = self->table.total.tally.by_answer[i];
		answers_total_text(&sum, &total, page->canvas->ascii);
		end_row(page, self, at, FIRST_COL, sum.len_bytes ? sum.text : C_("report", "Total"));
		strbuf_release(&sum);
		return;
	}
	put_columns(page, layout, self, &self->table.total, true);
	end_row(page, self, at, layout->name_col, C_("report", "Total"));
}

static int rates_cols(const struct canvas *canvas)
{
	int cols = 0;
	for (int rate = 0; rate < RATES; rate++)
		cols = wider(cols, canvas, figures_rate_name((enum figures_rate)rate));
	return cols;
}

static void compose_items(struct page *page, const struct view_figures *self)
{
	bool numbered = false;
	for (size_t i = 0; i < self->items.count; i++)
		numbered = numbered || self->items.items[i].number;
	for (size_t i = 0; i < self->items.count; i++) {
		const struct figures_item *item = &self->items.items[i];
		size_t at = view_figures_first_row(self) + i;
		begin_row(page, self, at);
		if (item->number || item->kind == ITEM_NOTHING) {
			char *units = str_format(P_("%zu unit", "%zu units", item->number), item->number);
			page_put_right(page, FIRST_COL, ITEM_NUMBER_COLS, STYLE_PLAIN, units);
			free(units);
		}
		end_row(page, self, at, numbered ? FIRST_COL + ITEM_NUMBER_COLS + 2 : FIRST_COL, item->text);
	}
	page->tag = PAGE_NO_TAG;
	if (!self->items.count) {
		page_row(page);
		page_wrap(page, FIRST_COL, STYLE_PLAIN, figures_list_empty(self->level.by));
	}
}

/* Returns the page's row with the heads of the columns; SIZE_MAX: answers have none. */
static size_t compose(struct view_figures *self, const struct layout *layout, const struct canvas *canvas)
{
	struct page *page = &self->page;
	size_t head = SIZE_MAX;
	page_begin(page, canvas);
	for (int rate = 0; view_figures_has_rates(self) && rate < RATES; rate++)
		compose_rate(page, self, (enum figures_rate)rate, FIRST_COL + rates_cols(canvas) + 1);
	page->tag = PAGE_NO_TAG;
	if (figures_is_list(&self->level)) {
		compose_items(page, self);
		return head;
	}
	if (self->table.by != CITY_BY_ANSWER) {
		head = page->count;
		compose_head(page, layout, self);
	}
	compose_total(page, layout, self);
	for (size_t i = 0; i < self->table.count; i++)
		compose_row(page, layout, self, i);
	page->tag = PAGE_NO_TAG;
	if (!self->table.count) {
		page_row(page);
		page_wrap(page, FIRST_COL, STYLE_PLAIN, _("Nothing has been handed in yet."));
	}
	return head;
}

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
	strbuf_addf(out, "%s %s (%s)  %s  %s", unit->bureau, unit->name, unit->code, unit_state_label(state_of(unit->state)), unit->contact);
}

/* What the rows may be, each with its digit; what they are stands in brackets. Where there is no room for all, that alone. */
static void describe_ways(struct strbuf *out, const struct view_figures *self, const struct canvas *canvas, int max_rows)
{
	int ways[FIGURES_BYS];
	size_t count = figures_ways(&self->level, ways), at = 0;
	const char *gap = canvas->cols < NARROW_COLS ? " " : "  ";
	for (size_t i = 0; i < count; i++) {
		at = ways[i] == self->level.by ? i : at;
		strbuf_addf(out, ways[i] == self->level.by ? "%s[%zu %s]" : "%s%zu %s", i ? gap : "", i + 1, figures_way_label(ways[i]));
	}
	if (draw_paragraph_rows(canvas, canvas->cols - 2, out->text) <= max_rows)
		return;
	strbuf_reset(out);
	strbuf_addf(out, "[%zu %s] 1-%zu", at + 1, figures_way_label(self->level.by), count);
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

static int draw_above(const struct view_figures *self, const struct canvas *canvas, int top, int rows)
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
static void describe_tally(struct strbuf *out, const struct tally *tally, bool ascii)
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
	strbuf_addf(out, _("Beside it: questions without an implementation rate %zu"), count_rateless(questions));
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
	figures_checklist_name(out, input, answer->checklist);
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
	if (row && is_of_units(self->table.by) && !row->received)
		strbuf_addf(out, "\n%s", _("Nothing was handed in: how it stands there is not known."));
	else
		describe_tally(out, row ? &row->tally : &self->table.total.tally, ascii);
}

/* --- all of it --- */

/* The heads of the columns stay in sight when the figures above them have gone. */
static int draw_stuck_head(struct view_figures *self, const struct layout *layout, size_t head, int top, int body)
{
	const struct canvas *canvas = self->page.canvas;
	if (head == SIZE_MAX || page_settle(&self->page, self->from, body) <= head || self->list.cursor + 1 < view_figures_first_row(self))
		return 0;
	struct page stuck = {0};
	size_t from = 0;
	page_begin(&stuck, canvas);
	compose_head(&stuck, layout, self);
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
	struct layout layout;
	(void)shell;
	if (!self->city->input)
		return;
	lay_out(&layout, self, canvas);
	int above = draw_above(self, canvas, top, rows);
	size_t head = compose(self, &layout, canvas);
	describe(&foot, self, canvas->ascii);
	/* As high as it ever gets, so that the rows do not move with the cursor. */
	int below = office_draw_foot(canvas, foot.text, foot_rows(self, rows), LIST_ROWS_MIN, top + above, rows - above);
	int body = rows - above - below;
	int stuck = draw_stuck_head(self, &layout, head, top + above, body);
	list_set_rows(&self->list, body - stuck);
	page_draw(&self->page, top + above + stuck, body - stuck, &self->from, true);
	strbuf_release(&foot);
}
