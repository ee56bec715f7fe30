/* The figures of the city, and what is behind each: a table at every level, one below the other down to the answer. */
#include "view_figures.h"

#include <stdlib.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "view_office.h"

/* --- what the cursor stands on --- */

bool view_figures_has_rates(const struct view_figures *self)
{
	int ways[FIGURES_BYS];
	return self->is_first && figures_ways(&self->level, ways) && self->level.by == ways[0];
}

size_t view_figures_first_row(const struct view_figures *self)
{
	return (view_figures_has_rates(self) ? RATES : 0) + (figures_is_list(&self->level) ? 0 : 1);
}

enum figures_rate view_figures_rate(const struct view_figures *self)
{
	return view_figures_has_rates(self) && self->list.cursor < RATES ? (enum figures_rate)self->list.cursor : RATES;
}

const struct city_row *view_figures_row(const struct view_figures *self)
{
	size_t first = view_figures_first_row(self);
	bool is_row = !figures_is_list(&self->level) && self->list.cursor >= first && self->list.cursor - first < self->table.count;
	return is_row ? &self->table.rows[self->list.cursor - first] : NULL;
}

const struct figures_item *view_figures_item(const struct view_figures *self)
{
	size_t first = view_figures_first_row(self);
	bool is_item = self->list.cursor >= first && self->list.cursor - first < self->items.count;
	return is_item ? &self->items.items[self->list.cursor - first] : NULL;
}

/* --- counting --- */

/* Of a list the table serves the figures above it alone. */
static void count(struct view_figures *self)
{
	const struct city_input *input = self->city->input;
	bool is_list = figures_is_list(&self->level);
	struct city_choice choice;
	city_table_release(&self->table);
	city_table_release(&self->questions);
	figures_items_release(&self->items);
	self->version = self->city->version;
	self->language = i18n_language();
	self->table.by = is_list ? CITY_BY_BUREAU : (enum city_by)self->level.by;
	if (input && figures_resolve(&self->level, input, &choice)) {
		city_table_count(&self->table, input, &choice, self->table.by);
		city_table_sort(&self->table, self->level.order);
		if (view_figures_has_rates(self))
			city_table_count(&self->questions, input, &choice, CITY_BY_QUESTION);
		if (is_list)
			figures_list(&self->items, &self->level, self->city);
	}
	list_set_count(&self->list, view_figures_first_row(self) + (is_list ? self->items.count : self->table.count));
}

/* Notes the row under the cursor by its name: by its place it is not found again once all is read anew. */
static char *row_id(const struct view_figures *self, size_t at)
{
	return figures_is_list(&self->level) ? mem_strdup(self->items.items[at].text)
	                                     : figures_row_id(self->table.by, self->city->input, &self->table.rows[at]);
}

static size_t rows_count(const struct view_figures *self)
{
	return figures_is_list(&self->level) ? self->items.count : self->table.count;
}

static void note_row(struct view_figures *self)
{
	size_t first = view_figures_first_row(self), at = self->list.cursor;
	free(self->left);
	self->left = self->city->input && at >= first && at - first < rows_count(self) ? row_id(self, at - first) : NULL;
}

static void go_to_noted(struct view_figures *self)
{
	for (size_t i = 0; self->left && i < rows_count(self); i++) {
		char *own = row_id(self, i);
		bool same = str_equal(own, self->left);
		free(own);
		if (same) {
			list_go(&self->list, view_figures_first_row(self) + i);
			return;
		}
	}
}

/* After another filter: on the row that was noted, where it is still there. */
static void count_again(struct view_figures *self)
{
	count(self);
	go_to_noted(self);
}

static void show_rows(struct view_figures *self, int by)
{
	self->level.by = by;
	self->level.order = figures_first_order(by);
	count(self);
	list_go(&self->list, view_figures_first_row(self));
}

/* --- from level to level --- */

static const struct view_ops figures_ops;

/* Takes the level over. */
static void push_level(struct shell *shell, struct figures_city *city, struct figures_level level, bool is_first)
{
	struct view_figures *self = mem_new(1, sizeof *self);
	self->view.ops = &figures_ops;
	self->city = figures_city_use(city);
	self->level = level;
	self->is_first = is_first;
	count(self);
	if (!is_first)
		list_go(&self->list, view_figures_first_row(self));
	shell_push(shell, &self->view);
}

void view_figures_push(struct shell *shell, struct figures_city *city, struct figures_level level)
{
	push_level(shell, city, level, false);
}

static size_t roster_unit(struct shell *shell, const char *code)
{
	struct error err = {0};
	size_t unit = office_unit(shell->office, code, &err);
	if (unit == SIZE_MAX)
		shell_fail(shell, &err);
	return unit;
}

static void open_answer(struct view_figures *self, struct shell *shell, const struct city_row *row)
{
	const struct city_input *input = self->city->input;
	const struct city_answer *answer = &input->answers[row->what];
	size_t unit = roster_unit(shell, input->units[answer->unit].code);
	if (unit != SIZE_MAX)
		office_look_at_question(shell, unit, input->checklists[answer->checklist].id, input->questions[answer->question].id);
}

