/* The help of a screen: its keys from the action table, each of which can be picked and is then done; the answers; how to write. */
#include <stdlib.h>
#include <string.h>

#include "shell.h"
#include "tenken/base/mem.h"
#include "views.h"

enum { MARK_COL = 1, KEYS_COL = 3, HELP_COL = 27, NARROW_HELP_COL = 5, NARROW_COLS = 60 };

/* Rows of the list: the actions, and behind them what is only read. */
enum { ROW_EXAMPLES = ACTIONS, ROW_ANSWERS, ROW_WRITING };

struct view_help {
	struct view view;
	enum context about; /* the screen below, which is helped with */
	int rows[ACTIONS + 3];
	struct list list;
	struct page page;
	size_t from;
	int seen; /* rows of the screen, as last drawn */
};

static bool is_of_answers(enum context context)
{
	return !(context & (CONTEXT_PROFILE | CONTEXT_TEXT | CONTEXT_START | CONTEXT_FORM | CONTEXT_PLAN | CONTEXT_ROSTER));
}

static void find_rows(struct view_help *self, const struct shell *shell)
{
	size_t count = 0;
	for (enum action_id id = ACTION_NONE + 1; id < ACTIONS; id++) {
		if ((actions[id].contexts & self->about) && (id != ACTION_COMMENT || shell->office))
			self->rows[count++] = (int)id;
		if (id == ACTION_OPEN && self->about == CONTEXT_PLAN)
			self->rows[count++] = ROW_EXAMPLES;
	}
	if (is_of_answers(self->about))
		self->rows[count++] = ROW_ANSWERS;
	self->rows[count++] = ROW_WRITING;
	list_set_count(&self->list, count);
}

static void help_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_help *self = (const struct view_help *)view;
	(void)shell;
	strbuf_add(left, _("Keys of this screen"));
	if (self->page.count > (size_t)self->seen)
		strbuf_addf(right, _("row %zu of %zu"), self->from + 1, self->page.count);
}

/* --- drawing --- */

/* The keys to the left of what they do, or above it where there is little room. */
static void compose_action(struct page *page, enum context about, enum action_id id, bool focused)
{
	struct strbuf keys = STRBUF_INIT;
	bool narrow = page->canvas->cols < NARROW_COLS;
	char buf[16];
	for (size_t i = 0; *action_nth_key_name(id, i, buf); i++)
		if (!(actions[id].keys[i].except & about)) /* there it is another's */
			strbuf_addf(&keys, "%s%s", keys.len_bytes ? "  " : "", buf);
	page_put(page, KEYS_COL, STYLE_KEY, keys.text);
	if (narrow)
		page_row(page);
	page_wrap(page, narrow ? NARROW_HELP_COL : HELP_COL, focused ? STYLE_FOCUS : STYLE_PLAIN, _(actions[id].help));
	strbuf_release(&keys);
}

static void compose_answers(struct page *page, bool focused)
{
	page_put(page, KEYS_COL, focused ? STYLE_FOCUS : STYLE_TITLE, _("The answers as they are shown"));
	for (enum answer answer = ANSWER_NONE; answer < ANSWERS; answer++) {
		page_row(page);
		page_put_answer(page, KEYS_COL, answer);
		page_put(page, KEYS_COL + 4, STYLE_PLAIN, answer_label(answer));
	}
}

/* Digits are no actions: which of them there are is the question's to say. */
static void compose_examples(struct page *page, bool focused)
{
	bool narrow = page->canvas->cols < NARROW_COLS;
	page_put(page, KEYS_COL, STYLE_KEY, "1  2  3 …");
	if (narrow)
		page_row(page);
	page_wrap(page, narrow ? NARROW_HELP_COL : HELP_COL, focused ? STYLE_FOCUS : STYLE_PLAIN,
	          _("Copies the example of that number into the measure, with the cursor on cause, measure or an example."));
}

static void compose_writing(struct page *page, bool focused)
{
	page_put(page, KEYS_COL, focused ? STYLE_FOCUS : STYLE_TITLE, _("While writing"));
	page_row(page);
	page_wrap(
	        page, KEYS_COL, STYLE_PLAIN,
	        _("Ctrl-S or F2 finishes a text of several lines, Enter a single line; Esc leaves it, and what was "
	          "written is there again when it is next opened. Ctrl-Z takes the last step back, Ctrl-R does it again. Ctrl-K cuts to the "
	          "end of the line, Ctrl-U the line, Ctrl-W the word before the cursor; Ctrl-Y puts it in again."));
}

