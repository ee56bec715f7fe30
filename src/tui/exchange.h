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

/* Whether what stands may be handed in now, and has not been. */
bool exchange_is_due(const struct workplace *workplace);
/* How many questions the office returned with a comment; 0 when it did not, or the section has handed in since. */
size_t exchange_returned(const struct workplace *workplace);
/* view_returned.c: those questions, each with its comment. */
struct view *view_returned_new(struct shell *shell);

#endif
