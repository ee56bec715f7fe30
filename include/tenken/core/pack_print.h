/* pack_print.h — a pack written down as C. */
#ifndef TENKEN_CORE_PACK_PRINT_H
#define TENKEN_CORE_PACK_PRINT_H

#include "tenken/base/str.h"
#include "tenken/core/pack.h"

/* Appends the source of a file that defines `pack_builtin` (pack_builtin.h) with all that is in `pack`, which comes back as it
 * was. The same pack gives the same bytes. */
void pack_print(struct strbuf *out, struct pack *pack);

#endif
