#include "tenken/exchange/key.h"

#include <assert.h>
#include <string.h>

#include <sodium.h>

#include "crypto.h"
#include "key_private.h"
#include "tenken/base/i18n.h"

/* What each half is derived for: the context and the numbers are part of the format. */
#define SEED_CONTEXT "tenkenky"
enum { SEED_SIGN = 1, SEED_BOX = 2 };

#define PUBLIC_PREFIX "tenken-public-1:"
#define SECRET_PREFIX "tenken-secret-1:"

static_assert(sizeof(struct public_key) == 2 * KEY_PART_BYTES, "both parts lie one behind the other");
static_assert(KEY_PART_BYTES == crypto_sign_PUBLICKEYBYTES && KEY_PART_BYTES == crypto_box_PUBLICKEYBYTES,
              "both parts are of one length");
static_assert(KEY_SEED_BYTES == crypto_kdf_KEYBYTES, "the seed is what keys are derived from");
static_assert(sizeof SEED_CONTEXT == crypto_kdf_CONTEXTBYTES + 1, "libsodium reads eight bytes");

/* The halves follow from the seed. */
static void derive(struct secret_key *key)
{
	unsigned char sign_seed[crypto_sign_SEEDBYTES];

	crypto_kdf_derive_from_key(sign_seed, sizeof sign_seed, SEED_SIGN, SEED_CONTEXT, key->seed);
	crypto_sign_seed_keypair(key->public.sign, key->sign, sign_seed);
	sodium_memzero(sign_seed, sizeof sign_seed);
	crypto_kdf_derive_from_key(key->box, sizeof key->box, SEED_BOX, SEED_CONTEXT, key->seed);
	crypto_scalarmult_base(key->public.box, key->box);
}

struct secret_key *secret_key_make(void)
{
	struct secret_key *key = crypto_new(sizeof *key);

	randombytes_buf(key->seed, sizeof key->seed);
	derive(key);
	return key;
}

struct secret_key *secret_key_from_seed(const unsigned char seed[KEY_SEED_BYTES])
{
	struct secret_key *key = crypto_new(sizeof *key);

	memcpy(key->seed, seed, sizeof key->seed);
	derive(key);
	return key;
}

void secret_key_free(struct secret_key *key)
{
	if (key)
		sodium_free(key); /* wipes */
}

const struct public_key *secret_key_public(const struct secret_key *key)
{
	return &key->public;
}

bool public_key_equal(const struct public_key *a, const struct public_key *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

void public_key_id(const struct public_key *key, char id[KEY_ID_HEX + 1])
{
	crypto_hash_hex(key, sizeof *key, KEY_ID_HEX / 2, id);
}

/* `prefix` and the bytes in base64. `text` has room for all and a NUL. */
static void format_bytes(const char *prefix, const void *bytes, size_t len_bytes, char *text, size_t text_bytes)
{
	size_t prefix_bytes = strlen(prefix);

	memcpy(text, prefix, prefix_bytes);
	sodium_bin2base64(text + prefix_bytes, text_bytes + 1 - prefix_bytes, bytes, len_bytes,
	                  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void public_key_format(const struct public_key *key, char text[PUBLIC_KEY_TEXT_BYTES + 1])
{
	format_bytes(PUBLIC_PREFIX, key, sizeof *key, text, PUBLIC_KEY_TEXT_BYTES);
}

void secret_key_format(const struct secret_key *key, char text[SECRET_KEY_TEXT_BYTES + 1])
{
	format_bytes(SECRET_PREFIX, key->seed, sizeof key->seed, text, SECRET_KEY_TEXT_BYTES);
}

/* Whether one can sign and seal with the key: points that make every secret the same are no keys. */
static bool is_usable(const struct public_key *key)
{
	static const unsigned char any_secret[crypto_scalarmult_SCALARBYTES] = {1};
	unsigned char shared[crypto_scalarmult_BYTES];

	return crypto_core_ed25519_is_valid_point(key->sign) && crypto_scalarmult(shared, any_secret, key->box) == 0;
}

bool public_key_parse(struct public_key *key, const char *text, struct error *err)
{
	struct public_key read = {0};

	crypto_ready();
	if (!str_starts_with(text, PUBLIC_PREFIX))
		return error_set(err, ERROR_INPUT, _("This is no public key: one begins with \"%s\"."), PUBLIC_PREFIX);
	if (!crypto_read_base64((unsigned char *)&read, sizeof read, text + strlen(PUBLIC_PREFIX)) || !is_usable(&read))
		return error_set(err, ERROR_INPUT,
		                 _("The public key is damaged or not complete. Copy the whole line again."));
	*key = read;
	return true;
}

struct secret_key *secret_key_parse(const char *text, struct error *err)
{
	unsigned char seed[KEY_SEED_BYTES];
	struct secret_key *key = NULL;

	crypto_ready();
	if (str_starts_with(text, SECRET_PREFIX) && crypto_read_base64(seed, sizeof seed, text + strlen(SECRET_PREFIX)))
		key = secret_key_from_seed(seed);
	else
		error_set(err, ERROR_INPUT,
		          _("The secret key is damaged. Put it back from a backup, or join again with a new code."));
	sodium_memzero(seed, sizeof seed);
	return key;
}

void secret_text_wipe(void *memory, size_t len_bytes)
{
	sodium_memzero(memory, len_bytes);
}
