/* Writing JSON as it is told, without a tree: a large report would need many times its size for one. */
#include <assert.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_node.h"

static size_t level_of(const struct json_open *open)
{
	return (size_t)(open - open->stream->open);
}

/* Those from `depth` on are complete. */
static void close_down_to(struct json_stream *stream, size_t depth)
{
	while (stream->depth > depth) {
		const struct json_open *last = &stream->open[--stream->depth];

		if (last->has_any)
			json_write_line(stream->out, stream->pretty, stream->depth);
		strbuf_add_char(stream->out, last->is_object ? '}' : ']');
	}
}

static void write_text(struct strbuf *out, const char *text)
{
	char *clean = json_clean_text(text);

	json_write_string(out, clean ? clean : text);
	free(clean);
}

/* A line with its key, made here and added at once: there are as many of them as values. Keys of ours are plain. */
struct line {
	char bytes[96];
	size_t count;
};

static void add_indent(struct line *line, size_t level)
{
	line->bytes[line->count++] = '\n';
	memset(line->bytes + line->count, ' ', 2 * level);
	line->count += 2 * level;
}

/* Whether any of eight bytes is a control character, a quotation mark, a backslash, DEL or not ASCII; it may say so of others, never miss one. */
static bool may_be_odd(uint64_t eight)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
	uint64_t quote = eight ^ ones * '"', backslash = eight ^ ones * '\\', del = eight ^ ones * 0x7F;

	return ((eight - ones * 0x20) | (quote - ones) | (backslash - ones) | (del - ones) | eight) & tops;
}

/* False where the key is too long for it, or has anything to escape or to clean. */
static bool add_plain_key(struct line *line, const char *key)
{
	size_t len_bytes = strlen(key);
	char *at = line->bytes + line->count;

	if (len_bytes + 4 > sizeof line->bytes - line->count)
		return false;
	for (size_t from = 0; from < len_bytes; from += sizeof(uint64_t)) {
		uint64_t eight = UINT64_C(0x6161616161616161);
		size_t left = len_bytes - from;

		memcpy(&eight, key + from, left < sizeof eight ? left : sizeof eight);
		if (may_be_odd(eight))
			return false;
	}
	at[0] = at[len_bytes + 1] = '"';
	memcpy(at + 1, key, len_bytes);
	at[len_bytes + 2] = ':';
	line->count += len_bytes + 3;
	return true;
}

static void write_key(struct strbuf *out, struct line *line, const char *key, bool pretty)
{
	size_t before = line->count;

	if (add_plain_key(line, key)) {
		if (pretty)
			line->bytes[line->count++] = ' ';
		strbuf_add_bytes(out, line->bytes, line->count);
		return;
	}
	strbuf_add_bytes(out, line->bytes, before);
	write_text(out, key);
	strbuf_add(out, pretty ? ": " : ":");
}

/* Up to where the value begins. */
static struct strbuf *begin(struct json_open *into, const char *key)
{
	struct json_stream *stream = into->stream;
	size_t level = level_of(into);
	struct line line;

	static_assert(2 * (JSON_STREAM_DEPTH + 1) + 16 < sizeof line.bytes, "the deepest indent leaves room for a key");
	assert(level < stream->depth && into->is_object == (key != NULL));
	close_down_to(stream, level + 1);
	line.count = 0;
	if (into->has_any)
		line.bytes[line.count++] = ',';
	into->has_any = true;
	if (stream->pretty)
		add_indent(&line, level + 1);
	if (key)
		write_key(stream->out, &line, key, stream->pretty);
	else
		strbuf_add_bytes(stream->out, line.bytes, line.count);
	return stream->out;
}

static struct json_open *open(struct json_stream *stream, bool is_object)
{
	assert(stream->depth < JSON_STREAM_DEPTH);
	struct json_open *opened = &stream->open[stream->depth++];

	*opened = (struct json_open){.stream = stream, .is_object = is_object};
	strbuf_add_char(stream->out, is_object ? '{' : '[');
	return opened;
}

struct json_open *json_stream_begin(struct json_stream *stream, struct strbuf *out, bool pretty)
{
	*stream = (struct json_stream){.out = out, .pretty = pretty};
	return open(stream, true);
}

void json_stream_end(struct json_stream *stream)
{
	close_down_to(stream, 0);
	if (stream->pretty)
		strbuf_add_char(stream->out, '\n');
}

struct json_open *json_add_object(struct json_open *into, const char *key)
{
	begin(into, key);
	return open(into->stream, true);
}

struct json_open *json_add_array(struct json_open *into, const char *key)
{
	begin(into, key);
	return open(into->stream, false);
}

void json_add_string(struct json_open *into, const char *key, const char *value)
{
	if (value)
		write_text(begin(into, key), value);
	else
		json_add_null(into, key);
}

void json_add_clean(struct json_open *into, const char *key, const char *value)
{
	json_write_string(begin(into, key), value);
}

/* Digit by digit: printf() would take most of the time of a report full of counts. */
void json_add_int(struct json_open *into, const char *key, int64_t value)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;

	assert(value >= -EXACT_BELOW && value <= EXACT_BELOW);
	do
		digits[--at] = (char)('0' + left % 10);
	while ((left /= 10) != 0);
	if (value < 0)
		digits[--at] = '-';
	strbuf_add_bytes(begin(into, key), digits + at, sizeof digits - at);
}

void json_add_bool(struct json_open *into, const char *key, bool value)
{
	strbuf_add(begin(into, key), value ? "true" : "false");
}

void json_add_null(struct json_open *into, const char *key)
{
	strbuf_add(begin(into, key), "null");
}

void json_add_kept(struct json_open *into, struct strbuf *kept,
                   void (*write)(struct json_open *into, const void *about), const void *about)
{
	struct json_stream *stream = into->stream;
	struct strbuf *out = stream->out;

	assert(level_of(into) + 1 == stream->depth && into->is_object && !into->has_any);
	if (!kept->len_bytes) {
		stream->out = kept;
		write(into, about);
		close_down_to(stream, level_of(into) + 1);
		stream->out = out;
	}
	into->has_any = kept->len_bytes > 0;
	strbuf_add_bytes(out, kept->text, kept->len_bytes);
}

void json_add(struct json_open *into, const char *key, const struct json *node)
{
	struct strbuf *out = begin(into, key);

	json_write_node(out, node, into->stream->pretty, level_of(into) + 1);
}
