/* plans.h — following a plan up: what was noted of it, when its due date moved, and why.
 *
 * Both stand in the history of the question as events of their own (store/answers.h), and go to the office with each submission.
 * Source: 対策基準 11.2.2.ア, 11.2.4. */
#ifndef TENKEN_APP_PLANS_H
#define TENKEN_APP_PLANS_H

#include "tenken/app/workplace.h"

/* A note on the progress; or a move of the due date, and then why. */
struct plan_note {
	char *text, *actor, *acted_for, *at;
	bool moves;
	struct date due; /* of a move: the new one; unset: it was taken away */
};
struct plan_notes {
	struct plan_note *items; /* oldest first; what was undone is left out */
	size_t count;
};
bool plan_notes_load(const struct workplace *workplace, const struct checklist *checklist, const char *question,
                     struct plan_notes *notes, struct error *err);
void plan_notes_release(struct plan_notes *notes); /* zeroed is fine */
/* In the current language, appended: "2026-10-01: …", "2026-10-01: due date moved to 2026-12-31: …". */
void plan_note_format(struct strbuf *out, const struct plan_note *note);

/* As workplace_record(); where that moves the due date of the plan (plan_moves_due()), `why` says why, and is kept with the event.
 * Errors: ERROR_USAGE when it is needed and blank. */
bool workplace_record_plan(struct workplace *workplace, struct checklist *checklist, size_t item, const struct response *response,
                           const char *why, struct error *err);

#endif
