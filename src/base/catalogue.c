/* The built-in catalogue: translations by a number of what is translated (po/gen_catalogue.py). */
#include "catalogue.h"

#include <string.h>

#include "catalogue_ja.h"

enum { MESSAGES = sizeof catalogue_keys / sizeof *catalogue_keys };

static uint64_t add_bytes(uint64_t key, const char *text)
{
	for (; *text; text++)
		key = (key ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	return key;
}

/* FNV-1a of "context\004original". */
static uint64_t catalogue_key(const char *context, const char *original)
{
	uint64_t key = UINT64_C(0xCBF29CE484222325);

	if (context)
		key = add_bytes(add_bytes(key, context), "\004");
	return add_bytes(key, original);
}

const char *catalogue_find(const char *context, const char *original)
{
	uint64_t key = catalogue_key(context, original);
	size_t low = 0, high = MESSAGES;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (catalogue_keys[middle] == key)
			return (const char *)catalogue_texts + catalogue_offsets[middle];
		if (catalogue_keys[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
