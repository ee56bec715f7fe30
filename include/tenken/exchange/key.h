/* key.h — who sends, and for whom it is sealed.
 *
 * A key pair is two: one signs (Ed25519), one is sealed for (X25519). Both follow from one secret of 32 bytes, the seed. The
 * public key of whoever one trusts is pinned; its id names it where 32 digits are enough.
 *
 * A secret key lives in memory of its own that is wiped when it is freed. At rest the office's is locked under a passphrase
 * (secret_key_lock()); a section's is kept with its database, as text, by the rights of its file. */
#ifndef TENKEN_EXCHANGE_KEY_H
#define TENKEN_EXCHANGE_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/error.h"
#include "tenken/base/str.h"

enum {
	KEY_PART_BYTES = 32,
	KEY_SEED_BYTES = 32,
	KEY_ID_HEX = 32,
	PUBLIC_KEY_TEXT_BYTES = 102, /* "tenken-public-1:" and 64 bytes in base64 */
	SECRET_KEY_TEXT_BYTES = 59,  /* "tenken-secret-1:" and the seed in base64 */
	LOCKED_KEY_BYTES_MAX = 4096,
};

struct public_key {
	unsigned char sign[KEY_PART_BYTES]; /* Ed25519 */
	unsigned char box[KEY_PART_BYTES];  /* X25519 */
};

struct secret_key;

/* A new key from random bytes. Never NULL; free it with secret_key_free(), which wipes it (NULL is fine). */
struct secret_key *secret_key_make(void);
/* The key that follows from a seed, always the same. The caller wipes the seed. */
struct secret_key *secret_key_from_seed(const unsigned char seed[KEY_SEED_BYTES]);
void secret_key_free(struct secret_key *key);
/* Its public half; borrowed from `key`. */
const struct public_key *secret_key_public(const struct secret_key *key);

bool public_key_equal(const struct public_key *a, const struct public_key *b);
/* BLAKE2b-128 of both parts as 32 hex digits and a NUL. */
void public_key_id(const struct public_key *key, char id[KEY_ID_HEX + 1]);
/* The key as one line of text, without a newline. */
void public_key_format(const struct public_key *key, char text[PUBLIC_KEY_TEXT_BYTES + 1]);
/* Reads exactly what public_key_format() writes, and only keys with which one can work.
 * Errors: ERROR_INPUT. */
bool public_key_parse(struct public_key *key, const char *text, struct error *err);

/* The seed as one line of text. Whoever has it has the key: the caller wipes it (secret_text_wipe()). */
void secret_key_format(const struct secret_key *key, char text[SECRET_KEY_TEXT_BYTES + 1]);
/* NULL on error: ERROR_INPUT. The message does not show the text. */
struct secret_key *secret_key_parse(const char *text, struct error *err);
/* Overwrites `len_bytes` bytes in a way that no compiler leaves out. */
void secret_text_wipe(void *memory, size_t len_bytes);

/* Appends the key locked under a passphrase (argon2id, 64 MiB, 3 passes; XChaCha20-Poly1305) as canonical JSON, in which key id
 * and public key can be read by all. The passphrase is taken byte for byte; whether it is good is asked before
 * (passphrase_fits()). Takes a blink on an office PC.
 * Errors: ERROR_SYSTEM when there is not enough memory for it. */
bool secret_key_lock(struct strbuf *out, const struct secret_key *key, const char *passphrase, struct error *err);
/* Opens what secret_key_lock() wrote. NULL on error: ERROR_INPUT when the text is damaged or asks for more memory or time than
 * any key of ours; ERROR_REFUSED when the passphrase does not fit; ERROR_SYSTEM as above. */
struct secret_key *secret_key_unlock(const char *text, size_t len_bytes, const char *passphrase, struct error *err);
/* The public half of a locked key, for which no passphrase is needed. It is as trustworthy as the file is.
 * Errors: ERROR_INPUT. */
bool locked_key_public(struct public_key *key, const char *text, size_t len_bytes, struct error *err);

#endif
