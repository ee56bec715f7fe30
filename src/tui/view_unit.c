/* What a unit handed in: its checklists, and the answers that are worth a look: what is not simply done, and what has a comment. */
#include <stdlib.h>

#include "checklist_table.h"
#include "office_comment.h"
#include "shell.h"
#include "tenken/base/mem.h"
#include "view_office.h"

struct found { /* a question that is not simply done */
	struct checklist *checklist;
	size_t item;
};

struct view_unit {
	struct view view;
	struct shell *shell;
	struct workplace workplace; /* what was handed in, in memory */
	struct office_submission submission;
	struct office_dissents dissents;
	struct office_sents sents;
	char *returned; /* when and what for; NULL: it never was */
	char *actor; /* who acts at the office: somebody else may review this one unit */
	char *code; /* of the unit: the roster may be read anew */
	struct found *findings;
	size_t findings_count;
	struct list list; /* the checklists, then the findings */
	struct page page;
	size_t from;
	bool passing; /* it only holds what a screen above shows, and goes with it */
};

static bool is_worth_a_look(const struct view_unit *self, const struct checklist *checklist, size_t item)
{
	if (!scope_asks(&checklist->scope.items[item]))
		return false;
	char *comment = office_comment_load(self->shell, checklist_question(checklist, item)->id);
	bool commented = comment != NULL;
	free(comment);
	return commented || checklist->entries[item].standing.response.answer != ANSWER_IMPLEMENTED;
}

static void find(struct view_unit *self)
{
	free(self->findings);
	self->findings = NULL;
	self->findings_count = 0;
	for (size_t c = 0; c < self->workplace.checklists_count; c++) {
		struct checklist *checklist = &self->workplace.checklists[c];
		for (size_t i = 0; i < checklist->scope.count; i++)
			if (is_worth_a_look(self, checklist, i))
				*MEM_PUSH(self->findings, self->findings_count) = (struct found){checklist, i};
	}
	list_set_count(&self->list, self->workplace.checklists_count + self->findings_count);
}

static void unit_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct roster_unit *unit = &shell->office->roster.items[shell->unit];
	(void)view;
	strbuf_addf(left, "%s > %s %s %s", _("Roster"), unit->code, unit->bureau, unit->name);
	strbuf_add(right, unit_state_label(office_unit_state(shell->office, shell->unit)));
}

/* --- drawing --- */

static void compose_finding(struct page *page, struct shell *shell, const struct found *finding, bool focused)
{
	const struct question *question = checklist_question(finding->checklist, finding->item);
	char *comment = office_comment_load(shell, question->id);
	size_t first = page->count;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put_answer(page, 3, finding->checklist->entries[finding->item].standing.response.answer);
	char *asked = str_is_blank(finding->checklist->about)
	                      ? mem_strdup(bilingual_text(&question->text))
	                      : str_format("%s  %s", finding->checklist->about, bilingual_text(&question->text));
	page_put(page, 6, focused ? STYLE_FOCUS : STYLE_PLAIN, asked);
	free(asked);
	if (comment) {
		char *text = str_format(_("Comment: %s"), comment);
		page_row(page);
		page_wrap(page, 6, STYLE_WARNING, text);
		free(text);
	}
	if (focused)
		page_set_focus(page, first);
	free(comment);
}

/* What it was last returned for, what it objects to, and what it was asked besides. */
static void compose_between(struct page *page, const struct view_unit *self)
{
	if (self->returned) {
		page_row(page);
		page_wrap(page, 1, STYLE_PLAIN, self->returned);
	}
	for (size_t i = 0; i < self->dissents.count; i++) {
		char *text = str_format(_("Objection to the central answer %s: %s"), self->dissents.items[i].question,
		                        self->dissents.items[i].text);
		page_row(page);
		page_wrap(page, 1, STYLE_WARNING, text);
		free(text);
	}
	for (size_t i = 0; i < self->sents.count; i++) {
		const struct office_sent *sent = &self->sents.items[i];
		if (sent->kind != OFFICE_SENT_PUSH)
			continue;
		char *text = str_format(_("Asked again: %s (%s)"), sent->question,
		                        !sent->received ? _("not known to be looked at") : sent->asked ? _("looked at") : _("not asked of this unit"));
		page_row(page);
		page_wrap(page, 1, sent->received ? STYLE_PLAIN : STYLE_WARNING, text);
		free(text);
	}
}

