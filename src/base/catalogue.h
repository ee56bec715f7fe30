/* catalogue.h — the Japanese texts that lie in the program, made from po/ja.po when it is built.
 *
 * A message is known by 64 bits of it. That two of the catalogue have the same is seen when it is made; that a text which is none of it has
 * those of one that is would take a mishap of one in 10^15. */
#ifndef TENKEN_BASE_CATALOGUE_H
#define TENKEN_BASE_CATALOGUE_H

#include <stddef.h>
#include <stdint.h>

/* The translation of `original` in `context` (NULL: none), NULL when there is none. Of a plural the original is its singular. Borrowed, for
 * ever. */
const char *catalogue_find(const char *context, const char *original);

#endif
