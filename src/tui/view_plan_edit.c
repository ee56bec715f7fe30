/* Changing an improvement plan: each field is written as soon as it is entered. */
#include "view_plan.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/app/plans.h"
#include "tenken/base/mem.h"


/* Writes the picture; on success the cursor goes to what is still needed. `id`: under which `text` was asked for, so that it
 * stands there again when it could not be saved; NULL: nothing was typed. `why`: the due date moves; NULL where it does not. */
static bool record_for(struct view_plan *self, struct shell *shell, const struct response *response, const char *why,
                       const char *id, const char *text)
{
	struct error err = {0};
	bool ok = workplace_record_plan(shell->workplace, self->checklist, self->item, response, why, &err);
	if (id)
		prompt_keep(shell, id, ok ? NULL : text);
	if (!views_saved(shell, self->checklist, self->item, response, ok, &err))
		return false;
	if (!view_plan_go_missing(self) &&
	    response_need(view_plan_question(self), view_plan_response(self)) == NEED_NOTHING)
		shell_say(shell, STYLE_SAVED, "%s",
		          _("Saved. What is needed is complete; Esc goes back to the question."));
	return true;
}

static bool record(struct view_plan *self, struct shell *shell, const struct response *response, const char *id,
                   const char *text)
{
	return record_for(self, shell, response, NULL, id, text);
}

static bool record_text(struct view_plan *self, struct shell *shell, enum plan_field field, const char *text)
{
	struct response response = {0};
	response_copy(&response, entry_response(&self->checklist->entries[self->item]));
	str_assign(view_plan_text(&response, field), text);
	bool ok = record(self, shell, &response, view_plan_field_id(field), text);
	str_assign(&self->unsaved[field], ok ? NULL : text);
	response_release(&response);
	return ok;
}

static void edit_text(struct view_plan *self, struct shell *shell, enum plan_field field)
{
	const char *id = view_plan_field_id(field), *label = view_plan_label(self, field);
	char *text = mem_strdup(*view_plan_text((struct response *)view_plan_response(self), field));
	bool ok = field == FIELD_PERSON ? prompt_line(shell, id, label, view_plan_hint(self, field), &text)
	                                : prompt_text(shell, id, label, view_plan_hint(self, field), &text);
	if (ok)
		record_text(self, shell, field, text);
	free(text);
}

static char *date_as_typed(struct date date)
{
	struct strbuf out = STRBUF_INIT;
	char iso[11];
	if (date_is_set(date) && i18n_language() == LANGUAGE_JA)
		date_format_wareki(&out, date);
	else if (date_is_set(date))
		strbuf_add(&out, date_format_iso(date, iso));
	return strbuf_take(&out);
}

/* A day that was set before is moved for a reason only. False when none was given: what was typed of it stands there the next time. */
static bool ask_why(struct view_plan *self, struct shell *shell, struct date due, char **why)
{
	const struct plan *plan = &entry_response(&self->checklist->entries[self->item])->plan;
	*why = NULL;
	if (!plan_moves_due(plan, due))
		return true;
	struct strbuf before = STRBUF_INIT, after = STRBUF_INIT;
	bool asking = true;
	date_format_local(&before, date_is_set(plan->due) ? plan->due : plan->first_due);
	if (date_is_set(due))
		date_format_local(&after, due);
	else
		strbuf_add(&after, C_("of a due date", "not set"));
	char *hint = str_format(_("From %s to %s. The first date and this reason stay on record, and go to the office."), before.text,
	                        after.text);
	*why = mem_strdup("");
	while (asking && prompt_text(shell, view_plan_due_reason, _("Why the due date is moved"), hint, why)) {
		asking = str_is_blank(*why);
		if (asking)
			shell_say(shell, STYLE_WARNING, "%s", _("Without a reason the due date stays as it was. Esc leaves it so."));
	}
	free(hint);
	strbuf_release(&before);
	strbuf_release(&after);
	return !asking;
}

static void record_due(struct view_plan *self, struct shell *shell, struct date due, const char *typed)
{
	struct response response = {0};
	char *why;
	bool given = ask_why(self, shell, due, &why);
	response_copy(&response, entry_response(&self->checklist->entries[self->item]));
	response.plan.due = due;
	bool ok = given && record_for(self, shell, &response, why, view_plan_due_reason, why);
	str_assign(&self->unsaved[FIELD_DUE], ok ? NULL : typed);
	if (!ok)
		prompt_keep(shell, view_plan_field_id(FIELD_DUE), typed);
	if (!given)
		shell_say(shell, STYLE_WARNING, "%s", _("The due date was not moved: the reason is missing."));
	if (ok && date_is_set(due) && date_compare(due, shell->workplace->today) < 0)
		shell_say(shell, STYLE_WARNING, "%s", _("Saved. The due date lies in the past."));
	view_plan_read_progress(self, shell);
	free(why);
	response_release(&response);
}

/* Asks until the date is understood; what was typed stays, also when the person gives up. */
static void edit_due(struct view_plan *self, struct shell *shell)
{
	const char *id = view_plan_field_id(FIELD_DUE), *label = view_plan_label(self, FIELD_DUE);
	char *text = date_as_typed(view_plan_response(self)->plan.due);
	struct date due = {0};
	bool understood = false;
	while (!understood &&
	       prompt_line_checked(shell, id, label, view_plan_hint(self, FIELD_DUE), &text, prompt_understands_date, NULL)) {
		struct error err = {0};
		understood = str_is_blank(text) || date_parse(&due, text, &err);
		if (understood)
			break;
		shell_fail(shell, &err);
		/* As written and not saved: it stands there again after Esc, in another plan's turn, or tomorrow. */
		str_assign(&self->unsaved[FIELD_DUE], text);
		prompt_keep(shell, id, text);
		free(text);
		text = date_as_typed(view_plan_response(self)->plan.due);
	}
	if (understood)
		record_due(self, shell, due, text);
	free(text);
}

