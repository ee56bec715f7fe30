/* Charts of tables as inline SVG: bars, a curve over the years, a heat map. They read without colour: every mark has its number beside
 * it, and the table below says the same. Lengths are in per cent of the page, so that text keeps its size on a phone; whole numbers
 * alone are reckoned with, so that the same input gives the same bytes everywhere. */
#include <stdlib.h>

#include "table_html.h"
#include "tenken/base/i18n.h"

enum {
	BAR_PX = 14,
	ROW_PX = 22,
	BAR_LEFT = 3000,
	BAR_WIDTH = 6000,
	CURVE_PX = 180,
	HEAT_PX = 26,
	HEAT_LABEL_PERCENT = 18,
	MARGIN_PX = 24
};

struct drawing {
	struct strbuf *out;
	const struct table_chart *chart;
	const struct table_sheet *sheet;
	const struct html_value *values;
};

static const struct html_value *value_at(const struct drawing *drawing, size_t row, size_t column)
{
	return &drawing->values[(drawing->chart->first_row + row) * drawing->sheet->columns_count + column];
}

/* Hundredths of a per cent. */
static size_t hundredths(struct ratio share)
{
	return share.denominator ? 10000 * share.numerator / share.denominator : 0;
}

static void add_percent(struct strbuf *out, const char *name, size_t value)
{
	strbuf_addf(out, " %s=\"%zu.%02zu%%\"", name, value / 100, value % 100);
}

int table_heat(struct ratio share)
{
	size_t value = hundredths(share);

	if (!share.denominator || value >= 9500)
		return 0;
	return value >= 9000 ? 1 : value >= 8000 ? 2 : value >= 6000 ? 3 : 4;
}

/* --- bars --- */

static void draw_bars(const struct drawing *drawing)
{
	struct strbuf *out = drawing->out;

	for (size_t row = 0; row < drawing->chart->rows_count; row++) {
		const struct html_value *value = value_at(drawing, row, drawing->chart->values[0]);
		size_t top = row * ROW_PX;

		strbuf_addf(out, "<text x=\"0\" y=\"%zu\">", top + BAR_PX);
		html_text(out, value_at(drawing, row, drawing->chart->labels)->text);
		strbuf_add(out, "</text>\n<rect");
		add_percent(out, "x", BAR_LEFT);
		add_percent(out, "width", BAR_WIDTH);
		strbuf_addf(out, " y=\"%zu\" height=\"%d\" fill=\"#fff\" stroke=\"#222\"/>\n<rect", top + 3, BAR_PX);
		add_percent(out, "x", BAR_LEFT);
		add_percent(out, "width", BAR_WIDTH * hundredths(value->share) / 10000);
		strbuf_addf(out, " y=\"%zu\" height=\"%d\" fill=\"#3d4f63\"/>\n", top + 3, BAR_PX);
		strbuf_addf(out, "<text class=\"share\" x=\"100%%\" y=\"%zu\">", top + BAR_PX);
		html_text(out, value->text);
		strbuf_add(out, "</text>\n");
	}
}

/* --- a curve --- */

static size_t curve_x(const struct drawing *drawing, size_t row)
{
	return 10000 * (2 * row + 1) / (2 * drawing->chart->rows_count);
}

static size_t curve_y(struct ratio share)
{
	return MARGIN_PX + CURVE_PX - CURVE_PX * hundredths(share) / 10000;
}

static void draw_scale(const struct drawing *drawing)
{
	for (size_t percent = 0; percent <= 100; percent += 25) {
		size_t y = MARGIN_PX + CURVE_PX - CURVE_PX * percent / 100;

		strbuf_addf(drawing->out, "<line x1=\"0\" x2=\"100%%\" y1=\"%zu\" y2=\"%zu\" stroke=\"#bbb\"/>\n", y,
		            y);
		strbuf_addf(drawing->out, "<text class=\"scale\" x=\"0\" y=\"%zu\">%zu %%</text>\n", y - 2, percent);
	}
}

/* A year without a share has no point, and the curve has a gap there. */
static void draw_step(const struct drawing *drawing, size_t row)
{
	const struct html_value *value = value_at(drawing, row, drawing->chart->values[0]);
	const struct html_value *before = row ? value_at(drawing, row - 1, drawing->chart->values[0]) : NULL;
	struct strbuf *out = drawing->out;

	if (before && before->share.denominator && value->share.denominator) {
		strbuf_add(out, "<line");
		add_percent(out, "x1", curve_x(drawing, row - 1));
		add_percent(out, "x2", curve_x(drawing, row));
		strbuf_addf(out, " y1=\"%zu\" y2=\"%zu\" stroke=\"#1f2f43\" stroke-width=\"2\"/>\n",
		            curve_y(before->share), curve_y(value->share));
	}
	if (value->share.denominator) {
		strbuf_add(out, "<circle");
		add_percent(out, "cx", curve_x(drawing, row));
		strbuf_addf(out, " cy=\"%zu\" r=\"4\" fill=\"#1f2f43\"/>\n", curve_y(value->share));
	}
	strbuf_add(out, "<text class=\"mid\"");
	add_percent(out, "x", curve_x(drawing, row));
	strbuf_addf(out, " y=\"%zu\">", (value->share.denominator ? curve_y(value->share) : MARGIN_PX + CURVE_PX) - 8);
	html_text(out, value->text);
	strbuf_add(out, "</text>\n<text class=\"mid\"");
	add_percent(out, "x", curve_x(drawing, row));
	strbuf_addf(out, " y=\"%d\">", MARGIN_PX + CURVE_PX + 18);
	html_text(out, value_at(drawing, row, drawing->chart->labels)->text);
	strbuf_add(out, "</text>\n");
}

