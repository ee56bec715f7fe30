#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tenken/base/mem.h"
#include "tenken/base/platform.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

void print_raw(const char *text, size_t len_bytes)
{
	platform_put(stdout, text, len_bytes);
}

void print_line(const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT, safe = STRBUF_INIT;
	va_list list;
	va_start(list, fmt);
	strbuf_addv(&text, fmt, list);
	va_end(list);
	text_safe(&safe, text.text, TEXT_SAFE_MULTILINE);
	strbuf_add_char(&safe, '\n');
	print_raw(safe.text, safe.len_bytes);
	strbuf_release(&text);
	strbuf_release(&safe);
}

void print_row(const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list list;
	va_start(list, fmt);
	strbuf_addv(&text, fmt, list);
	va_end(list);
	for (char *at = text.text; (at = strpbrk(at, "\r\n")) != NULL; at++)
		*at = ' ';
	print_line("%s", text.text);
	strbuf_release(&text);
}

/* All but ASCII, which may be the quotation mark before the text. */
static void add_escaped(struct strbuf *out, const char *bytes, size_t len_bytes)
{
	uint32_t codepoint;
	for (size_t at = 0; at < len_bytes;) {
		at += text_decode(bytes + at, len_bytes - at, &codepoint);
		if (codepoint < 0x7f)
			strbuf_add_char(out, (char)codepoint);
		else if (codepoint >= 0x10000)
			strbuf_addf(out, "\\u%04x\\u%04x", 0xd7c0u + (codepoint >> 10), 0xdc00u + (codepoint & 0x3ffu));
		else
			strbuf_addf(out, "\\u%04x", (unsigned)codepoint);
	}
}

/* What text_safe() would not let pass stands as \uXXXX, which to the reader of JSON is the same text. It can only stand within
 * strings: the rest of the form is ASCII. */
static void add_json_safe(struct strbuf *out, const char *text)
{
	while (*text) {
		size_t plain_bytes = 0;
		while (text[plain_bytes] == '\n' || (text[plain_bytes] >= ' ' && text[plain_bytes] <= '~'))
			plain_bytes++;
		/* The last of them may bear what follows. */
		if (text[plain_bytes] && plain_bytes)
			plain_bytes--;
		strbuf_add_bytes(out, text, plain_bytes);
		text += plain_bytes;
		size_t len_bytes = text_cluster_bytes(text);
		char *cluster = mem_strndup(text, len_bytes);
		if (text_is_safe(cluster, TEXT_SAFE_MULTILINE))
			strbuf_add(out, cluster);
		else
			add_escaped(out, cluster, len_bytes);
		free(cluster);
		text += len_bytes;
	}
}

void print_json(struct json *node)
{
	struct strbuf text = STRBUF_INIT, safe = STRBUF_INIT;
	json_write(&text, node, true);
	add_json_safe(&safe, text.text);
	print_raw(safe.text, safe.len_bytes);
	strbuf_release(&text);
	strbuf_release(&safe);
	json_free(node);
}

void json_put_bilingual(struct json *into, const char *key, const struct bilingual *text)
{
	struct json *both = json_put_object(into, key);
	json_put_string(both, "ja", bilingual_in(text, LANGUAGE_JA));
	json_put_string(both, "en", bilingual_in(text, LANGUAGE_EN));
}

void add_column(struct strbuf *line, const char *text, int width_cols)
{
	text_fit(line, text, width_cols, 1);
}
