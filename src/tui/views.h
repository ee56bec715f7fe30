/* views.h — what the screens share: words, the ways from one screen to another, and what happens when saving fails. */
#ifndef TENKEN_TUI_VIEWS_H
#define TENKEN_TUI_VIEWS_H

#include "list.h"
#include "page.h"
#include "tenken/tui/view.h"

/* --- words, in the current language; borrowed for ever --- */
const char *truth_label(enum truth truth);                      /* はい いいえ わからない */
const char *element_label(enum element_answer answer);          /* はい いいえ 該当なし 未 */
const char *modality_label(enum modality modality);             /* 必須 禁止 推奨 任意 定義 */
const char *question_modality(const struct question *question); /* the same, with 原則 */
const char *lack_label(enum lack_kind kind);                    /* heading of a group of lacks */

/* --- names, appended --- */
/* At the office, whose it is that is looked at: "0101 市民課 > "; nothing in a section. */
void views_whose(struct strbuf *out, const struct shell *shell);
/* The title of the role of this id; the id itself where the pack has none. Borrowed. */
const char *role_title(const struct pack *pack, const char *id);
/* Title of the role, with the system or contract that the checklist is about. */
void checklist_name(struct strbuf *out, const struct checklist *checklist);
/* "7 人的セキュリティ" */
void chapter_name(struct strbuf *out, const struct pack *pack, size_t chapter);
/* The labels of the question's clauses, the first `max` of them and how many more there are. */
void question_clauses(struct strbuf *out, const struct pack *pack, const struct question *question, size_t max);
/* Titles of the roles whom the question's clauses name, or imply where they name none. */
void question_roles(struct strbuf *out, const struct pack *pack, const struct question *question);
/* The titles of `ids`, joined. */
void role_titles(struct strbuf *out, const struct pack *pack, char *const *ids, size_t count);
/* What a person answered, field by field, a line each; what is empty is left out. */
void response_describe(struct strbuf *out, const struct question *question, const struct response *response,
                       bool ascii);
/* The answer as screens show it: kanji (letter in ASCII) and name. */
void answer_describe(struct strbuf *out, enum answer answer, bool ascii);
/* The measure of a plan, with who and by when. */
void plan_describe(struct strbuf *out, const struct plan *plan);

/* --- events --- */
/* The digit that was typed (full-width too), or -1. */
int event_digit(const struct term_event *event);
/* Moves the cursor of `list` by the wheel. True when the event was the wheel's. */
bool event_wheel(struct list *list, const struct term_event *event);
/* Puts the cursor of `list` on the row that was clicked, where the page's tags are rows of the list; *open: a second click
 * on the same row. True when it was a click on a row. */
bool event_click(struct list *list, const struct page *page, const struct term_event *event, bool *open);
/* All of that for a screen that is a list: true when the row under the cursor is to be opened. What is none of it is said to do
 * nothing here. */
bool event_in_list(struct shell *shell, struct list *list, const struct page *page, const struct term_event *event);
/* Says of a typed key that it does nothing here. Any other event is ignored. */
void views_unknown_key(struct shell *shell, const struct term_event *event);

/* --- names --- */
/* Ask for the name and put it in place of *name: true when something was given. */
bool views_ask_bureau(struct shell *shell, char **name);
bool views_ask_section(struct shell *shell, char **name);
/* Asks for both, and mends what they are called. */
void views_rename(struct shell *shell);

/* --- files --- */
/* Asks for the path of a file that is to be written, until it is one that is not there or may be replaced; NULL when the person gives
 * up. `id`, `label`: as of prompt_line(). Caller frees. */
char *views_ask_path(struct shell *shell, const char *id, const char *label, const char *proposed_name);

/* Asks for a role, and about which system or contract, and adds the checklist. True when there is one more: what was borrowed of the
 * workplace's checklists is then gone. */
