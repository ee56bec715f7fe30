/* bundle.h — a file that one side hands to the other.
 *
 * One fixed format, byte for byte in docs/formats.md: a header and a body, both canonical JSON, signed by the sender; the signed
 * whole is either the file, or sealed for those who are to read it. There is nothing to negotiate: another format is another
 * magic.
 *
 * What came in is believed step by step, and each step is a function: bundle_open() (size, seal, form, header), bundle_check()
 * (whether whoever is pinned signed it), bundle_body() (strict JSON). Whether campaign, unit, recipient, counter and pack are
 * those that are wanted is for the caller to say, between the second and the third. Files and the clock are elsewhere. */
#ifndef TENKEN_EXCHANGE_BUNDLE_H
#define TENKEN_EXCHANGE_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tenken/base/error.h"
#include "tenken/base/json.h"
#include "tenken/base/str.h"
#include "tenken/exchange/key.h"

enum {
	BUNDLE_BYTES_MAX = 16 * 1024 * 1024, /* of a file */
	BUNDLE_RECIPIENTS_MAX = 2000,
	BUNDLE_HASH_HEX = 64,
};

enum bundle_kind {
	BUNDLE_CAMPAIGN,   /* office to all: what is asked, by when; introduces the office's key */
	BUNDLE_SUBMISSION, /* unit to office; the first introduces the unit's key */
	BUNDLE_RETURN,     /* office to unit: accepted, or what is to be looked at again */
	BUNDLE_HANDOVER,   /* office to unit: last year's accepted answers, for whoever begins on a new PC */
	BUNDLE_PUSH,       /* office to unit: questions for preventive action */
	BUNDLE_COMMON,     /* office to all or some: answers that are the same for all */
	BUNDLE_KINDS
};
/* "campaign", "submission", … as in the header. */
const char *bundle_kind_id(enum bundle_kind kind);

/* What the header says. Texts are borrowed: from the bundle that was read, or from whoever writes one. None is NULL. */
struct bundle_header {
	enum bundle_kind kind;
	const char *campaign;    /* its id */
	const char *unit;        /* the unit's code; "" when it is for all */
	const char *sender;      /* key id; set by bundle_write() */
	const char *recipient;   /* key id; "" when it is for all */
	const char *pack;        /* id of the pack */
	const char *pack_sha256; /* 64 hex digits */
	int64_t counter;         /* of this sender, from 1 */
	const char *previous;    /* bundle_file_hash() of the sender's bundle before; "" for the first */
	const char *chain_head;  /* of the sender's database, 64 hex digits; "" while it is empty */
	int64_t chain_count;     /* events in it */
	const char *created_at;  /* "2026-10-01T14:03:21+09:00" */
	int64_t fiscal_year;
	const char *sender_key; /* public key of the sender, as text: in campaigns and first submissions; "" elsewhere */
	const char *enrol;      /* enrol_mac(): in first submissions; "" elsewhere */
};

/* Why a file was refused: for lists and for other programs, beside the message for the person. */
enum bundle_fault {
	BUNDLE_FINE,
	BUNDLE_TOO_LARGE,
	BUNDLE_NONE,            /* it is no bundle at all */
	BUNDLE_OTHER_FORMAT,    /* of another version of the format */
	BUNDLE_DAMAGED,         /* changed or cut */
	BUNDLE_SEALED,          /* and there was no key to open it with */
	BUNDLE_OTHER_RECIPIENT, /* sealed for others */
	BUNDLE_BAD_HEADER,      /* whole, but its header says what none may */
	BUNDLE_OTHER_SENDER,    /* signed by another key than the pinned one, as it says itself */
	BUNDLE_BAD_SIGNATURE,   /* not signed by the key that it names */
	BUNDLE_BAD_BODY,        /* signed, and the body is not canonical JSON */
	BUNDLE_FAULTS
};
/* "too_large", "damaged", …; borrowed, for ever, not translated. */
const char *bundle_fault_id(enum bundle_fault fault);

struct bundle {
	struct bundle_header header;
	enum bundle_fault fault; /* set by whichever step refused it */
	bool sealed;             /* it came sealed */
	bool checked;            /* bundle_check() has passed */
	unsigned char *whole;    /* the signed whole; owned, wiped when released */
	size_t whole_bytes, body_at, body_bytes;
	struct json_doc *header_doc, *body_doc;
};

/* Appends a bundle: the header (but for `sender`), the body, signed by `sender`; sealed for `recipients` (the first is the one
 * in the header; then those who may open it, too, such as an escrow key), or plain when there are none. Seals with random
 * bytes; a plain bundle of the same content is the same bytes.
 * Errors: ERROR_INPUT when the reader would refuse header or body, or when it becomes too large. `out` is then as before. */
bool bundle_write(struct strbuf *out, const struct bundle_header *header, const char *body, size_t body_bytes,
                  const struct secret_key *sender, const struct public_key *recipients, size_t recipients_count,
                  struct error *err);

/* Opens the bytes of a file, which are copied. `recipient` opens sealed ones; NULL when there is no key. The header has the
 * right form afterwards and agrees with itself and with the seal: that is not yet to say that it is true (bundle_check()).
 * Errors: ERROR_INPUT when it is no bundle, damaged, or its header wrong; ERROR_REFUSED when it is sealed and not for this key.
 * In any case: bundle_release(). */
bool bundle_open(struct bundle *bundle, const void *bytes, size_t len_bytes, const struct secret_key *recipient,
                 struct error *err);
void bundle_release(struct bundle *bundle);

/* The key that the bundle introduces (header.sender_key); its id is header.sender. False when it introduces none. */
bool bundle_introduces(const struct bundle *bundle, struct public_key *key);

/* Whether `pinned` signed it. Errors: ERROR_REFUSED when it names another sender; ERROR_INPUT when the signature is wrong. */
bool bundle_check(struct bundle *bundle, const struct public_key *pinned, struct error *err);

/* The body, read strictly on the first call; borrowed. NULL on error: ERROR_INPUT when it is not canonical JSON of at most 16
 * levels, ERROR_REFUSED before bundle_check() has passed. */
const struct json *bundle_body(struct bundle *bundle, struct error *err);

/* BLAKE2b-256 of a file as it is, as 64 hex digits and a NUL: known ones are recognised without opening them. */
void bundle_file_hash(const void *bytes, size_t len_bytes, char hash[BUNDLE_HASH_HEX + 1]);

#endif
