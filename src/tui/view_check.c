/* What is still missing before the checklist can be handed in, grouped by kind; each line leads to its question. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "exchange.h"
#include "tenken/base/mem.h"

enum { LOW_TEXT_ROWS_MAX = 3 };

struct view_check {
	struct view view;
	struct checklist *checklist;
	size_t *lacks; /* indices in the checklist's lacks, group by group */
	struct list list;
	struct page page;
	size_t from;
	int seen; /* rows of the list, as last drawn */
};

/* What is quickly mended comes first; the unanswered ones, often very many, would bury it. */
static const enum lack_kind order[] = {LACK_PLAN,          LACK_REASON,    LACK_UNSURE,
                                       LACK_CONTRADICTION, LACK_EXCEPTION, LACK_UNANSWERED};
static_assert(sizeof order / sizeof *order == LACKS, "every kind is listed");

static const struct lack *lack_at(const struct view_check *self, size_t at)
{
	return &self->checklist->lacks.items[self->lacks[at]];
}

static void rebuild(struct view_check *self)
{
	const struct lacks *lacks = &self->checklist->lacks;
	size_t count = 0;
	free(self->lacks);
	self->lacks = mem_new(lacks->count, sizeof *self->lacks);
	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < lacks->count; i++)
			if (lacks->items[i].kind == order[k])
				self->lacks[count++] = i;
	list_set_count(&self->list, count);
}

static void check_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_check *self = (const struct view_check *)view;
	(void)shell;
	checklist_name(left, self->checklist);
	strbuf_addf(left, " > %s", _("What is missing"));
	if (self->list.count)
		strbuf_addf(right, "%zu/%zu", self->list.cursor + 1, self->list.count);
}

/* --- drawing --- */

static void compose_heading(struct page *page, const struct view_check *self, enum lack_kind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < self->list.count; i++)
		count += lack_at(self, i)->kind == kind;
	char *text = str_format(_("%s (%zu)"), lack_label(kind), count);
	page_space(page);
	page_row(page);
	page_put(page, 1, STYLE_TITLE, text);
	free(text);
}

static void compose(struct view_check *self, const struct canvas *canvas)
{
	struct page *page = &self->page;
	page_begin(page, canvas);
	for (size_t i = 0; i < self->list.count; i++) {
		const struct lack *lack = lack_at(self, i);
		bool focused = self->list.cursor == i;
		if (i == 0 || lack_at(self, i - 1)->kind != lack->kind)
			compose_heading(page, self, lack->kind);
		page->tag = (int)i;
		page_row(page);
		page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
		if (lack->item == SIZE_MAX) {
			page_put(page, 6, focused ? STYLE_FOCUS : STYLE_PLAIN, lack->text);
		} else {
			page_put_answer(page, 3, self->checklist->entries[lack->item].standing.response.answer);
			page_put(page, 6, focused ? STYLE_FOCUS : STYLE_PLAIN,
			         bilingual_text(&checklist_question(self->checklist, lack->item)->text));
		}
		if (focused)
			page_set_focus(page, page->count - 1);
		page->tag = PAGE_NO_TAG;
	}
}

/* What exactly is missing in the line under the cursor. */
static void draw_detail(const struct view_check *self, const struct canvas *canvas, int top, int rows)
{
	if (rows < 2 || self->list.cursor >= self->list.count)
		return;
	const struct lack *lack = lack_at(self, self->list.cursor);
	struct strbuf clauses = STRBUF_INIT;
	if (lack->item == SIZE_MAX) {
		strbuf_add(&clauses, _("Correct what was said about the section, or the registers."));
	} else {
		const struct question *question = checklist_question(self->checklist, lack->item);
		question_clauses(&clauses, self->checklist->scope.pack, question, 3);
		strbuf_addf(&clauses, "  %s", bilingual_text(&question->text));
	}
	draw_rule(canvas, top);
	int used = 1 + draw_paragraph(canvas, top + 1, 1, canvas->cols - 1, rows - 2, 0, lack->text, STYLE_WARNING);
	draw_paragraph(canvas, top + used, 1, canvas->cols - 1, rows - used, 0, clauses.text, STYLE_PLAIN);
	strbuf_release(&clauses);
}

