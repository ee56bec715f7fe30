/* The office's first screen: the units on the roster, and where each stands. */
#include <stdlib.h>

#include "exchange.h"
#include "roster_table.h"
#include "tenken/base/mem.h"
#include "view_office.h"

enum which { WHICH_ALL, WHICH_STATE, WHICH_BUREAU, WHICH_OVERDUE };

struct view_roster {
	struct view view;
	enum which which; /* are shown */
	enum unit_state state;
	char *bureau;
	char *search;  /* of those, the ones that hold it; or NULL */
	size_t *units; /* those that are shown, by their index on the roster */
	struct list list;
	struct roster_table table;
	struct page page;
};

static bool is_narrowed(const struct view_roster *self)
{
	return self->which != WHICH_ALL || !str_is_blank(self->search);
}

static bool holds(const struct view_roster *self, const struct roster_unit *unit)
{
	return str_is_blank(self->search) || text_contains(unit->code, self->search) || text_contains(unit->bureau, self->search) ||
	       text_contains(unit->name, self->search) || text_contains(unit->contact, self->search);
}

static bool passes(const struct view_roster *self, const struct office *office, size_t unit)
{
	switch (self->which) {
	case WHICH_STATE:
		return office_unit_state(office, unit) == self->state;
	case WHICH_BUREAU:
		return str_equal(office->roster.items[unit].bureau, self->bureau);
	case WHICH_OVERDUE:
		return office_unit_overdue(office, unit);
	default:
		return true;
	}
}

/* Keeps the cursor on the unit on which it stood, while that is shown. */
static void rebuild(struct view_roster *self, const struct office *office)
{
	size_t present = self->list.cursor < self->list.count ? self->units[self->list.cursor] : SIZE_MAX, count = 0;
	free(self->units);
	self->units = mem_new(office->roster.count + 1, sizeof *self->units);
	for (size_t i = 0; i < office->roster.count; i++)
		if (passes(self, office, i) && holds(self, &office->roster.items[i]))
			self->units[count++] = i;
	list_set_count(&self->list, count);
	for (size_t i = 0; i < count; i++)
		if (self->units[i] == present)
			list_go(&self->list, i);
}

static void roster_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	(void)view;
	strbuf_add(left, shell->office->name);
	if (shell->office->campaign) {
		struct strbuf year = STRBUF_INIT;
		date_format_fiscal_year(&year, shell->office->cycle.fiscal_year);
		strbuf_add(left, "  ");
		strbuf_addf(left, shell->office->cycle.extra ? _("%s (extra)") : "%s", year.text);
		strbuf_release(&year);
	}
	strbuf_add(right, _("Roster"));
}

/* --- drawing --- */

static size_t count_overdue(const struct office *office)
{
	size_t count = 0;
	for (size_t i = 0; i < office->roster.count; i++)
		count += office_unit_overdue(office, i);
	return count;
}

/* How long there still is, and whom to ask when there is none. */
static char *due_text(const struct office *office)
{
	struct strbuf out = STRBUF_INIT;
	struct date due;
	size_t overdue = count_overdue(office);
	if (date_parse_iso(&due, office->cycle.due)) {
		char *text = exchange_due_text(due, office->today);
		strbuf_add(&out, text);
		free(text);
	}
	if (overdue)
		strbuf_addf(&out, P_("  %zu unit is late", "  %zu units are late", overdue), overdue);
	return strbuf_take(&out);
}

static char *filter_text(const struct view_roster *self)
{
	const char *what = self->which == WHICH_STATE    ? unit_state_label(self->state)
	                   : self->which == WHICH_BUREAU ? self->bureau
	                                                 : _("Past the due date");
	if (self->which == WHICH_ALL)
		return str_format(P_("Search: %s   %zu unit", "Search: %s   %zu units", self->list.count), self->search, self->list.count);
	if (str_is_blank(self->search))
		return str_format(P_("Filter: %s   %zu unit", "Filter: %s   %zu units", self->list.count), what, self->list.count);
	return str_format(P_("Filter: %s   Search: %s   %zu unit", "Filter: %s   Search: %s   %zu units", self->list.count), what,
	                  self->search, self->list.count);
}

static void compose_step(struct page *page, enum action_id action, const char *text)
{
	char key[16];
	page_row(page);
	page_put(page, 3, STYLE_KEY, action_key_name(action, key));
	page_wrap(page, 6, STYLE_PLAIN, text);
}

/* What is to be done before there is anything to look at. */
static void compose_first_steps(struct page *page, const struct office *office)
{
	page_row(page);
	page_wrap(page, 1, STYLE_PLAIN, _("There is no campaign yet."));
	page_space(page);
	page_row(page);
	page_put(page, 1, STYLE_TITLE, _("What to do next"));
	if (!office_has_spare(office))
		compose_step(page, ACTION_ESCROW,
		             _("Make an escrow key first: it counts only for campaigns that are opened after it was made."));
	compose_step(page, ACTION_CAMPAIGN,
	             _("Open a campaign from a roster: a CSV or Excel file with the columns code, bureau, unit, roles, contact."));
	compose_step(page, ACTION_PUBLISH, _("Then hand it out: one file for all sections, and a slip for each."));
}

