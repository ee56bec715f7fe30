/* view_outline.h — the rows of the list of questions: which there are, and what stands in them. */
#ifndef TENKEN_TUI_VIEW_OUTLINE_H
#define TENKEN_TUI_VIEW_OUTLINE_H

#include "views.h"

enum outline_kind { ROW_CHAPTER, ROW_QUESTION, ROW_LEFT_OUT };
struct outline_row {
	enum outline_kind kind;
	size_t index; /* of the chapter in the pack, of the item in the scope, or how many are left out */
};

struct outline {
	struct outline_row *rows;
	size_t count;
	struct tally *chapters; /* one for each chapter of the pack */
	bool *folded;           /* the same */
	enum filter filter;
	char *clause; /* only those from it and from below it, or NULL */
	char *role;   /* only those of which a clause names it, by id, or NULL */
	char *search; /* or NULL */
	size_t shown; /* questions that pass filter and search, folded or not */
};

/* All chapters folded, no filter. */
void outline_init(struct outline *outline, const struct checklist *checklist);
void outline_release(struct outline *outline);
void outline_unfold(struct outline *outline, size_t chapter);
/* Shows all again. */
void outline_widen(struct outline *outline);
/* Whether a filter or a search is on: then nothing is folded. */
bool outline_is_narrowed(const struct outline *outline);
/* Fills rows, tallies and `shown` anew. */
void outline_build(struct outline *outline, const struct checklist *checklist);
/* The row of the same thing as `row`, else the nearest before it. */
size_t outline_find(const struct outline *outline, const struct checklist *checklist, const struct outline_row *row);
/* The first item of a chapter; SIZE_MAX when it has none. */
size_t outline_first_item(const struct checklist *checklist, size_t chapter);

/* The headings: of chapters, and where `rows` is much room for the body, of questions, too. Returns how many rows they take. */
int outline_draw_header(const struct canvas *canvas, int row, int rows, const struct checklist *checklist);
/* Every row into the page, tagged with its index; the one at `cursor` in focus. */
void outline_compose(struct page *page, const struct outline *outline, const struct checklist *checklist,
                     size_t cursor);

#endif