static void compose_row(struct view_help *self, size_t at)
{
	struct page *page = &self->page;
	bool focused = at == self->list.cursor;
	if (self->rows[at] > ROW_EXAMPLES)
		page_space(page);
	size_t first = page->count;
	page->tag = (int)at;
	page_row(page);
	page_put(page, MARK_COL, STYLE_KEY, focused ? ">" : " ");
	if (self->rows[at] == ROW_EXAMPLES)
		compose_examples(page, focused);
	else if (self->rows[at] == ROW_ANSWERS)
		compose_answers(page, focused);
	else if (self->rows[at] == ROW_WRITING)
		compose_writing(page, focused);
	else
		compose_action(page, self->about, (enum action_id)self->rows[at], focused);
	page->tag = PAGE_NO_TAG;
	if (focused)
		page_set_focus(page, first);
}

static void help_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_help *self = (struct view_help *)view;
	page_begin(&self->page, canvas);
	page_row(&self->page);
	page_wrap(&self->page, 1, STYLE_PLAIN, _("Up and Down choose, Enter does what is chosen."));
	if (!shell->office) {
		page_row(&self->page);
		page_wrap(&self->page, 1, STYLE_PLAIN,
		          _("Every answer is saved as soon as its key is pressed; there is no key for saving."));
	}
	page_space(&self->page);
	for (size_t i = 0; i < self->list.count; i++)
		compose_row(self, i);
	if (self->list.cursor == 0) /* what stands above it is to be seen, too */
		self->from = 0;
	self->seen = rows;
	page_draw(&self->page, top, rows, &self->from, true);
}

/* --- doing --- */

static const char *help_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	const struct view_help *self = (const struct view_help *)view;
	(void)shell;
	if (action == ACTION_PAGE_DOWN && self->from + (size_t)self->seen >= self->page.count)
		return _("This is the end of the text.");
	return action == ACTION_OPEN && self->rows[self->list.cursor] >= ROW_EXAMPLES
	               ? _("There is nothing to do here: it is only read.")
	               : NULL;
}

/* On the screen below, as if its key had been pressed there. */
static void do_picked(struct view_help *self, struct shell *shell)
{
	int row = self->rows[self->list.cursor];
	if (row >= ROW_EXAMPLES)
		return;
	shell_pop(shell);
	if (row != ACTION_HELP)
		shell_do(shell, (enum action_id)row);
}

/* Pages are of rows of the screen, of which an action takes one or several: what is cut at the edge comes first, or last, on the
 * next. */
static void turn_page(struct view_help *self, bool down)
{
	size_t edge = self->from + (down && self->seen > 1 ? (size_t)self->seen - 1 : 0), end;
	while (edge < self->page.count && self->page.rows[edge].tag == PAGE_NO_TAG)
		edge++;
	if (edge >= self->page.count)
		return;
	list_go(&self->list, (size_t)self->page.rows[edge].tag);
	for (end = edge; end + 1 < self->page.count && self->page.rows[end + 1].tag == self->page.rows[edge].tag;)
		end++;
	while (edge && self->page.rows[edge - 1].tag == self->page.rows[end].tag)
		edge--;
	if (down)
		self->from = edge;
	else
		self->from = end + 1 > (size_t)self->seen ? end + 1 - (size_t)self->seen : 0;
}

static bool help_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_help *self = (struct view_help *)view;
	if (action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN) {
		turn_page(self, action == ACTION_PAGE_DOWN);
		return true;
	}
	if (action == ACTION_OPEN)
		do_picked(self, shell);
	return action == ACTION_OPEN || list_act(&self->list, action);
}

static void help_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_help *self = (struct view_help *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		do_picked(self, shell);
}

static void help_free(struct view *view)
{
	struct view_help *self = (struct view_help *)view;
	page_release(&self->page);
	free(self);
}

static const struct view_ops help_ops = {
        .context = CONTEXT_TEXT,
        .title = help_title,
        .draw = help_draw,
        .act = help_act,
        .why_not = help_why_not,
        .event = help_event,
        .free = help_free,
};

struct view *view_help_new(struct shell *shell, enum context about)
{
	struct view_help *self = mem_new(1, sizeof *self);
	self->view.ops = &help_ops;
	self->about = about;
	find_rows(self, shell);
	return &self->view;
}
