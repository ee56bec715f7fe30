/* The items of a question that has several, what stands for all of them, and with which keys they are answered. */
#include <stdlib.h>

#include "tenken/base/mem.h"
#include "view_question.h"

static void compose_elements(struct page *page, const struct view_question *self)
{
	const struct question *question = view_question_of(self);
	const struct response *response = view_question_response(self);
	int cols = 0;
	for (int answer = 0; answer < ELEMENT_ANSWERS; answer++) {
		int own = text_cols(element_label((enum element_answer)answer), page->canvas->ambiguous_cols);
		cols = own > cols ? own : cols;
	}
	for (size_t i = 0; i < question->elements_count; i++) {
		bool focused = self->element == (int)i;
		enum element_answer answer = response->elements[i];
		size_t first = page->count;
		page->tag = QUESTION_TAG_ELEMENT + (int)i;
		page_row(page);
		page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
		page_put(page, 3,
		         answer == ELEMENT_NO     ? STYLE_WARNING
		         : answer == ELEMENT_NONE ? STYLE_DIM
		                                  : STYLE_PLAIN,
		         element_label(answer));
		page_wrap(page, cols + 5, focused ? STYLE_FOCUS : STYLE_PLAIN,
		          bilingual_text(&question->elements[i].text));
		if (focused)
			page_set_focus(page, first);
	}
	page->tag = PAGE_NO_TAG;
}

/* Where a long list leaves no row for them: behind what stands for the list, if there is room for all of it. */
static void compose_keys_beside(struct page *page, int col)
{
	char yes[16], no[16], na[16], all[16];
	char *text = str_format(_("Up, Down, %s yes, %s no, %s n/a (%s yes to all)"), action_key_name(ACTION_ELEMENT_YES, yes),
	                        action_key_name(ACTION_ELEMENT_NO, no), action_key_name(ACTION_ELEMENT_NA, na),
	                        action_key_name(ACTION_ANSWER_IMPLEMENTED, all));
	if (col + text_cols(text, page->canvas->ambiguous_cols) <= page->canvas->cols)
		page_put(page, col, STYLE_DIM, text);
	free(text);
}

static void compose_keys(struct page *page)
{
	char yes[16], no[16], na[16], unsure[16];
	char *text = str_format(_("Item by item: move with Up and Down; %s yes, %s no, %s does not apply"),
	                        action_key_name(ACTION_ELEMENT_YES, yes), action_key_name(ACTION_ELEMENT_NO, no),
	                        action_key_name(ACTION_ELEMENT_NA, na));
	page_row(page);
	page_wrap(page, 3, STYLE_DIM, text);
	free(text);
	text = str_format(_("All at once: %s yes to all, %s does not apply here, %s exception, %s has to be found out"),
	                  action_key_name(ACTION_ANSWER_IMPLEMENTED, yes),
	                  action_key_name(ACTION_ANSWER_NOT_APPLICABLE, na),
	                  action_key_name(ACTION_ANSWER_EXCEPTION, no), action_key_name(ACTION_ANSWER_UNSURE, unsure));
	page_row(page);
	page_wrap(page, 3, STYLE_DIM, text);
	free(text);
}

/* What stands for the whole list, and the keys: most of the answers follow from the items. */
static void compose_answer(struct page *page, const struct view_question *self, bool readonly)
{
	enum answer present = view_question_response(self)->answer;
	bool focused = self->element == QUESTION_WHOLE;
	page_row(page);
	page_put(page, 1, STYLE_KEY, focused ? ">" : " ");
	page_put_answer(page, 3, present);
	page_put(page, 7, focused ? STYLE_FOCUS : STYLE_PLAIN, answer_label(present));
	if (focused)
		page_set_focus(page, page->count - 1);
	if (readonly)
		return;
	if (self->keys_beside) {
		compose_keys_beside(page, 7 + text_cols(answer_label(present), page->canvas->ambiguous_cols) + 4);
		return;
	}
	page->tag = QUESTION_TAG_KEYS;
	page->rank = PAGE_SUMMARY;
	compose_keys(page);
	page->rank = PAGE_ESSENTIAL;
	page->tag = PAGE_NO_TAG;
}

bool view_question_has_element_keys(const struct view_question *self, bool readonly)
{
	return view_question_of(self)->elements_count && !readonly && !view_question_is_decided(self);
}

void view_question_compose_elements(struct page *page, const struct view_question *self, bool readonly)
{
	compose_elements(page, self);
	page_space(page);
	compose_answer(page, self, readonly);
}
