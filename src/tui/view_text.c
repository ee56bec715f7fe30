/* A scrolled text: help, a clause, the history, a report, two answers that collided. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "views.h"

struct view_text {
	struct view view;
	char *title, *text;
	struct page page;
	size_t from;
	int rows; /* as last drawn */
	void (*run)(struct shell *shell, void *data); /* what Enter does, or NULL */
	void (*free_data)(void *data);
	void *data;
};

static void text_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	struct view_text *text = (struct view_text *)view;
	(void)shell;
	strbuf_add(left, text->title);
	if (text->page.count > (size_t)text->rows)
		strbuf_addf(right, _("row %zu of %zu"), text->from + 1, text->page.count);
}

/* Line by line, so that what begins indented goes on so. */
static void compose(struct page *page, const char *text)
{
	while (*text) {
		size_t indent = strspn(text, " "), len_bytes = strcspn(text, "\n");
		char *line = mem_strndup(text, len_bytes);
		page_row(page);
		if (indent < (size_t)page->canvas->cols / 2 && indent < len_bytes)
			page_wrap(page, 1 + (int)indent, STYLE_PLAIN, line + indent);
		else
			page_wrap(page, 1, STYLE_PLAIN, line);
		free(line);
		text += len_bytes + (text[len_bytes] == '\n');
	}
}

static void text_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_text *text = (struct view_text *)view;
	(void)shell;
	page_begin(&text->page, canvas);
	compose(&text->page, text->text);
	text->rows = rows;
	page_draw(&text->page, top, rows, &text->from, false);
}

static void scroll(struct view_text *text, long by)
{
	size_t room = text->rows > 0 ? (size_t)text->rows : 1;
	size_t last = text->page.count > room ? text->page.count - room : 0;
	if (by < 0)
		text->from = text->from > (size_t)-by ? text->from - (size_t)-by : 0;
	else
		text->from = text->from + (size_t)by < last ? text->from + (size_t)by : last;
}

static bool text_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_text *text = (struct view_text *)view;
	long page = text->rows > 2 ? text->rows - 1 : 1;
	switch (action) {
	case ACTION_UP:
		scroll(text, -1);
		return true;
	case ACTION_DOWN:
		scroll(text, 1);
		return true;
	case ACTION_PAGE_UP:
		scroll(text, -page);
		return true;
	case ACTION_PAGE_DOWN:
		scroll(text, page);
		return true;
	case ACTION_FIRST:
		text->from = 0;
		return true;
	case ACTION_LAST:
		scroll(text, (long)text->page.count);
		return true;
	case ACTION_OPEN:
		if (text->run)
			text->run(shell, text->data);
		return text->run != NULL;
	case ACTION_LANGUAGE: /* it was written in the other language: it can be opened again */
		shell_pop(shell);
		return false;
	default:
		return false;
	}
}

static const char *text_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	const struct view_text *text = (const struct view_text *)view;
	(void)shell;
	if (action == ACTION_PAGE_DOWN && text->page.count <= (size_t)text->rows)
		return _("All of the text is in sight.");
	if (action == ACTION_PAGE_DOWN && text->from + (size_t)text->rows >= text->page.count)
		return _("This is the end of the text.");
	if (action == ACTION_LANGUAGE && text->run)
		return _("Decide first what this screen asks; the language can be changed behind it.");
	return action == ACTION_OPEN && !text->run ? _("There is nothing to open on this screen.") : NULL;
}

static void text_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	if (event->kind == TERM_WHEEL)
		scroll((struct view_text *)view, event->step * 3L);
	views_unknown_key(shell, event);
}

static void text_free(struct view *view)
{
	struct view_text *text = (struct view_text *)view;
	page_release(&text->page);
	if (text->free_data)
		text->free_data(text->data);
	free(text->title);
	free(text->text);
	free(text);
}

static const struct view_ops text_ops = {
        .context = CONTEXT_TEXT,
        .title = text_title,
        .draw = text_draw,
        .act = text_act,
        .why_not = text_why_not,
        .event = text_event,
        .free = text_free,
};

struct view *view_text_new(char *title, char *text)
{
	struct view_text *view = mem_new(1, sizeof *view);
	view->view.ops = &text_ops;
	view->title = title;
	view->text = text;
	return &view->view;
}

void view_text_end(struct view *view, void (*run)(struct shell *shell, void *data), void (*free_data)(void *data), void *data)
{
	struct view_text *text = (struct view_text *)view;
	text->run = run;
	text->free_data = free_data;
	text->data = data;
}
