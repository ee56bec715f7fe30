#include "view_start.h"

#include <assert.h>
#include <stdlib.h>

#include "exchange.h"
#include "tenken/base/mem.h"
#include "tour.h"
#include "view_office.h"

enum row { ROW_BUREAU, ROW_UNIT, ROW_YEAR, ROW_ROLE, ROW_BEGIN, ROW_JOIN, ROW_OFFICE, ROW_TOUR, ROWS };
static const char *const labels[] = {
        [ROW_BUREAU] = N_("Name of the bureau"),
        [ROW_UNIT] = N_("Name of the section"),
        [ROW_YEAR] = N_("Fiscal year"),
        [ROW_ROLE] = N_("Your role"),
        [ROW_BEGIN] = N_("Start with these details"),
        [ROW_JOIN] = N_("Join with the office's file instead"),
        [ROW_OFFICE] = N_("Set up an office, which collects from the sections"),
        [ROW_TOUR] = N_("Practise first, in a made-up section"),
};
static_assert(sizeof labels / sizeof *labels == ROWS, "every row has its label");

static const char usual_role[] = "info_manager";

struct view_start {
	struct view view;
	struct start *start;
	struct list list;
	struct page page;
	size_t from;
};

/* --- what is filled in --- */

void start_init(struct start *start, const struct pack *pack, struct date today)
{
	*start = (struct start){
	        .pack = pack, .bureau = mem_strdup(""), .unit = mem_strdup(""), .fiscal_year = date_fiscal_year(today)};
	for (size_t i = 0; i < pack->roles_count; i++) {
		const struct role *role = &pack->roles[i];
		if (workplace_role_answers(pack, role) && (!start->role || str_equal(role->id, usual_role)))
			start->role = role;
	}
}

void start_release(struct start *start)
{
	free(start->bureau);
	free(start->unit);
	*start = (struct start){0};
}

/* --- asking; each is true when the field holds something afterwards --- */

static bool ask_year(struct start *start, struct shell *shell)
{
	struct strbuf year = STRBUF_INIT;
	date_format_fiscal_year(&year, start->fiscal_year);
	/* FY2026 is written, but a bare year is what is typed. */
	char *text = i18n_language() == LANGUAGE_JA ? mem_strdup(year.text) : str_format("%d", start->fiscal_year);
	bool understood = false;
	while (!understood && prompt_line_checked(shell, "fiscal year", _("Fiscal year"),
	                                          _("The year in which it begins (April), e.g. 2026 or R8."), &text,
	                                          prompt_understands_year, NULL)) {
		struct error err = {0};
		understood = date_parse_fiscal_year(&start->fiscal_year, text, &err);
		if (!understood)
			shell_fail(shell, &err);
	}
	free(text);
	strbuf_release(&year);
	return understood;
}

static bool ask_role(struct start *start, struct shell *shell)
{
	const struct pack *pack = start->pack;
	const struct role **roles = mem_new(pack->roles_count, sizeof *roles);
	const char **titles = mem_new(pack->roles_count, sizeof *titles);
	size_t count = 0;
	int present = 0;
	for (size_t i = 0; i < pack->roles_count; i++) {
		if (!workplace_role_answers(pack, &pack->roles[i]))
			continue;
		if (&pack->roles[i] == start->role)
			present = (int)count;
		titles[count] = bilingual_text(&pack->roles[i].title);
		roles[count++] = &pack->roles[i];
	}
	int choice = prompt_choice(shell, _("In what role do you check? (Others can be added later.)"), titles, count,
	                           NULL, present);
	if (choice >= 0)
		start->role = roles[choice];
	free(titles);
	free(roles);
	return choice >= 0;
}

static bool ask(struct start *start, struct shell *shell, enum row row)
{
	switch (row) {
	case ROW_BUREAU:
		return views_ask_bureau(shell, &start->bureau);
	case ROW_UNIT:
		return views_ask_section(shell, &start->unit);
	case ROW_YEAR:
		return ask_year(start, shell);
	case ROW_ROLE:
		return ask_role(start, shell);
	default:
		return false;
	}
}

static bool is_complete(const struct start *start)
{
	return !str_is_blank(start->bureau) && !str_is_blank(start->unit) && start->role;
}

/* --- drawing --- */

static void start_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_start *self = (const struct view_start *)view;
	(void)shell;
	(void)right;
	strbuf_add(left, _("Information security self-check"));
	strbuf_addf(left, "  %s", bilingual_text(&self->start->pack->issuer));
}

static void add_value(struct strbuf *out, const struct start *start, enum row row)
{
	switch (row) {
	case ROW_BUREAU:
		strbuf_add(out, start->bureau);
		break;
	case ROW_UNIT:
		strbuf_add(out, start->unit);
		break;
	case ROW_YEAR:
		date_format_fiscal_year(out, start->fiscal_year);
		break;
	case ROW_ROLE:
		strbuf_add(out, start->role ? bilingual_text(&start->role->title) : "");
		break;
	default:
		break;
	}
}

static void compose_row(struct page *page, const struct start *start, enum row row, bool focused, int col)
{
	struct strbuf value = STRBUF_INIT;
	size_t first = page->count;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, 3, focused ? STYLE_FOCUS : row >= ROW_BEGIN ? STYLE_TITLE : STYLE_LABEL, _(labels[row]));
	add_value(&value, start, row);
	if (row < ROW_BEGIN && str_is_blank(value.text))
		page_put(page, col, STYLE_WARNING, _("still needed"));
	else if (row < ROW_BEGIN)
		page_wrap(page, col, STYLE_PLAIN, value.text);
	if (focused)
		page_set_focus(page, first);
	strbuf_release(&value);
}

