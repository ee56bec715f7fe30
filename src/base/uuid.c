#include "tenken/base/uuid.h"

#include <stdlib.h>
#include <string.h>

#include "tenken/base/mem.h"

/* --- SHA-1, word by word as RFC 3174 sets it out (method 1) --- */

enum { BLOCK_BYTES = 64, ROUNDS = 80, LENGTH_BYTES = 8 };

static uint32_t rotate(uint32_t word, unsigned bits)
{
	return word << bits | word >> (32 - bits);
}

static uint32_t mixed(int round, uint32_t b, uint32_t c, uint32_t d)
{
	if (round < 20)
		return (b & c) | (~b & d);
	if (round >= 40 && round < 60)
		return (b & c) | (b & d) | (c & d);
	return b ^ c ^ d;
}

static void add_block(uint32_t state[5], const uint8_t block[BLOCK_BYTES])
{
	static const uint32_t constants[] = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
	uint32_t words[ROUNDS], now[5];

	for (int i = 0; i < 16; i++)
		words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		           (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < ROUNDS; i++)
		words[i] = rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
	memcpy(now, state, sizeof now);
	for (int i = 0; i < ROUNDS; i++) {
		uint32_t next =
		        rotate(now[0], 5) + mixed(i, now[1], now[2], now[3]) + now[4] + words[i] + constants[i / 20];

		now[4] = now[3];
		now[3] = now[2];
		now[2] = rotate(now[1], 30);
		now[1] = now[0];
		now[0] = next;
	}
	for (int i = 0; i < 5; i++)
		state[i] += now[i];
}

/* What is left behind the last whole block, a bit that ends it, and the length in bits: one block, or two. */
static void add_end(uint32_t state[5], const uint8_t *rest, size_t rest_bytes, uint64_t len_bits)
{
	uint8_t end[2 * BLOCK_BYTES] = {0};
	size_t end_bytes = rest_bytes + 1 + LENGTH_BYTES <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;

	if (rest_bytes)
		memcpy(end, rest, rest_bytes);
	end[rest_bytes] = 0x80;
	for (int i = 0; i < LENGTH_BYTES; i++)
		end[end_bytes - 1 - i] = (uint8_t)(len_bits >> 8 * i);
	for (size_t at = 0; at < end_bytes; at += BLOCK_BYTES)
		add_block(state, end + at);
}

void sha1(uint8_t digest[SHA1_BYTES], const void *data, size_t len_bytes)
{
	uint32_t state[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
	const uint8_t *bytes = data;
	size_t at = 0;

	for (; len_bytes - at >= BLOCK_BYTES; at += BLOCK_BYTES)
		add_block(state, bytes + at);
	add_end(state, len_bytes ? bytes + at : NULL, len_bytes - at, (uint64_t)len_bytes * 8);
	for (int i = 0; i < SHA1_BYTES; i++)
		digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

/* --- UUIDs --- */

struct uuid uuid_v5(const struct uuid *space, const void *name, size_t len_bytes)
{
	uint8_t digest[SHA1_BYTES], *whole = mem_new(UUID_BYTES + len_bytes, 1);
	struct uuid uuid;

	memcpy(whole, space->bytes, UUID_BYTES);
	if (len_bytes)
		memcpy(whole + UUID_BYTES, name, len_bytes);
	sha1(digest, whole, UUID_BYTES + len_bytes);
	free(whole);
	memcpy(uuid.bytes, digest, UUID_BYTES);
	uuid.bytes[6] = (uint8_t)((uuid.bytes[6] & 0x0F) | 0x50);
	uuid.bytes[8] = (uint8_t)((uuid.bytes[8] & 0x3F) | 0x80);
	return uuid;
}

char *uuid_format(const struct uuid *uuid, char text[UUID_TEXT_BYTES])
{
	static const char figures[] = "0123456789abcdef";
	char *to = text;

	for (int i = 0; i < UUID_BYTES; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*to++ = '-';
		*to++ = figures[uuid->bytes[i] >> 4];
		*to++ = figures[uuid->bytes[i] & 0x0F];
	}
	*to = '\0';
	return text;
}
