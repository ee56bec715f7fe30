#include "tenken/exchange/code.h"

#include <stdint.h>
#include <stdlib.h>
#include <assert.h>
#include <string.h>

#include <sodium.h>

#include "crypto.h"
#include "tenken/base/i18n.h"
#include "tenken/base/text.h"

#define KEY_CONTEXT "tenken-code-1"

enum { BITS_A_SYMBOL = 5, DIGITS = 32, CHECK_MODULUS = 37, SYMBOLS_IN_ALL = JOIN_CODE_SYMBOLS + 1, GROUP = 4 };

/* The first 32 are digits, the rest only checks. */
static const char symbols[CHECK_MODULUS + 1] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

void join_code_wipe(struct join_code *code)
{
	sodium_memzero(code, sizeof *code);
}

/* The values of the 16 symbols, the most significant first. */
static void to_values(const struct join_code *code, unsigned char values[JOIN_CODE_SYMBOLS])
{
	unsigned bits = 0, count = 0;
	size_t made = 0;

	for (size_t i = 0; i < JOIN_CODE_BYTES; i++) {
		bits = (bits << 8 | code->bytes[i]) & 0xfff;
		for (count += 8; count >= BITS_A_SYMBOL; made++) {
			count -= BITS_A_SYMBOL;
			values[made] = bits >> count & 31;
		}
	}
}

static void from_values(struct join_code *code, const unsigned char values[JOIN_CODE_SYMBOLS])
{
	unsigned bits = 0, count = 0;
	size_t made = 0;

	for (size_t i = 0; i < JOIN_CODE_SYMBOLS; i++) {
		bits = (bits << BITS_A_SYMBOL | values[i]) & 0xfff;
		count += BITS_A_SYMBOL;
		if (count >= 8) {
			count -= 8;
			code->bytes[made++] = bits >> count & 255;
		}
	}
}

/* The code as a number, modulo 37: one wrong symbol and two that changed places are seen. */
static unsigned check_of(const unsigned char values[JOIN_CODE_SYMBOLS])
{
	unsigned rest = 0;

	for (size_t i = 0; i < JOIN_CODE_SYMBOLS; i++)
		rest = (rest * 32 + values[i]) % CHECK_MODULUS;
	return rest;
}

/* Of 37 codes 5 end in a sign that only checks: on paper it is taken for a mark, and on the telephone it has no name. Those are drawn anew,
 * which costs the chance of a code a fifth of a bit. */
void join_code_make(struct join_code *code)
{
	unsigned char values[JOIN_CODE_SYMBOLS];

	crypto_ready();
	do {
		randombytes_buf(code->bytes, sizeof code->bytes);
		to_values(code, values);
	} while (check_of(values) >= DIGITS);
	sodium_memzero(values, sizeof values);
}

void join_code_format(const struct join_code *code, char text[JOIN_CODE_TEXT_BYTES + 1])
{
	unsigned char values[JOIN_CODE_SYMBOLS];
	size_t at = 0;

	to_values(code, values);
	for (size_t i = 0; i < JOIN_CODE_SYMBOLS; i++) {
		text[at++] = symbols[values[i]];
		if (i % GROUP == GROUP - 1)
			text[at++] = '-';
	}
	text[at++] = symbols[check_of(values)];
	text[at] = '\0';
	sodium_memzero(values, sizeof values);
}

/* What stands between groups, as keyboards and input methods make it. */
static bool is_hyphen(uint32_t codepoint)
{
	return codepoint == '-' || codepoint == '_' || (codepoint >= 0x2010 && codepoint <= 0x2015) ||
	       codepoint == 0x2212 || codepoint == 0x2500 || codepoint == 0x30FC;
}

/* The value that a character stands for; -1: none. */
static int value_of(uint32_t codepoint)
{
	const char *found;

	if (codepoint >= 'a' && codepoint <= 'z')
		codepoint -= 'a' - 'A';
	if (codepoint == 'O')
		codepoint = '0';
	if (codepoint == 'I' || codepoint == 'L')
		codepoint = '1';
	if (codepoint == 0x301C || codepoint == 0x223C || codepoint == 0x02DC)
		codepoint = '~'; /* what a full-width ~ becomes on its way through code pages */
	found = codepoint > 0 && codepoint < 0x80 ? strchr(symbols, (int)codepoint) : NULL;
	return found ? (int)(found - symbols) : -1;
}

