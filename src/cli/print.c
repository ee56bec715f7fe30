#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

void print_raw(const char *text, size_t len_bytes)
{
	fwrite(text, 1, len_bytes, stdout);
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

void print_json(struct json *node)
{
	struct strbuf text = STRBUF_INIT;
	json_write(&text, node, true);
	print_raw(text.text, text.len_bytes);
	strbuf_release(&text);
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
