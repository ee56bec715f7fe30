/* The records of one register. */
#include <stdint.h>
#include <stdlib.h>

#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "tenken/core/value_text.h"
#include "views.h"

struct view_records {
	struct view view;
	size_t owner;
	char *search;  /* or NULL */
	size_t *shown; /* the records that hold it, by their index in the ledger's facts */
	struct list list;
	struct page page;
};

static const struct register_kind *kind_of(const struct view_records *self, const struct shell *shell)
{
	return &shell->workplace->pack->registers->items[self->owner];
}

/* Index in the ledger's facts; SIZE_MAX: there is none. */
static size_t focused(const struct view_records *self)
{
	return self->list.cursor < self->list.count ? self->shown[self->list.cursor] : SIZE_MAX;
}

/* In any field, as it is shown. */
static bool record_holds(const struct workplace *workplace, size_t owner, size_t record, const char *search)
{
	const struct facts *facts = &workplace->ledger.facts;
	const struct record *found = &facts->records[record];
	const struct field *fields = workplace->pack->registers->items[owner].fields;
	struct strbuf text = STRBUF_INIT;
	bool holds = text_contains(record_name(found, workplace->pack), search) || text_contains(found->id, search);
	for (size_t i = 0; i < found->values_count && !holds; i++) {
		strbuf_reset(&text);
		value_show(&text, &found->values[i], &fields[i], workplace->pack, facts);
		holds = text_contains(text.text, search);
	}
	strbuf_release(&text);
	return holds;
}

/* Keeps the cursor on the record on which it stood, while that is shown. */
static void rebuild(struct view_records *self, const struct shell *shell)
{
	const struct facts *facts = &shell->workplace->ledger.facts;
	size_t first = facts->firsts[self->owner], end = facts->firsts[self->owner + 1], present = focused(self), count = 0;
	free(self->shown);
	self->shown = mem_new(end - first + 1, sizeof *self->shown);
	for (size_t i = first; i < end; i++)
		if (str_is_blank(self->search) || record_holds(shell->workplace, self->owner, i, self->search))
			self->shown[count++] = i;
	list_set_count(&self->list, count);
	for (size_t i = 0; i < count; i++)
		if (self->shown[i] == present)
			list_go(&self->list, i);
}

static void records_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_records *self = (const struct view_records *)view;
	const struct facts *facts = &shell->workplace->ledger.facts;
	size_t count = facts->firsts[self->owner + 1] - facts->firsts[self->owner];
	strbuf_addf(left, "%s > %s", _("Registers"), bilingual_text(&kind_of(self, shell)->title));
	strbuf_addf(right, P_("%zu record", "%zu records", count), count);
}

/* --- drawing --- */

enum { STATE_COL = 3 };

/* One word on how the record stands: what is worst. */
static const char *state_of(const struct workplace *workplace, size_t record, enum style *style)
{
	size_t count;
	enum verdict_code worst = record_worst_verdict(workplace, record, &count);
	*style = worst == VERDICT_FAIL || worst == VERDICT_UNKNOWN ? STYLE_WARNING : STYLE_LABEL;
	return worst == VERDICT_NOT_APPLICABLE ? "-" : verdict_label(worst);
}

static int state_cols(const struct canvas *canvas)
{
	int cols = 0;
	for (int code = 0; code < VERDICT_NOT_APPLICABLE; code++) {
		int own = text_cols(verdict_label((enum verdict_code)code), canvas->ambiguous_cols);
		cols = own > cols ? own : cols;
	}
	return cols;
}

static void compose_record(struct page *page, const struct view_records *self, const struct shell *shell, size_t at,
                           int col)
{
	const struct workplace *workplace = shell->workplace;
	size_t record = self->shown[at];
	bool in_focus = self->list.cursor == at;
	enum style style;
	const char *state = state_of(workplace, record, &style);
	size_t open = record_open_fields(workplace, record);
	page->tag = (int)at;
	page_row(page);
	page_put(page, 1, STYLE_KEY, in_focus ? ">" : " ");
	page_put(page, STATE_COL, style, state);
	const char *name = record_name(&workplace->ledger.facts.records[record], workplace->pack);
	char *text = open ? str_format(P_("%s (%zu field not filled in)", "%s (%zu fields not filled in)", open), name, open)
	                  : mem_strdup(name);
	page_put(page, col, in_focus ? STYLE_FOCUS : STYLE_PLAIN, text);
	free(text);
	if (in_focus)
		page_set_focus(page, page->count - 1);
	page->tag = PAGE_NO_TAG;
}

