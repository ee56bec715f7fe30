/* Answering a question: one key answers it, and what the answer then needs is asked for at once. */
#include "view_question.h"

#include <stdlib.h>

#include "shell.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "view_plan.h"

/* Of the drafts; the reason is the plan's, too. */
#define NOTE   "note"
#define REASON "reason"

static const struct entry *entry_of(const struct view_question *self)
{
	return &self->checklist->entries[self->item];
}

/* Writes the text that was asked for as `id`; what cannot be saved stands there again the next time. */
static bool record_text(struct view_question *self, struct shell *shell, const char *id,
                        const struct response *response, const char *text)
{
	struct error err = {0};
	bool ok = workplace_record(shell->workplace, self->checklist, self->item, response, &err);
	prompt_keep(shell, id, ok ? NULL : text);
	return views_saved(shell, self->checklist, self->item, response, ok, &err);
}

bool view_question_write_note(struct view_question *self, struct shell *shell)
{
	char *text = mem_strdup(view_question_response(self)->note);
	bool ok = prompt_text(shell, NOTE, _("Remark"), _("What was seen, by whom, where the evidence is."), &text);
	if (ok) {
		struct response response = {0};
		response_copy(&response, entry_response(entry_of(self)));
		str_assign(&response.note, text);
		ok = record_text(self, shell, NOTE, &response, text);
		response_release(&response);
	}
	free(text);
	return ok;
}

bool view_question_write_reason(struct view_question *self, struct shell *shell)
{
	const struct response *present = view_question_response(self);
	bool outside = present->answer == ANSWER_NOT_APPLICABLE;
	char *text = mem_strdup(present->reason);
	bool ok = prompt_text(
	        shell, REASON, _("Reason"),
	        outside ? _("Why does this not apply to the section? (E.g. there is no such work.)")
	        : checklist_item_conflicts(self->checklist, self->item)
	                ? _("Why both are right, though they seem to contradict each other.")
	                : _("Why is it so? (E.g. why the principle is not kept here, and what is done instead.)"),
	        &text);
	if (ok) {
		struct response response = {0};
		response_copy(&response, entry_response(entry_of(self)));
		str_assign(&response.reason, text);
		ok = record_text(self, shell, REASON, &response, text);
		response_release(&response);
	}
	free(text);
	return ok;
}

void view_question_open_plan(struct view_question *self, struct shell *shell)
{
	shell_push(shell, view_plan_new(shell, self->checklist, self->item));
}

void view_question_write(struct view *view, struct shell *shell, const char *id)
{
	struct view_question *self = (struct view_question *)view;
	enum plan_field field = view_plan_find_field(id);
	enum answer answer = view_question_response(self)->answer;
	bool has_plan = answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED || answer == ANSWER_UNSURE;
	if (str_equal(id, NOTE)) {
		view_question_write_note(self, shell);
	} else if (str_equal(id, REASON)) {
		view_question_write_reason(self, shell);
	} else if (field < FIELDS && has_plan) {
		struct view *plan = view_plan_new(shell, self->checklist, self->item);
		shell_push(shell, plan);
		view_plan_write(plan, shell, field);
	}
}

/* --- what an answer then needs --- */

/* 原則: it may be left undone for a reason, and then no plan is asked for. */
static void ask_reason_or_plan(struct view_question *self, struct shell *shell)
{
	const char *const choices[] = {
	        _("There is a reason for it: I write the reason (no plan is needed)"),
	        _("It will be improved: I write the plan"),
	};
	int choice = prompt_choice(shell,
	                           _("The standard asks this in principle. Is there a reason, or will it be improved?"),
	                           choices, sizeof choices / sizeof *choices, NULL, 0);
	if (choice == 0)
		view_question_write_reason(self, shell);
	else if (choice == 1)
		view_question_open_plan(self, shell);
}

static void ask_what_is_needed(struct view_question *self, struct shell *shell)
{
	const struct response *response = view_question_response(self);
	if (entry_of(self)->standing.lapsed) {
		view_question_ask_exception(self, shell);
		return;
	}
	switch (response_need(view_question_of(self), response)) {
	case NEED_PLAN:
	case NEED_WHO_FINDS_OUT:
		view_question_open_plan(self, shell);
		return;
	case NEED_REASON:
		if (response->answer == ANSWER_PARTIAL)
			ask_reason_or_plan(self, shell);
		else
			view_question_write_reason(self, shell);
		return;
	default:
		if (response->answer == ANSWER_EXCEPTION)
			view_question_ask_exception(self, shell);
		else
			view_question_say_conflict(self, shell);
	}
}

