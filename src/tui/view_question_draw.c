/* What stands on the screen of a question, from what must be seen to what only fills a large screen. */
#include "view_question.h"

#include <assert.h>
#include <stdlib.h>

#include "shell.h"
#include "tenken/base/mem.h"

struct choice {
	enum answer answer;
	enum action_id action;
	const char *label; /* NULL: the answer's own */
};
static const struct choice choices[] = {
        {ANSWER_IMPLEMENTED, ACTION_ANSWER_IMPLEMENTED, NULL},
        {ANSWER_PARTIAL, ACTION_ANSWER_PARTIAL, NULL},
        {ANSWER_NOT_IMPLEMENTED, ACTION_ANSWER_NOT_IMPLEMENTED, NULL},
        {ANSWER_NOT_APPLICABLE, ACTION_ANSWER_NOT_APPLICABLE, N_("Does not apply here (a reason is needed)")},
        {ANSWER_EXCEPTION, ACTION_ANSWER_EXCEPTION, N_("An exception is permitted and on record")},
        {ANSWER_UNSURE, ACTION_ANSWER_UNSURE, N_("Has to be found out")},
};
static_assert(sizeof choices / sizeof *choices == ANSWERS - 1, "every answer can be chosen");

enum { ALL_CHOICES_ROWS = 16, NARROW_COLS = 50, SECOND_COL = 24, LOW_ROWS = 20 };

void view_question_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right)
{
	struct view_question *self = (struct view_question *)view;
	const struct question *question = view_question_of(self);
	const struct pack *pack = self->checklist->scope.pack;
	const struct section *section =
	        question->clauses_count ? pack_section_of(pack, pack->clauses[question->clauses[0]].id) : NULL;
	views_whose(left, shell);
	checklist_name(left, self->checklist);
	strbuf_add(left, " > ");
	chapter_name(left, pack, question->chapter);
	if (section && !str_equal(section->id, pack->chapters[question->chapter].id))
		strbuf_addf(left, " > %s %s", section->id, bilingual_text(&section->title));
	strbuf_addf(right, "%zu/%zu", self->checklist->tally.answered, self->checklist->tally.applicable);
}

/* The columns that the labels of the lower part need. */
static int label_cols(const struct canvas *canvas)
{
	const char *const labels[] = {_("How to check"), _("Remark"),     _("Reason"),    _("Plan"),     _("Last year"),
	                              _("Answered"),     _("What helps"), _("Why asked"), _("Exception"),
	                              _("To find out"),  _("Register"),   _("Contradiction"), _("Central")};
	int cols = 0;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		int own = text_cols(labels[i], canvas->ambiguous_cols);
		cols = own > cols ? own : cols;
	}
	/* On a narrow screen the text stands below its label. */
	return canvas->cols < NARROW_COLS ? 3 : cols + 3;
}

static void compose_head(struct page *page, const struct view_question *self)
{
	const struct question *question = view_question_of(self);
	const struct pack *pack = self->checklist->scope.pack;
	struct strbuf head = STRBUF_INIT, roles = STRBUF_INIT;
	question_clauses(&head, pack, question, 3);
	question_roles(&roles, pack, question);
	strbuf_addf(&head, "  %s", question_modality(question));
	if (roles.len_bytes)
		strbuf_addf(&head, "  %s", roles.text);
	page->rank = PAGE_SUMMARY;
	page_row(page);
	page_put(page, 1, STYLE_LABEL, head.text);
	page_space(page);
	page->rank = PAGE_ESSENTIAL;
	strbuf_release(&head);
	strbuf_release(&roles);
}

/* One row a choice: the person sees at once what can be answered and what stands. */
static void compose_choices(struct page *page, enum answer present, bool focusable)
{
	char key[16];
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
		bool chosen = choices[i].answer == present;
		const char *label = choices[i].label ? _(choices[i].label) : answer_label(choices[i].answer);
		page->tag = QUESTION_TAG_ANSWER + (int)choices[i].answer;
		page_row(page);
		page_put(page, 1, STYLE_KEY, chosen ? ">" : " ");
		page_put(page, 3, STYLE_KEY, action_key_name(choices[i].action, key));
		page_put_answer(page, 5, choices[i].answer);
		page_put(page, 9, chosen ? STYLE_FOCUS : STYLE_PLAIN, label);
		if (focusable && (chosen || (present == ANSWER_NONE && i == 0)))
			page_set_focus(page, page->count - 1);
	}
	page->tag = PAGE_NO_TAG;
}