static void compose_empty(struct page *page, const struct view_records *self, const struct shell *shell)
{
	char add[16], complete[16];
	char *text = str_format(_("Nothing is written down here yet. %s adds a record; if there is nothing, %s says so."),
	                        action_key_name(ACTION_ADD, add), action_key_name(ACTION_COMPLETE, complete));
	page_row(page);
	page_wrap(page, 1, STYLE_PLAIN, text);
	page_space(page);
	page_row(page);
	page_wrap(page, 1, STYLE_DIM, bilingual_text(&kind_of(self, shell)->hint));
	free(text);
}

/* What the rules say of the record under the cursor, what is worst first. */
static void draw_detail(const struct view_records *self, const struct shell *shell, const struct canvas *canvas, int top,
                        int rows)
{
	const struct verdicts *verdicts = &shell->workplace->ledger.verdicts;
	size_t record = focused(self), count;
	if (rows < 2 || record == SIZE_MAX)
		return;
	enum verdict_code worst = record_worst_verdict(shell->workplace, record, &count);
	draw_rule(canvas, top);
	int used = 1;
	for (size_t i = 0; i < verdicts->count && used < rows; i++) {
		if (verdicts->items[i].record != record || verdicts->items[i].code != worst || worst == VERDICT_PASS)
			continue;
		used += draw_paragraph(canvas, top + used, 1, canvas->cols - 1, rows - used, 0,
		                       bilingual_text(&verdicts->items[i].because), STYLE_PLAIN);
	}
	if (used == 1)
		draw_paragraph(canvas, top + 1, 1, canvas->cols - 1, rows - 1, 0,
		               worst == VERDICT_PASS ? _("All rules that apply are kept.") : _("No rule applies."),
		               STYLE_PLAIN);
}

static void draw_head(const struct view_records *self, const struct shell *shell, const struct canvas *canvas, int row)
{
	bool complete = shell->workplace->ledger.facts.complete[self->owner];
	char *found;
	if (str_is_blank(self->search)) {
		draw_text(canvas, row, 1, canvas->cols - 1,
		          complete ? _("Declared complete for this year.") : _("Not declared complete yet."),
		          complete ? STYLE_SAVED : STYLE_DIM);
		return;
	}
	found = str_format(P_("%zu record   Search: %s", "%zu records   Search: %s", self->list.count), self->list.count, self->search);
	draw_text(canvas, row, 1, canvas->cols - 1, found, STYLE_WARNING);
	free(found);
}

/* Only the rows in sight are composed: a register may have thousands. */
static void records_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_records *self = (struct view_records *)view;
	int detail = self->list.count == 0 ? 0 : rows >= 14 ? 6 : rows >= 9 ? 4 : 0, col = STATE_COL + state_cols(canvas) + 2;
	size_t from = 0;
	draw_head(self, shell, canvas, top);
	page_begin(&self->page, canvas);
	list_set_rows(&self->list, rows - 1 - detail);
	if (!self->list.count && str_is_blank(self->search))
		compose_empty(&self->page, self, shell);
	for (size_t i = 0; i < list_seen(&self->list); i++)
		compose_record(&self->page, self, shell, self->list.top + i, col);
	self->page.search = self->search;
	page_draw(&self->page, top + 1, rows - 1 - detail, &from, true);
	draw_detail(self, shell, canvas, top + rows - detail, detail);
}

/* --- actions --- */

static void open_row(struct view_records *self, struct shell *shell)
{
	if (focused(self) != SIZE_MAX)
		shell_push(shell, view_record_new(shell, focused(self)));
}

