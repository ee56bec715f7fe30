/* What the office's lists over all units share. */
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "view_office.h"

enum { FOOT_ROWS_MAX = 6, LIST_ROWS_MIN = 5, WIDE_COLS = 60, DAY_COLS = 18 };

int office_draw_foot(const struct canvas *canvas, const char *foot, int foot_rows, int list_rows, int top, int rows)
{
	if (foot_rows > rows - list_rows - 1)
		foot_rows = rows - list_rows - 1;
	if (foot_rows < 1)
		return 0; /* nor a rule */
	draw_rule(canvas, top + rows - foot_rows - 1);
	draw_paragraph(canvas, top + rows - foot_rows, 1, canvas->cols - 2, foot_rows, 0, foot, STYLE_PLAIN);
	return foot_rows + 1;
}

void office_draw_list(struct page *page, struct list *list, size_t *from, const char *head, enum style head_style, const char *foot,
                      int top, int rows)
{
	const struct canvas *canvas = page->canvas;
	int head_rows = draw_text(canvas, top, 1, canvas->cols - 1, head, head_style) > 0;
	int foot_rows = *foot ? draw_paragraph_rows(canvas, canvas->cols - 2, foot) : 0;
	foot_rows = foot_rows > FOOT_ROWS_MAX ? FOOT_ROWS_MAX : foot_rows;
	int body = rows - head_rows - office_draw_foot(canvas, foot, foot_rows, LIST_ROWS_MIN, top + head_rows, rows - head_rows);
	list_set_rows(list, body);
	page_draw(page, top + head_rows, body, from, true);
}

void office_put_dated(struct page *page, int col, enum style style, const char *day, const char *text)
{
	if (page->canvas->cols >= WIDE_COLS) {
		page_put(page, col, style, day);
		page_put(page, col + DAY_COLS, style, text);
		return;
	}
	char *both = str_format("%s  %s", day, text);
	page_put(page, col, style, both);
	free(both);
}

/* `through`: back from the question one is back at what is below the unit. */
static void open_question(struct shell *shell, size_t unit, const char *checklist_id, const char *question, bool through)
{
	struct error err = {0};
	char *id = mem_strdup(checklist_id), *asked = mem_strdup(question); /* what is listed may be read anew */
	if (view_unit_open(shell, unit)) {
		struct checklist *checklist = workplace_checklist(shell->workplace, id, &err);
		size_t item = checklist ? checklist_item(shell->workplace, checklist, asked, &err) : SIZE_MAX;
		if (item == SIZE_MAX) {
			shell_fail(shell, &err);
		} else {
			if (through)
				view_unit_pass_through(shell);
			shell_push(shell, view_question_new(shell, checklist, item));
		}
	}
	free(id);
	free(asked);
}

void office_open_question(struct shell *shell, size_t unit, const char *checklist_id, const char *question)
{
	open_question(shell, unit, checklist_id, question, false);
}

void office_look_at_question(struct shell *shell, size_t unit, const char *checklist_id, const char *question)
{
	open_question(shell, unit, checklist_id, question, true);
}

/* Where the record is not there, the unit stays in sight. */
static void open_record(struct shell *shell, size_t unit, const char *register_id, const char *record, bool through)
{
	char *owner_id = mem_strdup(register_id), *id = mem_strdup(record); /* what is listed may be read anew */
	if (view_unit_open(shell, unit)) {
		const struct workplace *workplace = shell->workplace;
		size_t owner = registers_find(workplace->pack->registers, owner_id);
		size_t at = owner == SIZE_MAX ? SIZE_MAX : facts_find(&workplace->ledger.facts, workplace->pack, owner, id, NULL);
		if (at != SIZE_MAX && through)
			view_unit_pass_through(shell);
		if (at != SIZE_MAX)
			shell_push(shell, view_record_new(shell, at));
	}
	free(owner_id);
	free(id);
}

void office_open_record(struct shell *shell, size_t unit, const char *register_id, const char *record)
{
	open_record(shell, unit, register_id, record, false);
}

void office_look_at_record(struct shell *shell, size_t unit, const char *register_id, const char *record)
{
	open_record(shell, unit, register_id, record, true);
}

static bool is_first_of_bureau(const struct office *office, size_t unit)
{
	for (size_t i = 0; i < unit; i++)
		if (str_equal(office->roster.items[i].bureau, office->roster.items[unit].bureau))
			return false;
	return true;
}

bool office_choose_bureau(struct shell *shell, const char *all, char **bureau)
{
	const struct office *office = shell->office;
	const char **labels = mem_new(office->roster.count + 1, sizeof *labels), **names = mem_new(office->roster.count + 1, sizeof *names);
	size_t count = 0;
	if (all)
		labels[count++] = all;
	for (size_t i = 0; i < office->roster.count; i++) {
		if (!is_first_of_bureau(office, i))
			continue;
		names[count] = office->roster.items[i].bureau;
		labels[count] = str_is_blank(names[count]) ? C_("report", "(no bureau)") : names[count];
		count++;
	}
	int choice = prompt_choice(shell, _("Which bureau?"), labels, count, NULL, 0);
	if (choice >= 0)
		str_assign(bureau, names[choice]);
	free(labels);
	free(names);
	return choice >= 0;
}

char *office_list_head(char *head, const struct office *office)
{
	struct reconciliation all;
	office_reconcile(office, &all);
	size_t missing = all.by_state[UNIT_NOT_RECEIVED];
	if (!missing)
		return head;
	char *both = str_format(P_("%s  (%zu unit not handed in: not known)", "%s  (%zu units not handed in: not known)", missing), head,
	                        missing);
	free(head);
	return both;
}
