#include "tenken/exchange/bundle.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "bundle_private.h"
#include "crypto.h"
#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/exchange/canonical.h"

static_assert(sizeof BUNDLE_MAGIC_SIGNED == BUNDLE_MAGIC_BYTES + 1 &&
                      sizeof BUNDLE_MAGIC_SEALED == BUNDLE_MAGIC_BYTES + 1,
              "both magics are of one length");

const char *bundle_fault_id(enum bundle_fault fault)
{
	static const char *const ids[] = {
	        [BUNDLE_FINE] = "fine",
	        [BUNDLE_TOO_LARGE] = "too_large",
	        [BUNDLE_NONE] = "no_bundle",
	        [BUNDLE_OTHER_FORMAT] = "other_format",
	        [BUNDLE_DAMAGED] = "damaged",
	        [BUNDLE_SEALED] = "sealed",
	        [BUNDLE_OTHER_RECIPIENT] = "other_recipient",
	        [BUNDLE_BAD_HEADER] = "bad_header",
	        [BUNDLE_OTHER_SENDER] = "other_sender",
	        [BUNDLE_BAD_SIGNATURE] = "bad_signature",
	        [BUNDLE_BAD_BODY] = "bad_body",
	};
	static_assert(sizeof ids / sizeof *ids == BUNDLE_FAULTS, "every fault has its word");

	return (unsigned)fault < BUNDLE_FAULTS ? ids[fault] : "";
}

bool bundle_refuse(struct bundle *bundle, enum bundle_fault fault, struct error *err, const char *sentence)
{
	bool is_rule = fault == BUNDLE_SEALED || fault == BUNDLE_OTHER_RECIPIENT || fault == BUNDLE_OTHER_SENDER;

	bundle->fault = fault;
	return error_set(err, is_rule ? ERROR_REFUSED : ERROR_INPUT, "%s", sentence);
}

bool bundle_refuse_damaged(struct bundle *bundle, struct error *err)
{
	return bundle_refuse(
	        bundle, BUNDLE_DAMAGED, err,
	        _("This file was changed on its way, or is damaged or not complete. Ask the sender for it again."));
}

void bundle_add_length(struct strbuf *out, size_t len_bytes)
{
	for (int i = 0; i < BUNDLE_LENGTH_BYTES; i++, len_bytes >>= 8)
		strbuf_add_char(out, (char)(len_bytes & 0xff));
}

size_t bundle_length_at(const unsigned char *bytes)
{
	return (size_t)bytes[0] | (size_t)bytes[1] << 8 | (size_t)bytes[2] << 16 | (size_t)bytes[3] << 24;
}

/* Whether the file begins with a magic of ours, and which. */
static bool read_magic(struct bundle *bundle, const unsigned char *bytes, size_t len_bytes, struct error *err)
{
	bool is_signed =
	        len_bytes >= BUNDLE_MAGIC_BYTES && memcmp(bytes, BUNDLE_MAGIC_SIGNED, BUNDLE_MAGIC_BYTES - 1) == 0;

	bundle->sealed =
	        len_bytes >= BUNDLE_MAGIC_BYTES && memcmp(bytes, BUNDLE_MAGIC_SEALED, BUNDLE_MAGIC_BYTES - 1) == 0;
	if (!is_signed && !bundle->sealed)
		return bundle_refuse(
		        bundle, BUNDLE_NONE, err,
		        _("This is no file that tenken hands over. Take the file that was sent as it is, not a copy "
		          "of its text."));
	if (bytes[BUNDLE_MAGIC_BYTES - 1] != BUNDLE_MAGIC_SIGNED[BUNDLE_MAGIC_BYTES - 1])
		return bundle_refuse(
		        bundle, BUNDLE_OTHER_FORMAT, err,
		        _("This file was made by another version of tenken. Both sides need the same version: ask the "
		          "office which."));
	return true;
}

/* Finds header and body in the signed whole. Nothing may stand between or behind them. */
static bool read_whole(struct bundle *bundle, struct error *err)
{
	size_t rest_bytes = bundle->whole_bytes, header_bytes, header_at = BUNDLE_MAGIC_BYTES + BUNDLE_LENGTH_BYTES;

	if (rest_bytes < header_at + BUNDLE_LENGTH_BYTES + BUNDLE_SIGNATURE_BYTES ||
	    memcmp(bundle->whole, BUNDLE_MAGIC_SIGNED, BUNDLE_MAGIC_BYTES) != 0)
		return bundle_refuse_damaged(bundle, err);
	rest_bytes -= header_at + BUNDLE_LENGTH_BYTES + BUNDLE_SIGNATURE_BYTES;
	header_bytes = bundle_length_at(bundle->whole + BUNDLE_MAGIC_BYTES);
	if (header_bytes > BUNDLE_HEADER_BYTES_MAX || header_bytes > rest_bytes)
		return bundle_refuse_damaged(bundle, err);
	bundle->body_at = header_at + header_bytes + BUNDLE_LENGTH_BYTES;
	bundle->body_bytes = bundle_length_at(bundle->whole + bundle->body_at - BUNDLE_LENGTH_BYTES);
	if (bundle->body_bytes != rest_bytes - header_bytes)
		return bundle_refuse_damaged(bundle, err);
	return bundle_header_read(bundle, (const char *)bundle->whole + header_at, header_bytes, err);
}

