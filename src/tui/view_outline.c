#include "view_outline.h"

#include <stdlib.h>

#include "tenken/base/mem.h"

/* --- which rows there are --- */

void outline_init(struct outline *outline, const struct checklist *checklist)
{
	size_t chapters = checklist->scope.pack->chapters_count;
	*outline = (struct outline){.chapters = mem_new(chapters, sizeof *outline->chapters),
	                            .folded = mem_new(chapters, sizeof *outline->folded)};
	for (size_t i = 0; i < chapters; i++)
		outline->folded[i] = true;
}

void outline_release(struct outline *outline)
{
	free(outline->rows);
	free(outline->chapters);
	free(outline->folded);
	outline_widen(outline);
	*outline = (struct outline){0};
}

void outline_widen(struct outline *outline)
{
	outline->filter = FILTER_ALL;
	str_assign(&outline->clause, NULL);
	str_assign(&outline->role, NULL);
	str_assign(&outline->search, NULL);
}

void outline_unfold(struct outline *outline, size_t chapter)
{
	outline->folded[chapter] = false;
}

bool outline_is_narrowed(const struct outline *outline)
{
	return outline->filter != FILTER_ALL || outline->clause || outline->role || !str_is_blank(outline->search);
}

static bool shows_item(const struct outline *outline, const struct checklist *checklist, size_t item)
{
	const struct question *question = checklist_question(checklist, item);
	const struct pack *pack = checklist->scope.pack;
	return checklist_shows(checklist, item, outline->filter, outline->search) &&
	       (!outline->clause || question_is_of_clause(pack, question, outline->clause)) &&
	       (!outline->role || question_is_of_role(pack, question, outline->role));
}

static void add_row(struct outline *outline, enum outline_kind kind, size_t index)
{
	*MEM_PUSH(outline->rows, outline->count) = (struct outline_row){.kind = kind, .index = index};
}

/* A chapter's heading stands only where something of it is shown below or would be, unfolded. */
static void add_chapter(struct outline *outline, const struct checklist *checklist, size_t chapter, const bool *shows)
{
	bool open = outline_is_narrowed(outline) || !outline->folded[chapter];
	bool headed = false;
	for (size_t i = 0; i < checklist->scope.count; i++) {
		if (!shows[i] || checklist_question(checklist, i)->chapter != chapter)
			continue;
		if (!headed)
			add_row(outline, ROW_CHAPTER, chapter);
		headed = true;
		outline->shown++;
		if (open)
			add_row(outline, ROW_QUESTION, i);
	}
}

void outline_build(struct outline *outline, const struct checklist *checklist)
{
	size_t chapters = checklist->scope.pack->chapters_count, left_out = 0;
	bool *shows = mem_new(checklist->scope.count, sizeof *shows);
	free(outline->rows);
	outline->rows = NULL;
	outline->count = outline->shown = 0;
	for (size_t i = 0; i < chapters; i++)
		outline->chapters[i] = (struct tally){0};
	for (size_t i = 0; i < checklist->scope.count; i++) {
		const struct question *question = checklist_question(checklist, i);
		shows[i] = shows_item(outline, checklist, i);
		if (!scope_asks(&checklist->scope.items[i]))
			left_out++;
		else
			tally_add(&outline->chapters[question->chapter], question, &checklist->entries[i].standing,
			          (struct date){0});
	}
	for (size_t i = 0; i < chapters; i++)
		add_chapter(outline, checklist, i, shows);
	if (left_out && !outline_is_narrowed(outline))
		add_row(outline, ROW_LEFT_OUT, left_out);
	free(shows);
}

