/* The form of one record: its fields, and beside them what the rules say, changing with every entry. */
#include "view_record.h"

#include <stdint.h>
#include <stdlib.h>

#include "tenken/base/mem.h"

size_t view_record_index(const struct view_record *self, const struct shell *shell)
{
	return facts_find(&shell->workplace->ledger.facts, shell->workplace->pack, self->owner, self->id, NULL);
}

const struct register_kind *view_record_kind(const struct view_record *self, const struct shell *shell)
{
	return &shell->workplace->pack->registers->items[self->owner];
}

size_t view_record_field(const struct view_record *self)
{
	size_t row = self->list.cursor < self->list.count ? self->rows[self->list.cursor] : RECORD_ROW_VERDICT;
	return row < RECORD_ROW_VERDICT ? row : SIZE_MAX;
}

/* What is worst comes first. */
static size_t add_verdicts(struct view_record *self, const struct workplace *workplace, size_t record, size_t count)
{
	static const enum verdict_code order[] = {VERDICT_FAIL,      VERDICT_UNKNOWN, VERDICT_EXPLAIN,
	                                          VERDICT_EXCEPTION, VERDICT_ADVICE,  VERDICT_PASS};
	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < workplace->ledger.verdicts.count; i++)
			if (workplace->ledger.verdicts.items[i].record == record &&
			    workplace->ledger.verdicts.items[i].code == order[k])
				self->rows[count++] = RECORD_ROW_VERDICT + i;
	return count;
}

/* Rows that are shown; the cursor stays on its field. */
void view_record_rebuild(struct view_record *self, const struct shell *shell)
{
	const struct workplace *workplace = shell->workplace;
	const struct register_kind *kind = view_record_kind(self, shell);
	size_t present = self->list.cursor < self->list.count ? self->rows[self->list.cursor] : 0;
	size_t record = view_record_index(self, shell), count = 0, cursor = 0;
	free(self->rows);
	self->rows = mem_new(kind->fields_count + workplace->ledger.verdicts.count, sizeof *self->rows);
	for (size_t i = 0; record != SIZE_MAX && i < kind->fields_count; i++) {
		if (!record_shows_field(workplace, record, i))
			continue;
		if (i <= present)
			cursor = count;
		self->rows[count++] = i;
	}
	if (record != SIZE_MAX)
		count = add_verdicts(self, workplace, record, count);
	for (size_t i = 0; i < count && present >= RECORD_ROW_VERDICT; i++)
		if (self->rows[i] == present)
			cursor = i;
	list_set_count(&self->list, count);
	list_go(&self->list, cursor);
}

/* --- going about --- */

static bool is_open(const struct view_record *self, const struct shell *shell, size_t row)
{
	size_t record = view_record_index(self, shell);
	return row < RECORD_ROW_VERDICT && !shell->workplace->ledger.facts.records[record].values[row].known &&
	       record_asks_field(shell->workplace, record, row);
}

static void go_missing(struct view_record *self, struct shell *shell)
{
	for (size_t step = 1; step <= self->list.count; step++) {
		size_t at = (self->list.cursor + step) % self->list.count;
		if (is_open(self, shell, self->rows[at])) {
			list_go(&self->list, at);
			return;
		}
	}
	shell_say(shell, STYLE_SAVED, "%s", _("Every field that is asked for is filled in."));
}

static void open_row(struct view_record *self, struct shell *shell)
{
	if (self->list.cursor >= self->list.count)
		return;
	size_t row = self->rows[self->list.cursor];
	if (row >= RECORD_ROW_VERDICT)
		view_record_open_verdict(shell, row - RECORD_ROW_VERDICT);
	else if (views_why_readonly(shell))
		shell_say(shell, STYLE_WARNING, "%s", views_why_readonly(shell));
	else
		view_record_edit(self, shell, row);
}

/* --- actions --- */

static char *history_text(struct shell *shell, void *data, struct error *err)
{
	return record_history_text(shell->workplace, view_record_index(data, shell), err);
}