static void compose_summary(struct page *page, const struct view_unit *self, struct shell *shell)
{
	const struct roster_unit *unit = &shell->office->roster.items[shell->unit];
	struct office_comments comments;
	office_comments_load(&comments, shell);
	struct strbuf when = STRBUF_INIT;
	datetime_format_local(&when, self->submission.at);
	char *handed_in = str_format(_("Submission %lld, confirmed by %s, taken in %s"), (long long)self->submission.number,
	                             self->submission.confirmed_by, when.text);
	page_row(page);
	page_wrap(page, 1, STYLE_PLAIN, handed_in);
	free(handed_in);
	strbuf_release(&when);
	page->rank = PAGE_SUMMARY;
	if (!str_is_blank(unit->contact)) {
		char *text = str_format(_("Contact: %s"), unit->contact);
		page_row(page);
		page_put(page, 1, STYLE_PLAIN, text);
		free(text);
	}
	if (comments.count && office_unit_state(shell->office, shell->unit) == UNIT_SUBMITTED) {
		char *text = str_format(P_("%zu comment is written and goes out when it is returned.",
		                           "%zu comments are written and go out when it is returned.", comments.count),
		                        comments.count);
		page_row(page);
		page_wrap(page, 1, STYLE_WARNING, text);
		free(text);
	}
	compose_between(page, self);
	page->rank = PAGE_ESSENTIAL;
	page_space(page);
	office_comments_release(&comments);
}

static void unit_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_unit *self = (struct view_unit *)view;
	struct page *page = &self->page;
	size_t row = 0;
	page_begin(page, canvas);
	compose_summary(page, self, shell);
	size_t table = page->count;
	checklist_table_head(page);
	for (size_t i = 0; i < self->workplace.checklists_count; i++, row++) {
		page->tag = (int)row;
		checklist_table_row(page, &self->workplace.checklists[i],
		                    unit_state_label(office_unit_state(shell->office, shell->unit)), self->list.cursor == row);
	}
	page->tag = PAGE_NO_TAG;
	page_set_table(page, table);
	page_space(page);
	page_row(page);
	char *heading = str_format(_("Answers other than \"%s\", or with a comment (%zu)"), answer_label(ANSWER_IMPLEMENTED),
	                           self->findings_count);
	page_put(page, 1, STYLE_TITLE, heading);
	free(heading);
	for (size_t i = 0; i < self->findings_count; i++, row++) {
		page->tag = (int)row;
		compose_finding(page, shell, &self->findings[i], self->list.cursor == row);
	}
	page->tag = PAGE_NO_TAG;
	page_shrink(page, rows);
	list_set_rows(&self->list, rows);
	page_draw(page, top, rows, &self->from, true);
}

/* --- actions --- */

static void open_row(struct view_unit *self, struct shell *shell)
{
	size_t at = self->list.cursor, checklists = self->workplace.checklists_count;
	if (at < checklists)
		shell_push(shell, view_list_new(shell, &self->workplace.checklists[at]));
	else if (at - checklists < self->findings_count)
		shell_push(shell, view_question_new(shell, self->findings[at - checklists].checklist,
		                                    self->findings[at - checklists].item));
}

static bool unit_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_unit *self = (struct view_unit *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_ACCEPT:
		office_accept_unit(shell);
		return true;
	case ACTION_RETURN:
		office_open_return(shell);
		return true;
	case ACTION_NEW_CODE:
		office_new_code(shell, shell->unit);
		return true;
	default:
		return views_open(shell, NULL, action);
	}
}

