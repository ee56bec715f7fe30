/* What the office has to do with a question: what it asks and says, and what is answered centrally. */
#include <stdlib.h>

#include "exchange.h"
#include "office_comment.h"
#include "tenken/app/correspondence.h"
#include "view_question.h"

/* What the office asks to be looked at again, because of what was found elsewhere. */
static void compose_push(struct page *page, const struct view_question *self, struct shell *shell)
{
	const char *text = shell->office ? NULL : correspondence_push(shell->workplace, self->checklist, self->item);
	if (!text)
		return;
	page_row(page);
	page_put(page, 1, STYLE_TITLE, _("The office asks to look at this again; the same answer counts, too"));
	page_row(page);
	page_wrap(page, 3, STYLE_WARNING, text);
	page_space(page);
}

/* What is answered centrally to the same question, or, where it only shares a clause, that there is something. */
void view_question_compose_common(struct page *page, const struct view_question *self, struct shell *shell, int col)
{
	const struct question *question = view_question_of(self);
	size_t touching = 0, same = 0;
	char key[16];
	for (const struct json *node = correspondence_common(shell->workplace, NULL, NULL); node;
	     node = correspondence_common(shell->workplace, NULL, node)) {
		enum answer answer = ANSWER_NONE;
		struct strbuf text = STRBUF_INIT;
		touching += correspondence_touches(shell->workplace, node, question);
		if (!str_equal(json_string(json_get(node, "question")), question->id) || same++)
			continue;
		answer_parse(&answer, json_string(json_get(node, "answer")));
		answer_describe(&text, answer, page->canvas->ascii);
		strbuf_add(&text, "  ");
		common_provenance(&text, shell->workplace, node);
		page->rank = PAGE_SUMMARY;
		page_field(page, _("Central"), col, STYLE_PLAIN, text.text);
		strbuf_release(&text);
	}
	if (touching > same || same > 1) {
		char *text = str_format(P_("%zu central answer touches this (%s)", "%zu central answers touch this (%s)", touching), touching,
		                        action_key_name(ACTION_COMMON, key));
		page->rank = PAGE_HINT;
		page_field(page, same ? "" : _("Central"), col, STYLE_DIM, text);
		free(text);
	}
	page->rank = PAGE_ESSENTIAL;
}

/* What the office said when it returned the question stands above the answer; at the office what it is going to say. */
static void compose_comment(struct page *page, const struct view_question *self, struct shell *shell)
{
	const char *id = view_question_of(self)->id;
	char *going = shell->office ? office_comment_load(shell, id) : NULL;
	const char *said = shell->office ? going : correspondence_comment(shell->workplace, id);
	const char *label = !shell->office                                                               ? _("The office's comment")
	                    : office_unit_state(shell->office, shell->unit) == UNIT_SUBMITTED ? _("Comment (goes out when it is returned)")
	                                                                                      : _("Comment");
	if (!str_is_blank(said)) {
		page_row(page);
		page_put(page, 1, STYLE_TITLE, label);
		page_row(page);
		page_wrap(page, 3, STYLE_WARNING, said);
		page_space(page);
	} else if (shell->office && !office_comment_why_not(shell)) {
		char key[16], *hint = str_format(_("%s writes a comment for the unit."), action_key_name(ACTION_COMMENT, key));
		page->rank = PAGE_SUMMARY;
		page_row(page);
		page_put(page, 1, STYLE_DIM, hint);
		page_space(page);
		page->rank = PAGE_ESSENTIAL;
		free(hint);
	}
	free(going);
}

void view_question_compose_office(struct page *page, const struct view_question *self, struct shell *shell)
{
	compose_push(page, self, shell);
	compose_comment(page, self, shell);
}
