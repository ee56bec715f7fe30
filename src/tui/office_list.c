/* A list over all units of the office. */
#include "office_list.h"

#include <stdlib.h>

#include "tenken/base/mem.h"

struct office_list {
	struct view view;
	const struct office_list_ops *ops;
	void *data;
	size_t *shown; /* those that are listed: all, or what is urgent */
	bool urgent_only;
	struct list list;
	struct page page;
};

static size_t under_cursor(const struct office_list *self)
{
	return self->list.cursor < self->list.count ? self->shown[self->list.cursor] : SIZE_MAX;
}

static size_t urgent_count(const struct office_list *self)
{
	size_t count = 0;
	for (size_t i = 0; i < self->ops->count(self->data); i++)
		count += self->ops->is_urgent(self->data, i);
	return count;
}

static void filter(struct office_list *self)
{
	size_t all = self->ops->count(self->data), count = 0;
	free(self->shown);
	self->shown = mem_new(all + 1, sizeof *self->shown);
	for (size_t i = 0; i < all; i++)
		if (!self->urgent_only || self->ops->is_urgent(self->data, i))
			self->shown[count++] = i;
	list_set_count(&self->list, count);
}

/* --- drawing --- */

static void title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct office_list *self = (const struct office_list *)view;
	(void)shell;
	strbuf_addf(left, "%s > %s", _("Roster"), _(self->ops->title));
	if (self->list.count)
		strbuf_addf(right, "%zu/%zu", self->list.cursor + 1, self->list.count);
}

/* The rows [first, end) are in reach of the screen: of thousands only they are composed. */
static void compose(struct office_list *self, const struct office *office, const struct canvas *canvas, size_t first, size_t end)
{
	struct page *page = &self->page;
	page_begin(page, canvas);
	for (size_t i = first; i < end; i++) {
		bool focused = self->list.cursor == i;
		page->tag = (int)i;
		page_row(page);
		page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
		self->ops->row(page, office, self->data, self->shown[i], focused ? STYLE_FOCUS : STYLE_PLAIN);
		if (focused)
			page_set_focus(page, page->count - 1);
	}
	page->tag = PAGE_NO_TAG;
	if (!self->list.count) {
		page_row(page);
		page_wrap(page, 1, STYLE_PLAIN, _(self->urgent_only ? self->ops->none_urgent : self->ops->none));
	}
}

enum { SUM_PARTS_MAX = 12, SUM_ROWS = 2, LOW_ROWS = 12 };

/* Cut, it would not seem to add up: where there is little room fewer of its parts stand alone, or it is left out. */
static int draw_sum(const struct office_list *self, const struct canvas *canvas, int top, int rows)
{
	int used = 0;
	if (!self->ops->sum || self->urgent_only || rows < LOW_ROWS || !self->ops->count(self->data))
		return 0;
	for (size_t parts = SUM_PARTS_MAX; !used && parts > 0; parts--) {
		char *sum = self->ops->sum(self->data, parts);
		if (draw_paragraph_rows(canvas, canvas->cols - 2, sum) <= SUM_ROWS)
			used = draw_paragraph(canvas, top, 1, canvas->cols - 2, SUM_ROWS, 0, sum, STYLE_PLAIN);
		free(sum);
	}
	return used;
}

static void draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct office_list *self = (struct office_list *)view;
	struct strbuf foot = STRBUF_INIT;
	size_t at = under_cursor(self), urgent = urgent_count(self);
	char *head = self->urgent_only ? str_format(_("Filter: %s"), _(self->ops->urgent))
	                               : self->ops->head(self->data, self->ops->count(self->data), urgent);
	if (at != SIZE_MAX)
		self->ops->describe(&foot, shell->office, self->data, at);
	head = office_list_head(head, shell->office);
	int above = draw_sum(self, canvas, top, rows);
	size_t reach = (size_t)(rows - above), cursor = self->list.cursor, first = cursor > reach ? cursor - reach : 0;
	size_t from = self->list.top > first ? self->list.top - first : 0;
	compose(self, shell->office, canvas, first, self->list.count - cursor > reach ? cursor + reach : self->list.count);
	office_draw_list(&self->page, &self->list, &from, head, urgent ? STYLE_WARNING : STYLE_PLAIN, foot.text, top + above, rows - above);
	strbuf_release(&foot);
	free(head);
}

/* --- actions --- */

static void open_row(struct office_list *self, struct shell *shell)
{
	size_t at = under_cursor(self);
	if (at != SIZE_MAX)
		self->ops->open(shell, self->data, at);
}

static bool act(struct view *view, struct shell *shell, enum action_id action)
{
	struct office_list *self = (struct office_list *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_FILTER_URGENT:
		self->urgent_only = !self->urgent_only;
		filter(self);
		return true;
	default:
		return false;
	}
}

static void event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct office_list *self = (struct office_list *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

/* Another program may have collected meanwhile. What was listed is by the roster as it was: it goes, whatever comes in its place. */
static void refresh(struct view *view, struct shell *shell)
{
	struct office_list *self = (struct office_list *)view;
	struct error err = {0};
	self->ops->release(self->data);
	if (!office_reload(shell->office, &err) || !self->ops->load(self->data, shell->office, &err))
		shell_fail(shell, &err);
	filter(self);
}

static void free_list(struct view *view)
{
	struct office_list *self = (struct office_list *)view;
	self->ops->release(self->data);
	free(self->data);
	free(self->shown);
	page_release(&self->page);
	free(self);
}

static const struct view_ops list_ops = {
        .context = CONTEXT_OFFICE_LIST,
        .title = title,
        .draw = draw,
        .act = act,
        .event = event,
        .refresh = refresh,
        .free = free_list,
};

void office_list_open(struct shell *shell, const struct office_list_ops *ops)
{
	struct office_list *self = mem_new(1, sizeof *self);
	struct error err = {0};
	self->view.ops = &list_ops;
	self->ops = ops;
	self->data = mem_new(1, ops->data_bytes);
	if (ops->load(self->data, shell->office, &err)) {
		filter(self);
		shell_push(shell, &self->view);
		return;
	}
	shell_fail(shell, &err);
	free_list(&self->view);
}
