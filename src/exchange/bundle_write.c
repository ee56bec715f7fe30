#include <string.h>

#include "bundle_private.h"
#include "crypto.h"
#include "key_private.h"
#include "tenken/base/i18n.h"

static void add_whole(struct strbuf *out, const struct bundle_header *header, const char *body, size_t body_bytes,
                      const struct secret_key *sender)
{
	struct bundle_header full = *header;
	struct strbuf text = STRBUF_INIT;
	unsigned char signature[BUNDLE_SIGNATURE_BYTES];
	char id[KEY_ID_HEX + 1];

	public_key_id(&sender->public, id);
	full.sender = id;
	bundle_header_write(&text, &full);
	strbuf_add(out, BUNDLE_MAGIC_SIGNED);
	bundle_add_length(out, text.len_bytes);
	strbuf_add_bytes(out, text.text, text.len_bytes);
	bundle_add_length(out, body_bytes);
	strbuf_add_bytes(out, body, body_bytes);
	crypto_sign_detached(signature, NULL, (const unsigned char *)out->text, out->len_bytes, sender->sign);
	strbuf_add_bytes(out, (const char *)signature, sizeof signature);
	strbuf_release(&text);
}

/* What is handed over has been read as the other side will read it. */
static bool can_be_read(const struct strbuf *whole, const struct secret_key *sender, struct error *err)
{
	struct bundle bundle;
	bool ok = bundle_open(&bundle, whole->text, whole->len_bytes, NULL, err) &&
	          bundle_check(&bundle, &sender->public, err) && bundle_body(&bundle, err) != NULL;

	bundle_release(&bundle);
	return ok;
}

static bool is_sealed_for(const char *recipient, const struct public_key *recipients, size_t count, struct error *err)
{
	char id[KEY_ID_HEX + 1];

	if (count == 0 || !*recipient)
		return true;
	public_key_id(&recipients[0], id);
	if (strcmp(id, recipient) == 0)
		return true;
	return error_set(err, ERROR_INPUT,
	                 _("The file would be sealed for another key than the one that its header names."));
}

static bool fits(size_t len_bytes, struct error *err)
{
	if (len_bytes <= BUNDLE_BYTES_MAX)
		return true;
	return error_set(err, ERROR_INPUT, _("The file would have %zu bytes; at most %d can be handed over."),
	                 len_bytes, BUNDLE_BYTES_MAX);
}

bool bundle_write(struct strbuf *out, const struct bundle_header *header, const char *body, size_t body_bytes,
                  const struct secret_key *sender, const struct public_key *recipients, size_t recipients_count,
                  struct error *err)
{
	struct strbuf whole = STRBUF_INIT, sealed = STRBUF_INIT;
	bool ok;

	crypto_ready();
	if (!fits(body_bytes, err) || !is_sealed_for(header->recipient, recipients, recipients_count, err))
		return false;
	if (recipients_count > BUNDLE_RECIPIENTS_MAX)
		return error_set(err, ERROR_INPUT, _("A file can be sealed for at most %d; here are %zu."),
		                 BUNDLE_RECIPIENTS_MAX, recipients_count);
	add_whole(&whole, header, body, body_bytes, sender);
	ok = fits(whole.len_bytes, err) && can_be_read(&whole, sender, err);
	if (ok && recipients_count) {
		seal(&sealed, whole.text, whole.len_bytes, recipients, recipients_count);
		ok = fits(sealed.len_bytes, err);
	}
	if (ok)
		strbuf_add_bytes(out, recipients_count ? sealed.text : whole.text,
		                 recipients_count ? sealed.len_bytes : whole.len_bytes);
	strbuf_release(&whole);
	strbuf_release(&sealed);
	return ok;
}
