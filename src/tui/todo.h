/* todo.h — what a section should do next, in the order in which it helps. */
#ifndef TENKEN_TUI_TODO_H
#define TENKEN_TUI_TODO_H

#include "tenken/app/workplace.h"

enum todo_kind {
	TODO_NEW_YEAR, /* the day is in a later fiscal year than the self-check */
	TODO_RETURNED, /* the office sent questions back */
	TODO_DRAFT,    /* something was typed and not saved */
	TODO_PROFILE,
	TODO_CONTINUE,
	TODO_UNANSWERED,
	TODO_CARRIED, /* last year's answers wait to be confirmed */
	TODO_LACK,
	TODO_REGISTERS,  /* records with fields that are not filled in; registers that would decide questions */
	TODO_OVERDUE,    /* plans whose due date has passed */
	TODO_UNSURE_LATE, /* what was to be found out by a day that has passed */
	TODO_PLANS_LEFT, /* last year's plans that are not carried out */
	TODO_SUBMIT,     /* nothing is missing, and the office waits */
	TODO_REPORT
};
struct todo {
	enum todo_kind kind;
	struct checklist *checklist; /* NULL for what is about the whole workplace */
	size_t item;                 /* TODO_CONTINUE, TODO_DRAFT about a question */
	size_t record; /* TODO_DRAFT: the record that it is about, where it is about one; index in the ledger's facts */
	char *field;   /* TODO_DRAFT: where it was typed; owned */
	enum lack_kind lack;         /* TODO_LACK */
	char *text;                  /* in the current language; owned */
};
struct todos {
	struct todo *items;
	size_t count;
};

/* Fills `todos` (zeroed or released before) from what the workplace shows now. Never empty. */
void todos_compute(struct todos *todos, const struct workplace *workplace);
void todos_release(struct todos *todos);

#endif
