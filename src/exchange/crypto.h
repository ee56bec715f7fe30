/* crypto.h — what the rooms of this floor share over libsodium. */
#ifndef TENKEN_EXCHANGE_CRYPTO_H
#define TENKEN_EXCHANGE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/str.h"

enum { CRYPTO_HASH_BYTES = 32 };

/* Before any other call into libsodium; cheap to repeat. A library that says it is not usable is not used: the program ends. */
void crypto_ready(void);

/* Memory for what is secret: kept from the swap where the machine lets us, between guard pages, wiped when it is freed. Never
 * NULL. Free with sodium_free(). */
void *crypto_new(size_t len_bytes);

/* Appends bytes as base64 in the alphabet for URLs, without padding. */
void crypto_add_base64(struct strbuf *out, const unsigned char *bytes, size_t len_bytes);
/* Reads exactly `len_bytes` bytes; what crypto_add_base64() would not have written is refused. */
bool crypto_read_base64(unsigned char *bytes, size_t len_bytes, const char *text);

/* BLAKE2b of bytes as 2 * hash_bytes lower-case hex digits and a NUL. hash_bytes <= CRYPTO_HASH_BYTES. */
void crypto_hash_hex(const void *bytes, size_t len_bytes, size_t hash_bytes, char *hex);
/* Whether `text` is exactly that many lower-case hex digits. */
bool crypto_is_hex(const char *text, size_t digits);

/* Appends `text` (NULL as "") behind its length in 8 bytes, little endian: where one ends and the next begins is thus part of
 * what is hashed. */
void crypto_add_field(struct strbuf *out, const char *text);

#endif
