/* The first screen: where each checklist stands, and what to do next. */
#include <stdlib.h>

#include "checklist_table.h"
#include "exchange.h"
#include "tenken/base/mem.h"
#include "todo.h"
#include "views.h"

struct view_home {
	struct view view;
	struct todos todos;
	struct list list; /* the checklists, then what there is to do */
	struct page page;
	size_t from;
};

static size_t rows_of(const struct view_home *self, const struct shell *shell)
{
	return shell->workplace->checklists_count + self->todos.count;
}

static void rebuild(struct view_home *self, struct shell *shell)
{
	todos_release(&self->todos);
	todos_compute(&self->todos, shell->workplace);
	list_set_count(&self->list, rows_of(self, shell));
}

/* The checklist that the cursor is about; for what concerns all of them the one in which one worked last. */
static struct checklist *present_checklist(const struct view_home *self, const struct shell *shell)
{
	struct workplace *workplace = shell->workplace;
	struct checklist *checklist = NULL;
	if (self->list.cursor < workplace->checklists_count)
		return &workplace->checklists[self->list.cursor];
	size_t todo = self->list.cursor - workplace->checklists_count;
	if (todo < self->todos.count && self->todos.items[todo].checklist)
		return self->todos.items[todo].checklist;
	workplace_load_place(workplace, &checklist);
	return checklist;
}

/* NULL: the cursor is on something to do. */
static const struct checklist *focused_checklist(const struct view_home *self, const struct shell *shell)
{
	return self->list.cursor < shell->workplace->checklists_count ? &shell->workplace->checklists[self->list.cursor]
	                                                              : NULL;
}

/* The section is always named; the product's name, then the role, give way to it. */
static void home_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct workplace *workplace = shell->workplace;
	int rows, cols, ambiguous_cols = term_ambiguous_cols(shell->term);
	struct strbuf role = STRBUF_INIT;
	(void)view;
	term_size(shell->term, &rows, &cols);
	strbuf_add(left, _("Information security self-check"));
	strbuf_add(left, "  ");
	date_format_fiscal_year(left, workplace->cycle.fiscal_year);
	strbuf_addf(right, "%s %s", workplace->unit.bureau, workplace->unit.name);
	if (workplace->checklists_count == 1)
		strbuf_addf(&role, " / %s", bilingual_text(&workplace->checklists[0].role->title));
	int room = cols - 4 - text_cols(left->text, ambiguous_cols) - text_cols(right->text, ambiguous_cols);
	if (text_cols(role.text, ambiguous_cols) <= room)
		strbuf_add(right, role.text);
	if (room < 0) {
		strbuf_reset(left);
		date_format_fiscal_year(left, workplace->cycle.fiscal_year);
		strbuf_addf(left, "  %s", right->text);
		strbuf_reset(right);
	}
	strbuf_release(&role);
}

/* --- drawing --- */

static void compose_due(struct page *page, const struct workplace *workplace)
{
	struct date due;
	if (!workplace->cycle.due || !date_parse_iso(&due, workplace->cycle.due))
		return;
	struct strbuf day = STRBUF_INIT;
	int days = date_days_between(workplace->today, due);
	enum checklist_state state = workplace->with_office.state;
	bool handed_in = state == STATE_SUBMITTED || state == STATE_ACCEPTED || state == STATE_CLOSED;
	date_format_local(&day, due);
	/* Once it is handed in, nobody waits for it. */
	char *text = handed_in && days < 0 ? str_format(_("Due %s"), day.text) : exchange_due_text(due, workplace->today);
	page_row(page);
	page_put(page, 1, days <= 7 && !handed_in ? STYLE_WARNING : STYLE_PLAIN, text);
	strbuf_release(&day);
	page_space(page);
	free(text);
}

static void compose_todo(struct page *page, const struct todo *todo, size_t number, bool focused)
{
	char digit[2] = {number <= 9 ? (char)('0' + number) : ' ', 0};
	size_t first = page->count;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, 3, STYLE_KEY, digit);
	page_put(page, 5, focused ? STYLE_FOCUS : STYLE_PLAIN, todo->text);
	if (focused)
		page_set_focus(page, first);
}