static void draw_curve(const struct drawing *drawing)
{
	draw_scale(drawing);
	for (size_t row = 0; row < drawing->chart->rows_count; row++)
		draw_step(drawing, row);
}

/* --- a heat map --- */

static size_t heat_left(const struct drawing *drawing, size_t i)
{
	return 100 * HEAT_LABEL_PERCENT + i * 100 * (100 - HEAT_LABEL_PERCENT) / drawing->chart->values_count;
}

/* Of a column's title its first word: the chapter's number. */
static void draw_heat_heads(const struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->chart->values_count; i++) {
		const char *title = drawing->sheet->columns[drawing->chart->values[i]].title;
		struct strbuf first = STRBUF_INIT;

		for (const char *at = title; *at && *at != ' '; at++)
			strbuf_add_char(&first, *at);
		strbuf_add(drawing->out, "<text class=\"mid\"");
		add_percent(drawing->out, "x", (heat_left(drawing, i) + heat_left(drawing, i + 1)) / 2);
		strbuf_addf(drawing->out, " y=\"%d\">", HEAT_PX - 9);
		html_text(drawing->out, first.text);
		strbuf_add(drawing->out, "</text>\n");
		strbuf_release(&first);
	}
}

static void draw_heat_cell(const struct drawing *drawing, size_t row, size_t i)
{
	static const char *const fills[] = {"#fff", "#f6e3c8", "#eec08a", "#b4511e", "#6b1f14"};
	const struct html_value *value = value_at(drawing, row, drawing->chart->values[i]);
	size_t left = heat_left(drawing, i), right = heat_left(drawing, i + 1), top = (row + 1) * HEAT_PX;
	int heat = table_heat(value->share);

	strbuf_add(drawing->out, "<rect");
	add_percent(drawing->out, "x", left);
	add_percent(drawing->out, "width", right - left);
	strbuf_addf(drawing->out, " y=\"%zu\" height=\"%d\" fill=\"%s\" stroke=\"#888\"/>\n", top, HEAT_PX,
	            fills[heat]);
	strbuf_addf(drawing->out, "<text class=\"%s\"", heat >= 3 ? "mid light" : "mid");
	add_percent(drawing->out, "x", (left + right) / 2);
	strbuf_addf(drawing->out, " y=\"%zu\">", top + HEAT_PX - 9);
	html_text(drawing->out, value->text);
	strbuf_add(drawing->out, "</text>\n");
}

static void draw_heat(const struct drawing *drawing)
{
	draw_heat_heads(drawing);
	for (size_t row = 0; row < drawing->chart->rows_count; row++) {
		strbuf_addf(drawing->out, "<text x=\"0\" y=\"%zu\">", (row + 2) * HEAT_PX - 9);
		html_text(drawing->out, value_at(drawing, row, drawing->chart->labels)->text);
		strbuf_add(drawing->out, "</text>\n");
		for (size_t i = 0; i < drawing->chart->values_count; i++)
			draw_heat_cell(drawing, row, i);
	}
}

/* --- all of them --- */

static size_t height_of(const struct table_chart *chart)
{
	switch (chart->kind) {
	case TABLE_CURVE:
		return 2 * MARGIN_PX + CURVE_PX;
	case TABLE_HEAT:
		return (chart->rows_count + 1) * HEAT_PX + 2;
	default:
		return chart->rows_count * ROW_PX;
	}
}

void table_svg(struct strbuf *out, const struct table_chart *chart, const struct table_sheet *sheet,
               const struct html_value *values, const char *id)
{
	struct drawing drawing = {.out = out, .chart = chart, .sheet = sheet, .values = values};

	strbuf_addf(
	        out,
	        "<svg class=\"chart %s\" width=\"100%%\" height=\"%zu\" role=\"img\" aria-labelledby=\"%s-t %s-d\">\n"
	        "<title id=\"%s-t\">",
	        chart->kind == TABLE_HEAT ? "heat" : "plain", height_of(chart), id, id, id);
	html_text(out, chart->title);
	strbuf_addf(out, "</title>\n<desc id=\"%s-d\">", id);
	html_text(out, _("The table below has the same figures."));
	strbuf_add(out, "</desc>\n");
	if (chart->kind == TABLE_CURVE)
		draw_curve(&drawing);
	else if (chart->kind == TABLE_HEAT)
		draw_heat(&drawing);
	else
		draw_bars(&drawing);
	strbuf_add(out, "</svg>\n");
}
