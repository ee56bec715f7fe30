/* plain.h — what the files of the plain mode share. */
#ifndef TENKEN_CLI_PLAIN_PRIVATE_H
#define TENKEN_CLI_PLAIN_PRIVATE_H

#include <stdint.h>

#include "command.h"
#include "tenken/cli/plain.h"

struct plain {
	struct cli cli; /* as the command line has it: its commands can be typed here, too */
	struct workplace workplace;
	struct checklist *checklist;
	size_t item;
	bool over; /* q, the end of the input, or the database cannot be opened any more */
	bool left; /* it was q */
};

/* --- plain_ask.c --- */

/* Prints "LABEL: " and reads a line (without its newline; caller frees). NULL at the end of the input, and when it is over. */
char *plain_read(struct plain *plain, const char *label);
/* The same for all prompts but the first one: a lone ? prints `help` (NULL: the label says it all) and asks again, a lone q leaves the
 * program, which gives NULL. */
char *plain_ask(struct plain *plain, const char *label, const char *help);
/* Asks until yes or no is understood; an empty line says `empty`. False at the end of the input. */
bool plain_agrees(struct plain *plain, const char *label, bool empty);
/* It is over, because the person wants it. */
void plain_leave(struct plain *plain);
/* Whether that word alone was typed, in whatever width and case. `line` may be NULL. */
bool plain_is(const char *line, const char *word);
/* "y", "はい", "n", "u", "不明" … Whether it is one of them. `line` may be NULL. */
bool plain_truth(const char *line, enum truth *value);
/* The number that is typed, from 1 to `count`, less one; SIZE_MAX: it is none. */
size_t plain_number(const char *text, size_t count);
/* In one line, and what helps. */
void plain_not_understood(const char *line);
/* Prints the error and releases it. */
void plain_fail(struct error *err);
/* `at`: when, as the database has it; NULL: now. */
void plain_say_saved(const char *at);

/* The first start: asks who and where one is, and makes the database; or joins the office's campaign. False without an error: it was given
 * up. */
bool plain_begin(struct plain *plain, const struct workplace_options *options, struct error *err);

/* --- a question --- */

/* The question: clause, statement, items, answer, hint. */
void plain_show(const struct plain *plain);
/* What its answer still lacks. */
void plain_show_lacks(const struct plain *plain);
/* Answers it, and asks for what the answer then needs. */
void plain_answer(struct plain *plain, enum answer answer);
/* Last year's answer holds. */
void plain_confirm(struct plain *plain);
/* The rest of the line is the text; NULL or blank: it is asked for. */
void plain_note(struct plain *plain, const char *text);
void plain_reason(struct plain *plain, const char *text);
/* The plan, asked for part by part; where the answer takes none, that is said. */
void plain_ask_plan(struct plain *plain);
/* "note TEXT", "done TEXT", "preventive": what is said of a plan that stands. False: it is none of these. */
bool plain_plan_words(struct plain *plain, const char *text);
/* "a=yes": an item; asked one by one when `text` is blank. */
void plain_items(struct plain *plain, const char *text);

/* --- the section --- */

/* The facts of the profile that are still open, one by one. */
void plain_open_facts(struct plain *plain);
/* At the start: asks for them when none was ever answered, else says how many are open. */
void plain_begin_facts(struct plain *plain);
/* All that are asked, with their values; then the open ones, then any that is to be changed. */
void plain_profile(struct plain *plain);

/* What the clauses of the question say, and what helps. */
void plain_clauses(struct plain *plain);

/* The registers, one list, one record, one field after the other. */
void plain_registers(struct plain *plain);
/* In memory a record may move when another is written: its id finds it; SIZE_MAX: it is gone. */
size_t plain_record(const struct plain *plain, size_t owner, const char *id);
/* What a field holds, for people. Caller frees. */
char *plain_value(const struct plain *plain, size_t record, const struct field *field, size_t at);
/* Asks for one field of a record, until it is understood or left as it is. */
void plain_ask_value(struct plain *plain, size_t owner, const char *id, size_t at);
/* What the rules say of a record: what is kept in one sentence; what is not, rule by rule. */
void plain_show_verdicts(const struct plain *plain, size_t record);

/* Goes through the same rooms as the command line: closes the workplace, runs the command, and opens it again at the same question.
 * Whether the command was done. */
bool plain_command(struct plain *plain, int count, const char *const words[]);
/* The words of a line: blanks between, kept within "…". */
void plain_command_line(struct plain *plain, const char *line);
/* Asks for what they need, and does them: the section's side of the exchange. */
bool plain_join(struct plain *plain);
void plain_submit(struct plain *plain);
void plain_receive(struct plain *plain);

#endif
