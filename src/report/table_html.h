/* table_html.h — what the files of tables in HTML share. */
#ifndef TENKEN_REPORT_TABLE_HTML_H
#define TENKEN_REPORT_TABLE_HTML_H

#include "html.h"
#include "tenken/report/table.h"

/* What was put into a cell, for the charts. */
struct html_value {
	char *text;         /* as it is shown */
	struct ratio share; /* of a share; of a count its numerator, over 1; else over 0 */
};

/* The chart, over rows of `columns_count` values each. `id` is its own in the document. */
void table_svg(struct strbuf *out, const struct table_chart *chart, const struct table_sheet *sheet,
               const struct html_value *values, const char *id);

/* 0 … 4: how dark a share is shown; the lower, the darker. */
int table_heat(struct ratio share);

/* The style sheet beside html_style[] of report_html.h, and the script with its digest as a policy names it (table_html_style.c). */
extern const char table_html_style[], table_html_script[], table_html_script_digest[];

#endif
