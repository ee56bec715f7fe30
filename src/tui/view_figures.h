/* view_figures.h — what the files of the figures' screen share. */
#ifndef TENKEN_TUI_VIEW_FIGURES_H
#define TENKEN_TUI_VIEW_FIGURES_H

#include "figures.h"
#include "views.h"

enum { FIGURES_LAST_DIGIT = 10 }; /* the tenth of what the rows may be has the digit 0 */

/* Rows of the list: the figures of the whole (on the first level), all of the table together, then the table's rows; where what was
 * found is listed, its items in their place, without a total. */
struct view_figures {
	struct view view;
	struct figures_city *city; /* shared with the levels below */
	unsigned version;          /* of the city when it was counted */
	enum language language;    /* in which it was worded then */
	struct figures_level level;
	bool is_first;   /* its figures have rows of their own, above the first that the rows may be */
	bool narrowed;   /* to a bureau by the filter, which Esc gives up first */
	struct city_table table;
	struct figures_items items;  /* of a level that is a list; else empty */
	struct city_table questions; /* the same choice by question, where there are figures; else empty */
	struct list list;
	struct page page;
	size_t from;
	int ways_row, ways_end_cols[FIGURES_BYS]; /* where the line of digits was drawn, and each of them ends; -1: it is not whole */
	char *left; /* the row from which a screen above was opened, by its name; NULL: none */
};

/* Whether the figures have rows of their own now. */
bool view_figures_has_rates(const struct view_figures *self);
/* What the cursor stands on: one of these, else the total. */
enum figures_rate view_figures_rate(const struct view_figures *self);       /* RATES: none */
const struct city_row *view_figures_row(const struct view_figures *self);   /* NULL: none */
const struct figures_item *view_figures_item(const struct view_figures *self); /* likewise */
size_t view_figures_first_row(const struct view_figures *self); /* of the table or the items, in the list */

/* view_figures.c: opens a level, which it takes over. */
void view_figures_push(struct shell *shell, struct figures_city *city, struct figures_level level);
/* view_heat.c: bureaus by chapters; of one bureau, its units. */
void view_heat_open(struct shell *shell, struct figures_city *city, const char *bureau);

/* view_figures_table.c */
enum { FIGURES_NARROW_COLS = 60 };
enum column {
	COLUMN_UNITS, /* handed in of all; a unit's state; units with △ or × of those asked */
	COLUMN_IMPLEMENTED,
	COLUMN_ANSWERED,
	COLUMN_KNOWN,
	COLUMN_NOT_APPLICABLE,
	COLUMN_IMPROVED,
	COLUMN_COUNT, /* of answers, by answer: those that are open last */
	COLUMNS = COLUMN_COUNT + ANSWERS
};
struct figures_layout {
	bool shown[COLUMNS];
	int cols[COLUMNS];
	int name_col;
};
/* By what there is room for. */
void view_figures_lay_out(struct figures_layout *layout, const struct view_figures *self, const struct canvas *canvas);
/* Composes the page. Returns its row with the heads of the columns; SIZE_MAX: there are none that must stay in sight. */
size_t view_figures_compose(struct view_figures *self, const struct figures_layout *layout, const struct canvas *canvas);
/* Those heads, in a new row. */
void view_figures_compose_head(struct page *page, const struct figures_layout *layout, const struct view_figures *self);
bool view_figures_is_of_units(enum city_by by); /* bureaus, units */
const char *view_figures_state(enum city_state state); /* 未提出 …, current language */

/* view_figures_draw.c */
/* Appends the figures of a tally, a line each, with their formulas. */
void view_figures_describe_tally(struct strbuf *out, const struct tally *tally, bool ascii);
void view_figures_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows);

#endif