/* A record is made with its name and stands at once; the rest is filled in in its form. */
static void add_record(struct view_records *self, struct shell *shell)
{
	const struct register_kind *kind = kind_of(self, shell);
	size_t name = register_find_field(kind, "name");
	char *text = mem_strdup("");
	struct error err = {0};
	if (name == SIZE_MAX || kind->fields[name].type != VALUE_TEXT) {
		free(text);
		text = mem_strdup("-");
	} else if (!prompt_line(shell, "name", bilingual_text(&kind->fields[name].label), bilingual_text(&kind->fields[name].hint),
	                        &text) ||
	           str_is_blank(text)) {
		if (str_is_blank(text) && !shell_is_leaving(shell))
			shell_say(shell, STYLE_PLAIN, "%s", _("Nothing was added: a record needs a name."));
		free(text);
		return;
	}
	struct field_edits edits = {0};
	char *id = register_new_id(shell->workplace, self->owner);
	if (name != SIZE_MAX)
		field_edits_add(&edits, name, json_new_string(text));
	if (register_add(shell->workplace, self->owner, id, &edits, &err)) {
		str_assign(&self->search, NULL); /* which it may not hold */
		rebuild(self, shell);
		list_go(&self->list, self->list.count - 1);
		open_row(self, shell);
		shell_say(shell, STYLE_SAVED, "%s", _("Saved. Fill in what is known; every entry is saved at once."));
	} else {
		shell_fail(shell, &err);
		prompt_keep(shell, "name", text);
	}
	field_edits_release(&edits);
	free(id);
	free(text);
}

bool records_remove(struct shell *shell, size_t record)
{
	const struct workplace *workplace = shell->workplace;
	const char *const choices[] = {_("Keep it"), _("Remove it")};
	char *label = str_format(_("Remove \"%s\" from the register? (Its history stays.)"),
	                         record_name(&workplace->ledger.facts.records[record], workplace->pack));
	bool remove = prompt_choice(shell, label, choices, 2, NULL, 0) == 1;
	struct error err = {0};
	free(label);
	if (remove && !register_remove(shell->workplace, record, &err)) {
		shell_fail(shell, &err);
		remove = false;
	}
	if (remove)
		shell_say(shell, STYLE_SAVED, "%s", _("Saved: the record was removed."));
	return remove;
}

static void search(struct view_records *self, struct shell *shell)
{
	char *text = mem_strdup(self->search ? self->search : "");
	if (prompt_line(shell, "search", _("Search"), _("In all fields of the records. Empty: show all again."), &text)) {
		str_assign(&self->search, text);
		rebuild(self, shell);
		if (!self->list.count)
			shell_say(shell, STYLE_WARNING, _("\"%s\" was not found in this register."), text);
	}
	free(text);
}

/* Esc first gives up the search, and only then the screen. */
static bool show_all_again(struct view_records *self, struct shell *shell)
{
	if (str_is_blank(self->search))
		return false;
	str_assign(&self->search, NULL);
	rebuild(self, shell);
	return true;
}

static bool records_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_records *self = (struct view_records *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_ADD:
		add_record(self, shell);
		return true;
	case ACTION_REMOVE:
		if (focused(self) != SIZE_MAX && records_remove(shell, focused(self)))
			rebuild(self, shell);
		return true;
	case ACTION_SEARCH:
		search(self, shell);
		return true;
	case ACTION_BACK:
		return show_all_again(self, shell);
	case ACTION_COMPLETE:
		registers_toggle_complete(shell, self->owner);
		return true;
	case ACTION_NETWORK:
		registers_show_network(shell);
		return true;
	default:
		return false;
	}
}

static const char *records_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	const struct view_records *self = (const struct view_records *)view;
	if ((action == ACTION_REMOVE || action == ACTION_OPEN) && focused(self) == SIZE_MAX)
		return _("There is no record here.");
	return action == ACTION_ADD || action == ACTION_REMOVE || action == ACTION_COMPLETE ? views_why_readonly(shell)
	                                                                                    : NULL;
}

static void records_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_records *self = (struct view_records *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

static void records_refresh(struct view *view, struct shell *shell)
{
	rebuild((struct view_records *)view, shell);
}

static void records_subject(struct view *view, struct shell *shell, struct strbuf *out)
{
	strbuf_add(out, kind_of((const struct view_records *)view, shell)->id);
}

static void records_free(struct view *view)
{
	struct view_records *self = (struct view_records *)view;
	page_release(&self->page);
	free(self->search);
	free(self->shown);
	free(self);
}

static const struct view_ops records_ops = {
        .context = CONTEXT_RECORDS,
        .title = records_title,
        .draw = records_draw,
        .act = records_act,
        .why_not = records_why_not,
        .event = records_event,
        .refresh = records_refresh,
        .subject = records_subject,
        .free = records_free,
};

struct view *view_records_new(struct shell *shell, size_t owner)
{
	struct view_records *self = mem_new(1, sizeof *self);
	self->view.ops = &records_ops;
	self->owner = owner;
	rebuild(self, shell);
	return &self->view;
}
