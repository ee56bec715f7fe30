/* wcwidth.h — the C library's wcwidth() replaced by our own.
 *
 * ncurses asks wcwidth() how wide a character is. Were the C library's answer to differ from base/text's, every row with
 * such a character would be drawn out of place; so the program brings its own wcwidth() and wcswidth(), which ask base/text. */
#ifndef TENKEN_TUI_WCWIDTH_H
#define TENKEN_TUI_WCWIDTH_H

/* Columns of characters of ambiguous width from now on: 1 (at the start) or 2. */
void wcwidth_set_ambiguous(int ambiguous_cols);

#endif
