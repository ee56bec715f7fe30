/* practice.h — a made-up section to try everything on, which leaves nothing behind.
 *
 * Its database stands in a private folder of its own (scratch.h) and is gone with practice_end(): no other database is opened,
 * nor even looked for. It is in its second year, so that last year's answers stand beside the questions, and in its register of
 * devices stands one of which a single field is open, which decides a verdict. */
#ifndef TENKEN_APP_PRACTICE_H
#define TENKEN_APP_PRACTICE_H

#include "tenken/app/workplace.h"

struct practice {
	char *folder, *db;
	struct workplace_options options; /* with which `workplace` is open; borrows `db` and the pack's name */
	struct workplace workplace;
	size_t record; /* the record with an open field: index in the ledger's facts; SIZE_MAX: the pack has no such register */
	size_t field;  /* that field */
};

/* Makes it for `pack` (id or folder, or NULL: the default) on `today`, in the current language. On error `practice` is empty and
 * may be ended, and nothing is left behind. Errors: ERROR_STORAGE; those of packs_find() and packs_read(). */
bool practice_begin(struct practice *practice, const char *pack, struct date today, struct error *err);
void practice_end(struct practice *practice);

#endif
