#include "json_scan.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/text.h"

/* Where the scanner is. The text is known to be UTF-8 once it runs. */
struct cursor {
	const char *start;
	const char *at;
	const char *end;
	int depth, deepest;
	bool spots;
	struct json_scan *scan;
	struct error *err;
};

/* The byte at the cursor, or -1 behind the last. */
static int peek(const struct cursor *c)
{
	return c->at < c->end ? (unsigned char)*c->at : -1;
}

/* One byte on. */
static void step(struct cursor *c)
{
	c->at++;
}

void json_spot_locate(const char *text, uint32_t at, size_t *line, size_t *column)
{
	*line = *column = 1;
	for (uint32_t i = 0; i < at; i++) {
		if (text[i] == '\n') {
			++*line;
			*column = 1;
		} else if ((text[i] & 0xC0) != 0x80) {
			++*column;
		}
	}
}

static struct json_spot spot_here(const struct cursor *c)
{
	uint32_t at = (uint32_t)(c->at - c->start);

	return (struct json_spot){.at = at, .key_at = at};
}

/* Refuses the text at the cursor, with a whole sentence that is already translated. */
static bool wrong(struct cursor *c, const char *sentence)
{
	c->scan->wrong = spot_here(c);
	return error_set(c->err, ERROR_INPUT, "%s", sentence);
}

/* The same at a place that has been passed. */
static bool wrong_at(struct cursor *c, struct json_spot spot, const char *sentence)
{
	c->scan->wrong = spot;
	return error_set(c->err, ERROR_INPUT, "%s", sentence);
}

static bool wrong_end(struct cursor *c)
{
	return wrong(c, _("The text ends in the middle of a value. The file is probably not complete."));
}

static void skip_space(struct cursor *c)
{
	int byte;

	while ((byte = peek(c)) == ' ' || byte == '\n' || byte == '\r' || byte == '\t')
		step(c);
}

/* Reads the four digits behind \u; the cursor stands at the first. */
static bool scan_hex(struct cursor *c, unsigned *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		int byte = peek(c);
		int digit;

		if (byte >= '0' && byte <= '9')
			digit = byte - '0';
		else if (byte >= 'a' && byte <= 'f')
			digit = byte - 'a' + 10;
		else if (byte >= 'A' && byte <= 'F')
			digit = byte - 'A' + 10;
		else
			return wrong(c, _("Four hexadecimal digits were expected after \\u."));
		*unit = *unit * 16 + (unsigned)digit;
		step(c);
	}
	return true;
}

static bool scan_unicode_escape(struct cursor *c, struct json_spot start)
{
	unsigned unit;

	if (!scan_hex(c, &unit))
		return false;
	if (unit == 0)
		return wrong_at(c, start, _("The character U+0000 is not allowed in a text."));
	if (unit < 0xD800 || unit > 0xDFFF)
		return true;
	if (unit < 0xDC00 && c->end - c->at >= 2 && c->at[0] == '\\' && c->at[1] == 'u') {
		step(c);
		step(c);
		if (!scan_hex(c, &unit))
			return false;
		if (unit >= 0xDC00 && unit <= 0xDFFF)
			return true;
	}
	return wrong_at(c, start, _("This is half of a surrogate pair, which is no character."));
}

static bool scan_escape(struct cursor *c)
{
	struct json_spot start = spot_here(c);
	int byte;

	step(c);
	byte = peek(c);
	/* strchr() would also find the NUL at the end of its text */
	if (byte <= 0 || !strchr("\"\\/bfnrtu", byte))
		return wrong_at(c, start,
		                _("After a backslash, one of \" \\ / b f n r t u was expected. A backslash itself is "
		                  "written as two."));
	step(c);
	return byte == 'u' ? scan_unicode_escape(c, start) : true;
}

/* Over what a text may hold as it is: nearly all of every file. */
static void skip_plain(struct cursor *c)
{
	const char *at = c->at;

	while (at < c->end && (unsigned char)*at >= 0x20 && *at != '"' && *at != '\\')
		at++;
	c->at = at;
}

/* The cursor stands at the opening quotation mark. */
static bool scan_string(struct cursor *c)
{
	struct json_spot start = spot_here(c);

	step(c);
	for (;;) {
		skip_plain(c);
		int byte = peek(c);

		if (byte < 0)
			return wrong_at(c, start, _("The closing quotation mark of this text is missing."));
		if (byte == '"') {
			step(c);
			return true;
		}
		if (byte == '\n' || byte == '\r')
			return wrong(c, _("A text ends on the line on which it begins: the closing quotation mark is "
			                  "missing, or a line break should be written as \\n."));
		if (byte < 0x20)
			return wrong(c, _("A control character stands in a text; it must be written as an escape, a "
			                  "tab for example as \\t."));
		if (!scan_escape(c))
			return false;
	}
}

static bool is_digit(int byte)
{
	return byte >= '0' && byte <= '9';
}

/* One digit or more. */
static bool scan_digits(struct cursor *c)
{
	if (!is_digit(peek(c)))
		return wrong(c, _("A digit was expected here."));
	while (is_digit(peek(c)))
		step(c);
	return true;
}

