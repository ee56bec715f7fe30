/* The form of a record on the screen. */
#include <stdint.h>
#include <stdlib.h>

#include "view_record.h"

void view_record_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	const struct view_record *self = (const struct view_record *)view;
	size_t record = view_record_index(self, shell);
	views_whose(left, shell);
	strbuf_addf(left, "%s > ", bilingual_text(&view_record_kind(self, shell)->title));
	if (record == SIZE_MAX) {
		strbuf_add(left, _("removed"));
		return;
	}
	strbuf_add(left, record_name(&shell->workplace->ledger.facts.records[record], shell->workplace->pack));
	size_t open = record_open_fields(shell->workplace, record);
	if (open)
		strbuf_addf(right, P_("%zu field open", "%zu fields open", open), open);
}

enum { LABEL_COL = 3, LABEL_COLS_MAX = 26, NARROW_LABEL = 60 };

static int label_cols(const struct view_record *self, const struct shell *shell, const struct canvas *canvas)
{
	int cols = 0;
	for (size_t i = 0; i < self->list.count; i++) {
		if (self->rows[i] >= RECORD_ROW_VERDICT)
			continue;
		int own = text_cols(bilingual_text(&view_record_kind(self, shell)->fields[self->rows[i]].label),
		                    canvas->ambiguous_cols);
		cols = own > cols ? own : cols;
	}
	return cols > LABEL_COLS_MAX ? LABEL_COLS_MAX : cols;
}

/* The value, or what stands for it: that another record says it, that it is needed, that it is not known. */
static char *value_of(const struct view_record *self, const struct shell *shell, size_t field, enum style *style)
{
	const struct workplace *workplace = shell->workplace;
	const struct record *record = &workplace->ledger.facts.records[view_record_index(self, shell)];
	const struct field *found = &view_record_kind(self, shell)->fields[field];
	struct strbuf out = STRBUF_INIT;
	*style = STYLE_PLAIN;
	size_t far, source = record_field_source(workplace, view_record_index(self, shell), field, &far);
	if (source != SIZE_MAX) {
		const struct record *other = &workplace->ledger.facts.records[source];
		struct strbuf value = STRBUF_INIT;
		value_show(&value, &other->values[far], &workplace->pack->registers->items[other->owner].fields[far],
		           workplace->pack, &workplace->ledger.facts);
		strbuf_addf(&out, _("%s (as \"%s\" has it)"), value.len_bytes ? value.text : _("not known yet"),
		            record_name(other, workplace->pack));
		*style = STYLE_DIM;
		strbuf_release(&value);
		return strbuf_take(&out);
	}
	value_show(&out, &record->values[field], found, workplace->pack, &workplace->ledger.facts);
	if (out.len_bytes)
		return strbuf_take(&out);
	bool wanted = record_asks_field(workplace, view_record_index(self, shell), field);
	*style = wanted ? STYLE_WARNING : STYLE_DIM;
	/* What hangs on a field that is open itself is not counted as open yet, and does not look so. */
	strbuf_add(&out, wanted ? _("not filled in") : found->when ? _("depends on other fields") : "-");
	return strbuf_take(&out);
}

static void compose_field(struct page *page, const struct view_record *self, const struct shell *shell, size_t row,
                          int col)
{
	size_t field = self->rows[row], first = page->count;
	bool focused = self->list.cursor == row;
	enum style style;
	char *value = value_of(self, shell, field, &style);
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put(page, LABEL_COL, focused ? STYLE_FOCUS : STYLE_LABEL,
	         bilingual_text(&view_record_kind(self, shell)->fields[field].label));
	int label = text_cols(bilingual_text(&view_record_kind(self, shell)->fields[field].label),
	                      page->canvas->ambiguous_cols);
	if (LABEL_COL + label + 2 > col)
		page_row(page); /* a long label has the row to itself */
	page_wrap(page, col, style, value);
	if (focused)
		page_set_focus(page, first);
	free(value);
}

static void compose_verdict(struct page *page, const struct view_record *self, const struct shell *shell, size_t row)
{
	const struct verdict *verdict =
	        &shell->workplace->ledger.verdicts.items[self->rows[row] - RECORD_ROW_VERDICT];
	bool focused = self->list.cursor == row;
	bool bad = verdict->code == VERDICT_FAIL || verdict->code == VERDICT_UNKNOWN;
	size_t first = page->count;
	char *text = str_format(_("%s: %s"), verdict_label(verdict->code),
	                        bilingual_text(&shell->workplace->pack->rules->items[verdict->rule].text));
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_wrap(page, LABEL_COL, focused ? STYLE_FOCUS : bad ? STYLE_WARNING : STYLE_PLAIN, text);
	if (focused)
		page_set_focus(page, first);
	free(text);
}