static void compose(struct view_roster *self, const struct office *office, const struct canvas *canvas)
{
	struct page *page = &self->page;
	page_begin(page, canvas);
	if (!office->campaign) {
		compose_first_steps(page, office);
		return;
	}
	for (size_t i = self->list.top; i < self->list.top + list_seen(&self->list); i++) { /* of thousands, those in sight */
		page->tag = (int)i;
		roster_table_row(&self->table, page, office, self->units[i], self->list.cursor == i);
	}
	page->tag = PAGE_NO_TAG;
	if (!self->list.count) {
		page_row(page);
		page_wrap(page, 1, STYLE_PLAIN, _("No unit is shown by this filter."));
	}
	page->search = self->search;
}

/* From so many rows on there is room for more than the units and how the roster adds up. */
enum { MANY_ROWS = 10 };

static void roster_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_roster *self = (struct view_roster *)view;
	struct strbuf foot = STRBUF_INIT;
	size_t from = 0;
	int foot_rows = 0, head_rows = 0;
	if (shell->office->campaign) {
		char *head = is_narrowed(self) ? filter_text(self) : due_text(shell->office);
		head_rows = draw_text(canvas, top, 1, canvas->cols - 1, head,
		                      is_narrowed(self) || count_overdue(shell->office) ? STYLE_WARNING : STYLE_PLAIN) > 0;
		free(head);
		roster_table_lay_out(&self->table, shell->office, self->units, self->list.count, canvas);
		if (rows > MANY_ROWS)
			head_rows += roster_table_head(&self->table, canvas, top + head_rows);
		office_reconciliation(&foot, shell->office);
		if (rows > MANY_ROWS && self->table.total.units) {
			strbuf_add_char(&foot, '\n');
			answers_total_text(&foot, &self->table.total, canvas->ascii);
		}
		foot_rows = 1 + draw_paragraph_rows(canvas, canvas->cols - 2, foot.text);
	}
	int body = rows - head_rows - foot_rows > 1 ? rows - head_rows - foot_rows : 1;
	list_set_rows(&self->list, body);
	compose(self, shell->office, canvas);
	page_draw(&self->page, top + head_rows, body, &from, true);
	if (foot_rows && rows > head_rows + foot_rows) {
		draw_rule(canvas, top + rows - foot_rows);
		draw_paragraph(canvas, top + rows - foot_rows + 1, 1, canvas->cols - 2, foot_rows - 1, 0, foot.text, STYLE_PLAIN);
	}
	strbuf_release(&foot);
}

/* --- filters --- */

static void choose_filter(struct view_roster *self, struct shell *shell)
{
	enum { CHOICE_ALL, CHOICE_OVERDUE, CHOICE_BUREAU, CHOICE_STATE, CHOICES = CHOICE_STATE + UNIT_STATES };
	const char *labels[CHOICES] = {_("All units"), _("Past the due date"), _("One bureau …")};
	for (int i = 0; i < UNIT_STATES; i++)
		labels[CHOICE_STATE + i] = unit_state_label((enum unit_state)i);
	int choice = prompt_choice(shell, _("Which units are shown?"), labels, CHOICES, NULL, CHOICE_ALL);
	if (choice < 0 || (choice == CHOICE_BUREAU && !office_choose_bureau(shell, NULL, &self->bureau)))
		return;
	self->which = choice == CHOICE_ALL       ? WHICH_ALL
	              : choice == CHOICE_OVERDUE ? WHICH_OVERDUE
	              : choice == CHOICE_BUREAU  ? WHICH_BUREAU
	                                         : WHICH_STATE;
	if (self->which == WHICH_STATE)
		self->state = (enum unit_state)(choice - CHOICE_STATE);
	rebuild(self, shell->office);
}

static void search(struct view_roster *self, struct shell *shell)
{
	char *text = mem_strdup(self->search ? self->search : "");
	if (prompt_line(shell, "search", _("Search"), _("In code, bureau, unit and contact. Empty: show all again."), &text)) {
		str_assign(&self->search, text);
		rebuild(self, shell->office);
		if (!self->list.count)
			shell_say(shell, STYLE_WARNING, _("\"%s\" was not found on the roster."), text);
	}
	free(text);
}

/* --- actions --- */

static void open_row(struct view_roster *self, struct shell *shell)
{
	if (self->list.cursor < self->list.count)
		view_unit_open(shell, self->units[self->list.cursor]);
}

