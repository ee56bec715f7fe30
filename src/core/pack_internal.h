/* pack_internal.h — what pack.c, the reader (pack_json*.c) and the checks (pack_lint.c) share. */
#ifndef TENKEN_CORE_PACK_INTERNAL_H
#define TENKEN_CORE_PACK_INTERNAL_H

#include "tenken/core/pack.h"

/* Ids in order, for look-ups by bisection. Equal ids keep the order in which they were written, so that the first one is
 * found and the others stand behind it. Entries without an id (they had a defect) are left out. */
struct id_entry {
	const char *id; /* borrowed */
	size_t at;      /* where it stands in its array */
};
struct id_list {
	struct id_entry *entries;
	size_t count;
};

struct pack_index {
	struct id_list roles, clauses, facts, questions;
};

/* Adds an id (NULL is passed over). After the last one: id_list_sort(). */
void id_list_add(struct id_list *list, const char *id, size_t at);
void id_list_sort(struct id_list *list);
size_t id_list_find(const struct id_list *list, const char *id); /* SIZE_MAX: not there */
/* The id that is nearest to a misspelt one, or NULL. Borrowed. */
const char *id_list_near(const struct id_list *list, const char *id);
void id_list_release(struct id_list *list);

/* Builds one list of the index anew from what the pack holds. */
void pack_index_roles(struct pack *pack);
void pack_index_clauses(struct pack *pack);
void pack_index_facts(struct pack *pack);
void pack_index_questions(struct pack *pack);

/* "norm", … in the order of the enums, for readers and messages. */
extern const char *const clause_kind_codes[CLAUSE_KINDS];
extern const char *const modality_codes[MODALITIES];
extern const char *const question_kind_codes[QUESTION_KINDS];
extern const char *const subject_codes[SUBJECTS];

#endif
