/* The questions of a checklist as an outline: chapters with their counts, the questions below them. */
#include <assert.h>
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "office_comment.h"
#include "view_outline.h"

struct view_list {
	struct view view;
	struct checklist *checklist;
	struct outline outline;
	struct list list;
	struct page page;
	size_t from;
	bool away; /* a question was opened: coming back, the cursor follows */
};

static const struct outline_row *focused(const struct view_list *self)
{
	return self->list.cursor < self->outline.count ? &self->outline.rows[self->list.cursor] : NULL;
}

/* Composes the outline anew and keeps the cursor on what it stood on. */
static void rebuild(struct view_list *self)
{
	const struct outline_row *present = focused(self);
	struct outline_row kept = present ? *present : (struct outline_row){0};
	outline_build(&self->outline, self->checklist);
	list_set_count(&self->list, self->outline.count);
	if (present)
		list_go(&self->list, outline_find(&self->outline, self->checklist, &kept));
}

static void go_to_item(struct view_list *self, size_t item)
{
	struct outline_row row = {.kind = ROW_QUESTION, .index = item};
	outline_unfold(&self->outline, checklist_question(self->checklist, item)->chapter);
	rebuild(self);
	list_go(&self->list, outline_find(&self->outline, self->checklist, &row));
}

/* After filter or search: on the first question that is shown, not on its chapter. */
static void go_to_first_shown(struct view_list *self)
{
	rebuild(self);
	if (!outline_is_narrowed(&self->outline))
		return;
	for (size_t i = 0; i < self->outline.count; i++) {
		if (self->outline.rows[i].kind == ROW_QUESTION) {
			list_go(&self->list, i);
			return;
		}
	}
}

/* The item from which the next unanswered one is looked for. */
static size_t present_item(const struct view_list *self, int step)
{
	const struct outline_row *row = focused(self);
	if (!row || row->kind == ROW_LEFT_OUT)
		return SIZE_MAX;
	if (row->kind == ROW_QUESTION)
		return row->index;
	size_t first = outline_first_item(self->checklist, row->index);
	if (step < 0)
		return first;
	return first && first != SIZE_MAX ? first - 1 : SIZE_MAX;
}

static void list_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	struct view_list *self = (struct view_list *)view;
	views_whose(left, shell);
	checklist_name(left, self->checklist);
	strbuf_addf(right, "%zu/%zu", self->checklist->tally.answered, self->checklist->tally.applicable);
}

static int draw_filter(const struct view_list *self, const struct canvas *canvas, int top)
{
	const struct outline *outline = &self->outline;
	struct strbuf text = STRBUF_INIT;
	if (!outline_is_narrowed(outline))
		return 0;
	if (outline->filter != FILTER_ALL)
		strbuf_addf(&text, _("Filter: %s   "), filter_label(outline->filter));
	if (outline->clause)
		strbuf_addf(&text, _("Clause: %s   "), outline->clause);
	if (outline->role)
		strbuf_addf(&text, _("Role: %s   "), role_title(self->checklist->scope.pack, outline->role));
	strbuf_addf(&text, P_("%zu question   ", "%zu questions   ", outline->shown), outline->shown);
	if (!str_is_blank(outline->search))
		strbuf_addf(&text, _("Search: %s"), outline->search);
	draw_text(canvas, top, 1, canvas->cols - 1, text.text, STYLE_WARNING);
	strbuf_release(&text);
	return 1;
}