static bool refuse_character(const char *character, size_t len_bytes, struct error *err)
{
	return error_set(err, ERROR_INPUT,
	                 _("\"%.*s\" does not stand in a code. It has figures and letters, of which it leaves out I, "
	                   "L, O and U."),
	                 (int)len_bytes, character);
}

/* Gathers the values of a squeezed text; how many there are in *count, also those for which there is no room. */
static bool gather(unsigned char values[SYMBOLS_IN_ALL], size_t *count, const char *text, struct error *err)
{
	size_t len_bytes = strlen(text), step_bytes;

	*count = 0;
	for (size_t at = 0; at < len_bytes; at += step_bytes) {
		uint32_t codepoint;
		int value;

		step_bytes = text_decode(text + at, len_bytes - at, &codepoint);
		if (is_hyphen(codepoint))
			continue;
		value = value_of(codepoint);
		/* The signs that only check stand at the end. */
		if (value < 0 || (value >= 32 && *count < JOIN_CODE_SYMBOLS))
			return refuse_character(text + at, step_bytes, err);
		if (*count < SYMBOLS_IN_ALL)
			values[*count] = (unsigned char)value;
		++*count;
	}
	return true;
}

static bool parse_squeezed(struct join_code *code, const char *text, struct error *err)
{
	unsigned char values[SYMBOLS_IN_ALL] = {0};
	size_t count;
	bool ok;

	if (!gather(values, &count, text, err))
		return false;
	if (count != SYMBOLS_IN_ALL)
		return error_set(err, ERROR_INPUT,
		                 _("A code has %d characters, hyphens apart; here are %zu. Compare it with the slip."),
		                 SYMBOLS_IN_ALL, count);
	ok = check_of(values) == values[JOIN_CODE_SYMBOLS];
	if (ok)
		from_values(code, values);
	else
		error_set(err, ERROR_INPUT,
		          _("The last character, which checks the others, does not fit: one of them is mistyped. "
		            "Compare the code "
		            "with the slip."));
	sodium_memzero(values, sizeof values);
	return ok;
}

bool join_code_parse(struct join_code *code, const char *text, struct error *err)
{
	char *squeezed = text_squeeze(text);
	bool ok = parse_squeezed(code, squeezed, err);

	sodium_memzero(squeezed, strlen(squeezed));
	free(squeezed);
	return ok;
}

/* The key for one use: the context, a NUL, what for, a NUL, the code. */
static void derive(const struct join_code *code, const char *context, unsigned char key[crypto_generichash_KEYBYTES])
{
	crypto_generichash_state state;

	crypto_ready();
	crypto_generichash_init(&state, NULL, 0, crypto_generichash_KEYBYTES);
	crypto_generichash_update(&state, (const unsigned char *)KEY_CONTEXT, sizeof KEY_CONTEXT);
	crypto_generichash_update(&state, (const unsigned char *)context, strlen(context) + 1);
	crypto_generichash_update(&state, code->bytes, sizeof code->bytes);
	crypto_generichash_final(&state, key, crypto_generichash_KEYBYTES);
	sodium_memzero(&state, sizeof state);
}

void code_seed(const struct join_code *code, const char *context, const void *bytes, size_t len_bytes,
               unsigned char seed[CODE_SEED_BYTES])
{
	unsigned char key[crypto_generichash_KEYBYTES];

	derive(code, context, key);
	crypto_generichash(seed, CODE_SEED_BYTES, bytes, len_bytes, key, sizeof key);
	sodium_memzero(key, sizeof key);
}

static_assert(CODE_SEED_BYTES * 2 == CODE_MAC_HEX, "a MAC is a seed, shown");

void code_mac(const struct join_code *code, const char *context, const void *bytes, size_t len_bytes,
              char mac[CODE_MAC_HEX + 1])
{
	unsigned char hash[CODE_SEED_BYTES];

	code_seed(code, context, bytes, len_bytes, hash);
	sodium_bin2hex(mac, CODE_MAC_HEX + 1, hash, sizeof hash);
	sodium_memzero(hash, sizeof hash);
}

bool code_mac_equal(const char *a, const char *b)
{
	return crypto_is_hex(a, CODE_MAC_HEX) && crypto_is_hex(b, CODE_MAC_HEX) &&
	       sodium_memcmp(a, b, CODE_MAC_HEX) == 0;
}
