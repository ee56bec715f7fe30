#include "checklist_table.h"

#include <stdlib.h>

/* Columns of the table: state, answered/applicable, six counts, name. On a narrow screen the counts stand below. */
enum {
	RATE_COL = 3,
	RATE_COLS = 9,
	COUNT_COL = 13,
	COUNT_COLS = 4,
	COUNTS = ANSWERS - 1,
	STATE_COLS = 12,
	WIDE_COLS = 70,
	HEAD_ROWS = 16 /* of the screen: on a lower one the heads give way to what stands below them */
};

static const enum answer counted[COUNTS] = {ANSWER_IMPLEMENTED,    ANSWER_PARTIAL,   ANSWER_NOT_IMPLEMENTED,
                                            ANSWER_NOT_APPLICABLE, ANSWER_EXCEPTION, ANSWER_UNSURE};

static bool is_wide(const struct page *page)
{
	return page->canvas->cols >= WIDE_COLS;
}

void checklist_table_head(struct page *page)
{
	page->rank = page->canvas->rows < HEAD_ROWS ? PAGE_SUMMARY : PAGE_ESSENTIAL;
	page_row(page);
	page_put_right(page, RATE_COL, RATE_COLS, STYLE_DIM, _("Answered"));
	int col = COUNT_COL;
	for (int i = 0; i < COUNTS && is_wide(page); i++, col += COUNT_COLS)
		page_put_answer(page, col + (page->canvas->ascii ? 3 : 2), counted[i]);
	if (is_wide(page)) {
		page_put(page, col + 2, STYLE_DIM, _("State"));
		col += 2 + STATE_COLS;
	}
	page_put(page, col + 1, STYLE_DIM, _("Checklist"));
	page->rank = PAGE_ESSENTIAL;
}

static void compose_counts_below(struct page *page, const struct tally *tally)
{
	struct strbuf text = STRBUF_INIT;
	page->rank = PAGE_SUMMARY;
	page_row(page);
	for (int i = 0; i < COUNTS; i++) {
		strbuf_reset(&text);
		strbuf_addf(&text, "%zu", tally->by_answer[counted[i]]);
		page_put_answer(page, RATE_COL + 6 * i, counted[i]);
		page_put(page, RATE_COL + 6 * i + 2, STYLE_DIM, text.text);
	}
	page->rank = PAGE_ESSENTIAL;
	strbuf_release(&text);
}

void checklist_table_row(struct page *page, const struct checklist *checklist, const char *state, bool focused)
{
	struct strbuf text = STRBUF_INIT;
	size_t first = page->count;
	int col = COUNT_COL;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	strbuf_addf(&text, "%zu/%zu", checklist->tally.answered, checklist->tally.applicable);
	page_put_right(page, RATE_COL, RATE_COLS, STYLE_PLAIN, text.text);
	for (int i = 0; i < COUNTS && is_wide(page); i++, col += COUNT_COLS) {
		size_t count = checklist->tally.by_answer[counted[i]];
		strbuf_reset(&text);
		strbuf_addf(&text, "%zu", count);
		page_put_right(page, col, COUNT_COLS, count ? STYLE_PLAIN : STYLE_DIM, text.text);
	}
	if (is_wide(page)) {
		page_put(page, col + 2, STYLE_PLAIN, state);
		col += 2 + STATE_COLS;
	}
	strbuf_reset(&text);
	checklist_name(&text, checklist);
	page_put(page, col + 1, focused ? STYLE_FOCUS : STYLE_PLAIN, text.text);
	if (!is_wide(page))
		compose_counts_below(page, &checklist->tally);
	if (focused)
		page_set_focus(page, first);
	strbuf_release(&text);
}
