/* code.h — the code that a unit is given on paper or by phone to join a campaign.
 *
 * 80 random bits, shown as 16 symbols of Crockford's base32 in groups of four and a check symbol behind them:
 * 7QK4-0M2X-ZR9D-H3VB-T. Who knows the code can prove it (code_mac()) without showing it. */
#ifndef TENKEN_EXCHANGE_CODE_H
#define TENKEN_EXCHANGE_CODE_H

#include <stdbool.h>
#include <stddef.h>

#include "tenken/base/error.h"

enum {
	JOIN_CODE_BYTES = 10,
	JOIN_CODE_SYMBOLS = 16,
	JOIN_CODE_TEXT_BYTES = 21,
	CODE_MAC_HEX = 64,
};

struct join_code {
	unsigned char bytes[JOIN_CODE_BYTES];
};

/* A new code from random bytes, whose text ends in a digit or a letter of those that codes are made of. */
void join_code_make(struct join_code *code);
void join_code_format(const struct join_code *code, char text[JOIN_CODE_TEXT_BYTES + 1]);
/* Reads what a person types: any case, also full-width, with or without spaces and hyphens; O counts as 0, I and L as 1.
 * Errors: ERROR_INPUT, saying apart whether a character cannot stand in a code, whether there are too few or too many, and
 * whether all look right but the check symbol does not fit (a slip in typing). */
bool join_code_parse(struct join_code *code, const char *text, struct error *err);
/* Overwrites the code when it is no longer needed. */
void join_code_wipe(struct join_code *code);

/* BLAKE2b-256 of bytes, keyed with a key that follows from the code and `context` (what it is for), as hex digits and a NUL. */
void code_mac(const struct join_code *code, const char *context, const void *bytes, size_t len_bytes,
              char mac[CODE_MAC_HEX + 1]);
/* CODE_SEED_BYTES bytes that follow from the code and `context` (what they are for). The caller wipes them. */
enum { CODE_SEED_BYTES = 32 };
void code_seed(const struct join_code *code, const char *context, const void *bytes, size_t len_bytes,
               unsigned char seed[CODE_SEED_BYTES]);
/* Compares two of them in a time that tells nothing; anything but 64 lower-case hex digits equals nothing. */
bool code_mac_equal(const char *a, const char *b);

#endif
