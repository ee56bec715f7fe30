/* record_internal.h — what record.c and record_json.c share. */
#ifndef TENKEN_CORE_RECORD_INTERNAL_H
#define TENKEN_CORE_RECORD_INTERNAL_H

#include "pack_internal.h"
#include "tenken/core/record.h"

struct record_ids {
	struct id_list all; /* of every record */
	struct id_list *by_register;
	size_t registers_count;
};

void record_release(struct record *record); /* what it owns; zeroed is fine */
/* Builds the look-ups once all records stand in their places. */
void facts_index(struct facts *facts, const struct pack *pack);
/* Writes down who refers to whom, once the references are known. */
void facts_link(struct facts *facts, const struct pack *pack);

#endif
