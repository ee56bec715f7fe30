#include "tenken/exchange/enrol.h"

#include <assert.h>

#include "crypto.h"
#include "tenken/base/i18n.h"

static void make_mac(const struct join_code *code, const char *context, const struct public_key *key,
                     const char *campaign, const char *unit, char mac[CODE_MAC_HEX + 1])
{
	struct strbuf fields = STRBUF_INIT;
	char key_text[PUBLIC_KEY_TEXT_BYTES + 1];

	public_key_format(key, key_text);
	crypto_add_field(&fields, key_text);
	crypto_add_field(&fields, campaign);
	crypto_add_field(&fields, unit);
	code_mac(code, context, fields.text, fields.len_bytes, mac);
	strbuf_release(&fields);
}

void campaign_mac(const struct join_code *code, const struct public_key *office, const char *campaign, const char *unit,
                  char mac[CODE_MAC_HEX + 1])
{
	make_mac(code, "campaign", office, campaign, unit, mac);
}

bool campaign_mac_check(const char *mac, const struct join_code *code, const struct public_key *office,
                        const char *campaign, const char *unit, struct error *err)
{
	char wanted[CODE_MAC_HEX + 1];

	campaign_mac(code, office, campaign, unit, wanted);
	if (code_mac_equal(mac, wanted))
		return true;
	return error_set(
	        err, ERROR_REFUSED,
	        _("The code does not go with this campaign file. Look whether the slip is for this unit and this "
	          "campaign; if it is, the file may be forged: do not use it and call the office."));
}

void enrol_mac(const struct join_code *code, const struct public_key *unit_key, const char *campaign, const char *unit,
               char mac[CODE_MAC_HEX + 1])
{
	make_mac(code, "enrol", unit_key, campaign, unit, mac);
}

bool enrol_mac_check(const char *mac, const struct join_code *code, const struct public_key *unit_key,
                     const char *campaign, const char *unit, struct error *err)
{
	char wanted[CODE_MAC_HEX + 1];

	enrol_mac(code, unit_key, campaign, unit, wanted);
	if (code_mac_equal(mac, wanted))
		return true;
	return error_set(err, ERROR_REFUSED,
	                 _("This first submission was not made with the unit's code. Call the unit; if the file is "
	                   "theirs, issue a "
	                   "new code and let them join again."));
}

struct secret_key *code_key(const struct join_code *code, const char *campaign, const char *unit)
{
	struct strbuf fields = STRBUF_INIT;
	unsigned char seed[CODE_SEED_BYTES];

	static_assert((int)CODE_SEED_BYTES == (int)KEY_SEED_BYTES, "a key follows from it");
	crypto_add_field(&fields, campaign);
	crypto_add_field(&fields, unit);
	code_seed(code, "receive", fields.text, fields.len_bytes, seed);
	struct secret_key *key = secret_key_from_seed(seed);
	secret_text_wipe(seed, sizeof seed);
	strbuf_release(&fields);
	return key;
}