size_t view_question_open_element(const struct view_question *self, size_t from)
{
	size_t count = view_question_of(self)->elements_count;
	for (size_t i = 0; i < count; i++)
		if (view_question_response(self)->elements[(from + i) % count] == ELEMENT_NONE)
			return (from + i) % count;
	return SIZE_MAX;
}

void view_question_focus(struct view_question *self, size_t element)
{
	self->element = element == SIZE_MAX ? QUESTION_WHOLE : (int)element;
	self->follow = true;
}

void view_question_answer(struct view_question *self, struct shell *shell, enum answer answer)
{
	const struct question *question = view_question_of(self);
	struct error err = {0};
	if (question->elements_count && (answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED)) {
		size_t open = view_question_open_element(self, 0);
		if (self->element == QUESTION_WHOLE)
			view_question_focus(self, open == SIZE_MAX ? 0 : open);
		char yes[16], no[16], na[16];
		shell_say(shell, STYLE_WARNING,
		          _("This question is answered item by item: to each %s yes, %s no, or %s does not apply."),
		          action_key_name(ACTION_ELEMENT_YES, yes), action_key_name(ACTION_ELEMENT_NO, no),
		          action_key_name(ACTION_ELEMENT_NA, na));
		return;
	}
	struct response tried = {0};
	response_copy(&tried, view_question_response(self));
	tried.answer = answer;
	bool ok = workplace_answer(shell->workplace, self->checklist, self->item, answer, &err);
	if (views_saved(shell, self->checklist, self->item, &tried, ok, &err)) {
		self->element = QUESTION_WHOLE;
		self->follow = true;
		ask_what_is_needed(self, shell);
	}
	response_release(&tried);
}

void view_question_answer_element(struct view_question *self, struct shell *shell, enum element_answer answer)
{
	const struct question *question = view_question_of(self);
	struct error err = {0};
	if (!question->elements_count) {
		shell_say(shell, STYLE_WARNING, "%s", _("This question has no items: it takes one answer."));
		return;
	}
	size_t element = self->element >= 0 ? (size_t)self->element : view_question_open_element(self, 0);
	if (element == SIZE_MAX)
		element = 0;
	struct response tried = {0};
	response_copy(&tried, view_question_response(self));
	tried.elements[element] = answer;
	tried.answer = answer_from_elements(tried.elements, question->elements_count);
	bool ok = workplace_answer_element(shell->workplace, self->checklist, self->item, element, answer, &err);
	if (views_saved(shell, self->checklist, self->item, &tried, ok, &err)) {
		view_question_focus(self, view_question_open_element(self, element));
		if (self->element == QUESTION_WHOLE)
			ask_what_is_needed(self, shell);
	}
	response_release(&tried);
}

/* --- last year's answers, one after the other --- */

/* A key that is held down repeats faster than anybody reads. */
enum { READING_MS = 400 };

/* On a question to which the key itself led. */
static bool is_unread(struct view_question *self)
{
	long long now = platform_ticks_ms();
	bool unread = self->confirmed_at && now - self->confirmed_at < READING_MS;
	if (unread)
		self->confirmed_at = now;
	return unread;
}

/* The next whose answer of last year waits, around the end; SIZE_MAX: none. */
static size_t next_carried(const struct view_question *self)
{
	size_t count = self->checklist->scope.count;
	for (size_t i = 1; i < count; i++) {
		size_t at = (self->item + i) % count;
		if (checklist_shows(self->checklist, at, FILTER_CARRIED, NULL))
			return at;
	}
	return SIZE_MAX;
}

/* Where nothing is missing any more. */
static void go_to_next_carried(struct view_question *self, struct shell *shell)
{
	size_t next =
	        checklist_shows(self->checklist, self->item, FILTER_LACKING, NULL) ? SIZE_MAX : next_carried(self);
	if (next == SIZE_MAX || shell_top(shell) != &self->view)
		return;
	view_question_go(self, shell, next);
	self->confirmed_at = platform_ticks_ms();
}

void view_question_confirm(struct view_question *self, struct shell *shell)
{
	const struct entry *entry = &self->checklist->entries[self->item];
	struct error err = {0};
	char key[16];
	if (is_unread(self)) {
		shell_say(shell, STYLE_WARNING,
		          _("Read this question first; then %s confirms last year's answer to it."),
		          action_key_name(ACTION_CONFIRM_PREVIOUS, key));
		return;
	}
	bool ok = workplace_confirm(shell->workplace, self->checklist, self->item, &err);
	if (views_saved(shell, self->checklist, self->item, entry->has_previous ? &entry->previous : NULL, ok, &err)) {
		self->element = QUESTION_WHOLE;
		ask_what_is_needed(self, shell);
		go_to_next_carried(self, shell);
	}
}
