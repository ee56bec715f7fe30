/* city.h — a whole city for figures and tests: bureaus, units, their answers over the years, and the files that they hand in.
 *
 * Everything follows from the seed and from who, what and when is asked, never from the order in which it is made: the unit 0317
 * answers in 2024 as it does whether 30 or 1,000 units are made, and one year more changes nothing of those before. What is random
 * by its nature (join codes, the campaign's id, the seal) differs from run to run. */
#ifndef TENKEN_TESTS_BENCH_CITY_H
#define TENKEN_TESTS_BENCH_CITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/app/office.h"
#include "tenken/app/workplace.h"

struct city_options {
	const char *out;
	int units, years, first_year;
	int systems; /* of each unit; -1: as it comes */
	uint64_t seed;
	bool whole; /* every unit hands in, and no file is bad */
	bool rows;  /* the answers as a table, too */
	bool check; /* each submission is opened and looked at as the product does */
};

_Noreturn void city_die(const struct error *err);

/* --- chance (city_plan.c) --- */

struct dice {
	uint64_t state;
};
/* Of their own for whatever is named; the same for the same. */
struct dice dice_of(uint64_t seed, const char *what, uint64_t which);
unsigned dice_roll(struct dice *dice, unsigned below);

/* --- who there is (city_plan.c) --- */

enum quality { QUALITY_GOOD, QUALITY_MIDDLING, QUALITY_BAD };

struct city_unit {
	char code[24];
	const char *bureau;
	char *name;
	enum quality quality;
	bool spotless;  /* all is well there, by its own word */
	int systems;    /* that it runs */
	int profile;    /* which of PROFILES */
	bool never;     /* never hands anything in */
};
struct city {
	const struct city_options *options;
	struct city_unit *units;
	size_t count;
};
void city_plan(struct city *city, const struct city_options *options);
void city_release(struct city *city);
/* Writes OUT/roster.csv and OUT/keys.csv (the units' secret keys: the same in every year). */
void city_write_roster(const struct city *city);
struct secret_key *city_unit_key(const struct city *city, const struct city_unit *unit);

/* --- what is asked of whom (city_kinds.c) --- */

enum { PROFILES = 3, SYSTEMS_MAX = 4 };

struct kind_checklist {
	char *id, *subject; /* subject NULL: the section's own */
	const char *role;
	const struct question **questions; /* that are asked */
	size_t count;
};
struct kind {
	struct kind_checklist checklists[1 + SYSTEMS_MAX];
	size_t count;
};
/* What units with this profile and so many systems are asked; made once, borrowed. */
const struct kind *city_kind(int profile, int systems);
const struct pack *city_pack(void);
void city_kinds_release(void);
/* Members "facts" and "records" of a submission. `at`: a moment. `spread`: a number by which dates in the records differ. */
void city_put_facts(struct json *body, int profile, int systems, const char *actor, const char *at);
struct json *city_put_records(struct json *body, int systems, const char *actor, const char *at, unsigned spread);
/* One more record: an exception to what the question asks. */
void city_put_exception(struct json *records, const struct question *question, int number, int year, const char *actor,
                        const char *at);

/* --- what is answered (city_answers.c) --- */

/* The body of what the unit hands in in the year; `again`: the second time, when some of what was open has been mended. Adds to
 * `by_answer` what stands in it. Caller frees. */
struct json *city_submission(const struct city *city, const struct city_unit *unit, int year, bool again,
                             size_t by_answer[ANSWERS]);
/* Ends the program when something is missing in it: a section could not hand it in. */
void city_check(const struct city_unit *unit, const struct json *submission, int year);
/* Appends the same as rows of a table: code, checklist, question, text, answer, remark, reason. */
void city_rows(struct strbuf *out, const struct city_unit *unit, const struct json *submission);

/* --- a year (city_bundles.c) --- */

/* Opens the campaign of the year and writes what the units hand in; says what is to become of it in OUT/YEAR/expected.json. */
void city_year(const struct city *city, struct office *office, int year);

/* --- one section (city_section.c) --- */

/* The database of a section with the answers of so many years up to 2026: those of the last up to one half. */
void city_section(const char *path, int years, uint64_t seed);

#endif
