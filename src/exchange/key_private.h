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

#endif
