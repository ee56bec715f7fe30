/* submission.h — all that a section hands in, as one document; and a section made from such a document.
 *
 * The body of a submission is one JSON object (docs/formats.md): who, for which year, by which pack, what a person answered to
 * each question (the whole picture, with its actor and time), the profile, the registers with who entered what, and which of
 * them are complete. What follows from that (scopes, derived answers, figures) is not in it: whoever reads it reckons it anew by
 * the same pack, and so sees what the section saw.
 *
 * The office opens a document as a workplace in memory, to look only: the same screens and reports serve both sides. */
#ifndef TENKEN_APP_SUBMISSION_H
#define TENKEN_APP_SUBMISSION_H

#include "tenken/app/workplace.h"
#include "tenken/base/json.h"

/* The day of a note that says that the due date was taken away. */
#define SUBMISSION_DUE_NONE "none"

/* The body for the workplace as it stands. `confirmed_by`: title of the head who confirmed; `at`: when. Caller frees; NULL on
 * error. */
struct json *submission_body(const struct workplace *workplace, const char *confirmed_by, const char *at, struct error *err);

/* Whether the document has the shape of a body; nothing of it is looked up in a pack. Errors: ERROR_INPUT, with the JSON path and
 * what was expected. */
bool submission_check(const struct json *body, struct error *err);

/* Whether what has the shape of a body can be opened with the pack: every checklist is of a role that keeps one. Errors: as of
 * pack_require_role(). */
bool submission_fits(const struct json *body, const struct pack *pack, struct error *err);

/* Opens the document as a workplace in memory, read-only, reckoned for `today` with the pack at `pack` (id or folder).
 * `periods` (an object of period ids and values, or NULL) are the campaign's. Close with workplace_close(). */
bool submission_open(struct workplace *workplace, const struct json *body, const char *pack, const struct json *periods,
                     struct date today, struct error *err);
/* The first due date of a plan in a workplace that was opened so: the office may have been told an earlier one. */
void submission_set_first_due(struct workplace *workplace, const char *checklist, const char *question, struct date first);
/* The same with a pack that was read from `folder`: one for many documents. Borrowed until workplace_close(). */
bool submission_open_with(struct workplace *workplace, const struct json *body, const char *folder, struct pack *pack,
                          const struct json *periods, struct date today, struct error *err);
/* Only its registers, judged: a workplace without database and checklists, in which the pack, the profile as it was answered and the
 * ledger stand, as in one that was opened. For looking through many documents. Close with workplace_close(). */
void submission_judge(struct workplace *workplace, const struct json *body, struct pack *pack, const struct json *periods,
                      struct date today);
/* The same for who counts over many: as verdicts_compute_briefly(), and nothing is noted of the records beside their facts. */
void submission_judge_briefly(struct workplace *workplace, const struct json *body, struct pack *pack,
                              const struct json *periods, struct date today, struct date *last);

#endif