bool bundle_open(struct bundle *bundle, const void *bytes, size_t len_bytes, const struct secret_key *recipient,
                 struct error *err)
{
	char first[KEY_ID_HEX + 1];

	*bundle = (struct bundle){0};
	crypto_ready();
	if (len_bytes > BUNDLE_BYTES_MAX)
		return bundle_refuse(
		        bundle, BUNDLE_TOO_LARGE, err,
		        _("This file is larger than any that tenken hands over. It is probably not the right file."));
	if (!read_magic(bundle, bytes, len_bytes, err))
		return false;
	if (!bundle->sealed) {
		bundle->whole = mem_new(len_bytes, 1);
		bundle->whole_bytes = len_bytes;
		memcpy(bundle->whole, bytes, len_bytes);
		return read_whole(bundle, err);
	}
	if (!unseal(bundle, bytes, len_bytes, recipient, first, err) || !read_whole(bundle, err))
		return false;
	/* Whoever can open a file can seal it anew for somebody else: it was then not sent to them. */
	if (*bundle->header.recipient && strcmp(bundle->header.recipient, first) != 0)
		return bundle_refuse(bundle, BUNDLE_OTHER_RECIPIENT, err,
		                     _("This file was made for somebody else and then sealed for you. Ask whoever sent "
		                       "it to make one "
		                       "for you."));
	return true;
}

void bundle_release(struct bundle *bundle)
{
	if (!bundle)
		return;
	if (bundle->whole)
		sodium_memzero(bundle->whole, bundle->whole_bytes);
	free(bundle->whole);
	json_doc_free(bundle->header_doc);
	json_doc_free(bundle->body_doc);
	*bundle = (struct bundle){0};
}

bool bundle_introduces(const struct bundle *bundle, struct public_key *key)
{
	struct error ignored = {0};
	bool ok = bundle->header.sender_key && *bundle->header.sender_key &&
	          public_key_parse(key, bundle->header.sender_key, &ignored);

	error_release(&ignored);
	return ok;
}

bool bundle_check(struct bundle *bundle, const struct public_key *pinned, struct error *err)
{
	size_t signed_bytes = bundle->whole_bytes - BUNDLE_SIGNATURE_BYTES;
	char id[KEY_ID_HEX + 1];

	bundle->checked = false;
	public_key_id(pinned, id);
	if (strcmp(id, bundle->header.sender) != 0)
		return bundle_refuse(bundle, BUNDLE_OTHER_SENDER, err,
		                     _("This file was signed with another key than the one that is known here. Ask the "
		                       "sender whether "
		                       "it is theirs; a new key needs a new code."));
	if (crypto_sign_verify_detached(bundle->whole + signed_bytes, bundle->whole, signed_bytes, pinned->sign) != 0)
		return bundle_refuse(bundle, BUNDLE_BAD_SIGNATURE, err,
		                     _("The signature of this file does not fit: it was changed on its way, or "
		                       "damaged. Ask the sender "
		                       "for it again."));
	bundle->checked = true;
	return true;
}

const struct json *bundle_body(struct bundle *bundle, struct error *err)
{
	struct json_limits limits = {.size_bytes = BUNDLE_BYTES_MAX, .depth = json_limits_outside.depth};

	if (!bundle->checked) {
		error_set(err, ERROR_REFUSED,
		          _("The signature of this file was not checked yet: nothing in it is believed."));
		return NULL;
	}
	if (!bundle->body_doc)
		bundle->body_doc =
		        canonical_read((const char *)bundle->whole + bundle->body_at, bundle->body_bytes, &limits, err);
	if (!bundle->body_doc) {
		bundle->fault = BUNDLE_BAD_BODY;
		error_at(err, _("What this file holds cannot be read; ask the sender to make it again"));
		return NULL;
	}
	return json_root(bundle->body_doc);
}

void bundle_file_hash(const void *bytes, size_t len_bytes, char hash[BUNDLE_HASH_HEX + 1])
{
	crypto_hash_hex(bytes, len_bytes, BUNDLE_HASH_HEX / 2, hash);
}
