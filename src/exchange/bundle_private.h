/* bundle_private.h — the layout of bundles, and what the rooms that read and write them share. */
#ifndef TENKEN_EXCHANGE_BUNDLE_PRIVATE_H
#define TENKEN_EXCHANGE_BUNDLE_PRIVATE_H

#include <sodium.h>

#include "tenken/exchange/bundle.h"

/* The last byte is the version of the format. */
#define BUNDLE_MAGIC_SIGNED "TNKSIGN1"
#define BUNDLE_MAGIC_SEALED "TNKSEAL1"

enum {
	BUNDLE_MAGIC_BYTES = 8,
	BUNDLE_LENGTH_BYTES = 4,
	BUNDLE_SIGNATURE_BYTES = crypto_sign_BYTES,
	BUNDLE_HEADER_BYTES_MAX = 16 * 1024,
};

/* Sets fault and error; `sentence` is already translated. Returns false. */
bool bundle_refuse(struct bundle *bundle, enum bundle_fault fault, struct error *err, const char *sentence);
/* The same for bytes that are not what was sent. */
bool bundle_refuse_damaged(struct bundle *bundle, struct error *err);

/* A length as it stands before a header or body: 4 bytes, little endian. */
void bundle_add_length(struct strbuf *out, size_t len_bytes);
size_t bundle_length_at(const unsigned char *bytes);

/* Appends the canonical text of a header; what has no place in it when empty is left out. */
void bundle_header_write(struct strbuf *out, const struct bundle_header *header);
/* Reads the header, typed and bounded, and whether it agrees with itself, into bundle->header and header_doc. */
bool bundle_header_read(struct bundle *bundle, const char *text, size_t len_bytes, struct error *err);

/* Appends the signed whole, sealed. */
void seal(struct strbuf *out, const void *whole, size_t whole_bytes, const struct public_key *recipients, size_t count);
/* Opens a sealed file, whose magic has been seen, into bundle->whole. *first is the id of the first for whom it was sealed. */
bool unseal(struct bundle *bundle, const unsigned char *bytes, size_t len_bytes, const struct secret_key *recipient,
            char first[KEY_ID_HEX + 1], struct error *err);

#endif