static void draw_complete(const struct view_check *self, const struct canvas *canvas, int top, int rows)
{
	size_t applicable = self->checklist->tally.applicable;
	char *text =
	        str_format(P_("Nothing is missing. %zu question is answered, and what the answer needs is there.",
	                      "Nothing is missing. All %zu questions are answered, and every answer has what it needs.",
	                      applicable),
	                   applicable);
	draw_paragraph(canvas, top, 1, canvas->cols - 1, rows, 0, text, STYLE_SAVED);
	term_cursor(canvas->term, top, 1, true);
	free(text);
}

/* Below the list: what exactly is missing, which is why one reads here, in full also where there is little room. */
static int detail_rows(const struct view_check *self, const struct canvas *canvas, int rows)
{
	if (rows >= 14)
		return 5;
	if (rows < 8 || self->list.cursor >= self->list.count)
		return 0;
	int text_rows = draw_paragraph_rows(canvas, canvas->cols - 1, lack_at(self, self->list.cursor)->text);
	return 2 + (text_rows > LOW_TEXT_ROWS_MAX ? LOW_TEXT_ROWS_MAX : text_rows); /* a rule, and the question's first row */
}

static void check_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_check *self = (struct view_check *)view;
	(void)shell;
	rebuild(self); /* the lacks are computed anew with every answer */
	int detail = detail_rows(self, canvas, rows);
	if (!self->list.count) {
		draw_complete(self, canvas, top, rows);
		return;
	}
	compose(self, canvas);
	list_set_rows(&self->list, rows - detail);
	self->seen = rows - detail;
	page_draw(&self->page, top, rows - detail, &self->from, true);
	draw_detail(self, canvas, top + rows - detail, detail);
}

/* --- actions --- */

static void open_row(struct view_check *self, struct shell *shell)
{
	if (self->list.cursor >= self->list.count)
		return;
	size_t item = lack_at(self, self->list.cursor)->item;
	if (item == SIZE_MAX)
		views_open(shell, self->checklist, ACTION_REGISTERS);
	else
		shell_push(shell, view_question_new(shell, self->checklist, item));
}

void view_check_go(struct view *view, enum lack_kind kind)
{
	struct view_check *self = (struct view_check *)view;
	for (size_t i = 0; i < self->list.count; i++) {
		if (lack_at(self, i)->kind == kind) {
			list_go(&self->list, i);
			return;
		}
	}
}

static bool check_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_check *self = (struct view_check *)view;
	if (list_act(&self->list, action))
		return true;
	if (action != ACTION_OPEN)
		return exchange_act(shell, action) || views_open(shell, self->checklist, action);
	open_row(self, shell);
	return true;
}

static const char *check_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	const struct view_check *self = (const struct view_check *)view;
	if (action == ACTION_OPEN && !self->list.count)
		return _("There is nothing to open: nothing is missing.");
	if (action == ACTION_PAGE_DOWN && (!self->list.count || self->page.count <= (size_t)self->seen))
		return _("All of the list is in sight.");
	return exchange_why_not(shell, action);
}

static void check_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_check *self = (struct view_check *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

static void check_refresh(struct view *view, struct shell *shell)
{
	(void)shell;
	rebuild((struct view_check *)view);
}

static void check_free(struct view *view)
{
	struct view_check *self = (struct view_check *)view;
	free(self->lacks);
	page_release(&self->page);
	free(self);
}

static const struct view_ops check_ops = {
        .context = CONTEXT_CHECK,
        .title = check_title,
        .draw = check_draw,
        .act = check_act,
        .why_not = check_why_not,
        .event = check_event,
        .refresh = check_refresh,
        .free = check_free,
};

struct view *view_check_new(struct shell *shell, struct checklist *checklist)
{
	struct view_check *self = mem_new(1, sizeof *self);
	(void)shell;
	self->view.ops = &check_ops;
	self->checklist = checklist;
	rebuild(self);
	return &self->view;
}
