/* A secret key under a passphrase: the seed, encrypted by a key that argon2id makes of the passphrase. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "crypto.h"
#include "key_private.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/exchange/canonical.h"

#define FORMAT "tenken-locked-key-1"
#define KDF    "argon2id"

enum {
	MEMORY_KIB = 64 * 1024,
	PASSES = 3,
	/* What a file may ask for. Later versions may ask for more than this one does; none for what halts an office PC. */
	MEMORY_KIB_MIN = 8 * 1024,
	MEMORY_KIB_MAX = 256 * 1024,
	PASSES_MAX = 10,
	SALT_BYTES = crypto_pwhash_SALTBYTES,
	NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	SEALED_BYTES = KEY_SEED_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES,
	CHECK_HEX = 32,
};

struct locked {
	struct public_key public;
	int64_t memory_kib, passes;
	unsigned char salt[SALT_BYTES];
	unsigned char nonce[NONCE_BYTES];
	unsigned char sealed[SEALED_BYTES];
};

static void put_base64(struct json *into, const char *key, const unsigned char *bytes, size_t len_bytes)
{
	struct strbuf text = STRBUF_INIT;

	crypto_add_base64(&text, bytes, len_bytes);
	json_put_string(into, key, text.text);
	strbuf_release(&text);
}

/* All that is read in clear; what is encrypted is bound to it. */
static struct json *clear_part(const struct locked *locked)
{
	struct json *root = json_new_object();
	char id[KEY_ID_HEX + 1], public[PUBLIC_KEY_TEXT_BYTES + 1];

	public_key_id(&locked->public, id);
	public_key_format(&locked->public, public);
	json_put_string(root, "format", FORMAT);
	json_put_string(root, "id", id);
	json_put_string(root, "kdf", KDF);
	json_put_int(root, "memory_kib", locked->memory_kib);
	put_base64(root, "nonce", locked->nonce, sizeof locked->nonce);
	json_put_int(root, "passes", locked->passes);
	json_put_string(root, "public", public);
	put_base64(root, "salt", locked->salt, sizeof locked->salt);
	return root;
}

/* The canonical text of what holds no numbers but whole ones. */
static char *text_of(const struct json *root)
{
	struct strbuf text = STRBUF_INIT;
	struct error err = {0};

	canonical_write(&text, root, &err);
	error_release(&err);
	return strbuf_take(&text);
}

/* The whole file. Its last check, a plain hash, tells damage from a wrong passphrase; it keeps out nobody. */
static char *locked_text(const struct locked *locked)
{
	struct json *root = clear_part(locked);
	char check[CHECK_HEX + 1];
	char *text;

	put_base64(root, "sealed", locked->sealed, sizeof locked->sealed);
	text = text_of(root);
	crypto_hash_hex(text, strlen(text), CHECK_HEX / 2, check);
	free(text);
	json_put_string(root, "check", check);
	text = text_of(root);
	json_free(root);
	return text;
}

