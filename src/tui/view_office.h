/* view_office.h — the office's screens: the roster, what a unit handed in, and their dialogues. */
#ifndef TENKEN_TUI_VIEW_OFFICE_H
#define TENKEN_TUI_VIEW_OFFICE_H

#include "views.h"

struct view *view_roster_new(struct shell *shell);
/* Opens what the unit handed in, or says why that cannot be done. */
void view_unit_open(struct shell *shell, size_t unit);

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

/* office_sending.c: dialogues for what the office sends of its own accord. */
/* `question`: an id to begin with, or NULL. */
void office_open_push(struct shell *shell, const char *question);
void office_open_handover(struct shell *shell, size_t unit);
void office_open_common(struct shell *shell);

/* office_accept.c */
/* Accepts the unit that is looked at, if that is confirmed. */
void office_accept_unit(struct shell *shell);
/* Accepts all in which nothing needs a look; shows which those are. */
void office_accept_clean(struct shell *shell);

#endif
