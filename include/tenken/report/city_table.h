/* city_table.h — one table of a city's figures: the answers that a choice leaves, counted by whatever the rows are.
 *
 * A figure is unfolded by choosing one of its rows and counting anew by something else: the city by bureau, a bureau by unit, a
 * unit by answer; or the city by question, a question by answer. The input is that of the report on a city (city.h), and so are
 * the rules: what a unit that handed in nothing would have answered is not known and in no figure, and the unit has its row all
 * the same. One pass over the answers for each table.
 * Sources: process.md "Figures". */
#ifndef TENKEN_REPORT_CITY_TABLE_H
#define TENKEN_REPORT_CITY_TABLE_H

#include <stdint.h>

#include "tenken/report/city.h"

#define CITY_ANY  SIZE_MAX
#define CITY_GONE (SIZE_MAX - 1) /* what the pack does not have: of a role, a chapter, a clause */

/* What is counted; all of it holds at once. */
struct city_choice {
	const char *bureau; /* borrowed; NULL: any */
	size_t unit;        /* index in the input's units */
	size_t role, chapter, clause; /* in the pack's */
	size_t question;    /* in the input's questions */
};
extern const struct city_choice city_choose_all;

enum city_by {
	CITY_BY_BUREAU,
	CITY_BY_UNIT,
	CITY_BY_ROLE,
	CITY_BY_CHAPTER,
	CITY_BY_CLAUSE, /* an answer counts with each of its question's clauses, and once in the total */
	CITY_BY_QUESTION,
	CITY_BY_ANSWER, /* each is a row of its own */
	CITY_BYS
};

struct city_row {
	/* Which one it is: by bureau its first unit, by unit, question and answer their index in the input, by role, chapter and
	 * clause their index in the pack, or CITY_GONE. In the total it means nothing. */
	size_t what;
	size_t units, received; /* by bureau, by unit and in the total: on the roster, and those of them that handed in */
	size_t asked, missed;   /* units with an answer here, and those of them with △ or × in any */
	struct tally tally;     /* plans are known of whole units alone */
};

struct city_table {
	enum city_by by;
	struct city_row *rows;
	size_t count;
	struct city_row total;
	size_t by_state[CITY_STATES]; /* of the units that are chosen: they add up to total.units */
};
/* Rows stand in the order of the roster, the pack or the input. */
void city_table_count(struct city_table *table, const struct city_input *input, const struct city_choice *choice,
                      enum city_by by);
void city_table_release(struct city_table *table);
/* Of a table by question: those whose 実施率 is at least `percent`, of all. */
struct ratio city_table_reach(const struct city_table *table, unsigned percent);

enum city_order {
	CITY_AS_LISTED,
	CITY_MOST_MISSED,      /* △ and × */
	CITY_LEAST_RECEIVED,   /* by 提出率 */
	CITY_LEAST_IMPLEMENTED,
	CITY_LEAST_ANSWERED,
	CITY_LEAST_KNOWN,
	CITY_MOST_NOT_APPLICABLE,
	CITY_LEAST_IMPROVED,
	CITY_WORST, /* of answers: × △ 要確認 未回答 例外 － ○ */
	CITY_ORDERS
};
/* What needs a look comes first; rows that have nothing of what they are ordered by stand at the end; otherwise they stay in the
 * order in which they were listed. */
void city_table_sort(struct city_table *table, enum city_order order);

#endif