static char *behind_text(struct shell *shell, void *data, struct error *err)
{
	const struct figures_item *item = view_figures_item(data);
	(void)shell;
	if (item && item->behind)
		return mem_strdup(item->behind);
	error_set(err, ERROR_CONFLICT, _("What was found has changed: open it again."));
	return NULL;
}

static void entitle_behind(struct strbuf *out, const void *data)
{
	const struct figures_item *item = view_figures_item(data);
	strbuf_add(out, item && item->title ? item->title : "");
}

static void open_text(struct view_figures *self, struct shell *shell)
{
	const struct text_source source = {.entitle = entitle_behind, .write = behind_text, .data = self};
	view_text_open(shell, &source);
}

static void open_item(struct view_figures *self, struct shell *shell, const struct figures_item *item)
{
	size_t unit = item->unit ? roster_unit(shell, item->unit) : SIZE_MAX;
	switch (item->kind) {
	case ITEM_LEVEL:
		push_level(shell, self->city, figures_level_copy(&item->level), false);
		break;
	case ITEM_ANSWER:
		if (unit != SIZE_MAX)
			office_look_at_question(shell, unit, item->checklist, item->question);
		break;
	case ITEM_RECORD:
		if (unit != SIZE_MAX)
			office_look_at_record(shell, unit, item->register_id, item->record);
		break;
	case ITEM_TEXT:
		open_text(self, shell);
		break;
	default:
		shell_say(shell, STYLE_PLAIN, "%s", _("No record fails this rule, and none is left to be checked."));
	}
}

static void open_row(struct view_figures *self, struct shell *shell)
{
	const struct figures_item *item = view_figures_item(self);
	const struct city_row *row = view_figures_row(self);
	enum figures_rate rate = view_figures_rate(self);
	struct figures_level level;
	note_row(self);
	if (rate != RATES) {
		figures_rate_unfold(&level, &self->level, rate);
		push_level(shell, self->city, level, false);
	} else if (item) {
		open_item(self, shell, item);
	} else if (!row) {
		shell_say(shell, STYLE_PLAIN, "%s", _("This is all of them together: choose one of the rows below."));
	} else if (self->table.by == CITY_BY_UNIT && !row->received) {
		shell_say(shell, STYLE_WARNING, "%s", _("Nothing was handed in: how it stands there is not known."));
	} else if (figures_unfold(&level, &self->level, self->city->input, row)) {
		push_level(shell, self->city, level, false);
	} else {
		open_answer(self, shell, row);
	}
}

/* What the unit handed in, where the row or what is chosen is of one unit. */
static const char *present_unit(const struct view_figures *self)
{
	const struct city_input *input = self->city->input;
	const struct city_row *row = view_figures_row(self);
	const struct figures_item *item = view_figures_item(self);
	if (item)
		return item->unit ? item->unit : item->level.unit;
	if (row && self->table.by == CITY_BY_UNIT)
		return input->units[row->what].code;
	if (row && self->table.by == CITY_BY_ANSWER)
		return input->units[input->answers[row->what].unit].code;
	return self->level.unit;
}

static void open_unit(struct view_figures *self, struct shell *shell)
{
	size_t unit = roster_unit(shell, present_unit(self));
	if (unit != SIZE_MAX)
		view_unit_open(shell, unit);
}

/* --- order and filter --- */

static void choose_order(struct view_figures *self, struct shell *shell)
{
	enum city_order orders[CITY_ORDERS];
	const char *labels[CITY_ORDERS];
	size_t found = figures_orders(self->level.by, orders);
	int present = 0;
	for (size_t i = 0; i < found; i++) {
		labels[i] = figures_order_label(orders[i]);
		if (orders[i] == self->level.order)
			present = (int)i;
	}
	int choice = prompt_choice(shell, _("In which order?"), labels, found, NULL, present);
	if (choice < 0)
		return;
	self->level.order = orders[choice];
	count(self);
	list_go(&self->list, view_figures_first_row(self));
}

static void give_up_filter(struct view_figures *self)
{
	self->narrowed = false;
	str_assign(&self->level.bureau, NULL);
	count_again(self);
}

static void choose_bureau(struct view_figures *self, struct shell *shell)
{
	char *bureau = NULL;
	if (!office_choose_bureau(shell, _("All bureaus"), &bureau))
		return;
	if (!bureau) {
		give_up_filter(self);
		return;
	}
	self->narrowed = true;
	str_assign(&self->level.bureau, bureau);
	if (self->level.by == CITY_BY_BUREAU)
		show_rows(self, CITY_BY_UNIT);
	else
		count_again(self);
	free(bureau);
}

/* --- actions --- */

static void step_rows(struct view_figures *self, int step)
{
	int ways[FIGURES_BYS];
	size_t ways_count = figures_ways(&self->level, ways), at = 0;
	for (size_t i = 0; i < ways_count; i++)
		if (ways[i] == self->level.by)
			at = i;
	if (ways_count)
		show_rows(self, ways[(at + ways_count + (size_t)step) % ways_count]);
}

