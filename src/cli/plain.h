/* plain.h — what the files of the plain mode share. */
#ifndef TENKEN_CLI_PLAIN_PRIVATE_H
#define TENKEN_CLI_PLAIN_PRIVATE_H

#include "command.h"
#include "tenken/cli/plain.h"

struct plain {
	struct workplace workplace;
	struct checklist *checklist;
	size_t item;
	bool over; /* the end of the input */
};

/* Prints "LABEL: " and reads a line (without its newline; caller frees). NULL at the end of the input. */
char *plain_ask(struct plain *plain, const char *label);
/* Prints the error and releases it. */
void plain_fail(struct error *err);

/* The question: clause, statement, items, answer, hint. */
void plain_show(const struct plain *plain);
/* Answers it, and asks for what the answer then needs. */
void plain_answer(struct plain *plain, enum answer answer);
/* The rest of the line is the text; NULL or blank: it is asked for. */
void plain_note(struct plain *plain, const char *text);
void plain_reason(struct plain *plain, const char *text);
void plain_plan(struct plain *plain);
/* "a=yes": an item; asked one by one when `text` is blank. */
void plain_items(struct plain *plain, const char *text);

/* The facts of the profile that are still open, one by one. */
void plain_profile(struct plain *plain);

#endif