static bool scan_number(struct cursor *c)
{
	if (peek(c) == '-')
		step(c);
	if (peek(c) == '0') {
		step(c);
		if (is_digit(peek(c)))
			return wrong(c, _("A number must not begin with a zero. Write a code with leading zeros as a "
			                  "text, in quotation marks."));
	} else if (!scan_digits(c)) {
		return false;
	}
	if (peek(c) == '.') {
		step(c);
		if (!scan_digits(c))
			return false;
	}
	if (peek(c) == 'e' || peek(c) == 'E') {
		step(c);
		if (peek(c) == '+' || peek(c) == '-')
			step(c);
		return scan_digits(c);
	}
	return true;
}

static bool wrong_value(struct cursor *c)
{
	if (peek(c) < 0)
		return wrong_end(c);
	return wrong(c,
	             _("A value was expected here: a text in quotation marks, a number, true, false, null, [ or {."));
}

static bool scan_word(struct cursor *c, const char *word)
{
	size_t len_bytes = strlen(word);

	if ((size_t)(c->end - c->at) < len_bytes || memcmp(c->at, word, len_bytes) != 0)
		return wrong_value(c);
	c->at += len_bytes;
	return true;
}

static bool scan_value(struct cursor *c, const struct json_spot *key);

static bool scan_element(struct cursor *c)
{
	return scan_value(c, NULL);
}

static bool scan_member(struct cursor *c)
{
	struct json_spot key = spot_here(c);

	if (peek(c) < 0)
		return wrong_end(c);
	if (peek(c) != '"')
		return wrong(c, _("The name of a member, in quotation marks, was expected here."));
	if (!scan_string(c))
		return false;
	skip_space(c);
	if (peek(c) < 0)
		return wrong_end(c);
	if (peek(c) != ':')
		return wrong(c, _("A colon was expected here, between the name of a member and its value."));
	step(c);
	skip_space(c);
	return scan_value(c, &key);
}

/* What lies between `[` and `]` or `{` and `}`; the cursor stands at the opening bracket. */
static bool scan_container(struct cursor *c, int close, bool (*scan_item)(struct cursor *))
{
	if (c->depth == c->deepest)
		return wrong(c, _("Arrays and objects are nested too deeply here for this kind of file."));
	c->depth++;
	step(c);
	skip_space(c);
	if (peek(c) != close) {
		for (;;) {
			if (!scan_item(c))
				return false;
			skip_space(c);
			if (peek(c) != ',')
				break;
			step(c);
			skip_space(c);
			if (peek(c) == close)
				return wrong(c, _("There must be no comma after the last one."));
		}
	}
	if (peek(c) < 0)
		return wrong_end(c);
	if (peek(c) != close)
		return wrong(c, close == ']' ? _("A comma or ] was expected here.")
		                             : _("A comma or } was expected here."));
	step(c);
	c->depth--;
	return true;
}

static bool scan_value(struct cursor *c, const struct json_spot *key)
{
	if (c->spots) {
		struct json_spot *spot = MEM_PUSH(c->scan->spots, c->scan->count);

		*spot = spot_here(c);
		if (key)
			spot->key_at = key->at;
	}
	switch (peek(c)) {
	case '{':
		return scan_container(c, '}', scan_member);
	case '[':
		return scan_container(c, ']', scan_element);
	case '"':
		return scan_string(c);
	case 't':
		return scan_word(c, "true");
	case 'f':
		return scan_word(c, "false");
	case 'n':
		return scan_word(c, "null");
	default:
		return peek(c) == '-' || is_digit(peek(c)) ? scan_number(c) : wrong_value(c);
	}
}

/* What can be said of the text before its grammar: size, byte order mark, encoding. */
static bool scan_encoding(struct cursor *c, const struct json_limits *limits)
{
	size_t len_bytes = (size_t)(c->end - c->at);
	size_t bad_byte = 0;

	if (len_bytes > limits->size_bytes || len_bytes > JSON_SCAN_MOST_BYTES) {
		c->scan->wrong = spot_here(c);
		return error_set(c->err, ERROR_INPUT,
		                 _("The text has %zu bytes; at most %zu are read. It is probably not the right file."),
		                 len_bytes, limits->size_bytes);
	}
	if (len_bytes >= 3 && memcmp(c->at, "\xEF\xBB\xBF", 3) == 0)
		return wrong(c, _("The text begins with a byte order mark. Save the file as UTF-8 without BOM."));
	if (text_is_utf8(c->at, len_bytes, &bad_byte))
		return true;
	c->at += bad_byte;
	return wrong(c, _("The text is not UTF-8 from here on. Save the file as UTF-8 without BOM."));
}

bool json_scan(struct json_scan *scan, const char *text, size_t len_bytes, const struct json_limits *limits, bool spots,
               struct error *err)
{
	struct cursor c = {
	        .start = text,
	        .at = text,
	        .end = text + len_bytes,
	        .deepest = limits->depth < JSON_SCAN_DEEPEST ? limits->depth : JSON_SCAN_DEEPEST,
	        .spots = spots,
	        .scan = scan,
	        .err = err,
	};

	*scan = (struct json_scan){0};
	if (!scan_encoding(&c, limits))
		return false;
	skip_space(&c);
	if (peek(&c) < 0)
		return wrong(&c, _("The text is empty; a value was expected."));
	if (!scan_value(&c, NULL))
		return false;
	skip_space(&c);
	if (peek(&c) >= 0)
		return wrong(&c, _("The text should have ended before this; something stands behind the value."));
	return true;
}

void json_scan_release(struct json_scan *scan)
{
	free(scan->spots);
	*scan = (struct json_scan){0};
}