bool views_add_checklist(struct shell *shell);
/* Asks whether the checklist is really to go, and removes it. True when there is one less; then as above. */
bool views_remove_checklist(struct shell *shell, const struct checklist *checklist);

/* --- from screen to screen --- */
/* SEARCH, PROFILE, LIST, CHECK, REPORT, CHECK_SHEET, REGISTERS: opens the screen; false for any other action. `checklist` may be NULL: there is none. */
bool views_open(struct shell *shell, struct checklist *checklist, enum action_id action);
/* Opens the next (step 1) or previous unanswered question from `from` (SIZE_MAX: the edge), or says that there is none. */
void views_open_unanswered(struct shell *shell, struct checklist *checklist, size_t from, int step);
/* Asks for a clause by its number: the item that comes from it and is asked; SIZE_MAX when there is none, which is then said. */
size_t views_ask_clause(struct shell *shell, const struct checklist *checklist);
/* NULL, or why nothing can be written. */
const char *views_why_readonly(const struct shell *shell);

/* A text that can be written in either language: it is read on where one was when the language changes. */
struct text_source {
	const char *title; /* N_(); NULL: entitle() appends it, in the current language */
	void (*entitle)(struct strbuf *out, const void *data);
	/* In the current language; NULL on error. Caller frees. */
	char *(*write)(struct shell *shell, void *data, struct error *err);
	void (*free_data)(void *data); /* or NULL: `data` is another's, and there as long as the text */
	void *data;
};
/* Opens it, or shows the error. */
void view_text_open(struct shell *shell, const struct text_source *source);
/* The clauses of a question. */
void views_open_clauses(struct shell *shell, const struct question *question);
/* What Enter does on a text (view_text_new()); `data` is freed with it by free_data(). */
void view_text_end(struct view *view, void (*run)(struct shell *shell, void *data), void (*free_data)(void *data), void *data);
/* view_check_sheet.c: writes the checklist as an Excel sheet, or takes one in. */
void views_check_sheet(struct shell *shell, struct checklist *checklist);

/* view_question_answer.c, view_record.c: asks for the text that a prompt keeps under `id`, on a question that was just opened; in a
 * record, which it opens. */
void view_question_write(struct view *view, struct shell *shell, const char *id);
void view_record_open_field(struct shell *shell, size_t record, const char *id);

/* --- saving --- */
/* After a function of the workplace that answers `item`: says 保存済 on `ok`; else shows the error, and for a conflict both
 * what stands now and what was tried (NULL: only the message). Takes what is in `err`. Returns `ok`. */
bool views_saved(struct shell *shell, struct checklist *checklist, size_t item, const struct response *tried, bool ok,
                 struct error *err);
/* Undoes or redoes; the item in *item (SIZE_MAX: none, or no longer asked). */
bool views_undo(struct shell *shell, struct checklist *checklist, bool redo, size_t *item);

/* --- registers --- */
/* Declares the register complete, or takes that back, and says so. */
void registers_toggle_complete(struct shell *shell, size_t owner);
/* view_network.c: opens the picture of the network. */
void registers_show_network(struct shell *shell);
/* Puts the cursor of a record's form on a field, by its id. */
void view_record_go(struct view *view, struct shell *shell, const char *field);
/* Asks, then removes the record; whether it was removed. */
bool records_remove(struct shell *shell, size_t record);

/* --- what screens do to screens that they open --- */
/* Marks `search` (NULL or "": nothing) on a question's screen wherever it occurs. */
void view_question_mark(struct view *view, const char *search);
/* Puts the cursor of a check view on the first lack of this kind. */
void view_check_go(struct view *view, enum lack_kind kind);
/* Shows only what passes the filter. */
void view_list_filter(struct view *view, enum filter filter);
/* Begins the list with a search. */
void view_list_search(struct view *view, struct shell *shell, const char *search);
/* Whether it shows what a search found, which is something. */
bool view_list_searches(const struct view *view);

#endif
