/* Which texts of a city say the same: a table of hashes over the folded words. */
#include "city_private.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"
#include "tenken/base/text.h"

enum { TABLE_LEAST = 256 };

void city_alike_init(struct city_alike *alike)
{
	*alike = (struct city_alike){.words = STRBUF_INIT};
}

/* Eight bytes at a time; it never leaves the program, so that it need be the same on no other machine. */
static uint64_t hash_of(const char *bytes, size_t len_bytes)
{
	uint64_t hash = len_bytes * 0x9e3779b97f4a7c15u;

	for (size_t at = 0; at < len_bytes; at += sizeof hash) {
		uint64_t part = 0;
		size_t left = len_bytes - at;

		memcpy(&part, bytes + at, left < sizeof part ? left : sizeof part);
		hash = (hash ^ part) * 0xff51afd7ed558ccdu;
		hash ^= hash >> 32;
	}
	return hash;
}

uint64_t city_alike_hash(struct strbuf *scratch, const char *text)
{
	strbuf_reset(scratch);
	text_add_folded_words(scratch, text);
	return hash_of(scratch->text, scratch->len_bytes);
}

static void place(struct city_alike *alike, uint32_t number)
{
	size_t at = alike->texts[number].hash & (alike->table_size - 1);

	while (alike->table[at])
		at = (at + 1) & (alike->table_size - 1);
	alike->table[at] = number + 1;
}

/* Always at least half empty, and a power of two. */
static void make_room(struct city_alike *alike)
{
	if (alike->table_size >= 2 * (alike->count + 1))
		return;
	alike->table_size = alike->table_size ? 2 * alike->table_size : TABLE_LEAST;
	free(alike->table);
	alike->table = mem_new(alike->table_size, sizeof *alike->table);
	for (size_t i = 0; i < alike->count; i++)
		place(alike, (uint32_t)i);
}

static bool is_like(const struct city_alike *alike, uint32_t number, uint64_t hash, const char *words, size_t len_bytes)
{
	const struct city_alike_text *text = &alike->texts[number];

	return text->hash == hash && text->len_bytes == len_bytes &&
	       memcmp(alike->words.text + text->at, words, len_bytes) == 0;
}

/* The words are folded behind those that are known, and stay there if they are new. */
uint32_t city_alike_add(struct city_alike *alike, const char *text)
{
	size_t begin = alike->words.len_bytes;

	make_room(alike);
	text_add_folded_words(&alike->words, text);
	size_t len_bytes = alike->words.len_bytes - begin;
	uint64_t hash = hash_of(alike->words.text + begin, len_bytes);
	size_t at = hash & (alike->table_size - 1);
	for (; alike->table[at]; at = (at + 1) & (alike->table_size - 1)) {
		uint32_t number = alike->table[at] - 1;

		if (!is_like(alike, number, hash, alike->words.text + begin, len_bytes))
			continue;
		strbuf_cut(&alike->words, begin);
		return number;
	}
	strbuf_add_char(&alike->words, '\0');
	*MEM_PUSH(alike->texts, alike->count) = (struct city_alike_text){begin, len_bytes, hash};
	alike->table[at] = (uint32_t)alike->count;
	return (uint32_t)alike->count - 1;
}

const char *city_alike_words(const struct city_alike *alike, uint32_t number)
{
	return alike->words.text + alike->texts[number].at;
}

void city_alike_release(struct city_alike *alike)
{
	strbuf_release(&alike->words);
	free(alike->texts);
	free(alike->table);
}
