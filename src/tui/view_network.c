/* The picture of the network: systems by zone and their links; behind each its record, where its verdicts unfold. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "views.h"

enum { ITEM_COL = 3 };

struct view_network {
	struct view view;
	char *text;
	struct network_places places;
	struct list list; /* of the places */
	struct page page;
	size_t from;
};

static void draw_anew(struct view_network *self, struct shell *shell)
{
	free(self->text);
	network_places_release(&self->places);
	self->text = registers_network_text(shell->workplace, shell->ascii, &self->places);
	list_set_count(&self->list, self->places.count);
}

static void network_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_network *self = (const struct view_network *)view;
	views_whose(left, shell);
	strbuf_add(left, _("Network"));
	if (self->list.count)
		strbuf_addf(right, "%zu/%zu", self->list.cursor + 1, self->list.count);
}

/* Of the line that begins there: a system or a link; or SIZE_MAX. */
static size_t place_at(const struct view_network *self, size_t at_byte)
{
	for (size_t i = 0; i < self->places.count; i++)
		if (self->places.items[i].at_byte == at_byte)
			return i;
	return SIZE_MAX;
}

static void compose_line(struct page *page, const char *line, bool is_item, bool focused)
{
	size_t indent = strspn(line, " ");
	page_row(page);
	if (is_item)
		page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	int col = indent ? ITEM_COL + (int)indent - 1 : 1;
	page_wrap(page, col, focused ? STYLE_FOCUS : indent || !*line ? STYLE_PLAIN : STYLE_TITLE, line + indent);
}

/* What explains a link belongs to it: it is in focus with it, and clicked for it. */
static void compose(struct view_network *self)
{
	struct page *page = &self->page;
	size_t at = 0, present = SIZE_MAX;
	while (self->text[at]) {
		size_t len_bytes = strcspn(self->text + at, "\n"), first = page->count, place = place_at(self, at);
		char *line = mem_strndup(self->text + at, len_bytes);
		if (place != SIZE_MAX || line[0] != ' ')
			present = place;
		page->tag = present == SIZE_MAX ? PAGE_NO_TAG : (int)present;
		compose_line(page, line, place != SIZE_MAX, place != SIZE_MAX && place == self->list.cursor);
		if (place != SIZE_MAX && place == self->list.cursor)
			page_set_focus(page, first);
		free(line);
		at += len_bytes + (self->text[at + len_bytes] == '\n');
	}
	page->tag = PAGE_NO_TAG;
}

static void network_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_network *self = (struct view_network *)view;
	(void)shell;
	page_begin(&self->page, canvas);
	compose(self);
	list_set_rows(&self->list, rows);
	page_draw(&self->page, top, rows, &self->from, true);
}

static void open_record(struct view_network *self, struct shell *shell)
{
	if (self->list.cursor < self->places.count)
		shell_push(shell, view_record_new(shell, self->places.items[self->list.cursor].record));
	else
		shell_say(shell, STYLE_PLAIN, "%s", _("There is nothing to open here."));
}

static bool network_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_network *self = (struct view_network *)view;
	if (list_act(&self->list, action))
		return true;
	if (action == ACTION_OPEN)
		open_record(self, shell);
	return action == ACTION_OPEN;
}

static void network_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_network *self = (struct view_network *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_record(self, shell);
}

static void network_refresh(struct view *view, struct shell *shell)
{
	draw_anew((struct view_network *)view, shell);
}

static void network_free(struct view *view)
{
	struct view_network *self = (struct view_network *)view;
	free(self->text);
	network_places_release(&self->places);
	page_release(&self->page);
	free(self);
}

static const struct view_ops network_ops = {
        .context = CONTEXT_NETWORK,
        .title = network_title,
        .draw = network_draw,
        .act = network_act,
        .event = network_event,
        .refresh = network_refresh,
        .free = network_free,
};

void registers_show_network(struct shell *shell)
{
	struct view_network *self = mem_new(1, sizeof *self);
	self->view.ops = &network_ops;
	draw_anew(self, shell);
	shell_push(shell, &self->view);
}
