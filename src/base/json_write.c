/* The writer. It serialises by itself: cJSON's own can be told neither two spaces nor to print integers exactly. */
#include "tenken/base/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

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

/* Escapes what must be and nothing else, so that one text has one form. */
static void write_string(struct strbuf *out, const char *text)
{
	strbuf_add_char(out, '"');
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		switch (byte) {
		case '"':
			strbuf_add(out, "\\\"");
			break;
		case '\\':
			strbuf_add(out, "\\\\");
			break;
		case '\b':
			strbuf_add(out, "\\b");
			break;
		case '\f':
			strbuf_add(out, "\\f");
			break;
		case '\n':
			strbuf_add(out, "\\n");
			break;
		case '\r':
			strbuf_add(out, "\\r");
			break;
		case '\t':
			strbuf_add(out, "\\t");
			break;
		default:
			if (byte < 0x20)
				strbuf_addf(out, "\\u%04x", byte);
			else
				strbuf_add_char(out, *text);
		}
	}
	strbuf_add_char(out, '"');
}

static void new_line(struct strbuf *out, bool pretty, size_t level)
{
	if (!pretty)
		return;
	strbuf_add_char(out, '\n');
	strbuf_add_repeat(out, "  ", level);
}

static void write_node(struct strbuf *out, const struct json *node, bool pretty, size_t level);

static void write_container(struct strbuf *out, const struct json *node, bool pretty, size_t level)
{
	bool is_object = json_type(node) == JSON_OBJECT;
	const struct json *child = json_first(node);

	strbuf_add_char(out, is_object ? '{' : '[');
	for (; child; child = json_next(child)) {
		new_line(out, pretty, level + 1);
		if (is_object) {
			write_string(out, json_key(child));
			strbuf_add(out, pretty ? ": " : ":");
		}
		write_node(out, child, pretty, level + 1);
		if (json_next(child))
			strbuf_add_char(out, ',');
	}
	if (json_first(node))
		new_line(out, pretty, level);
	strbuf_add_char(out, is_object ? '}' : ']');
}

static void write_node(struct strbuf *out, const struct json *node, bool pretty, size_t level)
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
		write_string(out, json_string(node));
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		write_container(out, node, pretty, level);
		break;
	}
}

void json_write(struct strbuf *out, const struct json *node, bool pretty)
{
	write_node(out, node, pretty, 0);
	if (pretty)
		strbuf_add_char(out, '\n');
}