/* The whole statement of the question under the cursor, which its row may have cut. */
static void draw_detail(const struct view_list *self, const struct canvas *canvas, int top, int rows)
{
	const struct outline_row *row = focused(self);
	struct strbuf head = STRBUF_INIT;
	if (!row || rows < 2)
		return;
	draw_rule(canvas, top);
	if (row->kind == ROW_QUESTION) {
		const struct question *question = checklist_question(self->checklist, row->index);
		question_clauses(&head, self->checklist->scope.pack, question, 3);
		strbuf_addf(&head, "  %s", bilingual_text(&question->text));
	} else if (row->kind == ROW_CHAPTER) {
		char key[16];
		strbuf_addf(&head, _("%s shows or hides the questions of the chapter."),
		            action_key_name(ACTION_OPEN, key));
	} else {
		char key[16];
		strbuf_addf(&head, _("%s shows which questions these are, and why."),
		            action_key_name(ACTION_OPEN, key));
	}
	draw_paragraph(canvas, top + 1, 1, canvas->cols - 1, rows - 1, 0, head.text, STYLE_PLAIN);
	strbuf_release(&head);
}

static void list_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_list *self = (struct view_list *)view;
	int head = draw_filter(self, canvas, top);
	int detail = rows >= 14 ? 4 : rows >= 10 ? 3 : 0;
	(void)shell;
	head += outline_draw_header(canvas, top + head, rows, self->checklist);
	int body = rows - head - detail;
	if (body < 1)
		body = 1;
	list_set_rows(&self->list, body);
	if (!self->outline.count)
		draw_paragraph(canvas, top + head, 1, canvas->cols - 1, body, 0,
		               _("No question is shown by this filter and search."), STYLE_PLAIN);
	page_begin(&self->page, canvas);
	outline_compose(&self->page, &self->outline, self->checklist, self->list.cursor);
	page_draw(&self->page, top + head, body, &self->from, true);
	draw_detail(self, canvas, top + head + body, detail);
}

/* --- actions --- */

static char *left_out_text(struct shell *shell, void *data, struct error *err)
{
	const struct view_list *self = data;
	const struct workplace *workplace = shell->workplace;
	const struct scope *scope = &self->checklist->scope;
	struct strbuf out = STRBUF_INIT;
	strbuf_addf(&out, "%s\n\n",
	            _("These questions are not asked, by what was said about the section. If that is wrong, change it "
	              "there."));
	for (size_t i = 0; i < scope->count; i++) {
		const struct question *question = checklist_question(self->checklist, i);
		if (scope_asks(&scope->items[i]))
			continue;
		question_clauses(&out, workplace->pack, question, 3);
		strbuf_addf(&out, "  %s\n  - ", bilingual_text(&question->text));
		checklist_explain(workplace, self->checklist, i, &out);
		strbuf_add(&out, "\n\n");
	}
	(void)err;
	return strbuf_take(&out);
}

static void show_left_out(struct view_list *self, struct shell *shell)
{
	const struct text_source source = {
	        .title = N_("Questions that are left out"), .write = left_out_text, .data = self};
	view_text_open(shell, &source);
}

static void open_question(struct view_list *self, struct shell *shell, size_t item)
{
	struct view *question = view_question_new(shell, self->checklist, item);
	self->away = true;
	view_question_mark(question, self->outline.search);
	shell_push(shell, question);
}

static void open_row(struct view_list *self, struct shell *shell)
{
	const struct outline_row *row = focused(self);
	if (!row)
		return;
	switch (row->kind) {
	case ROW_CHAPTER:
		if (outline_is_narrowed(&self->outline)) {
			shell_say(shell, STYLE_PLAIN, "%s", _("With a filter or a search all chapters are open. Esc shows all questions again."));
			return;
		}
		self->outline.folded[row->index] = !self->outline.folded[row->index];
		rebuild(self);
		return;
	case ROW_QUESTION:
		open_question(self, shell, row->index);
		return;
	case ROW_LEFT_OUT:
		show_left_out(self, shell);
		return;
	}
}

static void choose_clause(struct view_list *self, struct shell *shell)
{
	char *text = mem_strdup(self->outline.clause ? self->outline.clause : "");
	if (prompt_line(shell, "clauses shown", _("Questions of which clause?"), _("E.g. 7.4.3.ウ, 7.4 or 7. Empty: of all."), &text)) {
		str_assign(&self->outline.clause, str_is_blank(text) ? NULL : text);
		go_to_first_shown(self);
	}
	free(text);
}

