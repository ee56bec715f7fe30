#include "page.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"

static void free_spans(struct page_row *row)
{
	for (size_t i = 0; i < row->spans_count; i++)
		free(row->spans[i].text);
	free(row->spans);
}

static void free_rows(struct page *page)
{
	for (size_t i = 0; i < page->count; i++)
		free_spans(&page->rows[i]);
	free(page->rows);
	page->rows = NULL;
	page->count = 0;
}

void page_begin(struct page *page, const struct canvas *canvas)
{
	free_rows(page);
	page->canvas = canvas;
	page->rank = PAGE_ESSENTIAL;
	page->tag = PAGE_NO_TAG;
	page->focus_first = page->focus_count = 0;
	page->table_first = page->table_count = 0;
	page->search = NULL;
}

void page_release(struct page *page)
{
	free_rows(page);
	*page = (struct page){0};
}

void page_row(struct page *page)
{
	struct page_row *row = MEM_PUSH(page->rows, page->count);
	row->rank = page->rank;
	row->tag = page->tag;
}

static void add_span(struct page *page, struct page_span span)
{
	if (!page->count)
		page_row(page);
	struct page_row *row = &page->rows[page->count - 1];
	if (row->spans_count == PAGE_SPANS_MAX) {
		free(span.text);
		return;
	}
	*MEM_PUSH(row->spans, row->spans_count) = span;
}

void page_put(struct page *page, int col, enum style style, const char *text)
{
	add_span(page, (struct page_span){.kind = SPAN_TEXT,
	                                  .col = col,
	                                  .width_cols = page->canvas->cols - col,
	                                  .style = style,
	                                  .text = text_safe_dup(text, TEXT_SAFE_MULTILINE)});
}

void page_put_right(struct page *page, int col, int width_cols, enum style style, const char *text)
{
	add_span(page, (struct page_span){.kind = SPAN_RIGHT,
	                                  .col = col,
	                                  .width_cols = width_cols,
	                                  .style = style,
	                                  .text = text_safe_dup(text, TEXT_SAFE_MULTILINE)});
}

void page_put_answer(struct page *page, int col, enum answer answer)
{
	add_span(page, (struct page_span){.kind = SPAN_ANSWER, .col = col, .answer = answer});
}

void page_wrap(struct page *page, int col, enum style style, const char *text)
{
	struct text_lines lines = {0};
	char *safe = text_safe_dup(text, TEXT_SAFE_MULTILINE);
	int width_cols = page->canvas->cols - col;
	text_wrap(&lines, safe, width_cols < 2 ? 2 : width_cols, page->canvas->ambiguous_cols);
	for (size_t i = 0; i < lines.count; i++) {
		char *line = mem_strndup(safe + lines.lines[i].start_byte, lines.lines[i].len_bytes);
		if (i)
			page_row(page);
		page_put(page, col, style, line);
		free(line);
	}
	text_lines_release(&lines);
	free(safe);
}

void page_field(struct page *page, const char *label, int col, enum style style, const char *text)
{
	page_row(page);
	page_put(page, 1, STYLE_LABEL, label);
	if (1 + text_cols(label, page->canvas->ambiguous_cols) >= col)
		page_row(page);
	page_wrap(page, col, style, text);
}

void page_space(struct page *page)
{
	if (!page->count || !page->rows[page->count - 1].spans_count)
		return;
	page_row(page);
	page->rows[page->count - 1].rank = PAGE_SPACE;
	page->rows[page->count - 1].tag = PAGE_NO_TAG;
}

bool page_may_show(const struct page *page, size_t row, size_t cursor)
{
	size_t away = row > cursor ? row - cursor : cursor - row;
	return away <= (size_t)page->canvas->rows;
}

void page_set_focus(struct page *page, size_t first)
{
	page->focus_first = first;
	page->focus_count = page->count > first ? page->count - first : 0;
}

void page_set_table(struct page *page, size_t first)
{
	page->table_first = first;
	page->table_count = page->count > first ? page->count - first : 0;
}

/* Row `row` goes: what begins behind it moves up, what it is of has one row less. */
static void lose_row(size_t row, size_t was_first, size_t was_count, size_t *first, size_t *count)
{
	if (row < was_first)
		--*first;
	else if (row < was_first + was_count)
		--*count;
}

