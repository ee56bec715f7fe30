/* view_start.h — the first start: who and where one is, as a small form in which one can go back until it is confirmed. */
#ifndef TENKEN_TUI_VIEW_START_H
#define TENKEN_TUI_VIEW_START_H

#include "tenken/tui/view.h"

struct start { /* what is being filled in; borrowed by the view, release with start_release() */
	const struct pack *pack;
	char *bureau, *unit;
	int fiscal_year;
	const struct role *role;
	bool confirmed;
};
/* The fiscal year of `today` and the usual role are proposed. */
void start_init(struct start *start, const struct pack *pack, struct date today);
void start_release(struct start *start);

/* The form. It leaves the shell when it is confirmed or given up. */
struct view *view_start_new(struct start *start);
/* Asks who begins, then field after field, each in a prompt, or opens the dialogue of joining or of making an office; Esc leaves off,
 * and the form stays. */
void view_start_ask(struct view *view, struct shell *shell);

#endif