static const char *unit_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	(void)view;
	if (action != ACTION_ACCEPT && action != ACTION_RETURN && action != ACTION_NEW_CODE)
		return NULL;
	if (shell->office->readonly)
		return _("This was opened to look only (--readonly): nothing can be changed.");
	if (action == ACTION_NEW_CODE)
		return NULL;
	return office_unit_state(shell->office, shell->unit) == UNIT_SUBMITTED ||
	                       (action == ACTION_RETURN && office_may_return(shell)) ||
	                       (action == ACTION_ACCEPT && office_is_accepted(shell))
	               ? NULL
	               : _("There is nothing of this unit that waits to be reviewed.");
}

static void unit_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_unit *self = (struct view_unit *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

/* Whether what is shown is still what the unit handed in last. */
static bool is_current(const struct view_unit *self, struct shell *shell, struct error *err)
{
	struct office_submission newest;
	size_t unit = office_unit(shell->office, self->code, err);
	if (unit == SIZE_MAX || !office_submission(shell->office, unit, &newest, err))
		return false;
	shell->unit = unit;
	bool same = newest.seq == self->submission.seq;
	office_submission_release(&newest);
	return same || error_set(err, ERROR_CONFLICT, _("The unit has handed in again meanwhile. Open it anew."));
}

static bool load_between(struct view_unit *self, const struct office *office, size_t unit, struct error *err)
{
	office_sents_release(&self->sents);
	office_dissents_release(&self->dissents);
	free(self->returned);
	self->returned = NULL;
	return office_returned_for(office, unit, &self->returned, err) && office_sents_load(office, unit, &self->sents, err) && office_dissents_load(office, unit, &self->dissents, err);
}

/* Comments come and go while one is away; another program may have collected, or decided. */
static void unit_refresh(struct view *view, struct shell *shell)
{
	struct view_unit *self = (struct view_unit *)view;
	struct error err = {0};
	if (self->passing && shell_top(shell) == view) { /* above it one goes on, in another language, too */
		shell_pop(shell);
		return;
	}
	if (office_reload(shell->office, &err) && is_current(self, shell, &err) &&
	    load_between(self, shell->office, shell->unit, &err)) {
		find(self);
		return;
	}
	shell_pop(shell);
	shell_fail(shell, &err);
}

static void unit_free(struct view *view)
{
	struct view_unit *self = (struct view_unit *)view;
	self->shell->workplace = NULL;
	str_assign(&self->shell->office->actor, self->actor);
	free(self->actor);
	workplace_close(&self->workplace);
	office_submission_release(&self->submission);
	office_dissents_release(&self->dissents);
	free(self->returned);
	office_sents_release(&self->sents);
	free(self->findings);
	free(self->code);
	page_release(&self->page);
	free(self);
}

static const struct view_ops unit_ops = {
        .context = CONTEXT_UNIT,
        .title = unit_title,
        .draw = unit_draw,
        .act = unit_act,
        .why_not = unit_why_not,
        .event = unit_event,
        .refresh = unit_refresh,
        .free = unit_free,
};

bool view_unit_open(struct shell *shell, size_t unit)
{
	struct view_unit *self = mem_new(1, sizeof *self);
	struct error err = {0};
	if (!office_open_unit(shell->office, unit, &self->workplace, &err) ||
	    !office_submission(shell->office, unit, &self->submission, &err) || !load_between(self, shell->office, unit, &err)) {
		shell_fail(shell, &err);
		workplace_close(&self->workplace);
		office_submission_release(&self->submission);
		free(self);
		return false;
	}
	self->view.ops = &unit_ops;
	self->shell = shell;
	shell->workplace = &self->workplace;
	shell->unit = unit;
	shell->submission = self->submission.seq;
	str_assign(&self->actor, shell->office->actor);
	self->code = mem_strdup(shell->office->roster.items[unit].code);
	find(self);
	list_go(&self->list, self->findings_count ? self->workplace.checklists_count : 0);
	shell_push(shell, &self->view);
	return true;
}

void view_unit_pass_through(struct shell *shell)
{
	struct view *top = shell_top(shell);
	if (top && top->ops == &unit_ops)
		((struct view_unit *)top)->passing = true;
}
