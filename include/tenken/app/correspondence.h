/* correspondence.h — a section's side of the exchange with the office: joining a campaign, handing in, getting back.
 *
 * What leaves is one file for the whole unit. What comes in is believed only when the office's key, which the join code
 * vouched for, has signed it. A refused join leaves nothing behind. */
#ifndef TENKEN_APP_CORRESPONDENCE_H
#define TENKEN_APP_CORRESPONDENCE_H

#include "tenken/app/workplace.h"
#include "tenken/base/json.h"

/* Which of the things that are needed to join was not right. */
enum join_part { JOIN_WHOLE, JOIN_FILE, JOIN_UNIT, JOIN_CODE };

/* Joins the campaign of the file. Where there is no database it is made, with the checklists of the roster's roles; in the
 * section's own database the campaign's year is opened, or joined if it is there. Errors: ERROR_REFUSED when code, unit and file
 * do not belong together; ERROR_INPUT when the file is damaged; ERROR_CONFLICT when the database is another unit's. *wrong (may be
 * NULL) is then what the error is about. */
bool correspondence_join(const struct workplace_options *options, const char *file, const char *unit_code,
                         const char *join_code, enum join_part *wrong, struct error *err);

/* Writes the submission into the folder: *written is its path (caller frees). It is recorded before it is written, so that no
 * number is ever given twice. Errors: ERROR_REFUSED when something is missing (`check` lists it), when no campaign was joined. */
bool correspondence_submit(struct workplace *workplace, const char *confirmed_by, const char *folder, char **written,
                           struct error *err);

/* Takes in a file from the office; workplace->with_office.said then holds what it says. Errors: ERROR_REFUSED when it is not for this
 * section or not from the office, ERROR_CONFLICT when it was taken in before, a newer one was, or it is about an earlier
 * submission; ERROR_INPUT when it is damaged. */
bool correspondence_receive(struct workplace *workplace, const char *file, struct error *err);

/* What the office said to the question (an id; NULL: in general) when it returned the submission last; NULL: nothing, or the section
 * has handed in again since. Borrowed from the workplace. */
const char *correspondence_comment(const struct workplace *workplace, const char *question);

#endif
