/* sheet.h — what the self-check sheet says, whatever it is written in.
 *
 * The formats differ in layout alone: which questions make up a list, what a plan's due date reads like, which words stand
 * for an answer, is decided here, once. Words are in the current language. Functions named sheet_add_… append to `out`
 * text that has been through text_safe(); a format has only its own escaping left to do. */
#ifndef TENKEN_REPORT_SHEET_H
#define TENKEN_REPORT_SHEET_H

#include "tenken/base/str.h"
#include "tenken/report/model.h"

/* The lists that stand before the questions. A question may be in none of them, never in two. */
enum sheet_list {
	SHEET_FINDINGS,       /* × and △ that need a plan, and ○ that a finished plan brought about */
	SHEET_UNSURE,         /* 要確認 */
	SHEET_EXCUSED,        /* △ to a 原則, for a reason */
	SHEET_EXCEPTIONS,     /* 例外 */
	SHEET_NOT_APPLICABLE, /* － */
	SHEET_LISTS
};
const char *sheet_list_title(enum sheet_list list);
/* What is said in place of an empty list; a list of open questions is not a list of no findings. Caller frees. */
char *sheet_list_empty(enum sheet_list list, const struct report_checklist *checklist);
bool sheet_in_list(const struct report_checklist *checklist, size_t item, enum sheet_list list);
/* Whether the list says the item of the question by itself: those that are not done, and where it is to be found out those that are
 * open. What is done stands with the question. */
bool sheet_names_element(const struct report_checklist *checklist, size_t item, size_t element, enum sheet_list list);
size_t sheet_list_count(const struct report_checklist *checklist, enum sheet_list list);

const struct question *sheet_question(const struct report_checklist *checklist, size_t item);
/* What is answered; NULL when nothing stands for the item. */
const struct response *sheet_response(const struct report_checklist *checklist, size_t item);
enum answer sheet_answer(const struct report_checklist *checklist, size_t item);
bool sheet_asks(const struct report_checklist *checklist, size_t item);
/* The number that the question goes by on this sheet, from 1; those left out have none of their own. */
size_t sheet_number(const struct report_checklist *checklist, size_t item);
char *sheet_number_text(const struct report_checklist *checklist, size_t item); /* 問12 / Q12; caller frees */
size_t sheet_left_out(const struct report_checklist *checklist);

/* The tally of the questions asked of one chapter; whether it has any. */
bool sheet_chapter_tally(struct tally *tally, const struct report_input *input,
                         const struct report_checklist *checklist, size_t chapter);
void sheet_add_chapter(struct strbuf *out, const struct pack *pack, size_t chapter); /* 7 人的セキュリティ */

/* Why the question is asked or left out, as question_explain(). */
void sheet_explain(struct strbuf *out, const struct report_input *input, const struct report_checklist *checklist,
                   size_t item);
/* What the registers say to a question whose answer they decided: a line for each verdict that did; nothing for others. */
void sheet_add_derived(struct strbuf *out, const struct report_input *input, const struct report_entry *entry);

/* The contradictions at the item, a line each, and the reason that explains them, unless it is shown as the answer's. */
void sheet_add_conflicts(struct strbuf *out, const struct report_input *input, const struct report_checklist *checklist,
                         size_t item);

/* Facts that are asked and not known yet. */
size_t sheet_open_facts(const struct report_input *input);
/* Whether the fact is asked: it concerns somebody here, and its own condition is not false. */
bool sheet_asks_fact(const struct report_input *input, size_t fact);
/* はい, いいえ, 未回答, or that it is not asked and why. */
void sheet_add_fact_answer(struct strbuf *out, const struct report_input *input, size_t fact);

/* What stands for an answer in print; in English words for the marks that are Japanese words. */
const char *sheet_mark(enum answer answer);
const char *sheet_element_mark(enum element_answer answer);
const char *sheet_element_label(enum element_answer answer);
const char *sheet_duty(const struct question *question);   /* 必須, 禁止, 推奨 … */
const char *sheet_basis(const struct report_entry *entry); /* 自己申告, 台帳, 再確認; "" without answer */

