#include "heat.h"

#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"

static void add_column(struct heat *heat, size_t chapter)
{
	struct tally sum = {0};

	for (size_t i = 0; i < heat->counts->bureaus_count; i++)
		tally_merge(&sum, &heat->counts->bureaus[i].chapters[chapter]);
	if (!sum.applicable)
		return;
	heat->chapters[heat->cols] = chapter;
	heat->city[heat->cols++] = sum;
}

void heat_init(struct heat *heat, const struct city_input *input, const struct city_counts *counts)
{
	size_t most = input->pack->chapters_count + 1;

	*heat = (struct heat){.input = input,
	                      .counts = counts,
	                      .city = mem_new(most, sizeof *heat->city),
	                      .chapters = mem_new(most, sizeof *heat->chapters),
	                      .rows = counts->bureaus_count + 1,
	                      .cols = 1};
	heat->city[0] = counts->all;
	for (size_t i = 0; i < input->pack->chapters_count; i++)
		add_column(heat, i);
}

void heat_release(struct heat *heat)
{
	free(heat->city);
	free(heat->chapters);
	*heat = (struct heat){0};
}

const struct city_bureau *heat_bureau(const struct heat *heat, size_t row)
{
	return row ? &heat->counts->bureaus[row - 1] : NULL;
}

const struct tally *heat_tally(const struct heat *heat, size_t row, size_t col)
{
	const struct city_bureau *bureau = heat_bureau(heat, row);

	return !bureau ? &heat->city[col] : col ? &bureau->chapters[heat->chapters[col]] : &bureau->tally;
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
	const struct city_bureau *bureau = heat_bureau(heat, row);

	*level = (struct figures_level){0};
	str_assign(&level->bureau, bureau ? bureau->name : NULL);
	str_assign(&level->chapter, col ? heat->input->pack->chapters[heat->chapters[col]].id : NULL);
	level->by = col ? CITY_BY_QUESTION : bureau ? CITY_BY_UNIT : CITY_BY_BUREAU;
	level->order = col ? CITY_MOST_MISSED : CITY_LEAST_IMPLEMENTED;
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
