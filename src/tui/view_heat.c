/* Bureaus, or the units of one, by chapters: the implementation rate in every cell, and what is behind each. */
#include <stdlib.h>

#include "heat.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "view_figures.h"
#include "view_office.h"

enum { FIRST_COL = 2, NAME_COLS_MIN = 14, NAME_COLS = 20, FOOT_ROWS = 4, LIST_ROWS_MIN = 3, LOW_ROWS = 12 };

struct view_heat {
	struct view view;
	struct figures_city *city;
	unsigned version;
	char *bureau; /* NULL: all bureaus */
	struct heat heat;
	enum city_order order;
	char *order_chapter; /* in which the rows are ordered, by its id; NULL: all */
	struct list list; /* its cursor is the row */
	size_t col;
	size_t left, seen; /* columns in sight, but the first */
	struct page page;
	size_t from;
};

static const char *chapter_of(const struct view_heat *self, size_t col)
{
	return col ? self->heat.input->pack->chapters[self->heat.chapters[col]].id : NULL;
}

/* Its column may be gone. */
static void sort(struct view_heat *self)
{
	size_t col = self->heat.cols;
	while (--col && !str_equal(chapter_of(self, col), self->order_chapter))
		;
	heat_sort(&self->heat, self->order, col);
}

static void count(struct view_heat *self)
{
	heat_release(&self->heat);
	self->version = self->city->version;
	if (self->city->input) {
		heat_init(&self->heat, self->city->input, self->bureau);
		sort(self);
	}
	list_set_count(&self->list, self->heat.rows);
	if (self->col >= self->heat.cols)
		self->col = self->heat.cols ? self->heat.cols - 1 : 0;
}

/* --- drawing --- */

static void column_name(struct strbuf *out, const struct heat *heat, size_t col)
{
	if (col)
		chapter_name(out, heat->input->pack, heat->chapters[col]);
	else
		strbuf_add(out, C_("heat map", "All chapters"));
}

/* Of those in sight, in their order: 0, then the window. */
static size_t column_at(const struct view_heat *self, size_t place)
{
	return place ? self->left + place - 1 : 0;
}

static void compose_head(struct page *page, const struct view_heat *self)
{
	page_row(page);
	for (size_t place = 0; place <= self->seen && place < PAGE_SPANS_MAX - 1; place++) {
		size_t col = column_at(self, place);
		const char *id = col ? chapter_of(self, col) : C_("heat map", "All");
		page_put_right(page, FIRST_COL + (int)place * HEAT_CELL_COLS + 1, HEAT_CELL_COLS - 2,
		               col == self->col ? STYLE_LABEL : STYLE_DIM, id);
	}
}

/* The cells in one run of text, so that however many there are they are few spans; that under the cursor stands in brackets. */
static void compose_row(struct page *page, const struct view_heat *self, size_t row)
{
	struct strbuf before = STRBUF_INIT, focus = STRBUF_INIT, behind = STRBUF_INIT, name = STRBUF_INIT;
	bool focused = row == self->list.cursor;
	int col = FIRST_COL;
	page->tag = (int)row;
	page_row(page);
	if (!page_may_show(page, row, self->list.cursor))
		return;
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	for (size_t place = 0; place <= self->seen; place++) {
		size_t at = column_at(self, place);
		struct strbuf cell = STRBUF_INIT;
		heat_cell(&cell, &self->heat, row, at);
		if (focused && at == self->col)
			strbuf_addf(&focus, "[%s]", cell.text + 1);
		else if (focus.len_bytes)
			strbuf_add(&behind, cell.text + (behind.len_bytes == 0)); /* the bracket took its blank */
		else
			strbuf_add(&before, cell.text);
		strbuf_release(&cell);
	}
	page_put(page, col, STYLE_PLAIN, before.text);
	col += (int)before.len_bytes;
	if (focus.len_bytes) {
		page_put(page, col, STYLE_FOCUS, focus.text);
		page_put(page, col + (int)focus.len_bytes, STYLE_PLAIN, behind.text);
	}
	heat_row_name(&name, &self->heat, row);
	page_put(page, FIRST_COL + (int)(self->seen + 1) * HEAT_CELL_COLS + 2, focused ? STYLE_FOCUS : STYLE_PLAIN,
	         name.text);
	if (focused)
		page_set_focus(page, page->count - 1);
	strbuf_release(&before);
	strbuf_release(&focus);
	strbuf_release(&behind);
	strbuf_release(&name);
}

