/* The screen of a question: its actions, and moving from question to question. */
#include "view_question.h"

#include <stdlib.h>

#include "exchange.h"
#include "office_comment.h"
#include "shell.h"
#include "tenken/base/mem.h"
#include "view_office.h"

const struct question *view_question_of(const struct view_question *view)
{
	return checklist_question(view->checklist, view->item);
}

const struct response *view_question_response(const struct view_question *view)
{
	return &view->checklist->entries[view->item].standing.response;
}

void view_question_go(struct view_question *self, struct shell *shell, size_t item)
{
	self->item = item;
	self->element = QUESTION_WHOLE;
	self->from = 0;
	self->follow = false;
	self->confirmed_at = 0;
	workplace_save_place(shell->workplace, self->checklist, item);
}

/* --- moving --- */

static void say_all_answered(struct shell *shell)
{
	char key[16];
	if (shell->office)
		shell_say(shell, STYLE_PLAIN, "%s", _("Every question of this checklist is answered."));
	else
		shell_say(shell, STYLE_SAVED, _("Every question is answered. %s lists what is still missing."),
		          action_key_name(ACTION_CHECK, key));
}

static void go_unanswered(struct view_question *self, struct shell *shell, int step)
{
	size_t item = checklist_next_open(self->checklist, self->item, step);
	if (item == SIZE_MAX)
		say_all_answered(shell);
	else if (item == self->item)
		shell_say(shell, STYLE_WARNING, "%s", _("This is the only question that is not answered yet."));
	else
		view_question_go(self, shell, item);
}

/* Enter: on from an answered question; on one that is open it would be a guess at what is meant. Whoever looks at the office wants
 * to know what is behind it. */
static void go_on(struct view_question *self, struct shell *shell)
{
	char key[16];
	if (shell->office && view_question_is_decided(self))
		view_question_open_register(self, shell);
	else if (view_question_response(self)->answer != ANSWER_NONE)
		go_unanswered(self, shell, 1);
	else if (view_question_of(self)->elements_count)
		view_question_focus(
		        self, view_question_open_element(self, self->element < 0 ? 0 : (size_t)self->element + 1));
	else
		shell_say(shell, STYLE_WARNING, _("Not answered yet. %s goes to the next unanswered question."),
		          action_key_name(ACTION_NEXT_OPEN, key));
}

static void go_neighbour(struct view_question *self, struct shell *shell, int step)
{
	size_t count = self->checklist->scope.count, at = self->item;
	while (step > 0 ? ++at < count : at-- > 0) {
		if (scope_asks(&self->checklist->scope.items[at])) {
			view_question_go(self, shell, at);
			return;
		}
	}
	shell_say(shell, STYLE_PLAIN, "%s",
	          step > 0 ? _("This is the last question.") : _("This is the first question."));
}

static void go_edge(struct view_question *self, struct shell *shell, int step)
{
	const struct scope *scope = &self->checklist->scope;
	for (size_t i = 0; i < scope->count; i++) {
		size_t at = step > 0 ? scope->count - 1 - i : i;
		if (scope_asks(&scope->items[at])) {
			view_question_go(self, shell, at);
			return;
		}
	}
}

/* Scrolls by rows where the question does not fit; false at the end, or where it fits. */
static bool scroll(struct view_question *self, int by)
{
	size_t rows = self->rows > 0 ? (size_t)self->rows : 1;
	size_t last = self->page.count > rows ? self->page.count - rows : 0;
	size_t before = self->from;
	if (by < 0)
		self->from = self->from > (size_t)-by ? self->from - (size_t)-by : 0;
	else
		self->from = self->from + (size_t)by < last ? self->from + (size_t)by : last;
	self->follow = false;
	return self->from != before;
}

/* The answers stand below each other like rows to walk over: whoever tries that must not find herself at another question. */
static void say_how_to_answer(struct shell *shell)
{
	char first[16], last[16], unsure[16], next[16], before[16];
	shell_say(shell, STYLE_WARNING, _("Answer by the digit in front: %s to %s, or %s. %s goes to the next question, %s to the one before."),
	          action_key_name(ACTION_ANSWER_IMPLEMENTED, first), action_key_name(ACTION_ANSWER_EXCEPTION, last),
	          action_key_name(ACTION_ANSWER_UNSURE, unsure), action_key_name(ACTION_NEXT, next),
	          action_key_name(ACTION_PREVIOUS, before));
}

static void step(struct view_question *self, struct shell *shell, int by)
{
	int elements = (int)view_question_of(self)->elements_count;
	if (!elements) {
		if (!scroll(self, by))
			say_how_to_answer(shell);
		return;
	}
	/* The items are a ring with the question as a whole between the last and the first. */
	int next = self->element + by;
	if (next < QUESTION_WHOLE)
		next = elements - 1;
	self->element = next >= elements ? QUESTION_WHOLE : next;
	self->follow = true;
}

static void step_page(struct view_question *self, struct shell *shell, int by)
{
	if (!scroll(self, by * (self->rows > 2 ? self->rows - 1 : 1)))
		go_neighbour(self, shell, by);
}