/* Only roles of which there are questions. */
static void choose_role(struct view_list *self, struct shell *shell)
{
	const struct pack *pack = self->checklist->scope.pack;
	const char **titles = mem_new(pack->roles_count + 1, sizeof *titles);
	size_t *roles = mem_new(pack->roles_count + 1, sizeof *roles), count = 0;
	int present = 0;
	for (size_t i = 0; i < pack->roles_count; i++) {
		size_t item = 0;
		while (item < self->checklist->scope.count &&
		       !(scope_asks(&self->checklist->scope.items[item]) &&
		         question_is_of_role(pack, checklist_question(self->checklist, item), pack->roles[i].id)))
			item++;
		if (item == self->checklist->scope.count)
			continue;
		if (str_equal(pack->roles[i].id, self->outline.role))
			present = (int)count;
		titles[count] = bilingual_text(&pack->roles[i].title);
		roles[count++] = i;
	}
	titles[count] = _("All");
	int choice = prompt_choice(shell, _("Questions of whose duties?"), titles, count + 1, NULL, present);
	if (choice >= 0) {
		str_assign(&self->outline.role, (size_t)choice < count ? pack->roles[roles[choice]].id : NULL);
		go_to_first_shown(self);
	}
	free(titles);
	free(roles);
}

static_assert(FILTER_PLANS_LEFT == FILTERS - 2 && FILTER_OVERDUE == FILTERS - 1, "choose_filter() has their places");

static void choose_filter(struct view_list *self, struct shell *shell)
{
	/* The last filters came last, too: the others keep the digits that people know. */
	enum { BY_CLAUSE = FILTER_PLANS_LEFT, BY_ROLE, PLANS_LEFT, OVERDUE, CHOICES };
	enum filter filter = self->outline.filter;
	const char *labels[CHOICES];
	for (int i = 0; i < BY_CLAUSE; i++)
		labels[i] = filter_label((enum filter)i);
	labels[BY_CLAUSE] = _("Of a clause or chapter …");
	labels[BY_ROLE] = _("Of a role …");
	labels[PLANS_LEFT] = filter_label(FILTER_PLANS_LEFT);
	labels[OVERDUE] = filter_label(FILTER_OVERDUE);
	int present = filter == FILTER_PLANS_LEFT ? PLANS_LEFT : filter == FILTER_OVERDUE ? OVERDUE : (int)filter;
	int choice = prompt_choice(shell, _("Which questions are shown?"), labels, CHOICES, "1234567890po", present);
	if (choice == BY_CLAUSE)
		choose_clause(self, shell);
	else if (choice == BY_ROLE)
		choose_role(self, shell);
	else if (choice == FILTER_ALL) {
		outline_widen(&self->outline);
		go_to_first_shown(self);
	} else if (choice >= 0)
		view_list_filter(&self->view, choice == PLANS_LEFT ? FILTER_PLANS_LEFT : choice == OVERDUE ? FILTER_OVERDUE : (enum filter)choice);
}

void view_list_filter(struct view *view, enum filter filter)
{
	struct view_list *self = (struct view_list *)view;
	self->outline.filter = filter;
	go_to_first_shown(self);
}

static void choose_search(struct view_list *self, struct shell *shell)
{
	char *text = mem_strdup(self->outline.search ? self->outline.search : "");
	if (prompt_line(shell, "search", _("Search"), _("In questions, clauses and remarks. Empty: show all again."), &text))
		view_list_search(&self->view, shell, text);
	free(text);
}

void view_list_search(struct view *view, struct shell *shell, const char *search)
{
	struct view_list *self = (struct view_list *)view;
	str_assign(&self->outline.search, search);
	go_to_first_shown(self);
	if (!str_is_blank(search) && !self->outline.shown)
		shell_say(shell, STYLE_WARNING, _("\"%s\" was not found in this checklist."), search);
}