static void drop_rank(struct page *page, enum page_rank rank)
{
	size_t kept = 0, focus_first = page->focus_first, focus_count = page->focus_count;
	size_t table_first = page->table_first, table_count = page->table_count;
	for (size_t i = 0; i < page->count; i++) {
		if (page->rows[i].rank != rank) {
			page->rows[kept++] = page->rows[i];
			continue;
		}
		free_spans(&page->rows[i]);
		lose_row(i, page->focus_first, page->focus_count, &focus_first, &focus_count);
		lose_row(i, page->table_first, page->table_count, &table_first, &table_count);
		if (i == page->table_first) /* without its heads it is none */
			table_count = 0;
	}
	page->count = kept;
	page->focus_first = focus_first;
	page->focus_count = focus_count;
	page->table_first = table_first;
	page->table_count = table_count;
}

void page_shrink(struct page *page, int rows)
{
	size_t room = rows > 0 ? (size_t)rows : 0;
	for (int rank = PAGE_EXAMPLE; rank > PAGE_ESSENTIAL && page->count > room; rank--)
		drop_rank(page, (enum page_rank)rank);
}

static size_t settle(const struct page *page, size_t from, size_t rows, bool follow)
{
	if (follow && page->focus_count) {
		size_t end = page->focus_first + page->focus_count;
		if (end > from + rows)
			from = end - rows;
		if (page->focus_first < from)
			from = page->focus_first;
		/* A heading directly above the focus is worth its row: at the top nothing else would ever show it. */
		if (from && from == page->focus_first && page->focus_count < rows &&
		    page->rows[from - 1].tag == PAGE_NO_TAG)
			from--;
	}
	if (from + rows > page->count)
		from = page->count > rows ? page->count - rows : 0;
	return from;
}

static void draw_span(const struct page *page, int row, const struct page_span *span)
{
	const struct canvas *canvas = page->canvas;
	if (span->kind == SPAN_ANSWER)
		draw_answer(canvas, row, span->col, span->answer);
	else if (span->kind == SPAN_RIGHT)
		draw_right(canvas, row, span->col, span->width_cols, span->text, span->style);
	else if (page->search && *page->search)
		draw_matches(canvas, row, span->col, span->width_cols, span->text, page->search, span->style);
	else
		draw_text(canvas, row, span->col, span->width_cols, span->text, span->style);
}

size_t page_settle(const struct page *page, size_t from, int rows)
{
	return settle(page, from, rows > 0 ? (size_t)rows : 0, true);
}

static bool is_below_head(const struct page *page, size_t from)
{
	return from > page->table_first && from < page->table_first + page->table_count;
}

/* From so many rows on one may be spent on the heads of columns that have scrolled away. */
enum { STUCK_ROWS = 6 };

static void draw_row(const struct page *page, size_t at, int row)
{
	for (size_t i = 0; i < page->rows[at].spans_count; i++)
		draw_span(page, row, &page->rows[at].spans[i]);
}

void page_draw(struct page *page, int top, int rows, size_t *from, bool follow)
{
	size_t room = rows > 0 ? (size_t)rows : 0, first = settle(page, *from, room, follow);
	if (room >= STUCK_ROWS && is_below_head(page, first)) {
		size_t below = settle(page, *from, room - 1, follow);
		if (is_below_head(page, below)) {
			draw_row(page, page->table_first, top++);
			first = below;
			room--;
		}
	}
	*from = first;
	page->drawn_top = top;
	page->drawn_rows = (int)room;
	page->drawn_from = *from;
	int cursor = top;
	for (size_t i = 0; i < room && *from + i < page->count; i++) {
		if (*from + i == page->focus_first && page->focus_count)
			cursor = top + (int)i;
		draw_row(page, *from + i, top + (int)i);
	}
	term_cursor(page->canvas->term, cursor, 1, true);
	page->canvas = NULL;
	page->search = NULL;
}

int page_tag_at(const struct page *page, int row)
{
	if (row < page->drawn_top || row >= page->drawn_top + page->drawn_rows)
		return PAGE_NO_TAG;
	size_t at = page->drawn_from + (size_t)(row - page->drawn_top);
	return at < page->count ? page->rows[at].tag : PAGE_NO_TAG;
}
