/* Texts of a workbook: runs, furigana, escapes, and the list of those that cells share. */
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"
#include "workbook_private.h"

#define STRINGS_MAX     ((size_t)1 << 20)
#define TOTAL_MAX_BYTES ((size_t)64 << 20)
#define ESCAPE_BYTES    7 /* _x000D_ */

/* --- runs --- */

void runs_start(struct runs *runs, const char *element)
{
	if (str_equal(element, "rPh"))
		runs->phonetic++;
	runs->in_text = str_equal(element, "t") && !runs->phonetic;
}

void runs_end(struct runs *runs, const char *element)
{
	if (str_equal(element, "rPh") && runs->phonetic)
		runs->phonetic--;
	runs->in_text = false;
}

void runs_add(struct runs *runs, const char *text, size_t len_bytes)
{
	if (runs->in_text && runs->text.len_bytes <= WORKBOOK_CELL_MAX_BYTES)
		strbuf_add_bytes(&runs->text, text, len_bytes);
}

/* --- escapes --- */

static int hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	                              : -1;
}

/* The character that _xHHHH_ stands for; 0 when this is none, or one that no text may hold. */
static uint32_t escaped(const char *text)
{
	uint32_t codepoint = 0;
	if (!str_starts_with(text, "_x") || strlen(text) < ESCAPE_BYTES || text[ESCAPE_BYTES - 1] != '_')
		return 0;
	for (int i = 2; i < ESCAPE_BYTES - 1; i++) {
		if (hex_digit(text[i]) < 0)
			return 0;
		codepoint = codepoint * 16 + (uint32_t)hex_digit(text[i]);
	}
	return codepoint >= 0xD800 && codepoint <= 0xDFFF ? 0 : codepoint;
}

static void add_codepoint(struct strbuf *out, uint32_t codepoint, const char *rest)
{
	if (codepoint == '\r' && (*rest == '\n' || escaped(rest) == '\n'))
		return;
	text_encode(out, codepoint == '\r' ? '\n' : codepoint);
}

void text_from_workbook(struct strbuf *out, const char *text)
{
	while (*text) {
		uint32_t codepoint = *text == '_' ? escaped(text) : 0;
		if (codepoint) {
			text += ESCAPE_BYTES;
			add_codepoint(out, codepoint, text);
		} else if (*text == '\r') {
			text++;
			add_codepoint(out, '\r', text);
		} else {
			strbuf_add_char(out, *text++);
		}
	}
}

/* --- shared strings --- */

struct strings_reader {
	struct shared_strings *strings;
	struct runs runs;
};

static bool strings_start(void *data, const char *element, const char **attributes, struct error *err)
{
	struct strings_reader *reader = data;
	(void)attributes;
	(void)err;
	if (str_equal(element, "si")) {
		strbuf_reset(&reader->runs.text);
		reader->runs.phonetic = 0;
	}
	runs_start(&reader->runs, element);
	return true;
}

static bool strings_end(void *data, const char *element, struct error *err)
{
	struct strings_reader *reader = data;
	struct shared_strings *strings = reader->strings;
	runs_end(&reader->runs, element);
	if (!str_equal(element, "si"))
		return true;
	strings->total_bytes += reader->runs.text.len_bytes;
	if (strings->count == STRINGS_MAX || strings->total_bytes > TOTAL_MAX_BYTES)
		return error_set(
		        err, ERROR_INPUT,
		        _("The workbook holds more text than a table needs. Copy the cells that count into a new "
		          "workbook, and save that."));
	struct strbuf text = STRBUF_INIT;
	text_from_workbook(&text, reader->runs.text.text);
	*MEM_PUSH(strings->items, strings->count) = strbuf_take(&text);
	return true;
}

static bool strings_text(void *data, const char *text, size_t len_bytes, struct error *err)
{
	struct strings_reader *reader = data;
	(void)err;
	runs_add(&reader->runs, text, len_bytes);
	return true;
}

bool shared_strings_read(struct shared_strings *strings, struct package *package, const char *path, struct error *err)
{
	static const struct xml_reader handlers = {.start = strings_start, .end = strings_end, .text = strings_text};
	struct strings_reader reader = {.strings = strings, .runs = {.text = STRBUF_INIT}};
	bool ok = xml_read(package, path, &handlers, &reader, err);
	strbuf_release(&reader.runs.text);
	return ok;
}

void shared_strings_release(struct shared_strings *strings)
{
	for (size_t i = 0; i < strings->count; i++)
		free(strings->items[i]);
	free(strings->items);
	*strings = (struct shared_strings){0};
}