/* The words cost a low screen two rows more; they stand in two columns, of which only the last is cut where it is narrow. */
static void compose_choices_columns(struct page *page, enum answer present)
{
	size_t rows = sizeof choices / sizeof *choices / 2;
	char key[16];
	for (size_t row = 0; row < rows; row++) {
		bool focused = row == 0 && present == ANSWER_NONE;
		page_row(page);
		for (size_t i = row; i < 2 * rows; i += rows) {
			bool chosen = choices[i].answer == present;
			int col = i < rows ? 1 : SECOND_COL, width_cols = SECOND_COL - 1 - col - 6;
			char *label = mem_strdup(answer_label(choices[i].answer));
			if (i < rows && text_cols(label, page->canvas->ambiguous_cols) > width_cols)
				label[text_cut(label, width_cols, page->canvas->ambiguous_cols, NULL)] = '\0';
			page_put(page, col, STYLE_KEY, chosen ? ">" : " ");
			page_put(page, col + 1, STYLE_KEY, action_key_name(choices[i].action, key));
			page_put_answer(page, col + 3, choices[i].answer);
			page_put(page, col + 6, chosen ? STYLE_FOCUS : STYLE_PLAIN, label);
			focused = focused || chosen;
			free(label);
		}
		if (focused)
			page_set_focus(page, page->count - 1);
	}
}

static void compose_choices_short(struct page *page, enum answer present, bool focusable)
{
	struct strbuf text = STRBUF_INIT;
	char key[16];
	int col = 1;
	page_row(page);
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
		bool chosen = choices[i].answer == present;
		page_put(page, col, chosen ? STYLE_FOCUS : STYLE_KEY, action_key_name(choices[i].action, key));
		page_put_answer(page, col + 2, choices[i].answer);
		col += 6;
	}
	if (present != ANSWER_NONE) {
		answer_describe(&text, present, page->canvas->ascii);
		page_row(page);
		page_put(page, 1, STYLE_KEY, ">");
		page_put(page, 3, STYLE_FOCUS, text.text);
	}
	if (focusable)
		page_set_focus(page, page->count - 1);
	strbuf_release(&text);
}

/* What was planned last year, and whether it was carried out. */
static void compose_previous_plan(struct page *page, const struct plan *plan, int col)
{
	struct strbuf text = STRBUF_INIT, described = STRBUF_INIT;
	if (str_is_blank(plan->measure) && str_is_blank(plan->cause) && !plan->done)
		return;
	plan_describe(&described, plan);
	strbuf_addf(&text, _("Plan: %s"), described.text);
	if (plan->done && str_is_blank(plan->evidence))
		strbuf_addf(&text, "\n%s", _("Carried out."));
	else if (plan->done)
		strbuf_addf(&text, _("\nCarried out: %s"), plan->evidence);
	page_row(page);
	page_wrap(page, col, STYLE_DIM, text.text);
	strbuf_release(&described);
	strbuf_release(&text);
}

static void compose_previous(struct page *page, const struct view_question *self, int col)
{
	const struct entry *entry = &self->checklist->entries[self->item];
	struct strbuf text = STRBUF_INIT;
	char key[16];
	if (!entry->has_previous)
		return;
	answer_describe(&text, entry->previous.answer, page->canvas->ascii);
	if (entry->previous_stale)
		strbuf_addf(&text, "   %s", _("The standard has changed here since last year: answer it anew."));
	else if (entry->standing.response.answer == ANSWER_NONE)
		strbuf_addf(&text, _("   %s: still so this year"), action_key_name(ACTION_CONFIRM_PREVIOUS, key));
	page_field(page, _("Last year"), col, STYLE_PLAIN, text.text);
	const char *words = !str_is_blank(entry->previous.note) ? entry->previous.note : entry->previous.reason;
	page->rank = PAGE_HINT;
	if (!str_is_blank(words)) {
		page_row(page);
		page_wrap(page, col, STYLE_DIM, words);
	}
	compose_previous_plan(page, &entry->previous.plan, col);
	page->rank = PAGE_ESSENTIAL;
	strbuf_release(&text);
}

static bool needs_measures(const struct view_question *self)
{
	enum answer answer = view_question_response(self)->answer;
	return answer == ANSWER_PARTIAL || answer == ANSWER_NOT_IMPLEMENTED;
}

static void compose_measures(struct page *page, const struct view_question *self, int col)
{
	const struct question *question = view_question_of(self);
	page->rank = needs_measures(self) ? PAGE_HINT : PAGE_EXAMPLE;
	for (size_t i = 0; i < question->measures_count; i++) {
		char *text = str_format("- %s", bilingual_text(&question->measures[i]));
		if (i == 0) {
			page_field(page, _("What helps"), col, STYLE_PLAIN, text);
		} else {
			page_row(page);
			page_wrap(page, col, STYLE_PLAIN, text);
		}
		free(text);
	}
	page->rank = PAGE_ESSENTIAL;
}