/* Rows stand in the order of the pack, so that "before" can be told without the row being there. */
static bool is_before(const struct checklist *checklist, const struct outline_row *a, const struct outline_row *b)
{
	if (a->kind == ROW_LEFT_OUT || b->kind == ROW_LEFT_OUT)
		return b->kind == ROW_LEFT_OUT;
	size_t chapter_a = a->kind == ROW_CHAPTER ? a->index : checklist_question(checklist, a->index)->chapter;
	size_t chapter_b = b->kind == ROW_CHAPTER ? b->index : checklist_question(checklist, b->index)->chapter;
	if (chapter_a != chapter_b)
		return chapter_a < chapter_b;
	if (a->kind == ROW_CHAPTER || b->kind == ROW_CHAPTER)
		return a->kind == ROW_CHAPTER;
	return a->index <= b->index;
}

size_t outline_find(const struct outline *outline, const struct checklist *checklist, const struct outline_row *row)
{
	size_t found = 0;
	for (size_t i = 0; i < outline->count; i++)
		if (is_before(checklist, &outline->rows[i], row))
			found = i;
	return found;
}

size_t outline_first_item(const struct checklist *checklist, size_t chapter)
{
	for (size_t i = 0; i < checklist->scope.count; i++)
		if (checklist_question(checklist, i)->chapter == chapter)
			return i;
	return SIZE_MAX;
}

/* --- what stands in them --- */

/* Columns: fold mark, answered/applicable, six counts, name of the chapter. On a narrow screen the counts go. */
enum {
	FOLD_COL = 1,
	RATE_COL = 3,
	RATE_COLS = 9,
	COUNT_COL = 13,
	COUNT_COLS = 4,
	COUNTS = ANSWERS - 1,
	WIDE_COLS = 60,
	TALL_ROWS = 14, /* of the body: here a second heading costs no question that one would miss */
	HEADING_COLS = 5
};

/* Of a question: answer, last year's (0: none has any, or there is a narrow screen's room only), marks, statement. */
struct question_cols {
	int answer, previous, note, plan, statement;
};

static struct question_cols question_cols(const struct canvas *canvas, const struct checklist *checklist)
{
	bool previous = false;

	if (canvas->cols < WIDE_COLS)
		return (struct question_cols){.answer = 3, .previous = 6, .note = 9, .plan = 11, .statement = 14};
	for (size_t i = 0; i < checklist->scope.count && !previous; i++)
		previous = checklist->entries[i].has_previous;
	if (!previous)
		return (struct question_cols){.answer = 3, .note = 8, .plan = 11, .statement = 14};
	return (struct question_cols){.answer = 3, .previous = 8, .note = 13, .plan = 16, .statement = 19};
}

static const enum answer counted[COUNTS] = {ANSWER_IMPLEMENTED,    ANSWER_PARTIAL,   ANSWER_NOT_IMPLEMENTED,
                                            ANSWER_NOT_APPLICABLE, ANSWER_EXCEPTION, ANSWER_UNSURE};

static int name_col(const struct canvas *canvas)
{
	return canvas->cols >= WIDE_COLS ? COUNT_COL + COUNT_COLS * COUNTS + 2 : COUNT_COL;
}

static const char *note_mark(void)
{
	return C_("mark of a remark, 2 columns at most", "r");
}

static const char *plan_mark(void)
{
	return C_("mark of a plan, 2 columns at most", "p");
}

static void draw_question_header(const struct canvas *canvas, int row, const struct checklist *checklist)
{
	struct question_cols cols = question_cols(canvas, checklist);

	draw_text(canvas, row, cols.answer, HEADING_COLS - 1, C_("heading, 4 columns at most", "Now"), STYLE_DIM);
	if (cols.previous)
		draw_text(canvas, row, cols.previous, HEADING_COLS - 1, C_("heading, 4 columns at most", "Last"),
		          STYLE_DIM);
	draw_text(canvas, row, cols.note, 2, note_mark(), STYLE_DIM);
	draw_text(canvas, row, cols.plan, 2, plan_mark(), STYLE_DIM);
	draw_text(canvas, row, cols.statement, canvas->cols, _("Question"), STYLE_DIM);
}

