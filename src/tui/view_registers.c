/* The registers there are: how many records each has, whether it is complete, and what is not in order. */
#include <stdint.h>
#include <stdlib.h>

#include "tenken/app/registers.h"
#include "tenken/base/mem.h"
#include "views.h"

struct view_registers {
	struct view view;
	struct list list;
	struct page page;
	size_t from;
};

/* What is to be seen to in a register. */
struct summary {
	size_t records, open, failed, unknown;
};

static struct summary summarise(const struct workplace *workplace, size_t owner)
{
	const struct facts *facts = &workplace->ledger.facts;
	struct summary summary = {.records = facts->firsts[owner + 1] - facts->firsts[owner]};
	for (size_t i = facts->firsts[owner]; i < facts->firsts[owner + 1]; i++) {
		summary.open += record_open_fields(workplace, i);
		summary.failed += workplace->ledger.records[i].verdicts[VERDICT_FAIL];
		summary.unknown += workplace->ledger.records[i].verdicts[VERDICT_UNKNOWN];
	}
	return summary;
}

static void registers_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	(void)view;
	(void)shell;
	(void)right;
	strbuf_add(left, _("Registers"));
}

enum { COUNT_COL = 1, COLUMNS = 4, TITLE_COLS_MIN = 22, NARROW = 70 };

static void heads_of(const char *heads[COLUMNS])
{
	heads[0] = _("Records");
	heads[1] = C_("fields", "Open");
	heads[2] = _("Failing");
	heads[3] = C_("verdicts", "Check");
}

/* All alike, and as wide as the widest head in this language, so that no head touches the one before or is cut. */
static int column_cols(const struct canvas *canvas)
{
	const char *heads[COLUMNS];
	int cols = 0;
	heads_of(heads);
	for (int i = 0; i < COLUMNS; i++) {
		int own = text_cols(heads[i], canvas->ambiguous_cols);
		cols = own > cols ? own : cols;
	}
	return cols + (canvas->cols < NARROW ? 1 : 2);
}

/* The first column that is shown: where there is little room, what a register is called comes before how much is in it. */
static int first_column(const struct canvas *canvas)
{
	int room = (canvas->cols - COUNT_COL - TITLE_COLS_MIN) / column_cols(canvas);
	return room >= COLUMNS ? 0 : 1;
}

static int end_column(const struct canvas *canvas)
{
	int room = (canvas->cols - COUNT_COL - TITLE_COLS_MIN) / column_cols(canvas);
	int end = first_column(canvas) + (room > 1 ? room : 1);
	return end < COLUMNS ? end : COLUMNS;
}

static void compose_head(struct page *page)
{
	const char *heads[COLUMNS];
	int cols = column_cols(page->canvas), col = COUNT_COL;
	heads_of(heads);
	page_row(page);
	for (int i = first_column(page->canvas); i < end_column(page->canvas); i++, col += cols)
		page_put_right(page, col, cols, STYLE_DIM, heads[i]);
	page_put(page, col + 2, STYLE_DIM, _("Register"));
}

static void compose_register(struct page *page, const struct workplace *workplace, size_t owner, bool focused)
{
	const struct summary summary = summarise(workplace, owner);
	const size_t counts[COLUMNS] = {summary.records, summary.open, summary.failed, summary.unknown};
	bool complete = workplace->ledger.facts.complete[owner];
	int cols = column_cols(page->canvas), col = COUNT_COL;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	for (int i = first_column(page->canvas); i < end_column(page->canvas); i++, col += cols) {
		char *number = str_format("%zu", counts[i]);
		page_put_right(page, col, cols,
		               !counts[i] ? STYLE_DIM : i == 0 ? STYLE_PLAIN : STYLE_WARNING, number);
		free(number);
	}
	char *title = complete ? str_format(_("%s (complete)"),
	                                    bilingual_text(&workplace->pack->registers->items[owner].title))
	                       : mem_strdup(bilingual_text(&workplace->pack->registers->items[owner].title));
	page_put(page, col + 2, focused ? STYLE_FOCUS : STYLE_PLAIN, title);
	free(title);
	if (focused)
		page_set_focus(page, page->count - 1);
}

static void draw_detail(const struct view_registers *self, const struct workplace *workplace,
                        const struct canvas *canvas, int top, int rows)
{
	if (rows < 2 || self->list.cursor >= workplace->pack->registers->count)
		return;
	size_t owner = self->list.cursor;
	bool complete = workplace->ledger.facts.complete[owner];
	char key[16];
	draw_rule(canvas, top);
	int used = 1 + draw_paragraph(canvas, top + 1, 1, canvas->cols - 1, rows - 1, 0,
	                              bilingual_text(&workplace->pack->registers->items[owner].hint), STYLE_PLAIN);
	char *text = complete ? str_format(_("Declared complete for this year. %s takes it back."),
	                                   action_key_name(ACTION_COMPLETE, key))
	                      : str_format(_("Not declared complete yet: when everything is written down (also when "
	                                     "there is nothing), press %s. Questions are then answered from it."),
	                                   action_key_name(ACTION_COMPLETE, key));
	draw_paragraph(canvas, top + used, 1, canvas->cols - 1, rows - used, 0, text,
	               complete ? STYLE_SAVED : STYLE_DIM);
	free(text);
}