/* 疑: who finds out and by when stand where others have their plan. */
static void compose_finding_out(struct page *page, const struct plan *plan, int col)
{
	struct strbuf due = STRBUF_INIT;
	const char *missing = unsure_missing_text(plan);
	if (missing) {
		page_field(page, _("To find out"), col, STYLE_WARNING, missing);
		return;
	}
	date_format_local(&due, plan->due);
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, _("%s finds out by %s"), plan->person, due.text);
	plan_format_first_due(&text, plan);
	page_field(page, _("To find out"), col, STYLE_PLAIN, text.text);
	strbuf_release(&text);
	strbuf_release(&due);
}

static void compose_plan(struct page *page, const struct question *question, const struct response *response, int col)
{
	struct strbuf plan = STRBUF_INIT;
	bool planned = !str_is_blank(response->plan.cause) || !str_is_blank(response->plan.measure);
	/* Who and when alone may be left over from 疑. */
	if (planned || (response_needs_plan(question, response) && !plan_is_empty(&response->plan))) {
		plan_describe(&plan, &response->plan);
		if (response->plan.done)
			strbuf_addf(&plan, "\n%s", _("Carried out."));
		page_field(page, _("Plan"), col, STYLE_PLAIN, plan.text);
	}
	char *missing = response_need(question, response) == NEED_PLAN ? plan_missing_text(question, response) : NULL;
	if (missing)
		page_field(page, plan.len_bytes ? "" : _("Plan"), col, STYLE_WARNING, missing);
	else if (response_need(question, response) == NEED_REASON && response->answer == ANSWER_PARTIAL)
		page_field(page, _("Plan"), col, STYLE_WARNING, _("A reason or an improvement plan is still needed."));
	free(missing);
	strbuf_release(&plan);
}

static void compose_written(struct page *page, const struct view_question *self, struct shell *shell, int col)
{
	const struct response *response = view_question_response(self);
	if (!str_is_blank(response->note))
		page_field(page, _("Remark"), col, STYLE_PLAIN, response->note);
	if (response_shows_reason(view_question_of(self), response))
		page_field(page, _("Reason"), col, STYLE_PLAIN, response->reason);
	else if (response->answer == ANSWER_NOT_APPLICABLE)
		page_field(page, _("Reason"), col, STYLE_WARNING, _("A reason is still needed."));
	if (response->answer == ANSWER_EXCEPTION || self->checklist->entries[self->item].standing.lapsed)
		view_question_compose_exception(page, self, shell, col);
	if (self->checklist->entries[self->item].standing.lapsed && plan_is_empty(&response->plan))
		return; /* what is asked for is the exception, not who finds out */
	if (response->answer == ANSWER_UNSURE)
		compose_finding_out(page, &response->plan, col);
	else
		compose_plan(page, view_question_of(self), response, col);
}

static void compose_when(struct page *page, const struct view_question *self, int col)
{
	const struct entry *entry = &self->checklist->entries[self->item];
	struct strbuf text = STRBUF_INIT, when = STRBUF_INIT;
	page->rank = PAGE_SUMMARY;
	if (!entry->at || entry->standing.response.answer == ANSWER_NONE) {
		/* The row is kept free, so that nothing on the screen moves when the answer comes. */
		page_row(page);
		page->rank = PAGE_ESSENTIAL;
		return;
	}
	datetime_format_local(&when, entry->at);
	const char *actor = entry->actor ? entry->actor : "";
	if (entry->acted_for && *entry->acted_for)
		strbuf_addf(&text,
		            entry->confirmed ? _("%s, %s for %s (last year's answer, confirmed)") : _("%s, %s for %s"),
		            when.text, actor, entry->acted_for);
	else
		strbuf_addf(&text, entry->confirmed ? _("%s, %s (last year's answer, confirmed)") : _("%s, %s"), when.text,
		            actor);
	page_field(page, _("Answered"), col, STYLE_DIM, text.text);
	page->rank = PAGE_ESSENTIAL;
	strbuf_release(&when);
	strbuf_release(&text);
}

static void compose_why_asked(struct page *page, const struct view_question *self, struct shell *shell, int col)
{
	const struct workplace *workplace = shell->workplace;
	struct strbuf why = STRBUF_INIT;
	if (self->checklist->scope.items[self->item].applies == TRUTH_UNKNOWN) {
		checklist_explain(workplace, self->checklist, self->item, &why);
		page->rank = PAGE_SUMMARY;
		page_field(page, _("Why asked"), col, STYLE_DIM, why.text);
		page->rank = PAGE_ESSENTIAL;
	}
	strbuf_release(&why);
}

/* Nothing is chosen here: the registers decide. */
static void compose_decided(struct page *page, enum answer answer)
{
	page_row(page);
	page_put(page, 1, STYLE_KEY, ">");
	page_put_answer(page, 3, answer);
	page_put(page, 7, STYLE_FOCUS, answer_label(answer));
	page_set_focus(page, page->count - 1);
}

