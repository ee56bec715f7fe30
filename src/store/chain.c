#include "tenken/store/chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

void chain_fields_init(struct chain_fields *fields)
{
	strbuf_init(&fields->bytes);
}

void chain_fields_release(struct chain_fields *fields)
{
	strbuf_release(&fields->bytes);
}

void chain_add_text(struct chain_fields *fields, const char *text)
{
	size_t len_bytes = text ? strlen(text) : 0;
	uint64_t rest = len_bytes;
	char prefix[8];

	for (size_t i = 0; i < sizeof prefix; i++, rest >>= 8)
		prefix[i] = (char)(rest & 0xff);
	strbuf_add_bytes(&fields->bytes, prefix, sizeof prefix);
	strbuf_add_bytes(&fields->bytes, text ? text : "", len_bytes);
}

void chain_add_int(struct chain_fields *fields, int64_t value)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, value);
	chain_add_text(fields, text);
}

/* BLAKE2b of two pieces as hex; 2 * hash_bytes digits and a NUL. */
static void hash_hex(const char *first, size_t first_bytes, const char *second, size_t second_bytes, size_t hash_bytes,
                     char *hex)
{
	crypto_generichash_state state;
	unsigned char hash[32];

	/* Safe to call again and again; it can only fail for want of random numbers, which a hash does not need, but a
	 * library that says it is not usable is not used. */
	if (sodium_init() < 0)
		abort();
	crypto_generichash_init(&state, NULL, 0, hash_bytes);
	crypto_generichash_update(&state, (const unsigned char *)first, first_bytes);
	crypto_generichash_update(&state, (const unsigned char *)second, second_bytes);
	crypto_generichash_final(&state, hash, hash_bytes);
	sodium_bin2hex(hex, 2 * hash_bytes + 1, hash, hash_bytes);
}

void chain_hash(const struct chain_fields *fields, const char *previous, char hex[CHAIN_HEX + 1])
{
	hash_hex(fields->bytes.text ? fields->bytes.text : "", fields->bytes.len_bytes, previous, strlen(previous),
	         CHAIN_HEX / 2, hex);
}

void chain_digest(const char *bytes, size_t len_bytes, char hex[33])
{
	hash_hex(bytes, len_bytes, "", 0, 16, hex);
}

void chain_sha256(const char *bytes, size_t len_bytes, char hex[65])
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const unsigned char *)bytes, len_bytes);
	sodium_bin2hex(hex, 65, hash, sizeof hash);
}