/* --- actions --- */

static bool act_moving(struct view_question *self, struct shell *shell, enum action_id action)
{
	switch (action) {
	case ACTION_UP:
	case ACTION_DOWN:
		step(self, shell, action == ACTION_UP ? -1 : 1);
		return true;
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		step_page(self, shell, action == ACTION_PAGE_UP ? -1 : 1);
		return true;
	case ACTION_FIRST:
	case ACTION_LAST:
		go_edge(self, shell, action == ACTION_FIRST ? -1 : 1);
		return true;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		go_neighbour(self, shell, action == ACTION_PREVIOUS ? -1 : 1);
		return true;
	case ACTION_NEXT_OPEN:
	case ACTION_PREVIOUS_OPEN:
		go_unanswered(self, shell, action == ACTION_PREVIOUS_OPEN ? -1 : 1);
		return true;
	case ACTION_OPEN:
		go_on(self, shell);
		return true;
	default:
		return false;
	}
}

static bool act_answering(struct view_question *self, struct shell *shell, enum action_id action)
{
	switch (action) {
	case ACTION_ANSWER_IMPLEMENTED:
	case ACTION_ANSWER_PARTIAL:
	case ACTION_ANSWER_NOT_IMPLEMENTED:
	case ACTION_ANSWER_NOT_APPLICABLE:
	case ACTION_ANSWER_EXCEPTION:
	case ACTION_ANSWER_UNSURE:
		view_question_answer(
		        self, shell,
		        (enum answer)((int)ANSWER_IMPLEMENTED + (int)action - (int)ACTION_ANSWER_IMPLEMENTED));
		return true;
	case ACTION_YES:
	case ACTION_ELEMENT_YES:
		view_question_answer_element(self, shell, ELEMENT_YES);
		return true;
	case ACTION_NO:
	case ACTION_ELEMENT_NO:
		view_question_answer_element(self, shell, ELEMENT_NO);
		return true;
	case ACTION_UNKNOWN:
	case ACTION_ELEMENT_NA:
		view_question_answer_element(self, shell, ELEMENT_NA);
		return true;
	case ACTION_CONFIRM_PREVIOUS:
		view_question_confirm(self, shell);
		return true;
	default:
		return false;
	}
}

static bool question_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_question *self = (struct view_question *)view;
	size_t item;
	if (act_moving(self, shell, action) || act_answering(self, shell, action))
		return true;
	switch (action) {
	case ACTION_NOTE:
		view_question_write_note(self, shell);
		return true;
	case ACTION_REASON:
		view_question_write_reason(self, shell);
		return true;
	case ACTION_PLAN:
		view_question_open_plan(self, shell);
		return true;
	case ACTION_REGISTERS:
		view_question_open_register(self, shell);
		return true;
	case ACTION_CLAUSE:
		views_open_clauses(shell, view_question_of(self));
		return true;
	case ACTION_HISTORY:
		view_question_open_history(shell, self);
		return true;
	case ACTION_COMMENT:
		office_comment_write(shell, view_question_of(self)->id);
		return true;
	case ACTION_PUSH:
		office_open_push(shell, view_question_of(self)->id);
		return true;
	case ACTION_COMMON:
		shell_push(shell, view_common_new(shell, view_question_of(self)));
		return true;
	case ACTION_JUMP:
		item = views_ask_clause(shell, self->checklist);
		if (item != SIZE_MAX)
			view_question_go(self, shell, item);
		return true;
	case ACTION_UNDO:
	case ACTION_REDO:
		if (views_undo(shell, self->checklist, action == ACTION_REDO, &item) && item != SIZE_MAX)
			view_question_go(self, shell, item);
		return true;
	default:
		return views_open(shell, self->checklist, action);
	}
}

static bool is_writing(enum action_id action)
{
	return (action >= ACTION_ANSWER_IMPLEMENTED && action <= ACTION_UNKNOWN) || action == ACTION_NOTE ||
	       action == ACTION_REASON || action == ACTION_CONFIRM_PREVIOUS || action == ACTION_UNDO ||
	       action == ACTION_REDO || (action >= ACTION_ELEMENT_YES && action <= ACTION_ELEMENT_NA);
}

static bool is_answering(enum action_id action)
{
	return (action >= ACTION_ANSWER_IMPLEMENTED && action <= ACTION_ANSWER_UNSURE) ||
	       action == ACTION_CONFIRM_PREVIOUS;
}

/* Where there is no room for how to check, its key says that it is there; items are not answered 部 or 否 as a whole. */
static void question_name(struct view *view, enum action_id action, const char **keys, const char **label)
{
	const struct view_question *self = (const struct view_question *)view;
	if (action == ACTION_ANSWER_IMPLEMENTED && view_question_of(self)->elements_count)
		*keys = "1 4 5 0";
	if (action == ACTION_CLAUSE && self->hint_left_out)
		*label = _("How to check");
}