static void registers_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_registers *self = (struct view_registers *)view;
	int detail = rows >= 16 ? 6 : rows >= 10 ? 4 : 0;
	page_begin(&self->page, canvas);
	compose_head(&self->page);
	for (size_t i = 0; i < self->list.count; i++) {
		self->page.tag = (int)i;
		compose_register(&self->page, shell->workplace, i, self->list.cursor == i);
	}
	list_set_rows(&self->list, rows - detail);
	page_draw(&self->page, top, rows - detail, &self->from, true);
	draw_detail(self, shell->workplace, canvas, top + rows - detail, detail);
}

/* What is still open is said at once: answers that hang on it come out as 疑. */
static void say_complete(struct shell *shell, size_t owner, bool complete)
{
	const char *title = bilingual_text(&shell->workplace->pack->registers->items[owner].title);
	size_t open = summarise(shell->workplace, owner).open;
	if (!complete)
		shell_say(shell, STYLE_SAVED, _("Saved: \"%s\" is no longer declared complete."), title);
	else if (open)
		shell_say(shell, STYLE_WARNING,
		          P_("Saved: \"%s\" is declared complete. %zu field is not filled in: what hangs on it has to be "
		             "checked.",
		             "Saved: \"%s\" is declared complete. %zu fields are not filled in: what hangs on them has to be "
		             "checked.",
		             open),
		          title, open);
	else
		shell_say(shell, STYLE_SAVED, _("Saved: \"%s\" is declared complete for this year."), title);
}

/* With nothing in it, one stray key would say that the section has nothing of the kind. */
static bool may_be_empty(struct shell *shell, size_t owner)
{
	const struct facts *facts = &shell->workplace->ledger.facts;
	const char *const choices[] = {_("Do not declare it yet"), _("There is nothing of the kind: declare it complete")};
	if (facts->firsts[owner + 1] > facts->firsts[owner] || shell->workplace->readonly)
		return true;
	char *label = str_format(_("Nothing is written in \"%s\". Declared complete, it says that the section has nothing of the kind, and questions are answered by that."),
	                         bilingual_text(&shell->workplace->pack->registers->items[owner].title));
	int choice = prompt_choice(shell, label, choices, sizeof choices / sizeof *choices, NULL, 0);
	free(label);
	return choice == 1;
}

void registers_toggle_complete(struct shell *shell, size_t owner)
{
	struct error err = {0};
	bool complete = !shell->workplace->ledger.facts.complete[owner];
	if (complete && !may_be_empty(shell, owner))
		return;
	if (!register_set_complete(shell->workplace, owner, complete, &err))
		shell_fail(shell, &err);
	else
		say_complete(shell, owner, complete);
}

static void open_row(struct view_registers *self, struct shell *shell)
{
	if (self->list.cursor < self->list.count)
		shell_push(shell, view_records_new(shell, self->list.cursor));
}

static bool registers_act(struct view *view, struct shell *shell, enum action_id action)
{
	struct view_registers *self = (struct view_registers *)view;
	if (list_act(&self->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_row(self, shell);
		return true;
	case ACTION_COMPLETE:
		registers_toggle_complete(shell, self->list.cursor);
		return true;
	case ACTION_NETWORK:
		registers_show_network(shell);
		return true;
	default:
		return false;
	}
}

static const char *registers_why_not(struct view *view, struct shell *shell, enum action_id action)
{
	(void)view;
	return action == ACTION_COMPLETE ? views_why_readonly(shell) : NULL;
}

static void registers_event(struct view *view, struct shell *shell, const struct term_event *event)
{
	struct view_registers *self = (struct view_registers *)view;
	if (event_in_list(shell, &self->list, &self->page, event))
		open_row(self, shell);
}

static void kinds_free(struct view *view)
{
	struct view_registers *self = (struct view_registers *)view;
	page_release(&self->page);
	free(self);
}

static const struct view_ops registers_ops = {
        .context = CONTEXT_REGISTERS,
        .title = registers_title,
        .draw = registers_draw,
        .act = registers_act,
        .why_not = registers_why_not,
        .event = registers_event,
        .free = kinds_free,
};

struct view *view_registers_new(struct shell *shell)
{
	struct view_registers *self = mem_new(1, sizeof *self);
	self->view.ops = &registers_ops;
	list_set_count(&self->list, shell->workplace->pack->registers->count);
	return &self->view;
}