static void compose_answers(struct page *page, const struct view_question *self, int rows, bool readonly)
{
	const struct response *response = view_question_response(self);
	if (view_question_is_decided(self)) {
		compose_decided(page, response->answer);
	} else if (view_question_of(self)->elements_count) {
		view_question_compose_elements(page, self, readonly);
	} else if (rows >= ALL_CHOICES_ROWS) {
		compose_choices(page, response->answer, true);
	} else if (self->in_words) {
		compose_choices_columns(page, response->answer);
	} else {
		compose_choices_short(page, response->answer, true);
	}
}

/* How to check; where there is no room for it, at least by which key it is read. */
static void compose_hint(struct page *page, const struct view_question *self, int col)
{
	const char *hint = bilingual_text(&view_question_of(self)->hint), *label = _("How to check");
	char key[16];
	if (str_is_blank(hint))
		return;
	/* Where there is not room for both: once it is answered 否, what helps is worth more than how to find out. */
	page->rank = self->hint_left_out ? PAGE_ESSENTIAL : needs_measures(self) ? PAGE_ASIDE : PAGE_HINT;
	page->tag = QUESTION_TAG_HINT;
	if (self->hint_left_out) {
		char *text = str_format(_("%s shows it"), action_key_name(ACTION_CLAUSE, key));
		int label_end = 1 + text_cols(label, page->canvas->ambiguous_cols) + 2;
		page_field(page, label, label_end > col ? label_end : col, STYLE_DIM, text);
		free(text);
	} else {
		page_field(page, label, col, STYLE_PLAIN, hint);
	}
	page->tag = PAGE_NO_TAG;
	page->rank = PAGE_ESSENTIAL;
}

static void compose(struct view_question *self, struct shell *shell, const struct canvas *canvas, int rows)
{
	struct page *page = &self->page;
	int col = label_cols(canvas);
	page_begin(page, canvas);
	compose_head(page, self);
	page_row(page);
	page_wrap(page, 1, STYLE_STATEMENT, bilingual_text(&view_question_of(self)->text));
	page_space(page);
	view_question_compose_office(page, self, shell);
	compose_answers(page, self, rows, shell->workplace->readonly);
	page_space(page);
	if (view_question_is_decided(self)) /* why comes before how to find out */
		view_question_compose_derived(page, self, shell, col);
	compose_hint(page, self, col);
	compose_previous(page, self, col);
	view_question_compose_common(page, self, shell, col);
	if (!view_question_is_decided(self))
		view_question_compose_derived(page, self, shell, col);
	compose_written(page, self, shell, col);
	view_question_compose_conflicts(page, self, shell, col);
	compose_measures(page, self, col);
	compose_why_asked(page, self, shell, col);
	compose_when(page, self, col);
	page_shrink(page, rows);
}

static bool has_tag(const struct page *page, int tag)
{
	for (size_t i = 0; i < page->count; i++)
		if (page->rows[i].tag == tag)
			return true;
	return false;
}

/* A question that does not fit says so, and with which key it goes on: in the row of the messages, since those that it has are all
 * needed. */
static void draw_more(const struct canvas *canvas, int row)
{
	char key[16];
	char *text = str_format(_("%s shows the rest"), action_key_name(ACTION_PAGE_DOWN, key));
	draw_text(canvas, row, 1, canvas->cols - 2, text, STYLE_DIM);
	free(text);
}

void view_question_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows)
{
	struct view_question *self = (struct view_question *)view;
	struct page *page = &self->page;
	self->hint_left_out = self->keys_beside = false;
	self->in_words = canvas->rows < LOW_ROWS; /* not above an editor, where nothing is answered */
	compose(self, shell, canvas, rows);
	if (self->in_words && page->count > (size_t)rows) {
		self->in_words = false;
		compose(self, shell, canvas, rows);
	}
	bool fits = page->count <= (size_t)rows;
	self->keys_beside =
	        view_question_has_element_keys(self, shell->workplace->readonly) && !has_tag(page, QUESTION_TAG_KEYS);
	self->hint_left_out =
	        !str_is_blank(bilingual_text(&view_question_of(self)->hint)) && !has_tag(page, QUESTION_TAG_HINT);
	if (self->keys_beside || self->hint_left_out)
		compose(self, shell, canvas, rows);
	if (self->hint_left_out && fits && page->count > (size_t)rows) { /* all else is worth more than this row */
		self->hint_left_out = false;
		compose(self, shell, canvas, rows);
	}
	page->search = self->search;
	self->rows = rows;
	page_draw(page, top, rows, &self->from, self->follow);
	if (self->from + (size_t)rows < page->count && !shell->private->message)
		draw_more(canvas, top + rows);
}