static const char *question_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_question *self = (struct view_question *)view;
	const struct response *response = view_question_response(self);
	if (is_writing(action) && views_why_readonly(shell))
		return views_why_readonly(shell);
	if (is_answering(action) && view_question_is_decided(self)) {
		free(self->why);
		self->why = checklist_why_decided(shell->workplace, self->checklist, self->item);
		return self->why;
	}
	switch (action) {
	case ACTION_NEXT_OPEN:
	case ACTION_PREVIOUS_OPEN:
		return office_why_not_answered(shell);
	case ACTION_COMMENT:
		return office_comment_why_not(shell);
	case ACTION_PUSH:
		if (!shell->office)
			return _("Other units are asked by the office.");
		return shell->office->readonly ? _("This was opened to look only (--readonly): nothing can be changed.") : NULL;
	case ACTION_COMMON:
		return exchange_why_not(shell, action);
	case ACTION_ELEMENT_YES:
	case ACTION_ELEMENT_NO:
	case ACTION_ELEMENT_NA:
		return view_question_of(self)->elements_count ? NULL : _("This question has no items: it takes one answer.");
	case ACTION_CONFIRM_PREVIOUS:
		if (!self->checklist->entries[self->item].has_previous)
			return _("Last year there was no answer to this question.");
		if (self->checklist->entries[self->item].previous_stale)
			return _("The standard has changed here since last year: answer it anew.");
		return NULL;
	case ACTION_PLAN:
		if (response->answer == ANSWER_NONE)
			return _("Answer the question first; a plan belongs to what is not, or only partly, done.");
		if ((response->answer == ANSWER_IMPLEMENTED || response->answer == ANSWER_NOT_APPLICABLE ||
		     response->answer == ANSWER_EXCEPTION) &&
		    plan_is_empty(&response->plan))
			return _("No plan is needed for this answer.");
		return NULL;
	default:
		return NULL;
	}
}

static void question_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_question *self = (struct view_question *)view;
	if (event->kind == TERM_WHEEL) {
		scroll(self, event->step * 3);
		return;
	}
	if (event->kind != TERM_CLICK) {
		views_unknown_key(shell, event);
		return;
	}
	int tag = page_tag_at(&self->page, event->row);
	if (tag >= QUESTION_TAG_ELEMENT) {
		view_question_focus(self, (size_t)(tag - QUESTION_TAG_ELEMENT));
	} else if (tag > QUESTION_TAG_ANSWER) {
		enum action_id action = (enum action_id)(ACTION_ANSWER_IMPLEMENTED + tag - QUESTION_TAG_ANSWER -
		                                         (int)ANSWER_IMPLEMENTED);
		if (question_why_not(view, shell, action))
			shell_say(shell, STYLE_WARNING, "%s", question_why_not(view, shell, action));
		else
			view_question_answer(self, shell, (enum answer)(tag - QUESTION_TAG_ANSWER));
	}
}

static void question_subject(struct view *view, struct shell *shell, struct strbuf *out)
{
	const struct view_question *self = (const struct view_question *)view;
	(void)shell;
	strbuf_addf(out, "%s %s", self->checklist->assessment.checklist, view_question_of(self)->id);
}

/* The profile may have changed meanwhile: a question that is no longer asked makes way for its neighbour. One that is
 * covered by other screens waits until it is on top again. */
static void question_refresh(struct view *view, struct shell *shell)
{
	struct view_question *self = (struct view_question *)view;
	const struct scope *scope = &self->checklist->scope;
	if (shell_top(shell) != view)
		return;
	if (self->item < scope->count && scope_asks(&scope->items[self->item]))
		return;
	shell_say(shell, STYLE_WARNING, "%s",
	          _("The question is not asked any more, by what was said about the section."));
	go_neighbour(self, shell, 1);
	if (!scope_asks(&scope->items[self->item]))
		go_neighbour(self, shell, -1);
	if (!scope_asks(&scope->items[self->item]))
		shell_pop(shell);
}

/* The place is where one is when one leaves: not the question that was opened last and left again. */
static void question_leave(struct view *view, struct shell *shell)
{
	const struct view_question *self = (const struct view_question *)view;
	if (shell_top(shell) == view)
		workplace_save_place(shell->workplace, self->checklist, self->item);
}

static void question_free(struct view *view)
{
	struct view_question *self = (struct view_question *)view;
	page_release(&self->page);
	free(self->search);
	free(self->why);
	free(self);
}

static const struct view_ops question_ops = {
        .context = CONTEXT_QUESTION,
        .title = view_question_title,
        .draw = view_question_draw,
        .act = question_act,
        .why_not = question_why_not,
        .name = question_name,
        .event = question_event,
        .refresh = question_refresh,
        .leave = question_leave,
        .subject = question_subject,
        .free = question_free,
};

void view_question_mark(struct view *view, const char *search)
{
	str_assign(&((struct view_question *)view)->search, search);
}

struct view *view_question_new(struct shell *shell, struct checklist *checklist, size_t item)
{
	struct view_question *self = mem_new(1, sizeof *self);
	self->view.ops = &question_ops;
	self->checklist = checklist;
	self->item = item;
	view_question_go(self, shell, item);
	return &self->view;
}