static void home_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_home *self = (struct view_home *)view;
	const struct workplace *workplace = shell->workplace;
	struct page *page = &self->page;
	size_t row = 0;
	page_begin(page, canvas);
	compose_due(page, workplace);
	exchange_compose(page, workplace);
	size_t table = page->count;
	checklist_table_head(page);
	for (size_t i = 0; i < workplace->checklists_count; i++, row++) {
		page->tag = (int)row;
		checklist_table_row(page, &workplace->checklists[i],
		                    checklist_state_label(workplace->checklists[i].state), self->list.cursor == row);
	}
	page->tag = PAGE_NO_TAG;
	page_set_table(page, table);
	page_space(page);
	page_row(page);
	page_put(page, 1, STYLE_TITLE, _("What to do next"));
	for (size_t i = 0; i < self->todos.count; i++, row++) {
		page->tag = (int)row;
		compose_todo(page, &self->todos.items[i], i + 1, self->list.cursor == row);
	}
	page->tag = PAGE_NO_TAG;
	page_shrink(page, rows);
	list_set_rows(&self->list, rows);
	page_draw(page, top, rows, &self->from, true);
}

/* --- actions --- */

static void open_filtered(struct shell *shell, struct checklist *checklist, enum filter filter)
{
	struct view *list = view_list_new(shell, checklist);
	view_list_filter(list, filter);
	shell_push(shell, list);
}

static void begin_new_year(struct shell *shell)
{
	struct error err = {0};
	if (!workplace_new_year(shell->workplace, date_fiscal_year(shell->workplace->today), NULL, &err)) {
		shell_fail(shell, &err);
		return;
	}
	shell_say(shell, STYLE_SAVED, "%s",
	          _("Saved. Last year's answers stand beside the questions. First say what holds for this year."));
	views_open(shell, NULL, ACTION_PROFILE);
}

/* What the office has opened is joined: a year that was begun alone would be a second one beside it. */
static void ask_new_year(struct shell *shell)
{
	const char *const choices[] = {_("Do not begin yet"), _("Join with the office's campaign file"), _("Begin without the office")};
	struct strbuf year = STRBUF_INIT;
	char key[16];
	date_format_fiscal_year(&year, date_fiscal_year(shell->workplace->today));
	char *label = str_format(_("Begin the self-check of %s? If the office has handed out a campaign file for it, join with it (%s) instead "
	                           "of beginning alone."),
	                         year.text, action_key_name(ACTION_JOIN, key));
	int choice = prompt_choice(shell, label, choices, sizeof choices / sizeof *choices, NULL, 0);
	if (choice == 1)
		exchange_join(shell);
	else if (choice == 2)
		begin_new_year(shell);
	free(label);
	strbuf_release(&year);
}

/* Where it was typed, with the prompt open: what was typed stands there again. */
static void open_draft(struct shell *shell, const struct todo *todo)
{
	char *field = mem_strdup(todo->field); /* what there is to do may be found anew while one writes */
	if (!todo->checklist) {
		view_record_open_field(shell, todo->record, field);
	} else {
		struct view *question = view_question_new(shell, todo->checklist, todo->item);
		shell_push(shell, question);
		view_question_write(question, shell, field);
	}
	free(field);
}

static void do_todo(struct shell *shell, const struct todo *todo)
{
	struct view *check;
	switch (todo->kind) {
	case TODO_NEW_YEAR:
		ask_new_year(shell);
		return;
	case TODO_CARRIED:
		open_filtered(shell, todo->checklist, FILTER_CARRIED);
		return;
	case TODO_OVERDUE:
		open_filtered(shell, todo->checklist, FILTER_OVERDUE);
		return;
	case TODO_UNSURE_LATE:
		open_filtered(shell, todo->checklist, FILTER_UNSURE);
		return;
	case TODO_PLANS_LEFT:
		open_filtered(shell, todo->checklist, FILTER_PLANS_LEFT);
		return;
	case TODO_REGISTERS:
		views_open(shell, NULL, ACTION_REGISTERS);
		return;
	case TODO_DRAFT:
		open_draft(shell, todo);
		return;
	case TODO_PROFILE:
		views_open(shell, NULL, ACTION_PROFILE);
		return;
	case TODO_CONTINUE:
		shell_push(shell, view_question_new(shell, todo->checklist, todo->item));
		return;
	case TODO_UNANSWERED:
		views_open_unanswered(shell, todo->checklist, SIZE_MAX, 1);
		return;
	case TODO_LACK:
		check = view_check_new(shell, todo->checklist);
		view_check_go(check, todo->lack);
		shell_push(shell, check);
		return;
	case TODO_RETURNED:
		shell_push(shell, view_returned_new(shell));
		return;
	case TODO_SUBMIT:
		exchange_act(shell, ACTION_SUBMIT);
		return;
	case TODO_REPORT:
		views_open(shell, NULL, ACTION_REPORT);
		return;
	}
}

static void open_row(struct view_home *self, struct shell *shell)
{
	size_t checklists = shell->workplace->checklists_count;
	if (self->list.cursor < checklists)
		views_open(shell, &shell->workplace->checklists[self->list.cursor], ACTION_LIST);
	else if (self->list.cursor - checklists < self->todos.count)
		do_todo(shell, &self->todos.items[self->list.cursor - checklists]);
}

