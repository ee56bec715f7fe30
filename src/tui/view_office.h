/* view_office.h — the office's screens: the roster, what a unit handed in, and their dialogues. */
#ifndef TENKEN_TUI_VIEW_OFFICE_H
#define TENKEN_TUI_VIEW_OFFICE_H

#include "views.h"

struct view *view_roster_new(struct shell *shell);
/* Opens what the unit handed in, or says why that cannot be done, and returns false. */
bool view_unit_open(struct shell *shell, size_t unit);
/* Over all units: plans by due date; exceptions by expiry. */
void view_office_plans_open(struct shell *shell);
void view_office_exceptions_open(struct shell *shell);

/* office_follow.c */
/* Draws a composed page as a list: `head` above it, and below a rule and `foot`, as far as there is room. */
void office_draw_list(struct page *page, struct list *list, size_t *from, const char *head, enum style head_style, const char *foot,
                      int top, int rows);
/* Puts a day and what it is the day of into the page's last row; one below the other where there is room. */
void office_put_dated(struct page *page, int col, enum style style, const char *day, const char *text);
/* Opens a question of what the unit handed in, to look at. */
void office_open_question(struct shell *shell, size_t unit, const char *checklist_id, const char *question);

/* office_forms.c: dialogues. The passphrase is asked for last, used, and wiped. */
void office_open_collect(struct shell *shell);
void office_open_campaign(struct shell *shell); /* a new one */
void office_open_publish(struct shell *shell);
/* Returns the unit that is looked at. */
void office_open_return(struct shell *shell);
/* Appended: "Roster 3 = closed 0 + …". */
void office_reconciliation(struct strbuf *out, const struct office *office);
/* The passphrase, or NULL when it was not given. Free with secret_free(). */
char *office_ask_passphrase(struct shell *shell);

/* office_accept.c */
/* Accepts the unit that is looked at, if that is confirmed. */
void office_accept_unit(struct shell *shell);
/* Accepts all in which nothing needs a look; shows which those are. */
void office_accept_clean(struct shell *shell);

#endif
