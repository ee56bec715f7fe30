/* view_figures.h — what the files of the figures' screen share. */
#ifndef TENKEN_TUI_VIEW_FIGURES_H
#define TENKEN_TUI_VIEW_FIGURES_H

#include "figures.h"
#include "views.h"

/* Rows of the list: the figures of the whole (on the first level), all of the table together, then the table's rows; where what was
 * found is listed, its items in their place, without a total. */
struct view_figures {
	struct view view;
	struct figures_city *city; /* shared with the levels below */
	unsigned version;          /* of the city when it was counted */
	struct figures_level level;
	bool is_first;   /* its figures have rows of their own, above the first that the rows may be */
	bool narrowed;   /* to a bureau by the filter, which Esc gives up first */
	struct city_table table;
	struct figures_items items;  /* of a level that is a list; else empty */
	struct city_table questions; /* the same choice by question, where there are figures; else empty */
	struct list list;
	struct page page;
	size_t from;
	char *left; /* the row from which a screen above was opened, by its name; NULL: none */
};

/* Whether the figures have rows of their own now. */
bool view_figures_has_rates(const struct view_figures *self);
/* What the cursor stands on: one of these, else the total. */
enum figures_rate view_figures_rate(const struct view_figures *self);       /* RATES: none */
const struct city_row *view_figures_row(const struct view_figures *self);   /* NULL: none */
const struct figures_item *view_figures_item(const struct view_figures *self); /* likewise */
size_t view_figures_first_row(const struct view_figures *self); /* of the table or the items, in the list */

/* view_figures_draw.c */
void view_figures_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows);

#endif
