#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tenken/base/cp932.h"
#include "tenken/base/text.h"

static void assert_pair(const char *bytes, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	size_t bad_byte, lost;

	assert_true(cp932_to_utf8(&out, bytes, strlen(bytes), &bad_byte));
	assert_string_equal(out.text, text);
	strbuf_reset(&out);
	cp932_from_utf8(&out, text, &lost);
	assert_string_equal(out.text, bytes);
	assert_int_equal(lost, 0);
	strbuf_release(&out);
}

static void known_texts(void **state)
{
	(void)state;
	assert_pair("abc\\~", "abc\\~");
	assert_pair("\x93\x5F\x8C\x9F", "点検");
	assert_pair("\x95\x5C\x83\x5C", "表ソ"); /* trail bytes that look like a backslash */
	assert_pair("\xC3\xDD\xB9\xDD", "ﾃﾝｹﾝ");
	assert_pair("\xFB\xFC\x8B\xB4 \xFA\xB1", "髙橋 﨑");
	assert_pair("\x87\x40\x87\x8A\x87\x54", "①㈱Ⅰ");
	assert_pair("\x81\x60\x81\x61\x81\x7C\x81\x91\x81\xCA", "～∥－￠￢");
	assert_pair("\xF0\x40\xF0\x7E\xF0\x80\xF9\xFC", "\uE000\uE03E\uE03F\uE757");
	assert_pair("", "");
}

/* NEC's and IBM's extensions hold some characters twice: read alike, written as Windows does. */
static void doubled_characters(void **state)
{
	static const struct {
		const char *read, *written;
	} doubles[] = {{"\xED\x40", "\xFA\x5C"}, {"\xFA\x54", "\x81\xCA"}, {"\xEE\xF9", "\x81\xCA"},
	               {"\x87\x9C", "\x81\xBE"}, {"\xFA\x4A", "\x87\x54"}, {"\xEE\xE0", "\xFB\xFC"}};

	(void)state;
	for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++) {
		struct strbuf text = STRBUF_INIT, again = STRBUF_INIT;
		size_t bad_byte;
		assert_true(cp932_to_utf8(&text, doubles[i].read, 2, &bad_byte));
		cp932_from_utf8(&again, text.text, NULL);
		assert_string_equal(again.text, doubles[i].written);
		strbuf_release(&text);
		strbuf_release(&again);
	}
}

/* Each of the pairs that have a character comes back as itself or as a pair that reads alike; the counts are the code
 * page's own. */
static void every_pair(void **state)
{
	size_t mapped = 0, doubled = 0;
	struct strbuf text = STRBUF_INIT, bytes = STRBUF_INIT, again = STRBUF_INIT;

	(void)state;
	for (int pair = 0x8000; pair <= 0xFFFF; pair++) {
		const char pair_bytes[] = {(char)(pair >> 8), (char)(pair & 0xFF)};
		size_t bad_byte, lost;
		uint32_t codepoint;
		strbuf_reset(&text);
		strbuf_reset(&bytes);
		strbuf_reset(&again);
		if (!cp932_to_utf8(&text, pair_bytes, 2, &bad_byte) ||
		    text_decode(text.text, text.len_bytes, &codepoint) != text.len_bytes)
			continue; /* none, or two single bytes */
		mapped++;
		cp932_from_utf8(&bytes, text.text, &lost);
		assert_int_equal(lost, 0);
		assert_int_equal(bytes.len_bytes, 2);
		doubled += memcmp(bytes.text, pair_bytes, 2) != 0;
		assert_true(cp932_to_utf8(&again, bytes.text, 2, &bad_byte));
		assert_string_equal(again.text, text.text);
	}
	assert_int_equal(mapped, 9604);
	assert_int_equal(doubled, 398);
	strbuf_release(&text);
	strbuf_release(&bytes);
	strbuf_release(&again);
}

/* From the other side: whatever can be written reads as what it was, but for the six that Windows writes as their
 * likes. */
static void every_code_point(void **state)
{
	size_t written = 0, changed = 0;
	struct strbuf text = STRBUF_INIT, bytes = STRBUF_INIT, again = STRBUF_INIT;

	(void)state;
	for (uint32_t codepoint = 0x80; codepoint <= 0x2FFFF; codepoint++) {
		size_t bad_byte, lost;
		if (codepoint >= 0xD800 && codepoint <= 0xDFFF)
			continue;
		strbuf_reset(&text);
		strbuf_reset(&bytes);
		strbuf_reset(&again);
		text_encode(&text, codepoint);
		cp932_from_utf8(&bytes, text.text, &lost);
		if (lost) {
			assert_string_equal(bytes.text, "?");
			continue;
		}
		written++;
		assert_true(cp932_to_utf8(&again, bytes.text, bytes.len_bytes, &bad_byte));
		changed += strcmp(again.text, text.text) != 0;
	}
	assert_int_equal(changed, 6);
	assert_int_equal(written, 9206 + 63 + 6);
	strbuf_release(&text);
	strbuf_release(&bytes);
	strbuf_release(&again);
}

static void likes_of_full_width_signs(void **state)
{
	struct strbuf out = STRBUF_INIT;
	size_t lost;

	(void)state;
	cp932_from_utf8(&out, "〜−‖¢£¬", &lost);
	assert_string_equal(out.text, "\x81\x60\x81\x7C\x81\x61\x81\x91\x81\x92\x81\xCA");
	assert_int_equal(lost, 0);
	strbuf_release(&out);
}

static void refuses_what_has_no_character(void **state)
{
	static const struct {
		const char *bytes;
		size_t bad_byte;
	} bad[] = {{"a\x80", 1},    {"\xA0", 0},     {"\xFD", 0},         {"\xFE\x40", 0},         {"\xFF\xFF", 0},
	           {"ab\x93", 2},   {"\x81\x3F", 0}, {"\x81\x7F", 0},     {"\x93\x5F\x81\xFD", 2}, {"\x85\x40", 0},
	           {"\x81\xAD", 0}, {"\xFC\x4C", 0}, {"\xFA\x3A\x41", 0}, {"\xF9\xFD", 0}};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct strbuf out = STRBUF_INIT;
		size_t bad_byte = 99;
		assert_false(cp932_to_utf8(&out, bad[i].bytes, strlen(bad[i].bytes), &bad_byte));
		assert_int_equal(bad_byte, bad[i].bad_byte);
		strbuf_release(&out);
	}
}

static void keeps_what_came_before(void **state)
{
	struct strbuf out = STRBUF_INIT;
	size_t bad_byte;

	(void)state;
	strbuf_add(&out, "> ");
	assert_false(cp932_to_utf8(&out, "\x93\x5F\xFF", 3, &bad_byte));
	assert_string_equal(out.text, "> 点");
	strbuf_release(&out);
}

static void counts_what_is_lost(void **state)
{
	struct strbuf out = STRBUF_INIT;
	size_t lost = 99;

	(void)state;
	cp932_from_utf8(&out, "𠮷é点\xFF", &lost);
	assert_string_equal(out.text, "??\x93\x5F?");
	assert_int_equal(lost, 3);
	cp932_from_utf8(&out, "é", NULL);
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(known_texts),
	        cmocka_unit_test(doubled_characters),
	        cmocka_unit_test(every_pair),
	        cmocka_unit_test(every_code_point),
	        cmocka_unit_test(likes_of_full_width_signs),
	        cmocka_unit_test(refuses_what_has_no_character),
	        cmocka_unit_test(keeps_what_came_before),
	        cmocka_unit_test(counts_what_is_lost),
	};
	return cmocka_run_group_tests_name("cp932", tests, NULL, NULL);
}