int outline_draw_header(const struct canvas *canvas, int row, int rows, const struct checklist *checklist)
{
	bool questions = canvas->cols >= WIDE_COLS && rows >= TALL_ROWS;

	draw_right(canvas, row, RATE_COL, RATE_COLS, _("Answered"), STYLE_DIM);
	if (canvas->cols >= WIDE_COLS)
		for (int i = 0; i < COUNTS; i++)
			draw_answer(canvas, row, COUNT_COL + COUNT_COLS * i + (canvas->ascii ? 3 : 2), counted[i]);
	draw_text(canvas, row, name_col(canvas), canvas->cols, _("Chapter"), STYLE_DIM);
	if (questions)
		draw_question_header(canvas, row + 1, checklist);
	return questions ? 2 : 1;
}

static void compose_chapter(struct page *page, const struct outline *outline, const struct pack *pack, size_t chapter,
                            bool focused)
{
	const struct tally *tally = &outline->chapters[chapter];
	struct strbuf text = STRBUF_INIT;
	bool open = outline_is_narrowed(outline) || !outline->folded[chapter];
	page_put(page, FOLD_COL, STYLE_KEY, open ? "-" : "+");
	strbuf_addf(&text, "%zu/%zu", tally->answered, tally->applicable);
	page_put_right(page, RATE_COL, RATE_COLS, tally->answered == tally->applicable ? STYLE_LABEL : STYLE_PLAIN,
	               text.text);
	for (int i = 0; i < COUNTS && page->canvas->cols >= WIDE_COLS; i++) {
		size_t count = tally->by_answer[counted[i]];
		strbuf_reset(&text);
		strbuf_addf(&text, "%zu", count);
		page_put_right(page, COUNT_COL + COUNT_COLS * i, COUNT_COLS, count ? STYLE_PLAIN : STYLE_DIM,
		               text.text);
	}
	strbuf_reset(&text);
	chapter_name(&text, pack, chapter);
	page_put(page, name_col(page->canvas), focused ? STYLE_FOCUS : STYLE_TITLE, text.text);
	strbuf_release(&text);
}

static void compose_question(struct page *page, const struct checklist *checklist, size_t item,
                             const struct question_cols *cols, bool focused)
{
	const struct entry *entry = &checklist->entries[item];
	const struct response *response = &entry->standing.response;
	const struct question *question = checklist_question(checklist, item);
	page_put_answer(page, cols->answer, response->answer);
	if (entry->has_previous)
		page_put_answer(page, cols->previous, entry->previous.answer);
	if (!str_is_blank(response->note))
		page_put(page, cols->note, STYLE_LABEL, note_mark());
	if (!plan_is_empty(&response->plan))
		page_put(page, cols->plan, STYLE_LABEL, plan_mark());
	page_put(page, cols->statement, focused ? STYLE_FOCUS : STYLE_PLAIN, bilingual_text(&question->text));
}

static void compose_left_out(struct page *page, size_t count, bool focused)
{
	char *text = str_format(P_("%zu question is left out because of the section's profile",
	                           "%zu questions are left out because of the section's profile", count),
	                        count);
	page_put(page, RATE_COL, focused ? STYLE_FOCUS : STYLE_DIM, text);
	free(text);
}

void outline_compose(struct page *page, const struct outline *outline, const struct checklist *checklist, size_t cursor)
{
	struct question_cols cols = question_cols(page->canvas, checklist);
	for (size_t i = 0; i < outline->count; i++) {
		const struct outline_row *row = &outline->rows[i];
		page->tag = (int)i;
		page_row(page);
		if (!page_may_show(page, i, cursor))
			continue;
		page_put(page, 0, STYLE_KEY, i == cursor ? ">" : " ");
		if (row->kind == ROW_CHAPTER)
			compose_chapter(page, outline, checklist->scope.pack, row->index, i == cursor);
		else if (row->kind == ROW_QUESTION)
			compose_question(page, checklist, row->index, &cols, i == cursor);
		else
			compose_left_out(page, row->index, i == cursor);
		if (i == cursor)
			page_set_focus(page, page->count - 1);
	}
	page->tag = PAGE_NO_TAG;
	page->search = outline->search;
}
