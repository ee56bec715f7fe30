/* pack_diff.h — what a revision of the standard changed, from one pack to another.
 *
 * Clauses are told apart by id and compared by the digest of their official text and by their duties; a question is changed when
 * a clause of its own is, or when it has other clauses: then last year's answer says nothing about it. One that is only worded
 * otherwise still asks the same. */
#ifndef TENKEN_CORE_PACK_DIFF_H
#define TENKEN_CORE_PACK_DIFF_H

#include "tenken/core/pack.h"

enum pack_change { PACK_ADDED, PACK_REMOVED, PACK_CHANGED, PACK_REWORDED /* questions only */, PACK_CHANGES };
const char *pack_change_code(enum pack_change change); /* "added", … */

struct pack_difference {
	enum pack_change change;
	const char *id; /* borrowed from either pack */
};
struct pack_diff {
	struct pack_difference *clauses, *questions; /* in the order of `to`; what was removed behind, in that of `from` */
	size_t clauses_count, questions_count;
};
void pack_diff_compute(struct pack_diff *diff, const struct pack *from, const struct pack *to);
void pack_diff_release(struct pack_diff *diff);

/* Whether question `at` of `to` asks what the question of the same id in `from` asked. False when there is none. */
bool pack_asks_same(const struct pack *from, const struct pack *to, size_t at);

#endif
