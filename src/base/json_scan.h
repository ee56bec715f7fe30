/* json_scan.h — the grammar of JSON, strictly, and where each value stands.
 *
 * Goes over a text before cJSON does. It builds nothing: what it hands on is one spot for each value, in the order in
 * which they stand in the text (a value before those within it), which is also the order of a walk through the tree.
 * Duplicate keys are not its business: they are told apart only after their escapes have been read (json_place.c). */
#ifndef TENKEN_BASE_JSON_SCAN_H
#define TENKEN_BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/error.h"
#include "tenken/base/json.h"

/* Bytes from the beginning of the text: line and column are reckoned only when somebody asks (json_spot_locate()). 32 bits:
 * a hostile text may hold millions of values, and none is larger than JSON_SCAN_MOST_BYTES. */
struct json_spot {
	uint32_t at;     /* of the value */
	uint32_t key_at; /* of the member's key; of an element the value's own */
};

#define JSON_SCAN_MOST_BYTES ((size_t)UINT32_MAX - 1)
/* As deep as cJSON goes, whatever the limits say. */
#define JSON_SCAN_DEEPEST 1000

struct json_scan {
	struct json_spot *spots;
	size_t count;
	struct json_spot wrong; /* where it stopped, when json_scan() said false */
};

/* Checks the text and, with `spots`, fills scan->spots: only for that does anybody need them. Errors: ERROR_INPUT with a bare sentence, and `wrong` says where. Release it in either case. */
bool json_scan(struct json_scan *scan, const char *text, size_t len_bytes, const struct json_limits *limits, bool spots,
               struct error *err);
/* Line and column, from 1, of the byte `at` in a text that is UTF-8 up to there. A column is a code point. */
void json_spot_locate(const char *text, uint32_t at, size_t *line, size_t *column);
void json_scan_release(struct json_scan *scan);

#endif
