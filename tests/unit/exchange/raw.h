/* raw.h — bundles as the writer would never make them: any header, any body, signed and sealed by the rules all the same. */
#ifndef TENKEN_TESTS_EXCHANGE_RAW_H
#define TENKEN_TESTS_EXCHANGE_RAW_H

#include "bundle_private.h"
#include "fixture.h"
#include "key_private.h"

/* The text of the letter's header as its sender would write it; caller frees. */
static inline char *raw_header(const struct letter *letter)
{
	struct strbuf text = STRBUF_INIT;
	struct bundle_header header = letter->header;
	char id[KEY_ID_HEX + 1];

	public_key_id(secret_key_public(letter->unit), id);
	if (!*header.sender)
		header.sender = id;
	bundle_header_write(&text, &header);
	return strbuf_take(&text);
}

/* `text` with `new_one` in place of the first `old_one`, which must be there; frees `text`. */
static inline char *raw_replace(char *text, const char *old_one, const char *new_one)
{
	char *at = strstr(text, old_one), *changed;

	assert_non_null(at);
	changed = str_format("%.*s%s%s", (int)(at - text), text, new_one, at + strlen(old_one));
	free(text);
	return changed;
}

/* Appends the signed whole. Frees `header`. */
static inline void raw_sign(struct strbuf *out, char *header, const char *body, const struct secret_key *sender)
{
	unsigned char signature[crypto_sign_BYTES];
	struct strbuf whole = STRBUF_INIT;

	strbuf_add(&whole, BUNDLE_MAGIC_SIGNED);
	bundle_add_length(&whole, strlen(header));
	strbuf_add(&whole, header);
	bundle_add_length(&whole, strlen(body));
	strbuf_add(&whole, body);
	crypto_sign_detached(signature, NULL, (unsigned char *)whole.text, whole.len_bytes, sender->sign);
	strbuf_add_bytes(&whole, (char *)signature, sizeof signature);
	strbuf_add_bytes(out, whole.text, whole.len_bytes);
	strbuf_release(&whole);
	free(header);
}

#endif
