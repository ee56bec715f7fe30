/* fixture.h — what the tests of this floor begin with: keys that are always the same, and a small bundle. */
#ifndef TENKEN_TESTS_EXCHANGE_FIXTURE_H
#define TENKEN_TESTS_EXCHANGE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tenken/base/i18n.h"
#include "tenken/base/mem.h"
#include "tenken/base/str.h"
#include "tenken/exchange/bundle.h"
#include "tenken/exchange/enrol.h"

/* The call succeeded / failed with `wanted`; the message is shown when not. */
#define assert_done(call, err)                                                                                         \
	do {                                                                                                           \
		if (!(call))                                                                                           \
			fail_msg("%s: %s", #call, (err)->message ? (err)->message : "no message");                     \
	} while (0)
#define assert_fails(call, err, wanted)                                                                                \
	do {                                                                                                           \
		if (call)                                                                                              \
			fail_msg("%s: should have failed", #call);                                                     \
		if ((err)->code != (wanted))                                                                           \
			fail_msg("%s: code %d, message %s", #call, (err)->code,                                        \
			         (err)->message ? (err)->message : "none");                                            \
		assert_non_null((err)->message);                                                                       \
		assert_true(strlen((err)->message) > 20);                                                              \
		error_release(err);                                                                                    \
	} while (0)

/* Who takes part: each has the key that follows from a seed of one byte again and again. */
enum who { OFFICE = 0x0f, UNIT = 0x11, ESCROW = 0xe5, STRANGER = 0x99 };

static inline struct secret_key *key_of(enum who who)
{
	unsigned char seed[KEY_SEED_BYTES];

	memset(seed, (int)who, sizeof seed);
	return secret_key_from_seed(seed);
}

static const char fixture_body[] =
        "{\"checklists\":[{\"answers\":{\"4.1.4-i\":{\"answer\":\"partial\",\"note\":\"棚の鍵\\n替える\"}},\"role\":"
        "\"information_manager\"}],\"format\":1,\"plans\":[],\"registers\":{\"system\":[{\"id\":\"a\",\"users\":120}]}"
        "}";

/* A unit's second submission. */
struct letter {
	struct secret_key *unit, *office, *escrow, *stranger;
	char office_id[KEY_ID_HEX + 1];
	char unit_key[PUBLIC_KEY_TEXT_BYTES + 1];
	struct public_key recipients[2]; /* office, escrow */
	struct bundle_header header;
};

static const char hash_a[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char hash_b[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static inline void letter_init(struct letter *letter)
{
	*letter = (struct letter){
	        .unit = key_of(UNIT), .office = key_of(OFFICE), .escrow = key_of(ESCROW), .stranger = key_of(STRANGER)};
	letter->recipients[0] = *secret_key_public(letter->office);
	letter->recipients[1] = *secret_key_public(letter->escrow);
	public_key_id(&letter->recipients[0], letter->office_id);
	public_key_format(secret_key_public(letter->unit), letter->unit_key);
	letter->header = (struct bundle_header){
	        .kind = BUNDLE_SUBMISSION,
	        .campaign = "2026-yearly",
	        .unit = "0012",
	        .sender = "",
	        .recipient = letter->office_id,
	        .pack = "kobe-5.10",
	        .pack_sha256 = hash_a,
	        .counter = 2,
	        .previous = hash_b,
	        .chain_head = hash_b,
	        .chain_count = 120,
	        .created_at = "2026-10-01T14:03:21+09:00",
	        .fiscal_year = 2026,
	        .sender_key = "",
	        .enrol = "",
	};
}

static inline void letter_release(struct letter *letter)
{
	secret_key_free(letter->unit);
	secret_key_free(letter->office);
	secret_key_free(letter->escrow);
	secret_key_free(letter->stranger);
}

/* Written by the unit, for the first `count` recipients. */
static inline void letter_write(struct letter *letter, struct strbuf *out, size_t count)
{
	struct error err = {0};

	assert_done(bundle_write(out, &letter->header, fixture_body, strlen(fixture_body), letter->unit,
	                         letter->recipients, count, &err),
	            &err);
}

#endif
