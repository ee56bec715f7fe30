/* The improvement plan of a finding, as a form; of what is to be found out, who does it and by when. */
#include "view_plan.h"

#include <assert.h>
#include <stdlib.h>

#include "tenken/app/plans.h"
#include "tenken/base/mem.h"

static const struct {
	const char *id, *label, *hint; /* `id`: of the draft */
} fields[] = {
        [FIELD_REASON] = {"reason", N_("Reason"),
                          N_("Why the principle is not kept here, and what is done instead. With a reason no "
                             "plan is needed.")},
        [FIELD_CAUSE] = {"cause", N_("Cause"), N_("Why it is not done yet: what has to change so that it does not come again.")},
        [FIELD_MEASURE] = {"measure", N_("Measure"), N_("What will be done.")},
        [FIELD_PERSON] = {"person", N_("Person in charge"), N_("The post or team that does it, rather than a name.")},
        [FIELD_DUE] = {"due", N_("Due date"), N_("E.g. 2026-10-31 or R8.10.31.")},
        [FIELD_KIND] = {"kind", N_("Kind of action"), NULL},
        [FIELD_PROGRESS] = {"progress", N_("Progress"), N_("What has been done so far. Each note is kept with its date.")},
        [FIELD_DONE] = {"done", N_("Carried out"), N_("By what one can see that the measure is carried out (evidence).")},
};
static_assert(sizeof fields / sizeof *fields == FIELDS, "every field has its label");

const struct question *view_plan_question(const struct view_plan *self)
{
	return checklist_question(self->checklist, self->item);
}

const struct response *view_plan_response(const struct view_plan *self)
{
	return &self->checklist->entries[self->item].standing.response;
}

bool view_plan_is_unsure(const struct view_plan *self)
{
	return view_plan_response(self)->answer == ANSWER_UNSURE;
}

const char *view_plan_field_id(enum plan_field field)
{
	return fields[field].id;
}

enum plan_field view_plan_find_field(const char *id)
{
	for (int field = 0; field < FIELDS; field++)
		if (str_equal(fields[field].id, id))
			return (enum plan_field)field;
	return str_equal(id, view_plan_due_reason) ? FIELD_DUE : FIELDS;
}

const char *view_plan_field_label(enum plan_field field)
{
	return _(fields[field].label);
}

const char *view_plan_label(const struct view_plan *self, enum plan_field field)
{
	if (view_plan_is_unsure(self) && field == FIELD_PERSON)
		return _("Who finds out");
	if (view_plan_is_unsure(self) && field == FIELD_DUE)
		return _("By when");
	return _(fields[field].label);
}

const char *view_plan_hint(const struct view_plan *self, enum plan_field field)
{
	if (view_plan_is_unsure(self) && field == FIELD_PERSON)
		return _("The post or team that finds it out, rather than a name.");
	return fields[field].hint ? _(fields[field].hint) : NULL;
}

char **view_plan_text(struct response *response, enum plan_field field)
{
	switch (field) {
	case FIELD_REASON:
		return &response->reason;
	case FIELD_CAUSE:
		return &response->plan.cause;
	case FIELD_MEASURE:
		return &response->plan.measure;
	case FIELD_PERSON:
		return &response->plan.person;
	case FIELD_DONE:
		return &response->plan.evidence;
	default:
		return NULL;
	}
}

/* --- which rows there are --- */

bool view_plan_has(const struct view_plan *self, enum plan_field field)
{
	if (view_plan_is_unsure(self))
		return field == FIELD_PERSON || field == FIELD_DUE;
	if (field == FIELD_REASON)
		return view_plan_question(self)->principle && view_plan_response(self)->answer == ANSWER_PARTIAL;
	return true;
}

static void rebuild(struct view_plan *self)
{
	size_t count = 0, examples = view_plan_is_unsure(self) ? 0 : view_plan_question(self)->measures_count;
	free(self->rows);
	self->rows = mem_new(FIELDS + examples, sizeof *self->rows);
	for (int field = 0; field < FIELDS; field++)
		if (view_plan_has(self, (enum plan_field)field))
			self->rows[count++] = field;
	for (size_t i = 0; i < examples; i++)
		self->rows[count++] = ROW_EXAMPLE + (int)i;
	list_set_count(&self->list, count);
}

static void go_to_row(struct view_plan *self, int row)
{
	for (size_t i = 0; i < self->list.count; i++)
		if (self->rows[i] == row)
			list_go(&self->list, i);
}

void view_plan_write(struct view *view, struct shell *shell, enum plan_field field)
{
	struct view_plan *self = (struct view_plan *)view;
	go_to_row(self, field);
	if (view_plan_has(self, field))
		view_plan_edit(self, shell);
}