static void describe(struct strbuf *out, const struct view_heat *self, bool ascii)
{
	const struct city_row *row = heat_row(&self->heat, self->list.cursor, 0);
	heat_row_name(out, &self->heat, self->list.cursor);
	strbuf_add(out, " > ");
	column_name(out, &self->heat, self->col);
	if (heat_bureau(&self->heat, self->list.cursor) && (!self->bureau || !self->list.cursor))
		strbuf_addf(out, "  %s %zu/%zu", C_("column of figures", "Handed in"), row->received, row->units);
	if (!heat_knows(&self->heat, self->list.cursor))
		strbuf_addf(out, "\n%s", _("Nothing was handed in: how it stands there is not known."));
	else
		view_figures_describe_tally(out, heat_tally(&self->heat, self->list.cursor, self->col), ascii);
}

static int draw_above(const struct view_heat *self, const struct canvas *canvas, int top, int rows)
{
	struct strbuf text = STRBUF_INIT;
	heat_legend(&text);
	int used = draw_paragraph(canvas, top, 1, canvas->cols - 2, rows < LOW_ROWS ? 1 : 2, 0, text.text, STYLE_PLAIN);
	strbuf_reset(&text);
	if (self->seen + 1 < self->heat.cols) {
		strbuf_addf(&text, _("Chapters %zu to %zu of %zu in sight"), self->left, self->left + self->seen - 1,
		            self->heat.cols - 1);
		used += draw_text(canvas, top + used, 1, canvas->cols - 2, text.text, STYLE_LABEL) > 0;
	}
	if (self->order != CITY_AS_LISTED && rows >= LOW_ROWS) {
		strbuf_reset(&text);
		strbuf_addf(&text, "%s: %s", _("Order"), figures_order_label(self->order));
		strbuf_addf(&text, " (%s)", self->order_chapter ? self->order_chapter : C_("heat map", "All chapters"));
		used += draw_text(canvas, top + used, 1, canvas->cols - 2, text.text, STYLE_LABEL) > 0;
	}
	strbuf_release(&text);
	return used;
}

/* The real cursor stands on the cell. */
static void put_cursor(const struct view_heat *self, const struct canvas *canvas)
{
	size_t place = self->col ? self->col - self->left + 1 : 0;
	int row = self->page.drawn_top + (int)(self->page.focus_first - self->page.drawn_from);
	if (self->page.focus_first >= self->page.drawn_from && row < self->page.drawn_top + self->page.drawn_rows)
		term_cursor(canvas->term, row, FIRST_COL + (int)place * HEAT_CELL_COLS, true);
}

static void heat_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_heat *self = (struct view_heat *)view;
	struct strbuf foot = STRBUF_INIT;
	(void)shell;
	if (!self->city->input)
		return;
	int room = canvas->cols - FIRST_COL - 2 - (canvas->cols < FIGURES_NARROW_COLS ? NAME_COLS_MIN : NAME_COLS);
	self->seen = heat_scroll(&self->heat, (size_t)(room / HEAT_CELL_COLS), self->col, &self->left);
	int above = draw_above(self, canvas, top, rows);
	page_begin(&self->page, canvas);
	compose_head(&self->page, self);
	page_draw(&self->page, top + above++, 1, &(size_t){0}, false);
	page_begin(&self->page, canvas);
	for (size_t row = 0; row < self->heat.rows; row++)
		compose_row(&self->page, self, row);
	describe(&foot, self, canvas->ascii);
	int below = office_draw_foot(canvas, foot.text, FOOT_ROWS, LIST_ROWS_MIN, top + above, rows - above);
	list_set_rows(&self->list, rows - above - below);
	page_draw(&self->page, top + above, rows - above - below, &self->from, true);
	put_cursor(self, canvas);
	strbuf_release(&foot);
}

static void heat_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_heat *self = (const struct view_heat *)view;
	(void)shell;
	strbuf_addf(left, "%s > %s > %s", _("Roster"), C_("screen", "Figures"),
	            self->bureau ? C_("screen", "Units by chapters") : C_("screen", "Bureaus by chapters"));
	if (self->bureau && self->heat.rows) {
		strbuf_add(left, " > ");
		heat_row_name(left, &self->heat, 0);
	}
	if (self->heat.rows)
		strbuf_addf(right, "%zu/%zu", self->list.cursor + 1, self->heat.rows);
}

/* --- actions --- */