static void edit_kind(struct view_plan *self, struct shell *shell)
{
	const char *const choices[] = {
	        _("Corrective action: removes the cause here"),
	        _("Preventive action: so that the same does not happen elsewhere"),
	};
	struct response response = {0};
	int choice = prompt_choice(shell, view_plan_label(self, FIELD_KIND), choices, sizeof choices / sizeof *choices,
	                           NULL, view_plan_response(self)->plan.preventive);
	if (choice < 0)
		return;
	response_copy(&response, entry_response(&self->checklist->entries[self->item]));
	response.plan.preventive = choice == 1;
	record(self, shell, &response, NULL, NULL);
	response_release(&response);
}

static void add_progress(struct view_plan *self, struct shell *shell)
{
	const char *id = view_plan_field_id(FIELD_PROGRESS);
	char *text = mem_strdup("");
	if (prompt_text(shell, id, view_plan_label(self, FIELD_PROGRESS), view_plan_hint(self, FIELD_PROGRESS), &text) && !str_is_blank(text)) {
		struct error err = {0};
		bool ok = workplace_plan_progress(shell->workplace, self->checklist, self->item, text, &err);
		prompt_keep(shell, id, ok ? NULL : text);
		views_saved(shell, self->checklist, self->item, NULL, ok, &err);
		str_assign(&self->unsaved[FIELD_PROGRESS], ok ? NULL : text);
		view_plan_read_progress(self, shell);
	}
	free(text);
}

static void mark_done(struct view_plan *self, struct shell *shell)
{
	const char *id = view_plan_field_id(FIELD_DONE);
	char *text = mem_strdup(view_plan_response(self)->plan.evidence);
	if (prompt_text(shell, id, view_plan_label(self, FIELD_DONE), view_plan_hint(self, FIELD_DONE), &text)) {
		struct error err = {0};
		bool ok = workplace_plan_done(shell->workplace, self->checklist, self->item, text, &err);
		prompt_keep(shell, id, ok ? NULL : text);
		views_saved(shell, self->checklist, self->item, NULL, ok, &err);
		str_assign(&self->unsaved[FIELD_DONE], ok || str_is_blank(text) ? NULL : text);
	}
	free(text);
}

static void edit_done(struct view_plan *self, struct shell *shell)
{
	const char *const choices[] = {_("Change the evidence"), _("Not carried out after all: open the plan again")};
	struct response response = {0};
	int choice = 0;
	if (view_plan_response(self)->plan.done)
		choice = prompt_choice(shell, view_plan_label(self, FIELD_DONE), choices,
		                       sizeof choices / sizeof *choices, NULL, 0);
	if (choice == 0)
		mark_done(self, shell);
	if (choice != 1)
		return;
	response_copy(&response, entry_response(&self->checklist->entries[self->item]));
	response.plan.done = false;
	record(self, shell, &response, NULL, NULL);
	response_release(&response);
}

/* A measure without its usual time, which stands in brackets at its end: the due date says when. Caller frees. */
static char *without_usual_time(const char *measure)
{
	const char *narrow = strrchr(measure, '('), *cut = NULL;
	for (const char *at = strstr(measure, "（"); at; at = strstr(at + 1, "（"))
		cut = at;
	if (cut && str_ends_with(measure, "）"))
		return mem_strndup(measure, (size_t)(cut - measure));
	if (narrow > measure && str_ends_with(measure, ")"))
		return mem_strndup(measure, (size_t)(narrow - measure) - (narrow[-1] == ' '));
	return mem_strdup(measure);
}

/* Examples are added below what is there; one that is there already is not doubled. */
void view_plan_take_example(struct view_plan *self, struct shell *shell, size_t example)
{
	char *text = without_usual_time(bilingual_text(&view_plan_question(self)->measures[example]));
	const char *present =
	        self->unsaved[FIELD_MEASURE] ? self->unsaved[FIELD_MEASURE] : view_plan_response(self)->plan.measure;
	if (strstr(present, text)) {
		shell_say(shell, STYLE_PLAIN, "%s", _("This example is in the measure already."));
		free(text);
		return;
	}
	char *both = str_is_blank(present) ? mem_strdup(text) : str_format("%s\n%s", present, text);
	record_text(self, shell, FIELD_MEASURE, both);
	free(both);
	free(text);
}

void view_plan_edit(struct view_plan *self, struct shell *shell)
{
	if (self->list.cursor >= self->list.count)
		return;
	int row = self->rows[self->list.cursor];
	switch (row) {
	case FIELD_DUE:
		edit_due(self, shell);
		return;
	case FIELD_KIND:
		edit_kind(self, shell);
		return;
	case FIELD_PROGRESS:
		add_progress(self, shell);
		return;
	case FIELD_DONE:
		edit_done(self, shell);
		return;
	default:
		if (row >= ROW_EXAMPLE)
			view_plan_take_example(self, shell, (size_t)(row - ROW_EXAMPLE));
		else
			edit_text(self, shell, (enum plan_field)row);
	}
}