/* The key that the passphrase makes; free it with sodium_free(). NULL on error. */
static unsigned char *stretch(const struct locked *locked, const char *passphrase, struct error *err)
{
	unsigned char *key = crypto_new(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

	if (crypto_pwhash(key, crypto_aead_xchacha20poly1305_ietf_KEYBYTES, passphrase, strlen(passphrase),
	                  locked->salt, (unsigned long long)locked->passes, (size_t)locked->memory_kib * 1024,
	                  crypto_pwhash_ALG_ARGON2ID13) == 0)
		return key;
	sodium_free(key);
	error_set(err, ERROR_SYSTEM,
	          _("There is not enough memory to work with the passphrase: %d MiB must be free. Close other programs "
	            "and "
	            "try again."),
	          (int)(locked->memory_kib / 1024));
	return NULL;
}

bool secret_key_lock(struct strbuf *out, const struct secret_key *key, const char *passphrase, struct error *err)
{
	return secret_key_lock_at(out, key, passphrase, MEMORY_KIB, PASSES, err);
}

bool secret_key_lock_at(struct strbuf *out, const struct secret_key *key, const char *passphrase, int memory_kib, int passes,
                        struct error *err)
{
	struct locked locked = {.public = key->public, .memory_kib = memory_kib, .passes = passes};
	unsigned char *stretched;
	struct json *root;
	char *text;

	crypto_ready();
	randombytes_buf(locked.salt, sizeof locked.salt);
	randombytes_buf(locked.nonce, sizeof locked.nonce);
	stretched = stretch(&locked, passphrase, err);
	if (!stretched)
		return false;
	root = clear_part(&locked);
	text = text_of(root);
	crypto_aead_xchacha20poly1305_ietf_encrypt(locked.sealed, NULL, key->seed, sizeof key->seed,
	                                           (const unsigned char *)text, strlen(text), NULL, locked.nonce,
	                                           stretched);
	sodium_free(stretched);
	json_free(root);
	free(text);
	text = locked_text(&locked);
	strbuf_add(out, text);
	free(text);
	return true;
}

static bool read_base64(const struct json *root, const char *key, unsigned char *bytes, size_t len_bytes)
{
	const char *text = json_string(json_get(root, key));

	return text && crypto_read_base64(bytes, len_bytes, text);
}

static bool read_fields(struct locked *locked, const struct json *root)
{
	struct error ignored = {0};
	const char *public = json_string(json_get(root, "public"));
	bool ok = public && public_key_parse(&locked->public, public, &ignored) &&
	          json_int(json_get(root, "memory_kib"), &locked->memory_kib) &&
	          json_int(json_get(root, "passes"), &locked->passes) &&
	          read_base64(root, "salt", locked->salt, sizeof locked->salt) &&
	          read_base64(root, "nonce", locked->nonce, sizeof locked->nonce) &&
	          read_base64(root, "sealed", locked->sealed, sizeof locked->sealed);

	error_release(&ignored);
	return ok;
}

/* Reads the file: typed, bounded, and to the byte what we would have written of it. */
static bool read_locked(struct locked *locked, const char *text, size_t len_bytes, struct error *err)
{
	struct json_limits limits = {.size_bytes = LOCKED_KEY_BYTES_MAX, .depth = 1};
	struct error ignored = {0};
	struct json_place place = {0};
	struct json_doc *doc;
	char *again;
	bool ok;

	*locked = (struct locked){0};
	/* An editor may have put a newline behind it. */
	if (len_bytes && text[len_bytes - 1] == '\n')
		len_bytes--;
	doc = json_read_at(text, len_bytes, &limits, &place, &ignored);
	ok = doc && read_fields(locked, json_root(doc));
	json_doc_free(doc);
	json_place_release(&place);
	error_release(&ignored);
	again = ok ? locked_text(locked) : NULL;
	ok = ok && strlen(again) == len_bytes && memcmp(again, text, len_bytes) == 0;
	free(again);
	if (!ok)
		return error_set(err, ERROR_INPUT, _("The key file is damaged or is none. Take it from a backup."));
	if (locked->memory_kib < MEMORY_KIB_MIN || locked->memory_kib > MEMORY_KIB_MAX || locked->passes < 1 ||
	    locked->passes > PASSES_MAX)
		return error_set(
		        err, ERROR_INPUT,
		        _("The key file asks for more memory or time than any key of tenken. Take it from a backup."));
	return true;
}

struct secret_key *secret_key_unlock(const char *text, size_t len_bytes, const char *passphrase, struct error *err)
{
	struct secret_key *key = NULL;
	struct locked locked;
	unsigned char *stretched, *seed;
	struct json *root;
	char *clear;

	crypto_ready();
	if (!read_locked(&locked, text, len_bytes, err))
		return NULL;
	stretched = stretch(&locked, passphrase, err);
	if (!stretched)
		return NULL;
	seed = crypto_new(KEY_SEED_BYTES);
	root = clear_part(&locked);
	clear = text_of(root);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(seed, NULL, NULL, locked.sealed, sizeof locked.sealed,
	                                               (const unsigned char *)clear, strlen(clear), locked.nonce,
	                                               stretched) == 0)
		key = secret_key_from_seed(seed);
	else
		error_set(err, ERROR_REFUSED,
		          _("The passphrase does not open this key. Look whether Caps Lock or the Japanese input is "
		            "on, and try again."));
	sodium_free(stretched);
	sodium_free(seed);
	json_free(root);
	free(clear);
	if (key && !public_key_equal(&key->public, &locked.public)) {
		error_set(err, ERROR_INPUT, _("The key file is damaged or is none. Take it from a backup."));
		secret_key_free(key);
		return NULL;
	}
	return key;
}

bool locked_key_public(struct public_key *key, const char *text, size_t len_bytes, struct error *err)
{
	struct locked locked;

	crypto_ready();
	if (!read_locked(&locked, text, len_bytes, err))
		return false;
	*key = locked.public;
	return true;
}
