/* mo.h — a message catalogue as msgfmt compiles it (.mo), read from memory.
 *
 * Nothing is copied: the catalogue borrows its bytes, and what it finds points into them. Both byte orders are read.
 * All offsets are checked when it is opened, so that a damaged catalogue is refused and a look-up cannot run astray.
 * Originals stand sorted; the file's hash table is not used. */
#ifndef TENKEN_BASE_MO_H
#define TENKEN_BASE_MO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mo {
	const unsigned char *bytes;
	size_t len_bytes;
	bool big_endian;
	uint32_t count;                      /* of messages */
	uint32_t originals_at, translations_at; /* where their tables begin */
};

/* Opens the catalogue in `bytes`, which must outlive it. False when it is none, is cut short, points outside itself,
 * or is not sorted; then `mo` is empty and finds nothing. */
bool mo_open(struct mo *mo, const unsigned char *bytes, size_t len_bytes);

/* The translation of `original` in `context` (NULL: none), NULL when there is none. Of a plural the original is its
 * singular, and the first form is what is found. */
const char *mo_find(const struct mo *mo, const char *context, const char *original);

#endif