static bool roster_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_roster *self = (struct view_roster *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_FILTER_UNITS:
		choose_filter(self, shell);
		return true;
	case ACTION_SEARCH:
		search(self, shell);
		return true;
	case ACTION_COLLECT:
		office_open_collect(shell);
		return true;
	case ACTION_CAMPAIGN:
		office_open_campaign(shell);
		return true;
	case ACTION_CHOOSE_CAMPAIGN:
		if (office_choose_campaign(shell))
			rebuild(self, shell->office);
		return true;
	case ACTION_PUBLISH:
		office_open_publish(shell);
		return true;
	case ACTION_PUBLISH_COMMON:
		office_open_common(shell);
		return true;
	case ACTION_PUSH:
		office_open_push(shell, NULL);
		return true;
	case ACTION_HANDOVER:
		if (self->list.cursor < self->list.count)
			office_open_handover(shell, self->units[self->list.cursor]);
		return true;
	case ACTION_NEW_CODE:
		office_new_code(shell, self->units[self->list.cursor]);
		return true;
	case ACTION_ESCROW:
		office_open_escrow(shell);
		return true;
	case ACTION_RESTORE:
		office_open_restore(shell);
		return true;
	case ACTION_FIGURES:
		view_figures_open(shell);
		return true;
	case ACTION_OFFICE_REPORT:
		view_office_report_open(shell, self->which == WHICH_BUREAU ? self->bureau : NULL);
		return true;
	case ACTION_OFFICE_PLANS:
		view_office_plans_open(shell);
		return true;
	case ACTION_OFFICE_EXCEPTIONS:
		view_office_exceptions_open(shell);
		return true;
	case ACTION_ACCEPT_CLEAN:
		office_accept_clean(shell);
		rebuild(self, shell->office);
		return true;
	case ACTION_BACK: /* first filter and search are given up */
		if (!is_narrowed(self))
			return false;
		self->which = WHICH_ALL;
		str_assign(&self->search, NULL);
		rebuild(self, shell->office);
		return true;
	default:
		return false;
	}
}

static bool is_writing(enum action_id action)
{
	return action == ACTION_COLLECT || action == ACTION_PUBLISH || action == ACTION_ACCEPT_CLEAN || action == ACTION_CAMPAIGN ||
	       action == ACTION_NEW_CODE || action == ACTION_ESCROW || action == ACTION_RESTORE || action == ACTION_PUBLISH_COMMON ||
	       action == ACTION_PUSH || action == ACTION_HANDOVER;
}

static bool needs_campaign(enum action_id action)
{
	return action == ACTION_COLLECT || action == ACTION_PUBLISH || action == ACTION_ACCEPT_CLEAN || action == ACTION_NEW_CODE ||
	       action == ACTION_FILTER_UNITS || action == ACTION_SEARCH || action == ACTION_CHOOSE_CAMPAIGN || action == ACTION_OFFICE_PLANS || action == ACTION_OFFICE_EXCEPTIONS ||
	       action == ACTION_FIGURES || action == ACTION_OFFICE_REPORT || action == ACTION_PUBLISH_COMMON || action == ACTION_PUSH || action == ACTION_HANDOVER;
}

static bool has_submitted(const struct office *office)
{
	for (size_t i = 0; i < office->roster.count; i++)
		if (office_unit_state(office, i) == UNIT_SUBMITTED)
			return true;
	return false;
}

static const char *roster_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	const struct view_roster *self = (const struct view_roster *)view;
	if (needs_campaign(action) && !shell->office->campaign)
		return _("There is no campaign yet.");
	if (is_writing(action) && shell->office->readonly)
		return _("This was opened to look only (--readonly): nothing can be changed.");
	if (action == ACTION_ACCEPT_CLEAN && !has_submitted(shell->office))
		return _("No submission waits to be reviewed.");
	if ((action == ACTION_NEW_CODE || action == ACTION_HANDOVER) && !self->list.count)
		return _("No unit is shown by this filter.");
	return office_key_why_not(shell->office, action);
}

static void roster_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_roster *self = (struct view_roster *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

static void load_answers(struct view_roster *self, struct shell *shell)
{
	struct error err = {0};
	if (!roster_table_load(&self->table, shell->office, &err))
		shell_fail(shell, &err);
}

/* Another program may have collected meanwhile. */
static void roster_refresh(struct view *view, struct shell *shell)
{
	struct view_roster *self = (struct view_roster *)view;
	struct error err = {0};
	if (!office_reload(shell->office, &err))
		shell_fail(shell, &err);
	load_answers(self, shell);
	rebuild(self, shell->office);
}

static void roster_free(struct view *view)
{
	struct view_roster *self = (struct view_roster *)view;
	free(self->units);
	free(self->bureau);
	free(self->search);
	roster_table_release(&self->table);
	page_release(&self->page);
	free(self);
}

static const struct view_ops roster_ops = {
        .context = CONTEXT_ROSTER,
        .title = roster_title,
        .draw = roster_draw,
        .act = roster_act,
        .why_not = roster_why_not,
        .event = roster_event,
        .refresh = roster_refresh,
        .free = roster_free,
};

struct view *view_roster_new(struct shell *shell)
{
	struct view_roster *self = mem_new(1, sizeof *self);
	self->view.ops = &roster_ops;
	load_answers(self, shell);
	rebuild(self, shell->office);
	return &self->view;
}
