#include "roster_table.h"

#include <stdlib.h>

#include "tenken/base/str.h"
#include "tenken/base/text.h"

/* state, "overdue" (where anybody is), six counts, then the unit. On a narrow screen the counts are left out: they stand in the
 * unit's own screen. */
enum { STATE_COL = 3, GAP_COLS = 2, COUNT_COLS = 4, WIDE_COLS = 70 };

void roster_table_release(struct roster_table *table)
{
	free(table->answers);
	office_rejected_free(table->rejected, table->rejected_count);
	*table = (struct roster_table){0};
}

bool roster_table_load(struct roster_table *table, const struct office *office, struct error *err)
{
	free(table->answers);
	office_rejected_free(table->rejected, table->rejected_count);
	table->rejected_count = office->roster.count;
	table->answers = office_answers(office, err);
	table->rejected = table->answers ? office_rejected(office, err) : NULL;
	return table->rejected != NULL;
}

/* --- laying out --- */

static int widest_state(const struct canvas *canvas)
{
	int cols = 0;
	for (int i = 0; i < UNIT_STATES; i++) {
		int own = text_cols(unit_state_label((enum unit_state)i), canvas->ambiguous_cols);
		cols = own > cols ? own : cols;
	}
	return cols;
}

static int widest_count(const struct unit_answers *answers)
{
	size_t most = 0;
	int digits = 1;
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++)
		most = answers->by_answer[i] > most ? answers->by_answer[i] : most;
	for (; most >= 10; most /= 10)
		digits++;
	return digits + 1;
}

void roster_table_lay_out(struct roster_table *table, const struct office *office, const size_t *units, size_t count,
                          const struct canvas *canvas)
{
	table->state_cols = widest_state(canvas);
	table->overdue_cols = 0;
	table->count_cols = COUNT_COLS;
	table->total = (struct answers_total){0};
	for (size_t i = 0; i < count; i++) {
		if (office_unit_overdue(office, units[i]))
			table->overdue_cols = text_cols(_("overdue"), canvas->ambiguous_cols) + GAP_COLS;
		if (!table->answers || !table->answers[units[i]].received)
			continue;
		int own = widest_count(&table->answers[units[i]]);
		table->count_cols = own > table->count_cols ? own : table->count_cols;
		answers_total_add(&table->total, &table->answers[units[i]]);
	}
	table->has_counts = table->total.units && canvas->cols >= WIDE_COLS;
}

static int counts_col(const struct roster_table *table)
{
	return STATE_COL + table->state_cols + table->overdue_cols;
}

/* --- drawing --- */

int roster_table_head(const struct roster_table *table, const struct canvas *canvas, int row)
{
	int col = counts_col(table);
	if (!table->has_counts)
		return 0;
	for (int i = ANSWER_NONE + 1; i < ANSWERS; i++) {
		col += table->count_cols;
		draw_answer(canvas, row, col - (canvas->ascii ? 1 : 2), (enum answer)i);
	}
	return 1;
}

static enum style state_style(enum unit_state state)
{
	return state == UNIT_SUBMITTED                            ? STYLE_TITLE
	       : state == UNIT_ACCEPTED || state == UNIT_CLOSED ? STYLE_SAVED
	       : state == UNIT_RETURNED                         ? STYLE_WARNING
	                                                        : STYLE_PLAIN;
}

static void put_counts(const struct roster_table *table, struct page *page, const struct unit_answers *answers)
{
	struct strbuf text = STRBUF_INIT;
	int col = counts_col(table);
	for (int i = ANSWER_NONE + 1; i < ANSWERS && answers->received; i++, col += table->count_cols) {
		strbuf_reset(&text);
		strbuf_addf(&text, "%zu", answers->by_answer[i]);
		page_put_right(page, col, table->count_cols, answers->by_answer[i] ? STYLE_PLAIN : STYLE_DIM, text.text);
	}
	strbuf_release(&text);
}

void roster_table_row(const struct roster_table *table, struct page *page, const struct office *office, size_t unit, bool focused)
{
	const struct roster_unit *on_roster = &office->roster.items[unit];
	enum unit_state state = office_unit_state(office, unit);
	int col = counts_col(table) + (table->has_counts ? (ANSWERS - 1) * table->count_cols : 0) + GAP_COLS;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, STATE_COL, state_style(state), unit_state_label(state));
	if (office_unit_overdue(office, unit))
		page_put(page, STATE_COL + table->state_cols + GAP_COLS, STYLE_WARNING, _("overdue"));
	bool rejected = table->rejected && unit < table->rejected_count && table->rejected[unit];
	if (table->has_counts && rejected)
		page_put(page, counts_col(table) + 1, STYLE_WARNING, _("a file was rejected"));
	else if (table->has_counts)
		put_counts(table, page, &table->answers[unit]);
	char *text = str_format("%s  %s %s  %s%s%s", on_roster->code, on_roster->bureau, on_roster->name, on_roster->contact,
	                        rejected && !table->has_counts ? "  " : "",
	                        rejected && !table->has_counts ? _("a file was rejected") : "");
	page_put(page, col, focused ? STYLE_FOCUS : STYLE_PLAIN, text);
	free(text);
	if (focused)
		page_set_focus(page, page->count - 1);
}
