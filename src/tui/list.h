/* list.h — a scrolling list of rows, one of which has the cursor.
 *
 * It knows how many rows there are and which of them are seen; what stands in them is the view's. Draw rows
 * [list.top, list.top + list_seen()) and put the real cursor on list.cursor. After a resize, or when rows come and go, the
 * cursor stays on its row and in sight. A zeroed list is an empty one. */
#ifndef TENKEN_TUI_LIST_H
#define TENKEN_TUI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/tui/action.h"

struct list {
	size_t count;  /* rows there are */
	size_t cursor; /* the focused one; 0 when there is none */
	size_t top;    /* the first that is seen */
	int rows;      /* how many the screen has for them */
};

/* Says how many rows there are; the cursor is kept, or falls on the last. */
void list_set_count(struct list *list, size_t count);
/* Says how many rows the screen has (at least 1 is assumed); keeps the cursor in sight. Call in draw(), before drawing. */
void list_set_rows(struct list *list, int rows);
/* How many rows are to be drawn from `top`. */
size_t list_seen(const struct list *list);
/* Puts the cursor on row `index` (the last, when there are fewer). */
void list_go(struct list *list, size_t index);

/* ACTION_UP, DOWN, PAGE_UP, PAGE_DOWN, FIRST, LAST; false for any other. */
bool list_act(struct list *list, enum action_id action);
/* The wheel: scrolls by `step` * 3 rows; the cursor comes along only as far as it must to stay in sight. */
void list_wheel(struct list *list, int step);
/* A click on screen row `row`, the list's first row being screen row `first_row`: puts the cursor there. False when no row
 * of the list stands there. */
bool list_click(struct list *list, int row, int first_row);

#endif
