/* roster_table.h — the units of a roster as rows: where each stands, and how it answered. */
#ifndef TENKEN_TUI_ROSTER_TABLE_H
#define TENKEN_TUI_ROSTER_TABLE_H

#include "page.h"
#include "tenken/app/office.h"

/* What stands in the rows, and how wide; zeroed, and then laid out anew at each drawing. */
struct roster_table {
	struct unit_answers *answers; /* of each unit on the roster; owned; NULL: not known */
	char **rejected;              /* office_rejected(); NULL: not known */
	size_t rejected_count;
	/* Laid out: */
	bool has_counts; /* somebody handed in, and the screen is wide enough */
	int state_cols, overdue_cols, count_cols;
	struct answers_total total; /* of the units that are shown */
};
void roster_table_release(struct roster_table *table);

/* Reads the answers. On error the counts are left out. Errors: ERROR_STORAGE. */
bool roster_table_load(struct roster_table *table, const struct office *office, struct error *err);
/* `units`: those that are shown, by their index on the roster. */
void roster_table_lay_out(struct roster_table *table, const struct office *office, const size_t *units, size_t count,
                          const struct canvas *canvas);
/* The signs of the answers above their columns; nothing without counts. Returns the rows used. */
int roster_table_head(const struct roster_table *table, const struct canvas *canvas, int row);
void roster_table_row(const struct roster_table *table, struct page *page, const struct office *office, size_t unit, bool focused);

#endif
