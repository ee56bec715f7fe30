/* exceptions.h — the ledger of exceptions (例外措置): where each stands, over all units, and the report of one made in an emergency.
 *
 * Whether an exception counts is decided by the pack's rules on the register "exception" alone; here it is only said what is to be
 * done about it. Source: 対策基準 9.7. */
#ifndef TENKEN_APP_EXCEPTIONS_H
#define TENKEN_APP_EXCEPTIONS_H

#include "tenken/app/office.h"

/* What needs action first. */
enum exception_state {
	EXCEPTION_UNREPORTED, /* of an emergency, and not yet reported afterwards */
	EXCEPTION_EXPIRED,
	EXCEPTION_WAITING,  /* not permitted yet, or not by one who may */
	EXCEPTION_UNCLEAR,  /* permitted or reported; but something else is amiss, or not known */
	EXCEPTION_VALID,
	EXCEPTION_REPORTED, /* of an emergency, and in order */
	EXCEPTION_STATES
};
const char *exception_state_code(enum exception_state state);  /* "unreported", … */
const char *exception_state_label(enum exception_state state); /* 緊急・未報告 …, current language */
bool exception_needs_action(enum exception_state state);

/* One record. All texts are owned, as people read them in the current language; "" where nothing is written. */
struct exception {
	size_t unit; /* on the roster, where it is of one */
	char *id, *name, *clauses, *subject, *reason, *applicant, *approver, *approver_role;
	struct date permitted_on, expires_on, reported_on; /* not set: not said, or not so */
	bool endless;                                      /* it is said that it has no term */
	bool emergency;
	enum exception_state state;
	enum truth permitted; /* by one who may, as the standard's rule has it; unknown also for an emergency */
	char *because;        /* what is amiss, or missing, by the rules: a line each */
	struct json *fields;  /* the id and every field as in a facts file, null where it is not known */
};
/* Describes the record (an index in the ledger's facts) of the register "exception". Release with exception_release(). */
void exception_describe(struct exception *exception, const struct workplace *workplace, size_t record);
void exception_release(struct exception *exception);

struct exceptions_list {
	struct exception *items; /* what needs action first; then by the day on which it expires */
	size_t count;
};
/* Those of all units, from what each handed in last. `open`: only what needs action. */
bool office_exceptions_load(const struct office *office, bool open, struct exceptions_list *list, struct error *err);
void exceptions_list_release(struct exceptions_list *list);

/* Appends the sheet by which an exception that was made in an emergency is reported. Errors: ERROR_USAGE: no such record;
 * ERROR_REFUSED: it is not said to be one of an emergency. */
bool exception_report(const struct workplace *workplace, const char *id, struct strbuf *out, struct error *err);

#endif