static bool hangs_on(const struct verdict *verdict, const char *field)
{
	for (size_t i = 0; i < verdict->fields_count; i++)
		if (str_equal(verdict->fields[i], field))
			return true;
	return false;
}

/* What the rules make of the field: those verdicts that it decided, or that wait for it. Returns the rows used. */
static int draw_consequences(const struct view_record *self, const struct shell *shell, const struct canvas *canvas,
                             const struct field *field, int top, int rows)
{
	const struct verdicts *verdicts = &shell->workplace->ledger.verdicts;
	size_t record = view_record_index(self, shell);
	int used = 0;
	for (size_t i = 0; i < verdicts->count && used < rows; i++) {
		const struct verdict *verdict = &verdicts->items[i];
		if (verdict->record != record || !hangs_on(verdict, field->id))
			continue;
		bool bad = verdict->code == VERDICT_FAIL || verdict->code == VERDICT_UNKNOWN;
		char *text = str_format(_("%s: %s"), verdict_label(verdict->code),
		                        bilingual_text(&shell->workplace->pack->rules->items[verdict->rule].text));
		used += draw_paragraph(canvas, top + used, 1, canvas->cols - 1, rows - used, 0, text,
		                       bad ? STYLE_WARNING : STYLE_SAVED);
		free(text);
	}
	return used;
}

static void draw_hint(const struct view_record *self, const struct shell *shell, const struct canvas *canvas, int top,
                      int rows)
{
	size_t field = view_record_field(self);
	char key[16];
	if (rows < 2 || self->list.cursor >= self->list.count)
		return;
	draw_rule(canvas, top);
	if (field != SIZE_MAX) {
		const struct field *found = &view_record_kind(self, shell)->fields[field];
		int used = draw_paragraph(canvas, top + 1, 1, canvas->cols - 1, rows - 1, 0, bilingual_text(&found->hint),
		                          STYLE_PLAIN);
		if (!view_record_why_not_classify(self, shell) && found->ordered) {
			char *text = str_format(_("%s finds the classes by yes/no questions."),
			                        action_key_name(ACTION_CLASSIFY, key));
			used += draw_paragraph(canvas, top + 1 + used, 1, canvas->cols - 1, rows - 1 - used, 0, text,
			                       STYLE_DIM);
			free(text);
		}
		draw_consequences(self, shell, canvas, found, top + 1 + used, rows - 1 - used);
		return;
	}
	const struct verdict *verdict =
	        &shell->workplace->ledger.verdicts.items[self->rows[self->list.cursor] - RECORD_ROW_VERDICT];
	char *text = str_format(_("%s  %s: why"), bilingual_text(&verdict->because), action_key_name(ACTION_OPEN, key));
	draw_paragraph(canvas, top + 1, 1, canvas->cols - 1, rows - 1, 0, text, STYLE_PLAIN);
	free(text);
}

void view_record_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_record *self = (struct view_record *)view;
	struct page *page = &self->page;
	int hint = rows >= 18 ? 6 : rows >= 14 ? 4 : rows >= 9 ? 3 : 0;
	view_record_rebuild(self, shell);
	if (view_record_index(self, shell) == SIZE_MAX) {
		draw_text(canvas, top, 1, canvas->cols - 1, _("This record is no longer there. Esc goes back."),
		          STYLE_WARNING);
		return;
	}
	page_begin(page, canvas);
	int col = canvas->cols < NARROW_LABEL ? LABEL_COL + 2 : LABEL_COL + label_cols(self, shell, canvas) + 2;
	for (size_t i = 0; i < self->list.count; i++) {
		bool verdict = self->rows[i] >= RECORD_ROW_VERDICT;
		if (verdict && (i == 0 || self->rows[i - 1] < RECORD_ROW_VERDICT)) {
			page->tag = PAGE_NO_TAG;
			page_space(page);
			page_row(page);
			page_put(page, 1, STYLE_TITLE, _("What the rules say"));
		}
		page->tag = (int)i;
		if (verdict)
			compose_verdict(page, self, shell, i);
		else
			compose_field(page, self, shell, i, col);
	}
	page->tag = PAGE_NO_TAG;
	list_set_rows(&self->list, rows - hint);
	page_draw(page, top, rows - hint, &self->from, true);
	draw_hint(self, shell, canvas, top + rows - hint, hint);
}
