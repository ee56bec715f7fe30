/* submission_private.h — writing parts of a submission's body into a database: one in memory, to look at it, or a successor's. */
#ifndef TENKEN_APP_SUBMISSION_PRIVATE_H
#define TENKEN_APP_SUBMISSION_PRIVATE_H

#include "tenken/app/submission.h"
#include "tenken/store/db.h"

/* Each within the caller's transaction, from a body that submission_check() has passed. Errors: those of the store. */
/* The profile, as that of the cycle. */
bool submission_put_facts(struct db *db, const struct json *body, int64_t cycle, struct error *err);
/* The checklists with what was answered in them. */
bool submission_put_checklists(struct db *db, const struct json *body, int64_t cycle, struct error *err);
/* One of the body's records, which the database must not know yet. */
bool submission_put_record(struct db *db, const struct json *node, struct error *err);

/* One body out of several, of sections that were merged (`from`: a list of "code", "name", "submission"): records of one name are
 * told apart by the section's code, references, and checklists about them, follow; where both answered a question the worse answer
 * stands and the remark says what each answered; facts in which they differ are not known. Of one alone it is that one's. `pack`:
 * says which fields are references. Caller frees. */
struct json *succession_merge(const struct json *from, const struct pack *pack);

#endif