/* From the place one left: it itself when it is still open. */
static void open_unanswered(struct view_home *self, struct shell *shell, int step)
{
	struct workplace *workplace = shell->workplace;
	struct checklist *checklist = present_checklist(self, shell), *place = NULL;
	size_t from = workplace_load_place(workplace, &place);
	if (checklist && checklist->tally.answered == checklist->tally.applicable)
		for (size_t i = 0; i < workplace->checklists_count; i++)
			if (workplace->checklists[i].tally.answered < workplace->checklists[i].tally.applicable)
				checklist = &workplace->checklists[i];
	if (place != checklist)
		from = SIZE_MAX;
	if (checklist && from != SIZE_MAX && checklist_shows(checklist, from, FILTER_UNANSWERED, NULL))
		shell_push(shell, view_question_new(shell, checklist, from));
	else
		views_open_unanswered(shell, checklist, from, step);
}

static void jump(struct view_home *self, struct shell *shell)
{
	struct checklist *checklist = present_checklist(self, shell);
	size_t item = views_ask_clause(shell, checklist);
	if (item != SIZE_MAX)
		shell_push(shell, view_question_new(shell, checklist, item));
}

static bool home_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_home *self = (struct view_home *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_NEXT_OPEN:
	case ACTION_PREVIOUS_OPEN:
		open_unanswered(self, shell, action == ACTION_NEXT_OPEN ? 1 : -1);
		return true;
	case ACTION_JUMP:
		jump(self, shell);
		return true;
	case ACTION_RENAME:
		views_rename(shell);
		return true;
	case ACTION_ADD_CHECKLIST:
		if (views_add_checklist(shell))
			rebuild(self, shell);
		return true;
	case ACTION_REMOVE_CHECKLIST:
		if (views_remove_checklist(shell, focused_checklist(self, shell)))
			rebuild(self, shell);
		return true;
	default:
		return exchange_act(shell, action) || views_open(shell, present_checklist(self, shell), action);
	}
}

static const char *home_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	const struct view_home *self = (const struct view_home *)view;
	bool needs = action == ACTION_SEARCH || action == ACTION_JUMP || action == ACTION_LIST || action == ACTION_CHECK ||
	             action == ACTION_CHECK_SHEET;
	if (needs && !present_checklist(self, shell))
		return _("There is no checklist yet.");
	if (action == ACTION_RENAME && shell->workplace->with_office.campaign)
		return _("The section is called as the office's roster says. Tell the office: the roster of the next campaign can say it otherwise.");
	if (action == ACTION_ADD_CHECKLIST || action == ACTION_RENAME)
		return views_why_readonly(shell);
	if (action == ACTION_REMOVE_CHECKLIST)
		return views_why_readonly(shell)         ? views_why_readonly(shell)
		       : !focused_checklist(self, shell) ? _("Put the cursor on the checklist that is to be removed.")
		       : shell->workplace->checklists_count == 1
		               ? _("It is the only checklist: a self-check has one at least.")
		               : NULL;
	return exchange_why_not(shell, action);
}

static void home_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_home *self = (struct view_home *)view;
	int digit = event_digit(event);
	if (digit > 0 && (size_t)digit <= self->todos.count) {
		list_go(&self->list, shell->workplace->checklists_count + (size_t)digit - 1);
		open_row(self, shell);
		return;
	}
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

/* Back from elsewhere, what was to be done may be done: the cursor stands on what is next. */
static void home_refresh(struct view *view, struct shell *shell)
{
	struct view_home *self = (struct view_home *)view;
	rebuild(self, shell);
	if (self->list.cursor > shell->workplace->checklists_count)
		list_go(&self->list, shell->workplace->checklists_count);
}

static void home_free(struct view *view)
{
	struct view_home *self = (struct view_home *)view;
	todos_release(&self->todos);
	page_release(&self->page);
	free(self);
}

static const struct view_ops home_ops = {
        .context = CONTEXT_HOME,
        .title = home_title,
        .draw = home_draw,
        .act = home_act,
        .why_not = home_why_not,
        .event = home_event,
        .refresh = home_refresh,
        .free = home_free,
};

/* The cursor begins on the first thing to do, so that Enter does it. */
struct view *view_home_new(struct shell *shell)
{
	struct view_home *self = mem_new(1, sizeof *self);
	self->view.ops = &home_ops;
	rebuild(self, shell);
	list_go(&self->list, shell->workplace->checklists_count);
	return &self->view;
}
