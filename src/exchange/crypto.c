#include "crypto.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "tenken/base/mem.h"

void crypto_ready(void)
{
	if (sodium_init() < 0)
		abort();
}

void *crypto_new(size_t len_bytes)
{
	void *memory;

	crypto_ready();
	memory = sodium_malloc(len_bytes);
	if (!memory)
		return mem_new(SIZE_MAX, 2); /* it is want of memory, and ends like that */
	sodium_memzero(memory, len_bytes);
	return memory;
}

void crypto_add_base64(struct strbuf *out, const unsigned char *bytes, size_t len_bytes)
{
	size_t room_bytes = sodium_base64_encoded_len(len_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = mem_new(room_bytes, 1);

	sodium_bin2base64(text, room_bytes, bytes, len_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	strbuf_add(out, text);
	sodium_memzero(text, room_bytes);
	free(text);
}

bool crypto_read_base64(unsigned char *bytes, size_t len_bytes, const char *text)
{
	size_t read_bytes = 0;

	return sodium_base642bin(bytes, len_bytes, text, strlen(text), NULL, &read_bytes, NULL,
	                         sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
	       read_bytes == len_bytes;
}

void crypto_hash_hex(const void *bytes, size_t len_bytes, size_t hash_bytes, char *hex)
{
	unsigned char hash[CRYPTO_HASH_BYTES];

	crypto_ready();
	crypto_generichash(hash, hash_bytes, bytes, len_bytes, NULL, 0);
	sodium_bin2hex(hex, 2 * hash_bytes + 1, hash, hash_bytes);
}

bool crypto_is_hex(const char *text, size_t digits)
{
	return strlen(text) == digits && strspn(text, "0123456789abcdef") == digits;
}

void crypto_add_field(struct strbuf *out, const char *text)
{
	size_t len_bytes = text ? strlen(text) : 0;
	uint64_t rest = len_bytes;

	for (int i = 0; i < 8; i++, rest >>= 8)
		strbuf_add_char(out, (char)(rest & 0xff));
	strbuf_add_bytes(out, text ? text : "", len_bytes);
}
