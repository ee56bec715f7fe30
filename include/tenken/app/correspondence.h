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

enum received_kind {
	RECEIVED_WORD,     /* accepted, or returned with comments: workplace->with_office.said */
	RECEIVED_PUSH,     /* a question that is to be looked at anew */
	RECEIVED_COMMON,   /* what is answered centrally */
	RECEIVED_HANDOVER, /* last year's answers, for a successor */
};
struct received {
	enum received_kind kind;
	size_t count; /* central answers that concern the section; last year's answers; else 0 */
	size_t records; /* of a handover: records that the registers did not have */
	int fiscal_year; /* of a handover */
	char missing[1100]; /* of a handover: codes of the units of which nothing is in it, "" for none */
	char question[128]; /* of a push: its id */
};
/* Takes in a file from the office; *received says what it was. Errors: ERROR_REFUSED when it is not for this section or not from the
 * office; ERROR_CONFLICT when it was taken in before, a newer one was, or it is about an earlier submission, or, of a handover, when
 * last year's answers are here already; ERROR_INPUT when it is damaged. */
bool correspondence_receive(struct workplace *workplace, const char *file, struct received *received, struct error *err);

/* Whether answers, facts, registers or objections have changed since the section handed in last, or took in what the office said of it. */
bool correspondence_is_changed(const struct workplace *workplace);

/* What the office asks to be looked at anew in the item, as long as nobody has; NULL: nothing. Borrowed. */
const char *correspondence_push(const struct workplace *workplace, const struct checklist *checklist, size_t item);

/* The central answers, one after the other (`after` NULL: the first), to one question (an id) or, with NULL, to any that concern the
 * section: "question", "answer", "note", "role", "unit", "bureau", "name", "accepted_at". NULL: no more. */
const struct json *correspondence_common(const struct workplace *workplace, const char *question, const struct json *after);
/* Whether the central answer is to the question or shares a clause with it. */
bool correspondence_touches(const struct workplace *workplace, const struct json *answer, const struct question *question);
/* The section's objection to the central answer to the question; NULL: none. Borrowed. */
const char *correspondence_dissent(const struct workplace *workplace, const char *question);
/* Objects to the central answer, or, with an empty text, takes the objection back. It goes to the office with the next submission.
 * Errors: ERROR_REFUSED when there is no central answer to the question, or no objection to take back; ERROR_USAGE with a near
 * id. */
bool correspondence_object(struct workplace *workplace, const char *question, const char *text, struct error *err);

/* What the office said to the question (an id; NULL: in general) when it returned the submission last; NULL: nothing, or the section
 * has handed in again since. Borrowed from the workplace. */
const char *correspondence_comment(const struct workplace *workplace, const char *question);

#endif