static void open_cell(struct view_heat *self, struct shell *shell)
{
	struct figures_level level;
	if (self->col && !heat_tally(&self->heat, self->list.cursor, self->col)->applicable) {
		shell_say(shell, STYLE_WARNING, "%s",
		          heat_knows(&self->heat, self->list.cursor) ? _("Nobody was asked here.")
		                                                     : _("Nothing was handed in: how it stands there is not known."));
		return;
	}
	heat_unfold(&level, &self->heat, self->list.cursor, self->col);
	view_figures_push(shell, self->city, level);
}

/* By the column under the cursor: what one looks at is what one orders by. */
static void choose_order(struct view_heat *self, struct shell *shell)
{
	enum city_order orders[CITY_ORDERS];
	const char *labels[CITY_ORDERS];
	size_t found = figures_orders(self->bureau ? CITY_BY_UNIT : CITY_BY_BUREAU, orders);
	int present = 0;
	for (size_t i = 0; i < found; i++) {
		labels[i] = figures_order_label(orders[i]);
		if (orders[i] == self->order)
			present = (int)i;
	}
	int choice = prompt_choice(shell, _("In which order?"), labels, found, NULL, present);
	if (choice < 0)
		return;
	self->order = orders[choice];
	str_assign(&self->order_chapter, chapter_of(self, self->col));
	sort(self);
	list_go(&self->list, self->heat.rows > 1);
}

static bool heat_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_heat *self = (struct view_heat *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_CELL_LEFT:
		self->col -= self->col > 0;
		return true;
	case ACTION_CELL_RIGHT:
		self->col += self->col + 1 < self->heat.cols;
		return true;
	case ACTION_OPEN:
		if (self->city->input)
			open_cell(self, shell);
		return true;
	case ACTION_HEAT_MAP:
		view_heat_open(shell, self->city, heat_bureau(&self->heat, self->list.cursor));
		return true;
	case ACTION_ORDER:
		choose_order(self, shell);
		return true;
	default:
		return false;
	}
}

static const char *heat_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	const struct view_heat *self = (const struct view_heat *)view;
	(void)shell;
	if (action != ACTION_HEAT_MAP && action != ACTION_ORDER)
		return NULL;
	if (!self->city->input)
		return _("The figures could not be read.");
	if (action == ACTION_HEAT_MAP && self->bureau)
		return _("These are the units of a bureau already. Esc leads back.");
	if (action == ACTION_HEAT_MAP && !self->list.cursor)
		return _("Choose the row of a bureau: its units are shown then.");
	return NULL;
}

/* A click on a cell chooses it, one more opens it. */
static void heat_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_heat *self = (struct view_heat *)view;
	int row = event->kind == TERM_CLICK ? page_tag_at(&self->page, event->row) : PAGE_NO_TAG;
	size_t place = event->col < FIRST_COL ? 0 : (size_t)(event->col - FIRST_COL) / HEAT_CELL_COLS;
	if (event_wheel(&self->list, event))
		return;
	if (row == PAGE_NO_TAG) {
		views_unknown_key(shell, event);
		return;
	}
	size_t col = place <= self->seen ? column_at(self, place) : self->col;
	bool same = (size_t)row == self->list.cursor && col == self->col;
	list_go(&self->list, (size_t)row);
	self->col = col;
	if (same)
		open_cell(self, shell);
}

static void heat_refresh(struct view *view, struct shell *shell)
{
	struct view_heat *self = (struct view_heat *)view;
	struct error err = {0};
	if (!office_reload(shell->office, &err) || !figures_city_refresh(self->city, shell->office, &err))
		shell_fail(shell, &err);
	if (self->version != self->city->version)
		count(self);
}

static void heat_free(struct view *view)
{
	struct view_heat *self = (struct view_heat *)view;
	heat_release(&self->heat);
	figures_city_leave(self->city);
	free(self->bureau);
	free(self->order_chapter);
	page_release(&self->page);
	free(self);
}

static const struct view_ops heat_ops = {
        .context = CONTEXT_HEAT,
        .title = heat_title,
        .draw = heat_draw,
        .act = heat_act,
        .why_not = heat_why_not,
        .event = heat_event,
        .refresh = heat_refresh,
        .free = heat_free,
};

void view_heat_open(struct shell *shell, struct figures_city *city, const char *bureau)
{
	struct view_heat *self = mem_new(1, sizeof *self);
	self->view.ops = &heat_ops;
	self->city = figures_city_use(city);
	str_assign(&self->bureau, bureau);
	self->order = CITY_AS_LISTED;
	self->left = 1;
	count(self);
	shell_push(shell, &self->view);
}
