#include "tenken/base/mo.h"

#include <string.h>

#define MAGIC       0x950412DEu
#define HEADER_SIZE 28u
#define ENTRY_SIZE  8u

static uint32_t read_word(const struct mo *mo, size_t at)
{
	const unsigned char *b = mo->bytes + at;

	if (mo->big_endian)
		return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
	return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

/* The string of an entry (its length, then its offset) in the table at `table_at`; NULL when it does not lie within the
 * bytes with its NUL behind it. */
static const char *string_of(const struct mo *mo, uint32_t table_at, uint32_t index)
{
	size_t entry_at = (size_t)table_at + (size_t)index * ENTRY_SIZE;
	uint32_t length = read_word(mo, entry_at), offset = read_word(mo, entry_at + 4);

	if (offset >= mo->len_bytes || length >= mo->len_bytes - offset || mo->bytes[offset + length] != '\0')
		return NULL;
	return (const char *)mo->bytes + offset;
}

static bool table_fits(const struct mo *mo, uint32_t table_at)
{
	return table_at <= mo->len_bytes && mo->count <= (mo->len_bytes - table_at) / ENTRY_SIZE;
}

static bool is_sound(const struct mo *mo)
{
	const char *before = NULL;

	if (!table_fits(mo, mo->originals_at) || !table_fits(mo, mo->translations_at))
		return false;
	for (uint32_t i = 0; i < mo->count; i++) {
		const char *original = string_of(mo, mo->originals_at, i);
		if (!original || !string_of(mo, mo->translations_at, i))
			return false;
		if (before && strcmp(before, original) >= 0)
			return false;
		before = original;
	}
	return true;
}

bool mo_open(struct mo *mo, const unsigned char *bytes, size_t len_bytes)
{
	*mo = (struct mo){.bytes = bytes, .len_bytes = len_bytes};
	if (len_bytes >= HEADER_SIZE) {
		mo->big_endian = read_word(mo, 0) != MAGIC;
		/* A minor revision above 0 adds a section that we can do without; a major one is another format. */
		if (read_word(mo, 0) == MAGIC && read_word(mo, 4) >> 16 <= 1) {
			mo->count = read_word(mo, 8);
			mo->originals_at = read_word(mo, 12);
			mo->translations_at = read_word(mo, 16);
			if (is_sound(mo))
				return true;
		}
	}
	*mo = (struct mo){0};
	return false;
}

/* strcmp() of "context\004original" with `key`. */
static int compare(const char *context, const char *original, const char *key)
{
	size_t len_bytes = context ? strlen(context) : 0;
	int order;

	if (!context)
		return strcmp(original, key);
	order = strncmp(context, key, len_bytes);
	if (order != 0)
		return order;
	if (key[len_bytes] != '\004')
		return '\004' - (int)(unsigned char)key[len_bytes];
	return strcmp(original, key + len_bytes + 1);
}

const char *mo_find(const struct mo *mo, const char *context, const char *original)
{
	uint32_t low = 0, high = mo->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = compare(context, original, string_of(mo, mo->originals_at, middle));
		if (order == 0)
			return string_of(mo, mo->translations_at, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
