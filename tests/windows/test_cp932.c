/* Our code page 932 against the system's: every byte sequence and every character, both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/cp932.h"
#include "tenken/base/text.h"

#include <windows.h>

enum { CP932 = 932 };

/* The character that a sequence is to the system; 0: none. */
static uint32_t of_system(const char *bytes, int len_bytes)
{
	wchar_t wide[4] = L"";
	int count = MultiByteToWideChar(CP932, MB_ERR_INVALID_CHARS, bytes, len_bytes, wide, 4);

	return count == 1 ? wide[0] : 0;
}

static uint32_t of_ours(const char *bytes, int len_bytes)
{
	struct strbuf out = STRBUF_INIT;
	uint32_t codepoint = 0;
	size_t bad_byte;

	if (cp932_to_utf8(&out, bytes, (size_t)len_bytes, &bad_byte))
		text_decode(out.text, out.len_bytes, &codepoint);
	strbuf_release(&out);
	return codepoint;
}

/* Bytes that a lone one cannot be: Windows gives them characters for want of better, we none (see cp932.h). */
static bool is_given_for_want_of_better(unsigned byte)
{
	return byte == 0x80 || byte == 0xa0 || byte >= 0xfd;
}

static void test_bytes(void **state)
{
	size_t same = 0;

	(void)state;
	for (unsigned byte = 1; byte < 0x100; byte++) {
		const char bytes[] = {(char)byte};

		if (!is_given_for_want_of_better(byte) && !(byte >= 0x81 && byte <= 0x9f) && !(byte >= 0xe0 && byte <= 0xfc)) {
			assert_int_equal(of_ours(bytes, 1), of_system(bytes, 1));
			same++;
		}
	}
	for (unsigned lead = 0x81; lead <= 0xfc; lead++) {
		for (unsigned trail = 0x40; trail <= 0xfc; trail++) {
			const char bytes[] = {(char)lead, (char)trail};

			if ((lead >= 0xa0 && lead <= 0xdf) || trail == 0x7f)
				continue;
			if (of_ours(bytes, 2) != of_system(bytes, 2))
				fail_msg("%02X %02X: U+%04X here, U+%04X in the system", lead, trail, (unsigned)of_ours(bytes, 2),
				         (unsigned)of_system(bytes, 2));
			same += of_ours(bytes, 2) != 0;
		}
	}
	print_message("%zu codes\n", same);
	assert_true(same > 9000);
}

/* What the system writes for a character, when it is the character itself and no likeness. */
static int written_by_system(uint32_t codepoint, char bytes[4])
{
	wchar_t wide = (wchar_t)codepoint;
	BOOL other = FALSE;
	int count = WideCharToMultiByte(CP932, WC_NO_BEST_FIT_CHARS, &wide, 1, bytes, 4, NULL, &other);

	return other ? 0 : count;
}

static void test_characters(void **state)
{
	size_t same = 0;

	(void)state;
	for (uint32_t codepoint = 1; codepoint < 0x10000; codepoint++) {
		struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
		char bytes[4];
		size_t lost;
		int count = codepoint >= 0xd800 && codepoint < 0xe000 ? 0 : written_by_system(codepoint, bytes);

		if (count == 0 || (count == 1 && is_given_for_want_of_better((unsigned char)*bytes)))
			continue;
		text_encode(&text, codepoint);
		cp932_from_utf8(&out, text.text, &lost);
		if (lost || out.len_bytes != (size_t)count || memcmp(out.text, bytes, out.len_bytes) != 0)
			fail_msg("U+%04X: %02X %02X here, %02X %02X in the system", (unsigned)codepoint, (unsigned char)out.text[0],
			         (unsigned char)out.text[1], (unsigned char)bytes[0], (unsigned char)bytes[1]);
		same++;
		strbuf_release(&text);
		strbuf_release(&out);
	}
	print_message("%zu characters\n", same);
	assert_true(same > 9000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_bytes), cmocka_unit_test(test_characters)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
