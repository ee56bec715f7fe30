/* What the office said when it returned the submission: in general, then question by question, each leading to its question; and which
 * questions it asks to be looked at again. */
#include <stdlib.h>

#include "exchange.h"
#include "tenken/app/correspondence.h"
#include "tenken/base/mem.h"

struct returned { /* a question with a comment, or that is asked again, in the order of the checklists */
	struct checklist *checklist;
	size_t item;
};

struct view_returned {
	struct view view;
	struct returned *items;
	bool pushed; /* opened for what the office asks again: it stays the title when the last one was looked at */
	struct list list;
	struct page page;
	size_t from;
};

static const char *comment_of(const struct workplace *workplace, const struct returned *returned)
{
	return correspondence_comment(workplace, checklist_question(returned->checklist, returned->item)->id);
}

static const char *push_of(const struct workplace *workplace, const struct returned *returned)
{
	return correspondence_push(workplace, returned->checklist, returned->item);
}

static void rebuild(struct view_returned *self, const struct workplace *workplace)
{
	size_t count = 0;
	free(self->items);
	self->items = NULL;
	for (size_t c = 0; c < workplace->checklists_count; c++) {
		struct checklist *checklist = &workplace->checklists[c];
		for (size_t i = 0; i < checklist->scope.count; i++) {
			struct returned returned = {checklist, i};
			if (scope_asks(&checklist->scope.items[i]) &&
			    (comment_of(workplace, &returned) || push_of(workplace, &returned)))
				*MEM_PUSH(self->items, count) = returned;
		}
	}
	list_set_count(&self->list, count);
}

static void returned_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_returned *self = (const struct view_returned *)view;
	(void)shell;
	strbuf_add(left, self->pushed ? _("Asked by the office") : _("Returned by the office"));
	if (self->list.count)
		strbuf_addf(right, "%zu/%zu", self->list.cursor + 1, self->list.count);
}

static void compose_said(struct page *page, const char *text)
{
	if (!text)
		return;
	page_row(page);
	page_wrap(page, 6, STYLE_WARNING, text);
}

/* The list is empty: why, and what comes next. */
static void compose_none(struct page *page, const struct workplace *workplace)
{
	char key[16], *next = str_format(_("%s hands in to the office."), action_key_name(ACTION_SUBMIT, key));
	page_row(page);
	page_wrap(page, 1, STYLE_PLAIN,
	          exchange_returned(workplace) ? _("None of the questions that were returned is asked any more.")
	                                       : _("Everything that the office asked about has been looked at."));
	if (exchange_is_due(workplace)) {
		page_row(page);
		page_wrap(page, 1, STYLE_PLAIN, next);
	}
	free(next);
}

static void returned_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_returned *self = (struct view_returned *)view;
	struct page *page = &self->page;
	page_begin(page, canvas);
	const char *comment = correspondence_comment(shell->workplace, NULL);
	if (!str_is_blank(comment)) {
		page_row(page);
		page_wrap(page, 1, STYLE_WARNING, comment);
		page_space(page);
	}
	if (!self->list.count && (self->pushed || exchange_returned(shell->workplace)))
		compose_none(page, shell->workplace);
	for (size_t i = 0; i < self->list.count; i++) {
		const struct returned *returned = &self->items[i];
		const struct question *question = checklist_question(returned->checklist, returned->item);
		bool focused = self->list.cursor == i;
		size_t first = page->count;
		page->tag = (int)i;
		page_row(page);
		page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
		page_put_answer(page, 3, returned->checklist->entries[returned->item].standing.response.answer);
		page_put(page, 6, focused ? STYLE_FOCUS : STYLE_PLAIN, bilingual_text(&question->text));
		compose_said(page, push_of(shell->workplace, returned));
		compose_said(page, comment_of(shell->workplace, returned));
		if (focused)
			page_set_focus(page, first);
		page->tag = PAGE_NO_TAG;
		page_space(page);
	}
	page_shrink(page, rows);
	list_set_rows(&self->list, rows);
	page_draw(page, top, rows, &self->from, true);
}

static void open_row(struct view_returned *self, struct shell *shell)
{
	if (self->list.cursor < self->list.count)
		shell_push(shell, view_question_new(shell, self->items[self->list.cursor].checklist,
		                                    self->items[self->list.cursor].item));
}

static bool returned_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_returned *self = (struct view_returned *)view;
	if (list_act(&self->list, action))
		return true;
	if (action != ACTION_OPEN)
		return exchange_act(shell, action);
	open_row(self, shell);
	return true;
}

static const char *returned_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	(void)view;
	return exchange_why_not(shell, action);
}

static void returned_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_returned *self = (struct view_returned *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

static void returned_refresh(struct view *view, struct shell *shell)
{
	rebuild((struct view_returned *)view, shell->workplace);
}

static void returned_free(struct view *view)
{
	struct view_returned *self = (struct view_returned *)view;
	free(self->items);
	page_release(&self->page);
	free(self);
}

static const struct view_ops returned_ops = {
        .context = CONTEXT_CHECK,
        .title = returned_title,
        .draw = returned_draw,
        .act = returned_act,
        .why_not = returned_why_not,
        .event = returned_event,
        .refresh = returned_refresh,
        .free = returned_free,
};

struct view *view_returned_new(struct shell *shell)
{
	struct view_returned *self = mem_new(1, sizeof *self);
	self->view.ops = &returned_ops;
	self->pushed = exchange_pushed(shell->workplace) > 0;
	rebuild(self, shell->workplace);
	return &self->view;
}
