#include "list.h"

enum { WHEEL_ROWS = 3 };

static size_t window(const struct list *list)
{
	return list->rows > 1 ? (size_t)list->rows : 1;
}

/* The last `top` at which the screen is still full. */
static size_t last_top(const struct list *list)
{
	return list->count > window(list) ? list->count - window(list) : 0;
}

/* Brings the cursor into the rows there are, and the window over the cursor. */
static void settle(struct list *list)
{
	if (list->cursor >= list->count)
		list->cursor = list->count ? list->count - 1 : 0;
	if (list->top > list->cursor)
		list->top = list->cursor;
	if (list->cursor - list->top >= window(list))
		list->top = list->cursor - window(list) + 1;
	if (list->top > last_top(list))
		list->top = last_top(list);
}

void list_set_count(struct list *list, size_t count)
{
	list->count = count;
	settle(list);
}

void list_set_rows(struct list *list, int rows)
{
	list->rows = rows;
	settle(list);
}

size_t list_seen(const struct list *list)
{
	size_t below = list->count - list->top;

	return below < window(list) ? below : window(list);
}

void list_go(struct list *list, size_t index)
{
	list->cursor = index;
	settle(list);
}

static void go_down(struct list *list, size_t rows)
{
	list_go(list, rows < list->count - list->cursor ? list->cursor + rows : list->count);
}

static void go_up(struct list *list, size_t rows)
{
	list_go(list, rows < list->cursor ? list->cursor - rows : 0);
}

bool list_act(struct list *list, enum action_id action)
{
	size_t page = window(list) > 1 ? window(list) - 1 : 1;

	switch (action) {
	case ACTION_UP:
		go_up(list, 1);
		return true;
	case ACTION_DOWN:
		go_down(list, 1);
		return true;
	case ACTION_PAGE_UP:
		go_up(list, page);
		return true;
	case ACTION_PAGE_DOWN:
		go_down(list, page);
		return true;
	case ACTION_FIRST:
		list_go(list, 0);
		return true;
	case ACTION_LAST:
		list_go(list, list->count);
		return true;
	default:
		return false;
	}
}

void list_wheel(struct list *list, int step)
{
	size_t rows = WHEEL_ROWS;

	if (step < 0)
		list->top = list->top > rows ? list->top - rows : 0;
	else if (step > 0)
		list->top = last_top(list) - list->top > rows ? list->top + rows : last_top(list);
	if (list->cursor < list->top)
		list->cursor = list->top;
	if (list->cursor - list->top >= window(list))
		list->cursor = list->top + window(list) - 1;
	settle(list);
}

bool list_click(struct list *list, int row, int first_row)
{
	if (row < first_row || (size_t)(row - first_row) >= list_seen(list))
		return false;
	list_go(list, list->top + (size_t)(row - first_row));
	return true;
}
