/* The report: to look at, or as a file to print and hand in. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/file.h"
#include "tenken/base/mem.h"
#include "tenken/report/model.h"
#include "views.h"

enum way { WAY_SHOW, WAY_TEXT, WAY_HTML_BOXES, WAY_HTML, WAYS };
enum { FILE_COLS = 80, SHOW_COLS_MAX = 100, FILE_MODE = 0600 };

static const char *const labels[] = {
        [WAY_SHOW] = N_("Look at it here"),
        [WAY_TEXT] = N_("Write a text file"),
        [WAY_HTML_BOXES] = N_("Write an HTML file to print on A4, with approval boxes"),
        [WAY_HTML] = N_("Write an HTML file to print on A4, without approval boxes"),
};

struct view_report {
	struct view view;
	struct list list;
	struct page page;
	size_t from;
};

static void report_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	(void)view;
	strbuf_add(left, _("Report"));
	report_class(right, shell->workplace->pack);
}

static void report_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_report *self = (struct view_report *)view;
	struct page *page = &self->page;
	char number[2] = {0};
	(void)shell;
	page_begin(page, canvas);
	for (size_t i = 0; i < WAYS; i++) {
		bool focused = self->list.cursor == i;
		size_t first = page->count;
		number[0] = (char)('1' + i);
		page->tag = (int)i;
		page_row(page);
		page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
		page_put(page, 3, STYLE_KEY, number);
		page_wrap(page, 5, focused ? STYLE_FOCUS : STYLE_PLAIN, _(labels[i]));
		if (focused)
			page_set_focus(page, first);
	}
	page->tag = PAGE_NO_TAG;
	page->rank = PAGE_HINT;
	page_space(page);
	page_row(page);
	page_wrap(page, 1, STYLE_DIM,
	          _("The report lists weaknesses. Its confidentiality stands in its header, footer and file name: keep "
	            "the file "
	            "where only those who need it can read it."));
	page_shrink(page, rows);
	list_set_rows(&self->list, rows);
	page_draw(page, top, rows, &self->from, true);
}

/* --- writing --- */

static void compose(struct strbuf *out, const struct report_input *input, enum way way)
{
	if (way == WAY_TEXT)
		report_text(out, input, FILE_COLS);
	else
		report_html(out, input);
}

static void write_file(struct shell *shell, enum way way)
{
	struct report_input *input = workplace_report(shell->workplace);
	struct strbuf out = STRBUF_INIT;
	struct error err = {0};
	input->approval_boxes = way == WAY_HTML_BOXES;
	char *name = report_file_name(input, way == WAY_TEXT ? "txt" : "html");
	char *path = views_ask_path(shell, _("Write the report to"), name);
	if (path) {
		compose(&out, input, way);
		if (file_write(path, out.text, out.len_bytes, FILE_MODE, &err))
			shell_say(shell, STYLE_SAVED, _("Written: %s"), path);
		else
			shell_fail(shell, &err);
	}
	strbuf_release(&out);
	free(path);
	free(name);
	workplace_report_release(input);
}

static void show(struct shell *shell)
{
	struct report_input *input = workplace_report(shell->workplace);
	struct strbuf out = STRBUF_INIT;
	int rows = 0, cols = 0;
	term_size(shell->term, &rows, &cols);
	report_text(&out, input, cols > SHOW_COLS_MAX ? SHOW_COLS_MAX : cols - 2);
	workplace_report_release(input);
	shell_push(shell, view_text_new(mem_strdup(_("Report")), strbuf_take(&out)));
}

static void open_row(struct view_report *self, struct shell *shell)
{
	if (self->list.cursor == WAY_SHOW)
		show(shell);
	else
		write_file(shell, (enum way)self->list.cursor);
}

/* --- actions --- */

static bool report_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_report *self = (struct view_report *)view;
	if (list_act(&self->list, action))
		return true;
	if (action != ACTION_OPEN)
		return false;
	open_row(self, shell);
	return true;
}

static void report_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_report *self = (struct view_report *)view;
	int digit = event_digit(event);
	if (digit > 0 && digit <= WAYS) {
		list_go(&self->list, (size_t)digit - 1);
		open_row(self, shell);
		return;
	}
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

static void report_free(struct view *view)
{
	struct view_report *self = (struct view_report *)view;
	page_release(&self->page);
	free(self);
}

static const struct view_ops report_ops = {
        .context = CONTEXT_FORM,
        .title = report_title,
        .draw = report_draw,
        .act = report_act,
        .event = report_event,
        .free = report_free,
};

struct view *view_report_new(struct shell *shell)
{
	struct view_report *self = mem_new(1, sizeof *self);
	(void)shell;
	self->view.ops = &report_ops;
	list_set_count(&self->list, WAYS);
	return &self->view;
}
