/* page.h — the body of a screen, composed row by row before it is known how many rows there is room for.
 *
 * A view composes its page at each drawing: rows of spans, each at its column. Every row has a rank, by which rows are left
 * out where they do not all fit (what is secondary first), and a tag, by which the view knows a row again when it is clicked.
 * The rows in focus are kept in sight, and the real cursor stands on the first of them.
 * Nothing is drawn to the right of free text: put such text last in its row. */
#ifndef TENKEN_TUI_PAGE_H
#define TENKEN_TUI_PAGE_H

#include "tenken/tui/draw.h"

/* Those at the end are left out first. */
enum page_rank { PAGE_ESSENTIAL, PAGE_SUMMARY, PAGE_HINT, PAGE_ASIDE, PAGE_SPACE, PAGE_EXAMPLE };

enum { PAGE_SPANS_MAX = 16, PAGE_NO_TAG = -1 };

struct page_span {
	int col, width_cols;
	enum style style;
	enum { SPAN_TEXT, SPAN_RIGHT, SPAN_ANSWER } kind;
	enum answer answer;
	char *text; /* owned */
};

struct page_row {
	struct page_span *spans; /* owned; none where nothing was put: a page may have a great many rows that are not in sight */
	size_t spans_count;
	enum page_rank rank;
	int tag;
};

struct page { /* zeroed is an empty one */
	struct page_row *rows;
	size_t count;
	const struct canvas *canvas; /* only between page_begin() and page_draw() */
	/* The pen: what the rows that are now added get. Set freely. */
	enum page_rank rank;
	int tag;
	/* The rows in focus. */
	size_t focus_first, focus_count;
	/* A table: the row with the heads of its columns, and those below it. */
	size_t table_first, table_count;
	const char *search; /* marked in text spans where not NULL; borrowed until page_draw() */
	/* As it was drawn last. */
	int drawn_top, drawn_rows;
	size_t drawn_from;
};

/* Empties the page and sets the pen to PAGE_ESSENTIAL and PAGE_NO_TAG. */
void page_begin(struct page *page, const struct canvas *canvas);
void page_release(struct page *page);

/* Begins a new, empty row; the others add to the last row. */
void page_row(struct page *page);
void page_put(struct page *page, int col, enum style style, const char *text);
/* Right-aligned in [col, col + width_cols). */
void page_put_right(struct page *page, int col, int width_cols, enum style style, const char *text);
void page_put_answer(struct page *page, int col, enum answer answer);
/* Puts the text and goes on in new rows at the same column; newlines in it begin rows. */
void page_wrap(struct page *page, int col, enum style style, const char *text);
/* A new row with a label at column 1 and the text, wrapped, from `col`; below the label where it is too wide. */
void page_field(struct page *page, const char *label, int col, enum style style, const char *text);
/* An empty row of rank PAGE_SPACE, unless the page is empty or ends with one. */
void page_space(struct page *page);

/* Whether row `row` of a list can be in sight when row `cursor` is, to which page_draw() sees with `follow`. Where a list may be long, of
 * all other rows only page_row() is called, which keeps their place and their tag. */
bool page_may_show(const struct page *page, size_t row, size_t cursor);

/* The rows from `first` to the last one are a table: the first of them, the heads of its columns, stays in sight while rows of it are, where
 * there is room. */
void page_set_table(struct page *page, size_t first);

/* The rows from `first` to the last one are in focus. */
void page_set_focus(struct page *page, size_t first);

/* Leaves out rows, rank by rank, until `rows` are enough or only PAGE_ESSENTIAL ones are left. */
void page_shrink(struct page *page, int rows);
/* Draws the page from row *from of it, having moved *from so that the screen is filled and, with `follow`, the focus is in
 * sight; sets the cursor. */
void page_draw(struct page *page, int top, int rows, size_t *from, bool follow);
/* The row from which page_draw() would draw, were it called so, with `follow`. */
size_t page_settle(const struct page *page, size_t from, int rows);
/* The tag of what was drawn in screen row `row`; PAGE_NO_TAG when nothing was. */
int page_tag_at(const struct page *page, int row);

#endif
