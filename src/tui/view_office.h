/* view_office.h — the office's screens: the roster, what a unit handed in, and their dialogues. */
#ifndef TENKEN_TUI_VIEW_OFFICE_H
#define TENKEN_TUI_VIEW_OFFICE_H

#include "views.h"

struct view *view_roster_new(struct shell *shell);
/* Opens what the unit handed in, or says why that cannot be done, and returns false. */
bool view_unit_open(struct shell *shell, size_t unit);
/* Where the unit's screen is on top and a question is opened from it: back from that, one is back at what is below the unit. */
void view_unit_pass_through(struct shell *shell);
/* Over all units: the figures, each down to the answer behind it; plans by due date; exceptions by expiry. */
void view_figures_open(struct shell *shell);
/* view_report.c: the report on the city; `bureau`: on this one alone (NULL: on all), which can be changed there. */
void view_office_report_open(struct shell *shell, const char *bureau);
void view_office_plans_open(struct shell *shell);
void view_office_exceptions_open(struct shell *shell);

/* office_follow.c */
/* The head of a list over all units with how many of them have handed in nothing, of whom nothing is known. Takes `head` over; caller
 * frees. */
char *office_list_head(char *head, const struct office *office);
/* Draws a composed page as a list: `head` above it, and below a rule and `foot`, as far as there is room. */
void office_draw_list(struct page *page, struct list *list, size_t *from, const char *head, enum style head_style, const char *foot,
                      int top, int rows);
/* The rule and `foot_rows` of `foot` alone, at the end of the rows; as few as leave `list_rows` for the list. Returns how many rows are
 * taken. */
int office_draw_foot(const struct canvas *canvas, const char *foot, int foot_rows, int list_rows, int top, int rows);
/* Puts a day and what it is the day of into the page's last row; one below the other where there is room. */
void office_put_dated(struct page *page, int col, enum style style, const char *day, const char *text);
/* Opens a question of what the unit handed in, to look at. */
void office_open_question(struct shell *shell, size_t unit, const char *checklist_id, const char *question);
/* The same, and back from it one is back here, not at the unit. */
void office_look_at_question(struct shell *shell, size_t unit, const char *checklist_id, const char *question);
/* Likewise a record of its registers. */
void office_open_record(struct shell *shell, size_t unit, const char *register_id, const char *record);
void office_look_at_record(struct shell *shell, size_t unit, const char *register_id, const char *record);
/* Asks which bureau of the roster, with `all` (NULL: none) before them. False when it was left; else *bureau is replaced: NULL for
 * `all`. Caller frees. */
bool office_choose_bureau(struct shell *shell, const char *all, char **bureau);

/* office_forms.c: dialogues. The passphrase is asked for last, used, and wiped. */
void office_open_collect(struct shell *shell);
void office_open_publish(struct shell *shell);
/* Returns the unit that is looked at. */
void office_open_return(struct shell *shell);
/* Appended: "Roster 3 = closed 0 + …". */
void office_reconciliation(struct strbuf *out, const struct office *office);

/* office_campaign.c: opens a new one. */
void office_open_campaign(struct shell *shell);
/* Turns to an earlier campaign, or back to the newest. True when it did. */
bool office_choose_campaign(struct shell *shell);

/* office_key.c: the office's key. */
/* Makes an office where there is no database yet; shell->reopen is set when it was made. */
void office_open_making(struct shell *shell);
void office_open_escrow(struct shell *shell);
void office_open_restore(struct shell *shell);
/* Why an escrow key cannot be made, or cannot be put in the lost key's place, or NULL. */
const char *office_key_why_not(const struct office *office, enum action_id action);

/* office_secret.c. Each is NULL when it was not given; free with secret_free(). */
/* Whether the passphrase is right for what it is `about`. ERROR_REFUSED: it is not, and another one may be. */
typedef bool (*office_fits)(const void *about, const char *passphrase, struct error *err);
/* Asks until it fits or is given up (NULL, and `err` is empty); what is wrong stands above the next asking. Other errors end it. */
char *office_ask_until(struct shell *shell, const char *label, office_fits fits, const void *about, struct error *err);
/* That of the office's key: until it opens the key, as above. */
char *office_ask_passphrase(struct shell *shell, struct error *err);
/* The same, and the key that it opens; office_lock() it. */
struct secret_key *office_ask_key(struct shell *shell, struct error *err);
/* A new one, typed twice: until it will do and both are the same, or until it is given up. What a good one is should be said before.
 * `name`, `own_unit`: of the office; they make no passphrase. */
char *office_ask_new_passphrase(struct shell *shell, const char *label, const char *name, const char *own_unit);

/* office_code.c: issues a new code to a unit of the roster, if that is confirmed, and shows it until Enter or Esc. */
void office_new_code(struct shell *shell, size_t unit);
/* Appends the code as it is read out: each group in a row of its own, its symbols apart. Wipe it. */
void office_code_spread(struct strbuf *out, const char *code);

/* office_sending.c: dialogues for what the office sends of its own accord. */
/* `question`: an id to begin with, or NULL. */
void office_open_push(struct shell *shell, const char *question);
void office_open_handover(struct shell *shell, size_t unit);
void office_open_common(struct shell *shell);

/* office_accept.c */
/* Where the unit that is looked at is the office's own and whoever acts is not the security chief: asks for the title, under which
 * is recorded what is done from then on. False when it was given up. */
bool office_ask_reviewer(struct shell *shell);
/* Accepts the unit that is looked at, if that is confirmed; where it is accepted already its receipt is written again. */
void office_accept_unit(struct shell *shell);
bool office_is_accepted(const struct shell *shell);
/* Accepts all in which nothing needs a look; shows which those are. */
void office_accept_clean(struct shell *shell);

#endif
