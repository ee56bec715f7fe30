/* cp932.h — Windows' Japanese code page, both ways.
 *
 * A table of our own (made at build time), because musl and a static glibc have none that serves: Excel in a Japanese
 * office saves CSV in it, with NEC and IBM extensions (髙 﨑 ①) and ～ ∥ － as Windows maps them. */
#ifndef TENKEN_BASE_CP932_H
#define TENKEN_BASE_CP932_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/str.h"

/* Appends the text as UTF-8. False when a byte sequence has no character: *bad_byte says where; `out` keeps what came
 * before. The single bytes 80, A0, FD, FE and FF, which Windows maps for want of better, count as having none. */
bool cp932_to_utf8(struct strbuf *out, const char *bytes, size_t len_bytes, size_t *bad_byte);

/* Appends `text` in CP932; of several codes the one that Windows writes, and ¢ £ ¬ ‖ − 〜 as their full-width likes. A
 * character that has none becomes "?" and is counted in *lost (may be NULL). */
void cp932_from_utf8(struct strbuf *out, const char *text, size_t *lost);

#endif
