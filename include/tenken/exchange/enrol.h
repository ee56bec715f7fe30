/* enrol.h — how office and unit come to know each other's keys, by a code that both have.
 *
 * The campaign file is public and so could be forged: somebody else's would gather what sections report about themselves. So
 * the office puts a MAC by each unit's code into it (campaign_mac()), which `join` checks before a word is written. The unit's
 * first submission carries a MAC by the same code over the unit's new key (enrol_mac()); the office checks it, pins the key, and
 * the code has done its work. Both MACs name campaign and unit: one code proves nothing anywhere else.
 *
 * What the office sends before that first submission (last year's answers for a successor, a question for preventive action, what is
 * answered centrally) is sealed for a key that follows from the code, which both sides have (code_key()). */
#ifndef TENKEN_EXCHANGE_ENROL_H
#define TENKEN_EXCHANGE_ENROL_H

#include "tenken/exchange/code.h"
#include "tenken/exchange/key.h"

/* The office's word to one unit that this key is its own. */
void campaign_mac(const struct join_code *code, const struct public_key *office, const char *campaign, const char *unit,
                  char mac[CODE_MAC_HEX + 1]);
/* Whether `mac`, out of the campaign file, is that word.
 * Errors: ERROR_REFUSED: the code is another unit's or of another campaign, or the file is not the office's. */
bool campaign_mac_check(const char *mac, const struct join_code *code, const struct public_key *office, const char *campaign,
                        const char *unit, struct error *err);

/* The unit's word to the office that this key is its own. */
void enrol_mac(const struct join_code *code, const struct public_key *unit_key, const char *campaign, const char *unit,
               char mac[CODE_MAC_HEX + 1]);
/* Whether `mac`, out of a first submission, is that word. Errors: ERROR_REFUSED. */
bool enrol_mac_check(const char *mac, const struct join_code *code, const struct public_key *unit_key, const char *campaign,
                     const char *unit, struct error *err);

/* The key that follows from the code for one campaign and unit, always the same; who has the code has it. Free with
 * secret_key_free(). */
struct secret_key *code_key(const struct join_code *code, const char *campaign, const char *unit);

#endif
