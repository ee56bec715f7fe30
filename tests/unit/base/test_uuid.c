#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/mem.h"
#include "tenken/base/uuid.h"

static void assert_sha1(const void *data, size_t len_bytes, const char *expected)
{
	uint8_t digest[SHA1_BYTES];
	char hex[2 * SHA1_BYTES + 1];

	sha1(digest, data, len_bytes);
	for (int i = 0; i < SHA1_BYTES; i++) {
		hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	hex[2 * SHA1_BYTES] = '\0';
	assert_string_equal(hex, expected);
}

/* `times` copies of `part`. */
static void assert_sha1_of_many(const char *part, size_t times, const char *expected)
{
	size_t part_bytes = strlen(part);
	char *text = mem_new(part_bytes * times, 1);

	for (size_t i = 0; i < times; i++)
		memcpy(text + i * part_bytes, part, part_bytes);
	assert_sha1(text, part_bytes * times, expected);
	free(text);
}

/* RFC 3174 section 7.3, and the digest of nothing. */
static void test_sha1_of_the_rfc(void **state)
{
	(void)state;
	assert_sha1("abc", 3, "a9993e364706816aba3e25717850c26c9cd0d89d");
	assert_sha1_of_many("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
	                    "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
	assert_sha1_of_many("a", 1000000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
	assert_sha1_of_many("0123456701234567012345670123456701234567012345670123456701234567", 10,
	                    "dea356a2cddd90c7a7ecedc5ebb563934f460452");
	assert_sha1(NULL, 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

/* Around the length of a block, where the end takes one block more; reckoned with another implementation. */
static void test_sha1_around_a_block(void **state)
{
	(void)state;
	assert_sha1_of_many("a", 55, "c1c8bbdc22796e28c0e15163d20899b65621d65a");
	assert_sha1_of_many("a", 56, "c2db330f6083854c99d4b5bfb6e8f29f201be699");
	assert_sha1_of_many("a", 63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5");
	assert_sha1_of_many("a", 64, "0098ba824b5c16427bd7a1122a5a442a25ec644d");
	assert_sha1_of_many("a", 65, "11655326c708d70319be2610e8a57d9a5b959d3b");
}

static void assert_uuid(const struct uuid *space, const char *name, const char *expected)
{
	struct uuid uuid = uuid_v5(space, name, strlen(name));
	char text[UUID_TEXT_BYTES];

	assert_string_equal(uuid_format(&uuid, text), expected);
}

/* RFC 9562 appendix A.4: www.example.com in the namespace of domain names. */
static void test_v5(void **state)
{
	const struct uuid dns = {
	        {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}};

	(void)state;
	assert_uuid(&dns, "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2");
	assert_uuid(&dns, "python.org", "886313e1-3b8a-5372-9b90-0c9aee199e5d");
	assert_uuid(&dns, "", "4ebd0208-8328-5d69-8c44-ec50939c0967");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_sha1_of_the_rfc),
	        cmocka_unit_test(test_sha1_around_a_block),
	        cmocka_unit_test(test_v5),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
