/* key_private.h — what a secret key does, for the rooms that use it. */
#ifndef TENKEN_EXCHANGE_KEY_PRIVATE_H
#define TENKEN_EXCHANGE_KEY_PRIVATE_H

#include <sodium.h>

#include "tenken/exchange/key.h"

struct secret_key {
	struct public_key public;
	unsigned char seed[KEY_SEED_BYTES];
	unsigned char sign[crypto_sign_SECRETKEYBYTES];
	unsigned char box[crypto_box_SECRETKEYBYTES];
};

/* secret_key_lock() with another price: less than the everyday one is for tests only, which open a key some hundred times. */
bool secret_key_lock_at(struct strbuf *out, const struct secret_key *key, const char *passphrase, int memory_kib, int passes,
                        struct error *err);

#endif