static bool figures_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_figures *self = (struct view_figures *)view;
	if (list_act(&self->list, action))
		return true;
	note_row(self);
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_ROWS:
		step_rows(self, 1);
		return true;
	case ACTION_ROWS_BEFORE:
		step_rows(self, -1);
		return true;
	case ACTION_ORDER:
		choose_order(self, shell);
		return true;
	case ACTION_FILTER_BUREAU:
		choose_bureau(self, shell);
		return true;
	case ACTION_HANDED_IN:
		open_unit(self, shell);
		return true;
	case ACTION_HEAT_MAP:
		view_heat_open(shell, self->city, self->level.bureau);
		return true;
	case ACTION_OFFICE_REPORT:
		view_office_report_open(shell, self->level.bureau);
		return true;
	case ACTION_OFFICE_PLANS:
		view_office_plans_open(shell);
		return true;
	case ACTION_OFFICE_EXCEPTIONS:
		view_office_exceptions_open(shell);
		return true;
	case ACTION_BACK: /* first the filter is given up */
		if (!self->narrowed)
			return false;
		give_up_filter(self);
		return true;
	default:
		return false;
	}
}

static const char *figures_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	const struct view_figures *self = (const struct view_figures *)view;
	(void)shell;
	if (action != ACTION_BACK && action != ACTION_HELP && action != ACTION_QUIT && !self->city->input)
		return _("The figures could not be read.");
	if (action == ACTION_FILTER_BUREAU && !self->narrowed && (self->level.bureau || self->level.unit))
		return _("One bureau is chosen already. Esc leads back.");
	if (action == ACTION_HEAT_MAP && !self->is_first && !self->level.bureau)
		return _("The heat map is of the whole city or of a bureau: it opens from the first figures, or from a bureau's.");
	if (action == ACTION_ORDER && figures_is_list(&self->level))
		return self->level.by == FIGURES_YEARS ? _("The years stand in their order, the newest first.")
		                                       : _("This list has one order: what concerns most units first.");
	if (action == ACTION_HANDED_IN && !present_unit(self))
		return _("This row is not of one unit.");
	return NULL;
}

/* Which of the ways was typed as a digit or clicked in their line; SIZE_MAX: none. */
static size_t way_of(const struct view_figures *self, const struct term_event *event, size_t ways_count)
{
	int digit = event_digit(event);
	size_t typed = digit ? (size_t)digit : FIGURES_LAST_DIGIT;
	if (digit >= 0 && typed <= ways_count)
		return typed - 1;
	for (size_t i = 0; event->kind == TERM_CLICK && event->row == self->ways_row && i < ways_count; i++)
		if (event->col < self->ways_end_cols[i])
			return i;
	return SIZE_MAX;
}

static void figures_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_figures *self = (struct view_figures *)view;
	int ways[FIGURES_BYS];
	size_t way = way_of(self, event, figures_ways(&self->level, ways));
	if (!self->city->input)
		return;
	if (way != SIZE_MAX)
		show_rows(self, ways[way]);
	else if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

/* Another program may have collected meanwhile, or what was looked at was accepted or returned. */
static void figures_refresh(struct view *view, struct shell *shell)
{
	struct view_figures *self = (struct view_figures *)view;
	struct error err = {0};
	if (!office_reload(shell->office, &err) || !figures_city_refresh(self->city, shell->office, &err))
		shell_fail(shell, &err);
	if (self->version == self->city->version && self->language == i18n_language())
		return;
	bool reworded = self->version == self->city->version;
	size_t cursor = self->list.cursor;
	count(self);
	if (reworded)
		list_go(&self->list, cursor);
	else
		go_to_noted(self);
}

static void figures_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_figures *self = (const struct view_figures *)view;
	size_t first = view_figures_first_row(self);
	(void)shell;
	strbuf_addf(left, "%s > %s", _("Roster"), C_("screen", "Figures"));
	if (self->city->input)
		figures_path(left, &self->level, self->city->input);
	if (view_figures_row(self) || view_figures_item(self))
		strbuf_addf(right, "%zu/%zu", self->list.cursor - first + 1, rows_count(self));
}

static void figures_free(struct view *view)
{
	struct view_figures *self = (struct view_figures *)view;
	city_table_release(&self->table);
	city_table_release(&self->questions);
	figures_items_release(&self->items);
	figures_level_release(&self->level);
	figures_city_leave(self->city);
	page_release(&self->page);
	free(self->left);
	free(self);
}

static const struct view_ops figures_ops = {
        .context = CONTEXT_FIGURES,
        .title = figures_title,
        .draw = view_figures_draw,
        .act = figures_act,
        .why_not = figures_why_not,
        .event = figures_event,
        .refresh = figures_refresh,
        .free = figures_free,
};

void view_figures_open(struct shell *shell)
{
	struct error err = {0};
	shell_say_busy(shell);
	struct figures_city *city = figures_city_open(shell->office, &err);
	if (!city) {
		shell_fail(shell, &err);
		return;
	}
	push_level(shell, city, (struct figures_level){.by = CITY_BY_BUREAU}, true);
	figures_city_leave(city);
}
