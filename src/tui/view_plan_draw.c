/* The form of an improvement plan on the screen. */
#include "view_plan.h"

#include <stdio.h>
#include <stdlib.h>

void view_plan_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_plan *self = (const struct view_plan *)view;
	(void)shell;
	strbuf_add(left, view_plan_is_unsure(self) ? _("To be found out") : _("Improvement plan"));
	strbuf_add(left, " > ");
	question_clauses(left, self->checklist->scope.pack, view_plan_question(self), 2);
	if (view_plan_response(self)->plan.done)
		strbuf_add(right, _("Carried out"));
}

/* What stands in the field; NULL when nothing does. Caller frees. */
static char *field_value(const struct view_plan *self, enum plan_field field)
{
	const struct plan *plan = &view_plan_response(self)->plan;
	struct strbuf out = STRBUF_INIT;
	char **text = view_plan_text((struct response *)view_plan_response(self), field);
	switch (field) {
	case FIELD_DUE:
		plan_format_due(&out, plan);
		break;
	case FIELD_KIND:
		strbuf_add(&out, plan->preventive ? _("Preventive action: so that the same does not happen elsewhere")
		                                  : _("Corrective action: removes the cause here"));
		break;
	case FIELD_PROGRESS:
		strbuf_add(&out, self->progress);
		break;
	case FIELD_DONE:
		if (plan->done)
			strbuf_addf(&out, _("Yes. Shown by: %s"), plan->evidence);
		break;
	default:
		strbuf_add(&out, *text);
	}
	if (!str_is_blank(out.text))
		return strbuf_take(&out);
	strbuf_release(&out);
	return NULL;
}

static int label_cols(const struct view_plan *self, const struct canvas *canvas)
{
	int cols = 0;
	for (int field = 0; field < FIELDS; field++) {
		int own = text_cols(view_plan_label(self, (enum plan_field)field), canvas->ambiguous_cols);
		cols = own > cols && view_plan_has(self, (enum plan_field)field) ? own : cols;
	}
	return cols;
}

static void compose_field(struct page *page, const struct view_plan *self, enum plan_field field, bool focused, int col)
{
	size_t first = page->count;
	char *value = field_value(self, field);
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, 3, focused ? STYLE_FOCUS : STYLE_LABEL, view_plan_label(self, field));
	if (self->unsaved[field]) {
		char *text = str_format(_("%s (not saved)"), self->unsaved[field]);
		page_wrap(page, col, STYLE_WARNING, text);
		free(text);
	} else if (value) {
		page_wrap(page, col, STYLE_PLAIN, value);
	} else if (view_plan_misses(self, field)) {
		page_put(page, col, STYLE_WARNING, _("still needed"));
	} else {
		page_put(page, col, STYLE_DIM, field == FIELD_DONE ? _("Not yet") : "-");
	}
	if (focused)
		page_set_focus(page, first);
	free(value);
}

static void compose_example(struct page *page, const struct view_plan *self, size_t example, bool focused)
{
	char number[24];
	size_t first = page->count;
	snprintf(number, sizeof number, "%zu", example + 1);
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, 3, STYLE_KEY, number);
	page_wrap(page, 6, focused ? STYLE_FOCUS : STYLE_PLAIN,
	          bilingual_text(&view_plan_question(self)->measures[example]));
	if (focused)
		page_set_focus(page, first);
}

static void compose_hint(struct page *page, const struct view_plan *self)
{
	int row = self->list.cursor < self->list.count ? self->rows[self->list.cursor] : ROW_EXAMPLE;
	const char *hint = row < FIELDS ? view_plan_hint(self, (enum plan_field)row) : NULL;
	page->rank = PAGE_HINT;
	page_space(page);
	if (row >= ROW_EXAMPLE)
		hint = _("Enter takes the example over into the measure; there it can be changed.");
	if (hint) {
		page_row(page);
		page_wrap(page, 1, STYLE_DIM, hint);
	}
	page->rank = PAGE_ESSENTIAL;
}

void view_plan_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_plan *self = (struct view_plan *)view;
	struct page *page = &self->page;
	(void)shell;
	page_begin(page, canvas);
	int col = 3 + label_cols(self, canvas) + 2;
	page->rank = PAGE_SUMMARY;
	page_row(page);
	page_put_answer(page, 1, view_plan_response(self)->answer);
	page_wrap(page, 4, STYLE_STATEMENT, bilingual_text(&view_plan_question(self)->text));
	page->rank = PAGE_ESSENTIAL;
	page_space(page);
	for (size_t i = 0; i < self->list.count; i++) {
		bool focused = self->list.cursor == i;
		if (self->rows[i] == ROW_EXAMPLE) {
			page_space(page);
			page_row(page);
			page_put(page, 1, STYLE_TITLE, _("Examples of measures (press a digit to copy one)"));
		}
		page->tag = (int)i;
		if (self->rows[i] < FIELDS)
			compose_field(page, self, (enum plan_field)self->rows[i], focused, col);
		else
			compose_example(page, self, (size_t)(self->rows[i] - ROW_EXAMPLE), focused);
		page->tag = PAGE_NO_TAG;
	}
	compose_hint(page, self);
	page_shrink(page, rows);
	list_set_rows(&self->list, rows);
	page_draw(page, top, rows, &self->from, true);
}
