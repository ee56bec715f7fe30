/* A scrolled text: a clause, the history, a report, two answers that collided. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "views.h"

struct view_text {
	struct view view;
	char *title, *text;
	struct text_source source; /* write NULL: it is as it was written, whatever the language */
	enum language language;    /* in which it is written */
	size_t wanted;             /* the line of the text that the next drawing begins with, + 1; 0: as it stands */
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
	if (text->source.entitle)
		text->source.entitle(left, text->source.data);
	else
		strbuf_add(left, text->source.write ? _(text->source.title) : text->title);
	if (text->page.count > (size_t)text->rows)
		strbuf_addf(right, _("row %zu of %zu"), text->from + 1, text->page.count);
}

/* Line by line, so that what begins indented goes on so; each row bears the number of its line. */
static void compose(struct page *page, const char *text)
{
	for (int line_number = 0; *text; line_number++) {
		page->tag = line_number;
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

static size_t count_lines(const char *text)
{
	size_t count = 0;
	for (; *text; text += *text == '\n')
		for (count++; *text && *text != '\n';)
			text++;
	return count;
}

/* Another language has other rows: what is read goes on at the same line, or where that is in a text of more or fewer. */
static void settle_wanted(struct view_text *text)
{
	size_t row = 0;
	if (!text->wanted)
		return;
	while (row + 1 < text->page.count && (size_t)text->page.rows[row].tag + 1 < text->wanted)
		row++;
	text->from = row;
	text->wanted = 0;
}

static void text_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_text *text = (struct view_text *)view;
	(void)shell;
	page_begin(&text->page, canvas);
	compose(&text->page, text->text);
	text->rows = rows;
	settle_wanted(text);
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

/* It is read on in the language to which the screens have changed. */
static void text_refresh(struct view *view, struct shell *shell)
{
	struct view_text *text = (struct view_text *)view;
	struct error err = {0};
	if (!text->source.write || text->language == i18n_language())
		return;
	char *written = text->source.write(shell, text->source.data, &err);
	if (!written) {
		shell_fail(shell, &err);
		return;
	}
	size_t line = text->from < text->page.count ? (size_t)text->page.rows[text->from].tag : 0;
	size_t before = count_lines(text->text), after = count_lines(written);
	text->wanted = before ? line * after / before + 1 : 0;
	text->language = i18n_language();
	free(text->text);
	text->text = written;
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
	if (text->source.free_data)
		text->source.free_data(text->source.data);
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
        .refresh = text_refresh,
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

void view_text_open(struct shell *shell, const struct text_source *source)
{
	struct error err = {0};
	char *written = source->write(shell, source->data, &err);
	if (!written) {
		if (source->free_data)
			source->free_data(source->data);
		shell_fail(shell, &err);
		return;
	}
	struct view *view = view_text_new(NULL, written);
	((struct view_text *)view)->source = *source;
	((struct view_text *)view)->language = i18n_language();
	shell_push(shell, view);
}

void view_text_end(struct view *view, void (*run)(struct shell *shell, void *data), void (*free_data)(void *data), void *data)
{
	struct view_text *text = (struct view_text *)view;
	text->run = run;
	text->free_data = free_data;
	text->data = data;
}
