/* Undo and redo, and saying what that changed. */
#include <stdlib.h>
#include <string.h>

#include "views.h"

static void add_part(struct strbuf *out, bool changed, const char *name)
{
	if (!changed)
		return;
	if (out->len_bytes)
		strbuf_add(out, C_("between two titles", ", "));
	strbuf_add(out, name);
}

static bool is_other_text(const char *before, const char *after)
{
	return strcmp(before ? before : "", after ? after : "") != 0;
}

/* What differs beside the answer, by the names that the screens have for it. */
static void name_parts(struct strbuf *out, const struct response *before, const struct response *after)
{
	const struct plan *old = &before->plan, *new = &after->plan;
	add_part(out, is_other_text(before->note, after->note), _("Remark"));
	add_part(out, is_other_text(before->reason, after->reason), _("Reason"));
	add_part(out, is_other_text(old->cause, new->cause), _("Cause"));
	add_part(out, is_other_text(old->measure, new->measure), _("Measure"));
	add_part(out, is_other_text(old->person, new->person),
	         after->answer == ANSWER_UNSURE ? _("Who finds out") : _("Person in charge"));
	add_part(out, date_compare(old->due, new->due) != 0,
	         after->answer == ANSWER_UNSURE ? _("By when") : _("Due date"));
	add_part(out, old->preventive != new->preventive, _("Kind of action"));
	add_part(out, old->done != new->done || is_other_text(old->evidence, new->evidence), _("Carried out"));
}

/* Of a question of which the answer itself has not changed: what has. Nothing is appended where it is the answer, or cannot be
 * told. The newest event is the undo itself; what stood until then is the one before it. */
static void find_parts(struct shell *shell, const struct checklist *checklist, size_t item, struct strbuf *out)
{
	struct answer_events events = {0};
	struct error ignored = {0};
	if (workplace_history(shell->workplace, checklist, checklist_question(checklist, item)->id, &events,
	                      &ignored) &&
	    events.count > 1) {
		const struct answer_event *now = &events.items[events.count - 1],
		                          *before = &events.items[events.count - 2];
		if (now->response.answer == before->response.answer && !is_other_text(now->elements, before->elements))
			name_parts(out, &before->response, &now->response);
	}
	answer_events_release(&events);
	error_release(&ignored);
}

/* Undo may lead to a question far from the one in sight: which it was, and what stands there now, is said. */
static void say_what_is_back(struct shell *shell, const struct checklist *checklist, size_t item, bool redo)
{
	const struct question *question = checklist_question(checklist, item);
	struct strbuf clauses = STRBUF_INIT, answer = STRBUF_INIT, parts = STRBUF_INIT;
	question_clauses(&clauses, shell->workplace->pack, question, 1);
	answer_describe(&answer, checklist->entries[item].standing.response.answer, shell->ascii);
	find_parts(shell, checklist, item, &parts);
	if (parts.len_bytes)
		shell_say(shell, STYLE_SAVED,
		          redo ? _("Done again: %s: %s. The answer is as it was.")
		               : _("Undone: %s: %s. The answer is as it was."),
		          clauses.text, parts.text);
	else
		shell_say(shell, STYLE_SAVED, redo ? _("Done again: %s, now: %s") : _("Undone: %s, now: %s"),
		          clauses.text, answer.text);
	strbuf_release(&parts);
	strbuf_release(&clauses);
	strbuf_release(&answer);
}

bool views_undo(struct shell *shell, struct checklist *checklist, bool redo, size_t *item)
{
	struct error err = {0};
	*item = SIZE_MAX;
	bool ok = redo ? workplace_redo(shell->workplace, checklist, item, &err)
	               : workplace_undo(shell->workplace, checklist, item, &err);
	if (!ok) {
		if (err.code == ERROR_REFUSED)
			shell_say(shell, STYLE_WARNING, "%s", err.message);
		else
			shell_fail(shell, &err);
		error_release(&err);
		return false;
	}
	if (err.code != ERROR_NONE)
		shell_fail(shell, &err);
	else if (*item == SIZE_MAX)
		shell_say(shell, STYLE_SAVED, "%s",
		          redo ? _("Done again: a question that this checklist does not ask any more.")
		               : _("Undone: a question that this checklist does not ask any more."));
	else
		say_what_is_back(shell, checklist, *item, redo);
	if (*item != SIZE_MAX && !scope_asks(&checklist->scope.items[*item]))
		*item = SIZE_MAX;
	return true;
}