bool view_plan_misses(const struct view_plan *self, enum plan_field field)
{
	const struct response *response = view_plan_response(self);
	const struct plan *plan = &response->plan;
	if (!view_plan_has(self, field) ||
	    (!view_plan_is_unsure(self) && !response_needs_plan(view_plan_question(self), response)))
		return false;
	switch (field) {
	case FIELD_CAUSE:
		return str_is_blank(plan->cause);
	case FIELD_MEASURE:
		return str_is_blank(plan->measure);
	case FIELD_PERSON:
		return str_is_blank(plan->person);
	case FIELD_DUE:
		return !date_is_set(plan->due);
	default:
		return false;
	}
}

bool view_plan_go_missing(struct view_plan *self)
{
	for (int field = 0; field < FIELDS; field++) {
		if (view_plan_misses(self, (enum plan_field)field)) {
			go_to_row(self, field);
			return true;
		}
	}
	return false;
}

/* The notes stand in the history alone: the plan holds what is to be done, not what has been. */
void view_plan_read_progress(struct view_plan *self, struct shell *shell)
{
	struct plan_notes notes;
	struct error ignored = {0};
	struct strbuf out = STRBUF_INIT;
	if (!plan_notes_load(shell->workplace, self->checklist, view_plan_question(self)->id, &notes, &ignored))
		notes = (struct plan_notes){0};
	for (size_t shown = 0; shown < notes.count && shown < PROGRESS_SHOWN; shown++) {
		if (shown)
			strbuf_add_char(&out, '\n');
		plan_note_format(&out, &notes.items[notes.count - 1 - shown]);
	}
	plan_notes_release(&notes);
	error_release(&ignored);
	free(self->progress);
	self->progress = strbuf_take(&out);
}

/* --- actions --- */

/* What is undone may be another question's, or the answer that asked for this plan: then one is led to where it was. */
static void undo(struct view_plan *self, struct shell *shell, bool redo)
{
	size_t item;
	if (!views_undo(shell, self->checklist, redo, &item))
		return;
	enum answer answer = view_plan_response(self)->answer;
	if (item == self->item && (answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED || answer == ANSWER_UNSURE)) {
		rebuild(self);
		view_plan_read_progress(self, shell);
		return;
	}
	shell_pop(shell);
	if (item != self->item && item != SIZE_MAX)
		shell_push(shell, view_question_new(shell, self->checklist, item));
}

static bool plan_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_plan *self = (struct view_plan *)view;
	if (list_act(&self->list, action))
		return true;
	if (action == ACTION_UNDO || action == ACTION_REDO)
		undo(self, shell, action == ACTION_REDO);
	else if (action == ACTION_OPEN)
		view_plan_edit(self, shell);
	else
		return false;
	return true;
}

static const char *plan_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	(void)view;
	return action == ACTION_OPEN || action == ACTION_UNDO || action == ACTION_REDO ? views_why_readonly(shell) : NULL;
}

/* A digit on any other row is the beginning of what is to be written there, a date above all. */
static bool is_near_examples(const struct view_plan *self)
{
	int row = self->list.cursor < self->list.count ? self->rows[self->list.cursor] : ROW_EXAMPLE;
	return row >= ROW_EXAMPLE || row <= FIELD_MEASURE;
}

static void plan_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_plan *self = (struct view_plan *)view;
	int digit = event_digit(event);
	size_t examples = view_plan_is_unsure(self) ? 0 : view_plan_question(self)->measures_count;
	bool takes = digit > 0 && (size_t)digit <= examples && is_near_examples(self);
	if (!takes && !event_in_list(shell, &self->list, &self->page, event))
		return;
	if (views_why_readonly(shell))
		shell_say(shell, STYLE_WARNING, "%s", views_why_readonly(shell));
	else if (takes)
		view_plan_take_example(self, shell, (size_t)digit - 1);
	else
		view_plan_edit(self, shell);
}

static void plan_subject(struct view *view, struct shell *shell, struct strbuf *out)
{
	const struct view_plan *self = (const struct view_plan *)view;
	(void)shell;
	strbuf_addf(out, "%s %s", self->checklist->assessment.checklist, view_plan_question(self)->id);
}

static void plan_refresh(struct view *view, struct shell *shell)
{
	struct view_plan *self = (struct view_plan *)view;
	rebuild(self);
	view_plan_read_progress(self, shell);
}

static void plan_free(struct view *view)
{
	struct view_plan *self = (struct view_plan *)view;
	for (int field = 0; field < FIELDS; field++)
		free(self->unsaved[field]);
	free(self->rows);
	free(self->progress);
	page_release(&self->page);
	free(self);
}

static const struct view_ops plan_ops = {
        .context = CONTEXT_PLAN,
        .title = view_plan_title,
        .draw = view_plan_draw,
        .act = plan_act,
        .why_not = plan_why_not,
        .event = plan_event,
        .refresh = plan_refresh,
        .subject = plan_subject,
        .free = plan_free,
};

struct view *view_plan_new(struct shell *shell, struct checklist *checklist, size_t item)
{
	struct view_plan *self = mem_new(1, sizeof *self);
	self->view.ops = &plan_ops;
	self->checklist = checklist;
	self->item = item;
	rebuild(self);
	view_plan_read_progress(self, shell);
	view_plan_go_missing(self);
	return &self->view;
}
