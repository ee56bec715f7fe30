/* office_judged.h — what the rules say of each unit's registers, kept beside them.
 *
 * To work it out takes longer than all else that a report on the city does, and what is written down here is mostly still so the day
 * after: every row says up to which day, and only then is that unit looked at again. A row holds what the city needs of a unit: its
 * records, the verdicts on them, its exceptions. It counts only where all stands that it hangs on: the program's version, the pack,
 * the language of what is shown, the periods of the campaign; what is handed in anew has no row until it is worked out. What cannot be
 * read counts as not there.
 *
 *   office_judged.c         the rows of all units: finding, working out, keeping
 *   office_judged_row.c     one row, as text
 *   office_judged_verify.c  whether the rows are what follows */
#ifndef TENKEN_APP_OFFICE_JUDGED_H
#define TENKEN_APP_OFFICE_JUDGED_H

#include "office_city_private.h"
#include "tenken/app/workplace.h"
#include "tenken/store/verify.h"

struct judging {
	const struct office *office;
	char *key;
	struct judged {     /* of each unit on the roster */
		char *row;  /* NULL: not there */
		bool fresh; /* worked out just now */
	} * units;
};
/* What all rows hang on. Caller frees; NULL: the campaign's pack cannot be had. */
char *judged_key(const struct office *office, struct error *err);
/* Finds the rows that hold today. Release with judging_end() in any case. Errors: ERROR_STORAGE, and those of the campaign's pack. */
bool judging_begin(struct judging *judging, const struct office *office, struct error *err);
/* Works out the row of the unit at `place` on the roster; without registers there is nothing in it. Errors: ERROR_STORAGE. */
bool judging_work_out(struct judging *judging, size_t place, struct error *err);
/* The same by the unit's id, without keeping it. Caller frees; NULL on error. */
char *judged_row_now(const struct office *office, int64_t unit, struct error *err);
/* Writes down what was worked out, if the database may be written to: trouble there is none, it is worked out again the next time. */
void judging_keep(const struct judging *judging);
void judging_end(struct judging *judging);

/* After units have handed in: works out and keeps what is not there, so that who asks for a report need not wait. */
void office_judge_collected(const struct office *office);

/* Works out all rows of the office's database at `path` anew, each as of the day on which it was written, and reports those that are
 * another. Without the pack of a campaign its rows count for nothing, and are not looked at. Errors: ERROR_STORAGE, ERROR_STOPPED. */
bool office_judged_verify(const char *path, struct verify_report *report, struct error *err);

/* The row of a judged unit, that is so from its today to `last`, or till one of its exceptions changes. Caller frees. */
char *judged_row(const struct workplace *workplace, struct date last);
/* That of a unit without registers. Caller frees. */
char *judged_row_of_nothing(void);
bool judged_row_holds(const char *text, struct date today);
/* The first day on which it is so; not set: it cannot be read. */
struct date judged_row_first(const char *text);
/* Takes the row of the unit at `place` on the roster. False, and nothing is taken, when it cannot be read. */
bool city_take_judged(struct city *city, size_t place, const char *text);

#endif
