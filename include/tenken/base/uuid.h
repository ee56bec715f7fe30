/* uuid.h — names for things, made from what they are: UUIDs of version 5.
 *
 * The same namespace and name give the same UUID, today and on every machine, so that a file made twice is the same file twice.
 * They are names, no secrets: SHA-1 is in them because the standard has it so, and is good for nothing else here.
 * Sources: RFC 9562 sections 5.5 and 6.5; RFC 3174 (SHA-1). */
#ifndef TENKEN_BASE_UUID_H
#define TENKEN_BASE_UUID_H

#include <stddef.h>
#include <stdint.h>

enum { UUID_BYTES = 16, UUID_TEXT_BYTES = 37 /* with the NUL */, SHA1_BYTES = 20 };

struct uuid {
	uint8_t bytes[UUID_BYTES];
};

/* The SHA-1 of `len_bytes` bytes. */
void sha1(uint8_t digest[SHA1_BYTES], const void *data, size_t len_bytes);
/* The UUID of version 5 of `name`, `len_bytes` bytes of any kind, in the namespace. */
struct uuid uuid_v5(const struct uuid *space, const void *name, size_t len_bytes);
/* In its 36 characters, in lower case; returns `text`. */
char *uuid_format(const struct uuid *uuid, char text[UUID_TEXT_BYTES]);

#endif
