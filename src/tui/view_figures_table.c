/* The rows of a table of figures: columns by what there is room for, or the items of a list. */
#include <assert.h>
#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "view_figures.h"
#include "view_office.h"

/* --- columns --- */

#define COLUMN_OF(answer) (COLUMN_COUNT + ((answer) + ANSWERS - 1) % ANSWERS)

enum { FIRST_COL = 3, RATE_COLS = 7, COUNT_COLS = 5, UNITS_COLS = 8, NAME_COLS_MIN = 14, NAME_COLS = 22, ANSWER_COLS = 4, ITEM_NUMBER_COLS = 9 };

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

static enum answer answer_of_column(int column)
{
	return (enum answer)((column - COLUMN_COUNT + 1) % ANSWERS);
}

bool view_figures_is_of_units(enum city_by by)
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

void view_figures_lay_out(struct figures_layout *layout, const struct view_figures *self, const struct canvas *canvas)
{
	int room = canvas->cols - FIRST_COL - (canvas->cols < FIGURES_NARROW_COLS ? NAME_COLS_MIN : NAME_COLS);
	*layout = (struct figures_layout){.name_col = FIRST_COL};
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

void view_figures_compose_head(struct page *page, const struct figures_layout *layout, const struct view_figures *self)
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

const char *view_figures_state(enum city_state state)
{
	static const enum unit_state states[CITY_STATES] = {
	        [CITY_CLOSED] = UNIT_CLOSED,       [CITY_ACCEPTED] = UNIT_ACCEPTED,         [CITY_RETURNED] = UNIT_RETURNED,
	        [CITY_SUBMITTED] = UNIT_SUBMITTED, [CITY_NOT_RECEIVED] = UNIT_NOT_RECEIVED,
	};
	return unit_state_label(states[state]);
}

static void put_units(struct page *page, int col, int cols, const struct view_figures *self, const struct city_row *row, bool total)
{
	if (self->table.by == CITY_BY_UNIT && !total) {
		enum city_state state = self->city->input->units[row->what].state;
		page_put(page, col, state == CITY_NOT_RECEIVED ? STYLE_WARNING : STYLE_PLAIN, view_figures_state(state));
		return;
	}
	char *text = view_figures_is_of_units(self->table.by) ? str_format("%zu/%zu", row->received, row->units)
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

static void put_columns(struct page *page, const struct figures_layout *layout, const struct view_figures *self, const struct city_row *row,
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
	if (page_may_show(page, at, self->list.cursor))
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
	figures_rate_value(&value, rate, &self->table, &self->questions, false);
	if (value_col + text_cols(value.text, page->canvas->ambiguous_cols) > page->canvas->cols) {
		strbuf_reset(&value);
		figures_rate_value(&value, rate, &self->table, &self->questions, true);
	}
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

/* The same question is asked of every system. */
static void add_about(struct strbuf *out, const struct city_input *input, const struct city_answer *answer)
{
	struct strbuf about = STRBUF_INIT;
	city_about(&about, input, answer->unit, input->checklists[answer->checklist].id);
	if (about.len_bytes)
		strbuf_addf(out, "%s%s  ", out->len_bytes ? "  " : "", about.text);
	strbuf_release(&about);
}

/* An answer is one question of one unit. */
static void answer_name(struct strbuf *out, const struct view_figures *self, const struct city_row *row)
{
	const struct city_input *input = self->city->input;
	const struct city_answer *answer = &input->answers[row->what];
	const struct city_unit *unit = &input->units[answer->unit];
	if (!self->level.unit)
		unit_name(out, self, unit);
	if (!self->level.question) {
		add_about(out, input, answer);
		figures_row_name(out, CITY_BY_ANSWER, input, row);
		return;
	}
	strbuf_add(out, out->len_bytes ? "  " : "");
	figures_checklist_name(out, input, answer);
}

static enum answer answer_of(const struct view_figures *self, const struct city_row *row)
{
	return self->city->input->answers[row->what].answer;
}

static void compose_row(struct page *page, const struct figures_layout *layout, const struct view_figures *self, size_t index)
{
	const struct city_row *row = &self->table.rows[index];
	size_t at = view_figures_first_row(self) + index;
	struct strbuf name = STRBUF_INIT;
	begin_row(page, self, at);
	if (!page_may_show(page, at, self->list.cursor))
		return;
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

static void compose_total(struct page *page, const struct figures_layout *layout, const struct view_figures *self)
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
	bool numbered = self->level.by == FIGURES_RULES;
	for (size_t i = 0; i < self->items.count; i++)
		numbered = numbered || self->items.items[i].number;
	page_row(page);
	if (numbered)
		page_put_right(page, FIRST_COL, ITEM_NUMBER_COLS, STYLE_DIM,
		               self->level.by == FIGURES_RULES ? verdict_label(VERDICT_FAIL) : figures_way_label(CITY_BY_UNIT));
	page_put(page, numbered ? FIRST_COL + ITEM_NUMBER_COLS + 2 : FIRST_COL, STYLE_DIM, figures_way_label(self->level.by));
	for (size_t i = 0; i < self->items.count; i++) {
		const struct figures_item *item = &self->items.items[i];
		size_t at = view_figures_first_row(self) + i;
		begin_row(page, self, at);
		if (!page_may_show(page, at, self->list.cursor))
			continue;
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

size_t view_figures_compose(struct view_figures *self, const struct figures_layout *layout, const struct canvas *canvas)
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
		view_figures_compose_head(page, layout, self);
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
