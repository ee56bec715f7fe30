#include "tenken/base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"

/* A buffer without memory of its own (capacity 0) points to a constant "", which nothing below may write to. */
static char *const nothing = (char *)"";

void strbuf_init(struct strbuf *buf)
{
	*buf = (struct strbuf){.text = nothing};
}

void strbuf_release(struct strbuf *buf)
{
	if (!buf)
		return;
	if (buf->capacity_bytes)
		free(buf->text);
	strbuf_init(buf);
}

void strbuf_reset(struct strbuf *buf)
{
	strbuf_cut(buf, 0);
}

void strbuf_flush(struct strbuf *buf)
{
	if (!buf->drain || !buf->len_bytes)
		return;
	buf->drain->take(buf->drain->context, buf->text, buf->len_bytes);
	strbuf_reset(buf);
}

/* What gathers before it goes down the drain. */
enum { GATHERED_BYTES = 128 << 10 };

/* Room for `more_bytes` and the NUL. Doubling keeps many small additions linear. */
static void make_room(struct strbuf *buf, size_t more_bytes)
{
	if (buf->drain && buf->len_bytes >= GATHERED_BYTES)
		strbuf_flush(buf);
	size_t need_bytes = buf->len_bytes + more_bytes + 1;
	size_t capacity_bytes = buf->capacity_bytes;

	if (need_bytes <= more_bytes)
		need_bytes = SIZE_MAX; /* overflow: more than there can be, so mem_resize() ends the program */
	if (need_bytes <= capacity_bytes)
		return;
	capacity_bytes = capacity_bytes > SIZE_MAX / 2 ? SIZE_MAX : capacity_bytes * 2;
	if (capacity_bytes < need_bytes)
		capacity_bytes = need_bytes < 32 ? 32 : need_bytes;
	buf->text = mem_resize(buf->capacity_bytes ? buf->text : NULL, capacity_bytes, 1);
	buf->capacity_bytes = capacity_bytes;
}

void strbuf_add(struct strbuf *buf, const char *text)
{
	strbuf_add_bytes(buf, text, strlen(text));
}

void strbuf_add_bytes(struct strbuf *buf, const char *bytes, size_t len_bytes)
{
	make_room(buf, len_bytes);
	if (len_bytes)
		memcpy(buf->text + buf->len_bytes, bytes, len_bytes);
	buf->len_bytes += len_bytes;
	buf->text[buf->len_bytes] = '\0';
}

void strbuf_add_char(struct strbuf *buf, char c)
{
	make_room(buf, 1);
	buf->text[buf->len_bytes++] = c;
	buf->text[buf->len_bytes] = '\0';
}

char *strbuf_extend(struct strbuf *buf, size_t len_bytes)
{
	make_room(buf, len_bytes);
	buf->len_bytes += len_bytes;
	buf->text[buf->len_bytes] = '\0';
	return buf->text + buf->len_bytes - len_bytes;
}

void strbuf_add_repeat(struct strbuf *buf, const char *text, size_t times)
{
	size_t len_bytes = strlen(text);

	while (times--)
		strbuf_add_bytes(buf, text, len_bytes);
}

void strbuf_addf(struct strbuf *buf, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	strbuf_addv(buf, fmt, args);
	va_end(args);
}

void strbuf_addv(struct strbuf *buf, const char *fmt, va_list args)
{
	va_list again;
	int len_bytes;

	va_copy(again, args);
	len_bytes = vsnprintf(NULL, 0, fmt, args);
	if (len_bytes > 0) {
		make_room(buf, (size_t)len_bytes);
		vsnprintf(buf->text + buf->len_bytes, (size_t)len_bytes + 1, fmt, again);
		buf->len_bytes += (size_t)len_bytes;
	}
	va_end(again);
}

void strbuf_cut(struct strbuf *buf, size_t len_bytes)
{
	if (len_bytes >= buf->len_bytes)
		return;
	buf->len_bytes = len_bytes;
	buf->text[len_bytes] = '\0';
}

char *strbuf_take(struct strbuf *buf)
{
	char *text = buf->capacity_bytes ? buf->text : mem_strdup("");

	strbuf_init(buf);
	return text;
}

char *str_format(const char *fmt, ...)
{
	struct strbuf buf = STRBUF_INIT;
	va_list args;

	va_start(args, fmt);
	strbuf_addv(&buf, fmt, args);
	va_end(args);
	return strbuf_take(&buf);
}

bool str_equal(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Bytes of the white-space character at `text`, or 0. The C library's isspace() hangs on the locale and sees bytes. The first byte
 * decides nearly always: this runs over every text of a pack and of a city. */
static size_t white_space_bytes(const char *text)
{
	const unsigned char *bytes = (const unsigned char *)text;

	switch (bytes[0]) {
	case ' ':
	case '\t':
	case '\n':
	case '\v':
	case '\f':
	case '\r':
		return 1;
	case 0xC2: /* U+0085, U+00A0 */
		return bytes[1] == 0x85 || bytes[1] == 0xA0 ? 2 : 0;
	case 0xE2: /* U+2000 to U+200A, U+2028, U+2029, U+202F; U+205F */
		if (bytes[1] == 0x80 && ((bytes[2] >= 0x80 && bytes[2] <= 0x8A) || bytes[2] == 0xA8 ||
		                         bytes[2] == 0xA9 || bytes[2] == 0xAF))
			return 3;
		return bytes[1] == 0x81 && bytes[2] == 0x9F ? 3 : 0;
	case 0xE3: /* U+3000 */
		return bytes[1] == 0x80 && bytes[2] == 0x80 ? 3 : 0;
	default:
		return 0;
	}
}

bool str_is_blank(const char *text)
{
	size_t step_bytes;

	if (!text)
		return true;
	while ((step_bytes = white_space_bytes(text)) > 0)
		text += step_bytes;
	return *text == '\0';
}

bool str_starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool str_ends_with(const char *text, const char *suffix)
{
	size_t text_bytes = strlen(text);
	size_t suffix_bytes = strlen(suffix);

	return suffix_bytes <= text_bytes && memcmp(text + text_bytes - suffix_bytes, suffix, suffix_bytes) == 0;
}

void str_assign(char **slot, const char *value)
{
	char *copy = mem_strdup(value); /* before the free: `value` may lie within *slot */

	free(*slot);
	*slot = copy;
}

char *str_next_part(char **rest, const char *separators)
{
	char *part = *rest, *end;

	if (!part)
		return NULL;
	end = part + strcspn(part, separators);
	*rest = *end ? end + 1 : NULL;
	*end = '\0';
	return part;
}

const char *bytes_find(const char *bytes, size_t len_bytes, const char *wanted, size_t wanted_bytes)
{
	const char *at = bytes, *last;

	if (wanted_bytes == 0 || len_bytes < wanted_bytes)
		return wanted_bytes == 0 ? bytes : NULL;
	last = bytes + len_bytes - wanted_bytes;
	while (at <= last && (at = memchr(at, *wanted, (size_t)(last - at) + 1))) {
		if (memcmp(at, wanted, wanted_bytes) == 0)
			return at;
		at++;
	}
	return NULL;
}
