/* xlsx.h — what the files of the Excel writer share: looks of cells, charts. Only src/report/xlsx*.c know libxlsxwriter. */
#ifndef TENKEN_REPORT_XLSX_H
#define TENKEN_REPORT_XLSX_H

#include <xlsxwriter.h>

#include "excel_text.h"
#include "tenken/report/table.h"
#include "xlsx_late.h"

/* A cell's look; each once for cells that are locked and once for those that may be written in. */
enum look { LOOK_TEXT, LOOK_LINES, LOOK_COUNT, LOOK_SHARE, LOOK_ALL_BUT, LOOK_NONE_BUT, LOOK_DAY, LOOK_MARK, LOOKS };

struct xlsx {
	struct table table;
	char *path;
	char *left, *class; /* of header and footer, as Excel wants them */
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *looks[LOOKS][2], *title, *note, *heading, *bad, *partial, *open;
	lxw_row_t row;         /* the next one */
	lxw_row_t heading_row; /* where the headings stand */
	lxw_row_t chart_rows;  /* that charts below the table take */
	size_t lines;          /* of the highest cell of the row */
	struct excel_names names;
	size_t rows;          /* of all sheets that are ended */
	lxw_error failed;     /* the first trouble */
	size_t written;       /* rows, of all sheets */
	struct error stopped; /* from then on nothing more is written */
};

/* The first trouble is kept: the library goes on as if nothing had been. */
void xlsx_note(struct xlsx *self, lxw_error error);

/* The looks of all cells, once for the book. */
void xlsx_make_looks(struct xlsx *self);
/* The two ends of the shades of a column of shares. */
extern const lxw_color_t xlsx_low, xlsx_high;

/* Draws it below the table. */
void xlsx_chart(struct xlsx *self, const struct table_chart *about);

#endif
