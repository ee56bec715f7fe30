/* editor_clean.h — the pure half of the editor: what may get into a text, and where the places in it are.
 *
 * Words are runs of one script (kanji, hiragana, katakana, letters and digits), because Japanese has no spaces to go by. */
#ifndef TENKEN_TUI_EDITOR_CLEAN_H
#define TENKEN_TUI_EDITOR_CLEAN_H

#include "editor.h"

enum editor_clean_result {
	EDITOR_CLEAN = 0,
	EDITOR_CLEANED = 1, /* something was left out that must not get in */
	EDITOR_REFUSED = 2, /* something was left out for want of room */
};

/* Appends what of `text` may get into a line (or several), at most `room_chars` code points. What `out` holds already is the
 * context: combining marks and variation selectors are judged by what they would stand behind. */
enum editor_clean_result editor_clean(struct strbuf *out, const char *text, bool multiline, size_t room_chars);

/* Where the word before `at_byte` begins; where the one behind it ends. */
size_t editor_word_before(const char *text, size_t at_byte);
size_t editor_word_after(const char *text, size_t at_byte);
/* Where the line around `at_byte` begins; where it ends (at its newline or the end of the text). */
size_t editor_line_start(const char *text, size_t at_byte);
size_t editor_line_end(const char *text, size_t at_byte);

/* The place in row `row` of the layout that is nearest to column `col` from the left. */
size_t editor_byte_at(const struct editor *editor, const struct text_lines *rows, size_t row, int col);

#endif
