/* view_question.h — what the files of the question screen share. */
#ifndef TENKEN_TUI_VIEW_QUESTION_H
#define TENKEN_TUI_VIEW_QUESTION_H

#include "views.h"

enum { QUESTION_WHOLE = -1 };

/* Tags of the rows of its page. */
enum { QUESTION_TAG_KEYS = -3, QUESTION_TAG_HINT = -2, QUESTION_TAG_ANSWER = 0, QUESTION_TAG_ELEMENT = 100 };

struct view_question {
	struct view view;
	struct checklist *checklist;
	size_t item;
	int element; /* the one under the cursor; QUESTION_WHOLE: none */
	struct page page;
	size_t from; /* the first row of the page that is seen */
	int rows;    /* as last drawn */
	bool follow; /* the focus is to be in sight: not after scrolling by hand */
	bool in_words;      /* on a low screen: the answers with their words, as far as there is room */
	bool hint_left_out; /* how to check had no room, as last drawn */
	bool keys_beside;   /* of items: they had no room of their own, as last drawn */
	long long
	        confirmed_at; /* platform_ticks_ms() of the last press of the key that confirms last year's answer, where that led on here; or 0 */
	char *search; /* marked wherever it occurs, or NULL */
	char *why;   /* why an action cannot be done, while the shell shows it */
};

const struct question *view_question_of(const struct view_question *view);
const struct response *view_question_response(const struct view_question *view);

/* Goes to another question (or the same), and remembers the place. */
void view_question_go(struct view_question *self, struct shell *shell, size_t item);
/* Puts the cursor on an element; SIZE_MAX: on the question as a whole. */
void view_question_focus(struct view_question *self, size_t element);
/* The first element from `from` on, around the end, that is not answered; SIZE_MAX when all are. */
size_t view_question_open_element(const struct view_question *self, size_t from);

/* view_question_answer.c: each saves and says so, and opens the field that is then needed. */
void view_question_answer(struct view_question *self, struct shell *shell, enum answer answer);
void view_question_answer_element(struct view_question *self, struct shell *shell, enum element_answer answer);
void view_question_confirm(struct view_question *self, struct shell *shell);
/* False when it was cancelled or could not be saved. */
bool view_question_write_note(struct view_question *self, struct shell *shell);
bool view_question_write_reason(struct view_question *self, struct shell *shell);
void view_question_open_plan(struct view_question *self, struct shell *shell);

/* view_question_elements.c: the items. */
void view_question_compose_elements(struct page *page, const struct view_question *self, bool readonly);
/* Whether they are answered one by one here. */
bool view_question_has_element_keys(const struct view_question *self, bool readonly);

/* view_question_register.c: the registers behind a question. */
/* Whether they decide it. */
bool view_question_is_decided(const struct view_question *self);
/* Opens the record that decided, at the field that matters; where nothing is decided the register that is to be kept. */
void view_question_open_register(struct view_question *self, struct shell *shell);
/* 例: leads to the record of the exception, or to a new one. */
void view_question_ask_exception(struct view_question *self, struct shell *shell);
/* What the registers say, the exception, and contradictions. */
void view_question_compose_derived(struct page *page, const struct view_question *self, struct shell *shell, int col);
void view_question_compose_exception(struct page *page, const struct view_question *self, struct shell *shell, int col);
void view_question_compose_conflicts(struct page *page, const struct view_question *self, struct shell *shell,
                                     int col);
/* After an answer: says the first contradiction that it brings. */
void view_question_say_conflict(struct view_question *self, struct shell *shell);

/* view_question_office.c: what the office asks and says, above the answer; what is answered centrally, below it. */
void view_question_compose_office(struct page *page, const struct view_question *self, struct shell *shell);
void view_question_compose_common(struct page *page, const struct view_question *self, struct shell *shell, int col);

/* view_question_draw.c */
void view_question_title(struct view *view, struct shell *shell, struct strbuf *left, struct strbuf *right);
void view_question_draw(struct view *view, struct shell *shell, const struct canvas *canvas, int top, int rows);

void view_question_open_history(struct shell *shell, struct view_question *view);

#endif
