/* Sealing: a key made for this file alone encrypts the signed whole; it is sealed for each recipient. All that stands before
 * the encrypted part is bound to it, so that no list of recipients can be put in place of another. */
#include <stdlib.h>
#include <string.h>

#include "bundle_private.h"
#include "crypto.h"
#include "key_private.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/exchange/canonical.h"

enum {
	KEY_BYTES = crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
	NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	SEALED_KEY_BYTES = KEY_BYTES + crypto_box_SEALBYTES,
	OUTER_BYTES_MAX = 128 * 1024,
};

static void add_outer(struct strbuf *out, const struct public_key *recipients, size_t count)
{
	struct json *root = json_new_object();
	struct json *ids = json_put_array(root, "recipients");
	struct strbuf text = STRBUF_INIT;
	char id[KEY_ID_HEX + 1];

	for (size_t i = 0; i < count; i++) {
		public_key_id(&recipients[i], id);
		json_put(ids, NULL, json_new_string(id));
	}
	json_write(&text, root, false);
	json_free(root);
	bundle_add_length(out, text.len_bytes);
	strbuf_add_bytes(out, text.text, text.len_bytes);
	strbuf_release(&text);
}

void seal(struct strbuf *out, const void *whole, size_t whole_bytes, const struct public_key *recipients, size_t count)
{
	struct strbuf sealed = STRBUF_INIT;
	unsigned char *key = crypto_new(KEY_BYTES);
	unsigned char *encrypted = mem_new(whole_bytes + TAG_BYTES, 1);
	unsigned char sealed_key[SEALED_KEY_BYTES], nonce[NONCE_BYTES];

	randombytes_buf(key, KEY_BYTES);
	randombytes_buf(nonce, sizeof nonce);
	strbuf_add(&sealed, BUNDLE_MAGIC_SEALED);
	add_outer(&sealed, recipients, count);
	for (size_t i = 0; i < count; i++) {
		crypto_box_seal(sealed_key, key, KEY_BYTES, recipients[i].box);
		strbuf_add_bytes(&sealed, (const char *)sealed_key, sizeof sealed_key);
	}
	strbuf_add_bytes(&sealed, (const char *)nonce, sizeof nonce);
	crypto_aead_xchacha20poly1305_ietf_encrypt(encrypted, NULL, whole, whole_bytes,
	                                           (const unsigned char *)sealed.text, sealed.len_bytes, NULL, nonce,
	                                           key);
	strbuf_add_bytes(&sealed, (const char *)encrypted, whole_bytes + TAG_BYTES);
	strbuf_add_bytes(out, sealed.text, sealed.len_bytes);
	strbuf_release(&sealed);
	free(encrypted);
	sodium_free(key);
}

/* Which of the ids is `own` ("" for none) in *mine (`count` when none is), how many there are, and the first. */
static bool read_ids(const struct json *root, const char *own, size_t *mine, size_t *count, char first[KEY_ID_HEX + 1])
{
	const struct json *ids = json_get(root, "recipients");
	size_t at = 0;

	*count = json_size(ids);
	*mine = *count;
	if (json_size(root) != 1 || json_type(ids) != JSON_ARRAY || *count < 1 || *count > BUNDLE_RECIPIENTS_MAX)
		return false;
	for (const struct json *node = json_first(ids); node; node = json_next(node), at++) {
		const char *id = json_string(node);

		if (!id || !crypto_is_hex(id, KEY_ID_HEX))
			return false;
		if (at == 0)
			memcpy(first, id, KEY_ID_HEX + 1);
		if (*mine == *count && strcmp(id, own) == 0)
			*mine = at;
	}
	return true;
}

static bool read_outer(const char *text, size_t len_bytes, const char *own, size_t *mine, size_t *count,
                       char first[KEY_ID_HEX + 1])
{
	struct json_limits limits = {.size_bytes = OUTER_BYTES_MAX, .depth = 2};
	struct error ignored = {0};
	struct json_doc *doc = canonical_read(text, len_bytes, &limits, &ignored);
	bool ok = doc && read_ids(json_root(doc), own, mine, count, first);

	json_doc_free(doc);
	error_release(&ignored);
	return ok;
}

/* Decrypts with the sealed key at `sealed_key`; everything before `encrypted` is bound to it. */
static bool decrypt(struct bundle *bundle, const unsigned char *bytes, size_t len_bytes,
                    const unsigned char *sealed_key, const unsigned char *encrypted, const struct secret_key *recipient)
{
	size_t before_bytes = (size_t)(encrypted - bytes);
	size_t whole_bytes = len_bytes - before_bytes - TAG_BYTES;
	unsigned char *key = crypto_new(KEY_BYTES);
	bool ok;

	bundle->whole = mem_new(whole_bytes + 1, 1);
	bundle->whole_bytes = whole_bytes;
	ok = crypto_box_seal_open(key, sealed_key, SEALED_KEY_BYTES, recipient->public.box, recipient->box) == 0 &&
	     crypto_aead_xchacha20poly1305_ietf_decrypt(bundle->whole, NULL, NULL, encrypted, whole_bytes + TAG_BYTES,
	                                                bytes, before_bytes, encrypted - NONCE_BYTES, key) == 0;
	sodium_free(key);
	return ok;
}

bool unseal(struct bundle *bundle, const unsigned char *bytes, size_t len_bytes, const struct secret_key *recipient,
            char first[KEY_ID_HEX + 1], struct error *err)
{
	size_t at = BUNDLE_MAGIC_BYTES + BUNDLE_LENGTH_BYTES;
	size_t outer_bytes, mine, count, keys_at;
	char own[KEY_ID_HEX + 1] = "";

	if (recipient)
		public_key_id(&recipient->public, own);
	if (len_bytes < at)
		return bundle_refuse_damaged(bundle, err);
	outer_bytes = bundle_length_at(bytes + BUNDLE_MAGIC_BYTES);
	if (outer_bytes > len_bytes - at ||
	    !read_outer((const char *)bytes + at, outer_bytes, own, &mine, &count, first))
		return bundle_refuse_damaged(bundle, err);
	keys_at = at + outer_bytes;
	if (len_bytes - keys_at < count * SEALED_KEY_BYTES + NONCE_BYTES + TAG_BYTES)
		return bundle_refuse_damaged(bundle, err);
	if (!recipient)
		return bundle_refuse(
		        bundle, BUNDLE_SEALED, err,
		        _("This file is sealed. It can be opened only where the key is for which it was sealed."));
	if (mine == count)
		return bundle_refuse(
		        bundle, BUNDLE_OTHER_RECIPIENT, err,
		        _("This file is sealed for somebody else's key. If it is meant for you, tell the sender which "
		          "campaign you are in, and ask for a new one."));
	if (decrypt(bundle, bytes, len_bytes, bytes + keys_at + mine * SEALED_KEY_BYTES,
	            bytes + keys_at + count * SEALED_KEY_BYTES + NONCE_BYTES, recipient))
		return true;
	return bundle_refuse_damaged(bundle, err);
}
