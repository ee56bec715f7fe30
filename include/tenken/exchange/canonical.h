/* canonical.h — one content, one text.
 *
 * Canonical JSON is UTF-8 without blanks between the tokens; the members of an object stand by their keys, compared byte by
 * byte; numbers are whole, smaller than 2^53 in size, in decimal without sign of zero, point or exponent; in texts only
 * ", \ and control characters are escaped, as \" \\ \b \f \n \r \t, the other control characters as \u00 and two lower-case
 * hex digits. What is hashed or signed has this form, so that two programs that hold the same make the same bytes. */
#ifndef TENKEN_EXCHANGE_CANONICAL_H
#define TENKEN_EXCHANGE_CANONICAL_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/json.h"

/* Appends the canonical text of `node`.
 * Errors: ERROR_INPUT for a number that is not whole or too large (such numbers stand in texts); `out` is then as before. */
bool canonical_write(struct strbuf *out, const struct json *node, struct error *err);

/* Reads a text that must be canonical: as json_read_at() without the place, and what canonical_write() would have written
 * otherwise is refused. Caller frees with json_doc_free(), and keeps the text as long. Errors: ERROR_INPUT. */
struct json_doc *canonical_read(const char *text, size_t len_bytes, const struct json_limits *limits, struct error *err);

#endif