static void start_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_start *self = (struct view_start *)view;
	struct page *page = &self->page;
	int col = 0;
	(void)shell;
	for (int row = 0; row < ROW_BEGIN; row++) {
		int own = text_cols(_(labels[row]), canvas->ambiguous_cols);
		col = own > col ? own : col;
	}
	page_begin(page, canvas);
	page->rank = PAGE_SUMMARY;
	page_row(page);
	page_wrap(page, 1, STYLE_PLAIN,
	          _("Welcome. With this program a section checks once a year how it handles information."));
	page_row(page);
	page_wrap(page, 1, STYLE_PLAIN,
	          _("First say who and where you are. Every answer is saved at once; you can stop and resume at any "
	            "time."));
	page->rank = PAGE_ESSENTIAL;
	page_space(page);
	for (int row = 0; row < ROWS; row++) {
		if (row == ROW_BEGIN)
			page_space(page);
		page->tag = row;
		compose_row(page, self->start, (enum row)row, self->list.cursor == (size_t)row, col + 5);
		page->tag = PAGE_NO_TAG;
	}
	page->rank = PAGE_HINT;
	page_space(page);
	page_row(page);
	page_wrap(page, 1, STYLE_DIM, _("Up and Down choose a row, Enter opens it: everything can still be changed."));
	page_shrink(page, rows);
	list_set_rows(&self->list, rows);
	page_draw(page, top, rows, &self->from, true);
}

/* --- actions --- */

static void open_row(struct view_start *self, struct shell *shell)
{
	struct start *start = self->start;
	enum row row = (enum row)self->list.cursor;
	if (row == ROW_JOIN) {
		exchange_join(shell);
	} else if (row == ROW_OFFICE) {
		office_open_making(shell);
	} else if (row == ROW_TOUR) {
		tour_open(shell);
	} else if (row == ROW_BEGIN && is_complete(start)) {
		start->confirmed = true;
		shell_leave(shell);
	} else if (row == ROW_BEGIN) {
		shell_say(shell, STYLE_WARNING, "%s", _("Bureau and section are still needed."));
		list_go(&self->list, str_is_blank(start->bureau) ? ROW_BUREAU : ROW_UNIT);
	} else if (ask(start, shell, row)) {
		list_go(&self->list, is_complete(start)            ? (size_t)row + 1
		                     : str_is_blank(start->bureau) ? ROW_BUREAU
		                                                   : ROW_UNIT);
	}
}

/* --- the first questions --- */

enum beginning { BEGIN_ALONE, BEGIN_JOINING, BEGIN_OFFICE, BEGIN_TOUR };

static int ask_beginning(struct shell *shell)
{
	const char *const choices[] = {[BEGIN_ALONE] = _("A section on its own"),
	                               [BEGIN_JOINING] = _("A section with the office's file"),
	                               [BEGIN_OFFICE] = _("The office (security manager)"),
	                               [BEGIN_TOUR] = _("Practise first (ten minutes, nothing is kept)")};
	return prompt_choice(shell, _("How do you want to start?"), choices, sizeof choices / sizeof *choices, NULL,
	                     BEGIN_ALONE);
}

void view_start_ask(struct view *view, struct shell *shell)
{
	struct view_start *self = (struct view_start *)view;
	int beginning = ask_beginning(shell);
	while (beginning == BEGIN_TOUR) {
		tour_open(shell);
		beginning = shell_is_leaving(shell) ? -1 : ask_beginning(shell);
	}
	if (beginning == BEGIN_JOINING || beginning == BEGIN_OFFICE) {
		list_go(&self->list, beginning == BEGIN_JOINING ? ROW_JOIN : ROW_OFFICE);
		open_row(self, shell);
		return;
	}
	if (beginning < 0)
		return;
	for (int row = ROW_BUREAU; row < ROW_BEGIN; row++) {
		list_go(&self->list, (size_t)row);
		if (!ask(self->start, shell, (enum row)row))
			return;
	}
	list_go(&self->list, ROW_BEGIN);
}

/* There is no database yet in which what was typed could wait. */
static bool may_quit(const struct start *start, struct shell *shell)
{
	const char *const choices[] = {_("Go on"), _("Leave: what was typed here is gone")};
	if (str_is_blank(start->bureau) && str_is_blank(start->unit))
		return true;
	return prompt_choice(shell, _("The self-check has not begun, so nothing is saved yet."), choices, 2, NULL, 0) == 1;
}

static bool start_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_start *self = (struct view_start *)view;
	char key[16];
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_BACK:
		if (self->list.cursor > 0)
			list_go(&self->list, self->list.cursor - 1);
		else
			shell_say(shell, STYLE_PLAIN, _("Nothing is saved yet. %s leaves the program."),
			          action_key_name(ACTION_QUIT, key));
		return true;
	case ACTION_QUIT:
		if (may_quit(self->start, shell))
			shell_leave(shell);
		return true;
	default:
		return false;
	}
}

static void start_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_start *self = (struct view_start *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

static void start_free(struct view *view)
{
	struct view_start *self = (struct view_start *)view;
	page_release(&self->page);
	free(self);
}

static const struct view_ops start_ops = {
        .context = CONTEXT_START,
        .title = start_title,
        .draw = start_draw,
        .act = start_act,
        .event = start_event,
        .free = start_free,
};

struct view *view_start_new(struct start *start)
{
	struct view_start *self = mem_new(1, sizeof *self);
	self->view.ops = &start_ops;
	self->start = start;
	list_set_count(&self->list, ROWS);
	return &self->view;
}
