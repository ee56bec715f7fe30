/* fuzz_bundle — the reader of bundles behind the signature. A plain bundle is signed anew before it is read, by the key that the
 * fixtures of tests/unit/exchange call the unit's, so that what stands in it is reached; a sealed one is opened as it is, by the
 * office's key. */
#include <string.h>

#include <sodium.h>

#include "fuzz.h"
#include "key_private.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/exchange/bundle.h"

enum { OFFICE = 0x0f, UNIT = 0x11 };

static struct secret_key *key_of(int who)
{
	unsigned char seed[KEY_SEED_BYTES];

	memset(seed, who, sizeof seed);
	return secret_key_from_seed(seed);
}

static void sign_anew(char *bytes, size_t size, const struct secret_key *sender)
{
	if (size < crypto_sign_BYTES || memcmp(bytes, "TNKSIGN1", 8) != 0)
		return;
	crypto_sign_detached((unsigned char *)bytes + size - crypto_sign_BYTES, NULL, (unsigned char *)bytes,
	                     size - crypto_sign_BYTES, sender->sign);
}

/* What was read is written as it was: nothing in it was overlooked. */
static void write_again(const struct bundle *bundle, const char *bytes, size_t size, const struct secret_key *sender)
{
	struct strbuf again = STRBUF_INIT;
	struct error err = {0};

	fuzz_check(bundle_write(&again, &bundle->header, (const char *)bundle->whole + bundle->body_at, bundle->body_bytes, sender,
	                        NULL, 0, &err));
	fuzz_check(again.len_bytes == size && memcmp(again.text, bytes, size) == 0);
	strbuf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct secret_key *office, *unit;
	char *bytes = fuzz_copy(data, size);
	struct error err = {0};
	struct bundle bundle;
	struct public_key key;
	bool ok;

	office = office ? office : key_of(OFFICE);
	unit = unit ? unit : key_of(UNIT);
	if (size >= 8)
		sign_anew(bytes, size, unit);
	ok = bundle_open(&bundle, bytes, size, office, &err);
	if (ok) {
		fuzz_check(bundle.header.counter > 0 && bundle.header.kind < BUNDLE_KINDS);
		fuzz_check(bundle_introduces(&bundle, &key) == (*bundle.header.sender_key != '\0'));
		fuzz_check(bundle.body_at + bundle.body_bytes + crypto_sign_BYTES == bundle.whole_bytes);
		ok = bundle_check(&bundle, secret_key_public(unit), &err) && bundle_body(&bundle, &err);
	}
	if (ok && !bundle.sealed)
		write_again(&bundle, bytes, size, unit);
	fuzz_check(ok == (bundle.fault == BUNDLE_FINE) && ok == (err.code == ERROR_NONE));
	fuzz_check(ok || !str_is_blank(err.message));
	bundle_release(&bundle);
	error_release(&err);
	free(bytes);
	return 0;
}
