#include "excel_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/base/text.h"

enum { NAME_UNITS_MAX = 31 };

size_t excel_cut(const char *text, size_t most_units)
{
	size_t at = 0, units = 0;

	while (text[at]) {
		size_t bytes = text_cluster_bytes(text + at);

		for (size_t i = 0; i < bytes; i++) {
			unsigned char byte = (unsigned char)text[at + i];
			units += (byte & 0xC0) != 0x80;
			units += byte >= 0xF0;
		}
		if (units > most_units)
			break;
		at += bytes;
	}
	return at;
}

/* Whether it begins with _xHHHH_, by which Excel writes what XML cannot hold. */
static bool is_escape(const char *text)
{
	return strncmp(text, "_x", 2) == 0 && strspn(text + 2, "0123456789ABCDEFabcdef") >= 4 && text[6] == '_';
}

char *excel_escape(const char *text)
{
	struct strbuf out = STRBUF_INIT;
	const char *rest = text;

	for (const char *at = strstr(text, "_x"); at; at = strstr(at + 1, "_x")) {
		if (!is_escape(at))
			continue;
		strbuf_add_bytes(&out, rest, (size_t)(at - rest));
		strbuf_add(&out, "_x005F");
		rest = at;
	}
	if (!out.len_bytes)
		return NULL;
	strbuf_add(&out, rest);
	return strbuf_take(&out);
}

/* Excel takes names for the same that differ in case or width alone. */
static bool is_taken(const struct excel_names *names, const char *name)
{
	char *folded = text_fold(name);
	bool taken = false;

	for (size_t i = 0; i < names->count && !taken; i++) {
		char *other = text_fold(names->items[i]);

		taken = str_equal(other, folded);
		free(other);
	}
	free(folded);
	return taken;
}

const char *excel_names_add(struct excel_names *names, const char *wanted)
{
	char *safe = text_safe_dup(wanted, TEXT_SAFE_LINE), tail[24] = "";
	struct strbuf name = STRBUF_INIT;
	unsigned number = 1;

	for (char *at = safe; *at; at++)
		if (strchr("[]:*?/\\'", *at))
			*at = '_';
	do {
		strbuf_reset(&name);
		strbuf_add_bytes(&name, safe, excel_cut(safe, NAME_UNITS_MAX - strlen(tail)));
		strbuf_add(&name, name.len_bytes || *tail ? tail : "_");
		snprintf(tail, sizeof tail, " %u", ++number);
	} while (is_taken(names, name.text));
	free(safe);
	*MEM_PUSH(names->items, names->count) = strbuf_take(&name);
	return excel_names_last(names);
}

const char *excel_names_last(const struct excel_names *names)
{
	return names->items[names->count - 1];
}

void excel_names_release(struct excel_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->items[i]);
	free(names->items);
	*names = (struct excel_names){0};
}

char *excel_margin(const char *text, size_t most_bytes)
{
	char *safe = text_safe_dup(text, TEXT_SAFE_LINE);
	struct strbuf out = STRBUF_INIT;

	for (size_t at = 0; safe[at];) {
		size_t bytes = text_cluster_bytes(safe + at);

		if (out.len_bytes + bytes + 1 > most_bytes)
			break;
		if (safe[at] == '&')
			strbuf_add_char(&out, '&');
		strbuf_add_bytes(&out, safe + at, bytes);
		at += bytes;
	}
	free(safe);
	return strbuf_take(&out);
}
