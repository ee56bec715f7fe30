/* str.h — a string that grows.
 *
 * `struct strbuf` always holds a NUL-terminated string (`text`, never NULL after strbuf_init) of `len_bytes` bytes.
 * strbuf_take() hands the string over to the caller and leaves an empty buffer. `text` is only read from outside, and
 * what is added must not lie in the buffer itself. A zeroed buffer may be added to and released, too. */
#ifndef TENKEN_BASE_STR_H
#define TENKEN_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/error.h"

/* Where a long text goes piece by piece, so that it need not be held: `take` is called with what has gathered, which is then gone from the
 * buffer. Whoever adds to such a buffer may neither cut it nor look at what was added. */
struct strbuf_drain {
	void (*take)(void *context, const char *bytes, size_t len_bytes);
	void *context;
};

struct strbuf {
	char *text;
	size_t len_bytes;
	size_t capacity_bytes;
	const struct strbuf_drain *drain; /* borrowed; NULL: all is kept */
};

#define STRBUF_INIT { .text = (char *)"", .len_bytes = 0, .capacity_bytes = 0, .drain = NULL }

void strbuf_init(struct strbuf *buf);
void strbuf_release(struct strbuf *buf);             /* frees; the buffer is empty and usable again */
void strbuf_reset(struct strbuf *buf);               /* empties, keeps the memory */
void strbuf_add(struct strbuf *buf, const char *text);
void strbuf_add_bytes(struct strbuf *buf, const char *bytes, size_t len_bytes);
void strbuf_add_char(struct strbuf *buf, char c);
char *strbuf_extend(struct strbuf *buf, size_t len_bytes); /* adds so many bytes, for the caller to fill at once */
void strbuf_add_repeat(struct strbuf *buf, const char *text, size_t times);
void strbuf_addf(struct strbuf *buf, const char *fmt, ...) TENKEN_PRINTF(2, 3);
void strbuf_addv(struct strbuf *buf, const char *fmt, va_list args);
void strbuf_cut(struct strbuf *buf, size_t len_bytes); /* shortens to len_bytes */
void strbuf_flush(struct strbuf *buf);               /* hands what is left to the drain; without one nothing is done */
char *strbuf_take(struct strbuf *buf);               /* caller frees with free() */

/* A freshly formatted string; caller frees. */
char *str_format(const char *fmt, ...) TENKEN_PRINTF(1, 2);

bool str_equal(const char *a, const char *b);         /* NULL equals only NULL */
bool str_is_blank(const char *text);                  /* NULL, "", or nothing but white space (also U+3000) */
bool str_starts_with(const char *text, const char *prefix);
bool str_ends_with(const char *text, const char *suffix);
/* The next of the parts of *rest that one of `separators` ends, in place; NULL when *rest is. *rest goes on behind it. */
char *str_next_part(char **rest, const char *separators);
/* Where `wanted` stands in `bytes`; NULL when it does not. */
const char *bytes_find(const char *bytes, size_t len_bytes, const char *wanted, size_t wanted_bytes);
/* Puts a copy of `value` (may be NULL) in *slot and frees what was there. */
void str_assign(char **slot, const char *value);

#endif