/* Text of others, made safe: on one line, or with its own lines (no blank ones at its ends). NULL adds nothing. */
void sheet_add_line(struct strbuf *out, const char *text);
void sheet_add_lines(struct strbuf *out, const char *text);
/* Whether that would add the text as it is: nearly all are so, and need no copy. */
bool sheet_is_clean(const char *text);
/* The first line of a remark, with … when there is more. */
void sheet_add_first_line(struct strbuf *out, const char *text);
/* The text, or 未記入 where something has to stand and does not. */
void sheet_add_or_missing(struct strbuf *out, const char *text);
const char *sheet_missing(void);

/* 点検票 of whom: 業務システム管理者（住民記録）. */
void sheet_add_checklist(struct strbuf *out, const struct report_checklist *checklist);
/* To whom the sheet is handed: the security manager; his own section's goes to the chief. NULL: the pack knows none. */
const struct role *sheet_recipient(const struct report_input *input);
/* 市民局 市民課. */
void sheet_add_unit(struct strbuf *out, const struct report_input *input);
/* The standard's title, and its version where the title does not hold it. */
void sheet_add_pack(struct strbuf *out, const struct pack *pack);
/* 令和8年9月30日, with what it means today while something is missing; that none is set. */
void sheet_add_due(struct strbuf *out, const struct report_input *input);
/* "7.1.1 ア、ウ" `between` "8.1.23 ア(1)、(2)": what a label has in common with the one before is not said again. */
void sheet_add_clauses(struct strbuf *out, const struct pack *pack, const struct question *question,
                       const char *between);
/* A plan's due date, "" when there is none; how it stands: done, overdue by so many days, "" when neither. */
void sheet_add_plan_due(struct strbuf *out, const struct plan *plan);
void sheet_add_plan_state(struct strbuf *out, const struct report_input *input, const struct plan *plan);
bool sheet_is_overdue(const struct report_input *input, const struct plan *plan);
/* Who answered, for whom; "" when nobody did. */
void sheet_add_actor(struct strbuf *out, const struct report_entry *entry);
/* The day of the answer, "" when it is not known. */
void sheet_add_day(struct strbuf *out, const struct report_entry *entry);

/* What stands beside a figure and is not folded in: 例外 and 未回答, overdue plans. Appends nothing for the others. */
void sheet_add_beside(struct strbuf *out, enum figure figure, const struct tally *tally);
/* "20/25". */
void sheet_add_fraction(struct strbuf *out, struct ratio ratio);

/* What the item lacks of `kind`, in words; NULL: nothing. Borrowed. */
const char *sheet_lack_text(const struct report_checklist *checklist, size_t item, enum lack_kind kind);

/* Lacks that say the same, together. */
struct sheet_lack {
	const char *text; /* borrowed */
	size_t *items;    /* of the scope */
	size_t count;
};
struct sheet_lacks {
	struct sheet_lack *groups; /* in the order in which they first occur */
	size_t count;
};
void sheet_group_lacks(struct sheet_lacks *groups, const struct report_checklist *checklist);
void sheet_lacks_release(struct sheet_lacks *groups);
size_t sheet_lacking(const struct report_input *input); /* how many things are missing, in all checklists */
/* Whether the section's submission stands. Something may have come to be missing since, as when an exception expires: then nobody is late. */
bool sheet_was_handed_in(const struct report_input *input);
/* How many things are missing, and for what. Caller frees. */
char *sheet_lacking_text(const struct report_input *input, size_t lacking);

/* --- registers --- how many kinds there are to look at; 0 where nobody handed any in. */
size_t sheet_registers(const struct report_input *input);
/* Whether anything stands in it, or somebody said that there is nothing. */
bool sheet_shows_register(const struct report_input *input, size_t owner);
/* Whether everything there is stands in it, in words. */
const char *sheet_register_state(const struct report_input *input, size_t owner);
/* What is written in the record, "label: value" a line each; what is not known is left out. */
void sheet_add_record(struct strbuf *out, const struct report_input *input, size_t record);
/* What the rules say of it that somebody has to look at, a line each: "不適合: …". What cannot be judged yet comes last, and is counted
 * from the fourth on. */
void sheet_add_verdicts(struct strbuf *out, const struct report_input *input, size_t record);

#endif
