/* xlsx_late.h — libxlsxwriter, loaded when the first Excel file is written.
 *
 * As Debian builds it, it brings a library of cryptography along, for the sums by which it knows pictures again: more memory than all
 * that the screens need, and a tenth of the start, of a program that writes an Excel file once a year. Where it is linked into the program
 * (the one file of ./run --dist) nothing of this is needed, and TENKEN_LATE_EXCEL is not defined.
 *
 * Each function that is called stands below; one that does not, does not link. */
#ifndef TENKEN_REPORT_XLSX_LATE_H
#define TENKEN_REPORT_XLSX_LATE_H

#include <stdbool.h>

#include <xlsxwriter.h>

#include "tenken/base/error.h"

/* Loads the library, if it is not there yet. Must have succeeded before any of its functions is called. Errors: ERROR_SYSTEM, with
 * what else a report can be written as. */
bool xlsx_late_load(struct error *err);

#ifdef TENKEN_LATE_EXCEL

/* The function of that name; what the library does not have ends the program. Borrowed. */
void *xlsx_late(const char *name);

/* Within its own macro a name is the library's function, whose type it has. Looked up once at each place. */
#define LATE(name)                                                                                                     \
	(*__extension__({                                                                                              \
		static __typeof__(&name) loaded;                                                                       \
		if (!loaded)                                                                                           \
			loaded = (__typeof__(&name))xlsx_late(#name);                                                  \
		loaded;                                                                                                \
	}))

#define chart_add_series LATE(chart_add_series)
#define chart_axis_set_max LATE(chart_axis_set_max)
#define chart_axis_set_min LATE(chart_axis_set_min)
#define chart_axis_set_num_format LATE(chart_axis_set_num_format)
#define chart_axis_set_reverse LATE(chart_axis_set_reverse)
#define chart_legend_set_position LATE(chart_legend_set_position)
#define chart_series_set_categories LATE(chart_series_set_categories)
#define chart_series_set_fill LATE(chart_series_set_fill)
#define chart_series_set_labels LATE(chart_series_set_labels)
#define chart_series_set_line LATE(chart_series_set_line)
#define chart_series_set_marker_type LATE(chart_series_set_marker_type)
#define chart_series_set_name_range LATE(chart_series_set_name_range)
#define chart_series_set_pattern LATE(chart_series_set_pattern)
#define chart_series_set_values LATE(chart_series_set_values)
#define chart_title_set_name LATE(chart_title_set_name)
#define format_set_align LATE(format_set_align)
#define format_set_bg_color LATE(format_set_bg_color)
#define format_set_bold LATE(format_set_bold)
#define format_set_border LATE(format_set_border)
#define format_set_border_color LATE(format_set_border_color)
#define format_set_font_color LATE(format_set_font_color)
#define format_set_font_size LATE(format_set_font_size)
#define format_set_italic LATE(format_set_italic)
#define format_set_num_format LATE(format_set_num_format)
#define format_set_text_wrap LATE(format_set_text_wrap)
#define format_set_unlocked LATE(format_set_unlocked)
#define workbook_add_chart LATE(workbook_add_chart)
#define workbook_add_format LATE(workbook_add_format)
#define workbook_add_worksheet LATE(workbook_add_worksheet)
#define workbook_close LATE(workbook_close)
#define workbook_new_opt LATE(workbook_new_opt)
#define workbook_set_properties LATE(workbook_set_properties)
#define worksheet_autofilter LATE(worksheet_autofilter)
#define worksheet_conditional_format_range LATE(worksheet_conditional_format_range)
#define worksheet_data_validation_range LATE(worksheet_data_validation_range)
#define worksheet_fit_to_pages LATE(worksheet_fit_to_pages)
#define worksheet_freeze_panes LATE(worksheet_freeze_panes)
#define worksheet_gridlines LATE(worksheet_gridlines)
#define worksheet_insert_chart_opt LATE(worksheet_insert_chart_opt)
#define worksheet_merge_range LATE(worksheet_merge_range)
#define worksheet_print_area LATE(worksheet_print_area)
#define worksheet_protect LATE(worksheet_protect)
#define worksheet_repeat_columns LATE(worksheet_repeat_columns)
#define worksheet_repeat_rows LATE(worksheet_repeat_rows)
#define worksheet_set_column_opt LATE(worksheet_set_column_opt)
#define worksheet_set_footer LATE(worksheet_set_footer)
#define worksheet_set_header LATE(worksheet_set_header)
#define worksheet_set_landscape LATE(worksheet_set_landscape)
#define worksheet_set_margins LATE(worksheet_set_margins)
#define worksheet_set_paper LATE(worksheet_set_paper)
#define worksheet_set_print_scale LATE(worksheet_set_print_scale)
#define worksheet_set_row LATE(worksheet_set_row)
#define worksheet_write_blank LATE(worksheet_write_blank)
#define worksheet_write_datetime LATE(worksheet_write_datetime)
#define worksheet_write_number LATE(worksheet_write_number)
#define worksheet_write_string LATE(worksheet_write_string)

#endif

#endif
