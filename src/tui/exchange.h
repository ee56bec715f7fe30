/* exchange.h — the section's side of the exchange with the office, on the screen. */
#ifndef TENKEN_TUI_EXCHANGE_H
#define TENKEN_TUI_EXCHANGE_H

#include "views.h"

/* SUBMIT, RECEIVE, JOIN: opens the dialogue; what is missing before handing in is shown first. False for any other action. */
bool exchange_act(struct shell *shell, enum action_id action);
/* Why not, or NULL. */
const char *exchange_why_not(const struct shell *shell, enum action_id action);
/* The dialogue for joining; also at the first start, when there is no workplace yet. */
void exchange_join(struct shell *shell);
/* Where the section stands with the office and what it said in general: rows of the home screen. */
void exchange_compose(struct page *page, const struct workplace *workplace);

/* "Due 25 December 2026 (3 days left)". Caller frees. */
char *exchange_due_text(struct date due, struct date today);

/* Whether what stands may be handed in now, and has not been. */
bool exchange_is_due(const struct workplace *workplace);
/* How many questions the office returned with a comment; 0 when it did not, or the section has handed in since. */
size_t exchange_returned(const struct workplace *workplace);
/* How many items the office asks to be looked at again. */
size_t exchange_pushed(const struct workplace *workplace);
/* view_returned.c: all of those, each with what the office said. */
struct view *view_returned_new(struct shell *shell);
/* view_common.c: what is answered centrally; `question`: only what touches it, NULL: all. */
struct view *view_common_new(struct shell *shell, const struct question *question);
/* "情報基盤管理者 (企画局 情報基盤課)", appended. */
void common_provenance(struct strbuf *out, const struct workplace *workplace, const struct json *answer);

#endif