static void show_history(struct view_record *self, struct shell *shell)
{
	const struct text_source source = {.title = N_("History of the record"), .write = history_text, .data = self};
	view_text_open(shell, &source);
}

static void set(struct view_record *self, struct shell *shell, enum truth truth)
{
	if (view_record_field(self) == SIZE_MAX)
		shell_say(shell, STYLE_PLAIN, "%s", _("This row is a verdict: it follows from the fields above."));
	else
		view_record_set(self, shell, view_record_field(self), truth);
}

static bool record_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_record *self = (struct view_record *)view;
	if (list_act(&self->list, action))
		return true;
	if (view_record_index(self, shell) == SIZE_MAX)
		return false;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_YES:
		set(self, shell, TRUTH_TRUE);
		return true;
	case ACTION_NO:
		set(self, shell, TRUTH_FALSE);
		return true;
	case ACTION_UNKNOWN:
		set(self, shell, TRUTH_UNKNOWN);
		return true;
	case ACTION_MISSING:
		go_missing(self, shell);
		return true;
	case ACTION_CLASSIFY:
		view_record_classify(self, shell);
		return true;
	case ACTION_HISTORY:
		show_history(self, shell);
		return true;
	case ACTION_REMOVE:
		if (records_remove(shell, view_record_index(self, shell)))
			shell_pop(shell);
		return true;
	default:
		return false;
	}
}

static const char *record_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	if (action == ACTION_CLASSIFY && view_record_why_not_classify((struct view_record *)view, shell))
		return view_record_why_not_classify((struct view_record *)view, shell);
	return action == ACTION_YES || action == ACTION_NO || action == ACTION_UNKNOWN || action == ACTION_REMOVE ||
	                       action == ACTION_CLASSIFY
	               ? views_why_readonly(shell)
	               : NULL;
}

static void record_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_record *self = (struct view_record *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

/* Somebody else may have removed it meanwhile. */
static void record_refresh(struct view *view, struct shell *shell)
{
	struct view_record *self = (struct view_record *)view;
	view_record_rebuild(self, shell);
}

static void record_subject(struct view *view, struct shell *shell, struct strbuf *out)
{
	const struct view_record *self = (const struct view_record *)view;
	strbuf_addf(out, "%s:%s", view_record_kind(self, shell)->id, self->id);
}

static void record_free(struct view *view)
{
	struct view_record *self = (struct view_record *)view;
	free(self->id);
	free(self->rows);
	page_release(&self->page);
	free(self);
}

static const struct view_ops record_ops = {
        .context = CONTEXT_RECORD,
        .title = view_record_title,
        .draw = view_record_draw,
        .act = record_act,
        .why_not = record_why_not,
        .event = record_event,
        .refresh = record_refresh,
        .subject = record_subject,
        .free = record_free,
};

struct view *view_record_new(struct shell *shell, size_t record)
{
	struct view_record *self = mem_new(1, sizeof *self);
	const struct record *found = &shell->workplace->ledger.facts.records[record];
	self->view.ops = &record_ops;
	self->owner = found->owner;
	self->id = mem_strdup(found->id);
	view_record_rebuild(self, shell);
	return &self->view;
}

void view_record_go(struct view *view, struct shell *shell, const char *field)
{
	struct view_record *self = (struct view_record *)view;
	size_t wanted = register_find_field(view_record_kind(self, shell), field);
	for (size_t i = 0; i < self->list.count && wanted != SIZE_MAX; i++)
		if (self->rows[i] == wanted)
			list_go(&self->list, i);
}

void view_record_open_field(struct shell *shell, size_t record, const char *id)
{
	struct view *view = view_record_new(shell, record);
	struct view_record *self = (struct view_record *)view;
	shell_push(shell, view);
	view_record_go(view, shell, id);
	size_t field = register_find_field(view_record_kind(self, shell), id);
	if (field != SIZE_MAX)
		view_record_edit(self, shell, field);
}
