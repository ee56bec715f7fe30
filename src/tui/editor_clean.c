#include "editor_clean.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"

/* The code point at `text`, which is not at its end; false for bytes that are no UTF-8. */
static bool decode(const char *text, uint32_t *codepoint, size_t *taken_bytes)
{
	*taken_bytes = text_decode(text, strnlen(text, 4), codepoint);
	return *codepoint != 0xfffd || *taken_bytes > 1;
}

/* Where the last character that has a width begins: what stands behind it leans on it. */
static size_t base_of(const struct strbuf *out)
{
	size_t at = out->len_bytes;
	uint32_t codepoint;
	size_t taken;

	while (at > 0) {
		do
			at--;
		while (at > 0 && ((unsigned char)out->text[at] & 0xc0) == 0x80);
		if (!decode(out->text + at, &codepoint, &taken) || text_codepoint_cols(codepoint, 1) > 0)
			break;
	}
	return at;
}

/* Whether text_safe() lets out->text from `from` on pass as it is. */
static bool is_safe(const struct strbuf *out, size_t from)
{
	char *safe = text_safe_dup(out->text + from, TEXT_SAFE_MULTILINE);
	bool same = strcmp(safe, out->text + from) == 0;

	free(safe);
	return same;
}

enum editor_clean_result editor_clean(struct strbuf *out, const char *text, bool multiline, size_t room_chars)
{
	enum editor_clean_result result = EDITOR_CLEAN;
	size_t base = base_of(out), taken;
	uint32_t codepoint;

	for (const char *at = text; *at; at += taken) {
		size_t before = out->len_bytes;
		bool valid = decode(at, &codepoint, &taken);

		if (codepoint == '\r') {
			taken += at[taken] == '\n';
			codepoint = '\n';
		}
		if (codepoint == '\t' || (codepoint == '\n' && !multiline))
			codepoint = ' ';
		if (room_chars == 0)
			return result | EDITOR_REFUSED;
		text_encode(out, codepoint);
		if (codepoint == '\n' || text_codepoint_cols(codepoint, 1) > 0)
			base = before;
		if (!valid || !is_safe(out, base)) {
			strbuf_cut(out, before);
			base = base_of(out);
			result |= EDITOR_CLEANED;
		} else {
			room_chars--;
		}
	}
	return result;
}

enum script { SCRIPT_NONE, SCRIPT_LETTERS, SCRIPT_HIRAGANA, SCRIPT_KATAKANA, SCRIPT_IDEOGRAPHS };

static enum script script_of(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'
		               ? SCRIPT_LETTERS
		               : SCRIPT_NONE;
	if (c >= 0x3041 && c <= 0x309f)
		return SCRIPT_HIRAGANA;
	if ((c >= 0x30a1 && c <= 0x30ff && c != 0x30fb) || (c >= 0x31f0 && c <= 0x31ff) || (c >= 0xff66 && c <= 0xff9f))
		return SCRIPT_KATAKANA;
	if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff) ||
	    c == 0x3005)
		return SCRIPT_IDEOGRAPHS;
	if ((c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a))
		return SCRIPT_LETTERS;
	if (c < 0xc0 || (c >= 0x2000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xff65))
		return SCRIPT_NONE;
	return SCRIPT_LETTERS;
}

static enum script script_at(const char *text, size_t at_byte)
{
	uint32_t codepoint;
	size_t taken;

	decode(text + at_byte, &codepoint, &taken);
	return script_of(codepoint);
}

size_t editor_word_before(const char *text, size_t at_byte)
{
	enum script script = SCRIPT_NONE;

	while (at_byte > 0) {
		size_t before = text_previous_cluster(text, at_byte);
		enum script here = script_at(text, before);

		if (script != SCRIPT_NONE && here != script)
			break;
		script = here;
		at_byte = before;
	}
	return at_byte;
}

size_t editor_word_after(const char *text, size_t at_byte)
{
	enum script script = SCRIPT_NONE;

	while (text[at_byte]) {
		enum script here = script_at(text, at_byte);

		if (script != SCRIPT_NONE && here != script)
			break;
		script = here;
		at_byte += text_cluster_bytes(text + at_byte);
	}
	return at_byte;
}

size_t editor_line_start(const char *text, size_t at_byte)
{
	while (at_byte > 0 && text[at_byte - 1] != '\n')
		at_byte--;
	return at_byte;
}

size_t editor_line_end(const char *text, size_t at_byte)
{
	while (text[at_byte] && text[at_byte] != '\n')
		at_byte++;
	return at_byte;
}

static int cols_between(const struct editor *editor, size_t from, size_t to)
{
	char *part = mem_strndup(editor->text.text + from, to - from);
	int cols = text_cols(part, editor->ambiguous_cols);

	free(part);
	return cols;
}

void editor_layout(const struct editor *editor, struct text_lines *rows, size_t *cursor_row, int *cursor_col)
{
	size_t row = 0;
	int col;

	text_lines_release(rows);
	if (editor->multiline) {
		text_wrap(rows, editor->text.text, editor->width_cols, editor->ambiguous_cols);
	} else {
		*MEM_PUSH(rows->lines, rows->count) = (struct text_line){.len_bytes = editor->text.len_bytes};
	}
	while (row + 1 < rows->count && rows->lines[row + 1].start_byte <= editor->cursor_byte)
		row++;
	col = cols_between(editor, rows->lines[row].start_byte, editor->cursor_byte);
	/* White space at which the text was wrapped takes no room; the cursor within it stands at the edge. */
	*cursor_col = editor->multiline && col > editor->width_cols ? editor->width_cols : col;
	*cursor_row = row;
}

size_t editor_byte_at(const struct editor *editor, const struct text_lines *rows, size_t row, int col)
{
	const struct text_line *line = &rows->lines[row];
	char *text = mem_strndup(editor->text.text + line->start_byte, line->len_bytes);
	size_t at = line->start_byte + text_cut(text, col, editor->ambiguous_cols, NULL);

	free(text);
	/* Behind the last character of a wrapped row one would stand on the next row already. */
	if (row + 1 < rows->count && at >= rows->lines[row + 1].start_byte && at > line->start_byte)
		at = text_previous_cluster(editor->text.text, at);
	return at;
}
