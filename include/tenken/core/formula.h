/* formula.h — what an expression says of a record, outside rules.
 *
 * Rules try out what missing facts may be (verdict.h). Forms and conditions need less: true, false or unknown by Kleene,
 * and which fields that hung on. */
#ifndef TENKEN_CORE_FORMULA_H
#define TENKEN_CORE_FORMULA_H

#include "tenken/base/str.h"
#include "tenken/core/record.h"

/* NULL is fine. */
void formula_free(struct formula *formula);

/* What `formula` says of the record (index in `facts`) on `today`; NULL (no formula) is true. */
enum truth formula_evaluate(const struct formula *formula, const struct pack *pack, const struct facts *facts,
                            size_t record, struct date today);

/* Appends which fields brought that about, in the current language: "Zone: My Number", "Zone: not known yet". What stands
 * in texts of the record is not made safe here. */
void formula_explain(struct strbuf *out, const struct formula *formula, const struct pack *pack,
                     const struct facts *facts, size_t record, struct date today);

#endif
