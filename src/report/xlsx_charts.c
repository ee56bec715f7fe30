/* Charts in an Excel file: native ones, over the rows that stand in the sheet. */
#include "xlsx.h"

enum { CHART_WIDTH_PX = 720, ROW_PX = 20 };

static const lxw_color_t dark = 0x1F2F43, white = 0xFFFFFF;

/* Patterns rather than colours: what is printed black on white is told apart as well. Unanswered comes last, and is left white. */
static const uint8_t patterns[] = {LXW_CHART_PATTERN_NONE,          LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL,
                                   LXW_CHART_PATTERN_SMALL_CHECK,   LXW_CHART_PATTERN_PERCENT_20,
                                   LXW_CHART_PATTERN_SOLID_DIAMOND, LXW_CHART_PATTERN_LARGE_GRID};

static void fill_series(lxw_chart_series *series, size_t i)
{
	lxw_chart_fill solid = {.color = i == 0 ? dark : white};
	lxw_chart_line edge = {.color = dark, .width = 0.5};
	lxw_chart_pattern pattern = {.fg_color = dark, .bg_color = white};

	if (i > 0 && i < sizeof patterns) {
		pattern.type = patterns[i];
		chart_series_set_pattern(series, &pattern);
	} else {
		chart_series_set_fill(series, &solid);
	}
	chart_series_set_line(series, &edge);
}

static void add_series(struct xlsx *self, lxw_chart *drawn, const struct table_chart *about, size_t i)
{
	const char *sheet = excel_names_last(&self->names);
	lxw_row_t first = self->heading_row + 1 + (lxw_row_t)about->first_row,
	          last = first + (lxw_row_t)about->rows_count - 1;
	lxw_col_t column = (lxw_col_t)about->values[i], labels = (lxw_col_t)about->labels;
	lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);

	chart_series_set_categories(series, sheet, first, labels, last, labels);
	chart_series_set_values(series, sheet, first, column, last, column);
	chart_series_set_name_range(series, sheet, self->heading_row, column);
	if (about->kind == TABLE_CURVE)
		chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
	else
		fill_series(series, i);
	if (about->values_count == 1)
		chart_series_set_labels(series);
}

/* Of bars that lie, the axis of the categories is the upright one. */
static void dress_axes(lxw_chart *drawn, const struct table_chart *about)
{
	bool lie = about->kind != TABLE_CURVE;
	lxw_chart_axis *values = lie ? drawn->x_axis : drawn->y_axis;

	if (lie)
		chart_axis_set_reverse(drawn->y_axis); /* the first row at the top */
	if (!about->share)
		return;
	chart_axis_set_num_format(values, "0%");
	chart_axis_set_min(values, 0);
	chart_axis_set_max(values, 1);
}

void xlsx_chart(struct xlsx *self, const struct table_chart *about)
{
	static const uint8_t kinds[] = {
	        [TABLE_BARS] = LXW_CHART_BAR, [TABLE_STACKED] = LXW_CHART_BAR_STACKED, [TABLE_CURVE] = LXW_CHART_LINE};
	lxw_chart *drawn =
	        self->sheet && about->kind != TABLE_HEAT ? workbook_add_chart(self->book, kinds[about->kind]) : NULL;
	double height_px = about->kind == TABLE_CURVE ? 320 : 110 + 26 * (double)about->rows_count;
	lxw_chart_options options = {.x_scale = CHART_WIDTH_PX / 480.0, .y_scale = height_px / 288.0};
	lxw_row_t at = self->row + 1 + self->chart_rows;

	if (!drawn)
		return;
	for (size_t i = 0; i < about->values_count; i++)
		add_series(self, drawn, about, i);
	chart_title_set_name(drawn, about->title);
	dress_axes(drawn, about);
	if (about->values_count == 1)
		chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
	else
		chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
	xlsx_note(self, worksheet_insert_chart_opt(self->sheet, at, 0, drawn, &options));
	self->chart_rows += (lxw_row_t)(height_px / ROW_PX) + 2;
}
