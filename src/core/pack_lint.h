/* pack_lint.h — the checks that need the whole pack, once it has been read. */
#ifndef TENKEN_CORE_PACK_LINT_H
#define TENKEN_CORE_PACK_LINT_H

#include "pack_reader.h"

void pack_lint(struct reader *reader);
/* Ids that stand twice, once the file that holds them has been read: before all the references that then dangle. */
void lint_head_ids(struct reader *reader);
void lint_clause_ids(struct reader *reader);
void lint_fact_ids(struct reader *reader);
/* The part of it that looks at conditions: facts that hang on themselves, and what can never be asked. */
void lint_conditions(struct reader *reader);

#endif
