/* What the office's lists over all units share. */
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "view_office.h"

enum { FOOT_ROWS_MAX = 6, LIST_ROWS_MIN = 5, WIDE_COLS = 60, DAY_COLS = 18 };

void office_draw_list(struct page *page, struct list *list, size_t *from, const char *head, enum style head_style, const char *foot,
                      int top, int rows)
{
	const struct canvas *canvas = page->canvas;
	int head_rows = draw_text(canvas, top, 1, canvas->cols - 1, head, head_style) > 0;
	int foot_rows = *foot ? draw_paragraph_rows(canvas, canvas->cols - 2, foot) : 0;
	if (foot_rows > FOOT_ROWS_MAX)
		foot_rows = FOOT_ROWS_MAX;
	if (foot_rows > rows - head_rows - LIST_ROWS_MIN - 1)
		foot_rows = rows - head_rows - LIST_ROWS_MIN - 1;
	if (foot_rows < 1)
		foot_rows = -1; /* nor a rule */
	int body = rows - head_rows - foot_rows - 1;
	list_set_rows(list, body);
	page_draw(page, top + head_rows, body, from, true);
	if (foot_rows < 1)
		return;
	draw_rule(canvas, top + rows - foot_rows - 1);
	draw_paragraph(canvas, top + rows - foot_rows, 1, canvas->cols - 2, foot_rows, 0, foot, STYLE_PLAIN);
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

void office_open_question(struct shell *shell, size_t unit, const char *checklist_id, const char *question)
{
	struct error err = {0};
	char *id = mem_strdup(checklist_id), *asked = mem_strdup(question); /* what is listed may be read anew */
	if (view_unit_open(shell, unit)) {
		struct checklist *checklist = workplace_checklist(shell->workplace, id, &err);
		size_t item = checklist ? checklist_item(shell->workplace, checklist, asked, &err) : SIZE_MAX;
		if (item == SIZE_MAX)
			shell_fail(shell, &err);
		else
			shell_push(shell, view_question_new(shell, checklist, item));
	}
	free(id);
	free(asked);
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
