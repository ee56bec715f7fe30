/* text.h — text as people see it: columns, clusters, lines, and what may reach a screen or a file.
 *
 * Everything is UTF-8. Width is never asked of the C library, whose answer hangs on platform and locale: the tables
 * are made at build time from Unicode's data (East Asian Width), over utf8proc for categories and grapheme clusters.
 * Characters of *ambiguous* width (○ △ ─ → ① …) are one column or two by the `ambiguous_cols` (1 or 2) each caller
 * hands in: terminals differ. Bytes that are no UTF-8 count and show as U+FFFD, one column each. The width of a
 * cluster is the sum over its code points, as terminals that know no clusters draw it.
 *
 * text_safe() is the one authority on what may reach a terminal, a log or an export. */
#ifndef TENKEN_BASE_TEXT_H
#define TENKEN_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/str.h"

/* Columns of one code point: 0 (combining, variation selectors, zero width), 1 or 2; control characters 0. */
int text_codepoint_cols(uint32_t codepoint, int ambiguous_cols);

/* Reads the code point at `text` (`len_bytes` > 0 left); returns the bytes it takes (>= 1). Bad bytes: U+FFFD, 1. */
size_t text_decode(const char *text, size_t len_bytes, uint32_t *codepoint);

/* What a code point is by Unicode: white space (bidirectional B, S, WS; category Zs), a letter (L*), a number (N*). */
bool text_is_white(uint32_t codepoint);
bool text_is_letter(uint32_t codepoint);
bool text_is_number(uint32_t codepoint);

/* Appends `codepoint` as UTF-8. */
void text_encode(struct strbuf *out, uint32_t codepoint);

/* Whether `len_bytes` bytes are well-formed UTF-8; if not and `bad_byte` is not NULL, where the first bad byte is. */
bool text_is_utf8(const char *text, size_t len_bytes, size_t *bad_byte);

/* Bytes of the grapheme cluster that begins at `text` (0 at its end): the step of cursor, cut and wrap. */
size_t text_cluster_bytes(const char *text);
/* The same, and its columns in *cols. */
size_t text_cluster(const char *text, int ambiguous_cols, int *cols);

/* Byte offset of the cluster before `at_byte` in `text` (0 when there is none). */
size_t text_previous_cluster(const char *text, size_t at_byte);

/* Columns of the whole of `text` (a NUL-terminated line: newlines count 0). */
int text_cols(const char *text, int ambiguous_cols);

/* The longest prefix, in whole clusters, of at most `width_cols` columns: its bytes; its columns in *used_cols if
 * given. */
size_t text_cut(const char *text, int width_cols, int ambiguous_cols, int *used_cols);

/* Appends `text` fitted into exactly `width_cols` columns: padded with spaces, or cut with a "…" (as wide as
 * ambiguous_cols) at its end. width_cols <= 0 appends nothing. */
void text_fit(struct strbuf *out, const char *text, int width_cols, int ambiguous_cols);
/* The same, padded on the left (for figures). */
void text_fit_right(struct strbuf *out, const char *text, int width_cols, int ambiguous_cols);

struct text_line {
	size_t start_byte; /* in the text that was wrapped */
	size_t len_bytes;  /* without the newline or the white space at which it broke */
};
struct text_lines {
	struct text_line *lines;
	size_t count;
};

/* Breaks `text` into lines of at most `width_cols` columns: at newlines, between words of Latin script, anywhere
 * between Japanese characters but by 禁則: no line begins with 、。，．）」』】〕〉》！？ー々 small kana …, none ends with
 * （「『【〔〈《. A word longer than a line is torn between clusters. A line may be one cluster wider only if width_cols
 * is less than a cluster. An empty text gives one empty line, and so does a newline at the end of the text (the cursor
 * may stand there). `lines` (zeroed before its first use) is replaced; release with text_lines_release(). */
void text_wrap(struct text_lines *lines, const char *text, int width_cols, int ambiguous_cols);
void text_lines_release(struct text_lines *lines);

/* `text` folded for searching: NFKC, lower case, katakana to hiragana, so that ＡＢＣ finds abc and ﾃﾝｹﾝ finds てんけん;
 * without variation selectors and other invisible characters, so that 葛 finds itself in any form. Bad bytes are U+FFFD.
 * Caller frees. */
char *text_fold(const char *text);

/* The same without white space and punctuation: what two people wrote in the same words. Caller frees. */
char *text_fold_words(const char *text);
void text_add_folded_words(struct strbuf *out, const char *text); /* the same, appended */

/* `text` as wording is compared: NFKC, without white space (as Unicode has it, also U+3000 and U+001C to U+001F). Bad bytes
 * are U+FFFD. Caller frees. */
char *text_squeeze(const char *text);

/* Whether the folded `needle` occurs in the folded `haystack`; an empty needle does. Both NUL-terminated, unfolded. */
bool text_contains(const char *haystack, const char *needle);

enum text_safe_mode {
	TEXT_SAFE_LINE,      /* newline, tab and all other control characters are shown as <U+000A> … */
	TEXT_SAFE_MULTILINE, /* \n passes; \r\n becomes \n; tab becomes a space */
};

/* Appends `text` with everything that could deceive or break shown as <U+202E>: C0, C1, bidi controls, zero-width and
 * other invisible characters (tags, interlinear, soft hyphen), noncharacters, private use, lone bad bytes (<0xFF>).
 * Combining marks pass (at most 8 on one base, none without), and a variation selector (VS1–16, VS17–256) directly
 * after an ideograph; names need both. Already safe text comes out unchanged, so it may be applied twice. */
void text_safe(struct strbuf *out, const char *text, enum text_safe_mode mode);
/* Whether text_safe() would leave `text` as it is. */
bool text_is_safe(const char *text, enum text_safe_mode mode);
/* The same for `len_bytes` bytes that may hold NUL. */
void text_safe_bytes(struct strbuf *out, const char *bytes, size_t len_bytes, enum text_safe_mode mode);
/* As a fresh string; NULL gives "". Caller frees. */
char *text_safe_dup(const char *text, enum text_safe_mode mode);

/* The one of `names[0..count)` that is nearest to the misspelt `name` (folded edit distance at most a third of the
 * longer one, at least 1, or one contains the other), or NULL; of equally near ones the first. Swapped neighbours are
 * one step. Names of more than 128 characters are near nothing. Borrowed from `names`. */
const char *text_nearest(const char *name, const char *const *names, size_t count);

#endif