bool view_list_searches(const struct view *view)
{
	const struct view_list *self = (const struct view_list *)view;
	return !str_is_blank(self->outline.search) && self->outline.shown > 0;
}

/* Esc first gives up filter and search, and only then the screen. */
static bool show_all_again(struct view_list *self)
{
	if (!outline_is_narrowed(&self->outline))
		return false;
	const struct outline_row *row = focused(self);
	size_t item = row && row->kind == ROW_QUESTION ? row->index : SIZE_MAX;
	outline_widen(&self->outline);
	rebuild(self);
	if (item != SIZE_MAX)
		go_to_item(self, item);
	return true;
}

/* Filter and search would hide it. */
static void jump(struct view_list *self, struct shell *shell)
{
	size_t item = views_ask_clause(shell, self->checklist);
	if (item == SIZE_MAX)
		return;
	outline_widen(&self->outline);
	go_to_item(self, item);
}

static bool list_view_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_list *self = (struct view_list *)view;
	size_t item;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_NEXT_OPEN:
		self->away = true;
		views_open_unanswered(shell, self->checklist, present_item(self, 1), 1);
		return true;
	case ACTION_PREVIOUS_OPEN:
		self->away = true;
		views_open_unanswered(shell, self->checklist, present_item(self, -1), -1);
		return true;
	case ACTION_FILTER:
		choose_filter(self, shell);
		return true;
	case ACTION_SEARCH:
		choose_search(self, shell);
		return true;
	case ACTION_JUMP:
		jump(self, shell);
		return true;
	case ACTION_BACK:
		return show_all_again(self);
	case ACTION_UNDO:
	case ACTION_REDO:
		if (views_undo(shell, self->checklist, action == ACTION_REDO, &item) && item != SIZE_MAX)
			go_to_item(self, item);
		return true;
	default:
		return views_open(shell, self->checklist, action);
	}
}

static const char *list_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	(void)view;
	if (action == ACTION_NEXT_OPEN || action == ACTION_PREVIOUS_OPEN)
		return office_why_not_answered(shell);
	return action == ACTION_UNDO || action == ACTION_REDO ? views_why_readonly(shell) : NULL;
}

static void list_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_list *self = (struct view_list *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

/* Back from a question: the cursor stands on the one that was left. */
static void list_refresh(struct view *view, struct shell *shell)
{
	struct view_list *self = (struct view_list *)view;
	struct checklist *checklist = NULL;
	size_t item = workplace_load_place(shell->workplace, &checklist);
	rebuild(self);
	if (self->away && checklist == self->checklist && item != SIZE_MAX)
		go_to_item(self, item);
	self->away = false;
}

static void list_free(struct view *view)
{
	struct view_list *self = (struct view_list *)view;
	outline_release(&self->outline);
	page_release(&self->page);
	free(self);
}

static const struct view_ops list_ops = {
        .context = CONTEXT_LIST,
        .title = list_title,
        .draw = list_draw,
        .act = list_view_act,
        .why_not = list_why_not,
        .event = list_event,
        .refresh = list_refresh,
        .free = list_free,
};

/* Folded but for the chapter at which one is: the place one left, else the first that has something open. */
struct view *view_list_new(struct shell *shell, struct checklist *checklist)
{
	struct view_list *self = mem_new(1, sizeof *self);
	struct checklist *place = NULL;
	size_t item = workplace_load_place(shell->workplace, &place);
	self->view.ops = &list_ops;
	self->checklist = checklist;
	outline_init(&self->outline, checklist);
	if (place != checklist || item == SIZE_MAX)
		item = checklist_next_open(checklist, SIZE_MAX, 1);
	rebuild(self);
	if (item != SIZE_MAX)
		go_to_item(self, item);
	return &self->view;
}
