/* chain.h — the hash that ties each event to the one before it.
 *
 * hash = BLAKE2b-256(length-prefixed fields ‖ previous hash), as 64 hex digits. SQLite's own integrity_check misses
 * some flipped bits; recomputing the chain finds every changed, removed, inserted or reordered event up to the head.
 * It proves nothing against one who rewrites the whole chain: only what the office has received is anchored. */
#ifndef TENKEN_STORE_CHAIN_H
#define TENKEN_STORE_CHAIN_H

#include <stddef.h>
#include <stdint.h>

#include "tenken/base/str.h"

enum { CHAIN_HEX = 64 };

/* The fields of one event, in a fixed order: each as 8 bytes of length (little endian) and its bytes. */
struct chain_fields {
	struct strbuf bytes;
};
void chain_fields_init(struct chain_fields *fields);
void chain_fields_release(struct chain_fields *fields);
void chain_add_text(struct chain_fields *fields, const char *text); /* NULL as "" */
void chain_add_int(struct chain_fields *fields, int64_t value);     /* as decimal text */
/* `previous` is 64 hex digits, or "" for the first. Writes 64 hex digits and a NUL. */
void chain_hash(const struct chain_fields *fields, const char *previous, char hex[CHAIN_HEX + 1]);

/* BLAKE2b-128 of bytes as 32 hex digits: the digest of a clause's text. */
void chain_digest(const char *bytes, size_t len_bytes, char hex[33]);

/* SHA-256 of bytes as 64 hex digits: what application forms and file lists ask for. */
void chain_sha256(const char *bytes, size_t len_bytes, char hex[65]);

#endif
