/* pack_builtin.h — the pack that lies in the program itself.
 *
 * Reading a pack from its files is most of what the program does before its first screen, and for the city's own pack the
 * outcome is the same each time. It is read once, when the program is built, and written down as constant data by
 * src/gen_pack_builtin.c. It stands for the files from which it was made and for no others: whoever wants to use it must have
 * seen that the files are these, byte for byte (app/packs_builtin.c does). */
#ifndef TENKEN_CORE_PACK_BUILTIN_H
#define TENKEN_CORE_PACK_BUILTIN_H

#include "tenken/core/pack.h"

/* Made from checklists/kobe-5.10. */
extern const struct pack pack_builtin;

#endif
