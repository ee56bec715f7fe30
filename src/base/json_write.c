/* The writer. It serialises by itself: cJSON's own can be told neither two spaces nor to print integers exactly. */
#include "json_node.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The shortest of 15, 16 and 17 digits that reads back as the same number. The program sets no LC_NUMERIC, so the
 * decimal point is a point. */
static void write_number(struct strbuf *out, const struct json *node)
{
	double value = json_number(node);
	char text[32];
	int64_t whole;

	if (json_int(node, &whole)) {
		strbuf_addf(out, "%" PRId64, whole);
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	strbuf_add(out, text);
}

/* What stands for a byte that cannot stand in a string as it is; NULL: a \u of its own. */
static const char *short_escape(char byte)
{
	switch (byte) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\b':
		return "\\b";
	case '\f':
		return "\\f";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\t':
		return "\\t";
	default:
		return NULL;
	}
}

/* Whether any of eight bytes is a control character, a quotation mark or a backslash; it may say so of others, never miss one. */
static bool may_need_escape(uint64_t eight)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
	uint64_t quote = eight ^ ones * '"', backslash = eight ^ ones * '\\';

	/* A byte below n is the only one whose top bit such a subtraction can set where it was not; borrows but add to that. */
	return (((eight - ones * 0x20) & ~eight) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) &
	       tops;
}

/* Bytes that stand for themselves, from here on. */
static size_t plain_bytes(const char *text, size_t len_bytes)
{
	size_t at = 0;
	uint64_t eight;

	while (len_bytes - at >= sizeof eight) {
		memcpy(&eight, text + at, sizeof eight);
		if (may_need_escape(eight))
			break;
		at += sizeof eight;
	}
	while (at < len_bytes && (unsigned char)text[at] >= 0x20 && text[at] != '"' && text[at] != '\\')
		at++;
	return at;
}

/* Escapes what must be and nothing else, so that one text has one form. */
void json_write_string(struct strbuf *out, const char *text)
{
	size_t left_bytes = strlen(text);

	if (plain_bytes(text, left_bytes) == left_bytes) { /* as most are */
		char *at = strbuf_extend(out, left_bytes + 2);
		at[0] = at[left_bytes + 1] = '"';
		memcpy(at + 1, text, left_bytes);
		return;
	}
	strbuf_add_char(out, '"');
	for (;; text++, left_bytes--) {
		size_t plain = plain_bytes(text, left_bytes);

		strbuf_add_bytes(out, text, plain);
		text += plain;
		left_bytes -= plain;
		if (!left_bytes)
			break;
		const char *escape = short_escape(*text);
		if (escape)
			strbuf_add(out, escape);
		else
			strbuf_addf(out, "\\u%04x", (unsigned char)*text);
	}
	strbuf_add_char(out, '"');
}

void json_write_line(struct strbuf *out, bool pretty, size_t level)
{
	static const char line[] = "\n                                "; /* 16 levels: what is deeper is rare */
	size_t at_once = level < (sizeof line - 2) / 2 ? level : (sizeof line - 2) / 2;

	if (!pretty)
		return;
	strbuf_add_bytes(out, line, 1 + 2 * at_once);
	strbuf_add_repeat(out, "  ", level - at_once);
}

static void write_container(struct strbuf *out, const struct json *node, bool pretty, size_t level)
{
	bool is_object = json_type(node) == JSON_OBJECT;
	const struct json *child = json_first(node);

	strbuf_add_char(out, is_object ? '{' : '[');
	for (; child; child = json_next(child)) {
		json_write_line(out, pretty, level + 1);
		if (is_object) {
			json_write_string(out, json_key(child));
			strbuf_add(out, pretty ? ": " : ":");
		}
		json_write_node(out, child, pretty, level + 1);
		if (json_next(child))
			strbuf_add_char(out, ',');
	}
	if (json_first(node))
		json_write_line(out, pretty, level);
	strbuf_add_char(out, is_object ? '}' : ']');
}

void json_write_node(struct strbuf *out, const struct json *node, bool pretty, size_t level)
{
	switch (json_type(node)) {
	case JSON_NULL:
		strbuf_add(out, "null");
		break;
	case JSON_BOOL:
		strbuf_add(out, json_bool(node) ? "true" : "false");
		break;
	case JSON_NUMBER:
		write_number(out, node);
		break;
	case JSON_STRING:
		json_write_string(out, json_string(node));
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		write_container(out, node, pretty, level);
		break;
	}
}

void json_write(struct strbuf *out, const struct json *node, bool pretty)
{
	json_write_node(out, node, pretty, 0);
	if (pretty)
		strbuf_add_char(out, '\n');
}
