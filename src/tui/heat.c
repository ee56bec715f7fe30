#include "heat.h"

#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

static enum city_by rows_of(const struct heat *heat)
{
	return heat->bureau ? CITY_BY_UNIT : CITY_BY_BUREAU;
}

static void count(struct city_table *table, const struct heat *heat, size_t chapter)
{
	struct city_choice choice = city_choose_all;

	choice.bureau = heat->bureau;
	choice.chapter = chapter;
	city_table_count(table, heat->input, &choice, rows_of(heat));
}

/* Rows stand in the same order in the tables of all columns: bureaus and units have theirs also where nothing is known of them. */
void heat_init(struct heat *heat, const struct city_input *input, const char *bureau)
{
	size_t most = input->pack->chapters_count + 1;

	*heat = (struct heat){.input = input,
	                      .bureau = bureau ? mem_strdup(bureau) : NULL,
	                      .tables = mem_new(most, sizeof *heat->tables),
	                      .chapters = mem_new(most, sizeof *heat->chapters),
	                      .cols = 1};
	count(&heat->tables[0], heat, CITY_ANY);
	heat->rows = heat->tables[0].count + 1;
	for (size_t i = 0; i < input->pack->chapters_count; i++) {
		count(&heat->tables[heat->cols], heat, i);
		heat->chapters[heat->cols] = i;
		if (heat->tables[heat->cols].total.tally.applicable)
			heat->cols++;
		else
			city_table_release(&heat->tables[heat->cols]);
	}
	heat->order = mem_new(heat->rows, sizeof *heat->order);
	heat_sort(heat, CITY_AS_LISTED, 0);
}

void heat_release(struct heat *heat)
{
	for (size_t i = 0; i < heat->cols; i++)
		city_table_release(&heat->tables[i]);
	free(heat->tables);
	free(heat->chapters);
	free(heat->order);
	free(heat->bureau);
	*heat = (struct heat){0};
}

void heat_sort(struct heat *heat, enum city_order order, size_t col)
{
	const struct city_table *table = &heat->tables[col];
	struct city_table sorted = *table;

	sorted.rows = mem_new(table->count + 1, sizeof *sorted.rows);
	for (size_t i = 0; i < table->count; i++)
		sorted.rows[i] = table->rows[i];
	city_table_sort(&sorted, order);
	for (size_t i = 0; i < sorted.count; i++)
		for (size_t k = 0; k < table->count; k++)
			if (table->rows[k].what == sorted.rows[i].what)
				heat->order[i] = k;
	free(sorted.rows);
}

const struct city_row *heat_row(const struct heat *heat, size_t row, size_t col)
{
	return row ? &heat->tables[col].rows[heat->order[row - 1]] : &heat->tables[col].total;
}

const struct tally *heat_tally(const struct heat *heat, size_t row, size_t col)
{
	return &heat_row(heat, row, col)->tally;
}

bool heat_knows(const struct heat *heat, size_t row)
{
	return row == 0 || heat_row(heat, row, 0)->received > 0;
}

const char *heat_bureau(const struct heat *heat, size_t row)
{
	return heat->bureau ? heat->bureau : row ? heat->input->units[heat_row(heat, row, 0)->what].bureau : NULL;
}

void heat_row_name(struct strbuf *out, const struct heat *heat, size_t row)
{
	if (row)
		figures_row_name(out, rows_of(heat), heat->input, heat_row(heat, row, 0));
	else if (!heat->bureau)
		strbuf_add(out, C_("report", "Whole city"));
	else
		strbuf_add(out, str_is_blank(heat->bureau) ? C_("report", "(no bureau)") : heat->bureau);
}

/* --- shades --- */

static const struct {
	size_t percent;
	char shade;
} shades[] = {{100, ' '}, {90, '.'}, {75, ':'}, {50, '+'}, {0, '#'}};

char heat_shade(struct ratio ratio)
{
	size_t i = 0;

	if (!ratio.denominator)
		return ' ';
	while (ratio.numerator * 100 < shades[i].percent * ratio.denominator)
		i++;
	return shades[i].shade;
}

void heat_legend(struct strbuf *out)
{
	strbuf_add(out, _("Per cent done: . below 100  : below 90  + below 75  # below 50  - no rate"));
}

void heat_cell(struct strbuf *out, const struct heat *heat, size_t row, size_t col)
{
	struct ratio ratio = tally_implementation_rate(heat_tally(heat, row, col));
	struct strbuf text = STRBUF_INIT;

	figures_ratio(&text, ratio);
	if (str_ends_with(text.text, " %"))
		strbuf_cut(&text, text.len_bytes - 2);
	strbuf_addf(out, "%*s%c", HEAT_CELL_COLS - 1, text.text, heat_shade(ratio));
	strbuf_release(&text);
}

/* --- where a cell leads, and what is seen --- */

void heat_unfold(struct figures_level *level, const struct heat *heat, size_t row, size_t col)
{
	bool one_unit = heat->bureau && row;

	*level = (struct figures_level){0};
	str_assign(&level->bureau, heat_bureau(heat, row));
	str_assign(&level->unit, one_unit ? heat->input->units[heat_row(heat, row, 0)->what].code : NULL);
	str_assign(&level->chapter, col ? heat->input->pack->chapters[heat->chapters[col]].id : NULL);
	level->by = col ? CITY_BY_QUESTION : one_unit ? CITY_BY_CHAPTER : level->bureau ? CITY_BY_UNIT : CITY_BY_BUREAU;
	level->order = col ? CITY_MOST_MISSED : one_unit ? CITY_AS_LISTED : CITY_LEAST_IMPLEMENTED;
}

size_t heat_scroll(const struct heat *heat, size_t room, size_t cursor, size_t *left)
{
	size_t chapters = heat->cols - 1, seen = room > 1 ? room - 1 : 1;

	seen = seen < chapters ? seen : chapters;
	if (*left + seen > chapters + 1)
		*left = chapters + 1 - seen;
	if (*left < 1)
		*left = 1;
	if (cursor && cursor < *left)
		*left = cursor;
	if (cursor >= *left + seen && seen)
		*left = cursor - seen + 1;
	return seen;
}
